//! Windows refused for their range.

use super::*;

fn too_long() -> Problem {
    Problem {
        upstream_code: Some("InvalidStartTime.ValueNotSupported".to_owned()),
        ..Problem::new(
            400,
            "upstream_rejected_parameter",
            "",
            "",
            Side::You,
            Retry::No,
        )
    }
}

/// The calls that a list of commands starts.
fn calls(commands: &[Command]) -> Vec<(WindowId, TimeRange)> {
    let call = |command: &Command| match command {
        Command::Start { id, window, .. } => Some((*id, window.ask.range)),
        _ => None,
    };
    commands.iter().filter_map(call).collect()
}

#[test]
fn a_refused_window_is_halved_on_aligned_lines_and_the_other_ids_stay() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
    let commands = loader.apply(failed(&loader, 0, too_long()), NOW, 0.5);
    // The newer half keeps the id; window 1 is still in flight, so the guess waits for its turn.
    assert_eq!(calls(&commands), []);
    assert_eq!(loader.progress().total, 3);
    let commands = loader.apply(failed(&loader, 1, too_long()), NOW, 0.5);
    assert_eq!(calls(&commands), [(id(0), TimeRange::new(5_400, 7_200))]);
    let progress = loader.progress();
    assert_eq!(
        (progress.total, progress.in_flight, progress.failed),
        (4, 1, 0)
    );
    // One answer proves the guess, and the rest goes at once.
    let commands = loader.apply(arrived(&loader, 0, frame(5_400, 4.0)), NOW, 0.5);
    assert_eq!(
        calls(&commands),
        [
            (id(2), TimeRange::new(3_600, 5_400)),
            (id(1), TimeRange::new(1_800, 3_600)),
            (id(3), TimeRange::new(0, 1_800))
        ]
    );
    for (window, start, bits) in [(2, 3_600, 3.0), (1, 1_800, 2.0), (3, 0, 1.0)] {
        loader.apply(arrived(&loader, window, frame(start, bits)), NOW, 0.5);
    }
    assert_eq!(
        loader.frame("s").unwrap().data,
        Data::Traffic(vec![1.0, 2.0, 3.0, 4.0].into())
    );
    assert_eq!(
        loader.progress(),
        Progress {
            total: 4,
            done: 4,
            failed: 0,
            in_flight: 0
        }
    );
    // Newest first, whatever their ids.
    let ends: Vec<i64> = loader
        .view()
        .iter()
        .map(|window| window.range.end)
        .collect();
    assert_eq!(ends, [7_200, 5_400, 3_600, 1_800]);
    assert_eq!(loader.learned_limit("s", 60), Some(1_800));
}

#[test]
fn later_plans_keep_to_the_learned_limit_and_halves_come_from_the_cache() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
    loader.apply(failed(&loader, 0, too_long()), NOW, 0.5);
    loader.apply(failed(&loader, 1, too_long()), NOW, 0.5);
    for (window, start) in [(0, 5_400), (2, 3_600), (1, 1_800), (3, 0)] {
        loader.apply(arrived(&loader, window, frame(start, 1.0)), NOW, 0.5);
    }
    let commands = loader.apply(Event::Refreshed(vec![plan(3)]), NOW, 0.5);
    let asked: Vec<TimeRange> = calls(&commands)
        .into_iter()
        .map(|(_, range)| range)
        .collect();
    // The new hour in halves; nothing older, for all of it was published when it was asked for.
    assert_eq!(
        asked,
        [TimeRange::new(9_000, 10_800), TimeRange::new(7_200, 9_000)]
    );
    // Another source is asked as planned.
    let other = calls(&loader.apply(Event::Asked(vec![plan_of("t", 1, "a")]), NOW, 0.5));
    assert_eq!(other, [(id(0), TimeRange::new(0, HOUR))]);
}

#[test]
fn a_range_refused_down_to_one_slot_fails_after_few_calls_and_others_are_not_cut() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(1)]), NOW, 0.5);
    let mut refused = 0;
    while loader.is_busy() && refused < 50 {
        let flying = loader
            .view()
            .into_iter()
            .find(|window| window.state == WindowState::InFlight)
            .unwrap();
        loader.apply(
            failed(&loader, flying.id.window_index, too_long()),
            NOW,
            0.5,
        );
        refused += 1;
    }
    assert!(refused <= 7, "{refused} calls");
    let view = loader.view();
    assert!(
        view.iter()
            .all(|w| w.state == WindowState::Failed(too_long()))
    );
    let seconds: i64 = view.iter().map(|window| window.range.seconds()).sum();
    assert_eq!(seconds, HOUR, "the pieces still tile the window");
    assert_eq!(loader.learned_limit("s", 60), None);
}

#[test]
fn what_was_answered_at_this_length_before_is_not_halved() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
    loader.apply(arrived(&loader, 0, frame(HOUR, 1.0)), NOW, 0.5);
    // The older window lies before what the vendor keeps: the same code, another cause.
    loader.apply(failed(&loader, 1, too_long()), NOW, 0.5);
    assert_eq!(loader.view()[1].state, WindowState::Failed(too_long()));
    assert_eq!(loader.progress().total, 2);
}

#[test]
fn other_refusals_are_not_halved() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(1)]), NOW, 0.5);
    loader.apply(failed(&loader, 0, problem(Retry::No, None)), NOW, 0.5);
    assert_eq!(
        loader.progress(),
        Progress {
            total: 1,
            done: 0,
            failed: 1,
            in_flight: 0
        }
    );
}

#[test]
fn a_piece_of_an_open_window_is_closed_as_soon_as_all_of_it_is_published() {
    let mut loader = loader();
    let late = || Plan {
        not_yet: Some(TimeRange::new(6_000, 7_200)),
        ..plan(2)
    };
    loader.apply(Event::Asked(vec![late()]), NOW, 0.5);
    loader.apply(failed(&loader, 0, too_long()), NOW, 0.5);
    let closed: Vec<(i64, bool)> = loader
        .view()
        .iter()
        .map(|window| (window.range.end, window.closed))
        .collect();
    assert_eq!(closed, [(7_200, false), (5_400, true), (3_600, true)]);
}
