//! What happens between an answer's bytes and a painted figure.

use crate::chart::Surface;
use crate::colours::PALETTE;
use js_sys::Uint8Array;
use originscope_core::{
    Ask, Command, Data, Event, Frame, Loader, LoaderConfig, Plan, SlotState, TimeRange, Timeline,
    Values, Window, WindowId,
};
use originscope_plot::{Choices, Dates, Digest, PanelKind, PanelModel, ValueLabels, View, Words};
use std::collections::VecDeque;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Decodes an answer, the copy of its bytes into the program included, and returns a sum over all that it holds, so that
/// nothing of it can be left out; NaN where it is no answer of the source.
#[wasm_bindgen]
#[must_use]
pub fn decode(source: &str, body: &Uint8Array) -> f64 {
    frame_of(source, body).map_or(f64::NAN, |frame| sum(&frame))
}

/// The same without the sum over the values: for times.
#[wasm_bindgen]
#[must_use]
pub fn decode_only(source: &str, body: &Uint8Array) -> usize {
    frame_of(source, body).map_or(0, |frame| frame.len())
}

fn frame_of(source: &str, body: &Uint8Array) -> Option<Frame> {
    let api = originscope_apis::find(source)?;
    let bytes = body.to_vec();
    api.decode(&bytes).ok().map(|decoded| decoded.frame)
}

#[allow(clippy::cast_precision_loss)] // sums of seconds, below 2^53
fn sum(frame: &Frame) -> f64 {
    let times: f64 = frame.times.iter().map(|time| *time as f64).sum();
    let values: f64 = match &frame.data {
        Data::Traffic(bits) => bits.iter().sum(),
        Data::Codes(codes) => codes.shares.iter().flat_map(Values::iter).sum(),
    };
    times + values
}

/// Sources' windows on their way to the screen, through the page's own loader.
#[wasm_bindgen]
pub struct Loading {
    loader: Loader,
    plans: Vec<Plan>,
    generation: u64,
    now_ms: i64,
    waiting: VecDeque<(WindowId, Window)>,
}

#[wasm_bindgen]
impl Loading {
    /// Plans `windows` windows of `slots` minutes each for every source, from `start` on, and asks for all of them.
    #[must_use]
    pub fn begin(sources: Vec<String>, start: f64, windows: u32, slots: u32) -> Option<Self> {
        let planned = |source: &String| {
            let spec = originscope_apis::find(source)?.spec();
            #[allow(clippy::cast_possible_truncation)] // seconds
            let start = start as i64;
            Some(plan(spec, start, i64::from(windows), i64::from(slots)))
        };
        let plans: Vec<Plan> = sources.iter().map(planned).collect::<Option<_>>()?;
        // Everything may be under way at once: the benchmark answers at its own pace.
        let config = LoaderConfig {
            max_in_flight: usize::MAX,
            max_per_source: usize::MAX,
            burst: u32::MAX,
            ..LoaderConfig::default()
        };
        let mut loading = Self {
            loader: Loader::new(config),
            now_ms: plans.first()?.range.end.saturating_mul(1_000),
            plans,
            generation: 0,
            waiting: VecDeque::new(),
        };
        let asked = Event::Asked(loading.plans.clone());
        loading.apply(asked);
        Some(loading)
    }

