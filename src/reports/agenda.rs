//! The agenda of a gesprek on paper: one to send beforehand, for the eyes of the aanbieder, and one with the preparation.
//!
//! Owns: which parts it has, and what is asked of whom at a point. The type is set by the writers of the verslag. Of what was
//! typed during a gesprek (notes, outcomes) nothing is in it.

use std::collections::BTreeSet;

use super::verslag::delen::{one_space, placed};
use super::verslag::{Papier, Regel, Tabel, Tabelcel, Tabelkolom, Tint, Verslag, Verslagblok, Zet};
use crate::domain::agenda::Rapportstand;
use crate::domain::vorm::{Normstand, Verslagpunt, Verslagstof};
use crate::domain::{Aandachtsoort, Afspraakstatus, Feitregel, Getypt, Onderdeelsleutel, Oordeel, Waarde};
use crate::wording::agenda::{Zicht, aandachtsoort, doorgeschoven, shown};
use crate::wording::{self, hoofdletter, opsomming, vorm};

/// Said of one that is not to be passed on.
const INTERN: &str = "Intern: met de voorbereiding, codes van deelnemers en andere aanbieders. Niet om door te sturen.";

/// To whom something is asked when it is to everybody.
const ALLEN: &str = "allen";
/// How a figure over nobody is shown.
const NVT: &str = "n.v.t.";
/// When it is to who does what was agreed; the table of the afspraken names them.
const EIGENAREN: &str = "de eigenaren";

/// What an agenda is made of.
#[derive(Debug, Clone, Copy)]
pub struct Stof<'a> {
    /// What is on the table, by [`beforehand`].
    pub vooraf: &'a Verslagstof,
    pub rapportage: &'a Rapportstand,
    /// What the attention points of each kind are about, and where the aanbieder finds them.
    pub aandacht: &'a [Aandachtplek],
    /// Show figures over fewer than ten people.
    pub kleine_aantallen: bool,
    /// What is internal, of every point of `vooraf` in its order; None: it is for the aanbieder.
    pub intern: Option<&'a [Internpunt]>,
}

/// What the attention points of a kind are about, and which rows of the report they are of: without codes that is by what the
/// aanbieder finds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aandachtplek {
    pub soort: Aandachtsoort,
    /// The rule, in a sentence.
    pub regel: String,
    /// Of the sheet Deelnemers as it was delivered; none of what is not in it.
    pub rijen: BTreeSet<u32>,
}

/// What only the user sees of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Internpunt {
    pub feiten: Vec<Feitregel>,
    pub voorbereiding: String,
}

/// What of a gesprek stands on its agenda: nothing that came out of it.
#[must_use]
pub fn beforehand(mut stof: Verslagstof) -> Verslagstof {
    stof.afspraken.clear();
    stof.doorlopend.retain(|l| l.afspraak.status == Afspraakstatus::Open);
    for lopend in &mut stof.doorlopend {
        lopend.afspraak.resultaat = Getypt::default();
    }
    for punt in &mut stof.punten {
        punt.notitie = Getypt::default();
        punt.uitkomsten.clear();
    }
    stof
}

/// Composes the agenda: decides what is seen, and sets everything in its place.
pub fn compose(stof: Stof<'_>) -> Verslag {
    let of = stof.vooraf;
    let zicht =
        if stof.intern.is_some() { Zicht::ALLES } else { Zicht { kleine_aantallen: stof.kleine_aantallen, ..Zicht::TAFEL } };
    let composer = Agendaopsteller { stof, zicht };
    let agenda = if stof.intern.is_some() { "Agenda met voorbereiding" } else { "Agenda" };
    Verslag {
        papier: Papier::Agenda,
        titel: format!("{agenda} {}, {}", vorm::gesprek(of), wording::kwartaal_lang(of.kwartaal)),
        kort: format!("{} · agenda", vorm::kort(of)),
        datum: of.datum,
        voorbeeld: of.voorbeeld,
        concept: None,
        vertrouwelijk: stof.intern.is_some().then(|| INTERN.to_owned()),
        kop: composer.head(),
        blokken: composer.blocks(),
    }
}

