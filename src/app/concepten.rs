//! Drafts of forms: what was typed and not yet saved, kept so that a crash loses nothing.

use std::borrow::Cow;

use serde_json::Value;

use super::{App, Fout};
use crate::clock;
use crate::domain::{
    Aanbieder, Afspraak, Afspraaknummer, Agendapunt, Bundel, Gesprek, Kwartaal, Onderdeelsleutel, Ontwikkeldoel, Schoon, Signaal,
    Uitkomst, bsn,
};
use crate::wording;

/// What a draft can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conceptding {
    Gesprek(i64),
    /// A point of the agenda of a gesprek.
    Punt(i64, Onderdeelsleutel),
    /// An afspraak of before that is talked about at a gesprek.
    Lopend(i64, Afspraaknummer),
    /// Something that came out of a point.
    Uitkomst(i64),
    Afspraak(Afspraaknummer),
    Signaal(i64),
    Doel(i64),
    Aanbieder(Aanbieder, Option<Kwartaal>),
}

/// Where what a draft is about stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conceptplek {
    /// `KPI 1, gesprek PSW 2025-K4`.
    pub woorden: String,
    /// The gesprek that it is of; None: of none.
    pub gesprek: Option<Gespreksplek>,
}

/// A point of the agenda of a gesprek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gespreksplek {
    pub aanbieder: Aanbieder,
    pub kwartaal: Kwartaal,
    /// Its id, when it is not the regular one.
    pub apart: Option<i64>,
    /// None: it is of no point.
    pub punt: Option<Onderdeelsleutel>,
}

/// A draft without what may be a burgerservicenummer; the notation of forms is JSON, of which only the texts are looked at.
fn without_bsn<'t>(tekst: &'t str, kvk: &[&str]) -> Cow<'t, str> {
    let mut found = false;
    let mut value = match serde_json::from_str(tekst) {
        Ok(form @ Value::Object(_)) => form,
        _ => Value::from(tekst),
    };
    mask(&mut value, kvk, &mut found);
    match value {
        _ if !found => Cow::Borrowed(tekst),
        Value::String(text) => Cow::Owned(text),
        form => Cow::Owned(form.to_string()),
    }
}

