//! P×Q line by line beside the kwartaal before and the year before: of an aanbieder, a product, a gemeente, a traject.

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use super::pxq::Gelezenuren;
use super::{App, Budgetstand, Fout, Pxqbeeld};
use crate::domain::{
    Aanbieder, Gemeente, Kwartaal, Ontbrekend, Periode, Productkosten, Pxqregel, Pxqstand, Segment, Tariefproduct, TrajectId,
    Trajecturen, Urensprong,
};

/// What a line is of, within an aanbieder and segment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Pxqniveau {
    Samen,
    /// None: individueel, and no row says which.
    Product(Option<Tariefproduct>),
    Gemeente(Option<Tariefproduct>, Gemeente),
    /// By its code and place among the trajecten of the aanbieder.
    Traject(TrajectId, String),
}

/// Hours and money of a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pxqwaarde {
    pub trajecten: u32,
    /// Of the present contract.
    pub uren: Decimal,
    pub uren_oud: Decimal,
    /// Euro per hour; None: unknown, or of more than one product.
    pub tarief: Option<Decimal>,
    /// Euro; None: a rate that it needs is unknown.
    pub bedrag: Option<Decimal>,
}

/// What is known of a line in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pxqmaat {
    Bekend(Pxqwaarde),
    /// Why not, in the words of figures: `geen rapportage`, `niet te meten`.
    Onbekend(&'static str),
}

impl Pxqmaat {
    pub const fn waarde(&self) -> Option<&Pxqwaarde> {
        match self {
            Self::Bekend(waarde) => Some(waarde),
            Self::Onbekend(_) => None,
        }
    }
}

/// A line of P×Q beside those of before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pxqlijn {
    /// None is `alle`.
    pub aanbieder: Option<Aanbieder>,
    pub segment: Segment,
    pub niveau: Pxqniveau,
    pub nu: Pxqmaat,
    /// The kwartaal before; None over a year, where the year before says it.
    pub eerder: Option<Pxqmaat>,
    /// The same period of the year before.
    pub jaar_ervoor: Pxqmaat,
    /// The hours of a traject that jump in the kwartaal.
    pub sprong: Option<Urensprong>,
    /// The rates that its amount lacks.
    pub ontbrekend: Vec<Ontbrekend>,
    /// Rows of it without Uren.
    pub zonder_uren: u32,
}

/// P×Q of a period, as it is looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pxqlijnen {
    pub kwartaal: Kwartaal,
    pub periode: Periode,
    /// Per aanbieder and segment: together, per product, per gemeente, per traject; then of alle.
    pub lijnen: Vec<Pxqlijn>,
    /// Of the year, in the order of the register.
    pub budgetten: Vec<Budgetstand>,
}

/// One period, to look things up in.
struct Gelezenperiode<'a> {
    beeld: Pxqbeeld,
    gelezen: &'a Gelezenuren,
}

impl App {
    /// P×Q of a period beside the kwartaal before and the year before.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn pxq_lijnen(&self, kwartaal: Kwartaal, periode: Periode) -> Result<Pxqlijnen, Fout> {
        let gelezen = self.read_hours(kwartaal)?;
        let at =
            |k: Kwartaal| Ok::<_, Fout>(Gelezenperiode { beeld: self.pxq_of(&gelezen, k, periode, None)?, gelezen: &gelezen });
        let (nu, jaar_ervoor) = (at(kwartaal)?, at(kwartaal.plus(-4))?);
        let eerder = (periode == Periode::Kwartaal).then(|| at(kwartaal.previous())).transpose()?;
        let mut lijnen = Vec::new();
        for totaal in &nu.beeld.totalen {
            let (wie, segment) = (totaal.aanbieder, totaal.segment);
            // Of nobody at all there is nothing to say.
            if wie.is_none() && !nu.beeld.van(segment).any(|t| t.aanbieder.is_some()) {
                continue;
            }
            let [own, before, year] =
                [Some(&nu), eerder.as_ref(), Some(&jaar_ervoor)].map(|m| m.map(|m| m.of(wie, segment, self)));
            let (Some(own), Some(year)) = (own, year) else { continue };
            let mut niveaus: Vec<&Pxqniveau> = own.maten.iter().map(|(niveau, _)| niveau).collect();
            // What there was before and is no more stands there too.
            for gone in before.iter().chain([&year]).flat_map(|of| &of.maten) {
                if !matches!(gone.0, Pxqniveau::Traject(..)) && !niveaus.contains(&&gone.0) {
                    niveaus.push(&gone.0);
                }
            }
            niveaus.sort_by_key(|niveau| order(niveau));
            for niveau in niveaus {
                lijnen.push(Pxqlijn {
                    aanbieder: wie,
                    segment,
                    niveau: niveau.clone(),
                    nu: own.maat(niveau),
                    eerder: before.as_ref().map(|of| of.maat(niveau)),
                    jaar_ervoor: year.maat(niveau),
                    sprong: own.sprongen.iter().find(|(n, _)| n == niveau).map(|(_, sprong)| *sprong),
                    ontbrekend: own.lacking(niveau, kwartaal.jaar()),
                    zonder_uren: if *niveau == Pxqniveau::Samen { own.zonder_uren } else { 0 },
                });
            }
        }
        Ok(Pxqlijnen { kwartaal, periode, lijnen, budgetten: self.budgetstanden(kwartaal, None)? })
    }
}

