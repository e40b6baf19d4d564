//! The states of a proposal, and the closed table of steps between them.

/// Where a proposal stands. The words are stored: never rename one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Begun; for who looks after its buurten.
    Scratch,
    /// Being drawn.
    InProgress,
    /// Drawn, and not changed any more.
    Ready,
    /// Everybody may look and react.
    Open,
    /// Everybody may vote.
    Voting,
    /// Its borders were written down with a date.
    Adopted,
    /// It will not be, for a reason.
    Rejected,
    /// What it began from is gone.
    Superseded,
}

const WORDS: [(State, &str); 8] = [
    (State::Scratch, "scratch"),
    (State::InProgress, "in_progress"),
    (State::Ready, "ready"),
    (State::Open, "open"),
    (State::Voting, "voting"),
    (State::Adopted, "adopted"),
    (State::Rejected, "rejected"),
    (State::Superseded, "superseded"),
];

/// The words that a request may name, in order.
pub const NAMES: [&str; 8] = [
    "scratch",
    "in_progress",
    "ready",
    "open",
    "voting",
    "adopted",
    "rejected",
    "superseded",
];

/// The steps that somebody may take by hand. Adopting has a door of its own, and what is superseded became so by another
/// adoption. There is no way back out of a vote: a vote is about one version, once.
const STEPS: [(State, State); 12] = [
    (State::Scratch, State::InProgress),
    (State::InProgress, State::Scratch),
    (State::InProgress, State::Ready),
    (State::Ready, State::InProgress),
    (State::Ready, State::Open),
    // Reactions may ask for another line.
    (State::Open, State::InProgress),
    (State::Open, State::Voting),
    (State::Scratch, State::Rejected),
    (State::InProgress, State::Rejected),
    (State::Ready, State::Rejected),
    (State::Open, State::Rejected),
    (State::Voting, State::Rejected),
];

impl State {
    /// The stored word.
    pub fn word(self) -> &'static str {
        WORDS
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("scratch", |(_, word)| word)
    }

    /// Reads a stored word.
    pub fn read(word: &str) -> Option<Self> {
        WORDS
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(state, _)| *state)
    }

    /// May one go from here to there by hand?
    pub fn leads_to(self, next: Self) -> bool {
        STEPS.contains(&(self, next))
    }

    /// May its lines be changed?
    pub fn may_be_drawn(self) -> bool {
        matches!(self, Self::Scratch | Self::InProgress)
    }

    /// Has it come to its end?
    pub fn is_over(self) -> bool {
        matches!(self, Self::Adopted | Self::Rejected | Self::Superseded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back_and_named_in_order() {
        assert!(
            WORDS
                .iter()
                .all(|(state, word)| State::read(word) == Some(*state))
        );
        assert_eq!(WORDS.map(|(_, word)| word), NAMES);
        assert_eq!(State::read("closed"), None);
    }

    #[test]
    fn nothing_leads_out_of_an_end_nor_into_adopted_or_superseded_nor_back_out_of_a_vote() {
        for (from, _) in WORDS {
            for (to, _) in WORDS {
                let led = from.leads_to(to);
                assert!(!(led && from.is_over()), "{from:?} to {to:?}");
                assert!(!(led && matches!(to, State::Adopted | State::Superseded)));
                assert!(!(led && from == State::Voting && to != State::Rejected));
            }
        }
        assert!(State::Ready.leads_to(State::Open) && !State::Scratch.leads_to(State::Open));
    }
}
