//! The questions to the store: each is declared once, with what it asks by, what comes back, and how that is read.
//!
//! A new screen adds its line here and nothing elsewhere. Questions and answers are values: only the runtime reads.

use std::sync::Arc;

use crate::app::{
    Aanbiederbeeld, Aandachtbeeld, Afspraakfilter, Afspraakregel, Agendabeeld, App, Cvsbeeld, Deelnemerbeeld, Deelnemerlijst,
    Dekkingsbeeld, Evaluatie, Fout, Gemeentenbeeld, Getoonden, Handelingregel, Herleidingbeeld, Herleidingvraag,
    Instellingenbeeld, Jaargesprekken, Kalenderbeeld, KpiBeeld, Kwartaalvergelijking, Ladderbeeld, Onthoudenkop, Opschoning,
    Overzicht, Planvoorstel, Pxqlijnen, Rapportagebeeld, Registerregel, Signaalfilter, Signaalgeheugen, Signaalregel,
    Signaaltrendbeeld, Tariefregel, Uitvraagbeeld, Vergelijkvraag, Versiebeeld,
};
use crate::domain::{
    Aanbieder, Afspraaknummer, Bevinding, Gespreksoort, Handeling, Kwartaal, NormId, Onderdeelsleutel, Periode, Segment,
    Tariefproduct,
};

use super::paths::{self, Maplijst};

impl Query {
    /// Whether a form opens with the answer: what is typed next is for that.
    pub const fn opens_form(&self) -> bool {
        matches!(self, Self::Koppen | Self::Verwijdering(..) | Self::Planvoorstel(..))
    }
}

/// What of the register has a history of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registerding {
    Aanbieder(Aanbieder),
    /// By its number.
    Doel(i64),
    Budget(Aanbieder, i32),
    Tarief(Tariefproduct, i32),
}

