//! The cells of the window strip and of the coverage tile.

use originscope_core::sort_by_key;
use originscope_core::{Plan, SlotState, TimeRange, Timeline, WindowId, WindowState, WindowView};

/// More windows than this and neighbours of one kind become one cell.
const MOST_CELLS: usize = 60;
/// More than this and neighbours that failed alike become one cell: it is a button, and a finger has to hit it.
const MOST_BUTTONS: usize = 12;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// The window is here.
    Done,
    /// It is queued.
    Waiting,
    /// It is being asked.
    Flying,
    /// It failed.
    Failed,
    /// The vendor has not published it yet.
    Late,
    /// The vendor does not keep it.
    Far,
}

impl CellKind {
    /// Its class in the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Done => "cell done",
            Self::Waiting => "cell wait",
            Self::Flying => "cell run",
            Self::Failed => "cell bad",
            Self::Late => "cell late",
            Self::Far => "cell far",
        }
    }
}

/// One cell of the strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its part of the axis.
    pub range: TimeRange,
    /// How it looks.
    pub kind: CellKind,
    /// The code of a failure.
    pub code: String,
    /// The windows in it.
    pub windows: Vec<WindowId>,
}

/// The cells of one source over `axis`, ascending: its windows, and the parts for which nothing was asked.
pub fn cells(plan: &Plan, windows: &[WindowView], axis: TimeRange) -> Vec<Cell> {
    let mine: Vec<&WindowView> = windows
        .iter()
        .filter(|window| window.source == plan.source)
        .collect();
    let merge = if mine.len() > MOST_CELLS {
        Merge::All
    } else if mine.len() > MOST_BUTTONS {
        Merge::Failed
    } else {
        Merge::None
    };
    let asked_until = plan.not_yet.map_or(axis.end, |range| range.start);
    let mut cells: Vec<Cell> = mine
        .iter()
        .map(|window| {
            let (kind, code) = look(&window.state);
            let shown = TimeRange::new(window.range.start, window.range.end.min(asked_until))
                .intersect(axis);
            Cell {
                range: shown,
                kind,
                code,
                windows: vec![window.id],
            }
        })
        .collect();
    let blank = |range: Option<TimeRange>, kind: CellKind| {
        range.map(|range| Cell {
            range: range.intersect(axis),
            kind,
            code: String::new(),
            windows: Vec::new(),
        })
    };
    cells.extend(blank(plan.out_of_reach, CellKind::Far));
    cells.extend(blank(plan.not_yet, CellKind::Late));
    cells.retain(|cell| !cell.range.is_empty());
    sort_by_key(&mut cells, |cell| cell.range.start);
    merged(cells, merge)
}

/// Which neighbours of one kind become one cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Failed,
    All,
}

fn look(state: &WindowState) -> (CellKind, String) {
    match state {
        WindowState::Done => (CellKind::Done, String::new()),
        WindowState::InFlight => (CellKind::Flying, String::new()),
        WindowState::Failed(problem) | WindowState::Retrying { problem, .. } => (
            CellKind::Failed,
            problem
                .upstream_code
                .clone()
                .unwrap_or_else(|| problem.code.clone()),
        ),
        WindowState::Waiting | WindowState::Cancelled => (CellKind::Waiting, String::new()),
    }
}

fn merged(cells: Vec<Cell>, which: Merge) -> Vec<Cell> {
    let may = |kind: CellKind| match which {
        Merge::None => false,
        Merge::Failed => kind == CellKind::Failed,
        Merge::All => true,
    };
    let mut out: Vec<Cell> = Vec::new();
    for cell in cells {
        match out.last_mut() {
            Some(last)
                if may(cell.kind)
                    && last.kind == cell.kind
                    && last.code == cell.code
                    && last.range.end == cell.range.start =>
            {
                last.range.end = cell.range.end;
                last.windows.extend(cell.windows);
            }
            _ => out.push(cell),
        }
    }
    out
}

/// The slots of a timeline as at most `most` cells; in a cell of several slots the worst decides.
pub fn coverage_cells(timeline: &Timeline, most: usize) -> Vec<SlotState> {
    let count = timeline.states.len();
    let per_cell = count.div_ceil(most.max(1)).max(1);
    timeline
        .states
        .chunks(per_cell)
        .filter_map(|chunk| chunk.iter().copied().max_by_key(|state| badness(*state)))
        .collect()
}

const fn badness(state: SlotState) -> u8 {
    match state {
        SlotState::Failed => 6,
        SlotState::Absent => 5,
        SlotState::Waiting => 4,
        SlotState::OutOfReach => 3,
        SlotState::NotYet => 2,
        SlotState::Provisional => 1,
        SlotState::Came => 0,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_core::{Problem, Retry, Side, Wish, plan};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// 2025-06-01T12:00:00Z
    const NOON: i64 = 1_748_779_200;

    /// How many cells so many hours make of which the older half failed, each hour a window.
    fn count(hours: i64) -> usize {
        let spec = originscope_apis::find("cdn-origin-codes").unwrap().spec();
        let range = TimeRange::new(NOON - hours * 3_600, NOON);
        let wish = Wish {
            range,
            grain: Some(60),
            domains: vec!["a.example".to_owned()],
            isp: None,
            region: None,
            now: NOON + 7_200,
        };
        let plan = plan(spec, &wish).unwrap();
        let problem = Problem::new(502, "c", "t", "a", Side::Vendor, Retry::No);
        let middle = NOON - hours * 1_800;
        let view = |(at, window): (usize, &originscope_core::Window)| WindowView {
            id: WindowId {
                source_index: 0,
                window_index: at,
            },
            source: spec.id.to_owned(),
            range: window.part,
            closed: true,
            state: if window.part.start < middle {
                WindowState::Failed(problem.clone())
            } else {
                WindowState::Done
            },
            tries: 1,
            fetched_at: None,
            from_cache: false,
        };
        let views: Vec<WindowView> = plan.windows.iter().enumerate().map(view).collect();
        cells(&plan, &views, range).len()
    }

    #[test]
    fn what_failed_stays_large_enough_to_be_pressed() {
        assert_eq!(count(12), 12);
        assert_eq!(count(24), 13, "twelve here, one that failed");
        assert_eq!(count(96), 2);
    }
}
