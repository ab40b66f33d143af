//! Users, API keys and the log of changes as files. Nothing secret is in them.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use contract::audit::AuditQuery;
use contract::export::ExportLang;
use futures_util::Stream;

use super::audit_log;
use super::sql::{api_keys, users};
use crate::export::{self, BLOCK, Walk};
use crate::{App, Clock, Result, sheet};

const USERS_RU: [&str; 7] = ["№", "Логин", "Имя", "Роль", "Создан", "Последний вход", "Отключён с"];
const USERS_EN: [&str; 7] = ["No.", "Login", "Name", "Role", "Created", "Last sign-in", "Disabled"];
const KEYS_RU: [&str; 10] = [
    "№",
    "Название",
    "Начало ключа",
    "Права",
    "Создал, №",
    "Служебный",
    "Создан",
    "Использован",
    "Действует до",
    "Отозван",
];
const KEYS_EN: [&str; 10] = [
    "No.",
    "Name",
    "Prefix",
    "Scopes",
    "Created by, no.",
    "Service account",
    "Created",
    "Last used",
    "Expires",
    "Revoked",
];
const CHANGES_RU: [&str; 10] =
    ["№", "Время", "Кто", "Имя", "Действие", "Запись", "Запись №", "Было", "Стало", "Номер запроса"];
const CHANGES_EN: [&str; 10] =
    ["No.", "Time", "Who", "Name", "Action", "Record", "Record no.", "Before", "After", "Request id"];

/// All users by login, disabled ones too.
///
/// # Errors
/// The database's.
pub async fn users(app: &App, lang: ExportLang) -> Result<Bytes> {
    let head = lang.choose(&USERS_RU, &USERS_EN);
    let rows = users::after(&app.db.read, "", i64::MAX).await?;
    let lines = rows.into_iter().map(|user| {
        vec![
            user.id.to_string(),
            sheet::text(&user.login),
            sheet::text(&user.name),
            user.role,
            sheet::moment(&app.clock, user.created_at),
            optional(&app.clock, user.last_login_at),
            optional(&app.clock, user.disabled_at),
        ]
    });
    export::whole(head, lines.collect())
}

/// All API keys, newest first, revoked ones too.
///
/// # Errors
/// The database's.
pub async fn api_keys(app: &App, lang: ExportLang) -> Result<Bytes> {
    let head = lang.choose(&KEYS_RU, &KEYS_EN);
    let rows = api_keys::below(&app.db.read, i64::MAX, i64::MAX).await?;
    let lines = rows.into_iter().map(|key| {
        vec![
            key.id.to_string(),
            sheet::text(&key.name),
            key.prefix,
            key.scopes.join(", "),
            key.created_by.to_string(),
            lang.choose(&["нет", "да"], &["no", "yes"])[usize::from(key.service_account)].to_owned(),
            sheet::moment(&app.clock, key.created_at),
            optional(&app.clock, key.last_used_at),
            optional(&app.clock, key.expires_at),
            optional(&app.clock, key.revoked_at),
        ]
    });
    export::whole(head, lines.collect())
}

/// All changes that pass the filter, latest first.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn changes(
    app: &App,
    query: AuditQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let filter = audit_log::Filter::read(&query)?;
    let (reader, clock) = (app.db.snapshot().await?, app.clock);
    let read = async move |below: Option<i64>| {
        let mut sql = filter.select();
        if let Some(below) = below {
            sql.push(" and id < ").push_bind(below);
        }
        sql.push(" order by id desc limit ").push_bind(i64::try_from(BLOCK).unwrap_or(i64::MAX));
        let rows: Vec<audit_log::EntryRow> = sql.build_query_as().fetch_all(&reader).await?;
        let last = rows.last().map(|row| row.id);
        Ok((rows.into_iter().map(|row| row.line(&clock)).collect(), last))
    };
    export::stream(lang.choose(&CHANGES_RU, &CHANGES_EN), Walk::new(read)).await
}

fn optional(clock: &Clock, at: Option<DateTime<Utc>>) -> String {
    at.map(|at| sheet::moment(clock, at)).unwrap_or_default()
}
