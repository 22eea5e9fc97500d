//! The harness of the screen tests: a fixed today, a line of keys, the screen as text.
//!
//! `Play` runs `update` and answers its questions inline from a [`World`]: view structs as the sketch of the design has them.
//! Flows that end in the store are played on a real database in `tests/it/tui.rs`.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::channel;

use chrono::{DateTime, NaiveDate, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use rust_decimal::Decimal;

use crate::app::{
    Afspraakregel, Afsprakensamenvatting, Agendabeeld, Agendaregel, App, Dekkingsbeeld, Dekkingscel, Dekkingsstand,
    Gemeentedekking, Getoonden, KpiBeeld, NormRij, Normcel, Omgeving, Overzicht, Rapportagestatus, Reeks, Taak, TeDoen,
    Trendpunt, Verandering, Voorbeeld,
};
use crate::domain::agenda::Punt;
use crate::domain::testing::{DRIE, PSW, QWYL, RENDIZ, code, d, k, kader, register};
use crate::domain::vorm::Besproken;
use crate::domain::{
    Aanbieder, Afspraak, Afspraakstatus, Bestandsoordeel, Deel, Einde, Gemeente, Gesprek, Gespreksstatus, Herleiding,
    Herleidingsrij, Klasse, Kwartaal, Meting, Norm, NormId, Onderdeelsleutel, Periode, Reden, Segment, Telling, Waarde,
};

use super::keys::{Key, Moment};
use super::model::Model;
use super::msg::{Answer, Cmd, Gemaakt, Msg, Query, Start, Write, Written};
use super::runtime::{perform, start};
use super::theme::Palette;
use super::update::{reload, update};
use super::view;

/// What the store would answer.
pub(crate) struct World {
    pub(crate) overzicht: Overzicht,
    pub(crate) afspraken: Vec<Afspraakregel>,
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
            grens: Some(norm.grens),
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
        grens: Some(norm.grens),
        opgeschort: norm.suspended_on(kwartaal.last_day()).is_some(),
    });
    let verandering = now.map(|n| n - trend[6].waarde.unwrap());
    Reeks { meting, trend, verandering, met_nagekomen: None }
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
            TeDoen { datum: Some(d("2024-07-18")), taak: Taak::Gesprek { aanbieder: RENDIZ, werkdagen: 6 } },
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
    Herleiding { meting: meting(&norm, aanbieder, periode, kwartaal, Some((10, 20))), rijen }
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
        }
    }

    fn answer(&mut self, cmd: Cmd) -> Option<Msg> {
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
                    Query::Kpi(norm, kwartaal) => {
                        let rij = overzicht(*kwartaal).normen.into_iter().find(|r| r.norm.id == *norm)?;
                        Answer::Kpi(Box::new(KpiBeeld { kwartaal: *kwartaal, rij, vooruit: Vec::new() }))
                    }
                    Query::Herleiding(norm, kwartaal, periode, aanbieder) => {
                        Answer::Herleiding(Box::new(herleiding(norm, *kwartaal, *periode, *aanbieder)))
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
                self.afspraken.push(Afspraakregel { afspraak: made, te_laat: false, doorgeschoven: 0, verwachting: None });
                Msg::Wrote(Ok(Written::made(format!("{nummer} opgeslagen"), Gemaakt::Afspraak(nummer.parse().unwrap()))))
            }
            _ => return None,
        })
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
            extra: false,
            datum: Some(d("2024-07-18")),
            tijd: None,
            plaats: "Venlo".into(),
            aanwezig: Vec::new(),
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
            regel(Onderdeelsleutel::VolgendeDatum, "Volgende gesprek", "Nog geen datum."),
        ],
        wijzigingen: Vec::new(),
        verborgen: crate::app::Verborgen::default(),
    }
}

/// A running program under test.
pub(crate) struct Play {
    pub(crate) model: Model,
    pub(crate) world: World,
    /// Commands that nobody answered: what a test looks at.
    pub(crate) sent: Vec<String>,
}

pub(crate) const TODAY: &str = "2024-07-08";

/// Starts on the sketch and plays keys.
pub(crate) fn play(keys: &str) -> Play {
    let mut play = Play::new(World::sketch());
    play.keys(keys);
    play
}

impl Play {
    pub(crate) fn new(world: World) -> Self {
        let start = Start {
            vandaag: TODAY.parse::<NaiveDate>().unwrap(),
            voorbeeld: true,
            alleen_lezen: None,
            has_example: false,
            kwartaal: world.overzicht.kwartaal,
            kwartalen: world.overzicht.kwartalen.clone(),
            eigenaren: vec!["PSW".into(), "Rendiz".into()],
            geheugen: crate::app::Signaalgeheugen::default(),
            getoonden: Arc::new(Getoonden::without_reports(Arc::new(register()))),
            beleid: false,
            drafts: Vec::new(),
        };
        let mut play = Self { model: Model::new(start, Palette::Dark), world, sent: Vec::new() };
        let cmds = reload(&play.model);
        play.run(cmds);
        play
    }

