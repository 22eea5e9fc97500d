//! What is done with a gesprek, a point of its agenda and what came out of it: the form, the question or the change that a key
//! asks for.

use ratatui::text::Line;

use super::{Gesprekscherm, Tafelzicht, aanbieder};
use crate::app::{Agendabeeld, Agendaregel, Lopenderegel, Puntwijziging};
use crate::domain::agenda::Feit;
use crate::domain::vorm::Verslaguitkomst;
use crate::domain::{Afspraaknummer, Afspraakstatus, Gespreksoort, Onderdeelsleutel, Uitkomstinhoud, Uitkomstsoort};
use crate::tui::action::{Action, GesprekAction, Move};
use crate::tui::forms::afspraak;
use crate::tui::forms::{Form, gesprek as forms};
use crate::tui::keys::shown_key;
use crate::tui::msg::{Cmd, Query, Write};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::{Confirm, Popup, Reader, Yes};
use crate::tui::screens::effect::propose;
use crate::tui::screens::{Effect, Effects};
use crate::tui::shared::Shared;
use crate::tui::theme::Theme;
use crate::tui::widgets::selection::Selection;
use crate::tui::write::gesprek::{Gesprekopdracht, Gesprekstap};
use crate::wording;

impl Gesprekscherm {
    /// The form for an afspraak at the point that is chosen.
    pub(super) fn new_afspraak(&self, shared: &Shared) -> Effects {
        let Some((beeld, punt)) = self.beeld().zip(self.punt()) else { return Vec::new() };
        dialog(afspraak_form(beeld, punt, self.eigenaren(beeld, shared), shared))
    }

