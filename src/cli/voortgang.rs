//! How far a job is, for who looks on: one line on standard error that makes way for the next.

use std::io::{self, Write};

use super::uitvoer::stderr_is_terminal;
use crate::wording::veilig;

/// The line.
pub(super) struct Voortgangsregel<W = io::Stderr> {
    /// None when nobody looks.
    uit: Option<W>,
    staat_er: bool,
}

impl Voortgangsregel {
    pub(super) fn new() -> Self {
        Self::on(stderr_is_terminal().then(io::stderr))
    }
}

impl<W: Write> Voortgangsregel<W> {
    const fn on(uit: Option<W>) -> Self {
        Self { uit, staat_er: false }
    }

    /// Puts the text in place of what stands there; one column short of a terminal, so that it never wraps.
    pub(super) fn show(&mut self, tekst: &str) {
        if let Some(uit) = &mut self.uit {
            // In one piece: what is not held back goes out a letter at a time.
            let _ = uit.write_all(format!("\r{:<79.79}", veilig(tekst)).as_bytes());
            self.staat_er = true;
        }
    }

    /// Takes the line away, so that something else can be said there.
    pub(super) fn clear(&mut self) {
        if let Some(uit) = &mut self.uit
            && std::mem::take(&mut self.staat_er)
        {
            let _ = uit.write_all(format!("\r{:79}\r", "").as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_one_line_that_leaves_nothing_behind() {
        let mut regel = Voortgangsregel::on(Some(Vec::new()));
        regel.clear();
        regel.show(&"een lange naam ".repeat(9));
        regel.show("kort\u{1b}[2J");
        regel.clear();
        regel.clear();
        let uit = String::from_utf8(regel.uit.unwrap()).unwrap();
        let regels: Vec<&str> = uit.split('\r').collect();
        let lang = "een lange naam ".repeat(9);
        assert_eq!(regels, ["", &format!("{lang:.79}"), &format!("{:<79}", "kort[2J"), &" ".repeat(79), ""]);
    }
}
