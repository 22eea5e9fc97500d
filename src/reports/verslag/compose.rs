//! From the form of a gesprek to the blocks of its verslag; what may not be seen ends here.
//!
//! First what a director reads: in short, besluiten and afspraken, the normen. Then what came out of each point. What one looks a
//! thing up in stands behind it, as an appendix.

mod besproken;
mod bijlage;
mod cijfers;
mod grafieken;
mod uitkomsten;

use super::{Keuzes, Papier, Regel, Verslag, Verslagblok, Zet};
use crate::domain::vorm::Verslagstof;
use crate::domain::{Gespreksstatus, Getypt, Oordeel, Waarde};
use crate::wording::{self, agenda as zinnen, hoofdletter, vorm};

/// Said of a document that holds codes.
const VERTROUWELIJK: &str = "Vertrouwelijk: dit verslag noemt codes van deelnemers.";

/// Composes the verslag: decides what is seen, and sets everything in its place.
pub fn compose(stof: &Verslagstof, keuzes: Keuzes) -> Verslag {
    let zicht =
        zinnen::Zicht { codes: keuzes.codes, anderen: false, opdrachten: false, kleine_aantallen: keuzes.kleine_aantallen };
    let composer = Composer { stof, zicht };
    let kwartaal = wording::kwartaal_lang(stof.kwartaal);
    let verslag = if keuzes.kort { "Kort verslag" } else { "Verslag" };
    Verslag {
        papier: Papier::Verslag,
        titel: format!("{verslag} {}, {kwartaal}", vorm::gesprek(stof)),
        kort: vorm::kort(stof),
        datum: stof.datum,
        voorbeeld: stof.voorbeeld,
        concept: concept(stof.status),
        vertrouwelijk: keuzes.codes.then(|| VERTROUWELIJK.to_owned()),
        kop: composer.head(),
        blokken: composer.blocks(keuzes.kort),
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

    fn names(&self, wie: &[Getypt]) -> String {
        wie.iter().map(|w| self.typed(w)).collect::<Vec<_>>().join(", ")
    }

    /// Whether something is left out because it is, or gives away, a small number.
    const fn hides(&self, weglaten: bool) -> bool {
        weglaten && !self.zicht.kleine_aantallen
    }

    fn head(&self) -> Vec<(String, String)> {
        let stof = self.stof;
        let aanbieder = &stof.aanbieder;
        let mut datum = stof.datum.map_or_else(|| "nog niet bekend".to_owned(), wording::datum_lang);
        datum.extend(stof.tijd.map(|t| format!(", {} uur", t.format("%-H.%M"))));
        datum.extend(Some(self.typed(&stof.plaats)).filter(|plaats| !plaats.is_empty()).map(|plaats| format!(" · {plaats}")));
        // The label says already what it is.
        let mut rapportage = stof.rapportage.strip_prefix("Rapportage ").map_or_else(|| stof.rapportage.clone(), hoofdletter);
        rapportage
            .extend(stof.bevroren_op.map(|dag| format!(" Cijfers zoals besproken, vastgelegd op {}.", wording::datum(dag))));
        let rows = [
            ("Aanbieder", format!("{} (KvK {}) · {}", aanbieder.statutair, aanbieder.kvk, stof.product)),
            ("Gesprek", datum),
            (if stof.status.is_held() { "Aanwezig" } else { "Uitgenodigd" }, self.names(&stof.aanwezig)),
            ("Afwezig", self.names(&stof.afwezig)),
            ("Verslag", self.typed(&stof.verslaglegger)),
            ("Vastgesteld", stof.vastgesteld_op.map(wording::datum_lang).unwrap_or_default()),
            ("Rapportage", rapportage),
            ("Volgende keer", stof.volgende.map(wording::datum_lang).unwrap_or_default()),
        ];
        rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| (label.to_owned(), value)).collect()
    }

    fn blocks(&self, kort: bool) -> Vec<Verslagblok> {
        let mut blokken = Vec::new();
        let summary = self.summary();
        if !summary.is_empty() {
            heading(&mut blokken, 2, "In het kort");
            blokken.push(Verslagblok::Lijst(regels(summary)));
        }
        self.agreed(&mut blokken);
        self.figures(&mut blokken);
        self.discussed(&mut blokken);
        if !kort {
            self.appendix(&mut blokken);
        }
        heading(&mut blokken, if kort { 2 } else { 3 }, "Leeswijzer");
        blokken.push(Verslagblok::Leeswijzer(regels(self.legend())));
        blokken
    }

    fn summary(&self) -> Vec<String> {
        let stof = self.stof;
        let mut lines = Vec::new();
        let has = |oordeel: Oordeel| stof.normen.iter().filter(move |n| n.jaar.oordeel == oordeel);
        for oordeel in [Oordeel::NietGehaald, Oordeel::BovenRichtwaarde, Oordeel::Losgelaten, Oordeel::NietTeBepalen] {
            let no_report = oordeel == Oordeel::NietTeBepalen && self.has_no_report();
            if no_report {
                let n = has(oordeel).count();
                lines.push(format!("Er is geen rapportage: {n} van de {} normen zijn niet te bepalen.", stof.normen.len()));
                continue;
            }
            let normen: Vec<String> = has(oordeel).map(|n| format!("{} ({})", n.kort.to_lowercase(), n.id)).collect();
            if !normen.is_empty() {
                lines.push(format!("{}: {}.", hoofdletter(&wording::oordeel(oordeel)), wording::opsomming(normen)));
            }
        }
        let good = has(Oordeel::Gehaald).count() + has(Oordeel::BinnenRichtwaarde).count();
        if good > 0 {
            lines.push(format!("✓ gehaald of binnen de richtwaarde: {good} van de {} normen.", stof.normen.len()));
        }
        lines.extend(self.agreed_in_short());
        lines
    }

    /// Whether what cannot be told is not told because the report of the kwartaal did not come.
    fn has_no_report(&self) -> bool {
        let stof = self.stof;
        let mut untold = stof.normen.iter().filter(|n| n.jaar.oordeel == Oordeel::NietTeBepalen);
        let none = Waarde::GeenRapportage.toestand();
        stof.rapportage.to_lowercase().starts_with(none) && untold.all(|n| n.jaar.mensen == none)
    }

    fn legend(&self) -> Vec<String> {
        let mut lines: Vec<String> = vec![
            "✓ gehaald of binnen de richtwaarde, ✗ niet gehaald, ! boven de richtwaarde, ◌ norm losgelaten, – niet te bepalen."
                .to_owned(),
            "Bij een percentage staan de mensen: “8 van 13”. Een jaarcijfer loopt van 1 januari tot en met het kwartaal; het \
             verschil is dat met het jaarcijfer van een kwartaal eerder, in procentpunt (pp)."
                .to_owned(),
        ];
        if self.stof.normen.iter().any(|n| n.jaar.oordeel == Oordeel::GeenNorm) {
            lines.push("i ter informatie: hiervoor geldt geen norm.".to_owned());
        }
        if self.has_late_outcomes() {
            lines.push(
                "Nagekomen: hoe een traject is geëindigd, is pas na dit kwartaal gemeld en telt in het cijfer niet mee."
                    .to_owned(),
            );
        }
        let few = wording::telwoord(self.stof.klein_onder);
        lines.push(if self.zicht.kleine_aantallen {
            format!("* klein aantal: minder dan {few}; één deelnemer maakt dan veel verschil.")
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
        lines
    }
}

fn heading(blokken: &mut Vec<Verslagblok>, niveau: u8, tekst: &str) {
    blokken.push(Verslagblok::Kop { niveau, tekst: tekst.to_owned() });
}

fn regels(lines: Vec<String>) -> Vec<Regel> {
    lines.into_iter().map(|tekst| Regel { niveau: 0, tekst }).collect()
}
