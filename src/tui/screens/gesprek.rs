//! Gesprek: the planning and agenda of the gesprek with one aanbieder, and its points one at a time, large.
//!
//! Large, one point fills the screen, facts on the left and outcomes on the right. One may read so while preparing; once the
//! gesprek is begun this is the table. The screen may be on a beamer: deelnemer codes, other aanbieders and what is internal are
//! hidden until a key shows them.

use std::cell::Cell;
use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Effect, Effects, Remote, Scherm};
use crate::app::{Agendabeeld, Agendaregel, Melding, Puntwijziging, Uitkomstregel};
use crate::domain::agenda::Feit;
use crate::domain::vorm::Verslaguitkomst;
use crate::domain::{
    Aanbieder, Afspraak, Afspraaknummer, Afspraakstatus, Gespreksstatus, Kwartaal, Onderdeelsleutel, Uitkomstinhoud,
    Uitkomstsoort,
};
use crate::tui::action::{Action, AfspraakAction, GesprekAction, Move, Reason, Tab, View};
use crate::tui::forms::afspraak::{self, Herkomst};
use crate::tui::forms::{Form, gesprek as forms};
use crate::tui::keys::Scope;
use crate::tui::msg::{Answer, Cmd, Gemaakt, Query, Write};
use crate::tui::popups::{Confirm, Popup, Yes};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::veil::Veil;
use crate::tui::widgets::beside::step;
use crate::tui::widgets::feiten;
use crate::tui::widgets::pen::{Pen, inset};
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::select_row;
use crate::tui::write::gesprek::{Gesprekopdracht, Gesprekstap};
use crate::wording;
use crate::wording::agenda::Zicht;

#[derive(Debug, Default)]
pub struct Gesprekscherm {
    data: Remote<Box<Agendabeeld>>,
    /// An extra gesprek; None is the regular one of the aanbieder and the kwartaal.
    gesprek: Option<(Aanbieder, Kwartaal, i64)>,
    punten: Selection<Onderdeelsleutel>,
    /// What can be chosen of a point that is read large: its open afspraken, and behind them its outcomes.
    keuzes: Selection<Keus>,
    /// Its facts are scrolled to what is chosen.
    follow: Cell<bool>,
    /// How far its facts are scrolled, and by how much a page does.
    offset: Cell<usize>,
    page: Cell<usize>,
    groot: Option<Groot>,
    veil: Veil,
}

/// Something that can be chosen at a point.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Keus {
    /// An afspraak of before that is still open.
    Lopend(Afspraaknummer),
    /// An outcome in words, by its id.
    Tekst(i64),
    /// An outcome that is an afspraak.
    Gemaakt(Afspraaknummer),
}

/// One point at a time, large.
#[derive(Debug, Clone, Copy)]
struct Groot {
    /// The gesprek that it is of, whatever is chosen elsewhere meanwhile; an extra one by its id.
    van: (Aanbieder, Kwartaal, Option<i64>),
    /// It was begun: the aanbieder may be looking, until one leaves or the gesprek is rounded off.
    aan_tafel: bool,
    zicht: Tafelzicht,
}

/// What may be seen at the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Tafelzicht {
    /// What the aanbieder at the table may see: the default.
    #[default]
    Tafel,
    /// With the codes of its own deelnemers.
    Codes,
    /// Everything, after a confirmation: other aanbieders and what is internal too.
    Alles,
}

impl Tafelzicht {
    const fn zicht(self) -> Zicht {
        match self {
            Self::Tafel => Zicht::TAFEL,
            Self::Codes => Zicht { codes: true, ..Zicht::TAFEL },
            Self::Alles => Zicht::ALLES,
        }
    }

    fn naam(self, aanbieder: &str) -> String {
        match self {
            Self::Tafel => format!("alleen {aanbieder} zichtbaar"),
            Self::Codes => format!("{aanbieder} met codes"),
            Self::Alles => "alles zichtbaar".to_owned(),
        }
    }
}

/// The aanbieder whose gesprek is shown: the chosen one, else the first of the kwartaal, else of the register.
fn aanbieder(shared: &Shared) -> Aanbieder {
    let first = || shared.register().iter().next().map_or(Aanbieder::NIEMAND, |i| i.aanbieder);
    shared.aanbieder.or_else(|| shared.aanbieders().first().copied()).unwrap_or_else(first)
}

impl Gesprekscherm {
    /// The screen of a gesprek: of an extra one by its id.
    pub fn of(gesprek: Option<(Aanbieder, Kwartaal, i64)>) -> Self {
        Self { gesprek, ..Self::default() }
    }

    /// Which gesprek is shown.
    fn van(&self, shared: &Shared) -> (Aanbieder, Kwartaal, Option<i64>) {
        self.groot.map_or_else(|| (aanbieder(shared), shared.kwartaal, self.extra(shared)), |groot| groot.van)
    }

    /// The id of the extra gesprek that is shown; another aanbieder or kwartaal begins with its regular one.
    fn extra(&self, shared: &Shared) -> Option<i64> {
        self.gesprek.filter(|(a, k, _)| (*a, *k) == (aanbieder(shared), shared.kwartaal)).map(|(.., id)| id)
    }

    fn arrange_keuzes(&mut self, because: Because) {
        let of = |u: &Uitkomstregel| match u.uitkomst.inhoud {
            Uitkomstinhoud::Tekst { .. } => Keus::Tekst(u.uitkomst.id),
            Uitkomstinhoud::Afspraak(nummer) => Keus::Gemaakt(nummer),
        };
        let keys: Vec<Keus> = self.punt().map_or_else(Vec::new, |punt| {
            let lopend = punt.lopend.iter().map(|(a, _)| Keus::Lopend(a.nummer));
            lopend.chain(punt.uitkomsten.iter().map(of)).collect()
        });
        self.keuzes.arrange(keys.into_iter().enumerate().map(|(place, key)| (key, place, true)), because);
    }

    fn beeld(&self) -> Option<&Agendabeeld> {
        self.data.data.as_deref()
    }

    /// The open afspraak that is chosen, with its lines.
    fn lopend(&self) -> Option<&(Afspraak, Range<usize>)> {
        self.punt()?.lopend.get(self.keuzes.cursor()?)
    }

    /// The place among the outcomes of the one that is chosen.
    fn uitkomst_at(&self) -> Option<usize> {
        self.keuzes.cursor()?.checked_sub(self.punt()?.lopend.len())
    }

    fn uitkomst(&self) -> Option<&Uitkomstregel> {
        self.punt()?.uitkomsten.get(self.uitkomst_at()?)
    }

    /// Why no outcome is chosen.
    fn no_uitkomst(&self) -> Reason {
        match self.lopend() {
            Some(_) => Reason::IsLopend,
            None if self.keuzes.is_empty() => Reason::NoUitkomst,
            None => Reason::NothingSelected,
        }
    }

    fn punt(&self) -> Option<&Agendaregel> {
        self.beeld()?.punten.get(self.punten.cursor()?)
    }

