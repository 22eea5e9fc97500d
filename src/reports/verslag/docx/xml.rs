//! The few pieces of WordprocessingML that everything is built from. Text from outside comes in here and is made harmless.

/// Text made fit for XML: markup characters escaped, characters that XML 1.0 forbids left out.
pub(super) fn attribute(text: &str) -> String {
    let mut uit = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => uit.push_str("&amp;"),
            '<' => uit.push_str("&lt;"),
            '>' => uit.push_str("&gt;"),
            '"' => uit.push_str("&quot;"),
            '\n' | '\t' => uit.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => uit.push(c),
        }
    }
    uit
}

/// A run with these properties; a line break in the text becomes one on paper.
pub(super) fn run(properties: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let lines: Vec<String> = text.lines().map(|l| format!("<w:t xml:space=\"preserve\">{}</w:t>", attribute(l))).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

/// A run that stays on one line.
pub(super) fn whole(properties: &str, text: &str) -> String {
    run(properties, &text.replace(' ', "\u{a0}"))
}

/// A plain run.
pub(super) fn text(text: &str) -> String {
    run("", text)
}

/// A paragraph in a style.
pub(super) fn paragraph(style: &str, content: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{content}</w:p>")
}

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

/// The relation of the n-th chart (from 1).
pub(super) fn chart_relation(n: usize) -> String {
    format!("grafiek{n}")
}

/// The relation of the n-th picture (from 1).
pub(super) fn picture_relation(n: usize) -> String {
    format!("kaart{n}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_typed_never_becomes_markup() {
        assert_eq!(
            text("a<b>&\u{1b}[0m\nÉén"),
            "<w:r><w:t xml:space=\"preserve\">a&lt;b&gt;&amp;[0m</w:t><w:br/><w:t xml:space=\"preserve\">Één</w:t></w:r>"
        );
    }
}
