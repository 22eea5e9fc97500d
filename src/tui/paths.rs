//! Paths as people type, paste and drag them, and what stands in a folder for who chooses from it.

use std::cmp::Reverse;
use std::path::{Path, PathBuf, is_separator};

use chrono::{DateTime, Utc};

use super::text;
pub(super) use crate::app::expand_home;
use crate::app::{home, may_be_read};
use crate::wording;

/// So many rows of a folder are shown; who looks for another types a part of its name.
const MOST: usize = 2_000;

/// A folder as it is typed: ended by a separator, with `~` for the user's own.
pub(super) fn shown_folder(folder: &Path) -> String {
    let whole = folder.display().to_string();
    let short = home().filter(|home| home.parent().is_some()).and_then(|home| {
        let rest = folder.strip_prefix(&home).ok()?;
        Some(if rest.as_os_str().is_empty() { "~".to_owned() } else { format!("~/{}", rest.display()) })
    });
    let mut shown = short.unwrap_or(whole);
    if !shown.ends_with(is_separator) {
        shown.push(std::path::MAIN_SEPARATOR);
    }
    shown
}

/// So many columns the folder of a file may take in the status line: the name before it is what one looks for.
const MAPBREEDTE: usize = 30;

/// Files that were written, by name, of one base, and where they are.
pub(super) fn written_names(paden: &[PathBuf]) -> String {
    let Some((first, rest)) = paden.split_first() else { return String::new() };
    let name = first.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let endings = rest.iter().filter_map(|pad| pad.extension()).map(|e| format!(".{}", e.to_string_lossy()));
    let names = wording::opsomming(std::iter::once(name).chain(endings));
    format!("{} in {}", wording::veilig(&names), folder_of(paden))
}

/// The folder of files: also that in which the program was started, which is easily forgotten.
pub(super) fn folder_of(paden: &[PathBuf]) -> String {
    let folder = paden.first().and_then(|pad| Some(std::path::absolute(pad).ok()?.parent()?.to_owned()));
    folder.map(|folder| fitted_folder(&folder)).unwrap_or_default()
}

/// A folder that fits behind a name: of a long one the middle goes, and where it begins and ends stays.
pub(super) fn fitted_folder(folder: &Path) -> String {
    let shown = wording::veilig(&shown_folder(folder));
    let shown = if shown.chars().count() > 1 { shown.trim_end_matches(is_separator) } else { shown.as_str() };
    if text::width(shown) <= MAPBREEDTE {
        return shown.to_owned();
    }
    let mut begin = shown.match_indices(is_separator).map(|(at, _)| at).filter(|at| *at > 0);
    let begin = begin.next().and_then(|at| shown.get(..at)).unwrap_or_default();
    let ends = shown.match_indices(is_separator).filter_map(|(at, _)| shown.get(at..));
    let mut fitting = ends.map(|end| format!("{begin}{}…{end}", std::path::MAIN_SEPARATOR));
    let found = fitting.find(|short| text::width(short) <= MAPBREEDTE);
    found.unwrap_or_else(|| text::cut(shown, MAPBREEDTE))
}

/// A typed path apart: the folder with its separator, and the beginning of a name in it.
pub(super) fn parted(typed: &str) -> (&str, &str) {
    // A separator is one byte, so behind it is a boundary.
    typed.rfind(is_separator).map_or(("", typed), |at| typed.split_at(at + 1))
}

/// The folder above one that is typed, if there is one.
pub(super) fn above(folder: &str) -> Option<String> {
    let without = folder.strip_suffix(is_separator)?;
    match without {
        "~" => home()?.parent().map(shown_folder),
        "" => None,
        _ => Some(parted(without).0.to_owned()).filter(|above| !above.is_empty()),
    }
}

/// What stands in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Maplijst {
    /// Folders, then files that can be read; the newest of each first.
    pub rijen: Vec<Maprij>,
    /// How many files are no workbook and no csv.
    pub andere: usize,
    /// How many rows there are besides those here.
    pub meer: usize,
    /// The folder is not there, or may not be looked in.
    pub dicht: bool,
}

