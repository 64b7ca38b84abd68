//! The page's figures as blocks: which one is under the hands, which fills the window, which are read as tables.

use leptos::prelude::*;
use originscope_plot::PanelKind;

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The source's id.
    pub source: &'static str,
    /// Which of its figures.
    pub kind: PanelKind,
}

/// What was done with them.
#[derive(Clone, Copy)]
pub struct Blocks {
    /// The one that had the focus or the pointer last.
    pub at: RwSignal<Option<Block>>,
    /// The one that fills the window.
    pub full: RwSignal<Option<Block>>,
    /// Those that show their numbers in place of their plot.
    pub tables: RwSignal<Vec<Block>>,
}

impl Blocks {
    /// All as they stand at first: plots, side by side.
    pub fn new() -> Self {
        Self {
            at: RwSignal::new(None),
            full: RwSignal::new(None),
            tables: RwSignal::new(Vec::new()),
        }
    }

    /// Shows a block's numbers, or its plot again. On a phone a table has the whole window.
    pub fn toggle_table(&self, block: Block) {
        let is_open = !self.tables.with_untracked(|tables| tables.contains(&block));
        self.tables.update(|tables| {
            tables.retain(|other| *other != block);
            if is_open {
                tables.push(block);
            }
        });
        if is_phone() {
            self.full.set(is_open.then_some(block));
        }
    }

    /// Gives the window back to the whole page; on a phone with the plot in place of the table, for which the row is too
    /// small.
    pub fn leave(&self) {
        let Some(full) = self.full.get_untracked() else {
            return;
        };
        self.full.set(None);
        if is_phone() {
            self.tables
                .update(|tables| tables.retain(|other| *other != full));
        }
    }

    /// Lets the block that was used last fill the window, the first one if none was; or takes the full one back.
    pub fn toggle_full(&self, all: &[Block]) {
        if self.full.get_untracked().is_some() {
            return self.leave();
        }
        let at = self.at.get_untracked().filter(|at| all.contains(at));
        self.full.set(at.or_else(|| all.first().copied()));
    }
}

/// Whether the page has its narrow layout.
fn is_phone() -> bool {
    let query = window().match_media("(max-width: 767px)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
