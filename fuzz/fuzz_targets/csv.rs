//! Any text under the header of Deelnemers: every cell reader, and what leaves must be safe to show.
#![no_main]

use accountgesprek::domain::Participatieladder;
use accountgesprek::importing::{Opties, read_bytes};
use libfuzzer_sys::fuzz_target;

const KOP: &[u8] =
    b"Deelnemer;Gemeente;Startdatum;Einddatum;Doelen;Begintrede;Uitstroomdatum;Uitstroom;Uren;Cijfer;Toelichting\n";

fuzz_target!(|bytes: &[u8]| {
    let ladder = Participatieladder::default();
    let geheel = [KOP, bytes].concat();
    let gelezen = read_bytes("psw-2024-K2.csv", &geheel, &Opties::new(&ladder), &mut ());
    let gelezen = gelezen.expect("nothing cancels, and bytes can always be read");
    for b in &gelezen.bevindingen {
        assert!(!b.tekst.chars().any(char::is_control), "{b:?}");
    }
});
