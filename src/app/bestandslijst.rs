//! Which files a list of paths means, and which of a folder are not read.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::inlezen::{file_name, unreadable};
use super::{App, Fout};
use crate::wording;

/// Extensions that a folder is searched for; a file that is named is read whatever it is called.
const EXTENSIES: [&str; 10] = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "tab", "txt", "xltx", "xltm"];

/// What a delivery may be in that cannot be read: a workbook of another make, an archive, a message with an attachment. Each is
/// refused with what to do about it, so that nobody believes that all was read.
const VERPAKKINGEN: [&str; 17] = [
    "xlsb", "fods", "ots", "gnumeric", "numbers", "xml", "html", "htm", "mht", "mhtml", "msg", "eml", "zip", "7z", "rar", "gz",
    "tar",
];

/// Folders within a folder that are looked in.
const MAX_MAPPEN: usize = 20_000;

/// Files that are named when they are not read.
const MAX_GENOEMD: usize = 10;

/// Whether a file of a folder is read, or refused with what to do about it: by its name alone.
pub fn may_be_read(pad: &Path) -> bool {
    let eind = pad.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    EXTENSIES.contains(&eind.as_str()) || VERPAKKINGEN.contains(&eind.as_str())
}

/// What there is to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bestandslijst {
    pub bestanden: Vec<PathBuf>,
    /// Files in a folder that are no workbook and no csv.
    overgeslagen: Vec<PathBuf>,
    /// A folder that was looked in had more folders than that.
    afgekapt: bool,
}

impl Bestandslijst {
    /// What is not read of the folders, in a sentence; None when that is nothing.
    pub fn niet_gelezen(&self) -> Option<String> {
        let namen: Vec<String> = self.overgeslagen.iter().map(|pad| file_name(pad)).collect();
        let mut zinnen = Vec::new();
        if let Some((laatste, eerste)) = namen.split_last() {
            let meer = namen.len().saturating_sub(MAX_GENOEMD);
            let genoemd = if meer > 0 {
                format!("{} en nog {meer}", namen.iter().take(MAX_GENOEMD).map(String::as_str).collect::<Vec<_>>().join(", "))
            } else {
                wording::opsomming(eerste.iter().chain([laatste]))
            };
            zinnen.push(format!("Niet gelezen, want geen werkmap of csv: {genoemd}."));
        }
        if self.afgekapt {
            zinnen.push(format!("Er zijn meer dan {MAX_MAPPEN} mappen; wat daarna komt is niet gelezen."));
        }
        (!zinnen.is_empty()).then(|| zinnen.join(" "))
    }

    /// Adds the workbooks and csv files below a folder, in order of name; a folder that links to one above it is walked once. A
    /// folder within that cannot be read is added as if it were a file, so that it is told of beside what the others give.
    fn walk(&mut self, map: &Path) {
        let mut seen = HashSet::new();
        let mut todo = vec![map.to_owned()];
        while let Some(pad) = todo.pop() {
            if !pad.is_dir() {
                if may_be_read(&pad) {
                    self.bestanden.push(pad);
                } else {
                    self.overgeslagen.push(pad);
                }
                continue;
            }
            if seen.len() == MAX_MAPPEN {
                self.afgekapt = true;
                return;
            }
            if !pad.canonicalize().is_ok_and(|echt| seen.insert(echt)) {
                continue;
            }
            let Ok(entries) = std::fs::read_dir(&pad) else {
                self.bestanden.push(pad);
                continue;
            };
            let mut hier: Vec<PathBuf> = entries
                .flatten()
                .map(|entry| entry.path())
                .filter(|pad| !pad.file_name().is_some_and(|n| n.to_string_lossy().starts_with(['.', '~'])))
                .collect();
            hier.sort_by_cached_key(|pad| natural_key(pad));
            // The first is taken next.
            todo.extend(hier.into_iter().rev());
        }
    }
}

