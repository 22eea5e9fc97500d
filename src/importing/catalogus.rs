//! The one catalogue of findings: every kind has a stable code, a weight, a sentence and what it does to a figure.
//!
//! [`Melder`] is the only maker of [`Bevinding`] in this layer: it keeps every text safe, keeps the place, and bounds the
//! memory that a file with a million bad cells can take.

use std::collections::{BTreeMap, HashSet};

use crate::domain::{Bevinding, Ernst, Indicator, Kolom, Leveringsdeel, Schoon, bsn};

use super::tekst::{celnaam, gemaskerd, toonbaar};

/// How many findings of one kind are kept whole; beyond it they are counted.
pub const MAX_PER_SOORT: usize = 2_000;

macro_rules! catalogus {
    ($( $variant:ident $code:literal $ernst:ident $titel:literal, $zin:literal, $verwacht:literal, $gevolg:literal; )*) => {
        /// A kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $( $variant, )* }

        impl Code {
            /// Every kind, the gravest first.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];

            /// The stable name in JSON and in the database.
            pub const fn naam(self) -> &'static str { match self { $( Self::$variant => $code, )* } }

            pub const fn ernst(self) -> Ernst { match self { $( Self::$variant => Ernst::$ernst, )* } }

            /// The kind in a few words, as the heading of a group.
            pub const fn titel(self) -> &'static str { match self { $( Self::$variant => $titel, )* } }

            /// The sentence, with `{k}` the column, `{kpi}` what it touches, `{g}` what was found and `{x}` what the kind adds.
            const fn zin(self) -> &'static str { match self { $( Self::$variant => $zin, )* } }

            const fn verwacht(self) -> &'static str { match self { $( Self::$variant => $verwacht, )* } }

            /// What it does to a figure, as a sentence; empty when it does nothing.
            const fn gevolg(self) -> &'static str { match self { $( Self::$variant => $gevolg, )* } }
        }
    };
}

