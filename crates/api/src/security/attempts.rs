//! Guessing passwords: failures are counted per login and place, and per address; who failed too often waits.
//!
//! Every door that looks at a password counts here: signing in, with or without a session, and changing one's own password. A place
//! where the owner signed in before (`app/access/places`) has a count of its own; all other places share one. So a stranger's guesses
//! never keep the owner out, and a stolen session guesses no faster than anybody. API keys have 256 random bits and need no count.
//!
//! Only failures cost: an attempt takes a token when it begins, so that a thousand guesses at once do not all pass, and gets it back
//! when it was right. (That give-back is why this is not the `governor` crate: its cells cannot be returned.)

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use app::access::places::Mark;

/// How many failures in a row, and how long until one is forgotten.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    pub burst: u32,
    pub refill: Duration,
}

/// Ten failures per login and place, then one every 90 seconds: ten in a quarter of an hour.
pub const PER_LOGIN: Allowance = Allowance { burst: 10, refill: Duration::from_secs(90) };
/// An address may serve a whole office.
pub const PER_ADDRESS: Allowance = Allowance { burst: 50, refill: Duration::from_secs(10) };

/// Counts of one generation. Two are kept: at most some ten megabytes, however many logins are tried.
const MOST: usize = 20_000;

/// A login, and the place if its owner signed in there before.
type Account = (String, Option<Mark>);

/// Failures, where a password is asked for.
#[derive(Debug)]
pub struct Attempts {
    accounts: Mutex<Debts<Account>>,
    addresses: Mutex<Debts<IpAddr>>,
}

/// When everything that was taken will have been given back.
#[derive(Clone, Copy, Debug)]
struct Debt {
    clear_at: Instant,
}

/// Debts in two generations. What is touched moves to the younger one; when that is full, or as old as the longest debt, the older one
/// is dropped whole. So nothing is ever swept through, and a debt is lost only to twice [`MOST`] others in the same quarter of an hour.
#[derive(Debug)]
struct Debts<K> {
    allowance: Allowance,
    young: HashMap<K, Debt>,
    old: HashMap<K, Debt>,
    turned: Option<Instant>,
}

/// An attempt that was let through. Dropped without [`Pass::give_back`], it counts as a failure.
#[derive(Debug)]
#[must_use]
pub struct Pass<'a> {
    attempts: &'a Attempts,
    account: Account,
    /// None where the owner signed in before: neighbours behind one address do not count against each other there.
    address: Option<IpAddr>,
}

impl Attempts {
    pub fn new() -> Self {
        Self { accounts: Mutex::new(Debts::new(PER_LOGIN)), addresses: Mutex::new(Debts::new(PER_ADDRESS)) }
    }

    /// Lets an attempt through, or says how long to wait. `familiar` is the place, if the login's owner signed in there before.
    pub fn begin(
        &self,
        login: &str,
        network: IpAddr,
        familiar: Option<Mark>,
        now: Instant,
    ) -> Result<Pass<'_>, Duration> {
        let address = familiar.is_none().then_some(network);
        if let Some(address) = address {
            lock(&self.addresses).take(address, now)?;
        }
        let account = (login.trim().to_lowercase(), familiar);
        if let Err(wait) = lock(&self.accounts).take(account.clone(), now) {
            if let Some(address) = &address {
                lock(&self.addresses).give_back(address);
            }
            return Err(wait);
        }
        Ok(Pass { attempts: self, account, address })
    }
}

impl Pass<'_> {
    /// The password was right, or was never looked at: the attempt costs nothing.
    pub fn give_back(self) {
        if let Some(address) = &self.address {
            lock(&self.attempts.addresses).give_back(address);
        }
        lock(&self.attempts.accounts).give_back(&self.account);
    }
}

impl<K: Eq + Hash> Debts<K> {
    fn new(allowance: Allowance) -> Self {
        Self { allowance, young: HashMap::new(), old: HashMap::new(), turned: None }
    }

