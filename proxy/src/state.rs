//! What a running proxy consists of: decided at start, unchanged afterwards, shared by all requests.

use crate::access::{Access, Mode};
use crate::cache::Cache;
use crate::clock::Clock;
use crate::config::{Config, ConfigError, Doors};
use crate::credentials::{Account, Accounts, Http, Lease, NotGiven, Signer};
use crate::guard::Guards;
use crate::live::Client;
use crate::metrics::Metrics;
use crate::problem::credentials_expired;
use crate::replay::Replay;
use crate::replicas::Replicas;
use crate::simulate::demo;
use crate::site::Site;
use crate::skew::Skew;
use crate::upstream::Upstream;
use originscope_core::Problem;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// A proxy, ready to answer; clones share everything.
#[derive(Clone)]
pub struct Proxy(Arc<Inner>);

struct Inner {
    clock: Clock,
    listen: SocketAddr,
    doors: Doors,
    access: Access,
    /// Replaced as a whole; who has begun with one keeps it.
    accounts: RwLock<Arc<Accounts>>,
    http: Arc<Http>,
    /// The files that the keys came from.
    looked: Vec<PathBuf>,
    /// The last changed configuration could not be used.
    reload_failed: AtomicBool,
    upstream: Upstream,
    site: Site,
    guards: Guards,
    cache: Cache,
    replicas: Option<Replicas>,
    metrics: Metrics,
    draining: AtomicBool,
    admin: Option<SocketAddr>,
    skews: [Skew; 2],
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proxy")
    }
}

