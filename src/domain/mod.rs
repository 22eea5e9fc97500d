//! The field itself: what the program knows and how it decides. Values in, values out.
//!
//! **Architecture Invariant:** knows nothing of files, SQL, the clock (`today` is an argument), the terminal or file formats.

mod aandacht;
mod afspraak;
pub mod agenda;
mod bevinding;
mod beweging;
mod breuk;
pub mod bsn;
mod change;
mod codes;
mod cvs;
mod dag;
mod deelnemer;
mod dekking;
mod dekkingsmelding;
mod gemeente;
mod gesprek;
mod gezien;
mod herleiding;
pub mod kaart;
pub mod kalender;
pub mod klein;
mod kort;
mod kwartaal;
mod levering;
mod meting;
mod metingen;
mod namen;
mod norm;
mod oordeel;
mod rapport;
mod regel;
pub mod register;
mod rekenregels;
pub(crate) mod schoon;
mod segment;
mod signaal;
mod stand;
mod tarief;
#[cfg(test)]
pub(crate) mod testing;
mod tijdigheid;
mod traject;
mod trede;
mod uren;
mod verloop;
pub mod verwachting;
pub mod vooruitblik;
pub mod vorm;
mod werkdag;

pub use aandacht::{Aandachtgrond, Aandachtreeks, Aandachtsoort, Aandachtspunt, JAREN_VOOR_VERVOLGAFSPRAAK};
pub use afspraak::{Aanleiding, Afspraak, Afspraaknummer, Afspraaksoort, Afspraakstatus, NotANumber, Vergelijking, Verwachting};
pub use bevinding::{Bestandsoordeel, Bevinding, Ernst, Leveringsdeel};
pub use beweging::{Ladderbeweging, Ladderreeks};
pub use breuk::Breuk;
pub use change::{Change, Handeling, Soort};
pub use codes::Codes;
pub use cvs::{Cvsrij, Cvsstand, Cvsveld, Cvsvergelijking, Cvsverschil, Hersteller, Vastgelegd, Veldwaarde};
pub use dag::{moment_in_nederland, nederlandse_dag, nederlandse_klok};
pub use deelnemer::Deelnemercode;
pub use dekking::{Celstand, Dekkingsbeeld, Dekkingscel, Dekkingsgegevens, Dekkingswijziging, dekking_metingen};
pub use dekkingsmelding::Dekkingsmelding;
pub use gemeente::Gemeente;
pub use gesprek::{Agendapunt, Gesprek, Gespreksstatus, Onderdeelsleutel, Uitkomst, Uitkomstinhoud, Uitkomstsoort};
pub use gezien::Gezien;
pub use herleiding::{Herleider, dekking_herleiding, pool_herleiding};
pub use kwartaal::{Kwartaal, NotAKwartaal, Periode};
pub use levering::{Deelstand, Document, Documentsoort, Levering, NieuweLevering, Opslag, Versie};
pub use meting::{Afstand, Herleiding, Herleidingsrij, Klasse, Meting, Onderdeel, Oordeel, Reden, Telling, Waarde};
pub use metingen::{Meetreeks, in_volgorde, pool};
pub use namen::{Genoemdenaam, Namen};
pub use norm::{Drempels, Indicator, Norm, NormId, Normenkader, Opschorting, Richting};
pub use oordeel::{Verschil, afstand, judge, weergave};
use rapport::Voorrang;
pub use rapport::{
    CvsExport, Cvsregel, Deel, Deelnemers, Dekkingsoverzicht, Dekkingsregel, Kolom, Kolommen, Niveau, Rapport, Samenwerking,
    Tevredenheid, Tevredenheidsregel, Toon, Uitvraagantwoord, Uitvraagretour,
};
pub use regel::{Feitregel, Genoemd, Getypt, Stuk};
pub use register::{Aanbieder, Register, Voorvoegsel};
pub use rekenregels::REKENREGELS;
pub use schoon::{Schoon, Tekst};
pub use segment::Segment;
pub use signaal::{Bundel, Onderwerp, Signaal, Signaalstatus, gemeenten};
pub use stand::{Correctie, Plaats, Stand, TrajectId, Trajectstand, Trajectuitkomst};
pub use tarief::{Pxq, Pxqregel, Tarief, Tariefproduct, Tarieven};
pub use tijdigheid::{Eerstelevering, Tijdigheid, Tijdigheidstelling};
pub use traject::{Product, Trajectregel, Uitstroom, Uitstroomsoort, recognised_outcome};
pub use trede::{Participatieladder, Trede, fold_label};
pub use uren::Urensprong;
pub use verloop::{Trajectverloop, Verloopreeks, Verloopstap};
pub use werkdag::{Werkdagen, feestdag};
