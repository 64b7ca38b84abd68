//! Alibaba's parameters, refused in the words of each page (typing errors are theirs).

use super::{DAY, HOUR, is_domain, share};
use crate::answer::Asked;
use crate::envelope::Refusal;
use crate::limits::{LimitsMode, max_domains, tier};
use crate::request::{value, values};
use crate::stamp;
use originscope_core::{Metric, Spec};

/// What differs between Alibaba's APIs: codes, messages (typing errors are theirs), default window, time format.
struct Dialect {
    missing: (&'static str, &'static str),
    start_malformed: &'static str,
    end_malformed: &'static str,
    mismatch: &'static str,
    unsupported: &'static str,
    default_span: i64,
    read: fn(&str) -> Option<i64>,
}

const DCDN_2018_01_15: Dialect = Dialect {
    missing: (
        "MissingTimeParameter",
        "The StartTime and EndTime must be both specified.",
    ),
    start_malformed: "The specified StartTime is invalid.",
    end_malformed: "The specified EndTime is invalid.",
    mismatch: "The specified EndTime is earlier than the StartTime.",
    unsupported: "The specified StartTime is invalid.",
    default_span: DAY,
    read: stamp::seconds,
};

const CDN_2018_05_10: Dialect = Dialect {
    missing: (
        "MissingParameter",
        "StartTime and EndTime can not be single.",
    ),
    start_malformed: "Specified start time is malformed.",
    end_malformed: "Specified end time is malformed.",
    mismatch: "Specified end time does not math the specified start time.",
    unsupported: "Specified end time does not math the specified start time.",
    // One page says both 24 hours and 1 hour; the SDKs and today's pages say 1 hour.
    default_span: HOUR,
    read: stamp::seconds,
};

const CDN_2014_11_11: Dialect = Dialect {
    missing: (
        "MissingParameter",
        "StartTime and EndTime can not be single.",
    ),
    start_malformed: "Specified StartTime is malformed.",
    end_malformed: "Specified EndTime is malformed.",
    mismatch: "Specified end time does not math the specified start time.",
    unsupported: "The specified value of parameter StartTime is not supported.",
    default_span: DAY,
    read: stamp::minutes,
};

const fn bad(code: &'static str, message: &'static str) -> (u16, &'static str, &'static str) {
    (400, code, message)
}

/// Reads an Alibaba call.
pub(crate) fn read(
    spec: &Spec,
    version: &str,
    params: &[(String, String)],
    mode: LimitsMode,
    now: i64,
) -> Result<Asked, Refusal> {
    let dialect = match version {
        "2018-01-15" => &DCDN_2018_01_15,
        "2014-11-11" => &CDN_2014_11_11,
        _ => &CDN_2018_05_10,
    };
    let domains = read_domains(spec, params, mode)?;
    let (start, end) = read_times(dialect, params, now)?;
    let interval = value(params, "Interval").and_then(|text| text.parse().ok());
    let tier = tier(spec, mode, (start, end), interval, now).ok_or_else(|| {
        Refusal::new(
            400,
            "InvalidStartTime.ValueNotSupported",
            dialect.unsupported,
        )
    })?;
    let isps = values(params, "IspNameEn");
    let regions = values(params, "LocationNameEn");
    let fill = value(params, "FixTimeGap") == Some("true");
    Ok(Asked {
        domains,
        start,
        end,
        end_included: true,
        tier,
        share: share(&isps, &regions),
        codes: Vec::new(),
        fill,
    })
}

fn read_domains(
    spec: &Spec,
    params: &[(String, String)],
    mode: LimitsMode,
) -> Result<Vec<String>, Refusal> {
    let domains = values(params, "DomainName");
    // The traffic APIs answer for all domains together where none is named.
    if domains.is_empty() && spec.metric == Metric::StatusCodes {
        return Err(Refusal::new(
            400,
            "MissingDomainName",
            "DomainName is mandatory for this action.",
        ));
    }
    if !domains.iter().all(|domain| is_domain(domain)) {
        return Err(Refusal::new(
            403,
            "IllegalOperation",
            "Illegal domain, operation is not permitted.",
        ));
    }
    if domains.len() > max_domains(spec, mode) {
        return Err(Refusal::new(
            400,
            "InvalidParameter",
            "The number of domain names exceeds the limit.",
        ));
    }
    Ok(domains)
}

fn read_times(
    dialect: &Dialect,
    params: &[(String, String)],
    now: i64,
) -> Result<(i64, i64), Refusal> {
    let refuse = |(status, code, message)| Refusal::new(status, code, message);
    let (start, end) = match (value(params, "StartTime"), value(params, "EndTime")) {
        (None, None) => {
            let end = now.div_euclid(60) * 60;
            return Ok((end - dialect.default_span, end));
        }
        (Some(start), Some(end)) => (start, end),
        _ => return Err(refuse(bad(dialect.missing.0, dialect.missing.1))),
    };
    let start = (dialect.read)(start)
        .ok_or_else(|| refuse(bad("InvalidStartTime.Malformed", dialect.start_malformed)))?;
    let end = (dialect.read)(end)
        .ok_or_else(|| refuse(bad("InvalidEndTime.Malformed", dialect.end_malformed)))?;
    if end <= start {
        return Err(refuse(bad("InvalidEndTime.Mismatch", dialect.mismatch)));
    }
    Ok((start, end))
}
