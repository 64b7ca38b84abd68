//! The Chinese of it.

use super::super::facts::Episode;
use super::super::thresholds::RuleId;
use super::super::{Basis, Outcome, Quadrant, Reason, State, Verdict};
use super::pen::Pen;
use crate::compare::Compare;
use crate::format;
use crate::source::Vantage;

pub(super) const fn headline(verdict: &Verdict) -> &'static str {
    use State::{CannotTell, Degraded, Failing, Fine, Quiet};
    match (verdict.state, verdict.vantage, verdict.is_past) {
        (CannotTell, _, _) => "无法判断",
        (Failing, Vantage::OriginSide, false) => "源站故障",
        (Degraded, Vantage::OriginSide, false) => "源站降级",
        (Fine, Vantage::OriginSide, false) => "源站正常",
        (Quiet, Vantage::OriginSide, false) => "源站空闲",
        (Failing, Vantage::OriginSide, true) => "源站当时故障",
        (Degraded, Vantage::OriginSide, true) => "源站当时降级",
        (Fine, Vantage::OriginSide, true) => "源站当时正常",
        (Quiet, Vantage::OriginSide, true) => "源站当时空闲",
        (Failing, Vantage::ViewerSide, false) => "用户侧故障",
        (Degraded, Vantage::ViewerSide, false) => "用户侧降级",
        (Fine, Vantage::ViewerSide, false) => "用户侧正常",
        (Quiet, Vantage::ViewerSide, false) => "用户侧空闲",
        (Failing, Vantage::ViewerSide, true) => "用户侧当时故障",
        (Degraded, Vantage::ViewerSide, true) => "用户侧当时降级",
        (Fine, Vantage::ViewerSide, true) => "用户侧当时正常",
        (Quiet, Vantage::ViewerSide, true) => "用户侧当时空闲",
    }
}

pub(super) fn first(pen: &Pen) -> String {
    match (pen.verdict.state, pen.verdict.reason) {
        (State::Quiet, _) => quiet(pen),
        (State::CannotTell, reason) => cannot(pen, reason.unwrap_or(Reason::NoPoints)),
        _ => format!("{}{}{}{}。", now(pen), since(pen), not_yet(pen), usual(pen)),
    }
}

/// 5xx 占回源响应 6.41%
fn now(pen: &Pen) -> String {
    let headline = &pen.verdict.headline;
    let of = if pen.is_origin() {
        "回源响应"
    } else {
        "用户侧响应"
    };
    let share = pen.share(headline.share.unwrap_or(f64::NAN));
    let at = headline.share_at.unwrap_or_default();
    let when = if pen.is_coarse() {
        let end = pen.time(at.saturating_add(headline.grain));
        format!("截至 {end} 的 {}内，", pen.lasting(headline.grain))
    } else if pen.verdict.is_past {
        format!("{} 时，", pen.time(at))
    } else {
        String::new()
    };
    format!("{when}5xx 占{of} {share}")
}

/// ，自 12:41 起高于 1% 已 14 分钟
fn since(pen: &Pen) -> String {
    let Some(episode) = &pen.verdict.headline.episode else {
        return format!("，低于 {}", pen.line(pen.verdict.thresholds.amber_percent));
    };
    let (over, line) = (over(episode), pen.line(episode.line));
    let or_earlier = if episode.maybe_earlier {
        "（或更早）"
    } else {
        " "
    };
    let start = format!("{}{or_earlier}", pen.time(episode.since));
    if episode.over < episode.slots {
        let (count, of) = (episode.over, episode.slots);
        return format!("，自 {start}起 {of} 个时隙中有 {count} 个{over} {line}");
    }
    let length = pen.length(episode);
    let already = if episode.maybe_earlier {
        "至少"
    } else {
        "已"
    };
    format!("，自 {start}起{over} {line} {already} {length}")
}

const fn over(episode: &Episode) -> &'static str {
    if episode.touches {
        "不低于"
    } else {
        "高于"
    }
}

fn not_yet(pen: &Pen) -> String {
    pen.not_yet_below().map_or_else(String::new, |line| {
        format!("，尚未降到 {} 以下", pen.line(line))
    })
}

