//! The one way out: files that leave the program in one call, each in its place whole or not at all.

use std::fs::{self, File, FileType, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::left::{sweep, unfinished};
use super::{cause, folder_of, is_same, whole};

/// What a file of SQLite begins with, and its write-ahead log in either byte order.
const DATABASES: [&[u8]; 3] = [b"SQLite format 3\0", &[0x37, 0x7f, 0x06, 0x82], &[0x37, 0x7f, 0x06, 0x83]];

/// What is put behind the name of a database for the note that says who has it open.
pub const NOTE: &str = ".in-gebruik";

/// What SQLite and the store keep beside a database, by what is put behind its name.
const BESIDE: [&str; 4] = ["-wal", "-shm", "-journal", NOTE];

/// A place that something is to be written to.
#[derive(Debug, Clone)]
pub struct Target {
    path: PathBuf,
    /// The endings that its name may have, without a dot; none: any.
    endings: &'static [&'static str],
    private: bool,
    /// It is a database itself, and may take the place of one.
    is_database: bool,
}

impl Target {
    /// A file for its owner only, as whatever may hold codes, signalen or what somebody typed.
    pub fn new(path: &Path, endings: &'static [&'static str]) -> Self {
        Self { path: path.to_owned(), endings, private: true, is_database: false }
    }

    /// With the rights of any new file of the user, when `open` says that it holds nothing of the kind.
    #[must_use]
    pub const fn for_anybody(mut self, open: bool) -> Self {
        self.private = !open;
        self
    }

    /// A copy of a database, for its owner only.
    pub fn copy(path: &Path) -> Self {
        Self { path: path.to_owned(), endings: &[], private: true, is_database: true }
    }
}

/// A file that is never written over, whatever is asked.
#[derive(Debug, Clone)]
pub enum Never {
    /// The database in use, with what lies beside it.
    Database(PathBuf),
    /// What is read in the same call.
    Input(PathBuf),
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// These are there already, and were not to be replaced.
    #[error("{} file(s) there already", .0.len())]
    Exists(Vec<PathBuf>),
    /// The name does not end in one of these.
    #[error("wrong ending")]
    Ending { path: PathBuf, endings: &'static [&'static str] },
    /// It is the database in use or another one, or lies where a database keeps its log.
    #[error("a database")]
    Database(PathBuf),
    #[error("read in the same call")]
    Input(PathBuf),
    #[error("written twice in one call")]
    Twice(PathBuf),
    /// A folder, a device, a pipe: nothing that a file can take the place of.
    #[error("no regular file")]
    NotAFile(PathBuf, Kind),
    #[error("{}", cause(source))]
    Io { path: PathBuf, source: io::Error },
}

/// What stands where a file should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Folder,
    Device,
    Pipe,
    /// A symbolic link to something that is not there.
    Dangling,
}

/// Files on their way out. When it is dropped before [`Self::finish`], nothing was written.
#[derive(Debug)]
pub struct Outgoing {
    places: Vec<Schrijfplek>,
    replace: bool,
}

#[derive(Debug)]
struct Schrijfplek {
    /// With symbolic links followed.
    path: PathBuf,
    private: bool,
    /// The rights of the file that makes way.
    replaces: Option<Permissions>,
    staged: Option<NamedTempFile>,
}

impl Outgoing {
    /// Looks whether all of these may be written; nothing is written yet.
    ///
    /// # Errors
    /// [`Refused`] when one of them may not; then none is.
    pub fn open(targets: &[Target], replace: bool, never: &[Never]) -> Result<Self, Refused> {
        let mut places: Vec<Schrijfplek> = Vec::with_capacity(targets.len());
        let mut exists = Vec::new();
        for target in targets {
            check_ending(target)?;
            let place = Schrijfplek::of(target, never)?;
            if places.iter().any(|other| is_one_name(&other.path, &place.path)) {
                return Err(Refused::Twice(target.path.clone()));
            }
            if place.replaces.is_some() {
                exists.push(target.path.clone());
            }
            places.push(place);
        }
        if !exists.is_empty() && !replace {
            return Err(Refused::Exists(exists));
        }
        Ok(Self { places, replace })
    }

    /// Keeps the content of the next target that has none, beside its place.
    ///
    /// # Errors
    /// [`Refused::Io`]; then nothing is left behind.
    pub fn write(&mut self, content: &[u8]) -> Result<(), Refused> {
        let Some(place) = self.places.iter_mut().find(|p| p.staged.is_none()) else { return Ok(()) };
        let path = place.path.clone();
        // The file itself says why it cannot be written; its wrapper keeps that to itself.
        let mut file = place.stage()?.as_file();
        file.write_all(content).and_then(|()| file.flush()).map_err(|source| Refused::Io { path, source })
    }

