//! What the chosen sources would give for a range or a grain: told before it is asked for.

use super::chosen::Chosen;
use crate::words::{self, Key, fill};
use crate::zoom::Between;
use originscope_core::sort;
use originscope_core::{Lang, Plan, PlanError, Spec, TimeRange, Wish, plan};

/// What a range would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// The grains of the sources that have it, finest first, in words.
    pub grain: String,
    /// The sources that do not keep all of it, a sentence each.
    pub short: Vec<String>,
}

/// What the chosen sources would give for a range, at the grain that is asked for, if any.
pub fn offer(lang: Lang, chosen: &Chosen, range: Between, step: Option<i64>, now: i64) -> Offer {
    let range = Chosen {
        span: super::Span::Asked(range.from, range.to),
        ..chosen.clone()
    }
    .range(now);
    let mut grains: Vec<i64> = Vec::new();
    let mut short = Vec::new();
    for (spec, domains) in &chosen.sources {
        let keeps = keeps(spec);
        if range.start < now.saturating_sub(keeps) {
            let words = [
                ("product", super::names::source_name(lang, spec).to_owned()),
                ("span", words::span(lang, keeps)),
            ];
            let line = fill(
                lang,
                Key::RangeKeeps,
                &words.each_ref().map(|(name, word)| (*name, word.as_str())),
            );
            if !short.contains(&line) {
                short.push(line);
            }
        } else if let Ok(plan) = planned(spec, domains, range, step, now) {
            grains.push(plan.grain);
        }
    }
    sort(&mut grains);
    grains.dedup();
    let grains: Vec<String> = grains
        .iter()
        .map(|grain| words::span(lang, *grain))
        .collect();
    Offer {
        grain: grains.join(" / "),
        short,
    }
}

/// Why no source gives a grain for a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoGrain {
    /// None of them has such slots.
    Unknown,
    /// They keep them for so many seconds, and all of the range is older.
    Old(i64),
    /// There would be more slots than can be shown.
    Many(i64),
}

/// Whether any source gives a grain for a range; sources whose domains are not chosen yet may.
///
/// # Errors
/// Why none does: the reason that is nearest to giving it.
pub fn gives(chosen: &Chosen, range: TimeRange, step: i64, now: i64) -> Result<(), NoGrain> {
    let mut why = NoGrain::Unknown;
    for (spec, domains) in &chosen.sources {
        match planned(spec, domains, range, Some(step), now) {
            Err(PlanError::NoDomain) => return Ok(()),
            Err(PlanError::TooManySlots { most }) => why = NoGrain::Many(most),
            Err(_) => {}
            Ok(plan) if plan.grain != step => {}
            Ok(plan) if plan.windows.is_empty() => {
                if why == NoGrain::Unknown {
                    why = NoGrain::Old(keeps_at(spec, step));
                }
            }
            Ok(_) => return Ok(()),
        }
    }
    if chosen.sources.is_empty() {
        Ok(())
    } else {
        Err(why)
    }
}

fn planned(
    spec: &Spec,
    domains: &[String],
    range: TimeRange,
    grain: Option<i64>,
    now: i64,
) -> Result<Plan, PlanError> {
    let wish = Wish {
        range,
        grain,
        domains: domains.to_vec(),
        isp: None,
        region: None,
        now,
    };
    plan(spec, &wish)
}

/// How long a source keeps its slots at most, seconds.
fn keeps(spec: &Spec) -> i64 {
    let tiers = spec.limits.current.iter();
    tiers.map(|tier| tier.retention).max().unwrap_or(i64::MAX)
}

fn keeps_at(spec: &Spec, grain: i64) -> i64 {
    let tier = spec.limits.current.iter().find(|tier| tier.grain == grain);
    tier.map_or(0, |tier| tier.retention)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::{Preset, Span};
    use originscope_core::{Offsets, TimeExpr};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// 2025-06-01T12:00:00Z
    const NOON: i64 = 1_748_779_200;
    const DAY: i64 = 86_400;

    fn chosen(ids: &[&str]) -> Chosen {
        let source = |id: &&str| {
            let spec = originscope_apis::find(id).unwrap().spec();
            (spec, vec!["a.com".to_owned()])
        };
        Chosen {
            sources: ids.iter().map(source).collect(),
            unknown: Vec::new(),
            span: Span::Asked(TimeExpr::Now, TimeExpr::Now),
            days: Offsets::default(),
        }
    }

    #[test]
    fn each_source_says_how_far_it_goes_back() {
        let both = chosen(&["cdn-origin-codes", "live-codes"]);
        let of = |days: i64| {
            offer(
                Lang::En,
                &both,
                Preset::Last(days * DAY).between(),
                None,
                NOON,
            )
        };
        assert_eq!(of(3).short, Vec::<String>::new());
        // Huawei keeps seven days of live codes; the other goes further (research of the product, 3.1).
        let month = of(30);
        assert_eq!(month.short.len(), 1, "{month:?}");
        assert!(month.short[0].contains("7\u{202f}d"), "{month:?}");
        assert_eq!(month.grain, "1\u{202f}h");
    }

    #[test]
    fn a_grain_that_no_source_gives_is_refused_with_its_reason() {
        let live = chosen(&["live-codes"]);
        let hour = TimeRange::new(NOON - 3_600, NOON);
        assert_eq!(gives(&live, hour, 60, NOON), Ok(()));
        assert_eq!(gives(&live, hour, 300, NOON), Err(NoGrain::Unknown));
        let old = TimeRange::new(NOON - 30 * DAY, NOON - 29 * DAY);
        assert_eq!(gives(&live, old, 60, NOON), Err(NoGrain::Old(7 * DAY)));
        assert_eq!(gives(&chosen(&[]), hour, 300, NOON), Ok(()));
    }
}
