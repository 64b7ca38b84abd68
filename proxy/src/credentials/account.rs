//! The accounts: which keys sign for which domains, at which addresses.

use super::http::Http;
use super::keeper::Keeper;
use super::keys::{Keys, Lease, NotGiven};
use super::source::Source;
use crate::access::Pattern;
use crate::base::Base;
use crate::guard::Lanes;
use crate::problem::{domains_of_several_accounts, no_account_for_domain, no_credential};
use base64::Engine;
use originscope_core::{Problem, Spec};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One account of a vendor. A request takes it once and keeps it to its end, whatever comes meanwhile.
#[derive(Clone)]
pub(crate) struct Account {
    /// As in `[accounts.NAME]`.
    pub(crate) name: String,
    /// The account section of the registry that it serves: `alibaba` or `huawei`.
    pub(crate) vendor: &'static str,
    pub(crate) service: Service,
    pub(crate) reach: Reach,
    pub(crate) keeper: Keeper,
    /// The quota, and whether the vendor takes the key.
    pub(crate) lanes: Lanes,
    /// Another number for other keys.
    pub(crate) turn: u64,
}

/// Where the vendor is reached, and how it is signed to.
#[derive(Clone, PartialEq)]
pub(crate) enum Service {
    Alibaba {
        /// The older signature in the query (opt-in) instead of the one in headers.
        v1: bool,
        cdn: Base,
        dcdn: Base,
    },
    Huawei {
        project_id: String,
        endpoint: Base,
    },
}

/// What an account is for. Nothing said means everything.
#[derive(Clone, Default)]
pub(crate) struct Reach {
    pub(crate) domains: Option<Vec<Pattern>>,
    pub(crate) sources: Option<Vec<&'static str>>,
}

impl Reach {
    pub(crate) fn has_source(&self, source: &str) -> bool {
        self.sources
            .as_ref()
            .is_none_or(|sources| sources.contains(&source))
    }

    /// How closely a domain is meant; `None` if it is not.
    fn rank(&self, domain: &str) -> Option<usize> {
        match &self.domains {
            None => Some(0),
            Some(patterns) => patterns
                .iter()
                .filter_map(|pattern| pattern.rank(domain))
                .max(),
        }
    }
}

impl Account {
    /// An account with fresh guards.
    pub(crate) fn new(
        name: &str,
        vendor: &'static str,
        service: Service,
        reach: Reach,
        source: Source,
    ) -> Self {
        static TURNS: AtomicU64 = AtomicU64::new(1);
        Self {
            name: name.to_owned(),
            vendor,
            service,
            reach,
            keeper: Keeper::new(source),
            lanes: Lanes::new(),
            turn: TURNS.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// This account after another with the same name: whatever has not changed goes on.
    fn after(self, old: &Self) -> Self {
        if self.service == old.service && self.keeper.source() == old.keeper.source() {
            return Self {
                reach: self.reach,
                ..old.clone()
            };
        }
        let lanes = old.lanes.with_new_key();
        Self { lanes, ..self }
    }

    /// A hash of whose answers these are: identity, project and address. Whoever has others has other answers.
    ///
    /// # Errors
    /// Why there are no keys, where only they tell whose they are.
    pub(crate) async fn scope(&self, http: &Arc<Http>, now: i64) -> Result<String, NotGiven> {
        let identity = match self.keeper.source().identity() {
            Some(identity) => identity.to_owned(),
            None => {
                let lease = match self.keeper.held() {
                    Some(lease) => lease,
                    None => self.keeper.lease(http, now).await?,
                };
                match (&lease.owner, &lease.keys) {
                    (Some(owner), _) => format!("{owner}|{}", self.keeper.source().words()),
                    (None, Keys::AkSk(credential)) => credential.id().to_owned(),
                    (None, Keys::Token(_)) => "token".to_owned(),
                }
            }
        };
        let place = match &self.service {
            Service::Alibaba { cdn, dcdn, .. } => format!("{}|{}", cdn.authority, dcdn.authority),
            Service::Huawei {
                project_id,
                endpoint,
            } => format!("{project_id}|{}", endpoint.authority),
        };
        let digest = Sha256::digest(format!("{identity}|{place}"));
        Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest))
    }

    /// The last four characters of the id of the key in use.
    pub(crate) fn key_ends(&self) -> Option<String> {
        self.keeper.held()?.keys.ends().map(str::to_owned)
    }
}

/// All accounts of one moment.
#[derive(Default)]
pub(crate) struct Accounts(Vec<Arc<Account>>);

