//! The schematic map of the seven gemeenten: one drawing of our own on a coarse grid, shared by terminal and verslag.
//!
//! Portrait, about 27 × 56 km; a cell is about 1,5 km wide and 3,1 km high, the shape of a character on a terminal.
//! Straightened by hand: who borders on whom is right, the sizes are about right, no border is exact.

use super::Gemeente;

/// Cells from west to east.
pub const KOLOMMEN: usize = 18;
/// Cells from north to south.
pub const RIJEN: usize = 18;
/// How many times higher than wide a cell is.
pub const CEL_VERHOUDING: f64 = 2.0;

/// One letter per cell: Gennep, b (Bergen), R (Venray), Horst aan de Maas, Venlo, Peel en Maas, Beesel; a dot lies outside.
const RASTER: [&[u8; KOLOMMEN]; RIJEN] = [
    b".....GGG..........",
    b".....GGGG.........",
    b"......GGG.........",
    b"......GGbbbb......",
    b"........bbbb......",
    b"........bbbb......",
    b".RR...RRRbbbbb....",
    b".RRRRRRRRRRRbbbb..",
    b".RRRRRRRRRRHHHbbb.",
    b"..RRRRRRRHHHHHHHVV",
    b"..RRRRHHHHHHHHHVVV",
    b"...HHHHHHHHHHHHVVV",
    b"....HHHHHHHHHVVVVV",
    b"....PPPPPPPPPVVVVV",
    b".PPPPPPPPPPPPVVVV.",
    b".PPPPPPPPPPPPVVV..",
    b"......PPPPBBBV....",
    b".......BBBBB......",
];

/// Pairs of gemeenten that share a border, in order of [`Gemeente::ALL`].
pub const BUREN: [(Gemeente, Gemeente); 10] = [
    (Gemeente::Beesel, Gemeente::PeelEnMaas),
    (Gemeente::Beesel, Gemeente::Venlo),
    (Gemeente::Bergen, Gemeente::Gennep),
    (Gemeente::Bergen, Gemeente::HorstAanDeMaas),
    (Gemeente::Bergen, Gemeente::Venlo),
    (Gemeente::Bergen, Gemeente::Venray),
    (Gemeente::HorstAanDeMaas, Gemeente::PeelEnMaas),
    (Gemeente::HorstAanDeMaas, Gemeente::Venlo),
    (Gemeente::HorstAanDeMaas, Gemeente::Venray),
    (Gemeente::PeelEnMaas, Gemeente::Venlo),
];

/// Returns the gemeente that a cell belongs to; None outside the region and outside the grid.
pub fn cel(kolom: usize, rij: usize) -> Option<Gemeente> {
    Some(match RASTER.get(rij)?.get(kolom)? {
        b'G' => Gemeente::Gennep,
        b'b' => Gemeente::Bergen,
        b'R' => Gemeente::Venray,
        b'H' => Gemeente::HorstAanDeMaas,
        b'V' => Gemeente::Venlo,
        b'P' => Gemeente::PeelEnMaas,
        b'B' => Gemeente::Beesel,
        _ => return None,
    })
}

/// The cells of a gemeente as (kolom, rij), row by row.
pub fn cellen(gemeente: Gemeente) -> impl Iterator<Item = (usize, usize)> {
    (0..RIJEN).flat_map(|rij| (0..KOLOMMEN).map(move |kolom| (kolom, rij))).filter(move |&(k, r)| cel(k, r) == Some(gemeente))
}

/// The cell (kolom, rij) in the middle of a gemeente, where its name and glyph stand.
pub const fn midden(gemeente: Gemeente) -> (usize, usize) {
    match gemeente {
        Gemeente::Gennep => (6, 1),
        Gemeente::Bergen => (10, 5),
        Gemeente::Venray => (6, 8),
        Gemeente::HorstAanDeMaas => (9, 10),
        Gemeente::Venlo => (15, 12),
        Gemeente::PeelEnMaas => (7, 14),
        Gemeente::Beesel => (10, 16),
    }
}

