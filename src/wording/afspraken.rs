//! The afspraken among the facts of a gesprek in words: as they stand, and told anew within lines that were frozen.

use chrono::NaiveDate;

use super::stukken::{getypt, tekst};
use super::{aantal, datum, rangtelwoord, uitslagteken};
use crate::domain::agenda::Lopendeafspraak;
use crate::domain::verwachting::Getoetst;
use crate::domain::{Afspraaknummer, Afspraakstatus, Feitregel, Genoemd, Stuk};

/// Before the number of an afspraak that is late.
const TE_LAAT: &str = "! ";

/// Before the number of one that is done.
const GEREED: &str = "✓ ";

/// What it is and who does it by when: two lines.
pub(super) fn afspraak(lopend: &Lopendeafspraak, dag: NaiveDate) -> [Feitregel; 2] {
    let a = &lopend.afspraak;
    let glyph = match a.status {
        Afspraakstatus::Gereed => GEREED,
        Afspraakstatus::Open | Afspraakstatus::Vervallen if lopend.te_laat => TE_LAAT,
        Afspraakstatus::Open | Afspraakstatus::Vervallen => "",
    };
    let mut first = vec![tekst(format!("{glyph}{} ", a.nummer)), getypt(a.tekst.clone())];
    if let Some(code) = &a.deelnemer {
        let who = Stuk::Deelnemers(vec![Genoemd::new(code.clone())]);
        first.push(Stuk::Klein(vec![tekst(" ("), who, tekst(")")]));
    }
    let mut rest: Vec<String> = vec![match a.deadline {
        Some(d) if lopend.te_laat => {
            let dagen = u32::try_from(dag.signed_duration_since(d).num_days()).unwrap_or(0);
            format!("{}, {} te laat", datum(d), aantal(dagen, "dag", "dagen"))
        }
        Some(d) => datum(d),
        None => "geen deadline".to_owned(),
    }];
    rest.extend(doorgeschoven(lopend.doorgeschoven));
    // Open at the gesprek, and done with since.
    rest.extend((a.status != Afspraakstatus::Open).then(|| a.status.naam().to_owned()));
    let mut second = Vec::new();
    if !a.eigenaar.is_empty() {
        second.extend([getypt(a.eigenaar.clone()), tekst(" · ")]);
    }
    second.push(tekst(rest.join(" · ")));
    [Feitregel { niveau: 0, stukken: first }, Feitregel { niveau: 1, stukken: second }]
}

/// `de deadline 1 jan 2026 is al voorbij`; None when it is not.
pub fn voorbij(deadline: Option<NaiveDate>, vandaag: NaiveDate) -> Option<String> {
    deadline.filter(|dag| *dag < vandaag).map(|dag| format!("de deadline {} is al voorbij", datum(dag)))
}

/// `voor de 3e keer doorgeschoven`; None when it never was.
pub fn doorgeschoven(keer: u32) -> Option<String> {
    (keer > 0).then(|| format!("voor de {} keer doorgeschoven", rangtelwoord(keer)))
}

/// `✓ C1.1 ≥ 95% in 2025-K1: gehaald (96,0%)`, with the number of its afspraak.
pub(super) fn verwachting(v: &Getoetst) -> Feitregel {
    let mut stukken = vec![tekst(format!("{} {}: {}", uitslagteken(v.uitslag), v.notatie, v.uitslag.naam()))];
    if let Some(weergave) = &v.weergave {
        // Whether it is a small number, or gives one away, is not known here: it goes with them.
        stukken.push(Stuk::Klein(vec![tekst(format!(" ({weergave})"))]));
    }
    stukken.extend([tekst(format!("{BIJ}{} ", v.nummer)), getypt(v.tekst.clone())]);
    Feitregel { niveau: 0, stukken }
}

/// Between an expectation and the number of its afspraak.
const BIJ: &str = " · ";

