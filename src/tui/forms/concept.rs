//! What a draft is of in words, and where one goes on with it.

use crate::app::Conceptplek;
use crate::domain::{Afspraaknummer, Uitkomstsoort};
use crate::tui::action::{
    Action, AfspraakAction, BeleidAction, GesprekAction, PxqAction, RegisterAction, SignaalAction, Tab, View,
};
use crate::tui::bewaard;
use crate::tui::concept::{Conceptsleutel, Registerconcept};
use crate::tui::forms::afspraak::Samen;
use crate::tui::forms::gesprek::Lopend;
use crate::tui::keys::shown_key;

const AFSPRAKEN: Action = Action::Go(Tab::Afspraken);
const GESPREK: Action = Action::Go(Tab::Gesprek);
const SIGNALEN: Action = Action::Go(Tab::Signalen);
const REGISTER: Action = Action::Beleid(BeleidAction::Register);
const PXQ: Action = Action::Beleid(BeleidAction::Pxq);
/// The points of an agenda large, where what comes out of them is written.
const GROOT: Action = Action::View(View::Open);

/// How one goes on with a draft.
struct Weg {
    /// What is typed from any screen.
    toetsen: Vec<Action>,
    /// What is chosen before the last of them, where that must be said.
    bij: &'static str,
}

impl Conceptsleutel {
    /// What it is, and by what a sentence goes on about it: `een besluit`, `dat`.
    pub fn wat(&self) -> (String, &'static str) {
        let die = |wat: &str| (wat.to_owned(), "die");
        let dat = |wat: &str| (wat.to_owned(), "dat");
        match self {
            Self::NieuweAfspraak => die("een nieuwe afspraak"),
            Self::Uitkomst(_, _, None) => die("een afspraak"),
            Self::Uitkomst(_, _, Some(Uitkomstsoort::Besluit)) => dat("een besluit"),
            Self::Uitkomst(_, _, Some(Uitkomstsoort::Mededeling)) => die("een mededeling"),
            Self::Uitkomst(_, _, Some(Uitkomstsoort::Notitie)) => die("een notitie"),
            Self::WijzigUitkomst(_) => die("een wijziging van een uitkomst"),
            Self::Afspraak(nummer) => die(&format!("een wijziging van {nummer}")),
            Self::Samen(Samen::Sluit, nummers) => dat(&format!("wat er van {} kwam", named(nummers))),
            Self::Samen(Samen::TrekIn, nummers) => die(&format!("de reden om {} in te trekken", named(nummers))),
            Self::Samen(Samen::Verzet, nummers) => die(&format!("een andere deadline voor {}", named(nummers))),
            Self::Lopend(_, nummer, Lopend::Gereed) => dat(&format!("wat er van {nummer} kwam")),
            Self::Lopend(_, nummer, Lopend::Verzet) => die(&format!("een andere deadline voor {nummer}")),
            Self::Lopend(_, nummer, Lopend::Opmerking) => die(&format!("een opmerking bij {nummer}")),
            Self::NieuwSignaal => dat("een nieuw signaal"),
            Self::Signaal(id) => die(&format!("een wijziging van signaal {id}")),
            Self::Antwoord(id) => dat(&format!("het antwoord op signaal {id}")),
            Self::Voorbereiding(..) => die("een voorbereiding"),
            Self::Agendapunt(_) => dat("een nieuw agendapunt"),
            Self::Vaststellen(_) => dat("het formulier om een gesprek vast te stellen"),
            Self::Volgende(_) => die("de datum van het volgende gesprek"),
            Self::Opschaling(_) => die("de reden om een gesprek op te schalen"),
            Self::Gesprek(_) => die("een wijziging van de gegevens van een gesprek"),
            Self::Plan(..) => die("de planning van een gesprek"),
            Self::NieuweAanbieder(_) => die("een nieuwe aanbieder"),
            Self::Aanbieder(_) => die("een wijziging van een aanbieder"),
            Self::Register(Registerconcept::Contract, ..) => dat("een contract"),
            Self::Register(Registerconcept::Eindigt, ..) => dat("een vertrek"),
            Self::Register(Registerconcept::Optie, ..) | Self::Opties(_) => dat("een besluit over een verlengoptie"),
            Self::Register(Registerconcept::Contact, ..) => die("een contactpersoon"),
            Self::Register(Registerconcept::Budget, ..) => dat("een budget"),
            Self::NieuwDoel(_) | Self::Doel(..) => dat("een ontwikkeldoel"),
            Self::NieuwTarief => dat("een nieuw tarief"),
            Self::Tarief(product, jaar) => die(&format!("een wijziging van het tarief {} {jaar}", product.naam())),
        }
    }

