//! The street that all drawn pictures share: sky, houses, pavement, trees, in the light of an hour.

use super::chance::Chance;
use super::raster::{Ink, Sheet, blend, ink, thin};

/// Width and height of the sheet that scenes are made for, in pixels.
pub(crate) const WIDE: f64 = 1600.0;
pub(crate) const HIGH: f64 = 1200.0;
/// Where houses meet the pavement.
pub(crate) const GROUND: f64 = 720.0;

/// Colours of an hour of the day.
#[derive(Clone, Copy)]
pub(crate) struct Light {
    /// Sky at the top and above the roofs.
    pub sky: [Ink; 2],
    /// Fronts of houses.
    pub walls: [Ink; 4],
    /// Windows, dark and lit, and how many are lit.
    pub windows: [Ink; 2],
    pub lit: f64,
    /// Frames and doors.
    pub frame: Ink,
    /// Pavement, and the joints between tiles.
    pub paving: Ink,
    pub joint: Ink,
    /// Road.
    pub road: Ink,
    /// Leaves, from shade to sun.
    pub leaves: [Ink; 3],
    /// Grass.
    pub grass: Ink,
    /// Trunks and wood.
    pub wood: Ink,
    /// Water and its gleam.
    pub water: [Ink; 2],
    /// What is nearly black in this light.
    pub dark: Ink,
    /// What is nearly white in this light.
    pub pale: Ink,
}

impl Light {
    /// A clear day.
    pub fn day() -> Self {
        Self {
            sky: [ink(0x8EC5EA), ink(0xE4F2F8)],
            walls: [ink(0xC96F4A), ink(0xE0B07A), ink(0xA9563F), ink(0xD9CDB8)],
            windows: [ink(0x4C6A80), ink(0xDCEBF2)],
            lit: 0.25,
            frame: ink(0xFAF6EE),
            paving: ink(0xCFC9C0),
            joint: ink(0xB1AAA0),
            road: ink(0x8A8F96),
            leaves: [ink(0x3C7A45), ink(0x55995A), ink(0x7DBB6C)],
            grass: ink(0x6DAD63),
            wood: ink(0x8A5A3B),
            water: [ink(0x5B9FC0), ink(0xBFE0EA)],
            dark: ink(0x25313B),
            pale: ink(0xFFFFFF),
        }
    }

    /// After sunset, windows lit.
    pub fn dusk() -> Self {
        Self {
            sky: [ink(0x34406E), ink(0xF0A97E)],
            walls: [ink(0x6B4A55), ink(0x7F6467), ink(0x57424F), ink(0x8A7A80)],
            windows: [ink(0x2C3348), ink(0xF6CE7C)],
            lit: 0.5,
            frame: ink(0xB9A9A6),
            paving: ink(0x7C7682),
            joint: ink(0x67616E),
            road: ink(0x4C4A58),
            leaves: [ink(0x233F3B), ink(0x2F5547), ink(0x4A7154)],
            grass: ink(0x3F634E),
            wood: ink(0x553B38),
            water: [ink(0x3E5378), ink(0xE2A98D)],
            dark: ink(0x171C2B),
            pale: ink(0xEADFD6),
        }
    }

    /// A grey day in autumn.
    pub fn autumn() -> Self {
        Self {
            sky: [ink(0xA9B6BF), ink(0xDDE1E0)],
            walls: [ink(0x9C5B45), ink(0xB98E66), ink(0x7F4B3F), ink(0xB7AFA3)],
            windows: [ink(0x455561), ink(0xF2DDA4)],
            lit: 0.3,
            frame: ink(0xECE8E0),
            paving: ink(0xACA9A4),
            joint: ink(0x908D88),
            road: ink(0x6E7378),
            leaves: [ink(0x8A5A24), ink(0xB97A2C), ink(0xDDA23E)],
            grass: ink(0x8A9A58),
            wood: ink(0x5F4332),
            water: [ink(0x66838C), ink(0xB8C8C9)],
            dark: ink(0x232A30),
            pale: ink(0xF3F1EC),
        }
    }

    /// Night: nearly everything dark.
    pub fn night() -> Self {
        Self {
            sky: [ink(0x141C33), ink(0x2B3B5C)],
            walls: [ink(0x2B2F39), ink(0x33363F), ink(0x262A34), ink(0x3A3B42)],
            windows: [ink(0x161B27), ink(0xE9C97B)],
            lit: 0.28,
            frame: ink(0x454851),
            paving: ink(0x363A42),
            joint: ink(0x4A4E56),
            road: ink(0x24272E),
            leaves: [ink(0x101B1C), ink(0x152524), ink(0x1C302C)],
            grass: ink(0x1A2B29),
            wood: ink(0x1E1C20),
            water: [ink(0x18243A), ink(0x3C4E6E)],
            dark: ink(0x0B0E15),
            pale: ink(0x9AA0AA),
        }
    }
}

