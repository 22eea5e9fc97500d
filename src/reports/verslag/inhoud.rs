//! A verslag as its parts, whatever form it is written in.

use chrono::NaiveDate;

use crate::domain::{Gemeente, Kwartaal};

/// What the user chooses about a verslag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keuzes {
    /// Name the deelnemer codes; default not.
    pub codes: bool,
    /// Show figures over fewer than ten people; otherwise only their verdict.
    pub kleine_aantallen: bool,
    /// Without the appendix: two pages for a usual gesprek.
    pub kort: bool,
}

impl Keuzes {
    /// Every choice that there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let both = |value: bool| [value, !value];
        both(false).into_iter().flat_map(move |kort| {
            both(false)
                .into_iter()
                .flat_map(move |codes| both(true).map(|kleine_aantallen| Self { codes, kleine_aantallen, kort }))
        })
    }
}

impl Default for Keuzes {
    fn default() -> Self {
        Self { codes: false, kleine_aantallen: true, kort: false }
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
    /// What the signs mean, at the end and smaller: it is read once, and must not begin a page of its own.
    Leeswijzer(Vec<Regel>),
    /// What came out of a point: the kind, and the text.
    Uitkomsten(Vec<(String, String)>),
    Tabel(Tabel),
    /// What belongs to the table above, small.
    Noot(String),
    /// Two beside each other where there is room.
    Grafieken(Vec<Grafiek>),
    Kaart(Box<Kaart>),
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
    pub zet: Zet,
}

/// How what stands in a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zet {
    #[default]
    Links,
    /// Numbers: below each other, on one line.
    Rechts,
    /// On one line: a number or date that falls apart is no longer one.
    Heel,
}

impl Zet {
    /// Whether what stands there stays on one line.
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Rechts | Self::Heel)
    }
}

impl From<(&str, u8, Zet)> for Tabelkolom {
    fn from((naam, breedte, zet): (&str, u8, Zet)) -> Self {
        Self { naam: naam.to_owned(), breedte, zet }
    }
}

/// What the space around a cell takes of the width of a page, in a hundredth of a percent.
const RAND: usize = 180;

/// What a character takes of the width of a page, in a hundredth of a percent: that of Arial in a cell.
fn room_of(c: char) -> usize {
    match c {
        ' ' | ',' | '.' | ':' | 'i' | 'j' | 'l' | 't' | 'f' => 50,
        'm' | 'w' => 147,
        '%' => 158,
        'I' | '-' => 60,
        c if c.is_uppercase() => 128,
        c if c.is_alphanumeric() => 98,
        _ => 150,
    }
}

/// The width of a text on one line, in a hundredth of a percent of the page.
fn room(text: &str) -> usize {
    text.chars().map(room_of).sum::<usize>() + RAND
}

/// The width of the longest word of a text: below it a word would break.
fn least(text: &str) -> usize {
    text.split(' ').map(room).max().unwrap_or(RAND)
}

impl Tabel {
    /// A table of which the columns that stay on one line are as wide as what stands in them. The others share what is left as
    /// their widths say, none below its longest word.
    pub fn passend(titel: String, mut kolommen: Vec<Tabelkolom>, rijen: Vec<Vec<Tabelcel>>) -> Self {
        let (mut needed, mut wanted): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, kolom) in kolommen.iter().enumerate() {
            let cells = rijen.iter().filter_map(|r| r.get(at));
            let of = |cel: &Tabelcel| if cel.stays_whole(kolom.zet) { room(&cel.tekst) } else { least(&cel.tekst) };
            needed.push(cells.map(of).max().unwrap_or(0).max(least(&kolom.naam)));
            wanted.push(if kolom.zet.is_whole() { 0 } else { usize::from(kolom.breedte) });
        }
        let total: usize = wanted.iter().sum::<usize>().max(1);
        // What is left when all have what they need is shared out by what they want.
        let left = 10_000_usize.saturating_sub(needed.iter().sum());
        let mut widths: Vec<usize> = needed.iter().zip(&wanted).map(|(n, w)| n + left * w / total).collect();
        let sum = widths.iter().sum::<usize>().max(1);
        for width in &mut widths {
            *width = *width * 10_000 / sum.max(10_000);
        }
        for (kolom, width) in kolommen.iter_mut().zip(widths) {
            // A whole percent: rounded up for what must stay on one line, down for what has room to spare.
            let percent = if kolom.zet.is_whole() { width.div_ceil(100) } else { width / 100 };
            kolom.breedte = u8::try_from(percent).unwrap_or(100);
        }
        Self { titel, titel_stil: true, kolommen, rijen }
    }
}

impl Tabelcel {
    /// Whether it stays on one line in a column that is set so: a number does, why there is none need not.
    pub fn stays_whole(&self, zet: Zet) -> bool {
        zet.is_whole() && self.toon != Tint::Zacht
    }
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
    pub kwartalen: Vec<Kwartaal>,
    pub schaal: Schaal,
    pub reeksen: Vec<Grafiekreeks>,
    pub normen: Vec<Normlijn>,
}

/// The axis of a chart: no longer than what it shows, so that differences can be seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Schaal {
    pub onder: f64,
    pub boven: f64,
    /// Between two lines of it.
    pub stap: f64,
}

impl Schaal {
    /// For percentages.
    pub fn of_percent(values: impl Iterator<Item = f64>) -> Self {
        Self::around(values, &[5.0, 10.0, 20.0, 25.0], (0.0, 100.0))
    }

    /// For marks.
    pub fn of_marks(values: impl Iterator<Item = f64>) -> Self {
        Self::around(values, &[0.5, 1.0, 2.0], (0.0, 10.0))
    }

    /// The smallest of these steps with which all values lie within five of them; on whole steps, within the bounds.
    fn around(values: impl Iterator<Item = f64>, steps: &[f64], (least, most): (f64, f64)) -> Self {
        let (low, high) = values.fold((most, least), |(low, high), v| (low.min(v), high.max(v)));
        let (low, high) = (low.min(high).max(least), high.max(low).min(most));
        let of = |stap: f64| {
            let onder = (low / stap).floor() * stap;
            let boven = ((high / stap).ceil() * stap).max(onder + stap);
            // On the upper bound there is no room above.
            if boven > most { Self { onder: most - stap, boven: most, stap } } else { Self { onder, boven, stap } }
        };
        let fits = |s: &Self| s.boven - s.onder <= s.stap * 5.5;
        steps.iter().map(|stap| of(*stap)).find(fits).unwrap_or(Self { onder: least, boven: most, stap: (most - least) / 5.0 })
    }

    /// The heights at which a line is drawn, with what stands beside it.
    pub fn lines(self) -> Vec<(f64, String)> {
        let mut lines = Vec::new();
        let mut at = self.onder;
        while at <= self.boven + self.stap / 100.0 {
            lines.push((at, if self.stap < 1.0 { format!("{at:.1}").replace('.', ",") } else { format!("{at:.0}") }));
            at += self.stap;
        }
        lines
    }
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

/// The map of the seven gemeenten, and beside it the same in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Kaart {
    pub titel: String,
    pub beschrijving: String,
    /// Whose own dekking is marked.
    pub van: String,
    pub vlakken: Vec<Vlak>,
    pub tabel: Tabel,
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
