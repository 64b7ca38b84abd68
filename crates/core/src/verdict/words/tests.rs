#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::super::Outcome;
use super::super::tests::Story;
use super::*;

/// With plain spaces and hyphens, to be readable here.
fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ").replace('\u{2212}', "-")
}

fn both(story: &Story) -> (Words, Words) {
    let verdict = story.verdict();
    (say(&verdict, Lang::En, 0), say(&verdict, Lang::Zh, 28_800))
}

/// Headline, first and second sentence in English, then in Chinese at UTC+8.
fn check(story: &Story, en: [&str; 3], zh: [&str; 3]) {
    let (english, chinese) = both(story);
    for (words, expected) in [(english, en), (chinese, zh)] {
        let said = [words.headline, words.first, words.second].map(|text| plain(&text));
        assert_eq!(said, expected);
    }
}

/// The sentences of the design's mock, out of the situation that they tell of.
#[test]
fn the_mock_is_what_comes_out() {
    let story = Story::of("0.34*41 8*13 6.41 p0.3*5")
        .traffic("410*41 416*19")
        .day_before("0.34*60", "410.256*60");
    check(
        &story,
        [
            "Origin failing",
            "5xx is 6.41 % of origin responses, over 1 % for 14 min since 12:41. Yesterday 0.34 %.",
            "Origin traffic normal (mean 416 Mbps, +1.4 %), so not a cache-miss storm; the fault is likely behind the CDN. 80 % of the 5xx are 502.",
        ],
        [
            "源站故障",
            "5xx 占回源响应 6.41%，自 20:41 起高于 1% 已 14 分钟；昨日同时段 0.34%。",
            "回源流量正常（均值 416 Mbps，+1.4%），不是缓存失效引起的回源风暴，问题多半在 CDN 之后的源站。5xx 中 80% 是 502。",
        ],
    );
    let (english, chinese) = both(&story);
    assert_eq!(
        english.quadrant.as_deref(),
        Some("5xx up, traffic flat: origin fault")
    );
    assert_eq!(
        chinese.quadrant.as_deref(),
        Some("5xx 升、流量平：源站故障")
    );
    let rows: Vec<String> = english
        .rules
        .iter()
        .map(|row| plain(&format!("{} | {} | {}", row.rule, row.evidence, row.so)))
        .collect();
    assert_eq!(
        rows,
        [
            "5xx at or over 5 % for 3 complete slots | 14 of 14 since 12:41 | failing",
            "5xx at or over 1 % for 3 complete slots | 14 of 14 since 12:41 | degraded at least",
            "newest slot within lag + 3 min | 0 s behind due | fresh",
            "coverage at or over 90 % | 55/55 = 100 % | enough",
            "75 % of the newest slots came | 12/12 = 100 % | enough",
            "shares add up to 100 % | 55/55 = 100 % | sound",
            "3 complete slots with requests | 12 | enough",
            "60 responses a minute | 1,000 a minute | enough",
            "newest slot under 1 % | 6.41 % | over the line",
            "not over 1 % again and again | 12 of 12 | steady",
            "no burst over 1 % in slots not final | 0 over | no burst",
            "traffic within 15 % of yesterday | +1.4 % | normal",
        ]
    );
    let row = &chinese.rules[0];
    assert_eq!(
        [&row.rule, &row.evidence, &row.so].map(|text| plain(text)),
        ["连续 3 个完整时隙 5xx ≥ 5%", "自 20:41 起 14/14", "故障"]
    );
    assert_eq!(row.outcome, Outcome::Met);
}

#[test]
fn calm_says_what_it_rests_on() {
    check(
        &Story::of("0.12*20 3*4 0.12*36").counts(None),
        [
            "Origin fine",
            "5xx is 0.12 % of origin responses, under 1 %.",
            "It was over 1 % from 12:20 to 12:24, 3.00 % at most. Volume unknown: the source sends no counts.",
        ],
        [
            "源站正常",
            "5xx 占回源响应 0.12%，低于 1%。",
            "20:20 至 20:24 曾高于 1%，最高 3.00%。请求量未知：数据源不提供次数。",
        ],
    );
    check(
        &Story::of("0.12*24").grain(3_600),
        [
            "Origin fine",
            "5xx is 0.12 % of origin responses in the 1 h to 12:00, under 1 %.",
            "Slots of 1 h hide bursts shorter than that.",
        ],
        [
            "源站正常",
            "截至 20:00 的 1 小时内，5xx 占回源响应 0.12%，低于 1%。",
            "时隙长 1 小时，更短的突增看不出来。",
        ],
    );
}

