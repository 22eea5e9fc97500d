//! Where commands write: standard output for what was asked for, standard error for the rest.
//!
//! A reader that stops reading (`| head`) is no error: the rest is simply not written.

use std::io::{self, BufRead, BufWriter, IsTerminal, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::klacht::Klacht;
use crate::wording::{self, veilig};

/// Said with everything that shows example data.
const VOORBEELD: &str = "VOORBEELDGEGEVENS: alles hieronder is verzonnen.";

/// The two streams, and in which form the answer goes out.
pub(super) struct Uitvoer {
    uit: BufWriter<Box<dyn Write>>,
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
        Self { uit: BufWriter::new(Box::new(io::stdout())), json }
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

    /// Writes a line of text.
    pub(super) fn regel(&mut self, tekst: impl AsRef<str>) -> Result<(), Klacht> {
        writeln!(self.uit, "{}", tekst.as_ref()).map_err(Klacht::Uitvoer)
    }

    /// Writes a value as JSON on lines of its own.
    pub(super) fn json<T: Serialize>(&mut self, waarde: &T) -> Result<(), Klacht> {
        let tekst = serde_json::to_string_pretty(waarde).map_err(|e| Klacht::Uitvoer(e.into()))?;
        self.regel(escape(&tekst))
    }

    /// Writes a table.
    pub(super) fn tabel(&mut self, tabel: &Teksttabel) -> Result<(), Klacht> {
        for regel in tabel.regels() {
            self.regel(regel)?;
        }
        Ok(())
    }

    /// Writes a line to standard error; that nobody may read it is no reason to stop.
    #[expect(clippy::unused_self, reason = "asked of the streams, so that a test can take them away")]
    pub(super) fn beside(&self, tekst: &str) {
        let _ = writeln!(io::stderr(), "{tekst}");
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

/// Asks for a yes; no answer is a no.
pub(super) fn confirm(vraag: &str) -> bool {
    ask(vraag).is_some_and(|antwoord| ["j", "ja"].contains(&antwoord.trim().to_lowercase().as_str()))
}

/// Whether somebody looks at standard error: progress is shown there only then.
pub(super) fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// A table in text: columns line up by display width.
#[derive(Debug, Default)]
pub(super) struct Teksttabel {
    /// Whether a column lines up on the right.
    rechts: Vec<bool>,
    rijen: Vec<Vec<String>>,
}

impl Teksttabel {
    /// Starts a table; a heading that begins with `>` belongs to a column that lines up on the right.
    pub(super) fn new(koppen: &[&str]) -> Self {
        let rechts = koppen.iter().map(|k| k.starts_with('>')).collect();
        let kop = koppen.iter().map(|k| k.trim_start_matches('>').to_owned()).collect();
        Self { rechts, rijen: vec![kop] }
    }

    /// Adds a row; text from outside is made safe for the terminal here.
    pub(super) fn rij<S: AsRef<str>>(&mut self, cellen: impl IntoIterator<Item = S>) {
        self.rijen.push(cellen.into_iter().map(|c| veilig(c.as_ref())).collect());
    }

    /// Whether there is nothing but the heading.
    pub(super) const fn is_empty(&self) -> bool {
        self.rijen.len() < 2
    }

    fn regels(&self) -> impl Iterator<Item = String> {
        let widths: Vec<usize> = (0..self.rechts.len())
            .map(|i| self.rijen.iter().filter_map(|r| r.get(i)).map(|c| c.width()).max().unwrap_or(0))
            .collect();
        self.rijen.iter().map(move |rij| {
            let mut regel = String::new();
            for ((cel, width), rechts) in rij.iter().zip(&widths).zip(&self.rechts) {
                let vulling = " ".repeat(width.saturating_sub(cel.width()));
                if *rechts {
                    regel.push_str(&vulling);
                    regel.push_str(cel);
                } else {
                    regel.push_str(cel);
                    regel.push_str(&vulling);
                }
                regel.push_str("  ");
            }
            regel.trim_end().to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_width_and_not_by_bytes() {
        let mut tabel = Teksttabel::new(&["naam", ">aantal"]);
        tabel.rij(["Één", "7"]);
        tabel.rij(["twee\u{1b}[2J", "100"]);
        let regels: Vec<String> = tabel.regels().collect();
        assert_eq!(regels, ["naam     aantal", "Één           7", "twee[2J     100"]);
    }
}
