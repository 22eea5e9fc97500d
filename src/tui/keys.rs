//! Keys: their notation and the one table that binds them to actions.
//!
//! Lookup, footer, help, command palette and the key list in the handleiding are read from [`BINDINGS`]. The notation
//! (`n`, `<enter>`, `<ctrl+s>`) is shared by the table, the tests (`play("jj<enter>")`) and the documentation.
//!
//! **Architecture Invariant:** `KeyCode` occurs here and in `forms::text` only.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::sync::OnceLock;
use std::time::Duration;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{
    Action, AfspraakAction, BeleidAction, FormAction, GesprekAction, Move, Program, PxqAction, RapportAction, RegisterAction,
    SignaalAction, Step, Tab, View,
};

/// When something was typed, since the program started. It tells letters of one word from those of two.
pub type Moment = Duration;

/// A key press, freed of what differs between terminals and platforms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    /// Never set with a character: "A" says it already, and terminals disagree.
    pub shift: bool,
}

impl Key {
    /// Returns the keys of a terminal event; none for a release (Windows reports those).
    ///
    /// An esc that another key follows at once arrives as that key with alt: a terminal cannot tell the two apart. Nothing of
    /// ours has alt with a character, so it is read as what was typed: no key gets lost, and none is text that was meant as esc.
    pub fn of(event: KeyEvent) -> impl Iterator<Item = Self> {
        let key = (event.kind != KeyEventKind::Release).then(|| Self::pressed(event));
        let is_esc_before = |key: Self| cfg!(unix) && key.alt && matches!(key.code, KeyCode::Char(_));
        let keys = match key {
            Some(key) if is_esc_before(key) => [Some(Self::plain(KeyCode::Esc)), Some(Self { alt: false, ..key })],
            key => [key, None],
        };
        keys.into_iter().flatten()
    }

    fn pressed(event: KeyEvent) -> Self {
        let has = |m| event.modifiers.contains(m);
        let (mut ctrl, mut alt, mut shift) = (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT), has(KeyModifiers::SHIFT));
        let mut code = event.code;
        if code == KeyCode::BackTab {
            (code, shift) = (KeyCode::Tab, true);
        }
        if let KeyCode::Char(c) = code {
            shift = false;
            // AltGr arrives as Ctrl+Alt on Windows: that is how a € is typed. Elsewhere that is an esc before a ctrl with a letter.
            if ctrl && alt && (cfg!(windows) || !c.is_ascii_lowercase()) {
                (ctrl, alt) = (false, false);
            }
        }
        Self { code, ctrl, alt, shift }
    }

    /// Returns the character that this key types, if it types one.
    pub const fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Returns the keys that a text in our notation stands for: `n<tab>Één<ctrl+s>`; `<lt>` is a `<`.
    ///
    /// # Errors
    /// The name between `<` and `>` that is no key.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, String> {
        let mut keys = Vec::new();
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            if c != '<' {
                keys.push(Self::plain(KeyCode::Char(c)));
                continue;
            }
            let name: String = rest.by_ref().take_while(|c| *c != '>').collect();
            keys.push(Self::named(&name).ok_or(name)?);
        }
        Ok(keys)
    }

    const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    fn named(name: &str) -> Option<Self> {
        let mut key = Self::plain(KeyCode::Null);
        let mut parts: Vec<&str> = name.split('+').collect();
        let last = parts.pop()?;
        for part in parts {
            match part {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => return None,
            }
        }
        key.code = if let Some((_, code, _)) = NAMES.iter().find(|(n, ..)| *n == last) {
            *code
        } else {
            let mut chars = last.chars();
            match (chars.next(), chars.as_str()) {
                (Some(c), "") => KeyCode::Char(c),
                (Some('f'), n) => KeyCode::F(n.parse().ok().filter(|n| (1..=12).contains(n))?),
                _ => return None,
            }
        };
        Some(key)
    }
}

/// Mends an esc that an arrow follows at once. The terminal sends esc, esc, `[`, `A`; what reads it for us takes the first two
/// for one esc, so that the rest would be two keys of ours. `next` gives an event that is there already.
pub fn mend(first: Event, mut next: impl FnMut() -> Option<Event>) -> Vec<Event> {
    let letter = |event: &Event| match event {
        Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. })
            if modifiers.difference(KeyModifiers::SHIFT).is_empty() =>
        {
            Some(*c)
        }
        _ => None,
    };
    let is_esc = matches!(first, Event::Key(KeyEvent { code: KeyCode::Esc, kind: KeyEventKind::Press, .. }));
    let mut events = vec![first];
    let mut wanted: &[&str] = if is_esc { &["[O", "ABCDHF"] } else { &[] };
    while let Some((letters, rest)) = wanted.split_first() {
        let Some(event) = next() else { return events };
        let found = letter(&event).filter(|c| letters.contains(*c));
        events.push(event);
        let Some(found) = found else { return events };
        let arrow = match found {
            'A' => KeyCode::Up,
            'B' => KeyCode::Down,
            'C' => KeyCode::Right,
            'D' => KeyCode::Left,
            'H' => KeyCode::Home,
            'F' => KeyCode::End,
            _ => {
                wanted = rest;
                continue;
            }
        };
        events.truncate(1);
        events.push(Event::Key(arrow.into()));
        return events;
    }
    events
}

/// Names in the notation, and how each is shown to the user.
const NAMES: &[(&str, KeyCode, &str)] = &[
    ("enter", KeyCode::Enter, "↵"),
    ("esc", KeyCode::Esc, "esc"),
    ("tab", KeyCode::Tab, "tab"),
    ("backspace", KeyCode::Backspace, "backspace"),
    ("delete", KeyCode::Delete, "del"),
    ("up", KeyCode::Up, "↑"),
    ("down", KeyCode::Down, "↓"),
    ("left", KeyCode::Left, "←"),
    ("right", KeyCode::Right, "→"),
    ("home", KeyCode::Home, "home"),
    ("end", KeyCode::End, "end"),
    ("pgup", KeyCode::PageUp, "pgup"),
    ("pgdn", KeyCode::PageDown, "pgdn"),
    ("space", KeyCode::Char(' '), "spatie"),
    ("lt", KeyCode::Char('<'), "<"),
];

