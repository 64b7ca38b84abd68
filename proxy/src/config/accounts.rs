//! All accounts of the configuration, and that no domain belongs to two of them.

use super::ConfigError;
use super::explain::value_error;
use super::raw::RawAccount;
use super::resolve::{File, value};
use super::section::Section;
use crate::credentials::{Account, Places};
use originscope_apis::registry;
use std::collections::BTreeMap;
use toml::Spanned;

/// The accounts that need not be written: the environment and the vendors' own files speak for them.
const DEFAULTS: [&str; 2] = ["alibaba", "huawei"];

/// All accounts that have a key.
///
/// # Errors
/// What is wrong with a section, or with where its keys should be.
pub(super) fn accounts(
    written: &BTreeMap<String, Spanned<RawAccount>>,
    file: &File<'_>,
    places: &Places<'_>,
) -> Result<Vec<Account>, ConfigError> {
    let (mut accounts, nothing) = (Vec::new(), RawAccount::default());
    for name in DEFAULTS {
        let raw = written.get(name).map_or(&nothing, Spanned::get_ref);
        let section = Section {
            name,
            vendor: name,
            raw,
            file,
            places,
        };
        accounts.extend(section.account()?);
    }
    for (name, spanned) in written
        .iter()
        .filter(|(name, _)| !DEFAULTS.contains(&name.as_str()))
    {
        let raw = spanned.get_ref();
        let wrong =
            |why: &str| value_error(file.text, &format!("accounts.{name}"), spanned.span(), why);
        let plain =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
        if !(1..=32).contains(&name.len()) || !name.bytes().all(plain) {
            return Err(value_error(
                file.text,
                "accounts",
                spanned.span(),
                "has a name with other characters than a-z, 0-9, - and _, or a long one",
            ));
        }
        let vendor = match value(&raw.vendor) {
            Some("alibaba") => "alibaba",
            Some("huawei") => "huawei",
            Some(_) => {
                return Err(file.wrong("vendor", &raw.vendor, "must be \"alibaba\" or \"huawei\""));
            }
            None => {
                return Err(wrong(
                    "is an account of which vendor? Only those called alibaba and huawei need no `vendor`",
                ));
            }
        };
        let section = Section {
            name,
            vendor,
            raw,
            file,
            places,
        };
        let account = section.account()?;
        let why =
            "names no key: set the key itself, `profile`, `credentials_file` or `instance_role`";
        accounts.push(account.ok_or_else(|| wrong(why))?);
    }
    distinct(&accounts)?;
    Ok(accounts)
}

/// No domain of a source may belong to two accounts alike.
fn distinct(accounts: &[Account]) -> Result<(), ConfigError> {
    for spec in registry().iter().map(|api| api.spec()) {
        let of = |account: &&Account| {
            account.vendor == spec.account && account.reach.has_source(spec.id)
        };
        let mut before: Vec<&Account> = Vec::new();
        for account in accounts.iter().filter(of) {
            let same = |other: &&&Account| match (&account.reach.domains, &other.reach.domains) {
                (None, None) => true,
                (Some(a), Some(b)) => a.iter().any(|pattern| b.contains(pattern)),
                _ => false,
            };
            if let Some(other) = before.iter().find(same) {
                return Err(ConfigError(format!(
                    "Configuration: the accounts {} and {} are both for the same domains of {}: set `domains` or `sources` so that \
                     each domain has one.",
                    other.name, account.name, spec.id
                )));
            }
            before.push(account);
        }
    }
    Ok(())
}
