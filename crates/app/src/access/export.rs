//! Users, API keys and the log of changes as files. Nothing secret is in them.

use bytes::Bytes;
use contract::audit::AuditQuery;
use contract::export::ExportForm;
use domain::Role;
use futures_util::Stream;

use super::audit_log;
use super::sql::{api_keys, users};
use crate::decode::valid;
use crate::export::{self, BLOCK, Walk};
use crate::sheet::{Cell, Column, Layout, column};
use crate::{App, Result};

const USERS: &[Column] = &[
    column("id", "№", "No."),
    column("login", "Логин", "Login"),
    column("name", "Имя", "Name"),
    column("role", "Роль", "Role"),
    column("created_at", "Создан", "Created"),
    column("last_login_at", "Последний вход", "Last sign-in"),
    column("disabled_at", "Отключён с", "Disabled"),
];
const KEYS: &[Column] = &[
    column("id", "№", "No."),
    column("name", "Название", "Name"),
    column("prefix", "Начало", "Prefix"),
    column("scopes", "Права", "Scopes"),
    column("created_by", "Создал, №", "Created by, no."),
    column("service_account", "Служебный", "Service account"),
    column("created_at", "Создан", "Created"),
    column("last_used_at", "Последний раз", "Last used"),
    column("expires_at", "Действует до", "Expires"),
    column("revoked_at", "Отозван", "Revoked"),
];
const CHANGES: &[Column] = &[
    column("id", "№", "No."),
    column("at", "Время", "Time"),
    column("actor", "Кто", "Who"),
    column("action", "Действие", "Action"),
    column("entity", "Запись", "Record"),
    column("entity_id", "Запись №", "Record no."),
    column("before", "Было", "Before"),
    column("after", "Стало", "After"),
    column("request_id", "Номер запроса", "Request id"),
];

/// All users by login, disabled ones too.
///
/// # Errors
/// The database's.
pub async fn users(app: &App, form: ExportForm) -> Result<Bytes> {
    let layout = Layout { columns: USERS, form, clock: app.clock };
    let rows = users::after(&app.db.read, "", i64::MAX).await?;
    let lines = rows.into_iter().map(|user| {
        Ok(vec![
            user.id.into(),
            user.login.into(),
            user.name.into(),
            Cell::word(valid(Role::parse(&user.role))?),
            user.created_at.into(),
            user.last_login_at.into(),
            user.disabled_at.into(),
        ])
    });
    export::whole(layout, lines.collect::<Result<_, sqlx::Error>>()?)
}

/// All API keys, newest first, revoked ones too.
///
/// # Errors
/// The database's.
pub async fn api_keys(app: &App, form: ExportForm) -> Result<Bytes> {
    let layout = Layout { columns: KEYS, form, clock: app.clock };
    let rows = api_keys::below(&app.db.read, i64::MAX, i64::MAX).await?;
    let lines = rows.into_iter().map(|key| {
        vec![
            key.id.into(),
            key.name.into(),
            key.prefix.into(),
            key.scopes.join(", ").into(),
            key.created_by.into(),
            key.service_account.into(),
            key.created_at.into(),
            key.last_used_at.into(),
            key.expires_at.into(),
            key.revoked_at.into(),
        ]
    });
    export::whole(layout, lines.collect())
}

/// All changes that pass the filter, latest first.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn changes(
    app: &App,
    query: AuditQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let filter = audit_log::Filter::read(&query)?;
    let reader = app.db.snapshot().await?;
    let layout = Layout { columns: CHANGES, form, clock: app.clock };
    let read = async move |below: Option<i64>| {
        let mut sql = filter.select();
        if let Some(below) = below {
            sql.push(" and id < ").push_bind(below);
        }
        sql.push(" order by id desc limit ").push_bind(i64::try_from(BLOCK).unwrap_or(i64::MAX));
        let rows: Vec<audit_log::EntryRow> = sql.build_query_as().fetch_all(&reader).await?;
        let last = rows.last().map(|row| row.id);
        Ok((rows.into_iter().map(|row| row.line()).collect(), last))
    };
    export::stream(layout, Walk::new(read)).await
}
