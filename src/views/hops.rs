//! The way of a call, from the page to the vendor.

use crate::state::State;
use crate::ui::{Glyph, Icon};
use crate::words::Key;
use leptos::prelude::*;
use originscope_core::{Problem, Side};

/// The way of a call, page to proxy to vendor, that stops where the call stopped.
pub(super) fn hops(state: State, problem: &Problem) -> AnyView {
    let stop = match problem.side {
        Side::Page => 0,
        // What the vendor refused by name went all the way, whoever has to change something.
        Side::Proxy | Side::You if problem.upstream_code.is_some() => 2,
        Side::Proxy | Side::You => 1,
        Side::Account | Side::Network | Side::Vendor => 2,
    };
    let status = (problem.status > 0 && stop == 1).then(|| problem.status.to_string());
    let hop = |place: i32, key: Key| {
        let (class, glyph) = match place.cmp(&stop) {
            std::cmp::Ordering::Less => ("n", Some(Glyph::Check)),
            std::cmp::Ordering::Equal => ("n bad", Some(Glyph::Cross)),
            // A page that cannot read an answer got it: the way there was whole.
            std::cmp::Ordering::Greater if stop == 0 => ("n", Some(Glyph::Check)),
            std::cmp::Ordering::Greater => ("n off", None),
        };
        let status = status.clone().filter(|_| place == stop);
        view! {
            <span class=class>
                {glyph.map(|glyph| view! { <Icon glyph small=true/> })}
                <span>{state.t(key)}</span>
                {status.map(|status| view! { <span>{status}</span> })}
            </span>
        }
    };
    let wire = |place: i32| {
        if place == stop && stop > 0 {
            "w bad"
        } else {
            "w"
        }
    };
    view! {
        <div class="hops" aria-hidden="true">
            {hop(0, Key::HopPage)}<span class=wire(1)></span>
            {hop(1, Key::HopProxy)}<span class=wire(2)></span>
            {hop(2, Key::HopVendor)}
        </div>
    }
    .into_any()
}
