//! The published contract, made out of the code: a new route, parameter, status or field is in it or the tests fail.

mod answers;
mod paths;
mod schemas;

use serde_json::{Value, json};
use std::path::Path;

/// What every reader should know before the first call.
const ABOUT: &str = "One question for each of five vendor APIs, asked with keys that stay in the proxy. On success the \
    vendor's body comes back byte for byte; every refusal is a problem (RFC 9457) with a stable code.\n\n\
    Every request under /api carries `X-Requested-With: originscope`, which a page of another site cannot send. With an \
    access mode it also carries a token, or the cookie that /login gives; with none, the proxy is on loopback and asks \
    for neither. `Host` must be one of the proxy's names: anything else is 421. No request but a sign-in has a body.\n\n\
    /readyz and /metrics are on the operators' listener (`admin` in the configuration), on the proxy's own machine.";

/// The whole document.
fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Originscope proxy",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
        },
        "servers": [{
            "url": "http://127.0.0.1:8787",
            "description": "The default; with `prefix` in the configuration everything is below it.",
        }],
        "paths": paths::paths(),
        "components": {
            "parameters": paths::parameters(),
            "responses": answers::answers(),
            "headers": answers::headers(),
            "schemas": schemas::schemas(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token of `[users]`, for scripts."},
                "session": {
                    "type": "apiKey", "in": "cookie", "name": "__Host-originscope",
                    "description": "What /login gives. Without TLS the cookie is called `originscope`.",
                },
            },
        },
    })
}

mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::contract::PROBLEMS;
    use std::collections::BTreeSet;
    use std::fs;

    /// Writes the document anew where it is stale, and fails: look at the difference, commit it, run again.
    #[test]
    fn the_published_contract_is_that_of_the_code() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
        let mut document = document();
        document.sort_all_objects();
        let made = serde_json::to_string_pretty(&document).unwrap() + "\n";
        if fs::read_to_string(&file).unwrap_or_default() != made {
            fs::write(&file, made).unwrap();
            panic!("docs/openapi.json was stale and is written anew: look at what changed");
        }
    }

    #[test]
    fn every_route_is_in_it_and_no_other() {
        let served: BTreeSet<String> = crate::routes::table()
            .map(|(path, _)| path)
            .into_iter()
            .chain(crate::admin::table().map(|(path, _)| path))
            .flat_map(|path| match path.strip_suffix("{source}") {
                Some(stem) => originscope_apis::registry()
                    .iter()
                    .map(|api| format!("{stem}{}", api.spec().id))
                    .collect(),
                None => vec![path.to_owned()],
            })
            // The files of the page that have fixed names.
            .chain(["/".to_owned(), "/config.json".to_owned()])
            .collect();
        let document = document();
        let published = document["paths"].as_object().unwrap();
        assert_eq!(published.keys().cloned().collect::<BTreeSet<_>>(), served);
        for (path, operations) in published {
            let methods: BTreeSet<String> = operations
                .as_object()
                .unwrap()
                .keys()
                .filter(|key| *key != "servers" && *key != "parameters")
                .map(|method| method.to_uppercase())
                .collect();
            let allowed = if path == "/readyz" || path == "/metrics" {
                ["GET".to_owned()].into()
            } else {
                let allowed = crate::gate::allowed(path).iter();
                allowed.map(ToString::to_string).collect::<BTreeSet<_>>()
            };
            assert_eq!(methods, allowed, "{path}");
        }
    }

    /// The other way round: a problem that nobody answers with any more leaves the list.
    #[test]
    fn every_published_problem_stands_in_the_code() {
        let mut code = String::new();
        read_all(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut code,
        );
        for (_, problem, _) in PROBLEMS {
            assert!(code.contains(&format!("\"{problem}\",")), "{problem}");
        }
    }

    fn read_all(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read_all(&path, into);
            } else if !path.ends_with("contract.rs") {
                into.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &Value, all: &Value) {
            match value {
                Value::Object(members) => {
                    for (key, member) in members {
                        if key == "$ref" {
                            let pointer = member.as_str().unwrap().trim_start_matches('#');
                            assert!(all.pointer(pointer).is_some(), "{pointer}");
                        }
                        walk(member, all);
                    }
                }
                Value::Array(members) => members.iter().for_each(|member| walk(member, all)),
                _ => {}
            }
        }
        let document = document();
        walk(&document, &document);
    }
}
