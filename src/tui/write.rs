//! The changes: each with what it needs, how it is stored, and the words for it in the status line.
//!
//! A change is a variant of [`Write`] and its arm in [`store`]. It is a value: only the runtime carries it out.

pub mod gesprek;
mod register;
pub mod uitgaand;
mod written;

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{
    Aandachtregel, Afspraakfilter, Afspraakrij, Afspraakwijziging, Akkoord, App, Drempel, Fout, Gezienrij, Inleesronde,
    Instellingen, Keuze, Melding, NieuwSignaal, NieuweAfspraak, Ongedaan, Onthoudenkop, Signaalwijziging, Verwijzing, Voorstel,
};
use crate::domain::{Aanbieder, Afspraaknummer, Kwartaal, Signaalstatus};
use crate::wording;

use super::action::Program;
use super::paths::{expand_home, written_names};
use super::phrases;
use gesprek::Gesprekopdracht;
pub use register::Registeropdracht;
use uitgaand::Uitgaandopdracht;
pub use written::{Gemaakt, Written};

/// Whose findings: of a stored version, or of a file that was only checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bevindingenbron {
    Versie(Aanbieder, Kwartaal, u32),
    Bestand(PathBuf),
}

/// A change. It is saved when [`Msg::Wrote`] says so, not before.
#[derive(Debug, Clone)]
pub enum Write {
    /// `verwacht` is the expectation as typed; empty: none.
    Make {
        nieuw: Box<NieuweAfspraak>,
        verwacht: String,
    },
    /// `verwacht` is the expectation as typed; None leaves it as it is.
    Change {
        nummer: Afspraaknummer,
        rijversie: u32,
        wijziging: Box<Afspraakwijziging>,
        verwacht: Option<String>,
    },
    Close {
        rijen: Vec<Afspraakrij>,
        resultaat: String,
    },
    Withdraw {
        rijen: Vec<Afspraakrij>,
        reden: String,
    },
    Postpone {
        rijen: Vec<Afspraakrij>,
        deadline: Option<chrono::NaiveDate>,
    },
    /// Writes the afspraken that pass the filter to a workbook.
    Export {
        naar: PathBuf,
        filter: Box<Afspraakfilter>,
        codes: bool,
        akkoord: Akkoord,
    },
    Reopen {
        nummer: Afspraaknummer,
        rijversie: u32,
    },
    Gesprek(Gesprekopdracht),
    Register(Box<Registeropdracht>),
    Signaal(Box<NieuwSignaal>),
    Signalen {
        rijen: Vec<Gezienrij>,
        wijziging: Box<Signaalwijziging>,
    },
    /// `gezien` is the bundel that some of them are in already, as it was seen.
    Bundel {
        rijen: Vec<Gezienrij>,
        gezien: Option<Gezienrij>,
        titel: String,
    },
    Los(Vec<Gezienrij>),
    /// Forgets what a header means.
    Forget(Onthoudenkop),
    /// Writes findings to a workbook for the aanbieder.
    Findings {
        van: Bevindingenbron,
        naar: PathBuf,
        vervang: bool,
    },
    /// Writes the workbook for the report of an aanbieder.
    Sjabloon {
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        naar: PathBuf,
        vervang: bool,
    },
    Gezien {
        punt: Box<Aandachtregel>,
        reden: String,
        terug_op: Option<chrono::NaiveDate>,
    },
    NietGezien(Box<Aandachtregel>),
    Uitgaand(Box<Uitgaandopdracht>),
    Instellingen(Box<Instellingen>),
    /// Another value of a threshold.
    Drempel(&'static Drempel, u32),
    /// A file of normen of one's own.
    Normen,
    /// Removes a deelnemer for good; `getypt` is the code as the user typed it to say so.
    Verwijder {
        aanbieder: Aanbieder,
        code: String,
        getypt: String,
    },
    Undo,
    Redo,
    /// Takes back an act of whoever and whenever, after it was asked.
    UndoAct(i64),
    /// Asks whether an act is to be taken back.
    AskUndo(i64),
    /// Makes an old version the one that stands; `aanbieder` None is the dekkingsoverzicht.
    Restore {
        aanbieder: Option<Aanbieder>,
        kwartaal: Kwartaal,
        versie: u32,
    },
    /// Stores checked files, each in its own transaction; those that are known, unusable or named here are left out.
    Store {
        voorstellen: Arc<Vec<Voorstel>>,
        weggelaten: Vec<PathBuf>,
        reden: Option<String>,
    },
    /// A change again, with how its clashes are settled.
    Settled {
        write: Box<Self>,
        keuzes: Vec<Keuze>,
    },
}

impl Write {
    /// The same, with how its clashes are settled.
    #[must_use]
    pub fn settled(self, keuzes: Vec<Keuze>) -> Self {
        match self {
            Self::Settled { write, keuzes: before } => Self::Settled { write, keuzes: [before, keuzes].concat() },
            write => Self::Settled { write: Box::new(write), keuzes },
        }
    }

