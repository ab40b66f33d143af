//! One PostgreSQL for the whole run, with durability off, and databases cloned from a migrated template.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Connection, PgConnection};

use super::{PASSWORD, Server};

static CLUSTER: OnceLock<localdb::Temporary> = OnceLock::new();
static TEMPLATE: tokio::sync::OnceCell<()> = tokio::sync::OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(1);

/// A database of one test.
pub struct Database {
    pub name: String,
    /// As the superuser of the test cluster.
    pub url: String,
}

impl Database {
    pub async fn create() -> Self {
        TEMPLATE.get_or_init(make_template).await;
        let database = Self::named(&format!("saldo_{}", NEXT.fetch_add(1, Ordering::Relaxed)));
        execute(&format!("create database {} template saldo_template", database.name)).await;
        database
    }

    /// A database with nothing in it, not even migrations.
    pub async fn empty() -> Self {
        let database = Self::named(&format!("saldo_{}", NEXT.fetch_add(1, Ordering::Relaxed)));
        execute(&format!("create database {}", database.name)).await;
        database
    }

    /// A database of another cluster.
    pub fn at(url: String) -> Self {
        Self { name: "saldo".into(), url }
    }

    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), url: cluster().url("postgres", name) }
    }

    /// A connection as superuser.
    pub async fn connect(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.unwrap()
    }

    /// A connection that works as that role.
    pub async fn connect_as(&self, role: &str) -> PgConnection {
        let mut connection = self.connect().await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("set role {role}")))
            .execute(&mut connection)
            .await
            .unwrap();
        connection
    }

    pub async fn remove(self) {
        execute(&format!("drop database {} with (force)", self.name)).await;
    }
}

/// Migrates a database and makes its administrator by starting the real server once.
async fn make_template() {
    execute("create database saldo_template").await;
    let template = Database::named("saldo_template");
    let server = Server::start(&template.url, &[("SALDO_ADMIN_PASSWORD", PASSWORD)]).await;
    server.stop().await;
}

async fn execute(statement: &str) {
    let mut connection = PgConnection::connect(&cluster().url("postgres", "postgres")).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
}

fn cluster() -> &'static localdb::Temporary {
    CLUSTER.get_or_init(|| {
        let settings = [("max_connections", "300"), ("shared_buffers", "256MB")];
        let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        localdb::temporary(settings).expect("PostgreSQL for the tests")
    })
}
