//! A choice of two or three, as a row of radio buttons.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// A radio group: `options` are value and text; arrows move the choice, as in any radio group.
#[component]
pub fn Segmented(
    #[prop(into)] name: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] chosen: Signal<String>,
    #[prop(optional)] small: bool,
    #[prop(optional)] class: &'static str,
    /// An option that cannot be chosen now, and why.
    #[prop(optional, into)]
    blocked: Signal<Option<(String, String)>>,
    on_choose: impl Fn(String) + Copy + Send + 'static,
) -> impl IntoView {
    let size = if small { " sm" } else { "" };
    let reason = move |value: &str| {
        let of_it = |blocked: &(String, String)| (blocked.0 == value).then(|| blocked.1.clone());
        blocked.with(|blocked| blocked.as_ref().and_then(of_it))
    };
    let on_choose = move |value: String| {
        let is_blocked =
            blocked.with_untracked(|blocked| blocked.as_ref().is_some_and(|it| it.0 == value));
        if !is_blocked {
            on_choose(value);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        let values = options.get_untracked();
        let at = values
            .iter()
            .position(|(value, _)| *value == chosen.get_untracked());
        if let Some(next) = neighbour(at, values.len(), step).and_then(|next| values.get(next)) {
            on_choose(next.0.clone());
        }
    };
    view! {
        <span class=format!("seg{size} {class}") role="radiogroup" aria-label=name on:keydown=on_key>
            {move || options.get().into_iter().map(|(value, text)| {
                let (mine, own, same) = (value.clone(), value.clone(), value.clone());
                let is_on = Memo::new(move |_| chosen.get() == mine);
                view! {
                    <button
                        type="button"
                        role="radio"
                        title=move || reason(&own)
                        aria-disabled=move || reason(&same).map(|_| "true")
                        aria-checked=move || is_on.get().to_string()
                        tabindex=move || if is_on.get() { 0 } else { -1 }
                        on:click=move |_| on_choose(value.clone())
                    >{text}</button>
                }
            }).collect_view()}
        </span>
    }
}

/// The place `step` further in a ring of `count`.
fn neighbour(at: Option<usize>, count: usize, step: isize) -> Option<usize> {
    let count = isize::try_from(count).ok().filter(|count| *count > 0)?;
    let at = isize::try_from(at?).ok()?;
    usize::try_from(at.saturating_add(step).rem_euclid(count)).ok()
}
