//! Business parameters, checked as the vendors document it.

pub(crate) mod alibaba;
pub(crate) mod huawei;

use crate::noise::{key, unit};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// A name of letters, digits, `-`, `_` in labels; a leading `*` or `.` stands for a wildcard domain.
fn is_domain(text: &str) -> bool {
    let name = text.strip_prefix('*').unwrap_or(text);
    let name = name.strip_prefix('.').unwrap_or(name);
    let label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    text.len() <= 253 && name.contains('.') && name.split('.').all(label)
}

/// The part of the traffic that filters leave: invented, but the same every time.
fn share(isps: &[String], regions: &[String]) -> f64 {
    let part = |names: &[String], of: fn(&str) -> f64| {
        if names.is_empty() {
            1.0
        } else {
            names.iter().map(|name| of(name)).sum::<f64>().min(1.0)
        }
    };
    part(isps, isp_share)
        * part(regions, |name| {
            0.01 + 0.08 * unit(key(0, name.as_bytes()), 0)
        })
}

fn isp_share(name: &str) -> f64 {
    match name.to_ascii_lowercase().as_str() {
        "cmcc" | "mobile" => 0.42,
        "ctcc" | "telecom" => 0.33,
        "cucc" | "unicom" => 0.2,
        _ => 0.05,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_names() {
        for good in [
            "a.com",
            "*.a.com",
            ".a.com",
            "a-b_c.demo.example",
            "例子.测试",
            "xn--fsq.com",
        ] {
            assert!(is_domain(good), "{good}");
        }
        for bad in [
            "", "com", "a..com", "a.com.", "\"a.com", "b c.com", "a/b.com", "a.com:80",
        ] {
            assert!(!is_domain(bad), "{bad}");
        }
        assert!(!is_domain(&format!("{}.com", "a".repeat(260))));
    }

    #[test]
    fn filters_leave_a_part() {
        let names = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert!((share(&[], &[]) - 1.0).abs() < f64::EPSILON);
        let all = share(&names(&["CMCC", "CTCC", "CUCC", "OTHER"]), &[]);
        assert!((all - 1.0).abs() < 1e-9, "{all}");
        let part = share(&[], &names(&["beijing"]));
        assert!(part > 0.0 && part < 0.1);
    }
}
