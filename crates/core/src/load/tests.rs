#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::TrafficBuilder;
use crate::ask::Ask;
use crate::contract::{Retry, Side};
use crate::frame::Data;
use crate::note::NoteKind;
use crate::plan::Window;
use crate::source::{Metric, TrafficUnit};
use crate::time::TimeRange;

mod any_events;
mod domains;
mod other_grain;
mod refused_range;
mod turns;

const HOUR: i64 = 3_600;
/// A moment far from 0, milliseconds.
const NOW: i64 = 1_000_000_000;

/// `hours` windows of an hour, newest first, for one domain; the newest is open.
fn plan_of(source: &str, hours: i64, domain: &str) -> Plan {
    let windows = (0..hours).rev().map(|n| {
        let range = TimeRange::new(n * HOUR, (n + 1) * HOUR);
        let ask = Ask {
            domains: vec![domain.to_owned()],
            range,
            grain: None,
            isp: None,
            region: None,
            codes: vec![],
        };
        Window {
            source: source.to_owned(),
            ask,
            part: range,
            closed: n + 1 < hours,
        }
    });
    Plan {
        source: source.to_owned(),
        metric: Metric::Traffic,
        grain: 60,
        lag: 300,
        range: TimeRange::new(0, hours * HOUR),
        windows: windows.collect(),
        out_of_reach: None,
        not_yet: None,
        ignored_filters: vec![],
        calls_per_minute: 60_000,
    }
}

fn plan(hours: i64) -> Plan {
    plan_of("s", hours, "a")
}

fn loader() -> Loader {
    Loader::new(LoaderConfig {
        burst: 1_000,
        ..LoaderConfig::default()
    })
}

fn id(window_index: usize) -> WindowId {
    WindowId {
        source_index: 0,
        window_index,
    }
}

fn frame(from: i64, bits: f64) -> Frame {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    builder.slot(from, bits);
    builder.finish(Some(60))
}

fn problem(retry: Retry, retry_after_ms: Option<u64>) -> Problem {
    Problem {
        retry_after_ms,
        ..Problem::new(503, "busy", "", "", Side::Vendor, retry)
    }
}

fn started(commands: &[Command]) -> Vec<WindowId> {
    let start = |command: &Command| {
        if let Command::Start { id, .. } = command {
            Some(*id)
        } else {
            None
        }
    };
    commands.iter().filter_map(start).collect()
}

fn wake(commands: &[Command]) -> Option<i64> {
    commands.iter().find_map(|command| {
        if let Command::WakeAt(at) = command {
            Some(*at)
        } else {
            None
        }
    })
}

fn arrived(loader: &Loader, window: usize, frame: Frame) -> Event {
    Event::Arrived {
        generation: loader.generation(),
        window: id(window),
        frame,
    }
}

fn failed(loader: &Loader, window: usize, problem: Problem) -> Event {
    Event::Failed {
        generation: loader.generation(),
        window: id(window),
        problem,
    }
}

/// A loader whose plan has come completely.
fn loaded(hours: i64) -> Loader {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(hours)]), NOW, 0.5);
    for window in 0..usize::try_from(hours).unwrap() {
        let start = (hours - 1) * HOUR - i64::try_from(window).unwrap() * HOUR;
        loader.apply(arrived(&loader, window, frame(start, 1.0)), NOW, 0.5);
    }
    loader
}

#[test]
fn the_newest_window_goes_first_and_never_more_than_so_many_at_once() {
    let mut loader = loader();
    let commands = loader.apply(Event::Asked(vec![plan(10)]), NOW, 0.5);
    assert_eq!(started(&commands), (0..6).map(id).collect::<Vec<_>>());
    assert_eq!(
        loader.progress(),
        Progress {
            total: 10,
            done: 0,
            failed: 0,
            in_flight: 6
        }
    );
    let commands = loader.apply(arrived(&loader, 3, frame(6 * HOUR, 1.0)), NOW, 0.5);
    assert_eq!(started(&commands), [id(6)]);
    assert!(commands.contains(&Command::Publish));
}

