//! Import in two steps: check files into proposals, then store a proposal in one transaction.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::thread;

use chrono::NaiveDate;

use super::bevindingen::by_weight;
use super::eerder::Aanwas;
use super::fout::io_reason;
use super::verschil::{Eerstecijfer, Verschoven, Versieverschil};
use super::{Aard, App, Fout, invoer, verschil};
use crate::domain::{
    Aanbieder, Bestandsoordeel, Bevinding, Deel, Document, Documentsoort, Gemeente, Kwartaal, NieuweLevering, Opslag, Rapport,
    Register, Sleutel, Tekst, Versie,
};
use crate::importing::{self, Bladsoort, Code, Gelezen, Inhoud as Gelezeninhoud, Kolomkoppeling, Leesfout, Opties};
use crate::storage::{self, Koppeling};
use crate::wording;

/// What the user says of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leesopties {
    /// Contradicted by the file: an error.
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    /// Replace every deelnemer code by a keyed hash (`domein.md` 8).
    pub pseudoniem: bool,
    /// The day on which they came in; None: today.
    pub ontvangen: Option<NaiveDate>,
    /// What headers mean, by the user's word; remembered per aanbieder once the file is stored.
    pub koppelingen: Vec<Kopkeuze>,
}

impl Leesopties {
    /// Says on what day the files came in.
    ///
    /// # Errors
    /// That day is still to come.
    pub fn received(mut self, dag: NaiveDate, vandaag: NaiveDate) -> Result<Self, Fout> {
        if dag > vandaag {
            let tekst = format!("{} is nog niet geweest; een bestand is op of voor vandaag ontvangen.", wording::datum(dag));
            return Err(Fout::Ongeldig { veld: "ontvangen", tekst });
        }
        self.ontvangen = Some(dag);
        Ok(self)
    }
}

/// A header that the user says the meaning of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kopkeuze {
    /// Whose files it is about; None: all that are read now.
    pub aanbieder: Option<Aanbieder>,
    /// The header as the file writes it.
    pub kop: String,
    /// The column as `domein.md` 3 names it.
    kolom: &'static str,
}

impl Kopkeuze {
    /// # Errors
    /// When there is no such column, in words.
    pub fn new(aanbieder: Option<Aanbieder>, kop: &str, kolom: &str) -> Result<Self, String> {
        let wanted = kolom.trim().to_lowercase();
        let found = Bladsoort::TABELLEN.into_iter().flat_map(Bladsoort::kolommen).find(|naam| naam.to_lowercase() == wanted);
        let kolom = found.ok_or_else(|| format!("er is geen kolom “{}”", wording::veilig(kolom.trim())))?;
        let kop = invoer::line("koppel", kop, MAX_KOP, &Register::default()).map_err(|fout| fout.melding().tekst)?;
        Ok(Self { aanbieder, kop: kop.into(), kolom })
    }

    /// The kinds of sheets that have the column.
    fn bladen(&self) -> impl Iterator<Item = Bladsoort> {
        Bladsoort::TABELLEN.into_iter().filter(|blad| blad.kolommen().any(|kolom| kolom == self.kolom))
    }
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leesstap {
    /// The file at hand, from 1.
    pub bestand: usize,
    pub van: usize,
    pub naam: String,
    /// Within the file: rows or bytes done, and of how many when that is known.
    pub gedaan: u64,
    pub totaal: Option<u64>,
}

/// Hears how far a job is, and may stop it.
pub trait Leesvoortgang {
    /// Called sparsely, at most some tens of times a second.
    fn stap(&mut self, stap: &Leesstap);
    /// Asked often: true stops the job, with nothing stored.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// For who does not care how far it is.
impl Leesvoortgang for () {
    fn stap(&mut self, _: &Leesstap) {}
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bestandsoort {
    Kwartaalrapportage,
    Dekkingsoverzicht,
    Uitvraag,
    Cvs,
}

impl Bestandsoort {
    /// The word in JSON and in commands.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Kwartaalrapportage => "kwartaalrapportage",
            Self::Dekkingsoverzicht => "dekkingsoverzicht",
            Self::Uitvraag => "uitvraag",
            Self::Cvs => "cvs",
        }
    }