/// The outline of a gemeente: the corners of one closed polygon, clockwise, in cell corners (0, 0 is the north-west corner of
/// the grid); the last corner joins the first.
pub fn omtrek(gemeente: Gemeente) -> Vec<(usize, usize)> {
    // Every side of a cell that borders on something else, walked with the gemeente on the right hand.
    let mut sides: Vec<((usize, usize), (usize, usize))> = Vec::new();
    let outside = |k: Option<usize>, r: Option<usize>| k.zip(r).and_then(|(k, r)| cel(k, r)) != Some(gemeente);
    for (k, r) in cellen(gemeente) {
        if outside(Some(k), r.checked_sub(1)) {
            sides.push(((k, r), (k + 1, r)));
        }
        if outside(Some(k + 1), Some(r)) {
            sides.push(((k + 1, r), (k + 1, r + 1)));
        }
        if outside(Some(k), Some(r + 1)) {
            sides.push(((k + 1, r + 1), (k, r + 1)));
        }
        if outside(k.checked_sub(1), Some(r)) {
            sides.push(((k, r + 1), (k, r)));
        }
    }
    let Some(&(start, mut at)) = sides.first() else { return Vec::new() };
    let mut corners = vec![start];
    // The drawing is constant and simply connected (see the tests), so the walk comes back to its start.
    while at != start && corners.len() <= sides.len() {
        corners.push(at);
        let Some(&(_, next)) = sides.iter().find(|(from, _)| *from == at) else { break };
        at = next;
    }
    without_straight_corners(&corners)
}

/// Drops the corners at which the line goes straight on.
fn without_straight_corners(corners: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let n = corners.len();
    (0..n)
        .filter(|&i| {
            let (before, after) = (corners[(i + n - 1) % n], corners[(i + 1) % n]);
            before.0 != after.0 && before.1 != after.1
        })
        .map(|i| corners[i])
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn touching() -> BTreeSet<(Gemeente, Gemeente)> {
        let mut pairs = BTreeSet::new();
        for rij in 0..RIJEN {
            for kolom in 0..KOLOMMEN {
                for (k, r) in [(kolom + 1, rij), (kolom, rij + 1)] {
                    if let (Some(a), Some(b)) = (cel(kolom, rij), cel(k, r))
                        && a != b
                    {
                        pairs.insert((a.min(b), a.max(b)));
                    }
                }
            }
        }
        pairs
    }

    #[test]
    fn neighbours_share_a_border_and_nobody_else_does() {
        assert_eq!(touching(), BUREN.into_iter().collect());
    }

    #[test]
    fn a_gemeente_is_one_polygon_without_holes() {
        for gemeente in Gemeente::ALL {
            let corners = omtrek(gemeente);
            // The area inside the polygon (shoelace) equals the number of cells only if one loop holds them all.
            let n = corners.len();
            let twice: i64 = (0..n)
                .map(|i| {
                    let ((x1, y1), (x2, y2)) = (corners[i], corners[(i + 1) % n]);
                    i64::try_from(x1 * y2).unwrap() - i64::try_from(x2 * y1).unwrap()
                })
                .sum();
            assert_eq!(twice, 2 * i64::try_from(cellen(gemeente).count()).unwrap(), "{gemeente:?}");
            assert!(n >= 4 && corners.iter().collect::<BTreeSet<_>>().len() == n, "{gemeente:?}: {corners:?}");
        }
    }

    #[test]
    fn the_middle_of_a_gemeente_lies_in_it() {
        for gemeente in Gemeente::ALL {
            let (k, r) = midden(gemeente);
            assert_eq!(cel(k, r), Some(gemeente), "{gemeente:?}");
        }
    }

    #[test]
    fn sizes_are_about_right() {
        // Square kilometres, rounded; a cell is about 4,75 km².
        for (gemeente, km2) in [
            (Gemeente::Beesel, 29),
            (Gemeente::Bergen, 109),
            (Gemeente::Gennep, 51),
            (Gemeente::HorstAanDeMaas, 192),
            (Gemeente::PeelEnMaas, 160),
            (Gemeente::Venlo, 128),
            (Gemeente::Venray, 165),
        ] {
            let cells = i32::try_from(cellen(gemeente).count()).unwrap();
            assert!((cells * 475 / 100 - km2).abs() <= 20, "{gemeente:?}: {cells} cells");
        }
    }
}
