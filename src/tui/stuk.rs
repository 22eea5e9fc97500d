//! What a screen writes to a file: the kinds, what each is called, and what of the screen it is about.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{Cijferblad, Lijst, Uitgaandonthouden};
use crate::domain::{Aanbieder, Kwartaal, Postsoort, Segment};

/// Something that leaves the program as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Schrijfstuk {
    Verslag,
    /// The agenda that the aanbieder gets beforehand.
    Agenda,
    /// The agenda with the preparation, for the user alone.
    Voorbereiding,
    /// Dates for a calendar program.
    Datums,
    /// A draft of a message.
    Post(Postsoort),
    /// Figures as a workbook.
    Cijfers,
    Jaarbeeld,
    Factsheet,
    /// Two kwartalen beside each other.
    Vergelijking,
    /// The gesprekken of a year.
    Gesprekken,
    /// The workbooks of the uitvraag.
    Werkmappen,
    /// The list of the screen, as it is shown.
    Lijst,
}

impl Schrijfstuk {
    /// As it is called where one is chosen.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Verslag => "verslag",
            Self::Agenda => "agenda voor de aanbieder",
            Self::Voorbereiding => "agenda met voorbereiding (intern)",
            Self::Datums => "datums voor de agenda (.ics)",
            Self::Post(Postsoort::Uitvraag) => "post: uitvraag",
            Self::Post(Postsoort::Herinnering) => "post: herinnering",
            Self::Post(Postsoort::Uitnodiging) => "post: uitnodiging",
            Self::Post(Postsoort::Rapportage) => "post: rapportage opvragen",
            Self::Post(Postsoort::Bevindingen) => "post: bevindingen",
            Self::Post(Postsoort::Verslag) => "post: verslag",
            Self::Post(Postsoort::Terugkoppeling) => "post: terugkoppeling",
            Self::Cijfers => "cijfers (Excel)",
            Self::Jaarbeeld => "jaarbeeld voor het bestuur",
            Self::Factsheet => "factsheet van een aanbieder",
            Self::Vergelijking => "twee kwartalen (Excel)",
            Self::Gesprekken => "gesprekken van het jaar (Excel)",
            Self::Werkmappen => "werkmappen om in te vullen",
            Self::Lijst => "deze lijst (Excel)",
        }
    }

    /// What it is remembered by.
    fn key(self) -> String {
        match self {
            Self::Verslag => "verslag".to_owned(),
            Self::Agenda => "agenda".to_owned(),
            Self::Voorbereiding => "voorbereiding".to_owned(),
            Self::Datums => "datums".to_owned(),
            Self::Post(soort) => format!("post-{}", soort.naam()),
            Self::Cijfers => "cijfers".to_owned(),
            Self::Jaarbeeld => "jaarbeeld".to_owned(),
            Self::Factsheet => "factsheet".to_owned(),
            Self::Vergelijking => "vergelijking".to_owned(),
            Self::Gesprekken => "gesprekken".to_owned(),
            Self::Werkmappen => "werkmappen".to_owned(),
            Self::Lijst => "lijst".to_owned(),
        }
    }

    fn of_key(key: &str) -> Option<Self> {
        let own = [
            Self::Verslag,
            Self::Agenda,
            Self::Voorbereiding,
            Self::Datums,
            Self::Cijfers,
            Self::Jaarbeeld,
            Self::Factsheet,
            Self::Vergelijking,
            Self::Gesprekken,
            Self::Werkmappen,
            Self::Lijst,
        ];
        own.into_iter().chain(Postsoort::ALL.iter().copied().map(Self::Post)).find(|stuk| stuk.key() == key)
    }

    /// Whether it is a page to read, in the form that is chosen.
    pub const fn has_vorm(self) -> bool {
        matches!(self, Self::Verslag | Self::Agenda | Self::Voorbereiding | Self::Jaarbeeld | Self::Factsheet)
    }

    /// Whether what is about few people may be left out of it: not of what the user prepares for himself.
    pub const fn may_leave_out_small(self) -> bool {
        match self {
            Self::Verslag | Self::Agenda | Self::Jaarbeeld | Self::Factsheet => true,
            Self::Post(soort) => soort.has_figures(),
            Self::Voorbereiding
            | Self::Datums
            | Self::Cijfers
            | Self::Vergelijking
            | Self::Gesprekken
            | Self::Werkmappen
            | Self::Lijst => false,
        }
    }

    /// Whether the codes of deelnemers may be asked for in it. Of a list its columns say so.
    pub const fn may_name_codes(self) -> bool {
        match self {
            Self::Verslag | Self::Datums | Self::Cijfers => true,
            Self::Post(soort) => soort.may_name_codes(),
            Self::Agenda
            | Self::Voorbereiding
            | Self::Jaarbeeld
            | Self::Factsheet
            | Self::Vergelijking
            | Self::Gesprekken
            | Self::Werkmappen
            | Self::Lijst => false,
        }
    }
}

