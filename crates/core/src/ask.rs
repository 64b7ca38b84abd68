//! What one upstream call asks for, in nobody's dialect.

use crate::time::TimeRange;

/// One window of one source, for some domains.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ask {
    /// At least one domain, lower case, A-labels.
    pub domains: Vec<String>,
    /// The window, aligned to the grain.
    pub range: TimeRange,
    /// Slot length in seconds to ask for, where the API lets the caller choose.
    pub grain: Option<i64>,
    /// ISP filter in the vendor's spelling.
    pub isp: Option<String>,
    /// Region filter in the vendor's spelling.
    pub region: Option<String>,
    /// Status code filter; empty means all.
    pub codes: Vec<u16>,
}
