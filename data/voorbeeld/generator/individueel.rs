//! Segment individueel: what a few made-up deelnemers at other aanbieders of the register do in 2024 and 2025.
//!
//! There are so few that the story of each is told whole; what repeats every kwartaal is filled in.

use accountgesprek::domain::{
    Deelnemercode, Gemeente, Kolom,
    Product::{self, Hbo, Mbo},
    Productopgave, Trajectregel, Trede, Uitstroom, Uitstroomsoort,
};
use rust_decimal::Decimal;

use super::sheets::{Cell, Sheet, cell};
use super::write::Dialect;
use super::{File, date, kwartaal, minus, plus, story, weekday};

/// The first report, as an index: 2024-K1.
const FIRST: i32 = 8;

/// A deelnemer with a traject.
struct Verhaal {
    code: &'static str,
    gemeente: Gemeente,
    start: &'static str,
    /// The agreed end, as of the report of that kwartaal.
    termijnen: &'static [(i32, &'static str)],
    /// Begintrede, Doeltrede.
    treden: (u8, u8),
    /// Per report from the first: Huidige trede, and per product the hours.
    kwartalen: &'static [(u8, &'static [(Product, i64)])],
    /// Report, mark in tenths.
    cijfers: &'static [(i32, i64)],
    uitstroom: Option<(&'static str, Uitstroomsoort)>,
}

/// An aanbieder with what it delivers.
struct Levert {
    key: &'static str,
    naam: &'static str,
    deelnemers: &'static [Verhaal],
    /// Report, mark of the aanbieder for the casusregisseur in tenths.
    casusregisseurs: &'static [(i32, i64)],
    /// Report, code, mark of the employer in tenths.
    ondernemers: &'static [(i32, &'static str, i64)],
}

const LEVERT: [Levert; 3] = [
    Levert {
        key: "jobfit",
        naam: "JobFit",
        deelnemers: &[
            // Regular work, within the term.
            Verhaal {
                code: "JF-01",
                gemeente: Gemeente::Venlo,
                start: "2024-01-15",
                termijnen: &[(8, "2025-06-30")],
                treden: (3, 6),
                kwartalen: &[
                    (3, &[(Mbo, 20)]),
                    (3, &[(Mbo, 24)]),
                    (4, &[(Mbo, 20)]),
                    (4, &[(Mbo, 24)]),
                    (5, &[(Mbo, 20)]),
                    (6, &[(Mbo, 16)]),
                ],
                cijfers: &[(11, 80), (13, 85)],
                uitstroom: Some(("2025-06-02", Uitstroomsoort::Regulier)),
            },
            // Begins under hbo, goes on with both.
            Verhaal {
                code: "JF-02",
                gemeente: Gemeente::Venray,
                start: "2025-02-03",
                termijnen: &[(12, "2026-06-30")],
                treden: (2, 4),
                kwartalen: &[(2, &[(Hbo, 16)]), (2, &[(Hbo, 20)]), (3, &[(Mbo, 12), (Hbo, 12)]), (3, &[(Mbo, 16), (Hbo, 8)])],
                cijfers: &[(15, 75)],
                uitstroom: None,
            },
        ],
        casusregisseurs: &[(9, 80), (11, 85), (13, 80), (15, 85)],
        ondernemers: &[(13, "JF-W01", 80), (15, "JF-W02", 90)],
    },
    Levert {
        key: "re-trac",
        naam: "Re-trac",
        deelnemers: &[
            // The term was moved once; voluntary work at the end.
            Verhaal {
                code: "RT-01",
                gemeente: Gemeente::PeelEnMaas,
                start: "2024-02-05",
                termijnen: &[(8, "2025-06-30"), (13, "2025-12-31")],
                treden: (2, 4),
                kwartalen: &[
                    (2, &[(Hbo, 16)]),
                    (2, &[(Hbo, 24)]),
                    (2, &[(Hbo, 24)]),
                    (3, &[(Hbo, 24)]),
                    (3, &[(Hbo, 20)]),
                    (3, &[(Hbo, 20)]),
                    (4, &[(Hbo, 16)]),
                    (4, &[(Hbo, 12)]),
                ],
                cijfers: &[(11, 75), (15, 80)],
                uitstroom: Some(("2025-12-01", Uitstroomsoort::Vrijwilligerswerk)),
            },
        ],
        casusregisseurs: &[(10, 75), (12, 80), (14, 75)],
        ondernemers: &[(15, "RT-W01", 70)],
    },
    Levert {
        key: "unik",
        naam: "UniK",
        deelnemers: &[
            // Still running, near the end of the term.
            Verhaal {
                code: "UK-01",
                gemeente: Gemeente::Beesel,
                start: "2024-09-02",
                termijnen: &[(10, "2026-03-31")],
                treden: (3, 5),
                kwartalen: &[
                    (3, &[(Mbo, 8)]),
                    (3, &[(Mbo, 24)]),
                    (3, &[(Mbo, 28)]),
                    (4, &[(Mbo, 28)]),
                    (4, &[(Mbo, 24)]),
                    (4, &[(Mbo, 24)]),
                ],
                cijfers: &[(13, 85), (15, 85)],
                uitstroom: None,
            },
        ],
        casusregisseurs: &[(12, 85), (15, 80)],
        ondernemers: &[],
    },
];

