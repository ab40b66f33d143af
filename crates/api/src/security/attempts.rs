//! Guessing passwords: failures are counted per login and per address; who failed too often waits.
//!
//! Only failures cost: an attempt takes a token when it begins, so that a thousand guesses at once do not all pass, and gets it back
//! when it was right. (That give-back is why this is not the `governor` crate: its cells cannot be returned.)

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many failures in a row, and how long until one is forgotten.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    pub burst: u32,
    pub refill: Duration,
}

/// Ten failures per login, then one every 90 seconds: ten in a quarter of an hour.
pub const PER_LOGIN: Allowance = Allowance { burst: 10, refill: Duration::from_secs(90) };
/// An address may serve a whole office.
pub const PER_ADDRESS: Allowance = Allowance { burst: 50, refill: Duration::from_secs(10) };

/// Above so many remembered keys the old ones are swept out.
const SWEEP_ABOVE: usize = 10_000;

/// Failures of sign-ins, and of those who change their password.
#[derive(Debug)]
pub struct Attempts {
    logins: Mutex<HashMap<String, Debt>>,
    /// Who holds a session guesses the password of one's own user only. Counted apart from signing in, so that neither a stolen
    /// session nor a stranger at the door can shut the other way.
    changes: Mutex<HashMap<i64, Debt>>,
    addresses: Mutex<HashMap<IpAddr, Debt>>,
}

/// When everything that was taken will have been given back.
#[derive(Clone, Copy, Debug)]
struct Debt {
    clear_at: Instant,
}

/// An attempt that was let through. Dropped without [`Pass::give_back`], it counts as a failure.
#[derive(Debug)]
#[must_use]
pub struct Pass<'a> {
    attempts: &'a Attempts,
    guessed: Guessed,
    address: IpAddr,
}

/// Whose password was tried.
#[derive(Debug)]
enum Guessed {
    Login(String),
    /// Somebody's who holds a live session of it.
    Known,
    /// One's own, to change it.
    Own(i64),
}

impl Attempts {
    pub fn new() -> Self {
        Self { logins: Mutex::default(), changes: Mutex::default(), addresses: Mutex::default() }
    }

    /// Lets an attempt through, or says how long to wait. `known` is true when the caller holds a live session of that login:
    /// strangers who guess cannot lock its owner out.
    pub fn begin(
        &self,
        login: &str,
        address: IpAddr,
        known: bool,
        now: Instant,
    ) -> Result<Pass<'_>, Duration> {
        let address = network_of(address);
        take(&mut lock(&self.addresses), address, PER_ADDRESS, now)?;
        if known {
            return Ok(Pass { attempts: self, guessed: Guessed::Known, address });
        }
        let login = login.trim().to_lowercase();
        if let Err(wait) = take(&mut lock(&self.logins), login.clone(), PER_LOGIN, now) {
            give_back(&mut lock(&self.addresses), &address, PER_ADDRESS);
            return Err(wait);
        }
        Ok(Pass { attempts: self, guessed: Guessed::Login(login), address })
    }

    /// As [`Attempts::begin`], for the present password of a user who wants another one.
    pub fn begin_change(&self, user: i64, address: IpAddr, now: Instant) -> Result<Pass<'_>, Duration> {
        let address = network_of(address);
        take(&mut lock(&self.addresses), address, PER_ADDRESS, now)?;
        if let Err(wait) = take(&mut lock(&self.changes), user, PER_LOGIN, now) {
            give_back(&mut lock(&self.addresses), &address, PER_ADDRESS);
            return Err(wait);
        }
        Ok(Pass { attempts: self, guessed: Guessed::Own(user), address })
    }
}

impl Pass<'_> {
    /// The password was right, or was never looked at: the attempt costs nothing.
    pub fn give_back(self) {
        give_back(&mut lock(&self.attempts.addresses), &self.address, PER_ADDRESS);
        match &self.guessed {
            Guessed::Login(login) => give_back(&mut lock(&self.attempts.logins), login, PER_LOGIN),
            Guessed::Known => {}
            Guessed::Own(user) => give_back(&mut lock(&self.attempts.changes), user, PER_LOGIN),
        }
    }
}

