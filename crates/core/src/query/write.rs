//! The address, written: defaults are left out, so that the plain address is the plain page.

use super::read::REFRESH;
use super::{Lang, Query, Theme, Zone};
use crate::percent::encode;
use crate::source::TrafficUnit;
use std::fmt;

impl fmt::Display for Query {
    /// The query string without its question mark; empty for the defaults.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (key, value)) in self.pairs().iter().enumerate() {
            let joint = if at == 0 { "" } else { "&" };
            write!(out, "{joint}{}={}", encode(key), encode(value))?;
        }
        Ok(())
    }
}

impl Query {
    /// Keys and values that differ from the defaults, not encoded.
    fn pairs(&self) -> Vec<(&str, String)> {
        let default = Self::default();
        let units = |&(ref id, unit): &(String, TrafficUnit)| format!("{id}:{}", unit_name(unit));
        let known = [
            (
                "src",
                (self.sources != default.sources).then(|| self.sources.join(",")),
            ),
            ("d", joined(self.domains.iter().cloned())),
            (
                "from",
                (self.from != default.from).then(|| self.from.to_string()),
            ),
            ("to", (self.to != default.to).then(|| self.to.to_string())),
            ("step", self.step.map(|step| step.to_string())),
            (
                "tz",
                (self.zone == Zone::Browser).then(|| "browser".to_owned()),
            ),
            ("theme", theme_name(self.theme)),
            ("lang", self.lang.map(|lang| lang_name(lang).to_owned())),
            ("refresh", self.refresh.and_then(refresh_name)),
            ("unit", joined(self.units.iter().map(units))),
            ("iso", self.isolate.map(|series| series.to_string())),
            ("hide", joined(self.hidden.iter().map(ToString::to_string))),
            ("isp", self.isp.clone()),
            ("loc", self.region.clone()),
        ];
        let known = known
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)));
        known
            .chain(
                self.unknown
                    .iter()
                    .map(|(key, value)| (key.as_str(), value.clone())),
            )
            .collect()
    }
}

fn joined(entries: impl Iterator<Item = String>) -> Option<String> {
    let entries: Vec<String> = entries.collect();
    (!entries.is_empty()).then(|| entries.join(","))
}

fn refresh_name(seconds: i64) -> Option<String> {
    REFRESH
        .iter()
        .find(|(_, known)| *known == seconds)
        .map(|(name, _)| (*name).to_owned())
}

fn theme_name(theme: Theme) -> Option<String> {
    match theme {
        Theme::Auto => None,
        Theme::Light => Some("light".to_owned()),
        Theme::Dark => Some("dark".to_owned()),
    }
}

const fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    }
}

