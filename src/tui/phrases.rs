//! The words of the screens: what a cell, a line or a list says, and no command or report does.
//!
//! What others say too stands in [`crate::wording`].

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::app::{Bevindinghulp, Rapportagestatus};
use crate::domain::{
    Aanbieder, Afspraak, Afspraaknummer, Afspraaksoort, Genoemdenaam, Meting, Oordeel, Register, Richting, Telling,
};
use crate::wording;

use super::action::{Action, AfspraakAction, GesprekAction, Program, RapportAction, Reason, RegisterAction, Tab, View};
use super::keys::{self, Key, Werkwoord, shown_key};

/// What the user can do about a finding, by the keys of the screens.
pub fn hulp(hulp: Bevindinghulp) -> String {
    let (options, register) = (shown_key(Action::Rapport(RapportAction::Options)), Werkwoord::Aanbieders.shown());
    match hulp {
        Bevindinghulp::Aanbieder => {
            let add = shown_key(Action::Register(RegisterAction::New));
            format!("{options} geeft op van wie het is; staat de aanbieder niet in het register, dan voegt {add} die toe.")
        }
        Bevindinghulp::Schrijfwijze => {
            let edit = Werkwoord::Wijzigen.shown();
            format!(
                "{register} opent het register: daar komt de aanbieder erbij, of legt {edit} deze schrijfwijze van een bekende vast."
            )
        }
        Bevindinghulp::Kwartaal => format!("{options} geeft op welk kwartaal het is."),
        Bevindinghulp::Pseudoniem => {
            format!("Zijn de codes geen BSN: {options} vervangt ze door een eigen code, met Codes op ja.")
        }
        Bevindinghulp::Sjabloon => {
            let template = shown_key(Action::Rapport(RapportAction::Template));
            let tab = Werkwoord::Tabblad(Tab::Rapportages).shown();
            format!("Op {tab} maakt {template} een sjabloon om op te sturen.")
        }
    }
}

