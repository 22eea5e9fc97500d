//! What a draft is of: the form that it was typed in, by its key, and where one goes on with it.

use crate::tui::action::{Action, AfspraakAction, BeleidAction, GesprekAction, PxqAction, RegisterAction, SignaalAction, Tab};
use crate::tui::bewaard;
use crate::tui::keys::shown_key;

/// A kind of form of which drafts are kept.
struct Conceptsoort {
    /// With what its keys begin; an earlier row wins.
    begin: &'static str,
    /// What it is, to go on with "niet is opgeslagen".
    wat: &'static str,
    /// What is typed from any screen to fill it in again.
    weg: &'static [Action],
    /// What is chosen first, once one is there; empty: nothing.
    bij: &'static str,
}

const AFSPRAKEN: Action = Action::Go(Tab::Afspraken);
const GESPREK: Action = Action::Go(Tab::Gesprek);
const SIGNALEN: Action = Action::Go(Tab::Signalen);
const REGISTER: Action = Action::Beleid(BeleidAction::Register);
const PXQ: Action = Action::Beleid(BeleidAction::Pxq);

const fn soort(begin: &'static str, wat: &'static str, weg: &'static [Action], bij: &'static str) -> Conceptsoort {
    Conceptsoort { begin, wat, weg, bij }
}

const SOORTEN: &[Conceptsoort] = &[
    soort("afspraak:nieuw", "een nieuwe afspraak die", &[Action::Afspraak(AfspraakAction::New)], ""),
    soort(
        "afspraak:",
        "een wijziging van een afspraak die",
        &[AFSPRAKEN, Action::Afspraak(AfspraakAction::Edit)],
        "bij die afspraak",
    ),
    soort(
        "gereed:",
        "wat er van een afspraak kwam, dat",
        &[AFSPRAKEN, Action::Afspraak(AfspraakAction::Close)],
        "bij die afspraak",
    ),
    soort(
        "intrekken:",
        "de reden om een afspraak in te trekken, die",
        &[AFSPRAKEN, Action::Afspraak(AfspraakAction::Withdraw)],
        "bij die afspraak",
    ),
    soort(
        "verzetten:",
        "een andere deadline voor een afspraak, die",
        &[AFSPRAKEN, Action::Afspraak(AfspraakAction::Postpone)],
        "bij die afspraak",
    ),
    soort("signaal:nieuw", "een nieuw signaal dat", &[SIGNALEN, Action::Signaal(SignaalAction::New)], ""),
    soort("signaal:", "een wijziging van een signaal die", &[SIGNALEN, Action::Signaal(SignaalAction::Edit)], "bij dat signaal"),
    soort(
        "antwoord:",
        "het antwoord van een aanbieder op een signaal dat",
        &[SIGNALEN, Action::Signaal(SignaalAction::Answer)],
        "bij dat signaal",
    ),
    soort("uitkomst:", "een uitkomst die", &[GESPREK], "bij het punt met …"),
    soort("lopend:", "iets bij een openstaande afspraak dat", &[GESPREK], "bij het punt met die afspraak"),
    soort("voorbereiding:", "een voorbereiding die", &[GESPREK, Action::Gesprek(GesprekAction::Intern)], "bij dat punt"),
    soort(
        "vaststellen:",
        "het formulier om een gesprek vast te stellen dat",
        &[GESPREK, Action::Gesprek(GesprekAction::Vaststellen)],
        "bij dat gesprek",
    ),
    soort("volgende:", "de datum van een volgend gesprek die", &[GESPREK], "bij het punt Volgend gesprek"),
    soort(
        "opschaling:",
        "de reden om een gesprek op te schalen die",
        &[GESPREK, Action::Gesprek(GesprekAction::Opschalen)],
        "bij dat gesprek",
    ),
    soort("gesprek:", "de planning van een gesprek die", &[GESPREK, Action::Gesprek(GesprekAction::Plan)], "bij dat gesprek"),
    soort("aanbieder:nieuw", "een nieuwe aanbieder die", &[REGISTER, Action::Register(RegisterAction::New)], ""),
    soort(
        "aanbieder:",
        "een wijziging van een aanbieder die",
        &[REGISTER, Action::Register(RegisterAction::Edit)],
        "bij die aanbieder",
    ),
    soort("contract:", "een contract dat", &[REGISTER], "bij die aanbieder"),
    soort("eindigt:", "een vertrek dat", &[REGISTER], "bij die aanbieder"),
    soort("optie", "een besluit over een verlengoptie dat", &[REGISTER], "bij die aanbieder"),
    soort("contact:", "een contactpersoon die", &[REGISTER], "bij die aanbieder"),
    soort("doel:", "een ontwikkeldoel dat", &[REGISTER], "bij die aanbieder"),
    soort("budget:", "een budget dat", &[REGISTER], "bij die aanbieder"),
    soort("tarief:nieuw", "een nieuw tarief dat", &[PXQ, Action::Pxq(PxqAction::Tarieven), Action::Pxq(PxqAction::New)], ""),
    soort(
        "tarief:",
        "een wijziging van een tarief die",
        &[PXQ, Action::Pxq(PxqAction::Tarieven), Action::Pxq(PxqAction::Edit)],
        "bij dat tarief",
    ),
];