    /// Begins the gesprek; what was not to be expected on this day is asked about first.
    fn begin(&mut self, shared: &Shared) -> Effects {
        let Some(beeld) = self.beeld() else { return Vec::new() };
        let wie = shared.naam(beeld.gesprek.aanbieder);
        // It was begun today: one sits down again.
        if self.is_begun(shared.today) {
            return self.begin_now(shared);
        }
        let question = match (wording::nog_niet_zover(&beeld.gesprek, shared.register(), shared.today), beeld.begonnen_op) {
            (Some(early), _) => format!("{early} Nu al beginnen?"),
            (None, Some(op)) => format!(
                "Het gesprek met {wie} is begonnen op {} en niet afgerond. Nu verdergaan? De klok begint opnieuw.",
                wording::dag_en_datum(op, shared.today)
            ),
            (None, None) => return self.begin_now(shared),
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
        // In a copy one sits down all the same; that it began is not kept.
        let begins = !begun && shared.alleen_lezen.is_none();
        let Some(id) = self.beeld().map(|b| b.gesprek.id).filter(|_| begins) else { return Vec::new() };
        vec![write(Gesprekopdracht::Begin(id))]
    }

    fn open(&self, make: impl FnOnce(i64, &Agendaregel) -> Form) -> Effects {
        let Some((beeld, punt)) = self.beeld().zip(self.punt()) else { return Vec::new() };
        vec![Effect::Popup(Popup::Form(Box::new(make(beeld.gesprek.id, punt))))]
    }

    pub(super) fn act_gesprek(&mut self, act: GesprekAction, shared: &Shared) -> Effects {
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
            GesprekAction::PlanExtra => propose(aanbieder(shared), shared.kwartaal, Gespreksoort::Extra),
            GesprekAction::Evaluaties => vec![Effect::Open(Place::Evaluaties)],
            GesprekAction::Opschalen => {
                let Some(beeld) = self.beeld() else { return Vec::new() };
                let was = beeld.opschaling.as_ref().map(|r| r.signaal.opschaling.as_str());
                dialog(forms::opschaling(&beeld.gesprek, was.filter(|reden| !reden.is_empty()), shared))
            }
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
            GesprekAction::History => {
                let Some((beeld, punt)) = self.beeld().zip(self.punt()) else { return Vec::new() };
                let reader = Reader::new(format!("Geschiedenis: {}", wording::veilig(&punt.punt.titel)), Vec::new());
                let query = Query::Puntgeschiedenis(beeld.gesprek.id, punt.punt.sleutel.clone());
                vec![Effect::Popup(Popup::Reader(Box::new(reader.indent(4).waiting_for(query))))]
            }
            GesprekAction::Kalender | GesprekAction::Jaar => Vec::new(),
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
                let begin = shown_key(Action::Gesprek(GesprekAction::Begin));
                let begun = self.beeld().is_some_and(|b| b.begonnen_op.is_some());
                let question = match early {
                    Some(early) => format!("{early} Nu al afronden, met vandaag als datum?"),
                    None if begun => "Gesprek afronden?".to_owned(),
                    // Who only reads it large has not begun it.
                    None => format!("Dit gesprek is hier niet begonnen ({begin} begint het). Toch afronden, als gehouden?"),
                };
                let nog = before(&self.show_what_is_left(shared));
                let Some(beeld) = self.beeld() else { return Vec::new() };
                // Who was invited is written down as who was there.
                let wie = wording::wie_er_zijn(&beeld.gesprek);
                let lacks_next = beeld.gesprek.gemeente().is_none() && beeld.lacks_next();
                let next = if lacks_next { "Er is nog geen volgende datum. " } else { "" };
                let signalen = if beeld.has_signalen() { "De signalen worden daarmee besproken. " } else { "" };
                let question = format!("{nog}{question} {wie}{next}{signalen}De cijfers van nu worden bevroren.");
                self.go_to(Gesprekstap::Gehouden, Some(&question))
            }
            GesprekAction::Vaststellen => self.establish(shared),
            GesprekAction::Heropen => {
                self.go_to(Gesprekstap::Heropend, Some("Vastgesteld gesprek heropenen? Dat komt in het logboek."))
            }
        }
    }

    /// Goes to the first point at which something was begun and not saved, so that whoever says no finds it; says what lies there
    /// still, and where something was prepared of which nothing came. Who looks along does not hear of the latter.
    fn show_what_is_left(&mut self, shared: &Shared) -> Vec<String> {
        let Some(beeld) = self.beeld() else { return Vec::new() };
        let left = forms::left_in(&shared.drafts, beeld);
        let unused = forms::prepared_unused(beeld).filter(|_| self.groot.is_none_or(|groot| !groot.aan_tafel));
        let (sleutel, said) = left.unzip();
        if let Some(sleutel) = sleutel.flatten() {
            self.punten.choose(&sleutel);
            self.turn_to_point();
        }
        said.unwrap_or_default().into_iter().chain(unused).collect()
    }

    /// Asks first; who was there and who wrote the verslag is asked for where it is not known.
    fn establish(&mut self, shared: &Shared) -> Effects {
        let nog = self.show_what_is_left(shared);
        let Some(Agendabeeld { gesprek, genoemd, .. }) = self.beeld() else { return Vec::new() };
        let nog: Vec<String> = phrases::named_before_vaststellen(genoemd).into_iter().chain(nog).collect();
        if wording::wie_ontbreekt(gesprek).is_some() {
            return dialog(forms::vaststellen(gesprek, &nog, shared.theme()));
        }
        let nog = before(&nog);
        let question = format!("{nog}{} Vaststellen? {}", wording::wie_er_waren(gesprek), forms::ALLEEN_LEZEN);
        self.go_to(Gesprekstap::Vastgesteld, Some(&question))
    }

    fn plan(&self, shared: &Shared) -> Effects {
        let Some(beeld) = self.beeld() else { return Vec::new() };
        if beeld.gesprek.id == 0 {
            return propose(aanbieder(shared), shared.kwartaal, Gespreksoort::Regulier);
        }
        dialog(forms::wijzig(&beeld.gesprek, shared))
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
        let Some(((beeld, punt), Lopenderegel { afspraak, .. })) = self.beeld().zip(self.punt()).zip(self.lopend()) else {
            return Vec::new();
        };
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
        if self.is_about_next() && self.uitkomst().is_none() {
            return dialog(forms::volgende(&beeld.gesprek, shared));
        }
        if let Some(Lopenderegel { afspraak: was, .. }) = self.lopend() {
            let verwacht = verwachting_of(beeld, was.nummer);
            return dialog(afspraak::wijzig(was.clone(), &verwacht, self.eigenaren(beeld, shared), shared.theme()));
        }
        let Some((punt, regel)) = self.punt().zip(self.uitkomst()) else { return Vec::new() };
        let theme = shared.theme();
        match (&regel.uitkomst.inhoud, &regel.afspraak) {
            (Uitkomstinhoud::Tekst { soort, tekst, .. }, _) => {
                let (id, rijversie) = (regel.uitkomst.id, regel.uitkomst.rijversie);
                let mut form = forms::wijzig_uitkomst(id, rijversie, *soort, tekst, &punt.punt.titel, theme);
                form.about.extend(regel.gesloten.as_ref().map(|a| Line::from(format!("{}.", phrases::stays_closed(a.nummer)))));
                dialog(form)
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

    /// Takes a text out at once, undo brings it back; an afspraak has a number that is never reused, so it is withdrawn. What says
    /// that one of before is done does not go without that.
    fn drop_uitkomst(&self, theme: Theme) -> Effects {
        let Some(regel) = self.uitkomst() else { return Vec::new() };
        match (&regel.uitkomst.inhoud, &regel.afspraak) {
            (Uitkomstinhoud::Afspraak(_), Some(was)) if was.status == Afspraakstatus::Open => {
                dialog(afspraak::samen(afspraak::Samen::TrekIn, std::slice::from_ref(was), theme))
            }
            _ => {
                let (uitkomst, rijversie) = (regel.uitkomst.id, regel.uitkomst.rijversie);
                let opdracht = Gesprekopdracht::VerwijderUitkomst { uitkomst, rijversie };
                let Some(closed) = &regel.gesloten else { return vec![write(opdracht)] };
                ask(&format!("Deze uitkomst weghalen en {} weer openen?", closed.nummer), Cmd::Write(Write::Gesprek(opdracht)))
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
}

/// The expectation of an open afspraak as it is written; empty when it has none.
fn verwachting_of(beeld: &Agendabeeld, nummer: Afspraaknummer) -> String {
    let facts = beeld.punten.iter().flat_map(|p| &p.punt.feiten);
    let found =
        facts.filter_map(|feit| if let Feit::Verwachting(v) = feit { Some(v) } else { None }).find(|v| v.nummer == nummer);
    found.map(|v| v.notatie.clone()).unwrap_or_default()
}

/// What is said before a question.
fn before(said: &[String]) -> String {
    said.iter().flat_map(|zin| [zin.as_str(), " "]).collect()
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
