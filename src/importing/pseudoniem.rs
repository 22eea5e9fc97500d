//! Replaces deelnemer codes by a keyed hash, for aanbieders that have nothing better than a BSN (`domein.md` 8).

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::Deelnemercode;

/// Returns the code's pseudonym: the same key and code give the same one, whatever the case of the letters.
///
/// 80 bits of HMAC-SHA256: two codes of one database meeting by chance is out of the question, and without the key
/// the few hundred million possible BSN's cannot be tried.
pub(super) fn code(sleutel: &[u8], code: &Deelnemercode) -> Option<Deelnemercode> {
    Deelnemercode::new(hash(sleutel, code.sleutel())?)
}

/// The pseudonym of a code by its folded form.
pub(super) fn hash(sleutel: &[u8], code: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(sleutel).ok()?;
    mac.update(code.as_bytes());
    let hash = mac.finalize().into_bytes();
    let mut tekst = String::from("P-");
    for byte in hash.iter().take(10) {
        // Writing to a String cannot fail.
        let _ = write!(tekst, "{byte:02x}");
    }
    Some(tekst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_stable_under_its_key_and_never_the_code() {
        let bsn = Deelnemercode::new("123456782").unwrap();
        let een = code(b"sleutel", &bsn).unwrap();
        assert_eq!(Some(een.clone()), code(b"sleutel", &bsn));
        assert_ne!(Some(een.clone()), code(b"andere", &bsn));
        // As other programs make it: what is stored under a key must be found under it for years.
        assert_eq!(een.as_str(), "P-068c481f31824d0c5cd8");
        assert!(!een.as_str().contains("123456782"));
        assert_eq!(code(b"k", &Deelnemercode::new("Ab").unwrap()), code(b"k", &Deelnemercode::new("aB").unwrap()));
    }
}