    /// What is pressed to go on with it, where what it is about is chosen.
    pub fn toets(&self) -> Option<Action> {
        Some(match self {
            Self::NieuweAfspraak | Self::Uitkomst(_, _, None) => Action::Afspraak(AfspraakAction::New),
            Self::Uitkomst(_, _, Some(Uitkomstsoort::Besluit)) => Action::Gesprek(GesprekAction::Besluit),
            Self::Uitkomst(_, _, Some(Uitkomstsoort::Mededeling)) => Action::Gesprek(GesprekAction::Mededeling),
            Self::Uitkomst(_, _, Some(Uitkomstsoort::Notitie)) => Action::Gesprek(GesprekAction::Notitie),
            Self::WijzigUitkomst(_) | Self::Volgende(_) => Action::Gesprek(GesprekAction::EditUitkomst),
            Self::Afspraak(_) => Action::Afspraak(AfspraakAction::Edit),
            Self::Samen(Samen::Sluit, _) => Action::Afspraak(AfspraakAction::Close),
            Self::Samen(Samen::TrekIn, _) => Action::Afspraak(AfspraakAction::Withdraw),
            Self::Samen(Samen::Verzet, _) => Action::Afspraak(AfspraakAction::Postpone),
            Self::Lopend(_, _, Lopend::Gereed) => Action::Gesprek(GesprekAction::LopendGereed),
            Self::Lopend(_, _, Lopend::Verzet) => Action::Gesprek(GesprekAction::LopendVerzet),
            Self::Lopend(_, _, Lopend::Opmerking) => Action::Gesprek(GesprekAction::LopendOpmerking),
            Self::NieuwSignaal => Action::Signaal(SignaalAction::New),
            Self::Signaal(_) => Action::Signaal(SignaalAction::Edit),
            Self::Antwoord(_) => Action::Signaal(SignaalAction::Answer),
            Self::Voorbereiding(..) => Action::Gesprek(GesprekAction::Intern),
            Self::Agendapunt(_) => Action::Gesprek(GesprekAction::NieuwPunt),
            Self::Vaststellen(_) => Action::Gesprek(GesprekAction::Vaststellen),
            Self::Opschaling(_) => Action::Gesprek(GesprekAction::Opschalen),
            Self::Gesprek(_) | Self::Plan(..) => Action::Gesprek(GesprekAction::Plan),
            Self::NieuweAanbieder(_) => Action::Register(RegisterAction::New),
            Self::Aanbieder(_) => Action::Register(RegisterAction::Edit),
            Self::NieuwTarief => Action::Pxq(PxqAction::New),
            Self::Tarief(..) => Action::Pxq(PxqAction::Edit),
            // What is typed there depends on what it was.
            Self::Register(..) | Self::Opties(_) | Self::NieuwDoel(_) | Self::Doel(..) => return None,
        })
    }

    /// The same at the points of a gesprek, where what came out of them is bettered and taken out.
    pub fn toets_here(&self) -> Option<Action> {
        match self {
            Self::Afspraak(_) => Some(Action::Gesprek(GesprekAction::EditUitkomst)),
            Self::Samen(Samen::TrekIn, _) => Some(Action::Gesprek(GesprekAction::DropUitkomst)),
            other => other.toets(),
        }
    }

