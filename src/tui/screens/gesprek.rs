//! Gesprek: the planning and agenda of the gesprek with one aanbieder, and the gespreksmodus at the table.
//!
//! In the gespreksmodus one point fills the screen, facts on the left and outcomes on the right. The screen may be on a beamer:
//! deelnemer codes, other aanbieders and what is internal are hidden until a key shows them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Effect, Effects, Remote};
use crate::app::{Agendabeeld, Agendaregel, Melding, Puntwijziging, Uitkomstregel};
use crate::domain::agenda::Feit;
use crate::domain::{Aanbieder, Gespreksstatus, Kwartaal, Onderdeelsleutel, Uitkomstinhoud, Uitkomstsoort};
use crate::tui::action::{Action, AfspraakAction, GesprekAction, Move, Reason, View};
use crate::tui::forms::afspraak::Herkomst;
use crate::tui::forms::{Form, gesprek as forms};
use crate::tui::gesprek::{Opdracht, Stap};
use crate::tui::model::Shared;
use crate::tui::msg::{Answer, Cmd, Query, Write};
use crate::tui::popups::{Confirm, Popup, Yes};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::list::List;
use crate::tui::widgets::pen::{Pen, inset};
use crate::wording;
use crate::wording::agenda::Zicht;

#[derive(Debug, Default)]
pub struct Gesprekscherm {
    data: Remote<Box<Agendabeeld>>,
    punten: List,
    /// At the table: one point at a time.
    modus: bool,
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

    fn naam(self, aanbieder: Aanbieder) -> String {
        match self {
            Self::Tafel => format!("alleen {} zichtbaar", aanbieder.naam()),
            Self::Codes => format!("{} met codes", aanbieder.naam()),
            Self::Alles => "alles zichtbaar".to_owned(),
        }
    }
}

/// The aanbieder whose gesprek is shown.
fn aanbieder(shared: &Shared) -> Aanbieder {
    shared.aanbieder.unwrap_or(Aanbieder::Psw)
}