fn mask(value: &mut Value, kvk: &[&str], found: &mut bool) {
    match value {
        Value::String(text) => {
            let schoon = Schoon::from(text.as_str());
            if bsn::bevat_bsn(&schoon, kvk) {
                let masked = bsn::masker(&schoon, kvk);
                (*text, *found) = (masked, true);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|v| mask(v, kvk, found)),
        Value::Object(fields) => fields.values_mut().for_each(|v| mask(v, kvk, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl App {
    /// The draft under `key`, if there is one. The text is the form's own notation.
    pub fn draft(&self, key: &str) -> Result<Option<String>, Fout> {
        self.store.draft(key).map_err(|e| self.refused(e))
    }

    /// Keeps a draft; an empty text drops it. A number that may be a burgerservicenummer is kept masked: the form that holds it
    /// is going to be refused, and nothing else that was typed is lost.
    pub fn save_draft(&mut self, key: &str, tekst: &str) -> Result<(), Fout> {
        let tekst = without_bsn(tekst, &self.register.kvk());
        self.store.save_draft(key, &tekst, clock::now()).map_err(|e| self.refused(e))
    }

    /// Saves what stands in a draft: when it is saved, the draft is gone, in the same transaction.
    pub fn saving<T>(&mut self, key: &str, save: impl FnOnce(&mut Self) -> Result<T, Fout>) -> Result<T, Fout> {
        self.store.saves_draft(Some(key.to_owned()));
        let saved = save(self);
        match self.store.saves_draft(None) {
            // There was nothing to change.
            Some(key) if saved.is_ok() => self.save_draft(&key, "")?,
            _ => {}
        }
        saved
    }

    /// All drafts, newest first: key and text. Offered at start after a crash.
    pub fn drafts(&self) -> Result<Vec<(String, String)>, Fout> {
        let drafts = self.store.drafts().map_err(|e| self.refused(e))?;
        Ok(drafts.into_iter().map(|c| (c.sleutel, c.tekst)).collect())
    }
}

impl App {
    /// Where what a draft is about stands; None when it is not there any more.
    pub fn conceptplek(&self, ding: &Conceptding) -> Option<Conceptplek> {
        let words = |woorden: String| Some(Conceptplek { woorden: wording::veilig(&woorden), gesprek: None });
        match ding {
            Conceptding::Gesprek(id) => self.in_gesprek(*id, None, None),
            Conceptding::Punt(id, punt) => self.in_gesprek(*id, Some(punt.clone()), None),
            Conceptding::Lopend(id, nummer) => {
                // Of the points that tell of it the first is where it is.
                let beeld = self.agenda(*id).ok()?;
                let at = beeld.in_gesprek().find(|p| p.lopend.iter().any(|l| l.afspraak.nummer == *nummer));
                self.in_gesprek(*id, at.map(|p| p.punt.sleutel.clone()), Some(nummer.to_string()))
            }
            Conceptding::Uitkomst(id) => {
                let uitkomst: Uitkomst = self.known(&id.to_string())?;
                self.in_gesprek(uitkomst.gesprek, Some(uitkomst.sleutel), None)
            }
            Conceptding::Afspraak(nummer) => {
                let afspraak: Afspraak = self.known(&nummer.to_string())?;
                words(format!("{}: {}", self.register.naam_of(afspraak.aanbieder, "hele regio"), in_short(&afspraak.tekst)))
            }
            Conceptding::Signaal(id) => {
                let signaal: Signaal = self.known(&id.to_string())?;
                let over = signaal.wie(&self.register).map(|wie| format!(" over {}", self.register.naam(wie)));
                words(format!("{}{}, {}", signaal.gemeente.naam(), over.unwrap_or_default(), signaal.kwartaal))
            }
            Conceptding::Doel(id) => {
                let doel: Ontwikkeldoel = self.known(&id.to_string())?;
                words(format!("{}: {}", self.register.naam(doel.aanbieder), in_short(&doel.tekst)))
            }
            Conceptding::Aanbieder(wie, kwartaal) => {
                let kwartaal = kwartaal.map(|k| format!(" {k}")).unwrap_or_default();
                words(format!("{}{kwartaal}", self.register.naam(*wie)))
            }
        }
    }

    fn in_gesprek(&self, id: i64, punt: Option<Onderdeelsleutel>, ding: Option<String>) -> Option<Conceptplek> {
        let gesprek: Gesprek = self.known(&id.to_string())?;
        let titel = punt.as_ref().map(|punt| self.name_of_punt(id, punt));
        let parts = ding.into_iter().chain(titel).chain([wording::gesprek(&gesprek, &self.register)]);
        let apart = (!gesprek.soort.is_regulier()).then_some(id);
        let plek = Gespreksplek { aanbieder: gesprek.aanbieder, kwartaal: gesprek.kwartaal, apart, punt };
        Some(Conceptplek { woorden: wording::veilig(&parts.collect::<Vec<_>>().join(", ")), gesprek: Some(plek) })
    }

    /// What a point is called: as its bundle or its user has it, else by what it is about.
    fn name_of_punt(&self, gesprek: i64, punt: &Onderdeelsleutel) -> String {
        let typed = match punt {
            Onderdeelsleutel::Bundel(id) => self.known::<Bundel>(&id.to_string()).map(|b| b.titel),
            Onderdeelsleutel::Eigen(_) => {
                let own = self.agendapunten(gesprek).unwrap_or_default();
                own.into_iter().find(|p: &Agendapunt| p.sleutel == *punt).map(|p| p.titel)
            }
            _ => None,
        };
        typed.map_or_else(|| wording::agendapunt(punt), |titel| format!("“{}”", in_short(&titel)))
    }
}

/// As much of a text as names it.
fn in_short(tekst: &str) -> String {
    const MOST: usize = 40;
    let short: String = tekst.chars().take(MOST).collect();
    if tekst.chars().count() > MOST { format!("{}…", short.trim_end()) } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_keeps_all_that_was_typed_but_a_bsn() {
        let typed = "{\"velden\":{\"tekst\":\" bel 111\u{ad}222333 \",\"eigenaar\":\"PSW \"},\"herkomst\":{\"id\":111222333}}";
        let kept = without_bsn(typed, &[]);
        assert!(kept.contains(&format!("bel {}", bsn::MASKER)) && kept.contains(r#""PSW ""#), "{kept}");
        assert!(kept.contains(r#""id":111222333"#), "a number of ours stays: {kept}");
        for fine in [r#"{"velden":{"tekst":"  31-12-2024\n"}}"#, " half { typed", ""] {
            assert_eq!(without_bsn(fine, &[]), fine);
        }
        assert_eq!(without_bsn("111222333", &[]), bsn::MASKER);
    }
}
