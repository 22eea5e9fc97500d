//! The log: a file in the state folder, never the screen, for its owner only. It holds what went wrong, not what was in the
//! files: errors say there what they are, not what they are about.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::filter::LevelFilter;

const NOW: &str = "accountgesprek.log";

/// The most that it holds, in bytes.
const MOST: u64 = 512 * 1024;

/// Starts the log in `map`; None when it cannot be written, which is no reason not to work.
pub(super) fn start(map: &Path) -> Option<()> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(map).ok()?;
    remove_others(map);
    let path = map.join(NOW);
    if size(&path) > MOST / 2 {
        // What is old goes; it begins anew.
        fs::remove_file(&path).ok()?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let writer = Bounded { file: options.open(&path).ok()?, left: MOST.saturating_sub(size(&path)) };
    tracing_subscriber::fmt().with_writer(Mutex::new(writer)).with_ansi(false).with_max_level(LevelFilter::INFO).try_init().ok()
}

/// Notes a panic: where it was, and what it says when that was written beforehand. A text that was made on the spot may quote what
/// was worked on.
pub(super) fn note_panic(info: &PanicHookInfo<'_>) {
    let plaats = info.location().map(ToString::to_string).unwrap_or_default();
    let tekst = info.payload().downcast_ref::<&'static str>().copied().unwrap_or_default();
    tracing::error!(plaats, tekst, "fout in het programma zelf");
}

/// Removes the files of earlier versions, which others could read.
fn remove_others(map: &Path) {
    let Ok(entries) = fs::read_dir(map) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("accountgesprek.") && name.ends_with(".log") && name != NOW {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// A file that takes so many bytes and no more.
struct Bounded {
    file: File,
    left: u64,
}

impl Write for Bounded {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let length = line.len() as u64;
        if length > self.left {
            return Ok(line.len());
        }
        self.file.write_all(line)?;
        self.left -= length;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