    /// Returns the path of an empty file for the next target that has none, for who writes it himself.
    ///
    /// # Errors
    /// [`Refused::Io`].
    pub fn room(&mut self) -> Result<PathBuf, Refused> {
        let Some(place) = self.places.iter_mut().find(|p| p.staged.is_none()) else { return Ok(PathBuf::new()) };
        Ok(place.stage()?.path().to_owned())
    }

    /// Puts everything in its place.
    ///
    /// # Errors
    /// [`Refused::Exists`] when something came to stand there meanwhile; [`Refused::Io`].
    pub fn finish(self) -> Result<(), Refused> {
        let staged: Vec<(PathBuf, NamedTempFile)> =
            self.places.into_iter().filter_map(|place| Some((place.path, place.staged?))).collect();
        // All of it is on the disk before the first takes its place: on a full disk none of them appears.
        for (path, file) in &staged {
            file.as_file().sync_all().map_err(|source| Refused::Io { path: path.clone(), source })?;
        }
        for (path, file) in staged {
            put(file, &path, self.replace)?;
        }
        Ok(())
    }
}

impl Schrijfplek {
    fn of(target: &Target, never: &[Never]) -> Result<Self, Refused> {
        let path = &target.path;
        let io = |source| Refused::Io { path: path.clone(), source };
        let found = match fs::metadata(path) {
            Ok(found) => Some(found),
            Err(e) if e.kind() == ErrorKind::NotFound && fs::symlink_metadata(path).is_ok() => {
                return Err(Refused::NotAFile(path.clone(), Kind::Dangling));
            }
            Err(e) if e.kind() == ErrorKind::NotFound => None,
            Err(e) => return Err(io(e)),
        };
        if let Some(kind) = found.as_ref().and_then(|m| kind_of(m.file_type())) {
            return Err(Refused::NotAFile(path.clone(), kind));
        }
        if path.file_name().is_none() {
            return Err(Refused::NotAFile(path.clone(), Kind::Folder));
        }
        for never in never {
            match never {
                Never::Database(db) if lies_at(path, db) => return Err(Refused::Database(path.clone())),
                Never::Input(input) if is_same(path, input) => return Err(Refused::Input(path.clone())),
                Never::Database(_) | Never::Input(_) => {}
            }
        }
        if found.is_some() && !target.is_database && begins_as_database(path) {
            return Err(Refused::Database(path.clone()));
        }
        let replaces = found.map(|m| m.permissions());
        // Whoever made it so does not want it changed.
        if replaces.as_ref().is_some_and(Permissions::readonly) {
            return Err(io(ErrorKind::PermissionDenied.into()));
        }
        // Behind a symbolic link it is the file itself that is replaced.
        let path = if replaces.is_some() { path.canonicalize().map_err(io)? } else { whole(path) };
        Ok(Self { path, private: target.private, replaces, staged: None })
    }

