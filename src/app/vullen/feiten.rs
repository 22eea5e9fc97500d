//! What the example says of aanbieders, contracts and money, recorded by the use cases that a user has.

use chrono::NaiveDate;

use crate::app::inschrijven::Optiebesluit;
use crate::app::ontwikkeldoelen::Doelwijziging;
use crate::app::voorbeeld::{
    Voorbeeldbesluit, Voorbeeldbudget, Voorbeeldcontact, Voorbeelddoel, Voorbeeldevaluatie, Voorbeeldfeiten, Voorbeeldtarief,
    Voorbeelduitkomst, Voorbeeldvoortgang,
};
use crate::app::{App, Fout, NieuwGesprek, NieuweAfspraak};
use crate::domain::register::Contactpersoon;
use crate::domain::{Aanbieder, Gesprek, Gespreksoort, Kwartaal, Onderdeelsleutel, Register, Uitkomstsoort};

/// One thing that was recorded.
#[derive(Clone, Copy)]
pub(super) enum Registerfeit<'v> {
    Tarief(&'v Voorbeeldtarief),
    Budget(&'v Voorbeeldbudget),
    Contact(&'v Voorbeeldcontact),
    Besluit(&'v Voorbeeldbesluit),
    Doel(&'v Voorbeelddoel),
    Voortgang(&'v Voorbeelddoel, &'v Voorbeeldvoortgang),
    Gepland(&'v Voorbeeldevaluatie),
    Gehouden(&'v Voorbeeldevaluatie, &'v Voorbeelduitkomst),
}

impl<'v> Registerfeit<'v> {
    /// Everything that was recorded, with its day.
    pub(super) fn all(feiten: &'v Voorbeeldfeiten) -> impl Iterator<Item = (NaiveDate, Self)> {
        let tarieven = feiten.tarief.iter().map(|t| (t.op, Self::Tarief(t)));
        let budgetten = feiten.budget.iter().map(|b| (b.op, Self::Budget(b)));
        let contacten = feiten.contact.iter().map(|c| (c.op, Self::Contact(c)));
        let besluiten = feiten.besluit.iter().map(|b| (b.op, Self::Besluit(b)));
        let doelen = feiten.doel.iter().map(|d| (d.op, Self::Doel(d)));
        let voortgang = feiten.doel.iter().flat_map(|d| d.voortgang.iter().map(move |v| (v.op, Self::Voortgang(d, v))));
        let gepland = feiten.evaluatie.iter().map(|e| (e.op, Self::Gepland(e)));
        let held = feiten.evaluatie.iter().filter_map(|e| e.gehouden.as_ref().map(|g| (e.datum, Self::Gehouden(e, g))));
        tarieven.chain(budgetten).chain(contacten).chain(besluiten).chain(doelen).chain(voortgang).chain(gepland).chain(held)
    }
}

impl App {
    pub(super) fn record(&mut self, dag: NaiveDate, feit: &Registerfeit<'_>) -> Result<(), Fout> {
        self.on_day(dag, |app| match feit {
            Registerfeit::Tarief(t) => app.set_tarief(t.product, t.jaar, t.bedrag, &t.bron, 0).map(drop),
            Registerfeit::Budget(b) => app.set_budget(b.aanbieder, b.jaar, b.bedrag, 0).map(drop),
            Registerfeit::Contact(c) => {
                let rijversie = app.inschrijving(c.aanbieder)?.rijversie;
                app.set_contact(c.aanbieder, rijversie, None, &contact(c)).map(drop)
            }
            Registerfeit::Besluit(b) => {
                let besluit = Optiebesluit { segment: b.segment, van: None, nummer: None, besluit: b.besluit.clone() };
                app.decide_option(&whose(b, app.register()), &besluit).map(drop)
            }
            Registerfeit::Doel(d) => app.add_doel(d.aanbieder, d.segment, &d.tekst).map(drop),
            Registerfeit::Voortgang(d, v) => {
                let doelen = app.ontwikkeldoelen(Some(d.aanbieder))?;
                let doel = doelen.into_iter().find(|s| s.segment == d.segment && s.tekst.as_str() == d.tekst);
                let doel = doel.ok_or_else(|| Fout::NietGevonden(format!("Ontwikkeldoel “{}”", d.tekst)))?;
                let notitie = Some((v.kwartaal, v.notitie.clone()));
                let wijziging = Doelwijziging { tekst: None, stand: v.stand, notitie };
                app.change_doel(doel.id, doel.rijversie, &wijziging).map(drop)
            }
            Registerfeit::Gepland(e) => {
                let nieuw = planned(e);
                let voorstel = app.planvoorstel(nieuw.aanbieder, nieuw.kwartaal, nieuw.soort, nieuw.datum)?;
                app.plan_gesprek(&nieuw.or(&voorstel)).map(drop)
            }
            Registerfeit::Gehouden(e, uitkomst) => app.hold_evaluatie(e, uitkomst),
        })
    }

    /// Holds the evaluatief gesprek that was planned for today.
    fn hold_evaluatie(&mut self, e: &Voorbeeldevaluatie, uitkomst: &Voorbeelduitkomst) -> Result<(), Fout> {
        let is_it = |g: &Gesprek| (g.aanbieder, g.gemeente(), g.datum) == (e.aanbieder, Some(e.gemeente), Some(e.datum));
        let found = self.gesprekken()?.into_iter().find(is_it);
        let gesprek = found.ok_or_else(|| Fout::NietGevonden(format!("Evaluatief gesprek in {}", e.gemeente.naam())))?;
        let punt = Onderdeelsleutel::Samenwerking;
        self.add_uitkomst(gesprek.id, &punt, Uitkomstsoort::Mededeling, &uitkomst.uitkomst)?;
        let afspraak = NieuweAfspraak {
            aanbieder: Some(e.aanbieder),
            tekst: uitkomst.afspraak.clone(),
            eigenaar: uitkomst.eigenaar.clone(),
            deadline: Some(uitkomst.deadline),
            ..NieuweAfspraak::default()
        };
        self.add_afspraak(gesprek.id, &punt, &afspraak)?;
        self.hold_gesprek(gesprek.id, self.gesprek(gesprek.id)?.rijversie).map(drop)
    }
}

fn planned(e: &Voorbeeldevaluatie) -> NieuwGesprek {
    NieuwGesprek {
        aanbieder: e.aanbieder,
        kwartaal: Kwartaal::of(e.op),
        soort: Gespreksoort::Evaluatief(e.gemeente),
        datum: Some(e.datum),
        tijd: Some(e.tijd),
        plaats: e.plaats.clone(),
        aanwezig: Vec::new(),
        afwezig: Vec::new(),
        verslaglegger: e.gehouden.as_ref().map(|g| g.verslaglegger.clone()).unwrap_or_default(),
    }
}

fn contact(c: &Voorbeeldcontact) -> Contactpersoon {
    Contactpersoon {
        naam: c.naam.clone(),
        functie: c.functie.clone(),
        email: c.email.clone(),
        telefoon: String::new(),
        waarvoor: c.waarvoor.clone(),
    }
}

/// Whose contract a decision is about, with the row version that stands.
fn whose(besluit: &Voorbeeldbesluit, register: &Register) -> Vec<(Aanbieder, u32)> {
    let named = |a: Aanbieder| besluit.aanbieders.as_ref().is_none_or(|list| list.contains(&a)) && !besluit.behalve.contains(&a);
    let with = register.iter().filter(|i| i.has_contract(besluit.segment) && named(i.aanbieder));
    with.map(|i| (i.aanbieder, i.rijversie)).collect()
}
