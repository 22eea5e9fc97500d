//! The register: all aanbieders, and one of them with its contracts through time, its people, goals and budgets.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Remote, Scherm, tijdlijn};
use crate::app::{Aanbiederbeeld, Contractbeeld, Melding, Registerregel};
use crate::domain::register::{Contactpersoon, Gecontracteerd};
use crate::domain::{Aanbieder, Segment};
use crate::tui::action::{Action, Move, Reason, Tab, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::Scope;
use crate::tui::msg::{Answer, Query};
use crate::tui::place::Place;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::table::{TableCell, Width};
use crate::wording;

impl Listed for Registerregel {
    type Key = Aanbieder;
    type Head = ();
    type Choice = ();

    fn key(&self) -> Aanbieder {
        self.inschrijving.aanbieder
    }

    fn searchable(&self, _: &Shared) -> String {
        let segments = self.gecontracteerd.iter().map(|(s, _)| s.naam());
        let people = self.inschrijving.contactpersonen.iter().flat_map(|p| [&p.naam, &p.functie, &p.email]).map(String::as_str);
        self.inschrijving.namen().chain(segments).chain(people).collect::<Vec<_>>().join(" ")
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        vec![
            ListColumn::<Self>::new("naam", Width::Rest(20), |r, seen| seen.text(wording::veilig(&r.inschrijving.naam)))
                .sorts("naam", |a, b, _| a.inschrijving.naam.to_lowercase().cmp(&b.inschrijving.naam.to_lowercase())),
            ListColumn::<Self>::new("KvK", Width::Fixed(9), |r, seen| seen.dim(r.inschrijving.kvk.clone())),
            ListColumn::<Self>::new("collectief", Width::Fixed(11), |r, seen| state(r, Segment::Collectief, seen)),
            ListColumn::<Self>::new("individueel", Width::Fixed(12), |r, seen| state(r, Segment::Individueel, seen)),
            ListColumn::<Self>::new("contact", Width::Fixed(if seen.width >= 110 { 36 } else { 18 }), |r, seen| {
                seen.dim(r.inschrijving.contactpersonen.first().map(|p| wording::veilig(&p.naam)).unwrap_or_default())
            })
            .optional(1),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("register", as_stored)
    }

    fn chips((): &()) -> Vec<Chip<Self>> {
        fn any(r: &Registerregel, nu: Gecontracteerd) -> bool {
            r.gecontracteerd.iter().any(|(_, g)| *g == nu)
        }
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: "Er staat nog niemand in het register." },
            Chip {
                naam: "gecontracteerd",
                accepts: |r| any(r, Gecontracteerd::Ja),
                leeg: "Niemand heeft vandaag een contract dat vaststaat. m toont de anderen.",
            },
            Chip {
                naam: "onbekend",
                accepts: |r| any(r, Gecontracteerd::Onbekend),
                leeg: "Van niemand is het onbekend: over elke verlengoptie is vastgelegd wat er is besloten.",
            },
        ]
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let hulp = format!("gecontracteerd op {}", wording::datum(shared.today));
        pen.ends(list.chips_line(shared.theme()), list.order_note_or(&hulp, shared));
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return "Geen aanbieder met deze woorden. esc haalt het filter weg.".to_owned();
        }
        list.chip().map_or("", |chip| chip.leeg).to_owned()
    }
}

/// Whether it is contracted today; nothing when it never was.
fn state(regel: &Registerregel, segment: Segment, seen: &Seen<'_, Registerregel>) -> TableCell {
    let nu = regel.gecontracteerd.iter().find(|(s, _)| *s == segment).map(|(_, nu)| *nu);
    nu.map(|nu| Line::from(Span::styled(nu.key(), style(nu, seen.theme())))).unwrap_or_default()
}

