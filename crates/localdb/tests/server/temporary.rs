//! A throw-away server leaves nothing behind, however its process ends.

use std::path::PathBuf;
use std::time::Duration;

use crate::support::{Data, HELPER, eventually, helper, kill, nothing_runs_in, sql};

/// Not a test: what [`helper`] runs in another process.
#[test]
fn hold_a_temporary_server() {
    let Some(note) = std::env::var_os(HELPER) else { return };
    let server = localdb::temporary(vec![]).unwrap();
    let cluster = server.attach_info().cluster_dir;
    std::fs::write(note, cluster.as_os_str().as_encoded_bytes()).unwrap();
    println!("READY");
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn it_is_gone_after_drop_and_after_kill() {
    let server = localdb::temporary(vec![("max_connections".into(), "20".into())]).unwrap();
    assert_eq!(sql(&server, "show max_connections").unwrap(), "20");
    let cluster = server.attach_info().cluster_dir;
    drop(server);
    assert!(!cluster.exists());

    let note = Data::new("temporary");
    let mut holder = helper("temporary::hold_a_temporary_server", &note.0);
    let cluster = PathBuf::from(std::fs::read_to_string(&note.0).unwrap());
    std::fs::remove_file(&note.0).unwrap();
    assert!(cluster.exists());
    kill(&mut holder);
    eventually("the guard removes the directory", || !cluster.parent().is_some_and(std::path::Path::exists));
    assert!(nothing_runs_in(&cluster));
}