impl Proxy {
    /// A proxy after this configuration: saved answers if a folder is named, else the vendors if there is any key, else
    /// the simulator.
    ///
    /// # Errors
    /// A sentence about the folder of answers, the folder of the page or the TLS client.
    pub fn new(config: Config, clock: Clock) -> Result<Self, ConfigError> {
        let no_key = config.accounts.iter().next().is_none();
        let (upstream, accounts) = if let Some(folder) = &config.replay {
            (
                Upstream::Replay(Replay::open(folder).map_err(ConfigError)?),
                config.accounts,
            )
        } else if config.demo || no_key {
            demo()
        } else {
            (
                Upstream::Live(Client::new(config.outbound_proxy.as_ref()).map_err(ConfigError)?),
                config.accounts,
            )
        };
        let site = Site::open(config.dist.as_deref()).map_err(ConfigError)?;
        Ok(Self(Arc::new(Inner {
            clock,
            listen: config.listen,
            doors: config.doors,
            access: config.access,
            accounts: RwLock::new(Arc::new(accounts)),
            http: Arc::new(Http::new(config.outbound_proxy)),
            looked: config.looked,
            reload_failed: AtomicBool::new(false),
            upstream,
            site,
            guards: Guards::new(),
            cache: Cache::new(),
            replicas: config.replicas,
            metrics: Metrics::new(),
            draining: AtomicBool::new(false),
            admin: config.admin,
            skews: Default::default(),
        })))
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Where it was told to listen.
    pub(crate) fn listen(&self) -> SocketAddr {
        self.0.listen
    }

    pub(crate) fn doors(&self) -> &Doors {
        &self.0.doors
    }

    /// The keys as they are now. A request takes them once and keeps them to its end, whatever comes meanwhile.
    pub(crate) fn accounts(&self) -> Arc<Accounts> {
        let accounts = &self.0.accounts;
        Arc::clone(&accounts.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the accounts of another configuration, whose other settings wait for the next start. Requests under way end
    /// with the keys that they began with.
    ///
    /// # Errors
    /// A sentence if an account would lose its key (a file that is being written looks like that), or gets none from where
    /// it is to come from now. Then all stays as it is.
    pub async fn take_accounts(&self, config: Config) -> Result<(), ConfigError> {
        if !self.is_live() {
            return Ok(());
        }
        let before = self.accounts();
        let now = config.accounts.after(&before).map_err(|name| {
            ConfigError(format!(
                "The account {name} has lost its key: the old one stays in use until the next start."
            ))
        })?;
        let is_new = |account: &&Arc<Account>| before.iter().all(|old| old.turn != account.turn);
        for account in now.iter().filter(is_new) {
            self.lease(account).await.map_err(|why| {
                let (name, from) = (&account.name, account.keeper.source().words());
                ConfigError(format!(
                    "The account {name} gets no key from {from}: {why}."
                ))
            })?;
        }
        *(self.0.accounts.write()).unwrap_or_else(PoisonError::into_inner) = Arc::new(now);
        Ok(())
    }

    /// Whether vendors are asked.
    pub(crate) fn is_live(&self) -> bool {
        matches!(self.upstream(), Upstream::Live(_))
    }

    /// The files that the keys came from.
    pub(crate) fn looked(&self) -> Vec<PathBuf> {
        self.0.looked.clone()
    }

    /// A changed configuration was read, and why it cannot be used, if so.
    pub(crate) fn reloaded(&self, trouble: Option<&ConfigError>) {
        match trouble {
            None => tracing::info!("the configuration was read again"),
            Some(why) => tracing::warn!(%why, "the keys before it stay in use"),
        }
        self.0
            .reload_failed
            .store(trouble.is_some(), Ordering::Relaxed);
        self.metrics().reload(trouble.is_none());
    }

    pub(crate) fn reload_failed(&self) -> bool {
        self.0.reload_failed.load(Ordering::Relaxed)
    }

    /// The account with keys that are good now.
    ///
    /// # Errors
    /// `credentials_expired`, with the code of whoever refused to give new ones.
    pub(crate) async fn signer(&self, account: &Arc<Account>) -> Result<Signer, Problem> {
        let lease = self.lease(account).await;
        Ok(Signer {
            account: Arc::clone(account),
            lease: lease.map_err(|why| credentials_expired(why.code))?,
        })
    }

    /// The account's keys that are good now.
    ///
    /// # Errors
    /// Why there are none.
    pub(crate) async fn lease(&self, account: &Account) -> Result<Arc<Lease>, NotGiven> {
        let now = self.now_of(account.vendor);
        account.keeper.lease(&self.0.http, now).await
    }

    /// What tells one account's answers from another's where replicas share them; no key can be read out of it.
    ///
    /// # Errors
    /// `credentials_expired`, where only a key tells whose answers they are.
    pub(crate) async fn scope(&self, account: &Account) -> Result<String, Problem> {
        let scope = account
            .scope(&self.0.http, self.now_of(account.vendor))
            .await;
        scope.map_err(|why| credentials_expired(why.code))
    }

    /// The time by the vendor's clock, as far as it is known.
    pub(crate) fn now_of(&self, vendor: &str) -> i64 {
        self.clock()
            .now()
            .saturating_add(self.skew(vendor).offset())
    }

    pub(crate) fn upstream(&self) -> &Upstream {
        &self.0.upstream
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.0.cache
    }

    /// The Redis that this proxy shares with its replicas; nothing in a demonstration, which has no quota to spare.
    pub(crate) fn replicas(&self) -> Option<&Replicas> {
        self.0.replicas.as_ref().filter(|_| self.is_live())
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Where the operator's own listener is to be, if anywhere.
    pub(crate) fn admin(&self) -> Option<SocketAddr> {
        self.0.admin
    }

    /// No new requests are to be sent here: the end has begun.
    pub(crate) fn drain(&self) {
        self.0.draining.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.0.draining.load(Ordering::Relaxed)
    }

    /// Whether a browser may keep what is settled. Simulated and saved answers have the addresses that real ones will
    /// have, so they must not be found again later; and who asks through another proxy the browser does not know.
    pub(crate) fn browsers_may_keep(&self) -> bool {
        self.is_live() && !matches!(self.access().mode, Mode::Header(_))
    }

    pub(crate) fn access(&self) -> &Access {
        &self.0.access
    }

    pub(crate) fn guards(&self) -> &Guards {
        &self.0.guards
    }

    /// How this machine's clock differs from the vendor's.
    pub(crate) fn skew(&self, account: &str) -> &Skew {
        let [alibaba, huawei] = &self.0.skews;
        if account == "huawei" { huawei } else { alibaba }
    }

    pub(crate) fn site(&self) -> &Site {
        &self.0.site
    }

    /// Whether sources of this account can be asked at all.
    pub(crate) fn can_ask(&self, account: &str) -> bool {
        match self.upstream() {
            Upstream::Replay(_) => true,
            _ => self.accounts().has(account),
        }
    }
}
