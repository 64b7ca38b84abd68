//! HTTP status codes and their classes.

use serde::{Deserialize, Serialize};

/// A status code, 100 to 599; everything else that a vendor may send is [`Code::OTHER`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Code(u16);

/// The class of a status code, in the order in which a stack is built from its baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Class {
    /// 5xx
    ServerError,
    /// 4xx
    ClientError,
    /// 3xx
    Redirect,
    /// 2xx
    Success,
    /// 1xx
    Informational,
    /// A code outside 100..=599.
    Other,
}

impl Code {
    /// All codes outside 100..=599 together.
    pub const OTHER: Self = Self(0);

    /// The code for a number as sent, `OTHER` outside 100..=599.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        // checked to be in 100..=599
        if number >= 100 && number <= 599 {
            Self(number as u16)
        } else {
            Self::OTHER
        }
    }

    /// The number, or `None` for [`Code::OTHER`].
    #[must_use]
    pub const fn number(self) -> Option<u16> {
        if self.0 == 0 { None } else { Some(self.0) }
    }

    /// The class that the code belongs to.
    #[must_use]
    pub const fn class(self) -> Class {
        match self.0 {
            100..=199 => Class::Informational,
            200..=299 => Class::Success,
            300..=399 => Class::Redirect,
            400..=499 => Class::ClientError,
            500..=599 => Class::ServerError,
            _ => Class::Other,
        }
    }
}

impl Class {
    /// All classes from the baseline of a stack upwards.
    pub const STACK: [Self; 6] = [
        Self::ServerError,
        Self::ClientError,
        Self::Redirect,
        Self::Success,
        Self::Informational,
        Self::Other,
    ];

    /// The field's name for it: `5xx` to `1xx`, `other`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ServerError => "5xx",
            Self::ClientError => "4xx",
            Self::Redirect => "3xx",
            Self::Success => "2xx",
            Self::Informational => "1xx",
            Self::Other => "other",
        }
    }
}