fn style(nu: Gecontracteerd, theme: Theme) -> Style {
    match nu {
        Gecontracteerd::Ja => theme.text(),
        Gecontracteerd::Onbekend => theme.attention(),
        Gecontracteerd::Nee => theme.dim(),
    }
}

/// The list of aanbieders.
#[derive(Debug, Default)]
pub struct Registerscherm {
    list: Listing<Registerregel>,
}

impl Scherm for Registerscherm {
    fn scope(&self) -> Scope {
        Scope::Register
    }

    fn tab(&self) -> Tab {
        Tab::Overzicht
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Register)
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        self.list.take(answer.map(|a| if let Answer::Register(regels) = a { Some(((), regels)) } else { None }), shared);
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

    fn act(&mut self, action: Action, _: &mut Shared) -> Effects {
        let opened = self.list.selected().filter(|_| action == Action::View(View::Open));
        opened.map(|r| Effect::Open(Place::Inschrijving(r.key()))).into_iter().collect()
    }

    fn herkomst(&self, _: &Shared) -> Afspraakherkomst {
        Afspraakherkomst { aanbieder: self.list.selected().map(Listed::key), ..Afspraakherkomst::default() }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}

/// One aanbieder.
#[derive(Debug)]
pub struct Inschrijvingscherm {
    aanbieder: Aanbieder,
    data: Remote<Box<Aanbiederbeeld>>,
    scroll: Scroll,
}

impl Inschrijvingscherm {
    pub fn new(aanbieder: Aanbieder) -> Self {
        Self { aanbieder, data: Remote::default(), scroll: Scroll::default() }
    }
}

impl Scherm for Inschrijvingscherm {
    fn scope(&self) -> Scope {
        Scope::Inschrijving
    }

    fn tab(&self) -> Tab {
        Tab::Overzicht
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Inschrijving(self.aanbieder))
    }

