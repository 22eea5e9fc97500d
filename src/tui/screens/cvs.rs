//! CVS: what a gemeente's own system says against what the aanbieder reports, traject by traject.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored, facts};
use super::parts::turn;
use super::{Effect, Effects, Scherm, Segmentzicht};
use crate::app::{Cijferblad, Cvsbeeld, Melding};
use crate::domain::{Aanbieder, Cvsrij, Cvsstand, Cvsveld, Cvsvergelijking, Gemeente, Hersteller, Kwartaal, Segment, Vastgelegd};
use crate::tui::action::{Action, AfspraakAction, BeleidAction, Reason, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::leesbeeld::Leesbeeld;
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

/// A traject in the export, in the report, or in both.
#[derive(Debug)]
struct Cvslijn {
    gemeente: Gemeente,
    aanbieder: Aanbieder,
    rij: Cvsrij,
}

/// What is known of a gemeente and an aanbieder as a whole.
#[derive(Debug)]
struct Cvstelling {
    gemeente: Gemeente,
    aanbieder: Aanbieder,
    verschillen: usize,
    trajecten: usize,
    volgens_cvs: Vastgelegd,
    volgens_aanbieder: Vastgelegd,
}

#[derive(Debug)]
struct Cvskop {
    kwartaal: Kwartaal,
    geleverd: Vec<Gemeente>,
    standen: Vec<Cvstelling>,
}

/// Whose trajecten only; None is of all.
#[derive(Debug, Default)]
struct Cvskeuze {
    gemeente: Option<Gemeente>,
    aanbieder: Option<Aanbieder>,
}

fn lines(beeld: Cvsbeeld) -> (Cvskop, Vec<Cvslijn>) {
    let Cvsbeeld { kwartaal, geleverd, vergelijkingen } = beeld;
    let (mut standen, mut rows) = (Vec::new(), Vec::new());
    for vergelijking in vergelijkingen {
        let verschillen = vergelijking.verschillen().count();
        let Cvsvergelijking { gemeente, aanbieder, rijen, volgens_cvs, volgens_aanbieder, .. } = vergelijking;
        let trajecten = rijen.len();
        standen.push(Cvstelling { gemeente, aanbieder, verschillen, trajecten, volgens_cvs, volgens_aanbieder });
        rows.extend(rijen.into_iter().map(|rij| Cvslijn { gemeente, aanbieder, rij }));
    }
    (Cvskop { kwartaal, geleverd, standen }, rows)
}

impl Cvslijn {
    fn is_for(&self, wie: Hersteller) -> bool {
        self.rij.herstellers().contains(&wie)
    }

    /// Who puts it right; nobody where nothing differs.
    fn herstellers(&self) -> String {
        wording::opsomming(self.rij.herstellers().into_iter().map(Hersteller::naam))
    }

    fn code(&self) -> String {
        wording::veilig(self.rij.deelnemer.as_str())
    }
}

impl Listed for Cvslijn {
    type Key = (Gemeente, Aanbieder, String, chrono::NaiveDate);
    type Head = Cvskop;
    type Choice = Cvskeuze;

    const DETAIL: u16 = 4;

    fn key(&self) -> Self::Key {
        (self.gemeente, self.aanbieder, self.rij.deelnemer.sleutel().to_owned(), self.rij.startdatum)
    }

    fn searchable(&self, _: &Shared) -> String {
        wording::datum(self.rij.startdatum)
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let names = seen.shared.names_of(seen.rows.iter().map(|r| r.aanbieder));
        vec![
            ListColumn::<Self>::new("", Width::Fixed(1), |r, seen| {
                let (glyph, style) = mark(&r.rij, seen.theme());
                Line::from(Span::styled(glyph, style))
            }),
            ListColumn::<Self>::new("deelnemer", Width::Fixed(12), |r, seen| seen.text(r.code()))
                .sorts("deelnemer", |a, b, _| a.rij.deelnemer.cmp(&b.rij.deelnemer)),
            ListColumn::<Self>::new("gemeente", Width::Fixed(if seen.width < 100 { 9 } else { 17 }), |r, seen| {
                seen.text(r.gemeente.naam())
            })
            .sorts("gemeente", |a, b, _| a.gemeente.cmp(&b.gemeente)),
            ListColumn::<Self>::of_names("aanbieder", names, 9, |r, seen| seen.text(seen.shared.naam(r.aanbieder)))
                .optional(2)
                .sorts("aanbieder", |a, b, shared| {
                    let plaats = |r: &Self| shared.register().plaats(r.aanbieder);
                    plaats(a).cmp(&plaats(b))
                }),
            ListColumn::<Self>::new("wie herstelt", Width::Fixed(12), |r, seen| seen.text(r.herstellers()))
                .optional(1)
                .sorts("wie herstelt", |a, b, _| a.rij.herstellers().cmp(&b.rij.herstellers())),
            ListColumn::<Self>::new("verschil met rapportage", Width::Rest(26), |r, seen| {
                let tekst = wording::cvsrij(&r.rij);
                if r.rij.is_equal() { seen.dim(tekst) } else { seen.text(tekst) }
            }),
            ListColumn::<Self>::new("gestart", Width::Fixed(11), |r, seen| seen.text(wording::datum(r.rij.startdatum)))
                .optional(7)
                .sorts("gestart", |a, b, _| a.rij.startdatum.cmp(&b.rij.startdatum)),
            ListColumn::<Self>::new("beoordeeld", Width::Fixed(11), |r, seen| {
                seen.text(r.rij.beoordeeld_op.map(wording::datum).unwrap_or_default())
            })
            .optional(6),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("gemeente", as_stored)
    }

    fn chips(_: &Cvskop) -> Vec<Chip<Self>> {
        let leeg = || format!("Geen trajecten in deze lijst. {} toont andere.", Werkwoord::Filteren.shown());
        let geen = || format!("CVS en de rapportages zeggen hetzelfde. {} toont alle trajecten.", Werkwoord::Filteren.shown());
        vec![
            Chip { naam: "verschillen", accepts: |r| !r.rij.is_equal(), leeg: geen() },
            Chip { naam: "aanbieder", accepts: |r| r.is_for(Hersteller::Aanbieder), leeg: leeg() },
            Chip { naam: "gemeente", accepts: |r| r.is_for(Hersteller::Gemeente), leeg: leeg() },
            Chip { naam: "samen", accepts: |r| r.is_for(Hersteller::Samen), leeg: leeg() },
            Chip { naam: "alle trajecten", accepts: |_| true, leeg: leeg() },
        ]
    }

    fn passes(&self, choice: &Cvskeuze) -> bool {
        choice.gemeente.is_none_or(|g| self.gemeente == g) && choice.aanbieder.is_none_or(|a| self.aanbieder == a)
    }

    fn is_same(was: &Cvskop, is: &Cvskop) -> bool {
        was.kwartaal == is.kwartaal
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let Some(kop) = list.head() else { return };
        let keuze = list.choice();
        let gemeente = keuze.gemeente.map_or("alle gemeenten", Gemeente::naam);
        let aanbieder = shared.register().naam_of(keuze.aanbieder, "alle aanbieders");
        list.name_line(
            &format!("CVS tegenover de rapportages · {}", kop.kwartaal),
            &format!("‹ {gemeente} ›  ‹ {aanbieder} ›"),
            pen,
            shared,
        );
        list.draw_chips("", pen, shared);
    }

    fn leeg(list: &Listing<Self>) -> String {
        match list.head() {
            Some(kop) if kop.geleverd.is_empty() => {
                format!("Geen CVS-exports voor {}. {} leest bestanden in.", kop.kwartaal, Werkwoord::Inlezen.shown())
            }
            _ if list.has_words() => phrases::no_words("Geen traject"),
            _ => list.chip().map(|chip| chip.leeg).unwrap_or_default(),
        }
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let room = usize::from(seen.width).saturating_sub(4);
        let said = text::wrap(&format!("{}: {}", self.code(), wording::cvsrij(&self.rij)), room).into_iter().take(2);
        let mut lines: Vec<Line<'static>> = said.map(|line| Line::raw(format!("   {line}"))).collect();
        lines.extend(stand(self, seen.head, seen.shared).map(|said| Line::raw(format!("   {said}"))));
        lines
    }
}

/// How many of a gemeente and an aanbieder differ, and what KPI 1 is by either.
fn stand(lijn: &Cvslijn, kop: &Cvskop, shared: &Shared) -> Option<String> {
    let stand = kop.standen.iter().find(|s| (s.gemeente, s.aanbieder) == (lijn.gemeente, lijn.aanbieder))?;
    let (cvs, theirs) = (&stand.volgens_cvs, &stand.volgens_aanbieder);
    Some(format!(
        "{} en {}: {} van {} trajecten verschillen · start vastgelegd (KPI 1): CVS {} van {}, aanbieder {} van {}",
        stand.gemeente.naam(),
        shared.naam(stand.aanbieder),
        stand.verschillen,
        stand.trajecten,
        cvs.teller,
        cvs.noemer,
        theirs.teller,
        theirs.noemer
    ))
}

/// Whether it differs.
const fn mark(rij: &Cvsrij, theme: Theme) -> (&'static str, ratatui::style::Style) {
    match &rij.stand {
        Cvsstand::Beide(velden) if velden.is_empty() => ("✓", theme.good()),
        Cvsstand::Beide(_) => ("!", theme.attention()),
        Cvsstand::AlleenCvs { .. } | Cvsstand::AlleenRapportage { .. } => ("◌", theme.attention()),
    }
}

/// Everything about a traject in both, to read; its way through the reports lies behind it.
fn read(lijn: &Cvslijn, kop: &Cvskop, shared: &Shared) -> Effect {
    let (rij, theme) = (&lijn.rij, shared.theme());
    let (glyph, style) = mark(rij, theme);
    let status = if rij.is_equal() { "CVS en rapportage zijn gelijk" } else { "CVS en rapportage verschillen" };
    let mut beeld = Leesbeeld::new(
        format!("CVS en rapportage · {}", lijn.code()),
        facts(Span::styled(format!(" {glyph} {status}"), style), [kop.kwartaal.to_string()], theme.dim()),
        theme,
    );
    match &rij.stand {
        Cvsstand::Beide(velden) => {
            for Cvsveld { kolom, cvs, aanbieder, hersteller } in velden {
                let [cvs, aanbieder] = [cvs, aanbieder].map(|waarde| wording::veldwaarde(*waarde));
                beeld =
                    beeld.veld(kolom.naam(), format!("{cvs} in CVS, {aanbieder} bij de aanbieder · {}", herstel(*hersteller)));
            }
        }
        Cvsstand::AlleenCvs { .. } | Cvsstand::AlleenRapportage { .. } => {
            let wie = rij.herstellers().into_iter().next().map(herstel).unwrap_or_default();
            beeld = beeld.tekst(&format!("{}; {wie}.", wording::hoofdletter(&wording::cvsrij(rij))));
        }
    }
    let in_rapportage = !matches!(rij.stand, Cvsstand::AlleenCvs { elders: None });
    let traject = in_rapportage.then(|| Place::Traject {
        aanbieder: lijn.aanbieder,
        code: rij.deelnemer.as_str().to_owned(),
        start: Some(rij.startdatum),
    });
    let beeld = beeld
        .onder("Deze gemeente en deze aanbieder", &stand(lijn, kop, shared).unwrap_or_default())
        .veld("deelnemer", rij.deelnemer.as_str().to_owned())
        .veld("gestart", wording::datum(rij.startdatum))
        .veld("gemeente", lijn.gemeente.naam().to_owned())
        .veld("aanbieder", shared.naam(lijn.aanbieder))
        .veld("beoordeeld op", rij.beoordeeld_op.map(|dag| format!("{} door de casusregisseur", wording::datum(dag))))
        .verder(traject);
    Effect::Popup(beeld.popup())
}

const fn herstel(wie: Hersteller) -> &'static str {
    match wie {
        Hersteller::Aanbieder => "de aanbieder herstelt dit",
        Hersteller::Gemeente => "de gemeente herstelt dit",
        Hersteller::Samen => "dit zoeken ze samen uit",
    }
}

#[derive(Debug, Default)]
pub struct Cvsscherm {
    list: Listing<Cvslijn>,
}

impl Scherm for Cvsscherm {
    fn scope(&self) -> Scope {
        Scope::Cvs
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Cvs(shared.kwartaal))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        self.list.take(answer.map(|a| if let Answer::Cvs(beeld) = a { Some(lines(*beeld)) } else { None }), shared);
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
            Action::Beleid(BeleidAction::Gemeente(_) | BeleidAction::Aanbieder(_)) | Action::Afspraak(AfspraakAction::New) => {
                Ok(())
            }
            Action::View(View::Open) => self.list.selected().map(drop).ok_or(Reason::NothingSelected),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Beleid(BeleidAction::Gemeente(step)) => {
                let all = self.list.head().map(|kop| kop.geleverd.clone()).unwrap_or_default();
                self.list.narrow(|keuze| keuze.gemeente = turn(&all, keuze.gemeente, step), shared)
            }
            Action::Beleid(BeleidAction::Aanbieder(step)) => {
                let all = shared.register().in_volgorde(self.list.all().iter().map(|r| r.aanbieder));
                self.list.narrow(|keuze| keuze.aanbieder = turn(&all, keuze.aanbieder, step), shared)
            }
            Action::View(View::Open) => {
                let read = self.list.selected().zip(self.list.head()).map(|(lijn, kop)| read(lijn, kop, shared));
                read.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let over = "CVS tegenover de rapportages";
        Some(Uitgave::cijfers(&[Cijferblad::Cvs], None, (shared.kwartaal, Segment::Collectief), over))
    }

    /// What a new afspraak takes along: the traject, and what differs.
    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let Some(lijn) = self.list.selected() else {
            return Afspraakherkomst { aanbieder: shared.aanbieder, ..Afspraakherkomst::default() };
        };
        Afspraakherkomst {
            aanbieder: Some(lijn.aanbieder),
            deelnemer: Some(lijn.rij.deelnemer.as_str().to_owned()),
            kpi: Some(1),
            over: format!("{} · {} · {}", shared.naam(lijn.aanbieder), lijn.code(), wording::cvsrij(&lijn.rij)),
            ..Afspraakherkomst::default()
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}
