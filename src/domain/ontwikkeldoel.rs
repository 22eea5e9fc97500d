//! Ontwikkeldoelen: what region and aanbieder build together, per contract (`domein.md` 9, H23 3.1).

use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::{Aanbieder, Kwartaal, Segment, Tekst};

/// How far an ontwikkeldoel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Doelstand {
    #[default]
    Open,
    Loopt,
    Bereikt,
    Vervallen,
}

sleutels! {
    Doelstand "stand van een ontwikkeldoel" {
        Open = "open",
        Loopt = "loopt",
        Bereikt = "bereikt",
        Vervallen = "vervallen",
    }
}

impl Doelstand {
    /// The word on screens and in commands.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Loopt => "loopt",
            Self::Bereikt => "bereikt",
            Self::Vervallen => "vervallen",
        }
    }

    /// Whether there is still something to do.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Open | Self::Loopt)
    }
}

/// A goal of the contract of an aanbieder for a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ontwikkeldoel {
    /// Given by the store.
    pub id: i64,
    pub aanbieder: Aanbieder,
    pub segment: Segment,
    pub tekst: Tekst,
    pub stand: Doelstand,
    /// In order of kwartaal, one each.
    pub notities: Vec<Doelnotitie>,
    pub rijversie: u32,
}

/// What was said of a goal at the gesprek over a kwartaal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doelnotitie {
    pub kwartaal: Kwartaal,
    pub tekst: Tekst,
}

impl Ontwikkeldoel {
    /// Puts the note of a kwartaal in the place of the one that was there; an empty one takes it away.
    pub fn note(&mut self, kwartaal: Kwartaal, tekst: Tekst) {
        self.notities.retain(|n| n.kwartaal != kwartaal);
        if !tekst.is_empty() {
            self.notities.push(Doelnotitie { kwartaal, tekst });
            self.notities.sort_by_key(|n| n.kwartaal);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PSW, k};
    use super::*;

    #[test]
    fn a_kwartaal_has_one_note_and_they_stand_in_order() {
        let mut doel = Ontwikkeldoel {
            id: 1,
            aanbieder: PSW,
            segment: Segment::Collectief,
            tekst: "x".into(),
            stand: Doelstand::Open,
            notities: Vec::new(),
            rijversie: 1,
        };
        doel.note(k("2024-K2"), "later".into());
        doel.note(k("2024-K1"), "eerst".into());
        doel.note(k("2024-K2"), "anders".into());
        let said = |doel: &Ontwikkeldoel| doel.notities.iter().map(|n| n.tekst.to_string()).collect::<Vec<_>>();
        assert_eq!(said(&doel), ["eerst", "anders"]);
        doel.note(k("2024-K1"), Tekst::default());
        assert_eq!(said(&doel), ["anders"]);
    }
}
