//! The sheets with rows, each as its columns and cells.

use rust_decimal::Decimal;

use super::super::werkblad::{Blad, Werkbladinhoud, Werkbladkolom};
use super::stof::{Aandachtrij, Boekopmaak, Cijferblad, Cijferrij, Cvsverschilrij, Onderbouwing, Signaalrij};
use crate::domain::{
    Aanbieder, Deelnemercode, Hersteller, Laddergang, Meting, Norm, Periode, Signaalstand, Trede, Waarde, getoond,
};
use crate::wording::agenda::Zicht;
use crate::wording::{self, kwartaal_lang};

/// The column of the codes.
const DEELNEMER: &str = "Deelnemer";

/// The number that a figure is shown with; empty when it was not measured.
pub(in crate::reports) fn figure(norm: &Norm, meting: &Meting) -> Werkbladinhoud {
    let made = if norm.indicator.is_mean() { Werkbladinhoud::Getal } else { Werkbladinhoud::Procent };
    Werkbladinhoud::of(getoond(norm, &meting.waarde), made)
}

pub(super) fn limit(norm: &Norm, grens: Decimal) -> Werkbladinhoud {
    if norm.indicator.is_mean() { Werkbladinhoud::Getal(grens) } else { Werkbladinhoud::Procent(grens) }
}

/// The workbook as it is being written.
pub(super) struct Boek<'r> {
    pub(super) opmaak: Boekopmaak<'r>,
    zicht: Zicht,
}

impl<'r> Boek<'r> {
    pub(super) const fn new(opmaak: Boekopmaak<'r>) -> Self {
        Self { opmaak, zicht: Zicht { codes: opmaak.codes, ..Zicht::ALLES } }
    }

    pub(super) fn titel(&self, wat: &str) -> String {
        format!("{}, segment {}", self.titel_of_all(wat), self.opmaak.segment.naam())
    }

    /// Of what is not of one segment.
    fn titel_of_all(&self, wat: &str) -> String {
        let Boekopmaak { kwartaal, aanbieder, register, .. } = self.opmaak;
        let wie = aanbieder.map(|a| format!("{}, ", register.naam(a))).unwrap_or_default();
        format!("{wat}, {wie}{}", kwartaal_lang(kwartaal))
    }

    pub(super) fn naam(&self, aanbieder: Option<Aanbieder>) -> Werkbladinhoud {
        Werkbladinhoud::tekst(self.opmaak.register.naam_of(aanbieder, "alle"))
    }

    /// The columns of a sheet, with that of the codes where they are shown.
    fn kolommen(&self, kolommen: &[(&str, f64)]) -> Vec<Werkbladkolom> {
        let shown = kolommen.iter().filter(|(naam, _)| self.opmaak.codes || *naam != DEELNEMER);
        shown.map(|(naam, breedte)| ((*naam).to_owned(), *breedte)).collect()
    }

    /// The cells of a row, without that of the code where it is not shown.
    fn rij<const N: usize>(&self, code_at: usize, cells: [Werkbladinhoud; N]) -> Vec<Werkbladinhoud> {
        cells.into_iter().enumerate().filter(|(i, _)| self.opmaak.codes || *i != code_at).map(|(_, cell)| cell).collect()
    }

