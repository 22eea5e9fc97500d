//! The binary: hands over to the commands or the terminal program. Knows nothing else.

use std::process::ExitCode;

use accountgesprek::{cli, tui};

fn main() -> ExitCode {
    cli::run(std::env::args_os(), tui::run)
}
