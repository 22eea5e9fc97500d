//! The rows behind a figure: which count, which do not, and why.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::figures::other;
use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen};
use super::{Effect, Effects, Scherm, Segmentzicht};
use crate::app::{Cijferblad, Herleidingbeeld, Herleidingvraag, Melding};
use crate::domain::{
    Aanbieder, Aanleiding, Gemeente, Herleiding, Herleidingsrij, Indicator, Kwartaal, Meting, NormId, Periode, Richting, Segment,
    Telling,
};
use crate::tui::action::{Action, AfspraakAction, Move, Reason, Tab, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::stuk::Uitgave;
use crate::tui::theme::Theme;
use crate::tui::widgets::beside::step;
use crate::tui::widgets::figure;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

impl Listed for Herleidingsrij {
    type Key = String;
    /// The figure that they are the rows of.
    type Head = Herleidingkop;
    type Choice = ();

    fn key(&self) -> String {
        format!("{:?}|{:?}|{:?}|{:?}|{:?}", self.aanbieder, self.deelnemer, self.startdatum, self.gemeente, self.bron)
    }

    fn searchable(&self, shared: &Shared) -> String {
        let register = shared.register();
        let parts = [
            self.deelnemer.as_ref().map(ToString::to_string),
            self.aanbieder.map(|a| register.naam(a)),
            self.gemeente.map(|g| g.naam().to_owned()),
            self.uitstroom.map(|u| u.soort.naam().to_owned()),
            Some(wording::reden(self, register)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// A column that is empty for every row takes no room.
    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let any = |has: fn(&Self) -> bool| seen.rows.iter().any(has);
        let names = seen.shared.names_of(seen.rows.iter().filter_map(|r| r.aanbieder));
        let several = seen.rows.iter().any(|r| seen.rows.first().is_some_and(|f| f.aanbieder != r.aanbieder));
        vec![
            ListColumn::<Self>::new("", Width::Fixed(15), |r, seen| {
                let (glyph, style) = mark(r.telling, seen.head.meting.richting, seen.theme());
                Line::from(Span::styled(format!("{glyph} {}", phrases::telling(r.telling, seen.head.meting.richting)), style))
            }),
            ListColumn::<Self>::new("deelnemer", Width::Fixed(12), |r, seen| {
                seen.text(r.deelnemer.as_ref().map(ToString::to_string).unwrap_or_default())
            })
            .shown_if(any(|r| r.deelnemer.is_some()))
            .sorts("deelnemer", |a, b, _| by_code(a, b)),
            ListColumn::<Self>::of_names("aanbieder", names, 7, |r, seen| {
                seen.text(r.aanbieder.map(|a| seen.shared.naam(a)).unwrap_or_default())
            })
            .optional(3)
            .shown_if(several)
            .sorts("aanbieder", |a, b, shared| {
                let place = |r: &Self| r.aanbieder.map(|a| shared.register().plaats(a));
                place(a).cmp(&place(b)).then_with(|| by_code(a, b))
            }),
            ListColumn::<Self>::new("gemeente", Width::Fixed(17), |r, seen| seen.text(r.gemeente.map_or("", Gemeente::naam)))
                .optional(4)
                .shown_if(any(|r| r.gemeente.is_some()))
                .sorts("gemeente", |a, b, _| {
                    let gemeente = |r: &Self| r.gemeente.map(Gemeente::naam);
                    gemeente(a).cmp(&gemeente(b)).then_with(|| by_code(a, b))
                }),
            ListColumn::<Self>::new("start", Width::Fixed(11), |r, seen| {
                seen.text(r.startdatum.map(wording::datum).unwrap_or_default())
            })
            .optional(6)
            .shown_if(any(|r| r.startdatum.is_some())),
            ListColumn::<Self>::new("eind", Width::Fixed(11), |r, seen| {
                seen.text(r.einddatum.map(wording::datum).unwrap_or_default())
            })
            .optional(5)
            .shown_if(any(|r| r.einddatum.is_some()))
            .sorts("einddatum", |a, b, _| a.einddatum.cmp(&b.einddatum).then_with(|| by_code(a, b))),
            ListColumn::<Self>::new("uitstroom", Width::Fixed(10), |_, _| Line::default()).shown_if(false).sorts(
                "uitstroom",
                |a, b, _| {
                    let uitstroom = |r: &Self| r.uitstroom.map(|u| u.datum);
                    uitstroom(a).cmp(&uitstroom(b)).then_with(|| by_code(a, b))
                },
            ),
            ListColumn::<Self>::new("cijfer", Width::Fixed(6), |r, seen| {
                seen.text(r.cijfer.map(|cijfer| wording::decimaal(cijfer, 1)).unwrap_or_default())
            })
            .right()
            .shown_if(any(|r| r.cijfer.is_some())),
            ListColumn::<Self>::new("reden", Width::Rest(28), |r, seen| seen.text(wording::reden(r, seen.shared.register()))),
            ListColumn::<Self>::new("rij", Width::Fixed(12), |r, seen| {
                let bron = |(kwartaal, rij)| if rij == 0 { format!("{kwartaal}") } else { format!("{kwartaal} {rij:>4}") };
                seen.dim(r.bron.map(bron).unwrap_or_default())
            })
            .optional(7),
        ]
    }

    /// That of the figure: misses first, then hits, then what counts nowhere.
    fn own_order() -> (&'static str, Compare<Self>) {
        ("uitkomst", |a, b, _| {
            let rank = |r: &Self| match r.telling {
                Telling::Noemer => 0,
                Telling::Teller => 1,
                Telling::Buiten => 2,
            };
            rank(a).cmp(&rank(b)).then_with(|| by_code(a, b))
        })
    }

    fn chips(kop: &Herleidingkop) -> Vec<Chip<Self>> {
        let meting = &kop.meting;
        let chip = |telling, accepts: fn(&Self) -> bool| Chip {
            naam: phrases::telling(telling, meting.richting),
            accepts,
            leeg: no_rows_here(),
        };
        vec![
            Chip { naam: "alles", accepts: |_| true, leeg: no_rows_here() },
            chip(Telling::Noemer, |r| r.telling == Telling::Noemer),
            chip(Telling::Teller, |r| r.telling == Telling::Teller),
            chip(Telling::Buiten, |r| r.telling == Telling::Buiten),
        ]
    }

    fn is_same(was: &Herleidingkop, is: &Herleidingkop) -> bool {
        let of = |kop: &Herleidingkop| {
            (kop.segment, kop.gemeente, kop.meting.norm.clone(), kop.meting.kwartaal, kop.meting.periode, kop.meting.aanbieder)
        };
        of(was) == of(is)
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let theme = shared.theme();
        if let Some(Herleidingkop { meting, gemeente, indicator, .. }) = list.head() {
            // What is of one gemeente is told for information (`domein.md` 10).
            let only = gemeente.map_or("", |_| "ter informatie  ");
            let mut verdict = vec![Span::raw(" "), Span::styled(only, theme.dim())];
            verdict.extend(figure::sentence(meting, indicator.is_mean(), theme));
            let periode = if meting.periode == Periode::Jaar { "jaar t/m kwartaal " } else { "kwartaal " };
            pen.ends(Line::from(verdict), Span::styled(periode, theme.dim()));
        }
        list.draw_chips(list.order_note(shared), pen, shared);
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.all().is_empty() {
            "Achter dit cijfer staan geen rijen.".to_owned()
        } else if list.has_words() {
            phrases::no_words("Geen rij")
        } else {
            list.chip().map(|chip| chip.leeg).unwrap_or_default()
        }
    }
}

fn no_rows_here() -> String {
    format!("Geen rijen in deze lijst; {} toont andere.", Werkwoord::Filteren.shown())
}

fn by_code(a: &Herleidingsrij, b: &Herleidingsrij) -> Ordering {
    a.deelnemer.cmp(&b.deelnemer).then(a.startdatum.cmp(&b.startdatum)).then(a.bron.cmp(&b.bron))
}

/// What is known of the rows as a whole.
#[derive(Debug)]
pub struct Herleidingkop {
    segment: Segment,
    gemeente: Option<Gemeente>,
    /// Whose figures there are besides, in the order of the segment.
    getoond: Vec<Aanbieder>,
    /// What the figure counts.
    indicator: Indicator,
    /// The figure that they are the rows of.
    meting: Meting,
}

#[derive(Debug)]
pub struct Herleidingscherm {
    segment: Segment,
    norm: NormId,
    aanbieder: Option<Aanbieder>,
    gemeente: Option<Gemeente>,
    /// Whether one walks from gemeente to gemeente.
    per_gemeente: bool,
    list: Listing<Herleidingsrij>,
}

impl Herleidingscherm {
    pub fn new(segment: Segment, norm: NormId, aanbieder: Option<Aanbieder>, gemeente: Option<Gemeente>) -> Self {
        Self { segment, norm, aanbieder, gemeente, per_gemeente: gemeente.is_some(), list: Listing::default() }
    }

    /// Whose rows: of whom, in which gemeente.
    fn wie(&self, shared: &Shared) -> String {
        let wie = phrases::aanbieder(self.aanbieder, shared.register());
        match self.gemeente {
            Some(gemeente) if self.aanbieder.is_none() => gemeente.naam().to_owned(),
            Some(gemeente) => format!("{wie} in {}", gemeente.naam()),
            None => wie,
        }
    }
}

impl Scherm for Herleidingscherm {
    fn scope(&self) -> Scope {
        Scope::Herleiding
    }

    fn tab(&self) -> Option<Tab> {
        Some(Tab::Kpi)
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        let vraag = Herleidingvraag {
            norm: Some(self.norm.clone()),
            kwartaal: shared.kwartaal,
            periode: shared.periode,
            aanbieder: self.aanbieder,
            gemeente: self.gemeente,
        };
        Some(Query::Herleiding(self.segment, vraag))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let of = |answer| {
            let Answer::Herleiding(beeld) = answer else { return None };
            let Herleidingbeeld { segment, gemeente, getoond, herleiding } = *beeld;
            let Herleiding { indicator, meting, rijen } = herleiding;
            Some((Herleidingkop { segment, gemeente, getoond, indicator, meting }, rijen))
        };
        let answer = answer.map(of);
        if let Ok(Some((kop, _))) = &answer {
            // In the other segment, and after a change of the normen, it is the norm that comes nearest.
            self.norm = kop.meting.norm.clone();
            shared.choose_norm(self.segment, Some(self.norm.clone()));
        }
        self.list.take(answer, shared);
        Vec::new()
    }

    fn segment(&self, _: &Shared) -> Segmentzicht {
        Segmentzicht::Keuze { gekozen: self.segment, getoond: self.list.head().map(|kop| kop.segment) }
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::View(View::Open) if self.list.selected().is_none() => Err(Reason::NothingSelected),
            Action::Move(Move::Left | Move::Right)
            | Action::View(View::Open | View::Periode)
            | Action::Afspraak(AfspraakAction::New) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) => {
                if self.per_gemeente {
                    let all: Vec<Option<Gemeente>> = Gemeente::ALL.into_iter().map(Some).chain([None]).collect();
                    self.gemeente = step(&all, self.gemeente, to);
                    return vec![Effect::Reload];
                }
                let getoond = self.list.head().map(|kop| kop.getoond.as_slice()).unwrap_or_default();
                let columns: Vec<Option<Aanbieder>> = getoond.iter().copied().map(Some).chain([None]).collect();
                self.aanbieder = step(&columns, self.aanbieder, to);
                if self.segment == Segment::Collectief {
                    shared.aanbieder = self.aanbieder;
                }
                return vec![Effect::Reload];
            }
            Action::View(View::Segment) => {
                self.segment = self.segment.other();
                shared.segment = self.segment;
                // Who has a figure in the one segment need have none in the other.
                self.aanbieder = None;
                return vec![Effect::Reload];
            }
            Action::View(View::Periode) => {
                shared.periode = other(shared.periode);
                return vec![Effect::Reload];
            }
            Action::View(View::Open) => {
                if let Some(row) = self.list.selected() {
                    let title = row.deelnemer.as_ref().map_or_else(|| "Rij".to_owned(), |d| format!("Deelnemer {d}"));
                    let mut reader = Reader::new(title, detail(row, shared)).indent(16).of_row();
                    reader.verder = row.aanbieder.zip(row.deelnemer.as_ref()).map(|(aanbieder, code)| Place::Traject {
                        aanbieder,
                        code: code.as_str().to_owned(),
                        start: row.startdatum,
                    });
                    return vec![Effect::Popup(Popup::Reader(Box::new(reader)))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let Some(Herleidingkop { meting, indicator, .. }) = self.list.head() else { return Afspraakherkomst::default() };
        let people = phrases::mensen(meting, indicator.is_mean());
        let deelnemer = self.list.selected().and_then(|r| r.deelnemer.as_ref()).map(ToString::to_string);
        let about = deelnemer.as_ref().map(|d| format!(" · deelnemer {d}")).unwrap_or_default();
        Afspraakherkomst {
            signaal: None,
            aanbieder: meting.aanbieder.or_else(|| self.list.selected().and_then(|r| r.aanbieder)),
            kpi: Some(indicator.kpi()),
            deelnemer,
            aanleiding: Some(Aanleiding {
                norm: self.norm.clone(),
                kwartaal: meting.kwartaal,
                periode: meting.periode,
                waarde: format!("{} ({people})", meting.weergave),
                versie: meting.versie,
            }),
            plan: meting.asks_for_plan(*indicator),
            over: format!("{} · {} · {} {}, {people}{about}", self.wie(shared), self.norm, meting.kwartaal, meting.weergave),
            verwacht: String::new(),
        }
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.list.head().map(|kop| kop.meting.kwartaal)
    }

    fn shown_periode(&self) -> Option<Periode> {
        self.list.head().map(|kop| kop.meting.periode)
    }

    fn subject(&self, shared: &Shared) -> String {
        format!("Onderbouwing {} · {}", self.norm, self.wie(shared))
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        Some(Uitgave::cijfers(
            &[Cijferblad::Onderbouwing],
            self.aanbieder,
            (shared.kwartaal, shared.segment),
            "De rijen achter alle cijfers",
        ))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}

/// Glyph and style of how a row weighs: a miss under a minimum is bad, a hit under a maximum is what asks attention.
fn mark(telling: Telling, richting: Richting, theme: Theme) -> (char, Style) {
    match (telling, richting) {
        (Telling::Teller, Richting::Minimum) => ('✓', theme.good()),
        (Telling::Noemer, Richting::Minimum) => ('✗', theme.bad()),
        (Telling::Teller, _) => ('●', theme.attention()),
        (Telling::Noemer, _) => ('○', theme.text()),
        (Telling::Buiten, _) => ('–', theme.dim()),
    }
}

fn detail(row: &Herleidingsrij, shared: &Shared) -> Vec<Line<'static>> {
    let (theme, register) = (shared.theme(), shared.register());
    let uitstroom = row.uitstroom.map(|u| format!("{}, {}", u.soort.naam(), wording::datum(u.datum)));
    let bron =
        row.bron.map(
            |(kwartaal, rij)| {
                if rij == 0 { format!("rapportage {kwartaal}") } else { format!("rapportage {kwartaal}, rij {rij}") }
            },
        );
    let fields = [
        ("Reden", Some(wording::reden(row, register))),
        ("Aanbieder", row.aanbieder.map(|a| register.naam(a))),
        ("Gemeente", row.gemeente.map(|g| g.naam().to_owned())),
        ("Startdatum", row.startdatum.map(wording::datum)),
        ("Einddatum", row.einddatum.map(wording::datum)),
        ("Uitstroom", uitstroom),
        ("Cijfer", row.cijfer.map(phrases::getal)),
        ("Staat in", bron),
    ];
    fields
        .into_iter()
        .filter_map(|(label, value)| Some(Line::from(vec![Span::styled(format!("{label:<16}"), theme.dim()), Span::raw(value?)])))
        .collect()
}
