//! What a message says: the text that comes with the program, or the user's own as `post/SOORT.txt` in the settings folder.
//!
//! The first line is the subject; between braces stands what the program fills in.

use std::path::{Path, PathBuf};

use crate::app::Fout;
use crate::app::mappen::read_own;
use crate::domain::{Postsoort, Schoon, bsn};
use crate::wording::{is_onveilig, keuze};

const MAP: &str = "post";
const KOP: &str = "Onderwerp:";
/// The longest text, in characters.
const LENGTE: usize = 20_000;

/// A text with room for what is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Posttekst {
    pub(super) onderwerp: String,
    pub(super) tekst: String,
    /// Where it stands, when it is the user's own.
    pub(super) pad: Option<PathBuf>,
}

/// What comes with the program.
const fn shipped(soort: Postsoort) -> &'static str {
    match soort {
        Postsoort::Uitvraag => include_str!("../../../data/post/uitvraag.txt"),
        Postsoort::Herinnering => include_str!("../../../data/post/herinnering.txt"),
        Postsoort::Uitnodiging => include_str!("../../../data/post/uitnodiging.txt"),
        Postsoort::Rapportage => include_str!("../../../data/post/rapportage.txt"),
        Postsoort::Bevindingen => include_str!("../../../data/post/bevindingen.txt"),
        Postsoort::Verslag => include_str!("../../../data/post/verslag.txt"),
        Postsoort::Terugkoppeling => include_str!("../../../data/post/terugkoppeling.txt"),
    }
}

/// What a text of a kind may name between braces.
pub(super) const fn fields(soort: Postsoort) -> &'static [&'static str] {
    match soort {
        Postsoort::Uitvraag | Postsoort::Herinnering => &["gemeente", "kwartaal", "aanbieders", "uiterlijk", "afzender"],
        Postsoort::Uitnodiging => &["aanbieder", "kwartaal", "gesprek", "waarvoor", "datum", "plaats", "rapportage", "afzender"],
        Postsoort::Rapportage => &["aanbieder", "kwartaal", "stand", "uiterlijk", "werkmap", "afzender"],
        Postsoort::Bevindingen => &["aanbieder", "kwartaal", "aantal", "afzender"],
        Postsoort::Verslag => &["aanbieder", "kwartaal", "gesprek", "datum", "status", "toelichting", "afzender"],
        Postsoort::Terugkoppeling => &["gemeente", "kwartaal", "signalen", "afzender"],
    }
}

impl Posttekst {
    /// Returns the text in force.
    pub(super) fn load(map: Option<&Path>, soort: Postsoort) -> Result<Self, Fout> {
        let naam = format!("{MAP}/{}.txt", soort.naam());
        if let Some(map) = map
            && let Some(own) = read_own(map, &naam, |tekst| parse(tekst, soort))?
        {
            return Ok(Self { pad: Some(map.join(naam)), ..own });
        }
        parse(shipped(soort), soort).map_err(|reden| Fout::Instelling { pad: naam.into(), reden })
    }

    /// The text as a file of the user's own begins.
    pub(super) fn as_file(&self) -> String {
        format!("{KOP} {}\n\n{}\n", self.onderwerp, self.tekst)
    }
}

/// Reads a text; the error is a reason in Dutch.
fn parse(tekst: &str, soort: Postsoort) -> Result<Posttekst, String> {
    if tekst.chars().count() > LENGTE {
        return Err(format!("de tekst is langer dan {LENGTE} tekens"));
    }
    if bsn::bevat_bsn(&Schoon::from(tekst), &[]) {
        return Err("er staat een getal in dat een burgerservicenummer kan zijn".to_owned());
    }
    let tekst: String =
        tekst.trim_start_matches('\u{feff}').replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !is_onveilig(*c)).collect();
    let (first, rest) = tekst.trim_start().split_once('\n').unwrap_or((tekst.trim(), ""));
    let onderwerp = first.strip_prefix(KOP).map(str::trim).filter(|o| !o.is_empty());
    let Some(onderwerp) = onderwerp else {
        return Err(format!("de eerste regel moet het onderwerp zijn, als “{KOP} …”"));
    };
    let body = rest.trim();
    if body.is_empty() {
        return Err("onder het onderwerp staat geen tekst".to_owned());
    }
    let known = fields(soort);
    for piece in pieces(onderwerp).chain(pieces(body)) {
        if let Piece::Field(naam) = piece
            && !known.contains(&naam)
        {
            let known: Vec<String> = known.iter().map(|k| format!("{{{k}}}")).collect();
            return Err(format!("{{{naam}}} kan hier niet worden ingevuld; kies uit {}", keuze(known)));
        }
    }
    Ok(Posttekst { onderwerp: onderwerp.to_owned(), tekst: body.to_owned(), pad: None })
}

