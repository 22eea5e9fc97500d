//! The handleiding as it is read inside the program: the page of `docs`, in parts, each under what it is about.

use std::sync::LazyLock;

use ratatui::text::{Line, Span};

use super::keys::Scope;
use super::text;
use super::theme::Theme;

const BLAD: &str = include_str!("../../docs/handleiding.md");

/// The last chapter is the keys of every screen, which stand in the help of that screen.
const TOETSEN: &str = "Toetsen";

/// A part of the handleiding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hoofdstuk {
    /// What it is about: `Onderbouwing`.
    pub titel: String,
    /// The chapter that it stands in.
    pub onder: String,
    /// Its lines as they are written, with marks.
    regels: Vec<String>,
}

/// All parts, in order.
pub fn hoofdstukken() -> &'static [Hoofdstuk] {
    static ALL: LazyLock<Vec<Hoofdstuk>> = LazyLock::new(|| parse(BLAD));
    &ALL
}

/// The part about a screen or popup; None: there is none of its own.
pub const fn over(scope: Scope) -> Option<&'static str> {
    Some(match scope {
        Scope::Leeg | Scope::Overzicht | Scope::Taken => "1 Overzicht",
        Scope::Kpi | Scope::Normlijst => "2 KPI",
        Scope::Vergelijking => "Vergelijken",
        Scope::Herleiding => "Onderbouwing",
        Scope::Afspraken => "Afspraken",
        Scope::Dekking => "3 Dekking",
        Scope::Signalen | Scope::Signaaltrend | Scope::Aandacht => "Signalen, en wat erbij hoort",
        Scope::Uitvraag => "De uitvraag",
        Scope::Trajecten | Scope::Traject => "Deelnemers",
        Scope::Ladder | Scope::Cvs => "Ladder",
        Scope::Rapportages | Scope::Bevindingen => "Rapporten",
        Scope::Kalender => "Kalender",
        Scope::Register | Scope::Inschrijving => "Aanbieders",
        Scope::Pxq | Scope::Tarieven => "P×Q",
        Scope::Instellingen | Scope::Botsing => "Wie u bent",
        Scope::Handelingen => "Ongedaan maken",
        Scope::Gesprek => "Voorbereiden",
        Scope::Gesprekken | Scope::Gesprekkenlijst => "Gesprekken",
        Scope::Evaluaties => "Evaluatieve gesprekken",
        Scope::Tafel => "Aan tafel",
        Scope::Form => "Typen en bewerken",
        Scope::Pad | Scope::Preview => "Op het scherm",
        Scope::Filter => "Lijsten",
        Scope::Global
        | Scope::List
        | Scope::Handleiding
        | Scope::Palette
        | Scope::Menu
        | Scope::Reader
        | Scope::Verder
        | Scope::Confirm => return None,
    })
}

/// Where it is said how a figure is formed.
pub const CIJFERS: &str = "Hoe een cijfer tot stand komt";

/// Takes the page apart: at its chapters, and at paragraphs that begin with what they are about.
fn parse(blad: &str) -> Vec<Hoofdstuk> {
    let mut parts: Vec<Hoofdstuk> = Vec::new();
    let (mut chapter, mut in_code) = (String::new(), false);
    for regel in blad.lines() {
        in_code ^= regel.starts_with("```");
        if let Some(titel) = regel.strip_prefix("## ") {
            if titel == TOETSEN {
                break;
            }
            titel.clone_into(&mut chapter);
            parts.push(Hoofdstuk { titel: chapter.clone(), onder: String::new(), regels: Vec::new() });
            continue;
        }
        if chapter.is_empty() || regel.starts_with("<!--") {
            continue;
        }
        if let Some(titel) = about(regel).filter(|_| !in_code) {
            parts.push(Hoofdstuk { titel, onder: chapter.clone(), regels: Vec::new() });
        }
        if let Some(part) = parts.last_mut() {
            part.regels.push(regel.to_owned());
        }
    }
    parts
}

/// What a paragraph is about, when it begins with that: `**Onderbouwing** (…)`, `5. **Aan tafel** (`t`).`
fn about(regel: &str) -> Option<String> {
    let digits = regel.trim_start_matches(|c: char| c.is_ascii_digit());
    let bold = digits.strip_prefix(". ").unwrap_or(regel).strip_prefix("**")?;
    let titel = bold.split("**").next()?.trim_end_matches('.');
    (!titel.is_empty()).then(|| titel.to_owned())
}

