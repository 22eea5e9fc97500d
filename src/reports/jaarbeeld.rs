//! The jaarbeeld for the bestuur: one landscape page over all aanbieders and normen of a year.
//!
//! It goes to the bestuur and to no aanbieder, so it names all of them, and says so. With small numbers left out it says no figure
//! over few people, nor one of all together from which that could be worked out; the verdicts stay.

use crate::domain::klein::{is_few, tells_of_few};
use crate::domain::signaaltrend::Signaaltelling;
use crate::domain::vorm::Besprokencijfer;
use crate::domain::{
    Gemeente, Indicator, Kwartaal, Meting, Norm, Onderwerp, Oordeel, Pxqstand, Signaalstatus, Tijdigheidstelling,
    Toon as Signaaltoon, Waarde,
};
use crate::wording::{self, aantal, datum_lang, norm_grens, opsomming};

use super::verslag::{Papier, Regel, Tabel, Tabelcel, Tabelkolom, Tint, Verslag, Verslagblok, Zet};

/// More aanbieders than this do not fit beside each other: they come as rows.
const NAAST: usize = 6;

/// What the jaarbeeld is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Jaarstof {
    /// The last kwartaal of the year of which there are figures.
    pub tot: Kwartaal,
    /// The day on which it is seen: afspraken are late on it.
    pub dag: chrono::NaiveDate,
    pub voorbeeld: bool,
    /// Fewer people than this are few.
    pub klein_onder: u32,
    /// Of each aanbieder, and of all together last.
    pub feiten: Vec<Jaarfeiten>,
    pub normen: Vec<Jaarnorm>,
    /// Gemeenten that were not covered at the end of these kwartalen.
    pub niet_gedekt: Vec<(Gemeente, Vec<Kwartaal>)>,
    pub signalen: Jaarsignalen,
}

/// What is told of one aanbieder besides the normen, or of all together.
#[derive(Debug, Clone, PartialEq)]
pub struct Jaarfeiten {
    pub naam: String,
    pub tijdigheid: Tijdigheidstelling,
    /// Kwartalen of the year that are over and have no report.
    pub zonder_rapportage: Vec<Kwartaal>,
    pub afspraken: Afspraaktelling,
    /// Gemeenten covered at the end; None without an overview.
    pub gedekt: Option<u32>,
    pub signalen: Signaaltelling,
    /// None when nothing is known of it.
    pub pxq: Option<Pxqstand>,
}

/// Afspraken of the year, by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Afspraaktelling {
    pub gemaakt: u32,
    pub gereed: u32,
    pub vervallen: u32,
    /// Open, and the deadline has passed.
    pub te_laat: u32,
}

/// One norm over everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct Jaarnorm {
    pub norm: Norm,
    /// Of each aanbieder in the order of the facts, and of all together last; dekking is of all together only.
    pub cellen: Vec<Jaarcel>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Jaarcel {
    /// Of the year through the last kwartaal; None where there is no such figure.
    pub jaar: Option<Meting>,
    /// The verdicts over the kwartalen of the year, in order.
    pub kwartalen: Vec<Oordeel>,
    /// The figure of the whole year before.
    pub vorig: Option<Meting>,
    /// The figure of the year as it was discussed, where it is another now.
    pub besproken: Option<Besprokencijfer>,
    /// Those of the kwartalen of which the verdict is another now.
    pub kwartalen_besproken: Vec<(Kwartaal, Besprokencijfer)>,
}

/// The signalen of the year, and how many there were the year before.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Jaarsignalen {
    pub samen: Signaaltelling,
    pub vorig: u32,
    /// Of how many kwartalen of the year before there is a report; without any there is no year to hold this one against.
    pub kwartalen_vorig: usize,
    pub onderwerpen: Vec<(Onderwerp, u32)>,
    /// From every side, over the kwartalen of the year.
    pub zijden: Vec<Signaalzijde>,
}

/// The signalen from one side: per onderwerp, toon, aanbieder or gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signaalzijde {
    pub naam: &'static str,
    /// Those that have a signaal, each with how many in every kwartaal.
    pub lijnen: Vec<(String, Vec<u32>)>,
}

/// Said of a number from which one could work out how few the others are.
const MEESTE: &str = "de meeste";

