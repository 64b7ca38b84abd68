//! The order in which Huawei's SDK looks for keys: OIDC, environment, profile, machine, pod identity. What the
//! configuration names stands behind the environment; the machine is asked only where the configuration says so.

use super::alibaba::{SESSION, blanks, kept};
use super::credentials_uri::CredentialsUri;
use super::huawei_metadata::{HuaweiMetadata, METADATA};
use super::huawei_sts::{Agency, IdToken, IdentityProvider};
use super::ini::Section;
use super::keys::Keys;
use super::places::Places;
use super::source::Source;
use super::written::{Fault, Written};
use crate::base::Base;
use std::path::{Path, PathBuf};

/// How long an agency is asked for if nothing is said, seconds.
const AGENCY_SECONDS: i64 = 3_600;

/// Keys, and the project that stands beside them in a profile.
pub(crate) struct Found {
    pub(crate) source: Source,
    pub(crate) project_id: Option<String>,
}

/// The keys of an account; nothing if none are anywhere.
///
/// # Errors
/// What is wrong where keys should be.
pub(crate) fn huawei(written: &Written<'_>, places: &Places<'_>) -> Result<Option<Found>, Fault> {
    let ways = Ways { written, places };
    let alone = |source| Found {
        source,
        project_id: None,
    };
    if written.is_default
        && let Some(source) = ways.in_environment()?
    {
        return Ok(Some(alone(source)));
    }
    if let Some(found) = ways.in_configuration()? {
        return Ok(Some(found));
    }
    if !written.is_default {
        return Ok(None);
    }
    if let Some(found) = ways.in_files("basic")? {
        return Ok(Some(found));
    }
    Ok(ways.pod()?.map(alone))
}

struct Ways<'a> {
    written: &'a Written<'a>,
    places: &'a Places<'a>,
}

