//! The settings in use: who works, by which thresholds, and how both are changed.

use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item};

use super::mappen::read_own;
use super::rol::Rol;
use super::voorkeuren::{BESTAND, Instellingen};
use super::{App, Fout, databases, invoer, normenkader, tomlbestand};
use crate::domain::{Drempels, NormId, Register};
use crate::files;
use crate::wording;

/// The longest name in the change log.
const MAX_NAAM: usize = 200;

/// A threshold of the normenkader: its key in the file, what it is called, and what it changes.
#[derive(Debug, Clone, Copy)]
pub struct Drempel {
    pub key: &'static str,
    pub naam: &'static str,
    /// What it asks for, as a whole question.
    pub vraag: &'static str,
    /// What it changes.
    pub uitleg: &'static str,
    pub waarde: fn(&Drempels) -> u32,
}

/// All of them, in the order of the file.
pub const DREMPELS: [Drempel; 7] = [
    Drempel {
        key: "klein_aantal",
        naam: "Klein aantal is minder dan",
        vraag: "Onder hoeveel mensen heet een cijfer een klein aantal?",
        uitleg: "Een cijfer over minder mensen dan dit krijgt een · en heet klein aantal. Zijn oordeel blijft hetzelfde; in een stuk voor buiten kunt u zulke cijfers weglaten.",
        waarde: |d| d.klein_aantal,
    },
    Drempel {
        key: "stagnatie_rapportages",
        naam: "Stagnatie na rapportages",
        vraag: "Na hoeveel rapportages op rij zonder groei staat een traject stil?",
        uitleg: "Een traject dat zoveel rapportages op rij niet groeit, wordt een aandachtspunt.",
        waarde: |d| d.stagnatie_rapportages,
    },
    Drempel {
        key: "max_aanpassingen",
        naam: "Aanpassingen hoogstens",
        vraag: "Hoe vaak mag de duur van een traject worden aangepast?",
        uitleg: "Vaker is een aandachtspunt, en een bevinding bij het inlezen.",
        waarde: |d| d.max_aanpassingen,
    },
    Drempel {
        key: "groep_min",
        naam: "Groep minstens",
        vraag: "Uit hoeveel deelnemers bestaat een groep minstens?",
        uitleg: "Een kleinere groep is een aandachtspunt.",
        waarde: |d| d.groep_min,
    },
    Drempel {
        key: "groep_max",
        naam: "Groep hoogstens",
        vraag: "Uit hoeveel deelnemers bestaat een groep hoogstens?",
        uitleg: "Een grotere groep is een aandachtspunt.",
        waarde: |d| d.groep_max,
    },
    Drempel {
        key: "matching_werkdagen",
        naam: "Matching in werkdagen",
        vraag: "Binnen hoeveel werkdagen na de aanvraag is het matchingsgesprek?",
        uitleg: "Duurt het langer van de aanvraag tot het matchingsgesprek, dan is dat een aandachtspunt.",
        waarde: |d| d.matching_werkdagen,
    },
    Drempel {
        key: "max_jaren",
        naam: "Traject hoogstens jaren",
        vraag: "Hoeveel jaar duurt een traject hoogstens?",
        uitleg: "Een traject dat langer duurt, of dit laatste jaar ingaat, is een aandachtspunt.",
        waarde: |d| d.max_jaren,
    },
];

/// What the screen of settings shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instellingenbeeld {
    pub eigen: Instellingen,
    /// The name that goes into the change log now, without a role; empty: nobody's.
    pub naam: String,
    pub drempels: Drempels,
    /// Each norm that is in force today: what it is called, its bound in words, and since when.
    pub normen: Vec<(NormId, String, String)>,
    /// Whether the normen are those of a file of the user.
    pub eigen_normen: bool,
    /// The folder of the settings; None: nothing can be kept.
    pub map: Option<PathBuf>,
    /// The database (None: that of the example, which goes when the program ends), the copies that the program makes, and where
    /// the log is.
    pub database: Option<PathBuf>,
    pub kopieen: Option<PathBuf>,
    pub toestand: Option<PathBuf>,
}