    /// Goes to another point; read large, those that were dropped are passed over.
    fn step(&mut self, to: Move) {
        let before = self.punt().map(|p| p.punt.sleutel.clone());
        self.punten.go(to);
        self.pass_dropped(to, before.as_ref());
        self.turn_to_point();
    }

    /// Begins at the top of a point.
    fn turn_to_point(&mut self) {
        self.keuzes = Selection::default();
        self.arrange_keuzes(Because::Chosen);
        self.offset.set(0);
    }

    /// Passes over points that were dropped, where one point is read large; stays where it was when there is no other.
    fn pass_dropped(&mut self, to: Move, before: Option<&Onderdeelsleutel>) {
        while self.groot.is_some() && self.punt().is_some_and(|p| p.punt.vervallen) {
            let at = self.punten.cursor();
            self.punten.go(if to == Move::Up { Move::Up } else { Move::Down });
            if self.punten.cursor() == at {
                if let Some(sleutel) = before {
                    self.punten.choose(sleutel);
                }
                return;
            }
        }
    }

    /// Shows the point large, hidden as it should be. That begins nothing; `aan_tafel` says whether the gesprek was begun.
    fn read_large(&mut self, shared: &Shared, aan_tafel: bool) {
        let van = self.van(shared);
        self.groot = Some(Groot { van, aan_tafel, zicht: Tafelzicht::Tafel });
        self.pass_dropped(Move::Down, None);
        self.turn_to_point();
    }

    /// Whether the gesprek was begun today and is not over.
    fn is_begun(&self, today: NaiveDate) -> bool {
        self.beeld().is_some_and(|b| b.begonnen_op == Some(today) && !b.gesprek.status.is_held())
    }

    /// Begins the gesprek; what was not to be expected on this day is asked about first.
    fn begin(&mut self, shared: &Shared) -> Effects {
        let Some(beeld) = self.beeld() else { return Vec::new() };
        let wie = shared.naam(beeld.gesprek.aanbieder);
        let question = match (wording::nog_niet_zover(&beeld.gesprek, shared.register(), shared.today), beeld.begonnen_op) {
            (Some(early), _) => format!("{early} Nu al beginnen?"),
            (None, Some(op)) if op != shared.today => format!(
                "Het gesprek met {wie} is begonnen op {} en niet afgerond. Nu verdergaan? De klok begint opnieuw.",
                wording::dag_en_datum(op, shared.today)
            ),
            (None, _) => return self.begin_now(shared),
        };
        let yes = Yes::Act(Action::Gesprek(GesprekAction::BeginNow));
        vec![Effect::Popup(Popup::Confirm(Confirm { question, yes }))]
    }

    fn begin_now(&mut self, shared: &Shared) -> Effects {
        let begun = self.is_begun(shared.today);
        if self.groot.is_none() {
            self.read_large(shared, true);
        }
        if let Some(groot) = &mut self.groot {
            (groot.aan_tafel, groot.zicht) = (true, Tafelzicht::Tafel);
        }
        let Some(id) = self.beeld().map(|b| b.gesprek.id).filter(|_| !begun) else { return Vec::new() };
        vec![write(Gesprekopdracht::Begin(id))]
    }

    const fn is_groot(&self) -> bool {
        self.groot.is_some()
    }

    fn open(&self, make: impl FnOnce(i64, &Agendaregel) -> Form) -> Effects {
        let Some((beeld, punt)) = self.beeld().zip(self.punt()) else { return Vec::new() };
        vec![Effect::Popup(Popup::Form(Box::new(make(beeld.gesprek.id, punt))))]
    }

    fn act_gesprek(&mut self, act: GesprekAction, shared: &Shared) -> Effects {
        let theme = shared.theme();
        let outcome =
            |s: &Self, soort: Uitkomstsoort| s.open(|id, p| forms::uitkomst(id, p.punt.sleutel.clone(), soort, &about(p), theme));
        match act {
            GesprekAction::LopendGereed => self.settle(forms::Lopend::Gereed, theme),
            GesprekAction::LopendVerzet => self.settle(forms::Lopend::Verzet, theme),
            GesprekAction::LopendOpmerking => self.settle(forms::Lopend::Opmerking, theme),
            GesprekAction::Besluit => outcome(self, Uitkomstsoort::Besluit),
            GesprekAction::Mededeling => outcome(self, Uitkomstsoort::Mededeling),
            GesprekAction::Notitie => outcome(self, Uitkomstsoort::Notitie),
            GesprekAction::NieuwPunt => self.open(|id, _| forms::punt(id, theme)),
            GesprekAction::Intern => self.open(|id, p| forms::voorbereiding(id, &p.punt, theme)),
            GesprekAction::Plan => self.plan(shared),
            GesprekAction::PlanExtra => dialog(forms::plan(aanbieder(shared), shared.kwartaal, true, shared)),
            GesprekAction::Other => {
                self.other(shared);
                vec![Effect::Reload]
            }
            GesprekAction::Schrap => {
                let Some(gesprek) = self.beeld().map(|b| &b.gesprek) else { return Vec::new() };
                let cmd = Cmd::Write(Write::Gesprek(Gesprekopdracht::Schrap { id: gesprek.id, rijversie: gesprek.rijversie }));
                ask("Dit gesprek van de planning schrappen, met wat erbij is voorbereid?", cmd)
            }
            GesprekAction::EditUitkomst => self.edit_uitkomst(shared),
            GesprekAction::DropUitkomst => self.drop_uitkomst(theme),
            GesprekAction::Kalender | GesprekAction::Ics => Vec::new(),
            GesprekAction::Verslag => dialog(forms::verslag(self.extra(shared), aanbieder(shared), shared.kwartaal, theme)),
            GesprekAction::Show => {
                self.show();
                Vec::new()
            }
            GesprekAction::Begin => self.begin(shared),
            GesprekAction::BeginNow => self.begin_now(shared),
            // Hiding needs no question.
            GesprekAction::AskAll if self.zicht() == Tafelzicht::Alles => {
                self.look(Tafelzicht::Tafel);
                Vec::new()
            }
            // The aanbieder may be looking: the rest is shown after a question only.
            GesprekAction::AskAll => {
                let question = "Ook andere aanbieders en interne notities tonen?".to_owned();
                let yes = Yes::Act(Action::Gesprek(GesprekAction::ShowAll));
                vec![Effect::Popup(Popup::Confirm(Confirm { question, yes }))]
            }
            GesprekAction::ShowAll => {
                self.look(Tafelzicht::Alles);
                Vec::new()
            }
            GesprekAction::Drop => self.drop_or_restore(),
            GesprekAction::Earlier => self.shift(Move::Up),
            GesprekAction::Later => self.shift(Move::Down),
            GesprekAction::Voorbereid => self.go_to(Gesprekstap::Voorbereid, None),
            GesprekAction::Houd => {
                let early = self.beeld().and_then(|b| wording::nog_niet_zover(&b.gesprek, shared.register(), shared.today));
                let question = early.map_or_else(|| "Gesprek afronden?".to_owned(), |early| format!("{early} Nu al afronden?"));
                self.go_to(Gesprekstap::Gehouden, Some(&format!("{question} De cijfers van nu worden bevroren.")))
            }
            GesprekAction::Vaststellen => {
                self.go_to(Gesprekstap::Vastgesteld, Some("Vaststellen? Daarna is het gesprek alleen te lezen."))
            }
            GesprekAction::Heropen => {
                self.go_to(Gesprekstap::Heropend, Some("Vastgesteld gesprek heropenen? Dat komt in het logboek."))
            }
        }
    }