/// Why an action does nothing here, for the status line; and, where something else must come first, the key for that.
pub fn reason(reason: &Reason) -> String {
    let gesprek = |action| shown_key(Action::Gesprek(action));
    match reason {
        Reason::OnlyReads(waarom) => format!("De database is alleen geopend om te lezen: {waarom}."),
        Reason::NotHere => "Dat kan op dit scherm niet.".into(),
        Reason::NothingBefore => {
            let quit = shown_key(Action::Program(Program::Quit));
            format!("Dit is het eerste scherm: u kunt niet verder terug; {quit} sluit het programma.")
        }
        Reason::NothingBehind { wijzigen: false } => "Hier valt verder niets te openen.".into(),
        Reason::NothingBehind { wijzigen: true } => {
            let edit = Werkwoord::Wijzigen.shown();
            format!("Hier valt verder niets te openen; {edit} wijzigt wat gekozen is.")
        }
        Reason::NothingMore => {
            format!("Op dit scherm is er verder niets te doen; {} toont alle toetsen.", Werkwoord::Hulp.shown())
        }
        Reason::NothingSelected => "Er is niets gekozen.".into(),
        Reason::OfOneRow(chosen) => {
            let back = Werkwoord::Terug.shown();
            let which = if *chosen == 1 { "gekozen is een andere".to_owned() } else { format!("er zijn er {chosen} gekozen") };
            format!("Dit gaat over één rij, en {which}; {back} laat de keuze los.")
        }
        Reason::StillLoading => "De gegevens zijn nog niet geladen.".into(),
        Reason::NoData => {
            let again = shown_key(Action::Program(Program::Refresh));
            format!("Er zijn hier nu geen gegevens; {again} leest ze opnieuw.")
        }
        Reason::NoEarlier(what) => format!("Er is geen eerder {what}."),
        Reason::NoLater(what) => format!("Er is geen later {what}."),
        Reason::NoRows(toestand) => format!("Achter dit cijfer staan geen rijen: {toestand}."),
        Reason::OnlyCollectief => {
            let switch = shown_key(Action::View(View::Segment));
            format!("Dit scherm gaat over segment collectief; {switch} wisselt bij KPI, Rapporten, Aandacht en Deelnemers.")
        }
        Reason::OfAllGemeenten => "Dekking gaat over de gemeenten samen; kies een andere norm.".into(),
        Reason::NothingAhead => {
            "Bij dit cijfer is er niets vooruit te zien: dat kan bij KPI 2, in de eerste drie kwartalen.".into()
        }
        Reason::NotOpen => {
            format!("Deze afspraak is niet meer open; {} heropent haar.", shown_key(Action::Afspraak(AfspraakAction::Reopen)))
        }
        Reason::UitkomstClosed => {
            let tab = Tab::Afspraken;
            format!("Deze afspraak is niet meer open; heropenen kan op {} {}.", shown_key(Action::Go(tab)), tab.naam())
        }
        Reason::AlreadyDone(1) => "Dit signaal is al afgehandeld.".into(),
        Reason::AlreadyDone(_) => "Deze signalen zijn al afgehandeld.".into(),
        Reason::AlreadyOpen => "Deze afspraak is al open.".into(),
        Reason::NoJob => "Er loopt niets om te stoppen.".into(),
        Reason::JobRuns => {
            let stop = shown_key(Action::Program(Program::Cancel));
            format!("Er wordt al ingelezen; wacht tot dat klaar is of stop het met {stop}.")
        }
        Reason::NotPlanned => format!("Dit gesprek is nog niet gepland; {} plant het.", gesprek(GesprekAction::Plan)),
        Reason::OnlyOne => {
            let extra = gesprek(GesprekAction::PlanExtra);
            format!("Met deze aanbieder is er over dit kwartaal maar één gesprek; {extra} plant een extra.")
        }
        Reason::OneGesprek => {
            let back = shown_key(Action::View(View::Back));
            format!("Dit gesprek gaat over één kwartaal; {back} gaat terug naar de agenda.")
        }
        Reason::NoUitkomst => "Bij dit punt is nog niets vastgelegd.".into(),
        Reason::NothingToRead => {
            let next = Werkwoord::Rechts.shown();
            format!("Alles van dit punt staat hier al; {next} gaat naar het volgende punt.")
        }
        Reason::AtTable => {
            let (back, write) = (shown_key(Action::View(View::Back)), Werkwoord::Schrijven.shown());
            format!(
                "Aan tafel wordt niets naar een bestand geschreven; na het afronden kan het met {write}, en na {back} op de agenda."
            )
        }
        Reason::NoLopend => "Kies eerst een openstaande afspraak, met ↑ en ↓; niet elk punt heeft er een.".into(),
        Reason::ClosedHere => {
            let weg = gesprek(GesprekAction::DropUitkomst);
            format!("Deze afspraak is hier gereed gemeld; {weg} op die uitkomst opent haar weer.")
        }
        Reason::IsLopend => {
            let gereed = gesprek(GesprekAction::LopendGereed);
            format!("Een openstaande afspraak haalt u niet weg; {gereed} sluit haar af.")
        }
        Reason::OtherGesprek => {
            format!("Er loopt al een gesprek; {} gaat ernaar terug.", shown_key(Action::Go(Tab::Gesprek)))
        }
        Reason::Established => format!("Dit gesprek is vastgesteld; {} heropent het.", gesprek(GesprekAction::Heropen)),
        Reason::NotHeld => format!("Vaststellen kan pas na afronden ({}).", gesprek(GesprekAction::Houd)),
        Reason::NotEstablished => {
            format!(
                "Dit gesprek is nog gewoon te wijzigen; heropenen kan pas na vaststellen ({}).",
                gesprek(GesprekAction::Vaststellen)
            )
        }
        Reason::AlreadyBegun => format!("Dit gesprek is al begonnen; {} rondt het af.", gesprek(GesprekAction::Houd)),
        Reason::AlreadyHeld => format!("Dit gesprek is al afgerond; {} stelt het vast.", gesprek(GesprekAction::Vaststellen)),
        Reason::AlreadyPrepared => {
            format!("Dit gesprek staat al op voorbereid; {} begint het.", gesprek(GesprekAction::Begin))
        }
        Reason::StaysPlanned => "Een gesprek dat is gehouden, blijft op de planning staan.".into(),
        Reason::AlreadyExample => "U werkt al met de voorbeeldgegevens.".into(),
        Reason::HasOwnData => "U werkt met uw eigen gegevens; accountgesprek --voorbeeld opent het voorbeeld.".into(),
        Reason::NoExample => "Er zijn geen voorbeeldgegevens bij dit programma.".into(),
        Reason::NotForDekking => "Dekking wordt voor de aanbieders samen bepaald.".into(),
        Reason::NoFindings => "Bij deze versie zijn er geen bevindingen.".into(),
        Reason::NoVersion => "Hier is nog niets binnengekomen.".into(),
        Reason::SeeDekking => {
            let tab = Tab::Dekking;
            format!("Wat in een dekkingsoverzicht staat, ziet u op {} {}.", shown_key(Action::Go(tab)), tab.naam())
        }
        Reason::OnlyReports => "Een lijst om te versturen is er alleen van een rapportage.".into(),
        Reason::NoAnswer => "Deze gemeente heeft nog niet geantwoord.".into(),
        Reason::PointGone => "Dit punt vraagt geen aandacht meer; er is niets te merken.".into(),
        Reason::NothingWritten => "Er is nog niets geschreven om te openen.".into(),
        Reason::InNormen => format!("Een norm wijzigt u in een eigen normen.toml; {} zet het klaar.", Werkwoord::Normen.shown()),
        Reason::NoSetting => "Dit is een plek en geen instelling.".into(),
        Reason::OneFile => "Er is maar één bestand; weglaten is dan niets overnemen.".into(),
        Reason::NoHeaders => "Dit bestand heeft geen kop die op een andere kolom lijkt.".into(),
        Reason::AlreadyStands => "Deze versie geldt al; kies een oude versie om terug te zetten.".into(),
        Reason::AlreadyUndone => "Dit is al ongedaan gemaakt.".into(),
        Reason::ForGood => "Wat voorgoed is verwijderd, is niet ongedaan te maken.".into(),
        Reason::KnownAanbieder => "Wie dit bestand noemt, staat in het register.".into(),
        Reason::OfEverybody => "Deze regel is van alle aanbieders samen; kies er een van één aanbieder.".into(),
        Reason::NoOption => "Er is geen verlengoptie waarover nog besloten moet worden.".into(),
        Reason::NoContract => format!(
            "Kies eerst een contract; is er nog geen, dan legt {} er een vast.",
            shown_key(Action::Register(RegisterAction::Contract))
        ),
        Reason::OfContract => "Een verlengoptie wijzigt u bij het contract waar zij bij hoort.".into(),
        Reason::OnlyEvaluatief => "Alleen een evaluatief gesprek wordt opgeschaald naar de regio.".into(),
        Reason::OnlyIndividueel => "Opschalen naar de regio kan alleen in segment individueel.".into(),
        Reason::OfManyAanbieders => "Signalen in een bundel gaan over dezelfde aanbieder; kies die van één.".into(),
        Reason::NotBundled => "Dit signaal zit niet in een bundel.".into(),
        Reason::NotSeen => "Dit punt is niet als gezien gemerkt.".into(),
        Reason::NoTraject => "Dit punt gaat over een groep; er is geen traject om te openen.".into(),
        Reason::NothingNew => "Er is niets nieuws om over te nemen.".into(),
    }
}

