//! The form widget: fields, the focus, what is wrong, and how it is drawn. What it is for is its user's to know.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::keuze::{Choice, Keuzepaar};
use super::text::{Edit, TextField};
use super::zoekkeuze::{Zoekkeuze, Zoekoptie};
use crate::app::{Akkoord, Melding};
use crate::domain::Werkdagen;
use crate::tui::keys::{Key, Moment};
use crate::tui::raak::{Raakplek, Raakvlakken};
use crate::tui::text as columns;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::wording;

/// What is filled in, and how.
#[derive(Debug, Clone)]
enum Input {
    Text { field: TextField, rows: u16, suggestions: Vec<String> },
    Date(TextField),
    Choice(Choice),
    Search(Zoekkeuze),
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    pub key: &'static str,
    label: &'static str,
    hint: String,
    input: Input,
    error: Option<String>,
    /// What stands in it was proposed and not touched: the first letter typed takes its place.
    fresh: bool,
    /// It is asked only while another field has this value; what was typed in it stays meanwhile.
    only_with: Option<(&'static str, &'static str)>,
    /// The calendar that says when nobody works, where that makes the day an unlikely one.
    werkdagen: Option<Arc<Werkdagen>>,
    /// A day that was is doubted.
    ahead: bool,
}

impl Field {
    fn new(key: &'static str, label: &'static str, input: Input) -> Self {
        let fresh = match &input {
            Input::Text { field, rows: 1, .. } | Input::Date(field) => !field.is_empty(),
            _ => false,
        };
        Self { key, label, hint: String::new(), input, error: None, fresh, only_with: None, werkdagen: None, ahead: false }
    }

    /// A line of text of at most 200 characters.
    pub fn line(key: &'static str, label: &'static str, text: &str) -> Self {
        Self::new(key, label, Input::Text { field: TextField::line(text, 200), rows: 1, suggestions: Vec::new() })
    }

    /// A path, of any length that a system allows.
    pub fn path(key: &'static str, label: &'static str, text: &str) -> Self {
        Self::new(key, label, Input::Text { field: TextField::line(text, 4096), rows: 1, suggestions: Vec::new() })
    }

    /// Several lines of text, at most 4000 characters, shown in `rows` lines.
    pub fn lines(key: &'static str, label: &'static str, text: &str, rows: u16) -> Self {
        Self::new(key, label, Input::Text { field: TextField::lines(text, 4000), rows, suggestions: Vec::new() })
    }

    /// A date, typed as people say it.
    pub fn date(key: &'static str, label: &'static str, text: &str) -> Self {
        Self::new(key, label, Input::Date(TextField::line(text, 40)))
    }

    /// One of a few, chosen by its first letters or with the arrows.
    pub fn choice(key: &'static str, label: &'static str, options: Vec<Keuzepaar>, chosen: &str) -> Self {
        Self::new(key, label, Input::Choice(Choice::new(options, chosen))).hint("← → of de eerste letters")
    }

