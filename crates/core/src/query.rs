//! What the user chose: all of it stands in the page's address.

mod read;
mod sort;
mod write;

use crate::code::{Class, Code};
use crate::compare::Compare;
use crate::offsets::Offsets;
use crate::source::TrafficUnit;
use crate::time::TimeRange;
use crate::time_expr::{TimeExpr, TimeUnit};

pub use sort::{Column, Sort};

/// The sources shown while nobody chose any.
const DEFAULT_SOURCES: [&str; 2] = ["cdn-origin-codes", "cdn-origin-traffic-rt"];

/// What the user chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Ids of sources, in the order chosen (`src`).
    pub sources: Vec<String>,
    /// Domains, lower case (`d`); empty until the page offers some.
    pub domains: Vec<String>,
    /// Start of the range (`from`).
    pub from: TimeExpr,
    /// End of the range (`to`).
    pub to: TimeExpr,
    /// Length of a slot in seconds (`step`); `None` is the finest that fits the range.
    pub step: Option<i64>,
    /// The zone in which times are shown (`tz`).
    pub zone: Zone,
    /// Light or dark (`theme`).
    pub theme: Theme,
    /// The language (`lang`); `None` is the browser's.
    pub lang: Option<Lang>,
    /// Seconds between refreshes of a range that ends now (`refresh`); `None` is off, 0, the default, is auto: once a
    /// slot, at most once a minute.
    pub refresh: Option<i64>,
    /// Per source the unit of its volumes, where it is not the source's default (`unit`, as `id:byte`).
    pub units: Vec<(String, TrafficUnit)>,
    /// The only series shown (`iso`).
    pub isolate: Option<Series>,
    /// Series not shown (`hide`).
    pub hidden: Vec<Series>,
    /// ISP filter in the vendor's spelling (`isp`).
    pub isp: Option<String>,
    /// Region filter in the vendor's spelling (`loc`).
    pub region: Option<String>,
    /// Which earlier range stands beside the present one (`cmp`); `None` is none.
    pub compare: Option<Compare>,
    /// What the charts of errors measure (`mode`).
    pub measure: Measure,
    /// Bytes of a slot in place of bit/s in charts of traffic (`unit=bytes`).
    pub volumes: bool,
    /// Totals of volumes in powers of 1024 in place of 1000 (`unit=iec`).
    pub binary: bool,
    /// Shares of what is shown in place of all responses, where something is hidden (`of=shown`).
    pub of_shown: bool,
    /// By which figure the legend is sorted (`sort`); `None` is the order of the classes.
    pub sort: Option<Sort>,
    /// How far status codes are taken apart (`view`).
    pub detail: Detail,
    /// A small chart for each domain instead of one for all (`split=1`).
    pub split: bool,
    /// The start of the slot under the pinned crosshair, UTC seconds (`pin`).
    pub pin: Option<i64>,
    /// Keys that this version does not know, decoded, as they came: kept, so that a link survives an older page.
    pub unknown: Vec<(String, String)>,
}

/// The zone in which times are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Zone {
    /// UTC: the vendors' own, and the same for everyone who opens a link.
    #[default]
    Utc,
    /// The browser's.
    Browser,
    /// One with an IANA name, as `Asia/Shanghai`: the browser knows its rules. Only the form of the name is checked.
    Named(String),
}

/// What the charts of errors measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Percent of the responses.
    #[default]
    Share,
    /// Number of responses, where the source counts.
    Count,
}

/// How far status codes are taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Detail {
    /// By class, 5xx to 1xx.
    #[default]
    Class,
    /// By code.
    Code,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// What the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The page's languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English
    #[default]
    En,
    /// Chinese
    Zh,
}

/// What a line or a band of a chart stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Series {
    /// All codes of a class.
    Class(Class),
    /// One code.
    Code(Code),
}

impl Series {
    /// Whether a code is of it.
    #[must_use]
    pub fn has(self, code: Code) -> bool {
        match self {
            Self::Class(class) => code.class() == class,
            Self::Code(one) => code == one,
        }
    }
}

/// Something in an address that could not be used; the default took its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryNote {
    /// The key, as `from`.
    pub key: String,
    /// The value as it came, decoded.
    pub value: String,
    /// What is wrong with it.
    pub kind: QueryNoteKind,
}

/// What is wrong with a value in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryNoteKind {
    /// It means nothing for this key.
    BadValue,
    /// The key stands there twice; the first one counts.
    Repeated,
    /// The range ends before it starts.
    Reversed,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            sources: DEFAULT_SOURCES.map(str::to_owned).to_vec(),
            domains: Vec::new(),
            from: TimeExpr::Ago {
                amount: 1,
                unit: TimeUnit::Hour,
            },
            to: TimeExpr::Now,
            step: None,
            zone: Zone::default(),
            theme: Theme::default(),
            lang: None,
            refresh: Some(0),
            units: Vec::new(),
            isolate: None,
            hidden: Vec::new(),
            isp: None,
            region: None,
            compare: None,
            measure: Measure::default(),
            volumes: false,
            binary: false,
            of_shown: false,
            sort: None,
            detail: Detail::default(),
            split: false,
            pin: None,
            unknown: Vec::new(),
        }
    }
}

impl Query {
    /// The range meant when it is `now`, UTC seconds, with days and weeks in UTC.
    #[must_use]
    pub fn range(&self, now: i64) -> TimeRange {
        self.range_in(now, 0)
    }

    /// The same with days and weeks of a zone; see [`TimeExpr::start_in`].
    #[must_use]
    pub fn range_in(&self, now: i64, zone: impl Into<Offsets>) -> TimeRange {
        let zone = zone.into();
        TimeRange::new(self.from.start_in(now, zone), self.to.end_in(now, zone))
    }

    /// The unit chosen for a source, if it is not the source's default.
    #[must_use]
    pub fn unit_of(&self, source: &str) -> Option<TrafficUnit> {
        self.units
            .iter()
            .find(|(id, _)| id == source)
            .map(|&(_, unit)| unit)
    }

    /// The same with fixed times: what a copied link holds, so that it shows everyone the same.
    #[must_use]
    pub fn pinned(&self, now: i64) -> Self {
        self.pinned_in(now, 0)
    }

    /// The same with days and weeks of a zone; see [`TimeExpr::start_in`].
    #[must_use]
    pub fn pinned_in(&self, now: i64, zone: impl Into<Offsets>) -> Self {
        let range = self.range_in(now, zone);
        Self {
            from: TimeExpr::At(range.start),
            to: TimeExpr::At(range.end),
            ..self.clone()
        }
    }
}

impl Series {
    /// Reads `5xx` to `1xx`, `other`, or a code of three digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(class) = Class::STACK.into_iter().find(|class| class.name() == text) {
            return Some(Self::Class(class));
        }
        let plain = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        let code = Code::new(text.parse().ok().filter(|_| plain)?);
        (code != Code::OTHER).then_some(Self::Code(code))
    }

    /// The class that it is or belongs to.
    #[must_use]
    pub const fn class(self) -> Class {
        match self {
            Self::Class(class) => class,
            Self::Code(code) => code.class(),
        }
    }
}

impl std::fmt::Display for Series {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Class(class) => out.write_str(class.name()),
            Self::Code(code) => match code.number() {
                Some(number) => write!(out, "{number}"),
                None => out.write_str(Class::Other.name()),
            },
        }
    }
}