catalogus! {
    // The file as a whole.
    GeenGewoonBestand "geen-gewoon-bestand" Bestand "Geen gewoon bestand", "Dit is {x}, geen gewoon bestand", "een bestand .xlsx, .xls, .ods of .csv", "Er is niets gelezen.";
    NietLeesbaar "niet-leesbaar" Bestand "Niet te lezen", "Het bestand kan niet worden gelezen: {x}", "een bestand dat u kunt openen", "Er is niets gelezen.";
    BestandLeeg "bestand-leeg" Bestand "Leeg bestand", "Het bestand is leeg", "een bestand met een blad Deelnemers, Tevredenheid of Samenwerking, of een overzicht", "Er is niets gelezen.";
    BestandTeGroot "bestand-te-groot" Bestand "Te groot", "Het bestand is te groot om veilig te lezen: {x}", "een bestand met alleen de gevraagde bladen, zonder lege opgemaakte rijen of afbeeldingen", "Er is niets gelezen.";
    BestandGewijzigd "bestand-gewijzigd" Bestand "Gewijzigd tijdens het lezen", "Het bestand veranderde terwijl het gelezen werd", "een bestand dat niet meer wordt geschreven; lees het opnieuw in", "Er is niets gelezen.";
    GeenWerkmap "geen-werkmap" Bestand "Geen werkmap of csv", "Dit is {x}", "een werkmap (.xlsx, .xls of .ods) of een csv-bestand", "Er is niets gelezen.";
    WerkmapBeveiligd "werkmap-beveiligd" Bestand "Beveiligd met een wachtwoord", "De werkmap is beveiligd met een wachtwoord", "de werkmap zonder wachtwoord: in Excel Bestand, Info, Werkmap beveiligen", "Er is niets gelezen.";
    WerkmapOnbegrepen "werkmap-onbegrepen" Bestand "Werkmap niet te lezen", "Dit programma kan de werkmap niet lezen: {x}", "de werkmap geopend in Excel of LibreOffice en daar opnieuw opgeslagen als Excel-werkmap (.xlsx)", "Er is niets gelezen.";
    WerkmapBeschadigd "werkmap-beschadigd" Bestand "Beschadigd", "De werkmap is beschadigd of afgebroken ({x})", "de werkmap opnieuw opgeslagen en opnieuw verstuurd", "Er is niets gelezen.";
    AanhalingstekenOpen "aanhalingsteken-open" Bestand "Aanhalingsteken niet gesloten", "Een aanhalingsteken dat in {x} opent wordt niet op tijd gesloten: er staan hele rijen in de tekst", "een dubbel aanhalingsteken aan het begin en het einde van de tekst", "Er is niets gelezen.";
    EenKolom "een-kolom" Bestand "Alles in één kolom", "Elke rij staat in één cel, met ‘{g}’ tussen de waarden", "elke waarde in een eigen cel: kies in Excel Gegevens, Tekst naar kolommen, of sla de csv op zonder aanhalingstekens om de hele regel", "Er is niets gelezen.";
    KommaInCsv "komma-in-csv" Bestand "Komma in een getal", "Deze rij heeft meer velden dan de kopregel: de komma in {g} is gelezen als scheiding tussen twee kolommen", "een csv met puntkomma’s, een werkmap, of getallen met een komma tussen aanhalingstekens", "Wat erachter staat is een kolom verschoven.";
    KopNietGevonden "kop-niet-gevonden" Bestand "Geen kopregel herkend", "In de eerste 30 rijen staat geen kopregel die bij een rapportage, dekkingsoverzicht, uitvraag of CVS-export hoort{x}", "een rij met kolomnamen, zoals Deelnemer, Gemeente en Startdatum in een kwartaalrapportage", "Er is niets gelezen.";
    VerplichteKolomOntbreekt "verplichte-kolom-ontbreekt" Bestand "Verplichte kolom ontbreekt", "De kolom {k} ontbreekt{x}", "een kolom {k}", "Zonder die kolom is het blad niet te gebruiken.";
    KolomDubbel "kolom-dubbel" Bestand "Kolom staat er twee keer", "De kolom {k} staat er twee keer: in {x} en hier", "één kolom {k}", "Welke van de twee geldt is niet te zeggen.";
    TweedeKop "tweede-kop" Bestand "Tweede kopregel", "Deze rij is een tweede kopregel, met andere kolommen", "één kopregel met daaronder alle rijen", "Wat eronder staat is zo niet te lezen.";
    BladDubbel "blad-dubbel" Bestand "Blad staat er twee keer", "Het bestand heeft meer dan één blad {x}", "alle rijen op één blad; haal een blad dat niet meetelt weg", "Welk blad geldt is niet te zeggen.";
    AanbiederOnbekend "aanbieder-onbekend" Bestand "Aanbieder onbekend", "{x}", "een aanbieder uit het register, zoals PSW, op het blad Voorblad, in een kolom Aanbieder of in de bestandsnaam", "De rapportage is niet te plaatsen.";
    AanbiederTegenstrijdig "aanbieder-tegenstrijdig" Bestand "Aanbieder tegenstrijdig", "De aanbieder is tegenstrijdig: {x}", "overal dezelfde aanbieder", "De rapportage is niet te plaatsen.";
    MeerdereAanbieders "meerdere-aanbieders" Bestand "Meer dan één aanbieder", "Het bestand bevat meer dan één aanbieder: {x}", "één bestand per aanbieder", "Een rapportage hoort bij één aanbieder.";
    KwartaalOnbekend "kwartaal-onbekend" Bestand "Kwartaal onbekend", "Nergens staat over welk kwartaal dit gaat{x}", "een kwartaal als 2024-K2 op het blad Voorblad, in een kolom Kwartaal of in de bestandsnaam", "Het bestand is niet te plaatsen.";
    KwartaalTegenstrijdig "kwartaal-tegenstrijdig" Bestand "Kwartaal tegenstrijdig", "Het kwartaal is tegenstrijdig: {x}", "overal hetzelfde kwartaal", "Het bestand is niet te plaatsen.";
    MeerdereKwartalen "meerdere-kwartalen" Bestand "Meer dan één kwartaal", "Het bestand bevat meer dan één kwartaal: {x}", "één bestand per kwartaal", "Het bestand is niet te plaatsen.";
    CvsGemeenteOnbekend "cvs-gemeente-onbekend" Bestand "Gemeente van de export onbekend", "Nergens staat van welke gemeente deze CVS-export is", "een van de zeven gemeenten op het blad Voorblad, in een kolom Gemeente of in de bestandsnaam", "De export is niet te plaatsen.";
    CvsGemeenteTegenstrijdig "cvs-gemeente-tegenstrijdig" Bestand "Gemeente van de export tegenstrijdig", "De gemeente van de export is tegenstrijdig: {x}", "één CVS-export per gemeente", "De export is niet te plaatsen.";
    BsnGevonden "bsn-gevonden" Bestand "Mogelijk burgerservicenummer", "In {k} staat een getal dat een burgerservicenummer kan zijn; het wordt nergens herhaald of bewaard", "een eigen code zonder burgerservicenummer{x}", "Het bestand wordt niet ingelezen.";

    // A row that cannot be used.
    RijZonderDeelnemer "rij-zonder-deelnemer" Fout "Rij zonder deelnemer", "In deze rij staan geen Deelnemer, Gemeente en Startdatum, maar wel andere gegevens", "een deelnemer bij deze gegevens, of een lege rij", "De rij telt niet mee.";
    VerplichtVeldLeeg "verplicht-veld-leeg" Fout "Verplicht veld leeg", "{k} is leeg{x}", "{k} ingevuld", "De rij telt niet mee.";
    CodeTeLang "code-te-lang" Fout "Code te lang", "De code ‘{g}’ is langer dan 32 tekens", "een code van 1 tot 32 tekens", "De rij telt niet mee.";
    GemeenteOnbekend "gemeente-onbekend" Fout "Gemeente onbekend", "{k} ‘{g}’ is geen van de zeven gemeenten{x}", "Beesel, Bergen, Gennep, Horst aan de Maas, Peel en Maas, Venlo of Venray", "De rij telt niet mee.";
    AndereGemeente "andere-gemeente" Fout "Rij van een andere gemeente", "De rij gaat over {g}, terwijl de werkmap van {x} is", "in deze werkmap alleen antwoorden van {x}; die van {g} in hun eigen werkmap", "De rij telt niet mee.";
    AanbiederInRijOnbekend "aanbieder-in-rij-onbekend" Fout "Aanbieder in de rij onbekend", "{k} ‘{g}’ staat niet in het register van aanbieders{x}", "een aanbieder uit het register, zoals PSW", "De rij telt niet mee.";
    KwartaalOnleesbaar "kwartaal-onleesbaar" Fout "Kwartaal niet te lezen", "‘{g}’ is geen kwartaal", "een kwartaal als 2024-K2", "De rij telt niet mee.";
    DatumOnleesbaar "datum-onleesbaar" Fout "Datum niet te lezen", "{k} ‘{g}’ is geen datum{x}", "een datum als 31-3-2024", "De rij telt niet mee.";
    GetalOnleesbaar "getal-onleesbaar" Fout "Getal niet te lezen", "{k} ‘{g}’ is geen bruikbaar getal{x}", "{x}", "De rij telt niet mee.";
    JaNeeOnleesbaar "janee-onleesbaar" Fout "Ja of nee niet te lezen", "{k} ‘{g}’ is geen ja of nee", "ja of nee", "De rij telt niet mee.";
    PercentageInCijfer "percentage-in-cijfer" Fout "Percentage in een kolom met cijfers", "{k} ‘{g}’ is een percentage", "een cijfer van 1 tot en met 10, zoals 7,5", "De rij telt niet mee.";
    CijferBuitenBereik "cijfer-buiten-bereik" Fout "Cijfer buiten 1–10", "{k} ‘{g}’ ligt buiten 1 tot en met 10{x}", "een cijfer van 1 tot en met 10, zoals 7,5", "De rij telt niet mee.";
    StartdatumNaKwartaal "startdatum-na-kwartaal" Fout "Startdatum na het kwartaal", "Startdatum {g} ligt na het einde van {x}", "een Startdatum op of voor de laatste dag van {x}", "De rij telt niet mee.";
    EinddatumVoorStart "einddatum-voor-startdatum" Fout "Einddatum voor de Startdatum", "Einddatum {g} ligt voor de Startdatum {x}", "een Einddatum op of na {x}", "De rij telt niet mee.";
    UitstroomVoorStart "uitstroomdatum-voor-startdatum" Fout "Uitstroomdatum voor de Startdatum", "Uitstroomdatum {g} ligt voor de Startdatum {x}", "een Uitstroomdatum op of na {x}", "De rij telt niet mee.";
    UitstroomZonderDatum "uitstroom-zonder-datum" Fout "Uitstroom zonder datum", "Uitstroom ‘{g}’ staat er zonder Uitstroomdatum", "een Uitstroomdatum bij de Uitstroom", "De rij telt niet mee.";
    DatumZonderUitstroom "datum-zonder-uitstroom" Fout "Uitstroomdatum zonder uitstroom", "Uitstroomdatum {g} staat er zonder Uitstroom", "een Uitstroom bij de Uitstroomdatum", "De rij telt niet mee.";
    UitstroomOnbekend "uitstroom-onbekend" Fout "Uitstroom onbekend", "Uitstroom ‘{g}’ is onbekend{x}", "regulier, banenafspraak, vrijwilligerswerk, doelgroepenregister (of LKS), beschut werk, ander traject, uitval of anders", "De rij telt niet mee.";
    TredeBuitenBereik "trede-buiten-bereik" Fout "Trede buiten 1–6", "{k} ‘{g}’ is geen trede van 1 tot en met 6", "een trede van 1 tot en met 6", "De rij telt niet mee.";
    TredeDatum "trede-datum" Fout "Datum in een kolom met treden", "{k} ‘{g}’ is een datum; wellicht maakte Excel die van een trede", "een trede van 1 tot en met 6", "De rij telt niet mee.";
    DatumMaandEerst "datum-maand-eerst" Fout "Maand voor de dag", "{k} ‘{g}’ is niet te vertrouwen: {x} staat de maand voor de dag", "de dag voor de maand, als 31-3-2024", "De rij telt niet mee.";
    DatumVerWeg "datum-ver-weg" Fout "Datum na 2100", "{k} ‘{g}’ ligt na 2100", "een datum als 31-3-2024", "De rij telt niet mee.";
    TredeOnbekend "trede-onbekend" Fout "Tredelabel onbekend", "{k} ‘{g}’ is geen trede en geen bekend label van de participatieladder{x}", "een trede van 1 tot en met 6, of een label dat de gemeente gebruikt", "De rij telt niet mee.";
    ProductOnbekend "product-onbekend" Fout "Product onbekend", "Product ‘{g}’ is onbekend", "mbo of hbo (ook P2 mbo, P2 hbo), of voor segment collectief P1 of een lege cel", "De rij telt niet mee.";
    NiveauOnbekend "niveau-onbekend" Fout "Niveau onbekend", "Niveau ‘{g}’ is onbekend{x}", "casusregisseur of ondernemer", "De rij telt niet mee.";
    SegmentOnbekend "segment-onbekend" Fout "Segment onbekend", "Segment ‘{g}’ is onbekend{x}", "collectief of individueel", "De rij telt niet mee.";
    TrajectDubbel "traject-dubbel" Fout "Traject staat er twee keer", "Dezelfde Deelnemer met dezelfde Startdatum staat ook in {x}", "één rij per traject; twee alleen met Product mbo en hbo, en verder hetzelfde op de Uren na", "Beide rijen tellen niet mee.";
    FormuleZonderWaarde "formule-zonder-waarde" Fout "Formule zonder uitkomst", "{k} is een formule zonder opgeslagen uitkomst", "de werkmap geopend en opnieuw opgeslagen in Excel of LibreOffice, of de waarde zelf", "De rij telt niet mee.";
    Formulefout "formulefout" Fout "Formule met een fout", "{k} is een formule met de fout {g}", "een waarde in plaats van {g}", "De rij telt niet mee.";

    // A row that counts, to be looked at.
    KolomOntbreekt "kolom-ontbreekt" Waarschuwing "Kolom ontbreekt", "De kolom {k} ontbreekt{x}", "een kolom {k}", "Daardoor zijn cijfers van {kpi} niet te meten.";
    UitstroomNaKwartaal "uitstroomdatum-na-kwartaal" Waarschuwing "Uitstroomdatum na het kwartaal", "Uitstroomdatum {g} ligt na het einde van {x}", "een Uitstroomdatum in {x}", "In dit kwartaal telt de uitstroom nog niet; KPI 2 kijkt naar de datum.";
    UitstroomVoorKwartaal "uitstroomdatum-voor-kwartaal" Waarschuwing "Uitstroomdatum voor het kwartaal", "Uitstroomdatum {g} ligt voor het begin van {x}", "een Uitstroomdatum in {x}", "De uitstroom hoort niet bij dit kwartaal; KPI 2 kijkt naar de datum.";
    VoortgangNaAanlevering "voortgang-na-aanlevering" Waarschuwing "Voortgang geleverd na de aanlevering", "Voortgang geleverd op {g}, na de aanlevering van deze rapportage op {x}", "een datum op of voor {x}", "Telt mee als geleverd in KPI 1; controleer de datum.";
    AanpassingenVeel "aanpassingen-veel" Waarschuwing "Duur te vaak aangepast", "De duur is {g} keer aangepast", "ten hoogste {x}", "";
    RegulierZonderEinddatum "regulier-zonder-einddatum" Waarschuwing "Regulier werk zonder Einddatum", "Uitstroom naar werk ({g}) zonder Einddatum", "een Einddatum", "Telt in KPI 2 als overig, niet als regulier binnen de termijn.";
    CodeHoofdletters "code-hoofdletters" Waarschuwing "Code verschilt alleen in hoofdletters", "De code ‘{g}’ verschilt alleen in hoofdletters van ‘{x}’", "overal dezelfde schrijfwijze", "Beide tellen als dezelfde deelnemer.";
    StartdatumGecorrigeerd "startdatum-gecorrigeerd" Waarschuwing "Startdatum gecorrigeerd", "De Startdatum was in een eerdere rapportage {x} en is nu {g}", "in elke rapportage dezelfde Startdatum", "Gelezen als hetzelfde traject: het telt één keer.";
    ProductOntbreekt "product-ontbreekt" Waarschuwing "Product ontbreekt", "Product is {x}", "mbo of hbo", "De rij telt bij segment individueel.";
    NietGecontracteerd "niet-gecontracteerd" Waarschuwing "Begonnen zonder contract", "Het traject begint op {g}, {x}", "een Startdatum binnen het contract; wat al liep mag worden afgemaakt", "De rij telt gewoon mee.";
    DatumUitGetal "datum-uit-getal" Waarschuwing "Getal als datum gelezen", "{k} {g} is een getal zonder datumopmaak, gelezen als {x}", "een datum als {x}", "";
    CodeVerworden "code-verworden" Waarschuwing "Code die Excel iets anders maakte", "De code lijkt een datum, tijd, percentage of ingekort getal geworden, en is gelezen als ‘{g}’", "de code als tekst", "De rij telt mee onder die code, ook als meer dan één deelnemer haar zo kreeg.";
    SamengevoegdGetal "samengevoegd-getal" Waarschuwing "Getal in samengevoegde cellen", "{k} staat in een samengevoegde cel tot en met rij {x} en is alleen in de eerste rij gelezen", "een {k} in elke rij", "";
    WaardeBuitenTabel "waarde-buiten-tabel" Waarschuwing "Waarde buiten de tabel", "‘{g}’ staat rechts van de laatste kolom", "tekst met een scheidingsteken erin tussen aanhalingstekens", "De waarde is niet gelezen.";
    UitTitel "uit-titel" Waarschuwing "Alleen in een titel", "{x} staat alleen in deze titel", "het kwartaal en de aanbieder op het blad Voorblad, in een kolom of in de bestandsnaam", "";
    GetalDubbelzinnig "getal-dubbelzinnig" Waarschuwing "Punt in een getal", "{k} ‘{g}’ is gelezen als {x}", "een komma voor de decimalen, en geen punt voor de duizendtallen", "";
    DekkingTegenstrijdig "dekking-tegenstrijdig" Waarschuwing "Dekking tegenstrijdig", "Voor deze gemeente en aanbieder staat in {x} iets anders", "één antwoord per gemeente en aanbieder", "Eén keer ja is genoeg voor KPI 4.";
    GemeenteZonderRij "gemeente-zonder-rij" Waarschuwing "Gemeente zonder rij", "Voor {x} staat er geen rij", "een rij per gemeente en aanbieder", "Telt als niet gedekt in KPI 4.";
    TotVoorVanaf "tot-voor-vanaf" Waarschuwing "Tot ligt voor Vanaf", "Tot {g} ligt voor Vanaf {x}", "een Tot op of na {x}", "De rij geldt op geen enkele dag.";
    AanleveringOnleesbaar "aanlevering-onleesbaar" Waarschuwing "Datum aanlevering niet te lezen", "Datum aanlevering ‘{g}’ is geen datum", "een datum als 31-3-2024", "De dag van ontvangst geldt als dag van aanlevering.";
    AanleveringNaOntvangst "aanlevering-na-ontvangst" Waarschuwing "Datum aanlevering na de ontvangst", "Datum aanlevering {g} ligt na de dag waarop dit bestand binnenkwam, {x}", "een datum op of voor {x}", "De dag van ontvangst geldt als dag van aanlevering.";
    VoorbladOnleesbaar "voorblad-onleesbaar" Waarschuwing "Gegeven op het voorblad niet te lezen", "{k} ‘{g}’ is niet te lezen", "{x}", "Het gegeven is niet gebruikt.";
    OordeelOnbekend "oordeel-onbekend" Waarschuwing "Oordeel onbekend", "Oordeel ‘{g}’ is onbekend", "positief, neutraal of negatief", "Het antwoord wordt gelezen zonder oordeel.";
    AntwoordDubbel "antwoord-dubbel" Waarschuwing "Antwoord staat er twee keer", "De rij is gelijk aan rij {x}", "elk antwoord één keer", "Het wordt één signaal.";
    UitvraagLeeg "uitvraag-leeg" Waarschuwing "Uitvraag zonder antwoord", "De werkmap van {x} is niet ingevuld", "per aanbieder een toelichting, of: niets te melden", "{x} staat als leeg teruggekomen en heeft nog niet geantwoord.";
    UitvraagZonderKwartaal "uitvraag-zonder-kwartaal" Waarschuwing "Uitvraag zonder kwartaal", "Nergens staat over welk kwartaal deze antwoorden gaan", "een kwartaal als 2024-K2 op het blad Voorblad, in een kolom Kwartaal of in de bestandsnaam", "Ze komen bij het laatste kwartaal dat voorbij is.";
    VoorbladFormule "voorblad-formule" Waarschuwing "Formule op het voorblad zonder uitkomst", "{k} is een formule zonder bruikbare uitkomst", "de waarde zelf, of de werkmap opnieuw opgeslagen in Excel", "Het gegeven is niet gebruikt.";
    KpiOnbekend "kpi-onbekend" Waarschuwing "KPI onbekend", "KPI ‘{g}’ is onbekend", "1, 2, 3 of 4", "Het antwoord wordt gelezen zonder KPI.";
    // Held against the report of the kwartaal before, and against the dekkingsoverzicht.
    TrajectVerdwenen "traject-verdwenen" Waarschuwing "Traject verdwenen", "Het traject dat op {x} begon liep in het vorige kwartaal en ontbreekt nu", "een rij, desnoods met Uitstroomdatum en Uitstroom", "De laatste rij ervan blijft gelden in KPI 2.";
    TrajectTerug "traject-terug" Waarschuwing "Traject weer terug", "Het traject was eerder beëindigd ({x}) en loopt nu weer", "een nieuw traject met een eigen Startdatum, of de eerdere uitstroom", "Telt als lopend in KPI 1 en KPI 2.";
    BegintredeGewijzigd "begintrede-gewijzigd" Waarschuwing "Begintrede gewijzigd", "Begintrede {g} was in het vorige kwartaal {x}", "dezelfde Begintrede in elk kwartaal", "";
    GemeenteGewijzigd "gemeente-gewijzigd" Waarschuwing "Gemeente gewijzigd", "Gemeente {g} was in het vorige kwartaal {x}", "dezelfde gemeente, tenzij de deelnemer verhuisde", "";
    UrenSprong "uren-sprong" Waarschuwing "Uren springen", "Uren {g} waren in het vorige kwartaal {x}", "de uren die in dit kwartaal zijn geleverd", "";
    AantalSprong "aantal-sprong" Waarschuwing "Aantal trajecten springt", "Er zijn {g} trajecten; in het vorige kwartaal {x}", "alle trajecten die in het kwartaal liepen", "Alle cijfers van dit kwartaal rusten op deze rijen.";
    GemeenteNietGedekt "gemeente-niet-gedekt" Waarschuwing "Deelnemers in een gemeente zonder dekking", "{x}, terwijl het dekkingsoverzicht voor deze aanbieder geen dekking geeft", "dekking ja in het dekkingsoverzicht, of een andere gemeente", "";
    TekensVervangen "tekens-vervangen" Waarschuwing "Onleesbare tekens", "Sommige tekens zijn niet te lezen en vervangen door �", "het bestand opgeslagen als csv UTF-8", "";

    // Said for completeness.
    KolomOnbekend "kolom-onbekend" Opmerking "Kolom lijkt op een bekende", "De kolom ‘{g}’ is niet herkend; bedoelt u {x}?", "{x}", "De kolom is niet gelezen.";
    KolomExtra "kolom-extra" Opmerking "Extra kolom", "De kolom ‘{g}’ hoort niet bij dit blad", "", "De kolom is niet gelezen.";
    KolomGekoppeld "kolom-gekoppeld" Opmerking "Kolom gelezen volgens uw koppeling", "De kolom ‘{g}’ is gelezen als {x}, zoals eerder gekozen", "", "";
    LeegGelezen "leeg-gelezen" Opmerking "Gelezen als leeg", "{k} ‘{g}’ is gelezen als leeg", "een waarde, of een lege cel", "{x}";
    GeenEinde "geen-einde" Opmerking "Gelezen als geen einde", "{k} ‘{g}’ is gelezen als: geen einde", "een datum, of een lege cel", "{x}";
    UrenUitTijd "uren-uit-tijd" Opmerking "Uren als tijd geschreven", "{k} ‘{g}’ is een tijd, gelezen als {x} uur", "", "";
    TekstUitFormule "tekst-uit-formule" Opmerking "Tekst uit een formule", "{k} is een formule zonder bruikbare uitkomst, gelezen als leeg", "", "De rij telt gewoon mee.";
    TotaalrijOvergeslagen "totaalrij-overgeslagen" Opmerking "Totaalrij", "Dit is een totaalrij (‘{g}’)", "", "De rij is niet gelezen als gegeven.";
    Uitlegrij "uitlegrij" Opmerking "Rij met uitleg", "Deze rij legt uit wat er in te vullen is", "", "De rij is niet gelezen als gegeven.";
    LosseRegel "losse-regel" Opmerking "Losse regel", "‘{g}’ staat alleen in zijn rij", "", "De regel is niet gelezen als gegeven.";
    RijZonderGegevens "rij-zonder-gegevens" Opmerking "Rij zonder gegevens", "In deze rij staat alleen nee, 0 of een groep", "", "De rij is overgeslagen.";
    Samengevoegd "samengevoegde-cellen" Opmerking "Samengevoegde cellen", "{k} in deze samengevoegde cel is gelezen voor elke rij tot en met rij {x}", "", "";
    VerborgenRij "verborgen-rij" Opmerking "Verborgen rij", "Deze verborgen rij is meegelezen{x}", "", "";
    VerborgenKolom "verborgen-kolom" Opmerking "Verborgen kolom", "De verborgen kolom {k} is meegelezen", "", "De kolom telt gewoon mee.";
    VerborgenBlad "verborgen-blad" Opmerking "Verborgen blad", "Het verborgen blad is meegelezen", "", "Het blad telt gewoon mee.";
    BladOvergeslagen "blad-overgeslagen" Opmerking "Blad niet herkend", "Dit blad is niet herkend{x}", "", "Het blad is niet gelezen.";
    BladZonderRijen "blad-zonder-rijen" Opmerking "Leeg blad naast een gevuld", "Op dit blad staan geen rijen; het blad {x} is gelezen", "", "";
    GeenRijen "geen-rijen" Opmerking "Kopregel zonder rijen", "Onder de kopregel staan geen rijen", "", "{x}";
    StuurtekensVerwijderd "stuurtekens-verwijderd" Opmerking "Stuurtekens verwijderd", "{k} bevatte onzichtbare stuurtekens; die zijn verwijderd", "gewone tekst", "";
}

