//! Alibaba Cloud CDN, `DescribeDomainRealTimeSrcHttpCodeData`: status codes of origin responses.
//!
//! Oddities: every value is text; `Count` is in the vendor's SDK and not in its sample; start and end in the answer are
//! no echo of what was asked; the older page states its window three ways (24 hours, 7 days, 90 days).

use crate::api::{Api, DecodeError, Decoded, Style};
use crate::domains::comma_separated;
use crate::tiers::{DAY, MINUTE, Page};
use crate::wire::{CodesShape, decode_codes, quick_codes};
use originscope_core::{Ask, Limits, Metric, Scale, Spec, Tier, TrafficUnit, Vantage, iso_seconds};

const CURRENT: Page = Page {
    link: "https://www.alibabacloud.com/help/en/cdn/developer-reference/api-cdn-2018-05-10-describedomainrealtimesrchttpcodedata",
    read: "2026-11-21",
};
/// An older edition of the same page.
const OLDER: Page = Page {
    link: "https://www.alibabacloud.com/help/en/alibaba-cloud-cdn/latest/describedomainrealtimesrchttpcodedata",
    read: "2026-11-21",
};

static CURRENT_TIERS: [Tier; 3] = CURRENT.realtime();

/// The older page states no lag: it is today's.
static OLDER_TIERS: [Tier; 1] = [OLDER.tier(
    MINUTE,
    DAY,
    7 * DAY,
    5 * MINUTE,
    "1 minute: the range cannot exceed 24 hours, the last seven days",
)];

static SPEC: Spec = Spec {
    id: "cdn-origin-codes",
    product: "Alibaba CDN",
    product_zh: "阿里云 CDN",
    api: "DescribeDomainRealTimeSrcHttpCodeData",
    doc: CURRENT.link,
    vantage: Vantage::OriginSide,
    metric: Metric::StatusCodes,
    scale: Scale::Percent,
    share_step: 0.0,
    unit: TrafficUnit::Bit,
    account: "alibaba",
    // Today's page lists no filter; older SDKs had two, which newer ones dropped.
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

static SHAPE: CodesShape = CodesShape {
    outer: &["RealTimeSrcHttpCodeData"],
    list: Some("UsageData"),
    time: "TimeStamp",
    slot: &["Value"],
    codes: Some("RealTimeSrcCodeProportionData"),
    code: "Code",
    count: "Count",
    share: "Proportion",
    scale: Scale::Percent,
    grain: None,
};

/// `DescribeDomainRealTimeSrcHttpCodeData`, version 2018-05-10.
#[derive(Debug)]
pub(crate) struct CdnOriginCodes;

impl Api for CdnOriginCodes {
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
        quick_codes(&SHAPE, body)
    }

    fn read_carefully(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        decode_codes(&SHAPE, body)
    }

    /// As the vendor's sample, newest first and all text, with the `Count` of today's SDK.
    #[cfg(feature = "encode")]
    fn encode(&self, answer: &crate::Answer<'_>, format: crate::Format) -> Vec<u8> {
        use crate::document::{Node, counted, list, percent, text};
        let slot = |slot: &crate::AnswerSlot| {
            let codes = counted(slot).map(|c| {
                Node::Object(vec![
                    ("Proportion", text(percent(c.count, c.total))),
                    ("Count", text(c.count)),
                    ("Code", text(c.code)),
                ])
            });
            Node::Object(vec![
                ("TimeStamp", text(iso_seconds(slot.at))),
                (
                    "Value",
                    Node::Object(vec![("RealTimeSrcCodeProportionData", list(codes))]),
                ),
            ])
        };
        Node::Object(vec![
            (
                "RealTimeSrcHttpCodeData",
                Node::Object(vec![(
                    "UsageData",
                    list(answer.slots.iter().rev().map(slot)),
                )]),
            ),
            ("DataInterval", text(answer.grain)),
            ("RequestId", text(answer.request_id)),
            ("DomainName", text(answer.domains)),
            ("EndTime", text(iso_seconds(answer.end))),
            ("StartTime", text(iso_seconds(answer.start))),
        ])
        .write(SPEC.api, format)
    }
}
