//! Examples of every command, as its help shows them. They run as they stand on the example data (`--voorbeeld`).

use std::fmt::Write as _;

/// What an example does, and what is typed behind the name of the program.
type Aanroep = (&'static str, &'static str);

/// What stands below the options of a command; None when nothing is said of it. `pad` is its name with that of what it is part
/// of: `gesprek plan`.
pub(super) fn after_help(pad: &str) -> Option<String> {
    let (_, voorbeelden) = VOORBEELDEN.iter().find(|(van, _)| *van == pad)?;
    let mut tekst = String::from(if voorbeelden.len() == 1 { "Voorbeeld:" } else { "Voorbeelden:" });
    for (wat, regel) in *voorbeelden {
        // Writing to a String cannot fail.
        let _ = write!(tekst, "\n  # {wat}\n  accountgesprek {regel}");
    }
    Some(tekst)
}

/// Per command its examples, in the order of the help.
const VOORBEELDEN: &[(&str, &[Aanroep])] = &[
    (
        "inlezen",
        &[
            ("Kijk eerst wat er in een map staat; er wordt niets opgeslagen", "inlezen binnengekomen --proef"),
            ("Lees de map in; de bestanden kwamen op 12 januari binnen", "inlezen binnengekomen --ontvangen 12-1-2026"),
            ("Neem een bestand dat deels bruikbaar is toch op", "inlezen qwyl.xlsx --accepteer \"tevredenheid volgt later\""),
        ],
    ),
    (
        "kpi",
        &[
            ("Alle cijfers en oordelen van een kwartaal", "kpi --kwartaal 2025-K4"),
            (
                "Eén norm van één aanbieder, met de trajecten erachter",
                "kpi --kwartaal 2025-K4 --norm C2.1 --aanbieder psw --rijen",
            ),
            ("Segment individueel, in één gemeente", "kpi --kwartaal 2025-K4 --segment individueel --gemeente venlo"),
        ],
    ),
    (
        "cijfers",
        &[
            ("Alles van een kwartaal in een werkmap", "cijfers --kwartaal 2025-K4 --naar cijfers.xlsx"),
            ("Alleen het blad met de trend", "cijfers --kwartaal 2025-K4 --blad trend --naar trend.xlsx"),
        ],
    ),
    (
        "vooruitblik",
        &[
            ("Wat het jaar nog kan brengen", "vooruitblik --kwartaal 2025-K2"),
            (
                "Voor één aanbieder, met de trajecten die nog eindigen",
                "vooruitblik --kwartaal 2025-K2 --aanbieder rendiz --rijen",
            ),
        ],
    ),
    (
        "ladder",
        &[
            ("De beweging op de participatieladder", "ladder --kwartaal 2025-K4"),
            ("Alleen segment individueel", "ladder --kwartaal 2025-K4 --segment individueel"),
        ],
    ),
    (
        "pxq",
        &[
            ("Uren, tarieven en bedragen van een kwartaal", "pxq --kwartaal 2025-K4"),
            ("Over het jaar, naar een werkmap", "pxq --kwartaal 2025-K4 --periode jaar --naar pxq.xlsx"),
        ],
    ),
    ("tarief", &[("Alle tarieven die zijn ingevoerd", "tarief lijst")]),
    ("tarief lijst", &[("Alle tarieven die zijn ingevoerd", "tarief lijst")]),
    ("tarief zet", &[("Voer het tarief van een nieuw jaar in", "tarief zet P1 2026 52,40 --bron \"brief van 1 december\"")]),
    ("tarief weg", &[("Haal een tarief weg dat er niet hoort", "tarief weg P1 2025")]),
    ("tarief geschiedenis", &[("Wat er met een tarief is gebeurd", "tarief geschiedenis P1 2025")]),
    ("aanbieder", &[("Alle aanbieders van het register", "aanbieder"), ("Alles over één van hen", "aanbieder toon rendiz")]),
    (
        "aanbieder lijst",
        &[
            ("Wie er op een dag gecontracteerd was", "aanbieder lijst --op 1-7-2025"),
            ("Alleen segment collectief", "aanbieder lijst --segment collectief"),
        ],
    ),
    ("aanbieder toon", &[("Namen, contracten, contactpersonen en doelen", "aanbieder toon rendiz")]),
    ("aanbieder nieuw", &[("Voeg een aanbieder toe", "aanbieder nieuw \"Werkplaats Zuid\" --kvk 12345678")]),
    ("aanbieder wijzig", &[("Voeg een andere naam toe", "aanbieder wijzig rendiz --andere-naam \"Rendiz Werk\"")]),
    (
        "aanbieder contract",
        &[
            ("Leg een contract vast", "aanbieder contract unik --segment collectief --van 1-1-2026"),
            ("Het was een vergissing: haal het weer weg", "aanbieder contract unik --segment collectief --van 1-1-2026 --weg"),
        ],
    ),
    (
        "aanbieder optie",
        &[(
            "De optie van een aanbieder is gelicht",
            "aanbieder optie unik --segment individueel --besluit gelicht --door bestuur",
        )],
    ),
    ("aanbieder contact", &[("Leg een contactpersoon vast", "aanbieder contact qwyl Jansen --email jansen@example.com")]),
    ("aanbieder budget", &[("Voer het budget van een jaar in", "aanbieder budget psw 2026 125000")]),
    ("aanbieder doel", &[("De ontwikkeldoelen van een aanbieder", "aanbieder doel rendiz")]),
    (
        "aanbieder weg",
        &[
            ("Een aanbieder die u toevoegde", "aanbieder nieuw \"Werkplaats Zuid\""),
            ("verwijdert u weer, zolang niets naar hem verwijst", "aanbieder weg werkplaats-zuid"),
        ],
    ),
    ("aanbieder geschiedenis", &[("Wat er met een aanbieder is gebeurd", "aanbieder geschiedenis rendiz")]),
    ("dekking", &[("Welke gemeenten gedekt zijn, en door wie", "dekking --kwartaal 2025-K4")]),
    (
        "aandacht",
        &[
            ("Alle aandachtspunten van een kwartaal", "aandacht --kwartaal 2025-K4"),
            ("Die van één aanbieder", "aandacht --kwartaal 2025-K4 --aanbieder psw"),
        ],
    ),
    (
        "rapportages",
        &[
            ("Wat er voor een kwartaal binnen is", "rapportages --kwartaal 2025-K4"),
            ("Hoe vaak één aanbieder op tijd was", "rapportages --tijdigheid --aanbieder rendiz"),
            ("Zet een oude versie terug", "rapportages --herstel psw-2025-K2-v1"),
        ],
    ),
    ("bevindingen", &[("De bevindingen om terug te sturen", "bevindingen --rapportage psw-2025-K4 --naar bevindingen.xlsx")]),
    (
        "afspraak",
        &[("Alle afspraken", "afspraak"), ("Maak er een", "afspraak nieuw \"Plan van aanpak\" --aanbieder psw --eigenaar PSW")],
    ),
    (
        "afspraak lijst",
        &[
            ("Wat te laat is", "afspraak lijst --te-laat"),
            ("De afspraken met één aanbieder, naar Excel", "afspraak lijst --aanbieder psw --naar afspraken.xlsx"),
        ],
    ),
    (
        "afspraak nieuw",
        &[(
            "Een afspraak met een datum en de KPI waar het over gaat",
            "afspraak nieuw \"Gegevens aanvullen\" --eigenaar PSW --kpi 1 --deadline +14",
        )],
    ),
    ("afspraak wijzig", &[("Geef een afspraak een andere datum", "afspraak wijzig PSW-2025-04 --deadline 27-2-2026")]),
    ("afspraak gereed", &[("Sluit een afspraak af", "afspraak gereed PSW-2025-04 --resultaat \"alle gegevens zijn er\"")]),
    ("afspraak vervallen", &[("Laat een afspraak vervallen", "afspraak vervallen PSW-2025-04 --reden \"niet meer nodig\"")]),
    ("afspraak heropen", &[("Heropen een afspraak die gereed was", "afspraak heropen PSW-2025-03")]),
    ("afspraak geschiedenis", &[("Wat er met een afspraak is gebeurd", "afspraak geschiedenis PSW-2025-01")]),
    (
        "signaal",
        &[("Alle signalen", "signaal"), ("Voeg er een toe", "signaal nieuw \"Wachttijd\" --gemeente venlo --aanbieder psw")],
    ),
    (
        "signaal lijst",
        &[
            ("Wat nog niet is afgehandeld", "signaal lijst --open --kwartaal 2025-K4"),
            ("Signalen van één gemeente met een woord erin", "signaal lijst --gemeente venlo --zoek uitval"),
        ],
    ),
    (
        "signaal nieuw",
        &[(
            "Een signaal van een gemeente over een aanbieder",
            "signaal nieuw \"Te laat\" --gemeente venray --aanbieder psw --toon negatief",
        )],
    ),
    ("signaal wijzig", &[("Zet twee signalen op de agenda", "signaal wijzig 14 15 --status geagendeerd")]),
    ("signaal antwoord", &[("Leg vast wat de aanbieder zei", "signaal antwoord 14 \"wordt in februari opgepakt\"")]),
    (
        "signaal opschalen",
        &[
            ("Breng een signaal naar de regio", "signaal opschalen 9 --reden \"speelt in drie gemeenten\""),
            ("Haal het daar terug", "signaal opschalen 9 --terug"),
        ],
    ),
    ("signaal bundel", &[("Breng twee signalen als één punt naar het gesprek", "signaal bundel 12 14 --titel \"uitval\"")]),
    ("signaal los", &[("Haal een signaal uit zijn bundel", "signaal los 14")]),
    ("signaal bundels", &[("De bundels van een kwartaal", "signaal bundels --kwartaal 2025-K4")]),
    ("signaal trend", &[("Het verloop over een jaar", "signaal trend --kwartaal 2025-K1..2025-K4")]),
    ("signaal verwijder", &[("Verwijder een signaal dat een vergissing was", "signaal verwijder 9")]),
    ("signaal geschiedenis", &[("Wat er met een signaal is gebeurd", "signaal geschiedenis 1")]),
    ("signaal aanbieders", &[("Over wie signalen van segment individueel gaan", "signaal aanbieders")]),
    ("uitvraag", &[("Wie de uitvraag heeft beantwoord", "uitvraag --kwartaal 2025-K4")]),
    ("cvs", &[("Waarin CVS en de rapportages verschillen", "cvs --kwartaal 2025-K4")]),
    (
        "traject",
        &[("De weg van één deelnemer", "traject P-0201"), ("Zoek op het begin van een code", "traject P-02 --aanbieder psw")],
    ),
    ("gesprek", &[("Welke gesprekken er zijn", "gesprek lijst --jaar 2025")]),
    (
        "gesprek lijst",
        &[
            ("De gesprekken van een jaar", "gesprek lijst --jaar 2025"),
            ("Die met één aanbieder", "gesprek lijst --aanbieder psw"),
        ],
    ),
    ("gesprek toon", &[("De agenda van een gesprek met wat eruit kwam", "gesprek toon rendiz-2025-K3")]),
    (
        "gesprek plan",
        &[
            ("Plan het gesprek over een kwartaal", "gesprek plan --aanbieder psw --kwartaal 2026-K2 --datum 14-7"),
            ("Plan een evaluatief gesprek in een gemeente", "gesprek plan --aanbieder unik --evaluatief venlo --datum 12-2"),
        ],
    ),
    ("gesprek wijzig", &[("Verzet een gesprek", "gesprek wijzig rendiz-2025-K4 --datum 23-1-2026 --tijd 9:30")]),
    ("gesprek punt", &[("Zet een eigen punt op de agenda", "gesprek punt rendiz-2025-K4 \"Huur in Nieuw Bergen\"")]),
    (
        "gesprek notitie",
        &[("Schrijf een notitie bij een punt", "gesprek notitie rendiz-2025-K4 --punt kpi3 --notitie \"respons\"")],
    ),
    (
        "gesprek afspraak",
        &[("Leg een afspraak vast die uit een punt komt", "gesprek afspraak rendiz-2025-K4 \"Plan van aanpak\" --punt kpi3")],
    ),
    (
        "gesprek uitkomst",
        &[(
            "Leg een besluit vast, bij het gesprek met nummer 52",
            "gesprek uitkomst 52 \"Ook op papier\" --punt kpi3 --soort besluit",
        )],
    ),
    ("gesprek voorbereid", &[("De voorbereiding is klaar", "gesprek voorbereid rendiz-2025-K4")]),
    ("gesprek houd", &[("Rond een gesprek af; de cijfers staan dan vast", "gesprek houd psw-2025-K4 --ja")]),
    ("gesprek vaststellen", &[("Stel een gesprek vast dat is gehouden", "gesprek vaststellen jobfit-venlo-2025")]),
    ("gesprek heropen", &[("Heropen een vastgesteld gesprek", "gesprek heropen rendiz-2025-K3")]),
    ("gesprek schrap", &[("Haal een gesprek van de planning", "gesprek schrap qwyl-2025-K4")]),
    ("gesprek evaluaties", &[("De evaluatieve gesprekken van een jaar", "gesprek evaluaties --jaar 2026")]),
    ("gesprek opschalen", &[("Vraag de regio mee te kijken", "gesprek opschalen jobfit-venlo-2025 --reden \"speelt vaker\"")]),
    (
        "gesprek kalender",
        &[
            ("Wat er tot en met een dag moet", "gesprek kalender --tot 30-4-2026"),
            ("Naar uw agendaprogramma", "gesprek kalender --ics kalender.ics"),
        ],
    ),
    (
        "agenda",
        &[
            ("De agenda van een gesprek", "agenda --kwartaal 2025-K4 --aanbieder rendiz"),
            ("Om vooraf te sturen", "agenda --kwartaal 2025-K4 --aanbieder rendiz --naar agenda.docx"),
        ],
    ),
    (
        "verslag",
        &[
            ("Het verslag van een gesprek", "verslag --kwartaal 2025-K3 --aanbieder psw --naar verslag.docx"),
            ("Een kort verslag", "verslag --gesprek psw-2025-K3 --kort --naar kort.docx"),
        ],
    ),
    (
        "post",
        &[
            ("Wat er al is gemaakt", "post --kwartaal 2025-K4"),
            ("De uitvraag aan alle gemeenten, een bestand per ontvanger", "post uitvraag --kwartaal 2026-K1 --naar post"),
            ("De uitnodiging voor een gesprek", "post uitnodiging --gesprek rendiz-2025-K4 --naar mail.eml"),
        ],
    ),
    ("jaarbeeld", &[("Een jaar op één bladzijde", "jaarbeeld --jaar 2025 --naar jaarbeeld.docx")]),
    ("factsheet", &[("Eén bladzijde over een aanbieder", "factsheet --aanbieder psw --kwartaal 2025-K4 --naar psw.docx")]),
    (
        "ongedaan",
        &[("Wat er is gedaan, met de nummers", "ongedaan --lijst"), ("Maak één handeling ongedaan", "ongedaan 127 --ja")],
    ),
    (
        "sjabloon",
        &[
            ("Een lege werkmap voor een rapportage", "sjabloon kwartaalrapportage --naar leeg.xlsx"),
            ("Een uitvraag voor één gemeente", "sjabloon uitvraag --gemeente venlo --naar uitvraag.xlsx"),
        ],
    ),
    ("backup", &[("Maak een kopie van de database", "backup backup.db")]),
    ("herstel", &[("Zet een kopie terug", "herstel kopie.db")]),
    ("inrichten", &[("Maak de tabellen en rollen op een server", "inrichten --db postgres://beheerder@db.voorbeeld.nl/team")]),
    (
        "overzetten",
        &[
            ("Ga van uw eigen database naar die op de server", "overzetten --naar postgres://beheerder@db.voorbeeld.nl/team"),
            ("Haal alles terug in een bestand", "overzetten --db postgres://beheerder@db.voorbeeld.nl/team --naar terug.db"),
        ],
    ),
    ("controle", &[("Is de database heel?", "controle"), ("Die van een kopie", "controle --db kopie.db")]),
    (
        "opschonen",
        &[
            ("Laat zien wat er van een deelnemer verdwijnt", "opschonen --deelnemer P-0201 --aanbieder psw --proef"),
            ("Verwijder alles van vóór een dag", "opschonen --voor 1-1-2023"),
        ],
    ),
    ("man", &[("Lees de handleiding van de opdrachten", "man > accountgesprek.1")]),
    ("aanvullen", &[("Laat bash opdrachten aanvullen", "aanvullen bash > accountgesprek.bash")]),
];
