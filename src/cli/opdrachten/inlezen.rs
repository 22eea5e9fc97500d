//! `inlezen`: reads files, tells what was found, and stores what may be stored.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use crate::app::{
    Aard, App, Bestandsoort, Fout, Leesopties, Leesstap, Leesvoortgang, Opgeslagen, Voorstel, finding_help, finding_title,
};
use crate::cli::Klacht;
use crate::cli::args::Inlezen;
use crate::cli::uitvoer::Uitvoer;
use crate::cli::voortgang::Voortgangsregel;
use crate::domain::{Aanbieder, Bestandsoordeel, Bevinding, Ernst, Kwartaal, Register};
use crate::wording::{self, veilig};

/// So many findings of one kind are shown as text; the rest are in the JSON and in the workbook of `bevindingen`.
const MAX_PER_SOORT: usize = 5;

pub(super) fn perform(args: &Inlezen, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let opties = Leesopties {
        aanbieder: super::aanbieder_if(args.aanbieder.as_ref(), app)?,
        kwartaal: args.kwartaal,
        pseudoniem: args.pseudoniem,
        ontvangen: None,
        koppelingen: args.koppel.clone(),
    };
    let opties = match &args.ontvangen {
        Some(tekst) => {
            let dag = wording::read_datum(tekst, app.vandaag()).map_err(|e| Klacht::Gebruik(format!("Bij --ontvangen: {e}.")))?;
            opties.received(dag, app.vandaag())?
        }
        None => opties,
    };
    let (bestanden, niet_gelezen) = match app.list_files(&args.bestanden) {
        Ok(lijst) => {
            let niet_gelezen = lijst.niet_gelezen();
            (lijst.bestanden, niet_gelezen)
        }
        Err(fout) => {
            // A script reads a list, also when there is nothing in it.
            if uit.json {
                uit.json(&Vec::<BestandJson<'_>>::new())?;
                uit.flush()?;
            }
            return Err(fout.into());
        }
    };
    let mut voortgang = Bijhouden::new();
    let mut uitkomsten = Vec::with_capacity(bestanden.len());
    let mut onleesbaar = Vec::new();
    let mut gestopt = None;
    // What was asked for at once is taken back at once.
    let groep = app.new_group();
    // One file at a time, each held against what the one before it left behind: parts complete each other.
    for (i, pad) in bestanden.iter().enumerate() {
        voortgang.bestand = (i + 1, bestanden.len());
        match read_one(args, pad, &opties, &groep, !uit.json, app, &mut voortgang) {
            Ok(uitkomst) => uitkomsten.push(uitkomst),
            // One file that cannot be opened does not keep the others out.
            Err(fout @ Fout::Lezen { .. }) => onleesbaar.push(fout),
            Err(fout) => {
                voortgang.regel.clear();
                if bestanden.len() > 1 {
                    let naam = wording::pad(pad.file_name().map_or(pad.as_path(), Path::new));
                    let rest = bestanden.len() - i;
                    let niet = wording::aantal(u32::try_from(rest).unwrap_or(u32::MAX), "bestand is", "bestanden zijn");
                    uit.beside(&format!("Gestopt bij {naam}: {niet} niet opgeslagen; wat ervoor kwam wel."));
                }
                gestopt = Some(fout);
                break;
            }
        }
    }
    voortgang.regel.clear();
    if uitkomsten.iter().any(|u| u.opgeslagen.iter().any(|o| !o.bekend)) {
        // What was stored is stored; a figure that cannot be made now is made when somebody looks.
        if let Err(fout) = app.warm() {
            tracing::warn!(%fout, "cijfers niet vooraf gemaakt");
        }
    }
    if uit.json {
        let antwoord: Vec<BestandJson> = uitkomsten.iter().flat_map(BestandJson::of).collect();
        uit.json(&antwoord)?;
    } else {
        for uitkomst in &uitkomsten {
            show_text(uitkomst, args.proef, app.register(), uit)?;
        }
        show_sum(&uitkomsten, args.proef, uit)?;
    }
    uit.flush()?;
    if voortgang.is_cancelled() && gestopt.is_none() {
        uit.beside("Ctrl-C kwam toen het opslaan al liep: wat hierboven als opgeslagen staat, is opgeslagen.");
    }
    if let Some(zin) = &niet_gelezen {
        uit.beside(zin);
    }
    let last = gestopt.or_else(|| onleesbaar.pop());
    for fout in &onleesbaar {
        uit.beside(&veilig(&fout.melding().tekst));
    }
    if let Some(fout) = last {
        return Err(fout.into());
    }
    if uitkomsten.iter().any(|u| u.geweigerd) { Err(Klacht::Geweigerd) } else { Ok(()) }
}

/// What became of one file.
struct Leesuitkomst {
    voorstel: Voorstel,
    /// What was stored; empty when nothing was.
    opgeslagen: Vec<Opgeslagen>,
    geweigerd: bool,
    /// Why it was not stored although it could be read.
    waarom: Option<String>,
}

fn read_one(
    args: &Inlezen,
    pad: &Path,
    opties: &Leesopties,
    groep: &str,
    compare: bool,
    app: &mut App,
    voortgang: &mut Bijhouden,
) -> Result<Leesuitkomst, Fout> {
    let voorstel = if compare {
        let mut gelezen = app.check_files(&[pad.to_owned()], opties, voortgang)?;
        gelezen.pop().ok_or_else(|| Fout::NietGevonden(wording::pad(pad)))?
    } else {
        app.check_quickly(pad, opties, voortgang)?
    };
    if voorstel.oordeel == Bestandsoordeel::NietBruikbaar {
        return Ok(Leesuitkomst { voorstel, opgeslagen: Vec::new(), geweigerd: true, waarom: None });
    }
    if voorstel.needs_reason() && args.accepteer.is_none() && !voorstel.is_known() {
        let waarom =
            "Deels bruikbaar: neem het toch op met --accepteer \"reden\", of laat de aanbieder het verbeteren.".to_owned();
        return Ok(Leesuitkomst { voorstel, opgeslagen: Vec::new(), geweigerd: true, waarom: Some(waarom) });
    }
    if voortgang.is_cancelled() {
        return Err(Fout::Afgebroken);
    }
    if args.proef {
        return Ok(Leesuitkomst { voorstel, opgeslagen: Vec::new(), geweigerd: false, waarom: None });
    }
    match app.store_in(Some(groep), &voorstel, args.accepteer.as_deref()) {
        Ok(opgeslagen) => Ok(Leesuitkomst { voorstel, opgeslagen, geweigerd: false, waarom: None }),
        Err(fout) if fout.aard() == Aard::Invoer => {
            let waarom = Some(fout.melding().tekst);
            Ok(Leesuitkomst { voorstel, opgeslagen: Vec::new(), geweigerd: true, waarom })
        }
        Err(fout) => Err(fout),
    }
}

/// One entry of `inlezen --json`; a file with two kinds of sheets has two.
#[derive(Serialize)]
struct BestandJson<'a> {
    path: String,
    soort: Option<&'static str>,
    aanbieder: Option<Aanbieder>,
    kwartaal: Option<Kwartaal>,
    oordeel: &'static str,
    opgeslagen: bool,
    bekend: bool,
    versie: Option<u32>,
    bevindingen: Vec<BevindingJson<'a>>,
}

