//! The people who ask: nobody in particular, a walker, or staff.

use uuid::Uuid;

/// What somebody is here for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A walker, known by a pseudonym only.
    Participant,
    /// The wijknetwerker, who plans walks.
    Networker,
    /// Police, enforcement, municipality, housing corporation.
    Partner,
    /// The operator.
    Admin,
    /// The buurtcomité.
    Committee,
}

const WORDS: [(Role, &str); 5] = [
    (Role::Participant, "participant"),
    (Role::Networker, "networker"),
    (Role::Partner, "partner"),
    (Role::Admin, "admin"),
    (Role::Committee, "committee"),
];

impl Role {
    /// The stored word.
    pub fn word(self) -> &'static str {
        WORDS
            .iter()
            .find(|(role, _)| *role == self)
            .map_or("participant", |(_, word)| word)
    }

    /// Reads a stored word.
    pub fn read(word: &str) -> Option<Self> {
        WORDS
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(role, _)| *role)
    }

    /// May this role plan a walk?
    pub fn plans_walks(self) -> bool {
        matches!(self, Self::Networker | Self::Admin)
    }
}

/// Whoever sent a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asker {
    /// No token, or one that is not known.
    Nobody,
    /// A walker and the walks they joined.
    Participant {
        /// The pseudonym.
        id: Uuid,
        /// Walks they joined.
        walks: Vec<Uuid>,
    },
    /// Staff of one buurt, or of the whole city.
    Staff {
        /// The token's person.
        id: Uuid,
        /// What they are here for.
        role: Role,
        /// Their buurt; `None` is the whole city.
        buurt: Option<String>,
    },
}

impl Asker {
    /// The person behind the request, if any.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Self::Nobody => None,
            Self::Participant { id, .. } | Self::Staff { id, .. } => Some(*id),
        }
    }

    /// What an answer depends on when `may_see` or `may_count` is asked for it: equal scopes get equal answers.
    pub fn scope(&self) -> String {
        match self {
            Self::Nobody => "nobody".into(),
            Self::Participant { id, walks } => {
                let mut walks: Vec<String> = walks.iter().map(Uuid::to_string).collect();
                walks.sort_unstable();
                format!("walker {id} {}", walks.join(" "))
            }
            Self::Staff { id, buurt, .. } => format!("staff {id} {buurt:?}"),
        }
    }
}
