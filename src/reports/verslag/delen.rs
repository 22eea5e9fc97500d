//! Pieces that several papers are composed of, with what is left out of them.

use super::{Regel, Tabelcel, Tint};
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

/// What the column of a difference is called: with what it is.
pub(in crate::reports) fn verschil_met(ander: Kwartaal) -> String {
    format!("Verschil met {ander}")
}

/// How the year figure changed since the kwartaal before: nothing where that would tell one that is left out.
pub(in crate::reports) fn change(norm: &Normstand, kwartaal: Kwartaal, zicht: Zicht) -> String {
    let hides = |weglaten: bool| weglaten && !zicht.kleine_aantallen;
    let before = norm.trend.iter().find(|t| t.kwartaal == kwartaal.previous());
    let hidden = hides(norm.jaar.weglaten) || before.is_some_and(|t| hides(t.weglaten));
    norm.verschil.clone().filter(|_| !hidden).unwrap_or_else(|| "–".to_owned())
}

/// The lines that are shown, each below the nearest one above it that is: what is left out has nothing hang in the air, nor below
/// another line.
pub(in crate::reports) fn placed(lines: impl Iterator<Item = (u8, Option<String>)>) -> impl Iterator<Item = Regel> {
    let mut above: Vec<(u8, bool)> = Vec::new();
    lines.filter_map(move |(own, tekst)| {
        above.retain(|(niveau, _)| *niveau < own);
        let shown = above.iter().filter(|(_, is_shown)| *is_shown).count();
        above.push((own, tekst.is_some()));
        Some(Regel { niveau: u8::try_from(shown).unwrap_or(own), tekst: tekst? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_what_it_belongs_to_stands_by_itself() {
        let lines = [(0, true), (1, true), (0, false), (1, true), (2, true), (0, true), (1, false), (2, true)];
        let placed = placed(lines.into_iter().map(|(niveau, is_shown)| (niveau, is_shown.then(String::new))));
        assert_eq!(placed.map(|r| r.niveau).collect::<Vec<_>>(), [0, 1, 0, 1, 0, 1]);
    }
}