#[derive(Serialize)]
struct BevindingJson<'a> {
    code: &'a str,
    ernst: &'static str,
    blad: Option<&'a str>,
    cel: Option<&'a str>,
    deelnemer: Option<&'a str>,
    gevonden: &'a str,
    verwacht: &'a str,
    tekst: &'a str,
}

impl<'a> BestandJson<'a> {
    fn of(uitkomst: &'a Leesuitkomst) -> Vec<Self> {
        let Leesuitkomst { voorstel, opgeslagen, .. } = uitkomst;
        let entry = |soort: Option<Bestandsoort>, aanbieder, kwartaal, versie, bekend: bool| Self {
            path: wording::pad_zonder_bsn(&voorstel.pad),
            soort: soort.map(Bestandsoort::naam),
            aanbieder,
            kwartaal,
            oordeel: voorstel.oordeel.naam(),
            opgeslagen: !opgeslagen.is_empty() && !bekend,
            bekend,
            versie,
            bevindingen: Vec::new(),
        };
        let mut entries: Vec<Self> = if !opgeslagen.is_empty() {
            opgeslagen.iter().map(|o| entry(Some(o.soort), o.aanbieder, o.kwartaal, o.versie, o.bekend)).collect()
        } else if !voorstel.inhoud.is_empty() {
            let version = |i: &crate::app::Voorstelinhoud| i.versie.filter(|_| i.bekend);
            voorstel.inhoud.iter().map(|i| entry(Some(i.soort), i.aanbieder, i.kwartaal, version(i), i.bekend)).collect()
        } else {
            vec![entry(voorstel.soort, voorstel.aanbieder, voorstel.kwartaal, None, false)]
        };
        // The findings are of the file; they stand with its first entry.
        if let Some(first) = entries.first_mut() {
            first.bevindingen = voorstel.bevindingen.iter().map(BevindingJson::of).collect();
        }
        entries
    }
}

