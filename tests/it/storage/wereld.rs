//! A store with something of everything in it, and the code of one deelnemer wherever one can stand.

use crate::aanbieders::{PSW, QWYL};
use std::path::Path;

use accountgesprek::domain::register::{Contactpersoon, Contract, Inschrijving};
use accountgesprek::domain::{
    Aanleiding, Afspraak, Agendapunt, Bericht, Bestandsoordeel, Bevinding, Budget, Bundel, CvsExport, Cvsregel, Deelnemercode,
    Dekkingsmelding, Dekkingsoverzicht, Doelnotitie, Doelstand, Ernst, Gemeente, Gesprek, Gespreksstatus, Gezien, NieuweLevering,
    Onderdeelsleutel, Onderwerp, Ontwikkeldoel, Periode, Postsoort, Samenwerking, Segment, Signaal, Signaalstatus, Tarief,
    Tariefproduct, Toon, Uitkomst, Uitkomstinhoud, Uitkomstsoort, Uitvraagantwoord,
};
use accountgesprek::domain::{Genoemd, Stuk, Voorvoegsel};
use accountgesprek::storage::{Act, Koppeling, Store};
use rust_decimal::Decimal;

use super::{
    act, afspraak, antwoord, dag, establish, frozen, gesprek, kwartaal, levering, marks, now, overzicht, punt, rapport, rows,
    stof,
};

pub(crate) const K: &str = "2024-K2";

pub(crate) fn bevinding(deelnemer: Option<&str>, tekst: &str) -> Bevinding {
    Bevinding {
        code: "datum-onleesbaar".to_owned(),
        ernst: Ernst::Fout,
        bestand: "a.csv".to_owned(),
        deel: None,
        blad: None,
        cel: None,
        hele_rij: false,
        aantal: 1,
        deelnemer: deelnemer.map(str::to_owned),
        kolom: None,
        gevonden: "?".to_owned(),
        verwacht: String::new(),
        tekst: tekst.to_owned(),
        kpi: Vec::new(),
    }
}

pub(crate) fn signaal(tekst: &str) -> Signaal {
    Signaal {
        id: 0,
        datum: dag("2024-06-03"),
        kwartaal: kwartaal(K),
        gemeente: Gemeente::Venlo,
        functie: "casusregisseur".into(),
        aanbieder: Some(PSW),
        aanbieder_naam: None,
        segment: Segment::Collectief,
        onderwerp: Onderwerp::Overig,
        kpi: None,
        toon: Toon::Negatief,
        tekst: accountgesprek::domain::Tekst::of(tekst),
        status: Signaalstatus::Nieuw,
        opgeschaald_op: None,
        opschaling: "".into(),
        bundel: None,
        gesprek: None,
        antwoord: "".into(),
        uit_uitvraag: false,
        afdruk: None,
        rijversie: 0,
    }
}

pub(crate) fn cvs(code: &str) -> CvsExport {
    let regel = |(aanbieder, code): (accountgesprek::domain::Aanbieder, &str)| Cvsregel {
        deelnemer: Deelnemercode::new(code).unwrap(),
        aanbieder,
        startdatum: dag("2023-02-01"),
        startsituatie: None,
        begintrede: None,
        doeltrede: None,
        huidige_trede: None,
        doelen: None,
        einddatum: None,
        beoordeeld_op: None,
        rij: 2,
    };
    let regels = [(PSW, code), (PSW, "BLIJF-2")].map(regel).to_vec();
    CvsExport { gemeente: Gemeente::Venlo, kwartaal: kwartaal(K), versie: 1, regels, niet_meegeteld: 0, onleesbaar: Vec::new() }
}

