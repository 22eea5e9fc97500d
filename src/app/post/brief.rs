//! A message: what it says and takes along, or why there is none to write.

use chrono::NaiveDate;

use super::teksten::filled_in;
use super::vraag::{Gereedschap, Postvraag};
use crate::app::agendastuk::Agendakeuzes;
use crate::app::werkmappen::{self, Verwijzing, Vooringevuld};
use crate::app::{App, Bestandsoort, Fout, Rapportagestatus, Signaalfilter, Signaalregel, Verslagkeuzes, Verslagvorm};
use crate::domain::kalender::uitvraag_uiterlijk;
use crate::domain::vorm::Getypteplek;
use crate::domain::{
    Aanbieder, Afspraak, Afspraakstatus, Codes, Gemeente, Gesprek, Gespreksoort, Gespreksstatus, Kwartaal, Ontvanger, Postsoort,
    Signaalstatus,
};
use crate::reports::post::{Bijlage, Bijlagesoort, Mail};
use crate::wording::agenda::Zicht;
use crate::wording::{self, hoofdletter, kwartaal_lang, opsomming};

/// Said above the text of what is fictitious.
const VERZONNEN: &str = "VOORBEELDGEGEVENS: alles hieronder is verzonnen.";
/// Said above an invitation to what was planned otherwise before.
const GEWIJZIGD: &str = "Deze uitnodiging komt in de plaats van de vorige: het moment of de plaats van het gesprek is gewijzigd.";
/// How something is asked for when no gesprek says by when.
const SPOEDIG: &str = "zo spoedig mogelijk";

/// Of the workbook that goes along with a request for a report.
const MET_WERKMAP: &str = "\n\nIn de bijlage vindt u een werkmap om in te vullen.";
const MET_TRAJECTEN: &str = "\n\nIn de bijlage vindt u een werkmap waarin de trajecten staan die volgens uw vorige rapportage liepen: \
    u vult alleen aan wat nieuw is. De werkmap noemt codes van deelnemers: stuur haar niet verder dan nodig.";

const MET_CODES: &str = " Het noemt codes van deelnemers: stuur het niet verder dan nodig.";

/// Whose gesprek it is, in the name of a file: `psw`, `jobfit-venray`.
fn of_table(gesprek: &Gesprek) -> String {
    let waar = gesprek.gemeente().map(|g| format!("-{}", g.key())).unwrap_or_default();
    let welk = if gesprek.soort.is_extra() { "-extra" } else { "" };
    format!("{}{welk}{waar}", gesprek.aanbieder.key())
}

/// A message to one recipient.
pub(super) struct Brief {
    pub(super) ontvanger: Ontvanger,
    pub(super) bericht: Mail,
    /// What somebody typed of all that goes out, to be looked through.
    pub(super) getypt: Vec<Getypteplek>,
    /// What the user is to know.
    pub(super) opmerkingen: Vec<String>,
}

impl Brief {
    /// `uitnodiging-2025-K4-rendiz.eml`.
    pub(super) fn file_name(&self, vraag: Postvraag) -> String {
        let extra = vraag.gesprek.map(|id| format!("-{id}")).unwrap_or_default();
        format!("{}-{}-{}{extra}.eml", vraag.soort.naam(), vraag.kwartaal, self.ontvanger.key())
    }
}

/// What is filled in and goes along, or why there is nothing to write (a whole sentence).
type Briefinhoud = Result<Ingevuld, String>;

