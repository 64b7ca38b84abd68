//! The page is built in steps, each a task of its own, so that a slow device can answer its reader in between.

use leptos::prelude::*;
use std::time::Duration;

/// What is built in which step; what stands before it in the page is built earlier, so that nothing moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The header, the verdict and the numbers.
    Answer,
    /// The charts.
    Charts,
    /// All else.
    Rest,
}

/// The last step that was reached. The next follows as soon as the browser has done what else it has to do.
pub fn steps() -> ReadSignal<Step> {
    let (step, set_step) = signal(Step::Answer);
    let take = move |step: Step| set_step.set(step);
    set_timeout(
        move || {
            take(Step::Charts);
            set_timeout(move || take(Step::Rest), Duration::ZERO);
        },
        Duration::ZERO,
    );
    step
}
