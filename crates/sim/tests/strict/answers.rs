//! The answers: deterministic, in the vendors' order, no younger than the lag, with filters and lists as documented.

use crate::wire::{NOW, SOURCES, ask, call, fetch, huawei, json, sim, v3};
use originscope_apis::find;
use originscope_core::{CodeColumns, Data, Frame, Values};
use originscope_sim::{LimitsMode, SimConfig, Simulator};

const HOUR: i64 = 3_600;

fn current() -> Simulator {
    sim(LimitsMode::Current)
}

pub(crate) fn codes(frame: &Frame) -> &CodeColumns {
    match &frame.data {
        Data::Codes(columns) => columns,
        Data::Traffic(_) => panic!("traffic where codes were asked"),
    }
}

pub(crate) fn bits(frame: &Frame) -> Vec<f64> {
    match &frame.data {
        Data::Traffic(values) => values.to_vec(),
        Data::Codes(_) => panic!("codes where traffic was asked"),
    }
}

#[test]
fn the_same_request_at_the_same_time_gets_the_same_bytes() {
    for source in SOURCES {
        let sent = call(source, &ask(&["shop.demo.example"], NOW - HOUR, NOW), NOW);
        assert_eq!(
            sent.to(&current(), NOW),
            sent.to(&current(), NOW),
            "{source}"
        );
        let other = Simulator::new(SimConfig {
            seed: 2,
            ..SimConfig::default()
        });
        assert_ne!(
            sent.to(&current(), NOW).body,
            sent.to(&other, NOW).body,
            "{source}"
        );
    }
}

#[test]
fn split_windows_give_the_slots_of_the_whole() {
    // Under the older limits all grains stay the same whatever the span.
    let sim = sim(LimitsMode::Seeds);
    let start = NOW - 6 * HOUR;
    for source in SOURCES {
        let get =
            |from, to| fetch(&sim, source, &ask(&["burst.demo.example"], from, to), NOW).frame;
        let whole = get(start, start + 2 * HOUR);
        let (left, right) = (
            get(start, start + HOUR),
            get(start + HOUR, start + 2 * HOUR),
        );
        let rows = |frame: &Frame| -> Vec<(i64, Vec<f64>)> {
            let value = |slot: usize| match &frame.data {
                Data::Codes(columns) => {
                    let all = columns.codes.iter().zip(&columns.shares);
                    all.filter(|(_, shares)| shares.get(slot) > Some(0.0))
                        .map(|(code, shares)| {
                            shares.get(slot).unwrap() + f64::from(code.number().unwrap())
                        })
                        .collect()
                }
                Data::Traffic(bits) => vec![bits.get(slot).unwrap()],
            };
            frame
                .times
                .iter()
                .enumerate()
                .map(|(slot, at)| (*at, value(slot)))
                .collect()
        };
        let mut joined = rows(&left);
        joined.extend(rows(&right));
        joined.dedup_by_key(|(at, _)| *at); // both ends are inclusive on Alibaba's wire
        assert_eq!(joined, rows(&whole), "{source}");
    }
}

#[test]
fn a_coarse_slot_is_the_sum_of_its_fine_ones() {
    let start = NOW - 10 * HOUR;
    let fine = fetch(
        &current(),
        "cdn-origin-traffic-rt",
        &ask(&["shop.demo.example"], start, start + HOUR),
        NOW,
    )
    .frame;
    let coarse = fetch(
        &current(),
        "cdn-origin-traffic-rt",
        &ask(&["shop.demo.example"], start, start + 2 * HOUR),
        NOW,
    )
    .frame;
    assert_eq!((fine.grain, coarse.grain), (60, 300));
    let sum: f64 = bits(&fine)[..5].iter().sum();
    assert!((sum - bits(&coarse)[0]).abs() < 1.0);
}

#[test]
fn realtime_and_2014_traffic_agree() {
    let start = NOW - 10 * HOUR;
    let get = |source| {
        fetch(
            &current(),
            source,
            &ask(&["shop.demo.example"], start, start + 2 * HOUR),
            NOW,
        )
        .frame
    };
    assert_eq!(
        bits(&get("cdn-origin-traffic-rt")),
        bits(&get("cdn-origin-traffic"))
    );
}

#[test]
fn nothing_is_younger_than_the_lag_and_the_newest_slot_settles() {
    let newest = |now: i64| {
        let frame = fetch(
            &current(),
            "cdn-origin-traffic-rt",
            &ask(&["shop.demo.example"], NOW - HOUR, NOW),
            now,
        )
        .frame;
        (*frame.times.last().unwrap(), *bits(&frame).last().unwrap())
    };
    let (at, early) = newest(NOW);
    assert_eq!(at, NOW - 300, "5 minutes late, as documented");
    let settled = |now: i64| {
        let frame = fetch(
            &current(),
            "cdn-origin-traffic-rt",
            &ask(&["shop.demo.example"], NOW - HOUR, NOW),
            now,
        )
        .frame;
        let slot = frame.times.iter().position(|t| *t == at).unwrap();
        bits(&frame)[slot]
    };
    assert!(early < 0.6 * settled(NOW + 60));
    assert!((settled(NOW + 60) - settled(NOW + 600)).abs() < f64::EPSILON);
}

