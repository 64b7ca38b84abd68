#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod properties;
mod rules;
mod situations;
mod traffic;

use super::*;
use crate::frame::{CodeColumns, Data};
use crate::time::TimeRange;
use crate::timeline::SlotState;
use crate::{Class, Code};

/// 2024-12-01T12:00:00Z, a full hour.
pub(super) const START: i64 = 1_733_054_400;
const LAG: i64 = 300;

/// One slot as written in a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slot {
    pub(super) state: SlotState,
    /// 5xx share, or Mbps; NaN for none.
    pub(super) value: f64,
    /// Sum of the shares.
    pub(super) sum: f64,
    /// Responses, if not the story's.
    pub(super) count: Option<f64>,
}

/// Slots in short: a number is a 5xx share in percent (or Mbps); `p` before it makes it provisional, `/n` after it
/// gives its responses; `z` no requests, `u` shares that add up to 60, `_` absent, `x` failed, `w` waiting, `n` not yet,
/// `o` out of reach; `*n` repeats.
pub(super) fn slots(text: &str) -> Vec<Slot> {
    let mut out = Vec::new();
    for token in text.split_whitespace() {
        let (what, times) = token.split_once('*').unwrap_or((token, "1"));
        let plain = |state, value, sum| Slot {
            state,
            value,
            sum,
            count: None,
        };
        let slot = match what {
            "z" => Slot {
                count: Some(0.0),
                ..plain(SlotState::Came, 0.0, 0.0)
            },
            "u" => plain(SlotState::Came, 10.0, 60.0),
            "_" => plain(SlotState::Absent, f64::NAN, f64::NAN),
            "x" => plain(SlotState::Failed, f64::NAN, f64::NAN),
            "w" => plain(SlotState::Waiting, f64::NAN, f64::NAN),
            "n" => plain(SlotState::NotYet, f64::NAN, f64::NAN),
            "o" => plain(SlotState::OutOfReach, f64::NAN, f64::NAN),
            text => {
                let state = if text.starts_with('p') {
                    SlotState::Provisional
                } else {
                    SlotState::Came
                };
                let (value, count) = text
                    .trim_start_matches('p')
                    .split_once('/')
                    .map_or((text.trim_start_matches('p'), None), |(value, count)| {
                        (value, Some(count.parse().unwrap()))
                    });
                Slot {
                    count,
                    ..plain(state, value.parse().unwrap(), 100.0)
                }
            }
        };
        out.extend(std::iter::repeat_n(slot, times.parse().unwrap()));
    }
    out
}

/// A situation to be judged.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub(super) slots: Vec<Slot>,
    pub(super) counts: Option<f64>,
    grain: i64,
    vantage: Vantage,
    late: i64,
    traffic: Option<(Vec<Slot>, i64)>,
    earlier: Option<Compare>,
    earlier_codes: Option<Vec<Slot>>,
    earlier_traffic: Option<Vec<Slot>>,
    pub(super) thresholds: Thresholds,
}

impl Story {
    /// A thousand responses a slot of a minute, judged when the last slot that is not marked as young is due.
    pub(super) fn of(text: &str) -> Self {
        Self::from(slots(text))
    }

    pub(super) fn from(slots: Vec<Slot>) -> Self {
        Self {
            slots,
            counts: Some(1_000.0),
            grain: 60,
            vantage: Vantage::OriginSide,
            late: 0,
            traffic: None,
            earlier: None,
            earlier_codes: None,
            earlier_traffic: None,
            thresholds: Thresholds::default(),
        }
    }

    pub(super) fn counts(self, counts: Option<f64>) -> Self {
        Self { counts, ..self }
    }

    pub(super) fn grain(self, grain: i64) -> Self {
        Self {
            grain,
            counts: self.counts.map(|counts| counts * 1_440.0),
            ..self
        }
    }

    pub(super) fn viewer(self) -> Self {
        Self {
            vantage: Vantage::ViewerSide,
            ..self
        }
    }

    /// Judged so many seconds later.
    pub(super) fn late(self, late: i64) -> Self {
        Self { late, ..self }
    }

