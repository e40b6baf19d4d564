//! Borders that the people of the stories draw, and how they send them.

use crate::{
    actors::{Answer, Phone},
    places,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// The ring of the western buurt, every side moved outwards by some metres: west, south, east, north.
pub fn around_west([west, south, east, north]: [f64; 4]) -> Value {
    let (lon, lat) = (1.0 / 68_700.0, 1.0 / 111_250.0);
    let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
    let [west, east] = [4.48 - west * lon, places::SHARED_LON + east * lon].map(round);
    let [south, north] = [51.895 - south * lat, 51.905 + north * lat].map(round);
    places::square(west, south, east, north)
}

/// The body of a drawing of the western buurt with these rings.
pub fn drawing(rings: &Value) -> Value {
    json!({"buurt": places::WEST, "geometry": {"type": "Polygon", "coordinates": rings}})
}

impl Phone {
    /// Sends a drawing.
    pub async fn sends_drawing(&self, id: Uuid, body: &Value) -> Answer {
        self.caller.put(&format!("/api/drawings/{id}"), body).await
    }

    /// Draws the western buurt with its sides moved outwards by some metres, and gives the drawing's id.
    pub async fn draws(&self, sides: [f64; 4]) -> Uuid {
        let id = Uuid::now_v7();
        self.sends_drawing(id, &drawing(&around_west(sides)))
            .await
            .expect(201);
        id
    }

    /// This phone's own drawings.
    pub async fn drawings(&self) -> Vec<Value> {
        let answer = self.caller.get("/api/drawings").await.expect(200);
        answer.body["drawings"].as_array().cloned().unwrap_or_default()
    }
}