#[test]
fn slots_come_in_the_vendors_order() {
    let stamps = |source: &str, pointer: &str, name: &str| -> Vec<String> {
        let response =
            call(source, &ask(&["shop.demo.example"], NOW - HOUR, NOW), NOW).to(&current(), NOW);
        let body = json(&response);
        let list = body.pointer(pointer).unwrap().as_array().unwrap().clone();
        list.iter()
            .map(|slot| slot[name].as_str().unwrap().to_owned())
            .collect()
    };
    let newest_first = |list: &[String]| list.len() > 5 && list.iter().rev().is_sorted();
    assert!(newest_first(&stamps(
        "dcdn-ws-codes",
        "/HttpCodeDataPerInterval/DataModule",
        "TimeStamp"
    )));
    assert!(newest_first(&stamps(
        "cdn-origin-codes",
        "/RealTimeSrcHttpCodeData/UsageData",
        "TimeStamp"
    )));
    assert!(
        stamps(
            "cdn-origin-traffic-rt",
            "/RealTimeSrcTrafficDataPerInterval/DataModule",
            "TimeStamp"
        )
        .is_sorted()
    );
    assert!(stamps("live-codes", "/data_series", "time").is_sorted());
    let flow = stamps(
        "cdn-origin-traffic",
        "/SrcFlowDataPerInterval/DataModule",
        "TimeStamp",
    );
    assert!(!flow.is_sorted() && !newest_first(&flow));
}

#[test]
fn several_domains_are_summed_in_every_spelling() {
    let sim = current();
    let single = |domain| {
        fetch(
            &sim,
            "cdn-origin-traffic-rt",
            &ask(&[domain], NOW - 2 * HOUR, NOW - HOUR),
            NOW,
        )
        .frame
    };
    let both = fetch(
        &sim,
        "cdn-origin-traffic-rt",
        &ask(
            &["a.example.com", "b.example.com"],
            NOW - 2 * HOUR,
            NOW - HOUR,
        ),
        NOW,
    );
    assert_eq!(both.domains.join(","), "a.example.com,b.example.com");
    let (a, b) = (single("a.example.com"), single("b.example.com"));
    for (slot, sum) in bits(&both.frame).iter().enumerate() {
        assert!((bits(&a)[slot] + bits(&b)[slot] - sum).abs() < 1.0);
    }
    let list = [("play_domains", "a.example.com,b.example.com")];
    let repeated = [
        ("play_domains", "a.example.com"),
        ("play_domains", "b.example.com"),
    ];
    assert_eq!(
        huawei(&list).to(&sim, NOW).body,
        huawei(&repeated).to(&sim, NOW).body
    );
}

#[test]
fn no_domain_means_all_domains_together() {
    let sim = current();
    let of = |params: &[(&str, &str)]| {
        let response = v3(
            ("DescribeDomainRealTimeSrcTrafficData", "2018-05-10"),
            params,
        )
        .to(&sim, NOW);
        bits(
            &find("cdn-origin-traffic-rt")
                .unwrap()
                .decode(&response.body)
                .unwrap()
                .frame,
        )[0]
    };
    assert!(of(&[]) > 3.0 * of(&[("DomainName", "shop.demo.example")]));
}

#[test]
fn filters_leave_a_part_of_the_requests() {
    let sim = current();
    let count = |params: &[(&str, &str)]| {
        let response = huawei(params).to(&sim, NOW);
        let frame = find("live-codes")
            .unwrap()
            .decode(&response.body)
            .unwrap()
            .frame;
        let columns = codes(&frame).clone();
        (
            columns.codes.len(),
            columns
                .counts
                .unwrap()
                .iter()
                .flat_map(Values::iter)
                .sum::<f64>(),
        )
    };
    let d = ("play_domains", "shop.demo.example");
    let (all_codes, all) = count(&[d]);
    let (_, some) = count(&[d, ("isp", "CTCC"), ("isp", "CUCC")]);
    assert!(
        (some / all - 0.53).abs() < 0.02,
        "33 % and 20 % of the invented split: {}",
        some / all
    );
    let (two_codes, fewer) = count(&[d, ("code", "502,504")]);
    assert_eq!(two_codes, 2);
    assert!(all_codes > 8 && fewer < all / 50.0);
    assert!(count(&[d, ("region", "beijing")]).1 < all / 5.0);
}

#[test]
fn every_source_has_the_promised_size() {
    // 18,000 responses a minute and 400 Mbit/s on a weekly mean; 07:00 to 08:00 UTC lies within a factor of two.
    for source in SOURCES {
        let frame = fetch(
            &current(),
            source,
            &ask(&["shop.demo.example"], NOW - 2 * HOUR, NOW - HOUR),
            NOW,
        )
        .frame;
        let minutes = frame.grain as f64 / 60.0;
        let mean = match &frame.data {
            Data::Codes(columns) => {
                let counts = columns.counts.as_ref().unwrap();
                counts.iter().flat_map(Values::iter).sum::<f64>()
                    / frame.times.len() as f64
                    / minutes
                    / 18_000.0
            }
            Data::Traffic(bits) => {
                bits.iter().sum::<f64>() / bits.len() as f64 / frame.grain as f64 / 400e6
            }
        };
        assert!((0.5..2.0).contains(&mean), "{source}: {mean}");
    }
}