    fn run(&mut self, cmds: Vec<Cmd>) {
        for cmd in cmds {
            let shown = format!("{cmd:?}");
            match self.world.answer(cmd) {
                Some(msg) => {
                    let more = update(&mut self.model, msg);
                    self.run(more);
                }
                None => self.sent.push(shown),
            }
        }
    }

    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in Key::parse_all(keys).unwrap() {
            self.send(Msg::Key(key, Moment::ZERO));
        }
        self
    }

    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        let cmds = update(&mut self.model, msg);
        self.run(cmds);
        self
    }

    pub(crate) fn draw(&self, width: u16, height: u16) -> Buffer {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        view::draw(&self.model, area, &mut buf);
        buf
    }

    /// The screen as text, without blanks at the ends of lines.
    pub(crate) fn text(&self, width: u16, height: u16) -> String {
        let buf = self.draw(width, height);
        (0..height).map(|y| line(&buf, y).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// The screen at 80×24.
    pub(crate) fn screen(&self) -> String {
        self.text(80, 24)
    }

    /// The style of the first place where `text` stands at 80×24.
    pub(crate) fn style_of(&self, text: &str) -> Style {
        let buf = self.draw(80, 24);
        for y in 0..24 {
            let line = line(&buf, y);
            if let Some((before, _)) = line.split_once(text) {
                let x = u16::try_from(super::text::width(before)).unwrap();
                return buf[(x, y)].style();
            }
        }
        panic!("{text:?} is not on the screen:\n{}", self.screen());
    }
}

fn line(buf: &Buffer, y: u16) -> String {
    (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect()
}

/// Holds the screen at 80×24 against a snapshot after playing keys.
macro_rules! snapshot {
    ($name:expr, $keys:expr) => {
        insta::assert_snapshot!($name, $crate::tui::testing::play($keys).screen());
    };
}
pub(crate) use snapshot;

/// The program on the example data in a real store, played by keys.
pub(crate) struct Zitting {
    pub(crate) app: App,
    pub(crate) model: Model,
}

impl Zitting {
    pub(crate) fn open() -> Self {
        let vandaag = Voorbeeld::load().unwrap().vandaag;
        let omgeving = Omgeving { vandaag, wie: "contractmanager".into(), voorbeeld: true };
        Self::with(App::copy_of_voorbeeld(omgeving))
    }

    /// On the example in a file, which another person can open too.
    pub(crate) fn open_at(pad: &Path) -> Self {
        let example = Self::open().app;
        example.backup(pad, false).unwrap();
        let omgeving = Omgeving { vandaag: example.vandaag(), wie: example.wie().into(), voorbeeld: true };
        Self::with(App::open(pad, None, omgeving).unwrap())
    }

    /// On a database of one's own; nothing happened yet in a file that is not there. It is [`TODAY`].
    pub(crate) fn at(pad: &Path) -> Self {
        Self::on(pad, TODAY)
    }

    /// The same on another day.
    pub(crate) fn on(pad: &Path, vandaag: &str) -> Self {
        let omgeving = Omgeving { vandaag: vandaag.parse().unwrap(), wie: "proef".into(), voorbeeld: false };
        Self::with(App::open(pad, None, omgeving).unwrap())
    }

    /// Another person on the same database.
    pub(crate) fn beside(&self) -> Self {
        let omgeving = Omgeving { vandaag: self.app.vandaag(), wie: "beleidscollega".into(), voorbeeld: self.app.is_voorbeeld() };
        let mut other = Self::with(App::open(self.app.pad(), None, omgeving).unwrap());
        other.model.shared.aanbieder = self.model.shared.aanbieder;
        other
    }

    /// Starts anew on the same store, as after a crash; the choice of aanbieder is kept, for short.
    pub(crate) fn restart(self) -> Self {
        let aanbieder = self.model.shared.aanbieder;
        let mut again = Self::with(self.app);
        again.model.shared.aanbieder = aanbieder;
        again
    }

    fn with(app: App) -> Self {
        let model = Model::new(start(&app, false).unwrap(), Palette::Dark);
        let mut zitting = Self { app, model };
        let cmds = reload(&zitting.model);
        zitting.run(cmds);
        zitting
    }

    pub(crate) fn run(&mut self, cmds: Vec<Cmd>) {
        let (sender, messages) = channel();
        let mut cmds = VecDeque::from(cmds);
        while let Some(cmd) = cmds.pop_front() {
            perform(&mut self.app, None, cmd, &sender, &AtomicU64::new(0));
            while let Ok(msg) = messages.try_recv() {
                cmds.extend(update(&mut self.model, msg));
            }
        }
    }

    /// Does what was asked; nobody hears how it went.
    pub(crate) fn perform_only(&mut self, cmds: Vec<Cmd>) {
        for cmd in cmds {
            perform(&mut self.app, None, cmd, &channel().0, &AtomicU64::new(0));
        }
    }

    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in Key::parse_all(keys).unwrap() {
            let cmds = update(&mut self.model, Msg::Key(key, Moment::ZERO));
            self.run(cmds);
        }
        self
    }

    /// Types while the store is slow: what must be done for it comes back undone.
    pub(crate) fn type_ahead(&mut self, keys: &str) -> Vec<Cmd> {
        let keys = Key::parse_all(keys).unwrap();
        keys.into_iter().flat_map(|key| update(&mut self.model, Msg::Key(key, Moment::ZERO))).collect()
    }

    pub(crate) fn paste(&mut self, text: &str) {
        let cmds = update(&mut self.model, Msg::Paste(text.to_owned()));
        self.run(cmds);
    }

    /// Lets the clock read this.
    pub(crate) fn tick(&mut self, now: DateTime<Utc>) {
        let cmds = update(&mut self.model, Msg::Tick(now));
        self.run(cmds);
    }

    pub(crate) fn screen(&self, width: u16, height: u16) -> String {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        view::draw(&self.model, area, &mut buf);
        let rows = (0..height).map(|y| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned());
        rows.collect::<Vec<_>>().join("\n")
    }
}
