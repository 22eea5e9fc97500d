//! Uitvraag: which of the seven gemeenten have answered, and about whom. Behind a gemeente lie its answers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm, Segmentzicht};
use crate::app::{Melding, Uitvraagbeeld, Uitvraagstand};
use crate::domain::{Aanbieder, Gemeente, Kwartaal, Postsoort};
use crate::tui::action::{Action, AfspraakAction, Reason, View};
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::shared::Shared;
use crate::tui::stuk::{Schrijfstuk, Uitgave};
use crate::tui::text;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

/// Columns of everything but the answers per aanbieder.
const BESIDE: usize = 1 + 2 + 19 + 2 + 30;

/// Columns of the name of an aanbieder at most.
const MOST_OF_NAME: usize = 22;

#[derive(Debug)]
pub struct Uitvraagkop {
    kwartaal: Kwartaal,
    beantwoord: usize,
    aanbieders: Vec<Aanbieder>,
}

impl Listed for Uitvraagstand {
    type Key = Gemeente;
    type Head = Uitvraagkop;
    type Choice = ();

    const DETAIL: u16 = 5;

    fn key(&self) -> Gemeente {
        self.gemeente
    }

    fn searchable(&self, _: &Shared) -> String {
        if self.has_answered() { "geantwoord".to_owned() } else { "nog niet geantwoord".to_owned() }
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let mut columns = vec![
            ListColumn::<Self>::new("", Width::Fixed(1), |g, seen| {
                let (glyph, style) =
                    if g.has_answered() { ("✓", seen.theme().good()) } else { ("○", seen.theme().attention()) };
                Line::from(Span::styled(glyph, style))
            }),
            ListColumn::<Self>::new("gemeente", Width::Fixed(19), |g, seen| seen.text(g.gemeente.naam()))
                .sorts("gemeente", |a, b, _| a.gemeente.naam().cmp(b.gemeente.naam())),
        ];
        // Of many aanbieders only those that somebody told something of have a column of their own where there is no room.
        let each: Vec<_> = seen.head.aanbieders.iter().copied().map(Some).collect();
        let titles = seen.shared.titles(&each, MOST_OF_NAME);
        let wide = |naam: &str| text::width(naam).max(6) + 2;
        let fits = BESIDE + titles.iter().map(|naam| wide(naam)).sum::<usize>() <= usize::from(seen.width);
        for (n, naam) in titles.into_iter().enumerate() {
            let is_told = seen.rows.iter().any(|g| g.cellen().get(n).is_some_and(|cel| cel != "–"));
            let width = u16::try_from(wide(&naam) - 2).unwrap_or(u16::MAX);
            let cell = move |g: &Self, seen: &Seen<'_, Self>| {
                let cel = g.cellen().into_iter().nth(n).unwrap_or_default();
                if cel == "–" { seen.dim(cel) } else { seen.text(cel) }
            };
            let column = ListColumn::<Self>::new(naam, Width::Fixed(width), cell).right().optional(9);
            columns.push(column.shown_if(fits || is_told));
        }
        columns.push(
            ListColumn::<Self>::new("samen", Width::Fixed(5), |g, seen| {
                let n: u32 = g.antwoorden.iter().map(|(_, n)| n).sum();
                if n == 0 { seen.dim("–") } else { seen.text(n.to_string()) }
            })
            .right()
            .optional(2)
            .sorts("samen", |a, b, _| {
                let som = |g: &Self| g.antwoorden.iter().map(|(_, n)| n).sum::<u32>();
                som(a).cmp(&som(b))
            }),
        );
        columns.push(
            ListColumn::<Self>::new("laatste antwoord", Width::Rest(17), |g, seen| seen.text(g.laatste_woorden()))
                .sorts("laatste antwoord", |a, b, _| a.laatst.cmp(&b.laatst)),
        );
        columns
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("gemeente", as_stored)
    }

    fn chips(_: &Uitvraagkop) -> Vec<Chip<Self>> {
        let leeg = |tekst: &str| format!("{tekst} {} toont andere gemeenten.", Werkwoord::Filteren.shown());
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: String::new() },
            Chip { naam: "nog niet", accepts: |g| !g.has_answered(), leeg: leeg("Alle gemeenten hebben geantwoord.") },
            Chip { naam: "geantwoord", accepts: Self::has_answered, leeg: leeg("Nog geen gemeente heeft geantwoord.") },
        ]
    }

    fn is_same(was: &Uitvraagkop, is: &Uitvraagkop) -> bool {
        was.kwartaal == is.kwartaal
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let Some(kop) = list.head() else { return };
        let hulp = format!("{} van 7 gemeenten hebben geantwoord", kop.beantwoord);
        list.name_line(&format!("Uitvraag {}", kop.kwartaal), &hulp, pen, shared);
        list.draw_chips("", pen, shared);
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() { phrases::no_words("Geen gemeente") } else { list.chip().map(|c| c.leeg).unwrap_or_default() }
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let (open, write, read) = (Werkwoord::Openen.shown(), Werkwoord::Schrijven.shown(), Werkwoord::Inlezen.shown());
        let first = if self.has_answered() {
            format!("{open} toont de antwoorden van {}; “niets” is: er is niets te melden.", self.gemeente.naam())
        } else {
            format!("{} heeft nog niet geantwoord.", self.gemeente.naam())
        };
        let second = format!(
            "{write} schrijft werkmappen en de post aan de gemeenten, {read} leest in wat terugkomt; twee keer hetzelfde geeft \
             niets nieuws."
        );
        let room = usize::from(seen.width).saturating_sub(4);
        let mut lines: Vec<Line<'static>> = [first, second]
            .iter()
            .flat_map(|tekst| text::wrap(tekst, room))
            .map(|line| Line::raw(format!("   {line}")))
            .collect();
        // Where it stands beside the list there is room for who was told of by name.
        lines.push(Line::default());
        for (wie, cel) in seen.head.aanbieders.iter().zip(self.cellen()) {
            let said = match cel.parse::<u32>() {
                Ok(n) => wording::aantal(n, "signaal", "signalen"),
                Err(_) if cel == "–" => continue,
                Err(_) => cel,
            };
            lines.push(Line::raw(format!("   {}: {said}", wording::veilig(&seen.shared.naam(*wie)))));
        }
        lines
    }
}

