//! The vendors' errors, in all the spellings that their gateways use.

use super::body::{MAX_BODY_BYTES, json};
use super::clean::clean_id;
use super::scalar::{Any, Words};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// An error that a vendor answered with.
///
/// The message is for telling errors of one code apart, inside the proxy. It is **not fit to be shown, logged or sent
/// on**: the gateways echo the string to sign in it, with the key id and the security token. `Debug` leaves it out.
#[derive(Clone, PartialEq, Eq)]
pub struct VendorFailure {
    /// The vendor's code, cleaned: `[A-Za-z0-9._-]`, 64 at most.
    pub code: String,
    /// The vendor's id of the request, cleaned likewise.
    pub request_id: Option<String>,
    /// The vendor's message, raw, 4096 characters at most. Never show it.
    pub message: String,
}

impl fmt::Debug for VendorFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VendorFailure")
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

/// The vendor's error in a body, JSON or XML, whatever the HTTP status was; `None` if there is none.
///
/// Spellings (both vendors' SDKs accept them): `Code` and `Message`, `code` and `message`, `error_code` and
/// `error_msg`, `errorCode` and `errorMsg`, `error` with `code` and `message` in it.
#[must_use]
pub fn vendor_error(body: &[u8]) -> Option<VendorFailure> {
    if body.len() > MAX_BODY_BYTES {
        return None;
    }
    let json = json(body).ok()?;
    let found = Found::default()
        .deserialize(&mut serde_json::Deserializer::from_str(&json))
        .ok()?;
    let code = match (found.error_code, found.code) {
        (Some(code), _) => code,
        // A bare "code" says nothing; with a message it is an error.
        (None, Some(code)) if found.message.is_some() => code,
        _ => return None,
    };
    let code = clean_id(&code)
        .filter(|code| !matches!(code.as_str(), "0" | "200" | "OK" | "ok" | "Success"))?;
    Some(VendorFailure {
        code,
        request_id: found.request_id.as_deref().and_then(clean_id),
        message: found
            .message
            .unwrap_or_default()
            .chars()
            .take(4096)
            .collect(),
    })
}

/// What was found so far.
#[derive(Default)]
struct Found {
    code: Option<String>,
    error_code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    inner: bool,
}

impl<'de> DeserializeSeed<'de> for Found {
    type Value = Self;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Found {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(key) = map.next_key_seed(Any::<Words>::new())? {
            let field = match key.0.as_str() {
                "Code" | "code" => &mut self.code,
                "error_code" | "errorCode" => &mut self.error_code,
                "Message" | "message" | "error_msg" | "errorMsg" | "error_message" => {
                    &mut self.message
                }
                "RequestId" | "requestId" | "RequestID" | "request_id" => &mut self.request_id,
                "error" | "Error" if !self.inner => {
                    let inner = map.next_value_seed(Self {
                        inner: true,
                        ..Self::default()
                    })?;
                    self.error_code = self.error_code.or(inner.error_code).or(inner.code);
                    self.message = self.message.or(inner.message);
                    self.request_id = self.request_id.or(inner.request_id);
                    continue;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            let text = map.next_value_seed(Any::<Words>::new())?.0;
            if !text.is_empty() {
                *field = Some(text);
            }
        }
        Ok(self)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self)
    }
    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_spelling_is_understood() {
        let cases = [
            // Alibaba, JSON and XML; the code is from the vendor's error table.
            r#"{"RequestId":"A-1","HostId":"cdn.aliyuncs.com","Code":"Throttling","Message":"m","Recommend":"r"}"#,
            r#"{"requestId":"A-1","code":"Throttling","message":"m"}"#,
            "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>A-1</RequestId><HostId>h</HostId><Code>Throttling</Code><Message>m</Message></Error>",
            // Huawei's service, its gateway, IAM, camel case.
            r#"{"error_code":"Throttling","error_msg":"m","request_id":"A-1"}"#,
            r#"{"error":{"code":"Throttling","message":"m"},"request_id":"A-1"}"#,
            r#"{"errorCode":"Throttling","errorMsg":"m","requestId":"A-1"}"#,
        ];
        for body in cases {
            let failure = vendor_error(body.as_bytes()).unwrap();
            assert_eq!(
                (failure.code.as_str(), failure.message.as_str()),
                ("Throttling", "m"),
                "{body}"
            );
            assert_eq!(failure.request_id.as_deref(), Some("A-1"), "{body}");
        }
    }

    #[test]
    fn what_is_no_error_is_none() {
        for body in [
            "",
            "null",
            "[]",
            "{}",
            "\"Code\"",
            "7",
            "<html></html>",
            "{\"Code\":\"x\"",
            r#"{"code":"x"}"#,
            r#"{"error":"x"}"#,
            r#"{"Code":"200","Message":"OK"}"#,
            r#"{"Code":"","Message":"m"}"#,
            r#"{"data_series":[],"DomainName":"a"}"#,
        ] {
            assert_eq!(vendor_error(body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    fn a_code_is_cleaned_and_a_message_never_printed() {
        let body = r#"{"Code":"Signature\r\nDoesNotMatch<script>","Message":"string to sign is:POST AccessKeyId=LTAIsecret"}"#;
        let failure = vendor_error(body.as_bytes()).unwrap();
        assert_eq!(failure.code, "SignatureDoesNotMatchscript");
        assert!(failure.message.contains("LTAIsecret"));
        assert!(!format!("{failure:?}").contains("LTAIsecret"));
    }
}
