//! The hands of the loaders: calls, timers, and the board that the views read.

use super::lane::{Lanes, Turn};
use super::question::{Question, question};
use super::transport::{self, Answered};
use super::{decode::decode, publish};
use crate::clock;
use crate::facts::{Asking, Called, Inspected, Log};
use crate::state::State;
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use originscope_core::{Command, Event, Frame, Window, WindowId, WindowView};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

/// A handle on the loaders of the page.
#[derive(Clone, Default)]
pub struct Runner(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    lanes: Lanes,
    domains: Vec<String>,
    now: i64,
    /// The last calls of all loaders.
    log: Log,
}

impl Runner {
    /// Asks what the query says; whatever was on its way is given up.
    pub fn ask(&self, state: State) {
        self.pose(state, false);
    }

    /// Asks the same again, for what may have changed since. Also asks the proxy again where it did not answer.
    pub fn refresh(&self, state: State) {
        if state.catalogue().is_none() {
            super::ask_proxy(state);
            return;
        }
        // A range that moves is read anew with what failed, or else the refresh would leave it as old as it was.
        let moves = state.live.with_untracked(|chosen| chosen.moves());
        if moves || self.failed(Turn::Asked).is_empty() {
            return self.renew(state);
        }
        for turn in Turn::ALL {
            self.retry_failed(state, turn);
        }
        self.publish(state);
    }

    /// Asks for what is new by now and what failed: one source that always fails must not keep the others old.
    pub fn renew(&self, state: State) {
        super::ask_proxy_now_and_then(state);
        self.pose(state, true);
    }

    /// Asks one window again.
    pub fn retry(&self, state: State, id: WindowId) {
        self.perform(state, Turn::Asked, Event::RetryWindow(id));
    }

    /// Asks again what failed beside the question: of the earlier period and of the single domains.
    pub fn retry_beside(&self, state: State) {
        self.retry_failed(state, Turn::Split);
        self.retry_failed(state, Turn::Earlier);
    }

    /// Gives up what is on its way.
    pub fn cancel(&self, state: State) {
        for turn in Turn::ALL {
            self.0.borrow_mut().lanes.of_mut(turn).next = None;
            self.perform(state, turn, Event::Cancelled);
        }
    }

    fn failed(&self, turn: Turn) -> Vec<WindowId> {
        self.0.borrow().lanes.of(turn).failed()
    }

    fn retry_failed(&self, state: State, turn: Turn) {
        for id in self.failed(turn) {
            self.perform(state, turn, Event::RetryWindow(id));
        }
    }

    /// Puts the question, the same again or a new one: first what was asked, then in turn what stands beside it.
    fn pose(&self, state: State, is_again: bool) {
        let Question {
            asked,
            split,
            earlier,
            domains,
            now,
        } = question(state);
        let plans = asked.plans();
        let stopped = {
            let mut inner = self.0.borrow_mut();
            (inner.domains, inner.now) = (domains, now);
            inner.lanes.of_mut(Turn::Asked).part = asked;
            let beside = [(Turn::Split, split), (Turn::Earlier, earlier)];
            beside.map(|(turn, part)| {
                inner.lanes.put(turn, part, is_again);
                let lane = inner.lanes.of(turn);
                (turn, !is_again && lane.next.is_some())
            })
        };
        for (turn, _) in stopped.into_iter().filter(|(_, is_stopped)| *is_stopped) {
            self.command(state, turn, Event::Cancelled);
        }
        let event = if is_again {
            Event::Refreshed(plans)
        } else {
            Event::Asked(plans)
        };
        self.perform(state, Turn::Asked, event);
        // A question without a single window brings no event; the board still changes.
        self.publish(state);
    }

    /// Tells a loader, does what it wants, and lets the next one have its turn.
    fn perform(&self, state: State, turn: Turn, event: Event) {
        self.command(state, turn, event);
        loop {
            let next = self.0.borrow_mut().lanes.take_turn();
            let Some((turn, part, is_again)) = next else {
                return;
            };
            let plans = part.plans();
            let event = if is_again {
                Event::Refreshed(plans)
            } else {
                Event::Asked(plans)
            };
            self.command(state, turn, event);
        }
    }

