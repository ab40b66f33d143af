//! Connections by address: nobody takes them all. A trusted proxy speaks for many and is not counted.

use std::collections::HashMap;
use std::net::{IpAddr, Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::proxies::{Network, network_of};

/// Open connections by network. One per process.
#[derive(Debug)]
pub struct Connections {
    most: usize,
    exempt: Vec<Network>,
    by_network: Mutex<HashMap<IpAddr, usize>>,
}

/// A connection that counts until it is dropped.
#[derive(Debug)]
pub struct Counted {
    all: Arc<Connections>,
    network: IpAddr,
}

impl Connections {
    pub fn new(most: usize, exempt: Vec<Network>) -> Self {
        Self { most, exempt, by_network: Mutex::default() }
    }

    /// Counts a new connection. `Err` when its address has as many as it may; `None` for a proxy, which is not counted.
    pub fn open(self: &Arc<Self>, peer: IpAddr) -> Result<Option<Counted>, TooMany> {
        if self.exempt.iter().any(|network| network.contains(peer)) {
            return Ok(None);
        }
        let network = network_of(peer);
        let mut by_network = self.lock();
        let open = by_network.entry(network).or_default();
        if *open >= self.most {
            return Err(TooMany);
        }
        *open += 1;
        Ok(Some(Counted { all: Arc::clone(self), network }))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.by_network.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The address has as many connections as it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

impl Drop for Counted {
    fn drop(&mut self) {
        let mut by_network = self.all.lock();
        if let Some(open) = by_network.get_mut(&self.network) {
            *open = open.saturating_sub(1);
            if *open == 0 {
                by_network.remove(&self.network);
            }
        }
    }
}

/// Closes a connection that was accepted, by a second handle of its socket: whoever reads from it sees the end.
pub fn close(stream: &impl AsFd) {
    if let Ok(handle) = stream.as_fd().try_clone_to_owned() {
        // It may be closed already.
        let _ = TcpStream::from(handle).shutdown(Shutdown::Both);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_and_a_trusted_proxy_is_not_counted() {
        let all = Arc::new(Connections::new(2, vec!["10.0.0.0/8".parse().unwrap()]));
        let open = |peer: &str| all.open(peer.parse().unwrap());
        let first = open("192.0.2.1").unwrap();
        let second = open("::ffff:192.0.2.1").unwrap();
        assert!(first.is_some() && second.is_some());
        assert_eq!(open("192.0.2.1").unwrap_err(), TooMany);
        assert!(open("192.0.2.2").unwrap().is_some(), "another address has its own");
        let subscriber = [open("2001:db8::1").unwrap(), open("2001:db8::2").unwrap()];
        assert!(open("2001:db8::3").is_err(), "one subscriber, many addresses");
        for _ in 0..10 {
            assert!(open("10.1.2.3").unwrap().is_none());
        }
        drop((first, subscriber));
        assert!(open("192.0.2.1").unwrap().is_some(), "given back");
        drop(second);
        assert!(all.lock().is_empty(), "nothing is remembered of who has gone");
    }
}
