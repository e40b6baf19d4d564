//! An invented story in the example district: twenty walkers, three schouwen, and what they saw.
//!
//! Findings spread along all streets, and pile up in a few places where several people on several days see the same
//! thing. Places never depend on the moment; only times do.

use super::along::{BESIDE_M, Line, line_of, nearest, somewhere};
use super::chance::Chance;
use super::district::{District, to_point};
use super::notes;
use super::script::{PILES, PLANS, Plan, TICKETS};
use super::words::NICKNAMES;

/// Milliseconds in one minute and one day.
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 1_440 * MINUTE_MS;
/// How long a schouw lasts, in minutes.
const WALK_MIN: i64 = 110;
/// How many findings a schouw brings beside those of the piles.
const SPREAD: usize = 108;
/// How far spread findings stay away from the middle of piles, in metres.
const CLEAR_M: f64 = 95.0;

/// Someone who walks along. Nobody real.
#[derive(Clone, Debug, PartialEq)]
pub struct Walker {
    /// A nickname.
    pub nickname: String,
}

/// A schouw in the past.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoWalk {
    /// What people call it.
    pub title: String,
    /// Code of the buurt where it begins.
    pub buurt: String,
    /// When it starts, ms since 1970 UTC.
    pub starts_at_ms: i64,
    /// Where people meet.
    pub meeting_point: String,
    /// Who came along: indices into [`Story::walkers`], ascending.
    pub walkers: Vec<usize>,
}

/// Something seen on a schouw.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoFinding {
    /// Code of a group or an item of the catalogue.
    pub category: String,
    /// Degrees east (WGS84), 6 decimals.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Who saw it: index into [`Story::walkers`]; always someone of that walk.
    pub walker: usize,
    /// On which schouw: index into [`Story::walks`].
    pub walk: usize,
    /// When, ms since 1970 UTC; different for every finding of one walker.
    pub observed_at_ms: i64,
    /// Radius of the fix in metres, 3 to 14, one decimal.
    pub accuracy_m: f64,
    /// A remark in plain Dutch.
    pub note: Option<&'static str>,
    /// Which of the drawn pictures shows it: an index for [`picture`](super::pictures::picture).
    pub picture: Option<usize>,
    /// How safe it feels here, 1 to 5.
    pub perceived_safety: Option<i64>,
}

/// The whole story.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Twenty people.
    pub walkers: Vec<Walker>,
    /// Three schouwen, the oldest first.
    pub walks: Vec<DemoWalk>,
    /// About 400 findings in order of time.
    pub findings: Vec<DemoFinding>,
}

/// The story up to `now_ms` (ms since 1970 UTC): schouwen 120, 60 and 18 days ago. A few milliseconds.
#[must_use]
pub fn story(district: &District, now_ms: i64) -> Story {
    let mut chance = Chance::new(0x57_0217);
    let walks: Vec<DemoWalk> = PLANS.iter().map(|plan| walk(plan, district, now_ms)).collect();
    let mut sights = piled(district, &walks, &mut chance);
    sights.extend(spread(district, &walks, &mut chance));
    let mut findings: Vec<DemoFinding> = sights
        .into_iter()
        .map(|sight| finding(sight, &mut chance))
        .collect();
    set_times(&mut findings, &walks, &mut chance);
    let walkers = NICKNAMES
        .iter()
        .map(|nickname| Walker {
            nickname: (*nickname).to_owned(),
        })
        .collect();
    Story {
        walkers,
        walks,
        findings,
    }
}

fn walk(plan: &Plan, district: &District, now_ms: i64) -> DemoWalk {
    let midnight = now_ms.div_euclid(DAY_MS) * DAY_MS;
    DemoWalk {
        title: plan.title.to_owned(),
        buurt: district
            .buurten
            .get(plan.buurt)
            .map(|buurt| buurt.code.clone())
            .unwrap_or_default(),
        starts_at_ms: midnight - plan.days_ago * DAY_MS + plan.starts_min * MINUTE_MS,
        meeting_point: plan.meeting_point.to_owned(),
        walkers: (0..NICKNAMES.len())
            .filter(|walker| !plan.absent.contains(walker))
            .collect(),
    }
}

/// What somebody saw somewhere, before words, picture and time.
struct Sight {
    category: &'static str,
    place: [f64; 2],
    walker: usize,
    walk: usize,
}

