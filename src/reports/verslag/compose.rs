//! From the values of a gesprek to the blocks of its verslag; what may not be seen ends here.

use std::collections::BTreeSet;

use rust_decimal::prelude::ToPrimitive;

use super::masker::Masker;
use super::{
    Blok, Cel, Grafiek, Grafiekreeks, Kaart, Keuzes, Kolom, Normlijn, Regel, Tabel, Toon, Verslag, Verslagpunt, Verslagstof,
    Verslaguitkomst, Vlak, Vlakstand,
};
use crate::domain::agenda::{Dekkingsstof, Gemeentestof, Lopend};
use crate::domain::{Afspraak, Gespreksstatus, Meting, Norm, Oordeel, Periode, Waarde};
use crate::wording::{self, agenda as zinnen, hoofdletter};

/// Composes the verslag: decides what is seen, and sets everything in its place.
pub fn compose(stof: &Verslagstof, keuzes: Keuzes) -> Verslag {
    let composer = Composer { stof, keuzes, masker: masker(stof, keuzes) };
    let gesprek = &stof.gesprek;
    let kwartaal = wording::kwartaal_lang(gesprek.kwartaal);
    let extra = if gesprek.extra { "extra accountgesprek" } else { "accountgesprek" };
    Verslag {
        titel: format!("Verslag {extra} {}, {kwartaal}", gesprek.aanbieder.naam()),
        kort: format!("{} · {}", gesprek.aanbieder.naam(), gesprek.kwartaal),
        datum: gesprek.datum,
        voorbeeld: stof.voorbeeld,
        concept: concept(gesprek.status),
        kop: composer.head(),
        blokken: composer.blocks(),
    }
}

fn masker(stof: &Verslagstof, keuzes: Keuzes) -> Masker {
    if keuzes.codes { Masker::default() } else { Masker::new(stof.codes.iter().map(String::as_str)) }
}

fn concept(status: Gespreksstatus) -> Option<String> {
    match status {
        Gespreksstatus::Vastgesteld => None,
        Gespreksstatus::Gehouden => Some("Concept: nog niet vastgesteld.".to_owned()),
        Gespreksstatus::Gepland | Gespreksstatus::Voorbereid => Some("Concept: het gesprek is nog niet gehouden.".to_owned()),
    }
}

struct Composer<'a> {
    stof: &'a Verslagstof,
    keuzes: Keuzes,
    masker: Masker,
}

