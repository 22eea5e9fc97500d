//! Afspraken: everything that was agreed, over the aanbieders and kwartalen.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, facts};
use super::{Effect, Effects, Scherm};
use crate::app::{Afspraakfilter, Afspraakregel, Melding};
use crate::domain::verwachting::Uitslag;
use crate::domain::{Afspraak, Afspraaknummer, Afspraaksoort, Afspraakstatus, nederlandse_dag};
use crate::tui::action::{Action, AfspraakAction, Reason, Tab, View};
use crate::tui::forms::afspraak::{self as form, Afspraakherkomst, Samen};
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::leesbeeld::Leesbeeld;
use crate::tui::msg::{Answer, Cmd, Gemaakt, Query, Write};
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::table::{TableCell, Width};
use crate::wording;

impl Listed for Afspraakregel {
    type Key = Afspraaknummer;
    type Head = ();
    type Choice = ();

    const DETAIL: u16 = 6;
    const HOLDS: bool = true;

    fn key(&self) -> Afspraaknummer {
        self.afspraak.nummer
    }

    fn searchable(&self, _: &Shared) -> String {
        let afspraak = &self.afspraak;
        let kpi = afspraak.kpi.map(|k| format!("kpi {k}")).unwrap_or_default();
        let nummer = afspraak.nummer.to_string();
        let parts = [
            nummer.as_str(),
            &afspraak.tekst,
            &afspraak.eigenaar,
            &afspraak.resultaat,
            afspraak.soort.naam(),
            afspraak.status.naam(),
            &kpi,
        ];
        parts.join(" ")
    }

    fn columns(_: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        vec![
            ListColumn::<Self>::new("", Width::Fixed(1), |r, seen| {
                let (glyph, style) = mark(r, seen.theme());
                Line::from(Span::styled(glyph.to_string(), style))
            })
            .marks(),
            ListColumn::<Self>::new("nummer", Width::Fixed(14), |r, seen| cell(r, seen, r.afspraak.nummer.to_string()))
                .sorts("nummer", by_nummer),
            ListColumn::<Self>::new("deadline", Width::Fixed(14), |r, seen| {
                let deadline = r.afspraak.deadline.map(|d| wording::dag_en_datum(d, seen.shared.today));
                let deadline = deadline.unwrap_or_default();
                if r.te_laat { Line::from(Span::styled(deadline, seen.theme().bad())) } else { cell(r, seen, deadline) }
            }),
            ListColumn::<Self>::new("eigenaar", Width::Fixed(12), |r, seen| cell(r, seen, wording::veilig(&r.afspraak.eigenaar)))
                .optional(3)
                .sorts("eigenaar", |a, b, shared| {
                    let eigenaar = |r: &Self| r.afspraak.eigenaar.to_lowercase();
                    eigenaar(a).cmp(&eigenaar(b)).then_with(|| by_nummer(a, b, shared))
                }),
            ListColumn::<Self>::new("KPI", Width::Fixed(3), |r, seen| {
                cell(r, seen, r.afspraak.kpi.map(|k| k.to_string()).unwrap_or_default())
            })
            .optional(4)
            .sorts("KPI", |a, b, shared| a.afspraak.kpi.cmp(&b.afspraak.kpi).then_with(|| by_nummer(a, b, shared))),
            ListColumn::<Self>::new("afspraak", Width::Rest(26), |r, seen| {
                let tekst = wording::veilig(&of_kind(&r.afspraak));
                // It stays a while among those that are open: that it is not is read before what it was.
                cell(r, seen, if is_open(r) { tekst } else { format!("{} · {tekst}", r.afspraak.status.naam()) })
            }),
            ListColumn::<Self>::new("doorgeschoven", Width::Fixed(14), |r, seen| {
                seen.text(if r.doorgeschoven > 0 { format!("{}e keer", r.doorgeschoven) } else { String::new() })
            })
            .optional(6),
        ]
    }

    /// Open ones come first, and what has no date last.
    fn own_order() -> (&'static str, Compare<Self>) {
        ("deadline", |a, b, shared| {
            let date = |r: &Self| (!is_open(r), r.afspraak.deadline.is_none(), r.afspraak.deadline);
            date(a).cmp(&date(b)).then_with(|| by_nummer(a, b, shared))
        })
    }