    pub(super) fn kpi(&self, cijfers: &[Cijferrij]) -> Blad {
        let kolommen = [
            ("Norm", 7.0),
            ("Waarover", 26.0),
            ("Eis", 15.0),
            ("Aanbieder", 18.0),
            ("Periode", 12.0),
            ("Cijfer", 9.0),
            ("Teller", 8.0),
            ("Noemer", 9.0),
            ("Oordeel", 20.0),
            ("Verschil met het kwartaal ervoor", 15.0),
            ("Besproken", 34.0),
            ("Toelichting", 50.0),
        ];
        let rij = |c: &Cijferrij| {
            let (norm, meting) = (&c.norm, &c.meting);
            let (teller, noemer) = match &meting.waarde {
                Waarde::Gemeten { teller, noemer } => {
                    let teller = if norm.indicator.is_mean() {
                        Werkbladinhoud::Getal(*teller)
                    } else {
                        Werkbladinhoud::of(meting.waarde.counts(), |(teller, _)| Werkbladinhoud::Aantal(teller))
                    };
                    (teller, Werkbladinhoud::Aantal(*noemer))
                }
                _ => (Werkbladinhoud::Leeg, Werkbladinhoud::Leeg),
            };
            // Where nothing was measured, why.
            let toelichting = if meting.waarde.is_measured() {
                wording::toelichting(norm, meting)
            } else {
                wording::mensen(meting, norm.indicator.is_mean())
            };
            vec![
                Werkbladinhoud::tekst(norm.id.as_str()),
                Werkbladinhoud::tekst(norm.kort.as_str()),
                Werkbladinhoud::tekst(wording::norm_grens(norm)),
                self.naam(meting.aanbieder),
                Werkbladinhoud::tekst(wording::periode(meting.periode, meting.kwartaal)),
                figure(norm, meting),
                teller,
                noemer,
                Werkbladinhoud::tekst(wording::oordeel_met_zou(meting)),
                Werkbladinhoud::of(c.vorige.as_ref().and_then(|v| meting.verschil(v, norm)), |v| {
                    Werkbladinhoud::Getal(v.waarde())
                }),
                Werkbladinhoud::of(c.besproken.as_ref(), |b| Werkbladinhoud::tekst(wording::besproken(b))),
                Werkbladinhoud::tekst(toelichting),
            ]
        };
        Blad {
            naam: "KPI",
            titel: self.titel("Cijfers en oordelen"),
            onder: [
                "Het verschil is in procentpunt, bij een gemiddelde in punten. Bij een gemiddelde is de teller de som van de \
                 cijfers. Een leeg cijfer is niet gemeten; waarom staat in de toelichting. \
                 Besproken is wat er in het gesprek op tafel lag, waar dat een ander cijfer was."
                    .to_owned(),
            ]
            .into_iter()
            .chain(self.absent())
            .collect(),
            kolommen: self.kolommen(&kolommen),
            rijen: cijfers.iter().map(rij).collect(),
            vast: 2,
        }
    }

    /// Which sheets there are not for the segment, and why.
    fn absent(&self) -> Option<String> {
        let absent: Vec<&str> =
            Cijferblad::ALL.into_iter().filter(|b| !b.is_of(self.opmaak.segment)).map(Cijferblad::naam).collect();
        (!absent.is_empty()).then(|| wording::blad_ontbreekt(&absent))
    }

    pub(super) fn onderbouwing(&self, rijen: &[Onderbouwing]) -> Blad {
        let kolommen = [
            ("Norm", 7.0),
            ("Periode", 12.0),
            ("Aanbieder", 16.0),
            (DEELNEMER, 16.0),
            ("Telt", 14.0),
            ("Waarom", 46.0),
            ("Gemeente", 18.0),
            ("Start", 11.0),
            ("Einddatum", 11.0),
            ("Uitstroom", 18.0),
            ("Uitstroom op", 12.0),
            ("Cijfer", 8.0),
            ("Rapportage", 12.0),
            ("Rij", 7.0),
        ];
        let rij = |o: &Onderbouwing| {
            let r = &o.rij;
            let code = r.deelnemer.as_ref().map(Deelnemercode::as_str).or(r.ondernemer.as_deref());
            let cells = [
                Werkbladinhoud::tekst(o.norm.as_str()),
                Werkbladinhoud::tekst(wording::periode(o.periode, self.opmaak.kwartaal)),
                Werkbladinhoud::of(r.aanbieder, |a| self.naam(Some(a))),
                Werkbladinhoud::of(code, Werkbladinhoud::tekst),
                Werkbladinhoud::tekst(wording::telling(r.telling)),
                Werkbladinhoud::tekst(wording::reden(r, self.opmaak.register)),
                Werkbladinhoud::of(r.gemeente, |g| Werkbladinhoud::tekst(g.naam())),
                Werkbladinhoud::of(r.startdatum, Werkbladinhoud::Datum),
                Werkbladinhoud::of(r.einddatum, Werkbladinhoud::Datum),
                Werkbladinhoud::of(r.uitstroom, |u| Werkbladinhoud::tekst(u.soort.naam())),
                Werkbladinhoud::of(r.uitstroom, |u| Werkbladinhoud::Datum(u.datum)),
                Werkbladinhoud::of(r.cijfer, Werkbladinhoud::Getal),
                Werkbladinhoud::of(r.bron, |(k, _)| Werkbladinhoud::tekst(k.to_string())),
                Werkbladinhoud::of(r.bron.filter(|(_, n)| *n > 0), |(_, n)| Werkbladinhoud::Aantal(n)),
            ];
            self.rij(3, cells)
        };
        Blad {
            naam: "Onderbouwing",
            titel: self.titel("Rijen achter de cijfers"),
            onder: vec![
                "Elke rij die bij een cijfer is bekeken, en waarom die telt of niet. Rij is die van de rapportage.".to_owned(),
            ],
            kolommen: self.kolommen(&kolommen),
            rijen: rijen.iter().map(rij).collect(),
            vast: if self.opmaak.codes { 4 } else { 3 },
        }
    }