impl Verhaal {
    /// The report that has it first.
    fn first(&self) -> i32 {
        let start = date(self.start);
        (FIRST..=story::LAST).find(|k| kwartaal(*k).contains(start)).expect("a start within the story")
    }

    /// What the report of a kwartaal says of it, a row per product; nothing when it is not in it.
    fn rows(&self, k: i32) -> Vec<Trajectregel> {
        let at = usize::try_from(k - self.first()).ok();
        let Some((trede, lines)) = at.and_then(|at| self.kwartalen.get(at)) else { return Vec::new() };
        lines.iter().map(|(product, uren)| self.row(k, *trede, *product, *uren)).collect()
    }

    fn row(&self, k: i32, trede: u8, product: Product, uren: i64) -> Trajectregel {
        let last_day = kwartaal(k).last_day();
        let code = Deelnemercode::new(self.code).expect("a code of the story");
        let start = date(self.start);
        let talk = weekday(minus(start, 12));
        let mut row = Trajectregel::new(code, self.gemeente, start);
        let told: Vec<_> = self.termijnen.iter().filter(|(from, _)| *from <= k).collect();
        row.einddatum = told.last().map(|(_, term)| date(term));
        row.aanpassingen = Some(u32::try_from(told.len()).unwrap_or(1).saturating_sub(1));
        row.startsituatie = Some(true);
        row.doelen = Some(true);
        row.begintrede = Trede::new(self.treden.0);
        row.doeltrede = Trede::new(self.treden.1);
        row.huidige_trede = Trede::new(trede);
        row.in_beeld = Some(true);
        row.contact_professionals = Some(true);
        row.voortgang_geleverd = Some(weekday(minus(last_day, 20)));
        row.product = Some(Productopgave::Individueel(product));
        row.uren = Some(Decimal::from(uren));
        row.cijfer = self.cijfers.iter().find(|(told, _)| *told == k).map(|(_, tenths)| Decimal::new(*tenths, 1));
        row.aanmelddatum = Some(weekday(minus(talk, 4)));
        row.matchingsgesprek = Some(talk);
        let ended = self.uitstroom.map(|(day, soort)| Uitstroom { datum: date(day), soort }).filter(|u| u.datum <= last_day);
        row.eindrapportage = ended.map(|u| weekday(plus(u.datum, 4)));
        row.volgende_stap = row.einddatum.filter(|term| ended.is_none() && *term <= plus(last_day, 92)).map(|_| true);
        row.uitstroom = ended;
        row
    }
}

impl Levert {
    /// The report of a kwartaal, a csv per sheet; none when nobody was guided.
    fn report(&self, k: i32) -> Vec<File> {
        let rows: Vec<_> = self.deelnemers.iter().flat_map(|v| v.rows(k)).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let columns: Vec<_> = Kolom::ALL.into_iter().filter(|c| *c != Kolom::Groep).collect();
        let deelnemers = Sheet {
            name: "Deelnemers",
            title: self.title(k),
            header: columns.iter().map(|c| c.naam().to_owned()).collect(),
            rows: rows.iter().map(|row| columns.iter().map(|c| cell(row, *c)).collect()).collect(),
        };
        [("deelnemers", deelnemers), ("tevredenheid", self.tevredenheid(k))]
            .into_iter()
            // Nobody gave a mark: there is no such part.
            .filter(|(_, sheet)| !sheet.rows.is_empty())
            .map(|(part, sheet)| File {
                path: format!("leveringen/individueel/voorbeeld-{}-{}-{part}.csv", self.key, kwartaal(k)),
                received: Some(weekday(plus(kwartaal(k).last_day(), 8))),
                accepted: None,
                bytes: Dialect::Psw.csv(&sheet),
            })
            .collect()
    }

    fn tevredenheid(&self, k: i32) -> Sheet {
        let day = weekday(minus(kwartaal(k).last_day(), 15));
        let mark = |tenths: i64| Cell::Number(Decimal::new(tenths, 1));
        let row = |niveau: &str, tenths, ondernemer| {
            vec![niveau.into(), mark(tenths), Cell::Empty, day.into(), ondernemer, Cell::Empty, "individueel".into()]
        };
        let casusregisseurs = self.casusregisseurs.iter().filter(|(told, _)| *told == k);
        let ondernemers = self.ondernemers.iter().filter(|(told, ..)| *told == k);
        let mut rows: Vec<_> = casusregisseurs.map(|(_, tenths)| row("casusregisseur", *tenths, Cell::Empty)).collect();
        rows.extend(ondernemers.map(|(_, code, tenths)| row("ondernemer", *tenths, (*code).into())));
        let header = ["Niveau", "Cijfer", "Gemeente", "Datum", "Ondernemer", "Toelichting", "Segment"];
        Sheet { name: "Tevredenheid", title: self.title(k), header: header.map(str::to_owned).to_vec(), rows }
    }

    fn title(&self, k: i32) -> String {
        format!("Kwartaalrapportage {} {}", self.naam, kwartaal(k))
    }
}

/// Every delivery of segment individueel.
pub(super) fn deliveries() -> Vec<File> {
    (FIRST..=story::LAST).flat_map(|k| LEVERT.iter().flat_map(move |l| l.report(k))).collect()
}
