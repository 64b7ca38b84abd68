//! Shapes of the bodies that are the proxy's own.

use serde_json::{Value, json};

/// Every shape.
pub(super) fn schemas() -> Value {
    json!({
        "Problem": problem(),
        "Sources": object(json!({
            "version": {"type": "string", "description": "The proxy's version."},
            "now": {"type": "integer", "description": "The proxy's clock, UTC seconds."},
            "sources": {"type": "array", "items": {"$ref": "#/components/schemas/Source"}},
        }), &[]),
        "Source": source(),
        "Ready": object(json!({
            "ready": {"type": "boolean"},
            "draining": {"type": "boolean"},
            "upstream": {"enum": ["live", "demo", "replay"]},
            "accounts": {"type": "array", "items": {"type": "object"}},
            "cache": {"enum": ["memory", "redis", "alone"]},
            "notes": {"type": "array", "items": {"type": "string"}},
        }), &[]),
    })
}

/// An object with these properties and no others; all are there but the named ones.
fn object(mut properties: Value, optional: &[&str]) -> Value {
    // By name, whatever another crate of the same build asks of serde_json's maps.
    properties.sort_all_objects();
    let required: Vec<&String> = properties
        .as_object()
        .into_iter()
        .flat_map(|properties| properties.keys())
        .filter(|name| !optional.contains(&name.as_str()))
        .collect();
    json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
}

fn source() -> Value {
    let ids: Vec<&str> = originscope_apis::registry()
        .iter()
        .map(|api| api.spec().id)
        .collect();
    object(
        json!({
            "id": {"enum": ids},
            "mode": {"enum": ["live", "demo", "replay", "no-credential"]},
            "key_ends": {"type": "string", "maxLength": 4, "description": "The last four characters of the key id in use."},
            "saved_range": {
                "type": "object", "required": ["start", "end"],
                "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
                "description": "For replay: what the saved answer covers, UTC seconds, the end not included.",
            },
            "domains": {
                "type": "array",
                "items": {"type": "array", "items": {"type": "string"}, "minItems": 3, "maxItems": 3},
                "description": "Domains worth offering, each with what it shows in English and in Chinese.",
            },
        }),
        &["key_ends", "saved_range", "domains"],
    )
}

fn problem() -> Value {
    object(
        json!({
            "type": {"type": "string", "pattern": "^urn:originscope:problem:[a-z_]+$"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "code": {"type": "string", "pattern": "^[a-z_]+$", "description": "Stable."},
            "title": {"type": "string", "description": "What happened."},
            "action": {"type": "string", "description": "What to do."},
            "side": {"enum": ["you", "account", "proxy", "network", "vendor", "page"], "description": "Whose side it is on."},
            "retry": {"enum": ["no", "soon", "after-change"], "description": "Whether asking again helps."},
            "retry_after_ms": {"type": "integer", "minimum": 0},
            "field": {"type": "string", "description": "The parameter at fault."},
            "request_id": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "upstream_code": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$", "description": "The vendor's code."},
            "upstream_request_id": {"type": "string", "pattern": "^[A-Za-z0-9-]{1,64}$", "description": "The vendor's id of the call."},
        }),
        &[
            "retry_after_ms",
            "field",
            "request_id",
            "upstream_code",
            "upstream_request_id",
        ],
    )
}

mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_core::{Mode, Problem, Retry, Side, SourceStatus, SourcesAnswer, TimeRange};
    use std::collections::BTreeSet;

    fn keys(value: &Value) -> BTreeSet<&String> {
        value.as_object().unwrap().keys().collect()
    }

    /// A value with everything in it has exactly the published properties.
    #[test]
    fn every_field_is_published_and_no_other() {
        let some = || Some("x".to_owned());
        let problem = Problem {
            retry_after_ms: Some(1),
            field: some(),
            request_id: some(),
            upstream_code: some(),
            upstream_request_id: some(),
            ..Problem::new(400, "x", "", "", Side::You, Retry::No)
        };
        let source = SourceStatus {
            id: String::new(),
            mode: Mode::Live,
            key_ends: some(),
            saved_range: Some(TimeRange::new(0, 1)),
            domains: vec![(String::new(), String::new(), String::new())],
        };
        let answer = SourcesAnswer {
            version: String::new(),
            now: 0,
            sources: vec![source.clone()],
        };
        let schemas = schemas();
        for (name, value) in [
            ("Problem", serde_json::to_value(problem).unwrap()),
            ("Source", serde_json::to_value(source).unwrap()),
            ("Sources", serde_json::to_value(answer).unwrap()),
        ] {
            assert_eq!(keys(&value), keys(&schemas[name]["properties"]), "{name}");
        }
    }
}
