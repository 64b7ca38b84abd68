//! Digests, and the comparison of secrets.

use crate::error::SignError;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Lower-case hex of bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Lower-case hex of the SHA-256 of a body or a canonical request.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// HMAC-SHA256.
///
/// # Errors
/// [`SignError::Secret`] for a key that the MAC does not take (none exists for HMAC).
pub(crate) fn hmac_sha256(key: &[u8], message: &[u8]) -> Result<Vec<u8>, SignError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| SignError::Secret)?;
    mac.update(message);
    Ok(mac.finalize().into_bytes().to_vec())
}

/// HMAC-SHA1.
///
/// # Errors
/// See [`hmac_sha256`].
pub(crate) fn hmac_sha1(key: &[u8], message: &[u8]) -> Result<Vec<u8>, SignError> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).map_err(|_| SignError::Secret)?;
    mac.update(message);
    Ok(mac.finalize().into_bytes().to_vec())
}

/// Whether two signatures or tokens are equal, in a time that depends on their lengths only.
#[must_use]
pub fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn empty_body_hash_is_the_known_one() {
        // SHA-256 of the empty string, FIPS 180-4 test value; vendor-neutral.
        assert_eq!(
            sha256_hex(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn macs_match_the_rfc_samples() {
        // RFC 2202 test case 2 and RFC 4231 test case 2.
        let text = b"what do ya want for nothing?";
        assert_eq!(
            hex(&hmac_sha1(b"Jefe", text).unwrap()),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
        );
        assert_eq!(
            hex(&hmac_sha256(b"Jefe", text).unwrap()),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn comparison_sees_every_difference() {
        assert!(same("", "") && same("abc", "abc"));
        assert!(
            !same("abc", "abd") && !same("abc", "ab") && !same("abc", "") && !same("Abc", "abc")
        );
    }
}