    pub(super) fn aandacht(&self, punten: &[Aandachtrij]) -> Blad {
        let kolommen = [
            ("Aanbieder", 16.0),
            (DEELNEMER, 16.0),
            ("Soort", 34.0),
            ("Wat er aan de hand is", 60.0),
            ("Gemeente", 18.0),
            ("Start", 11.0),
            ("Groep", 12.0),
            ("Sinds", 10.0),
            ("Gezien", 8.0),
        ];
        let rij = |p: &Aandachtrij| {
            let cells = [
                self.naam(Some(p.aanbieder)),
                Werkbladinhoud::of(p.deelnemer.as_deref(), Werkbladinhoud::tekst),
                Werkbladinhoud::tekst(p.soort),
                Werkbladinhoud::tekst(p.tekst.tekst(self.zicht)),
                Werkbladinhoud::of(p.gemeente, |g| Werkbladinhoud::tekst(g.naam())),
                Werkbladinhoud::of(p.startdatum, Werkbladinhoud::Datum),
                Werkbladinhoud::tekst(p.groep.tekst(self.zicht)),
                Werkbladinhoud::tekst(p.sinds.to_string()),
                Werkbladinhoud::tekst(if p.gezien { "gezien" } else { "" }),
            ];
            self.rij(1, cells)
        };
        Blad {
            naam: "Aandachtspunten",
            titel: self.titel("Aandachtspunten"),
            onder: Vec::new(),
            kolommen: self.kolommen(&kolommen),
            rijen: punten.iter().map(rij).collect(),
            vast: if self.opmaak.codes { 2 } else { 1 },
        }
    }

