//! What a photo is once it is in.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A photo as it is kept.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Photo {
    /// Its id, made by the phone.
    pub id: Uuid,
    /// Who sent it.
    pub person_id: Uuid,
    /// SHA-256 of the bytes that came.
    pub sha256: Vec<u8>,
    /// Width in pixels, upright, as it came.
    pub width: i64,
    /// Height in pixels, upright, as it came.
    pub height: i64,
    /// Name of the variant of at most 1600 px.
    pub large: String,
    /// Name of the variant of at most 320 px.
    pub small: String,
    /// When it came.
    pub received_at: i64,
    /// When its maker withdrew it.
    pub withdrawn_at: Option<i64>,
}

/// The answer to a photo that came in.
#[derive(Debug, Serialize, ToSchema)]
pub struct PhotoReceipt {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of the received bytes, in hexadecimal.
    pub sha256: String,
    /// Width in pixels, upright.
    pub width: i64,
    /// Height in pixels, upright.
    pub height: i64,
}

impl Photo {
    /// The receipt for the phone.
    pub fn receipt(&self) -> PhotoReceipt {
        PhotoReceipt {
            id: self.id,
            sha256: crate::http::body::hex(&self.sha256),
            width: self.width,
            height: self.height,
        }
    }
}
