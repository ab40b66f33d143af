//! Start, stop, a second process, and what is refused.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use localdb::{Config, Durability, Error, Joined};

use crate::support::{Data, nothing_runs_in, sql};

/// Not a test: what [`helper`] runs in another process.
#[test]
fn a_stopped_server_keeps_its_data_and_leaves_no_process() {
    let data = Data::new("restart");
    let server = localdb::start(&Config::new(&data.0)).unwrap();
    assert!(server.owned());
    assert_eq!(server.attach_info().joined, Joined::Started);
    for (setting, value) in [
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("listen_addresses", ""),
        ("timezone", "UTC"),
    ] {
        assert_eq!(sql(&server, &format!("show {setting}")).unwrap(), value, "{setting}");
    }
    assert_eq!(sql(&server, "select lower('ЖЁЛУДЬ')").unwrap(), "жёлудь");
    sql(&server, "create table kept as select 42 as n").unwrap();
    server.stop().unwrap();
    assert!(nothing_runs_in(&data.0));

    let again = localdb::start(&Config::new(&data.0)).unwrap();
    assert_eq!(sql(&again, "select n from kept").unwrap(), "42");
    drop(again);
    assert!(nothing_runs_in(&data.0), "dropping is stopping");
}

#[test]
fn a_second_process_attaches_and_the_last_to_leave_stops_the_server() {
    let data = Data::new("attached");
    let owner = localdb::start(&data.config()).unwrap();
    let second = localdb::start(&data.config()).unwrap();
    assert!(owner.owned() && !second.owned());
    let info = second.attach_info();
    assert_eq!((info.joined, info.owner_pid), (Joined::Attached, Some(std::process::id())));
    assert!(info.to_string().contains(&format!("process {}", std::process::id())), "{info}");

    owner.stop().unwrap();
    assert_eq!(sql(&second, "select 1").unwrap(), "1", "the owner takes nothing from the second");
    second.stop().unwrap();
    assert!(nothing_runs_in(&data.0));
}

#[test]
fn missing_binaries_and_a_foreign_format_are_said_in_plain_words() {
    let data = Data::new("refused");
    let config = Config { bin_dir: Some("/no/postgres/here".into()), ..data.config() };
    let error = localdb::start(&config).err().unwrap();
    assert!(matches!(error, Error::NotABinDir { .. }));
    assert!(error.to_string().contains("SALDO_PG_BIN must name the directory"), "{error}");

    std::fs::write(data.0.join("format"), "99\n").unwrap();
    let error = localdb::start(&data.config()).err().unwrap();
    assert!(matches!(error, Error::OtherFormat { .. }), "{error}");

    let unknown = Data::new("refused-setting");
    let config = Config { settings: vec![("no_such_setting".into(), "1".into())], ..unknown.config() };
    let error = localdb::start(&config).err().unwrap().to_string();
    assert!(error.contains("no_such_setting"), "the log's end is shown: {error}");
    assert!(nothing_runs_in(&unknown.0));
}

#[test]
fn a_data_directory_that_the_database_may_not_enter_or_that_is_too_deep_still_works() {
    let closed = Data::new("closed");
    let deep = closed.0.join("a rather deep directory, with a comma").join("and-more-".repeat(8));
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::set_permissions(&closed.0, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let config = Config { durability: Durability::TestsOnly, ..Config::new(&deep) };

    for turn in 0..2 {
        let server = localdb::start(&config).unwrap();
        assert_eq!(sql(&server, "select 1").unwrap(), "1");
        let cluster = server.attach_info().cluster_dir;
        server.stop().unwrap();
        let base = cluster.parent().unwrap();
        if !base.starts_with(&closed.0) {
            // Root ran this: the note in the data directory names the place, and it is found again.
            let note = std::fs::read_to_string(deep.join("pg-location")).unwrap();
            assert!(Path::new(note.lines().next().unwrap()) == base);
            if turn == 1 {
                std::fs::remove_dir_all(base).unwrap();
            }
        }
    }
}

#[test]
fn two_first_starts_at_once_make_one_cluster_with_one_owner() {
    let data = Data::new("at-once");
    let start = || localdb::start(&data.config()).unwrap();
    let (one, two) = std::thread::scope(|scope| {
        let one = scope.spawn(start);
        let two = scope.spawn(start);
        (one.join().unwrap(), two.join().unwrap())
    });
    assert!(one.owned() != two.owned());
    let pids = [&one, &two].map(|server| server.attach_info().postmaster_pid);
    assert!(pids[0].is_some() && pids[0] == pids[1]);
    drop(one);
    assert_eq!(sql(&two, "select 1").unwrap(), "1");
    drop(two);
    assert!(nothing_runs_in(&data.0));
}

#[test]
fn a_cancelled_start_leaves_nothing() {
    let data = Data::new("cancelled");
    let cancel = AtomicBool::new(true);
    let error = localdb::start_unless(&cancel, &data.config()).err();
    assert!(matches!(error, Some(Error::Cancelled)), "{error:?}");
    assert!(nothing_runs_in(&data.0));
    localdb::start(&data.config()).unwrap().stop().unwrap();
}