/// The lines of an aanbieder stand together first, then from products to trajecten.
fn order(niveau: &Pxqniveau) -> (u8, bool, Option<Tariefproduct>, Option<Gemeente>, Option<TrajectId>) {
    match niveau {
        Pxqniveau::Samen => (0, false, None, None, None),
        Pxqniveau::Product(product) => (1, product.is_none(), *product, None, None),
        Pxqniveau::Gemeente(product, gemeente) => (2, product.is_none(), *product, Some(*gemeente), None),
        Pxqniveau::Traject(id, _) => (3, false, None, None, Some(*id)),
    }
}

/// An aanbieder, or alle, in a segment and period.
struct Deelstaat {
    /// Why nothing is known; None when it is.
    toestand: Option<&'static str>,
    maten: Vec<(Pxqniveau, Pxqwaarde)>,
    sprongen: Vec<(Pxqniveau, Urensprong)>,
    ontbrekend: Vec<Ontbrekend>,
    /// The rates that trajecten lack, of those that lack one.
    zonder_tarief: Vec<(Pxqniveau, Vec<Ontbrekend>)>,
    zonder_uren: u32,
}

impl Deelstaat {
    fn maat(&self, niveau: &Pxqniveau) -> Pxqmaat {
        if let Some(toestand) = self.toestand {
            return Pxqmaat::Onbekend(toestand);
        }
        let found = self.maten.iter().find(|(n, _)| n == niveau).map(|(_, waarde)| *waarde);
        // Hours that are not there are nought, and cost that.
        Pxqmaat::Bekend(found.unwrap_or(Pxqwaarde { bedrag: Some(Decimal::ZERO), ..Pxqwaarde::default() }))
    }

    fn lacking(&self, niveau: &Pxqniveau, jaar: i32) -> Vec<Ontbrekend> {
        match niveau {
            Pxqniveau::Samen => self.ontbrekend.clone(),
            Pxqniveau::Product(product) | Pxqniveau::Gemeente(product, _) => {
                let own = Ontbrekend { product: *product, jaar };
                if self.ontbrekend.contains(&own) { vec![own] } else { Vec::new() }
            }
            Pxqniveau::Traject(..) => {
                self.zonder_tarief.iter().find(|(n, _)| n == niveau).map(|(_, lacks)| lacks.clone()).unwrap_or_default()
            }
        }
    }
}

