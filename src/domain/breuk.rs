//! Exact fractions: figures are compared and rounded as fractions, never as floats.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// A fraction ≥ 0, kept exactly; the noemer is never 0.
#[derive(Debug, Clone, Copy)]
pub struct Breuk {
    teller: u128,
    noemer: u128,
}

impl Breuk {
    /// Returns `teller / noemer`; None for a noemer of 0.
    pub const fn new(teller: u128, noemer: u128) -> Option<Self> {
        if noemer == 0 { None } else { Some(Self { teller, noemer }) }
    }

    /// Returns `teller / noemer` with a decimal teller; None for a noemer of 0 or a teller below 0.
    ///
    /// A decimal is at most 2⁹⁶ over 10²⁸, and 10²⁸ × 2³² still fits 128 bits.
    pub fn of(teller: Decimal, noemer: u32) -> Option<Self> {
        let teller = teller.normalize();
        let mantissa = u128::try_from(teller.mantissa()).ok()?;
        let scale = 10u128.checked_pow(teller.scale())?;
        Self::new(mantissa, scale.checked_mul(u128::from(noemer))?)
    }

    /// Returns the fraction times `factor`.
    #[must_use]
    pub const fn times(self, factor: u32) -> Self {
        // Saturating is never reached: a mantissa of 2⁹⁶ times 2³² is 2¹²⁸ at most, and factors are at most 1000.
        Self { teller: self.teller.saturating_mul(factor as u128), noemer: self.noemer }
    }

    /// The value in whole tenths, rounded half up.
    pub const fn tenths_half_up(self) -> u128 {
        let tienden = self.times(10);
        let rest = tienden.teller % tienden.noemer;
        // `rest ≥ noemer - rest` is `2 × rest ≥ noemer` without the overflow.
        tienden.teller / tienden.noemer + (rest >= tienden.noemer - rest) as u128
    }

    /// The largest whole number not above the value.
    pub const fn floor(self) -> u128 {
        self.teller / self.noemer
    }

    /// The smallest whole number not below the value.
    pub const fn ceil(self) -> u128 {
        self.teller.div_ceil(self.noemer)
    }

    /// Returns the distance to `other` and whether self is the smaller; None when it does not fit 128 bits
    /// (never for counts of people).
    pub fn difference(self, other: Self) -> Option<(Ordering, Self)> {
        let a = self.teller.checked_mul(other.noemer)?;
        let b = other.teller.checked_mul(self.noemer)?;
        let noemer = self.noemer.checked_mul(other.noemer)?;
        Some((a.cmp(&b), Self { teller: a.abs_diff(b), noemer }))
    }
}

impl PartialEq for Breuk {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Breuk {}
impl PartialOrd for Breuk {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Breuk {
    /// Compares whole parts, then the turned-over remainders (as a continued fraction): exact, and without a
    /// product that could overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let order = a.floor().cmp(&b.floor());
            let (rest_a, rest_b) = (a.teller % a.noemer, b.teller % b.noemer);
            let order = match (order, rest_a, rest_b) {
                (Ordering::Equal, 0, 0) => Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, _, _) => {
                    a = Self { teller: a.noemer, noemer: rest_a };
                    b = Self { teller: b.noemer, noemer: rest_b };
                    turned = !turned;
                    continue;
                }
                (order, _, _) => order,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn breuk(teller: u128, noemer: u128) -> Breuk {
        Breuk::new(teller, noemer).unwrap()
    }

    #[test]
    fn a_noemer_of_nought_is_no_fraction() {
        assert!(Breuk::new(1, 0).is_none());
        assert!(Breuk::of(Decimal::ONE, 0).is_none());
        assert!(Breuk::of(Decimal::NEGATIVE_ONE, 3).is_none());
    }

    #[test]
    fn halves_round_up() {
        for (teller, noemer, tenths) in [(1, 20, 1), (1, 21, 0), (5, 100, 1), (49, 1000, 0), (7995, 1000, 80), (8, 1, 80)] {
            assert_eq!(breuk(teller, noemer).tenths_half_up(), tenths, "{teller}/{noemer}");
        }
    }

    #[test]
    fn the_widest_decimals_compare_without_overflow() {
        let fine = Decimal::new(1, 28);
        assert!(Breuk::of(fine, u32::MAX).unwrap() < Breuk::of(fine, u32::MAX - 1).unwrap());
        assert!(Breuk::of(Decimal::MAX, 1).unwrap() > Breuk::of(Decimal::MAX, 2).unwrap());
    }

    proptest! {
        #[test]
        fn comparing_is_comparing_cross_products(a in 0u128..1 << 40, b in 1u128..1 << 40, c in 0u128..1 << 40, d in 1u128..1 << 40) {
            prop_assert_eq!(breuk(a, b).cmp(&breuk(c, d)), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn a_fraction_lies_between_floor_and_ceil(a in 0u128..1 << 40, b in 1u128..1 << 20) {
            let (low, high) = (breuk(a, b).floor(), breuk(a, b).ceil());
            prop_assert!(breuk(low, 1) <= breuk(a, b) && breuk(a, b) <= breuk(high, 1) && high - low <= 1);
        }

        #[test]
        fn rounding_moves_at_most_half_a_tenth(a in 0u128..1 << 40, b in 1u128..1 << 20) {
            let (_, distance) = breuk(breuk(a, b).tenths_half_up(), 10).difference(breuk(a, b)).unwrap();
            prop_assert!(distance <= breuk(1, 20));
        }

        #[test]
        fn the_difference_is_the_same_from_both_sides(a in 0u128..1 << 30, b in 1u128..1 << 30, c in 0u128..1 << 30, d in 1u128..1 << 30) {
            let (there, back) = (breuk(a, b).difference(breuk(c, d)).unwrap(), breuk(c, d).difference(breuk(a, b)).unwrap());
            prop_assert_eq!(there.0, back.0.reverse());
            prop_assert_eq!(there.1, back.1);
        }
    }
}
