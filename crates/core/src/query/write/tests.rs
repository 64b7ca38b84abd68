#![allow(clippy::unwrap_used)]
use super::super::{QueryNoteKind, Series, Sort};
use super::*;
use crate::code::{Class, Code};
use crate::compare::Compare;
use crate::time_expr::{TimeUnit, Whole};
use proptest::prelude::*;

fn chosen() -> Query {
    Query {
        sources: vec!["live-codes".to_owned(), "cdn-origin-traffic".to_owned()],
        domains: vec!["a.example.com".to_owned(), "b.example.com".to_owned()],
        from: TimeExpr::At(1_568_719_680),
        to: TimeExpr::At(1_568_726_880),
        step: Some(300),
        zone: Zone::Named("America/Argentina/Buenos_Aires".to_owned()),
        theme: Theme::Dark,
        lang: Some(Lang::Zh),
        refresh: Some(60),
        units: vec![("cdn-origin-traffic".to_owned(), TrafficUnit::Byte)],
        isolate: Some(Series::Class(Class::ServerError)),
        hidden: vec![Series::Code(Code::new(206)), Series::Class(Class::Other)],
        isp: Some("中国 telecom & co".to_owned()),
        region: Some("beijing".to_owned()),
        compare: Some(Compare::Week),
        measure: Measure::Count,
        volumes: true,
        binary: true,
        of_shown: true,
        sort: Sort::parse("-max"),
        detail: Detail::Code,
        split: true,
        pin: Some(1_568_720_100),
        unknown: vec![("later".to_owned(), "1 & 2".to_owned())],
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
    assert!(
        text.starts_with(
            "src=live-codes,cdn-origin-traffic&d=a.example.com,b.example.com&from=1568719680000&"
        ),
        "{text}"
    );
    assert_eq!(Query::parse(&format!("?{text}#top")), (chosen(), vec![]));
}

#[test]
fn a_refresh_that_is_off_stays_off_and_auto_needs_no_word() {
    let off = Query {
        refresh: None,
        ..Query::default()
    };
    assert_eq!(off.to_string(), "refresh=off");
    assert_eq!(Query::parse("refresh=off"), (off, vec![]));
    assert_eq!(Query::parse("refresh=auto"), (Query::default(), vec![]));
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
fn traffic_is_read_as_a_rate_or_as_volumes() {
    // Research of the product, 3.3: `unit=bps|bytes`.
    let query = |text: &str| {
        let (query, notes) = Query::parse(text);
        let units: Vec<String> = query.units.iter().map(|(id, _)| id.clone()).collect();
        (query.volumes, units.join(","), notes.len())
    };
    let none = String::new;
    assert_eq!(query("unit=bps"), (false, none(), 0));
    assert_eq!(query("unit=bytes"), (true, none(), 0));
    let traffic = || "cdn-origin-traffic".to_owned();
    let both = "unit=bytes,cdn-origin-traffic:byte";
    assert_eq!(query(both), (true, traffic(), 0));
    // What means nothing falls back and is noted; what stands beside it is used.
    for bad in ["Bytes", "mbps", "bits", "bps,bytes", "bytes,bps"] {
        let text = format!("unit={bad},cdn-origin-traffic:byte");
        assert_eq!(query(&text), (false, traffic(), 1), "{bad}");
    }
    assert_eq!(Query::parse("unit=bps").0.to_string(), "");
    assert_eq!(Query::parse("unit=bytes").0.to_string(), "unit=bytes");
    assert!(Query::parse("unit=iec,bytes").0.binary);
    assert_eq!(Query::parse("unit=iec").0.to_string(), "unit=iec");
    let text = Query::parse(both).0.to_string();
    assert_eq!(query(&text), (true, traffic(), 0), "{text}");
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
fn a_range_that_is_reversed_only_at_some_moments_is_kept() {
    for text in [
        "from=now/d&to=now",
        "from=now/w&to=now-1h",
        "from=now-6h&to=now-1d/d",
    ] {
        let (query, notes) = Query::parse(text);
        assert_eq!(format!("from={}&to={}", query.from, query.to), text);
        assert_eq!(notes, [], "{text}");
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

#[test]
fn whole_days_are_a_range_and_not_a_reversed_one() {
    let (query, notes) = Query::parse("from=now-1d/d&to=now-1d/d");
    assert_eq!(notes, []);
    let yesterday = TimeExpr::Whole {
        amount: 1,
        unit: TimeUnit::Day,
        whole: Whole::Day,
    };
    assert_eq!((query.from, query.to), (yesterday, yesterday));
    assert_eq!(query.range(1_748_764_800).seconds(), 86_400);
    // 2025-06-01T08:00Z is 16:00 in Shanghai: yesterday ended at 16:00 UTC of the day before.
    let east = query.range_in(1_748_764_800, 28_800);
    assert_eq!(east.end, 1_748_707_200);
    assert_eq!(query.pinned_in(1_748_764_800, 28_800).range(0), east);
    assert_eq!(Query::parse("from=now/d&to=now-1d/d").1.len(), 1);
}

#[test]
fn a_zone_has_the_form_of_an_iana_name() {
    for name in ["Asia/Shanghai", "Etc/GMT+8", "America/Port-au-Prince"] {
        let zone = Zone::Named(name.to_owned());
        let text = format!("tz={}", encode(name));
        assert_eq!(Query::parse(&text).0.zone, zone, "{name}");
    }
    for text in [
        "tz=Asia",
        "tz=Asia//X",
        "tz=/etc/passwd",
        "tz=Asia/<b>",
        "tz=..%2F..",
    ] {
        assert_eq!(Query::parse(text).0.zone, Zone::Utc, "{text}");
        assert_eq!(Query::parse(text).1.len(), 1, "{text}");
    }
}

#[test]
fn a_pin_is_a_fixed_moment() {
    assert_eq!(Query::parse("pin=now").0.pin, None);
    assert_eq!(Query::parse("cmp=off"), (Query::default(), vec![]));
    assert_eq!(Query::parse("cmp=2d").1.len(), 1);
    assert_eq!(Query::parse("pin=1568720100").0.pin, Some(1_568_720_100));
    assert_eq!(Query::parse("split=2&mode=x&view=y").1.len(), 3);
}

proptest! {
    #[test]
    fn any_address_is_answered_and_settles(text in "(src|d|from|to|step|unit|iso|hide|isp|tz|pin|mode|split|x)?[=&%a-z0-9:.,+-]{0,60}.{0,20}") {
        let (query, _) = Query::parse(&text);
        prop_assert_eq!(Query::parse(&query.to_string()).0, query);
    }
}
