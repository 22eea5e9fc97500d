//! The story in tables: per aanbieder (PSW, Rendiz, Qwyl) and kwartaal (2022-K1 first) what the figures have to show.
//!
//! Every aanbieder has its strong and its weak years. PSW starts with gaps in the records and ends with the norm for
//! work met by one person; Rendiz records well, sees its marks dip in 2024 and misses the norm for work by one;
//! Qwyl is small, so that one person is ten percentage points.

use accountgesprek::domain::Gemeente::{self, Beesel, Bergen, Gennep, HorstAanDeMaas, PeelEnMaas, Venlo, Venray};

use super::Aanbieder;

/// The last kwartaal of the story, as an index; one more is made to practise on.
pub(super) const LAST: i32 = 15;
pub(super) const PRACTICE: i32 = 16;

/// The outcomes of each kwartaal; what lies after the practice kwartaal is still running at the end.
///
/// R regular work (one in four under the banenafspraak), V voluntary work, D doelgroepenregister, U drop-out concluded
/// together, N drop-out that was not (its term passes in this kwartaal), T term passed, O another outcome,
/// W regular work without an Einddatum.
pub(super) const OUTCOMES: [[&str; 23]; 3] = [
    [
        "RRVU", "RRRVUT", "RRRVW", "RRRRU", "RRRUT", "RRRVO", "RRRUN", "RRRRVU", "RRRRU", "RRRRV", "RRRRU", "RRRRV", "RRRRRD",
        "RRRRU", "RRRRRT", "RRRRD", "RRRRV", "RRRRR", "RRRRU", "RRRRR", "RRRRV", "RRRR", "RRR",
    ],
    [
        "RRRUT", "RRRRVU", "RRRUTO", "RRRRVUT", "RRRVT", "RRRUT", "RRRRVT", "RRRRVUO", "RRRRU", "RRRRV", "RRRRRN", "RRRRUV",
        "RRRRRU", "RRRRRV", "RRRRVD", "RRRRRU", "RRRRU", "RRRRRV", "RRRRR", "RRRRR", "RRRRV", "RRRR", "RRR",
    ],
    ["R", "", "VT", "R", "R", "RU", "", "RO", "R", "", "RT", "RR", "RR", "RU", "RR", "", "R", "R", "RV", "R", "R", "R", ""],
];

/// Outcomes that the aanbieder told of a kwartaal late: they are *nagekomen* (key of the traject, the report that tells).
pub(super) const TOLD_LATE: &[(&str, i32)] = &[("psw/9/V4", 10), ("rendiz/13/R1", 14)];

/// How many trajecten of report Q lack something of the start (C1.1).
pub(super) const START_MISSING: [[usize; 17]; 3] = [
    [6, 5, 5, 4, 3, 3, 2, 1, 0, 1, 0, 0, 0, 0, 2, 1, 0],
    [4, 3, 2, 0, 0, 0, 1, 0, 2, 3, 4, 3, 2, 1, 0, 0, 0],
    [2, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0],
];

