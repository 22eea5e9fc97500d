//! Headers: which columns a sheet has, under which names, and with that which kind of sheet it is.
//!
//! One table per kind says the columns, their aliases and which are required; recognition, proposals and templates read it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::{Deel, Kolom, Kolomsoort, Kwartaal, Leveringsdeel, Tekst};

use super::catalogus::{Code, Melder, Plek};
use super::grid::{Cel, Rij};
use super::kwartaal::{kwartaal_in, woorden};
use super::tekst::{celnaam, fold, fold_kop, zonder_haken};
use super::{Bladsoort, Kolomkoppeling, Kopvoorstel};

/// How many rows with content are searched for a header.
pub(super) const MAX_KOPRIJEN: usize = 30;
/// Bytes of a text that can be a header.
const MAX_KOP: usize = 200;
/// Unknown headers that are held against the columns.
const MAX_VOORSTELLEN: usize = 200;
/// How alike an unknown header must be to a column to be proposed, 0–1.
const GELIJKENIS: f64 = 0.7;

/// A column of a kind of sheet.
#[derive(Debug)]
pub(super) struct Veld {
    /// As `domein.md` 3 spells it.
    pub(super) naam: &'static str,
    /// Other headers for it, folded.
    pub(super) aliassen: &'static [&'static str],
    pub(super) vraagt: Vraagt,
    pub(super) verplicht: bool,
    /// Free text: when two headers could be it, the first is taken and the other is an extra column.
    vrij: bool,
}

/// What a column asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vraagt {
    Tekst,
    /// A code that stands for somebody, and becomes a pseudonym when that is asked.
    Code,
    /// One of a closed list.
    Keuze,
    Datum,
    /// The date of an end that may be open.
    Einde,
    Getal,
    JaNee,
    Trede,
}

