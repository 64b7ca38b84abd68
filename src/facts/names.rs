//! Names of sources, and lanes.

use originscope_core::{Lang, Metric, Spec, Vantage};

/// The product's name in the reader's language.
pub const fn source_name(lang: Lang, spec: &Spec) -> &'static str {
    match lang {
        Lang::En => spec.product,
        Lang::Zh => spec.product_zh,
    }
}

/// The sources of one vantage. Lanes are set under each other and never summed.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Where its sources watch.
    pub vantage: Vantage,
    /// Places in the list of sources: codes first, then traffic, each in the list's order.
    pub sources: Vec<usize>,
}

/// The lanes of some sources, origin side first; a vantage without sources has none.
pub fn lanes(specs: &[&Spec]) -> Vec<Lane> {
    [Vantage::OriginSide, Vantage::ViewerSide]
        .into_iter()
        .filter_map(|vantage| {
            let of = |metric: Metric| {
                let mine = move |(_, spec): &(usize, &&Spec)| {
                    spec.vantage == vantage && spec.metric == metric
                };
                specs
                    .iter()
                    .enumerate()
                    .filter(mine)
                    .map(|(place, _)| place)
            };
            let sources: Vec<usize> = of(Metric::StatusCodes).chain(of(Metric::Traffic)).collect();
            (!sources.is_empty()).then_some(Lane { vantage, sources })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_source_of_the_registry_stands_in_one_lane() {
        let specs: Vec<&Spec> = originscope_apis::registry()
            .iter()
            .map(|api| api.spec())
            .collect();
        let lanes = lanes(&specs);
        assert_eq!(lanes.first().unwrap().vantage, Vantage::OriginSide);
        let mut places: Vec<usize> = lanes.into_iter().flat_map(|lane| lane.sources).collect();
        places.sort_unstable();
        assert_eq!(places, (0..specs.len()).collect::<Vec<_>>());
    }
}