impl Composer<'_> {
    /// Text that somebody typed, without codes unless they were asked for.
    fn typed(&self, text: &str) -> String {
        self.masker.mask(text.trim())
    }

    fn head(&self) -> Vec<(String, String)> {
        let gesprek = &self.stof.gesprek;
        let aanbieder = gesprek.aanbieder;
        let datum = gesprek.datum.map_or_else(|| "nog niet bekend".to_owned(), wording::datum_lang);
        let tijd = gesprek.tijd.map(|t| format!(", {} uur", t.format("%-H.%M"))).unwrap_or_default();
        let mut head = vec![
            ("Aanbieder".to_owned(), format!("{} (KvK {})", aanbieder.statutaire_naam(), aanbieder.kvk())),
            ("Product".to_owned(), "Begeleiding Collectief, collectieve arbeidsmatige toeleiding".to_owned()),
            ("Kwartaal".to_owned(), format!("{} ({})", wording::kwartaal_lang(gesprek.kwartaal), gesprek.kwartaal)),
            ("Datum".to_owned(), format!("{datum}{tijd}")),
        ];
        let mut add = |label: &str, value: String| {
            if !value.is_empty() {
                head.push((label.to_owned(), value));
            }
        };
        add("Plaats", self.typed(&gesprek.plaats));
        add("Aanwezig", gesprek.aanwezig.iter().map(|a| self.typed(a)).collect::<Vec<_>>().join(", "));
        add("Rapportage", zinnen::rapportage(&self.stof.rapportage));
        if let Some(bevroren) = &gesprek.bevroren {
            let when = wording::datum(bevroren.wanneer.date_naive());
            add("Cijfers", format!("zoals besproken, vastgelegd op {when}"));
        }
        head
    }

    fn blocks(&self) -> Vec<Blok> {
        let mut blokken = Vec::new();
        heading(&mut blokken, 2, "In het kort");
        blokken.push(Blok::Lijst(self.summary()));
        if !self.stof.metingen.is_empty() {
            heading(&mut blokken, 2, "Cijfers en normen");
            blokken.push(Blok::Tabel(self.kpi_table()));
            self.changes_since(&mut blokken);
            self.charts(&mut blokken);
        }
        if !self.stof.punten.is_empty() {
            heading(&mut blokken, 2, "Agenda en uitkomsten");
            for (nummer, punt) in (1_u32..).zip(&self.stof.punten) {
                self.point(&mut blokken, nummer, punt);
            }
        }
        if let Some(dekking) = &self.stof.dekking {
            self.coverage(&mut blokken, dekking);
        }
        heading(&mut blokken, 2, "Afspraken uit dit gesprek");
        self.agreements(&mut blokken);
        heading(&mut blokken, 2, "Doorlopende afspraken");
        self.carried_over(&mut blokken);
        heading(&mut blokken, 2, "Volgende gesprek");
        let volgende = self
            .stof
            .gesprek
            .volgende
            .map_or_else(|| "Nog geen datum.".to_owned(), |d| format!("{}.", hoofdletter(&wording::datum_lang(d))));
        blokken.push(Blok::Alinea(volgende));
        heading(&mut blokken, 2, "Leeswijzer");
        blokken.push(Blok::Lijst(self.legend()));
        blokken
    }

    /// The figure that a norm is talked about by: the jaar.
    fn leading<'m>(&self, norm: &Norm, metingen: &'m [Meting], periode: Periode) -> Option<&'m Meting> {
        metingen.iter().find(|m| m.norm == norm.id && m.periode == periode && m.kwartaal == self.stof.gesprek.kwartaal)
    }

    fn summary(&self) -> Vec<Regel> {
        let stof = self.stof;
        let judged = |oordeel: Oordeel| -> Vec<String> {
            let has = |n: &&Norm| self.leading(n, &stof.metingen, Periode::Jaar).is_some_and(|m| m.oordeel == oordeel);
            stof.normen.iter().filter(has).map(|n| format!("{} {}", n.id, n.kort.to_lowercase())).collect()
        };
        let mut lines = Vec::new();
        for oordeel in Oordeel::ALL {
            let normen = judged(oordeel);
            if !normen.is_empty() {
                lines.push(format!("{}: {}.", hoofdletter(&wording::oordeel(oordeel)), normen.join(", ")));
            }
        }
        let made = u32::try_from(stof.afspraken.len()).unwrap_or(u32::MAX);
        lines.push(format!("{} in dit gesprek.", hoofdletter(&wording::aantal(made, "afspraak gemaakt", "afspraken gemaakt"))));
        let open = u32::try_from(stof.doorlopend.len()).unwrap_or(u32::MAX);
        let late = stof.doorlopend.iter().filter(|l| l.te_laat).count();
        let late = if late > 0 { format!(", waarvan {late} te laat") } else { String::new() };
        lines.push(format!(
            "{} uit eerdere gesprekken{late}.",
            hoofdletter(&wording::aantal(open, "afspraak loopt door", "afspraken lopen door"))
        ));
        lines.into_iter().map(|tekst| Regel { niveau: 0, tekst }).collect()
    }

    fn kpi_table(&self) -> Tabel {
        let kwartaal = self.stof.gesprek.kwartaal;
        let kolommen = kolommen(&[
            ("Norm", 26, false),
            ("Eis", 14, false),
            (&kwartaal.to_string(), 16, false),
            (&wording::periode(Periode::Jaar, kwartaal), 16, false),
            ("Oordeel over het jaar", 16, false),
            ("Verschil", 12, true),
        ]);
        let rijen = self.stof.normen.iter().filter_map(|norm| {
            let jaar = self.leading(norm, &self.stof.metingen, Periode::Jaar)?;
            let kwartaal = self.leading(norm, &self.stof.metingen, Periode::Kwartaal)?;
            let previous = self.stof.vorige.iter().find(|m| m.norm == norm.id && m.periode == Periode::Jaar);
            Some(vec![
                cel(format!("{} {}", norm.id, norm.kort)),
                cel(wording::norm_grens(norm)),
                self.figure(norm, kwartaal),
                self.figure(norm, jaar),
                Cel { tekst: wording::oordeel_met_zou(jaar), toon: toon(jaar.oordeel) },
                cel(self.change(norm, jaar, previous)),
            ])
        });
        Tabel {
            titel: format!("Cijfers van {} tegenover de normen", self.stof.gesprek.aanbieder.naam()),
            titel_stil: false,
            kolommen,
            rijen: rijen.collect(),
        }
    }

    /// `✗ 61,5% (8 van 13)`; when small numbers are hidden only the glyph and the words "klein aantal".
    fn figure(&self, norm: &Norm, meting: &Meting) -> Cel {
        let is_mean = norm.indicator.is_mean();
        let glyph = meting.oordeel.glyph();
        if !meting.waarde.is_measured() {
            return Cel { tekst: format!("{glyph} {}", wording::mensen(meting, is_mean)), toon: Toon::Zacht };
        }
        if meting.klein_aantal && !self.keuzes.kleine_aantallen {
            return cel(format!("{glyph} klein aantal"));
        }
        // The people stay on one line.
        let mensen = wording::mensen(meting, is_mean).replace(' ', "\u{a0}");
        let mut tekst = format!("{glyph}\u{a0}{} ({mensen})", meting.weergave);
        for extra in [wording::year_basis(meting), wording::nagekomen(meting)].into_iter().flatten() {
            tekst.push_str("; ");
            tekst.push_str(&extra);
        }
        if meting.rijen_niet_meegeteld > 0 {
            tekst.push_str("; ");
            tekst.push_str(&wording::aantal(meting.rijen_niet_meegeteld, "rij", "rijen"));
            tekst.push_str(" niet meegeteld");
        }
        if meting.klein_aantal {
            tekst.push_str("; klein aantal");
        }
        cel(tekst)
    }

    fn change(&self, norm: &Norm, nu: &Meting, toen: Option<&Meting>) -> String {
        let hidden = |m: &Meting| m.klein_aantal && !self.keuzes.kleine_aantallen;
        let Some(toen) = toen.filter(|t| !hidden(t) && !hidden(nu)) else { return "–".to_owned() };
        match nu.verschil(toen, norm) {
            None => "–".to_owned(),
            Some(v) if v.richting.is_eq() => "gelijk".to_owned(),
            Some(v) if norm.indicator.is_mean() => v.weergave(),
            Some(v) => format!("{} pp", v.weergave()),
        }
    }

    fn changes_since(&self, blokken: &mut Vec<Blok>) {
        let shown = |m: &Meting| !m.klein_aantal || self.keuzes.kleine_aantallen;
        let lines: Vec<Regel> = self
            .stof
            .wijzigingen
            .iter()
            .filter(|w| shown(&w.toen) && shown(&w.nu))
            .map(|w| {
                let is_mean = self.stof.normen.iter().any(|n| n.id == w.norm && n.indicator.is_mean());
                Regel { niveau: 0, tekst: zinnen::wijziging(w, is_mean) }
            })
            .collect();
        if !lines.is_empty() {
            heading(blokken, 3, "Sinds het gesprek gewijzigd");
            blokken.push(Blok::Lijst(lines));
        }
    }

    /// One chart per KPI that is measured in percent, and one for the marks; only with something to follow over time.
    fn charts(&self, blokken: &mut Vec<Blok>) {
        let stof = self.stof;
        for (naam, top, of) in [
            ("KPI 1", 100.0, (|n: &Norm| n.kpi == 1) as fn(&Norm) -> bool),
            ("KPI 2", 100.0, |n: &Norm| n.kpi == 2),
            ("KPI 3, tevredenheid", 100.0, |n: &Norm| n.kpi == 3 && !n.indicator.is_mean()),
            ("KPI 3, cijfer voor de casusregisseurs", 10.0, |n: &Norm| n.kpi == 3 && n.indicator.is_mean()),
        ] {
            let normen: Vec<&Norm> = stof.normen.iter().filter(|n| of(n)).collect();
            let kwartalen: BTreeSet<_> = normen.iter().flat_map(|n| self.trend(n)).map(|m| m.kwartaal).collect();
            let grafiek = Grafiek {
                titel: format!("{naam}: jaarcijfer per kwartaal"),
                beschrijving: String::new(),
                kwartalen: kwartalen.iter().map(ToString::to_string).collect(),
                top,
                reeksen: normen.iter().map(|n| self.series(n, &kwartalen)).collect(),
                normen: norm_lines(&normen, &kwartalen),
            };
            let measured = grafiek.reeksen.iter().map(|r| r.punten.iter().flatten().count()).max().unwrap_or(0);
            if measured >= 2 {
                blokken.push(Blok::Grafiek(Grafiek { beschrijving: describe(&grafiek), ..grafiek }));
            }
        }
    }

    fn trend(&self, norm: &Norm) -> &[Meting] {
        self.stof.trends.iter().find(|(id, _)| *id == norm.id).map_or(&[], |(_, t)| t.as_slice())
    }

    fn series(&self, norm: &Norm, kwartalen: &BTreeSet<crate::domain::Kwartaal>) -> Grafiekreeks {
        let trend = self.trend(norm);
        let shown = |m: &&Meting| !m.klein_aantal || self.keuzes.kleine_aantallen;
        let (mut punten, mut weergave) = (Vec::new(), Vec::new());
        for kwartaal in kwartalen {
            let meting = trend.iter().find(|m| m.kwartaal == *kwartaal);
            let visible = meting.filter(shown);
            punten.push(visible.and_then(|m| height(norm, m)));
            weergave.push(match (meting, visible) {
                (_, Some(m)) => m.weergave.clone(),
                (Some(_), None) => "klein aantal".to_owned(),
                (None, None) => "–".to_owned(),
            });
        }
        Grafiekreeks { naam: format!("{} {}", norm.id, norm.kort), punten, weergave }
    }

    fn point(&self, blokken: &mut Vec<Blok>, nummer: u32, punt: &Verslagpunt) {
        heading(blokken, 3, &format!("{nummer}. {}", self.typed(&punt.titel)));
        let zicht = zinnen::Zicht { codes: self.keuzes.codes, anderen: false, kleine_aantallen: self.keuzes.kleine_aantallen };
        let facts: Vec<Regel> = punt
            .feiten
            .iter()
            .filter_map(|f| f.tekst(zicht).map(|t| Regel { niveau: f.niveau, tekst: self.masker.mask(&t) }))
            .collect();
        if !facts.is_empty() {
            blokken.push(Blok::Lijst(facts));
        }
        for alinea in self.typed(&punt.notitie).lines().filter(|l| !l.trim().is_empty()) {
            blokken.push(Blok::Alinea(alinea.trim().to_owned()));
        }
        let outcomes: Vec<(String, String)> = punt.uitkomsten.iter().map(|u| self.outcome(u)).collect();
        if !outcomes.is_empty() {
            blokken.push(Blok::Uitkomsten(outcomes));
        }
    }

    fn outcome(&self, uitkomst: &Verslaguitkomst) -> (String, String) {
        match uitkomst {
            Verslaguitkomst::Afspraak(a) => {
                let wie = [self.typed(&a.eigenaar), a.deadline.map(wording::datum).unwrap_or_default()];
                let wie = wie.iter().filter(|w| !w.is_empty()).cloned().collect::<Vec<_>>().join(", ");
                let wie = if wie.is_empty() { String::new() } else { format!(" ({wie})") };
                (format!("Afspraak {}", a.nummer), format!("{}{wie}", self.typed(&a.tekst)))
            }
            Verslaguitkomst::Tekst { soort, tekst } => (hoofdletter(soort.naam()), self.typed(tekst)),
        }
    }

    fn coverage(&self, blokken: &mut Vec<Blok>, dekking: &Dekkingsstof) {
        let aanbieder = self.stof.gesprek.aanbieder;
        let Some(van) = dekking.van else { return };
        heading(blokken, 2, "Dekking");
        let vlakken: Vec<Vlak> = dekking
            .gemeenten
            .iter()
            .map(|g| Vlak { gemeente: g.gemeente, stand: stand(g), eigen: g.door.contains(&aanbieder) })
            .collect();
        let told: Vec<String> = Vlakstand::ALL
            .into_iter()
            .filter_map(|s| {
                let names: Vec<&str> = vlakken.iter().filter(|v| v.stand == s).map(|v| v.gemeente.naam()).collect();
                (!names.is_empty()).then(|| format!("{}: {}", s.naam(), wording::opsomming(names)))
            })
            .collect();
        let titel = format!("Dekking van de zeven gemeenten, {van}");
        blokken.push(Blok::Kaart(Kaart {
            titel: titel.clone(),
            beschrijving: format!("{}.", hoofdletter(&told.join("; "))),
            vlakken,
        }));
        let kolommen =
            kolommen(&[("Gemeente", 30, false), ("Dekking", 36, false), (aanbieder.naam(), 14, false), ("Veranderd", 20, false)]);
        let rijen = dekking.gemeenten.iter().map(|g| {
            let s = stand(g);
            let since = g.niet_gedekt_sinds.map(|k| format!(" sinds {k}")).unwrap_or_default();
            let tone = match s {
                Vlakstand::Gedekt => Toon::Goed,
                Vlakstand::Kwetsbaar => Toon::Aandacht,
                Vlakstand::NietGedekt => Toon::Fout,
                Vlakstand::NietOpgegeven => Toon::Zacht,
            };
            let own = g.cellen.iter().find(|c| c.aanbieder == aanbieder);
            let tot = own.and_then(|c| c.tot).map(|d| format!(", tot {}", wording::datum(d))).unwrap_or_default();
            let own = match own.and_then(|c| c.dekking) {
                Some(true) => format!("ja{tot}"),
                Some(false) => "nee".to_owned(),
                None => "niet opgegeven".to_owned(),
            };
            let changed = match g.verandering {
                Some(true) => "weer gedekt",
                Some(false) => "niet meer gedekt",
                None => "–",
            };
            vec![
                cel(g.gemeente.naam()),
                Cel { tekst: format!("{} {}{since}", s.glyph(), s.naam()), toon: tone },
                cel(own),
                cel(changed),
            ]
        });
        blokken.push(Blok::Tabel(Tabel { titel, titel_stil: true, kolommen, rijen: rijen.collect() }));
    }

    fn agreements(&self, blokken: &mut Vec<Blok>) {
        if self.stof.afspraken.is_empty() {
            blokken.push(Blok::Alinea("Er zijn geen afspraken gemaakt.".to_owned()));
            return;
        }
        let kolommen =
            kolommen(&[("Nummer", 16, false), ("Afspraak", 46, false), ("Eigenaar", 20, false), ("Uiterlijk", 18, false)]);
        let rijen = self.stof.afspraken.iter().map(|a| {
            vec![cel(a.nummer.to_string()), cel(self.agreement_text(a)), cel(self.typed(&a.eigenaar)), cel(deadline(a))]
        });
        let titel = "Afspraken uit dit gesprek, met eigenaar en datum".to_owned();
        blokken.push(Blok::Tabel(Tabel { titel, titel_stil: true, kolommen, rijen: rijen.collect() }));
    }

    fn carried_over(&self, blokken: &mut Vec<Blok>) {
        if self.stof.doorlopend.is_empty() {
            blokken.push(Blok::Alinea("Er lopen geen afspraken door uit eerdere gesprekken.".to_owned()));
            return;
        }
        let kolommen = kolommen(&[
            ("Nummer", 16, false),
            ("Afspraak", 34, false),
            ("Eigenaar", 14, false),
            ("Uiterlijk", 14, false),
            ("Stand", 22, false),
        ]);
        let rijen = self.stof.doorlopend.iter().map(|l: &Lopend| {
            let a = &l.afspraak;
            let mut state = vec![if l.te_laat { "! te laat".to_owned() } else { "loopt".to_owned() }];
            state.extend(zinnen::doorgeschoven(l.doorgeschoven));
            vec![
                cel(a.nummer.to_string()),
                cel(self.agreement_text(a)),
                cel(self.typed(&a.eigenaar)),
                cel(deadline(a)),
                Cel { tekst: state.join(", "), toon: if l.te_laat { Toon::Aandacht } else { Toon::Gewoon } },
            ]
        });
        let titel = "Doorlopende afspraken uit eerdere gesprekken".to_owned();
        blokken.push(Blok::Tabel(Tabel { titel, titel_stil: true, kolommen, rijen: rijen.collect() }));
    }

    /// The text with what belongs to it: the kind, the deelnemer when codes are shown, what is expected.
    fn agreement_text(&self, a: &Afspraak) -> String {
        let mut tekst = self.typed(&a.tekst);
        if a.soort != crate::domain::Afspraaksoort::Gewoon {
            tekst = format!("{}: {tekst}", hoofdletter(a.soort.naam()));
        }
        if let Some(code) = a.deelnemer.as_ref().filter(|_| self.keuzes.codes) {
            tekst = format!("{tekst} ({code})");
        }
        if let Some(v) = &a.verwachting {
            let is_mean = self.stof.normen.iter().any(|n| n.id == v.norm && n.indicator.is_mean());
            tekst = format!("{tekst}. Verwacht: {}", v.notatie(is_mean));
        }
        tekst
    }

    fn legend(&self) -> Vec<Regel> {
        let mut lines: Vec<String> = vec![
            "✓ gehaald of binnen de richtwaarde, ✗ niet gehaald, ! boven de richtwaarde, ◌ norm losgelaten, – niet te bepalen."
                .to_owned(),
        ];
        lines.push(
            "Achter een percentage staan de mensen: “8 van 13”. Een jaarcijfer loopt van 1 januari tot en met het kwartaal."
                .to_owned(),
        );
        lines.push(if self.keuzes.kleine_aantallen {
            "Klein aantal: minder dan tien; één deelnemer maakt dan veel verschil.".to_owned()
        } else {
            "Cijfers over minder dan tien deelnemers zijn weggelaten; het oordeel staat er wel.".to_owned()
        });
        if !self.keuzes.codes {
            lines.push("Codes van deelnemers zijn weggelaten.".to_owned());
        }
        let dag = self.stof.gesprek.kwartaal.last_day();
        for norm in &self.stof.normen {
            if let Some(opschorting) = norm.suspended_on(dag) {
                lines.push(format!("{}: {} Besloten door {}.", norm.id, opschorting.reden, opschorting.besloten_door));
            }
        }
        lines.into_iter().map(|tekst| Regel { niveau: 0, tekst }).collect()
    }
}

