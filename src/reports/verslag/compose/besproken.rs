//! What was talked about, point by point: what a norm that is not met lacks, what was noted, and what came out of it.

use super::{Composer, heading};
use crate::domain::vorm::{Normstand, Verslagpunt};
use crate::domain::{Feitregel, Onderdeelsleutel, Oordeel};
use crate::reports::verslag::delen::{one_space, placed};
use crate::reports::verslag::{Regel, Verslagblok};
use crate::wording::{hoofdletter, opsomming};

impl Composer<'_> {
    /// The points with something to tell; which others there were, in one sentence.
    pub(super) fn discussed(&self, blokken: &mut Vec<Verslagblok>) {
        let mut told = Vec::new();
        let mut silent = Vec::new();
        let mut besluit = 0;
        for (nummer, punt) in (1_u32..).zip(self.stof.in_gesprek()) {
            let titel = format!("{nummer}. {}", one_space(&self.typed(&punt.titel)));
            let blocks = self.point(punt, &mut besluit);
            if blocks.is_empty() {
                let titel = one_space(&self.typed(&punt.titel));
                // What somebody called a point stands as he wrote it.
                silent.push(if matches!(punt.sleutel, Onderdeelsleutel::Eigen(_)) {
                    format!("“{titel}”")
                } else {
                    within(&titel)
                });
            } else {
                heading(&mut told, 3, &titel);
                told.extend(blocks);
            }
        }
        if told.is_empty() && silent.is_empty() {
            return;
        }
        let is_held = self.stof.status.is_held();
        heading(blokken, 2, if is_held { "Besproken" } else { "Op de agenda" });
        if !silent.is_empty() {
            let names = opsomming(silent);
            let rest = match (told.is_empty(), is_held) {
                (false, _) => format!("Verder op de agenda: {names}."),
                (true, true) => format!("Op de agenda stonden {names}. Daarbij is niets vastgelegd."),
                (true, false) => format!("{}.", hoofdletter(&names)),
            };
            told.push(Verslagblok::Alinea(rest));
        }
        blokken.append(&mut told);
    }

    fn point(&self, punt: &Verslagpunt, besluit: &mut u32) -> Vec<Verslagblok> {
        let facts: Vec<Regel> = match &punt.sleutel {
            Onderdeelsleutel::Kpi(kpi) => self.not_met(*kpi, &punt.feiten),
            Onderdeelsleutel::Verwachtingen => self.facts(&punt.feiten),
            // Looked up in the appendix, or said in front already.
            Onderdeelsleutel::OpenAfspraken
            | Onderdeelsleutel::Vooruitblik
            | Onderdeelsleutel::Bundel(_)
            | Onderdeelsleutel::Signalen
            | Onderdeelsleutel::Aandachtspunten
            | Onderdeelsleutel::Dekking
            | Onderdeelsleutel::Tevredenheid
            | Onderdeelsleutel::Samenwerking
            | Onderdeelsleutel::PxQ
            | Onderdeelsleutel::VolgendeDatum
            | Onderdeelsleutel::Eigen(_) => Vec::new(),
        };
        let mut blocks = Vec::new();
        if !facts.is_empty() {
            blocks.push(Verslagblok::Lijst(facts));
        }
        let note = self.typed(&punt.notitie);
        blocks.extend(note.lines().filter(|l| !l.trim().is_empty()).map(|l| Verslagblok::Alinea(l.trim().to_owned())));
        let outcomes = self.outcomes(&punt.uitkomsten, besluit);
        if !outcomes.is_empty() {
            blocks.push(Verslagblok::Uitkomsten(outcomes));
        }
        blocks
    }

    /// The facts as they may be seen.
    pub(super) fn facts(&self, feiten: &[Feitregel]) -> Vec<Regel> {
        let mut lines: Vec<Regel> = Vec::new();
        for line in placed(feiten.iter().map(|f| (f.niveau, f.tekst(self.zicht)))) {
            match lines.last_mut() {
                // What a heading announces stands behind it.
                Some(last) if last.tekst.ends_with(':') && line.niveau > last.niveau => {
                    last.tekst.push(' ');
                    last.tekst.push_str(&line.tekst);
                }
                _ => lines.push(line),
            }
        }
        lines
    }

    /// Of each norm of a KPI that is not met its figure of the year, and how far it is off.
    fn not_met(&self, kpi: u8, feiten: &[Feitregel]) -> Vec<Regel> {
        let is_missed = |n: &&Normstand| matches!(n.jaar.oordeel, Oordeel::NietGehaald | Oordeel::BovenRichtwaarde);
        let missed = self.stof.normen.iter().filter(|n| n.kpi == kpi).filter(is_missed);
        let line = |norm: &Normstand| {
            let of_year = own_lines(norm, feiten).first()?.tekst(self.zicht)?;
            Some(Regel { niveau: 0, tekst: format!("{} {}, {} · {of_year}", norm.id, norm.kort, norm.eis) })
        };
        missed.filter_map(line).collect()
    }
}

/// The lines of a KPI point that belong to a norm.
pub(super) fn own_lines<'f>(norm: &Normstand, feiten: &'f [Feitregel]) -> &'f [Feitregel] {
    let begin = format!("{} ", norm.id);
    let is_own =
        |f: &Feitregel| f.niveau == 0 && f.tekst(crate::wording::agenda::Zicht::ALLES).is_some_and(|t| t.starts_with(&begin));
    let Some(at) = feiten.iter().position(is_own) else { return &[] };
    let rest = feiten.get(at + 1..).unwrap_or_default();
    let own = rest.iter().position(|f| f.niveau == 0).unwrap_or(rest.len());
    rest.get(..own).unwrap_or_default()
}

/// A title within a sentence: small, but for what is written in capitals.
fn within(titel: &str) -> String {
    let mut chars = titel.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => titel.to_owned(),
    }
}