    fn chips((): &()) -> Vec<Chip<Self>> {
        let open = || {
            let all = Werkwoord::Filteren.shown();
            format!("Geen open afspraken. {all} toont ook wat gereed of vervallen is.")
        };
        vec![
            Chip { naam: "open", accepts: is_open, leeg: open() },
            Chip { naam: "te laat", accepts: |r| r.te_laat, leeg: "Geen afspraak is te laat.".into() },
            Chip { naam: "alle", accepts: |_| true, leeg: open() },
        ]
    }

    /// What was done with is no longer chosen.
    fn keeps_mark(&self) -> bool {
        is_open(self)
    }

    fn leeg(list: &Listing<Self>) -> String {
        match list.chip() {
            _ if list.all().is_empty() => {
                format!("Nog geen afspraken. {} maakt er een, vanaf elk scherm.", Werkwoord::Afspraak.shown())
            }
            _ if list.has_words() => phrases::no_words("Geen afspraak"),
            chip => chip.map(|chip| chip.leeg).unwrap_or_default(),
        }
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        detail(self, seen.shared, seen.width.into())
    }
}

/// What was agreed, behind what kind it is: a plan van aanpak is told from an ordinary one on every screen.
fn of_kind(afspraak: &Afspraak) -> String {
    if afspraak.soort == Afspraaksoort::Gewoon || afspraak.names_its_kind() {
        return afspraak.tekst.to_string();
    }
    format!("{} · {}", afspraak.soort.naam(), afspraak.tekst)
}

/// What is not open any more stands back.
fn cell(regel: &Afspraakregel, seen: &Seen<'_, Afspraakregel>, text: String) -> TableCell {
    if is_open(regel) { seen.text(text) } else { seen.dim(text) }
}

fn by_nummer(a: &Afspraakregel, b: &Afspraakregel, _: &Shared) -> Ordering {
    a.afspraak.nummer.cmp(&b.afspraak.nummer)
}

#[derive(Debug, Default)]
pub struct Afsprakenscherm {
    list: Listing<Afspraakregel>,
}

impl Afsprakenscherm {
    /// The list, with this one selected.
    pub fn at(nummer: Afspraaknummer) -> Self {
        let mut screen = Self::default();
        screen.list.expect(nummer);
        screen
    }

    /// The form for an act on what is chosen, or else on the selected one.
    fn together(&self, wat: Samen, theme: Theme) -> Effects {
        let afspraken: Vec<Afspraak> = self.list.targets().into_iter().map(|r| r.afspraak.clone()).collect();
        vec![Effect::Popup(Popup::Form(Box::new(form::samen(wat, &afspraken, theme))))]
    }

    /// What is chosen of the list, or else all that is listed, as a filter for the workbook.
    fn as_filter(&self) -> Afspraakfilter {
        let regels = if self.list.has_marks() { self.list.targets() } else { self.list.shown().collect() };
        let nummers = regels.into_iter().map(|r| r.afspraak.nummer).collect();
        Afspraakfilter { nummers: Some(nummers), ..Afspraakfilter::default() }
    }
}

impl Scherm for Afsprakenscherm {
    fn scope(&self) -> Scope {
        Scope::Afspraken
    }

