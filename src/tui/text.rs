//! Text on a grid of columns: widths, cutting and wrapping. Everything that is put on the screen passes through here.
//!
//! Widths are columns, not bytes or chars: "Één" is three wide however its accents are written.

use unicode_width::UnicodeWidthChar;

pub use crate::wording::{take, width, wrap};

/// The mark that stands where text was cut off.
pub const ELLIPSIS: &str = "…";

/// Returns `text` if it fits in `columns`, else its beginning with `…`, cut at a word when that keeps at least half.
///
/// ```
/// use accountgesprek::tui::text::cut;
/// assert_eq!(cut("plan van aanpak tevredenheid", 18), "plan van aanpak…");
/// assert_eq!(cut("coëfficiënt", 6), "coëff…");
/// ```
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(1) else { return String::new() };
    let head = take(text, room);
    // A word that ends exactly at the cut is whole; otherwise step back to the last blank.
    let whole = text.strip_prefix(head.as_str()).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let at_word = if whole { Some(head.trim_end()) } else { head.rsplit_once(char::is_whitespace).map(|(a, _)| a.trim_end()) };
    match at_word {
        Some(words) if width(words) * 2 >= room => format!("{words}{ELLIPSIS}"),
        _ => format!("{}{ELLIPSIS}", head.trim_end()),
    }
}

/// Wraps a text in at most so many lines and at least one; what does not fit stands whole in the last, to be cut where it is drawn.
pub fn wrap_in(text: &str, columns: usize, lines: usize) -> Vec<String> {
    let mut wrapped = wrap(text, columns);
    if wrapped.is_empty() || wrapped.len() > lines {
        let rest = wrapped.split_off(lines.saturating_sub(1).min(wrapped.len()));
        wrapped.push(rest.join(" "));
    }
    wrapped
}

/// What joins signs or says how they look, and is no mark over a letter: some terminals stop at it.
const UNSEEN: [char; 5] = ['\u{200d}', '\u{200b}', '\u{fe0e}', '\u{fe0f}', '\u{20e3}'];

/// Returns a sign as every terminal draws it in as many columns: what some draw wider than others, such as a family that is
/// joined to one emoji, would push what stands behind it aside and leave remnants. Of that only its first part stays, filled up.
///
/// ```
/// use accountgesprek::tui::text::certain;
/// assert_eq!(certain("👩\u{200d}👧"), "👩");
/// assert_eq!(certain("❤\u{fe0f}"), "❤ ");
/// assert_eq!(certain("e\u{301}"), "e\u{301}");
/// ```
pub fn certain(sign: &str) -> String {
    let columns = width(sign);
    let of = |c: char| c.width().unwrap_or(0);
    let is_flag = |c: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&c);
    // The two letters of a flag: half of the terminals draw them so, each in its own width.
    if sign.chars().any(is_flag) {
        let letters = sign.chars().filter(|c| is_flag(*c)).filter_map(|c| char::from_u32(c as u32 - 0x1f1e6 + u32::from('A')));
        return left(&letters.collect::<String>(), columns);
    }
    let has_unseen = sign.contains(UNSEEN);
    if !has_unseen && sign.chars().map(of).sum::<usize>() == columns {
        return sign.to_owned();
    }
    let mut used = 0;
    let fits = |c: &char| {
        used += of(*c);
        used <= columns
    };
    let first: String = sign.chars().take_while(fits).filter(|c| !UNSEEN.contains(c)).collect();
    let filled = columns.saturating_sub(width(&first));
    format!("{first}{}", " ".repeat(filled))
}

/// Returns `text` cut or filled with blanks at the right to exactly `columns`.
pub fn left(text: &str, columns: usize) -> String {
    let mut out = cut(text, columns);
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(used)));
    out
}

/// Returns `text` cut or filled with blanks at the left to exactly `columns`.
pub fn right(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    let mut out = " ".repeat(columns.saturating_sub(width(&text)));
    out.push_str(&text);
    out
}

/// Returns the words of `text`, each with the blanks that follow it; together they are `text`.
pub fn wrap_pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cutting_happens_at_a_word_and_says_so() {
        assert_eq!(cut("plan van aanpak", 15), "plan van aanpak");
        assert_eq!(cut("plan van aanpak", 14), "plan van…");
        assert_eq!(cut("Tevredenheidsonderzoek", 8), "Tevrede…");
        assert_eq!(cut("Één", 2), "É…");
        assert_eq!(cut("abc", 1), "…");
        assert_eq!(cut("abc", 0), "");
    }

    #[test]
    fn combining_accents_take_no_column_of_their_own() {
        assert_eq!(width("E\u{301}e\u{301}n"), 3);
        assert_eq!(right("E\u{301}e\u{301}n", 5), "  E\u{301}e\u{301}n");
    }

    proptest! {
        #[test]
        fn a_sign_is_as_wide_whichever_way_it_is_counted(text in "(\\PC|[\u{1f1e6}-\u{1f1ff}\u{200d}\u{fe0f}\u{1f3fb}-\u{1f3ff}👩❤👍1]){0,6}") {
            for sign in unicode_segmentation::UnicodeSegmentation::graphemes(text.as_str(), true) {
                let shown = certain(sign);
                prop_assert_eq!(width(&shown), width(sign), "{:?}", sign);
                prop_assert_eq!(shown.chars().filter_map(UnicodeWidthChar::width).sum::<usize>(), width(sign), "{:?}", sign);
            }
        }

        #[test]
        fn nothing_is_ever_wider_than_its_column(text in "\\PC{0,40}", columns in 0usize..50) {
            prop_assert!(width(&cut(&text, columns)) <= columns);
            prop_assert_eq!(width(&left(&text, columns)), columns);
            prop_assert_eq!(width(&right(&text, columns)), columns);
        }
    }
}
