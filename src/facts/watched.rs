//! What the reader looks at in particular: which series, in which measure, beside which period.

use originscope_core::{Class, Code, Compare, Detail, Measure, Query, Series};
use originscope_plot::Role;

/// The part of the query that the figures and the legend follow. A change of anything else does not repaint them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// The only series shown.
    pub only: Option<Series>,
    /// Series not shown.
    pub hidden: Vec<Series>,
    /// Numbers of responses in place of shares, where the source counts.
    pub counts: bool,
    /// Bytes of a slot in place of bit/s.
    pub volumes: bool,
    /// Totals of traffic in powers of 1024.
    pub binary: bool,
    /// The composition in codes.
    pub by_code: bool,
    /// The composition fills the plot with what is shown.
    pub of_shown: bool,
    /// The compared period.
    pub compare: Option<Compare>,
}

impl Watched {
    /// The part of a query.
    pub fn of(query: &Query) -> Self {
        Self {
            only: query.isolate,
            hidden: query.hidden.clone(),
            counts: query.measure == Measure::Count,
            volumes: query.volumes,
            binary: query.binary,
            by_code: query.detail == Detail::Code,
            of_shown: query.of_shown,
            compare: query.compare,
        }
    }

    /// The only series shown, as the plots know it.
    pub fn role(&self) -> Option<Role> {
        self.only.map(|series| match series {
            Series::Class(class) => Role::Class(class),
            Series::Code(code) => Role::Code(code),
        })
    }

    /// The classes that are hidden as a whole.
    pub fn hidden_classes(&self) -> Vec<Class> {
        let class = |series: &Series| match series {
            Series::Class(class) => Some(*class),
            Series::Code(_) => None,
        };
        self.hidden.iter().filter_map(class).collect()
    }

    /// The codes that are hidden one by one.
    pub fn hidden_codes(&self) -> Vec<Code> {
        let code = |series: &Series| match series {
            Series::Code(code) => Some(*code),
            Series::Class(_) => None,
        };
        self.hidden.iter().filter_map(code).collect()
    }

    /// Whether a series is not drawn, be it hidden itself, as a part of its class, or because another one is the only.
    pub fn hides(&self, series: Series) -> bool {
        let class = Series::Class(series.class());
        if let Some(only) = self.only {
            return only != series && only != class;
        }
        self.hidden.contains(&series) || self.hidden.contains(&class)
    }
}
