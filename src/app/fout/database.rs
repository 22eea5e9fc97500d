//! What is wrong with the file of the database, or with where it lies, and what to do.

use std::path::Path;

use super::bestand::{io_reason, of_refused, pad_in_zin};
use super::melding::{Melding, of_ourselves};
use crate::storage::{Access, AlleenLezen, Error, Houder};
use crate::wording;

/// The sentence for an error that is about the file.
pub(super) fn of_database(pad: &Path, oorzaak: &Error) -> Melding {
    let db = pad_in_zin(pad);
    let (tekst, hint) = match oorzaak {
        Error::Locked => (
            format!("De database {db} is in gebruik door een ander programma."),
            "Sluit het andere programma, of wacht even en probeer het opnieuw.".to_owned(),
        ),
        Error::Held { houder, note } => return of_held(&db, houder.as_deref(), note.as_deref()),
        Error::DiskFull => (
            format!("De schijf is vol: de database {db} kan niet worden bijgewerkt; er is niets gewijzigd."),
            "Maak ruimte vrij en probeer het opnieuw.".to_owned(),
        ),
        Error::ReadOnly => (
            format!("De database {db} is alleen te lezen; er is niets gewijzigd."),
            "Geef uzelf schrijfrechten, of kies een ander bestand met --db.".to_owned(),
        ),
        Error::OnlyReads(reden) => (
            format!("De database {db} is alleen geopend om te lezen: {}; er is niets gewijzigd.", waarom(*reden)),
            anders(*reden).to_owned(),
        ),
        Error::Disk(access, _) => (
            format!(
                "De schijf geeft een {} bij de database {db}; er is niets gewijzigd.",
                if *access == Access::Read { "leesfout" } else { "schrijffout" }
            ),
            "Controleer de schijf of de netwerkverbinding, en maak een kopie van wat er nog te lezen is.".to_owned(),
        ),
        Error::NoSharing(_) => (
            format!("Op de schijf van de database {db} kunnen programma's geen geheugen delen (memory mapping)."),
            NEARBY.to_owned(),
        ),
        Error::NoLocks(_) => (
            format!(
                "De schijf van de database {db} kan een bestand niet vergrendelen: twee programma's zouden elkaars werk overschrijven."
            ),
            NEARBY.to_owned(),
        ),
        Error::Corrupt(_) => (
            format!("De database {db} is beschadigd."),
            "Zet een kopie terug met herstel; met controle ziet u wat er mis is.".to_owned(),
        ),
        Error::Empty => (
            format!("Het bestand {db} is leeg (0 bytes) en dus geen database."),
            "Zet een kopie terug met herstel, of haal het lege bestand weg om met een nieuwe database te beginnen.".to_owned(),
        ),
        Error::NotADatabase => {
            (format!("{db} is geen database van dit programma."), "Kies een ander bestand met --db.".to_owned())
        }
        Error::Foreign => {
            (format!("{db} is een database van een ander programma."), "Kies een ander bestand met --db.".to_owned())
        }
        Error::TooNew { .. } => (
            format!("De database {db} is gemaakt door een nieuwere versie van dit programma."),
            "Werk met de nieuwste versie van het programma.".to_owned(),
        ),
        Error::Gone => (
            format!(
                "De database {db} is weggehaald of heet nu anders, terwijl het programma haar open had; er is niets opgeslagen."
            ),
            "Zet het bestand terug en probeer het opnieuw.".to_owned(),
        ),
        Error::Replaced => (
            format!("Op de plek van de database {db} staat nu een ander bestand; er is niets opgeslagen."),
            "Kijk eerst wat er nu staat.".to_owned(),
        ),
        Error::At { path, cause } => {
            let waarom = match **cause {
                Error::DiskFull => "de schijf is vol",
                Error::ReadOnly => "u hebt er geen rechten voor",
                _ => "de schijf geeft een schrijffout",
            };
            let path = pad_in_zin(path);
            (
                format!("De kopie {path} kan niet worden geschreven: {waarom}. Met de database zelf is niets gebeurd."),
                "Kies een andere plek.".to_owned(),
            )
        }
        Error::Refused(refused) => return Melding::from(of_refused(refused)),
        Error::Unsound(n) => (
            format!(
                "De database {db} is niet heel ({}); de kopie die er stond is niet vervangen.",
                wording::aantal(u32::try_from(*n).unwrap_or(u32::MAX), "probleem", "problemen")
            ),
            "Met controle ziet u wat er mis is; een kopie onder een nieuwe naam kan wel.".to_owned(),
        ),
        Error::Io { path, source } => (
            format!("{} kan niet worden gebruikt: {}.", pad_in_zin(path), io_reason(source)),
            "Controleer het pad en uw rechten.".to_owned(),
        ),
        Error::TooOld { found: 0, .. } => (
            format!("Op {db} staan nog geen tabellen van dit programma, of u mag ze niet zien."),
            "Wie de server beheert, maakt ze met accountgesprek inrichten, en maakt u lid van een van de rollen.".to_owned(),
        ),
        Error::TooOld { .. } => (
            format!("De tabellen op {db} zijn van een eerdere versie van dit programma."),
            "Wie de server beheert, werkt ze bij met accountgesprek inrichten.".to_owned(),
        ),
        Error::TablesMoved => (
            format!("De tabellen op {db} zijn intussen bijgewerkt; er is niets gewijzigd, en wat u typte blijft staan."),
            "Sluit het programma, en werk verder met de nieuwste versie.".to_owned(),
        ),
        Error::Lost(_) => (
            format!("De server van {db} is niet bereikbaar; er is niets gewijzigd, en wat u typte blijft staan."),
            "Probeer het opnieuw: het programma maakt zelf weer verbinding zodra dat kan.".to_owned(),
        ),
        Error::NotReached(cause) => not_reached(&db, cause),
        Error::Full => (
            format!("De server van {db} heeft geen verbinding meer over; er is niets gewijzigd, en wat u typte blijft staan."),
            MORE_PLACE.to_owned(),
        ),
        Error::Unsure(_) => (
            format!("De verbinding met {db} brak af tijdens het opslaan: het is niet zeker of het is opgeslagen."),
            "Kijk zodra de server er weer is eerst of het er staat; wat u typte blijft staan.".to_owned(),
        ),
        Error::Denied(_) => (
            format!("De server van {db} staat dit niet toe; er is niets gewijzigd."),
            "Vraag wie de server beheert welke rol u hebt, en of uw wachtwoord en het certificaat kloppen.".to_owned(),
        ),
        Error::NoPassword => (
            format!("De server van {db} vraagt een wachtwoord."),
            "Zet het in het bestand dat PGPASSFILE noemt, dat alleen u mag lezen; in een terminal vraagt het programma ernaar."
                .to_owned(),
        ),
        Error::Address(reden) => (
            format!("Het adres {db} is niet te gebruiken: {reden}."),
            "Een adres is postgres://naam@computer/database; uw wachtwoord staat in het bestand dat PGPASSFILE noemt.".to_owned(),
        ),
        Error::TakenAlong => (
            format!("{db} is een kopie van een gedeelde database om mee te nemen; zij wordt nergens voor in de plaats gezet."),
            OWN_FILE.to_owned(),
        ),
        Error::NotEmpty => (
            format!("In {db} staat al iets; er is niets overgezet."),
            "Zet over naar een database waarin nog niets staat.".to_owned(),
        ),
        _ => return of_ourselves(),
    };
    Melding { tekst, hint: Some(hint) }
}