/// Sky, a row of houses and the pavement before them.
pub(crate) fn street(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    sky(sheet, light, chance);
    let mut x = chance.between(-160.0, -20.0);
    let mut wall = chance.below(4);
    while x < WIDE {
        let wide = chance.between(230.0, 340.0);
        wall = (wall + 1 + chance.below(3)) % 4;
        house(sheet, light, chance, [x, x + wide], light.walls[wall]);
        x += wide;
    }
    pavement(sheet, light, chance);
}

fn sky(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    sheet.fade(0, GROUND as usize, light.sky[0], light.sky[1]);
    for _ in 0..3 {
        let [x, y] = [chance.between(100.0, 1500.0), chance.between(60.0, 260.0)];
        for puff in 0..4 {
            let aside = f64::from(puff) * 55.0 - 80.0;
            let size = chance.between(26.0, 48.0);
            sheet.oval([x + aside, y], [size * 1.7, size * 0.8], thin(light.pale, 60));
        }
    }
}

/// A front between two walls, with roof, door and windows.
fn house(sheet: &mut Sheet, light: &Light, chance: &mut Chance, [left, right]: [f64; 2], wall: Ink) {
    let (top, wide) = (chance.between(170.0, 300.0), right - left);
    let roof = blend(wall, light.dark, 0.45);
    if chance.once_in(0.55) {
        let middle = (left + right) / 2.0;
        let gable = [
            [left, top],
            [middle - 40.0, top - 105.0],
            [middle + 40.0, top - 105.0],
            [right, top],
        ];
        sheet.polygon(&gable, wall);
        sheet.stroke(&gable, 10.0, roof);
        sheet.oval([middle, top - 42.0], [17.0, 17.0], light.windows[0]);
    }
    sheet.block([left, top], [wide, GROUND - top], wall);
    sheet.block([left - 4.0, top - 12.0], [wide + 8.0, 20.0], roof);
    sheet.block([right - 5.0, top], [5.0, GROUND - top], roof);
    sheet.block([left, GROUND - 26.0], [wide, 26.0], roof);
    let door_side = usize::from(chance.once_in(0.5));
    let floors = if top < 215.0 { 3 } else { 2 };
    let storey = (GROUND - top - 30.0) / f64::from(floors);
    for floor in 0..floors {
        let y = top + 34.0 + storey * f64::from(floor);
        for side in 0..2 {
            let x = left + wide * (0.13 + 0.43 * side as f64);
            if floor + 1 == floors && side == door_side {
                door(sheet, light, chance, [x + wide * 0.05, y], wide * 0.24);
                continue;
            }
            window(sheet, light, chance, [x, y], [wide * 0.31, storey * 0.6]);
        }
    }
}

fn door(sheet: &mut Sheet, light: &Light, chance: &mut Chance, [x, y]: [f64; 2], wide: f64) {
    let paints = [ink(0x2F6B5E), ink(0x9B3B33), ink(0x2F5A8C), ink(0xC59A3A)];
    let paint = blend(paints[chance.below(4)], light.dark, 0.6 - light.lit.min(0.4));
    sheet.block([x - 7.0, y - 7.0], [wide + 14.0, GROUND - y + 7.0], light.frame);
    sheet.block([x, y], [wide, GROUND - y - 8.0], paint);
    sheet.block([x + wide * 0.2, y + 16.0], [wide * 0.6, 40.0], light.windows[0]);
    sheet.oval(
        [x + wide * 0.85, (y + GROUND) / 2.0 + 10.0],
        [5.0, 5.0],
        light.pale,
    );
}

/// A window with its frame; sometimes lit, sometimes with a curtain.
fn window(sheet: &mut Sheet, light: &Light, chance: &mut Chance, [x, y]: [f64; 2], [wide, high]: [f64; 2]) {
    let is_lit = chance.once_in(light.lit);
    sheet.block([x - 7.0, y - 7.0], [wide + 14.0, high + 14.0], light.frame);
    sheet.block([x, y], [wide, high], light.windows[usize::from(is_lit)]);
    if chance.once_in(0.4) {
        let curtain = thin(light.pale, 70);
        sheet.polygon(&[[x, y], [x + wide * 0.4, y], [x, y + high * 0.9]], curtain);
        sheet.polygon(
            &[[x + wide, y], [x + wide * 0.6, y], [x + wide, y + high * 0.9]],
            curtain,
        );
    }
    sheet.block([x + wide / 2.0 - 3.0, y], [6.0, high], light.frame);
    sheet.block(
        [x - 12.0, y + high + 7.0],
        [wide + 24.0, 9.0],
        blend(light.frame, light.dark, 0.3),
    );
}

