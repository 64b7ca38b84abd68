//! English.

use super::Key;

/// The text of `key` in English. U+202F stands before units, U+2013 in ranges.
#[allow(clippy::too_many_lines)] // a table, one line a text
pub const fn text(key: Key) -> &'static str {
    match key {
        Key::DemoData => "Demo data",
        Key::DemoHint => "The numbers come from the built-in simulator, not from a vendor.",
        Key::Replay => "Replay",
        Key::ReplayHint => "The numbers come from saved vendor answers.",
        Key::SourcesLabel => "Sources",
        Key::SourcesNone => "Choose sources",
        Key::OriginSide => "origin side",
        Key::ViewerSide => "viewer side",
        Key::WithoutCredential => "no key",
        Key::Live => "live",
        Key::DomainsLabel => "Domains",
        Key::DomainsNone => "Choose domains",
        Key::DomainsField => "Domains, separated by commas or spaces",
        Key::DomainsHelp => "Several domains are merged by the vendor into one series.",
        Key::DomainsTooMany => "{n} domains, and {product} takes {max} in one call.",
        Key::DomainBad => "“{text}” is not a domain name.",
        Key::DomainsOffered => "Offered by this proxy",
        Key::SplitSwitch => "Each domain alone as well",
        Key::SplitCalls => "{n} more calls",
        Key::SplitNeedsCodes => "needs a source of codes",
        Key::SplitLabel => "Domains, worst 5xx first",
        Key::SplitProgress => "{done} of {all} calls",
        Key::SplitFailed => "{n} not read in full",
        Key::SplitScale => "5xx, one scale up to {top}",
        Key::SplitOnly => "Only {domain}: {says}, {slots}",
        Key::SplitFigures => "5xx {now} now, worst {max}",
        Key::Apply => "Apply",
        Key::RangeLabel => "Range",
        Key::RangeTab => "Range",
        Key::Earlier => "Earlier",
        Key::Later => "Later",
        Key::RangeFrom => "From",
        Key::RangeTo => "To",
        Key::RangeBad => {
            "“{text}” is not a time. Write now-90m, 2025-06-01 08:00 or 2025-06-01T08:00:00Z."
        }
        Key::RangeReversed => "The start is not before the end.",
        Key::RangeHelp => "now-90m, 2025-06-01 08:00 ({zone}), ISO 8601 or epoch",
        Key::RangeKeeps => "{product}: {span} max",
        Key::LastMinutes => "Last {n} minutes",
        Key::LastHours => "Last {n} hours",
        Key::LastHour => "Last 1 hour",
        Key::LastDays => "Last {n} days",
        Key::TodaySoFar => "Today so far",
        Key::Yesterday => "Yesterday",
        Key::ThisDayLastWeek => "This day last week",
        Key::PreviousWeek => "Previous week",
        Key::RangeRecent => "Used last",
        Key::RangeAhead => "The range starts in the future, where nothing was published yet.",
        Key::TimeEmpty => "A time is missing. Write now, now-90m or 2025-06-01 08:00.",
        Key::TimeUnit => {
            "“{text}”: write now-, a whole number, and one of s, m, h, d or w, as in now-90m."
        }
        Key::TimeAhead => "“{text}” lies in the future, where nothing was published yet.",
        Key::TimeTooFar => "“{text}” goes back more than ten years.",
        Key::TimeNoDay => "“{text}”: the calendar has no such day.",
        Key::TimeNoClock => "“{text}”: a day has the times 00:00 to 23:59.",
        Key::TimeTooLarge => "“{text}” is too large for seconds or milliseconds since 1970.",
        Key::LiveAgain => "Go live",
        Key::LiveAgainHint => {
            "This range is fixed, so auto refresh is off. Turns it on again with: {range}"
        }
        Key::GrainNone => "no source gives it here",
        Key::GrainOld => "kept for {span} only",
        Key::GrainMany => "more than {n} slots",
        Key::RefreshNext => "next {time}",
        Key::RefreshPause => "Pause",
        Key::RefreshResume => "Resume",
        Key::PausedHeld => "paused by you",
        Key::ZoneMenu => "All time zones",
        Key::ZoneSearch => "Find a time zone",
        Key::ZoneMore => "{n} more: type a city",
        Key::ZoneNone => "No time zone has “{text}” in its name.",
        Key::ClockChange => {
            "Clocks change within this range, at {time}: from {before} to {after}. The axis and the readout follow."
        }
        Key::NoteRepeated => "In the address, {key} stands twice; the first one counts.",
        Key::NoteReversed => {
            "In the address, the range ends before it starts; the last hour stands in."
        }
        Key::SavedRange => "Saved answer",
        Key::GrainLabel => "Grain",
        Key::GrainAuto => "auto",
        Key::GrainMixed => "mixed",
        Key::Refresh => "Refresh",
        Key::RefreshEvery => "Auto refresh",
        Key::RefreshOff => "off",
        Key::RefreshAuto => "auto, once a slot",
        Key::PausedLooking => "paused while you look",
        Key::PausedHidden => "paused while the tab is hidden",
        Key::PausedOffline => "paused while offline",
        Key::ZoneLabel => "Time zone",
        Key::Local => "Local",
        Key::CompareLabel => "Compare",
        Key::CompareOff => "Off",
        Key::CompareDay => "Day before",
        Key::CompareWeek => "Week before",
        Key::ComparePrevious => "Previous period",
        Key::VersusDay => "vs yesterday",
        Key::VersusWeek => "vs a week ago",
        Key::VersusPrevious => "vs the period before",
        Key::CompareKeeps => "{product} keeps {span}",
        Key::CompareSaved => "What is shown was saved: there is no other period to ask for.",
        Key::MoreLabel => "More",
        Key::LanguageLabel => "Language",
        Key::ThemeLabel => "Theme",
        Key::ThemeAuto => "Auto",
        Key::ThemeLight => "Light",
        Key::ThemeDark => "Dark",
        Key::UnitHeading => "The vendor's volume numbers count",
        Key::UnitLabel => "{product} counts",
        Key::UnitBits => "bits",
        Key::UnitBytes => "bytes",
        Key::ProxyHeading => "Proxy",
        Key::ProxyLine => "Originscope {version}",
        Key::LiveWithCredential => "live, key ending {tail}",
        Key::ProxySkew => "Its clock and this browser's differ by {n} s.",

        Key::Reading => "Reading",
        Key::ReadingLine => "{done} of {all} windows here, newest first.",
        Key::ReadingHint => "Numbers appear as they come.",
        Key::Nothing => "Asking the proxy what it can read.",
        Key::CannotTell => "Cannot tell",
        Key::SaysNothing => "This says nothing about your origin, good or bad.",
        Key::TrafficOnly => "at {time}; mean {mean}, highest {max} at {at}.",
        Key::NoRequests => "no requests",
        Key::CompleteTo => "complete to {time} {zone}",
        Key::NeverComplete => "never complete",
        Key::DueSlots => "{came}/{due} due slots",
        Key::Retry => "Retry",
        Key::Cancel => "Cancel",
        Key::StillShown => "The charts still show {domains}, {span}.",

        Key::TilesLabel => "Now",
        Key::ServerError => "server error",
        Key::ClientError => "client error",
        Key::Redirect => "redirect",
        Key::Success => "success",
        Key::Informational => "informational",
        Key::OtherCodes => "other codes",
        Key::OriginTraffic => "Origin traffic",
        Key::NoData => "no data",
        Key::MeanOf => "mean {mean}",
        Key::MeanVolume => "{volume} in {span}",
        Key::TileChange => "{n}\u{202f}pp",
        Key::ChangeReading => "reading the earlier period",
        Key::ChangeFailed => "earlier period failed",
        Key::ChangeFar => "earlier period out of reach",
        Key::ChangeNone => "no earlier value",
        Key::Coverage => "Coverage",
        Key::CoverageHint => "slots that came / were due",
        Key::UnitCodes => "codes",
        Key::UnitTraffic => "traffic",

        Key::ChartsLabel => "Charts",
        Key::Errors => "Errors",
        Key::ErrorsNote => "share of origin responses",
        Key::ErrorsNoteViewer => "share of viewer responses",
        Key::Composition => "Composition",
        Key::CompositionNote => "100\u{202f}% of responses, 5xx at the base",
        Key::PeakAt => "peak {value} at {time}",
        Key::TrafficNote => "{volume} in {span}",
        Key::SummaryCodes => {
            "{what}, {domains}, {vantage}, {span}. 5xx now {now}, highest {max} at {at}. {came} of {due} due slots present."
        }
        Key::SummaryTraffic => {
            "{what}, {domains}, {vantage}, {span}. Now {now}, highest {max} at {at}. {came} of {due} due slots present."
        }
        Key::SummaryEmpty => {
            "{what}, {domains}, {vantage}, {span}. No slot here yet; {came} of {due} due slots present."
        }
        Key::VendorSentNoPoint => "vendor sent no point",
        Key::NotPublished => "not published",
        Key::NotPublishedYet => "yet, next",
        Key::ThresholdFailing => "{n}\u{202f}% failing",
        Key::ThresholdDegraded => "{n}\u{202f}% degraded",
        Key::NotPublishedNext => "about {time}",
        Key::OnItsWay => "on its way",
        Key::OutOfReach => "out of reach",
        Key::FailedWord => "failed",

        Key::Codes => "Codes",
        Key::CodesOf => "Codes, {product}",
        Key::NowIs => "now = {time}",
        Key::SharePercent => "share, %",
        Key::Now => "now",
        Key::Mean => "mean",
        Key::Max => "max",
        Key::Min => "min",
        Key::LegendHint => "Click a class to see its codes.",

        Key::ReadoutLabel => "Readout",
        Key::SlotHead => "slot",
        Key::Share => "share",
        Key::Count => "count",
        Key::Responses => "{n} responses",
        Key::StateAbsent => "The vendor sent no point for this slot.",
        Key::StateNotYet => "Not published yet.",
        Key::StateOutOfReach => "Out of reach: the vendor does not keep this slot.",
        Key::StateFailed => "The call for this slot failed.",
        Key::StateWaiting => "On its way.",
        Key::StateProvisional => "Provisional: the vendor may still correct it.",
        Key::StateDue => "Due about {time}.",
        Key::StateKeeps => "{product} keeps {span}.",
        Key::ClickToPin => "click to pin",
        Key::PinnedSlot => "pinned slot",
        Key::SortByShare => "Largest share first",
        Key::MoreAtZero => "+{n} at 0",
        Key::ChangePoints => "Δ pp",
        Key::SelectRange => "Select a range",
        Key::SelectHow => "Drag the two handles on a chart, then zoom to the range.",
        Key::ZoomToIt => "Zoom to it",
        Key::CompareTab => "Compare",
        Key::TabsLabel => "Quick menus",
        Key::Unpin => "Unpin",

        Key::WindowsLabel => "Windows",
        Key::WindowsDone => "{done} of {all} windows",
        Key::WindowsFailed => "{n} failed: {code}",
        Key::WindowsRetrying => "{n} failed: {code}, trying again",
        Key::WindowsFlying => "{n} in flight",
        Key::WindowsNone => "No call made",
        Key::WindowsAll => "all here",
        Key::BesideEarlier => "Earlier period: {done} of {all} windows",
        Key::BesideSplit => "Each domain: {done} of {all} calls",
        Key::BesideFar => "not kept in full",
        Key::CellDone => "{span}: here",
        Key::CellWaiting => "{span}: waiting",
        Key::CellFlying => "{span}: in flight",
        Key::CellFailed => "Retry {span}: {code}",
        Key::CellLate => "{span}: not published yet",
        Key::CellFar => "{span}: out of reach",

        Key::HopPage => "This page",
        Key::HopProxy => "Proxy",
        Key::HopVendor => "Vendor",
        Key::WhoseSide => "Whose side",
        Key::WhatToDo => "What to do",
        Key::RetryHelps => "Retry helps",
        Key::RetryNo => "No: the same question gets the same answer",
        Key::RetrySoon => "Yes, in a moment",
        Key::RetryAfterChange => "Only after something was changed",
        Key::SideYou => "Yours: what was asked cannot be answered",
        Key::SideAccount => "Yours: the key, its policy or the account",
        Key::SideProxy => "The proxy's, or its configuration",
        Key::SideNetwork => "The way between the proxy and the vendor",
        Key::SideVendor => "The vendor's",
        Key::SidePage => "This page's",
        Key::Copy => "Copy",
        Key::Copied => "Copied",
        Key::MoreProblems => "and {n} more failed",
        Key::VendorCode => "Vendor code {code}",
        Key::VendorRequest => "RequestId {id}",
        Key::ProxyRequest => "Proxy request {id}",
        Key::ProxyUnreachable => "The proxy cannot be reached.",
        Key::ProxyUnreachableDo => {
            "Start it with `originscope serve`, or check the address and the network."
        }
        Key::NotAProxy => "What answered is not an Originscope proxy.",
        Key::NotAProxyDo => "Serve this page from the proxy, or forward /api to it.",
        Key::ProxyOdd => "The proxy answered {status} without saying why.",
        Key::ProxyOddDo => {
            "Look into the proxy's log; something between it and the page may have answered instead."
        }
        Key::NotDecoded => "The vendor's answer cannot be read: {why}",
        Key::NotDecodedDo => {
            "Keep the answer and report it; the vendor may have changed its format."
        }
        Key::VendorSaidNo => {
            "The vendor answered with its error {code} although the status said success."
        }
        Key::VendorSaidNoDo => {
            "Look the code up in the vendor's documentation; asking again may help."
        }
        Key::UnknownSource => "There is no source “{id}”.",
        Key::UnknownSourceDo => "Choose one of the sources in the menu.",
        Key::EmptyTitle => "Nothing to read here",
        Key::EmptyDomainsTitle => "Which domain?",
        Key::EmptyDomains => "Choose one or more domains that your account accelerates.",
        Key::EmptySourcesTitle => "Which source?",
        Key::EmptySources => "Choose at least one source.",
        Key::GoToLastHour => "Go to last 1 hour",
        Key::PlanTooManyDomains => "It takes {max} domains in one call.",
        Key::PlanTooManySlots => {
            "The range and grain ask for more than {max} slots. Choose a shorter range or a coarser grain."
        }
        Key::PlanNoLimits => "Its limits are not known.",
        Key::EmptyRetention => "The whole range is older than what the chosen sources keep.",
        Key::PlanTitle => "{product} cannot answer this",

        Key::NotesLabel => "Notes",
        Key::NoteQuery => "In the address, {key}={value} cannot be read; the default stands in.",
        Key::NoteSumMismatch => "shares of a slot do not add up to 100\u{202f}%",
        Key::NoteCountsContradict => "counts contradict shares; counts are believed",
        Key::NoteDuplicateSlot => "two answers for one slot; the later one is kept",
        Key::NoteDuplicateCode => "one code twice in a slot; added up",
        Key::NoteBadTime => "a time that cannot be read; the point is dropped",
        Key::NoteBadValue => "a value that cannot be read; the slot shows as a gap",
        Key::NoteUnknownCode => "a status code outside 100 to 599",
        Key::NoteInferredGrain => "the answer names no interval; read from the slots",
        Key::NoteOtherGrain => "the vendor answered with another grain than asked",
        Key::NoteOutsideWindow => "a slot outside the window asked; dropped",
        Key::NoteTimes => "{product}: {what} ({n}×)",
        Key::Dismiss => "Dismiss",

        Key::FileBadge => "File",
        Key::FileHint => "What is shown was read from files. Nothing was asked.",
        Key::OpenFiles => "Open files",
        Key::OpenFilesHint => "or drop, or paste",
        Key::DropHere => {
            "Drop saved answers, a HAR or a snapshot: they are read here and sent nowhere."
        }
        Key::OrDrop => "or drop saved answers anywhere on this page",
        Key::PastedText => "pasted text",
        Key::FilesLabel => "Files",
        Key::FileSays => "{file}: {what}, {span}",
        Key::FileCouldBe => "; could also be from {products}",
        Key::FileSnapshotSays => "{file}: snapshot of {time}, {span}",
        Key::FileShow => "Show",
        Key::BackToLive => "Back to live",
        Key::FileRange => "From files",
        Key::FileNoDomain => "no domain named",
        Key::FileNoSlots => "The file is an answer, but no slot came with it.",
        Key::FilesCount => "answers from files: {n}",
        Key::FilesNoCall => "no call made",
        Key::FileNotRead => "The browser could not read the file.",
        Key::FileEmpty => "The file is empty.",
        Key::FileTooLarge => "The file is larger than {n} MiB.",
        Key::FileTooManyValues => "The answers in the file hold more than {n} values.",
        Key::FileNotText => "The file is not text in UTF-8.",
        Key::FileWebPage => "The file is a web page, not data.",
        Key::FileTruncated => {
            "The file ends too early, at line {line}, column {column}: it was cut."
        }
        Key::FileSyntax => {
            "The file is neither JSON nor XML: it cannot be read at line {line}, column {column}."
        }
        Key::FileUnknown => "The file is not an answer of a known source.",
        Key::FileUnknownKeys => "The file is not an answer of a known source; it has {keys}.",
        Key::FileDamaged => {
            "The file is an answer of {product}, but cannot be read as one at {path}."
        }
        Key::FileVendorError => "The file is the vendor's error {code}, not data.",
        Key::FileProxyProblem => "The file is the proxy's problem {code}, not data.",
        Key::FileHarEmpty => "The HAR has {n} entries and no answer of a known source among them.",
        Key::FileHarNoBody => {
            "The HAR has {n} entries and no answer of a known source among them; {m} were exported without their content."
        }
        Key::FileNewerSnapshot => {
            "The file is a snapshot of version {version}, which is newer than this page."
        }
        Key::FileSnapshotBad => "The file is a snapshot, but cannot be read at {where}.",
        Key::FileSnapshotUnsound => "The file is a snapshot, but its source {n} cannot be shown.",
        Key::Why => "Why",
        Key::WhyLabel => "Rules of the verdict",
        Key::WhyRule => "Rule",
        Key::WhyEvidence => "Evidence",
        Key::WhySo => "So",
        Key::NotRefreshed => "Nothing newer than {time} {zone} was read.",
        Key::NotRefreshedHint => "Refresh to see what is so now.",
        Key::ShareLabel => "Share",
        Key::ShareLink => "Copy link",
        Key::ShareLinkHint => "these times",
        Key::ShareLive => "Copy live link",
        Key::ShareLiveHint => "moves with now",
        Key::ShareCsv => "CSV",
        Key::ShareCsvHint => "a row per slot and series",
        Key::ShareExcel => "CSV for Excel",
        Key::SharePicture => "Picture",
        Key::ShareSnapshot => "Snapshot file",
        Key::ShareMask => "Mask domains",
        Key::SharePrint => "Print",
        Key::ShareSaved => "Saved",
        Key::ShareNotCopied => "The browser did not let the page write the clipboard. The link:",
        Key::ShareNotMade => "The browser could not make the file.",
    }
}
