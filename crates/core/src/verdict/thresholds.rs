//! The rules and their figures, as data.

use serde::{Deserialize, Serialize};

/// A rule of the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleId {
    /// Line: 5xx at or over the red line.
    Red,
    /// Line: 5xx at or over the amber line.
    Amber,
    /// Guard: the newest complete slot is not far behind what is due.
    Fresh,
    /// Guard: enough of the due slots came.
    Coverage,
    /// Guard: enough of the newest slots came.
    Recent,
    /// Guard: the shares of a slot add up to 100 %.
    Sums,
    /// Guard: enough slots with a share to be judged.
    Enough,
    /// Guard: enough responses a minute.
    Volume,
    /// Guard: the newest slot is not over the amber line.
    Settled,
    /// Guard: 5xx does not keep coming back.
    Steady,
    /// Guard: no burst in the slots that may still grow.
    Provisional,
    /// Context: traffic against what it was.
    Traffic,
}

/// What a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Met: the state it stands for.
    Line,
    /// Not met: nothing may be called fine.
    Guard,
    /// It changes the words, never the state.
    Context,
}

/// A rule as data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// What it is for.
    pub kind: RuleKind,
    /// Its own figure in [`Thresholds`], by the field's name.
    pub field: &'static str,
    /// That figure by default.
    pub default: f64,
    /// What it says and where the figure comes from.
    pub doc: &'static str,
}

/// All rules, in the order of the evidence.
pub const RULES: [Rule; 12] = [
    rule(
        RuleId::Red,
        RuleKind::Line,
        "red_percent",
        5.0,
        "5xx share in percent from which, in enough slots in a row, the state is failing. AWS's example alarm, fastly-dashboards and others use 5 %.",
    ),
    rule(
        RuleId::Amber,
        RuleKind::Line,
        "amber_percent",
        1.0,
        "5xx share in percent from which, in enough slots in a row, the state is degraded. Our choice.",
    ),
    rule(
        RuleId::Fresh,
        RuleKind::Guard,
        "fresh_slots",
        3.0,
        "Slots that the newest complete one may be behind what is due. Our choice.",
    ),
    rule(
        RuleId::Coverage,
        RuleKind::Guard,
        "coverage_percent",
        90.0,
        "Percent of the due slots that must have come. Our choice.",
    ),
    rule(
        RuleId::Recent,
        RuleKind::Guard,
        "recent_percent",
        75.0,
        "Percent of the newest slots that must have come, so that a long range does not hide a hole at its end. Our choice.",
    ),
    rule(
        RuleId::Sums,
        RuleKind::Guard,
        "sum_tolerance",
        0.5,
        "Percentage points by which a slot's shares may miss 100; a slot that misses by more is not judged. 44 shares rounded to 0.01 miss by 0.22 at most.",
    ),
    rule(
        RuleId::Enough,
        RuleKind::Guard,
        "enter_slots",
        3.0,
        "Slots in a row that cross a line, and slots with a share that calm needs; fewer where they last `enter_seconds` together. Our choice.",
    ),
    rule(
        RuleId::Volume,
        RuleKind::Guard,
        "min_per_minute",
        60.0,
        "Responses a minute below which a share says nothing. fastly-dashboards alerts from 1 request a second. Unknown without counts.",
    ),
    rule(
        RuleId::Settled,
        RuleKind::Guard,
        "amber_percent",
        1.0,
        "The newest slot at or over the amber line, not long enough to count: neither fine nor degraded yet.",
    ),
    rule(
        RuleId::Steady,
        RuleKind::Guard,
        "enter_slots",
        3.0,
        "So many of the newest slots at or over the amber line in two runs or more: not fine, though never long enough in a row.",
    ),
    rule(
        RuleId::Provisional,
        RuleKind::Guard,
        "enter_slots",
        3.0,
        "So many provisional slots at or over the amber line: not fine, and not a fact yet.",
    ),
    rule(
        RuleId::Traffic,
        RuleKind::Context,
        "flat_percent",
        15.0,
        "Percent by which traffic may differ from what it was and still be called normal. Our choice.",
    ),
];

const fn rule(
    id: RuleId,
    kind: RuleKind,
    field: &'static str,
    default: f64,
    doc: &'static str,
) -> Rule {
    Rule {
        id,
        kind,
        field,
        default,
        doc,
    }
}