    fn plan(&self, shared: &Shared) -> Effects {
        let Some(beeld) = self.beeld() else { return Vec::new() };
        let form = if beeld.gesprek.id == 0 {
            forms::plan(aanbieder(shared), shared.kwartaal, false, shared)
        } else {
            forms::wijzig(&beeld.gesprek, shared.theme())
        };
        dialog(form)
    }

    /// Goes from the regular gesprek to the extra ones, and round.
    fn other(&mut self, shared: &Shared) {
        let Some(beeld) = self.beeld() else { return };
        let at = self.extra(shared).and_then(|id| beeld.extra.iter().position(|e| *e == id));
        let next = beeld.extra.get(at.map_or(0, |n| n + 1)).copied();
        self.gesprek = next.map(|id| (aanbieder(shared), shared.kwartaal, id));
        self.punten = Selection::default();
    }

    /// Does something with the open afspraak that is chosen; it stands behind the form.
    fn settle(&self, wat: forms::Lopend, theme: Theme) -> Effects {
        self.follow.set(true);
        let Some(((beeld, punt), (afspraak, _))) = self.beeld().zip(self.punt()).zip(self.lopend()) else { return Vec::new() };
        dialog(forms::lopend(
            beeld.gesprek.id,
            punt.punt.sleutel.clone(),
            afspraak,
            wat,
            &wording::veilig(&afspraak.tekst),
            theme,
        ))
    }

    /// Owners to propose. Who looks on reads along: read large, only those of the afspraken on this agenda.
    fn eigenaren(&self, beeld: &Agendabeeld, shared: &Shared) -> Vec<String> {
        if self.groot.is_none() {
            return shared.eigenaren.clone();
        }
        let made = beeld.punten.iter().flat_map(|p| &p.uitkomsten).filter_map(|u| u.afspraak.as_ref());
        let open = beeld.punten.iter().flat_map(|p| &p.punt.feiten).filter_map(|feit| match feit {
            Feit::Afspraak(lopend) => Some(&lopend.afspraak),
            _ => None,
        });
        let own = made.chain(open).filter(|a| a.aanbieder == Some(beeld.gesprek.aanbieder));
        let mut eigenaren: Vec<String> = own.map(|a| a.eigenaar.to_string()).collect();
        eigenaren.sort_unstable();
        eigenaren.dedup();
        eigenaren
    }

    fn edit_uitkomst(&self, shared: &Shared) -> Effects {
        let Some(beeld) = self.beeld() else { return Vec::new() };
        if let Some((was, _)) = self.lopend() {
            let verwacht = verwachting_of(beeld, was.nummer);
            return dialog(afspraak::wijzig(was.clone(), &verwacht, self.eigenaren(beeld, shared), shared.theme()));
        }
        let Some((punt, regel)) = self.punt().zip(self.uitkomst()) else { return Vec::new() };
        let theme = shared.theme();
        match (&regel.uitkomst.inhoud, &regel.afspraak) {
            (Uitkomstinhoud::Tekst { soort, tekst }, _) => {
                let (id, rijversie) = (regel.uitkomst.id, regel.uitkomst.rijversie);
                dialog(forms::wijzig_uitkomst(id, rijversie, *soort, tekst, &punt.punt.titel, theme))
            }
            (Uitkomstinhoud::Afspraak(_), Some(was)) if was.status == Afspraakstatus::Open => {
                let verwacht = match &regel.getoond {
                    Verslaguitkomst::Afspraak(a) => a.verwacht.as_deref().unwrap_or_default(),
                    Verslaguitkomst::Tekst { .. } => "",
                };
                dialog(afspraak::wijzig(was.clone(), verwacht, self.eigenaren(beeld, shared), theme))
            }
            (Uitkomstinhoud::Afspraak(_), _) => Vec::new(),
        }
    }

    /// Takes a text out at once, undo brings it back; an afspraak has a number that is never reused, so it is withdrawn.
    fn drop_uitkomst(&self, theme: Theme) -> Effects {
        let Some(regel) = self.uitkomst() else { return Vec::new() };
        match (&regel.uitkomst.inhoud, &regel.afspraak) {
            (Uitkomstinhoud::Afspraak(_), Some(was)) if was.status == Afspraakstatus::Open => {
                dialog(afspraak::samen(afspraak::Samen::TrekIn, std::slice::from_ref(was), theme))
            }
            _ => {
                let (uitkomst, rijversie) = (regel.uitkomst.id, regel.uitkomst.rijversie);
                vec![write(Gesprekopdracht::VerwijderUitkomst { uitkomst, rijversie })]
            }
        }
    }

    /// Shows or hides the codes of the aanbieder at the table; from everything it goes back to what the table may see.
    fn show(&mut self) {
        self.look(match self.zicht() {
            Tafelzicht::Tafel => Tafelzicht::Codes,
            Tafelzicht::Codes | Tafelzicht::Alles => Tafelzicht::Tafel,
        });
    }

    fn zicht(&self) -> Tafelzicht {
        self.groot.map(|groot| groot.zicht).unwrap_or_default()
    }

    const fn look(&mut self, zicht: Tafelzicht) {
        if let Some(groot) = &mut self.groot {
            groot.zicht = zicht;
        }
    }

    fn drop_or_restore(&self) -> Effects {
        let Some((beeld, punt)) = self.beeld().zip(self.punt()) else { return Vec::new() };
        let wijziging = Puntwijziging { vervallen: Some(!punt.punt.vervallen), ..Puntwijziging::default() };
        let sleutel = punt.punt.sleutel.clone();
        let rijversie = punt.punt.rijversie;
        vec![write(Gesprekopdracht::Punt { id: beeld.gesprek.id, sleutel, rijversie, wijziging: Box::new(wijziging) })]
    }

    /// Moves the point one place; the selection goes with it.
    fn shift(&mut self, to: Move) -> Effects {
        let Some(beeld) = self.beeld() else { return Vec::new() };
        let Some(at) = self.punten.cursor() else { return Vec::new() };
        let id = beeld.gesprek.id;
        let other = if to == Move::Up { at.checked_sub(1) } else { Some(at + 1).filter(|n| *n < beeld.punten.len()) };
        let Some(other) = other else { return Vec::new() };
        let mut volgorde: Vec<Onderdeelsleutel> = beeld.punten.iter().map(|p| p.punt.sleutel.clone()).collect();
        volgorde.swap(at, other);
        vec![write(Gesprekopdracht::Volgorde { id, volgorde })]
    }

