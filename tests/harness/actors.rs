//! The people of the stories. Each speaks HTTP to the front door and nothing else.

use crate::stage::Stage;
use base64::{Engine, engine::general_purpose::STANDARD};
use buurtschouw::people::Role;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::time::Duration;
use uuid::Uuid;

/// An answer: its status and its body, as JSON when it is.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body; `null` when it is empty or no JSON.
    pub body: Value,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// Its headers.
    pub headers: header::HeaderMap,
}

impl Answer {
    /// The answer, when its status is this one; else the test fails with the body.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{} {}",
            self.body,
            String::from_utf8_lossy(&self.bytes[..self.bytes.len().min(300)])
        );
        self
    }

    /// The problem's code.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// Pointers and codes of the faults, sorted.
    pub fn faults(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let faults = self.body["faults"].as_array().cloned().unwrap_or_default();
        let mut pairs: Vec<_> = faults
            .iter()
            .map(|f| (text(&f["pointer"]), text(&f["code"])))
            .collect();
        pairs.sort();
        pairs
    }
}

async fn answer(sent: Result<Response, reqwest::Error>) -> Answer {
    let response = sent.expect("an answer");
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.bytes().await.expect("a body").to_vec();
    Answer {
        status: status.as_u16(),
        body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        bytes,
        headers,
    }
}

/// A client that gives up in time and speaks to loopback only.
pub fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .timeout(Duration::from_secs(30))
        .no_proxy()
        .build()
        .expect("a client")
}

/// Whoever speaks HTTP: nobody, a phone with a cookie, or staff with a token.
#[derive(Clone)]
pub struct Caller {
    /// The connection pool.
    pub client: Client,
    /// Address of the server.
    pub url: String,
    /// `Cookie` header.
    pub cookie: Option<String>,
    /// `Authorization` header.
    pub bearer: Option<String>,
}

impl Caller {
    /// Somebody without any token.
    pub fn nobody(stage: &Stage) -> Self {
        Self::at(&stage.url)
    }

    /// Somebody without any token, at this address.
    pub fn at(url: &str) -> Self {
        Self {
            client: client(),
            url: url.to_owned(),
            cookie: None,
            bearer: None,
        }
    }

    /// A request to a path, as this caller.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(bearer) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
        }
        request
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path).send().await).await
    }

    /// POST of JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        answer(self.request(Method::POST, path).json(body).send().await).await
    }

    /// PUT of JSON.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        answer(self.request(Method::PUT, path).json(body).send().await).await
    }

    /// PUT of any bytes as JSON.
    pub async fn put_text(&self, path: &str, body: impl Into<Vec<u8>>) -> Answer {
        let request = self
            .request(Method::PUT, path)
            .header(header::CONTENT_TYPE, "application/json");
        answer(request.body(body.into()).send().await).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        answer(self.request(Method::DELETE, path).send().await).await
    }

    /// PUT of a photo with its digest.
    pub async fn put_photo(&self, id: Uuid, bytes: &[u8]) -> Answer {
        let digest = format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(bytes)));
        self.put_photo_as(id, bytes, "image/jpeg", &digest).await
    }

    /// PUT of a photo with any sort and digest.
    pub async fn put_photo_as(&self, id: Uuid, bytes: &[u8], sort: &str, digest: &str) -> Answer {
        let request = self
            .request(Method::PUT, &format!("/api/photos/{id}"))
            .header(header::CONTENT_TYPE, sort)
            .header("content-digest", digest);
        answer(request.body(bytes.to_vec()).send().await).await
    }
}

/// A wijknetwerker with a token.
pub struct Networker {
    /// Their way to the door.
    pub caller: Caller,
}

impl Networker {
    /// A networker of the whole city.
    pub async fn new(stage: &Stage) -> Self {
        Self::with(stage, Role::Networker, None).await
    }

    /// Staff of any role, of one buurt or the city.
    pub async fn with(stage: &Stage, role: Role, buurt: Option<&str>) -> Self {
        let mut caller = Caller::nobody(stage);
        caller.bearer = Some(stage.token(role, buurt).await);
        Self { caller }
    }

    /// Plans a walk and gives (id, code).
    pub async fn plan_walk(&self, title: &str, buurt: &str) -> (Uuid, String) {
        let body = json!({"title": title, "buurt": buurt, "starts_at": "2026-11-22T19:30:00+01:00"});
        let walk = self.caller.post("/api/walks", &body).await.expect(201).body;
        let id = walk["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        (id, walk["code"].as_str().expect("a code").to_owned())
    }
}

/// A walker's phone.
#[derive(Clone)]
pub struct Phone {
    /// Its way to the door.
    pub caller: Caller,
    /// The walker's pseudonym.
    pub walker: Uuid,
    /// The walk joined last.
    pub walk: Uuid,
}

impl Phone {
    /// A new phone that joins by a code.
    pub async fn joins(stage: &Stage, code: &str) -> Self {
        Self::joins_at(&stage.url, code).await
    }

    /// A new phone that joins by a code, at this address.
    pub async fn joins_at(url: &str, code: &str) -> Self {
        let mut caller = Caller::at(url);
        let joined = caller.post("/api/join", &json!({"code": code})).await.expect(200);
        let set = joined
            .headers
            .get(header::SET_COOKIE)
            .and_then(|v| v.to_str().ok())
            .expect("a cookie");
        caller.cookie = set.split(';').next().map(str::to_owned);
        let id = |value: &Value| {
            value["id"]
                .as_str()
                .and_then(|id| id.parse().ok())
                .expect("an id")
        };
        Self {
            caller,
            walker: id(&joined.body["participant"]),
            walk: id(&joined.body["walk"]),
        }
    }

    /// The body of a finding of this category here, on this phone's walk.
    pub fn finding(&self, category: &str, [lon, lat]: [f64; 2]) -> Value {
        json!({"category": category, "position": {"lon": lon, "lat": lat}, "accuracy_m": 6.5,
            "position_source": "gps", "observed_at": "2026-11-20T20:14:00+01:00", "walk": self.walk})
    }

    /// Sends a finding.
    pub async fn sends(&self, id: Uuid, body: &Value) -> Answer {
        self.caller.put(&format!("/api/findings/{id}"), body).await
    }

    /// Records a finding of this category here and gives its id.
    pub async fn records(&self, category: &str, at: [f64; 2]) -> Uuid {
        let id = Uuid::now_v7();
        self.sends(id, &self.finding(category, at)).await.expect(201);
        id
    }

    /// The findings this phone sees.
    pub async fn sees(&self) -> Vec<Value> {
        let answer = self.caller.get("/api/findings?limit=1000").await.expect(200);
        answer.body["features"].as_array().cloned().unwrap_or_default()
    }
}

/// Is this a status of success?
pub fn good(status: u16) -> bool {
    StatusCode::from_u16(status).is_ok_and(|status| status.is_success())
}
