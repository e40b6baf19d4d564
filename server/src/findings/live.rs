//! The live door: what others find on a walk, as a stream of events that a phone takes up again where it broke off.

use super::{feature::Features, sieve::thing};
use crate::{
    house::{
        House,
        register::{ECHO, Held},
    },
    http::{Problem, Query},
    live::{Heard, Note, Seat, What},
    people::{Asker, may_see},
    store::outbox,
    walks::{
        self,
        standing::{Standing, standing},
    },
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde_json::{Value, json};
use spatial::index::{Sight, Spot};
use std::{convert::Infallible, time::Duration};
use tokio::time::Instant;
use uuid::Uuid;

/// How often a silent stream says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(25);
/// How long a stream lives before the phone asks anew, and somebody who lost their token hears no more. Who left the
/// walk goes on hearing of it: their own findings are in it.
const LIFE: Duration = Duration::from_secs(1_800);

/// One stream: some hundred bytes beside its connection.
struct Stream {
    house: House,
    asker: Asker,
    walk: Uuid,
    seat: Seat,
    seq: i64,
    /// How often borders moved, as this listener knows it.
    borders: u64,
    begun: bool,
    over: bool,
    ends: Instant,
}

impl Stream {
    /// The next piece of the stream; `None` at its end.
    async fn next(&mut self) -> Option<Bytes> {
        if !self.begun {
            self.begun = true;
            let hello = event(Some(self.seq), "hello", b"{}");
            return Some([b"retry: 3000\n", &hello[..]].concat().into());
        }
        loop {
            if self.over || self.seat.is_taken() {
                return self.last_words();
            }
            let told = self.told().await;
            if !told.is_empty() {
                return Some(told.into());
            }
            tokio::select! {
                there = self.seat.called() => if !there { return self.last_words() },
                () = tokio::time::sleep_until(self.ends) => return None,
                // The id without an event: what was for others need not be asked for again.
                () = tokio::time::sleep(HEARTBEAT) => {
                    return Some(format!(":\nid: {}\n\n", self.seq).into());
                }
            }
        }
    }

    async fn told(&mut self) -> Vec<u8> {
        let moved = self.house.live.borders();
        let missed = || matches!(self.house.live.after(self.walk, self.seq), Heard::Lost(_));
        // Who is to read all anew reads borders too.
        if self.borders != moved && !missed() {
            self.borders = moved;
            return event(Some(self.seq), "borders", b"{}");
        }
        loop {
            match self.house.live.after(self.walk, self.seq) {
                Heard::Lost(seq) => {
                    (self.seq, self.borders) = (seq, moved);
                    return event(Some(seq), "reload", b"{}");
                }
                Heard::Notes(notes, seq) => {
                    let written = self.written(&notes).await;
                    self.seq = seq;
                    // A piece that is for others altogether is not the end.
                    if !written.is_empty() || notes.is_empty() {
                        return written;
                    }
                }
            }
        }
    }

    async fn written(&self, notes: &[Note]) -> Vec<u8> {
        let mut out = Vec::new();
        for happened in notes.chunk_by(|one, next| one.seq == next.seq) {
            let mut told = Vec::new();
            for note in happened {
                told.extend(match &note.what {
                    What::Walk => self.walk_as_it_is().await,
                    _ => self.of_finding(note),
                });
            }
            // The place comes with the last: who is cut off before it hears all of it again.
            let last = told.len().saturating_sub(1);
            for (place, (name, data)) in told.iter().enumerate() {
                let seq = happened.first().map(|note| note.seq);
                out.extend(event(seq.filter(|_| place == last), name, data));
            }
        }
        out
    }

    fn of_finding(&self, note: &Note) -> Option<Told> {
        let held = self.house.register.held();
        let (name, data) = match &note.what {
            What::Walk => return None,
            What::Gone(id, buurt) => return self.gone(*id, buurt.as_deref()),
            What::Finding {
                finding,
                spot,
                before,
            } => {
                let shown = self.feature(&held, *finding, *spot);
                // Staff of the buurt that it left have it on their map still.
                let hidden = || held.index.row_of(finding.as_u128()).filter(|_| shown.is_none());
                return match hidden() {
                    Some(_) => self.gone(*finding, before.as_deref()),
                    None => shown,
                };
            }
            What::Photo { finding, photo } => {
                self.row(&held, *finding)?;
                ("photo", json!({"finding": finding, "photo": photo}))
            }
            What::Voice(id) => {
                let (row, _) = self.row(&held, *id)?;
                let others = held
                    .details(row)
                    .map_or(0, |details| details.confirmed_by(None).0);
                ("confirmation", json!({"finding": id, "confirmations": others}))
            }
        };
        Some((name, data.to_string().into_bytes()))
    }

    /// That a finding is gone, for those who had it: not for staff of another buurt than the one where it lay.
    fn gone(&self, finding: Uuid, lay: Option<&str>) -> Option<Told> {
        let theirs = match &self.asker {
            Asker::Staff {
                buurt: Some(own),
                walks,
                ..
            } => lay == Some(own.as_str()) || walks.contains(&self.walk),
            _ => true,
        };
        let data = json!({"id": finding, "withdrawn": true});
        theirs.then(|| ("finding", data.to_string().into_bytes()))
    }

    /// Where a finding stands in memory, when it is there and the asker may see it.
    fn row<'a>(&self, held: &'a Held, id: Uuid) -> Option<(u32, &'a Sight)> {
        let row = held.index.row_of(id.as_u128())?;
        let sight = held.index.sight(row);
        let shown = sight.flags & ECHO == 0 && may_see(&self.asker, &thing(held, sight));
        shown.then_some((row, sight))
    }

    fn feature(&self, held: &Held, id: Uuid, spot: Spot) -> Option<Told> {
        let (row, _) = self.row(held, id)?;
        let mut data = Vec::with_capacity(500);
        Features::new(held, &self.house.catalogue).write(&mut data, row, spot, self.asker.id());
        Some(("finding", data))
    }

    async fn walk_as_it_is(&self) -> Option<Told> {
        match walks::store::by_id(&self.house.db, self.walk).await {
            Ok(walk) => {
                let mut view =
                    serde_json::to_value(walk?.as_of(self.house.clock.now_ms()).view(None)).ok()?;
                without_me(&mut view);
                Some(("walk", view.to_string().into_bytes()))
            }
            // What cannot be read now must not be missed: all is asked for anew.
            Err(cause) => {
                tracing::warn!(%cause, "a walk that changed could not be read for a stream");
                Some(("reload", b"{}".to_vec()))
            }
        }
    }

    /// Whose seat was taken is told not to take it back at once: five screens would go on like that forever.
    fn last_words(&mut self) -> Option<Bytes> {
        let taken = self.seat.is_taken() && !self.over;
        self.over = true;
        taken.then(|| Bytes::from_static(b"retry: 60000\n\n"))
    }
}

