//! An address that hands out keys: `ALIBABA_CLOUD_CREDENTIALS_URI`, and the pod identity of Huawei's CCE.

use super::alibaba_sts::Handed;
use super::http::{Call, Http};
use super::huawei_sts::given;
use super::keys::{Given, NotGiven};
use crate::base::Base;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// The address, and how it is asked.
#[derive(PartialEq)]
pub(crate) struct CredentialsUri {
    /// The variable that names it.
    pub(crate) named: &'static str,
    pub(crate) base: Base,
    /// Path and query.
    pub(crate) path: String,
    /// Huawei's: a POST with the token in this file.
    pub(crate) pod_token: Option<PathBuf>,
}

impl CredentialsUri {
    /// Reads the address: over TLS, or a service of this machine or its own link.
    ///
    /// # Errors
    /// The end of a sentence about the variable.
    pub(crate) fn read(
        named: &'static str,
        text: &str,
        pod_token: Option<PathBuf>,
    ) -> Result<Self, &'static str> {
        const WRONG: &str = "is not an https address, nor an http address of this machine";
        let uri: http::Uri = text.parse().map_err(|_| WRONG)?;
        let authority = uri.authority().ok_or(WRONG)?;
        let host = authority.host();
        let is_link = host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_link_local());
        let base =
            if uri.scheme_str() == Some("http") && is_link && !authority.as_str().contains('@') {
                Base {
                    scheme: "http",
                    authority: authority.as_str().to_owned(),
                }
            } else {
                let scheme = uri.scheme_str().ok_or(WRONG)?;
                Base::parse(&format!("{scheme}://{authority}")).map_err(|_| WRONG)?
            };
        let path = uri
            .path_and_query()
            .map_or("/", |path| path.as_str())
            .to_owned();
        Ok(Self {
            named,
            base,
            path,
            pod_token,
        })
    }

    /// Asks for keys.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn ask(&self, http: &Http) -> Result<Given, NotGiven> {
        let Some(file) = &self.pod_token else {
            let came = http.near(Call::get(&self.base, &self.path)).await?;
            let handed: Option<Handed> = serde_json::from_str(&came.text).ok();
            return match handed
                .filter(|handed| came.status == 200 && handed.code.as_deref() == Some("Success"))
            {
                Some(handed) => handed.given(None),
                None => Err("the address gives no key out".into()),
            };
        };
        let token = super::private::token(file)?;
        let call = Call {
            method: reqwest::Method::POST,
            headers: &[("authorization", &token)],
            body: Some(("application/json", Zeroizing::new("{}".to_owned()))),
            ..Call::get(&self.base, &self.path)
        };
        given(&http.near(call).await?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine() {
        let read = |text| CredentialsUri::read("X", text, None);
        for (text, path) in [
            ("http://127.0.0.1:6666/a?b=c", "/a?b=c"),
            ("http://localhost", "/"),
            ("http://169.254.170.23/v1/credentials", "/v1/credentials"),
            ("https://keys.example/x", "/x"),
        ] {
            assert_eq!(read(text).unwrap().path, path, "{text}");
        }
        for text in [
            "",
            "keys",
            "http://keys.example/x",
            "http://10.0.0.1/",
            "http://u:p@169.254.1.1/",
            "ftp://127.0.0.1/",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
