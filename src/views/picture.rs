//! The figures as one picture: what stands over them and in which order.

use super::caption::unit_note;
use super::figures::{Slot, figure_model, slots};
use super::sources::described;
use super::verdict::verdict_text;
use crate::blocks::Block;
use crate::chart::{ExportPanel, ExportSheet};
use crate::facts::{Board, meant, source_name, span_text, title_key, zone_text};
use crate::state::State;
use crate::words::{Key, comma, fill, vantage_word};
use leptos::prelude::*;
use originscope_plot::PanelKind;
use std::sync::Arc;

/// Width of the picture's figures, CSS pixels: the design's desk.
const WIDTH: f64 = 1028.0;

/// The figures as they stand on the page, or one of them, under what was asked and the verdict.
pub(super) fn picture(state: State, of: Option<Block>) -> ExportSheet {
    let board = state.board.get();
    let said = verdict_text(state, &board);
    let domains = board.domains.join(comma(state.lang.get()));
    ExportSheet {
        title: [domains, said.title].join(comma(state.lang.get())),
        lines: captions_of(state, &board, of),
        panels: panels(state, &board, of),
        width: WIDTH,
    }
}

/// The range, and each source with its side and its coverage: a line each.
pub(super) fn captions(state: State, board: &Board) -> Vec<String> {
    captions_of(state, board, None)
}

fn captions_of(state: State, board: &Board, of: Option<Block>) -> Vec<String> {
    // With its date and year, whatever today is: paper and pictures outlive their day.
    let span = span_text(board.axis, state.reader(), 0);
    let mut lines = vec![format!("{span} {}", zone_text(state.offset(), board.axis))];
    for shown in meant(&board.shown, of.map(|of| of.source)) {
        let source = described(state, shown.spec);
        let vantage = state.t(vantage_word(shown.spec.vantage));
        let coverage = shown.timeline.coverage();
        let slots = [
            ("came", coverage.came.to_string()),
            ("due", coverage.due.to_string()),
        ];
        let words = slots.each_ref().map(|(name, n)| (*name, n.as_str()));
        let due = fill(state.lang.get(), Key::DueSlots, &words);
        lines.push([source.as_str(), vantage, &due].join(comma(state.lang.get())));
    }
    lines
}

fn panels(state: State, board: &Board, of: Option<Block>) -> Vec<ExportPanel> {
    let figure = |slot: &Slot| {
        let shown = board.shown.iter().find(|shown| shown.spec.id == slot.id)?;
        let model = figure_model(state, board, shown, slot.kind)?;
        let product = source_name(state.lang.get(), shown.spec);
        let mut title = vec![state.t(title_key(slot.kind)).to_owned()];
        let only = state.watched.with(|watched| watched.only);
        if let Some(only) = only.filter(|_| slot.kind != PanelKind::Traffic) {
            title.push(fill(
                state.lang.get(),
                Key::OnlyOne,
                &[("series", &only.to_string())],
            ));
        }
        title.push(unit_note(state, shown, &model, true));
        title.push(product.to_owned());
        Some(ExportPanel {
            title: title.join(comma(state.lang.get())),
            model: Arc::new(model),
            height: match slot.kind {
                PanelKind::Errors => 180.0,
                PanelKind::Composition => 136.0,
                PanelKind::Traffic => 124.0,
            },
        })
    };
    let is_meant = |slot: &&Slot| of.is_none_or(|of| of == slot.block());
    slots(state)
        .iter()
        .filter(is_meant)
        .filter_map(figure)
        .collect()
}