fn piled(district: &District, walks: &[DemoWalk], chance: &mut Chance) -> Vec<Sight> {
    let mut sights = Vec::new();
    for pile in &PILES {
        let Some(line) = line_of(district, pile.street) else {
            continue;
        };
        let middle = line.length() * pile.along;
        for (walk, (plan, seen)) in walks.iter().zip(pile.seen).enumerate() {
            let mut walkers = plan.walkers.clone();
            chance.shuffle(&mut walkers);
            for walker in walkers.into_iter().take(seen) {
                let along = middle + (chance.unit() + chance.unit() - 1.0) * pile.spread_m * 1.6;
                let place = line.beside(along, chance.between(-BESIDE_M, BESIDE_M));
                let category = pile.categories[chance.below(pile.categories.len())];
                sights.push(Sight {
                    category,
                    place,
                    walker,
                    walk,
                });
            }
        }
    }
    sights
}

/// The rest, along all streets. Of some tries the one farthest from everything so far is kept, so that chance makes
/// no places of its own.
fn spread(district: &District, walks: &[DemoWalk], chance: &mut Chance) -> Vec<Sight> {
    let lines: Vec<Line> = district
        .streets
        .iter()
        .map(|street| Line::of(&street.line, street.kind))
        .collect();
    let piles: Vec<[f64; 2]> = PILES
        .iter()
        .filter_map(|pile| {
            line_of(district, pile.street).map(|line| line.beside(line.length() * pile.along, 0.0))
        })
        .collect();
    let mut deck: Vec<&'static str> = Vec::new();
    let mut places: Vec<[f64; 2]> = Vec::new();
    let mut sights = Vec::new();
    for at in 0..SPREAD * walks.len() {
        let walk = at % walks.len();
        let tries = (0..6)
            .map(|_| somewhere(&lines, chance))
            .filter(|place| nearest(&piles, *place) > CLEAR_M);
        let far = |place: &[f64; 2]| nearest(&places, *place);
        let Some(place) = tries
            .collect::<Vec<_>>()
            .into_iter()
            .max_by(|one, other| far(one).total_cmp(&far(other)))
        else {
            continue;
        };
        if deck.is_empty() {
            deck = TICKETS
                .iter()
                .flat_map(|(code, count)| std::iter::repeat_n(*code, *count))
                .collect();
            chance.shuffle(&mut deck);
        }
        let walkers = &walks[walk].walkers;
        let walker = walkers[chance.below(walkers.len())];
        places.push(place);
        sights.extend(deck.pop().map(|category| Sight {
            category,
            place,
            walker,
            walk,
        }));
    }
    sights
}

fn finding(sight: Sight, chance: &mut Chance) -> DemoFinding {
    let [lon, lat] = to_point(sight.place);
    let words = notes::of(sight.category);
    let note = (chance.once_in(0.45) && !words.is_empty()).then(|| words[chance.below(words.len())]);
    let pictures = notes::pictures_of(sight.category);
    let picture =
        (chance.once_in(0.5) && !pictures.is_empty()).then(|| pictures[chance.below(pictures.len())]);
    let low = notes::makes_uneasy(sight.category);
    let feels = 1 + chance.below(3) as i64 + if low { 0 } else { 2 };
    DemoFinding {
        category: sight.category.to_owned(),
        lon,
        lat,
        walker: sight.walker,
        walk: sight.walk,
        observed_at_ms: 0,
        accuracy_m: (chance.between(3.0, 14.0) * 10.0).round() / 10.0,
        note,
        picture,
        perceived_safety: chance.once_in(if low { 0.7 } else { 0.2 }).then_some(feels),
    }
}

/// Each walker passes what they saw from west to east, over the length of the schouw.
fn set_times(findings: &mut [DemoFinding], walks: &[DemoWalk], chance: &mut Chance) {
    findings.sort_by(|one, other| {
        (one.walk, one.walker)
            .cmp(&(other.walk, other.walker))
            .then(one.lon.total_cmp(&other.lon))
    });
    for seen in findings.chunk_by_mut(|one, other| (one.walk, one.walker) == (other.walk, other.walker)) {
        let step = WALK_MIN * MINUTE_MS / (seen.len() as i64 + 1);
        for (finding, nth) in seen.iter_mut().zip(1..) {
            let start = walks.get(finding.walk).map_or(0, |walk| walk.starts_at_ms);
            finding.observed_at_ms = start + nth * step + (chance.between(-0.4, 0.4) * step as f64) as i64;
        }
    }
    findings.sort_by_key(|finding| (finding.observed_at_ms, finding.walker));
}

#[cfg(test)]
#[path = "story_tests.rs"]
mod tests;