const fn unit_name(unit: TrafficUnit) -> &'static str {
    match unit {
        TrafficUnit::Bit => "bit",
        TrafficUnit::Byte => "byte",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{QueryNoteKind, Series};
    use super::*;
    use crate::code::{Class, Code};
    use crate::time_expr::{TimeExpr, TimeUnit};
    use proptest::prelude::*;

    fn chosen() -> Query {
        Query {
            sources: vec!["live-codes".to_owned(), "cdn-origin-traffic".to_owned()],
            domains: vec!["a.example.com".to_owned(), "b.example.com".to_owned()],
            from: TimeExpr::At(1_568_719_680),
            to: TimeExpr::At(1_568_726_880),
            step: Some(300),
            zone: Zone::Browser,
            theme: Theme::Dark,
            lang: Some(Lang::Zh),
            refresh: Some(60),
            units: vec![("cdn-origin-traffic".to_owned(), TrafficUnit::Byte)],
            isolate: Some(Series::Class(Class::ServerError)),
            hidden: vec![Series::Code(Code::new(206)), Series::Class(Class::Other)],
            isp: Some("中国 telecom & co".to_owned()),
            region: Some("beijing".to_owned()),
            unknown: vec![("cmp".to_owned(), "1d".to_owned())],
        }
    }

    #[test]
    fn the_plain_page_has_a_plain_address() {
        assert_eq!(Query::default().to_string(), "");
        assert_eq!(Query::parse(""), (Query::default(), vec![]));
        assert_eq!(Query::parse("?v=1"), (Query::default(), vec![]));
    }

    #[test]
    fn every_choice_survives_the_address() {
        let text = chosen().to_string();
        assert!(text.starts_with("src=live-codes,cdn-origin-traffic&d=a.example.com,b.example.com&from=1568719680000&"), "{text}");
        assert_eq!(Query::parse(&format!("?{text}#top")), (chosen(), vec![]));
    }

    #[test]
    fn bad_values_fall_back_and_are_noted_and_the_rest_is_used() {
        let (query, notes) = Query::parse(
            "from=junk&to=now&step=61&tz=Mars&refresh=1s&hide=999&unit=x&lang=fr&d=a.example.com",
        );
        assert_eq!(
            query,
            Query {
                domains: vec!["a.example.com".to_owned()],
                ..Query::default()
            }
        );
        let keys: Vec<&str> = notes.iter().map(|note| note.key.as_str()).collect();
        assert_eq!(
            keys,
            ["from", "step", "tz", "refresh", "hide", "unit", "lang"]
        );
        assert!(
            notes
                .iter()
                .all(|note| note.kind == QueryNoteKind::BadValue)
        );
    }

    #[test]
    fn a_reversed_range_is_replaced_and_said() {
        for text in [
            "from=2025-06-02&to=2025-06-01",
            "from=now-1h&to=now-2h",
            "from=now&to=now",
        ] {
            let (query, notes) = Query::parse(text);
            assert_eq!(
                (query.from, query.to),
                (Query::default().from, TimeExpr::Now),
                "{text}"
            );
            assert_eq!(
                notes.iter().map(|note| note.kind).collect::<Vec<_>>(),
                [QueryNoteKind::Reversed],
                "{text}"
            );
        }
    }

    #[test]
    fn lists_may_repeat_and_single_values_may_not() {
        let (query, notes) = Query::parse("d=a.com%2CB.com&d=a.com,c.com&step=60&step=300");
        assert_eq!(query.domains, ["a.com", "b.com", "c.com"]);
        assert_eq!(query.step, Some(60));
        assert_eq!(
            notes.iter().map(|note| note.kind).collect::<Vec<_>>(),
            [QueryNoteKind::Repeated]
        );
    }

    #[test]
    fn a_domain_never_carries_a_path_or_markup() {
        for text in [
            "d=a.com/x",
            "d=<img>",
            "d=a%00b",
            "d=a%20b",
            "d=%E2%80%AEmoc.a",
            "d=a%22b",
        ] {
            let (query, notes) = Query::parse(text);
            assert_eq!((query.domains.len(), notes.len()), (0, 1), "{text}");
        }
        assert_eq!(
            Query::parse("d=bücher.example").0.domains,
            ["bücher.example"]
        );
        assert_eq!(Query::parse("d=a.com/x,b.com").0.domains, ["b.com"]);
    }

    #[test]
    fn a_pinned_query_shows_everyone_the_same() {
        let query = Query {
            from: TimeExpr::Ago {
                amount: 3,
                unit: TimeUnit::Hour,
            },
            ..Query::default()
        };
        let pinned = query.pinned(1_748_764_800);
        assert_eq!(pinned.range(0), query.range(1_748_764_800));
        assert_eq!(pinned.to_string(), "from=1748754000000&to=1748764800000");
    }

    proptest! {
        #[test]
        fn any_address_is_answered_and_settles(text in "(src|d|from|to|step|unit|iso|hide|isp|x)?[=&%a-z0-9:.,+-]{0,60}.{0,20}") {
            let (query, _) = Query::parse(&text);
            prop_assert_eq!(Query::parse(&query.to_string()).0, query);
        }
    }
}