    /// One of many, found by a part of what it is called; `fold` is how that compares with the words of an option.
    pub fn search(
        key: &'static str,
        label: &'static str,
        options: Vec<Zoekoptie>,
        fold: fn(&str) -> String,
        chosen: &str,
    ) -> Self {
        Self::new(key, label, Input::Search(Zoekkeuze::new(options, fold, chosen)))
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Asked only while the field `key` has this value.
    #[must_use]
    pub const fn only_with(mut self, key: &'static str, value: &'static str) -> Self {
        self.only_with = Some((key, value));
        self
    }

    /// Says of a day on which nobody works that it is one; it may be meant.
    #[must_use]
    pub fn on_werkdagen(mut self, werkdagen: &Arc<Werkdagen>) -> Self {
        self.werkdagen = Some(Arc::clone(werkdagen));
        self
    }

    /// Says of a day that was that it is over: mostly it is the year that was typed wrong.
    #[must_use]
    pub const fn ahead(mut self) -> Self {
        self.ahead = true;
        self
    }

    /// What is said of the day in it: that nobody works then, or that it is over.
    fn doubt(&self, dag: NaiveDate, today: NaiveDate) -> Option<String> {
        let free = self.werkdagen.as_ref().and_then(|werkdagen| wording::vrije_dag(dag, werkdagen));
        free.or_else(|| (self.ahead && dag < today).then(|| "al voorbij".to_owned()))
    }

    /// Texts that complete what is typed; the first that begins with it is offered.
    #[must_use]
    pub fn suggest(mut self, texts: Vec<String>) -> Self {
        self.offer(texts);
        self
    }

    /// Replaces what is offered to complete the text.
    pub fn offer(&mut self, texts: Vec<String>) {
        if let Input::Text { suggestions, .. } = &mut self.input {
            *suggestions = texts;
        }
    }

    /// Replaces the options of a search; what was chosen or typed stays.
    pub fn renew(&mut self, options: Vec<Zoekoptie>) {
        if let Input::Search(choice) = &mut self.input {
            choice.renew(options);
        }
    }

    /// What was typed in a search that finds nothing.
    pub fn unknown(&self) -> Option<String> {
        if let Input::Search(choice) = &self.input { choice.unknown() } else { None }
    }

    /// The value: the text as typed, or the key of the choice.
    pub fn value(&self) -> String {
        match &self.input {
            Input::Text { field, .. } | Input::Date(field) => field.text(),
            Input::Choice(choice) => choice.value(),
            Input::Search(choice) => choice.value(),
        }
    }

    const fn is_text(&self) -> bool {
        matches!(self.input, Input::Text { .. } | Input::Date(_))
    }

    /// Whether another field asks the same: for a text, or for one of the same options.
    fn asks_as(&self, other: &Self) -> bool {
        match (&self.input, &other.input) {
            (Input::Choice(own), Input::Choice(other)) => own.options == other.options,
            _ => self.is_text() && other.is_text(),
        }
    }

    fn set(&mut self, value: &str) {
        self.fresh = false;
        match &mut self.input {
            Input::Text { field, .. } | Input::Date(field) => field.set(value),
            Input::Choice(choice) => choice.set(value),
            Input::Search(choice) => choice.set(value),
        }
    }

    /// The rest of the first suggestion that continues what is typed.
    fn completion(&self) -> Option<String> {
        let Input::Text { field, suggestions, .. } = &self.input else { return None };
        let typed = field.text();
        let typed_folded = typed.to_lowercase();
        suggestions.iter().find_map(|s| {
            let count = typed.chars().count();
            let head: String = s.chars().take(count).collect();
            let rest: String = s.chars().skip(count).collect();
            (!rest.is_empty() && (count > 0 || suggestions.len() == 1) && head.to_lowercase() == typed_folded).then_some(rest)
        })
    }

    fn key(&mut self, key: Key, at: Moment) -> Edit {
        self.error = None;
        let completion = self.completion();
        let is_typed = key.text().is_some();
        match &mut self.input {
            Input::Text { field, .. } | Input::Date(field) if self.fresh && is_typed => field.set(""),
            _ => {}
        }
        let edit = self.edit(key, at, completion);
        self.fresh &= edit == Edit::Ignored;
        edit
    }

    fn edit(&mut self, key: Key, at: Moment, completion: Option<String>) -> Edit {
        match &mut self.input {
            Input::Text { field, .. } => {
                // At the end of the text, → takes what is offered.
                if let Some(rest) = completion.filter(|_| field.at_end() && is_right(key)) {
                    return field.paste(&rest).map_or(Edit::Moved, |()| Edit::Changed);
                }
                field.key(key)
            }
            Input::Date(field) => field.key(key),
            Input::Choice(choice) => choice.key(key, at),
            Input::Search(choice) => choice.key(key),
        }
    }

    /// What is wrong with it, whole: a sentence that is cut says nothing.
    fn error_lines(&self, room: usize) -> Vec<String> {
        self.error.as_ref().map(|error| columns::wrap(&format!("✗ {error}"), room)).unwrap_or_default()
    }

    /// Lines below it, for its hint or for what is wrong.
    fn under(&self, room: usize) -> u16 {
        // As many for the hint though the focus is elsewhere: the form does not jump when one walks through it.
        let lines = self.error_lines(room).len().max(columns::wrap(&self.hint, room).len());
        u16::try_from(lines).unwrap_or(u16::MAX).max(1)
    }

    /// The lines that it has at least.
    const fn height(&self) -> u16 {
        match &self.input {
            Input::Text { rows, .. } => *rows,
            Input::Date(_) | Input::Choice(_) | Input::Search(_) => 1,
        }
    }

    /// The lines that it would have in so many columns: all of a text of several lines.
    fn whole(&self, room: usize) -> u16 {
        match &self.input {
            Input::Text { field, rows, .. } => u16::try_from(field.rows(room)).unwrap_or(u16::MAX).max(*rows),
            Input::Date(_) | Input::Choice(_) | Input::Search(_) => 1,
        }
    }
}

fn is_right(key: Key) -> bool {
    Key::parse_all("<right>").is_ok_and(|k| k == [key])
}

/// A form on the screen.
#[derive(Debug, Clone)]
pub struct FormOf<P> {
    pub title: String,
    /// What it is about, above the fields: the figure never disappears behind its dialog.
    pub about: Vec<Line<'static>>,
    pub fields: Vec<Field>,
    focus: usize,
    pub purpose: P,
    /// Where what is typed is kept until it is saved; None: not kept.
    pub draft_key: Option<String>,
    /// Whether it is asked before what was typed is dropped, though no draft of it is kept.
    pub precious: bool,
    /// What saving it is called below the screen.
    pub saves: &'static str,
    initial: BTreeMap<&'static str, String>,
    /// The store was asked; until it answers no second save goes out.
    pub waiting: bool,
    error: Option<Melding>,
    /// What the user said yes to of what stands in it now; what changes asks again.
    pub akkoord: Akkoord,
}

/// No or yes, by key.
pub fn yes_no() -> Vec<Keuzepaar> {
    ["nee", "ja"].map(|word| (word.to_owned(), word.to_owned())).to_vec()
}

/// Whether codes of deelnemers go out.
pub fn codes() -> Field {
    Field::choice("codes", "Codes", yes_no(), "nee").hint("Codes van deelnemers erin? Het is dan vertrouwelijk.")
}

impl<P> FormOf<P> {
    pub fn new(title: impl Into<String>, purpose: P, fields: Vec<Field>) -> Self {
        let initial = fields.iter().map(|f| (f.key, f.value())).collect();
        Self {
            title: title.into(),
            about: Vec::new(),
            fields,
            focus: 0,
            purpose,
            draft_key: None,
            initial,
            precious: false,
            saves: "opslaan",
            waiting: false,
            error: None,
            akkoord: Akkoord::default(),
        }
    }

