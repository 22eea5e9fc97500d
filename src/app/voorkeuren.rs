//! The user's own settings: `instellingen.toml` in the settings folder. Everything in it may be left out, and what a user wrote
//! beside it (order, remarks) stays when the program changes a value.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml_edit::{DocumentMut, Item, Value};

use super::mappen::read_own;
use super::rol::Rol;
use super::{Fout, tomlbestand};
use crate::domain::Gemeente;

pub(super) const BESTAND: &str = "instellingen.toml";

/// What stands at the head of a file that the program makes.
const KOP: &str = "\
# Uw instellingen. Wat u weglaat, kiest het programma zelf; wat u erbij schrijft, blijft staan.
#
# Een database die u met --db bij een naam wilt noemen, zet u onderaan, als adres of als bestand:
# [databases]
# team = \"postgres://naam@computer/database\"

";

/// Which colours the screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Thema {
    /// As the background of the terminal is.
    #[default]
    Vanzelf,
    Donker,
    Licht,
    Zonder,
}

impl Thema {
    pub const ALL: [Self; 4] = [Self::Vanzelf, Self::Donker, Self::Licht, Self::Zonder];

    /// As it stands in the file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Vanzelf => "vanzelf",
            Self::Donker => "donker",
            Self::Licht => "licht",
            Self::Zonder => "zonder",
        }
    }

    pub const fn naam(self) -> &'static str {
        match self {
            Self::Vanzelf => "zoals de terminal",
            Self::Donker => "donker",
            Self::Licht => "licht",
            Self::Zonder => "zonder kleur",
        }
    }

    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|thema| thema.key() == key)
    }
}

/// Settings of a person, not of the data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Instellingen {
    /// The name that goes into the change log.
    pub naam: Option<String>,
    /// The work that the program opens on.
    pub rol: Option<Rol>,
    /// The gemeente that lists begin with.
    pub gemeente: Option<Gemeente>,
    pub thema: Option<Thema>,
    /// Whether the mouse is heard; None: it is.
    pub muis: Option<bool>,
    /// Where files that are written go; None: where the last one went.
    pub map: Option<PathBuf>,
    /// What is opened when nothing is named: a name, an address or a file; None: the file in the user's folder of data.
    pub database: Option<String>,
    /// The databases that have a name: addresses and files. The program only reads them.
    pub databases: BTreeMap<String, String>,
}

impl Instellingen {
    /// Reads the settings; without a file they are all left to the program.
    pub(super) fn load(map: Option<&Path>) -> Result<Self, Fout> {
        let own = map.map(|map| read_own(map, BESTAND, tomlbestand::read));
        Ok(own.transpose()?.flatten().unwrap_or_default())
    }

    /// Whether the mouse is heard.
    pub fn hears_mouse(&self) -> bool {
        self.muis.unwrap_or(true)
    }

    /// Each value as it is written, with what is said of it in the file.
    fn values(&self) -> [(&'static str, Option<Value>, &'static str); 7] {
        let map = self.map.as_ref().map(|map| map.display().to_string());
        [
            ("naam", self.naam.as_deref().map(Value::from), "Uw naam, zoals die in de geschiedenis komt te staan."),
            ("rol", self.rol.map(|rol| rol.key().into()), "Waar het programma op opent: \"contract\" of \"beleid\"."),
            ("gemeente", self.gemeente.map(|g| g.key().into()), "Uw eigen gemeente: lijsten beginnen ermee."),
            ("thema", self.thema.map(|t| t.key().into()), "De kleuren: \"vanzelf\", \"donker\", \"licht\" of \"zonder\"."),
            ("muis", self.muis.map(Value::from), "Of de muis iets doet: true of false. Met shift kiest u dan nog tekst."),
            ("map", map.map(Value::from), "Waar bestanden komen die u schrijft."),
            (
                "database",
                self.database.as_deref().map(Value::from),
                "Wat zonder --db wordt geopend: een naam onder [databases], een adres of een bestand.",
            ),
        ]
    }

    /// The text of the file with these values in place of those in `tekst`, and everything else as it was.
    pub(super) fn written_in(&self, tekst: &str) -> Result<String, String> {
        // What it says is read as it is at the start: its mistakes are told in the same words.
        tomlbestand::read::<Self>(tekst)?;
        let mut doc: DocumentMut = tekst.parse().map_err(|_| "het is niet te lezen".to_owned())?;
        let is_new = tekst.trim().is_empty();
        for (key, value, uitleg) in self.values() {
            match (value, doc.get_mut(key).and_then(Item::as_value_mut)) {
                (Some(value), Some(stands)) => tomlbestand::replace(stands, value),
                (Some(value), None) => {
                    let kop = if is_new && doc.is_empty() { KOP } else { "" };
                    doc.insert(key, Item::Value(value));
                    if let Some(mut key) = doc.key_mut(key) {
                        key.leaf_decor_mut().set_prefix(format!("{kop}# {uitleg}\n"));
                    }
                }
                (None, Some(_)) => drop(doc.remove(key)),
                (None, None) => {}
            }
        }
        Ok(doc.to_string())
    }
}
