//! Draws the model: header, screen, status line, footer, and the popups over it. Reads the model, writes cells, nothing else.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::action::{Action, FormAction, Program, RapportAction, Tab, View};
use super::keys;
use super::model::Model;
use super::popups::Popup;
use super::screens::Segmentzicht;
use super::shared::Notice;
use super::text;
use super::widgets::chrome::{self, Hint};
use super::widgets::pen::Pen;
use crate::domain::{Periode, Segment};
use crate::wording;

/// The smallest window that something sensible fits in.
pub const MIN_WIDTH: u16 = 40;
pub const MIN_HEIGHT: u16 = 10;
/// From so many lines on there is room for a notice of more than one.
const ROOMY: u16 = 16;

/// Draws everything.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.shared.theme();
    let raak = &model.shared.raak;
    raak.begin();
    if area.width < MIN_WIDTH || area.height < MIN_HEIGHT {
        let mut pen = Pen::new(area, buf);
        for line in
            text::wrap(&format!("Het venster is te klein: maak het minstens {MIN_WIDTH} bij {MIN_HEIGHT}."), area.width.into())
        {
            pen.line(Span::styled(line, theme.attention()));
        }
        return;
    }
    let mut pen = Pen::new(area, buf);
    let header = pen.take(chrome::HEADER);
    let said = said(model);
    let position = model.screens.top().position();
    // What is said is said whole: where a line is too short for it, the screen gives way.
    let most = if area.height < ROOMY { 1 } else { chrome::STATUS };
    let rows = said.as_ref().map_or(1, |(said, _)| chrome::status_rows(area.width, said, &position)).min(most);
    let body = pen.take(pen.left().saturating_sub(chrome::FOOTER + rows - 1));
    let status = pen.take(rows);
    let footer = pen.take(1);

    let screen = model.screens.top();
    let banner = banner(model);
    // A blank before the title, one behind the banner, and one between them.
    let room = usize::from(area.width).saturating_sub(banner.as_deref().map_or(0, text::width) + 3);
    chrome::header(header, pen.buf, &title(model, room), banner.as_deref(), screen.tab(), theme, raak);
    screen.draw(body, pen.buf, &model.shared);
    screen.cover(body, pen.buf);
    chrome::status(status, pen.buf, said.as_ref().map(|(s, st)| (s.as_str(), *st)), &position, theme);
    chrome::footer(footer, pen.buf, &hints(model), theme, raak);
    for (n, popup) in model.popups.iter().enumerate() {
        draw_popup(model, popup, n + 1 == model.popups.len(), body, pen.buf);
    }
    if model.is_at_table() {
        screen.cover(area, buf);
    }
    disarm(area, buf);
}

/// Takes out of every cell what steers a terminal, turns its direction, or is as wide as the terminal likes: typed text is kept as it was, so whichever screen
/// shows it, none of it may leave this function.
fn disarm(area: Rect, buf: &mut Buffer) {
    for position in area.positions() {
        let Some(cell) = buf.cell_mut(position) else { continue };
        // Nearly every cell: plain ASCII steers nothing.
        if matches!(cell.symbol().as_bytes(), [b' '..=b'~']) {
            continue;
        }
        let safe = text::certain(&wording::veilig(cell.symbol()));
        if safe != cell.symbol() {
            cell.set_symbol(if safe.is_empty() { " " } else { &safe });
        }
    }
}

