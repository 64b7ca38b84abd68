//! Why something cannot be signed.

use std::fmt;

/// What cannot be signed, because it could not arrive as signed. No variant carries any of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignError {
    /// The method is not upper-case ASCII letters.
    Method,
    /// The host is empty or has characters that a Host header cannot carry.
    Host,
    /// The path does not start with `/`, or has white space, `?`, `#` or control characters.
    Path,
    /// The action or the API version is empty or cannot stand in a header.
    Action,
    /// The key id is empty or cannot stand in an Authorization header.
    KeyId,
    /// The secret is empty.
    Secret,
    /// The token is empty or cannot stand in a header.
    Token,
    /// The project id is empty or cannot stand in a header.
    Project,
    /// The nonce is empty or cannot stand in a header.
    Nonce,
    /// The moment lies outside the years 1970 to 9999.
    Time,
    /// A business parameter has the name of one that the signer itself adds.
    ReservedParameter,
    /// A header that is to be signed is not there.
    HeaderMissing,
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Method => "the method must be upper-case letters",
            Self::Host => "the host cannot stand in a Host header",
            Self::Path => "the path must start with / and have no query, fragment or blanks",
            Self::Action => "the action or the API version cannot stand in a header",
            Self::KeyId => "the key id is empty or cannot stand in a header",
            Self::Secret => "the secret is empty",
            Self::Token => "the token is empty or cannot stand in a header",
            Self::Project => "the project id is empty or cannot stand in a header",
            Self::Nonce => "the nonce is empty or cannot stand in a header",
            Self::Time => "the time lies outside the years 1970 to 9999",
            Self::ReservedParameter => "a parameter has the name of one that the signer adds",
            Self::HeaderMissing => "a header that is to be signed is not there",
        })
    }
}

impl std::error::Error for SignError {}

/// Whether `text` arrives in a header as it was given: visible ASCII, not empty.
pub(crate) fn header_safe(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// `Ok` if `good`, else `error`.
pub(crate) const fn ensure(good: bool, error: SignError) -> Result<(), SignError> {
    if good { Ok(()) } else { Err(error) }
}

/// What every request must fulfil: method, host and path that arrive as given.
pub(crate) fn check_request(method: &str, host: &str, path: &str) -> Result<(), SignError> {
    ensure(
        !method.is_empty() && method.bytes().all(|b| b.is_ascii_uppercase()),
        SignError::Method,
    )?;
    let host_good = header_safe(host) && !host.contains(['/', '?', '#', '@', '\\']);
    ensure(host_good, SignError::Host)?;
    let path_good = path.starts_with('/') && header_safe(path) && !path.contains(['?', '#']);
    ensure(path_good, SignError::Path)
}