#[derive(Default)]
struct Ingevuld {
    values: Vec<(&'static str, String)>,
    bijlagen: Vec<Bijlage>,
    getypt: Vec<Getypteplek>,
    /// What the user is to know before it is sent: whole sentences.
    opmerkingen: Vec<String>,
    /// It takes the place of one that named another moment or place.
    is_gewijzigd: bool,
}

impl App {
    /// The message of a kind to somebody; Ok(Err) says why there is none to write.
    pub(super) fn brief(
        &self,
        vraag: Postvraag,
        ontvanger: Ontvanger,
        gereedschap: &Gereedschap,
    ) -> Result<Result<Brief, String>, Fout> {
        let kwartaal = vraag.kwartaal;
        let inhoud = match (ontvanger, vraag.soort) {
            (Ontvanger::Gemeente(gemeente), Postsoort::Herinnering) => self.reminder(gemeente, kwartaal)?,
            (Ontvanger::Gemeente(gemeente), Postsoort::Terugkoppeling) => self.feedback(gemeente, vraag)?,
            (Ontvanger::Gemeente(gemeente), _) => self.inquiry(gemeente, kwartaal)?,
            (Ontvanger::Aanbieder(aanbieder), Postsoort::Uitnodiging) => self.invitation(aanbieder, vraag)?,
            (Ontvanger::Aanbieder(aanbieder), Postsoort::Bevindingen) => self.findings(aanbieder, kwartaal)?,
            (Ontvanger::Aanbieder(aanbieder), Postsoort::Verslag) => self.minutes(aanbieder, vraag)?,
            (Ontvanger::Aanbieder(aanbieder), _) => self.report_request(aanbieder, vraag)?,
        };
        Ok(match inhoud {
            Err(reden) => Err(reden),
            Ok(ingevuld) => Ok(self.written(vraag, ontvanger, gereedschap, ingevuld)?),
        })
    }

    fn written(&self, vraag: Postvraag, ontvanger: Ontvanger, tools: &Gereedschap, ingevuld: Ingevuld) -> Result<Brief, Fout> {
        let Ingevuld { mut values, bijlagen, mut getypt, mut opmerkingen, is_gewijzigd } = ingevuld;
        let naam = ontvanger.naam(&self.register);
        let own = if vraag.soort.is_for_gemeente() { "gemeente" } else { "aanbieder" };
        values.extend([(own, naam), ("kwartaal", kwartaal_lang(vraag.kwartaal)), ("afzender", tools.afzender.clone())]);
        // What the user typed names nobody either.
        let (codes, zicht) = (self.codes()?, Zicht { codes: vraag.codes, ..Zicht::TAFEL });
        let fill = |template: &str| filled_in(&codes.mark(template).tekst(zicht), &values);
        let (mut onderwerp, mut tekst) = (fill(&tools.tekst.onderwerp), fill(&tools.tekst.tekst));
        if tools.tekst.pad.is_some() {
            let plek = format!("uw tekst post/{}.txt", vraag.soort.naam());
            let typed =
                [&tools.tekst.onderwerp, &tools.tekst.tekst].map(|t| Getypteplek { plek: plek.clone(), tekst: t.clone() });
            getypt.extend(typed);
        }
        if vraag.codes {
            onderwerp = match onderwerp.strip_suffix(')') {
                Some(status) => format!("{status}, vertrouwelijk)"),
                None => format!("{onderwerp} (vertrouwelijk)"),
            };
        }
        if is_gewijzigd {
            onderwerp = format!("Gewijzigd: {onderwerp}");
            tekst = format!("{GEWIJZIGD}\n\n{tekst}");
        }
        if self.is_voorbeeld() {
            onderwerp = format!("VOORBEELD: {onderwerp}");
            tekst = format!("{VERZONNEN}\n\n{tekst}");
        }
        tekst.push('\n');
        let to = tools.contacten.addressees(ontvanger, vraag.soort, &self.register);
        let bericht = Mail { aan: to.aan, onderwerp, tekst, bijlagen, dag: self.vandaag() };
        opmerkingen.extend(to.opmerkingen);
        Ok(Brief { ontvanger, bericht, getypt, opmerkingen })
    }

    /// The uitvraag, as long as its answers are of use.
    fn inquiry(&self, gemeente: Gemeente, kwartaal: Kwartaal) -> Result<Briefinhoud, Fout> {
        if self.is_over(kwartaal)? {
            return Ok(Err(too_late(kwartaal)));
        }
        let mut inhoud = self.request(gemeente, kwartaal)?;
        if let Some(op) = self.answered(gemeente, kwartaal)? {
            let naam = gemeente.naam();
            inhoud.opmerkingen.push(format!("{naam} heeft de uitvraag over {kwartaal} al beantwoord ({}).", wording::datum(op)));
        }
        Ok(Ok(inhoud))
    }