fn heading(blokken: &mut Vec<Blok>, niveau: u8, tekst: &str) {
    blokken.push(Blok::Kop { niveau, tekst: tekst.to_owned() });
}

fn kolommen(naar: &[(&str, u8, bool)]) -> Vec<Kolom> {
    naar.iter().map(|(naam, breedte, rechts)| Kolom { naam: (*naam).to_owned(), breedte: *breedte, rechts: *rechts }).collect()
}

fn cel(tekst: impl Into<String>) -> Cel {
    Cel { tekst: tekst.into(), toon: Toon::Gewoon }
}

fn deadline(afspraak: &Afspraak) -> String {
    afspraak.deadline.map_or_else(|| "geen datum".to_owned(), wording::datum)
}

const fn toon(oordeel: Oordeel) -> Toon {
    match oordeel {
        Oordeel::Gehaald | Oordeel::BinnenRichtwaarde => Toon::Goed,
        Oordeel::NietGehaald => Toon::Fout,
        Oordeel::BovenRichtwaarde => Toon::Aandacht,
        Oordeel::Losgelaten | Oordeel::NietTeBepalen => Toon::Zacht,
    }
}

const fn stand(g: &Gemeentestof) -> Vlakstand {
    if g.is_vulnerable() {
        Vlakstand::Kwetsbaar
    } else if g.is_covered() {
        Vlakstand::Gedekt
    } else if g.niet_opgegeven {
        Vlakstand::NietOpgegeven
    } else {
        Vlakstand::NietGedekt
    }
}

