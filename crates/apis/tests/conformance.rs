//! What every API of the registry must be able to do. A new API needs no line here, only its fixtures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use originscope_apis::{DecodeError, Style, find, registry, vendor_error};
use originscope_core::{Ask, Data, NoteKind, TimeRange, parse_time_strict};
use std::collections::{BTreeMap, BTreeSet};
use support::{assert_rows, expected, fixtures, folder, kinds, rows, share};

fn is_answer(name: &str) -> bool {
    name.starts_with("sample")
}

#[test]
fn ids_are_unique_and_fit_into_an_address() {
    let ids: BTreeSet<_> = registry().iter().map(|api| api.spec().id).collect();
    assert_eq!(ids.len(), registry().len());
    for id in ids {
        assert!(
            id.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{id}"
        );
        assert!(find(id).is_some());
    }
}

#[test]
fn limits_are_ordered_possible_and_have_a_source() {
    for api in registry() {
        let spec = api.spec();
        let limits = &spec.limits;
        assert!(spec.doc.starts_with("https://"), "{}", spec.id);
        assert!(
            limits.max_domains.0 >= limits.max_domains.1 && limits.max_domains.1 >= 1,
            "{}",
            spec.id
        );
        assert!(limits.calls_per_minute > 0, "{}", spec.id);
        for tiers in [limits.current, limits.seeds] {
            assert!(!tiers.is_empty(), "{}", spec.id);
            assert!(
                tiers.is_sorted_by(|a, b| a.grain < b.grain && a.max_span <= b.max_span),
                "{}",
                spec.id
            );
            for tier in tiers {
                assert!(
                    tier.grain > 0 && tier.max_span % tier.grain == 0 && tier.lag > 0,
                    "{}: {tier:?}",
                    spec.id
                );
                assert!(tier.max_span <= tier.retention, "{}: {tier:?}", spec.id);
                assert!(tier.figure.link.starts_with("https://") && !tier.figure.says.is_empty());
                assert!(parse_time_strict(&format!("{}T00:00:00Z", tier.figure.read)).is_some());
            }
        }
    }
}

#[test]
fn every_api_has_fixtures_with_their_origin() {
    for api in registry() {
        let folder = folder(*api);
        for file in ["sample.json", "ORIGIN.md", "expected.csv"] {
            assert!(
                folder.join(file).is_file(),
                "{} has no {file}",
                api.spec().id
            );
        }
    }
}

#[test]
fn fixtures_decode_to_what_a_person_reads_in_them() {
    for api in registry() {
        for (name, body) in fixtures(*api).iter().filter(|(name, _)| is_answer(name)) {
            let decoded = api
                .decode(body)
                .unwrap_or_else(|e| panic!("{} {name}: {e}", api.spec().id));
            let explicit_zeros = api.spec().id == "live-codes";
            assert_rows(
                &rows(&decoded.frame, explicit_zeros),
                &expected(*api),
                &format!("{} {name}", api.spec().id),
            );
        }
    }
}

#[test]
fn json_and_xml_of_one_sample_are_the_same() {
    let mut pairs = 0;
    for api in registry() {
        let files: BTreeMap<_, _> = fixtures(*api).into_iter().collect();
        let Some(xml) = files.get("sample.xml") else {
            continue;
        };
        let json = api.decode(&files["sample.json"]).unwrap();
        assert_eq!(json, api.decode(xml).unwrap(), "{}", api.spec().id);
        pairs += 1;
    }
    assert_eq!(pairs, 2);
}

