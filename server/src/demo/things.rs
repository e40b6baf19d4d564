//! Things that stand and lie in the drawn pictures, each at its place on the ground.

use super::chance::Chance;
use super::raster::{Ink, Sheet, blend, ink, thin};
use super::scenes::{Light, foliage, shadow};

pub(crate) fn container(sheet: &mut Sheet, light: &Light, [x, y]: [f64; 2]) {
    let body = blend(ink(0x5D7480), light.dark, 0.55 - light.lit.min(0.45));
    shadow(sheet, [x + 10.0, y + 6.0], 190.0, light);
    sheet.block(
        [x - 165.0, y - 12.0],
        [330.0, 26.0],
        blend(light.paving, light.dark, 0.35),
    );
    sheet.block([x - 105.0, y - 330.0], [210.0, 322.0], body);
    sheet.polygon(
        &[
            [x + 60.0, y - 330.0],
            [x + 105.0, y - 330.0],
            [x + 105.0, y - 8.0],
            [x + 60.0, y - 8.0],
        ],
        blend(body, light.dark, 0.25),
    );
    sheet.oval([x, y - 330.0], [105.0, 44.0], blend(body, light.pale, 0.18));
    sheet.block([x - 72.0, y - 265.0], [120.0, 74.0], light.dark);
    sheet.stroke(&[[x - 66.0, y - 258.0], [x + 42.0, y - 258.0]], 9.0, light.pale);
    sheet.oval([x - 12.0, y - 110.0], [34.0, 34.0], blend(light.pale, body, 0.2));
    sheet.polygon(
        &[[x - 12.0, y - 134.0], [x + 10.0, y - 98.0], [x - 34.0, y - 98.0]],
        body,
    );
}

pub(crate) fn bag(sheet: &mut Sheet, light: &Light, [x, y]: [f64; 2], size: f64, colour: Ink) {
    let colour = blend(colour, light.dark, 0.5 - light.lit.min(0.4));
    shadow(sheet, [x, y + size * 0.08], size * 1.15, light);
    let shape = [
        [-1.0, -0.15],
        [-0.85, -0.7],
        [-0.45, -1.05],
        [-0.1, -1.2],
        [-0.28, -1.55],
        [0.3, -1.5],
        [0.12, -1.2],
        [0.5, -1.0],
        [0.9, -0.6],
        [1.02, -0.1],
        [0.7, 0.08],
        [-0.7, 0.08],
    ];
    sheet.polygon(&shape.map(|[dx, dy]| [x + dx * size, y + dy * size]), colour);
    sheet.oval([x, y - size * 0.5], [size * 0.96, size * 0.6], colour);
    sheet.oval(
        [x - size * 0.35, y - size * 0.65],
        [size * 0.22, size * 0.34],
        thin(light.pale, 60),
    );
    sheet.stroke(
        &[[x + size * 0.1, y - size * 1.1], [x + size * 0.4, y - size * 0.5]],
        size * 0.04,
        blend(colour, light.dark, 0.4),
    );
    sheet.stroke(
        &[
            [x - size * 0.12, y - size * 1.2],
            [x + size * 0.14, y - size * 1.2],
        ],
        size * 0.1,
        blend(colour, light.dark, 0.35),
    );
}

pub(crate) fn cardboard(sheet: &mut Sheet, light: &Light, [x, y]: [f64; 2], size: f64) {
    let card = blend(ink(0xC79A63), light.dark, 0.5 - light.lit.min(0.4));
    shadow(sheet, [x + size * 0.6, y], size * 0.9, light);
    sheet.block([x, y - size], [size * 1.2, size], card);
    sheet.polygon(
        &[
            [x, y - size],
            [x - size * 0.25, y - size * 1.25],
            [x + size * 0.35, y - size * 1.3],
            [x + size * 0.5, y - size],
        ],
        blend(card, light.pale, 0.2),
    );
    sheet.polygon(
        &[
            [x + size * 1.2, y - size],
            [x + size * 1.5, y - size * 1.2],
            [x + size, y - size * 1.35],
            [x + size * 0.7, y - size],
        ],
        blend(card, light.dark, 0.15),
    );
    sheet.block(
        [x + size * 0.52, y - size],
        [size * 0.14, size],
        blend(card, light.pale, 0.35),
    );
}

pub(crate) fn mattress(sheet: &mut Sheet, light: &Light, [x, y]: [f64; 2]) {
    let cloth = blend(ink(0xE9E2D4), light.dark, 0.45 - light.lit.min(0.4));
    sheet.polygon(
        &[
            [x - 90.0, y],
            [x - 10.0, y - 420.0],
            [x + 190.0, y - 420.0],
            [x + 110.0, y],
        ],
        cloth,
    );
    sheet.polygon(
        &[
            [x + 110.0, y],
            [x + 190.0, y - 420.0],
            [x + 225.0, y - 410.0],
            [x + 145.0, y + 4.0],
        ],
        blend(cloth, light.dark, 0.25),
    );
    for stripe in 1..5 {
        let up = f64::from(stripe) * 84.0;
        let lean = f64::from(stripe) * 16.0;
        sheet.stroke(
            &[[x - 90.0 + lean, y - up], [x + 110.0 + lean, y - up]],
            4.0,
            blend(cloth, ink(0x8FA7C4), 0.6),
        );
    }
}

