//! The one integration test binary: a module per topic. One binary links once, which keeps `cargo test` quick.
//!
//! Each module is marked `cfg(test)` so that clippy knows its helpers as test code too.

#[cfg(test)]
mod bestand;
#[cfg(test)]
mod cijferboek;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod domein;
#[cfg(test)]
mod doorgaand;
#[cfg(test)]
mod gebruiker;
#[cfg(test)]
mod gedeeld;
#[cfg(test)]
mod gevallen;
#[cfg(test)]
mod grenzen;
#[cfg(test)]
mod handleiding;
#[cfg(test)]
mod importing;
#[cfg(test)]
mod individueel;
#[cfg(test)]
mod inschrijven;
#[cfg(test)]
mod jaarbeeld;
#[cfg(test)]
mod kamer;
#[cfg(test)]
mod lekken;
#[cfg(test)]
mod opdrachten;
#[cfg(test)]
mod post;
#[cfg(test)]
mod pxq;
#[cfg(test)]
mod register;
#[cfg(test)]
mod signalen;
#[cfg(test)]
mod sjabloon;
#[cfg(test)]
mod storage;
#[cfg(test)]
mod tidy;
#[cfg(test)]
#[cfg(unix)]
mod tui;
#[cfg(test)]
mod uitgang;
#[cfg(test)]
mod vaststelling;
#[cfg(test)]
mod voorbeeld;

#[cfg(test)]
mod aanbieders {
    use accountgesprek::app::App;
    use accountgesprek::domain::{Aanbieder, Register};

    pub(crate) const PSW: Aanbieder = who("psw");
    pub(crate) const RENDIZ: Aanbieder = who("rendiz");
    pub(crate) const QWYL: Aanbieder = who("qwyl");
    /// The three that are contracted for segment collectief, in the order of the register.
    pub(crate) const DRIE: [Aanbieder; 3] = [PSW, RENDIZ, QWYL];

    /// The aanbieder with this key.
    pub(crate) const fn who(key: &str) -> Aanbieder {
        match Aanbieder::new(key) {
            Some(aanbieder) => aanbieder,
            None => panic!("no key"),
        }
    }

    /// The register that comes with the program.
    pub(crate) fn register() -> Register {
        App::meegeleverd_register().unwrap()
    }
}
