//! The factsheet of one aanbieder: one page with its figures and their past, its afspraken, timeliness, dekking and contract.
//!
//! It may go to the aanbieder, so it names no other one and no deelnemer; what is left out with small numbers is what a verslag
//! leaves out.

use chrono::NaiveDate;

use crate::domain::vorm::{Aanbiedernaam, Normstand, Verslagafspraak};
use crate::domain::{Gemeente, Kwartaal, Tijdigheidstelling};
use crate::wording::agenda::Zicht;
use crate::wording::{self, aantal, datum, datum_lang, kwartaal_lang, opsomming};

use super::verslag::{Papier, Tabel, Tabelcel, Tabelkolom, Tint, Verslag, Verslagblok, Zet, delen};

/// So many afspraken are named one by one; of the others how many there are.
const GENOEMD: usize = 8;
/// So many kwartalen before this one the figures are shown of.
pub const VERLOOP: i32 = 4;

/// What the factsheet is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Factstof {
    pub aanbieder: Aanbiedernaam,
    pub product: String,
    pub kwartaal: Kwartaal,
    /// The day on which it is seen.
    pub dag: NaiveDate,
    pub voorbeeld: bool,
    pub klein_onder: u32,
    /// The contract and its options, in words.
    pub contract: String,
    /// How the report of the kwartaal came in, in words.
    pub rapportage: String,
    /// Of all kwartalen through this one.
    pub tijdigheid: Tijdigheidstelling,
    /// The gemeenten that it covers at the end of the kwartaal; None without an overview.
    pub dekking: Option<Vec<Gemeente>>,
    pub normen: Vec<Normstand>,
    /// The open ones, the longest overdue first.
    pub afspraken: Vec<Openafspraak>,
}

/// An afspraak that is open, and how long already.
#[derive(Debug, Clone, PartialEq)]
pub struct Openafspraak {
    pub afspraak: Verslagafspraak,
    pub te_laat: bool,
    pub doorgeschoven: u32,
}

/// Composes the factsheet; `kleine_aantallen` shows figures over few people.
pub fn compose(stof: &Factstof, kleine_aantallen: bool) -> Verslag {
    let zicht = Zicht { kleine_aantallen, ..Zicht::TAFEL };
    let naam = &stof.aanbieder.naam;
    let mut blokken = Vec::new();
    let kop = |tekst: &str| Verslagblok::Kop { niveau: 2, tekst: tekst.to_owned() };
    if !stof.normen.is_empty() {
        blokken.extend([kop("Cijfers en normen"), Verslagblok::Tabel(figures(stof, zicht))]);
    }
    blokken.push(kop("Open afspraken"));
    blokken.extend(agreements(stof, zicht));
    blokken.push(Verslagblok::Alinea(legend(stof, zicht)));
    Verslag {
        papier: Papier::Factsheet,
        titel: format!("Factsheet {naam}, {}", kwartaal_lang(stof.kwartaal)),
        kort: format!("{naam} · {}", stof.kwartaal),
        datum: Some(stof.dag),
        voorbeeld: stof.voorbeeld,
        concept: None,
        vertrouwelijk: None,
        kop: head(stof),
        blokken,
    }
}

fn head(stof: &Factstof) -> Vec<(String, String)> {
    let wie = &stof.aanbieder;
    let kvk = if wie.kvk.is_empty() { String::new() } else { format!(" (KvK {})", wie.kvk) };
    let dekking = match stof.dekking.as_deref() {
        None => "geen dekkingsoverzicht".to_owned(),
        Some([]) => "geen gemeente".to_owned(),
        Some(some) => format!("{} van 7: {}", some.len(), opsomming(some.iter().map(|g| g.naam()))),
    };
    let of_all = wording::tijdigheidstelling(&stof.tijdigheid);
    [
        ("Aanbieder", format!("{}{kvk}", wie.statutair)),
        ("Product", stof.product.clone()),
        ("Contract", stof.contract.clone()),
        ("Rapportage", format!("{}; van het begin t/m {}: {of_all}", stof.rapportage, stof.kwartaal)),
        ("Dekking", dekking),
        ("Stand van", datum_lang(stof.dag)),
    ]
    .map(|(label, value)| (label.to_owned(), value))
    .into()
}