    /// Makes the file that is written first, in the same folder.
    fn stage(&mut self) -> Result<&mut NamedTempFile, Refused> {
        let folder = folder_of(&self.path);
        sweep(folder);
        let mut maker = Builder::new();
        // The umask takes away what it always does.
        #[cfg(unix)]
        if !self.private {
            maker.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        let file = unfinished(&maker, folder).map_err(|e| missing_folder(folder, &self.path, e))?;
        if let Some(rights) = self.replaces.as_ref().filter(|_| !self.private) {
            // Who may read what stood there may read what takes its place; when that cannot be had, only its owner may.
            let _ = file.as_file().set_permissions(rights.clone());
        }
        Ok(self.staged.insert(file))
    }
}

/// What cannot be made for want of a folder is said of the folder.
fn missing_folder(folder: &Path, path: &Path, source: io::Error) -> Refused {
    let about = if source.kind() == ErrorKind::NotFound { folder } else { path };
    Refused::Io { path: about.to_owned(), source }
}

/// Renames a file into its place; without `replace` only when nothing stands there.
fn put(file: NamedTempFile, path: &Path, replace: bool) -> Result<(), Refused> {
    let io = |source| Refused::Io { path: path.to_owned(), source };
    if replace {
        file.persist(path).map_err(|e| io(e.error))?;
    } else {
        match file.persist_noclobber(path) {
            Ok(_) => {}
            Err(e) if e.error.kind() == ErrorKind::AlreadyExists => return Err(Refused::Exists(vec![path.to_owned()])),
            // A file system that cannot do both in one step: nothing stood there a moment ago.
            Err(e) if !path.exists() && e.file.path().exists() => {
                e.file.persist(path).map_err(|e| io(e.error))?;
            }
            Err(e) => return Err(io(e.error)),
        }
    }
    // The name must be on the disk too. Not every file system lets a folder be synced; what it holds stands there already.
    #[cfg(unix)]
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn check_ending(target: &Target) -> Result<(), Refused> {
    let ending = target.path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    if target.endings.is_empty() || target.endings.iter().any(|e| e.eq_ignore_ascii_case(ending)) {
        return Ok(());
    }
    Err(Refused::Ending { path: target.path.clone(), endings: target.endings })
}

/// Whether a path is the database or what lies beside it, whether or not that is there now.
fn lies_at(path: &Path, db: &Path) -> bool {
    is_same(path, db) || BESIDE.iter().any(|end| is_same(path, &with_end(db, end)))
}

/// A path with something put behind its name.
pub fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Whether two whole paths are one name for the file system.
fn is_one_name(a: &Path, b: &Path) -> bool {
    // Where big and small letters are one; a name that differs in nothing else is not worth the doubt.
    if cfg!(any(windows, target_os = "macos")) {
        return a.to_string_lossy().to_lowercase() == b.to_string_lossy().to_lowercase();
    }
    a == b
}

fn begins_as_database(path: &Path) -> bool {
    let mut begin = Vec::new();
    // What cannot be read cannot be told; the rights to it decide whether it is replaced.
    let _ = File::open(path).and_then(|file| file.take(16).read_to_end(&mut begin));
    DATABASES.iter().any(|magic| begin.starts_with(magic))
}

/// What stands there, when it is no regular file.
fn kind_of(found: FileType) -> Option<Kind> {
    if found.is_file() {
        return None;
    }
    if found.is_dir() {
        return Some(Kind::Folder);
    }
    #[cfg(unix)]
    if std::os::unix::fs::FileTypeExt::is_fifo(&found) || std::os::unix::fs::FileTypeExt::is_socket(&found) {
        return Some(Kind::Pipe);
    }
    Some(Kind::Device)
}

/// Writes a small file of our own, over an earlier one; who may read any new file of the user may read it.
///
/// # Errors
/// It cannot be written.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), Refused> {
    let mut out = Outgoing::open(&[Target::new(path, &[]).for_anybody(true)], true, &[])?;
    out.write(content)?;
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[&str] = &["txt"];

    fn write(path: &Path, text: &str, replace: bool) -> Result<(), Refused> {
        let mut out = Outgoing::open(&[Target::new(path, TEXT)], replace, &[])?;
        out.write(text.as_bytes())?;
        out.finish()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_only_when_that_is_asked_and_then_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, "een", false).unwrap();
        assert!(matches!(write(&path, "twee", false), Err(Refused::Exists(paths)) if paths == [path.clone()]));
        assert_eq!(fs::read_to_string(&path).unwrap(), "een");
        write(&path, "twee", true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "twee");
        // What is prepared and not finished leaves nothing.
        let mut out = Outgoing::open(&[Target::new(&path, TEXT)], true, &[]).unwrap();
        out.write(b"drie").unwrap();
        drop(out);
        assert_eq!(fs::read_to_string(&path).unwrap(), "twee");
        // What came to stand there meanwhile stays.
        let late = folder.path().join("laat.txt");
        let mut out = Outgoing::open(&[Target::new(&late, TEXT)], false, &[]).unwrap();
        out.write(b"van ons").unwrap();
        fs::write(&late, "van een ander").unwrap();
        assert!(matches!(out.finish(), Err(Refused::Exists(_))));
        assert_eq!(fs::read_to_string(&late).unwrap(), "van een ander");
        assert_eq!(names(folder.path()), ["a.txt", "laat.txt"]);
    }

