//! Brings Display P3 photos (most iPhones) to sRGB, since the stored variants carry no profile.
//!
//! Other profiles are taken as sRGB. Profile layout: ICC.1:2022, tags rXYZ, gXYZ, bXYZ.

/// Primaries of Display P3 adapted to D50, X and Z of red, green, blue, as Apple's profile gives them.
const P3_PRIMARIES: [(&[u8; 4], f32, f32); 3] = [
    (b"rXYZ", 0.5151, -0.0011),
    (b"gXYZ", 0.2920, 0.0419),
    (b"bXYZ", 0.1571, 0.7841),
];

/// Linear Display P3 to linear sRGB, both D65 (derived from SMPTE EG 432-1 and IEC 61966-2-1 primaries).
const P3_TO_SRGB: [[f32; 3]; 3] = [
    [1.224_94, -0.224_94, 0.0],
    [-0.042_057, 1.042_057, 0.0],
    [-0.019_638, -0.078_636, 1.098_274],
];

/// Whether an ICC profile's primaries are those of Display P3, within 0.004.
#[must_use]
pub fn is_display_p3(profile: &[u8]) -> bool {
    P3_PRIMARIES.iter().all(|(tag, x, z)| {
        tag_xyz(profile, tag).is_some_and(|[px, _, pz]| (px - x).abs() < 0.004 && (pz - z).abs() < 0.004)
    })
}

/// X, Y, Z of a tag of type `XYZ `, as numbers of 1.
fn tag_xyz(profile: &[u8], name: &[u8; 4]) -> Option<[f32; 3]> {
    let count = be(profile.get(128..132)?);
    let table = profile.get(132..)?;
    let entry = table
        .chunks_exact(12)
        .take(count.min(100))
        .find(|entry| entry[..4] == *name)?;
    let at = be(&entry[4..8]);
    let value = profile.get(at..at.checked_add(20)?)?;
    if value[..4] != *b"XYZ " {
        return None;
    }
    let number = |i: usize| {
        let fixed = i32::from_be_bytes([value[i], value[i + 1], value[i + 2], value[i + 3]]);
        fixed as f32 / 65_536.0
    };
    Some([number(8), number(12), number(16)])
}

fn be(four: &[u8]) -> usize {
    four.iter().fold(0, |sum, b| (sum << 8) | usize::from(*b))
}

/// Turns RGB8 pixels from Display P3 into sRGB in place; colours outside sRGB are clipped.
///
/// Both use the same curve. About 10 ns per pixel; call it on the small picture, not the original.
pub fn display_p3_to_srgb(rgb: &mut [u8]) {
    let linear: Vec<f32> = (0..=255u8)
        .map(|v| srgb_to_linear(f32::from(v) / 255.0))
        .collect();
    let encoded: Vec<u8> = (0..=4095u16)
        .map(|v| (linear_to_srgb(f32::from(v) / 4095.0) * 255.0).round() as u8)
        .collect();
    for pixel in rgb.chunks_exact_mut(3) {
        let source = [
            linear[usize::from(pixel[0])],
            linear[usize::from(pixel[1])],
            linear[usize::from(pixel[2])],
        ];
        for (value, row) in pixel.iter_mut().zip(&P3_TO_SRGB) {
            let sum: f32 = row.iter().zip(&source).map(|(m, s)| m * s).sum();
            *value = encoded[(sum.clamp(0.0, 1.0) * 4095.0 + 0.5) as usize];
        }
    }
}

fn srgb_to_linear(v: f32) -> f32 {
    if v <= 0.040_45 {
        v / 12.92
    } else {
        ((v + 0.055) / 1.055).powf(2.4)
    }
}

fn linear_to_srgb(v: f32) -> f32 {
    if v <= 0.003_130_8 {
        v * 12.92
    } else {
        1.055 * v.powf(1.0 / 2.4) - 0.055
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greys_stay_and_p3_red_becomes_the_reddest_srgb() {
        let mut pixels = vec![0, 0, 0, 128, 128, 128, 255, 255, 255, 255, 0, 0];
        display_p3_to_srgb(&mut pixels);
        for (got, want) in pixels
            .iter()
            .zip([0u8, 0, 0, 128, 128, 128, 255, 255, 255, 255, 0, 0])
        {
            assert!(got.abs_diff(want) <= 2, "{pixels:?}");
        }
        let mut skin = vec![200, 150, 120];
        display_p3_to_srgb(&mut skin);
        assert!(
            skin[0] > 203 && skin[2] < 118,
            "a muted P3 colour is a fuller sRGB one: {skin:?}"
        );
    }
}
