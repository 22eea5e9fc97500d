//! Reading and storing 100 000 rows, against the least that could be: the bare reader with bare inserts.
//!
//! The bound is twice the bare time, per form.

use std::fs;
use std::path::{Path, PathBuf};

use accountgesprek::app::App;
use accountgesprek::domain::{Kolom, NieuweLevering, Participatieladder, Trajectregel};
use accountgesprek::importing::{Inhoud, Opties, read_file};
use accountgesprek::storage::{Act, Store};
use calamine::{DataRef, Reader, Xlsx, open_workbook};
use chrono::{DateTime, NaiveDate};
use divan::Bencher;
use rusqlite::{Connection, params_from_iter};
use rust_xlsxwriter::{Format, Workbook};
use tempfile::TempDir;

use crate::volume::{DRIE, rapport};

const REGELS: u32 = 100_000;

/// The columns that the volume fills.
const KOLOMMEN: [Kolom; 16] = [
    Kolom::Deelnemer,
    Kolom::Gemeente,
    Kolom::Startdatum,
    Kolom::Einddatum,
    Kolom::Aanpassingen,
    Kolom::Startsituatie,
    Kolom::Begintrede,
    Kolom::Doeltrede,
    Kolom::HuidigeTrede,
    Kolom::Doelen,
    Kolom::InBeeld,
    Kolom::ContactProfessionals,
    Kolom::VoortgangGeleverd,
    Kolom::Uitstroomdatum,
    Kolom::Uitstroom,
    Kolom::Cijfer,
];

enum Veld {
    Leeg,
    Tekst(String),
    Dag(NaiveDate),
    Getal(f64),
}

fn veld(r: &Trajectregel, kolom: Kolom) -> Veld {
    let dag = |d: Option<NaiveDate>| d.map_or(Veld::Leeg, Veld::Dag);
    let tekst = |t: &str| Veld::Tekst(t.to_owned());
    let ja = |b: Option<bool>| b.map_or(Veld::Leeg, |b| tekst(if b { "ja" } else { "nee" }));
    let trede = |t: Option<accountgesprek::domain::Trede>| t.map_or(Veld::Leeg, |t| Veld::Getal(t.nummer().into()));
    match kolom {
        Kolom::Deelnemer => tekst(r.deelnemer.as_str()),
        Kolom::Gemeente => tekst(r.gemeente.naam()),
        Kolom::Startdatum => Veld::Dag(r.startdatum),
        Kolom::Einddatum => dag(r.einddatum),
        Kolom::Aanpassingen => Veld::Getal(r.aanpassingen.unwrap_or_default().into()),
        Kolom::Startsituatie => ja(r.startsituatie),
        Kolom::Begintrede => trede(r.begintrede),
        Kolom::Doeltrede => trede(r.doeltrede),
        Kolom::HuidigeTrede => trede(r.huidige_trede),
        Kolom::Doelen => ja(r.doelen),
        Kolom::InBeeld => ja(r.in_beeld),
        Kolom::ContactProfessionals => ja(r.contact_professionals),
        Kolom::VoortgangGeleverd => dag(r.voortgang_geleverd),
        Kolom::Uitstroomdatum => dag(r.uitstroom.map(|u| u.datum)),
        Kolom::Uitstroom => r.uitstroom.map_or(Veld::Leeg, |u| tekst(u.soort.naam())),
        Kolom::Cijfer => r.cijfer.map_or(Veld::Leeg, |c| c.to_string().parse().map_or(Veld::Leeg, Veld::Getal)),
        _ => Veld::Leeg,
    }
}

/// The rows, as a delivery of one kwartaal.
fn regels() -> Vec<Trajectregel> {
    rapport(DRIE[0], 33, REGELS).deelnemers.expect("it has the part").regels
}

fn write_csv(map: &Path) -> PathBuf {
    let pad = map.join("psw-2024-K2-deelnemers.csv");
    let mut csv = csv::WriterBuilder::new().delimiter(b';').from_path(&pad).expect("a writable folder");
    csv.write_record(KOLOMMEN.map(Kolom::naam)).expect("written");
    for regel in regels() {
        let cellen = KOLOMMEN.map(|k| match veld(&regel, k) {
            Veld::Leeg => String::new(),
            Veld::Tekst(t) => t,
            Veld::Dag(d) => d.format("%d-%m-%Y").to_string(),
            Veld::Getal(g) => g.to_string().replace('.', ","),
        });
        csv.write_record(cellen).expect("written");
    }
    csv.flush().expect("written");
    pad
}

