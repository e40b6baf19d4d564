//! Puts the example into an empty house, by the same deeds that residents and networkers use.

use super::{
    district::{District, Street, district},
    drawings::draw_some,
    pictures::picture,
    proposals::propose_some,
    story::{DemoFinding, Story, story},
};
use crate::{
    boundaries::{
        self,
        import::{Adopted, import},
        read_file::{Naming, read_file},
        refresh::refresh,
    },
    findings::{
        self,
        new_finding::{NewFinding, Position},
        record::record,
    },
    house::{House, streets::Streets},
    http::Problem,
    measures,
    people::{Asker, Role, enrol::Enrolled, give_token::give_token, store::by_token, token},
    photos::{
        develop::{Developed, develop},
        photo::Photo,
        store,
    },
    store::outbox::{self, Happening},
    walks::{
        self,
        join::{Comer, join},
        plan::{NewWalk, plan},
        walk::Walk,
    },
};
use axum::http::StatusCode;
use serde_json::json;
use sha2::{Digest, Sha256};
use spatial::Lonlat;
use std::{collections::HashMap, fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt, path::Path};
use uuid::Uuid;

/// How the title of the walk that a newcomer joins ends; it tells the example's database from a real one.
const MARK: &str = "(voorbeeld)";
/// Title of the walk that a newcomer joins.
const TODAY: &str = "Schouw van vandaag (voorbeeld)";
/// Where the newcomer begins: a buurt with two places that stand out.
const START: &str = "VB0007";
const DAY_MS: i64 = 86_400_000;

/// What a newcomer needs to begin.
pub struct Welcome {
    code: String,
    secret: String,
    staff: String,
    findings: i64,
}

impl Welcome {
    /// The text that is printed, for a server at this address.
    pub fn text(&self, address: &str) -> String {
        let (first, last) = self.code.split_at(self.code.len() / 2);
        format!(
            "\nBuurtschouw: an EXAMPLE district. Streets, people and findings are all invented.\n\n\
             \x20 Open       {address}\n\
             \x20 Join code  {first} {last}    (or {address}/#{secret})\n\
             \x20 Staff      {address}/netwerker#{staff}\n\n\
             \x20 {count} findings of three past walks. To try:\n\
             \x20   1  join with the code, look at the places that stand out, tap one\n\
             \x20   2  record something (Vastleggen): a photo and one tap\n\
             \x20   3  turn the network off, record again, turn it on: it arrives by itself\n\
             \x20   4  stop this program and start it again: everything is still there\n\n\
             \x20 Ctrl-C stops it. The data stays.\n",
            secret = self.secret,
            staff = self.staff,
            count = self.findings,
        )
    }
}

/// Seeds the house if it is empty, and gives what a newcomer needs. A second start seeds nothing.
pub async fn welcome(house: &House) -> Result<Welcome, Problem> {
    refuse_real_data(house).await?;
    let staff = staff_token(house).await?;
    let networker = by_token(&house.db, &token::hash(&staff)).await?;
    let district = district();
    // First the marked walk: an example that broke off half way is still known as one.
    let today = walk_of_today(house, &networker).await?;
    borders(house, &district).await?;
    name_streets(house, &district);
    if findings::store::count(&house.db).await? == 0 {
        eprintln!("buurtschouw: making the example district, a few seconds ...");
        seed(house, &networker, &district).await?;
    }
    if measures::store::count(&house.db).await? == 0 {
        propose_some(house, &networker).await?;
    }
    if boundaries::drawings::store::count(&house.db).await? == 0 {
        draw_some(house, &district).await?;
    }
    let findings = findings::store::count(&house.db).await?;
    Ok(Welcome {
        code: today.code,
        secret: today.secret,
        staff,
        findings,
    })
}

/// The example never mixes with what real people recorded.
async fn refuse_real_data(house: &House) -> Result<(), Problem> {
    let held = walks::store::latest(&house.db, None, Uuid::nil()).await?;
    let example = held.iter().any(|walk| walk.title.ends_with(MARK));
    let empty = held.is_empty() && findings::store::count(&house.db).await? == 0;
    if example || empty && house.atlas.load().buurten.is_empty() {
        return Ok(());
    }
    let text = "This database holds real data. The example wants a database and a data folder of its own.";
    Err(Problem::new(StatusCode::CONFLICT, "real_data", text))
}

/// Lets places be called by the invented streets.
fn name_streets(house: &House, district: &District) {
    let named = |street: &Street| {
        let line = street.line.clone().into_iter();
        (street.name.clone(), line.map(|[lon, lat]| Lonlat::new(lon, lat)))
    };
    let frame = house.atlas.load().frame;
    house
        .streets
        .store(Streets::new(frame, district.streets.iter().map(named)).into());
}

/// The example's staff token, kept in its data folder so that the printed link stays the same.
async fn staff_token(house: &House) -> Result<String, Problem> {
    let file = house.config.data_dir.join("staff-token");
    if let Ok(held) = std::fs::read_to_string(&file)
        && by_token(&house.db, &token::hash(held.trim())).await? != Asker::Nobody
    {
        return Ok(held.trim().to_owned());
    }
    let fresh = give_token(&house.db, &house.clock, Role::Networker, None).await?;
    write_secret(&file, &fresh).map_err(|error| Problem::broken(&error))?;
    Ok(fresh)
}

/// Only the operator's own account may read it.
fn write_secret(file: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(file)?
        .write_all(text.as_bytes())
}

