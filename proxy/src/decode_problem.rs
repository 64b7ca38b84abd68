//! A body that came with status 200 and is no answer, as a problem: each way to be broken has its own code.

use originscope_apis::DecodeError;
use originscope_core::{Problem, Retry, Side};

/// Most bytes that the proxy reads of a vendor's body, after decompression.
pub(crate) const BODY_LIMIT: usize = 8 * 1024 * 1024;

const AGAIN: &str = "Try again in a moment; if it stays, report it with the request id.";
const REPORT: &str = "Report it with the request id: the vendor may have changed its format.";

/// The problem of a decode error; `None` for [`DecodeError::VendorError`], which has a meaning of its own.
pub(crate) fn decode_problem(error: &DecodeError) -> Option<Problem> {
    Some(match error {
        DecodeError::Empty => broken(
            "upstream_empty",
            "The vendor's answer is empty.",
            AGAIN,
            Retry::Soon,
        ),
        DecodeError::Html => broken(
            "upstream_html",
            "A web page came instead of the vendor's data.",
            "Check what stands between the proxy and the vendor: a login page or a block page answers.",
            Retry::Soon,
        ),
        DecodeError::NotText => broken(
            "upstream_not_text",
            "The vendor's answer is not text in UTF-8.",
            REPORT,
            Retry::No,
        ),
        DecodeError::Syntax {
            truncated: true, ..
        } => truncated(),
        DecodeError::Syntax {
            truncated: false, ..
        } => broken(
            "upstream_not_json",
            "The vendor's answer is not well-formed.",
            REPORT,
            Retry::No,
        ),
        DecodeError::Shape { .. } => broken(
            "upstream_shape",
            "The vendor's answer does not have this API's shape.",
            REPORT,
            Retry::No,
        ),
        DecodeError::TooLarge { .. } => too_large(),
        DecodeError::VendorError { .. } => return None,
    })
}

/// The answer ended before it was whole.
pub(crate) fn truncated() -> Problem {
    broken(
        "upstream_truncated",
        "The vendor's answer ends too early.",
        AGAIN,
        Retry::Soon,
    )
}

/// The answer is longer than [`BODY_LIMIT`].
pub(crate) fn too_large() -> Problem {
    broken(
        "upstream_too_large",
        "The vendor's answer is larger than 8 MiB.",
        "Ask for a shorter range or fewer domains.",
        Retry::No,
    )
}

fn broken(code: &str, title: &str, action: &str, retry: Retry) -> Problem {
    Problem::new(502, code, title, action, Side::Vendor, retry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_be_broken_has_its_code() {
        assert_eq!(BODY_LIMIT, 8_388_608);
        let syntax = |truncated| DecodeError::Syntax {
            line: 1,
            column: 1,
            truncated,
        };
        let shape = DecodeError::Shape {
            path: String::new(),
            expected: "",
        };
        for (error, code) in [
            (DecodeError::Empty, "upstream_empty"),
            (DecodeError::Html, "upstream_html"),
            (DecodeError::NotText, "upstream_not_text"),
            (syntax(true), "upstream_truncated"),
            (syntax(false), "upstream_not_json"),
            (shape, "upstream_shape"),
            (DecodeError::TooLarge { limit: 1 }, "upstream_too_large"),
        ] {
            let problem = decode_problem(&error);
            assert_eq!(problem.map(|problem| problem.code).as_deref(), Some(code));
        }
        let refused = DecodeError::VendorError {
            code: String::new(),
            request_id: None,
        };
        assert_eq!(decode_problem(&refused), None);
    }
}
