//! From the form of a gesprek to the blocks of its verslag; what may not be seen ends here.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::delen::{change, figure, left_out};
use super::{
    Grafiek, Grafiekreeks, Kaart, Keuzes, Normlijn, Papier, Regel, Tabel, Tabelcel, Tabelkolom, Tint, Verslag, Verslagblok, Vlak,
    Vlakstand,
};
use crate::domain::vorm::{
    Dekkingsverslag, Doorlopend, Gemeenteverslag, Normstand, Trendstand, Verslagafspraak, Verslagpunt, Verslagstof,
    Verslaguitkomst, Wijzigingregel,
};
use crate::domain::{Afspraaksoort, Afspraakstatus, Gespreksstatus, Getypt, Kwartaal, Oordeel, Periode};
use crate::wording::{self, agenda as zinnen, hoofdletter};

/// Said of a document that holds codes.
const VERTROUWELIJK: &str = "Vertrouwelijk: dit verslag noemt codes van deelnemers.";

/// Composes the verslag: decides what is seen, and sets everything in its place.
pub fn compose(stof: &Verslagstof, keuzes: Keuzes) -> Verslag {
    let zicht =
        zinnen::Zicht { codes: keuzes.codes, anderen: false, opdrachten: false, kleine_aantallen: keuzes.kleine_aantallen };
    let composer = Composer { stof, zicht };
    let kwartaal = wording::kwartaal_lang(stof.kwartaal);
    let extra = if stof.extra { "extra accountgesprek" } else { "accountgesprek" };
    let naam = &stof.aanbieder.naam;
    Verslag {
        papier: Papier::Verslag,
        titel: format!("Verslag {extra} {naam}, {kwartaal}"),
        kort: format!("{naam} · {}", stof.kwartaal),
        datum: stof.datum,
        voorbeeld: stof.voorbeeld,
        concept: concept(stof.status),
        vertrouwelijk: keuzes.codes.then(|| VERTROUWELIJK.to_owned()),
        kop: composer.head(),
        blokken: composer.blocks(),
    }
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
    zicht: zinnen::Zicht,
}

