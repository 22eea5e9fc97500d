//! A verslag as its parts, whatever form it is written in.

use chrono::NaiveDate;

use crate::domain::Gemeente;

/// What the user chooses about a verslag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keuzes {
    /// Name the deelnemer codes; default not.
    pub codes: bool,
    /// Show figures over fewer than ten people; otherwise only their verdict.
    pub kleine_aantallen: bool,
}

impl Default for Keuzes {
    fn default() -> Self {
        Self { codes: false, kleine_aantallen: true }
    }
}

/// Which paper it is: how it speaks of itself, and how its page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Papier {
    Verslag,
    /// To send before a gesprek, or to prepare it.
    Agenda,
    /// Over all aanbieders of a year, for the bestuur: one landscape page.
    Jaarbeeld,
    /// Of one aanbieder: one page.
    Factsheet,
}

impl Papier {
    /// As the subject of a sentence.
    pub const fn dit(self) -> &'static str {
        match self {
            Self::Verslag => "dit verslag",
            Self::Agenda => "deze agenda",
            Self::Jaarbeeld => "dit jaarbeeld",
            Self::Factsheet => "deze factsheet",
        }
    }

    /// Before what it is about, in the head of each page.
    pub const fn kop(self) -> &'static str {
        match self {
            Self::Verslag | Self::Agenda => "Accountgesprek",
            Self::Jaarbeeld => "Jaarbeeld",
            Self::Factsheet => "Factsheet",
        }
    }

    pub const fn is_landscape(self) -> bool {
        matches!(self, Self::Jaarbeeld)
    }

    /// Whether it is set small, to fit on one page.
    pub const fn is_one_page(self) -> bool {
        matches!(self, Self::Jaarbeeld | Self::Factsheet)
    }
}

/// The document, ready to be set: nothing in it must be hidden any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Verslag {
    pub papier: Papier,
    pub titel: String,
    /// Aanbieder and kwartaal, for the head of each page.
    pub kort: String,
    /// Dates the document in its properties.
    pub datum: Option<NaiveDate>,
    pub voorbeeld: bool,
    /// Said at the top while the gesprek was not established.
    pub concept: Option<String>,
    /// Said at the top, and on every page, of what is not for everybody.
    pub vertrouwelijk: Option<String>,
    /// Label and value.
    pub kop: Vec<(String, String)>,
    pub blokken: Vec<Verslagblok>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Verslagblok {
    /// Level 2 or 3; the title of the document is level 1.
    Kop {
        niveau: u8,
        tekst: String,
    },
    Alinea(String),
    Lijst(Vec<Regel>),
    /// What came out of a point: the kind, and the text.
    Uitkomsten(Vec<(String, String)>),
    Tabel(Tabel),
    Grafiek(Grafiek),
    Kaart(Kaart),
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regel {
    /// 0 or deeper.
    pub niveau: u8,
    pub tekst: String,
}

/// A table: the first column heads its row.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabel {
    pub titel: String,
    /// The heading or drawing above says the same already: the title is only for who cannot see that.
    pub titel_stil: bool,
    pub kolommen: Vec<Tabelkolom>,
    pub rijen: Vec<Vec<Tabelcel>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Tabelkolom {
    pub naam: String,
    /// Share of the width in percent; together 100.
    pub breedte: u8,
    pub rechts: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabelcel {
    pub tekst: String,
    pub toon: Tint,
}

/// What a cell says by colour besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tint {
    #[default]
    Gewoon,
    Goed,
    Fout,
    Aandacht,
    Zacht,
}

/// Lines over the kwartalen, in percent or in marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Grafiek {
    pub titel: String,
    /// What is to be seen, for who does not see it.
    pub beschrijving: String,
    pub kwartalen: Vec<String>,
    /// Top of the axis: 100 or 10.
    pub top: f64,
    pub reeksen: Vec<Grafiekreeks>,
    pub normen: Vec<Normlijn>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Grafiekreeks {
    pub naam: String,
    /// None where nothing was measured: a gap, never nought.
    pub punten: Vec<Option<f64>>,
    /// The same as shown.
    pub weergave: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Normlijn {
    pub naam: String,
    pub grens: f64,
    /// Per kwartaal whether the norm was suspended: the line is dashed there.
    pub opgeschort: Vec<bool>,
}

/// The map of the seven gemeenten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kaart {
    pub titel: String,
    pub beschrijving: String,
    pub vlakken: Vec<Vlak>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vlak {
    pub gemeente: Gemeente,
    pub stand: Vlakstand,
    /// Covered by the aanbieder of the verslag itself.
    pub eigen: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vlakstand {
    Gedekt,
    Kwetsbaar,
    NietGedekt,
    NietOpgegeven,
}

impl Vlakstand {
    pub const ALL: [Self; 4] = [Self::Gedekt, Self::Kwetsbaar, Self::NietGedekt, Self::NietOpgegeven];

    pub const fn naam(self) -> &'static str {
        match self {
            Self::Gedekt => "gedekt door meer aanbieders",
            Self::Kwetsbaar => "gedekt door één aanbieder",
            Self::NietGedekt => "niet gedekt",
            Self::NietOpgegeven => "niet opgegeven",
        }
    }

    pub const fn glyph(self) -> char {
        match self {
            Self::Gedekt => '✓',
            Self::Kwetsbaar => '!',
            Self::NietGedekt => '✗',
            Self::NietOpgegeven => '–',
        }
    }
}
