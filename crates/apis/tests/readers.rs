//! The quick reader and the careful one: where the quick one answers, both answer the same, and it answers all that the
//! vendors plainly send.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use originscope_apis::{Answer, AnswerSlot, Api, Format, find, registry};
use originscope_core::Code;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::TestCaseError;
use proptest::{collection, prop_assert, prop_assert_eq, sample, sample::Index};
use support::fixtures;
use support::tree::{Change, Tree};

/// Minutes since the slot before, count by code, bits.
type MadeSlot = (u8, Vec<(i64, u64)>, u64);

/// A body of each API about these slots, in the vendor's wire format.
fn bodies(slots: &[MadeSlot]) -> Vec<(&'static dyn Api, Vec<u8>)> {
    let start = 1_519_862_400; // 2018-03-01T00:00:00Z
    let mut at = start - 60;
    let slots: Vec<AnswerSlot> = slots
        .iter()
        .map(|(steps, counts, bits)| {
            at += 60 * i64::from(*steps);
            let counts = counts.iter().map(|&(code, count)| (Code::new(code), count));
            AnswerSlot {
                at,
                counts: counts.collect(),
                bits: *bits,
            }
        })
        .collect();
    let answer = Answer {
        domains: "a.example,b.example",
        start,
        end: at,
        grain: 60,
        request_id: "91FC2D9D-B042-4634-8A5C-7B8E7482C22D",
        slots: &slots,
    };
    let body = |api: &&'static dyn Api| (*api, api.encode(&answer, Format::Json));
    registry().iter().map(body).collect()
}

/// Slots, some of them far from the one before, with few or many codes.
fn slots() -> impl Strategy<Value = Vec<MadeSlot>> {
    let count = prop_oneof![0_u64..20, 0_u64..1_000_000_000];
    let counts = collection::btree_map(100_i64..600, count, 0..6)
        .prop_map(|counts| counts.into_iter().collect());
    collection::vec((1_u8..=255, counts, 0_u64..(1 << 53)), 0..6)
}

/// Changes after which an answer is still one that the vendor could plainly write.
fn plain() -> impl Strategy<Value = Change> {
    let at = any::<usize>;
    prop_oneof![
        (at(), at()).prop_map(|(which, by)| Change::Turn(which, by)),
        (at(), at()).prop_map(|(which, at)| Change::Again(which, at)),
        (
            at(),
            sample::select(vec!["7", "0.25", "\"x, {y}: [z]\"", "\"\""])
        )
            .prop_map(|(which, value)| Change::Add(which, value)),
    ]
}

/// Values that stand, or could stand, where others should.
const ODD: [&str; 47] = [
    "null",
    "true",
    "false",
    "\"\"",
    "\"-\"",
    "0",
    "\"0\"",
    "00",
    "\"00\"",
    "01",
    "-1",
    "\"-1\"",
    "-0",
    "1e2",
    "1E-2",
    "1.",
    ".5",
    "\"1.\"",
    "0.1",
    "100.0",
    "99",
    "600",
    "\"200\"",
    "200",
    "200.0",
    "\"0200\"",
    "99999999999999999999",
    "9007199254740993",
    "0.00000000000000000000000000001",
    "33.333333333333333333",
    "\"66.66666666666667\"",
    "1844674407370955161600000",
    "18446744073709551617",
    "1844674407370955162.000001",
    "\"18446744073709551617\"",
    "\"2018-03-01T00:00:00Z\"",
    "\"2018-03-01T00:00:00:00Z\"",
    "\"2018-03-01 00:00\"",
    "\"2018-03-01T00:00:60Z\"",
    "\"2018-02-30T00:00:00Z\"",
    "\"2018-03-01T24:00:00Z\"",
    "\"2018-03-01T0:/0:00Z\"",
    "\"\\u0041\"",
    "\"é\"",
    "{}",
    "[]",
    "[{}]",
];
const NAMES: [&str; 12] = [
    "Code",
    "Count",
    "Proportion",
    "TimeStamp",
    "Value",
    "time",
    "code",
    "Co\\u0064e",
    "RequestId",
    "requestId",
    "UsageData",
    "DataPerInterval",
];

