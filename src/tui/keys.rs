//! Keys: their notation, the language that gives every verb its letter, and the one table that binds acts to them.
//!
//! Lookup, footer, menu, help, command palette and the key list in the handleiding are read from [`BINDINGS`].
//!
//! **Architecture Invariant:** `KeyCode` occurs here and in `forms::text` only.

mod background;
mod language;
mod muis;
mod notation;
mod scope;
mod table;
mod woorden;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

pub use background::{Background, PIECE, QUESTION};
pub use language::{Toets, Werkwoord};
pub use muis::Muis;
pub use notation::{Key, Moment, mend};
pub use scope::Scope;
pub use table::{BINDINGS, Binding};
pub use woorden::woorden;

use super::action::Action;

/// The binding of `key` in the first of `scopes` that has one.
pub fn lookup(scopes: &[Scope], key: Key) -> Option<&'static Binding> {
    static TABLE: OnceLock<HashMap<(Scope, Key), &'static Binding>> = OnceLock::new();
    let table =
        TABLE.get_or_init(|| BINDINGS.iter().flat_map(|b| b.keys().into_iter().map(move |k| ((b.scope, k), b))).collect());
    scopes.iter().find_map(|scope| table.get(&(*scope, key)).copied())
}

/// The key of an action as users read it: the first of its first row; empty when it has none.
pub fn shown_key(action: Action) -> String {
    BINDINGS.iter().find(|b| b.action == action).map(Binding::shown_first).unwrap_or_default()
}

/// What a key does on other screens.
pub fn verb_of(key: Key) -> Option<Werkwoord> {
    let has = |verb: &Werkwoord| matches!(verb.taal().0, Toets::Direct(keys) if notation::parsed(keys).any(|k| k == key));
    BINDINGS.iter().flat_map(Binding::werkwoorden).find(has)
}

/// The bindings of `scopes` in that order; a row whose keys are all taken by an earlier scope is left out. Those of a
/// menu stand with their scope.
pub fn in_force(scopes: &[Scope]) -> Vec<&'static Binding> {
    scopes
        .iter()
        .flat_map(|scope| BINDINGS.iter().filter(move |b| b.scope == *scope))
        .filter(|b| b.letter().is_some() || b.is_found_only() || !keys_in_force(scopes, b).is_empty())
        .collect()
}

/// The keys of a row that an earlier scope has not taken.
pub fn keys_in_force(scopes: &[Scope], row: &Binding) -> Vec<Key> {
    let holds = |k: &Key| lookup(scopes, *k).is_some_and(|found| std::ptr::eq(found, row));
    row.keys().into_iter().filter(holds).collect()
}

/// The language of the keys for the handleiding, as Markdown: every verb with its key, and those of the menus with the letter there.
pub fn taal_markdown() -> String {
    let mut seen: Vec<Werkwoord> = Vec::new();
    let (mut direct, mut menu) = (String::new(), String::new());
    for binding in BINDINGS {
        for verb in binding.werkwoorden().filter(|verb| *verb != Werkwoord::Invullen) {
            if seen.contains(&verb) {
                continue;
            }
            seen.push(verb);
            // Writing to a String cannot fail.
            let _ = match verb.taal() {
                (Toets::Direct(keys), naam) => {
                    writeln!(direct, "| {} | {naam} |", as_code(&notation::parsed(keys).collect::<Vec<_>>()))
                }
                (Toets::Doen(keys), naam) => {
                    writeln!(menu, "| {} | {naam} |", as_code(&notation::parsed(keys).collect::<Vec<_>>()))
                }
                (Toets::Eigen, _) => Ok(()),
            };
        }
    }
    let opens = Werkwoord::Doen.shown();
    format!(
        "| toets | werkwoord |\n| --- | --- |\n{direct}\nAchter `{opens}` (doen…):\n\n| letter | werkwoord |\n| --- | --- |\n{menu}"
    )
}

fn as_code(keys: &[Key]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" ")
}