    fn go_to(&self, stap: Gesprekstap, question: Option<&str>) -> Effects {
        let Some(gesprek) = self.beeld().map(|b| &b.gesprek) else { return Vec::new() };
        let cmd = Cmd::Write(Write::Gesprek(Gesprekopdracht::Stap { id: gesprek.id, rijversie: gesprek.rijversie, stap }));
        match question {
            None => vec![Effect::Cmd(cmd)],
            Some(question) => ask(question, cmd),
        }
    }

    fn draw_agenda(&self, area: Rect, buf: &mut Buffer, beeld: &Agendabeeld, shared: &Shared, theme: Theme) {
        let mut pen = Pen::new(inset(area, 1), buf);
        let g = &beeld.gesprek;
        let when = match (g.id, g.datum) {
            (0, _) => "nog niet gepland; n plant het gesprek".to_owned(),
            (_, None) => format!("nog zonder datum · {}", g.status.naam()),
            (_, Some(d)) => {
                let tijd = g.tijd.map(|t| t.format(" %H:%M").to_string()).unwrap_or_default();
                format!("{}{tijd} · {}", wording::dag_en_datum(d, shared.today), g.status.naam())
            }
        };
        let begun = beeld.begonnen_op.filter(|_| !g.status.is_held());
        let when = if begun == Some(shared.today) { format!("{when} · begonnen") } else { when };
        let soort = if g.extra { "Extra gesprek" } else { "Gesprek" };
        pen.ends(Span::styled(format!("{soort} {} · {}", shared.naam(g.aanbieder), g.kwartaal), theme.strong()), Span::raw(when));
        let extra = match (g.extra, beeld.extra.len()) {
            (_, 0) => String::new(),
            (true, _) => "tab: het andere gesprek".to_owned(),
            (false, 1) => "tab: een extra gesprek".to_owned(),
            (false, n) => format!("tab: {n} extra gesprekken"),
        };
        pen.ends(Span::styled(beeld.besproken.rapportage.clone(), theme.dim()), Span::styled(extra, theme.dim()));
        if let Some(op) = begun.filter(|op| *op != shared.today) {
            let tekst = format!("Begonnen op {} en niet afgerond.", wording::dag_en_datum(op, shared.today));
            pen.line(Span::styled(tekst, theme.attention()));
        }
        if !beeld.wijzigingen.is_empty() {
            let said = beeld.wijzigingen.iter().map(|w| format!("{} {} → {}", w.norm, w.toen.weergave, w.nu.weergave));
            let tekst = format!("Sinds het gesprek gewijzigd: {}", said.collect::<Vec<_>>().join(", "));
            pen.line(Span::styled(tekst, theme.attention()));
        }
        pen.blank();
        let rest = pen.rest();
        let wide = rest.width >= 100;
        let list_width = if wide { 38.min(rest.width / 2) } else { rest.width };
        let list_height = if wide {
            rest.height
        } else {
            rest.height.min(u16::try_from(beeld.punten.len()).unwrap_or(u16::MAX)).min(rest.height / 2)
        };
        let list = Rect { width: list_width, height: list_height, ..rest };
        self.draw_list(list, buf, beeld, shared);
        let facts = if wide {
            Rect { x: rest.x + list_width + 2, width: rest.width.saturating_sub(list_width + 2), ..rest }
        } else {
            let y = rest.y.saturating_add(list_height).saturating_add(1);
            Rect { y, height: rest.height.saturating_sub(list_height + 1), ..rest }
        };
        let Some(punt) = self.punt() else { return };
        let mut pen = Pen::new(facts, buf);
        if !wide {
            pen.rule(theme.dim());
        }
        let width = pen.width();
        let mut lines = feiten::lines(punt, Zicht::ALLES, width, theme);
        lines.extend(feiten::noted("Intern: ", &punt.punt.voorbereiding, width, theme.dim()));
        let outcomes = outcome_blocks(punt, None, Zicht::ALLES, width, theme);
        if !outcomes.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(outcomes.into_iter().flatten());
        let rest = pen.rest();
        feiten::draw_from(lines, 0, rest, buf, "↵ toont dit punt groot", theme);
    }

    fn draw_list(&self, area: Rect, buf: &mut Buffer, beeld: &Agendabeeld, shared: &Shared) {
        let theme = shared.theme();
        let mut pen = Pen::new(area, buf);
        for (at, selected) in self.punten.window(area.height.into()) {
            let Some(punt) = beeld.punten.get(at) else { continue };
            let count = if punt.uitkomsten.is_empty() { String::new() } else { format!("  {} ▸", punt.uitkomsten.len()) };
            // Something was begun here and not saved.
            let begun = forms::begun_at(&shared.drafts, beeld.gesprek.id, &punt.punt.sleutel);
            let count = if begun.is_empty() { count } else { format!("  …{count}") };
            let dropped = if punt.punt.vervallen { "– vervalt: " } else { "" };
            let room = pen.width().saturating_sub(text::width(&count));
            let label = text::left(&format!(" {:>2}  {dropped}{}", at + 1, punt.punt.titel), room);
            let style = if punt.punt.vervallen { theme.dim() } else { theme.text() };
            let row = pen.take(1);
            let line = Line::from(vec![Span::styled(label, style), Span::styled(count, theme.accent())]);
            Pen::new(row, pen.buf).line(line);
            if selected {
                select_row(row, pen.buf, theme.focus());
            }
        }
    }

    /// Whether the gesprek runs and for how long, or what it is waiting for.
    fn how_far(&self, beeld: &Agendabeeld, shared: &Shared) -> String {
        let status = beeld.gesprek.status;
        if status.is_held() {
            return status.naam().to_owned();
        }
        if self.sitting().is_some() {
            let runs = self.clock_since(shared.today).zip(shared.now).map(|(since, now)| now.signed_duration_since(since));
            // The clock of a computer can be set back.
            return runs.map_or_else(|| "begonnen".to_owned(), |t| wording::duur(t.num_minutes()));
        }
        match beeld.begonnen_op {
            Some(op) => format!("begonnen op {}", wording::dag_en_datum(op, shared.today)),
            None => "nog niet begonnen".to_owned(),
        }
    }

