//! The commands around the register as clap knows them.

use clap::{Args, Subcommand};
use rust_decimal::Decimal;

use super::pxq::bedrag;
use super::{GezieneVersie, Naam, aanbieder, kwartaal, segment};
use crate::domain::{Doelstand, Kwartaal, Segment, Voorvoegsel};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RegisterOpdracht {
    /// Toont de aanbieders, en wie gecontracteerd is
    Lijst(RegisterLijst),
    /// Toont alles wat er over een aanbieder bekend is
    Toon(WelkeAanbieder),
    /// Voegt een aanbieder toe
    Nieuw(AanbiederNieuw),
    /// Wijzigt namen, KvK-nummer, voorvoegsel of notitie
    Wijzig(AanbiederWijzig),
    /// Legt een contract vast: wanneer het begint, eindigt en welke verlengopties er zijn
    Contract(AanbiederContract),
    /// Legt het besluit over een verlengoptie vast
    Optie(AanbiederOptie),
    /// Legt een contactpersoon vast
    Contact(AanbiederContact),
    /// Voert in wat een aanbieder in een jaar mag kosten
    Budget(AanbiederBudget),
    /// Toont de ontwikkeldoelen van een aanbieder, voegt er een toe of wijzigt er een
    Doel(AanbiederDoel),
    /// Verwijdert een aanbieder die u toevoegde en waar niets naar verwijst
    Weg(AanbiederWeg),
    /// Toont alles wat er met een aanbieder in het register is gebeurd
    Geschiedenis(WelkeAanbieder),
}

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct RegisterLijst {
    /// Wie er op deze dag gecontracteerd is; als u niets opgeeft vandaag
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(in crate::cli) op: Option<String>,
    /// Alleen wie een contract voor dit segment heeft of had: collectief of individueel
    #[arg(long, value_name = "SEGMENT", value_parser = segment)]
    pub(in crate::cli) segment: Option<Segment>,
    /// Alleen wie dit in naam, nummer, segment of contactpersoon heeft
    #[arg(long, value_name = "TEKST")]
    pub(in crate::cli) zoek: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WelkeAanbieder {
    /// De aanbieder: sleutel, naam of KvK-nummer
    #[arg(value_name = "A", value_parser = aanbieder)]
    pub(in crate::cli) aanbieder: Naam,
}

/// What is said of an aanbieder besides its name.
#[derive(Debug, Args)]
pub(in crate::cli) struct AanbiederGegevens {
    /// De naam zoals in het handelsregister
    #[arg(long, value_name = "NAAM")]
    pub(in crate::cli) statutair: Option<String>,
    /// Het KvK-nummer, acht cijfers
    #[arg(long, value_name = "NUMMER")]
    pub(in crate::cli) kvk: Option<String>,
    /// Een andere naam waaronder bestanden de aanbieder noemen; meermalen op te geven, samen alle andere namen
    #[arg(long, value_name = "NAAM")]
    pub(in crate::cli) andere_naam: Option<Vec<String>>,
    /// Waarmee de nummers van afspraken beginnen, bijvoorbeeld PSW
    #[arg(long, value_name = "LETTERS", value_parser = voorvoegsel)]
    pub(in crate::cli) voorvoegsel: Option<Voorvoegsel>,
    /// Een interne notitie
    #[arg(long, value_name = "TEKST")]
    pub(in crate::cli) notitie: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AanbiederNieuw {
    /// De naam, kort, zoals u hem noemt
    #[arg(value_name = "NAAM")]
    pub(in crate::cli) naam: String,
    /// De sleutel: kleine letters, cijfers en -; als u niets opgeeft naar de naam
    #[arg(long, value_name = "SLEUTEL")]
    pub(in crate::cli) sleutel: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) gegevens: AanbiederGegevens,
}

#[derive(Debug, Args)]
#[group(id = "wat", required = true, multiple = true, args = ["naam", "statutair", "kvk", "andere_naam", "voorvoegsel", "notitie"])]
pub(in crate::cli) struct AanbiederWijzig {
    #[command(flatten)]
    pub(in crate::cli) welke: WelkeAanbieder,
    /// De naam, kort, zoals u hem noemt
    #[arg(long, value_name = "NAAM")]
    pub(in crate::cli) naam: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) gegevens: AanbiederGegevens,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AanbiederContract {
    #[command(flatten)]
    pub(in crate::cli) welke: WelkeAanbieder,
    /// Het segment: collectief of individueel
    #[arg(long, value_name = "SEGMENT", value_parser = segment)]
    pub(in crate::cli) segment: Segment,
    /// De eerste dag; staat er al een contract dat dan begint, dan wijzigt u dat
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(in crate::cli) van: String,
    /// Een andere eerste dag voor het contract dat op --van begint
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true, conflicts_with_all = ["eindigt", "weg"])]
    pub(in crate::cli) begint: Option<String>,
    /// De laatste dag, zonder verlenging; geen is zonder einde
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(in crate::cli) tot: Option<String>,
    /// De laatste dag van een verlengoptie, met :DATUM de dag waarvoor is beslist; meermalen op te geven, samen alle opties
    #[arg(long, value_name = "DATUM[:DATUM]")]
    pub(in crate::cli) optie: Option<Vec<String>>,
    /// De aanbieder vertrekt: de laatste dag van het contract, open verlengopties vervallen; geen is toch geen vertrek
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true, conflicts_with_all = ["tot", "optie"])]
    pub(in crate::cli) eindigt: Option<String>,
    /// Haalt het contract weg: het was er nooit
    #[arg(long, conflicts_with_all = ["tot", "optie", "eindigt"])]
    pub(in crate::cli) weg: bool,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

