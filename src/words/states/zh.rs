//! Chinese.

use super::Say;

/// The text of `key` in Chinese.
#[allow(clippy::too_many_lines)] // a table, one line a text
pub(super) const fn text(key: Say) -> &'static str {
    match key {
        Say::LineRedPercent => "故障线：5xx 占比",
        Say::LineAmberPercent => "劣化线：5xx 占比",
        Say::LineLeaveRatio => "低于线的此比例才算恢复",
        Say::LineEnterSlots => "连续越线的时隙数",
        Say::LineEnterSeconds => "或越线数据的时长（秒）",
        Say::LineMinPerMinute => "判断时隙所需的每分钟响应数",
        Say::LineCoveragePercent => "应到时隙的最低到达比例",
        Say::LineRecentSlots => "检查缺口的最新时隙数",
        Say::LineRecentPercent => "其中的最低到达比例",
        Say::LineFreshSlots => "最新时隙可迟到的时隙数",
        Say::LineGapSlots => "中断连续性的空时隙数",
        Say::LineSumTolerance => "占比之和与 100 的容差（百分点）",
        Say::LineFlatPercent => "仍算正常的流量变化",
        Say::LinesEdit => "修改阈值",
        Say::LinesDone => "完成",
        Say::LinesReset => "恢复默认值",
        Say::LinesOwn => "自定义阈值",
        Say::LinesOwnHint => "结论依据此浏览器中修改过的阈值。",
        Say::LinesKept => "保存在此浏览器中，链接和快照不带阈值。",
        Say::LinesNotNumber => "“{text}” 不是数字。",
        Say::LinesNotWhole => "请填写 {low} 到 {high} 之间的整数。",
        Say::LinesBetween => "请填写 {low} 到 {high} 之间的数。",
        Say::LinesAbove => "请填写大于 {low}、不超过 {high} 的数。",
        Say::LinesRed => "请填写高于劣化线、不超过 {high} 的数。",
        Say::LinesRecent => "不得小于连续越线的时隙数，且不超过 {high}。",
    }
}
