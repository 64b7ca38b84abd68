//! Huawei's temporary keys for a token that the machine was given: an agency assumed by OIDC (`/v5/agencies/assume-with-oidc`),
//! or a token of an identity provider exchanged at IAM, as the vendor's SDK asks.

use super::http::{Call, Came, Http};
use super::keys::{Given, Keys, NotGiven};
use crate::base::Base;
use crate::vendor_error::is_code;
use originscope_core::parse_time;
use serde::Deserialize;
use serde_json::json;
use std::path::PathBuf;
use zeroize::Zeroizing;

const JSON: &str = "application/json;charset=UTF-8";
/// How long a key from IAM is asked for, seconds: six hours, as the vendor's SDK.
const IAM_SECONDS: i64 = 21_600;

/// The token itself, or the file in which it is renewed.
#[derive(PartialEq)]
pub(crate) enum IdToken {
    Itself(Zeroizing<String>),
    File(PathBuf),
}

impl IdToken {
    fn read(&self) -> Result<Zeroizing<String>, NotGiven> {
        match self {
            Self::Itself(token) => Ok(token.clone()),
            Self::File(path) => super::private::token(path),
        }
    }
}

/// An agency that is assumed with an OIDC token.
#[derive(PartialEq)]
pub(crate) struct Agency {
    pub(crate) provider_urn: String,
    pub(crate) agency_urn: String,
    pub(crate) session: String,
    pub(crate) seconds: i64,
    pub(crate) token: IdToken,
    pub(crate) sts: Base,
}

/// An identity provider whose token IAM exchanges.
#[derive(PartialEq)]
pub(crate) struct IdentityProvider {
    pub(crate) id: String,
    pub(crate) token_file: PathBuf,
    pub(crate) iam: Base,
}

impl Agency {
    /// Asks for the agency's keys.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn ask(&self, http: &Http) -> Result<Given, NotGiven> {
        let token = self.token.read()?;
        let body = json!({
            "provider_urn": self.provider_urn,
            "agency_urn": self.agency_urn,
            "agency_session_name": self.session,
            "id_token": token.as_str(),
            "duration_seconds": self.seconds,
        });
        let path = "/v5/agencies/assume-with-oidc";
        given(&post(http, &self.sts, path, &[], &body).await?)
    }
}

impl IdentityProvider {
    /// Asks for keys: first a token for the provider's token, then keys for the token.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn ask(&self, http: &Http) -> Result<Given, NotGiven> {
        let token = super::private::token(&self.token_file)?;
        let body = json!({"auth": {"id_token": {"id": token.as_str()}}});
        let provider = [("x-idp-id", self.id.as_str())];
        let came = post(
            http,
            &self.iam,
            "/v3.0/OS-AUTH/id-token/tokens",
            &provider,
            &body,
        )
        .await?;
        let Some(token) = came.subject_token.as_ref().filter(|_| came.status < 300) else {
            return Err(refused(&came));
        };
        let body = json!({"auth": {"identity": {
            "methods": ["token"],
            "token": {"id": token.as_str(), "duration_seconds": IAM_SECONDS},
        }}});
        given(
            &post(
                http,
                &self.iam,
                "/v3.0/OS-CREDENTIAL/securitytokens",
                &[],
                &body,
            )
            .await?,
        )
    }
}

async fn post(
    http: &Http,
    base: &Base,
    path: &str,
    headers: &[(&str, &str)],
    body: &serde_json::Value,
) -> Result<Came, NotGiven> {
    let call = Call {
        method: reqwest::Method::POST,
        headers,
        body: Some((JSON, Zeroizing::new(body.to_string()))),
        ..Call::get(base, path)
    };
    http.far(call).await
}

/// Keys as Huawei's services write them, each in its own spelling.
#[derive(Deserialize)]
struct Answer {
    #[serde(alias = "credentials")]
    credential: Option<Handed>,
    error_code: Option<String>,
}

#[derive(Deserialize)]
struct Handed {
    #[serde(alias = "accessKeyId", alias = "access_key_id")]
    access: Zeroizing<String>,
    #[serde(alias = "secretAccessKey", alias = "secret_access_key")]
    secret: Zeroizing<String>,
    #[serde(alias = "securityToken", alias = "security_token")]
    securitytoken: Zeroizing<String>,
    #[serde(alias = "expiration")]
    expires_at: String,
}

/// The keys in an answer; pod identity has them bare.
///
/// # Errors
/// What the answer says instead, or what is missing.
pub(super) fn given(came: &Came) -> Result<Given, NotGiven> {
    if came.status >= 300 {
        return Err(refused(came));
    }
    let wrapped: Option<Answer> = serde_json::from_str(&came.text).ok();
    let handed = wrapped.and_then(|answer| answer.credential);
    let handed = handed.or_else(|| serde_json::from_str(&came.text).ok());
    let Handed {
        access,
        secret,
        securitytoken,
        expires_at,
    } = handed.ok_or("the answer has no key in it")?;
    let keys = Keys::ak_sk(&access, &secret, Some(&securitytoken))
        .ok_or("the key in the answer is none")?;
    Ok(Given {
        keys,
        ends: Some(parse_time(&expires_at).ok_or("the answer does not say when the key ends")?),
        owner: None,
    })
}

pub(super) fn refused(came: &Came) -> NotGiven {
    let answer: Option<Answer> = serde_json::from_str(&came.text).ok();
    NotGiven {
        why: "Huawei gives no key out",
        code: answer
            .and_then(|answer| answer.error_code)
            .filter(|code| is_code(code)),
    }
}