/// What was decided on an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Optiekeus {
    Open,
    Gelicht,
    NietGelicht,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AanbiederOptie {
    /// De aanbieders: sleutel, naam of KvK-nummer; of alle, van wie de optie open staat
    #[arg(value_name = "A", value_parser = aanbieder, required = true)]
    pub(in crate::cli) aanbieders: Vec<Naam>,
    /// Het segment: collectief of individueel
    #[arg(long, value_name = "SEGMENT", value_parser = segment)]
    pub(in crate::cli) segment: Segment,
    /// gelicht, "niet gelicht" of open
    #[arg(long, value_name = "BESLUIT", value_parser = keus)]
    pub(in crate::cli) besluit: Optiekeus,
    /// De dag van het besluit; als u niets opgeeft vandaag
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(in crate::cli) op: Option<String>,
    /// Wie het besluit nam; als u niets opgeeft uzelf
    #[arg(long, value_name = "WIE")]
    pub(in crate::cli) door: Option<String>,
    /// Het contract, naar zijn eerste dag; nodig als er meer zijn
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(in crate::cli) van: Option<String>,
    /// Welke verlengoptie: 1, 2; als u niets opgeeft de eerste die open staat
    #[arg(long, value_name = "N")]
    pub(in crate::cli) nummer: Option<usize>,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AanbiederContact {
    #[command(flatten)]
    pub(in crate::cli) welke: WelkeAanbieder,
    /// De naam; is die er al, dan wijzigt u wat erbij staat
    #[arg(value_name = "NAAM")]
    pub(in crate::cli) naam: String,
    /// De functie
    #[arg(long, value_name = "FUNCTIE")]
    pub(in crate::cli) functie: Option<String>,
    /// Het e-mailadres
    #[arg(long, value_name = "ADRES")]
    pub(in crate::cli) email: Option<String>,
    /// Het telefoonnummer
    #[arg(long, value_name = "NUMMER")]
    pub(in crate::cli) telefoon: Option<String>,
    /// Waarvoor u deze persoon vraagt
    #[arg(long, value_name = "TEKST")]
    pub(in crate::cli) waarvoor: Option<String>,
    /// Haalt de contactpersoon weg
    #[arg(long, conflicts_with_all = ["functie", "email", "telefoon", "waarvoor"])]
    pub(in crate::cli) weg: bool,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AanbiederBudget {
    #[command(flatten)]
    pub(in crate::cli) welke: WelkeAanbieder,
    /// Het jaar
    #[arg(value_name = "JAAR")]
    pub(in crate::cli) jaar: i32,
    /// Euro over beide segmenten, bijvoorbeeld 125.000
    #[arg(value_name = "BEDRAG", value_parser = bedrag, required_unless_present = "weg")]
    pub(in crate::cli) bedrag: Option<Decimal>,
    /// Haalt het budget weg
    #[arg(long, conflicts_with = "bedrag")]
    pub(in crate::cli) weg: bool,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AanbiederDoel {
    #[command(flatten)]
    pub(in crate::cli) welke: WelkeAanbieder,
    /// Voegt een doel toe
    #[arg(long, value_name = "TEKST", conflicts_with = "doel")]
    pub(in crate::cli) nieuw: Option<String>,
    /// Het segment van een nieuw doel: collectief (als u niets opgeeft) of individueel
    #[arg(long, value_name = "SEGMENT", value_parser = segment, default_value = "collectief", hide_default_value = true)]
    pub(in crate::cli) segment: Segment,
    /// Het nummer van het doel dat u wijzigt
    #[arg(long, value_name = "N")]
    pub(in crate::cli) doel: Option<i64>,
    /// De tekst van het doel
    #[arg(long, value_name = "TEKST", requires = "doel")]
    pub(in crate::cli) tekst: Option<String>,
    /// open, loopt, bereikt of vervallen
    #[arg(long, value_name = "STAND", value_parser = stand, requires = "doel")]
    pub(in crate::cli) stand: Option<Doelstand>,
    /// Wat er in het gesprek over --kwartaal van is gezegd; leeg haalt het weg
    #[arg(long, value_name = "TEKST", requires_all = ["doel", "kwartaal"])]
    pub(in crate::cli) notitie: Option<String>,
    /// Het kwartaal van het gesprek waar de notitie bij hoort
    #[arg(long, value_name = "K", value_parser = kwartaal, requires = "notitie")]
    pub(in crate::cli) kwartaal: Option<Kwartaal>,
    /// Haalt het doel van de lijst
    #[arg(long, requires = "doel", conflicts_with_all = ["tekst", "stand", "notitie"])]
    pub(in crate::cli) weg: bool,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AanbiederWeg {
    #[command(flatten)]
    pub(in crate::cli) welke: WelkeAanbieder,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

fn voorvoegsel(tekst: &str) -> Result<Voorvoegsel, String> {
    Voorvoegsel::new(tekst.trim()).ok_or_else(|| "schrijf 1 tot 12 letters of cijfers, bijvoorbeeld PSW".to_owned())
}

fn keus(tekst: &str) -> Result<Optiekeus, String> {
    match tekst.trim().to_lowercase().as_str() {
        "gelicht" => Ok(Optiekeus::Gelicht),
        "niet gelicht" | "niet-gelicht" => Ok(Optiekeus::NietGelicht),
        "open" => Ok(Optiekeus::Open),
        _ => Err("kies gelicht, \"niet gelicht\" of open".to_owned()),
    }
}

fn stand(tekst: &str) -> Result<Doelstand, String> {
    let found = Doelstand::ALL.into_iter().find(|s| s.naam() == tekst.trim().to_lowercase());
    found.ok_or_else(|| "kies open, loopt, bereikt of vervallen".to_owned())
}