fn take<K: Eq + Hash>(
    debts: &mut HashMap<K, Debt>,
    key: K,
    allowance: Allowance,
    now: Instant,
) -> Result<(), Duration> {
    if debts.len() > SWEEP_ABOVE {
        debts.retain(|_, debt| debt.clear_at > now);
    }
    let debt = debts.entry(key).or_insert(Debt { clear_at: now });
    let clear_at = debt.clear_at.max(now) + allowance.refill;
    let most = allowance.refill * allowance.burst;
    let owed = clear_at.duration_since(now);
    if owed > most {
        return Err(owed - most);
    }
    debt.clear_at = clear_at;
    Ok(())
}

fn give_back<K: Eq + Hash>(debts: &mut HashMap<K, Debt>, key: &K, allowance: Allowance) {
    if let Some(debt) = debts.get_mut(key)
        && let Some(earlier) = debt.clear_at.checked_sub(allowance.refill)
    {
        debt.clear_at = earlier;
    }
}

/// An IPv6 subscriber owns a whole /64.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(std::net::Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
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

    fn fail(attempts: &Attempts, login: &str, address: IpAddr, now: Instant) -> bool {
        attempts.begin(login, address, false, now).map(drop).is_ok()
    }

    #[test]
    fn ten_failures_close_a_login_and_time_opens_it() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        assert_eq!((0..1000).filter(|_| fail(&attempts, "admin", HOME, now)).count(), 10);
        assert!(fail(&attempts, "olga", HOME, now), "another login is open");
        let wait = attempts.begin("ADMIN ", HOME, false, now).unwrap_err();
        assert!(wait <= PER_LOGIN.refill, "{wait:?}");
        assert!(fail(&attempts, "admin", HOME, now + wait));
        assert!(!fail(&attempts, "admin", HOME, now + wait));
    }

    #[test]
    fn right_passwords_cost_nothing() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        for _ in 0..1000 {
            attempts.begin("admin", HOME, false, now).unwrap().give_back();
        }
    }

    #[test]
    fn guesses_that_run_at_once_are_counted_at_once() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        let passes: Vec<_> =
            (0..100).filter_map(|_| attempts.begin("admin", HOME, false, now).ok()).collect();
        assert_eq!(passes.len(), 10);
    }

    #[test]
    fn the_owner_of_a_live_session_is_not_locked_out() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        while fail(&attempts, "admin", HOME, now) {}
        attempts.begin("admin", HOME, true, now).unwrap().give_back();
    }

    #[test]
    fn a_session_guesses_its_own_password_no_more_often_and_shuts_nobody_out() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        let guesses = (0..100).filter(|_| attempts.begin_change(7, HOME, now).map(drop).is_ok()).count();
        assert_eq!(guesses, 10);
        assert!(attempts.begin_change(8, HOME, now).is_ok(), "another user is open");
        assert!(fail(&attempts, "admin", HOME, now), "signing in is open");
        attempts.begin_change(7, HOME, now + PER_LOGIN.refill * 2).unwrap().give_back();
    }

    #[test]
    fn an_address_is_closed_after_fifty_failures_whatever_the_login() {
        let (attempts, now) = (Attempts::new(), Instant::now());
        let passed = (0..1000).filter(|n| fail(&attempts, &format!("user{n}"), HOME, now)).count();
        assert_eq!(passed, 50);
        assert!(fail(&attempts, "olga", "198.51.100.1".parse().unwrap(), now));
    }

    #[test]
    fn addresses_of_one_subscriber_count_together() {
        let one: IpAddr = "2001:db8:1:2::1".parse().unwrap();
        assert_eq!(network_of(one), network_of("2001:db8:1:2:ffff::9".parse().unwrap()));
        assert_ne!(network_of(one), network_of("2001:db8:1:3::1".parse().unwrap()));
    }
}
