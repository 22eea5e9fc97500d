//! What a point of the agenda is about, as a key that lasts.

use serde::{Deserialize, Serialize};

/// What an agendapunt is about; the key by which notes stay with it when the agenda is generated anew.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Onderdeelsleutel {
    OpenAfspraken,
    Verwachtingen,
    Kpi(u8),
    /// What the rest of the year may still bring.
    Vooruitblik,
    Bundel(i64),
    Signalen,
    Aandachtspunten,
    Dekking,
    /// Once a year: satisfaction on its three levels.
    Tevredenheid,
    Samenwerking,
    PxQ,
    VolgendeDatum,
    /// Added by the user: its own id.
    Eigen(i64),
}

impl Onderdeelsleutel {
    /// The key as people type it in a command, and as forms keep it: `kpi3`, `bundel7`, `eigen2`, `dekking`. Stable.
    pub fn key(&self) -> String {
        match self {
            Self::OpenAfspraken => "afspraken".to_owned(),
            Self::Verwachtingen => "verwachtingen".to_owned(),
            Self::Kpi(n) => format!("kpi{n}"),
            Self::Vooruitblik => "vooruitblik".to_owned(),
            Self::Bundel(id) => format!("bundel{id}"),
            Self::Signalen => "signalen".to_owned(),
            Self::Aandachtspunten => "aandacht".to_owned(),
            Self::Dekking => "dekking".to_owned(),
            Self::Tevredenheid => "tevredenheid".to_owned(),
            Self::Samenwerking => "samenwerking".to_owned(),
            Self::PxQ => "pxq".to_owned(),
            Self::VolgendeDatum => "volgende".to_owned(),
            Self::Eigen(id) => format!("eigen{id}"),
        }
    }

    /// Returns the key that a text names; None when it names none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let fixed = [
            Self::OpenAfspraken,
            Self::Verwachtingen,
            Self::Vooruitblik,
            Self::Signalen,
            Self::Aandachtspunten,
            Self::Dekking,
            Self::Tevredenheid,
            Self::Samenwerking,
            Self::PxQ,
            Self::VolgendeDatum,
        ];
        if let Some(found) = fixed.into_iter().find(|s| s.key() == text) {
            return Some(found);
        }
        let number = |prefix: &str| text.strip_prefix(prefix).and_then(|n| n.trim().parse::<i64>().ok());
        if let Some(n) = number("kpi") {
            return u8::try_from(n).ok().filter(|n| (1..=4).contains(n)).map(Self::Kpi);
        }
        number("bundel").map(Self::Bundel).or_else(|| number("eigen").map(Self::Eigen))
    }
}