/// Makes the questions, their answers, and how each is read. Those of a screen come first: their answer is for the screen that
/// asks it; the others are for a popup, or for all to share.
macro_rules! queries {
    (
        screens { $($(#[$doc:meta])* $name:ident $(($($arg:ident: $type:ty),+))? -> $answer:ty = |$app:ident| $load:expr;)* }
        others { $($(#[$odoc:meta])* $oname:ident $(($($oarg:ident: $otype:ty),+))? -> $oanswer:ty = |$oapp:ident| $oload:expr;)* }
    ) => {
        /// A question to the store. Its answer comes back with the question, so that a screen knows whether it is still wanted.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Query {
            $($(#[$doc])* $name $(($($type),+))?,)*
            $($(#[$odoc])* $oname $(($($otype),+))?,)*
        }

        /// What the store answered, to the question of the same name.
        #[derive(Debug)]
        pub enum Answer {
            $($name($answer),)*
            $($oname($oanswer),)*
        }

        impl Query {
            /// Whether the answer is for a screen; else it is for a popup, or for all to share.
            pub const fn is_of_screen(&self) -> bool {
                matches!(self, $(Self::$name { .. })|*)
            }

            /// Reads the answer.
            ///
            /// # Errors
            /// The store cannot be read, or does not have what is asked for.
            pub fn load(&self, app: &App) -> Result<Answer, Fout> {
                Ok(match self {
                    $(Self::$name $(($($arg),+))? => Answer::$name({ let $app = app; $load }),)*
                    $(Self::$oname $(($($oarg),+))? => Answer::$oname({ let $oapp = app; $oload }),)*
                })
            }
        }
    };
}

queries! {
    screens {
        Overzicht(kwartaal: Kwartaal) -> Box<Overzicht> = |app| app.overzicht(*kwartaal)?.into();
        /// A norm of the segment, or the one that is nearest to one of the other segment; None: the first there is.
        Kpi(segment: Segment, norm: Option<NormId>, kwartaal: Kwartaal) -> Box<KpiBeeld> =
            |app| app.kpi_beeld(*segment, norm.as_ref(), *kwartaal)?.into();
        /// The same per gemeente.
        Gemeenten(segment: Segment, norm: Option<NormId>, kwartaal: Kwartaal) -> Box<Gemeentenbeeld> =
            |app| app.kpi_per_gemeente(*segment, norm.as_ref(), *kwartaal)?.into();
        /// Every norm beside another kwartaal.
        Vergelijking(vraag: Vergelijkvraag) -> Box<Kwartaalvergelijking> = |app| app.vergelijking(*vraag)?.into();
        /// The rows behind a figure.
        Herleiding(segment: Segment, vraag: Herleidingvraag) -> Box<Herleidingbeeld> =
            |app| app.herleidingbeeld(*segment, vraag)?.into();
        Dekking(kwartaal: Kwartaal) -> Box<Dekkingsbeeld> = |app| app.dekkingsbeeld(*kwartaal)?.into();
        Afspraken -> Vec<Afspraakregel> = |app| app.afspraken(&Afspraakfilter::default())?;
        Rapportages(segment: Segment, kwartaal: Kwartaal) -> Box<Rapportagebeeld> =
            |app| app.rapportages_in(*segment, *kwartaal)?.into();
        /// The findings of a version; None: of the dekkingsoverzicht.
        Bevindingen(aanbieder: Option<Aanbieder>, kwartaal: Kwartaal, versie: u32) -> Vec<Bevinding> =
            |app| app.bevindingen(*aanbieder, *kwartaal, *versie)?;
        /// The gesprek with this id; None: the regular one.
        Agenda(aanbieder: Aanbieder, kwartaal: Kwartaal, gesprek: Option<i64>) -> Box<Agendabeeld> =
            |app| app.with_others_named(gesprek.map_or_else(|| app.agenda_van(*aanbieder, *kwartaal), |id| app.agenda(id))?)?.into();
        Jaargesprekken(jaar: i32) -> Box<Jaargesprekken> = |app| app.jaargesprekken(*jaar)?.into();
        Evaluaties(jaar: i32) -> Vec<Evaluatie> = |app| app.evaluaties(*jaar)?;
        Kalender -> Box<Kalenderbeeld> = |app| app.kalenderbeeld()?.into();
        Signalen -> Vec<Signaalregel> = |app| app.signalen(&Signaalfilter::default())?;
        /// Over the kwartalen.
        Signaaltrend -> Box<Signaaltrendbeeld> = |app| app.signaaltrend(None, None)?.into();
        Aandacht(segment: Segment, kwartaal: Kwartaal) -> Box<Aandachtbeeld> =
            |app| app.aandacht_in(*kwartaal, *segment)?.into();
        Deelnemers(segment: Segment) -> Box<Deelnemerlijst> = |app| app.deelnemerlijst(*segment)?.into();
        Deelnemer(aanbieder: Aanbieder, code: String) -> Box<Deelnemerbeeld> = |app| app.deelnemer(*aanbieder, code)?.into();
        Ladder(kwartaal: Kwartaal) -> Box<Ladderbeeld> = |app| app.ladderbeeld(*kwartaal)?.into();
        Cvs(kwartaal: Kwartaal) -> Box<Cvsbeeld> = |app| app.cvsbeeld(*kwartaal)?.into();
        Uitvraag(kwartaal: Kwartaal) -> Box<Uitvraagbeeld> = |app| app.uitvraag(*kwartaal)?.into();
        Register -> Vec<Registerregel> = |app| app.registerbeeld(app.vandaag(), None, "");
        Inschrijving(aanbieder: Aanbieder) -> Box<Aanbiederbeeld> = |app| app.aanbiederbeeld(*aanbieder)?.into();
        Pxq(kwartaal: Kwartaal, periode: Periode) -> Box<Pxqlijnen> = |app| app.pxq_lijnen(*kwartaal, *periode)?.into();
        /// What comes with the program: nothing is asked of the store for it.
        Handleiding -> () = |_app| ();
        Instellingen -> Box<Instellingenbeeld> = |app| app.instellingenbeeld().into();
        Tarieven -> Vec<Tariefregel> = |app| app.tariefregels()?;
        /// Everything that was done.
        Handelingen -> Vec<Handelingregel> = |app| app.handelingen()?;
    }
    others {
        /// What was done with an afspraak.
        History(nummer: Afspraaknummer) -> Vec<Handeling> = |app| app.afspraak_history(*nummer)?;
        /// What was done with a signaal.
        Signaalgeschiedenis(id: i64) -> Vec<Handeling> = |app| app.signaal_history(*id)?;
        /// What was done with a point of the agenda of a gesprek, and with what came out of it.
        Puntgeschiedenis(gesprek: i64, sleutel: Onderdeelsleutel) -> Vec<Handeling> = |app| app.punt_history(*gesprek, sleutel)?;
        /// What was done with an aandachtspunt, by its key.
        Aandachtgeschiedenis(sleutel: String) -> Vec<Handeling> = |app| app.aandacht_history(sleutel)?;
        /// Everything that was ever done to something of the register, or to a rate.
        Registergeschiedenis(ding: Registerding) -> Vec<Handeling> = |app| match ding {
            Registerding::Aanbieder(wie) => app.aanbieder_history(*wie)?,
            Registerding::Doel(id) => app.doel_history(*id)?,
            Registerding::Budget(wie, jaar) => app.budget_history(*wie, *jaar)?,
            Registerding::Tarief(product, jaar) => app.tarief_history(*product, *jaar)?,
        };
        /// What others did since this was asked last, in one line.
        Nieuws -> Option<String> = |app| app.nieuws()?;
        /// Owners used before, for suggestions.
        Eigenaren -> Vec<String> = |app| app.eigenaren()?;
        /// What was filled in before, for the next signal.
        Geheugen -> Box<Signaalgeheugen> = |app| app.signaalgeheugen()?.into();
        /// Who the aanbieders are, and who is shown when.
        Getoonden -> Arc<Getoonden> = |app| app.alle_getoonden()?.into();
        /// The rows of one version of a report.
        Versie(aanbieder: Aanbieder, kwartaal: Kwartaal, versie: u32) -> Box<Versiebeeld> =
            |app| app.versiebeeld(*aanbieder, *kwartaal, *versie)?.into();
        /// What is remembered of headers.
        Koppen -> Vec<Onthoudenkop> = |app| app.remembered_headers()?;
        /// What removing a deelnemer would do.
        Verwijdering(aanbieder: Aanbieder, code: String) -> Box<Opschoning> = |app| app.weigh_removal(*aanbieder, code)?.into();
        /// What is proposed for a gesprek that is to be planned.
        Planvoorstel(aanbieder: Aanbieder, kwartaal: Kwartaal, soort: Gespreksoort) -> Box<Planvoorstel> =
            |app| app.planvoorstel(*aanbieder, *kwartaal, *soort, None)?.into();
        /// What stands in a folder, as it is typed.
        Map(folder: String) -> Box<Maplijst> = |_app| paths::list(folder).into();
    }
}
