//! `~/.alibabacloud/credentials`, the file of Alibaba's SDKs: sections of several types.

use super::alibaba::{ROLE_SECONDS, Ways};
use super::alibaba_sts::{OidcRole, RamRole, Role};
use super::ini::Section;
use super::keys::Keys;
use super::source::Source;
use super::written::Fault;
use std::path::{Path, PathBuf};

/// The keys of a section; nothing if there is no such section, or it is switched off.
///
/// # Errors
/// A section that cannot be used.
pub(super) fn source(
    text: &str,
    path: &Path,
    name: &str,
    ways: &Ways<'_>,
) -> Result<Option<Source>, Fault> {
    let Some(section) = Section::of(text, name) else {
        return Ok(None);
    };
    if section
        .bare("enable")
        .is_some_and(|on| on.eq_ignore_ascii_case("false"))
    {
        return Ok(None);
    }
    let wrong = |why: &str| Fault::Said(format!("{}, section {name}: {why}.", path.display()));
    let need = |key: &str| {
        section
            .bare(key)
            .ok_or_else(|| wrong(&format!("{key} is missing")))
    };
    let keys = || {
        let (id, secret) = (need("access_key_id")?, need("access_key_secret")?);
        let keys = Keys::ak_sk(id, secret, section.bare("security_token"));
        Ok::<_, Fault>(Source::Kept {
            keys: keys.ok_or_else(|| wrong("its key has blanks in it"))?,
            ends: None,
            place: format!("{}, section {name}", path.display()),
        })
    };
    let role = || {
        let session = section.bare("role_session_name").map(str::to_owned);
        let role = ways.role(need("role_arn")?, session, ROLE_SECONDS, None)?;
        let policy = section.get("policy").map(str::to_owned);
        Ok::<_, Fault>(Role { policy, ..role })
    };
    Ok(Some(match section.bare("type").unwrap_or("access_key") {
        "access_key" | "sts" => keys()?,
        "ecs_ram_role" => ways.machine(section.bare("role_name")),
        "ram_role_arn" => {
            let (role, with) = (role()?, keys()?);
            Source::RamRole(Box::new(RamRole { role, with }))
        }
        "oidc_role_arn" => Source::OidcRole(OidcRole {
            role: role()?,
            provider_arn: need("oidc_provider_arn")?.to_owned(),
            token_file: PathBuf::from(need("oidc_token_file_path")?),
        }),
        _ => return Err(wrong("its type is not known here")),
    }))
}