impl Ways<'_> {
    fn in_environment(&self) -> Result<Option<Source>, Fault> {
        if let Some(agency) = self.agency()? {
            return Ok(Some(agency));
        }
        let env = |name: &str| self.places.env(name);
        if let (Some(id), Some(file)) = (
            env("HUAWEICLOUD_SDK_IDP_ID"),
            env("HUAWEICLOUD_SDK_ID_TOKEN_FILE"),
        ) {
            return self.idp(id, &file, None).map(Some);
        }
        let Some((ak, sk)) = self
            .places
            .both("HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK")?
        else {
            return Ok(None);
        };
        let token = self.places.secret("HUAWEICLOUD_SDK_SECURITY_TOKEN");
        let keys =
            Keys::ak_sk(&ak, &sk, token.as_deref().map(String::as_str)).ok_or_else(blanks)?;
        Ok(Some(kept(keys, "the environment")))
    }

    fn agency(&self) -> Result<Option<Source>, Fault> {
        let env = |name: &str| self.places.env(name);
        let file =
            || env("HUAWEICLOUD_OIDC_TOKEN_FILE").map(|file| IdToken::File(PathBuf::from(file)));
        let token = self
            .places
            .secret("HUAWEICLOUD_OIDC_ID_TOKEN")
            .map(IdToken::Itself)
            .or_else(file);
        let urns = (
            env("HUAWEICLOUD_OIDC_PROVIDER_URN"),
            env("HUAWEICLOUD_OIDC_AGENCY_URN"),
        );
        let (Some(provider_urn), Some(agency_urn), Some(token)) = (urns.0, urns.1, token) else {
            return Ok(None);
        };
        let seconds = env("HUAWEICLOUD_OIDC_DURATION_SECONDS").and_then(|text| text.parse().ok());
        Ok(Some(Source::Agency(Agency {
            provider_urn,
            agency_urn,
            session: env("HUAWEICLOUD_OIDC_SESSION_NAME").unwrap_or_else(|| SESSION.to_owned()),
            seconds: seconds.unwrap_or(AGENCY_SECONDS),
            token,
            sts: self.service(
                &self.written.sts,
                "HUAWEICLOUD_SDK_STS_ENDPOINT",
                "sts.cn-north-4.myhuaweicloud.com",
            )?,
        })))
    }

    fn idp(&self, id: String, file: &str, iam: Option<&str>) -> Result<Source, Fault> {
        if !id.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Fault::Said(
                "The identity provider's id for Huawei has odd characters.".to_owned(),
            ));
        }
        let named = iam.map(Base::parse).transpose();
        let named = named.map_err(|why| {
            Fault::Said(format!("iam_endpoint in Huawei's credentials file {why}."))
        })?;
        let iam = self.written.iam.clone().or(named);
        Ok(Source::Idp(IdentityProvider {
            id,
            token_file: PathBuf::from(file),
            iam: self.service(
                &iam,
                "HUAWEICLOUD_SDK_IAM_ENDPOINT",
                "iam.myhuaweicloud.com",
            )?,
        }))
    }

    /// The address of a service: as configured, as in the environment, or the vendor's own.
    fn service(&self, written: &Option<Base>, variable: &str, own: &str) -> Result<Base, Fault> {
        match (written, self.places.env(variable)) {
            (Some(base), _) => Ok(base.clone()),
            (None, Some(text)) => {
                Base::parse(&text).map_err(|why| Fault::Said(format!("{variable} {why}.")))
            }
            (None, None) => Ok(Base::https(own)),
        }
    }

    fn in_configuration(&self) -> Result<Option<Found>, Fault> {
        let written = self.written;
        let alone = |source| {
            Some(Found {
                source,
                project_id: None,
            })
        };
        if let Some(source) = super::in_configuration(written, ("ak", "sk"))? {
            return Ok(alone(source));
        }
        if let Some(token) = written.auth_token {
            let why = "has characters that no token has";
            let keys = Keys::token(token).ok_or(Fault::InFile {
                key: "auth_token",
                why,
            })?;
            return Ok(alone(kept(keys, "the configuration")));
        }
        if let Some(file) = &written.file {
            let found = self.in_file(file, written.profile.unwrap_or("basic"))?;
            let why = "names a file without that section, or no file";
            return found.map(Some).ok_or(Fault::InFile {
                key: "credentials_file",
                why,
            });
        }
        if let Some(profile) = written.profile {
            let why = "is not a section of the vendor's file";
            return self.in_files(profile)?.map(Some).ok_or(Fault::InFile {
                key: "profile",
                why,
            });
        }
        if written.instance_role.is_none() {
            return Ok(None);
        }
        let service = || Base {
            scheme: "http",
            authority: METADATA.to_owned(),
        };
        let metadata = written.metadata.clone().unwrap_or_else(service);
        Ok(alone(Source::Metadata(HuaweiMetadata { metadata })))
    }

    fn in_files(&self, section: &str) -> Result<Option<Found>, Fault> {
        let file = self
            .places
            .env("HUAWEICLOUD_SDK_CREDENTIALS_FILE")
            .map(PathBuf::from);
        match file.or_else(|| self.places.at_home(".huaweicloud/credentials")) {
            Some(file) => self.in_file(&file, section),
            None => Ok(None),
        }
    }

    fn in_file(&self, path: &Path, name: &str) -> Result<Option<Found>, Fault> {
        let Some(text) = self.places.read(path)? else {
            return Ok(None);
        };
        let Some(section) = Section::of(&text, name) else {
            return Ok(None);
        };
        // The SDK's reader takes %% for %.
        let plain = |key: &str| {
            section
                .get(key)
                .map(|value| zeroize::Zeroizing::new(value.replace("%%", "%")))
        };
        let project_id = plain("project_id").map(|id| id.as_str().to_owned());
        let wrong = |why: &str| Fault::Said(format!("{}, section {name}: {why}.", path.display()));
        if let (Some(id), Some(file)) = (plain("idp_id"), plain("id_token_file")) {
            let iam = plain("iam_endpoint");
            let source = self.idp(
                id.as_str().to_owned(),
                &file,
                iam.as_deref().map(String::as_str),
            )?;
            return Ok(Some(Found { source, project_id }));
        }
        let (Some(ak), Some(sk)) = (plain("ak"), plain("sk")) else {
            return Err(wrong("ak and sk are not both there"));
        };
        let token = plain("security_token");
        let keys = Keys::ak_sk(&ak, &sk, token.as_deref().map(String::as_str));
        let keys = keys.ok_or_else(|| wrong("its key has blanks in it"))?;
        let source = kept(keys, &format!("{}, section {name}", path.display()));
        Ok(Some(Found { source, project_id }))
    }

    fn pod(&self) -> Result<Option<Source>, Fault> {
        let named = "HC_CONTAINER_CREDENTIALS_FULL_URI";
        let file = self.places.env("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        let (Some(uri), Some(file)) = (self.places.env(named), file) else {
            return Ok(None);
        };
        let uri = CredentialsUri::read(named, &uri, Some(PathBuf::from(file)));
        uri.map(|uri| Some(Source::Uri(uri)))
            .map_err(|why| Fault::Said(format!("{named} {why}.")))
    }
}

/// The project that Huawei's calls are about. It becomes part of a path, so its characters are closed.
///
/// # Errors
/// None, or one that is none.
pub(crate) fn project(
    written: Option<&str>,
    found: Option<String>,
    is_default: bool,
    places: &Places<'_>,
) -> Result<String, Fault> {
    const VARIABLE: &str = "HUAWEICLOUD_SDK_PROJECT_ID";
    let from_env = places.env(VARIABLE).filter(|_| is_default);
    let in_env = from_env.is_some();
    let in_configuration = written.is_some();
    let Some(id) = from_env.or_else(|| written.map(str::to_owned)).or(found) else {
        return Err(Fault::Said(format!(
            "Huawei needs a project id beside the key: set {VARIABLE}, or `project_id` in the file."
        )));
    };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if id.len() <= 64 && id.bytes().all(plain) {
        return Ok(id);
    }
    Err(match (in_env, in_configuration) {
        (false, true) => Fault::InFile {
            key: "project_id",
            why: "is not a project id: it has letters and digits only",
        },
        _ => Fault::Said(format!(
            "{VARIABLE} or the credentials file has no project id: it has letters and digits only."
        )),
    })
}
