//! What a walk brought: findings by theme, and what still waits on somebody's phone.

use super::{page::Filter, sieve::Sieve};
use crate::{
    catalogue::Catalogue,
    house::{House, register::Held},
    http::{Problem, members::path_id, path::Segments},
    people::Asker,
    walks::{
        roster::{Seat, Waiting},
        standing::{Standing, standing},
        store::roster,
        walk::WalkView,
    },
};
use axum::{Json, extract::State};
use serde::Serialize;
use spatial::index::Spot;
use std::collections::{BTreeMap, HashMap, HashSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a walk brought, as far as the asker may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WalkSummary {
    /// The walk.
    pub walk: WalkView,
    /// Findings.
    pub findings: usize,
    /// People who made them.
    pub people: usize,
    /// By theme, the most findings first.
    pub themes: Vec<Theme>,
    /// Their photos.
    pub photos: PhotoCount,
    /// Whose phone still has something, as it said last, or promised a photo that is not here.
    pub missing: Vec<Missing>,
    /// From how many phones of the walk we heard that nothing waits there.
    pub phones: PhoneCount,
    /// Around all findings: `[west, south, east, north]`; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bbox: Option<[f64; 4]>,
}

/// Findings of one group of categories.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Theme {
    /// Code of the group; `null` for photos without a category.
    pub group: Option<String>,
    /// Findings.
    pub findings: usize,
    /// People who made them.
    pub people: usize,
}

/// Photos of findings.
#[derive(Debug, Default, Clone, Copy, Serialize, ToSchema)]
pub struct PhotoCount {
    /// They are here.
    pub stored: usize,
    /// A finding names them and they are not here yet.
    pub promised: usize,
}

/// Phones of a walk. One that was offline all evening may hold findings that we never heard of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct PhoneCount {
    /// Everybody on the roster.
    pub all: usize,
    /// Said after the walk's end that nothing waits, and no photo of theirs is on its way. Before the end none did.
    pub clear: usize,
}

/// Somebody whose things are not all here.
#[derive(Debug, Serialize, ToSchema)]
pub struct Missing {
    /// The row of the roster.
    pub member: Uuid,
    /// The name they chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Findings that wait on their phone.
    pub findings: i64,
    /// Photos that wait there or were promised.
    pub photos: i64,
}

#[derive(Default)]
struct Heap {
    findings: usize,
    people: HashSet<u32>,
}

#[derive(Default)]
struct Sums {
    all: Heap,
    themes: BTreeMap<Option<String>, Heap>,
    photos: PhotoCount,
    promised: HashMap<Uuid, i64>,
    spots: Option<(Spot, Spot)>,
}

impl Heap {
    fn add(&mut self, observer: u32) {
        self.findings += 1;
        self.people.insert(observer);
    }
}

impl Sums {
    fn add(&mut self, held: &Held, catalogue: &Catalogue, row: u32, spot: Spot) {
        let sight = held.index.sight(row);
        let entry = held.category(sight).and_then(|code| catalogue.find(code));
        self.all.add(sight.observer);
        let theme = entry.map(|entry| entry.group.clone());
        self.themes.entry(theme).or_default().add(sight.observer);
        for (_, here) in held.details(row).iter().flat_map(|details| details.photos()) {
            if here {
                self.photos.stored += 1;
            } else {
                self.photos.promised += 1;
                *self.promised.entry(held.person(sight)).or_default() += 1;
            }
        }
        let (low, high) = self.spots.unwrap_or((spot, spot));
        self.spots = Some((
            Spot {
                lon: low.lon.min(spot.lon),
                lat: low.lat.min(spot.lat),
            },
            Spot {
                lon: high.lon.max(spot.lon),
                lat: high.lat.max(spot.lat),
            },
        ));
    }

    fn missing(&self, seat: &Seat) -> Option<Missing> {
        let waiting = seat.waiting().unwrap_or(Waiting {
            findings: 0,
            photos: 0,
        });
        let promised = self.promised.get(&seat.person_id).copied().unwrap_or(0);
        // A photo may both wait there and be promised here: it is one photo.
        let photos = waiting.photos.max(promised);
        (waiting.findings + photos > 0).then(|| Missing {
            member: seat.id,
            name: seat.name.clone(),
            findings: waiting.findings,
            photos,
        })
    }

    fn phones(&self, seats: &[Seat], ended: Option<i64>) -> PhoneCount {
        let clear = |seat: &&Seat| {
            ended.is_some_and(|ended| seat.is_clear_since(ended)) && self.missing(seat).is_none()
        };
        PhoneCount {
            all: seats.len(),
            clear: seats.iter().filter(clear).count(),
        }
    }

    fn bbox(&self) -> Option<[f64; 4]> {
        let (low, high) = self.spots?;
        let (low, high) = (low.lonlat(), high.lonlat());
        Some([low.lon, low.lat, high.lon, high.lat])
    }

    fn into_themes(self) -> Vec<Theme> {
        let mut themes: Vec<Theme> = self
            .themes
            .into_iter()
            .map(|(group, heap)| Theme {
                group,
                findings: heap.findings,
                people: heap.people.len(),
            })
            .collect();
        themes.sort_by_key(|theme| std::cmp::Reverse(theme.findings));
        themes
    }
}

/// What a walk brought. Looks at every finding in memory, some 20 ns each, off the threads that answer.
pub async fn summary(house: &House, asker: &Asker, walk: Uuid) -> Result<WalkSummary, Problem> {
    let standing = standing(house, asker, walk).await?;
    let Standing {
        walk: held_walk,
        seat,
        ..
    } = standing;
    let seats = roster(&house.db, walk).await?;
    let held = house.register.current().await;
    let asking = asker.clone();
    let sums = house.reckon(move |house| {
        let filter = Filter {
            walk: Some(walk),
            ..Filter::default()
        };
        let sieve = Sieve::new(&held, &asking, &filter, &house.catalogue);
        let mut sums = Sums::default();
        held.index.in_box(sieve.bounds(), |row, spot| {
            let sight = held.index.sight(row);
            if sieve.takes(sight) && sieve.shows(sight) {
                sums.add(&held, &house.catalogue, row, spot);
            }
        });
        sums
    });
    let sums = sums.await?;
    Ok(WalkSummary {
        walk: held_walk.view(seat.as_ref()),
        findings: sums.all.findings,
        people: sums.all.people.len(),
        photos: sums.photos,
        phones: sums.phones(&seats, held_walk.ended_at),
        missing: seats.iter().filter_map(|seat| sums.missing(seat)).collect(),
        bbox: sums.bbox(),
        themes: sums.into_themes(),
    })
}

/// What a walk brought, for its people and its staff.
#[utoipa::path(get, path = "/api/walks/{id}/summary", operation_id = "summariseWalk", tag = "walks", params(
    ("id" = Uuid, Path, description = "The walk"),
), responses(
    (status = 200, description = "Findings by theme, and what is missing", body = WalkSummary),
    (status = 404, description = "No walk that you may see", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    Segments(id): Segments<String>,
) -> Result<Json<WalkSummary>, Problem> {
    let asker = asker.somebody()?;
    Ok(Json(summary(&house, &asker, path_id(&id)?).await?))
}
