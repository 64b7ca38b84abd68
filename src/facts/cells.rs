//! The cells of the window strip and of the coverage tile.

use originscope_core::{Plan, SlotState, TimeRange, Timeline, WindowId, WindowState, WindowView};

/// More windows than this and neighbours of one kind become one cell.
const MOST_CELLS: usize = 60;

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
    let merge = mine.len() > MOST_CELLS;
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
    cells.sort_by_key(|cell| cell.range.start);
    if merge { merged(cells) } else { cells }
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

fn merged(cells: Vec<Cell>) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::new();
    for cell in cells {
        match out.last_mut() {
            Some(last)
                if last.kind == cell.kind
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