#[test]
fn the_newest_of_all_sources_goes_first() {
    let mut loader = Loader::new(LoaderConfig {
        max_in_flight: 3,
        burst: 1_000,
        ..LoaderConfig::default()
    });
    let commands = loader.apply(Event::Asked(vec![plan(2), plan_of("t", 2, "a")]), NOW, 0.5);
    let other = |window_index| WindowId {
        source_index: 1,
        window_index,
    };
    assert_eq!(started(&commands), [id(0), other(0), id(1)]);
}

#[test]
fn the_latest_question_wins_at_once_and_older_answers_change_nothing() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
    let old = loader.generation();
    let commands = loader.apply(Event::Asked(vec![plan_of("s", 1, "b")]), NOW, 0.5);
    assert_eq!(commands.first(), Some(&Command::Abort { generation: old }));
    assert_eq!(started(&commands), [id(0)]);
    let before = (loader.view(), loader.progress());
    let stale = Event::Arrived {
        generation: old,
        window: id(0),
        frame: frame(0, 9.0),
    };
    assert_eq!(loader.apply(stale, NOW, 0.5), []);
    let stale = Event::Failed {
        generation: old,
        window: id(0),
        problem: problem(Retry::No, None),
    };
    assert_eq!(loader.apply(stale, NOW, 0.5), []);
    assert_eq!((loader.view(), loader.progress()), before);
    assert_eq!(loader.frame("s"), None);
}

#[test]
fn nothing_in_flight_is_nothing_to_abort() {
    let mut loader = loaded(1);
    let commands = loader.apply(Event::Asked(vec![plan_of("s", 1, "b")]), NOW, 0.5);
    assert!(
        !commands
            .iter()
            .any(|command| matches!(command, Command::Abort { .. }))
    );
}

#[test]
fn answers_join_to_one_frame_cut_at_their_windows() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
    let mut late = TrafficBuilder::new(TrafficUnit::Bit);
    [(HOUR, 3.0), (HOUR - 60, 99.0), (2 * HOUR, 99.0)]
        .iter()
        .for_each(|&(at, bits)| late.slot(at, bits));
    loader.apply(arrived(&loader, 0, late.finish(Some(60))), NOW, 0.5);
    loader.apply(arrived(&loader, 1, frame(0, 1.0)), NOW, 0.5);
    let joined = loader.frame("s").unwrap();
    assert_eq!(
        (&joined.times[..], &joined.data),
        (&[0, HOUR][..], &Data::Traffic(vec![1.0, 3.0].into()))
    );
    // The slot at the end is how both vendors answer; the one before the start is odd.
    let odd: Vec<_> = joined
        .notes
        .iter()
        .map(|note| (note.kind, note.text.as_str()))
        .collect();
    assert_eq!(odd, [(NoteKind::OutsideWindow, "1")]);
    assert!(!loader.is_busy());
}

#[test]
fn another_grain_than_planned_is_said() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(1)]), NOW, 0.5);
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    builder.slot(0, 1.0);
    loader.apply(arrived(&loader, 0, builder.finish(Some(300))), NOW, 0.5);
    assert_eq!(
        loader.frame("s").unwrap().notes[0].kind,
        NoteKind::OtherGrain
    );
}

#[test]
fn an_answer_to_nobody_is_dropped() {
    let mut loader = loaded(1);
    for window in [0, 7] {
        assert_eq!(
            loader.apply(arrived(&loader, window, frame(0, 5.0)), NOW, 0.5),
            []
        );
    }
    assert_eq!(
        loader.frame("s").unwrap().data,
        Data::Traffic(vec![1.0].into())
    );
}

#[test]
fn what_may_work_in_a_moment_is_tried_again_after_a_random_wait_that_grows() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(1)]), NOW, 0.5);
    let commands = loader.apply(failed(&loader, 0, problem(Retry::Soon, None)), NOW, 0.5);
    assert_eq!(
        (started(&commands), wake(&commands)),
        (vec![], Some(NOW + 250))
    ); // half of 500
    assert_eq!(started(&loader.apply(Event::Ticked, NOW + 249, 0.5)), []);
    assert_eq!(
        started(&loader.apply(Event::Ticked, NOW + 250, 0.5)),
        [id(0)]
    );
    let commands = loader.apply(
        failed(&loader, 0, problem(Retry::Soon, None)),
        NOW + 300,
        1.0,
    );
    assert_eq!(wake(&commands), Some(NOW + 1_300)); // all of 1000
    assert_eq!(
        started(&loader.apply(Event::Ticked, NOW + 1_300, 0.5)),
        [id(0)]
    );
    // The third call was the last.
    let commands = loader.apply(
        failed(&loader, 0, problem(Retry::Soon, None)),
        NOW + 1_400,
        0.5,
    );
    assert_eq!(wake(&commands), None);
    assert!(matches!(loader.view()[0].state, WindowState::Failed(_)));
    assert_eq!(loader.view()[0].tries, 3);
}

