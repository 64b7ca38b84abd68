//! Alibaba Cloud CDN, `DescribeDomainSrcFlowData`: origin traffic, version 2014-11-11, kept for older accounts.
//!
//! Oddities: times go out, and come back at the top of the answer, as `hh:mmZ`; the page's examples have a fourth
//! field, `2017-12-22T08:00:00:00Z`; the slots come in no order; `FixTimeGap` would fill gaps with zeros, so it is never
//! sent; the page says "only one domain, or all" at its top and "several, comma separated" in its table.

use crate::api::{Api, DecodeError, Decoded, Style};
use crate::domains::comma_separated;
use crate::tiers::{DAY, HOUR, MINUTE, Page};
use crate::wire::{TrafficShape, decode_traffic, quick_traffic};
use originscope_core::{Ask, Limits, Metric, Scale, Spec, Tier, TrafficUnit, Vantage, iso_minutes};

/// The last edition of the page, in Chinese, still lists the intervals; it was taken out of the index since.
const CURRENT: Page = Page {
    link: "https://help.aliyun.com/document_detail/27208.html",
    read: "2026-11-21",
};
/// An older edition, which gives no value for `Interval` but its example of 300.
const OLDER: Page = Page {
    link: "https://api.aliyun.com/#product=Cdn&api=DescribeDomainSrcFlowData",
    read: "2026-11-21",
};

/// No edition states a lag: it is that of its replacement, `DescribeDomainSrcTrafficData`.
static CURRENT_TIERS: [Tier; 3] = [
    CURRENT.tier(
        5 * MINUTE,
        3 * DAY - 5 * MINUTE,
        90 * DAY,
        15 * MINUTE,
        "300 within 3 days, 3 days excluded; 90 days back",
    ),
    CURRENT.tier(
        HOUR,
        31 * DAY - HOUR,
        90 * DAY,
        4 * HOUR,
        "3600 from 3 to 31 days, 31 days excluded; 90 days back",
    ),
    CURRENT.tier(
        DAY,
        90 * DAY,
        90 * DAY,
        4 * HOUR,
        "86400 from 31 days; 90 days back",
    ),
];

static OLDER_TIERS: [Tier; 1] = [OLDER.tier(
    5 * MINUTE,
    90 * DAY,
    90 * DAY,
    15 * MINUTE,
    "at least 5 minutes, the last 90 days",
)];

static SPEC: Spec = Spec {
    id: "cdn-origin-traffic",
    product: "Alibaba CDN (2014)",
    product_zh: "阿里云 CDN（2014 版）",
    api: "DescribeDomainSrcFlowData",
    doc: CURRENT.link,
    vantage: Vantage::OriginSide,
    metric: Metric::Traffic,
    scale: Scale::Percent,
    share_step: 0.0,
    unit: TrafficUnit::Bit,
    account: "alibaba",
    filters: &[],
    limits: Limits {
        current: &CURRENT_TIERS,
        seeds: &OLDER_TIERS,
        // The table row says several, without a number; the first lines of the page say one.
        max_domains: (100, 1),
        // Not documented; its replacement DescribeDomainSrcTrafficData allows 15 a second
        // (https://help.aliyun.com/document_detail/448144.html, read 2026-11-21).
        calls_per_minute: 900,
        grain_is_asked: true,
    },
};

static SHAPE: TrafficShape = TrafficShape {
    outer: &["SrcFlowDataPerInterval"],
    list: &["DataModule"],
    time: "TimeStamp",
    value: "Value",
    unit: TrafficUnit::Bit,
};

/// `DescribeDomainSrcFlowData`, version 2014-11-11.
#[derive(Debug)]
pub(crate) struct CdnOriginTraffic;

impl Api for CdnOriginTraffic {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn style(&self) -> Style {
        Style::AlibabaRpc {
            action: SPEC.api,
            version: "2014-11-11",
        }
    }

    fn host(&self) -> &'static str {
        "cdn.aliyuncs.com"
    }

    /// The domain is always sent: left out, the vendor would answer for all domains of the account.
    fn params(&self, ask: &Ask) -> Vec<(&'static str, String)> {
        let mut params = vec![
            ("DomainName", comma_separated(ask)),
            ("StartTime", iso_minutes(ask.range.start)),
            ("EndTime", iso_minutes(ask.range.end)),
        ];
        params.extend(ask.grain.map(|grain| ("Interval", grain.to_string())));
        params
    }

    fn root_keys(&self) -> &'static [&'static str] {
        SHAPE.outer
    }

    fn read_quickly(&self, body: &[u8]) -> Option<Decoded> {
        quick_traffic(&SHAPE, body)
    }

    fn read_carefully(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        decode_traffic(&SHAPE, body)
    }

    /// As the vendor's sample: all text, minutes at the top, the slots in no order (here always the same one).
    #[cfg(feature = "encode")]
    fn encode(&self, answer: &crate::Answer<'_>, format: crate::Format) -> Vec<u8> {
        use crate::document::{Node, list, shuffled, text, volumes};
        let slots = shuffled(answer.slots);
        Node::Object(vec![
            (
                "SrcFlowDataPerInterval",
                Node::Object(vec![("DataModule", list(volumes(slots.into_iter())))]),
            ),
            ("DataInterval", text(answer.grain)),
            ("RequestId", text(answer.request_id)),
            ("DomainName", text(answer.domains)),
            ("EndTime", text(iso_minutes(answer.end))),
            ("StartTime", text(iso_minutes(answer.start))),
        ])
        .write(SPEC.api, format)
    }
}
