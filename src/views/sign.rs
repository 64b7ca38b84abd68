//! The verdict's sign: its shape tells the state without colour, in the band and in the browser's tab.

use leptos::prelude::*;
use originscope_core::verdict::State as Verdict;

/// What the sign stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// An octagon.
    Failing,
    /// A triangle.
    Degraded,
    /// A ticked circle.
    Fine,
    /// A ring with a bar.
    Quiet,
    /// A ring with a question mark.
    CannotTell,
    /// A dashed ring with a bar.
    Nothing,
    /// An arc that turns.
    Reading,
    /// A ring with bars: numbers without a claim.
    Numbers,
}

/// The colours of a drawing, as CSS values.
#[derive(Clone, Copy, Debug)]
pub struct Inks {
    /// 5xx
    pub red: &'static str,
    /// Glyph on it.
    pub on_red: &'static str,
    /// 4xx
    pub amber: &'static str,
    /// 2xx
    pub green: &'static str,
    /// Rings.
    pub mark: &'static str,
    /// Glyphs in rings.
    pub glyph: &'static str,
    /// The faint part of the arc.
    pub edge: &'static str,
}

const BAND: Inks = Inks {
    red: "var(--c5)",
    on_red: "var(--onfail)",
    amber: "var(--c4)",
    green: "var(--c2)",
    mark: "var(--mark)",
    glyph: "var(--ink2)",
    edge: "var(--edge)",
};

impl Sign {
    /// The sign of a verdict.
    pub const fn of(state: Verdict) -> Self {
        match state {
            Verdict::Failing => Self::Failing,
            Verdict::Degraded => Self::Degraded,
            Verdict::Fine => Self::Fine,
            Verdict::Quiet => Self::Quiet,
            Verdict::CannotTell => Self::CannotTell,
        }
    }

    /// The band's class for it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Failing => "verdict failing",
            Self::Degraded => "verdict degraded",
            _ => "verdict",
        }
    }

    /// The shapes as SVG on 40 units.
    pub fn shapes(self, inks: Inks) -> String {
        let Inks {
            red,
            on_red,
            amber,
            green,
            mark,
            glyph,
            edge,
        } = inks;
        let ring = |ink: &str, dash: &str| {
            format!(
                r#"<circle cx="20" cy="20" r="17" fill="none" stroke="{ink}" stroke-width="3"{dash}/>"#
            )
        };
        let line = |ink: &str, path: &str| {
            format!(
                r#"<path d="{path}" fill="none" stroke="{ink}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>"#
            )
        };
        let bang = |ink: &str, top: f64| {
            let (foot, dot) = (top + 11.0, top + 16.5);
            format!(
                r#"<path d="M20 {top}V{foot}" stroke="{ink}" stroke-width="4" stroke-linecap="round"/><circle cx="20" cy="{dot}" r="2.500" fill="{ink}"/>"#
            )
        };
        match self {
            Self::Failing => {
                format!(
                    r#"<path d="M12.500 2h15L38 12.500v15L27.500 38h-15L2 27.500v-15Z" fill="{red}"/>{}"#,
                    bang(on_red, 11.5)
                )
            }
            Self::Degraded => {
                format!(
                    r#"<path d="M20 4.500 37 35H3Z" fill="{amber}" stroke="{amber}" stroke-width="3" stroke-linejoin="round"/>{}"#,
                    bang(on_red, 14.5)
                )
            }
            Self::Fine => ring(green, "") + &line(green, "m12.500 20.500 5.500 5.500 10-11.500"),
            Self::Quiet => ring(mark, "") + &line(glyph, "M14 20h12"),
            Self::CannotTell => {
                ring(mark, "")
                    + &line(
                        glyph,
                        "M15.500 16.200a4.500 4.500 0 1 1 6.800 3.900c-1.500.9-2.300 1.700-2.300 3.400",
                    )
                    + &format!(r#"<circle cx="20" cy="28.800" r="2" fill="{glyph}"/>"#)
            }
            Self::Nothing => {
                ring(mark, r#" stroke-dasharray="4 4.900""#) + &line(glyph, "M14 20h12")
            }
            Self::Reading => ring(edge, "") + &line(glyph, "M20 3a17 17 0 0 1 17 17"),
            Self::Numbers => ring(mark, "") + &line(glyph, "M13.500 26v-5M20 26V14M26.500 26v-8"),
        }
    }
}

/// The sign in the band.
pub fn sign(sign: Sign) -> AnyView {
    let class = if sign == Sign::Reading {
        "sig spin"
    } else {
        "sig"
    };
    view! { <svg class=class viewBox="0 0 40 40" aria-hidden="true" inner_html=sign.shapes(BAND)></svg> }
        .into_any()
}
