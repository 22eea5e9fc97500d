//! What there is to do: each task in a row, from which one goes to where it is done.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::{Taak, TeDoen};
use crate::tui::action::{Move, Tab};
use crate::tui::place::Place;
use crate::tui::raak::{Raakplek, Raakvlakken};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::chrome;
use crate::tui::widgets::list::List;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::select_row;
use crate::wording;

/// As wide as it gets where there is room.
const WIDEST: u16 = 96;

/// The lines in which the chosen one is told whole, below the rows and a rule.
const WHOLE: u16 = 3;

/// Everything that waits to be done, the most urgent first.
#[derive(Debug)]
pub struct Takenlijst {
    rijen: Vec<(TeDoen, String)>,
    vandaag: NaiveDate,
    list: List,
}

impl Takenlijst {
    pub fn new(te_doen: &[TeDoen], shared: &Shared) -> Self {
        let said = |item: &TeDoen| wording::veilig(&item.taak.woorden(shared.register()));
        let rijen = te_doen.iter().map(|item| (item.clone(), said(item))).collect();
        Self { rijen, vandaag: shared.today, list: List::default() }
    }

    pub fn go(&mut self, to: Move) {
        self.list.go(to, self.rijen.len());
    }

    /// Chooses the n-th task; whether it was chosen already.
    pub fn press(&mut self, n: usize) -> Option<bool> {
        self.list.press(n, self.rijen.len())
    }

    /// Whether there is anything to go to.
    pub const fn is_empty(&self) -> bool {
        self.rijen.is_empty()
    }

    /// Where the chosen task is done; the choice of aanbieder and kwartaal goes along.
    pub fn open(&self, shared: &mut Shared) -> Option<Place> {
        self.rijen.get(self.list.selected).map(|(item, _)| place_of(&item.taak, shared))
    }

    /// Its width and height in so many columns.
    pub fn size(&self, room: u16) -> (u16, u16) {
        let width = room.min(WIDEST);
        let rows = u16::try_from(self.rijen.len()).unwrap_or(u16::MAX).max(1);
        let whole = if self.is_cut(width.into()) { WHOLE + 1 } else { 0 };
        (width, rows.saturating_add(whole))
    }

    /// Whether a row does not fit in so many columns.
    fn is_cut(&self, width: usize) -> bool {
        let dates = self.date_width();
        self.rijen.iter().any(|(_, said)| text::width(said) + dates > width)
    }

    fn date_width(&self) -> usize {
        date_width(self.rijen.iter().map(|(item, _)| item), self.vandaag)
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, raak: &Raakvlakken) {
        let mut pen = Pen::new(area, buf);
        if self.rijen.is_empty() {
            pen.line(Span::styled("niets dat wacht", theme.text()));
            return;
        }
        let (dates, width) = (self.date_width(), pen.width());
        let fits = usize::from(pen.left()) >= self.rijen.len();
        // A row is cut where it is too long: the chosen one stands below them whole.
        let whole = if pen.left() > WHOLE + 3 && (self.is_cut(width) || !fits) { WHOLE + 1 } else { 0 };
        let height = usize::from(pen.left() - whole);
        for (n, chosen) in self.list.rows(self.rijen.len(), height) {
            let Some((item, said)) = self.rijen.get(n) else { continue };
            let row = pen.take(1);
            let said = text::cut(said, width.saturating_sub(dates));
            Pen::new(row, pen.buf).line(Line::from(vec![day_of(item, dates, self.vandaag, theme), Span::raw(said)]));
            raak.plek(row, Raakplek::rij(n));
            if chosen {
                select_row(row, pen.buf, theme.focus());
            }
        }
        if let Some((_, said)) = self.rijen.get(self.list.selected).filter(|_| whole > 0) {
            let position = if height < self.rijen.len() { self.list.position(self.rijen.len()) } else { String::new() };
            let rule = pen.take(1);
            chrome::status(rule, pen.buf, None, &position, theme);
            for line in text::wrap_in(said, width, WHOLE.into()) {
                pen.line(Span::raw(line));
            }
        }
    }
}

/// Where a task is done.
fn place_of(taak: &Taak, shared: &mut Shared) -> Place {
    let (aanbieder, kwartaal) = taak.over();
    shared.aanbieder = aanbieder.or(shared.aanbieder);
    shared.kwartaal = kwartaal.unwrap_or(shared.kwartaal);
    match taak {
        Taak::RapportageVerwacht { .. }
        | Taak::RapportageTeLaat { .. }
        | Taak::DelenOntbreken { .. }
        | Taak::DekkingOntbreekt { .. } => Place::Tab(Tab::Rapportages),
        Taak::Gesprek { id, aanbieder, soort, kwartaal, .. } => {
            Place::Gesprek((!soort.is_regulier()).then_some((*aanbieder, *kwartaal, *id)))
        }
        Taak::GesprekPlannen { .. } => Place::Gesprek(None),
        Taak::EvaluatiesPlannen { .. } | Taak::VeelEvaluaties { .. } => Place::Evaluaties,
        Taak::DekkingEindigt(_) => Place::Tab(Tab::Dekking),
        Taak::AfspraakTeLaat { nummer, .. } | Taak::AfspraakBereikt { nummer, .. } | Taak::AfspraakNadert { nummer, .. } => {
            Place::Afspraak(*nummer)
        }
        Taak::UitvraagOpen { .. } => Place::Uitvraag,
        Taak::BesluitOptie { aanbieders, .. } => match aanbieders.as_slice() {
            [one] => Place::Inschrijving(*one),
            _ => Place::Register,
        },
        Taak::PlanVanAanpak { norm, .. } => {
            shared.norm = Some(norm.clone());
            Place::Tab(Tab::Kpi)
        }
    }
}

/// The day of a task, in so many columns.
pub fn day_of(item: &TeDoen, width: usize, vandaag: NaiveDate, theme: Theme) -> Span<'static> {
    let date = item.datum.map(|d| wording::dag_en_datum(d, vandaag)).unwrap_or_default();
    let late = item.datum.is_some_and(|d| d < vandaag);
    Span::styled(text::left(&date, width), if late { theme.bad() } else { theme.text() })
}

/// How wide the days of these are.
pub fn date_width<'a>(items: impl Iterator<Item = &'a TeDoen>, vandaag: NaiveDate) -> usize {
    let days = items.filter_map(|t| t.datum).map(|d| text::width(&wording::dag_en_datum(d, vandaag)) + 2);
    days.max().unwrap_or(0)
}