/// Lines that were frozen with the afspraken in them as they are now: what was agreed is corrected until the gesprek is vastgesteld,
/// what was measured is not. One that is not among these stays as it was frozen.
pub fn retold(feiten: Vec<Feitregel>, nu: &[Lopendeafspraak], dag: NaiveDate) -> Vec<Feitregel> {
    let find = |nummer: Afspraaknummer| nu.iter().find(|l| l.afspraak.nummer == nummer);
    let mut lines = Vec::with_capacity(feiten.len());
    let mut frozen = feiten.into_iter().peekable();
    while let Some(regel) = frozen.next() {
        if let Some(lopend) = told_of(&regel).and_then(find) {
            let niveau = regel.niveau;
            // Who does it by when is told anew too.
            let _ = frozen.next_if(|below| below.niveau > niveau);
            lines.extend(afspraak(lopend, dag).map(|own| Feitregel { niveau: niveau.saturating_add(own.niveau), ..own }));
        } else if let Some((at, lopend)) = expected_of(&regel).and_then(|(at, nummer)| Some((at, find(nummer)?))) {
            let before = regel.stukken.into_iter().take(at + 1);
            lines.push(Feitregel { stukken: before.chain([getypt(lopend.afspraak.tekst.clone())]).collect(), ..regel });
        } else {
            lines.push(regel);
        }
    }
    lines
}

/// The afspraak that a line tells of, where it begins with one.
fn told_of(regel: &Feitregel) -> Option<Afspraaknummer> {
    let Some(Stuk::Tekst(first)) = regel.stukken.first() else { return None };
    let number = [TE_LAAT, GEREED].into_iter().find_map(|glyph| first.strip_prefix(glyph)).unwrap_or(first);
    number.strip_suffix(' ')?.parse().ok()
}

/// The afspraak whose expectation a line tells of, and which piece names it: what was agreed stands behind that.
fn expected_of(regel: &Feitregel) -> Option<(usize, Afspraaknummer)> {
    let named = |stuk: &Stuk| {
        let Stuk::Tekst(t) = stuk else { return None };
        t.strip_suffix(' ')?.rsplit_once(BIJ)?.1.parse().ok()
    };
    regel.stukken.iter().enumerate().find_map(|(at, stuk)| Some((at, named(stuk)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Afspraak;
    use crate::domain::testing::{afspraak as made, d};
    use crate::wording::agenda::Zicht;

    #[test]
    fn the_third_time_is_said() {
        assert_eq!(doorgeschoven(0), None);
        assert_eq!(doorgeschoven(3).unwrap(), "voor de 3e keer doorgeschoven");
    }

    #[test]
    fn what_was_agreed_is_told_as_it_is_now_and_what_was_measured_as_it_was() {
        let dag = d("2024-07-18");
        let lopend = |afspraak| Lopendeafspraak { afspraak, te_laat: true, doorgeschoven: 0 };
        let was = lopend(made("PSW-2024-01", Some("2024-07-17")));
        let below = |regel: Feitregel| Feitregel { niveau: regel.niveau + 1, ..regel };
        let mut frozen: Vec<Feitregel> = afspraak(&was, dag).into();
        frozen.extend(afspraak(&was, dag).map(below));
        frozen.extend(afspraak(&lopend(made("PSW-2024-02", None)), dag));
        let measured = [tekst("✓ C1.1 ≥ 95% in 2024-K2: gehaald"), Stuk::Klein(vec![tekst(" (96,0%)")])];
        let of = [tekst(" · PSW-2024-01 "), getypt("zoals het was, met "), Stuk::Code(Genoemd::new("A-1"))];
        frozen.push(Feitregel { niveau: 1, stukken: measured.into_iter().chain(of).collect() });
        let better =
            Afspraak { tekst: "beter".into(), eigenaar: "Rendiz".into(), status: Afspraakstatus::Gereed, ..was.afspraak };
        let told = retold(frozen.clone(), &[Lopendeafspraak { te_laat: false, ..lopend(better) }], dag);
        let said: Vec<String> = told.iter().filter_map(|regel| regel.tekst(Zicht::ALLES)).collect();
        assert_eq!(said[..2], ["✓ PSW-2024-01 beter", "Rendiz · 17 jul 2024 · gereed"]);
        assert_eq!(said[2..4], said[..2]);
        assert_eq!(told[4..6], frozen[4..6], "not among them");
        assert_eq!(said[6], "✓ C1.1 ≥ 95% in 2024-K2: gehaald (96,0%) · PSW-2024-01 beter");
        let niveaus = |lines: &[Feitregel]| lines.iter().map(|l| l.niveau).collect::<Vec<_>>();
        assert_eq!(niveaus(&told), niveaus(&frozen));
    }
}
