//! Flaws: what is wrong with a tiling or an edit, and where.

use geo_types::Coord;

/// A kind of flaw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A number that is no place on earth, a line of one corner, a corner twice in a row, a face that is not there.
    Malformed,
    /// An arc is not used exactly once by each face beside it, or a face uses one that is not its own.
    Unwoven,
    /// A ring's arcs do not follow one another, or do not return.
    Open,
    /// Two lines cross, or touch other than in a node.
    Crosses,
    /// Two faces hold the same ground.
    Overlap,
    /// Ground between faces belongs to none of them.
    Gap,
    /// A face lies in several parts.
    NotOnePart,
    /// A face, or what is left of it, is smaller than [`MIN_FACE_M2`](super::MIN_FACE_M2).
    TooSmall,
    /// An edit moves the border of a locked face.
    Locked,
    /// An edit moves the end of an arc away from its node.
    EndMoved,
}

impl Fault {
    /// The code by which doors name it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unwoven => "unwoven",
            Self::Open => "open",
            Self::Crosses => "crosses",
            Self::Overlap => "overlap",
            Self::Gap => "gap",
            Self::NotOnePart => "not_one_part",
            Self::TooSmall => "too_small",
            Self::Locked => "locked",
            Self::EndMoved => "end_moved",
        }
    }

    /// True for what breaks the tiling itself. A face in parts or a small one is sound geometry that
    /// somebody should look at.
    #[must_use]
    pub const fn breaks_tiling(self) -> bool {
        !matches!(self, Self::NotOnePart | Self::TooSmall)
    }
}

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Flaw {
    /// What.
    pub fault: Fault,
    /// A place to show it at, metres.
    pub at: Coord<f64>,
    /// The arcs it concerns, by place in the coverage; rising.
    pub arcs: Vec<usize>,
    /// The faces it concerns, by place in the coverage; rising.
    pub faces: Vec<usize>,
    /// How large it is: square metres for gaps, overlaps, parts and small faces, else 0.
    pub area_m2: f64,
}

impl Flaw {
    pub(super) fn new(fault: Fault, at: Coord<f64>) -> Self {
        Self {
            fault,
            at,
            arcs: Vec::new(),
            faces: Vec::new(),
            area_m2: 0.0,
        }
    }

    pub(super) fn of_arcs(mut self, arcs: impl IntoIterator<Item = usize>) -> Self {
        self.arcs.extend(arcs);
        self.arcs.sort_unstable();
        self.arcs.dedup();
        self
    }

    pub(super) fn of_faces(mut self, faces: impl IntoIterator<Item = usize>) -> Self {
        self.faces.extend(faces);
        self.faces.sort_unstable();
        self.faces.dedup();
        self
    }

    pub(super) fn of_area(mut self, area_m2: f64) -> Self {
        self.area_m2 = area_m2;
        self
    }
}

/// Flaws in a fixed order: by kind, then from west to east.
pub(super) fn sorted(mut flaws: Vec<Flaw>) -> Vec<Flaw> {
    let places = |flaw: &Flaw| [flaw.at.x, flaw.at.y];
    flaws.sort_by(|one, other| {
        let kinds = one.fault.cmp(&other.fault);
        let (here, there) = (places(one), places(other));
        kinds
            .then(here[0].total_cmp(&there[0]))
            .then(here[1].total_cmp(&there[1]))
    });
    flaws
}
