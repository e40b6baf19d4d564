//! The immutable part of an index: columns in two orders.

use super::{Entry, Sight, Spot};
use crate::radix::{Keyed, sort};

/// Height of a band of places, in units of a [`Spot`], as a power of two: 0.0004096 degrees, 46 m.
const BAND_BITS: u32 = 12;

/// A place and the row that lies there. 12 bytes.
#[derive(Clone, Copy, Debug, Default)]
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
        let by_id = order_of_ids(&entries);
        if has_doubles(&entries, &by_id) {
            return Self::of(without_doubles(&entries, &by_id));
        }
        let visits = order_of_visits(&entries);
        let mut rows = vec![0; entries.len()];
        let mut base = Self::default();
        base.reserve(entries.len());
        for (row, &from) in (0..).zip(&visits) {
            let entry = &entries[from as usize];
            rows[from as usize] = row;
            base.sights.push(entry.sight);
            base.ids.push(entry.id);
            base.tags.push(entry.tag);
        }
        base.by_id.extend(by_id.iter().map(|from| rows[*from as usize]));
        let spots = visits.iter().map(|from| entries[*from as usize].spot);
        base.pins.extend(order_of_pins(spots));
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
        for row in 0..old.len() {
            if gone.next_if_eq(&(row as u32)).is_some() {
                continue;
            }
            let sight = old.sights[row];
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
fn order_of_ids(entries: &[Entry]) -> Vec<u32> {
    let key = |entry: &Entry| (entry.id >> 64) as u64;
    let mut order = keyed(entries, key);
    sort(&mut order);
    // Most ids differ in their first half already.
    for equals in order.chunk_by_mut(|one, other| one.key == other.key) {
        equals.sort_by_key(|item| entries[item.value as usize].id);
    }
    order.into_iter().map(|item| item.value).collect()
}

/// Where the entries stand in order of (observer, time, id).
fn order_of_visits(entries: &[Entry]) -> Vec<u32> {
    // Times are never below zero.
    let mut order = keyed(entries, |entry| entry.sight.at().unsigned_abs());
    sort(&mut order);
    order
        .iter_mut()
        .for_each(|item| item.key = entries[item.value as usize].sight.observer.into());
    sort(&mut order);
    let key = |item: &Keyed<u32>| entries[item.value as usize].key();
    let is_tie = |one: &Keyed<u32>, other: &Keyed<u32>| {
        one.key == other.key
            && entries[one.value as usize].sight.at() == entries[other.value as usize].sight.at()
    };
    for ties in order.chunk_by_mut(is_tie).filter(|ties| ties.len() > 1) {
        ties.sort_unstable_by_key(key);
    }
    order.into_iter().map(|item| item.value).collect()
}

/// The pins of rows at these spots.
fn order_of_pins(spots: impl Iterator<Item = Spot>) -> impl Iterator<Item = Pin> {
    let pin = |(row, spot): (u32, Spot)| {
        let band = u64::from(band_of(spot.lat).abs_diff(i32::MIN));
        let key = band << 32 | u64::from(spot.lon.abs_diff(i32::MIN));
        Keyed {
            key,
            value: Pin { spot, row },
        }
    };
    let mut pins: Vec<Keyed<Pin>> = (0..).zip(spots).map(pin).collect();
    sort(&mut pins);
    pins.into_iter().map(|item| item.value)
}

fn keyed(entries: &[Entry], key: impl Fn(&Entry) -> u64) -> Vec<Keyed<u32>> {
    let keyed = |(value, entry): (u32, &Entry)| Keyed {
        key: key(entry),
        value,
    };
    (0..).zip(entries).map(keyed).collect()
}

fn has_doubles(entries: &[Entry], by_id: &[u32]) -> bool {
    by_id
        .windows(2)
        .any(|pair| entries[pair[0] as usize].id == entries[pair[1] as usize].id)
}

/// The last entry of each id.
fn without_doubles(entries: &[Entry], by_id: &[u32]) -> Vec<Entry> {
    by_id
        .chunk_by(|one, other| entries[*one as usize].id == entries[*other as usize].id)
        .filter_map(|equals| equals.last().map(|last| entries[*last as usize]))
        .collect()
}
