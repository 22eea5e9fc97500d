//! Aandacht: what in the trajecten asks to be looked at; new, still there, seen, or gone.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::{elsewhere, no_reports};
use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored, facts};
use super::parts::{choice_at, choices, gemeentekeuze, turn};
use super::{Effect, Effects, Scherm, Segmentzicht};
use crate::app::{Aandachtbeeld, Aandachtregel, Cijferblad, Melding};
use crate::domain::{Aanbieder, Gemeente, Kwartaal, Segment};
use crate::tui::action::{Action, BeleidAction, Reason, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::forms::signaal as form;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::leesbeeld::Leesbeeld;
use crate::tui::msg::{Answer, Cmd, Query, Write};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::Popup;
use crate::tui::raak::Raak;
use crate::tui::shared::Shared;
use crate::tui::stuk::Uitgave;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::chips;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

/// A point in the list: of now, or gone since the kwartaal before.
#[derive(Debug)]
struct Lijstpunt {
    weg: bool,
    nieuw: bool,
    regel: Aandachtregel,
}

/// What is known of the list as a whole.
#[derive(Debug)]
struct Lijstkop {
    kwartaal: Kwartaal,
    segment: Segment,
    /// Whether anything was delivered for it.
    gerapporteerd: bool,
    /// How many points ask for attention in the other segment.
    elders: usize,
}

/// Whose points only; None is of all.
#[derive(Debug, Default)]
struct Lijstkeuze {
    gemeente: Option<Gemeente>,
    aanbieder: Option<Aanbieder>,
}

impl Lijstpunt {
    /// What is now, and what is gone.
    fn all(mut beeld: Aandachtbeeld) -> (Lijstkop, Vec<Self>) {
        let (punten, weg) = (std::mem::take(&mut beeld.punten), std::mem::take(&mut beeld.weg));
        let of = |weg| move |regel| (weg, regel);
        let rows = punten.into_iter().map(of(false)).chain(weg.into_iter().map(of(true)));
        let rows = rows.map(|(weg, regel)| Self { weg, nieuw: beeld.is_new(&regel), regel }).collect();
        let Aandachtbeeld { kwartaal, elders, .. } = beeld;
        let segment = beeld.segment.unwrap_or_default();
        (Lijstkop { kwartaal, segment, gerapporteerd: !beeld.gerapporteerd.is_empty(), elders }, rows)
    }
}

impl Listed for Lijstpunt {
    /// What the point is about.
    type Key = String;
    type Head = Lijstkop;
    type Choice = Lijstkeuze;

    const DETAIL: u16 = 6;
    const HOLDS: bool = true;

    fn key(&self) -> String {
        self.regel.sleutel.clone()
    }

    fn searchable(&self, shared: &Shared) -> String {
        let p = &self.regel;
        [
            p.tekst.as_str(),
            &shared.naam(p.aanbieder),
            p.deelnemer.as_deref().unwrap_or_default(),
            p.gemeente.map_or("", Gemeente::naam),
            p.groep.as_deref().unwrap_or_default(),
            p.soort.key(),
        ]
        .join(" ")
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let names = seen.shared.names_of(seen.rows.iter().map(|p| p.regel.aanbieder));
        vec![
            ListColumn::<Self>::new("", Width::Fixed(1), |p, seen| {
                Line::from(match (p.regel.gezien, p.nieuw) {
                    (true, _) => Span::styled("○", seen.theme().dim()),
                    (false, true) => Span::styled("●", seen.theme().attention()),
                    (false, false) => Span::styled("!", seen.theme().text()),
                })
            }),
            ListColumn::<Self>::of_names("aanbieder", names, 9, |p, seen| seen.text(seen.shared.naam(p.regel.aanbieder))).sorts(
                "aanbieder",
                |a, b, shared| {
                    let plaats = |p: &Self| shared.register().plaats(p.regel.aanbieder);
                    plaats(a).cmp(&plaats(b))
                },
            ),
            ListColumn::<Self>::new("deelnemer", Width::Fixed(12), |p, seen| seen.text(wie(&p.regel)))
                .sorts("deelnemer", |a, b, _| wie(&a.regel).cmp(&wie(&b.regel))),
            ListColumn::<Self>::new("gemeente", Width::Fixed(17), |p, seen| {
                seen.text(p.regel.gemeente.map_or("", Gemeente::naam))
            })
            .optional(3)
            .sorts("gemeente", |a, b, _| {
                let gemeente = |p: &Self| p.regel.gemeente.map(Gemeente::naam);
                gemeente(a).cmp(&gemeente(b))
            }),
            ListColumn::<Self>::new("punt", Width::Rest(30), |p, seen| seen.text(p.regel.tekst.clone())),
            ListColumn::<Self>::new("sinds", Width::Fixed(7), |p, seen| seen.text(p.regel.sinds.to_string()))
                .sorts("sinds", |a, b, _| a.regel.sinds.cmp(&b.regel.sinds)),
            ListColumn::<Self>::new("groep", Width::Fixed(18), |p, seen| {
                let groep = p.regel.groep.as_deref().filter(|_| p.regel.deelnemer.is_some());
                seen.dim(wording::veilig(groep.unwrap_or_default()))
            })
            .optional(5),
            ListColumn::<Self>::new("gezien", Width::Fixed(30), |p, seen| {
                let reden = p.regel.markering.as_ref().filter(|_| p.regel.gezien);
                seen.dim(wording::veilig(reden.map_or("", |g| g.reden.as_str())))
            })
            .optional(6),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("soort", as_stored)
    }

    fn chips(_: &Lijstkop) -> Vec<Chip<Self>> {
        let leeg = || format!("Geen punten in deze lijst. {} toont andere.", Werkwoord::Filteren.shown());
        vec![
            Chip { naam: "vragen aandacht", accepts: |p| !p.weg && !p.regel.gezien, leeg: leeg() },
            Chip { naam: "nieuw", accepts: |p| !p.weg && !p.regel.gezien && p.nieuw, leeg: leeg() },
            Chip { naam: "gezien", accepts: |p| !p.weg && p.regel.gezien, leeg: leeg() },
            Chip { naam: "weg sinds vorige", accepts: |p| p.weg, leeg: leeg() },
        ]
    }

    fn passes(&self, choice: &Lijstkeuze) -> bool {
        choice.gemeente.is_none_or(|g| self.regel.gemeente == Some(g))
            && choice.aanbieder.is_none_or(|a| self.regel.aanbieder == a)
    }

    fn is_same(was: &Lijstkop, is: &Lijstkop) -> bool {
        (was.kwartaal, was.segment) == (is.kwartaal, is.segment)
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        list.draw_chips(list.order_note_or("", shared), pen, shared);
        // On a very low screen the points themselves come first.
        if pen.left() >= 12 {
            draw_choices(list, pen, shared);
        }
    }

    fn leeg(list: &Listing<Self>) -> String {
        let Some(head) = list.head() else { return String::new() };
        if !head.gerapporteerd {
            return no_reports(head.segment, head.kwartaal);
        }
        if list.has_words() {
            return phrases::no_words("Geen punt");
        }
        let Lijstkeuze { gemeente, aanbieder } = list.choice();
        let filter = Werkwoord::Filteren.shown();
        match (gemeente, aanbieder) {
            (None, None) => list.chip().map(|chip| chip.leeg).unwrap_or_default(),
            (Some(_), _) => phrases::none_of_gemeente("Geen punten"),
            (None, Some(_)) => {
                let [before, after] = [Werkwoord::VorigeAanbieder, Werkwoord::VolgendeAanbieder].map(Werkwoord::shown);
                format!("Geen punten voor deze keuze. {before} {after} kiest een andere aanbieder, {filter} een andere lijst.")
            }
        }
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        detail(self, seen)
    }
}

/// How many points there are of each gemeente and of each aanbieder; the chosen ones stand out.
fn draw_choices(list: &Listing<Lijstpunt>, pen: &mut Pen<'_>, shared: &Shared) {
    let (theme, choice) = (shared.theme(), list.choice());
    let here = |p: &Aandachtregel| choice.gemeente.is_none_or(|g| p.gemeente == Some(g));
    let theirs = |p: &Aandachtregel| choice.aanbieder.is_none_or(|a| p.aanbieder == a);
    let in_gemeente = |g| list.count(|p| theirs(&p.regel) && p.regel.gemeente == Some(g));
    let raak = &shared.raak;
    chips::draw(&gemeentekeuze(choice.gemeente, in_gemeente), 0, "", pen, theme, raak);
    let of = |a| list.count(|p| here(&p.regel) && p.regel.aanbieder == a);
    let everybody = with_points(list, shared);
    let elsewhere = list.head().and_then(|kop| elsewhere(kop.elders, kop.segment)).unwrap_or_default();
    let elsewhere = Span::styled(format!("{elsewhere} "), theme.dim());
    let mut keuze = choices(1, &everybody, choice.aanbieder, |a| shared.naam(a), of);
    if usize::from(chips::width(&keuze, 0)) + elsewhere.width() < pen.width() {
        chips::draw(&keuze, 0, elsewhere, pen, theme, raak);
    } else {
        // More than fit beside each other: the chosen one only.
        keuze.retain(|chip| chip.gekozen || chip.raak == Some(Raak::Keuze { rij: 1, plek: 0 }));
        let [before, after] = [Werkwoord::VorigeAanbieder, Werkwoord::VolgendeAanbieder].map(Werkwoord::shown);
        let of = everybody.len();
        let from = usize::from(chips::width(&keuze, 0));
        let how = Span::styled(format!("{:from$} {before} {after} kiest uit {of} aanbieders", ""), theme.dim());
        let row = pen.take(1);
        Pen::new(row, pen.buf).ends(how, elsewhere);
        chips::draw(&keuze, 0, "", &mut Pen::new(row, pen.buf), theme, raak);
    }
}

/// Whose points one can choose from: in collectief of who is shown, in individueel of who has any, by name.
fn with_points(list: &Listing<Lijstpunt>, shared: &Shared) -> Vec<Aanbieder> {
    match list.head().map(|kop| kop.segment) {
        Some(Segment::Individueel) => shared.register().op_naam(list.all().iter().map(|p| p.regel.aanbieder)),
        _ => shared.aanbieders(),
    }
}

#[derive(Debug, Default)]
pub struct Aandachtscherm {
    list: Listing<Lijstpunt>,
    /// Whether the list began with the gemeente of the user.
    begun: bool,
}

impl Aandachtscherm {
    fn selected(&self) -> Option<&Aandachtregel> {
        self.list.selected().map(|p| &p.regel)
    }
}

impl Scherm for Aandachtscherm {
    fn scope(&self) -> Scope {
        Scope::Aandacht
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Aandacht(shared.segment, shared.kwartaal))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let of = |a| if let Answer::Aandacht(beeld) = a { Some(Lijstpunt::all(*beeld)) } else { None };
        self.list.take(answer.map(of), shared);
        if !std::mem::replace(&mut self.begun, true)
            && let Some(eigen) = shared.instellingen.gemeente
        {
            return self.list.narrow(|choice| choice.gemeente = Some(eigen), shared);
        }
        Vec::new()
    }

    fn press_choice(&mut self, rij: usize, plek: usize, shared: &mut Shared) -> Effects {
        let all = with_points(&self.list, shared);
        let choose = |choice: &mut Lijstkeuze| match rij {
            0 => choice.gemeente = choice_at(&Gemeente::ALL, plek),
            _ => choice.aanbieder = choice_at(&all, plek),
        };
        self.list.narrow(choose, shared)
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.list.head().map(|head| head.kwartaal)
    }

    fn segment(&self, shared: &Shared) -> Segmentzicht {
        Segmentzicht::Keuze { gekozen: shared.segment, getoond: self.list.head().map(|kop| kop.segment) }
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        let selected = self.list.selected().ok_or(Reason::NothingSelected);
        match action {
            Action::Beleid(BeleidAction::Gemeente(_) | BeleidAction::Aanbieder(_)) | Action::Afspraak(_) => Ok(()),
            Action::View(View::Open) => selected.map(drop),
            Action::Beleid(BeleidAction::Seen) => {
                if selected?.weg {
                    Err(Reason::PointGone)
                } else {
                    Ok(())
                }
            }
            Action::Beleid(BeleidAction::Unseen) => match selected?.regel.markering {
                Some(_) => Ok(()),
                None => Err(Reason::NotSeen),
            },
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Beleid(BeleidAction::Gemeente(step)) => {
                return self.list.narrow(|choice| choice.gemeente = turn(&Gemeente::ALL, choice.gemeente, step), shared);
            }
            Action::Beleid(BeleidAction::Aanbieder(step)) => {
                let all = with_points(&self.list, shared);
                return self.list.narrow(|choice| choice.aanbieder = turn(&all, choice.aanbieder, step), shared);
            }
            Action::View(View::Segment) => {
                shared.segment = shared.segment.other();
                // Who has points in the one segment need have none in the other.
                self.list.narrow(|choice| choice.aanbieder = None, shared);
                return vec![Effect::Reload];
            }
            _ => {}
        }
        if action == Action::View(View::Open) {
            let read = self.list.selected().zip(self.list.head()).map(|(punt, kop)| read(punt, kop.kwartaal, shared));
            return read.into_iter().collect();
        }
        let Some(punt) = self.selected().cloned() else { return Vec::new() };
        match action {
            Action::Beleid(BeleidAction::Seen) => {
                vec![Effect::Popup(Popup::Form(Box::new(form::gezien(&punt, shared.theme()))))]
            }
            Action::Beleid(BeleidAction::Unseen) => vec![Effect::Cmd(Cmd::Write(Write::NietGezien(Box::new(punt))))],
            _ => Vec::new(),
        }
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        Some(Uitgave::cijfers(
            &[Cijferblad::Aandacht],
            self.list.choice().aanbieder,
            (shared.kwartaal, shared.segment),
            "Aandachtspunten",
        ))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }

    /// What a new afspraak takes along: the traject and what is the matter with it.
    fn gemeente(&self) -> Option<Gemeente> {
        self.list.choice().gemeente
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let Some(punt) = self.selected() else {
            return Afspraakherkomst { aanbieder: shared.aanbieder, ..Afspraakherkomst::default() };
        };
        Afspraakherkomst {
            aanbieder: Some(punt.aanbieder),
            deelnemer: punt.deelnemer.clone(),
            over: format!("{} · {} · {}", shared.naam(punt.aanbieder), wie(punt), punt.tekst),
            ..Afspraakherkomst::default()
        }
    }
}

/// The deelnemer, or the group that the point is about.
fn wie(punt: &Aandachtregel) -> String {
    let groep = || format!("groep {}", punt.groep.as_deref().unwrap_or_default());
    wording::veilig(&punt.deelnemer.clone().unwrap_or_else(groep))
}

/// Whether it is new, seen or gone.
fn state(lijstpunt: &Lijstpunt, kwartaal: Kwartaal, theme: Theme) -> Span<'static> {
    let punt = &lijstpunt.regel;
    let (state, style) = match (lijstpunt.weg, punt.gezien, lijstpunt.nieuw) {
        (true, ..) => ("✓ weg sinds de vorige rapportage".to_owned(), theme.good()),
        (_, true, _) => ("○ gezien".to_owned(), theme.text()),
        (_, false, true) => (format!("● nieuw in {kwartaal}"), theme.attention()),
        (_, false, false) => (format!("! sinds {}", punt.sinds), theme.attention()),
    };
    Span::styled(format!(" {state}"), style)
}

