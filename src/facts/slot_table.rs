//! A figure as a table: a row a slot, exact, a page at a time.

use super::board::{Board, Shown};
use super::panels::Reader;
use super::rates::bit_rate;
use super::slot_words::slot_words;
use super::watched::Watched;
use super::when::day_and_time;
use crate::words::{Key, comma, fill, share_precise, t};
use originscope_core::{Class, Lang, Series, SlotState, Values, format};
use originscope_plot::{Focus, Measure, PanelKind, Role, shades, values_of};

/// Rows of a page (research of the product, 3.11).
const ROWS: usize = 25;

/// Which slots stand first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest.
    #[default]
    NewestFirst,
    /// The oldest.
    OldestFirst,
}

/// One slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its start, as `12:41`.
    pub time: String,
    /// A text for each column; nothing for a slot without values.
    pub cells: Vec<String>,
    /// What is known of it: `complete`, or one of the five looks.
    pub words: String,
}

/// One page of a figure's table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Heads of the columns between time and words.
    pub heads: Vec<String>,
    /// The slots.
    pub lines: Vec<Line>,
    /// Which page it is, from 0.
    pub page: usize,
    /// How many there are, at least one.
    pub pages: usize,
}

/// A column: its head, and a text for each slot that has a value.
struct Column {
    head: String,
    values: Vec<f64>,
    say: fn(Reader, f64) -> String,
}

/// A page of the table of one figure, with the series that the figure shows; the last page if there is none so far.
pub fn slot_table(
    board: &Board,
    shown: &Shown,
    kind: PanelKind,
    (page, order): (usize, Order),
    watched: &Watched,
    reader: Reader,
) -> Page {
    let columns = columns(shown, kind, watched, reader);
    let slots = shown.timeline.len();
    let pages = slots.div_ceil(ROWS).max(1);
    let page = page.min(pages.saturating_sub(1));
    let rows = page.saturating_mul(ROWS)..page.saturating_add(1).saturating_mul(ROWS).min(slots);
    let slot_of = |row: usize| match order {
        Order::OldestFirst => row,
        Order::NewestFirst => slots.saturating_sub(1).saturating_sub(row),
    };
    Page {
        lines: rows
            .map(|row| line(board, shown, &columns, slot_of(row), reader))
            .collect(),
        heads: columns.into_iter().map(|column| column.head).collect(),
        page,
        pages,
    }
}

fn line(board: &Board, shown: &Shown, columns: &[Column], slot: usize, reader: Reader) -> Line {
    let timeline = &shown.timeline;
    let is_here = timeline.state(slot).is_some_and(SlotState::has_value);
    let cell = |column: &Column| match column.values.get(slot).copied() {
        Some(value) if value.is_finite() => (column.say)(reader, value),
        // A share of nothing is no share.
        _ => "–".to_owned(),
    };
    let cells = columns.iter().map(cell);
    Line {
        time: day_and_time(timeline.time_of(slot), reader, board.axis),
        cells: if is_here { cells.collect() } else { Vec::new() },
        words: slot_words(board, shown, slot, reader.lang)
            .unwrap_or_else(|| t(reader.lang, Key::SlotComplete).to_owned()),
    }
}

fn columns(shown: &Shown, kind: PanelKind, watched: &Watched, reader: Reader) -> Vec<Column> {
    if kind == PanelKind::Traffic {
        return traffic(shown, reader);
    }
    let series = series_of(shown, kind, watched);
    let mut columns: Vec<Column> = series
        .into_iter()
        .filter(|series| !watched.hides(*series))
        .flat_map(|series| of_series(shown, series, watched, reader))
        .collect();
    if kind == PanelKind::Composition && watched.only.is_none() {
        let counts = shown.timeline.request_counts();
        columns.extend(counts.map(|values| Column {
            head: t(reader.lang, Key::AllResponses).to_owned(),
            values,
            say: |_, count| format::count(count),
        }));
    }
    columns
}

