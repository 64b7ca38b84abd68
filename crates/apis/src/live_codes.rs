//! Huawei Cloud Live, `ListQueryHttpCode`: status codes of stream pulls, viewer side, always by the minute.
//!
//! Oddities: shares are fractions with four decimals, whole ones without a point; counts and shares of the vendor's own
//! sample contradict each other (750 and 650 beside 0.5211 and 0.4789), so counts are believed; codes without a request
//! are listed with zeros; the answer has neither envelope nor interval nor request id (that is in a header).

use crate::api::{Api, DecodeError, Decoded, Style};
use crate::tiers::{DAY, MINUTE, Page};
use crate::wire::{CodesShape, decode_codes, quick_codes};
use originscope_core::{Ask, Limits, Metric, Scale, Spec, Tier, TrafficUnit, Vantage, iso_seconds};

const CURRENT: Page = Page {
    link: "https://support.huaweicloud.com/intl/en-us/api-live/ListQueryHttpCode.html",
    read: "2026-11-21",
};
const OLDER: Page = Page {
    link: "https://support.huaweicloud.com/en-us/api-live/ListQueryHttpCode.html",
    read: "2026-11-21",
};

/// No page states a lag; five minutes is what the other vendor documents for its one-minute slots.
static CURRENT_TIERS: [Tier; 1] = [CURRENT.tier(
    MINUTE,
    DAY,
    7 * DAY,
    5 * MINUTE,
    "1 minute: at most 24 hours a query, the past seven days",
)];
static OLDER_TIERS: [Tier; 1] = [OLDER.tier(
    MINUTE,
    DAY,
    7 * DAY,
    5 * MINUTE,
    "1 minute: at most 24 hours a query, the past 7 days",
)];

static SPEC: Spec = Spec {
    id: "live-codes",
    product: "Huawei Live",
    product_zh: "华为云视频直播",
    api: "ListQueryHttpCode",
    doc: CURRENT.link,
    vantage: Vantage::ViewerSide,
    metric: Metric::StatusCodes,
    scale: Scale::Fraction,
    // Four decimals of a fraction in the vendor's sample.
    share_step: 0.01,
    unit: TrafficUnit::Bit,
    account: "huawei",
    filters: &["isp", "region", "code"],
    limits: Limits {
        current: &CURRENT_TIERS,
        seeds: &OLDER_TIERS,
        // "Up to 100" on CURRENT, "a maximum of 10" on OLDER.
        max_domains: (100, 10),
        // 20 a minute per user (https://support.huaweicloud.com/productdesc-live/live_03_0009.html, its copy of
        // 2024-06-03); the gateway's own default is far higher, so the lower figure rules.
        calls_per_minute: 20,
        grain_is_asked: false,
    },
};

static SHAPE: CodesShape = CodesShape {
    outer: &["data_series"],
    list: None,
    time: "time",
    slot: &["http_codes"],
    codes: None,
    code: "code",
    count: "count",
    share: "proportion",
    scale: Scale::Fraction,
    grain: Some(MINUTE),
};

/// `ListQueryHttpCode`, v2.
#[derive(Debug)]
pub(crate) struct LiveCodes;

impl Api for LiveCodes {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn style(&self) -> Style {
        Style::HuaweiRest {
            path: "/v2/{project_id}/stats/httpcodes",
        }
    }

    fn host(&self) -> &'static str {
        "live.cn-north-4.myhuaweicloud.com"
    }

    /// Lists go out as repeated keys: so does the vendor's SDK, although its page says "comma separated".
    fn params(&self, ask: &Ask) -> Vec<(&'static str, String)> {
        let mut params: Vec<_> = ask
            .domains
            .iter()
            .filter(|domain| !domain.is_empty())
            .map(|domain| ("play_domains", domain.clone()))
            .collect();
        params.extend(ask.codes.iter().map(|code| ("code", code.to_string())));
        params.extend(ask.region.iter().map(|region| ("region", region.clone())));
        params.extend(ask.isp.iter().map(|isp| ("isp", isp.clone())));
        params.push(("start_time", iso_seconds(ask.range.start)));
        params.push(("end_time", iso_seconds(ask.range.end)));
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

    /// As the vendor's sample: ascending, numbers, fractions with four decimals. There is no XML.
    #[cfg(feature = "encode")]
    fn encode(&self, answer: &crate::Answer<'_>, _format: crate::Format) -> Vec<u8> {
        use crate::document::{Node, counted_with_zeros, fraction, list, number, text};
        let slot = |slot: &crate::AnswerSlot| {
            let codes = counted_with_zeros(slot).map(|c| {
                Node::Object(vec![
                    ("code", number(c.code)),
                    ("count", number(c.count)),
                    ("proportion", Node::Number(fraction(c.count, c.total))),
                ])
            });
            Node::Object(vec![
                ("time", text(iso_seconds(slot.at))),
                ("http_codes", list(codes)),
            ])
        };
        Node::Object(vec![("data_series", list(answer.slots.iter().map(slot)))])
            .write(SPEC.api, crate::Format::Json)
    }
}
