//! Use cases: what the terminal program and the commands have in common.
//!
//! Owns: putting a file away, forming the view of a kwartaal, recording an afspraak; the settings and folders of the user.
//! Deliberately absent: ratatui, clap, SQL. Screens and commands get plain structs in domain terms and word them themselves.
//!
//! **Architecture Invariant:** one [`App`] is used by one thread at a time; it is `Send`, so that a worker can own it.

mod aandacht;
mod aantafel;
mod afspraken;
mod agenda;
mod agendastuk;
mod anderen;
mod besproken;
mod bestandslijst;
mod bevindingen;
mod botsing;
mod cijferboek;
mod cijfers;
mod concepten;
mod controle;
mod databases;
mod dekking;
mod doorlopend;
mod eerder;
mod ergste;
mod evaluatief;
mod fout;
mod gedeeld;
mod gesprek;
mod hervinden;
mod inleesspoor;
mod inlezen;
mod inschrijven;
mod instellingen;
mod invoer;
mod jaarbeeld;
mod jaargesprekken;
mod jaarpunt;
mod kalenderbestand;
mod kopieen;
mod kpi;
mod ladder;
mod lijst;
mod mappen;
mod meegeleverd;
mod namen;
mod normenkader;
mod onderhoud;
mod ongedaan;
mod onthouden;
mod ontwikkeldoelen;
mod opschonen;
mod overzicht;
mod pergemeente;
mod planvoorstel;
mod post;
mod puntgeschiedenis;
mod pxq;
mod pxqlijnen;
mod rapportages;
mod reeksen;
mod register;
mod rol;
mod signaaltrend;
mod signalen;
mod spoor;
mod tarief;
#[cfg(test)]
mod testing;
mod tomlbestand;
mod trajecten;
mod uitgang;
mod uitvraag;
mod vaststelling;
mod vergelijking;
mod verschil;
mod verslag;
mod voorbeeld;
mod voorkeuren;
mod vooruitblik;
mod vullen;
mod werkdagen;
mod werkmappen;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::clock;
use crate::domain::{
    Aanbieder, Document, Documentsoort, Gemeente, Genoemdenaam, Kwartaal, Normenkader, Participatieladder, Register, Werkdagen,
};
use crate::storage::{self, Act, Meekomst, OpenHandeling, Opening, Store};