impl<'a> BevindingJson<'a> {
    fn of(b: &'a Bevinding) -> Self {
        Self {
            code: &b.code,
            ernst: b.ernst.naam(),
            blad: b.blad.as_deref(),
            cel: b.cel.as_deref(),
            deelnemer: b.deelnemer.as_deref(),
            gevonden: &b.gevonden,
            verwacht: &b.verwacht,
            tekst: &b.tekst,
        }
    }
}

fn show_text(uitkomst: &Leesuitkomst, proef: bool, register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let Leesuitkomst { voorstel, opgeslagen, geweigerd, waarom } = uitkomst;
    uit.regel(format!("{}: {}", veilig(&voorstel.naam), voorstel.oordeel.naam()))?;
    for o in opgeslagen {
        let wat = content(o.soort, o.aanbieder, o.kwartaal, register);
        let stand = if o.bekend { "was al bekend, er is niets gewijzigd" } else { "opgeslagen" };
        let versie = o.versie.map(|v| format!(" (versie {v})")).unwrap_or_default();
        uit.regel(format!("  {wat}: {stand}{versie}"))?;
    }
    if opgeslagen.is_empty() {
        for inhoud in &voorstel.inhoud {
            let wat = content(inhoud.soort, inhoud.aanbieder, inhoud.kwartaal, register);
            let bekend = if inhoud.bekend { ", al bekend" } else { "" };
            let stand = if *geweigerd { ", niet opgeslagen" } else { bekend };
            let gelezen = if inhoud.is_tekst() {
                "tekst gelezen".to_owned()
            } else {
                wording::aantal(inhoud.rijen, "bruikbare rij", "bruikbare rijen")
            };
            uit.regel(format!("  {wat}: {gelezen}{stand}"))?;
        }
    }
    for inhoud in &voorstel.inhoud {
        if let Some(v) = &inhoud.verschil {
            uit.regel(format!(
                "  ten opzichte van versie {}: {} erbij, {} weg, {} anders",
                v.met_versie,
                v.erbij.len(),
                v.weg.len(),
                v.aantal_anders()
            ))?;
        }
        if let Some(later) = inhoud.checked_again(register) {
            uit.regel(format!("  {later}"))?;
        }
        for verschoven in &inhoud.verschoven {
            uit.regel(format!("  {}", verschoven.woorden(register)))?;
        }
        // What is stored is shown by `kpi`.
        for eerste in inhoud.eerste.iter().filter(|_| proef) {
            uit.regel(format!("  {}", eerste.woorden()))?;
        }
    }
    show_findings(voorstel, *geweigerd, uit)?;
    if let Some(waarom) = waarom {
        uit.beside(&format!("{}: {}", veilig(&voorstel.naam), veilig(waarom)));
    }
    if proef && !geweigerd {
        uit.regel("  proef: er is niets opgeslagen")?;
    }
    Ok(())
}

/// The findings grouped by kind, those that touch a KPI first; of a refused file on standard error: they are why.
fn show_findings(voorstel: &Voorstel, geweigerd: bool, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let mut soorten: Vec<(&str, Vec<&Bevinding>)> = Vec::new();
    for b in &voorstel.bevindingen {
        match soorten.iter_mut().find(|(code, _)| *code == b.code) {
            Some((_, groep)) => groep.push(b),
            None => soorten.push((&b.code, vec![b])),
        }
    }
    for (code, groep) in soorten {
        let shown = groep.iter().take(MAX_PER_SOORT).map(|b| format!("  {}", line(b)));
        let meer = groep.len().saturating_sub(MAX_PER_SOORT);
        let rest = (meer > 0).then(|| format!("  en nog {meer}; --json en bevindingen tonen ze allemaal"));
        let help = finding_help(code).map(|help| format!("  {}", help.opdracht()));
        for regel in heading(code, &groep).into_iter().chain(shown).chain(rest).chain(help) {
            if geweigerd {
                uit.beside(&veilig(&format!("{}: {regel}", voorstel.naam)));
            } else {
                uit.regel(veilig(&format!("  {regel}")))?;
            }
        }
    }
    Ok(())
}