/// What the figure has to show, hidden or not: the only series with its codes, or else the figure's own.
fn series_of(shown: &Shown, kind: PanelKind, watched: &Watched) -> Vec<Series> {
    let timeline = &shown.timeline;
    let codes = |class: Class| {
        let codes = shades(timeline, class).into_iter();
        codes.map(|(code, _)| Series::Code(code))
    };
    let with_codes = |class: Class| std::iter::once(Series::Class(class)).chain(codes(class));
    match (watched.only, kind) {
        (Some(Series::Class(class)), _) => with_codes(class).collect(),
        (Some(code), _) => vec![code],
        (None, PanelKind::Composition) if watched.by_code => {
            Class::STACK.into_iter().flat_map(codes).collect()
        }
        (None, PanelKind::Composition) => {
            let occurs = |class: &Class| *class != Class::Other || codes(*class).next().is_some();
            let classes = Class::STACK.into_iter().filter(occurs);
            classes.map(Series::Class).collect()
        }
        (None, _) => [Class::ServerError, Class::ClientError]
            .into_iter()
            .flat_map(with_codes)
            .collect(),
    }
}

/// What the legend keeps out of this figure, and so out of its table, in words; nothing where it shows all.
pub fn left_out(shown: &Shown, kind: PanelKind, watched: &Watched, lang: Lang) -> Option<String> {
    if kind == PanelKind::Traffic {
        return None;
    }
    if let Some(only) = watched.only {
        let only = only.to_string();
        return Some(fill(lang, Key::OnlyOne, &[("series", &only)]));
    }
    let whole = Watched {
        hidden: Vec::new(),
        ..watched.clone()
    };
    let all = series_of(shown, kind, &whole);
    // A code that has no column of its own is taken out of its class.
    let is_here = |series: &&Series| {
        let class = Series::Class(series.class());
        all.contains(series) || all.contains(&class)
    };
    let hidden: Vec<String> = watched
        .hidden
        .iter()
        .filter(is_here)
        .map(ToString::to_string)
        .collect();
    let names = hidden.join(comma(lang));
    (!hidden.is_empty()).then(|| fill(lang, Key::TableWithout, &[("series", &names)]))
}

/// The share of a series, and its count for a class where the source sends counts; both without hidden codes, as the plot
/// draws it.
fn of_series(shown: &Shown, series: Series, watched: &Watched, reader: Reader) -> Vec<Column> {
    let timeline = &shown.timeline;
    let hidden_codes = watched.hidden_codes();
    let focus = Focus {
        hidden_codes: &hidden_codes,
        ..Focus::default()
    };
    let (role, is_class) = match series {
        Series::Class(class) => (Role::Class(class), true),
        Series::Code(code) => (Role::Code(code), false),
    };
    let values = |measure: Measure| values_of(timeline, role, measure, &focus);
    let has_counts = is_class && timeline.request_counts().is_some();
    let name = series.to_string();
    let share = Column {
        head: name.clone(),
        values: values(Measure::Share),
        say: |reader, share| share_precise(reader.lang, share),
    };
    let count = has_counts.then(|| Column {
        head: fill(reader.lang, Key::CountOf, &[("series", &name)]),
        values: values(Measure::Count),
        say: |_, count| format::count(count),
    });
    std::iter::once(share).chain(count).collect()
}

