//! The gate before a last resort such as a camera: it can be proposed only when everything is filled in.

use super::{
    evidence::{Evidence, HotspotFigures},
    place::Place,
};
use crate::{
    catalogue::Catalogue,
    http::{Fault, Members},
    people::Asker,
};
use jiff::{ToSpan, civil::Date};
use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Group of what feels unsafe: alone enough for the need.
const UNSAFE: &str = "veilig";
/// People who must have seen it.
const PEOPLE: usize = 5;
/// Walks on which it must have been seen.
const WALKS: usize = 3;
/// Days between the first and the last: three months.
const DAYS: i32 = 92;
/// Lighter measures that must have been tried or answered.
const LIGHTER: usize = 3;
/// Rungs among them.
const RUNGS: usize = 2;
/// Heaviest rung of a lighter measure.
const LIGHT: u8 = 5;
/// Largest area, in square metres: one hectare.
const AREA_M2: f64 = 10_000.0;
/// Longest time, in months.
const MONTHS: i32 = 6;

/// What must be filled in before a last resort is proposed. The need is worked out from the hotspot's figures (group
/// `veilig` or two groups, 5 people, 3 walks, 92 days); the place must be a polygon of at most one hectare.
#[derive(Debug, ToSchema)]
#[schema(as = MeasureGate)]
pub struct Gate {
    /// At least three kinds of rungs 1-5, of at least two rungs.
    pub lighter: Vec<Lighter>,
    /// What the camera would see of homes.
    pub area: Sight,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub begins: Date,
    /// Last day, after the first, at most six months later.
    #[schema(value_type = String, format = Date)]
    pub ends: Date,
    /// The wijkraad has been asked.
    pub advice: Advice,
    /// The municipality confirms the rules.
    pub owner_check: OwnerCheck,
}

/// A lighter measure, and what became of it.
#[derive(Debug, ToSchema)]
pub struct Lighter {
    /// Code of its kind.
    pub kind: String,
    /// What became of it.
    #[schema(pattern = "^(done_and_evaluated|reason)$")]
    pub outcome: String,
    /// Why not, at most 1,000 characters; required when the outcome is `reason`.
    pub reason: Option<String>,
    /// The role that says so, at most 100 characters; never a person's name.
    pub by: String,
}

/// What the camera would see of homes.
#[derive(Debug, ToSchema)]
#[schema(as = GateArea)]
pub struct Sight {
    /// Are there front doors or windows of homes in the area?
    pub homes: bool,
    /// Why they must be in it, at most 1,000 characters; required when there are any.
    pub reason: Option<String>,
}

/// The advice of the wijkraad.
#[derive(Debug, ToSchema)]
pub struct Advice {
    /// The day it was asked, not in the future.
    #[schema(value_type = String, format = Date)]
    pub asked_on: Date,
    /// Where it can be found, at most 300 characters.
    pub reference: String,
}

/// What the municipality confirms.
#[derive(Debug, ToSchema)]
pub struct OwnerCheck {
    /// The role that confirms, at most 100 characters.
    pub by: String,
    /// The day, not in the future.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// The council gave the power by by-law; must be true.
    pub bylaw: bool,
    /// Mayor, police and prosecutor consulted; must be true.
    pub consultation: bool,
    /// Visible signs are arranged; must be true.
    pub signs: bool,
}

/// May this asker propose a last resort?
pub fn may_propose(asker: &Asker) -> bool {
    asker.minds()
}

/// Reads the member `gate` of a kind that has one, and the place that goes with it. An absent gate is read as an empty
/// one, so that each missing member is named.
pub fn read(members: &mut Members<'_>, place: Option<&Place>, catalogue: &Catalogue, today: Date) {
    let empty = Value::Object(serde_json::Map::new());
    let mut gate = Members::of(members.any("gate").unwrap_or(&empty), "/gate");
    lighter(&mut gate, catalogue);
    homes(&mut gate);
    dates(&mut gate, today);
    advice(&mut gate, today);
    owner_check(&mut gate, today);
    members.absorb(gate.faults());
    match place {
        Some(place) if !place.is_polygon() => members.fault("place", "not_a_polygon"),
        Some(place) if place.area_m2 > AREA_M2 => members.fault("place", "over_a_hectare"),
        _ => {}
    }
}

