//! P×Q: hours and amounts per aanbieder, product, gemeente and traject, beside the kwartaal before and the year before.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use rust_decimal::Decimal;

use super::figures::other;
use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored, facts};
use super::{Effect, Effects, Scherm};
use crate::app::{Budgetstand, Melding, Pxqlijn, Pxqmaat, Pxqniveau, Pxqwaarde};
use crate::domain::{Aanbieder, Kwartaal, Periode, Segment, Waarde};
use crate::tui::action::{Action, PxqAction, Reason, RegisterAction, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::forms::{register, tarief as form};
use crate::tui::keys::{Scope, Werkwoord, shown_key};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::Popup;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::{TableCell, Width};
use crate::wording;
use crate::wording::pxq;

/// Columns of a label in the lines below the list, and of the numbers behind it.
const LABEL: usize = 13;
const GETALLEN: [(&str, usize); 5] = [("uren", 12), ("tarief €", 10), ("bedrag €", 14), ("oud contract", 14), ("trajecten", 11)];

/// What holds for the whole list.
#[derive(Debug)]
pub struct Pxqkop {
    kwartaal: Kwartaal,
    periode: Periode,
    budgetten: Vec<Budgetstand>,
    /// Decimals of hours, so that they stand on the comma.
    decimalen: u32,
    /// Whether there is more than one segment in it.
    segmenten: bool,
}

impl Pxqkop {
    fn of(kwartaal: Kwartaal, periode: Periode, budgetten: Vec<Budgetstand>, lijnen: &[Pxqlijn]) -> Self {
        let maten = lijnen.iter().flat_map(|l| [Some(&l.nu), l.eerder.as_ref(), Some(&l.jaar_ervoor)]).flatten();
        let hours = maten.filter_map(Pxqmaat::waarde).flat_map(|w| [w.uren, w.uren_oud]);
        let decimalen = hours.map(|uren| uren.normalize().scale()).max().unwrap_or(0);
        let segmenten = lijnen.iter().any(|l| Some(l.segment) != lijnen.first().map(|f| f.segment));
        Self { kwartaal, periode, budgetten, decimalen, segmenten }
    }

    fn uren(&self, uren: Decimal) -> String {
        wording::decimaal(uren, self.decimalen)
    }

    /// The budget of an aanbieder beside what was delivered.
    fn budget(&self, wie: Aanbieder) -> Option<&Budgetstand> {
        self.budgetten.iter().find(|b| b.budget.aanbieder == wie)
    }
}

/// A cell of hours or money; what is not known says so once, in the first.
fn cell(maat: Option<&Pxqmaat>, seen: &Seen<'_, Pxqlijn>, value: impl FnOnce(&Pxqwaarde) -> Option<String>) -> TableCell {
    let said = maat.and_then(Pxqmaat::waarde).and_then(value);
    said.map_or_else(|| seen.dim("–"), |said| seen.text(said))
}

fn hours(lijn: &Pxqlijn, seen: &Seen<'_, Pxqlijn>) -> TableCell {
    match (&lijn.nu, lijn.sprong) {
        (Pxqmaat::Onbekend(_), _) => seen.dim("–"),
        (Pxqmaat::Bekend(w), None) => seen.text(seen.head.uren(w.uren)),
        (Pxqmaat::Bekend(w), Some(_)) => Line::from(Span::styled(seen.head.uren(w.uren), seen.theme().attention())),
    }
}

fn amount(bedrag: Option<Decimal>) -> Option<String> {
    bedrag.map(|b| wording::decimaal(b, 2))
}

/// What a line is of, within its aanbieder.
fn what(lijn: &Pxqlijn) -> String {
    match &lijn.niveau {
        Pxqniveau::Samen => match &lijn.nu {
            Pxqmaat::Bekend(_) => "samen".to_owned(),
            Pxqmaat::Onbekend(toestand) => (*toestand).to_owned(),
        },
        Pxqniveau::Product(product) => pxq::product(*product).to_owned(),
        Pxqniveau::Gemeente(product, gemeente) => format!("{} · {}", pxq::product(*product), gemeente.naam()),
        Pxqniveau::Traject(_, code) => wording::veilig(code),
    }
}

const fn short(segment: Segment) -> &'static str {
    match segment {
        Segment::Collectief => "coll",
        Segment::Individueel => "ind",
    }
}

fn uren_of(lijn: &Pxqlijn) -> Decimal {
    lijn.nu.waarde().map_or(Decimal::MIN, |w| w.uren)
}

