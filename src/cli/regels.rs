//! How wide text may be, and how a line that is too wide goes on below: at words, under where its text began.

use std::io::{self, Write as _};

use terminal_size::{Height, Width, terminal_size_of};

use crate::wording::{take, width};

/// How wide text is where nobody says how wide it may be.
const BREEDTE: usize = 80;

/// How wide standard output is: as wide as the terminal that it is; else what `COLUMNS` says, or what everybody can read.
pub(super) fn breedte() -> usize {
    breedte_or(terminal_size_of(io::stdout()))
}

fn breedte_or(terminal: Option<(Width, Height)>) -> usize {
    let said = || std::env::var("COLUMNS").ok()?.trim().parse().ok();
    // Narrower than this there is nothing to lay out.
    terminal.map(|(Width(n), _)| usize::from(n)).or_else(said).map_or(BREEDTE, |n: usize| n.max(20))
}

/// Writes a line to standard error, on as many lines as it takes.
pub(super) fn beside(tekst: &str) {
    let mut err = io::stderr().lock();
    for regel in broken(tekst, breedte_or(terminal_size_of(io::stderr()))) {
        let _ = writeln!(err, "{regel}");
    }
}

/// The lines of a text, none wider than `breedte`.
pub(super) fn broken(tekst: &str, breedte: usize) -> Vec<String> {
    broken_under(tekst, breedte, hang)
}

/// The same, going on at a column that is counted from each line.
pub(super) fn broken_under(tekst: &str, breedte: usize, hang: impl Fn(&str) -> usize) -> Vec<String> {
    // An empty text is an empty line.
    let mut regels = Vec::new();
    for regel in tekst.split('\n') {
        if width(regel) <= breedte {
            regels.push(regel.to_owned());
        } else {
            break_line(regel, breedte, hang(regel), &mut regels);
        }
    }
    regels
}

fn break_line(regel: &str, breedte: usize, hang: usize, out: &mut Vec<String>) {
    let hang = " ".repeat(hang.min(breedte / 2));
    let mut line = String::new();
    let mut goes_on = false;
    for word in regel.split_inclusive(' ') {
        // Blanks that a line begins with stay, as long as they leave room.
        let has_room = line.trim().is_empty() && width(&line) < breedte;
        if width(&line) + width(word.trim_end()) > breedte && !has_room {
            let full = std::mem::replace(&mut line, hang.clone());
            // Blanks alone are no line.
            if !full.trim().is_empty() {
                out.push(full.trim_end().to_owned());
            }
            goes_on = true;
        }
        // Where a line goes on, blanks that stood between words would push what follows over the edge.
        if goes_on && word.trim().is_empty() {
            continue;
        }
        goes_on = false;
        let mut rest = word;
        // A word that fits on no line, such as a path.
        while width(&line) + width(rest.trim_end()) > breedte {
            let head = take(rest, breedte.saturating_sub(width(&line)));
            if head.is_empty() {
                break;
            }
            rest = rest.get(head.len()..).unwrap_or_default();
            line.push_str(&head);
            out.push(std::mem::replace(&mut line, hang.clone()));
        }
        line.push_str(rest);
    }
    if !line.trim().is_empty() {
        out.push(line.trim_end().to_owned());
    }
}

/// Where a line goes on: below the text behind its columns, which stand two blanks apart, or a little to the right of its start.
fn hang(regel: &str) -> usize {
    let start = regel.len() - regel.trim_start().len();
    let column = regel.match_indices("  ").map(|(at, gap)| at + gap.len()).filter(|at| *at > start).last();
    let text_at = |at: usize| {
        let (before, behind) = regel.split_at_checked(at)?;
        Some(width(before) + behind.len() - behind.trim_start().len())
    };
    column.and_then(text_at).filter(|at| *at <= 40).unwrap_or(start + 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_wide_line_goes_on_below_its_text() {
        assert_eq!(broken("een twee drie", 20), ["een twee drie"]);
        assert_eq!(broken("", 20), [""]);
        assert_eq!(broken("  een twee drie vier vijf", 14), ["  een twee", "    drie vier", "    vijf"]);
        assert_eq!(broken("doen: vr 1 apr  Een lange tekst", 26), ["doen: vr 1 apr  Een lange", "             tekst"]);
        assert_eq!(broken("/een/lang/pad/zonder/blanco", 20), ["/een/lang/pad/zonder", "  /blanco"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(tekst in "[a-zé ]{0,90}", breedte in 20_usize..60) {
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let regels = broken(&tekst, breedte);
            prop_assert!(regels.iter().all(|r| width(r.trim_end()) <= breedte), "{:?}", regels);
            prop_assert_eq!(letters(&regels.concat()), letters(&tekst));
        }
    }
}
