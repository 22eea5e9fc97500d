//! Post that is ready to go: for each step around a gesprek a draft per recipient, with its attachments. Nothing is sent.
//!
//! Owns: who gets what, and that it leaves by the one way out. What a message says stands in `brief`, the texts in `teksten`, the
//! addresses in `contacten`.

mod brief;
mod contacten;
mod teksten;
mod vraag;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::uitgang::{Akkoord, Meelezer};
use super::{App, Fout};
use crate::domain::{Bericht, Change, Gemeente, Gesprek, Kwartaal, Ontvanger, Postsoort, Register, Soort, Tekst};
use crate::files::Target;
use crate::reports::post::{self, Mail};
use crate::wording;
use brief::Brief;
use contacten::BESTAND as BOEK;
use teksten::Posttekst;
use vraag::Gereedschap;

pub use vraag::Postvraag;

const EML: &[&str] = &["eml"];

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postronde {
    pub gemaakt: Vec<Postgemaakt>,
    pub overgeslagen: Vec<Overgeslagen>,
    /// Whether it is kept that they were made; not in a database that is only read.
    pub bewaard: bool,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postgemaakt {
    pub ontvanger: Ontvanger,
    pub pad: PathBuf,
    /// The addresses; empty: they are for the user to fill in.
    pub aan: Vec<String>,
    pub onderwerp: String,
    pub bijlagen: Vec<String>,
    /// What is to be known before it is sent, as which addresses were left out: whole sentences.
    pub opmerkingen: Vec<String>,
}

/// Somebody for whom there was nothing to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overgeslagen {
    pub ontvanger: Ontvanger,
    /// A whole sentence.
    pub reden: String,
}

impl Postronde {
    /// What the user is to know before anything is sent: whole sentences.
    pub fn toelichting(&self, register: &Register) -> Vec<String> {
        let mut said = self.over_adressen(register);
        said.extend(self.overgeslagen.iter().map(|o| o.reden.clone()));
        once(&mut said);
        if !self.bewaard {
            said.push("De database is alleen te lezen: dat dit is gemaakt, wordt niet bewaard.".to_owned());
        }
        said
    }

    /// What the user is to know of the addresses: whole sentences.
    fn over_adressen(&self, register: &Register) -> Vec<String> {
        let mut said: Vec<String> = self.gemaakt.iter().flat_map(|g| g.opmerkingen.iter().cloned()).collect();
        let lacking = self.gemaakt.iter().filter(|g| g.aan.is_empty());
        let (gemeenten, aanbieders): (Vec<Ontvanger>, Vec<Ontvanger>) =
            lacking.map(|g| g.ontvanger).partition(|o| matches!(o, Ontvanger::Gemeente(_)));
        for (wie, where_to) in [
            (gemeenten, format!("zet het in {BOEK} in de instellingenmap")),
            (aanbieders, "zet een contactpersoon met e-mailadres in het register".to_owned()),
        ] {
            if !wie.is_empty() {
                let namen = wording::opsomming(wie.iter().map(|o| o.naam(register)));
                said.push(format!("Van {namen} is geen adres bekend: vul Aan zelf in, of {where_to}."));
            }
        }
        said
    }
}

impl App {
    /// The text of a kind of message that is in force, as the file that a text of the user's own begins with.
    pub fn post_tekst(&self, soort: Postsoort) -> Result<String, Fout> {
        Ok(Posttekst::load(self.instellingen.as_deref(), soort)?.as_file())
    }

