//! Names side by side in little room: short forms that still tell the things apart, cut at a word where that can be.
//!
//! All the names of a column are shortened together: what they share says nothing, so it is the first to go.

use std::collections::{HashMap, HashSet};

use super::text;

/// What stands before or after a name in the books and not in speech.
const RECHTSVORMEN: [&str; 14] = [
    "stichting",
    "vereniging",
    "coöperatie",
    "cooperatie",
    "b.v.",
    "bv",
    "v.o.f.",
    "vof",
    "c.v.",
    "cv",
    "n.v.",
    "nv",
    "u.a.",
    "b.v",
];

/// Returns each of the names in at most so many columns; one that fits stays as it is, and two that differ stay different as far
/// as the columns allow it.
///
/// ```
/// use accountgesprek::tui::namen::korte_namen;
/// let namen = ["PSW", "Stichting Begeleid Werken", "Stichting Begeleid Wonen"].map(str::to_owned);
/// assert_eq!(korte_namen(&namen, 15), ["PSW", "Begeleid Werken", "Begeleid Wonen"]);
/// assert_eq!(korte_namen(&namen, 8), ["PSW", "Werken", "Wonen"]);
/// ```
pub fn korte_namen(namen: &[String], columns: usize) -> Vec<String> {
    if namen.iter().all(|naam| text::width(naam) <= columns) {
        return namen.to_vec();
    }
    let mut each: Vec<&str> = Vec::new();
    for naam in namen {
        if !each.contains(&naam.as_str()) {
            each.push(naam);
        }
    }
    let chosen = distinct(&each.iter().map(|naam| forms(naam, &each, columns)).collect::<Vec<_>>(), columns);
    let short: HashMap<&str, String> = each.into_iter().zip(chosen).collect();
    namen.iter().map(|naam| short.get(naam.as_str()).unwrap_or(naam).clone()).collect()
}

/// The first form of each that no other has; of those that have none of their own, a numbered one.
fn distinct(forms: &[Vec<String>], columns: usize) -> Vec<String> {
    let mut level = vec![0usize; forms.len()];
    let at = |i: usize, level: &[usize]| forms[i].get(level[i]).map_or("", String::as_str);
    loop {
        let shared = |i: usize| (0..forms.len()).any(|j| j != i && at(i, &level) == at(j, &level));
        let further: Vec<usize> = (0..forms.len()).filter(|i| level[*i] + 1 < forms[*i].len() && shared(*i)).collect();
        if further.is_empty() {
            break;
        }
        for i in further {
            level[i] += 1;
        }
    }
    let mut taken: HashSet<String> = HashSet::new();
    (0..forms.len())
        .map(|i| {
            let form = at(i, &level).to_owned();
            let numbered = (2..=forms.len()).map(|n| {
                let nr = format!("…{n}");
                let head = forms[i].first().map_or("", String::as_str).trim_end_matches('…');
                format!("{}{nr}", text::take(head, columns.saturating_sub(text::width(&nr))))
            });
            let own = std::iter::once(form.clone()).chain(numbered).find(|f| text::width(f) <= columns && !taken.contains(f));
            let own = own.unwrap_or(form);
            taken.insert(own.clone());
            own
        })
        .collect()
}

/// The forms of a name that fit, the best one first. Whole it has no other.
fn forms(naam: &str, among: &[&str], columns: usize) -> Vec<String> {
    if text::width(naam) <= columns {
        return vec![naam.to_owned()];
    }
    let words = spoken(naam);
    let others: Vec<Vec<&str>> = among.iter().filter(|other| **other != naam).map(|other| spoken(other)).collect();
    let alike = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let shared_with = |other: &Vec<&str>| other.iter().zip(&words).take_while(|(a, b)| alike(a, b)).count();
    let shared = others.iter().map(shared_with).max().unwrap_or(0).min(words.len().saturating_sub(1));
    let from = |n: usize| words.get(n..).unwrap_or_default().join(" ");
    let tails: Vec<String> = (1..=shared).map(from).collect();
    let whole = from(0);
    let last = tails.last();
    let mut found: Vec<String> = vec![whole.clone(), at_word(&whole, columns)];
    found.extend(tails.iter().cloned());
    // What they share in front, as far as it fits, and what tells them apart.
    found.extend(last.map(|tail| {
        let head = text::cut(&whole, columns.saturating_sub(text::width(tail) + 1));
        if head.ends_with('…') && text::width(&head) > 3 { format!("{head} {tail}") } else { String::new() }
    }));
    found.extend(tails.iter().map(|tail| at_word(tail, columns)));
    found.extend(tails.iter().chain([&whole]).map(|form| text::cut(form, columns)));
    found.push(around(naam, columns));
    let mut seen = HashSet::new();
    found.retain(|form| !form.is_empty() && text::width(form) <= columns && seen.insert(form.clone()));
    found
}

