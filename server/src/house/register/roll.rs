//! A list that only grows and whose copies share what they have: numbers given out stay good.

use std::sync::Arc;

/// Items of one piece.
const PIECE: usize = 4_096;

/// A list of items by number. Cloning costs one pointer per 4,096 items.
#[derive(Debug)]
pub struct Roll<T>(Vec<Arc<Vec<T>>>);

impl<T> Clone for Roll<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Roll<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Clone> Roll<T> {
    /// How many items.
    pub fn len(&self) -> usize {
        self.0
            .last()
            .map_or(0, |last| (self.0.len() - 1) * PIECE + last.len())
    }

    /// The item with this number.
    pub fn get(&self, number: usize) -> Option<&T> {
        self.0.get(number / PIECE)?.get(number % PIECE)
    }

    /// Adds an item; copies the last piece when another roll shares it.
    pub fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(last) if last.len() < PIECE => Arc::make_mut(last).push(item),
            _ => self.0.push(Arc::new(vec![item])),
        }
    }

    /// All items in order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flat_map(|piece| piece.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_what_it_had_while_the_other_grows() {
        let mut roll = Roll::default();
        (0..PIECE + 5).for_each(|item| roll.push(item));
        let copy = roll.clone();
        roll.push(7);
        assert_eq!((copy.len(), roll.len()), (PIECE + 5, PIECE + 6));
        assert_eq!(copy.get(PIECE + 4), Some(&(PIECE + 4)));
        assert_eq!(copy.get(PIECE + 5), None);
        assert_eq!(roll.iter().count(), PIECE + 6);
    }
}