#[test]
fn the_named_values_of_the_samples() {
    let sample = |id: &str| {
        let api = find(id).unwrap();
        api.decode(&std::fs::read(folder(api).join("sample.json")).unwrap())
            .unwrap()
    };
    // 500 as printed by Alibaba, to the last digit.
    let origin = sample("cdn-origin-codes");
    for at in ["2015-11-30T05:39:00Z", "2015-11-30T05:40:00Z"] {
        assert_eq!(share(&origin.frame, 500, at), Some(28.449_612_403_100_8));
    }
    assert_eq!(origin.frame.grain, 60);
    assert_eq!(origin.domains, ["example1.com", "example2.com"]);
    assert_eq!(
        origin.request_id.as_deref(),
        Some("BC858082-736F-4A25-867B-E5B67C85ACF7")
    );
    assert!(origin.frame.notes.is_empty());
    // The one slot of thirteen that is not zero.
    let flow = sample("cdn-origin-traffic");
    let Data::Traffic(bits) = &flow.frame.data else {
        panic!("traffic")
    };
    let at = flow
        .frame
        .times
        .iter()
        .position(|t| Some(*t) == parse_time_strict("2015-12-10T20:50:00Z"))
        .unwrap();
    assert_eq!(
        (
            bits.len(),
            bits.get(at).unwrap(),
            bits.iter().sum::<f64>(),
            flow.frame.grain
        ),
        (13, 33_886.0, 33_886.0, 300)
    );
    // The slot that came without a code.
    let ws = sample("dcdn-ws-codes");
    for code in [403, 404, 504] {
        assert_eq!(share(&ws.frame, code, "2018-03-01T13:00:00Z"), Some(0.0));
    }
    assert_eq!((ws.frame.times.len(), ws.frame.grain), (3, 3600));
    // Fractions become percent; where the counts contradict them, the counts are believed and it is said.
    let live = sample("live-codes");
    let first = share(&live.frame, 200, "2020-06-04T07:00:00Z").unwrap();
    assert!((first - 53.571_428_571).abs() < 1e-9, "{first}");
    assert_eq!(share(&live.frame, 200, "2020-06-04T07:01:00Z"), Some(100.0));
    assert_eq!(kinds(&live.frame), [NoteKind::CountsContradict]);
    assert_eq!(live.frame.grain, 60);
}

#[test]
fn the_vendors_own_error_is_an_error() {
    let api = find("live-codes").unwrap();
    let body = std::fs::read(folder(api).join("error.json")).unwrap();
    let code = "LIVE.100011001".to_owned();
    assert_eq!(
        api.decode(&body),
        Err(DecodeError::VendorError {
            code: code.clone(),
            request_id: None
        })
    );
    assert_eq!(vendor_error(&body).unwrap().code, code);
}

fn ask() -> Ask {
    Ask {
        domains: vec!["a.example".to_owned(), "b.example".to_owned()],
        range: TimeRange::new(1_519_880_400, 1_519_884_000),
        grain: Some(300),
        isp: Some("unicom".to_owned()),
        region: Some("beijing".to_owned()),
        codes: vec![404, 500],
    }
}

#[test]
fn calls_are_the_same_every_time_and_hold_business_parameters_only() {
    let business = [
        "DomainName",
        "StartTime",
        "EndTime",
        "Interval",
        "IspNameEn",
        "LocationNameEn",
        "play_domains",
        "start_time",
        "end_time",
        "isp",
        "region",
        "code",
    ];
    for api in registry() {
        let call = api.call(&ask());
        assert_eq!(call, api.call(&ask()));
        for (name, value) in &call.params {
            assert!(business.contains(name), "{}: {name}", api.spec().id);
            assert!(!value.is_empty(), "{}: {name} is empty", api.spec().id);
        }
        assert!(
            call.host.ends_with("cs.com") || call.host.ends_with("myhuaweicloud.com"),
            "{}",
            call.host
        );
        // Left out, Alibaba answers for all domains of the account.
        let domains: Vec<_> = call
            .params
            .iter()
            .filter(|(name, _)| matches!(*name, "DomainName" | "play_domains"))
            .collect();
        let joined = domains
            .iter()
            .map(|(_, value)| value.as_str())
            .collect::<Vec<_>>()
            .join(",");
        assert_eq!(joined, "a.example,b.example", "{}", api.spec().id);
        for none in [vec![], vec![String::new()]] {
            let call = api.call(&Ask {
                domains: none,
                ..ask()
            });
            assert!(
                call.params.iter().all(|(_, value)| !value.is_empty()),
                "{}: {call:?}",
                api.spec().id
            );
        }
        let filters: Vec<_> = call
            .params
            .iter()
            .filter(|(name, _)| name.to_lowercase().starts_with("isp"))
            .collect();
        assert_eq!(
            filters.len(),
            usize::from(api.spec().filters.contains(&"isp")),
            "{}",
            api.spec().id
        );
    }
}

