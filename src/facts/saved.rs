//! What leaves the page: links, tables and snapshots of what is shown.

use super::chosen::{Chosen, Span};
use super::{Board, OfDomain, Shown, meant};
use originscope_core::export::{Form, Options, Sheet, csv, file_name};
use originscope_core::snapshot::{Provenance, Saving, Snapshot};
use originscope_core::{
    Frame, Query, Spec, TimeExpr, TimeRange, Timeline, TrafficUnit, WindowView, runs_of,
};

/// The query with the shown times in place of those that move with the clock; it does not refresh, for there will be
/// nothing newer. `now` is when what is shown was asked, UTC seconds.
pub fn frozen(query: &Query, chosen: &Chosen, now: i64) -> Query {
    let pinned = match chosen.span {
        Span::Asked(..) => query.pinned_in(now, chosen.days),
        Span::Saved(range) | Span::File(range) => Query {
            from: TimeExpr::At(range.start),
            to: TimeExpr::At(range.end),
            ..query.clone()
        },
    };
    Query {
        refresh: None,
        ..pinned
    }
}

/// All sources, or the one with this id, as one long table. `offset` adds a column of local times.
pub fn csv_text(
    board: &Board,
    only: Option<&str>,
    excel: bool,
    offset: Option<&dyn Fn(i64) -> i64>,
) -> String {
    let sheet = |shown| -> Sheet<'_> {
        let shown: &Shown = shown;
        Sheet {
            timeline: &shown.timeline,
            vantage: shown.spec.vantage,
            domains: domains_of(board, shown),
        }
    };
    let mut sheets: Vec<Sheet<'_>> = meant(&board.shown, only)
        .map(|shown| sheet(shown))
        .collect();
    // Domains that are shown one by one are in the table one by one too, under their own names.
    sheets.extend(board.split.iter().flat_map(|of: &OfDomain| {
        meant(&of.shown, only).map(|shown| Sheet {
            timeline: &shown.timeline,
            vantage: shown.spec.vantage,
            domains: std::slice::from_ref(&of.domain),
        })
    }));
    let options = Options {
        form: Form::Long,
        excel,
        offset,
    };
    csv(&sheets, &options)
}

/// The domains that one source was asked for; those of the whole board where its plan has no call.
fn domains_of<'a>(board: &'a Board, shown: &'a Shown) -> &'a [String] {
    match shown.plan.windows.first() {
        Some(window) => &window.ask.domains,
        None => &board.domains,
    }
}

/// The name of a file about the board, or about the one source with this id, which ends in `.` and `ending`. Several
/// sources are only counted in it.
pub fn name(board: &Board, only: Option<&str>, domains: &[String], ending: &str) -> String {
    let source = match (only, board.shown.as_slice()) {
        (Some(id), _) => id.to_owned(),
        (None, [one]) => one.spec.id.to_owned(),
        (None, many) => format!("{}-sources", many.len()),
    };
    let of = || meant(&board.shown, only);
    let grain = of().map(|shown| shown.timeline.grain).min();
    let grain = grain.unwrap_or_default();
    let range = of()
        .map(|shown| shown.timeline.range)
        .reduce(|a, b| TimeRange::new(a.start.min(b.start), a.end.max(b.end)))
        .unwrap_or(board.axis);
    let table = file_name(&source, domains, range, grain);
    let stem = table.strip_suffix(".csv").unwrap_or(&table);
    format!("{stem}.{ending}")
}

/// The board as a snapshot, with stand-ins for its domains if `masked`. `view` is the frozen query; `unit` says how a
/// source's volumes were read.
pub fn snapshot(
    board: &Board,
    view: &Query,
    unit: impl Fn(&Spec) -> TrafficUnit,
    masked: bool,
) -> Snapshot {
    let frames: Vec<Frame> = board.shown.iter().map(|shown| frame(shown)).collect();
    // The windows of a question that has brought nothing yet say nothing of the older answer that is shown.
    let windows = if board.is_stale {
        &[]
    } else {
        board.windows.as_slice()
    };
    let origins: Vec<Vec<Provenance>> = board
        .shown
        .iter()
        .map(|shown| provenance(shown, windows))
        .collect();
    let save = |((shown, frame), origins)| -> Saving<'_> {
        let (shown, frame): (&std::sync::Arc<Shown>, &Frame) = (shown, frame);
        let origins: &Vec<Provenance> = origins;
        Saving {
            vantage: shown.spec.vantage,
            domains: domains_of(board, shown),
            plan: &shown.plan,
            windows,
            frame: (!frame.times.is_empty()).then_some(frame),
            unit: Some(unit(shown.spec)),
            provenance: origins,
        }
    };
    let all = board.shown.iter().zip(&frames).zip(&origins);
    let sources: Vec<Saving<'_>> = all.map(save).collect();
    let mut snapshot = Snapshot::new(board.now, env!("CARGO_PKG_VERSION"), view, &sources);
    if masked {
        snapshot.mask_domains();
    }
    snapshot
}

/// When each part of a source was asked for. The vendor's id of a request does not come with its data.
fn provenance(shown: &Shown, windows: &[WindowView]) -> Vec<Provenance> {
    let mine = windows
        .iter()
        .filter(|window| window.source == shown.spec.id);
    mine.filter_map(|window| {
        Some(Provenance {
            request_id: None,
            fetched_at: Some(window.fetched_at?),
            range: Some(window.range),
        })
    })
    .collect()
}

/// The slots that came, as a frame.
fn frame(shown: &Shown) -> Frame {
    let timeline: &Timeline = &shown.timeline;
    let came: Vec<usize> = (0..timeline.states.len())
        .filter(|slot| {
            let state = timeline.states.get(*slot);
            state.is_some_and(|state| state.has_value())
        })
        .collect();
    let places: Vec<Option<usize>> = came.iter().copied().map(Some).collect();
    let runs = runs_of(&places);
    Frame {
        grain: timeline.grain,
        times: came.iter().map(|slot| timeline.time_of(*slot)).collect(),
        data: timeline.data.with(|column| column.of_runs(&runs)),
        notes: shown.notes.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_core::Offsets;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn chosen(span: Span) -> Chosen {
        Chosen {
            sources: Vec::new(),
            unknown: Vec::new(),
            span,
            days: Offsets::default(),
        }
    }

    #[test]
    fn a_frozen_query_shows_the_same_whenever_it_is_opened() {
        let query = Query::parse("from=now-1h&to=now&refresh=60").0;
        let Query { from, to, .. } = query.clone();
        // 2018-03-01T05:00:00Z, as in the vendors' examples.
        let at = 1_519_880_400;
        let frozen = frozen(&query, &chosen(Span::Asked(from, to)), at);
        assert_eq!(frozen.refresh, None);
        assert_eq!(frozen.from, TimeExpr::At(at - 3600));
        assert_eq!(frozen.to, TimeExpr::At(at));
    }

    #[test]
    fn a_replay_is_frozen_to_the_range_of_what_was_saved() {
        let range = TimeRange::new(600, 1200);
        let frozen = frozen(&Query::parse("").0, &chosen(Span::Saved(range)), 9_999_960);
        assert_eq!(frozen.from, TimeExpr::At(600));
        assert_eq!(frozen.to, TimeExpr::At(1200));
    }
}
