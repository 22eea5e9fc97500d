//! The commands around a gesprek as clap knows them.

use std::path::PathBuf;

use chrono::NaiveTime;
use clap::{Args, Subcommand};

use super::{
    AlleenAanbieder, AlleenKwartaal, GezieneVersie, Naam, NaarDocument, VervangBijNaar, aanbieder, afspraaksoort, gemeente, jaar,
    kwartaal,
};
use crate::domain::{Afspraaksoort, Gemeente, Kwartaal, Onderdeelsleutel, Uitkomstsoort};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum GesprekOpdracht {
    /// Toont de gesprekken
    Lijst(GesprekLijst),
    /// Toont een gesprek: de agenda met wat eruit kwam
    Toon(GesprekToon),
    /// Plant een gesprek
    Plan(GesprekPlan),
    /// Wijzigt datum, tijd, plaats, wie er is en wie het verslag schrijft, of de datum van het volgende gesprek
    Wijzig(GesprekWijzig),
    /// Zet een eigen punt op de agenda
    Punt(GesprekPunt),
    /// Schrijft een notitie bij een agendapunt, of laat het vervallen
    Notitie(GesprekNotitie),
    /// Legt een afspraak vast die uit een agendapunt komt
    Afspraak(GesprekAfspraak),
    /// Legt een besluit, mededeling of notitie vast die uit een agendapunt komt
    Uitkomst(GesprekUitkomst),
    /// Zet een gesprek op voorbereid
    Voorbereid(WelkGesprek),
    /// Zet een gesprek op gehouden en bevriest de cijfers zoals besproken
    Houd(GesprekHoud),
    /// Stelt een gesprek vast; daarna is het alleen te lezen
    Vaststellen(WelkGesprek),
    /// Heropent een vastgesteld gesprek
    Heropen(WelkGesprek),
    /// Haalt een gesprek dat niet is gehouden van de planning
    Schrap(WelkGesprek),
    /// Toont per aanbieder en gemeente het evaluatieve gesprek van een jaar: gepland, gehouden of nog te plannen
    Evaluaties(GesprekEvaluaties),
    /// Brengt een evaluatief gesprek onder de aandacht van de regio, met de reden
    Opschalen(GesprekOpschalen),
    /// Toont wat wanneer moet: rapportages, gesprekken, afspraken, contract
    Kalender(Kalender),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekLijst {
    #[command(flatten)]
    pub(in crate::cli) over: AlleenKwartaal,
    /// Alleen over de kwartalen van dit jaar
    #[arg(long, value_name = "JAAR", value_parser = jaar, conflicts_with = "kwartaal")]
    pub(in crate::cli) jaar: Option<i32>,
    #[command(flatten)]
    pub(in crate::cli) wie: AlleenAanbieder,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekToon {
    #[command(flatten)]
    pub(in crate::cli) welk: WelkGesprek,
    /// Toont geen codes van deelnemers en noemt geen andere aanbieders
    #[arg(long)]
    pub(in crate::cli) tafel: bool,
}

/// Where, when and with whom.
#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekGegevens {
    /// De dag van het gesprek (vr, +14, 31-3)
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(in crate::cli) datum: Option<String>,
    /// Het tijdstip, bijvoorbeeld 10:00
    #[arg(long, value_name = "TIJD", value_parser = tijd)]
    pub(in crate::cli) tijd: Option<NaiveTime>,
    /// Waar het gesprek is
    #[arg(long, value_name = "PLAATS")]
    pub(in crate::cli) plaats: Option<String>,
    /// Wie erbij is; meermalen op te geven
    #[arg(long, value_name = "WIE")]
    pub(in crate::cli) aanwezig: Vec<String>,
    /// Wie er niet bij kan of kon zijn; meermalen op te geven
    #[arg(long, value_name = "WIE")]
    pub(in crate::cli) afwezig: Vec<String>,
    /// Wie het verslag schrijft
    #[arg(long, value_name = "WIE")]
    pub(in crate::cli) verslaglegger: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekPlan {
    /// Het kwartaal waarover het gesprek gaat
    #[arg(long, value_name = "K", value_parser = kwartaal, required_unless_present = "evaluatief")]
    pub(in crate::cli) kwartaal: Option<Kwartaal>,
    /// De aanbieder, bijvoorbeeld psw
    #[arg(long, value_name = "A", value_parser = aanbieder)]
    pub(in crate::cli) aanbieder: Naam,
    #[command(flatten)]
    pub(in crate::cli) gegevens: GesprekGegevens,
    /// Een extra gesprek, naast het gewone van het kwartaal
    #[arg(long, conflicts_with = "evaluatief")]
    pub(in crate::cli) extra: bool,
    /// Het jaarlijkse evaluatieve gesprek van deze gemeente over segment individueel; het gaat over de nieuwste rapportage
    #[arg(long, value_name = "G", value_parser = gemeente, conflicts_with = "kwartaal")]
    pub(in crate::cli) evaluatief: Option<Gemeente>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekEvaluaties {
    /// Het kalenderjaar; als u niets opgeeft dit jaar
    #[arg(long, value_name = "JAAR", value_parser = jaar)]
    pub(in crate::cli) jaar: Option<i32>,
    #[command(flatten)]
    pub(in crate::cli) wie: AlleenAanbieder,
    /// Alleen deze gemeente
    #[arg(long, value_name = "G", value_parser = gemeente)]
    pub(in crate::cli) gemeente: Option<Gemeente>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekOpschalen {
    #[command(flatten)]
    pub(in crate::cli) welk: WelkGesprek,
    /// Waarom dit naar de regio gaat
    #[arg(long, value_name = "TEKST", required_unless_present = "terug", conflicts_with = "terug")]
    pub(in crate::cli) reden: Option<String>,
    /// Haalt het terug uit de regio
    #[arg(long)]
    pub(in crate::cli) terug: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekWijzig {
    #[command(flatten)]
    pub(in crate::cli) welk: WelkGesprek,
    #[command(flatten)]
    pub(in crate::cli) gegevens: GesprekGegevens,
    /// De dag van het volgende gesprek; dat wordt dan meteen gepland
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(in crate::cli) volgende: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WelkGesprek {
    /// Het gesprek: rendiz-2024-K2, een evaluatief gesprek als rendiz-venlo-2026, of het nummer uit de lijst
    #[arg(value_name = "GESPREK", value_parser = gesprek)]
    pub(in crate::cli) gesprek: GesprekVerwijzing,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekHoud {
    #[command(flatten)]
    pub(in crate::cli) welk: WelkGesprek,
    /// Vraagt niet of het zeker is, ook niet voor de dag waarop het gepland staat
    #[arg(long)]
    pub(in crate::cli) ja: bool,
}

/// The regular gesprek of an aanbieder and kwartaal, that of a gemeente in a year, or any by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum GesprekVerwijzing {
    Regulier(Naam, Kwartaal),
    Evaluatief(Naam, Gemeente, i32),
    Nummer(i64),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekPunt {
    #[command(flatten)]
    pub(in crate::cli) welk: WelkGesprek,
    /// De titel van het punt
    #[arg(value_name = "TITEL")]
    pub(in crate::cli) titel: String,
}

#[derive(Debug, Args)]
#[group(id = "wat", required = true, multiple = true, args = ["notitie", "voorbereiding", "laat_vervallen", "zet_terug"])]
pub(in crate::cli) struct GesprekNotitie {
    #[command(flatten)]
    pub(in crate::cli) welk: WelkGesprek,
    /// Het agendapunt, zoals agenda --json het noemt: kpi3, dekking, eigen1
    #[arg(long, value_name = "PUNT", value_parser = punt)]
    pub(in crate::cli) punt: Onderdeelsleutel,
    /// De notitie; die komt in het verslag
    #[arg(long, value_name = "TEKST")]
    pub(in crate::cli) notitie: Option<String>,
    /// De voorbereiding; die blijft intern
    #[arg(long, value_name = "TEKST")]
    pub(in crate::cli) voorbereiding: Option<String>,
    /// Haalt het punt van de agenda
    #[arg(long, conflicts_with = "zet_terug")]
    pub(in crate::cli) laat_vervallen: bool,
    /// Zet het punt terug op de agenda
    #[arg(long)]
    pub(in crate::cli) zet_terug: bool,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekAfspraak {
    #[command(flatten)]
    pub(in crate::cli) welk: WelkGesprek,
    /// Wat er is afgesproken
    #[arg(value_name = "TEKST")]
    pub(in crate::cli) tekst: String,
    /// Het agendapunt waar het uit komt: kpi3, dekking, eigen1
    #[arg(long, value_name = "PUNT", value_parser = punt)]
    pub(in crate::cli) punt: Onderdeelsleutel,
    /// Wie het doet; als u niets opgeeft de aanbieder
    #[arg(long, value_name = "NAAM", default_value = "", hide_default_value = true)]
    pub(in crate::cli) eigenaar: String,
    /// Wanneer het af moet zijn (vr, +14, 31-3)
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(in crate::cli) deadline: Option<String>,
    /// gewoon (als u niets opgeeft), verbeterplan of "plan van aanpak"
    #[arg(long, value_name = "SOORT", value_parser = afspraaksoort, default_value = "gewoon", hide_default_value = true)]
    pub(in crate::cli) soort: Afspraaksoort,
    /// Een meetbare verwachting, bijvoorbeeld "C1.1 >= 95 in 2025-K1"
    #[arg(long, value_name = "VERWACHTING")]
    pub(in crate::cli) verwacht: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GesprekUitkomst {
    #[command(flatten)]
    pub(in crate::cli) welk: WelkGesprek,
    /// Wat er is besloten of gezegd
    #[arg(value_name = "TEKST")]
    pub(in crate::cli) tekst: String,
    /// Het agendapunt waar het uit komt: kpi3, dekking, eigen1
    #[arg(long, value_name = "PUNT", value_parser = punt)]
    pub(in crate::cli) punt: Onderdeelsleutel,
    /// besluit, mededeling of notitie
    #[arg(long, value_name = "SOORT", value_parser = uitkomstsoort)]
    pub(in crate::cli) soort: Uitkomstsoort,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Kalender {
    /// Tot en met deze dag; als u niets opgeeft een jaar vooruit
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(in crate::cli) tot: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) wie: AlleenAanbieder,
    /// Schrijft de data naar een bestand voor uw agendaprogramma
    #[arg(long, value_name = "BESTAND.ics")]
    pub(in crate::cli) ics: Option<PathBuf>,
    /// Vervangt een bestand dat er al staat
    #[arg(long, requires = "ics")]
    pub(in crate::cli) vervang: bool,
    /// Noemt de codes van deelnemers
    #[arg(long, requires = "ics")]
    pub(in crate::cli) met_codes: bool,
    /// Schrijft ook als er een andere aanbieder wordt genoemd
    #[arg(long, requires = "ics")]
    pub(in crate::cli) toch: bool,
}

/// The gesprek that a paper is of: the regular one of an aanbieder and kwartaal, or any by what it is called.
#[derive(Debug, Args)]
pub(in crate::cli) struct VanElkGesprek {
    /// Het kwartaal waarover het gesprek gaat
    #[arg(long, value_name = "K", value_parser = kwartaal, required_unless_present = "gesprek")]
    pub(in crate::cli) kwartaal: Option<Kwartaal>,
    /// De aanbieder, bijvoorbeeld psw
    #[arg(long, value_name = "A", value_parser = aanbieder, required_unless_present = "gesprek")]
    pub(in crate::cli) aanbieder: Option<Naam>,
    /// Een ander gesprek dan het gewone van een kwartaal: rendiz-venlo-2026, of het nummer uit de lijst
    #[arg(long, value_name = "GESPREK", value_parser = gesprek, conflicts_with_all = ["kwartaal", "aanbieder"])]
    pub(in crate::cli) gesprek: Option<GesprekVerwijzing>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Agenda {
    #[command(flatten)]
    pub(in crate::cli) over: VanElkGesprek,
    /// Toont geen codes van deelnemers en noemt geen andere aanbieders
    #[arg(long)]
    pub(in crate::cli) tafel: bool,
    /// Schrijft de agenda om vooraf te sturen (.docx, .html of .md)
    #[arg(long, value_name = "BESTAND", conflicts_with = "tafel")]
    pub(in crate::cli) naar: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) bestaand: VervangBijNaar,
    /// Voor uzelf: met de voorbereiding, alle feiten, codes en andere aanbieders
    #[arg(long, requires = "naar")]
    pub(in crate::cli) intern: bool,
    /// Schrijft ook als er een andere aanbieder wordt genoemd
    #[arg(long, requires = "naar", conflicts_with = "intern")]
    pub(in crate::cli) toch: bool,
    /// Laat cijfers over een klein aantal deelnemers weg
    #[arg(long, requires = "naar", conflicts_with = "intern")]
    pub(in crate::cli) zonder_kleine_aantallen: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Verslagopties {
    #[command(flatten)]
    pub(in crate::cli) over: VanElkGesprek,
    #[command(flatten)]
    pub(in crate::cli) bestand: NaarDocument,
    /// Schrijft ook de data, voor uw agendaprogramma
    #[arg(long, value_name = "BESTAND.ics")]
    pub(in crate::cli) ics: Option<PathBuf>,
    /// Zonder bijlage: een kort verslag van twee bladzijden
    #[arg(long)]
    pub(in crate::cli) kort: bool,
    /// Noemt de codes van deelnemers
    #[arg(long)]
    pub(in crate::cli) met_codes: bool,
    /// Schrijft ook als er een andere aanbieder wordt genoemd
    #[arg(long)]
    pub(in crate::cli) toch: bool,
}

fn tijd(tekst: &str) -> Result<NaiveTime, String> {
    let tekst = tekst.trim().replace('.', ":");
    NaiveTime::parse_from_str(&tekst, "%H:%M").map_err(|_| "schrijf een tijdstip als 10:00".to_owned())
}

pub(super) fn gesprek(tekst: &str) -> Result<GesprekVerwijzing, String> {
    if let Ok(nummer) = tekst.trim().parse() {
        return Ok(GesprekVerwijzing::Nummer(nummer));
    }
    if let Some((wie, gemeente, jaar)) = evaluatief(tekst.trim()) {
        return Ok(GesprekVerwijzing::Evaluatief(wie, gemeente, jaar));
    }
    let parts = Kwartaal::at_end(tekst.trim()).and_then(|(wie, k)| Some((aanbieder(wie).ok()?, k)));
    let (wie, kwartaal) =
        parts.ok_or_else(|| "schrijf een gesprek als rendiz-2024-K2 of rendiz-venlo-2026, of als nummer".to_owned())?;
    Ok(GesprekVerwijzing::Regulier(wie, kwartaal))
}

/// `rendiz-horst-aan-de-maas-2026`: the longest gemeente that it ends with, before the year.
fn evaluatief(tekst: &str) -> Option<(Naam, Gemeente, i32)> {
    let (rest, jaar) = tekst.rsplit_once('-')?;
    let jaar = jaar.parse().ok().filter(|_| jaar.len() == 4)?;
    let mut splits = rest.match_indices('-').filter_map(|(at, _)| Some((rest.get(..at)?, rest.get(at + 1..)?)));
    splits.find_map(|(wie, waar)| Some((aanbieder(wie).ok()?, Gemeente::parse(waar)?, jaar)))
}

fn punt(tekst: &str) -> Result<Onderdeelsleutel, String> {
    Onderdeelsleutel::parse(tekst).ok_or_else(|| "noem een punt van de agenda: afspraken, kpi1, dekking, eigen1".to_owned())
}

fn uitkomstsoort(tekst: &str) -> Result<Uitkomstsoort, String> {
    [Uitkomstsoort::Besluit, Uitkomstsoort::Mededeling, Uitkomstsoort::Notitie]
        .into_iter()
        .find(|s| s.naam() == tekst.to_lowercase())
        .ok_or_else(|| "kies besluit, mededeling of notitie".to_owned())
}
