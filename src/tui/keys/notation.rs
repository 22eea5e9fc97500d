//! The notation of keys: `n`, `<enter>`, `<ctrl+s>`. It is shared by the table, the tests (`play("jj<enter>")`) and the documentation.

use std::fmt;
use std::time::Duration;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// When something was typed, since the program started. It tells letters of one word from those of two.
pub type Moment = Duration;

/// A key press, freed of what differs between terminals and platforms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    /// Never set with a character: "A" says it already, and terminals disagree.
    pub shift: bool,
}

impl Key {
    /// Returns the keys of a terminal event; none for a release (Windows reports those).
    ///
    /// An esc that another key follows at once arrives as that key with alt: a terminal cannot tell the two apart. Nothing of
    /// ours has alt with a character, so it is read as what was typed: no key gets lost, and none is text that was meant as esc.
    pub fn of(event: KeyEvent) -> impl Iterator<Item = Self> {
        let key = (event.kind != KeyEventKind::Release).then(|| Self::pressed(event));
        let is_esc_before = |key: Self| cfg!(unix) && key.alt && matches!(key.code, KeyCode::Char(_));
        let keys = match key {
            Some(key) if is_esc_before(key) => [Some(Self::plain(KeyCode::Esc)), Some(Self { alt: false, ..key })],
            key => [key, None],
        };
        keys.into_iter().flatten()
    }

    fn pressed(event: KeyEvent) -> Self {
        let has = |m| event.modifiers.contains(m);
        let (mut ctrl, mut alt, mut shift) = (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT), has(KeyModifiers::SHIFT));
        let mut code = event.code;
        if code == KeyCode::BackTab {
            (code, shift) = (KeyCode::Tab, true);
        }
        if let KeyCode::Char(c) = code {
            shift = false;
            // AltGr arrives as Ctrl+Alt on Windows: that is how a € is typed. Elsewhere that is an esc before a ctrl with a letter.
            if ctrl && alt && (cfg!(windows) || !c.is_ascii_lowercase()) {
                (ctrl, alt) = (false, false);
            }
        }
        Self { code, ctrl, alt, shift }
    }

    /// Returns the character that this key types, if it types one.
    pub const fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Returns the keys that a text in our notation stands for: `n<tab>Één<ctrl+s>`; `<lt>` is a `<`.
    ///
    /// # Errors
    /// The name between `<` and `>` that is no key.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, String> {
        let mut keys = Vec::new();
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            if c != '<' {
                keys.push(Self::plain(KeyCode::Char(c)));
                continue;
            }
            let name: String = rest.by_ref().take_while(|c| *c != '>').collect();
            keys.push(Self::named(&name).ok_or(name)?);
        }
        Ok(keys)
    }

    const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    fn named(name: &str) -> Option<Self> {
        let mut key = Self::plain(KeyCode::Null);
        let mut parts: Vec<&str> = name.split('+').collect();
        let last = parts.pop()?;
        for part in parts {
            match part {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => return None,
            }
        }
        key.code = if let Some((_, code, _)) = NAMES.iter().find(|(n, ..)| *n == last) {
            *code
        } else {
            let mut chars = last.chars();
            match (chars.next(), chars.as_str()) {
                (Some(c), "") => KeyCode::Char(c),
                (Some('f'), n) => KeyCode::F(n.parse().ok().filter(|n| (1..=12).contains(n))?),
                _ => return None,
            }
        };
        Some(key)
    }
}

/// Mends an esc that an arrow follows at once. The terminal sends esc, esc, `[`, `A`; what reads it for us takes the first two
/// for one esc, so that the rest would be two keys of ours. `next` gives an event that is there already.
pub fn mend(first: Event, mut next: impl FnMut() -> Option<Event>) -> Vec<Event> {
    let letter = |event: &Event| match event {
        Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. })
            if modifiers.difference(KeyModifiers::SHIFT).is_empty() =>
        {
            Some(*c)
        }
        _ => None,
    };
    let is_esc = matches!(first, Event::Key(KeyEvent { code: KeyCode::Esc, kind: KeyEventKind::Press, .. }));
    let mut events = vec![first];
    let mut wanted: &[&str] = if is_esc { &["[O", "ABCDHF"] } else { &[] };
    while let Some((letters, rest)) = wanted.split_first() {
        let Some(event) = next() else { return events };
        let found = letter(&event).filter(|c| letters.contains(*c));
        events.push(event);
        let Some(found) = found else { return events };
        let arrow = match found {
            'A' => KeyCode::Up,
            'B' => KeyCode::Down,
            'C' => KeyCode::Right,
            'D' => KeyCode::Left,
            'H' => KeyCode::Home,
            'F' => KeyCode::End,
            _ => {
                wanted = rest;
                continue;
            }
        };
        events.truncate(1);
        events.push(Event::Key(arrow.into()));
        return events;
    }
    events
}

/// The keys in a text of our notation with blanks between them; a test walks the table: every one parses.
pub(super) fn parsed(keys: &str) -> impl Iterator<Item = Key> {
    keys.split_whitespace().filter_map(|key| Key::parse_all(key).ok()).flatten()
}

/// Names in the notation, and how each is shown to the user.
const NAMES: &[(&str, KeyCode, &str)] = &[
    ("enter", KeyCode::Enter, "↵"),
    ("esc", KeyCode::Esc, "esc"),
    ("tab", KeyCode::Tab, "tab"),
    ("backspace", KeyCode::Backspace, "backspace"),
    ("delete", KeyCode::Delete, "del"),
    ("up", KeyCode::Up, "↑"),
    ("down", KeyCode::Down, "↓"),
    ("left", KeyCode::Left, "←"),
    ("right", KeyCode::Right, "→"),
    ("home", KeyCode::Home, "home"),
    ("end", KeyCode::End, "end"),
    ("pgup", KeyCode::PageUp, "pgup"),
    ("pgdn", KeyCode::PageDown, "pgdn"),
    ("space", KeyCode::Char(' '), "spatie"),
    ("lt", KeyCode::Char('<'), "<"),
];

/// As users read it: `↵`, `ctrl+s`, `a`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [(self.ctrl, "ctrl+"), (self.alt, "alt+"), (self.shift, "shift+")] {
            if on {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(_, code, _)| *code == self.code), self.code) {
            (Some((_, _, shown)), _) => f.write_str(shown),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(n)) => write!(f, "F{n}"),
            _ => f.write_str("?"),
        }
    }
}
