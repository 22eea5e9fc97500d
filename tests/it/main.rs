//! The one integration test binary: a module per topic. One binary links once, which keeps `cargo test` quick.
//!
//! Each module is marked `cfg(test)` so that clippy knows its helpers as test code too.

#[cfg(test)]
mod bestand;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod domein;
#[cfg(test)]
mod doorgaand;
#[cfg(test)]
mod gebruiker;
#[cfg(test)]
mod gevallen;
#[cfg(test)]
mod grenzen;
#[cfg(test)]
mod handleiding;
#[cfg(test)]
mod importing;
#[cfg(test)]
mod kamer;
#[cfg(test)]
mod lekken;
#[cfg(test)]
mod signalen;
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
