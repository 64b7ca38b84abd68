//! Whose turn it is, and questions that are none.

use super::*;

fn small(max_in_flight: usize, max_per_source: usize) -> Loader {
    Loader::new(LoaderConfig {
        max_in_flight,
        max_per_source,
        burst: 1_000,
        ..LoaderConfig::default()
    })
}

#[test]
fn the_same_question_again_does_nothing() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(3)]), NOW, 0.5);
    let generation = loader.generation();
    assert_eq!(loader.apply(Event::Asked(vec![plan(3)]), NOW, 0.5), []);
    assert_eq!(loader.generation(), generation);
    let mut loader = loaded(3);
    assert_eq!(loader.apply(Event::Asked(vec![plan(3)]), NOW, 0.5), []);
    // After a cancel it is a question again.
    loader.apply(Event::Refreshed(vec![plan(3)]), NOW, 0.5);
    loader.apply(Event::Cancelled, NOW, 0.5);
    let commands = loader.apply(Event::Asked(vec![plan(3)]), NOW, 0.5);
    assert_eq!(started(&commands), [id(0)]);
}

#[test]
fn a_refresh_while_loading_waits_for_its_turn_and_the_newest_counts() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
    loader.apply(Event::Refreshed(vec![plan(3)]), NOW, 0.5);
    loader.apply(Event::Refreshed(vec![plan(4)]), NOW, 0.5);
    loader.apply(arrived(&loader, 1, frame(0, 1.0)), NOW, 0.5);
    let generation = loader.generation();
    let commands = loader.apply(arrived(&loader, 0, frame(HOUR, 1.0)), NOW, 0.5);
    assert_eq!(loader.generation(), generation + 1);
    assert_eq!(started(&commands), [id(0), id(1), id(2)]);
    assert_eq!(loader.view()[3].state, WindowState::Done);
}

#[test]
fn a_cancel_and_a_new_question_drop_the_refresh_that_waits() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(1)]), NOW, 0.5);
    loader.apply(Event::Refreshed(vec![plan(2)]), NOW, 0.5);
    loader.apply(Event::Cancelled, NOW, 0.5);
    assert_eq!(started(&loader.apply(Event::Ticked, NOW + 1, 0.5)), []);
    loader.apply(Event::Asked(vec![plan_of("s", 1, "b")]), NOW, 0.5);
    loader.apply(Event::Refreshed(vec![plan(2)]), NOW, 0.5);
    loader.apply(Event::Asked(vec![plan_of("s", 1, "c")]), NOW, 0.5);
    let commands = loader.apply(arrived(&loader, 0, frame(0, 1.0)), NOW, 0.5);
    assert_eq!(started(&commands), []);
}

#[test]
fn no_source_takes_the_room_of_another() {
    let mut loader = small(4, 4);
    // The first source's windows are all newer than the second's.
    let mut late = plan_of("late", 9, "a");
    for window in &mut late.windows {
        window.part = TimeRange::new(window.part.start + 90 * HOUR, window.part.end + 90 * HOUR);
        window.ask.range = window.part;
    }
    let commands = loader.apply(Event::Asked(vec![late, plan(9)]), NOW, 0.5);
    let sources: Vec<usize> = started(&commands)
        .iter()
        .map(|id| id.source_index)
        .collect();
    assert_eq!(sources, [0, 0, 1, 1]);
}

#[test]
fn one_source_has_no_more_under_way_than_its_bound() {
    let mut loader = small(6, 2);
    let commands = loader.apply(Event::Asked(vec![plan(9)]), NOW, 0.5);
    assert_eq!(started(&commands).len(), 2);
    let commands = loader.apply(arrived(&loader, 0, frame(8 * HOUR, 1.0)), NOW, 0.5);
    assert_eq!(started(&commands), [id(2)]);
}

/// S12: the range is changed fifty times.
#[test]
fn fifty_questions_leave_one_generation_and_an_abort_each() {
    let mut loader = loader();
    let mut old = Vec::new();
    for hours in 1..=50 {
        loader.apply(Event::Asked(vec![plan_of("s", hours, "b")]), NOW, 0.5);
        old.push(loader.generation());
    }
    let last = old.pop().unwrap();
    let before = loader.view();
    for generation in old {
        let stale = Event::Arrived {
            generation,
            window: id(0),
            frame: frame(0, 9.0),
        };
        assert_eq!(loader.apply(stale, NOW, 0.5), []);
    }
    assert_eq!((loader.view(), loader.generation()), (before, last));
    assert!(loader.progress().in_flight <= 6);
}

#[test]
fn a_closed_window_is_not_asked_again_even_if_the_cache_has_no_room_for_it() {
    let mut loader = Loader::new(LoaderConfig {
        cache_points: 0,
        burst: 1_000,
        ..LoaderConfig::default()
    });
    loader.apply(Event::Asked(vec![plan(3)]), NOW, 0.5);
    for (window, start) in [(0, 2 * HOUR), (1, HOUR), (2, 0)] {
        loader.apply(arrived(&loader, window, frame(start, 1.0)), NOW, 0.5);
    }
    let commands = loader.apply(Event::Refreshed(vec![plan(3)]), NOW, 0.5);
    assert_eq!(started(&commands), [id(0)]);
}
