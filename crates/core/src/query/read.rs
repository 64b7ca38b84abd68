//! The address, read. Every value stands alone: a bad one falls back to its default and is noted.

use super::{Detail, Lang, Measure, Query, QueryNote, QueryNoteKind, Series, Sort, Theme, Zone};
use crate::compare::Compare;
use crate::percent::decode;
use crate::source::TrafficUnit;
use crate::time_expr::TimeExpr;

/// Longest name of a domain, in bytes (RFC 1035).
const MAX_DOMAIN: usize = 253;
/// Longest name of a zone, in bytes; the longest of IANA's has 32.
const MAX_ZONE: usize = 40;
/// Longest free text taken from an address, in bytes.
const MAX_TEXT: usize = 128;
/// Most entries of a list.
const MAX_LIST: usize = 500;
/// The slots that the vendors know, in seconds.
const STEPS: [i64; 4] = [60, 300, 3_600, 86_400];
/// Refresh intervals on offer, as written, with seconds; 0 is auto.
pub(super) const REFRESH: [(&str, i64); 5] = [
    ("auto", 0),
    ("1m", 60),
    ("2m", 120),
    ("5m", 300),
    ("15m", 900),
];

/// The first and the last second of a week: the start of a day or a week moves against now in between, so that what is
/// reversed at both is reversed always. 1970-01-05 was a Monday.
const WEEK_ENDS: [i64; 2] = [345_600, 950_399];

impl Query {
    /// Reads a query string, with or without its question mark. Never fails: what cannot be used is noted and falls
    /// back to its default, what is unknown is kept.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<QueryNote>) {
        let text = text.split('#').next().unwrap_or_default();
        let mut reader = Reader::default();
        for pair in text
            .trim_start_matches('?')
            .split('&')
            .filter(|pair| !pair.is_empty())
        {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            reader.pair(decode(key), decode(value));
        }
        reader.finish()
    }
}

/// What became of a value.
type Used = Result<(), QueryNoteKind>;

#[derive(Default)]
struct Reader {
    query: Query,
    notes: Vec<QueryNote>,
    /// Keys that came already.
    seen: Vec<String>,
    sources: Vec<String>,
}

impl Reader {
    fn pair(&mut self, key: String, value: String) {
        let list = matches!(key.as_str(), "src" | "d");
        let used = if self.seen.contains(&key) && !list {
            Some(Err(QueryNoteKind::Repeated))
        } else {
            self.value(&key, &value)
        };
        match used {
            Some(Ok(())) => self.seen.push(key),
            Some(Err(kind)) => self.notes.push(QueryNote { key, value, kind }),
            None if self.query.unknown.len() < MAX_LIST => self.query.unknown.push((key, value)),
            None => {}
        }
    }

    /// Puts a value where it belongs; `None` for an unknown key.
    fn value(&mut self, key: &str, value: &str) -> Option<Used> {
        let query = &mut self.query;
        Some(match key {
            "v" if value == "1" => Ok(()),
            "src" => list(&mut self.sources, value, source_id),
            "d" => list(&mut query.domains, value, domain),
            "from" => put(&mut query.from, TimeExpr::parse(value)),
            "to" => put(&mut query.to, TimeExpr::parse(value)),
            "step" => put(&mut query.step, step(value)),
            "tz" => put(&mut query.zone, zone(value)),
            "theme" => put(&mut query.theme, theme(value)),
            "lang" => put(&mut query.lang, lang(value)),
            "refresh" => put(&mut query.refresh, refresh(value)),
            "unit" => units(query, value),
            "of" => put(&mut query.of_shown, whole(value)),
            "sort" => put(&mut query.sort, Sort::parse(value).map(Some)),
            "iso" => put(&mut query.isolate, Series::parse(value).map(Some)),
            "hide" => list(&mut query.hidden, value, Series::parse),
            "isp" => put(&mut query.isp, text(value)),
            "loc" => put(&mut query.region, text(value)),
            "cmp" => put(&mut query.compare, compare(value)),
            "mode" => put(&mut query.measure, measure(value)),
            "view" => put(&mut query.detail, detail(value)),
            "split" => put(&mut query.split, flag(value)),
            "pin" => put(&mut query.pin, moment(value)),
            _ => return None,
        })
    }

    fn finish(mut self) -> (Query, Vec<QueryNote>) {
        if !self.sources.is_empty() {
            self.query.sources = self.sources;
        }
        let (from, to) = (self.query.from, self.query.to);
        // A fixed and a relative time can only be compared when the moment of looking is known.
        let reversed_at = |now: i64| from.resolve(now) >= to.end_in(now, 0);
        let is_known = from.is_relative() == to.is_relative();
        if is_known && WEEK_ENDS.into_iter().all(reversed_at) {
            let kind = QueryNoteKind::Reversed;
            self.notes.push(QueryNote {
                key: "from".to_owned(),
                value: from.to_string(),
                kind,
            });
            let Query { from, to, .. } = Query::default();
            (self.query.from, self.query.to) = (from, to);
        }
        (self.query, self.notes)
    }
}