/// How many trajecten of report Q fail C1.2. In 2022-K1 Rendiz did not yet have the column for the contact.
pub(super) const VIEW_MISSING: [[usize; 17]; 3] = [
    [5, 4, 3, 3, 2, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
    [4, 5, 4, 4, 3, 3, 2, 1, 1, 1, 0, 0, 0, 0, 1, 2, 1],
    [1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0],
];

/// Marks of deelnemers per kwartaal: how many, and how many of those 8 or higher (C3.1).
pub(super) const MARKS: [[(usize, usize); 17]; 3] = [
    [
        (8, 5),
        (8, 6),
        (9, 7),
        (9, 7),
        (8, 6),
        (9, 7),
        (9, 8),
        (9, 8),
        (9, 8),
        (10, 9),
        (10, 9),
        (10, 9),
        (10, 9),
        (10, 10),
        (10, 9),
        (11, 10),
        (9, 8),
    ],
    [
        (9, 8),
        (9, 8),
        (9, 9),
        (10, 9),
        (10, 9),
        (10, 9),
        (10, 10),
        (10, 9),
        (10, 9),
        (10, 8),
        (10, 7),
        (11, 8),
        (10, 8),
        (9, 8),
        (10, 9),
        (10, 8),
        (10, 9),
    ],
    [
        (3, 2),
        (2, 2),
        (2, 1),
        (2, 2),
        (2, 2),
        (3, 2),
        (0, 0),
        (3, 3),
        (2, 2),
        (2, 2),
        (3, 3),
        (2, 2),
        (2, 2),
        (3, 3),
        (2, 2),
        (0, 0),
        (2, 2),
    ],
];

/// The marks that the aanbieder gives the casusregisseurs (C3.2). The year 2024 of Rendiz has the mean 7,96.
pub(super) const CASUSREGISSEURS: [[&str; 17]; 3] = [
    [
        "7,5 8 7 7,5",
        "7 8 8 7,5 7",
        "8 7,5 8 7",
        "8 8 7,5 7,5 8",
        "8 7,5 8 8",
        "7,5 8 8,5 8",
        "8 8 7,5 8,5 8",
        "8 8,5 8 8",
        "8,5 8 8 8,5",
        "8 8,5 8 8,5 8",
        "8 8 8,5 9",
        "8,5 8 8 8,5",
        "8,5 9 8 8,5",
        "8 8,5 8,5 9",
        "8,5 8 8,5 8 9",
        "8,5 8,5 8 9 8 8,5",
        "8,5 8 8,5 8",
    ],
    [
        "8,5 8 8,5 8 8,5",
        "8 8,5 9 8 8",
        "8,5 8 8 8,5 8",
        "8 8,5 8,5 8 8,5 8",
        "8 8,5 8 8 8,5",
        "8,5 8 8 8,5 8",
        "8 8 8,5 8 8,5",
        "8 8,5 8 8 8 8,5",
        "8 8,5 8 8 8 8",
        "8 7,5 8 8 8 7,5",
        "7,5 8 8 8 7,5 8",
        "8 8 8,5 8 7,5 8 8,5",
        "8 8 8,5 8 8 8",
        "8,5 8 8 8 8,5",
        "8 8 8,5 7,5 8",
        "8 8,5 8 8 8 8,5 8",
        "8 8,5 8 8 8,5",
    ],
    [
        "8,5 9", "8,5", "9 8", "8,5 8", "8 8", "8,5 7,5", "", "8 8 8", "8,5", "8 8,5", "8,5 8", "9 8", "8 8,5", "8,5 8", "8 8",
        "", "8 8",
    ],
];

/// The marks that employers give (C3.3): code and mark. Of one employer in one period the last counts.
pub(super) const ONDERNEMERS: [[&str; 17]; 3] = [
    [
        "W-03:8 W-07:7",
        "W-07:7,5 W-11:8 W-02:8",
        "W-03:8,5 W-05:9",
        "W-11:8 W-12:7 W-02:8",
        "W-03:8 W-05:8",
        "W-12:7,5 W-13:8 W-07:8",
        "W-02:8,5 W-11:8",
        "W-03:9 W-14:8 W-13:8",
        "W-05:8 W-12:8",
        "W-02:8 W-07:8 W-16:9",
        "W-03:8,5 W-14:8",
        "W-11:8 W-13:8 W-16:8",
        "W-03:8 W-05:8,5 W-02:9",
        "W-14:7 W-11:8 W-17:8",
        "W-12:8 W-13:8,5 W-14:7,5 W-16:8",
        "W-07:8 W-18:7 W-03:8 W-19:8,5",
        "W-05:8 W-18:8",
    ],
    [
        "K-21:8 K-22:8",
        "K-23:9 K-24:8 K-21:8",
        "K-25:8 K-26:7",
        "K-22:8 K-27:8,5 K-23:8",
        "K-21:8 K-26:8",
        "K-28:8 K-24:8,5 K-25:8",
        "K-29:9 K-22:8",
        "K-27:8 K-30:8 K-23:8,5",
        "K-21:8 K-31:7",
        "K-24:8 K-28:7,5 K-25:8",
        "K-31:7,5 K-29:8 K-22:8",
        "K-30:8 K-27:8 K-31:8",
        "K-21:8,5 K-32:8 K-24:8",
        "K-22:9 K-28:8 K-33:8",
        "K-25:8 K-27:8 K-29:8,5",
        "K-30:8 K-31:8 K-32:8 K-34:8,5 K-23:8",
        "K-21:8 K-22:8,5",
    ],
    [
        "",
        "Z-1:8",
        "",
        "Z-2:9",
        "Z-1:8",
        "",
        "",
        "Z-3:8",
        "",
        "Z-2:8,5",
        "Z-4:8",
        "Z-1:9",
        "Z-5:8",
        "",
        "Z-2:8 Z-4:8",
        "",
        "Z-5:8,5",
    ],
];

/// The kwartalen without any report: one, at Qwyl.
pub(super) fn is_missing(aanbieder: usize, kwartaal: i32) -> bool {
    aanbieder == 2 && kwartaal == 6
}

/// The kwartalen that came as one workbook per aanbieder.
pub(super) const WORKBOOKS: [i32; 3] = [9, 15, 16];

/// The days of the gesprekken, per kwartaal: PSW, Rendiz, Qwyl. They become `gesprekken.toml`.
pub(super) const GESPREKKEN: [[&str; 3]; 17] = [
    ["2022-04-21", "2022-04-28", "2022-05-10"],
    ["2022-07-19", "2022-07-21", "2022-07-26"],
    ["2022-10-18", "2022-10-20", "2022-10-25"],
    ["2023-01-24", "2023-01-26", "2023-01-31"],
    ["2023-04-18", "2023-04-20", "2023-04-25"],
    ["2023-07-18", "2023-07-20", "2023-07-25"],
    ["2023-10-24", "2023-10-26", "2023-10-31"],
    ["2024-01-23", "2024-01-25", "2024-01-30"],
    ["2024-04-16", "2024-04-18", "2024-04-23"],
    ["2024-07-16", "2024-07-18", "2024-07-23"],
    ["2024-10-22", "2024-10-24", "2024-10-29"],
    ["2025-01-21", "2025-01-23", "2025-01-28"],
    ["2025-04-15", "2025-04-17", "2025-04-24"],
    ["2025-07-15", "2025-07-17", "2025-07-22"],
    ["2025-10-21", "2025-10-23", "2025-10-28"],
    ["2026-01-20", "2026-01-22", "2026-01-28"],
    ["2026-04-21", "2026-04-23", "2026-04-30"],
];

/// Where the gesprekken are held, and when.
pub(super) const PLAATS: [(&str, &str); 3] =
    [("Stadskantoor Venlo", "10:00:00"), ("Gemeentehuis Venray", "13:30:00"), ("digitaal", "09:00:00")];

/// How far a gesprek is on the day of the example.
pub(super) fn status(aanbieder: Aanbieder, k: i32) -> &'static str {
    match (k, aanbieder) {
        (..14, _) | (14, Aanbieder::Psw | Aanbieder::Rendiz) => "vastgesteld",
        (14, Aanbieder::Qwyl) => "gehouden",
        (15, Aanbieder::Psw) => "voorbereid",
        _ => "gepland",
    }
}