/// What must not be forgotten: a gesprek that is being held below this screen, and that the data is fictitious or can only be read.
fn banner(model: &Model) -> Option<String> {
    let held = model.sitting().filter(|_| !model.is_at_table());
    let held =
        held.map(|wie| format!("gesprek {} loopt ({})", model.shared.naam(wie), keys::shown_key(Action::Go(Tab::Gesprek))));
    let example = model.shared.voorbeeld.then(|| "VOORBEELDGEGEVENS".to_owned());
    let reads = match &model.shared.kopie {
        Some(van) => Some(format!("kopie van {van}, alleen lezen")),
        None => model.shared.alleen_lezen.map(|_| "ALLEEN LEZEN".to_owned()),
    };
    let said: Vec<String> = held.into_iter().chain(example).chain(reads).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// What the screen is about, of which kwartaal and of which segment; a long subject gives way to the rest.
fn title(model: &Model, room: usize) -> String {
    let shared = &model.shared;
    let screen = model.screens.top();
    // While the store is asked, what stands there is still of the kwartaal before; the title says both.
    let kwartaal = match screen.shown_kwartaal() {
        Some(shown) if shown != shared.kwartaal => format!("{shown} → {} …", shared.kwartaal),
        _ => screen.shown_periode().map_or_else(|| shared.kwartaal.to_string(), |p| wording::periode(p, shared.kwartaal)),
    };
    let subject = screen.subject(shared);
    // Where no tab says where one is, the title does.
    let place = if screen.tab().is_some() { "accountgesprek" } else { screen.scope().naam() };
    let subject = if subject.is_empty() { place } else { &subject };
    let rest = match segment(model) {
        Some(segment) => format!(" · {kwartaal} · {segment}"),
        None => format!(" · {kwartaal}"),
    };
    format!("{}{rest}", text::cut(subject, room.saturating_sub(text::width(&rest))))
}

/// The segment of what is shown, with the key that goes to the other. Where only one is known it is said as long as the other is
/// chosen elsewhere.
fn segment(model: &Model) -> Option<String> {
    let key = keys::shown_key(Action::View(View::Segment));
    match model.screens.top().segment(&model.shared) {
        Segmentzicht::Keuze { gekozen, getoond: Some(getoond) } if gekozen != getoond => {
            Some(format!("{} → {} …", getoond.naam(), gekozen.naam()))
        }
        Segmentzicht::Keuze { gekozen, .. } => Some(format!("{} ({key})", gekozen.naam())),
        Segmentzicht::Collectief if model.shared.segment != Segment::Collectief => Some(Segment::Collectief.naam().to_owned()),
        Segmentzicht::Collectief | Segmentzicht::Beide => None,
    }
}

/// What the status line says: a notice first, else how far the job is.
fn said(model: &Model) -> Option<(String, Style)> {
    let theme = model.shared.theme();
    if let Some(notice) = &model.notice {
        return Some(match notice {
            Notice::Saved { wat, door } => {
                let back = match door {
                    None => String::new(),
                    Some(Program::Redo) => format!(" ({} herstelt)", keys::shown_key(Action::Program(Program::Redo))),
                    Some(key) => format!(" · {} maakt ongedaan", keys::shown_key(Action::Program(*key))),
                };
                (format!("✓ {wat}{back}"), theme.good())
            }
            Notice::Hint(text) => (text.clone(), theme.attention()),
            Notice::Error(melding) => {
                let hint = melding.hint.as_ref().map(|h| format!(" {h}")).unwrap_or_default();
                (format!("✗ {}{hint}", melding.tekst), theme.bad())
            }
        });
    }
    if !model.ahead.is_empty() {
        return Some(("Even geduld: wat u typt, volgt daarna.".to_owned(), theme.accent()));
    }
    // What is read in meanwhile is not for the table, not even whose file it is.
    if model.is_at_table() {
        return model.job.is_some().then(|| ("Er wordt nog ingelezen.".to_owned(), theme.dim()));
    }
    if model.checked.is_some() {
        let key = keys::shown_key(Action::Rapport(RapportAction::Import));
        return Some((format!("De bestanden zijn gecontroleerd: {key} toont wat erin staat."), theme.accent()));
    }
    let job = model.job.as_ref()?;
    let text = match &job.stap {
        _ if job.cancelled => "Inlezen wordt gestopt…".to_owned(),
        None => "Inlezen…".to_owned(),
        Some(stap) => {
            let share =
                stap.totaal.filter(|t| *t > 0).map(|t| format!(" {}%", (stap.gedaan.min(t) * 100) / t)).unwrap_or_default();
            format!(
                "Inlezen: {} van {}  {}{share} · {} stopt",
                stap.bestand,
                stap.van,
                stap.naam,
                keys::shown_key(Action::Program(Program::Cancel))
            )
        }
    };
    Some((text, theme.accent()))
}

/// The keys for the footer: those that do something here, the most needed first, rows with one label together; help is last.
pub fn hints(model: &Model) -> Vec<Hint> {
    let scopes = model.scopes();
    let mut rows: Vec<_> = keys::in_force(&scopes)
        .into_iter()
        .filter_map(|b| b.footer.map(|(priority, label)| (priority, label, b)))
        .map(|(priority, label, b)| match model.popups.last() {
            Some(Popup::Form(form)) if b.action == Action::Form(FormAction::Save) => (priority, form.saves, b),
            Some(Popup::Kiezer(kiezer)) if b.action == Action::View(View::Open) && !kiezer.opens_folder() => {
                (priority, "lezen", b)
            }
            _ if b.action == Action::View(View::Periode) && model.shared.periode == Periode::Jaar => {
                (priority, "per kwartaal", b)
            }
            _ => (priority, label, b),
        })
        .filter(|(_, _, b)| model.available(b.action).is_ok())
        // A menu in which everything must wait can be opened, but nobody is sent there.
        .filter(|(_, _, b)| b.action != Action::Program(Program::Menu) || model.menu().iter().any(|e| e.available.is_ok()))
        .collect();
    rows.sort_by_key(|(priority, ..)| *priority);
    let mut hints: Vec<Hint> = Vec::new();
    for (_, label, binding) in rows {
        // A key that a narrower scope has taken is not the one that is shown.
        let shown = held_first(&scopes, binding).unwrap_or_else(|| binding.shown_first());
        let key = (shown, binding.action);
        match hints.iter_mut().find(|hint| hint.label == label) {
            Some(hint) => hint.keys.push(key),
            None => hints.push(Hint { keys: vec![key], label }),
        }
    }
    hints
}

/// The first key of a row that holds here, as users read it.
fn held_first(scopes: &[keys::Scope], row: &keys::Binding) -> Option<String> {
    keys::keys_in_force(scopes, row).first().map(ToString::to_string)
}

fn draw_popup(model: &Model, popup: &Popup, on_top: bool, area: Rect, buf: &mut Buffer) {
    let (theme, raak) = (model.shared.theme(), &model.shared.raak);
    match popup {
        Popup::Form(form) => {
            // A text is easier to write where its lines are not too long.
            let width = (area.width / 3 * 2).clamp(74, 100).min(area.width.saturating_sub(4));
            let inner = chrome::dialog(area, buf, &form.title, width, form.height(width), theme, raak);
            form.draw(inner, buf, theme, model.shared.today, raak);
            if form.waiting && on_top {
                let below = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
                // Over whatever the form has there.
                let busy = text::left("Opslaan…", usize::from(below.width));
                Pen::new(below, buf).line(Span::styled(busy, theme.dim()));
            }
        }
        Popup::Palette(palette) => {
            let inner = chrome::dialog(area, buf, "Opdrachten", 72.min(area.width.saturating_sub(4)), 16, theme, raak);
            palette.draw(inner, buf, theme, raak);
        }
        Popup::Menu(menu) => {
            let (width, height) = menu.size(area.width.saturating_sub(4));
            let title = keys::Scope::Menu.naam();
            let inner = chrome::dialog(area, buf, title, width, height, theme, raak);
            menu.draw(inner, buf, theme, raak);
        }
        Popup::Taken(taken) => {
            let (width, height) = taken.size(area.width.saturating_sub(4));
            let inner = chrome::dialog(area, buf, keys::Scope::Taken.naam(), width, height, theme, raak);
            taken.draw(inner, buf, theme, raak);
        }
        Popup::Reader(reader) => {
            let width = reader.columns(area.width);
            let lines = reader.wrapped(usize::from(width)).len();
            let height = u16::try_from(lines).unwrap_or(u16::MAX).max(1);
            let inner = chrome::dialog(area, buf, &reader.title, width, height, theme, raak);
            reader.draw(inner, buf, theme);
        }
        Popup::Confirm(confirm) => {
            // The question itself, and below it what it comes to.
            let widest = confirm.question.lines().map(text::width).max().unwrap_or(0);
            let width = u16::try_from(widest).unwrap_or(u16::MAX).clamp(24, 60);
            let lines: Vec<(bool, String)> = confirm
                .question
                .lines()
                .enumerate()
                .flat_map(|(n, line)| text::wrap(line, width.into()).into_iter().map(move |l| (n == 0, l)))
                .collect();
            let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
            let inner = chrome::dialog(area, buf, "Zeker weten?", width, height, theme, raak);
            let mut pen = Pen::new(inner, buf);
            for (is_question, line) in lines {
                pen.line(Span::styled(line, if is_question { theme.strong() } else { theme.text() }));
            }
        }
        Popup::Preview(preview) => preview.draw(area, buf, theme, raak),
        Popup::Kiezer(kiezer) => kiezer.draw(area, buf, theme, raak),
        Popup::Botsing(botsing) => {
            let width = 76.min(area.width.saturating_sub(4));
            let inner = chrome::dialog(area, buf, "Intussen gewijzigd", width, botsing.height(width, theme), theme, raak);
            botsing.draw(inner, buf, theme, raak);
        }
    }
}
