//! One norm as a list: of many aanbieders, or per gemeente, the worst first.

use std::cmp::{Ordering, Reverse};

use ratatui::text::{Line, Span};
use rust_decimal::Decimal;

use super::figures::{no_reports, other};
use super::listing::{Compare, ListColumn, Listed, Listing, Seen};
use crate::app::{Gemeentenbeeld, KpiBeeld, NormRij, Normcel, how_bad};
use crate::domain::vooruitblik::Vooruitregel;
use crate::domain::{Aanbieder, Gemeente, Kwartaal, Periode, Register, Segment};
use crate::tui::action::{Action, View};
use crate::tui::phrases;
use crate::tui::raak::Raak;
use crate::tui::shared::Shared;
use crate::tui::widgets::chips::{self, Keuzechip};
use crate::tui::widgets::figure::{self, People};
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::spark::sparkline;
use crate::tui::widgets::table::Width;
use crate::wording;

/// Whose figure a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Vanwie {
    /// Of everybody, in all gemeenten.
    Samen,
    Aanbieder(Aanbieder),
    Gemeente(Gemeente),
}

impl Vanwie {
    pub(super) fn naam(self, register: &Register) -> String {
        match self {
            Self::Samen => phrases::aanbieder(None, register),
            Self::Aanbieder(wie) => register.naam(wie),
            Self::Gemeente(gemeente) => gemeente.naam().to_owned(),
        }
    }

    pub(super) const fn gemeente(self) -> Option<Gemeente> {
        if let Self::Gemeente(gemeente) = self { Some(gemeente) } else { None }
    }
}

/// A line: the figure of somebody, for both periods.
#[derive(Debug)]
pub(super) struct Normregel {
    pub wie: Vanwie,
    pub cel: Normcel,
    /// How much it asks to be looked at, in the kwartaal and in the year.
    erg: [(u8, Decimal); 2],
    /// Its place by name; everybody together stands above the others, whatever the order is.
    plaats: usize,
}

impl Normregel {
    /// The lines of figures that come by name.
    fn all(rij: &NormRij, cellen: impl Iterator<Item = (Vanwie, Normcel)>) -> Vec<Self> {
        let line = |(plaats, (wie, cel)): (usize, (Vanwie, Normcel))| {
            let erg = Periode::ALL.map(|p| how_bad(&rij.norm, &cel.reeks(p).meting));
            Self { wie, cel, erg, plaats }
        };
        cellen.enumerate().map(line).collect()
    }

    /// Whether it is of one of several.
    const fn is_of_one(&self) -> bool {
        !matches!(self.wie, Vanwie::Samen)
    }

    fn noemer(&self, periode: Periode) -> u32 {
        self.cel.reeks(periode).meting.waarde.counts().map_or(0, |(_, noemer)| noemer)
    }
}

/// What is known of the list as a whole.
#[derive(Debug)]
pub(super) struct Normkop {
    pub kwartaal: Kwartaal,
    pub per_gemeente: bool,
    /// The norm; its figures are those of the lines.
    pub rij: NormRij,
    /// What the rest of the year may still bring, per aanbieder.
    pub vooruit: Vec<Vooruitregel>,
    /// What is in none of these figures, in a sentence.
    pub buiten: Option<String>,
    people: [People; 2],
}

impl Normkop {
    pub(super) const fn segment(&self) -> Segment {
        self.rij.norm.segment
    }

    fn new(kwartaal: Kwartaal, per_gemeente: bool, rij: NormRij, regels: &[Normregel]) -> Self {
        let mean = rij.norm.indicator.is_mean();
        let people = Periode::ALL.map(|p| People::of(regels.iter().map(|r| (&r.cel.reeks(p).meting, mean))));
        Self { kwartaal, per_gemeente, rij, vooruit: Vec::new(), buiten: None, people }
    }

    fn is_mean(&self) -> bool {
        self.rij.norm.indicator.is_mean()
    }
}

/// The lines of a norm over many aanbieders.
pub(super) fn per_aanbieder(mut beeld: KpiBeeld) -> (Normkop, Vec<Normregel>) {
    let cellen = std::mem::take(&mut beeld.rij.cellen);
    // With nobody to show there is nothing to say of everybody either.
    let anybody = cellen.iter().any(|cel| cel.aanbieder.is_some());
    let cellen = cellen.into_iter().filter(|_| anybody);
    let wie = |cel: &Normcel| cel.aanbieder.map_or(Vanwie::Samen, Vanwie::Aanbieder);
    let regels = Normregel::all(&beeld.rij, cellen.map(|cel| (wie(&cel), cel)));
    let which = format!("in {} van wie niet in deze lijst staat", beeld.kwartaal.jaar());
    let buiten = counted(beeld.buiten_beeld, &which);
    let kop = Normkop::new(beeld.kwartaal, false, beeld.rij, &regels);
    (Normkop { vooruit: beeld.vooruit, buiten, ..kop }, regels)
}

/// The lines of a norm per gemeente.
pub(super) fn per_gemeente(mut beeld: Gemeentenbeeld) -> (Normkop, Vec<Normregel>) {
    let alle = std::mem::take(&mut beeld.rij.cellen).into_iter().map(|cel| (Vanwie::Samen, cel));
    let each = beeld.cellen.into_iter().map(|(gemeente, cel)| (Vanwie::Gemeente(gemeente), cel));
    let regels = Normregel::all(&beeld.rij, alle.chain(each));
    let buiten = counted(beeld.zonder_gemeente, &format!("in {} zonder gemeente", beeld.kwartaal.jaar()));
    (Normkop { buiten, ..Normkop::new(beeld.kwartaal, true, beeld.rij, &regels) }, regels)
}