    /// Whether every gesprek about a kwartaal was held, so that no answer comes in time for any.
    fn is_over(&self, kwartaal: Kwartaal) -> Result<bool, Fout> {
        let about = |g: &Gesprek| g.kwartaal == kwartaal && g.soort.is_regulier();
        let gesprekken: Vec<Gesprek> = self.gesprekken()?.into_iter().filter(about).collect();
        let shown = self.getoond(kwartaal)?;
        let is_held = |wie: Aanbieder| gesprekken.iter().any(|g| g.aanbieder == wie && g.status.is_held());
        Ok(!shown.is_empty() && shown.iter().all(|g| is_held(g.aanbieder)))
    }

    /// The day of the last answer of a gemeente.
    fn answered(&self, gemeente: Gemeente, kwartaal: Kwartaal) -> Result<Option<NaiveDate>, Fout> {
        Ok(self.uitvraag(kwartaal)?.gemeenten.into_iter().find(|g| g.gemeente == gemeente).and_then(|g| g.laatst))
    }

    /// The workbook of the uitvraag, and by when it is expected back.
    fn request(&self, gemeente: Gemeente, kwartaal: Kwartaal) -> Result<Ingevuld, Fout> {
        let uiterlijk = uitvraag_uiterlijk(kwartaal, &self.gesprekken()?, &self.werkdagen).filter(|d| *d >= self.vandaag());
        let shown = self.getoond(kwartaal)?;
        let aanbieders = opsomming(shown.iter().map(|g| self.register.naam(g.aanbieder)));
        let inhoud = werkmappen::sjabloon(Bestandsoort::Uitvraag, Some(kwartaal), Some(gemeente), &self.register)?;
        let naam = format!("uitvraag-{kwartaal}-{}.xlsx", gemeente.key());
        Ok(Ingevuld {
            values: vec![
                ("aanbieders", aanbieders),
                ("uiterlijk", uiterlijk.map_or_else(|| SPOEDIG.to_owned(), |d| format!("uiterlijk {}", wording::datum_lang(d)))),
            ],
            bijlagen: vec![Bijlage { naam, soort: Bijlagesoort::Werkmap, inhoud }],
            ..Ingevuld::default()
        })
    }

    fn reminder(&self, gemeente: Gemeente, kwartaal: Kwartaal) -> Result<Briefinhoud, Fout> {
        if let Some(op) = self.answered(gemeente, kwartaal)? {
            let tekst = format!("{} heeft de uitvraag over {kwartaal} beantwoord ({}).", gemeente.naam(), wording::datum(op));
            return Ok(Err(tekst));
        }
        if self.is_over(kwartaal)? {
            return Ok(Err(too_late(kwartaal)));
        }
        let made = self.berichten(kwartaal, Some(Ontvanger::Gemeente(gemeente)))?;
        let mut inhoud = self.request(gemeente, kwartaal)?;
        if !made.iter().any(|b| b.soort == Postsoort::Uitvraag) {
            // It may have gone out as a workbook without a draft; not before there was anything to ask about.
            if kwartaal.last_day() >= self.vandaag() {
                return Ok(Err(format!("Over {kwartaal} is nog geen uitvraag gemaakt, en het kwartaal loopt nog.")));
            }
            inhoud
                .opmerkingen
                .push(format!("Over {kwartaal} is hier niet voor elke gemeente een uitvraag gemaakt: is die wel verstuurd?"));
        }
        Ok(Ok(inhoud))
    }

