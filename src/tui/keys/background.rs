//! The answer of the terminal to what its background is: it comes among the keys, and must never be taken for them.
//!
//! Nobody waits for it. It comes when it comes, in one piece or in several, or never; until then what begins like it is held
//! back for as long as a terminal takes to send the rest.

use std::time::Duration;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// Asks for the background (OSC 11).
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// As long as anybody listens: a terminal far away takes its time.
const LISTEN: Duration = Duration::from_secs(10);

/// As long as the next piece of an answer may take. A key of the user that begins alike is late by this at most.
pub const PIECE: Duration = Duration::from_millis(60);

/// What the events so far are.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// The beginning of an answer.
    Begun,
    /// Whether the background is light.
    Light(bool),
    /// Something else.
    No,
}

/// Takes the answer out of what comes from the terminal.
#[derive(Debug)]
pub struct Background {
    listens: bool,
}

impl Background {
    /// `asked`: whether the question was put.
    pub const fn new(asked: bool) -> Self {
        Self { listens: asked }
    }

    /// What to go on with of an event, and whether the background is light when that was answered; `next` is the event that
    /// comes within [`PIECE`].
    pub fn hear(&mut self, event: Event, at: Duration, mut next: impl FnMut() -> Option<Event>) -> (Vec<Event>, Option<bool>) {
        self.listens &= at < LISTEN;
        let mut held = vec![event];
        loop {
            match if self.listens { read(&held) } else { Answer::No } {
                Answer::No => return (held, None),
                Answer::Light(light) => {
                    self.listens = false;
                    return (Vec::new(), Some(light));
                }
                Answer::Begun => match next() {
                    Some(event) => held.push(event),
                    None => return (held, None),
                },
            }
        }
    }
}

/// What events are as the letters of an answer.
fn read(events: &[Event]) -> Answer {
    let mut text = String::new();
    for event in events {
        let Some(key) = event.as_key_event().filter(|key| key.kind == KeyEventKind::Press) else { return Answer::No };
        let KeyEvent { code, modifiers, .. } = key;
        match code {
            KeyCode::Esc => text.push('\x1b'),
            KeyCode::Char('g') if modifiers == KeyModifiers::CONTROL => text.push('\x07'),
            KeyCode::Char(c) if modifiers == KeyModifiers::ALT => text.extend(['\x1b', c]),
            KeyCode::Char(c) if modifiers.is_empty() || modifiers == KeyModifiers::SHIFT => text.push(c),
            _ => return Answer::No,
        }
    }
    parse(&text)
}

/// Reads `ESC ] 11 ; rgb:1e1e/1e1e/1e1e`, ended by BEL or ESC \.
fn parse(text: &str) -> Answer {
    const HEAD: &str = "\x1b]11;rgb";
    let Some(rest) = text.strip_prefix(HEAD) else {
        return if HEAD.starts_with(text) { Answer::Begun } else { Answer::No };
    };
    // With an alpha behind it, in some.
    let rest = rest.strip_prefix('a').unwrap_or(rest);
    let Some(colours) = rest.strip_prefix(':') else { return if rest.is_empty() { Answer::Begun } else { Answer::No } };
    let ended = colours.strip_suffix('\x07').or_else(|| colours.strip_suffix("\x1b\\"));
    let is_colour = |c: char| c.is_ascii_hexdigit() || c == '/';
    let Some(colours) = ended else {
        let so_far = colours.strip_suffix('\x1b').unwrap_or(colours);
        return if so_far.len() < 30 && so_far.chars().all(is_colour) { Answer::Begun } else { Answer::No };
    };
    let part = |hex: &str| {
        let most = 16_u32.checked_pow(u32::try_from(hex.len()).ok()?)?.checked_sub(1).filter(|most| *most > 0)?;
        Some(u32::from_str_radix(hex, 16).ok()?.saturating_mul(1000) / most)
    };
    let parts: Vec<u32> = colours.split('/').map_while(part).collect();
    match parts.as_slice() {
        // As bright as the eye finds each.
        [red, green, blue, ..] => Answer::Light(299 * red + 587 * green + 114 * blue > 500 * 1000),
        _ => Answer::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::Key;

    fn events(text: &str) -> Vec<Event> {
        Key::parse_all(text).unwrap().into_iter().map(|key| Event::Key(KeyEvent::new(key.code, modifiers(key)))).collect()
    }

    fn modifiers(key: Key) -> KeyModifiers {
        let mut modifiers = KeyModifiers::empty();
        modifiers.set(KeyModifiers::CONTROL, key.ctrl);
        modifiers.set(KeyModifiers::ALT, key.alt);
        modifiers
    }

    /// What is left as keys, and what was answered.
    fn heard(background: &mut Background, text: &str) -> (usize, Option<bool>) {
        let mut events = events(text).into_iter();
        let (mut left, mut answered) = (0, None);
        while let Some(event) = events.next() {
            let (keys, answer) = background.hear(event, Duration::from_millis(5), || events.next());
            left += keys.len();
            answered = answered.or(answer);
        }
        (left, answered)
    }

    #[test]
    fn an_answer_is_taken_out_whole_and_keys_are_left_as_they_are() {
        for (text, left, answer) in [
            ("<alt+]>11;rgb:ffff/ffff/ffff<alt+\\>", 0, Some(true)),
            ("<alt+]>11;rgb:1e1e/1e1e/2e2e<ctrl+g>", 0, Some(false)),
            ("<esc>]11;rgb:ff/ff/d7<esc>\\", 0, Some(true)),
            ("<alt+]>11;rgba:0000/0000/0000/ffff<alt+\\>", 0, Some(false)),
            // Typed before and behind it.
            ("j<alt+]>11;rgb:0/0/0<ctrl+g>k", 2, Some(false)),
            ("<esc>]", 2, None),
            ("<alt+]>1x", 3, None),
            ("<esc>4", 2, None),
        ] {
            assert_eq!(heard(&mut Background::new(true), text), (left, answer), "{text}");
        }
    }

    #[test]
    fn nobody_listens_when_nothing_was_asked_or_it_was_answered() {
        assert_eq!(heard(&mut Background::new(false), "<alt+]>11;rgb:0/0/0<ctrl+g>"), (14, None));
        let mut once = Background::new(true);
        assert_eq!(heard(&mut once, "<alt+]>11;rgb:0/0/0<ctrl+g>"), (0, Some(false)));
        assert_eq!(heard(&mut once, "<alt+]>1"), (2, None));
        let late = Background::new(true).hear(events("<esc>").remove(0), Duration::from_secs(11), || None);
        assert_eq!(late.0.len(), 1);
    }
}