    /// Whether the rows that were chosen in a list for it are done with, so that the next act is not of them too. What one steps
    /// through by the same key, is stepped on from what is chosen.
    fn ends_choice(&self) -> bool {
        match self {
            Self::Close { .. } | Self::Withdraw { .. } | Self::Postpone { .. } | Self::Bundel { .. } | Self::Los(_) => true,
            Self::Signalen { wijziging, .. } => {
                wijziging.opschaling.is_some() || wijziging.status == Some(Signaalstatus::Afgehandeld)
            }
            Self::Register(opdracht) => matches!(**opdracht, Registeropdracht::Besluit { .. }),
            Self::Settled { write, .. } => write.ends_choice(),
            _ => false,
        }
    }

    /// The same, with what the user said yes to.
    #[must_use]
    pub fn agreed(mut self, gezegd: Akkoord) -> Self {
        match &mut self {
            Self::Export { akkoord, .. } => *akkoord = gezegd,
            Self::Uitgaand(opdracht) => opdracht.akkoord = gezegd,
            Self::Findings { vervang, .. } | Self::Sjabloon { vervang, .. } => *vervang = gezegd.vervang,
            Self::Register(opdracht) => {
                if let Registeropdracht::Pxq { vervang, .. } = &mut **opdracht {
                    *vervang = gezegd.vervang;
                }
            }
            _ => {}
        }
        self
    }
}

/// Carries a change out.
///
/// # Errors
/// It was refused, or the store or a file cannot be written: nothing is changed then.
pub fn store(app: &mut App, write: Write) -> Result<Written, Fout> {
    let lets_go = write.ends_choice();
    Ok(Written { lets_go, ..carry_out(app, write)? })
}

fn carry_out(app: &mut App, write: Write) -> Result<Written, Fout> {
    let saved = Written::saved;
    Ok(match write {
        Write::Make { nieuw, verwacht } => {
            let nieuw = NieuweAfspraak { verwachting: app.read_verwachting(&verwacht)?, ..*nieuw };
            let made = app.make_afspraak(&nieuw)?;
            Written::made(
                phrases::with_past_deadline(app.vandaag(), phrases::opgeslagen(&made), made.deadline),
                Gemaakt::Afspraak(made.nummer),
            )
        }
        Write::Change { nummer, rijversie, wijziging, verwacht } => {
            let verwachting = verwacht.map(|typed| app.read_verwachting(&typed)).transpose()?;
            let wijziging = Afspraakwijziging { verwachting, ..*wijziging };
            let said = format!("{} opgeslagen", app.change_afspraak(nummer, rijversie, &wijziging)?.nummer);
            saved(phrases::with_past_deadline(app.vandaag(), said, wijziging.deadline.flatten()))
        }
        Write::Close { rijen, resultaat } => {
            app.close_afspraken(&rijen, &resultaat)?;
            saved(said_of(&rijen, "gereed"))
        }
        Write::Withdraw { rijen, reden } => {
            app.withdraw_afspraken(&rijen, &reden)?;
            saved(said_of(&rijen, "vervallen"))
        }
        Write::Postpone { rijen, deadline } => {
            app.postpone_afspraken(&rijen, deadline)?;
            saved(phrases::with_past_deadline(app.vandaag(), said_of(&rijen, "verzet"), deadline))
        }
        Write::Export { naar, filter, codes, akkoord } => {
            let naar = expand_home(&naar);
            let n = app.write_afsprakenlijst(&naar, &filter, codes, akkoord)?;
            let wat = format!("{} geschreven: ", phrases::aantal(n, "afspraak", "afspraken"));
            Written::done(wat + &written_names(std::slice::from_ref(&naar))).at(&naar)
        }
        Write::Reopen { nummer, rijversie } => saved(format!("{} is weer open", app.reopen_afspraak(nummer, rijversie)?.nummer)),
        Write::Restore { aanbieder, kwartaal, versie } => {
            let nieuw = app.restore_version(aanbieder, kwartaal, versie)?;
            saved(format!("Versie {versie} teruggezet als versie {nieuw}"))
        }
        Write::Findings { van, naar, vervang } => {
            let naar = expand_home(&naar);
            let n = match van {
                Bevindingenbron::Versie(aanbieder, kwartaal, versie) => {
                    app.write_findings(Verwijzing { aanbieder: Some(aanbieder), kwartaal, versie: Some(versie) }, &naar, vervang)?
                }
                Bevindingenbron::Bestand(pad) => app.write_findings_of_file(&pad, &naar, vervang)?,
            };
            let wat = format!("{} geschreven: ", wording::aantal(n, "bevinding", "bevindingen"));
            Written::done(wat + &written_names(std::slice::from_ref(&naar))).at(&naar)
        }
        Write::Sjabloon { aanbieder, kwartaal, naar, vervang } => {
            let naar = expand_home(&naar);
            let gevuld = app.write_rapportsjabloon(aanbieder, kwartaal, &naar, vervang)?;
            let erin = gevuld.woorden(&app.register().naam(aanbieder), kwartaal);
            Written::done(format!("Geschreven: {}. {erin}", written_names(std::slice::from_ref(&naar)))).at(&naar)
        }
        Write::Forget(kop) => {
            app.forget_header(&kop.kop, Aanbieder::new(&kop.wie))?;
            Written::done(format!("{} wordt niet meer gelezen als {}", kop.kop, kop.kolom))
        }
        Write::Gesprek(opdracht) => gesprek::perform(app, opdracht)?,
        Write::Register(opdracht) => register::perform(app, *opdracht)?,
        Write::Signaal(nieuw) => {
            let id = app.add_signaal(&nieuw)?.id;
            Written::made(format!("Signaal {id} opgeslagen"), Gemaakt::Signaal(id))
        }
        Write::Signalen { rijen, wijziging } => {
            let changed = app.change_signalen(&rijen, &wijziging)?;
            saved(match changed.as_slice() {
                [one] => format!("Signaal {}: {} · {} · {}", one.id, one.status.naam(), one.onderwerp.naam(), one.toon.naam()),
                more => wijziging.gedaan(more.len(), app.register()),
            })
        }
        Write::Bundel { rijen, gezien, titel } => {
            let bundel = app.bundle(&rijen, gezien, &titel)?;
            let uit = phrases::aantal(bundel.gemeenten.len(), "gemeente", "gemeenten");
            saved(format!("Bundel “{}” uit {uit} staat klaar voor de agenda", wording::veilig(&bundel.bundel.titel)))
        }
        Write::Los(rijen) => {
            app.unbundle(&rijen)?;
            let wat = phrases::aantal(rijen.len(), "signaal", "signalen");
            saved(format!("{wat} uit de bundel gehaald"))
        }
        Write::Gezien { punt, reden, terug_op } => {
            app.mark_seen(&punt, &reden, terug_op)?;
            saved("Gezien; het punt komt terug als de feiten veranderen".to_owned())
        }
        Write::NietGezien(punt) => {
            app.unmark_seen(&punt)?;
            saved("Het punt vraagt weer aandacht".to_owned())
        }
        Write::Uitgaand(opdracht) => uitgaand::perform(app, *opdracht)?,
        Write::Instellingen(nieuw) => {
            app.save_instellingen(&nieuw)?;
            let kept = app.instellingen().clone();
            Written { instellingen: Some(Box::new(kept)), ..Written::done("Instellingen opgeslagen") }
        }
        Write::Drempel(drempel, waarde) => {
            app.set_drempel(drempel, waarde)?;
            Written::done(format!("{}: {waarde}; de cijfers en punten zijn opnieuw beoordeeld", drempel.naam))
        }
        Write::Normen => {
            let pad = app.own_normen()?;
            let wat = format!("{} staat klaar; wijzigingen gelden als u het programma opnieuw opent", wording::pad(&pad));
            Written::done(wat).at(&pad)
        }
        Write::Verwijder { aanbieder, code, getypt } => {
            let weg = app.remove_deelnemer(aanbieder, &code, &getypt)?;
            let rijen = wording::aantal(weg.rijen, "rij", "rijen");
            let resten = if weg.resten { "; resten verdwijnen als alle programma’s zijn gesloten" } else { "" };
            Written::done(format!("Deelnemer verwijderd, {rijen}; dit is niet ongedaan te maken{resten}"))
        }
        Write::Settled { write, keuzes } => {
            app.settle(keuzes);
            let done = carry_out(app, *write);
            // Geweigerd before it came to the store: they were for this change.
            app.settle(Vec::new());
            done?
        }
        Write::Undo => turned_back(app.undo_next()?, "Ongedaan gemaakt", Program::Redo),
        Write::Redo => turned_back(app.redo_next()?, "Hersteld", Program::Undo),
        Write::UndoAct(id) => turned_back(Ongedaan::Gedaan(app.undo_act(id)?), "Ongedaan gemaakt", Program::Redo),
        Write::AskUndo(id) => turned_back(Ongedaan::Vraag(app.undo_question(id)?), "", Program::Undo),
        Write::Store { voorstellen, weggelaten, reden } => {
            let voorstellen: Vec<&Voorstel> = voorstellen.iter().filter(|v| !weggelaten.contains(&v.pad)).collect();
            let newest = app.kwartalen()?.last().copied();
            let Inleesronde { opgeslagen: done, mislukt } = app.store_all(&voorstellen, reden.as_deref())?;
            let count = done.iter().filter(|o| !o.bekend).count();
            // Who reads an older kwartaal after a newer one stays where he is.
            let kwartaal = done.iter().filter_map(|o| o.kwartaal).max().filter(|k| newest.is_none_or(|newest| *k >= newest));
            let files = phrases::aantal(count, "bestand", "bestanden");
            let refused = voorstellen.iter().filter(|v| v.inhoud.is_empty()).count();
            let refused = if refused > 0 { format!(", {refused} niet bruikbaar") } else { String::new() };
            let door = (count > 0).then_some(Program::Undo);
            let mislukt: Vec<String> =
                mislukt.iter().map(|(naam, fout)| format!("; {naam} niet: {}", logged(fout).tekst)).collect();
            let mislukt = mislukt.concat();
            Written {
                wat: format!("{files} opgeslagen{refused}{mislukt}"),
                door,
                kwartaal,
                is_import: true,
                ..Written::default()
            }
        }
    })
}

/// What is said of something that was taken back or given back; `key` reverses it.
fn turned_back(done: Ongedaan, how: &str, key: Program) -> Written {
    match done {
        Ongedaan::Niets(reden) => Written { wat: reden, niets: true, ..Written::default() },
        Ongedaan::Gedaan(wat) => Written { wat: format!("{how}: {wat}"), door: Some(key), ..Written::default() },
        Ongedaan::Vraag(vraag) => Written { vraag: Some(vraag), ..Written::default() },
    }
}

/// What happened to one afspraak or to several: `PSW-2024-07 is gereed`, `3 afspraken zijn gereed`.
fn said_of(rijen: &[Afspraakrij], wat: &str) -> String {
    match rijen {
        [(nummer, _)] => format!("{nummer} is {wat}"),
        more => format!("{} afspraken zijn {wat}", more.len()),
    }
}

/// That something was shown is also logged.
pub fn logged(fout: &Fout) -> Melding {
    tracing::warn!(%fout, "gemeld op het scherm");
    fout.melding()
}
