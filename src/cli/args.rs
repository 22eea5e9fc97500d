//! The commands as clap knows them: names, options and help, all in Dutch.

mod gesprek;
mod groepen;
mod post;
mod pxq;
mod register;
mod waarden;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::app::{Bestandsoort, Cijferblad, Kopkeuze, Rol};
use crate::domain::{Afspraaknummer, Afspraaksoort, Afspraakstatus, Gemeente, Kwartaal, Onderwerp, Segment, Signaalstatus, Toon};

pub(super) use gesprek::{
    Agenda, GesprekAfspraak, GesprekEvaluaties, GesprekGegevens, GesprekLijst, GesprekNotitie, GesprekOpdracht,
    GesprekVerwijzing, Kalender, VanElkGesprek, Verslagopties,
};
pub(super) use groepen::VanKwartaal;
use groepen::{
    AlleenAanbieder, AlleenKwartaal, AlleenSegment, EenOfAlle, InSegment, NaarDocument, NaarWerkmap, Vervang, VervangBijNaar,
};
pub(super) use post::Post;
pub(super) use pxq::{Pxq, TariefOpdracht, TariefWeg};
pub(super) use register::{
    AanbiederBudget, AanbiederContact, AanbiederContract, AanbiederDoel, AanbiederGegevens, AanbiederOptie, Optiekeus,
    RegisterLijst, RegisterOpdracht,
};
pub(super) use waarden::{GezieneVersie, Naam, Wie};
use waarden::{
    aanbieder, aanleiding, afspraaksoort, blad, gemeente, jaar, koppeling, kpi, kwartaal, kwartalen, niet_leeg, nummer,
    onderwerp, rol, segment, shell, signaalstatus, soort, status, toon,
};

/// The command line as a whole.
#[derive(Debug, Parser)]
#[command(
    name = "accountgesprek",
    version,
    about = "Bereidt accountgesprekken onder de Participatiewet voor: van rapportages naar cijfers, oordelen en afspraken.",
    after_help = "Zonder opdracht opent het programma op uw eigen gegevens; is de uitvoer geen terminal, dan staat daar het \
                  overzicht als tekst. Met --voorbeeld werkt alles op verzonnen gegevens."
)]
pub(super) struct Opdrachtregel {
    #[command(flatten)]
    pub(super) globaal: Globaal,
    #[command(subcommand)]
    pub(super) opdracht: Option<Opdracht>,
}