    fn take(&mut self, key: K, now: Instant) -> Result<(), Duration> {
        let longest = self.allowance.refill * self.allowance.burst;
        let turned = *self.turned.get_or_insert(now);
        if self.young.len() >= MOST || now.saturating_duration_since(turned) > longest {
            self.old = std::mem::take(&mut self.young);
            self.turned = Some(now);
        }
        let known = self.old.remove(&key).unwrap_or(Debt { clear_at: now });
        let debt = self.young.entry(key).or_insert(known);
        let clear_at = debt.clear_at.max(now) + self.allowance.refill;
        let owed = clear_at.duration_since(now);
        if owed > longest {
            return Err(owed - longest);
        }
        debt.clear_at = clear_at;
        Ok(())
    }

    fn give_back(&mut self, key: &K) {
        let debt = match self.young.get_mut(key) {
            Some(debt) => Some(debt),
            None => self.old.get_mut(key),
        };
        if let Some(debt) = debt
            && let Some(earlier) = debt.clear_at.checked_sub(self.allowance.refill)
        {
            debt.clear_at = earlier;
        }
    }
}

/// A panic elsewhere must not end all signing in: the map is whole at every step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const AWAY: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 1));
    const DESK: Option<Mark> = Some([1; 32]);

    fn fail(attempts: &Attempts, login: &str, address: IpAddr, now: Instant) -> bool {
        attempts.begin(login, address, None, now).map(drop).is_ok()
    }

    #[test]
    fn ten_failures_close_a_login_and_time_opens_it() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        assert_eq!((0..1000).filter(|_| fail(&attempts, "admin", HOME, now)).count(), 10);
        assert!(!fail(&attempts, "admin", AWAY, now), "wherever a stranger is");
        assert!(fail(&attempts, "olga", HOME, now), "another login is open");
        let wait = attempts.begin("ADMIN ", HOME, None, now).unwrap_err();
        assert!(wait <= PER_LOGIN.refill, "{wait:?}");
        assert!(fail(&attempts, "admin", HOME, now + wait));
        assert!(!fail(&attempts, "admin", HOME, now + wait));
    }

    #[test]
    fn right_passwords_cost_nothing() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        for familiar in [None, DESK] {
            for _ in 0..1000 {
                attempts.begin("admin", HOME, familiar, now).unwrap().give_back();
            }
        }
    }

    #[test]
    fn guesses_that_run_at_once_are_counted_at_once() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        let passes: Vec<_> = (0..100).filter_map(|_| attempts.begin("admin", HOME, None, now).ok()).collect();
        assert_eq!(passes.len(), 10);
    }

    #[test]
    fn strangers_never_close_a_place_where_the_owner_was_not_even_behind_the_same_address() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        for login in 0..1000 {
            fail(&attempts, "admin", HOME, now);
            fail(&attempts, &format!("user{login}"), HOME, now);
        }
        assert!(!fail(&attempts, "olga", HOME, now), "the address is closed to strangers");
        attempts.begin("admin", HOME, DESK, now).unwrap().give_back();
    }

    #[test]
    fn a_familiar_place_guesses_no_faster() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        let guesses = |familiar| {
            (0..100).filter(|_| attempts.begin("a", HOME, familiar, now).map(drop).is_ok()).count()
        };
        assert_eq!((guesses(DESK), guesses(Some([2; 32])), guesses(None)), (10, 10, 10));
    }

    #[test]
    fn an_address_is_closed_after_fifty_failures_whatever_the_login() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        let passed = (0..1000).filter(|n| fail(&attempts, &format!("user{n}"), HOME, now)).count();
        assert_eq!(passed, 50);
        assert!(fail(&attempts, "olga", AWAY, now));
    }

    #[test]
    fn memory_is_bounded_and_what_is_in_use_is_kept() {
        let (mut debts, now) = (Debts::new(PER_LOGIN), Instant::now());
        for _ in 0..10 {
            debts.take(u64::MAX, now).unwrap();
        }
        for other in 0..5 * MOST as u64 {
            debts.take(other, now).unwrap();
            assert!(debts.young.len() <= MOST && debts.old.len() <= MOST);
            if other % 1000 == 0 {
                assert!(debts.take(u64::MAX, now).is_err(), "forgotten after {other}");
            }
        }
        debts.take(0, now + Duration::from_secs(3600)).unwrap();
        debts.take(0, now + Duration::from_secs(7200)).unwrap();
        assert_eq!((debts.young.len(), debts.old.len()), (1, 0), "given back with time");
    }
}
