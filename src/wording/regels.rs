//! Text on a grid of columns: how wide it is, and how it breaks into lines.
//!
//! Widths are columns, not bytes or chars: "Één" is three wide however its accents are written.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns how many columns `text` takes.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Returns the longest beginning of `text` that fits in `columns`, never splitting a grapheme.
pub fn take(text: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let w = grapheme.width();
        if used + w > columns {
            break;
        }
        used += w;
        out.push_str(grapheme);
    }
    out
}

/// Returns the lines of `text` wrapped at words to `columns`; a word that is wider is split at graphemes.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let gap = usize::from(!line.is_empty());
            if width(&line) + gap + width(word) <= columns {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            let mut rest = word.to_owned();
            while width(&rest) > columns {
                // At least one grapheme per line, or a wide one in a narrow column would never end.
                let head = match take(&rest, columns) {
                    head if head.is_empty() => rest.graphemes(true).next().unwrap_or_default().to_owned(),
                    head => head,
                };
                rest = rest.split_off(head.len());
                lines.push(head);
            }
            line = rest;
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn wrapping_keeps_words_whole_where_it_can() {
        assert_eq!(wrap("een twee drie", 8), ["een twee", "drie"]);
        assert_eq!(wrap("aaaaaaaa b", 3), ["aaa", "aaa", "aa", "b"]);
        assert_eq!(wrap("", 3), [""]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_letter(text in "[a-zé ]{0,60}", columns in 1usize..20) {
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let lines = wrap(&text, columns);
            prop_assert!(lines.iter().all(|l| width(l) <= columns));
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
