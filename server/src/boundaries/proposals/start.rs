//! What a proposal begins from: the lines of its buurten and of their neighbours.

use super::tiling::{Tiling, neighbours};
use crate::{
    boundaries::{
        border::{Border, in_force},
        store,
    },
    house::{House, atlas::Buurt},
    http::Problem,
};

/// The lines, and the codes of the neighbours, whose borders stay.
pub struct Beginning {
    /// The lines.
    pub tiling: Tiling,
    /// Codes of the neighbours.
    pub neighbours: Vec<String>,
}

/// The official borders in force today, whatever was adopted.
pub async fn official(house: &House) -> Result<Vec<Buurt>, Problem> {
    let borders = store::all(&house.db).await?;
    let official = borders.into_iter().filter(|border| border.kind == "official");
    let today = in_force(official.collect(), &house.today().to_string());
    Ok(today.into_iter().filter_map(Border::buurt).collect())
}

/// The lines of these buurten and of their neighbours, from the borders of that sort.
pub async fn beginning(house: &House, chosen: &[String], start: &str) -> Result<Beginning, Problem> {
    let all = match start {
        "official" => official(house).await?,
        "adopted" => house.atlas.load().buurten.clone(),
        // The shared line has no tiling of its own yet.
        _ => return Err(Problem::fault("/start", "not_published")),
    };
    let beside: Vec<String> = neighbours(&all, chosen)
        .iter()
        .map(|buurt| buurt.code.clone())
        .collect();
    let wanted = |buurt: &&Buurt| chosen.contains(&buurt.code) || beside.contains(&buurt.code);
    let own: Vec<&Buurt> = all.iter().filter(wanted).collect();
    Ok(Beginning {
        tiling: Tiling::of(&own),
        neighbours: beside,
    })
}
