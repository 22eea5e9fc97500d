//! Whom mail goes to: the contact people of the register for an aanbieder, and for a gemeente the address book that the user keeps
//! as `contacten.toml` in the settings folder.

use std::path::Path;

use serde::Deserialize;

use crate::app::mappen::read_own;
use crate::app::{Fout, tomlbestand};
use crate::domain::register::{Contactpersoon, Inschrijving};
use crate::domain::{Emailadres, Gemeente, Ontvanger, Postsoort, Register};
use crate::reports::post::Adres;
use crate::wording::veilig;

pub(super) const BESTAND: &str = "contacten.toml";

/// The address book of the gemeenten.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Contacten {
    contact: Vec<Contact>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    gemeente: Gemeente,
    #[serde(default)]
    naam: String,
    email: Emailadres,
    /// Which post this person gets; empty: all that is for nobody else.
    #[serde(default)]
    waarvoor: String,
}

/// Whom a message goes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Geadresseerd {
    pub(super) aan: Vec<Adres>,
    /// Who was left out, and why: whole sentences.
    pub(super) opmerkingen: Vec<String>,
}

impl Contacten {
    /// Reads the address book; without a file it is empty.
    pub(super) fn load(map: Option<&Path>) -> Result<Self, Fout> {
        let own = map.map(|map| read_own(map, BESTAND, tomlbestand::read)).transpose()?;
        Ok(own.flatten().unwrap_or_default())
    }

    /// Whom a message of a kind to somebody goes to.
    pub(super) fn addressees(&self, ontvanger: Ontvanger, soort: Postsoort, register: &Register) -> Geadresseerd {
        match ontvanger {
            Ontvanger::Gemeente(gemeente) => self.of_gemeente(gemeente, soort),
            Ontvanger::Aanbieder(aanbieder) => register.get(aanbieder).map(|i| of_register(i, soort)).unwrap_or_default(),
        }
    }

    fn of_gemeente(&self, gemeente: Gemeente, soort: Postsoort) -> Geadresseerd {
        let known = self.contact.iter().filter(|c| c.gemeente == gemeente);
        let known: Vec<(&str, Adres)> =
            known.map(|c| (c.waarvoor.as_str(), Adres { naam: c.naam.clone(), email: c.email.clone() })).collect();
        Geadresseerd { aan: fitting(&known, soort), opmerkingen: Vec::new() }
    }
}

fn of_register(inschrijving: &Inschrijving, soort: Postsoort) -> Geadresseerd {
    let mut opmerkingen = Vec::new();
    let mut known: Vec<(&str, Adres)> = Vec::new();
    for Contactpersoon { naam, email, waarvoor, .. } in &inschrijving.contactpersonen {
        match Emailadres::new(email) {
            Some(email) => known.push((waarvoor, Adres { naam: naam.clone(), email })),
            None if email.trim().is_empty() => {}
            None => opmerkingen.push(format!(
                "“{}” van {} is geen e-mailadres en staat niet bij Aan; verbeter het in het register.",
                veilig(email),
                inschrijving.naam
            )),
        }
    }
    Geadresseerd { aan: fitting(&known, soort), opmerkingen }
}