struct Agendaopsteller<'a> {
    stof: Stof<'a>,
    zicht: Zicht,
}

impl Agendaopsteller<'_> {
    fn typed(&self, text: &Getypt) -> String {
        text.tekst(self.zicht).trim().to_owned()
    }

    fn head(&self) -> Vec<(String, String)> {
        let of = self.stof.vooraf;
        let datum = of.datum.map_or_else(|| "nog niet bekend".to_owned(), wording::datum_lang);
        let tijd = of.tijd.map(|t| format!(", {} uur", t.format("%-H.%M"))).unwrap_or_default();
        let rows = [
            ("Aanbieder", format!("{} (KvK {})", of.aanbieder.statutair, of.aanbieder.kvk)),
            ("Kwartaal", format!("{} ({})", wording::kwartaal_lang(of.kwartaal), of.kwartaal)),
            ("Datum", format!("{datum}{tijd}")),
            ("Plaats", self.typed(&of.plaats)),
            ("Uitgenodigd", of.aanwezig.iter().map(|a| self.typed(a)).collect::<Vec<_>>().join(", ")),
            ("Rapportage", self.report()),
        ];
        rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| (label.to_owned(), value)).collect()
    }

    /// When the report must be in, or that it is; empty when neither is known.
    fn report(&self) -> String {
        let stand = self.stof.rapportage;
        let uiterlijk = stand.deadline.map(|d| format!("uiterlijk {}", wording::datum_lang(d)));
        if stand.versie.is_none() {
            return uiterlijk.map(|u| format!("{u} aan te leveren")).unwrap_or_default();
        }
        let op = stand.aangeleverd.map(|d| format!(" op {}", wording::datum(d))).unwrap_or_default();
        let due = || uiterlijk.map(|u| format!(", {u} aan te leveren")).unwrap_or_default();
        let lacks = wording::ontbrekende_delen(&stand.ontbreekt).map(|delen| format!("; {delen}{}", due()));
        format!("ontvangen{op}{}", lacks.unwrap_or_default())
    }

    fn blocks(&self) -> Vec<Verslagblok> {
        let mut blokken = vec![kop(2, "Agendapunten"), Verslagblok::Tabel(self.points())];
        let details: Vec<Verslagblok> =
            (1_u32..).zip(self.visible()).flat_map(|(nummer, (punt, intern))| self.detail(nummer, punt, intern)).collect();
        if !details.is_empty() {
            blokken.push(kop(2, if self.stof.intern.is_some() { "Per punt" } else { "Wat erbij hoort" }));
            blokken.extend(details);
        }
        if !self.stof.vooraf.doorlopend.is_empty() {
            blokken.push(kop(2, "Openstaande afspraken"));
            blokken.push(Verslagblok::Tabel(self.agreements()));
        }
        blokken
    }

    /// The points that are talked about, with what is internal of each.
    fn visible(&self) -> impl Iterator<Item = (&Verslagpunt, Option<&Internpunt>)> {
        let points = self.stof.vooraf.punten.iter().enumerate();
        points.filter(|(_, p)| !p.vervallen).map(|(at, punt)| (punt, self.stof.intern.and_then(|all| all.get(at))))
    }

    fn points(&self) -> Tabel {
        let rijen = (1_u32..).zip(self.visible()).map(|(nummer, (punt, _))| {
            let (vraag, aan) = self.question(&punt.sleutel);
            vec![cel(format!("{nummer}. {}", one_space(&self.typed(&punt.titel)))), cel(vraag), cel(aan)]
        });
        Tabel {
            titel: "Agendapunten, met wat er aan wie wordt gevraagd".to_owned(),
            titel_stil: true,
            kolommen: kolommen(&[("Punt", 32), ("Vraag", 48), ("Aan", 20)]),
            rijen: rijen.collect(),
        }
    }

    /// What is asked at a point, and of whom.
    fn question(&self, sleutel: &Onderdeelsleutel) -> (String, String) {
        let of = self.stof.vooraf;
        let aanbieder = || of.aanbieder.naam.clone();
        let ask = |vraag: &str, aan: String| (vraag.to_owned(), aan);
        match sleutel {
            Onderdeelsleutel::OpenAfspraken => ask("Hoe ver is elke afspraak, en wat is er nog nodig?", EIGENAREN.to_owned()),
            Onderdeelsleutel::Verwachtingen => ask("Wat is er van terechtgekomen, en wat volgt daaruit?", aanbieder()),
            Onderdeelsleutel::Kpi(kpi) => (self.question_of_kpi(*kpi), aanbieder()),
            Onderdeelsleutel::Vooruitblik => {
                ask("Waar komt u aan het eind van het jaar op uit, en wat is daarvoor nodig?", aanbieder())
            }
            Onderdeelsleutel::Bundel(_) | Onderdeelsleutel::Signalen => {
                ask("Hoe kijkt u hiernaar, en wat kunt u eraan doen?", aanbieder())
            }
            Onderdeelsleutel::Aandachtspunten => ask("Hoe staat het met deze punten, en wat is de volgende stap?", aanbieder()),
            Onderdeelsleutel::Dekking => {
                ask("Verandert er iets in de gemeenten waar u werkt, of in het aantal plaatsen?", aanbieder())
            }
            Onderdeelsleutel::Tevredenheid => ask(
                "Wat zeggen deelnemers, casusregisseurs en ondernemers over het jaar, en wat volgt daaruit?",
                ALLEN.to_owned(),
            ),
            Onderdeelsleutel::Samenwerking => ask("Hoe loopt de samenwerking, en wat vraagt u van elkaar?", ALLEN.to_owned()),
            Onderdeelsleutel::PxQ => ask("Kloppen de uren in uw rapportage, en wat valt eraan op?", aanbieder()),
            Onderdeelsleutel::VolgendeDatum => (
                of.volgende.map_or_else(
                    || "Welke datum past iedereen?".to_owned(),
                    |dag| format!("Past {} iedereen?", wording::datum_lang(dag)),
                ),
                ALLEN.to_owned(),
            ),
            Onderdeelsleutel::Eigen(_) => ask("Bespreken", ALLEN.to_owned()),
        }
    }

    fn question_of_kpi(&self, kpi: u8) -> String {
        let normen = || self.stof.vooraf.normen.iter().filter(move |n| n.kpi == kpi);
        if !normen().any(|n| n.jaar.is_measured()) {
            return match self.stof.rapportage.versie {
                None => "Volgt uit de rapportage; wat valt u zelf op?".to_owned(),
                // Nobody of whom it can be said yet.
                Some(_) if normen().all(|n| n.jaar.weergave == NVT) => "Er viel nog niets te meten; wat verwacht u?".to_owned(),
                Some(_) => "Waarom is dit niet te meten, en wanneer wel?".to_owned(),
            };
        }
        let missed = |oordeel: Oordeel| {
            normen().filter(move |n| n.jaar.oordeel == oordeel).map(|n| format!("{} ({})", n.id, lower(&n.kort)))
        };
        let said = |ids: Vec<String>, een: &str, meer: &str| {
            let words = if ids.len() == 1 { een } else { meer };
            (!ids.is_empty()).then(|| format!("{} {words}", opsomming(ids)))
        };
        let parts: Vec<String> = [
            said(missed(Oordeel::NietGehaald).collect(), "is niet gehaald", "zijn niet gehaald"),
            said(missed(Oordeel::BovenRichtwaarde).collect(), "ligt boven de richtwaarde", "liggen boven de richtwaarde"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            return "Wat ging goed, en wat is nodig om dat vast te houden?".to_owned();
        }
        format!("{}: waardoor komt dat, en wat gaat u doen?", parts.join("; "))
    }

    /// What one must have seen before the gesprek, to answer what is asked; of the user's own agenda all that is known.
    fn detail(&self, nummer: u32, punt: &Verslagpunt, intern: Option<&Internpunt>) -> Vec<Verslagblok> {
        let lines: Vec<Regel> = match (intern, &punt.sleutel) {
            (Some(intern), Onderdeelsleutel::Kpi(_)) => without_figures(self.facts(&intern.feiten)),
            (Some(intern), _) => self.facts(&intern.feiten),
            (None, Onderdeelsleutel::Kpi(kpi)) => {
                let normen = self.stof.vooraf.normen.iter().filter(|n| n.kpi == *kpi && n.jaar.is_measured());
                normen.map(|n| Regel { niveau: 0, tekst: self.figure(n) }).collect()
            }
            (
                None,
                Onderdeelsleutel::Verwachtingen
                | Onderdeelsleutel::Tevredenheid
                | Onderdeelsleutel::Vooruitblik
                | Onderdeelsleutel::Bundel(_)
                | Onderdeelsleutel::Signalen,
            ) => self.facts(&punt.feiten),
            (None, Onderdeelsleutel::Aandachtspunten) => self.attention(&punt.feiten),
            // The afspraken have a table; of the others the question says all.
            (
                None,
                Onderdeelsleutel::OpenAfspraken
                | Onderdeelsleutel::Dekking
                | Onderdeelsleutel::Samenwerking
                | Onderdeelsleutel::PxQ
                | Onderdeelsleutel::VolgendeDatum
                | Onderdeelsleutel::Eigen(_),
            ) => Vec::new(),
        };
        let voorbereiding = intern.map(|i| i.voorbereiding.trim()).filter(|v| !v.is_empty());
        if lines.is_empty() && voorbereiding.is_none() {
            return Vec::new();
        }
        let mut blokken = vec![kop(3, &format!("{nummer}. {}", one_space(&self.typed(&punt.titel))))];
        blokken.extend(voorbereiding.map(|v| Verslagblok::Uitkomsten(vec![("Voorbereiding".to_owned(), v.to_owned())])));
        if !lines.is_empty() {
            blokken.push(Verslagblok::Lijst(lines));
        }
        blokken.extend(self.whence(punt).filter(|_| intern.is_none()));
        blokken
    }

    /// How many points of each kind there are, what the matter is, and in which rows: without codes a line about each tells nobody
    /// anything, but one about a group does.
    fn attention(&self, feiten: &[Feitregel]) -> Vec<Regel> {
        let mut told = Vec::new();
        let mut is_of_groups = false;
        for line in self.facts(feiten) {
            if line.niveau > 0 {
                told.extend(Some(line).filter(|_| is_of_groups));
                continue;
            }
            let is_of = |naam: &str| line.tekst.strip_prefix(naam).is_some_and(|rest| rest.is_empty() || rest.starts_with(" · "));
            let plek = self.stof.aandacht.iter().find(|a| is_of(aandachtsoort(a.soort)));
            is_of_groups = plek.is_some_and(|a| a.soort == Aandachtsoort::Groepsgrootte);
            let rijen = plek.and_then(|a| self.rows(&a.rijen)).map(|rijen| format!(" · {rijen}")).unwrap_or_default();
            told.push(Regel { tekst: format!("{}{rijen}", line.tekst), ..line });
            told.extend(plek.map(|a| Regel { niveau: 1, tekst: a.regel.clone() }));
        }
        told
    }

    /// `rij 12`, `rijen 12, 40 en 77`; nothing where figures over few people are left out, for a row is one of them.
    fn rows(&self, rijen: &BTreeSet<u32>) -> Option<String> {
        let naam = if rijen.len() == 1 { "rij" } else { "rijen" };
        let all = || opsomming(rijen.iter().map(u32::to_string));
        (self.zicht.kleine_aantallen && !rijen.is_empty()).then(|| format!("{naam} {}", all()))
    }

    /// Of which sheet the rows are that attention points name; None when none is named.
    fn whence(&self, punt: &Verslagpunt) -> Option<Verslagblok> {
        let names = |a: &Aandachtplek| self.rows(&a.rijen).is_some();
        let is_named = punt.sleutel == Onderdeelsleutel::Aandachtspunten && self.stof.aandacht.iter().any(names);
        let kwartaal = self.stof.vooraf.kwartaal;
        is_named
            .then(|| Verslagblok::Noot(format!("De rijen zijn die van het blad Deelnemers in uw rapportage over {kwartaal}.")))
    }

    fn facts(&self, feiten: &[Feitregel]) -> Vec<Regel> {
        placed(feiten.iter().map(|f| (f.niveau, f.tekst(self.zicht)))).collect()
    }

    /// `C1.1 Start vastgelegd (minimaal 100%): ✗ niet gehaald · 97,4% (37 van 38)`.
    fn figure(&self, norm: &Normstand) -> String {
        let jaar = &norm.jaar;
        let name = format!("{} {} ({})", norm.id, norm.kort, norm.eis);
        // What is measured for information has no verdict.
        let verdict = if jaar.oordeel == Oordeel::GeenNorm { "geen oordeel" } else { jaar.woorden.as_str() };
        if jaar.weglaten && !self.zicht.kleine_aantallen {
            return format!("{name}: {verdict}");
        }
        let more: Vec<String> = jaar.erbij.iter().filter_map(|s| shown(std::slice::from_ref(s), self.zicht)).collect();
        let more = if more.is_empty() { String::new() } else { format!("; {}", more.join("; ")) };
        format!("{name}: {verdict} · {} ({}){more}", jaar.weergave, jaar.mensen)
    }

    fn agreements(&self) -> Tabel {
        let rijen = self.stof.vooraf.doorlopend.iter().map(|l| {
            let a = &l.afspraak;
            let uiterlijk = a.deadline.map_or_else(|| "geen datum".to_owned(), wording::datum);
            let late = l.te_laat.then(|| "te laat".to_owned());
            let stand: Vec<String> = std::iter::once(uiterlijk).chain(late).chain(doorgeschoven(l.doorgeschoven)).collect();
            let toon = if l.te_laat { Tint::Aandacht } else { Tint::Gewoon };
            vec![
                cel(a.nummer.clone()),
                cel(self.typed(&a.tekst)),
                cel(hoofdletter(&self.typed(&a.eigenaar))),
                Tabelcel { tekst: stand.join(", "), toon },
            ]
        });
        Tabel {
            titel: "Openstaande afspraken, met eigenaar en datum".to_owned(),
            titel_stil: true,
            kolommen: kolommen(&[("Nummer", 19), ("Afspraak", 39), ("Eigenaar", 21), ("Uiterlijk", 21)]),
            rijen: rijen.collect(),
        }
    }
}

/// Without the normen of which only can be said that there is no report; what else stands at a point stays.
fn without_figures(lines: Vec<Regel>) -> Vec<Regel> {
    let none = format!("{}: {}", wording::oordeel(Oordeel::NietTeBepalen), Waarde::GeenRapportage.toestand());
    let mut kept: Vec<Regel> = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let says_more = lines.peek().is_some_and(|next| next.niveau > 0);
        if line.niveau == 1 && line.tekst == none && !says_more {
            kept.pop();
        } else {
            kept.push(line);
        }
    }
    kept
}

/// Small, as it stands within a sentence.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn kop(niveau: u8, tekst: &str) -> Verslagblok {
    Verslagblok::Kop { niveau, tekst: tekst.to_owned() }
}

fn cel(tekst: impl Into<String>) -> Tabelcel {
    Tabelcel { tekst: tekst.into(), toon: Tint::Gewoon }
}

fn kolommen(kolommen: &[(&str, u8)]) -> Vec<Tabelkolom> {
    kolommen.iter().map(|(naam, breedte)| Tabelkolom { naam: (*naam).to_owned(), breedte: *breedte, zet: Zet::Links }).collect()
}