impl Instellingenbeeld {
    /// The file of the settings, when it is there.
    pub fn bestand(&self) -> Option<PathBuf> {
        Some(self.map.as_ref()?.join(BESTAND)).filter(|pad| pad.exists())
    }

    /// The file of one's own normen, when it is there.
    pub fn normenbestand(&self) -> Option<PathBuf> {
        Some(self.map.as_ref()?.join(normenkader::BESTAND)).filter(|_| self.eigen_normen)
    }
}

impl App {
    /// The role in the settings, if one is set there.
    pub fn rol_now(instellingen: Option<&Path>) -> Result<Option<Rol>, Fout> {
        Ok(Instellingen::load(instellingen)?.rol)
    }

    /// Whose work the program opens on.
    pub const fn rol(&self) -> Rol {
        self.rol
    }

    /// Works in a role: it goes into the change log behind the name.
    pub fn work_as(&mut self, rol: Rol) {
        let naam = self.wie_in_role().unwrap_or(&self.omgeving.wie);
        self.omgeving.wie = format!("{naam}{}", behind(rol));
        self.rol = rol;
    }

    /// The name in the change log when the role stands behind it, without that; None: it does not.
    fn wie_in_role(&self) -> Option<&str> {
        self.omgeving.wie.strip_suffix(&behind(self.rol))
    }

    /// Who acts, for the change log: the name in the settings, else that of the account, else [`wording::ONBEKEND`].
    pub fn wie_now(instellingen: Option<&Path>) -> Result<String, Fout> {
        let naam = Instellingen::load(instellingen)?.naam;
        let account = || ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
        // It stands in the change log for good.
        let naam = read_naam(&naam.or_else(account).unwrap_or_default())?;
        Ok(if naam.is_empty() { wording::ONBEKEND.to_owned() } else { naam })
    }

    /// Takes the settings of a person from this folder; with `vast` they are kept as they are.
    pub fn settle_in(&mut self, map: &Path, vast: bool) -> Result<(), Fout> {
        self.eigen = Instellingen::load(Some(map))?;
        self.eigen_map = (!vast).then(|| map.to_owned());
        Ok(())
    }

    /// The settings of the user.
    pub const fn instellingen(&self) -> &Instellingen {
        &self.eigen
    }

    /// The name to propose to who has none in the settings; None: there is one, or none can be kept.
    pub fn naam_to_ask(&self) -> Option<String> {
        let asks = self.eigen.naam.is_none() && self.eigen_map.is_some() && !self.is_gedeeld();
        asks.then(|| self.naam_of_user())
    }

    /// The name in the change log without a role; empty when it is nobody's.
    fn naam_of_user(&self) -> String {
        let naam = self.wie_in_role().unwrap_or(&self.omgeving.wie);
        if wording::is_somebody(naam) { naam.to_owned() } else { String::new() }
    }

    /// Everything that the screen of settings shows.
    pub fn instellingenbeeld(&self) -> Instellingenbeeld {
        let vandaag = self.vandaag();
        let valid = self.normen.norm.iter().filter(|norm| norm.is_valid_on(vandaag));
        let normen = valid.map(|n| (n.id.clone(), n.kort.clone(), wording::norm_grens(n)));
        Instellingenbeeld {
            eigen: self.eigen.clone(),
            naam: self.naam_of_user(),
            drempels: self.normen.drempels.clone(),
            normen: normen.collect(),
            eigen_normen: self.instellingen.as_ref().is_some_and(|map| map.join(normenkader::BESTAND).exists()),
            map: self.eigen_map.clone(),
            database: (!self.is_voorbeeld()).then(|| self.pad.clone()),
            kopieen: self.kopieen.clone(),
            toestand: self.toestand.clone(),
        }
    }

