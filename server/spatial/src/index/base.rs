//! The immutable part of an index: columns in two orders.

use super::{Entry, Sight, Spot};
use crate::radix::{Keyed, sort, sort_above};

/// Height of a band of places, in units of a [`Spot`], as a power of two: 0.0004096 degrees, 46 m.
const BAND_BITS: u32 = 12;

/// A place and the row that lies there. 12 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pin {
    pub spot: Spot,
    pub row: u32,
}

/// Rows in order of (observer, time, id); pins in order of cells: bands from south to north, and
/// in each from west to east.
#[derive(Debug, Default)]
pub(super) struct Base {
    pub sights: Vec<Sight>,
    pub ids: Vec<u128>,
    pub tags: Vec<u32>,
    /// Rows in order of their ids.
    by_id: Vec<u32>,
    pub pins: Vec<Pin>,
    /// Where each band begins among the pins, from `first_band` on, and where the last one ends.
    bands: Vec<u32>,
    first_band: i32,
}

/// The band of a latitude.
pub(super) fn band_of(lat: i32) -> i32 {
    lat >> BAND_BITS
}

fn pin_key(pin: &Pin) -> (i32, i32, u32) {
    (band_of(pin.spot.lat), pin.spot.lon, pin.row)
}

impl Base {
    /// A base of these entries; of one id the last stays. Sorts by radix: O(n).
    pub fn of(entries: Vec<Entry>) -> Self {
        let ids = order_of_ids(&entries);
        let id = |item: &Keyed<u32>| entries[item.value as usize].id;
        let is_double = |pair: &[Keyed<u32>]| pair[0].key == pair[1].key && id(&pair[0]) == id(&pair[1]);
        if ids.windows(2).any(is_double) {
            let last_of = ids.chunk_by(|one, other| id(one) == id(other));
            let last_of = last_of.filter_map(|equals| equals.last());
            return Self::of(last_of.map(|item| entries[item.value as usize]).collect());
        }
        let by_id: Vec<u32> = ids.iter().map(|item| item.value).collect();
        let visits = order_of_visits(&entries, ids);
        let mut rows = vec![0; entries.len()];
        let mut places = Vec::with_capacity(entries.len());
        let mut base = Self::default();
        base.reserve(entries.len());
        for (row, &Keyed { value: from, .. }) in (0..).zip(&visits) {
            let entry = &entries[from as usize];
            rows[from as usize] = row;
            base.sights.push(entry.sight);
            base.ids.push(entry.id);
            base.tags.push(entry.tag);
            places.push(Keyed {
                key: key_of(entry.spot),
                value: row,
            });
        }
        // Sorting pins takes room: give back first what was taken over.
        drop((entries, visits));
        base.by_id.extend(by_id.iter().map(|from| rows[*from as usize]));
        drop((by_id, rows));
        base.pins.extend(pins_of(places));
        base.mark_bands();
        base
    }