    /// The source of the window that is answered next; nothing once all are.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn source(&self) -> Option<String> {
        let (_, window) = self.waiting.front()?;
        Some(window.source.clone())
    }

    /// Where that window starts, in seconds.
    #[wasm_bindgen(getter)]
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // seconds, far below 2^53
    pub fn start(&self) -> Option<f64> {
        let (_, window) = self.waiting.front()?;
        Some(window.part.start as f64)
    }

    /// Gives the answer of that window.
    pub fn answer(&mut self, body: &Uint8Array) {
        let Some((window, asked)) = self.waiting.pop_front() else {
            return;
        };
        if let Some(frame) = frame_of(&asked.source, body) {
            let generation = self.generation;
            self.apply(Event::Arrived {
                generation,
                window,
                frame,
            });
        }
    }

    /// Asks the same again, as a refresh does; returns how many windows are asked for.
    pub fn refresh(&mut self) -> usize {
        self.waiting.clear();
        self.apply(Event::Refreshed(self.plans.clone()));
        self.waiting.len()
    }

    /// Values held in the columns of what came.
    #[must_use]
    pub fn points(&self) -> usize {
        let frames = self.plans.iter();
        let frames = frames.filter_map(|plan| self.loader.frame(&plan.source));
        frames.map(Frame::points).sum()
    }

    /// A source's row of slots, its figure and its picture, as after every answer of the page.
    #[must_use]
    pub fn paint(&self, source: &str, canvas: HtmlCanvasElement, ratio: f64) -> Option<Pictured> {
        let plan = self.plans.iter().find(|plan| plan.source == source)?;
        let frame = self.loader.frame(source)?;
        let now = plan.range.end;
        let timeline = Timeline::build(plan, Some(frame), &self.loader.view(), now);
        let kind = match frame.data {
            Data::Traffic(_) => PanelKind::Traffic,
            Data::Codes(_) => PanelKind::Composition,
        };
        let came = timeline
            .states
            .iter()
            .filter(|state| **state == SlotState::Came);
        let came = came.count();
        let model = PanelModel::new(kind, &timeline, choices(&timeline));
        let is_painted = Surface::new(canvas, ratio).paint(&model, &Digest::new(&model), &PALETTE);
        Some(Pictured {
            _timeline: timeline,
            _model: model,
            came: if is_painted { came } else { 0 },
        })
    }
}

impl Loading {
    fn apply(&mut self, event: Event) {
        for command in self.loader.apply(event, self.now_ms, 0.5) {
            if let Command::Start {
                generation,
                id,
                window,
            } = command
            {
                self.generation = generation;
                self.waiting.push_back((id, window));
            }
        }
    }
}

/// What the page keeps of a picture until the next.
#[wasm_bindgen]
pub struct Pictured {
    _timeline: Timeline,
    _model: PanelModel,
    came: usize,
}

#[wasm_bindgen]
impl Pictured {
    /// Slots that came and are in the picture.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn came(&self) -> usize {
        self.came
    }
}

fn plan(spec: &originscope_core::Spec, start: i64, windows: i64, slots: i64) -> Plan {
    let length = slots.saturating_mul(60);
    let window = |index: i64| {
        let from = start.saturating_add(index.saturating_mul(length));
        let part = TimeRange::new(from, from.saturating_add(length));
        Window {
            source: spec.id.to_owned(),
            ask: Ask {
                domains: vec!["bench.example".to_owned()],
                range: part,
                grain: Some(60),
                isp: None,
                region: None,
                codes: Vec::new(),
            },
            part,
            closed: true,
        }
    };
    Plan {
        source: spec.id.to_owned(),
        metric: spec.metric,
        grain: 60,
        lag: 0,
        range: TimeRange::new(start, start.saturating_add(windows.saturating_mul(length))),
        windows: (0..windows).rev().map(window).collect(),
        out_of_reach: None,
        not_yet: None,
        ignored_filters: Vec::new(),
        calls_per_minute: u32::MAX,
    }
}

fn choices(timeline: &Timeline) -> Choices {
    let traffic = matches!(timeline.data, Data::Traffic(_));
    Choices {
        view: View {
            range: timeline.range,
            grain: timeline.grain,
            offset: 0.into(),
            dates: Dates::English,
            label_margin: true,
        },
        labels: if traffic {
            ValueLabels::Prefixed
        } else {
            ValueLabels::Percent("%".to_owned())
        },
        words: Words::default(),
        thresholds: Vec::new(),
        failures: Vec::new(),
        hidden: Vec::new(),
    }
}
