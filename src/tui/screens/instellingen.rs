//! Instellingen: what is of the user, what the normen are and what changes with them, and where everything is.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm};
use crate::app::{DREMPELS, Drempel, Instellingen, Instellingenbeeld, Melding, shown_place};
use crate::domain::{Gemeente, NormId};
use crate::tui::action::{Action, InstellingAction, Reason, View};
use crate::tui::forms::{Form, instellingen as form};
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Cmd, Query, Write};
use crate::tui::paths::shown_folder;
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::widgets::table::Width;
use crate::wording;

/// What can be chosen on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Instelsleutel {
    /// A setting of the user, by the field of its form.
    Eigen(&'static str),
    /// A threshold, by its key.
    Drempel(&'static str),
    Norm(NormId),
    Plek(&'static str),
}

/// A line of the screen.
#[derive(Debug)]
pub struct Instelregel {
    sleutel: Instelsleutel,
    naam: String,
    waarde: String,
    uitleg: String,
    /// Where it is kept, when that can be opened.
    bestand: Option<PathBuf>,
}

/// All lines, in order.
fn lines(beeld: &Instellingenbeeld) -> Vec<Instelregel> {
    let Instellingenbeeld { eigen, drempels, .. } = beeld;
    let none = |said: &str| said.to_owned();
    let names = match eigen.databases.len() {
        0 => "Een naam geeft u onder [databases] in instellingen.toml; zonder is het een adres of een bestand.".to_owned(),
        _ => format!(
            "Onder [databases] in instellingen.toml staan {}.",
            wording::veilig(&wording::opsomming(eigen.databases.keys()))
        ),
    };
    let names = format!("Wat het programma opent als u met --db niets noemt. {names}");
    let own = [
        (
            "naam",
            "Naam",
            if beeld.naam.is_empty() { none("nog niet ingevuld") } else { beeld.naam.clone() },
            "Zo staat u in de geschiedenis van elke wijziging.",
        ),
        (
            "rol",
            "Rol",
            eigen.rol.unwrap_or_default().naam().to_owned(),
            "De contractmanager begint op het overzicht, de beleidscollega op de signalen.",
        ),
        (
            "gemeente",
            "Eigen gemeente",
            eigen.gemeente.map_or_else(|| none("alle"), |g: Gemeente| g.naam().to_owned()),
            "Signalen, Aandacht, Dekking en een nieuw signaal beginnen met deze gemeente; de andere blijven te kiezen.",
        ),
        (
            "thema",
            "Thema",
            eigen.thema.unwrap_or_default().naam().to_owned(),
            "De kleuren van het scherm. Zoals de terminal: het programma vraagt haar welke achtergrond zij heeft.",
        ),
        (
            "muis",
            "Muis",
            none(if eigen.hears_mouse() { "aan" } else { "uit" }),
            "Een klik op een tab of een regel kiest, nog een klik opent, het wiel loopt door de lijst. Tekst kiest u met shift erbij.",
        ),
        (
            "map",
            "Map voor bestanden",
            eigen.map.as_deref().map_or_else(|| none("die van de vorige keer"), shown_folder),
            "De map die wordt voorgesteld als u een bestand schrijft.",
        ),
        (
            "database",
            "Database bij het openen",
            eigen.database.as_deref().map_or_else(
                || none("het bestand in uw gegevensmap"),
                // Of an address not what says how to get in.
                |db| shown_place(Path::new(db)).display().to_string(),
            ),
            names.as_str(),
        ),
    ];
    let own = own.map(|(veld, naam, waarde, uitleg)| Instelregel {
        sleutel: Instelsleutel::Eigen(veld),
        naam: naam.to_owned(),
        waarde,
        uitleg: uitleg.to_owned(),
        bestand: beeld.bestand(),
    });
    let thresholds = DREMPELS.iter().map(|drempel| Instelregel {
        sleutel: Instelsleutel::Drempel(drempel.key),
        naam: drempel.naam.to_owned(),
        waarde: (drempel.waarde)(drempels).to_string(),
        uitleg: format!("{} {}", drempel.vraag, drempel.uitleg),
        bestand: beeld.normenbestand(),
    });
    let of_norm = |(id, kort, grens): &(NormId, String, String)| Instelregel {
        sleutel: Instelsleutel::Norm(id.clone()),
        naam: format!("{id} {kort}"),
        waarde: grens.clone(),
        uitleg: format!(
            "Een norm van het contract, met zijn regel, geldigheid en bron. Hij verandert in {}: dan veranderen de oordelen van \
             elk kwartaal waarin hij geldt, ook van eerdere. {}",
            if beeld.eigen_normen { "uw eigen normen.toml" } else { "een eigen normen.toml" },
            if beeld.eigen_normen { "Wat u daar wijzigt, geldt als u het programma opnieuw opent." } else { "" },
        ),
        bestand: beeld.normenbestand(),
    };
    let folder = |folder: &Option<PathBuf>| folder.as_deref().map_or_else(|| none("geen"), shown_folder);
    let at = |naam: &'static str, waarde: String, uitleg: &str, bestand: Option<PathBuf>| Instelregel {
        sleutel: Instelsleutel::Plek(naam),
        naam: naam.to_owned(),
        waarde,
        uitleg: uitleg.to_owned(),
        bestand,
    };
    let temporary = || none("voorbeeldgegevens, die verdwijnen als u sluit");
    let database = beeld.database.as_ref().map_or_else(temporary, |pad| pad.display().to_string());
    let places = [
        at("Instellingen", folder(&beeld.map), "Hier staan instellingen.toml en een eigen normen.toml.", beeld.map.clone()),
        at("Database", database, "Alles wat is ingelezen en vastgelegd. Kopieer haar met accountgesprek backup.", None),
        at(
            "Kopieën",
            folder(&beeld.kopieen),
            "De kopieën die het programma zelf maakt, van de laatste zeven dagen.",
            beeld.kopieen.clone(),
        ),
        at("Logboek", folder(&beeld.toestand), "Wat er misging, en niet waarover het ging.", beeld.toestand.clone()),
    ];
    own.into_iter().chain(thresholds).chain(beeld.normen.iter().map(of_norm)).chain(places).collect()
}

impl Listed for Instelregel {
    type Key = Instelsleutel;
    type Head = Box<Instellingenbeeld>;
    type Choice = ();

    const DETAIL: u16 = 4;

    fn key(&self) -> Self::Key {
        self.sleutel.clone()
    }

    fn searchable(&self, _: &Shared) -> String {
        format!("{} {} {}", self.naam, self.waarde, self.uitleg)
    }

    fn columns(_: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        vec![
            ListColumn::<Self>::new("wat", Width::Fixed(28), |r, seen| seen.text(r.naam.clone()))
                .sorts("naam", |a, b, _| a.naam.cmp(&b.naam)),
            ListColumn::<Self>::new("staat op", Width::Rest(20), |r, seen| seen.text(wording::veilig(&r.waarde))),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("soort", as_stored)
    }

    fn chips(_: &Self::Head) -> Vec<Chip<Self>> {
        let none = String::new;
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: none() },
            Chip { naam: "van u", accepts: |r| matches!(r.sleutel, Instelsleutel::Eigen(_)), leeg: none() },
            Chip { naam: "drempels", accepts: |r| matches!(r.sleutel, Instelsleutel::Drempel(_)), leeg: none() },
            Chip { naam: "normen", accepts: |r| matches!(r.sleutel, Instelsleutel::Norm(_)), leeg: none() },
            Chip { naam: "plekken", accepts: |r| matches!(r.sleutel, Instelsleutel::Plek(_)), leeg: none() },
        ]
    }

    fn leeg(_: &Listing<Self>) -> String {
        phrases::no_words("Niets")
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let theme = seen.theme();
        let said = text::wrap(&self.uitleg, usize::from(seen.width).saturating_sub(2));
        let said = said.into_iter().map(|line| Line::from(Span::raw(format!(" {line}"))));
        std::iter::once(Line::from(Span::styled(format!(" {}", self.naam), theme.strong()))).chain(said).collect()
    }
}

