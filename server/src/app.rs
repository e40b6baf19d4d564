//! Every route, in the order of the journey, and the layers around them.

use crate::{
    basemap, boundaries, demo, doors, findings, hotspots,
    house::{House, basemap::KIND as BASEMAP},
    http::{Problem, assets, headers, schema, watch},
    measures, people, photos, walks,
};
use axum::{
    Router,
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
};
use std::{any::Any, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Document,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The longest that any request may take, a photo over a bad network included.
const LONGEST: Duration = Duration::from_secs(600);

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Buurtschouw",
        description = "Residents walk their neighbourhood, record what they see, and hear back what was done.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    modifiers(&Keys),
    security(("token" = []), ("participant" = [])),
)]
struct Doors;

struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new("__Host-participant"));
        components.add_security_scheme("participant", SecurityScheme::ApiKey(cookie));
    }
}

/// All doors with their description.
fn doors() -> OpenApiRouter<House> {
    OpenApiRouter::with_openapi(Doors::openapi())
        // Come in
        .routes(routes!(doors::ping))
        .routes(routes!(walks::join::door))
        .routes(routes!(people::enter::door))
        .routes(routes!(walks::me::door))
        .routes(routes!(walks::plan::door, walks::list::door))
        .merge(walking())
        // Record
        .routes(routes!(findings::categories::door))
        .routes(routes!(findings::list::door))
        .routes(routes!(
            findings::record::door,
            findings::withdraw::door,
            findings::show::door
        ))
        .merge(adding())
        .routes(routes!(photos::receive::door))
        .routes(routes!(findings::show_photo::door))
        // Look
        .routes(routes!(boundaries::list::door))
        .routes(routes!(boundaries::at::door))
        .routes(routes!(boundaries::show::door))
        .routes(routes!(demo::ground::door))
        .routes(routes!(basemap::door))
        .routes(routes!(hotspots::list::door))
        .routes(routes!(hotspots::beyond::door))
        // Draw
        .merge(drawing())
        .merge(bordering())
        // Propose
        .merge(proposing())
        // Decide
        .merge(deciding())
        // Operate
        .routes(routes!(doors::healthz))
        .routes(routes!(doors::readyz))
        .routes(routes!(doors::figures))
}

/// The doors of what comes to a finding later.
fn adding() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(findings::change::door))
        .routes(routes!(findings::confirm::door, findings::confirm::back_door))
        .routes(routes!(findings::same::door))
        .routes(routes!(findings::apart::door))
        .routes(routes!(findings::unpromise::door))
        .routes(routes!(findings::live::door))
}

/// The doors of a walk that is going on, and of its end.
fn walking() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(walks::show::door))
        .routes(routes!(walks::state::door))
        .routes(routes!(walks::take_part::door))
        .routes(routes!(walks::take_part::roles_door))
        .routes(routes!(walks::qr::door))
        .routes(routes!(walks::passes::door, walks::passes::told))
        .routes(routes!(findings::summary::door))
        .routes(routes!(findings::by_version::door))
        .routes(routes!(boundaries::frame::door))
}

/// The doors of drawing maps.
fn drawing() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(findings::tile::told))
        .routes(routes!(findings::tile::door))
        .routes(routes!(hotspots::tile::told))
        .routes(routes!(hotspots::tile::door))
        .routes(routes!(boundaries::tile::told))
        .routes(routes!(boundaries::tile::door))
}

/// The doors of proposals to move borders.
fn proposing() -> OpenApiRouter<House> {
    use boundaries::proposals::{
        adopt, arcs, ballot, comment, comments, create, differences, list, lock, result, settle, show, snap,
        step, take_back, vote,
    };
    OpenApiRouter::new()
        .routes(routes!(list::door))
        .routes(routes!(create::door, show::door))
        .routes(routes!(arcs::door))
        .routes(routes!(lock::door))
        .routes(routes!(settle::door))
        .routes(routes!(step::door))
        .routes(routes!(comments::door))
        .routes(routes!(comment::door, take_back::comment_door))
        .routes(routes!(comments::review_door))
        .routes(routes!(snap::door))
        .routes(routes!(ballot::door))
        .routes(routes!(vote::door, take_back::vote_door))
        .routes(routes!(result::door))
        .routes(routes!(adopt::door))
        .routes(routes!(differences::door))
        .routes(routes!(boundaries::versions::door))
        .routes(routes!(boundaries::differences::door))
        .routes(routes!(boundaries::export::door))
}

/// The doors of borders as residents draw them.
fn bordering() -> OpenApiRouter<House> {
    use boundaries::{consensus, drawings};
    OpenApiRouter::new()
        .routes(routes!(drawings::list::door))
        .routes(routes!(
            drawings::send::door,
            drawings::withdraw::door,
            drawings::show::door
        ))
        .routes(routes!(drawings::confirm::door))
        .routes(routes!(consensus::show::door))
        .routes(routes!(consensus::mine::door))
        .routes(routes!(consensus::earlier::list_door))
        .routes(routes!(consensus::earlier::show_door))
}

/// The doors of deciding together.
fn deciding() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(measures::kinds::door))
        .routes(routes!(measures::list::door))
        .routes(routes!(
            measures::propose::door,
            measures::withdraw::door,
            measures::show::door
        ))
}

/// All doors, and what the document says of them.
fn described() -> (Router<House>, Document) {
    let (router, mut document) = doors().split_for_parts();
    schema::describe(&mut document);
    (router, document)
}

/// The OpenAPI 3.1 description of every door.
pub fn document() -> Document {
    described().1
}

/// The whole server as one service.
pub fn router(house: House) -> Router {
    let (router, document) = described();
    let secure = house.config.secure();
    let body_time = house.config.body_time;
    let description = document.to_json().unwrap_or_default();
    let told = move || async move { ([(header::CONTENT_TYPE, "application/json")], description) };
    let small = SizeAbove::new(512)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::SSE)
        .and(NotForContentType::const_new(BASEMAP));
    let mut router = router
        .route("/api/openapi.json", axum::routing::get(told))
        .fallback(assets::door)
        .method_not_allowed_fallback(assets::not_allowed)
        .with_state(house)
        .layer(RequestBodyTimeoutLayer::new(body_time))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            LONGEST,
        ))
        .layer(CompressionLayer::new().br(false).gzip(true).compress_when(small))
        .layer(middleware::from_fn(schema::readable_only))
        .layer(middleware::from_fn(headers::same_site_only))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(headers::add))
        .layer(middleware::from_fn(watch::watch));
    if secure {
        router = router.layer(middleware::from_fn(headers::add_transport_security));
    }
    router
}

fn panicked(_cause: Box<dyn Any + Send + 'static>) -> Response {
    metrics::counter!("panics_total").increment(1);
    Problem::broken(&"a request ended in a panic").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::Request, routing::get};
    use tower::ServiceExt;

    #[tokio::test]
    async fn a_panic_becomes_a_500_problem_and_is_counted() {
        let figures = crate::figures::register();
        let stumble = get(|| async {
            if std::hint::black_box(true) {
                panic!("a planted stumble")
            }
        });
        let router: Router = Router::new()
            .route("/", stumble)
            .layer(CatchPanicLayer::custom(panicked));
        let answer = router
            .oneshot(Request::new(Body::empty()))
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert!(figures.render().lines().any(|line| line == "panics_total 1"));
    }
}
