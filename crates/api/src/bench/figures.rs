//! Medians and percentiles.

/// The middle of the values, the mean of the two in the middle of an even number; `None` of nothing.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    let upper = *sorted.get(half)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    sorted.get(half.checked_sub(1)?).map(|lower| (lower + upper) / 2.0)
}

/// Milliseconds below or at which `percent` of the latencies lie; 0 of nothing.
pub fn percentile_ms(latencies_us: &mut [u32], percent: usize) -> f64 {
    if latencies_us.is_empty() {
        return 0.0;
    }
    // The nearest rank: of 300 values the 99th percentile is the 297th.
    let rank = (latencies_us.len().saturating_mul(percent)).div_ceil(100).max(1);
    let (_, value, _) = latencies_us.select_nth_unstable(rank.min(latencies_us.len()) - 1);
    f64::from(*value) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median([]), None);
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        let mut values: Vec<u32> = (1..=100).rev().map(|ms| ms * 1000).collect();
        assert_eq!(percentile_ms(&mut values, 50), 50.0);
        assert_eq!(percentile_ms(&mut values, 99), 99.0);
        assert_eq!(percentile_ms(&mut values, 100), 100.0);
        assert_eq!(percentile_ms(&mut [], 99), 0.0);
    }
}
