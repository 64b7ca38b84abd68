//! The page is built in steps, each a task of its own, so that a slow device can answer its reader in between.

use leptos::prelude::*;
use std::time::Duration;

/// What is built in which step; what stands before it in the page is built earlier, so that nothing moves. Up to the charts the
/// skeleton of index.html stands in place of it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Address, state and first questions, nothing to see.
    State,
    /// The header.
    Header,
    /// The verdict and what is said beside it.
    Verdict,
    /// The numbers.
    Tiles,
    /// The charts; they measure their place, so the page takes the skeleton's here.
    Charts,
    /// What stands beside the charts.
    Side,
    /// What stands below them.
    Foot,
    /// Sheets and drawers.
    Sheets,
}

const ORDER: [Step; 7] = [
    Step::Header,
    Step::Verdict,
    Step::Tiles,
    Step::Charts,
    Step::Side,
    Step::Foot,
    Step::Sheets,
];

/// The last step that was reached. The next follows as soon as the browser has done what else it has to do.
pub fn steps() -> ReadSignal<Step> {
    let (step, set_step) = signal(Step::State);
    next(set_step, &ORDER);
    step
}

fn next(set_step: WriteSignal<Step>, left: &'static [Step]) {
    let Some((first, rest)) = left.split_first() else {
        return;
    };
    set_timeout(
        move || {
            set_step.set(*first);
            next(set_step, rest);
        },
        Duration::ZERO,
    );
}
