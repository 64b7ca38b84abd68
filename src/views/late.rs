//! Under the header, in its colour: by how much the data are older than they should be, why, and what to do.

use crate::facts::{Cause, Late, day_and_time, rough_span, source_name, zone_at};
use crate::state::State;
use crate::ui::Button;
use crate::words::{Key, Say, fill, span};
use leptos::prelude::*;

/// The line; nothing while the data are as fresh as they can be.
#[component]
pub fn LateLine(state: State) -> impl IntoView {
    let line = Memo::new(move |_| {
        let late = state.late()?;
        Some((words(state, &late), late.cause))
    });
    move || {
        let (text, cause) = line.get()?;
        let action = Signal::derive(move || action(state, cause).to_owned());
        let act = move || match cause {
            Cause::NotAsked | Cause::Failed => state.refresh(),
            Cause::Vendor => state.inspect(None),
        };
        Some(view! {
            <section class="lateline" aria-label=state.t(Say::LateLabel)>
                <p>{text}</p>
                <Button class="sm" text=action on_click=act/>
            </section>
        })
    }
}

fn words(state: State, late: &Late) -> String {
    let lang = state.lang.get();
    let at = match late.cause {
        Cause::NotAsked => state.board.with(|board| board.now),
        Cause::Failed | Cause::Vendor => late.complete_to,
    };
    let time = day_and_time(at, state.reader(), state.axis());
    let zone = zone_at(state.offset(), at);
    let (by, lag) = (rough_span(lang, late.by), span(lang, late.lag));
    let words = [
        ("by", by.as_str()),
        ("product", source_name(lang, late.spec)),
        ("time", &time),
        ("zone", &zone),
        ("lag", &lag),
    ];
    let key = match late.cause {
        Cause::NotAsked => Say::LateNotAsked,
        Cause::Failed => Say::LateFailed,
        Cause::Vendor => Say::LateVendor,
    };
    fill(lang, key, &words)
}

fn action(state: State, cause: Cause) -> &'static str {
    match cause {
        Cause::NotAsked => state.t(Key::Refresh),
        Cause::Failed => state.t(Key::Retry),
        Cause::Vendor => state.t(Say::Inspect),
    }
}
