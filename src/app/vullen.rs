//! Filling a database with the example data: every delivery, gesprek, afspraak and signaal on its own day, so that the
//! history reads as if it had happened.
//!
//! Deliberately absent: what the example says (`voorbeeld`), and any rule that real data would not meet.

mod feiten;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use super::voorbeeld::{LEVERINGEN, Voorbeeld, Voorbeeldafspraak, Voorbeeldgesprek, Voorbeeldlevering, Voorbeeldsignaal};
use super::{App, Fout, Leesopties, Omgeving};
use crate::domain::{
    Aanbieder, Afspraak, Afspraaknummer, Afspraakstatus, Bestandsoordeel, Gesprek, Gespreksoort, Gespreksstatus, Kwartaal,
    NieuweLevering, Onderdeelsleutel, Register, Signaal, Tekst, Uitkomst, Uitkomstinhoud,
};
use crate::importing::{self, Inhoud, Opties};
use crate::storage::{self, Act, OpenHandeling, Store};
use feiten::Registerfeit;

/// What is left of the example once everything in it happened: to let it happen takes longer than one wants to wait for a first
/// look. `data/voorbeeld/bereid.rs` makes it.
const BEREID: &[u8] = include_bytes!("../../data/voorbeeld/bereid.db.z");

/// What stands for the path of the database.
const WAAR: &str = "de voorbeeldgegevens";

/// Who did everything in the example.
const WIE: &str = "contractmanager";

/// The gesprekken of this year and later are held as real ones are; those before it were before the program was there.
const BEVROREN_VANAF: i32 = 2025;
/// Who writes the verslagen of the example.
const NOTULIST: &str = "beleidscollega Venray";

