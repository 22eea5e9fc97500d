//! The store: everything that outlives the program, in one SQLite file.
//!
//! Owns the tables, transactions, versions of what is delivered, the change log with undo, drafts, the cache, backup and
//! repair. Methods speak domain types: no SQL, row or type of an engine leaves this folder. Deliberately absent: rules of
//! the field (`domain`), file formats (`importing`, `reports`), the clock (the moment is an argument) and Dutch sentences
//! (`wording` makes them of [`Error`]).
//!
//! **Architecture Invariant:** one call is one transaction. A call that fails, or a program that is killed, leaves all as it was.
//!
//! **Architecture Invariant:** what people edit changes through [`OpenHandeling`] only, so that every change is in the log
//! and can be undone, also after a restart.

mod afschrift;
mod afspraken;
mod backup;
mod botsing;
mod cache;
mod concepten;
mod controle;
mod deflate;
mod deliveries;
mod document;
mod engine;
mod error;
mod fingerprint;
#[cfg(feature = "gedeeld")]
mod gedeeld;
mod gesprekken;
mod hervonden;
mod kopieen;
mod koppelingen;
mod log;
mod meegenomen;
mod note;
mod opening;
mod opschonen;
mod reading;
mod rows;
mod ruimte;
mod samenvoegen;
mod schema;
mod signalen;
mod snapshot;
mod store;
mod tables;
mod teruggenomen;
#[cfg(test)]
#[cfg(feature = "gedeeld")]
pub(crate) mod testing;
mod toen;
mod undo;
mod values;
mod vaststelling;
#[cfg(not(feature = "gedeeld"))]
mod zonder;

pub use botsing::{Botsing, Keuze, Kies, Samenvoeging, Spoor};
pub use concepten::Concept;
pub use controle::Gebrek;
pub use engine::Nieuws;
pub use error::{Access, AlleenLezen, Error, Houder, Result};
pub use hervonden::Rijenvondst;
pub use kopieen::{Kopie, copies, is_due};
pub use koppelingen::Koppeling;
pub use log::{Act, OpenHandeling, PROGRAMMA};
pub use meegenomen::Meegenomen;
pub use opening::{Meekomst, Opening, server_of, shown_place};
pub use opschonen::{Opgeschoond, Vermelding, copies_with};
pub use signalen::{Ontvangen, Uitvraagopslag};
pub use store::Store;
pub use tables::Stored;
pub use undo::{Groep, Terug};
pub use vaststelling::Vaststelling;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::PSW;
    use crate::domain::{Bestandsoordeel, Deelnemercode, Deelnemers, Gemeente, NieuweLevering, Opslag, Rapport, Trajectregel};

    #[test]
    fn an_import_on_a_full_disk_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db")).unwrap();
        let start = "2024-01-01".parse().unwrap();
        let row = |n: u32| Trajectregel::new(Deelnemercode::new(format!("P{n}")).unwrap(), Gemeente::Venlo, start);
        let deelnemers = Deelnemers { regels: (0..5000).map(row).collect(), ..Deelnemers::default() };
        let rapport = Rapport { deelnemers: Some(deelnemers), ..Rapport::new(PSW, "2024-K2".parse().unwrap()) };
        let levering = NieuweLevering {
            bestand: "a.csv".into(),
            sha256: "a".to_owned(),
            ontvangen: start,
            oordeel: Bestandsoordeel::Goed,
            reden: None,
            pseudoniem: false,
            bevindingen: Vec::new(),
            over: None,
        };
        let act = Act::new("contractmanager", chrono::DateTime::UNIX_EPOCH, "ingelezen");
        let file = store.conn.file().unwrap();
        file.limit(file.pages().unwrap() + 20);
        let full = store.save_rapport(&act, &rapport, &levering);
        assert!(matches!(full, Err(Error::DiskFull)), "{full:?}");
        assert_eq!(store.span().unwrap(), None);
        assert!(store.acts(1).unwrap().is_empty());
        store.conn.file().unwrap().limit(1_000_000);
        assert_eq!(store.save_rapport(&act, &rapport, &levering).unwrap(), Opslag::Nieuw { versie: 1 });
    }
}