    /// What the file is called in a sentence.
    pub const fn woord(self) -> &'static str {
        match self {
            Self::Kwartaalrapportage | Self::Dekkingsoverzicht | Self::Uitvraag => self.naam(),
            Self::Cvs => "CVS-export",
        }
    }

    /// The kind that a word names.
    pub fn parse(tekst: &str) -> Option<Self> {
        [Self::Kwartaalrapportage, Self::Dekkingsoverzicht, Self::Uitvraag, Self::Cvs].into_iter().find(|s| s.naam() == tekst)
    }
}

/// What one file holds that could be stored: a report (parts of), an overview, …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voorstelinhoud {
    pub soort: Bestandsoort,
    /// None for a dekkingsoverzicht.
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    /// Of whom a CVS export or the answers are, in order.
    pub gemeenten: BTreeSet<Gemeente>,
    pub delen: Vec<Deel>,
    /// The parts that the report still lacks when this is in.
    pub ontbreekt: Vec<Deel>,
    /// The kwartaal whose report stands already and is held against this one.
    pub later: Option<Kwartaal>,
    pub rijen: u32,
    pub rijen_niet_meegeteld: u32,
    /// The version it would become (or completes, or is, when known); None for answers to the uitvraag.
    pub versie: Option<u32>,
    /// True when it holds nothing new.
    pub bekend: bool,
    /// Against the version that stands; None when it is the first.
    pub verschil: Option<Versieverschil>,
    /// Figures of the kwartaal and later ones of the year that would move.
    pub verschoven: Vec<Verschoven>,
    /// The figures of the kwartaal that there were none of yet.
    pub eerste: Vec<Eerstecijfer>,
}

impl Voorstelinhoud {
    /// That what stands of a later kwartaal is checked anew with this, a sentence without its full stop.
    pub fn checked_again(&self, register: &Register) -> Option<String> {
        let (aanbieder, later) = self.aanbieder.zip(self.later.filter(|_| !self.bekend))?;
        let wie = register.naam(aanbieder);
        Some(format!("{wie} {later} is al ingelezen en wordt hiermee opnieuw vergeleken: de bevindingen daarvan gaan mee"))
    }

    /// Whether it is text of the aanbieder alone, which has no rows.
    pub fn is_tekst(&self) -> bool {
        self.delen == [Deel::Samenwerking]
    }
}

/// A file that was read and checked, ready to be stored or refused.
#[derive(Debug)]
pub struct Voorstel {
    pub pad: PathBuf,
    /// The name as shown; safe for a terminal.
    pub naam: String,
    pub oordeel: Bestandsoordeel,
    /// What was recognised of it, also when it is not usable.
    pub soort: Option<Bestandsoort>,
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    /// Those that touch a KPI first.
    pub bevindingen: Vec<Bevinding>,
    /// Empty when the file is not usable.
    pub inhoud: Vec<Voorstelinhoud>,
    /// What the user said of it.
    pub opties: Leesopties,
    gelezen: Gelezen,
}

impl Voorstel {
    /// Whether everything in it is known already.
    pub fn is_known(&self) -> bool {
        !self.inhoud.is_empty() && self.inhoud.iter().all(|i| i.bekend)
    }

    /// Whether it goes in only with a reason.
    pub fn needs_reason(&self) -> bool {
        self.oordeel == Bestandsoordeel::DeelsBruikbaar
    }

    /// How the file names an aanbieder that the register lacks, the first that it names; empty where it does not say who it is. None
    /// when it lacks nobody.
    pub fn unknown_aanbieder(&self) -> Option<&str> {
        let unknown = || self.bevindingen.iter().filter_map(Code::unknown_aanbieder);
        unknown().find(|naam| !naam.is_empty()).or_else(|| unknown().next())
    }

    /// Headers that were not recognised but resemble a column: cell, header, nearest column.
    pub fn unknown_headers(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.gelezen.voorstellen.iter().map(|v| (v.cel.as_str(), v.kop.as_str(), v.kolom))
    }
}

/// What storing a proposal did, per content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opgeslagen {
    pub soort: Bestandsoort,
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    /// None for answers to the uitvraag, which have no versions.
    pub versie: Option<u32>,
    /// Nothing new: nothing was stored.
    pub bekend: bool,
}

/// What storing several files did.
#[derive(Debug, Default)]
pub struct Inleesronde {
    pub opgeslagen: Vec<Opgeslagen>,
    /// The files that the store refused, with the reason.
    pub mislukt: Vec<(String, Fout)>,
}

