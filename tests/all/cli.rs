//! The program on the command line: its help, its settings, migrations, users, demonstration data, verification.

mod settings;
mod start;
mod verify;
mod verify_orders;
mod verify_to_the_end;

use crate::harness::{Api, Database, Server, USER_PASSWORD, run, saldo};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn migrate_makes_the_schema_and_a_second_time_changes_nothing() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = Database::empty().await;
        let mut dumps = Vec::new();
        for _ in 0..2 {
            let output = saldo(&["migrate"], &[("DATABASE_URL", &database.url)]);
            assert!(output.status.success(), "{}", text(&output.stderr));
            let mut connection = database.connect().await;
            let tables: Vec<(String, String)> =
                sqlx::query_as("select relname::text, relkind::text from pg_class where relnamespace = 'public'::regnamespace order by 1, 2")
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
            let users: i64 = sqlx::query_scalar("select count(*) from users").fetch_one(&mut connection).await.unwrap();
            dumps.push((tables, users));
        }
        assert_eq!(dumps[0], dumps[1]);
        assert!(dumps[0].0.len() > 20);
        let server = Server::start(&database.url, &[("SALDO_ADMIN_PASSWORD", USER_PASSWORD)]).await;
        Api::sign_in(&server.base, "admin", USER_PASSWORD).await;
        server.stop().await;
        database.remove().await;
    });
}

/// Takes back what the migrations after 0022 made, which those builds did not have.
const LATER: &str = "alter table api_keys drop column service_account; drop table sign_in_places;
    drop function sample_within(text[]) cascade;
    alter table bank_deliveries drop column objection cascade;
    create unique index if not exists bank_deliveries_open_once on bank_deliveries (operation_id) where status <> 'credited';
    create or replace trigger bank_deliveries_kept before update on bank_deliveries for each row execute function keep_delivery();
    alter table refunds drop column asked_at, drop column refused cascade, drop column settled_reason cascade;
    alter table payments drop column back_asked_at, drop column back_external_id, drop column back_attempt;
    drop function job_moves_money(text, text); drop index operations_paid_out";

/// Puts back what builds of 2026-11-21 wrote of their migrations: 0014 with the cheaper guards in it, without or with an 0021 of their own.
const REWRITTEN: [&str; 2] = [
    "update _sqlx_migrations set checksum = '\\x4864f4f18f1963e9d7923effa1eb506ebef86c4fe8f61619ef64b770b05320029b0d92c97b1f4ee4f44f371b57722ea3'
        where version = 14;
     delete from _sqlx_migrations where version >= 21;
     alter table order_history add constraint order_history_order_id_fkey foreign key (order_id) references orders;
     alter table payments add constraint payments_event foreign key (order_id, event) references order_history (order_id, seq),
       add constraint payments_operation foreign key (client_id, operation_seq) references operations (client_id, seq);",
    "update _sqlx_migrations set checksum = '\\x4864f4f18f1963e9d7923effa1eb506ebef86c4fe8f61619ef64b770b05320029b0d92c97b1f4ee4f44f371b57722ea3'
        where version = 14;
     update _sqlx_migrations set checksum = '\\xbd7f73f8c3b709f475ff20ade3ccee6d6bcea89e44cc080c2fe4a01f339fcc30d203d2caa0d6dfb1c54a52957fbd5757'
        where version = 21;
     delete from _sqlx_migrations where version > 21;",
];

#[test]
fn a_database_of_a_build_whose_migrations_were_rewritten_is_brought_along() {
    run(|env| async move {
        let url = [("DATABASE_URL", env.database.url.as_str())];
        let mut connection = env.database.connect().await;
        let checksums = "select array_agg(checksum order by version) from _sqlx_migrations";
        let wished: Vec<Vec<u8>> = sqlx::query_scalar(checksums).fetch_one(&mut connection).await.unwrap();
        for before in REWRITTEN {
            sqlx::raw_sql(LATER).execute(&mut connection).await.unwrap();
            sqlx::raw_sql(before).execute(&mut connection).await.unwrap();
            for _ in 0..2 {
                let output = saldo(&["migrate"], &url);
                assert!(output.status.success(), "{}", text(&output.stderr));
            }
            let found: Vec<Vec<u8>> = sqlx::query_scalar(checksums).fetch_one(&mut connection).await.unwrap();
            assert_eq!(found, wished);
            assert!(saldo(&["verify"], &url).status.success());
        }
        env
    });
}

