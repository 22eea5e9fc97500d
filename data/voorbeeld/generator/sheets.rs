//! The sheets of every delivery, and which files they come in.

use accountgesprek::domain::{Gemeente, Kolom, Kolomwaarde, Trajectregel};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::trajecten::Population;
use super::write::{self, Dialect};
use super::{Aanbieder, File, MARK, choose, column, date, kwartaal, minus, pick, plus, story, weekday};

/// What stands in a cell; the dialect of the sender makes text of it.
#[derive(Clone)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Whole(u32),
    Number(Decimal),
    Day(NaiveDate),
    YesNo(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Self {
        Self::YesNo(yes)
    }
}

impl From<u32> for Cell {
    fn from(n: u32) -> Self {
        Self::Whole(n)
    }
}

impl From<Decimal> for Cell {
    fn from(n: Decimal) -> Self {
        Self::Number(n)
    }
}

pub(super) struct Sheet {
    pub(super) name: &'static str,
    /// The second row, under the mark.
    pub(super) title: String,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Every delivery of the story and of the practice kwartaal.
pub(super) fn deliveries() -> Vec<File> {
    let populations = Aanbieder::ALL.map(Population::of);
    let mut files = Vec::new();
    for k in 0..=story::PRACTICE {
        for population in &populations {
            reports(population, k, &mut files);
        }
        files.push(coverage(k));
    }
    correction(&populations[0], &mut files);
    for gemeente in [Gemeente::Venlo, Gemeente::Venray] {
        files.push(cvs(gemeente, story::LAST, &populations));
    }
    files.extend(answers(story::LAST - 1));
    files.extend(answers(story::LAST));
    files
}

/// Where a file of kwartaal `k` goes: the practice kwartaal is kept apart.
fn folder(k: i32) -> String {
    let root = if k > story::LAST { "oefenen" } else { "leveringen" };
    format!("{root}/{}", kwartaal(k))
}

/// The day a report came in.
fn delivered(aanbieder: Aanbieder, k: i32) -> NaiveDate {
    let (a, k) = (column(aanbieder), usize::try_from(k).expect("a kwartaal of the story"));
    minus(date(story::GESPREKKEN[k][a]), story::DAYS_BEFORE[k][a])
}

fn title(aanbieder: Aanbieder, k: i32) -> String {
    format!("Kwartaalrapportage {} {}", aanbieder.naam(), kwartaal(k))
}

/// The columns of Deelnemers in the order in which the aanbieder has them.
fn columns(aanbieder: Aanbieder, k: i32) -> Vec<Kolom> {
    // Product is for segment individueel.
    let mut columns: Vec<_> = Kolom::ALL.into_iter().filter(|c| *c != Kolom::Product).collect();
    match aanbieder {
        Aanbieder::Psw => {}
        Aanbieder::Rendiz => {
            columns.sort_by_key(|c| match c {
                Kolom::Deelnemer => 0,
                Kolom::Startdatum => 1,
                Kolom::Einddatum => 2,
                Kolom::Gemeente => 3,
                _ => 4,
            });
            if k == 0 {
                columns.retain(|c| *c != Kolom::ContactProfessionals);
            }
        }
        Aanbieder::Qwyl => {
            if k == story::LAST {
                columns.retain(|c| *c != Kolom::Cijfer);
            }
        }
    }
    columns
}

pub(super) fn cell(row: &Trajectregel, kolom: Kolom) -> Cell {
    match kolom.of(row) {
        None => Cell::Empty,
        Some(Kolomwaarde::Code(code)) => code.as_str().into(),
        Some(Kolomwaarde::Gemeente(gemeente)) => gemeente.naam().into(),
        Some(Kolomwaarde::Tekst(tekst)) => tekst.as_str().into(),
        Some(Kolomwaarde::Dag(dag)) => dag.into(),
        Some(Kolomwaarde::Aantal(n)) => n.into(),
        Some(Kolomwaarde::JaNee(ja)) => ja.into(),
        Some(Kolomwaarde::Trede(trede)) => u32::from(trede.nummer()).into(),
        Some(Kolomwaarde::Uitstroom(soort)) => soort.naam().into(),
        Some(Kolomwaarde::Getal(getal)) => getal.into(),
        Some(Kolomwaarde::Product(product)) => product.naam().into(),
    }
}

fn deelnemers(aanbieder: Aanbieder, k: i32, rows: &[Trajectregel]) -> Sheet {
    let columns = columns(aanbieder, k);
    Sheet {
        name: "Deelnemers",
        title: title(aanbieder, k),
        header: columns.iter().map(|c| Dialect::of(aanbieder).header(c.naam())).collect(),
        rows: rows.iter().map(|row| columns.iter().map(|c| cell(row, *c)).collect()).collect(),
    }
}

/// Puts a cell that cannot be read in place of what stood there.
fn spoil(sheet: &mut Sheet, aanbieder: Aanbieder, row: usize, kolom: Kolom, text: &str) {
    let header = Dialect::of(aanbieder).header(kolom.naam());
    let at = sheet.header.iter().position(|h| *h == header).expect("a column of the sheet");
    sheet.rows[row][at] = text.into();
}

fn tevredenheid(aanbieder: Aanbieder, k: i32) -> Sheet {
    let a = column(aanbieder);
    let at = usize::try_from(k).expect("a kwartaal of the story");
    let quarter = kwartaal(k);
    let key = |n: usize| format!("{}/tevreden/{k}/{n}", aanbieder.key());
    let day = |n: usize| weekday(plus(quarter.first_day(), 20 + pick(&key(n), 60)));
    let number = |text: &str| Cell::Number(text.replace(',', ".").parse().expect("a mark of the story"));
    let mut rows = Vec::new();
    for (n, mark) in story::CASUSREGISSEURS[a][at].split_whitespace().enumerate() {
        let gemeente = choose(&format!("{}/gemeente", key(n)), story::HERKOMST[a]);
        let remark = (n == 0).then(|| choose(&key(n), story::TOELICHTING_CASUSREGISSEUR));
        rows.push(vec!["casusregisseur".into(), number(mark), gemeente.naam().into(), day(n).into(), Cell::Empty, remark.into()]);
    }
    for (n, pair) in story::ONDERNEMERS[a][at].split_whitespace().enumerate() {
        let (code, mark) = pair.split_once(':').expect("code:mark");
        let remark = (n == 1).then(|| choose(&key(n), story::TOELICHTING_ONDERNEMER));
        rows.push(vec!["ondernemer".into(), number(mark), Cell::Empty, day(n + 10).into(), code.into(), remark.into()]);
    }
    Sheet {
        name: "Tevredenheid",
        title: title(aanbieder, k),
        header: ["Niveau", "Cijfer", "Gemeente", "Datum", "Ondernemer", "Toelichting"].map(str::to_owned).to_vec(),
        rows,
    }
}

fn samenwerking(aanbieder: Aanbieder, k: i32) -> Sheet {
    let texts = story::SAMENWERKING[column(aanbieder)];
    let row = texts[usize::try_from(k).expect("a kwartaal of the story") % texts.len()];
    Sheet {
        name: "Samenwerking",
        title: title(aanbieder, k),
        header: ["Voortgang", "Eigen aandeel", "Ontwikkelpunten"].map(str::to_owned).to_vec(),
        rows: vec![row.map(Cell::from).to_vec()],
    }
}

fn cover(aanbieder: Aanbieder, k: i32) -> Sheet {
    let fields: [(&str, Cell); 4] = [
        ("Aanbieder", aanbieder.statutaire_naam().into()),
        ("Kwartaal", kwartaal(k).to_string().as_str().into()),
        ("Datum aanlevering", delivered(aanbieder, k).into()),
        ("Contactpersoon", "afdeling kwaliteit (voorbeeld)".into()),
    ];
    Sheet {
        name: "Voorblad",
        title: title(aanbieder, k),
        header: Vec::new(),
        rows: fields.into_iter().map(|(name, value)| vec![name.into(), value]).collect(),
    }
}

/// The report of one aanbieder: one workbook, or one csv per sheet.
fn reports(population: &Population, k: i32, files: &mut Vec<File>) {
    let aanbieder = population.aanbieder();
    if story::is_missing(column(aanbieder), k) {
        return;
    }
    let received = (k <= story::LAST).then(|| delivered(aanbieder, k));
    let stem = format!("{}/voorbeeld-{}-{}", folder(k), aanbieder.key(), kwartaal(k));
    let mut rows = population.rows(k);
    if (aanbieder, k) == (Aanbieder::Psw, 13) {
        first_delivery_of_the_correction(&mut rows);
    }
    let mut sheet = deelnemers(aanbieder, k, &rows);
    let mut accepted = None;
    if (aanbieder, k) == (Aanbieder::Rendiz, 10) {
        spoil(&mut sheet, aanbieder, 4, Kolom::Startdatum, "31-2-2024");
        spoil(&mut sheet, aanbieder, 11, Kolom::HuidigeTrede, "tussen 3 en 4");
        accepted = Some("Rendiz kan de twee regels pas bij de volgende rapportage herstellen.");
    }
    if (aanbieder, k) == (Aanbieder::Qwyl, story::PRACTICE) {
        // To practise on: two rows that cannot be used, and what to look at besides.
        spoil(&mut sheet, aanbieder, 2, Kolom::Startdatum, "voorjaar 2025");
        spoil(&mut sheet, aanbieder, 5, Kolom::Cijfer, "85%");
        spoil(&mut sheet, aanbieder, 6, Kolom::Doelen, "");
    }
    let mut push = |path: String, bytes, accepted| files.push(File { path, received, accepted, bytes });
    if story::WORKBOOKS.contains(&k) {
        let mut sheets = vec![cover(aanbieder, k), sheet];
        // In 2025-K4 the marks of Qwyl have not come in yet.
        if (aanbieder, k) != (Aanbieder::Qwyl, story::LAST) {
            sheets.push(tevredenheid(aanbieder, k));
        }
        sheets.push(samenwerking(aanbieder, k));
        push(format!("{stem}.xlsx"), write::workbook(&sheets), None);
        return;
    }
    let dialect = Dialect::of(aanbieder);
    push(format!("{stem}-deelnemers.csv"), dialect.csv(&sheet), accepted);
    push(format!("{stem}-tevredenheid.csv"), dialect.csv(&tevredenheid(aanbieder, k)), None);
    push(format!("{stem}-samenwerking.csv"), dialect.csv(&samenwerking(aanbieder, k)), None);
}

/// What went wrong at first in the report of PSW over 2025-K2: fields of the start fell away for the newest, and one
/// outcome was forgotten.
fn first_delivery_of_the_correction(rows: &mut [Trajectregel]) {
    let mut newest: Vec<&mut Trajectregel> = rows.iter_mut().filter(|r| r.uitstroom.is_none()).collect();
    newest.sort_by_key(|r| r.startdatum);
    for row in newest.into_iter().rev().take(4) {
        row.startsituatie = None;
        row.doelen = None;
    }
    if let Some(row) = rows.iter_mut().find(|r| r.uitstroom.is_some()) {
        row.uitstroom = None;
        row.eindrapportage = None;
    }
}

/// The report of PSW over 2025-K2 as it came in a second time.
fn correction(psw: &Population, files: &mut Vec<File>) {
    let k = 13;
    let sheet = deelnemers(Aanbieder::Psw, k, &psw.rows(k));
    files.push(File {
        path: format!("leveringen/nagekomen/voorbeeld-psw-{}-deelnemers-correctie.csv", kwartaal(k)),
        received: Some(date("2025-08-28")),
        accepted: None,
        bytes: Dialect::Psw.csv(&sheet),
    });
}

/// The dekkingsoverzicht of a kwartaal.
fn coverage(k: i32) -> File {
    let mut rows = Vec::new();
    for gemeente in Gemeente::ALL {
        for aanbieder in Aanbieder::ALL {
            rows.extend(story::coverage(k, gemeente, aanbieder).into_iter().map(|c| {
                let text = |t: &str| if t.is_empty() { Cell::Empty } else { t.into() };
                let capacity = if c.covered { Cell::Whole(c.capacity) } else { Cell::Empty };
                vec![
                    gemeente.naam().into(),
                    aanbieder.naam().into(),
                    c.covered.into(),
                    text(c.location),
                    capacity,
                    c.from.map(date).into(),
                    c.to.map(date).into(),
                    text(c.remark),
                ]
            }));
        }
    }
    let header = ["Gemeente", "Aanbieder", "Dekking", "Locatie", "Capaciteit", "Vanaf", "Tot", "Toelichting"];
    let sheet = Sheet {
        name: "Dekkingsoverzicht",
        title: format!("Dekkingsoverzicht {}", kwartaal(k)),
        header: header.map(str::to_owned).to_vec(),
        rows,
    };
    let stem = format!("{}/voorbeeld-dekkingsoverzicht-{}", folder(k), kwartaal(k));
    let (path, bytes) = if story::WORKBOOKS.contains(&k) {
        (format!("{stem}.xlsx"), write::workbook(&[sheet]))
    } else {
        (format!("{stem}.csv"), Dialect::Psw.csv(&sheet))
    };
    let received = (k <= story::LAST).then(|| delivered(Aanbieder::Psw, k));
    File { path, received, accepted: None, bytes }
}

/// What one gemeente has in its own system: nearly what the aanbieders say.
fn cvs(gemeente: Gemeente, k: i32, populations: &[Population]) -> File {
    let mut rows = Vec::new();
    for population in populations {
        let aanbieder = population.aanbieder();
        for row in population.rows(k).into_iter().filter(|r| r.gemeente == gemeente) {
            let differs = |what: &str, one_in| pick(&format!("cvs/{what}/{}", row.deelnemer.sleutel()), one_in) == 0;
            if differs("ontbreekt", 30) {
                continue;
            }
            let step = |t: Option<accountgesprek::domain::Trede>| t.map(|t| u32::from(t.nummer()));
            let now = step(row.huidige_trede).map(|n| if differs("trede", 8) { n.saturating_sub(1).max(1) } else { n });
            let term = row.einddatum.map(|d| if differs("einddatum", 9) { minus(d, 61) } else { d });
            rows.push(vec![
                row.deelnemer.as_str().into(),
                aanbieder.naam().into(),
                row.startdatum.into(),
                Some(true).into(),
                step(row.begintrede).into(),
                step(row.doeltrede).into(),
                now.into(),
                Some(!differs("doelen", 12)).into(),
                term.into(),
                weekday(minus(kwartaal(k).last_day(), 10 + pick(row.deelnemer.sleutel(), 40))).into(),
            ]);
        }
    }
    // One that the aanbieder does not have.
    rows.push(vec![
        "P-0977".into(),
        "PSW".into(),
        date("2025-09-15").into(),
        true.into(),
        2_u32.into(),
        4_u32.into(),
        2_u32.into(),
        true.into(),
        date("2026-09-30").into(),
        date("2025-12-08").into(),
    ]);
    if gemeente != Gemeente::Venlo {
        rows.pop();
    }
    let header = [
        "Deelnemer",
        "Aanbieder",
        "Startdatum",
        "Startsituatie",
        "Begintrede",
        "Doeltrede",
        "Huidige trede",
        "Doelen",
        "Einddatum",
        "Beoordeeld op",
    ];
    let sheet = Sheet {
        name: "CVS",
        title: format!("CVS {} {}", gemeente.naam(), kwartaal(k)),
        header: header.map(str::to_owned).to_vec(),
        rows,
    };
    File {
        path: format!("{}/voorbeeld-cvs-{}-{}.csv", folder(k), gemeente.key(), kwartaal(k)),
        received: Some(date("2026-01-15")),
        accepted: None,
        bytes: Dialect::Psw.csv(&sheet),
    }
}

/// The answers of the gemeenten to the uitvraag, a file per gemeente.
fn answers(k: i32) -> Vec<File> {
    let answers = story::ANSWERS.iter().filter(|a| a.kwartaal == k);
    let mut gemeenten: Vec<Gemeente> = answers.clone().map(|a| a.gemeente).collect();
    gemeenten.dedup();
    let header = ["Gemeente", "Aanbieder", "Datum", "Functie", "Onderwerp", "KPI", "Oordeel", "Toelichting"];
    gemeenten
        .into_iter()
        .map(|gemeente| {
            let of = answers.clone().filter(|a| a.gemeente == gemeente);
            let sheet = Sheet {
                name: "Uitvraag",
                title: format!("Uitvraag {} {}", kwartaal(k), gemeente.naam()),
                header: header.map(str::to_owned).to_vec(),
                rows: of
                    .map(|a| {
                        vec![
                            a.gemeente.naam().into(),
                            a.aanbieder.naam().into(),
                            date(a.day).into(),
                            a.function.into(),
                            a.subject.into(),
                            a.kpi.into(),
                            a.tone.into(),
                            a.text.into(),
                        ]
                    })
                    .collect(),
            };
            File {
                path: format!("{}/voorbeeld-uitvraag-{}-{}.csv", folder(k), kwartaal(k), gemeente.key()),
                received: Some(weekday(plus(kwartaal(k).last_day(), 9))),
                accepted: None,
                bytes: Dialect::Psw.csv(&sheet),
            }
        })
        .collect()
}

/// The title rows above the header: the mark and what it is.
pub(super) fn title_rows(sheet: &Sheet) -> [&str; 2] {
    [MARK, &sheet.title]
}
