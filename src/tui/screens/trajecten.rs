//! Trajecten: a deelnemer found by code, and one deelnemer's way through the kwartalen.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::elsewhere;
use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Remote, Scherm, Segmentzicht};
use crate::app::{Deelnemerbeeld, Deelnemerlijst, Deelnemertreffer, Melding};
use crate::domain::register::Inschrijving;
use crate::domain::{Aanbieder, Segment, Trajectregel, Trajectverloop, Trede};
use crate::tui::action::{Action, BeleidAction, Move, Reason, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Cmd, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::table::{TableCell, Width};
use crate::wording;

/// What is known of the list as a whole.
#[derive(Debug)]
pub struct Deelnemerkop {
    segment: Segment,
    /// How many have trajecten in the other segment only.
    elders: usize,
}

impl Listed for Deelnemertreffer {
    type Key = (Aanbieder, String);
    type Head = Deelnemerkop;
    type Choice = ();

    fn key(&self) -> (Aanbieder, String) {
        (self.aanbieder, self.code.as_str().to_owned())
    }

    fn searchable(&self, shared: &Shared) -> String {
        format!("{} {} {}", self.code, shared.naam(self.aanbieder), self.gemeente.naam())
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let names = seen.shared.names_of(seen.rows.iter().map(|t| t.aanbieder));
        vec![
            ListColumn::<Self>::new("deelnemer", Width::Rest(14), |t, seen| seen.text(wording::veilig(t.code.as_str()))).codes(),
            ListColumn::<Self>::of_names("aanbieder", names, 10, |t, seen| seen.text(seen.shared.naam(t.aanbieder))).sorts(
                "aanbieder",
                |a, b, shared| {
                    let plaats = |t: &Self| shared.register().plaats(t.aanbieder);
                    plaats(a).cmp(&plaats(b))
                },
            ),
            ListColumn::<Self>::new("gemeente", Width::Fixed(18), |t, seen| seen.text(t.gemeente.naam()))
                .sorts("gemeente", |a, b, _| a.gemeente.naam().cmp(b.gemeente.naam())),
            ListColumn::<Self>::new("van", Width::Fixed(8), |t, seen| seen.text(t.van.to_string()))
                .sorts("van", |a, b, _| a.van.cmp(&b.van)),
            ListColumn::<Self>::new("tot en met", Width::Fixed(10), |t, seen| seen.text(t.tot.to_string()))
                .sorts("tot en met", |a, b, _| a.tot.cmp(&b.tot)),
            ListColumn::<Self>::new("gestart", Width::Fixed(11), |t, seen| seen.text(wording::datum(t.startdatum)))
                .optional(2)
                .sorts("gestart", |a, b, _| a.startdatum.cmp(&b.startdatum)),
            ListColumn::<Self>::new("trede", Width::Fixed(5), |t, seen| trede(t.trede, seen))
                .right()
                .optional(3)
                .sorts("trede", |a, b, _| a.trede.cmp(&b.trede)),
            ListColumn::<Self>::new("doel", Width::Fixed(4), |t, seen| trede(t.doeltrede, seen)).right().optional(4),
            ListColumn::<Self>::new("uitstroom", Width::Fixed(19), |t, seen| match t.uitstroom {
                Some(uitstroom) => seen.text(uitstroom.soort.naam()),
                None if t.loopt => seen.dim("loopt"),
                None => seen.dim("niet meer gemeld"),
            })
            .optional(1)
            .sorts("uitstroom", |a, b, _| uitstroom_order(a).cmp(&uitstroom_order(b))),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("deelnemer", as_stored)
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let elsewhere = list.head().and_then(|kop| elsewhere(kop.elders, kop.segment));
        let search = Werkwoord::Zoeken.shown();
        let help = elsewhere.unwrap_or_else(|| format!("{search} zoekt op code, aanbieder of gemeente"));
        list.draw_chips(list.order_note_or(&help, shared), pen, shared);
    }

    fn chips(_: &Deelnemerkop) -> Vec<Chip<Self>> {
        let leeg = || format!("Geen deelnemers in deze lijst. {} toont andere.", Werkwoord::Filteren.shown());
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: leeg() },
            Chip { naam: "loopt", accepts: |t| t.loopt, leeg: leeg() },
            Chip { naam: "uitgestroomd", accepts: |t| t.uitstroom.is_some(), leeg: leeg() },
            Chip { naam: "niet meer gemeld", accepts: |t| !t.loopt && t.uitstroom.is_none(), leeg: leeg() },
        ]
    }

    fn is_same(was: &Deelnemerkop, is: &Deelnemerkop) -> bool {
        was.segment == is.segment
    }

    fn leeg(list: &Listing<Self>) -> String {
        match list.head() {
            _ if list.has_words() => phrases::no_words("Geen deelnemer"),
            Some(_) if !list.all().is_empty() => list.chip().map(|chip| chip.leeg).unwrap_or_default(),
            Some(kop) => {
                let read = Werkwoord::Inlezen.shown();
                format!("Nog geen deelnemers in segment {}. {read} leest rapportages in.", kop.segment.naam())
            }
            None => String::new(),
        }
    }
}

