//! Borders that the people of the stories draw, and how they send them.

use crate::{
    actors::{Answer, Phone},
    places,
    stage::Stage,
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

/// Neighbours who each draw the western buurt a little differently.
pub struct Neighbours {
    /// Their phones.
    pub phones: Vec<Phone>,
    code: String,
}

impl Neighbours {
    /// Nobody yet, on a walk with this code.
    pub fn of(code: &str) -> Self {
        Self {
            phones: Vec::new(),
            code: code.to_owned(),
        }
    }

    /// The code of the walk that they join.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// How far the sides of the `n`th drawing lie from the official ones, metres: never on them, each a little else.
    pub fn sides(n: usize) -> [f64; 4] {
        [37, 53, 71, 89].map(|step| ((n * step) % 97) as f64 - 43.3 + n as f64 / 100.0)
    }

    /// So many more join and draw. The first twelve live there since five years, the others work there.
    pub async fn draw(&mut self, stage: &Stage, more: usize) {
        for _ in 0..more {
            let phone = Phone::joins(stage, &self.code).await;
            let n = self.phones.len();
            let mut body = drawing(&around_west(Self::sides(n)));
            body["relation"] = json!(if n < 12 { "lives" } else { "works" });
            body["years"] = json!((n < 12).then_some(7));
            phone.sends_drawing(Uuid::now_v7(), &body).await.expect(201);
            self.phones.push(phone);
        }
    }
}