fn bedrag_of(lijn: &Pxqlijn) -> Option<Decimal> {
    lijn.nu.waarde().and_then(|w| w.bedrag)
}

impl Listed for Pxqlijn {
    type Key = (Option<Aanbieder>, Segment, Pxqniveau);
    type Head = Pxqkop;
    type Choice = ();

    const DETAIL: u16 = 7;
    /// Its numbers stand under each other.
    const PANE: u16 = 84;
    const CHIPS_APART: bool = true;

    fn key(&self) -> Self::Key {
        (self.aanbieder, self.segment, self.niveau.clone())
    }

    fn searchable(&self, shared: &Shared) -> String {
        format!("{} {} {}", shared.register().naam_of(self.aanbieder, "alle"), self.segment.naam(), what(self))
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        fn naam(lijn: &Pxqlijn, seen: &Seen<'_, Pxqlijn>) -> TableCell {
            seen.text(seen.shared.register().naam_of(lijn.aanbieder, "alle"))
        }
        let names = seen.shared.names_of(seen.rows.iter().filter_map(|l| l.aanbieder));
        let is_kwartaal = seen.head.periode == Periode::Kwartaal;
        let wide = seen.width >= 150;
        vec![
            ListColumn::<Self>::new("aanbieder", Width::Fixed(if seen.width >= 110 { 24 } else { 13 }), naam).naming(names),
            ListColumn::<Self>::new("segm", Width::Fixed(4), |l, seen| seen.dim(short(l.segment))).shown_if(seen.head.segmenten),
            ListColumn::<Self>::new("waarvan", Width::Rest(15), |l, seen| seen.text(what(l))),
            ListColumn::<Self>::new("traj", Width::Fixed(4), |l, seen| {
                cell(Some(&l.nu), seen, |w| Some(w.trajecten.to_string()))
            })
            .right()
            .optional(7),
            ListColumn::<Self>::new("uren", Width::Fixed(10), hours).right().sorts("uren", |a, b, _| uren_of(b).cmp(&uren_of(a))),
            ListColumn::<Self>::new("vorig kw.", Width::Fixed(10), |l, seen| {
                cell(l.eerder.as_ref(), seen, |w| Some(seen.head.uren(w.uren)))
            })
            .right()
            .optional(3)
            .shown_if(is_kwartaal),
            ListColumn::<Self>::new("jaar ervoor", Width::Fixed(11), |l, seen| {
                cell(Some(&l.jaar_ervoor), seen, |w| Some(seen.head.uren(w.uren)))
            })
            .right()
            .optional(4),
            ListColumn::<Self>::new("tarief €", Width::Fixed(8), |l, seen| cell(Some(&l.nu), seen, |w| amount(w.tarief)))
                .right()
                .optional(6),
            ListColumn::<Self>::new("bedrag €", Width::Fixed(13), |l, seen| cell(Some(&l.nu), seen, |w| amount(w.bedrag)))
                .right()
                .sorts("bedrag", |a, b, _| bedrag_of(b).cmp(&bedrag_of(a))),
            ListColumn::<Self>::new("vorig kw. €", Width::Fixed(13), |l, seen| {
                cell(l.eerder.as_ref(), seen, |w| amount(w.bedrag))
            })
            .right()
            .optional(8)
            .shown_if(is_kwartaal && wide),
            ListColumn::<Self>::new("jaar ervoor €", Width::Fixed(13), |l, seen| {
                cell(Some(&l.jaar_ervoor), seen, |w| amount(w.bedrag))
            })
            .right()
            .optional(9)
            .shown_if(wide),
            ListColumn::<Self>::new("oud contract", Width::Fixed(12), |l, seen| {
                cell(Some(&l.nu), seen, |w| (!w.uren_oud.is_zero()).then(|| seen.head.uren(w.uren_oud)))
            })
            .right()
            .optional(5),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("register", as_stored)
    }

    fn chips(_: &Pxqkop) -> Vec<Chip<Self>> {
        let [before, after] = [Werkwoord::VorigKwartaal, Werkwoord::VolgendKwartaal].map(Werkwoord::shown);
        let none = || format!("Er zijn geen uren in deze periode. {before} en {after} gaan naar een ander kwartaal.");
        vec![
            Chip { naam: "samen", accepts: |l| l.niveau == Pxqniveau::Samen, leeg: "Voor 2022 was er geen contract.".into() },
            Chip { naam: "per product", accepts: |l| matches!(l.niveau, Pxqniveau::Product(_)), leeg: none() },
            Chip { naam: "per gemeente", accepts: |l| matches!(l.niveau, Pxqniveau::Gemeente(..)), leeg: none() },
            Chip { naam: "per traject", accepts: |l| matches!(l.niveau, Pxqniveau::Traject(..)), leeg: none() },
            Chip {
                naam: "opvallend",
                accepts: |l| l.sprong.is_some(),
                leeg: "Van geen traject springen de uren ten opzichte van het kwartaal ervoor.".into(),
            },
        ]
    }

    fn is_same(was: &Pxqkop, now: &Pxqkop) -> bool {
        (was.kwartaal, was.periode) == (now.kwartaal, now.periode)
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let periode = list.head().map(|h| wording::periode(h.periode, h.kwartaal)).unwrap_or_default();
        list.draw_chips(list.order_note_or(&periode, shared), pen, shared);
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return phrases::no_words("Niets");
        }
        list.chip().map(|chip| chip.leeg).unwrap_or_default()
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let theme = seen.theme();
        let naam = wording::veilig(&seen.shared.register().naam_of(self.aanbieder, "alle"));
        let title = format!(" {naam} · segment {} · {}", self.segment.naam(), what(self));
        let mut lines = vec![Line::from(Span::styled(title, theme.strong()))];
        let head = GETALLEN.map(|(kop, room)| text::right(kop, room)).concat();
        lines.push(Line::from(Span::styled(format!(" {}{head}", " ".repeat(LABEL)), theme.dim())));
        let (kwartaal, periode) = (seen.head.kwartaal, seen.head.periode);
        lines.push(compared(&wording::periode(periode, kwartaal), &self.nu, seen));
        if let Some(eerder) = &self.eerder {
            lines.push(compared(&wording::periode(periode, kwartaal.previous()), eerder, seen));
        }
        lines.push(compared(&wording::periode(periode, kwartaal.plus(-4)), &self.jaar_ervoor, seen));
        lines.extend(self.remark(seen));
        lines
    }
}