/// How one goes on when the server of a copy is no more.
pub(in crate::app) const OWN_FILE: &str = "Is de gedeelde database er niet meer? Zet de kopie dan met overzetten over naar een nieuw \
                                           bestand, en werk daarin verder.";

const NEARBY: &str = "Zet de database op een schijf van deze computer.";

/// What helps when there are more programs than connections.
const MORE_PLACE: &str =
    "Probeer het zo opnieuw. Blijft het zo, laat wie de server beheert dan meer verbindingen toestaan (max_connections).";

/// There was no way to the server when it was to be opened: nothing was typed or going on yet.
fn not_reached(db: &str, cause: &Error) -> (String, String) {
    match cause {
        Error::Full => (format!("De server van {db} heeft geen verbinding meer over."), MORE_PLACE.to_owned()),
        _ => (
            format!("De server van {db} is niet bereikbaar."),
            "Kijk of het netwerk en het adres kloppen, en probeer het opnieuw. Zonder netwerk is een kopie die u met backup maakte \
             te openen, om te lezen."
                .to_owned(),
        ),
    }
}

/// Another program has it for itself.
fn of_held(db: &str, houder: Option<&Houder>, note: Option<&Path>) -> Melding {
    let tekst = match houder {
        Some(houder) => {
            let sinds = houder.sinds.map(|m| format!(" sinds {}", wording::moment(m))).unwrap_or_default();
            let part = |woord: &str, naam: &str| {
                let naam = wording::veilig(naam);
                if naam.is_empty() { String::new() } else { format!(" {woord} {naam}") }
            };
            let wie = if wording::is_somebody(&houder.wie) { &houder.wie } else { "" };
            format!("De database {db} is{sinds} geopend{}{}.", part("door", wie), part("op", &houder.computer))
        }
        None => format!("De database {db} is geopend door een ander programma, dat haar voor zich alleen heeft."),
    };
    let note = note.map(|note| format!(" Is zij daar niet meer open, haal dan {} weg.", pad_in_zin(note))).unwrap_or_default();
    let hint = format!(
        "Op een gedeelde schijf gebruikt één programma tegelijk haar. Wacht tot zij daar is gesloten, of open haar alleen om te \
         lezen (--lezen).{note}"
    );
    Melding { tekst, hint: Some(hint) }
}

