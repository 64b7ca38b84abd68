//! The order in which Alibaba's own tools look for keys: environment, OIDC, command line profile, credentials file,
//! machine, credentials URI. What the configuration names stands behind the environment.
//!
//! Unlike theirs it asks the metadata service only where somebody says so: that address is anybody's on another network.

use super::alibaba_sts::{OidcRole, RamRole, Role};
use super::credentials_uri::CredentialsUri;
use super::ecs_role::{EcsRole, METADATA};
use super::keys::Keys;
use super::places::Places;
use super::source::Source;
use super::written::{Fault, Written};
use super::{alibaba_ini, cli_profile};
use crate::base::Base;
use std::path::{Path, PathBuf};

/// How long a role is asked for if nothing is said, seconds.
pub(super) const ROLE_SECONDS: i64 = 3_600;
/// The name of our sessions in the vendor's audit.
pub(super) const SESSION: &str = "originscope";

/// The keys of an account; nothing if none are anywhere.
///
/// # Errors
/// What is wrong where keys should be.
pub(crate) fn alibaba(written: &Written<'_>, places: &Places<'_>) -> Result<Option<Source>, Fault> {
    let ways = Ways { written, places };
    let found = ways.find()?;
    match (written.role_arn, found) {
        (Some(arn), Some(with)) => {
            let role = Role {
                external_id: written.external_id.map(str::to_owned),
                ..ways.role(arn, None, ROLE_SECONDS, None)?
            };
            Ok(Some(Source::RamRole(Box::new(RamRole { role, with }))))
        }
        (Some(_), None) => Err(Fault::InFile {
            key: "role_arn",
            why: "has no key to be assumed with",
        }),
        (None, found) => Ok(found),
    }
}

/// The settings and the places together.
pub(super) struct Ways<'a> {
    written: &'a Written<'a>,
    places: &'a Places<'a>,
}