impl Gelezenperiode<'_> {
    fn trajecten(&self, wie: Aanbieder, segment: Segment, app: &App) -> BTreeMap<TrajectId, Trajecturen> {
        let had = app.had_collectief(wie, self.beeld.kwartaal);
        let reeks = self.gelezen.reeksen.get(&wie);
        reeks.map(|r| r.trajecten(segment, self.beeld.kwartaal, self.beeld.periode, had)).unwrap_or_default()
    }

    fn of(&self, wie: Option<Aanbieder>, segment: Segment, app: &App) -> Deelstaat {
        let totaal = self.beeld.totalen.iter().find(|t| t.aanbieder == wie && t.segment == segment);
        let toestand = totaal.map_or(Pxqstand::GeenRapportage.toestand(), |t| t.stand.toestand());
        let nothing = |toestand| Deelstaat {
            toestand: Some(toestand),
            maten: vec![(Pxqniveau::Samen, Pxqwaarde::default())],
            sprongen: Vec::new(),
            ontbrekend: Vec::new(),
            zonder_tarief: Vec::new(),
            zonder_uren: 0,
        };
        let Some((totaal, som)) = totaal.and_then(|t| Some((t, t.stand.som()?))) else { return nothing(toestand) };
        let regels = self.beeld.regels_van(totaal);
        let samen =
            Pxqwaarde { trajecten: som.trajecten, uren: som.uren, uren_oud: som.uren_oud, tarief: None, bedrag: som.bedrag() };
        let mut maten = vec![(Pxqniveau::Samen, samen)];
        // A traject may move to another gemeente within a year: it is counted by itself.
        let everybody = wie.map_or_else(|| regels.iter().map(|r| r.aanbieder).collect(), |one| HashSet::from([one]));
        let trajecten: Vec<(TrajectId, Trajecturen)> =
            everybody.into_iter().flat_map(|a| self.trajecten(a, segment, app)).collect();
        maten.extend(of_products(&regels, &trajecten));
        maten.extend(of_gemeenten(&regels));
        let (mut sprongen, mut zonder_tarief) = (Vec::new(), Vec::new());
        let (jaar, tarieven) = (self.beeld.kwartaal.jaar(), &self.gelezen.tarieven);
        // Those of alle stand with their aanbieders.
        if wie.is_some() {
            for (id, traject) in trajecten {
                let niveau = Pxqniveau::Traject(id, traject.deelnemer.as_str().to_owned());
                sprongen.extend(traject.sprong.map(|sprong| (niveau.clone(), sprong)));
                let lacks = traject.ontbrekend(jaar, tarieven);
                if !lacks.is_empty() {
                    zonder_tarief.push((niveau.clone(), lacks));
                }
                let (tarief, bedrag) = (traject.tarief(jaar, tarieven), traject.bedrag(jaar, tarieven));
                let Trajecturen { uren, uren_oud, .. } = traject;
                maten.push((niveau, Pxqwaarde { trajecten: 1, uren, uren_oud, tarief, bedrag }));
            }
        }
        let (ontbrekend, zonder_uren) = (som.ontbrekend.clone(), som.rijen_zonder_uren);
        Deelstaat { toestand: None, maten, sprongen, ontbrekend, zonder_tarief, zonder_uren }
    }
}

fn of_products(regels: &[Pxqregel], trajecten: &[(TrajectId, Trajecturen)]) -> Vec<(Pxqniveau, Pxqwaarde)> {
    let mut found: BTreeMap<Option<Tariefproduct>, Pxqwaarde> = BTreeMap::new();
    for kosten in Productkosten::of(regels) {
        let waarde = found.entry(kosten.product).or_insert_with(nought);
        if kosten.oud_contract {
            waarde.uren_oud = kosten.uren;
        } else {
            (waarde.uren, waarde.tarief, waarde.bedrag) = (kosten.uren, kosten.tarief, kosten.bedrag());
        }
    }
    for (product, waarde) in &mut found {
        let own = trajecten.iter().filter(|(_, t)| t.producten.contains_key(product)).count();
        waarde.trajecten = u32::try_from(own).unwrap_or(u32::MAX);
    }
    found.into_iter().map(|(product, waarde)| (Pxqniveau::Product(product), waarde)).collect()
}

/// A product in a gemeente.
type Gemeentedeel = (Option<Tariefproduct>, Gemeente);

fn of_gemeenten(regels: &[Pxqregel]) -> Vec<(Pxqniveau, Pxqwaarde)> {
    let mut found: BTreeMap<Gemeentedeel, (Pxqwaarde, Vec<Pxqregel>)> = BTreeMap::new();
    for r in regels {
        let (waarde, own) = found.entry((r.product, r.gemeente)).or_insert_with(|| (nought(), Vec::new()));
        if r.oud_contract {
            waarde.uren_oud = waarde.uren_oud.saturating_add(r.uren);
        } else {
            waarde.trajecten = waarde.trajecten.saturating_add(r.trajecten);
            own.push(r.clone());
        }
    }
    let whole = |((product, gemeente), (waarde, own)): (Gemeentedeel, (Pxqwaarde, Vec<Pxqregel>))| {
        let kosten = Productkosten::of(&own);
        let waarde =
            kosten.first().map_or(waarde, |k| Pxqwaarde { uren: k.uren, tarief: k.tarief, bedrag: k.bedrag(), ..waarde });
        (Pxqniveau::Gemeente(product, gemeente), waarde)
    };
    found.into_iter().map(whole).collect()
}

/// Nothing yet, which costs nothing.
fn nought() -> Pxqwaarde {
    Pxqwaarde { bedrag: Some(Decimal::ZERO), ..Pxqwaarde::default() }
}
