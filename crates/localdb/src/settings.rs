//! The settings that the cluster runs with.
//!
//! `pg/saldo.conf` is written anew at each start and included by `postgresql.conf`; durability and the socket go
//! on the command line, where nothing in a file can override them.
//!
//! Deliberately absent: time limits of statements, which differ per role and are set by the migrations.

use std::ffi::OsString;

use crate::home::{Home, PORT};
use crate::machine::Machine;
use crate::{Durability, Error};

/// Names the durability settings on the command line; also how a running cluster's durability is recognised.
pub(crate) const NOT_DURABLE_MARK: &str = "fsync=off";

/// The arguments of `postgres`.
pub(crate) fn arguments(home: &Home, durability: Durability) -> Vec<OsString> {
    let switch = match durability {
        Durability::Full => "on",
        Durability::TestsOnly => "off",
    };
    let mut sockets = OsString::from("unix_socket_directories=");
    sockets.push(&home.run);
    let settings = [
        OsString::from("listen_addresses="),
        sockets,
        OsString::from("unix_socket_permissions=0700"),
        OsString::from(format!("fsync={switch}")),
        OsString::from(format!("full_page_writes={switch}")),
        OsString::from(format!("synchronous_commit={switch}")),
    ];
    let mut arguments = vec!["-D".into(), home.pg.clone().into(), "-p".into(), PORT.to_string().into()];
    for setting in settings {
        arguments.push("-c".into());
        arguments.push(setting);
    }
    arguments
}

/// The text of `saldo.conf`. `wal_compression` is the best method that this server was built with.
pub(crate) fn file(
    home: &Home,
    durability: Durability,
    extra: &[(String, String)],
    machine: Machine,
    wal_compression: &str,
) -> Result<String, Error> {
    let mut lines =
        vec!["# Written anew at each start of Saldo. Your own settings: ALTER SYSTEM.".to_owned()];
    let mut set = |name: &str, value: &str| lines.push(format!("{name} = '{}'", value.replace('\'', "''")));

    memory(machine, durability, &mut set);
    for (name, value) in CONSTANTS {
        set(name, value);
    }
    set("wal_compression", wal_compression);
    set("log_directory", &home.log.to_string_lossy());
    if cfg!(target_os = "linux") {
        // Refused by PostgreSQL where the system lacks what these need.
        set("effective_io_concurrency", "200");
        set("client_connection_check_interval", "5s");
    }
    if machine.cores <= 2 {
        // A parallel plan takes the core that the other requests need.
        set("max_parallel_workers_per_gather", "0");
    }
    for (name, value) in extra {
        let named =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
        if !named || value.contains(['\n', '\r', '\0']) {
            return Err(Error::BadSetting { name: name.clone() });
        }
        set(name, value);
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}

fn memory(machine: Machine, durability: Durability, set: &mut impl FnMut(&str, &str)) {
    let (shared_mib, wal) = match durability {
        Durability::Full => ((machine.memory_mib / 4).clamp(128, 2048), "4GB"),
        // Several of these run at once, and none keeps much.
        Durability::TestsOnly => (128, "1GB"),
    };
    set("shared_buffers", &format!("{shared_mib}MB"));
    set("effective_cache_size", &format!("{}MB", (machine.memory_mib * 3 / 5).max(256)));
    set("maintenance_work_mem", &format!("{}MB", (machine.memory_mib / 16).clamp(64, 512)));
    set("max_wal_size", wal);
}

const CONSTANTS: [(&str, &str); 30] = [
    ("max_connections", "100"),
    ("work_mem", "16MB"),
    ("min_wal_size", "256MB"),
    ("checkpoint_timeout", "15min"),
    ("checkpoint_completion_target", "0.9"),
    ("jit", "off"),
    ("random_page_cost", "1.1"),
    // Big append-only tables: a fifth of ten million rows is too long to wait.
    ("autovacuum_naptime", "20s"),
    ("autovacuum_vacuum_scale_factor", "0.05"),
    ("autovacuum_vacuum_insert_scale_factor", "0.05"),
    ("autovacuum_analyze_scale_factor", "0.02"),
    ("autovacuum_vacuum_cost_limit", "1000"),
    // A transaction that waits for its client holds locks that others wait for.
    ("idle_in_transaction_session_timeout", "5s"),
    ("deadlock_timeout", "200ms"),
    // The machine's zone means nothing.
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("lc_messages", "C"),
    // A ring of seven files, one per weekday.
    ("logging_collector", "on"),
    ("log_filename", "postgresql-%a.log"),
    ("log_file_mode", "0600"),
    ("log_truncate_on_rotation", "on"),
    ("log_rotation_age", "1d"),
    ("log_rotation_size", "0"),
    ("log_line_prefix", "%m [%p] %q%u@%d "),
    ("log_checkpoints", "on"),
    ("log_lock_waits", "on"),
    ("log_min_duration_statement", "1s"),
    // Personal data stays out of the log: no parameters, and no DETAIL, which quotes the values of a row.
    ("log_parameter_max_length", "0"),
    ("log_error_verbosity", "terse"),
    ("log_temp_files", "64MB"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> Home {
        let path = |name: &str| format!("/srv/o'brien/{name}").into();
        Home { data: path(""), base: path(""), pg: path("pg"), log: path("log"), run: path("run") }
    }

    fn text(extra: &[(&str, &str)], memory_mib: u64) -> Result<String, Error> {
        let extra: Vec<_> = extra.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        file(&home(), Durability::Full, &extra, Machine { memory_mib, cores: 2 }, "lz4")
    }

    #[test]
    fn shared_buffers_are_a_quarter_of_the_memory_within_bounds() {
        for (memory_mib, shared) in [(256, "128MB"), (4096, "1024MB"), (65_536, "2048MB")] {
            let text = text(&[], memory_mib).unwrap();
            assert!(text.contains(&format!("shared_buffers = '{shared}'")), "{text}");
        }
    }

    #[test]
    fn values_are_quoted_and_names_are_checked() {
        let text_of = text(&[("application_name", "o'clock")], 1024).unwrap();
        assert!(text_of.contains("application_name = 'o''clock'"));
        assert!(text_of.contains("log_directory = '/srv/o''brien/log'"));
        for (name, value) in [("a b", "1"), ("", "1"), ("jit", "on\nfsync = off")] {
            assert!(matches!(text(&[(name, value)], 1024), Err(Error::BadSetting { .. })));
        }
    }

    #[test]
    fn durability_and_the_socket_are_on_the_command_line() {
        let join = |d| {
            let all: Vec<String> =
                arguments(&home(), d).iter().map(|a| a.to_string_lossy().into_owned()).collect();
            all.join(" ")
        };
        let full = join(Durability::Full);
        for part in ["listen_addresses= ", "fsync=on", "full_page_writes=on", "synchronous_commit=on"] {
            assert!(full.contains(part), "{full}");
        }
        assert!(!full.contains(NOT_DURABLE_MARK));
        assert!(join(Durability::TestsOnly).contains(NOT_DURABLE_MARK));
    }
}
