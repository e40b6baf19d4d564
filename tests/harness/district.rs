//! A made-up district that people walk: two buurten and one planned walk.

use crate::{
    Base, Networker, Phone, Stage,
    places::{self, two_buurten},
};
use uuid::Uuid;

/// A server with the two buurten, whoever plans, and a walk in the west.
pub struct District {
    /// The server.
    pub stage: Stage,
    /// Who planned the walk.
    pub networker: Networker,
    /// The walk.
    pub walk: Uuid,
    /// What opens it.
    pub code: String,
}

impl District {
    /// A fresh one on this database.
    pub async fn on(base: Base) -> Self {
        let stage = Stage::on(base).await;
        stage.import(&two_buurten(), "2026-01-01").await;
        let networker = Networker::new(&stage).await;
        let (walk, code) = networker.plan_walk("Avondschouw", places::WEST).await;
        Self {
            stage,
            networker,
            walk,
            code,
        }
    }

    /// Somebody who joins the walk.
    pub async fn walker(&self) -> Phone {
        Phone::joins(&self.stage, &self.code).await
    }
}

/// A place where the n-th of 24 people sees something alone, far from all others: an ordinary background.
pub fn lonely(n: u32) -> [f64; 2] {
    [
        4.4806 + 0.003 * f64::from(n % 6),
        51.8958 + 0.0022 * f64::from(n / 6),
    ]
}
