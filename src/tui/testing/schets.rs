//! A sketch of the store: figures that a screen test can name, answered from memory.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;

use crate::app::{
    Afspraakregel, Afsprakensamenvatting, Agendabeeld, Agendaregel, Dekkingsbeeld, Dekkingscel, Dekkingsstand, Gemeentedekking,
    Getoonden, Herleidingbeeld, Herleidingvraag, KpiBeeld, NormRij, Normcel, Overzicht, Rapportagestatus, Reeks, Taak, TeDoen,
    Trendpunt, Verandering,
};
use crate::domain::agenda::Punt;
use crate::domain::testing::{DRIE, PSW, QWYL, RENDIZ, code, d, k, kader, register};
use crate::domain::vorm::Besproken;
use crate::domain::{
    Aanbieder, Afspraak, Afspraakstatus, Bestandsoordeel, Deel, Einde, Gemeente, Gesprek, Gespreksoort, Gespreksstatus,
    Herleiding, Herleidingsrij, Klasse, Kwartaal, Meting, Norm, NormId, Onderdeelsleutel, Periode, Reden, Segment, Telling,
    Waarde,
};

use super::{Bron, TODAY, Zitting};
use crate::tui::msg::{Answer, Cmd, Gemaakt, Msg, Query, Start, Write, Written};

/// What the store would answer.
pub(crate) struct World {
    pub(crate) overzicht: Overzicht,
    pub(crate) afspraken: Vec<Afspraakregel>,
    /// Commands that nobody answered: what a test looks at.
    pub(crate) sent: Vec<String>,
}

/// A figure as `teller/noemer`, or None for no report.
type Figure = Option<(i64, u32)>;

fn norm(id: &str, kwartaal: Kwartaal) -> Norm {
    kader().find(id, kwartaal).unwrap().clone()
}

fn meting(norm: &Norm, aanbieder: Option<Aanbieder>, periode: Periode, kwartaal: Kwartaal, figure: Figure) -> Meting {
    let waarde = match figure {
        None => Waarde::GeenRapportage,
        Some((_, 0)) => Waarde::Nvt,
        // The teller of a mean is in tenths.
        Some((teller, noemer)) if norm.indicator.is_mean() => Waarde::Gemeten { teller: Decimal::new(teller, 1), noemer },
        Some((teller, noemer)) => Waarde::Gemeten { teller: teller.into(), noemer },
    };
    let mut meting = Meting::form(norm, kwartaal, aanbieder, periode, waarde, 10);
    if norm.kpi == 2 {
        let teller = figure.map_or(0, |(t, _)| u32::try_from(t).unwrap());
        let noemer = figure.map_or(0, |(_, n)| n);
        meting.klassen = vec![
            (Klasse::RegulierBinnenTermijn, teller),
            (Klasse::VrijwilligerswerkOfRegister, 1.min(noemer - teller)),
            (Klasse::Uitval, 0),
            (Klasse::TermijnVerstreken, (noemer - teller).saturating_sub(1)),
            (Klasse::Overig, 0),
        ];
    }
    meting
}

fn reeks(norm: &Norm, aanbieder: Option<Aanbieder>, periode: Periode, kwartaal: Kwartaal, figure: Figure) -> Reeks {
    let meting = meting(norm, aanbieder, periode, kwartaal, figure);
    let past = [72, 75, 88, 90, 86, 80, 74];
    let mut trend: Vec<Trendpunt> = (0..7)
        .zip(past)
        .map(|(n, v)| Trendpunt {
            kwartaal: kwartaal.plus(n - 7),
            waarde: (n != 2).then(|| if norm.indicator.is_mean() { Decimal::new(v, 1) } else { v.into() }),
            weergave: if n == 2 { "geen rapportage".into() } else { format!("{v},0%") },
            grens: norm.grens,
            opgeschort: norm.suspended_on(kwartaal.plus(n - 7).last_day()).is_some(),
        })
        .collect();
    let now = match &meting.waarde {
        Waarde::Gemeten { teller, noemer } if norm.indicator.is_mean() => Some(*teller / Decimal::from(*noemer)),
        Waarde::Gemeten { teller, noemer } => Some(*teller * Decimal::ONE_HUNDRED / Decimal::from(*noemer)),
        _ => None,
    };
    trend.push(Trendpunt {
        kwartaal,
        waarde: now,
        weergave: meting.weergave.clone(),
        grens: norm.grens,
        opgeschort: norm.suspended_on(kwartaal.last_day()).is_some(),
    });
    let verandering = now.map(|n| n - trend[6].waarde.unwrap());
    Reeks { meting, trend, verandering, met_nagekomen: None, besproken: None }
}

