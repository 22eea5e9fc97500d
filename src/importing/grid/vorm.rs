//! The forms of a file.

/// The forms that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vorm {
    Xlsx,
    Ods,
    Xls,
    Tekst,
}
