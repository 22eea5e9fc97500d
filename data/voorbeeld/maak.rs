//! Writes the example data anew: `cargo run --example voorbeelddata`. Everything in it is fictitious.
//!
//! The same program always writes the same bytes; the test `voorbeeld` holds the files in this folder against it.
//! With a path as argument it writes there instead.

mod generator;

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/voorbeeld");
    let to = env::args_os().nth(1).map_or(here, PathBuf::from);
    for folder in generator::FOLDERS {
        let folder = to.join(folder);
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    for file in generator::files() {
        let path = to.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.bytes)?;
    }
    Ok(())
}
