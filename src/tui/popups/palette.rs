//! The command palette: what can be done here, by name.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::action::{Action, Reason};
use crate::tui::forms::text::TextField;
use crate::tui::keys::{self, Binding, Key};
use crate::tui::phrases;
use crate::tui::raak::{Raakplek, Raakvlakken};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::list::List;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::select_row;

/// One row of the key table, and what comes of it now.
#[derive(Debug, Clone)]
pub struct Entry {
    pub binding: &'static Binding,
    /// Its keys as they hold here: not those that a narrower scope has taken.
    pub held: Vec<Key>,
    pub available: Result<(), Reason>,
    /// The way to the screen where it is done; empty when that is this one.
    pub way: &'static [Action],
}

impl Entry {
    /// All its keys as users read them: `↓ j`; the one that opens the menu stands before a letter in it.
    pub fn shown(&self) -> String {
        let all = || self.held.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        if self.binding.letter().is_some() { self.binding.shown_first() } else { all() }
    }

    /// The keys from here: those that go to its screen, and its own.
    pub fn keys(&self) -> String {
        self.way.iter().map(|step| step.werkwoord().shown()).chain([self.binding.shown_first()]).collect::<Vec<_>>().join(" ")
    }

    /// What it does, and on which other screen.
    fn label(&self) -> String {
        let label = self.binding.label;
        if self.way.is_empty() { label.to_owned() } else { format!("{label} · {}", self.binding.scope.naam()) }
    }

    /// What it is found by: the label, the screen, and what its verb is called.
    fn words(&self) -> String {
        format!("{} {}", self.label(), self.binding.action.werkwoord().taal().1)
    }

    /// What people also call it.
    const fn other_words(&self) -> &'static str {
        keys::woorden(self.binding.action)
    }

    /// The other word by which it was found, where what it is called does not show why it stands there.
    fn found_by(&self, typed: &str) -> Option<&'static str> {
        let own = self.words().to_lowercase();
        let sought = typed.split_whitespace().map(str::to_lowercase).find(|word| !own.contains(word.as_str()))?;
        self.other_words().split(' ').find(|word| word.contains(&sought))
    }

    /// What is left to do when the first step of the way was taken.
    pub fn rest_of_the_way(&self) -> Option<String> {
        let (_, rest) = self.way.split_first()?;
        let rest = Self { way: rest, ..self.clone() };
        Some(format!("{}: {}", self.binding.label, rest.keys()))
    }
}

/// The command palette: every action of the screen below and of all others, found by typing a part of what it is called.
#[derive(Debug)]
pub struct CommandPalette {
    pub typed: TextField,
    entries: Vec<Entry>,
    pub list: List,
}

