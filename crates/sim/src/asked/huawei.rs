//! Huawei Live's parameters, refused by name.

use super::{HOUR, is_domain, share};
use crate::answer::Asked;
use crate::envelope::Refusal;
use crate::limits::{LimitsMode, max_domains, tier};
use crate::request::{value, values};
use crate::stamp;
use originscope_core::Spec;

/// Reads a Huawei Live call.
pub(crate) fn read(
    spec: &Spec,
    params: &[(String, String)],
    mode: LimitsMode,
    now: i64,
) -> Result<Asked, Refusal> {
    let domains = values(params, "play_domains");
    let domains_good = !domains.is_empty() && domains.len() <= max_domains(spec, mode);
    if !domains_good || !domains.iter().all(|domain| is_domain(domain)) {
        return Err(invalid("play_domains"));
    }
    let codes = list(params, "code", 44)?;
    let codes: Option<Vec<u16>> = codes.iter().map(|code| code.parse().ok()).collect();
    let codes = codes.ok_or_else(|| invalid("code"))?;
    let regions = list(params, "region", 35)?;
    let isps = list(params, "isp", 4)?;
    if !isps
        .iter()
        .all(|isp| ["CMCC", "CTCC", "CUCC", "OTHER"].contains(&isp.as_str()))
    {
        return Err(invalid("isp"));
    }
    let (start, end) = read_times(params, now)?;
    let tier = tier(spec, mode, (start, end), None, now).ok_or_else(|| invalid("start_time"))?;
    // 24 hours are documented as at most 1440 entries: the end does not belong to the answer.
    Ok(Asked {
        domains,
        start,
        end,
        end_included: false,
        tier,
        share: share(&isps, &regions),
        codes,
        fill: false,
    })
}

fn read_times(params: &[(String, String)], now: i64) -> Result<(i64, i64), Refusal> {
    let read = |name: &'static str| match value(params, name) {
        None => Ok(None),
        Some(text) => stamp::seconds(text).map(Some).ok_or_else(|| invalid(name)),
    };
    let end = read("end_time")?.unwrap_or(now);
    let start = read("start_time")?.unwrap_or(end - HOUR);
    if end <= start {
        Err(invalid("end_time"))
    } else {
        Ok((start, end))
    }
}

fn list(
    params: &[(String, String)],
    name: &'static str,
    most: usize,
) -> Result<Vec<String>, Refusal> {
    let values = values(params, name);
    if values.len() > most {
        Err(invalid(name))
    } else {
        Ok(values)
    }
}

/// The service's message, as its page prints it.
fn invalid(name: &str) -> Refusal {
    Refusal::new(
        400,
        "LIVE.100011001",
        format!("Invalid request parameter: {name}"),
    )
}
