//! What the reader chooses beyond plain fields of the query.

use crate::state::State;
use leptos::prelude::*;
use originscope_core::{Spec, TrafficUnit};

impl State {
    /// Adds or removes a source; the last one stays.
    pub fn toggle_source(&self, id: &str) {
        let mut ids: Vec<String> = self.live.with_untracked(|chosen| {
            chosen
                .sources
                .iter()
                .map(|(spec, _)| spec.id.to_owned())
                .collect()
        });
        if ids.iter().any(|other| other == id) {
            ids.retain(|other| other != id);
        } else {
            ids.push(id.to_owned());
        }
        self.query.update(|query| query.sources = ids);
    }

    /// The unit in which a source's volumes are read.
    pub fn unit_of(&self, spec: &Spec) -> TrafficUnit {
        self.query
            .with(|query| query.unit_of(spec.id))
            .unwrap_or(spec.unit)
    }

    /// The same, without following changes.
    pub fn unit_of_untracked(&self, spec: &Spec) -> TrafficUnit {
        self.query
            .with_untracked(|query| query.unit_of(spec.id))
            .unwrap_or(spec.unit)
    }

    /// Chooses that unit.
    pub fn set_unit(&self, spec: &Spec, unit: TrafficUnit) {
        self.query.update(|query| {
            query.units.retain(|(id, _)| id != spec.id);
            if unit != spec.unit {
                query.units.push((spec.id.to_owned(), unit));
            }
        });
    }
}
