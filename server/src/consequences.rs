//! What one room's deed means for another: the one closed list, followed from the outbox in order.

use crate::{
    boundaries::{self, consensus},
    findings, hotspots,
    house::{House, basemap},
    http::Problem,
    people, photos,
    store::outbox::{self, Event, Happening},
    walks,
};
use std::time::Duration;

/// How often the outbox is looked at: an import beside a running server shows within a second.
const PACE: Duration = Duration::from_millis(250);
/// Name of our bookmark in the outbox.
const READER: &str = "consequences";

/// The work that follows from an event. Each is harmless to do twice: after a crash the last ones are done again.
async fn follow_up(house: &House, event: &Event) -> Result<(), Problem> {
    match event.happening {
        Some(Happening::BuurtenImported | Happening::BuurtenAdopted) => renew(house).await,
        Some(Happening::FindingWithdrawn) => findings::withdraw::clear_photos(house, event.subject).await,
        Some(Happening::PhotoWithdrawn) => photos::erase::erase(house, event.subject).await,
        Some(Happening::WalkJoined | Happening::WalkBegun) => {
            people::recall::forget(house);
            Ok(())
        }
        // When a walk began is when its cells count.
        Some(Happening::WalkPassed | Happening::WalkState) => {
            walks::walked::refresh_walk(house, event.subject).await
        }
        Some(
            Happening::FindingRecorded
            | Happening::FindingChanged
            | Happening::FindingConfirmed
            | Happening::FindingLinked
            | Happening::PhotoStored
            | Happening::WalkReviewed
            | Happening::WalkPlanned
            | Happening::WalkRoster
            | Happening::DrawingSent
            | Happening::DrawingConfirmed
            | Happening::DrawingWithdrawn
            | Happening::ConsensusPublished
            | Happening::MeasureProposed
            | Happening::MeasureWithdrawn
            | Happening::MeasureReviewed
            | Happening::ProposalBegun
            | Happening::ProposalChanged
            | Happening::ProposalStepped
            | Happening::ProposalCommented
            | Happening::ProposalVoted,
        )
        | None => Ok(()),
    }
}

/// The borders of today, findings in their buurten, and walked cells in their frame.
async fn renew(house: &House) -> Result<(), Problem> {
    let atlas = boundaries::refresh::fresh(house).await?;
    findings::follow::move_to(house, atlas).await?;
    walks::walked::refresh(house).await
}

/// Tells phones of a base map that took the place of the one they were told of.
async fn look_at_basemap(house: &House) {
    let Some(path) = &house.config.basemap else {
        return;
    };
    let told = house.atlas.load().basemap.clone();
    if basemap::to_tell(path, told.as_ref()).await != told
        && let Err(problem) = renew(house).await
    {
        tracing::error!(
            code = problem.code,
            "the new base map is not told of; trying again"
        );
    }
}

/// Follows the outbox for as long as the server runs.
pub async fn follow(house: House) {
    let mut tick = tokio::time::interval(PACE);
    let mut seq = None;
    let mut today = house.today();
    let mut publishing = consensus::again::Publishing::default();
    loop {
        tick.tick().await;
        if today != house.today() && renew(&house).await.is_ok() {
            // Borders may come into force at midnight.
            today = house.today();
        }
        if let Err(problem) = catch_up(&house, &mut seq).await {
            tracing::error!(code = problem.code, "the outbox cannot be followed; trying again");
        }
        look_at_basemap(&house).await;
        let moment = consensus::publish::moment(&house);
        publishing.at(&house, moment, house.clock.now_ms()).await;
        hotspots::list::let_go(&house, &house.register.held());
        house.figures.run_upkeep();
        house.limits.tidy(house.clock.now_ms());
    }
}

/// Does what is new since `seq`; at the start, since our bookmark.
async fn catch_up(house: &House, seq: &mut Option<i64>) -> Result<(), Problem> {
    let mut at = match *seq {
        Some(at) => at,
        // Another server may have moved the bookmark on while we read the borders.
        None => outbox::bookmark(&house.db, READER).await?.min(house.opened_at),
    };
    loop {
        let events = outbox::after(&house.db, at).await?;
        for event in &events {
            if let Err(problem) = follow_up(house, event).await {
                // One photo that cannot be removed must not hold up borders and everything after it.
                tracing::error!(code = problem.code, seq = event.seq, "a consequence failed");
                let borders = [Happening::BuurtenImported, Happening::BuurtenAdopted];
                if event
                    .happening
                    .is_some_and(|happening| borders.contains(&happening))
                {
                    return Err(problem);
                }
            }
            at = event.seq;
            *seq = Some(at);
        }
        if events.is_empty() {
            *seq = Some(at);
            return Ok(());
        }
        outbox::set_bookmark(&house.db, READER, at).await?;
    }
}
