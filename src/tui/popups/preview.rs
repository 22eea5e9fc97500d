//! The preview of an import: per file the verdict, what it holds, what it changes, which figures move, and the findings.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::reader::Reader;
use crate::app::{Bestandsoort, Kopkeuze, Voorstel, Voorstelinhoud};
use crate::domain::{Bestandsoordeel, Bevinding, Deel, Ernst, Register};
use crate::tui::action::{Action, FormAction, Move, RapportAction, Reason, RegisterAction, View};
use crate::tui::keys::shown_key;
use crate::tui::lines::{difference, finding_lines, glyph};
use crate::tui::msg::Leeswerk;
use crate::tui::phrases;
use crate::tui::raak::{Raakplek, Raakvlakken};
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
    /// The files that are not taken over.
    weggelaten: Vec<PathBuf>,
    /// The store was asked.
    pub waiting: bool,
}

impl Preview {
    /// `werk` is what was asked for; how it was looked at before stays as it was.
    pub fn new(voorstellen: Arc<Vec<Voorstel>>, niet_gelezen: Option<String>, werk: &Leeswerk, shared: &Shared) -> Self {
        // What needs a look first: the worst verdict, and among those the first.
        let worst = voorstellen.iter().enumerate().filter(|(_, v)| !v.is_known());
        let file = worst.max_by_key(|(n, v)| (v.oordeel, std::cmp::Reverse(*n))).map_or(0, |(n, _)| n);
        let before = werk.getoond.as_ref().and_then(|pad| voorstellen.iter().position(|v| v.pad == *pad));
        let (file, weggelaten) = (before.unwrap_or(file), werk.weggelaten.clone());
        let register = Arc::clone(shared.getoonden.register());
        let reader = Reader::default();
        let mut preview = Self { voorstellen, register, niet_gelezen, file, reader, weggelaten, waiting: false };
        preview.open(shared.theme());
        preview
    }

    pub fn voorstellen(&self) -> Arc<Vec<Voorstel>> {
        Arc::clone(&self.voorstellen)
    }

    /// The files that are not taken over.
    pub fn left_out(&self) -> Vec<PathBuf> {
        self.weggelaten.clone()
    }

    fn is_left_out(&self, voorstel: &Voorstel) -> bool {
        self.weggelaten.contains(&voorstel.pad)
    }

    /// Leaves the shown file out, or takes it in again.
    pub fn leave_out(&mut self, theme: Theme) {
        let Some(shown) = self.voorstellen.get(self.file) else { return };
        match self.weggelaten.iter().position(|pad| *pad == shown.pad) {
            Some(at) => drop(self.weggelaten.remove(at)),
            None => self.weggelaten.push(shown.pad.clone()),
        }
        self.open(theme);
    }

    /// What would be stored: what is new of the files that are not left out.
    fn news(&self) -> impl Iterator<Item = &Voorstel> {
        self.voorstellen.iter().filter(|v| !v.is_known() && !v.inhoud.is_empty() && !self.is_left_out(v))
    }

    pub fn needs_reason(&self) -> bool {
        self.news().any(Voorstel::needs_reason)
    }

    /// What asks for a reason: the name of each file, and what is in it.
    pub fn asking(&self) -> Vec<(&str, Option<Bestandsoort>)> {
        let asks = self.news().filter(|v| v.needs_reason());
        asks.map(|v| (v.naam.as_str(), v.inhoud.first().map(|i| i.soort))).collect()
    }