const fn veld(naam: &'static str, vraagt: Vraagt, aliassen: &'static [&'static str]) -> Veld {
    Veld { naam, aliassen, vraagt, verplicht: false, vrij: false }
}

const fn verplicht(naam: &'static str, vraagt: Vraagt, aliassen: &'static [&'static str]) -> Veld {
    Veld { naam, aliassen, vraagt, verplicht: true, vrij: false }
}

const fn vrij(naam: &'static str, aliassen: &'static [&'static str]) -> Veld {
    Veld { naam, aliassen, vraagt: Vraagt::Tekst, verplicht: false, vrij: true }
}

const DEELNEMER: &[&str] = &[
    "deelnemers",
    "deelnemersnr",
    "deelnemersnummer",
    "id",
    "klantnummer",
    "klantcode",
    "klant",
    "deelnemercode",
    "deelnemernummer",
    "deelnemernr",
    "deelnemerid",
    "codedeelnemer",
    "code",
    "client",
    "clientcode",
    "clientnummer",
    "clientnr",
    "clientid",
    "kandidaat",
    "kandidaatcode",
    "kandidaatnummer",
    "pseudoniem",
];
const GEMEENTE: &[&str] = &["woonplaats", "gemeentevanherkomst", "woongemeente", "naamgemeente", "gemeentenaam", "gem"];
const AANBIEDER: &[&str] = &["naamaanbieder", "aanbiedernaam", "organisatie", "zorgaanbieder", "uitvoerder"];
const KWARTAAL: &[&str] = &["periode", "rapportageperiode", "verslagperiode", "rapportagekwartaal", "kw"];
const TOELICHTING: &[&str] = &["opmerking", "opmerkingen", "bijzonderheden", "notitie", "notities"];
const STARTDATUM: &[&str] = &[
    "datumaanvang",
    "datumstarttraject",
    "startdatumddmmjjjj",
    "datumaanvangtraject",
    "start",
    "datumstart",
    "startdatumtraject",
    "begindatum",
    "begindatumtraject",
    "aanvang",
    "aanvangsdatum",
    "ingangsdatum",
    "starttraject",
];
const EINDDATUM: &[&str] = &[
    "eind",
    "einddatumbeschikking",
    "einddatumddmmjjjj",
    "datumeindetraject",
    "einde",
    "einddatumtraject",
    "datumeinde",
    "geplandeeinddatum",
    "verwachteeinddatum",
    "afgesprokeneinddatum",
    "einddatumtrajectperiode",
    "eindetraject",
    "eindetrajectperiode",
];
const STARTSITUATIE: &[&str] =
    &["startsituatievastgelegd", "startsituatiepositievegezondheid", "positievegezondheid", "nulmeting", "startsituatieingevuld"];
const BEGINTREDE: &[&str] =
    &["starttrede", "tredebijstart", "tredestart", "beginstap", "begintredeparticipatieladder", "tredebegin"];
const DOELTREDE: &[&str] = &[
    "trededoel",
    "tredeeinde",
    "tredegewenst",
    "eindtrede",
    "beoogdetrede",
    "gewenstetrede",
    "streeftrede",
    "tredeeind",
    "doelstap",
    "tredebeoogd",
];
const HUIDIGE_TREDE: &[&str] = &["trede", "actueletrede", "tredenu", "tredehuidig", "huidigestap"];
const DOELEN: &[&str] = &[
    "doel",
    "doelengesteld",
    "doelenjanee",
    "doelenafgesproken",
    "doelenvastgesteld",
    "doelenvastgelegd",
    "doelenopgesteld",
    "doelstellingen",
];

/// Other headers for a column of Deelnemers.
const fn aliassen(kolom: Kolom) -> &'static [&'static str] {
    match kolom {
        Kolom::Deelnemer => DEELNEMER,
        Kolom::Gemeente => GEMEENTE,
        Kolom::Groep => &["groepsnaam", "groepscode", "groepnaam", "groepcode", "naamgroep"],
        Kolom::Startdatum => STARTDATUM,
        Kolom::Einddatum => EINDDATUM,
        Kolom::Aanpassingen => {
            &["aantalaanpassingen", "aanpassingenduur", "aanpassingduur", "verlengingen", "aantalverlengingen", "aanpassing"]
        }
        Kolom::Startsituatie => STARTSITUATIE,
        Kolom::Begintrede => BEGINTREDE,
        Kolom::Doeltrede => DOELTREDE,
        Kolom::HuidigeTrede => HUIDIGE_TREDE,
        Kolom::Doelen => DOELEN,
        Kolom::InBeeld => &["deelnemerinbeeld", "isinbeeld"],
        Kolom::ContactProfessionals => &[
            "contactmetprofessionals",
            "contactandereprofessionals",
            "contactmetandereprofessionals",
            "contactmetbetrokkenprofessionals",
            "contactbetrokkenprofessionals",
            "contactprofs",
        ],
        Kolom::VoortgangGeleverd => &[
            "voortganggeleverdop",
            "datumvoortganggeleverd",
            "voortgangsinformatie",
            "voortgangsinformatiegeleverd",
            "datumvoortgang",
            "voortgangdatum",
            "voortgangsdatum",
            "datumvoortgangsinformatie",
            "voortgangsrapportage",
            "datumvoortgangsrapportage",
        ],
        Kolom::Uitstroomdatum => &[
            "datumuitstroomuitval",
            "uitgestroomdop",
            "datumuit",
            "datumbeeindiging",
            "beeindigdop",
            "datumuitstroom",
            "uitstroomop",
            "uitstroomdat",
        ],
        Kolom::Uitstroom => &[
            "uitstroomreden",
            "redenbeeindiging",
            "redeneinde",
            "redenuitstroom",
            "soortuitstroom",
            "uitstroomsoort",
            "uitstroomnaar",
            "typeuitstroom",
        ],
        Kolom::UitvalEensluidend => &["eensluidend", "eensluidendeuitval", "uitvalgezamenlijk", "eensluidenduitval"],
        Kolom::Uren => &[
            "urenbegeleiding",
            "urenq1",
            "urenq2",
            "urenq3",
            "urenq4",
            "aantaluren",
            "geleverdeuren",
            "urenkwartaal",
            "urenditkwartaal",
            "totaaluren",
            "urengeleverd",
        ],
        Kolom::Product => &["productmbohbo"],
        Kolom::Cijfer => &[
            "gemcijfer",
            "cijfer110",
            "tevredenheid",
            "cijfer1",
            "gemiddeldcijfer",
            "rapportcijfer",
            "tevredenheidscijfer",
            "cijferdeelnemer",
            "cijfertevredenheid",
            "waardering",
        ],
        Kolom::Vervolgafspraak => &["vervolgafspraakderdejaar", "vervolgafspraakgemaakt"],
        Kolom::VolgendeStap => &["volgendestapbepaald", "vervolgstap", "vervolgstapbepaald"],
        Kolom::Aanmelddatum => &["datumaanmelding", "aanmelding", "aangemeldop"],
        Kolom::Matchingsgesprek => {
            &["datummatching", "datummatchingsgesprek", "matchinggesprek", "matching", "matchingsgesprekop"]
        }
        Kolom::Eindrapportage => &["datumeindrapportage", "eindrapport", "eindverslag", "eindrapportagegeleverd"],
        Kolom::Toelichting => TOELICHTING,
    }
}

/// A column of Deelnemers as a field: all but its other headers is told by [`Kolom`].
const fn van_kolom(kolom: Kolom) -> Veld {
    let vraagt = match kolom.soort() {
        Kolomsoort::Code => Vraagt::Code,
        Kolomsoort::Gemeente | Kolomsoort::Uitstroom | Kolomsoort::Product => Vraagt::Keuze,
        Kolomsoort::Tekst => Vraagt::Tekst,
        Kolomsoort::Datum => Vraagt::Datum,
        Kolomsoort::Einde => Vraagt::Einde,
        Kolomsoort::Aantal | Kolomsoort::Uren | Kolomsoort::Cijfer => Vraagt::Getal,
        Kolomsoort::JaNee => Vraagt::JaNee,
        Kolomsoort::Trede => Vraagt::Trede,
    };
    let vrij = matches!(vraagt, Vraagt::Tekst);
    Veld { naam: kolom.naam(), aliassen: aliassen(kolom), vraagt, verplicht: kolom.is_verplicht(), vrij }
}

/// The columns of Deelnemers in the order of [`Kolom::ALL`], and after them the two that place the report.
pub(super) const DEELNEMERS: [Veld; DEELNEMERS_KWARTAAL + 1] = {
    let mut velden = [const { veld("", Vraagt::Keuze, &[]) }; DEELNEMERS_KWARTAAL + 1];
    let mut i = 0;
    while i < Kolom::ALL.len() {
        velden[i] = van_kolom(Kolom::ALL[i]);
        i += 1;
    }
    velden[DEELNEMERS_AANBIEDER] = veld("Aanbieder", Vraagt::Keuze, AANBIEDER);
    velden[DEELNEMERS_KWARTAAL] = veld("Kwartaal", Vraagt::Keuze, KWARTAAL);
    velden
};
/// Where Aanbieder stands in [`DEELNEMERS`]; Kwartaal follows.
pub(super) const DEELNEMERS_AANBIEDER: usize = Kolom::ALL.len();
pub(super) const DEELNEMERS_KWARTAAL: usize = DEELNEMERS_AANBIEDER + 1;

pub(super) mod tv {
    //! Where the columns of Tevredenheid stand in [`super::TEVREDENHEID`].
    pub(crate) const NIVEAU: usize = 0;
    pub(crate) const CIJFER: usize = 1;
    pub(crate) const GEMEENTE: usize = 2;
    pub(crate) const DATUM: usize = 3;
    pub(crate) const ONDERNEMER: usize = 4;
    pub(crate) const SEGMENT: usize = 5;
    pub(crate) const TOELICHTING: usize = 6;
    pub(crate) const AANBIEDER: usize = 7;
    pub(crate) const KWARTAAL: usize = 8;
}

pub(super) const TEVREDENHEID: [Veld; 9] = [
    verplicht("Niveau", Vraagt::Keuze, &["soort", "respondent", "type", "wie"]),
    verplicht("Cijfer", Vraagt::Getal, &["rapportcijfer", "waardering", "score", "tevredenheidscijfer"]),
    veld("Gemeente", Vraagt::Keuze, GEMEENTE),
    veld("Datum", Vraagt::Datum, &["datumcijfer", "datummeting", "gegevenop"]),
    veld("Ondernemer", Vraagt::Code, &["ondernemercode", "codeondernemer", "werkgever", "werkgevercode", "bedrijf"]),
    veld("Segment", Vraagt::Keuze, &["vansegment", "segmentcijfer"]),
    vrij("Toelichting", TOELICHTING),
    veld("Aanbieder", Vraagt::Keuze, AANBIEDER),
    veld("Kwartaal", Vraagt::Keuze, KWARTAAL),
];

pub(super) mod sw {
    //! Where the columns of Samenwerking stand in [`super::SAMENWERKING`].
    pub(crate) const VOORTGANG: usize = 0;
    pub(crate) const EIGEN_AANDEEL: usize = 1;
    pub(crate) const ONTWIKKELPUNTEN: usize = 2;
    pub(crate) const AANBIEDER: usize = 3;
    pub(crate) const KWARTAAL: usize = 4;
}

pub(super) const SAMENWERKING: [Veld; 5] = [
    veld("Voortgang", Vraagt::Tekst, &["voortgangsamenwerking", "voortgangvandesamenwerking"]),
    veld("Eigen aandeel", Vraagt::Tekst, &["eigenaandeelindesamenwerking", "aandeel", "eigenbijdrage"]),
    veld("Ontwikkelpunten", Vraagt::Tekst, &["ontwikkelpunt", "ontwikkelpuntensamenwerking", "verbeterpunten"]),
    veld("Aanbieder", Vraagt::Keuze, AANBIEDER),
    veld("Kwartaal", Vraagt::Keuze, KWARTAAL),
];

pub(super) mod dk {
    //! Where the columns of the dekkingsoverzicht stand in [`super::DEKKING`].
    pub(crate) const GEMEENTE: usize = 0;
    pub(crate) const AANBIEDER: usize = 1;
    pub(crate) const DEKKING: usize = 2;
    pub(crate) const LOCATIE: usize = 3;
    pub(crate) const CAPACITEIT: usize = 4;
    pub(crate) const VANAF: usize = 5;
    pub(crate) const TOT: usize = 6;
    pub(crate) const TOELICHTING: usize = 7;
    pub(crate) const KWARTAAL: usize = 8;
}

pub(super) const DEKKING: [Veld; 9] = [
    verplicht("Gemeente", Vraagt::Keuze, GEMEENTE),
    verplicht("Aanbieder", Vraagt::Keuze, AANBIEDER),
    verplicht("Dekking", Vraagt::JaNee, &["gedekt", "dekkend", "aanbodaanwezig", "dekkingjanee"]),
    vrij("Locatie", &["plaats", "locaties", "vestiging", "adres"]),
    veld("Capaciteit", Vraagt::Getal, &["plaatsen", "aantalplaatsen", "aantalplekken", "plekken"]),
    veld("Vanaf", Vraagt::Datum, &["geldigvanaf", "ingangsdatum", "van", "startdatum"]),
    veld("Tot", Vraagt::Einde, &["geldigtot", "totenmet", "tm", "einddatum"]),
    vrij("Toelichting", TOELICHTING),
    veld("Kwartaal", Vraagt::Keuze, KWARTAAL),
];

pub(super) mod uv {
    //! Where the columns of the uitvraag stand in [`super::UITVRAAG`].
    pub(crate) const GEMEENTE: usize = 0;
    pub(crate) const AANBIEDER: usize = 1;
    pub(crate) const TOELICHTING: usize = 2;
    pub(crate) const DATUM: usize = 3;
    pub(crate) const FUNCTIE: usize = 4;
    pub(crate) const ONDERWERP: usize = 5;
    pub(crate) const KPI: usize = 6;
    pub(crate) const OORDEEL: usize = 7;
    pub(crate) const KWARTAAL: usize = 8;
}

pub(super) const UITVRAAG: [Veld; 9] = [
    verplicht("Gemeente", Vraagt::Keuze, GEMEENTE),
    verplicht("Aanbieder", Vraagt::Keuze, AANBIEDER),
    verplicht("Toelichting", Vraagt::Tekst, &["opmerking", "opmerkingen", "antwoord", "ervaring", "signaal", "tekst"]),
    veld("Datum", Vraagt::Datum, &["datumantwoord", "ingevuldop"]),
    veld("Functie", Vraagt::Tekst, &["functieinvuller", "rol", "functienaam"]),
    veld("Onderwerp", Vraagt::Tekst, &["thema"]),
    veld("KPI", Vraagt::Keuze, &["kpinr", "kpinummer"]),
    veld("Oordeel", Vraagt::Keuze, &["toon", "beoordeling", "waardering"]),
    veld("Kwartaal", Vraagt::Keuze, KWARTAAL),
];

pub(super) mod cvs {
    //! Where the columns of the CVS export stand in [`super::CVS`].
    pub(crate) const DEELNEMER: usize = 0;
    pub(crate) const AANBIEDER: usize = 1;
    pub(crate) const STARTDATUM: usize = 2;
    pub(crate) const STARTSITUATIE: usize = 3;
    pub(crate) const BEGINTREDE: usize = 4;
    pub(crate) const DOELTREDE: usize = 5;
    pub(crate) const HUIDIGE_TREDE: usize = 6;
    pub(crate) const DOELEN: usize = 7;
    pub(crate) const EINDDATUM: usize = 8;
    pub(crate) const BEOORDEELD_OP: usize = 9;
    pub(crate) const GEMEENTE: usize = 10;
    pub(crate) const KWARTAAL: usize = 11;
}

pub(super) const CVS: [Veld; 12] = [
    verplicht("Deelnemer", Vraagt::Code, DEELNEMER),
    verplicht("Aanbieder", Vraagt::Keuze, AANBIEDER),
    verplicht("Startdatum", Vraagt::Datum, STARTDATUM),
    veld("Startsituatie", Vraagt::JaNee, STARTSITUATIE),
    veld("Begintrede", Vraagt::Trede, BEGINTREDE),
    veld("Doeltrede", Vraagt::Trede, DOELTREDE),
    veld("Huidige trede", Vraagt::Trede, HUIDIGE_TREDE),
    veld("Doelen", Vraagt::JaNee, DOELEN),
    veld("Einddatum", Vraagt::Einde, EINDDATUM),
    veld("Beoordeeld op", Vraagt::Datum, &["datumbeoordeling", "beoordelingsdatum", "datumbeoordeeld"]),
    veld("Gemeente", Vraagt::Keuze, GEMEENTE),
    veld("Kwartaal", Vraagt::Keuze, KWARTAAL),
];

pub(super) mod vb {
    //! Where the entries of the Voorblad stand in [`super::VOORBLAD`].
    pub(crate) const AANBIEDER: usize = 0;
    pub(crate) const KWARTAAL: usize = 1;
    pub(crate) const DATUM: usize = 2;
    pub(crate) const CONTACT: usize = 3;
    pub(crate) const GEMEENTE: usize = 4;
    pub(crate) const JAAR: usize = 5;
}

pub(super) const VOORBLAD: [Veld; 6] = [
    veld("Aanbieder", Vraagt::Keuze, AANBIEDER),
    veld("Kwartaal", Vraagt::Keuze, KWARTAAL),
    veld(
        "Datum aanlevering",
        Vraagt::Datum,
        &["aanleverdatum", "aangeleverdop", "datumaangeleverd", "datumlevering", "aanlevering"],
    ),
    veld("Contactpersoon", Vraagt::Tekst, &["contact", "naamcontactpersoon"]),
    veld("Gemeente", Vraagt::Keuze, GEMEENTE),
    veld("Jaar", Vraagt::Keuze, &["kalenderjaar", "verslagjaar", "rapportagejaar", "boekjaar"]),
];

impl Bladsoort {
    /// Every kind of sheet that has rows under a header.
    pub(crate) const TABELLEN: [Self; 6] =
        [Self::Deelnemers, Self::Dekkingsoverzicht, Self::Uitvraag, Self::Cvs, Self::Tevredenheid, Self::Samenwerking];

    /// The name of the sheet.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Voorblad => "Voorblad",
            Self::Deelnemers => "Deelnemers",
            Self::Tevredenheid => "Tevredenheid",
            Self::Samenwerking => "Samenwerking",
            Self::Dekkingsoverzicht => "Dekkingsoverzicht",
            Self::Uitvraag => "Uitvraag",
            Self::Cvs => "CVS",
        }
    }

    /// What of a delivery it is; None for the Voorblad, which is about the file.
    pub(super) const fn leveringsdeel(self) -> Option<Leveringsdeel> {
        match self {
            Self::Voorblad => None,
            Self::Deelnemers => Some(Leveringsdeel::Rapport(Deel::Deelnemers)),
            Self::Tevredenheid => Some(Leveringsdeel::Rapport(Deel::Tevredenheid)),
            Self::Samenwerking => Some(Leveringsdeel::Rapport(Deel::Samenwerking)),
            Self::Dekkingsoverzicht => Some(Leveringsdeel::Dekking),
            Self::Uitvraag => Some(Leveringsdeel::Uitvraag),
            Self::Cvs => Some(Leveringsdeel::Cvs),
        }
    }

    pub(super) const fn velden(self) -> &'static [Veld] {
        match self {
            Self::Voorblad => &VOORBLAD,
            Self::Deelnemers => &DEELNEMERS,
            Self::Tevredenheid => &TEVREDENHEID,
            Self::Samenwerking => &SAMENWERKING,
            Self::Dekkingsoverzicht => &DEKKING,
            Self::Uitvraag => &UITVRAAG,
            Self::Cvs => &CVS,
        }
    }

    /// The names of the columns of this kind of sheet, for a user who maps a header.
    pub fn kolommen(self) -> impl Iterator<Item = &'static str> {
        self.velden().iter().map(|v| v.naam)
    }

    /// Whether a row of this kind of sheet cannot do without the column.
    pub fn requires(self, kolom: &str) -> bool {
        self.velden().iter().any(|v| v.verplicht && v.naam == kolom)
    }

    /// The kind that a sheet's or a file's name speaks of.
    pub(super) fn uit_naam(naam: &str) -> Option<Self> {
        let naam = fold(naam);
        [
            ("voorblad", Self::Voorblad),
            ("deelnemer", Self::Deelnemers),
            ("tevredenheid", Self::Tevredenheid),
            ("samenwerking", Self::Samenwerking),
            ("dekking", Self::Dekkingsoverzicht),
            ("uitvraag", Self::Uitvraag),
            ("cvs", Self::Cvs),
        ]
        .into_iter()
        .find(|(woord, _)| naam.contains(woord))
        .map(|(_, soort)| soort)
    }

    /// The KPI's that a lost row touches.
    pub(super) const fn kpi(self) -> &'static [u8] {
        match self {
            Self::Deelnemers => &[1, 2, 3],
            Self::Tevredenheid => &[3],
            Self::Dekkingsoverzicht => &[4],
            _ => &[],
        }
    }

    /// The column of Deelnemers at this place in [`DEELNEMERS`].
    pub(super) fn kolom(self, veld: usize) -> Option<Kolom> {
        match self {
            Self::Deelnemers => Kolom::ALL.get(veld).copied(),
            Self::Tevredenheid if veld == tv::CIJFER => Some(Kolom::Cijfer),
            _ => None,
        }
    }
}