fn traffic(shown: &Shown, reader: Reader) -> Vec<Column> {
    let head = |key: Key| t(reader.lang, key).to_owned();
    let bits = shown
        .timeline
        .bits()
        .map(Values::to_vec)
        .unwrap_or_default();
    vec![
        Column {
            head: head(Key::MeanRate),
            values: shown.timeline.bit_rates().unwrap_or_default(),
            say: |_, rate| bit_rate(rate),
        },
        Column {
            head: head(Key::UnitBytes),
            values: bits.iter().map(|bits| bits / 8.0).collect(),
            say: |_, bytes| format::count(bytes),
        },
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::reading::tests::codes;
    use originscope_core::{Code, Offsets, TimeRange};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const READER: Reader = Reader {
        lang: Lang::En,
        offset: Offsets::UTC,
    };

    /// 30 slots of a minute; slot 28 is absent, slot 29 provisional.
    fn page(kind: PanelKind, page: usize, order: Order) -> Page {
        watched_page(kind, page, order, &Watched::default())
    }

    fn watched_page(kind: PanelKind, page: usize, order: Order, watched: &Watched) -> Page {
        let shown = shown();
        let board = Board {
            axis: TimeRange::new(0, 1_800),
            ..Board::default()
        };
        slot_table(&board, &shown, kind, (page, order), watched, READER)
    }

    fn shown() -> Shown {
        let mut states = [SlotState::Came; 30];
        states[28] = SlotState::Absent;
        states[29] = SlotState::Provisional;
        codes(0, &states, [94.0, 0.0, 4.0, 2.0])
    }

    fn times(page: &Page) -> (&str, &str, usize) {
        let (first, last) = (page.lines.first().unwrap(), page.lines.last().unwrap());
        (&first.time, &last.time, page.lines.len())
    }

    #[test]
    fn a_page_holds_25_slots_and_the_newest_stand_first() {
        let first = page(PanelKind::Errors, 0, Order::NewestFirst);
        assert_eq!(times(&first), ("00:29", "00:05", 25));
        assert_eq!((first.page, first.pages), (0, 2));
        let last = page(PanelKind::Errors, 9, Order::NewestFirst);
        assert_eq!(times(&last), ("00:04", "00:00", 5));
        assert_eq!(last.page, 1, "there is no tenth page");
        let oldest = page(PanelKind::Errors, 0, Order::OldestFirst);
        assert_eq!(times(&oldest), ("00:00", "00:24", 25));
    }

    #[test]
    fn classes_come_with_their_counts_and_codes_that_occur() {
        let errors = page(PanelKind::Errors, 0, Order::OldestFirst);
        let heads = ["5xx", "5xx count", "502", "504", "4xx", "4xx count"];
        assert_eq!(errors.heads, heads);
        let cells = &errors.lines.first().unwrap().cells;
        let expected = [
            "6.00\u{202f}%",
            "60",
            "4.00\u{202f}%",
            "2.00\u{202f}%",
            "0\u{202f}%",
            "0",
        ];
        assert_eq!(cells, &expected);
        let all = page(PanelKind::Composition, 0, Order::OldestFirst);
        assert_eq!(all.heads.last().unwrap(), "responses");
        assert!(!all.heads.iter().any(|head| head == "other"));
    }

    #[test]
    fn a_slot_without_values_has_words_and_no_cells() {
        let lines = page(PanelKind::Errors, 0, Order::NewestFirst).lines;
        let words = |row: usize| lines.get(row).unwrap().words.as_str();
        assert_eq!(words(0), "provisional");
        assert!(!lines.first().unwrap().cells.is_empty());
        assert_eq!(words(1), "no point");
        assert!(lines.get(1).unwrap().cells.is_empty());
        assert_eq!(words(2), "complete");
    }

    #[test]
    fn the_table_has_what_the_legend_leaves_in_the_figure_and_names_the_rest() {
        let look = |kind: PanelKind, watched: &Watched| {
            let page = watched_page(kind, 0, Order::OldestFirst, watched);
            let first = page.lines.first().unwrap().cells.first().cloned();
            let left = left_out(&shown(), kind, watched, Lang::En);
            (page.heads.join(" "), first.unwrap(), left)
        };
        let only = |series: Series| Watched {
            only: Some(series),
            ..Watched::default()
        };
        let said = |text: &str| Some(text.to_owned());
        let code = Series::Code(Code::new(502));
        for kind in [PanelKind::Errors, PanelKind::Composition] {
            let (heads, first, left) = look(kind, &only(code));
            assert_eq!((heads.as_str(), left), ("502", said("only 502")));
            assert_eq!(first, "4.00\u{202f}%");
            let (heads, _, left) = look(kind, &only(Series::Class(Class::Success)));
            assert_eq!(
                (heads.as_str(), left),
                ("2xx 2xx count 200", said("only 2xx"))
            );
        }
        // A hidden code is out of its class too, as in the plot.
        let hidden = Watched {
            hidden: vec![code, Series::Class(Class::ClientError)],
            ..Watched::default()
        };
        let (heads, first, left) = look(PanelKind::Errors, &hidden);
        assert_eq!(heads, "5xx 5xx count 504");
        assert_eq!(first, "2.00\u{202f}%");
        assert_eq!(left, said("without 502, 4xx"));
        let (heads, ..) = look(PanelKind::Composition, &hidden);
        assert!(
            !heads.contains("4xx") && heads.starts_with("5xx"),
            "{heads}"
        );
        let codes = Watched {
            by_code: true,
            ..hidden
        };
        assert_eq!(look(PanelKind::Composition, &codes).0, "504 200 responses");
        let all = Watched::default();
        assert_eq!(left_out(&shown(), PanelKind::Errors, &all, Lang::En), None);
    }
}
