//! What happens on a walk, as it happens: the follower of the outbox tells it here once, and wakes who listens.
//!
//! The hub knows ids and places, no words: each listener reads what it may see from the findings in memory.

mod seat;

pub use seat::Seat;

use seat::Ticket;
use spatial::index::Spot;
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;
use uuid::Uuid;

/// Events that are kept for who comes back.
const KEPT: usize = 10_000;
/// Listeners of one person: some tabs, and a phone that was not missed yet.
const SEATS: usize = 4;
/// Notes that are told in one piece.
const PIECE: usize = 64;

/// Something that happened on a walk.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Its place in the outbox.
    pub seq: i64,
    /// On which walk.
    pub walk: Uuid,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A finding came, or is different now.
    Finding {
        /// Which.
        finding: Uuid,
        /// Where it lies.
        spot: Spot,
        /// In which buurt it lay before.
        before: Option<String>,
    },
    /// A finding was withdrawn; and in which buurt it lay.
    Gone(Uuid, Option<String>),
    /// A photo of a finding came in.
    Photo {
        /// The finding.
        finding: Uuid,
        /// The photo.
        photo: Uuid,
    },
    /// Somebody saw a finding too, or took that back.
    Voice(Uuid),
    /// The walk itself, or who is on it.
    Walk,
}

/// What a listener finds when it wakes.
#[derive(Debug, PartialEq)]
pub enum Heard {
    /// What happened since it last listened, or the first piece of that, in order, and how far in the outbox that is.
    Notes(Vec<Note>, i64),
    /// Too much was missed: all is to be read anew. And how far in the outbox that is.
    Lost(i64),
}

/// Where it is told what happens on walks. Cheap to clone: all clones are the same hub.
#[derive(Clone, Default)]
pub struct Hub(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    notes: VecDeque<Note>,
    /// What happened up to here is not kept any more.
    since: i64,
    /// How far in the outbox this is.
    seq: i64,
    walks: HashMap<Uuid, watch::Sender<i64>>,
    /// How often borders moved under the findings, and how far in the outbox that was the last time.
    borders: (u64, i64),
    /// The seats of each person, the oldest first.
    people: HashMap<Uuid, VecDeque<(u64, watch::Sender<()>)>>,
    /// Seats given so far.
    given: u64,
    closed: bool,
}

impl Hub {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far in the outbox this is.
    pub fn seq(&self) -> i64 {
        self.state().seq
    }

    /// Tells what happened up to `seq`, in order, and wakes the listeners of these walks.
    pub fn tell(&self, notes: Vec<Note>, seq: i64) {
        let mut state = self.state();
        state.seq = seq;
        let walks: HashSet<Uuid> = notes.iter().map(|note| note.walk).collect();
        state.notes.extend(notes);
        while state.notes.len() > KEPT {
            let oldest = state.notes.pop_front();
            state.since = oldest.map_or(state.since, |note| note.seq);
        }
        for walk in walks {
            if let Some(bell) = state.walks.get(&walk) {
                bell.send_replace(seq);
            }
        }
    }

    /// Forgets what happened up to `seq`: who listens reads all anew.
    pub fn begin_at(&self, seq: i64) {
        let mut state = self.state();
        (state.seq, state.since) = (seq, seq);
        state.notes.clear();
        for bell in state.walks.values() {
            bell.send_replace(seq);
        }
    }

    /// Tells everybody who listens that other borders are in force now, and findings lie in other buurten by them.
    pub fn borders_moved(&self) {
        let mut state = self.state();
        state.borders = (state.borders.0 + 1, state.seq);
        for bell in state.walks.values() {
            bell.send_replace(state.seq);
        }
    }

    /// How often borders moved.
    pub fn borders(&self) -> u64 {
        self.state().borders.0
    }

    /// The same as who comes back knows it: one less when they moved after `last`, or perhaps did.
    pub fn borders_known_at(&self, last: i64) -> u64 {
        let (moved, seq) = self.state().borders;
        if last > seq {
            moved
        } else {
            moved.saturating_sub(1)
        }
    }

    /// What happened on a walk after `seq`: about 64 notes, all of each event. O(log kept + told since).
    pub fn after(&self, walk: Uuid, seq: i64) -> Heard {
        let state = self.state();
        if seq < state.since {
            return Heard::Lost(state.seq);
        }
        let from = state.notes.partition_point(|note| note.seq <= seq);
        let mut piece: Vec<Note> = Vec::new();
        for note in state.notes.range(from..).filter(|note| note.walk == walk) {
            let last = piece.last().map_or(note.seq, |last| last.seq);
            // Who comes back asks by event: half of one would be lost.
            if piece.len() >= PIECE && last != note.seq {
                return Heard::Notes(piece, last);
            }
            piece.push(note.clone());
        }
        Heard::Notes(piece, state.seq.max(seq))
    }

    /// A seat for a person who listens to a walk. Who has four already loses the oldest: it may be that of a connection
    /// which died unnoticed.
    pub fn sit(&self, walk: Uuid, person: Uuid) -> Seat {
        let mut state = self.state();
        state.given += 1;
        let number = state.given;
        let (keep, stays) = watch::channel(());
        let seats = state.people.entry(person).or_default();
        while seats.len() >= SEATS {
            seats.pop_front();
        }
        seats.push_back((number, keep));
        let bell = state.walks.entry(walk).or_insert_with(|| watch::Sender::new(0));
        let bell = bell.subscribe();
        if state.closed {
            state.walks.clear();
        }
        let ticket = Ticket { number, stays };
        Seat::new(self.clone(), walk, person, bell, ticket)
    }

