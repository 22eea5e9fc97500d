//! Ladder: movement on the participatieladder, with the trajecten behind it, and who reached the Doeltrede.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::other;
use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::parts::turn;
use super::{Effect, Effects, Scherm, Segmentzicht};
use crate::app::{Cijferblad, Doelbeeld, Ladderbeeld, Melding};
use crate::domain::{Aanbieder, Kwartaal, Ladderbeweging, Ladderdoel, Laddergang, Periode, Segment, Trede, Waarde};
use crate::tui::action::{Action, AfspraakAction, BeleidAction, Reason, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::shared::Shared;
use crate::tui::stuk::Uitgave;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

/// Columns of one movement table.
const TABLE: usize = 38;

/// Lines of one: its head, a trede a line, and how many went where.
const TABLE_LINES: u16 = 9;

/// A traject of the list, as it went in the period that is shown.
#[derive(Debug)]
struct Ladderlijn {
    aanbieder: Aanbieder,
    gang: Laddergang,
    van: Option<Trede>,
    richting: Option<Ordering>,
}

#[derive(Debug)]
struct Ladderkop {
    kwartaal: Kwartaal,
    periode: Periode,
    /// Who reported, in the order of the register.
    aanbieders: Vec<Aanbieder>,
    doelen: Vec<Doelbeeld>,
}

fn lines(beeld: Ladderbeeld, periode: Periode) -> (Ladderkop, Vec<Ladderlijn>) {
    let Ladderbeeld { kwartaal, gangen, doelen } = beeld;
    let mut aanbieders: Vec<Aanbieder> = gangen.iter().map(|(wie, _)| *wie).collect();
    aanbieders.dedup();
    let of = |(aanbieder, gang): (Aanbieder, Laddergang)| Ladderlijn {
        aanbieder,
        van: gang.van(periode),
        richting: gang.richting(periode),
        gang,
    };
    (Ladderkop { kwartaal, periode, aanbieders, doelen }, gangen.into_iter().map(of).collect())
}

/// A trede in a cell; a dash where it is unknown.
fn cell(trede: Option<Trede>) -> String {
    trede.map_or_else(|| "–".to_owned(), |t| t.to_string())
}

impl Listed for Ladderlijn {
    type Key = (Aanbieder, String, chrono::NaiveDate);
    type Head = Ladderkop;
    /// The trajecten of this aanbieder only; None is of all.
    type Choice = Option<Aanbieder>;

    fn key(&self) -> Self::Key {
        (self.aanbieder, self.gang.deelnemer.sleutel().to_owned(), self.gang.startdatum)
    }

    fn searchable(&self, _: &Shared) -> String {
        String::new()
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let names = seen.shared.names_of(seen.rows.iter().map(|r| r.aanbieder));
        vec![
            ListColumn::<Self>::new("", Width::Fixed(10), |r, seen| {
                let (said, style) = told(r.richting, seen.theme());
                Line::from(Span::styled(said, style))
            })
            .sorts("richting", |a, b, _| b.richting.cmp(&a.richting)),
            ListColumn::<Self>::new("deelnemer", Width::Rest(12), |r, seen| {
                seen.text(wording::veilig(r.gang.deelnemer.as_str()))
            })
            .sorts("deelnemer", |a, b, _| a.gang.deelnemer.cmp(&b.gang.deelnemer)),
            ListColumn::<Self>::new("van", Width::Fixed(3), |r, seen| seen.text(cell(r.van)))
                .right()
                .sorts("begin", |a, b, _| a.van.cmp(&b.van)),
            ListColumn::<Self>::new("naar", Width::Fixed(4), |r, seen| seen.text(cell(r.gang.naar)))
                .right()
                .sorts("trede", |a, b, _| a.gang.naar.cmp(&b.gang.naar)),
            ListColumn::<Self>::new("doel", Width::Fixed(4), |r, seen| seen.text(cell(r.gang.doel)))
                .right()
                .sorts("doel", |a, b, _| a.gang.doel.cmp(&b.gang.doel)),
            ListColumn::<Self>::of_names("aanbieder", names, 9, |r, seen| seen.text(seen.shared.naam(r.aanbieder)))
                .optional(3)
                .sorts("aanbieder", |a, b, shared| {
                    let plaats = |r: &Self| shared.register().plaats(r.aanbieder);
                    plaats(a).cmp(&plaats(b))
                }),
            ListColumn::<Self>::new("gemeente", Width::Fixed(17), |r, seen| seen.text(r.gang.gemeente.naam()))
                .optional(4)
                .sorts("gemeente", |a, b, _| a.gang.gemeente.cmp(&b.gang.gemeente)),
            ListColumn::<Self>::new("gestart", Width::Fixed(11), |r, seen| seen.text(wording::datum(r.gang.startdatum)))
                .optional(5)
                .sorts("gestart", |a, b, _| a.gang.startdatum.cmp(&b.gang.startdatum)),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("aanbieder", as_stored)
    }

    fn chips(_: &Ladderkop) -> Vec<Chip<Self>> {
        let leeg = || format!("Geen trajecten in deze lijst. {} toont andere.", Werkwoord::Filteren.shown());
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: leeg() },
            Chip { naam: "omhoog", accepts: |r| r.richting == Some(Ordering::Greater), leeg: leeg() },
            Chip { naam: "gelijk", accepts: |r| r.richting == Some(Ordering::Equal), leeg: leeg() },
            Chip { naam: "omlaag", accepts: |r| r.richting == Some(Ordering::Less), leeg: leeg() },
            Chip { naam: "trede onbekend", accepts: |r| r.richting.is_none(), leeg: leeg() },
        ]
    }

    fn passes(&self, van: &Option<Aanbieder>) -> bool {
        van.is_none_or(|a| self.aanbieder == a)
    }

    fn is_same(was: &Ladderkop, is: &Ladderkop) -> bool {
        was.kwartaal == is.kwartaal
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let Some(kop) = list.head() else { return };
        let wie = shared.register().naam_of(*list.choice(), "alle aanbieders");
        let titel = format!("Participatieladder · {}", wording::periode(kop.periode, kop.kwartaal));
        list.name_line(&titel, &format!("‹ {wie} ›"), pen, shared);
        // On a low screen the trajecten themselves come first.
        if !list.all().is_empty() && pen.left() >= TABLE_LINES + 6 {
            draw_tables(list, kop, pen, shared);
        }
        list.draw_chips("", pen, shared);
    }

    fn leeg(list: &Listing<Self>) -> String {
        match list.head() {
            Some(kop) if list.all().is_empty() => {
                format!("Nog geen rapportages voor {}. {} leest bestanden in.", kop.kwartaal, Werkwoord::Inlezen.shown())
            }
            _ if list.has_words() => phrases::no_words("Geen traject"),
            _ => list.chip().map(|chip| chip.leeg).unwrap_or_default(),
        }
    }
}