/// A folder or file in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maprij {
    pub naam: String,
    pub is_map: bool,
    pub gewijzigd: Option<DateTime<Utc>>,
    /// Of a file, in bytes.
    pub grootte: u64,
}

/// Lists a folder; one without a name is that in which the program was started.
pub(super) fn list(folder: &str) -> Maplijst {
    let place = if folder.is_empty() { PathBuf::from(".") } else { expand_home(Path::new(folder)) };
    let Ok(entries) = std::fs::read_dir(place) else { return Maplijst { dicht: true, ..Maplijst::default() } };
    let mut lijst = Maplijst::default();
    for entry in entries.flatten() {
        // A name that is no text cannot be typed; as part of its folder it is read.
        let Ok(naam) = entry.file_name().into_string() else {
            lijst.andere += 1;
            continue;
        };
        // Hidden, or what Excel puts beside a workbook that is open.
        if naam.starts_with(['.', '~']) {
            continue;
        }
        // Of a link it is that of what it leads to; one that leads nowhere can be chosen, to be told so.
        let found = std::fs::metadata(entry.path()).ok();
        let is_map = found.as_ref().is_some_and(std::fs::Metadata::is_dir);
        if !is_map && !may_be_read(Path::new(&naam)) {
            lijst.andere += 1;
            continue;
        }
        let gewijzigd = found.as_ref().and_then(|f| f.modified().ok()).map(DateTime::from);
        lijst.rijen.push(Maprij { naam, is_map, gewijzigd, grootte: found.map_or(0, |f| f.len()) });
    }
    lijst.rijen.sort_by(|a, b| {
        let order = |rij: &Maprij| (!rij.is_map, Reverse(rij.gewijzigd));
        order(a).cmp(&order(b)).then_with(|| a.naam.to_lowercase().cmp(&b.naam.to_lowercase()))
    });
    lijst.meer = lijst.rijen.len().saturating_sub(MOST);
    lijst.rijen.truncate(MOST);
    lijst
}

/// The paths of a text that was pasted or dragged: one, or several that a file manager wrote behind each other, with quotes,
/// backslashes or as addresses. A text that is none of these is one path, as it stands.
pub(super) fn pasted(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.lines().nth(1).is_some() {
        return text.lines().flat_map(pasted).collect();
    }
    let words = words(text);
    // Blanks in a path that nobody marked are a part of it, unless each piece is a whole path.
    let is_whole = |word: &String| Path::new(word).is_absolute() || word.starts_with("~/");
    if words.len() == 1 || words.iter().all(is_whole) {
        return words;
    }
    vec![text.to_owned()]
}

/// The one path that was typed, without the marks that a file manager puts around it; None: nothing was typed.
pub(super) fn typed(text: &str) -> Option<String> {
    match <[String; 1]>::try_from(pasted(text)) {
        Ok([one]) => Some(one).filter(|one| !one.is_empty()),
        Err(_) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
    }
}

/// The words of a line as a shell reads them, each as a path.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let (mut quote, mut begun) = (None, false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            _ if quote == Some(c) => quote = None,
            // Within a word it is a letter: ‘d'Angelo’.
            '\'' | '"' if quote.is_none() && word.is_empty() => (quote, begun) = (Some(c), true),
            // On Windows it stands between folders.
            '\\' if quote.is_none() && !cfg!(windows) && letters.peek().is_some_and(|next| !next.is_alphanumeric()) => {
                word.extend(letters.next());
            }
            ' ' if quote.is_none() => {
                if begun || !word.is_empty() {
                    words.push(as_path(&std::mem::take(&mut word)));
                    begun = false;
                }
            }
            c => word.push(c),
        }
    }
    if quote.is_some() {
        // A mark that is not closed is a letter of the name.
        return vec![as_path(text)];
    }
    if begun || !word.is_empty() {
        words.push(as_path(&word));
    }
    words
}

