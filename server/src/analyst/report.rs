//! What an analyst reads: the places as a table, what was left out, and how it was reckoned.

use super::{
    answer::{Answer, PlaceView},
    options::Asked,
    read_csv::Reason,
    reckon::Laid,
};
use spatial::MAX_CELLS;
use std::io::{self, Write};

/// Places that are shown; the document holds all.
const SHOWN: usize = 20;
/// Most characters of the categories of a place.
const WIDEST_CATEGORIES: usize = 48;

/// The answer as one JSON document.
pub fn json(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    writeln!(out)
}

/// What to know beside the results, a line each: rows that do not count by reason with the first lines of each.
pub fn notices(laid: &Laid, asked: &Asked) -> Vec<String> {
    let mut told = Vec::new();
    for (reason, left_out) in &laid.left_out {
        let lines: Vec<String> = left_out.lines.iter().map(u64::to_string).collect();
        let more = if left_out.rows > lines.len() as u64 {
            ", ..."
        } else {
            ""
        };
        let (count, words, lines) = (rows(left_out.rows), reason.words(), lines.join(", "));
        told.push(format!("{count} left out, {words} (line {lines}{more})"));
    }
    if laid.left_out.contains_key(&Reason::FarAway) {
        told.push(format!(
            "with the rows far away the area would be a rectangle of more than {MAX_CELLS} cells of 25 m; decide \
             yourself with --area"
        ));
    }
    if laid.stray > 0 {
        let count = rows(laid.stray as u64);
        told.push(format!(
            "{count} far away make the area more than twice as large; think of --area"
        ));
    }
    if laid.unnamed > 0 {
        let count = rows(laid.unnamed);
        told.push(format!(
            "{count} without an observer; each counts as its own person's"
        ));
    }
    if laid.filtered > 0 && laid.filtered == laid.read {
        told.push(format!(
            "no row has the category {}",
            asked.columns.only.join(" or ")
        ));
    }
    told
}

fn rows(count: u64) -> String {
    format!("{} {}", grouped(count), if count == 1 { "row" } else { "rows" })
}

/// A number with commas: 86,314.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The answer for people.
pub fn table(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    head(out, answer)?;
    if answer.too_few {
        let least = answer.parameters.min_findings;
        writeln!(
            out,
            "Too few for places that mean something: at least {least} findings of 3 people are needed.\n"
        )?;
    } else if answer.places.is_empty() {
        writeln!(out, "No place stands out.\n")?;
    } else {
        places(out, answer)?;
    }
    foot(out, answer)
}

fn head(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let lost: u64 = answer.rows.left_out.values().sum();
    let mut parts = vec![
        format!("{} read", rows(answer.rows.read)),
        format!("{} used", grouped(answer.rows.used as u64)),
    ];
    let more = [
        (answer.rows.filtered, "of other categories"),
        (answer.rows.outside as u64, "outside the area"),
        (lost, "left out"),
    ];
    let told = more.iter().filter(|(count, _)| *count > 0);
    parts.extend(told.map(|(count, words)| format!("{} {words}", grouped(*count))));
    writeln!(out, "{}", parts.join(", "))?;
    let area = &answer.area;
    let kind = match area.kind {
        "file" => "the given area",
        _ => "rectangle around all rows",
    };
    let cells = grouped(area.cells as u64);
    writeln!(
        out,
        "Area: {:.2} km2, {cells} cells of 25 m ({kind}), frame {}",
        area.km2, answer.frame.name
    )?;
    let window = match &answer.window {
        Some([first, last]) => format!("{first} to {last}"),
        None => "undated, all of one day".to_owned(),
    };
    let (findings, people) = (grouped(answer.findings as u64), grouped(answer.people as u64));
    let filter = clean(&answer.filter);
    writeln!(
        out,
        "Counted: {findings} findings of {people} people; {window}; categories: {filter}\n"
    )
}