    fn tab(&self) -> Option<Tab> {
        Some(Tab::Afspraken)
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Afspraken)
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        self.list.take(answer.map(|a| if let Answer::Afspraken(regels) = a { Some(((), regels)) } else { None }), shared);
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn expect(&mut self, made: &Gemaakt) {
        if let Gemaakt::Afspraak(nummer) = made {
            self.list.expect(*nummer);
        }
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        let selected = self.list.selected().ok_or(Reason::NothingSelected);
        let open = |yes: bool, reason: Reason| {
            if is_open(selected.clone()?) == yes { Ok(()) } else { Err(reason) }
        };
        // What was chosen is open; without it the act is on the selected one.
        let chosen = || if self.list.has_marks() { Ok(()) } else { open(true, Reason::NotOpen) };
        match action {
            Action::Afspraak(AfspraakAction::New) => Ok(()),
            Action::Afspraak(AfspraakAction::Edit | AfspraakAction::Mark) => open(true, Reason::NotOpen),
            Action::Afspraak(AfspraakAction::Close | AfspraakAction::Withdraw | AfspraakAction::Postpone) => chosen(),
            Action::Afspraak(AfspraakAction::Export) => {
                if self.list.is_empty() {
                    Err(Reason::NothingSelected)
                } else {
                    Ok(())
                }
            }
            Action::Afspraak(AfspraakAction::Reopen) => open(false, Reason::AlreadyOpen),
            Action::View(View::Open) | Action::Afspraak(AfspraakAction::History) => selected.map(|_| ()),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        let theme = shared.theme();
        match action {
            Action::Afspraak(AfspraakAction::Close) => return self.together(Samen::Sluit, theme),
            Action::Afspraak(AfspraakAction::Withdraw) => return self.together(Samen::TrekIn, theme),
            Action::Afspraak(AfspraakAction::Postpone) => return self.together(Samen::Verzet, theme),
            Action::Afspraak(AfspraakAction::Export) => {
                return vec![Effect::Popup(Popup::Form(Box::new(form::lijst(self.as_filter()))))];
            }
            Action::View(View::Open) => return self.list.selected().map(|regel| read(regel, shared)).into_iter().collect(),
            Action::Afspraak(act) => {
                let Some(afspraak) = self.list.selected().map(|r| r.afspraak.clone()) else { return Vec::new() };
                let popup = match act {
                    AfspraakAction::Edit => {
                        let verwacht = self.list.selected().and_then(|r| r.verwachting.as_ref()).map(|v| v.notatie.clone());
                        let verwacht = verwacht.unwrap_or_default();
                        Popup::Form(Box::new(form::wijzig(afspraak, &verwacht, shared.eigenaren.clone(), theme)))
                    }
                    AfspraakAction::Mark => {
                        self.list.mark();
                        return Vec::new();
                    }
                    AfspraakAction::Reopen => {
                        let write = Write::Reopen { nummer: afspraak.nummer, rijversie: afspraak.rijversie };
                        return vec![Effect::Cmd(Cmd::Write(write))];
                    }
                    AfspraakAction::History => {
                        let reader = Reader::new(format!("Geschiedenis van {}", afspraak.nummer), Vec::new());
                        Popup::Reader(Box::new(reader.indent(4).waiting_for(Query::History(afspraak.nummer))))
                    }
                    AfspraakAction::New
                    | AfspraakAction::Ahead
                    | AfspraakAction::Close
                    | AfspraakAction::Withdraw
                    | AfspraakAction::Postpone
                    | AfspraakAction::Export => return Vec::new(),
                };
                return vec![Effect::Popup(popup)];
            }
            _ => {}
        }
        Vec::new()
    }

    /// With whom the chosen one is. Of an empty list there is nobody: whom the overview put forward was not chosen here.
    fn herkomst(&self, _: &Shared) -> Afspraakherkomst {
        let aanbieder = self.list.selected().and_then(|regel| regel.afspraak.aanbieder);
        Afspraakherkomst { aanbieder, ..Afspraakherkomst::default() }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}

fn is_open(regel: &Afspraakregel) -> bool {
    regel.afspraak.status == Afspraakstatus::Open
}

/// Glyph and style of the state of an afspraak.
fn mark(regel: &Afspraakregel, theme: Theme) -> (char, Style) {
    match regel.afspraak.status {
        Afspraakstatus::Open if regel.te_laat => ('!', theme.bad()),
        Afspraakstatus::Open => ('○', theme.text()),
        Afspraakstatus::Gereed => ('✓', theme.good()),
        Afspraakstatus::Vervallen => ('–', theme.dim()),
    }
}

/// Everything about an afspraak, to read.
fn read(regel: &Afspraakregel, shared: &Shared) -> Effect {
    let (afspraak, theme) = (&regel.afspraak, shared.theme());
    let aanleiding = afspraak
        .aanleiding
        .as_ref()
        .map(|a| format!("{} over {}: {}", a.norm, wording::periode(a.periode, a.kwartaal), a.waarde));
    let soort = (afspraak.soort != Afspraaksoort::Gewoon).then(|| afspraak.soort.naam().to_owned());
    let gemaakt = wording::datum(nederlandse_dag(afspraak.gemaakt));
    let gemaakt = regel.gemaakt_in.as_ref().map_or_else(|| gemaakt.clone(), |gesprek| format!("{gemaakt}, in het {gesprek}"));
    let mut rest = Vec::new();
    if regel.doorgeschoven > 0 {
        rest.push(format!("{} keer doorgeschoven", wording::rangtelwoord(regel.doorgeschoven)));
    }
    let kop = facts(state(regel, theme), rest, theme.dim());
    let beeld = Leesbeeld::new(format!("Afspraak {}", afspraak.nummer), kop, theme)
        .tekst(&afspraak.tekst)
        .onder("Wat ervan kwam", &afspraak.resultaat)
        .veld("aanbieder", shared.register().naam_of(afspraak.aanbieder, "alle aanbieders"))
        .veld("eigenaar", afspraak.eigenaar.to_string())
        .veld("deadline", afspraak.deadline.map(|d| wording::dag_met_afstand(d, shared.today)))
        .veld("soort", soort)
        .stukken("verwacht", expected(regel, theme))
        .veld("KPI", afspraak.kpi.map(|k| k.to_string()))
        .veld("aanleiding", aanleiding)
        .veld("deelnemer", afspraak.deelnemer.as_ref().map(ToString::to_string))
        .veld("signaal", afspraak.signaal.map(|id| id.to_string()))
        .veld("gemaakt op", gemaakt);
    Effect::Popup(beeld.geschiedenis(Query::History(afspraak.nummer)).popup())
}

/// Its state with its glyph.
fn state(regel: &Afspraakregel, theme: Theme) -> Span<'static> {
    let (glyph, style) = mark(regel, theme);
    Span::styled(format!(" {glyph} {}", if regel.te_laat { "te laat" } else { regel.afspraak.status.naam() }), style)
}

/// Its state, and what is known of it beyond that.
fn about(regel: &Afspraakregel, shared: &Shared) -> Line<'static> {
    let theme = shared.theme();
    let afspraak = &regel.afspraak;
    let mut rest = vec![afspraak.nummer.to_string()];
    let mut add = |text: String| rest.push(text);
    if let Some(deadline) = afspraak.deadline {
        add(wording::dag_met_afstand(deadline, shared.today));
    }
    if regel.doorgeschoven > 0 {
        add(format!("{} keer doorgeschoven", wording::rangtelwoord(regel.doorgeschoven)));
    }
    if let Some(aanleiding) = &afspraak.aanleiding {
        add(format!("{} {} {}", aanleiding.norm, aanleiding.kwartaal, aanleiding.waarde));
    }
    if let Some(deelnemer) = &afspraak.deelnemer {
        add(format!("deelnemer {}", wording::veilig(deelnemer)));
    }
    facts(state(regel, theme), rest, theme.dim())
}

