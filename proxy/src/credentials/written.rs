//! What an account's section in the configuration says about its keys.

use crate::base::Base;
use std::path::PathBuf;

/// The settings of one account, of either vendor.
#[derive(Default)]
pub(crate) struct Written<'a> {
    /// It is called after its vendor, so the environment and the vendor's own files speak for it too.
    pub(crate) is_default: bool,
    pub(crate) id: Option<&'a str>,
    pub(crate) secret: Option<&'a str>,
    pub(crate) token: Option<&'a str>,
    /// Huawei's token instead of a key.
    pub(crate) auth_token: Option<&'a str>,
    /// A profile of the vendor's files, or of the file below.
    pub(crate) profile: Option<&'a str>,
    pub(crate) file: Option<PathBuf>,
    /// The role or agency of this machine; `auto` lets the machine say.
    pub(crate) instance_role: Option<&'a str>,
    /// A role to assume with the keys that were found.
    pub(crate) role_arn: Option<&'a str>,
    pub(crate) external_id: Option<&'a str>,
    pub(crate) sts: Option<Base>,
    pub(crate) iam: Option<Base>,
    pub(crate) metadata: Option<Base>,
}

/// What is wrong with a set of keys; no value is part of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A whole sentence.
    Said(String),
    /// The end of a sentence about a key of the configuration.
    InFile {
        key: &'static str,
        why: &'static str,
    },
}