pub use crate::files::{expand_home, home};
pub use crate::storage::{Keuze, Kies, Kopie, Koppeling as Onthoudenkop, Nieuws, server_of, shown_place};
pub use aandacht::{Aandachtbeeld, Aandachtregel};
pub use aantafel::Tafeldaad;
pub use afspraken::{Afspraakfilter, Afspraakregel, Afspraakrij, Afspraakwijziging, NieuweAfspraak};
pub use agenda::{Agendabeeld, Agendaregel, Lopenderegel, Uitkomstregel, Verborgen, Verborgenwoorden};
pub use agendastuk::Agendakeuzes;
pub use anderen::{Anderen, Bezoek};
pub use bestandslijst::{Bestandslijst, may_be_read};
pub use bevindingen::{Bevindinghulp, finding_help, finding_title};
pub use botsing::Botsingregel;
pub use cijferboek::{Cijferblad, Cijferkeuze};
pub use concepten::{Conceptding, Conceptplek, Gespreksplek};
pub use controle::Controle;
pub use dekking::{Dekkingsbeeld, Dekkingscel, Dekkingsstand, Gemeentedekking, Verandering};
pub use ergste::how_bad;
pub use evaluatief::Evaluatie;
pub use fout::{Aard, Fout, Melding};
pub use gedeeld::Overgezet;
pub use gesprek::{Gesprekregel, Gesprekwijziging, NieuwGesprek, Puntwijziging};
pub use inlezen::{
    Bestandsoort, Inleesronde, Kopkeuze, Leesopties, Leesstap, Leesvoortgang, Opgeslagen, Voorstel, Voorstelinhoud,
};
pub use inschrijven::{Aanbiederwijziging, Contractwijziging, Optiebesluit};
pub use instellingen::{DREMPELS, Drempel, Instellingenbeeld};
pub use jaargesprekken::{Gesprekplek, Jaargesprek, Jaargesprekken};
pub use kopieen::{last_copy_in, last_copy_sentence};
pub use kpi::{Herleidingbeeld, Herleidingvraag, KpiBeeld, NormRij, Normcel, Reeks, Trendpunt};
pub use lijst::{Lijst, Lijstkolom};
pub use mappen::Mappen;
pub use ongedaan::{Handelingregel, Handelingstand, Ongedaan, Undovraag};
pub use onthouden::{Onthouden, Uitgaandonthouden};
pub use ontwikkeldoelen::Doelwijziging;
pub use opschonen::Opschoning;
pub use overzicht::{Afsprakensamenvatting, Overzicht, Rapportagestatus, Taak, TeDoen};
pub use pergemeente::Gemeentenbeeld;
pub use planvoorstel::Planvoorstel;
pub use post::{Overgeslagen, Postgemaakt, Postronde, Postvraag};
pub use pxq::{Budgetstand, Pxqbeeld, Pxqtotaal};
pub use pxqlijnen::{Pxqlijn, Pxqlijnen, Pxqmaat, Pxqniveau, Pxqwaarde};
pub use rapportages::{Dekkingsversie, RapportageRegel, Rapportagebeeld, Tijdigheidsreeks, Versiebeeld, Versieregel, Versierij};
pub use register::{Aanbiederbeeld, Contractbeeld, Contractmoment, Getoonden, Openoptie, Registerregel};
pub use rol::Rol;
pub use signaaltrend::Signaaltrendbeeld;
pub use signalen::{
    Bundelbeeld, Gezienrij, NieuwSignaal, Signaalfilter, Signaalgeheugen, Signaalregel, Signaalwijziging, individuele_aanbieders,
};
pub use tarief::Tariefregel;
pub use trajecten::{Cvsbeeld, Deelnemerbeeld, Deelnemerlijst, Deelnemertreffer, Ladderbeeld};
pub use uitgang::Akkoord;
pub use uitvraag::{Uitvraagbeeld, Uitvraagstand};
pub use vergelijking::{Kwartaalvergelijking, Vergelijkpaar, Vergelijkregel, Vergelijkvraag};
pub use verschil::{Eerstecijfer, Rijverschil, Verschoven, Versieverschil};
pub use verslag::{Kalenderbeeld, Verslagkeuzes, Verslagvorm};
pub use voorbeeld::{
    LEVERINGEN, Voorbeeld, Voorbeeldafspraak, Voorbeeldbesluit, Voorbeeldbudget, Voorbeeldcontact, Voorbeelddoel,
    Voorbeeldfeiten, Voorbeeldgesprek, Voorbeeldlevering, Voorbeeldsignaal, Voorbeeldtarief, Voorbeeldvoortgang,
};
pub use voorkeuren::{Instellingen, Thema};
pub use vooruitblik::{Doelbeeld, Normblik};
pub use werkmappen::{GeenVerwijzing, Uitgevraagd, Verwijzing, Vooringevuld};

/// What the surroundings tell the program; fixed for its whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omgeving {
    /// The day that counts as today (`--vandaag`, else the clock's).
    pub vandaag: NaiveDate,
    /// Who acts, for the change log.
    pub wie: String,
    /// Whether the data is the fictitious example: every screen and export says VOORBEELDGEGEVENS.
    pub voorbeeld: bool,
}

/// How a database is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Openwijze<'a> {
    /// Only to be read, which is possible while another program has it for itself too.
    pub lezen: bool,
    /// Rows come with opening a server: figures are shown at once, and none of them was computed here before
    /// ([`App::was_here`]).
    pub rijen: bool,
    /// The password for a server that was asked for ([`Fout::asks_password`]).
    pub wachtwoord: Option<&'a str>,
}

