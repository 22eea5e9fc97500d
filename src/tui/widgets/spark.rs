//! A trend in a row: one block per kwartaal, a gap where nothing was measured.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::app::Trendpunt;

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns the last `columns` points as blocks, filled at the left with blanks.
///
/// The scale runs from the lowest to the highest point, but over at least a tenth of the norm's own scale (10 procentpunt, or
/// one point of a mark), so that a ripple does not look like a wave.
pub fn sparkline(trend: &[Trendpunt], columns: usize, is_mean: bool) -> String {
    let shown = trend.get(trend.len().saturating_sub(columns)..).unwrap_or_default();
    let values = || shown.iter().filter_map(|p| p.waarde);
    let (Some(low), Some(high)) = (values().min(), values().max()) else { return " ".repeat(columns) };
    let least = if is_mean { Decimal::ONE } else { Decimal::TEN };
    let span = (high - low).max(least);
    // A narrow band stands in the middle of the scale.
    let bottom = low - (span - (high - low)) / Decimal::TWO;
    let mut out = " ".repeat(columns.saturating_sub(shown.len()));
    for point in shown {
        out.push(match point.waarde {
            Some(value) => {
                let step = ((value - bottom) / span * Decimal::from(7)).round().to_usize().unwrap_or(0);
                BLOCKS.get(step).copied().unwrap_or('█')
            }
            None => ' ',
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kwartaal;

    fn trend(values: &[Option<i64>]) -> Vec<Trendpunt> {
        values
            .iter()
            .map(|v| Trendpunt {
                kwartaal: Kwartaal::new(2024, 1).unwrap(),
                waarde: v.map(Decimal::from),
                weergave: String::new(),
                grens: None,
                opgeschort: false,
            })
            .collect()
    }

    #[test]
    fn a_gap_is_a_gap_and_never_zero() {
        assert_eq!(sparkline(&trend(&[Some(0), None, Some(100)]), 5, false), "  ▁ █");
        assert_eq!(sparkline(&trend(&[None, None]), 3, false), "   ");
    }

    #[test]
    fn a_ripple_is_no_wave() {
        assert_eq!(sparkline(&trend(&[Some(80), Some(81)]), 2, false), "▄▅");
        assert_eq!(sparkline(&trend(&[Some(80)]), 1, false), "▅");
    }

    #[test]
    fn only_the_newest_points_are_shown() {
        assert_eq!(sparkline(&trend(&[Some(0), Some(50), Some(100)]), 2, false), "▁█");
    }
}
