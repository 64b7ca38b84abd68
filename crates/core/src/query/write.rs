//! The address, written: defaults are left out, so that the plain address is the plain page.

use super::read::REFRESH;
use super::{Detail, Lang, Measure, Query, Theme, Zone};
use crate::percent::encode;
use crate::source::TrafficUnit;
use crate::time_expr::TimeExpr;
use std::fmt;

impl fmt::Display for Query {
    /// The query string without its question mark; empty for the defaults.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (key, value)) in self.pairs().iter().enumerate() {
            let joint = if at == 0 { "" } else { "&" };
            write!(out, "{joint}{}={}", encode(key), encode(value))?;
        }
        Ok(())
    }
}

impl Query {
    /// Keys and values that differ from the defaults, not encoded.
    fn pairs(&self) -> Vec<(&str, String)> {
        let default = Self::default();
        let units = |&(ref id, unit): &(String, TrafficUnit)| format!("{id}:{}", unit_name(unit));
        let charts = self.volumes.then(|| "bytes".to_owned());
        let totals = self.binary.then(|| "iec".to_owned());
        let charts = charts.into_iter().chain(totals);
        let known = [
            (
                "src",
                (self.sources != default.sources).then(|| self.sources.join(",")),
            ),
            ("d", joined(self.domains.iter().cloned())),
            (
                "from",
                (self.from != default.from).then(|| self.from.to_string()),
            ),
            ("to", (self.to != default.to).then(|| self.to.to_string())),
            ("step", self.step.map(|step| step.to_string())),
            ("tz", zone_name(&self.zone)),
            ("theme", theme_name(self.theme)),
            ("lang", self.lang.map(|lang| lang_name(lang).to_owned())),
            (
                "refresh",
                (self.refresh != default.refresh)
                    .then(|| refresh_name(self.refresh))
                    .flatten(),
            ),
            ("unit", joined(charts.chain(self.units.iter().map(units)))),
            ("iso", self.isolate.map(|series| series.to_string())),
            ("hide", joined(self.hidden.iter().map(ToString::to_string))),
            ("isp", self.isp.clone()),
            ("loc", self.region.clone()),
            ("cmp", self.compare.map(|compare| compare.name().to_owned())),
            (
                "mode",
                (self.measure == Measure::Count).then(|| "count".to_owned()),
            ),
            (
                "view",
                (self.detail == Detail::Code).then(|| "code".to_owned()),
            ),
            ("of", self.of_shown.then(|| "shown".to_owned())),
            ("sort", self.sort.map(|sort| sort.to_string())),
            ("split", self.split.then(|| "1".to_owned())),
            ("pin", self.pin.map(|at| TimeExpr::At(at).to_string())),
        ];
        let known = known
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)));
        known
            .chain(
                self.unknown
                    .iter()
                    .map(|(key, value)| (key.as_str(), value.clone())),
            )
            .collect()
    }
}

fn joined(entries: impl Iterator<Item = String>) -> Option<String> {
    let entries: Vec<String> = entries.collect();
    (!entries.is_empty()).then(|| entries.join(","))
}

fn refresh_name(seconds: Option<i64>) -> Option<String> {
    let Some(seconds) = seconds else {
        return Some("off".to_owned());
    };
    REFRESH
        .iter()
        .find(|(_, known)| *known == seconds)
        .map(|(name, _)| (*name).to_owned())
}

fn zone_name(zone: &Zone) -> Option<String> {
    match zone {
        Zone::Utc => None,
        Zone::Browser => Some("browser".to_owned()),
        Zone::Named(name) => Some(name.clone()),
    }
}

fn theme_name(theme: Theme) -> Option<String> {
    match theme {
        Theme::Auto => None,
        Theme::Light => Some("light".to_owned()),
        Theme::Dark => Some("dark".to_owned()),
    }
}

const fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    }
}

const fn unit_name(unit: TrafficUnit) -> &'static str {
    match unit {
        TrafficUnit::Bit => "bit",
        TrafficUnit::Byte => "byte",
    }
}

#[cfg(test)]
mod tests;