impl Gesprekscherm {
    pub fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Agenda(aanbieder(shared), shared.kwartaal))
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Agenda(beeld)) => {
                self.punten.clamp(beeld.punten.len());
                self.data.set(beeld);
            }
            Ok(_) => {}
            Err(melding) => self.data.error = Some(melding),
        }
        Vec::new()
    }

    fn beeld(&self) -> Option<&Agendabeeld> {
        self.data.data.as_deref()
    }

    fn punt(&self) -> Option<&Agendaregel> {
        self.beeld()?.punten.get(self.punten.selected)
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        let Some(beeld) = self.beeld() else {
            return if matches!(action, Action::Move(Move::Left | Move::Right)) { Ok(()) } else { Err(Reason::StillLoading) };
        };
        let status = beeld.gesprek.status;
        let planned = || if beeld.gesprek.id == 0 { Err(Reason::NotPlanned) } else { Ok(()) };
        let only = |ok: bool, reason: Reason| if ok { Ok(()) } else { Err(reason) };
        let writable = || planned().and_then(|()| only(status != Gespreksstatus::Vastgesteld, Reason::Established));
        match action {
            Action::Move(_) => Ok(()),
            Action::View(View::Open) => only(!self.modus, Reason::NotHere).and_then(|()| planned()),
            Action::Afspraak(AfspraakAction::New) => writable(),
            Action::Gesprek(act) => match act {
                GesprekAction::Plan => only(status != Gespreksstatus::Vastgesteld, Reason::Established),
                GesprekAction::Verslag => Ok(()),
                GesprekAction::Show | GesprekAction::AskAll | GesprekAction::ShowAll => only(self.modus, Reason::NotHere),
                GesprekAction::Voorbereid => planned().and_then(|()| only(status == Gespreksstatus::Gepland, Reason::WrongState)),
                GesprekAction::Houd => planned().and_then(|()| only(!status.is_held(), Reason::WrongState)),
                GesprekAction::Vaststellen => only(status == Gespreksstatus::Gehouden, Reason::WrongState),
                GesprekAction::Heropen => only(status == Gespreksstatus::Vastgesteld, Reason::WrongState),
                _ => writable(),
            },
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) if self.modus => {
                let len = self.beeld().map_or(0, |b| b.punten.len());
                self.step(if to == Move::Right { Move::Down } else { Move::Up }, len);
            }
            Action::Move(to @ (Move::Left | Move::Right)) => {
                let now = Aanbieder::ALL.iter().position(|a| *a == aanbieder(shared)).unwrap_or(0);
                let next = if to == Move::Right { (now + 1).min(Aanbieder::ALL.len() - 1) } else { now.saturating_sub(1) };
                shared.aanbieder = Aanbieder::ALL.get(next).copied();
                self.punten = List::default();
                return vec![Effect::Reload];
            }
            Action::Move(to) => {
                let len = self.beeld().map_or(0, |b| b.punten.len());
                self.step(to, len);
            }
            Action::View(View::Open) => return self.sit_down(),
            Action::Afspraak(AfspraakAction::New) => return self.open(|id, p| afspraak_form(id, p, shared)),
            Action::Gesprek(act) => return self.act_gesprek(act, shared),
            _ => {}
        }
        Vec::new()
    }

    /// Goes to another point; at the table those that were dropped are passed over.
    fn step(&mut self, to: Move, len: usize) {
        let before = self.punten.selected;
        self.punten.go(to, len);
        while self.modus && self.punt().is_some_and(|p| p.punt.vervallen) {
            let at = self.punten.selected;
            self.punten.go(if to == Move::Up { Move::Up } else { Move::Down }, len);
            if self.punten.selected == at {
                self.punten.selected = before;
                return;
            }
        }
    }

    /// Opens the gespreksmodus, hidden as it should be; the clock of the gesprek starts with it.
    fn sit_down(&mut self) -> Effects {
        self.modus = true;
        self.zicht = Tafelzicht::Tafel;
        self.punten.selected = self.beeld().and_then(|b| b.punten.iter().position(|p| !p.punt.vervallen)).unwrap_or(0);
        let Some(gesprek) = self.beeld().map(|b| &b.gesprek) else { return Vec::new() };
        if gesprek.begonnen.is_some() || gesprek.status.is_held() {
            return Vec::new();
        }
        vec![write(Opdracht::Begin(gesprek.id))]
    }

    /// Leaves the gespreksmodus; false when it was not in it.
    pub fn stand_up(&mut self) -> bool {
        std::mem::replace(&mut self.modus, false)
    }

    pub const fn is_modus(&self) -> bool {
        self.modus
    }

    fn open(&self, make: impl FnOnce(i64, &Agendaregel) -> Form) -> Effects {
        let Some((beeld, punt)) = self.beeld().zip(self.punt()) else { return Vec::new() };
        vec![Effect::Popup(Popup::Form(Box::new(make(beeld.gesprek.id, punt))))]
    }

    fn act_gesprek(&mut self, act: GesprekAction, shared: &Shared) -> Effects {
        let theme = shared.theme();
        let outcome = |s: &Self, soort: Uitkomstsoort| {
            s.open(|id, p| forms::uitkomst(id, p.punt.sleutel.clone(), soort, &p.punt.titel, theme))
        };
        match act {
            GesprekAction::Besluit => outcome(self, Uitkomstsoort::Besluit),
            GesprekAction::Mededeling => outcome(self, Uitkomstsoort::Mededeling),
            GesprekAction::Notitie => outcome(self, Uitkomstsoort::Notitie),
            GesprekAction::NieuwPunt => self.open(|id, _| forms::punt(id, theme)),
            GesprekAction::Intern => {
                self.open(|id, p| forms::voorbereiding(id, p.punt.sleutel.clone(), &p.punt.titel, &p.punt.voorbereiding, theme))
            }
            GesprekAction::Plan => self.plan(shared),
            GesprekAction::Verslag => {
                let form = forms::verslag(aanbieder(shared), shared.kwartaal, theme);
                vec![Effect::Popup(Popup::Form(Box::new(form)))]
            }
            GesprekAction::Show => {
                self.show();
                Vec::new()
            }
            // The aanbieder may be looking: the rest is shown after a question only.
            GesprekAction::AskAll => {
                let question = "Ook andere aanbieders en interne notities tonen?".to_owned();
                let yes = Yes::Act(Action::Gesprek(GesprekAction::ShowAll));
                vec![Effect::Popup(Popup::Confirm(Confirm { question, yes }))]
            }
            GesprekAction::ShowAll => {
                self.zicht = Tafelzicht::Alles;
                Vec::new()
            }
            GesprekAction::Drop => self.drop_or_restore(),
            GesprekAction::Earlier => self.shift(Move::Up),
            GesprekAction::Later => self.shift(Move::Down),
            GesprekAction::Voorbereid => self.go_to(Stap::Voorbereid, None),
            GesprekAction::Houd => self.go_to(Stap::Gehouden, Some("Gesprek afronden? De cijfers van nu worden bevroren.")),
            GesprekAction::Vaststellen => {
                self.go_to(Stap::Vastgesteld, Some("Vaststellen? Daarna is het gesprek alleen te lezen."))
            }
            GesprekAction::Heropen => self.go_to(Stap::Heropend, Some("Vastgesteld gesprek heropenen? Dat komt in het logboek.")),
        }
    }

    fn plan(&self, shared: &Shared) -> Effects {
        let Some(beeld) = self.beeld() else { return Vec::new() };
        let form = if beeld.gesprek.id == 0 {
            forms::plan(aanbieder(shared), shared.kwartaal, shared.theme())
        } else {
            forms::wijzig(&beeld.gesprek, shared.theme())
        };
        vec![Effect::Popup(Popup::Form(Box::new(form)))]
    }

    /// Shows or hides the codes of the aanbieder at the table; from everything it goes back to what the table may see.
    const fn show(&mut self) {
        self.zicht = match self.zicht {
            Tafelzicht::Tafel => Tafelzicht::Codes,
            Tafelzicht::Codes | Tafelzicht::Alles => Tafelzicht::Tafel,
        };
    }

    fn drop_or_restore(&self) -> Effects {
        let Some((beeld, punt)) = self.beeld().zip(self.punt()) else { return Vec::new() };
        let wijziging = Puntwijziging { vervallen: Some(!punt.punt.vervallen), ..Puntwijziging::default() };
        let sleutel = punt.punt.sleutel.clone();
        vec![write(Opdracht::Punt { id: beeld.gesprek.id, sleutel, wijziging: Box::new(wijziging) })]
    }

    /// Moves the point one place; the selection goes with it.
    fn shift(&mut self, to: Move) -> Effects {
        let Some(beeld) = self.beeld() else { return Vec::new() };
        let (id, at) = (beeld.gesprek.id, self.punten.selected);
        let other = if to == Move::Up { at.checked_sub(1) } else { Some(at + 1).filter(|n| *n < beeld.punten.len()) };
        let Some(other) = other else { return Vec::new() };
        let mut volgorde: Vec<Onderdeelsleutel> = beeld.punten.iter().map(|p| p.punt.sleutel.clone()).collect();
        volgorde.swap(at, other);
        self.punten.selected = other;
        vec![write(Opdracht::Volgorde { id, volgorde })]
    }

    fn go_to(&self, stap: Stap, question: Option<&str>) -> Effects {
        let Some(gesprek) = self.beeld().map(|b| &b.gesprek) else { return Vec::new() };
        let cmd = Cmd::Write(Write::Gesprek(Opdracht::Stap { id: gesprek.id, rijversie: gesprek.rijversie, stap }));
        match question {
            None => vec![Effect::Cmd(cmd)],
            Some(question) => {
                let confirm = Confirm { question: question.to_owned(), yes: Yes::Do(Some(cmd)) };
                vec![Effect::Popup(Popup::Confirm(confirm))]
            }
        }
    }

    pub fn herkomst(&self, shared: &Shared) -> Herkomst {
        let kpi = self.punt().and_then(|p| if let Onderdeelsleutel::Kpi(n) = p.punt.sleutel { Some(n) } else { None });
        Herkomst { aanbieder: Some(aanbieder(shared)), kpi, ..Herkomst::default() }
    }

    pub fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.beeld().map(|b| b.gesprek.kwartaal)
    }

    pub fn position(&self) -> String {
        self.punten.position(self.beeld().map_or(0, |b| b.punten.len()))
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = self.beeld() else { return };
        if self.modus {
            self.draw_modus(area, buf, beeld, theme);
        } else {
            self.draw_agenda(area, buf, beeld, shared, theme);
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
        pen.ends(Span::styled(format!("Gesprek {} · {}", g.aanbieder.naam(), g.kwartaal), theme.strong()), Span::raw(when));
        pen.line(Span::styled(wording::agenda::rapportage(&beeld.rapportage), theme.dim()));
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
        self.draw_list(list, buf, beeld, theme);
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
        draw_facts(&mut pen, punt, Zicht::ALLES, theme);
        draw_outcomes(&mut pen, punt, theme);
        draw_text(&mut pen, "Intern: ", &punt.punt.voorbereiding, theme.dim());
    }

    fn draw_list(&self, area: Rect, buf: &mut Buffer, beeld: &Agendabeeld, theme: Theme) {
        let window = self.punten.window(beeld.punten.len(), area.height.into());
        let mut pen = Pen::new(area, buf);
        for at in window {
            let Some(punt) = beeld.punten.get(at) else { continue };
            let count = if punt.uitkomsten.is_empty() { String::new() } else { format!("  {} ▸", punt.uitkomsten.len()) };
            let dropped = if punt.punt.vervallen { "– vervalt: " } else { "" };
            let label = format!(" {:>2}  {dropped}{}", at + 1, punt.punt.titel);
            let style = match (at == self.punten.selected, punt.punt.vervallen) {
                (true, _) => theme.selected(),
                (false, true) => theme.dim(),
                (false, false) => theme.text(),
            };
            pen.ends(Span::styled(label, style), Span::styled(count, theme.accent()));
        }
    }

    /// One point, large and calm: facts left, outcomes right.
    fn draw_modus(&self, area: Rect, buf: &mut Buffer, beeld: &Agendabeeld, theme: Theme) {
        let Some(punt) = self.punt() else { return };
        let mut pen = Pen::new(inset(area, 2), buf);
        let dots: String = (0..beeld.punten.len())
            .filter(|n| beeld.punten.get(*n).is_some_and(|p| !p.punt.vervallen))
            .map(|n| if n == self.punten.selected { '●' } else { '○' })
            .collect();
        let nth = beeld.punten.iter().take(self.punten.selected + 1).filter(|p| !p.punt.vervallen).count();
        let since = beeld.gesprek.begonnen.map(|b| format!(" · sinds {}", wording::moment(b))).unwrap_or_default();
        let of = beeld.in_gesprek().count();
        pen.ends(
            Line::from(vec![Span::styled(dots, theme.accent()), Span::raw(format!("  punt {nth} van {of}"))]),
            Span::styled(format!("{}{since}", self.zicht.naam(beeld.gesprek.aanbieder)), theme.dim()),
        );
        pen.rule(theme.dim());
        pen.blank();
        pen.line(Span::styled(punt.punt.titel.clone(), theme.strong()));
        pen.blank();
        let rest = pen.rest();
        let left = rest.width.saturating_mul(3) / 5;
        let facts = Rect { width: left.saturating_sub(2), ..rest };
        let outcomes = Rect { x: rest.x.saturating_add(left), width: rest.width.saturating_sub(left), ..rest };
        let mut pen = Pen::new(facts, buf);
        draw_facts(&mut pen, punt, self.zicht.zicht(), theme);
        if self.zicht == Tafelzicht::Alles {
            draw_text(&mut pen, "Intern: ", &punt.punt.voorbereiding, theme.dim());
        }
        let mut pen = Pen::new(outcomes, buf);
        pen.line(Span::styled("Uitkomsten", theme.strong()));
        pen.blank();
        if punt.uitkomsten.is_empty() {
            pen.line(Span::styled("Nog geen.", theme.dim()));
        }
        draw_outcomes(&mut pen, punt, theme);
    }
}