/// Which way, in a word with its glyph.
const fn told(richting: Option<Ordering>, theme: Theme) -> (&'static str, ratatui::style::Style) {
    match richting {
        Some(Ordering::Greater) => ("▲ omhoog", theme.good()),
        Some(Ordering::Equal) => ("= gelijk", theme.text()),
        Some(Ordering::Less) => ("▼ omlaag", theme.bad()),
        None => ("? onbekend", theme.dim()),
    }
}

/// From step (row) to step (column), of as many as fit beside each other, and beside them who reached the Doeltrede.
fn draw_tables(list: &Listing<Ladderlijn>, kop: &Ladderkop, pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let movement_of = |wie: Option<Aanbieder>| {
        let gangen = list.all().iter().filter(|r| wie.is_none_or(|a| a == r.aanbieder)).map(|r| &r.gang);
        Ladderbeweging::of(gangen, kop.periode)
    };
    let chosen = *list.choice();
    // The chosen one first; the rest of them as far as there is room.
    let everybody = kop.aanbieders.iter().copied().map(Some).chain((kop.aanbieders.len() > 1).then_some(None));
    let all = std::iter::once(chosen).chain(everybody.filter(|wie| *wie != chosen));
    let mut blocks: Vec<Vec<Line<'static>>> = all
        .take((pen.width() / TABLE).saturating_sub(1).max(1))
        .map(|wie| movement(&shared.register().naam_of(wie, "samen"), &movement_of(wie), theme))
        .collect();
    if pen.width() >= (blocks.len() + 1) * TABLE {
        blocks.push(goals(kop, chosen, shared));
    }
    for n in 0..usize::from(TABLE_LINES) {
        let row = blocks.iter().flat_map(|block| {
            let line = block.get(n).cloned().unwrap_or_default();
            let filling = TABLE.saturating_sub(line.width());
            line.spans.into_iter().chain([Span::raw(" ".repeat(filling))])
        });
        pen.line(Line::from(row.collect::<Vec<_>>()));
    }
}

