//! The preview of an import: per file the verdict, what it holds, what it changes, which figures move, and the findings.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::reader::Reader;
use crate::app::{Kopkeuze, Voorstel, Voorstelinhoud};
use crate::domain::{Bestandsoordeel, Register};
use crate::tui::action::{Action, FormAction, Move, RapportAction, Reason, RegisterAction, View};
use crate::tui::keys::shown_key;
use crate::tui::lines::{difference, finding_lines, glyph};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::chrome;
use crate::tui::widgets::pen::Pen;
use crate::wording;

/// Files that were read and checked, before anything is stored.
#[derive(Debug)]
pub struct Preview {
    voorstellen: Arc<Vec<Voorstel>>,
    register: Arc<Register>,
    /// What of a folder was not read, in a sentence.
    niet_gelezen: Option<String>,
    /// The file that is shown whole.
    file: usize,
    /// Its text.
    reader: Reader,
    /// The store was asked.
    pub waiting: bool,
}

impl Preview {
    pub fn new(voorstellen: Arc<Vec<Voorstel>>, niet_gelezen: Option<String>, shared: &Shared) -> Self {
        // What needs a look first: the worst verdict, and among those the first.
        let worst = voorstellen.iter().enumerate().filter(|(_, v)| !v.is_known());
        let file = worst.max_by_key(|(n, v)| (v.oordeel, std::cmp::Reverse(*n))).map_or(0, |(n, _)| n);
        let register = Arc::clone(shared.getoonden.register());
        let mut preview = Self { voorstellen, register, niet_gelezen, file, reader: Reader::default(), waiting: false };
        preview.open(shared.theme());
        preview
    }

    pub fn voorstellen(&self) -> Arc<Vec<Voorstel>> {
        Arc::clone(&self.voorstellen)
    }

    /// Whether there is anything new to store.
    fn has_news(&self) -> bool {
        self.voorstellen.iter().any(|v| !v.is_known() && !v.inhoud.is_empty())
    }

    pub fn needs_reason(&self) -> bool {
        self.voorstellen.iter().any(|v| v.needs_reason() && !v.is_known())
    }