/// What a screen has to write, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitgave {
    /// What can be chosen, the first when nothing was written from here yet.
    pub stukken: Vec<Schrijfstuk>,
    /// None: all together.
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Kwartaal,
    /// The kwartaal beside it.
    pub ander: Option<Kwartaal>,
    /// Of the figures.
    pub segment: Segment,
    /// An extra or evaluatief gesprek, and what tells it apart in the name of a file; None: the regular one.
    pub gesprek: Option<(i64, String)>,
    /// What comes first here, whatever was written last.
    pub voorop: Option<Schrijfstuk>,
    /// The sheets of the figures; none: all of them.
    pub bladen: &'static [Cijferblad],
    /// Which signalen, of any kwartaal; None: those of the kwartaal.
    pub signalen: Option<Vec<i64>>,
    /// The list of the screen, once it is to be written.
    pub lijst: Option<Arc<Lijst>>,
    /// What it is about, in words.
    pub over: String,
}

impl Uitgave {
    /// What is of segment collectief and all aanbieders together, unless the screen says otherwise.
    pub fn new(stukken: impl IntoIterator<Item = Schrijfstuk>, kwartaal: Kwartaal, over: String) -> Self {
        Self {
            stukken: stukken.into_iter().collect(),
            aanbieder: None,
            kwartaal,
            ander: None,
            segment: Segment::Collectief,
            gesprek: None,
            voorop: None,
            bladen: &[],
            signalen: None,
            lijst: None,
            over,
        }
    }

    /// The figures that a screen shows, of these sheets.
    pub fn cijfers(
        bladen: &'static [Cijferblad],
        aanbieder: Option<Aanbieder>,
        (kwartaal, segment): (Kwartaal, Segment),
        over: &str,
    ) -> Self {
        let over = match segment {
            Segment::Collectief => format!("{over} · {kwartaal}"),
            Segment::Individueel => format!("{over} · {kwartaal} · segment {}", segment.naam()),
        };
        Self { aanbieder, segment, bladen, ..Self::new([Schrijfstuk::Cijfers], kwartaal, over) }
    }
}

/// What was written last, so that the next time begins there.
#[derive(Debug, Clone, Default)]
pub struct Uitgaandgeheugen {
    /// The folder as it was typed; none: that in which the program was started.
    pub map: Option<PathBuf>,
    /// The last first.
    pub stukken: Vec<Schrijfstuk>,
    /// The form of the last page.
    pub vorm: Option<String>,
}

impl Uitgaandgeheugen {
    /// As it was remembered; what is not known any more is left out.
    pub fn of(kept: &Uitgaandonthouden) -> Self {
        let stukken = kept.stukken.iter().filter_map(|key| Schrijfstuk::of_key(key)).collect();
        Self { map: kept.map.clone(), stukken, vorm: kept.vorm.clone() }
    }

    /// As it is remembered.
    pub fn kept(&self) -> Uitgaandonthouden {
        let stukken = self.stukken.iter().map(|stuk| stuk.key()).collect();
        Uitgaandonthouden { map: self.map.clone(), stukken, vorm: self.vorm.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_written_is_remembered_by_a_key_of_its_own() {
        let post = Postsoort::ALL.iter().copied().map(Schrijfstuk::Post);
        let own = [Schrijfstuk::Verslag, Schrijfstuk::Agenda, Schrijfstuk::Voorbereiding, Schrijfstuk::Datums];
        let more = [
            Schrijfstuk::Cijfers,
            Schrijfstuk::Jaarbeeld,
            Schrijfstuk::Factsheet,
            Schrijfstuk::Gesprekken,
            Schrijfstuk::Werkmappen,
            Schrijfstuk::Lijst,
        ];
        for stuk in own.into_iter().chain(more).chain(post) {
            assert_eq!(Schrijfstuk::of_key(&stuk.key()), Some(stuk));
        }
    }
}
