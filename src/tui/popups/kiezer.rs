//! The chooser of files to read: a path that is typed, and what stands in the folder of it.
//!
//! The two are one: what is typed narrows the list, what is chosen in the list is typed.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Melding;
use crate::tui::action::{Action, FormAction, Move, Program, RapportAction, Reason, View};
use crate::tui::forms::text::{Edit, TextField};
use crate::tui::keys::Key;
use crate::tui::msg::Query;
use crate::tui::paths::{self, Maplijst, Maprij};
use crate::tui::raak::{Raakplek, Raakvlakken};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::chrome;
use crate::tui::widgets::list::List;
use crate::tui::widgets::pen::Pen;
use crate::wording;

/// As long as any system lets a path be.
const MAX_PAD: usize = 4096;

/// How files are named other than by walking to them.
const OTHER_WAYS: &str = "typ een pad of begin van een naam · sleep bestanden hierheen";

/// Chooses files and folders to read.
#[derive(Debug)]
pub struct Kiezer {
    typed: TextField,
    /// What stands there was proposed: a path that is typed from its beginning takes its place.
    fresh: bool,
    /// The folder that is listed, as it was typed, and what stands in it.
    lijst: Option<(String, Maplijst)>,
    list: List,
    /// Whether the list was walked through since something was typed.
    walked: bool,
    gekozen: Vec<PathBuf>,
    fout: Option<Melding>,
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
enum Kiesrij<'a> {
    /// The whole of the folder.
    Alles,
    /// The folder above it.
    Boven,
    In(&'a Maprij),
}

/// What Enter comes to.
#[derive(Debug, PartialEq, Eq)]
pub enum Stap {
    /// Another folder is looked in.
    Verder,
    Lees(Vec<PathBuf>),
    /// Nothing was typed or chosen.
    Niets,
}

impl Kiezer {
    /// Begins in a folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self::with(&paths::shown_folder(folder), true)
    }

    /// Asks again for what could not be read.
    pub fn again(paden: &[PathBuf], fout: Melding) -> Self {
        let typed = match paden {
            [one] => one.display().to_string(),
            more => more.first().and_then(|p| p.parent()).map(paths::shown_folder).unwrap_or_default(),
        };
        let gekozen = if paden.len() > 1 { paden.to_vec() } else { Vec::new() };
        Self { gekozen, fout: Some(fout), ..Self::with(&typed, false) }
    }

    fn with(typed: &str, fresh: bool) -> Self {
        Self {
            typed: TextField::line(typed, MAX_PAD),
            fresh,
            lijst: None,
            list: List::default(),
            walked: false,
            gekozen: Vec::new(),
            fout: None,
        }
    }

    /// What it asks while the list is not of the folder that is typed.
    pub fn query(&self) -> Option<Query> {
        let typed = self.typed.text();
        let folder = paths::parted(&typed).0;
        let known = self.lijst.as_ref().is_some_and(|(of, _)| of == folder);
        (!known).then(|| Query::Map(folder.to_owned()))
    }

    /// Takes what stands in a folder; of another than what is typed by now nobody asks any more.
    pub fn show(&mut self, folder: &str, lijst: Maplijst) {
        if paths::parted(&self.typed.text()).0 == folder {
            self.lijst = Some((folder.to_owned(), lijst));
            self.list.clamp(self.rows().len());
        }
    }

    /// Whether a key must wait: what it would be about is not listed yet.
    pub fn must_wait(&self, action: Action) -> bool {
        self.query().is_some() && !matches!(action, Action::Form(FormAction::Drop) | Action::Program(_))
    }