    /// One point, large and calm: facts left, outcomes right.
    fn draw_modus(&self, area: Rect, buf: &mut Buffer, beeld: &Agendabeeld, shared: &Shared) {
        let theme = shared.theme();
        let mut pen = Pen::new(inset(area, 2), buf);
        let (Some(punt), Some(at)) = (self.punt(), self.punten.cursor()) else {
            pen.blank();
            pen.line(Span::raw("Dit punt staat niet meer op de agenda; → gaat verder."));
            return;
        };
        let dots: String = (0..beeld.punten.len())
            .filter(|n| beeld.punten.get(*n).is_some_and(|p| !p.punt.vervallen))
            .map(|n| if n == at { '●' } else { '○' })
            .collect();
        let nth = beeld.punten.iter().take(at + 1).filter(|p| !p.punt.vervallen).count();
        let of = beeld.in_gesprek().count();
        pen.ends(
            Line::from(vec![Span::styled(dots, theme.accent()), Span::raw(format!("  punt {nth} van {of}"))]),
            Span::styled(
                format!("{} · {}", self.zicht().naam(&shared.naam(beeld.gesprek.aanbieder)), self.how_far(beeld, shared)),
                theme.dim(),
            ),
        );
        pen.rule(theme.dim());
        pen.blank();
        pen.line(Span::styled(punt.titel.tekst(self.zicht().zicht()), theme.strong()));
        pen.blank();
        let rest = pen.rest();
        let left = rest.width.saturating_mul(3) / 5;
        let facts = Rect { width: left.saturating_sub(2), ..rest };
        let outcomes = Rect { x: rest.x.saturating_add(left), width: rest.width.saturating_sub(left), ..rest };
        let width = usize::from(facts.width);
        let chosen = self.lopend().map(|(_, regels)| regels);
        let mut lines = feiten::at_table(punt, self.zicht().zicht(), chosen, width, theme);
        if self.zicht() == Tafelzicht::Alles {
            lines.extend(feiten::noted("Intern: ", &punt.punt.voorbereiding, width, theme.dim()));
        }
        let page = usize::from(facts.height).max(2) - 1;
        self.page.set(page);
        let mut offset = self.offset.get();
        if self.follow.take() {
            offset = feiten::offset_to_chosen(&lines, offset, page);
        }
        let offset = offset.min(lines.len().saturating_sub(page));
        self.offset.set(offset);
        feiten::draw_from(lines, offset, facts, buf, "pgdn", theme);
        let mut pen = Pen::new(outcomes, buf);
        pen.line(Span::styled("Uitkomsten", theme.strong()));
        pen.blank();
        if punt.uitkomsten.is_empty() {
            pen.line(Span::styled("Nog geen.", theme.dim()));
        }
        for soort in forms::begun_at(&shared.drafts, beeld.gesprek.id, &punt.punt.sleutel) {
            let letter = soort.chars().next().unwrap_or('a');
            let said = format!("… {soort}, nog niet opgeslagen: {letter} gaat verder");
            for line in text::wrap(&said, pen.width()) {
                pen.line(Span::styled(line, theme.attention()));
            }
            pen.blank();
        }
        let chosen = self.uitkomst_at();
        let blocks = outcome_blocks(punt, chosen, self.zicht().zicht(), pen.width(), theme);
        draw_outcomes(&mut pen, blocks, chosen.unwrap_or(0), theme);
    }
}

impl Scherm for Gesprekscherm {
    fn scope(&self) -> Scope {
        if self.is_groot() { Scope::Tafel } else { Scope::Gesprek }
    }

    fn tab(&self) -> Tab {
        Tab::Gesprek
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        let (aanbieder, kwartaal, extra) = self.van(shared);
        Some(Query::Agenda(aanbieder, kwartaal, extra))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Agenda(beeld)) => {
                let is_same = self.beeld().is_some_and(|b| {
                    let of = |b: &Agendabeeld| (b.gesprek.aanbieder, b.gesprek.kwartaal, b.gesprek.id);
                    of(b) == of(&beeld)
                });
                let because = if is_same { Because::Changed } else { Because::Chosen };
                let punten = beeld.punten.iter().enumerate();
                self.punten.arrange(punten.map(|(place, p)| (p.punt.sleutel.clone(), place, true)), because);
                self.veil = Veil::new(&beeld.verborgen);
                self.data.set(beeld);
                self.arrange_keuzes(because);
            }
            Ok(_) => {}
            // An extra one that is not there any more: the regular one is what is left to show.
            Err(_) if self.gesprek.is_some() && self.groot.is_none() => {
                self.gesprek = None;
                return vec![Effect::Reload];
            }
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    /// Something was made: the point, or what came out of one, is what one looks at.
    fn expect(&mut self, made: &Gemaakt) {
        match made {
            Gemaakt::Punt(sleutel) => self.punten.expect(sleutel.clone()),
            Gemaakt::Uitkomst(id) => self.keuzes.expect(Keus::Tekst(*id)),
            Gemaakt::Afspraak(nummer) => self.keuzes.expect(Keus::Gemaakt(*nummer)),
            Gemaakt::Signaal(_) => {}
        }
    }

    /// Who sits at the table here: from when the gesprek is begun until one leaves it, also when it was rounded off.
    fn sitting(&self) -> Option<Aanbieder> {
        self.groot.filter(|groot| groot.aan_tafel).map(|groot| groot.van.0)
    }

    /// Whether the gesprek was rounded off.
    fn is_over(&self) -> bool {
        self.beeld().is_some_and(|b| b.gesprek.status.is_held())
    }

    /// Covers what the table may not see; nothing where it may see everything.
    fn cover(&self, area: Rect, buf: &mut Buffer) {
        match self.groot.map(|groot| groot.zicht) {
            Some(zicht @ (Tafelzicht::Tafel | Tafelzicht::Codes)) => self.veil.cover(zicht == Tafelzicht::Codes, area, buf),
            Some(Tafelzicht::Alles) | None => {}
        }
    }

    /// What the points that are read large are of.
    fn holds_on_to(&self) -> Option<(Aanbieder, Kwartaal)> {
        self.groot.map(|groot| (groot.van.0, groot.van.1))
    }

