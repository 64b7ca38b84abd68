//! Alibaba Cloud DCDN, `DescribeDcdnDomainWebsocketHttpCodeData`: status codes of websocket requests, viewer side.
//!
//! Oddities of the documents, all of them read by [`decode`](Api::decode): the table of an older page names the list
//! `DataPerInterval` and its inner list `WebsocketHttpCodeDataPerInterval`, while the samples of that page and today's
//! page say `HttpCodeDataPerInterval` and `WebsocketHttpCode`; `DataInterval` is typed as text and printed as a number;
//! an unsupported `Interval` is replaced silently, so the answer's interval counts, never the asked one.

use crate::api::{Api, DecodeError, Decoded, Style};
use crate::domains::comma_separated;
use crate::tiers::{DAY, HOUR, MINUTE, Page};
use crate::wire::{CodesShape, decode_codes, quick_codes};
use originscope_core::{Ask, Limits, Metric, Scale, Spec, Tier, TrafficUnit, Vantage, iso_seconds};

const CURRENT: Page = Page {
    link: "https://www.alibabacloud.com/help/en/edge-security-acceleration/dcdn/developer-reference/api-dcdn-2018-01-15-describedcdndomainwebsockethttpcodedata",
    read: "2026-11-21",
};
/// The address under which older editions of the page stand.
const OLDER: Page = Page {
    link: "https://www.alibabacloud.com/help/doc-detail/131652.htm",
    read: "2026-11-21",
};

static CURRENT_TIERS: [Tier; 3] = [
    CURRENT.tier(
        5 * MINUTE,
        3 * DAY,
        93 * DAY,
        15 * MINUTE,
        "5 minutes: at most 3 days a query, 93 days back, 15 minutes late",
    ),
    CURRENT.tier(
        HOUR,
        31 * DAY,
        186 * DAY,
        4 * HOUR,
        "1 hour: at most 31 days a query, 186 days back, 4 hours late",
    ),
    CURRENT.tier(
        DAY,
        366 * DAY,
        366 * DAY,
        4 * HOUR,
        "1 day: at most 366 days a query and back, at 04:00 on the next day",
    ),
];

/// The older page gives tiers that exclude their upper end, and neither retention nor lag: those are today's.
static OLDER_TIERS: [Tier; 3] = [
    OLDER.tier(
        5 * MINUTE,
        3 * DAY - 5 * MINUTE,
        93 * DAY,
        15 * MINUTE,
        "300 within 3 days, 3 days excluded",
    ),
    OLDER.tier(
        HOUR,
        31 * DAY - HOUR,
        186 * DAY,
        4 * HOUR,
        "3600 from 3 to 31 days, 31 days excluded",
    ),
    OLDER.tier(DAY, 366 * DAY, 366 * DAY, 4 * HOUR, "86400 from 31 days"),
];

static SPEC: Spec = Spec {
    id: "dcdn-ws-codes",
    product: "Alibaba DCDN WebSocket",
    product_zh: "阿里云全站加速 WebSocket",
    api: "DescribeDcdnDomainWebsocketHttpCodeData",
    doc: CURRENT.link,
    vantage: Vantage::ViewerSide,
    metric: Metric::StatusCodes,
    scale: Scale::Percent,
    share_step: 0.0,
    unit: TrafficUnit::Bit,
    account: "alibaba",
    filters: &["isp", "region"],
    limits: Limits {
        current: &CURRENT_TIERS,
        seeds: &OLDER_TIERS,
        // Both pages say "multiple" without a number; 100 is what the CDN's pages say.
        max_domains: (100, 100),
        // 100 calls a second per account, CURRENT.
        calls_per_minute: 6_000,
        grain_is_asked: true,
    },
};

static SHAPE: CodesShape = CodesShape {
    outer: &["HttpCodeDataPerInterval", "DataPerInterval"],
    list: Some("DataModule"),
    time: "TimeStamp",
    // The last alias is the shape of the sibling DescribeDcdnDomainHttpCodeData.
    slot: &[
        "WebsocketHttpCode",
        "WebsocketHttpCodeDataPerInterval",
        "HttpCodeDataPerInterval",
    ],
    codes: Some("HttpCodeDataModule"),
    code: "Code",
    count: "Count",
    share: "Proportion",
    scale: Scale::Percent,
    grain: None,
};

/// `DescribeDcdnDomainWebsocketHttpCodeData`, version 2018-01-15.
#[derive(Debug)]
pub(crate) struct DcdnWsCodes;

impl Api for DcdnWsCodes {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn style(&self) -> Style {
        Style::AlibabaRpc {
            action: SPEC.api,
            version: "2018-01-15",
        }
    }

    fn host(&self) -> &'static str {
        "dcdn.aliyuncs.com"
    }

    fn params(&self, ask: &Ask) -> Vec<(&'static str, String)> {
        let mut params = vec![
            ("DomainName", comma_separated(ask)),
            ("StartTime", iso_seconds(ask.range.start)),
            ("EndTime", iso_seconds(ask.range.end)),
        ];
        params.extend(ask.grain.map(|grain| ("Interval", grain.to_string())));
        params.extend(ask.isp.iter().map(|isp| ("IspNameEn", isp.clone())));
        params.extend(
            ask.region
                .iter()
                .map(|region| ("LocationNameEn", region.clone())),
        );
        params
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

    /// As the vendor's sample: newest first, numbers everywhere, an empty list for a slot without requests.
    #[cfg(feature = "encode")]
    fn encode(&self, answer: &crate::Answer<'_>, format: crate::Format) -> Vec<u8> {
        use crate::document::{Node, counted, list, number, percent, text};
        let slot = |slot: &crate::AnswerSlot| {
            let codes = counted(slot).map(|c| {
                Node::Object(vec![
                    ("Count", number(c.count)),
                    ("Proportion", Node::Number(percent(c.count, c.total))),
                    ("Code", number(c.code)),
                ])
            });
            Node::Object(vec![
                ("TimeStamp", text(iso_seconds(slot.at))),
                (
                    "WebsocketHttpCode",
                    Node::Object(vec![("HttpCodeDataModule", list(codes))]),
                ),
            ])
        };
        Node::Object(vec![
            ("DataInterval", number(answer.grain)),
            ("RequestId", text(answer.request_id)),
            ("EndTime", text(iso_seconds(answer.end))),
            ("StartTime", text(iso_seconds(answer.start))),
            (
                "HttpCodeDataPerInterval",
                Node::Object(vec![(
                    "DataModule",
                    list(answer.slots.iter().rev().map(slot)),
                )]),
            ),
        ])
        .write(SPEC.api, format)
    }
}
