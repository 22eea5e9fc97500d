//! What came out of the gesprek as a whole: besluiten, and the afspraken with who does what by when.

use super::{Composer, Zet, heading};
use crate::domain::vorm::{Doorlopend, Verslagafspraak, Verslaguitkomst};
use crate::domain::{Afspraaksoort, Afspraakstatus, Getypt, Uitkomstsoort};
use crate::reports::verslag::{Tabel, Tabelcel, Tabelkolom, Tint, Verslagblok};
use crate::wording::{self, agenda::doorgeschoven, hoofdletter};

impl Composer<'_> {
    /// The besluiten, in the order of the agenda: their place in it is their number.
    pub(super) fn decisions(&self) -> Vec<&Getypt> {
        let of_points = self.stof.in_gesprek().flat_map(|punt| &punt.uitkomsten);
        of_points.filter_map(|u| decision(u)).collect()
    }

    /// How many there are of each.
    pub(super) fn agreed_in_short(&self) -> Vec<String> {
        let stof = self.stof;
        let said = |n: usize, een: &str, meer: &str| (n > 0).then(|| wording::aantal(count(n), een, meer));
        let made: Vec<String> = [
            said(self.decisions().len(), "besluit genomen", "besluiten genomen"),
            said(stof.afspraken.len(), "afspraak gemaakt", "afspraken gemaakt"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let none =
            (made.is_empty() && stof.status.is_held()).then(|| "Er zijn geen besluiten genomen of afspraken gemaakt.".to_owned());
        let done = (stof.afgesloten > 0)
            .then(|| wording::aantal(stof.afgesloten, "eerdere afspraak is gereed", "eerdere afspraken zijn gereed"));
        let made = (!made.is_empty()).then(|| wording::opsomming(made));
        let mut lines: Vec<String> =
            none.into_iter().chain([made, done].into_iter().flatten().map(|said| format!("{}.", hoofdletter(&said)))).collect();
        let late = stof.doorlopend.iter().filter(|l| is_late(l)).count();
        let late = match late {
            0 => String::new(),
            n if n == stof.doorlopend.len() => if n == 1 { " en is te laat" } else { " en zijn alle te laat" }.to_owned(),
            n => format!(", waarvan {n} te laat"),
        };
        let running = said(stof.doorlopend.len(), "afspraak loopt door", "afspraken lopen door");
        let from = if stof.doorlopend.iter().any(|l| l.los) { "van eerder" } else { "uit eerdere gesprekken" };
        lines.extend(running.map(|running| format!("{} {from}{late}.", hoofdletter(&running))));
        lines
    }

    /// Besluiten whole, then the afspraken in one table: those of this gesprek, and those that run on.
    pub(super) fn agreed(&self, blokken: &mut Vec<Verslagblok>) {
        let decisions = self.decisions();
        let rijen: Vec<Vec<Tabelcel>> = self
            .stof
            .afspraken
            .iter()
            .map(|a| (a, new_state(a)))
            .chain(self.stof.doorlopend.iter().map(|l| (&l.afspraak, running_state(l))))
            .map(|(a, stand)| {
                let texts = [a.nummer.clone(), self.agreement_text(a), self.typed(&a.eigenaar), deadline(a)];
                texts.into_iter().map(Tabelcel::gewoon).chain([stand]).collect()
            })
            .collect();
        if decisions.is_empty() && rijen.is_empty() {
            return;
        }
        heading(blokken, 2, "Besluiten en afspraken");
        if !decisions.is_empty() {
            let numbered = (1_u32..).zip(decisions).map(|(n, tekst)| (format!("Besluit {n}"), self.typed(tekst)));
            blokken.push(Verslagblok::Uitkomsten(numbered.collect()));
        }
        if !rijen.is_empty() {
            let kolommen = [
                ("Nummer", 18, Zet::Heel),
                ("Afspraak", 70, Zet::Links),
                ("Eigenaar", 15, Zet::Links),
                ("Uiterlijk", 12, Zet::Heel),
                ("Stand", 6, Zet::Links),
            ];
            let titel = "Afspraken, met eigenaar en datum".to_owned();
            blokken.push(Verslagblok::Tabel(Tabel::passend(titel, kolommen.map(Tabelkolom::from).to_vec(), rijen)));
        }
    }

    /// The text with what belongs to it: the kind, the deelnemer when codes are shown, what is expected.
    pub(super) fn agreement_text(&self, a: &Verslagafspraak) -> String {
        let mut tekst = self.typed(&a.tekst);
        if a.soort != Afspraaksoort::Gewoon && !a.noemt_soort {
            tekst = format!("{}: {tekst}", hoofdletter(a.soort.naam()));
        }
        if let Some(deelnemer) = a.deelnemer.as_ref().filter(|_| self.zicht.codes) {
            tekst = format!("{tekst} ({})", deelnemer.code);
        }
        if let Some(verwacht) = &a.verwacht {
            tekst = format!("{}. Verwacht: {verwacht}", tekst.trim_end_matches('.'));
        }
        tekst
    }

    /// What came out of a point: whole besluiten and afspraken stand in front, so here only which; the rest as it is. `besluit` is
    /// the number of the last besluit before this point.
    pub(super) fn outcomes(&self, uitkomsten: &[Verslaguitkomst], besluit: &mut u32) -> Vec<(String, String)> {
        let mut named: Vec<String> = Vec::new();
        let mut lines = Vec::new();
        for uitkomst in uitkomsten {
            match uitkomst {
                Verslaguitkomst::Afspraak(a) if self.is_listed(&a.nummer) => named.push(format!("afspraak {}", a.nummer)),
                Verslaguitkomst::Afspraak(a) => lines.push((format!("Afspraak {}", a.nummer), self.agreement_text(a))),
                Verslaguitkomst::Tekst { soort: Uitkomstsoort::Besluit, .. } => {
                    *besluit += 1;
                    named.push(format!("besluit {besluit}"));
                }
                Verslaguitkomst::Tekst { soort, tekst } => lines.push((hoofdletter(soort.naam()), self.typed(tekst))),
            }
        }
        if !named.is_empty() {
            lines.push(("Vastgelegd".to_owned(), format!("{}.", wording::opsomming(named))));
        }
        lines
    }

    fn is_listed(&self, nummer: &str) -> bool {
        let running = self.stof.doorlopend.iter().map(|l| &l.afspraak);
        self.stof.afspraken.iter().chain(running).any(|a| a.nummer == nummer)
    }
}

const fn decision(uitkomst: &Verslaguitkomst) -> Option<&Getypt> {
    match uitkomst {
        Verslaguitkomst::Tekst { soort: Uitkomstsoort::Besluit, tekst } => Some(tekst),
        Verslaguitkomst::Tekst { .. } | Verslaguitkomst::Afspraak(_) => None,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn is_late(lopend: &Doorlopend) -> bool {
    lopend.te_laat && lopend.afspraak.status == Afspraakstatus::Open
}

fn new_state(afspraak: &Verslagafspraak) -> Tabelcel {
    Tabelcel::gewoon(match afspraak.status {
        Afspraakstatus::Open => "nieuw",
        // Made at the gesprek, and done before the verslag was established.
        status => status.naam(),
    })
}

fn running_state(lopend: &Doorlopend) -> Tabelcel {
    if lopend.afspraak.status != Afspraakstatus::Open {
        // Open at the gesprek, and done before the verslag was established.
        return Tabelcel::gewoon(lopend.afspraak.status.naam());
    }
    let first = if lopend.te_laat { "! te laat" } else { "loopt" }.to_owned();
    let state: Vec<String> = std::iter::once(first).chain(doorgeschoven(lopend.doorgeschoven)).collect();
    Tabelcel { tekst: state.join(", "), toon: if lopend.te_laat { Tint::Aandacht } else { Tint::Gewoon } }
}

fn deadline(afspraak: &Verslagafspraak) -> String {
    afspraak.deadline.map_or_else(|| "geen datum".to_owned(), wording::datum)
}
