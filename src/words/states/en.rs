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
        Say::Inspect => "Inspect",
        Say::InspectCalls => "What was asked and answered",
        Say::InspectSource => "Source of the call",
        Say::InspectNth => "Call {n} of {all}, newest first",
        Say::InspectEarlier => "compared period",
        Say::InspectDomains => "each domain alone",
        Say::InspectNewer => "Newer call",
        Say::InspectOlder => "Older call",
        Say::InspectProxy => "Request to the proxy",
        Say::InspectVendor => "The proxy's request to the vendor",
        Say::InspectVendorHint => {
            "Account, time and signature are added in the proxy and stay there. The page of the vendor about {api}:"
        }
        Say::InspectAnswer => "Answer",
        Say::InspectCut => {
            "The first {n} characters, laid out in lines. Copy takes all of it as it came."
        }
        Say::InspectWhole => "Laid out in lines. Copy takes it as it came.",
        Say::InspectGone => {
            "The page keeps the last 8\u{202f}MB of answers, and this one made room."
        }
        Say::InspectAgain => "Ask for it again",
        Say::InspectNone => "No answer came yet.",
        Say::CallState => "State",
        Say::CallWaiting => "waiting for its turn",
        Say::CallFlying => "under way",
        Say::CallRetrying => "failed, will be tried again",
        Say::CallDone => "here",
        Say::CallKept => "here, kept from an earlier question",
        Say::CallFailed => "failed",
        Say::CallCancelled => "cancelled",
        Say::CallTries => "{state}, {n} calls",
        Say::CallFailure => "Failure",
        Say::CallPath => "Place in the answer",
        Say::CallTime => "Time",
        Say::CallTook => "{time}, {n}\u{202f}ms to the last byte",
        Say::CallAnswer => "Answer",
        Say::CallNoAnswer => "none came",
        Say::CallSize => "HTTP {status}, {n} bytes",
        Say::CallCache => "Proxy's cache",
        Say::CallAge => "{how}, {n}\u{202f}s old",
        Say::CallSlots => "Slots",
        Say::CallSlotsOf => "{came} of {due}, {grain} each",
        Say::CallProxyId => "Request id, proxy",
        Say::CallVendorId => "Request id, vendor",
        Say::CallUnit => "Unit",
        Say::UnitShares => "responses, in percent of the slot",
        Say::UnitSteps => {
            "responses, in percent of the slot; the vendor rounds shares to steps of {step}"
        }
        Say::UnitOfBits => "bits in the slot",
        Say::UnitOfBytes => "bytes in the slot",
        Say::CallLimits => "Limits",
        Say::LateNotAsked => "{by} late: read at {time} {zone} and not since.",
        Say::LateFailed => {
            "{by} late: the newest calls failed. {product} is complete to {time} {zone}."
        }
        Say::LateVendor => {
            "{by} late: {product} is complete to {time} {zone}, and publishes after {lag}."
        }
        Say::WindowsCancelled => "{n} cancelled",
        Say::ReadRest => "Read the rest",
        Say::EmptyBefore => "Nothing before {time}",
        Say::EmptyLonger => "Read it at {grain}",
        Say::EmptyKeeps => "{product} keeps {span}.",
        Say::EmptyYoung => "Nothing published yet",
        Say::EmptyLag => "{product} publishes {span} after a slot ends.",
        Say::EmptyNoSlot => "No slot came",
        Say::EmptyAnswered => {
            "The calls worked, and {product} sent no slot for {domains}: it metered nothing there, or lacks it."
        }
        Say::EmptyCancelled => "Cancelled",
        Say::EmptyStopped => "{done} of {all} calls had come.",
        Say::GoToLast => "Go to last {span}",
        Say::SlotCancelled => "Cancelled: not read.",
        Say::WaitingCancelled => "not read",
        Say::LackTitle => "Compare, {period}: not whole",
        Say::LackOther => "Other period",
        Say::LackCalls => "{n} of {all} calls failed",
        Say::LackGone => {
            "{product} keeps {span}: of the compared period nothing is left, so no change is shown."
        }
        Say::LackPartly => {
            "{product} keeps {span}: of the compared period only the end is left, and only there a change is shown."
        }
        Say::LackNearer => "Compare with a nearer period, or show a nearer range.",
        Say::FilterHeading => "Only a part",
        Say::FilterIsp => "ISP {name}",
        Say::FilterRegion => "region {name}",
        Say::FilterIgnored => "{only}; {sources}: all, it cannot be asked for a part",
        Say::FilterNone => "Read all",
        Say::FilterIspField => "ISP",
        Say::FilterRegionField => "Region",
        Say::FilterHint => "Names in the vendor's spelling, as unicom or beijing. Empty reads all.",
        Say::LateLabel => "Freshness",
    }
}
