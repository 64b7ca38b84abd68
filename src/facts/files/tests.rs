#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use super::{Files, Held, Refusal};
use crate::facts::Board;
use originscope_core::{SlotState, TimeRange};
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The shape of the example in Alibaba's document of DescribeDomainRealTimeSrcHttpCodeData, with two slots.
fn answer(domain: &str, first: &str, second: &str) -> String {
    format!(
        r#"{{"DomainName": "{domain}", "DataInterval": "60", "RealTimeSrcHttpCodeData": {{"UsageData": [
            {{"TimeStamp": "{first}", "Value": {{"RealTimeSrcCodeProportionData": [
                {{"Code": "200", "Proportion": "95"}}, {{"Code": "502", "Proportion": "5"}}]}}}},
            {{"TimeStamp": "{second}", "Value": {{"RealTimeSrcCodeProportionData": [
                {{"Code": "200", "Proportion": "100"}}]}}}}]}}}}"#
    )
}

// `date -u -d 2019-11-30T05:33:00Z +%s`
const AT: i64 = 1_575_091_980;
const FIRST: &str = "2019-11-30T05:33:00Z";
const SECOND: &str = "2019-11-30T05:34:00Z";

fn board(files: &Files) -> Board {
    files.board(AT + 86_400, |spec| spec.unit)
}

#[test]
fn an_answer_becomes_a_board_judged_as_of_its_own_end() {
    let mut files = Files::default();
    assert!(files.add("a.json", answer("a.com", FIRST, SECOND).as_bytes()));
    let board = board(&files);
    assert_eq!(board.axis, TimeRange::new(AT, AT + 120));
    assert_eq!(board.domains, ["a.com"]);
    assert!(board.is_file && !board.is_loading());
    let shown = &board.shown[0];
    assert_eq!(shown.spec.id, "cdn-origin-codes");
    // Neither provisional nor unpublished, however late the source is.
    assert_eq!(shown.timeline.states, [SlotState::Came, SlotState::Came]);
    assert_eq!(shown.timeline.due_until, AT + 120);
}

#[test]
fn answers_that_continue_each_other_are_one_and_others_stand_apart() {
    let mut files = Files::default();
    files.add("a", answer("a.com", FIRST, SECOND).as_bytes());
    let next = answer("a.com", "2019-11-30T05:35:00Z", "2019-11-30T05:36:00Z");
    files.add("b", next.as_bytes());
    assert_eq!(board(&files).axis, TimeRange::new(AT, AT + 240));
    let far = answer("a.com", "2020-11-30T05:35:00Z", "2020-11-30T05:36:00Z");
    files.add("c", far.as_bytes());
    assert_eq!(files.shown(), [2]);
    assert_eq!(board(&files).axis.seconds(), 120);
    files.lead = 0;
    assert_eq!(files.shown(), [0, 1]);
}

#[test]
fn a_slot_that_no_file_is_about_is_not_absent() {
    let mut files = Files::default();
    let whole = answer("a.com", FIRST, "2019-11-30T05:36:00Z");
    files.add("a", whole.as_bytes());
    let states = board(&files).shown[0].timeline.states.clone();
    // Within one answer the vendor left the slots out.
    assert_eq!(states[1], SlotState::Absent);
    // Between two answers nobody asked; the traffic of the whole time holds them together.
    let mut files = Files::default();
    files.add("a", answer("a.com", FIRST, SECOND).as_bytes());
    let later = answer("a.com", "2019-11-30T05:37:00Z", "2019-11-30T05:38:00Z");
    files.add("b", later.as_bytes());
    let traffic = format!(
        r#"{{"DomainName": "a.com", "DataInterval": "60", "RealTimeSrcTrafficDataPerInterval": {{"DataModule": [
            {{"Value": "8", "TimeStamp": "{FIRST}"}},
            {{"Value": "8", "TimeStamp": "2019-11-30T05:38:00Z"}}]}}}}"#
    );
    files.add("c", traffic.as_bytes());
    let board = board(&files);
    assert_eq!(board.axis.seconds(), 6 * 60);
    assert_eq!(board.shown[0].timeline.states[2], SlotState::OutOfReach);
    assert_eq!(board.shown[1].timeline.states[2], SlotState::Absent);
}

#[test]
fn a_snapshot_shows_what_was_saved_and_nothing_on_its_way() {
    let text = format!(
        r#"{{"originscope_snapshot": 1, "made_at": {made}, "sources": [{{
            "id": "cdn-origin-codes", "vantage": "origin-side", "metric": "status-codes", "domains": ["a.com"],
            "plan": {{"grain": 60, "lag": 300, "range": {{"start": {AT}, "end": {end}}}}},
            "windows": [{{"range": {{"start": {AT}, "end": {end}}}, "state": "in-flight"}}],
            "frame": {{"grain": 60, "first": {AT}, "gaps": [60],
                "codes": {{"codes": [200, 502], "shares": [[95, 100], [5, 0]]}}}}}}]}}"#,
        made = AT + 3_600,
        end = AT + 120,
    );
    let mut files = Files::default();
    assert!(files.add("s.json", text.as_bytes()), "{:?}", files.refused);
    let board = board(&files);
    assert_eq!(board.domains, ["a.com"]);
    assert_eq!(board.axis, TimeRange::new(AT, AT + 120));
    assert_eq!(board.shown[0].timeline.coverage().came, 2);
    assert!(!board.is_loading());
}

#[test]
fn shares_of_other_domains_are_not_added_up_without_counts() {
    let mut files = Files::default();
    files.add("a", answer("a.com", FIRST, SECOND).as_bytes());
    files.add("b", answer("b.com", FIRST, SECOND).as_bytes());
    let board = board(&files);
    assert_eq!(board.domains, ["b.com"]);
    assert_eq!(board.shown.len(), 1);
}

#[test]
fn what_is_not_recognised_leaves_what_was_there() {
    let mut files = Files::default();
    files.add("a", answer("a.com", FIRST, SECOND).as_bytes());
    assert!(!files.add("b.html", b"<!doctype html><p>no"));
    assert_eq!((files.held.len(), files.lead), (1, 0));
    let (name, why) = &files.refused[0];
    assert_eq!(name, "b.html");
    let Refusal::NotRecognised(why) = why else {
        panic!("{why:?}")
    };
    assert_eq!(why.key(), "web_page");
    assert!(matches!(files.held[0], Held::Answer(_)));
}
