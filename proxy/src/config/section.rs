//! One `[accounts.NAME]` as written, and as it runs.

use super::ConfigError;
use super::explain::value_error;
use super::raw::{RawAccount, Secret, Text, Texts};
use super::resolve::{File, value};
use crate::access::Pattern;
use crate::credentials::{self, Account, Fault, Places, Reach, Service, Source, Written};
use originscope_apis::find;
use toml::Spanned;

/// The region of the Huawei page's own examples, and the host that the API's specification names.
const HUAWEI_REGION: &str = "cn-north-4";

/// One account's section.
pub(super) struct Section<'a> {
    pub(super) name: &'a str,
    pub(super) vendor: &'static str,
    pub(super) raw: &'a RawAccount,
    pub(super) file: &'a File<'a>,
    pub(super) places: &'a Places<'a>,
}

impl Section<'_> {
    /// The account, if there is a key for it.
    ///
    /// # Errors
    /// What is wrong with the section, or with where its keys should be.
    pub(super) fn account(&self) -> Result<Option<Account>, ConfigError> {
        self.no_keys_of_the_other()?;
        let reach = self.reach()?;
        let found = match self.vendor {
            "huawei" => self.huawei()?,
            _ => self.alibaba()?,
        };
        Ok(found
            .map(|(service, source)| Account::new(self.name, self.vendor, service, reach, source)))
    }

    fn is_default(&self) -> bool {
        self.name == self.vendor
    }

    /// Each vendor's keys have its own names.
    fn no_keys_of_the_other(&self) -> Result<(), ConfigError> {
        let raw = self.raw;
        let alibaba: [(&str, &dyn Place); 7] = [
            ("access_key_id", &raw.access_key_id),
            ("access_key_secret", &raw.access_key_secret),
            ("signature", &raw.signature),
            ("role_arn", &raw.role_arn),
            ("external_id", &raw.external_id),
            ("cdn", &raw.endpoints.cdn),
            ("dcdn", &raw.endpoints.dcdn),
        ];
        let huawei: [(&str, &dyn Place); 7] = [
            ("ak", &raw.ak),
            ("sk", &raw.sk),
            ("project_id", &raw.project_id),
            ("auth_token", &raw.auth_token),
            ("region", &raw.region),
            ("endpoint", &raw.endpoint),
            ("iam", &raw.endpoints.iam),
        ];
        let (others, whose) = match self.vendor {
            "huawei" => (
                alibaba,
                "is a key of Alibaba's accounts, and this one is Huawei's",
            ),
            _ => (
                huawei,
                "is a key of Huawei's accounts, and this one is Alibaba's",
            ),
        };
        match others
            .iter()
            .find_map(|(key, place)| Some((key, place.span()?)))
        {
            Some((key, span)) => Err(value_error(self.file.text, key, span, whose)),
            None => Ok(()),
        }
    }

    fn reach(&self) -> Result<Reach, ConfigError> {
        let wrong =
            |key, at: &Spanned<String>, why| value_error(self.file.text, key, at.span(), why);
        let domain = |at: &Spanned<String>| {
            let why = "has an entry that is no domain such as www.example.com or *.example.com";
            Pattern::read(at.get_ref()).ok_or_else(|| wrong("domains", at, why))
        };
        let source = |at: &Spanned<String>| {
            let of_vendor = find(at.get_ref())
                .map(|api| api.spec())
                .filter(|spec| spec.account == self.vendor);
            let why = "has an entry that is no source of this vendor; the README lists them";
            of_vendor
                .map(|spec| spec.id)
                .ok_or_else(|| wrong("sources", at, why))
        };
        fn each<T>(
            list: &Texts,
            read: impl Fn(&Spanned<String>) -> Result<T, ConfigError>,
        ) -> Result<Option<Vec<T>>, ConfigError> {
            list.as_ref()
                .map(|list| list.iter().map(read).collect())
                .transpose()
        }
        Ok(Reach {
            domains: each(&self.raw.domains, domain)?,
            sources: each(&self.raw.sources, source)?,
        })
    }

    fn written(&self) -> Result<Written<'_>, ConfigError> {
        let raw = self.raw;
        let base = |key, text: &Text| match value(text) {
            Some(_) => self.file.base(key, text, "").map(Some),
            None => Ok(None),
        };
        let huawei = self.vendor == "huawei";
        Ok(Written {
            is_default: self.is_default(),
            id: value(if huawei { &raw.ak } else { &raw.access_key_id }),
            secret: secret(if huawei {
                &raw.sk
            } else {
                &raw.access_key_secret
            }),
            token: secret(&raw.security_token),
            auth_token: secret(&raw.auth_token),
            profile: value(&raw.profile),
            file: value(&raw.credentials_file).map(Into::into),
            instance_role: value(&raw.instance_role),
            role_arn: value(&raw.role_arn),
            external_id: value(&raw.external_id),
            sts: base("sts", &raw.endpoints.sts)?,
            iam: base("iam", &raw.endpoints.iam)?,
            metadata: base("metadata", &raw.endpoints.metadata)?,
        })
    }

    fn alibaba(&self) -> Result<Option<(Service, Source)>, ConfigError> {
        let raw = self.raw;
        let v1 = match value(&raw.signature) {
            None | Some("v3") => false,
            Some("v1") => true,
            Some(_) => {
                return Err(self.file.wrong(
                    "signature",
                    &raw.signature,
                    "must be \"v3\" or \"v1\"",
                ));
            }
        };
        let service = Service::Alibaba {
            v1,
            cdn: self
                .file
                .base("cdn", &raw.endpoints.cdn, "cdn.aliyuncs.com")?,
            dcdn: self
                .file
                .base("dcdn", &raw.endpoints.dcdn, "dcdn.aliyuncs.com")?,
        };
        let found = credentials::alibaba(&self.written()?, self.places);
        Ok(found
            .map_err(|why| self.explained(why))?
            .map(|source| (service, source)))
    }

    fn huawei(&self) -> Result<Option<(Service, Source)>, ConfigError> {
        let raw = self.raw;
        let region = value(&raw.region).unwrap_or(HUAWEI_REGION);
        if !credentials::is_region(region) {
            return Err(self.file.wrong(
                "region",
                &raw.region,
                "is not a region's id such as cn-north-4",
            ));
        }
        let host = format!("live.{region}.myhuaweicloud.com");
        let endpoint = self.file.base("endpoint", &raw.endpoint, &host)?;
        if let (Some(at), true) = (&raw.auth_token, raw.ak.is_some()) {
            let why = "cannot stand beside `ak`: choose one of the two ways to sign in";
            return Err(value_error(self.file.text, "auth_token", at.span(), why));
        }
        let found = credentials::huawei(&self.written()?, self.places);
        let Some(found) = found.map_err(|why| self.explained(why))? else {
            return Ok(None);
        };
        let written = value(&raw.project_id);
        let project_id =
            credentials::project(written, found.project_id, self.is_default(), self.places);
        let project_id = project_id.map_err(|why| self.explained(why))?;
        Ok(Some((
            Service::Huawei {
                project_id,
                endpoint,
            },
            found.source,
        )))
    }

    fn explained(&self, why: Fault) -> ConfigError {
        let (key, why) = match why {
            Fault::Said(sentence) => return ConfigError(sentence),
            Fault::InFile { key, why } => (key, why),
        };
        let raw = self.raw;
        let places: [(&str, &dyn Place); 9] = [
            ("access_key_id", &raw.access_key_id),
            ("access_key_secret", &raw.access_key_secret),
            ("ak", &raw.ak),
            ("sk", &raw.sk),
            ("auth_token", &raw.auth_token),
            ("project_id", &raw.project_id),
            ("profile", &raw.profile),
            ("credentials_file", &raw.credentials_file),
            ("role_arn", &raw.role_arn),
        ];
        let at = places.iter().find(|(name, _)| *name == key);
        let span = at.and_then(|(_, place)| place.span()).unwrap_or(0..0);
        value_error(self.file.text, key, span, why)
    }
}

/// A secret that is written; an empty one counts as not written.
pub(super) fn secret(text: &Secret) -> Option<&str> {
    let text = text.as_ref().map(|spanned| spanned.get_ref().as_str());
    text.filter(|text| !text.is_empty())
}

/// Where a key of the file stands, whatever its type.
trait Place {
    fn span(&self) -> Option<std::ops::Range<usize>>;
}

impl<T> Place for Option<Spanned<T>> {
    fn span(&self) -> Option<std::ops::Range<usize>> {
        self.as_ref().map(Spanned::span)
    }
}
