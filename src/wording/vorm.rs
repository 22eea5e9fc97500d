//! Live figures as a form keeps them: in the words and numbers in which they are shown.

use crate::domain::agenda::Dekkingsstof;
use crate::domain::klein::{Weglating, is_few};
use crate::domain::vorm::{Aanbiedernaam, Cijferstand, Dekkingsverslag, Gemeenteverslag, Normstand, Trendstand, Verslagstof};
use crate::domain::{Aanbieder, Meting, Norm, Periode, Register, Segment, Stuk, Waarde};

use super::{aantal, mensen, nagekomen, norm_grens, oordeel_met_zou, year_basis};

/// What the contract for a segment is about.
pub const fn product(segment: Segment) -> &'static str {
    match segment {
        Segment::Collectief => "Begeleiding Collectief, collectieve arbeidsmatige toeleiding",
        Segment::Individueel => "Begeleiding Individueel",
    }
}

/// What a gesprek is called on paper: `extra accountgesprek PSW`, `evaluatief gesprek Gidz in Venlo`.
pub fn gesprek(stof: &Verslagstof) -> String {
    let naam = &stof.aanbieder.naam;
    match &stof.gemeente {
        Some(gemeente) => format!("evaluatief gesprek {naam} in {gemeente}"),
        None if stof.extra => format!("extra accountgesprek {naam}"),
        None => format!("accountgesprek {naam}"),
    }
}