/// A header: which sheet column holds which field.
#[derive(Debug, Clone)]
pub(super) struct Kop {
    pub(super) soort: Bladsoort,
    /// One-based.
    pub(super) rij: u32,
    /// Per field of the kind: its zero-based column.
    pub(super) kolom_van: Vec<Option<u32>>,
    /// The last column that has a header, of the kind or not.
    pub(super) laatste_kolom: u32,
    /// Its texts by column, as they stand there.
    pub(super) teksten: Vec<(u32, String)>,
    /// Of a csv: how many fields it has.
    pub(super) velden: usize,
}

impl Kop {
    pub(super) fn has(&self, veld: usize) -> bool {
        self.kolom_van.get(veld).copied().flatten().is_some()
    }

    /// Whether a row is this header once more, as at the top of every printed page.
    pub(super) fn is_repeated_by(&self, rij: &Rij<'_>) -> bool {
        let is_same = |(kolom, cel): &(u32, Cel<'_>)| {
            let hier = self.teksten.binary_search_by_key(kolom, |(k, _)| *k);
            hier.is_ok_and(|i| self.teksten[i].1 == cel.tekst())
        };
        rij.cellen.len() > 1 && rij.cellen.iter().all(is_same)
    }

    /// The field that a column holds.
    pub(super) fn veld_van(&self, kolom: u32) -> Option<usize> {
        self.kolom_van.iter().position(|k| *k == Some(kolom))
    }
}

