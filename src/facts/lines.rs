//! The thresholds as fields that a reader fills in, and what is wrong with what stands in one.

use crate::words::{Say, fill};
use originscope_core::Lang;
use originscope_core::verdict::{BadThreshold, Thresholds};

/// What a field may hold, as the core checks it; a test holds the two together.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bounds {
    /// From and to, both allowed.
    Between(f64, f64),
    /// More than the first, at most the second.
    Above(f64, f64),
    /// Whole, from and to.
    Whole(u32, u32),
    /// Above the amber line, at most 100.
    OverAmber,
    /// Whole, at least the slots in a row, at most 1000.
    FromEnter,
}

/// Which figure it is.
#[derive(Clone, Copy)]
enum Figure {
    Number(fn(&mut Thresholds) -> &mut f64),
    Count(fn(&mut Thresholds) -> &mut u32),
}

/// One threshold.
#[derive(Clone, Copy)]
pub struct Line {
    /// Its name in [`Thresholds`].
    name: &'static str,
    /// What it is called.
    pub label: Say,
    /// Whether it counts percent.
    pub is_percent: bool,
    bounds: Bounds,
    figure: Figure,
}

/// All of them, the two lines of the charts first.
pub const LINES: [Line; 13] = [
    Line {
        name: "red_percent",
        label: Say::LineRedPercent,
        is_percent: true,
        bounds: Bounds::OverAmber,
        figure: Figure::Number(|lines| &mut lines.red_percent),
    },
    Line {
        name: "amber_percent",
        label: Say::LineAmberPercent,
        is_percent: true,
        bounds: Bounds::Above(0.0, 100.0),
        figure: Figure::Number(|lines| &mut lines.amber_percent),
    },
    Line {
        name: "leave_ratio",
        label: Say::LineLeaveRatio,
        is_percent: false,
        bounds: Bounds::Between(0.0, 1.0),
        figure: Figure::Number(|lines| &mut lines.leave_ratio),
    },
    Line {
        name: "enter_slots",
        label: Say::LineEnterSlots,
        is_percent: false,
        bounds: Bounds::Whole(1, 1_000),
        figure: Figure::Count(|lines| &mut lines.enter_slots),
    },
    Line {
        name: "enter_seconds",
        label: Say::LineEnterSeconds,
        is_percent: false,
        bounds: Bounds::Whole(1, 86_400),
        figure: Figure::Count(|lines| &mut lines.enter_seconds),
    },
    Line {
        name: "min_per_minute",
        label: Say::LineMinPerMinute,
        is_percent: false,
        bounds: Bounds::Between(0.0, 1e9),
        figure: Figure::Number(|lines| &mut lines.min_per_minute),
    },
    Line {
        name: "coverage_percent",
        label: Say::LineCoveragePercent,
        is_percent: true,
        bounds: Bounds::Between(50.0, 100.0),
        figure: Figure::Number(|lines| &mut lines.coverage_percent),
    },
    Line {
        name: "recent_slots",
        label: Say::LineRecentSlots,
        is_percent: false,
        bounds: Bounds::FromEnter,
        figure: Figure::Count(|lines| &mut lines.recent_slots),
    },
    Line {
        name: "recent_percent",
        label: Say::LineRecentPercent,
        is_percent: true,
        bounds: Bounds::Between(50.0, 100.0),
        figure: Figure::Number(|lines| &mut lines.recent_percent),
    },
    Line {
        name: "fresh_slots",
        label: Say::LineFreshSlots,
        is_percent: false,
        bounds: Bounds::Whole(1, 60),
        figure: Figure::Count(|lines| &mut lines.fresh_slots),
    },
    Line {
        name: "gap_slots",
        label: Say::LineGapSlots,
        is_percent: false,
        bounds: Bounds::Whole(0, 60),
        figure: Figure::Count(|lines| &mut lines.gap_slots),
    },
    Line {
        name: "sum_tolerance",
        label: Say::LineSumTolerance,
        is_percent: false,
        bounds: Bounds::Between(0.0, 10.0),
        figure: Figure::Number(|lines| &mut lines.sum_tolerance),
    },
    Line {
        name: "flat_percent",
        label: Say::LineFlatPercent,
        is_percent: true,
        bounds: Bounds::Between(0.0, 100.0),
        figure: Figure::Number(|lines| &mut lines.flat_percent),
    },
];

/// What stands in the fields for these thresholds.
pub fn texts(thresholds: &Thresholds) -> Vec<String> {
    LINES.iter().map(|line| line.text(*thresholds)).collect()
}

/// The thresholds in the fields, or which field is wrong (its place) and a sentence about it.
///
/// # Errors
/// The first field that holds no number, or one that cannot be used.
pub fn read(texts: &[String], lang: Lang) -> Result<Thresholds, (usize, String)> {
    let mut thresholds = Thresholds::default();
    for (place, (line, text)) in LINES.iter().zip(texts).enumerate() {
        line.put(text, &mut thresholds)
            .map_err(|wrong| (place, line.sentence(wrong, text, lang)))?;
    }
    match thresholds.check() {
        Ok(()) => Ok(thresholds),
        Err(BadThreshold(name)) => {
            let place = LINES.iter().position(|line| line.name == name).unwrap_or(0);
            let sentence = LINES.get(place).map(|line| line.bounds_sentence(lang));
            Err((place, sentence.unwrap_or_default()))
        }
    }
}