/// What is expected where a Voorblad says whose the file is.
pub(super) const EEN_AANBIEDER: &str = "een aanbieder uit het register, zoals PSW";

/// What the user can do about a finding; commands and screens each say how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bevindinghulp {
    /// Say whose the file is, or add whom the register lacks.
    Aanbieder,
    /// Add an aanbieder, or another way in which it is written.
    Schrijfwijze,
    /// Say which kwartaal it is.
    Kwartaal,
    /// Replace codes that are no BSN.
    Pseudoniem,
    /// Send an empty workbook.
    Sjabloon,
}

impl Bevindinghulp {
    /// By which command, in sentences.
    pub const fn opdracht(self) -> &'static str {
        match self {
            Self::Aanbieder => {
                "Weet u van wie het is: geef het bij de opdracht inlezen op met --aanbieder. Staat de aanbieder niet in het \
                 register: voeg die toe met aanbieder nieuw \"NAAM\"."
            }
            Self::Schrijfwijze => {
                "Staat de aanbieder niet in het register: voeg die toe met aanbieder nieuw \"NAAM\", of een andere schrijfwijze van \
                 een bekende met aanbieder wijzig A --andere-naam \"NAAM\"."
            }
            Self::Kwartaal => "Weet u welk kwartaal het is: geef het bij de opdracht inlezen op met --kwartaal.",
            Self::Pseudoniem => "Zijn de codes geen BSN: de opdracht inlezen met --pseudoniem vervangt ze door een eigen code.",
            Self::Sjabloon => "De opdracht sjabloon maakt van elke soort bestand een leeg voorbeeld om op te sturen.",
        }
    }
}

