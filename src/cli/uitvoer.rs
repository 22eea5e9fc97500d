//! Where commands write: standard output for what was asked for, standard error for the rest.
//!
//! A reader that stops reading (`| head`) is no error: the rest is simply not written.

use std::io::{self, BufRead, BufWriter, IsTerminal, Write};

use serde::Serialize;

use super::klacht::Klacht;
use super::regels::{beside, breedte, broken, broken_under};
use super::tabel::Teksttabel;
use crate::app::Fout;
use crate::wording;

/// Said with everything that shows example data.
const VOORBEELD: &str = "VOORBEELDGEGEVENS: alles hieronder is verzonnen.";

/// The two streams, and in which form the answer goes out.
pub(super) struct Uitvoer {
    uit: BufWriter<Box<dyn Write>>,
    /// How many columns a line of text may take.
    breedte: usize,
    pub(super) json: bool,
}

/// JSON that is safe on a terminal: what steers one stands there as `\\u009b`, which a script reads as the character itself.
/// Such characters occur within texts only.
fn escape(json: &str) -> String {
    use std::fmt::Write as _;
    let mut uit = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !wording::is_onveilig(c) {
            uit.push(c);
        } else {
            for eenheid in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(uit, "\\u{eenheid:04x}");
            }
        }
    }
    uit
}

impl Uitvoer {
    pub(super) fn new(json: bool) -> Self {
        Self { uit: BufWriter::new(Box::new(io::stdout())), breedte: breedte(), json }
    }

    /// Says that the data is fictitious: above a text, beside JSON.
    pub(super) fn say_voorbeeld(&mut self) -> Result<(), Klacht> {
        if self.json {
            self.beside(VOORBEELD);
            Ok(())
        } else {
            self.regel(VOORBEELD)?;
            self.regel("")
        }
    }

    /// Writes a line of text, on as many lines as it takes.
    pub(super) fn regel(&mut self, tekst: impl AsRef<str>) -> Result<(), Klacht> {
        for regel in broken(tekst.as_ref(), self.breedte) {
            self.letterlijk(&regel)?;
        }
        Ok(())
    }

    /// The same, going on below at a column.
    pub(super) fn regel_onder(&mut self, tekst: impl AsRef<str>, kolom: usize) -> Result<(), Klacht> {
        for regel in broken_under(tekst.as_ref(), self.breedte, |_| kolom) {
            self.letterlijk(&regel)?;
        }
        Ok(())
    }

    /// Writes what is for another program, as it is.
    pub(super) fn letterlijk(&mut self, tekst: &str) -> Result<(), Klacht> {
        writeln!(self.uit, "{tekst}").map_err(Klacht::Uitvoer)
    }

    /// Writes a value as JSON on lines of its own.
    pub(super) fn json<T: Serialize>(&mut self, waarde: &T) -> Result<(), Klacht> {
        let tekst = serde_json::to_string_pretty(waarde).map_err(|e| Klacht::Uitvoer(e.into()))?;
        self.letterlijk(&escape(&tekst))
    }

    /// Writes a table.
    pub(super) fn tabel(&mut self, tabel: &Teksttabel) -> Result<(), Klacht> {
        for regel in tabel.regels(self.breedte) {
            self.letterlijk(&regel)?;
        }
        Ok(())
    }

    /// Writes a line to standard error; that nobody may read it is no reason to stop.
    #[expect(clippy::unused_self, reason = "asked of the streams, so that a test can take them away")]
    pub(super) fn beside(&self, tekst: &str) {
        beside(tekst);
    }

    /// Sends everything on its way.
    pub(super) fn flush(&mut self) -> Result<(), Klacht> {
        self.uit.flush().map_err(Klacht::Uitvoer)
    }
}

/// Asks on standard error and reads the answer from standard input; None when nobody answers.
pub(super) fn ask(vraag: &str) -> Option<String> {
    let mut err = io::stderr().lock();
    let _ = write!(err, "{vraag}").and_then(|()| err.flush());
    let mut antwoord = String::new();
    match io::stdin().lock().read_line(&mut antwoord) {
        Ok(n) if n > 0 => Some(antwoord),
        _ => {
            let _ = writeln!(err);
            None
        }
    }
}

/// Does something at a server that wants a password: who sits at a terminal is asked for it. `fout` is what came of doing it
/// without.
pub(super) fn with_password<T>(fout: Fout, doing: impl FnOnce(&str) -> Result<T, Fout>) -> Result<T, Fout> {
    let Some(plek) = fout.asks_password().filter(|_| io::stdin().is_terminal()) else { return Err(fout) };
    match ask_hidden(&format!("Wachtwoord voor {}: ", wording::veilig(&plek.display().to_string()))) {
        Some(given) => doing(&given),
        None => Err(fout),
    }
}

/// Asks for what nobody may read over a shoulder; None where it would show.
pub(super) fn ask_hidden(vraag: &str) -> Option<String> {
    let _hidden = Hidden::begin()?;
    let antwoord = ask(vraag)?;
    eprint_line();
    Some(antwoord.trim_end_matches(['\r', '\n']).to_owned()).filter(|antwoord| !antwoord.is_empty())
}

/// The line of what was typed and not shown ends too.
fn eprint_line() {
    let _ = writeln!(io::stderr().lock());
}

/// What is typed is not shown as long as this is there.
struct Hidden {
    #[cfg(unix)]
    before: rustix::termios::Termios,
}

impl Hidden {
    #[cfg(unix)]
    fn begin() -> Option<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(io::stdin()).ok()?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Flush, &silent).ok()?;
        Some(Self { before })
    }

    #[cfg(not(unix))]
    const fn begin() -> Option<Self> {
        None
    }
}

#[cfg(unix)]
impl Drop for Hidden {
    fn drop(&mut self) {
        let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, &self.before);
    }
}

/// Asks for a yes; no answer is a no.
pub(super) fn confirm(vraag: &str) -> bool {
    ask(vraag).is_some_and(|antwoord| ["j", "ja"].contains(&antwoord.trim().to_lowercase().as_str()))
}

/// Whether somebody looks at standard error: progress is shown there only then.
pub(super) fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}
