//! Alibaba Cloud CDN, `DescribeDomainRealTimeSrcTrafficData`: origin traffic by the minute.
//!
//! The older page says the values are bits; today's page names no unit and its newer sibling
//! `DescribeDomainSrcTrafficData` says bytes. So the unit is a default that the user may switch.

use crate::api::{Api, DecodeError, Decoded, Style};
use crate::domains::comma_separated;
use crate::tiers::{DAY, MINUTE, Page};
use crate::wire::{TrafficShape, decode_traffic, quick_traffic};
use originscope_core::{Ask, Limits, Metric, Scale, Spec, Tier, TrafficUnit, Vantage, iso_seconds};

const CURRENT: Page = Page {
    link: "https://www.alibabacloud.com/help/en/cdn/developer-reference/api-cdn-2018-05-10-describedomainrealtimesrctrafficdata",
    read: "2026-11-21",
};
/// The explorer entry that the older page points at.
const OLDER: Page = Page {
    link: "https://api.aliyun.com/#/?product=Cdn&api=DescribeDomainRealTimeSrcTrafficData",
    read: "2026-11-21",
};

static CURRENT_TIERS: [Tier; 3] = CURRENT.realtime();

/// The older page states no lag: it is today's. Its error table allows a span of 90 days.
static OLDER_TIERS: [Tier; 1] = [OLDER.tier(
    MINUTE,
    90 * DAY,
    90 * DAY,
    5 * MINUTE,
    "1 minute: the last 90 days, start and end at most 90 days apart",
)];

static SPEC: Spec = Spec {
    id: "cdn-origin-traffic-rt",
    product: "Alibaba CDN",
    product_zh: "阿里云 CDN",
    api: "DescribeDomainRealTimeSrcTrafficData",
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
        // "up to 100 domain names in each call" on CURRENT; the older page gives no number.
        max_domains: (100, 100),
        // 10 calls a second per account, CURRENT.
        calls_per_minute: 600,
        grain_is_asked: false,
    },
};

static SHAPE: TrafficShape = TrafficShape {
    outer: &["RealTimeSrcTrafficDataPerInterval"],
    // The older page's table calls the element UsageData, its sample and the SDK DataModule.
    list: &["DataModule", "UsageData"],
    time: "TimeStamp",
    value: "Value",
    unit: TrafficUnit::Bit,
};

/// `DescribeDomainRealTimeSrcTrafficData`, version 2018-05-10.
#[derive(Debug)]
pub(crate) struct CdnOriginTrafficRt;

impl Api for CdnOriginTrafficRt {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn style(&self) -> Style {
        Style::AlibabaRpc {
            action: SPEC.api,
            version: "2018-05-10",
        }
    }

    fn host(&self) -> &'static str {
        "cdn.aliyuncs.com"
    }

    /// The domain is always sent: left out, the vendor would answer for all domains of the account.
    fn params(&self, ask: &Ask) -> Vec<(&'static str, String)> {
        vec![
            ("DomainName", comma_separated(ask)),
            ("StartTime", iso_seconds(ask.range.start)),
            ("EndTime", iso_seconds(ask.range.end)),
        ]
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

    /// As the vendor's sample: ascending, all text.
    #[cfg(feature = "encode")]
    fn encode(&self, answer: &crate::Answer<'_>, format: crate::Format) -> Vec<u8> {
        use crate::document::{Node, list, text, volumes};
        Node::Object(vec![
            ("DomainName", text(answer.domains)),
            ("DataInterval", text(answer.grain)),
            (
                "RealTimeSrcTrafficDataPerInterval",
                Node::Object(vec![("DataModule", list(volumes(answer.slots.iter())))]),
            ),
            ("RequestId", text(answer.request_id)),
            ("StartTime", text(iso_seconds(answer.start))),
            ("EndTime", text(iso_seconds(answer.end))),
        ])
        .write(SPEC.api, format)
    }
}
