//! The rules in Chinese.

use super::super::thresholds::RuleId;
use super::super::{Basis, Outcome, RuleResult};
use super::pen::Pen;
use crate::compare::Compare;
use crate::format;

/// Rule, evidence, so.
pub(super) fn rule(pen: &Pen, result: &RuleResult) -> (String, String, String) {
    let numbers = &result.numbers;
    let limit = numbers.limit.unwrap_or(f64::NAN);
    let (line, count) = (pen.line(limit), numbers.count.unwrap_or(0));
    let (of, value) = (numbers.of.unwrap_or(0), numbers.value.unwrap_or(f64::NAN));
    let needed = pen
        .verdict
        .thresholds
        .slots_to_enter(pen.verdict.headline.grain);
    let asks = match result.rule {
        RuleId::Red | RuleId::Amber => format!("连续 {needed} 个完整时隙 5xx ≥ {line}"),
        RuleId::Fresh => format!("最新时隙未超延迟 + {}", pen.lasting(seconds(limit))),
        RuleId::Coverage => format!("覆盖率 ≥ {line}"),
        RuleId::Recent => format!("最新时隙已到 ≥ {line}"),
        RuleId::Sums => "占比之和为 100%".to_owned(),
        RuleId::Enough => format!("有请求的完整时隙 ≥ {needed} 个"),
        RuleId::Volume => format!("每分钟响应 ≥ {}", format::count(limit)),
        RuleId::Settled => format!("最新时隙低于 {line}"),
        RuleId::Steady => format!("没有反复高于 {line}"),
        RuleId::Provisional => format!("未定稿时隙没有高于 {line} 的突增"),
        RuleId::Traffic => format!("流量与{}相差 {line} 以内", than(pen)),
    };
    let found = match (result.rule, result.outcome) {
        (RuleId::Volume, Outcome::Unknown) => "没有次数".to_owned(),
        (_, Outcome::Unknown) => "\u{2013}".to_owned(),
        (RuleId::Red | RuleId::Amber, Outcome::Met) => {
            format!(
                "自 {} 起 {count}/{of}",
                pen.time(numbers.since.unwrap_or_default())
            )
        }
        (RuleId::Red | RuleId::Amber, _) => format!("{count}/{of}，最新 {}", pen.share(value)),
        (RuleId::Fresh, _) => format!("落后 {}", pen.lasting(seconds(value))),
        (RuleId::Coverage | RuleId::Recent | RuleId::Sums, _) => {
            format!("{count}/{of} = {}", pen.share(value))
        }
        (RuleId::Enough, _) => format!("{count} 个"),
        (RuleId::Volume, _) => format!("每分钟 {}", format::count(value)),
        (RuleId::Settled, _) => pen.share(value),
        (RuleId::Steady, _) => format!("{count}/{of}"),
        (RuleId::Provisional, _) => format!("{count} 个"),
        (RuleId::Traffic, _) => pen.change(value),
    };
    (asks, found, so(result, value).to_owned())
}

#[allow(clippy::cast_possible_truncation)] // a float cast saturates, and these are seconds of a range
const fn seconds(value: f64) -> i64 {
    value as i64
}

const fn than(pen: &Pen) -> &'static str {
    match pen.verdict.traffic {
        Some(fact) => match (fact.basis, pen.verdict.compare) {
            (Some(Basis::Earlier), Some(Compare::Day)) => "昨日",
            (Some(Basis::Earlier), Some(Compare::Week)) => "上周",
            (Some(Basis::Earlier), Some(Compare::Previous)) => "上一时段",
            _ => "此前",
        },
        None => "此前",
    }
}

const fn so(result: &RuleResult, value: f64) -> &'static str {
    let met = matches!(result.outcome, Outcome::Met);
    if matches!(result.outcome, Outcome::Unknown) {
        return "未知";
    }
    match (result.rule, met) {
        (RuleId::Red, true) => "故障",
        (RuleId::Red, false) => "未达故障",
        (RuleId::Amber, true) => "至少降级",
        (RuleId::Amber, false) => "未达降级",
        (RuleId::Fresh, true) => "新鲜",
        (RuleId::Fresh, false) => "陈旧",
        (RuleId::Coverage | RuleId::Recent | RuleId::Enough | RuleId::Volume, true) => "足够",
        (RuleId::Coverage | RuleId::Recent | RuleId::Enough | RuleId::Volume, false) => "不足",
        (RuleId::Sums, true) => "吻合",
        (RuleId::Sums, false) => "不吻合",
        (RuleId::Settled, true) => "平稳",
        (RuleId::Settled, false) => "越线",
        (RuleId::Steady, true) => "稳定",
        (RuleId::Steady, false) => "反复",
        (RuleId::Provisional, true) => "没有突增",
        (RuleId::Provisional, false) => "等待定稿",
        (RuleId::Traffic, true) => "正常",
        (RuleId::Traffic, false) if value > 0.0 => "上升",
        (RuleId::Traffic, false) => "下降",
    }
}