/// Fills a new store at `path`; every text that people or files can bring names the deelnemer with this code.
pub(crate) fn fill(path: &Path, code: &str) -> Store {
    let mut store = Store::open(path).unwrap();
    let low = code.to_lowercase();
    let said = |wat: &str| format!("{wat} over {code}.");
    // Deliveries: two versions with findings, another aanbieder, dekking, CVS, answers.
    let with_findings = NieuweLevering {
        bestand: format!("psw {code}.csv").into(),
        oordeel: Bestandsoordeel::DeelsBruikbaar,
        reden: Some(said("navraag").into()),
        bevindingen: vec![
            bevinding(Some(&low), ""),
            bevinding(Some("BLIJF-2"), &said("lijkt op")),
            bevinding(None, &said("los")),
        ],
        ..levering("a")
    };
    let mut first = rapport(PSW, K, rows(&[code, "BLIJF-2"]));
    let deelnemers = first.deelnemers.as_mut().unwrap();
    deelnemers.niet_meegeteld = 2;
    deelnemers.regels[1].toelichting = Some(said("samen met").into());
    deelnemers.regels[1].groep = Some(said("groep").into());
    first.contactpersoon = Some(said("begeleider").into());
    let mut tevredenheid = marks(&[80, 75]);
    tevredenheid.regels[0].toelichting = Some(said("mening").into());
    first.tevredenheid = Some(tevredenheid);
    let tekst = |wat: &str| Some(said(wat).into());
    first.samenwerking =
        Some(Samenwerking { voortgang: tekst("voortgang"), eigen_aandeel: tekst("aandeel"), ontwikkelpunten: tekst("punten") });
    store.save_rapport(&act(&said("ingelezen")), &first, &with_findings).unwrap();
    let second = rapport(PSW, K, rows(&[&low, "BLIJF-2", "BLIJF-3"]));
    store.save_rapport(&act("ingelezen"), &second, &levering("b")).unwrap();
    store.save_rapport(&act("ingelezen"), &rapport(QWYL, K, rows(&["ANDER-9"])), &levering("q")).unwrap();
    let mut dekking: Dekkingsoverzicht = overzicht(K, true);
    dekking.regels[0].toelichting = Some(said("plek").into());
    store.save_dekking(&act("dekking"), &dekking, &levering("d")).unwrap();
    store.save_cvs(&act("ingelezen"), &cvs(code), &levering("cvs")).unwrap();
    let answer = Uitvraagantwoord { toelichting: said("gemeld").into(), ..antwoord(Gemeente::Venlo, "") };
    store.save_uitvraag(&act("uitvraag"), kwartaal(K), &[answer], dag("2024-07-01")).unwrap();
    store.perform(&act("uitvraag"), |h| h.save_empty_return(kwartaal(K), Gemeente::Gennep, dag("2024-07-01"))).unwrap();
    // What people edit.
    let planned = store.make(&act("gepland"), Gesprek { plaats: said("bij").into(), ..gesprek(PSW, K) }).unwrap();
    let made = Afspraak {
        gesprek: Some(planned.id),
        tekst: said("bel").into(),
        resultaat: said("gebeld").into(),
        eigenaar: said("begeleider").into(),
        deelnemer: Some(accountgesprek::domain::Tekst::of(code)),
        aanleiding: Some(Aanleiding {
            norm: "C2.1".into(),
            kwartaal: kwartaal(K),
            periode: Periode::Jaar,
            waarde: said("61,5%"),
            versie: Some(1),
        }),
        ..afspraak(Some(PSW), "")
    };
    let made = store
        .perform(&act("afspraak {} gemaakt"), |h| {
            let made = h.make(made)?;
            let uitkomst =
                |inhoud| Uitkomst { id: 0, gesprek: planned.id, sleutel: Onderdeelsleutel::Kpi(2), inhoud, rijversie: 0 };
            h.make(uitkomst(Uitkomstinhoud::Afspraak(made.nummer)))?;
            h.make(uitkomst(Uitkomstinhoud::tekst(Uitkomstsoort::Besluit, said("besloten").into())))?;
            Ok::<_, accountgesprek::storage::Error>(made)
        })
        .unwrap();
    store.change(&act(&said("gewijzigd")), &Afspraak { deelnemer: Some(low.clone().into()), kpi: None, ..made }).unwrap();
    let noted = Agendapunt {
        titel: said("punt").into(),
        notitie: said("notitie").into(),
        voorbereiding: said("intern").into(),
        ..punt(&planned, Onderdeelsleutel::Eigen(0))
    };
    store.make(&act("punt"), noted).unwrap();
    let made = store
        .make(
            &act("signaal"),
            Signaal { antwoord: said("antwoord").into(), functie: said("van").into(), ..signaal(&said("verteld")) },
        )
        .unwrap();
    store
        .perform(&act("gebundeld"), |h| {
            let bundel = Bundel { id: 0, aanbieder: Some(PSW), kwartaal: kwartaal(K), titel: said("samen").into(), rijversie: 0 };
            let bundel = h.make(bundel)?;
            h.change(&Signaal { bundel: Some(bundel.id), ..made })
        })
        .unwrap();
    let gezien = |code: &str, reden: String| Gezien {
        sleutel: format!("drie_jaar|psw|{}|2023-02-01|", code.to_lowercase()),
        aanbieder: PSW,
        deelnemer: Some(code.to_owned()),
        feiten: "x".to_owned(),
        reden: reden.into(),
        terug_op: Some(dag("2025-01-01")),
        wie: "beleidscollega".to_owned(),
        wanneer: now(),
        rijversie: 0,
    };
    store.make(&act("gezien"), gezien(code, said("besproken"))).unwrap();
    let other = store.make(&act("gezien"), gezien("BLIJF-2", said("hoort bij"))).unwrap();
    store.remove(&act("toch niet"), &other).unwrap();
    let melding = Dekkingsmelding {
        id: 0,
        gemeente: Gemeente::Venlo,
        aanbieder: PSW,
        dekking: false,
        vanaf: dag("2024-06-01"),
        toelichting: said("verhuisd").into(),
        afgestemd_op: Some(dag("2024-06-10")),
        rijversie: 0,
    };
    store.make(&act("melding"), melding).unwrap();
    let tarief = Tarief {
        product: Tariefproduct::P1,
        jaar: 2024,
        bedrag: Decimal::new(8315, 2),
        bron: accountgesprek::domain::Tekst::default(),
        bekend: None,
        rijversie: 0,
    };
    store.make(&act("tarief"), tarief).unwrap();
    let bericht = Bericht {
        id: 0,
        soort: Postsoort::Uitnodiging,
        kwartaal: kwartaal(K),
        aanbieder: Some(PSW),
        gemeente: None,
        gesprek: None,
        aan: vec!["directie@psw.nl".into()],
        bijlagen: vec!["agenda.docx".into()],
        gemaakt_op: dag("2024-07-01"),
        rijversie: 0,
    };
    store.make(&act("post gemaakt"), bericht).unwrap();
    store.make(&act("budget"), Budget { aanbieder: PSW, jaar: 2024, bedrag: Decimal::ONE_HUNDRED, rijversie: 0 }).unwrap();
    let doel = Ontwikkeldoel {
        id: 0,
        aanbieder: PSW,
        segment: Segment::Collectief,
        tekst: said("bouwen").into(),
        stand: Doelstand::Loopt,
        notities: vec![Doelnotitie { kwartaal: kwartaal(K), tekst: said("gaat goed").into() }],
        rijversie: 0,
    };
    store.make(&act("doel"), doel).unwrap();
    store.make(&act("aanbieder toegevoegd"), nieuwe_aanbieder(said("over"))).unwrap();
    // Held, and established.
    let of = |code: &str| Genoemd { code: code.to_owned(), gemeente: None };
    let who = || Stuk::Deelnemers(vec![of(code), of("BLIJF-2")]);
    let facts = frozen(vec![who(), Stuk::Getypt(said("gezegd"))]);
    let planned = store.find::<Gesprek>(&planned.id.to_string()).unwrap().unwrap();
    let held = Gesprek { status: Gespreksstatus::Gehouden, begonnen: Some(now()), bevroren: Some(facts), ..planned };
    let held = store.change(&act("gehouden"), &held).unwrap();
    establish(&mut store, &held, stof(vec![Stuk::Getypt("bij ".to_owned()), Stuk::Code(of(code))]));
    // An act that was undone; what is typed and not saved; what is remembered.
    let wrong = store.make(&act(&said("signaal")), signaal(&said("vergissing"))).unwrap();
    assert!(wrong.id > 0);
    let last = store.acts(1).unwrap()[0].id;
    store.undo(last, "contractmanager", now()).unwrap();
    store.save_draft(&format!("gezien:{low}"), "iets", now()).unwrap();
    store.save_draft("afspraak", &said("concept"), now()).unwrap();
    store.save_draft("ander", "iets anders", now()).unwrap();
    let kop =
        Koppeling { wie: "psw".to_owned(), blad: "deelnemers".to_owned(), kop: said("start"), kolom: "Startdatum".to_owned() };
    store.perform(&act("kop"), |h| h.save_mappings(std::slice::from_ref(&kop))).unwrap();
    let key = store.new_pseudonym_key().unwrap();
    let keep = Act::new("contractmanager", now(), "sleutel");
    assert!(store.perform(&keep, |h| h.keep_pseudonym_key(&key)).unwrap());
    let stamp = store.stamp(Some(PSW)).unwrap();
    store.keep(&stamp, [("aandacht".to_owned(), &said("bewaard"))]).unwrap();
    store
}

/// One that users added to the register.
fn nieuwe_aanbieder(notitie: String) -> Inschrijving {
    let who = crate::aanbieders::who("nieuw");
    let voorvoegsel = Voorvoegsel::new("NIEUW").unwrap();
    let contract = Contract { tot: Some(dag("2025-12-31")), ..Contract::new(Segment::Collectief, dag("2022-01-01")) };
    let contact = Contactpersoon { naam: "B. Voorbeeld".into(), waarvoor: notitie.clone(), ..Contactpersoon::default() };
    Inschrijving {
        kvk: "12345678".into(),
        andere_namen: vec!["Nieuw Anders".into()],
        contracten: vec![contract],
        contactpersonen: vec![contact],
        notitie,
        ..Inschrijving::new(who, "Nieuw", voorvoegsel)
    }
}
