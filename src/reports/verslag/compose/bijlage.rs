//! The appendix: what one looks a thing up in. The course of the figures, who stands behind them, and what was on the table.

use std::collections::BTreeSet;

use super::besproken::own_lines;
use super::{Composer, Zet, heading};
use crate::domain::vorm::{Dekkingsverslag, Gemeenteverslag, Normstand, Verslagpunt};
use crate::domain::{Feitregel, Onderdeelsleutel};
use crate::reports::verslag::delen::one_space;
use crate::reports::verslag::{Kaart, Regel, Tabel, Tabelcel, Tabelkolom, Tint, Verslagblok, Vlak, Vlakstand};
use crate::wording::agenda::{GEVORMD, LETTERLIJK, VERGELIJK, WAARVAN, Zicht};
use crate::wording::{self, hoofdletter};

impl Composer<'_> {
    pub(super) fn appendix(&self, blokken: &mut Vec<Verslagblok>) {
        heading(blokken, 2, "Bijlage");
        let grafieken = self.charts();
        if !grafieken.is_empty() {
            heading(blokken, 3, "Verloop van de jaarcijfers");
            let missing = self.without_report(&grafieken);
            blokken.push(Verslagblok::Grafieken(grafieken));
            // In a chart such a kwartaal is a gap.
            blokken.extend(missing.map(Verslagblok::Noot));
        }
        let behind = self.behind_the_figures();
        if !behind.is_empty() {
            heading(blokken, 3, "Bij de cijfers");
            blokken.push(Verslagblok::Lijst(behind));
        }
        for punt in self.stof.in_gesprek() {
            let facts = self.looked_up(punt);
            if !facts.is_empty() {
                heading(blokken, 3, &one_space(&self.typed(&punt.titel)));
                blokken.push(Verslagblok::Lijst(facts));
            }
        }
        if let Some(dekking) = &self.stof.dekking {
            self.coverage(blokken, dekking);
        }
    }

    /// The facts of a point that are told nowhere else.
    fn looked_up(&self, punt: &Verslagpunt) -> Vec<Regel> {
        match &punt.sleutel {
            Onderdeelsleutel::Vooruitblik
            | Onderdeelsleutel::Bundel(_)
            | Onderdeelsleutel::Signalen
            | Onderdeelsleutel::Aandachtspunten
            | Onderdeelsleutel::Tevredenheid
            | Onderdeelsleutel::Samenwerking
            | Onderdeelsleutel::PxQ
            | Onderdeelsleutel::Eigen(_) => self.facts(&punt.feiten),
            // The map and its table say it; afspraken and the next date stand in front, expectations at their point.
            Onderdeelsleutel::Dekking
            | Onderdeelsleutel::OpenAfspraken
            | Onderdeelsleutel::Verwachtingen
            | Onderdeelsleutel::VolgendeDatum
            | Onderdeelsleutel::Kpi(_) => Vec::new(),
        }
    }

    /// How the people of a figure are divided, and the rows that matter; each once.
    fn behind_the_figures(&self) -> Vec<Regel> {
        let mut lines = Vec::new();
        for punt in self.stof.in_gesprek() {
            let Onderdeelsleutel::Kpi(kpi) = punt.sleutel else { continue };
            let mut said: BTreeSet<String> = BTreeSet::new();
            for norm in self.stof.normen.iter().filter(|n| n.kpi == kpi) {
                let own = own_lines(norm, &punt.feiten).iter().filter(|f| !is_told_elsewhere(norm, f));
                let own = own.filter_map(|f| f.tekst(self.zicht)).map(|t| divided(&t).unwrap_or(t));
                let own: Vec<String> = own.filter(|t| said.insert(t.clone())).collect();
                if !own.is_empty() {
                    lines.push(Regel { niveau: 0, tekst: format!("{} {}", norm.id, norm.kort) });
                    lines.extend(own.into_iter().map(|tekst| Regel { niveau: 1, tekst }));
                }
            }
        }
        lines
    }

    fn coverage(&self, blokken: &mut Vec<Verslagblok>, dekking: &Dekkingsverslag) {
        heading(blokken, 3, &format!("Dekking, {}", dekking.van));
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
        let any_changed = dekking.gemeenten.iter().any(|g| g.veranderd.is_some());
        let naam = &self.stof.aanbieder.naam;
        let widths = if any_changed { [30, 36, 17, 17] } else { [34, 42, 24, 0] };
        let names = ["Gemeente", "Dekking", naam.as_str(), "Veranderd"];
        let kolommen = names.into_iter().zip(widths).filter(|(_, breedte)| *breedte > 0);
        let rijen = dekking.gemeenten.iter().map(|g| {
            let changed = match g.veranderd {
                Some(true) => "weer gedekt",
                Some(false) => "niet meer gedekt",
                None => "–",
            };
            let changed = any_changed.then(|| Tabelcel::gewoon(changed));
            [Tabelcel::gewoon(g.naam.as_str()), state(g), Tabelcel::gewoon(own(g))].into_iter().chain(changed).collect()
        });
        let kolommen = kolommen.map(|(naam, breedte)| Tabelkolom::from((naam, breedte, Zet::Links))).collect();
        let tabel = Tabel { titel: titel.clone(), titel_stil: true, kolommen, rijen: rijen.collect() };
        let beschrijving = format!("{}.", hoofdletter(&told.join("; ")));
        blokken.push(Verslagblok::Kaart(Box::new(Kaart { titel, beschrijving, van: naam.clone(), vlakken, tabel })));
    }
}