#[derive(Debug, Default)]
pub struct Instellingenscherm {
    list: Listing<Instelregel>,
}

impl Instellingenscherm {
    fn threshold(&self) -> Option<&'static Drempel> {
        let Instelsleutel::Drempel(key) = self.list.selected()?.sleutel else { return None };
        DREMPELS.iter().find(|d| d.key == key)
    }

    fn edit(&self) -> Option<Form> {
        let beeld = self.list.head()?;
        match self.list.selected()?.sleutel {
            Instelsleutel::Eigen(veld) => {
                let eigen: &Instellingen = &beeld.eigen;
                Some(form::wijzig(eigen, &beeld.naam, veld))
            }
            Instelsleutel::Drempel(_) => Some(form::drempel(self.threshold()?, &beeld.drempels)),
            Instelsleutel::Norm(_) | Instelsleutel::Plek(_) => None,
        }
    }
}

impl Scherm for Instellingenscherm {
    fn scope(&self) -> Scope {
        Scope::Instellingen
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Instellingen)
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let of = |a| if let Answer::Instellingen(beeld) = a { Some(lines(&beeld)).map(|rows| (beeld, rows)) } else { None };
        self.list.take(answer.map(of), shared);
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        let selected = self.list.selected().ok_or(Reason::NothingSelected);
        match action {
            Action::Afspraak(_) | Action::Instelling(InstellingAction::Normen) => Ok(()),
            Action::View(View::Open) => selected.map(drop),
            Action::Instelling(InstellingAction::Edit) => match selected?.sleutel {
                Instelsleutel::Eigen(_) | Instelsleutel::Drempel(_) => Ok(()),
                Instelsleutel::Norm(_) => Err(Reason::InNormen),
                Instelsleutel::Plek(_) => Err(Reason::NoSetting),
            },
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, _: &mut Shared) -> Effects {
        match action {
            Action::View(View::Open) => {
                let Some(regel) = self.list.selected() else { return Vec::new() };
                let edit = Werkwoord::Wijzigen.shown();
                let how = match regel.sleutel {
                    Instelsleutel::Eigen(_) | Instelsleutel::Drempel(_) => format!("{edit} wijzigt dit."),
                    Instelsleutel::Norm(_) => format!("{} zet een eigen normen.toml klaar.", Werkwoord::Normen.shown()),
                    Instelsleutel::Plek(_) => format!("{} opent de map.", Werkwoord::MapOpenen.shown()),
                };
                let value = Line::from(wording::veilig(&regel.waarde));
                let body = vec![value, Line::default(), Line::from(regel.uitleg.clone()), Line::default(), Line::from(how)];
                vec![Effect::Popup(Popup::Reader(Box::new(Reader::new(regel.naam.clone(), body).of_row())))]
            }
            Action::Instelling(InstellingAction::Edit) => {
                self.edit().map(|form| Effect::Popup(Popup::Form(Box::new(form)))).into_iter().collect()
            }
            Action::Instelling(InstellingAction::Normen) => vec![Effect::Cmd(Cmd::Write(Write::Normen))],
            _ => Vec::new(),
        }
    }

    fn bestand(&self) -> Option<PathBuf> {
        self.list.selected()?.bestand.clone()
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}