/// Who is still there comes first.
fn uitstroom_order(t: &Deelnemertreffer) -> (bool, &'static str) {
    (!t.loopt, t.uitstroom.map_or("", |u| u.soort.naam()))
}

fn trede(trede: Option<Trede>, seen: &Seen<'_, Deelnemertreffer>) -> TableCell {
    trede.map_or_else(|| seen.dim("–"), |t| seen.text(t.to_string()))
}

/// The list of deelnemers.
#[derive(Debug, Default)]
pub struct Trajectenscherm {
    list: Listing<Deelnemertreffer>,
}

impl Scherm for Trajectenscherm {
    fn scope(&self) -> Scope {
        Scope::Trajecten
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Deelnemers(shared.segment))
    }

    fn segment(&self, shared: &Shared) -> Segmentzicht {
        Segmentzicht::Keuze { gekozen: shared.segment, getoond: self.list.head().map(|kop| kop.segment) }
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let of = |answer| {
            let Answer::Deelnemers(lijst) = answer else { return None };
            let Deelnemerlijst { segment, treffers, elders } = *lijst;
            Some((Deelnemerkop { segment, elders }, treffers))
        };
        self.list.take(answer.map(of), shared);
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
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        if action == Action::View(View::Segment) {
            shared.segment = shared.segment.other();
            return vec![Effect::Reload];
        }
        let opened = self.list.selected().filter(|_| action == Action::View(View::Open));
        let place =
            |t: &Deelnemertreffer| Place::Traject { aanbieder: t.aanbieder, code: t.code.as_str().to_owned(), start: None };
        opened.map(|t| Effect::Open(place(t))).into_iter().collect()
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}

/// One deelnemer.
#[derive(Debug)]
pub struct Trajectscherm {
    aanbieder: Aanbieder,
    code: String,
    /// When the traject that one came for began.
    start: Option<NaiveDate>,
    data: Remote<Box<Deelnemerbeeld>>,
    scroll: Scroll,
}

impl Trajectscherm {
    pub fn new(aanbieder: Aanbieder, code: String, start: Option<NaiveDate>) -> Self {
        Self { aanbieder, code, start, data: Remote::default(), scroll: Scroll::default() }
    }
}

impl Scherm for Trajectscherm {
    fn scope(&self) -> Scope {
        Scope::Traject
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Deelnemer(self.aanbieder, self.code.clone()))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Deelnemer(mut beeld)) => {
                // The one that was chosen stands on top, the others follow as they were.
                let begins =
                    |t: &Trajectverloop, dag| t.stappen.iter().filter_map(|s| s.regel.as_ref()).any(|r| r.startdatum == dag);
                if let Some(start) = self.start {
                    beeld.trajecten.sort_by_key(|t| !begins(t, start));
                }
                self.data.set(beeld);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Move(_) | Action::Afspraak(_) => Ok(()),
            Action::Beleid(BeleidAction::Remove) if self.data.data.is_some() => Ok(()),
            Action::Beleid(BeleidAction::Remove) => Err(self.data.absence()),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, _: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => {
                self.scroll.go(to);
                Vec::new()
            }
            Action::Beleid(BeleidAction::Remove) => {
                vec![Effect::Cmd(Cmd::Load(Query::Verwijdering(self.aanbieder, self.code.clone())))]
            }
            _ => Vec::new(),
        }
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        Afspraakherkomst {
            aanbieder: Some(self.aanbieder),
            deelnemer: Some(self.code.clone()),
            over: format!("{} · {}", shared.naam(self.aanbieder), wording::veilig(&self.code)),
            ..Afspraakherkomst::default()
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = &self.data.data else { return };
        let mut pen = Pen::new(area, buf);
        let traject = wording::aantal(u32::try_from(beeld.trajecten.len()).unwrap_or(u32::MAX), "traject", "trajecten");
        let mut lines = Vec::new();
        for verloop in &beeld.trajecten {
            lines.push(Line::default());
            let vanaf = shared.register().get(beeld.aanbieder).and_then(Inschrijving::collectief_vanaf);
            lines.extend(course(verloop, verloop.segment(vanaf), theme, pen.width()));
        }
        let at = self.scroll.position(lines.len(), usize::from(pen.left().saturating_sub(1)));
        let said = [traject, at].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
        pen.ends(
            Line::from(vec![
                Span::styled(format!(" {}", wording::veilig(beeld.code.as_str())), theme.strong()),
                Span::raw(format!(" bij {}", shared.naam(beeld.aanbieder))),
            ]),
            Span::styled(format!("{said} "), theme.dim()),
        );
        self.scroll.draw(lines, &mut pen, theme);
    }
}