fn cel(norm: &Norm, aanbieder: Option<Aanbieder>, kwartaal: Kwartaal, figure: Figure) -> Normcel {
    Normcel {
        aanbieder,
        kwartaal: reeks(norm, aanbieder, Periode::Kwartaal, kwartaal, figure),
        jaar: reeks(norm, aanbieder, Periode::Jaar, kwartaal, figure.map(|(t, n)| (t * 2, n * 2))),
    }
}

fn rij(id: &str, kwartaal: Kwartaal, figures: [Figure; 3]) -> NormRij {
    let norm = norm(id, kwartaal);
    let mut cellen: Vec<Normcel> = DRIE.into_iter().zip(figures).map(|(a, f)| cel(&norm, Some(a), kwartaal, f)).collect();
    let sum = figures.iter().flatten().fold((0, 0), |(t, n), (a, b)| (t + a, n + b));
    cellen.push(cel(&norm, None, kwartaal, Some(sum)));
    NormRij { opschorting: norm.suspended_on(kwartaal.last_day()).cloned(), norm, cellen }
}

fn status(aanbieder: Aanbieder, kwartaal: Kwartaal) -> Rapportagestatus {
    Rapportagestatus {
        aanbieder,
        kwartaal,
        versie: Some(1),
        aangeleverd: Some(d("2024-07-10")),
        deadline: Some(d("2024-07-12")),
        werkdagen_te_laat: None,
        ontbreekt: Vec::new(),
        rijen_niet_meegeteld: 0,
        oordeel: Some(Bestandsoordeel::Goed),
    }
}

/// The overview of the sketch.
pub(crate) fn overzicht(kwartaal: Kwartaal) -> Overzicht {
    let figures: [(&str, [Figure; 3]); 8] = [
        ("C1.1", [Some((34, 35)), Some((41, 41)), Some((8, 9))]),
        ("C1.2", [Some((35, 35)), Some((40, 41)), Some((9, 9))]),
        ("C2.1", [Some((8, 13)), Some((12, 16)), Some((0, 0))]),
        ("C2.2", [Some((1, 13)), Some((2, 16)), Some((0, 0))]),
        ("C2.3", [Some((2, 13)), Some((1, 16)), Some((0, 0))]),
        ("C3.1", [Some((11, 12)), Some((12, 15)), Some((9, 9))]),
        ("C3.2", [Some((504, 6)), Some((567, 7)), None]),
        ("C3.3", [Some((3, 4)), Some((5, 5)), None]),
    ];
    let mut normen: Vec<NormRij> = figures.into_iter().map(|(id, f)| rij(id, kwartaal, f)).collect();
    let dekking = norm("C4.1", kwartaal);
    let cell = cel(&dekking, None, kwartaal, Some((6, 7)));
    normen.push(NormRij { opschorting: None, norm: dekking, cellen: vec![cell] });
    let mut rapportages: Vec<_> = DRIE.into_iter().map(|a| status(a, kwartaal)).collect();
    rapportages[1].werkdagen_te_laat = Some(2);
    rapportages[2].ontbreekt = vec![Deel::Tevredenheid];
    rapportages[2].rijen_niet_meegeteld = 3;
    Overzicht {
        kwartaal,
        segment: Segment::Collectief,
        kwartalen: k("2022-K1").through(k("2024-K2")).collect(),
        normen,
        rapportages,
        niet_gedekt: vec![(Gemeente::Gennep, Some(k("2024-K1")))],
        afspraken: Afsprakensamenvatting { open: 7, te_laat: 2, oudste: Some(("PSW-2023-04".parse().unwrap(), 3)) },
        klein_onder: 10,
        te_doen: vec![
            TeDoen { datum: Some(d("2024-07-12")), taak: Taak::RapportageVerwacht { aanbieder: QWYL, kwartaal } },
            TeDoen {
                datum: Some(d("2024-07-18")),
                taak: Taak::Gesprek { id: 1, aanbieder: RENDIZ, kwartaal, soort: Gespreksoort::Regulier, werkdagen: 6 },
            },
        ],
    }
}