/// Tiles that come towards the eye, a kerb and a strip of road.
pub(crate) fn pavement(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    sheet.fade(
        GROUND as usize,
        HIGH as usize,
        blend(light.paving, light.dark, 0.12),
        light.paving,
    );
    let vanish = chance.between(650.0, 950.0);
    let mut depth = 26.0;
    let mut y = GROUND + depth;
    while y < HIGH {
        sheet.block([0.0, y], [WIDE, 1.5 + depth / 40.0], light.joint);
        depth *= 1.34;
        y += depth;
    }
    for line in -16_i32..=16 {
        let far = vanish + f64::from(line) * 115.0;
        let near = vanish + f64::from(line) * 290.0;
        sheet.polygon(
            &[
                [far - 0.8, GROUND],
                [far + 0.8, GROUND],
                [near + 2.5, HIGH],
                [near - 2.5, HIGH],
            ],
            light.joint,
        );
    }
}

/// A strip of road along the bottom, behind a kerb.
pub(crate) fn road(sheet: &mut Sheet, light: &Light, top: f64) {
    sheet.block(
        [0.0, top - 16.0],
        [WIDE, 16.0],
        blend(light.paving, light.pale, 0.35),
    );
    sheet.block([0.0, top], [WIDE, 9.0], blend(light.road, light.dark, 0.5));
    sheet.block([0.0, top + 9.0], [WIDE, HIGH - top], light.road);
}

/// A soft shadow on the ground.
pub(crate) fn shadow(sheet: &mut Sheet, middle: [f64; 2], wide: f64, light: &Light) {
    sheet.oval(middle, [wide, wide * 0.13], thin(light.dark, 80));
}

/// A heap of leaves: many ovals, shade below and sun above.
pub(crate) fn foliage(
    sheet: &mut Sheet,
    light: &Light,
    chance: &mut Chance,
    [x, y]: [f64; 2],
    [wide, high]: [f64; 2],
) {
    sheet.oval([x, y], [wide * 0.86, high * 0.86], light.leaves[0]);
    for (layer, leaves) in light.leaves.iter().enumerate() {
        let lift = layer as f64 * 0.17;
        for _ in 0..26 {
            let (sine, cosine) = chance.between(0.0, std::f64::consts::TAU).sin_cos();
            let out = chance.unit().sqrt() * (0.86 - lift);
            let size = chance.between(0.13, 0.24) * (1.0 - lift);
            let place = [
                x + cosine * wide * out - wide * lift * 0.35,
                y + sine * high * out - high * lift,
            ];
            sheet.oval(place, [wide * size, high * size], *leaves);
        }
    }
}

/// A tree that stands at `foot`.
pub(crate) fn tree(sheet: &mut Sheet, light: &Light, chance: &mut Chance, [x, y]: [f64; 2], high: f64) {
    shadow(sheet, [x + 20.0, y], high * 0.22, light);
    let half = high * 0.03;
    sheet.polygon(
        &[
            [x - half * 1.5, y],
            [x - half * 0.6, y - high * 0.6],
            [x + half * 0.6, y - high * 0.6],
            [x + half * 1.5, y],
        ],
        light.wood,
    );
    sheet.stroke(
        &[[x, y - high * 0.42], [x + high * 0.13, y - high * 0.62]],
        half,
        light.wood,
    );
    foliage(
        sheet,
        light,
        chance,
        [x, y - high * 0.72],
        [high * 0.3, high * 0.3],
    );
}

/// A lamp post with its arm; its head gives light or not.
pub(crate) fn lamp_post(sheet: &mut Sheet, light: &Light, [x, y]: [f64; 2], high: f64, burns: bool) {
    let thick = high * 0.024;
    let top = y - high;
    let head = [x + high * 0.26, top];
    if burns {
        sheet.glow(
            [head[0], top + high * 0.06],
            [high * 0.42, high * 0.42],
            ink(0xFFE3A0),
        );
        sheet.polygon(
            &[
                [head[0] - 14.0, top + 12.0],
                [head[0] + 14.0, top + 12.0],
                [head[0] + high * 0.3, y + 20.0],
                [head[0] - high * 0.3, y + 20.0],
            ],
            thin(ink(0xFFE3A0), 38),
        );
    }
    let arm = [
        [x, y],
        [x, top + high * 0.1],
        [x + high * 0.03, top + high * 0.03],
        [x + high * 0.1, top],
        head,
    ];
    sheet.stroke(&arm, thick, light.dark);
    sheet.block(
        [x - thick, y - high * 0.12],
        [thick * 2.0, high * 0.12],
        light.dark,
    );
    let lamp = [
        [head[0] - high * 0.05, top - thick],
        [head[0] + high * 0.1, top - thick * 0.6],
        [head[0] + high * 0.1, top + thick * 0.7],
        [head[0] - high * 0.05, top + thick],
    ];
    sheet.polygon(&lamp, light.dark);
    let bulb = if burns {
        ink(0xFFF3CF)
    } else {
        blend(light.dark, light.pale, 0.18)
    };
    sheet.block(
        [head[0] - high * 0.03, top + thick * 0.8],
        [high * 0.11, thick * 0.7],
        bulb,
    );
}
