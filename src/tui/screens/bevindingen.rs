//! Bevindingen: what was found in one version of a report, as a list; each is read whole, and leads to the deelnemer it is about.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored, facts};
use super::{Effect, Effects, Scherm};
use crate::app::{Melding, finding_help, finding_title};
use crate::domain::{Aanbieder, Bevinding, Ernst, Kwartaal};
use crate::tui::action::{Action, RapportAction, Reason, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::forms::inlezen;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::leesbeeld::Leesbeeld;
use crate::tui::lines;
use crate::tui::msg::{Answer, Bevindingenbron, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::Popup;
use crate::tui::shared::Shared;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

/// A finding with its place among the others: several may say the same of one cell.
#[derive(Debug)]
pub struct Bevindingsregel {
    plaats: usize,
    bevinding: Bevinding,
}

const fn glyph(ernst: Ernst) -> &'static str {
    match ernst {
        Ernst::Bestand | Ernst::Fout => "✗",
        Ernst::Waarschuwing => "!",
        Ernst::Opmerking => "·",
    }
}

impl Bevindingsregel {
    fn kpi(&self) -> String {
        wording::opsomming(self.bevinding.kpi.iter().map(ToString::to_string))
    }

    fn part(of: Option<&str>) -> String {
        wording::veilig(of.unwrap_or_default())
    }
}

impl Listed for Bevindingsregel {
    type Key = usize;
    /// What the list is called.
    type Head = String;
    type Choice = ();

    const DETAIL: u16 = 4;

    fn key(&self) -> usize {
        self.plaats
    }

    fn searchable(&self, _: &Shared) -> String {
        let b = &self.bevinding;
        format!("{} {} {} {}", b.bestand, b.gevonden, b.verwacht, lines::weight(b.ernst))
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let touches = seen.rows.iter().any(|r| !r.bevinding.kpi.is_empty());
        vec![
            ListColumn::<Self>::new("", Width::Fixed(1), |r, seen| {
                let ernst = r.bevinding.ernst;
                Line::from(Span::styled(glyph(ernst), seen.theme().ernst(ernst)))
            }),
            ListColumn::<Self>::new("blad", Width::Fixed(14), |r, seen| seen.text(Self::part(r.bevinding.blad.as_deref())))
                .optional(3)
                .sorts("blad", |a, b, _| a.bevinding.blad.cmp(&b.bevinding.blad)),
            ListColumn::<Self>::new("cel", Width::Fixed(6), |r, seen| seen.text(Self::part(r.bevinding.cel.as_deref()))),
            ListColumn::<Self>::new("deelnemer", Width::Fixed(12), |r, seen| {
                seen.text(Self::part(r.bevinding.deelnemer.as_deref()))
            })
            .sorts("deelnemer", |a, b, _| a.bevinding.deelnemer.cmp(&b.bevinding.deelnemer)),
            ListColumn::<Self>::new("KPI", Width::Fixed(8), |r, seen| seen.text(r.kpi())).optional(2).shown_if(touches),
            ListColumn::<Self>::new("wat", Width::Fixed(30), |r, seen| {
                Line::from(Span::styled(finding_title(&r.bevinding.code).to_owned(), seen.theme().ernst(r.bevinding.ernst)))
            })
            .optional(4)
            .sorts("wat", |a, b, _| finding_title(&a.bevinding.code).cmp(finding_title(&b.bevinding.code))),
            ListColumn::<Self>::new("bevinding", Width::Rest(26), |r, seen| seen.text(wording::veilig(&r.bevinding.tekst))),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("zwaarte", as_stored)
    }

    fn chips(_: &String) -> Vec<Chip<Self>> {
        let chip = |naam, accepts| Chip { naam, accepts, leeg: format!("Niets. {} toont andere.", Werkwoord::Filteren.shown()) };
        vec![
            chip("alle", |_| true),
            chip("raakt een KPI", |r| !r.bevinding.kpi.is_empty()),
            chip("fout", |r| matches!(r.bevinding.ernst, Ernst::Bestand | Ernst::Fout)),
            chip("waarschuwing", |r| r.bevinding.ernst == Ernst::Waarschuwing),
            chip("opmerking", |r| r.bevinding.ernst == Ernst::Opmerking),
        ]
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let naam = list.head().cloned().unwrap_or_default();
        list.name_line(&naam, "", pen, shared);
        list.draw_chips("", pen, shared);
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return phrases::no_words("Geen bevindingen");
        }
        list.chip().map(|chip| chip.leeg).unwrap_or_default()
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let theme = seen.theme();
        let b = &self.bevinding;
        let titel = Span::styled(format!(" {} {}", glyph(b.ernst), finding_title(&b.code)), theme.ernst(b.ernst));
        let place = [Self::part(b.blad.as_deref()), Self::part(b.cel.as_deref()), Self::part(b.deelnemer.as_deref())];
        vec![
            facts(titel, place.into_iter().filter(|p| !p.is_empty()), theme.dim()),
            Line::raw(format!("   {}", wording::veilig(&b.tekst))),
        ]
    }
}

/// Everything about one finding, to read.
fn beeld(regel: &Bevindingsregel, aanbieder: Option<Aanbieder>, shared: &Shared) -> Popup {
    let (b, theme) = (&regel.bevinding, shared.theme());
    let kop = Span::styled(format!(" {} {}", glyph(b.ernst), lines::weight(b.ernst)), theme.ernst(b.ernst));
    let raakt = (!b.kpi.is_empty()).then(|| format!("raakt KPI {}", regel.kpi()));
    let traject = aanbieder.zip(b.deelnemer.clone()).map(|(aanbieder, code)| Place::Traject { aanbieder, code, start: None });
    Leesbeeld::new(finding_title(&b.code), facts(kop, raakt, theme.dim()), theme)
        .tekst(&b.tekst)
        .onder("Wat u zelf kunt doen", &finding_help(&b.code).map(phrases::hulp).unwrap_or_default())
        .veld("bestand", b.bestand.clone())
        .veld("blad", b.blad.clone())
        .veld(if b.hele_rij { "rij, bij cel" } else { "cel" }, b.cel.clone())
        .veld("kolom", b.kolom.map(|kolom| kolom.naam().to_owned()))
        .veld("deelnemer", b.deelnemer.clone())
        .veld("er staat", b.gevonden.clone())
        .veld("verwacht", b.verwacht.clone())
        .veld("aanbieder", aanbieder.map(|wie| shared.naam(wie)))
        .verder(traject)
        .popup()
}

/// The findings of one version; without an aanbieder those of a dekkingsoverzicht.
#[derive(Debug)]
pub struct Bevindingenscherm {
    aanbieder: Option<Aanbieder>,
    kwartaal: Kwartaal,
    versie: u32,
    list: Listing<Bevindingsregel>,
}

impl Bevindingenscherm {
    pub fn new(aanbieder: Option<Aanbieder>, kwartaal: Kwartaal, versie: u32) -> Self {
        Self { aanbieder, kwartaal, versie, list: Listing::default() }
    }

    fn naam(&self, shared: &Shared) -> String {
        let wie = self.aanbieder.map_or_else(|| "dekkingsoverzicht".to_owned(), |wie| shared.naam(wie));
        format!("Bevindingen {wie}, {}, versie {}", self.kwartaal, self.versie)
    }
}

impl Scherm for Bevindingenscherm {
    fn scope(&self) -> Scope {
        Scope::Bevindingen
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Bevindingen(self.aanbieder, self.kwartaal, self.versie))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let naam = self.naam(shared);
        let of = |a| match a {
            Answer::Bevindingen(all) => {
                let rows = all.into_iter().enumerate().map(|(plaats, bevinding)| Bevindingsregel { plaats, bevinding });
                Some((naam, rows.collect()))
            }
            _ => None,
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
            Action::View(View::Open) => self.list.selected().map(drop).ok_or(Reason::NothingSelected),
            Action::Rapport(RapportAction::Findings) if self.aanbieder.is_none() => Err(Reason::OnlyReports),
            Action::Afspraak(_) | Action::Rapport(RapportAction::Findings) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::View(View::Open) => {
                self.list.selected().map(|r| Effect::Popup(beeld(r, self.aanbieder, shared))).into_iter().collect()
            }
            Action::Rapport(RapportAction::Findings) => {
                let form = self.aanbieder.map(|wie| {
                    let van = Bevindingenbron::Versie(wie, self.kwartaal, self.versie);
                    inlezen::bevindingen(van, &format!("{}-{}", wie.key(), self.kwartaal))
                });
                form.map(|form| Effect::Popup(Popup::Form(Box::new(form)))).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let over = self.naam(shared);
        Afspraakherkomst { aanbieder: self.aanbieder, over, ..Afspraakherkomst::default() }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::keys::Scope;
    use crate::tui::testing::Zitting;

    #[test]
    fn a_finding_is_found_read_whole_and_leads_to_its_deelnemer_and_to_excel() {
        let mut desk = Zitting::open();
        desk.keys("5<enter>");
        assert_eq!(desk.model.screens.top().scope(), Scope::Bevindingen);
        let list = desk.screen(120, 40);
        assert!(list.contains("Bevindingen PSW, 2025-K4, versie 1") && list.contains(" 1 van "), "{list}");
        desk.keys("<enter>");
        let read = desk.screen(120, 40);
        for said in ["voorbeeld-psw-2025-K4.xlsx", "deelnemer", "blad"] {
            assert!(read.contains(said), "{said}: {read}");
        }
        desk.keys("<enter>");
        assert_eq!(desk.model.screens.top().scope(), Scope::Traject);
        desk.keys("<esc>/bestaat niet<enter>");
        assert!(desk.screen(120, 40).contains("Geen bevindingen met deze woorden"), "{}", desk.screen(120, 40));
        desk.keys("<esc>w");
        assert!(desk.screen(120, 40).contains("bevindingen-psw-2025-K4.xlsx"), "{}", desk.screen(120, 40));
    }
}
