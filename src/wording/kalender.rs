//! The calendar in words.

use super::agenda::Zicht;
use super::{datum, enkele, opsomming};
use crate::domain::kalender::{Aankondiging, Contractdag, Termijn, Termijnsoort};
use crate::domain::{Gemeente, Gespreksstatus, Register};

/// What is due, in one line: `gesprek Rendiz over 2024-K2`.
pub fn titel(termijn: &Termijn, register: &Register, zicht: Zicht) -> String {
    match &termijn.wat {
        Termijnsoort::Rapportage { aanbieder, kwartaal, .. } => {
            format!("rapportage {} over {kwartaal} uiterlijk binnen", register.naam(*aanbieder))
        }
        Termijnsoort::Gesprek { aanbieder, kwartaal, gesprek, .. } => {
            let (soort, naam) = (super::gespreksoort(*gesprek), register.naam(*aanbieder));
            match gesprek.gemeente() {
                None => format!("{soort} {naam} over {kwartaal}"),
                Some(gemeente) => format!("{soort} {naam} in {}", gemeente.naam()),
            }
        }
        Termijnsoort::Afspraak { nummer, tekst, .. } => format!("{nummer} {}", tekst.tekst(zicht)),
        Termijnsoort::Uitvraag { kwartaal, .. } => format!("antwoord op de uitvraag {kwartaal}"),
        Termijnsoort::Contract { segment, aanbieders, dag, wat, vooraf } => {
            let namen: Vec<String> = aanbieders.iter().map(|a| register.naam(*a)).collect();
            let over = match vooraf {
                Aankondiging::Jaar => " over een jaar",
                Aankondiging::Halfjaar => " over een half jaar",
                Aankondiging::Kwartaal => " over een kwartaal",
                Aankondiging::Niet => "",
            };
            // What ends and whose it is come first: on a narrow screen the end is cut off.
            let (segment, wie) = (segment.naam(), enkele(&namen));
            match wat {
                Contractdag::Einde(Some(n)) => {
                    format!("einde contract {segment}{over}: {wie}; verlengoptie {n} staat open")
                }
                Contractdag::Einde(None) => format!("einde contract {segment}{over}: {wie}; geen verlengopties meer"),
                Contractdag::Beslissen(n) => {
                    format!("besluit verlengoptie {n} {segment}{over}: {wie}; beslissen voor {}", datum(*dag))
                }
            }
        }
        Termijnsoort::Opschorting { norm } => format!("laatste dag dat norm {norm} is losgelaten"),
    }
}

/// Where it stands, when there is something to say: `binnen`, `vastgesteld`, the eigenaar of an afspraak.
pub fn stand(termijn: &Termijn, zicht: Zicht) -> Option<String> {
    match &termijn.wat {
        Termijnsoort::Rapportage { binnen, .. } => binnen.as_deref().map(super::binnen),
        Termijnsoort::Gesprek { status: Gespreksstatus::Gepland, .. } => None,
        Termijnsoort::Gesprek { status, .. } => Some(status.naam().to_owned()),
        Termijnsoort::Uitvraag { open, .. } if open.len() == Gemeente::ALL.len() => Some("alle gemeenten".to_owned()),
        Termijnsoort::Uitvraag { open, .. } => Some(opsomming(open.iter().map(|g| g.naam()))),
        Termijnsoort::Afspraak { eigenaar, .. } if !eigenaar.is_empty() => Some(eigenaar.tekst(zicht)),
        _ => None,
    }
}
