//! What the embedded PostgreSQL needs beyond migrations: the database itself, and a server's role that signs in as itself, so that
//! the server does not hold a superuser's connection at all.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::Result;

/// The database of the embedded server.
pub const DATABASE: &str = "saldo";
/// The user of the server's connections.
pub const SERVER: &str = "saldo_server";

/// Creates the database if it is not there. `options` lead to any other database as superuser.
///
/// # Errors
/// The database's.
pub async fn create_database(options: &PgConnectOptions) -> Result<()> {
    let mut connection: PgConnection = options.clone().connect().await?;
    let known = sqlx::query_scalar!(
        r#"select exists (select from pg_database where datname = $1) as "known!""#,
        DATABASE
    )
    .fetch_one(&mut connection)
    .await?;
    if !known {
        match sqlx::query("create database saldo template template0 encoding 'UTF8'")
            .execute(&mut connection)
            .await
        {
            Ok(_) => {}
            // Another process of the same data directory was faster.
            Err(error) if is_taken(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    connection.close().await?;
    Ok(())
}

/// Lets the server's role sign in. After the migrations, which make the role.
///
/// # Errors
/// The database's.
pub async fn let_server_sign_in(options: &PgConnectOptions) -> Result<()> {
    let mut connection: PgConnection = options.clone().connect().await?;
    if !may_sign_in(&mut connection).await? {
        let altered = sqlx::query("alter role saldo_server login").execute(&mut connection).await;
        // "Tuple concurrently updated": another process of the same data directory does the same at this moment.
        if altered.is_err() && !may_sign_in(&mut connection).await? {
            altered?;
        }
    }
    connection.close().await?;
    Ok(())
}

async fn may_sign_in(connection: &mut PgConnection) -> Result<bool> {
    let may = sqlx::query_scalar!(r#"select rolcanlogin as "may!" from pg_roles where rolname = $1"#, SERVER)
        .fetch_optional(connection)
        .await?;
    Ok(may == Some(true))
}

fn is_taken(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    matches!(code.as_deref(), Some("42P04" | "23505"))
}