pub(crate) fn scrap(sheet: &mut Sheet, light: &Light, chance: &mut Chance, [x, y]: [f64; 2]) {
    let paints = [ink(0xE4574F), ink(0x4B9CD3), ink(0xF2C14E), ink(0xF5F2EA)];
    let paint = blend(paints[chance.below(4)], light.dark, 0.45 - light.lit.min(0.4));
    if chance.once_in(0.5) {
        sheet.stroke(&[[x, y], [x + 34.0, y - 10.0]], 22.0, paint);
        sheet.oval([x + 38.0, y - 11.0], [7.0, 11.0], light.pale);
        return;
    }
    let turn = chance.between(-14.0, 14.0);
    sheet.polygon(
        &[
            [x, y],
            [x + 40.0, y - 12.0 + turn],
            [x + 58.0, y + 12.0],
            [x + 14.0, y + 20.0 - turn],
        ],
        paint,
    );
}

pub(crate) fn seat(sheet: &mut Sheet, light: &Light, [x, y]: [f64; 2]) {
    let wood = blend(light.wood, ink(0xD08A4A), 0.45);
    shadow(sheet, [x, y + 4.0], 300.0, light);
    for leg in [-215.0, 215.0] {
        sheet.stroke(&[[x + leg, y], [x + leg, y - 260.0]], 18.0, light.dark);
        sheet.stroke(
            &[
                [x + leg - 30.0, y],
                [x + leg - 30.0, y - 105.0],
                [x + leg, y - 105.0],
            ],
            14.0,
            light.dark,
        );
    }
    for plank in 0..3 {
        sheet.block(
            [x - 270.0, y - 265.0 + f64::from(plank) * 46.0],
            [540.0, 34.0],
            wood,
        );
    }
    sheet.polygon(
        &[
            [x - 270.0, y - 122.0],
            [x + 270.0, y - 122.0],
            [x + 288.0, y - 86.0],
            [x - 288.0, y - 86.0],
        ],
        blend(wood, light.pale, 0.15),
    );
    sheet.block([x - 288.0, y - 86.0], [576.0, 14.0], blend(wood, light.dark, 0.3));
}

pub(crate) fn flowers(
    sheet: &mut Sheet,
    light: &Light,
    chance: &mut Chance,
    [west, east]: [f64; 2],
    [top, bottom]: [f64; 2],
    count: usize,
) {
    let paints = [ink(0xF6D055), ink(0xF3F0EA), ink(0xE67A9B), ink(0xB58AD6)];
    for _ in 0..count {
        let place = [chance.between(west, east), chance.between(top, bottom)];
        let paint = blend(paints[chance.below(4)], light.dark, 0.4 - light.lit.min(0.4));
        sheet.stroke(&[place, [place[0], place[1] + 22.0]], 3.0, light.leaves[0]);
        sheet.oval(place, [9.0, 8.0], paint);
        sheet.oval(place, [3.5, 3.0], light.wood);
    }
}

pub(crate) fn duck(sheet: &mut Sheet, light: &Light, [x, y]: [f64; 2]) {
    sheet.oval([x, y + 26.0], [110.0, 9.0], thin(light.water[1], 150));
    sheet.polygon(
        &[[x - 60.0, y - 10.0], [x - 108.0, y - 42.0], [x - 40.0, y - 34.0]],
        light.wood,
    );
    sheet.oval([x, y], [76.0, 32.0], blend(light.wood, light.pale, 0.35));
    sheet.oval([x - 12.0, y - 6.0], [42.0, 17.0], light.wood);
    sheet.polygon(
        &[
            [x + 42.0, y - 4.0],
            [x + 48.0, y - 56.0],
            [x + 76.0, y - 52.0],
            [x + 70.0, y + 4.0],
        ],
        light.pale,
    );
    sheet.oval(
        [x + 64.0, y - 58.0],
        [27.0, 24.0],
        blend(ink(0x2E6B4C), light.dark, 0.2),
    );
    sheet.polygon(
        &[[x + 86.0, y - 64.0], [x + 122.0, y - 52.0], [x + 86.0, y - 46.0]],
        ink(0xE5A93B),
    );
    sheet.oval([x + 70.0, y - 64.0], [4.5, 4.5], light.pale);
}

