//! The bytes of a file: regular files of a sane size only, read whole, and the same before and after.
//!
//! Everything after this works on bytes in memory, so a file that is being written cannot change under a reader.

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::Leesfout;
use super::catalogus::Code;

/// The largest file that is read. A report of 100 000 rows is some 25 MB as csv; together with what a
/// reader keeps of it, a file of this size stays well within 256 MB.
pub(crate) const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Why there are no bytes: a finding on the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bestandsfout {
    pub(crate) code: Code,
    pub(crate) extra: String,
}

impl Bestandsfout {
    pub(crate) fn new(code: Code, extra: impl Into<String>) -> Self {
        Self { code, extra: extra.into() }
    }
}

/// Reads the file, or says why its content cannot be used.
///
/// # Errors
/// When the file cannot be opened or read at all.
pub(crate) fn lees(pad: &Path) -> Result<Result<Vec<u8>, Bestandsfout>, Leesfout> {
    let niet_leesbaar = |source| Leesfout::NietLeesbaar { pad: pad.to_owned(), source };
    // Looked at before it is opened: opening a fifo waits for a writer, and opening a device may do anything.
    let meta = std::fs::metadata(pad).map_err(niet_leesbaar)?;
    if let Some(fout) = weiger(&meta) {
        return Ok(Err(fout));
    }
    let mut bestand = File::open(pad).map_err(niet_leesbaar)?;
    let voor = bestand.metadata().map_err(niet_leesbaar)?;
    if let Some(fout) = weiger(&voor) {
        return Ok(Err(fout));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(voor.len()).unwrap_or(0).saturating_add(1));
    let gelezen = Read::by_ref(&mut bestand).take(MAX_BYTES + 1).read_to_end(&mut bytes);
    match gelezen {
        Ok(_) => {}
        Err(e) if e.kind() == ErrorKind::IsADirectory => {
            return Ok(Err(Bestandsfout::new(Code::GeenGewoonBestand, "een map")));
        }
        Err(e) => return Err(niet_leesbaar(e)),
    }
    let na = bestand.metadata().map_err(niet_leesbaar)?;
    let zelfde = voor.len() == na.len() && voor.modified().ok() == na.modified().ok();
    if !zelfde || u64::try_from(bytes.len()).ok() != Some(na.len()) {
        return Ok(Err(Bestandsfout::new(Code::BestandGewijzigd, "")));
    }
    Ok(Ok(bytes))
}

/// Refuses what is no regular file of a sane size.
fn weiger(meta: &Metadata) -> Option<Bestandsfout> {
    if !meta.is_file() {
        return Some(Bestandsfout::new(Code::GeenGewoonBestand, soort(meta)));
    }
    if meta.len() == 0 {
        return Some(Bestandsfout::new(Code::BestandLeeg, ""));
    }
    if meta.len() > MAX_BYTES {
        let extra = format!("{} MB, en ten hoogste {} MB wordt gelezen", meta.len() / 1_048_576, MAX_BYTES / 1_048_576);
        return Some(Bestandsfout::new(Code::BestandTeGroot, extra));
    }
    None
}

#[cfg(unix)]
fn soort(meta: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let soort = meta.file_type();
    if soort.is_dir() {
        "een map"
    } else if soort.is_fifo() {
        "een pijp (fifo)"
    } else if soort.is_socket() {
        "een socket"
    } else {
        "een apparaat"
    }
}

#[cfg(not(unix))]
fn soort(meta: &Metadata) -> &'static str {
    if meta.is_dir() { "een map" } else { "een apparaat" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(pad: &Path) -> Code {
        lees(pad).unwrap().unwrap_err().code
    }

    #[test]
    fn what_is_no_regular_file_is_refused_before_it_is_opened() {
        let map = tempfile::tempdir().unwrap();
        assert_eq!(code(map.path()), Code::GeenGewoonBestand);
        if cfg!(unix) {
            assert_eq!(code(Path::new("/dev/zero")), Code::GeenGewoonBestand);
        }
        let leeg = map.path().join("leeg.csv");
        File::create(&leeg).unwrap();
        assert_eq!(code(&leeg), Code::BestandLeeg);
        let groot = map.path().join("groot.csv");
        File::create(&groot).unwrap().set_len(2 << 30).unwrap();
        assert_eq!(code(&groot), Code::BestandTeGroot);
    }

    #[test]
    fn a_file_that_is_not_there_is_the_surroundings() {
        assert!(matches!(lees(Path::new("bestaat-niet.xlsx")), Err(Leesfout::NietLeesbaar { .. })));
    }
}
