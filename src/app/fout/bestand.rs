//! Why a file could not be read or written, in Dutch: the reason of the operating system, and our own.

use std::io::{Error, ErrorKind};
use std::path::Path;

use crate::files::{Kind, Refused};
use crate::wording;

/// A path as it can stand in a sentence.
pub(super) fn pad_in_zin(pad: &Path) -> String {
    wording::veilig(&pad.display().to_string())
}

/// The sentence, and what to do, for what may not be written where it was asked.
pub(super) fn of_refused(refused: &Refused) -> (String, Option<String>) {
    let not = |pad: &Path, why: &str| {
        let tekst = format!("{} is {why}; er is niets geschreven.", pad_in_zin(pad));
        (tekst, Some("Kies een andere naam.".to_owned()))
    };
    match refused {
        Refused::Exists(paden) => {
            let (is, het) = if paden.len() == 1 { ("bestaat", "het") } else { ("bestaan", "ze") };
            let namen = wording::enkele(&paden.iter().map(|pad| pad_in_zin(pad)).collect::<Vec<_>>());
            let hint = format!("Geef --vervang om {het} te vervangen, of kies een andere naam.");
            (format!("{namen} {is} al; er is niets geschreven."), Some(hint))
        }
        Refused::Ending { path, endings } => {
            let (last, others) = endings.split_last().unwrap_or((&"", &[]));
            let others = others.iter().map(|e| format!(".{e}")).collect::<Vec<_>>().join(", ");
            let of = if others.is_empty() { "" } else { " of " };
            (format!("Geef {} een naam die eindigt op {others}{of}.{last}.", pad_in_zin(path)), None)
        }
        Refused::Database(pad) => not(pad, "een database, of hoort bij een database"),
        Refused::Input(pad) => not(pad, "het bestand dat wordt gelezen"),
        Refused::Twice(pad) => not(pad, "twee keer opgegeven"),
        Refused::NotAFile(pad, Kind::Folder) => not(pad, "een map"),
        Refused::NotAFile(pad, Kind::Device) => not(pad, "een apparaat en geen bestand"),
        Refused::NotAFile(pad, Kind::Pipe) => not(pad, "een pijp en geen bestand"),
        Refused::NotAFile(pad, Kind::Dangling) => not(pad, "een koppeling naar iets dat er niet is"),
        Refused::Io { path, source } => {
            (format!("{} kan niet worden geschreven: {}.", pad_in_zin(path), io_reason(source)), None)
        }
    }
}

/// Why the operating system refused: the end of a sentence.
pub(in crate::app) fn io_reason(e: &Error) -> String {
    by_kind(e.kind()).or_else(|| e.raw_os_error().and_then(by_number)).map_or_else(
        || e.raw_os_error().map_or_else(|| "onbekende oorzaak".to_owned(), |n| format!("fout {n} van het besturingssysteem")),
        str::to_owned,
    )
}

const fn by_kind(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "het bestaat niet",
        ErrorKind::PermissionDenied => "u hebt er geen rechten voor",
        ErrorKind::IsADirectory => "het is een map",
        ErrorKind::NotADirectory => "een deel van het pad is geen map",
        ErrorKind::AlreadyExists => "het bestaat al",
        ErrorKind::StorageFull => "de schijf is vol",
        ErrorKind::QuotaExceeded => "uw ruimte op deze schijf is op",
        ErrorKind::ReadOnlyFilesystem => "de schijf is alleen te lezen",
        ErrorKind::FileTooLarge => "het bestand wordt te groot voor deze schijf",
        ErrorKind::InvalidFilename => "de naam is te lang of bevat tekens die niet mogen",
        ErrorKind::InvalidInput => "het is geen bestand dat hier past",
        ErrorKind::InvalidData => "de tekst erin is geen UTF-8",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "een ander programma heeft het in gebruik",
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::NetworkDown
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable => "de netwerkschijf is niet bereikbaar",
        ErrorKind::TimedOut => "de schijf antwoordt niet",
        ErrorKind::BrokenPipe => "niemand leest het",
        ErrorKind::OutOfMemory => "er is te weinig geheugen",
        _ => return None,
    })
}

/// Those that the standard library has no kind for.
#[cfg(unix)]
const fn by_number(n: i32) -> Option<&'static str> {
    use rustix::io::Errno;
    const IO: i32 = Errno::IO.raw_os_error();
    const LOOP: i32 = Errno::LOOP.raw_os_error();
    const NXIO: i32 = Errno::NXIO.raw_os_error();
    const NODEV: i32 = Errno::NODEV.raw_os_error();
    const MFILE: i32 = Errno::MFILE.raw_os_error();
    const NFILE: i32 = Errno::NFILE.raw_os_error();
    const NOTCONN: i32 = Errno::NOTCONN.raw_os_error();
    Some(match n {
        IO => "de schijf geeft een lees- of schrijffout",
        LOOP => "de koppeling verwijst naar zichzelf",
        NXIO | NODEV => "het apparaat is er niet",
        MFILE | NFILE => "er staan te veel bestanden open",
        NOTCONN => "de netwerkschijf is niet bereikbaar",
        _ => return None,
    })
}

/// Those that the standard library has no kind for.
#[cfg(not(unix))]
const fn by_number(n: i32) -> Option<&'static str> {
    Some(match n {
        // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
        32 | 33 => "een ander programma heeft het open",
        // ERROR_CRC, ERROR_IO_DEVICE
        23 | 1117 => "de schijf geeft een lees- of schrijffout",
        // ERROR_BAD_NETPATH, ERROR_NETNAME_DELETED, ERROR_BAD_NET_NAME
        53 | 64 | 67 => "de netwerkschijf is niet bereikbaar",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_is_told_by_its_own_name() {
        for (kind, reden) in [
            (ErrorKind::StorageFull, "de schijf is vol"),
            (ErrorKind::ReadOnlyFilesystem, "de schijf is alleen te lezen"),
            (ErrorKind::PermissionDenied, "u hebt er geen rechten voor"),
            (ErrorKind::Other, "onbekende oorzaak"),
        ] {
            assert_eq!(io_reason(&kind.into()), reden);
        }
        if cfg!(target_os = "linux") {
            // ENOSPC, EIO, EROFS, ELOOP, EDQUOT, ESTALE; and one that nobody knows.
            for (n, reden) in [
                (28, "de schijf is vol"),
                (5, "de schijf geeft een lees- of schrijffout"),
                (30, "de schijf is alleen te lezen"),
                (40, "de koppeling verwijst naar zichzelf"),
                (122, "uw ruimte op deze schijf is op"),
                (116, "de netwerkschijf is niet bereikbaar"),
                (4095, "fout 4095 van het besturingssysteem"),
            ] {
                assert_eq!(io_reason(&Error::from_raw_os_error(n)), reden, "{n}");
            }
        }
    }

    #[test]
    fn what_may_not_be_written_is_said_with_what_to_do() {
        let (tekst, hint) = of_refused(&Refused::Exists(vec!["a.docx".into(), "b.ics".into()]));
        assert_eq!(tekst, "a.docx en b.ics bestaan al; er is niets geschreven.");
        assert!(hint.unwrap().contains("--vervang"));
        let ending = |endings| of_refused(&Refused::Ending { path: "x.db".into(), endings }).0;
        assert_eq!(ending(&["docx", "html", "md"]), "Geef x.db een naam die eindigt op .docx, .html of .md.");
        assert_eq!(ending(&["ics"]), "Geef x.db een naam die eindigt op .ics.");
        assert!(of_refused(&Refused::Database("a\u{1b}.xlsx".into())).0.starts_with("a.xlsx is een database"));
    }
}
