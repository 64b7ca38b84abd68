//! What a source is: its vantage, its metric and its limits, as data.

use serde::{Deserialize, Serialize};

/// Which side of the CDN a source watches. The two answer different questions and are never summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vantage {
    /// Between the CDN and the origin.
    OriginSide,
    /// Between viewers and the CDN.
    ViewerSide,
}

/// What a source measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// Share (and sometimes count) of each status code in a slot.
    StatusCodes,
    /// Volume of traffic in a slot.
    Traffic,
}

/// How a source writes a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// 66.05 means 66.05 %.
    Percent,
    /// 0.5211 means 52.11 %.
    Fraction,
}

/// How a source writes a volume. The documents disagree, so this is a default that the user may switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrafficUnit {
    /// The number counts bits.
    Bit,
    /// The number counts bytes.
    Byte,
}

impl TrafficUnit {
    /// How many bits one of it is.
    #[must_use]
    pub const fn bits(self) -> f64 {
        match self {
            Self::Bit => 1.0,
            Self::Byte => 8.0,
        }
    }
}

/// One figure out of a vendor's document, with where and when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What the document says, in a few words.
    pub says: &'static str,
    /// The document.
    pub link: &'static str,
    /// The day it was read, `YYYY-MM-DD`.
    pub read: &'static str,
}

/// One row of a source's limits: for spans up to `max_span`, slots of `grain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Length of a slot, seconds.
    pub grain: i64,
    /// Longest range of one call, seconds.
    pub max_span: i64,
    /// How far back the vendor keeps such slots, seconds.
    pub retention: i64,
    /// How late the vendor publishes such slots, seconds.
    pub lag: i64,
    /// Where this row comes from.
    pub figure: Figure,
}

/// What a plan must obey. Tiers are sorted from the finest grain to the coarsest.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The limits in force by default: legal under the vendor's newer pages.
    pub current: &'static [Tier],
    /// The limits of the older pages, where they differ in any figure; else equal to `current`.
    pub seeds: &'static [Tier],
    /// Most domains in one call: newer page, then older page.
    pub max_domains: (usize, usize),
    /// Calls a second that one account may make, as documented, times 60.
    pub calls_per_minute: u32,
    /// Whether the caller may choose the grain (else the vendor derives it from the span).
    pub grain_is_asked: bool,
}

/// A source as data: everything about one API that is not code.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Stable, URL-safe id, as `cdn-origin-codes`.
    pub id: &'static str,
    /// Short name of the product, as the vendor calls it.
    pub product: &'static str,
    /// The same in Chinese.
    pub product_zh: &'static str,
    /// The vendor's name of the API.
    pub api: &'static str,
    /// The vendor's page about it.
    pub doc: &'static str,
    /// Which side of the CDN it watches.
    pub vantage: Vantage,
    /// What it measures.
    pub metric: Metric,
    /// How it writes shares (meaningless for traffic).
    pub scale: Scale,
    /// The step to which it rounds shares, percentage points; 0 where it is finer than anything that is shown.
    pub share_step: f64,
    /// How it writes volumes by default (meaningless for codes).
    pub unit: TrafficUnit,
    /// Which account section of the proxy's config signs for it.
    pub account: &'static str,
    /// Which optional filters the API takes: any of `isp`, `region`, `code`.
    pub filters: &'static [&'static str],
    /// Spans, grains, retention, lag, domains, rate.
    pub limits: Limits,
}