#[test]
fn calls_read_as_the_documents_say() {
    let call = |id: &str| find(id).unwrap().call(&ask());
    let ws = call("dcdn-ws-codes");
    let action = "DescribeDcdnDomainWebsocketHttpCodeData";
    assert_eq!(
        ws.style,
        Style::AlibabaRpc {
            action,
            version: "2018-01-15"
        }
    );
    assert_eq!(ws.host, "dcdn.aliyuncs.com");
    assert!(
        ws.params
            .contains(&("StartTime", "2018-03-01T05:00:00Z".to_owned()))
    );
    assert!(ws.params.contains(&("Interval", "300".to_owned())));
    let flow = call("cdn-origin-traffic");
    // Its times have no seconds, and FixTimeGap (zeros for gaps) is never asked for.
    assert!(
        flow.params
            .contains(&("EndTime", "2018-03-01T06:00Z".to_owned()))
    );
    assert_eq!(
        flow.style,
        Style::AlibabaRpc {
            action: "DescribeDomainSrcFlowData",
            version: "2014-11-11"
        }
    );
    let live = call("live-codes");
    let of = |name: &str| {
        live.params
            .iter()
            .filter(|(n, _)| *n == name)
            .map(|(_, v)| v.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("play_domains"), ["a.example", "b.example"]);
    assert_eq!(of("code"), ["404", "500"]);
    assert_eq!(
        live.style,
        Style::HuaweiRest {
            path: "/v2/{project_id}/stats/httpcodes"
        }
    );
}

#[test]
fn d28_a_fixture_cut_at_any_byte_is_a_typed_error() {
    for api in registry() {
        for (name, body) in fixtures(*api) {
            let whole = String::from_utf8(body.clone()).unwrap().trim_end().len();
            for end in 0..whole {
                let result = api.decode(&body[..end]);
                let fine = match &result {
                    Err(DecodeError::Empty) => end == 0,
                    Err(DecodeError::Syntax { truncated, .. }) => *truncated,
                    _ => false,
                };
                assert!(fine, "{} {name} cut at {end}: {result:?}", api.spec().id);
            }
        }
    }
}

#[test]
fn hostile_bodies_are_typed_errors() {
    let deep = format!("{{\"data_series\":{}", "[".repeat(100_000));
    let bodies = [
        "null",
        "[]",
        "\"\"",
        "{}",
        "7",
        "true",
        "<a/>",
        "<Error/>",
        "{\"a\":\u{0}}",
        "{\"\\ud800\":1}",
        "{}{}",
        "{\"a\":1,}",
        "NaN",
        "{\"DataInterval\":1e400}",
        "{'a':1}",
        "// c\n{}",
        "<html><body>502</body></html>",
        "<!DOCTYPE html>",
        &deep,
    ];
    for api in registry() {
        for body in bodies {
            let result = api.decode(body.as_bytes());
            assert!(result.is_err(), "{} took {body:.40}", api.spec().id);
        }
        // Another API's answer is not this one's.
        for other in registry()
            .iter()
            .filter(|other| other.spec().id != api.spec().id)
        {
            for (name, body) in fixtures(*other).iter().filter(|(name, _)| is_answer(name)) {
                let shape = matches!(api.decode(body), Err(DecodeError::Shape { .. }));
                assert!(
                    shape,
                    "{} took {name} of {}",
                    api.spec().id,
                    other.spec().id
                );
            }
        }
    }
}
