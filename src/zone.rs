//! Zones by name: the browser knows their rules, through `Intl`.

use crate::clock;
use crate::facts::{Chosen, Span};
use js_sys::{Array, Function, Object, Reflect};
use originscope_core::{Offsets, Query, TimeExpr, TimeRange, Zone, parse_time_strict};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

const DAY: i64 = 86_400;
/// The zones offered where the browser does not list its own (before Chrome 99, Firefox 93, Safari 15.4).
const WITHOUT_LIST: [&str; 8] = [
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
];

thread_local! {
    /// The formatter of the zone that was asked for last: making one costs more than using it.
    static LAST: RefCell<Option<(String, Function)>> = const { RefCell::new(None) };
}

/// How far a zone is ahead of UTC at a moment, seconds; 0 for a name that the browser does not know.
pub fn offset_at(zone: &Zone, at: i64) -> i64 {
    match zone {
        Zone::Utc => 0,
        Zone::Browser => clock::browser_offset(at),
        Zone::Named(name) => named_offset(name, at).unwrap_or(0),
    }
}

/// The same over a range, with a week on both sides, so that days that begin outside are told right.
pub fn offsets(zone: &Zone, range: TimeRange) -> Offsets {
    let wide = TimeRange::new(
        range.start.saturating_sub(7 * DAY),
        range.end.saturating_add(7 * DAY),
    );
    match zone {
        Zone::Utc => Offsets::default(),
        zone => Offsets::scan(wide, &|at| offset_at(zone, at)),
    }
}

/// The offsets around a moment, for ranges of whole days and weeks up to a year ago.
pub fn around(zone: &Zone, now: i64) -> Offsets {
    // On a grid of months, so that what follows it does not change with every second.
    let month = originscope_core::floor_to(now, 30 * DAY);
    let year = TimeRange::new(
        month.saturating_sub(400 * DAY),
        month.saturating_add(60 * DAY),
    );
    offsets(zone, year)
}

/// What was chosen, with the zone's days where its range is of whole days or weeks.
pub fn with_days(chosen: Chosen, query: &Query) -> Chosen {
    let is_whole = |expr: TimeExpr| matches!(expr, TimeExpr::Whole { .. });
    match chosen.span {
        Span::Asked(from, to) if is_whole(from) || is_whole(to) => Chosen {
            days: around(&query.zone, clock::now()),
            ..chosen
        },
        _ => chosen,
    }
}

/// The range that holds both; an empty one holds nothing.
pub fn hull(a: TimeRange, b: TimeRange) -> TimeRange {
    match (a.is_empty(), b.is_empty()) {
        (_, true) => a,
        (true, _) => b,
        _ => TimeRange::new(a.start.min(b.start), a.end.max(b.end)),
    }
}

/// Whether the browser knows the rules of a zone.
pub fn is_known(name: &str) -> bool {
    formatter(name).is_some()
}

/// The name of the browser's own zone, where it says one.
pub fn browser_name() -> Option<String> {
    let maker = intl("DateTimeFormat")?;
    let format = Reflect::construct(&maker, &Array::new()).ok()?;
    let resolved: Function = get(&format, "resolvedOptions")?;
    let options = resolved.call0(&format).ok()?;
    Reflect::get(&options, &JsValue::from_str("timeZone"))
        .ok()?
        .as_string()
}

/// The names of all zones that the browser has rules for; a few well-known ones where it does not list them.
pub fn names() -> Vec<String> {
    let listed = || {
        let list = intl("supportedValuesOf")?;
        let names = list
            .call1(&JsValue::UNDEFINED, &JsValue::from_str("timeZone"))
            .ok()?;
        let names: Array = names.dyn_into().ok()?;
        Some(names.iter().filter_map(|name| name.as_string()).collect())
    };
    listed().unwrap_or_else(|| WITHOUT_LIST.map(str::to_owned).to_vec())
}

fn named_offset(name: &str, at: i64) -> Option<i64> {
    let format = LAST.with_borrow(|last| match last {
        Some((of, format)) if of == name => Some(format.clone()),
        _ => None,
    });
    let format = match format {
        Some(format) => format,
        None => {
            let format = formatter(name)?;
            LAST.set(Some((name.to_owned(), format.clone())));
            format
        }
    };
    #[allow(clippy::cast_precision_loss)] // a date in milliseconds is far below 2^53
    let moment = JsValue::from_f64(at as f64 * 1000.0);
    let text = format
        .call1(&JsValue::UNDEFINED, &moment)
        .ok()?
        .as_string()?;
    read_local(&text).map(|local| local.saturating_sub(at))
}

/// What `en-US` writes, `11/21/2026, 14:36:01`, as if it were UTC seconds.
fn read_local(text: &str) -> Option<i64> {
    let mut fields = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|field| !field.is_empty());
    let mut field = || fields.next();
    let (month, day, year) = (field()?, field()?, field()?);
    let (hour, minute, second) = (field()?, field()?, field()?);
    parse_time_strict(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}

/// The function that writes a moment as a clock of the zone shows it; nothing for a name without rules.
fn formatter(name: &str) -> Option<Function> {
    let options = Object::new();
    let wishes = [
        ("timeZone", name),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ];
    for (key, value) in wishes {
        Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value)).ok()?;
    }
    let maker = intl("DateTimeFormat")?;
    let wanted = Array::of2(&JsValue::from_str("en-US"), &options);
    // Throws for a zone that it does not know.
    let format = Reflect::construct(&maker, &wanted).ok()?;
    get(&format, "format")
}

fn intl(what: &str) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    get(&intl, what)
}

fn get(of: &JsValue, what: &str) -> Option<Function> {
    Reflect::get(of, &JsValue::from_str(what))
        .ok()?
        .dyn_into()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_browser_knows_the_rules_of_zones() {
        // 2025-10-26T01:00:00Z, when Berlin goes from UTC+2 to UTC+1 (IANA tzdata, rule EU).
        let back = 1_761_440_400;
        let berlin = Zone::Named("Europe/Berlin".to_owned());
        assert_eq!(offset_at(&berlin, back - 1), 7_200);
        assert_eq!(offset_at(&berlin, back), 3_600);
        let night = TimeRange::new(back - 3_600, back + 3_600);
        assert_eq!(offsets(&berlin, night).pieces(night).len(), 2);
        let kolkata = Zone::Named("Asia/Kolkata".to_owned());
        assert_eq!(offset_at(&kolkata, back), 19_800);
    }

    #[test]
    fn an_unknown_zone_is_told_apart() {
        assert!(is_known("Asia/Shanghai"));
        assert!(!is_known("Mars/Olympus_Mons"));
        assert!(names().iter().any(|name| name == "Asia/Shanghai"));
        assert!(browser_name().is_some_and(|name| is_known(&name)));
    }
}
