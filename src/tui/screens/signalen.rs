//! Signalen: the inbox. Entered fast, sorted by single keys, bundled for the gesprek.

mod trend;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored, facts};
use super::parts::{choice_at, gemeentekeuze, turn};
use super::{Effect, Effects, Scherm};
use crate::app::{Cijferblad, Gezienrij, Melding, Signaalregel, Signaalwijziging};
use crate::domain::{Gemeente, Register, Segment, Signaal, Signaalstatus, Toon};
use crate::tui::action::{Action, BeleidAction, Reason, SignaalAction, Tab, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::forms::signaal as form;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::leesbeeld::Leesbeeld;
use crate::tui::lines::signaalmerk;
use crate::tui::msg::{Answer, Cmd, Gemaakt, Query, Write};
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::stuk::Uitgave;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::chips;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

use trend::Trendlijn;

impl Listed for Signaalregel {
    /// The id.
    type Key = i64;
    type Head = ();
    /// Only of this gemeente; None is all of them.
    type Choice = Option<Gemeente>;

    const DETAIL: u16 = 7;
    const HOLDS: bool = true;

    fn key(&self) -> i64 {
        self.signaal.id
    }

    fn searchable(&self, shared: &Shared) -> String {
        Self::searchable(self, shared.register())
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        // The text goes before what it is filed under.
        let is_wide = seen.width >= 140;
        vec![
            ListColumn::<Self>::new("", Width::Fixed(1), |_, seen| seen.text(" ")).marks(),
            ListColumn::<Self>::new("status", Width::Fixed(13), |r, seen| {
                let (glyph, style) = signaalmerk(r.signaal.status, seen.theme());
                Line::from(vec![Span::styled(format!("{glyph} "), style), Span::raw(r.signaal.status.naam())])
            })
            .steady(),
            ListColumn::<Self>::new("datum", Width::Fixed(11), |r, seen| seen.text(wording::datum(r.signaal.datum))).optional(3),
            ListColumn::<Self>::new("gemeente", Width::Fixed(13), |r, seen| seen.text(r.signaal.gemeente.naam())),
            ListColumn::<Self>::of_names("over", seen.shared.names_of(seen.shared.aanbieders()), 10, |r, seen| {
                let over = r.signaal.over(seen.shared.register());
                seen.text(wording::veilig(over.as_deref().unwrap_or("–")))
            }),
            ListColumn::<Self>::new("", Width::Fixed(1), |r, seen| {
                let (glyph, style) = tone(r.signaal.toon, seen.theme());
                Line::from(Span::styled(glyph, style))
            }),
            ListColumn::<Self>::new("KPI", Width::Fixed(3), |r, seen| {
                seen.text(r.signaal.kpi.map(|k| k.to_string()).unwrap_or_default())
            })
            .optional(4),
            ListColumn::<Self>::new("signaal", Width::Rest(22), |r, seen| seen.text(wording::veilig(&r.signaal.tekst))),
            ListColumn::<Self>::new("onderwerp", Width::Fixed(24), |r, seen| seen.text(r.signaal.onderwerp.naam()))
                .optional(5)
                .shown_if(is_wide),
            ListColumn::<Self>::new("bundel", Width::Fixed(30), |r, seen| seen.dim(bundel(r).unwrap_or_default()))
                .optional(6)
                .shown_if(is_wide),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("datum", as_stored)
    }

    fn chips((): &()) -> Vec<Chip<Self>> {
        let leeg = || {
            let (other, new) = (Werkwoord::Filteren.shown(), Werkwoord::Nieuw.shown());
            format!("Geen signalen in deze lijst. {other} toont andere, {new} voegt er een toe.")
        };
        vec![
            Chip { naam: "open", accepts: |r| r.signaal.status.is_open(), leeg: leeg() },
            Chip { naam: "nieuw", accepts: |r| r.signaal.status == Signaalstatus::Nieuw, leeg: leeg() },
            Chip { naam: "opgeschaald", accepts: |r| r.signaal.opschaling().is_some(), leeg: leeg() },
            Chip { naam: "besproken", accepts: |r| r.signaal.status == Signaalstatus::Besproken, leeg: leeg() },
            Chip { naam: "alle", accepts: |_| true, leeg: leeg() },
        ]
    }

    fn passes(&self, gemeente: &Option<Gemeente>) -> bool {
        gemeente.is_none_or(|g| self.signaal.gemeente == g)
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let elsewhere = [
            (Werkwoord::Aandacht, "aandacht"),
            (Werkwoord::Deelnemers, "deelnemers"),
            (Werkwoord::Ladder, "ladder"),
            (Werkwoord::Cvs, "cvs"),
            (Werkwoord::Uitvraag, "uitvraag"),
        ];
        let hulp = elsewhere.map(|(to, naam)| format!("{} {naam}", to.shown())).join("  ");
        list.draw_chips(list.order_note_or(&hulp, shared), pen, shared);
        // On a very low screen only one that hides others.
        if pen.left() >= 12 || list.choice().is_some() {
            let count = |g| list.count(|r| r.signaal.gemeente == g);
            chips::draw(&gemeentekeuze(*list.choice(), count), 0, "", pen, shared.theme(), &shared.raak);
        }
    }

    fn leeg(list: &Listing<Self>) -> String {
        match list.chip() {
            _ if list.all().is_empty() => {
                let (new, import) = (Werkwoord::Nieuw.shown(), Werkwoord::Inlezen.shown());
                format!("Nog geen signalen. {new} voegt er een toe, {import} leest antwoorden op de uitvraag in.")
            }
            _ if list.choice().is_some() => phrases::none_of_gemeente("Geen signalen"),
            _ if list.has_words() => phrases::no_words("Geen signaal"),
            chip => chip.map(|chip| chip.leeg).unwrap_or_default(),
        }
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        detail(self, seen.theme(), seen.width.into())
    }
}

#[derive(Debug, Default)]
pub struct Signalenscherm {
    list: Listing<Signaalregel>,
    trend: Listing<Trendlijn>,
    /// Whether it shows them over the kwartalen rather than each.
    is_trend: bool,
    /// Whether the list began with the gemeente of the user.
    begun: bool,
}

impl Signalenscherm {
    /// The list, with what these words find.
    pub fn searching(woorden: &str) -> Self {
        // What is searched for is of all gemeenten.
        let mut screen = Self { begun: true, ..Self::default() };
        screen.list.filter_mut().field.set(woorden);
        screen
    }

    fn act_on(&mut self, act: SignaalAction, shared: &Shared) -> Effects {
        let targets = self.list.targets();
        let of_cursor = || self.list.selected().map(|r| &r.signaal);
        // What comes next goes by a signaal that the act is about, not by one that only has the cursor.
        let Some(first) = targets.first().map(|r| &r.signaal) else { return Vec::new() };
        let popup = |form| vec![Effect::Popup(Popup::Form(Box::new(form)))];
        let wijziging = match act {
            SignaalAction::New => return Vec::new(),
            SignaalAction::Edit => {
                return of_cursor().map(|s| popup(form::wijzig(s, shared))).unwrap_or_default();
            }
            SignaalAction::Answer => return of_cursor().map(|s| popup(form::antwoord(s, shared.theme()))).unwrap_or_default(),
            SignaalAction::Bundle => return popup(form::bundel(&targets, shared.theme())),
            SignaalAction::Mark => {
                self.list.mark();
                return Vec::new();
            }
            SignaalAction::History => {
                let Some(id) = of_cursor().map(|s| s.id) else { return Vec::new() };
                let reader = Reader::new(format!("Geschiedenis van signaal {id}"), Vec::new());
                let reader = reader.indent(4).waiting_for(Query::Signaalgeschiedenis(id));
                return vec![Effect::Popup(Popup::Reader(Box::new(reader)))];
            }
            SignaalAction::Unbundle => return vec![Effect::Cmd(Cmd::Write(Write::Los(self.rijen())))],
            SignaalAction::Status => Signaalwijziging { status: Some(first.status.next()), ..Signaalwijziging::default() },
            SignaalAction::Done => Signaalwijziging { status: Some(Signaalstatus::Afgehandeld), ..Signaalwijziging::default() },
            SignaalAction::Escalate => return popup(form::opschaling(&targets, shared.theme())),
            SignaalAction::Onderwerp => {
                Signaalwijziging { onderwerp: Some(first.onderwerp.next()), ..Signaalwijziging::default() }
            }
            SignaalAction::Toon => Signaalwijziging { toon: Some(first.toon.next()), ..Signaalwijziging::default() },
            SignaalAction::Kpi => {
                let next = first.kpi.map_or(Some(1), |n| (n < 4).then_some(n.saturating_add(1)));
                Signaalwijziging { kpi: Some(next), ..Signaalwijziging::default() }
            }
            // Among forty one does not step; one searches.
            SignaalAction::Aanbieder if first.segment == Segment::Individueel => {
                let mut form = form::wijzig(first, shared);
                form.focus_on("individueel");
                return popup(form);
            }
            SignaalAction::Aanbieder => {
                let all = shared.aanbieders();
                let at = first.aanbieder.and_then(|a| all.iter().position(|x| *x == a)).map_or(0, |n| n + 1);
                let next = all.get(at).copied();
                Signaalwijziging { aanbieder: Some(next), segment: Some(Segment::Collectief), ..Signaalwijziging::default() }
            }
        };
        let write = Write::Signalen { rijen: self.rijen(), wijziging: Box::new(wijziging) };
        vec![Effect::Cmd(Cmd::Write(write))]
    }

    fn rijen(&self) -> Vec<Gezienrij> {
        self.list.targets().iter().map(|r| (r.signaal.id, r.signaal.rijversie)).collect()
    }
}

impl Scherm for Signalenscherm {
    fn scope(&self) -> Scope {
        if self.is_trend { Scope::Signaaltrend } else { Scope::Signalen }
    }

    fn tab(&self) -> Option<Tab> {
        Some(Tab::Signalen)
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(if self.is_trend { Query::Signaaltrend } else { Query::Signalen })
    }

    fn answer(&mut self, query: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        if *query == Query::Signaaltrend {
            let of = |a| if let Answer::Signaaltrend(beeld) = a { Some(trend::lijnen(*beeld, shared)) } else { None };
            self.trend.take(answer.map(of), shared);
            return Vec::new();
        }
        self.list.take(answer.map(|a| if let Answer::Signalen(regels) = a { Some(((), regels)) } else { None }), shared);
        if !std::mem::replace(&mut self.begun, true)
            && let Some(eigen) = shared.instellingen.gemeente
        {
            return self.list.narrow(|gemeente| *gemeente = Some(eigen), shared);
        }
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(if self.is_trend { &self.trend as &dyn AnyList } else { &self.list })
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(if self.is_trend { &mut self.trend as &mut dyn AnyList } else { &mut self.list })
    }

    fn press_choice(&mut self, _: usize, plek: usize, shared: &mut Shared) -> Effects {
        self.list.narrow(|gemeente| *gemeente = choice_at(&Gemeente::ALL, plek), shared)
    }

    fn expect(&mut self, made: &Gemaakt) {
        if let Gemaakt::Signaal(id) = made {
            self.list.expect(*id);
        }
    }

    fn available(&self, action: Action, shared: &Shared) -> Result<(), Reason> {
        if self.is_trend {
            return match action {
                Action::View(View::NextPane | View::PreviousPane) => Ok(()),
                Action::View(View::Open) => self.trend.selected().map(drop).ok_or(Reason::NothingSelected),
                _ => Err(Reason::NotHere),
            };
        }
        let targets = self.list.targets();
        match action {
            Action::Signaal(_) if targets.is_empty() => Err(Reason::NothingSelected),
            Action::View(View::Open) => self.list.selected().map(drop).ok_or(Reason::NothingSelected),
            // These are about one signaal: that of the cursor.
            Action::Signaal(SignaalAction::Edit | SignaalAction::Answer | SignaalAction::Mark | SignaalAction::History) => {
                self.list.selected().map(drop).ok_or(Reason::NothingSelected)
            }
            Action::Signaal(SignaalAction::Escalate) if targets.iter().any(|r| r.signaal.segment == Segment::Collectief) => {
                Err(Reason::OnlyIndividueel)
            }
            // Of segment individueel whom it is about is searched for, in the form of one.
            Action::Signaal(SignaalAction::Aanbieder)
                if targets.len() > 1 && targets.first().is_some_and(|r| r.signaal.segment == Segment::Individueel) =>
            {
                Err(Reason::OfOneRow(targets.len()))
            }
            Action::Signaal(SignaalAction::Done) if targets.iter().all(|r| r.signaal.status == Signaalstatus::Afgehandeld) => {
                Err(Reason::AlreadyDone(targets.len()))
            }
            Action::Signaal(SignaalAction::Bundle) if !are_of_one(&targets, shared.register()) => Err(Reason::OfManyAanbieders),
            Action::Signaal(SignaalAction::Unbundle) if targets.iter().all(|r| r.signaal.bundel.is_none()) => {
                Err(Reason::NotBundled)
            }
            Action::Signaal(_)
            | Action::Afspraak(_)
            | Action::Beleid(BeleidAction::Gemeente(_))
            | Action::View(View::NextPane | View::PreviousPane) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::View(View::NextPane | View::PreviousPane) => {
                self.is_trend = !self.is_trend;
                vec![Effect::Reload]
            }
            Action::Beleid(BeleidAction::Gemeente(step)) => {
                self.list.narrow(|gemeente| *gemeente = turn(&Gemeente::ALL, *gemeente, step), shared)
            }
            Action::View(View::Open) if self.is_trend => trend::behind(&self.trend, shared).into_iter().collect(),
            Action::Signaal(act) => self.act_on(act, shared),
            Action::View(View::Open) => self.list.selected().map(|regel| read(regel, shared)).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What a new afspraak takes along: the signaal it is made from.
    fn gemeente(&self) -> Option<Gemeente> {
        *self.list.choice()
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let Some(regel) = self.list.selected().filter(|_| !self.is_trend) else {
            return Afspraakherkomst { aanbieder: shared.aanbieder, ..Afspraakherkomst::default() };
        };
        let s = &regel.signaal;
        Afspraakherkomst {
            aanbieder: s.wie(shared.register()),
            kpi: s.kpi,
            signaal: Some(s.id),
            over: format!("Signaal {} · {} · {}", s.id, s.gemeente.naam(), wording::veilig(&s.tekst)),
            ..Afspraakherkomst::default()
        }
    }

    /// The signalen as they are listed, or those that are chosen among them.
    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let listed: Vec<i64> = if self.list.has_marks() {
            self.list.targets().into_iter().map(|r| r.signaal.id).collect()
        } else {
            self.list.shown().map(|r| r.signaal.id).collect()
        };
        if self.is_trend || listed.is_empty() {
            return None;
        }
        let over = format!("{} uit de lijst", phrases::aantal(listed.len(), "signaal", "signalen"));
        let all = Uitgave::cijfers(&[Cijferblad::Signalen], None, (shared.kwartaal, Segment::Collectief), "");
        Some(Uitgave { signalen: Some(listed), over, ..all })
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        if self.is_trend {
            self.trend.draw(area, buf, shared);
        } else {
            self.list.draw(area, buf, shared);
        }
    }
}

/// Whether signalen are about the same aanbieder, as those of a bundel are.
fn are_of_one(regels: &[&Signaalregel], register: &Register) -> bool {
    let mut about = regels.iter().map(|regel| regel.signaal.over(register));
    about.next().is_none_or(|first| about.all(|other| other == first))
}

/// The bundel that it is in, and from how many gemeenten.
fn bundel(regel: &Signaalregel) -> Option<String> {
    let uit = wording::aantal(regel.bundel_gemeenten, "gemeente", "gemeenten");
    regel.bundel.as_ref().map(|b| format!("{} · {uit}", wording::veilig(&b.titel)))
}

/// Where it stands with the region, since when and why.
fn opschaling(s: &Signaal) -> Option<String> {
    let stand = s.opschaling()?;
    let sinds = s.opgeschaald_op.map(|dag| format!(", sinds {}", wording::datum(dag))).unwrap_or_default();
    let reden = if s.opschaling.is_empty() { "geen reden vastgelegd".to_owned() } else { wording::veilig(&s.opschaling) };
    Some(format!("{}{sinds} · {reden}", stand.naam()))
}

/// Glyph and style of a tone.
fn tone(toon: Toon, theme: Theme) -> (&'static str, Style) {
    let style = match toon {
        Toon::Positief => theme.good(),
        Toon::Neutraal | Toon::Zonder => theme.dim(),
        Toon::Negatief => theme.bad(),
    };
    (wording::agenda::toonteken(toon), style)
}

/// Everything about a signaal, to read.
fn read(regel: &Signaalregel, shared: &Shared) -> Effect {
    let s = &regel.signaal;
    let over = s.over(shared.register()).unwrap_or_else(|| "geen aanbieder".to_owned());
    let bron = if s.uit_uitvraag { "antwoord op de uitvraag" } else { "zelf vastgelegd" };
    let (glyph, style) = signaalmerk(s.status, shared.theme());
    let rest = [s.toon.naam().to_owned(), s.onderwerp.naam().to_owned()];
    let kop = facts(Span::styled(format!(" {glyph} {}", s.status.naam()), style), rest, shared.theme().dim());
    let beeld = Leesbeeld::new(format!("Signaal {}", s.id), kop, shared.theme())
        .tekst(&s.tekst)
        .onder("Antwoord van de aanbieder", &s.antwoord)
        .veld("over", over)
        .veld("segment", s.segment.naam().to_owned())
        .veld("gemeente", s.gemeente.naam().to_owned())
        .veld("functie", s.functie.to_string())
        .veld("datum", wording::datum(s.datum))
        .veld("voor gesprek", s.kwartaal.to_string())
        .veld("KPI", s.kpi.map(|kpi| kpi.to_string()))
        .veld("bron", bron.to_owned())
        .veld("bundel", bundel(regel))
        .veld("naar regio", opschaling(s))
        .veld("afspraken", afspraken(regel))
        .geschiedenis(Query::Signaalgeschiedenis(s.id));
    Effect::Popup(beeld.popup())
}

/// What was agreed because of it; of what went to the region it is said that there is nothing yet.
fn afspraken(regel: &Signaalregel) -> Option<String> {
    match regel.afspraken.as_slice() {
        [] if regel.signaal.opschaling().is_some() => Some("nog geen".to_owned()),
        [] => None,
        afspraken => Some(wording::opsomming(afspraken.iter().map(ToString::to_string))),
    }
}

/// Its status, where and when it is from, and what it led to.
fn about(regel: &Signaalregel, theme: Theme) -> Line<'static> {
    let s = &regel.signaal;
    let (glyph, style) = signaalmerk(s.status, theme);
    let functie = (!s.functie.is_empty()).then(|| wording::veilig(&s.functie));
    let rest = [format!("{} voor {}", s.gemeente.naam(), s.kwartaal), s.toon.naam().to_owned(), s.onderwerp.naam().to_owned()]
        .into_iter()
        .chain(functie)
        .chain(s.uit_uitvraag.then(|| "uitvraag".to_owned()))
        .chain(regel.afspraken.iter().map(ToString::to_string));
    facts(Span::styled(format!(" {glyph} {}", s.status.naam()), style), rest, theme.dim())
}

fn detail(regel: &Signaalregel, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let s = &regel.signaal;
    let mut lines = vec![about(regel, theme)];
    let room = width.saturating_sub(4);
    lines.extend(
        s.tekst.lines().flat_map(|p| text::wrap(&wording::veilig(p), room)).take(3).map(|l| Line::raw(format!("   {l}"))),
    );
    if let Some(bundel) = bundel(regel) {
        lines.push(Line::from(vec![Span::styled("   bundel  ", theme.dim()), Span::raw(bundel)]));
    }
    if let Some(stand) = opschaling(s) {
        lines.push(Line::from(vec![
            Span::styled("   regio  ", theme.dim()),
            Span::raw(text::cut(&stand, room.saturating_sub(7))),
        ]));
    }
    if !s.antwoord.is_empty() {
        lines.push(Line::from(vec![
            Span::styled("   antwoord  ", theme.dim()),
            Span::raw(text::cut(&wording::veilig(&s.antwoord), room.saturating_sub(10))),
        ]));
    }
    lines
}