/// The figures of the rules; everyone may set their own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// 5xx share of the amber line, percent.
    pub amber_percent: f64,
    /// 5xx share of the red line, percent; over the amber one.
    pub red_percent: f64,
    /// A line is left below this part of it, 0 to 1.
    pub leave_ratio: f64,
    /// Complete slots in a row that cross a line.
    pub enter_slots: u32,
    /// Seconds of data that are enough instead: three slots of an hour need not pass before an hour over 5 % counts.
    pub enter_seconds: u32,
    /// Responses a minute below which a slot is not judged.
    pub min_per_minute: f64,
    /// Percent of the due slots that must have come.
    pub coverage_percent: f64,
    /// Number of newest slots that are looked at for holes and for 5xx that keeps coming back.
    pub recent_slots: u32,
    /// Percent of them that must have come.
    pub recent_percent: f64,
    /// Slots that the newest complete one may be behind what is due.
    pub fresh_slots: u32,
    /// A longer row of slots without a usable share ends what was known before it.
    pub gap_slots: u32,
    /// Percentage points by which the shares of a slot may miss 100.
    pub sum_tolerance: f64,
    /// Percent by which traffic may differ and still be called normal.
    pub flat_percent: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            amber_percent: 1.0,
            red_percent: 5.0,
            leave_ratio: 0.75,
            enter_slots: 3,
            enter_seconds: 900,
            min_per_minute: 60.0,
            coverage_percent: 90.0,
            recent_slots: 12,
            recent_percent: 75.0,
            fresh_slots: 3,
            gap_slots: 3,
            sum_tolerance: 0.5,
            flat_percent: 15.0,
        }
    }
}

/// The field of [`Thresholds`] that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadThreshold(pub &'static str);

impl Thresholds {
    /// Checks that they can be used.
    ///
    /// # Errors
    /// The first field that is out of its bounds: lines above 0 and up to 100 with amber below red, ratios and percents
    /// within their scale, at least one slot, at least 50 % coverage (below that nothing is known of most of the range).
    pub fn check(&self) -> Result<(), BadThreshold> {
        let within = |value: f64, least: f64, most: f64| value >= least && value <= most;
        let checks = [
            (
                "amber_percent",
                self.amber_percent > 0.0 && self.amber_percent <= 100.0,
            ),
            (
                "red_percent",
                self.red_percent > self.amber_percent && self.red_percent <= 100.0,
            ),
            ("leave_ratio", within(self.leave_ratio, 0.0, 1.0)),
            ("enter_slots", (1..=1_000).contains(&self.enter_slots)),
            ("enter_seconds", (1..=86_400).contains(&self.enter_seconds)),
            ("min_per_minute", within(self.min_per_minute, 0.0, 1e9)),
            (
                "coverage_percent",
                within(self.coverage_percent, 50.0, 100.0),
            ),
            (
                "recent_slots",
                self.recent_slots >= self.enter_slots && self.recent_slots <= 1_000,
            ),
            ("recent_percent", within(self.recent_percent, 50.0, 100.0)),
            ("fresh_slots", (1..=60).contains(&self.fresh_slots)),
            ("gap_slots", self.gap_slots <= 60),
            ("sum_tolerance", within(self.sum_tolerance, 0.0, 10.0)),
            ("flat_percent", within(self.flat_percent, 0.0, 100.0)),
        ];
        match checks.into_iter().find(|(_, fits)| !fits) {
            Some((field, _)) => Err(BadThreshold(field)),
            None => Ok(()),
        }
    }

    /// Slots in a row that cross a line at a grain, seconds: three, or as many as last 15 minutes if those are fewer.
    /// Three slots of a minute or of 5 minutes; one of an hour or of a day, which is the mean of its time already.
    #[must_use]
    pub fn slots_to_enter(&self, grain: i64) -> usize {
        let seconds = i64::from(self.enter_seconds);
        let lasting = seconds
            .saturating_add(grain.saturating_sub(1))
            .checked_div(grain)
            .unwrap_or(1)
            .max(1);
        usize::try_from(lasting.min(i64::from(self.enter_slots))).unwrap_or(1)
    }
}
