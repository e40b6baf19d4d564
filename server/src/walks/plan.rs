//! Plans a walk.

use super::{
    state::Stage,
    store,
    walk::{PlannedWalk, Walk},
};
use crate::{
    house::House,
    http::{Members, Problem, Received},
    people::{Asker, Deed, token},
    store::outbox::{self, Happening},
};
use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A walk to be planned, read and checked.
#[derive(Debug, Clone, ToSchema)]
pub struct NewWalk {
    /// What people call it, 1-120 characters.
    pub title: String,
    /// Code of the buurt it goes through.
    pub buurt: String,
    /// When it starts.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: i64,
    /// Where people meet, at most 200 characters.
    pub meeting_point: Option<String>,
    /// Who organises it, in their own words, at most 80 characters.
    pub organiser: Option<String>,
    /// Group codes of categories; absent or empty is all.
    #[schema(required = false)]
    pub themes: Vec<String>,
}

/// Plans the walk and gives it a code. Only those who plan walks may, and only in their own buurt.
pub async fn plan(house: &House, asker: &Asker, new: NewWalk) -> Result<Walk, Problem> {
    let Asker::Staff {
        id: made_by,
        role,
        buurt,
        ..
    } = asker
    else {
        return Err(Problem::not_for_you("Only a wijknetwerker plans walks."));
    };
    if !role.plans_walks() {
        return Err(Problem::not_for_you("Only a wijknetwerker plans walks."));
    }
    if buurt.as_ref().is_some_and(|own| *own != new.buurt) {
        return Err(Problem::not_for_you(
            "This token plans walks in its own buurt only.",
        ));
    }
    let now = house.clock.now_ms();
    let broken = |error: getrandom::Error| Problem::broken(&error);
    let walk = Walk {
        id: Uuid::now_v7(),
        title: new.title,
        buurt: Some(new.buurt),
        starts_at: new.starts_at,
        meeting_point: new.meeting_point,
        organiser: new.organiser,
        themes: serde_json::to_string(&new.themes).unwrap_or_default(),
        code: token::new_code().map_err(broken)?,
        secret: token::new_secret().map_err(broken)?,
        made_by: *made_by,
        made_at: now,
        state: Stage::Planned.word().to_owned(),
        started_at: None,
        ended_at: None,
        ended_received_at: None,
    };
    let mut tx = house.db.begin().await?;
    store::insert(&mut tx, &walk).await?;
    outbox::append(&mut tx, Happening::WalkPlanned, walk.id, now).await?;
    tx.commit().await?;
    Ok(walk)
}

fn read(house: &House, body: &Value) -> Result<NewWalk, Problem> {
    let mut members = Members::of(body, "");
    let title = members.words("title", 120);
    let title = members.required("title", title);
    let buurt = members.words("buurt", 64);
    let buurt = members.required("buurt", buurt);
    let starts_at = members.moment("starts_at");
    let starts_at = members.required("starts_at", starts_at);
    let meeting_point = members.words("meeting_point", 200);
    let organiser = members.words("organiser", 80);
    let themes = members.list("themes", 20, |value| {
        let code = value.as_str().ok_or("wrong_type")?;
        if house.catalogue.groups.iter().any(|group| group.code == code) {
            Ok(code.to_owned())
        } else {
            Err("unknown_category")
        }
    });
    let atlas = house.atlas.load();
    if buurt
        .as_ref()
        .is_some_and(|code| !atlas.buurten.is_empty() && atlas.by_code(code).is_none())
    {
        members.fault("buurt", "unknown_buurt");
    }
    members.done()?;
    let (Some(title), Some(buurt), Some(starts_at)) = (title, buurt, starts_at) else {
        return Err(Problem::fault("", "missing"));
    };
    Ok(NewWalk {
        title,
        buurt,
        starts_at,
        meeting_point,
        organiser,
        themes: themes.unwrap_or_default(),
    })
}

/// Plans a walk.
#[utoipa::path(post, path = "/api/walks", operation_id = "planWalk", tag = "walks", request_body = NewWalk, responses(
    (status = 201, description = "Planned; `code` opens it", body = PlannedWalk),
    (status = 403, description = "Not for this role or buurt", body = Problem),
    (status = 422, description = "Every fault with its place", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    Deed { asker, body, .. }: Deed<(), Received>,
) -> Result<(StatusCode, Json<PlannedWalk>), Problem> {
    let walk = plan(&house, &asker, read(&house, &body.value)?).await?;
    Ok((StatusCode::CREATED, Json(walk.planned())))
}
