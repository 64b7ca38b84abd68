//! What the keyboard did in a chart, as a sentence that is read out.

use super::panels::Reader;
use super::rates::bit_rate;
use super::when::{day_and_time, rough_span, span_text};
use crate::chart::{Announcement, Heard};
use crate::words::{Key, fill, pause, share_precise, t};
use originscope_core::{Lang, SlotState, TimeRange, format};
use originscope_plot::Measure;

/// The sentence; `shown` is the range of the axis, which decides whether a time needs its date.
pub fn spoken(heard: &Announcement, reader: Reader, shown: TimeRange) -> String {
    let lang = reader.lang;
    let time = day_and_time(heard.at, reader, shown);
    let slot = || [time.as_str(), &reading(heard, lang)].join(pause(lang));
    let with = |key: Key, range: TimeRange| {
        let span = span_text(range, reader, shown.end.saturating_sub(1));
        let length = rough_span(lang, range.seconds());
        fill(lang, key, &[("span", &span), ("length", &length)])
    };
    match heard.what {
        Heard::Slot => slot(),
        Heard::Series => reading(heard, lang),
        Heard::Pinned => fill(lang, Key::SaidPinned, &[("slot", &slot())]),
        Heard::Freed => t(lang, Key::SaidFreed).to_owned(),
        Heard::Selected(range) => with(Key::SaidSelected, range),
        Heard::Dropped => t(lang, Key::SaidDropped).to_owned(),
        Heard::Zoomed(range) => with(Key::SaidZoomed, range),
    }
}

/// The followed series and its value, or why there is none.
fn reading(heard: &Announcement, lang: Lang) -> String {
    if let Some(words) = missing(heard) {
        return t(lang, words).to_owned();
    }
    let number = |value: f64| match heard.measure {
        Measure::Share => share_precise(lang, value),
        Measure::Count => format::count(value),
        Measure::Rate => bit_rate(value),
        Measure::Volume => format::volume(value),
    };
    let name = if heard.name.is_empty() {
        t(lang, Key::OriginTraffic)
    } else {
        &heard.name
    };
    let value = heard.value.map_or_else(|| "–".to_owned(), number);
    let mut parts = vec![format!("{name} {value}")];
    if let Some(earlier) = heard.earlier {
        parts.push(fill(lang, Key::SaidEarlier, &[("value", &number(earlier))]));
    }
    if heard.state == SlotState::Provisional {
        parts.push(t(lang, Key::SlotProvisional).to_owned());
    }
    parts.join(pause(lang))
}

/// Why a slot has no value.
const fn missing(heard: &Announcement) -> Option<Key> {
    match heard.state {
        SlotState::Came | SlotState::Provisional if heard.quiet => Some(Key::NoRequests),
        SlotState::Came | SlotState::Provisional => None,
        SlotState::Absent => Some(Key::VendorSentNoPoint),
        SlotState::NotYet => Some(Key::SlotNotYet),
        SlotState::OutOfReach => Some(Key::OutOfReach),
        SlotState::Failed => Some(Key::FailedWord),
        SlotState::Waiting => Some(Key::OnItsWay),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use originscope_core::{Class, Offsets};
    use originscope_plot::{PanelKind, Role};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    // 2025-06-01T12:00:00Z.
    const NOON: i64 = 1_748_779_200;
    const HOUR: TimeRange = TimeRange {
        start: NOON,
        end: NOON + 3_600,
    };
    fn in_utc(lang: Lang) -> Reader {
        let offset = Offsets::default();
        Reader { lang, offset }
    }

    fn heard(what: Heard) -> Announcement {
        Announcement {
            what,
            panel: PanelKind::Errors,
            measure: Measure::Share,
            at: NOON + 60,
            grain: 60,
            state: SlotState::Came,
            quiet: false,
            role: Some(Role::Class(Class::ServerError)),
            name: "5xx".to_owned(),
            value: Some(6.1),
            earlier: None,
        }
    }

    #[test]
    fn a_slot_says_its_time_and_its_value() {
        let slot = heard(Heard::Slot);
        assert_eq!(
            spoken(&slot, in_utc(Lang::En), HOUR),
            "12:01, 5xx 6.10\u{202f}%"
        );
        let chinese = in_utc(Lang::Zh);
        assert_eq!(spoken(&slot, chinese, HOUR), "12:01，5xx 6.10%");
        let early = Announcement {
            state: SlotState::Provisional,
            ..slot
        };
        assert_eq!(
            spoken(&early, in_utc(Lang::En), HOUR),
            "12:01, 5xx 6.10\u{202f}%, provisional"
        );
    }

    #[test]
    fn a_slot_without_a_value_says_why_and_no_number() {
        for (state, words) in [
            (SlotState::Absent, "12:01, vendor sent no point"),
            (SlotState::NotYet, "12:01, not published yet"),
            (SlotState::OutOfReach, "12:01, out of reach"),
            (SlotState::Failed, "12:01, failed"),
        ] {
            let slot = Announcement {
                state,
                value: None,
                ..heard(Heard::Slot)
            };
            assert_eq!(spoken(&slot, in_utc(Lang::En), HOUR), words);
        }
        let quiet = Announcement {
            quiet: true,
            value: None,
            ..heard(Heard::Slot)
        };
        assert_eq!(spoken(&quiet, in_utc(Lang::En), HOUR), "12:01, no requests");
    }

    #[test]
    fn what_was_selected_is_said_with_its_length() {
        let range = TimeRange::new(NOON, NOON + 900);
        let said = spoken(&heard(Heard::Selected(range)), in_utc(Lang::En), HOUR);
        assert_eq!(said, "Selected 12:00–12:15, 15\u{202f}min");
    }
}