/// A first run: nothing was ever delivered.
pub(crate) fn empty(kwartaal: Kwartaal) -> Overzicht {
    Overzicht {
        kwartalen: Vec::new(),
        normen: Vec::new(),
        rapportages: Vec::new(),
        niet_gedekt: Vec::new(),
        afspraken: Afsprakensamenvatting::default(),
        klein_onder: 10,
        te_doen: Vec::new(),
        ..overzicht(kwartaal)
    }
}

/// Gennep lost its only aanbieder, Bergen hangs on one, Beesel gained one.
fn dekking(kwartaal: Kwartaal) -> Dekkingsbeeld {
    use Dekkingsstand::{Ja, Nee, NietOpgegeven};
    let stands = [
        (Gemeente::Beesel, [Ja, Nee, Ja]),
        (Gemeente::Bergen, [Ja, Nee, NietOpgegeven]),
        (Gemeente::Gennep, [Nee, Nee, NietOpgegeven]),
        (Gemeente::HorstAanDeMaas, [Ja, Ja, Nee]),
        (Gemeente::PeelEnMaas, [Ja, Ja, Ja]),
        (Gemeente::Venlo, [Ja, Ja, Ja]),
        (Gemeente::Venray, [Ja, Ja, Nee]),
    ];
    let gemeenten = stands
        .into_iter()
        .map(|(gemeente, stands)| {
            let by = stands.iter().filter(|s| **s == Ja).count();
            let cellen = DRIE
                .into_iter()
                .zip(stands)
                .map(|(aanbieder, stand)| Dekkingscel {
                    aanbieder,
                    stand,
                    tot: (gemeente == Gemeente::Venray && aanbieder == RENDIZ).then(|| d("2024-12-31")),
                    locatie: (stand == Ja).then(|| "Werkplein".to_owned()),
                    capaciteit: (stand == Ja).then_some(12),
                    toelichting: None,
                    tegenstrijdig: false,
                    telt: true,
                    verandering: match (gemeente, aanbieder) {
                        (Gemeente::Gennep, PSW) => Some(Verandering::Verloren),
                        (Gemeente::Beesel, QWYL) => Some(Verandering::Gewonnen),
                        _ => None,
                    },
                })
                .collect();
            Gemeentedekking {
                gemeente,
                cellen,
                gedekt: by > 0,
                kwetsbaar: by == 1,
                werd_kwetsbaar: false,
                verandering: (gemeente == Gemeente::Gennep).then_some(Verandering::Verloren),
                niet_gedekt_sinds: (by == 0).then_some(kwartaal),
                capaciteit: (by > 0).then(|| u32::try_from(by * 12).unwrap()),
            }
        })
        .collect();
    let norm = norm("C4.1", kwartaal);
    Dekkingsbeeld {
        kwartaal,
        versie: Some(1),
        getoond: Some(kwartaal),
        vorige: Some(kwartaal.previous()),
        gemeenten,
        meting: Some(meting(&norm, None, Periode::Kwartaal, kwartaal, Some((6, 7)))),
    }
}

fn herleiding(norm_id: &NormId, kwartaal: Kwartaal, periode: Periode, aanbieder: Option<Aanbieder>) -> Herleiding {
    let norm = norm(norm_id.as_str(), kwartaal);
    let row = |n: u32, telling, reden| Herleidingsrij {
        telling,
        reden,
        aanbieder: aanbieder.or(Some(PSW)),
        deelnemer: Some(code(&format!("PSW-{n:03}"))),
        gemeente: Some(Gemeente::ALL[n as usize % 7]),
        startdatum: Some(d("2023-04-01")),
        einddatum: Some(d("2024-03-31")),
        uitstroom: None,
        ondernemer: None,
        cijfer: None,
        bron: Some((kwartaal, n + 5)),
    };
    let klasse = |klasse| Reden::Uitkomst { klasse, datum: d("2024-05-01") };
    let rijen = (0..30)
        .map(|n| match n % 3 {
            0 => row(n, Telling::Teller, klasse(Klasse::RegulierBinnenTermijn)),
            1 => row(n, Telling::Noemer, klasse(Klasse::TermijnVerstreken)),
            _ => {
                let einde = Einde { verwacht: None, verdwenen: false };
                row(n, Telling::Buiten, Reden::Lopend { uitval_niet_eensluidend: n % 2 == 0, einde })
            }
        })
        .collect();
    Herleiding { indicator: norm.indicator, meting: meting(&norm, aanbieder, periode, kwartaal, Some((10, 20))), rijen }
}

