//! What a kill leaves, and what the next start makes of it.

use std::time::Duration;

use localdb::{Config, Durability, Error, Joined};

use crate::support::{Data, HELPER, eventually, helper, kill, kill_postmaster, nothing_runs_in, sql};

const HOLD: &str = "crash::hold_the_server";

#[test]
fn hold_the_server() {
    let Some(data) = std::env::var_os(HELPER) else { return };
    let config = Config { durability: Durability::TestsOnly, ..Config::new(data) };
    let _server = localdb::start(&config).unwrap();
    println!("READY");
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn a_killed_postgres_comes_back_with_what_was_committed() {
    let data = Data::new("killed");
    // Durable: without it, a kill loses what was committed in the last moments.
    let mut server = localdb::start(&Config::new(&data.0)).unwrap();
    sql(&server, "create table kept as select 1 as n").unwrap();
    let first = kill_postmaster(&server);
    eventually("the killed one is gone", || server.attach_info().postmaster_pid != Some(first));
    assert!(server.revive().unwrap());
    assert!(!server.revive().unwrap(), "it runs already");
    assert_eq!(sql(&server, "select n from kept").unwrap(), "1");

    server.watch().unwrap();
    let second = kill_postmaster(&server);
    eventually("the watcher starts it again", || {
        server.attach_info().postmaster_pid.is_some_and(|pid| pid != second)
            && sql(&server, "select 1").is_ok()
    });
    server.stop().unwrap();
    assert!(nothing_runs_in(&data.0));
}

#[test]
fn the_server_of_a_killed_owner_is_adopted_and_then_stopped() {
    let data = Data::new("adopted");
    let mut owner = helper(HOLD, &data.0);
    kill(&mut owner);
    let server = localdb::start(&data.config()).unwrap();
    assert_eq!(server.attach_info().joined, Joined::Adopted);
    assert!(server.owned());
    assert_eq!(sql(&server, "select 1").unwrap(), "1");
    server.stop().unwrap();
    assert!(nothing_runs_in(&data.0));
}

#[test]
fn owner_and_postgres_killed_together_is_a_plain_start() {
    let data = Data::new("both-killed");
    let mut owner = helper(HOLD, &data.0);
    let attached = localdb::start(&data.config()).unwrap();
    kill_postmaster(&attached);
    kill(&mut owner);
    // As if this process had died as well: its part in the data directory is given up without a stop.
    attached.stop().unwrap();

    let server = localdb::start(&data.config()).unwrap();
    assert_eq!(server.attach_info().joined, Joined::Started);
    assert_eq!(sql(&server, "select 1").unwrap(), "1");
}

#[test]
fn a_server_without_durability_is_not_kept_when_durability_is_asked_for() {
    let data = Data::new("durable");
    let mut owner = helper(HOLD, &data.0);
    let refused = localdb::start(&Config::new(&data.0));
    assert!(matches!(refused.err(), Some(Error::NotDurable { .. })));

    kill(&mut owner);
    let server = localdb::start(&Config::new(&data.0)).unwrap();
    assert_eq!(sql(&server, "show fsync").unwrap(), "on");
    server.stop().unwrap();
}

#[test]
fn a_start_that_was_cut_short_and_a_reused_pid_do_no_harm() {
    let data = Data::new("leftovers");
    std::fs::create_dir_all(data.0.join("pg.new/base")).unwrap();
    let server = localdb::start(&data.config()).unwrap();
    server.stop().unwrap();

    // After a reboot the pid in the file may be a stranger's: here, this test's own.
    let note = format!("{}\n{}\n1\n5432\n\n\n 1 1\nready\n", std::process::id(), data.0.join("pg").display());
    std::fs::write(data.0.join("pg/postmaster.pid"), note).unwrap();
    let server = localdb::start(&data.config()).unwrap();
    assert_eq!(server.attach_info().joined, Joined::Started);
    server.stop().unwrap();
}