    fn stand_up(&self, walk: Uuid, person: Uuid, ticket: u64) {
        let mut state = self.state();
        if let Some(seats) = state.people.get_mut(&person) {
            seats.retain(|(number, _)| *number != ticket);
            if seats.is_empty() {
                state.people.remove(&person);
            }
        }
        // The seat that stands up still holds its own end.
        if state
            .walks
            .get(&walk)
            .is_some_and(|bell| bell.receiver_count() <= 1)
        {
            state.walks.remove(&walk);
        }
    }

    /// How many listen.
    pub fn listeners(&self) -> usize {
        self.state().people.values().map(VecDeque::len).sum()
    }

    /// Ends all listening: the server stops.
    pub fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.walks.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALK: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);
    const ME: Uuid = Uuid::from_u128(3);

    fn note(seq: i64, walk: Uuid) -> Note {
        Note {
            seq,
            walk,
            what: What::Walk,
        }
    }

    #[tokio::test]
    async fn a_listener_wakes_for_its_own_walk_only_and_hears_all_of_it_in_order() {
        let hub = Hub::default();
        hub.begin_at(10);
        let mut seat = hub.sit(WALK, ME);
        hub.tell(vec![note(11, OTHER)], 12);
        assert!(!seat.is_called());
        hub.tell(vec![note(13, WALK), note(13, WALK), note(14, OTHER)], 15);
        assert!(seat.is_called());
        assert!(seat.called().await);
        let heard = Heard::Notes(vec![note(13, WALK), note(13, WALK)], 15);
        assert_eq!(hub.after(WALK, 10), heard);
        assert_eq!(hub.after(WALK, 13), Heard::Notes(Vec::new(), 15));
        assert_eq!(
            hub.after(WALK, 99),
            Heard::Notes(Vec::new(), 99),
            "another server is ahead"
        );
    }

    #[test]
    fn who_missed_more_than_is_kept_is_told_so() {
        let hub = Hub::default();
        hub.begin_at(10);
        assert_eq!(hub.after(WALK, 9), Heard::Lost(10));
        let many = (11..).take(KEPT + 5).map(|seq| note(seq, WALK)).collect();
        hub.tell(many, 11 + KEPT as i64 + 4);
        assert_eq!(hub.after(WALK, 14), Heard::Lost(15 + KEPT as i64));
        let (mut seq, mut told) = (15, 0);
        while let Heard::Notes(notes, to) = hub.after(WALK, seq)
            && !notes.is_empty()
        {
            assert!(notes.len() <= PIECE);
            (seq, told) = (to, told + notes.len());
        }
        assert_eq!((seq, told), (15 + KEPT as i64, KEPT), "all of it, piece by piece");
    }

    #[tokio::test]
    async fn who_comes_back_knows_of_moved_borders_only_from_after_they_moved() {
        let hub = Hub::default();
        hub.begin_at(10);
        assert_eq!((hub.borders(), hub.borders_known_at(9)), (0, 0), "nothing moved");
        let mut seat = hub.sit(WALK, ME);
        hub.borders_moved();
        assert!(seat.called().await);
        hub.tell(vec![note(11, WALK)], 11);
        assert_eq!([9, 10, 11].map(|last| hub.borders_known_at(last)), [0, 0, 1]);
        assert_eq!(hub.borders(), 1);
    }

    #[test]
    fn a_piece_never_ends_within_an_event() {
        let hub = Hub::default();
        hub.begin_at(10);
        let long = std::iter::repeat_n(note(12, WALK), PIECE);
        hub.tell(
            [note(11, WALK)]
                .into_iter()
                .chain(long)
                .chain([note(13, WALK)])
                .collect(),
            14,
        );
        assert!(matches!(hub.after(WALK, 10), Heard::Notes(notes, 12) if notes.len() == PIECE + 1));
        assert_eq!(hub.after(WALK, 12), Heard::Notes(vec![note(13, WALK)], 14));
    }

    #[tokio::test]
    async fn a_person_has_four_seats_and_a_fifth_takes_the_oldest() {
        let hub = Hub::default();
        let mut seats: Vec<Seat> = (0..6).map(|_| hub.sit(WALK, ME)).collect();
        assert_eq!(hub.listeners(), 4);
        let taken: Vec<bool> = seats.iter().map(Seat::is_taken).collect();
        assert_eq!(taken, [true, true, false, false, false, false]);
        assert!(!seats[0].called().await && !seats[1].called().await);
        seats.drain(..2);
        assert_eq!(hub.listeners(), 4, "who lost a seat has none to leave");
        seats.remove(1);
        let again = hub.sit(WALK, ME);
        assert!(!seats[0].is_taken(), "a seat that was left is free again");
        drop(again);
        let mut last = seats.pop().unwrap();
        drop(seats);
        hub.close();
        assert!(!last.called().await, "the end");
        drop(last);
        assert_eq!(hub.listeners(), 0);
        let mut late = hub.sit(WALK, ME);
        assert!(!late.called().await, "nobody listens to a server that stops");
    }
}
