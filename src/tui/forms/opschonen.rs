//! The form before a deelnemer is removed for good: what it does, and the code to type.

use ratatui::text::{Line, Span};

use super::{Field, Form, Purpose};
use crate::app::Opschoning;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::wording;

/// Columns of a heading, and of what stands behind it.
const KOP: usize = 9;
const TEKST: usize = 64;

/// Lines of one heading: all of it and the field fit on the smallest screen.
const MAX_REGELS: usize = 3;

/// Asks for the code, below what the removal does.
pub fn verwijder(opschoning: &Opschoning, shared: &Shared) -> Form {
    let theme = shared.theme();
    let code = opschoning.code.to_string();
    let titel = format!("Verwijder {} bij {}", wording::veilig(&code), shared.naam(opschoning.aanbieder));
    let fields = vec![Field::line("code", "Code", "").hint("Typ de code van de deelnemer om dit te doen.")];
    let mut form = Form::new(titel, Purpose::Verwijder { aanbieder: opschoning.aanbieder, code }, fields);
    let mut is_cut = false;
    let mut blokken: Vec<(&str, Vec<String>)> = Vec::new();
    for (kop, regel) in opschoning.regels() {
        let lines = text::wrap(&wording::veilig(&regel), TEKST);
        match blokken.last_mut() {
            Some((_, block)) if kop.is_empty() => block.extend(lines),
            _ => blokken.push((kop, lines)),
        }
    }
    for (kop, mut lines) in blokken {
        if lines.len() > MAX_REGELS {
            is_cut = true;
            lines.truncate(MAX_REGELS);
            if let Some(last) = lines.last_mut() {
                *last = format!("{} …", text::cut(last, TEKST - 2));
            }
        }
        let koppen = std::iter::once(kop).chain(std::iter::repeat(""));
        let line = |(kop, line)| Line::from(vec![Span::styled(text::left(kop, KOP), theme.dim()), Span::raw::<String>(line)]);
        form.about.extend(koppen.zip(lines).map(line));
    }
    if is_cut {
        form.about.push(Line::styled("Alles leest u met de opdracht opschonen --proef.", theme.dim()));
    }
    form
}
