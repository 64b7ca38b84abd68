//! Row C13 without a model checker: the same questions put to the code itself, in many orders.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::problem::unreachable;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Numbers that look random and are the same in every run.
struct Dice(AtomicU32);

impl Dice {
    fn roll(&self, sides: u32) -> u32 {
        let step = |x: u32| Some(x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        let rolled = self
            .0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, step);
        (rolled.unwrap() >> 8) % sides
    }
}

fn finding(rolled: u32) -> (Finding, Option<Problem>) {
    match rolled {
        0 => (Finding::KeyRefused, Some(unreachable())),
        1 => (Finding::Trouble, Some(unreachable())),
        2 => (Finding::Nothing, None),
        _ => (Finding::KeyWorks, None),
    }
}

/// Calls enter, wait, find something out and leave, or are dropped wherever they just are; keys change meanwhile. In the
/// end everybody has left, every place is free, and a call goes through.
#[tokio::test(start_paused = true)]
async fn c13_no_order_of_calls_holds_a_place_or_forgets_a_waiter() {
    for seed in 0..100 {
        let (guards, lanes, dice) = (Guards::new(), Lanes::new(), Dice(AtomicU32::new(seed)));
        let (guards, dice) = (&guards, &dice);
        let changed = lanes.with_new_key();
        let one = |source: &'static str| {
            let lanes = if dice.roll(4) == 0 { &changed } else { &lanes };
            async move {
                let way = guards.way(lanes, source).unwrap();
                for _ in 0..3 {
                    sleep(Duration::from_millis(dice.roll(900).into())).await;
                    let Ok(pass) = way.enter(Deadline::start()).await else {
                        continue;
                    };
                    sleep(Duration::from_millis(dice.roll(4_000).into())).await;
                    let (finding, cause) = finding(dice.roll(12));
                    way.found(finding, cause.as_ref());
                    if way.may_retry() && dice.roll(9) == 0 {
                        way.cool_down(&unreachable());
                    }
                    drop(pass);
                }
            }
        };
        let calls = (0..120).map(|nth| {
            let call = one(["live-codes", "cdn-origin-codes", "dcdn-ws-codes"][nth % 3]);
            // A third are dropped at some moment, as calls are whose server ends.
            let patience = if nth % 3 == 0 {
                dice.roll(9_000)
            } else {
                3_600_000
            };
            timeout(Duration::from_millis(patience.into()), call)
        });
        let done = futures_util::future::join_all(calls).await;
        let waiting = done
            .iter()
            .enumerate()
            .filter(|(nth, done)| nth % 3 != 0 && done.is_err())
            .count();
        assert_eq!((waiting, guards.queued()), (0, 0), "seed {seed}");
        assert_eq!(guards.places.available_permits(), PLACES, "seed {seed}");
        tokio::time::advance(Duration::from_secs(600)).await;
        let way = guards.way(&lanes, "cdn-origin-codes").unwrap();
        assert!(way.enter(Deadline::start()).await.is_ok(), "seed {seed}");
    }
}

/// The locks themselves, from as many threads as there are: none is taken in two orders.
#[test]
fn c13_threads_do_not_lock_each_other_out() {
    let (ended, end) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let (guards, lanes) = (Arc::new(Guards::new()), Arc::new(Lanes::new()));
        let threads: Vec<_> = (0..8_u32)
            .map(|nth| {
                let (guards, lanes) = (Arc::clone(&guards), Arc::clone(&lanes));
                std::thread::spawn(move || {
                    let dice = Dice(AtomicU32::new(nth));
                    for _ in 0..3_000 {
                        let way = guards.way(&lanes, "cdn-origin-codes").unwrap();
                        let (finding, cause) = finding(dice.roll(4));
                        match dice.roll(5) {
                            0 => way.found(finding, cause.as_ref()),
                            1 => way.cool_down(&unreachable()),
                            2 => drop(way.refusal()),
                            3 => drop(guards.held_back(&lanes, "alibaba")),
                            _ => {
                                lanes.forget_refusal();
                                drop(lanes.with_new_key());
                            }
                        }
                    }
                })
            })
            .collect();
        let whole = threads.into_iter().all(|thread| thread.join().is_ok());
        let _heard = ended.send(whole);
    });
    assert_eq!(end.recv_timeout(Duration::from_secs(60)), Ok(true));
}