/// The key list of the handleiding, as Markdown: one table per scope.
pub fn markdown() -> String {
    // Writing to a String cannot fail.
    let mut out = String::new();
    for scope in Scope::ALL {
        let rows: Vec<_> = BINDINGS.iter().filter(|b| b.scope == scope && !b.is_found_only()).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(out, "### {}\n\n| toets | doet |\n| --- | --- |\n", scope.naam());
        for row in rows {
            let keys = if let Some(letter) = row.letter() {
                format!("`{}` {}", Werkwoord::Doen.shown(), as_code(&[letter]))
            } else {
                as_code(&row.keys())
            };
            let _ = writeln!(out, "| {keys} | {} |", row.label);
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

    use super::*;
    use crate::tui::action::{AfspraakAction, Move, Tab};
    use crate::tui::text;

    fn key_of(text: &str) -> Key {
        Key::parse_all(text).unwrap()[0]
    }

    #[test]
    fn the_notation_reads_names_modifiers_and_accents() {
        let keys = Key::parse_all("n<tab>Één<ctrl+s><shift+tab><lt><f5>").unwrap();
        let shown: Vec<_> = keys.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["n", "tab", "É", "é", "n", "ctrl+s", "shift+tab", "<", "F5"]);
        assert_eq!(Key::parse_all("<hyper+x>"), Err("hyper+x".into()));
    }

    #[test]
    fn every_key_in_the_table_parses_and_none_stands_twice_in_a_scope() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            assert_eq!(binding.keys().len() + usize::from(binding.letter().is_some()), binding.written(), "{binding:?}");
            for key in binding.keys() {
                assert!(seen.insert((binding.scope, key)), "{key} stands twice in {:?}", binding.scope);
            }
        }
    }

    #[test]
    fn a_letter_is_one_verb_on_every_screen() {
        let mut verbs: HashMap<Key, Werkwoord> = HashMap::new();
        for verb in BINDINGS.iter().flat_map(Binding::werkwoorden) {
            let Toets::Direct(keys) = verb.taal().0 else { continue };
            for key in notation::parsed(keys) {
                let first = *verbs.entry(key).or_insert(verb);
                assert_eq!(first, verb, "{key}");
            }
        }
        // A popup that is no text has the keys of the language too; those of its own only move, close it or go to the next part.
        for binding in BINDINGS.iter().filter(|b| b.has_own_keys() && b.scope != Scope::Confirm) {
            for key in binding.keys().into_iter().filter(|key| key.text().is_some_and(|c| c != ' ')) {
                assert!("hjklq".contains(&key.to_string()), "{key} in {:?}", binding.scope);
            }
        }
    }

    #[test]
    fn no_key_writes_on_one_screen_and_looks_on_another() {
        let mut writes: HashMap<Key, &Binding> = HashMap::new();
        for binding in BINDINGS.iter().filter(|b| !b.has_own_keys()) {
            for key in binding.keys() {
                let first = *writes.entry(key).or_insert(binding);
                assert_eq!(first.action.changes(), binding.action.changes(), "{key}: {} and {}", first.label, binding.label);
            }
        }
    }

    #[test]
    fn a_menu_has_a_letter_once_and_an_act_has_one_letter_in_all_menus() {
        let (mut seen, mut letters) = (HashSet::new(), HashMap::new());
        for binding in BINDINGS {
            let Some(letter) = binding.letter() else { continue };
            assert!(binding.keys().is_empty(), "{}", binding.label);
            assert!(seen.insert((binding.scope, letter)), "{letter} stands twice in the menu of {:?}", binding.scope);
            assert_eq!(*letters.entry(binding.action).or_insert(letter), letter, "{}", binding.label);
            assert_eq!(binding.shown_first(), format!("d {letter}"));
        }
        assert!(letters.len() > 25);
    }

    #[test]
    fn labels_are_there_and_fit() {
        for binding in BINDINGS {
            assert!(!binding.label.is_empty());
            assert!(text::width(binding.label) <= 44, "{}", binding.label);
            if let Some((_, short)) = binding.footer {
                assert!((1..=17).contains(&text::width(short)), "{short}");
            }
        }
    }

    #[test]
    fn every_tab_is_under_its_number() {
        for (n, tab) in Tab::ALL.into_iter().enumerate() {
            let key = key_of(&(n + 1).to_string());
            assert_eq!(lookup(&[Scope::Global], key).map(|b| b.action), Some(Action::Go(tab)));
        }
    }

    #[test]
    fn an_earlier_scope_wins() {
        let scopes = [Scope::Afspraken, Scope::List, Scope::Global];
        assert_eq!(lookup(&scopes, key_of("n")).map(|b| b.action), Some(Action::Afspraak(AfspraakAction::New)));
        // `a` still makes an afspraak from elsewhere: that row is covered here, and others are not.
        assert!(in_force(&scopes).iter().any(|b| b.action == Action::Move(Move::First)));
        assert_eq!(in_force(&scopes).iter().filter(|b| b.action == Action::Afspraak(AfspraakAction::New)).count(), 1);
    }

    #[test]
    fn a_release_is_no_key_and_altgr_is_text() {
        let mut event = KeyEvent::new(KeyCode::Char('€'), KeyModifiers::CONTROL | KeyModifiers::ALT);
        assert!(Key::of(event).map(Key::text).eq([Some('€')]));
        event.kind = KeyEventKind::Release;
        assert_eq!(Key::of(event).count(), 0);
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert!(Key::of(shifted).eq([key_of("G")]));
        assert!(Key::of(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)).eq([key_of("<shift+tab>")]));
    }

    #[test]
    fn an_esc_that_an_arrow_follows_at_once_is_both() {
        for (sent, keys) in [
            ("<esc>[B", "<esc><down>"),
            ("<esc>OA", "<esc><up>"),
            ("<esc>[H", "<esc><home>"),
            // What is no arrow stays what it was.
            ("<esc>[x", "<esc>[x"),
            ("<esc>n", "<esc>n"),
            ("<esc>[", "<esc>["),
            ("x[A", "x"),
            ("<esc><down>", "<esc><down>"),
        ] {
            let mut events = Key::parse_all(sent).unwrap().into_iter().map(|key| Event::Key(key.code.into()));
            let first = events.next().unwrap();
            let mended = mend(first, || events.next());
            let mended: Vec<Key> = mended.into_iter().filter_map(|e| e.as_key_event()).flat_map(Key::of).collect();
            assert_eq!(mended, Key::parse_all(keys).unwrap(), "{sent}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_esc_that_a_key_follows_at_once_is_both() {
        for (code, modifiers, keys) in [
            (KeyCode::Char('4'), KeyModifiers::ALT, "<esc>4"),
            (KeyCode::Char('A'), KeyModifiers::ALT | KeyModifiers::SHIFT, "<esc>A"),
            (KeyCode::Char('z'), KeyModifiers::ALT | KeyModifiers::CONTROL, "<esc><ctrl+z>"),
            // With these alt has a meaning of its own.
            (KeyCode::Enter, KeyModifiers::ALT, "<alt+enter>"),
            (KeyCode::Left, KeyModifiers::ALT, "<alt+left>"),
        ] {
            let found: Vec<Key> = Key::of(KeyEvent::new(code, modifiers)).collect();
            assert_eq!(found, Key::parse_all(keys).unwrap());
        }
    }
}
