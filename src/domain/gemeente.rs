//! The seven gemeenten: a closed set.

use super::sleutel::sleutels;

/// One of the seven municipalities that buy together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gemeente {
    Beesel,
    Bergen,
    Gennep,
    HorstAanDeMaas,
    PeelEnMaas,
    Venlo,
    Venray,
}

sleutels! {
    Gemeente "gemeente" {
        Beesel = "beesel",
        Bergen = "bergen",
        Gennep = "gennep",
        HorstAanDeMaas = "horst-aan-de-maas",
        PeelEnMaas = "peel-en-maas",
        Venlo = "venlo",
        Venray = "venray",
    }
}

impl Gemeente {
    /// The name as written on screens and in reports.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Beesel => "Beesel",
            Self::Bergen => "Bergen",
            Self::Gennep => "Gennep",
            Self::HorstAanDeMaas => "Horst aan de Maas",
            Self::PeelEnMaas => "Peel en Maas",
            Self::Venlo => "Venlo",
            Self::Venray => "Venray",
        }
    }

    /// How people name it in a sentence, its own name first.
    pub const fn namen(self) -> &'static [&'static str] {
        match self {
            Self::Beesel => &["Beesel"],
            Self::Bergen => &["Bergen"],
            Self::Gennep => &["Gennep"],
            Self::HorstAanDeMaas => &["Horst aan de Maas", "Horst a/d Maas", "Horst"],
            Self::PeelEnMaas => &["Peel en Maas", "Peel & Maas"],
            Self::Venlo => &["Venlo"],
            Self::Venray => &["Venray", "Venraij"],
        }
    }

    /// Returns the gemeente that a text names, in the spellings people use (`Bergen (L)`, `Horst a/d Maas`,
    /// `gemeente Venlo`); None when it names none of the seven.
    pub fn parse(text: &str) -> Option<Self> {
        // As the program itself writes it, which most files do.
        if let Some(gemeente) = Self::ALL.into_iter().find(|g| g.naam() == text) {
            return Some(gemeente);
        }
        let mut letters: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        if let Some(rest) = letters.strip_prefix("gemeente") {
            letters = rest.to_owned();
        }
        Self::of_letters(&letters).or_else(|| {
            // "gem. Venlo", "Venlo (L)", "Venray (Limburg)"
            let kort = letters.strip_prefix("gem").unwrap_or(&letters);
            ["", "limburg", "lb", "l"].iter().find_map(|eind| Self::of_letters(kort.strip_suffix(eind)?))
        })
    }

    fn of_letters(letters: &str) -> Option<Self> {
        Some(match letters {
            "beesel" => Self::Beesel,
            "bergen" | "bergenl" | "bergenlb" | "bergenlimburg" => Self::Bergen,
            "gennep" => Self::Gennep,
            "horstaandemaas" | "horstadmaas" | "horstademaas" | "horstadm" | "horst" | "hadm" => Self::HorstAanDeMaas,
            "peelenmaas" | "peelmaas" | "penm" => Self::PeelEnMaas,
            "venlo" => Self::Venlo,
            "venray" | "venraij" => Self::Venray,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_seven_are_known() {
        for (text, gemeente) in [
            ("Bergen (L)", Gemeente::Bergen),
            ("Horst a/d Maas", Gemeente::HorstAanDeMaas),
            (" PEEL & MAAS", Gemeente::PeelEnMaas),
            ("Gemeente Venlo", Gemeente::Venlo),
        ] {
            assert_eq!(Gemeente::parse(text), Some(gemeente));
        }
        for gemeente in Gemeente::ALL {
            assert_eq!(Gemeente::parse(gemeente.naam()), Some(gemeente));
            assert_eq!(Gemeente::parse(gemeente.key()), Some(gemeente));
        }
        assert_eq!(Gemeente::parse("Roermond"), None);
    }
}