impl Composer<'_> {
    /// Text that somebody typed, without codes unless they were asked for.
    fn typed(&self, text: &Getypt) -> String {
        text.tekst(self.zicht).trim().to_owned()
    }

    /// Whether something is left out because it is, or gives away, a small number.
    const fn hides(&self, weglaten: bool) -> bool {
        weglaten && !self.zicht.kleine_aantallen
    }

    fn head(&self) -> Vec<(String, String)> {
        let stof = self.stof;
        let aanbieder = &stof.aanbieder;
        let datum = stof.datum.map_or_else(|| "nog niet bekend".to_owned(), wording::datum_lang);
        let tijd = stof.tijd.map(|t| format!(", {} uur", t.format("%-H.%M"))).unwrap_or_default();
        let mut head = vec![
            ("Aanbieder".to_owned(), format!("{} (KvK {})", aanbieder.statutair, aanbieder.kvk)),
            ("Product".to_owned(), stof.product.clone()),
            ("Kwartaal".to_owned(), format!("{} ({})", wording::kwartaal_lang(stof.kwartaal), stof.kwartaal)),
            ("Datum".to_owned(), format!("{datum}{tijd}")),
        ];
        let mut add = |label: &str, value: String| {
            if !value.is_empty() {
                head.push((label.to_owned(), value));
            }
        };
        add("Plaats", self.typed(&stof.plaats));
        add("Aanwezig", stof.aanwezig.iter().map(|a| self.typed(a)).collect::<Vec<_>>().join(", "));
        add("Rapportage", stof.rapportage.clone());
        if let Some(dag) = stof.bevroren_op {
            add("Cijfers", format!("zoals besproken, vastgelegd op {}", wording::datum(dag)));
        }
        head
    }

    fn blocks(&self) -> Vec<Verslagblok> {
        let mut blokken = Vec::new();
        heading(&mut blokken, 2, "In het kort");
        blokken.push(Verslagblok::Lijst(self.summary()));
        if !self.stof.normen.is_empty() {
            heading(&mut blokken, 2, "Cijfers en normen");
            blokken.push(Verslagblok::Tabel(self.kpi_table()));
            self.changes_since(&mut blokken);
            self.charts(&mut blokken);
        }
        if self.stof.in_gesprek().next().is_some() {
            heading(&mut blokken, 2, "Agenda en uitkomsten");
            for (nummer, punt) in (1_u32..).zip(self.stof.in_gesprek()) {
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
            .volgende
            .map_or_else(|| "Nog geen datum.".to_owned(), |d| format!("{}.", hoofdletter(&wording::datum_lang(d))));
        blokken.push(Verslagblok::Alinea(volgende));
        heading(&mut blokken, 2, "Leeswijzer");
        blokken.push(Verslagblok::Lijst(self.legend()));
        blokken
    }

    fn summary(&self) -> Vec<Regel> {
        let stof = self.stof;
        let mut lines = Vec::new();
        for oordeel in Oordeel::ALL {
            let judged = stof.normen.iter().filter(|n| n.jaar.oordeel == oordeel);
            let normen: Vec<String> = judged.map(|n| format!("{} {}", n.id, n.kort.to_lowercase())).collect();
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
        let kwartaal = self.stof.kwartaal;
        let kolommen = kolommen(&[
            ("Norm", 26, false),
            ("Eis", 14, false),
            (&kwartaal.to_string(), 16, false),
            (&wording::periode(Periode::Jaar, kwartaal), 16, false),
            ("Oordeel over het jaar", 16, false),
            ("Verschil", 12, true),
        ]);
        let rijen = self.stof.normen.iter().map(|norm| {
            vec![
                cel(format!("{} {}", norm.id, norm.kort)),
                cel(norm.eis.clone()),
                figure(&norm.kwartaal, self.zicht),
                figure(&norm.jaar, self.zicht),
                Tabelcel { tekst: norm.jaar.woorden.clone(), toon: Tint::of(norm.jaar.oordeel) },
                cel(change(norm, kwartaal, self.zicht)),
            ]
        });
        Tabel {
            titel: format!("Cijfers van {} tegenover de normen", self.stof.aanbieder.naam),
            titel_stil: false,
            kolommen,
            rijen: rijen.collect(),
        }
    }

    fn changes_since(&self, blokken: &mut Vec<Verslagblok>) {
        let line = |w: &Wijzigingregel| {
            // Then and now differ by few people, whoever they are.
            let tekst = if self.zicht.kleine_aantallen {
                zinnen::wijziging(&w.norm, &w.periode, &w.toen, &w.nu)
            } else {
                format!("{} {}: {} → {}", w.norm, w.periode, w.toen.oordeel.naam(), w.nu.oordeel.naam())
            };
            Regel { niveau: 0, tekst }
        };
        let lines: Vec<Regel> = self.stof.gewijzigd.iter().map(line).collect();
        if !lines.is_empty() {
            heading(blokken, 3, "Sinds het gesprek gewijzigd");
            blokken.push(Verslagblok::Lijst(lines));
        }
    }

    /// One chart per KPI that is measured in percent, and one for the marks; only with something to follow over time.
    fn charts(&self, blokken: &mut Vec<Verslagblok>) {
        for (naam, top, of) in [
            ("KPI 1", 100.0, (|n: &Normstand| n.kpi == 1) as fn(&Normstand) -> bool),
            ("KPI 2", 100.0, |n: &Normstand| n.kpi == 2),
            ("KPI 3, tevredenheid", 100.0, |n: &Normstand| n.kpi == 3 && !n.gemiddelde),
            ("KPI 3, cijfer voor de casusregisseurs", 10.0, |n: &Normstand| n.kpi == 3 && n.gemiddelde),
        ] {
            let normen: Vec<&Normstand> = self.stof.normen.iter().filter(|n| of(n)).collect();
            let kwartalen: BTreeSet<Kwartaal> = normen.iter().flat_map(|n| &n.trend).map(|t| t.kwartaal).collect();
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
                blokken.push(Verslagblok::Grafiek(Grafiek { beschrijving: describe(&grafiek), ..grafiek }));
            }
        }
    }

    fn series(&self, norm: &Normstand, kwartalen: &BTreeSet<Kwartaal>) -> Grafiekreeks {
        let (mut punten, mut weergave) = (Vec::new(), Vec::new());
        for kwartaal in kwartalen {
            let point = norm.trend.iter().find(|t| t.kwartaal == *kwartaal);
            let visible = point.filter(|t| !self.hides(t.weglaten));
            punten.push(visible.and_then(|t| height(norm, t)));
            weergave.push(match (point, visible) {
                (_, Some(t)) => t.weergave.clone(),
                (Some(t), None) => left_out(t.noemer.is_some_and(|n| n < self.stof.klein_onder)).to_owned(),
                (None, None) => "–".to_owned(),
            });
        }
        Grafiekreeks { naam: format!("{} {}", norm.id, norm.kort), punten, weergave }
    }

    fn point(&self, blokken: &mut Vec<Verslagblok>, nummer: u32, punt: &Verslagpunt) {
        heading(blokken, 3, &format!("{nummer}. {}", self.typed(&punt.titel)));
        let facts: Vec<Regel> =
            punt.feiten.iter().filter_map(|f| f.tekst(self.zicht).map(|tekst| Regel { niveau: f.niveau, tekst })).collect();
        if !facts.is_empty() {
            blokken.push(Verslagblok::Lijst(facts));
        }
        for alinea in self.typed(&punt.notitie).lines().filter(|l| !l.trim().is_empty()) {
            blokken.push(Verslagblok::Alinea(alinea.trim().to_owned()));
        }
        let outcomes: Vec<(String, String)> = punt.uitkomsten.iter().map(|u| self.outcome(u)).collect();
        if !outcomes.is_empty() {
            blokken.push(Verslagblok::Uitkomsten(outcomes));
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

    fn coverage(&self, blokken: &mut Vec<Verslagblok>, dekking: &Dekkingsverslag) {
        heading(blokken, 2, "Dekking");
        let vlakken: Vec<Vlak> = dekking
            .gemeenten
            .iter()
            .map(|g| Vlak { gemeente: g.gemeente, stand: stand(g), eigen: g.eigen == Some(true) })
            .collect();
        let told: Vec<String> = Vlakstand::ALL
            .into_iter()
            .filter_map(|s| {
                let names: Vec<&str> = dekking.gemeenten.iter().filter(|g| stand(g) == s).map(|g| g.naam.as_str()).collect();
                (!names.is_empty()).then(|| format!("{}: {}", s.naam(), wording::opsomming(names)))
            })
            .collect();
        let titel = format!("Dekking van de zeven gemeenten, {}", dekking.van);
        blokken.push(Verslagblok::Kaart(Kaart {
            titel: titel.clone(),
            beschrijving: format!("{}.", hoofdletter(&told.join("; "))),
            vlakken,
        }));
        let kolommen = kolommen(&[
            ("Gemeente", 30, false),
            ("Dekking", 36, false),
            (&self.stof.aanbieder.naam, 14, false),
            ("Veranderd", 20, false),
        ]);
        let rijen = dekking.gemeenten.iter().map(|g| {
            let s = stand(g);
            let since = g.niet_gedekt_sinds.map(|k| format!(" sinds {k}")).unwrap_or_default();
            let tone = match s {
                Vlakstand::Gedekt => Tint::Goed,
                Vlakstand::Kwetsbaar => Tint::Aandacht,
                Vlakstand::NietGedekt => Tint::Fout,
                Vlakstand::NietOpgegeven => Tint::Zacht,
            };
            let tot = g.eigen_tot.map(|d| format!(", tot {}", wording::datum(d))).unwrap_or_default();
            let own = match g.eigen {
                Some(true) => format!("ja{tot}"),
                Some(false) => "nee".to_owned(),
                None => "niet opgegeven".to_owned(),
            };
            let changed = match g.veranderd {
                Some(true) => "weer gedekt",
                Some(false) => "niet meer gedekt",
                None => "–",
            };
            vec![
                cel(g.naam.as_str()),
                Tabelcel { tekst: format!("{} {}{since}", s.glyph(), s.naam()), toon: tone },
                cel(own),
                cel(changed),
            ]
        });
        blokken.push(Verslagblok::Tabel(Tabel { titel, titel_stil: true, kolommen, rijen: rijen.collect() }));
    }

    fn agreements(&self, blokken: &mut Vec<Verslagblok>) {
        if self.stof.afspraken.is_empty() {
            blokken.push(Verslagblok::Alinea("Er zijn geen afspraken gemaakt.".to_owned()));
            return;
        }
        let kolommen =
            kolommen(&[("Nummer", 16, false), ("Afspraak", 46, false), ("Eigenaar", 20, false), ("Uiterlijk", 18, false)]);
        let rijen =
            self.stof.afspraken.iter().map(|a| {
                vec![cel(a.nummer.as_str()), cel(self.agreement_text(a)), cel(self.typed(&a.eigenaar)), cel(deadline(a))]
            });
        let titel = "Afspraken uit dit gesprek, met eigenaar en datum".to_owned();
        blokken.push(Verslagblok::Tabel(Tabel { titel, titel_stil: true, kolommen, rijen: rijen.collect() }));
    }

    fn carried_over(&self, blokken: &mut Vec<Verslagblok>) {
        if self.stof.doorlopend.is_empty() {
            blokken.push(Verslagblok::Alinea("Er lopen geen afspraken door uit eerdere gesprekken.".to_owned()));
            return;
        }
        let kolommen = kolommen(&[
            ("Nummer", 16, false),
            ("Afspraak", 34, false),
            ("Eigenaar", 14, false),
            ("Uiterlijk", 14, false),
            ("Stand", 22, false),
        ]);
        let rijen = self.stof.doorlopend.iter().map(|l: &Doorlopend| {
            let a = &l.afspraak;
            let mut state = vec![match (a.status, l.te_laat) {
                (Afspraakstatus::Open, true) => "! te laat".to_owned(),
                (Afspraakstatus::Open, false) => "loopt".to_owned(),
                // Open at the gesprek, and done before the verslag was established.
                (status, _) => status.naam().to_owned(),
            }];
            if a.status == Afspraakstatus::Open {
                state.extend(zinnen::doorgeschoven(l.doorgeschoven));
            }
            vec![
                cel(a.nummer.as_str()),
                cel(self.agreement_text(a)),
                cel(self.typed(&a.eigenaar)),
                cel(deadline(a)),
                Tabelcel { tekst: state.join(", "), toon: if l.te_laat { Tint::Aandacht } else { Tint::Gewoon } },
            ]
        });
        let titel = "Doorlopende afspraken uit eerdere gesprekken".to_owned();
        blokken.push(Verslagblok::Tabel(Tabel { titel, titel_stil: true, kolommen, rijen: rijen.collect() }));
    }

    /// The text with what belongs to it: the kind, the deelnemer when codes are shown, what is expected.
    fn agreement_text(&self, a: &Verslagafspraak) -> String {
        let mut tekst = self.typed(&a.tekst);
        if a.soort != Afspraaksoort::Gewoon {
            tekst = format!("{}: {tekst}", hoofdletter(a.soort.naam()));
        }
        if let Some(deelnemer) = a.deelnemer.as_ref().filter(|_| self.zicht.codes) {
            tekst = format!("{tekst} ({})", deelnemer.code);
        }
        if let Some(verwacht) = &a.verwacht {
            tekst = format!("{tekst}. Verwacht: {verwacht}");
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
        let few = wording::telwoord(self.stof.klein_onder);
        lines.push(if self.zicht.kleine_aantallen {
            format!("Klein aantal: minder dan {few}; één deelnemer maakt dan veel verschil.")
        } else {
            format!(
                "Cijfers over minder dan {few} deelnemers zijn weggelaten, en cijfers waaruit die te berekenen zijn; het oordeel \
                 staat er wel."
            )
        });
        if !self.zicht.codes {
            lines.push("Codes van deelnemers zijn weggelaten.".to_owned());
        }
        lines.extend(self.stof.normen.iter().filter_map(|n| Some(format!("{}: {}", n.id, n.losgelaten.as_ref()?))));
        lines.into_iter().map(|tekst| Regel { niveau: 0, tekst }).collect()
    }
}

fn heading(blokken: &mut Vec<Verslagblok>, niveau: u8, tekst: &str) {
    blokken.push(Verslagblok::Kop { niveau, tekst: tekst.to_owned() });
}

fn kolommen(naar: &[(&str, u8, bool)]) -> Vec<Tabelkolom> {
    naar.iter()
        .map(|(naam, breedte, rechts)| Tabelkolom { naam: (*naam).to_owned(), breedte: *breedte, rechts: *rechts })
        .collect()
}

fn cel(tekst: impl Into<String>) -> Tabelcel {
    Tabelcel::gewoon(tekst)
}

fn deadline(afspraak: &Verslagafspraak) -> String {
    afspraak.deadline.map_or_else(|| "geen datum".to_owned(), wording::datum)
}

const fn stand(g: &Gemeenteverslag) -> Vlakstand {
    match g.gedekt_door {
        0 if g.niet_opgegeven => Vlakstand::NietOpgegeven,
        0 => Vlakstand::NietGedekt,
        1 => Vlakstand::Kwetsbaar,
        _ => Vlakstand::Gedekt,
    }
}

/// How high a point stands in a chart; for drawing only, nothing is compared with it.
fn height(norm: &Normstand, point: &Trendstand) -> Option<f64> {
    let value = point.teller?.to_f64()? / f64::from(point.noemer?);
    Some(if norm.gemiddelde { value } else { value * 100.0 })
}

/// The norm lines of a chart: normen with the same grens share one, dashed where all of them are suspended.
fn norm_lines(normen: &[&Normstand], kwartalen: &BTreeSet<Kwartaal>) -> Vec<Normlijn> {
    let mut lines: Vec<(Decimal, Normlijn)> = Vec::new();
    for norm in normen {
        let suspended = |k: &Kwartaal| norm.trend.iter().any(|t| t.kwartaal == *k && t.losgelaten);
        let opgeschort: Vec<bool> = kwartalen.iter().map(suspended).collect();
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