    fn reserve(&mut self, many: usize) {
        self.sights.reserve_exact(many);
        self.ids.reserve_exact(many);
        self.tags.reserve_exact(many);
        self.by_id.reserve_exact(many);
        self.pins.reserve_exact(many);
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn bytes(&self) -> usize {
        let each = size_of::<Sight>() + size_of::<u128>() + 2 * size_of::<u32>() + size_of::<Pin>();
        self.len() * each + size_of_val(self.bands.as_slice())
    }

    /// The row of an id, gone or not.
    pub fn row_of(&self, id: u128) -> Option<u32> {
        let place = self
            .by_id
            .binary_search_by_key(&id, |row| self.ids[*row as usize]);
        place.ok().map(|place| self.by_id[place])
    }

    /// The pins of a band from one longitude to another, both included. O(log n).
    pub fn pins_in(&self, band: i32, (west, east): (i32, i32)) -> &[Pin] {
        let begins = |band: i32| {
            self.bands
                .get(usize::try_from(band - self.first_band).ok()?)
                .copied()
        };
        let (Some(from), Some(to)) = (begins(band), begins(band + 1)) else {
            return &[];
        };
        let pins = &self.pins[from as usize..to as usize];
        let from = pins.partition_point(|pin| pin.spot.lon < west);
        let to = from + pins[from..].partition_point(|pin| pin.spot.lon <= east);
        &pins[from..to]
    }

    /// The lowest and the highest band with a pin.
    pub fn reach(&self) -> Option<(i32, i32)> {
        let (low, high) = (self.pins.first()?, self.pins.last()?);
        Some((band_of(low.spot.lat), band_of(high.spot.lat)))
    }

    /// This base without the rows of `gone` (ascending), with the entries of `late` (in order of
    /// rows, ids that stay elsewhere excluded). Merges sorted columns: O(n).
    pub fn merged(&self, late: &[Entry], gone: &[u32]) -> Self {
        let mut base = Self::default();
        base.reserve(self.len() - gone.len() + late.len());
        let (moved, came) = base.merge_rows(self, late, gone);
        base.merge_pins(self, late, &moved, &came);
        base.merge_ids(self, &moved, &came);
        base.mark_bands();
        base
    }

    /// Gives every row another tag.
    pub fn retag(&mut self, mut tag: impl FnMut(u32) -> u32) {
        self.tags.iter_mut().for_each(|old| *old = tag(*old));
    }

    /// Takes rows of both over in order. Gives the new row of each old row (`GONE` for none) and of
    /// each late entry.
    fn merge_rows(&mut self, old: &Self, late: &[Entry], gone: &[u32]) -> (Vec<u32>, Vec<u32>) {
        let mut moved = vec![GONE; old.len()];
        let mut came = Vec::with_capacity(late.len());
        let mut gone = gone.iter().copied().peekable();
        let mut late = late.iter().peekable();
        let mut take = |base: &mut Self, entry: &Entry| {
            came.push(base.len() as u32);
            base.sights.push(entry.sight);
            base.tags.push(entry.tag);
            base.ids.push(entry.id);
        };
        for (row, &sight) in old.sights.iter().enumerate() {
            if gone.next_if_eq(&(row as u32)).is_some() {
                continue;
            }
            let key = (sight.observer, sight.at(), old.ids[row]);
            while let Some(entry) = late.next_if(|entry| entry.key() < key) {
                take(self, entry);
            }
            moved[row] = self.len() as u32;
            self.sights.push(sight);
            self.tags.push(old.tags[row]);
            self.ids.push(old.ids[row]);
        }
        late.for_each(|entry| take(self, entry));
        (moved, came)
    }

    fn merge_pins(&mut self, old: &Self, late: &[Entry], moved: &[u32], came: &[u32]) {
        let pin = |(entry, row): (&Entry, &u32)| Pin {
            spot: entry.spot,
            row: *row,
        };
        let mut new: Vec<Pin> = late.iter().zip(came).map(pin).collect();
        new.sort_unstable_by_key(pin_key);
        let mut new = new.into_iter().peekable();
        for pin in &old.pins {
            let row = moved[pin.row as usize];
            if row == GONE {
                continue;
            }
            let pin = Pin { row, ..*pin };
            while let Some(earlier) = new.next_if(|other| pin_key(other) < pin_key(&pin)) {
                self.pins.push(earlier);
            }
            self.pins.push(pin);
        }
        self.pins.extend(new);
    }

    fn merge_ids(&mut self, old: &Self, moved: &[u32], came: &[u32]) {
        let mut new = came.to_vec();
        new.sort_unstable_by_key(|row| self.ids[*row as usize]);
        let mut new = new.into_iter().peekable();
        for row in &old.by_id {
            let row = moved[*row as usize];
            if row == GONE {
                continue;
            }
            let id = self.ids[row as usize];
            while let Some(earlier) = new.next_if(|other| self.ids[*other as usize] < id) {
                self.by_id.push(earlier);
            }
            self.by_id.push(row);
        }
        self.by_id.extend(new);
    }

    fn mark_bands(&mut self) {
        let Some((low, high)) = self.reach() else {
            return;
        };
        self.first_band = low;
        let mut pins = self.pins.iter().map(|pin| band_of(pin.spot.lat)).peekable();
        let mut begin = 0;
        for band in low..=high {
            self.bands.push(begin);
            while pins.next_if_eq(&band).is_some() {
                begin += 1;
            }
        }
        self.bands.push(begin);
    }
}

/// The new row of what is gone.
const GONE: u32 = u32::MAX;

/// Where the entries stand in order of their ids; equal ids keep their order.
#[allow(clippy::cast_possible_truncation, reason = "the upper half, whole")]
fn order_of_ids(entries: &[Entry]) -> Vec<Keyed<u32>> {
    let keyed = |(value, entry): (u32, &Entry)| Keyed {
        key: (entry.id >> 64) as u64,
        value,
    };
    let mut order = (0..).zip(entries).map(keyed).collect();
    sort(&mut order);
    // Most ids differ in their first half already.
    let equal_halves = order.chunk_by_mut(|one, other| one.key == other.key);
    for equals in equal_halves.filter(|equals| equals.len() > 1) {
        equals.sort_by_key(|item| entries[item.value as usize].id);
    }
    order
}

/// Where the entries stand in order of (observer, time, id), from where they stand in order of ids.
fn order_of_visits(entries: &[Entry], mut order: Vec<Keyed<u32>>) -> Vec<Keyed<u32>> {
    let sight = |item: &Keyed<u32>| &entries[item.value as usize].sight;
    // The last sort counts most, and equals keep the order of the one before.
    order
        .iter_mut()
        .for_each(|item| item.key = sight(item).at().unsigned_abs());
    sort(&mut order);
    order
        .iter_mut()
        .for_each(|item| item.key = sight(item).observer.into());
    sort(&mut order);
    order
}

/// A spot as one number: its band, then its longitude, then where it lies within the band.
fn key_of(spot: Spot) -> u64 {
    let (lat, lon) = (spot.lat.abs_diff(i32::MIN), spot.lon.abs_diff(i32::MIN));
    let within = lat & ((1 << BAND_BITS) - 1);
    u64::from(lat >> BAND_BITS) << (32 + BAND_BITS) | u64::from(lon) << BAND_BITS | u64::from(within)
}

/// The spot of a number.
#[allow(clippy::cast_possible_truncation, reason = "the parts of `key_of`")]
fn spot_of(key: u64) -> Spot {
    let within = key & ((1 << BAND_BITS) - 1);
    let lat = ((key >> (32 + BAND_BITS)) << BAND_BITS | within) as u32;
    let lon = (key >> BAND_BITS) as u32;
    Spot {
        lon: i32::MIN.wrapping_add_unsigned(lon),
        lat: i32::MIN.wrapping_add_unsigned(lat),
    }
}

/// Pins in their order; of rows on one longitude in one band the order is kept.
fn pins_of(mut places: Vec<Keyed<u32>>) -> impl Iterator<Item = Pin> {
    sort_above(BAND_BITS as usize, &mut places);
    places.into_iter().map(|place| Pin {
        spot: spot_of(place.key),
        row: place.value,
    })
}
