//! Values as they are typed on the command line, and what they become.

use clap::{Args, ValueEnum as _};
use clap_complete::Shell;

use crate::app::{Bestandsoort, Cijferblad, Kopkeuze, Rol};
use crate::domain::{
    Afspraaknummer, Afspraaksoort, Afspraakstatus, Gemeente, Kwartaal, Onderwerp, Postsoort, Segment, Signaalstatus, Toon,
};

/// What a script saw before it changes something.
#[derive(Debug, Args)]
pub(in crate::cli) struct GezieneVersie {
    /// De rijversie die u zag (in --json); wat een ander daarna wijzigde, wordt samengevoegd of gemeld
    #[arg(long, value_name = "N")]
    pub(in crate::cli) rijversie: Option<u32>,
}

/// The name of an aanbieder as typed; whose it is, the register in the database says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Naam(pub(in crate::cli) String);

/// An aanbieder, or all pooled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Wie {
    Een(Naam),
    Alle,
}

pub(super) fn aanbieder(tekst: &str) -> Result<Naam, String> {
    let tekst = tekst.trim();
    if tekst.is_empty() { Err("noem een aanbieder".to_owned()) } else { Ok(Naam(tekst.to_owned())) }
}

pub(super) fn rol(tekst: &str) -> Result<Rol, String> {
    Rol::parse(tekst).ok_or_else(|| "kies contract of beleid".to_owned())
}

pub(super) fn shell(tekst: &str) -> Result<Shell, String> {
    let names = || Shell::value_variants().iter().map(ToString::to_string);
    Shell::from_str(tekst, true).map_err(|_| format!("kies {}", crate::wording::keuze(names())))
}

pub(super) fn gemeente(tekst: &str) -> Result<Gemeente, String> {
    Gemeente::parse(tekst).ok_or_else(|| format!("kies {}", crate::wording::opsomming(Gemeente::ALL.map(Gemeente::naam))))
}

pub(super) fn blad(tekst: &str) -> Result<Cijferblad, String> {
    Cijferblad::parse(tekst).ok_or_else(|| format!("kies {}", crate::wording::keuze(Cijferblad::ALL.map(Cijferblad::naam))))
}

pub(super) fn onderwerp(tekst: &str) -> Result<Onderwerp, String> {
    Onderwerp::parse(tekst).ok_or_else(|| format!("kies {}", crate::wording::opsomming(Onderwerp::ALL.map(Onderwerp::naam))))
}

pub(super) fn toon(tekst: &str) -> Result<Toon, String> {
    Toon::parse(tekst).ok_or_else(|| "kies positief, neutraal of negatief".to_owned())
}

pub(super) fn signaalstatus(tekst: &str) -> Result<Signaalstatus, String> {
    let all = Signaalstatus::ALL.map(Signaalstatus::naam);
    Signaalstatus::parse(tekst).ok_or_else(|| format!("kies {}", crate::wording::opsomming(all)))
}

pub(super) fn aanbieder_of_alle(tekst: &str) -> Result<Wie, String> {
    if tekst.trim().eq_ignore_ascii_case("alle") {
        return Ok(Wie::Alle);
    }
    aanbieder(tekst).map(Wie::Een)
}

pub(super) fn kwartaal(tekst: &str) -> Result<Kwartaal, String> {
    tekst.parse().map_err(|_| "schrijf een kwartaal als 2024-K2".to_owned())
}

pub(super) fn jaar(tekst: &str) -> Result<i32, String> {
    let jaar = tekst.trim().parse().ok().filter(|jaar| (2000..=2099).contains(jaar));
    jaar.ok_or_else(|| "schrijf een jaar als 2024".to_owned())
}

/// `2024-K1..2024-K4`, or one kwartaal.
pub(super) fn kwartalen(tekst: &str) -> Result<(Kwartaal, Kwartaal), String> {
    let (van, tot) = tekst.split_once("..").unwrap_or((tekst, tekst));
    let bad = |_| "schrijf kwartalen als 2024-K1..2024-K4".to_owned();
    let (van, tot) = (van.parse().map_err(bad)?, tot.parse().map_err(bad)?);
    if van <= tot { Ok((van, tot)) } else { Err("het eerste kwartaal ligt na het laatste".to_owned()) }
}

pub(super) fn segment(tekst: &str) -> Result<Segment, String> {
    Segment::parse(tekst).ok_or_else(|| "kies collectief of individueel".to_owned())
}

pub(super) fn soort(tekst: &str) -> Result<Bestandsoort, String> {
    [Bestandsoort::Kwartaalrapportage, Bestandsoort::Dekkingsoverzicht, Bestandsoort::Uitvraag, Bestandsoort::Cvs]
        .into_iter()
        .find(|s| s.naam() == tekst.to_lowercase())
        .ok_or_else(|| "kies kwartaalrapportage, dekkingsoverzicht, uitvraag of cvs".to_owned())
}

pub(super) fn postsoort(tekst: &str) -> Result<Postsoort, String> {
    Postsoort::parse(tekst).ok_or_else(|| format!("kies {}", crate::wording::keuze(Postsoort::ALL.map(Postsoort::naam))))
}

pub(super) fn status(tekst: &str) -> Result<Afspraakstatus, String> {
    Afspraakstatus::ALL
        .into_iter()
        .find(|s| s.naam() == tekst.to_lowercase())
        .ok_or_else(|| "kies open, gereed of vervallen".to_owned())
}

pub(super) fn afspraaksoort(tekst: &str) -> Result<Afspraaksoort, String> {
    Afspraaksoort::ALL
        .into_iter()
        .find(|s| s.naam() == tekst.to_lowercase())
        .ok_or_else(|| "kies gewoon, verbeterplan of \"plan van aanpak\"".to_owned())
}

pub(super) fn kpi(tekst: &str) -> Result<u8, String> {
    tekst.parse().ok().filter(|n| (1..=4).contains(n)).ok_or_else(|| "kies 1, 2, 3 of 4".to_owned())
}

pub(super) fn nummer(tekst: &str) -> Result<Afspraaknummer, String> {
    tekst.parse().map_err(|_| "schrijf een nummer als PSW-2024-07".to_owned())
}

/// `Start sit.=Startsituatie`: a header, and the column that it means.
pub(super) fn koppeling(tekst: &str) -> Result<Kopkeuze, String> {
    let (kop, kolom) = tekst.rsplit_once('=').ok_or("schrijf KOP=KOLOM, bijvoorbeeld \"Begin=Startdatum\"")?;
    Kopkeuze::new(None, kop, kolom)
}

pub(super) fn niet_leeg(tekst: &str) -> Result<String, String> {
    let tekst = tekst.trim();
    if tekst.is_empty() { Err("geef een reden".to_owned()) } else { Ok(tekst.to_owned()) }
}

pub(super) fn aanleiding(tekst: &str) -> Result<(String, Kwartaal), String> {
    let fout = || "schrijf norm en kwartaal als C2.1:2024-K2".to_owned();
    let (norm, k) = tekst.split_once(':').ok_or_else(fout)?;
    Ok((norm.trim().to_owned(), k.parse().map_err(|_| fout())?))
}
