//! What a panel looks like, pixel by pixel, on the design's desktop size: 60 slots of 16 px after a gutter of 56.

use crate::view::{Dates, View};
use crate::{
    Digest, Drawn, Frame2d, Measure, Palette, PanelKind, PanelModel, Pixels, Rgba, Role, Series,
    Threshold, ValueLabels, Words, draw,
};
use originscope_core::{Class, SlotState, TimeRange};

pub(crate) const C5: (u8, u8, u8) = (179, 21, 50);
const C4: (u8, u8, u8) = (179, 108, 3);
pub(crate) const SURFACE: (u8, u8, u8) = (255, 255, 255);
const GRID: (u8, u8, u8) = (236, 238, 242);
const HATCH: (u8, u8, u8) = (195, 202, 212);
const EDGE: (u8, u8, u8) = (201, 207, 216);

/// The errors canvas of the design.
pub(crate) const DESKTOP: Frame2d = Frame2d {
    width_px: 1028,
    height_px: 180,
    ratio: 1.0,
    compact: false,
};

pub(crate) fn color((r, g, b): (u8, u8, u8)) -> Rgba {
    Rgba::opaque(r, g, b)
}

/// The light tokens of DESIGN.md.
pub(crate) fn palette() -> Palette {
    let hex = |text| Rgba::parse(text).unwrap();
    Palette {
        surface: color(SURFACE),
        sunken: hex("#ECEEF2"),
        grid: color(GRID),
        edge: color(EDGE),
        mark: hex("#7B8594"),
        hatch: color(HATCH),
        ink: hex("#12161C"),
        ink2: hex("#454D5A"),
        ink3: hex("#626B79"),
        class: [
            hex("#6F788C"),
            hex("#329B73"),
            hex("#1451DC"),
            color(C4),
            color(C5),
        ],
        class_text: [
            hex("#454D5A"),
            hex("#1F6E50"),
            hex("#1451DC"),
            hex("#875100"),
            hex("#A3112C"),
        ],
        ghost: 0.66,
        patterned: false,
        slate: hex("#4F5D75"),
        soft: 0.16,
        softer: 0.09,
        band2: 0.34,
        band3: 0.5,
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

/// 60 slots: 5xx at 5 % (10 % in slot 40), 4xx at 2 %, slot 17 absent, the last five not published.
pub(crate) fn model(kind: PanelKind) -> PanelModel {
    let states = (0..60).map(|slot| match slot {
        17 => SlotState::Absent,
        55.. => SlotState::NotYet,
        _ => SlotState::Came,
    });
    let states: Vec<_> = states.collect();
    let fill = |value: f64| {
        states
            .iter()
            .map(|state| {
                if *state == SlotState::Came {
                    value
                } else {
                    f64::NAN
                }
            })
            .collect::<Vec<_>>()
    };
    let mut server = fill(5.0);
    server[40] = 10.0;
    let mut success = fill(83.0);
    success[40] = 78.0;
    let mut all = vec![
        series(Class::ServerError, server),
        series(Class::ClientError, fill(2.0)),
    ];
    if kind == PanelKind::Composition {
        all.extend([
            series(Class::Redirect, fill(10.0)),
            series(Class::Success, success),
        ]);
    }
    let threshold = |class, value, label: &str| Threshold {
        class,
        value,
        label: label.to_owned(),
        always_labelled: value > 2.0,
    };
    PanelModel {
        kind,
        measure: Measure::Share,
        stacked: kind == PanelKind::Composition,
        unaccounted: Vec::new(),
        view: View {
            range: TimeRange::new(43_200, 46_800),
            grain: 60,
            offset: 0.into(),
            dates: Dates::English,
            label_margin: false,
        },
        first: 43_200,
        grain: 60,
        quiet: vec![false; states.len()],
        states,
        series: all,
        thresholds: vec![
            threshold(Class::ServerError, 7.0, "7 % failing"),
            threshold(Class::ClientError, 1.0, "1 % degraded"),
        ],
        labels: ValueLabels::Percent("\u{202f}%".to_owned()),
        words: Words {
            absent: "vendor sent no point".to_owned(),
            ..Words::default()
        },
        failures: Vec::new(),
    }
}

/// What was painted, and what is written over it.
pub(crate) struct Picture {
    pixels: Pixels,
    pub(crate) texts: Vec<(String, (i32, i32))>,
}

impl Picture {
    pub(crate) fn at(&self, x: i32, y: i32) -> (u8, u8, u8) {
        let [r, g, b] = self.pixels.at(x as usize, y as usize).unwrap();
        (r, g, b)
    }
}

pub(crate) fn paint_in(model: &PanelModel, frame: Frame2d, palette: &Palette) -> (Picture, Drawn) {
    let mut pixels = Pixels::default();
    let width = |text: &str, _: bool, size: f64| (text.chars().count() as f64 * size * 0.5).floor();
    let digest = Digest::new(model);
    let drawing = draw(&mut pixels, (model, &digest), frame, palette, &width).unwrap();
    let texts = drawing
        .texts
        .into_iter()
        .map(|writing| (writing.text, writing.at))
        .collect();
    (Picture { pixels, texts }, drawing.drawn)
}

pub(crate) fn paint_at(
    model: &PanelModel,
    width_px: u32,
    height_px: u32,
    ratio: f64,
) -> (Picture, Drawn) {
    let frame = Frame2d {
        width_px,
        height_px,
        ratio,
        compact: false,
    };
    paint_in(model, frame, &palette())
}

pub(crate) fn paint(model: &PanelModel) -> (Picture, Drawn) {
    paint_at(model, 1028, 180, 1.0)
}

/// Middle of a slot at the design's size.
pub(crate) const fn mid(slot: i32) -> i32 {
    56 + slot * 16 + 8
}

#[test]
fn the_error_lines_are_where_their_values_are() {
    let (picture, drawn) = paint(&model(PanelKind::Errors));
    assert_eq!(drawn.scale.top, 10.0);
    // Plot rows 8 to 172: 5 % is row 90, 2 % is 172 - 32.8 = 139; a 2 px line fills the rows before and at its centre.
    for slot in [0, 16, 18, 54] {
        assert_eq!(picture.at(mid(slot), 89), C5, "slot {slot}");
        assert_eq!(picture.at(mid(slot), 90), C5);
        assert_eq!(picture.at(mid(slot), 139), C4);
        let half = picture.at(mid(slot), 138);
        assert!(
            half != C4 && half != picture.at(mid(slot), 137),
            "1.5 px have half a row: {half:?}"
        );
    }
    assert_eq!(picture.at(mid(40), 8), C5, "10 % is the top of the plot");
    // The join of the step at the start of slot 40 is 2 px wide and nothing else is painted beside it.
    let join = 56 + 40 * 16;
    assert_eq!([join - 1, join].map(|x| picture.at(x, 50)), [C5, C5]);
    assert_ne!(picture.at(join - 2, 50), C5);
    assert_ne!(picture.at(join + 1, 50), C5);
}

#[test]
fn a_gap_has_no_line_no_fill_and_a_hatch() {
    let (picture, _) = paint(&model(PanelKind::Errors));
    let (left, right) = (56 + 17 * 16, 56 + 18 * 16);
    let mut hatched = 0.0;
    for x in left + 1..right - 1 {
        for y in 8..172 {
            let pixel = picture.at(x, y);
            // The dotted threshold at 7 % (row 172 - 115) is no data and runs on.
            assert!(pixel != C5 || (56..58).contains(&y), "no 5xx at {x},{y}");
            // A stripe covers half of the pixels at its edges.
            hatched += f64::from(SURFACE.0 - pixel.0) / f64::from(SURFACE.0 - HATCH.0);
        }
        // Both lines are redder than blue, the hatch is not.
        let (red, _, blue) = picture.at(x, 90);
        assert!(red <= blue, "no line across the gap at {x}");
    }
    assert!(
        (400.0..1000.0).contains(&hatched),
        "about a quarter of 14 x 164 pixels, have {hatched}"
    );
    assert_eq!(
        picture.at(left - 1, 90),
        C5,
        "the run before ends exactly at the gap"
    );
    assert_eq!(
        picture.at(right, 90),
        C5,
        "the run after begins exactly behind it"
    );
    assert!(
        picture
            .texts
            .iter()
            .any(|(text, _)| text == "12:17 vendor sent no point"),
        "{:?}",
        picture.texts
    );
}

#[test]
fn what_is_not_published_holds_no_line() {
    let (picture, _) = paint(&model(PanelKind::Errors));
    for x in 56 + 55 * 16..1016 {
        for y in 8..172 {
            let thresholds = [172 - 115, 172 - 16];
            let near = thresholds.iter().any(|row: &i32| (row - y).abs() <= 1);
            assert!(near || ![C5, C4].contains(&picture.at(x, y)), "{x},{y}");
        }
    }
}

#[test]
fn grid_and_zero_lines_are_one_sharp_pixel() {
    let (picture, _) = paint(&model(PanelKind::Errors));
    // 8 % is row 172 - 131.2 = 41; between two vertical lines, above every value.
    assert_eq!(picture.at(mid(3), 41), GRID);
    assert_eq!(
        [picture.at(mid(3), 40), picture.at(mid(3), 42)],
        [SURFACE, SURFACE]
    );
    // 12:10 is a tick: one column at 56 + 160.
    assert_eq!(picture.at(216, 30), GRID);
    assert_eq!(
        [picture.at(215, 30), picture.at(217, 30)],
        [SURFACE, SURFACE]
    );
    assert_eq!(picture.at(mid(3), 172), EDGE);
    assert_eq!(picture.at(mid(3), 173), SURFACE);
}

#[test]
fn at_two_device_pixels_everything_doubles() {
    let (picture, drawn) = paint_at(&model(PanelKind::Errors), 2056, 360, 2.0);
    assert_eq!(drawn.layout.plot.x0, 112);
    for y in 178..182 {
        assert_eq!(
            picture.at(2 * mid(3), y),
            C5,
            "the 2 px line is 4 device pixels, row {y}"
        );
    }
    assert_ne!(picture.at(2 * mid(3), 177), C5);
    assert_eq!(
        [
            picture.at(432, 60),
            picture.at(433, 60),
            picture.at(434, 60)
        ],
        [GRID, GRID, SURFACE]
    );
}

#[test]
fn a_lone_slot_draws_its_own_step() {
    let mut lone = model(PanelKind::Errors);
    for slot in (0..60).filter(|slot| *slot != 30) {
        lone.states[slot] = SlotState::Absent;
        lone.series
            .iter_mut()
            .for_each(|series| series.values[slot] = f64::NAN);
    }
    let (picture, drawn) = paint(&lone);
    let y = drawn.scale.px_from_value(5.0);
    let painted: Vec<_> = (56..1016).filter(|x| picture.at(*x, y) == C5).collect();
    assert_eq!(painted, (56 + 30 * 16..56 + 31 * 16).collect::<Vec<_>>());
}

#[test]
fn the_stack_has_5xx_on_the_baseline() {
    let (picture, drawn) = paint_at(&model(PanelKind::Composition), 1028, 136, 1.0);
    // Plot rows 6 to 128, 122 px for 100 %: 5 % is rows 122 to 127.
    assert_eq!(drawn.layout.plot.y1, 128);
    let hatched = (217, 138, 154); // c5 under half a white surface
    let row: Vec<_> = (56..300).map(|x| picture.at(x, 127)).collect();
    assert!(
        row.iter().filter(|pixel| **pixel == C5).count() > 130,
        "mostly 5xx"
    );
    assert!(
        row.iter().all(|pixel| (C5.0..=hatched.0).contains(&pixel.0)
            && (C5.1..=hatched.1).contains(&pixel.1)
            && (C5.2..=hatched.2).contains(&pixel.2)),
        "5xx, its hatch, or half of it: {row:?}"
    );
    assert_eq!(
        picture.at(mid(3), 121),
        SURFACE,
        "one surface pixel between 5xx and 4xx"
    );
    assert_eq!(picture.at(mid(3), 120), C4);
    assert_eq!(
        picture.at(mid(3), 6),
        (50, 155, 115),
        "the top edge of 2xx in full hue"
    );
    assert_eq!(
        picture.at(mid(3), 30),
        (185, 221, 207),
        "2xx at 34 % on the surface"
    );
    // The gap column holds no band.
    for y in 6..128 {
        let pixel = picture.at(mid(17), y);
        let is_grey = (HATCH.0..=SURFACE.0).contains(&pixel.0) && pixel.0 <= pixel.2;
        assert!(is_grey, "surface, grid or hatch in row {y}: {pixel:?}");
    }
}

#[test]
fn a_tiny_5xx_share_keeps_one_pixel() {
    let mut tiny = model(PanelKind::Composition);
    for values in tiny
        .series
        .iter_mut()
        .take(1)
        .map(|series| &mut series.values)
    {
        values
            .iter_mut()
            .filter(|value| value.is_finite())
            .for_each(|value| *value = 0.01);
    }
    let (picture, _) = paint_at(&tiny, 1028, 136, 1.0);
    assert_eq!(picture.at(mid(3), 127), C5);
    assert_ne!(picture.at(mid(3), 126), C5);
}

#[test]
fn a_spike_of_one_slot_survives_a_week_of_minutes() {
    let slots = 10_080;
    let mut values = vec![0.2; slots];
    values[5_000] = 100.0;
    for kind in [PanelKind::Errors, PanelKind::Composition] {
        let mut week = model(kind);
        week.view.range = TimeRange::new(0, 60 * 10_080);
        week.first = 0;
        week.states = vec![SlotState::Came; slots];
        week.quiet = vec![false; slots];
        week.series = vec![series(Class::ServerError, values.clone())];
        let (picture, drawn) = paint(&week);
        let x = drawn.layout.time.px_from_time(5_000 * 60);
        let high = (x - 1..=x + 1).any(|x| picture.at(x, 60) == C5);
        assert!(
            high,
            "{kind:?}: the spike is visible at the middle of the plot"
        );
        assert!(picture.at(x + 20, 60) != C5);
    }
}

#[test]
fn provisional_slots_are_dashed_without_a_fill() {
    let mut young = model(PanelKind::Errors);
    for slot in 50..55 {
        young.states[slot] = SlotState::Provisional;
    }
    let (picture, _) = paint(&young);
    let row: Vec<_> = (56 + 50 * 16..56 + 55 * 16)
        .map(|x| picture.at(x, 90) == C5)
        .collect();
    let on = row.iter().filter(|on| **on).count();
    assert!((36..=44).contains(&on), "half of 80 pixels, have {on}");
    assert_eq!(picture.at(mid(52), 130), SURFACE, "no fill under it");
    assert_ne!(
        picture.at(mid(49), 130),
        SURFACE,
        "but under the complete slot before"
    );
}

#[test]
fn a_failed_window_is_a_ringed_block_over_nothing() {
    let mut failed = model(PanelKind::Errors);
    failed.failures = vec![crate::Failure {
        range: TimeRange::new(43_200, 43_800),
        code: "Throttling".to_owned(),
        note: String::new(),
    }];
    let (picture, drawn) = paint(&failed);
    let block = drawn.failures[0];
    assert_eq!((block.x0, block.x1), (56, 216));
    assert_eq!(picture.at(56, 90), C5);
    assert_eq!(picture.at(215, 90), C5);
    assert_eq!(picture.at(100, 90), SURFACE);
}

#[test]
fn slots_without_requests_are_an_outline() {
    let mut night = model(PanelKind::Composition);
    for slot in 2..12 {
        night.quiet[slot] = true;
    }
    night.words.no_requests = "no requests".to_owned();
    let (picture, _) = paint_at(&night, 1028, 136, 1.0);
    assert_eq!(picture.at(56 + 32, 60), (123, 133, 148));
    assert_eq!(picture.at(mid(3), 60), SURFACE);
    assert!(picture.texts.iter().any(|(text, _)| text == "no requests"));
}

#[test]
fn direct_labels_stand_in_the_free_right_edge() {
    let (picture, _) = paint_at(&model(PanelKind::Composition), 1028, 136, 1.0);
    let labels: Vec<_> = picture
        .texts
        .iter()
        .filter(|(text, _)| text.ends_with("xx"))
        .collect();
    let names: Vec<_> = labels.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(names, ["2xx", "3xx", "4xx", "5xx"], "from the top down");
    assert!(labels.iter().all(|(_, (x, _))| *x == 56 + 55 * 16 + 8));
    assert!(
        labels
            .windows(2)
            .all(|pair| pair[1].1.1 - pair[0].1.1 >= 14)
    );
}

#[test]
fn labels_of_bands_thinner_than_a_pixel_keep_the_order_of_the_stack() {
    let mut thin = model(PanelKind::Composition);
    for series in &mut thin.series {
        for value in &mut series.values {
            *value /= 1_000.0;
        }
    }
    let (picture, _) = paint_at(&thin, 1028, 136, 1.0);
    let texts = picture.texts.iter().map(|(text, _)| text.as_str());
    let names: Vec<_> = texts.filter(|text| text.ends_with("xx")).collect();
    assert_eq!(names, ["2xx", "3xx", "4xx", "5xx"], "from the top down");
}

#[test]
fn a_threshold_at_the_top_of_the_plot_has_its_label_below() {
    let mut top = model(PanelKind::Errors);
    top.thresholds[0].value = 10.0;
    let (picture, _) = paint(&top);
    let baseline = |name: &str| {
        picture
            .texts
            .iter()
            .find(|(text, _)| text == name)
            .unwrap()
            .1
            .1
    };
    assert_eq!(baseline("7 % failing"), 8 + 13);
    assert_eq!(baseline("1 % degraded"), 172 - 16 - 4);
}

#[test]
fn a_band_of_nothing_leaves_no_trace() {
    let mut calm = model(PanelKind::Composition);
    let shares = [0.0, 0.0, 0.0, 100.0];
    for (series, share) in calm.series.iter_mut().zip(shares) {
        let finite = series.values.iter_mut().filter(|value| value.is_finite());
        finite.for_each(|value| *value = share);
    }
    let (picture, _) = paint_at(&calm, 1028, 136, 1.0);
    let pale = (185, 221, 207);
    for y in 8..128 {
        assert_eq!(
            picture.at(mid(3), y),
            pale,
            "2xx down to the baseline, row {y}"
        );
    }
    assert_eq!(picture.at(mid(3), 128), EDGE);
}