impl Code {
    /// What the user of this program can do about it, other than ask the sender; None where only the sender can.
    pub const fn hulp(self) -> Option<Bevindinghulp> {
        match self {
            Self::AanbiederOnbekend => Some(Bevindinghulp::Aanbieder),
            Self::AanbiederInRijOnbekend => Some(Bevindinghulp::Schrijfwijze),
            Self::KwartaalOnbekend | Self::UitvraagZonderKwartaal => Some(Bevindinghulp::Kwartaal),
            Self::BsnGevonden => Some(Bevindinghulp::Pseudoniem),
            Self::KopNietGevonden => Some(Bevindinghulp::Sjabloon),
            _ => None,
        }
    }

    /// How a finding names an aanbieder that the register lacks: empty where the file does not say who it is. None for any other
    /// finding.
    pub fn unknown_aanbieder(bevinding: &Bevinding) -> Option<&str> {
        let names = match Self::parse(&bevinding.code)? {
            Self::AanbiederOnbekend | Self::AanbiederInRijOnbekend => true,
            Self::VoorbladOnleesbaar => bevinding.verwacht == EEN_AANBIEDER,
            _ => false,
        };
        names.then_some(bevinding.gevonden.as_str())
    }

    /// Returns the kind with this stable name.
    pub fn parse(naam: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.naam() == naam)
    }
}

