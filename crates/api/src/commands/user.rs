//! `saldo user`: people, from the machine itself. The way back in when the last password is lost.

use anyhow::{Context, Result};
use app::access::users;
use app::payments::provider::Providers;
use app::{Actor, App, Clock, Db, Sizes};
use clap::Subcommand;
use contract::access::{NewUser, User, UserChange};
use contract::page::PageQuery;
use domain::Role;

use super::{finish, open, print};
use crate::config::DatabaseArgs;

#[derive(clap::Args)]
pub struct UserArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Add a user, with the password of the variable SALDO_USER_PASSWORD or a random one, which is printed
    Add {
        /// Lower-case letters, digits and ._@-
        login: String,
        /// admin, accountant, operator, cashier or viewer
        #[arg(long, value_parser = role)]
        role: Role,
        /// Name of the person
        #[arg(long, default_value = "")]
        name: String,
    },
    /// List all users
    List,
    /// Give a user a new password, as `add` does; ends the user's sessions
    Password { login: String },
    /// Disable a user; ends the user's sessions
    Disable { login: String },
    /// Let a disabled user in again
    Enable { login: String },
}

/// Does what the arguments say.
///
/// # Errors
/// A refusal in words; or the database.
pub async fn run(args: UserArgs) -> Result<()> {
    let database = open(&args.database).await?;
    let done = async {
        database.migrate().await?;
        let db = Db::new(
            database.server.clone(),
            app::db::PoolSizes { read: 1, write: 1, search: 1, ..Default::default() },
        );
        let app = App::start(db, Clock::new(chrono_tz::UTC), Sizes::default(), Providers::default());
        let done = act(&app, args.command).await;
        app.ledger.stop().await;
        app.db.close().await;
        done
    };
    let done = done.await;
    finish(database, done).await
}

async fn act(app: &App, command: UserCommand) -> Result<()> {
    match command {
        UserCommand::Add { login, role, name } => {
            let password = choose()?;
            let new = NewUser { login, name, role, password: password.clone() };
            let user = users::create(app, &Actor::system(), None, new).await.map_err(words)?.body;
            print(&format!("{}\npassword: {password}\n", line(&user)))
        }
        UserCommand::List => list(app).await,
        UserCommand::Password { login } => {
            let password = choose()?;
            let change = |user: &User| UserChange { password: Some(password.clone()), ..unchanged(user) };
            let user = change_user(app, &login, change).await?;
            print(&format!("{}\npassword: {password}\n", line(&user)))
        }
        UserCommand::Disable { login } => set_disabled(app, &login, true).await,
        UserCommand::Enable { login } => set_disabled(app, &login, false).await,
    }
}

async fn list(app: &App) -> Result<()> {
    let mut cursor = None;
    loop {
        let page = users::list(app, &PageQuery { cursor, limit: Some(200) }).await.map_err(words)?;
        for user in &page.items {
            print(&format!("{}\n", line(user)))?;
        }
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(());
        }
    }
}

async fn set_disabled(app: &App, login: &str, disabled: bool) -> Result<()> {
    let user =
        change_user(app, login, |user| UserChange { disabled: Some(disabled), ..unchanged(user) }).await?;
    print(&format!("{}\n", line(&user)))
}

async fn change_user(app: &App, login: &str, change: impl FnOnce(&User) -> UserChange) -> Result<User> {
    let user = users::get_by_login(app, login).await.map_err(words)?;
    let done = users::change(app, &Actor::system(), None, user.id, change(&user)).await.map_err(words)?;
    Ok(done.body)
}

fn unchanged(user: &User) -> UserChange {
    UserChange { version: user.version, name: None, role: None, password: None, disabled: None }
}

/// The password of the variable `SALDO_USER_PASSWORD`, or a random one.
fn choose() -> Result<String> {
    match std::env::var("SALDO_USER_PASSWORD") {
        Ok(given) if !given.is_empty() => Ok(given),
        Ok(_) | Err(_) => users::generate_password().context("cannot make a password"),
    }
}

fn line(user: &User) -> String {
    let disabled = if user.disabled_at.is_some() { ", disabled" } else { "" };
    format!("{} ({}{disabled}) {}", user.login, user.role, user.name)
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).map_err(|_| "admin, accountant, operator, cashier or viewer".to_owned())
}

/// A refusal as a sentence.
fn words(error: app::Error) -> anyhow::Error {
    match error {
        app::Error::Refused(problem) | app::Error::RefusedAgain(problem) => {
            let fields: Vec<String> =
                problem.errors.iter().map(|error| format!("{}: {}", error.field, error.code)).collect();
            anyhow::anyhow!("{}", if fields.is_empty() { problem.detail } else { fields.join(", ") })
        }
        error @ (app::Error::Database(_) | app::Error::Internal(_)) => error.into(),
    }
}