    /// The invitation, with the agenda and the date for a calendar.
    fn invitation(&self, aanbieder: Aanbieder, vraag: Postvraag) -> Result<Briefinhoud, Fout> {
        let kwartaal = vraag.kwartaal;
        let Some(gesprek) = self.gesprek_asked(aanbieder, vraag)? else {
            return Ok(Err(self.not_planned(aanbieder, kwartaal)));
        };
        let wat = self.called(&gesprek);
        if gesprek.status.is_held() {
            return Ok(Err(format!("{wat} is al gehouden.")));
        }
        if let Some(dag) = gesprek.datum.filter(|dag| *dag < self.vandaag()) {
            let dag = wording::datum(dag);
            return Ok(Err(format!("{wat} stond op {dag}: rond het af, of plan een nieuwe datum.")));
        }
        let Some(ics) = self.ics_of_gesprek(&gesprek)? else {
            return Ok(Err(format!("{wat} heeft nog geen datum.")));
        };
        let beeld = self.agenda(gesprek.id)?;
        let vooraf = self.vooraf(&beeld)?;
        let keuzes = Agendakeuzes { intern: false, kleine_aantallen: vraag.kleine_aantallen };
        let agenda = self.agendastuk(&beeld, &vooraf, Verslagvorm::Docx, keuzes)?;
        let waits = gesprek.soort.has_report_deadline();
        let status = if waits { self.report_status(aanbieder, kwartaal)? } else { None };
        let file = |wat: &str, ending: &str| format!("{wat}-{}-{kwartaal}.{ending}", of_table(&gesprek));
        let plaats = self.codes()?.mark(&gesprek.plaats).tekst(Zicht::TAFEL);
        Ok(Ok(Ingevuld {
            is_gewijzigd: self.was_moved(&gesprek)?,
            values: vec![
                ("gesprek", wording::vorm::gesprek(&vooraf)),
                ("waarvoor", purpose(&gesprek)),
                ("datum", moment(&gesprek)),
                ("plaats", if plaats.is_empty() { "volgt nog".to_owned() } else { plaats }),
                ("rapportage", status.map(|s| due(&s)).unwrap_or_default()),
            ],
            bijlagen: vec![
                Bijlage { naam: file("agenda", "docx"), soort: Bijlagesoort::Word, inhoud: agenda },
                Bijlage { naam: file("gesprek", "ics"), soort: Bijlagesoort::Kalender, inhoud: ics.into_bytes() },
            ],
            getypt: vooraf.getypt(),
            opmerkingen: Vec::new(),
        }))
    }