/// How high a point stands in a chart; for drawing only, nothing is compared with it.
fn height(norm: &Norm, meting: &Meting) -> Option<f64> {
    let Waarde::Gemeten { teller, noemer } = &meting.waarde else { return None };
    let value = teller.to_f64()? / f64::from(*noemer);
    Some(if norm.indicator.is_mean() { value } else { value * 100.0 })
}

/// The norm lines of a chart: normen with the same grens share one, dashed where all of them are suspended.
fn norm_lines(normen: &[&Norm], kwartalen: &BTreeSet<crate::domain::Kwartaal>) -> Vec<Normlijn> {
    let mut lines: Vec<(rust_decimal::Decimal, Normlijn)> = Vec::new();
    for norm in normen {
        let opgeschort: Vec<bool> = kwartalen.iter().map(|k| norm.suspended_on(k.last_day()).is_some()).collect();
        if let Some((_, line)) = lines.iter_mut().find(|(grens, _)| *grens == norm.grens) {
            line.naam = format!("{} en {}", line.naam, norm.id);
            for (all, own) in line.opgeschort.iter_mut().zip(opgeschort) {
                *all &= own;
            }
        } else if let Some(grens) = norm.grens.to_f64() {
            lines.push((norm.grens, Normlijn { naam: format!("norm {}", norm.id), grens, opgeschort }));
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What a chart shows, in a sentence per line of it.
fn describe(grafiek: &Grafiek) -> String {
    let said = grafiek.reeksen.iter().map(|reeks| {
        let measured: Vec<(&String, &String)> = grafiek
            .kwartalen
            .iter()
            .zip(&reeks.weergave)
            .zip(&reeks.punten)
            .filter(|(_, p)| p.is_some())
            .map(|(kw, _)| kw)
            .collect();
        match (measured.first(), measured.last()) {
            (Some((van, eerst)), Some((tot, laatst))) if measured.len() > 1 => {
                format!("{}: van {eerst} in {van} naar {laatst} in {tot}.", reeks.naam)
            }
            (Some((van, eerst)), _) => format!("{}: {eerst} in {van}.", reeks.naam),
            _ => format!("{}: niet gemeten.", reeks.naam),
        }
    });
    said.collect::<Vec<_>>().join(" ")
}
