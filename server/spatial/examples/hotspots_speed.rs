//! How long one hotspot question takes: `cargo run --release -p spatial --example hotspots_speed`.
//!
//! 100,000 made-up findings on 545,808 cells of 25 m: 60 % in 300 piles (40 m wide), the rest spread
//! evenly, by 5,000 people or by a different person each, over 180 days.

use std::time::Instant;

use spatial::hotspots::{Rule, find};
use spatial::voices::Row;
use spatial::{Cell, Metres, Study};

/// A small random generator with a fixed seed (xorshift64*).
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, bound: u32) -> u32 {
        (self.share() * f64::from(bound)) as u32
    }

    /// Roughly normal, mean 0 and deviation 1.
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }
}

fn rows(people: Option<u32>) -> Vec<Row> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (width, height) = (758.0 * 25.0, 720.0 * 25.0);
    let piles: Vec<(f64, f64)> = (0..300)
        .map(|_| (dice.share() * width, dice.share() * height))
        .collect();
    let row = |n: u32| {
        let pile = piles[dice.below(300) as usize];
        let (x, y) = match n % 10 {
            0..6 => (pile.0 + 40.0 * dice.bell(), pile.1 + 40.0 * dice.bell()),
            _ => (dice.share() * width, dice.share() * height),
        };
        let observer = people.map_or(n, |people| dice.below(people));
        Row {
            observer,
            day: dice.below(180) as i32,
            cell: Cell::at(Metres::new(x, y)),
        }
    };
    (0..100_000).map(row).collect()
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut took: Vec<f64> = (0..15)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[7]
}

fn main() -> Result<(), spatial::StudyFault> {
    let weights = vec![1; 758 * 720];
    let area = median(|| drop(Study::from_weights(Cell::new(0, 0), 758, weights.clone())));
    println!("study area: {area:.1} ms");
    let study = Study::from_weights(Cell::new(0, 0), 758, weights)?;
    for (name, people) in [("a different person each", None), ("5,000 people", Some(5_000))] {
        let rows = rows(people);
        let took = median(|| drop(find(&rows, &study, &Rule::default())));
        let spots = find(&rows, &study, &Rule::default());
        println!(
            "{name}: {took:.1} ms, {} places among {} findings",
            spots.places.len(),
            spots.findings
        );
    }
    Ok(())
}
