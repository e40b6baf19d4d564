//! Drawers: what a room keeps in memory between requests, one drawer for each type. The house need not know the type.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Things by their type. What lies here can be lost at any moment: it is remembered, not kept.
#[derive(Default)]
pub struct Drawers(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Drawers {
    /// The one `T` of this house, made when it is first asked for.
    pub fn of<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut drawers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let drawer = drawers
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::new(T::default()));
        let drawer = Arc::clone(drawer).downcast::<T>();
        // A drawer holds the type that it is found by.
        drawer.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_room_finds_again_what_it_left_and_nothing_of_another_house() {
        let (house, other) = (Drawers::default(), Drawers::default());
        house.of::<AtomicUsize>().store(7, Ordering::Relaxed);
        assert_eq!(house.of::<AtomicUsize>().load(Ordering::Relaxed), 7);
        assert_eq!(other.of::<AtomicUsize>().load(Ordering::Relaxed), 0);
        assert!(!*house.of::<bool>());
    }
}
