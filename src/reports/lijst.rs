//! A list of the screen as a workbook: its columns and its rows, in the order and as narrowed as they stood there.

use std::io;

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::sjabloon::eigenschappen;
use super::werkblad::{self, Blad, Werkbladinhoud, Werkbladopmaak};
use crate::wording;

/// The widest column, in characters; what is longer is wrapped.
const BREEDSTE: usize = 60;

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lijstkolom {
    pub naam: String,
    /// What stands in it are numbers, where they can be read as such.
    pub getallen: bool,
    /// The codes of deelnemers stand in it.
    pub codes: bool,
}

/// A list as it is shown, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lijst {
    pub titel: String,
    /// How it is narrowed and sorted.
    pub onder: Vec<String>,
    pub koppen: Vec<Lijstkolom>,
    /// A cell for each column.
    pub rijen: Vec<Vec<String>>,
}

impl Lijst {
    /// Whether deelnemers can be known by it.
    pub fn has_codes(&self) -> bool {
        self.koppen.iter().any(|kop| kop.codes)
    }
}

/// Writes a list; without `codes` the columns that hold them are left out. The same list gives the same bytes.
pub fn write(lijst: &Lijst, codes: bool, voorbeeld: bool) -> io::Result<Vec<u8>> {
    build(lijst, codes, voorbeeld).map_err(io::Error::other)
}

fn build(lijst: &Lijst, codes: bool, voorbeeld: bool) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&eigenschappen(&lijst.titel));
    let kept: Vec<(usize, &Lijstkolom)> = lijst.koppen.iter().enumerate().filter(|(_, kop)| codes || !kop.codes).collect();
    let of_row = |rij: &Vec<String>| {
        let cell = |(n, kop): &(usize, &Lijstkolom)| inhoud(rij.get(*n).map_or("", |tekst| tekst.trim()), kop.getallen);
        kept.iter().map(cell).collect::<Vec<_>>()
    };
    let breedte = |n: usize, kop: &Lijstkolom| {
        let cells = lijst.rijen.iter().filter_map(|rij| rij.get(n)).map(|tekst| tekst.chars().count());
        let longest = cells.chain([kop.naam.chars().count()]).max().unwrap_or(0).min(BREEDSTE);
        // The button of the filter stands beside the name.
        f64::from(u16::try_from(longest).unwrap_or(u16::MAX)) + 4.0
    };
    let blad = Blad {
        naam: "Lijst",
        titel: lijst.titel.clone(),
        onder: lijst.onder.clone(),
        kolommen: kept.iter().map(|(n, kop)| (wording::hoofdletter(&kop.naam), breedte(*n, kop))).collect(),
        rijen: lijst.rijen.iter().map(of_row).collect(),
        vast: 1,
    };
    werkblad::add(&mut workbook, &blad, Werkbladopmaak { voorbeeld, codes: codes && lijst.has_codes() })?;
    workbook.save_to_buffer()
}

/// What a cell says, as what it is: a day sorts as a day, a number as a number. Only what would be written the same way again is
/// taken for one.
fn inhoud(tekst: &str, getallen: bool) -> Werkbladinhoud {
    let dag = wording::read_datum(tekst, NaiveDate::default()).ok().filter(|dag| wording::datum(*dag) == tekst);
    if let Some(dag) = dag {
        return Werkbladinhoud::Datum(dag);
    }
    if getallen && let Some(inhoud) = getal(tekst) {
        return inhoud;
    }
    Werkbladinhoud::tekst(tekst)
}

/// A number as the screens write it: `1.234`, `−3,5`, `9,50`. None: it is none.
fn getal(tekst: &str) -> Option<Werkbladinhoud> {
    let (min, bare) = tekst.strip_prefix('−').map_or((false, tekst), |bare| (true, bare));
    let n = wording::read_bedrag(bare)?;
    match bare.split_once(',') {
        None if !min && n.is_integer() => n.to_u32().map(Werkbladinhoud::Aantal),
        None => None,
        Some((_, decimalen)) => {
            let n = if min { -n } else { n };
            Some(if decimalen.len() == 1 { Werkbladinhoud::Getal(n) } else { Werkbladinhoud::Geld(n) })
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn a_cell_is_what_it_says_and_nothing_else() {
        let day = |y, m, d| Werkbladinhoud::Datum(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        assert_eq!(inhoud("9 jan 2026", false), day(2026, 1, 9));
        assert_eq!(inhoud("9-1-2026", false), Werkbladinhoud::tekst("9-1-2026"), "not as the screens write it");
        assert_eq!(inhoud("vandaag", false), Werkbladinhoud::tekst("vandaag"), "a word that can be read as a day");
        assert_eq!(inhoud("1.234", true), Werkbladinhoud::Aantal(1234));
        assert_eq!(inhoud("−3,5", true), Werkbladinhoud::Getal(Decimal::new(-35, 1)));
        assert_eq!(inhoud("62,50", true), Werkbladinhoud::Geld(Decimal::new(6250, 2)));
        assert_eq!(inhoud("08142529", false), Werkbladinhoud::tekst("08142529"), "a number of the KvK keeps its nought");
        assert_eq!(inhoud("–", true), Werkbladinhoud::tekst("–"));
        assert_eq!(inhoud("", true), Werkbladinhoud::Leeg);
    }
}
