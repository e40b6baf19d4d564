//! The reasons for which a photo is refused, with their codes and what the sender can do.

/// Why a photo is refused. `code` is the problem's code, the text its detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// The first bytes are none of JPEG, PNG, WebP.
    #[error("This is not a JPEG, PNG or WebP image.")]
    UnsupportedMedia,
    /// The first bytes (or the content type of unknown bytes) are HEIC, HEIF or AVIF.
    #[error(
        "This is a HEIC, HEIF or AVIF image. Send it as JPEG: on an iPhone choose Settings > Camera > Formats > Most Compatible, or export the photo as JPEG."
    )]
    Heic,
    /// The header claims more than 24 MP or a side above 16,000.
    #[error("The photo claims {width} x {height} pixels; at most 24 megapixels and 16,000 a side are taken.")]
    TooManyPixels {
        /// Claimed width in pixels, as stored.
        width: u32,
        /// Claimed height in pixels, as stored.
        height: u32,
    },
    /// Fewer than 24 MP, but in a form (progressive 4:4:4, 16 bit, ...) that takes too much memory.
    #[error(
        "The photo would take {needed_mib} MiB to open; at most 152 are given. Send it smaller, or as an ordinary JPEG."
    )]
    TooHeavy {
        /// Estimated memory in MiB.
        needed_mib: u64,
    },
    /// The file ends before its own end mark.
    #[error("The photo is cut short: its end is missing. Send it again.")]
    Truncated,
    /// The file is whole but cannot be read as an image.
    #[error("The photo cannot be read: its contents are damaged or of an unusual kind.")]
    NotDecodable,
}

impl PhotoFault {
    /// The problem's code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnsupportedMedia | Self::Heic => "unsupported_media",
            Self::TooManyPixels { .. } | Self::TooHeavy { .. } => "too_many_pixels",
            Self::Truncated => "truncated",
            Self::NotDecodable => "not_decodable",
        }
    }

    /// Whether the wrong kind of file was sent (415); every other fault is a 422.
    #[must_use]
    pub const fn is_media(self) -> bool {
        matches!(self, Self::UnsupportedMedia | Self::Heic)
    }
}