fn lighter(gate: &mut Members<'_>, catalogue: &Catalogue) {
    let values = gate.any("lighter");
    let Some(values) = gate.required("lighter", values) else {
        return;
    };
    let Some(values) = values.as_array().filter(|values| values.len() <= 40) else {
        return gate.fault(
            "lighter",
            if values.is_array() {
                "too_many"
            } else {
                "wrong_type"
            },
        );
    };
    let (mut kinds, mut rungs) = (BTreeSet::new(), BTreeSet::new());
    for (place, value) in values.iter().enumerate() {
        let mut one = Members::of(value, format!("/gate/lighter/{place}"));
        if let Some((kind, rung)) = lighter_kind(&mut one, catalogue) {
            if !kinds.insert(kind) {
                one.fault("kind", "twice");
            }
            rungs.insert(rung);
        }
        outcome(&mut one);
        gate.absorb(one.faults());
    }
    if values.len() < LIGHTER {
        gate.fault("lighter", "too_few");
    } else if kinds.len() >= LIGHTER && rungs.len() < RUNGS {
        gate.fault("lighter", "too_few_rungs");
    }
}

fn lighter_kind(one: &mut Members<'_>, catalogue: &Catalogue) -> Option<(String, u8)> {
    let kind = one.words("kind", 64);
    let kind = one.required("kind", kind)?;
    match catalogue.measure(&kind) {
        None => one.fault("kind", "unknown_kind"),
        Some(measure) if measure.rung > LIGHT => one.fault("kind", "not_lighter"),
        Some(measure) => return Some((kind, measure.rung)),
    }
    None
}

fn outcome(one: &mut Members<'_>) {
    let outcome = one.choice("outcome", &["done_and_evaluated", "reason"]);
    let outcome = one.required("outcome", outcome);
    let reason = one.words("reason", 1_000);
    if outcome == Some("reason") {
        one.required("reason", reason);
    }
    let by = one.words("by", 100);
    one.required("by", by);
}

fn homes(gate: &mut Members<'_>) {
    let value = gate.any("area");
    let Some(value) = gate.required("area", value) else {
        return;
    };
    let mut area = Members::of(value, "/gate/area");
    let homes = area.any("homes");
    let homes = area.required("homes", homes).map(Value::as_bool);
    let reason = area.words("reason", 1_000);
    match homes {
        Some(Some(true)) => drop(area.required("reason", reason)),
        Some(None) => area.fault("homes", "wrong_type"),
        Some(Some(false)) | None => {}
    }
    gate.absorb(area.faults());
}

fn dates(gate: &mut Members<'_>, today: Date) {
    let (begins, ends) = (date(gate, "begins"), date(gate, "ends"));
    let (Some(begins), Some(ends)) = (begins, ends) else {
        return;
    };
    let latest = begins.saturating_add(MONTHS.months());
    if ends <= begins {
        gate.fault("ends", "before_begin");
    } else if ends <= today {
        gate.fault("ends", "past");
    } else if ends > latest {
        gate.fault("ends", "over_six_months");
    }
}

fn advice(gate: &mut Members<'_>, today: Date) {
    let value = gate.any("advice");
    let Some(value) = gate.required("advice", value) else {
        return;
    };
    let mut advice = Members::of(value, "/gate/advice");
    past_date(&mut advice, "asked_on", today);
    let reference = advice.words("reference", 300);
    advice.required("reference", reference);
    gate.absorb(advice.faults());
}

fn owner_check(gate: &mut Members<'_>, today: Date) {
    let value = gate.any("owner_check");
    let Some(value) = gate.required("owner_check", value) else {
        return;
    };
    let mut check = Members::of(value, "/gate/owner_check");
    let by = check.words("by", 100);
    check.required("by", by);
    past_date(&mut check, "on", today);
    for name in ["bylaw", "consultation", "signs"] {
        let said = check.any(name);
        let said = check.required(name, said);
        match said.map(Value::as_bool) {
            Some(Some(false)) => check.fault(name, "not_confirmed"),
            Some(None) => check.fault(name, "wrong_type"),
            Some(Some(true)) | None => {}
        }
    }
    gate.absorb(check.faults());
}