#[derive(Debug, Default)]
pub struct Uitvraagscherm {
    list: Listing<Uitvraagstand>,
}

impl Scherm for Uitvraagscherm {
    fn scope(&self) -> Scope {
        Scope::Uitvraag
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Uitvraag(shared.kwartaal))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let of = |beeld: Uitvraagbeeld| {
            let kop = Uitvraagkop {
                kwartaal: beeld.kwartaal,
                beantwoord: beeld.beantwoord(),
                aanbieders: beeld.aanbieders().collect(),
            };
            (kop, beeld.gemeenten)
        };
        self.list.take(answer.map(|a| if let Answer::Uitvraag(beeld) = a { Some(of(*beeld)) } else { None }), shared);
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn segment(&self, _: &Shared) -> Segmentzicht {
        Segmentzicht::Collectief
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.list.head().map(|kop| kop.kwartaal)
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Afspraak(AfspraakAction::New) => Ok(()),
            Action::View(View::Open) => match self.list.selected() {
                Some(g) if g.has_answered() => Ok(()),
                Some(_) => Err(Reason::NoAnswer),
                None => Err(Reason::NothingSelected),
            },
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, _: &mut Shared) -> Effects {
        match (action, self.list.selected(), self.list.head()) {
            (Action::View(View::Open), Some(g), Some(kop)) => {
                let woorden = format!("uitvraag {} {}", kop.kwartaal, g.gemeente.naam());
                vec![Effect::Open(Place::Signalen(woorden))]
            }
            _ => Vec::new(),
        }
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let kwartaal = shared.kwartaal;
        let post = [Postsoort::Uitvraag, Postsoort::Herinnering, Postsoort::Terugkoppeling].map(Schrijfstuk::Post);
        let stukken = std::iter::once(Schrijfstuk::Werkmappen).chain(post).chain([Schrijfstuk::Lijst]);
        Some(Uitgave::new(stukken, kwartaal, format!("Uitvraag · {kwartaal}")))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}