    /// Since when the gesprek at the table runs: a clock belongs to one sitting, on one day.
    fn clock_since(&self, today: NaiveDate) -> Option<DateTime<Utc>> {
        self.sitting().filter(|_| !self.is_over())?;
        let beeld = self.beeld().filter(|b| b.begonnen_op == Some(today))?;
        beeld.gesprek.begonnen
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        let Some(beeld) = self.beeld() else {
            return if matches!(action, Action::Move(Move::Left | Move::Right)) { Ok(()) } else { Err(self.data.absence()) };
        };
        let status = beeld.gesprek.status;
        let planned = || if beeld.gesprek.id == 0 { Err(Reason::NotPlanned) } else { Ok(()) };
        let only = |ok: bool, reason: Reason| if ok { Ok(()) } else { Err(reason) };
        let writable = || planned().and_then(|()| only(status != Gespreksstatus::Vastgesteld, Reason::Established));
        match action {
            Action::Move(_) => Ok(()),
            Action::View(View::Open) => only(self.groot.is_none(), Reason::NotHere).and_then(|()| planned()),
            Action::Afspraak(AfspraakAction::New) => writable(),
            Action::Gesprek(act) => match act {
                GesprekAction::Other => only(!beeld.extra.is_empty(), Reason::OnlyOne),
                GesprekAction::Schrap => planned().and_then(|()| only(!status.is_held(), Reason::StaysPlanned)),
                GesprekAction::EditUitkomst if self.lopend().is_some() => writable(),
                GesprekAction::EditUitkomst => {
                    writable()?;
                    let regel = self.uitkomst().ok_or_else(|| self.no_uitkomst())?;
                    only(regel.afspraak.as_ref().is_none_or(|a| a.status == Afspraakstatus::Open), Reason::UitkomstClosed)
                }
                GesprekAction::DropUitkomst => {
                    writable()?;
                    self.uitkomst().map(drop).ok_or_else(|| self.no_uitkomst())
                }
                GesprekAction::LopendGereed | GesprekAction::LopendVerzet | GesprekAction::LopendOpmerking => {
                    writable().and_then(|()| only(self.lopend().is_some(), Reason::NoLopend))
                }
                GesprekAction::Kalender | GesprekAction::Ics => Err(Reason::NotHere),
                GesprekAction::Plan => only(status != Gespreksstatus::Vastgesteld, Reason::Established),
                GesprekAction::Verslag | GesprekAction::PlanExtra => Ok(()),
                GesprekAction::Show | GesprekAction::AskAll | GesprekAction::ShowAll => {
                    only(self.groot.is_some(), Reason::NotHere)
                }
                GesprekAction::Begin | GesprekAction::BeginNow => match status {
                    Gespreksstatus::Gepland | Gespreksstatus::Voorbereid => {
                        planned().and_then(|()| only(self.sitting().is_none(), Reason::AlreadyBegun))
                    }
                    Gespreksstatus::Gehouden => Err(Reason::AlreadyHeld),
                    Gespreksstatus::Vastgesteld => Err(Reason::Established),
                },
                GesprekAction::Voorbereid => match status {
                    Gespreksstatus::Gepland => planned(),
                    Gespreksstatus::Voorbereid => Err(Reason::AlreadyPrepared),
                    Gespreksstatus::Gehouden => Err(Reason::AlreadyHeld),
                    Gespreksstatus::Vastgesteld => Err(Reason::Established),
                },
                GesprekAction::Houd => match status {
                    Gespreksstatus::Gepland | Gespreksstatus::Voorbereid => planned(),
                    Gespreksstatus::Gehouden => Err(Reason::AlreadyHeld),
                    Gespreksstatus::Vastgesteld => Err(Reason::Established),
                },
                GesprekAction::Vaststellen => match status {
                    Gespreksstatus::Gehouden => Ok(()),
                    Gespreksstatus::Vastgesteld => Err(Reason::Established),
                    Gespreksstatus::Gepland | Gespreksstatus::Voorbereid => planned().and(Err(Reason::NotHeld)),
                },
                GesprekAction::Heropen => match status {
                    Gespreksstatus::Vastgesteld => Ok(()),
                    _ => planned().and(Err(Reason::NotEstablished)),
                },
                _ => writable(),
            },
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) if self.groot.is_some() => {
                self.step(if to == Move::Right { Move::Down } else { Move::Up });
            }
            Action::Move(to @ (Move::Left | Move::Right)) => {
                let all: Vec<_> = shared.aanbieders().into_iter().map(Some).collect();
                shared.aanbieder = step(&all, Some(aanbieder(shared)), to);
                self.punten = Selection::default();
                return vec![Effect::Reload];
            }
            Action::Move(to @ (Move::PageUp | Move::PageDown)) if self.groot.is_some() => {
                let (at, page) = (self.offset.get(), self.page.get());
                self.offset.set(if to == Move::PageUp { at.saturating_sub(page) } else { at.saturating_add(page) });
            }
            Action::Move(to) if self.groot.is_some() => {
                self.keuzes.go(to);
                self.follow.set(true);
            }
            Action::Move(to) => self.step(to),
            Action::View(View::Open) => self.read_large(shared, self.is_begun(shared.today)),
            Action::Afspraak(AfspraakAction::New) => {
                let Some((beeld, punt)) = self.beeld().zip(self.punt()) else { return Vec::new() };
                return dialog(afspraak_form(beeld, punt, self.eigenaren(beeld, shared), shared));
            }
            Action::Gesprek(act) => return self.act_gesprek(act, shared),
            _ => {}
        }
        Vec::new()
    }

    /// Goes back from one point to the agenda; false when it was there already.
    fn leave_mode(&mut self) -> bool {
        self.groot.take().is_some()
    }

    fn herkomst(&self, shared: &Shared) -> Herkomst {
        let kpi = self.punt().and_then(|p| if let Onderdeelsleutel::Kpi(n) = p.punt.sleutel { Some(n) } else { None });
        Herkomst { aanbieder: Some(aanbieder(shared)), kpi, ..Herkomst::default() }
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.beeld().map(|b| b.gesprek.kwartaal)
    }

    fn position(&self) -> String {
        self.punten.position()
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = self.beeld() else { return };
        if self.groot.is_some() {
            self.draw_modus(area, buf, beeld, shared);
        } else {
            self.draw_agenda(area, buf, beeld, shared, theme);
        }
    }

    fn is_gesprek(&self) -> bool {
        true
    }
}

/// The expectation of an open afspraak as it is written; empty when it has none.
fn verwachting_of(beeld: &Agendabeeld, nummer: Afspraaknummer) -> String {
    let facts = beeld.punten.iter().flat_map(|p| &p.punt.feiten);
    let found =
        facts.filter_map(|feit| if let Feit::Verwachting(v) = feit { Some(v) } else { None }).find(|v| v.nummer == nummer);
    found.map(|v| v.notatie.clone()).unwrap_or_default()
}

fn dialog(form: Form) -> Effects {
    vec![Effect::Popup(Popup::Form(Box::new(form)))]
}

fn ask(question: &str, cmd: Cmd) -> Effects {
    let confirm = Confirm { question: question.to_owned(), yes: Yes::Do(Some(cmd)) };
    vec![Effect::Popup(Popup::Confirm(confirm))]
}

/// What a form at a point is about: its title, and the verdicts that the form may cover.
fn about(punt: &Agendaregel) -> String {
    let figures = punt.punt.feiten.iter().filter_map(|f| if let Feit::Cijfer(c) = f { Some(c) } else { None });
    let shown: Vec<String> =
        figures.map(|c| format!("{} {} {}", wording::teken(c.jaar.meting.oordeel), c.norm.id, c.jaar.meting.weergave)).collect();
    match (&punt.punt.sleutel, shown.is_empty()) {
        (Onderdeelsleutel::Kpi(kpi), false) => format!("KPI {kpi}  {}", shown.join(" · ")),
        _ => punt.punt.titel.clone(),
    }
}

fn afspraak_form(beeld: &Agendabeeld, punt: &Agendaregel, eigenaren: Vec<String>, shared: &Shared) -> Form {
    let gesprek = &beeld.gesprek;
    let plan = punt.punt.feiten.iter().any(|f| matches!(f, Feit::PlanVanAanpak { lopend: None, .. }));
    let doel = forms::Doel::Afspraak { id: gesprek.id, aanbieder: gesprek.aanbieder, sleutel: punt.punt.sleutel.clone() };
    forms::afspraak(doel, plan, &about(punt), eigenaren, shared)
}