/// Those that are there for this kind; else those for nothing in particular; else whoever there is.
fn fitting(known: &[(&str, Adres)], soort: Postsoort) -> Vec<Adres> {
    let take = |fits: &dyn Fn(&str) -> bool| -> Vec<Adres> {
        known.iter().filter(|(waarvoor, _)| fits(waarvoor)).map(|(_, adres)| adres.clone()).collect()
    };
    let asked_for = |waarvoor: &str| {
        let waarvoor = waarvoor.to_lowercase();
        words_of(soort).iter().any(|word| waarvoor.contains(word))
    };
    [take(&asked_for), take(&|waarvoor| waarvoor.trim().is_empty()), take(&|_| true)]
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// What is said of somebody who is there for this kind of post.
const fn words_of(soort: Postsoort) -> &'static [&'static str] {
    match soort {
        Postsoort::Uitvraag | Postsoort::Herinnering => &["uitvraag"],
        Postsoort::Uitnodiging => &["uitnodiging", "gesprek"],
        Postsoort::Rapportage => &["rapportage"],
        Postsoort::Bevindingen => &["bevinding", "rapportage"],
        Postsoort::Verslag => &["verslag", "gesprek"],
        Postsoort::Terugkoppeling => &["terugkoppeling", "signa"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Voorvoegsel;
    use crate::domain::testing::PSW;

    fn book(tekst: &str) -> Result<Contacten, String> {
        let map = tempfile::tempdir().unwrap();
        std::fs::write(map.path().join(BESTAND), tekst).unwrap();
        Contacten::load(Some(map.path())).map_err(|fout| fout.melding().tekst)
    }

    fn mails(geadresseerd: &Geadresseerd) -> Vec<&str> {
        geadresseerd.aan.iter().map(|a| a.email.as_str()).collect()
    }

    #[test]
    fn a_gemeente_is_written_to_whom_the_book_names_for_it() {
        let book = book(
            "[[contact]]\ngemeente = \"venlo\"\nemail = \"a@venlo.nl\"\n\n\
             [[contact]]\ngemeente = \"venlo\"\nnaam = \"B\"\nemail = \"b@venlo.nl\"\nwaarvoor = \"uitvraag\"\n",
        )
        .unwrap();
        let to = |gemeente, soort| book.addressees(Ontvanger::Gemeente(gemeente), soort, &Register::default());
        assert_eq!(mails(&to(Gemeente::Venlo, Postsoort::Uitvraag)), ["b@venlo.nl"]);
        assert_eq!(mails(&to(Gemeente::Venlo, Postsoort::Terugkoppeling)), ["a@venlo.nl"]);
        assert_eq!(to(Gemeente::Gennep, Postsoort::Uitvraag), Geadresseerd::default());
        assert_eq!(Contacten::load(None).unwrap(), Contacten::default());
    }

    #[test]
    fn a_mistake_in_the_book_is_told_with_its_line() {
        let wrong = |line: &str| book(&format!("[[contact]]\ngemeente = \"venlo\"\n{line}\n")).unwrap_err();
        assert!(wrong("email = \"venlo\"").contains("op regel 3") && wrong("email = \"venlo\"").contains("geen e-mailadres"));
        assert!(wrong("").contains("ontbreekt ‘email’"), "{}", wrong(""));
        assert!(book("[[contact]]\ngemeente = \"utrecht\"\nemail = \"a@b.nl\"\n").unwrap_err().contains("\"venlo\""));
    }

    #[test]
    fn an_aanbieder_is_written_to_its_contact_people_and_what_is_no_address_is_said() {
        let person = |email: &str, waarvoor: &str| Contactpersoon {
            email: email.into(),
            waarvoor: waarvoor.into(),
            ..Contactpersoon::default()
        };
        let contactpersonen =
            vec![person("cijfers@psw.nl", "rapportages"), person("directie@psw.nl", "gesprek"), person("geen adres", "")];
        let psw = Inschrijving { contactpersonen, ..Inschrijving::new(PSW, "PSW", Voorvoegsel::REGIO) };
        let register = Register::new(vec![psw], Vec::new());
        let to = |soort| Contacten::default().addressees(Ontvanger::Aanbieder(PSW), soort, &register);
        for (soort, expected) in [
            (Postsoort::Bevindingen, "cijfers@psw.nl"),
            (Postsoort::Rapportage, "cijfers@psw.nl"),
            (Postsoort::Uitnodiging, "directie@psw.nl"),
            (Postsoort::Verslag, "directie@psw.nl"),
        ] {
            assert_eq!(mails(&to(soort)), [expected], "{soort:?}");
            assert!(to(soort).opmerkingen[0].contains("“geen adres”"));
        }
        let bare = Register::new(vec![Inschrijving::new(PSW, "PSW", Voorvoegsel::REGIO)], Vec::new());
        let nobody = Contacten::default().addressees(Ontvanger::Aanbieder(PSW), Postsoort::Verslag, &bare);
        assert_eq!(nobody, Geadresseerd::default());
    }
}
