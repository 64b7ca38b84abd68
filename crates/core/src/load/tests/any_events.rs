//! Whatever happens in whatever order.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Debug)]
enum Step {
    Ask(i64, bool),
    Refresh(i64),
    Cancel,
    Retry(usize),
    Wait(i64),
    /// The n-th call under way, or one of an older generation, answers.
    Answer(usize, i64),
    Fail(usize, u8),
    Stale(usize),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (1..12_i64, any::<bool>()).prop_map(|(hours, two)| Step::Ask(hours, two)),
        2 => (1..12_i64).prop_map(Step::Refresh),
        1 => Just(Step::Cancel),
        1 => (0..20_usize).prop_map(Step::Retry),
        3 => (0..5_000_i64).prop_map(Step::Wait),
        8 => (0..6_usize, prop_oneof![Just(60), Just(300), Just(7)]).prop_map(|(n, grain)| Step::Answer(n, grain)),
        4 => (0..6_usize, 0..4_u8).prop_map(|(n, kind)| Step::Fail(n, kind)),
        1 => (0..9_usize).prop_map(Step::Stale),
    ]
}

fn question(hours: i64, two: bool) -> Vec<Plan> {
    let mut plans = vec![plan_of("s", hours, "a")];
    // Of the other source two domains, a call for each.
    let (mut b, c) = (plan_of("t", hours + 1, "b"), plan_of("t", hours + 1, "c"));
    b.windows = b
        .windows
        .into_iter()
        .zip(c.windows)
        .flat_map(|(b, c)| [b, c])
        .collect();
    plans.extend(two.then_some(b));
    plans
}

fn refusal(kind: u8) -> Problem {
    match kind {
        0 => problem(Retry::Soon, None),
        1 => problem(Retry::No, None),
        2 => problem(Retry::Soon, Some(1_500)),
        _ => Problem::new(400, "range_too_long", "", "", Side::You, Retry::No),
    }
}

/// The loader with a network that answers when told to.
struct World {
    loader: Loader,
    now: i64,
    flying: Vec<(u64, WindowId, Window)>,
    wake: Option<i64>,
}

const MOST: usize = 4;

impl World {
    fn apply(&mut self, event: Event) {
        let commands = self.loader.apply(event, self.now, 0.5);
        for command in commands {
            match command {
                Command::Start {
                    generation,
                    id,
                    window,
                } => {
                    assert_eq!(generation, self.loader.generation(), "a call of the past");
                    self.flying.push((generation, id, window));
                }
                Command::Abort { generation } => {
                    self.flying.retain(|(other, ..)| *other != generation);
                }
                Command::WakeAt(at) => {
                    assert!(at > self.now);
                    self.wake = Some(at);
                }
                Command::Publish => {}
            }
        }
        let ids: BTreeSet<WindowId> = self.flying.iter().map(|(_, id, _)| *id).collect();
        assert_eq!(ids.len(), self.flying.len(), "one call a window");
        assert!(self.flying.len() <= MOST, "too many in flight");
        assert_eq!(self.loader.progress().in_flight, self.flying.len());
        assert!(self.loader.frame("s").is_none_or(Frame::is_sound));
    }

    fn answer(&mut self, n: usize, grain: i64) {
        if self.flying.is_empty() {
            return;
        }
        let (generation, window, call) = self.flying.swap_remove(n % self.flying.len());
        let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
        builder.slot(call.ask.range.start, 1.0);
        let frame = builder.finish(Some(grain));
        self.apply(Event::Arrived {
            generation,
            window,
            frame,
        });
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Ask(hours, two) => self.apply(Event::Asked(question(hours, two))),
            Step::Refresh(hours) => self.apply(Event::Refreshed(question(hours, true))),
            Step::Cancel => self.apply(Event::Cancelled),
            Step::Retry(window) => self.apply(Event::RetryWindow(id(window))),
            Step::Wait(ms) => {
                self.now += ms;
                self.apply(Event::Ticked);
            }
            Step::Answer(n, grain) => self.answer(n, grain),
            Step::Fail(n, kind) if !self.flying.is_empty() => {
                let (generation, window, _) = self.flying.swap_remove(n % self.flying.len());
                self.apply(Event::Failed {
                    generation,
                    window,
                    problem: refusal(kind),
                });
            }
            Step::Fail(..) => {}
            Step::Stale(window) => {
                let before = self.loader.view();
                let generation = self.loader.generation().wrapping_sub(1);
                self.apply(Event::Arrived {
                    generation,
                    window: id(window),
                    frame: frame(0, 1.0),
                });
                assert_eq!(before.len(), self.loader.view().len());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_window_ends_and_the_bounds_hold(steps in proptest::collection::vec(any_step(), 0..60)) {
        let config = LoaderConfig { max_in_flight: MOST, burst: 3, cache_points: 40, ..LoaderConfig::default() };
        let mut world = World { loader: Loader::new(config), now: NOW, flying: Vec::new(), wake: None };
        for step in steps {
            world.step(step);
        }
        // Everything answers from now on; whoever waits is woken when it wanted to be.
        let mut rounds = 0;
        while world.loader.is_busy() {
            rounds += 1;
            prop_assert!(rounds < 5_000, "it never ends");
            if world.flying.is_empty() {
                let wake = world.wake.take();
                prop_assert!(wake.is_some(), "busy, nothing under way, and nobody to wake it");
                world.now = world.now.max(wake.unwrap_or(0));
                world.apply(Event::Ticked);
            } else {
                world.answer(0, 60);
            }
        }
        prop_assert!(world.flying.is_empty());
        for window in world.loader.view() {
            prop_assert!(matches!(window.state, WindowState::Done | WindowState::Failed(_) | WindowState::Cancelled));
        }
        // The windows of each domain still tile its source's range.
        for source in &world.loader.sources {
            let id = &source.plan.source;
            for domain in if id == "s" { &["a"][..] } else { &["b", "c"] } {
                let mut parts: Vec<TimeRange> = world.loader.view_of(id, domain).iter().map(|window| window.range).collect();
                parts.sort_by_key(|part| part.start);
                prop_assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
                prop_assert_eq!(parts.first().map(|part| part.start), Some(source.plan.range.start));
            }
        }
    }
}
