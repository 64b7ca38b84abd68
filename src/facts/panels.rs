//! From timelines to what the plots draw.

use super::board::{Board, Shown};
use super::compared::aligned;
use super::watched::Watched;
use super::when::{day_and_time, span_text};
use crate::words::{Key, Say, fill, t};
use originscope_core::verdict::Thresholds;
use originscope_core::{
    Class, Lang, Offsets, Problem, Series, TimeRange, WindowState, WindowView, summary,
};
use originscope_plot::{
    Choices, Dates, Failure, Focus, PanelKind, PanelModel, Threshold, ValueLabels, View, Words,
};

/// What the texts in a panel depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The language.
    pub lang: Lang,
    /// The shown zone, as its offsets over what is shown.
    pub offset: Offsets,
}

/// The shared time axis; nothing while there is no range.
pub fn view(board: &Board, reader: Reader) -> Option<View> {
    let grain = board.shown.iter().map(|shown| shown.timeline.grain).min()?;
    (!board.axis.is_empty()).then(|| View {
        range: board.axis,
        grain,
        offset: reader.offset,
        dates: if reader.lang == Lang::Zh {
            Dates::Chinese
        } else {
            Dates::English
        },
        label_margin: needs_label_margin(board),
    })
}

/// Whether the names of the classes need room beside the plot: some panel of codes has no free right edge.
fn needs_label_margin(board: &Board) -> bool {
    // From the plan and not from the slots, so that the plots do not change their width while the windows arrive.
    let published_to = |shown: &Shown| shown.plan.not_yet.map(|range| range.start);
    let of_codes = board
        .shown
        .iter()
        .filter(|shown| shown.timeline.codes().is_some());
    let ends: Vec<Option<i64>> = of_codes.map(|shown| published_to(shown)).collect();
    ends.into_iter()
        .any(|end| View::needs_label_margin(board.axis, end))
}

/// One panel of one source, as the reader looks at it.
pub fn panel(
    board: &Board,
    shown: &Shown,
    kind: PanelKind,
    reader: Reader,
    watched: &Watched,
    judged_by: &Thresholds,
) -> Option<PanelModel> {
    let percent = if reader.lang == Lang::Zh {
        "%"
    } else {
        "\u{202f}%"
    };
    let choices = Choices {
        view: view(board, reader)?,
        labels: match kind {
            PanelKind::Traffic => ValueLabels::Prefixed,
            PanelKind::Errors | PanelKind::Composition => ValueLabels::Percent(percent.to_owned()),
        },
        words: words(board, shown, kind, reader),
        thresholds: thresholds(reader.lang, judged_by),
        failures: failures(board, shown),
        hidden: watched.hidden_classes(),
    };
    let earlier = aligned(board, shown);
    let focus = Focus {
        only: watched.role(),
        amounts: if kind == PanelKind::Traffic {
            watched.volumes
        } else {
            watched.counts
        },
        hidden_codes: &watched.hidden_codes(),
        by_code: watched.by_code,
        of_shown: watched.of_shown,
        earlier: earlier.as_ref(),
    };
    Some(PanelModel::focused(kind, &shown.timeline, choices, &focus))
}

/// The lines that the verdict is judged by, so that what is drawn is what was judged.
fn thresholds(lang: Lang, judged_by: &Thresholds) -> Vec<Threshold> {
    let label = |key: Key, value: f64| fill(lang, key, &[("n", &value.to_string())]);
    vec![
        Threshold {
            class: Class::ServerError,
            value: judged_by.red_percent,
            label: label(Key::ThresholdFailing, judged_by.red_percent),
            always_labelled: true,
        },
        Threshold {
            class: Class::ClientError,
            value: judged_by.amber_percent,
            label: label(Key::ThresholdDegraded, judged_by.amber_percent),
            always_labelled: false,
        },
    ]
}