fn write_xlsx(map: &Path) -> PathBuf {
    let pad = map.join("psw-2024-K2.xlsx");
    let mut werkmap = Workbook::new();
    let dag = Format::new().set_num_format("dd-mm-yyyy");
    let blad = werkmap.add_worksheet();
    blad.set_name("Deelnemers").expect("a name");
    for (kolom, naam) in (0..).zip(KOLOMMEN.map(Kolom::naam)) {
        blad.write_string(0, kolom, naam).expect("written");
    }
    for (rij, regel) in (1..).zip(regels()) {
        for (kolom, soort) in (0..).zip(KOLOMMEN) {
            match veld(&regel, soort) {
                Veld::Leeg => continue,
                Veld::Tekst(t) => blad.write_string(rij, kolom, t),
                Veld::Dag(d) => blad.write_datetime_with_format(rij, kolom, d, &dag),
                Veld::Getal(g) => blad.write_number(rij, kolom, g),
            }
            .expect("written");
        }
    }
    werkmap.save(&pad).expect("written");
    pad
}

/// A table of texts in a new database file, as plain as can be.
fn bare_database(map: &Path) -> Connection {
    let pad = map.join("kaal.db");
    let _ = fs::remove_file(&pad);
    let conn = Connection::open(pad).expect("a database");
    let kolommen: Vec<_> = (0..KOLOMMEN.len()).map(|n| format!("k{n} TEXT")).collect();
    let sql = format!("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t ({});", kolommen.join(", "));
    conn.execute_batch(&sql).expect("a table");
    conn
}

fn insert_all(conn: &mut Connection, rijen: impl Iterator<Item = Vec<String>>) {
    let tx = conn.transaction().expect("a transaction");
    {
        let vragen = vec!["?"; KOLOMMEN.len()].join(", ");
        let mut insert = tx.prepare(&format!("INSERT INTO t VALUES ({vragen})")).expect("an insert");
        for mut rij in rijen {
            rij.resize(KOLOMMEN.len(), String::new());
            insert.execute(params_from_iter(rij)).expect("inserted");
        }
    }
    tx.commit().expect("committed");
}

fn import(pad: &Path, map: &Path) {
    let db = map.join("echt.db");
    for einde in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(map.join(format!("echt.db{einde}")));
    }
    let (ladder, register) = (Participatieladder::default(), App::meegeleverd_register().expect("it comes along"));
    let gelezen = read_file(pad, &Opties::new(&ladder, &register), &mut ()).expect("a readable file");
    let Some(Inhoud::Rapport(rapport)) = gelezen.inhoud.first() else { panic!("no report: {:?}", gelezen.bevindingen) };
    assert_eq!(rapport.deelnemers.as_ref().map(|d| d.regels.len()), Some(REGELS as usize));
    let levering = NieuweLevering {
        bestand: gelezen.bestand.into(),
        sha256: gelezen.sha256,
        ontvangen: NaiveDate::default(),
        oordeel: gelezen.oordeel,
        reden: None,
        pseudoniem: false,
        bevindingen: gelezen.bevindingen,
        over: None,
    };
    let act = Act::new("meting", DateTime::default(), "ingelezen");
    Store::open(&db).expect("a database").save_rapport(&act, rapport, &levering).expect("stored");
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn csv_bare(bencher: Bencher) {
    let map = folder();
    let pad = write_csv(map.path());
    bencher.bench_local(|| {
        let mut csv = csv::ReaderBuilder::new().delimiter(b';').from_path(&pad).expect("a csv");
        let rijen = csv.records().map(|r| r.expect("a record").iter().map(str::to_owned).collect());
        insert_all(&mut bare_database(map.path()), rijen);
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn csv_import(bencher: Bencher) {
    let map = folder();
    let pad = write_csv(map.path());
    bencher.bench_local(|| import(&pad, map.path()));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn xlsx_bare(bencher: Bencher) {
    let map = folder();
    let pad = write_xlsx(map.path());
    bencher.bench_local(|| {
        let mut werkmap: Xlsx<_> = open_workbook(&pad).expect("a workbook");
        let naam = werkmap.sheet_names().first().cloned().expect("a sheet");
        let mut cellen = werkmap.worksheet_cells_reader(&naam).expect("a sheet");
        let mut rijen: Vec<Vec<String>> = Vec::new();
        while let Some(cel) = cellen.next_cell().expect("a cell") {
            let (rij, kolom) = cel.get_position();
            rijen.resize_with(rijen.len().max(rij as usize + 1), || vec![String::new(); KOLOMMEN.len()]);
            rijen[rij as usize][kolom as usize] = match cel.get_value() {
                DataRef::SharedString(t) => (*t).to_owned(),
                DataRef::String(t) => t.clone(),
                DataRef::Float(f) => f.to_string(),
                DataRef::DateTime(d) => d.as_f64().to_string(),
                _ => String::new(),
            };
        }
        insert_all(&mut bare_database(map.path()), rijen.into_iter());
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn xlsx_import(bencher: Bencher) {
    let map = folder();
    let pad = write_xlsx(map.path());
    bencher.bench_local(|| import(&pad, map.path()));
}