/// Where a finding is. Row and column as the grid counts them; None where it has no place.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Plek<'a> {
    /// The order of the sheet in the file.
    pub(crate) volgnummer: usize,
    pub(crate) blad: Option<&'a str>,
    /// One-based, as Excel shows it.
    pub(crate) rij: Option<u32>,
    /// Zero-based.
    pub(crate) kolom: Option<u32>,
    /// What the column is called.
    pub(crate) veldnaam: &'a str,
    pub(crate) veld: Option<Kolom>,
    pub(crate) deelnemer: Option<&'a str>,
    /// The KPI's of the part that a lost row touches.
    pub(crate) kpi_van_rij: &'static [u8],
}

/// Collects findings.
#[derive(Debug)]
pub(crate) struct Melder {
    bestand: String,
    /// With their place, and what they do to a figure.
    bevindingen: Vec<((usize, u32, u32), Bevinding, String)>,
    tellers: BTreeMap<Code, usize>,
    /// Sheet and number of the rows that cannot be used.
    verloren: HashSet<(usize, u32)>,
    /// Those beyond [`MAX_PER_SOORT`], by kind and sheet.
    rest: BTreeMap<(Code, usize, Option<String>), usize>,
}

impl Melder {
    pub(crate) fn new(bestand: &str) -> Self {
        Self {
            bestand: toonbaar_naam(bestand),
            bevindingen: Vec::new(),
            tellers: BTreeMap::new(),
            verloren: HashSet::new(),
            rest: BTreeMap::new(),
        }
    }

