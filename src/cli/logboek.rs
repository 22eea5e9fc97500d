//! The log: a file in the state folder, never the screen. It holds what went wrong, not what was in the files.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::filter::LevelFilter;

/// Keeps the log being written; what is still waiting goes to disk when it is dropped.
#[derive(Debug)]
pub(super) struct Logboek {
    _guard: WorkerGuard,
}

/// Starts the log in `map`; None when it cannot be written, which is no reason not to work.
pub(super) fn start(map: &Path) -> Option<Logboek> {
    std::fs::create_dir_all(map).ok()?;
    let appender = tracing_appender::rolling::Builder::new()
        .rotation(tracing_appender::rolling::Rotation::DAILY)
        .filename_prefix("accountgesprek")
        .filename_suffix("log")
        .max_log_files(14)
        .build(map)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    tracing_subscriber::fmt().with_writer(writer).with_ansi(false).with_max_level(LevelFilter::INFO).try_init().ok()?;
    Some(Logboek { _guard: guard })
}