fn put<T>(place: &mut T, value: Option<T>) -> Used {
    *place = value.ok_or(QueryNoteKind::BadValue)?;
    Ok(())
}

/// Adds the entries of a comma list; bad ones are left out and make the whole list noted.
fn list<T: PartialEq>(place: &mut Vec<T>, value: &str, read: fn(&str) -> Option<T>) -> Used {
    let mut used = Ok(());
    for entry in value
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
    {
        match read(entry) {
            Some(entry) if place.len() < MAX_LIST => {
                if !place.contains(&entry) {
                    place.push(entry);
                }
            }
            _ => used = Err(QueryNoteKind::BadValue),
        }
    }
    used
}

fn source_id(text: &str) -> Option<String> {
    let fine = text.len() <= 40
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    fine.then(|| text.to_owned())
}

/// A name that may be a domain. Whether it is one, the proxy decides.
fn domain(text: &str) -> Option<String> {
    let fine = text.len() <= MAX_DOMAIN
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || ".-_*".contains(c));
    fine.then(|| text.to_lowercase())
}

/// `auto`, or one of the grains that the vendors know.
fn step(text: &str) -> Option<Option<i64>> {
    if text == "auto" {
        return Some(None);
    }
    text.parse()
        .ok()
        .filter(|step| STEPS.contains(step))
        .map(Some)
}

fn zone(text: &str) -> Option<Zone> {
    match text {
        "utc" => Some(Zone::Utc),
        "browser" => Some(Zone::Browser),
        _ => is_zone_name(text).then(|| Zone::Named(text.to_owned())),
    }
}

/// Whether a text looks like an IANA zone, as `America/Argentina/Buenos_Aires` or `Etc/GMT+8`: parts of letters, digits
/// and `_+-`, with at least one slash (<https://data.iana.org/time-zones/theory.html>).
fn is_zone_name(text: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
    };
    text.len() <= MAX_ZONE && text.contains('/') && text.split('/').all(part)
}

fn compare(text: &str) -> Option<Option<Compare>> {
    if text == "off" {
        return Some(None);
    }
    Compare::parse(text).map(Some)
}

fn measure(text: &str) -> Option<Measure> {
    match text {
        "share" => Some(Measure::Share),
        "count" => Some(Measure::Count),
        _ => None,
    }
}

fn detail(text: &str) -> Option<Detail> {
    match text {
        "class" => Some(Detail::Class),
        "code" => Some(Detail::Code),
        _ => None,
    }
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

/// A fixed moment.
fn moment(text: &str) -> Option<Option<i64>> {
    match TimeExpr::parse(text)? {
        TimeExpr::At(at) => Some(Some(at)),
        _ => None,
    }
}

fn theme(text: &str) -> Option<Theme> {
    match text {
        "auto" => Some(Theme::Auto),
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

fn lang(text: &str) -> Option<Option<Lang>> {
    match text {
        "en" => Some(Some(Lang::En)),
        "zh" => Some(Some(Lang::Zh)),
        _ => None,
    }
}

fn refresh(text: &str) -> Option<Option<i64>> {
    if text == "off" {
        return Some(None);
    }
    REFRESH
        .iter()
        .find(|(name, _)| *name == text)
        .map(|&(_, seconds)| Some(seconds))
}

/// `bps` or `bytes` for the charts, `iec` for powers of 1024 in totals, and `id:bit` or `id:byte` for what a source's numbers count.
fn units(query: &mut Query, value: &str) -> Used {
    let of_charts = |entry: &&str| matches!(*entry, "bps" | "bytes" | "iec");
    let (charts, sources): (Vec<&str>, Vec<&str>) =
        value.split(',').map(str::trim).partition(of_charts);
    let wants = |unit: &str| charts.contains(&unit);
    let both = wants("bps") && wants("bytes");
    query.volumes = wants("bytes") && !both;
    query.binary = wants("iec");
    let used = list(&mut query.units, &sources.join(","), unit);
    // Nobody can say which of two was meant.
    if both {
        Err(QueryNoteKind::BadValue)
    } else {
        used
    }
}

fn whole(text: &str) -> Option<bool> {
    match text {
        "shown" => Some(true),
        "all" => Some(false),
        _ => None,
    }
}

/// `id:bit` or `id:byte`.
fn unit(text: &str) -> Option<(String, TrafficUnit)> {
    let (id, unit) = text.split_once(':')?;
    let unit = match unit {
        "bit" => TrafficUnit::Bit,
        "byte" => TrafficUnit::Byte,
        _ => return None,
    };
    Some((source_id(id)?, unit))
}

fn text(text: &str) -> Option<Option<String>> {
    let fine = text.len() <= MAX_TEXT && !text.contains(char::is_control);
    fine.then(|| (!text.is_empty()).then(|| text.to_owned()))
}
