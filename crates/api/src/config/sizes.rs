//! The settings of sizes and times that hardly anybody changes.

use std::ops::RangeInclusive;
use std::time::Duration;

use app::Payouts;
use app::db::PoolSizes;
use app::ledger::LedgerConfig;
use app::reader::SnapshotTerms;
use clap::Args;
use domain::{Money, PayoutLimits};

/// Sizes that hardly anybody changes.
#[derive(Args, Clone, Debug)]
pub struct SizeArgs {
    /// Commands that may wait for the ledger, per lane; more are refused with 503
    #[arg(long, env = "SALDO_QUEUE", default_value_t = LedgerConfig::default().queue, value_parser = count(1..=1_000_000))]
    pub queue: usize,
    /// Commands that the ledger commits at once at most
    #[arg(long, env = "SALDO_BATCH", default_value_t = LedgerConfig::default().batch, value_parser = count(1..=100_000))]
    pub batch: usize,
    /// Lanes of the ledger, each with a connection of its own
    #[arg(long, env = "SALDO_LANES", default_value_t = LedgerConfig::default().lanes, value_parser = count(1..=64))]
    pub lanes: usize,
    /// Connections for single reads
    #[arg(long, env = "SALDO_READ_CONNECTIONS", default_value_t = PoolSizes::default().read, value_parser = connections)]
    pub read_connections: u32,
    /// Connections for changes
    #[arg(long, env = "SALDO_WRITE_CONNECTIONS", default_value_t = PoolSizes::default().write, value_parser = connections)]
    pub write_connections: u32,
    /// Connections for lists and searches
    #[arg(long, env = "SALDO_SEARCH_CONNECTIONS", default_value_t = PoolSizes::default().search, value_parser = connections)]
    pub search_connections: u32,
    /// Seconds that the reader of a file may take for one block of it; then the file breaks off
    #[arg(long, env = "SALDO_EXPORT_IDLE_SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..=600))]
    pub export_idle_seconds: u16,
    /// Minutes that a file may take in all
    #[arg(long, env = "SALDO_EXPORT_MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub export_minutes: u16,
    /// Most that one withdrawal pays out without the right wallet.withdraw_any, in roubles
    #[arg(long, env = "SALDO_PAYOUT_MAX", default_value_t = Payouts::default().0.one, value_parser = sum, value_name = "SUM")]
    pub payout_max: Money,
    /// Most that one person's withdrawals pay out in a business day without that right, in roubles
    #[arg(long, env = "SALDO_PAYOUT_DAY_MAX", default_value_t = Payouts::default().0.day, value_parser = sum, value_name = "SUM")]
    pub payout_day_max: Money,
}

impl SizeArgs {
    pub fn payouts(&self) -> Payouts {
        Payouts(PayoutLimits { one: self.payout_max, day: self.payout_day_max })
    }

    pub fn ledger(&self) -> LedgerConfig {
        LedgerConfig { lanes: self.lanes, queue: self.queue, batch: self.batch }
    }

    pub fn pools(&self) -> PoolSizes {
        PoolSizes {
            read: self.read_connections,
            write: self.write_connections,
            search: self.search_connections,
            snapshots: SnapshotTerms {
                idle: Duration::from_secs(self.export_idle_seconds.into()),
                longest: Duration::from_secs(u64::from(self.export_minutes) * 60),
            },
        }
    }
}

/// Reads a sum that is not negative; nothing may be paid out when it is zero.
fn sum(text: &str) -> Result<Money, String> {
    match Money::parse(text) {
        Ok(sum) if !sum.is_negative() => Ok(sum),
        Ok(_) => Err("a sum is not negative".into()),
        Err(error) => Err(error.to_string()),
    }
}

/// Reads a number within a range: what makes no sense is refused, not repaired.
pub fn count(
    range: RangeInclusive<usize>,
) -> impl Fn(&str) -> Result<usize, String> + Clone + Send + Sync + 'static {
    move |text| match text.parse() {
        Ok(number) if range.contains(&number) => Ok(number),
        Ok(_) | Err(_) => Err(format!("a number from {} to {}", range.start(), range.end())),
    }
}

fn connections(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(number @ 1..=200) => Ok(number),
        Ok(_) | Err(_) => Err("a number from 1 to 200".to_owned()),
    }
}