/// Says of drafts that they are there: what the first is of, where one goes on with it, and how many there are besides. None
/// where there is none.
pub fn melding<'a>(keys: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut keys = keys.into_iter();
    let first = keys.next()?;
    let besides = keys.count();
    let key = bewaard::form_of(first);
    let said = match SOORTEN.iter().find(|soort| key.starts_with(soort.begin)) {
        None => "Er staat nog iets dat niet is opgeslagen; hetzelfde formulier gaat ermee verder.".to_owned(),
        Some(Conceptsoort { wat, weg, bij, .. }) => {
            let typed = weg.iter().map(|act| shown_key(*act)).collect::<Vec<_>>().join(" ");
            let tab = match weg {
                [Action::Go(tab)] => format!(" {}", tab.naam()),
                _ => String::new(),
            };
            match (weg, *bij) {
                // Only the way there is known: what is typed there depends on what it was.
                ([_], bij) if !bij.is_empty() => format!("Er staat nog {wat} niet is opgeslagen: op {typed}{tab}, {bij}"),
                (_, "") => format!("Er staat nog {wat} niet is opgeslagen: {typed} gaat ermee verder."),
                (_, bij) => format!("Er staat nog {wat} niet is opgeslagen: {typed} gaat ermee verder, {bij}."),
            }
        }
    };
    Some(match besides {
        0 => said,
        1 => format!("{said} Er is nog een concept."),
        n => format!("{said} Er zijn nog {n} concepten."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginnings of the keys that the forms keep their drafts under, as they are written there.
    fn begun() -> Vec<&'static str> {
        let sources = [
            include_str!("afspraak.rs"),
            include_str!("gesprek.rs"),
            include_str!("register.rs"),
            include_str!("signaal.rs"),
            include_str!("tarief.rs"),
        ];
        let lines = sources.into_iter().flat_map(str::lines);
        let of_draft =
            lines.filter(|line| line.contains("draft") || line.contains("DRAFT_KEY") || line.contains("format!(\"doel:"));
        let texts = of_draft.flat_map(|line| line.split('"').skip(1).step_by(2));
        texts.filter(|text| text.contains(':') && text.starts_with(|c: char| c.is_ascii_lowercase())).collect()
    }

    #[test]
    fn every_form_that_keeps_a_draft_is_known_by_its_key() {
        let begun = begun();
        assert!(begun.len() > 12, "{begun:?}");
        for key in begun {
            assert!(SOORTEN.iter().any(|soort| key.starts_with(soort.begin)), "{key}");
            assert!(melding([key]).is_some_and(|said| !said.contains("hetzelfde formulier")), "{key}");
        }
    }

    #[test]
    fn a_draft_is_told_of_with_its_form_and_its_key() {
        let said = |key: &str| melding([key]).unwrap();
        assert_eq!(said("signaal:nieuw"), "Er staat nog een nieuw signaal dat niet is opgeslagen: 7 n gaat ermee verder.");
        assert_eq!(said("afspraak:nieuw#2"), "Er staat nog een nieuwe afspraak die niet is opgeslagen: a gaat ermee verder.");
        assert!(said("antwoord:12").ends_with("7 d r gaat ermee verder, bij dat signaal."), "{}", said("antwoord:12"));
        assert!(said("uitkomst:1:kpi3:besluit").ends_with("op 6 Gesprek, bij het punt met …"));
        assert!(melding(["signaal:nieuw", "signaal:3", "budget:psw"]).unwrap().ends_with("Er zijn nog 2 concepten."));
        assert_eq!(melding([]), None);
    }
}
