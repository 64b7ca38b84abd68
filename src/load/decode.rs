//! Bytes to columns, through the registry; after this no vendor exists.

use crate::words::{Key, fill, t};
use originscope_apis::DecodeError;
use originscope_core::{Frame, Lang, Problem, Retry, Side};

/// The frame in an answer of `source`.
///
/// # Errors
/// A problem that names what could not be read, with the JSON path where there is one.
pub fn decode(source: &str, bytes: &[u8], lang: Lang) -> Result<Frame, Problem> {
    let Some(api) = originscope_apis::find(source) else {
        return Err(unknown_source(source, lang));
    };
    api.decode(bytes)
        .map(|decoded| decoded.frame)
        .map_err(|error| explain(&error, lang))
}

fn unknown_source(source: &str, lang: Lang) -> Problem {
    let title = fill(lang, Key::UnknownSource, &[("id", source)]);
    Problem::new(
        0,
        "source_unknown",
        &title,
        t(lang, Key::UnknownSourceDo),
        Side::You,
        Retry::No,
    )
}

fn explain(error: &DecodeError, lang: Lang) -> Problem {
    if let DecodeError::VendorError { code, request_id } = error {
        let title = fill(lang, Key::VendorSaidNo, &[("code", code)]);
        let action = t(lang, Key::VendorSaidNoDo);
        let mut problem = Problem::new(
            200,
            "vendor_error_in_answer",
            &title,
            action,
            Side::Vendor,
            Retry::Soon,
        );
        problem.upstream_code = Some(code.clone());
        problem.upstream_request_id.clone_from(request_id);
        return problem;
    }
    let title = fill(lang, Key::NotDecoded, &[("why", &error.to_string())]);
    let mut problem = Problem::new(
        200,
        code_of(error),
        &title,
        t(lang, Key::NotDecodedDo),
        Side::Page,
        Retry::AfterChange,
    );
    if let DecodeError::Shape { path, .. } = error {
        problem.field = Some(path.clone());
    }
    problem
}

const fn code_of(error: &DecodeError) -> &'static str {
    match error {
        DecodeError::Empty => "answer_empty",
        DecodeError::Html => "answer_html",
        DecodeError::NotText => "answer_not_text",
        DecodeError::Syntax {
            truncated: true, ..
        } => "answer_truncated",
        DecodeError::Syntax { .. } => "answer_syntax",
        DecodeError::Shape { .. } => "answer_shape",
        DecodeError::VendorError { .. } => "vendor_error_in_answer",
        DecodeError::TooLarge { .. } => "answer_too_large",
    }
}