    /// Keeps settings and works by them from now on.
    ///
    /// # Errors
    /// A name that cannot be kept, or a file that cannot be read or written: nothing changed then.
    pub fn save_instellingen(&mut self, nieuw: &Instellingen) -> Result<(), Fout> {
        let map = self.settings_folder()?;
        let naam = nieuw.naam.as_deref().map(read_naam).transpose()?.filter(|naam| !naam.is_empty());
        let nieuw = Instellingen { naam, ..nieuw.clone() };
        databases::named_now(&nieuw, &map)?;
        let pad = map.join(BESTAND);
        let stands = read_own(&map, BESTAND, |tekst| Ok(tekst.to_owned()))?.unwrap_or_default();
        let tekst = nieuw.written_in(&stands).map_err(|reden| Fout::Instelling { pad: pad.clone(), reden })?;
        write_own(&pad, &tekst)?;
        // A role that was only for this time stays, when none is chosen.
        let has_role = self.wie_in_role().is_some();
        // On a server one goes by one's login.
        if let Some(naam) = nieuw.naam.as_ref().filter(|_| !self.is_gedeeld()) {
            self.omgeving.wie.clone_from(naam);
        }
        if let Some(rol) = nieuw.rol.or_else(|| has_role.then_some(self.rol)) {
            self.work_as(rol);
        }
        self.eigen = nieuw;
        Ok(())
    }

    /// Gives a threshold another value, in the user's own file of normen; it is made of the one that comes with the program.
    ///
    /// # Errors
    /// The file cannot be read or written, or does not hold with that value: nothing changed then.
    pub fn set_drempel(&mut self, drempel: &Drempel, waarde: u32) -> Result<(), Fout> {
        let map = self.settings_folder()?;
        let pad = map.join(normenkader::BESTAND);
        let tekst = normenkader::text(Some(&map))?;
        let changed = || {
            let mut doc: DocumentMut = tekst.parse().map_err(|_| "het is niet te lezen".to_owned())?;
            let stands = doc.get_mut("drempels").and_then(|d| d.get_mut(drempel.key)).and_then(Item::as_value_mut);
            let stands = stands.ok_or_else(|| format!("‘{}’ ontbreekt", drempel.key))?;
            tomlbestand::replace(stands, i64::from(waarde).into());
            let tekst = doc.to_string();
            Ok((normenkader::parse(&tekst)?, tekst))
        };
        let (normen, tekst) = changed().map_err(|reden| Fout::Instelling { pad: pad.clone(), reden })?;
        write_own(&pad, &tekst)?;
        self.normen = normen;
        Ok(())
    }

    /// Puts the normen that come with the program beside the settings, to be changed there. Returns the file, which may have been
    /// there.
    pub fn own_normen(&self) -> Result<PathBuf, Fout> {
        let map = self.settings_folder()?;
        let pad = map.join(normenkader::BESTAND);
        if !pad.exists() {
            write_own(&pad, &normenkader::text(Some(&map))?)?;
        }
        Ok(pad)
    }

    /// Where settings are kept.
    fn settings_folder(&self) -> Result<PathBuf, Fout> {
        let none = || Fout::Geweigerd("Met voorbeeldgegevens blijven uw eigen instellingen zoals zij zijn.".to_owned());
        let map = self.eigen_map.clone().ok_or_else(none)?;
        files::private_folder(&map).map_err(|oorzaak| Fout::Lezen { pad: map.clone(), oorzaak })?;
        Ok(map)
    }
}

/// What stands behind a name in the change log.
pub(super) fn behind(rol: Rol) -> String {
    format!(" ({})", rol.naam())
}

/// A name as it is kept.
fn read_naam(naam: &str) -> Result<String, Fout> {
    Ok(invoer::line("naam", naam, MAX_NAAM, &Register::default())?.into())
}