    /// Records a finding; `gevonden` and `extra` are made safe here.
    pub(crate) fn meld(&mut self, code: Code, plek: &Plek<'_>, gevonden: &str, extra: &str) {
        if code.ernst() == Ernst::Fout {
            self.verloren.extend(plek.rij.map(|rij| (plek.volgnummer, rij)));
        }
        let aantal = self.tellers.entry(code).or_default();
        *aantal += 1;
        if *aantal > MAX_PER_SOORT {
            *self.rest.entry((code, plek.volgnummer, plek.blad.map(toonbaar))).or_default() += 1;
            return;
        }
        let gevonden = toonbaar(gevonden);
        // Made of our own words and of what is clean already; its blanks count.
        let extra = bsn::masker(&Schoon::kept(extra), &[]);
        let kpi = kpi(code, plek);
        let raakt = kpi_genoemd(&kpi);
        let vul = |zin: &str| {
            zin.replace("{kpi}", &raakt).replace("{k}", plek.veldnaam).replace("{x}", &extra).replace("{g}", &gevonden)
        };
        let gevolg = vul(code.gevolg());
        // The sentence of a number carries what was expected in `extra`; it is not to be said twice.
        let mut tekst = if code == Code::GetalOnleesbaar { vul(&code.zin().replace("{x}", "")) } else { vul(code.zin()) };
        if !tekst.ends_with(['.', '?', '!']) {
            tekst.push('.');
        }
        let verwacht = vul(code.verwacht());
        if !verwacht.is_empty() && code.ernst() <= Ernst::Waarschuwing {
            tekst.push_str(" Verwacht: ");
            tekst.push_str(&verwacht);
            tekst.push('.');
        }
        let bevinding = Bevinding {
            code: code.naam().to_owned(),
            ernst: code.ernst(),
            bestand: self.bestand.clone(),
            deel: None,
            blad: plek.blad.map(toonbaar),
            hele_rij: plek.rij.is_some() && plek.kolom.is_none(),
            cel: plek.rij.map(|rij| plek.kolom.map_or_else(|| format!("rij {rij}"), |kolom| celnaam(kolom, rij))),
            deelnemer: plek.deelnemer.map(toonbaar),
            kolom: plek.veld,
            gevonden,
            verwacht,
            tekst,
            kpi,
            aantal: 1,
        };
        self.bevindingen.push(((plek.volgnummer, plek.rij.unwrap_or(0), plek.kolom.unwrap_or(0)), bevinding, gevolg));
    }

