//! The calendar in words.

use super::agenda::Zicht;
use super::opsomming;
use crate::domain::kalender::{Termijn, Termijnsoort};
use crate::domain::{Gemeente, Gespreksstatus, Register};

/// What is due, in one line: `gesprek Rendiz over 2024-K2`.
pub fn titel(termijn: &Termijn, register: &Register, zicht: Zicht) -> String {
    match &termijn.wat {
        Termijnsoort::Rapportage { aanbieder, kwartaal, .. } => {
            format!("rapportage {} over {kwartaal} uiterlijk binnen", register.naam(*aanbieder))
        }
        Termijnsoort::Gesprek { aanbieder, kwartaal, extra, .. } => {
            let soort = if *extra { "extra gesprek" } else { "gesprek" };
            format!("{soort} {} over {kwartaal}", register.naam(*aanbieder))
        }
        Termijnsoort::Afspraak { nummer, tekst, .. } => format!("{nummer} {}", tekst.tekst(zicht)),
        Termijnsoort::Uitvraag { kwartaal, .. } => format!("antwoord op de uitvraag {kwartaal}"),
        Termijnsoort::Contract { optie: Some(n) } => format!("contract loopt af, tenzij verlengoptie {n} (3 jaar) is gelicht"),
        Termijnsoort::Contract { optie: None } => "contract loopt af, geen verlengopties meer".to_owned(),
        Termijnsoort::Opschorting { norm } => format!("laatste dag dat norm {norm} is losgelaten"),
    }
}

/// Where it stands, when there is something to say: `binnen`, `vastgesteld`, the eigenaar of an afspraak.
pub fn stand(termijn: &Termijn, zicht: Zicht) -> Option<String> {
    match &termijn.wat {
        Termijnsoort::Rapportage { binnen: true, .. } => Some("binnen".to_owned()),
        Termijnsoort::Gesprek { status: Gespreksstatus::Gepland, .. } => None,
        Termijnsoort::Gesprek { status, .. } => Some(status.naam().to_owned()),
        Termijnsoort::Uitvraag { open, .. } if open.len() == Gemeente::ALL.len() => Some("alle gemeenten".to_owned()),
        Termijnsoort::Uitvraag { open, .. } => Some(opsomming(open.iter().map(|g| g.naam()))),
        Termijnsoort::Afspraak { eigenaar, .. } if !eigenaar.is_empty() => Some(eigenaar.tekst(zicht)),
        _ => None,
    }
}
