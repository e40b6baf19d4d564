//! A small painter: shapes with smooth edges on a sheet of pixels.

/// Lines per pixel row that are looked at; along a line, coverage is exact.
const LINES: usize = 4;
/// Corners of an ellipse.
const ROUND: usize = 48;

/// Red, green, blue and how much it covers, 0 to 255.
pub(crate) type Ink = [u8; 4];

/// An ink that covers all, from `0xRRGGBB`.
pub(crate) const fn ink(hex: u32) -> Ink {
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8, 255]
}

/// The same ink, thinner.
pub(crate) const fn thin([red, green, blue, _]: Ink, cover: u8) -> Ink {
    [red, green, blue, cover]
}

/// Between two inks; a share of 0 is the first.
pub(crate) fn blend(one: Ink, other: Ink, share: f64) -> Ink {
    let between = |at: usize| {
        f64::from(one[at])
            .mul_add(1.0 - share, f64::from(other[at]) * share)
            .round() as u8
    };
    [between(0), between(1), between(2), between(3)]
}

/// A sheet of pixels, the first row on top. Places are in pixels from the top left corner.
pub(crate) struct Sheet {
    wide: usize,
    high: usize,
    /// Red, green, blue, row by row.
    pixels: Vec<u8>,
    /// Coverage of the row in the making.
    cover: Vec<f32>,
}

impl Sheet {
    /// A black sheet.
    pub fn new(wide: usize, high: usize) -> Self {
        Self {
            wide,
            high,
            pixels: vec![0; wide * high * 3],
            cover: vec![0.0; wide],
        }
    }

    /// Red, green, blue, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Fills rows from `top` to `bottom` with a colour that changes evenly.
    pub fn fade(&mut self, top: usize, bottom: usize, from: Ink, to: Ink) {
        let rows = bottom.min(self.high).saturating_sub(top);
        for row in 0..rows {
            let [red, green, blue, _] = blend(from, to, row as f64 / rows as f64);
            let start = (top + row) * self.wide * 3;
            let line = self.pixels[start..start + self.wide * 3].as_chunks_mut::<3>().0;
            line.fill([red, green, blue]);
        }
    }

    /// Fills a polygon; crossing parts count by the even-odd rule.
    pub fn polygon(&mut self, corners: &[[f64; 2]], ink: Ink) {
        let lows = corners.iter().map(|corner| corner[1]);
        let top = lows.clone().fold(f64::INFINITY, f64::min).max(0.0) as usize;
        let bottom = lows.fold(0.0, f64::max).min(self.high as f64).ceil() as usize;
        let mut crossings = Vec::with_capacity(8);
        for row in top..bottom {
            let mut touched = [self.wide, 0];
            for line in 0..LINES {
                let y = row as f64 + (line as f64 + 0.5) / LINES as f64;
                crossings_at(corners, y, &mut crossings);
                for pair in crossings.as_chunks::<2>().0 {
                    self.cover_between(pair[0], pair[1], &mut touched);
                }
            }
            self.lay(row, touched, ink);
        }
    }

    fn cover_between(&mut self, from: f64, to: f64, touched: &mut [usize; 2]) {
        const SHARE: f32 = 1.0 / LINES as f32;
        let (from, to) = (from.clamp(0.0, self.wide as f64), to.clamp(0.0, self.wide as f64));
        if to <= from {
            return;
        }
        let (first, last) = (from as usize, (to as usize).min(self.wide - 1));
        *touched = [touched[0].min(first), touched[1].max(last + 1)];
        if first == last {
            self.cover[first] += (to - from) as f32 * SHARE;
            return;
        }
        self.cover[first] += (first as f64 + 1.0 - from) as f32 * SHARE;
        self.cover[first + 1..last]
            .iter_mut()
            .for_each(|cover| *cover += SHARE);
        self.cover[last] += (to - last as f64) as f32 * SHARE;
    }

    /// Paints one row by its coverage and wipes the coverage.
    fn lay(&mut self, row: usize, [from, to]: [usize; 2], [red, green, blue, full]: Ink) {
        if from >= to {
            return;
        }
        let line = &mut self.pixels[row * self.wide * 3..(row + 1) * self.wide * 3];
        let line = &mut line.as_chunks_mut::<3>().0[from..to];
        let strength = f32::from(full) / 255.0;
        for (pixel, cover) in line.iter_mut().zip(&mut self.cover[from..to]) {
            let share = (*cover * strength).min(1.0);
            *cover = 0.0;
            if share >= 0.999 {
                *pixel = [red, green, blue];
                continue;
            }
            for (old, new) in pixel.iter_mut().zip([red, green, blue]) {
                *old = (f32::from(*old) + (f32::from(new) - f32::from(*old)) * share + 0.5) as u8;
            }
        }
    }

