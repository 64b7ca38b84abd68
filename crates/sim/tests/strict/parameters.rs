//! Business parameters: what each vendor's page says about bad ones, and both sets of limits.

use crate::wire::{NOW, SOURCES, ask, call, huawei, json, outcome, sim, v1, v3};
use originscope_apis::find;
use originscope_core::{iso_minutes, iso_seconds};
use originscope_sim::LimitsMode;

const DAY: i64 = 86_400;
const WS: (&str, &str) = ("DescribeDcdnDomainWebsocketHttpCodeData", "2018-01-15");
const CODES: (&str, &str) = ("DescribeDomainRealTimeSrcHttpCodeData", "2018-05-10");
const TRAFFIC: (&str, &str) = ("DescribeDomainRealTimeSrcTrafficData", "2018-05-10");
const FLOW: (&str, &str) = ("DescribeDomainSrcFlowData", "2014-11-11");
const D: (&str, &str) = ("DomainName", "shop.demo.example");

fn refused(api: (&str, &str), params: &[(&str, &str)], status: u16, code: &str, message: &str) {
    let response = v3(api, params).to(&sim(LimitsMode::Current), NOW);
    assert_eq!(
        outcome(&response),
        (status, code.to_owned()),
        "{api:?} {params:?}"
    );
    assert_eq!(json(&response)["Message"], message, "{api:?} {params:?}");
}

#[test]
fn alibaba_times_are_refused_in_each_pages_own_words() {
    // The error tables of the four pages.
    let not_math = "Specified end time does not math the specified start time.";
    let single = (
        "MissingParameter",
        "StartTime and EndTime can not be single.",
    );
    let ws_single = (
        "MissingTimeParameter",
        "The StartTime and EndTime must be both specified.",
    );
    let rows = [
        (
            WS,
            ws_single,
            "The specified StartTime is invalid.",
            "The specified EndTime is invalid.",
            "The specified EndTime is earlier than the StartTime.",
            "The specified StartTime is invalid.",
        ),
        (
            CODES,
            single,
            "Specified start time is malformed.",
            "Specified end time is malformed.",
            not_math,
            not_math,
        ),
        (
            TRAFFIC,
            single,
            "Specified start time is malformed.",
            "Specified end time is malformed.",
            not_math,
            not_math,
        ),
        (
            FLOW,
            single,
            "Specified StartTime is malformed.",
            "Specified EndTime is malformed.",
            not_math,
            "The specified value of parameter StartTime is not supported.",
        ),
    ];
    let (start, end) = (iso_seconds(NOW - 3_600), iso_seconds(NOW));
    let ancient = iso_seconds(NOW - 400 * DAY);
    for (api, missing, start_bad, end_bad, mismatch, unsupported) in rows {
        refused(api, &[D, ("StartTime", &start)], 400, missing.0, missing.1);
        refused(
            api,
            &[D, ("EndTime", &end), ("StartTime", "")],
            400,
            missing.0,
            missing.1,
        );
        refused(
            api,
            &[D, ("StartTime", "yesterday"), ("EndTime", &end)],
            400,
            "InvalidStartTime.Malformed",
            start_bad,
        );
        refused(
            api,
            &[D, ("StartTime", &start), ("EndTime", "2027-01-15 08:00:00")],
            400,
            "InvalidEndTime.Malformed",
            end_bad,
        );
        refused(
            api,
            &[D, ("StartTime", &end), ("EndTime", &start)],
            400,
            "InvalidEndTime.Mismatch",
            mismatch,
        );
        refused(
            api,
            &[D, ("StartTime", &end), ("EndTime", &end)],
            400,
            "InvalidEndTime.Mismatch",
            mismatch,
        );
        refused(
            api,
            &[D, ("StartTime", &ancient), ("EndTime", &end)],
            400,
            "InvalidStartTime.ValueNotSupported",
            unsupported,
        );
    }
}

#[test]
fn only_the_2014_api_reads_times_without_seconds() {
    let (start, end) = (iso_minutes(NOW - 3_600), iso_minutes(NOW));
    let times = [D, ("StartTime", start.as_str()), ("EndTime", end.as_str())];
    assert_eq!(
        outcome(&v3(FLOW, &times).to(&sim(LimitsMode::Current), NOW)).0,
        200
    );
    refused(
        CODES,
        &times,
        400,
        "InvalidStartTime.Malformed",
        "Specified start time is malformed.",
    );
}

#[test]
fn domains_are_needed_for_codes_only() {
    for api in [WS, CODES] {
        refused(
            api,
            &[],
            400,
            "MissingDomainName",
            "DomainName is mandatory for this action.",
        );
    }
    for api in [TRAFFIC, FLOW] {
        assert_eq!(
            outcome(&v3(api, &[]).to(&sim(LimitsMode::Current), NOW)).0,
            200
        );
        refused(
            api,
            &[("DomainName", "\"a.com\"")],
            403,
            "IllegalOperation",
            "Illegal domain, operation is not permitted.",
        );
    }
}

