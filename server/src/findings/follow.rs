//! Keeps the findings in memory in step with the outbox.

use super::{
    finding::Finding,
    store::{self, confirmations::Confirmation},
    tell,
};
use crate::{
    clock::stopwatch,
    house::{
        House,
        atlas::Atlas,
        register::{Card, Held, Keeper, Measure, News, Voice},
    },
    http::Problem,
    store::outbox::{self, Happening},
};
use spatial::Lonlat;
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::task::JoinSet;
use uuid::Uuid;

/// How often the outbox is looked at for what other servers wrote; our own writers nudge.
const PACE: Duration = Duration::from_millis(250);

/// Between two looks: what our own writers keep meanwhile is read together. Who reads what they just wrote waits no longer.
const BREATH: Duration = Duration::from_millis(4);

/// What makes findings different.
const OURS: [Happening; 7] = [
    Happening::FindingRecorded,
    Happening::FindingWithdrawn,
    Happening::FindingChanged,
    Happening::FindingConfirmed,
    Happening::FindingLinked,
    Happening::PhotoStored,
    Happening::WalkReviewed,
];

/// How long the words of a withdrawn finding may lie in memory: leaving them behind copies everything else.
const WORDS_STAY: Duration = Duration::from_secs(5);

/// Reads all findings into memory, each in the buurt that it lies in by the borders in force: at the start. 1 million in
/// some seconds; nobody waits meanwhile.
pub async fn load(house: &House) -> Result<(), Problem> {
    let atlas = house.atlas.load_full();
    let (keeper, held) = read_all(house, &atlas).await?;
    take_over(house, keeper, held, atlas).await
}

/// Shows an atlas, and findings in its buurten. When it lies on another plane, all findings are read anew first and shown
/// together with it: until then readers have the borders and the findings of before.
pub async fn move_to(house: &House, atlas: Atlas) -> Result<(), Problem> {
    let atlas = Arc::new(atlas);
    if house.register.held().frame == atlas.frame {
        house.atlas.store(atlas);
        return keep_ground(house).await;
    }
    let (keeper, held) = read_all(house, &atlas).await?;
    take_over(house, keeper, held, atlas).await
}

/// All findings on the plane and in the buurten of an atlas, and who keeps them from then on.
async fn read_all(house: &House, atlas: &Atlas) -> Result<(Keeper, Held), Problem> {
    // Read before the rows: what comes in meanwhile is told again, and taking it twice is harmless.
    let seq = outbox::last(&house.db).await?;
    let many = usize::try_from(store::count(&house.db).await?).unwrap_or(0);
    // Some more, for who saw them too.
    let mut loading = Keeper::begin(measure(house), atlas.frame, many + many / 8);
    let mut from = Some(Uuid::nil());
    while let Some(first) = from {
        let findings = store::every_from(&house.db, first).await?;
        let last = findings.last().map(|finding| finding.id);
        let mut beside = match last {
            Some(last) => beside_between(house, first, last).await?,
            None => HashMap::new(),
        };
        for finding in findings {
            let beside = beside.remove(&finding.id).unwrap_or_default();
            loading.take(&card(finding, beside, atlas));
        }
        from = last
            .and_then(|last| last.as_u128().checked_add(1))
            .map(Uuid::from_u128);
    }
    Ok(loading.done(seq, Some(atlas.tag.clone())))
}

/// Keeps findings in the buurten of the borders in force.
async fn keep_ground(house: &House) -> Result<(), Problem> {
    let mut keeper = house.register.keeper.lock().await;
    let (held, atlas) = (house.register.held(), house.atlas.load_full());
    if held.borders.as_ref() == Some(&atlas.tag) {
        return Ok(());
    }
    let (before, by) = (Arc::clone(&held), Arc::clone(&atlas));
    let looking = move |_: &House| before.elsewhere(|place| by.at(place).map(|buurt| buurt.code.as_str()));
    let moved = house.reckon(looking).await?;
    let next = keeper.regrouped(&held, &moved, measure(house), atlas.tag.clone());
    house.register.show(next);
    house.live.borders_moved();
    Ok(())
}

/// Shows findings that were read anew, with all that readers know of already, and borders that belong to them.
async fn take_over(house: &House, mut fresh: Keeper, held: Held, atlas: Arc<Atlas>) -> Result<(), Problem> {
    let near = house.register.held().seq;
    let early = news_between(house, &atlas, held.seq, near).await?;
    let mut keeper = house.register.keeper.lock().await;
    let shown = house.register.held();
    let late = news_between(house, &atlas, near.max(held.seq), shown.seq).await?;
    let ahead = held.seq > shown.seq;
    // Not at the start: then nobody had other ones.
    let moved = shown.borders.is_some() && shown.borders.as_ref() != Some(&atlas.tag);
    let held = fresh.again(held, &early, &late, measure(house), shown.seq);
    let seq = held.seq;
    *keeper = fresh;
    // One after the other without a pause: who finds the one without the other looks again.
    if house.atlas.load().frame != atlas.frame {
        house.atlas.store(atlas);
    }
    house.register.show(held);
    if ahead {
        house.live.begin_at(seq);
    }
    if moved {
        house.live.borders_moved();
    }
    Ok(())
}

/// Follows the outbox for as long as the server runs.
pub async fn follow(house: House) {
    let mut tick = tokio::time::interval(PACE);
    let mut words_since = None;
    let mut rebuilding = JoinSet::new();
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = house.register.nudged() => {}
        }
        if let Err(problem) = catch_up(&house).await {
            tracing::error!(
                code = problem.code,
                "the findings in memory cannot follow; trying again"
            );
        }
        let held = house.register.held();
        if !held.has_withdrawn_words() {
            words_since = None;
        }
        let words_go =
            held.has_withdrawn_words() && words_since.get_or_insert_with(stopwatch).elapsed() >= WORDS_STAY;
        while rebuilding.try_join_next().is_some() {}
        if (held.is_due() || words_go) && rebuilding.is_empty() {
            words_since = None;
            rebuilding.spawn(keep_tidy(house.clone()));
        }
        tokio::time::sleep(BREATH).await;
    }
}

