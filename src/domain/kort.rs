//! A short text that is held in place: what is copied about by the thousand, as keys are.

/// Up to `N` bytes of ASCII, without a NUL.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Kort<const N: usize>([u8; N]);

impl<const N: usize> Kort<N> {
    /// None when it is empty, too long, or not of ASCII.
    pub(super) const fn new(text: &str) -> Option<Self> {
        let from = text.as_bytes();
        if from.is_empty() || from.len() > N {
            return None;
        }
        let mut bytes = [0; N];
        let mut i = 0;
        while i < from.len() {
            if from[i] == 0 || !from[i].is_ascii() {
                return None;
            }
            bytes[i] = from[i];
            i += 1;
        }
        Some(Self(bytes))
    }

    pub(super) fn as_str(&self) -> &str {
        let used = self.0.split(|b| *b == 0).next().unwrap_or_default();
        // Only ASCII goes in.
        std::str::from_utf8(used).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_reads_back_and_is_ordered_as_text() {
        let short = |text: &str| Kort::<4>::new(text).unwrap();
        assert_eq!(["a", "ab", "abcd"].map(|t| short(t).as_str().to_owned()), ["a", "ab", "abcd"]);
        assert!(short("a") < short("ab") && short("ab") < short("b"));
        for bad in ["", "abcde", "é", "a\0"] {
            assert!(Kort::<4>::new(bad).is_none(), "{bad:?}");
        }
    }
}