    /// The screen leads to the gesprek and the point by itself; what is below that is chosen.
    fn weg(&self) -> Weg {
        let (to, bij): (&[Action], &'static str) = match self {
            Self::NieuweAfspraak => (&[], ""),
            Self::Uitkomst(..) | Self::Volgende(_) => (&[GESPREK, GROOT], ""),
            Self::WijzigUitkomst(_) => (&[GESPREK, GROOT], "bij die uitkomst"),
            Self::Lopend(..) => (&[GESPREK, GROOT], "bij die afspraak"),
            Self::Afspraak(_) | Self::Samen(..) => (&[AFSPRAKEN], "bij die afspraak"),
            Self::NieuwSignaal => (&[SIGNALEN], ""),
            Self::Signaal(_) | Self::Antwoord(_) => (&[SIGNALEN], "bij dat signaal"),
            Self::Voorbereiding(..) | Self::Agendapunt(_) | Self::Vaststellen(_) | Self::Opschaling(_) | Self::Gesprek(_) => {
                (&[GESPREK], "")
            }
            Self::Plan(..) => (&[GESPREK], "bij dat gesprek"),
            Self::NieuweAanbieder(_) => (&[REGISTER], ""),
            Self::Aanbieder(_) | Self::Register(..) | Self::Opties(_) | Self::NieuwDoel(_) | Self::Doel(..) => {
                (&[REGISTER], "bij die aanbieder")
            }
            Self::NieuwTarief => (&[PXQ, Action::Pxq(PxqAction::Tarieven)], ""),
            Self::Tarief(..) => (&[PXQ, Action::Pxq(PxqAction::Tarieven)], "bij dat tarief"),
        };
        Weg { toetsen: to.iter().copied().chain(self.toets()).collect(), bij }
    }
}

fn named(nummers: &[Afspraaknummer]) -> String {
    match nummers {
        [one] => one.to_string(),
        more => format!("{} afspraken", more.len()),
    }
}

/// Says of drafts that they are there: what the first is of and where that stands, where one goes on with it, and how many there are
/// besides. None where there is none.
pub fn melding(keys: &[&str], plek: Option<&Conceptplek>) -> Option<String> {
    let (first, besides) = keys.split_first()?;
    let said = match Conceptsleutel::parse(bewaard::form_of(first)) {
        None => "Er staat nog iets dat niet is opgeslagen; hetzelfde formulier gaat ermee verder.".to_owned(),
        Some(concept) => {
            let (wat, die) = concept.wat();
            let plek = plek.map(|plek| format!(" ({})", plek.woorden)).unwrap_or_default();
            let Weg { toetsen, bij } = concept.weg();
            let typed = toetsen.iter().map(|act| shown_key(*act)).collect::<Vec<_>>().join(" ");
            let comma = if bij.is_empty() { "" } else { ", " };
            format!("Er staat nog {wat} {die} niet is opgeslagen{plek}: {typed} gaat ermee verder{comma}{bij}.")
        }
    };
    Some(match besides.len() {
        0 => said,
        1 => format!("{said} Er is nog een concept."),
        n => format!("{said} Er zijn nog {n} concepten."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_told_of_with_its_form_where_it_stands_and_its_keys() {
        let said = |key: &str| melding(&[key], None).unwrap();
        assert_eq!(said("signaal:nieuw"), "Er staat nog een nieuw signaal dat niet is opgeslagen: 7 n gaat ermee verder.");
        assert_eq!(said("afspraak:nieuw#2"), "Er staat nog een nieuwe afspraak die niet is opgeslagen: a gaat ermee verder.");
        assert!(said("antwoord:12").ends_with("7 d r gaat ermee verder, bij dat signaal."), "{}", said("antwoord:12"));
        assert!(said("agendapunt:3").ends_with("6 n gaat ermee verder."), "{}", said("agendapunt:3"));
        assert!(said("iets").contains("hetzelfde formulier"));
        let plek = Conceptplek { woorden: "KPI 3, gesprek PSW 2025-K4".to_owned(), gesprek: None };
        let all = ["uitkomst:1:kpi3:besluit", "signaal:3", "budget:psw"];
        assert_eq!(
            melding(&all, Some(&plek)).unwrap(),
            "Er staat nog een besluit dat niet is opgeslagen (KPI 3, gesprek PSW 2025-K4): 6 ↵ b gaat ermee verder. \
             Er zijn nog 2 concepten."
        );
        assert_eq!(melding(&[], None), None);
    }
}
