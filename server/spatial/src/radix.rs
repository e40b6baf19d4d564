//! Sorting by whole numbers, byte by byte: steady, and in time that grows with the count alone.

/// Something with a number to sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keyed<T> {
    pub key: u64,
    pub value: T,
}

/// Sorts by key; equals keep their order. O(n) for each byte in which keys differ, and room for a
/// copy; O(n) when they are in order already.
pub(crate) fn sort<T: Copy + Default>(items: &mut Vec<Keyed<T>>) {
    sort_above(0, items);
}

/// Sorts by the bits of the key from `low` on, as [`sort`] does.
pub(crate) fn sort_above<T: Copy + Default>(low: usize, items: &mut Vec<Keyed<T>>) {
    let Some(&Keyed { key: one, .. }) = items.first() else {
        return;
    };
    if items.is_sorted_by_key(|item| item.key >> low) {
        return;
    }
    let differing = items.iter().fold(0, |bits, item| bits | (item.key ^ one));
    let mut other = vec![Keyed::default(); items.len()];
    for shift in (low..64)
        .step_by(8)
        .filter(|shift| differing >> shift & 0xff != 0)
    {
        let digit = |item: &Keyed<T>| (item.key >> shift & 0xff) as usize;
        let mut next = [0_usize; 256];
        items.iter().for_each(|item| next[digit(item)] += 1);
        let mut start = 0;
        for place in &mut next {
            start += std::mem::replace(place, start);
        }
        for item in items.iter() {
            let place = &mut next[digit(item)];
            other[*place] = *item;
            *place += 1;
        }
        std::mem::swap(items, &mut other);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does_and_equals_keep_their_order(
            mut keys in prop::collection::vec(prop_oneof![any::<u64>(), 0..4_u64, Just(u64::MAX)], 0..300),
        ) {
            let keyed = |keys: &[u64]| (0..).zip(keys).map(|(value, &key)| Keyed { key, value }).collect();
            let mut wanted: Vec<Keyed<u32>> = keyed(&keys);
            let mut got = wanted.clone();
            wanted.sort_by_key(|item| item.key);
            sort(&mut got);
            prop_assert_eq!(&got, &wanted);
            keys.sort_unstable();
            prop_assert!(got.iter().map(|item| item.key).eq(keys));
        }
    }
}