fn figures(stof: &Factstof, zicht: Zicht) -> Tabel {
    let kwartaal = stof.kwartaal;
    // Before the first kwartaal with figures there is nothing to look back on.
    let known = |k: &Kwartaal| stof.normen.iter().any(|n| n.trend.iter().any(|t| t.kwartaal == *k));
    let verloop: Vec<Kwartaal> = before(kwartaal).skip_while(|k| !known(k)).collect();
    let looks_back = verloop.first().map(|first| match kwartaal.previous() {
        last if last == *first => format!("Jaarcijfer {first}"),
        last => format!("Jaarcijfer {first} t/m {last}"),
    });
    let mut kolommen: Vec<Tabelkolom> = [
        ("Norm", 19, false),
        ("Eis", 13, false),
        (&*kwartaal.to_string(), 14, false),
        (&*wording::periode(crate::domain::Periode::Jaar, kwartaal), 14, false),
        ("Oordeel over het jaar", 13, false),
        (&*delen::verschil_met(kwartaal.previous()), 10, true),
    ]
    .map(|(naam, breedte, rechts)| Tabelkolom {
        naam: naam.to_owned(),
        breedte,
        zet: if rechts { Zet::Rechts } else { Zet::Links },
    })
    .into();
    kolommen.extend(looks_back.map(|naam| Tabelkolom { naam, breedte: 17, zet: Zet::Links }));
    let rij = |norm: &Normstand| {
        let mut cellen = vec![
            Tabelcel::gewoon(format!("{} {}", norm.id, norm.kort)),
            Tabelcel::gewoon(norm.eis.clone()),
            delen::figure(&norm.kwartaal, zicht),
            delen::figure(&norm.jaar, zicht),
            Tabelcel { tekst: norm.jaar.woorden.clone(), toon: Tint::of(norm.jaar.oordeel) },
            Tabelcel::gewoon(delen::change(norm, kwartaal, zicht)),
        ];
        if !verloop.is_empty() {
            cellen.push(Tabelcel { tekst: past(norm, &verloop, zicht), toon: Tint::Zacht });
        }
        cellen
    };
    Tabel {
        titel: format!("Cijfers van {} tegenover de normen", stof.aanbieder.naam),
        titel_stil: true,
        kolommen,
        rijen: stof.normen.iter().map(rij).collect(),
    }
}

/// The year figures of the kwartalen before, oldest first: `78,3% · 83,3% · 76,9% · 78,9%`; nothing of what is left out.
fn past(norm: &Normstand, verloop: &[Kwartaal], zicht: Zicht) -> String {
    let shown = verloop.iter().map(|k| match norm.trend.iter().find(|t| t.kwartaal == *k) {
        None => "–",
        Some(t) if t.weglaten && !zicht.kleine_aantallen => "weggelaten",
        Some(t) => &t.weergave,
    });
    shown.collect::<Vec<_>>().join(" · ")
}

/// The kwartalen before this one that figures are shown of.
fn before(kwartaal: Kwartaal) -> impl Iterator<Item = Kwartaal> {
    kwartaal.plus(-VERLOOP).through(kwartaal.previous())
}

fn agreements(stof: &Factstof, zicht: Zicht) -> Vec<Verslagblok> {
    if stof.afspraken.is_empty() {
        return vec![Verslagblok::Alinea("Er zijn geen open afspraken.".to_owned())];
    }
    let kolommen = [("Nummer", 16), ("Afspraak", 39), ("Eigenaar", 14), ("Uiterlijk", 12), ("Stand", 19)]
        .map(|(naam, breedte)| Tabelkolom { naam: naam.to_owned(), breedte, zet: Zet::Links });
    let rij = |open: &Openafspraak| {
        let a = &open.afspraak;
        let mut stand = vec![if open.te_laat { "! te laat".to_owned() } else { "loopt".to_owned() }];
        stand.extend(wording::agenda::doorgeschoven(open.doorgeschoven));
        vec![
            Tabelcel::gewoon(a.nummer.clone()),
            Tabelcel::gewoon(a.tekst.tekst(zicht)),
            Tabelcel::gewoon(a.eigenaar.tekst(zicht)),
            Tabelcel::gewoon(a.deadline.map_or_else(|| "geen datum".to_owned(), datum)),
            Tabelcel { tekst: stand.join(", "), toon: if open.te_laat { Tint::Aandacht } else { Tint::Gewoon } },
        ]
    };
    let mut blokken = vec![Verslagblok::Tabel(Tabel {
        titel: "Open afspraken, met eigenaar en datum".to_owned(),
        titel_stil: true,
        kolommen: kolommen.into(),
        rijen: stof.afspraken.iter().take(GENOEMD).map(rij).collect(),
    })];
    let more = u32::try_from(stof.afspraken.len().saturating_sub(GENOEMD)).unwrap_or(u32::MAX);
    if more > 0 {
        blokken.push(Verslagblok::Alinea(format!("En nog {}.", aantal(more, "open afspraak", "open afspraken"))));
    }
    blokken
}

fn legend(stof: &Factstof, zicht: Zicht) -> String {
    let few = wording::telwoord(stof.klein_onder);
    let small = if zicht.kleine_aantallen {
        format!("Klein aantal: minder dan {few}.")
    } else {
        format!(
            "Cijfers over minder dan {few} deelnemers zijn weggelaten, en cijfers waaruit die te berekenen zijn; het oordeel staat \
             er wel."
        )
    };
    let losgelaten: Vec<String> =
        stof.normen.iter().filter_map(|n| Some(format!("{}: {}", n.id, n.losgelaten.as_ref()?))).collect();
    let losgelaten = if losgelaten.is_empty() { String::new() } else { format!(" {}", losgelaten.join(" ")) };
    format!(
        "Leeswijzer: een jaarcijfer loopt van 1 januari tot en met het kwartaal. ✓ gehaald of binnen de richtwaarde, ✗ niet gehaald, \
         ! boven de richtwaarde, ◌ norm losgelaten, – niet te bepalen. {small}{losgelaten}"
    )
}
