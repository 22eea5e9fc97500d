//! The one table that binds acts to keys: where, what it is called there, and its place in the footer.

use super::language::{Toets, Werkwoord};
use super::notation::{Key, parsed};
use super::scope::Scope;
use crate::domain::Postsoort;
use crate::tui::action::{
    Action, AfspraakAction, BeleidAction, FormAction, GesprekAction, InstellingAction, Move, Program, PxqAction, RapportAction,
    RegisterAction, SignaalAction, Step, Tab, View,
};
use crate::tui::stuk::Schrijfstuk;

/// One row of the key table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub scope: Scope,
    pub action: Action,
    /// What it does, in Dutch; in help, menu and palette.
    pub label: &'static str,
    /// Place in the footer (lower comes first) and the short label there; rows with the same label are shown together.
    pub footer: Option<(u8, &'static str)>,
    /// Keys of its own, in a popup; elsewhere the key is that of its verb.
    eigen: Option<&'static str>,
    /// It is found by name only: the key of its verb asks which of several is meant.
    gezocht: bool,
    /// A second verb whose keys it has here: the columns of a screen are the aanbieders.
    ook: Option<Werkwoord>,
}

impl Binding {
    /// The keys of this row; none when it is in the menu of the screen.
    pub fn keys(&self) -> Vec<Key> {
        if self.gezocht {
            return Vec::new();
        }
        let direct = |toets| if let Toets::Direct(keys) = toets { keys } else { "" };
        let own = self.eigen.unwrap_or_else(|| direct(self.action.werkwoord().taal().0));
        let also = self.ook.map_or("", |ook| direct(ook.taal().0));
        parsed(own).chain(parsed(also)).collect()
    }

    /// Its verbs; that of what has keys of its own says nothing about them.
    pub fn werkwoorden(&self) -> impl Iterator<Item = Werkwoord> + use<> {
        let own = (!self.has_own_keys()).then(|| self.action.werkwoord());
        own.into_iter().chain(self.ook)
    }

    /// Whether it has no key and is in no menu: the palette finds it by its name.
    pub const fn is_found_only(&self) -> bool {
        self.gezocht
    }

    /// Whether its keys are those of a popup and not of the language.
    pub const fn has_own_keys(&self) -> bool {
        self.eigen.is_some()
    }

    /// Its letter in the menu of the screen, when that is where it is.
    pub fn letter(&self) -> Option<Key> {
        match (self.eigen, self.action.werkwoord().taal().0) {
            (None, Toets::Doen(letter)) => parsed(letter).next(),
            _ => None,
        }
    }

    /// The first key as users read it.
    pub fn shown_first(&self) -> String {
        match self.eigen {
            None => self.action.werkwoord().shown(),
            Some(_) => self.keys().first().map(ToString::to_string).unwrap_or_default(),
        }
    }

    /// How many keys are written for it, whether they can be read or not.
    #[cfg(test)]
    pub fn written(&self) -> usize {
        let count = |toets| match toets {
            Toets::Direct(keys) | Toets::Doen(keys) => keys.split_whitespace().count(),
            Toets::Eigen => 0,
        };
        let own = self.eigen.map_or_else(|| count(self.action.werkwoord().taal().0), |keys| count(Toets::Direct(keys)));
        if self.gezocht { 0 } else { own + self.ook.map_or(0, |ook| count(ook.taal().0)) }
    }

    const fn foot(mut self, priority: u8, label: &'static str) -> Self {
        self.footer = Some((priority, label));
        self
    }

    const fn also(mut self, ook: Werkwoord) -> Self {
        self.ook = Some(ook);
        self
    }
}

/// An act under the key of its verb.
const fn act(scope: Scope, action: Action, label: &'static str) -> Binding {
    Binding { scope, action, label, footer: None, eigen: None, gezocht: false, ook: None }
}

/// An act that is found by its name only.
const fn find(scope: Scope, action: Action, label: &'static str) -> Binding {
    Binding { gezocht: true, ..act(scope, action, label) }
}

/// One of the things that a screen writes to a file.
const fn stuk(scope: Scope, stuk: Schrijfstuk, label: &'static str) -> Binding {
    find(scope, Action::Schrijf(Some(stuk)), label)
}

/// An act of a popup, under keys of its own.
const fn key(scope: Scope, keys: &'static str, action: Action, label: &'static str) -> Binding {
    Binding { scope, action, label, footer: None, eigen: Some(keys), gezocht: false, ook: None }
}