fn afspraak_form(id: i64, punt: &Agendaregel, shared: &Shared) -> Form {
    let plan = punt.punt.feiten.iter().any(|f| matches!(f, Feit::PlanVanAanpak { lopend: None, .. }));
    let doel = forms::Doel::Afspraak { id, aanbieder: aanbieder(shared), sleutel: punt.punt.sleutel.clone() };
    forms::afspraak(doel, plan, &punt.punt.titel, shared.eigenaren.clone(), shared.today, shared.theme())
}

fn write(opdracht: Opdracht) -> Effect {
    Effect::Cmd(Cmd::Write(Write::Gesprek(opdracht)))
}

fn draw_facts(pen: &mut Pen<'_>, punt: &Agendaregel, zicht: Zicht, theme: Theme) {
    let shown = punt.feiten.iter().filter_map(|f| Some((f.niveau, f.tekst(zicht)?)));
    for (niveau, tekst) in shown {
        let indent = usize::from(niveau) * 2;
        let room = pen.width().saturating_sub(indent);
        let style = if tekst.contains('✗') || tekst.starts_with('!') {
            theme.bad()
        } else if niveau == 0 {
            theme.text()
        } else {
            theme.dim()
        };
        for line in text::wrap(&wording::veilig(&tekst), room) {
            pen.line(Line::from(vec![Span::raw(" ".repeat(indent)), Span::styled(line, style)]));
        }
    }
    draw_text(pen, "Notitie: ", &punt.punt.notitie, theme.text());
}

