//! Rapportages: what was delivered for the kwartaal, in which versions, with what findings, and whether in time.

mod tijdigheid;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::{elsewhere, no_reports};
use super::listing::{AnyList, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm, Segmentzicht};
use crate::app::{Dekkingsversie, Melding, RapportageRegel, Rapportagebeeld, Versieregel};
use crate::domain::{Aanbieder, Bestandsoordeel, Kwartaal, Segment};
use crate::tui::action::{Action, AfspraakAction, RapportAction, Reason, Tab, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::forms::inlezen;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::lines::glyph;
use crate::tui::msg::{Answer, Bevindingenbron, Cmd, Query, Write};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::{Confirm, Popup, Reader, Yes};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

/// A line of the list: one version, or that nothing came in.
#[derive(Debug)]
enum Ontvangst {
    Absent(RapportageRegel),
    Version(RapportageRegel, Versieregel),
    NoDekking,
    Dekking(Dekkingsversie),
}

impl Ontvangst {
    /// Whose findings these are; None when there is no version.
    fn findings(&self, kwartaal: Kwartaal) -> Option<(Place, u32)> {
        let (aanbieder, versie, count) = match self {
            Self::Version(regel, v) => (Some(regel.status.aanbieder), v.versie, v.bevindingen),
            Self::Dekking(v) => (None, v.versie, v.bevindingen),
            Self::Absent(_) | Self::NoDekking => return None,
        };
        Some((Place::Bevindingen(aanbieder, kwartaal, versie), count))
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

    const fn aanbieder(&self) -> Option<Aanbieder> {
        match self {
            Self::Absent(regel) | Self::Version(regel, _) => Some(regel.status.aanbieder),
            Self::NoDekking | Self::Dekking(_) => None,
        }
    }

    /// Its number and whether it holds; None when nothing came in.
    const fn version_cell(&self) -> Option<(u32, bool)> {
        match self {
            Self::Version(_, v) => Some((v.versie, v.staat)),
            Self::Dekking(v) => Some((v.versie, v.staat)),
            Self::Absent(_) | Self::NoDekking => None,
        }
    }

    /// How many rows it has, and how many findings.
    const fn counts(&self) -> Option<(u32, u32)> {
        match self {
            Self::Version(_, v) => Some((v.rijen, v.bevindingen)),
            Self::Dekking(v) => Some((v.rijen, v.bevindingen)),
            Self::Absent(_) | Self::NoDekking => None,
        }
    }

    /// Whose it is, or what.
    fn wie(&self, shared: &Shared) -> String {
        self.aanbieder().map_or_else(|| "Dekkingsoverzicht".to_owned(), |a| shared.naam(a))
    }

    /// The name of the version, for headings.
    fn naam(&self, shared: &Shared) -> String {
        match self.version_cell() {
            None => self.wie(shared),
            Some((versie, _)) => format!("{}, versie {versie}", self.wie(shared)),
        }
    }
}

fn ontvangsten(beeld: &Rapportagebeeld) -> Vec<Ontvangst> {
    let mut all = Vec::new();
    for regel in &beeld.rapportages {
        if regel.versies.is_empty() {
            all.push(Ontvangst::Absent(regel.clone()));
        }
        all.extend(regel.versies.iter().map(|v| Ontvangst::Version(regel.clone(), v.clone())));
    }
    if beeld.dekking.is_empty() && beeld.segment != Some(Segment::Individueel) {
        all.push(Ontvangst::NoDekking);
    }
    all.extend(beeld.dekking.iter().cloned().map(Ontvangst::Dekking));
    all
}

impl Listed for Ontvangst {
    /// Whose version it is, and which; 0 when there is none.
    type Key = (Option<Aanbieder>, u32);
    type Head = Box<Rapportagebeeld>;
    type Choice = ();

    fn key(&self) -> (Option<Aanbieder>, u32) {
        match self {
            Self::Absent(regel) => (Some(regel.status.aanbieder), 0),
            Self::Version(regel, v) => (Some(regel.status.aanbieder), v.versie),
            Self::NoDekking => (None, 0),
            Self::Dekking(v) => (None, v.versie),
        }
    }

    fn searchable(&self, shared: &Shared) -> String {
        let rest = match self {
            Self::Absent(regel) => regel.status.woorden(shared.today),
            Self::NoDekking => NIET_ONTVANGEN.to_owned(),
            Self::Version(_, v) => {
                let files: Vec<&str> = v.delen.iter().map(|(_, file)| file.as_str()).collect();
                format!("{} {}", v.oordeel.naam(), files.join(" "))
            }
            Self::Dekking(v) => format!("{} {}", v.oordeel.naam(), v.bestand),
        };
        format!("{} {rest}", self.naam(shared))
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let names = seen.shared.names_of(seen.rows.iter().filter_map(Self::aanbieder));
        vec![
            ListColumn::<Self>::of_names("", names, 17, |o, seen| {
                // Of what came more than once the name stands with the version that holds.
                let is_old = o.version_cell().is_some_and(|(_, staat)| !staat);
                seen.text(if is_old { String::new() } else { o.wie(seen.shared) })
            }),
            ListColumn::<Self>::new("versie", Width::Fixed(6), |o, seen| match o.version_cell() {
                None => seen.dim("–"),
                Some((versie, true)) => seen.text(versie.to_string()),
                Some((versie, false)) => seen.dim(format!("{versie} oud")),
            }),
            ListColumn::<Self>::new("oordeel", Width::Fixed(22), |o, seen| {
                let theme = seen.theme();
                let verdict = |o: Bestandsoordeel| Span::styled(format!("{} {}", glyph(o), o.naam()), theme.bestand(o));
                Line::from(match o {
                    Self::Absent(regel) => Span::styled(regel.status.woorden(seen.shared.today), late_style(regel, theme)),
                    Self::NoDekking => Span::styled(NIET_ONTVANGEN, theme.dim()),
                    Self::Version(_, v) => verdict(v.oordeel),
                    Self::Dekking(v) => verdict(v.oordeel),
                })
            }),
            ListColumn::<Self>::new("ontvangen", Width::Fixed(14), |o, seen| {
                let dag = match o {
                    Self::Absent(_) | Self::NoDekking => None,
                    Self::Version(_, v) => v.aangeleverd,
                    Self::Dekking(v) => Some(v.ingelezen),
                };
                seen.text(dag.map(|d| wording::dag_en_datum(d, seen.shared.today)).unwrap_or_default())
            }),
            ListColumn::<Self>::new("rijen", Width::Fixed(5), |o, seen| {
                seen.text(o.counts().map(|(rijen, _)| rijen.to_string()).unwrap_or_default())
            })
            .right()
            .optional(2),
            ListColumn::<Self>::new("bevindingen", Width::Fixed(11), |o, seen| {
                seen.text(o.counts().map(|(_, gevonden)| gevonden.to_string()).unwrap_or_default())
            })
            .right()
            .optional(1),
            ListColumn::<Self>::new("bestand", Width::Rest(20), |o, seen| {
                let file = match o {
                    Self::Absent(_) | Self::NoDekking => None,
                    Self::Version(_, v) => v.delen.first().map(|(_, file)| file.as_str()),
                    Self::Dekking(v) => Some(v.bestand.as_str()),
                };
                seen.text(file.map(wording::veilig).unwrap_or_default())
            })
            .optional(3),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("aanbieder", as_stored)
    }

    fn is_same(was: &Box<Rapportagebeeld>, is: &Box<Rapportagebeeld>) -> bool {
        (was.kwartaal, was.segment) == (is.kwartaal, is.segment)
    }

    fn leeg(list: &Listing<Self>) -> String {
        match list.head() {
            Some(beeld) if list.all().is_empty() => no_reports(beeld.segment.unwrap_or_default(), beeld.kwartaal),
            _ => phrases::no_words("Niets"),
        }
    }
}

const NIET_ONTVANGEN: &str = "niet ontvangen";

#[derive(Debug, Default)]
pub struct Rapportagescherm {
    list: Listing<Ontvangst>,
}

impl Rapportagescherm {
    /// Does something with the chosen line.
    fn chosen<T>(&self, with: impl FnOnce(&Ontvangst, Kwartaal) -> Option<T>) -> Option<T> {
        with(self.list.selected()?, self.list.head()?.kwartaal)
    }

    /// Whether the chosen version is one that this is asked of, and has findings.
    fn has_findings(&self, is_asked_of: impl FnOnce(&Ontvangst) -> Result<(), Reason>) -> Result<(), Reason> {
        let count = self.chosen(|item, kwartaal| {
            Some(is_asked_of(item).and_then(|()| item.findings(kwartaal).map(|(_, count)| count).ok_or(Reason::NoVersion)))
        });
        match count.unwrap_or(Err(Reason::NothingSelected))? {
            0 => Err(Reason::NoFindings),
            _ => Ok(()),
        }
    }
}

impl Scherm for Rapportagescherm {
    fn scope(&self) -> Scope {
        Scope::Rapportages
    }

    fn tab(&self) -> Option<Tab> {
        Some(Tab::Rapportages)
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Rapportages(shared.segment, shared.kwartaal))
    }

    fn segment(&self, shared: &Shared) -> Segmentzicht {
        Segmentzicht::Keuze { gekozen: shared.segment, getoond: self.list.head().and_then(|beeld| beeld.segment) }
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let of = |a| if let Answer::Rapportages(beeld) = a { Some((ontvangsten(&beeld), beeld)) } else { None };
        self.list.take(answer.map(|a| of(a).map(|(rows, beeld)| (beeld, rows))), shared);
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
            Action::Afspraak(AfspraakAction::New) | Action::Rapport(RapportAction::Remembered) => Ok(()),
            Action::View(View::Open) => self.has_findings(|_| Ok(())),
            Action::Rapport(RapportAction::Restore) => {
                self.chosen(|item, _| Some(item.restorable())).unwrap_or(Err(Reason::NothingSelected)).map(|_| ())
            }
            Action::Rapport(RapportAction::Findings) => self.has_findings(|item| item.version(Reason::OnlyReports).map(drop)),
            Action::Rapport(RapportAction::Template) => {
                let whose = self.chosen(|item, _| Some(item.aanbieder().map(drop).ok_or(Reason::OnlyReports)));
                whose.unwrap_or(Err(Reason::NothingSelected))
            }
            Action::Rapport(RapportAction::Rows) => {
                let version = self.chosen(|item, _| Some(item.version(Reason::SeeDekking).map(drop)));
                version.unwrap_or(Err(Reason::NothingSelected))
            }
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::View(View::Segment) => {
                shared.segment = shared.segment.other();
                return vec![Effect::Reload];
            }
            Action::View(View::Open) => {
                let opened = self.chosen(|item, kwartaal| item.findings(kwartaal).map(|(place, _)| place));
                return opened.map(Effect::Open).into_iter().collect();
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
            Action::Rapport(RapportAction::Template) => {
                let asked = self.chosen(|item, kwartaal| {
                    let wie = item.aanbieder()?;
                    Some(inlezen::sjabloon(wie, kwartaal, &wording::veilig(&shared.naam(wie))))
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

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        self.chosen(|item, kwartaal| {
            let aanbieder = item.aanbieder();
            Some(Afspraakherkomst {
                aanbieder,
                over: format!("Rapportage {} over {kwartaal}", item.naam(shared)),
                ..Afspraakherkomst::default()
            })
        })
        .unwrap_or_else(|| Afspraakherkomst { aanbieder: shared.aanbieder, ..Afspraakherkomst::default() })
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.list.head().map(|b| b.kwartaal)
    }

    /// The chosen version stands whole below the list, and the history below that; on a low screen the history gives way.
    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        if self.list.draw_absence(area, buf, shared) {
            return;
        }
        let (theme, Some(beeld)) = (shared.theme(), self.list.head()) else { return };
        let mut pen = Pen::new(area, buf);
        if let Some(more) = elsewhere(beeld.elders, beeld.segment.unwrap_or_default()) {
            pen.ends(Line::default(), Span::styled(format!("{more} "), theme.dim()));
        }
        if self.list.draw_words(&mut pen, theme) {
            return;
        }
        let chosen = self.list.selected();
        let history = if beeld.tijdigheid.is_empty() { 0 } else { tijdigheid::height(&beeld.tijdigheid) + 1 };
        let facts = chosen.map(|item| facts(item, beeld, shared)).unwrap_or_default();
        let facts = fact_lines(facts, pen.width(), theme);
        let detail = u16::try_from(facts.len()).unwrap_or(u16::MAX).saturating_add(2);
        let least = 5.min(pen.left());
        let history = if pen.left() >= least + detail + history { history } else { 0 };
        let room = pen.left().saturating_sub(detail + history).max(least);
        let lines = u16::try_from(self.list.shown().count()).unwrap_or(u16::MAX);
        let list = pen.take(room.min(lines.saturating_add(2)));
        self.list.draw_rows(list, pen.buf, shared);
        if let Some(item) = chosen {
            pen.rule(theme.dim());
            let name = Span::styled(item.naam(shared), theme.strong());
            pen.line(Line::from(vec![Span::styled("▌", theme.accent()), name]));
            for line in facts {
                pen.line(line);
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

const fn late_style(regel: &RapportageRegel, theme: Theme) -> ratatui::style::Style {
    if regel.status.werkdagen_te_laat.is_some() { theme.bad() } else { theme.dim() }
}

/// What there is to say of the chosen version, each whole: what is too long goes on below itself.
fn fact_lines(facts: Vec<(&'static str, String)>, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let lines = facts.into_iter().flat_map(|(label, value)| {
        let value = text::wrap(&wording::veilig(&value), width.saturating_sub(16));
        let label = |n: usize| Span::styled(format!(" {:<14}", if n == 0 { label } else { "" }), theme.dim());
        value.into_iter().enumerate().map(|(n, line)| Line::from(vec![label(n), Span::raw(line)])).collect::<Vec<_>>()
    });
    lines.collect()
}

/// Everything about the chosen version: label and value.
fn facts(item: &Ontvangst, beeld: &Rapportagebeeld, shared: &Shared) -> Vec<(&'static str, String)> {
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    let today = shared.today;
    let of = |regel: &RapportageRegel| {
        let reeks = beeld.tijdigheid.iter().find(|r| r.aanbieder == regel.status.aanbieder)?;
        reeks.kwartalen.iter().find(|t| t.kwartaal == beeld.kwartaal)
    };
    match item {
        Ontvangst::Absent(regel) => {
            facts.push(("stand", regel.status.woorden(today)));
            facts.extend(of(regel).and_then(|t| tijdigheid::deadline(t, today)).map(|d| ("uiterlijk", d)));
            if regel.status.deadline.is_none() && beeld.segment != Some(Segment::Individueel) {
                facts.push((
                    "uiterlijk",
                    format!(
                        "onbekend zolang het gesprek niet is gepland; dat kan op {} met {}",
                        Werkwoord::Tabblad(Tab::Gesprek).shown(),
                        Werkwoord::Plannen.shown()
                    ),
                ));
            }
        }
        Ontvangst::NoDekking => facts.push(("stand", format!("nog niet ontvangen; {} leest het in", Werkwoord::Inlezen.shown()))),
        Ontvangst::Version(regel, v) => {
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
        Ontvangst::Dekking(v) => {
            facts.push(("ingelezen", format!("{} door {}", wording::datum(v.ingelezen), v.door)));
            facts.push(("bestand", v.bestand.clone()));
            facts.extend(v.reden.clone().map(|reden| ("aanvaard om", reden)));
        }
    }
    facts
}
