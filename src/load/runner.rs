//! The hands of the loader: calls, timers, and the board that the views read.

use super::{decode::decode, transport};
use crate::clock;
use crate::facts::{Board, Refused, Shown, hull, in_unit, planning_now};
use crate::state::State;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use originscope_core::{
    Command, Event, Loader, LoaderConfig, Plan, Spec, Timeline, Window, WindowId, WindowState,
    Wish, plan,
};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

/// A handle on the one loader of the page.
#[derive(Clone)]
pub struct Runner(Rc<RefCell<Inner>>);

struct Inner {
    loader: Loader,
    /// One for each generation with calls under way.
    aborts: HashMap<u64, AbortController>,
    timer: Option<TimeoutHandle>,
    asked: Asked,
}

/// The newest question.
#[derive(Clone, Default)]
struct Asked {
    sources: Vec<(&'static Spec, Plan, i64)>,
    refused: Vec<Refused>,
    domains: Vec<String>,
    now: i64,
}

impl Default for Runner {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(Inner {
            loader: Loader::new(LoaderConfig::default()),
            aborts: HashMap::new(),
            timer: None,
            asked: Asked::default(),
        })))
    }
}

impl Runner {
    /// Asks what the query says; whatever was on its way is given up.
    pub fn ask(&self, state: State) {
        let plans = self.plan(state);
        self.perform(state, Event::Asked(plans));
        // A question without a single window brings no event; the board still changes.
        self.publish(state);
    }

    /// Asks the same again, for what may have changed since. Also asks the proxy again where it did not answer.
    pub fn refresh(&self, state: State) {
        if state.catalogue().is_none() {
            super::ask_proxy(state);
            return;
        }
        let failed: Vec<WindowId> = state.board.with_untracked(|board| {
            board
                .failed()
                .into_iter()
                .map(|(window, _)| window.id)
                .collect()
        });
        if failed.is_empty() {
            return self.renew(state);
        }
        for id in failed {
            self.retry(state, id);
        }
        self.publish(state);
    }

    /// Asks for what is new by now and what failed: one source that always fails must not keep the others old.
    pub fn renew(&self, state: State) {
        let plans = self.plan(state);
        self.perform(state, Event::Refreshed(plans));
        self.publish(state);
    }

    /// Asks one window again.
    pub fn retry(&self, state: State, id: WindowId) {
        self.perform(state, Event::RetryWindow(id));
    }

    /// Gives up what is on its way.
    pub fn cancel(&self, state: State) {
        self.perform(state, Event::Cancelled);
    }

    fn plan(&self, state: State) -> Vec<Plan> {
        let now = clock::now();
        state.now.set(now);
        state.clock.set(now);
        let chosen = state.live.get_untracked();
        let (grain, isp, region) = state
            .query
            .with_untracked(|query| (query.step, query.isp.clone(), query.region.clone()));
        let mut asked = Asked {
            domains: chosen.domains(),
            now,
            ..Asked::default()
        };
        for (spec, domains) in &chosen.sources {
            let then = planning_now(spec, state.status(spec.id).as_ref(), now);
            let (isp, region) = (isp.clone(), region.clone());
            let wish = Wish {
                range: chosen.range(now),
                grain,
                domains: domains.clone(),
                isp,
                region,
                now: then,
            };
            match plan(spec, &wish) {
                Ok(plan) => asked.sources.push((spec, plan, then)),
                Err(error) => asked.refused.push(Refused { spec, error }),
            }
        }
        let plans = asked
            .sources
            .iter()
            .map(|(_, plan, _)| plan.clone())
            .collect();
        self.0.borrow_mut().asked = asked;
        plans
    }

    fn perform(&self, state: State, event: Event) {
        let commands =
            self.0
                .borrow_mut()
                .loader
                .apply(event, clock::now_ms(), js_sys::Math::random());
        for command in commands {
            match command {
                Command::Start {
                    generation,
                    id,
                    window,
                } => self.start(state, generation, id, window),
                Command::Abort { generation } => self.abort(generation),
                Command::WakeAt(at_ms) => self.wake(state, at_ms),
                Command::Publish => self.publish(state),
            }
        }
    }

    fn start(&self, state: State, generation: u64, id: WindowId, window: Window) {
        let signal = {
            let mut inner = self.0.borrow_mut();
            // Without a controller the call cannot be ended early, but its answer is still ignored when it is old.
            let Some(controller) = AbortController::new().ok() else {
                return;
            };
            inner
                .aborts
                .entry(generation)
                .or_insert(controller)
                .signal()
        };
        let runner = self.clone();
        spawn_local(async move {
            let lang = super::ENGLISH;
            let answer = match transport::series(&window, &signal, lang).await {
                Ok(bytes) => decode(&window.source, &bytes, lang),
                Err(transport::Failure::Problem(problem)) => Err(*problem),
                Err(transport::Failure::Aborted) => return,
            };
            let event = match answer {
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
            runner.perform(state, event);
        });
    }

    fn abort(&self, generation: u64) {
        if let Some(controller) = self.0.borrow_mut().aborts.remove(&generation) {
            controller.abort();
        }
    }

    fn wake(&self, state: State, at_ms: i64) {
        let wait = u64::try_from(at_ms.saturating_sub(clock::now_ms())).unwrap_or(0);
        let runner = self.clone();
        let handle = set_timeout_with_handle(
            move || runner.perform(state, Event::Ticked),
            Duration::from_millis(wait),
        );
        let old = std::mem::replace(&mut self.0.borrow_mut().timer, handle.ok());
        if let Some(old) = old {
            old.clear();
        }
    }

    /// Puts what the loader has on the board. While a new question has brought nothing, the old answer stays.
    pub fn publish(&self, state: State) {
        if state.is_file.get_untracked() {
            return super::files::publish(state);
        }
        let before = state.board.get_untracked();
        let inner = self.0.borrow();
        let asked = &inner.asked;
        let windows = inner.loader.view();
        let show = |(spec, plan, then): &(&'static Spec, Plan, i64)| {
            let frame = inner.loader.shared_frame(spec.id);
            let unit = state.unit_of_untracked(spec);
            let frame = frame.map(|frame| in_unit(&frame, spec, unit));
            let timeline = Timeline::build(plan, frame.as_ref(), &windows, *then);
            let notes = frame.map(|frame| frame.notes).unwrap_or_default();
            Arc::new(Shown {
                spec,
                plan: plan.clone(),
                timeline: Arc::new(timeline),
                notes,
            })
        };
        let shown: Vec<Arc<Shown>> = asked.sources.iter().map(show).collect();
        let plans: Vec<Plan> = asked
            .sources
            .iter()
            .map(|(_, plan, _)| plan.clone())
            .collect();
        let came = asked
            .sources
            .iter()
            .any(|(spec, _, _)| inner.loader.frame(spec.id).is_some());
        let unanswered = plans.is_empty()
            || windows
                .iter()
                .any(|window| window.state != WindowState::Done);
        let is_stale = !came && unanswered && before.has_data() && !before.is_file;
        let mut board = Board {
            axis: hull(&plans),
            now: asked.now,
            domains: asked.domains.clone(),
            shown,
            earlier: Vec::new(),
            split: Vec::new(),
            is_stale,
            windows,
            plans,
            refused: asked.refused.clone(),
            is_file: false,
        };
        if is_stale {
            board.axis = before.axis;
            board.domains.clone_from(&before.domains);
            board.shown.clone_from(&before.shown);
        }
        drop(inner);
        state.board.set(Arc::new(board));
    }
}
