//! The imports of `src/` as a graph of files, and the rings in it.
//!
//! What counts as an import: every path in production code, in a `use` or not, that leads to another file, followed to the
//! file that **defines** what it names. So:
//! - `mod x;` is no import: a parent declares its children and need not know them;
//! - `pub use x::Y;` of one's own child is a door in the facade and no import either. Who goes through the door imports
//!   `x.rs`, wherever the door is; `crate::domain::Norm` leads to `domain/norm.rs`, never to `domain/mod.rs`. A name that a
//!   file takes from its own door to use it is an import as any other;
//! - what is only compiled for tests is not there.
//!
//! Not seen: a method that an `impl` in another file adds to a type, for that cannot be read off the text.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

/// File → the files that it imports, each with the names that lead there.
pub(super) type Imports = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// The imports between the files, given as name relative to `src/` and text.
pub(super) fn imports<'a>(sources: impl Iterator<Item = (&'a str, &'a str)>) -> Imports {
    let house = House { rooms: sources.map(|(file, text)| (module_of(file), Room::read(file, text))).collect() };
    let mut imports = Imports::new();
    for (module, room) in &house.rooms {
        let edges = imports.entry(room.file.clone()).or_default();
        for path in room.used.iter().chain(room.doors.iter().filter(|d| !house.is_own_door(module, d)).map(|d| &d.path)) {
            let Some(to) = house.find(module, path, 0).filter(|to| *to != room.file) else { continue };
            edges.entry(to.to_owned()).or_default().extend(path.last().cloned());
        }
    }
    imports
}

/// Every knot of files that import each other, told by a shortest ring in it: `a.rs ─X→ b.rs ─Y→ a.rs`.
pub(super) fn rings(imports: &Imports) -> Vec<String> {
    let reach: BTreeMap<&str, BTreeSet<&str>> = imports.keys().map(|file| (file.as_str(), reachable(imports, file))).collect();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut rings = Vec::new();
    for (file, reached) in reach.iter().filter(|(file, reached)| reached.contains(**file)) {
        if told.contains(file) {
            continue;
        }
        let knot: BTreeSet<&str> =
            reached.iter().copied().filter(|other| reach.get(other).is_some_and(|r| r.contains(file))).collect();
        let shortest = knot.iter().map(|start| way_back(imports, start)).min_by_key(Vec::len).unwrap_or_default();
        rings.push(spell(imports, &shortest, knot.len()));
        told.extend(knot);
    }
    rings
}

fn reachable<'a>(imports: &'a Imports, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut todo = vec![from];
    while let Some(file) = todo.pop() {
        for next in imports.get(file).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(next.as_str()) {
                todo.push(next);
            }
        }
    }
    reached
}

/// The files of a shortest way from a file back to itself, it being both first and last.
fn way_back<'a>(imports: &'a Imports, start: &'a str) -> Vec<&'a str> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let next = way.last().and_then(|file| imports.get(*file)).into_iter().flat_map(BTreeMap::keys);
        for file in next {
            let longer = || way.iter().copied().chain([file.as_str()]).collect();
            if file == start {
                return longer();
            }
            if seen.insert(file.as_str()) {
                ways.push_back(longer());
            }
        }
    }
    Vec::new()
}

fn spell(imports: &Imports, ring: &[&str], knot: usize) -> String {
    let mut told = ring.first().copied().unwrap_or_default().to_owned();
    for (from, to) in ring.iter().zip(ring.iter().skip(1)) {
        let names = imports.get(*from).and_then(|edges| edges.get(*to)).into_iter().flatten();
        let _ = write!(told, " ─{}→ {to}", names.map(String::as_str).collect::<Vec<_>>().join(", "));
    }
    if knot + 1 > ring.len() {
        let _ = write!(told, " (in a knot of {knot} files)");
    }
    told
}

type Path = Vec<String>;

/// `tui/screens/mod.rs` and `tui/screens.rs` → tui, screens.
fn module_of(file: &str) -> Path {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    stem.split('/').filter(|part| *part != "lib").map(str::to_owned).collect()
}

/// All modules by their path.
struct House {
    rooms: BTreeMap<Path, Room>,
}

impl House {
    /// The file that defines what a path names, read in a module; None for another crate, a local name or a bare module.
    fn find(&self, module: &Path, path: &[String], depth: usize) -> Option<&str> {
        // Doors of two modules may lead to each other.
        if depth > 8 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        let parent = || module.split_last().map(|(_, above)| above.to_vec());
        match first.as_str() {
            "crate" => self.enter(&Vec::new(), rest, depth),
            "self" => self.enter(module, rest, depth),
            "super" if rest.first().is_some_and(|next| next == "super") => self.find(&parent()?, rest, depth + 1),
            "super" => self.enter(&parent()?, rest, depth),
            _ => self.enter_known(module, path, depth),
        }
    }

    /// Goes into a module by a path from there.
    fn enter(&self, module: &Path, path: &[String], depth: usize) -> Option<&str> {
        // What the text does not show, such as a glob or what a macro makes, is of this file.
        let unseen = || self.rooms.get(module).filter(|_| !path.is_empty() && !self.names_a_module(module, path, depth));
        self.enter_known(module, path, depth).or_else(|| unseen().map(|room| room.file.as_str()))
    }