    /// Whether findings of this kind are only counted from here on.
    pub(crate) fn is_full(&self, code: Code) -> bool {
        self.tellers.get(&code).is_some_and(|n| *n >= MAX_PER_SOORT)
    }

    pub(crate) fn has(&self, code: Code) -> bool {
        self.tellers.contains_key(&code)
    }

    /// Whether anything makes the whole file unusable.
    pub(crate) fn is_onbruikbaar(&self) -> bool {
        self.tellers.keys().any(|c| c.ernst() == Ernst::Bestand)
    }

    /// Returns the findings: those of the whole file first, then in the order of the file; and how many there were of each kind.
    /// `deel_van` tells what a sheet is, by its order in the file.
    pub(crate) fn finish(mut self, deel_van: impl Fn(usize) -> Option<Leveringsdeel>) -> (Vec<Bevinding>, BTreeMap<Code, usize>) {
        self.bevindingen.sort_by_key(|(plaats, b, _)| (b.ernst != Ernst::Bestand, *plaats));
        let say = |(plaats, mut b, gevolg): ((usize, u32, u32), Bevinding, String)| {
            // Of a row that does not count, nothing else does anything to a figure.
            if !gevolg.is_empty() && (b.ernst <= Ernst::Fout || !self.verloren.contains(&(plaats.0, plaats.1))) {
                b.tekst.push(' ');
                b.tekst.push_str(&gevolg);
            }
            (plaats.0, b)
        };
        let rest =
            self.rest.into_iter().map(|((code, volgnummer, blad), aantal)| (volgnummer, rest(&self.bestand, code, blad, aantal)));
        let place = |(volgnummer, b): (usize, Bevinding)| {
            // What has no place is about the file; a csv is one sheet, which has no name.
            let deel = b.blad.as_ref().or(b.cel.as_ref()).and_then(|_| deel_van(volgnummer));
            Bevinding { deel, ..b }
        };
        (self.bevindingen.into_iter().map(say).chain(rest).map(place).collect(), self.tellers)
    }
}

