//! What is asked for, and what messages of one kind are made with.

use std::path::Path;

use super::contacten::Contacten;
use super::teksten::Posttekst;
use crate::app::Fout;
use crate::app::voorkeuren::Instellingen;
use crate::domain::{Kwartaal, Ontvanger, Postsoort};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Postvraag {
    pub soort: Postsoort,
    pub kwartaal: Kwartaal,
    /// One; None: everybody for whom there is something to write.
    pub aan: Option<Ontvanger>,
    /// An extra gesprek that an invitation or verslag is about; None: the regular one of the kwartaal.
    pub gesprek: Option<i64>,
    /// Whether codes of deelnemers may be in it.
    pub codes: bool,
    /// Whether the verslag goes without its appendix.
    pub kort: bool,
    /// Whether the page that goes along tells figures about few people.
    pub kleine_aantallen: bool,
}

/// What messages of one kind are made with.
pub(super) struct Gereedschap {
    pub(super) tekst: Posttekst,
    pub(super) contacten: Contacten,
    /// Who signs; empty when the settings name nobody.
    pub(super) afzender: String,
}

impl Gereedschap {
    pub(super) fn load(map: Option<&Path>, soort: Postsoort) -> Result<Self, Fout> {
        Ok(Self {
            tekst: Posttekst::load(map, soort)?,
            contacten: Contacten::load(map)?,
            afzender: Instellingen::load(map)?.naam.unwrap_or_default(),
        })
    }
}

impl Postvraag {
    /// Whether it can be: the right kind of recipient, one for one file, and codes only where they may be.
    pub(super) fn check(self, is_bestand: bool) -> Result<(), Fout> {
        let refuse = |veld: &'static str, tekst: String| Err(Fout::Ongeldig { veld, tekst });
        let naam = self.soort.naam();
        match (self.soort.is_for_gemeente(), self.aan) {
            (true, Some(Ontvanger::Aanbieder(_))) => {
                return refuse("aanbieder", format!("Post van de soort {naam} gaat naar een gemeente; noem die met --gemeente."));
            }
            (false, Some(Ontvanger::Gemeente(_))) => {
                return refuse(
                    "gemeente",
                    format!("Post van de soort {naam} gaat naar een aanbieder; noem die met --aanbieder."),
                );
            }
            (for_gemeente, None) if is_bestand => {
                let optie = if for_gemeente { "--gemeente" } else { "--aanbieder" };
                return refuse("naar", format!("Een bestand is voor één ontvanger: noem die met {optie}, of noem een map."));
            }
            (true, Some(Ontvanger::Gemeente(_)) | None) | (false, Some(Ontvanger::Aanbieder(_)) | None) => {}
        }
        if self.codes && !self.soort.may_name_codes() {
            return refuse("met-codes", format!("In post van de soort {naam} worden geen codes gekozen; laat --met-codes weg."));
        }
        if self.kort && self.soort != Postsoort::Verslag {
            return refuse("kort", format!("Bij post van de soort {naam} gaat geen verslag mee; laat --kort weg."));
        }
        if !self.kleine_aantallen && !self.soort.has_figures() {
            let tekst = format!("Bij post van de soort {naam} gaan geen cijfers mee; laat --zonder-kleine-aantallen weg.");
            return refuse("zonder-kleine-aantallen", tekst);
        }
        if self.gesprek.is_some() && !matches!(self.soort, Postsoort::Verslag | Postsoort::Uitnodiging) {
            return refuse("gesprek", format!("Post van de soort {naam} gaat niet over één gesprek; noem --kwartaal."));
        }
        Ok(())
    }
}
