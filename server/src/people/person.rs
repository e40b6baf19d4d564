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

    /// Does this role mind neighbourhoods: the buurtcomité, the wijknetwerker, the operator? Partners read along.
    pub fn minds(self) -> bool {
        matches!(self, Self::Committee | Self::Networker | Self::Admin)
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
        /// Walks they joined, perhaps in another buurt.
        walks: Vec<Uuid>,
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

    /// The walks they joined, as known when they were recognised: the table may know of a later one.
    pub fn walks(&self) -> &[Uuid] {
        match self {
            Self::Nobody => &[],
            Self::Participant { walks, .. } | Self::Staff { walks, .. } => walks,
        }
    }

    /// Are they staff whose role plans walks?
    pub fn plans_walks(&self) -> bool {
        matches!(self, Self::Staff { role, .. } if role.plans_walks())
    }

    /// Are they staff whose role minds neighbourhoods, whichever these are?
    pub fn minds(&self) -> bool {
        matches!(self, Self::Staff { role, .. } if role.minds())
    }

    /// Do they mind this buurt? Staff of the city mind every place, also one outside all buurten.
    pub fn minds_buurt(&self, code: Option<&str>) -> bool {
        match self {
            Self::Staff { role, buurt, .. } => {
                role.minds() && buurt.as_deref().is_none_or(|own| code == Some(own))
            }
            _ => false,
        }
    }

    /// The same asker, who turns out to have joined this walk too.
    #[must_use]
    pub fn on(mut self, walk: Uuid) -> Self {
        if let Self::Participant { walks, .. } | Self::Staff { walks, .. } = &mut self
            && !walks.contains(&walk)
        {
            walks.push(walk);
        }
        self
    }

    /// What a figure depends on when only `may_count` is asked for it: all walkers count the same.
    pub fn counting_scope(&self) -> String {
        match self {
            Self::Participant { .. } => "walkers".into(),
            Self::Staff { buurt: None, .. } => "city".into(),
            Self::Staff { .. } | Self::Nobody => self.scope(),
        }
    }

    /// What an answer depends on when `may_see` or `may_count` is asked for it: equal scopes get equal answers.
    pub fn scope(&self) -> String {
        match self {
            Self::Nobody => "nobody".into(),
            Self::Participant { id, walks } => format!("walker {id} {}", in_order(walks)),
            Self::Staff { id, buurt, walks, .. } => format!("staff {id} {buurt:?} {}", in_order(walks)),
        }
    }
}

/// The same text for the same walks.
fn in_order(walks: &[Uuid]) -> String {
    let mut walks: Vec<String> = walks.iter().map(Uuid::to_string).collect();
    walks.sort_unstable();
    walks.join(" ")
}