    fn not_planned(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> String {
        format!("Er is geen gesprek met {} over {kwartaal} gepland.", self.register.naam(aanbieder))
    }

    /// A gesprek as the subject of a sentence; of more than one about a kwartaal, which.
    fn called(&self, gesprek: &Gesprek) -> String {
        let Gesprek { aanbieder, kwartaal, .. } = gesprek;
        let naam = self.register.naam(*aanbieder);
        let soort = match gesprek.soort {
            Gespreksoort::Regulier => return format!("Het gesprek met {naam} over {kwartaal}"),
            Gespreksoort::Extra => "extra gesprek".to_owned(),
            Gespreksoort::Evaluatief(gemeente) => format!("evaluatieve gesprek in {}", gemeente.naam()),
        };
        let dag = gesprek.datum.map(|dag| format!(" van {}", wording::datum(dag))).unwrap_or_default();
        format!("Het {soort} met {naam} over {kwartaal}{dag}")
    }

    /// The gesprek that a message is about.
    pub(super) fn gesprek_asked(&self, aanbieder: Aanbieder, vraag: Postvraag) -> Result<Option<Gesprek>, Fout> {
        match vraag.gesprek {
            None => self.gesprek_van(aanbieder, vraag.kwartaal),
            Some(id) => self.gesprek(id).map(|g| Some(g).filter(|g| g.aanbieder == aanbieder)),
        }
    }

    fn report_status(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Option<Rapportagestatus>, Fout> {
        let statussen = self.statussen(kwartaal, &self.gesprekken()?)?;
        Ok(statussen.into_iter().find(|s| s.aanbieder == aanbieder))
    }

    /// The kinds of messages about a gesprek that can be written to its aanbieder: an invitation as long as it was not held, the
    /// verslag after that, findings when there are any, and a request for a report that is not whole. Nobody sends a report for
    /// that of a gemeente.
    pub(in crate::app) fn post_to_write(&self, gesprek: &Gesprek) -> Result<Vec<Postsoort>, Fout> {
        let mut soorten = vec![if gesprek.status.is_held() { Postsoort::Verslag } else { Postsoort::Uitnodiging }];
        if !gesprek.soort.has_report_deadline() {
            return Ok(soorten);
        }
        let status = self.report_status(gesprek.aanbieder, gesprek.kwartaal)?;
        if let Some(versie) = status.as_ref().and_then(|s| s.versie)
            && !self.bevindingen(Some(gesprek.aanbieder), gesprek.kwartaal, versie)?.is_empty()
        {
            soorten.push(Postsoort::Bevindingen);
        }
        if status.is_some_and(|s| !s.ontbreekt.is_empty()) {
            soorten.push(Postsoort::Rapportage);
        }
        Ok(soorten)
    }

    /// The request for a report that is not in, or not whole. Unasked only when it is late.
    fn report_request(&self, aanbieder: Aanbieder, vraag: Postvraag) -> Result<Briefinhoud, Fout> {
        let (naam, kwartaal) = (self.register.naam(aanbieder), vraag.kwartaal);
        let Some(status) = self.report_status(aanbieder, kwartaal)? else {
            return Ok(Err(format!("Van {naam} wordt over {kwartaal} geen rapportage verwacht.")));
        };
        if status.ontbreekt.is_empty() {
            return Ok(Err(format!("De rapportage van {naam} over {kwartaal} is compleet binnen.")));
        }
        let is_late = status.deadline.is_some_and(|d| d < self.vandaag());
        if !is_late && vraag.aan.is_none() {
            let Some(deadline) = status.deadline else {
                return Ok(Err(format!(
                    "Voor de rapportage van {naam} over {kwartaal} is er geen uiterste datum, want er is geen gesprek met een datum \
                     gepland: kies de aanbieder om haar toch op te vragen."
                )));
            };
            let uiterlijk = wording::datum(deadline);
            return Ok(Err(format!("De rapportage van {naam} over {kwartaal} is nog niet te laat: uiterlijk {uiterlijk}.")));
        }
        let over = format!("de rapportage over het {}", kwartaal_lang(kwartaal));
        let lacks = if status.versie.is_none() {
            format!("{} hebben wij nog niet ontvangen", hoofdletter(&over))
        } else {
            let verb = if status.ontbreekt.len() == 1 { "ontbreekt" } else { "ontbreken" };
            format!("Van {over} {verb} nog: {}", opsomming(status.ontbreekt.iter().map(|d| d.naam())))
        };
        let when = match status.deadline {
            Some(d) if is_late => format!("; zij werd uiterlijk {} verwacht.", wording::datum_lang(d)),
            Some(d) => format!("; wij verwachten haar uiterlijk {}.", wording::datum_lang(d)),
            None => ".".to_owned(),
        };
        let uiterlijk = status.deadline.map_or_else(|| SPOEDIG.to_owned(), |d| format!("uiterlijk {}", wording::datum_lang(d)));
        let (mut werkmap, mut bijlagen) = (String::new(), Vec::new());
        // Of one that is not whole the rest is asked for, not all of it anew.
        if status.versie.is_none() {
            let (inhoud, vooringevuld) = self.rapportsjabloon(aanbieder, kwartaal)?;
            werkmap.push_str(match vooringevuld {
                Vooringevuld::Trajecten { .. } => MET_TRAJECTEN,
                Vooringevuld::GeenRapportage | Vooringevuld::Pseudoniemen(_) => MET_WERKMAP,
            });
            let naam = format!("kwartaalrapportage-{}-{kwartaal}.xlsx", aanbieder.key());
            bijlagen.push(Bijlage { naam, soort: Bijlagesoort::Werkmap, inhoud });
        }
        let values = vec![("stand", format!("{lacks}{when}")), ("uiterlijk", uiterlijk), ("werkmap", werkmap)];
        Ok(Ok(Ingevuld { values, bijlagen, ..Ingevuld::default() }))
    }

    /// The findings of the report that stands.
    fn findings(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Briefinhoud, Fout> {
        let naam = self.register.naam(aanbieder);
        let status = self.report_status(aanbieder, kwartaal)?;
        let Some(versie) = status.and_then(|s| s.versie) else {
            return Ok(Err(format!("Van {naam} is over {kwartaal} geen rapportage ingelezen.")));
        };
        let verwijzing = Verwijzing { aanbieder: Some(aanbieder), kwartaal, versie: Some(versie) };
        let Some((inhoud, aantal)) = self.findings_workbook(verwijzing)? else {
            return Ok(Err(format!("Bij de rapportage van {naam} over {kwartaal} is er geen enkele bevinding.")));
        };
        let naam = format!("bevindingen-{}-{kwartaal}.xlsx", aanbieder.key());
        Ok(Ok(Ingevuld {
            values: vec![("aantal", wording::aantal(aantal, "bevinding", "bevindingen"))],
            bijlagen: vec![Bijlage { naam, soort: Bijlagesoort::Werkmap, inhoud }],
            ..Ingevuld::default()
        }))
    }

    /// The verslag, as a concept until it is vastgesteld.
    fn minutes(&self, aanbieder: Aanbieder, vraag: Postvraag) -> Result<Briefinhoud, Fout> {
        let kwartaal = vraag.kwartaal;
        let Some(gesprek) = self.gesprek_asked(aanbieder, vraag)? else {
            return Ok(Err(self.not_planned(aanbieder, kwartaal)));
        };
        if !gesprek.status.is_held() {
            return Ok(Err(format!("{} is nog niet gehouden.", self.called(&gesprek))));
        }
        let beeld = self.agenda(gesprek.id)?;
        let Postvraag { codes, kort, kleine_aantallen, .. } = vraag;
        let keuzes = Verslagkeuzes { codes, kleine_aantallen, kort };
        let inhoud = self.verslag(&beeld, Verslagvorm::Docx, keuzes)?;
        let (status, toelichting) = match gesprek.status {
            Gespreksstatus::Vastgesteld => ("vastgesteld", "Het verslag is vastgesteld."),
            Gespreksstatus::Gehouden | Gespreksstatus::Gepland | Gespreksstatus::Voorbereid => {
                ("concept", "Het is nog een concept: laat u weten wat er niet in klopt?")
            }
        };
        let naam = format!("verslag-{}-{kwartaal}-{status}.docx", of_table(&gesprek));
        let stof = self.verslagstof(&beeld)?;
        Ok(Ok(Ingevuld {
            values: vec![
                ("gesprek", wording::vorm::gesprek(&stof)),
                ("datum", gesprek.datum.map(wording::datum_lang).unwrap_or_default()),
                ("status", status.to_owned()),
                ("toelichting", format!("{toelichting}{}", if codes { MET_CODES } else { "" })),
            ],
            bijlagen: vec![Bijlage { naam, soort: Bijlagesoort::Word, inhoud }],
            getypt: stof.getypt(),
            ..Ingevuld::default()
        }))
    }

    /// What became of the signalen of a gemeente.
    fn feedback(&self, gemeente: Gemeente, vraag: Postvraag) -> Result<Briefinhoud, Fout> {
        let kwartaal = vraag.kwartaal;
        let filter = Signaalfilter { kwartaal: Some(kwartaal), gemeente: Some(gemeente), ..Signaalfilter::default() };
        let mut signalen = self.signalen(&filter)?;
        signalen.retain(|s| !s.signaal.is_niets_te_melden());
        if signalen.is_empty() {
            return Ok(Err(format!("{} gaf over {kwartaal} geen signalen door.", gemeente.naam())));
        }
        signalen.sort_by_key(|s| (s.signaal.datum, s.signaal.id));
        let afspraken: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        let gesprekken = self.gesprekken()?;
        let (codes, zicht) = (self.codes()?, Zicht { codes: vraag.codes, ..Zicht::TAFEL });
        let told: Vec<String> =
            signalen.iter().map(|s| self.told_back(s, &afspraken, &gesprekken, &|t| shown(t, &codes, zicht))).collect();
        Ok(Ok(Ingevuld { values: vec![("signalen", told.join("\n\n"))], ..Ingevuld::default() }))
    }

    /// One signaal: what was said, where it stands, what was answered and agreed.
    fn told_back(
        &self,
        regel: &Signaalregel,
        afspraken: &[Afspraak],
        gesprekken: &[Gesprek],
        typed: &dyn Fn(&str) -> String,
    ) -> String {
        let s = &regel.signaal;
        let over = s.over(&self.register);
        let about = over.as_ref().map(|naam| format!(" over {naam}")).unwrap_or_default();
        let mut lines = vec![format!("{}{about}, {}:", hoofdletter(&wording::datum(s.datum)), s.onderwerp.naam())];
        lines.push(format!("“{}”", typed(&s.tekst)));
        let held = gesprekken
            .iter()
            .find(|g| Some(g.aanbieder) == s.wie(&self.register) && g.kwartaal == s.kwartaal && g.soort.is_regulier());
        let op = |is_held: bool| {
            let day = held.filter(|g| g.status.is_held() == is_held).and_then(|g| g.datum);
            day.map(|d| format!(" van {}", wording::datum(d))).unwrap_or_default()
        };
        lines.push(match s.status {
            Signaalstatus::Nieuw => "Stand: nog niet besproken.".to_owned(),
            Signaalstatus::Opgeschaald => "Stand: opgeschaald naar de regio.".to_owned(),
            Signaalstatus::Geagendeerd => format!("Stand: staat op de agenda van het gesprek{}.", op(false)),
            Signaalstatus::Besproken => format!("Stand: besproken in het gesprek{}.", op(true)),
            Signaalstatus::Afgehandeld => "Stand: afgehandeld.".to_owned(),
        });
        if !s.antwoord.is_empty() {
            let wie = over.unwrap_or_else(|| "de aanbieder".to_owned());
            lines.push(format!("Antwoord van {wie}: “{}”", typed(&s.antwoord)));
        }
        for afspraak in afspraken.iter().filter(|a| regel.afspraken.contains(&a.nummer)) {
            lines.push(agreed(afspraak, typed));
        }
        lines.join("\n")
    }
}

/// Why no gemeente is asked any more.
fn too_late(kwartaal: Kwartaal) -> String {
    format!("Over {kwartaal} valt er niets meer te vragen: alle gesprekken erover zijn al gehouden.")
}

/// Text that somebody typed, without codes unless they were asked for.
fn shown(text: &str, codes: &Codes, zicht: Zicht) -> String {
    codes.mark(text).tekst(zicht).trim().to_owned()
}

/// `Afspraak PSW-2024-07: Plan van aanpak (PSW, 30 aug 2024, open)`.
fn agreed(a: &Afspraak, typed: &dyn Fn(&str) -> String) -> String {
    let mut parts = vec![typed(&a.eigenaar)];
    parts.extend(a.deadline.map(wording::datum));
    parts.push(a.status.naam().to_owned());
    parts.retain(|part| !part.is_empty());
    let result = Some(typed(&a.resultaat)).filter(|r| a.status != Afspraakstatus::Open && !r.is_empty());
    let result = result.map(|r| format!(": “{r}”")).unwrap_or_default();
    format!("Afspraak {}: {} ({}){result}", a.nummer, typed(&a.tekst), parts.join(", "))
}

/// `donderdag 22 januari 2026, 13.30 uur`.
fn moment(gesprek: &Gesprek) -> String {
    let tijd = gesprek.tijd.map(|t| format!(", {} uur", t.format("%-H.%M"))).unwrap_or_default();
    gesprek.datum.map(|d| format!("{}{tijd}", wording::datum_lang(d))).unwrap_or_default()
}

/// What somebody is invited to.
fn purpose(gesprek: &Gesprek) -> String {
    let kwartaal = kwartaal_lang(gesprek.kwartaal);
    match gesprek.soort {
        Gespreksoort::Regulier => format!("ons gesprek, aan de hand van de cijfers tot en met het {kwartaal}"),
        Gespreksoort::Extra => format!("een extra gesprek, naast ons gewone gesprek over het {kwartaal}"),
        Gespreksoort::Evaluatief(gemeente) => format!(
            "het jaarlijkse evaluatieve gesprek over uw begeleiding in {}, met de casusregisseur en aan de hand van de cijfers tot en \
             met het {kwartaal}",
            gemeente.naam()
        ),
    }
}

/// What is still expected of the report; nothing when it is in and whole.
fn due(status: &Rapportagestatus) -> String {
    let by = status.deadline.map(|d| format!("uiterlijk {}", wording::datum_lang(d)));
    match (status.versie, wording::ontbrekende_delen(&status.ontbreekt), by) {
        (None, _, Some(by)) => format!("De rapportage ontvangen wij graag {by}."),
        (Some(_), Some(lacking), by) => {
            let it = if status.ontbreekt.len() == 1 { "Dat deel" } else { "Die delen" };
            let by = by.unwrap_or_else(|| SPOEDIG.to_owned());
            format!("Uw rapportage is deels binnen: {lacking} nog. {it} ontvangen wij graag {by}.")
        }
        _ => String::new(),
    }
}
