//! What is stored goes by its key (`domain::Sleutel`), never by the word of a screen and never by the name of a variant.

use super::code_lines;

/// Enums that are written by the names of their variants although these hold nothing: frozen copies of what the first program
/// wrote.
const FROZEN: [&str; 1] = ["domain/vorm/v0.rs"];

/// Where the store asks for the word of a screen, other than to say what went wrong.
pub(super) fn words_of_a_screen(name: &str, text: &str) -> Vec<String> {
    if !name.starts_with("storage/") || name == "storage/error.rs" {
        return Vec::new();
    }
    let broken = code_lines(text).filter(|(_, line)| line.contains(".naam()") || line.contains("::naam"));
    broken.map(|(number, line)| format!("src/{name}:{number}: a value is stored by its key: {line}")).collect()
}

/// The enums of a file of which no variant holds anything, and that serde writes by the names of these.
pub(super) fn without_keys(name: &str, text: &str) -> Vec<String> {
    if FROZEN.contains(&name) || !["domain/", "importing/"].iter().any(|layer| name.starts_with(layer)) {
        return Vec::new();
    }
    let lines: Vec<(usize, &str)> = code_lines(text).collect();
    let mut broken = Vec::new();
    for (at, (number, line)) in lines.iter().enumerate() {
        let Some(rest) = line.strip_prefix("pub enum ").or_else(|| line.strip_prefix("enum ")) else { continue };
        let attributes = lines.iter().take(at).rev().take_while(|(_, line)| line.starts_with("#["));
        let is_written = attributes.clone().any(|(_, line)| line.contains("Serialize"));
        let body = lines.iter().skip(at + 1).take_while(|(_, line)| *line != "}");
        let holds = body.filter(|(_, line)| !line.starts_with("#[")).any(|(_, line)| line.contains(['(', '{']));
        if is_written && !holds {
            let type_name = rest.split([' ', '{']).next().unwrap_or(rest);
            broken.push(format!("src/{name}:{number}: {type_name} is stored by its variants; give them keys with sleutels!"));
        }
    }
    broken
}

/// The types that have keys.
pub(crate) fn with_keys(text: &str) -> Vec<String> {
    let lines: Vec<&str> = code_lines(text).map(|(_, line)| line).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let declared = lines.get(at + 1).filter(|_| *line == "sleutels! {").copied();
        let by_hand = line.strip_prefix("impl Sleutel for ");
        let name = declared.or(by_hand).and_then(|rest| rest.split(' ').next());
        found.extend(name.map(str::to_owned));
    }
    found
}
