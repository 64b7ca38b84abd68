//! What whoever hosts the page says about it: `config.json`, beside the page.

use super::proxy_base;
use serde_json::Value;

/// Why the file says nothing that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misconfigured {
    /// It cannot be read as JSON.
    NotJson,
    /// It has another key than `proxy`, or that is no text.
    Keys,
    /// `proxy` is no address.
    Address,
}

/// Where the proxy is, as [`proxy_base`] has it; an empty text is the page's own address.
///
/// # Errors
/// What is wrong with the file.
pub fn hosting(text: &str) -> Result<String, Misconfigured> {
    let value: Value = serde_json::from_str(text).map_err(|_| Misconfigured::NotJson)?;
    let keys = value.as_object().ok_or(Misconfigured::Keys)?;
    if keys.keys().any(|key| key != "proxy") {
        return Err(Misconfigured::Keys);
    }
    match keys.get("proxy") {
        None => Ok(String::new()),
        Some(Value::String(address)) => proxy_base(address).ok_or(Misconfigured::Address),
        Some(_) => Err(Misconfigured::Keys),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_not_meant_is_not_guessed() {
        for (text, said) in [
            ("{}", Ok("")),
            ("{\"proxy\": \"\"}", Ok("")),
            (
                "{\"proxy\": \"https://proxy.example.com/tools\"}",
                Ok("https://proxy.example.com/tools/"),
            ),
            ("{\"proxy\": \"/tools/\"}", Ok("/tools/")),
            ("", Err(Misconfigured::NotJson)),
            ("{\"proxy\": }", Err(Misconfigured::NotJson)),
            ("{\"proxy\": \"\"} x", Err(Misconfigured::NotJson)),
            ("[]", Err(Misconfigured::Keys)),
            ("null", Err(Misconfigured::Keys)),
            ("{\"proxy\": 1}", Err(Misconfigured::Keys)),
            ("{\"Proxy\": \"\"}", Err(Misconfigured::Keys)),
            (
                "{\"proxy\": \"\", \"token\": \"x\"}",
                Err(Misconfigured::Keys),
            ),
            ("{\"proxy\": \"ftp://a.test\"}", Err(Misconfigured::Address)),
            (
                "{\"proxy\": \"https://a.test/?x\"}",
                Err(Misconfigured::Address),
            ),
        ] {
            assert_eq!(hosting(text), said.map(str::to_owned), "{text}");
        }
    }
}