    /// Whether anything would be lost by dropping it: an empty line is nothing.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(|f| self.initial.get(f.key).is_none_or(|was| was.trim() != f.value().trim()))
    }

    pub fn value(&self, key: &str) -> String {
        self.fields.iter().find(|f| f.key == key).map(Field::value).unwrap_or_default()
    }

    /// The values by key.
    pub fn values(&self) -> BTreeMap<String, String> {
        self.fields.iter().map(|f| (f.key.to_owned(), f.value())).collect()
    }

    /// Fills in values that were kept; what it started from stays as it was.
    pub fn fill(&mut self, values: &BTreeMap<String, String>) {
        for field in &mut self.fields {
            if let Some(value) = values.get(field.key) {
                field.set(value);
            }
        }
    }

    /// Proposes another text in place of one that nobody touched.
    pub fn propose(&mut self, key: &'static str, text: &str) {
        if let Some(field) = self.field_mut(key).filter(|f| f.is_text()) {
            field.set(text);
            field.fresh = !text.is_empty();
            self.initial.insert(key, text.to_owned());
        }
    }

    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }

    pub fn field_mut(&mut self, key: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|f| f.key == key)
    }

    /// The key of the field that has the focus.
    pub fn focused(&self) -> &'static str {
        self.fields.get(self.focus).map_or("", |f| f.key)
    }

    /// Gives a key, pressed at that moment, to the field with the focus.
    pub fn key(&mut self, key: Key, at: Moment) -> Edit {
        self.error = None;
        let edit = self.fields.get_mut(self.focus).map_or(Edit::Ignored, |f| f.key(key, at));
        self.take_back(edit)
    }

    /// Puts pasted text into the field with the focus.
    pub fn paste(&mut self, pasted: &str) -> Edit {
        let edit = self.insert(pasted);
        self.take_back(edit)
    }

    /// A yes was said to what stood there.
    fn take_back(&mut self, edit: Edit) -> Edit {
        if edit == Edit::Changed {
            self.akkoord = Akkoord::default();
        }
        edit
    }

    fn insert(&mut self, pasted: &str) -> Edit {
        let Some(field) = self.fields.get_mut(self.focus) else { return Edit::Ignored };
        field.error = None;
        let replaces = std::mem::take(&mut field.fresh);
        let put = match &mut field.input {
            Input::Text { field: text, .. } | Input::Date(text) => text.replace_or_insert(pasted, replaces),
            Input::Search(choice) => choice.paste(pasted),
            Input::Choice(_) => return Edit::Ignored,
        };
        match put {
            Ok(()) => Edit::Changed,
            Err(reason) => {
                field.error = Some(reason);
                Edit::Moved
            }
        }
    }

    /// Gives the focus to a field.
    pub fn focus_on(&mut self, key: &str) {
        self.focus = self.fields.iter().position(|f| f.key == key).unwrap_or(self.focus);
    }

    /// Puts other fields in place. One that asks what was asked before stays as it was left; where a text was only proposed, the
    /// new proposal takes its place.
    pub fn rearrange(&mut self, fields: Vec<Field>) {
        let focused = self.focused();
        let mut before = std::mem::take(&mut self.fields);
        for mut field in fields {
            let was = before.iter().position(|f| f.key == field.key).map(|at| before.swap_remove(at));
            let kept = match was {
                Some(was) if was.asks_as(&field) => {
                    let is_proposed = self.initial.get(was.key).is_some_and(|proposed| *proposed == was.value());
                    if was.is_text() && is_proposed {
                        Err(field)
                    } else {
                        Ok(Field { hint: field.hint, label: field.label, ..was })
                    }
                }
                Some(was) => {
                    field.set(&was.value());
                    Err(field)
                }
                None => Err(field),
            };
            self.fields.push(match kept {
                Ok(kept) => kept,
                Err(new) => {
                    self.initial.insert(new.key, new.value());
                    new
                }
            });
        }
        self.focus = 0;
        self.focus_on(focused);
    }

    /// Gives the focus to the field that was pressed, and takes the option that was.
    pub fn press(&mut self, plek: Raakplek) -> Edit {
        let Some(field) = self.fields.get_mut(plek.rij).filter(|_| !self.waiting) else { return Edit::Ignored };
        self.focus = plek.rij;
        let edit = match (&mut field.input, plek.kolom) {
            (Input::Choice(choice), Some(option)) => choice.take(option),
            _ => Edit::Moved,
        };
        self.take_back(edit)
    }

    /// Whether a field is asked with what stands in the others.
    fn is_asked(&self, field: &Field) -> bool {
        field.only_with.is_none_or(|(key, value)| self.value(key) == value)
    }

    /// The fields that are asked, each with its place.
    fn asked(&self) -> impl Iterator<Item = (usize, &Field)> {
        self.fields.iter().enumerate().filter(|(_, field)| self.is_asked(field))
    }

    pub fn next(&mut self) {
        self.go_on(1);
    }

    pub fn previous(&mut self) {
        self.go_on(self.fields.len().saturating_sub(1));
    }

    /// Goes so many fields further and round, past those that are not asked.
    fn go_on(&mut self, step: usize) {
        let count = self.fields.len().max(1);
        let places = (1..=count).map(|n| (self.focus + n * step) % count);
        let is_asked = |n: &usize| self.fields.get(*n).is_some_and(|field| self.is_asked(field));
        self.focus = places.clone().find(is_asked).unwrap_or(self.focus);
    }

    /// Shows an error beside a field and goes there; without a field it stands above the buttons.
    pub fn refuse(&mut self, veld: Option<&str>, melding: Melding) {
        self.waiting = false;
        match veld.and_then(|key| self.fields.iter().position(|f| f.key == key)) {
            Some(n) => {
                self.focus = n;
                if let Some(field) = self.fields.get_mut(n) {
                    field.error = Some(melding.tekst);
                }
            }
            None => self.error = Some(melding),
        }
    }

    /// Lines that the form wants, for a dialog of `width` columns: every text whole.
    pub fn height(&self, width: u16) -> u16 {
        let room = self.room(width);
        self.asked().map(|(_, f)| f.whole(room).saturating_add(f.under(room))).fold(self.beside(width), u16::saturating_add)
    }

    /// Lines of what is no field: what it is about, and what is wrong with it as a whole.
    fn beside(&self, width: u16) -> u16 {
        let about = u16::try_from(self.about_lines(width).len()).unwrap_or(0);
        about.saturating_add(u16::from(about > 0)).saturating_add(u16::try_from(self.error_lines(width).len()).unwrap_or(0))
    }

    /// Columns of what is filled in.
    fn room(&self, width: u16) -> usize {
        usize::from(width).saturating_sub(self.label_width() + 1)
    }

    /// Columns of the labels.
    fn label_width(&self) -> usize {
        self.fields.iter().map(|f| columns::width(f.label)).max().unwrap_or(0) + 2
    }

    /// What it is about: a line that is too wide goes on in a second, which is cut where that is not enough either.
    fn about_lines(&self, width: u16) -> Vec<Line<'static>> {
        let two = |line: &Line<'static>| {
            let style = line.spans.first().map(|s| s.style).unwrap_or_default();
            columns::wrap_in(&line.to_string(), width.into(), 2).into_iter().map(move |t| Line::styled(t, style))
        };
        self.about.iter().flat_map(two).collect()
    }

    fn error_lines(&self, width: u16) -> Vec<String> {
        let Some(melding) = &self.error else { return Vec::new() };
        let whole = melding.hint.as_ref().map_or_else(|| melding.tekst.clone(), |hint| format!("{} {hint}", melding.tekst));
        columns::wrap(&whole, width.into())
    }

    /// Draws what it is about, the fields, and what is wrong with them.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, today: NaiveDate, raak: &Raakvlakken) {
        let label_width = self.label_width();
        let room = self.room(area.width);
        let errors = self.error_lines(area.width);
        let mut pen = Pen::new(area, buf);
        // When there is no room for all, a long text is drawn in part first: that with the focus keeps the most of it. Then the
        // lines between the fields go, then fields above the one with the focus: that one must be seen, and what the form is about.
        let below = |n: usize, f: &Field| n == self.focus || f.error.is_some();
        let sum = |each: &dyn Fn(usize, &Field) -> u16| {
            self.asked().map(|(n, f)| each(n, f)).fold(self.beside(area.width), u16::saturating_add)
        };
        // All hints whole, a line for each, or none but that of the focus: the first that has room.
        let under_at = |most: u16, n: usize, f: &Field| if below(n, f) { f.under(room) } else { f.under(room).min(most) };
        let fits = |most: &u16| sum(&|n, f| f.height().saturating_add(under_at(*most, n, f))) <= area.height;
        let most = [u16::MAX, 1].into_iter().find(fits).unwrap_or(0);
        let under = |n: usize, f: &Field| under_at(most, n, f);
        let wanted = sum(&|n, f| f.height().saturating_add(under(n, f)));
        let mut spare = area.height.saturating_sub(wanted);
        let mut rows: Vec<u16> = self.fields.iter().map(Field::height).collect();
        let order = std::iter::once(self.focus).chain(self.asked().map(|(n, _)| n).filter(|n| *n != self.focus));
        for n in order {
            let (Some(field), Some(rows)) = (self.fields.get(n), rows.get_mut(n)) else { continue };
            let more = field.whole(room).saturating_sub(*rows).min(spare);
            (*rows, spare) = (rows.saturating_add(more), spare - more);
        }
        let height = |n: usize, f: &Field| rows.get(n).copied().unwrap_or(1).saturating_add(under(n, f));
        let lines = self.about_lines(area.width);
        let about = u16::try_from(lines.len()).unwrap_or(0);
        let mut skip = wanted.saturating_sub(area.height);
        for line in lines {
            pen.line(line);
        }
        // The blank line below it is the first to give way.
        if about > 0 && skip == 0 {
            pen.blank();
        }
        skip = skip.saturating_sub(u16::from(about > 0));
        for (n, field) in self.asked() {
            if skip > 0 && n < self.focus {
                skip = skip.saturating_sub(height(n, field));
                continue;
            }
            let place = Veldplek { rows: rows.get(n).copied().unwrap_or(1), under: under(n, field), label: label_width };
            let above = pen.left();
            let options = draw_field(field, n == self.focus, &place, &mut pen, theme, today);
            let drawn = area.bottom().saturating_sub(above);
            raak.plek(Rect { y: drawn, height: above - pen.left(), ..area }.intersection(area), Raakplek::rij(n));
            for (option, place) in options.into_iter().enumerate() {
                raak.plek(place, Raakplek::cel(n, option));
            }
        }
        for line in errors {
            pen.line(Span::styled(line, theme.bad()));
        }
    }
}