/// So many calendar days before the gesprek the report came in. Six or more is in time, whatever holidays lie between.
pub(super) const DAYS_BEFORE: [[u64; 3]; 17] = [
    [9, 8, 11],
    [7, 8, 7],
    [8, 9, 8],
    [8, 3, 8],
    [7, 9, 7],
    [11, 8, 8],
    [8, 7, 8],
    [7, 9, 12],
    [8, 8, 7],
    [8, 2, 7],
    [12, 8, 8],
    [8, 9, 4],
    [7, 8, 9],
    [8, 8, 8],
    [4, 9, 8],
    [8, 3, 9],
    [8, 9, 10],
];

/// The groups of each aanbieder and the gemeenten that they serve.
pub(super) const GROEPEN: [&[(&str, &[Gemeente])]; 3] = [
    &[
        ("Groen Venlo", &[Venlo, Beesel]),
        ("Montage Venlo", &[Venlo]),
        ("Horeca Beesel", &[Beesel]),
        ("Logistiek Panningen", &[PeelEnMaas]),
        ("Groen Horst", &[HorstAanDeMaas]),
    ],
    &[
        ("Werkplaats Venray", &[Venray]),
        ("Keuken Horst", &[HorstAanDeMaas, PeelEnMaas]),
        ("Tuin Bergen", &[Bergen]),
        ("Winkel Venray", &[Venray, HorstAanDeMaas]),
        ("Textiel Venlo", &[Venlo]),
    ],
    &[("Startgroep Venlo", &[Venlo, PeelEnMaas]), ("Startgroep Venray", &[Venray])],
];

/// From where the deelnemers of each aanbieder come, by weight. Gennep is placed by hand: see `gennep`.
pub(super) const HERKOMST: [&[Gemeente]; 3] = [
    &[Venlo, Venlo, Venlo, Beesel, Beesel, PeelEnMaas, PeelEnMaas, HorstAanDeMaas, HorstAanDeMaas],
    &[Venray, Venray, Venray, HorstAanDeMaas, HorstAanDeMaas, Bergen, Bergen, Venlo, Venlo, PeelEnMaas],
    &[Venlo, Venlo, PeelEnMaas, Venray],
];

