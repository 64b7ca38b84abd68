use super::super::{Basis, Dominant, Outcome, Quadrant, RuleId, State};
use super::{START, Story};
use crate::Code;

fn failing() -> Story {
    Story::of("0.3*46 9*14")
}

/// Quadrant and rounded change of traffic.
fn seen(story: &Story) -> (Option<Quadrant>, Option<i64>) {
    let verdict = story.verdict();
    #[allow(clippy::cast_possible_truncation)]
    let change = verdict
        .traffic
        .and_then(|it| it.change)
        .map(|it| it.round() as i64);
    (verdict.quadrant, change)
}

#[test]
fn each_of_the_four_cases() {
    let bad = |traffic: &str| failing().traffic(traffic).day_before("0.3*60", "400*60");
    assert_eq!(
        seen(&bad("400*46 680*14")),
        (Some(Quadrant::Storm), Some(70))
    );
    assert_eq!(
        seen(&bad("400*46 416*14")),
        (Some(Quadrant::OriginFault), Some(4))
    );
    assert_eq!(
        seen(&bad("400*46 100*14")),
        (Some(Quadrant::OriginUnreachable), Some(-75))
    );
    let calm = |traffic: &str| {
        Story::of("0.3*60")
            .traffic(traffic)
            .day_before("0.3*60", "400*60")
    };
    assert_eq!(seen(&calm("600*60")), (Some(Quadrant::CacheLoss), Some(50)));
    assert_eq!(seen(&calm("400*60")), (None, Some(0)));
    assert_eq!(seen(&calm("100*60")), (None, Some(-75)));
    assert_eq!(calm("600*60").verdict().state, State::Fine);
}

#[test]
fn fifteen_percent_are_normal() {
    let bad = |traffic: &str| failing().traffic(traffic).day_before("0.3*60", "400*60");
    assert_eq!(seen(&bad("459*60")).0, Some(Quadrant::OriginFault));
    assert_eq!(seen(&bad("461*60")).0, Some(Quadrant::Storm));
    assert_eq!(seen(&bad("339*60")).0, Some(Quadrant::OriginUnreachable));
    let rule = |story: Story| story.verdict().rule(RuleId::Traffic).unwrap().outcome;
    assert_eq!(rule(bad("459*60")), Outcome::Met);
    assert_eq!(rule(bad("461*60")), Outcome::NotMet);
    assert_eq!(rule(failing()), Outcome::Unknown);
}

#[test]
fn without_an_earlier_range_the_time_before_is_the_measure() {
    let story = failing().traffic("400*46 100*14");
    assert_eq!(seen(&story), (Some(Quadrant::OriginUnreachable), Some(-75)));
    assert_eq!(
        story.verdict().traffic.unwrap().basis,
        Some(Basis::BeforeEpisode)
    );
    // Three minutes before are no measure, and calm has no before.
    assert_eq!(
        seen(&Story::of("0.3*3 9*14").traffic("400*3 100*14")),
        (None, None)
    );
    assert_eq!(seen(&Story::of("0.3*60").traffic("400*60")), (None, None));
}

/// Traffic that falls by a tenth an hour, as every evening, is no origin that cannot be reached.
#[test]
fn a_slope_of_the_day_is_not_taken_for_a_fall() {
    let evening = (0..14).map(|step| format!("{}*25", 700 - 25 * step));
    let traffic = evening.collect::<Vec<_>>().join(" ");
    let (quadrant, change) = seen(&Story::of("0.3*330 9*20").traffic(&traffic));
    assert_eq!(quadrant, Some(Quadrant::OriginFault), "{change:?}");
    // Two hours into it nothing in the range is a measure any more.
    assert_eq!(
        seen(&Story::of("0.3*230 9*120").traffic(&traffic)),
        (None, None)
    );
}