/// So many lines of signalen fit on the page below each other; the rest are counted together.
const LIJNEN: usize = 7;

/// Composes the jaarbeeld; `kleine_aantallen` shows figures over few people.
pub fn compose(stof: &Jaarstof, kleine_aantallen: bool) -> Verslag {
    Jaarbeeldopsteller { stof, kleine_aantallen }.verslag()
}

struct Jaarbeeldopsteller<'s> {
    stof: &'s Jaarstof,
    kleine_aantallen: bool,
}

impl Jaarbeeldopsteller<'_> {
    fn verslag(&self) -> Verslag {
        let Jaarstof { tot, dag, voorbeeld, .. } = *self.stof;
        let deel = if tot == tot.last_of_year() { String::new() } else { format!(", tot en met K{}", tot.nummer()) };
        let mut blokken = vec![Verslagblok::Alinea(format!(
            "Voor het bestuur: dit blad noemt alle aanbieders en gaat niet naar een aanbieder. Stand van {}.",
            datum_lang(dag)
        ))];
        if self.stof.feiten.len() > NAAST + 1 {
            blokken.extend(self.as_rows().map(Verslagblok::Tabel));
        } else {
            blokken.push(Verslagblok::Tabel(self.as_columns()));
        }
        let opviel = self.what_stood_out();
        if !opviel.is_empty() {
            blokken.push(Verslagblok::Kop { niveau: 2, tekst: "Wat opviel".to_owned() });
            blokken.push(Verslagblok::Lijst(opviel.into_iter().map(|tekst| Regel { niveau: 0, tekst }).collect()));
        }
        if let Some(tabel) = self.signals_by_kwartaal() {
            blokken.push(Verslagblok::Tabel(tabel));
        }
        blokken.push(Verslagblok::Alinea(self.legend()));
        Verslag {
            papier: Papier::Jaarbeeld,
            titel: format!("Jaarbeeld {}, begeleiding collectief{deel}", tot.jaar()),
            kort: tot.jaar().to_string(),
            datum: Some(dag),
            voorbeeld,
            concept: None,
            vertrouwelijk: None,
            kop: Vec::new(),
            blokken,
        }
    }

    /// Normen as rows, aanbieders as columns.
    fn as_columns(&self) -> Tabel {
        let each = 72 / u8::try_from(self.stof.feiten.len().max(1)).unwrap_or(72);
        let first = 100_u8.saturating_sub(each.saturating_mul(u8::try_from(self.stof.feiten.len()).unwrap_or(1)));
        let mut kolommen = vec![kolom("Norm", first)];
        kolommen.extend(self.stof.feiten.iter().map(|f| kolom(&f.naam, each)));
        let mut rijen: Vec<Vec<Tabelcel>> = self.stof.normen.iter().map(|norm| self.norm_row(norm)).collect();
        for (naam, of) in FEITEN {
            let row = self.stof.feiten.iter().map(|f| Tabelcel::gewoon(of(self, f)));
            rijen.push([Tabelcel::gewoon(naam)].into_iter().chain(row).collect());
        }
        Tabel { titel: self.table_title(), titel_stil: true, kolommen, rijen }
    }

    fn norm_row(&self, norm: &Jaarnorm) -> Vec<Tabelcel> {
        let name = format!("{} {}, {}", norm.norm.id, norm.norm.kort, norm_grens(&norm.norm));
        [Tabelcel::gewoon(name)].into_iter().chain(self.figures(norm)).collect()
    }

    /// Aanbieders as rows: the normen in one table, the rest in another.
    fn as_rows(&self) -> impl Iterator<Item = Tabel> {
        let wide = |n: usize| 84 / u8::try_from(n.max(1)).unwrap_or(84);
        let each = wide(self.stof.normen.len());
        let mut kolommen = vec![kolom("Aanbieder", 16)];
        kolommen.extend(self.stof.normen.iter().map(|n| kolom(&format!("{} {}", n.norm.id, n.norm.kort), each)));
        let cells: Vec<Vec<Tabelcel>> = self.stof.normen.iter().map(|n| self.figures(n).collect()).collect();
        let figures = self.stof.feiten.iter().enumerate().map(|(i, f)| {
            let row = cells.iter().map(|of_norm| of_norm.get(i).cloned().unwrap_or_else(|| Tabelcel::gewoon("")));
            [Tabelcel::gewoon(&f.naam)].into_iter().chain(row).collect()
        });
        let normen = Tabel { titel: self.table_title(), titel_stil: true, rijen: figures.collect(), kolommen };
        let each = wide(FEITEN.len());
        let mut kolommen = vec![kolom("Aanbieder", 16)];
        kolommen.extend(FEITEN.iter().map(|(naam, _)| kolom(naam, each)));
        let facts = self.stof.feiten.iter().map(|f| {
            let row = FEITEN.iter().map(|(_, of)| Tabelcel::gewoon(of(self, f)));
            [Tabelcel::gewoon(&f.naam)].into_iter().chain(row).collect()
        });
        let rest = Tabel {
            titel: "Rapportages, afspraken, signalen en kosten per aanbieder".to_owned(),
            titel_stil: true,
            rijen: facts.collect(),
            kolommen,
        };
        [normen, rest].into_iter()
    }

    fn table_title(&self) -> String {
        format!("Normen en feiten over {} per aanbieder", self.stof.tot.jaar())
    }

    /// The cells of a norm, of all together last.
    fn figures(&self, norm: &Jaarnorm) -> impl Iterator<Item = Tabelcel> {
        let own = norm.cellen.iter().take(norm.cellen.len().saturating_sub(1));
        let shown: Vec<&Meting> = own.filter_map(|c| c.jaar.as_ref()).filter(|m| !m.klein_aantal).collect();
        let last = norm.cellen.len().saturating_sub(1);
        norm.cellen.iter().enumerate().map(move |(i, cel)| {
            let Some(meting) = &cel.jaar else { return Tabelcel { tekst: String::new(), toon: Tint::Gewoon } };
            // Of dekking there are no others to subtract, and gemeenten are no people.
            let is_whole = i == last && norm.norm.indicator != Indicator::Dekking;
            let small = meting.klein_aantal || is_whole && tells_of_few(meting, &shown, self.stof.klein_onder);
            figure(&norm.norm, cel, meting, small && !self.kleine_aantallen)
        })
    }

    fn costs(&self, feiten: &Jaarfeiten) -> String {
        let last = self.stof.feiten.last();
        match &feiten.pxq {
            None => "–".to_owned(),
            Some(Pxqstand::Gemeten(som)) => {
                let few = |n: u32| is_few(n, self.stof.klein_onder);
                // All together less those that are shown would tell of the few that are not.
                let counted = |f: &Jaarfeiten| f.pxq.as_ref().and_then(Pxqstand::som).map_or(0, |s| s.trajecten);
                let shown: u32 = self.stof.feiten.iter().filter(|f| Some(*f) != last).map(counted).filter(|n| !few(*n)).sum();
                let of_all = Some(feiten) == last;
                let small = few(som.trajecten) || of_all && few(som.trajecten.abs_diff(shown));
                if small && !self.kleine_aantallen { "weggelaten".to_owned() } else { wording::pxq::bedrag(som) }
            }
            Some(other) => other.toestand().to_owned(),
        }
    }

    /// What a reader should not miss, in a few sentences. Of verdicts and gemeenten only, so that none is of few people.
    fn what_stood_out(&self) -> Vec<String> {
        let mut said = Vec::new();
        let is_missed = |o: Oordeel| o == Oordeel::NietGehaald;
        let all_missed = self.stof.normen.iter().filter(|n| {
            let own = n.cellen.iter().take(n.cellen.len().saturating_sub(1)).filter_map(|c| c.jaar.as_ref());
            let judged: Vec<Oordeel> =
                own.map(|m| m.oordeel).filter(|o| !matches!(o, Oordeel::NietTeBepalen | Oordeel::GeenNorm)).collect();
            judged.len() > 1 && judged.iter().all(|o| is_missed(*o))
        });
        let all_missed: Vec<String> = all_missed.map(|n| format!("{} {}", n.norm.id, n.norm.kort.to_lowercase())).collect();
        if !all_missed.is_empty() {
            said.push(format!("Door geen aanbieder gehaald: {}.", opsomming(all_missed)));
        }
        let jaar = self.stof.tot.jaar();
        let before = jaar - 1;
        for (turned, to) in
            [(false, format!("In {before} gehaald, in {jaar} niet")), (true, format!("In {before} niet gehaald, in {jaar} wel"))]
        {
            let changed: Vec<String> = self.stof.normen.iter().filter_map(|n| self.turned(n, turned)).collect();
            if !changed.is_empty() {
                said.push(format!("{to}: {}.", opsomming(changed)));
            }
        }
        for (gemeente, kwartalen) in &self.stof.niet_gedekt {
            let when = opsomming(kwartalen.iter().map(|k| format!("K{}", k.nummer())));
            said.push(format!("{} was niet gedekt aan het eind van {when}.", gemeente.naam()));
        }
        let others = self.stof.feiten.iter().take(self.stof.feiten.len().saturating_sub(1));
        for f in others.filter(|f| !f.zonder_rapportage.is_empty()) {
            let which = opsomming(f.zonder_rapportage.iter().map(|k| format!("K{}", k.nummer())));
            said.push(format!("{} leverde geen rapportage over {which}.", f.naam));
        }
        said.extend(self.discussed());
        said.extend(self.let_go());
        said.extend(self.old_contract());
        said.push(self.signals());
        said
    }

    /// What was discussed otherwise than it stands here; with small numbers left out, by its verdict alone.
    fn discussed(&self) -> Option<String> {
        let cellen = self.stof.normen.iter().flat_map(|n| n.cellen.iter().zip(&self.stof.feiten).map(move |(c, f)| (n, c, f)));
        let moved: Vec<String> = cellen
            .flat_map(|(norm, cel, feiten)| {
                let of_kwartalen = cel.kwartalen_besproken.iter().map(|(k, b)| (format!("K{}", k.nummer()), verdict(b)));
                let of_jaar = cel.besproken.as_ref().and_then(|b| self.year_discussed(cel, b));
                let all = of_jaar.map(|said| (self.stof.tot.jaar().to_string(), said)).into_iter().chain(of_kwartalen);
                all.map(|(over, said)| format!("{} {} over {over}: {said}", norm.norm.id, feiten.naam)).collect::<Vec<_>>()
            })
            .collect();
        (!moved.is_empty()).then(|| format!("Besproken als een ander cijfer dan hier staat: {}.", moved.join("; ")))
    }

    /// None when the verdict is what it was and the figures do not stand here.
    fn year_discussed(&self, cel: &Jaarcel, besproken: &Besprokencijfer) -> Option<String> {
        let Besprokencijfer { toen, .. } = besproken;
        if self.kleine_aantallen {
            return Some(format!("{} ({}) {}", toen.weergave, toen.mensen, verdict(besproken)));
        }
        let is_other = cel.jaar.as_ref().is_some_and(|m| m.oordeel != toen.oordeel);
        is_other.then(|| verdict(besproken))
    }

    /// Why a norm was let go at the end of the year, of each.
    fn let_go(&self) -> impl Iterator<Item = String> {
        let dag = self.stof.tot.last_day();
        self.stof
            .normen
            .iter()
            .filter_map(move |n| Some(format!("{} is losgelaten: {}", n.norm.id, n.norm.suspended_on(dag)?.reden)))
    }

    /// Beside a bedrag that leaves out most of a year, what it leaves out.
    fn old_contract(&self) -> Option<String> {
        let som = self.stof.feiten.last()?.pxq.as_ref()?.som()?;
        (!som.uren_oud.is_zero()).then(|| {
            let all = som.uren + som.uren_oud;
            // Two numbers of one sentence have as many decimals.
            let decimalen = all.normalize().scale().max(som.uren_oud.normalize().scale());
            let [all, old] = [all, som.uren_oud].map(|uren| wording::decimaal(uren, decimalen));
            if self.kleine_aantallen {
                format!("P×Q: van de {all} uur vielen er {old} onder het oude contract; die tellen in geen bedrag mee.")
            } else {
                "P×Q: uren onder het oude contract tellen in geen bedrag mee.".to_owned()
            }
        })
    }

    /// The aanbieders whose verdict turned since the year before: to kept, or to missed.
    fn turned(&self, norm: &Jaarnorm, to_kept: bool) -> Option<String> {
        let (was, is) = if to_kept { (Oordeel::NietGehaald, Oordeel::Gehaald) } else { (Oordeel::Gehaald, Oordeel::NietGehaald) };
        let turned = norm.cellen.iter().zip(&self.stof.feiten).take(norm.cellen.len().saturating_sub(1));
        let turned: Vec<String> = turned
            .filter(|(c, _)| c.jaar.as_ref().is_some_and(|m| m.oordeel == is))
            .filter_map(|(c, f)| {
                let vorig = c.vorig.as_ref().filter(|m| m.oordeel == was)?;
                let basis = wording::year_basis(vorig).map(|b| format!("; {}: {b}", vorig.kwartaal.jaar()));
                Some(format!("{}{}", f.naam, basis.unwrap_or_default()))
            })
            .collect();
        (!turned.is_empty()).then(|| format!("{} {} ({})", norm.norm.id, norm.norm.kort.to_lowercase(), opsomming(turned)))
    }

    /// The trend of signalen from every side, a row for each so that the page holds them; None in a year without any.
    fn signals_by_kwartaal(&self) -> Option<Tabel> {
        let zijden: Vec<Signaalzijde> = self.stof.signalen.zijden.iter().filter(|z| !z.lijnen.is_empty()).map(at_most).collect();
        let kwartalen = (1..=4).map(|n| format!("K{n}")).collect::<Vec<_>>().join(" · ");
        // A name and its numbers stay on one line.
        let told = |(naam, n): &(String, Vec<u32>)| format!("{naam} {}", self.counts(n)).replace(' ', "\u{a0}");
        let row = |z: &Signaalzijde| {
            let lijnen: Vec<String> = z.lijnen.iter().map(told).collect();
            vec![Tabelcel::gewoon(z.naam), Tabelcel::gewoon(lijnen.join("; "))]
        };
        (!zijden.is_empty()).then(|| Tabel {
            titel: format!("Signalen in {} per kwartaal", self.stof.tot.jaar()),
            titel_stil: true,
            kolommen: vec![kolom("Signalen naar", 12), kolom(&format!("aantal in {kwartalen}"), 88)],
            rijen: zijden.iter().map(row).collect(),
        })
    }

    /// `2 · 0 · 1 · 3`; with small numbers left out few are not told apart.
    fn counts(&self, per_kwartaal: &[u32]) -> String {
        let onder = self.stof.klein_onder;
        let said = |n: &u32| match *n {
            n if self.kleine_aantallen || n == 0 => n.to_string(),
            // Signs of comparison do not read in every form of the page.
            n if is_few(n, onder) => format!("1–{}", onder.saturating_sub(1)),
            _ => format!("{onder}+"),
        };
        per_kwartaal.iter().map(said).collect::<Vec<_>>().join(" · ")
    }

    /// A number of signalen in a sentence; with small numbers left out few are not told apart.
    fn count(&self, n: u32) -> String {
        match n {
            0 => "geen".to_owned(),
            n if !self.kleine_aantallen && is_few(n, self.stof.klein_onder) => {
                format!("minder dan {}", wording::telwoord(self.stof.klein_onder))
            }
            n => n.to_string(),
        }
    }

    /// Some of these signalen in a sentence; with small numbers left out it does not tell how few the others are.
    fn count_of(&self, n: u32, all: u32) -> String {
        let others = all.saturating_sub(n);
        let gives_away = !self.kleine_aantallen && others > 0 && is_few(others, self.stof.klein_onder);
        if gives_away && !is_few(n, self.stof.klein_onder) { MEESTE.to_owned() } else { self.count(n) }
    }

    /// The same behind a verb: `er 13`, `de meeste`.
    fn there_are(&self, n: u32, all: u32) -> String {
        match self.count_of(n, all) {
            most if most == MEESTE => most,
            count => format!("er {count}"),
        }
    }

    fn told(&self, feiten: &Jaarfeiten) -> String {
        let s = &feiten.signalen;
        let bad = s.met_toon(Signaaltoon::Negatief);
        let all = if s.aantal == 0 { "0".to_owned() } else { self.count(s.aantal) };
        // Of few it is not told how many of them.
        let is_told = bad > 0 && (self.kleine_aantallen || !is_few(s.aantal, self.stof.klein_onder));
        if is_told { format!("{all}, waarvan {} negatief", self.count_of(bad, s.aantal)) } else { all }
    }

    /// The trend of signalen in short.
    fn signals(&self) -> String {
        let Jaarsignalen { samen, onderwerpen, .. } = &self.stof.signalen;
        let count = |n: u32| self.count(n);
        let eerder = self.signals_before();
        if samen.aantal == 0 {
            return format!("Gemeenten gaven geen signalen{eerder}.");
        }
        let most = onderwerpen.iter().max_by_key(|(_, n)| *n).filter(|(_, n)| *n > 0);
        let most = most.map(|(o, n)| format!(", het meest over {} ({})", o.naam(), count(*n))).unwrap_or_default();
        let stand = match samen.open() {
            0 => "staat er geen meer open".to_owned(),
            1 => format!("staat er {} nog open", count(1)),
            n => format!("staan {} nog open", self.there_are(n, samen.aantal)),
        };
        let stand = match samen.met_status(Signaalstatus::Besproken) {
            0 => stand,
            1 => format!("{stand}, is er {} besproken", count(1)),
            n => format!("{stand}, zijn {} besproken", self.there_are(n, samen.aantal)),
        };
        let led = match samen.met_afspraak {
            0 => "en leidde er nog geen tot een afspraak".to_owned(),
            1 => format!("en leidde er {} tot een afspraak", count(1)),
            n => format!("en leidden {} tot een afspraak", self.there_are(n, samen.aantal)),
        };
        format!(
            "Gemeenten gaven {} {} ({} negatief){most}{eerder}. Daarvan {stand}, {led}.",
            count(samen.aantal),
            if samen.aantal == 1 { "signaal" } else { "signalen" },
            self.count_of(samen.met_toon(Signaaltoon::Negatief), samen.aantal),
        )
    }

    /// `; een jaar eerder 4`, with what is known of that year; nothing of a year of which nothing is.
    fn signals_before(&self) -> String {
        let Jaarsignalen { samen, vorig, kwartalen_vorig, .. } = self.stof.signalen;
        if vorig == 0 && (samen.aantal == 0 || kwartalen_vorig == 0) {
            return String::new();
        }
        let basis = wording::of_kwartalen(kwartalen_vorig, 4).map(|b| format!(" ({b})"));
        format!("; een jaar eerder {}{}", self.count(vorig), basis.unwrap_or_default())
    }

    fn legend(&self) -> String {
        let marks = (1..=self.stof.tot.nummer()).map(|n| format!("K{n}"));
        let few = wording::telwoord(self.stof.klein_onder);
        let small = if self.kleine_aantallen {
            String::new()
        } else {
            format!(
                " Cijfers over minder dan {few} deelnemers zijn weggelaten, en cijfers waaruit die te berekenen zijn; het oordeel \
                 staat er wel."
            )
        };
        let zonder = self.stof.feiten.iter().any(|f| f.tijdigheid.zonder_termijn > 0);
        let in_time = if zonder { " Op tijd is te zeggen van een rapportage waarover een gesprek is gepland." } else { "" };
        format!(
            "Leeswijzer: voorop het oordeel en het cijfer over het jaar, erachter het oordeel over {}. ✓ gehaald of binnen de \
             richtwaarde, ✗ niet gehaald, ! boven de richtwaarde, ◌ norm losgelaten (met wat het oordeel zou zijn), – niet te bepalen. Afspraken zijn die uit \
             de gesprekken over {jaar}, en wat daarbuiten in {jaar} is afgesproken; bij samen tellen ook die van de regio.{in_time}{small}",
            opsomming(marks),
            jaar = self.stof.tot.jaar(),
        )
    }
}