/// The program without its face: a store, the normen, and who is asking.
#[derive(Debug)]
pub struct App {
    store: Store,
    omgeving: Omgeving,
    normen: Normenkader,
    ladder: Participatieladder,
    werkdagen: Werkdagen,
    register: Arc<Register>,
    pad: PathBuf,
    /// The folder of the user's own settings; None: there is none, and all is as it comes with the program.
    instellingen: Option<PathBuf>,
    /// The trajecten before a kwartaal, for reading one report after another.
    eerder: std::cell::RefCell<reeksen::Eerder>,
    laatst: std::cell::RefCell<Option<reeksen::Laatst>>,
    /// The versions that this program stored since it was opened.
    zelf_opgeslagen: HashMap<Document, u32>,
    /// A key for pseudonyms that no file was stored with yet.
    nieuwe_sleutel: std::cell::OnceCell<[u8; 32]>,
    rol: Rol,
    /// The settings of the user, and the folder that they are kept in; None: they stay as they are.
    eigen: voorkeuren::Instellingen,
    eigen_map: Option<PathBuf>,
    /// Where what the program still held was written when the file of the database was lost.
    gered: Option<PathBuf>,
    /// The moment of what is done while the example is filled; None: the clock says it.
    toen: Option<DateTime<Utc>>,
    /// Where copies are kept that the program makes by itself; None: none are.
    kopieen: Option<PathBuf>,
    /// Where the program remembers how it was used; None: nowhere.
    toestand: Option<PathBuf>,
    /// The newest act that the user can know of.
    gehoord: std::cell::Cell<i64>,
    /// Sentences that name others and that the user let go out since the program was started, each with the aanbieder who reads it
    /// and the gemeente of the gesprek.
    toegestaan: std::cell::RefCell<Vec<(Aanbieder, Option<Gemeente>, Genoemdenaam)>>,
    /// Whether nothing was done yet but opening it.
    opent: std::cell::Cell<bool>,
}

/// Why an act stopped: the store, or what was asked.
#[derive(Debug)]
enum Stop {
    Store(storage::Error),
    Fout(Fout),
}

impl From<storage::Error> for Stop {
    fn from(e: storage::Error) -> Self {
        Self::Store(e)
    }
}

impl From<Fout> for Stop {
    fn from(fout: Fout) -> Self {
        Self::Fout(fout)
    }
}

impl App {
    /// Opens the database at `pad`, making it when it is not there; `instellingen` is the folder with the user's own normen,
    /// labels and free days (None: what comes with the program).
    pub fn open(pad: &Path, instellingen: Option<&Path>, omgeving: Omgeving) -> Result<Self, Fout> {
        Self::open_with(pad, instellingen, omgeving, Openwijze::default())
    }

    /// The same, with how else it is opened.
    pub fn open_with(pad: &Path, instellingen: Option<&Path>, omgeving: Omgeving, wijze: Openwijze<'_>) -> Result<Self, Fout> {
        let Openwijze { lezen, rijen, wachtwoord } = wijze;
        let mee = if rijen { Meekomst::MetRijen } else { Meekomst::ZonderRijen };
        let opening = Opening { wie: &omgeving.wie, wanneer: clock::now(), lezen, wachtwoord, mee, ..Opening::default() };
        let store = Store::open_as(pad, &opening).map_err(|oorzaak| Fout::opslag(pad, oorzaak))?;
        // On a server everybody goes by the name that it knows him by.
        let omgeving = Omgeving { wie: store.login().map_or(omgeving.wie, str::to_owned), ..omgeving };
        // By a service or an address: it is the same database.
        let plek = store.server().unwrap_or_else(|| pad.to_owned());
        Self::on(store, &plek, instellingen, omgeving)
    }

    fn on(store: Store, pad: &Path, instellingen: Option<&Path>, omgeving: Omgeving) -> Result<Self, Fout> {
        let normen = normenkader::load(instellingen)?;
        let ladder = ladder::load(instellingen)?;
        let werkdagen = werkdagen::load(instellingen)?;
        let pad = pad.to_owned();
        let mut app = Self {
            store,
            omgeving,
            normen,
            ladder,
            werkdagen,
            register: Arc::default(),
            pad,
            instellingen: instellingen.map(Path::to_owned),
            eerder: std::cell::RefCell::default(),
            laatst: std::cell::RefCell::default(),
            zelf_opgeslagen: HashMap::new(),
            nieuwe_sleutel: std::cell::OnceCell::new(),
            rol: Rol::default(),
            eigen: voorkeuren::Instellingen::default(),
            eigen_map: None,
            gered: None,
            toen: None,
            kopieen: None,
            toestand: None,
            gehoord: std::cell::Cell::default(),
            toegestaan: std::cell::RefCell::default(),
            opent: std::cell::Cell::new(true),
        };
        app.store.begin_look();
        app.begin_to_hear().map_err(|e| app.refused(e))?;
        app.load_register()?;
        // A gesprek that was established by an earlier program is read as it would have been until this works.
        if let Err(fout) = app.complete_vaststellingen() {
            tracing::warn!(%fout, "vastgestelde verslagen nog niet bewaard");
        }
        Ok(app)
    }

