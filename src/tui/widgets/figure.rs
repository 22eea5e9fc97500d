//! A figure in a cell: glyph, number, people. Numbers line up on the comma, people on the slash.

use ratatui::text::Span;

use crate::domain::{Meting, Waarde};
use crate::tui::phrases;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::wording;

/// Columns of glyph, blank and number (`✗ 100,0%`).
const NUMBER: usize = 8;

/// How wide the people of a column of figures are, so that they line up on the slash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct People {
    before: usize,
    after: usize,
    /// What stands after the slash with the mark of a small number against it: `8/9·`.
    attached: usize,
    tight: bool,
}

impl People {
    /// Returns the widths that these figures need.
    ///
    /// Each comes with whether it is a mean: of those only the number of marks is shown.
    pub fn of<'a>(metingen: impl Iterator<Item = (&'a Meting, bool)>) -> Self {
        let digits = |n: u32| n.to_string().len();
        // After the slash there is always room for the marks: "8/9 ·", "4/6*·".
        let part = |meting: &Meting| usize::from(is_part(meting));
        let attached = |meting: &Meting, noemer: u32| digits(noemer) + usize::from(meting.klein_aantal) + part(meting);
        metingen.fold(Self { before: 2, after: 3, attached: 2, tight: false }, |widest, (meting, is_mean)| match &meting.waarde {
            Waarde::Gemeten { noemer, .. } if is_mean => Self {
                before: widest.before.max(digits(*noemer)),
                // "× ·", "×*·".
                attached: widest.attached.max(usize::from(meting.klein_aantal) + part(meting)),
                ..widest
            },
            Waarde::Gemeten { teller, noemer } => Self {
                before: widest.before.max(phrases::getal(teller.trunc()).len()),
                after: widest.after.max(digits(*noemer) + part(meting)),
                attached: widest.attached.max(attached(meting, *noemer)),
                ..widest
            },
            _ => widest,
        })
    }

    /// The same in as little room as they can be read in.
    #[must_use]
    pub const fn tight(self) -> Self {
        Self { after: self.attached, tight: true, ..self }
    }

    /// Columns that a whole figure takes.
    pub const fn figure_width(self) -> usize {
        NUMBER + 1 + self.before + 1 + self.after
    }
}

/// Whether it is a year of which reports are missing.
fn is_part(meting: &Meting) -> bool {
    wording::year_basis(meting).is_some()
}

/// Returns glyph and number: `✗  61,5%`. What is not measured says so in words, never with a number.
pub fn number(meting: &Meting, is_mean: bool, theme: Theme) -> Vec<Span<'static>> {
    let glyph = Span::styled(format!("{} ", wording::teken(meting.oordeel)), theme.oordeel(meting.oordeel));
    if !meting.waarde.is_measured() {
        return vec![glyph, Span::styled(meting.waarde.toestand(), theme.dim())];
    }
    // The comma of a mark stands under the comma of a percentage.
    let number = if is_mean { format!("{:>5} ", meting.weergave) } else { format!("{:>6}", meting.weergave) };
    vec![glyph, Span::styled(number, theme.text())]
}

/// Returns a figure as spans of together [`People::figure_width`] columns.
pub fn figure(meting: &Meting, is_mean: bool, people: People, theme: Theme) -> Vec<Span<'static>> {
    let mut spans = number(meting, is_mean, theme);
    let width = people.figure_width();
    let Waarde::Gemeten { teller, noemer } = &meting.waarde else {
        // "geen rapportage" is wider than a figure, and never cut.
        let state = if people.tight { brief(&meting.waarde) } else { meting.waarde.toestand() };
        let state = text::left(state, (width - 2).max(text::width(state)));
        spans.pop();
        spans.push(Span::styled(state, theme.dim()));
        return spans;
    };
    let small = match (is_part(meting), meting.klein_aantal, people.tight) {
        (true, true, _) => "*·",
        (true, false, _) => "*",
        (false, true, true) => "·",
        (false, true, false) => " ·",
        (false, false, _) => "",
    };
    let shown = if is_mean {
        format!("{:>w$} ×{small}", noemer, w = people.before)
    } else {
        format!("{:>w$}/{noemer}{small}", phrases::getal(*teller), w = people.before)
    };
    spans.push(Span::styled(text::left(&format!(" {shown}"), width - NUMBER), theme.text()));
    spans
}

/// Columns of whatever can stand in the place of a figure, a state in words too.
pub fn widest(people: People) -> usize {
    let state = if people.tight { brief(&Waarde::NietTeMeten(Vec::new())) } else { Waarde::GeenRapportage.toestand() };
    people.figure_width().max(2 + text::width(state))
}

/// A state where figures stand tight: the longest is cut short, and none is called otherwise.
const fn brief(waarde: &Waarde) -> &'static str {
    match waarde {
        Waarde::GeenRapportage => "geen rapp.",
        Waarde::NietTeMeten(_) | Waarde::Gemeten { .. } | Waarde::Nvt => waarde.toestand(),
    }
}

/// The figure in one line of words: "✗ niet gehaald · 3 van 4 kwartalen · 61,5% · 8 van 13 · nog 3 nodig · klein aantal".
pub fn sentence(meting: &Meting, is_mean: bool, theme: Theme) -> Vec<Span<'static>> {
    let style = theme.oordeel(meting.oordeel);
    let mut spans = vec![Span::styled(format!("{} {}", wording::teken(meting.oordeel), phrases::oordeel(meting)), style)];
    let mut add = |text: String, style| {
        if !text.is_empty() {
            spans.push(Span::styled(" · ", theme.dim()));
            spans.push(Span::styled(text, style));
        }
    };
    // Before what may be cut: without it the figure looks like that of a whole year.
    add(wording::year_basis(meting).unwrap_or_default(), theme.text());
    if meting.waarde.is_measured() {
        add(meting.weergave.clone(), theme.strong());
        add(phrases::mensen(meting, is_mean), theme.text());
        add(wording::afstand(meting).unwrap_or_default(), theme.text());
        if meting.klein_aantal {
            add("klein aantal".to_owned(), theme.dim());
        }
    }
    add(wording::pooled_over(meting).unwrap_or_default(), theme.text());
    if meting.rijen_niet_meegeteld > 0 {
        let rows = wording::aantal(meting.rijen_niet_meegeteld, "rij", "rijen");
        add(format!("{rows} niet meegeteld"), theme.attention());
    }
    spans
}