    /// Fills an upright box.
    pub fn block(&mut self, [x, y]: [f64; 2], [wide, high]: [f64; 2], ink: Ink) {
        self.polygon(&[[x, y], [x + wide, y], [x + wide, y + high], [x, y + high]], ink);
    }

    /// Fills an ellipse around a middle, with its half axes.
    pub fn oval(&mut self, [x, y]: [f64; 2], [wide, high]: [f64; 2], ink: Ink) {
        let corner = |step: usize| {
            let (sine, cosine) = (std::f64::consts::TAU * step as f64 / ROUND as f64).sin_cos();
            [x + wide * cosine, y + high * sine]
        };
        let corners: [[f64; 2]; ROUND] = std::array::from_fn(corner);
        self.polygon(&corners, ink);
    }

    /// Draws a line with round ends and joints. Thin inks overlap at the joints: use full ones.
    pub fn stroke(&mut self, line: &[[f64; 2]], width: f64, ink: Ink) {
        let half = width / 2.0;
        for pair in line.windows(2) {
            let [dx, dy] = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
            let long = dx.hypot(dy).max(1e-9);
            let [ax, ay] = [-dy / long * half, dx / long * half];
            let side = |[x, y]: [f64; 2], turn: f64| [x + ax * turn, y + ay * turn];
            self.polygon(
                &[
                    side(pair[0], 1.0),
                    side(pair[1], 1.0),
                    side(pair[1], -1.0),
                    side(pair[0], -1.0),
                ],
                ink,
            );
        }
        if width > 3.0 {
            line.iter().for_each(|joint| self.oval(*joint, [half, half], ink));
        }
    }

    /// A soft light: many thin ovals on top of each other.
    pub fn glow(&mut self, middle: [f64; 2], [wide, high]: [f64; 2], ink: Ink) {
        for step in (1..=12).rev() {
            let size = f64::from(step) / 12.0;
            self.oval(middle, [wide * size, high * size], thin(ink, 14));
        }
    }
}

/// Where a level line crosses the edges of a polygon, from left to right.
fn crossings_at(corners: &[[f64; 2]], y: f64, crossings: &mut Vec<f64>) {
    crossings.clear();
    let ends = corners.iter().zip(corners.iter().cycle().skip(1));
    crossings.extend(
        ends.filter(|(one, other)| (one[1] > y) != (other[1] > y))
            .map(|(one, other)| one[0] + (y - one[1]) / (other[1] - one[1]) * (other[0] - one[0])),
    );
    crossings.sort_unstable_by(f64::total_cmp);
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: Ink = ink(0xFF_FFFF);

    fn brightness(sheet: &Sheet) -> f64 {
        sheet
            .pixels()
            .iter()
            .map(|part| f64::from(*part) / 255.0)
            .sum::<f64>()
            / 3.0
    }

    #[test]
    fn a_box_covers_its_area_also_when_it_ends_inside_pixels() {
        let mut sheet = Sheet::new(20, 20);
        sheet.block([2.25, 3.5], [10.5, 6.25], WHITE);
        assert!(
            (brightness(&sheet) - 10.5 * 6.25).abs() < 0.3,
            "{}",
            brightness(&sheet)
        );
        assert_eq!(sheet.pixels()[(5 * 20 + 5) * 3], 255);
        assert_eq!(sheet.pixels()[(5 * 20 + 1) * 3], 0);
    }

    #[test]
    fn an_oval_has_the_area_of_an_ellipse_and_may_hang_over_the_edge() {
        let mut sheet = Sheet::new(100, 100);
        sheet.oval([50.0, 50.0], [30.0, 20.0], WHITE);
        let size = std::f64::consts::PI * 600.0;
        assert!((brightness(&sheet) / size - 1.0).abs() < 0.01);
        sheet.oval([-5.0, 130.0], [40.0, 40.0], WHITE);
        sheet.polygon(
            &[[-9.0, -9.0], [400.0, -9.0], [400.0, 400.0], [-9.0, 400.0]],
            WHITE,
        );
        assert!(sheet.pixels().iter().all(|part| *part == 255));
    }

    #[test]
    fn thin_ink_lets_the_ground_shine_through() {
        let mut sheet = Sheet::new(4, 4);
        sheet.block([0.0, 0.0], [4.0, 4.0], thin(WHITE, 51));
        assert!(sheet.pixels().iter().all(|part| *part == 51));
    }
}
