//! What the status codes mean, in a few words each.

use originscope_core::{Code, Lang};

/// The meaning of a code, or nothing where the number says all that is known.
///
/// Registered meanings: RFC 9110 and the IANA registry; 499 and 494 to 497 are nginx's, 520 to 526 are used by CDNs.
pub const fn meaning(lang: Lang, code: Code) -> &'static str {
    match lang {
        Lang::En | Lang::Zh => en(code),
    }
}

const fn en(code: Code) -> &'static str {
    match code.number() {
        Some(100) => "continue",
        Some(101) => "switching protocols: a WebSocket was opened",
        Some(200) => "OK",
        Some(201) => "created",
        Some(202) => "accepted",
        Some(204) => "no content",
        Some(206) => "partial content: a range was asked",
        Some(300) => "multiple choices",
        Some(301) => "moved permanently",
        Some(302) => "found elsewhere",
        Some(303) => "see other",
        Some(304) => "not modified: the cached copy is still good",
        Some(307) => "temporary redirect",
        Some(308) => "permanent redirect",
        Some(400) => "bad request",
        Some(401) => "unauthorized: credentials missing or wrong",
        Some(403) => "forbidden",
        Some(404) => "not found",
        Some(405) => "method not allowed",
        Some(406) => "not acceptable",
        Some(408) => "request timeout",
        Some(409) => "conflict",
        Some(410) => "gone",
        Some(411) => "length required",
        Some(412) => "precondition failed",
        Some(413) => "content too large",
        Some(414) => "URI too long",
        Some(416) => "range not satisfiable",
        Some(421) => "misdirected request",
        Some(426) => "upgrade required",
        Some(429) => "too many requests",
        Some(431) => "header fields too large",
        Some(451) => "unavailable for legal reasons",
        Some(494) => "request header too large",
        Some(495 | 496) => "client certificate refused or missing",
        Some(497) => "plain HTTP sent to an HTTPS port",
        Some(499) => "the client closed the connection first",
        Some(500) => "internal server error",
        Some(501) => "not implemented",
        Some(502) => "bad gateway: origin refused or reset",
        Some(503) => "service unavailable: origin overloaded or down",
        Some(504) => "gateway timeout: origin did not answer",
        Some(505) => "HTTP version not supported",
        Some(520..=526) => "the CDN could not get a valid answer from the origin",
        _ => "",
    }
}