fn write(opdracht: Gesprekopdracht) -> Effect {
    Effect::Cmd(Cmd::Write(Write::Gesprek(opdracht)))
}

/// The outcomes of a point, each as its lines; the chosen one is marked.
fn outcome_blocks(
    punt: &Agendaregel,
    chosen: Option<usize>,
    zicht: Zicht,
    width: usize,
    theme: Theme,
) -> Vec<Vec<Line<'static>>> {
    let block = |(n, u): (usize, &Uitkomstregel)| {
        let (kop, tekst, onder) = outcome(u, zicht);
        let mark = if chosen == Some(n) { "▌" } else { " " };
        let line =
            |text: String, style| Line::from(vec![Span::styled(mark, theme.accent()), Span::raw(" "), Span::styled(text, style)]);
        let mut lines = vec![line(kop, theme.accent())];
        lines.extend(text::wrap(&wording::veilig(&tekst), width.saturating_sub(2)).into_iter().map(|t| line(t, theme.text())));
        if !onder.is_empty() {
            lines.push(line(onder, theme.dim()));
        }
        lines
    };
    punt.uitkomsten.iter().enumerate().map(block).collect()
}

/// The outcomes one below the other, as far down as it takes to show the chosen one whole.
fn draw_outcomes(pen: &mut Pen<'_>, blocks: Vec<Vec<Line<'_>>>, chosen: usize, theme: Theme) {
    let height = |from: usize| blocks.iter().take(chosen + 1).skip(from).map(|b| b.len() + 1).sum::<usize>();
    // What is above the first one drawn is said on a line of its own.
    let fits = |n: &usize| height(*n) + usize::from(*n > 0) <= usize::from(pen.left());
    let first = (0..chosen).find(fits).unwrap_or(chosen);
    if first > 0 {
        pen.line(Span::styled(format!("… nog {first} hierboven"), theme.accent()));
    }
    for block in blocks.into_iter().skip(first) {
        for line in block {
            pen.line(line);
        }
        pen.blank();
    }
}