/// Thresholds as this browser keeps them; nothing if they are unknown, or of no use any more.
pub fn kept(text: &str) -> Option<Thresholds> {
    let thresholds: Thresholds = serde_json::from_str(text).ok()?;
    thresholds.check().ok().map(|()| thresholds)
}

/// What is wrong with a text, apart from the bounds.
enum Wrong {
    NotANumber,
    NotWhole,
}

impl Line {
    fn text(&self, mut thresholds: Thresholds) -> String {
        match self.figure {
            Figure::Number(figure) => figure(&mut thresholds).to_string(),
            Figure::Count(figure) => figure(&mut thresholds).to_string(),
        }
    }

    fn put(&self, text: &str, thresholds: &mut Thresholds) -> Result<(), Wrong> {
        // A decimal comma is what half of the world writes, and nothing else can be meant by it here.
        let text = text
            .trim()
            .trim_end_matches('%')
            .trim_end()
            .replace(',', ".");
        let number: f64 = text.parse().map_err(|_| Wrong::NotANumber)?;
        if !number.is_finite() {
            return Err(Wrong::NotANumber);
        }
        match self.figure {
            Figure::Number(figure) => *figure(thresholds) = number,
            Figure::Count(figure) => {
                *figure(thresholds) = text.parse().map_err(|_| Wrong::NotWhole)?;
            }
        }
        Ok(())
    }

    fn sentence(&self, wrong: Wrong, text: &str, lang: Lang) -> String {
        match wrong {
            Wrong::NotANumber => {
                let shown: String = text.chars().take(20).collect();
                fill(lang, Say::LinesNotNumber, &[("text", &shown)])
            }
            Wrong::NotWhole => self.bounds_sentence(lang),
        }
    }

    fn bounds_sentence(&self, lang: Lang) -> String {
        let (key, low, high) = match self.bounds {
            Bounds::Between(low, high) => (Say::LinesBetween, low, high),
            Bounds::Above(low, high) => (Say::LinesAbove, low, high),
            Bounds::Whole(low, high) => (Say::LinesNotWhole, f64::from(low), f64::from(high)),
            Bounds::OverAmber => (Say::LinesRed, 0.0, 100.0),
            Bounds::FromEnter => (Say::LinesRecent, 0.0, 1_000.0),
        };
        let values = [low.to_string(), high.to_string()];
        let [low, high] = &values;
        fill(lang, key, &[("low", low), ("high", high)])
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn with(name: &str, text: &str) -> Vec<String> {
        let mut all = texts(&Thresholds::default());
        let place = LINES.iter().position(|line| line.name == name).unwrap();
        text.clone_into(all.get_mut(place).unwrap());
        all
    }

    #[test]
    fn the_defaults_come_back_as_they_are() {
        let defaults = Thresholds::default();
        assert_eq!(read(&texts(&defaults), Lang::En), Ok(defaults));
        let kept_text = serde_json::to_string(&defaults).unwrap();
        assert_eq!(kept(&kept_text), Some(defaults));
    }

    #[test]
    fn every_bound_that_is_said_is_the_cores() {
        for line in &LINES {
            let (inside, outside): (Vec<String>, Vec<String>) = match line.bounds {
                Bounds::Between(low, high) => (
                    vec![low.to_string(), high.to_string()],
                    vec![(low - 0.01).to_string(), (high * 1.01).to_string()],
                ),
                Bounds::Above(low, high) => (
                    vec![(low + 0.01).to_string()],
                    vec![low.to_string(), (high + 0.01).to_string()],
                ),
                Bounds::Whole(low, high) => (
                    vec![low.to_string()],
                    vec![(high + 1).to_string(), "1.5".to_owned(), "-1".to_owned()],
                ),
                Bounds::OverAmber => (
                    vec!["1.01".to_owned(), "100".to_owned()],
                    vec!["1".to_owned(), "100.1".to_owned()],
                ),
                Bounds::FromEnter => (
                    vec!["3".to_owned(), "1000".to_owned()],
                    vec!["2".to_owned(), "1001".to_owned()],
                ),
            };
            for text in inside {
                assert!(
                    read(&with(line.name, &text), Lang::En).is_ok(),
                    "{} {text}",
                    line.name
                );
            }
            for text in outside {
                let (place, sentence) = read(&with(line.name, &text), Lang::Zh).unwrap_err();
                assert_eq!(LINES.get(place).unwrap().name, line.name, "{text}");
                assert!(!sentence.contains('{'), "{sentence}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_named() {
        let (place, sentence) = read(&with("red_percent", "five"), Lang::En).unwrap_err();
        assert_eq!((place, sentence.as_str()), (0, "“five” is not a number."));
        assert_eq!(
            read(&with("red_percent", "7,5 %"), Lang::En)
                .unwrap()
                .red_percent,
            7.5
        );
        assert!(read(&with("red_percent", "NaN"), Lang::En).is_err());
    }

    #[test]
    fn what_was_kept_and_is_of_no_use_is_not_taken() {
        for text in ["", "{", "{\"red_percent\":0.5}", "{\"no_such\":1}"] {
            assert_eq!(kept(text), None, "{text}");
        }
        assert_eq!(kept("{\"red_percent\":8}").unwrap().red_percent, 8.0);
    }
}