/// A text with its fields filled in. What is filled in is not looked at again; a paragraph that is left empty goes.
pub(super) fn filled_in(tekst: &str, values: &[(&str, String)]) -> String {
    let value = |naam: &str| values.iter().find(|(field, _)| *field == naam).map_or("", |(_, value)| value.as_str());
    let filled: String = pieces(tekst)
        .map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Field(naam) => value(naam),
        })
        .collect();
    let lines: Vec<&str> = filled.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

enum Piece<'a> {
    Text(&'a str),
    Field(&'a str),
}

/// A text in its parts. A brace that opens no word of small letters stands for itself.
fn pieces(tekst: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = tekst;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((naam, after)) = rest.strip_prefix('{').and_then(|r| r.split_once('}'))
            && !naam.is_empty()
            && naam.chars().all(|c| c.is_alphanumeric() || c == '_')
        {
            rest = after;
            return Some(Piece::Field(naam));
        }
        // The brace itself is passed over, so that every step takes something.
        let from = rest.chars().next().map_or(0, char::len_utf8);
        let at = rest.get(from..).and_then(|r| r.find('{')).map_or(rest.len(), |at| at + from);
        let (text, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        rest = after;
        Some(Piece::Text(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_that_comes_along_reads_and_uses_only_what_is_filled_in() {
        for soort in Postsoort::ALL {
            let tekst = Posttekst::load(None, soort).unwrap();
            assert!(tekst.tekst.contains("{afzender}") && !tekst.onderwerp.contains(KOP), "{soort:?}");
            assert_eq!(parse(&tekst.as_file(), soort).as_ref(), Ok(&tekst), "{soort:?}");
            let values: Vec<(&str, String)> = fields(soort).iter().map(|f| (*f, f.to_uppercase())).collect();
            let said = format!("{} {}", filled_in(&tekst.onderwerp, &values), filled_in(&tekst.tekst, &values));
            assert!(!said.contains(['{', '}']), "{said}");
        }
    }

    #[test]
    fn the_user_keeps_a_text_and_a_mistake_in_it_is_said() {
        let map = tempfile::tempdir().unwrap();
        std::fs::create_dir(map.path().join(MAP)).unwrap();
        let keep = |tekst: &str| {
            std::fs::write(map.path().join(MAP).join("uitvraag.txt"), tekst).unwrap();
            Posttekst::load(Some(map.path()), Postsoort::Uitvraag).map_err(|fout| fout.melding().tekst)
        };
        let own =
            keep("\u{feff}Onderwerp: Vraag aan {gemeente}\r\n\r\nDag,\r\n\r\n  - een\r\n{ dit } {} blijft\u{202e} staan\r\n")
                .unwrap();
        assert_eq!(own.tekst, "Dag,\n\n  - een\n{ dit } {} blijft staan");
        assert_eq!(filled_in(&own.onderwerp, &[("gemeente", "{kwartaal}".into())]), "Vraag aan {kwartaal}");
        for (tekst, said) in [
            ("Dag,\n", "Onderwerp: …"),
            ("Onderwerp:\nDag", "Onderwerp: …"),
            ("Onderwerp: x\n\n \n", "geen tekst"),
            ("Onderwerp: x\nDag {naam}", "{naam} kan hier niet"),
            ("Onderwerp: {aanbieder}\nDag", "kies uit {gemeente}, {kwartaal}"),
            ("Onderwerp: x\nBel 111222333", "burgerservicenummer"),
        ] {
            let melding = keep(tekst).unwrap_err();
            assert!(melding.contains(said) && melding.contains("uitvraag.txt") && !melding.contains("222"), "{melding}");
        }
    }
}