/// Columns of one kwartaal in chart and table, at least and at most.
const STEP: usize = 10;
const WIDEST_STEP: usize = 26;
/// Columns of the labels at the left.
const LABEL: usize = 15;

/// A line of the table below the chart: its label, and what a row has of it.
type Trajectfeit = (&'static str, fn(&Trajectregel) -> String);

/// One traject: the treden as a chart, and below it what was reported, kwartaal by kwartaal; the newest when not all fit.
fn course(verloop: &Trajectverloop, segment: Segment, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(LABEL + 1);
    let fit = (room / STEP).max(1);
    let first = verloop.stappen.len().saturating_sub(fit);
    // Few kwartalen take the room there is: the name of a groep and a date are whole then.
    let step = (room / (verloop.stappen.len() - first).max(1)).clamp(STEP, WIDEST_STEP);
    let shown: Vec<usize> = (first..verloop.stappen.len()).collect();
    let stap = |n: &usize| verloop.stappen.get(*n);
    let regel = |n: &usize| stap(n).and_then(|s| s.regel.as_ref());
    let label = |t: &str| Span::styled(format!(" {}", text::left(t, LABEL)), theme.dim());
    let mut lines = Vec::new();
    if let Some(last) = verloop.laatste() {
        let einde = match (last.uitstroom, last.einddatum) {
            (Some(u), _) => format!("{} op {}", u.soort.naam(), wording::datum(u.datum)),
            (None, Some(eind)) => format!("loopt tot {}", wording::datum(eind)),
            (None, None) => "loopt, zonder Einddatum".to_owned(),
        };
        let newest = verloop.stappen.iter().rev().find_map(|s| s.regel.as_ref()?.product);
        let product = newest.map(|p| format!(" {}", p.naam())).unwrap_or_default();
        lines.push(Line::from(vec![
            Span::styled(format!(" gestart {}", wording::datum(last.startdatum)), theme.strong()),
            Span::raw(format!(" · {} · segment {}{product} · {einde}", last.gemeente.naam(), segment.naam())),
        ]));
    }
    for trede in (1..=6).rev().filter_map(Trede::new) {
        let mut spans = vec![label(&format!("trede {trede}"))];
        for n in &shown {
            let r = regel(n);
            let (glyph, style) = match r {
                Some(r) if r.huidige_trede == Some(trede) => ("●", theme.accent()),
                Some(r) if r.doeltrede == Some(trede) => ("○", theme.good()),
                Some(_) => ("·", theme.dim()),
                None => (" ", theme.dim()),
            };
            spans.push(Span::styled(text::left(glyph, step), style));
        }
        lines.push(Line::from(spans));
    }
    let mut kop = vec![Span::styled(format!(" {}", text::left("● nu  ○ doel", LABEL)), theme.dim())];
    kop.extend(shown.iter().filter_map(stap).map(|s| Span::styled(text::left(&s.kwartaal.to_string(), step), theme.strong())));
    lines.push(Line::from(kop));
    let fields: [Trajectfeit; 9] = [
        ("startdatum", |r| wording::datum_kort(r.startdatum)),
        ("einddatum", |r| r.einddatum.map(wording::datum_kort).unwrap_or_default()),
        ("aanpassingen", |r| r.aanpassingen.map(|n| n.to_string()).unwrap_or_default()),
        ("begintrede", |r| r.begintrede.map(|t| t.to_string()).unwrap_or_default()),
        ("voortgang", |r| r.voortgang_geleverd.map(wording::datum_kort).unwrap_or_default()),
        ("cijfer", |r| r.cijfer.map(|c| wording::decimaal(c, 1)).unwrap_or_default()),
        ("groep", |r| r.groep.as_deref().map(wording::veilig).unwrap_or_default()),
        ("uitstroom", |r| r.uitstroom.map(|u| u.soort.naam().to_owned()).unwrap_or_default()),
        ("uren", |r| r.uren.map(|u| wording::decimaal(u, u.normalize().scale())).unwrap_or_default()),
    ];
    for (at, (naam, value)) in fields.into_iter().enumerate() {
        // The first four were agreed; the rest changes by itself.
        let agreed = at < 4;
        let mut spans = vec![label(naam)];
        for n in &shown {
            let was = verloop.eerder(*n).map(value);
            let now = regel(n).map(value);
            let style = match (&was, &now) {
                // A term or start that moved is what one looks for.
                (Some(was), Some(now)) if agreed && was != now && !was.is_empty() => theme.attention(),
                _ => theme.text(),
            };
            let cell = text::left(&now.unwrap_or_else(|| "–".to_owned()), step - 1);
            spans.push(Span::styled(format!("{cell} "), style));
        }
        lines.push(Line::from(spans));
    }
    let mut spans = vec![label("versie")];
    spans.extend(shown.iter().filter_map(stap).map(|s| Span::styled(text::left(&s.versie.to_string(), step), theme.dim())));
    lines.push(Line::from(spans));
    lines
}