fn draw_text(pen: &mut Pen<'_>, label: &str, tekst: &str, style: ratatui::style::Style) {
    if tekst.is_empty() {
        return;
    }
    pen.blank();
    for line in text::wrap(&wording::veilig(&format!("{label}{tekst}")), pen.width()) {
        pen.line(Span::styled(line, style));
    }
}

fn draw_outcomes(pen: &mut Pen<'_>, punt: &Agendaregel, theme: Theme) {
    for uitkomst in &punt.uitkomsten {
        let (kop, tekst, onder) = outcome(uitkomst);
        pen.line(Span::styled(format!("▸ {kop}"), theme.accent()));
        for line in text::wrap(&wording::veilig(&tekst), pen.width().saturating_sub(2)) {
            pen.line(Span::raw(format!("  {line}")));
        }
        if !onder.is_empty() {
            pen.line(Span::styled(format!("  {onder}"), theme.dim()));
        }
    }
}

/// The kind of an outcome, its text, and for an afspraak who and when.
fn outcome(u: &Uitkomstregel) -> (String, String, String) {
    match (&u.uitkomst.inhoud, &u.afspraak) {
        (Uitkomstinhoud::Tekst { soort, tekst }, _) => (soort.naam().to_owned(), tekst.clone(), String::new()),
        (Uitkomstinhoud::Afspraak(nummer), Some(a)) => {
            let deadline = a.deadline.map(|d| format!(" · {}", wording::datum(d))).unwrap_or_default();
            (format!("afspraak  {nummer}"), a.tekst.clone(), format!("{}{deadline}", wording::veilig(&a.eigenaar)))
        }
        (Uitkomstinhoud::Afspraak(nummer), None) => (format!("afspraak  {nummer}"), String::new(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU64;
    use std::sync::mpsc::channel;

    use crate::app::{App, Omgeving, Voorbeeld};
    use crate::domain::testing::k;
    use crate::domain::{Aanbieder, Afspraakstatus, Gespreksstatus, Uitkomstinhoud};
    use crate::tui::keys::Key;
    use crate::tui::model::Model;
    use crate::tui::msg::{Cmd, Msg, Start};
    use crate::tui::runtime::perform;
    use crate::tui::theme::Palette;
    use crate::tui::update::{reload, update};
    use crate::tui::view;

    /// The program on the example data in a real store, played by keys.
    struct Tafel {
        app: App,
        model: Model,
    }

    impl Tafel {
        fn open() -> Self {
            let vandaag = Voorbeeld::load().unwrap().vandaag;
            let omgeving = Omgeving { vandaag, wie: "contractmanager".into(), voorbeeld: true };
            let app = App::open_voorbeeld(omgeving).unwrap();
            let start = Start {
                geheugen: crate::app::Signaalgeheugen::default(),
                beleid: false,
                vandaag,
                voorbeeld: true,
                has_example: false,
                kwartaal: app.start_kwartaal().unwrap(),
                kwartalen: app.kwartalen().unwrap(),
                eigenaren: Vec::new(),
                drafts: Vec::new(),
            };
            let model = Model::new(start, Palette::Dark);
            let mut tafel = Self { app, model };
            let cmds = reload(&tafel.model);
            tafel.run(cmds);
            tafel.keys("6");
            tafel.model.shared.aanbieder = Some(Aanbieder::Psw);
            let cmds = reload(&tafel.model);
            tafel.run(cmds);
            tafel
        }

        fn run(&mut self, mut cmds: Vec<Cmd>) {
            let (sender, messages) = channel();
            while let Some(cmd) = cmds.pop() {
                perform(&mut self.app, None, cmd, &sender, &AtomicU64::new(0));
                while let Ok(msg) = messages.try_recv() {
                    cmds.extend(update(&mut self.model, msg));
                }
            }
        }

        fn keys(&mut self, keys: &str) {
            for key in Key::parse_all(keys).unwrap() {
                let cmds = update(&mut self.model, Msg::Key(key));
                self.run(cmds);
            }
        }

        fn screen(&self, width: u16, height: u16) -> String {
            let area = ratatui::layout::Rect::new(0, 0, width, height);
            let mut buf = ratatui::buffer::Buffer::empty(area);
            view::draw(&self.model, area, &mut buf);
            let rows = (0..height).map(|y| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned());
            rows.collect::<Vec<_>>().join("\n")
        }
    }

    #[test]
    fn a_gesprek_is_held_and_established_by_keys() {
        let mut tafel = Tafel::open();
        assert!(tafel.screen(80, 24).contains("Gesprek PSW · 2025-K4"), "{}", tafel.screen(80, 24));
        // Prepare: an own point. Then to the table, six outcomes of four kinds.
        tafel.keys("tKennismaking<ctrl+s><enter>bBesloten<ctrl+s>mGezegd<ctrl+s>nGenoteerd<ctrl+s><right>");
        tafel.keys("aPlan van aanpak maken<ctrl+s>bNog een besluit<ctrl+s>aEnquête<ctrl+s>");
        let beeld = tafel.app.agenda_van(Aanbieder::Psw, k("2025-K4")).unwrap();
        let made: usize = beeld.punten.iter().map(|p| p.uitkomsten.len()).sum();
        assert_eq!(made, 6);
        assert!(beeld.gesprek.begonnen.is_some());
        // End, establish.
        tafel.keys("e<enter><esc>V<enter>");
        let held = tafel.app.agenda_van(Aanbieder::Psw, k("2025-K4")).unwrap();
        assert_eq!(held.gesprek.status, Gespreksstatus::Vastgesteld);
        assert!(held.gesprek.bevroren.is_some());
        tafel.keys("b");
        assert!(tafel.screen(80, 24).contains("is vastgesteld; R heropent"), "{}", tafel.screen(80, 24));
        let afspraken =
            held.punten.iter().flat_map(|p| &p.uitkomsten).filter(|u| matches!(u.uitkomst.inhoud, Uitkomstinhoud::Afspraak(_)));
        assert!(afspraken.clone().all(|u| u.afspraak.as_ref().is_some_and(|a| a.status == Afspraakstatus::Open)));
        assert_eq!(afspraken.count(), 2);
    }

    #[test]
    fn at_the_table_codes_and_what_is_internal_stay_hidden_until_asked_for() {
        let mut tafel = Tafel::open();
        // The point KPI 1 has rows with codes in the example.
        let beeld = tafel.app.agenda_van(Aanbieder::Psw, k("2025-K4")).unwrap();
        let with_codes = beeld.punten.iter().position(|p| {
            p.feiten.iter().any(|f| f.stukken.iter().any(|s| matches!(s, crate::wording::agenda::Stuk::Deelnemer(_))))
        });
        let at = with_codes.expect("the example has rows that matter");
        let code = beeld.punten[at].feiten.iter().flat_map(|f| &f.stukken).find_map(|s| match s {
            crate::wording::agenda::Stuk::Deelnemer(code) => Some(code.clone()),
            _ => None,
        });
        let code = code.unwrap();
        tafel.keys(&"j".repeat(at));
        tafel.keys("pstreng zijn<ctrl+s><enter>");
        tafel.keys(&"l".repeat(at));
        let shown = |t: &Tafel| t.screen(120, 60);
        assert!(!shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"), "{}", shown(&tafel));
        tafel.keys("v");
        assert!(shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"));
        tafel.keys("A");
        assert!(shown(&tafel).contains("Ook andere aanbieders"));
        tafel.keys("<enter>");
        assert!(shown(&tafel).contains("streng zijn"));
        tafel.keys("v");
        assert!(!shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"));
    }

    #[test]
    fn what_was_typed_survives_a_crash() {
        let mut tafel = Tafel::open();
        tafel.keys("<enter>bHalf getypt");
        let drafts = tafel.app.drafts().unwrap();
        assert!(drafts.iter().any(|(key, tekst)| key.starts_with("uitkomst:") && tekst.contains("Half getypt")), "{drafts:?}");
    }

    #[test]
    fn every_size_draws() {
        let mut tafel = Tafel::open();
        for keys in ["", "<enter>", "bx"] {
            tafel.keys(keys);
            for (width, height) in [(1, 1), (20, 5), (60, 18), (80, 24), (120, 40), (200, 60)] {
                tafel.screen(width, height);
            }
        }
    }
}