impl Accounts {
    /// These accounts.
    pub(crate) fn new(accounts: Vec<Account>) -> Self {
        Self(accounts.into_iter().map(Arc::new).collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Account>> {
        self.0.iter()
    }

    /// Whether there is a key for this vendor.
    pub(crate) fn has(&self, vendor: &str) -> bool {
        self.0.iter().any(|account| account.vendor == vendor)
    }

    /// The accounts that a source may be asked with, the one for all domains first.
    pub(crate) fn of(&self, spec: &Spec) -> Vec<&Arc<Account>> {
        let is_for = |account: &&Arc<Account>| {
            account.vendor == spec.account && account.reach.has_source(spec.id)
        };
        let mut accounts: Vec<_> = self.0.iter().filter(is_for).collect();
        accounts.sort_by_key(|account| account.reach.domains.is_some());
        accounts
    }

    /// The account for a question.
    ///
    /// # Errors
    /// `no_credential`; `no_account_for_domain`; `domains_of_several_accounts`.
    pub(crate) fn for_domains(
        &self,
        spec: &Spec,
        domains: &[String],
    ) -> Result<Arc<Account>, Problem> {
        let accounts = self.of(spec);
        if accounts.is_empty() {
            return Err(no_credential());
        }
        let mut chosen: Option<&Arc<Account>> = None;
        for domain in domains {
            let ranked = accounts
                .iter()
                .filter_map(|account| Some((account.reach.rank(domain)?, *account)));
            let (_, account) = ranked
                .max_by_key(|(rank, _)| *rank)
                .ok_or_else(no_account_for_domain)?;
            if chosen.is_some_and(|chosen| !Arc::ptr_eq(chosen, account)) {
                return Err(domains_of_several_accounts());
            }
            chosen = Some(account);
        }
        chosen.map(Arc::clone).ok_or_else(no_account_for_domain)
    }

    /// These accounts after others: those that have not changed go on with what they hold.
    ///
    /// # Errors
    /// The name of an account that is no more: a file that is being written looks like that.
    pub(crate) fn after(self, old: &Self) -> Result<Self, String> {
        let find = |among: &Self, name: &str| {
            among
                .0
                .iter()
                .find(|account| account.name == name)
                .map(Arc::clone)
        };
        if let Some(lost) = old
            .0
            .iter()
            .find(|account| find(&self, &account.name).is_none())
        {
            return Err(lost.name.clone());
        }
        let renewed = self
            .0
            .into_iter()
            .map(|account| match find(old, &account.name) {
                Some(before) => Arc::new(Account::clone(&account).after(&before)),
                None => account,
            });
        Ok(Self(renewed.collect()))
    }
}

/// An account and the keys that a request has from it.
#[derive(Clone)]
pub(crate) struct Signer {
    pub(crate) account: Arc<Account>,
    pub(crate) lease: Arc<Lease>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_apis::find;

    fn account(name: &str, domains: Option<&[&str]>, sources: Option<&[&'static str]>) -> Account {
        let service = Service::Alibaba {
            v1: false,
            cdn: Base::https("cdn.aliyuncs.com"),
            dcdn: Base::https("dcdn.aliyuncs.com"),
        };
        let patterns = |list: &[&str]| {
            list.iter()
                .map(|text| Pattern::read(text).unwrap())
                .collect()
        };
        let reach = Reach {
            domains: domains.map(patterns),
            sources: sources.map(<[_]>::to_vec),
        };
        let keys = Keys::ak_sk(name, "secret", None).unwrap();
        let source = Source::Kept {
            keys,
            ends: None,
            place: "a test".to_owned(),
        };
        Account::new(name, "alibaba", service, reach, source)
    }

    fn chosen(accounts: &Accounts, source: &str, domains: &[&str]) -> Result<String, String> {
        let domains: Vec<String> = domains.iter().map(ToString::to_string).collect();
        let spec = find(source).unwrap().spec();
        let chosen = accounts.for_domains(spec, &domains);
        chosen
            .map(|account| account.name.clone())
            .map_err(|problem| problem.code)
    }

    #[test]
    fn a_domain_goes_to_the_account_that_means_it_most_closely() {
        let accounts = Accounts::new(vec![
            account("all", None, None),
            account("below", Some(&["*.example.com"]), None),
            account(
                "closer",
                Some(&["*.video.example.com", "www.example.com"]),
                None,
            ),
            account("dcdn", None, Some(&["dcdn-ws-codes"])),
        ]);
        let ask = |domains: &[&str]| chosen(&accounts, "cdn-origin-codes", domains);
        for (domain, name) in [
            ("other.com", "all"),
            ("example.com", "all"),
            ("a.example.com", "below"),
            ("www.example.com", "closer"),
            ("a.video.example.com", "closer"),
        ] {
            assert_eq!(ask(&[domain]).as_deref(), Ok(name), "{domain}");
        }
        assert_eq!(
            ask(&["www.example.com", "b.video.example.com"]).as_deref(),
            Ok("closer")
        );
        assert_eq!(
            ask(&["www.example.com", "other.com"]).unwrap_err(),
            "domains_of_several_accounts"
        );
        assert_eq!(
            chosen(&accounts, "live-codes", &["a.com"]).unwrap_err(),
            "no_credential"
        );
        let only = Accounts::new(vec![account("one", Some(&["a.com"]), None)]);
        assert_eq!(
            chosen(&only, "cdn-origin-codes", &["b.com"]).unwrap_err(),
            "no_account_for_domain"
        );
    }

    #[test]
    fn k07_what_has_not_changed_goes_on() {
        let old = Accounts::new(vec![
            account("a", None, None),
            account("b", Some(&["b.com"]), None),
        ]);
        let mut changed = account("b", Some(&["b.com"]), None);
        changed.keeper = account("other", None, None).keeper;
        let new = Accounts::new(vec![
            account("a", Some(&["a.com"]), None),
            changed,
            account("c", Some(&["c.com"]), None),
        ]);
        let new = new.after(&old).ok().unwrap();
        let turns = |accounts: &Accounts| {
            accounts
                .iter()
                .map(|account| account.turn)
                .collect::<Vec<_>>()
        };
        assert_eq!(turns(&new)[0], turns(&old)[0]);
        assert_ne!(turns(&new)[1], turns(&old)[1]);
        assert!(new.0[0].reach.domains.is_some(), "the reach is the new one");
        assert_eq!(Accounts::default().after(&new).err().as_deref(), Some("a"));
    }
}