    /// # Errors
    /// Why an action does nothing here.
    pub fn available(&self, action: Action) -> Result<(), Reason> {
        match action {
            Action::Rapport(RapportAction::Mark) if !matches!(self.row(), Some(Kiesrij::In(_))) => Err(Reason::NothingSelected),
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Form(FormAction::Save | FormAction::Drop)
            | Action::View(View::Open | View::NextPane)
            | Action::Rapport(RapportAction::Mark)
            | Action::Program(Program::Help)
            | Action::Move(_) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    /// A key of the text; a blank is text where a name goes on with it, and → at the end takes what is offered.
    pub fn key(&mut self, key: Key) -> Edit {
        self.fout = None;
        match key.text() {
            Some(' ') if !self.goes_on_with_blank() => return Edit::Ignored,
            Some('/' | '~' | '\\') if self.fresh => self.typed.set(""),
            None if self.typed.at_end() && key.to_string() == "→" => return Edit::Ignored,
            _ => {}
        }
        let edit = self.typed.key(key);
        if edit == Edit::Changed {
            self.retyped();
        }
        edit
    }

    fn goes_on_with_blank(&self) -> bool {
        let typed = self.typed.text();
        let name = paths::parted(&typed).1;
        let next = format!("{} ", name.to_lowercase());
        // A mark that a file manager puts around a path, and a folder that is not listed: what is typed is all there is.
        let unseen = name.starts_with(['\'', '"']) || self.lijst.as_ref().is_none_or(|(_, l)| l.dicht);
        !name.is_empty() && (unseen || self.all().iter().any(|rij| rij.naam.to_lowercase().starts_with(&next)))
    }

    fn retyped(&mut self) {
        (self.fresh, self.walked) = (false, false);
        self.list = List::default();
    }

    /// Takes what was pasted or dragged: one path is typed, several are chosen.
    pub fn paste(&mut self, pasted: &str) {
        self.fout = None;
        match paths::pasted(pasted).as_slice() {
            [] => {}
            [one] => {
                let replaces = self.fresh || Path::new(one).is_absolute() || one.starts_with('~');
                if let Err(tekst) = self.typed.replace_or_insert(one, replaces) {
                    self.fout = Some(Melding { tekst, hint: None });
                }
                self.retyped();
            }
            more => {
                for pad in more.iter().map(PathBuf::from) {
                    if !self.gekozen.contains(&pad) {
                        self.gekozen.push(pad);
                    }
                }
            }
        }
    }

    pub fn go(&mut self, to: Move) {
        self.list.go(to, self.rows().len());
        self.walked = true;
    }

    /// Goes to the n-th row; whether one was there already.
    pub fn press(&mut self, n: usize) -> Option<bool> {
        let was = self.list.press(n, self.rows().len())?;
        self.walked = true;
        Some(was)
    }

    /// Chooses the row, or no longer.
    pub fn mark(&mut self) {
        let Some(pad) = self.row_path() else { return };
        match self.gekozen.iter().position(|p| *p == pad) {
            Some(at) => drop(self.gekozen.remove(at)),
            None => self.gekozen.push(pad),
        }
        self.list.go(Move::Down, self.rows().len());
        self.walked = true;
    }

    /// Types on as far as the list leaves no doubt; a row that was walked to is typed whole.
    pub fn complete(&mut self) {
        let typed = self.typed.text();
        let (folder, name) = paths::parted(&typed);
        let whole = |rij: &Maprij| format!("{}{}", rij.naam, if rij.is_map { std::path::MAIN_SEPARATOR_STR } else { "" });
        let names: Vec<String> = match self.row() {
            Some(Kiesrij::In(rij)) if self.walked => vec![whole(rij)],
            _ => self.matching().iter().map(|rij| whole(rij)).collect(),
        };
        let Some(first) = names.first() else { return };
        let same = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(a, b)| a.to_lowercase().eq(b.to_lowercase())).count();
        let common = names.iter().map(|other| same(first, other)).min().unwrap_or(0);
        if common > name.chars().count() || names.len() == 1 {
            let longer: String = first.chars().take(common).collect();
            let longer = format!("{folder}{longer}");
            self.typed.set(&longer);
            self.retyped();
        }
    }

    /// The folder that Enter looks in; None: it reads.
    fn folder_to_open(&self) -> Option<String> {
        match self.row() {
            Some(Kiesrij::Boven) => paths::above(&self.typed.text()),
            Some(Kiesrij::In(rij)) if rij.is_map && self.is_by_row() => {
                Some(format!("{}{}{}", paths::parted(&self.typed.text()).0, rij.naam, std::path::MAIN_SEPARATOR))
            }
            _ => None,
        }
    }

    /// Whether Enter opens a folder, and reads nothing.
    pub fn opens_folder(&self) -> bool {
        self.folder_to_open().is_some()
    }

    /// What Enter does: looks in the folder of the row, or reads.
    pub fn enter(&mut self) -> Stap {
        match self.folder_to_open() {
            Some(folder) => {
                self.typed.set(&folder);
                self.retyped();
                Stap::Verder
            }
            None => self.read(),
        }
    }

    /// What is read: what was chosen, else the row, else what is typed.
    pub fn read(&self) -> Stap {
        if !self.gekozen.is_empty() {
            return Stap::Lees(self.gekozen.clone());
        }
        let by_row = self.row_path().filter(|_| self.is_by_row());
        let pad = by_row.or_else(|| paths::typed(&self.typed.text()).map(PathBuf::from));
        pad.map_or(Stap::Niets, |pad| Stap::Lees(vec![pad]))
    }

    /// The folder to begin in the next time: that of what is read, or what is read when it is one.
    pub fn folder(&self) -> Option<PathBuf> {
        let typed = paths::typed(&self.typed.text()).unwrap_or_default();
        let (folder, name) = paths::parted(&typed);
        let is_folder = self.all().iter().any(|rij| rij.is_map && rij.naam == name);
        let folder = match self.gekozen.as_slice() {
            [first, ..] if first.is_absolute() => first.parent()?.to_owned(),
            _ if is_folder => PathBuf::from(&typed),
            _ => PathBuf::from(folder),
        };
        // One that is not whole would mean another folder when the program is started elsewhere.
        let whole = paths::expand_home(&folder);
        whole.is_absolute().then_some(whole)
    }

    pub fn refuse(&mut self, melding: Melding) {
        self.fout = Some(melding);
    }

    /// Whether the row is what is meant, and not what is typed: a name that is typed whole needs no list.
    fn is_by_row(&self) -> bool {
        self.walked || paths::parted(&self.typed.text()).1.is_empty()
    }

    fn all(&self) -> &[Maprij] {
        self.lijst.as_ref().map_or(&[], |(_, lijst)| lijst.rijen.as_slice())
    }

    /// What stands in the folder and begins as is typed.
    fn matching(&self) -> Vec<&Maprij> {
        let typed = self.typed.text();
        let (folder, name) = paths::parted(&typed);
        let begin = name.to_lowercase();
        let of_folder = self.lijst.as_ref().is_some_and(|(of, _)| of == folder);
        self.all().iter().filter(|rij| of_folder && rij.naam.to_lowercase().starts_with(&begin)).collect()
    }

    fn rows(&self) -> Vec<Kiesrij<'_>> {
        let typed = self.typed.text();
        let (folder, name) = paths::parted(&typed);
        let is_open = name.is_empty() && self.query().is_none() && self.lijst.as_ref().is_some_and(|(_, l)| !l.dicht);
        let whole = (is_open && !folder.is_empty() && !self.all().is_empty()).then_some(Kiesrij::Alles);
        let up = (name.is_empty() && paths::above(folder).is_some()).then_some(Kiesrij::Boven);
        whole.into_iter().chain(up).chain(self.matching().into_iter().map(Kiesrij::In)).collect()
    }

