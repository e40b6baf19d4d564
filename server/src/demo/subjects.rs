//! What the drawn pictures show: one function per subject, each in front of a street of its own.

use super::chance::Chance;
use super::raster::{Ink, Sheet, blend, ink, thin};
use super::scenes::{GROUND, HIGH, Light, WIDE, foliage, lamp_post, road, shadow, street, tree};
use super::things::{
    bag, bicycle, cardboard, container, duck, flowers, hollyhock, mattress, pot, scrap, seat, sign,
};

/// Bin bags and boxes beside a container.
pub(crate) fn waste(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    street(sheet, light, chance);
    let x = chance.between(880.0, 1_080.0);
    container(sheet, light, [x, 960.0]);
    cardboard(sheet, light, [x - 300.0, 985.0], chance.between(120.0, 170.0));
    if chance.once_in(0.6) {
        mattress(sheet, light, [x + 330.0, 960.0]);
    }
    let bags = [ink(0x3E4A56), ink(0x5B6672), ink(0xD9DDE0), ink(0x37604F)];
    for nth in 0..6 {
        let place = [
            x - 420.0 + f64::from(nth) * 118.0 + chance.between(-25.0, 25.0),
            chance.between(985.0, 1_070.0),
        ];
        bag(
            sheet,
            light,
            place,
            chance.between(62.0, 95.0),
            bags[chance.below(4)],
        );
    }
    for _ in 0..7 {
        let place = [chance.between(150.0, 1_450.0), chance.between(1_040.0, 1_160.0)];
        scrap(sheet, light, chance, place);
    }
}

/// A street at night; the nearest lamp is out.
pub(crate) fn lamp(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    street(sheet, light, chance);
    lamp_post(sheet, light, [chance.between(180.0, 360.0), 790.0], 430.0, true);
    if chance.once_in(0.6) {
        let x = chance.between(480.0, 620.0);
        shadow(sheet, [x, 948.0], 240.0, light);
        foliage(sheet, light, chance, [x - 70.0, 860.0], [170.0, 100.0]);
        foliage(sheet, light, chance, [x + 60.0, 830.0], [180.0, 135.0]);
    }
    let x = chance.between(820.0, 1_000.0);
    shadow(sheet, [x, 1_085.0], 120.0, light);
    lamp_post(sheet, light, [x, 1_085.0], 960.0, false);
    sheet.block(
        [x - 15.0, 880.0],
        [30.0, 44.0],
        blend(light.pale, light.dark, 0.3),
    );
    sheet.fade_down(960.0, light.dark);
}

/// A bush that hangs over the pavement.
pub(crate) fn bush(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    street(sheet, light, chance);
    lamp_post(sheet, light, [1_320.0, 860.0], 640.0, false);
    let x = chance.between(380.0, 620.0);
    shadow(sheet, [x + 40.0, 1_065.0], 430.0, light);
    for [aside, up, wide, high] in [
        [-190.0, 150.0, 230.0, 190.0],
        [190.0, 170.0, 240.0, 210.0],
        [0.0, 300.0, 260.0, 260.0],
        [40.0, 110.0, 320.0, 150.0],
    ] {
        foliage(sheet, light, chance, [x + aside, 1_050.0 - up], [wide, high]);
    }
    for _ in 0..16 {
        let place = [x + chance.between(-330.0, 380.0), chance.between(640.0, 1_020.0)];
        sheet.oval(
            place,
            [9.0, 9.0],
            blend(ink(0xE98CA8), light.dark, 0.45 - light.lit.min(0.4)),
        );
    }
    road(sheet, light, 1_110.0);
}

/// Paving seen from above, one tile loose.
pub(crate) fn tile(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    street(sheet, light, chance);
    let place = |u: f64, v: f64| {
        let near = 1.0 + v * 0.42;
        [800.0 + (u - 3.0) * 190.0 * near, 800.0 + v * 75.0 + v * v * 14.0]
    };
    let loose = [2 + chance.below(2), 1 + chance.below(2)];
    for (row, column) in (0..4).flat_map(|row| (0..6).map(move |column| (row, column))) {
        let (u, v) = (column as f64, row as f64);
        let corners = [
            place(u, v),
            place(u + 0.96, v),
            place(u + 0.96, v + 0.95),
            place(u, v + 0.95),
        ];
        let shade = blend(
            light.paving,
            if chance.once_in(0.5) {
                light.pale
            } else {
                light.dark
            },
            chance.between(0.04, 0.13),
        );
        if [column, row] == loose {
            sheet.polygon(&corners, blend(light.wood, light.dark, 0.6));
            let tilt = |[x, y]: [f64; 2], dx: f64, dy: f64| [x + dx, y + dy];
            let lifted = [
                tilt(corners[0], 20.0, -6.0),
                tilt(corners[1], 46.0, -66.0),
                tilt(corners[2], 56.0, -74.0),
                tilt(corners[3], 18.0, -8.0),
            ];
            let edge = [
                lifted[3],
                lifted[2],
                tilt(lifted[2], 0.0, 30.0),
                tilt(lifted[3], 0.0, 24.0),
            ];
            sheet.polygon(&edge, blend(light.paving, light.dark, 0.45));
            sheet.polygon(&lifted, blend(light.paving, light.pale, 0.3));
            continue;
        }
        sheet.polygon(&corners, shade);
    }
    for _ in 0..9 {
        let [x, y] = place(chance.between(0.2, 5.8), 0.97 * (1 + chance.below(3)) as f64);
        sheet.polygon(
            &[
                [x - 9.0, y],
                [x - 16.0, y - 24.0],
                [x - 2.0, y - 8.0],
                [x + 2.0, y - 32.0],
                [x + 6.0, y - 8.0],
                [x + 18.0, y - 20.0],
                [x + 10.0, y],
            ],
            light.leaves[2],
        );
    }
    if chance.once_in(0.5) {
        sheet.oval([330.0, 1_040.0], [170.0, 34.0], light.water[1]);
        sheet.oval([315.0, 1_036.0], [120.0, 20.0], thin(light.pale, 90));
    }
}