fn words(board: &Board, shown: &Shown, kind: PanelKind, reader: Reader) -> Words {
    let lang = reader.lang;
    let text = |key: Key| t(lang, key).to_owned();
    let mut words = Words {
        out_of_reach: text(Key::OutOfReach),
        no_requests: text(Key::NoRequests),
        failed: text(Key::FailedWord),
        ..Words::default()
    };
    // Said once, in the first panel, and not in every one below it.
    if kind != PanelKind::Composition {
        words.absent = text(Key::VendorSentNoPoint);
        words.waiting = if board.cancelled() > 0 && !board.is_loading() {
            t(lang, Say::WaitingCancelled).to_owned()
        } else {
            text(Key::OnItsWay)
        };
    }
    if kind == PanelKind::Errors || board.lead_codes().is_none() {
        words.not_published = vec![text(Key::NotPublished), text(Key::NotPublishedYet)];
        if let Some(end) = shown.timeline.complete_to() {
            let due = end
                .saturating_add(shown.timeline.grain)
                .saturating_add(shown.plan.lag);
            let time = day_and_time(due, reader, board.axis);
            words
                .not_published
                .push(fill(lang, Key::NotPublishedNext, &[("time", &time)]));
        }
    }
    words
}

pub(super) fn failures(board: &Board, shown: &Shown) -> Vec<Failure> {
    if board.is_stale {
        return Vec::new();
    }
    let code = |problem: &Problem| {
        problem
            .upstream_code
            .clone()
            .unwrap_or_else(|| problem.code.clone())
    };
    let failure = |window: &WindowView| match &window.state {
        WindowState::Failed(problem) => Some(Failure {
            range: window.range,
            code: code(problem),
            note: String::new(),
        }),
        _ => None,
    };
    board
        .windows
        .iter()
        .filter(|window| window.source == shown.spec.id)
        .filter_map(failure)
        .collect()
}

/// What a panel shows and says, in one sentence: the name of its canvas.
pub fn summary_sentence(
    board: &Board,
    shown: &Shown,
    kind: PanelKind,
    reader: Reader,
    only: Option<Series>,
) -> String {
    let lang = reader.lang;
    let timeline = &shown.timeline;
    let what = t(lang, title_key(kind));
    let vantage = t(lang, crate::words::vantage_word(shown.spec.vantage));
    let span = format!(
        "{} {}",
        span_text(
            TimeRange::new(timeline.range.start, timeline.range.end),
            reader,
            board.now
        ),
        super::when::zone_text(reader.offset, board.axis)
    );
    let coverage = timeline.coverage();
    let lead = only.unwrap_or(Series::Class(Class::ServerError));
    let values = match kind {
        PanelKind::Traffic => timeline.bit_rates().unwrap_or_default(),
        PanelKind::Errors | PanelKind::Composition => match lead {
            Series::Class(class) => timeline.class_shares(class),
            Series::Code(code) => timeline.code_shares(code),
        },
    };
    let figures = summary(timeline, &values);
    let number = |value: f64| match kind {
        PanelKind::Traffic => super::rates::bit_rate(value),
        PanelKind::Errors | PanelKind::Composition => crate::words::share(lang, value),
    };
    let (now, max) = figures
        .map(|f| (number(f.now), number(f.max)))
        .unwrap_or_default();
    let at = figures
        .map(|f| day_and_time(f.max_at, reader, board.axis))
        .unwrap_or_default();
    let key = match (figures.is_some(), kind) {
        (false, _) => Key::SummaryEmpty,
        (true, PanelKind::Traffic) => Key::SummaryTraffic,
        (true, _) => Key::SummaryCodes,
    };
    let domains = board.domains.join(crate::words::comma(lang));
    let (came, due) = (coverage.came.to_string(), coverage.due.to_string());
    let series = lead.to_string();
    let words: [(&str, &str); 10] = [
        ("what", what),
        ("series", &series),
        ("domains", &domains),
        ("vantage", vantage),
        ("span", &span),
        ("now", &now),
        ("max", &max),
        ("at", &at),
        ("came", &came),
        ("due", &due),
    ];
    fill(lang, key, &words)
}

/// The heading of a figure.
pub const fn title_key(kind: PanelKind) -> Key {
    match kind {
        PanelKind::Errors => Key::Errors,
        PanelKind::Composition => Key::Composition,
        PanelKind::Traffic => Key::OriginTraffic,
    }
}

/// The figures that a source is shown in; the vantage labels them.
pub const fn kinds(metric: originscope_core::Metric) -> &'static [PanelKind] {
    match metric {
        originscope_core::Metric::StatusCodes => &[PanelKind::Errors, PanelKind::Composition],
        originscope_core::Metric::Traffic => &[PanelKind::Traffic],
    }
}