pub(crate) fn afspraak(nummer: &str, tekst: &str, deadline: Option<&str>, status: Afspraakstatus) -> Afspraak {
    Afspraak {
        tekst: crate::domain::Tekst::of(tekst),
        eigenaar: "Rendiz".into(),
        status,
        kpi: Some(2),
        gemaakt: DateTime::default(),
        ..crate::domain::testing::afspraak(nummer, deadline)
    }
}

impl World {
    pub(crate) fn sketch() -> Self {
        use Afspraakstatus::{Gereed, Open, Vervallen};
        let regel = |nummer, tekst, deadline, status, te_laat, doorgeschoven| Afspraakregel {
            afspraak: afspraak(nummer, tekst, deadline, status),
            te_laat,
            doorgeschoven,
            verwachting: None,
            gemaakt_in: None,
        };
        Self {
            overzicht: overzicht(k("2024-K2")),
            afspraken: vec![
                regel("PSW-2023-04", "Enquête voortaan op papier erbij", Some("2024-03-31"), Open, true, 3),
                regel("RENDIZ-2024-08", "Plan van aanpak tevredenheid", Some("2024-08-30"), Open, false, 0),
                regel(
                    "REGIO-2024-01",
                    "Gennep: nieuwe locatie zoeken, samen met de gemeente en de drie aanbieders",
                    None,
                    Open,
                    false,
                    1,
                ),
                regel("QWYL-2024-02", "Voortgang aan de casusregisseurs leveren", Some("2024-05-01"), Gereed, false, 0),
                regel("PSW-2024-01", "Groep in Venray splitsen", Some("2024-05-01"), Vervallen, false, 0),
            ],
            sent: Vec::new(),
        }
    }

    fn say(&mut self, cmd: Cmd) -> Option<Msg> {
        Some(match cmd {
            Cmd::Load(query) => {
                let answer = match &query {
                    Query::Overzicht(kwartaal) if self.overzicht.is_first_run() => Answer::Overzicht(Box::new(empty(*kwartaal))),
                    Query::Overzicht(kwartaal) => {
                        let normen = if *kwartaal == self.overzicht.kwartaal {
                            self.overzicht.normen.clone()
                        } else {
                            overzicht(*kwartaal).normen
                        };
                        Answer::Overzicht(Box::new(Overzicht { kwartaal: *kwartaal, normen, ..self.overzicht.clone() }))
                    }
                    Query::Kpi(_, norm, kwartaal) => {
                        let rijen = overzicht(*kwartaal).normen;
                        let normen = rijen.iter().map(|r| r.norm.id.clone()).collect();
                        let rij = rijen.into_iter().find(|r| Some(&r.norm.id) == norm.as_ref())?;
                        let (kwartaal, vooruit) = (*kwartaal, Vec::new());
                        Answer::Kpi(Box::new(KpiBeeld { kwartaal, rij, normen, buiten_beeld: 0, vooruit }))
                    }
                    Query::Herleiding(segment, vraag) => {
                        let Herleidingvraag { norm, kwartaal, periode, aanbieder, gemeente } = vraag;
                        let (segment, gemeente, getoond) = (*segment, *gemeente, DRIE.to_vec());
                        let herleiding = herleiding(norm.as_ref()?, *kwartaal, *periode, *aanbieder);
                        Answer::Herleiding(Box::new(Herleidingbeeld { segment, gemeente, getoond, herleiding }))
                    }
                    Query::Dekking(kwartaal) => Answer::Dekking(Box::new(dekking(*kwartaal))),
                    Query::Agenda(aanbieder, kwartaal, _) => Answer::Agenda(Box::new(agenda(*aanbieder, *kwartaal))),
                    Query::Afspraken => Answer::Afspraken(self.afspraken.clone()),
                    Query::History(_) => Answer::History(Vec::new()),
                    Query::Eigenaren => Answer::Eigenaren(vec!["PSW".into(), "Rendiz".into()]),
                    _ => return None,
                };
                Msg::Answered(query, Ok(answer))
            }
            Cmd::Write(Write::Make { nieuw, .. }) | Cmd::Save { write: Write::Make { nieuw, .. }, .. } => {
                let nummer = format!("{}-2024-99", register().voorvoegsel(nieuw.aanbieder).as_str());
                let mut made = afspraak(&nummer, &nieuw.tekst, None, Afspraakstatus::Open);
                made.deadline = nieuw.deadline;
                made.eigenaar = nieuw.eigenaar.into();
                self.afspraken.push(Afspraakregel {
                    afspraak: made,
                    te_laat: false,
                    doorgeschoven: 0,
                    verwachting: None,
                    gemaakt_in: None,
                });
                Msg::Wrote(Ok(Written::made(format!("{nummer} opgeslagen"), Gemaakt::Afspraak(nummer.parse().unwrap()))))
            }
            _ => return None,
        })
    }
}