/// The longest header whose meaning is remembered.
const MAX_KOP: usize = 200;

/// The longest reason for taking in what is partly usable: it stands beside every figure.
const MAX_REDEN: usize = 500;

impl App {
    /// Reads and checks files; stores nothing. A file that cannot be used is a proposal with that verdict, not an error.
    pub fn check_files(
        &self,
        paden: &[PathBuf],
        opties: &Leesopties,
        voortgang: &mut dyn Leesvoortgang,
    ) -> Result<Vec<Voorstel>, Fout> {
        let vragen: Vec<_> = self.list_files(paden)?.bestanden.into_iter().map(|pad| (pad, opties.clone())).collect();
        self.check_each(&vragen, voortgang)
    }

    /// As [`App::check_files`], each with what is said of that file.
    pub fn check_each(&self, vragen: &[(PathBuf, Leesopties)], voortgang: &mut dyn Leesvoortgang) -> Result<Vec<Voorstel>, Fout> {
        let van = vragen.len();
        let mut voorstellen = Vec::with_capacity(van);
        let _spoor = self.reads_in(vragen.iter().map(|(pad, _)| file_name(pad)).collect());
        for (i, (pad, opties)) in vragen.iter().enumerate() {
            let gelezen = match self.read(pad, opties, &mut Doorgever { voortgang, bestand: i + 1, van, naam: file_name(pad) }) {
                // One file that cannot be opened does not keep the others out.
                Err(Fout::Lezen { oorzaak, .. }) if van > 1 => importing::unreadable_file(pad, &io_reason(&oorzaak)),
                gelezen => gelezen?,
            };
            voorstellen.push(self.propose(gelezen, opties, true)?);
        }
        Ok(voorstellen)
    }

    /// As [`App::check_files`] for one file, without what would change against the version that stands: for scripts that
    /// do not look at it.
    pub fn check_quickly(&self, pad: &Path, opties: &Leesopties, voortgang: &mut dyn Leesvoortgang) -> Result<Voorstel, Fout> {
        let mut doorgever = Doorgever { voortgang, bestand: 1, van: 1, naam: file_name(pad) };
        let _spoor = self.reads_in(vec![file_name(pad)]);
        let gelezen = self.read(pad, opties, &mut doorgever)?;
        self.propose(gelezen, opties, false)
    }

    fn read(&self, pad: &Path, opties: &Leesopties, voortgang: &mut Doorgever<'_>) -> Result<Gelezen, Fout> {
        self.with_options(opties, |opties| importing::read_file(pad, opties, voortgang))?.map_err(|fout| match fout {
            Leesfout::NietLeesbaar { pad, source } => unreadable(&pad, source),
            Leesfout::Afgebroken { .. } => Fout::Afgebroken,
        })
    }

    /// The key that codes are made pseudonyms with: that of the database, or a new one that goes in with the first file.
    fn pseudonym_key(&self) -> Result<[u8; 32], Fout> {
        if let Some(kept) = self.store.pseudonym_key().map_err(|e| self.refused(e))? {
            return Ok(kept);
        }
        if let Some(made) = self.nieuwe_sleutel.get() {
            return Ok(*made);
        }
        let made = self.store.new_pseudonym_key().map_err(|e| self.refused(e))?;
        Ok(*self.nieuwe_sleutel.get_or_init(|| made))
    }

