//! The vooruitblik in words.

use super::stukken::{Tafel, of_people, tekst};
use super::{aantal, norm_grens};
use crate::domain::agenda::{Vooruitnorm, Vooruitstof};
use crate::domain::klein::is_few;
use crate::domain::vooruitblik::{Aflopend, Blik, Uitzicht, Vooruitregel};
use crate::domain::{Feitregel, Genoemd, Richting, Stuk};

/// What the rest of the year may bring, in a sentence for beside the figure; None when the year is over or nothing is known.
pub fn vooruitblik(regel: &Vooruitregel) -> Option<String> {
    let blik = regel.blik.as_ref().filter(|b| !b.open.per_kwartaal.is_empty())?;
    let open = &blik.open;
    let verdwenen = match open.verdwenen {
        0 => String::new(),
        n => format!(" ({n} niet meer gemeld)"),
    };
    Some(format!(
        "Eind {}: {} · dit jaar lopen er nog {} af{verdwenen}, {} later of zonder Einddatum · nieuwe trajecten en \
         gewijzigde termijnen tellen niet mee",
        regel.meting.kwartaal.jaar(),
        uitzicht(blik, regel.meting.richting),
        open.verwacht(),
        open.overig
    ))
}

/// How the year of a norm may end, and the number that goes with it: `haalbaar, nog 10 nodig`.
pub fn uitzicht(blik: &Blik, richting: Richting) -> String {
    let (word, number) = uitzicht_delen(blik, richting);
    number.map_or_else(|| word.to_owned(), |number| format!("{word}, {number}"))
}

/// The same in its parts: `haalbaar` and `nog 10 nodig`.
pub fn uitzicht_delen(blik: &Blik, richting: Richting) -> (&'static str, Option<String>) {
    let word = match blik.uitzicht {
        None => "geen norm",
        Some(Uitzicht::Afgelopen) => "het jaar is voorbij",
        Some(Uitzicht::Zeker) if richting != Richting::Richtwaarde => "zeker gehaald",
        Some(other) => other.key(richting),
    };
    // When it is certain no number can change it.
    (word, if blik.uitzicht == Some(Uitzicht::Zeker) { None } else { number(blik) })
}

fn number(blik: &Blik) -> Option<String> {
    let nodig = blik.nodig.map(|n| match n {
        0 => "niemand meer nodig".to_owned(),
        n => format!("nog {n} nodig"),
    });
    let ruimte = || {
        blik.ruimte.map(|r| match r {
            0 => "geen ruimte meer".to_owned(),
            r if r < 0 => format!("nu {} te veel", r.unsigned_abs()),
            r => format!("ruimte voor nog {r}"),
        })
    };
    nodig.or_else(ruimte)
}

/// Who is still to end before the year does, what that may bring to each norm, and how it stands with the others.
pub(super) fn feiten(stof: &Vooruitstof, tafel: Tafel<'_>) -> Vec<Feitregel> {
    let Some((jaar, open)) = stof.normen.iter().find_map(|n| Some((year(&n.regel), &n.regel.blik.as_ref()?.open))) else {
        return vec![Feitregel::of(0, "Niet te zeggen: er zijn geen cijfers.")];
    };
    let few = |aantal, text: String| of_people(aantal, tafel.klein_onder, vec![tekst(text)]);
    let verwacht = open.verwacht();
    if verwacht + open.overig == 0 {
        let mut lines = vec![Feitregel::of(0, "Er loopt geen traject meer.")];
        lines.extend(stof.normen.iter().filter_map(|n| ahead_of(n, tafel.klein_onder)));
        lines.extend(others(stof, tafel));
        return lines;
    }
    let mut stukken = few(verwacht, format!("Einddatum nog in {jaar}: {}", aantal(verwacht, "traject", "trajecten")));
    if open.verdwenen > 0 {
        stukken.extend(few(open.verdwenen, format!(", waarvan {} niet meer in de rapportage", open.verdwenen)));
    }
    if is_few(verwacht, tafel.klein_onder) && !is_few(open.overig, tafel.klein_onder) {
        // It is a sentence without what stands before it, too.
        stukken.push(Stuk::Klein(vec![tekst("; ")]));
        stukken.push(tekst(format!("later dan {jaar} of zonder Einddatum: {}", open.overig)));
    } else {
        stukken.extend(few(open.overig, format!("; later of zonder Einddatum: {}", open.overig)));
    }
    let mut lines = vec![Feitregel { niveau: 0, stukken }];
    lines.extend(open.per_kwartaal.iter().filter_map(|(kwartaal, _)| {
        named(&format!("Einddatum in {kwartaal}"), stof.trajecten.iter().filter(|t| t.kwartaal == *kwartaal))
    }));
    lines.extend(named("Niet meer in de rapportage", stof.trajecten.iter().filter(|t| t.verdwenen)));
    lines.extend(stof.normen.iter().filter_map(|n| ahead_of(n, tafel.klein_onder)));
    lines.push(Feitregel::of(0, "Nieuwe trajecten en gewijzigde termijnen tellen hierin niet mee."));
    lines.extend(others(stof, tafel));
    lines
}

const fn year(regel: &Vooruitregel) -> i32 {
    regel.meting.kwartaal.jaar()
}

