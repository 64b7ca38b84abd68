//! More domains than a call may carry, in groups.

use super::PlanError;
use crate::order::sort;
use crate::source::Limits;

/// Most domains that one call may carry under both figures; at least one.
pub(super) fn most_per_call(limits: &Limits) -> usize {
    limits.max_domains.0.min(limits.max_domains.1).max(1)
}

/// The domains in as few groups as `most_per_call` allows, for a plan of `cells` calls per group.
///
/// They are sorted first, and each counts once: a group has one address, however its domains were chosen.
///
/// # Errors
/// [`PlanError::TooManyDomains`] if that makes more than `max_calls` calls.
pub(super) fn groups(
    domains: &[String],
    most_per_call: usize,
    cells: usize,
    max_calls: usize,
) -> Result<Vec<Vec<String>>, PlanError> {
    let mut sorted = domains.to_vec();
    sort(&mut sorted);
    sorted.dedup();
    let groups: Vec<Vec<String>> = sorted
        .chunks(most_per_call.max(1))
        .map(<[String]>::to_vec)
        .collect();
    let most_groups = max_calls.checked_div(cells).unwrap_or(max_calls).max(1);
    if groups.len() > most_groups {
        let most = most_groups.saturating_mul(most_per_call.max(1));
        return Err(PlanError::TooManyDomains { most });
    }
    Ok(groups)
}
