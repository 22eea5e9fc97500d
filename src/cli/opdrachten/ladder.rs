//! `ladder`: doel op de ladder, and from which trede to which the report has people.

use serde::Serialize;

use crate::app::{App, Doelbeeld};
use crate::cli::Klacht;
use crate::cli::args::Ladder;
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Aanbieder, Kwartaal, Ladderdoel, Periode, Register, Segment, Stappen, Trede, Waarde};
use crate::wording;

pub(super) fn show(args: &Ladder, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let segmenten = args.in_segment.segment.map_or_else(|| Segment::ALL.to_vec(), |segment| vec![segment]);
    let beelden = segmenten.into_iter().map(|s| app.doelbeeld(s, args.over.kwartaal)).collect::<Result<Vec<_>, _>>()?;
    if uit.json {
        let of_segment = |b| LadderregelJson::of_segment(b);
        return uit.json(&LadderJson { kwartaal: args.over.kwartaal, regels: beelden.iter().flat_map(of_segment).collect() });
    }
    uit.regel(format!("Participatieladder in het {}", wording::kwartaal_lang(args.over.kwartaal)))?;
    for beeld in &beelden {
        show_segment(args.over.kwartaal, beeld, app.register(), uit)?;
    }
    Ok(())
}

/// The answer of `ladder --json`; the fields and their order are those of the interface.
#[derive(Serialize)]
struct LadderJson<'a> {
    kwartaal: Kwartaal,
    regels: Vec<LadderregelJson<'a>>,
}

#[derive(Serialize)]
struct LadderregelJson<'a> {
    aanbieder: &'a str,
    segment: &'static str,
    periode: Periode,
    toestand: &'static str,
    teller: Option<u32>,
    noemer: Option<u32>,
    stappen: Vec<LadderstapJson>,
}

#[derive(Serialize)]
struct LadderstapJson {
    van: Option<Trede>,
    naar: Option<Trede>,
    aantal: u32,
}

impl<'a> LadderregelJson<'a> {
    fn of_segment(beeld: &'a Doelbeeld) -> impl Iterator<Item = Self> {
        beeld.doelen.iter().flat_map(|(wie, doel)| {
            Periode::ALL.map(|periode| {
                let (teller, noemer) = doel.waarde(periode).counts().unzip();
                Self {
                    aanbieder: wie.as_ref().map_or("alle", Aanbieder::key),
                    segment: beeld.segment.naam(),
                    periode,
                    toestand: doel.waarde(periode).toestand(),
                    teller,
                    noemer,
                    stappen: doel.stappen.iter().map(|(&(van, naar), &aantal)| LadderstapJson { van, naar, aantal }).collect(),
                }
            })
        })
    }
}

fn show_segment(kwartaal: Kwartaal, beeld: &Doelbeeld, register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    uit.regel("")?;
    uit.regel(format!("Segment {}", beeld.segment.naam()))?;
    if beeld.doelen.is_empty() {
        return uit.regel("  Voor dit kwartaal geldt geen norm.");
    }
    uit.regel("  Doel op de ladder: van de afgeronde trajecten met een Doeltrede en een Huidige")?;
    uit.regel("  trede, hoeveel op de Doeltrede of hoger staan. Ter informatie.")?;
    let [q, jaar] = Periode::ALL.map(|p| format!(">{}", wording::periode(p, kwartaal)));
    let mut tabel = Teksttabel::new(&["  aanbieder", &q, &jaar]);
    for (wie, doel) in &beeld.doelen {
        let [q, jaar] = Periode::ALL.map(|p| said(doel, p));
        tabel.rij([format!("  {}", register.naam_of(*wie, "alle")), q, jaar]);
    }
    uit.tabel(&tabel)?;
    // All together says it at a glance; who is alone is all.
    let several = beeld.doelen.len() > 2;
    for (wie, doel) in beeld.doelen.iter().filter(|(wie, doel)| !doel.stappen.is_empty() && (several || wie.is_some())) {
        uit.regel("")?;
        uit.regel(format!("  {}: van Begintrede (rij) naar Huidige trede (kolom)", register.naam_of(*wie, "alle")))?;
        uit.tabel(&steps(&doel.stappen))?;
    }
    Ok(())
}

/// `12 van 18`, or the state.
fn said(doel: &Ladderdoel, periode: Periode) -> String {
    match (doel.waarde(periode), doel.waarde(periode).counts()) {
        (Waarde::Gemeten { .. }, Some((teller, noemer))) => format!("{teller} van {noemer}"),
        (other, _) => other.toestand().to_owned(),
    }
}

/// Six by six, and what is not known when there is any; an empty cell is nobody.
fn steps(stappen: &Stappen) -> Teksttabel {
    let treden = |unknown: bool| (1..=6).map(Trede::new).chain(unknown.then_some(None));
    let (from_unknown, to_unknown) =
        (stappen.keys().any(|(van, _)| van.is_none()), stappen.keys().any(|(_, naar)| naar.is_none()));
    let name = |trede: Option<Trede>| trede.map_or_else(|| "?".to_owned(), |t| t.to_string());
    let mut koppen = vec!["    van".to_owned()];
    koppen.extend(treden(to_unknown).map(|naar| format!(">{}", name(naar))));
    let mut tabel = Teksttabel::new(&koppen.iter().map(String::as_str).collect::<Vec<_>>());
    for van in treden(from_unknown) {
        let mut cellen = vec![format!("    {}", name(van))];
        cellen.extend(treden(to_unknown).map(|naar| stappen.get(&(van, naar)).map(ToString::to_string).unwrap_or_default()));
        tabel.rij(cellen);
    }
    tabel
}
