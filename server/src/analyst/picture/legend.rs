//! What the signs of the map mean, how long a way is, and where north is.

use super::{
    INK, MARGIN, Sheet, WIDTH, colour,
    marks::{DRAWN, RINGED, dot, ring},
    short,
};
use crate::analyst::report::grouped;
use spatial::hotspots::Class;
use std::fmt::Write;

/// An arrow to the north of the plane.
pub(super) fn north(svg: &mut String) {
    let x = WIDTH - MARGIN - 8.0;
    let _ = writeln!(
        svg,
        "<path d=\"M{x} 24l8 26l-8 -6l-8 6z\"/><text x=\"{x}\" y=\"70\" font-size=\"13\" font-weight=\"700\" \
         text-anchor=\"middle\">N</text>"
    );
}

pub(super) fn legend(svg: &mut String, sheet: &Sheet, steps: &[u32], places: usize) {
    let top = sheet.bottom() + 28.0;
    let _ = writeln!(
        svg,
        "<g font-size=\"13\"><text x=\"{MARGIN}\" y=\"{}\">Voices within 50 m</text>",
        short(top)
    );
    for (at, from) in steps.iter().enumerate() {
        let x = MARGIN + 64.0 * at as f64;
        let words = match steps.get(at + 1) {
            Some(next) if next - 1 > *from => format!("{from}-{}", next - 1),
            Some(_) => from.to_string(),
            None => format!("{from}+"),
        };
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{0}\" width=\"56\" height=\"16\" fill=\"{1}\" stroke=\"#74868A\"/><text x=\"{2}\" \
             y=\"{3}\" text-anchor=\"middle\">{words}</text>",
            short(top + 10.0),
            colour(steps, at),
            x + 28.0,
            short(top + 44.0)
        );
    }
    let x = 400.0;
    let mut y = top - 4.0;
    for (class, words) in [
        (Class::Clear, "clear place, with its rank"),
        (Class::Possible, "possible place"),
    ] {
        ring(svg, (x, y), class);
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\">{words}</text>",
            x + 18.0,
            short(y + 4.5)
        );
        y += 26.0;
    }
    if places > RINGED {
        dot(svg, (x - 5.0, y), Class::Clear);
        dot(svg, (x + 5.0, y), Class::Possible);
        let others = grouped((places.min(DRAWN) - RINGED) as u64);
        let more = match places.saturating_sub(DRAWN) {
            0 => String::new(),
            more => format!(" ({} not drawn)", grouped(more as u64)),
        };
        let words = format!("the next {others}: clear, possible{more}");
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\">{words}</text>",
            x + 18.0,
            short(y + 4.5)
        );
    }
    svg.push_str("</g>\n");
    scale_bar(svg, sheet, top);
}

/// A bar of 1, 2 or 5 times a power of ten metres, at most a quarter of the picture.
fn scale_bar(svg: &mut String, sheet: &Sheet, top: f64) {
    let longest = WIDTH / 4.0 / sheet.per_metre;
    let power = 10_f64.powf(longest.log10().floor());
    let times = [5.0, 2.0]
        .into_iter()
        .find(|times| times * power <= longest)
        .unwrap_or(1.0);
    let metres = times * power;
    let words = if metres >= 1000.0 {
        format!("{} km", metres / 1000.0)
    } else {
        format!("{metres} m")
    };
    let (right, y) = (WIDTH - MARGIN, top + 14.0);
    let left = right - metres * sheet.per_metre;
    let _ = writeln!(
        svg,
        "<path fill=\"none\" stroke=\"{INK}\" stroke-width=\"2\" d=\"M{0} {1}v8H{right}v-8\"/><text x=\"{right}\" \
         y=\"{2}\" font-size=\"13\" text-anchor=\"end\">{words}</text>",
        short(left),
        short(y),
        short(y + 26.0)
    );
}
