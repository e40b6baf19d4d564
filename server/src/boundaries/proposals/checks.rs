//! What a proposal would change, checked and counted.

use super::{
    differences::shapes,
    loose::LoosePart,
    tiling::{Tiling, lonlat},
};
use crate::{
    boundaries::differences::findings_moved,
    house::{House, register::Held},
};
use serde::Serialize;
use spatial::{
    area_m2,
    coverage::{Fault, Flaw},
};
use utoipa::ToSchema;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ProposalCheck)]
pub struct Check {
    /// `valid` (no line crosses another), `one_part`, `least_area`, `findings_moved`, or for who may change it
    /// `base_stands`: no other decision moved the border that it began from. `loose_part` asks: as residents drew it, a
    /// part of this buurt would lie away from the rest, and `with` has it meanwhile.
    pub code: &'static str,
    /// Is it well? Moved findings always are; a loose part is not while another buurt has it and
    /// nobody answered.
    pub ok: bool,
    /// The buurt it is about, when it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face: Option<String>,
    /// The number of a loose part, by which it is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<usize>,
    /// The buurt that has a loose part now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// Where it is not well, `[lon, lat]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// How many findings, without personal ones; 0 when fewer than 3 people are behind them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// Area in square metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_m2: Option<f64>,
}

impl Check {
    /// Looked at, without a place.
    pub fn of(code: &'static str, ok: bool) -> Self {
        Self {
            code,
            ok,
            face: None,
            with: None,
            part: None,
            at: None,
            count: None,
            area_m2: None,
        }
    }
}

/// Everything that is looked at. Cost: the findings in the changed buurten, some hundred ns each.
pub fn checks(house: &House, held: &Held, base: &Tiling, now: &Tiling, loose: &[LoosePart]) -> Vec<Check> {
    let frame = house.atlas.load().frame;
    // What was wrong with the borders as they came is not of this proposal.
    let known = base.coverage(&frame).check();
    let mut flaws = now.coverage(&frame).check();
    flaws.retain(|flaw| !known.contains(flaw));
    let broken = flaws.iter().find(|flaw| flaw.fault.breaks_tiling());
    let mut found = vec![Check {
        at: broken.map(|flaw| lonlat(&frame, flaw.at)),
        ..Check::of("valid", broken.is_none())
    }];
    let changed = now.changed_from(base);
    for (place, face) in now
        .faces
        .iter()
        .enumerate()
        .filter(|(_, face)| changed.contains(&face.code))
    {
        let bad = |fault: Fault| {
            let own = |flaw: &&Flaw| flaw.fault == fault && flaw.faces.contains(&place);
            flaws.iter().find(own).map(|flaw| lonlat(&frame, flaw.at))
        };
        let (parted, small) = (bad(Fault::NotOnePart), bad(Fault::TooSmall));
        found.push(Check {
            face: Some(face.code.clone()),
            at: parted,
            ..Check::of("one_part", parted.is_none())
        });
        found.push(Check {
            face: Some(face.code.clone()),
            at: small,
            area_m2: Some(area_m2(&now.shape(face), &frame).round()),
            ..Check::of("least_area", small.is_none())
        });
    }
    found.extend(
        loose
            .iter()
            .enumerate()
            .map(|(number, part)| asked(number, part, now)),
    );
    let count = findings_moved(held, &shapes(base), &shapes(now)).values().sum();
    found.push(Check {
        count: Some(count),
        ..Check::of("findings_moved", true)
    });
    found
}

/// Does a part that residents drew for a buurt still lie with another one?
fn asked(number: usize, part: &LoosePart, now: &Tiling) -> Check {
    let with = part.holder(now);
    Check {
        face: Some(part.of.clone()),
        part: Some(number),
        with: with.map(str::to_owned),
        at: with.map(|_| part.at),
        area_m2: Some(part.area_m2),
        ..Check::of("loose_part", with.is_none() || part.stays_with.as_deref() == with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundaries::proposals::tiling::{Arc, Face};

    /// One buurt around the place of the part.
    fn held_by(code: &str) -> Tiling {
        let line = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]];
        Tiling {
            arcs: vec![Arc {
                line: line.to_vec(),
                left: Some(0),
                right: None,
            }],
            faces: vec![Face {
                code: code.into(),
                name: code.into(),
                rings: vec![vec![1]],
            }],
        }
    }

    #[test]
    fn a_part_that_may_stay_with_one_buurt_is_asked_about_again_when_another_has_it() {
        let mut part = LoosePart {
            of: "A".into(),
            at: [1.0, 1.0],
            area_m2: 5_000.0,
            stays_with: None,
        };
        let told = |part: &LoosePart, code: &str| {
            let check = asked(0, part, &held_by(code));
            (check.ok, check.with)
        };
        assert_eq!(told(&part, "B"), (false, Some("B".into())));
        part.stays_with = Some("B".into());
        assert_eq!(told(&part, "B"), (true, Some("B".into())));
        assert_eq!(told(&part, "C"), (false, Some("C".into())));
        assert_eq!(told(&part, "A"), (true, None));
        part.at = [2.0, 1.0];
        assert_eq!(told(&part, "A"), (true, None), "on its own line");
    }
}
