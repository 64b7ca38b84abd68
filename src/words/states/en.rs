//! English.

use super::Say;

/// The text of `key` in English. U+202F stands before units, U+2013 in ranges.
#[allow(clippy::too_many_lines)] // a table, one line a text
pub(super) const fn text(key: Say) -> &'static str {
    match key {
        Say::LineRedPercent => "Failing from, 5xx share",
        Say::LineAmberPercent => "Degraded from, 5xx share",
        Say::LineLeaveRatio => "A line is left below this part of it",
        Say::LineEnterSlots => "Slots in a row that cross a line",
        Say::LineEnterSeconds => "Or seconds of data that do",
        Say::LineMinPerMinute => "Responses a minute to judge a slot",
        Say::LineCoveragePercent => "Due slots that must have come",
        Say::LineRecentSlots => "Newest slots looked at for holes",
        Say::LineRecentPercent => "Part of those that must have come",
        Say::LineFreshSlots => "Slots the newest may be late",
        Say::LineGapSlots => "Slots without data that end a row",
        Say::LineSumTolerance => "Points by which shares may miss 100",
        Say::LineFlatPercent => "Traffic change still called normal",
        Say::LinesEdit => "Edit thresholds",
        Say::LinesDone => "Done",
        Say::LinesReset => "Reset to defaults",
        Say::LinesOwn => "own thresholds",
        Say::LinesOwnHint => {
            "The verdict is judged by thresholds that were changed in this browser."
        }
        Say::LinesKept => "Kept in this browser. Links and snapshots do not carry them.",
        Say::LinesNotNumber => "“{text}” is not a number.",
        Say::LinesNotWhole => "Write a whole number from {low} to {high}.",
        Say::LinesBetween => "Write a number from {low} to {high}.",
        Say::LinesAbove => "Write a number above {low}, at most {high}.",
        Say::LinesRed => "Write more than the degraded line, at most {high}.",
        Say::LinesRecent => "Write at least the slots in a row, at most {high}.",
        Say::Close => "Close",
        Say::AddressField => "Proxy address",
        Say::AddressTest => "Test and use",
        Say::AddressBad => "This is not an address such as http://127.0.0.1:8787.",
        Say::AddressTrying => "Asking…",
        Say::AddressNotKept => {
            "This browser keeps nothing for this page, so the address cannot be set."
        }
        Say::AddressElsewhere => {
            "It is on another origin, and a proxy answers pages of another origin only where it is told to."
        }
        Say::WelcomeLabel => "Ways in",
        Say::WelcomeClose => "Hide the ways in",
        Say::WayFiles => "Drop a response file",
        Say::WayFilesHint => "JSON, XML or HAR of any of the five APIs. Read here, sent nowhere.",
        Say::WayProxy => "Connect a proxy",
        Say::WayProxyHint => "Keys stay in the proxy; this page never sees one.",
        Say::WayDemo => "Browse demo incidents",
        Say::WayDemoHint => "Simulated hours, no key needed.",
        Say::WayDemoStart => {
            "Start `originscope serve --demo` and connect it: it has incidents to look at, without a key."
        }
        Say::IncidentOrigin => "Origin 5xx",
        Say::IncidentCache => "Cache loss",
        Say::IncidentGap => "Vendor gap",
        Say::IncidentThrottling => "Throttling",
        Say::Reachable => "Reachable",
        Say::ReachableYes => "yes, Originscope {version}",
        Say::Clock => "Clock",
        Say::SkewNone => "agrees with this browser's within a second",
        Say::SkewAhead => "{n} s ahead of this browser's; vendors refuse signatures from 900 s on",
        Say::SkewBehind => "{n} s behind this browser's; vendors refuse signatures from 900 s on",
        Say::LimitsHeading => "Limits in force",
        Say::LimitTier => "grain {grain}: {most} a call, kept {keeps}, published after {lag}",
        Say::LimitCalls => "{calls} calls a minute, {domains} domains a call",
        Say::PolicyHeading => "Least privilege",
        Say::PolicyHint => "The policy for the proxy's key: these actions and no others.",
        Say::SignIn => "Sign in",
        Say::ProxyOpen => "About the proxy",
    }
}
