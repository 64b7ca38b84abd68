//! `originscope check`: for every source which key is used and from where, and whether one real call works.

use crate::cli::CheckArgs;
use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::credentials::Account;
use crate::fetch::fetch;
use crate::state::Proxy;
use crate::validate::one_domain;
use originscope_apis::{Api, policy, registry};
use originscope_core::{Ask, Problem, TimeRange};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// The name that is asked about if nobody says a better one: a vendor that says that it is not the account's has taken
/// the key.
const ANY_DOMAIN: &str = "www.example.com";
/// The hour that is asked about ended so long ago, seconds: every source has it by then.
const PAST: i64 = 6 * 3_600;
const HOUR: i64 = 3_600;

/// What came of one call.
enum Outcome {
    Works(&'static str),
    Fails { what: String, code: String },
}

/// Checks every source with each of its accounts and says in `out` what is found. `true` if all that has a key works, and
/// something has one.
///
/// # Errors
/// A sentence if there is no such account, or no TLS; what the system says to writing.
pub async fn check(
    mut config: Config,
    clock: Clock,
    args: &CheckArgs,
    out: &mut impl Write,
) -> Result<io::Result<bool>, ConfigError> {
    // The check is of the keys: neither answers nor quotas are shared for it, and no page is served.
    (config.demo, config.replay, config.dist, config.replicas) = (false, None, None, None);
    let looked = config.looked.clone();
    let names: Vec<String> = config
        .accounts
        .iter()
        .map(|account| account.name.clone())
        .collect();
    if let Some(name) = args.account.as_ref().filter(|name| !names.contains(name)) {
        let those = if names.is_empty() {
            "none has one".to_owned()
        } else {
            format!("those with one: {}", names.join(", "))
        };
        return Err(ConfigError(format!(
            "There is no account {name} with a key; {those}."
        )));
    }
    let domain = args.domain.as_deref().map(|text| {
        one_domain(text).ok_or_else(|| {
            ConfigError("--domain is not a domain such as www.example.com.".to_owned())
        })
    });
    let domain = domain.transpose()?;
    let proxy = Proxy::new(config, clock)?;
    let checking = Checking {
        proxy,
        args,
        domain,
        looked,
    };
    Ok(checking.run(out).await)
}

struct Checking<'a> {
    proxy: Proxy,
    args: &'a CheckArgs,
    domain: Option<String>,
    looked: Vec<PathBuf>,
}

