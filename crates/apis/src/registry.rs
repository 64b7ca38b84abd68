//! All APIs, in the order in which pickers show them.

use crate::api::Api;
use crate::{
    cdn_origin_codes, cdn_origin_traffic, cdn_origin_traffic_rt, dcdn_ws_codes, live_codes,
};

static REGISTRY: [&dyn Api; 5] = [
    &dcdn_ws_codes::DcdnWsCodes,
    &cdn_origin_codes::CdnOriginCodes,
    &cdn_origin_traffic_rt::CdnOriginTrafficRt,
    &cdn_origin_traffic::CdnOriginTraffic,
    &live_codes::LiveCodes,
];

/// All APIs, in a fixed order.
#[must_use]
pub fn registry() -> &'static [&'static dyn Api] {
    &REGISTRY
}

/// The API with this source id.
#[must_use]
pub fn find(id: &str) -> Option<&'static dyn Api> {
    registry().iter().copied().find(|api| api.spec().id == id)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn every_file_with_an_api_is_registered() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let list = fs::read_to_string(folder.join("registry.rs")).unwrap();
        let mut seen = 0;
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let Some(stem) = path.file_stem().and_then(|s| s.to_str()).map(str::to_owned) else {
                continue;
            };
            if path.is_dir()
                || stem == "registry"
                || !fs::read_to_string(&path).unwrap().contains("impl Api for ")
            {
                continue;
            }
            seen += 1;
            assert!(
                list.contains(&format!("&{stem}::")),
                "{stem}.rs has an API that is not registered"
            );
        }
        assert_eq!(seen, registry().len());
    }

    #[test]
    fn the_order_is_the_documented_one() {
        let ids: Vec<_> = registry().iter().map(|api| api.spec().id).collect();
        let expected = [
            "dcdn-ws-codes",
            "cdn-origin-codes",
            "cdn-origin-traffic-rt",
            "cdn-origin-traffic",
            "live-codes",
        ];
        assert_eq!(ids, expected);
    }

    #[test]
    fn find_knows_ids_and_nothing_else() {
        for api in registry() {
            assert_eq!(find(api.spec().id).unwrap().spec().id, api.spec().id);
        }
        assert!(
            find("").is_none() && find("Live-Codes").is_none() && find("live-codes ").is_none()
        );
    }
}