pub(crate) fn hollyhock(sheet: &mut Sheet, light: &Light, chance: &mut Chance) {
    let paints = [ink(0xE0608A), ink(0xF4B6C8), ink(0xF6E27A), ink(0x9C4F8E)];
    let paint = blend(paints[chance.below(4)], light.dark, 0.4 - light.lit.min(0.4));
    let (x, high) = (chance.between(40.0, 1_560.0), chance.between(230.0, 400.0));
    let lean = chance.between(-18.0, 18.0);
    sheet.stroke(&[[x, 850.0], [x + lean, 850.0 - high]], 8.0, light.leaves[0]);
    for bloom in 0..7 {
        let up = 0.35 + 0.1 * f64::from(bloom);
        let size = 25.0 - f64::from(bloom) * 2.4;
        let place = [
            x + lean * up + if bloom % 2 == 0 { -10.0 } else { 10.0 },
            850.0 - high * up,
        ];
        sheet.oval(place, [size, size * 0.9], paint);
        sheet.oval(place, [size * 0.35, size * 0.3], blend(paint, light.dark, 0.4));
    }
}

pub(crate) fn pot(sheet: &mut Sheet, light: &Light, chance: &mut Chance, [x, y]: [f64; 2]) {
    let clay = blend(ink(0xC8693F), light.dark, 0.45 - light.lit.min(0.4));
    shadow(sheet, [x, y], 110.0, light);
    foliage(sheet, light, chance, [x, y - 190.0], [105.0, 95.0]);
    sheet.polygon(
        &[
            [x - 78.0, y - 125.0],
            [x + 78.0, y - 125.0],
            [x + 54.0, y],
            [x - 54.0, y],
        ],
        clay,
    );
    sheet.block(
        [x - 88.0, y - 140.0],
        [176.0, 32.0],
        blend(clay, light.pale, 0.15),
    );
}

pub(crate) fn sign(sheet: &mut Sheet, light: &Light, [x, y]: [f64; 2]) {
    let blue = blend(ink(0x2A6FB5), light.dark, 0.4 - light.lit.min(0.4));
    sheet.stroke(
        &[[x, y], [x + 14.0, y - 500.0]],
        15.0,
        blend(light.dark, light.pale, 0.4),
    );
    sheet.block([x - 66.0, y - 560.0], [160.0, 160.0], light.pale);
    sheet.block([x - 58.0, y - 552.0], [144.0, 144.0], blue);
    sheet.polygon(
        &[
            [x + 14.0, y - 540.0],
            [x + 74.0, y - 424.0],
            [x - 46.0, y - 424.0],
        ],
        light.pale,
    );
    for bar in 0..3 {
        sheet.block([x - 16.0 + f64::from(bar) * 22.0, y - 452.0], [12.0, 26.0], blue);
    }
}

pub(crate) fn bicycle(sheet: &mut Sheet, light: &Light, chance: &mut Chance, [x, y]: [f64; 2]) {
    let paints = [ink(0xB5382E), ink(0x2F7A6B), ink(0x3A5FA8), ink(0xD8902B)];
    let paint = blend(paints[chance.below(4)], light.dark, 0.35 - light.lit.min(0.3));
    let (back, front, hub) = (
        [x - 165.0, y - 100.0],
        [x + 165.0, y - 100.0],
        [x - 20.0, y - 95.0],
    );
    shadow(sheet, [x, y + 2.0], 270.0, light);
    for wheel in [back, front] {
        let ring: Vec<[f64; 2]> = (0..=32)
            .map(|step| {
                let (sine, cosine) = (std::f64::consts::TAU * f64::from(step) / 32.0).sin_cos();
                [wheel[0] + 98.0 * cosine, wheel[1] + 98.0 * sine]
            })
            .collect();
        ring.iter()
            .step_by(4)
            .for_each(|rim| sheet.stroke(&[wheel, *rim], 2.0, light.pale));
        sheet.stroke(&ring, 12.0, light.dark);
    }
    let (saddle, head) = ([x - 75.0, y - 255.0], [x + 115.0, y - 265.0]);
    sheet.stroke(
        &[back, hub, head, [saddle[0] + 12.0, saddle[1] + 40.0], back],
        13.0,
        paint,
    );
    sheet.stroke(&[saddle, hub], 13.0, paint);
    sheet.stroke(&[front, head, [x + 100.0, y - 305.0]], 13.0, paint);
    sheet.stroke(&[[x + 100.0, y - 305.0], [x + 45.0, y - 318.0]], 11.0, light.dark);
    sheet.stroke(
        &[[saddle[0] - 34.0, saddle[1]], [saddle[0] + 30.0, saddle[1]]],
        20.0,
        light.dark,
    );
    sheet.stroke(
        &[
            [hub[0] - 24.0, hub[1] + 34.0],
            hub,
            [hub[0] + 24.0, hub[1] - 34.0],
        ],
        9.0,
        light.dark,
    );
}
