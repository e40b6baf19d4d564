//! Places on the map: rings with their rank, and dots for those that follow.

use super::{ABOVE, INK, Sheet, short};
use spatial::hotspots::{Class, Hotspots};
use std::fmt::Write;

/// Places with a ring and their rank.
pub(super) const RINGED: usize = 20;
/// Places with a ring or a dot; more would hide the cells.
pub(super) const DRAWN: usize = 200;

/// Draws the places; what ranks higher lies on top.
pub(super) fn rings(svg: &mut String, sheet: &Sheet, spots: &Hotspots<'_>) {
    let at = |place: &spatial::hotspots::Place| sheet.point(place.peak.centre());
    for place in spots.places.iter().take(DRAWN).skip(RINGED) {
        dot(svg, at(place), place.class);
    }
    let ringed = &spots.places[..spots.places.len().min(RINGED)];
    let mut taken: Vec<(f64, f64)> = ringed.iter().map(at).collect();
    for place in ringed.iter().rev() {
        ring(svg, at(place), place.class);
    }
    for place in ringed {
        let spot = free_spot(sheet, at(place), &taken);
        taken.push(spot);
        label(svg, at(place), spot, &place.rank.to_string());
    }
}

pub(super) fn dot(svg: &mut String, (x, y): (f64, f64), class: Class) {
    let fill = if class == Class::Clear { INK } else { "#FFFFFF" };
    let _ = writeln!(
        svg,
        "<circle cx=\"{}\" cy=\"{}\" r=\"2.3\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"1\"/>",
        short(x),
        short(y),
        if class == Class::Clear { "#FFFFFF" } else { INK }
    );
}

pub(super) fn ring(svg: &mut String, (x, y): (f64, f64), class: Class) {
    let radii: &[f64] = if class == Class::Clear {
        &[4.5, 9.0]
    } else {
        &[9.0]
    };
    for (colour, width) in [("#FFFFFF", 5.0), (INK, 2.0)] {
        for radius in radii {
            let _ = writeln!(
                svg,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\" fill=\"none\" stroke=\"{colour}\" \
                 stroke-width=\"{width}\"/>",
                short(x),
                short(y)
            );
        }
    }
}

/// Around a ring, nearer first, the first spot on the map that no other ring or number is near; else above it.
fn free_spot(sheet: &Sheet, (x, y): (f64, f64), taken: &[(f64, f64)]) -> (f64, f64) {
    const TURNS: [(f64, f64); 8] = [
        (1.0, -0.3),
        (-1.0, -0.3),
        (0.0, -1.0),
        (0.0, 1.0),
        (0.8, -0.8),
        (-0.8, -0.8),
        (0.8, 0.8),
        (-0.8, 0.8),
    ];
    let on_map = |(x, y): (f64, f64)| {
        x > sheet.left + 8.0
            && x < sheet.left + sheet.width - 8.0
            && y > ABOVE + 8.0
            && y < sheet.bottom() - 8.0
    };
    let is_free = |(x, y): (f64, f64)| taken.iter().all(|(tx, ty)| (tx - x).hypot(ty - y) > 17.0);
    for reach in [20.0, 30.0, 44.0, 60.0] {
        let around = TURNS.iter().map(|(dx, dy)| (x + dx * reach, y + dy * reach));
        if let Some(spot) = around.into_iter().find(|spot| on_map(*spot) && is_free(*spot)) {
            return spot;
        }
    }
    (x, y - 20.0)
}

fn label(svg: &mut String, (x, y): (f64, f64), (lx, ly): (f64, f64), text: &str) {
    let far = (lx - x).hypot(ly - y);
    if far > 25.0 {
        let share = 10.0 / far;
        let (fx, fy) = (x + (lx - x) * share, y + (ly - y) * share);
        let line = format!(
            "x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
            short(fx),
            short(fy),
            short(lx),
            short(ly)
        );
        let _ = writeln!(svg, "<line {line} stroke=\"{INK}\" stroke-width=\"1\"/>");
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{}\" font-size=\"14\" font-weight=\"700\" text-anchor=\"middle\" stroke=\"#FFFFFF\" \
         stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\">{text}</text>",
        short(lx),
        short(ly + 5.0)
    );
}