/// A key that does nothing on this screen, and what it is for elsewhere.
pub fn no_use(key: Key) -> String {
    let help = Werkwoord::Hulp.shown();
    match keys::verb_of(key) {
        Some(verb) => format!("{key} ({}) kan op dit scherm niet; {help} toont wat wel kan.", verb.taal().1),
        None => format!("{key} doet niets; {help} toont wat er op dit scherm kan."),
    }
}

/// A key that does nothing with what stands over the screen.
pub fn no_use_here(key: Key) -> String {
    format!("{key} doet hier niets; {} sluit dit.", Werkwoord::Terug.shown())
}

/// Nothing has the words that were searched for; how all are seen again.
pub fn no_words(wat: &str) -> String {
    format!("{wat} met deze woorden; {} toont alles weer.", Werkwoord::Terug.shown())
}

/// Asked of an open afspraak whose expectation was reached.
pub const AFSLUITEN: &str = "afsluiten?";

/// Above an afspraak that is made at a gesprek that is vastgesteld: where it comes, and how it would come into that verslag.
pub fn beside_established() -> String {
    let heropen = shown_key(Action::Gesprek(GesprekAction::Heropen));
    format!("Het gesprek is vastgesteld: dit komt op de volgende agenda. In het verslag kan pas na heropenen ({heropen}).")
}

