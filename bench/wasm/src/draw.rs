//! A figure of the page over made-up values.

use crate::chart::Surface;
use crate::colours::PALETTE;
use originscope_core::{Class, SlotState, TimeRange};
use originscope_plot::{
    Dates, Digest, Measure, Palette, PanelKind, PanelModel, Role, Series, ValueLabels, View, Words,
};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Midnight, so that the axis has round hours; any would do.
const START: i64 = 1_763_683_200;
const MINUTE: i64 = 60;

/// A figure on a canvas of its own.
#[wasm_bindgen]
pub struct Figure {
    surface: Surface,
    model: PanelModel,
    digest: Digest,
    palette: Palette,
}

#[wasm_bindgen]
impl Figure {
    /// A line of percentages over minutes. Two CSS pixels wide it is that of 5xx with its soft fill; one wide it is a line
    /// without a fill, which the page has in forced colours only.
    #[must_use]
    pub fn line(canvas: HtmlCanvasElement, ratio: f64, width: u32, values: Vec<f64>) -> Self {
        let (class, patterned) = if width == 1 {
            (Class::Success, true)
        } else {
            (Class::ServerError, false)
        };
        let model = model(PanelKind::Errors, vec![series(class, values)]);
        Self {
            surface: Surface::new(canvas, ratio),
            digest: Digest::new(&model),
            model,
            palette: Palette {
                patterned,
                ..PALETTE
            },
        }
    }

    /// Five bands of percentages that add up to 100, from the baseline upwards, one after the other in `values`.
    #[must_use]
    pub fn stack(canvas: HtmlCanvasElement, ratio: f64, values: &[f64]) -> Self {
        const BANDS: [Class; 5] = [
            Class::ServerError,
            Class::ClientError,
            Class::Redirect,
            Class::Success,
            Class::Informational,
        ];
        let slots = (values.len() / BANDS.len()).max(1);
        let bands = BANDS.into_iter().zip(values.chunks(slots));
        let bands = bands.map(|(class, values)| series(class, values.to_vec()));
        let model = model(PanelKind::Composition, bands.collect());
        Self {
            surface: Surface::new(canvas, ratio),
            digest: Digest::new(&model),
            model,
            palette: PALETTE,
        }
    }

    /// Paints all of it again, as the page does for another theme or size; says whether it could.
    #[must_use]
    pub fn paint(&self) -> bool {
        self.surface.paint(&self.model, &self.digest, &self.palette)
    }

    /// Looks at all values first, as the page does where they are new; says whether it could.
    #[must_use]
    pub fn paint_anew(&mut self) -> bool {
        self.digest = Digest::new(&self.model);
        self.paint()
    }
}

fn series(class: Class, values: Vec<f64>) -> Series {
    Series {
        role: Role::Class(class),
        name: class.name().to_owned(),
        shade: 0,
        values,
        earlier: Vec::new(),
    }
}

fn model(kind: PanelKind, series: Vec<Series>) -> PanelModel {
    let slots = series.first().map_or(0, |series| series.values.len());
    let seconds = i64::try_from(slots).unwrap_or(0).saturating_mul(MINUTE);
    let stacked = kind == PanelKind::Composition;
    PanelModel {
        kind,
        measure: Measure::Share,
        stacked,
        view: View {
            range: TimeRange::new(START, START.saturating_add(seconds)),
            grain: MINUTE,
            offset: 0.into(),
            dates: Dates::English,
            label_margin: true,
        },
        first: START,
        grain: MINUTE,
        states: vec![SlotState::Came; slots],
        quiet: vec![false; slots],
        unaccounted: if stacked {
            vec![0.0; slots]
        } else {
            Vec::new()
        },
        series,
        thresholds: Vec::new(),
        labels: ValueLabels::Percent("%".to_owned()),
        words: Words::default(),
        failures: Vec::new(),
    }
}
