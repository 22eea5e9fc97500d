//! Any bytes as a workbook: xlsx, xls or ods by their content. Start from `tests/data/import`.
#![no_main]

use accountgesprek::domain::{Bestandsoordeel, Participatieladder};
use accountgesprek::importing::{Opties, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let ladder = Participatieladder::default();
    let gelezen = read_bytes("psw-2024-K2.xlsx", bytes, &Opties::new(&ladder), &mut ());
    let gelezen = gelezen.expect("nothing cancels, and bytes can always be read");
    assert_eq!(gelezen.oordeel == Bestandsoordeel::NietBruikbaar, gelezen.inhoud.is_empty());
});
