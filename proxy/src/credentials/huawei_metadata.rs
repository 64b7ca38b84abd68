//! The agency of a Huawei machine: its metadata service hands the keys out.

use super::http::{Call, Http};
use super::huawei_sts::given;
use super::keys::{Given, NotGiven};
use crate::base::Base;
use zeroize::Zeroizing;

/// The metadata service of every machine.
pub(crate) const METADATA: &str = "169.254.169.254";
/// For how long the token is asked for, seconds: the longest that there is.
const TOKEN_SECONDS: &str = "21600";

/// The agency of this machine.
#[derive(PartialEq)]
pub(crate) struct HuaweiMetadata {
    pub(crate) metadata: Base,
}

impl HuaweiMetadata {
    /// Asks for the agency's keys.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn ask(&self, http: &Http) -> Result<Given, NotGiven> {
        let token = self.token(http).await?;
        let token = token.as_deref().map(String::as_str);
        let headers: Vec<_> = token
            .map(|token| ("x-metadata-token", token))
            .into_iter()
            .collect();
        let call = Call {
            headers: &headers,
            ..Call::get(&self.metadata, "/openstack/latest/securitykey")
        };
        let came = http.near(call).await?;
        match came.status {
            200 => given(&came),
            401 | 404 => Err("this machine has no agency".into()),
            _ => Err("the metadata service refuses".into()),
        }
    }

    /// The token of the second version; nothing where the machine has only the first, which says so with these statuses.
    async fn token(&self, http: &Http) -> Result<Option<Zeroizing<String>>, NotGiven> {
        let call = Call {
            method: reqwest::Method::PUT,
            headers: &[("x-metadata-token-ttl-seconds", TOKEN_SECONDS)],
            ..Call::get(&self.metadata, "/meta-data/latest/api/token")
        };
        let came = http.near(call).await?;
        match came.status {
            200 => Ok(Some(came.text)),
            404 | 405 | 503 => Ok(None),
            _ => Err("the metadata service gives no token out".into()),
        }
    }
}