/// Its expectation, and whether the figure meets it.
fn expected(regel: &Afspraakregel, theme: Theme) -> Option<Vec<Span<'static>>> {
    let getoetst = regel.verwachting.as_ref()?;
    let style = match getoetst.uitslag {
        Uitslag::NietGehaald => theme.bad(),
        Uitslag::Gehaald => theme.good(),
        Uitslag::NietTeMeten | Uitslag::NogNietTeMeten => theme.text(),
    };
    let nu = getoetst.weergave.as_ref().map(|w| format!(" ({w})")).unwrap_or_default();
    let said = format!("{}{nu}", wording::uitslag(getoetst.uitslag));
    let mut spans = vec![Span::raw(format!("{} · ", getoetst.notatie)), Span::styled(said, style)];
    if regel.may_be_closed() {
        spans.push(Span::styled(format!(" · {}", phrases::AFSLUITEN), theme.attention()));
    }
    Some(spans)
}

/// The selected one whole, below the list.
fn detail(regel: &Afspraakregel, shared: &Shared, width: usize) -> Vec<Line<'static>> {
    let afspraak = &regel.afspraak;
    let mut lines = vec![about(regel, shared)];
    let whole = if afspraak.resultaat.is_empty() {
        afspraak.tekst.to_string()
    } else {
        format!("{}\n→ {}", afspraak.tekst, afspraak.resultaat)
    };
    for paragraph in whole.lines() {
        for line in text::wrap(&wording::veilig(paragraph), width.saturating_sub(4)) {
            lines.push(Line::from(Span::raw(format!("   {line}"))));
        }
    }
    let expected = expected(regel, shared.theme());
    lines.extend(expected.map(|spans| Line::from(std::iter::once(Span::raw("   verwacht ")).chain(spans).collect::<Vec<_>>())));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing::Zitting;

    fn all(zitting: &Zitting) -> Vec<Afspraakregel> {
        zitting.app.afspraken(&crate::app::Afspraakfilter::default()).unwrap()
    }

    #[test]
    fn several_afspraken_are_put_off_or_closed_in_one_act() {
        let mut zitting = Zitting::open();
        let open = |z: &Zitting| all(z).into_iter().filter(is_open).collect::<Vec<_>>();
        let before = open(&zitting).len();
        zitting.keys("4<space><space>dd1-7-2026<ctrl+s>");
        let moved = open(&zitting).iter().filter(|r| r.afspraak.deadline == "2026-07-01".parse().ok()).count();
        assert_eq!(moved, 2);
        // They are done with: the next act is not of them.
        assert!(!zitting.screen(80, 24).contains("gekozen"), "{}", zitting.screen(80, 24));
        zitting.keys("<home><space><space>");
        assert!(zitting.screen(80, 24).contains("2 gekozen"), "{}", zitting.screen(80, 24));
        zitting.keys("xAfgesproken in het overleg<ctrl+s>");
        assert_eq!(open(&zitting).len(), before - 2);
        assert!(!zitting.screen(80, 24).contains("gekozen"));
        zitting.keys("<ctrl+z>");
        assert_eq!(open(&zitting).len(), before, "one act is one undo");
    }

    #[test]
    fn an_expectation_is_typed_refused_when_unreadable_and_taken_away() {
        let mut zitting = Zitting::open();
        let expected = |z: &Zitting| {
            let ours = all(z).into_iter().find(|r| r.afspraak.tekst == "Meer volledig").expect("it was saved");
            ours.verwachting.map(|v| v.notatie)
        };
        zitting.keys("4aMeer volledig<shift+tab>onzin<ctrl+s>");
        assert!(zitting.screen(80, 24).contains("bijvoorbeeld: C1.1"), "{}", zitting.screen(80, 24));
        zitting.keys("<ctrl+u>c1.1 minstens 95 2026-K1<ctrl+s>");
        assert_eq!(expected(&zitting).as_deref(), Some("C1.1 ≥ 95% in 2026-K1"));
        // Saved anew without a touch it stays; emptied it goes.
        zitting.keys("/meer volledig<enter>e<ctrl+s>");
        assert_eq!(expected(&zitting).as_deref(), Some("C1.1 ≥ 95% in 2026-K1"));
        zitting.keys("e<shift+tab><ctrl+u><ctrl+s>");
        assert_eq!(expected(&zitting), None);
    }

    #[test]
    fn what_was_closed_stays_in_sight_until_other_rows_are_chosen() {
        let mut zitting = Zitting::open();
        zitting.keys("4<home>xGedaan<ctrl+s><down><down>");
        let shown = zitting.screen(80, 24);
        assert!(shown.contains("✓  PSW-2025-01") && shown.contains("gereed · Werkgevers"), "{shown}");
        zitting.keys("<up><up>dh");
        assert!(!zitting.screen(80, 24).contains("gereed · "), "it is taken back where it stands");
        zitting.keys("xGedaan<ctrl+s>f<tab>fff");
        assert!(!zitting.screen(80, 24).contains("gereed · Werkgevers"), "{}", zitting.screen(80, 24));
        zitting.keys("<ctrl+z>xGedaan<ctrl+s>14");
        assert!(!zitting.screen(80, 24).contains("gereed · "), "whoever comes back sees what is open");
    }

    #[test]
    fn the_list_as_it_stands_goes_to_a_workbook() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lijst.xlsx");
        let mut zitting = Zitting::open();
        zitting.keys(&format!("4fw{}<ctrl+s>", path.display()));
        let late = all(&zitting).iter().filter(|r| r.te_laat).count();
        assert!(path.exists());
        assert!(zitting.screen(80, 24).contains(&format!("{late} afspraken geschreven")), "{}", zitting.screen(80, 24));
    }
}