/// The group in Gennep, of Rendiz until the end of 2023 and of Qwyl from September 2024.
pub(super) const GROEP_GENNEP: &str = "Atelier Gennep";

pub(super) const TOELICHTING_START: &[&str] = &[
    "Gestart met twee dagdelen per week; opbouw naar vier is afgesproken.",
    "Kennismaking met de groep verliep goed, werkritme is nog wisselend.",
    "Begint met licht werk; belastbaarheid wordt na zes weken bekeken.",
    "Taal vraagt extra aandacht, een maatje in de groep helpt.",
    "Reist zelfstandig met de bus; eerste weken nog begeleid.",
    "Startgesprek met casusregisseur gevoerd, doelen samen opgesteld.",
];

pub(super) const TOELICHTING_LOPEND: &[&str] = &[
    "Werkt nu drie dagen per week en houdt dat goed vol.",
    "Neemt taken van anderen over en legt werk uit.",
    "Aanwezigheid is stabiel, op tijd melden gaat beter.",
    "Oefent met werken onder tijdsdruk.",
    "Korte terugval in het voorjaar, daarna weer opgebouwd.",
    "Bezoekt met begeleiding een mogelijke werkgever.",
    "Volgt een cursus heftruck, praktijkdeel afgerond.",
    "Samenwerken gaat beter, vraagt zelf om hulp.",
    "Proefplaatsing wordt voorbereid.",
    "Thuissituatie vraagt aandacht; afgestemd met het wijkteam.",
    "Uren uitgebreid met één dagdeel.",
    "Zet de stap naar werk op locatie bij een bedrijf.",
];

pub(super) const TOELICHTING_REGULIER: &[&str] = &[
    "Contract voor zes maanden bij het bedrijf waar de proefplaatsing liep.",
    "Aan het werk in de logistiek, 24 uur per week.",
    "Dienstverband bij een hovenier; jobcoach blijft drie maanden betrokken.",
    "Gestart in de productie, begeleiding overgedragen aan de werkgever.",
    "Betaald werk in de keuken van een zorginstelling.",
];

pub(super) const TOELICHTING_ANDERS: &[&str] = &[
    "Warme overdracht gedaan samen met de casusregisseur.",
    "Vervolg besproken met deelnemer en casusregisseur.",
    "Overdracht aan het wijkteam is afgerond.",
];

/// Samenwerking: Voortgang, Eigen aandeel, Ontwikkelpunten; each aanbieder goes round its own rows.
pub(super) const SAMENWERKING: [&[[&str; 3]]; 3] = [
    &[
        [
            "Met de andere aanbieders twee keer overlegd over de spreiding van groepen.",
            "PSW heeft het gezamenlijke dekkingsoverzicht bijgehouden.",
            "Aanmeldingen sneller doorzetten als een andere locatie dichterbij is.",
        ],
        [
            "De gezamenlijke werkgeversbijeenkomst in Venlo trok veel bedrijven.",
            "PSW stelde de locatie beschikbaar en verzorgde de uitnodigingen.",
            "Terugkoppeling aan deelnemende werkgevers kan sneller.",
        ],
        [
            "Intervisie van begeleiders loopt, drie bijeenkomsten gehouden.",
            "PSW leverde een van de gespreksleiders.",
            "Meer begeleiders van alle drie laten aansluiten.",
        ],
        [
            "Afspraken over overstap tussen aanbieders zijn op papier gezet.",
            "PSW schreef het concept.",
            "De afspraken bij alle casusregisseurs bekend maken.",
        ],
    ],
    &[
        [
            "Samen met PSW een groep in Horst op peil gehouden.",
            "Rendiz bracht twee deelnemers en een begeleider in.",
            "Vakanties beter op elkaar afstemmen.",
        ],
        [
            "Overleg over vervoer naar de dunner bevolkte kernen is gestart.",
            "Rendiz zocht uit wat een gezamenlijke bus kost.",
            "Besluit over vervoer voor het einde van het jaar.",
        ],
        [
            "Vaste contactpersoon per gemeente bevalt goed.",
            "Rendiz bracht de lijst van contactpersonen rond.",
            "Lijst elk kwartaal nalopen.",
        ],
        [
            "Kennis over taal op de werkvloer gedeeld.",
            "Rendiz stelde lesmateriaal beschikbaar.",
            "Ook ondernemers bij de training betrekken.",
        ],
    ],
    &[
        [
            "Overleg met beide andere aanbieders over doorverwijzen.",
            "Qwyl neemt deelnemers over die een kleine groep nodig hebben.",
            "Vaker vooraf samen naar de hulpvraag kijken.",
        ],
        [
            "De kleine groep in Venray draait samen met Rendiz.",
            "Qwyl levert de begeleider op twee ochtenden.",
            "Bezetting in de zomer regelen.",
        ],
        [
            "Gezamenlijke werkgeverslijst is bijgewerkt.",
            "Qwyl voegde vier bedrijven toe.",
            "Gegevens van werkgevers één keer per jaar nabellen.",
        ],
    ],
];

