//! What an analyst reads of drawings: a line for each buurt.

use super::answer::{Answer, BuurtView};
use crate::analyst::report::clean;
use std::io::{self, Write};

/// The answer as one JSON document.
pub fn json(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    writeln!(out)
}

/// What to look at, a line each.
pub fn notices(answer: &Answer) -> Vec<String> {
    let mut told = Vec::new();
    for buurt in &answer.buurten {
        if buurt.parts > 1 {
            told.push(format!(
                "{}: the shared shape has {} parts; a buurt should have one",
                buurt.name, buurt.parts
            ));
        }
        if buurt.alarming {
            told.push(format!(
                "{}: there may be drawings that do not belong; without them the line would lie elsewhere",
                buurt.name
            ));
        }
    }
    told
}

/// The answer for people.
pub fn table(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let titles = [
        "buurt",
        "drawings",
        "repaired",
        "refused",
        "area",
        "agreement",
        "",
        "fringe",
        "contested",
    ];
    let mut lines = vec![titles.map(str::to_owned)];
    lines.extend(answer.buurten.iter().map(line));
    let width = |column: usize| {
        lines
            .iter()
            .map(|line| line[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; 9] = std::array::from_fn(width);
    for line in &lines {
        let fields = line
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(column, (field, width))| match column {
                // Words stand left, numbers right.
                0 | 6 => format!("{field:<width$}"),
                _ => format!("{field:>width$}"),
            });
        writeln!(out, "{}", fields.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    foot(out, answer)
}

fn line(buurt: &BuurtView) -> [String; 9] {
    let words = match (buurt.n, buurt.agreed) {
        (0, _) => "nobody drew it",
        (_, "eens") => "agreed",
        (_, "deels") => "agreed in part",
        _ => "disputed",
    };
    let contested = match buurt.contested {
        0 => "nowhere".to_owned(),
        1 => "1 place".to_owned(),
        places => format!("{places} places"),
    };
    let mut refused: Vec<usize> = buurt.refused.iter().map(|refused| refused.index).collect();
    refused.dedup();
    [
        clean(&buurt.name),
        buurt.n.to_string(),
        buurt.repaired.to_string(),
        refused.len().to_string(),
        format!("{:.1} ha", buurt.area_m2 / 1e4),
        format!("{:.2} ± {:.2}", buurt.agreement, buurt.agreement_error),
        words.to_owned(),
        format!("{:.2}", buurt.fringe),
        contested,
    ]
}

fn foot(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    writeln!(
        out,
        "\nThe shared shape is what at least half drew, on cells of {} m (frame {}).",
        answer.cell_m, answer.frame
    )?;
    writeln!(
        out,
        "Agreement is how alike a drawing is to it on average: from .65 agreed, from .45 in part, below disputed."
    )?;
    writeln!(
        out,
        "Behind ± is its standard error, by drawing residents anew out of themselves."
    )?;
    writeln!(
        out,
        "Fringe is what a quarter and not three quarters drew, by what half drew: 0 where all mean the same."
    )?;
    writeln!(
        out,
        "A place is contested where a quarter and three quarters lie 100 m apart or more."
    )
}