impl Checking<'_> {
    async fn run(&self, out: &mut impl Write) -> io::Result<bool> {
        let (mut lacking, mut denied, mut all_work, mut any) =
            (Vec::new(), Vec::new(), true, false);
        for api in registry() {
            let spec = api.spec();
            let accounts = self.accounts(*api);
            if accounts.is_empty() && self.args.account.is_none() {
                writeln!(out, "{:<22} no key", spec.id)?;
                lacking.push(spec.account);
            }
            for account in accounts {
                any = true;
                writeln!(
                    out,
                    "{:<22} account {}: {}",
                    spec.id,
                    account.name,
                    self.key(&account).await
                )?;
                match self.call(*api, &account).await {
                    Outcome::Works(note) => writeln!(out, "  works{note}")?,
                    Outcome::Fails { what, code } => {
                        all_work = false;
                        denied.extend((code == "account_denied").then_some(spec.account));
                        writeln!(out, "  does not work: {what}")?;
                    }
                }
            }
        }
        self.clocks(out)?;
        lacking.dedup();
        denied.dedup();
        self.missing(&lacking, out)?;
        for vendor in ["alibaba", "huawei"]
            .iter()
            .filter(|vendor| lacking.contains(vendor) || denied.contains(vendor))
        {
            writeln!(
                out,
                "\nThe least that a key of {vendor} must be allowed:\n{}",
                policy(vendor)
            )?;
        }
        out.flush()?;
        Ok(any && all_work)
    }

    /// Without any key the proxy would go on with the simulator's: those are not checked.
    fn accounts(&self, api: &dyn Api) -> Vec<Arc<Account>> {
        if !self.proxy.is_live() {
            return Vec::new();
        }
        let accounts = self.proxy.accounts();
        let is_meant = |account: &&Arc<Account>| {
            self.args
                .account
                .as_ref()
                .is_none_or(|name| *name == account.name)
        };
        accounts
            .of(api.spec())
            .into_iter()
            .filter(is_meant)
            .map(Arc::clone)
            .collect()
    }

    /// Which key, from where, until when.
    async fn key(&self, account: &Arc<Account>) -> String {
        let from = account.keeper.source().words();
        match self.proxy.lease(account).await {
            Ok(lease) => {
                let ends = lease
                    .keys
                    .ends()
                    .map(|ends| format!("key ends {ends}, "))
                    .unwrap_or_default();
                let left = lease
                    .ends
                    .map(|ends| ends.saturating_sub(self.proxy.now_of(account.vendor)));
                let left = left
                    .map(|left| format!(", good for {} more minutes", left / 60))
                    .unwrap_or_default();
                format!("{ends}from {from}{left}")
            }
            Err(why) => format!("no key from {from}: {why}"),
        }
    }

    async fn call(&self, api: &dyn Api, account: &Arc<Account>) -> Outcome {
        let own = account
            .reach
            .domains
            .iter()
            .flatten()
            .find_map(|pattern| pattern.name());
        let given = self.domain.as_deref().or(own);
        let end = (self.proxy.now_of(account.vendor).saturating_sub(PAST)) / HOUR * HOUR;
        let ask = Ask {
            domains: vec![given.unwrap_or(ANY_DOMAIN).to_owned()],
            range: TimeRange::new(end.saturating_sub(HOUR), end),
            grain: None,
            isp: None,
            region: None,
            codes: Vec::new(),
        };
        match fetch(&self.proxy, Some(account), api, &ask).await {
            Ok(_) => Outcome::Works(""),
            Err(problem) if problem.code == "domain_not_found" && given.is_none() => {
                Outcome::Works(
                    ": the vendor takes the key (asked about www.example.com; --domain names a better one)",
                )
            }
            Err(problem) => Outcome::Fails {
                what: told(&problem),
                code: problem.code,
            },
        }
    }

    fn clocks(&self, out: &mut impl Write) -> io::Result<()> {
        for vendor in ["alibaba", "huawei"]
            .into_iter()
            .filter(|vendor| self.proxy.is_live() && self.proxy.accounts().has(vendor))
        {
            let said = match self.proxy.skew(vendor).middle() {
                None => "not known: no answer had the time".to_owned(),
                Some(offset) if offset.abs() <= 60 => "right to within a minute".to_owned(),
                Some(offset) => {
                    let side = if offset > 0 { "behind" } else { "ahead of" };
                    format!(
                        "{} seconds {side} the vendor's: set it; until then calls are signed with the vendor's time",
                        offset.abs()
                    )
                }
            };
            writeln!(out, "{:<22} {vendor}: {said}", "clock")?;
        }
        Ok(())
    }

    /// What to set for vendors without a key, and where it was looked for.
    fn missing(&self, lacking: &[&str], out: &mut impl Write) -> io::Result<()> {
        for vendor in lacking {
            let variables = match *vendor {
                "huawei" => "HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK and HUAWEICLOUD_SDK_PROJECT_ID",
                _ => "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            };
            writeln!(
                out,
                "\n{vendor} has no key: set {variables}, a profile of the vendor's own tools, or [accounts.{vendor}] in the configuration."
            )?;
        }
        if !lacking.is_empty() && !self.looked.is_empty() {
            writeln!(out, "Looked at, besides the environment:")?;
            for file in &self.looked {
                let there = if file.exists() { "there" } else { "not there" };
                writeln!(out, "  {} ({there})", file.display())?;
            }
        }
        Ok(())
    }
}

/// A problem in one line, with the vendor's code and id where there are any.
fn told(problem: &Problem) -> String {
    let mut text = format!("{} {} ({}", problem.title, problem.action, problem.code);
    for more in [&problem.upstream_code, &problem.upstream_request_id]
        .into_iter()
        .flatten()
    {
        text.push_str(", ");
        text.push_str(more);
    }
    text.push(')');
    text
}