/// How a field stands in the form.
struct Veldplek {
    /// Lines of what is filled in.
    rows: u16,
    /// Lines below it, for its hint or for what is wrong.
    under: u16,
    /// Columns of the labels.
    label: usize,
}

/// Draws a field; returns where each of the options stands that are all in sight.
fn draw_field(field: &Field, focused: bool, place: &Veldplek, pen: &mut Pen<'_>, theme: Theme, today: NaiveDate) -> Vec<Rect> {
    let label_width = place.label;
    let row = pen.take(place.rows);
    let label = if focused { theme.accent() } else { theme.dim() };
    let mark = if focused { "▌" } else { " " };
    let mut left = Pen::new(row, pen.buf);
    left.line(Line::from(vec![Span::styled(mark, label), Span::styled(columns::left(field.label, label_width), label)]));
    let indent = u16::try_from(label_width + 1).unwrap_or(u16::MAX).min(row.width);
    let value = Rect { x: row.x + indent, width: row.width - indent, ..row };
    let mut places = Vec::new();
    match &field.input {
        Input::Text { field: text, .. } => {
            text.draw(value, pen.buf, theme, focused, field.fresh);
            let offered = field.completion().filter(|_| focused && text.at_end());
            if let Some(rest) = offered {
                let used = u16::try_from(columns::width(&text.text()) + 1).unwrap_or(u16::MAX).min(value.width);
                let ghost = Rect { x: value.x + used, width: value.width - used, ..value };
                let offered = format!("{}  → neemt over", wording::veilig(&rest));
                Pen::new(ghost, pen.buf).line(Span::styled(offered, theme.dim()));
            }
        }
        Input::Date(text) => {
            text.draw(value, pen.buf, theme, focused, field.fresh);
            let typed = text.text();
            let meant = wording::read_datum(&typed, today).ok();
            let beside = match meant {
                Some(date) => match field.doubt(date, today) {
                    Some(doubt) => {
                        Span::styled(format!("{} · ! {doubt}", wording::dag_met_afstand(date, today)), theme.attention())
                    }
                    None => Span::styled(wording::dag_met_afstand(date, today), theme.text()),
                },
                None if typed.trim().is_empty() => Span::styled("geen datum", theme.dim()),
                None => Span::styled("dat is geen datum", theme.attention()),
            };
            let used = u16::try_from(columns::width(&typed) + 3).unwrap_or(u16::MAX).max(14).min(value.width);
            let rest = Rect { x: value.x + used, width: value.width - used, ..value };
            Pen::new(rest, pen.buf).line(beside);
        }
        Input::Choice(choice) => {
            Pen::new(value, pen.buf).line(choice_line(choice, usize::from(value.width), focused, theme));
            places = choice_places(&choice.options, value);
        }
        Input::Search(choice) => choice.draw(value, pen.buf, theme, focused),
    }
    let whole = field.whole(value.width.into());
    let hidden = whole.saturating_sub(value.height);
    if place.under == 0 {
        return places;
    }
    let below = pen.take(place.under);
    let below = Rect { x: below.x + indent.min(below.width), width: below.width.saturating_sub(indent), ..below };
    let mut under = Pen::new(below, pen.buf);
    if field.error.is_some() {
        for line in field.error_lines(below.width.into()) {
            under.line(Span::styled(line, theme.bad()));
        }
    } else if hidden > 0 {
        let said = if focused { "↑↓ toont de rest" } else { "niet alles staat hier" };
        under.line(Span::styled(format!("… {whole} regels, hier {}: {said}", value.height), theme.accent()));
    } else if focused {
        for line in columns::wrap(&field.hint, below.width.into()) {
            under.line(Span::raw(line));
        }
    }
    places
}