    #[test]
    fn of_several_files_all_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("1.txt"), folder.path().join("2.txt"));
        let targets = [Target::new(&one, TEXT), Target::new(&two, TEXT)];
        fs::write(&two, "stond er").unwrap();
        assert!(matches!(Outgoing::open(&targets, false, &[]), Err(Refused::Exists(paths)) if paths == [two.clone()]));
        let map = folder.path().join("map");
        fs::create_dir(&map).unwrap();
        let mut out = Outgoing::open(&[Target::new(&one, TEXT), Target::new(&map.join("3.txt"), TEXT)], true, &[]).unwrap();
        out.write(b"1").unwrap();
        fs::remove_dir(&map).unwrap();
        // The second cannot be made any more: the first does not appear either.
        assert!(matches!(out.write(b"3"), Err(Refused::Io { .. })));
        drop(out);
        assert_eq!(names(folder.path()), ["2.txt"]);
        let mut out = Outgoing::open(&targets, true, &[]).unwrap();
        out.write(b"1").and_then(|()| out.write(b"2")).unwrap();
        out.finish().unwrap();
        assert_eq!(names(folder.path()), ["1.txt", "2.txt"]);
    }

    #[test]
    fn one_file_under_two_spellings_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("map");
        fs::create_dir(&map).unwrap();
        let plain = map.join("q.txt");
        for other in ["map/../map/q.txt", "map/./q.txt"] {
            let targets = [Target::new(&plain, TEXT), Target::new(&folder.path().join(other), TEXT)];
            assert!(matches!(Outgoing::open(&targets, true, &[]), Err(Refused::Twice(_))), "{other}");
        }
        #[cfg(unix)]
        {
            fs::write(&plain, "x").unwrap();
            std::os::unix::fs::symlink(&plain, folder.path().join("l.txt")).unwrap();
            let targets = [Target::new(&plain, TEXT), Target::new(&folder.path().join("l.txt"), TEXT)];
            assert!(matches!(Outgoing::open(&targets, true, &[]), Err(Refused::Twice(_))));
        }
    }

    #[test]
    fn the_database_what_lies_beside_it_and_what_is_read_are_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("a.db");
        let input = folder.path().join("in.txt");
        fs::write(&db, "geen echte").unwrap();
        fs::write(&input, "x").unwrap();
        let never = [Never::Database(db.clone()), Never::Input(input.clone())];
        let open = |path: &Path| Outgoing::open(&[Target::new(path, &[])], true, &never).map(drop);
        for beside in ["a.db", "a.db-wal", "a.db-shm", "a.db-journal", "../x/a.db"] {
            fs::create_dir_all(folder.path().join("x")).unwrap();
            let path = if beside == "../x/a.db" { folder.path().join("x/../a.db") } else { folder.path().join(beside) };
            assert!(matches!(open(&path), Err(Refused::Database(_))), "{beside}");
        }
        assert!(matches!(open(&folder.path().join("x/../in.txt")), Err(Refused::Input(_))));
        let link = folder.path().join("hard.txt");
        fs::hard_link(&db, &link).unwrap();
        assert_eq!(matches!(open(&link), Err(Refused::Database(_))), cfg!(unix));
        // A database of whatever program under any name, and a log of one.
        for (n, magic) in DATABASES.iter().enumerate() {
            let path = folder.path().join(format!("boek{n}.txt"));
            fs::write(&path, [magic, b"rest".as_slice()].concat()).unwrap();
            assert!(matches!(write(&path, "x", true), Err(Refused::Database(_))), "{n}");
        }
    }

    #[test]
    fn what_is_no_file_is_not_replaced_and_the_ending_must_fit() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("map.txt");
        fs::create_dir(&map).unwrap();
        assert!(matches!(write(&map, "x", true), Err(Refused::NotAFile(_, Kind::Folder))));
        assert!(matches!(write(&folder.path().join("a.db"), "x", true), Err(Refused::Ending { .. })));
        assert!(
            matches!(write(&folder.path().join("weg/a.txt"), "x", true), Err(Refused::Io { path, .. }) if path.ends_with("weg"))
        );
        #[cfg(unix)]
        {
            let device = Outgoing::open(&[Target::copy(Path::new("/dev/null"))], true, &[]);
            assert!(matches!(device, Err(Refused::NotAFile(_, Kind::Device))));
            let link = folder.path().join("l.txt");
            std::os::unix::fs::symlink(folder.path().join("weg.txt"), &link).unwrap();
            assert!(matches!(write(&link, "x", true), Err(Refused::NotAFile(_, Kind::Dangling))));
        }
        assert_eq!(names(folder.path()).len(), if cfg!(unix) { 2 } else { 1 });
    }

    #[cfg(unix)]
    #[test]
    fn what_is_private_is_its_owner_s_and_the_rest_keeps_the_rights_it_had() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let path = folder.path().join("a.txt");
        let out = |private: bool| {
            let mut out = Outgoing::open(&[Target::new(&path, TEXT).for_anybody(!private)], true, &[]).unwrap();
            out.write(b"x").unwrap();
            out.finish().unwrap();
        };
        out(true);
        assert_eq!(mode(&path), 0o600);
        fs::set_permissions(&path, Permissions::from_mode(0o664)).unwrap();
        out(false);
        assert_eq!(mode(&path), 0o664);
        out(true);
        assert_eq!(mode(&path), 0o600);
        // Nobody is to change it.
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        assert!(matches!(write(&path, "x", true), Err(Refused::Io { .. })));
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        // Behind a symbolic link the file is replaced, not the link.
        let link = folder.path().join("l.txt");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write(&link, "via de koppeling", true).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "via de koppeling");
    }
}
