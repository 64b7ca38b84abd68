//! Where an account's keys come from: each kind asks in a file of its own.

use super::alibaba_sts::{OidcRole, RamRole};
use super::credentials_uri::CredentialsUri;
use super::ecs_role::EcsRole;
use super::http::Http;
use super::huawei_metadata::HuaweiMetadata;
use super::huawei_sts::{Agency, IdentityProvider};
use super::keys::{Given, Keys, NotGiven};

/// One kind of source with all that it needs.
#[derive(PartialEq)]
pub(crate) enum Source {
    /// Keys that stand somewhere, with their end where it is known; whoever put them there puts new ones.
    Kept {
        keys: Keys,
        ends: Option<i64>,
        /// Where they stand, as in "from …".
        place: String,
    },
    /// Alibaba: a role assumed with other keys.
    RamRole(Box<RamRole>),
    /// Alibaba: a role assumed with a token that the machine was given.
    OidcRole(OidcRole),
    /// Alibaba: the role of this machine.
    EcsRole(EcsRole),
    /// Alibaba and Huawei: an address on this machine that hands out keys.
    Uri(CredentialsUri),
    /// Huawei: an agency assumed with a token that the machine was given.
    Agency(Agency),
    /// Huawei: a temporary key for a token of an identity provider.
    Idp(IdentityProvider),
    /// Huawei: the agency of this machine.
    Metadata(HuaweiMetadata),
}

impl Source {
    /// Keys that need no asking.
    pub(crate) fn kept(&self) -> Option<Given> {
        match self {
            Self::Kept { keys, ends, .. } => Some(Given {
                keys: keys.clone(),
                ends: *ends,
                owner: None,
            }),
            _ => None,
        }
    }

    /// Asks for keys.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn ask(&self, http: &Http, now: i64) -> Result<Given, NotGiven> {
        match self {
            Self::Kept { .. } => self.kept().ok_or_else(|| "there is no key".into()),
            Self::RamRole(role) => Box::pin(role.ask(http, now)).await,
            Self::OidcRole(role) => role.ask(http, now).await,
            Self::EcsRole(role) => role.ask(http).await,
            Self::Uri(uri) => uri.ask(http).await,
            Self::Agency(agency) => agency.ask(http).await,
            Self::Idp(idp) => idp.ask(http).await,
            Self::Metadata(metadata) => metadata.ask(http).await,
        }
    }

    /// Where the keys come from, to stand behind "from".
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Kept { place, .. } => place.clone(),
            Self::RamRole(role) => format!(
                "the role {} with the key from {}",
                role.role.arn,
                role.with.words()
            ),
            Self::OidcRole(role) => format!("the role {} by OIDC", role.role.arn),
            Self::EcsRole(role) => match &role.name {
                Some(name) => format!("the role {name} of this machine"),
                None => "the role of this machine".to_owned(),
            },
            Self::Uri(uri) => format!("the address in {}", uri.named),
            Self::Agency(agency) => format!("the agency {} by OIDC", agency.agency_urn),
            Self::Idp(idp) => format!("the identity provider {}", idp.id),
            Self::Metadata(_) => "the agency of this machine".to_owned(),
        }
    }

    /// Whose keys these are, if that is known before there are any: whoever has another identity has other answers.
    pub(crate) fn identity(&self) -> Option<&str> {
        match self {
            Self::Kept {
                keys: Keys::AkSk(credential),
                ..
            } => Some(credential.id()),
            Self::Kept { .. } => Some("token"),
            Self::RamRole(role) => Some(&role.role.arn),
            Self::OidcRole(role) => Some(&role.role.arn),
            Self::Agency(agency) => Some(&agency.agency_urn),
            // Of Huawei's, the project tells accounts apart.
            Self::Idp(idp) => Some(&idp.id),
            Self::Metadata(_) => Some("metadata"),
            Self::EcsRole(_) | Self::Uri(_) => None,
        }
    }
}