fn date(members: &mut Members<'_>, name: &'static str) -> Option<Date> {
    let text = members.words(name, 40);
    let text = members.required(name, text)?;
    let date = text.parse::<Date>().ok().filter(|date| date.to_string() == text);
    if date.is_none() {
        members.fault(name, "not_a_date");
    }
    date
}

fn past_date(members: &mut Members<'_>, name: &'static str, today: Date) {
    if date(members, name).is_some_and(|date| date > today) {
        members.fault(name, "future");
    }
}

/// What the figures lack of the need, as faults of the hotspot.
pub fn lacks(evidence: &Evidence) -> Vec<Fault> {
    let Some(place) = &evidence.hotspot else {
        return vec![Fault::new("/hotspot", "missing")];
    };
    let groups = place.categories.len() >= 2 || place.categories.iter().any(|seen| seen.group == UNSAFE);
    let checks = [
        (groups, "need_groups"),
        (evidence.people >= PEOPLE, "need_people"),
        (place.walks >= WALKS, "need_walks"),
        (apart(place) >= DAYS, "need_months"),
    ];
    let lacking = checks.iter().filter(|(holds, _)| !holds);
    lacking.map(|(_, code)| Fault::new("/hotspot", code)).collect()
}

/// Days between the first and the last sight.
fn apart(place: &HotspotFigures) -> i32 {
    let (first, last) = (place.first.parse::<Date>(), place.last.parse::<Date>());
    let (Ok(first), Ok(last)) = (first, last) else {
        return 0;
    };
    last.since(first).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hotspots::{
        asked::Counted,
        list::Parameters,
        place::{CategoryCount, TrendView},
    };

    fn evidence(groups: &[&str], people: usize, walks: usize, last: &str) -> Evidence {
        Evidence {
            basis: "hotspot",
            findings: 20,
            people,
            days: 9,
            counted: Counted {
                categories: Vec::new(),
                daylight: "all",
                window: [String::new(), String::new()],
            },
            hotspot: Some(HotspotFigures {
                class: "clear",
                walks,
                first: "2026-07-01".into(),
                last: last.into(),
                expected: 1.0,
                ratio: 9.0,
                q: 0.01,
                categories: groups
                    .iter()
                    .map(|group| CategoryCount {
                        group: (*group).into(),
                        findings: 5,
                    })
                    .collect(),
                trend: TrendView {
                    direction: "up",
                    now: Some(5),
                    before: Some(2),
                },
                dark_share: None,
                parameters: Parameters {
                    cell_m: 25.0,
                    radius_m: 50.0,
                    window: ["".into(), "".into()],
                    filter: "all".into(),
                    cells: 9,
                    walks: 0,
                    q: [0.05, 0.2],
                    version: 1,
                },
            }),
        }
    }

    fn codes(evidence: &Evidence) -> Vec<&'static str> {
        lacks(evidence).into_iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn a_place_at_every_least_has_its_need_and_one_below_each_does_not() {
        let day_92 = "2026-10-01";
        assert!(codes(&evidence(&["licht", "groen"], 5, 3, day_92)).is_empty());
        assert!(
            codes(&evidence(&["veilig"], 5, 3, day_92)).is_empty(),
            "what feels unsafe is enough alone"
        );
        assert_eq!(codes(&evidence(&["licht"], 5, 3, day_92)), ["need_groups"]);
        assert_eq!(
            codes(&evidence(&["licht", "groen"], 4, 3, day_92)),
            ["need_people"]
        );
        assert_eq!(
            codes(&evidence(&["licht", "groen"], 5, 2, day_92)),
            ["need_walks"]
        );
        assert_eq!(
            codes(&evidence(&["licht", "groen"], 5, 3, "2026-09-30")),
            ["need_months"]
        );
        assert_eq!(codes(&evidence(&[], 1, 1, "2026-07-01")).len(), 4, "all at once");
    }
}