    /// Writes drafts: to `naar` when its name ends in `.eml`, else into the folder `naar`, one per recipient. All of them, or none.
    ///
    /// # Errors
    /// There is nothing to write to who was named, or to anybody; a text or the address book cannot be used; what goes to an
    /// aanbieder names another one; a file may not be written.
    pub fn write_post(&mut self, vraag: Postvraag, naar: &Path, akkoord: Akkoord) -> Result<Postronde, Fout> {
        let is_eml = naar.extension().is_some_and(|e| e.eq_ignore_ascii_case("eml"));
        let is_bestand = is_eml || !naar.is_dir() && naar.extension().is_some();
        vraag.check(is_bestand)?;
        let (brieven, overgeslagen) = self.brieven(vraag)?;
        let gemeente = vraag.gesprek.map(|id| self.gesprek(id)).transpose()?.and_then(|g| g.gemeente());
        for brief in &brieven {
            if let Ontvanger::Aanbieder(aanbieder) = brief.ontvanger {
                self.look_for_outsiders(Meelezer { aanbieder, gemeente, codes: vraag.codes }, &brief.getypt, akkoord)?;
            }
        }
        if !is_bestand {
            std::fs::create_dir_all(naar).map_err(|oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak })?;
        }
        let pad = |brief: &Brief| if is_bestand { naar.to_owned() } else { naar.join(brief.file_name(vraag)) };
        // Signalen, findings and addresses are for few eyes.
        let targets: Vec<Target> = brieven.iter().map(|b| Target::new(&pad(b), EML)).collect();
        let mut outgoing = self.outgoing(&targets, akkoord.vervang, None)?;
        for brief in &brieven {
            let eml = post::write(&brief.bericht).map_err(|oorzaak| Fout::Schrijven { pad: pad(brief), oorzaak })?;
            outgoing.write(&eml)?;
        }
        outgoing.finish()?;
        if vraag.soort == Postsoort::Verslag {
            for brief in &brieven {
                self.note_post_concept(vraag, brief.ontvanger, &pad(brief))?;
            }
        }
        let bewaard = self.alleen_lezen().is_none();
        if bewaard {
            self.keep_post(vraag, &brieven)?;
        }
        let gemaakt = |brief: Brief| {
            let pad = pad(&brief);
            let Brief { ontvanger, bericht: Mail { aan, onderwerp, bijlagen, .. }, opmerkingen, .. } = brief;
            let aan = aan.into_iter().map(|a| a.email.into()).collect();
            let bijlagen = bijlagen.into_iter().map(|b| b.naam).collect();
            Postgemaakt { ontvanger, pad, aan, onderwerp, bijlagen, opmerkingen }
        };
        Ok(Postronde { gemaakt: brieven.into_iter().map(gemaakt).collect(), overgeslagen, bewaard })
    }

    /// Keeps that a verslag went along that says Concept, if it does.
    fn note_post_concept(&self, vraag: Postvraag, ontvanger: Ontvanger, pad: &Path) -> Result<(), Fout> {
        let Ontvanger::Aanbieder(aanbieder) = ontvanger else { return Ok(()) };
        if let Some(gesprek) = self.gesprek_asked(aanbieder, vraag)? {
            self.note_concepts(&gesprek, std::slice::from_ref(&pad.to_owned()));
        }
        Ok(())
    }

    /// Keeps that these were made, as one act.
    fn keep_post(&mut self, vraag: Postvraag, brieven: &[Brief]) -> Result<(), Fout> {
        let soort = vraag.soort.naam();
        let wie = match brieven {
            [one] => one.ontvanger.naam(&self.register),
            more => format!("{} ontvangers", more.len()),
        };
        let act = self.act(format!("post ({soort}) voor {wie} {} gemaakt", vraag.kwartaal));
        let gemaakt_op = self.vandaag();
        let made = brieven.iter().map(|brief| {
            let (aanbieder, gemeente) = match brief.ontvanger {
                Ontvanger::Aanbieder(aanbieder) => (Some(aanbieder), None),
                Ontvanger::Gemeente(gemeente) => (None, Some(gemeente)),
            };
            let aan = brief.bericht.aan.iter().map(|a| Tekst::of(a.email.as_str())).collect();
            let bijlagen = brief.bericht.bijlagen.iter().map(|b| Tekst::of(&b.naam)).collect();
            let (soort, kwartaal) = (vraag.soort, vraag.kwartaal);
            let gesprek = vraag.gesprek;
            Bericht { id: 0, soort, kwartaal, aanbieder, gemeente, gesprek, aan, bijlagen, gemaakt_op, rijversie: 0 }
        });
        let made: Vec<Bericht> = made.collect();
        self.perform(&act, |h| {
            for bericht in made {
                h.make(bericht)?;
            }
            Ok(())
        })
    }

    /// The messages that were made around the gesprekken of a kwartaal, the oldest first; of one recipient, or of all.
    pub fn berichten(&self, kwartaal: Kwartaal, aan: Option<Ontvanger>) -> Result<Vec<Bericht>, Fout> {
        let mut all: Vec<Bericht> = self.store.all().map_err(|e| self.refused(e))?;
        all.retain(|b| b.kwartaal == kwartaal && (aan.is_none() || b.ontvanger() == aan));
        Ok(all)
    }

    /// The messages that were made for the aanbieder around a gesprek, the oldest first.
    pub(super) fn post_about(&self, gesprek: &Gesprek) -> Result<Vec<Bericht>, Fout> {
        let mut all = self.berichten(gesprek.kwartaal, Some(Ontvanger::Aanbieder(gesprek.aanbieder)))?;
        // What was kept before it said which gesprek, is of the region.
        all.retain(|b| match gesprek.gemeente() {
            None => b.gesprek.is_none_or(|id| id == gesprek.id),
            Some(_) => b.gesprek == Some(gesprek.id),
        });
        Ok(all)
    }

    /// The invitations that were made for a gesprek, the oldest first.
    fn uitnodigingen(&self, gesprek: &Gesprek) -> Result<Vec<Bericht>, Fout> {
        let mut all = self.post_about(gesprek)?;
        all.retain(|b| b.soort == Postsoort::Uitnodiging);
        Ok(all)
    }

    /// What is to be said to whom was invited for a gesprek that is off, as a whole sentence; None when nobody was.
    pub fn afzegging(&self, gesprek: &Gesprek) -> Result<Option<String>, Fout> {
        let invited = self.uitnodigingen(gesprek)?.last().map(|b| wording::datum(b.gemaakt_op));
        Ok(invited.map(|dag| {
            let naam = self.register.naam(gesprek.aanbieder);
            format!("Op {dag} is er een uitnodiging voor gemaakt: laat {naam} weten dat het gesprek niet doorgaat.")
        }))
    }

    /// Whether a gesprek has another moment or place than it had when an invitation for it was made.
    fn was_moved(&self, gesprek: &Gesprek) -> Result<bool, Fout> {
        let acts = |soort, id: i64| self.store.history(soort, &id.to_string()).map_err(|e| self.refused(e));
        let own = acts(Soort::Gesprek, gesprek.id)?;
        for uitnodiging in self.uitnodigingen(gesprek)? {
            let Some(invited) = acts(Soort::Bericht, uitnodiging.id)?.first().map(|act| act.id) else { continue };
            // One that was planned anew takes the place of the one that was invited for.
            let is_new = own.first().is_some_and(|act| act.id > invited);
            let since: Vec<&Change> = own.iter().filter(|act| act.id > invited).flat_map(|act| &act.changes).collect();
            let moved = |veld: &str| {
                let of: Vec<&&Change> = since.iter().filter(|c| c.veld == veld).collect();
                // There and back again is no change.
                of.first().zip(of.last()).is_some_and(|(first, last)| first.oud != last.nieuw)
            };
            if is_new || ["datum", "tijd", "plaats"].into_iter().any(moved) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The messages that are asked for, and for whom there is none.
    fn brieven(&self, vraag: Postvraag) -> Result<(Vec<Brief>, Vec<Overgeslagen>), Fout> {
        let gereedschap = Gereedschap::load(self.instellingen.as_deref(), vraag.soort)?;
        let ontvangers = match vraag.aan {
            Some(one) => vec![one],
            None => self.ontvangers(vraag)?,
        };
        let (mut brieven, mut overgeslagen) = (Vec::new(), Vec::new());
        for ontvanger in ontvangers {
            match self.brief(vraag, ontvanger, &gereedschap)? {
                Ok(brief) => brieven.push(brief),
                Err(reden) => overgeslagen.push(Overgeslagen { ontvanger, reden }),
            }
        }
        if brieven.is_empty() {
            let mut redenen: Vec<String> = overgeslagen.into_iter().map(|o| o.reden).collect();
            once(&mut redenen);
            let tekst = if redenen.is_empty() { "Er is niemand om aan te schrijven.".to_owned() } else { redenen.join(" ") };
            return Err(Fout::Geweigerd(tekst));
        }
        Ok((brieven, overgeslagen))
    }

    /// Everybody who may get a kind of message.
    fn ontvangers(&self, vraag: Postvraag) -> Result<Vec<Ontvanger>, Fout> {
        if vraag.soort.is_for_gemeente() {
            return Ok(Gemeente::ALL.map(Ontvanger::Gemeente).to_vec());
        }
        let shown = self.getoond(vraag.kwartaal)?;
        Ok(shown.iter().map(|g| Ontvanger::Aanbieder(g.aanbieder)).collect())
    }
}

/// What holds for all is said once.
fn once(sentences: &mut Vec<String>) {
    let mut seen = HashSet::new();
    sentences.retain(|s| seen.insert(s.clone()));
}