/// The same in short: `PSW · 2025-K1`, `Gidz · Venlo · 2025-K1`.
pub fn kort(stof: &Verslagstof) -> String {
    let delen = [Some(&stof.aanbieder.naam), stof.gemeente.as_ref(), Some(&stof.kwartaal.to_string())];
    delen.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// The names of an aanbieder.
pub fn aanbiedernaam(aanbieder: Aanbieder, register: &Register) -> Aanbiedernaam {
    let naam = register.naam(aanbieder);
    let (statutair, kvk) =
        register.get(aanbieder).map_or_else(|| (naam.clone(), String::new()), |i| (i.statutair.clone(), i.kvk.clone()));
    Aanbiedernaam { sleutel: aanbieder.key().to_owned(), naam, statutair, kvk }
}

/// A norm with its figures. `trend` are the year figures up to and including `jaar`, oldest first.
pub fn normstand(norm: &Norm, kwartaal: &Meting, jaar: &Meting, trend: &[&Meting], klein_onder: u32) -> Normstand {
    let owned: Vec<Meting> = trend.iter().map(|m| (*m).clone()).collect();
    let weglating = Weglating::of(kwartaal, jaar, &owned, klein_onder);
    let vorige = trend.iter().find(|m| m.kwartaal == jaar.kwartaal.previous());
    let stand = |meting, weglaten| cijferstand(norm, meting, weglaten, klein_onder);
    let suspension = norm.suspended_on(kwartaal.kwartaal.last_day());
    Normstand {
        id: norm.id.to_string(),
        kpi: norm.kpi,
        kort: norm.kort.clone(),
        eis: norm_grens(norm),
        grens: norm.grens,
        gemiddelde: norm.indicator.is_mean(),
        losgelaten: suspension.map(|o| format!("{} Besloten door {}.", o.reden, o.besloten_door)),
        kwartaal: stand(kwartaal, weglating.kwartaal),
        jaar: stand(jaar, weglating.jaar),
        verschil: vorige.and_then(|v| verschil(norm, jaar, v)),
        trend: trend.iter().map(|m| trendstand(norm, m, weglating.leaves_out(m.kwartaal))).collect(),
    }
}

fn cijferstand(norm: &Norm, meting: &Meting, weglaten: bool, klein_onder: u32) -> Cijferstand {
    let (teller, noemer) = exact(meting);
    let mut erbij: Vec<Stuk> = year_basis(meting).map(Stuk::Tekst).into_iter().collect();
    let of_people = |aantal, text| {
        let piece = Stuk::Tekst(text);
        if is_few(aantal, klein_onder) { Stuk::Klein(vec![piece]) } else { piece }
    };
    erbij.extend(nagekomen(meting).map(|text| of_people(meting.nagekomen.unwrap_or(0), text)));
    let buiten = meting.rijen_niet_meegeteld;
    if buiten > 0 {
        erbij.push(of_people(buiten, format!("{} niet meegeteld", aantal(buiten, "rij", "rijen"))));
    }
    Cijferstand {
        teller,
        noemer,
        weergave: meting.weergave.clone(),
        mensen: mensen(meting, norm.indicator.is_mean()),
        oordeel: meting.oordeel,
        woorden: oordeel_met_zou(meting),
        klein_aantal: meting.klein_aantal,
        weglaten,
        erbij,
    }
}

fn trendstand(norm: &Norm, meting: &Meting, weglaten: bool) -> Trendstand {
    let (teller, noemer) = exact(meting);
    Trendstand {
        kwartaal: meting.kwartaal,
        teller,
        noemer,
        weergave: meting.weergave.clone(),
        weglaten,
        losgelaten: norm.suspended_on(meting.kwartaal.last_day()).is_some(),
    }
}

const fn exact(meting: &Meting) -> (Option<rust_decimal::Decimal>, Option<u32>) {
    match meting.waarde {
        Waarde::Gemeten { teller, noemer } => (Some(teller), Some(noemer)),
        _ => (None, None),
    }
}

/// `+3,2 pp`, `−0,1`, `gelijk`; None unless both are measured.
fn verschil(norm: &Norm, nu: &Meting, toen: &Meting) -> Option<String> {
    let verschil = nu.verschil(toen, norm)?;
    Some(if verschil.richting.is_eq() {
        "gelijk".to_owned()
    } else if norm.indicator.is_mean() {
        verschil.weergave()
    } else {
        format!("{} pp", verschil.weergave())
    })
}

/// The figures of the table as a form keeps them, in the order of the normen. `past` are the figures of kwartalen up to this
/// one, oldest first; for the last of them the table says what counts.
pub fn normstanden(normen: &[Norm], table: &[Meting], past: &[Vec<Meting>], klein_onder: u32) -> Vec<Normstand> {
    let stand = |norm: &Norm| {
        let find = |periode| table.iter().find(move |m| m.norm == norm.id && m.periode == periode);
        let (kwartaal, jaar) = (find(Periode::Kwartaal)?, find(Periode::Jaar)?);
        let is_ours = |m: &&Meting| m.norm == norm.id && m.periode == Periode::Jaar;
        let mut trend: Vec<&Meting> =
            past.iter().filter_map(|of| of.iter().find(is_ours)).filter(|m| m.kwartaal != jaar.kwartaal).collect();
        trend.push(jaar);
        Some(normstand(norm, kwartaal, jaar, &trend, klein_onder))
    };
    normen.iter().filter_map(stand).collect()
}

/// The dekking as a verslag of this aanbieder tells it; None when there never was an overview.
pub fn dekkingsverslag(stof: &Dekkingsstof, aanbieder: Aanbieder) -> Option<Dekkingsverslag> {
    let gemeenten = stof.gemeenten.iter().map(|g| {
        let own = g.cellen.iter().find(|c| c.aanbieder == aanbieder);
        Gemeenteverslag {
            gemeente: g.gemeente,
            naam: g.gemeente.naam().to_owned(),
            gedekt_door: u32::try_from(g.door.len()).unwrap_or(u32::MAX),
            niet_opgegeven: g.niet_opgegeven,
            niet_gedekt_sinds: g.niet_gedekt_sinds,
            veranderd: g.verandering,
            eigen: own.and_then(|c| c.dekking),
            eigen_tot: own.and_then(|c| c.tot),
        }
    });
    Some(Dekkingsverslag { van: stof.van?, gemeenten: gemeenten.collect() })
}
