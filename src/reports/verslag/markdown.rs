//! The verslag as Markdown: readable as it stands, tables as pipe tables, charts and map as their words and numbers.

use super::{Grafiek, Regel, Tabel, Tabelcel, Tabelkolom, Tint, Verslag, Verslagblok, Zet};

/// Writes the document.
pub(super) fn write(verslag: &Verslag) -> String {
    let mut uit = String::new();
    let mut line = |text: &str| {
        uit.push_str(text);
        uit.push('\n');
    };
    line(&format!("# {}", escape(&verslag.titel)));
    line("");
    if verslag.voorbeeld {
        line(&format!("**VOORBEELDGEGEVENS: {} gaat over verzonnen gegevens.**", verslag.papier.dit()));
        line("");
    }
    for said in verslag.vertrouwelijk.iter().chain(&verslag.concept) {
        line(&format!("**{}**", escape(said)));
        line("");
    }
    if !verslag.kop.is_empty() {
        line("| | |");
        line("| --- | --- |");
    }
    for (label, value) in &verslag.kop {
        line(&format!("| **{}** | {} |", cell(label), cell(value)));
    }
    for (i, blok) in verslag.blokken.iter().enumerate() {
        // What stands above a document without a head ends with a blank line already.
        if i > 0 || !verslag.kop.is_empty() {
            line("");
        }
        line(block(blok).trim_end());
    }
    uit
}

fn block(blok: &Verslagblok) -> String {
    match blok {
        Verslagblok::Kop { niveau, tekst } => format!("{} {}", "#".repeat(usize::from(*niveau)), escape(tekst)),
        Verslagblok::Alinea(tekst) => escape(tekst),
        Verslagblok::Lijst(regels) | Verslagblok::Leeswijzer(regels) => list(regels),
        Verslagblok::Uitkomsten(uitkomsten) => {
            let lines = uitkomsten.iter().map(|(soort, tekst)| format!("> **{}**: {}", escape(soort), escape(&one_line(tekst))));
            lines.collect::<Vec<_>>().join("\n>\n")
        }
        Verslagblok::Tabel(tabel) => table(tabel),
        Verslagblok::Noot(tekst) => format!("*{}*", escape(tekst)),
        Verslagblok::Grafieken(grafieken) => {
            let tables = grafieken.iter().map(|g| table(&Tabel { titel_stil: false, ..as_table(g) }));
            tables.collect::<Vec<_>>().join("\n\n")
        }
        Verslagblok::Kaart(kaart) => table(&kaart.tabel),
    }
}

fn list(regels: &[Regel]) -> String {
    let lines = regels.iter().map(|r| format!("{}- {}", "  ".repeat(usize::from(r.niveau)), escape(&one_line(&r.tekst))));
    lines.collect::<Vec<_>>().join("\n")
}

/// The numbers of a chart: a row per kwartaal, a column per line.
pub(super) fn as_table(grafiek: &Grafiek) -> Tabel {
    let lines = u8::try_from(grafiek.reeksen.len().max(1)).unwrap_or(u8::MAX);
    let breedte = 84_u8.checked_div(lines).unwrap_or(1).max(1);
    let column = |naam: &str, breedte: u8| Tabelkolom { naam: naam.to_owned(), breedte, zet: Zet::Links };
    let mut kolommen = vec![column("Kwartaal", 100_u8.saturating_sub(breedte.saturating_mul(lines)))];
    kolommen.extend(grafiek.reeksen.iter().map(|r| column(&r.naam, breedte)));
    let cell = |tekst: &str| Tabelcel { tekst: tekst.to_owned(), toon: Tint::Gewoon };
    let rijen = grafiek.kwartalen.iter().enumerate().map(|(i, kwartaal)| {
        let values = grafiek.reeksen.iter().map(|r| cell(r.weergave.get(i).map_or("–", String::as_str)));
        std::iter::once(cell(&kwartaal.to_string())).chain(values).collect()
    });
    Tabel { titel: grafiek.titel.clone(), titel_stil: true, kolommen, rijen: rijen.collect() }
}

fn table(tabel: &Tabel) -> String {
    let mut lines = if tabel.titel_stil { Vec::new() } else { vec![format!("*{}*", escape(&tabel.titel)), String::new()] };
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    lines.push(row(tabel.kolommen.iter().map(|k| cell(&k.naam)).collect()));
    lines.push(row(tabel
        .kolommen
        .iter()
        .map(|k| if k.zet == Zet::Rechts { "---:".to_owned() } else { "---".to_owned() })
        .collect()));
    lines.extend(tabel.rijen.iter().map(|r| row(r.iter().map(|c| cell(&c.tekst)).collect())));
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cell(text: &str) -> String {
    escape(&one_line(text)).replace('|', "\\|")
}

/// Makes text stand for itself: no heading, emphasis, link or HTML comes of what somebody typed.
fn escape(text: &str) -> String {
    let mut uit = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' => uit.extend(['\\', c]),
            '<' => uit.push_str("&lt;"),
            '>' => uit.push_str("&gt;"),
            '&' => uit.push_str("&amp;"),
            c if c.is_control() && c != '\n' => {}
            c => uit.push(c),
        }
    }
    // A line that begins like a list would become one.
    let begins = uit.trim_start().chars().next();
    if matches!(begins, Some('-' | '+')) && uit.trim_start().chars().nth(1) == Some(' ') {
        uit.insert(uit.len() - uit.trim_start().len(), '\\');
    }
    uit
}
