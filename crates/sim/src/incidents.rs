//! What can happen to a domain, and what that does to its traffic.

/// What happens to calls about a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Incident {
    /// Nothing.
    Healthy,
    /// The origin answers 502 and 504 for 25 minutes of every hour, traffic stays.
    Burst,
    /// The cache is lost for 35 minutes of every hour: three times the origin traffic, a few 503.
    CacheLoss,
    /// The vendor has no slots for a part of the range.
    Gap,
    /// Two requests a minute, and none in every third ten minutes.
    Quiet,
    /// Answers come four seconds late.
    Slow,
    /// Every call is throttled.
    Throttled,
    /// Every third call is throttled.
    Flaky,
    /// The key may not read this domain.
    Denied,
    /// The domain is not the account's.
    NotFound,
    /// The domain is disabled.
    Offline,
    /// The account is in arrears.
    Suspended,
    /// The answer breaks off.
    Malformed,
    /// A web page instead of an answer.
    Html,
    /// HTTP 200 with an error in the body.
    Error200,
    /// More than 8 MiB of answer.
    Huge,
}

/// What an incident does to a minute of traffic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Effect {
    /// Factor on the number of responses.
    pub(crate) volume: f64,
    /// Parts of all responses (0 to 1) that become these codes.
    pub(crate) failing: [(u16, f64); 2],
}

impl Incident {
    /// What it does in the minute at `at`, at the origin or at the viewers' side, who see less of the origin's trouble.
    pub(crate) fn effect(self, at: i64, origin_side: bool) -> Effect {
        let seen = if origin_side { 1.0 } else { 0.7 };
        let calm = Effect {
            volume: 1.0,
            failing: [(502, 0.0), (504, 0.0)],
        };
        match self {
            Self::Burst => {
                let height = trapezoid(at, 20, 45) * seen;
                Effect {
                    failing: [(502, 0.052 * height), (504, 0.028 * height)],
                    ..calm
                }
            }
            Self::CacheLoss => {
                let height = trapezoid(at, 15, 50);
                let volume = if origin_side { 1.0 + 2.0 * height } else { 1.0 };
                Effect {
                    volume,
                    failing: [(503, 0.009 * height * seen), (504, 0.004 * height * seen)],
                }
            }
            Self::Quiet => {
                let silent = at.div_euclid(600).rem_euclid(3) == 1;
                Effect {
                    volume: if silent {
                        0.0
                    } else {
                        2.0 / crate::signal::RESPONSES_A_MINUTE
                    },
                    ..calm
                }
            }
            _ => calm,
        }
    }

    /// Whether the vendor has no slot that starts at `at`.
    pub(crate) fn lacks(self, at: i64, grain: i64) -> bool {
        self == Self::Gap
            && match grain {
                86_400.. => at.div_euclid(86_400).rem_euclid(7) == 2,
                3_600.. => at.div_euclid(3_600).rem_euclid(8) == 3,
                _ => (30..42).contains(&at.div_euclid(60).rem_euclid(60)),
            }
    }

    /// Whether calls about the domain get data at all.
    pub(crate) const fn has_data(self) -> bool {
        matches!(
            self,
            Self::Healthy
                | Self::Burst
                | Self::CacheLoss
                | Self::Gap
                | Self::Quiet
                | Self::Slow
                | Self::Flaky
        )
    }
}

/// From 0 up to 1 within five minutes after minute `from` of every hour, and down again before minute `to`. Because it
/// is tied to the clock's hour, any range of an hour shows it.
fn trapezoid(at: i64, from: i64, to: i64) -> f64 {
    let minute = at.rem_euclid(3_600) as f64 / 60.0;
    let up = (minute - from as f64) / 5.0;
    let down = (to as f64 - minute) / 5.0;
    up.min(down).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hour_shows_the_burst() {
        for start in 0..60 {
            let heights =
                (0..60).map(|m| Incident::Burst.effect((start + m) * 60, true).failing[0].1);
            assert!(
                (heights.fold(0.0, f64::max) - 0.052).abs() < 1e-9,
                "{start}"
            );
        }
        let at_viewers = Incident::Burst.effect(30 * 60, false).failing[0].1;
        assert!((at_viewers - 0.0364).abs() < 1e-9);
    }

    #[test]
    fn the_gap_is_twelve_minutes_of_an_hour() {
        let missing = (0..60).filter(|m| Incident::Gap.lacks(m * 60, 60)).count();
        assert_eq!(missing, 12);
        assert_eq!(
            (0..24)
                .filter(|h| Incident::Gap.lacks(h * 3_600, 3_600))
                .count(),
            3
        );
        assert!(!Incident::Burst.lacks(31 * 60, 60));
    }
}
