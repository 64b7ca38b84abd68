//! The small square in a series' colour; 5xx is hatched, so that it is told without colour.

use leptos::prelude::*;
use originscope_core::Class;

/// The swatch of a class.
#[component]
pub fn Swatch(class: Class) -> impl IntoView {
    match class {
        Class::ServerError => view! {
            <svg class="sw" viewBox="0 0 10 10" aria-hidden="true">
                <rect width="10" height="10" rx="2" fill="var(--c5)"></rect>
                <path d="M1 9 9 1M-1 5 5-1M5 11l6-6" stroke="var(--surface)" stroke-opacity=".55" stroke-width="1.2"></path>
            </svg>
        }
        .into_any(),
        _ => view! { <i class=format!("sw {}", name(class, true))></i> }.into_any(),
    }
}

/// The class in the style sheet of a code: the largest of its status class takes the base colour.
pub const fn name(class: Class, is_largest: bool) -> &'static str {
    match class {
        Class::ServerError if is_largest => "c5",
        Class::ServerError => "c5b",
        Class::ClientError => "c4",
        Class::Redirect => "c3",
        Class::Success => "c2",
        Class::Informational | Class::Other => "c1",
    }
}
