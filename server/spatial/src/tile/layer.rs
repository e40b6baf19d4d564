//! One layer of a vector tile, encoded as it is filled.

use std::collections::HashMap;

use super::{EXTENT, Shape};

/// The spec's version.
const VERSION: u64 = 2;
/// Commands of a geometry.
const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;
/// Kinds of geometry.
const POINT: u64 = 1;
const LINE: u64 = 2;
const POLYGON: u64 = 3;

/// The name of a property, by its number in the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u32);

/// The value of a property, by its number in the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value(u32);

/// A layer being filled. Names and values are numbered once and told by number, so that a feature
/// costs some tens of nanoseconds and no allocation.
#[derive(Debug)]
pub struct Layer {
    name: &'static str,
    features: Vec<u8>,
    keys: Vec<String>,
    /// Encoded values, and how many.
    values: Vec<u8>,
    count: u32,
    known: HashMap<Vec<u8>, Value>,
    /// The feature in the making.
    feature: Vec<u8>,
    geometry: Vec<u8>,
}

impl Layer {
    /// An empty layer.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            features: Vec::new(),
            keys: Vec::new(),
            values: Vec::new(),
            count: 0,
            known: HashMap::new(),
            feature: Vec::new(),
            geometry: Vec::new(),
        }
    }

    /// The name of a property.
    pub fn key(&mut self, name: &str) -> Key {
        let place = self.keys.iter().position(|known| known == name);
        let place = place.unwrap_or_else(|| {
            self.keys.push(name.to_owned());
            self.keys.len() - 1
        });
        Key(place as u32)
    }

    /// A text that may come again.
    pub fn text(&mut self, text: &str) -> Value {
        self.known_value(&field(1, text.as_bytes()))
    }

    /// A text that comes once, such as an id: not looked for among those that came.
    pub fn text_once(&mut self, text: &str) -> Value {
        let length = text.len() as u64;
        put(&mut self.values, 4 << 3 | 2);
        put(&mut self.values, 1 + length_of(length) + length);
        put_field(&mut self.values, 1, text.as_bytes());
        self.next_value()
    }

    /// A whole number from 0 on that comes once, such as a time.
    pub fn whole_once(&mut self, number: u64) -> Value {
        put(&mut self.values, 4 << 3 | 2);
        put(&mut self.values, 1 + length_of(number));
        put(&mut self.values, 5 << 3);
        put(&mut self.values, number);
        self.next_value()
    }

    /// A whole number from 0 on.
    pub fn whole(&mut self, number: u64) -> Value {
        self.known_value(&number_field(5, number))
    }

    /// A whole number that may be below 0.
    pub fn signed(&mut self, number: i64) -> Value {
        self.known_value(&number_field(6, (number << 1 ^ number >> 63).cast_unsigned()))
    }

    /// A number with decimals.
    pub fn double(&mut self, number: f64) -> Value {
        let mut bytes = vec![3 << 3 | 1];
        bytes.extend_from_slice(&number.to_le_bytes());
        self.known_value(&bytes)
    }

    /// Yes or no.
    pub fn flag(&mut self, flag: bool) -> Value {
        self.known_value(&number_field(7, flag.into()))
    }

    fn known_value(&mut self, bytes: &[u8]) -> Value {
        if let Some(value) = self.known.get(bytes) {
            return *value;
        }
        put_field(&mut self.values, 4, bytes);
        let value = self.next_value();
        self.known.insert(bytes.to_vec(), value);
        value
    }

    fn next_value(&mut self) -> Value {
        self.count += 1;
        Value(self.count - 1)
    }

    /// Adds a point, in units of the tile.
    pub fn point(&mut self, id: u64, (x, y): (i32, i32), tags: &[(Key, Value)]) {
        self.geometry.clear();
        put(&mut self.geometry, command(MOVE_TO, 1));
        put(&mut self.geometry, zigzag(x));
        put(&mut self.geometry, zigzag(y));
        self.finish_feature(id, POINT, tags);
    }

    /// Adds lines or polygons; a shape of which nothing is left adds nothing.
    pub fn shape(&mut self, id: u64, shape: &Shape, tags: &[(Key, Value)]) {
        self.geometry.clear();
        let mut at = (0, 0);
        for path in shape.paths() {
            let Some((first, rest)) = path.split_first() else {
                continue;
            };
            put(&mut self.geometry, command(MOVE_TO, 1));
            step(&mut self.geometry, &mut at, *first);
            put(&mut self.geometry, command(LINE_TO, rest.len() as u32));
            rest.iter()
                .for_each(|point| step(&mut self.geometry, &mut at, *point));
            if shape.is_closed() {
                put(&mut self.geometry, command(CLOSE_PATH, 1));
            }
        }
        if !self.geometry.is_empty() {
            self.finish_feature(id, if shape.is_closed() { POLYGON } else { LINE }, tags);
        }
    }

    fn finish_feature(&mut self, id: u64, kind: u64, tags: &[(Key, Value)]) {
        self.feature.clear();
        put(&mut self.feature, 1 << 3);
        put(&mut self.feature, id);
        if !tags.is_empty() {
            let length = |number: u32| length_of(number.into());
            let bytes = tags.iter().map(|(key, value)| length(key.0) + length(value.0));
            put(&mut self.feature, 2 << 3 | 2);
            put(&mut self.feature, bytes.sum());
            for (key, value) in tags {
                put(&mut self.feature, key.0.into());
                put(&mut self.feature, value.0.into());
            }
        }
        put(&mut self.feature, 3 << 3);
        put(&mut self.feature, kind);
        put_field(&mut self.feature, 4, &self.geometry);
        put_field(&mut self.features, 2, &self.feature);
    }

    /// Nothing in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// Adds the layer to the bytes of a tile; an empty layer adds nothing.
    pub fn finish(self, tile: &mut Vec<u8>) {
        if self.is_empty() {
            return;
        }
        let mut head = Vec::with_capacity(64);
        put(&mut head, 15 << 3);
        put(&mut head, VERSION);
        put_field(&mut head, 1, self.name.as_bytes());
        let mut tail = Vec::with_capacity(64 + self.values.len());
        self.keys
            .iter()
            .for_each(|key| put_field(&mut tail, 3, key.as_bytes()));
        tail.extend_from_slice(&self.values);
        put(&mut tail, 5 << 3);
        put(&mut tail, EXTENT.unsigned_abs().into());
        put(tile, 3 << 3 | 2);
        put(tile, (head.len() + self.features.len() + tail.len()) as u64);
        tile.extend_from_slice(&head);
        tile.extend_from_slice(&self.features);
        tile.extend_from_slice(&tail);
    }
}

fn command(what: u32, times: u32) -> u64 {
    u64::from(times) << 3 | u64::from(what)
}

fn zigzag(number: i32) -> u64 {
    (number << 1 ^ number >> 31).cast_unsigned().into()
}

fn step(out: &mut Vec<u8>, at: &mut (i32, i32), to: (i32, i32)) {
    put(out, zigzag(to.0 - at.0));
    put(out, zigzag(to.1 - at.1));
    *at = to;
}

/// Writes a varint.
fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Bytes of a varint.
fn length_of(number: u64) -> u64 {
    u64::from((64 - (number | 1).leading_zeros()).div_ceil(7))
}

/// Writes a field of bytes.
fn put_field(out: &mut Vec<u8>, number: u64, bytes: &[u8]) {
    put(out, number << 3 | 2);
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn field(number: u64, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 4);
    put_field(&mut out, number, bytes);
    out
}

fn number_field(number: u64, value: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(11);
    put(&mut out, number << 3);
    put(&mut out, value);
    out
}