/// `file:///map/een%20bestand` as the path that it is.
fn as_path(word: &str) -> String {
    let Some(rest) = word.strip_prefix("file://") else { return word.to_owned() };
    // Behind it the name of the computer may stand; ours is left out.
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let mut bytes = Vec::with_capacity(rest.len());
    let mut left = rest.as_bytes();
    while let Some((byte, behind)) = left.split_first() {
        let coded = behind.get(..2).filter(|_| *byte == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let decoded = coded.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(decoded.unwrap_or(*byte));
        left = behind.get(if decoded.is_some() { 2.. } else { 0.. }).unwrap_or_default();
    }
    String::from_utf8(bytes).unwrap_or_else(|_| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn a_folder_is_listed_folders_first_and_the_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("oud")).unwrap();
        for (naam, days) in [("Alfa.csv", 3), ("beta.xlsx", 1), ("gamma.xls", 2)] {
            let file = std::fs::File::create(folder.path().join(naam)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(days * 86_400)).unwrap();
        }
        for naam in [".geheim.csv", "~$beta.xlsx", "brief.docx"] {
            std::fs::write(folder.path().join(naam), "").unwrap();
        }
        let lijst = list(&shown_folder(folder.path()));
        let names: Vec<&str> = lijst.rijen.iter().map(|r| r.naam.as_str()).collect();
        assert_eq!(
            (names.as_slice(), lijst.andere, lijst.dicht),
            (["oud", "beta.xlsx", "gamma.xls", "Alfa.csv"].as_slice(), 1, false)
        );
        assert!(list("/bestaat/niet/").dicht);
    }

    #[test]
    fn a_path_is_read_as_people_paste_and_drag_it() {
        for (text, paths) in [
            (" '/a b/c.xlsx' ", vec!["/a b/c.xlsx"]),
            ("\"/a b/c.xlsx\"", vec!["/a b/c.xlsx"]),
            ("/a b/c.xlsx", vec!["/a b/c.xlsx"]),
            ("/a/1.xlsx /a/2.xlsx", vec!["/a/1.xlsx", "/a/2.xlsx"]),
            ("'/a b/1.xlsx' '/a/2.xlsx'", vec!["/a b/1.xlsx", "/a/2.xlsx"]),
            ("/a/1.xlsx\n/a/2.xlsx\n", vec!["/a/1.xlsx", "/a/2.xlsx"]),
            ("file:///a/een%20bestand%C3%A9.xlsx", vec!["/a/een bestandé.xlsx"]),
            ("/a/d'Angelo.xlsx", vec!["/a/d'Angelo.xlsx"]),
            ("'/a/open", vec!["'/a/open"]),
            ("map met blanco", vec!["map met blanco"]),
        ] {
            assert_eq!(pasted(text), paths, "{text}");
        }
        #[cfg(not(windows))]
        assert_eq!(pasted("/a\\ b/c\\(1\\).xlsx"), ["/a b/c(1).xlsx"]);
        assert_eq!(typed("  "), None);
        assert_eq!(typed("~/map"), Some("~/map".to_owned()));
    }

    #[test]
    fn of_a_long_folder_the_middle_goes_and_the_name_stays() {
        let file = |folder: &str| PathBuf::from(folder).join("verslag-psw-2024-K2.docx");
        for (folder, said) in [
            ("/srv/uit", "/srv/uit"),
            ("/srv/afdeling/accountgesprekken/2024/K2/verslagen", "/srv/…/2024/K2/verslagen"),
            ("/srv/een-map-met-een-naam-die-veel-te-lang-is", "/srv/een-map-met-een-naam-die…"),
        ] {
            let names = written_names(&[file(folder), file(folder).with_extension("md")]);
            assert_eq!(names, format!("verslag-psw-2024-K2.docx en .md in {said}"));
            assert!(text::width(said) <= MAPBREEDTE);
        }
    }

    #[test]
    fn one_walks_up_from_a_folder() {
        assert_eq!(above("/a/b/"), Some("/a/".to_owned()));
        assert_eq!(above("/a/"), Some("/".to_owned()));
        assert_eq!(above("/"), None);
        assert_eq!(parted("/a/b/na"), ("/a/b/", "na"));
    }
}