impl Pxqlijn {
    /// What there is to know besides: a jump, a rate that is lacking, the budget.
    fn remark(&self, seen: &Seen<'_, Self>) -> Option<Line<'static>> {
        let theme = seen.theme();
        if matches!(self.nu, Pxqmaat::Onbekend(why) if why == Waarde::GeenRapportage.toestand()) {
            return Some(Line::from(Span::styled(format!(" {} leest bestanden in.", Werkwoord::Inlezen.shown()), theme.dim())));
        }
        if let Some(sprong) = self.sprong {
            let said = format!(" ! de uren springen van {} naar {}", seen.head.uren(sprong.van), seen.head.uren(sprong.naar));
            return Some(Line::from(Span::styled(said, theme.attention())));
        }
        if !self.ontbrekend.is_empty() {
            let key = shown_key(Action::Pxq(PxqAction::Tarieven));
            let said = format!(" {}: daarom geen bedrag. {key} gaat naar de tarieven.", pxq::ontbrekend(&self.ontbrekend));
            return Some(Line::from(Span::styled(said, theme.attention())));
        }
        let wie = self.aanbieder.filter(|_| self.niveau == Pxqniveau::Samen);
        if let Some(stand) = wie.and_then(|wie| seen.head.budget(wie)) {
            return Some(budget_line(stand, seen));
        }
        if self.zonder_uren > 0 {
            let rijen = wording::aantal(self.zonder_uren, "rij zonder Uren telt", "rijen zonder Uren tellen");
            return Some(Line::from(Span::styled(format!(" {rijen} niet mee"), theme.dim())));
        }
        let key = shown_key(Action::Register(RegisterAction::Budget));
        wie.map(|_| {
            Line::from(Span::styled(
                format!(" nog geen budget voor {}; {key} voert er een in", seen.head.kwartaal.jaar()),
                theme.dim(),
            ))
        })
    }
}

/// A period of the line, with its numbers under each other.
fn compared(periode: &str, maat: &Pxqmaat, seen: &Seen<'_, Pxqlijn>) -> Line<'static> {
    let label = format!(" {}", text::left(&text::cut(periode, LABEL - 1), LABEL));
    let said = match maat {
        Pxqmaat::Onbekend(toestand) => format!("  {toestand}"),
        Pxqmaat::Bekend(w) => {
            let old = if w.uren_oud.is_zero() { String::new() } else { seen.head.uren(w.uren_oud) };
            let tarief = amount(w.tarief).unwrap_or_default();
            let bedrag = amount(w.bedrag).unwrap_or_else(|| "–".to_owned());
            let all = [seen.head.uren(w.uren), tarief, bedrag, old, w.trajecten.to_string()];
            all.iter().zip(GETALLEN).map(|(n, (_, room))| text::right(n, room)).collect()
        }
    };
    Line::from(vec![Span::styled(label, seen.theme().dim()), Span::raw(said)])
}

/// A budget beside what was delivered, and what a straight line to December gives.
fn budget_line(stand: &Budgetstand, seen: &Seen<'_, Pxqlijn>) -> Line<'static> {
    let theme = seen.theme();
    let first = Span::styled(format!(" budget {} {}", stand.budget.jaar, wording::geld(stand.budget.bedrag)), theme.strong());
    let tot = format!("t/m K{}", seen.head.kwartaal.nummer());
    let delivered = match stand.geleverd.as_ref() {
        None => format!("{tot} geen rapportage"),
        Some(som) => format!("{tot} {}", som.bedrag().map_or_else(|| "bedrag onbekend".to_owned(), wording::geld)),
    };
    let whole = stand.rechte_lijn.map(|line| {
        let share = stand.van_budget().map(|p| format!(" ({}%)", wording::decimaal(p, 1))).unwrap_or_default();
        format!("bij gelijk tempo {}{share}", wording::geld(line))
    });
    let all = facts(first.clone(), std::iter::once(delivered.clone()).chain(whole), theme.dim());
    let Some(share) = stand.van_budget().filter(|_| all.width() > usize::from(seen.width)) else { return all };
    // Where there is little room the part of the budget is what one looks for.
    facts(first, [delivered, format!("bij gelijk tempo {}%", wording::decimaal(share, 1))], theme.dim())
}

/// The list of P×Q.
#[derive(Debug, Default)]
pub struct Pxqscherm {
    list: Listing<Pxqlijn>,
}

impl Pxqscherm {
    /// Whom the cursor is on; None on alle, or on nothing.
    fn wie(&self) -> Option<Aanbieder> {
        self.list.selected()?.aanbieder
    }
}

impl Scherm for Pxqscherm {
    fn scope(&self) -> Scope {
        Scope::Pxq
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Pxq(shared.kwartaal, shared.periode))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let loaded = answer.map(|a| {
            let Answer::Pxq(beeld) = a else { return None };
            let beeld = *beeld;
            Some((Pxqkop::of(beeld.kwartaal, beeld.periode, beeld.budgetten, &beeld.lijnen), beeld.lijnen))
        });
        self.list.take(loaded, shared);
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.list.head().map(|h| h.kwartaal)
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Afspraak(_) | Action::View(View::Periode) | Action::Pxq(PxqAction::Tarieven | PxqAction::Write) => Ok(()),
            Action::View(View::Open) | Action::Register(RegisterAction::Budget) => {
                self.list.selected().ok_or(Reason::NothingSelected)?;
                self.wie().map(drop).ok_or(Reason::OfEverybody)
            }
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        let form = |form| vec![Effect::Popup(Popup::Form(Box::new(form)))];
        match action {
            Action::View(View::Periode) => {
                shared.periode = other(shared.periode);
                vec![Effect::Reload]
            }
            Action::Pxq(PxqAction::Tarieven) => vec![Effect::Open(Place::Tarieven)],
            Action::Pxq(PxqAction::Write) => form(form::bestand(shared.kwartaal, shared.periode)),
            Action::View(View::Open) => {
                let Some(lijn) = self.list.selected() else { return Vec::new() };
                let opened = lijn.aanbieder.map(|aanbieder| match &lijn.niveau {
                    Pxqniveau::Traject(_, code) => Place::Traject { aanbieder, code: code.clone(), start: None },
                    Pxqniveau::Samen | Pxqniveau::Product(_) | Pxqniveau::Gemeente(..) => Place::Inschrijving(aanbieder),
                });
                opened.map(Effect::Open).into_iter().collect()
            }
            Action::Register(RegisterAction::Budget) => {
                let Some((wie, head)) = self.wie().zip(self.list.head()) else { return Vec::new() };
                let Some(entry) = shared.register().get(wie) else { return Vec::new() };
                form(match head.budget(wie) {
                    Some(stand) => register::budget(&stand.budget, shared),
                    None => register::nieuw_budget(entry, &[], head.kwartaal),
                })
            }
            _ => Vec::new(),
        }
    }

    fn herkomst(&self, _: &Shared) -> Afspraakherkomst {
        Afspraakherkomst { aanbieder: self.wie(), ..Afspraakherkomst::default() }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}