    fn row(&self) -> Option<Kiesrij<'_>> {
        self.rows().get(self.list.selected).copied()
    }

    /// The path of the row, when it is of something in the folder.
    fn row_path(&self) -> Option<PathBuf> {
        let Some(Kiesrij::In(rij)) = self.row() else { return None };
        Some(self.path_of(rij))
    }

    fn path_of(&self, rij: &Maprij) -> PathBuf {
        Path::new(paths::parted(&self.typed.text()).0).join(&rij.naam)
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, raak: &Raakvlakken) {
        let inner = chrome::dialog(area, buf, "Bestanden inlezen", area.width, area.height, theme, raak);
        let mut pen = Pen::new(inner, buf);
        let row = pen.take(1);
        Pen::new(row, pen.buf).line(Span::styled("▌Pad  ", theme.accent()));
        let field = Rect { x: row.x + 6.min(row.width), width: row.width.saturating_sub(6), ..row };
        self.typed.draw(field, pen.buf, theme, true, false);
        match &self.fout {
            Some(fout) => {
                let whole = fout.hint.as_ref().map_or_else(|| fout.tekst.clone(), |hint| format!("{} {hint}", fout.tekst));
                for line in text::wrap(&format!("✗ {whole}"), pen.width()) {
                    pen.line(Span::styled(line, theme.bad()));
                }
            }
            None => pen.line(Span::styled(format!("      {}", self.enter_said()), theme.dim())),
        }
        pen.rule(theme.dim());
        let rows = self.rows();
        let height = usize::from(pen.left()).saturating_sub(1);
        let width = pen.width();
        for (n, at) in self.list.rows(rows.len(), height) {
            if let Some(rij) = rows.get(n) {
                let place = pen.take(1);
                Pen::new(place, pen.buf).line(self.row_line(*rij, at, width, theme));
                raak.plek(place, Raakplek::rij(n));
            }
        }
        if rows.is_empty() {
            pen.line(Span::styled(format!(" {}", self.nothing_said()), theme.attention()));
        }
        while pen.left() > 1 {
            pen.blank();
        }
        pen.line(Span::styled(format!(" {}", self.sum_said()), theme.dim()));
    }

    fn row_line(&self, rij: Kiesrij<'_>, at: bool, width: usize, theme: Theme) -> Line<'static> {
        let mark = Span::styled(if at { "▌" } else { " " }, theme.accent());
        let style = if at { theme.strong() } else { theme.text() };
        let rij = match rij {
            Kiesrij::Alles => {
                let files = self.all().iter().filter(|rij| !rij.is_map).count();
                let counted = wording::aantal(u32::try_from(files).unwrap_or(u32::MAX), "bestand", "bestanden");
                let what = match (files, self.all().iter().any(|rij| rij.is_map)) {
                    (0, true) => "alleen wat in de mappen hieronder staat".to_owned(),
                    (_, true) => format!("{counted} en de mappen hieronder"),
                    (_, false) => counted,
                };
                return Line::from(vec![mark, Span::styled(format!("  Alles in deze map: {what}"), style)]);
            }
            Kiesrij::Boven => {
                return Line::from(vec![mark, Span::styled("  ../", style), Span::styled("  een map hoger", theme.dim())]);
            }
            Kiesrij::In(rij) => rij,
        };
        let chosen = if self.gekozen.contains(&self.path_of(rij)) { "● " } else { "  " };
        let when = rij.gewijzigd.map(wording::moment).unwrap_or_default();
        let size = if rij.is_map { String::new() } else { size_said(rij.grootte) };
        let beside = format!("{}  {}", text::right(&size, 8), text::left(&when, 18));
        let room = width.saturating_sub(3 + text::width(&beside) + 2);
        let naam = wording::veilig(&rij.naam);
        let naam = if rij.is_map { format!("{naam}/") } else { naam };
        Line::from(vec![
            mark,
            Span::styled(chosen, theme.accent()),
            Span::styled(text::left(&naam, room), style),
            Span::styled(format!("  {beside}"), theme.dim()),
        ])
    }

    /// What Enter does now.
    fn enter_said(&self) -> String {
        let chosen = u32::try_from(self.gekozen.len()).unwrap_or(u32::MAX);
        let chosen = (chosen > 0).then(|| format!("wat is gekozen ({chosen})"));
        match self.row() {
            Some(Kiesrij::Boven) if self.all().is_empty() => format!("↵ gaat een map hoger · {OTHER_WAYS}"),
            Some(Kiesrij::Boven) => "↵ gaat een map hoger".to_owned(),
            Some(Kiesrij::In(rij)) if rij.is_map && self.is_by_row() => format!("↵ opent {}/", wording::veilig(&rij.naam)),
            _ if chosen.is_some() => format!("↵ leest {}", chosen.unwrap_or_default()),
            Some(Kiesrij::In(rij)) if self.is_by_row() => format!("↵ leest {}", wording::veilig(&rij.naam)),
            Some(Kiesrij::Alles) => format!("↵ leest de hele map · {OTHER_WAYS}"),
            _ if self.typed.text().trim().is_empty() => "Typ of plak een pad.".to_owned(),
            _ => "↵ leest wat hier staat · tab vult aan".to_owned(),
        }
    }

    fn nothing_said(&self) -> &'static str {
        match &self.lijst {
            _ if self.query().is_some() => "De map wordt gelezen…",
            Some((_, lijst)) if lijst.dicht => "Die map is er niet, of mag niet worden gelezen.",
            _ if self.all().is_empty() => "Hier staat geen werkmap of csv.",
            _ => "Niets in deze map begint zo.",
        }
    }

    fn sum_said(&self) -> String {
        let Some((_, lijst)) = &self.lijst else { return String::new() };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let files = lijst.rijen.iter().filter(|rij| !rij.is_map).count();
        let others = (lijst.andere > 0).then(|| wording::aantal(number(lijst.andere), "ander bestand", "andere bestanden"));
        let mut said = Vec::new();
        if lijst.rijen.is_empty() {
            // Of a folder that is not there the list says so itself.
            let others = others.map(|n| format!(" ({n})")).unwrap_or_default();
            said.extend((!lijst.dicht).then(|| format!("niets in te lezen hier{others}")));
        } else {
            let order = if files > 1 { ", nieuwste bovenaan" } else { "" };
            said.push(format!("{}{order}", wording::aantal(number(files), "bestand", "bestanden")));
            said.extend((lijst.meer > 0).then(|| format!("nog {} niet getoond", lijst.meer)));
            said.extend(others.map(|n| format!("{n} niet in te lezen")));
        }
        if !self.gekozen.is_empty() {
            said.push(format!("{} gekozen", self.gekozen.len()));
        }
        said.join(" · ")
    }
}

/// `84 kB`: a size as file managers tell it.
fn size_said(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
