//! The path of a tile as text.

use spatial::tile::{MAX_ZOOM, TileId};

/// The tile of a path's parts: zoom, column, and row with `.mvt` behind it. `None` for what is no tile: letters and
/// signs, a zoom beyond 22, a column or row that the zoom does not have.
pub fn tile_of(z: &str, x: &str, y: &str) -> Option<TileId> {
    let z = u8::try_from(number(z)?).ok().filter(|z| *z <= MAX_ZOOM)?;
    TileId::new(z, number(x)?, number(y.strip_suffix(".mvt")?)?)
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 10 && text.bytes().all(|digit| digit.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tiles_that_exist_are_tiles() {
        let tile = |z, x, y| tile_of(z, x, y).map(TileId::parts);
        assert_eq!(tile("14", "8395", "5417.mvt"), Some((14, 8395, 5417)));
        assert_eq!(tile("0", "0", "0.mvt"), Some((0, 0, 0)));
        let wrong = [
            ("23", "0", "0.mvt"),
            ("14", "16384", "0.mvt"),
            ("14", "0", "16384.mvt"),
            ("14", "-1", "0.mvt"),
            ("14", "+1", "0.mvt"),
            ("14", "1.0", "0.mvt"),
            ("", "0", "0.mvt"),
            ("14", "0", "0"),
            ("14", "0", "0.pbf"),
            ("300", "0", "0.mvt"),
            ("14", "99999999999999999999", "0.mvt"),
        ];
        for (z, x, y) in wrong {
            assert_eq!(tile(z, x, y), None, "{z}/{x}/{y}");
        }
    }
}