    /// Calls `read` with everything that the store remembers for reading files.
    pub(super) fn with_options<T>(&self, opties: &Leesopties, read: impl FnOnce(&Opties<'_>) -> T) -> Result<T, Fout> {
        let key = if opties.pseudoniem { Some(self.pseudonym_key()?) } else { None };
        // What the user says now goes before what was said earlier.
        let now = opties.koppelingen.iter().flat_map(|k| {
            k.bladen().map(|blad| Kolomkoppeling { aanbieder: k.aanbieder, blad, kop: k.kop.clone(), kolom: k.kolom.to_owned() })
        });
        let eerder = self.store.mappings().map_err(|e| self.refused(e))?.into_iter().filter_map(remembered);
        let koppelingen: Vec<Kolomkoppeling> = now.chain(eerder).collect();
        let opties = Opties {
            aanbieder: opties.aanbieder,
            kwartaal: opties.kwartaal,
            pseudoniem: key.as_ref().map(<[u8; 32]>::as_slice),
            koppelingen: &koppelingen,
            max_aanpassingen: self.normen().drempels.max_aanpassingen,
            ontvangen: Some(self.received(opties)),
            ..Opties::new(&self.ladder, &self.register)
        };
        Ok(read(&opties))
    }

    /// Holds what was read against what stands.
    pub(super) fn propose(&self, mut gelezen: Gelezen, opties: &Leesopties, compare: bool) -> Result<Voorstel, Fout> {
        let individueel = self.add_differences(&mut gelezen)?;
        self.add_cross_checks(&mut gelezen, &individueel)?;
        let mut inhoud = Vec::with_capacity(gelezen.inhoud.len());
        let levering = self.levering(&gelezen, None, &Leesopties::default(), None);
        for een in &mut gelezen.inhoud {
            inhoud.push(self.hold_against(een, &levering, compare)?);
        }
        let mut bevindingen = gelezen.bevindingen.clone();
        by_weight(&mut bevindingen);
        Ok(Voorstel {
            pad: gelezen.pad.clone(),
            naam: gelezen.bestand.clone(),
            oordeel: gelezen.oordeel,
            soort: gelezen.soort.and_then(Bestandsoort::parse),
            aanbieder: gelezen.aanbieder,
            kwartaal: gelezen.kwartaal,
            bevindingen,
            inhoud,
            opties: opties.clone(),
            gelezen,
        })
    }

    /// Holds a report against that of the kwartaal before and against the overview of its own.
    fn add_cross_checks(&self, gelezen: &mut Gelezen, individueel: &HashSet<u32>) -> Result<(), Fout> {
        let rapport = gelezen.inhoud.iter().find_map(|een| match een {
            Gelezeninhoud::Rapport(r) if r.has(Deel::Deelnemers) => Some((r.aanbieder, r.kwartaal)),
            _ => None,
        });
        let Some((aanbieder, kwartaal)) = rapport else { return Ok(()) };
        let vorig = self.store.rapport(aanbieder, kwartaal.previous(), None).map_err(|e| self.refused(e))?;
        let dekking = self.store.dekking(kwartaal, None).map_err(|e| self.refused(e))?;
        gelezen.add_cross_checks(vorig.as_ref(), dekking.as_ref(), individueel);
        Ok(())
    }

    /// `een` is as it was afterwards; its parts are lent to the report that it would become.
    fn hold_against(&self, een: &mut Gelezeninhoud, levering: &NieuweLevering, compare: bool) -> Result<Voorstelinhoud, Fout> {
        let fail = |e| self.refused(e);
        let mut inhoud = Voorstelinhoud {
            soort: kind(een),
            aanbieder: een.aanbieder(),
            kwartaal: een.kwartaal(),
            gemeenten: een.gemeenten(),
            delen: Vec::new(),
            ontbreekt: Vec::new(),
            later: None,
            rijen: 0,
            rijen_niet_meegeteld: een.niet_meegeteld(),
            versie: None,
            bekend: false,
            verschil: None,
            verschoven: Vec::new(),
            eerste: Vec::new(),
        };
        let opslag = match een {
            Gelezeninhoud::Rapport(rapport) => {
                let opslag = self.store.would_save_rapport(rapport, levering).map_err(fail)?;
                inhoud.delen = Deel::ALL.into_iter().filter(|d| rapport.has(*d)).collect();
                inhoud.ontbreekt = self.lacking(rapport).map_err(fail)?;
                if rapport.has(Deel::Deelnemers) {
                    inhoud.later = self.next_report(rapport.aanbieder, rapport.kwartaal)?;
                }
                inhoud.rijen = count(rapport.deelnemers.as_ref().map_or(0, |d| d.regels.len()))
                    + count(rapport.tevredenheid.as_ref().map_or(0, |t| t.regels.len()));
                // A part that was not there yet replaces nothing.
                let staand = if compare && matches!(opslag, Opslag::Nieuw { .. }) {
                    self.store.rapport(rapport.aanbieder, rapport.kwartaal, None).map_err(fail)?
                } else {
                    None
                };
                inhoud.verschil = staand.as_ref().map(|staand| verschil::of_reports(staand, rapport));
                drop(staand);
                if compare && !opslag.is_known() {
                    (inhoud.verschoven, inhoud.eerste) = self.moved_by(rapport)?;
                }
                opslag
            }
            Gelezeninhoud::Dekkingsoverzicht(overzicht) => {
                let opslag = self.store.would_save_dekking(overzicht, levering).map_err(fail)?;
                inhoud.rijen = count(overzicht.regels.len());
                if compare && !opslag.is_known() {
                    let staand = self.store.dekking(overzicht.kwartaal, None).map_err(fail)?;
                    inhoud.verschil = staand.map(|staand| verschil::of_overviews(&staand, overzicht, &self.register));
                }
                opslag
            }
            Gelezeninhoud::CvsExport(export) => {
                inhoud.rijen = count(export.regels.len());
                self.store.would_save_cvs(export, levering).map_err(fail)?
            }
            Gelezeninhoud::Uitvraag { kwartaal, antwoorden, leeg, niet_meegeteld } => {
                inhoud.rijen = count(antwoorden.len());
                let kwartaal = kwartaal.unwrap_or_else(|| self.kwartaal_of_uitvraag());
                inhoud.kwartaal = Some(kwartaal);
                let opslag = self.store.would_save_uitvraag(kwartaal, antwoorden).map_err(fail)?;
                let empty_known =
                    leeg.map(|gemeente| self.store.came_back_empty(kwartaal, gemeente)).transpose().map_err(fail)?;
                // Where no row can be used, nothing is known of what it says.
                let unreadable = antwoorden.is_empty() && *niet_meegeteld > 0;
                inhoud.bekend = opslag.is_known() && empty_known != Some(false) && !unreadable;
                return Ok(inhoud);
            }
        };
        inhoud.versie = Some(opslag.versie());
        inhoud.bekend = opslag.is_known();
        Ok(inhoud)
    }

    /// The newest version of a report.
    fn standing(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Option<Versie>, storage::Error> {
        let versies = self.store.versions(Documentsoort::Rapportage, kwartaal, kwartaal)?;
        let document = Document::Rapportage(aanbieder, kwartaal);
        Ok(versies.into_iter().filter(|v| v.document == document).max_by_key(|v| v.versie))
    }

    /// The parts that neither a report nor the version that stands has.
    fn lacking(&self, rapport: &Rapport) -> Result<Vec<Deel>, storage::Error> {
        let staand = self.standing(rapport.aanbieder, rapport.kwartaal)?;
        Ok(Deel::ALL.into_iter().filter(|d| !rapport.has(*d) && !staand.as_ref().is_some_and(|v| v.has(*d))).collect())
    }

    /// The day on which files with these options came in.
    fn received(&self, opties: &Leesopties) -> NaiveDate {
        opties.ontvangen.unwrap_or_else(|| self.vandaag())
    }

    /// What is told of a file when it is stored.
    fn levering(&self, gelezen: &Gelezen, reden: Option<&Tekst>, opties: &Leesopties, over: Option<u32>) -> NieuweLevering {
        NieuweLevering {
            bestand: gelezen.bestand.clone().into(),
            sha256: gelezen.sha256.clone(),
            ontvangen: self.received(opties),
            oordeel: gelezen.oordeel,
            reden: reden.cloned(),
            pseudoniem: opties.pseudoniem,
            bevindingen: gelezen.bevindingen.clone(),
            over,
        }
    }

    /// Stores one proposal whole, in one transaction, or not at all; `reden` is required for *deels bruikbaar*.
    pub fn store(&mut self, voorstel: &Voorstel, reden: Option<&str>) -> Result<Vec<Opgeslagen>, Fout> {
        self.store_in(None, voorstel, reden)
    }

    /// As [`App::store`], as one of the files of a group.
    pub fn store_in(&mut self, groep: Option<&str>, voorstel: &Voorstel, reden: Option<&str>) -> Result<Vec<Opgeslagen>, Fout> {
        let _spoor = self.reads_in(vec![voorstel.naam.clone()]);
        let opgeslagen = self.store_one(groep, voorstel, reden)?;
        self.compare_beside(&changed(&opgeslagen));
        Ok(opgeslagen)
    }

    fn store_one(&mut self, groep: Option<&str>, voorstel: &Voorstel, reden: Option<&str>) -> Result<Vec<Opgeslagen>, Fout> {
        if voorstel.oordeel == Bestandsoordeel::NietBruikbaar || voorstel.inhoud.is_empty() {
            return Err(Fout::Geweigerd(format!("{} is niet bruikbaar en wordt niet opgeslagen.", voorstel.naam)));
        }
        let reden = reden.map(|r| invoer::text("reden", r, MAX_REDEN, &self.register)).transpose()?.filter(|r| !r.is_empty());
        if voorstel.needs_reason() && reden.is_none() && !voorstel.is_known() {
            return Err(Fout::Geweigerd(format!(
                "{} is deels bruikbaar en wordt alleen opgeslagen met een reden.",
                voorstel.naam
            )));
        }
        let reden = reden.as_ref().filter(|_| voorstel.needs_reason());
        let leveringen: Vec<NieuweLevering> = voorstel
            .inhoud
            .iter()
            .zip(&voorstel.gelezen.inhoud)
            .map(|(inhoud, een)| {
                let over = self.seen_version(inhoud, een);
                self.levering(&voorstel.gelezen, reden, &voorstel.opties, over)
            })
            .collect();
        let growing = self.growing_series(voorstel)?;
        let (ontvangen, uitvraag) = (self.received(&voorstel.opties), self.kwartaal_of_uitvraag());
        // An answer has no version that the reason could stand with.
        let is_uitvraag = |i: &Voorstelinhoud| i.soort == Bestandsoort::Uitvraag;
        let waarom = reden.filter(|_| voorstel.inhoud.iter().any(is_uitvraag));
        let waarom = waarom.map(|reden| format!(", deels bruikbaar: {reden}")).unwrap_or_default();
        let act =
            self.act(format!("{} ingelezen{waarom}", voorstel.naam)).of_file(&voorstel.naam).in_group(groep.map(str::to_owned));
        let key = if voorstel.opties.pseudoniem { Some(self.pseudonym_key()?) } else { None };
        let koppelingen = Self::headers(voorstel);
        let storing = |h: &mut storage::OpenHandeling<'_>| {
            if let Some(key) = &key
                && !h.keep_pseudonym_key(key)?
            {
                // Another program was first, with codes of its own.
                return Err(storage::Error::Locked);
            }
            let mut opgeslagen: Vec<(&Voorstelinhoud, Option<Opslag>, bool)> = Vec::new();
            for ((inhoud, een), levering) in voorstel.inhoud.iter().zip(&voorstel.gelezen.inhoud).zip(&leveringen) {
                let opslag = match een {
                    Gelezeninhoud::Rapport(rapport) => h.save_rapport(rapport, levering)?,
                    Gelezeninhoud::Dekkingsoverzicht(overzicht) => h.save_dekking(overzicht, levering)?,
                    Gelezeninhoud::CvsExport(export) => h.save_cvs(export, levering)?,
                    Gelezeninhoud::Uitvraag { antwoorden, leeg, .. } => {
                        let kwartaal = inhoud.kwartaal.unwrap_or(uitvraag);
                        let empty_known = leeg.map(|gemeente| h.save_empty_return(kwartaal, gemeente, ontvangen)).transpose()?;
                        let known = h.save_uitvraag(kwartaal, antwoorden, ontvangen)?.is_known() && empty_known != Some(false);
                        opgeslagen.push((inhoud, None, known));
                        continue;
                    }
                };
                opgeslagen.push((inhoud, Some(opslag), opslag.is_known()));
            }
            h.save_mappings(&koppelingen)?;
            Ok::<_, storage::Error>(opgeslagen)
        };
        // What the next file is held against grows while this one is written.
        let (done, grown) = thread::scope(|scope| {
            let growing = scope.spawn(|| growing.into_iter().map(|een| een.map(Aanwas::add)).collect::<Vec<_>>());
            let done = self.store.perform(&act, storing);
            (done, growing.join())
        });
        let done = done.map_err(|e| self.refused(e))?;
        let grown = grown.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let mut opgeslagen = Vec::with_capacity(done.len());
        for (((inhoud, opslag, bekend), een), grown) in done.into_iter().zip(&voorstel.gelezen.inhoud).zip(grown) {
            if let (Some(grown), Some(opslag), false) = (grown, opslag, bekend) {
                // A later version has parts of the one before it, and a part that completes a version does not come by again.
                self.remember(grown, opslag == Opslag::Nieuw { versie: 1 });
            }
            if let (Some(document), Some(opslag)) = (document(een), opslag) {
                self.zelf_opgeslagen.insert(document, opslag.versie());
            }
            opgeslagen.push(Opgeslagen {
                soort: inhoud.soort,
                aanbieder: inhoud.aanbieder,
                kwartaal: inhoud.kwartaal,
                versie: opslag.map(Opslag::versie),
                bekend,
            });
        }
        Ok(opgeslagen)
    }

    /// For each of what a file holds: the series that it comes next in. Of a known report nothing is stored, and nothing grows.
    fn growing_series<'v>(&self, voorstel: &'v Voorstel) -> Result<Vec<Option<Aanwas<'v>>>, Fout> {
        let one = |(inhoud, een): (&Voorstelinhoud, &'v Gelezeninhoud)| match een {
            Gelezeninhoud::Rapport(rapport) if !inhoud.bekend => self.growing(rapport),
            _ => Ok(None),
        };
        voorstel.inhoud.iter().zip(&voorstel.gelezen.inhoud).map(one).collect()
    }

    /// Stores checked files, each in its own transaction, as one step of undo; what is known or not usable is left out. One
    /// that is refused does not keep the others out; it is named with the reason.
    ///
    /// # Errors
    /// Not one went in.
    pub fn store_all(&mut self, voorstellen: &[&Voorstel], reden: Option<&str>) -> Result<Inleesronde, Fout> {
        let groep = self.store.new_group();
        let Inleesronde { mut opgeslagen, mut mislukt } = Inleesronde::default();
        let nieuw: Vec<&&Voorstel> = voorstellen.iter().filter(|v| !v.is_known() && !v.inhoud.is_empty()).collect();
        let _spoor = self.reads_in(nieuw.iter().map(|v| v.naam.clone()).collect());
        for voorstel in nieuw {
            match self.store_one(Some(&groep), voorstel, reden.filter(|_| voorstel.needs_reason())) {
                Ok(done) => opgeslagen.extend(done),
                Err(fout) if fout.aard() == Aard::Invoer => mislukt.push((voorstel.naam.clone(), fout)),
                // The disk or the database: the next file would fare no better.
                Err(fout) if opgeslagen.is_empty() => return Err(fout),
                Err(fout) => {
                    mislukt.push((voorstel.naam.clone(), fout));
                    break;
                }
            }
        }
        // Each was checked before the others were in.
        self.compare_beside(&changed(&opgeslagen));
        match mislukt.pop() {
            Some((_, fout)) if opgeslagen.is_empty() => Err(fout),
            last => {
                mislukt.extend(last);
                Ok(Inleesronde { opgeslagen, mislukt })
            }
        }
    }

    /// Names files that are read together, so that they are undone together.
    pub fn new_group(&self) -> String {
        self.store.new_group()
    }

    /// What is remembered of the headers that senders use.
    pub fn remembered_headers(&self) -> Result<Vec<Koppeling>, Fout> {
        self.store.mappings().map_err(|e| self.refused(e))
    }

    /// Forgets what a header means, of one aanbieder or of whoever used it; the next file with it is asked about again.
    /// Returns how often it was remembered.
    ///
    /// # Errors
    /// Nothing is remembered of it.
    pub fn forget_header(&mut self, kop: &str, van: Option<Aanbieder>) -> Result<u32, Fout> {
        let gezocht = importing::fold_kop(kop);
        let is_meant = |k: &Koppeling| importing::fold_kop(&k.kop) == gezocht && van.is_none_or(|a| a.key() == k.wie);
        let found: Vec<Koppeling> = self.remembered_headers()?.into_iter().filter(is_meant).collect();
        if found.is_empty() {
            return Err(Fout::NietGevonden(format!("Een onthouden kop “{}”", crate::wording::veilig(kop))));
        }
        for k in &found {
            self.store.forget_mapping(&k.wie, &k.blad, &k.kop).map_err(|e| self.refused(e))?;
        }
        Ok(u32::try_from(found.len()).unwrap_or(u32::MAX))
    }

    /// What the user said of the headers of a file, to be remembered for the next file of the same aanbieder.
    fn headers(voorstel: &Voorstel) -> Vec<Koppeling> {
        let wie = voorstel.aanbieder.as_ref().map_or(Document::REGIO, Aanbieder::key);
        let own = voorstel.opties.koppelingen.iter().filter(|k| k.aanbieder.is_none() || k.aanbieder == voorstel.aanbieder);
        let koppeling = |(keuze, blad): (&Kopkeuze, Bladsoort)| Koppeling {
            wie: wie.to_owned(),
            blad: blad.key().to_owned(),
            kop: keuze.kop.clone(),
            kolom: keuze.kolom.to_owned(),
        };
        own.flat_map(|k| k.bladen().map(move |blad| (k, blad))).map(koppeling).collect()
    }

    /// The version that the user saw being replaced, for the store to refuse when somebody else stored another one since.
    /// What this program stored itself in between (the other files of a folder) is no surprise.
    fn seen_version(&self, inhoud: &Voorstelinhoud, een: &Gelezeninhoud) -> Option<u32> {
        let seen = inhoud.verschil.as_ref()?.met_versie;
        let own = document(een).and_then(|d| self.zelf_opgeslagen.get(&d).copied());
        own.is_none_or(|own| own <= seen).then_some(seen)
    }
}

