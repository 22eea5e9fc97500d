//! The changes around the register, how each is carried out, and the words for it in the status line.

use std::path::PathBuf;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::written::{Gemaakt, Written};
use crate::app::{Aanbiederwijziging, App, Contractwijziging, Doelwijziging, Fout, Optiebesluit};
use crate::domain::register::{Besluit, Contactpersoon, Inschrijving};
use crate::domain::{Aanbieder, Budget, Kwartaal, Periode, Segment, Tarief, Tariefproduct};
use crate::tui::action::{Action, RegisterAction, View};
use crate::tui::keys::shown_key;
use crate::tui::paths::{expand_home, written_names};
use crate::wording;

/// A change around the register. `wie` is an aanbieder with the row version that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registeropdracht {
    /// `sleutel` None: made of the name.
    Nieuw {
        sleutel: Option<String>,
        gegevens: Aanbiederwijziging,
    },
    Wijzig {
        wie: (Aanbieder, u32),
        gegevens: Aanbiederwijziging,
    },
    /// Removes one that a user added and that nothing refers to.
    Weg {
        wie: (Aanbieder, u32),
    },
    Contract {
        wie: (Aanbieder, u32),
        wijziging: Contractwijziging,
    },
    Eindigt {
        wie: (Aanbieder, u32),
        segment: Segment,
        van: NaiveDate,
        /// None: nobody leaves after all.
        dag: Option<NaiveDate>,
    },
    ContractWeg {
        wie: (Aanbieder, u32),
        segment: Segment,
        van: NaiveDate,
    },
    Besluit {
        wie: Vec<(Aanbieder, u32)>,
        besluit: Optiebesluit,
    },
    /// `was`: how the contact person who is changed is called; None: somebody new.
    Contact {
        wie: (Aanbieder, u32),
        was: Option<String>,
        persoon: Contactpersoon,
    },
    ContactWeg {
        wie: (Aanbieder, u32),
        naam: String,
    },
    NieuwDoel {
        wie: Aanbieder,
        segment: Segment,
        tekst: String,
    },
    Doel {
        id: i64,
        rijversie: u32,
        wijziging: Doelwijziging,
    },
    DoelWeg {
        id: i64,
        rijversie: u32,
    },
    /// Row version 0: there is none yet.
    Budget {
        budget: Budget,
    },
    BudgetWeg {
        budget: Budget,
    },
    TariefWeg {
        tarief: Tarief,
    },
    /// Row version 0: none was entered yet.
    Tarief {
        product: Tariefproduct,
        jaar: i32,
        bedrag: Decimal,
        bron: String,
        rijversie: u32,
    },
    /// Writes P×Q of a period to a workbook or as csv.
    Pxq {
        kwartaal: Kwartaal,
        periode: Periode,
        naar: PathBuf,
        vervang: bool,
    },
}