    fn command(&self, state: State, turn: Turn, event: Event) {
        let (now_ms, jitter) = (clock::now_ms(), js_sys::Math::random());
        let commands = {
            let mut inner = self.0.borrow_mut();
            inner.lanes.of_mut(turn).loader.apply(event, now_ms, jitter)
        };
        for command in commands {
            match command {
                Command::Start {
                    generation,
                    id,
                    window,
                } => self.start(state, (turn, generation), id, window),
                Command::Abort { generation } => self.abort(turn, generation),
                Command::WakeAt(at_ms) => self.wake(state, turn, at_ms),
                Command::Publish => self.publish(state),
            }
        }
    }

    fn start(&self, state: State, (turn, generation): (Turn, u64), id: WindowId, window: Window) {
        let signal = {
            let mut inner = self.0.borrow_mut();
            // Without a controller the call cannot be ended early, but its answer is still ignored when it is old.
            let Some(controller) = AbortController::new().ok() else {
                return;
            };
            let aborts = &mut inner.lanes.of_mut(turn).aborts;
            aborts.entry(generation).or_insert(controller).signal()
        };
        let runner = self.clone();
        spawn_local(async move {
            let (began_ms, lang) = (clock::now_ms(), super::ENGLISH);
            let answered = transport::series(&window, Some(&signal), lang).await;
            let Ok(mut answered) = answered else {
                return;
            };
            let read = match answered.problem.take() {
                Some(problem) => Err(problem),
                None => decode(&window.source, &answered.body, lang),
            };
            let called = called(&window, began_ms, answered, read.as_ref().ok());
            runner.0.borrow_mut().log.put(called);
            let event = match read {
                Ok(frame) => Event::Arrived {
                    generation,
                    window: id,
                    frame,
                },
                Err(problem) => Event::Failed {
                    generation,
                    window: id,
                    problem,
                },
            };
            runner.perform(state, turn, event);
        });
    }

    /// What a window of a question asks, with its last call.
    pub fn inspected(&self, asking: Asking, view: &WindowView) -> Option<Inspected> {
        let inner = self.0.borrow();
        let lane = inner.lanes.of(Turn::of(asking));
        let window = lane.loader.window(view.id)?.clone();
        Some(Inspected {
            address: transport::address(&window),
            called: inner.log.find(&window.source, &window.ask),
            view: view.clone(),
            window,
        })
    }

    fn abort(&self, turn: Turn, generation: u64) {
        let mut inner = self.0.borrow_mut();
        let controller = inner.lanes.of_mut(turn).aborts.remove(&generation);
        if let Some(controller) = controller {
            controller.abort();
        }
    }

    fn wake(&self, state: State, turn: Turn, at_ms: i64) {
        let wait = u64::try_from(at_ms.saturating_sub(clock::now_ms())).unwrap_or(0);
        let runner = self.clone();
        let handle = set_timeout_with_handle(
            move || runner.perform(state, turn, Event::Ticked),
            Duration::from_millis(wait),
        );
        let mut inner = self.0.borrow_mut();
        let old = std::mem::replace(&mut inner.lanes.of_mut(turn).timer, handle.ok());
        if let Some(old) = old {
            old.clear();
        }
    }

    /// Puts what the loaders have on the board. While a new question has brought nothing, the old answer stays.
    pub fn publish(&self, state: State) {
        if state.is_file.get_untracked() {
            return super::files::publish(state);
        }
        let before = state.board.get_untracked();
        let board = {
            let inner = self.0.borrow();
            publish::board(state, &inner.lanes, &inner.domains, inner.now, &before)
        };
        state.board.set(Arc::new(board));
    }
}

/// What is remembered of a call that ended just now.
fn called(window: &Window, began_ms: i64, answered: Answered, read: Option<&Frame>) -> Called {
    Called {
        source: window.source.clone(),
        ask: window.ask.clone(),
        began_ms,
        took_ms: clock::now_ms().saturating_sub(began_ms),
        told: answered.told,
        size: answered.body.len(),
        body: Some(answered.body).filter(|body| !body.is_empty()),
        grain: read.map(|frame| frame.grain),
        slots: read.map(Frame::len),
    }
}