/// A fact that stands below the normen: its name, and what is said of one aanbieder.
type Jaarfeit = (&'static str, fn(&Jaarbeeldopsteller<'_>, &Jaarfeiten) -> String);

const FEITEN: [Jaarfeit; 5] = [
    ("Rapportages op tijd", |_, f| in_time(f)),
    ("Afspraken gemaakt", |_, f| agreements(f)),
    ("Dekking aan het eind", |_, f| covered(f)),
    ("Signalen", |c, f| c.told(f)),
    ("P×Q over het jaar", |c, f| c.costs(f)),
];

/// `✗ 79,2% (19 van 24) ✓✗✓✓`: the verdict and the figure of the year, then the verdicts of its kwartalen.
fn figure(norm: &Norm, cel: &Jaarcel, meting: &Meting, left_out: bool) -> Tabelcel {
    let marks: String = cel.kwartalen.iter().map(|o| wording::teken(*o)).collect();
    let mensen = wording::mensen(meting, norm.indicator.is_mean());
    let said = match &meting.waarde {
        Waarde::Gemeten { .. } if left_out && meting.klein_aantal => "klein aantal".to_owned(),
        Waarde::Gemeten { .. } if left_out => "weggelaten".to_owned(),
        Waarde::Gemeten { .. } => format!("{} ({})", meting.weergave, mensen.replace(' ', "\u{a0}")),
        Waarde::Nvt | Waarde::GeenRapportage | Waarde::NietTeMeten(_) => meting.waarde.toestand().to_owned(),
    };
    let zou = meting.zou.map(|zou| format!(", zou\u{a0}{}", wording::teken(zou))).unwrap_or_default();
    Tabelcel { tekst: format!("{}\u{a0}{said}{zou} {marks}", wording::teken(meting.oordeel)), toon: Tint::of(meting.oordeel) }
}

