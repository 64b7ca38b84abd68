//! Alibaba's STS: temporary keys for a role, with other keys (`AssumeRole`) or with an OIDC token
//! (`AssumeRoleWithOIDC`), version 2015-04-01, as the vendor's SDKs ask.

use super::http::{Call, Came, Http};
use super::keys::{Given, Keys, NotGiven};
use super::source::Source;
use crate::base::Base;
use crate::request::random_id;
use crate::vendor_error::is_code;
use originscope_core::parse_time;
use originscope_sign::encode::canonical_query;
use originscope_sign::{Moment, acs3};
use serde::Deserialize;
use std::path::PathBuf;
use zeroize::Zeroizing;

const VERSION: &str = "2015-04-01";

/// A role, and where it is given out.
#[derive(PartialEq)]
pub(crate) struct Role {
    pub(crate) arn: String,
    pub(crate) session: String,
    pub(crate) seconds: i64,
    pub(crate) policy: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) sts: Base,
}

/// A role that is assumed with other keys.
#[derive(PartialEq)]
pub(crate) struct RamRole {
    pub(crate) role: Role,
    pub(crate) with: Source,
}

/// A role that is assumed with a token in a file, which somebody renews.
#[derive(PartialEq)]
pub(crate) struct OidcRole {
    pub(crate) role: Role,
    pub(crate) provider_arn: String,
    pub(crate) token_file: PathBuf,
}

impl Role {
    fn params(&self) -> Vec<(String, String)> {
        let mut params = vec![
            ("RoleArn".to_owned(), self.arn.clone()),
            ("RoleSessionName".to_owned(), self.session.clone()),
            ("DurationSeconds".to_owned(), self.seconds.to_string()),
        ];
        let policy = self.policy.iter().map(|text| ("Policy", text));
        let external = self.external_id.iter().map(|text| ("ExternalId", text));
        params.extend(
            policy
                .chain(external)
                .map(|(name, text)| (name.to_owned(), text.clone())),
        );
        params
    }
}

impl RamRole {
    /// Asks for the role's keys.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn ask(&self, http: &Http, now: i64) -> Result<Given, NotGiven> {
        let with = self.with.ask(http, now).await?;
        let Keys::AkSk(credential) = &with.keys else {
            return Err("a token assumes no role".into());
        };
        let nonce = random_id().map_err(|_| "there is no randomness")?;
        let moment = Moment {
            unix: now,
            nonce: &nonce,
        };
        let (sts, query) = (&self.role.sts, self.role.params());
        let request = acs3::Request {
            method: "POST",
            host: &sts.authority,
            path: "/",
            query: &query,
            body: b"",
            action: "AssumeRole",
            version: VERSION,
        };
        let signed =
            acs3::sign(&request, credential, &moment).map_err(|_| "the call cannot be signed")?;
        let mut headers: Vec<(&str, &str)> = signed
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        headers.retain(|(name, _)| *name != "host");
        headers.push(("content-length", "0"));
        let call = Call {
            method: reqwest::Method::POST,
            headers: &headers,
            ..Call::get(sts, &signed.url)
        };
        read(&http.far(call).await?)
    }
}

impl OidcRole {
    /// Asks for the role's keys with the token that is in the file now.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn ask(&self, http: &Http, now: i64) -> Result<Given, NotGiven> {
        let token = super::private::token(&self.token_file)?;
        let nonce = random_id().map_err(|_| "there is no randomness")?;
        let timestamp = originscope_core::iso_seconds(now);
        let fixed = [
            ("Action", "AssumeRoleWithOIDC"),
            ("Version", VERSION),
            ("Format", "JSON"),
            ("Timestamp", &timestamp),
            ("SignatureNonce", &nonce),
        ];
        let query =
            canonical_query(&fixed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        // The token goes into the body: addresses get into others' logs.
        let mut form = self.role.params();
        form.push(("OIDCProviderArn".to_owned(), self.provider_arn.clone()));
        form.push(("OIDCToken".to_owned(), token.as_str().to_owned()));
        let body = Zeroizing::new(canonical_query(&form));
        form.into_iter()
            .for_each(|(_, value)| drop(Zeroizing::new(value)));
        let path = format!("/?{query}");
        let call = Call {
            method: reqwest::Method::POST,
            headers: &[("accept", "application/json")],
            body: Some(("application/x-www-form-urlencoded", body)),
            ..Call::get(&self.role.sts, &path)
        };
        read(&http.far(call).await?)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    credentials: Option<Handed>,
    code: Option<String>,
}

/// Keys as STS, the machine's metadata and the credentials URI all write them.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Handed {
    pub(super) code: Option<String>,
    access_key_id: Option<Zeroizing<String>>,
    access_key_secret: Option<Zeroizing<String>>,
    security_token: Option<Zeroizing<String>>,
    expiration: Option<String>,
}

impl Handed {
    /// The keys.
    ///
    /// # Errors
    /// What is missing.
    pub(super) fn given(&self, owner: Option<String>) -> Result<Given, NotGiven> {
        let (Some(id), Some(secret), Some(token)) = (
            &self.access_key_id,
            &self.access_key_secret,
            &self.security_token,
        ) else {
            return Err("the answer has no key in it".into());
        };
        let keys = Keys::ak_sk(id, secret, Some(token)).ok_or("the key in the answer is none")?;
        let ends = self.expiration.as_deref().and_then(parse_time);
        Ok(Given {
            keys,
            ends: Some(ends.ok_or("the answer does not say when the key ends")?),
            owner,
        })
    }
}

fn read(came: &Came) -> Result<Given, NotGiven> {
    let answer: Option<Answer> = serde_json::from_str(&came.text).ok();
    match answer {
        Some(Answer {
            credentials: Some(handed),
            ..
        }) if came.status == 200 => handed.given(None),
        answer => Err(NotGiven {
            why: "STS gives no key out",
            code: answer
                .and_then(|answer| answer.code)
                .filter(|code| is_code(code)),
        }),
    }
}