/// "3 cijfers zonder gemeente tellen niet mee".
fn counted(n: usize, which: &str) -> Option<String> {
    let telt = if n == 1 { "telt" } else { "tellen" };
    (n > 0).then(|| format!("{} {which} {telt} niet mee", phrases::aantal(n, "cijfer", "cijfers")))
}

fn by_name(a: &Normregel, b: &Normregel, _: &Shared) -> Ordering {
    (a.is_of_one(), a.plaats).cmp(&(b.is_of_one(), b.plaats))
}

/// What a column of figures is called.
const fn periode(periode: Periode) -> &'static str {
    match periode {
        Periode::Kwartaal => "kwartaal",
        Periode::Jaar => "jaar t/m",
    }
}

fn cell_of(regel: &Normregel, which: Periode, seen: &Seen<'_, Normregel>) -> Line<'static> {
    let people = seen.head.people[which as usize];
    Line::from(figure::figure(&regel.cel.reeks(which).meting, seen.head.is_mean(), people, seen.theme()))
}

impl Listed for Normregel {
    type Key = Vanwie;
    type Head = Normkop;
    type Choice = ();

    fn key(&self) -> Vanwie {
        self.wie
    }

    fn searchable(&self, shared: &Shared) -> String {
        let said = Periode::ALL.map(|p| self.cel.reeks(p).meting.oordeel.naam());
        format!("{} {}", self.wie.naam(shared.register()), said.join(" "))
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let chosen = seen.shared.periode;
        let rest = other(chosen);
        let width = |p: Periode| Width::Fixed(u16::try_from(seen.head.people[p as usize].figure_width()).unwrap_or(u16::MAX));
        let who = if seen.head.per_gemeente { "gemeente" } else { "aanbieder" };
        vec![
            ListColumn::<Self>::new(who, Width::Rest(18), |r, seen| seen.text(r.wie.naam(seen.shared.register())))
                .naming(seen.rows.iter().map(|r| r.wie.naam(seen.shared.register())).collect())
                .sorts("naam", by_name),
            ListColumn::<Self>::new(periode(chosen), width(chosen), |r, seen| cell_of(r, seen.shared.periode, seen)).sorts(
                "aantal",
                |a, b, shared| {
                    let noemer = |r: &Self| (r.is_of_one(), Reverse(r.noemer(shared.periode)));
                    noemer(a).cmp(&noemer(b)).then_with(|| by_name(a, b, shared))
                },
            ),
            ListColumn::<Self>::new("oordeel", Width::Fixed(17), |r, seen| {
                seen.text(r.cel.reeks(seen.shared.periode).meting.oordeel.naam())
            })
            .optional(3),
            ListColumn::<Self>::new(wording::plusmin(seen.shared.kwartaal.previous()), Width::Fixed(6), |r, seen| {
                seen.text(r.cel.reeks(seen.shared.periode).verandering.map(phrases::verandering).unwrap_or_default())
            })
            .right()
            .optional(5),
            ListColumn::<Self>::new(periode(rest), width(rest), |r, seen| cell_of(r, other(seen.shared.periode), seen))
                .optional(4),
            ListColumn::<Self>::new("verloop", Width::Fixed(8), |r, seen| {
                let trend = sparkline(&r.cel.reeks(seen.shared.periode).trend, 8, seen.head.is_mean());
                Line::from(Span::styled(trend, seen.theme().fill()))
            })
            .optional(6),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("slechtste eerst", |a, b, shared| {
            let bad = |r: &Self| (r.is_of_one(), Reverse(r.erg[shared.periode as usize]));
            bad(a).cmp(&bad(b)).then_with(|| by_name(a, b, shared))
        })
    }

    fn is_same(was: &Normkop, is: &Normkop) -> bool {
        let of = |kop: &Normkop| (kop.kwartaal, kop.per_gemeente, kop.rij.norm.id.clone());
        of(was) == of(is)
    }

    fn leeg(list: &Listing<Self>) -> String {
        match list.head() {
            Some(kop) if list.all().is_empty() => no_reports(kop.segment(), kop.kwartaal),
            Some(kop) if kop.per_gemeente => phrases::no_words("Geen gemeente"),
            _ => phrases::no_words("Geen aanbieder"),
        }
    }
}

/// Draws the parts of the screen, the one that is shown standing out, and the order of the lines.
pub(super) fn draw_parts(list: &Listing<Normregel>, pen: &mut Pen<'_>, shared: &Shared) {
    let per_gemeente = list.head().is_some_and(|kop| kop.per_gemeente);
    let count = list.all().iter().filter(|r| r.is_of_one()).count();
    // To the one that is shown one need not go.
    let other = Some(Raak::Doe(Action::View(View::NextPane)));
    let chip = |tekst: String, gekozen: bool| Keuzechip { tekst, gekozen, raak: other.filter(|_| !gekozen) };
    let aanbieders = if per_gemeente { "per aanbieder".to_owned() } else { format!("per aanbieder {count}") };
    let gemeenten = if per_gemeente { "per gemeente, ter informatie" } else { "per gemeente" };
    let parts = [chip(aanbieders, !per_gemeente), chip(gemeenten.to_owned(), per_gemeente)];
    chips::draw(&parts, 1, list.order_note_or("slechtste eerst", shared), pen, shared.theme(), &shared.raak);
}