/// Options that every command knows.
#[derive(Debug, Clone, Args)]
pub(super) struct Globaal {
    /// Werkt op dit databasebestand, dit adres op een server, of wat in uw instellingen deze naam heeft
    #[arg(display_order = 901, long, value_name = "DATABASE", global = true)]
    pub(super) db: Option<PathBuf>,
    /// Werkt op verzonnen voorbeeldgegevens, in een tijdelijke database
    #[arg(display_order = 902, long, global = true, conflicts_with = "db")]
    pub(super) voorbeeld: bool,
    /// Opent de database alleen om te lezen, ook als een ander programma haar voor zich alleen heeft
    #[arg(display_order = 902, long, global = true, conflicts_with = "voorbeeld")]
    pub(super) lezen: bool,
    /// Doet alsof het deze dag is (31-3-2025, vr, +14)
    #[arg(display_order = 903, long, value_name = "DATUM", global = true, allow_hyphen_values = true)]
    pub(super) vandaag: Option<String>,
    /// Werkt als contractmanager of als beleid (beleidscollega); beleid opent op de signalen
    #[arg(display_order = 903, long, value_name = "ROL", global = true, value_parser = rol)]
    pub(super) rol: Option<Rol>,
    /// Schrijft JSON in plaats van tekst
    #[arg(display_order = 904, long, global = true)]
    pub(super) json: bool,
    /// Toont deze hulp
    #[arg(display_order = 905, short = 'h', long = "help", global = true, action = ArgAction::Help)]
    hulp: Option<bool>,
    /// Toont de versie
    #[arg(display_order = 906, short = 'V', long = "version", action = ArgAction::Version)]
    versie: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Opdracht {
    /// Leest rapportages, dekkingsoverzichten, antwoorden op de uitvraag en CVS-exports in
    Inlezen(Inlezen),
    /// Toont de cijfers en oordelen van een kwartaal
    Kpi(Kpi),
    /// Schrijft de cijfers van een kwartaal, met rijen, punten, signalen en grafieken, naar een werkmap
    Cijfers(Cijferopties),
    /// Toont wat de rest van het jaar nog kan brengen voor de normen van KPI 2
    Vooruitblik(Vooruitblik),
    /// Toont wie het doel op de participatieladder haalde, en van welke trede naar welke men ging
    Ladder(Ladder),
    /// Toont P×Q: de geleverde uren maal het tarief, per aanbieder
    Pxq(Pxq),
    /// Toont de tarieven per uur, en voert ze in
    #[command(subcommand)]
    Tarief(TariefOpdracht),
    /// Toont het register van aanbieders, en legt vast wat er over hen en hun contracten bekend is
    Aanbieder(Registeropties),
    /// Toont welke gemeenten gedekt zijn, en door wie
    Dekking(VanKwartaal),
    /// Toont de aandachtspunten van een kwartaal
    Aandacht(Aandacht),
    /// Toont wat er voor een kwartaal is aangeleverd
    Rapportages(Rapportages),
    /// Schrijft de bevindingen van een rapportage naar een werkmap voor de aanbieder
    Bevindingen(Bevindingen),
    /// Maakt, wijzigt en toont afspraken
    Afspraak(Afspraken),
    /// Voegt signalen toe, wijzigt, bundelt en toont ze
    Signaal(Signalen),
    /// Toont welke gemeenten de uitvraag van een kwartaal hebben beantwoord
    Uitvraag(VanUitvraag),
    /// Vergelijkt de CVS-exports van een kwartaal met de rapportages
    Cvs(VanKwartaal),
    /// Toont de weg van een deelnemer door de kwartalen
    Traject(Traject),
    /// Plant gesprekken, legt vast wat eruit komt, en stelt ze vast
    #[command(subcommand)]
    Gesprek(GesprekOpdracht),
    /// Toont de agenda van een gesprek
    Agenda(Agenda),
    /// Schrijft het verslag van een gesprek (.docx, .html of .md)
    Verslag(Verslagopties),
    /// Maakt e-mail klaar om te versturen, met bijlagen (.eml)
    Post(Post),
    /// Schrijft een jaar op één bladzijde, over alle aanbieders, voor het bestuur (.docx, .html of .md)
    Jaarbeeld(Jaarbeeld),
    /// Schrijft één bladzijde over een aanbieder (.docx, .html of .md)
    Factsheet(Factsheet),
    /// Maakt een handeling ongedaan, ook een hele inlezing, en toont wat er is gedaan
    Ongedaan(Ongedaanopties),
    /// Schrijft een werkmap om te versturen, leeg of met de lopende trajecten er al in
    Sjabloon(Sjabloonopties),
    /// Maakt een kopie van de database, ook terwijl die in gebruik is
    Backup(Naar),
    /// Zet een kopie terug; het huidige bestand blijft ernaast bewaard
    Herstel(Herstel),
    /// Maakt de tabellen en de rollen van een gedeelde database op een server, of werkt ze bij
    Inrichten,
    /// Zet alles over naar een lege database: van een bestand naar een server, of terug
    Overzetten(Overzetten),
    /// Controleert of de database heel is
    Controle,
    /// Verwijdert een deelnemer, of alles van trajecten die lang geleden eindigden
    Opschonen(Opschonen),
    /// Toont de handleiding in de vorm die `man` leest
    Man,
    /// Toont het script waarmee uw shell opdrachten en opties aanvult
    Aanvullen(Aanvulopties),
}

#[derive(Debug, Args)]
pub(super) struct Aanvulopties {
    /// bash, elvish, fish, powershell of zsh
    #[arg(value_name = "SHELL", value_parser = shell)]
    pub(super) shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct Registeropties {
    /// Without one: the list.
    #[command(subcommand)]
    pub(super) opdracht: Option<RegisterOpdracht>,
}

#[derive(Debug, Args)]
pub(super) struct Inlezen {
    /// Bestanden of mappen; een map wordt in zijn geheel gelezen
    #[arg(value_name = "BESTAND", required = true)]
    pub(super) bestanden: Vec<PathBuf>,
    /// De aanbieder, als die niet in het bestand staat
    #[arg(long, value_name = "A", value_parser = aanbieder)]
    pub(super) aanbieder: Option<Naam>,
    /// Het kwartaal, als dat niet in het bestand staat
    #[arg(long, value_name = "K", value_parser = kwartaal)]
    pub(super) kwartaal: Option<Kwartaal>,
    /// Leest een kop die niet wordt herkend als deze kolom, en onthoudt dat voor de aanbieder
    #[arg(long, value_name = "KOP=KOLOM", value_parser = koppeling)]
    pub(super) koppel: Vec<Kopkeuze>,
    /// Neemt bestanden die deels bruikbaar zijn op, om deze reden
    #[arg(long, value_name = "REDEN", value_parser = niet_leeg)]
    pub(super) accepteer: Option<String>,
    /// Vervangt alle deelnemercodes door een vaste, onherleidbare code
    #[arg(long)]
    pub(super) pseudoniem: bool,
    /// De dag waarop de bestanden binnenkwamen, als dat niet vandaag is
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(super) ontvangen: Option<String>,
    /// Controleert alleen; er wordt niets opgeslagen
    #[arg(long)]
    pub(super) proef: bool,
}

#[derive(Debug, Args)]
pub(super) struct Kpi {
    #[command(flatten)]
    pub(super) over: VanKwartaal,
    /// Rekent met alles wat in dit (latere) kwartaal bekend was
    #[arg(long, value_name = "S", value_parser = kwartaal)]
    pub(super) stand: Option<Kwartaal>,
    #[command(flatten)]
    pub(super) wie: EenOfAlle,
    /// Alleen deze norm, bijvoorbeeld C2.1
    #[arg(long, value_name = "ID")]
    pub(super) norm: Option<String>,
    #[command(flatten)]
    pub(super) in_segment: InSegment,
    /// Alleen de trajecten, deelnemers en cijfers van deze gemeente, ter informatie
    #[arg(long, value_name = "G", value_parser = gemeente)]
    pub(super) gemeente: Option<Gemeente>,
    /// Toont ook de trajecten achter elk cijfer
    #[arg(long)]
    pub(super) rijen: bool,
}

impl Kpi {
    /// All figures of a kwartaal, as when nothing else is asked.
    pub(super) const fn of(kwartaal: Kwartaal) -> Self {
        Self {
            over: VanKwartaal { kwartaal },
            stand: None,
            wie: EenOfAlle { aanbieder: None },
            norm: None,
            in_segment: InSegment { segment: Segment::Collectief },
            gemeente: None,
            rijen: false,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Cijferopties {
    #[command(flatten)]
    pub(super) over: VanKwartaal,
    #[command(flatten)]
    pub(super) bestand: NaarWerkmap,
    #[command(flatten)]
    pub(super) wie: AlleenAanbieder,
    #[command(flatten)]
    pub(super) in_segment: InSegment,
    /// Alleen dit blad: kpi, trend, onderbouwing, aandacht, signalen, cvs of ladder; mag meer keren
    #[arg(long, value_name = "BLAD", value_parser = blad)]
    pub(super) blad: Vec<Cijferblad>,
    /// Noemt de codes van deelnemers
    #[arg(long)]
    pub(super) met_codes: bool,
    /// Schrijft ook als er een andere aanbieder wordt genoemd
    #[arg(long)]
    pub(super) toch: bool,
}

#[derive(Debug, Args)]
pub(super) struct Jaarbeeld {
    /// Het jaar, bijvoorbeeld 2024
    #[arg(long, value_name = "JAAR", value_parser = jaar)]
    pub(super) jaar: i32,
    #[command(flatten)]
    pub(super) bestand: NaarDocument,
}

#[derive(Debug, Args)]
pub(super) struct Factsheet {
    /// De aanbieder, bijvoorbeeld psw
    #[arg(long, value_name = "A", value_parser = aanbieder)]
    pub(super) aanbieder: Naam,
    #[command(flatten)]
    pub(super) over: VanKwartaal,
    #[command(flatten)]
    pub(super) bestand: NaarDocument,
    /// Schrijft ook als er een andere aanbieder wordt genoemd
    #[arg(long)]
    pub(super) toch: bool,
}

#[derive(Debug, Args)]
pub(super) struct Vooruitblik {
    #[command(flatten)]
    pub(super) over: VanKwartaal,
    #[command(flatten)]
    pub(super) wie: EenOfAlle,
    #[command(flatten)]
    pub(super) in_segment: InSegment,
    /// Toont ook de trajecten die nog eindigen
    #[arg(long)]
    pub(super) rijen: bool,
}

#[derive(Debug, Args)]
pub(super) struct Ladder {
    #[command(flatten)]
    pub(super) over: VanKwartaal,
    #[command(flatten)]
    pub(super) in_segment: AlleenSegment,
}

#[derive(Debug, Args)]
pub(super) struct VanUitvraag {
    /// Het kwartaal, bijvoorbeeld 2024-K2; anders het laatste dat voorbij is
    #[arg(long, value_name = "K", value_parser = kwartaal)]
    pub(super) kwartaal: Option<Kwartaal>,
}

#[derive(Debug, Args)]
#[group(id = "welke", required = true, multiple = true, args = ["kwartaal", "herstel", "tijdigheid", "koppen", "vergeet"])]
pub(super) struct Rapportages {
    /// Het kwartaal, bijvoorbeeld 2024-K2
    #[arg(long, value_name = "K", value_parser = kwartaal)]
    pub(super) kwartaal: Option<Kwartaal>,
    /// Zet een oude versie terug als nieuwe versie, bijvoorbeeld psw-2024-K2-v1 of dekking-2024-K2-v1
    #[arg(long, value_name = "VERSIE", conflicts_with_all = ["kwartaal", "aanbieder"])]
    pub(super) herstel: Option<String>,
    /// Toont over alle kwartalen, of tot en met --kwartaal, wat op tijd en compleet was
    #[arg(long, conflicts_with = "herstel")]
    pub(super) tijdigheid: bool,
    /// Toont welke koppen van kolommen zijn onthouden, en van wie
    #[arg(long, conflicts_with_all = ["herstel", "tijdigheid", "kwartaal"])]
    pub(super) koppen: bool,
    /// Vergeet een onthouden kop; zonder --aanbieder bij iedereen
    #[arg(long, value_name = "KOP", conflicts_with_all = ["herstel", "tijdigheid", "kwartaal", "koppen"])]
    pub(super) vergeet: Option<String>,
    #[command(flatten)]
    pub(super) wie: AlleenAanbieder,
}

#[derive(Debug, Args)]
pub(super) struct Aandacht {
    #[command(flatten)]
    pub(super) over: VanKwartaal,
    #[command(flatten)]
    pub(super) wie: AlleenAanbieder,
    #[command(flatten)]
    pub(super) in_segment: AlleenSegment,
}

#[derive(Debug, Args)]
pub(super) struct Bevindingen {
    /// De rapportage (psw-2024-K2, psw-2024-K2-v1, dekking-2024-K2), of een bestand dat niet is ingelezen
    #[arg(long, value_name = "RAPPORTAGE")]
    pub(super) rapportage: String,
    #[command(flatten)]
    pub(super) bestand: NaarWerkmap,
}

#[derive(Debug, Args)]
pub(super) struct Sjabloonopties {
    /// kwartaalrapportage, dekkingsoverzicht, uitvraag of cvs
    #[arg(value_name = "SOORT", value_parser = soort)]
    pub(super) soort: Bestandsoort,
    /// Het bestand om te schrijven (.xlsx); bij uitvraag ook een map: dan een werkmap per gemeente
    #[arg(long, value_name = "BESTAND.xlsx")]
    pub(super) naar: PathBuf,
    #[command(flatten)]
    pub(super) bestaand: Vervang,
    /// Vult het kwartaal vast in; voor een uitvraag is dat anders het laatste dat voorbij is
    #[arg(long, value_name = "K", value_parser = kwartaal)]
    pub(super) kwartaal: Option<Kwartaal>,
    /// Bij kwartaalrapportage, met --kwartaal: van wie; de trajecten die in de vorige rapportage liepen staan er dan al in
    #[arg(long, value_name = "A", value_parser = aanbieder)]
    pub(super) aanbieder: Option<Naam>,
    /// Vult de gemeente vast in (uitvraag, cvs); een uitvraag krijgt ook rijen per aanbieder
    #[arg(long, value_name = "G", value_parser = gemeente)]
    pub(super) gemeente: Option<Gemeente>,
}

#[derive(Debug, Args)]
pub(super) struct Naar {
    /// Het bestand om te schrijven
    #[arg(value_name = "NAAR")]
    pub(super) naar: PathBuf,
    #[command(flatten)]
    pub(super) bestaand: Vervang,
}

#[derive(Debug, Args)]
pub(super) struct Ongedaanopties {
    /// Het nummer van de handeling; zonder is het uw eigen laatste
    #[arg(value_name = "NUMMER")]
    pub(super) nummer: Option<i64>,
    /// Toont wat er is gedaan, met de nummers
    #[arg(long, conflicts_with = "nummer")]
    pub(super) lijst: bool,
    /// Vraagt niet of het zeker is
    #[arg(long, conflicts_with = "lijst")]
    pub(super) ja: bool,
}

#[derive(Debug, Args)]
pub(super) struct Overzetten {
    /// Waarheen: een nieuw bestand, een adres als postgres://naam@computer/database, of een naam uit uw instellingen
    #[arg(long, value_name = "DATABASE")]
    pub(super) naar: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Herstel {
    /// De kopie om terug te zetten
    #[arg(value_name = "VAN")]
    pub(super) van: PathBuf,
}

#[derive(Debug, Args)]
#[group(id = "wat", required = true, multiple = true, args = ["deelnemer", "voor"])]
pub(super) struct Opschonen {
    /// De code van de deelnemer om te verwijderen
    #[arg(long, value_name = "CODE", requires = "aanbieder")]
    pub(super) deelnemer: Option<String>,
    /// Verwijdert alle rijen uit rapportages van vóór deze dag
    #[arg(long, value_name = "DATUM", conflicts_with = "deelnemer")]
    pub(super) voor: Option<String>,
    #[command(flatten)]
    pub(super) bij: BijDeelnemer,
}

/// What is said of the deelnemer that goes; apart, for clap takes every option of a struct for one of its group.
#[derive(Debug, Args)]
pub(super) struct BijDeelnemer {
    /// De aanbieder van de deelnemer
    #[arg(long, value_name = "A", value_parser = aanbieder, requires = "deelnemer")]
    pub(super) aanbieder: Option<Naam>,
    /// Laat alleen zien wat er verdwijnt, wat blijft en welke cijfers veranderen
    #[arg(long, requires = "deelnemer")]
    pub(super) proef: bool,
    /// Vraagt niet om de code nog eens te typen
    #[arg(long, requires = "deelnemer", conflicts_with = "proef")]
    pub(super) ja: bool,
}

#[derive(Debug, Args)]
pub(super) struct Afspraken {
    /// Without one: the list.
    #[command(subcommand)]
    pub(super) opdracht: Option<AfspraakOpdracht>,
}

#[derive(Debug, Subcommand)]
pub(super) enum AfspraakOpdracht {
    /// Toont de afspraken
    Lijst(AfspraakLijst),
    /// Maakt een afspraak
    Nieuw(AfspraakNieuw),
    /// Wijzigt een open afspraak
    Wijzig(AfspraakWijzig),
    /// Sluit een afspraak af als gereed
    Gereed(AfspraakGereed),
    /// Laat een afspraak vervallen
    Vervallen(AfspraakVervallen),
    /// Heropent een afspraak die gereed of vervallen was
    Heropen(AfspraakHeropen),
    /// Toont alles wat er met een afspraak is gebeurd
    Geschiedenis(AfspraakNummer),
}

#[derive(Debug, Default, Args)]
pub(super) struct AfspraakLijst {
    #[command(flatten)]
    pub(super) wie: AlleenAanbieder,
    /// Alleen deze status: open, gereed of vervallen
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub(super) status: Option<Afspraakstatus>,
    /// Alleen afspraken die te laat zijn
    #[arg(long)]
    pub(super) te_laat: bool,
    /// Alleen deze KPI (1 tot en met 4)
    #[arg(long, value_name = "KPI", value_parser = kpi)]
    pub(super) kpi: Option<u8>,
    /// Alleen afspraken met deze tekst erin
    #[arg(long, value_name = "TEKST")]
    pub(super) zoek: Option<String>,
    /// Schrijft de lijst naar een werkmap
    #[arg(long, value_name = "BESTAND.xlsx")]
    pub(super) naar: Option<PathBuf>,
    #[command(flatten)]
    pub(super) bestaand: VervangBijNaar,
    /// Noemt de codes van deelnemers
    #[arg(long, requires = "naar")]
    pub(super) met_codes: bool,
    /// Schrijft ook als er een andere aanbieder wordt genoemd
    #[arg(long, requires = "naar")]
    pub(super) toch: bool,
}

#[derive(Debug, Args)]
pub(super) struct AfspraakNieuw {
    /// Wat er is afgesproken
    #[arg(value_name = "TEKST")]
    pub(super) tekst: String,
    /// De aanbieder; zonder geldt de afspraak voor de regio
    #[arg(long, value_name = "A", value_parser = aanbieder)]
    pub(super) aanbieder: Option<Naam>,
    /// Wie het doet
    #[arg(long, value_name = "NAAM")]
    pub(super) eigenaar: String,
    /// Wanneer het af moet zijn (vr, +14, 31-3)
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(super) deadline: Option<String>,
    /// gewoon (als u niets opgeeft), verbeterplan of "plan van aanpak"
    #[arg(long, value_name = "SOORT", value_parser = afspraaksoort, default_value = "gewoon", hide_default_value = true)]
    pub(super) soort: Afspraaksoort,
    /// De KPI waar het over gaat (1 tot en met 4)
    #[arg(long, value_name = "KPI", value_parser = kpi)]
    pub(super) kpi: Option<u8>,
    /// De code van de deelnemer waar het over gaat
    #[arg(long, value_name = "CODE")]
    pub(super) deelnemer: Option<String>,
    /// Het cijfer waar het uit voortkomt: norm en kwartaal, bijvoorbeeld C2.1:2024-K2
    #[arg(long, value_name = "NORM:K", value_parser = aanleiding, requires = "aanbieder")]
    pub(super) bij: Option<(String, Kwartaal)>,
    /// Een meetbare verwachting, bijvoorbeeld "C1.1 >= 95 in 2025-K1"
    #[arg(long, value_name = "VERWACHTING")]
    pub(super) verwacht: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct AfspraakWijzig {
    /// Het nummer, bijvoorbeeld PSW-2024-07
    #[arg(value_name = "NUMMER", value_parser = nummer)]
    pub(super) nummer: Afspraaknummer,
    /// De nieuwe tekst
    #[arg(long, value_name = "TEKST")]
    pub(super) tekst: Option<String>,
    /// De nieuwe eigenaar
    #[arg(long, value_name = "NAAM")]
    pub(super) eigenaar: Option<String>,
    /// De nieuwe datum (vr, +14, 31-3), of geen
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(super) deadline: Option<String>,
    /// gewoon, verbeterplan of "plan van aanpak"
    #[arg(long, value_name = "SOORT", value_parser = afspraaksoort)]
    pub(super) soort: Option<Afspraaksoort>,
    /// De KPI waar het over gaat (1 tot en met 4)
    #[arg(long, value_name = "KPI", value_parser = kpi)]
    pub(super) kpi: Option<u8>,
    #[command(flatten)]
    pub(super) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(super) struct AfspraakGereed {
    /// Het nummer, bijvoorbeeld PSW-2024-07
    #[arg(value_name = "NUMMER", value_parser = nummer)]
    pub(super) nummer: Afspraaknummer,
    /// Wat ervan gekomen is
    #[arg(long, value_name = "TEKST", default_value = "", hide_default_value = true)]
    pub(super) resultaat: String,
    #[command(flatten)]
    pub(super) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(super) struct AfspraakVervallen {
    /// Het nummer, bijvoorbeeld PSW-2024-07
    #[arg(value_name = "NUMMER", value_parser = nummer)]
    pub(super) nummer: Afspraaknummer,
    /// Waarom de afspraak vervalt
    #[arg(long, value_name = "TEKST")]
    pub(super) reden: String,
    #[command(flatten)]
    pub(super) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(super) struct AfspraakHeropen {
    /// Het nummer, bijvoorbeeld PSW-2024-07
    #[arg(value_name = "NUMMER", value_parser = nummer)]
    pub(super) nummer: Afspraaknummer,
    #[command(flatten)]
    pub(super) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(super) struct AfspraakNummer {
    /// Het nummer, bijvoorbeeld PSW-2024-07
    #[arg(value_name = "NUMMER", value_parser = nummer)]
    pub(super) nummer: Afspraaknummer,
}

#[derive(Debug, Args)]
pub(super) struct Traject {
    /// De code van de deelnemer, of het begin ervan
    #[arg(value_name = "CODE")]
    pub(super) code: String,
    #[command(flatten)]
    pub(super) wie: AlleenAanbieder,
}

#[derive(Debug, Args)]
pub(super) struct Signalen {
    /// Without one: the list.
    #[command(subcommand)]
    pub(super) opdracht: Option<SignaalOpdracht>,
}

#[derive(Debug, Subcommand)]
pub(super) enum SignaalOpdracht {
    /// Toont de signalen
    Lijst(SignaalLijst),
    /// Voegt een signaal toe
    Nieuw(SignaalNieuw),
    /// Wijzigt een signaal
    Wijzig(Box<SignaalWijzig>),
    /// Legt het antwoord van de aanbieder vast
    Antwoord(SignaalAntwoord),
    /// Brengt een signaal van segment individueel naar de regio, met de reden, of haalt het daar terug
    Opschalen(SignaalOpschalen),
    /// Brengt signalen als een punt naar het gesprek
    Bundel(SignaalBundel),
    /// Haalt signalen uit hun bundel
    Los(SignaalNummers),
    /// Toont de bundels van een kwartaal, met het aantal gemeenten
    Bundels(VanKwartaal),
    /// Toont hoeveel signalen er per kwartaal waren, waarover, en wat ermee is gedaan
    Trend(SignaalTrend),
    /// Verwijdert een signaal dat bij vergissing is ingevoerd
    Verwijder(SignaalNummer),
    /// Toont alles wat er met een signaal is gebeurd
    Geschiedenis(SignaalNummer),
    /// Toont de aanbieders van segment individueel
    Aanbieders,
}

#[derive(Debug, Default, Args)]
pub(super) struct SignaalLijst {
    #[command(flatten)]
    pub(super) over: AlleenKwartaal,
    #[command(flatten)]
    pub(super) wie: AlleenAanbieder,
    /// Alleen deze gemeente
    #[arg(long, value_name = "G", value_parser = gemeente)]
    pub(super) gemeente: Option<Gemeente>,
    #[command(flatten)]
    pub(super) in_segment: AlleenSegment,
    /// Alleen deze status: nieuw, opgeschaald, geagendeerd, besproken of afgehandeld
    #[arg(long, value_name = "STATUS", value_parser = signaalstatus)]
    pub(super) status: Option<Signaalstatus>,
    /// Alleen wat naar de regio is opgeschaald, ook als het daar intussen is besproken
    #[arg(long)]
    pub(super) opgeschaald: bool,
    /// Alleen wat nog besproken moet worden
    #[arg(long)]
    pub(super) open: bool,
    /// Alleen signalen met deze woorden erin
    #[arg(long, value_name = "TEKST")]
    pub(super) zoek: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct SignaalTrend {
    /// De kwartalen, bijvoorbeeld 2024-K1..2024-K4; anders hoogstens acht, tot en met het nieuwste
    #[arg(long, value_name = "VAN..TOT", value_parser = kwartalen)]
    pub(super) kwartaal: Option<(Kwartaal, Kwartaal)>,
    #[command(flatten)]
    pub(super) in_segment: AlleenSegment,
}

#[derive(Debug, Args)]
pub(super) struct SignaalNieuw {
    /// Wat er is verteld
    #[arg(value_name = "TEKST")]
    pub(super) tekst: String,
    /// De gemeente die het vertelde
    #[arg(long, value_name = "G", value_parser = gemeente)]
    pub(super) gemeente: Gemeente,
    /// De aanbieder waar het over gaat: een naam uit het register of het KvK-nummer
    #[arg(long, value_name = "A")]
    pub(super) aanbieder: Option<String>,
    /// Het segment: collectief of individueel; zonder is het dat waarvoor de aanbieder een contract heeft, en anders collectief
    #[arg(long, value_name = "SEGMENT", value_parser = segment)]
    pub(super) segment: Option<Segment>,
    /// De functie van wie het vertelde, geen naam
    #[arg(long, value_name = "FUNCTIE", default_value = "", hide_default_value = true)]
    pub(super) functie: String,
    /// doelrealisatie, "voorliggend veld", "ervaring in uitvoering", "visie en ontwikkeldoelen", dekking of overig
    #[arg(long, value_name = "ONDERWERP", value_parser = onderwerp)]
    pub(super) onderwerp: Option<Onderwerp>,
    /// De KPI waar het over gaat (1 tot en met 4)
    #[arg(long, value_name = "KPI", value_parser = kpi)]
    pub(super) kpi: Option<u8>,
    /// positief, neutraal (als u niets opgeeft) of negatief
    #[arg(long, value_name = "TOON", value_parser = toon)]
    pub(super) toon: Option<Toon>,
    /// De dag waarop het binnenkwam (vr, 31-3); zonder is het vandaag
    #[arg(long, value_name = "DATUM", allow_hyphen_values = true)]
    pub(super) datum: Option<String>,
    /// Het kwartaal van het gesprek waarvoor het bedoeld is
    #[arg(long, value_name = "K", value_parser = kwartaal)]
    pub(super) kwartaal: Option<Kwartaal>,
}

#[derive(Debug, Args)]
pub(super) struct SignaalWijzig {
    /// De nummers van de signalen
    #[arg(value_name = "NUMMER", required = true)]
    pub(super) nummers: Vec<i64>,
    /// De nieuwe tekst
    #[arg(long, value_name = "TEKST")]
    pub(super) tekst: Option<String>,
    /// De gemeente die het vertelde
    #[arg(long, value_name = "G", value_parser = gemeente)]
    pub(super) gemeente: Option<Gemeente>,
    /// De aanbieder waar het over gaat (een naam uit het register of het KvK-nummer), of geen
    #[arg(long, value_name = "A")]
    pub(super) aanbieder: Option<String>,
    /// Het segment: collectief of individueel
    #[arg(long, value_name = "SEGMENT", value_parser = segment)]
    pub(super) segment: Option<Segment>,
    /// De functie van wie het vertelde, geen naam
    #[arg(long, value_name = "FUNCTIE")]
    pub(super) functie: Option<String>,
    /// Waar het over gaat
    #[arg(long, value_name = "ONDERWERP", value_parser = onderwerp)]
    pub(super) onderwerp: Option<Onderwerp>,
    /// De KPI waar het over gaat (1 tot en met 4)
    #[arg(long, value_name = "KPI", value_parser = kpi)]
    pub(super) kpi: Option<u8>,
    /// positief, neutraal of negatief
    #[arg(long, value_name = "TOON", value_parser = toon)]
    pub(super) toon: Option<Toon>,
    /// nieuw, geagendeerd, besproken of afgehandeld; naar de regio gaat het met: signaal opschalen
    #[arg(long, value_name = "STATUS", value_parser = signaalstatus)]
    pub(super) status: Option<Signaalstatus>,
    /// Het kwartaal van het gesprek waarvoor het bedoeld is
    #[arg(long, value_name = "K", value_parser = kwartaal)]
    pub(super) kwartaal: Option<Kwartaal>,
    #[command(flatten)]
    pub(super) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(super) struct SignaalAntwoord {
    /// Het nummer van het signaal
    #[arg(value_name = "NUMMER")]
    pub(super) nummer: i64,
    /// Wat de aanbieder antwoordde
    #[arg(value_name = "TEKST")]
    pub(super) tekst: String,
    #[command(flatten)]
    pub(super) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(super) struct SignaalOpschalen {
    /// De nummers van de signalen
    #[arg(value_name = "NUMMER", required = true)]
    pub(super) nummers: Vec<i64>,
    /// Waarom dit naar de regio gaat
    #[arg(long, value_name = "TEKST", required_unless_present = "terug", conflicts_with = "terug")]
    pub(super) reden: Option<String>,
    /// Haalt het terug uit de regio
    #[arg(long)]
    pub(super) terug: bool,
}

#[derive(Debug, Args)]
pub(super) struct SignaalBundel {
    /// De nummers van de signalen
    #[arg(value_name = "NUMMER", required = true)]
    pub(super) nummers: Vec<i64>,
    /// De titel waaronder het punt op de agenda komt
    #[arg(long, value_name = "TITEL", default_value = "", hide_default_value = true)]
    pub(super) titel: String,
}

#[derive(Debug, Args)]
pub(super) struct SignaalNummers {
    /// De nummers van de signalen
    #[arg(value_name = "NUMMER", required = true)]
    pub(super) nummers: Vec<i64>,
}

#[derive(Debug, Args)]
pub(super) struct SignaalNummer {
    /// Het nummer van het signaal
    #[arg(value_name = "NUMMER")]
    pub(super) nummer: i64,
}
