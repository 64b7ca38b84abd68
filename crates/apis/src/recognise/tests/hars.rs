//! What is found in a HAR.

use super::*;

#[test]
fn two_answers_in_one_body_are_two_candidates() {
    let body = r#"{"DataInterval":"60","RealTimeSrcTrafficDataPerInterval":{"DataModule":[]},"RealTimeSrcHttpCodeData":{"UsageData":[]}}"#;
    let both = ["cdn-origin-codes", "cdn-origin-traffic-rt"];
    assert_eq!(one(body.as_bytes()).candidates, both);
    // The address of the call tells which.
    let url = "http://x/api/v1/series/cdn-origin-traffic-rt?start=2015-12-10T20:00:00Z";
    let answer = one(har(&[entry(url, &text(body))]).as_bytes());
    assert_eq!(
        (answer.source, answer.candidates.len()),
        ("cdn-origin-traffic-rt", 1)
    );
    assert_eq!(
        answer.decoded.frame.metric(),
        originscope_core::Metric::Traffic
    );
}

#[test]
fn a_har_gives_our_answers_and_skips_the_others() {
    let url = "https://proxy/api/v1/series/live-codes?domain=a.com,b.com&start=2020-06-04T07%3A00%3A00Z&end=2020-06-04T07:02:00Z";
    let packed = STANDARD.encode(sample("cdn-origin-traffic"));
    let packed = format!(
        r#"{{"encoding":"base64","text":"{}\n{}"}}"#,
        &packed[..100],
        &packed[100..]
    );
    let file = har(&[
        entry(
            "https://example.com/style.css",
            &text("body { color: red }"),
        ),
        entry(url, &text(&sample("live-codes"))),
        entry(
            "https://cdn.aliyuncs.com/?StartTime=2015-12-10T19%3A00Z&EndTime=2015-12-10T22%3A00Z",
            &packed,
        ),
        entry("https://example.com/x.json", &text(r#"{"items":[[[]]]}"#)),
        entry(
            "https://dcdn.aliyuncs.com/",
            &text(&String::from_utf8(samples("dcdn-ws-codes").remove(1).1).unwrap()),
        ),
        entry("https://example.com/", r#"{"size":0}"#),
    ]);
    for file in [file.clone(), format!("\u{feff}\n{file}\n")] {
        let answers: Vec<_> = recognise(file.as_bytes())
            .unwrap()
            .into_iter()
            .map(|found| match found {
                Recognised::Answer(answer) => *answer,
                other => panic!("{other:?}"),
            })
            .collect();
        let found: Vec<_> = answers
            .iter()
            .map(|answer| (answer.source, answer.origin))
            .collect();
        let at = |index| Origin::HarEntry { index, entries: 6 };
        assert_eq!(
            found,
            [
                ("live-codes", at(1)),
                ("cdn-origin-traffic", at(2)),
                ("dcdn-ws-codes", at(4))
            ]
        );
        // 08:00 at +01:00; the fraction is cut.
        let fetched = parse_time_strict("2026-11-21T07:00:00Z");
        assert!(answers.iter().all(|answer| answer.fetched_at == fetched));
        assert_eq!(
            answers[0].asked,
            Some(TimeRange::new(1_591_254_000, 1_591_254_120))
        );
        assert_eq!(answers[0].decoded.domains, ["a.com", "b.com"]);
        assert_eq!(
            answers[1].decoded.domains,
            ["test.com"],
            "the answer's own come first"
        );
        let direct = crate::find("cdn-origin-traffic").unwrap();
        assert_eq!(
            answers[1].decoded,
            direct
                .decode(sample("cdn-origin-traffic").as_bytes())
                .unwrap()
        );
        assert!(answers[2].asked.is_some(), "from the answer itself");
        let hours = answers[1].asked.map(TimeRange::seconds);
        assert_eq!(
            hours,
            Some(3 * 3600),
            "the address, not the hour that the answer names"
        );
    }
}

#[test]
fn a_har_without_ours_says_so() {
    let foreign = entry("https://example.com/", &text("{}"));
    let bare = entry("https://proxy/api/v1/series/live-codes", "{}");
    let none = |entries, without_body| NotRecognised::HarWithoutAnswers {
        entries,
        without_body,
    };
    assert_eq!(refusal(har(&[foreign, bare]).as_bytes()), none(2, 1));
    assert_eq!(refusal(har(&[]).as_bytes()), none(0, 0));
    for odd in [
        r#"{"log":null}"#,
        r#"{"log":[]}"#,
        r#"{"log":{"entries":{}}}"#,
        r#"{"log":{"entries":"x"}}"#,
        r#"{"log":{"entries":7}}"#,
    ] {
        assert_eq!(refusal(odd.as_bytes()), none(0, 0), "{odd}");
    }
    for odd in [
        "null",
        "[]",
        "7",
        "\"x\"",
        "true",
        "{}",
        r#"{"response":[]}"#,
        r#"{"response":{"content":{"text":[{}]}}}"#,
        r#"{"startedDateTime":1e9,"request":{"url":{}},"response":{"content":{"text":"!","encoding":"base64"}}}"#,
    ] {
        let file = format!(r#"{{"log":{{"entries":[{odd}]}}}}"#);
        assert!(
            matches!(
                refusal(file.as_bytes()),
                NotRecognised::HarWithoutAnswers { entries: 1, .. }
            ),
            "{odd}"
        );
    }
}

#[test]
fn the_values_of_a_har_are_bounded() {
    // 400 codes in one slot make 400 columns, two values each, for every slot.
    let codes: Vec<_> = (100..500)
        .map(|code| format!("{{\"code\":{code},\"count\":1}}"))
        .collect();
    let first = format!(
        "{{\"time\":\"2020-06-04T07:00:00Z\",\"http_codes\":[{}]}}",
        codes.join(",")
    );
    let slots: Vec<_> = (1..6_000)
        .map(|minute| {
            format!(
                "{{\"time\":\"{}\",\"http_codes\":[]}}",
                originscope_core::iso_seconds(1_591_254_000 + minute * 60)
            )
        })
        .collect();
    let body = format!("{{\"data_series\":[{first},{}]}}", slots.join(","));
    let answer = one(body.as_bytes());
    let points = answer.decoded.frame.points();
    assert_eq!(points, 6_000 * 800);
    let entries = vec![entry("https://x/", &text(&body)); 6];
    let refused = refusal(har(&entries).as_bytes());
    assert_eq!(refused, NotRecognised::TooManyValues { limit: 20_000_000 });
    assert!(recognise(har(&entries[..4]).as_bytes()).is_ok());
}
