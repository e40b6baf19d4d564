//! A small map as one self-contained SVG: cells shaded by voices, places as rings. Nothing in it moves or is fetched,
//! and every meaning survives a grey printer: dark is more, two rings are clear, one is possible.

mod legend;
mod marks;

use super::{answer::Answer, reckon::Laid, report::grouped};
use geo_types::LineString;
use spatial::{Metres, cells::CELL_M, hotspots::Hotspots};
use std::{collections::BTreeMap, fmt::Write};

/// Width of the picture; its height follows the area.
const WIDTH: f64 = 900.0;
/// Room around the map.
const MARGIN: f64 = 30.0;
/// Room above it for the title, and below it for the legend.
const ABOVE: f64 = 92.0;
const BELOW: f64 = 118.0;
/// The longest side of the map.
const SIDE: f64 = 840.0;
/// Most blocks along a side; large areas are drawn in blocks of several cells.
const BLOCKS: usize = 210;
/// From few voices to many.
const SHADES: [&str; 5] = ["#DCE7E8", "#B4CACD", "#82A3A9", "#4B7780", "#174650"];
const INK: &str = "#10262C";
const PAPER: &str = "#FBFAF5";

/// Metres to points of the picture.
struct Sheet {
    west: f64,
    north: f64,
    per_metre: f64,
    left: f64,
    width: f64,
    height: f64,
}

impl Sheet {
    fn of(laid: &Laid) -> Self {
        let (first, columns, rows) = laid.study.rectangle();
        let (wide, high) = (columns as f64 * CELL_M, rows as f64 * CELL_M);
        let per_metre = SIDE / wide.max(high);
        Self {
            west: first.corner().x,
            north: first.corner().y + high,
            per_metre,
            left: (WIDTH - wide * per_metre) / 2.0,
            width: wide * per_metre,
            height: high * per_metre,
        }
    }

    fn point(&self, place: Metres) -> (f64, f64) {
        let (east, south) = (place.x - self.west, self.north - place.y);
        (self.left + east * self.per_metre, ABOVE + south * self.per_metre)
    }

    fn bottom(&self) -> f64 {
        ABOVE + self.height
    }
}

/// Draws the map of an answer; the same answer gives the same text. At most some hundreds of KiB.
pub fn draw(laid: &Laid, spots: &Hotspots<'_>, answer: &Answer) -> String {
    let sheet = Sheet::of(laid);
    let height = sheet.bottom() + BELOW;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\" width=\"{WIDTH}\" \
         height=\"{0}\" viewBox=\"0 0 {WIDTH} {0}\" font-family=\"system-ui, 'Noto Sans', 'Liberation Sans', Arial, \
         sans-serif\" fill=\"{INK}\">\n",
        short(height)
    );
    title(&mut svg, answer);
    let _ = writeln!(svg, "<rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>");
    heading(&mut svg, answer);
    let steps = steps(spots);
    blocks(&mut svg, &sheet, laid, spots, &steps);
    outline(&mut svg, &sheet, laid);
    marks::rings(&mut svg, &sheet, spots);
    legend::north(&mut svg);
    legend::legend(&mut svg, &sheet, &steps, spots.places.len());
    svg.push_str("</svg>\n");
    svg
}

/// A number with at most one decimal.
fn short(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    // Minus zero is zero.
    format!("{}", rounded + 0.0)
}

fn escaped(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(80)
        .collect();
    clean
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// What was counted, and what was found.
fn summary(answer: &Answer) -> [String; 2] {
    let window = answer
        .window
        .as_ref()
        .map_or("undated".into(), |[first, last]| format!("{first} to {last}"));
    let clear = answer
        .places
        .iter()
        .filter(|place| place.class == "clear")
        .count();
    let number = |count: usize| grouped(count as u64);
    [
        format!(
            "{} findings of {} people, {window}; categories: {}",
            number(answer.findings),
            number(answer.people),
            escaped(&answer.filter)
        ),
        format!(
            "{} clear and {} possible places",
            number(clear),
            number(answer.places.len() - clear)
        ),
    ]
}

fn title(svg: &mut String, answer: &Answer) {
    let _ = writeln!(svg, "<title id=\"t\">Places that stand out</title>");
    let _ = writeln!(svg, "<desc id=\"d\">{}</desc>", summary(answer).join("; "));
}

fn heading(svg: &mut String, answer: &Answer) {
    let what = if answer.too_few {
        "Too few findings for places that stand out"
    } else {
        "Places that stand out"
    };
    let _ = writeln!(
        svg,
        "<text x=\"{MARGIN}\" y=\"38\" font-size=\"22\" font-weight=\"700\">{what}</text>"
    );
    for (y, line) in [60, 78].into_iter().zip(summary(answer)) {
        let _ = writeln!(
            svg,
            "<text x=\"{MARGIN}\" y=\"{y}\" font-size=\"13\">{line}</text>"
        );
    }
}

/// Lowest number of voices of each shade: steps of equal ratio up to the most there are.
fn steps(spots: &Hotspots<'_>) -> Vec<u32> {
    let most = spots.heard().map(|figures| figures.voices).max().unwrap_or(1);
    let step = |n: usize| {
        f64::from(most)
            .powf(n as f64 / SHADES.len() as f64)
            .ceil()
            .max(1.0) as u32
    };
    let mut steps: Vec<u32> = (0..SHADES.len()).map(step).collect();
    steps.dedup();
    steps
}

fn shade(steps: &[u32], voices: u32) -> usize {
    steps.partition_point(|step| *step <= voices).saturating_sub(1)
}

/// The colour of a step: with few steps the darkest ones are still used.
fn colour(steps: &[u32], at: usize) -> &'static str {
    let last = SHADES.len() - 1;
    let place = if steps.len() < 2 {
        last / 2
    } else {
        at * last / (steps.len() - 1)
    };
    SHADES[place.min(last)]
}