fn write_own(pad: &Path, tekst: &str) -> Result<(), Fout> {
    files::replace(pad, tekst.as_bytes()).map_err(Fout::Uitgang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Omgeving, Thema};
    use crate::domain::Gemeente;

    #[test]
    fn the_name_of_the_settings_goes_before_that_of_the_account() {
        let map = tempfile::tempdir().unwrap();
        assert!(!App::wie_now(Some(map.path())).unwrap().is_empty());
        std::fs::write(map.path().join(BESTAND), "naam = \" Contractmanager \"\n").unwrap();
        assert_eq!(App::wie_now(Some(map.path())).unwrap(), "Contractmanager");
        std::fs::write(map.path().join(BESTAND), "naam = \"Jan 111222333\"\n").unwrap();
        let melding = App::wie_now(Some(map.path())).unwrap_err().melding().tekst;
        assert!(melding.contains("burgerservicenummer") && !melding.contains("222"), "{melding}");
        std::fs::write(map.path().join(BESTAND), "nam = 1\n").unwrap();
        assert!(App::wie_now(Some(map.path())).unwrap_err().melding().tekst.contains(BESTAND));
    }

    fn app(map: &Path) -> App {
        let omgeving = Omgeving { vandaag: "2024-07-08".parse().unwrap(), wie: "account".into(), voorbeeld: false };
        let mut app = App::open(&map.join("proef.db"), Some(map), omgeving).unwrap();
        app.settle_in(map, false).unwrap();
        app
    }

    #[test]
    fn what_a_user_wrote_beside_a_setting_stays_when_it_is_changed() {
        let map = tempfile::tempdir().unwrap();
        let pad = map.path().join(BESTAND);
        std::fs::write(&pad, "# van mij\nrol = \"beleid\"   # op kantoor\n\nnaam = 'Bas'\n").unwrap();
        let mut app = app(map.path());
        assert_eq!(app.naam_to_ask(), None);
        let nieuw = Instellingen {
            rol: Some(Rol::Contract),
            gemeente: Some(Gemeente::Venlo),
            thema: Some(Thema::Licht),
            ..app.instellingen().clone()
        };
        app.save_instellingen(&nieuw).unwrap();
        let kept = std::fs::read_to_string(&pad).unwrap();
        let begin = "# van mij\nrol = \"contract\"   # op kantoor\n\nnaam = \"Bas\"\n";
        assert!(kept.starts_with(begin), "{kept}");
        assert!(kept.contains("# Uw eigen gemeente: lijsten beginnen ermee.\ngemeente = \"venlo\"\n"), "{kept}");
        assert_eq!(Instellingen::load(Some(map.path())).unwrap(), nieuw);
        assert_eq!(app.wie(), "Bas (contractmanager)");
        // What is left to the program again goes out.
        app.save_instellingen(&Instellingen { thema: None, ..nieuw }).unwrap();
        assert!(!std::fs::read_to_string(&pad).unwrap().contains("thema"));
        // A mistake that was made meanwhile is told with its line, and nothing is written over it.
        std::fs::write(&pad, "naam = \"Bas\"\nthema = \"groen\"\n").unwrap();
        let fout = app.save_instellingen(&Instellingen::default()).unwrap_err().melding().tekst;
        assert!(fout.contains("regel 2") && fout.contains("\"donker\""), "{fout}");
        assert!(std::fs::read_to_string(&pad).unwrap().contains("groen"));
    }

    #[test]
    fn a_first_run_asks_for_a_name_and_keeps_it() {
        let map = tempfile::tempdir().unwrap();
        let mut app = app(map.path());
        assert_eq!(app.naam_to_ask().as_deref(), Some("account"));
        let naam = |naam: &str| Instellingen { naam: Some(naam.into()), ..Instellingen::default() };
        assert!(app.save_instellingen(&naam("Jan 111222333")).is_err());
        assert!(!map.path().join(BESTAND).exists());
        app.save_instellingen(&naam(" Contractmanager Venlo ")).unwrap();
        assert_eq!(app.naam_to_ask(), None);
        assert_eq!(App::wie_now(Some(map.path())).unwrap(), "Contractmanager Venlo");
        assert!(std::fs::read_to_string(map.path().join(BESTAND)).unwrap().starts_with("# Uw instellingen."));
    }

    #[test]
    fn a_threshold_is_changed_in_a_file_of_ones_own_with_its_remarks() {
        let map = tempfile::tempdir().unwrap();
        let mut app = app(map.path());
        for drempel in &DREMPELS {
            let was = (drempel.waarde)(&app.normen().drempels);
            app.set_drempel(drempel, was + 1).unwrap();
            assert_eq!((drempel.waarde)(&app.normen().drempels), was + 1, "{}", drempel.key);
        }
        let kept = std::fs::read_to_string(map.path().join(normenkader::BESTAND)).unwrap();
        assert!(kept.contains("klein_aantal = 11          # keuze"), "{kept}");
        assert_eq!(normenkader::load(Some(map.path())).unwrap(), *app.normen());
        assert!(app.instellingenbeeld().eigen_normen);
    }
}
