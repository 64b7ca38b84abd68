//! The least that a key must be allowed, as a policy to paste into the vendor's console.

use crate::Style;
use crate::registry;

/// The action of Huawei's policy for its API (https://support.huaweicloud.com/api-live/ListQueryHttpCode.html, read
/// 2026-11-21).
const HUAWEI_ACTION: &str = "live:statistics:listHttpCodeDimension";

/// The policy for all sources of an account section, as JSON; empty for an account without sources.
///
/// Alibaba's actions are those of its pages for the codes, and by the same pattern for traffic, whose pages name none.
#[must_use]
pub fn policy(account: &str) -> String {
    let mut actions: Vec<String> = Vec::new();
    let mut is_alibaba = false;
    for api in registry()
        .iter()
        .filter(|api| api.spec().account == account)
    {
        actions.push(match api.style() {
            Style::AlibabaRpc { action, .. } => {
                is_alibaba = true;
                let product = api.host().split('.').next().unwrap_or_default();
                format!("{product}:{action}")
            }
            Style::HuaweiRest { .. } => HUAWEI_ACTION.to_owned(),
        });
    }
    if actions.is_empty() {
        return String::new();
    }
    let actions: Vec<String> = actions
        .iter()
        .map(|action| format!("        \"{action}\""))
        .collect();
    let (version, resource) = if is_alibaba {
        ("1", ",\n      \"Resource\": \"*\"")
    } else {
        ("1.1", "")
    };
    format!(
        "{{\n  \"Version\": \"{version}\",\n  \"Statement\": [\n    {{\n      \"Effect\": \"Allow\",\n      \"Action\": [\n{}\n      ]{resource}\n    }}\n  ]\n}}",
        actions.join(",\n")
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn each_source_is_allowed_and_nothing_else() {
        for api in registry() {
            let spec = api.spec();
            let policy: serde_json::Value = serde_json::from_str(&policy(spec.account)).unwrap();
            let statement = &policy["Statement"][0];
            assert_eq!(statement["Effect"], "Allow");
            let actions = statement["Action"].as_array().unwrap();
            let of_account = registry()
                .iter()
                .filter(|other| other.spec().account == spec.account);
            assert_eq!(actions.len(), of_account.count());
            let named = actions
                .iter()
                .any(|action| action.as_str().unwrap().ends_with(spec.api));
            assert!(named || spec.account == "huawei", "{}", spec.id);
            assert!(
                actions
                    .iter()
                    .all(|action| !action.as_str().unwrap().contains('*'))
            );
        }
        assert_eq!(policy("nobody"), "");
    }

    #[test]
    fn the_actions_are_the_documented_ones() {
        let alibaba = policy("alibaba");
        for action in [
            "cdn:DescribeDomainRealTimeSrcHttpCodeData",
            "dcdn:DescribeDcdnDomainWebsocketHttpCodeData",
        ] {
            assert!(alibaba.contains(action), "{alibaba}");
        }
        assert!(policy("huawei").contains("live:statistics:listHttpCodeDimension"));
    }
}
