//! Lets the example happen and writes what that leaves: `cargo run --example voorbeelddatabase`, after the example data or how they
//! are stored changed. The program opens on that; the test `the_prepared_example_is_what_happened` holds the two together.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use accountgesprek::app::App;

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/voorbeeld/bereid.db.z");
    let bytes = App::prepare_voorbeeld().map_err(|fout| fout.melding().tekst)?;
    Ok(fs::write(env::args_os().nth(1).map_or(here, PathBuf::from), bytes)?)
}