impl CommandPalette {
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { typed: TextField::line("", 80), entries, list: List::default() }
    }

    /// The entries that match what is typed, best first, and those of this screen before others; when nothing is typed all of this
    /// screen, in their own order.
    pub fn found(&self) -> Vec<&Entry> {
        let typed = self.typed.text();
        if typed.trim().is_empty() {
            return self.entries.iter().filter(|e| e.way.is_empty()).collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let (case, normal) = (CaseMatching::Ignore, Normalization::Smart);
        // Here also letters that lie apart; elsewhere there is too much that has them.
        let loose = Pattern::parse(&typed, case, normal);
        let words = Pattern::new(&typed, case, normal, AtomKind::Substring);
        let mut buffer = Vec::new();
        let mut found: Vec<_> = self
            .entries
            .iter()
            .filter_map(|e| {
                let own = e.words();
                let near = words.score(Utf32Str::new(&own, &mut buffer), &mut matcher);
                // What it is called goes before what else people call it.
                let all = format!("{own} {}", e.other_words());
                let also = near.or_else(|| words.score(Utf32Str::new(&all, &mut buffer), &mut matcher));
                let far = || loose.score(Utf32Str::new(e.binding.label, &mut buffer), &mut matcher);
                let score = if e.way.is_empty() { also.or_else(far) } else { also }?;
                let guess = [also.is_none(), near.is_none()];
                Some(((e.available.is_err(), guess, !e.way.is_empty(), std::cmp::Reverse(score)), e))
            })
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        // Letters that lie apart are a guess, for when nothing is called so.
        if found.iter().any(|((_, [is_guess, _], ..), _)| !is_guess) {
            found.retain(|((_, [is_guess, _], ..), _)| !is_guess);
        }
        found.into_iter().map(|(_, e)| e).collect()
    }

    /// The chosen action, if it is one that can be done.
    pub fn chosen(&self) -> Option<Entry> {
        self.found().get(self.list.selected).map(|e| (*e).clone())
    }

    /// Chooses the n-th of what is found; whether it was chosen already.
    pub fn press(&mut self, n: usize) -> Option<bool> {
        let found = self.found().len();
        self.list.press(n, found)
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, raak: &Raakvlakken) {
        let mut pen = Pen::new(area, buf);
        let row = pen.take(1);
        Pen::new(row, pen.buf).line(Span::styled("▌", theme.accent()));
        let field = Rect { x: row.x.saturating_add(2), width: row.width.saturating_sub(2), ..row };
        self.typed.draw(field, pen.buf, theme, true, false);
        pen.blank();
        let found = self.found();
        if found.is_empty() {
            let said = match outside(&self.typed.text()) {
                Some((zin, waar)) => [zin.to_owned(), waar.to_owned()],
                None => [
                    "Geen opdracht op het scherm die zo heet.".to_owned(),
                    "Wat buiten het scherm gaat, zegt accountgesprek --help.".to_owned(),
                ],
            };
            for line in said {
                pen.line(Span::styled(line, theme.dim()));
            }
            return;
        }
        let typed = self.typed.text();
        let rest = pen.rest();
        let window = self.list.window(found.len(), rest.height.into());
        for (y, n) in (rest.y..).zip(window) {
            let Some(entry) = found.get(n) else { continue };
            let row = Rect { y, height: 1, ..rest };
            let style = if entry.available.is_ok() { theme.text() } else { theme.dim() };
            let keys = Line::from(Span::styled(entry.keys(), theme.accent()));
            let label = match &entry.available {
                Ok(()) => match entry.found_by(&typed) {
                    Some(word) => format!("{} ({word})", entry.label()),
                    None => entry.label(),
                },
                Err(reason) => format!("{}  {}", entry.label(), phrases::reason(reason)),
            };
            let room = usize::from(row.width).saturating_sub(keys.width() + 2);
            Pen::new(row, pen.buf).ends(Span::styled(text::cut(&label, room), style), keys);
            raak.plek(row, Raakplek::rij(n));
            if n == self.list.selected {
                select_row(row, pen.buf, theme.focus());
            }
        }
    }
}

/// What is done outside the screen, by the words that it is searched by: what is to be said of it, and the command or the place.
const OUTSIDE: [(&[&str], &str, &str); 6] = [
    (
        &["backup", "kopie", "reservekopie", "back-up", "veiligstellen"],
        "Een kopie van de database maken gaat buiten het scherm, met",
        "accountgesprek backup NAAR",
    ),
    (&["herstel", "terugzetten"], "Een kopie terugzetten gaat buiten het scherm, met", "accountgesprek herstel VAN"),
    (&["controle", "database nakijken"], "De database nakijken gaat buiten het scherm, met", "accountgesprek controle"),
    (
        &["opschonen", "bewaartermijn"],
        "Rijen na de bewaartermijn verwijderen gaat buiten het scherm, met",
        "accountgesprek opschonen",
    ),
    (
        &["wachtwoord", "inloggen", "login", "aanmelden"],
        "Alleen een gedeelde database vraagt een wachtwoord. Het staat in",
        "het bestand dat PGPASSFILE noemt, of in ~/.pgpass.",
    ),
    (
        &["server", "gedeelde database", "samenwerken"],
        "Een gedeelde database opent u buiten het scherm, met",
        "accountgesprek --db postgres://naam@computer/database",
    ),
];

fn outside(typed: &str) -> Option<(&'static str, &'static str)> {
    let typed = typed.trim().to_lowercase();
    let means =
        |words: &[&str]| words.iter().any(|word| typed.len() > 2 && (word.starts_with(&typed) || typed.starts_with(word)));
    OUTSIDE.iter().find(|(words, ..)| means(words)).map(|(_, zin, waar)| (*zin, *waar))
}

/// What an action is called, for messages: the label of its first row in the table.
pub fn label(action: Action) -> &'static str {
    keys::BINDINGS.iter().find(|b| b.action == action).map_or("", |b| b.label)
}