impl Hoofdstuk {
    /// All of it without marks, to search in.
    pub fn tekst(&self) -> String {
        self.regels.join(" ").replace(['`', '*'], "")
    }

    /// As it is read: paragraphs whole, so that they are wrapped to the room there is.
    pub fn lines(&self, theme: Theme) -> Vec<Line<'static>> {
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut paragraph = String::new();
        let mut table: Vec<Vec<&str>> = Vec::new();
        let (mut in_code, end) = (false, |paragraph: &mut String, lines: &mut Vec<Line<'static>>| {
            if !paragraph.is_empty() {
                lines.push(styled(&std::mem::take(paragraph), theme));
            }
        });
        for regel in &self.regels {
            let text = regel.trim();
            if !text.starts_with('|') {
                lines.extend(rows(&std::mem::take(&mut table), theme));
            }
            if text.starts_with("```") {
                end(&mut paragraph, &mut lines);
                in_code = !in_code;
            } else if in_code {
                lines.push(Line::from(Span::styled(format!("  {regel}"), theme.accent())));
            } else if text.is_empty() {
                end(&mut paragraph, &mut lines);
                lines.push(Line::default());
            } else if let Some(row) = text.strip_prefix('|') {
                end(&mut paragraph, &mut lines);
                let cells: Vec<&str> = row.trim_end_matches('|').split('|').map(str::trim).collect();
                if !cells.iter().all(|cell| cell.chars().all(|c| c == '-')) {
                    table.push(cells);
                }
            } else {
                let begins = text.starts_with("- ") || text.split_once(". ").is_some_and(|(n, _)| n.parse::<u8>().is_ok());
                if begins {
                    end(&mut paragraph, &mut lines);
                } else if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(text);
            }
        }
        end(&mut paragraph, &mut lines);
        lines.extend(rows(&table, theme));
        while lines.last().is_some_and(|line| line.width() == 0) {
            lines.pop();
        }
        if lines.is_empty() {
            // A chapter that is nothing but its parts names them.
            let parts = hoofdstukken().iter().filter(|part| part.onder == self.titel);
            lines.extend(parts.map(|part| Line::from(format!("- {}", part.titel))));
        }
        lines
    }
}

/// The rows of a table, its columns below each other: the first is a label, beside which the rest is wrapped.
fn rows(table: &[Vec<&str>], theme: Theme) -> Vec<Line<'static>> {
    let plain = |cell: &str| without_marks(&cell.replace('`', ""));
    let width_of = |column: usize| table.iter().filter_map(|row| row.get(column)).map(|cell| text::width(&plain(cell))).max();
    let padded = |n: usize, cell: &str| text::left(cell, width_of(n).unwrap_or(0)) + "  ";
    let row = |cells: &Vec<&str>| {
        let Some((label, rest)) = cells.split_first() else { return Line::default() };
        let style = if label.contains('`') { theme.accent() } else { theme.text() };
        let mut line = Line::from(Span::styled(padded(0, &plain(label)), style));
        for (n, cell) in rest.iter().enumerate() {
            if n + 1 < rest.len() {
                line.push_span(Span::styled(padded(n + 1, &plain(cell)), theme.text()));
            } else {
                line.spans.extend(styled(cell, theme).spans.into_iter().filter(|span| !span.content.is_empty()));
            }
        }
        line
    };
    table.iter().map(row).collect()
}

/// A paragraph with its marks as styles; of a link what it is called.
fn styled(text: &str, theme: Theme) -> Line<'static> {
    let mut spans = Vec::new();
    for (n, piece) in text.split('`').enumerate() {
        if n % 2 == 1 {
            spans.push(Span::styled(piece.to_owned(), theme.accent()));
            continue;
        }
        for (n, piece) in piece.split("**").enumerate() {
            let style = if n % 2 == 1 { theme.strong() } else { theme.text() };
            spans.push(Span::styled(without_marks(piece), style));
        }
    }
    Line::from(spans)
}