/// Name and data of an event.
type Told = (&'static str, Vec<u8>);

/// A walk without what is about the asker only.
fn without_me(view: &mut Value) {
    if let Some(members) = view.as_object_mut() {
        for personal in ["my_name", "leader", "left", "roles"] {
            members.remove(personal);
        }
    }
}

/// One event of the stream. `data` is JSON on one line.
fn event(seq: Option<i64>, name: &str, data: &[u8]) -> Vec<u8> {
    let mut out = seq.map_or_else(Vec::new, |seq| format!("id: {seq}\n").into_bytes());
    out.extend_from_slice(format!("event: {name}\ndata: ").as_bytes());
    out.extend_from_slice(data);
    out.extend_from_slice(b"\n\n");
    out
}

/// The asker, who follows walks that they joined, and staff those of their buurt or city too. Others' walks and unknown
/// ones look the same.
async fn require_walk(house: &House, asker: Asker, walk: Uuid) -> Result<Asker, Problem> {
    if asker.walks().contains(&walk) {
        return Ok(asker);
    }
    // Who was remembered a moment ago may have joined since.
    let Standing { seat, .. } = standing(house, &asker, walk).await?;
    Ok(if seat.is_some() { asker.on(walk) } else { asker })
}

/// Where the stream goes on: after what the phone heard last, else now. What this server does not know of yet is
/// waited for when another server wrote it, and else no place to go on from.
async fn begin(house: &House, last: Option<String>) -> Result<i64, Problem> {
    let now = house.live.seq();
    let Some(last) = last else { return Ok(now) };
    let last = last.trim().parse().unwrap_or(-1);
    if last > now && last > outbox::last(&house.db).await? {
        return Ok(-1);
    }
    Ok(last)
}

/// What happens on a walk, as it happens.
///
/// `event: hello` comes first; then `finding` (a Feature as in lists, or `{id, withdrawn: true}`), `photo`
/// (`{finding, photo}`), `confirmation` (`{finding, confirmations}`), `walk` (as it is now). `borders` says that
/// other borders are in force: findings lie in other buurten now, read borders, findings and counts anew. `reload` says
/// that too much was missed: read all anew. `id` is the place in the outbox. One person has 4 streams at most: a fifth ends the oldest.
#[utoipa::path(get, path = "/api/live", operation_id = "followWalk", tag = "findings", params(
    ("walk" = Uuid, Query, description = "The walk"),
    ("last" = Option<String>, Query, description = "The id that was heard last, where no header can be sent"),
    ("Last-Event-ID" = Option<String>, Header, description = "The id that was heard last"),
), responses(
    (status = 200, description = "A stream of events", body = String, content_type = "text/event-stream"),
    (status = 401, description = "Nobody", body = Problem),
    (status = 404, description = "Not a walk of yours", body = Problem),
    (status = 422, description = "Every fault", body = Problem),
))]
pub async fn door(
    State(house): State<House>,
    asker: Asker,
    headers: HeaderMap,
    mut query: Query,
) -> Result<Response, Problem> {
    let asker = asker.somebody()?;
    let (walk, asked) = (query.id("walk"), query.text("last"));
    if walk.is_none() {
        query.fault("walk", "missing");
    }
    query.done()?;
    let walk = walk.unwrap_or_default();
    let asker = require_walk(&house, asker, walk).await?;
    let heard = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    // A browser that comes back says it in the header, while the address is still that of the first time.
    let last = heard.map(str::to_owned).or(asked);
    // Seated first, so that nothing happens in between unheard.
    let seat = house.live.sit(walk, asker.id().unwrap_or_default());
    let borders = house.live.borders();
    let returns = last.is_some();
    let seq = begin(&house, last).await?;
    let borders = if returns {
        house.live.borders_known_at(seq)
    } else {
        borders
    };
    let stream = Stream {
        house,
        asker,
        walk,
        seat,
        seq,
        borders,
        begun: false,
        over: false,
        ends: Instant::now() + LIFE,
    };
    let pieces = futures_util::stream::unfold(stream, |mut stream| async move {
        let piece = stream.next().await?;
        Some((Ok::<_, Infallible>(piece), stream))
    });
    let kinds = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    // Proxies of the nginx kind hold streams up unless they are told.
    Ok((kinds, [("x-accel-buffering", "no")], Body::from_stream(pieces)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_an_id_a_name_and_one_line_of_data() {
        let text = String::from_utf8(event(Some(7), "finding", br#"{"id":1}"#)).unwrap();
        assert_eq!(text, "id: 7\nevent: finding\ndata: {\"id\":1}\n\n");
        let text = String::from_utf8(event(None, "photo", b"{}")).unwrap();
        assert_eq!(text, "event: photo\ndata: {}\n\n");
    }

    #[test]
    fn a_walk_for_all_says_nothing_about_one() {
        let mut view =
            json!({"id": 1, "my_name": "Mo", "leader": true, "roles": ["walker"], "state": "walking"});
        without_me(&mut view);
        assert_eq!(view, json!({"id": 1, "state": "walking"}));
    }
}
