//! Where a file lies: on a disk of this computer, or on one that other computers write to as well.

use std::path::{Component, Path, Prefix};

/// What is known of the place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bestandsplek {
    /// A disk of this computer.
    Own,
    /// A share of the network, or what may be one.
    Share,
    /// A folder that a program keeps equal to a copy elsewhere: two writers make two files of it.
    Synced,
}

/// Finds out where a path lies, which need not be there yet.
pub fn place_of(path: &Path) -> Bestandsplek {
    let there = path.ancestors().find(|p| p.exists()).unwrap_or(Path::new("."));
    let whole = there.canonicalize().unwrap_or_else(|_| there.to_owned());
    // A drive letter that stands for a share (H:) becomes \\?\UNC\server\share by `canonicalize`.
    if let Some(Component::Prefix(prefix)) = whole.components().next()
        && matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    {
        return Bestandsplek::Share;
    }
    let roots = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"].iter().filter_map(std::env::var_os);
    if roots.filter_map(|root| Path::new(&root).canonicalize().ok()).any(|root| whole.starts_with(root)) {
        return Bestandsplek::Synced;
    }
    if is_share(&whole) { Bestandsplek::Share } else { Bestandsplek::Own }
}

/// The room that is left for the user on the disk of a path, in bytes; None when it cannot be told.
#[cfg(unix)]
pub fn room_at(path: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(path).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

#[cfg(not(unix))]
pub const fn room_at(_: &Path) -> Option<u64> {
    None
}

#[cfg(target_os = "linux")]
fn is_share(path: &Path) -> bool {
    let Ok(found) = rustix::fs::statfs(path) else { return false };
    match kind_of(found.f_type) {
        Opslagsoort::Disk => false,
        Opslagsoort::Share => true,
        // Anything can lie behind it: only of what is known to be on this computer that is believed.
        Opslagsoort::Fuse => !mount_type(path).is_some_and(|kind| LOCAL_FUSE.contains(&kind.as_str())),
    }
}

#[cfg(not(target_os = "linux"))]
const fn is_share(_: &Path) -> bool {
    false
}

#[cfg(target_os = "linux")]
#[derive(Debug, PartialEq, Eq)]
enum Opslagsoort {
    Disk,
    Share,
    Fuse,
}

/// Programs behind FUSE that show what is on this computer: disks of another system, encrypted folders, layers.
#[cfg(target_os = "linux")]
const LOCAL_FUSE: [&str; 6] = ["fuseblk", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.fuse-overlayfs", "fuse.mergerfs"];

/// The kinds of file system that several computers can write to, by their number in linux/magic.h.
#[cfg(target_os = "linux")]
#[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "the number is 32 bits wide, whatever holds it")]
const fn kind_of(number: rustix::fs::FsWord) -> Opslagsoort {
    match number as u32 {
        0x6573_5546 => Opslagsoort::Fuse,
        // NFS, SMB in three ages, NCP, 9P (also the disks of Windows under WSL), Ceph, AFS twice, Coda.
        0x6969 | 0x517B | 0xFF53_4D42 | 0xFE53_4D42 | 0x564C | 0x0102_1997 | 0x00C3_6400 | 0x5346_414F | 0x6B41_4653 | 0x7375_7245
        // Of clusters: GPFS, Lustre, OCFS2, GFS2, BeeGFS; shared folders of VirtualBox and VMware.
        | 0x4750_4653 | 0x0BD0_0BD0 | 0x7461_636F | 0x0116_1970 | 0x1983_0326 | 0x786F_4256 | 0xBACB_ACBC => Opslagsoort::Share,
        _ => Opslagsoort::Disk,
    }
}

/// How the mount that a path lies on calls itself: `ext4`, `fuse.sshfs`.
#[cfg(target_os = "linux")]
fn mount_type(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let device = std::fs::metadata(path).ok()?.dev();
    let wanted = format!("{}:{}", rustix::fs::major(device), rustix::fs::minor(device));
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    mounts.lines().find_map(|line| type_in(line, &wanted))
}

/// `36 35 98:0 / /mnt rw - ext4 /dev/sda1 rw`: the type stands behind the dash.
#[cfg(target_os = "linux")]
fn type_in(line: &str, device: &str) -> Option<String> {
    let (mount, rest) = line.split_once(" - ")?;
    (mount.split(' ').nth(2)? == device).then(|| rest.split(' ').next().map(str::to_owned))?
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn shares_are_known_by_their_number_and_fuse_by_its_name() {
        for number in [0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997] {
            assert_eq!(kind_of(number), Opslagsoort::Share, "{number:x}");
        }
        // ext4, btrfs, tmpfs, overlay.
        for number in [0xEF53, 0x9123_683E, 0x0102_1994, 0x794C_7630] {
            assert_eq!(kind_of(number), Opslagsoort::Disk, "{number:x}");
        }
        assert_eq!(kind_of(0x6573_5546), Opslagsoort::Fuse);
        let line = "51 30 0:46 / /media/x rw,nosuid shared:9 - fuse.sshfs pc:/x rw,user_id=0";
        assert_eq!(type_in(line, "0:46").as_deref(), Some("fuse.sshfs"));
        assert_eq!(type_in(line, "0:47"), None);
    }

    #[test]
    fn a_disk_of_this_computer_is_told_also_of_what_is_not_there_yet() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(place_of(&folder.path().join("nog/niet/a.db")), Bestandsplek::Own);
        assert!(room_at(folder.path()).is_some());
    }
}
