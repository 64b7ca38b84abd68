use super::super::{Reason, State};
use super::{START, Story};
use Reason as Why;
use State::{CannotTell, Degraded, Failing, Fine, Quiet};

type Situation = (&'static str, Story, State, Option<Reason>);

fn fine(name: &'static str, story: Story) -> Situation {
    (name, story, Fine, None)
}

fn failing(name: &'static str, story: Story) -> Situation {
    (name, story, Failing, None)
}

fn degraded(name: &'static str, story: Story) -> Situation {
    (name, story, Degraded, None)
}

fn quiet(name: &'static str, story: Story) -> Situation {
    (name, story, Quiet, None)
}

fn cannot(name: &'static str, story: Story, reason: Reason) -> Situation {
    (name, story, CannotTell, Some(reason))
}

fn check(situations: Vec<Situation>) -> usize {
    let wrong: Vec<String> = situations
        .iter()
        .filter_map(|(name, story, state, reason)| {
            let verdict = story.verdict();
            let judged = (verdict.state, verdict.reason);
            (judged != (*state, *reason))
                .then(|| format!("{name}: {judged:?}, not {state:?} {reason:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    situations.len()
}

fn lines() -> Vec<Situation> {
    vec![
        fine("an hour of calm", Story::of("0.2*60")),
        fine("all zero 5xx with requests", Story::of("0*60")),
        failing("14 minutes of 6 %", Story::of("0.3*41 6.4*14")),
        degraded("14 minutes of 2 %", Story::of("0.3*41 2.3*14")),
        cannot(
            "a spike of one slot at the end",
            Story::of("0.2*59 40"),
            Why::Unsettled,
        ),
        cannot(
            "a spike of two slots at the end",
            Story::of("0.2*58 40*2"),
            Why::Unsettled,
        ),
        failing(
            "a spike of three slots at the end",
            Story::of("0.2*57 40*3"),
        ),
        fine(
            "a spike of one slot half an hour ago",
            Story::of("0.2*29 40 0.2*30"),
        ),
        fine(
            "a spike of two slots half an hour ago",
            Story::of("0.2*28 40*2 0.2*30"),
        ),
        fine(
            "a spike of three slots that is over",
            Story::of("0.2*27 40*3 0.2*30"),
        ),
        failing("the red line exactly", Story::of("0.2*57 5*3")),
        degraded("the amber line exactly", Story::of("0.2*57 1*3")),
        fine("just under the amber line", Story::of("0.999*60")),
        degraded("just under the red line", Story::of("0.2*57 4.999*3")),
        degraded(
            "two slots over red after amber is degraded still",
            Story::of("0.2*55 2*3 9*2"),
        ),
        failing(
            "red is left below 3.75 only",
            Story::of("0.2*50 9*5 3.75*5"),
        ),
        degraded(
            "below 3.75 red is left and amber is not",
            Story::of("0.2*50 9*5 3.74"),
        ),
        degraded(
            "amber is left below 0.75 only",
            Story::of("0.2*50 2*5 0.75*5"),
        ),
        fine("below 0.75 amber is left", Story::of("0.2*50 2*5 0.74")),
        failing(
            "a dip that does not reach 3.75 is no end",
            Story::of("0.2*50 9*3 4 9"),
        ),
        cannot(
            "back and forth, never three in a row",
            Story::of("0.2*48 9 9 0 9 9 0 9 9 0 9 9 0"),
            Why::Unsteady,
        ),
        failing("all slots of a range of three", Story::of("9*3")),
    ]
}

fn holes() -> Vec<Situation> {
    vec![
        failing(
            "a gap in the run does not break it",
            Story::of("0.2*55 9 _ 9 9"),
        ),
        failing(
            "three slots of gap in the run",
            Story::of("0.2*53 9 9 _*3 9"),
        ),
        cannot(
            "four slots of gap begin anew",
            Story::of("0.2*51 9 9 0/3*4 9"),
            Why::Unsettled,
        ),
        cannot(
            "four slots of gap are a hole too",
            Story::of("0.2*51 9 9 _*4 9"),
            Why::LowCoverage,
        ),
        cannot(
            "a failure before a long gap is not carried over it",
            Story::of("0.2*40 9*9 _*9 0.2 0.2"),
            Why::LowCoverage,
        ),
        fine("90 % coverage", Story::of("0.2*10 _*6 0.2*44")),
        cannot(
            "89 % coverage",
            Story::of("0.2*9 _*11 0.2*80"),
            Why::LowCoverage,
        ),
        failing(
            "a hole an hour ago does not unmake a failure",
            Story::of("0.2*5 x*20 0.2*25 9*10"),
        ),
        cannot(
            "a hole right before the newest slot of a long range",
            Story::of("0.2*600 _*20 0.2"),
            Why::LowCoverage,
        ),
        fine("three slots behind", Story::of("0.2*57 _*3")),
        cannot("four slots behind", Story::of("0.2*56 _*4"), Why::Stale),
        cannot(
            "failing and stale",
            Story::of("0.2*40 9*16 _*4"),
            Why::Stale,
        ),
        cannot(
            "the newest calls failed",
            Story::of("0.2*50 x*10"),
            Why::PartialFailure,
        ),
        cannot(
            "the oldest calls failed",
            Story::of("x*20 0.2*40"),
            Why::PartialFailure,
        ),
        cannot(
            "the newest calls are under way",
            Story::of("0.2*50 w*10"),
            Why::StillReading,
        ),
        cannot(
            "the oldest calls are under way",
            Story::of("w*20 0.2*40"),
            Why::StillReading,
        ),
        failing("newest first, failing already", Story::of("w*45 9*15")),
        cannot("all absent", Story::of("_*60"), Why::NoPoints),
        cannot("all failed", Story::of("x*60"), Why::CallsFailed),
        cannot("all waiting", Story::of("w*60"), Why::StillReading),
        cannot("all out of reach", Story::of("o*60"), Why::OutOfReach),
        fine("the start is out of reach", Story::of("o*30 0.2*30")),
        cannot("nothing due", Story::of("n*5"), Why::NotDue),
        cannot(
            "nothing but provisional slots",
            Story::of("p0.2*5"),
            Why::NotDue,
        ),
        cannot("an empty range", Story::of(""), Why::EmptyRange),
        cannot("one slot of calm", Story::of("0.2"), Why::TooFewSlots),
        cannot("one slot of 5xx", Story::of("50"), Why::TooFewSlots),
        cannot(
            "judged long after it was asked",
            Story::of("0.2*60 n*60").late(1_800),
            Why::Stale,
        ),
        fine(
            "an old range, all of it there",
            Story::of("0.2*60").late(86_400),
        ),
        failing(
            "an old range that failed at its end",
            Story::of("0.2*50 9*10").late(86_400),
        ),
    ]
}

fn young() -> Vec<Situation> {
    vec![
        fine("calm and calm to come", Story::of("0.2*55 p0.2*3 n*2")),
        cannot(
            "a burst in provisional slots only",
            Story::of("0.2*55 p60*5"),
            Why::ProvisionalBurst,
        ),
        fine(
            "a blip in provisional slots",
            Story::of("0.2*55 p0.1*3 p60"),
        ),
        failing(
            "provisional calm heals nothing",
            Story::of("0.2*45 9*10 p0*5"),
        ),
        cannot(
            "two complete and three provisional are not five",
            Story::of("0.2*53 9*2 p9*3"),
            Why::Unsettled,
        ),
    ]
}

fn volume() -> Vec<Situation> {
    vec![
        cannot(
            "three of three requests failed, each minute",
            Story::of("100/3*60"),
            Why::Thin,
        ),
        cannot(
            "three of three failed at last",
            Story::of("0.2*57 100/3*3"),
            Why::Thin,
        ),
        cannot(
            "one thin slot of errors at last",
            Story::of("0.2*59 100/3"),
            Why::Unsettled,
        ),
        quiet("three of three went well, each minute", Story::of("0/3*60")),
        quiet("no requests at all", Story::of("z*60")),
        quiet(
            "no requests at all, and no counts",
            Story::of("z*60").counts(None),
        ),
        quiet("requests ebbed away in peace", Story::of("0.2*50 z*10")),
        cannot(
            "requests stopped while failing",
            Story::of("0.2*40 9*10 z*10"),
            Why::WentQuiet,
        ),
        cannot(
            "requests stopped while still degraded, under the line",
            Story::of("0.2*40 2*5 0.8 z*10"),
            Why::WentQuiet,
        ),
        cannot(
            "requests stopped right after a spike",
            Story::of("0.2*49 9 z*10"),
            Why::WentQuiet,
        ),
        cannot(
            "no requests, and too few slots to say so",
            Story::of("_*20 z*40"),
            Why::LowCoverage,
        ),
        cannot(
            "no requests, and an origin that sends 300 Mbps",
            Story::of("z*60").traffic("300*60"),
            Why::Contradiction,
        ),
        quiet(
            "no requests, and no traffic",
            Story::of("z*60").traffic("0*60"),
        ),
        fine("60 a minute are enough", Story::of("0.2/60*60")),
        quiet("59 a minute are not", Story::of("0/59*60")),
        fine("calm of unknown volume", Story::of("0.2*60").counts(None)),
        failing(
            "failure of unknown volume",
            Story::of("0.2*50 9*10").counts(None),
        ),
        failing(
            "one thin slot in a run does not break it",
            Story::of("0.2*56 9*2 0/3 9"),
        ),
        cannot(
            "shares that do not add up",
            Story::of("u*60").counts(None),
            Why::SumsOff,
        ),
        cannot(
            "the newest shares do not add up",
            Story::of("0.2*59 u").counts(None),
            Why::SumsOff,
        ),
        cannot(
            "12 % of the slots do not add up",
            Story::of("0.2*44 u*7 0.2*9").counts(None),
            Why::SumsOff,
        ),
        fine(
            "two slots that do not add up",
            Story::of("0.2*40 u*2 0.2*18").counts(None),
        ),
    ]
}

fn other_grains() -> Vec<Situation> {
    vec![
        failing(
            "an hour over 5 % is an hour already",
            Story::of("0.2*23 6").grain(3_600),
        ),
        degraded("an hour over 1 %", Story::of("0.2*23 2").grain(3_600)),
        fine("a day of hours", Story::of("0.2*24").grain(3_600)),
        fine("one hour of calm", Story::of("0.2").grain(3_600)),
        failing("a day over 5 %", Story::of("0.2*6 6").grain(86_400)),
        fine("a week of days", Story::of("0.2*7").grain(86_400)),
        cannot(
            "two slots of 5 minutes",
            Story::of("0.2*10 9*2").grain(300),
            Why::Unsettled,
        ),
        failing(
            "three slots of 5 minutes",
            Story::of("0.2*9 9*3").grain(300),
        ),
        cannot(
            "four hours behind",
            Story::of("0.2*20 _*4").grain(3_600),
            Why::Stale,
        ),
        failing(
            "the viewer side fails alike",
            Story::of("0.2*50 9*10").viewer(),
        ),
        fine(
            "the viewer side is fine alike",
            Story::of("0.2*60").viewer(),
        ),
    ]
}

#[test]
fn every_situation_is_judged_right() {
    let seen: usize = [lines(), holes(), young(), volume(), other_grains()]
        .into_iter()
        .map(check)
        .sum();
    assert!(seen >= 40, "{seen}");
}

#[test]
fn traffic_is_no_code() {
    let story = Story::of("0.2*60").traffic("300*60");
    let traffic = super::traffic_line(&super::slots("300*60"), 60, START, START + 3_600);
    let input = super::VerdictInput {
        codes: &traffic,
        vantage: crate::Vantage::OriginSide,
        lag: 300,
        traffic: None,
        earlier: None,
        now: START + 3_900,
    };
    let verdict = super::judge(&input, &story.thresholds);
    assert_eq!(
        (verdict.state, verdict.reason),
        (CannotTell, Some(Why::NotCodes))
    );
}

#[test]
fn thresholds_are_the_users() {
    let mut story = Story::of("0.2*50 2*10");
    story.thresholds.amber_percent = 3.0;
    assert_eq!(story.verdict().state, Fine);
    story.thresholds.amber_percent = 0.5;
    story.thresholds.red_percent = 1.5;
    assert_eq!(story.verdict().state, Failing);
    // Amber over red: nothing is judged by that.
    story.thresholds.amber_percent = 3.0;
    assert_eq!(story.verdict().reason, Some(Why::BadThresholds));
}
