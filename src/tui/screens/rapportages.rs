//! Rapportages: what was delivered for the kwartaal, in which versions, with what findings, and whether in time.

mod tijdigheid;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Effect, Effects, Remote};
use crate::app::{Dekkingsversie, Melding, RapportageRegel, Rapportagebeeld, Versieregel};
use crate::domain::{Aanbieder, Bestandsoordeel, Kwartaal};
use crate::tui::action::{Action, AfspraakAction, Move, RapportAction, Reason, View};
use crate::tui::forms::afspraak::Herkomst;
use crate::tui::forms::inlezen;
use crate::tui::lines::glyph;
use crate::tui::msg::{Answer, Bevindingenbron, Cmd, Query, Write};
use crate::tui::popups::{Confirm, Popup, Reader, Yes};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::{Cell, Column, Table, Width};
use crate::wording;

#[derive(Debug, Default)]
pub struct Rapportagescherm {
    data: Remote<Box<Rapportagebeeld>>,
    rows: Selection<(Option<Aanbieder>, u32)>,
}

/// A line of the list: one version, or that nothing came in.
enum Item<'a> {
    Absent(&'a RapportageRegel),
    Version(&'a RapportageRegel, &'a Versieregel),
    NoDekking,
    Dekking(&'a Dekkingsversie),
}

impl Item<'_> {
    /// Whose findings these are; None when there is no version.
    fn findings(&self, kwartaal: Kwartaal) -> Option<(Query, u32)> {
        let (aanbieder, versie, count) = match self {
            Self::Version(regel, v) => (Some(regel.status.aanbieder), v.versie, v.bevindingen),
            Self::Dekking(v) => (None, v.versie, v.bevindingen),
            Self::Absent(_) | Self::NoDekking => return None,
        };
        Some((Query::Bevindingen { aanbieder, kwartaal, versie }, count))
    }

    /// The version that can be put back: its aanbieder (None: the dekkingsoverzicht) and number.
    const fn restorable(&self) -> Result<(Option<Aanbieder>, u32), Reason> {
        match self {
            Self::Version(_, Versieregel { staat: true, .. }) | Self::Dekking(Dekkingsversie { staat: true, .. }) => {
                Err(Reason::AlreadyStands)
            }
            Self::Version(regel, v) => Ok((Some(regel.status.aanbieder), v.versie)),
            Self::Dekking(v) => Ok((None, v.versie)),
            Self::Absent(_) | Self::NoDekking => Err(Reason::NoVersion),
        }
    }

    /// The version of a report that this is; `of_dekking` says why there is none of a dekkingsoverzicht.
    const fn version(&self, of_dekking: Reason) -> Result<(Aanbieder, u32), Reason> {
        match self {
            Self::Version(regel, v) => Ok((regel.status.aanbieder, v.versie)),
            Self::Dekking(_) => Err(of_dekking),
            Self::Absent(_) | Self::NoDekking => Err(Reason::NoVersion),
        }
    }

    /// Whose version it is, and which; 0 when there is none.
    const fn key(&self) -> (Option<Aanbieder>, u32) {
        match self {
            Self::Absent(regel) => (Some(regel.status.aanbieder), 0),
            Self::Version(regel, v) => (Some(regel.status.aanbieder), v.versie),
            Self::NoDekking => (None, 0),
            Self::Dekking(v) => (None, v.versie),
        }
    }

    const fn aanbieder(&self) -> Option<Aanbieder> {
        match self {
            Self::Absent(regel) | Self::Version(regel, _) => Some(regel.status.aanbieder),
            Self::NoDekking | Self::Dekking(_) => None,
        }
    }

    /// The name of the version, for headings.
    fn naam(&self, shared: &Shared) -> String {
        match self {
            Self::Absent(regel) => shared.naam(regel.status.aanbieder),
            Self::Version(regel, v) => format!("{}, versie {}", shared.naam(regel.status.aanbieder), v.versie),
            Self::NoDekking => "Dekkingsoverzicht".to_owned(),
            Self::Dekking(v) => format!("Dekkingsoverzicht, versie {}", v.versie),
        }
    }
}