/// As users read it: `↵`, `ctrl+s`, `a`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [(self.ctrl, "ctrl+"), (self.alt, "alt+"), (self.shift, "shift+")] {
            if on {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(_, code, _)| *code == self.code), self.code) {
            (Some((_, _, shown)), _) => f.write_str(shown),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(n)) => write!(f, "F{n}"),
            _ => f.write_str("?"),
        }
    }
}

/// Where a binding holds. The scopes in force follow from the model: see [`super::model::Model::scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere but in a popup.
    Global,
    /// Wherever something is selected: every screen, and popups with a list.
    List,
    Overzicht,
    Kpi,
    Herleiding,
    Afspraken,
    Dekking,
    Signalen,
    Aandacht,
    Trajecten,
    Traject,
    Inzicht,
    Rapportages,
    /// What is due when.
    Kalender,
    Register,
    /// One aanbieder of the register.
    Inschrijving,
    /// Hours and amounts.
    Pxq,
    Tarieven,
    /// Everything that was done.
    Handelingen,
    /// The agenda of a gesprek.
    Gesprek,
    /// The gespreksmodus: one point at a time.
    Tafel,
    /// A form with its fields.
    Form,
    /// The form that asks for a path: one line, nothing to keep.
    Pad,
    /// The filter line of a list.
    Filter,
    Palette,
    /// Text to read: help, detail, history.
    Reader,
    Confirm,
    /// The preview of an import.
    Preview,
    /// What clashes with the change of somebody else.
    Botsing,
}

impl Scope {
    pub const ALL: [Self; 29] = [
        Self::Global,
        Self::List,
        Self::Overzicht,
        Self::Kpi,
        Self::Herleiding,
        Self::Afspraken,
        Self::Dekking,
        Self::Signalen,
        Self::Aandacht,
        Self::Trajecten,
        Self::Traject,
        Self::Inzicht,
        Self::Rapportages,
        Self::Kalender,
        Self::Register,
        Self::Inschrijving,
        Self::Pxq,
        Self::Tarieven,
        Self::Handelingen,
        Self::Gesprek,
        Self::Tafel,
        Self::Form,
        Self::Pad,
        Self::Filter,
        Self::Palette,
        Self::Reader,
        Self::Confirm,
        Self::Preview,
        Self::Botsing,
    ];

    /// The heading in help and handleiding.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Global => "Overal",
            Self::List => "Bewegen",
            Self::Overzicht => "Overzicht",
            Self::Kpi => "KPI",
            Self::Herleiding => "Onderbouwing",
            Self::Afspraken => "Afspraken",
            Self::Dekking => "Dekking",
            Self::Signalen => "Signalen",
            Self::Aandacht => "Aandacht",
            Self::Trajecten => "Deelnemers",
            Self::Traject => "Traject",
            Self::Inzicht => "Ladder, CVS en uitvraag",
            Self::Rapportages => "Rapporten",
            Self::Kalender => "Kalender",
            Self::Register => "Aanbieders",
            Self::Inschrijving => "Aanbieder",
            Self::Pxq => "P×Q",
            Self::Tarieven => "Tarieven",
            Self::Handelingen => "Handelingen",
            Self::Gesprek => "Gesprek",
            Self::Tafel => "Gespreksmodus",
            Self::Form => "Formulier",
            Self::Pad => "Bestand of map kiezen",
            Self::Filter => "Filter",
            Self::Palette => "Opdrachten",
            Self::Reader => "Lezen",
            Self::Confirm => "Vraag",
            Self::Preview => "Controle voor het inlezen",
            Self::Botsing => "Intussen gewijzigd",
        }
    }
}

/// One row of the key table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub scope: Scope,
    /// One or more keys in our notation, apart by blanks; the first is the one shown.
    pub keys: &'static str,
    pub action: Action,
    /// What it does, in Dutch; in help and palette.
    pub label: &'static str,
    /// Place in the footer (lower comes first) and the short label there; rows with the same label are shown together.
    pub footer: Option<(u8, &'static str)>,
}

impl Binding {
    /// The keys of this row.
    pub fn keys(&self) -> Vec<Key> {
        // A test walks the table: every key parses.
        self.keys.split_whitespace().filter_map(|k| Key::parse_all(k).ok()).flatten().collect()
    }

