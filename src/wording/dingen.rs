//! What the things of the log are called, as users know them: in messages of conflict, undo, check and removal.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::{
    Aanbieder, Document, Genoemdenaam, Gesprek, Gespreksoort, Gesprekstelling, Onderdeelsleutel, Register, Soort, Tekst,
};

use super::{aantal, opsomming, veilig};

/// `rapportage PSW 2024-K2`.
pub fn document(document: Document, register: &Register) -> String {
    match document {
        Document::Rapportage(aanbieder, kwartaal) => format!("rapportage {} {kwartaal}", register.naam(aanbieder)),
        Document::Dekking(kwartaal) => format!("dekkingsoverzicht {kwartaal}"),
        Document::Cvs(gemeente, kwartaal) => format!("CVS-export {} {kwartaal}", gemeente.naam()),
    }
}

/// `gesprek Rendiz 2024-K2`, `evaluatief gesprek Gidz Venlo 2024`.
pub fn gesprek(gesprek: &Gesprek, register: &Register) -> String {
    let naam = register.naam(gesprek.aanbieder);
    match gesprek.soort {
        Gespreksoort::Regulier | Gespreksoort::Extra => format!("{} {naam} {}", gespreksoort(gesprek.soort), gesprek.kwartaal),
        Gespreksoort::Evaluatief(gemeente) => {
            format!("{} {naam} {} {}", gespreksoort(gesprek.soort), gemeente.naam(), gesprek.jaar())
        }
    }
}

/// `gesprek`, `extra gesprek`, `evaluatief gesprek`.
pub const fn gespreksoort(soort: Gespreksoort) -> &'static str {
    match soort {
        Gespreksoort::Regulier => "gesprek",
        Gespreksoort::Extra => "extra gesprek",
        Gespreksoort::Evaluatief(_) => "evaluatief gesprek",
    }
}

/// The same with the gemeente that it is of: `evaluatief gesprek Venlo`.
pub fn welk_gesprek(soort: Gespreksoort) -> String {
    let gemeente = soort.gemeente().map(|g| format!(" {}", g.naam())).unwrap_or_default();
    format!("{}{gemeente}", gespreksoort(soort))
}

/// What stands where a gesprek is to be.
pub const NIET_GEPLAND: &str = "niet gepland";

/// What became of the afspraken of a gesprek, in parts: `3 afspraken`, `2 gedaan`, `1 te laat`. Of none there is no more to say.
pub fn gesprekstelling(telling: Gesprekstelling) -> impl Iterator<Item = String> {
    let Gesprekstelling { gemaakt, gedaan, te_laat } = telling;
    let made = std::iter::once(aantal(gemaakt, "afspraak", "afspraken"));
    let done = (gemaakt > 0).then(|| format!("{gedaan} gedaan"));
    made.chain(done).chain((te_laat > 0).then(|| format!("{te_laat} te laat")))
}

/// `Het gesprek met Rendiz staat gepland op vr 23 jan, over 9 dagen.`; None on the day itself and later.
pub fn nog_niet_zover(gesprek: &Gesprek, register: &Register, vandaag: NaiveDate) -> Option<String> {
    let dag = gesprek.datum.filter(|d| *d > vandaag)?;
    Some(format!(
        "Het gesprek met {} staat gepland op {}.",
        register.naam(gesprek.aanbieder),
        super::dag_met_afstand(dag, vandaag)
    ))
}

/// `wie aanwezig was en wie het verslag schreef`: what a gesprek does not say of who was there; None when it says it.
pub fn wie_ontbreekt(gesprek: &Gesprek) -> Option<String> {
    let aanwezig = gesprek.aanwezig.is_empty().then_some("wie aanwezig was");
    let schreef = gesprek.verslaglegger.is_empty().then_some("wie het verslag schreef");
    let lacking: Vec<&str> = aanwezig.into_iter().chain(schreef).collect();
    (!lacking.is_empty()).then(|| opsomming(lacking))
}

/// `Aanwezig: A en B; afwezig: C; verslag: D.`
pub fn wie_er_waren(gesprek: &Gesprek) -> String {
    let names = |wie: &[Tekst]| if wie.is_empty() { "niemand".to_owned() } else { opsomming(wie.iter().map(Tekst::as_str)) };
    let Gesprek { aanwezig, afwezig, verslaglegger, .. } = gesprek;
    veilig(&format!("Aanwezig: {}; afwezig: {}; verslag: {verslaglegger}.", names(aanwezig), names(afwezig)))
}