/// Columns of an option with its mark, and with what keeps it from the next.
const fn option_width(label: usize) -> (usize, usize) {
    (label + 2, label + 4)
}

/// Whether all options stand in a row.
fn shows_all(options: &[Keuzepaar], width: usize) -> bool {
    options.iter().map(|(_, label)| option_width(columns::width(label)).1).sum::<usize>() <= width
}

/// Where each option stands in a row of all; nowhere when they do not fit.
fn choice_places(options: &[Keuzepaar], value: Rect) -> Vec<Rect> {
    let mut x = value.x;
    let mut place = |(_, label): &Keuzepaar| {
        let (own, whole) = option_width(columns::width(label));
        let to = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let place = Rect { x, width: to(own), ..value }.intersection(value);
        x = x.saturating_add(to(whole));
        place
    };
    if shows_all(options, value.width.into()) { options.iter().map(&mut place).collect() } else { Vec::new() }
}

/// All options in a row with the chosen one marked; when they do not fit, only the chosen one between arrows.
fn choice_line(choice: &Choice, width: usize, focused: bool, theme: Theme) -> Line<'static> {
    let (options, at) = (&choice.options, choice.at);
    let chosen = if focused { theme.focus() } else { theme.strong() };
    if !shows_all(options, width) {
        let label = options.get(at).map(|(_, l)| l.as_str()).unwrap_or_default();
        let place = format!("  {}", choice.position());
        let label = columns::cut(label, width.saturating_sub(4 + columns::width(&place)));
        return Line::from(vec![
            Span::styled("‹ ", theme.dim()),
            Span::styled(label, chosen),
            Span::styled(" ›", theme.dim()),
            Span::styled(place, theme.dim()),
        ]);
    }
    let mut spans = Vec::new();
    for (n, (_, label)) in options.iter().enumerate() {
        let (mark, style) = if n == at { ("● ", chosen) } else { ("○ ", theme.dim()) };
        spans.push(Span::styled(format!("{mark}{label}"), style));
        spans.push(Span::raw("  "));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> FormOf<()> {
        let options = ["PSW", "Rendiz", "Qwyl"].map(|n| (n.to_lowercase(), n.to_owned())).to_vec();
        let fields = vec![
            Field::line("eigenaar", "Eigenaar", "").suggest(vec!["Rendiz".into(), "Regio".into()]),
            Field::choice("aanbieder", "Aanbieder", options, "psw"),
            Field::date("deadline", "Deadline", ""),
        ];
        FormOf::new("Proef", (), fields)
    }

    fn typed(form: &mut FormOf<()>, keys: &str) {
        for key in Key::parse_all(keys).unwrap() {
            form.key(key, Moment::ZERO);
        }
    }

    #[test]
    fn a_suggestion_is_taken_with_the_right_arrow() {
        let mut form = form();
        typed(&mut form, "rend");
        assert_eq!(form.value("eigenaar"), "rend");
        typed(&mut form, "<right>");
        assert_eq!(form.value("eigenaar"), "rendiz");
    }

    #[test]
    fn a_choice_goes_by_letters_and_arrows() {
        let mut form = form();
        form.next();
        typed(&mut form, "q");
        assert_eq!(form.value("aanbieder"), "qwyl");
        typed(&mut form, "<right>");
        assert_eq!(form.value("aanbieder"), "psw");
        typed(&mut form, "<left><left>");
        assert_eq!(form.value("aanbieder"), "rendiz");
    }

    #[test]
    fn only_a_change_is_a_loss() {
        let mut form = form();
        assert!(!form.is_changed());
        typed(&mut form, "x<backspace>");
        assert!(!form.is_changed());
        typed(&mut form, "x");
        assert!(form.is_changed());
    }

    #[test]
    fn an_error_that_is_longer_than_the_line_is_read_whole() {
        let mut form = form();
        let tekst = "Het contract staat vast tot en met 31 dec 2025; leg eerst het besluit over de verlengoptie vast.";
        form.refuse(Some("eigenaar"), Melding { tekst: tekst.into(), hint: None });
        let area = Rect::new(0, 0, 40, form.height(40));
        let mut buf = Buffer::empty(area);
        form.draw(area, &mut buf, Theme::new(crate::tui::theme::Palette::Dark), NaiveDate::default(), &Raakvlakken::default());
        let lines = buf.content.chunks(40).map(|l| l.iter().map(ratatui::buffer::Cell::symbol).collect::<String>());
        let shown: Vec<String> = lines.map(|l| l.trim().trim_start_matches("✗ ").to_owned()).collect();
        assert!(shown.join(" ").contains(tekst), "{shown:?}");
        assert!(shown.iter().any(|l| l.contains("Deadline")), "what comes after it stands there: {shown:?}");
    }

    #[test]
    fn a_day_on_which_nobody_works_is_said_and_may_be_meant() {
        let shown = |dag: &str| {
            let field = Field::date("datum", "Datum", dag).on_werkdagen(&Arc::default());
            let form = FormOf::new("Proef", (), vec![field]);
            let area = Rect::new(0, 0, 60, 8);
            let mut buf = Buffer::empty(area);
            let today = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
            form.draw(area, &mut buf, Theme::new(crate::tui::theme::Palette::Dark), today, &Raakvlakken::default());
            (form.value("datum"), buf.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>())
        };
        let (value, screen) = shown("22-11-2026");
        assert!(value == "22-11-2026" && screen.contains("zo 22 nov, over 6 dagen · ! een zondag"), "{screen}");
        let (_, screen) = shown("20-11-2026");
        assert!(screen.contains("over 4 dagen") && !screen.contains('!'), "{screen}");
    }

    #[test]
    fn an_error_stands_beside_its_field_and_takes_the_focus() {
        let mut form = form();
        form.refuse(Some("deadline"), Melding { tekst: "Geen datum.".into(), hint: None });
        assert_eq!(form.focused(), "deadline");
        let area = Rect::new(0, 0, 60, 8);
        let mut buf = Buffer::empty(area);
        form.draw(area, &mut buf, Theme::new(crate::tui::theme::Palette::Dark), NaiveDate::default(), &Raakvlakken::default());
        let shown: String = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(shown.contains("✗ Geen datum."));
    }
}
