//! One call in the inspect drawer.

use super::raw::{CopyButton, Raw};
use crate::facts::{Asking, Fact, Inspected, call_facts, pretty};
use crate::load;
use crate::state::State;
use crate::ui::Button;
use crate::words::{Say, fill};
use leptos::prelude::*;
use leptos::task::spawn_local;
use originscope_core::{Spec, WindowView, format};

/// Characters of an answer that are laid out: more than anybody reads here, few enough to be quick.
const MOST_SHOWN: usize = 60_000;

/// Everything about the call of a window.
pub(super) fn call(state: State, asking: Asking, window: &WindowView) -> AnyView {
    let found = state.runner().inspected(asking, window);
    let api = originscope_apis::find(&window.source);
    let (Some(one), Some(api)) = (found, api) else {
        return ().into_any();
    };
    let spec = api.spec();
    let vendors = api.call(&one.window.ask).lines().join("\n");
    let facts = call_facts(
        &one,
        spec,
        state.unit_of(spec),
        state.reader(),
        state.now.get(),
    );
    view! {
        <dl class="facts">{facts.into_iter().map(fact).collect_view()}</dl>
        <h3>{state.t(Say::InspectProxy)}</h3>
        <Raw state text=format!("GET {}", one.address)/>
        <h3>{state.t(Say::InspectVendor)}</h3>
        <Raw state text=vendors/>
        <p class="q">{hint(state, spec)}" "<a href=spec.doc target="_blank" rel="noopener noreferrer">{spec.api}</a></p>
        <h3>{state.t(Say::InspectAnswer)}</h3>
        <Answer state one/>
    }
    .into_any()
}

fn fact((name, text): Fact) -> AnyView {
    let lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> });
    view! { <dt>{name}</dt><dd>{lines.collect_view()}</dd> }.into_any()
}

fn hint(state: State, spec: &Spec) -> String {
    fill(
        state.lang.get(),
        Say::InspectVendorHint,
        &[("api", spec.product)],
    )
}

/// The answer as far as it is at hand.
#[component]
fn Answer(state: State, one: Inspected) -> impl IntoView {
    let kept = one.called.as_ref().and_then(|called| called.body.clone());
    let had_one = one.called.as_ref().is_some_and(|called| called.size > 0);
    let is_done = one.view.fetched_at.is_some() || had_one;
    let body = RwSignal::new(kept);
    let again = Signal::derive(move || state.t(Say::InspectAgain).to_owned());
    let one = StoredValue::new(one);
    let ask = move || {
        spawn_local(async move {
            // Why it does not come is said by the window itself.
            body.set(load::answer(&one.get_value()).await.ok());
        });
    };
    move || match body.get() {
        Some(body) => text(state, body),
        None if is_done => view! {
            <p class="q">{state.t(Say::InspectGone)}</p>
            <div class="act"><Button class="sm" text=again on_click=ask/></div>
        }
        .into_any(),
        None => view! { <p class="q">{state.t(Say::InspectNone)}</p> }.into_any(),
    }
}

#[allow(clippy::cast_precision_loss)] // a number of characters
fn text(state: State, body: Vec<u8>) -> AnyView {
    let whole = String::from_utf8_lossy(&body).into_owned();
    let (shown, is_cut) = pretty(&whole, MOST_SHOWN);
    let most = format::count(MOST_SHOWN as f64);
    let hint = if is_cut {
        fill(state.lang.get(), Say::InspectCut, &[("n", &most)])
    } else {
        state.t(Say::InspectWhole).to_owned()
    };
    view! {
        <p class="q">{hint}</p>
        <div class="raw answer">
            <CopyButton state text=move || whole.clone()/>
            <pre tabindex="0" role="group" aria-label=state.t(Say::InspectAnswer)>{shown}</pre>
        </div>
    }
    .into_any()
}
