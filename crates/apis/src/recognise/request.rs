//! What the address of a call tells: the range asked for, the domains, the source.

use crate::wire::clean_domains;
use originscope_core::{TimeRange, parse_time};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// What stands in an address, in the vendors' spellings and in our proxy's.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Asked {
    /// Id of the source, if the address names one.
    pub(super) source: Option<&'static str>,
    /// The range.
    pub(super) range: Option<TimeRange>,
    /// The domains, cleaned.
    pub(super) domains: Vec<String>,
}

impl Asked {
    /// Reads an address; whatever it does not say is missing.
    pub(super) fn of(url: &str) -> Self {
        let url = url.split('#').next().unwrap_or_default();
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let proxied = path
            .rsplit_once("/api/v1/series/")
            .and_then(|(_, id)| crate::find(id));
        let mut source = proxied.map(|api| api.spec().id);
        let (mut start, mut end) = (None, None);
        let mut domains = Vec::new();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decode(value);
            match key {
                "StartTime" | "start_time" | "start" => start = parse_time(&value),
                "EndTime" | "end_time" | "end" => end = parse_time(&value),
                "DomainName" | "play_domains" | "domain" => domains.extend(clean_domains(&value)),
                "Action" => source = source.or_else(|| of_action(&value)),
                _ => {}
            }
        }
        let range = match (start, end) {
            (Some(start), Some(end)) if start < end => Some(TimeRange::new(start, end)),
            _ => None,
        };
        Self {
            source,
            range,
            domains,
        }
    }
}

fn of_action(action: &str) -> Option<&'static str> {
    let mut specs = crate::registry().iter().map(|api| api.spec());
    specs.find(|spec| spec.api == action).map(|spec| spec.id)
}

/// A value of a query: `+` is a space, escapes are UTF-8.
fn decode(value: &str) -> String {
    let spaced: Cow<'_, str> = if value.contains('+') {
        value.replace('+', " ").into()
    } else {
        value.into()
    };
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_read() {
        let range = Some(TimeRange::new(1_519_880_400, 1_519_884_000));
        for (url, source) in [
            (
                "http://127.0.0.1:8787/api/v1/series/live-codes?domain=a.com,b.com&start=2018-03-01T05:00:00Z&end=2018-03-01T06:00:00Z",
                Some("live-codes"),
            ),
            (
                "https://cdn.aliyuncs.com/?Action=DescribeDomainSrcFlowData&DomainName=a.com%2Cb.com&StartTime=2018-03-01T05%3A00Z&EndTime=2018-03-01T06%3A00Z&Signature=x%3D#x",
                Some("cdn-origin-traffic"),
            ),
            (
                "https://live.cn-north-4.myhuaweicloud.com/v2/0a1b/stats/httpcodes?play_domains=a.com&play_domains=b.com&start_time=2018-03-01T05%3A00%3A00Z&end_time=2018-03-01T06%3A00%3A00Z",
                None,
            ),
        ] {
            let asked = Asked::of(url);
            assert_eq!(
                (asked.source, asked.range, asked.domains.join("+")),
                (source, range, "a.com+b.com".to_owned()),
                "{url}"
            );
        }
    }

    #[test]
    fn what_an_address_does_not_say_is_missing() {
        for url in [
            "",
            "?",
            "#",
            "https://x/?StartTime=&EndTime=",
            "/api/v1/series/none",
            "/?StartTime=2018-03-01T06:00Z&EndTime=2018-03-01T05:00Z",
            "/?Action=%ff%fe&DomainName=%00",
        ] {
            assert_eq!(Asked::of(url), Asked::default(), "{url}");
        }
    }
}
