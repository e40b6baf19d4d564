//! The one rule that every read door asks: may this asker see this thing?

use super::Asker;
use uuid::Uuid;

/// What the rule needs to know of a thing that somebody made.
#[derive(Debug, Clone, Copy)]
pub struct Thing<'a> {
    /// Who made it.
    pub owner: Uuid,
    /// The walk on which it was made.
    pub walk: Option<Uuid>,
    /// The buurt in which it lies.
    pub buurt: Option<&'a str>,
    /// It is about behaviour of people or about feeling unsafe.
    pub personal: bool,
    /// A person looked at it and released it.
    pub reviewed: bool,
}

/// May `asker` see `thing` itself: its place, words, photos?
///
/// Its maker always; the people of its walk, staff who joined it too; staff of its buurt or of the city; any walker once it was reviewed,
/// unless it is personal. Nothing is public.
pub fn may_see(asker: &Asker, thing: &Thing<'_>) -> bool {
    match asker {
        Asker::Nobody => false,
        Asker::Participant { id, walks } => {
            thing.owner == *id
                || thing.walk.is_some_and(|walk| walks.contains(&walk))
                || (thing.reviewed && !thing.personal)
        }
        Asker::Staff { walks, .. } => {
            looks_after(asker, thing) || thing.walk.is_some_and(|walk| walks.contains(&walk))
        }
    }
}

/// Is `asker` staff of the place of `thing`, or staff who made it? Who joined a walk elsewhere looks after nothing of it.
pub fn looks_after(asker: &Asker, thing: &Thing<'_>) -> bool {
    match asker {
        Asker::Nobody | Asker::Participant { .. } => false,
        Asker::Staff { buurt, id, .. } => match buurt {
            None => true,
            Some(own) => thing.buurt == Some(own.as_str()) || thing.owner == *id,
        },
    }
}

/// May `thing` count, unseen, in a figure about a place that `asker` gets (such as a hotspot of at least 3 people)?
///
/// Personal things count for staff of their buurt or city only; others get the figures without them.
pub fn may_count(asker: &Asker, thing: &Thing<'_>) -> bool {
    match asker {
        Asker::Nobody => false,
        Asker::Participant { .. } => !thing.personal,
        Asker::Staff { .. } => !thing.personal || looks_after(asker, thing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::Role;

    const ME: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);
    const WALK: Uuid = Uuid::from_u128(3);

    fn thing() -> Thing<'static> {
        Thing {
            owner: OTHER,
            walk: Some(WALK),
            buurt: Some("A"),
            personal: false,
            reviewed: false,
        }
    }

    fn walker(walks: &[Uuid]) -> Asker {
        Asker::Participant {
            id: ME,
            walks: walks.to_vec(),
        }
    }

    fn staff(buurt: Option<&str>) -> Asker {
        Asker::Staff {
            id: ME,
            role: Role::Networker,
            buurt: buurt.map(str::to_owned),
            walks: Vec::new(),
        }
    }

    #[test]
    fn nobody_sees_nothing_not_even_what_was_reviewed() {
        assert!(!may_see(
            &Asker::Nobody,
            &Thing {
                reviewed: true,
                ..thing()
            }
        ));
        assert!(!may_count(&Asker::Nobody, &thing()));
    }

    #[test]
    fn a_walker_sees_their_own_their_walks_and_what_was_reviewed() {
        assert!(!may_see(&walker(&[]), &thing()));
        assert!(may_see(&walker(&[]), &Thing { owner: ME, ..thing() }));
        assert!(may_see(&walker(&[WALK]), &thing()));
        assert!(may_see(
            &walker(&[]),
            &Thing {
                reviewed: true,
                ..thing()
            }
        ));
    }

    #[test]
    fn personal_things_stay_within_the_walk_even_when_reviewed() {
        let personal = Thing {
            personal: true,
            reviewed: true,
            ..thing()
        };
        assert!(!may_see(&walker(&[]), &personal));
        assert!(may_see(&walker(&[WALK]), &personal));
        assert!(!may_count(&walker(&[WALK]), &personal));
        assert!(may_count(&staff(None), &personal));
        assert!(may_count(&staff(Some("A")), &personal));
        assert!(!may_count(&staff(Some("B")), &personal));
        assert!(may_count(&staff(Some("B")), &thing()));
    }

    #[test]
    fn staff_who_joined_a_walk_elsewhere_see_it_as_its_people_do_and_look_after_nothing_of_it() {
        let joined = staff(Some("B")).on(WALK);
        assert!(may_see(&joined, &thing()) && !may_see(&staff(Some("B")), &thing()));
        assert!(!looks_after(&joined, &thing()) && looks_after(&staff(Some("A")), &thing()));
        let personal = Thing {
            personal: true,
            ..thing()
        };
        assert!(may_see(&joined, &personal) && !may_count(&joined, &personal));
        assert_ne!(joined.scope(), staff(Some("B")).scope());
    }

    #[test]
    fn staff_see_their_buurt_or_the_whole_city() {
        assert!(may_see(&staff(None), &thing()));
        assert!(may_see(&staff(Some("A")), &thing()));
        assert!(!may_see(&staff(Some("B")), &thing()));
        assert!(!may_see(
            &staff(Some("B")),
            &Thing {
                buurt: None,
                ..thing()
            }
        ));
    }
}