/// Whether a line tells the figure that stands in the table, what is noted below it, or what the leeswijzer says.
fn is_told_elsewhere(norm: &Normstand, regel: &Feitregel) -> bool {
    let text = regel.tekst(Zicht::ALLES).unwrap_or_default();
    let verdicts = [&norm.jaar.woorden, &norm.kwartaal.woorden];
    let begins = [GEVORMD, VERGELIJK, LETTERLIJK].iter().any(|begin| text.starts_with(begin));
    let is_said = |reden: &String| reden.starts_with(&text);
    begins || verdicts.into_iter().any(|w| text.contains(w.as_str())) || norm.losgelaten.as_ref().is_some_and(is_said)
}

/// How the people of a figure are divided, where the figure does not stand before it.
fn divided(text: &str) -> Option<String> {
    Some(format!("afgeronde trajecten: {}", text.strip_prefix(WAARVAN)?))
}

fn state(g: &Gemeenteverslag) -> Tabelcel {
    let s = stand(g);
    let since = g.niet_gedekt_sinds.map(|k| format!(" sinds {k}")).unwrap_or_default();
    let toon = match s {
        Vlakstand::Gedekt => Tint::Goed,
        Vlakstand::Kwetsbaar => Tint::Aandacht,
        Vlakstand::NietGedekt => Tint::Fout,
        Vlakstand::NietOpgegeven => Tint::Zacht,
    };
    Tabelcel { tekst: format!("{} {}{since}", s.glyph(), s.naam()), toon }
}

/// What the aanbieder of the gesprek says of a gemeente.
fn own(g: &Gemeenteverslag) -> String {
    let tot = g.eigen_tot.map(|d| format!(", tot {}", wording::datum(d))).unwrap_or_default();
    match g.eigen {
        Some(true) => format!("ja{tot}"),
        Some(false) => "nee".to_owned(),
        None => "niet opgegeven".to_owned(),
    }
}

const fn stand(g: &Gemeenteverslag) -> Vlakstand {
    match g.gedekt_door {
        0 if g.niet_opgegeven => Vlakstand::NietOpgegeven,
        0 => Vlakstand::NietGedekt,
        1 => Vlakstand::Kwetsbaar,
        _ => Vlakstand::Gedekt,
    }
}
