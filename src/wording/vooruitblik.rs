//! The vooruitblik in words.

use crate::domain::Richting;
use crate::domain::vooruitblik::{Blik, Uitzicht, Vooruitregel};

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
            r if r < 0 => format!("{} te veel", r.unsigned_abs()),
            r => format!("ruimte voor nog {r}"),
        })
    };
    nodig.or_else(ruimte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vooruitblik::Openstand;

    #[test]
    fn how_a_year_may_end_is_said_with_its_number() {
        for (uitzicht_, richting, nodig, ruimte, expected) in [
            (Uitzicht::Zeker, Richting::Minimum, Some(0), None, "zeker"),
            (Uitzicht::Haalbaar, Richting::Minimum, Some(10), None, "haalbaar, nog 10 nodig"),
            (Uitzicht::Haalbaar, Richting::Minimum, Some(0), None, "haalbaar, niemand meer nodig"),
            (Uitzicht::Haalbaar, Richting::Minimum, None, None, "haalbaar"),
            (Uitzicht::NietMeerHaalbaar, Richting::Minimum, Some(6), None, "niet meer haalbaar, nog 6 nodig"),
            (Uitzicht::Haalbaar, Richting::Maximum, None, Some(2), "haalbaar, ruimte voor nog 2"),
            (Uitzicht::Haalbaar, Richting::Maximum, None, Some(0), "haalbaar, geen ruimte meer"),
            (Uitzicht::NietMeerHaalbaar, Richting::Maximum, None, Some(-1), "niet meer haalbaar, 1 te veel"),
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