/// A bench under a tree.
pub(crate) fn bench(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    street(sheet, light, chance);
    sheet.fade(
        800,
        HIGH as usize,
        blend(light.grass, light.dark, 0.15),
        light.grass,
    );
    sheet.polygon(
        &[
            [0.0, 1_200.0],
            [0.0, 1_090.0],
            [900.0, 1_020.0],
            [1_600.0, 1_050.0],
            [1_600.0, 1_200.0],
        ],
        light.paving,
    );
    let left = chance.once_in(0.5);
    let side = |x: f64| if left { x } else { WIDE - x };
    tree(sheet, light, chance, [side(360.0), 960.0], 860.0);
    tree(sheet, light, chance, [side(1_420.0), 840.0], 460.0);
    seat(sheet, light, [side(900.0), 1_040.0]);
    flowers(sheet, light, chance, [60.0, 1_540.0], [840.0, 1_000.0], 40);
}

/// The singel, with reeds and something that floats.
pub(crate) fn singel(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    street(sheet, light, chance);
    let place = [chance.between(180.0, 420.0), 800.0];
    tree(sheet, light, chance, place, 560.0);
    let place = [chance.between(1_150.0, 1_400.0), 790.0];
    tree(sheet, light, chance, place, 480.0);
    sheet.block([0.0, 800.0], [WIDE, 62.0], light.grass);
    sheet.block([0.0, 862.0], [WIDE, 22.0], blend(light.wood, light.dark, 0.2));
    sheet.fade(
        884,
        HIGH as usize,
        blend(light.water[0], light.dark, 0.2),
        light.water[0],
    );
    for _ in 0..26 {
        let [x, y] = [chance.between(0.0, WIDE), chance.between(905.0, 1_180.0)];
        let long = chance.between(40.0, 170.0) * (y - 700.0) / 400.0;
        sheet.oval([x, y], [long, 3.5], thin(light.water[1], 130));
    }
    for _ in 0..3 {
        let [x, y] = [chance.between(300.0, 1_300.0), chance.between(960.0, 1_090.0)];
        scrap(sheet, light, chance, [x, y]);
    }
    duck(sheet, light, [chance.between(500.0, 1_000.0), 1_010.0]);
    for _ in 0..46 {
        let x = if chance.once_in(0.5) {
            chance.between(-10.0, 330.0)
        } else {
            chance.between(1_330.0, 1_610.0)
        };
        let high = chance.between(150.0, 320.0);
        let lean = chance.between(-40.0, 40.0);
        let tip = [x + lean, HIGH - high];
        sheet.polygon(
            &[[x - 9.0, HIGH], tip, [x + 9.0, HIGH]],
            light.leaves[chance.below(3)],
        );
        if chance.once_in(0.25) {
            sheet.stroke(&[tip, [tip[0] - lean * 0.12, tip[1] + 46.0]], 15.0, light.wood);
        }
    }
}

/// A front garden along a house.
pub(crate) fn garden(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    street(sheet, light, chance);
    sheet.block([0.0, 735.0], [WIDE, 130.0], blend(light.wood, light.dark, 0.35));
    sheet.block([0.0, 858.0], [WIDE, 18.0], blend(light.paving, light.pale, 0.3));
    let mut x = 30.0;
    while x < WIDE {
        let high = chance.between(60.0, 130.0);
        let wide = chance.between(70.0, 110.0);
        foliage(sheet, light, chance, [x, 850.0 - high * 0.6], [wide, high]);
        x += chance.between(90.0, 180.0);
    }
    for _ in 0..9 {
        hollyhock(sheet, light, chance);
    }
    flowers(sheet, light, chance, [20.0, 1_580.0], [720.0, 830.0], 70);
    let place = [chance.between(250.0, 500.0), 1_030.0];
    pot(sheet, light, chance, place);
    let place = [chance.between(1_050.0, 1_350.0), 1_010.0];
    pot(sheet, light, chance, place);
}

/// A crossing with a bicycle in the way.
pub(crate) fn crossing(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    street(sheet, light, chance);
    road(sheet, light, 930.0);
    for stripe in 0..7 {
        let x = 180.0 + f64::from(stripe) * 190.0;
        let lean = (x - 750.0) * 0.22;
        sheet.polygon(
            &[
                [x, 960.0],
                [x + 100.0, 960.0],
                [x + 118.0 + lean, 1_200.0],
                [x - 8.0 + lean, 1_200.0],
            ],
            light.pale,
        );
    }
    sign(sheet, light, [chance.between(200.0, 330.0), 900.0]);
    foliage(sheet, light, chance, [1_440.0, 800.0], [190.0, 150.0]);
    let place = [chance.between(700.0, 1_000.0), 905.0];
    bicycle(sheet, light, chance, place);
}

impl Sheet {
    /// Darkens the lower part step by step, as where no lamp shines.
    fn fade_down(&mut self, top: f64, dark: Ink) {
        let top = top.max(GROUND);
        for step in 0..8 {
            let y = top + (HIGH - top) / 8.0 * f64::from(step);
            self.block([0.0, y], [WIDE, HIGH - y], thin(dark, 22));
        }
    }
}