/// `Aanwezig: A en B. `, before who was invited is written down as such; or that nobody was named.
pub fn wie_er_zijn(gesprek: &Gesprek) -> String {
    let present = gesprek.present();
    if present.is_empty() {
        return "Er staat nog niemand bij wie er is. ".to_owned();
    }
    veilig(&format!("Aanwezig: {}. ", opsomming(present.iter().map(Tekst::as_str))))
}

/// A point of the agenda by what it is about.
pub fn agendapunt(sleutel: &Onderdeelsleutel) -> String {
    match sleutel {
        Onderdeelsleutel::OpenAfspraken => "open afspraken".to_owned(),
        Onderdeelsleutel::Verwachtingen => "verwachtingen".to_owned(),
        Onderdeelsleutel::Kpi(n) => format!("KPI {n}"),
        Onderdeelsleutel::Bundel(id) => format!("bundel {id}"),
        Onderdeelsleutel::Signalen => "signalen".to_owned(),
        Onderdeelsleutel::Aandachtspunten => "aandachtspunten".to_owned(),
        Onderdeelsleutel::Dekking => "dekking".to_owned(),
        Onderdeelsleutel::Tevredenheid => "tevredenheid op drie niveaus".to_owned(),
        Onderdeelsleutel::Samenwerking => "samenwerking".to_owned(),
        Onderdeelsleutel::Vooruitblik => "vooruitblik".to_owned(),
        Onderdeelsleutel::PxQ => "P×Q".to_owned(),
        Onderdeelsleutel::VolgendeDatum => "volgende gesprek".to_owned(),
        Onderdeelsleutel::Eigen(id) => format!("eigen punt {id}"),
    }
}

/// An attention point by its kind, whom it is about and who reported it.
pub fn aandachtspunt_van(soort: &str, deelnemer: Option<&str>, aanbieder: Option<Aanbieder>, register: &Register) -> String {
    let van = deelnemer.map(|d| format!(" van {}", veilig(d))).unwrap_or_default();
    let bij = aanbieder.map(|a| format!(" bij {}", register.naam(a))).unwrap_or_default();
    format!("aandachtspunt {}{van}{bij}", veilig(soort).replace('_', " "))
}

/// A thing by its kind and what names it in the log, when nothing more is known of it: `afspraak PSW-2024-07`.
pub fn ding(soort: Soort, id: &str, register: &Register) -> String {
    let mut parts = id.split(['|', '/']);
    match soort {
        Soort::Aandachtspunt => {
            let (kind, wie) = (parts.next().unwrap_or_default(), parts.next().and_then(Aanbieder::new));
            aandachtspunt_van(kind, parts.next().filter(|d| !d.is_empty()), wie, register)
        }
        Soort::Tarief => format!("tarief {}", veilig(id).replace('/', " ")),
        Soort::Budget => format!("budget {}", veilig(id).replace('/', " ")),
        Soort::Uitvraag => format!("uitvraag {}", veilig(id).replace('/', " ")),
        Soort::Afspraak
        | Soort::Gesprek
        | Soort::Agendapunt
        | Soort::Uitkomst
        | Soort::Signaal
        | Soort::Bundel
        | Soort::Rapportage
        | Soort::Dekking
        | Soort::Cvs
        | Soort::Dekkingsmelding
        | Soort::Aanbieder
        | Soort::Ontwikkeldoel
        | Soort::Bericht => format!("{} {}", soort.naam(), veilig(id)),
    }
}
/// Where somebody's name stands: `Rendiz in “Bel Rendiz erover.” (KPI 3, notitie)`.
pub fn genoemdenaam(genoemd: &Genoemdenaam) -> String {
    format!("{} in “{}” ({})", veilig(&genoemd.naam), veilig(&genoemd.zin), veilig(&genoemd.plek))
}

/// That files say Concept of what is vastgesteld now: which, and what to do.
pub fn oud_concept(paden: &[PathBuf]) -> Option<String> {
    let (een, wat) = match paden.len() {
        0 => return None,
        1 => ("dit bestand zegt nog Concept", "schrijf het opnieuw of gooi het weg"),
        _ => ("deze bestanden zeggen nog Concept", "schrijf ze opnieuw of gooi ze weg"),
    };
    Some(format!("{een}: {}; {wat}", opsomming(paden.iter().map(|pad| pad.display().to_string()))))
}
