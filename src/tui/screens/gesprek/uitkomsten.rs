//! What came out of a point, as lines.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Gesprekscherm;
use crate::app::{Agendaregel, Uitkomstregel};
use crate::domain::Afspraakstatus;
use crate::domain::vorm::Verslaguitkomst;
use crate::tui::keys::Werkwoord;
use crate::tui::popups::{Popup, Reader};
use crate::tui::raak::shown_part;
use crate::tui::screens::{Effect, Effects};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::wording;
use crate::wording::agenda::Zicht;

/// The outcomes of a point, each as its lines; the chosen one is marked.
pub(super) fn outcome_blocks(
    punt: &Agendaregel,
    chosen: Option<usize>,
    zicht: Zicht,
    width: usize,
    theme: Theme,
) -> Vec<Vec<Line<'static>>> {
    let block = |(n, u): (usize, &Uitkomstregel)| {
        let (kop, tekst, onder) = outcome(u, zicht);
        let mark = if chosen == Some(n) { "▌" } else { " " };
        let line =
            |text: String, style| Line::from(vec![Span::styled(mark, theme.accent()), Span::raw(" "), Span::styled(text, style)]);
        let mut lines = vec![line(kop, theme.accent())];
        let wrapped = tekst.lines().flat_map(|alinea| text::wrap(&wording::veilig(alinea), width.saturating_sub(2)));
        lines.extend(wrapped.map(|t| line(t, theme.text())));
        if !onder.is_empty() {
            lines.push(line(onder, theme.dim()));
        }
        lines
    };
    punt.uitkomsten.iter().enumerate().map(block).collect()
}

/// The outcomes one below the other, as far down as it takes to show the chosen one whole; returns where each stands.
pub(super) fn draw_outcomes(pen: &mut Pen<'_>, blocks: Vec<Vec<Line<'_>>>, chosen: usize, theme: Theme) -> Vec<(usize, Rect)> {
    let height = |from: usize| blocks.iter().take(chosen + 1).skip(from).map(|b| b.len() + 1).sum::<usize>();
    // What is above the first one drawn is said on a line of its own.
    let fits = |n: &usize| height(*n) + usize::from(*n > 0) <= usize::from(pen.left());
    let first = (0..chosen).find(fits).unwrap_or(chosen);
    if first > 0 {
        pen.line(Span::styled(format!("… nog {first} hierboven"), theme.accent()));
    }
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut own = Vec::new();
    for (n, block) in blocks.into_iter().enumerate().skip(first) {
        own.push((n, lines.len()..lines.len() + block.len()));
        lines.extend(block);
        lines.push(Line::default());
    }
    lines.pop();
    let (room, all) = (usize::from(pen.left()), lines.len());
    let fits = if all > room { room.saturating_sub(1) } else { all };
    let place = pen.take(u16::try_from(fits).unwrap_or(u16::MAX));
    let mut inner = Pen::new(place, pen.buf);
    for line in lines.into_iter().take(fits) {
        inner.line(line);
    }
    if all > fits {
        let more = wording::aantal(u32::try_from(all - fits).unwrap_or(u32::MAX), "regel", "regels");
        pen.line(Span::styled(format!("… nog {more} · {}", Werkwoord::Openen.shown()), theme.accent()));
    }
    own.into_iter().filter_map(|(n, range)| Some((n, shown_part(&range, 0, place)?))).collect()
}

impl Gesprekscherm {
    /// Reads what is chosen at a point whole: no more of it than may be seen there.
    pub(super) fn read_chosen(&self, theme: Theme) -> Effects {
        let (Some(punt), zicht) = (self.punt(), self.zicht().zicht()) else { return Vec::new() };
        let body: Vec<Line<'static>> = match (self.uitkomst(), self.lopend()) {
            (Some(uitkomst), _) => {
                let (kop, tekst, onder) = outcome(uitkomst, zicht);
                let alineas = tekst.lines().map(wording::veilig).map(Line::raw);
                let kop = Line::from(Span::styled(kop, theme.accent()));
                let onder = (!onder.is_empty()).then(|| [Line::default(), Line::raw(onder)]);
                [kop, Line::default()].into_iter().chain(alineas).chain(onder.into_iter().flatten()).collect()
            }
            (None, Some(lopend)) => {
                let told =
                    punt.feiten.get(lopend.regels.clone()).unwrap_or_default().iter().filter_map(|regel| regel.tekst(zicht));
                told.map(|tekst| Line::raw(wording::veilig(&tekst))).collect()
            }
            (None, None) => return Vec::new(),
        };
        vec![Effect::Popup(Popup::Reader(Box::new(Reader::new(punt.titel.tekst(zicht), body).for_table().of_row())))]
    }
}

/// The kind of an outcome, its text, and for an afspraak who and when.
fn outcome(u: &Uitkomstregel, zicht: Zicht) -> (String, String, String) {
    match &u.getoond {
        Verslaguitkomst::Tekst { soort, tekst } => (soort.naam().to_owned(), tekst.tekst(zicht), String::new()),
        Verslaguitkomst::Afspraak(a) => {
            let deadline = a.deadline.map(|d| format!(" · {}", wording::datum(d))).unwrap_or_default();
            let stand = if a.status == Afspraakstatus::Open { String::new() } else { format!(" · {}", a.status.naam()) };
            let verwacht = a.verwacht.as_ref().map(|v| format!(" · {v}")).unwrap_or_default();
            let onder = format!("{}{deadline}{verwacht}{stand}", wording::veilig(&a.eigenaar.tekst(zicht)));
            (format!("afspraak  {}", a.nummer), a.tekst.tekst(zicht), onder)
        }
    }
}