/// One table.
fn movement(wie: &str, b: &Ladderbeweging, theme: Theme) -> Vec<Line<'static>> {
    let treden: Vec<Trede> = (1..=6).filter_map(Trede::new).collect();
    let mut head = vec![Span::styled(format!(" {}", text::left(wie, 8)), theme.strong())];
    head.extend(treden.iter().map(|t| Span::styled(format!("{:>4}", t.nummer()), theme.dim())));
    let mut lines = vec![Line::from(head)];
    for van in &treden {
        let mut spans = vec![Span::styled(format!(" {:>8}", format!("van {van}")), theme.dim())];
        for naar in &treden {
            let n = b.aantal(*van, *naar);
            let style = match (n, naar.cmp(van)) {
                (0, _) => theme.dim(),
                (_, Ordering::Greater) => theme.good(),
                (_, Ordering::Less) => theme.bad(),
                (_, Ordering::Equal) => theme.text(),
            };
            // The diagonal is marked, so that up and down read without colour.
            let cell = match (n, van == naar) {
                (0, false) => "·".to_owned(),
                (0, true) => "–".to_owned(),
                (n, _) => n.to_string(),
            };
            spans.push(Span::styled(format!("{cell:>4}"), style));
        }
        lines.push(Line::from(spans));
    }
    let [up, same, down] = [Ordering::Greater, Ordering::Equal, Ordering::Less].map(|richting| b.richting(richting));
    lines.push(Line::from(vec![
        Span::styled(format!(" ▲ {up}"), theme.good()),
        Span::raw(format!("  = {same}  ")),
        Span::styled(format!("▼ {down}"), if down == 0 { theme.text() } else { theme.bad() }),
        Span::raw(if b.onbekend > 0 { format!("  ? {}", b.onbekend) } else { String::new() }),
    ]));
    lines
}

/// Doel op de ladder, per segment: of the trajecten that are done with both treden, how many reached the Doeltrede.
fn goals(kop: &Ladderkop, wie: Option<Aanbieder>, shared: &Shared) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let said = |doel: &Ladderdoel, periode: Periode| match (doel.waarde(periode), doel.waarde(periode).counts()) {
        (Waarde::Gemeten { .. }, Some((teller, noemer))) => format!("{teller} van {noemer}"),
        (other, _) => other.toestand().to_owned(),
    };
    let mut lines = vec![
        Line::styled("Doeltrede gehaald", theme.strong()),
        Line::raw("van de afgeronde trajecten met"),
        Line::raw("beide treden bekend, ter informatie"),
        Line::raw(format!("{}{} {}", " ".repeat(14), text::left("kwartaal", 10), "jaar")),
    ];
    for Doelbeeld { segment, doelen } in &kop.doelen {
        let Some((_, doel)) = doelen.iter().find(|(of, _)| *of == wie) else { continue };
        let [kwartaal, jaar] = Periode::ALL.map(|periode| said(doel, periode));
        // A state that both have is said once; one that is wider than a figure is never cut.
        let once = kwartaal == jaar && !doel.waarde(Periode::Jaar).is_measured();
        let room = text::width(&kwartaal).max(10);
        let kwartaal = if once { String::new() } else { format!("{} ", text::left(&kwartaal, room)) };
        lines.push(Line::raw(format!("{} {kwartaal}{jaar}", text::left(segment.naam(), 13))));
    }
    lines
}

#[derive(Debug, Default)]
pub struct Ladderscherm {
    list: Listing<Ladderlijn>,
}

impl Scherm for Ladderscherm {
    fn scope(&self) -> Scope {
        Scope::Ladder
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Ladder(shared.kwartaal))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let periode = shared.periode;
        let of = |a| if let Answer::Ladder(beeld) = a { Some(lines(*beeld, periode)) } else { None };
        self.list.take(answer.map(of), shared);
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn segment(&self, _: &Shared) -> Segmentzicht {
        Segmentzicht::Beide
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.list.head().map(|kop| kop.kwartaal)
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Beleid(BeleidAction::Aanbieder(_)) | Action::Afspraak(AfspraakAction::New) | Action::View(View::Periode) => {
                Ok(())
            }
            Action::View(View::Open) => self.list.selected().map(drop).ok_or(Reason::NothingSelected),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::View(View::Periode) => {
                shared.periode = other(shared.periode);
                vec![Effect::Reload]
            }
            Action::Beleid(BeleidAction::Aanbieder(step)) => {
                let all = self.list.head().map(|kop| kop.aanbieders.clone()).unwrap_or_default();
                self.list.narrow(|van| *van = turn(&all, *van, step), shared)
            }
            Action::View(View::Open) => {
                let place = self.list.selected().map(|r| Place::Traject {
                    aanbieder: r.aanbieder,
                    code: r.gang.deelnemer.as_str().to_owned(),
                    start: Some(r.gang.startdatum),
                });
                place.map(Effect::Open).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let van = *self.list.choice();
        Some(Uitgave::cijfers(&[Cijferblad::Ladder], van, (shared.kwartaal, Segment::Collectief), "Beweging op de ladder"))
    }

    /// What a new afspraak takes along: the traject.
    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let Some(r) = self.list.selected() else {
            return Afspraakherkomst { aanbieder: shared.aanbieder, ..Afspraakherkomst::default() };
        };
        let code = wording::veilig(r.gang.deelnemer.as_str());
        Afspraakherkomst {
            aanbieder: Some(r.aanbieder),
            deelnemer: Some(r.gang.deelnemer.as_str().to_owned()),
            over: format!("{} · {code} · trede {} naar {}", shared.naam(r.aanbieder), cell(r.van), cell(r.gang.naar)),
            ..Afspraakherkomst::default()
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}
