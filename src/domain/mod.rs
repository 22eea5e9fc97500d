//! The field itself: what the program knows and how it decides. Values in, values out.
//!
//! **Architecture Invariant:** knows nothing of files, SQL, the clock (`today` is an argument), the terminal or file formats.

mod aandacht;
mod afspraak;
pub mod agenda;
mod bericht;
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
mod documentsoort;
mod gemeente;
mod gesprek;
mod gezien;
mod herleiding;
pub mod kaart;
pub mod kalender;
pub mod klein;
mod kolom;
mod kort;
mod kwartaal;
mod ladderdoel;
mod levering;
mod meting;
mod metingen;
mod namen;
mod norm;
mod onderdeel;
mod ontwikkeldoel;
mod oordeel;
mod pxq;
mod rapport;
mod regel;
pub mod register;
mod rekenregels;
mod respons;
pub(crate) mod schoon;
mod segment;
mod selectie;
mod signaal;
pub mod signaaltrend;
pub(crate) mod sleutel;
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
pub use afspraak::{
    Aanleiding, Afspraak, Afspraaknummer, Afspraaksoort, Afspraakstatus, Gesprekstelling, NotANumber, Vergelijking, Verwachting,
};
pub use bericht::{Bericht, Emailadres, GeenEmailadres, Ontvanger, Postsoort};
pub use bevinding::{Bestandsoordeel, Bevinding, Ernst, Leveringsdeel, onleesbare_codes};
pub use beweging::{Ladderbeweging, Laddergang, Ladderreeks};
pub use breuk::Breuk;
pub use change::{Change, Handeling, Soort, logged};
pub use codes::Codes;
pub use cvs::{Cvsrij, Cvsstand, Cvsveld, Cvsvergelijking, Cvsverschil, Hersteller, Vastgelegd, Veldwaarde};
pub use dag::{moment_in_nederland, nederlandse_dag, nederlandse_klok};
pub use deelnemer::Deelnemercode;
pub use dekking::{
    Celstand, Dagdekking, Dagdekkingscel, Dekkingseinde, Dekkingsgegevens, Dekkingswijziging, dekking_metingen, dekkingseinden,
};
pub use dekkingsmelding::Dekkingsmelding;
pub use documentsoort::Documentsoort;
pub use gemeente::Gemeente;
pub use gesprek::{Agendapunt, Gesprek, Gespreksoort, Gespreksstatus, Tafels, Uitkomst, Uitkomstinhoud, Uitkomstsoort};
pub use gezien::Gezien;
pub use herleiding::{Herleider, dekking_herleiding, pool_herleiding};
pub use kolom::{Kolom, Kolomsoort, Kolomwaarde, Rijwaarden};
pub use kwartaal::{Kwartaal, NotAKwartaal, Periode};
pub use ladderdoel::{Ladderdoel, Stappen};
pub use levering::{Deelstand, Document, Levering, NieuweLevering, Opslag, Versie};
pub use meting::{Afstand, Einde, Herleiding, Herleidingsrij, Klasse, Meting, Onderdeel, Oordeel, Reden, Telling, Waarde};
pub use metingen::{Meetreeks, Rijsoorten, in_volgorde, of_one_norm, pool};
pub use namen::{Aanbiedernamen, Genoemdenaam};
pub use norm::{Drempels, Indicator, Norm, NormId, Normenkader, Opschorting, Richting};
pub use onderdeel::Onderdeelsleutel;
pub use ontwikkeldoel::{Doelnotitie, Doelstand, Ontwikkeldoel};
pub use oordeel::{Verschil, afstand, getoond, judge, op_schaal, tekort, weergave};
pub use pxq::{Ontbrekend, Productkosten, Pxqreeks, Pxqregel, Pxqsom, Pxqstand, Trajecturen};
use rapport::Voorrang;
pub use rapport::{
    CvsExport, Cvsregel, Deel, Deelnemers, Dekkingsoverzicht, Dekkingsregel, Kolommen, Niveau, Rapport, Samenwerking,
    Tevredenheid, Tevredenheidsregel, Toon, Uitvraagantwoord, Uitvraagretour,
};
pub use regel::{Feitregel, Genoemd, Getypt, Stuk};
pub use register::{Aanbieder, Register, Voorvoegsel};
pub use rekenregels::REKENREGELS;
pub use respons::Respons;
pub use schoon::{Schoon, Tekst};
pub use segment::Segment;
pub use selectie::Selectie;
pub use signaal::{Bundel, Onderwerp, Signaal, Signaalstand, Signaalstatus, gemeenten};
pub use sleutel::Sleutel;
pub use stand::{Correctie, Plaats, Stand, TrajectId, Trajectstand, Trajectuitkomst};
pub use tarief::{Budget, Tarief, Tariefproduct, Tarieven};
pub use tijdigheid::{Eerstelevering, Tijdigheid, Tijdigheidstelling};
pub use traject::{Product, Productopgave, Trajectregel, Uitstroom, Uitstroomsoort, recognised_outcome};
pub use trede::{Participatieladder, Trede, fold_label};
pub use uren::Urensprong;
pub use verloop::{Trajectverloop, Verloopreeks, Verloopstap};
pub use werkdag::{Werkdagen, feestdag};
