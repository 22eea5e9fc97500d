//! One point of the agenda, drawn large: the screen at the table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::uitkomsten::{draw_outcomes, outcome_blocks};
use super::{Gesprekscherm, Tafelzicht};
use crate::app::Agendabeeld;
use crate::domain::{Gespreksstatus, Onderdeelsleutel};
use crate::tui::action::{Action, GesprekAction};
use crate::tui::concept::Conceptsleutel;
use crate::tui::forms::gesprek::{self as forms, Begonnen};
use crate::tui::keys::{Werkwoord, shown_key};
use crate::tui::raak::{Raakplek, shown_part};
use crate::tui::screens::Scherm;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::widgets::feiten;
use crate::tui::widgets::pen::{Pen, inset};
use crate::wording;

impl Gesprekscherm {
    /// Whether the gesprek runs and for how long, or what it is waiting for.
    fn how_far(&self, beeld: &Agendabeeld, shared: &Shared) -> String {
        let status = beeld.gesprek.status;
        if status.is_held() {
            return status.naam().to_owned();
        }
        if self.sitting().is_some() {
            let runs = self.clock_since(shared.today).zip(shared.now).map(|(since, now)| now.signed_duration_since(since));
            // The clock of a computer can be set back.
            return runs.map_or_else(|| "begonnen".to_owned(), |t| wording::duur(t.num_minutes()));
        }
        match beeld.begonnen_op {
            Some(op) => format!("begonnen op {}", wording::dag_en_datum(op, shared.today)),
            None => "nog niet begonnen".to_owned(),
        }
    }

    /// One point, large and calm: facts left, outcomes right.
    pub(super) fn draw_modus(&self, area: Rect, buf: &mut Buffer, beeld: &Agendabeeld, shared: &Shared) {
        let theme = shared.theme();
        let mut pen = Pen::new(inset(area, 2), buf);
        let (Some(punt), Some(at)) = (self.punt(), self.punten.cursor()) else {
            pen.blank();
            pen.line(Span::raw("Dit punt staat niet meer op de agenda; → gaat verder."));
            return;
        };
        let dots: String = (0..beeld.punten.len())
            .filter(|n| beeld.punten.get(*n).is_some_and(|p| !p.punt.vervallen))
            .map(|n| if n == at { '●' } else { '○' })
            .collect();
        // It shows on a screen that others look at: whoever forgot it sees it.
        let seen = if self.zicht() == Tafelzicht::Alles { theme.attention() } else { theme.dim() };
        let nth = beeld.punten.iter().take(at + 1).filter(|p| !p.punt.vervallen).count();
        let of = beeld.in_gesprek().count();
        pen.ends(
            Line::from(vec![Span::styled(dots, theme.accent()), Span::raw(format!("  punt {nth} van {of}"))]),
            Line::from(vec![
                Span::styled(self.zicht().naam(&shared.naam(beeld.gesprek.aanbieder)), seen),
                Span::styled(format!(" · {}", self.how_far(beeld, shared)), theme.dim()),
            ]),
        );
        pen.rule(theme.dim());
        pen.blank();
        let titel = wording::veilig(&punt.titel.tekst(self.zicht().zicht()));
        let lines = if text::width(&titel) <= pen.width() { vec![titel] } else { text::wrap(&titel, pen.width()) };
        for line in lines {
            pen.line(Span::styled(line, theme.strong()));
        }
        pen.blank();
        let rest = pen.rest();
        let left = rest.width.saturating_mul(3) / 5;
        let facts = Rect { width: left.saturating_sub(2), ..rest };
        let outcomes = Rect { x: rest.x.saturating_add(left), width: rest.width.saturating_sub(left), ..rest };
        let width = usize::from(facts.width);
        let chosen = self.lopend().map(|l| &l.regels);
        let mut lines = feiten::at_table(punt, self.zicht().zicht(), chosen, width, theme);
        if self.zicht() == Tafelzicht::Alles {
            lines.extend(feiten::noted("Intern: ", &punt.punt.voorbereiding, width, theme.dim()));
        }
        if punt.punt.sleutel == Onderdeelsleutel::VolgendeDatum && self.groot.is_some_and(|groot| groot.aan_tafel) {
            let key = shown_key(Action::Gesprek(GesprekAction::EditUitkomst));
            lines.push(Line::from(Span::styled(format!("{key} legt de datum vast of wijzigt hem"), theme.dim())));
        }
        let page = usize::from(facts.height).max(2) - 1;
        self.page.set(page);
        let mut offset = self.offset.get();
        if self.follow.take() {
            offset = feiten::offset_to_chosen(&lines, offset, page);
        }
        let offset = offset.min(lines.len().saturating_sub(page));
        self.offset.set(offset);
        for (n, l) in punt.lopend.iter().enumerate() {
            let lines = feiten::at_table(punt, self.zicht().zicht(), Some(&l.regels), width, theme);
            let place = feiten::lines_of_chosen(&lines).and_then(|own| shown_part(&own, offset, facts));
            if let Some(place) = place {
                shared.raak.plek(place, Raakplek::rij(n));
            }
        }
        feiten::draw_from(lines, offset, facts, buf, "pgdn", theme);
        let mut pen = Pen::new(outcomes, buf);
        pen.line(Span::styled("Uitkomsten", theme.strong()));
        pen.blank();
        if punt.uitkomsten.is_empty() {
            pen.line(Span::styled("Nog geen.", theme.dim()));
        }
        draw_begun(&mut pen, beeld, &punt.punt.sleutel, shared);
        let chosen = self.uitkomst_at();
        let blocks = outcome_blocks(punt, chosen, self.zicht().zicht(), pen.width(), theme);
        for (n, place) in draw_outcomes(&mut pen, blocks, chosen.unwrap_or(0), theme) {
            shared.raak.plek(place, Raakplek::rij(punt.lopend.len() + n));
        }
    }
}

/// What was begun at the point and not saved, each with the key that goes on with it. What is internal is not told here.
fn draw_begun(pen: &mut Pen<'_>, beeld: &Agendabeeld, sleutel: &Onderdeelsleutel, shared: &Shared) {
    let theme = shared.theme();
    let vast = beeld.gesprek.status == Gespreksstatus::Vastgesteld;
    let is_told = |b: &Begonnen| b.punt.as_ref() == Some(sleutel) && !matches!(b.concept, Conceptsleutel::Voorbereiding(..));
    for Begonnen { concept, bewaard, .. } in forms::begun_in(&shared.drafts, beeld).into_iter().filter(is_told) {
        let wat = concept.wat().0;
        let wat = wat.strip_prefix("een ").unwrap_or(&wat);
        let toets = concept.toets_here().map(shown_key).unwrap_or_default();
        let said = match (&bewaard, &shared.kopie) {
            _ if vast => {
                let heropen = Werkwoord::Heropenen.shown();
                format!("… {wat}, niet opgeslagen en niet in het verslag: pas na heropenen ({heropen}) gaat {toets} verder")
            }
            (Some(_), Some(_)) => format!("… {wat}, bewaard voor de gedeelde database"),
            _ => format!("… {wat}, nog niet opgeslagen: {toets} gaat verder"),
        };
        for line in text::wrap(&said, pen.width()) {
            pen.line(Span::styled(line, theme.attention()));
        }
        let typed = bewaard.unwrap_or_default();
        let width = pen.width().saturating_sub(2);
        for line in typed.lines().flat_map(|alinea| text::wrap(&wording::veilig(alinea), width)) {
            pen.line(Span::styled(format!("  {line}"), theme.text()));
        }
        pen.blank();
    }
}