#[test]
fn traffic_that_is_not_known_says_nothing() {
    assert_eq!(failing().verdict().traffic, None);
    assert_eq!(failing().traffic("400*46 _*14").verdict().traffic, None);
    // Of 14 minutes 4 are missing: less than three quarters.
    assert_eq!(
        failing().traffic("400*46 400*10 _*4").verdict().traffic,
        None
    );
    assert!(
        failing()
            .traffic("400*46 400*11 _*3")
            .verdict()
            .traffic
            .is_some()
    );
    // An hour of traffic says nothing of 14 minutes in it.
    assert_eq!(
        failing()
            .traffic("400")
            .traffic_grain(3_600)
            .verdict()
            .traffic,
        None
    );
    assert!(
        failing()
            .traffic("400*12")
            .traffic_grain(300)
            .verdict()
            .traffic
            .is_some()
    );
    // No traffic then: nothing to divide by.
    assert_eq!(
        seen(&failing().traffic("400*60").day_before("", "0*60")),
        (None, None)
    );
}

#[test]
fn no_claim_on_the_origin_from_elsewhere() {
    let story = failing()
        .viewer()
        .traffic("680*60")
        .day_before("0.3*60", "400*60");
    let verdict = story.verdict();
    assert_eq!(
        (verdict.state, verdict.quadrant, verdict.traffic),
        (State::Failing, None, None)
    );
}

#[test]
fn what_was_as_high_before_has_not_risen() {
    let story = failing().traffic("680*60").day_before("9*60", "400*60");
    assert_eq!(seen(&story), (None, Some(70)));
    assert_eq!(story.verdict().state, State::Failing, "habit is no excuse");
}

#[test]
fn the_figures_are_those_of_the_episode() {
    let verdict = Story::of("0.3*46 2*4 9*9 6.4")
        .day_before("0.34*60", "")
        .verdict();
    let headline = &verdict.headline;
    let episode = headline.episode.unwrap();
    assert_eq!(episode.since, START + 46 * 60);
    assert_eq!(
        (
            episode.over,
            episode.slots,
            episode.maybe_earlier,
            episode.touches
        ),
        (14, 14, false, false)
    );
    assert!((episode.peak - 9.0).abs() < 1e-9);
    assert_eq!(episode.peak_at, START + 50 * 60);
    assert!((headline.share.unwrap() - 6.4).abs() < 1e-9);
    assert_eq!(headline.share_at, Some(START + 59 * 60));
    assert!((headline.usual.unwrap() - 0.34).abs() < 1e-9);
    let Dominant { code, part } = headline.dominant.unwrap();
    assert_eq!(code, Code::new(502));
    assert!((part - 80.0).abs() < 1e-9);
    assert_eq!(headline.complete_to, Some(START + 3_600));
}

#[test]
fn an_episode_says_what_is_not_known_of_it() {
    let episode = |text: &str| Story::of(text).verdict().headline.episode.unwrap();
    assert!(episode("9*5").maybe_earlier, "the range begins with it");
    assert!(episode("0.2*50 _ 9*5").maybe_earlier, "a gap is before it");
    let with_gap = episode("0.2*50 9*3 _ 0.8 9");
    assert_eq!((with_gap.over, with_gap.slots), (4, 6));
    assert!(episode("0.2*50 1*3").touches);
    let over = Story::of("0.2*20 3 9 3 0.2*30").verdict().headline;
    assert_eq!(over.episode, None);
    let ended = over.ended.unwrap();
    assert_eq!(
        (ended.since, ended.until),
        (START + 20 * 60, START + 23 * 60)
    );
}

#[test]
fn a_sparse_yesterday_is_no_measure() {
    let usual = |then: &str| failing().day_before(then, "").verdict().headline.usual;
    assert_eq!(usual("0.3*46 _*14"), None);
    assert_eq!(usual("0.3*50"), None, "the earlier range ends too soon");
    assert!(usual("0.3*46 0.3*11 _*3").is_some());
}