#[test]
fn domain_counts_follow_the_pages() {
    let many = |count: usize| {
        (0..count)
            .map(|n| format!("d{n}.example.com"))
            .collect::<Vec<_>>()
            .join(",")
    };
    let outcome = |mode, sent: crate::wire::Sent| outcome(&sent.to(&sim(mode), NOW)).0;
    for mode in [LimitsMode::Seeds, LimitsMode::Current] {
        assert_eq!(outcome(mode, v3(CODES, &[("DomainName", &many(100))])), 200);
        assert_eq!(outcome(mode, v3(CODES, &[("DomainName", &many(101))])), 400);
        assert_eq!(outcome(mode, huawei(&[("play_domains", &many(101))])), 400);
        assert_eq!(outcome(mode, huawei(&[("play_domains", &many(10))])), 200);
    }
    assert_eq!(
        outcome(LimitsMode::Current, huawei(&[("play_domains", &many(11))])),
        200
    );
    assert_eq!(
        outcome(LimitsMode::Seeds, huawei(&[("play_domains", &many(11))])),
        400,
        "the older page says 10"
    );
}

#[test]
fn huawei_names_the_parameter_at_fault() {
    let (start, end) = (iso_seconds(NOW - 3_600), iso_seconds(NOW));
    let (old, far) = (
        iso_seconds(NOW - 8 * DAY),
        iso_seconds(NOW - 8 * DAY + 3_600),
    );
    let days = iso_seconds(NOW - 2 * DAY);
    let d = ("play_domains", "shop.demo.example");
    let rows: [(&[(&str, &str)], &str); 10] = [
        (&[], "play_domains"),
        (&[("play_domains", "a b")], "play_domains"),
        (&[d, ("start_time", "now")], "start_time"),
        (&[d, ("end_time", "now")], "end_time"),
        (&[d, ("start_time", &end), ("end_time", &start)], "end_time"),
        (
            &[d, ("start_time", &days), ("end_time", &end)],
            "start_time",
        ),
        (&[d, ("start_time", &old), ("end_time", &far)], "start_time"),
        (&[d, ("isp", "unicom")], "isp"),
        (&[d, ("isp", "CMCC,CTCC,CUCC,OTHER,CMCC")], "isp"),
        (&[d, ("code", "abc")], "code"),
    ];
    for (params, name) in rows {
        let response = huawei(params).to(&sim(LimitsMode::Current), NOW);
        assert_eq!(
            outcome(&response),
            (400, "LIVE.100011001".to_owned()),
            "{params:?}"
        );
        // The sample of the page: "Invalid request parameter: play_domains".
        assert_eq!(
            json(&response)["error_msg"],
            format!("Invalid request parameter: {name}"),
            "{params:?}"
        );
    }
}

#[test]
fn the_two_sets_of_limits_differ_where_the_pages_do() {
    let day = ask(&["shop.demo.example"], NOW - DAY, NOW);
    let grain = |mode, source: &str| {
        let response = call(source, &day, NOW).to(&sim(mode), NOW);
        find(source)
            .unwrap()
            .decode(&response.body)
            .unwrap()
            .frame
            .grain
    };
    assert_eq!(
        grain(LimitsMode::Current, "cdn-origin-codes"),
        300,
        "the span decides today"
    );
    assert_eq!(grain(LimitsMode::Seeds, "cdn-origin-codes"), 60);
    let week = ask(&["shop.demo.example"], NOW - 7 * DAY, NOW);
    let status = |mode, source: &str| call(source, &week, NOW).to(&sim(mode), NOW).status;
    assert_eq!(
        (
            status(LimitsMode::Current, "cdn-origin-codes"),
            status(LimitsMode::Seeds, "cdn-origin-codes")
        ),
        (200, 400)
    );
}

#[test]
fn a_call_without_times_gets_the_documented_window() {
    // Hours of the pages: websocket 24, realtime 1, flow 24, live 1; slots are those older than the lag.
    let sim = sim(LimitsMode::Current);
    let count = |source: &str, sent: crate::wire::Sent| {
        let response = sent.to(&sim, NOW);
        let frame = find(source).unwrap().decode(&response.body).unwrap().frame;
        (
            frame.grain,
            frame.times.len(),
            *frame.times.first().unwrap(),
        )
    };
    assert_eq!(count(SOURCES[0], v3(WS, &[D])), (300, 286, NOW - DAY));
    assert_eq!(count(SOURCES[1], v3(CODES, &[D])), (60, 56, NOW - 3_600));
    assert_eq!(count(SOURCES[2], v3(TRAFFIC, &[D])), (60, 56, NOW - 3_600));
    assert_eq!(count(SOURCES[3], v3(FLOW, &[D])), (300, 286, NOW - DAY));
    assert_eq!(
        count(SOURCES[4], huawei(&[("play_domains", D.1)])),
        (60, 56, NOW - 3_600)
    );
}

#[test]
fn v1_answers_xml_unless_json_is_asked_for() {
    let sim = sim(LimitsMode::Current);
    let xml = v1(CODES, &[D]).to(&sim, NOW);
    assert!(xml.body.starts_with(b"<?xml"));
    assert_eq!(xml.headers[0].1, "text/xml;charset=utf-8");
    let asked = v3(CODES, &[D, ("Format", "XML")]).to(&sim, NOW);
    let json = v1(CODES, &[D, ("Format", "json")]).to(&sim, NOW);
    let decode = |body: &[u8]| {
        find("cdn-origin-codes")
            .unwrap()
            .decode(body)
            .unwrap()
            .frame
    };
    assert_eq!(decode(&xml.body), decode(&json.body));
    assert_eq!(decode(&xml.body), decode(&asked.body));
    assert!(json.body.starts_with(b"{"));
}