/// How many places a question shows.
const MAX_GENOEMD: usize = 4;

/// The question before files that are there already are replaced.
pub fn replace(bestaat: &[String]) -> String {
    let is = if bestaat.len() == 1 { "is" } else { "zijn" };
    format!("{} {is} er al. Vervangen?", wording::enkele(bestaat))
}

/// The question before what names another aanbieder goes out: where, and in what sentence.
pub fn named(genoemd: &[Genoemdenaam]) -> String {
    let mut lines = vec!["Hierin staat een andere aanbieder. Toch zo schrijven?".to_owned()];
    lines.extend(genoemd.iter().take(MAX_GENOEMD).map(wording::genoemdenaam));
    if genoemd.len() > MAX_GENOEMD {
        lines.push(format!("En nog {}.", aantal(genoemd.len() - MAX_GENOEMD, "keer", "keer")));
    }
    lines.join("\n")
}

/// That a verslag names another aanbieder, while it can still be mended: where it first is, and in how many places more.
pub fn named_before_vaststellen(genoemd: &[Genoemdenaam]) -> Option<String> {
    let (first, more) = genoemd.split_first()?;
    let more = if more.is_empty() { String::new() } else { format!(" En nog op {}.", aantal(more.len(), "plaats", "plaatsen")) };
    Some(format!("Let op: in dit verslag staat een andere aanbieder: {}.{more}", wording::genoemdenaam(first)))
}

/// That an afspraak was made; a plan van aanpak is one that the norm asks for, and so it is said that it counts as that.
pub fn opgeslagen(afspraak: &Afspraak) -> String {
    match afspraak.soort {
        Afspraaksoort::Gewoon => format!("{} opgeslagen", afspraak.nummer),
        soort => format!("{} opgeslagen als {}", afspraak.nummer, soort.naam()),
    }
}

/// What was saved, and that its deadline is over; it may be meant.
pub fn with_past_deadline(vandaag: NaiveDate, said: String, deadline: Option<NaiveDate>) -> String {
    match wording::voorbij(deadline, vandaag) {
        Some(past) => format!("{said}; let op: {past}"),
        None => said,
    }
}

/// That an afspraak is not opened by another text of the outcome that closed it.
pub fn stays_closed(nummer: Afspraaknummer) -> String {
    format!("{nummer} blijft gereed")
}

/// One or many: "1 rij", "2 rijen", "geen rijen".
pub fn aantal(n: usize, one: &str, many: &str) -> String {
    wording::aantal(u32::try_from(n).unwrap_or(u32::MAX), one, many)
}

