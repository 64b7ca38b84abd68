//! The role of an Alibaba machine: its metadata service hands the keys out, to whoever first fetched a token there.

use super::alibaba_sts::Handed;
use super::http::{Call, Http};
use super::keys::{Given, NotGiven};
use crate::base::Base;
use zeroize::Zeroizing;

/// The metadata service of every machine.
pub(crate) const METADATA: &str = "100.100.100.200";
/// For how long the token is asked for, seconds: the longest that there is.
const TOKEN_SECONDS: &str = "21600";
const ROLES: &str = "/latest/meta-data/ram/security-credentials/";

/// The role of this machine.
#[derive(PartialEq)]
pub(crate) struct EcsRole {
    /// Its name; the machine tells it otherwise.
    pub(crate) name: Option<String>,
    pub(crate) metadata: Base,
    /// Without a token nothing is asked.
    pub(crate) token_only: bool,
}

impl EcsRole {
    /// Asks for the role's keys.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn ask(&self, http: &Http) -> Result<Given, NotGiven> {
        let token = self.token(http).await?;
        let token = token.as_deref().map(String::as_str);
        let name = match &self.name {
            Some(name) => name.clone(),
            None => self.get(http, ROLES, token).await?.trim().to_owned(),
        };
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        if name.is_empty() || !name.bytes().all(plain) {
            return Err("this machine has no role".into());
        }
        let text = self.get(http, &format!("{ROLES}{name}"), token).await?;
        let handed: Handed =
            serde_json::from_str(&text).map_err(|_| "the metadata service gives no key out")?;
        if handed.code.as_deref() != Some("Success") {
            return Err("the metadata service gives no key out".into());
        }
        // Answers of two accounts must not be taken for each other's; without it the key tells them apart.
        let owner = self
            .get(http, "/latest/meta-data/owner-account-id", token)
            .await
            .ok();
        let owner = owner.map(|text| text.trim().to_owned());
        let digits = |text: &String| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        handed.given(owner.filter(digits))
    }

    /// The token of the second version; nothing where the machine has only the first, unless that is forbidden.
    async fn token(&self, http: &Http) -> Result<Option<Zeroizing<String>>, NotGiven> {
        let call = Call {
            method: reqwest::Method::PUT,
            headers: &[("x-aliyun-ecs-metadata-token-ttl-seconds", TOKEN_SECONDS)],
            ..Call::get(&self.metadata, "/latest/api/token")
        };
        match http.near(call).await {
            Ok(came) if came.status == 200 => Ok(Some(came.text)),
            Ok(_) if self.token_only => Err("the metadata service gives no token out".into()),
            Ok(_) => Ok(None),
            Err(why) => Err(why),
        }
    }

    async fn get(
        &self,
        http: &Http,
        path: &str,
        token: Option<&str>,
    ) -> Result<Zeroizing<String>, NotGiven> {
        let headers: Vec<_> = token
            .map(|token| ("x-aliyun-ecs-metadata-token", token))
            .into_iter()
            .collect();
        let call = Call {
            headers: &headers,
            ..Call::get(&self.metadata, path)
        };
        let came = http.near(call).await?;
        match came.status {
            200 => Ok(came.text),
            404 => Err("this machine has no such role".into()),
            _ => Err("the metadata service refuses".into()),
        }
    }
}
