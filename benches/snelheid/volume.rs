//! The volume that the program has to bear: 40 kwartalen, three aanbieders, 2000 trajecten per report.

use accountgesprek::domain::{
    Aanbieder, Deelnemercode, Deelnemers, Gemeente, Kolommen, Kwartaal, Niveau, Rapport, Tevredenheid, Tevredenheidsregel,
    Trajectregel, Trede, Uitstroom, Uitstroomsoort,
};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

/// The three of segment collectief.
pub(crate) const DRIE: [Aanbieder; 3] = [who("psw"), who("rendiz"), who("qwyl")];

const fn who(key: &str) -> Aanbieder {
    match Aanbieder::new(key) {
        Some(aanbieder) => aanbieder,
        None => panic!("no key"),
    }
}

pub(crate) const KWARTALEN: i32 = 40;
pub(crate) const REGELS: u32 = 2000;

/// The kwartaal with this number, 0 is 2016-K1: ten years back.
pub(crate) fn kwartaal(n: i32) -> Kwartaal {
    Kwartaal::new(2016, 1).expect("a kwartaal").plus(n)
}

/// A report in which every traject runs ten kwartalen, so that a tenth of the rows is new in each.
pub(crate) fn rapport(aanbieder: Aanbieder, n: i32, regels: u32) -> Rapport {
    let per_kwartaal = i32::try_from(regels / 10).expect("a size that fits");
    let eerste = n * per_kwartaal;
    let rijen = eerste..eerste + i32::try_from(regels).expect("a size that fits");
    let regels = rijen.zip(2..).map(|(traject, rij)| regel(traject, per_kwartaal, n, rij)).collect();
    let mut rapport = Rapport::new(aanbieder, kwartaal(n));
    rapport.deelnemers = Some(Deelnemers { kolommen: Kolommen::all(), regels, ..Deelnemers::default() });
    rapport.tevredenheid = Some(Tevredenheid { regels: (2..22).map(cijfer).collect(), niet_meegeteld: 0 });
    rapport
}

fn regel(traject: i32, per_kwartaal: i32, n: i32, rij: u32) -> Trajectregel {
    // It is in the reports of the ten kwartalen up to and including `laatste`.
    let laatste = traject / per_kwartaal;
    let day = |q: i32, days: u64| plus(kwartaal(q).first_day(), days);
    let code = Deelnemercode::new(format!("V-{traject:06}")).expect("a code");
    let gemeente = Gemeente::ALL[usize::try_from(traject % 7).expect("positive")];
    let mut regel = Trajectregel::new(code, gemeente, day(laatste - 9, 10));
    regel.einddatum = Some(day(laatste, if traject % 9 == 0 { 30 } else { 80 }));
    regel.aanpassingen = Some(1);
    regel.startsituatie = Some(traject % 50 != 0);
    regel.doelen = Some(true);
    regel.begintrede = Trede::new(2);
    regel.doeltrede = Trede::new(5);
    regel.huidige_trede = Trede::new(2 + u8::try_from((n - laatste + 10).clamp(0, 9) / 3).expect("small"));
    regel.in_beeld = Some(true);
    regel.contact_professionals = Some(traject % 31 != 0);
    regel.voortgang_geleverd = Some(day(n, 70));
    regel.uren = Some(Decimal::new(1805, 1));
    regel.cijfer = (traject % 4 == 0).then(|| Decimal::new(70 + i64::from(traject % 25), 1));
    if n == laatste {
        regel.uitstroom = Some(Uitstroom { datum: day(n, 45), soort: Uitstroomsoort::Regulier });
    }
    regel.rij = rij;
    regel
}

fn cijfer(rij: u32) -> Tevredenheidsregel {
    Tevredenheidsregel {
        niveau: if rij.is_multiple_of(2) { Niveau::Casusregisseur } else { Niveau::Ondernemer },
        cijfer: Decimal::new(80, 1),
        gemeente: None,
        datum: None,
        ondernemer: Some(format!("W-{rij}").into()),
        toelichting: None,
        gemeld_segment: None,
        rij,
    }
}

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).expect("within the calendar")
}