/// The kind of an outcome, its text, and for an afspraak who and when.
fn outcome(u: &Uitkomstregel, zicht: Zicht) -> (String, String, String) {
    match &u.getoond {
        Verslaguitkomst::Tekst { soort, tekst } => (soort.naam().to_owned(), tekst.tekst(zicht), String::new()),
        Verslaguitkomst::Afspraak(a) => {
            let deadline = a.deadline.map(|d| format!(" · {}", wording::datum(d))).unwrap_or_default();
            let stand = if a.status == Afspraakstatus::Open { String::new() } else { format!(" · {}", a.status.naam()) };
            let verwacht = a.verwacht.as_ref().map(|v| format!(" · {v}")).unwrap_or_default();
            let onder = format!("{}{deadline}{verwacht}{stand}", wording::veilig(&a.eigenaar.tekst(zicht)));
            (format!("afspraak  {}", a.nummer), a.tekst.tekst(zicht), onder)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::testing::PSW;
    use crate::domain::testing::k;
    use crate::domain::vorm::Verslaguitkomst;
    use crate::domain::{Afspraakstatus, Feitregel, Gespreksstatus, Uitkomstinhoud};
    use crate::tui::testing::Zitting;
    use crate::wording::agenda::Zicht;

    /// The agenda of PSW in the example.
    fn agenda() -> Zitting {
        let mut zitting = Zitting::open();
        zitting.keys("6");
        zitting.model.shared.aanbieder = Some(PSW);
        zitting.keys("<ctrl+r>");
        zitting
    }

    #[test]
    fn a_gesprek_is_held_and_established_by_keys() {
        let mut tafel = agenda();
        assert!(tafel.screen(80, 24).contains("Gesprek PSW · 2025-K4"), "{}", tafel.screen(80, 24));
        // Prepare: an own point. Then to the table, six outcomes of four kinds.
        tafel.keys("tKennismaking<ctrl+s><home>Bj").keys("bBesloten<ctrl+s>mGezegd<ctrl+s>nGenoteerd<ctrl+s><right>");
        tafel.keys("aPlan van aanpak maken<ctrl+s>bNog een besluit<ctrl+s>aEnquête<ctrl+s>");
        let beeld = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
        let made: usize = beeld.punten.iter().map(|p| p.uitkomsten.len()).sum();
        assert_eq!(made, 6);
        assert!(beeld.gesprek.begonnen.is_some());
        // End, establish.
        tafel.keys("ej<esc>jVj");
        let held = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
        assert_eq!(held.gesprek.status, Gespreksstatus::Vastgesteld);
        assert!(held.gesprek.bevroren.is_some());
        tafel.keys("b");
        assert!(tafel.screen(80, 24).contains("is vastgesteld; R heropent"), "{}", tafel.screen(80, 24));
        let uitkomsten = held.punten.iter().flat_map(|p| &p.uitkomsten);
        let afspraken: Vec<_> =
            uitkomsten.filter_map(|u| if let Verslaguitkomst::Afspraak(a) = &u.getoond { Some(a) } else { None }).collect();
        assert!(afspraken.len() == 2 && afspraken.iter().all(|a| a.status == Afspraakstatus::Open));
    }

    #[test]
    fn at_the_table_codes_and_what_is_internal_stay_hidden_until_asked_for() {
        let mut tafel = agenda();
        // The point KPI 1 has rows with codes in the example.
        let beeld = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
        let with_codes = beeld.punten.iter().position(|p| p.feiten.iter().any(Feitregel::names_deelnemers));
        let at = with_codes.expect("the example has rows that matter");
        // The line with codes begins as the one without.
        let regel = beeld.punten[at].feiten.iter().find(|f| f.names_deelnemers()).unwrap();
        let code = regel.tekst(Zicht::ALLES).unwrap().rsplit(": ").next().unwrap().split(' ').next().unwrap().to_owned();
        tafel.keys(&"j".repeat(at));
        tafel.keys("pstreng zijn<ctrl+s><enter>");
        let shown = |t: &Zitting| t.screen(120, 60);
        assert!(!shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"), "{}", shown(&tafel));
        tafel.keys("v");
        assert!(shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"));
        tafel.keys("A");
        assert!(shown(&tafel).contains("Ook andere aanbieders"));
        // Enter is no answer; only a yes is.
        tafel.keys("<enter>");
        assert!(shown(&tafel).contains("Ook andere aanbieders") && !shown(&tafel).contains("streng"), "{}", shown(&tafel));
        assert!(shown(&tafel).contains("Antwoord met j (ja) of n (nee)."));
        tafel.keys("j");
        assert!(shown(&tafel).contains("streng zijn"));
        // Hiding again needs no question, by either key.
        tafel.keys("A");
        assert!(!shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"));
        tafel.keys("Aj");
        assert!(shown(&tafel).contains("streng zijn"));
        tafel.keys("v");
        assert!(!shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"));
    }

    #[test]
    fn what_was_typed_survives_a_crash() {
        let mut tafel = agenda();
        tafel.keys("<enter>bHalf getypt");
        let drafts = tafel.app.drafts().unwrap();
        assert!(drafts.iter().any(|(key, tekst)| key.starts_with("uitkomst:") && tekst.contains("Half getypt")), "{drafts:?}");
        // After it the program says so, where it stands, and goes on with it.
        let mut after = tafel.restart();
        assert!(after.screen(80, 24).contains("nog een uitkomst die niet is opgeslagen"), "{}", after.screen(80, 24));
        after.keys("6<enter>");
        assert!(after.screen(120, 24).contains("besluit, nog niet opgeslagen: b gaat verder"), "{}", after.screen(120, 24));
        after.keys("b");
        assert!(after.screen(80, 24).contains("Half getypt"), "{}", after.screen(80, 24));
        after.keys("<ctrl+s>");
        assert!(!after.screen(120, 24).contains("nog niet opgeslagen"));
    }

    #[test]
    fn every_size_draws() {
        let mut tafel = agenda();
        for keys in ["", "<enter>", "bx"] {
            tafel.keys(keys);
            for (width, height) in [(1, 1), (20, 5), (60, 18), (80, 24), (120, 40), (200, 60)] {
                tafel.screen(width, height);
            }
        }
    }

    fn outcomes(tafel: &Zitting) -> Vec<String> {
        let beeld = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
        let texts = beeld.punten.iter().flat_map(|p| &p.uitkomsten).filter_map(|u| match &u.uitkomst.inhoud {
            Uitkomstinhoud::Tekst { tekst, .. } => Some(tekst.to_string()),
            Uitkomstinhoud::Afspraak(_) => u.afspraak.as_ref().map(|a| format!("{} {}", a.status.naam(), a.tekst)),
        });
        texts.collect()
    }

    #[test]
    fn an_outcome_is_corrected_and_taken_out_by_keys() {
        let mut tafel = agenda();
        tafel.keys("<enter>bEerste<ctrl+s>mTweede<ctrl+s>");
        // The last one written is chosen; one up is the first.
        tafel.keys("<enter> gewijzigd<ctrl+s>k<enter> ook<ctrl+s>");
        assert_eq!(outcomes(&tafel), ["Eerste ook", "Tweede gewijzigd"]);
        tafel.keys("x");
        assert_eq!(outcomes(&tafel), ["Tweede gewijzigd"]);
        tafel.keys("<ctrl+z>");
        assert_eq!(outcomes(&tafel).len(), 2);
    }

    #[test]
    fn an_afspraak_at_the_table_is_bettered_in_place_and_withdrawn_with_a_reason() {
        let mut tafel = agenda();
        tafel.keys("<enter>aEnquête houden<ctrl+s>w op papier<ctrl+s>");
        assert_eq!(outcomes(&tafel), ["open Enquête houden op papier"]);
        tafel.keys("x<ctrl+s>");
        assert!(tafel.screen(80, 24).contains("Vul in waarom"), "{}", tafel.screen(80, 24));
        tafel.keys("Dubbel<ctrl+s>");
        assert_eq!(outcomes(&tafel), ["vervallen Enquête houden op papier"]);
    }

    #[test]
    fn an_extra_gesprek_is_planned_visited_and_taken_off_the_planning() {
        let mut tafel = agenda();
        tafel.keys("<tab>");
        assert!(tafel.screen(80, 24).contains("maar één gesprek"), "{}", tafel.screen(80, 24));
        tafel.keys("N2-3-2026<ctrl+s>");
        assert!(tafel.screen(80, 24).contains("tab: een extra gesprek"), "{}", tafel.screen(80, 24));
        tafel.keys("<tab>tKennismaking<ctrl+s>");
        let shown = tafel.screen(80, 24);
        assert!(shown.contains("Extra gesprek PSW") && shown.contains("ma 2 mrt"), "{shown}");
        let regular = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
        assert!(regular.punten.iter().all(|p| p.punt.titel != "Kennismaking"));
        assert_eq!(regular.extra.len(), 1);
        tafel.keys("Xj");
        assert!(tafel.app.agenda_van(PSW, k("2025-K4")).unwrap().extra.is_empty());
        let shown = tafel.screen(80, 24);
        assert!(shown.contains("Gesprek PSW") && !shown.contains("Extra"), "{shown}");
    }

    #[test]
    fn the_clock_runs_at_the_table_only_and_stops_when_the_gesprek_is_over() {
        let mut tafel = agenda();
        // To read a point large begins nothing.
        tafel.keys("<enter><right>");
        assert!(tafel.model.clock_since().is_none() && tafel.screen(80, 24).contains("nog niet begonnen"));
        tafel.keys("Bj");
        let since = tafel.model.clock_since().expect("the clock started with the gesprek");
        tafel.tick(since + chrono::Duration::seconds(83 * 60 + 59));
        assert!(tafel.screen(80, 24).contains("· 1 u 23"), "{}", tafel.screen(80, 24));
        tafel.keys("ej");
        assert!(tafel.model.clock_since().is_none());
    }

    #[test]
    fn what_is_typed_before_the_store_answered_is_played_when_it_does() {
        let mut tafel = agenda();
        tafel.keys("1");
        // The agenda is not there yet, and each save still waits: letters are text, not keys of another screen.
        let cmds = tafel.type_ahead("6<enter>bBesluit, quoi?: q<ctrl+s>mMeteen door<ctrl+s>ej");
        assert!(!tafel.model.quit && outcomes(&tafel).is_empty());
        tafel.run(cmds);
        assert_eq!(outcomes(&tafel), ["Besluit, quoi?: q", "Meteen door"]);
        let held = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
        assert_eq!(held.gesprek.status, Gespreksstatus::Gehouden);
        assert!(tafel.model.ahead.is_empty());
    }

    #[test]
    fn a_verslag_in_every_form_replaces_nothing_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("verslag");
        let mut tafel = agenda();
        let write = format!("wa<enter>{}<ctrl+s>", base.display());
        tafel.keys(&write);
        let written = || std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(written(), 3, "{}", tafel.screen(120, 40));
        let md = base.with_extension("md");
        std::fs::write(&md, "nagelezen").unwrap();
        tafel.keys(&write);
        assert!(tafel.screen(200, 40).contains("en verslag.md zijn er al"), "{}", tafel.screen(200, 40));
        // No leaves the files and the form; yes is asked for every time anew.
        tafel.keys("n");
        assert_eq!(std::fs::read_to_string(&md).unwrap(), "nagelezen");
        tafel.keys("<ctrl+s>");
        assert!(tafel.screen(200, 40).contains("Vervangen?"), "{}", tafel.screen(200, 40));
        tafel.keys("j");
        assert!(std::fs::read_to_string(&md).unwrap().contains("Verslag"));
        assert!(tafel.screen(200, 40).contains("Verslag geschreven"), "{}", tafel.screen(200, 40));
        assert_eq!(written(), 3, "nothing half written stays");
    }
}