impl Ways<'_> {
    fn find(&self) -> Result<Option<Source>, Fault> {
        let is_default = self.written.is_default;
        if is_default && let Some(source) = self.in_environment()? {
            return Ok(Some(source));
        }
        if let Some(source) = self.in_configuration()? {
            return Ok(Some(source));
        }
        if !is_default {
            return Ok(None);
        }
        let wanted = self.places.env("ALIBABA_CLOUD_PROFILE");
        if let Some(source) = self.in_files(wanted.as_deref())? {
            return Ok(Some(source));
        }
        if let Some(name) = wanted {
            return Err(Fault::Said(format!(
                "ALIBABA_CLOUD_PROFILE names the profile {name}, which is in none of the vendor's files."
            )));
        }
        self.around()
    }

    fn in_environment(&self) -> Result<Option<Source>, Fault> {
        let token = self.places.secret("ALIBABA_CLOUD_SECURITY_TOKEN");
        for (id, secret, token) in [
            (
                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                token.as_deref(),
            ),
            ("ALIYUN_ACCESS_KEY_ID", "ALIYUN_ACCESS_KEY_SECRET", None),
        ] {
            if let Some((id, secret)) = self.places.both(id, secret)? {
                let keys =
                    Keys::ak_sk(&id, &secret, token.map(String::as_str)).ok_or_else(blanks)?;
                return Ok(Some(kept(keys, "the environment")));
            }
        }
        let env = |name: &str| self.places.env(name);
        let oidc = (
            env("ALIBABA_CLOUD_ROLE_ARN"),
            env("ALIBABA_CLOUD_OIDC_PROVIDER_ARN"),
            env("ALIBABA_CLOUD_OIDC_TOKEN_FILE"),
        );
        let (Some(arn), Some(provider_arn), Some(file)) = oidc else {
            return Ok(None);
        };
        let session = env("ALIBABA_CLOUD_ROLE_SESSION_NAME");
        Ok(Some(Source::OidcRole(OidcRole {
            role: self.role(&arn, session, ROLE_SECONDS, None)?,
            provider_arn,
            token_file: PathBuf::from(file),
        })))
    }

    fn in_configuration(&self) -> Result<Option<Source>, Fault> {
        let written = self.written;
        if let Some(source) =
            super::in_configuration(written, ("access_key_id", "access_key_secret"))?
        {
            return Ok(Some(source));
        }
        if let Some(file) = &written.file {
            let source = self.in_file(file, written.profile)?;
            return source.map(Some).ok_or(Fault::InFile {
                key: "credentials_file",
                why: "names a file without that profile, or no file",
            });
        }
        if let Some(profile) = written.profile {
            let source = self.in_files(Some(profile))?;
            return source.map(Some).ok_or(Fault::InFile {
                key: "profile",
                why: "is in none of the vendor's files",
            });
        }
        let role = written
            .instance_role
            .map(|name| self.machine(Some(name).filter(|name| *name != "auto")));
        Ok(role)
    }

    /// The command line's file, then the others' in both spellings.
    fn in_files(&self, profile: Option<&str>) -> Result<Option<Source>, Fault> {
        let mut files = Vec::new();
        if !self.places.is_on("ALIBABA_CLOUD_CLI_PROFILE_DISABLED") {
            files.extend(self.places.at_home(".aliyun/config.json"));
        }
        match self.places.env("ALIBABA_CLOUD_CREDENTIALS_FILE") {
            Some(file) => files.push(PathBuf::from(file)),
            None => {
                files.extend(self.places.at_home(".alibabacloud/credentials.ini"));
                files.extend(self.places.at_home(".alibabacloud/credentials"));
            }
        }
        for file in files {
            if let Some(source) = self.in_file(&file, profile)? {
                return Ok(Some(source));
            }
        }
        Ok(None)
    }

    /// A file of either form: the command line's is JSON.
    fn in_file(&self, path: &Path, profile: Option<&str>) -> Result<Option<Source>, Fault> {
        let Some(text) = self.places.read(path)? else {
            return Ok(None);
        };
        let is_json =
            path.extension().is_some_and(|end| end == "json") || text.trim_start().starts_with('{');
        if is_json {
            cli_profile::source(&text, path, profile, self)
        } else {
            alibaba_ini::source(&text, path, profile.unwrap_or("default"), self)
        }
    }

    /// The machine, then the address, where the environment names them.
    fn around(&self) -> Result<Option<Source>, Fault> {
        if let Some(role) = self.places.env("ALIBABA_CLOUD_ECS_METADATA")
            && !self.places.is_on("ALIBABA_CLOUD_ECS_METADATA_DISABLED")
        {
            return Ok(Some(self.machine(Some(&role))));
        }
        let named = "ALIBABA_CLOUD_CREDENTIALS_URI";
        let Some(uri) = self.places.env(named) else {
            return Ok(None);
        };
        let uri = CredentialsUri::read(named, &uri, None)
            .map_err(|why| Fault::Said(format!("{named} {why}.")))?;
        Ok(Some(Source::Uri(uri)))
    }

    /// The role of this machine.
    pub(super) fn machine(&self, name: Option<&str>) -> Source {
        let service = || Base {
            scheme: "http",
            authority: METADATA.to_owned(),
        };
        Source::EcsRole(EcsRole {
            name: name.map(str::to_owned),
            metadata: self.written.metadata.clone().unwrap_or_else(service),
            token_only: self.places.is_on("ALIBABA_CLOUD_IMDSV1_DISABLED"),
        })
    }

    /// A role to be assumed, at the STS of its region if it names one.
    ///
    /// # Errors
    /// A region that is none.
    pub(super) fn role(
        &self,
        arn: &str,
        session: Option<String>,
        seconds: i64,
        at: Option<(Option<&str>, Option<bool>)>,
    ) -> Result<Role, Fault> {
        let (region, vpc) = at.unwrap_or_default();
        Ok(Role {
            arn: arn.to_owned(),
            session: session.unwrap_or_else(|| SESSION.to_owned()),
            seconds,
            policy: None,
            external_id: None,
            sts: self.sts(region, vpc)?,
        })
    }

    fn sts(&self, region: Option<&str>, vpc: Option<bool>) -> Result<Base, Fault> {
        if let Some(base) = &self.written.sts {
            return Ok(base.clone());
        }
        let region = region
            .map(str::to_owned)
            .or_else(|| self.places.env("ALIBABA_CLOUD_STS_REGION"));
        let Some(region) = region else {
            return Ok(Base::https("sts.aliyuncs.com"));
        };
        if !super::is_region(&region) {
            return Err(Fault::Said(
                "The region of Alibaba's STS is not a region's id such as cn-hangzhou.".to_owned(),
            ));
        }
        let vpc = vpc.unwrap_or_else(|| self.places.is_on("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"));
        let service = if vpc { "sts-vpc" } else { "sts" };
        Ok(Base::https(&format!("{service}.{region}.aliyuncs.com")))
    }
}

/// Keys that stand at this place.
pub(super) fn kept(keys: Keys, place: &str) -> Source {
    Source::Kept {
        keys,
        ends: None,
        place: place.to_owned(),
    }
}

pub(super) fn blanks() -> Fault {
    Fault::Said(
        "A key in the environment has blanks or line ends in it: set it again without them."
            .to_owned(),
    )
}
