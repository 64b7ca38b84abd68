//! Whether only a part of the requests is read: one network's, one region's. Read as all of them it would be a lie.

use super::board::Board;
use originscope_core::{Query, Spec};

/// The filters in force.
#[derive(Clone, Debug, Default)]
pub struct Filtered {
    /// The only ISP, in the vendor's spelling.
    pub isp: Option<String>,
    /// The only region, in the vendor's spelling.
    pub region: Option<String>,
    /// The sources that cannot leave the others out, so that they show all.
    pub ignored_by: Vec<&'static Spec>,
}

/// What is left out; nothing where everything is read. A file was not asked for, so no filter holds for it.
pub fn filtered(query: &Query, board: &Board) -> Option<Filtered> {
    if board.is_file || (query.isp.is_none() && query.region.is_none()) {
        return None;
    }
    let ignores = board.plans.iter().filter(|plan| {
        let ignored = |name: &&str| match *name {
            "isp" => query.isp.is_some(),
            _ => query.region.is_some(),
        };
        plan.ignored_filters.iter().any(ignored)
    });
    let specs = ignores.filter_map(|plan| originscope_apis::find(&plan.source));
    Some(Filtered {
        isp: query.isp.clone(),
        region: query.region.clone(),
        ignored_by: specs.map(|api| api.spec()).collect(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_core::{TimeRange, Wish, plan};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn board(query: &Query) -> Board {
        let plans = ["cdn-origin-codes", "live-codes"].map(|id| {
            let wish = Wish {
                range: TimeRange::new(1_748_775_600, 1_748_779_200),
                grain: None,
                domains: vec!["a.com".to_owned()],
                isp: query.isp.clone(),
                region: query.region.clone(),
                now: 1_748_782_800,
            };
            plan(originscope_apis::find(id).unwrap().spec(), &wish).unwrap()
        });
        Board {
            plans: plans.into(),
            ..Board::default()
        }
    }

    #[test]
    fn a_part_is_never_taken_for_the_whole() {
        let all = Query::default();
        assert!(filtered(&all, &board(&all)).is_none());
        let query = Query {
            isp: Some("unicom".to_owned()),
            ..Query::default()
        };
        let found = filtered(&query, &board(&query)).unwrap();
        assert_eq!((found.isp.as_deref(), found.region), (Some("unicom"), None));
        // DescribeDomainRealTimeSrcHttpCodeData has no such parameter, ListQueryHttpCode has.
        let ids: Vec<&str> = found.ignored_by.iter().map(|spec| spec.id).collect();
        assert_eq!(ids, ["cdn-origin-codes"]);
        let file = Board {
            is_file: true,
            ..board(&query)
        };
        assert!(filtered(&query, &file).is_none());
    }
}