/// Any change.
fn odd() -> impl Strategy<Value = Change> {
    let at = any::<usize>;
    prop_oneof![
        plain(),
        (at(), at()).prop_map(|(which, at)| Change::Drop(which, at)),
        (at(), at()).prop_map(|(which, at)| Change::Repeat(which, at)),
        (at(), sample::select(&ODD[..])).prop_map(|(which, value)| Change::Add(which, value)),
        (at(), at(), sample::select(&NAMES[..]))
            .prop_map(|(which, at, name)| Change::Rename(which, at, name)),
        at().prop_map(Change::Requote),
        (at(), sample::select(&ODD[..])).prop_map(|(which, value)| Change::Replace(which, value)),
    ]
}

/// The body after the changes, with such white space between its tokens, in turn.
fn bent(body: &[u8], changes: &[Change], blanks: &[&'static str]) -> String {
    let mut tree = Tree::read(body);
    for change in changes {
        tree.change(change);
    }
    let mut blanks = blanks.iter().cycle();
    let mut out = String::new();
    for token in tree.tokens() {
        out.push_str(&token);
        out.push_str(blanks.next().copied().unwrap_or_default());
    }
    out
}

fn blanks() -> impl Strategy<Value = Vec<&'static str>> {
    let some = sample::select(vec!["", "", " ", "\n\t", "\r\n  "]);
    prop_oneof![Just(Vec::new()), collection::vec(some, 1..7)]
}

/// Fails if the quick reader says anything else than the careful one; says whether it answered.
fn agree(api: &dyn Api, body: &[u8]) -> Result<bool, TestCaseError> {
    let Some(quick) = api.read_quickly(body) else {
        return Ok(false);
    };
    // Printed, so that -0 is not 0.
    let (quick, careful) = (
        format!("{:?}", Ok::<_, ()>(quick)),
        format!("{:?}", api.read_carefully(body)),
    );
    prop_assert_eq!(
        quick,
        careful,
        "{}: {}",
        api.spec().id,
        String::from_utf8_lossy(body)
    );
    Ok(true)
}

/// A body of one slot of traffic.
fn one_slot(at: &str, value: &str) -> String {
    format!(
        r#"{{"DataInterval":60,"RealTimeSrcTrafficDataPerInterval":{{"DataModule":[{{"TimeStamp":"2018-03-01T00:00:00Z","Value":1}},{{"TimeStamp":{at},"Value":{value}}}]}}}}"#
    )
}

#[test]
fn fixtures_are_read_quickly() {
    for api in registry() {
        let answers = fixtures(*api);
        let answers = answers.iter().filter(|(name, _)| name == "sample.json");
        let read =
            answers.map(|(name, body)| agree(*api, body).unwrap_or_else(|e| panic!("{name}: {e}")));
        assert_eq!(read.collect::<Vec<_>>(), [true], "{}", api.spec().id);
    }
}

#[test]
fn what_is_not_plain_is_left_to_the_careful_reader() {
    let traffic = find("cdn-origin-traffic-rt").unwrap();
    let body = one_slot("\"2018-03-01T00:01:00Z\"", "5");
    assert!(traffic.read_quickly(body.as_bytes()).is_some());
    for cut in 0..body.len() {
        assert!(
            traffic.read_quickly(&body.as_bytes()[..cut]).is_none(),
            "{cut}"
        );
    }
    let more = [
        format!("\u{feff}{body}"),
        format!("{body},"),
        format!("{body}\0"),
        format!("\u{b}{body}"),
    ];
    assert!(
        more.iter()
            .all(|body| traffic.read_quickly(body.as_bytes()).is_none())
    );
    // Bytes that are no text at all, where a day would stand.
    let body = body.replace("2018-03-01", "\0\0\0\0\0\0\0\0\0\0");
    assert!(traffic.read_quickly(body.as_bytes()).is_none());
}

/// A slot with two codes and one with none, of each API.
fn small() -> Vec<(&'static dyn Api, Vec<u8>)> {
    bodies(&[(1, vec![(200, 2), (404, 1)], 33_886), (1, Vec::new(), 5)])
}

#[test]
fn both_say_the_same_of_any_odd_value_anywhere() {
    for (api, body) in small() {
        let values = Tree::read(&body).fitting(&Change::Replace(0, ""));
        for at in 0..values {
            for value in ODD {
                let body = bent(&body, &[Change::Replace(at, value)], &[]);
                agree(api, body.as_bytes()).unwrap();
            }
            agree(api, bent(&body, &[Change::Requote(at)], &[]).as_bytes()).unwrap();
        }
    }
}