fn usual(pen: &Pen) -> String {
    let usual = pen.verdict.headline.usual.map(|usual| pen.share(usual));
    let named = pen.verdict.compare.zip(usual);
    named.map_or_else(String::new, |(compare, usual)| {
        let then = match compare {
            Compare::Day => "昨日同时段",
            Compare::Week => "上周同时段",
            Compare::Previous => "上一时段",
        };
        format!("；{then} {usual}")
    })
}

fn quiet(pen: &Pen) -> String {
    let headline = &pen.verdict.headline;
    let to = pen.time(headline.complete_to.unwrap_or_default());
    let slots = headline.newest;
    match headline.responses {
        Some(count) if count > 0.0 => {
            let limit = format::count(pen.verdict.thresholds.min_per_minute);
            let count = format::count(count);
            format!(
                "截至 {to} 的最新 {slots} 个完整时隙只有 {count} 个响应；判断需要每分钟 {limit} 个。"
            )
        }
        _ => format!("截至 {to} 的最新 {slots} 个完整时隙没有请求。"),
    }
}

fn cannot(pen: &Pen, reason: Reason) -> String {
    let headline = &pen.verdict.headline;
    let (came, due) = (headline.came, headline.due);
    let line = pen.line(pen.verdict.thresholds.amber_percent);
    let to = headline
        .complete_to
        .map(|at| pen.time(at))
        .unwrap_or_default();
    match reason {
        Reason::NotCodes => "这些数据不含状态码。".to_owned(),
        Reason::BadThresholds => "阈值无法使用。".to_owned(),
        Reason::EmptyRange => "所选范围内没有时隙。".to_owned(),
        Reason::NotDue => "所选范围内还没有到期的时隙。".to_owned(),
        Reason::OutOfReach => "数据源已不再保留这段时间的数据。".to_owned(),
        Reason::StillReading => format!("仍在读取：应到 {due} 个时隙，已到 {came} 个。"),
        Reason::CallsFailed => "调用失败，没有读到数据。".to_owned(),
        Reason::NoPoints => "厂商没有返回这段时间的数据点。".to_owned(),
        Reason::PartialFailure => format!("部分调用失败：应到 {due} 个时隙，已到 {came} 个。"),
        Reason::Stale if to.is_empty() => "所选范围内没有完整的时隙。".to_owned(),
        Reason::Stale => format!("最新的完整时隙止于 {to}，之后的数据逾期未到。"),
        Reason::LowCoverage => format!("应到 {due} 个时隙只到 {came} 个，或最新部分缺得太多。"),
        Reason::SumsOff => "各状态码占比之和不是 100%。".to_owned(),
        Reason::TooFewSlots => "有请求的时隙太少，不足以判断。".to_owned(),
        Reason::Thin => thin(pen),
        Reason::WentQuiet => format!("5xx 不低于 {line} 时请求中断或变得稀少，截至 {to}。"),
        Reason::Contradiction => "状态码显示没有请求，回源流量却显示有。".to_owned(),
        Reason::Unsettled => format!("最新时隙的 5xx 不低于 {line}，持续太短，尚不能下结论。"),
        Reason::Unsteady => format!("5xx 反复达到 {line}，但都没有连续足够久。"),
        Reason::ProvisionalBurst => format!("尚未定稿的时隙中 5xx 不低于 {line}。"),
    }
}

fn thin(pen: &Pen) -> String {
    let headline = &pen.verdict.headline;
    let limit = format::count(pen.verdict.thresholds.min_per_minute);
    let count = format::count(headline.responses.unwrap_or(f64::NAN));
    let slots = headline.newest;
    format!("响应太少：最新 {slots} 个时隙只有 {count} 个；判断需要每分钟 {limit} 个。")
}

pub(super) fn second(pen: &Pen) -> Vec<String> {
    if pen.verdict.state == State::CannotTell {
        let about = if pen.is_origin() {
            "源站"
        } else {
            "用户侧"
        };
        return vec![format!("这不说明{about}的好坏。")];
    }
    if pen.verdict.state == State::Quiet {
        return vec!["空闲不等于健康。".to_owned()];
    }
    vec![
        traffic(pen),
        dominant(pen),
        gaps(pen),
        ended(pen),
        provisional(pen),
        volume(pen),
        coarse(pen),
    ]
}