/// How well a header text names a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rang {
    /// Without the marks, the numbers and the kwartaal that stand with it.
    Ontdaan,
    Alias,
    Koppeling,
    Naam,
}

/// A cell of a header, and the field that it names.
struct Kopcel<'r> {
    kolom: u32,
    tekst: &'r str,
    veld: Option<(usize, Rang)>,
}

impl Kopcel<'_> {
    /// The field that it names only without what stands beside the name.
    fn ontdaan(&self) -> Option<usize> {
        self.veld.filter(|(_, rang)| *rang == Rang::Ontdaan).map(|(veld, _)| veld)
    }
}

/// What the header finder knows of the sheet.
pub(super) struct Zoek<'a> {
    pub(super) hint: Option<Bladsoort>,
    pub(super) koppelingen: &'a [Kolomkoppeling],
    /// The kwartaal that the file is about, as far as that is known before its tables are read.
    pub(super) kwartaal: Option<Kwartaal>,
}

/// Every folded name and alias of a kind: its field, and whether it is the name itself.
type Namen = HashMap<String, (usize, Rang)>;

/// The names of all kinds, folded once: a header is looked up in them for every cell of the first rows.
static NAMEN: LazyLock<HashMap<Bladsoort, Namen>> = LazyLock::new(|| {
    let namen = |soort: Bladsoort| {
        let mut uit = Namen::new();
        for (i, veld) in soort.velden().iter().enumerate() {
            for alias in veld.aliassen {
                uit.entry((*alias).to_owned()).or_insert((i, Rang::Alias));
            }
        }
        for (i, veld) in soort.velden().iter().enumerate() {
            uit.insert(fold(veld.naam).into_owned(), (i, Rang::Naam));
        }
        uit
    };
    Bladsoort::ALL.into_iter().map(|soort| (soort, namen(soort))).collect()
});