#[test]
fn both_say_the_same_of_any_member_gone_or_twice_or_called_otherwise() {
    for (api, body) in small() {
        let objects = Tree::read(&body).fitting(&Change::Drop(0, 0));
        // No object of any vendor has more than six members.
        for (which, at) in (0..objects).flat_map(|which| (0..6).map(move |at| (which, at))) {
            let names = NAMES.map(|name| Change::Rename(which, at, name));
            let changes = [Change::Drop(which, at), Change::Repeat(which, at)];
            for change in changes.into_iter().chain(names) {
                agree(api, bent(&body, &[change], &[]).as_bytes()).unwrap();
            }
        }
    }
}

#[test]
fn both_refuse_the_same_number_of_values() {
    let api = find("live-codes").unwrap();
    let body = |value: &str| {
        let slot = |index: i64| {
            let time = originscope_core::iso_seconds(1_519_862_400 + 60 * index);
            let code = 100 + index % 500;
            format!(r#"{{"time":"{time}","http_codes":[{{"code":{code}{value}}}]}}"#)
        };
        let slots: Vec<_> = (0..16_100).map(slot).collect();
        format!(r#"{{"data_series":[{}]}}"#, slots.join(","))
    };
    // Of a code without any value nothing is kept, but it counts.
    for value in ["", r#","count":1"#] {
        let body = body(value);
        assert!(api.read_carefully(body.as_bytes()).is_err());
        assert!(api.read_quickly(body.as_bytes()).is_none(), "{value}");
    }
}

proptest! {
    #[test]
    fn what_the_simulator_writes_is_read_quickly(slots in slots()) {
        for (api, body) in bodies(&slots) {
            prop_assert!(agree(api, &body)?, "{}: {}", api.spec().id, String::from_utf8_lossy(&body));
        }
    }

    #[test]
    fn order_white_space_and_more_members_stay_plain(slots in slots(), changes in collection::vec(plain(), 0..6), blanks in blanks()) {
        for (api, body) in bodies(&slots) {
            let body = bent(&body, &changes, &blanks);
            prop_assert!(agree(api, body.as_bytes())?, "{}: {body}", api.spec().id);
        }
    }

    #[test]
    fn both_readers_say_the_same(slots in slots(), changes in collection::vec(odd(), 0..4), blanks in blanks()) {
        for (api, body) in bodies(&slots) {
            agree(api, bent(&body, &changes, &blanks).as_bytes())?;
        }
    }

    #[test]
    fn both_say_the_same_of_damaged_bytes(slots in slots(), blanks in blanks(), at in any::<Index>(), length in 0_usize..3, bytes in "[ -~]{0,2}|\\PC|[\0-\x1f]") {
        for (api, body) in bodies(&slots) {
            let mut body = bent(&body, &[], &blanks).into_bytes();
            let start = at.index(body.len());
            body.splice(start..(start + length).min(body.len()), bytes.bytes());
            agree(api, &body)?;
        }
    }

    #[test]
    fn both_read_the_same_numbers(number in "0|[1-9][0-9]{0,24}|[0-9]{1,5}\\.[0-9]{1,24}|[0-9]{1,20}\\.[0-9]{1,3}|[0-9.eE+-]{1,9}") {
        let traffic = find("cdn-origin-traffic-rt").unwrap();
        for value in [number.clone(), format!("\"{number}\"")] {
            agree(traffic, one_slot("\"2018-03-01T00:01:00Z\"", &value).as_bytes())?;
        }
        let codes = find("live-codes").unwrap();
        let body = format!(r#"{{"data_series":[{{"time":"2018-03-01T00:01:00Z","http_codes":[{{"code":{number},"count":{number},"proportion":{number}}}]}}]}}"#);
        agree(codes, body.as_bytes())?;
    }

    #[test]
    fn both_read_the_same_times(time in "(2018-03-0[01]|20[0-9]{2}-[01][0-9]-[0-3][0-9])[T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|:00Z|)|[0-9TZ: /:-]{20}|2018-03-01T[0-9/;]{2}:[0-9:/]{2}:[0-9:/]{2}Z") {
        let traffic = find("cdn-origin-traffic-rt").unwrap();
        agree(traffic, one_slot(&format!("\"{time}\""), "5").as_bytes())?;
    }
}
