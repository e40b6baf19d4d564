//! On which plane the cells of this city lie, so that a phone counts the same ones.

use crate::{
    house::{House, plane},
    http::Problem,
    people::Asker,
};
use axum::{Json, extract::State};
use serde::Serialize;
use spatial::{Frame, cells::CELL_M};
use utoipa::ToSchema;

/// The plane of this city's cells.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FrameView {
    /// `rd` (RD New, EPSG:28992) or `local` (transverse Mercator of scale 1 on WGS84 around a place).
    pub kind: &'static str,
    /// Degrees east of the local plane's origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon0: Option<f64>,
    /// Degrees north of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat0: Option<f64>,
    /// The plane in one word, to be named beside cells: `rd`, or `local` and its origin. It is chosen with the first
    /// borders and stays while all borders lie within 300 km of its origin.
    pub plane: String,
    /// Side of a cell in metres. A cell is `[floor(x / cell), floor(y / cell)]`.
    pub cell: f64,
}

impl FrameView {
    fn of(frame: &Frame) -> Self {
        let (kind, origin) = match frame {
            Frame::Rd => ("rd", None),
            Frame::Local(local) => ("local", Some(local.origin())),
        };
        Self {
            kind,
            lon0: origin.map(|origin| origin.lon),
            lat0: origin.map(|origin| origin.lat),
            plane: plane::word(frame),
            cell: CELL_M,
        }
    }
}

/// The plane of this city's cells.
#[utoipa::path(get, path = "/api/frame", operation_id = "showFrame", tag = "boundaries", responses(
    (status = 200, description = "The plane", body = FrameView),
))]
pub async fn door(State(house): State<House>, asker: Asker) -> Result<Json<FrameView>, Problem> {
    asker.somebody()?;
    Ok(Json(FrameView::of(&house.atlas.load().frame)))
}