/// The aanbieder, or "samen" for all pooled.
pub fn aanbieder(aanbieder: Option<Aanbieder>, register: &Register) -> String {
    register.naam_of(aanbieder, "samen")
}

/// A decimal with a comma and no trailing zeros: 80 → "80", 7.5 → "7,5".
pub fn getal(value: Decimal) -> String {
    value.normalize().to_string().replace('.', ",")
}

/// The verdict in words without its glyph, with what it would have been, or why there is none.
pub fn oordeel(meting: &Meting) -> String {
    match (meting.oordeel, meting.zou) {
        (Oordeel::Losgelaten, Some(zou)) => format!("losgelaten (zou {} zijn)", zou.naam()),
        (Oordeel::NietTeBepalen, _) => {
            let why = wording::mensen(meting, false);
            format!("niet te bepalen: {}", why.strip_prefix("niet te meten: ").unwrap_or(&why))
        }
        (oordeel, _) => oordeel.naam().to_owned(),
    }
}

/// The people behind a measured figure; nothing when nothing was measured, for the state is said elsewhere.
pub fn mensen(meting: &Meting, is_mean: bool) -> String {
    if meting.waarde.is_measured() { wording::mensen(meting, is_mean) } else { String::new() }
}

/// That nothing of a list is of the gemeente that is chosen, and what to do.
pub fn none_of_gemeente(wat: &str) -> String {
    let filter = Werkwoord::Filteren.shown();
    format!("{wat} voor deze keuze. ← → kiest een andere gemeente, {filter} een andere lijst.")
}

/// A change in procentpunt (or points of a mark) with its sign, for a column: "+3,2", "−10,0", "0,0".
pub fn verandering(change: Decimal) -> String {
    let shown = wording::decimaal(change.abs(), 1);
    match shown.as_str() {
        "0,0" => shown,
        _ if change.is_sign_negative() => format!("−{shown}"),
        _ => format!("+{shown}"),
    }
}

/// A report in the overview of a narrow screen: the gravest thing only; [`Rapportagestatus::woorden`] says it all.
pub fn rapportagestatus_kort(status: &Rapportagestatus, today: NaiveDate) -> String {
    let late = status.werkdagen_te_laat.map(|n| format!("{n} wd te laat"));
    match (status.versie, late) {
        (None, Some(late)) => format!("ontbreekt, {late}"),
        (None, None) => status.deadline.map_or("niet ontvangen".to_owned(), |d| wording::dag_en_datum(d, today)),
        (Some(_), late) if status.ontbreekt.is_empty() && status.rijen_niet_meegeteld == 0 => {
            late.unwrap_or_else(|| if status.deadline.is_some() { "op tijd" } else { "ontvangen" }.to_owned())
        }
        (Some(_), late) => {
            let rows = (status.rijen_niet_meegeteld > 0)
                .then(|| format!("{} niet meegeteld", wording::aantal(status.rijen_niet_meegeteld, "rij", "rijen")));
            let parts = (!status.ontbreekt.is_empty()).then(|| "deels".to_owned());
            [late, parts, rows].into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    }
}

/// How a row weighs, in a word. For a minimum a row in the noemer only is a miss, for a maximum it is fine.
pub const fn telling(telling: Telling, richting: Richting) -> &'static str {
    match (telling, richting) {
        (Telling::Teller, Richting::Minimum) => "voldoet",
        (Telling::Noemer, Richting::Minimum) => "voldoet niet",
        (Telling::Teller, _) => "telt",
        (Telling::Noemer, _) => "telt niet",
        (Telling::Buiten, _) => "telt niet mee",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_has_a_sign_unless_it_is_nothing() {
        let shown = |s: &str| verandering(s.parse().unwrap());
        assert_eq!(shown("3.25"), "+3,3");
        assert_eq!(shown("-10"), "−10,0");
        assert_eq!(shown("-0.04"), "0,0");
    }
}
