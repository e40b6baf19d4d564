//! Four proposals at places that stand out in the example, made by the verb that residents use.

use crate::{
    findings::follow,
    hotspots::{
        list::{HotspotFeature, list},
        question::Question,
    },
    house::House,
    http::Problem,
    measures::{propose::propose, review::review},
    people::Asker,
};
use serde_json::json;
use uuid::Uuid;

/// The group most seen at the place, the kind that is proposed there, and why.
const PROPOSALS: [(&str, &str, &str); 4] = [
    (
        "licht",
        "verlichting",
        "Tussen twee lampen is het hier pikdonker. Een lamp erbij helpt iedereen die hier fietst.",
    ),
    (
        "groen",
        "snoei",
        "De struiken hangen over het pad en voor de lamp. Na het snoeien zie je weer wie eraan komt.",
    ),
    (
        "verkeer",
        "patrouille",
        "Na school wordt hier te hard gereden. Een paar rondes op die uren maken al verschil.",
    ),
    (
        "schoon",
        "schoonmaak",
        "Naast de container ligt elke week weer afval. Vaker schoonmaken houdt het bij.",
    ),
];

/// Proposes once; `asker` makes them, and they are released for every walker to read.
pub(super) async fn propose_some(house: &House, asker: &Asker) -> Result<(), Problem> {
    // Nobody follows the findings yet at this moment.
    follow::load(house).await?;
    let places = list(house, asker.clone(), Question::usual(house)).await?;
    for (group, kind, why) in PROPOSALS {
        let Some(place) = places.features.iter().find(|place| mostly(place, group)) else {
            continue;
        };
        let body = json!({
            "kind": kind,
            "place": {"type": "Point", "coordinates": place.properties.peak},
            "why": why,
            "hotspot": place.id,
        });
        let id = Uuid::now_v7();
        propose(house, asker, id, &body).await?;
        review(house, id).await?;
    }
    Ok(())
}

fn mostly(place: &HotspotFeature, group: &str) -> bool {
    let first = place.properties.categories.first();
    first.is_some_and(|seen| seen.group == group)
}