fn traffic(pen: &Pen) -> String {
    if !pen.is_origin() {
        return if pen.is_bad() {
            "仅凭用户侧数据无法区分是源站还是 CDN 的问题。".to_owned()
        } else {
            String::new()
        };
    }
    let Some(fact) = pen.verdict.traffic else {
        return if pen.is_bad() {
            "回源流量未知，无法进一步判断原因。".to_owned()
        } else {
            String::new()
        };
    };
    let rate = pen.mean_rate(fact.rate);
    let Some(change) = fact.change else {
        return format!("回源流量 {rate}，没有可比的数据。");
    };
    let than = match fact.basis {
        Some(Basis::BeforeEpisode) => "较此前 ",
        _ => "",
    };
    let figures = format!("（{rate}，{than}{}）", pen.change(change));
    match pen.verdict.quadrant {
        Some(Quadrant::OriginFault) => format!(
            "回源流量正常{figures}，不是缓存失效引起的回源风暴，问题多半在 CDN 之后的源站。"
        ),
        Some(Quadrant::Storm) => {
            format!("回源流量上升{figures}，多半是缓存失效或重试引起的回源风暴。")
        }
        Some(Quadrant::OriginUnreachable) => {
            format!("回源流量下降{figures}，多半是 CDN 连不上源站。")
        }
        Some(Quadrant::CacheLoss) => {
            format!("回源流量上升{figures}而 5xx 没有上升，多半是缓存命中下降。")
        }
        None if pen.is_chronic() => format!("5xx 并不比当时高。回源流量{figures}。"),
        None => format!("回源流量{figures}。"),
    }
}

fn dominant(pen: &Pen) -> String {
    let found = pen.verdict.headline.dominant.filter(|_| pen.is_bad());
    found
        .and_then(|it| Some((it.code.number()?, it.part)))
        .map_or_else(String::new, |(code, part)| {
            format!("5xx 中 {} 是 {code}。", pen.part(part))
        })
}

fn gaps(pen: &Pen) -> String {
    let headline = &pen.verdict.headline;
    let is_short = pen
        .verdict
        .rule(RuleId::Coverage)
        .is_some_and(|rule| rule.outcome == Outcome::NotMet);
    if is_short {
        format!("应到 {} 个时隙，只到 {} 个。", headline.due, headline.came)
    } else {
        String::new()
    }
}

fn ended(pen: &Pen) -> String {
    let found = &pen.verdict.headline.ended;
    found.as_ref().map_or_else(String::new, |it| {
        let (from, to) = (pen.time(it.since), pen.time(it.until));
        let (over, line, peak) = (over(it), pen.line(it.line), pen.share(it.peak));
        format!("{from} 至 {to} 曾{over} {line}，最高 {peak}。")
    })
}

fn provisional(pen: &Pen) -> String {
    let line = pen.line(pen.verdict.thresholds.amber_percent);
    match pen.verdict.headline.provisional_over {
        0 => String::new(),
        slots => format!("另有 {slots} 个尚未定稿的时隙不低于 {line}。"),
    }
}

fn volume(pen: &Pen) -> String {
    if pen.verdict.headline.is_counted {
        String::new()
    } else {
        "请求量未知：数据源不提供次数。".to_owned()
    }
}

fn coarse(pen: &Pen) -> String {
    if pen.is_coarse() && pen.verdict.state == State::Fine {
        let grain = pen.lasting(pen.verdict.headline.grain);
        format!("时隙长 {grain}，更短的突增看不出来。")
    } else {
        String::new()
    }
}

pub(super) const fn quadrant(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Storm => "5xx 升、流量升：缓存失效或重试风暴",
        Quadrant::OriginFault => "5xx 升、流量平：源站故障",
        Quadrant::OriginUnreachable => "5xx 升、流量降：源站不可达",
        Quadrant::CacheLoss => "5xx 平、流量升：缓存命中下降",
    }
}
