//! Named roads of one vector tile (MVT 2.1), in the schema of the Protomaps basemap. Everything else in the tile is
//! passed over unread, so that a hostile one costs no more than its own bytes.

use crate::house::pmtiles::varint;

/// The layer with roads.
const LAYER: &[u8] = b"roads";
/// Kinds of roads that people walk along; not those for cars alone, nor rails, ferries or runways.
const WALKED: [&str; 5] = ["major_road", "medium_road", "minor_road", "path", "other"];
/// Details of such a kind that nobody walks along all the same. A trunk road may be an old street of the city.
const FOR_CARS: [&str; 3] = ["motorway", "motorway_link", "trunk_link"];
/// Most keys and values of a layer.
const MOST_WORDS: usize = 1 << 18;
/// Longest name in bytes. A longer one is no name.
const LONGEST: usize = 120;
/// How far outside its tile a corner may lie, in tiles.
const OUTSIDE: i64 = 16;
/// The type of lines, and what a pen does.
const LINES: u64 = 2;
const MOVE: u64 = 1;
const DRAW: u64 = 2;

/// Tells of every line of a named road: its name, its corners in parts of the tile's side from the north-west.
/// `None` when the tile is broken; some lines may have been told of by then.
pub(super) fn named_roads(tile: &[u8], tell: &mut impl FnMut(&str, &[[f64; 2]])) -> Option<()> {
    let mut fields = Fields(tile);
    while let Some((field, said)) = fields.next()? {
        if let (3, Said::Bytes(layer)) = (field, said) {
            roads_of(layer, tell)?;
        }
    }
    Some(())
}

/// What a layer says of itself.
struct Words<'a> {
    keys: Vec<&'a [u8]>,
    /// Only texts matter here.
    values: Vec<Option<&'a str>>,
}

fn roads_of(layer: &[u8], tell: &mut impl FnMut(&str, &[[f64; 2]])) -> Option<()> {
    let (mut is_ours, mut extent) = (false, 4_096);
    let mut words = Words {
        keys: Vec::new(),
        values: Vec::new(),
    };
    let mut fields = Fields(layer);
    while let Some(field) = fields.next()? {
        match field {
            (1, Said::Bytes(name)) => is_ours = name == LAYER,
            (3, Said::Bytes(key)) => words.keys.push(key),
            (4, Said::Bytes(value)) => words.values.push(text(value)?),
            (5, Said::Whole(units)) => extent = units,
            _ => {}
        }
        if words.keys.len().max(words.values.len()) > MOST_WORDS {
            return None;
        }
    }
    if !is_ours {
        return Some(());
    }
    let extent = i64::from(u32::try_from(extent).ok().filter(|units| *units > 0)?);
    let mut fields = Fields(layer);
    while let Some((field, said)) = fields.next()? {
        if let (2, Said::Bytes(feature)) = (field, said) {
            road(feature, &words, extent, tell)?;
        }
    }
    Some(())
}

/// The text of a value; inner `None` when it is something else.
fn text(value: &[u8]) -> Option<Option<&str>> {
    let mut fields = Fields(value);
    let mut found = None;
    while let Some((field, said)) = fields.next()? {
        if let (1, Said::Bytes(text)) = (field, said) {
            found = std::str::from_utf8(text).ok();
        }
    }
    Some(found)
}

fn road(
    feature: &[u8],
    words: &Words<'_>,
    extent: i64,
    tell: &mut impl FnMut(&str, &[[f64; 2]]),
) -> Option<()> {
    let (mut tags, mut form, mut pen): (&[u8], u64, &[u8]) = (&[], 0, &[]);
    let mut fields = Fields(feature);
    while let Some(field) = fields.next()? {
        match field {
            (2, Said::Bytes(found)) => tags = found,
            (3, Said::Whole(found)) => form = found,
            (4, Said::Bytes(found)) => pen = found,
            _ => {}
        }
    }
    match name(tags, words)? {
        Some(name) if form == LINES => lines(pen, extent, &mut |line| tell(name, line)),
        _ => Some(()),
    }
}

/// The name of a road that people walk along.
fn name<'a>(mut tags: &[u8], words: &Words<'a>) -> Option<Option<&'a str>> {
    let [mut name, mut kind, mut detail] = [None; 3];
    while !tags.is_empty() {
        let [key, value] = [varint(&mut tags)?, varint(&mut tags)?].map(usize::try_from);
        let (key, value) = (words.keys.get(key.ok()?)?, words.values.get(value.ok()?)?);
        match *key {
            b"name" => name = *value,
            b"kind" | b"pmap:kind" => kind = *value,
            b"kind_detail" | b"pmap:kind_detail" => detail = *value,
            _ => {}
        }
    }
    let is_walked = kind.is_some_and(|kind| WALKED.contains(&kind));
    if !is_walked || detail.is_some_and(|detail| FOR_CARS.contains(&detail)) {
        return Some(None);
    }
    let is_name = |name: &&str| name.len() <= LONGEST && !name.contains(char::is_control);
    let name = name.map(str::trim).filter(is_name);
    Some(name.filter(|name| !name.is_empty()))
}

/// Follows the pen; tells of every line of two corners and more.
fn lines(mut pen: &[u8], extent: i64, tell: &mut impl FnMut(&[[f64; 2]])) -> Option<()> {
    let mut line: Vec<[f64; 2]> = Vec::new();
    let mut at = [0_i64; 2];
    while !pen.is_empty() {
        let command = varint(&mut pen)?;
        let (deed, times) = (command & 7, command >> 3);
        if !matches!(deed, MOVE | DRAW) {
            return None;
        }
        for _ in 0..times {
            if deed == MOVE && line.len() > 1 {
                tell(&line);
            }
            if deed == MOVE {
                line.clear();
            }
            for axis in &mut at {
                *axis += step(varint(&mut pen)?)?;
                if axis.abs() > OUTSIDE * extent {
                    return None;
                }
            }
            line.push(at.map(|axis| axis as f64 / extent as f64));
        }
    }
    if line.len() > 1 {
        tell(&line);
    }
    Some(())
}

/// A step of the pen, written zigzag.
fn step(said: u64) -> Option<i64> {
    let said = i64::from(u32::try_from(said).ok()?);
    Some((said >> 1) ^ -(said & 1))
}

/// What a field holds.
enum Said<'a> {
    Whole(u64),
    Bytes(&'a [u8]),
    Fixed,
}

/// The fields of a protobuf message, one after another.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// The next field with its number; inner `None` at the end, outer `None` when the message is broken.
    fn next(&mut self) -> Option<Option<(u64, Said<'a>)>> {
        if self.0.is_empty() {
            return Some(None);
        }
        let key = varint(&mut self.0)?;
        let said = match key & 7 {
            0 => Said::Whole(varint(&mut self.0)?),
            1 => self.take(8).map(|_| Said::Fixed)?,
            2 => {
                let length = usize::try_from(varint(&mut self.0)?).ok()?;
                Said::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Said::Fixed)?,
            _ => return None,
        };
        Some(Some((key >> 3, said)))
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}
