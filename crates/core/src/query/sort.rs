//! How the legend is sorted.

use std::fmt;

/// A figure of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The newest complete value.
    Now,
    /// The mean.
    Mean,
    /// The largest.
    Max,
    /// The smallest.
    Min,
    /// The difference to the compared period.
    Delta,
}

/// A figure with a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The figure.
    pub by: Column,
    /// Whether the smallest comes first.
    pub rising: bool,
}

impl Column {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 5] = [Self::Now, Self::Mean, Self::Max, Self::Min, Self::Delta];

    /// As it stands in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Mean => "mean",
            Self::Max => "max",
            Self::Min => "min",
            Self::Delta => "delta",
        }
    }
}

impl Sort {
    /// Reads `max`, the largest first, or `-max`, the smallest first.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.strip_prefix('-');
        let rising = name.is_some();
        let name = name.unwrap_or(text);
        let by = Column::ALL.into_iter().find(|by| by.name() == name)?;
        Some(Self { by, rising })
    }

    /// What a click on a column's head makes of a sort: the largest first, then the smallest, then none.
    #[must_use]
    pub fn after_click(present: Option<Self>, by: Column) -> Option<Self> {
        match present.filter(|sort| sort.by == by) {
            None => Some(Self { by, rising: false }),
            Some(sort) if !sort.rising => Some(Self { by, rising: true }),
            Some(_) => None,
        }
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.rising { "-" } else { "" };
        write!(out, "{sign}{}", self.by.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_sorts_down_then_up_then_not() {
        let down = Sort::after_click(None, Column::Max);
        assert_eq!(down, Sort::parse("max"));
        let up = Sort::after_click(down, Column::Max);
        assert_eq!(up, Sort::parse("-max"));
        assert_eq!(Sort::after_click(up, Column::Max), None);
        assert_eq!(Sort::after_click(up, Column::Now), Sort::parse("now"));
    }

    #[test]
    fn every_sort_survives_its_text() {
        for by in Column::ALL {
            for rising in [false, true] {
                let sort = Sort { by, rising };
                assert_eq!(Sort::parse(&sort.to_string()), Some(sort));
            }
        }
        assert_eq!(Sort::parse("--max"), None);
        assert_eq!(Sort::parse("median"), None);
    }
}