/// Carries a change around the register out.
///
/// # Errors
/// It was refused, or the store cannot be written: nothing is changed then.
pub(super) fn perform(app: &mut App, opdracht: Registeropdracht) -> Result<Written, Fout> {
    let saved = |wie: &Inschrijving, wat: &str| Written::saved(format!("{}: {wat}", wording::veilig(&wie.naam)));
    Ok(match opdracht {
        Registeropdracht::Nieuw { sleutel, gegevens } => {
            let made = app.add_aanbieder(sleutel.as_deref(), &gegevens)?;
            let open = shown_key(Action::View(View::Open));
            let contract = shown_key(Action::Register(RegisterAction::Contract));
            let wat = format!("{} toegevoegd; {open} en dan {contract} legt het contract vast", wording::veilig(&made.naam));
            Written::made(wat, Gemaakt::Aanbieder(made.aanbieder))
        }
        Registeropdracht::Wijzig { wie: (wie, rijversie), gegevens } => {
            saved(&app.change_aanbieder(wie, rijversie, &gegevens)?, "gegevens opgeslagen")
        }
        Registeropdracht::Weg { wie: (wie, rijversie) } => {
            let naam = app.register().naam(wie);
            app.remove_aanbieder(wie, rijversie)?;
            Written::saved(format!("{} weggehaald", wording::veilig(&naam)))
        }
        Registeropdracht::Contract { wie: (wie, rijversie), wijziging } => {
            let changed = app.set_contract(wie, rijversie, &wijziging)?;
            let (segment, van) = (wijziging.segment, wijziging.begint.unwrap_or(wijziging.van));
            let wat = format!("contract {} vanaf {} opgeslagen", segment.naam(), wording::datum(van));
            Written { made: Some(Gemaakt::Contract(segment, van)), ..saved(&changed, &wat) }
        }
        Registeropdracht::Eindigt { wie: (wie, rijversie), segment, van, dag } => {
            let changed = app.end_contract(wie, rijversie, segment, van, dag)?;
            let wat = dag.map_or_else(|| "loopt door".to_owned(), |dag| format!("eindigt op {}", wording::datum(dag)));
            saved(&changed, &format!("contract {} {wat}", segment.naam()))
        }
        Registeropdracht::ContractWeg { wie: (wie, rijversie), segment, van } => {
            saved(&app.remove_contract(wie, rijversie, segment, van)?, &format!("contract {} weggehaald", segment.naam()))
        }
        Registeropdracht::Besluit { wie, besluit } => {
            let meant = app.option_meant(&wie, &besluit);
            let changed = app.decide_option(&wie, &besluit)?;
            let wat = match besluit.besluit {
                Besluit::Open => format!("{meant}, staat weer open"),
                Besluit::Gelicht { .. } => format!("{meant}, gelicht"),
                Besluit::NietGelicht { .. } => format!("{meant}, niet gelicht"),
            };
            match changed.as_slice() {
                [een] => saved(een, &wat),
                meer => Written::saved(format!("{} aanbieders: {wat}", meer.len())),
            }
        }
        Registeropdracht::Contact { wie: (wie, rijversie), was, persoon } => {
            let changed = app.set_contact(wie, rijversie, was.as_deref(), &persoon)?;
            // As it is kept: the spaces around it are gone.
            let naam = persoon.naam.trim();
            let wat = format!("contactpersoon {} opgeslagen", wording::veilig(naam));
            Written { made: Some(Gemaakt::Contact(naam.to_owned())), ..saved(&changed, &wat) }
        }
        Registeropdracht::ContactWeg { wie: (wie, rijversie), naam } => {
            let wat = format!("contactpersoon {} weggehaald", wording::veilig(&naam));
            saved(&app.remove_contact(wie, rijversie, &naam)?, &wat)
        }
        Registeropdracht::NieuwDoel { wie, segment, tekst } => {
            let made = app.add_doel(wie, segment, &tekst)?;
            Written::made(format!("Ontwikkeldoel {} opgeslagen", made.id), Gemaakt::Ontwikkeldoel(made.id))
        }
        Registeropdracht::Doel { id, rijversie, wijziging } => {
            let changed = app.change_doel(id, rijversie, &wijziging)?;
            Written::saved(format!("Ontwikkeldoel {id} opgeslagen: {}", changed.stand.naam()))
        }
        Registeropdracht::DoelWeg { id, rijversie } => {
            app.remove_doel(id, rijversie)?;
            Written::saved(format!("Ontwikkeldoel {id} weggehaald"))
        }
        Registeropdracht::Budget { budget } => {
            let set = app.set_budget(budget.aanbieder, budget.jaar, budget.bedrag, budget.rijversie)?;
            Written::made(format!("Budget {}: {}", set.jaar, wording::geld(set.bedrag)), Gemaakt::Budget(set.jaar))
        }
        Registeropdracht::Tarief { product, jaar, bedrag, bron, rijversie } => {
            let set = app.set_tarief(product, jaar, bedrag, &bron, rijversie)?;
            let more = app.tarieven()?.indexering(product, jaar).map(|procent| wording::pxq::tegenover(procent, jaar));
            let more = more.map(|zin| format!(", {zin}")).unwrap_or_default();
            let wat = format!("Tarief {} {jaar}: {} per uur{more}", product.naam(), wording::geld(set.bedrag));
            Written::made(wat, Gemaakt::Tarief(product, jaar))
        }
        Registeropdracht::TariefWeg { tarief } => {
            app.remove_tarief(&tarief)?;
            Written::saved(format!("Tarief {} {} weggehaald", tarief.product.naam(), tarief.jaar))
        }
        Registeropdracht::Pxq { kwartaal, periode, naar, vervang } => {
            let naar = expand_home(&naar);
            app.write_pxq(&app.pxq(kwartaal, periode, None)?, &naar, vervang)?;
            Written::done(format!("P×Q geschreven: {}", written_names(std::slice::from_ref(&naar))))
        }
        Registeropdracht::BudgetWeg { budget } => {
            app.remove_budget(&budget)?;
            Written::saved(format!("Budget {} weggehaald", budget.jaar))
        }
    })
}