/// The finding that stands for those beyond [`MAX_PER_SOORT`].
fn rest(bestand: &str, code: Code, blad: Option<String>, aantal: usize) -> Bevinding {
    Bevinding {
        code: code.naam().to_owned(),
        ernst: code.ernst(),
        bestand: bestand.to_owned(),
        deel: None,
        blad,
        cel: None,
        hele_rij: false,
        deelnemer: None,
        kolom: None,
        gevonden: aantal.to_string(),
        verwacht: String::new(),
        tekst: format!("{}: nog {aantal} bevindingen van deze soort, niet apart genoemd.", code.titel()),
        kpi: Vec::new(),
        aantal: u32::try_from(aantal).unwrap_or(u32::MAX),
    }
}

/// The name of a file, safe to show.
pub(crate) fn toonbaar_naam(naam: &str) -> String {
    gemaskerd(naam)
}

/// The KPI's that a finding touches: of the whole row when it is lost, else of its column.
fn kpi(code: Code, plek: &Plek<'_>) -> Vec<u8> {
    match code {
        Code::TrajectVerdwenen | Code::TrajectTerug => vec![1, 2],
        Code::AantalSprong => vec![1, 2, 3],
        Code::DekkingTegenstrijdig | Code::GemeenteZonderRij | Code::TotVoorVanaf | Code::GemeenteNietGedekt => vec![4],
        Code::RegulierZonderEinddatum | Code::UitstroomNaKwartaal | Code::UitstroomVoorKwartaal => {
            vec![2]
        }
        Code::KolomOntbreekt | Code::LeegGelezen | Code::GeenEinde | Code::VoortgangNaAanlevering => kpi_van_kolom(plek.veld),
        _ if code.ernst() == Ernst::Fout => plek.kpi_van_rij.to_vec(),
        _ => Vec::new(),
    }
}

/// `KPI 1`, `KPI 1 en 2`, `KPI 1, 2 en 3`.
fn kpi_genoemd(kpi: &[u8]) -> String {
    let [eerder @ .., laatste] = kpi else { return String::new() };
    let eerder: Vec<String> = eerder.iter().map(u8::to_string).collect();
    if eerder.is_empty() { format!("KPI {laatste}") } else { format!("KPI {} en {laatste}", eerder.join(", ")) }
}

/// The KPI's whose figures need a column.
pub(crate) fn kpi_van_kolom(kolom: Option<Kolom>) -> Vec<u8> {
    let needing = Indicator::ALL.iter().filter(|i| kolom.is_some_and(|k| i.kolommen().contains(&k)));
    let mut kpi: Vec<u8> = needing.map(|i| i.kpi()).collect();
    kpi.dedup();
    kpi
}

/// Findings of one kind together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bevindinggroep {
    pub code: String,
    pub titel: String,
    pub ernst: Ernst,
    /// The KPI's that any of them touches.
    pub kpi: Vec<u8>,
    /// How many there are, also those that are only counted.
    pub aantal: usize,
    /// Indices in the list that was grouped.
    pub leden: Vec<usize>,
}

/// Groups findings by kind with a count: those that touch a KPI first, then the gravest, then the most frequent.
pub fn groepeer(bevindingen: &[Bevinding]) -> Vec<Bevindinggroep> {
    let mut groepen: Vec<Bevindinggroep> = Vec::new();
    let mut plaats: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, b) in bevindingen.iter().enumerate() {
        let index = *plaats.entry(&b.code).or_insert_with(|| {
            groepen.push(Bevindinggroep {
                code: b.code.clone(),
                titel: Code::parse(&b.code).map_or_else(|| b.code.clone(), |c| c.titel().to_owned()),
                ernst: b.ernst,
                kpi: Vec::new(),
                aantal: 0,
                leden: Vec::new(),
            });
            groepen.len() - 1
        });
        let groep = &mut groepen[index];
        groep.aantal += b.aantal as usize;
        groep.leden.push(i);
        for k in &b.kpi {
            if !groep.kpi.contains(k) {
                groep.kpi.push(*k);
            }
        }
    }
    for groep in &mut groepen {
        groep.kpi.sort_unstable();
    }
    groepen.sort_by_key(|g| (g.ernst != Ernst::Bestand, g.kpi.is_empty(), g.ernst, std::cmp::Reverse(g.aantal)));
    groepen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_stable_kebab_case_and_known_by_its_name() {
        let mut namen: Vec<_> = Code::ALL.iter().map(|c| c.naam()).collect();
        for naam in &namen {
            assert!(naam.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{naam}");
        }
        assert!(Code::ALL.iter().all(|c| Code::parse(c.naam()) == Some(*c)));
        namen.sort_unstable();
        namen.dedup();
        assert_eq!(namen.len(), Code::ALL.len());
    }

    #[test]
    fn what_makes_a_row_unusable_says_so() {
        for code in Code::ALL.iter().filter(|c| c.ernst() == Ernst::Fout) {
            assert!(code.gevolg().contains("niet mee"), "{}", code.naam());
            assert!(!code.verwacht().is_empty(), "{}", code.naam());
        }
    }

    #[test]
    fn beyond_the_cap_findings_are_counted_and_the_verdict_stays() {
        let mut melder = Melder::new("x.csv");
        for rij in 0..5_000 {
            melder.meld(Code::DatumOnleesbaar, &Plek { rij: Some(rij), kolom: Some(0), ..Plek::default() }, "x", "");
        }
        let (bevindingen, tellers) = melder.finish(|_| None);
        assert_eq!(bevindingen.len(), MAX_PER_SOORT + 1);
        assert_eq!(tellers[&Code::DatumOnleesbaar], 5_000);
        let groepen = groepeer(&bevindingen);
        assert_eq!((groepen.len(), groepen[0].aantal), (1, 5_000));
    }
}
