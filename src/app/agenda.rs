//! The agenda of a gesprek as a screen shows it: generated from everything that is known, or as it was when it was frozen.

use std::collections::BTreeSet;

use super::{App, Dekkingsbeeld, Dekkingsstand, Fout, Verandering};
use crate::app::afspraken::Afspraakfilter;
use crate::app::cijfers::Stand;
use crate::domain::agenda::{
    Agendastof, Cijfer, Dekkingscelstof, Dekkingsstof, Figuur, Gemeentestof, Kosten, Lopend, Punt, Rapportstand, generate,
};
use crate::domain::verwachting::Getoetst;
use crate::domain::{
    Aanbieder, Afspraak, Afspraakstatus, Agendapunt, Gesprek, Herleider, Herleidingsrij, Indicator, Kwartaal, Meting, Norm,
    NormId, Onderdeelsleutel, Periode, Pxq, Segment, Signaal, Signaalstatus, Tarief, Tarieven, Uitkomst, Uitkomstinhoud,
    Wijziging,
};
use crate::wording::agenda::{Feitregel, feiten};

/// How many kwartalen the charts go back, the kwartaal itself included.
const TREND: i32 = 8;

const TARIEVEN: &str = include_str!("../../data/tarieven.toml");

/// The agenda of a gesprek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agendabeeld {
    /// Id 0 when no gesprek was planned yet: the agenda can be read, not written.
    pub gesprek: Gesprek,
    /// The extra gesprekken with this aanbieder about this kwartaal, by date.
    pub extra: Vec<i64>,
    pub rapportage: Rapportstand,
    /// In the order of the agenda; dropped ones among them, marked.
    pub punten: Vec<Agendaregel>,
    /// The figures on the table: of the aanbieder, and C4.1. Frozen once the gesprek was held.
    pub metingen: Vec<Meting>,
    /// What moved since it was frozen.
    pub wijzigingen: Vec<Wijziging>,
    pub dekking: Dekkingsstof,
}

/// A point of the agenda with its facts in words and what came out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agendaregel {
    pub punt: Punt,
    pub feiten: Vec<Feitregel>,
    pub uitkomsten: Vec<Uitkomstregel>,
}

/// An outcome; an afspraak comes with what stands in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitkomstregel {
    pub uitkomst: Uitkomst,
    pub afspraak: Option<Afspraak>,
    /// The measurable expectation of the afspraak, as it is written.
    pub verwacht: Option<String>,
}

impl Agendabeeld {
    /// The points that are talked about: without those that were dropped.
    pub fn in_gesprek(&self) -> impl Iterator<Item = &Agendaregel> {
        self.punten.iter().filter(|p| !p.punt.vervallen)
    }

    /// The facts of every point as text, to be frozen.
    pub(super) fn frozen_facts(&self) -> Vec<(Onderdeelsleutel, Vec<String>)> {
        self.punten.iter().map(|p| (p.punt.sleutel.clone(), p.feiten.iter().map(Feitregel::bevroren).collect())).collect()
    }
}

impl App {
    /// The agenda of a gesprek.
    pub fn agenda(&self, id: i64) -> Result<Agendabeeld, Fout> {
        self.agenda_of(self.gesprek(id)?)
    }