fn items(beeld: &Rapportagebeeld) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for regel in &beeld.rapportages {
        if regel.versies.is_empty() {
            items.push(Item::Absent(regel));
        }
        items.extend(regel.versies.iter().map(|v| Item::Version(regel, v)));
    }
    if beeld.dekking.is_empty() {
        items.push(Item::NoDekking);
    }
    items.extend(beeld.dekking.iter().map(Item::Dekking));
    items
}

impl Rapportagescherm {
    pub fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Rapportages(shared.kwartaal))
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Rapportages(beeld)) => {
                let same = self.shown_kwartaal() == Some(beeld.kwartaal);
                let rows = items(&beeld).iter().enumerate().map(|(place, item)| (item.key(), place, true)).collect::<Vec<_>>();
                self.rows.arrange(rows, if same { Because::Changed } else { Because::Chosen });
                self.data.set(beeld);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    /// Does something with the chosen line.
    fn chosen<T>(&self, with: impl FnOnce(&Item<'_>, Kwartaal) -> Option<T>) -> Option<T> {
        let beeld = self.data.data.as_ref()?;
        with(items(beeld).get(self.rows.cursor()?)?, beeld.kwartaal)
    }

    /// Whether the chosen version is one that this is asked of, and has findings.
    fn has_findings(&self, is_asked_of: impl FnOnce(&Item<'_>) -> Result<(), Reason>) -> Result<(), Reason> {
        let count = self.chosen(|item, kwartaal| {
            Some(is_asked_of(item).and_then(|()| item.findings(kwartaal).map(|(_, count)| count).ok_or(Reason::NoVersion)))
        });
        match count.unwrap_or(Err(Reason::NothingSelected))? {
            0 => Err(Reason::NoFindings),
            _ => Ok(()),
        }
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            _ if self.data.data.is_none() => Err(self.data.absence()),
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Move(_) | Action::Afspraak(AfspraakAction::New) | Action::Rapport(RapportAction::Remembered) => Ok(()),
            Action::View(View::Open) => self.has_findings(|_| Ok(())),
            Action::Rapport(RapportAction::Restore) => {
                self.chosen(|item, _| Some(item.restorable())).unwrap_or(Err(Reason::NothingSelected)).map(|_| ())
            }
            Action::Rapport(RapportAction::Findings) => self.has_findings(|item| item.version(Reason::OnlyReports).map(drop)),
            Action::Rapport(RapportAction::Rows) => {
                let version = self.chosen(|item, _| Some(item.version(Reason::SeeDekking).map(drop)));
                version.unwrap_or(Err(Reason::NothingSelected))
            }
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => self.rows.go(to),
            Action::View(View::Open) => {
                let opened = self.chosen(|item, kwartaal| {
                    let (query, _) = item.findings(kwartaal)?;
                    let title = format!("Bevindingen {}, {kwartaal}", item.naam(shared));
                    Some(Reader::new(title, Vec::new()).indent(4).waiting_for(query))
                });
                return opened.map(|reader| Effect::Popup(Popup::Reader(Box::new(reader)))).into_iter().collect();
            }
            Action::Rapport(RapportAction::Rows) => {
                let opened = self.chosen(|item, kwartaal| {
                    let (aanbieder, versie) = item.version(Reason::SeeDekking).ok()?;
                    let title = format!("{}, {kwartaal}", item.naam(shared));
                    let reader = Reader::new(title, Vec::new()).indent(4);
                    Some(reader.waiting_for(Query::Versie(aanbieder, kwartaal, versie)))
                });
                return opened.map(|reader| Effect::Popup(Popup::Reader(Box::new(reader)))).into_iter().collect();
            }
            Action::Rapport(RapportAction::Findings) => {
                let asked = self.chosen(|item, kwartaal| {
                    let (aanbieder, versie) = item.version(Reason::OnlyReports).ok()?;
                    let van = Bevindingenbron::Versie(aanbieder, kwartaal, versie);
                    Some(inlezen::bevindingen(van, &format!("{}-{kwartaal}", aanbieder.key())))
                });
                return asked.map(|form| Effect::Popup(Popup::Form(Box::new(form)))).into_iter().collect();
            }
            Action::Rapport(RapportAction::Remembered) => return vec![Effect::Cmd(Cmd::Load(Query::Koppen))],
            Action::Rapport(RapportAction::Restore) => {
                let asked = self.chosen(|item, kwartaal| {
                    let (aanbieder, versie) = item.restorable().ok()?;
                    let question = format!("{} over {kwartaal} terugzetten als nieuwe versie?", item.naam(shared));
                    let cmd = Cmd::Write(Write::Restore { aanbieder, kwartaal, versie });
                    Some(Popup::Confirm(Confirm { question, yes: Yes::Do(Some(cmd)) }))
                });
                return asked.map(Effect::Popup).into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    pub fn herkomst(&self, shared: &Shared) -> Herkomst {
        self.chosen(|item, kwartaal| {
            let aanbieder = item.aanbieder();
            Some(Herkomst { aanbieder, over: format!("Rapportage {} over {kwartaal}", item.naam(shared)), ..Herkomst::default() })
        })
        .unwrap_or_else(|| Herkomst { aanbieder: shared.aanbieder, ..Herkomst::default() })
    }

    pub fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.data.data.as_ref().map(|b| b.kwartaal)
    }

    pub fn position(&self) -> String {
        self.rows.position()
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = &self.data.data else { return };
        let lines = items(beeld);
        let mut pen = Pen::new(area, buf);
        let chosen = self.rows.cursor().and_then(|place| lines.get(place));
        // The chosen version stands whole below the list, and the history below that; on a low screen the history gives way.
        let history = if beeld.tijdigheid.is_empty() { 0 } else { tijdigheid::height(&beeld.tijdigheid) + 1 };
        let facts = chosen.map(|item| facts(item, beeld, shared)).unwrap_or_default();
        let detail = u16::try_from(facts.len()).unwrap_or(u16::MAX).saturating_add(2);
        let least = 5.min(pen.left());
        let history = if pen.left() >= least + detail + history { history } else { 0 };
        let room = pen.left().saturating_sub(detail + history).max(least);
        let list = pen.take(room.min(u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2)));
        let columns = [
            Column::new("", Width::Fixed(shared.name_width(18))),
            Column::new("versie", Width::Fixed(6)),
            Column::new("oordeel", Width::Fixed(22)),
            Column::new("ontvangen", Width::Fixed(14)),
            Column::new("rijen", Width::Fixed(5)).right().optional(2),
            Column::new("gevonden", Width::Fixed(8)).right().optional(1),
            Column::new("bestand", Width::Rest(20)).optional(3),
        ];
        let cells = |n| lines.get(n).map(|item| cells(item, shared)).unwrap_or_default();
        Table { columns: &columns, theme }.draw(list, pen.buf, |height| self.rows.window(height), cells);
        if let Some(item) = chosen {
            pen.rule(theme.dim());
            let name = Span::styled(item.naam(shared), theme.strong());
            pen.line(Line::from(vec![Span::styled("▌", theme.accent()), name]));
            for (label, value) in facts {
                let value = text::cut(&wording::veilig(&value), pen.width().saturating_sub(16));
                pen.line(Line::from(vec![Span::styled(format!(" {label:<14}"), theme.dim()), Span::raw(value)]));
            }
        }
        if history > 0 {
            let spare = pen.left().saturating_sub(history);
            pen.take(spare.min(1));
            pen.rule(theme.dim());
            tijdigheid::draw(&beeld.tijdigheid, beeld.kwartaal, &mut pen, shared);
        }
    }
}

fn cells(item: &Item<'_>, shared: &Shared) -> Vec<Cell> {
    let theme = shared.theme();
    let plain = |s: String| Line::from(Span::raw(s));
    let dim = |s: String| Line::from(Span::styled(s, theme.dim()));
    let verdict = |o: Bestandsoordeel| Line::from(Span::styled(format!("{} {}", glyph(o), o.naam()), theme.bestand(o)));
    let stands = |versie: u32, staat: bool| if staat { plain(versie.to_string()) } else { dim(format!("{versie} oud")) };
    match item {
        Item::Absent(regel) => vec![
            plain(shared.naam(regel.status.aanbieder)),
            dim("–".to_owned()),
            Line::from(Span::styled(regel.status.woorden(shared.today), late_style(regel, theme))),
        ],
        Item::Version(regel, v) => vec![
            if v.staat { plain(shared.naam(regel.status.aanbieder)) } else { plain(String::new()) },
            stands(v.versie, v.staat),
            verdict(v.oordeel),
            plain(v.aangeleverd.map(|d| wording::dag_en_datum(d, shared.today)).unwrap_or_default()),
            plain(v.rijen.to_string()),
            plain(v.bevindingen.to_string()),
            dim(v.delen.first().map(|(_, file)| wording::veilig(file)).unwrap_or_default()),
        ],
        Item::NoDekking => vec![
            plain("Dekkingsoverzicht".to_owned()),
            dim("–".to_owned()),
            Line::from(Span::styled("– niet ontvangen", theme.dim())),
        ],
        Item::Dekking(v) => vec![
            if v.staat { plain("Dekkingsoverzicht".to_owned()) } else { plain(String::new()) },
            stands(v.versie, v.staat),
            verdict(v.oordeel),
            plain(wording::dag_en_datum(v.ingelezen, shared.today)),
            plain(v.rijen.to_string()),
            plain(v.bevindingen.to_string()),
            dim(wording::veilig(&v.bestand)),
        ],
    }
}

const fn late_style(regel: &RapportageRegel, theme: Theme) -> ratatui::style::Style {
    if regel.status.werkdagen_te_laat.is_some() { theme.bad() } else { theme.dim() }
}

/// Everything about the chosen version: label and value.
fn facts(item: &Item<'_>, beeld: &Rapportagebeeld, shared: &Shared) -> Vec<(&'static str, String)> {
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    let today = shared.today;
    let of = |regel: &RapportageRegel| {
        let reeks = beeld.tijdigheid.iter().find(|r| r.aanbieder == regel.status.aanbieder)?;
        reeks.kwartalen.iter().find(|t| t.kwartaal == beeld.kwartaal)
    };
    match item {
        Item::Absent(regel) => {
            facts.push(("stand", regel.status.woorden(today)));
            facts.extend(of(regel).and_then(|t| tijdigheid::deadline(t, today)).map(|d| ("uiterlijk", d)));
            if regel.status.deadline.is_none() {
                facts.push(("uiterlijk", "onbekend zolang het gesprek niet is gepland; 6 en n plannen het".to_owned()));
            }
        }
        Item::NoDekking => facts.push(("stand", "nog niet ontvangen; i leest het in".to_owned())),
        Item::Version(regel, v) => {
            if v.staat {
                facts.push(("stand", regel.status.woorden(today)));
            }
            facts.extend(of(regel).and_then(|t| tijdigheid::deadline(t, today)).map(|d| ("uiterlijk", d)));
            facts.extend(of(regel).and_then(|t| tijdigheid::received(t, today)).map(|d| ("ontvangen", d)));
            facts.push(("ingelezen", format!("{} door {}", wording::datum(v.ingelezen), v.door)));
            // Parts of the same file stand together.
            let mut files: Vec<(&str, Vec<&str>)> = Vec::new();
            for (deel, bestand) in &v.delen {
                match files.iter_mut().find(|(file, _)| file == bestand) {
                    Some((_, parts)) => parts.push(deel.naam()),
                    None => files.push((bestand, vec![deel.naam()])),
                }
            }
            let several = files.len() > 1;
            facts.extend(files.iter().map(|(file, parts)| {
                let of = if several { format!(" ({})", wording::opsomming(parts)) } else { String::new() };
                ("bestand", format!("{file}{of}"))
            }));
            facts.extend(v.reden.clone().map(|reden| ("aanvaard om", reden)));
        }
        Item::Dekking(v) => {
            facts.push(("ingelezen", format!("{} door {}", wording::datum(v.ingelezen), v.door)));
            facts.push(("bestand", v.bestand.clone()));
            facts.extend(v.reden.clone().map(|reden| ("aanvaard om", reden)));
        }
    }
    facts
}
