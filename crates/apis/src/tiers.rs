//! Short forms for the rows of a limits table.

use originscope_core::{Figure, Tier};

/// One minute, in seconds.
pub(crate) const MINUTE: i64 = 60;
/// One hour, in seconds.
pub(crate) const HOUR: i64 = 3_600;
/// One day, in seconds.
pub(crate) const DAY: i64 = 86_400;

/// A document and the day on which it was read.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    /// Its address.
    pub(crate) link: &'static str,
    /// The day, `YYYY-MM-DD`.
    pub(crate) read: &'static str,
}

impl Page {
    /// One row of limits out of this page; all figures in seconds.
    pub(crate) const fn tier(
        self,
        grain: i64,
        max_span: i64,
        retention: i64,
        lag: i64,
        says: &'static str,
    ) -> Tier {
        Tier {
            grain,
            max_span,
            retention,
            lag,
            figure: Figure {
                says,
                link: self.link,
                read: self.read,
            },
        }
    }

    /// The three rows of Alibaba's realtime APIs, whose pages print the same table.
    pub(crate) const fn realtime(self) -> [Tier; 3] {
        [
            self.tier(
                MINUTE,
                HOUR,
                7 * DAY,
                5 * MINUTE,
                "1 minute: at most 1 hour a query, 7 days back, 5 minutes late",
            ),
            self.tier(
                5 * MINUTE,
                3 * DAY,
                93 * DAY,
                15 * MINUTE,
                "5 minutes: at most 3 days a query, 93 days back, 15 minutes late",
            ),
            self.tier(
                HOUR,
                31 * DAY,
                186 * DAY,
                4 * HOUR,
                "1 hour: at most 31 days a query, 186 days back, 4 hours late",
            ),
        ]
    }
}