/// `Einddatum in 2024-K3: PSW-001 (Venlo), PSW-007 (Venray)`. It tells of single people.
fn named<'t>(kop: &str, trajecten: impl Iterator<Item = &'t Aflopend>) -> Option<Feitregel> {
    let wie: Vec<Genoemd> = trajecten
        .map(|t| Genoemd { code: t.deelnemer.as_str().to_owned(), gemeente: Some(t.gemeente.naam().to_owned()) })
        .collect();
    let stukken = vec![tekst(format!("{kop}: ")), Stuk::Deelnemers(wie.clone())];
    (!wie.is_empty()).then(|| Feitregel { niveau: 1, stukken: vec![Stuk::Klein(stukken)] })
}

/// `C2.1 Regulier werk, minimaal 80%: haalbaar, nog 10 nodig`. The number tells who is still to end, and how many ended.
fn ahead_of(stof: &Vooruitnorm, klein_onder: u32) -> Option<Feitregel> {
    // Nothing is asked of what is measured for information.
    let blik = stof.regel.blik.as_ref().filter(|b| b.uitzicht.is_some())?;
    let norm = &stof.norm;
    let meting = &stof.regel.meting;
    let (word, number) = uitzicht_delen(blik, meting.richting);
    let mut stukken = vec![tekst(format!("{} {}, {}: {word}", norm.id, norm.kort, norm_grens(norm)))];
    let is_small = meting.klein_aantal || is_few(blik.open.verwacht(), klein_onder);
    stukken.extend(number.map(|n| tekst(format!(", {n}"))).map(|n| if is_small { Stuk::Klein(vec![n]) } else { n }));
    if blik.losgelaten {
        stukken.push(tekst(" · ◌ norm losgelaten"));
    }
    Some(Feitregel { niveau: 1, stukken })
}

/// How it stands with all together and with each other aanbieder. Less the own numbers all together tells of the others, and so
/// goes with the small ones as a whole.
fn others(stof: &Vooruitstof, tafel: Tafel<'_>) -> Vec<Feitregel> {
    let line = |niveau: u8, text: String| Feitregel { niveau, stukken: vec![Stuk::Klein(vec![Stuk::Anderen(text)])] };
    let said = |norm: &Vooruitnorm, of: fn(&Blik, Richting) -> String| {
        let (samen, each): (Vec<_>, Vec<_>) = norm.anderen.iter().partition(|r| r.meting.aanbieder.is_none());
        let told = samen.into_iter().chain(each).map(|r| {
            let wie = tafel.register.naam_of(r.meting.aanbieder, "samen");
            let what = r.blik.as_ref().map_or_else(|| r.meting.weergave.clone(), |blik| of(blik, r.meting.richting));
            format!("{wie}: {what}")
        });
        told.collect::<Vec<_>>().join("; ")
    };
    let with = || stof.normen.iter().filter(|n| !n.anderen.is_empty());
    let Some(first) = with().next() else { return Vec::new() };
    let verwacht = said(first, |blik, _| blik.open.verwacht().to_string());
    let overig = said(first, |blik, _| blik.open.overig.to_string());
    let mut lines = vec![
        line(0, "Samen, en bij de andere aanbieders:".to_owned()),
        line(1, format!("Einddatum nog in {} · {verwacht}", year(&first.regel))),
        line(1, format!("Later of zonder Einddatum · {overig}")),
    ];
    let asked = with().filter(|n| n.norm.grens.is_some());
    lines.extend(asked.map(|n| line(1, format!("{} {} · {}", n.norm.id, n.norm.kort, said(n, uitzicht)))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vooruitblik::Openstand;

    #[test]
    fn how_a_year_may_end_is_said_with_its_number() {
        for (uitzicht_, richting, nodig, ruimte, expected) in [
            (Uitzicht::Zeker, Richting::Minimum, Some(0), None, "zeker gehaald"),
            (Uitzicht::Haalbaar, Richting::Minimum, Some(10), None, "haalbaar, nog 10 nodig"),
            (Uitzicht::Haalbaar, Richting::Minimum, Some(0), None, "haalbaar, niemand meer nodig"),
            (Uitzicht::Haalbaar, Richting::Minimum, None, None, "haalbaar"),
            (Uitzicht::NietMeerHaalbaar, Richting::Minimum, Some(6), None, "niet meer haalbaar, nog 6 nodig"),
            (Uitzicht::Haalbaar, Richting::Maximum, None, Some(2), "haalbaar, ruimte voor nog 2"),
            (Uitzicht::Haalbaar, Richting::Maximum, None, Some(0), "haalbaar, geen ruimte meer"),
            (Uitzicht::NietMeerHaalbaar, Richting::Maximum, None, Some(-1), "niet meer haalbaar, nu 1 te veel"),
            (Uitzicht::Haalbaar, Richting::Richtwaarde, None, Some(1), "kan erboven komen, ruimte voor nog 1"),
            (Uitzicht::Zeker, Richting::Richtwaarde, None, Some(4), "zeker binnen"),
            (Uitzicht::Nvt, Richting::Minimum, None, None, "n.v.t."),
            (Uitzicht::Afgelopen, Richting::Minimum, None, None, "het jaar is voorbij"),
        ] {
            let blik = Blik { open: Openstand::default(), nodig, ruimte, uitzicht: Some(uitzicht_), losgelaten: false };
            assert_eq!(uitzicht(&blik, richting), expected);
        }
    }
}
