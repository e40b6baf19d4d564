//! How sure a share of few answers is.

/// The 97.5 % point of the normal distribution: 95 % lie between it and its opposite.
const Z: f64 = 1.959_963_984_540_054;

/// Both ends of Wilson's 95 % interval of a share, from `agreeing` of `asked` answers.
///
/// Half answers may count half: `agreeing` need not be whole. Unlike the plain interval it stays between 0
/// and 1 and says something at 0 and at all. Of nobody asked nothing is known: 0 to 1. O(1).
///
/// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
/// American Statistical Association 22 (1927), 209-212.
///
/// ```
/// let (low, high) = spatial::wilson(15.0, 20);
/// assert!(low > 0.53 && low < 0.54 && high < 0.89);
/// ```
#[must_use]
pub fn wilson(agreeing: f64, asked: u32) -> (f64, f64) {
    if asked == 0 {
        return (0.0, 1.0);
    }
    let n = f64::from(asked);
    let share = (agreeing / n).clamp(0.0, 1.0);
    let z2 = Z * Z;
    let middle = share + z2 / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    (
        ((middle - reach) / scale).max(0.0),
        ((middle + reach) / scale).min(1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_intervals_come_out() {
        // The first four: R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, the score method.
        for (agreeing, asked, low, high) in [
            (81.0, 263, 0.2553, 0.3662),
            (15.0, 148, 0.0624, 0.1605),
            (0.0, 20, 0.0, 0.1611),
            (1.0, 29, 0.0061, 0.1718),
            (10.0, 10, 0.7225, 1.0),
            (15.0, 20, 0.5313, 0.8881),
        ] {
            let found = wilson(agreeing, asked);
            assert!((found.0 - low).abs() < 5e-5, "{agreeing} of {asked}: {found:?}");
            assert!((found.1 - high).abs() < 5e-5, "{agreeing} of {asked}: {found:?}");
        }
    }

    #[test]
    fn more_answers_say_more_and_nobody_says_nothing() {
        assert_eq!(wilson(0.0, 0), (0.0, 1.0));
        assert!(wilson(12.0, 20).0 < wilson(60.0, 100).0);
        assert!(wilson(10.0, 20).0 < wilson(10.5, 20).0, "half an answer counts");
        let (low, high) = wilson(30.0, 20);
        assert!(low <= high && high <= 1.0, "more than all is all");
    }
}
