//! Tails against values computed with fifty digits.
#![allow(
    clippy::excessive_precision,
    clippy::approx_constant,
    clippy::expect_used,
    reason = "values are written as computed, and a test that cannot be set up has failed"
)]

use serde_json::Value;
use spatial::tails::{ln_gamma, negative_binomial, poisson};

fn assert_close(got: f64, wanted: f64) {
    assert!(
        (got - wanted).abs() <= 1e-11 * wanted.abs(),
        "{got:e} is not {wanted:e}"
    );
}

#[test]
fn poisson_tails_agree_with_fifty_digits_to_eleven() {
    let cases = [
        (3, 0.4, 7.9263318672538361e-3),
        (1, 1e-09, 9.9999999950000006e-10),
        (12, 2.25, 4.466265856978752e-6),
        (61, 1.5, 2.4845771057627467e-74),
        (8, 7.5, 4.7536147351239455e-1),
        (40, 30.0, 4.6253037645842036e-2),
        (300, 150.5, 5.1695063013851206e-27),
        (3, 12.0, 9.994777419499671e-1),
        (2000, 1500.0, 6.6014881156204824e-35),
        (700, 20.0, 4.607829126686943e-788),
    ];
    for (count, mean, wanted) in cases {
        assert_close(poisson(count, mean), wanted);
    }
    assert_close(poisson(0, 5.0), 1.0);
    assert_close(poisson(3, 1e9), 1.0);
    assert_close(poisson(3, 0.0), 0.0);
    assert_close(poisson(3, f64::NAN), 0.0);
}

#[test]
fn negative_binomial_tails_agree_with_fifty_digits_to_eleven() {
    let cases = [
        (3, 8.5, 0.05, 1.1642542662613392e-2),
        (12, 20.25, 0.125, 7.1158620589111798e-5),
        (24, 40.0, 0.1, 4.5705069636108762e-10),
        (61, 6.5, 0.25, 2.1032878017273928e-36),
        (3, 0.4, 2.5, 1.3448471435048154e-1),
        (300, 150.5, 1.0, 5.4830420635268535e-13),
        (5, 1000.0, 0.001, 3.6828628874974507e-3),
        (200, 3.0, 5.0, 8.6409460256499846e-14),
    ];
    for (count, shape, odds, wanted) in cases {
        assert_close(negative_binomial(count, shape, odds), wanted);
    }
    assert_close(negative_binomial(0, 5.0, 1.0), 1.0);
    assert_close(negative_binomial(3, 0.0, 1.0), 0.0);
}

#[test]
fn the_gamma_function_agrees_with_fifty_digits() {
    let cases = [
        (0.1, 2.2527126517342059),
        (0.5, 5.7236494292470009e-1),
        (1.5, -1.2078223763524522e-1),
        (3.0, 6.9314718055994531e-1),
        (9.99, 1.2779315214350193e+1),
        (10.0, 1.280182748008147e+1),
        (25.5, 5.6389167643719947e+1),
        (170.0, 7.0143726380873709e+2),
        (5000.25, 3.7584755595232892e+4),
    ];
    for (x, wanted) in cases {
        assert!(
            (ln_gamma(x) - wanted).abs() <= 4e-15 * wanted.abs().max(1.0),
            "{x}"
        );
    }
}

/// The tails of a list of the golden file, each with its numbers and the tail we compute.
fn golden(list: &str, tail: impl Fn(u32, &[f64]) -> f64) -> Vec<(f64, Vec<f64>, f64)> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/tails.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("file")).expect("JSON");
    let rows = file[list].as_array().expect("rows");
    let error = |row: &Value| {
        let numbers: Vec<f64> = row
            .as_array()
            .expect("row")
            .iter()
            .map(|number| number.as_f64().expect("number"))
            .collect();
        let (wanted, given) = numbers.split_last().expect("tail");
        let got = tail(given[0] as u32, &given[1..]);
        ((got - wanted).abs() / wanted, given.to_vec(), got)
    };
    rows.iter().map(error).collect()
}

#[test]
fn tails_agree_with_sixty_digits_to_ten_from_a_millionth_to_ten_thousand_and_counts_to_five_thousand() {
    let poisson = golden("poisson_tails", |count, given| poisson(count, given[0]));
    let binomial = golden("negative_binomial_tails", |count, given| {
        negative_binomial(count, given[0], given[1])
    });
    assert!(poisson.len() > 150 && binomial.len() > 400);
    for list in [poisson, binomial] {
        let worst = list.iter().max_by(|one, other| one.0.total_cmp(&other.0));
        let (error, given, got) = worst.expect("a row");
        println!("the largest relative error: {error:e} at {given:?}");
        assert!(*error <= 1e-10, "{got:e} at {given:?} is {error:e} away");
    }
}
