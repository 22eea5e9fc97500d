//! Handelingen: everything that was done, by whom and when; from here what is older or somebody else's is taken back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored, facts};
use super::{Effect, Effects, Scherm};
use crate::app::{Handelingregel, Handelingstand, Melding};
use crate::domain::nederlandse_dag;
use crate::tui::action::{Action, Reason, View};
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::lines::act_lines;
use crate::tui::msg::{Answer, Cmd, Query, Write};
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::{TableCell, Width};
use crate::wording;

impl Listed for Handelingregel {
    type Key = i64;
    /// Whether others did something since the program was left last.
    type Head = bool;
    type Choice = ();

    const DETAIL: u16 = 4;

    fn key(&self) -> i64 {
        self.id
    }

    fn searchable(&self, _: &Shared) -> String {
        format!("{} {} {}", self.wat, self.wie, self.stand.naam())
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        fn cell(regel: &Handelingregel, seen: &Seen<'_, Handelingregel>, text: String) -> TableCell {
            if regel.stand == Handelingstand::Staat { seen.text(text) } else { seen.dim(text) }
        }
        let is_wide = seen.width >= 100;
        vec![
            ListColumn::<Self>::new("wanneer", Width::Fixed(17), move |r, seen| {
                let day = || wording::datum(nederlandse_dag(r.wanneer));
                cell(r, seen, if is_wide { wording::moment(r.wanneer) } else { day() })
            }),
            // What was done is what one looks for: in a narrow window who did it stands below the list.
            ListColumn::<Self>::new("wie", Width::Fixed(16), |r, seen| cell(r, seen, wording::veilig(&r.wie)))
                .optional(5)
                .sorts("wie", |a, b, _| a.wie.to_lowercase().cmp(&b.wie.to_lowercase())),
            ListColumn::<Self>::new("wat", Width::Rest(30), |r, seen| cell(r, seen, r.wat.clone()))
                .sorts("wat", |a, b, _| a.wat.to_lowercase().cmp(&b.wat.to_lowercase())),
            ListColumn::<Self>::new("", Width::Fixed(8), |r, seen| cell(r, seen, r.stand.naam().to_owned())).steady(),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("wanneer", as_stored)
    }

    fn chips(news: &bool) -> Vec<Chip<Self>> {
        let leeg = || "Er is nog niets gedaan.".to_owned();
        let others = "Er is nog niets door anderen gedaan.".to_owned();
        let all = Chip { naam: "alle", accepts: |_: &Self| true, leeg: leeg() };
        let by_others = Chip { naam: "van anderen", accepts: |r: &Self| r.van_ander, leeg: others };
        let news = news.then(|| Chip { naam: NEWS, accepts: |r: &Self| r.nieuw, leeg: leeg() });
        [all, by_others].into_iter().chain(news).collect()
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let undo = Werkwoord::OngedaanMaken.shown();
        list.name_line("Wat er is gedaan", &format!("{undo} neemt alleen terug wat u in deze sessie deed"), pen, shared);
        list.draw_chips("", pen, shared);
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return phrases::no_words("Niets");
        }
        list.chip().map(|chip| chip.leeg).unwrap_or_default()
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let theme = seen.theme();
        let stand = Some(self.stand.naam().to_owned()).filter(|naam| !naam.is_empty());
        let when = Span::styled(format!(" {}", wording::moment(self.wanneer)), theme.strong());
        let kop = facts(when, std::iter::once(wording::veilig(&self.wie)).chain(stand), theme.dim());
        let wat = text::wrap(&wording::veilig(&self.wat), usize::from(seen.width).saturating_sub(4));
        std::iter::once(kop).chain(wat.into_iter().map(|line| Line::raw(format!("   {line}")))).collect()
    }
}

/// What others did since the program was left last.
const NEWS: &str = "sinds uw vorige keer";

#[derive(Debug, Default)]
pub struct Handelingenscherm {
    list: Listing<Handelingregel>,
}

impl Scherm for Handelingenscherm {
    fn scope(&self) -> Scope {
        Scope::Handelingen
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Handelingen)
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let of = |a| if let Answer::Handelingen(regels) = a { Some((regels.iter().any(|r| r.nieuw), regels)) } else { None };
        self.list.take(answer.map(of), shared);
        // What is new is shown first, once.
        if shared.anderen.take().is_some() {
            self.list.begin_in(NEWS, shared);
        }
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Afspraak(_) => Ok(()),
            Action::View(View::Open) => self.list.selected().map(drop).ok_or(Reason::NothingSelected),
            Action::TakeBack => match self.list.selected().map(|r| r.stand) {
                None => Err(Reason::NothingSelected),
                Some(Handelingstand::Staat) => Ok(()),
                Some(Handelingstand::Ongedaan) => Err(Reason::AlreadyUndone),
                Some(Handelingstand::Voorgoed) => Err(Reason::ForGood),
            },
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        let Some(regel) = self.list.selected() else { return Vec::new() };
        match action {
            Action::View(View::Open) => {
                let reader = Reader::new("Wat er veranderde", act_lines(&regel.handelingen, shared)).indent(4);
                vec![Effect::Popup(Popup::Reader(Box::new(reader)))]
            }
            Action::TakeBack => vec![Effect::Cmd(Cmd::Write(Write::AskUndo(regel.id)))],
            _ => Vec::new(),
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}
