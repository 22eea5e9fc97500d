//! What was typed in a copy of a shared database and saved there: kept as drafts on this computer, one after the other, until the
//! database itself is open. There the form that it was typed in goes on with the first.

/// Stands between the key of a form and the number of what was kept of it.
const TEKEN: char = '#';

/// Splits the key of what was kept; None for the draft of a form that is still being filled in.
fn split(key: &str) -> Option<(&str, u32)> {
    let (form, number) = key.rsplit_once(TEKEN)?;
    Some((form, number.parse().ok()?))
}

/// Whether it was saved in a copy.
pub(super) fn is_kept(key: &str) -> bool {
    split(key).is_some()
}

/// The key of the form that it was typed in.
pub(super) fn form_of(key: &str) -> &str {
    split(key).map_or(key, |(form, _)| form)
}

fn numbers(drafts: &[(String, String)], form: &str) -> impl Iterator<Item = u32> {
    drafts.iter().filter_map(move |(key, _)| split(key).filter(|(of, _)| *of == form)).map(|(_, number)| number)
}

/// The key for what is kept of a form next.
pub(super) fn next(drafts: &[(String, String)], form: &str) -> String {
    format!("{form}{TEKEN}{}", numbers(drafts, form).max().unwrap_or(0) + 1)
}

/// The key of the first that was kept of a form.
pub(super) fn first(drafts: &[(String, String)], form: &str) -> Option<String> {
    numbers(drafts, form).min().map(|number| format!("{form}{TEKEN}{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_form_goes_by_number() {
        let mut drafts = vec![("uitkomst:1:a#b:besluit".to_owned(), String::new())];
        assert_eq!(first(&drafts, "uitkomst:1:a#b:besluit"), None);
        for n in ["#1", "#2"] {
            let key = next(&drafts, "uitkomst:1:a#b:besluit");
            assert_eq!(key, format!("uitkomst:1:a#b:besluit{n}"));
            assert!(is_kept(&key) && form_of(&key) == "uitkomst:1:a#b:besluit");
            drafts.push((key, String::new()));
        }
        drafts.remove(1);
        assert_eq!(first(&drafts, "uitkomst:1:a#b:besluit").as_deref(), Some("uitkomst:1:a#b:besluit#2"));
        assert_eq!(next(&drafts, "uitkomst:1:a#b:mededeling"), "uitkomst:1:a#b:mededeling#1");
        assert!(!is_kept("uitkomst:1:a#b:besluit"));
    }
}