    fn answer(&mut self, query: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        // One may have walked on while the store was asked.
        if *query != Query::Inschrijving(self.aanbieder) {
            return Vec::new();
        }
        match answer {
            Ok(Answer::Inschrijving(beeld)) => self.data.set(beeld),
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Move(_) | Action::Afspraak(_) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) => {
                let all: Vec<Aanbieder> = shared.register().iter().map(|i| i.aanbieder).collect();
                let at = all.iter().position(|a| *a == self.aanbieder);
                let next = at.and_then(|at| if to == Move::Left { at.checked_sub(1) } else { at.checked_add(1) });
                let Some(next) = next.and_then(|n| all.get(n)) else { return Vec::new() };
                *self = Self::new(*next);
                vec![Effect::Reload]
            }
            Action::Move(to) => {
                self.scroll.go(to);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn herkomst(&self, _: &Shared) -> Afspraakherkomst {
        Afspraakherkomst { aanbieder: Some(self.aanbieder), ..Afspraakherkomst::default() }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = &self.data.data else { return };
        let mut pen = Pen::new(area, buf);
        let lines = all_of(beeld, theme, pen.width());
        self.scroll.draw(lines, &mut pen);
    }
}

/// Everything of an aanbieder, from what is needed most.
fn all_of(beeld: &Aanbiederbeeld, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let i = &beeld.inschrijving;
    let room = width.saturating_sub(4);
    let kvk = if i.kvk.is_empty() { "onbekend" } else { &i.kvk };
    let mut lines = vec![Line::from(vec![
        Span::styled(format!(" {}", wording::veilig(&i.naam)), theme.strong()),
        Span::styled(
            format!("   {} · KvK {kvk} · afspraken {}-…", wording::veilig(&i.statutair), i.voorvoegsel.as_str()),
            theme.dim(),
        ),
    ])];
    if !i.andere_namen.is_empty() {
        lines.push(Line::raw(format!("   ook genoemd: {}", wording::veilig(&wording::opsomming(&i.andere_namen)))));
    }
    if beeld.contracten.iter().all(|c| c.contracten.is_empty()) {
        lines.push(Line::default());
        lines.push(Line::raw("   Er is geen contract vastgelegd."));
    }
    for contract in &beeld.contracten {
        lines.push(Line::default());
        lines.extend(contract_of(contract, theme, width));
    }
    let heading = |wat: &str| [Line::default(), Line::from(Span::styled(format!(" {wat}"), theme.strong()))];
    if !i.contactpersonen.is_empty() {
        lines.extend(heading("Contactpersonen"));
        lines.extend(i.contactpersonen.iter().flat_map(|p| written(&person(p), room)));
    }
    if !beeld.budgetten.is_empty() {
        lines.extend(heading("Budget"));
        lines.extend(beeld.budgetten.iter().map(|b| Line::raw(format!("   {}  {}", b.jaar, wording::geld(b.bedrag)))));
    }
    if !i.notitie.is_empty() {
        lines.extend(heading("Notitie (intern)"));
        lines.extend(i.notitie.lines().flat_map(|l| written(&wording::veilig(l), room)));
    }
    lines
}

fn person(p: &Contactpersoon) -> String {
    let parts = [&p.naam, &p.functie, &p.email, &p.telefoon, &p.waarvoor];
    parts.into_iter().filter(|t| !t.is_empty()).map(|t| wording::veilig(t)).collect::<Vec<_>>().join(" · ")
}

/// Text over as many lines as it takes.
fn written(tekst: &str, room: usize) -> Vec<Line<'static>> {
    text::wrap(tekst, room).into_iter().map(|l| Line::raw(format!("   {l}"))).collect()
}

/// The contracts of a segment: in words, drawn, day by day, and what is built together.
fn contract_of(beeld: &Contractbeeld, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(4);
    let mut lines = vec![Line::from(vec![
        Span::styled(format!(" Segment {}", beeld.segment.naam()), theme.strong()),
        Span::styled("   vandaag gecontracteerd: ", theme.dim()),
        Span::styled(beeld.gecontracteerd.key(), style(beeld.gecontracteerd, theme)),
    ])];
    lines.extend(tijdlijn::draw(beeld, theme, width));
    for c in &beeld.contracten {
        let eind = c.tot.map_or_else(|| "zonder einde".to_owned(), |dag| format!("tot en met {}", wording::datum(dag)));
        lines.push(Line::raw(format!("   contract van {} {eind}", wording::datum(c.van))));
        for (nummer, optie) in (1..).zip(&c.opties) {
            lines.extend(written(&wording::register::optie(nummer, optie), room));
        }
        // Nothing assumes that an option was taken.
        if let Some((_, nummer, _)) = c.undecided(beeld.vandaag) {
            let said = format!(
                "Het contract is voorbij en over verlengoptie {nummer} is niets vastgelegd. Leg het besluit vast met: aanbieder \
                 optie {} --segment {} --besluit gelicht --op DATUM --door WIE",
                beeld.aanbieder.key(),
                c.segment.naam()
            );
            let said = text::wrap(&said, room).into_iter();
            lines.extend(said.map(|l| Line::from(Span::styled(format!("   {l}"), theme.attention()))));
        }
    }
    if !beeld.doelen.is_empty() {
        lines.push(Line::from(Span::styled("   ontwikkeldoelen", theme.dim())));
    }
    for doel in &beeld.doelen {
        lines.extend(written(&wording::register::doel(doel), room));
        for n in &doel.notities {
            lines.extend(written(&format!("  {}: {}", n.kwartaal, wording::veilig(&n.tekst)), room));
        }
    }
    lines.push(Line::from(Span::styled("   op welke dag wat", theme.dim())));
    for dag in beeld.momenten.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((eerste, _)) = dag.first() else { continue };
        for wat in tijdlijn::momenten(dag.iter().map(|(_, m)| m)) {
            lines.push(Line::raw(format!("   {}  {wat}", text::right(&wording::datum(*eerste), 11))));
        }
    }
    lines
}