    /// An act of the user at this moment, for the change log.
    fn act(&self, wat: impl Into<String>) -> Act {
        Act::new(self.omgeving.wie.clone(), self.moment(), wat)
    }

    /// The moment at which something is done. On a day that was fixed (`--vandaag`) it is that day, so that a rehearsal hangs
    /// together: what is made on it is not younger than the gesprekken of it.
    fn moment(&self) -> DateTime<Utc> {
        self.toen.unwrap_or_else(|| clock::moment_on(self.omgeving.vandaag))
    }

    /// Does several things as one act, all or none.
    fn perform<T>(&mut self, act: &Act, doing: impl FnOnce(&mut OpenHandeling<'_>) -> Result<T, Stop>) -> Result<T, Fout> {
        let done = self.store.perform(act, doing);
        done.map_err(|stop| self.stopped(stop))
    }

    fn stopped(&self, stop: Stop) -> Fout {
        match stop {
            Stop::Store(oorzaak) => self.refused(oorzaak),
            Stop::Fout(fout) => fout,
        }
    }

    /// The error of a use case that the store refused or could not do.
    fn refused(&self, oorzaak: storage::Error) -> Fout {
        let naam = oorzaak.about().map(|(soort, id)| self.name_of(soort, id));
        Fout::Opslag { pad: self.pad.clone(), naam, oorzaak }
    }

    /// The day that counts as today.
    pub const fn vandaag(&self) -> NaiveDate {
        self.omgeving.vandaag
    }

    /// Who acts, for the change log.
    pub fn wie(&self) -> &str {
        &self.omgeving.wie
    }

    /// Whether the data is the fictitious example.
    pub const fn is_voorbeeld(&self) -> bool {
        self.omgeving.voorbeeld
    }

    /// Why nothing can be changed, as the end of a sentence; None when it can.
    pub fn alleen_lezen(&self) -> Option<&'static str> {
        self.store.only_reads().map(fout::waarom)
    }

    /// The normen and thresholds in force.
    pub const fn normen(&self) -> &Normenkader {
        &self.normen
    }

    /// The names of the treden and the labels of the gemeenten.
    pub const fn ladder(&self) -> &Participatieladder {
        &self.ladder
    }

    /// Who the aanbieders are, as this program last read it.
    pub const fn register(&self) -> &Arc<Register> {
        &self.register
    }

    /// The database file.
    pub fn pad(&self) -> &Path {
        &self.pad
    }

    /// The kwartalen that something was delivered for, in order; empty on a first run.
    pub fn kwartalen(&self) -> Result<Vec<Kwartaal>, Fout> {
        let Some((eerste, laatste)) = self.store.span().map_err(|e| self.refused(e))? else { return Ok(Vec::new()) };
        let mut kwartalen = Vec::new();
        for soort in [Documentsoort::Rapportage, Documentsoort::Dekking] {
            let versies = self.store.versions(soort, eerste, laatste).map_err(|e| self.refused(e))?;
            kwartalen.extend(versies.iter().map(|v| v.document.kwartaal()));
        }
        kwartalen.sort_unstable();
        kwartalen.dedup();
        Ok(kwartalen)
    }

    /// The kwartaal to open on: the newest with a report, else the last one that was over `vandaag`.
    pub fn start_kwartaal(&self) -> Result<Kwartaal, Fout> {
        let newest = self.kwartalen()?.last().copied();
        Ok(newest.unwrap_or_else(|| Kwartaal::last_over(self.omgeving.vandaag)))
    }
}