pub(super) const TOELICHTING_CASUSREGISSEUR: &[&str] = &[
    "Goed bereikbaar en denkt mee over de volgende stap.",
    "Overleg over doelen verloopt prettig.",
    "Besluit over verlenging liet even op zich wachten.",
    "Aanmeldingen zijn volledig en komen op tijd.",
    "Wisseling van contactpersoon is goed overgedragen.",
];

pub(super) const TOELICHTING_ONDERNEMER: &[&str] = &[
    "Begeleiding is snel ter plaatse als er iets is.",
    "Graag eerder horen wanneer een proefplaatsing begint.",
    "Blij met de inzet op piekdagen.",
    "Heldere afspraken, vaste begeleider.",
];

/// A row of the dekkingsoverzicht.
pub(super) struct Coverage {
    pub(super) covered: bool,
    pub(super) location: &'static str,
    pub(super) capacity: u32,
    pub(super) from: Option<&'static str>,
    pub(super) to: Option<&'static str>,
    pub(super) remark: &'static str,
}

/// The rows of one gemeente and aanbieder in the overview of kwartaal `k`: mostly one, none where nothing was given,
/// two where they contradict.
pub(super) fn coverage(k: i32, gemeente: Gemeente, aanbieder: Aanbieder) -> Vec<Coverage> {
    let yes = |location, capacity| Coverage { covered: true, location, capacity, from: None, to: None, remark: "" };
    let no = |remark| Coverage { covered: false, location: "", capacity: 0, from: None, to: None, remark };
    let row = match (gemeente, aanbieder) {
        (Gemeente::Beesel, Aanbieder::Psw) => yes("Reuver", 10),
        (Gemeente::HorstAanDeMaas, Aanbieder::Psw) => yes("Horst", 10),
        (Gemeente::PeelEnMaas, Aanbieder::Psw) => yes("Panningen", 12),
        (Gemeente::Venlo, Aanbieder::Psw) => yes("Venlo, twee locaties", 24),
        (Gemeente::Bergen, Aanbieder::Rendiz) if k >= LAST => Coverage {
            to: Some("2026-06-30"),
            remark: "Huur loopt af; verlenging wordt besproken met de gemeente.",
            ..yes("Nieuw Bergen", 8)
        },
        (Gemeente::Bergen, Aanbieder::Rendiz) => yes("Nieuw Bergen", 8),
        (Gemeente::Gennep, Aanbieder::Rendiz) if k < 7 => yes("Gennep", 6),
        (Gemeente::Gennep, Aanbieder::Rendiz) if k == 7 => {
            Coverage { to: Some("2023-12-31"), remark: "Locatie sluit, er wordt gezocht naar een andere.", ..yes("Gennep", 6) }
        }
        (Gemeente::Gennep, Aanbieder::Rendiz) if k < 10 => no("Nog geen nieuwe locatie gevonden."),
        (Gemeente::HorstAanDeMaas, Aanbieder::Rendiz) => yes("Horst", 12),
        (Gemeente::PeelEnMaas, Aanbieder::Rendiz) if k >= 6 => yes("Horst, met vervoer", 4),
        (Gemeente::Venlo, Aanbieder::Rendiz) => yes("Blerick", 10),
        (Gemeente::Venray, Aanbieder::Rendiz) => yes("Venray, twee locaties", 20),
        (Gemeente::Gennep, Aanbieder::Qwyl) if k >= 10 => {
            Coverage { from: Some("2024-09-01"), remark: "Nieuwe groep in het atelier.", ..yes("Gennep", 6) }
        }
        (Gemeente::PeelEnMaas, Aanbieder::Qwyl) => yes("Venlo, met vervoer", 3),
        (Gemeente::Venlo, Aanbieder::Qwyl) => yes("Venlo", 6),
        (Gemeente::Venray, Aanbieder::Qwyl) if k == 13 => {
            // Two people filled in the same line.
            return vec![yes("Venray", 4), no("In juli en augustus geen begeleider.")];
        }
        (Gemeente::Venray, Aanbieder::Qwyl) => yes("Venray", 4),
        (Gemeente::Beesel | Gemeente::Bergen, Aanbieder::Qwyl) | (Gemeente::Beesel, Aanbieder::Rendiz) => return Vec::new(),
        _ => no(""),
    };
    vec![row]
}

