//! Paths as people type them.

use std::path::{Path, PathBuf};

/// `~/…` as the user's own folder.
pub(super) fn expand_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), std::env::var_os("HOME")) {
        (Ok(rest), Some(home)) => Path::new(&home).join(rest),
        _ => path.to_owned(),
    }
}

/// Folders and files that a typed path can become, folders first; at most fifty.
pub(super) fn complete(typed: &str) -> Vec<String> {
    let (folder, begin) = match typed.rfind('/') {
        // A slash is one byte, so this is a boundary.
        Some(at) => typed.split_at(at + 1),
        None => ("", typed),
    };
    let place = if folder.is_empty() { PathBuf::from(".") } else { expand_home(Path::new(folder)) };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let mut found: Vec<(bool, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !begin.starts_with('.');
            if hidden || !name.to_lowercase().starts_with(&begin.to_lowercase()) {
                return None;
            }
            let is_folder = entry.path().is_dir();
            Some((!is_folder, format!("{folder}{name}{}", if is_folder { "/" } else { "" })))
        })
        .collect();
    found.sort();
    found.truncate(50);
    found.into_iter().map(|(_, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_completed_folders_first() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("zeta")).unwrap();
        std::fs::write(folder.path().join("Alfa.csv"), "").unwrap();
        std::fs::write(folder.path().join(".geheim"), "").unwrap();
        let base = format!("{}/", folder.path().display());
        assert_eq!(complete(&base), [format!("{base}zeta/"), format!("{base}Alfa.csv")]);
        assert_eq!(complete(&format!("{base}al")), [format!("{base}Alfa.csv")]);
        assert!(complete("/bestaat/niet/x").is_empty());
    }
}