async fn walk_of_today(house: &House, networker: &Asker) -> Result<Walk, Problem> {
    let now = house.clock.now_ms();
    let held = walks::store::latest(&house.db, None, Uuid::nil()).await?;
    if let Some(walk) = held
        .into_iter()
        .find(|walk| walk.title == TODAY && walk.starts_at > now - DAY_MS)
    {
        return Ok(walk);
    }
    let new = NewWalk {
        title: TODAY.into(),
        buurt: START.into(),
        starts_at: now,
        meeting_point: Some("Bij het buurthuis".into()),
        organiser: None,
        themes: vec![],
    };
    plan(house, networker, new).await
}

async fn seed(house: &House, networker: &Asker, district: &District) -> Result<(), Problem> {
    let story = story(district, house.clock.now_ms());
    let (walks, people) = walks_and_people(house, networker, &story).await?;
    let pictures = develop_pictures(&story).await?;
    for finding in &story.findings {
        let photo = match finding.picture.and_then(|picture| pictures.get(&picture)) {
            None => None,
            Some(print) => Some(keep_photo(house, people[finding.walker], print).await?),
        };
        add_finding(house, finding, people[finding.walker], walks[finding.walk], photo).await?;
    }
    for walk in &walks {
        findings::review::review(house, *walk).await?;
    }
    Ok(())
}

async fn borders(house: &House, district: &District) -> Result<(), Problem> {
    let features: Vec<_> = district
        .buurten
        .iter()
        .map(|buurt| {
            json!({"type": "Feature", "properties": {"code": buurt.code, "name": buurt.name},
                "geometry": {"type": "Polygon", "coordinates": [buurt.ring]}})
        })
        .collect();
    let file = json!({"type": "FeatureCollection", "features": features}).to_string();
    let judged = read_file(&file, &Naming::default(), |_, _| {}).map_err(|fault| Problem::broken(&fault))?;
    import(&house.db, &house.clock, judged, "2020-01-01", Adopted::Stay).await?;
    refresh(house).await
}

/// Plans the past walks and lets their walkers join: ids by the story's indices.
async fn walks_and_people(
    house: &House,
    networker: &Asker,
    story: &Story,
) -> Result<(Vec<Uuid>, Vec<Uuid>), Problem> {
    let mut people: Vec<Option<Uuid>> = vec![None; story.walkers.len()];
    let mut walks = Vec::with_capacity(story.walks.len());
    for past in &story.walks {
        let new = NewWalk {
            title: past.title.clone(),
            buurt: past.buurt.clone(),
            starts_at: past.starts_at_ms,
            meeting_point: Some(past.meeting_point.clone()),
            organiser: None,
            themes: vec![],
        };
        let walk = plan(house, networker, new).await?;
        for walker in &past.walkers {
            let asker = people[*walker].map_or(Asker::Nobody, |id| Asker::Participant {
                id,
                walks: walks.clone(),
            });
            let name = &story.walkers[*walker].nickname;
            let comer = Comer {
                asker: &asker,
                key: None,
                name: Some(name),
            };
            let Enrolled { person, .. } = join(house, &comer, &walk).await?;
            people[*walker] = Some(person);
        }
        walks.push(walk.id);
    }
    Ok((walks, people.into_iter().map(Option::unwrap_or_default).collect()))
}

/// A picture, developed once however often it is shown.
struct Print {
    sha256: Vec<u8>,
    developed: Developed,
}

async fn develop_pictures(story: &Story) -> Result<HashMap<usize, Print>, Problem> {
    let mut wanted: Vec<usize> = story
        .findings
        .iter()
        .filter_map(|finding| finding.picture)
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let made = tokio::task::spawn_blocking(move || {
        let make = |index: usize| {
            let bytes = picture(index);
            let developed = develop(&bytes, Some("image/jpeg")).ok()?;
            Some((
                index,
                Print {
                    sha256: Sha256::digest(&bytes).to_vec(),
                    developed,
                },
            ))
        };
        wanted.into_iter().filter_map(make).collect()
    });
    made.await.map_err(|error| Problem::broken(&error))
}

async fn keep_photo(house: &House, person: Uuid, print: &Print) -> Result<Uuid, Problem> {
    let developed = &print.developed;
    let photo = Photo {
        id: Uuid::now_v7(),
        person_id: person,
        sha256: print.sha256.clone(),
        width: developed.width.into(),
        height: developed.height.into(),
        large: house.objects.keep(developed.large.clone().into()).await?,
        small: house.objects.keep(developed.small.clone().into()).await?,
        received_at: house.clock.now_ms(),
        withdrawn_at: None,
    };
    let mut tx = house.db.begin().await?;
    store::insert(&mut tx, &photo).await?;
    outbox::append(&mut tx, Happening::PhotoStored, photo.id, photo.received_at).await?;
    tx.commit().await?;
    Ok(photo.id)
}

async fn add_finding(
    house: &House,
    seen: &DemoFinding,
    person: Uuid,
    walk: Uuid,
    photo: Option<Uuid>,
) -> Result<(), Problem> {
    let new = NewFinding {
        category: Some(seen.category.clone()),
        position: Position {
            lon: seen.lon,
            lat: seen.lat,
        },
        accuracy_m: seen.accuracy_m,
        position_source: "gps",
        pin: None,
        observed_at: seen.observed_at_ms,
        note: seen.note.map(str::to_owned),
        walk: Some(walk),
        photos: photo.into_iter().collect(),
        suggested_measure: None,
        perceived_safety: seen.perceived_safety,
        fix: None,
        sent_at: None,
        app: None,
    };
    let asker = Asker::Participant {
        id: person,
        walks: vec![walk],
    };
    record(house, &asker, Uuid::now_v7(), new, &json!({"example": true})).await?;
    Ok(())
}