#[test]
fn what_would_fail_again_is_not_tried_again() {
    for retry in [Retry::No, Retry::AfterChange] {
        let mut loader = loader();
        loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
        let commands = loader.apply(failed(&loader, 0, problem(retry, None)), NOW, 0.5);
        assert_eq!((started(&commands), wake(&commands)), (vec![], None));
        assert_eq!(
            loader.view()[0].state,
            WindowState::Failed(problem(retry, None))
        );
        // A hole, not the end: the other window still comes.
        loader.apply(arrived(&loader, 1, frame(0, 1.0)), NOW, 0.5);
        assert_eq!(loader.frame("s").unwrap().len(), 1);
    }
}

#[test]
fn the_servers_wish_to_wait_is_kept_by_all_windows_of_the_source() {
    let mut loader = Loader::new(LoaderConfig {
        max_in_flight: 1,
        burst: 1_000,
        ..LoaderConfig::default()
    });
    loader.apply(Event::Asked(vec![plan(2), plan_of("t", 1, "a")]), NOW, 0.0);
    let commands = loader.apply(
        failed(&loader, 0, problem(Retry::Soon, Some(2_000))),
        NOW,
        0.0,
    );
    // The other source goes on; of this one nothing starts.
    assert_eq!(
        started(&commands),
        [WindowId {
            source_index: 1,
            window_index: 0
        }]
    );
    let other = WindowId {
        source_index: 1,
        window_index: 0,
    };
    let done = Event::Arrived {
        generation: loader.generation(),
        window: other,
        frame: frame(0, 1.0),
    };
    let commands = loader.apply(done, NOW + 1, 0.0);
    assert_eq!(
        (started(&commands), wake(&commands)),
        (vec![], Some(NOW + 2_000))
    );
    assert_eq!(
        started(&loader.apply(Event::Ticked, NOW + 2_000, 0.0)),
        [id(0)]
    );
}

#[test]
fn a_wait_of_minutes_is_a_failure() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(1)]), NOW, 0.5);
    loader.apply(
        failed(&loader, 0, problem(Retry::Soon, Some(3_600_000))),
        NOW,
        0.5,
    );
    assert!(matches!(loader.view()[0].state, WindowState::Failed(_)));
}

#[test]
fn a_source_is_asked_at_half_its_rate_with_a_small_burst() {
    let mut loader = Loader::new(LoaderConfig {
        max_in_flight: 100,
        max_per_source: 100,
        ..LoaderConfig::default()
    });
    let slow = Plan {
        calls_per_minute: 600,
        ..plan(24)
    };
    let commands = loader.apply(Event::Asked(vec![slow]), NOW, 0.5);
    assert_eq!(started(&commands).len(), 5);
    assert_eq!(wake(&commands), Some(NOW + 200)); // five a second
    let mut calls = 5;
    for step in 1..=10 {
        calls += started(&loader.apply(Event::Ticked, NOW + step * 100, 0.5)).len();
    }
    assert_eq!(calls, 10); // never more than the documented ten in a second
}

#[test]
fn the_rate_outlives_the_question() {
    let mut loader = Loader::new(LoaderConfig::default());
    let slow = |domain| Plan {
        calls_per_minute: 20,
        ..plan_of("s", 9, domain)
    };
    assert_eq!(
        started(&loader.apply(Event::Asked(vec![slow("a")]), NOW, 0.5)).len(),
        5
    );
    assert_eq!(
        started(&loader.apply(Event::Asked(vec![slow("b")]), NOW, 0.5)).len(),
        0
    );
}

