//! Pieces that several papers are composed of, with what is left out of them.

use super::{Tabelcel, Tint};
use crate::domain::vorm::{Cijferstand, Normstand};
use crate::domain::{Kwartaal, Oordeel};
use crate::wording;
use crate::wording::agenda::{Zicht, shown};

impl Tabelcel {
    pub fn gewoon(tekst: impl Into<String>) -> Self {
        Self { tekst: tekst.into(), toon: Tint::Gewoon }
    }
}

impl Tint {
    /// The colour of a verdict.
    pub const fn of(oordeel: Oordeel) -> Self {
        match oordeel {
            Oordeel::Gehaald | Oordeel::BinnenRichtwaarde => Self::Goed,
            Oordeel::NietGehaald => Self::Fout,
            Oordeel::BovenRichtwaarde => Self::Aandacht,
            Oordeel::Losgelaten | Oordeel::GeenNorm | Oordeel::NietTeBepalen => Self::Zacht,
        }
    }
}

/// A title as it stands on paper: on screens, and so in what is frozen, two spaces part a KPI from its name.
pub(in crate::reports) fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands in the place of a figure that is left out.
pub(in crate::reports) const fn left_out(is_small: bool) -> &'static str {
    if is_small { "klein aantal" } else { "weggelaten" }
}

/// `✗ 61,5% (8 van 13)`; of what is left out only the glyph and why.
pub(in crate::reports) fn figure(cijfer: &Cijferstand, zicht: Zicht) -> Tabelcel {
    let glyph = wording::teken(cijfer.oordeel);
    if !cijfer.is_measured() {
        return Tabelcel { tekst: format!("{glyph} {}", cijfer.mensen), toon: Tint::Zacht };
    }
    if cijfer.weglaten && !zicht.kleine_aantallen {
        return Tabelcel::gewoon(format!("{glyph} {}", left_out(cijfer.klein_aantal)));
    }
    // The people stay on one line.
    let mensen = cijfer.mensen.replace(' ', "\u{a0}");
    let mut tekst = format!("{glyph}\u{a0}{} ({mensen})", cijfer.weergave);
    for stuk in &cijfer.erbij {
        if let Some(extra) = shown(std::slice::from_ref(stuk), zicht) {
            tekst.push_str("; ");
            tekst.push_str(&extra);
        }
    }
    if cijfer.klein_aantal {
        tekst.push_str("; klein aantal");
    }
    Tabelcel::gewoon(tekst)
}

/// How the year figure changed since the kwartaal before: nothing where that would tell one that is left out.
pub(in crate::reports) fn change(norm: &Normstand, kwartaal: Kwartaal, zicht: Zicht) -> String {
    let hides = |weglaten: bool| weglaten && !zicht.kleine_aantallen;
    let before = norm.trend.iter().find(|t| t.kwartaal == kwartaal.previous());
    let hidden = hides(norm.jaar.weglaten) || before.is_some_and(|t| hides(t.weglaten));
    norm.verschil.clone().filter(|_| !hidden).unwrap_or_else(|| "–".to_owned())
}