impl App {
    /// Lists the files that a list of paths means: a folder is every workbook and csv in it and below it, in order of name;
    /// hidden files and the lock files of an open workbook are left out.
    pub fn list_files(&self, paden: &[PathBuf]) -> Result<Bestandslijst, Fout> {
        let mut lijst = Bestandslijst::default();
        for pad in paden {
            if pad.is_dir() {
                let before = lijst.bestanden.len();
                // Within it, one that cannot be read is told of beside the others; the folder that was named is all there is.
                std::fs::read_dir(pad).map_err(|oorzaak| unreadable(pad, oorzaak))?;
                lijst.walk(pad);
                if lijst.bestanden.len() == before {
                    let tekst = format!("In de map {} staat geen bestand om in te lezen.", wording::pad(pad));
                    return Err(Fout::Geweigerd(
                        [Some(tekst), lijst.niet_gelezen()].into_iter().flatten().collect::<Vec<_>>().join(" "),
                    ));
                }
            } else {
                lijst.bestanden.push(pad.clone());
            }
        }
        Ok(lijst)
    }
}

/// A piece of a name: numbers compare as numbers.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Brok {
    Getal(u64),
    Tekst(String),
}

/// Orders names as people count: `deel2` before `deel10`, and `psw-2024-K2` before `psw-2024-K2-correctie`, so that a
/// correction comes after what it corrects.
fn natural_key(pad: &Path) -> Vec<Brok> {
    let stem = pad.file_stem().map(|s| s.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut brokken: Vec<Brok> = Vec::new();
    for c in stem.chars() {
        match (c.to_digit(10), brokken.last_mut()) {
            (Some(digit), Some(Brok::Getal(n))) => *n = n.saturating_mul(10).saturating_add(u64::from(digit)),
            (Some(digit), _) => brokken.push(Brok::Getal(u64::from(digit))),
            (None, Some(Brok::Tekst(tekst))) => tekst.push(c),
            (None, _) => brokken.push(Brok::Tekst(c.into())),
        }
    }
    brokken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_folder_come_in_the_order_in_which_people_count() {
        let map = tempfile::tempdir().unwrap();
        for naam in
            ["psw-2024-K2-correctie.xlsx", "psw-2024-K2.xlsx", "deel10.csv", "deel2.csv", ".weg.csv", "~$psw.xlsx", "lees.md"]
        {
            std::fs::write(map.path().join(naam), "x").unwrap();
        }
        std::fs::create_dir(map.path().join("onder")).unwrap();
        std::fs::write(map.path().join("onder/a.CSV"), "x").unwrap();
        let mut lijst = Bestandslijst::default();
        lijst.walk(map.path());
        let names: Vec<_> = lijst.bestanden.iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["deel2.csv", "deel10.csv", "a.CSV", "psw-2024-K2.xlsx", "psw-2024-K2-correctie.xlsx"]);
        assert_eq!(lijst.niet_gelezen().unwrap(), "Niet gelezen, want geen werkmap of csv: lees.md.");
    }

    #[test]
    fn a_folder_with_more_folders_than_a_thousand_is_read_whole() {
        let map = tempfile::tempdir().unwrap();
        for n in 0..1_200 {
            std::fs::create_dir(map.path().join(format!("{n}"))).unwrap();
        }
        std::fs::write(map.path().join("1199/a.csv"), "x").unwrap();
        for n in 0..12 {
            std::fs::write(map.path().join(format!("{n}/brief {n}.docx")), "x").unwrap();
        }
        let mut lijst = Bestandslijst::default();
        lijst.walk(map.path());
        assert_eq!(lijst.bestanden.len(), 1);
        let zin = lijst.niet_gelezen().unwrap();
        assert!(zin.contains("brief 0.docx, brief 1.docx") && zin.ends_with("brief 9.docx en nog 2."), "{zin}");
        assert_eq!(
            Bestandslijst { afgekapt: true, ..Bestandslijst::default() }.niet_gelezen().unwrap(),
            "Er zijn meer dan 20000 mappen; wat daarna komt is niet gelezen."
        );
    }
}