/// `✗ niet gehaald (gesprek 18 feb 2026)`.
fn verdict(Besprokencijfer { dag, toen }: &Besprokencijfer) -> String {
    let gesprek = dag.map(|dag| format!(" (gesprek {})", wording::datum(dag)));
    format!("{}{}", toen.woorden, gesprek.unwrap_or_default())
}

fn in_time(feiten: &Jaarfeiten) -> String {
    let t = &feiten.tijdigheid;
    match t.beoordeeld {
        0 if t.ontvangen == 0 => "niet ontvangen".to_owned(),
        0 => format!("{} ontvangen", t.ontvangen),
        n => match t.zonder_termijn {
            0 => format!("{} van {n}", t.op_tijd),
            zonder => format!("{} van {n}, {zonder} zonder gesprek", t.op_tijd),
        },
    }
}

fn agreements(feiten: &Jaarfeiten) -> String {
    let a = &feiten.afspraken;
    let open = a.gemaakt.saturating_sub(a.gereed + a.vervallen + a.te_laat);
    let parts = [
        (a.gereed, "gereed"),
        (a.te_laat, "te laat"),
        (open, if open == 1 { "loopt" } else { "lopen" }),
        (a.vervallen, "vervallen"),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, wat)| format!("{n} {wat}")).collect();
    if parts.is_empty() { "geen".to_owned() } else { format!("{}: {}", a.gemaakt, parts.join(", ")) }
}