/// An answer of a gemeente to the uitvraag.
pub(super) struct Answer {
    pub(super) kwartaal: i32,
    pub(super) gemeente: Gemeente,
    pub(super) aanbieder: Aanbieder,
    pub(super) day: &'static str,
    pub(super) function: &'static str,
    pub(super) subject: &'static str,
    pub(super) kpi: Option<u32>,
    pub(super) tone: &'static str,
    pub(super) text: &'static str,
}

/// The uitvraag of the last two kwartalen; of the last, not every gemeente has answered yet. In order of gemeente.
pub(super) const ANSWERS: &[Answer] = &[
    Answer {
        kwartaal: 14,
        gemeente: Beesel,
        aanbieder: Aanbieder::Psw,
        day: "2025-10-06",
        function: "casusregisseur",
        subject: "ervaring in uitvoering",
        kpi: None,
        tone: "positief",
        text: "Begeleiders zijn goed bereikbaar en komen zelf met voorstellen.",
    },
    Answer {
        kwartaal: 14,
        gemeente: Venlo,
        aanbieder: Aanbieder::Rendiz,
        day: "2025-10-07",
        function: "casusregisseur",
        subject: "doelrealisatie",
        kpi: Some(2),
        tone: "neutraal",
        text: "Deelnemers groeien, de laatste stap naar een werkgever duurt lang.",
    },
    Answer {
        kwartaal: 14,
        gemeente: Venray,
        aanbieder: Aanbieder::Rendiz,
        day: "2025-10-08",
        function: "beleidscollega",
        subject: "voorliggend veld",
        kpi: None,
        tone: "positief",
        text: "Samenwerking met het buurthuis levert extra werkplekken op.",
    },
    Answer {
        kwartaal: LAST,
        gemeente: Beesel,
        aanbieder: Aanbieder::Psw,
        day: "2026-01-07",
        function: "casusregisseur",
        subject: "ervaring in uitvoering",
        kpi: None,
        tone: "positief",
        text: "De groep in Reuver draait goed; terugkoppeling komt nu elke maand.",
    },
    Answer {
        kwartaal: LAST,
        gemeente: Gennep,
        aanbieder: Aanbieder::Qwyl,
        day: "2026-01-08",
        function: "beleidscollega",
        subject: "dekking",
        kpi: Some(4),
        tone: "neutraal",
        text: "Fijn dat er weer een groep is; de capaciteit is krap.",
    },
    Answer {
        kwartaal: LAST,
        gemeente: HorstAanDeMaas,
        aanbieder: Aanbieder::Rendiz,
        day: "2026-01-06",
        function: "casusregisseur",
        subject: "ervaring in uitvoering",
        kpi: Some(1),
        tone: "negatief",
        text: "Voortgangsinformatie kwam dit kwartaal van twee deelnemers niet.",
    },
    Answer {
        kwartaal: LAST,
        gemeente: Venlo,
        aanbieder: Aanbieder::Psw,
        day: "2026-01-07",
        function: "casusregisseur",
        subject: "doelrealisatie",
        kpi: Some(2),
        tone: "positief",
        text: "Meer proefplaatsingen dan vorig jaar, en ze leiden vaker tot een contract.",
    },
    Answer {
        kwartaal: LAST,
        gemeente: Venlo,
        aanbieder: Aanbieder::Rendiz,
        day: "2026-01-07",
        function: "casusregisseur",
        subject: "ervaring in uitvoering",
        kpi: Some(1),
        tone: "negatief",
        text: "Bij uitval werden wij te laat betrokken; wij zagen nog mogelijkheden.",
    },
    Answer {
        kwartaal: LAST,
        gemeente: Venray,
        aanbieder: Aanbieder::Rendiz,
        day: "2026-01-09",
        function: "casusregisseur",
        subject: "visie en ontwikkeldoelen",
        kpi: None,
        tone: "neutraal",
        text: "Doelen zijn helder, het tijdpad in het plan mist soms.",
    },
];