    /// All keys as users read them: `↓ j`.
    pub fn shown(&self) -> String {
        self.keys().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// The first key as users read it.
    pub fn shown_first(&self) -> String {
        self.keys().first().map(ToString::to_string).unwrap_or_default()
    }
}

const fn key(scope: Scope, keys: &'static str, action: Action, label: &'static str) -> Binding {
    Binding { scope, keys, action, label, footer: None }
}

impl Binding {
    const fn foot(mut self, priority: u8, label: &'static str) -> Self {
        self.footer = Some((priority, label));
        self
    }
}

/// Every key there is. A static, not a const: rows are told apart by their address, and a const may have several.
pub static BINDINGS: &[Binding] = &[
    // Moving about.
    key(Scope::List, "<up> k", Action::Move(Move::Up), "Omhoog"),
    key(Scope::List, "<down> j", Action::Move(Move::Down), "Omlaag"),
    key(Scope::List, "<left> h", Action::Move(Move::Left), "Naar links"),
    key(Scope::List, "<right> l", Action::Move(Move::Right), "Naar rechts"),
    key(Scope::List, "<pgup> <ctrl+u>", Action::Move(Move::PageUp), "Een bladzijde omhoog"),
    key(Scope::List, "<pgdn> <ctrl+d>", Action::Move(Move::PageDown), "Een bladzijde omlaag"),
    key(Scope::List, "<home> g", Action::Move(Move::First), "Naar de eerste"),
    key(Scope::List, "<end> G", Action::Move(Move::Last), "Naar de laatste"),
    // The overview.
    key(Scope::Overzicht, "<enter>", Action::View(View::Open), "De rijen achter dit cijfer").foot(10, "rijen"),
    key(Scope::Overzicht, "<up> k", Action::Move(Move::Up), "Vorige norm").foot(30, "norm"),
    key(Scope::Overzicht, "<down> j", Action::Move(Move::Down), "Volgende norm").foot(30, "norm"),
    key(Scope::Overzicht, "<left> h", Action::Move(Move::Left), "Vorige aanbieder").foot(31, "aanbieder"),
    key(Scope::Overzicht, "<right> l", Action::Move(Move::Right), "Volgende aanbieder").foot(31, "aanbieder"),
    key(Scope::Overzicht, "p <tab>", Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(35, "jaar"),
    key(Scope::Overzicht, "u", Action::View(View::Uitleg), "Uitleg bij deze norm: regel en bron"),
    key(Scope::Overzicht, "v", Action::Rapport(RapportAction::Example), "Verder met voorbeeldgegevens"),
    // One norm.
    key(Scope::Kpi, "<enter>", Action::View(View::Open), "De rijen achter dit cijfer").foot(10, "rijen"),
    key(Scope::Kpi, "<left> h", Action::Move(Move::Left), "Vorige aanbieder").foot(31, "aanbieder"),
    key(Scope::Kpi, "<right> l", Action::Move(Move::Right), "Volgende aanbieder").foot(31, "aanbieder"),
    key(Scope::Kpi, "<up> k", Action::Move(Move::Up), "Vorige norm").foot(30, "norm"),
    key(Scope::Kpi, "<down> j", Action::Move(Move::Down), "Volgende norm").foot(30, "norm"),
    key(Scope::Kpi, "p <tab>", Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(35, "jaar"),
    key(Scope::Kpi, "u", Action::View(View::Uitleg), "Uitleg bij deze norm: regel en bron").foot(25, "uitleg"),
    key(Scope::Kpi, "v", Action::Afspraak(AfspraakAction::Ahead), "Maak een afspraak van de vooruitblik").foot(40, "vooruit"),
    // The rows behind a figure.
    key(Scope::Herleiding, "<enter>", Action::View(View::Open), "Deze rij in het geheel").foot(10, "detail"),
    key(Scope::Herleiding, "/", Action::View(View::Filter), "Filter de rijen").foot(12, "filter"),
    key(Scope::Herleiding, "s", Action::View(View::Sort), "Sorteer op de volgende kolom").foot(14, "sorteer"),
    key(Scope::Herleiding, "S", Action::View(View::SortReverse), "Keer de volgorde om"),
    key(Scope::Herleiding, "m <tab>", Action::View(View::Narrow), "Alles, missers, teller of buiten de telling")
        .foot(16, "welke"),
    key(Scope::Herleiding, "p", Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(35, "jaar"),
    key(Scope::Herleiding, "u", Action::View(View::Uitleg), "Uitleg bij deze norm: regel en bron"),
    // Afspraken.
    key(Scope::Afspraken, "<enter> e", Action::Afspraak(AfspraakAction::Edit), "Wijzig deze afspraak").foot(10, "wijzig"),
    key(Scope::Afspraken, "x", Action::Afspraak(AfspraakAction::Close), "Rond deze afspraak af").foot(12, "gereed"),
    key(Scope::Afspraken, "w", Action::Afspraak(AfspraakAction::Withdraw), "Trek deze afspraak in"),
    key(Scope::Afspraken, "r", Action::Afspraak(AfspraakAction::Reopen), "Heropen deze afspraak").foot(13, "heropen"),
    key(Scope::Afspraken, "g", Action::Afspraak(AfspraakAction::History), "Geschiedenis van deze afspraak")
        .foot(18, "geschiedenis"),
    key(Scope::Afspraken, "<space>", Action::Afspraak(AfspraakAction::Mark), "Kies deze afspraak, voor meer tegelijk")
        .foot(14, "kies"),
    key(Scope::Afspraken, "d", Action::Afspraak(AfspraakAction::Postpone), "Geef een andere deadline").foot(16, "deadline"),
    key(Scope::Afspraken, "E", Action::Afspraak(AfspraakAction::Export), "Schrijf deze lijst naar Excel"),
    key(Scope::Afspraken, "/", Action::View(View::Filter), "Filter de afspraken").foot(17, "filter"),
    key(Scope::Afspraken, "s", Action::View(View::Sort), "Sorteer op de volgende kolom").foot(22, "sorteer"),
    key(Scope::Afspraken, "S", Action::View(View::SortReverse), "Keer de volgorde om"),
    key(Scope::Afspraken, "m <tab>", Action::View(View::Narrow), "Alleen open, te laat of alles").foot(24, "welke"),
    // Dekking.
    key(Scope::Dekking, "<enter>", Action::View(View::Open), "Alles over deze gemeente").foot(10, "detail"),
    key(Scope::Dekking, "<up> k", Action::Move(Move::Up), "Vorige gemeente").foot(30, "gemeente"),
    key(Scope::Dekking, "<down> j", Action::Move(Move::Down), "Volgende gemeente").foot(30, "gemeente"),
    // Signalen.
    key(Scope::Signalen, "n", Action::Signaal(SignaalAction::New), "Voeg een signaal toe").foot(9, "nieuw"),
    key(Scope::Signalen, "<enter> e", Action::Signaal(SignaalAction::Edit), "Wijzig dit signaal").foot(12, "wijzig"),
    key(Scope::Signalen, "<space>", Action::Signaal(SignaalAction::Mark), "Kies dit signaal, voor meer tegelijk")
        .foot(13, "kies"),
    key(Scope::Signalen, "s", Action::Signaal(SignaalAction::Status), "Volgende status").foot(14, "status"),
    key(Scope::Signalen, "o", Action::Signaal(SignaalAction::Onderwerp), "Volgend onderwerp"),
    key(Scope::Signalen, "t", Action::Signaal(SignaalAction::Toon), "Volgende toon"),
    key(Scope::Signalen, "p", Action::Signaal(SignaalAction::Aanbieder), "Volgende aanbieder"),
    key(Scope::Signalen, "c", Action::Signaal(SignaalAction::Kpi), "Volgende KPI"),
    key(Scope::Signalen, "b", Action::Signaal(SignaalAction::Bundle), "Bundel voor het gesprek").foot(15, "bundel"),
    key(Scope::Signalen, "B", Action::Signaal(SignaalAction::Unbundle), "Haal uit de bundel"),
    key(Scope::Signalen, "r", Action::Signaal(SignaalAction::Answer), "Antwoord van de aanbieder").foot(17, "antwoord"),
    key(Scope::Signalen, "x", Action::Signaal(SignaalAction::Done), "Rond dit signaal af"),
    key(Scope::Signalen, "O", Action::Signaal(SignaalAction::Escalate), "Schaal op naar de regio"),
    key(Scope::Signalen, "g", Action::Signaal(SignaalAction::History), "Geschiedenis van dit signaal"),
    key(Scope::Signalen, "/", Action::View(View::Filter), "Zoek in alles").foot(18, "zoek"),
    key(Scope::Signalen, "m <tab>", Action::View(View::Narrow), "Open, nieuw of alle").foot(19, "welke"),
    // Attention points.
    key(Scope::Aandacht, "<enter>", Action::View(View::Open), "De weg van dit traject").foot(10, "traject"),
    key(Scope::Aandacht, "z", Action::Beleid(BeleidAction::Seen), "Gezien, met reden").foot(12, "gezien"),
    key(Scope::Aandacht, "Z", Action::Beleid(BeleidAction::Unseen), "Vraagt toch weer aandacht"),
    key(Scope::Aandacht, "/", Action::View(View::Filter), "Filter de punten").foot(14, "filter"),
    key(Scope::Aandacht, "<left> h", Action::Beleid(BeleidAction::Gemeente(Step::Previous)), "Vorige gemeente")
        .foot(18, "gemeente"),
    key(Scope::Aandacht, "<right> l", Action::Beleid(BeleidAction::Gemeente(Step::Next)), "Volgende gemeente")
        .foot(18, "gemeente"),
    key(Scope::Aandacht, "p", Action::Signaal(SignaalAction::Aanbieder), "Volgende aanbieder").foot(19, "aanbieder"),
    key(Scope::Aandacht, "m <tab>", Action::View(View::Narrow), "Alle, nieuw, gezien of weg").foot(16, "welke"),
    key(Scope::Aandacht, "s", Action::View(View::Sort), "Sorteer op de volgende kolom"),
    key(Scope::Aandacht, "S", Action::View(View::SortReverse), "Keer de volgorde om"),
    // Trajecten.
    key(Scope::Trajecten, "<enter>", Action::View(View::Open), "De weg van deze deelnemer").foot(10, "traject"),
    key(Scope::Trajecten, "/", Action::View(View::Filter), "Zoek op code").foot(12, "zoek"),
    key(Scope::Trajecten, "s", Action::View(View::Sort), "Sorteer op de volgende kolom"),
    key(Scope::Trajecten, "S", Action::View(View::SortReverse), "Keer de volgorde om"),
    key(Scope::Traject, "D", Action::Beleid(BeleidAction::Remove), "Verwijder deze deelnemer voorgoed").foot(30, "verwijder"),
    key(Scope::Inzicht, "p <tab>", Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(35, "jaar"),
    key(Scope::Inzicht, "w", Action::Beleid(BeleidAction::Workbooks), "Schrijf per gemeente een werkmap uitvraag")
        .foot(10, "werkmappen"),
    // Rapportages.
    key(Scope::Rapportages, "<enter>", Action::View(View::Open), "Bevindingen van deze versie").foot(10, "bevindingen"),
    key(Scope::Rapportages, "v", Action::Rapport(RapportAction::Rows), "De rijen van deze versie").foot(11, "rijen"),
    key(Scope::Rapportages, "E", Action::Rapport(RapportAction::Findings), "Bevindingen naar Excel, voor de aanbieder")
        .foot(13, "naar Excel"),
    key(Scope::Rapportages, "o", Action::Rapport(RapportAction::Remembered), "Onthouden koppen, om terug te nemen"),
    key(Scope::Rapportages, "r", Action::Rapport(RapportAction::Restore), "Zet deze oude versie terug").foot(12, "terugzetten"),
    key(Scope::Rapportages, "/", Action::View(View::Filter), "Zoek op aanbieder, oordeel of bestand"),
    // Everything that was done.
    key(Scope::Register, "<enter>", Action::View(View::Open), "Contracten, contactpersonen en doelen").foot(10, "openen"),
    key(Scope::Register, "n", Action::Register(RegisterAction::New), "Voeg een aanbieder toe").foot(11, "nieuw"),
    key(Scope::Register, "e", Action::Register(RegisterAction::Edit), "Wijzig namen, KvK, voorvoegsel of notitie"),
    key(Scope::Register, "<space>", Action::Register(RegisterAction::Mark), "Kies deze aanbieder, voor meer tegelijk")
        .foot(14, "kies"),
    key(Scope::Register, "o", Action::Register(RegisterAction::Decide), "Besluit over de verlengoptie").foot(13, "besluit"),
    key(Scope::Register, "g", Action::Register(RegisterAction::History), "Geschiedenis van deze aanbieder"),
    key(Scope::Register, "/", Action::View(View::Filter), "Zoek op naam, nummer, segment of contact").foot(12, "zoek"),
    key(Scope::Register, "m <tab>", Action::View(View::Narrow), "Gecontracteerd, onbekend of alle").foot(16, "welke"),
    key(Scope::Register, "s", Action::View(View::Sort), "Sorteer op de volgende kolom"),
    key(Scope::Register, "S", Action::View(View::SortReverse), "Keer de volgorde om"),
    key(Scope::Inschrijving, "<enter> e", Action::Register(RegisterAction::Edit), "Wijzig wat gekozen is").foot(10, "wijzig"),
    key(Scope::Inschrijving, "c", Action::Register(RegisterAction::Contract), "Leg een contract vast").foot(11, "contract"),
    key(Scope::Inschrijving, "o", Action::Register(RegisterAction::Decide), "Besluit over een verlengoptie").foot(12, "besluit"),
    key(Scope::Inschrijving, "v", Action::Register(RegisterAction::End), "De aanbieder vertrekt: het contract eindigt"),
    key(Scope::Inschrijving, "p", Action::Register(RegisterAction::Contact), "Voeg een contactpersoon toe")
        .foot(13, "contactpersoon"),
    key(Scope::Inschrijving, "d", Action::Register(RegisterAction::Doel), "Voeg een ontwikkeldoel toe").foot(14, "doel"),
    key(Scope::Inschrijving, "b", Action::Register(RegisterAction::Budget), "Voer het budget van een jaar in"),
    key(Scope::Inschrijving, "x <delete>", Action::Register(RegisterAction::Remove), "Haal weg wat gekozen is"),
    key(Scope::Inschrijving, "g", Action::Register(RegisterAction::History), "Geschiedenis van wat gekozen is"),
    key(Scope::Inschrijving, "<left> h", Action::Move(Move::Left), "Vorige aanbieder").foot(31, "aanbieder"),
    key(Scope::Inschrijving, "<right> l", Action::Move(Move::Right), "Volgende aanbieder").foot(31, "aanbieder"),
    // Hours and amounts, and the rates.
    key(Scope::Pxq, "<enter>", Action::View(View::Open), "De aanbieder of de weg van dit traject").foot(10, "openen"),
    key(Scope::Pxq, "m <tab>", Action::View(View::Narrow), "Samen, per product, gemeente of traject").foot(12, "waarvan"),
    key(Scope::Pxq, "p", Action::View(View::Periode), "Wissel tussen kwartaal en jaar").foot(13, "jaar"),
    key(Scope::Pxq, "t", Action::Pxq(PxqAction::Tarieven), "Naar de tarieven").foot(14, "tarieven"),
    key(Scope::Pxq, "b", Action::Register(RegisterAction::Budget), "Voer het budget van het jaar in").foot(15, "budget"),
    key(Scope::Pxq, "w", Action::Pxq(PxqAction::Write), "Schrijf P×Q naar Excel of csv").foot(16, "naar Excel"),
    key(Scope::Pxq, "/", Action::View(View::Filter), "Zoek op aanbieder, gemeente of code"),
    key(Scope::Pxq, "s", Action::View(View::Sort), "Sorteer op de volgende kolom"),
    key(Scope::Pxq, "S", Action::View(View::SortReverse), "Keer de volgorde om"),
    key(Scope::Tarieven, "<enter> e", Action::Pxq(PxqAction::Edit), "Voer dit tarief in, of verbeter het").foot(10, "tarief"),
    key(Scope::Tarieven, "n", Action::Pxq(PxqAction::New), "Voer een tarief in").foot(11, "nieuw"),
    key(Scope::Tarieven, "g", Action::Pxq(PxqAction::History), "Geschiedenis van dit tarief").foot(12, "geschiedenis"),
    key(Scope::Tarieven, "m <tab>", Action::View(View::Narrow), "Alle, bekend of onbekend").foot(13, "welke"),
    key(Scope::Tarieven, "/", Action::View(View::Filter), "Zoek op product, jaar of bron"),
    key(Scope::Tarieven, "s", Action::View(View::Sort), "Sorteer op de volgende kolom"),
    key(Scope::Tarieven, "S", Action::View(View::SortReverse), "Keer de volgorde om"),
    key(Scope::Handelingen, "<enter>", Action::View(View::Open), "Wat er veranderde").foot(10, "wat"),
    key(Scope::Handelingen, "z", Action::TakeBack, "Maak deze handeling ongedaan").foot(11, "ongedaan"),
    key(Scope::Handelingen, "/", Action::View(View::Filter), "Zoek in alles").foot(20, "filter"),
    key(Scope::Handelingen, "s", Action::View(View::Sort), "Sorteer op de volgende kolom"),
    key(Scope::Handelingen, "S", Action::View(View::SortReverse), "Keer de volgorde om"),
    // The calendar.
    key(Scope::Kalender, "<enter>", Action::View(View::Open), "Ga erheen").foot(10, "openen"),
    key(Scope::Kalender, "<left> h", Action::Move(Move::Left), "Van de vorige aanbieder").foot(31, "aanbieder"),
    key(Scope::Kalender, "<right> l", Action::Move(Move::Right), "Van de volgende aanbieder").foot(31, "aanbieder"),
    key(Scope::Kalender, "w", Action::Gesprek(GesprekAction::Ics), "Data naar een agendabestand (.ics)").foot(19, "naar agenda"),
    key(Scope::Kalender, "/", Action::View(View::Filter), "Zoek in de datums"),
    key(Scope::Kalender, "s", Action::View(View::Sort), "Sorteer op de volgende kolom"),
    key(Scope::Kalender, "S", Action::View(View::SortReverse), "Keer de volgorde om"),
    // The agenda of a gesprek.
    key(Scope::Gesprek, "<enter>", Action::View(View::Open), "Lees dit punt groot").foot(10, "lees groot"),
    key(Scope::Gesprek, "B", Action::Gesprek(GesprekAction::Begin), "Begin het gesprek, of ga ermee verder").foot(11, "begin"),
    key(Scope::Gesprek, "<left> h", Action::Move(Move::Left), "Vorige aanbieder").foot(31, "aanbieder"),
    key(Scope::Gesprek, "<right> l", Action::Move(Move::Right), "Volgende aanbieder").foot(31, "aanbieder"),
    key(Scope::Gesprek, "n", Action::Gesprek(GesprekAction::Plan), "Plan of wijzig dit gesprek").foot(12, "plan"),
    key(Scope::Gesprek, "t", Action::Gesprek(GesprekAction::NieuwPunt), "Zet een eigen punt op de agenda").foot(15, "punt"),
    key(Scope::Gesprek, "p", Action::Gesprek(GesprekAction::Intern), "Voorbereiding bij dit punt (intern)").foot(14, "intern"),
    key(Scope::Gesprek, "d", Action::Gesprek(GesprekAction::Drop), "Haal dit punt weg, of zet het terug"),
    key(Scope::Gesprek, "N", Action::Gesprek(GesprekAction::PlanExtra), "Plan een extra gesprek"),
    key(Scope::Gesprek, "<tab>", Action::Gesprek(GesprekAction::Other), "Het andere gesprek over dit kwartaal"),
    key(Scope::Gesprek, "X", Action::Gesprek(GesprekAction::Schrap), "Schrap dit gesprek van de planning"),
    key(Scope::Gesprek, "<shift+up> <lt>", Action::Gesprek(GesprekAction::Earlier), "Dit punt eerder op de agenda"),
    key(Scope::Gesprek, "<shift+down> >", Action::Gesprek(GesprekAction::Later), "Dit punt later op de agenda"),
    key(Scope::Gesprek, "b", Action::Gesprek(GesprekAction::Besluit), "Leg een besluit vast"),
    key(Scope::Gesprek, "m", Action::Gesprek(GesprekAction::Mededeling), "Leg een mededeling vast"),
    key(Scope::Gesprek, "o", Action::Gesprek(GesprekAction::Voorbereid), "Zet dit gesprek op voorbereid"),
    key(Scope::Gesprek, "e", Action::Gesprek(GesprekAction::Houd), "Rond het gesprek af: cijfers bevriezen").foot(17, "afronden"),
    key(Scope::Gesprek, "V", Action::Gesprek(GesprekAction::Vaststellen), "Stel het gesprek vast").foot(18, "vaststellen"),
    key(Scope::Gesprek, "R", Action::Gesprek(GesprekAction::Heropen), "Heropen een vastgesteld gesprek"),
    key(Scope::Gesprek, "w", Action::Gesprek(GesprekAction::Verslag), "Schrijf het verslag").foot(19, "verslag"),
    // At the table.
    key(Scope::Tafel, "<right> l <space>", Action::Move(Move::Right), "Volgend punt").foot(10, "punt"),
    key(Scope::Tafel, "<left> h", Action::Move(Move::Left), "Vorig punt").foot(10, "punt"),
    key(Scope::Tafel, "<up> k", Action::Move(Move::Up), "Vorige afspraak of uitkomst"),
    key(Scope::Tafel, "<down> j", Action::Move(Move::Down), "Volgende afspraak of uitkomst"),
    key(Scope::Tafel, "<pgup>", Action::Move(Move::PageUp), "Terug in de feiten"),
    key(Scope::Tafel, "<pgdn>", Action::Move(Move::PageDown), "Verder in de feiten"),
    key(Scope::Tafel, "<enter> w", Action::Gesprek(GesprekAction::EditUitkomst), "Wijzig deze afspraak of uitkomst")
        .foot(18, "wijzig"),
    key(Scope::Tafel, "x", Action::Gesprek(GesprekAction::DropUitkomst), "Haal deze uitkomst weg"),
    key(Scope::Tafel, "g", Action::Gesprek(GesprekAction::LopendGereed), "Deze openstaande afspraak is gereed")
        .foot(11, "gereed"),
    key(Scope::Tafel, "d", Action::Gesprek(GesprekAction::LopendVerzet), "Geef deze afspraak een andere deadline")
        .foot(11, "deadline"),
    key(Scope::Tafel, "o", Action::Gesprek(GesprekAction::LopendOpmerking), "Opmerking bij deze openstaande afspraak")
        .foot(11, "opmerking"),
    key(Scope::Tafel, "a", Action::Afspraak(AfspraakAction::New), "Leg een afspraak vast").foot(12, "afspraak"),
    key(Scope::Tafel, "b", Action::Gesprek(GesprekAction::Besluit), "Leg een besluit vast").foot(13, "besluit"),
    key(Scope::Tafel, "m", Action::Gesprek(GesprekAction::Mededeling), "Leg een mededeling vast").foot(14, "mededeling"),
    key(Scope::Tafel, "n", Action::Gesprek(GesprekAction::Notitie), "Leg een notitie vast").foot(15, "notitie"),
    key(Scope::Tafel, "v", Action::Gesprek(GesprekAction::Show), "Toon of verberg de codes van deelnemers").foot(16, "codes"),
    key(Scope::Tafel, "A", Action::Gesprek(GesprekAction::AskAll), "Toon ook anderen en wat intern is"),
    key(Scope::Tafel, "B", Action::Gesprek(GesprekAction::Begin), "Begin het gesprek").foot(9, "begin"),
    key(Scope::Tafel, "e", Action::Gesprek(GesprekAction::Houd), "Rond het gesprek af: cijfers bevriezen").foot(17, "afronden"),
    key(Scope::Tafel, "V", Action::Gesprek(GesprekAction::Vaststellen), "Stel het gesprek vast").foot(18, "vaststellen"),
    key(Scope::Tafel, "R", Action::Gesprek(GesprekAction::Heropen), "Heropen een vastgesteld gesprek"),
    // Everywhere.
    key(Scope::Global, "a", Action::Afspraak(AfspraakAction::New), "Maak een afspraak").foot(11, "afspraak"),
    key(Scope::Global, "[", Action::View(View::PreviousKwartaal), "Vorig kwartaal").foot(40, "kwartaal"),
    key(Scope::Global, "]", Action::View(View::NextKwartaal), "Volgend kwartaal").foot(40, "kwartaal"),
    key(Scope::Global, "i", Action::Rapport(RapportAction::Import), "Bestanden inlezen").foot(50, "inlezen"),
    key(Scope::Global, "1", Action::Go(Tab::Overzicht), "Naar Overzicht"),
    key(Scope::Global, "2", Action::Go(Tab::Kpi), "Naar KPI"),
    key(Scope::Global, "3", Action::Go(Tab::Dekking), "Naar Dekking"),
    key(Scope::Global, "4", Action::Go(Tab::Afspraken), "Naar Afspraken"),
    key(Scope::Global, "5", Action::Go(Tab::Rapportages), "Naar Rapporten"),
    key(Scope::Global, "6", Action::Go(Tab::Gesprek), "Naar Gesprek"),
    key(Scope::Global, "7", Action::Go(Tab::Signalen), "Naar Signalen"),
    key(Scope::Global, "n", Action::Signaal(SignaalAction::New), "Voeg een signaal toe"),
    key(Scope::Global, "K", Action::Gesprek(GesprekAction::Kalender), "Kalender: wat wanneer moet"),
    key(Scope::Global, "A", Action::Beleid(BeleidAction::Aandacht), "Naar de aandachtspunten"),
    key(Scope::Global, "T", Action::Beleid(BeleidAction::Trajecten), "Naar de deelnemers en hun trajecten"),
    key(Scope::Global, "L", Action::Beleid(BeleidAction::Ladder), "Beweging op de participatieladder"),
    key(Scope::Global, "W", Action::Beleid(BeleidAction::Register), "De aanbieders en hun contracten"),
    key(Scope::Global, "P", Action::Beleid(BeleidAction::Pxq), "P×Q: uren, tarieven en bedragen"),
    key(Scope::Global, "C", Action::Beleid(BeleidAction::Cvs), "CVS tegenover de rapportages"),
    key(Scope::Global, "U", Action::Beleid(BeleidAction::Uitvraag), "Wie de uitvraag beantwoordde"),
    key(Scope::Global, "<esc> <backspace>", Action::View(View::Back), "Terug").foot(60, "terug"),
    key(Scope::Global, "<ctrl+z>", Action::Program(Program::Undo), "Maak uw laatste handeling ongedaan"),
    key(Scope::Global, "<ctrl+y>", Action::Program(Program::Redo), "Herstel wat u ongedaan maakte"),
    key(Scope::Global, "H", Action::Program(Program::Handelingen), "Alles wat er is gedaan, om terug te nemen"),
    key(Scope::Global, "<ctrl+x>", Action::Program(Program::Cancel), "Stop het inlezen").foot(5, "stop"),
    key(Scope::Global, "<ctrl+r> <f5>", Action::Program(Program::Refresh), "Lees de gegevens opnieuw"),
    key(Scope::Global, "<ctrl+t>", Action::Program(Program::Theme), "Wissel de kleuren: donker, licht, zonder"),
    key(Scope::Global, ": <ctrl+p>", Action::Program(Program::Palette), "Zoek een opdracht").foot(90, "opdrachten"),
    key(Scope::Global, "? <f1>", Action::Program(Program::Help), "Hulp: alle toetsen").foot(95, "hulp"),
    key(Scope::Global, "q <ctrl+c>", Action::Program(Program::Quit), "Sluit het programma"),
    // Popups.
    key(Scope::Form, "<ctrl+s>", Action::Form(FormAction::Save), "Sla op").foot(1, "opslaan"),
    key(Scope::Form, "<enter> <tab>", Action::Form(FormAction::Next), "Volgend veld").foot(2, "volgend veld"),
    key(Scope::Form, "<shift+tab>", Action::Form(FormAction::Previous), "Vorig veld").foot(3, "vorig veld"),
    key(Scope::Form, "<esc> <ctrl+c>", Action::Form(FormAction::Drop), "Laat vervallen wat is ingevuld")
        .foot(4, "laat vervallen"),
    key(Scope::Pad, "<enter> <ctrl+s>", Action::Form(FormAction::Save), "Lees en controleer").foot(1, "controleren"),
    key(Scope::Pad, "<esc> <ctrl+c>", Action::Form(FormAction::Drop), "Sluit").foot(2, "sluiten"),
    key(Scope::Filter, "<enter>", Action::View(View::Open), "Houd het filter vast").foot(1, "vasthouden"),
    key(Scope::Filter, "<esc> <ctrl+c>", Action::View(View::Back), "Haal het filter weg").foot(2, "filter weg"),
    key(Scope::Filter, "<up>", Action::Move(Move::Up), "Omhoog"),
    key(Scope::Filter, "<down>", Action::Move(Move::Down), "Omlaag"),
    key(Scope::Palette, "<enter>", Action::View(View::Open), "Voer de opdracht uit").foot(1, "uitvoeren"),
    key(Scope::Palette, "<up> <ctrl+p>", Action::Move(Move::Up), "Omhoog").foot(2, "kiezen"),
    key(Scope::Palette, "<down> <ctrl+n> <tab>", Action::Move(Move::Down), "Omlaag").foot(2, "kiezen"),
    key(Scope::Palette, "<esc> <ctrl+c>", Action::View(View::Back), "Sluit").foot(3, "sluiten"),
    key(Scope::Reader, "<esc> q <enter> <backspace> <ctrl+c>", Action::View(View::Back), "Sluit").foot(2, "sluiten"),
    // Enter is pressed without reading; a question is about what would be lost, so it takes a letter.
    key(Scope::Confirm, "j y", Action::Form(FormAction::Yes), "Ja").foot(1, "ja"),
    key(Scope::Confirm, "n <esc> q <ctrl+c>", Action::Form(FormAction::No), "Nee").foot(2, "nee"),
    key(Scope::Preview, "<ctrl+s>", Action::Form(FormAction::Save), "Neem over in de database").foot(1, "overnemen"),
    key(Scope::Preview, "<tab> <right> l", Action::View(View::NextPane), "Volgend bestand").foot(3, "bestand"),
    key(Scope::Preview, "<shift+tab> <left> h", Action::View(View::PreviousPane), "Vorig bestand").foot(3, "bestand"),
    key(Scope::Preview, "o", Action::Rapport(RapportAction::Headers), "Lees de koppen zoals voorgesteld").foot(2, "koppen"),
    key(Scope::Preview, "n", Action::Register(RegisterAction::New), "Voeg de onbekende aanbieder toe").foot(2, "toevoegen"),
    key(Scope::Preview, "E", Action::Rapport(RapportAction::Findings), "Bevindingen van dit bestand naar Excel")
        .foot(4, "naar Excel"),
    key(Scope::Preview, "<esc> q <ctrl+c>", Action::Form(FormAction::Drop), "Neem niets over").foot(5, "niets overnemen"),
    key(Scope::Botsing, "<ctrl+s>", Action::Form(FormAction::Save), "Sla op met deze keuzes").foot(1, "opslaan"),
    key(Scope::Botsing, "<up> k <shift+tab>", Action::Move(Move::Up), "Vorig veld").foot(2, "veld"),
    key(Scope::Botsing, "<down> j <tab>", Action::Move(Move::Down), "Volgend veld").foot(2, "veld"),
    key(Scope::Botsing, "<left> h", Action::Move(Move::Left), "Vorige keuze").foot(3, "keuze"),
    key(Scope::Botsing, "<right> l <space>", Action::Move(Move::Right), "Volgende keuze").foot(3, "keuze"),
    key(Scope::Botsing, "<pgup>", Action::Move(Move::PageUp), "Terug in de tekst"),
    key(Scope::Botsing, "<pgdn>", Action::Move(Move::PageDown), "Verder in de tekst"),
    key(Scope::Botsing, "<esc> <ctrl+c>", Action::Form(FormAction::Drop), "Terug, zonder op te slaan").foot(4, "terug"),
];

/// The binding of `key` in the first of `scopes` that has one.
pub fn lookup(scopes: &[Scope], key: Key) -> Option<&'static Binding> {
    static TABLE: OnceLock<HashMap<(Scope, Key), &'static Binding>> = OnceLock::new();
    let table =
        TABLE.get_or_init(|| BINDINGS.iter().flat_map(|b| b.keys().into_iter().map(move |k| ((b.scope, k), b))).collect());
    scopes.iter().find_map(|scope| table.get(&(*scope, key)).copied())
}

/// The key of an action as users read it: the first of its first row; empty when it has none.
pub fn shown_key(action: Action) -> String {
    BINDINGS.iter().find(|b| b.action == action).map(Binding::shown_first).unwrap_or_default()
}

/// The bindings of `scopes` in that order; a row whose keys are all taken by an earlier scope is left out.
pub fn in_force(scopes: &[Scope]) -> Vec<&'static Binding> {
    scopes
        .iter()
        .flat_map(|scope| BINDINGS.iter().filter(move |b| b.scope == *scope))
        .filter(|b| b.keys().iter().any(|k| lookup(scopes, *k).is_some_and(|found| std::ptr::eq(found, *b))))
        .collect()
}

/// The key list of the handleiding, as Markdown: one table per scope.
pub fn markdown() -> String {
    // Writing to a String cannot fail.
    let mut out = String::new();
    for scope in Scope::ALL {
        let rows: Vec<_> = BINDINGS.iter().filter(|b| b.scope == scope).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(out, "### {}\n\n| toets | doet |\n| --- | --- |\n", scope.naam());
        for row in rows {
            let keys: Vec<_> = row.keys().iter().map(|k| format!("`{k}`")).collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(" "), row.label);
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::tui::text;

    fn key_of(text: &str) -> Key {
        Key::parse_all(text).unwrap()[0]
    }

    #[test]
    fn the_notation_reads_names_modifiers_and_accents() {
        let keys = Key::parse_all("n<tab>Één<ctrl+s><shift+tab><lt><f5>").unwrap();
        let shown: Vec<_> = keys.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["n", "tab", "É", "é", "n", "ctrl+s", "shift+tab", "<", "F5"]);
        assert_eq!(Key::parse_all("<hyper+x>"), Err("hyper+x".into()));
    }

    #[test]
    fn every_key_in_the_table_parses_and_none_stands_twice_in_a_scope() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            let wanted = binding.keys.split_whitespace().count();
            assert_eq!(binding.keys().len(), wanted, "{} in {:?}", binding.keys, binding.scope);
            for key in binding.keys() {
                assert!(seen.insert((binding.scope, key)), "{key} stands twice in {:?}", binding.scope);
            }
        }
    }

    #[test]
    fn labels_are_there_and_fit() {
        for binding in BINDINGS {
            assert!(!binding.label.is_empty());
            assert!(text::width(binding.label) <= 44, "{}", binding.label);
            if let Some((_, short)) = binding.footer {
                assert!((1..=17).contains(&text::width(short)), "{short}");
            }
        }
    }

    #[test]
    fn every_tab_is_under_its_number() {
        for (n, tab) in Tab::ALL.into_iter().enumerate() {
            let key = key_of(&(n + 1).to_string());
            assert_eq!(lookup(&[Scope::Global], key).map(|b| b.action), Some(Action::Go(tab)));
        }
    }

    #[test]
    fn an_earlier_scope_wins() {
        let scopes = [Scope::Afspraken, Scope::List, Scope::Global];
        assert_eq!(lookup(&scopes, key_of("g")).map(|b| b.action), Some(Action::Afspraak(AfspraakAction::History)));
        // Home still goes to the first: the row is partly covered, not gone.
        assert!(in_force(&scopes).iter().any(|b| b.action == Action::Move(Move::First)));
    }

    #[test]
    fn a_release_is_no_key_and_altgr_is_text() {
        let mut event = KeyEvent::new(KeyCode::Char('€'), KeyModifiers::CONTROL | KeyModifiers::ALT);
        assert!(Key::of(event).map(Key::text).eq([Some('€')]));
        event.kind = KeyEventKind::Release;
        assert_eq!(Key::of(event).count(), 0);
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert!(Key::of(shifted).eq([key_of("G")]));
        assert!(Key::of(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)).eq([key_of("<shift+tab>")]));
    }