    /// What a module knows by a name: an item of its own, a child, or what a `use` brought in.
    fn enter_known(&self, module: &Path, path: &[String], depth: usize) -> Option<&str> {
        let (first, rest) = path.split_first()?;
        if self.has_child(module, first) && !rest.is_empty() {
            return self.enter(&child(module, first), rest, depth + 1);
        }
        let room = self.rooms.get(module)?;
        if room.items.contains(first) {
            return Some(&room.file);
        }
        let through = |door: &Door| {
            let whole: Path = door.path.iter().chain(rest).cloned().collect();
            // `use x;` of another crate, or a name that stands for itself.
            if whole == path { None } else { self.find(module, &whole, depth + 1) }
        };
        room.doors.iter().chain(&room.brought).filter(|door| door.name == *first).find_map(through)
    }

    /// Whether a path goes on into another module, or is one.
    fn names_a_module(&self, module: &Path, path: &[String], depth: usize) -> bool {
        let (Some(room), Some(name)) = (self.rooms.get(module), path.first()) else { return false };
        let mut known = room.doors.iter().chain(&room.brought).filter(|door| door.name == *name);
        name == "self" || self.has_child(module, name) || depth < 8 && known.any(|door| self.leads_to_module(module, &door.path))
    }

    fn leads_to_module(&self, module: &Path, path: &[String]) -> bool {
        let mut at = module.clone();
        for (i, name) in path.iter().enumerate() {
            match name.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => drop(at.pop()),
                _ if i == 0 || self.has_child(&at, name) => at.push(name.clone()),
                _ => return false,
            }
        }
        self.rooms.contains_key(&at)
    }

    fn has_child(&self, module: &Path, name: &str) -> bool {
        self.rooms.contains_key(&child(module, name))
    }

    /// Whether a re-export opens a room of the module itself.
    fn is_own_door(&self, module: &Path, door: &Door) -> bool {
        let rest = match door.path.split_first() {
            Some((first, rest)) if first == "self" => rest,
            _ => &door.path,
        };
        rest.first().is_some_and(|first| self.has_child(module, first))
    }
}

fn child(module: &Path, name: &str) -> Path {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// What a `use` calls by a name.
struct Door {
    name: String,
    path: Path,
}

/// One file as far as names go.
struct Room {
    file: String,
    /// What it defines.
    items: BTreeSet<String>,
    /// What it gives on: `pub use`.
    doors: Vec<Door>,
    /// What it took in: `use`.
    brought: Vec<Door>,
    /// Every path that it uses.
    used: Vec<Path>,
}

impl Room {
    fn read(file: &str, text: &str) -> Self {
        let mut room =
            Self { file: file.to_owned(), items: BTreeSet::new(), doors: Vec::new(), brought: Vec::new(), used: Vec::new() };
        let tokens = without_tests(&tokens(text));
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = tokens.get(at + 1).copied().unwrap_or_default();
            match *token {
                "use" => {
                    let end = at + tokens.iter().skip(at).position(|t| *t == ";").unwrap_or(tokens.len() - at);
                    let mut brought = Vec::new();
                    tree(tokens.get(at + 1..end).unwrap_or_default(), &[], &mut brought);
                    if at > 0 && matches!(tokens.get(at - 1), Some(&("pub" | ")"))) {
                        room.doors.extend(brought);
                    } else {
                        room.used.extend(brought.iter().map(|door| door.path.clone()));
                        room.brought.extend(brought);
                    }
                    at = end;
                }
                "mod" | "." => at += 1,
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" if is_name(next) => {
                    room.items.insert(next.to_owned());
                    at += 1;
                }
                "macro_rules" => {
                    room.items.extend(tokens.get(at + 2).map(|name| (*name).to_owned()));
                    at += 2;
                }
                name if is_name(name) => {
                    let mut path = vec![name.to_owned()];
                    while tokens.get(at + 1) == Some(&"::") && tokens.get(at + 2).is_some_and(|t| is_name(t)) {
                        path.extend(tokens.get(at + 2).map(|t| (*t).to_owned()));
                        at += 2;
                    }
                    let is_local = path.len() == 1
                        && name.starts_with(char::is_lowercase)
                        && !matches!(tokens.get(at + 1), Some(&("(" | "!")));
                    if !is_local {
                        room.used.push(path);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        room
    }
}

/// The names of a `use` tree: `a::{b, c as d, self}` → a::b, a::c by the name d, a.
fn tree(tokens: &[&str], before: &[String], found: &mut Vec<Door>) {
    let mut path = before.to_vec();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match *token {
            "{" => {
                for branch in branches(tokens.get(at + 1..tokens.len() - 1).unwrap_or_default()) {
                    tree(branch, &path, found);
                }
                return;
            }
            "as" => {
                let name = tokens.get(at + 1).copied().unwrap_or_default().to_owned();
                found.push(Door { name, path });
                return;
            }
            "self" if at == 0 && !before.is_empty() => {}
            "::" => {}
            name => path.push(name.to_owned()),
        }
        at += 1;
    }
    if let Some(name) = path.last().cloned() {
        found.push(Door { name, path });
    }
}

fn branches<'a, 't>(tokens: &'a [&'t str]) -> Vec<&'a [&'t str]> {
    let mut depth = 0_usize;
    tokens
        .split(|token| {
            match *token {
                "{" => depth += 1,
                "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            *token == "," && depth == 0
        })
        .filter(|branch| !branch.is_empty())
        .collect()
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Leaves out every item behind `#[cfg(test)]`.
fn without_tests<'t>(tokens: &[&'t str]) -> Vec<&'t str> {
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if tokens.get(at..at + 7) == Some(&["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = end_of_item(tokens, at + 7);
        } else {
            kept.push(*token);
            at += 1;
        }
    }
    kept
}