/// Something that happened.
enum Gebeurtenis<'v> {
    Levering(&'static Voorbeeldlevering),
    Signaal(&'v Voorbeeldsignaal),
    Afspraak(&'v Voorbeeldafspraak),
    Afgesloten(&'v Voorbeeldafspraak),
    /// The figures and the agenda of that day are frozen.
    Gehouden(&'v Voorbeeldgesprek),
    Feit(Registerfeit<'v>),
}

type Gesprekken = HashMap<(Aanbieder, Kwartaal), i64>;

impl App {
    /// Opens the example data, in memory: nothing of it is left behind, however the program ends.
    pub fn open_voorbeeld(mut omgeving: Omgeving) -> Result<Self, Fout> {
        omgeving.voorbeeld = true;
        let pad = Path::new(WAAR);
        let store = Store::of_image(BEREID).map_err(|oorzaak| Fout::opslag(pad, oorzaak))?;
        // The example is the same for everybody: no normen, labels or days of the user's own.
        let mut app = Self::on(store, pad, None, omgeving)?;
        app.store.begin_session();
        Ok(app)
    }

    /// Lets the example happen, and returns what [`App::open_voorbeeld`] begins with.
    pub fn prepare_voorbeeld() -> Result<Vec<u8>, Fout> {
        let app = Self::happened()?;
        app.warm()?;
        app.store.into_image().map_err(|oorzaak| Fout::opslag(Path::new(WAAR), oorzaak))
    }

    /// The example data, let happen from the first delivery on.
    fn happened() -> Result<Self, Fout> {
        let voorbeeld = Voorbeeld::load()?;
        let pad = Path::new(WAAR);
        let store = Store::in_memory().map_err(|oorzaak| Fout::opslag(pad, oorzaak))?;
        let omgeving = Omgeving { vandaag: voorbeeld.vandaag, wie: WIE.to_owned(), voorbeeld: true };
        let mut app = Self::on(store, pad, None, omgeving)?;
        app.fill(&voorbeeld)?;
        Ok(app)
    }

    /// Lets everything happen in order of day; what arrived on one day is one act.
    fn fill(&mut self, voorbeeld: &Voorbeeld) -> Result<(), Fout> {
        let gesprekken = self.plan_gesprekken(voorbeeld)?;
        let mut gebeurtenissen: Vec<(NaiveDate, Gebeurtenis<'_>)> = Vec::new();
        for levering in LEVERINGEN {
            gebeurtenissen.push((levering_dag(levering)?, Gebeurtenis::Levering(levering)));
        }
        gebeurtenissen.extend(voorbeeld.signalen.iter().map(|s| (s.datum, Gebeurtenis::Signaal(s))));
        for afspraak in &voorbeeld.afspraken {
            gebeurtenissen.push((afspraak.gemaakt, Gebeurtenis::Afspraak(afspraak)));
            gebeurtenissen.extend(afspraak.afgesloten.map(|dag| (dag, Gebeurtenis::Afgesloten(afspraak))));
        }
        gebeurtenissen.extend(Registerfeit::all(&voorbeeld.feiten).map(|(dag, feit)| (dag, Gebeurtenis::Feit(feit))));
        // Freezing forms all figures of that day anew; for the last year that is worth the wait at the start.
        let held = voorbeeld.gesprekken.iter().filter(|g| g.status.is_held() && g.datum.year() >= BEVROREN_VANAF);
        gebeurtenissen.extend(held.map(|g| (g.datum, Gebeurtenis::Gehouden(g))));
        // Stable: the afspraken of one gesprek keep their order, and with it their numbers.
        gebeurtenissen.sort_by_key(|(dag, _)| *dag);
        for dag in gebeurtenissen.chunk_by(|(a, x), (b, y)| a == b && both_deliveries(x, y)) {
            match dag {
                [(datum, Gebeurtenis::Gehouden(gesprek))] => self.freeze(gesprek, *datum, &gesprekken)?,
                [(datum, Gebeurtenis::Feit(feit))] => self.record(*datum, feit)?,
                dag => self.happen(dag, &gesprekken)?,
            }
        }
        // What is done when a database is opened, so that no opening of the example has to.
        self.on_day(voorbeeld.vandaag, |app| app.complete_vaststellingen())
    }

    /// Holds a gesprek of the example on its day, and establishes it if that was done.
    fn freeze(&mut self, gesprek: &Voorbeeldgesprek, datum: NaiveDate, ids: &Gesprekken) -> Result<(), Fout> {
        let Some(id) = ids.get(&(gesprek.aanbieder, gesprek.kwartaal)).copied() else { return Ok(()) };
        // The facts of the agenda are those of that day: what was late then, what was still to come.
        let held = self.on_day(datum, |app| {
            let rijversie = app.gesprek(id)?.rijversie;
            app.hold(&act_on(datum, "gesprek gehouden"), id, rijversie)
        })?;
        if gesprek.status == Gespreksstatus::Vastgesteld {
            self.establish(&act_on(datum, "gesprek vastgesteld"), id, held.rijversie)?;
        }
        Ok(())
    }

    /// Does something as it was done at noon of a day of the example.
    fn on_day<T>(&mut self, dag: NaiveDate, doing: impl FnOnce(&mut Self) -> Result<T, Fout>) -> Result<T, Fout> {
        let then = Omgeving { vandaag: dag, wie: WIE.to_owned(), voorbeeld: true };
        let now = std::mem::replace(&mut self.omgeving, then);
        let before = self.toen.replace(noon(dag));
        let done = doing(self);
        (self.omgeving, self.toen) = (now, before);
        done
    }

    /// Makes every gesprek of the example; returns their ids.
    fn plan_gesprekken(&mut self, voorbeeld: &Voorbeeld) -> Result<Gesprekken, Fout> {
        let Some(eerste) = voorbeeld.gesprekken.first() else { return Ok(Gesprekken::new()) };
        let act = act_on(eerste.kwartaal.first_day(), "gesprekken gepland");
        let register = Arc::clone(&self.register);
        let made = self.store.perform(&act, |h| {
            let mut ids = Gesprekken::new();
            for g in &voorbeeld.gesprekken {
                let (aanwezig, afwezig) = present(g, &register);
                let gesprek = h.make(Gesprek {
                    id: 0,
                    aanbieder: g.aanbieder,
                    kwartaal: g.kwartaal,
                    soort: Gespreksoort::Regulier,
                    datum: Some(g.datum),
                    tijd: Some(g.tijd),
                    plaats: g.plaats.clone().into(),
                    aanwezig,
                    afwezig,
                    verslaglegger: if g.status.is_held() { NOTULIST.into() } else { Tekst::default() },
                    status: if g.status.is_held() && g.datum.year() >= BEVROREN_VANAF {
                        Gespreksstatus::Voorbereid
                    } else {
                        g.status
                    },
                    begonnen: None,
                    volgende: voorbeeld
                        .gesprekken
                        .iter()
                        .find(|n| n.aanbieder == g.aanbieder && n.kwartaal == g.kwartaal.next())
                        .map(|n| n.datum),
                    bevroren: None,
                    vaststelling: None,
                    rijversie: 0,
                })?;
                ids.insert((g.aanbieder, g.kwartaal), gesprek.id);
            }
            Ok::<_, storage::Error>(ids)
        });
        made.map_err(|e| self.refused(e))
    }

    fn happen(&mut self, dag: &[(NaiveDate, Gebeurtenis<'_>)], gesprekken: &Gesprekken) -> Result<(), Fout> {
        let Some((datum, eerste)) = dag.first() else { return Ok(()) };
        let act = act_on(*datum, &eerste.what(dag.len()));
        let mut leveringen = Vec::new();
        for (datum, gebeurtenis) in dag {
            if let Gebeurtenis::Levering(levering) = gebeurtenis {
                leveringen.push((self.read_example(levering, *datum)?, levering.2));
            }
        }
        let register = Arc::clone(&self.register);
        let done = self.store.perform(&act, |h| {
            for (gelezen, reden) in &leveringen {
                store_delivery(h, gelezen, *reden, *datum)?;
            }
            for (_, gebeurtenis) in dag {
                match gebeurtenis {
                    // Read above; the others are acts of their own.
                    Gebeurtenis::Levering(_) | Gebeurtenis::Gehouden(_) | Gebeurtenis::Feit(_) => {}
                    Gebeurtenis::Signaal(s) => {
                        h.make(signaal_of(s))?;
                    }
                    Gebeurtenis::Afspraak(a) => {
                        let made = h.make(afspraak_of(a, gesprekken, &register, act.wanneer))?;
                        if let Some(gesprek) = made.gesprek {
                            let sleutel = made.kpi.map_or(Onderdeelsleutel::Samenwerking, Onderdeelsleutel::Kpi);
                            let inhoud = Uitkomstinhoud::Afspraak(made.nummer);
                            h.make(Uitkomst { id: 0, gesprek, sleutel, inhoud, rijversie: 0 })?;
                        }
                    }
                    Gebeurtenis::Afgesloten(a) => {
                        if let Some(stands) = h.find::<Afspraak>(&a.nummer.to_string())? {
                            h.change(&Afspraak { status: a.status, resultaat: a.resultaat.clone().into(), ..stands })?;
                        }
                    }
                }
            }
            Ok::<_, storage::Error>(())
        });
        done.map_err(|e| self.refused(e))
    }

    fn read_example(&self, levering: &Voorbeeldlevering, dag: NaiveDate) -> Result<importing::Gelezen, Fout> {
        let (pad, _, _, bytes) = levering;
        let naam = pad.rsplit('/').next().unwrap_or(pad);
        let gelezen = self.with_options(&Leesopties::default(), |opties| {
            importing::read_bytes(naam, bytes, &Opties { ontvangen: Some(dag), ..opties.clone() }, &mut ())
        })?;
        let gelezen = gelezen.map_err(|_| Fout::Afgebroken)?;
        if gelezen.oordeel == Bestandsoordeel::NietBruikbaar {
            return Err(Fout::Geweigerd(format!("Voorbeeldbestand {naam} is niet bruikbaar.")));
        }
        Ok(gelezen)
    }
}

impl Gebeurtenis<'_> {
    /// In words, for the change log; `{}` becomes the number.
    fn what(&self, files: usize) -> String {
        match self {
            Self::Levering((pad, ..)) if files == 1 => format!("{} ingelezen", pad.rsplit('/').next().unwrap_or(pad)),
            Self::Levering(_) => format!("{files} bestanden ingelezen"),
            Self::Signaal(_) => "signaal {} vastgelegd".to_owned(),
            Self::Afspraak(_) => "afspraak {} gemaakt".to_owned(),
            Self::Afgesloten(a) if a.status == Afspraakstatus::Vervallen => "afspraak {} vervallen".to_owned(),
            Self::Afgesloten(_) => "afspraak {} afgerond".to_owned(),
            Self::Gehouden(_) => "gesprek gehouden".to_owned(),
            // The use case says it.
            Self::Feit(_) => String::new(),
        }
    }
}

const fn both_deliveries(a: &Gebeurtenis<'_>, b: &Gebeurtenis<'_>) -> bool {
    matches!((a, b), (Gebeurtenis::Levering(_), Gebeurtenis::Levering(_)))
}

fn levering_dag(levering: &Voorbeeldlevering) -> Result<NaiveDate, Fout> {
    levering.1.parse().map_err(|_| Fout::Instelling { pad: levering.0.into(), reden: "de dag is geen datum".to_owned() })
}

/// An act of the example at noon of a day.
fn act_on(dag: NaiveDate, wat: &str) -> Act {
    Act::new(WIE, noon(dag), wat)
}

fn noon(dag: NaiveDate) -> DateTime<Utc> {
    dag.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()).and_utc()
}

/// Who is there, and who could not be: in the third kwartaal somebody is on leave.
fn present(gesprek: &Voorbeeldgesprek, register: &Register) -> (Vec<Tekst>, Vec<Tekst>) {
    if gesprek.status == Gespreksstatus::Gepland {
        return (Vec::new(), Vec::new());
    }
    let wie = ["contractmanager", "beleidscollega Venlo", NOTULIST].map(Tekst::from);
    let naam = register.naam(gesprek.aanbieder);
    let mut wie: Vec<Tekst> =
        wie.into_iter().chain([format!("manager {naam}").into(), format!("teamleider {naam}").into()]).collect();
    let is_held_in_holidays = gesprek.status.is_held() && gesprek.kwartaal.nummer() == 3;
    let away = if is_held_in_holidays { wie.split_off(wie.len() - 1) } else { Vec::new() };
    (wie, away)
}

fn store_delivery(
    h: &mut OpenHandeling<'_>,
    gelezen: &importing::Gelezen,
    reden: Option<&str>,
    dag: NaiveDate,
) -> Result<(), storage::Error> {
    let levering = NieuweLevering {
        bestand: gelezen.bestand.clone().into(),
        sha256: gelezen.sha256.clone(),
        ontvangen: dag,
        oordeel: gelezen.oordeel,
        reden: reden.map(|r| Tekst::from(r.to_owned())),
        pseudoniem: false,
        bevindingen: gelezen.bevindingen.clone(),
        over: None,
    };
    for inhoud in &gelezen.inhoud {
        match inhoud {
            Inhoud::Rapport(rapport) => h.save_rapport(rapport, &levering).map(drop)?,
            Inhoud::Dekkingsoverzicht(overzicht) => h.save_dekking(overzicht, &levering).map(drop)?,
            Inhoud::CvsExport(export) => h.save_cvs(export, &levering).map(drop)?,
            Inhoud::Uitvraag { kwartaal, antwoorden, .. } => {
                h.save_uitvraag(kwartaal.unwrap_or_else(|| Kwartaal::last_over(dag)), antwoorden, dag)?;
            }
        }
    }
    Ok(())
}

fn signaal_of(s: &Voorbeeldsignaal) -> Signaal {
    Signaal {
        id: 0,
        datum: s.datum,
        kwartaal: s.kwartaal,
        gemeente: s.gemeente,
        functie: s.functie.clone().into(),
        aanbieder: s.aanbieder,
        aanbieder_naam: None,
        segment: s.segment,
        onderwerp: s.onderwerp,
        kpi: s.kpi,
        toon: s.toon,
        tekst: s.tekst.clone().into(),
        status: s.status,
        opgeschaald_op: s.opschaling.as_ref().map(|_| s.datum),
        opschaling: s.opschaling.clone().unwrap_or_default().into(),
        bundel: None,
        gesprek: None,
        antwoord: s.antwoord.clone().into(),
        uit_uitvraag: false,
        afdruk: None,
        rijversie: 0,
    }
}

fn afspraak_of(a: &Voorbeeldafspraak, gesprekken: &Gesprekken, register: &Register, gemaakt: DateTime<Utc>) -> Afspraak {
    let aanbieder = register.met_voorvoegsel(a.nummer.voorvoegsel);
    let bij = aanbieder.or(a.bij);
    Afspraak {
        nummer: Afspraaknummer { volgnummer: 0, ..a.nummer },
        aanbieder,
        gesprek: bij.and_then(|bij| gesprekken.get(&(bij, a.gesprek)).copied()),
        tekst: a.tekst.clone().into(),
        eigenaar: a.eigenaar.clone().into(),
        deadline: a.deadline,
        status: Afspraakstatus::Open,
        soort: a.soort,
        resultaat: Tekst::default(),
        kpi: a.kpi,
        deelnemer: None,
        signaal: None,
        aanleiding: a.aanleiding.clone(),
        verwachting: a.verwachting.clone(),
        gemaakt,
        rijversie: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Afspraakfilter;
    use crate::domain::testing::PSW;
    use crate::domain::verwachting::Uitslag;
    use crate::domain::{Oordeel, Periode, Segment, Waarde};

    /// The example data in a temporary database, as `--voorbeeld` opens it.
    fn voorbeeld() -> App {
        let omgeving = Omgeving { vandaag: Voorbeeld::load().unwrap().vandaag, wie: "test".to_owned(), voorbeeld: true };
        App::open_voorbeeld(omgeving).unwrap()
    }

    #[test]
    fn the_example_shows_every_state_and_every_verdict() {
        let app = voorbeeld();
        let kwartalen = app.kwartalen().unwrap();
        assert_eq!(kwartalen.len(), 16);
        let mut toestanden = std::collections::BTreeSet::new();
        let mut oordelen = std::collections::HashSet::new();
        let mut below_and_kept = (false, false);
        for kwartaal in kwartalen {
            for m in app.metingen(Segment::Collectief, kwartaal, None).unwrap() {
                toestanden.insert(m.waarde.toestand());
                oordelen.insert(m.oordeel);
                // Missed, or met, by one person.
                below_and_kept.0 |= m.afstand == Some(crate::domain::Afstand::NogNodig(1));
                below_and_kept.1 |= m.afstand == Some(crate::domain::Afstand::MinderEnNietGehaald(1));
                let zero = matches!(m.waarde, Waarde::Gemeten { teller, .. } if teller.is_zero());
                if zero {
                    toestanden.insert("nul");
                }
            }
        }
        assert_eq!(toestanden.into_iter().collect::<Vec<_>>(), ["geen rapportage", "gemeten", "n.v.t.", "niet te meten", "nul"]);
        // No norm of segment collectief is for information only.
        let expected = Oordeel::ALL.into_iter().filter(|o| *o != Oordeel::GeenNorm);
        assert_eq!(oordelen, expected.collect());
        assert_eq!(below_and_kept, (true, true));
    }

    #[test]
    fn the_afspraken_carry_the_numbers_and_the_figures_that_the_file_gives_them() {
        let app = voorbeeld();
        let regels = app.afspraken(&Afspraakfilter::default()).unwrap();
        for wanted in Voorbeeld::load().unwrap().afspraken {
            let found = regels.iter().find(|r| r.afspraak.nummer == wanted.nummer).unwrap();
            assert_eq!((&found.afspraak.tekst, found.afspraak.status), (&Tekst::of(&wanted.tekst), wanted.status));
            let (Some(aanleiding), Some(aanbieder)) =
                (&wanted.aanleiding, app.register().met_voorvoegsel(wanted.nummer.voorvoegsel))
            else {
                continue;
            };
            let now = app.aanleiding(&aanleiding.norm, aanleiding.kwartaal, aanleiding.periode, Some(aanbieder)).unwrap();
            // What was on the table; a later version may have moved it since.
            if now.versie == aanleiding.versie {
                assert_eq!(now.waarde, aanleiding.waarde, "{}", wanted.nummer);
            }
        }
        let stand = |n: &str| regels.iter().find(|r| r.afspraak.nummer.to_string() == n).unwrap();
        assert_eq!(stand("PSW-2025-04").verwachting.as_ref().map(|v| v.uitslag), Some(Uitslag::Gehaald));
        assert_eq!(stand("RENDIZ-2025-03").verwachting.as_ref().map(|v| v.uitslag), Some(Uitslag::NietGehaald));
        assert_eq!(stand("PSW-2025-01").doorgeschoven, 3);
        assert!(regels.iter().any(|r| r.afspraak.status == Afspraakstatus::Vervallen));
    }

    #[test]
    fn the_register_was_filled_in_on_its_days_by_the_contractmanager() {
        let app = voorbeeld();
        let open: Vec<_> = app.open_opties(app.vandaag()).into_iter().map(|o| o.aanbieder.key().to_owned()).collect();
        assert_eq!(open, ["unik"]);
        let history = app.aanbieder_history(PSW).unwrap();
        let days: Vec<_> = history.iter().map(|h| (h.wie.as_str(), h.wanneer.date_naive().to_string())).collect();
        let expected = ["2022-01-10", "2022-01-10", "2025-09-15", "2025-12-08"];
        assert_eq!(days, expected.map(|dag| (WIE, dag.to_owned())));
        let budget = app.budgetstanden("2025-K4".parse().unwrap(), Some(PSW)).unwrap();
        let geleverd = budget.first().and_then(|b| b.geleverd.as_ref()?.bedrag());
        assert_eq!(geleverd, Some(rust_decimal::Decimal::new(29_906_550, 2)));
        let doelen = app.ontwikkeldoelen(Some(PSW)).unwrap();
        assert_eq!(doelen.iter().map(|d| d.notities.len()).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn the_corrected_report_has_two_versions_and_moved_a_figure() {
        let app = voorbeeld();
        let kwartaal = "2025-K2".parse().unwrap();
        let metingen = app.metingen(Segment::Collectief, kwartaal, None).unwrap();
        let c11 =
            metingen.iter().find(|m| m.norm.as_str() == "C1.1" && m.aanbieder == Some(PSW) && m.periode == Periode::Kwartaal);
        assert_eq!(c11.map(|m| (m.versie, m.oordeel)), Some((Some(2), Oordeel::Gehaald)));
    }
}