/// Why a database is open to be read only: the end of a sentence.
pub(in crate::app) const fn waarom(reden: AlleenLezen) -> &'static str {
    match reden {
        AlleenLezen::Gevraagd => "zo is zij geopend",
        AlleenLezen::Rechten => "het bestand of de map mag niet worden gewijzigd",
        AlleenLezen::Schijf => "de schijf is alleen te lezen",
        AlleenLezen::SchijfVol => "de schijf is vol",
        AlleenLezen::Rol => "uw rol op de server is lezer",
        AlleenLezen::Kopie => "dit is een kopie, en vastleggen gaat in de gedeelde database zelf",
    }
}

const fn anders(reden: AlleenLezen) -> &'static str {
    match reden {
        AlleenLezen::Gevraagd => "Open haar opnieuw, zonder --lezen, om te kunnen wijzigen.",
        AlleenLezen::Rechten => "Geef uzelf schrijfrechten, of kies een ander bestand met --db.",
        AlleenLezen::Schijf => "Zet een kopie op een schijf waarop u kunt schrijven, en kies die met --db.",
        AlleenLezen::SchijfVol => "Maak ruimte vrij en open haar opnieuw.",
        AlleenLezen::Kopie => "Open de gedeelde database; wat u op het scherm aan tafel in de kopie typt, vindt u daar terug.",
        AlleenLezen::Rol => "Vraag wie de server beheert om een rol waarmee u kunt schrijven.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_the_database_is_named_as_far_as_it_is_known() {
        let told = |wie: &str, computer: &str| {
            let houder = Houder { wie: wie.to_owned(), computer: computer.to_owned(), sinds: None };
            of_held("a.db", Some(&houder), None).tekst
        };
        for (wie, computer, tekst) in [
            ("Anna", "pc1", "De database a.db is geopend door Anna op pc1."),
            ("onbekend", "pc1", "De database a.db is geopend op pc1."),
            ("onbekend (beleidscollega)", "pc1", "De database a.db is geopend op pc1."),
            ("onbekende", "", "De database a.db is geopend door onbekende."),
            ("", "", "De database a.db is geopend."),
        ] {
            assert_eq!(told(wie, computer), tekst);
        }
    }
}
