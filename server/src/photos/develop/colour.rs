//! Brings photos with a colour profile of their own (Display P3 of most iPhones, Adobe RGB of cameras) to sRGB, since
//! the stored variants carry no profile.

use moxcms::{ColorProfile, DataColorSpace, Layout, ParsingOptions, Transform8BitExecutor, TransformOptions};
use std::sync::Arc;

/// Largest profile that is read, in bytes. Those of screens and cameras have 500 to 4,000.
const PROFILE_BYTES: usize = 64 << 10;
/// Most tags of a profile that is read: many tags on one long table would take long.
const TAGS: u32 = 64;
/// Entries of a colour table in a profile.
const TABLE: usize = 100_000;
/// Entries of a tone curve in a profile.
const CURVE: usize = 5_000;
/// Pixels turned at a time: bounds the second buffer.
const STRETCH: usize = 4_096;

/// The way from a profile's colours to sRGB.
pub struct ToSrgb(Arc<Transform8BitExecutor>);

impl ToSrgb {
    /// Reads an ICC profile. `None` for one that is not of RGB colours, too large, or damaged: such a photo is taken as
    /// sRGB, as browsers do.
    pub fn of(profile: &[u8]) -> Option<Self> {
        let tags = profile.get(128..132)?.try_into().map(u32::from_be_bytes).ok()?;
        if tags > TAGS {
            return None;
        }
        let limits = ParsingOptions {
            max_profile_size: PROFILE_BYTES,
            max_allowed_clut_size: TABLE,
            max_allowed_trc_size: CURVE,
        };
        let from = ColorProfile::new_from_slice_with_options(profile, limits).ok()?;
        if from.color_space != DataColorSpace::Rgb {
            return None;
        }
        let to = ColorProfile::new_srgb();
        let way = from.create_transform_8bit(Layout::Rgb, &to, Layout::Rgb, TransformOptions::default());
        way.ok().map(Self)
    }

    /// Turns RGB8 pixels into sRGB in place; colours outside sRGB are clipped.
    ///
    /// A few nanoseconds per pixel; call it on the small picture, not the original.
    pub fn turn(&self, rgb: &mut [u8]) {
        let mut turned = vec![0; 3 * STRETCH];
        for stretch in rgb.chunks_mut(3 * STRETCH) {
            let room = &mut turned[..stretch.len()];
            if self.0.transform(stretch, room).is_ok() {
                stretch.copy_from_slice(room);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(profile: &ColorProfile, mut pixels: Vec<u8>) -> Vec<u8> {
        ToSrgb::of(&profile.encode().unwrap()).unwrap().turn(&mut pixels);
        pixels
    }

    #[test]
    fn greys_stay_and_p3_red_becomes_the_reddest_srgb() {
        let p3 = ColorProfile::new_display_p3();
        let before = [0, 0, 0, 128, 128, 128, 255, 255, 255, 255, 0, 0];
        let after = turned(&p3, before.to_vec());
        assert!(
            after.iter().zip(&before).all(|(a, b)| a.abs_diff(*b) <= 2),
            "{after:?}"
        );
        // By the primaries of SMPTE EG 432-1 and IEC 61966-2-1, worked out apart.
        let skin = turned(&p3, vec![200, 150, 120]);
        assert!(
            skin.iter().zip([209, 147, 115]).all(|(a, b)| a.abs_diff(b) <= 2),
            "{skin:?}"
        );
    }

    #[test]
    fn srgb_stays_and_adobe_green_is_fuller() {
        let colours = vec![200, 120, 90, 10, 250, 30];
        let same = turned(&ColorProfile::new_srgb(), colours.clone());
        assert!(
            same.iter().zip(&colours).all(|(a, b)| a.abs_diff(*b) <= 1),
            "{same:?}"
        );
        let adobe = turned(&ColorProfile::new_adobe_rgb(), vec![120, 200, 120]);
        assert!(adobe[0] < 70 && adobe[1].abs_diff(201) <= 3, "{adobe:?}");
    }

    #[test]
    fn a_profile_longer_than_a_stretch_is_turned_to_its_last_pixel() {
        let count = STRETCH + 7;
        let after = turned(&ColorProfile::new_display_p3(), [200, 150, 120].repeat(count));
        assert!(after.chunks(3).all(|pixel| pixel == &after[..3]) && after[0] > 203);
    }

    #[test]
    fn damaged_strange_and_huge_profiles_are_left_alone() {
        let grey = ColorProfile::new_gray_with_gamma(2.2).encode().unwrap();
        assert!(ToSrgb::of(&grey).is_none());
        let mut whole = ColorProfile::new_display_p3().encode().unwrap();
        assert!(ToSrgb::of(&whole).is_some());
        for length in [0, 4, 127, 131, 200] {
            assert!(ToSrgb::of(&whole[..length]).is_none(), "{length}");
        }
        whole.resize(PROFILE_BYTES + 1, 0);
        assert!(ToSrgb::of(&whole).is_none());
        whole.truncate(2_000);
        whole[128..132].copy_from_slice(&65_u32.to_be_bytes());
        assert!(ToSrgb::of(&whole).is_none());
    }
}