impl Bron for World {
    fn answer(&mut self, cmd: Cmd) -> Vec<Msg> {
        let shown = format!("{cmd:?}");
        let said = self.say(cmd);
        if said.is_none() {
            self.sent.push(shown);
        }
        said.into_iter().collect()
    }
}

/// Starts on the sketch and plays keys.
pub(crate) fn play(keys: &str) -> Zitting<World> {
    let mut zitting = Zitting::of(World::sketch());
    zitting.keys(keys);
    zitting
}

impl Zitting<World> {
    pub(crate) fn of(world: World) -> Self {
        let start = Start {
            vandaag: TODAY.parse::<NaiveDate>().unwrap(),
            voorbeeld: true,
            alleen_lezen: None,
            kopie: None,
            has_example: false,
            kwartaal: world.overzicht.kwartaal,
            kwartalen: world.overzicht.kwartalen.clone(),
            eigenaren: vec!["PSW".into(), "Rendiz".into()],
            geheugen: crate::app::Signaalgeheugen::default(),
            getoonden: Arc::new(Getoonden::without_reports(Arc::new(register()))),
            werkdagen: Arc::default(),
            beleid: false,
            drafts: Vec::new(),
            plekken: Vec::new(),
            instellingen: crate::app::Instellingen::default(),
            vraag_naam: None,
            onthouden: crate::app::Onthouden::default(),
            afgebroken: None,
            anderen: None,
            hier: std::path::PathBuf::from("/"),
        };
        Self::begin(world, start)
    }
}

/// The agenda of a planned gesprek with two points.
fn agenda(aanbieder: Aanbieder, kwartaal: Kwartaal) -> Agendabeeld {
    let regel = |sleutel: Onderdeelsleutel, titel: &str, feit: &str| Agendaregel {
        punt: Punt {
            sleutel,
            titel: titel.into(),
            feiten: Vec::new(),
            vervallen: false,
            voorbereiding: String::new(),
            notitie: String::new(),
            rijversie: None,
        },
        titel: crate::domain::Codes::default().mark(titel),
        notitie: crate::domain::Getypt::default(),
        feiten: vec![crate::domain::Feitregel::of(0, feit)],
        lopend: Vec::new(),
        uitkomsten: Vec::new(),
    };
    Agendabeeld {
        gesprek: Gesprek {
            id: 1,
            aanbieder,
            kwartaal,
            soort: Gespreksoort::Regulier,
            datum: Some(d("2024-07-18")),
            tijd: None,
            plaats: "Venlo".into(),
            aanwezig: Vec::new(),
            afwezig: Vec::new(),
            verslaglegger: crate::domain::Tekst::default(),
            status: Gespreksstatus::Voorbereid,
            begonnen: None,
            volgende: None,
            bevroren: None,
            vaststelling: None,
            rijversie: 1,
        },
        begonnen_op: None,
        extra: Vec::new(),
        besproken: Besproken {
            wanneer: chrono::DateTime::UNIX_EPOCH,
            rapportage: "Geen rapportage.".into(),
            versies: Vec::new(),
            normen: Vec::new(),
            klein_onder: 10,
            dekking: None,
            punten: Vec::new(),
        },
        punten: vec![
            regel(Onderdeelsleutel::Kpi(3), "KPI 3  Cliënttevredenheid", "80,0% (12 van 15) · ✗ niet gehaald · nog 2 nodig"),
            regel(Onderdeelsleutel::VolgendeDatum, "Volgend gesprek", "Nog geen datum."),
        ],
        wijzigingen: Vec::new(),
        post: Vec::new(),
        te_schrijven: Vec::new(),
        genoemd: Vec::new(),
        opschaling: None,
        verborgen: crate::app::Verborgen::default(),
    }
}
