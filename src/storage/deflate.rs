//! Bytes that are kept packed: the files of a verslag, and the example as it was left.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::error::{Error, Result, unreadable};

pub(super) fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|e| Error::Internal(e.to_string()))
}

/// `what`: what they are, for who reads that they are damaged.
pub(super) fn inflate(bytes: &[u8], what: &'static str) -> Result<Vec<u8>> {
    let mut plain = Vec::new();
    DeflateDecoder::new(bytes).read_to_end(&mut plain).map_err(|e| unreadable(what, e))?;
    Ok(plain)
}