/// The words of a name as it is spoken: without its legal form, unless there is nothing else.
fn spoken(naam: &str) -> Vec<&str> {
    let all: Vec<&str> = naam.split_whitespace().collect();
    let is_form = |word: &&str| RECHTSVORMEN.contains(&word.to_lowercase().as_str());
    let first = all.iter().position(|word| !is_form(word));
    let last = all.iter().rposition(|word| !is_form(word));
    match first.zip(last) {
        Some((first, last)) => all.get(first..=last).unwrap_or_default().to_vec(),
        None => all,
    }
}

/// Its first whole words with `…`; empty when not one of them fits.
fn at_word(form: &str, columns: usize) -> String {
    let cut = text::cut(form, columns);
    let words = cut.strip_suffix(text::ELLIPSIS).unwrap_or(&cut);
    let is_whole = form.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    if is_whole { cut } else { String::new() }
}

/// Its beginning and its end.
fn around(form: &str, columns: usize) -> String {
    let (before, after) = (columns.saturating_sub(1).div_ceil(2), columns.saturating_sub(1) / 2);
    let mut end = form;
    while text::width(end) > after {
        let mut rest = end.chars();
        rest.next();
        end = rest.as_str();
    }
    format!("{}…{end}", text::take(form, before))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn short(namen: &[&str], columns: usize) -> Vec<String> {
        korte_namen(&namen.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>(), columns)
    }

    #[test]
    fn what_names_share_is_the_first_to_go() {
        let zorg = [
            "PSW",
            "Stichting Zorggroep Noord-Limburg Oost",
            "Stichting Zorggroep Noord-Limburg West",
            "Zorggroep Maasduinen Participatie B.V.",
        ];
        assert_eq!(short(&zorg, 40), zorg);
        assert_eq!(
            short(&zorg, 28)[1..],
            ["Zorggroep Noord-Limburg Oost", "Zorggroep Noord-Limburg West", "Zorggroep Maasduinen…"]
        );
        assert_eq!(short(&zorg, 22)[1..], ["Noord-Limburg Oost", "Noord-Limburg West", "Zorggroep Maasduinen…"]);
        assert_eq!(short(&zorg, 13), ["PSW", "Oost", "West", "Maasduinen…"]);
        assert_eq!(short(&zorg, 6)[1..], ["Oost", "West", "Maasd…"]);
    }

    #[test]
    fn a_name_that_fits_is_never_touched_and_keeps_its_form_for_itself() {
        assert_eq!(short(&["Pluryn", "Stichting Pluryn", "Rendiz Zorg B.V."], 8), ["Pluryn", "Stic…ryn", "Rendiz…"]);
        assert_eq!(short(&["B.V.", "Stichting"], 4), ["B.V.", "Sti…"]);
    }

    #[test]
    fn names_that_differ_at_the_end_of_a_word_are_told_apart() {
        assert_eq!(short(&["Arbeidsmarktregio1", "Arbeidsmarktregio2"], 9), ["Arbe…gio1", "Arbe…gio2"]);
        assert_eq!(short(&["Arbeid1smarktregio", "Arbeid2smarktregio"], 7), ["Arb…gio", "Arbei…2"]);
    }

    proptest! {
        #[test]
        fn names_that_differ_stay_different(
            namen in proptest::collection::hash_set("(Stichting )?[a-c]{1,3}( [a-cé]{1,6}){0,2}( B\\.V\\.)?", 1..9),
            columns in 4usize..20,
        ) {
            let namen: Vec<String> = namen.into_iter().collect();
            let short = korte_namen(&namen, columns);
            prop_assert!(short.iter().all(|s| text::width(s) <= columns), "{short:?}");
            prop_assert_eq!(short.iter().collect::<HashSet<_>>().len(), namen.len(), "{:?} {:?}", namen, short);
        }
    }
}