/// Of a link what it is called, and no stars around words; a star by itself is a sign.
fn without_marks(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let named = after.split_once("](").and_then(|(name, behind)| Some((name, behind.split_once(')')?.1)));
        let Some((name, behind)) = named.filter(|(name, _)| !name.contains('[')) else { break };
        out.push_str(before);
        out.push_str(name);
        rest = behind;
    }
    out.push_str(rest);
    if out.trim() == "*" { out } else { out.replace('*', "") }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::tui::keys::{BINDINGS, Binding};
    use crate::tui::theme::Palette;

    #[test]
    fn every_screen_has_a_part_and_no_two_parts_are_called_alike() {
        let all: Vec<&str> = hoofdstukken().iter().map(|h| h.titel.as_str()).collect();
        assert_eq!(all.len(), all.iter().collect::<HashSet<_>>().len(), "{all:?}");
        for scope in Scope::ALL {
            let titel = over(scope);
            assert!(titel.is_none_or(|t| all.contains(&t)), "{scope:?}: {titel:?} is not in {all:?}");
            assert!(titel.is_some() || scope == Scope::Handleiding || scope.way().is_empty(), "{scope:?} is not told of");
        }
        assert!(all.contains(&CIJFERS));
        let theme = Theme::new(Palette::Dark);
        assert!(hoofdstukken().iter().all(|part| !part.lines(theme).is_empty()), "a part that says nothing");
    }

    /// The keys of these places as users read them, those in a menu with the key that opens it.
    fn keys_of(scopes: &[Scope]) -> HashSet<String> {
        let rows = BINDINGS.iter().filter(|b| scopes.contains(&b.scope));
        let of_row = |b: &Binding| b.keys().iter().map(ToString::to_string).chain([b.shown_first()]).collect::<Vec<_>>();
        rows.flat_map(of_row).collect()
    }

    /// What stands between backticks and is a key, not a word, a value or a command.
    fn is_key(text: &str) -> bool {
        let one = |s: &str| s.chars().count() == 1 && s.chars().all(|c| c.is_ascii_alphanumeric() || "[],./?:".contains(c));
        one(text) || text.strip_prefix("d ").is_some_and(one) || text.starts_with("ctrl+")
    }

    /// A key that a part names is one of the screens that it tells of, of every screen, or of what opens over them.
    #[test]
    fn every_key_that_is_told_of_is_a_key_of_that_screen() {
        let popups: Vec<Scope> = Scope::ALL.into_iter().filter(|s| s.way().is_empty()).collect();
        let mut told = 0;
        for part in hoofdstukken() {
            let own: Vec<Scope> = Scope::ALL.into_iter().filter(|s| over(*s) == Some(part.titel.as_str())).collect();
            // A part that is of no screen walks through several.
            let of_screens = if own.iter().all(|s| s.way().is_empty()) { Scope::ALL.to_vec() } else { own };
            // It also says where one comes from: `d e` on Gesprek.
            let text = part.regels.join(" ");
            let named = Scope::ALL.into_iter().filter(|s| text.contains(s.naam())).collect();
            let known = keys_of(&[of_screens, popups.clone(), named].concat());
            for (n, token) in text.split('`').enumerate() {
                if n % 2 == 1 && is_key(token) {
                    assert!(known.contains(token), "{}: `{token}` is no key there; these are: {known:?}", part.titel);
                    told += 1;
                }
            }
        }
        assert!(told > 100, "{told}");
    }

    #[test]
    fn the_columns_of_a_table_stand_below_each_other_and_a_sign_is_no_mark() {
        let part = hoofdstukken().iter().find(|h| h.titel == "1 Overzicht").unwrap();
        let lines = part.lines(Theme::new(Palette::Dark));
        let signs: Vec<String> = lines.iter().map(|line| line.spans.iter().take(1).map(ToString::to_string).collect()).collect();
        let of_table: Vec<&String> = signs.iter().filter(|label| label.ends_with("  ")).collect();
        assert!(of_table.iter().any(|label| label.trim() == "*"), "{signs:?}");
        assert!(of_table.iter().all(|label| text::width(label) == text::width(of_table[0])), "{of_table:?}");
        assert!(lines.iter().all(|line| !line.to_string().contains("**")), "a mark is left");
    }

    #[test]
    fn marks_are_styles_and_paragraphs_are_whole() {
        let part = hoofdstukken().iter().find(|h| h.titel == "Onderbouwing").unwrap();
        let lines = part.lines(Theme::new(Palette::Dark));
        let text: String = lines.iter().flat_map(|l| &l.spans).map(|s| s.content.as_ref()).collect();
        assert!(!text.contains('`') && !text.contains("**"), "{text}");
        assert_eq!(lines.len(), 1, "{text}");
        assert_eq!(without_marks("zie [Post](#post) en [a](b)."), "zie Post en a.");
        assert_eq!(without_marks("toets [ en ]"), "toets [ en ]");
    }
}
