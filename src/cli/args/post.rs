//! The command `post` as clap knows it.

use std::path::PathBuf;

use clap::Args;

use super::gesprek::{GesprekVerwijzing, gesprek};
use super::waarden::postsoort;
use super::{Naam, aanbieder, gemeente, kwartaal};
use crate::domain::{Gemeente, Kwartaal, Postsoort};

#[derive(Debug, Args)]
pub(in crate::cli) struct Post {
    /// uitvraag, herinnering of terugkoppeling (gemeente); uitnodiging, rapportage, bevindingen of verslag (aanbieder)
    /// (zonder: toont wat er al is gemaakt)
    #[arg(value_name = "SOORT", value_parser = postsoort)]
    pub(in crate::cli) soort: Option<Postsoort>,
    /// Het kwartaal waarover het gaat, bijvoorbeeld 2024-K2
    #[arg(long, value_name = "K", value_parser = kwartaal, required_unless_present_any = ["tekst", "gesprek"])]
    pub(in crate::cli) kwartaal: Option<Kwartaal>,
    /// Alleen voor deze aanbieder, bijvoorbeeld psw
    #[arg(long, value_name = "A", value_parser = aanbieder, conflicts_with = "gemeente")]
    pub(in crate::cli) aanbieder: Option<Naam>,
    /// Alleen voor deze gemeente
    #[arg(long, value_name = "G", value_parser = gemeente)]
    pub(in crate::cli) gemeente: Option<Gemeente>,
    /// Over dit gesprek, ook een extra: rendiz-2024-K2 of een nummer (uitnodiging, verslag)
    #[arg(long, value_name = "GESPREK", value_parser = gesprek, conflicts_with_all = ["kwartaal", "aanbieder", "gemeente"], requires = "naar")]
    pub(in crate::cli) gesprek: Option<GesprekVerwijzing>,
    /// Het bestand om te schrijven (.eml), of een map: dan een bestand per ontvanger
    #[arg(long, value_name = "BESTAND.eml", requires = "soort")]
    pub(in crate::cli) naar: Option<PathBuf>,
    /// Vervangt bestanden die er al staan
    #[arg(long, requires = "naar")]
    pub(in crate::cli) vervang: bool,
    /// Noemt de codes van deelnemers (verslag, terugkoppeling)
    #[arg(long, requires = "naar")]
    pub(in crate::cli) met_codes: bool,
    /// Doet het verslag zonder bijlage erbij (verslag)
    #[arg(long, requires = "naar")]
    pub(in crate::cli) kort: bool,
    /// Laat cijfers over een klein aantal deelnemers weg uit de agenda of het verslag (uitnodiging, verslag)
    #[arg(long, requires = "naar")]
    pub(in crate::cli) zonder_kleine_aantallen: bool,
    /// Schrijft ook als er een andere aanbieder wordt genoemd
    #[arg(long, requires = "naar")]
    pub(in crate::cli) toch: bool,
    /// Toont alleen de tekst van deze soort, om als post/SOORT.txt in de instellingenmap aan te passen
    #[arg(long, requires = "soort", conflicts_with_all = ["kwartaal", "aanbieder", "gemeente", "gesprek", "naar"])]
    pub(in crate::cli) tekst: bool,
}