    /// # Errors
    /// Why an action does nothing here.
    pub fn available(&self, action: Action) -> Result<(), Reason> {
        match action {
            Action::Form(FormAction::Save) if self.waiting || self.news().next().is_none() => Err(Reason::NothingNew),
            Action::Rapport(RapportAction::Mark) if self.waiting || self.voorstellen.len() < 2 => Err(Reason::OneFile),
            Action::Rapport(RapportAction::Options) if self.waiting || self.voorstellen.is_empty() => {
                Err(Reason::NothingSelected)
            }
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
            | Action::Rapport(RapportAction::Mark | RapportAction::Options)
            | Action::View(View::NextPane | View::PreviousPane)
            | Action::Move(_) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    /// The files again, and what their headers mean when the proposals for the shown one are taken over.
    pub fn with_headers(&self) -> Leeswerk {
        let mut werk = self.again();
        let Some(shown) = self.voorstellen.get(self.file) else { return werk };
        // A proposal names a column that exists. What a header means in one file it means in the others of that aanbieder.
        let keuze = |(_, kop, kolom): (&str, &str, &str)| Kopkeuze::new(shown.aanbieder, kop, kolom).ok();
        let keuzes: Vec<Kopkeuze> = shown.unknown_headers().filter_map(keuze).collect();
        for (_, opties) in &mut werk.vragen {
            opties.koppelingen.extend(keuzes.iter().cloned());
        }
        werk
    }

    /// The files again, with what was said of each.
    pub fn again(&self) -> Leeswerk {
        let vragen = self.voorstellen.iter().map(|v| (v.pad.clone(), v.opties.clone())).collect();
        let getoond = self.voorstellen.get(self.file).map(|v| v.pad.clone());
        Leeswerk { vragen, weggelaten: self.weggelaten.clone(), getoond }
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
        let lacking = |inhoud: &Voorstelinhoud| wording::ontbrekende_delen(&self.lacking(inhoud));
        let shown = self.voorstellen.get(self.file);
        let mut body = shown.map(|v| lines(v, &lacking, &self.register, theme)).unwrap_or_default();
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

    /// The parts that the report of this file lacks, also with all that the other files hold.
    fn lacking(&self, inhoud: &Voorstelinhoud) -> Vec<Deel> {
        let same = |other: &&Voorstelinhoud| (other.aanbieder, other.kwartaal) == (inhoud.aanbieder, inhoud.kwartaal);
        let taken_in = self.voorstellen.iter().filter(|v| !self.is_left_out(v)).flat_map(|v| &v.inhoud).filter(same);
        let come: Vec<Deel> = taken_in.flat_map(|other| other.delen.iter().copied()).collect();
        inhoud.ontbreekt.iter().copied().filter(|deel| !come.contains(deel)).collect()
    }

    /// The names of other files that hold a part that the shown one holds too.
    fn same_report(&self) -> Vec<String> {
        let Some(shown) = self.voorstellen.get(self.file) else { return Vec::new() };
        let overlaps = |a: &Voorstelinhoud, b: &Voorstelinhoud| {
            (a.soort, a.aanbieder, a.kwartaal, &a.gemeenten) == (b.soort, b.aanbieder, b.kwartaal, &b.gemeenten)
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

    /// Shows the n-th file.
    pub fn press(&mut self, n: usize, theme: Theme) {
        if n < self.voorstellen.len() && n != self.file {
            self.file = n;
            self.open(theme);
        }
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, raak: &Raakvlakken) {
        let inner = chrome::dialog(area, buf, "Controle voor het inlezen", area.width, area.height, theme, raak);
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
            let left_out = self.is_left_out(voorstel);
            let name = match (chosen, left_out) {
                (true, _) => theme.strong(),
                (false, true) => theme.dim(),
                (false, false) => theme.text(),
            };
            let state = if left_out {
                "  weggelaten"
            } else if voorstel.is_known() {
                "  al bekend"
            } else {
                ""
            };
            let holds = voorstel.inhoud.iter().map(|i| holds(i, &self.register, wide)).collect::<Vec<_>>().join("; ");
            let verdict = if wide { text::left(voorstel.oordeel.naam(), 20) } else { text::left(short(voorstel.oordeel), 15) };
            let place = pen.take(1);
            raak.plek(place, Raakplek::rij(n));
            Pen::new(place, pen.buf).line(Line::from(vec![
                Span::styled(mark, theme.accent()),
                Span::styled(format!("{} ", glyph(voorstel.oordeel)), theme.bestand(voorstel.oordeel)),
                Span::styled(text::left(&voorstel.naam, names), name),
                Span::styled(format!("  {verdict}"), theme.bestand(voorstel.oordeel)),
                Span::styled(state, if left_out { theme.attention() } else { theme.dim() }),
                Span::styled(format!("  {holds}"), theme.dim()),
            ]));
        }
        if count == 0 {
            pen.line(Span::styled("Daar staan geen bestanden die ik kan lezen.", theme.attention()));
        }
        let position = if count > most { format!(" {} van {count}: ", self.file + 1) } else { " ".to_owned() };
        let place = pen.take(1);
        let rest = pen.rest();
        // Only of what is not in sight is it said that it is there.
        let below = self.voorstellen.get(self.file).and_then(findings_below).filter(|_| self.reader.is_cut(rest));
        let said = [Some(self.tally()).filter(|tally| !tally.is_empty()), below].into_iter().flatten().collect::<Vec<_>>();
        Pen::new(place, pen.buf).line(Span::styled(format!("{position}{}", said.join(" · ")), theme.dim()));
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

/// What a file holds: "PSW 2024-K2 versie 2, 41 rijen" or "CVS-export Venray 2024-K2, 9 rijen", the version only where there is room.
fn holds(inhoud: &Voorstelinhoud, register: &Register, wide: bool) -> String {
    let soort = wording::hoofdletter(inhoud.soort.woord());
    let who = register.naam_of(inhoud.aanbieder, &soort);
    let from = match inhoud.gemeenten.len() {
        0 => String::new(),
        1 | 2 => format!(" {}", wording::opsomming(inhoud.gemeenten.iter().map(|g| g.naam()))),
        n => format!(" {n} gemeenten"),
    };
    let when = inhoud.kwartaal.map(|k| format!(" {k}")).unwrap_or_default();
    let versie = inhoud.versie.filter(|_| wide).map(|v| format!(" versie {v}")).unwrap_or_default();
    let what = if inhoud.is_tekst() { "tekst gelezen".to_owned() } else { wording::aantal(inhoud.rijen, "rij", "rijen") };
    format!("{who}{from}{when}{versie}, {what}")
}

/// The figures that it gives, and those that move, each below its own heading.
fn figure_lines(inhoud: &Voorstelinhoud, register: &Register, theme: Theme) -> Vec<Line<'static>> {
    let heading = |words: &'static str| Line::from(Span::styled(words, theme.strong()));
    let mut body = Vec::new();
    if !inhoud.eerste.is_empty() {
        body.push(heading("  Cijfers met deze rapportage"));
    }
    for eerste in &inhoud.eerste {
        let oordeel = eerste.oordeel();
        let mark = Span::styled(format!("  {} ", wording::teken(oordeel)), theme.oordeel(oordeel));
        body.push(Line::from(vec![mark, Span::raw(eerste.woorden())]));
    }
    if !inhoud.verschoven.is_empty() {
        body.push(heading("  Cijfers die verschuiven"));
    }
    for moved in &inhoud.verschoven {
        let (mark, style) =
            if moved.verdict_turns() || moved.besproken.is_some() { ("!", theme.attention()) } else { ("·", theme.dim()) };
        body.push(Line::from(vec![Span::styled(format!("  {mark} "), style), Span::raw(moved.woorden(register))]));
    }
    body
}

/// What costs a row, which stands above the figures that lack it; and the rest, which stands below them.
fn parted(voorstel: &Voorstel) -> (Vec<Bevinding>, Vec<Bevinding>) {
    voorstel.bevindingen.iter().cloned().partition(|b| b.ernst <= Ernst::Fout)
}

/// How many findings stand below the figures; None where there are no figures or no such findings.
fn findings_below(voorstel: &Voorstel) -> Option<String> {
    let (costs, rest) = parted(voorstel);
    let (one, more) = if costs.is_empty() { ("bevinding", "bevindingen") } else { ("andere bevinding", "andere bevindingen") };
    let some = !rest.is_empty() && !voorstel.inhoud.is_empty();
    some.then(|| format!("↓ {} onderaan", phrases::aantal(rest.len(), one, more)))
}

/// Everything about one file, to read; `lacking` says what its report lacks.
fn lines(
    voorstel: &Voorstel,
    lacking: &dyn Fn(&Voorstelinhoud) -> Option<String>,
    register: &Register,
    theme: Theme,
) -> Vec<Line<'static>> {
    // The list above may have cut the name.
    let mut body = vec![Line::from(Span::styled(voorstel.naam.clone(), theme.dim()))];
    let (costs, rest) = parted(voorstel);
    if !costs.is_empty() {
        body.extend(finding_lines(&costs, theme));
        body.push(Line::default());
    }
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
        if let Some(lacking) = lacking(inhoud).filter(|_| !inhoud.bekend) {
            let words = format!("{lacking}; de rapportage is daarmee deels binnen");
            body.push(Line::from(vec![Span::styled("  ! ", theme.attention()), Span::raw(words)]));
        }
        if let Some(words) = inhoud.checked_again(register) {
            body.push(Line::from(vec![Span::styled("  ! ", theme.attention()), Span::raw(words)]));
        }
        body.extend(figure_lines(inhoud, register, theme));
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
    if !rest.is_empty() || costs.is_empty() {
        body.extend(finding_lines(&rest, theme));
    }
    body
}
