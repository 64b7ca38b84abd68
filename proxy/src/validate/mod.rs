//! From texts to an [`Ask`]: what passes here can be signed and sent. Every refusal has its own code.

mod domain;
mod filter;
mod time;

pub(crate) use domain::one_domain;

use crate::params::Params;
use crate::problem::refused;
use originscope_core::{Ask, Problem, Spec};

/// When the question is asked, and whether old ranges are welcome (saved answers are as old as they are).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// Now, UTC seconds.
    pub(crate) now: i64,
    /// Answers come from a folder.
    pub(crate) saved: bool,
}

/// The question, checked against the source's limits: those of the vendor's newer and older pages together, since
/// which of the two holds for an account is not known.
///
/// # Errors
/// A problem with the parameter at fault in `field`.
pub(crate) fn ask(spec: &Spec, params: &Params, frame: Frame) -> Result<Ask, Problem> {
    let domains = domain::domains(params.domain.as_deref(), spec)?;
    let range = time::range(params.start.as_deref(), params.end.as_deref(), spec, frame)?;
    let grain = grain(params.grain.as_deref(), range.seconds(), spec)?;
    Ok(Ask {
        domains,
        range,
        grain,
        isp: filter::name("isp", params.isp.as_deref(), spec)?,
        region: filter::name("region", params.region.as_deref(), spec)?,
        codes: filter::codes(params.code.as_deref(), spec)?,
    })
}

/// The slot length to ask for: one of the source's own, long enough for the span.
fn grain(text: Option<&str>, span: i64, spec: &Spec) -> Result<Option<i64>, Problem> {
    let Some(text) = text else { return Ok(None) };
    if !spec.limits.grain_is_asked {
        return Err(refused(
            "grain_not_taken",
            "grain",
            "This source takes no grain: the vendor derives it from the range.",
            "Leave grain away.",
        ));
    }
    let digits = text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let grain: i64 = text.parse().ok().filter(|_| digits).unwrap_or_default();
    let mut tiers = spec
        .limits
        .current
        .iter()
        .chain(spec.limits.seeds)
        .filter(|tier| tier.grain == grain)
        .peekable();
    if tiers.peek().is_none() {
        return Err(refused(
            "grain_not_allowed",
            "grain",
            "This source has no slots of that length.",
            "Use one of the source's grains, in seconds.",
        ));
    }
    if tiers.all(|tier| span > tier.max_span) {
        return Err(refused(
            "range_too_long_for_grain",
            "grain",
            "The range is longer than the vendor answers with this grain.",
            "Choose a coarser grain or a shorter range.",
        ));
    }
    Ok(Some(grain))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_apis::find;

    #[test]
    fn a_grain_is_one_of_the_sources_and_long_enough_for_the_span() {
        let of = |source: &str, text: Option<&str>, span| {
            grain(text, span, find(source).unwrap().spec()).map_err(|problem| problem.code)
        };
        let ws = |text, span| of("dcdn-ws-codes", Some(text), span);
        assert_eq!(of("dcdn-ws-codes", None, 3_600), Ok(None));
        assert_eq!(of("live-codes", None, 3_600), Ok(None));
        assert_eq!(
            of("live-codes", Some("60"), 60).unwrap_err(),
            "grain_not_taken"
        );
        assert_eq!(ws("300", 3_600), Ok(Some(300)));
        assert_eq!(ws("000300", 3_600), Ok(Some(300)));
        for bad in [
            "0",
            "61",
            "-300",
            "+300",
            "3e2",
            "300.0",
            " 300",
            "0000300",
            "4294967596",
        ] {
            assert_eq!(ws(bad, 3_600).unwrap_err(), "grain_not_allowed", "{bad}");
        }
        // Three days at five minutes, 31 at an hour: the longest span of either page.
        for (text, longest) in [("300", 3 * 86_400), ("3600", 31 * 86_400)] {
            assert_eq!(ws(text, longest), Ok(text.parse().ok()));
            assert_eq!(
                ws(text, longest + 1).unwrap_err(),
                "range_too_long_for_grain"
            );
        }
    }
}
