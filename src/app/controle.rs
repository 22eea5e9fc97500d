//! The check of the database: what the store finds, and the figures that were kept held against those that the rows give.

use super::{App, Fout};
use crate::domain::{Documentsoort, Soort};
use crate::storage::Gebrek;
use crate::wording;

/// What a check found, each as a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Controle {
    pub problemen: Vec<String>,
    /// What was wrong and is right again.
    pub hersteld: Vec<String>,
    /// What could not be looked at, in one sentence.
    pub niet_bekeken: Option<&'static str>,
}

impl Controle {
    pub const fn is_goed(&self) -> bool {
        self.problemen.is_empty() && self.hersteld.is_empty()
    }
}

impl App {
    /// Checks the file, all that is in it, and the figures that were kept; those that are not what the rows give are formed
    /// anew.
    pub fn check(&self) -> Result<Controle, Fout> {
        let found = self.store.check().map_err(|e| self.refused(e))?;
        let problemen: Vec<String> = found.iter().map(|g| wording::hoofdletter(&self.sentence(g))).collect();
        // Figures of rows that are not sound say nothing.
        let wrong = if problemen.is_empty() { self.check_figures()? } else { Vec::new() };
        let hersteld = wrong.iter().map(|wat| format!("Bewaard cijfer opnieuw gevormd uit de rijen. {wat}")).collect();
        let niet_bekeken = self
            .store
            .hides_key()
            .then_some("Niet gecontroleerd is de sleutel van de pseudoniemen: die mag u in uw rol niet lezen.");
        Ok(Controle { problemen, hersteld, niet_bekeken })
    }

    /// What does not hold, as a sentence that begins small.
    pub(super) fn sentence(&self, gebrek: &Gebrek) -> String {
        match gebrek {
            Gebrek::Bestand(wat) => {
                // SQLite says it in its own words, which are for the log.
                tracing::error!(wat, "database beschadigd");
                "het databasebestand zelf is beschadigd.".to_owned()
            }
            Gebrek::Verwijzing { tabel, naar } => {
                format!("iets onder {} hoort bij iets onder {} dat er niet is.", place(tabel), place(naar))
            }
            Gebrek::VersieOntbreekt { document, versie } => {
                format!("van {} ontbreekt versie {versie}.", wording::document(*document, &self.register))
            }
            Gebrek::VersieLeeg { document, versie } => {
                format!("{}, versie {versie} heeft geen enkel deel.", wording::document(*document, &self.register))
            }
            Gebrek::DeelAnders { document, versie, deel } => {
                let wat = if *deel == document.soort().key() { String::new() } else { format!(" ({})", wording::veilig(deel)) };
                format!("{}, versie {versie}{wat} bevat niet wat is ingelezen.", wording::document(*document, &self.register))
            }
            Gebrek::LeveringOnleesbaar { soort, kwartaal } => {
                let wat = match soort {
                    Documentsoort::Rapportage => "rapportages",
                    Documentsoort::Dekking => "het dekkingsoverzicht",
                    Documentsoort::Cvs => "CVS-exports",
                };
                format!("wat over de aanlevering van {wat} van {kwartaal} is bewaard, is niet te lezen.")
            }
            Gebrek::BevindingenAnders { document } => {
                format!("de bevindingen bij {} zijn niet meer wat is ingelezen.", wording::document(*document, &self.register))
            }
            Gebrek::LosseRijen { tabel, aantal } => format!("{aantal} van {} horen bij geen enkele levering.", place(tabel)),
            Gebrek::Nummer { soort, id } => {
                format!("{} heeft een nummer dat nog eens kan worden uitgegeven.", self.name_of(*soort, id))
            }
            Gebrek::AfspraakOntbreekt { uitkomst, afspraak } => {
                let in_gesprek = self.name_of(Soort::Uitkomst, &uitkomst.to_string());
                format!("{in_gesprek}: afspraak {} is er niet.", wording::veilig(afspraak))
            }
            Gebrek::DingOnleesbaar { soort, id: Some(id) } => format!("{} is niet te lezen.", self.name_of(*soort, id)),
            Gebrek::DingOnleesbaar { soort, id: None } => format!("een {} is niet te lezen.", soort.naam()),
            Gebrek::Onleesbaar(tabel) => format!("onder {} staat iets dat niet te lezen is.", place(tabel)),
            Gebrek::Logboek { soort, id } => {
                format!("{} is anders dan in de geschiedenis staat.", self.name_of(*soort, id))
            }
            Gebrek::Handeling { id } => format!("handeling {id} in de geschiedenis klopt niet of is niet te lezen."),
            Gebrek::BundelAndereAanbieder { bundel, signaal } => {
                format!(
                    "signaal {signaal} gaat over een andere aanbieder dan {}.",
                    self.name_of(Soort::Bundel, &bundel.to_string())
                )
            }
            Gebrek::BundelAnderKwartaal { bundel, signaal } => {
                let bundel = self.name_of(Soort::Bundel, &bundel.to_string());
                format!("signaal {signaal} is voor een later gesprek dan {bundel} waar het in zit.")
            }
            Gebrek::SignaalSegment { signaal } => {
                format!("signaal {signaal} heeft een aanbieder of status die niet bij zijn segment hoort.")
            }
            Gebrek::AfspraakAndereAanbieder { afspraak } => {
                format!("nummer of gesprek van afspraak {} is van een andere aanbieder.", wording::veilig(afspraak))
            }
            Gebrek::Vaststelling { gesprek, nummer } => {
                let wat = self.name_of(Soort::Gesprek, &gesprek.to_string());
                format!("van {wat} is niet te lezen wat is vastgesteld (nummer {nummer}).")
            }
            Gebrek::Bevroren { gesprek } => {
                format!("{} is niet gehouden en heeft toch bevroren cijfers.", self.name_of(Soort::Gesprek, &gesprek.to_string()))
            }
        }
    }
}

/// What users know a table by.
fn place(tabel: &str) -> &'static str {
    match tabel {
        "versie" | "deel" | "versie_deel" | "levering" => "de aangeleverde rapportages",
        "bevinding" => "de bevindingen",
        "deelnemersregel" => "de rijen van deelnemers",
        "tevredenheidsregel" => "de cijfers voor tevredenheid",
        "samenwerking" => "de teksten over samenwerking",
        "dekkingsregel" | "dekkingsmelding" => "de dekking",
        "cvsregel" => "de rijen uit CVS",
        "gesprek" | "agendapunt" | "uitkomst" => "de gesprekken",
        "bundel" | "signaal" => "de signalen",
        "uitvraagantwoord" => "de antwoorden op de uitvraag",
        "afspraak" => "de afspraken",
        "bericht" => "de gemaakte post",
        "gezien" => "de aandachtspunten",
        "tarief" => "de tarieven",
        "handeling" | "wijziging" => "de geschiedenis",
        "concept" => "wat is getypt en niet opgeslagen",
        "kopkoppeling" => "de onthouden koppen",
        _ => "de instellingen van de database",
    }
}