    pub(super) fn traffic(self, text: &str) -> Self {
        Self {
            traffic: Some((slots(text), 60)),
            ..self
        }
    }

    pub(super) fn traffic_grain(mut self, grain: i64) -> Self {
        self.traffic = self.traffic.map(|(slots, _)| (slots, grain));
        self
    }

    pub(super) fn day_before(self, codes: &str, traffic: &str) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| slots(text));
        Self {
            earlier: Some(Compare::Day),
            earlier_codes: some(codes),
            earlier_traffic: some(traffic),
            ..self
        }
    }

    fn due(&self) -> i64 {
        let old = self
            .slots
            .iter()
            .rposition(|slot| !matches!(slot.state, SlotState::Provisional | SlotState::NotYet))
            .map_or(0, |last| last + 1);
        START + i64::try_from(old).unwrap() * self.grain + self.late
    }

    pub(super) fn codes(&self) -> Timeline {
        codes(&self.slots, self.grain, START, self.due(), self.counts)
    }

    pub(super) fn verdict(&self) -> Verdict {
        let due = self.due();
        let present = self.codes();
        let traffic = self
            .traffic
            .as_ref()
            .map(|(slots, grain)| traffic_line(slots, *grain, START, due));
        let before = START - 86_400;
        let earlier_codes = self
            .earlier_codes
            .as_ref()
            .map(|slots| codes(slots, self.grain, before, due, self.counts));
        let earlier_traffic = self
            .earlier_traffic
            .as_ref()
            .map(|slots| traffic_line(slots, 60, before, due));
        let input = VerdictInput {
            codes: &present,
            vantage: self.vantage,
            lag: LAG,
            traffic: traffic.as_ref(),
            earlier: self.earlier.map(|compare| Earlier {
                compare,
                codes: earlier_codes.as_ref(),
                traffic: earlier_traffic.as_ref(),
            }),
            now: due + LAG,
        };
        judge(&input, &self.thresholds)
    }
}

fn line(slots: &[Slot], grain: i64, start: i64, due_until: i64, data: Data) -> Timeline {
    let end = start + i64::try_from(slots.len()).unwrap() * grain;
    Timeline {
        source: "s".to_owned(),
        range: TimeRange::new(start, end),
        grain,
        states: slots.iter().map(|slot| slot.state).collect(),
        data,
        due_until,
    }
}

/// Four fifths of the 5xx are 502, the rest 504.
fn codes(slots: &[Slot], grain: i64, start: i64, due: i64, counts: Option<f64>) -> Timeline {
    let column = |part: fn(&Slot) -> f64| slots.iter().map(part).collect::<Vec<f64>>();
    let shares = vec![
        column(|slot| slot.sum - slot.value),
        column(|slot| slot.value * 0.8),
        column(|slot| slot.value * 0.2),
    ];
    let counted = |counts: f64| {
        let count = |column: &Vec<f64>| {
            let slot = |(share, slot): (&f64, &Slot)| share / 100.0 * slot.count.unwrap_or(counts);
            column.iter().zip(slots).map(slot).collect()
        };
        shares.iter().map(count).collect()
    };
    let counts = counts.map(counted);
    let codes = [200, 502, 504].map(Code::new).to_vec();
    let data = Data::Codes(CodeColumns {
        codes,
        shares: shares.into_iter().map(Into::into).collect(),
        counts,
    });
    line(slots, grain, start, due, data)
}

#[allow(clippy::cast_precision_loss)]
fn traffic_line(slots: &[Slot], grain: i64, start: i64, due: i64) -> Timeline {
    let bits = slots
        .iter()
        .map(|slot| slot.value * 1e6 * grain as f64)
        .collect();
    line(slots, grain, start, due, Data::Traffic(bits))
}

#[test]
fn the_stories_are_what_they_say() {
    let story = Story::of("0.2 z p7 _ 50/3");
    let timeline = story.codes();
    let shares = timeline.class_shares(Class::ServerError);
    assert!((shares[0] - 0.2).abs() < 1e-9 && (shares[2] - 7.0).abs() < 1e-9);
    assert!(timeline.no_requests(1));
    assert!((timeline.request_counts().unwrap()[4] - 3.0).abs() < 1e-9);
}
