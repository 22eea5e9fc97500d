//! A user of the commands: an empty home, a database that is not there yet, and what the binary answers.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A user with an empty home and a database that is not there yet.
pub(crate) struct Gebruiker {
    pub(crate) map: TempDir,
}

/// What a command said and how it ended.
pub(crate) struct Antwoord {
    pub(crate) code: i32,
    pub(crate) uit: String,
    pub(crate) fout: String,
}

impl Antwoord {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.fout);
        serde_json::from_str(&self.uit).unwrap_or_else(|e| panic!("{e}: {}", self.uit))
    }

    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.uit, self.fout);
        // Whatever happens, no Rust error and no backtrace.
        for woord in ["panicked", "RUST_BACKTRACE", "Error:", "Os {", "os error"] {
            assert!(!self.fout.contains(woord) && !self.uit.contains(woord), "{woord}: {}", self.fout);
        }
        self
    }
}

impl Gebruiker {
    pub(crate) fn new() -> Self {
        Self { map: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, naam: &str) -> PathBuf {
        self.map.path().join(naam)
    }

    pub(crate) fn write(&self, naam: &str, tekst: &str) -> String {
        let pad = self.path(naam);
        fs::create_dir_all(pad.parent().unwrap()).unwrap();
        fs::write(&pad, tekst).unwrap();
        pad.display().to_string()
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accountgesprek"));
        // What is said is looked at here, and not where its lines break.
        command.env_clear().env("HOME", self.map.path()).env("USER", "tester").env("COLUMNS", "1000").stdin(Stdio::null());
        command
    }

    /// Runs a command as typed, without `--db`.
    pub(crate) fn bare(&self, args: &[&str]) -> Antwoord {
        answer(self.command().args(args).output().unwrap())
    }

    /// Runs a command on this user's database, on 1 July 2024.
    pub(crate) fn run(&self, args: &[&str]) -> Antwoord {
        self.run_on("2024-07-01", args)
    }

    /// The same on another day.
    pub(crate) fn run_on(&self, dag: &str, args: &[&str]) -> Antwoord {
        let db = self.path("test.db").display().to_string();
        let args: Vec<&str> = ["--db", &db, "--vandaag", dag].into_iter().chain(args.iter().copied()).collect();
        self.bare(&args)
    }

    pub(crate) fn kpi(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = ["kpi", "--json"].into_iter().chain(args.iter().copied()).collect();
        self.run(&args).json()
    }
}

pub(crate) fn answer(output: Output) -> Antwoord {
    Antwoord {
        code: output.status.code().unwrap_or(-1),
        uit: String::from_utf8(output.stdout).unwrap(),
        fout: String::from_utf8(output.stderr).unwrap(),
    }
}