/// `fout · Datum niet te lezen, 3 keer · raakt KPI 1, 2 en 3`.
fn heading(code: &str, groep: &[&Bevinding]) -> Option<String> {
    let first = groep.first()?;
    let ernst = match first.ernst {
        Ernst::Bestand => "niet bruikbaar",
        ernst => ernst.naam(),
    };
    let keer = if groep.len() > 1 { format!(", {} keer", groep.len()) } else { String::new() };
    let touched: BTreeSet<u8> = groep.iter().flat_map(|b| b.kpi.iter().copied()).collect();
    let kpi: Vec<String> = touched.iter().map(u8::to_string).collect();
    let raakt = if kpi.is_empty() { String::new() } else { format!(" · raakt KPI {}", wording::opsomming(&kpi)) };
    Some(format!("{ernst} · {}{keer}{raakt}", finding_title(code)))
}

/// `blad Deelnemers, cel F27, R-0101: …`.
fn line(b: &Bevinding) -> String {
    let blad = b.blad.as_ref().map(|blad| format!("blad {blad}"));
    // Of a whole row there is no cell to name.
    let cel = b.cel.as_ref().map(|cel| if b.hele_rij { cel.clone() } else { format!("cel {cel}") });
    let plaats: Vec<String> = [blad, cel, b.deelnemer.clone()].into_iter().flatten().collect();
    let plaats = if plaats.is_empty() { String::new() } else { format!("{}: ", plaats.join(", ")) };
    format!("{plaats}{}", b.tekst)
}

fn show_sum(uitkomsten: &[Leesuitkomst], proef: bool, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uitkomsten.len() < 2 {
        return Ok(());
    }
    let count = |f: fn(&Leesuitkomst) -> bool| uitkomsten.iter().filter(|u| f(u)).count();
    let nieuw = count(|u| u.opgeslagen.iter().any(|o| !o.bekend));
    let bekend = count(|u| !u.opgeslagen.is_empty() && u.opgeslagen.iter().all(|o| o.bekend));
    let geweigerd = count(|u| u.geweigerd);
    let opgeslagen =
        if proef { "niets opgeslagen (proef)".to_owned() } else { format!("{nieuw} opgeslagen, {bekend} al bekend") };
    uit.regel(format!("{} bestanden: {opgeslagen}, {geweigerd} geweigerd", uitkomsten.len()))
}

fn content(soort: Bestandsoort, aanbieder: Option<Aanbieder>, kwartaal: Option<Kwartaal>, register: &Register) -> String {
    let mut delen = vec![soort.woord().to_owned()];
    delen.extend(aanbieder.map(|a| register.naam(a)));
    delen.extend(kwartaal.map(|k| k.to_string()));
    delen.join(" ")
}

/// Progress on a terminal, and Ctrl-C: the file at hand is given up, what was stored before stays.
struct Bijhouden {
    regel: Voortgangsregel,
    bestand: (usize, usize),
    stop: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

impl Bijhouden {
    fn new() -> Self {
        let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        #[cfg(unix)]
        {
            // A second Ctrl-C ends the program at once, also when the first is not noticed.
            let _ = signal_hook::flag::register_conditional_shutdown(signal_hook::consts::SIGINT, 1, stop.clone());
            let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, stop.clone());
        }
        Self { regel: Voortgangsregel::new(), bestand: (0, 0), stop }
    }
}

impl Leesvoortgang for Bijhouden {
    fn stap(&mut self, stap: &Leesstap) {
        let (nu, van) = self.bestand;
        self.regel.show(&format!("bestand {nu} van {van}: {}, {} rijen", stap.naam, stap.gedaan));
    }

    fn is_cancelled(&self) -> bool {
        self.stop.load(std::sync::atomic::Ordering::Relaxed)
    }
}