    #[test]
    fn an_esc_that_an_arrow_follows_at_once_is_both() {
        for (sent, keys) in [
            ("<esc>[B", "<esc><down>"),
            ("<esc>OA", "<esc><up>"),
            ("<esc>[H", "<esc><home>"),
            // What is no arrow stays what it was.
            ("<esc>[x", "<esc>[x"),
            ("<esc>n", "<esc>n"),
            ("<esc>[", "<esc>["),
            ("x[A", "x"),
            ("<esc><down>", "<esc><down>"),
        ] {
            let mut events = Key::parse_all(sent).unwrap().into_iter().map(|key| Event::Key(key.code.into()));
            let first = events.next().unwrap();
            let mended = mend(first, || events.next());
            let mended: Vec<Key> = mended.into_iter().filter_map(|e| e.as_key_event()).flat_map(Key::of).collect();
            assert_eq!(mended, Key::parse_all(keys).unwrap(), "{sent}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_esc_that_a_key_follows_at_once_is_both() {
        for (code, modifiers, keys) in [
            (KeyCode::Char('4'), KeyModifiers::ALT, "<esc>4"),
            (KeyCode::Char('A'), KeyModifiers::ALT | KeyModifiers::SHIFT, "<esc>A"),
            (KeyCode::Char('z'), KeyModifiers::ALT | KeyModifiers::CONTROL, "<esc><ctrl+z>"),
            // With these alt has a meaning of its own.
            (KeyCode::Enter, KeyModifiers::ALT, "<alt+enter>"),
            (KeyCode::Left, KeyModifiers::ALT, "<alt+left>"),
        ] {
            let found: Vec<Key> = Key::of(KeyEvent::new(code, modifiers)).collect();
            assert_eq!(found, Key::parse_all(keys).unwrap());
        }
    }
}
