//! Request signing of the vendors, as pure functions: the moment and the nonce are arguments.
//!
//! | module | algorithm | used by |
//! |---|---|---|
//! | [`acs3`] | ACS3-HMAC-SHA256 ("V3") | Alibaba, the default |
//! | [`rpc_v1`] | RPC signature 1.0, HMAC-SHA1 (the documents' "method V2") | Alibaba, opt-in |
//! | [`sdk_hmac`] | SDK-HMAC-SHA256 | Huawei with AK and SK |
//! | [`auth_token`] | none: the `X-Auth-Token` header | Huawei with a user token |
//!
//! A signer answers [`Signed`]: what must reach the vendor unchanged. The pieces that a verifier needs (canonical
//! request for a given list of signed headers, string to sign, signature, comparison) are public too, so that the
//! simulator checks with the code that the vectors in `vectors/` have proven.

pub mod acs3;
pub mod auth_token;
pub mod canonical;
mod credential;
pub mod encode;
mod error;
mod hash;
mod moment;
pub mod rpc_v1;
pub mod sdk_hmac;
mod signed;

pub use credential::{AuthToken, Credential};
pub use error::SignError;
pub use hash::{hex, same, sha256_hex};
pub use moment::Moment;
pub use signed::Signed;