#[test]
fn the_viewer_side_makes_no_claim_on_the_origin() {
    let story = Story::of("0.3*50 9*10")
        .viewer()
        .traffic("900*60")
        .day_before("0.3*60", "400*60");
    check(
        &story,
        [
            "Viewer side failing",
            "5xx is 9.00 % of viewer-side responses, over 1 % for 10 min since 12:50. Yesterday 0.30 %.",
            "From the viewer side alone, origin and CDN cannot be told apart. 80 % of the 5xx are 502.",
        ],
        [
            "用户侧故障",
            "5xx 占用户侧响应 9.00%，自 20:50 起高于 1% 已 10 分钟；昨日同时段 0.30%。",
            "仅凭用户侧数据无法区分是源站还是 CDN 的问题。5xx 中 80% 是 502。",
        ],
    );
}

#[test]
fn no_more_is_said_than_is_known() {
    let first = |text: &str| plain(&say(&Story::of(text).verdict(), Lang::En, 0).first);
    assert_eq!(
        first("9*10"),
        "5xx is 9.00 % of origin responses, over 1 % for at least 10 min, since 12:00 or earlier."
    );
    assert_eq!(
        first("0.2*50 9*3 _ 9*2"),
        "5xx is 9.00 % of origin responses, over 1 % in 5 of 6 slots since 12:50."
    );
    assert_eq!(
        first("0.2*50 9*3 4"),
        "5xx is 4.00 % of origin responses, over 1 % for 4 min since 12:50, and not yet under 3.75 %."
    );
    assert_eq!(
        first("0.2*50 1*3"),
        "5xx is 1.00 % of origin responses, at or over 1 % for 3 min since 12:50."
    );
    let old = Story::of("0.2*50 9*10").late(86_400).verdict();
    let words = say(&old, Lang::En, 0);
    assert_eq!(words.headline, "Origin was failing");
    assert!(plain(&words.first).starts_with("5xx was 9.00 % of origin responses at 12:59,"));
    assert!(
        words.second.starts_with("Origin traffic is not known"),
        "{}",
        words.second
    );
}

#[test]
fn quiet_and_cannot_tell_say_why() {
    let said = |story: &Story| {
        let words = say(&story.verdict(), Lang::En, 0);
        plain(&format!(
            "{}: {} {}",
            words.headline, words.first, words.second
        ))
    };
    assert_eq!(
        said(&Story::of("z*60")),
        "Origin quiet: No requests in the newest 3 complete slots, to 13:00. Quiet is not the same as well."
    );
    assert_eq!(
        said(&Story::of("0/3*60")),
        "Origin quiet: Only 9 responses in the newest 3 complete slots, to 13:00; judging takes 60 a minute. Quiet is not the same as well."
    );
    assert_eq!(
        said(&Story::of("100/3*60")),
        "Cannot tell: Too few responses: 9 in the newest 3 slots; judging takes 60 a minute. This says nothing about your origin, good or bad."
    );
    assert_eq!(
        said(&Story::of("0.2*50 _*10").viewer()),
        "Cannot tell: The newest complete slot ends at 12:50; newer ones are overdue. This says nothing about what viewers get, good or bad."
    );
    let mut bad = Story::of("0.2*60");
    bad.thresholds.red_percent = 0.5;
    assert!(said(&bad).contains("thresholds cannot be used"));
}

#[test]
fn each_case_of_traffic_has_its_sentence() {
    let second = |traffic: &str| {
        let story = Story::of("0.3*46 9*14")
            .traffic(traffic)
            .day_before("0.3*60", "400*60");
        plain(&say(&story.verdict(), Lang::En, 0).second)
    };
    assert!(
        second("680*60")
            .starts_with("Origin traffic is up (mean 680 Mbps, +70.0 %): a cache-miss storm")
    );
    assert!(second("100*60").starts_with(
        "Origin traffic is down (mean 100 Mbps, -75.0 %): the CDN likely cannot reach"
    ));
    let calm = Story::of("0.3*60")
        .traffic("600*60")
        .day_before("0.3*60", "400*60");
    let words = say(&calm.verdict(), Lang::En, 0);
    assert!(
        plain(&words.second)
            .starts_with("Origin traffic is up (mean 600 Mbps, +50.0 %) while 5xx is not")
    );
    let before = Story::of("0.3*46 9*14").traffic("400*46 100*14");
    let words = say(&before.verdict(), Lang::En, 0);
    assert!(
        plain(&words.second).contains("-75.0 % on the time before"),
        "{}",
        words.second
    );
}