/// A header text, folded without and with what stands in brackets.
struct Koptekst<'t> {
    tekst: &'t str,
    kaal: String,
    heel: String,
}

impl<'t> Koptekst<'t> {
    fn new(tekst: &'t str) -> Self {
        Self { tekst, kaal: fold_kop(tekst), heel: fold(tekst).into_owned() }
    }
}

/// A header, folded without the footnote marks, the numbers and the kwartaal that people put with a name: `Einddatum¹`,
/// `3. Einddatum`, `Einddatum Q2 2024`.
fn ontdaan(kop: &str) -> String {
    let zonder_letter = kop.split_once(['.', ')']).filter(|(voor, _)| voor.chars().count() == 1).map_or(kop, |(_, na)| na);
    let woorden = woorden(&zonder_haken(zonder_letter));
    let is_getal = |i: usize| woorden.get(i).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let is_woord = |i: usize, namen: &[&str]| woorden.get(i).is_some_and(|w| namen.contains(&w.as_str()));
    let is_rang = |i: usize| is_getal(i) || (i > 0 && is_getal(i - 1) && is_woord(i, &["e", "de", "ste"]));
    let is_kwartaal =
        |i: usize| is_woord(i, &["k", "q", "kw", "kwartaal", "kwrt", "quarter"]) && (is_rang(i + 1) || (i > 0 && is_rang(i - 1)));
    let is_weg = |i: usize| is_rang(i) || is_kwartaal(i);
    let is_voorzetsel = |i: usize| is_woord(i, &["in", "over", "van", "per"]) && is_weg(i + 1);
    (0..woorden.len()).filter(|i| !is_weg(*i) && !is_voorzetsel(*i)).map(|i| fold(&woorden[i])).collect()
}