    /// # Errors
    /// Why an action does nothing here.
    pub fn available(&self, action: Action) -> Result<(), Reason> {
        match action {
            Action::Form(FormAction::Save) if self.waiting || !self.has_news() => Err(Reason::NothingNew),
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Rapport(RapportAction::Headers) => {
                let some = self.voorstellen.get(self.file).is_some_and(|v| v.unknown_headers().next().is_some());
                if some && !self.waiting { Ok(()) } else { Err(Reason::NoHeaders) }
            }
            Action::Register(RegisterAction::New) => {
                if self.unknown_aanbieder().is_some() && !self.waiting {
                    Ok(())
                } else {
                    Err(Reason::KnownAanbieder)
                }
            }
            Action::Rapport(RapportAction::Findings) => match self.voorstellen.get(self.file) {
                Some(v) if !v.bevindingen.is_empty() => Ok(()),
                _ => Err(Reason::NoFindings),
            },
            Action::Form(FormAction::Save | FormAction::Drop)
            | Action::View(View::NextPane | View::PreviousPane)
            | Action::Move(_) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    /// The files again, and what their headers mean when the proposals for the shown one are taken over.
    pub fn with_headers(&self) -> (Vec<PathBuf>, Vec<Kopkeuze>) {
        let (paden, mut keuzes) = self.again();
        if let Some(shown) = self.voorstellen.get(self.file) {
            // A proposal names a column that exists.
            keuzes.extend(shown.unknown_headers().filter_map(|(_, kop, kolom)| Kopkeuze::new(shown.aanbieder, kop, kolom).ok()));
        }
        (paden, keuzes)
    }

    /// The files again, with their headers as they were read.
    pub fn again(&self) -> (Vec<PathBuf>, Vec<Kopkeuze>) {
        let keuzes = self.voorstellen.first().map(|v| v.koppelingen.clone()).unwrap_or_default();
        (self.voorstellen.iter().map(|v| v.pad.clone()).collect(), keuzes)
    }

    /// How the shown file names an aanbieder that the register lacks; empty where it does not say who it is.
    pub fn unknown_aanbieder(&self) -> Option<&str> {
        self.voorstellen.get(self.file)?.unknown_aanbieder()
    }

    /// The path of the shown file, and its name without its extension.
    pub fn chosen_file(&self) -> Option<(PathBuf, String)> {
        let pad = self.voorstellen.get(self.file)?.pad.clone();
        let naam = pad.file_stem()?.to_string_lossy().into_owned();
        Some((pad, naam))
    }

    /// Scrolls what is shown of the file.
    pub fn go(&mut self, to: Move) {
        self.reader.go(to);
    }

    /// Goes to the next (1) or previous (−1) file.
    pub fn step(&mut self, by: isize, theme: Theme) {
        let count = self.voorstellen.len().max(1);
        self.file = (self.file + count).saturating_add_signed(by) % count;
        self.open(theme);
    }

    fn open(&mut self, theme: Theme) {
        let mut body = self.voorstellen.get(self.file).map(|v| lines(v, &self.register, theme)).unwrap_or_default();
        for other in self.same_report() {
            let words = format!("{other} gaat over hetzelfde; wat in deze lijst het laatst komt, wordt de versie die geldt.");
            body.insert(0, Line::from(vec![Span::styled("  ! ", theme.attention()), Span::raw(words)]));
        }
        if let Some(words) = &self.niet_gelezen {
            body.push(Line::default());
            body.push(Line::from(Span::styled(format!("  {words}"), theme.dim())));
        }
        self.reader = Reader::new("", body).indent(4);
    }

    /// The names of other files that hold a part that the shown one holds too.
    fn same_report(&self) -> Vec<String> {
        let Some(shown) = self.voorstellen.get(self.file) else { return Vec::new() };
        let overlaps = |a: &Voorstelinhoud, b: &Voorstelinhoud| {
            (a.soort, a.aanbieder, a.kwartaal) == (b.soort, b.aanbieder, b.kwartaal)
                && a.versie.is_some()
                && (a.delen.is_empty() || a.delen.iter().any(|deel| b.delen.contains(deel)))
        };
        let others = self.voorstellen.iter().enumerate().filter(|(n, v)| *n != self.file && !v.is_known());
        let same =
            others.filter(|(_, v)| !shown.is_known() && shown.inhoud.iter().any(|a| v.inhoud.iter().any(|b| overlaps(a, b))));
        same.map(|(_, v)| v.naam.clone()).collect()
    }

    /// How many files there are of each verdict, the worst first. Empty for one file, which says it itself.
    fn tally(&self) -> String {
        if self.voorstellen.len() < 2 {
            return String::new();
        }
        let count = |o: Bestandsoordeel| self.voorstellen.iter().filter(|v| v.oordeel == o).count();
        let words = Bestandsoordeel::ALL.into_iter().rev().map(|o| (count(o), short(o))).filter(|(n, _)| *n > 0);
        words.map(|(n, naam)| format!("{n} {naam}")).collect::<Vec<_>>().join(", ")
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) {
        let inner = chrome::dialog(area, buf, "Controle voor het inlezen", area.width, area.height, theme);
        let mut pen = Pen::new(inner, buf);
        // As many files as leave the chosen one room to be read.
        let most = usize::from(pen.left() / 3).max(1);
        let count = self.voorstellen.len();
        let names = self.voorstellen.iter().map(|v| text::width(&v.naam)).max().unwrap_or(0).min(pen.width() * 2 / 5);
        let first = self.file.saturating_sub(most.saturating_sub(1));
        let wide = pen.width() >= WIDE;
        for (n, voorstel) in self.voorstellen.iter().enumerate().skip(first).take(most) {
            let chosen = n == self.file;
            let mark = if chosen { "▌" } else { " " };
            let name = if chosen { theme.strong() } else { theme.text() };
            let state = if voorstel.is_known() { "  al bekend" } else { "" };
            let holds = voorstel.inhoud.iter().map(|i| holds(i, &self.register, wide)).collect::<Vec<_>>().join("; ");
            let verdict = if wide { text::left(voorstel.oordeel.naam(), 20) } else { text::left(short(voorstel.oordeel), 15) };
            pen.line(Line::from(vec![
                Span::styled(mark, theme.accent()),
                Span::styled(format!("{} ", glyph(voorstel.oordeel)), theme.bestand(voorstel.oordeel)),
                Span::styled(text::left(&voorstel.naam, names), name),
                Span::styled(format!("  {verdict}"), theme.bestand(voorstel.oordeel)),
                Span::styled(format!("{state}  {holds}"), theme.dim()),
            ]));
        }
        if count == 0 {
            pen.line(Span::styled("Daar staan geen bestanden die ik kan lezen.", theme.attention()));
        }
        let position = if count > most { format!(" {} van {count}: ", self.file + 1) } else { " ".to_owned() };
        pen.line(Span::styled(format!("{position}{}", self.tally()), theme.dim()));
        let rest = pen.rest();
        self.reader.draw(rest, pen.buf, theme);
    }
}

/// Columns from which on nothing has to be said shortly.
const WIDE: usize = 100;

/// The verdict where there is little room.
const fn short(oordeel: Bestandsoordeel) -> &'static str {
    match oordeel {
        Bestandsoordeel::Goed => "goed",
        Bestandsoordeel::GoedMetOpmerkingen => "met opmerkingen",
        Bestandsoordeel::DeelsBruikbaar => "deels bruikbaar",
        Bestandsoordeel::NietBruikbaar => "niet bruikbaar",
    }
}

/// What a file holds: "PSW 2024-K2 versie 2, 41 rijen", the version only where there is room.
fn holds(inhoud: &Voorstelinhoud, register: &Register, wide: bool) -> String {
    let who = register.naam_of(inhoud.aanbieder, inhoud.soort.naam());
    let when = inhoud.kwartaal.map(|k| format!(" {k}")).unwrap_or_default();
    let versie = inhoud.versie.filter(|_| wide).map(|v| format!(" versie {v}")).unwrap_or_default();
    let what = if inhoud.is_tekst() { "tekst gelezen".to_owned() } else { wording::aantal(inhoud.rijen, "rij", "rijen") };
    format!("{who}{when}{versie}, {what}")
}

/// Everything about one file, to read.
fn lines(voorstel: &Voorstel, register: &Register, theme: Theme) -> Vec<Line<'static>> {
    let mut body = Vec::new();
    for inhoud in &voorstel.inhoud {
        body.push(Line::from(Span::styled(holds(inhoud, register, true), theme.strong())));
        if inhoud.rijen_niet_meegeteld > 0 {
            let rows = wording::aantal(inhoud.rijen_niet_meegeteld, "rij telt", "rijen tellen");
            body.push(Line::from(vec![Span::styled("  ! ", theme.attention()), Span::raw(format!("{rows} niet mee"))]));
        }
        match &inhoud.verschil {
            _ if inhoud.bekend => body.push(Line::from(Span::styled("  al bekend: er verandert niets", theme.dim()))),
            None => body.push(Line::from(Span::styled("  de eerste versie", theme.dim()))),
            Some(verschil) => difference(verschil, theme, &mut body),
        }
        if !inhoud.verschoven.is_empty() {
            body.push(Line::from(Span::styled("  Cijfers die verschuiven", theme.strong())));
        }
        for moved in &inhoud.verschoven {
            let (mark, style) = if moved.verdict_turns() { ("!", theme.attention()) } else { ("·", theme.dim()) };
            body.push(Line::from(vec![Span::styled(format!("  {mark} "), style), Span::raw(moved.woorden(register))]));
        }
        body.push(Line::default());
    }
    for (cel, kop, kolom) in voorstel.unknown_headers() {
        let words = format!("kop “{}” in {cel} niet herkend; bedoelt u {kolom}?", wording::veilig(kop));
        body.push(Line::from(vec![Span::styled("  ? ", theme.attention()), Span::raw(words)]));
    }
    if let Some(naam) = voorstel.unknown_aanbieder() {
        let key = shown_key(Action::Register(RegisterAction::New));
        let wie = if naam.is_empty() { "De aanbieder".to_owned() } else { format!("“{}”", wording::veilig(naam)) };
        let words = format!("{wie} staat niet in het register; {key} voegt de aanbieder toe en controleert opnieuw.");
        body.push(Line::from(vec![Span::styled("  ? ", theme.attention()), Span::raw(words)]));
    }
    body.extend(finding_lines(&voorstel.bevindingen, theme));
    body
}