fn covered(feiten: &Jaarfeiten) -> String {
    feiten.gedekt.map_or_else(|| "geen overzicht".to_owned(), |n| aantal(n, "gemeente", "gemeenten"))
}

/// The side with as many lines as fit: those that have most, in their order, and the others together.
fn at_most(zijde: &Signaalzijde) -> Signaalzijde {
    let total = |(_, n): &&(String, Vec<u32>)| n.iter().sum::<u32>();
    let mut all: Vec<&(String, Vec<u32>)> = zijde.lijnen.iter().collect();
    if all.len() <= LIJNEN {
        return zijde.clone();
    }
    all.sort_by_key(|line| std::cmp::Reverse(total(line)));
    let (_, rest) = all.split_at(LIJNEN - 1);
    let kept = zijde.lijnen.iter().filter(|line| !rest.contains(line)).cloned();
    let kwartalen = rest.iter().map(|(_, n)| n.len()).max().unwrap_or(0);
    let together = (0..kwartalen).map(|k| rest.iter().filter_map(|(_, n)| n.get(k)).sum()).collect();
    Signaalzijde { lijnen: kept.chain([("overige".to_owned(), together)]).collect(), ..*zijde }
}

fn kolom(naam: &str, breedte: u8) -> Tabelkolom {
    Tabelkolom { naam: naam.to_owned(), breedte, zet: Zet::Links }
}

#[cfg(test)]
mod tests;
