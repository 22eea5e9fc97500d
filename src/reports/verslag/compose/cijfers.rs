//! The normen with their figures, in one table.

use super::{Composer, Zet, heading, regels};
use crate::domain::Periode;
use crate::domain::vorm::{Cijferstand, Normstand, Wijzigingregel};
use crate::reports::verslag::delen::{change, left_out, verschil_met};
use crate::reports::verslag::{Tabel, Tabelcel, Tabelkolom, Tint, Verslagblok};
use crate::wording;
use crate::wording::agenda::{self as zinnen, shown};

impl Composer<'_> {
    /// The table, what else is said of its figures, and what moved since; without a single figure one sentence says so.
    pub(super) fn figures(&self, blokken: &mut Vec<Verslagblok>) {
        let normen = &self.stof.normen;
        if normen.is_empty() {
            return;
        }
        heading(blokken, 2, "Normen");
        if normen.iter().any(|n| n.jaar.is_measured() || n.kwartaal.is_measured()) {
            blokken.push(Verslagblok::Tabel(self.kpi_table()));
        } else {
            let all: Vec<&str> = normen.iter().map(|n| n.jaar.mensen.as_str()).collect();
            let why = if all.windows(2).all(|w| w[0] == w[1]) { all[0] } else { "niet te bepalen" };
            blokken.push(Verslagblok::Alinea(format!("Er zijn geen cijfers: {why}.")));
        }
        let notes = self.notes();
        if !notes.is_empty() {
            blokken.push(Verslagblok::Noot(format!("{}.", notes.join("; "))));
        }
        self.changes_since(blokken);
    }

    fn kpi_table(&self) -> Tabel {
        let kwartaal = self.stof.kwartaal;
        let jaar = wording::periode(Periode::Jaar, kwartaal);
        let verschil = verschil_met(kwartaal.previous());
        let kolommen = [
            ("Norm", 10, Zet::Links),
            ("Eis", 4, Zet::Links),
            (&kwartaal.to_string(), 9, Zet::Rechts),
            ("aantal", 11, Zet::Rechts),
            (jaar.as_str(), 9, Zet::Rechts),
            ("aantal", 11, Zet::Rechts),
            ("Oordeel jaar", 4, Zet::Links),
            (verschil.as_str(), 9, Zet::Rechts),
        ];
        let rijen = self.stof.normen.iter().map(|norm| {
            let [value, people] = self.figure(&norm.kwartaal);
            let [of_year, people_of_year] = self.figure(&norm.jaar);
            vec![
                Tabelcel::gewoon(format!("{} {}", norm.id, norm.kort)),
                Tabelcel::gewoon(in_short(&norm.eis)),
                value,
                people,
                of_year,
                people_of_year,
                Tabelcel { tekst: norm.jaar.woorden.clone(), toon: Tint::of(norm.jaar.oordeel) },
                Tabelcel::gewoon(change(norm, kwartaal, self.zicht)),
            ]
        });
        let titel = format!("Cijfers van {} tegenover de normen", self.stof.aanbieder.naam);
        Tabel::passend(titel, kolommen.map(Tabelkolom::from).to_vec(), rijen.collect())
    }

    /// `✗ 61,5%` and `8 van 13`; of what is left out only the glyph and why.
    fn figure(&self, cijfer: &Cijferstand) -> [Tabelcel; 2] {
        let glyph = wording::teken(cijfer.oordeel);
        let soft = |tekst: String| Tabelcel { tekst, toon: Tint::Zacht };
        if !cijfer.is_measured() {
            return [soft(glyph.to_string()), soft(cijfer.mensen.clone())];
        }
        if self.hides(cijfer.weglaten) {
            return [Tabelcel::gewoon(glyph.to_string()), soft(left_out(cijfer.klein_aantal).to_owned())];
        }
        let few = if cijfer.klein_aantal { "* " } else { "" };
        [Tabelcel::gewoon(format!("{glyph} {}", cijfer.weergave)), Tabelcel::gewoon(format!("{few}{}", cijfer.mensen))]
    }

    /// What else is said of the figures: `C2.1 en C2.2: 3 van 4 kwartalen, 2 nagekomen`.
    fn notes(&self) -> Vec<String> {
        let mut notes: Vec<(String, Vec<&str>)> = Vec::new();
        for norm in &self.stof.normen {
            let said = self.said_beside(norm).join(", ");
            match notes.iter_mut().find(|(text, _)| *text == said) {
                _ if said.is_empty() => {}
                Some((_, ids)) => ids.push(&norm.id),
                None => notes.push((said, vec![&norm.id])),
            }
        }
        notes.into_iter().map(|(said, ids)| format!("{}: {said}", wording::opsomming(ids))).collect()
    }

    fn said_beside(&self, norm: &Normstand) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for stuk in norm.jaar.erbij.iter().chain(&norm.kwartaal.erbij) {
            said.extend(shown(std::slice::from_ref(stuk), self.zicht).filter(|text| !said.contains(text)));
        }
        said
    }

    /// Whether a figure has outcomes that were told later.
    pub(super) fn has_late_outcomes(&self) -> bool {
        self.stof.normen.iter().any(|n| self.said_beside(n).iter().any(|said| said.ends_with(wording::NAGEKOMEN)))
    }

    fn changes_since(&self, blokken: &mut Vec<Verslagblok>) {
        let line = |w: &Wijzigingregel| {
            // Then and now differ by few people, whoever they are.
            if self.zicht.kleine_aantallen {
                zinnen::wijziging(&w.norm, &w.periode, &w.toen, &w.nu)
            } else {
                format!("{} {}: {} → {}", w.norm, w.periode, w.toen.oordeel.naam(), w.nu.oordeel.naam())
            }
        };
        let lines: Vec<String> = self.stof.gewijzigd.iter().map(line).collect();
        if !lines.is_empty() {
            heading(blokken, 3, "Sinds het gesprek gewijzigd");
            blokken.push(Verslagblok::Lijst(regels(lines)));
        }
    }
}

/// What a norm asks, for a column: `min. 80%`.
fn in_short(eis: &str) -> String {
    eis.replace("minimaal", "min.").replace("maximaal", "max.").replace("richtwaarde", "richtw.")
}
