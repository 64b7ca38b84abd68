//! How many connections there may be: in all, and from one address, so that one peer cannot take all places.

use ipnet::IpNet;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

type Counts = Arc<Mutex<HashMap<IpAddr, usize>>>;

pub(super) struct Places {
    total: Arc<Semaphore>,
    taken: Counts,
    per_address: usize,
    fronts: Vec<IpNet>,
}

/// A connection's place; dropping it gives it back.
pub(super) struct Place {
    address: IpAddr,
    taken: Counts,
    _total: OwnedSemaphorePermit,
}

impl Places {
    /// So many in all, so many of one address; `fronts` have the connections of many and no share.
    pub(super) fn new(total: usize, per_address: usize, fronts: Vec<IpNet>) -> Self {
        Self {
            total: Arc::new(Semaphore::new(total)),
            taken: Counts::default(),
            per_address,
            fronts,
        }
    }

    /// Waits until there is room for another connection.
    pub(super) async fn any(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.total).acquire_owned().await.ok()
    }

    /// A place for a connection from this address; `None` if it has its share already.
    pub(super) fn of(&self, address: IpAddr, total: OwnedSemaphorePermit) -> Option<Place> {
        let is_front = self
            .fronts
            .iter()
            .any(|net| net.contains(&address.to_canonical()));
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(address).or_default();
        if *count >= self.per_address && !is_front {
            tracing::debug!("one address has too many connections");
            return None;
        }
        *count = count.saturating_add(1);
        Some(Place {
            address,
            taken: Arc::clone(&self.taken),
            _total: total,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.remove(&self.address);
            }
        }
    }
}