const fn kind(een: &Gelezeninhoud) -> Bestandsoort {
    match een {
        Gelezeninhoud::Rapport(_) => Bestandsoort::Kwartaalrapportage,
        Gelezeninhoud::Dekkingsoverzicht(_) => Bestandsoort::Dekkingsoverzicht,
        Gelezeninhoud::Uitvraag { .. } => Bestandsoort::Uitvraag,
        Gelezeninhoud::CvsExport(_) => Bestandsoort::Cvs,
    }
}

/// What was delivered anew.
fn changed(opgeslagen: &[Opgeslagen]) -> Vec<Document> {
    let document = |een: &Opgeslagen| match (een.soort, een.aanbieder, een.kwartaal) {
        (Bestandsoort::Kwartaalrapportage, Some(aanbieder), Some(kwartaal)) => Some(Document::Rapportage(aanbieder, kwartaal)),
        (Bestandsoort::Dekkingsoverzicht, _, Some(kwartaal)) => Some(Document::Dekking(kwartaal)),
        _ => None,
    };
    opgeslagen.iter().filter(|een| !een.bekend).filter_map(document).collect()
}

const fn document(een: &Gelezeninhoud) -> Option<Document> {
    match een {
        Gelezeninhoud::Rapport(r) => Some(Document::Rapportage(r.aanbieder, r.kwartaal)),
        Gelezeninhoud::Dekkingsoverzicht(d) => Some(Document::Dekking(d.kwartaal)),
        Gelezeninhoud::CvsExport(c) => Some(Document::Cvs(c.gemeente, c.kwartaal)),
        Gelezeninhoud::Uitvraag { .. } => None,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The name of a file as it is shown.
pub(super) fn file_name(pad: &Path) -> String {
    wording::pad(pad.file_name().map_or(pad, Path::new))
}

/// A file or folder that the system would not let us read; the error goes into the log too, so its name is as shown.
pub(super) fn unreadable(pad: &Path, oorzaak: std::io::Error) -> Fout {
    Fout::Lezen { pad: wording::pad(pad).into(), oorzaak }
}

/// A header mapping as the store remembers it; one that no longer means anything is left out.
fn remembered(koppeling: Koppeling) -> Option<Kolomkoppeling> {
    let blad = Bladsoort::of_key(&koppeling.blad)?;
    Some(Kolomkoppeling { aanbieder: Aanbieder::new(&koppeling.wie), blad, kop: koppeling.kop, kolom: koppeling.kolom })
}

/// Passes the progress of one file on as that of the whole job.
struct Doorgever<'v> {
    voortgang: &'v mut dyn Leesvoortgang,
    bestand: usize,
    van: usize,
    naam: String,
}

impl importing::Voortgang for Doorgever<'_> {
    fn meld(&mut self, rijen: u64) -> bool {
        let stap = Leesstap { bestand: self.bestand, van: self.van, naam: self.naam.clone(), gedaan: rijen, totaal: None };
        self.voortgang.stap(&stap);
        !self.voortgang.is_cancelled()
    }
}