/// The field of a kind that a header names, also with marks, numbers or a kwartaal.
pub(super) fn veld_van_kop(soort: Bladsoort, kop: &str) -> Option<usize> {
    veld_van_naam(soort, kop).or_else(|| NAMEN.get(&soort)?.get(&ontdaan(kop)).map(|(i, _)| *i))
}

/// The field of a kind that a text names.
pub(super) fn veld_van_naam(soort: Bladsoort, kop: &str) -> Option<usize> {
    NAMEN.get(&soort)?.get(&fold_kop(kop)).map(|(i, _)| *i)
}

impl Zoek<'_> {
    fn veld(&self, soort: Bladsoort, kop: &Koptekst<'_>) -> Option<(usize, Rang)> {
        if kop.kaal.is_empty() {
            return None;
        }
        let namen = NAMEN.get(&soort)?;
        let gevonden = namen.get(&kop.kaal);
        if let Some((i, Rang::Naam)) = gevonden {
            return Some((*i, Rang::Naam));
        }
        let koppeling = self.koppelingen.iter().find(|k| k.blad == soort && fold_kop(&k.kop) == kop.kaal);
        if let Some(i) = koppeling.and_then(|k| soort.velden().iter().position(|v| v.naam == k.kolom)) {
            return Some((i, Rang::Koppeling));
        }
        let als_alias = gevonden.or_else(|| namen.get(&kop.heel)).map(|(i, _)| (*i, Rang::Alias));
        als_alias.or_else(|| namen.get(&ontdaan(kop.tekst)).map(|(i, _)| (*i, Rang::Ontdaan)))
    }

    /// The fields that the cells of a header name. Of several that name one field only with something beside it ("Doel 1",
    /// "Doel 2"), it is the one of the kwartaal of the file, or none.
    fn velden_van<'r>(&self, soort: Bladsoort, rij: &'r Rij<'_>) -> Vec<Kopcel<'r>> {
        let teksten = rij.cellen.iter().filter_map(|(k, c)| if let Cel::Tekst(t) = c { Some((*k, t.as_str())) } else { None });
        // No column is called at such length; folding such a text takes long.
        let veld = |t: &str| if t.len() < MAX_KOP { self.veld(soort, &Koptekst::new(t)) } else { None };
        let mut cellen: Vec<Kopcel<'_>> = teksten.map(|(kolom, tekst)| Kopcel { kolom, tekst, veld: veld(tekst) }).collect();
        let van_nu = |cel: &Kopcel<'_>| self.kwartaal.is_some() && kwartaal_in(cel.tekst) == self.kwartaal;
        let ontdaan: Vec<(usize, bool)> = cellen.iter().filter_map(|cel| Some((cel.ontdaan()?, van_nu(cel)))).collect();
        for cel in &mut cellen {
            let Some(veld) = cel.ontdaan() else { continue };
            let zelfde: Vec<bool> = ontdaan.iter().filter(|(v, _)| *v == veld).map(|(_, nu)| *nu).collect();
            let is_de_enige_van_nu = van_nu(cel) && zelfde.iter().filter(|nu| **nu).count() == 1;
            if zelfde.len() > 1 && !is_de_enige_van_nu {
                cel.veld = None;
            }
        }
        cellen
    }

    /// How many fields of a kind the row names, and whether all required ones are among them.
    fn score(&self, soort: Bladsoort, koppen: &[Koptekst<'_>]) -> (bool, usize) {
        let velden = soort.velden();
        let mut gezien = vec![false; velden.len()];
        for (i, _) in koppen.iter().filter_map(|kop| self.veld(soort, kop)) {
            gezien[i] = true;
        }
        let aantal = gezien.iter().filter(|g| **g).count();
        let compleet = velden.iter().zip(&gezien).all(|(v, g)| *g || !v.verplicht);
        // Nothing is required of Samenwerking: two of its own columns, or one under its name.
        let compleet = match soort {
            Bladsoort::Samenwerking => {
                let eigen = gezien[..3].iter().filter(|g| **g).count();
                eigen >= 2 || (eigen == 1 && self.hint == Some(soort))
            }
            _ => compleet,
        };
        (compleet, aantal)
    }

    /// The best header among the first rows: its index, the kind, and whether all required columns are there.
    pub(super) fn beste(&self, rijen: &[Rij<'_>]) -> Option<(usize, Bladsoort, bool)> {
        let mut beste: Option<((bool, bool, usize), usize, Bladsoort)> = None;
        for (i, rij) in rijen.iter().enumerate() {
            let koppen: Vec<Koptekst<'_>> = rij
                .cellen
                .iter()
                .filter_map(|(_, cel)| match cel {
                    Cel::Tekst(t) if t.len() < MAX_KOP => Some(Koptekst::new(t)),
                    _ => None,
                })
                .collect();
            for soort in Bladsoort::TABELLEN {
                let (compleet, aantal) = self.score(soort, &koppen);
                if aantal < 2 && !compleet {
                    continue;
                }
                let waarde = (compleet, self.hint == Some(soort), aantal);
                if beste.as_ref().is_none_or(|(b, ..)| waarde > *b) {
                    beste = Some((waarde, i, soort));
                }
            }
        }
        beste.map(|((compleet, ..), i, soort)| (i, soort, compleet))
    }

    /// What parts the values when every row stands in one cell: the sign that makes a complete header of one of them.
    pub(super) fn in_one_column(&self, rijen: &[Rij<'_>]) -> Option<&'static str> {
        [";", ",", "|"].into_iter().find(|teken| {
            let delen = |rij: &Rij<'_>| match rij.cellen.as_slice() {
                [(_, Cel::Tekst(t))] => Some(Rij {
                    cellen: (0..).zip(t.split(*teken).map(|deel| Cel::Tekst(Tekst::of(deel)))).collect(),
                    ..Rij::default()
                }),
                _ => None,
            };
            let gesplitst: Vec<Rij<'_>> = rijen.iter().filter_map(delen).collect();
            matches!(self.beste(&gesplitst), Some((.., true)))
        })
    }

    /// Makes the header of a row, with findings for what is double, unknown or extra.
    pub(super) fn maak(
        &self,
        soort: Bladsoort,
        rij: &Rij<'_>,
        plek: &Plek<'_>,
        melder: &mut Melder,
        voorstellen: &mut Vec<Kopvoorstel>,
    ) -> Kop {
        let velden = soort.velden();
        let mut gevonden: Vec<Option<(u32, Rang)>> = vec![None; velden.len()];
        let mut over: Vec<(u32, String)> = Vec::new();
        for Kopcel { kolom, tekst: kop, veld } in self.velden_van(soort, rij) {
            let hier = Plek { rij: Some(rij.nummer), kolom: Some(kolom), ..*plek };
            let Some((i, rang)) = veld else {
                over.push((kolom, kop.to_owned()));
                continue;
            };
            if rang == Rang::Koppeling {
                melder.meld(Code::KolomGekoppeld, &hier, kop, velden[i].naam);
            }
            match gevonden[i] {
                Some((eerder, andere)) if andere == rang && !velden[i].vrij => {
                    let plek = Plek { veldnaam: velden[i].naam, veld: soort.kolom(i), ..hier };
                    melder.meld(Code::KolomDubbel, &plek, kop, &celnaam(eerder, rij.nummer));
                }
                Some((_, andere)) if andere >= rang => over.push((kolom, kop.to_owned())),
                Some((eerder, _)) => {
                    over.push((eerder, rij.cel(eerder).map_or_else(String::new, |c| c.tekst().into_owned())));
                    gevonden[i] = Some((kolom, rang));
                }
                None => gevonden[i] = Some((kolom, rang)),
            }
        }
        for (n, (kolom, kop)) in over.into_iter().enumerate() {
            let hier = Plek { rij: Some(rij.nummer), kolom: Some(kolom), ..*plek };
            let vrije = velden.iter().enumerate().filter(|(i, _)| gevonden[*i].is_none()).map(|(_, v)| v);
            let naaste = (n < MAX_VOORSTELLEN && kop.len() < MAX_KOP).then(|| lijkt_op(&kop, vrije)).flatten();
            if let Some(naam) = naaste {
                melder.meld(Code::KolomOnbekend, &hier, &kop, naam);
                let kop = super::tekst::toonbaar(&kop);
                voorstellen.push(Kopvoorstel { blad: soort, cel: celnaam(kolom, rij.nummer), kop, kolom: naam });
            } else {
                melder.meld(Code::KolomExtra, &hier, &kop, "");
            }
        }
        Kop {
            soort,
            rij: rij.nummer,
            kolom_van: gevonden.into_iter().map(|g| g.map(|(k, _)| k)).collect(),
            laatste_kolom: rij.cellen.last().map_or(0, |(k, _)| *k),
            velden: rij.velden,
            teksten: rij.cellen.iter().map(|(k, c)| (*k, c.tekst().into_owned())).collect(),
        }
    }
}

/// The column whose name or alias is nearest to a header, when any is near enough.
fn lijkt_op<'v>(kop: &str, velden: impl Iterator<Item = &'v Veld>) -> Option<&'static str> {
    if kop.chars().count() > 60 {
        return None;
    }
    let (kaal, ontdaan) = (fold_kop(kop), ontdaan(kop));
    let mut beste: Option<(f64, &'static str)> = None;
    for veld in velden {
        for naam in std::iter::once(fold(veld.naam).into_owned()).chain(veld.aliassen.iter().map(|a| (*a).to_owned())) {
            let gelijkenis = |tekst: &str| strsim::normalized_damerau_levenshtein(tekst, &naam);
            let waarde = gelijkenis(&kaal).max(if ontdaan == kaal { 0.0 } else { gelijkenis(&ontdaan) });
            if waarde >= GELIJKENIS && beste.is_none_or(|(b, _)| waarde > b) {
                beste = Some((waarde, veld.naam));
            }
        }
    }
    beste.map(|(_, naam)| naam)
}

/// Reports what a sheet lacks: required columns, and columns that figures need.
pub(super) fn meld_ontbrekend(kop: &Kop, voorstellen: &[Kopvoorstel], plek: &Plek<'_>, melder: &mut Melder) {
    for (i, veld) in kop.soort.velden().iter().enumerate() {
        if kop.has(i) {
            continue;
        }
        let kolom = kop.soort.kolom(i);
        let hier = Plek { rij: Some(kop.rij), kolom: None, veldnaam: veld.naam, veld: kolom, ..*plek };
        let voorstel = voorstellen.iter().find(|v| v.kolom == veld.naam && v.blad == kop.soort);
        let extra = voorstel.map_or_else(String::new, |v| format!("; cel {} ‘{}’ lijkt erop", v.cel, v.kop));
        if veld.verplicht {
            melder.meld(Code::VerplichteKolomOntbreekt, &hier, "", &extra);
        } else if kop.soort == Bladsoort::Deelnemers && !super::catalogus::kpi_van_kolom(kolom).is_empty() {
            melder.meld(Code::KolomOntbreekt, &hier, "", &extra);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_the_columns_in_their_order() {
        assert_eq!(DEELNEMERS[DEELNEMERS_AANBIEDER].naam, "Aanbieder");
        assert_eq!(DEELNEMERS[DEELNEMERS_KWARTAAL].naam, "Kwartaal");
        assert_eq!((DEKKING[dk::KWARTAAL].naam, CVS[cvs::BEOORDEELD_OP].naam), ("Kwartaal", "Beoordeeld op"));
        assert_eq!((UITVRAAG[uv::OORDEEL].naam, TEVREDENHEID[tv::ONDERNEMER].naam), ("Oordeel", "Ondernemer"));
    }

    #[test]
    fn aliases_are_folded_and_name_one_field_only() {
        for soort in Bladsoort::ALL {
            let mut alle: Vec<String> = Vec::new();
            for veld in soort.velden() {
                alle.push(fold(veld.naam).into_owned());
                for alias in veld.aliassen {
                    assert_eq!(fold(alias), *alias);
                    alle.push((*alias).to_owned());
                }
            }
            let aantal = alle.len();
            alle.sort();
            alle.dedup();
            assert_eq!(alle.len(), aantal, "{soort:?}");
        }
    }

    #[test]
    fn marks_numbers_and_a_kwartaal_do_not_hide_a_header() {
        for kop in [
            "Einddatum¹",
            "Einddatum *",
            "Einddatum†",
            "Einddatum 1)",
            "Einddatum[2]",
            "3. Einddatum",
            "3 Einddatum",
            "b) Einddatum",
            "E. Einddatum",
            "Einddatum Q2 2024",
            "Einddatum (K2 2024)",
            "Einddatum 2024-K2",
            "Einddatum 2e kwartaal 2024",
            "Einddatum in kwartaal 2",
            "2024 Einddatum",
            "EIND_DATUM²",
        ] {
            assert_eq!(veld_van_kop(Bladsoort::Deelnemers, kop), Some(Kolom::Einddatum as usize), "{kop}");
        }
        for kop in ["2024", "Q2", "Kwartalen", "In 2024", "1"] {
            assert_eq!(veld_van_kop(Bladsoort::Deelnemers, kop), None, "{kop}");
        }
    }

    #[test]
    fn a_typo_is_proposed_and_nonsense_is_not() {
        let velden = || DEELNEMERS.iter();
        assert_eq!(lijkt_op("einddatm", velden()), Some("Einddatum"));
        assert_eq!(lijkt_op("7. Einddatm Q2 2024", velden()), Some("Einddatum"));
        assert_eq!(lijkt_op("begintreden", velden()), Some("Begintrede"));
        assert_eq!(lijkt_op("schoenmaat", velden()), None);
    }
}