#[test]
fn closed_windows_come_from_the_cache_and_a_refresh_asks_the_open_one() {
    let mut loader = loaded(3);
    let commands = loader.apply(Event::Refreshed(vec![plan(3)]), NOW + 60_000, 0.5);
    assert_eq!(started(&commands), [id(0)]);
    let view = loader.view();
    assert_eq!(
        (view[0].state.clone(), view[0].from_cache),
        (WindowState::InFlight, false)
    );
    assert!(
        view[1..]
            .iter()
            .all(|window| window.state == WindowState::Done && window.from_cache)
    );
    assert_eq!(view[1].fetched_at, Some(NOW / 1_000));
    // What the open window showed stays until its answer comes.
    assert_eq!(loader.frame("s").unwrap().len(), 3);
    assert_eq!(view[0].fetched_at, Some(NOW / 1_000));
    loader.apply(arrived(&loader, 0, frame(2 * HOUR, 7.0)), NOW + 61_000, 0.5);
    assert_eq!(
        loader.frame("s").unwrap().data,
        Data::Traffic(vec![1.0, 1.0, 7.0].into())
    );
    assert_eq!(loader.view()[0].fetched_at, Some(NOW / 1_000 + 60)); // when it was sent, not when it came
}

#[test]
fn a_window_that_has_closed_since_keeps_what_it_showed_until_it_is_asked_again() {
    let mut loader = loaded(1);
    let commands = loader.apply(Event::Refreshed(vec![plan(2)]), NOW, 0.5);
    assert_eq!(started(&commands), [id(0), id(1)]);
    assert_eq!(loader.frame("s").unwrap().len(), 1);
}

#[test]
fn another_domain_gets_nothing_of_the_last_one() {
    let mut loader = loaded(2);
    let commands = loader.apply(Event::Asked(vec![plan_of("s", 2, "b")]), NOW, 0.5);
    assert_eq!(started(&commands).len(), 2);
    assert_eq!(loader.frame("s"), None);
}

#[test]
fn a_refresh_while_loading_changes_nothing() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
    let generation = loader.generation();
    assert_eq!(loader.apply(Event::Refreshed(vec![plan(2)]), NOW, 0.5), []);
    assert_eq!(loader.generation(), generation);
}

#[test]
fn cancelling_stops_everything_and_keeps_what_came() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(8)]), NOW, 0.5);
    let generation = loader.generation();
    loader.apply(arrived(&loader, 0, frame(7 * HOUR, 1.0)), NOW, 0.5);
    let commands = loader.apply(Event::Cancelled, NOW, 0.5);
    assert_eq!(commands, [Command::Abort { generation }, Command::Publish]);
    let cancelled = loader
        .view()
        .iter()
        .filter(|window| window.state == WindowState::Cancelled)
        .count();
    assert_eq!((cancelled, loader.frame("s").unwrap().len()), (7, 1));
    let late = Event::Arrived {
        generation,
        window: id(1),
        frame: frame(6 * HOUR, 1.0),
    };
    assert_eq!(loader.apply(late, NOW, 0.5), []);
    assert_eq!(loader.apply(Event::Cancelled, NOW, 0.5), []);
}

#[test]
fn one_window_can_be_tried_again_by_hand() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
    loader.apply(failed(&loader, 0, problem(Retry::No, None)), NOW, 0.5);
    loader.apply(arrived(&loader, 1, frame(0, 1.0)), NOW, 0.5);
    assert_eq!(
        started(&loader.apply(Event::RetryWindow(id(0)), NOW, 0.5)),
        [id(0)]
    );
    // Under way already: nothing happens.
    assert_eq!(loader.apply(Event::RetryWindow(id(0)), NOW, 0.5), []);
    loader.apply(arrived(&loader, 0, frame(HOUR, 2.0)), NOW, 0.5);
    assert_eq!(loader.frame("s").unwrap().len(), 2);
    assert_eq!(loader.apply(Event::RetryWindow(id(9)), NOW, 0.5), []);
}

#[test]
fn an_odd_jitter_is_no_odd_wait() {
    let config = LoaderConfig::default();
    for jitter in [f64::NAN, f64::INFINITY, -3.0, 7.0] {
        let wait = wait_ms(&config, 40, None, jitter);
        assert!(
            (0..=config.max_delay_ms).contains(&wait),
            "{jitter}: {wait}"
        );
    }
}