/// Behind the `;` or the closing brace of the item that begins here.
fn end_of_item(tokens: &[&str], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match *token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 && *token == "}" {
                    return at + 1;
                }
            }
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Names, `::` and single signs; without comments, texts and characters.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = length_of_text(rest) {
            length
        } else if c.is_alphanumeric() || c == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            found.extend(rest.get(..length));
            length
        } else if rest.starts_with("::") {
            found.push("::");
            2
        } else {
            if !c.is_whitespace() {
                found.extend(rest.get(..c.len_utf8()));
            }
            c.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

/// How long the text or character is that begins here; a lifetime is its mark alone.
pub(super) fn length_of_text(rest: &str) -> Option<usize> {
    let raw = rest.strip_prefix('b').unwrap_or(rest);
    if let Some(hashes) =
        raw.strip_prefix('r').and_then(|r| r.find('"').filter(|n| r.get(..*n).is_some_and(|h| h.chars().all(|c| c == '#'))))
    {
        let begin = rest.len() - raw.len() + hashes + 2;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = rest.get(begin..)?.find(&end).map(|n| begin + n + end.len());
        return Some(length.unwrap_or(rest.len()));
    }
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = raw.get(1..)?;
    if quote == '\'' && !inside.starts_with('\\') && inside.chars().nth(1) != Some('\'') {
        return (raw.len() == rest.len()).then_some(1);
    }
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        if c == quote && !escaped {
            return Some(rest.len() - raw.len() + 1 + at + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    Some(rest.len())
}

#[test]
fn a_ring_is_seen_however_it_is_spelled() {
    let seen = |files: &[(&str, &str)]| rings(&imports(files.iter().copied()));
    let none: [String; 0] = [];

    assert_eq!(
        seen(&[("a.rs", "use crate::b::B; pub struct A;"), ("b.rs", "use super::a::A; pub struct B;")]),
        ["a.rs ─B→ b.rs ─A→ a.rs"]
    );
    assert_eq!(seen(&[("a.rs", "pub fn a() { crate::b::b(); }"), ("b.rs", "use crate::a; pub fn b() { a::a(); }")]).len(), 1);
    // A parent and its child, declared and not imported.
    assert_eq!(seen(&[("a/mod.rs", "mod b; pub struct A;"), ("a/b.rs", "use super::A;")]), none);
    assert_eq!(
        seen(&[("a/mod.rs", "mod b; pub struct A; fn f() { b::b(); }"), ("a/b.rs", "use super::A; pub fn b() {}")]).len(),
        1
    );
    // Through a door one comes to the room, not to the house.
    let doors = ("a/mod.rs", "mod b; mod c; pub use b::B; pub use self::c::{C, D as E};");
    assert_eq!(seen(&[doors, ("a/b.rs", "use super::C; pub struct B;"), ("a/c.rs", "pub struct C; pub struct D;")]), none);
    assert_eq!(
        seen(&[doors, ("a/b.rs", "use super::E; pub struct B;"), ("a/c.rs", "use crate::a::B; pub struct C; pub struct D;")])
            .len(),
        1
    );
    // A door used by the house itself is an import; so is a door into another house.
    assert_eq!(
        seen(&[("a/mod.rs", "mod b; pub use b::B; pub struct A(B);"), ("a/b.rs", "use super::A; pub struct B;")]).len(),
        1
    );
    assert_eq!(seen(&[("a.rs", "pub use crate::b::B; pub struct A;"), ("b.rs", "use crate::a::A; pub struct B;")]).len(), 1);
    // Comments, texts and tests are no code.
    let quiet = "// use crate::a::A;\nconst T: &str = r#\"crate::a::A\"#; const C: char = '\"'; pub struct B; #[cfg(test)] mod tests { use crate::a::A; }";
    assert_eq!(seen(&[("a.rs", "use crate::b::B; pub struct A;"), ("b.rs", quiet)]), none);
    // Of a knot the shortest ring is told.
    let knot = [
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::{a::A, c::C}; pub struct B;"),
        ("c.rs", "use crate::a::A; pub struct C;"),
    ];
    assert_eq!(seen(&knot), ["a.rs ─B→ b.rs ─A→ a.rs (in a knot of 3 files)"]);
}
