//! What a jaarbeeld says of a year, in which order, and what it does not.

use super::*;
use crate::domain::Periode;
use crate::domain::testing::{PSW, d, k, kader};

fn feiten(naam: &str) -> Jaarfeiten {
    Jaarfeiten {
        naam: naam.to_owned(),
        tijdigheid: Tijdigheidstelling::default(),
        zonder_rapportage: Vec::new(),
        afspraken: Afspraaktelling::default(),
        gedekt: Some(3),
        signalen: Signaaltelling::default(),
        pxq: None,
    }
}

/// A year in which each aanbieder has this noemer for C2.1, and all together their sum.
fn stof(noemers: &[u32]) -> Jaarstof {
    let norm = kader().find("C2.1", k("2025-K4")).unwrap().clone();
    let cel = |aanbieder, noemer: u32| Jaarcel {
        jaar: Some(Meting::form(&norm, k("2025-K4"), aanbieder, Periode::Jaar, Waarde::Gemeten { teller: 1.into(), noemer }, 10)),
        kwartalen: vec![Oordeel::Gehaald, Oordeel::NietGehaald],
        vorig: None,
        besproken: None,
        kwartalen_besproken: Vec::new(),
    };
    let own = noemers.iter().map(|n| cel(Some(PSW), *n)).chain([cel(None, noemers.iter().sum())]).collect();
    Jaarstof {
        tot: k("2025-K4"),
        dag: d("2026-01-19"),
        voorbeeld: true,
        klein_onder: 10,
        feiten: (1..=noemers.len()).map(|n| feiten(&format!("A{n}"))).chain([feiten("samen")]).collect(),
        normen: vec![Jaarnorm { norm, cellen: own }],
        niet_gedekt: Vec::new(),
        signalen: Jaarsignalen::default(),
    }
}

fn tables(verslag: &Verslag) -> Vec<&Tabel> {
    verslag.blokken.iter().filter_map(|b| if let Verslagblok::Tabel(t) = b { Some(t) } else { None }).collect()
}

#[test]
fn what_is_few_goes_and_so_does_what_all_together_would_give_away() {
    for (noemers, shown) in [
        (&[22, 24, 6][..], &[true, true, false, false][..]),
        // Thirteen are left, of two.
        (&[22, 6, 7], &[true, false, false, true]),
        (&[22, 24], &[true, true, true]),
    ] {
        for kleine_aantallen in [true, false] {
            let verslag = compose(&stof(noemers), kleine_aantallen);
            let expected: Vec<bool> = shown.iter().map(|s| *s || kleine_aantallen).collect();
            let told: Vec<bool> = tables(&verslag)[0].rijen[0].iter().skip(1).map(|c| c.tekst.contains("\u{a0}van")).collect();
            assert_eq!(told, expected, "{noemers:?}");
            // The verdict stays, of the year and of the kwartalen.
            assert!(tables(&verslag)[0].rijen[0].iter().skip(1).all(|c| c.tekst.starts_with('✗') && c.tekst.ends_with("✓✗")));
        }
    }
}

#[test]
fn signalen_stand_per_kwartaal_from_every_side_and_few_are_not_told_apart() {
    let line = |naam: String, n: [u32; 4]| (naam, n.to_vec());
    let aanbieders = (1..=9).map(|n| line(format!("A{n}"), [n, 0, 0, 0])).collect();
    let onderwerp = vec![line("visie en ontwikkeldoelen".into(), [1, 0, 12, 3])];
    let zijden = vec![
        Signaalzijde { naam: "onderwerp", lijnen: onderwerp },
        Signaalzijde { naam: "toon", lijnen: Vec::new() },
        Signaalzijde { naam: "aanbieder", lijnen: aanbieders },
    ];
    let stof = Jaarstof { signalen: Jaarsignalen { zijden, ..Jaarsignalen::default() }, ..stof(&[20, 20]) };
    let told = |kleine_aantallen| -> Vec<Vec<String>> {
        let verslag = compose(&stof, kleine_aantallen);
        let tabel = *tables(&verslag).last().unwrap();
        tabel.rijen.iter().map(|r| r.iter().map(|c| c.tekst.replace('\u{a0}', " ")).collect()).collect()
    };
    assert_eq!(told(true)[0], ["onderwerp", "visie en ontwikkeldoelen 1 · 0 · 12 · 3"]);
    // Six that had most, in their order, and the rest.
    assert_eq!(told(true).len(), 2, "a side without signalen has no row");
    assert!(told(true)[1][1].starts_with("A4 4 · 0 · 0 · 0; A5") && told(true)[1][1].ends_with("overige 6 · 0 · 0 · 0"));
    assert_eq!(told(false)[0][1], "visie en ontwikkeldoelen 1–9 · 0 · 10+ · 1–9");
}

#[test]
fn what_is_left_out_cannot_be_worked_out_of_the_rest() {
    let stof = stof(&[20, 20]);
    let of = |kleine_aantallen| {
        let opsteller = Jaarbeeldopsteller { stof: &stof, kleine_aantallen };
        [(13, 14), (13, 13), (1, 14), (12, 30), (0, 14)].map(|(n, all)| opsteller.count_of(n, all))
    };
    assert_eq!(of(true), ["13", "13", "1", "12", "geen"]);
    assert_eq!(of(false), ["de meeste", "13", "minder dan tien", "12", "geen"]);
    let opsteller = Jaarbeeldopsteller { stof: &stof, kleine_aantallen: false };
    assert_eq!([(13, 14), (3, 14)].map(|(n, all)| opsteller.there_are(n, all)), ["de meeste", "er minder dan tien"]);
}

#[test]
fn more_than_six_aanbieders_come_as_rows() {
    for (n, rows) in [(6, false), (7, true)] {
        let stof = stof(&vec![20; n]);
        let verslag = compose(&stof, true);
        let tables = tables(&verslag);
        let heads: Vec<&str> = tables.iter().map(|t| t.kolommen[0].naam.as_str()).collect();
        assert_eq!(heads, if rows { vec!["Aanbieder", "Aanbieder"] } else { vec!["Norm"] });
        for tabel in tables {
            assert!(tabel.kolommen.iter().map(|k| u32::from(k.breedte)).sum::<u32>() <= 100);
            assert!(tabel.rijen.iter().all(|r| r.len() == tabel.kolommen.len()));
            assert!(!rows || tabel.rijen.len() == n + 1, "each of them, and all together");
        }
    }
}
