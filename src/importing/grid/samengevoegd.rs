//! Merged cells: only the first of a block has the value, while people read it in every row of the block.

use super::{Blok, Ruwecel, Ruwerij};

/// Blocks that are remembered of a sheet, and how many may lie beside each other.
pub(super) const MAX_BLOKKEN: usize = 10_000;
const MAX_NAAST_ELKAAR: usize = 256;

/// Fills values downwards through the blocks of a sheet, as its rows come by.
pub(super) struct Invuller {
    /// Those that are still to come, the last first.
    wachtend: Vec<Blok>,
    lopend: Vec<(Blok, Option<Ruwecel<'static>>)>,
}

impl Invuller {
    pub(super) fn new(blokken: &[Blok]) -> Self {
        let mut wachtend = blokken.to_vec();
        wachtend.sort_unstable_by(|a, b| b.cmp(a));
        Self { wachtend, lopend: Vec::new() }
    }

    /// Adds to a row what blocks that began above it say.
    pub(super) fn vul(&mut self, rij: &mut Ruwerij<'_>) {
        if self.wachtend.is_empty() && self.lopend.is_empty() {
            return;
        }
        self.lopend.retain(|(blok, _)| blok.tot >= rij.nummer);
        while let Some(blok) = self.wachtend.pop_if(|b| b.van <= rij.nummer) {
            if blok.tot >= rij.nummer && self.lopend.len() < MAX_NAAST_ELKAAR {
                self.lopend.push((blok, None));
            }
        }
        for (blok, waarde) in &mut self.lopend {
            match rij.cellen.binary_search_by_key(&blok.kolom, |(k, _)| *k) {
                Ok(i) if blok.van == rij.nummer => {
                    *waarde = Some(rij.cellen[i].1.clone().into_owned());
                }
                Err(i) if blok.van < rij.nummer => {
                    if let Some(waarde) = waarde {
                        rij.cellen.insert(i, (blok.kolom, waarde.clone()));
                    }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fills_its_block() {
        let blok = |kolom, van, tot| Blok { van, tot, kolom };
        let mut invuller = Invuller::new(&[blok(0, 2, 4), blok(1, 2, 4), blok(2, 1, 2)]);
        let t = |s: &'static str| Ruwecel::Tekst(s.into());
        let mut gevuld = |nummer, cellen: Vec<(u32, Ruwecel<'static>)>| {
            let mut rij = Ruwerij { nummer, cellen, velden: 0 };
            invuller.vul(&mut rij);
            rij.cellen
        };
        assert_eq!(gevuld(1, vec![(2, t("kop"))]), [(2, t("kop"))]);
        assert_eq!(gevuld(2, vec![(0, t("Venlo")), (1, Ruwecel::Getal(8.0))]).len(), 3);
        assert_eq!(gevuld(3, vec![(3, t("x"))]), [(0, t("Venlo")), (1, Ruwecel::Getal(8.0)), (3, t("x"))]);
        assert_eq!(gevuld(4, vec![(0, t("eigen"))])[0], (0, t("eigen")));
        assert_eq!(gevuld(5, vec![(3, t("x"))]), [(3, t("x"))]);
    }
}