fn places(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let clear = answer
        .places
        .iter()
        .filter(|place| place.class == "clear")
        .count();
    let (all, possible) = (answer.places.len(), answer.places.len() - clear);
    let stand = if all == 1 {
        "place stands out"
    } else {
        "places stand out"
    };
    writeln!(out, "{all} {stand}: {clear} clear, {possible} possible\n")?;
    let mut lines: Vec<[String; 12]> = vec![titles(answer)];
    lines.extend(answer.places.iter().take(SHOWN).map(line));
    let widths: Vec<usize> = (0..12)
        .map(|column| {
            lines
                .iter()
                .map(|line| line[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for line in &lines {
        let mut text = String::new();
        for (column, (field, width)) in line
            .iter()
            .zip(&widths)
            .enumerate()
            .filter(|(_, (_, width))| **width > 0)
        {
            let gap = if text.is_empty() { "" } else { "  " };
            // Words stand left, numbers right.
            text += &match column {
                3 | 10 | 11 => format!("{gap}{field:<width$}"),
                _ => format!("{gap}{field:>width$}"),
            };
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    if all > SHOWN {
        writeln!(out, "... and {} more; --json has all", all - SHOWN)?;
    }
    writeln!(out)
}

fn titles(answer: &Answer) -> [String; 12] {
    let [x, y] = if answer.frame.name == "metres" {
        ["x", "y"]
    } else {
        ["lon", "lat"]
    };
    let dated = |title| if answer.window.is_some() { title } else { "" };
    let kinds = answer.places.iter().any(|place| !place.categories.is_empty());
    [
        "rank",
        x,
        y,
        "class",
        "findings",
        "people",
        dated("days"),
        "expected",
        "ratio",
        "q",
        dated("first - last"),
        if kinds { "categories" } else { "" },
    ]
    .map(str::to_owned)
}

fn line(place: &PlaceView) -> [String; 12] {
    let [x, y] = match place.lonlat {
        Some(degrees) => degrees.map(|degrees| format!("{degrees:.5}")),
        None => place.metres.map(|metres| metres.to_string()),
    };
    let dates = place
        .first
        .iter()
        .zip(&place.last)
        .map(|(first, last)| format!("{first} - {last}"));
    let kinds: Vec<String> = place
        .categories
        .iter()
        .map(|count| format!("{} {}", clean(&count.category), count.findings))
        .collect();
    [
        place.rank.to_string(),
        x,
        y,
        place.class.to_owned(),
        place.findings.to_string(),
        place.people.to_string(),
        place.days.map(|days| days.to_string()).unwrap_or_default(),
        format!("{:.1}", place.expected),
        format!("{:.1}", place.ratio),
        small(place.q),
        dates.collect(),
        shortened(&kinds.join(", ")),
    ]
}

/// A probability with two digits that mean something.
fn small(p: f64) -> String {
    match p {
        0.0001.. => format!("{p:.4}"),
        1e-300.. => format!("{p:.1e}"),
        _ => "<1e-300".to_owned(),
    }
}

/// No control characters: a file must not steer the terminal.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= WIDEST_CATEGORIES {
        return text.to_owned();
    }
    text.chars()
        .take(WIDEST_CATEGORIES - 3)
        .chain("...".chars())
        .collect()
}

fn foot(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let p = &answer.parameters;
    writeln!(
        out,
        "How we count: a voice is one person on one local day within {} m of a cell of {} m; one person counts at most \
         {} times.",
        p.radius_m, p.cell_m, p.voices_per_person
    )?;
    writeln!(
        out,
        "A place needs {} voices of {} people, more than the whole area and more than what surrounds it would give.",
        p.min_voices, p.min_people
    )?;
    writeln!(
        out,
        "q is the share of false ones among places as sure as this: clear at most {}, possible at most {}.",
        p.q[0], p.q[1]
    )?;
    writeln!(out, "Findings are no proof of crimes.")
}
