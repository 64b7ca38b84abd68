//! What a panel looks like beside the plain case: compared, isolated, with an open remainder, without hues.

use crate::draw_tests::{
    C5, DESKTOP, SURFACE, color, mid, model, paint, paint_at, paint_in, palette,
};
use crate::{Palette, PanelKind, PanelModel};

/// 5xx of yesterday at 3 % in every slot.
fn with_ghost(kind: PanelKind) -> PanelModel {
    let mut model = model(kind);
    model.series[0].earlier = vec![3.0; 60];
    model
}

#[test]
fn a_ghost_is_dashed_under_the_data_and_runs_on_into_the_unpublished_part() {
    let (picture, drawn) = paint(&with_ghost(PanelKind::Errors));
    let y = drawn.scale.px_from_value(3.0);
    // c5 at 66 % on white: 255 - 0.66 * (255 - c) per channel.
    let ghost = (205, 101, 120);
    let unpublished: Vec<_> = (56 + 55 * 16..1016)
        .filter(|x| picture.at(*x, y) == ghost)
        .collect();
    // 4 of every 7 of 80 pixels.
    assert!(
        (40..=52).contains(&unpublished.len()),
        "{}",
        unpublished.len()
    );
    let mut over = with_ghost(PanelKind::Errors);
    over.series[0].earlier = vec![5.0; 60];
    let (picture, _) = paint(&over);
    assert!(
        (56..56 + 17 * 16).all(|x| picture.at(x, 90) == C5),
        "the data lies on top"
    );
    let (stack, _) = paint_at(&with_ghost(PanelKind::Composition), 1028, 136, 1.0);
    let is_ghost = |(x, y)| stack.at(x, y) == ghost;
    assert!(
        !(56..1016)
            .flat_map(|x| (6..128).map(move |y| (x, y)))
            .any(is_ghost),
        "a stack has none"
    );
}

#[test]
fn a_ghost_above_the_data_still_fits_the_scale() {
    let mut high = with_ghost(PanelKind::Errors);
    high.series[0].earlier = vec![35.0; 60];
    assert_eq!(paint(&high).1.scale.top, 40.0);
}

#[test]
fn without_hues_classes_are_told_by_their_dashes() {
    let model = model(PanelKind::Errors);
    let ink = color((0, 0, 0));
    let forced = Palette {
        class: [ink; 5],
        patterned: true,
        ..palette()
    };
    let (picture, _) = paint_in(&model, DESKTOP, &forced);
    let on = |y: i32| {
        (56..56 + 16 * 17)
            .filter(|x| picture.at(*x, y) == (0, 0, 0))
            .count()
    };
    assert_eq!(on(90), 272, "5xx is solid");
    // 6 on, 3 off: two thirds of 272.
    assert!((176..=187).contains(&on(139)), "4xx is dashed: {}", on(139));
}

#[test]
fn an_isolated_class_in_the_composition_is_a_line_on_its_own_scale() {
    let mut alone = model(PanelKind::Composition);
    alone.stacked = false;
    alone.thresholds.clear();
    alone.series.truncate(1);
    let (picture, drawn) = paint_at(&alone, 1028, 136, 1.0);
    assert_eq!(drawn.scale.top, 10.0);
    // Plot rows 6 to 128: 5 % of 10 % is row 67.
    assert_eq!(picture.at(mid(3), 67), C5);
    assert_eq!(picture.at(mid(3), 20), SURFACE);
}

#[test]
fn what_the_shares_leave_open_is_neither_a_class_nor_white() {
    let mut open = model(PanelKind::Composition);
    open.unaccounted = vec![0.0; 60];
    for slot in 0..17 {
        open.unaccounted[slot] = 40.0;
        open.series[3].values[slot] = 43.0;
    }
    open.words.unaccounted = "unaccounted".to_owned();
    let (picture, _) = paint_at(&open, 1028, 136, 1.0);
    assert_eq!(picture.at(mid(3), 30), (236, 238, 242), "sunken");
    assert_eq!(picture.at(mid(20), 30), (185, 221, 207), "2xx");
    assert!(picture.texts.iter().any(|(text, _)| text == "unaccounted"));
}
