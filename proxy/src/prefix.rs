//! The path below which everything is, where other programs share the host.

use axum::Router;
use axum::extract::Request;
use http::Uri;
use http::uri::PathAndQuery;
use std::sync::Arc;
use tower::Layer;
use tower::util::MapRequestLayer;

/// Where the path of a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Below the prefix, which is gone from it now.
    Below,
    /// It is the prefix without its last slash.
    Door,
    /// Somewhere else, which is somebody else's.
    Outside,
}

/// The service below a prefix (without its last slash). The path loses it before anything is routed, and each request
/// carries its [`Place`].
pub(crate) fn below(prefix: &str, service: Router) -> Router {
    if prefix.is_empty() {
        return service;
    }
    let prefix: Arc<str> = prefix.into();
    let enter = move |mut request: Request| {
        let place = enter(&prefix, request.uri_mut());
        request.extensions_mut().insert(place);
        request
    };
    Router::new().fallback_service(MapRequestLayer::new(enter).layer(service))
}

fn enter(prefix: &str, uri: &mut Uri) -> Place {
    // A load balancer that asks for health knows an address and no paths.
    if uri.path() == "/healthz" {
        return Place::Below;
    }
    let address = uri.path_and_query().map_or("", PathAndQuery::as_str);
    let Some(rest) = address.strip_prefix(prefix) else {
        return Place::Outside;
    };
    if rest.is_empty() || rest.starts_with('?') {
        return Place::Door;
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = rest.parse().ok().filter(|_| rest.starts_with('/'));
    match Uri::from_parts(parts) {
        Ok(inner) if rest.starts_with('/') => {
            *uri = inner;
            Place::Below
        }
        _ => Place::Outside,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_whole_names_are_below() {
        for (address, place, inner) in [
            ("/originscope/", Place::Below, "/"),
            ("/originscope/?d=a.com", Place::Below, "/?d=a.com"),
            (
                "/originscope/api/v1/x?y=/originscope/",
                Place::Below,
                "/api/v1/x?y=/originscope/",
            ),
            ("/originscope//api", Place::Below, "//api"),
            (
                "http://a.test/originscope/x",
                Place::Below,
                "http://a.test/x",
            ),
            ("/healthz", Place::Below, "/healthz"),
            ("/originscope", Place::Door, "/originscope"),
            ("/originscope?x", Place::Door, "/originscope?x"),
            ("/", Place::Outside, "/"),
            ("/api/v1/sources", Place::Outside, "/api/v1/sources"),
            ("/originscopes/", Place::Outside, "/originscopes/"),
            ("/Originscope/", Place::Outside, "/Originscope/"),
            ("/x/originscope/", Place::Outside, "/x/originscope/"),
            ("/%6friginscope/", Place::Outside, "/%6friginscope/"),
            ("*", Place::Outside, "*"),
        ] {
            let mut uri: Uri = address.parse().unwrap();
            assert_eq!(
                (enter("/originscope", &mut uri), uri.to_string().as_str()),
                (place, inner),
                "{address}"
            );
        }
    }
}