#[test]
fn users_are_added_and_listed_without_a_server() {
    run(|env| async move {
        let url = [("DATABASE_URL", env.database.url.as_str())];
        let added = saldo(&["user", "add", "olga", "--role", "cashier"], &url);
        assert!(added.status.success(), "{}", text(&added.stderr));
        // The generated password is printed once and works.
        let printed = format!("{}{}", text(&added.stdout), text(&added.stderr));
        let words: Vec<&str> =
            printed.split_whitespace().map(|word| word.trim_matches(['.', ',', '"', '`', ':'])).collect();
        let mut signed_in = false;
        for word in words.into_iter().filter(|word| word.len() >= 12) {
            let reply = Api::anonymous(&env.server.base)
                .post("/api/v1/session", &serde_json::json!({"login": "olga", "password": word}))
                .await;
            signed_in |= reply.status == 200;
        }
        assert!(signed_in, "{printed}");
        let listed = saldo(&["user", "list"], &url);
        assert!(listed.status.success());
        let list = text(&listed.stdout);
        assert!(list.lines().any(|line| line.contains("olga") && line.contains("cashier")), "{list}");
        assert!(list.lines().any(|line| line.contains("admin")) && !list.contains("argon2"), "{list}");
        for wrong in [
            vec!["olga", "--role", "viewer"],
            vec!["Ольга", "--role", "viewer"],
            vec!["oleg", "--role", "king"],
            vec![],
        ] {
            let output = saldo(&[vec!["user", "add"], wrong.clone()].concat(), &url);
            assert!(!output.status.success() && !output.stderr.is_empty(), "{wrong:?}");
            assert!(!text(&output.stderr).contains("panicked"), "{}", text(&output.stderr));
        }
        env
    });
}

#[test]
fn the_command_line_is_the_way_back_in_and_the_way_out() {
    run(|env| async move {
        let url = ("DATABASE_URL", env.database.url.as_str());
        let given = ("SALDO_USER_PASSWORD", "given by the owner");
        let enter = async |login: &str, password: &str| {
            let body = serde_json::json!({"login": login, "password": password});
            Api::anonymous(&env.server.base).post("/api/v1/session", &body).await.status
        };
        let ok = |arguments: &[&str]| {
            let output = saldo(arguments, &[url, given]);
            assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        };
        ok(&["user", "password", "admin"]);
        assert_eq!(env.api.get("/api/v1/session").await.status, 401, "a new password ends the sessions");
        assert_eq!(
            (enter("admin", "given by the owner").await, enter("admin", crate::harness::PASSWORD).await),
            (200, 401)
        );
        ok(&["user", "add", "olga", "--role", "viewer", "--name", "Ольга"]);
        assert_eq!(enter("olga", "given by the owner").await, 200);
        ok(&["user", "disable", "olga"]);
        assert_eq!(enter("olga", "given by the owner").await, 401);
        ok(&["user", "enable", "olga"]);
        assert_eq!(enter("olga", "given by the owner").await, 200);
        for refused in
            [["user", "disable", "admin"], ["user", "disable", "nobody"], ["user", "password", "nobody"]]
        {
            let output = saldo(&refused, &[url, given]);
            assert!(!output.status.success() && !output.stderr.is_empty(), "{refused:?}");
        }
        let weak = saldo(&["user", "password", "olga"], &[url, ("SALDO_USER_PASSWORD", "12345678")]);
        assert!(!weak.status.success() && !text(&weak.stderr).contains("12345678"));
        assert_eq!(enter("admin", "given by the owner").await, 200);
        env
    });
}
