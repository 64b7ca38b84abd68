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
        _ => view! { <i class=format!("sw {}", name(class, 0))></i> }.into_any(),
    }
}

/// The classes in the style sheet of a code so many steps paler than its status class.
pub const fn name(class: Class, shade: u8) -> &'static str {
    match (class, shade) {
        (Class::ServerError, 0) => "c5",
        (Class::ServerError, 1) => "c5b",
        (Class::ServerError, 2) => "c5 s2",
        (Class::ServerError, _) => "c5 s3",
        (Class::ClientError, 0) => "c4",
        (Class::ClientError, 1) => "c4 s1",
        (Class::ClientError, 2) => "c4 s2",
        (Class::ClientError, _) => "c4 s3",
        (Class::Redirect, 0) => "c3",
        (Class::Redirect, 1) => "c3 s1",
        (Class::Redirect, 2) => "c3 s2",
        (Class::Redirect, _) => "c3 s3",
        (Class::Success, 0) => "c2",
        (Class::Success, 1) => "c2 s1",
        (Class::Success, 2) => "c2 s2",
        (Class::Success, _) => "c2 s3",
        (Class::Informational | Class::Other, 0) => "c1",
        (Class::Informational | Class::Other, 1) => "c1 s1",
        (Class::Informational | Class::Other, 2) => "c1 s2",
        (Class::Informational | Class::Other, _) => "c1 s3",
    }
}