/// Blocks of cells by the most voices in one, neighbours of a shade in one stroke, one path a shade.
fn blocks(svg: &mut String, sheet: &Sheet, laid: &Laid, spots: &Hotspots<'_>, steps: &[u32]) {
    let (first, columns, rows) = laid.study.rectangle();
    let side = columns.max(rows).div_ceil(BLOCKS).max(1);
    let block = |from: i32, to: i32| from.abs_diff(to) as usize / side;
    let mut most: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for figures in spots.heard() {
        let at = (block(first.iy, figures.cell.iy), block(first.ix, figures.cell.ix));
        let voices = most.entry(at).or_default();
        *voices = figures.voices.max(*voices);
    }
    let mut paths = vec![String::new(); steps.len()];
    let mut blocks = most
        .into_iter()
        .map(|(at, voices)| (at, shade(steps, voices)))
        .peekable();
    while let Some(((row, column), class)) = blocks.next() {
        let mut wide = 1;
        while blocks.next_if_eq(&((row, column + wide), class)).is_some() {
            wide += 1;
        }
        let _ = write!(paths[class], "M{column} {row}h{wide}v1h-{wide}z");
    }
    let scale = side as f64 * CELL_M * sheet.per_metre;
    let _ = writeln!(
        svg,
        "<svg x=\"{}\" y=\"{ABOVE}\" width=\"{}\" height=\"{}\"><g shape-rendering=\"crispEdges\" \
         transform=\"translate(0 {}) scale({scale} -{scale})\">",
        short(sheet.left),
        short(sheet.width),
        short(sheet.height),
        short(sheet.height)
    );
    for (class, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
        let _ = writeln!(svg, "<path fill=\"{}\" d=\"{path}\"/>", colour(steps, class));
    }
    svg.push_str("</g></svg>\n");
}

fn outline(svg: &mut String, sheet: &Sheet, laid: &Laid) {
    let mut path = String::new();
    for part in laid.outlines.iter().flatten() {
        for ring in std::iter::once(part.exterior()).chain(part.interiors()) {
            path += &trace(sheet, ring);
        }
    }
    if path.is_empty() {
        let (x, y, wide, high) = (sheet.left, ABOVE, sheet.width, sheet.height);
        path = format!("M{} {}h{}v{}h-{2}z", short(x), short(y), short(wide), short(high));
    }
    let _ = writeln!(
        svg,
        "<path fill=\"none\" stroke=\"#74868A\" stroke-width=\"1.2\" d=\"{path}\"/>"
    );
}

/// A ring in tenths of a point, corners that fall together once.
fn trace(sheet: &Sheet, ring: &LineString<f64>) -> String {
    let mut corners: Vec<String> = ring
        .coords()
        .map(|corner| sheet.point((*corner).into()))
        .map(|(x, y)| format!("{} {}", short(x), short(y)))
        .collect();
    corners.dedup();
    format!("M{}z", corners.join("L"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_texts_cannot_break_out() {
        assert_eq!(short(12.34), "12.3");
        assert_eq!(short(-0.01), "0");
        assert_eq!(escaped("<script>&\"\u{1b}"), "&lt;script&gt;&amp;&quot; ");
    }

    #[test]
    fn every_number_of_voices_has_a_shade_and_more_voices_are_never_lighter() {
        let steps = [1, 2, 4, 9, 20];
        let shades: Vec<usize> = (1..30).map(|voices| shade(&steps, voices)).collect();
        assert!(shades.is_sorted());
        assert_eq!((shades[0], shades[28]), (0, 4));
        assert_eq!(colour(&steps, 4), SHADES[4]);
        assert_eq!(colour(&[1, 2], 1), SHADES[4]);
    }
}