    /// The agenda of the regular gesprek of an aanbieder about a kwartaal, also when it was not planned yet.
    pub fn agenda_van(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Agendabeeld, Fout> {
        let gesprek = self.gesprek_van(aanbieder, kwartaal)?.unwrap_or_else(|| unplanned(aanbieder, kwartaal));
        self.agenda_of(gesprek)
    }

    fn agenda_of(&self, gesprek: Gesprek) -> Result<Agendabeeld, Fout> {
        let (aanbieder, kwartaal) = (gesprek.aanbieder, gesprek.kwartaal);
        let uitkomsten = self.uitkomst_regels(gesprek.id)?;
        let gesprekken = self.gesprekken()?;
        let statussen = self.statussen(kwartaal, &gesprekken)?;
        let mut extra: Vec<&Gesprek> =
            gesprekken.iter().filter(|g| g.extra && g.aanbieder == aanbieder && g.kwartaal == kwartaal).collect();
        extra.sort_by_key(|g| (g.datum.is_none(), g.datum, g.id));
        let extra = extra.iter().map(|g| g.id).collect();
        let rapportage = statussen.into_iter().find(|s| s.aanbieder == aanbieder).map(report_state).unwrap_or_default();
        let dekking = dekkingsstof(&self.dekkingsbeeld(kwartaal)?);
        let nu = self.metingen_on_table(aanbieder, kwartaal)?;
        let (punten, metingen, wijzigingen) = match &gesprek.bevroren {
            Some(bevroren) => {
                let punten = frozen_points(self.agendapunten(gesprek.id)?, bevroren);
                (punten, bevroren.metingen.clone(), bevroren.wijzigingen(&nu))
            }
            None => (self.live_points(&gesprek, rapportage.clone(), dekking.clone(), &uitkomsten)?, nu, Vec::new()),
        };
        let punten = punten
            .into_iter()
            .map(|(punt, feiten)| {
                let own = uitkomsten.iter().filter(|u| u.uitkomst.sleutel == punt.sleutel).cloned().collect();
                Agendaregel { punt, feiten, uitkomsten: own }
            })
            .collect();
        Ok(Agendabeeld { gesprek, extra, rapportage, punten, metingen, wijzigingen, dekking })
    }

    fn live_points(
        &self,
        gesprek: &Gesprek,
        rapportage: Rapportstand,
        dekking: Dekkingsstof,
        uitkomsten: &[Uitkomstregel],
    ) -> Result<Vec<(Punt, Vec<Feitregel>)>, Fout> {
        let (aanbieder, kwartaal) = (gesprek.aanbieder, gesprek.kwartaal);
        let dag = self.vandaag();
        let (afspraken, verwachtingen) = self.running(gesprek)?;
        let rapport = self.store.rapport(aanbieder, kwartaal, None).map_err(|e| self.refused(e))?;
        let kosten = rapport.as_ref().map(|r| self.kosten(r)).transpose()?;
        let signalen = self.signalen_on_table(aanbieder, kwartaal)?;
        let bundels = self.store.all().map_err(|e| self.refused(e))?;
        let stof = Agendastof {
            aanbieder,
            kwartaal,
            dag,
            rapportage,
            afspraken,
            verwachtingen,
            cijfers: self.cijfers_on_table(aanbieder, kwartaal)?,
            bundels,
            signalen,
            aandacht: self.unseen_aandacht(kwartaal, aanbieder)?,
            dekking: Some(dekking),
            samenwerking: rapport.and_then(|r| r.samenwerking),
            kosten,
            volgende: self.next_date(gesprek)?,
            punten: if gesprek.id == 0 { Vec::new() } else { self.agendapunten(gesprek.id)? },
            met_uitkomst: uitkomsten.iter().map(|u| u.uitkomst.sleutel.clone()).collect::<BTreeSet<_>>(),
        };
        let with_facts = |punt: Punt| {
            let lines = feiten(&punt, aanbieder, dag);
            (punt, lines)
        };
        Ok(generate(stof).into_iter().map(with_facts).collect())
    }

    /// The figures of an aanbieder in a kwartaal, and C4.1 of all together.
    fn metingen_on_table(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Vec<Meting>, Fout> {
        let mut metingen = self.metingen(Segment::Collectief, kwartaal, None)?;
        metingen.retain(|m| m.aanbieder == Some(aanbieder) || self.is_of_all(&m.norm, kwartaal));
        Ok(metingen)
    }

    fn is_of_all(&self, norm: &NormId, kwartaal: Kwartaal) -> bool {
        self.normen().find(norm.as_str(), kwartaal).is_some_and(|n| n.indicator == Indicator::Dekking)
    }

    /// The normen of segment collectief in a kwartaal.
    pub(super) fn normen_of(&self, kwartaal: Kwartaal) -> Vec<Norm> {
        self.normen().valid_in(Segment::Collectief, kwartaal).cloned().collect()
    }

    /// The figures of some kwartalen up to this one, oldest first: those of the aanbieder, and C4.1.
    pub(super) fn past_metingen(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Vec<(Kwartaal, Vec<Meting>)>, Fout> {
        let van = kwartaal.plus(1 - TREND);
        let cijfers = self.cijfers(Segment::Collectief, van, kwartaal, Stand::Toen)?;
        let of = |k: Kwartaal| {
            let mut metingen = cijfers.of(self, k);
            metingen.retain(|m| m.aanbieder == Some(aanbieder) || self.is_of_all(&m.norm, k));
            (k, metingen)
        };
        Ok(van.through(kwartaal).map(of).collect())
    }

    fn cijfers_on_table(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Vec<Cijfer>, Fout> {
        let past = self.past_metingen(aanbieder, kwartaal)?;
        let find = |k: Kwartaal, norm: &Norm, periode: Periode| {
            let of = past.iter().find(|(kw, _)| *kw == k)?;
            of.1.iter().find(|m| m.norm == norm.id && m.periode == periode).cloned()
        };
        let mut rows = self.rows_behind(aanbieder, kwartaal)?;
        let cijfers = self.normen_of(kwartaal).into_iter().filter_map(|norm| {
            let figuur = |periode: Periode| {
                let vorige = find(kwartaal.previous(), &norm, periode);
                Some(Figuur { meting: find(kwartaal, &norm, periode)?, vorige })
            };
            let (k, j) = (figuur(Periode::Kwartaal)?, figuur(Periode::Jaar)?);
            let at = rows.iter().position(|(id, _)| *id == norm.id);
            let rijen = at.map(|at| rows.swap_remove(at).1).unwrap_or_default();
            let trend = past.iter().filter_map(|(kw, _)| find(*kw, &norm, Periode::Jaar)).collect();
            Some(Cijfer { kwartaal: k, jaar: j, trend, rijen, norm })
        });
        Ok(cijfers.collect())
    }

    /// The rows of every jaar figure, in one pass over the reports.
    fn rows_behind(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Vec<(NormId, Vec<Herleidingsrij>)>, Fout> {
        let normen = self.normen_of(kwartaal);
        let own = normen.iter().filter(|n| n.indicator != Indicator::Dekking);
        let mut herleiders: Vec<(NormId, Herleider<'_>)> =
            own.map(|n| (n.id.clone(), Herleider::new(self.normen(), n, aanbieder, kwartaal, Periode::Jaar, None))).collect();
        self.feed(aanbieder, None, |rapport| {
            for (_, herleider) in &mut herleiders {
                herleider.push(&rapport);
            }
        })?;
        Ok(herleiders.into_iter().map(|(id, h)| (id, h.finish().rijen)).collect())
    }

    /// The open afspraken of the aanbieder and the region that come from before this gesprek, and the expectations to be told.
    fn running(&self, gesprek: &Gesprek) -> Result<(Vec<Lopend>, Vec<Getoetst>), Fout> {
        let all = self.afspraken(&Afspraakfilter::default())?;
        let own = |a: &Afspraak| a.aanbieder.is_none_or(|x| x == gesprek.aanbieder);
        let (mut afspraken, mut verwachtingen) = (Vec::new(), Vec::new());
        for regel in all.into_iter().filter(|r| own(&r.afspraak) && (gesprek.id == 0 || r.afspraak.gesprek != Some(gesprek.id))) {
            let open = regel.afspraak.status == Afspraakstatus::Open;
            // What was closed because it was kept is told in the kwartaal that it was about, and not again.
            let told = regel.afspraak.status == Afspraakstatus::Gereed
                && regel.afspraak.verwachting.as_ref().is_some_and(|v| v.kwartaal == gesprek.kwartaal);
            if open || told {
                verwachtingen.extend(regel.verwachting);
            }
            if open {
                afspraken.push(Lopend { afspraak: regel.afspraak, te_laat: regel.te_laat, doorgeschoven: regel.doorgeschoven });
            }
        }
        Ok((afspraken, verwachtingen))
    }

    /// The signalen for a gesprek: those of its kwartaal, and older ones that are still to be discussed.
    pub(super) fn signalen_on_table(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Vec<Signaal>, Fout> {
        let mut all: Vec<Signaal> = self.store.all().map_err(|e| self.refused(e))?;
        all.retain(|s| {
            let ours = s.segment == Segment::Collectief && s.aanbieder == Some(aanbieder);
            let waiting = matches!(s.status, Signaalstatus::Nieuw | Signaalstatus::Geagendeerd);
            ours && (s.kwartaal == kwartaal && s.status != Signaalstatus::Afgehandeld || s.kwartaal < kwartaal && waiting)
        });
        Ok(all)
    }

    fn kosten(&self, rapport: &crate::domain::Rapport) -> Result<Kosten, Fout> {
        let shipped: Tarieven = toml::from_str(TARIEVEN)
            .map_err(|e| Fout::Instelling { pad: "tarieven.toml".into(), reden: e.message().to_owned() })?;
        let own: Vec<Tarief> = self.store.all().map_err(|e| self.refused(e))?;
        let tarieven = shipped.with(own);
        let mut pxq = Pxq::default();
        pxq.add(rapport);
        Ok(Kosten { regels: pxq.regels(&tarieven), totaal: pxq.totaal(&tarieven), zonder_uren: pxq.zonder_uren })
    }

    /// The date of the next gesprek: as written down, else that of the one that is planned for the next kwartaal.
    fn next_date(&self, gesprek: &Gesprek) -> Result<Option<chrono::NaiveDate>, Fout> {
        if gesprek.volgende.is_some() {
            return Ok(gesprek.volgende);
        }
        Ok(self.gesprek_van(gesprek.aanbieder, gesprek.kwartaal.next())?.and_then(|g| g.datum))
    }

    fn uitkomst_regels(&self, id: i64) -> Result<Vec<Uitkomstregel>, Fout> {
        if id == 0 {
            return Ok(Vec::new());
        }
        let mut regels = Vec::new();
        for uitkomst in self.uitkomsten(id)? {
            let afspraak: Option<Afspraak> = match uitkomst.inhoud {
                Uitkomstinhoud::Afspraak(nummer) => self.store.find(&nummer.to_string()).map_err(|e| self.refused(e))?,
                Uitkomstinhoud::Tekst { .. } => None,
            };
            let verwachting = afspraak.as_ref().and_then(|a| a.verwachting.as_ref());
            let verwacht = verwachting.map(|v| v.notatie(v.norm_in(self.normen()).is_some_and(|n| n.indicator.is_mean())));
            regels.push(Uitkomstregel { uitkomst, afspraak, verwacht });
        }
        Ok(regels)
    }
}

fn unplanned(aanbieder: Aanbieder, kwartaal: Kwartaal) -> Gesprek {
    Gesprek {
        id: 0,
        aanbieder,
        kwartaal,
        extra: false,
        datum: None,
        tijd: None,
        plaats: crate::domain::Tekst::default(),
        aanwezig: Vec::new(),
        status: crate::domain::Gespreksstatus::Gepland,
        begonnen: None,
        volgende: None,
        bevroren: None,
        rijversie: 0,
    }
}

/// The agenda as it was kept when the gesprek was held, with the facts of then.
fn frozen_points(mut stored: Vec<Agendapunt>, bevroren: &crate::domain::Bevroren) -> Vec<(Punt, Vec<Feitregel>)> {
    stored.sort_by_key(|p| (p.volgorde == 0, p.volgorde));
    let point = |p: Agendapunt| {
        let feiten = bevroren.feiten_of(&p.sleutel).unwrap_or_default().iter().map(|t| Feitregel::ontdooid(t)).collect();
        let punt = Punt {
            sleutel: p.sleutel,
            titel: p.titel.into(),
            feiten: Vec::new(),
            vervallen: p.vervallen,
            voorbereiding: p.voorbereiding.into(),
            notitie: p.notitie.into(),
            rijversie: Some(p.rijversie),
        };
        (punt, feiten)
    };
    stored.into_iter().map(point).collect()
}

fn report_state(status: super::Rapportagestatus) -> Rapportstand {
    Rapportstand {
        versie: status.versie,
        aangeleverd: status.aangeleverd,
        deadline: status.deadline,
        werkdagen_te_laat: status.werkdagen_te_laat,
        ontbreekt: if status.versie.is_some() { status.ontbreekt } else { Vec::new() },
        rijen_niet_meegeteld: status.rijen_niet_meegeteld,
    }
}

fn dekkingsstof(beeld: &Dekkingsbeeld) -> Dekkingsstof {
    let won = |v: Option<Verandering>| v.map(|v| v == Verandering::Gewonnen);
    let gemeenten = beeld.gemeenten.iter().map(|g| Gemeentestof {
        gemeente: g.gemeente,
        door: g.cellen.iter().filter(|c| c.stand == Dekkingsstand::Ja).map(|c| c.aanbieder).collect(),
        niet_opgegeven: g.cellen.iter().all(|c| c.stand == Dekkingsstand::NietOpgegeven),
        niet_gedekt_sinds: g.niet_gedekt_sinds,
        verandering: won(g.verandering),
        cellen: g
            .cellen
            .iter()
            .map(|c| Dekkingscelstof {
                aanbieder: c.aanbieder,
                dekking: match c.stand {
                    Dekkingsstand::Ja => Some(true),
                    Dekkingsstand::Nee => Some(false),
                    Dekkingsstand::NietOpgegeven => None,
                },
                tot: c.tot,
                verandering: won(c.verandering),
            })
            .collect(),
    });
    Dekkingsstof { van: beeld.getoond, gemeenten: gemeenten.collect() }
}