/// The same, and whose it is.
fn about(lijstpunt: &Lijstpunt, kwartaal: Kwartaal, shared: &Shared) -> Line<'static> {
    let (theme, punt) = (shared.theme(), &lijstpunt.regel);
    let rest = [shared.naam(punt.aanbieder), wie(punt)]
        .into_iter()
        .chain(punt.startdatum.map(|start| format!("gestart {}", wording::datum(start))));
    facts(state(lijstpunt, kwartaal, theme), rest, theme.dim())
}

/// By whom it was seen, why, and until when.
fn gezien(punt: &Aandachtregel) -> Option<String> {
    let g = punt.markering.as_ref()?;
    let terug = g.terug_op.map(|d| format!(", terug op {}", wording::datum(d))).unwrap_or_default();
    let back = if punt.gezien { "" } else { " (teruggekomen)" };
    Some(format!("{}: {}{terug}{back}", g.wie, g.reden))
}

/// Everything about a point, to read; its traject lies behind it.
fn read(lijstpunt: &Lijstpunt, kwartaal: Kwartaal, shared: &Shared) -> Effect {
    let punt = &lijstpunt.regel;
    let traject = punt.deelnemer.clone().map(|code| Place::Traject { aanbieder: punt.aanbieder, code, start: punt.startdatum });
    let beeld = Leesbeeld::new("Aandachtspunt", Line::from(state(lijstpunt, kwartaal, shared.theme())), shared.theme())
        .tekst(&punt.tekst)
        .onder("Waarom dit een aandachtspunt is", &punt.regel)
        .veld("aanbieder", shared.naam(punt.aanbieder))
        .veld("segment", punt.segment.naam().to_owned())
        .veld("deelnemer", punt.deelnemer.clone())
        .veld("gestart", punt.startdatum.map(wording::datum))
        .veld("gemeente", punt.gemeente.map(|g| g.naam().to_owned()))
        .veld("groep", punt.groep.clone())
        .veld("sinds", punt.sinds.to_string())
        .veld("gezien door", gezien(punt))
        .geschiedenis(Query::Aandachtgeschiedenis(punt.sleutel.clone()))
        .verder(traject);
    Effect::Popup(beeld.popup())
}

fn detail(lijstpunt: &Lijstpunt, seen: &Seen<'_, Lijstpunt>) -> Vec<Line<'static>> {
    let (width, punt) = (usize::from(seen.width), &lijstpunt.regel);
    let mut lines = vec![about(lijstpunt, seen.head.kwartaal, seen.shared)];
    let room = width.saturating_sub(4);
    lines.extend(text::wrap(&punt.tekst, room).into_iter().take(2).map(|l| Line::raw(format!("   {l}"))));
    let theme = seen.theme();
    lines.extend(text::wrap(&punt.regel, room).into_iter().take(2).map(|l| Line::styled(format!("   {l}"), theme.dim())));
    if let Some(gezien) = gezien(punt) {
        let gezien = format!("   gezien door {}", wording::veilig(&gezien));
        lines.push(Line::raw(text::cut(&gezien, width)));
    }
    lines
}