    pub(super) fn signalen(&self, signalen: &[Signaalrij]) -> Blad {
        let kolommen = [
            ("Nr", 6.0),
            ("Datum", 11.0),
            ("Kwartaal", 9.0),
            ("Gemeente", 17.0),
            ("Functie", 17.0),
            ("Aanbieder", 16.0),
            ("Onderwerp", 18.0),
            ("KPI", 5.0),
            ("Toon", 9.0),
            ("Signaal", 56.0),
            ("Status", 13.0),
            ("Antwoord van de aanbieder", 34.0),
            ("Bundel", 18.0),
            ("Afspraken", 16.0),
            ("Opgeschaald", 13.0),
            ("Opgeschaald op", 14.0),
            ("Reden van opschaling", 34.0),
        ];
        let rij = |r: &Signaalrij| {
            let s = &r.signaal;
            vec![
                Werkbladinhoud::of(u32::try_from(s.id).ok(), Werkbladinhoud::Aantal),
                Werkbladinhoud::Datum(s.datum),
                Werkbladinhoud::tekst(s.kwartaal.to_string()),
                Werkbladinhoud::tekst(s.gemeente.naam()),
                Werkbladinhoud::tekst(r.functie.tekst(self.zicht)),
                Werkbladinhoud::tekst(s.over(self.opmaak.register).unwrap_or_default()),
                Werkbladinhoud::tekst(s.onderwerp.naam()),
                Werkbladinhoud::of(s.kpi, |n| Werkbladinhoud::Aantal(u32::from(n))),
                Werkbladinhoud::tekst(s.toon.naam()),
                Werkbladinhoud::tekst(r.tekst.tekst(self.zicht)),
                Werkbladinhoud::tekst(s.status.naam()),
                Werkbladinhoud::tekst(r.antwoord.tekst(self.zicht)),
                Werkbladinhoud::tekst(r.bundel.tekst(self.zicht)),
                Werkbladinhoud::tekst(r.afspraken.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
                Werkbladinhoud::tekst(s.opschaling().map_or("", Signaalstand::naam)),
                Werkbladinhoud::of(s.opgeschaald_op, Werkbladinhoud::Datum),
                Werkbladinhoud::tekst(r.opschaling.tekst(self.zicht)),
            ]
        };
        Blad {
            naam: "Signalen",
            titel: self.signaaltitel(),
            onder: Vec::new(),
            kolommen: self.kolommen(&kolommen),
            rijen: signalen.iter().map(rij).collect(),
            vast: 1,
        }
    }

    fn signaaltitel(&self) -> String {
        let Boekopmaak { aanbieder, register, gekozen, .. } = self.opmaak;
        match aanbieder {
            _ if !gekozen => self.titel("Signalen"),
            Some(aanbieder) => format!("Gekozen signalen over {}", register.naam(aanbieder)),
            None => "Gekozen signalen".to_owned(),
        }
    }

    pub(super) fn cvs(&self, regels: &[Cvsverschilrij]) -> Blad {
        let kolommen = [
            ("Gemeente", 18.0),
            ("Aanbieder", 16.0),
            (DEELNEMER, 16.0),
            ("Start", 11.0),
            ("CVS naast de rapportage", 80.0),
            ("Wie past aan", 18.0),
        ];
        let rij = |c: &Cvsverschilrij| {
            let cells = [
                Werkbladinhoud::tekst(c.gemeente.naam()),
                self.naam(Some(c.aanbieder)),
                Werkbladinhoud::tekst(c.rij.deelnemer.as_str()),
                Werkbladinhoud::Datum(c.rij.startdatum),
                Werkbladinhoud::tekst(wording::cvsrij(&c.rij)),
                Werkbladinhoud::tekst(wording::opsomming(c.rij.herstellers().into_iter().map(Hersteller::naam))),
            ];
            self.rij(2, cells)
        };
        Blad {
            naam: "CVS",
            titel: self.titel_of_all("Verschillen tussen CVS en de rapportages"),
            onder: Vec::new(),
            kolommen: self.kolommen(&kolommen),
            rijen: regels.iter().map(rij).collect(),
            vast: if self.opmaak.codes { 3 } else { 2 },
        }
    }
    pub(super) fn ladder(&self, gangen: &[(Aanbieder, Laddergang)]) -> Blad {
        let kolommen = [
            ("Aanbieder", 16.0),
            (DEELNEMER, 16.0),
            ("Gemeente", 18.0),
            ("Start", 11.0),
            ("Trede begin jaar", 12.0),
            ("Trede begin kwartaal", 12.0),
            ("Trede nu", 9.0),
            ("Doeltrede", 10.0),
            ("Richting in het jaar", 14.0),
        ];
        let trede = |trede: Option<Trede>| Werkbladinhoud::of(trede, |t| Werkbladinhoud::Aantal(u32::from(t.nummer())));
        let rij = |(wie, gang): &(Aanbieder, Laddergang)| {
            let cells = [
                self.naam(Some(*wie)),
                Werkbladinhoud::tekst(gang.deelnemer.as_str()),
                Werkbladinhoud::tekst(gang.gemeente.naam()),
                Werkbladinhoud::Datum(gang.startdatum),
                trede(gang.van(Periode::Jaar)),
                trede(gang.van(Periode::Kwartaal)),
                trede(gang.naar),
                trede(gang.doel),
                Werkbladinhoud::tekst(wording::richting(gang.richting(Periode::Jaar))),
            ];
            self.rij(1, cells)
        };
        Blad {
            naam: "Ladder",
            titel: self.titel("Trajecten op de participatieladder"),
            onder: vec!["De trajecten in de rapportage van het kwartaal; een lege trede is niet bekend.".to_owned()],
            kolommen: self.kolommen(&kolommen),
            rijen: gangen.iter().map(rij).collect(),
            vast: if self.opmaak.codes { 2 } else { 1 },
        }
    }
}