/// A rebuild that says so when it fails.
async fn keep_tidy(house: House) {
    if let Err(problem) = rebuild(&house, Held::rebuilt).await {
        tracing::error!(
            code = problem.code,
            "the findings in memory cannot be tidied; withdrawn words may be among them; trying again"
        );
        // Not again at once.
        tokio::time::sleep(WORDS_STAY).await;
    }
}

/// Takes over what the outbox tells since the last time.
pub async fn catch_up(house: &House) -> Result<(), Problem> {
    let mut keeper = house.register.keeper.lock().await;
    loop {
        let held = house.register.held();
        let events = outbox::after(&house.db, held.seq).await?;
        let Some(last) = events.last().map(|event| event.seq) else {
            return Ok(());
        };
        let touched = events
            .iter()
            .any(|event| event.happening.is_some_and(|happening| OURS.contains(&happening)));
        let news = if touched {
            news_between(house, &house.atlas.load_full(), held.seq, last).await?
        } else {
            Vec::new()
        };
        let next = keeper.next(&held, &news, measure(house), last);
        let notes = tell::notes(&events, &held, &news);
        house.register.show(next);
        // Those who listen read what is shown.
        house.live.tell(notes, last);
        // What was kept since then nudges by itself.
        if events.len() < outbox::AT_ONCE {
            return Ok(());
        }
    }
}

/// Merges the delta into the base ([`Held::rebuilt`] is the `merge` for it), off the threads that answer and beside
/// [`catch_up`]: what comes in meanwhile is shown at once, and taken over into the merged findings at the end. Does
/// nothing when all findings were read anew or told apart by other borders meanwhile.
pub async fn rebuild(
    house: &House,
    merge: impl FnOnce(&Held) -> Held + Send + 'static,
) -> Result<(), Problem> {
    let before = house.register.held();
    let snapshot = Arc::clone(&before);
    let merging = tokio::task::spawn_blocking(move || merge(&snapshot));
    let merged = merging.await.map_err(|error| Problem::broken(&error))?;
    let near = house.register.held().seq;
    let atlas = house.atlas.load_full();
    let early = news_between(house, &atlas, before.seq, near).await?;
    let mut keeper = house.register.keeper.lock().await;
    let shown = house.register.held();
    if !shown.comes_from(&before) || shown.borders != before.borders {
        return Ok(());
    }
    let late = news_between(house, &atlas, near, shown.seq).await?;
    let merged = merged.with_numbers_of(&shown);
    let next = keeper.again(merged, &early, &late, measure(house), shown.seq);
    house.register.show(next);
    Ok(())
}

async fn news_between(house: &House, atlas: &Atlas, seq: i64, to: i64) -> Result<Vec<News>, Problem> {
    let mut news = Vec::new();
    if seq >= to {
        return Ok(news);
    }
    for finding in store::changed_between(&house.db, seq, to).await? {
        if finding.withdrawn_at.is_some() {
            news.push(News::Gone(finding.id));
            continue;
        }
        let voices = store::confirmations::of(&house.db, finding.id).await?;
        let beside = Beside {
            photos: store::photos_of(&house.db, finding.id).await?,
            case: store::cases::of(&house.db, finding.id).await?,
            voices: voices.into_iter().map(voice).collect(),
        };
        news.push(News::Here(Box::new(card(finding, beside, atlas))));
    }
    Ok(news)
}

fn measure(house: &House) -> Measure<'_> {
    Measure {
        catalogue: &house.catalogue,
        zone: &house.config.time_zone,
    }
}

/// What lies beside a finding's row.
#[derive(Default)]
struct Beside {
    photos: Vec<(Uuid, bool)>,
    case: Option<Uuid>,
    voices: Vec<Voice>,
}

/// What lies beside the findings from one id to another, both included.
async fn beside_between(house: &House, from: Uuid, to: Uuid) -> Result<HashMap<Uuid, Beside>, Problem> {
    let mut beside: HashMap<Uuid, Beside> = HashMap::new();
    for (finding, photo, here) in store::photos_between(&house.db, from, to).await? {
        let photos = &mut beside.entry(finding).or_default().photos;
        photos.push((photo, here.is_some()));
    }
    for (finding, case) in store::cases::between(&house.db, from, to).await? {
        beside.entry(finding).or_default().case = Some(case);
    }
    for row in store::confirmations::between(&house.db, from, to).await? {
        let voices = &mut beside.entry(row.finding_id).or_default().voices;
        voices.push(voice(row));
    }
    Ok(beside)
}

fn voice(row: Confirmation) -> Voice {
    Voice {
        person: row.person_id,
        at: row.observed_at,
        day: row.day.try_into().unwrap_or(0),
    }
}

fn card(finding: Finding, beside: Beside, atlas: &Atlas) -> Card {
    let buurt = atlas.at(finding.place()).map(|buurt| buurt.code.clone());
    Card {
        id: finding.id,
        person: finding.person_id,
        walk: finding.walk_id,
        category: finding.category,
        place: Lonlat::new(finding.lon, finding.lat),
        at: finding.observed_at,
        accuracy_m: finding.accuracy_m,
        note: finding.note,
        suggested_measure: finding.suggested_measure,
        perceived_safety: finding.perceived_safety,
        buurt,
        reviewed: finding.reviewed_at.is_some(),
        photos: beside.photos,
        case: beside.case,
        voices: beside.voices,
    }
}
