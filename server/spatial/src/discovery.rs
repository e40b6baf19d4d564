//! False discovery rate: how small a p must be when a whole map of cells is asked at once.
//!
//! Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995).

/// The largest p that may be called a discovery at rate `q` among `tests` tests, or `None`.
///
/// `ascending` holds the small p-values in ascending order; those left out must be above `q`.
#[must_use]
pub fn threshold(ascending: &[f64], tests: usize, q: f64) -> Option<f64> {
    let passes = |&(rank, p): &(usize, &f64)| p * tests as f64 <= q * (rank + 1) as f64;
    ascending.iter().enumerate().rfind(passes).map(|(_, &p)| p)
}

/// The adjusted value of every p in `ascending`: the smallest rate at which it would be a
/// discovery, at most 1. Exact below the smallest p-value that was left out.
#[must_use]
pub fn adjusted(ascending: &[f64], tests: usize) -> Vec<f64> {
    let mut lowest = 1.0_f64;
    let mut values = vec![1.0; ascending.len()];
    for (rank, (&p, value)) in ascending.iter().zip(&mut values).enumerate().rev() {
        lowest = lowest.min(p * tests as f64 / (rank + 1) as f64);
        *value = lowest;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example_of_the_paper_rejects_four() {
        // Benjamini and Hochberg 1995, section 4.1: fifteen p-values, q = 0.05.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        assert_eq!(threshold(&p, 15, 0.05), Some(0.0095));
        assert_eq!(threshold(&p[4..], 15, 0.01), None);
        let q = adjusted(&p, 15);
        assert!(q[3] <= 0.05 && q[4] > 0.05);
        assert!(q.is_sorted());
    }
}