/// Every key there is. A static, not a const: rows are told apart by their address, and a const may have several.
pub static BINDINGS: &[Binding] = &[
    // Moving about.
    act(Scope::List, Action::Move(Move::Up), "Omhoog"),
    act(Scope::List, Action::Move(Move::Down), "Omlaag"),
    act(Scope::List, Action::Move(Move::Left), "Naar links"),
    act(Scope::List, Action::Move(Move::Right), "Naar rechts"),
    act(Scope::List, Action::Move(Move::PageUp), "Een bladzijde omhoog"),
    act(Scope::List, Action::Move(Move::PageDown), "Een bladzijde omlaag"),
    act(Scope::List, Action::Move(Move::First), "Naar de eerste"),
    act(Scope::List, Action::Move(Move::Last), "Naar de laatste"),
    act(Scope::List, Action::View(View::Open), "Open wat gekozen is"),
    act(Scope::List, Action::Program(Program::Menu), "Wat hier verder te doen is").foot(15, "doen…"),
    // The overview, and before it what stands there as long as nothing was read.
    act(Scope::Leeg, Action::View(View::Open), "Open verzonnen voorbeeldgegevens").foot(10, "voorbeeldgegevens"),
    act(Scope::Overzicht, Action::View(View::Open), "De rijen achter dit cijfer").foot(10, "rijen"),
    act(Scope::Overzicht, Action::Move(Move::Up), "Vorige norm").foot(30, "norm"),
    act(Scope::Overzicht, Action::Move(Move::Down), "Volgende norm").foot(30, "norm"),
    act(Scope::Overzicht, Action::Move(Move::Left), "Vorige aanbieder").also(Werkwoord::VorigeAanbieder).foot(31, "aanbieder"),
    act(Scope::Overzicht, Action::Move(Move::Right), "Volgende aanbieder")
        .also(Werkwoord::VolgendeAanbieder)
        .foot(31, "aanbieder"),
    act(Scope::Overzicht, Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(35, "jaar"),
    act(Scope::Overzicht, Action::View(View::Uitleg), "Uitleg bij deze norm: regel en bron").foot(25, "uitleg"),
    act(Scope::Overzicht, Action::View(View::TeDoen), "Alles wat te doen is, om erheen te gaan"),
    act(Scope::Overzicht, Action::Schrijf(None), "Schrijf cijfers, jaarbeeld of factsheet").foot(45, "schrijf"),
    stuk(Scope::Overzicht, Schrijfstuk::Cijfers, "Schrijf alle cijfers naar Excel"),
    stuk(Scope::Overzicht, Schrijfstuk::Jaarbeeld, "Schrijf het jaarbeeld voor het bestuur"),
    stuk(Scope::Overzicht, Schrijfstuk::Factsheet, "Schrijf de factsheet van een aanbieder"),
    act(Scope::Overzicht, Action::Rapport(RapportAction::Example), "Verder met voorbeeldgegevens"),
    // One norm.
    act(Scope::Kpi, Action::View(View::Open), "De rijen achter dit cijfer").foot(10, "rijen"),
    act(Scope::Kpi, Action::Move(Move::Left), "Vorige aanbieder").also(Werkwoord::VorigeAanbieder).foot(31, "aanbieder"),
    act(Scope::Kpi, Action::Move(Move::Right), "Volgende aanbieder").also(Werkwoord::VolgendeAanbieder).foot(31, "aanbieder"),
    act(Scope::Kpi, Action::Move(Move::Up), "Vorige norm").foot(30, "norm"),
    act(Scope::Kpi, Action::Move(Move::Down), "Volgende norm").foot(30, "norm"),
    act(Scope::Kpi, Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(35, "jaar"),
    act(Scope::Kpi, Action::View(View::NextPane), "Per aanbieder of per gemeente").foot(36, "per gemeente"),
    act(Scope::Kpi, Action::View(View::PreviousPane), "Per aanbieder of per gemeente"),
    act(Scope::Kpi, Action::View(View::Segment), "Segment collectief of individueel").foot(37, "segment"),
    act(Scope::Kpi, Action::View(View::Uitleg), "Uitleg bij deze norm: regel en bron").foot(25, "uitleg"),
    act(Scope::Kpi, Action::Schrijf(None), "Schrijf cijfers en verloop naar Excel").foot(45, "naar Excel"),
    act(Scope::Kpi, Action::Afspraak(AfspraakAction::Ahead), "Maak een afspraak van de vooruitblik"),
    // The same as a list.
    act(Scope::Normlijst, Action::View(View::Open), "De rijen achter dit cijfer").foot(10, "rijen"),
    act(Scope::Normlijst, Action::Move(Move::Left), "Vorige norm").foot(12, "norm"),
    act(Scope::Normlijst, Action::Move(Move::Right), "Volgende norm").foot(12, "norm"),
    act(Scope::Normlijst, Action::View(View::Filter), "Zoek op naam of oordeel").foot(17, "zoek"),
    act(Scope::Normlijst, Action::View(View::NextPane), "Per aanbieder of per gemeente").foot(18, "deel"),
    act(Scope::Normlijst, Action::View(View::PreviousPane), "Per aanbieder of per gemeente"),
    act(Scope::Normlijst, Action::View(View::Segment), "Segment collectief of individueel").foot(19, "segment"),
    act(Scope::Normlijst, Action::View(View::Sort), "Orden: slechtste eerst, naam, aantal").foot(26, "orden"),
    act(Scope::Normlijst, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Normlijst, Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(35, "jaar"),
    act(Scope::Normlijst, Action::View(View::Uitleg), "Uitleg bij deze norm: regel en bron").foot(38, "uitleg"),
    act(Scope::Normlijst, Action::Schrijf(None), "Schrijf cijfers en verloop naar Excel").foot(45, "naar Excel"),
    act(Scope::Normlijst, Action::Afspraak(AfspraakAction::Ahead), "Maak een afspraak van de vooruitblik"),
    // Two kwartalen beside each other.
    act(Scope::Vergelijking, Action::View(View::Open), "De rijen achter dit cijfer").foot(10, "rijen"),
    act(Scope::Vergelijking, Action::Move(Move::Left), "Het kwartaal ernaast: een eerder").foot(12, "kwartaal ernaast"),
    act(Scope::Vergelijking, Action::Move(Move::Right), "Het kwartaal ernaast: een later").foot(12, "kwartaal ernaast"),
    act(Scope::Vergelijking, Action::View(View::Filter), "Zoek op norm, aanbieder of oordeel").foot(17, "zoek"),
    act(Scope::Vergelijking, Action::View(View::Narrow), "Alle, ander oordeel, slechter of beter").foot(16, "filter"),
    act(Scope::Vergelijking, Action::View(View::Segment), "Segment collectief of individueel").foot(37, "segment"),
    act(Scope::Vergelijking, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Vergelijking, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Vergelijking, Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(20, "jaar"),
    act(Scope::Vergelijking, Action::View(View::Uitleg), "Uitleg bij deze norm: regel en bron").foot(38, "uitleg"),
    act(Scope::Vergelijking, Action::Schrijf(None), "Schrijf beide kwartalen naar Excel").foot(24, "naar Excel"),
    // The rows behind a figure.
    act(Scope::Herleiding, Action::View(View::Open), "Deze rij in het geheel").foot(10, "detail"),
    act(Scope::Herleiding, Action::View(View::Filter), "Zoek in de rijen").foot(17, "zoek"),
    act(Scope::Herleiding, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Herleiding, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Herleiding, Action::View(View::Narrow), "Alles, missers, teller of buiten de telling").foot(18, "filter"),
    act(Scope::Herleiding, Action::Move(Move::Left), "Vorige aanbieder, of gemeente")
        .also(Werkwoord::VorigeAanbieder)
        .foot(31, "volgende"),
    act(Scope::Herleiding, Action::Move(Move::Right), "Volgende aanbieder, of gemeente")
        .also(Werkwoord::VolgendeAanbieder)
        .foot(31, "volgende"),
    act(Scope::Herleiding, Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(35, "jaar"),
    act(Scope::Herleiding, Action::View(View::Segment), "Segment collectief of individueel").foot(40, "segment"),
    act(Scope::Herleiding, Action::View(View::Uitleg), "Uitleg bij deze norm: regel en bron").foot(25, "uitleg"),
    act(Scope::Herleiding, Action::Schrijf(None), "Schrijf de onderbouwing naar Excel").foot(38, "naar Excel"),
    // Afspraken.
    act(Scope::Afspraken, Action::View(View::Open), "Lees deze afspraak").foot(10, "lees"),
    act(Scope::Afspraken, Action::Afspraak(AfspraakAction::Edit), "Wijzig deze afspraak").foot(12, "wijzig"),
    act(Scope::Afspraken, Action::Afspraak(AfspraakAction::Close), "Rond deze afspraak af").foot(13, "gereed"),
    act(Scope::Afspraken, Action::Afspraak(AfspraakAction::New), "Maak een afspraak").also(Werkwoord::Nieuw).foot(14, "nieuw"),
    act(Scope::Afspraken, Action::Afspraak(AfspraakAction::Mark), "Kies deze afspraak, en ga een rij verder").foot(16, "kies"),
    act(Scope::Afspraken, Action::View(View::Filter), "Zoek in de afspraken").foot(17, "zoek"),
    act(Scope::Afspraken, Action::View(View::Narrow), "Alleen open, te laat of alles").foot(18, "filter"),
    act(Scope::Afspraken, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Afspraken, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Afspraken, Action::Afspraak(AfspraakAction::History), "Geschiedenis van deze afspraak").foot(28, "geschiedenis"),
    act(Scope::Afspraken, Action::Afspraak(AfspraakAction::Export), "Schrijf deze lijst naar Excel").foot(24, "naar Excel"),
    act(Scope::Afspraken, Action::Afspraak(AfspraakAction::Postpone), "Geef een andere deadline"),
    act(Scope::Afspraken, Action::Afspraak(AfspraakAction::Withdraw), "Trek deze afspraak in"),
    act(Scope::Afspraken, Action::Afspraak(AfspraakAction::Reopen), "Heropen deze afspraak"),
    // Dekking.
    act(Scope::Dekking, Action::View(View::Open), "Alles over deze gemeente").foot(10, "detail"),
    act(Scope::Dekking, Action::Move(Move::Up), "Vorige gemeente").foot(30, "gemeente"),
    act(Scope::Dekking, Action::Move(Move::Down), "Volgende gemeente").foot(30, "gemeente"),
    // Signalen.
    act(Scope::Signalen, Action::View(View::Open), "Lees dit signaal").foot(10, "lees"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::New), "Voeg een signaal toe").foot(9, "nieuw"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Edit), "Wijzig dit signaal").foot(12, "wijzig"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Done), "Zet dit signaal op afgehandeld").foot(13, "afgehandeld"),
    act(Scope::Signalen, Action::Afspraak(AfspraakAction::New), "Maak een afspraak over dit signaal").foot(14, "afspraak"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Mark), "Kies dit signaal, en ga een rij verder").foot(16, "kies"),
    act(Scope::Signalen, Action::View(View::Filter), "Zoek in alles").foot(17, "zoek"),
    act(Scope::Signalen, Action::View(View::Narrow), "Open, nieuw of alle").foot(18, "filter"),
    act(Scope::Signalen, Action::Beleid(BeleidAction::Gemeente(Step::Previous)), "Vorige gemeente").foot(22, "gemeente"),
    act(Scope::Signalen, Action::Beleid(BeleidAction::Gemeente(Step::Next)), "Volgende gemeente").foot(22, "gemeente"),
    act(Scope::Signalen, Action::View(View::NextPane), "De trend over de kwartalen").foot(19, "trend"),
    act(Scope::Signalen, Action::View(View::PreviousPane), "De trend over de kwartalen"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::History), "Geschiedenis van dit signaal").foot(28, "geschiedenis"),
    act(Scope::Signalen, Action::Schrijf(None), "Schrijf de signalen naar Excel").foot(24, "naar Excel"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Status), "Volgende status"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Onderwerp), "Volgend onderwerp"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Toon), "Volgende toon"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Aanbieder), "Volgende aanbieder"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Kpi), "Volgende KPI"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Bundle), "Bundel voor het gesprek"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Unbundle), "Haal uit de bundel"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Answer), "Antwoord van de aanbieder"),
    act(Scope::Signalen, Action::Signaal(SignaalAction::Escalate), "Schaal op naar de regio"),
    // The same over the kwartalen.
    act(Scope::Signaaltrend, Action::View(View::Open), "Lees de signalen achter deze regel").foot(10, "lees"),
    act(Scope::Signaaltrend, Action::View(View::Narrow), "Per onderwerp, toon, aanbieder of gemeente").foot(11, "waarnaar"),
    act(Scope::Signaaltrend, Action::View(View::NextPane), "Terug naar de lijst").foot(12, "lijst"),
    act(Scope::Signaaltrend, Action::View(View::PreviousPane), "Terug naar de lijst"),
    act(Scope::Signaaltrend, Action::View(View::Filter), "Zoek op naam").foot(17, "zoek"),
    act(Scope::Signaaltrend, Action::View(View::Sort), "Orden: lijst, naam, aantal").foot(26, "orden"),
    act(Scope::Signaaltrend, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    // Attention points.
    act(Scope::Aandacht, Action::View(View::Open), "Lees dit punt").foot(10, "lees"),
    act(Scope::Aandacht, Action::Beleid(BeleidAction::Seen), "Gezien, met reden").foot(12, "gezien"),
    act(Scope::Aandacht, Action::Afspraak(AfspraakAction::New), "Maak een afspraak over dit punt").foot(14, "afspraak"),
    act(Scope::Aandacht, Action::View(View::Filter), "Zoek in de punten").foot(17, "zoek"),
    act(Scope::Aandacht, Action::View(View::Narrow), "Alle, nieuw, gezien of weg").foot(18, "filter"),
    act(Scope::Aandacht, Action::Beleid(BeleidAction::Gemeente(Step::Previous)), "Vorige gemeente").foot(22, "gemeente"),
    act(Scope::Aandacht, Action::Beleid(BeleidAction::Gemeente(Step::Next)), "Volgende gemeente").foot(22, "gemeente"),
    act(Scope::Aandacht, Action::Beleid(BeleidAction::Aanbieder(Step::Previous)), "Van de vorige aanbieder")
        .foot(23, "aanbieder"),
    act(Scope::Aandacht, Action::Beleid(BeleidAction::Aanbieder(Step::Next)), "Van de volgende aanbieder").foot(23, "aanbieder"),
    act(Scope::Aandacht, Action::View(View::Segment), "Segment collectief of individueel").foot(24, "segment"),
    act(Scope::Aandacht, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Aandacht, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Aandacht, Action::Schrijf(None), "Schrijf de aandachtspunten naar Excel").foot(28, "naar Excel"),
    act(Scope::Aandacht, Action::Beleid(BeleidAction::Unseen), "Vraagt toch weer aandacht"),
    // Trajecten.
    act(Scope::Trajecten, Action::View(View::Open), "De weg van deze deelnemer").foot(10, "traject"),
    act(Scope::Trajecten, Action::View(View::Filter), "Zoek op code").foot(17, "zoek"),
    act(Scope::Trajecten, Action::View(View::Narrow), "Alle, loopt, uitgestroomd of anders").foot(18, "filter"),
    act(Scope::Trajecten, Action::View(View::Segment), "Segment collectief of individueel").foot(24, "segment"),
    act(Scope::Trajecten, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Trajecten, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Trajecten, Action::Schrijf(None), "Schrijf deze lijst naar Excel").foot(28, "naar Excel"),
    act(Scope::Traject, Action::Beleid(BeleidAction::Remove), "Verwijder deze deelnemer voorgoed"),
    act(Scope::Ladder, Action::View(View::Open), "De weg van dit traject").foot(10, "traject"),
    act(Scope::Ladder, Action::View(View::Filter), "Zoek in de trajecten").foot(17, "zoek"),
    act(Scope::Ladder, Action::View(View::Narrow), "Omhoog, gelijk, omlaag of onbekend").foot(18, "filter"),
    act(Scope::Ladder, Action::Beleid(BeleidAction::Aanbieder(Step::Previous)), "Van de vorige aanbieder").foot(23, "aanbieder"),
    act(Scope::Ladder, Action::Beleid(BeleidAction::Aanbieder(Step::Next)), "Van de volgende aanbieder").foot(23, "aanbieder"),
    act(Scope::Ladder, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Ladder, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Ladder, Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(20, "jaar"),
    act(Scope::Ladder, Action::Schrijf(None), "Schrijf de ladder naar Excel").foot(28, "naar Excel"),
    // CVS against the reports.
    act(Scope::Cvs, Action::View(View::Open), "Lees dit verschil").foot(10, "lees"),
    act(Scope::Cvs, Action::Afspraak(AfspraakAction::New), "Maak een afspraak over dit traject").foot(14, "afspraak"),
    act(Scope::Cvs, Action::View(View::Filter), "Zoek in de trajecten").foot(17, "zoek"),
    act(Scope::Cvs, Action::View(View::Narrow), "Verschillen, wie herstelt, of alles").foot(18, "filter"),
    act(Scope::Cvs, Action::Beleid(BeleidAction::Gemeente(Step::Previous)), "Vorige gemeente").foot(22, "gemeente"),
    act(Scope::Cvs, Action::Beleid(BeleidAction::Gemeente(Step::Next)), "Volgende gemeente").foot(22, "gemeente"),
    act(Scope::Cvs, Action::Beleid(BeleidAction::Aanbieder(Step::Previous)), "Van de vorige aanbieder").foot(23, "aanbieder"),
    act(Scope::Cvs, Action::Beleid(BeleidAction::Aanbieder(Step::Next)), "Van de volgende aanbieder").foot(23, "aanbieder"),
    act(Scope::Cvs, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Cvs, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Cvs, Action::Schrijf(None), "Schrijf de verschillen naar Excel").foot(24, "naar Excel"),
    // Who answered the uitvraag.
    act(Scope::Uitvraag, Action::View(View::Open), "De antwoorden van deze gemeente").foot(10, "antwoorden"),
    act(Scope::Uitvraag, Action::View(View::Filter), "Zoek in de gemeenten").foot(17, "zoek"),
    act(Scope::Uitvraag, Action::View(View::Narrow), "Alle, nog niet of geantwoord").foot(18, "filter"),
    act(Scope::Uitvraag, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Uitvraag, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Uitvraag, Action::Schrijf(None), "Schrijf werkmappen of post").foot(11, "schrijf"),
    stuk(Scope::Uitvraag, Schrijfstuk::Werkmappen, "Schrijf per gemeente een werkmap uitvraag"),
    stuk(Scope::Uitvraag, Schrijfstuk::Post(Postsoort::Uitvraag), "Schrijf post: de uitvraag aan een gemeente"),
    stuk(Scope::Uitvraag, Schrijfstuk::Post(Postsoort::Herinnering), "Schrijf post: wie nog niet antwoordde"),
    stuk(Scope::Uitvraag, Schrijfstuk::Post(Postsoort::Terugkoppeling), "Schrijf post: wat met signalen is gedaan"),
    // Rapportages.
    act(Scope::Bevindingen, Action::View(View::Open), "Lees de bevinding in het geheel").foot(10, "lees"),
    act(Scope::Bevindingen, Action::Rapport(RapportAction::Findings), "Bevindingen naar Excel, voor de aanbieder")
        .foot(13, "naar Excel"),
    act(Scope::Bevindingen, Action::View(View::Filter), "Zoek op deelnemer, cel of tekst").foot(17, "zoek"),
    act(Scope::Bevindingen, Action::View(View::Narrow), "Alle, wat een KPI raakt, of naar zwaarte").foot(18, "filter"),
    act(Scope::Bevindingen, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Bevindingen, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Rapportages, Action::View(View::Open), "Bevindingen van deze versie").foot(10, "bevindingen"),
    act(Scope::Rapportages, Action::Rapport(RapportAction::Findings), "Bevindingen naar Excel, voor de aanbieder")
        .foot(13, "naar Excel"),
    act(Scope::Rapportages, Action::View(View::Segment), "Segment collectief of individueel").foot(19, "segment"),
    act(Scope::Rapportages, Action::View(View::Filter), "Zoek op aanbieder, oordeel of bestand").foot(17, "zoek"),
    act(Scope::Rapportages, Action::Rapport(RapportAction::Rows), "De rijen van deze versie"),
    act(Scope::Rapportages, Action::Rapport(RapportAction::Template), "Sjabloon voor de rapportage"),
    act(Scope::Rapportages, Action::Rapport(RapportAction::Restore), "Zet deze oude versie terug"),
    act(Scope::Rapportages, Action::Rapport(RapportAction::Remembered), "Onthouden koppen, om terug te nemen"),
    // The aanbieders, and one of them.
    act(Scope::Register, Action::View(View::Open), "Contracten, contactpersonen en doelen").foot(10, "openen"),
    act(Scope::Register, Action::Register(RegisterAction::New), "Voeg een aanbieder toe").foot(11, "nieuw"),
    act(Scope::Register, Action::Register(RegisterAction::Edit), "Wijzig namen, KvK, voorvoegsel of notitie").foot(12, "wijzig"),
    act(Scope::Register, Action::Register(RegisterAction::Mark), "Kies deze aanbieder, en ga een rij verder").foot(16, "kies"),
    act(Scope::Register, Action::View(View::Filter), "Zoek op naam, nummer, segment of contact").foot(17, "zoek"),
    act(Scope::Register, Action::View(View::Narrow), "Gecontracteerd, onbekend of alle").foot(18, "filter"),
    act(Scope::Register, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Register, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Register, Action::Schrijf(None), "Schrijf deze lijst naar Excel").foot(28, "naar Excel"),
    act(Scope::Register, Action::Register(RegisterAction::History), "Geschiedenis van deze aanbieder").foot(28, "geschiedenis"),
    act(Scope::Register, Action::Register(RegisterAction::Decide), "Besluit over de verlengoptie"),
    act(Scope::Inschrijving, Action::Register(RegisterAction::Edit), "Wijzig wat gekozen is").foot(10, "wijzig"),
    act(Scope::Inschrijving, Action::Register(RegisterAction::Remove), "Haal weg wat gekozen is").foot(12, "weghalen"),
    act(Scope::Inschrijving, Action::Register(RegisterAction::History), "Geschiedenis van wat gekozen is")
        .foot(28, "geschiedenis"),
    act(Scope::Inschrijving, Action::Move(Move::Left), "Vorige aanbieder").also(Werkwoord::VorigeAanbieder).foot(31, "aanbieder"),
    act(Scope::Inschrijving, Action::Move(Move::Right), "Volgende aanbieder")
        .also(Werkwoord::VolgendeAanbieder)
        .foot(31, "aanbieder"),
    act(Scope::Inschrijving, Action::Register(RegisterAction::Contract), "Leg een contract vast"),
    act(Scope::Inschrijving, Action::Register(RegisterAction::Decide), "Besluit over een verlengoptie"),
    act(Scope::Inschrijving, Action::Register(RegisterAction::Contact), "Voeg een contactpersoon toe"),
    act(Scope::Inschrijving, Action::Register(RegisterAction::Doel), "Voeg een ontwikkeldoel toe"),
    act(Scope::Inschrijving, Action::Register(RegisterAction::Budget), "Voer het budget van een jaar in"),
    act(Scope::Inschrijving, Action::Register(RegisterAction::End), "De aanbieder vertrekt: het contract eindigt"),
    // Hours and amounts, and the rates.
    act(Scope::Pxq, Action::View(View::Open), "De aanbieder of de weg van dit traject").foot(10, "openen"),
    act(Scope::Pxq, Action::View(View::Narrow), "Samen, per product, gemeente of traject").foot(18, "waarvan"),
    act(Scope::Pxq, Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(35, "jaar"),
    act(Scope::Pxq, Action::Pxq(PxqAction::Write), "Schrijf P×Q naar Excel of csv").foot(16, "naar Excel"),
    act(Scope::Pxq, Action::View(View::Filter), "Zoek op aanbieder, gemeente of code").foot(17, "zoek"),
    act(Scope::Pxq, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Pxq, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Pxq, Action::Pxq(PxqAction::Tarieven), "Naar de tarieven"),
    act(Scope::Pxq, Action::Register(RegisterAction::Budget), "Voer het budget van het jaar in"),
    act(Scope::Tarieven, Action::Pxq(PxqAction::Edit), "Voer dit tarief in, of verbeter het").foot(10, "tarief"),
    act(Scope::Tarieven, Action::Pxq(PxqAction::New), "Voer een tarief in").foot(11, "nieuw"),
    act(Scope::Tarieven, Action::Pxq(PxqAction::Remove), "Haal dit ingevoerde tarief weg").foot(27, "weghalen"),
    act(Scope::Tarieven, Action::View(View::Filter), "Zoek op product, jaar of bron").foot(17, "zoek"),
    act(Scope::Tarieven, Action::View(View::Narrow), "Alle, bekend of onbekend").foot(18, "filter"),
    act(Scope::Tarieven, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Tarieven, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Tarieven, Action::Schrijf(None), "Schrijf deze lijst naar Excel").foot(28, "naar Excel"),
    act(Scope::Tarieven, Action::Pxq(PxqAction::History), "Geschiedenis van dit tarief").foot(28, "geschiedenis"),
    // The handleiding.
    act(Scope::Handleiding, Action::View(View::Open), "Lees dit hoofdstuk").foot(9, "lees"),
    act(Scope::Handleiding, Action::View(View::Filter), "Zoek in de hele handleiding").foot(10, "zoek"),
    // The settings.
    act(Scope::Instellingen, Action::View(View::Open), "Wat dit is, en wat ermee verandert").foot(9, "uitleg"),
    act(Scope::Instellingen, Action::Instelling(InstellingAction::Edit), "Wijzig deze instelling").foot(10, "wijzig"),
    act(Scope::Instellingen, Action::View(View::Filter), "Zoek in de instellingen").foot(17, "zoek"),
    act(Scope::Instellingen, Action::View(View::Narrow), "Alle, van u, drempels, normen of plekken").foot(18, "filter"),
    act(Scope::Instellingen, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Instellingen, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Instellingen, Action::Schrijf(None), "Schrijf deze lijst naar Excel").foot(28, "naar Excel"),
    act(Scope::Instellingen, Action::Instelling(InstellingAction::Normen), "Zet een eigen normen.toml klaar"),
    // Everything that was done.
    act(Scope::Handelingen, Action::View(View::Open), "Wat er veranderde").foot(10, "lees"),
    act(Scope::Handelingen, Action::TakeBack, "Maak deze handeling ongedaan").foot(11, "ongedaan"),
    act(Scope::Handelingen, Action::View(View::Filter), "Zoek in alles").foot(17, "zoek"),
    act(Scope::Handelingen, Action::View(View::Narrow), "Alle, van anderen of sinds uw vorige keer").foot(16, "filter"),
    act(Scope::Handelingen, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Handelingen, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Handelingen, Action::Schrijf(None), "Schrijf deze lijst naar Excel").foot(28, "naar Excel"),
    // The calendar.
    act(Scope::Kalender, Action::View(View::Open), "Ga erheen").foot(10, "openen"),
    act(Scope::Kalender, Action::Move(Move::Left), "Van de vorige aanbieder")
        .also(Werkwoord::VorigeAanbieder)
        .foot(31, "aanbieder"),
    act(Scope::Kalender, Action::Move(Move::Right), "Van de volgende aanbieder")
        .also(Werkwoord::VolgendeAanbieder)
        .foot(31, "aanbieder"),
    act(Scope::Kalender, Action::Schrijf(None), "Datums naar een agendabestand (.ics)").foot(19, "naar agenda"),
    act(Scope::Kalender, Action::View(View::Filter), "Zoek in de datums").foot(17, "zoek"),
    act(Scope::Kalender, Action::View(View::Narrow), "Te laat, gesprekken, rapportages of meer").foot(18, "filter"),
    act(Scope::Kalender, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Kalender, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    // The agenda of a gesprek.
    act(Scope::Gesprek, Action::View(View::Open), "Lees dit punt groot").foot(10, "lees groot"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Begin), "Begin het gesprek, of ga ermee verder").foot(11, "aan tafel"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::NieuwPunt), "Zet een eigen punt op de agenda").foot(14, "nieuw punt"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Intern), "Voorbereiding bij dit punt (intern)").foot(13, "voorbereiding"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Drop), "Haal dit punt weg, of zet het terug").foot(32, "weghalen"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Earlier), "Dit punt eerder op de agenda").foot(33, "verplaats"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Later), "Dit punt later op de agenda").foot(33, "verplaats"),
    act(Scope::Gesprek, Action::Move(Move::Left), "Vorige aanbieder").also(Werkwoord::VorigeAanbieder).foot(31, "aanbieder"),
    act(Scope::Gesprek, Action::Move(Move::Right), "Volgende aanbieder").also(Werkwoord::VolgendeAanbieder).foot(31, "aanbieder"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::History), "Geschiedenis van dit punt").foot(36, "geschiedenis"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Besluit), "Leg een besluit vast").foot(34, "besluit"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Mededeling), "Leg een mededeling vast").foot(35, "mededeling"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Houd), "Rond het gesprek af: cijfers bevriezen").foot(17, "afronden"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Vaststellen), "Stel het gesprek vast").foot(18, "vaststellen"),
    act(Scope::Gesprek, Action::Schrijf(None), "Schrijf verslag, agenda, datums of post").foot(19, "schrijf"),
    stuk(Scope::Gesprek, Schrijfstuk::Verslag, "Schrijf het verslag"),
    stuk(Scope::Gesprek, Schrijfstuk::Agenda, "Schrijf de agenda voor de aanbieder"),
    stuk(Scope::Gesprek, Schrijfstuk::Voorbereiding, "Schrijf de agenda met voorbereiding (intern)"),
    stuk(Scope::Gesprek, Schrijfstuk::Datums, "Schrijf de datums voor de agenda (.ics)"),
    stuk(Scope::Gesprek, Schrijfstuk::Post(Postsoort::Uitnodiging), "Schrijf post: de uitnodiging met de agenda"),
    stuk(Scope::Gesprek, Schrijfstuk::Post(Postsoort::Verslag), "Schrijf post: het verslag"),
    stuk(Scope::Gesprek, Schrijfstuk::Post(Postsoort::Bevindingen), "Schrijf post: bevindingen bij de rapportage"),
    stuk(Scope::Gesprek, Schrijfstuk::Post(Postsoort::Rapportage), "Schrijf post: rapportage opvragen"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Plan), "Plan of wijzig dit gesprek"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::PlanExtra), "Plan een extra gesprek"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Evaluaties), "De evaluatieve gesprekken per gemeente"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Opschalen), "Schaal dit gesprek op naar de regio"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Other), "Het andere gesprek over dit kwartaal"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Voorbereid), "Zet dit gesprek op voorbereid"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Schrap), "Schrap dit gesprek van de planning"),
    act(Scope::Gesprek, Action::Gesprek(GesprekAction::Heropen), "Heropen een vastgesteld gesprek"),
    // All gesprekken of a year.
    act(Scope::Gesprekken, Action::View(View::Open), "Naar dit gesprek").foot(10, "open"),
    act(Scope::Gesprekken, Action::Move(Move::Up), "Vorig gesprek van deze aanbieder").foot(30, "gesprek"),
    act(Scope::Gesprekken, Action::Move(Move::Down), "Volgend gesprek van deze aanbieder").foot(30, "gesprek"),
    act(Scope::Gesprekken, Action::Move(Move::Left), "Vorige aanbieder").also(Werkwoord::VorigeAanbieder).foot(31, "aanbieder"),
    act(Scope::Gesprekken, Action::Move(Move::Right), "Volgende aanbieder")
        .also(Werkwoord::VolgendeAanbieder)
        .foot(31, "aanbieder"),
    act(Scope::Gesprekken, Action::View(View::NextPane), "Als lijst, om te zoeken en te filteren").foot(16, "lijst"),
    act(Scope::Gesprekken, Action::View(View::PreviousPane), "Als lijst, om te zoeken en te filteren"),
    act(Scope::Gesprekken, Action::View(View::PreviousKwartaal), "Vorig jaar").foot(12, "jaar"),
    act(Scope::Gesprekken, Action::View(View::NextKwartaal), "Volgend jaar").foot(12, "jaar"),
    act(Scope::Gesprekken, Action::Schrijf(None), "Schrijf de gesprekken naar Excel").foot(24, "naar Excel"),
    act(Scope::Gesprekken, Action::Gesprek(GesprekAction::Plan), "Plan of wijzig dit gesprek"),
    act(Scope::Gesprekkenlijst, Action::View(View::Open), "Naar dit gesprek").foot(10, "open"),
    act(Scope::Gesprekkenlijst, Action::View(View::NextPane), "De aanbieders naast elkaar").foot(15, "naast elkaar"),
    act(Scope::Gesprekkenlijst, Action::View(View::PreviousPane), "De aanbieders naast elkaar"),
    act(Scope::Gesprekkenlijst, Action::View(View::Filter), "Zoek in de gesprekken").foot(17, "zoek"),
    act(Scope::Gesprekkenlijst, Action::View(View::Narrow), "Alle, gepland, gehouden of te laat").foot(16, "filter"),
    act(Scope::Gesprekkenlijst, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Gesprekkenlijst, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Gesprekkenlijst, Action::View(View::PreviousKwartaal), "Vorig jaar").foot(12, "jaar"),
    act(Scope::Gesprekkenlijst, Action::View(View::NextKwartaal), "Volgend jaar").foot(12, "jaar"),
    act(Scope::Gesprekkenlijst, Action::Schrijf(None), "Schrijf de gesprekken naar Excel").foot(24, "naar Excel"),
    act(Scope::Gesprekkenlijst, Action::Gesprek(GesprekAction::Plan), "Plan of wijzig dit gesprek"),
    // The evaluatieve gesprekken.
    act(Scope::Evaluaties, Action::View(View::PreviousKwartaal), "Vorig jaar").foot(40, "jaar"),
    act(Scope::Evaluaties, Action::View(View::NextKwartaal), "Volgend jaar").foot(40, "jaar"),
    act(Scope::Evaluaties, Action::View(View::Open), "Naar dit gesprek, of plan het").foot(10, "open"),
    act(Scope::Evaluaties, Action::Gesprek(GesprekAction::Plan), "Plan of wijzig dit gesprek"),
    act(Scope::Evaluaties, Action::View(View::Filter), "Zoek op aanbieder of gemeente").foot(17, "zoek"),
    act(Scope::Evaluaties, Action::View(View::Narrow), "Alle, te plannen, gepland of gehouden").foot(16, "filter"),
    act(Scope::Evaluaties, Action::View(View::Sort), "Orden op de volgende kolom").foot(26, "orden"),
    act(Scope::Evaluaties, Action::View(View::SortReverse), "Keer de volgorde om").foot(26, "orden"),
    act(Scope::Evaluaties, Action::Schrijf(None), "Schrijf deze lijst naar Excel").foot(28, "naar Excel"),
    // At the table.
    act(Scope::Tafel, Action::Move(Move::Right), "Volgend punt").foot(10, "punt"),
    act(Scope::Tafel, Action::Move(Move::Left), "Vorig punt").foot(10, "punt"),
    act(Scope::Tafel, Action::Move(Move::First), "Eerste afspraak of uitkomst"),
    act(Scope::Tafel, Action::Move(Move::Last), "Laatste afspraak of uitkomst"),
    act(Scope::Tafel, Action::View(View::Open), "Lees de afspraak of uitkomst in het geheel").foot(29, "lees"),
    act(Scope::Tafel, Action::Move(Move::Up), "Vorige afspraak of uitkomst").foot(30, "kies"),
    act(Scope::Tafel, Action::Move(Move::Down), "Volgende afspraak of uitkomst").foot(30, "kies"),
    act(Scope::Tafel, Action::Move(Move::PageUp), "Terug in de feiten"),
    act(Scope::Tafel, Action::Move(Move::PageDown), "Verder in de feiten"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::Begin), "Begin het gesprek").foot(9, "begin"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::LopendGereed), "Deze openstaande afspraak is gereed").foot(11, "gereed"),
    act(Scope::Tafel, Action::Afspraak(AfspraakAction::New), "Leg een afspraak vast").foot(12, "afspraak"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::Besluit), "Leg een besluit vast").foot(13, "besluit"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::Mededeling), "Leg een mededeling vast").foot(15, "mededeling"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::Notitie), "Leg een notitie vast").foot(15, "notitie"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::EditUitkomst), "Wijzig wat gekozen is, of de volgende datum")
        .foot(14, "wijzig"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::DropUitkomst), "Haal deze uitkomst weg").foot(14, "weghalen"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::Show), "Toon of verberg de codes van deelnemers").foot(23, "codes"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::Houd), "Rond het gesprek af: cijfers bevriezen").foot(17, "afronden"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::Vaststellen), "Stel het gesprek vast").foot(17, "vaststellen"),
    act(Scope::Tafel, Action::Schrijf(None), "Schrijf verslag, agenda, datums of post").foot(24, "schrijf"),
    // Nobody thinks of it while he talks: it is in the help, and not below the screen.
    act(Scope::Tafel, Action::Rapport(RapportAction::Import), "Bestanden inlezen"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::LopendVerzet), "Geef deze afspraak een andere deadline"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::LopendOpmerking), "Opmerking bij deze openstaande afspraak"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::AskAll), "Toon ook anderen en wat intern is"),
    act(Scope::Tafel, Action::Gesprek(GesprekAction::Heropen), "Heropen een vastgesteld gesprek"),
    // Everywhere.
    act(Scope::Global, Action::Afspraak(AfspraakAction::New), "Maak een afspraak").foot(20, "afspraak"),
    act(Scope::Global, Action::Signaal(SignaalAction::New), "Voeg een signaal toe"),
    act(Scope::Global, Action::View(View::Segment), "Segment collectief of individueel"),
    act(Scope::Global, Action::View(View::PreviousKwartaal), "Vorig kwartaal").foot(40, "kwartaal"),
    act(Scope::Global, Action::View(View::NextKwartaal), "Volgend kwartaal").foot(40, "kwartaal"),
    act(Scope::Global, Action::Rapport(RapportAction::Import), "Bestanden inlezen").foot(50, "inlezen"),
    act(Scope::Global, Action::Go(Tab::Overzicht), "Naar Overzicht"),
    act(Scope::Global, Action::Go(Tab::Kpi), "Naar KPI"),
    act(Scope::Global, Action::Go(Tab::Dekking), "Naar Dekking"),
    act(Scope::Global, Action::Go(Tab::Afspraken), "Naar Afspraken"),
    act(Scope::Global, Action::Go(Tab::Rapportages), "Naar Rapporten"),
    act(Scope::Global, Action::Go(Tab::Gesprek), "Naar Gesprek"),
    act(Scope::Global, Action::Go(Tab::Signalen), "Naar Signalen"),
    act(Scope::Global, Action::Gesprek(GesprekAction::Kalender), "Naar de kalender: wat wanneer moet"),
    act(Scope::Global, Action::Gesprek(GesprekAction::Jaar), "Alle gesprekken van het jaar naast elkaar"),
    act(Scope::Global, Action::Beleid(BeleidAction::Aandacht), "Naar de aandachtspunten"),
    act(Scope::Global, Action::Beleid(BeleidAction::Trajecten), "Naar de deelnemers en hun trajecten"),
    act(Scope::Global, Action::Beleid(BeleidAction::Ladder), "Beweging op de participatieladder"),
    act(Scope::Global, Action::Beleid(BeleidAction::Register), "De aanbieders en hun contracten"),
    act(Scope::Global, Action::Beleid(BeleidAction::Pxq), "P×Q: uren, tarieven en bedragen"),
    act(Scope::Global, Action::Beleid(BeleidAction::Vergelijking), "Twee kwartalen naast elkaar, alle normen"),
    act(Scope::Global, Action::Beleid(BeleidAction::Cvs), "CVS tegenover de rapportages"),
    act(Scope::Global, Action::Beleid(BeleidAction::Uitvraag), "Wie de uitvraag beantwoordde"),
    act(Scope::Global, Action::Beleid(BeleidAction::Instellingen), "Instellingen: naam, thema, muis, normen"),
    act(Scope::Global, Action::View(View::Back), "Terug").foot(60, "terug"),
    act(Scope::Global, Action::Program(Program::Undo), "Maak uw laatste handeling ongedaan"),
    act(Scope::Global, Action::Program(Program::Redo), "Herstel wat u ongedaan maakte"),
    act(Scope::Global, Action::Program(Program::Handelingen), "Alles wat er is gedaan, om terug te nemen"),
    act(Scope::Global, Action::Program(Program::Cancel), "Stop het inlezen").foot(5, "stop"),
    act(Scope::Global, Action::Program(Program::Refresh), "Lees de gegevens opnieuw"),
    act(Scope::Global, Action::Program(Program::Theme), "Wissel de kleuren: donker, licht, zonder"),
    act(Scope::Global, Action::Program(Program::OpenFile), "Open het bestand"),
    act(Scope::Global, Action::Program(Program::OpenFolder), "Open de map ervan"),
    act(Scope::Global, Action::Program(Program::Palette), "Zoek een opdracht").foot(90, "opdrachten"),
    act(Scope::Global, Action::Program(Program::Help), "Hulp bij dit scherm").foot(95, "hulp"),
    act(Scope::Global, Action::Program(Program::Handleiding), "De handleiding, bij dit scherm"),
    act(Scope::Global, Action::Program(Program::Quit), "Sluit het programma"),
    // Popups.
    key(Scope::Form, "<ctrl+s>", Action::Form(FormAction::Save), "Sla op").foot(1, "opslaan"),
    key(Scope::Form, "<tab> <enter>", Action::Form(FormAction::Next), "Volgend veld").foot(2, "veld"),
    key(Scope::Form, "<shift+tab>", Action::Form(FormAction::Previous), "Vorig veld").foot(2, "veld"),
    key(Scope::Form, "<esc> <ctrl+c>", Action::Form(FormAction::Drop), "Sluit zonder op te slaan").foot(4, "niet opslaan"),
    key(Scope::Form, "<f1>", Action::Program(Program::Help), "Hulp bij dit formulier").foot(95, "hulp"),
    key(Scope::Pad, "<enter>", Action::View(View::Open), "Open de map, of lees en controleer").foot(1, "openen"),
    key(Scope::Pad, "<ctrl+s>", Action::Form(FormAction::Save), "Lees en controleer").foot(2, "controleren"),
    key(Scope::Pad, "<up>", Action::Move(Move::Up), "Omhoog in de map").foot(3, "in de map"),
    key(Scope::Pad, "<down>", Action::Move(Move::Down), "Omlaag in de map").foot(3, "in de map"),
    key(Scope::Pad, "<pgup>", Action::Move(Move::PageUp), "Een bladzijde omhoog"),
    key(Scope::Pad, "<pgdn>", Action::Move(Move::PageDown), "Een bladzijde omlaag"),
    key(Scope::Pad, "<space>", Action::Rapport(RapportAction::Mark), "Kies dit bestand, en ga een rij verder").foot(4, "kiezen"),
    key(Scope::Pad, "<tab> <right>", Action::View(View::NextPane), "Vul het pad aan").foot(5, "aanvullen"),
    key(Scope::Pad, "<esc> <ctrl+c>", Action::Form(FormAction::Drop), "Sluit").foot(6, "sluiten"),
    key(Scope::Pad, "<f1>", Action::Program(Program::Help), "Hulp bij het kiezen").foot(95, "hulp"),
    key(Scope::Filter, "<enter>", Action::View(View::Open), "Houd vast wat is gezocht").foot(1, "klaar"),
    key(Scope::Filter, "<esc> <ctrl+c>", Action::View(View::Back), "Haal het zoeken weg").foot(2, "niet zoeken"),
    key(Scope::Filter, "<up>", Action::Move(Move::Up), "Omhoog"),
    key(Scope::Filter, "<down>", Action::Move(Move::Down), "Omlaag"),
    key(Scope::Filter, "<f1>", Action::Program(Program::Help), "Hulp bij het zoeken").foot(95, "hulp"),
    key(Scope::Palette, "<enter>", Action::View(View::Open), "Voer de opdracht uit").foot(1, "uitvoeren"),
    key(Scope::Palette, "<up> <ctrl+p>", Action::Move(Move::Up), "Omhoog").foot(2, "kiezen"),
    key(Scope::Palette, "<down> <ctrl+n> <tab>", Action::Move(Move::Down), "Omlaag").foot(2, "kiezen"),
    key(Scope::Palette, "<esc> <ctrl+c>", Action::View(View::Back), "Sluit").foot(3, "sluiten"),
    key(Scope::Palette, "<f1>", Action::Program(Program::Help), "Hulp bij de opdrachten").foot(95, "hulp"),
    key(Scope::Menu, "<enter>", Action::View(View::Open), "Doe wat gekozen is").foot(1, "doen"),
    key(Scope::Menu, "<up>", Action::Move(Move::Up), "Omhoog").foot(2, "kiezen"),
    key(Scope::Menu, "<down> <tab>", Action::Move(Move::Down), "Omlaag").foot(2, "kiezen"),
    key(Scope::Menu, "<esc> <backspace> <ctrl+c>", Action::View(View::Back), "Sluit").foot(3, "sluiten"),
    act(Scope::Menu, Action::Program(Program::Help), "Hulp bij dit menu").foot(95, "hulp"),
    key(Scope::Taken, "<enter>", Action::View(View::Open), "Ga naar waar dit wordt gedaan").foot(1, "ga erheen"),
    key(Scope::Taken, "<up> k", Action::Move(Move::Up), "Omhoog").foot(2, "kiezen"),
    key(Scope::Taken, "<down> j <tab>", Action::Move(Move::Down), "Omlaag").foot(2, "kiezen"),
    key(Scope::Taken, "<pgup>", Action::Move(Move::PageUp), "Een bladzijde omhoog"),
    key(Scope::Taken, "<pgdn>", Action::Move(Move::PageDown), "Een bladzijde omlaag"),
    key(Scope::Taken, "<home>", Action::Move(Move::First), "Naar de eerste"),
    key(Scope::Taken, "<end>", Action::Move(Move::Last), "Naar de laatste"),
    key(Scope::Taken, "<esc> q <backspace> <ctrl+c>", Action::View(View::Back), "Sluit").foot(3, "sluiten"),
    act(Scope::Taken, Action::Program(Program::Help), "Hulp bij wat te doen is").foot(95, "hulp"),
    key(Scope::Verder, "<enter>", Action::View(View::Open), "Ga naar wat erachter staat").foot(1, "verder"),
    key(Scope::Reader, "<tab> <f2>", Action::Program(Program::Handleiding), "Meer hierover in de handleiding")
        .foot(80, "handleiding"),
    key(Scope::Reader, "<esc> q <enter> <backspace> <ctrl+c>", Action::View(View::Back), "Sluit").foot(2, "sluiten"),
    act(Scope::Reader, Action::Program(Program::Help), "Hulp bij wat u leest"),
    // Enter is pressed without reading; a question is about what would be lost, so it takes a letter.
    key(Scope::Confirm, "j y", Action::Form(FormAction::Yes), "Ja").foot(1, "ja"),
    key(Scope::Confirm, "n <esc> q <ctrl+c>", Action::Form(FormAction::No), "Nee").foot(2, "nee"),
    key(Scope::Preview, "<ctrl+s>", Action::Form(FormAction::Save), "Neem over in de database").foot(1, "overnemen"),
    key(Scope::Preview, "<tab> <right> l", Action::View(View::NextPane), "Volgend bestand").foot(3, "bestand"),
    key(Scope::Preview, "<shift+tab> <left> h", Action::View(View::PreviousPane), "Vorig bestand").foot(3, "bestand"),
    act(Scope::Preview, Action::Program(Program::Help), "Hulp bij deze controle").foot(95, "hulp"),
    act(Scope::Preview, Action::Rapport(RapportAction::Options), "Van wie, welk kwartaal, wanneer ontvangen").foot(4, "gegevens"),
    act(Scope::Preview, Action::Rapport(RapportAction::Mark), "Laat dit bestand weg, of neem het toch mee").foot(4, "weglaten"),
    act(Scope::Preview, Action::Rapport(RapportAction::Headers), "Lees de koppen zoals voorgesteld").foot(2, "koppen"),
    act(Scope::Preview, Action::Register(RegisterAction::New), "Voeg de onbekende aanbieder toe").foot(2, "toevoegen"),
    act(Scope::Preview, Action::Rapport(RapportAction::Findings), "Bevindingen van dit bestand naar Excel").foot(4, "naar Excel"),
    key(Scope::Preview, "<esc> q <ctrl+c>", Action::Form(FormAction::Drop), "Neem niets over").foot(5, "niets overnemen"),
    key(Scope::Botsing, "<ctrl+s>", Action::Form(FormAction::Save), "Sla op met deze keuzes").foot(1, "opslaan"),
    key(Scope::Botsing, "<up> k <shift+tab>", Action::Move(Move::Up), "Vorig veld").foot(2, "veld"),
    key(Scope::Botsing, "<down> j <tab>", Action::Move(Move::Down), "Volgend veld").foot(2, "veld"),
    key(Scope::Botsing, "<left> h", Action::Move(Move::Left), "Vorige keuze").foot(3, "keuze"),
    key(Scope::Botsing, "<right> l <space>", Action::Move(Move::Right), "Volgende keuze").foot(3, "keuze"),
    key(Scope::Botsing, "<pgup>", Action::Move(Move::PageUp), "Terug in de tekst"),
    key(Scope::Botsing, "<pgdn>", Action::Move(Move::PageDown), "Verder in de tekst"),
    key(Scope::Botsing, "<esc> <ctrl+c>", Action::Form(FormAction::Drop), "Terug, zonder op te slaan").foot(4, "terug"),
    act(Scope::Botsing, Action::Program(Program::Help), "Hulp bij deze keuze").foot(95, "hulp"),
];
