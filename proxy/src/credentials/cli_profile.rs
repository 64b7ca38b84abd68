//! `~/.aliyun/config.json`, the file of Alibaba's command line: profiles in their modes.

use super::alibaba::{ROLE_SECONDS, Ways};
use super::alibaba_sts::{OidcRole, RamRole, Role};
use super::keys::Keys;
use super::source::Source;
use super::written::Fault;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Profiles that stand upon each other at most.
const DEPTH: usize = 8;

#[derive(Deserialize)]
struct Document {
    current: Option<String>,
    #[serde(default)]
    profiles: Vec<Profile>,
}

#[derive(Deserialize)]
struct Profile {
    name: Option<String>,
    mode: Option<String>,
    access_key_id: Option<Zeroizing<String>>,
    access_key_secret: Option<Zeroizing<String>>,
    sts_token: Option<Zeroizing<String>>,
    sts_expiration: Option<i64>,
    ram_role_arn: Option<String>,
    ram_session_name: Option<String>,
    role_session_name: Option<String>,
    ram_role_name: Option<String>,
    expired_seconds: Option<i64>,
    sts_region: Option<String>,
    enable_vpc: Option<bool>,
    policy: Option<String>,
    external_id: Option<String>,
    oidc_provider_arn: Option<String>,
    oidc_token_file: Option<String>,
    source_profile: Option<String>,
}

/// The keys of a profile, of the current one if none is wanted; nothing if there is no such profile, or an empty one.
///
/// # Errors
/// A file that is not the command line's, or a profile that cannot be used.
pub(super) fn source(
    text: &str,
    path: &Path,
    wanted: Option<&str>,
    ways: &Ways<'_>,
) -> Result<Option<Source>, Fault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let document: Document = serde_json::from_str(text).map_err(|error| {
        // Its own words would repeat what stands there.
        Fault::Said(format!(
            "{}, line {}: this is not a file of the aliyun command line.",
            path.display(),
            error.line()
        ))
    })?;
    let reading = Reading {
        document: &document,
        path,
        ways,
    };
    match wanted
        .or(document.current.as_deref())
        .filter(|name| !name.is_empty())
    {
        Some(name) => reading.profile(name, DEPTH),
        None => Ok(None),
    }
}

struct Reading<'a> {
    document: &'a Document,
    path: &'a Path,
    ways: &'a Ways<'a>,
}

impl Reading<'_> {
    fn profile(&self, name: &str, depth: usize) -> Result<Option<Source>, Fault> {
        let mut profiles = self.document.profiles.iter();
        let Some(profile) = profiles.find(|profile| profile.name.as_deref() == Some(name)) else {
            return Ok(None);
        };
        let wrong =
            |why: &str| Fault::Said(format!("{}, profile {name}: {why}.", self.path.display()));
        let needs = |what: &str| wrong(&format!("{what} is missing"));
        match profile.mode.as_deref().unwrap_or("AK") {
            "AK" | "StsToken" => self.keys(profile, name, None).map_err(&wrong),
            "RamRoleArn" => {
                let with = self.keys(profile, name, None).map_err(&wrong)?;
                let with = with.ok_or_else(|| needs("the key to assume the role with"))?;
                self.ram_role(profile, with).map(Some)
            }
            "ChainableRamRoleArn" => {
                let below = some(&profile.source_profile).ok_or_else(|| needs("source_profile"))?;
                let depth = depth
                    .checked_sub(1)
                    .ok_or_else(|| wrong("its source profiles go round in a circle"))?;
                let with = self
                    .profile(below, depth)?
                    .ok_or_else(|| wrong("its source profile has no key"))?;
                self.ram_role(profile, with).map(Some)
            }
            "EcsRamRole" => Ok(Some(self.ways.machine(some(&profile.ram_role_name)))),
            "OIDC" => Ok(Some(Source::OidcRole(OidcRole {
                role: self.role(profile, some(&profile.role_session_name))?,
                provider_arn: some(&profile.oidc_provider_arn)
                    .ok_or_else(|| needs("oidc_provider_arn"))?
                    .to_owned(),
                token_file: some(&profile.oidc_token_file)
                    .map(PathBuf::from)
                    .ok_or_else(|| needs("oidc_token_file"))?,
            }))),
            // Their keys come by a browser or a program: what the command line left here is good until its end.
            "CloudSSO" | "OAuth" | "External" => {
                let again = "run the aliyun command line with it once, so that it leaves a temporary key here";
                let ends = profile
                    .sts_expiration
                    .filter(|ends| *ends > 0)
                    .ok_or_else(|| wrong(again))?;
                let found = self.keys(profile, name, Some(ends)).map_err(&wrong)?;
                found.map(Some).ok_or_else(|| wrong(again))
            }
            _ => Err(wrong("its mode is not known here")),
        }
    }

    fn keys(
        &self,
        profile: &Profile,
        name: &str,
        ends: Option<i64>,
    ) -> Result<Option<Source>, &'static str> {
        let (id, secret) = (
            secret(&profile.access_key_id),
            secret(&profile.access_key_secret),
        );
        let (id, secret) = match (id, secret) {
            (None, None) => return Ok(None),
            (Some(id), Some(secret)) => (id, secret),
            _ => return Err("of access_key_id and access_key_secret only one is there"),
        };
        let token = self::secret(&profile.sts_token);
        if profile.mode.as_deref() == Some("StsToken") && token.is_none() {
            return Err("sts_token is missing");
        }
        let keys = Keys::ak_sk(id, secret, token).ok_or("its key has blanks or line ends in it")?;
        let place = format!("{}, profile {name}", self.path.display());
        Ok(Some(Source::Kept { keys, ends, place }))
    }

    fn ram_role(&self, profile: &Profile, with: Source) -> Result<Source, Fault> {
        let role = self.role(profile, some(&profile.ram_session_name))?;
        Ok(Source::RamRole(Box::new(RamRole { role, with })))
    }

    fn role(&self, profile: &Profile, session: Option<&str>) -> Result<Role, Fault> {
        let Some(arn) = some(&profile.ram_role_arn) else {
            let name = profile.name.as_deref().unwrap_or_default();
            return Err(Fault::Said(format!(
                "{}, profile {name}: ram_role_arn is missing.",
                self.path.display()
            )));
        };
        let seconds = profile
            .expired_seconds
            .filter(|seconds| *seconds > 0)
            .unwrap_or(ROLE_SECONDS);
        let at = (some(&profile.sts_region), profile.enable_vpc);
        Ok(Role {
            policy: some(&profile.policy).map(str::to_owned),
            external_id: some(&profile.external_id).map(str::to_owned),
            ..self
                .ways
                .role(arn, session.map(str::to_owned), seconds, Some(at))?
        })
    }
}

/// What is set to something; the command line writes empty texts.
fn some(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

fn secret(text: &Option<Zeroizing<String>>) -> Option<&str> {
    text.as_ref()
        .map(|text| text.as_str())
        .filter(|text| !text.is_empty())
}
