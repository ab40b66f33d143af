//! Writing clients. None of these begins, commits or decides.

use chrono::{DateTime, Utc};
use contract::clients::Contact;
use domain::CreditTerms;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::input::Record;

/// Locks the account of a client against the ledger and other edits; gives the number of its last operation, `None` when there is
/// no such account.
pub async fn lock_account(tx: &mut PgConnection, id: i64) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!("select seq from accounts where client_id = $1 for no key update", id)
        .fetch_optional(tx)
        .await
}

/// Locks the client against other edits. Its account, if needed, is locked before.
pub async fn lock_client(tx: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("select id from clients where id = $1 for no key update", id)
        .fetch_optional(tx)
        .await
        .map(|_| ())
}

pub async fn insert(tx: &mut PgConnection, record: &Record, now: DateTime<Utc>) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"insert into clients (kind, name, last_name, first_name, middle_name, inn, phone, email, city, client_info,
                                created_at, updated_at)
           values ($1::text::client_kind, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) returning id"#,
        record.kind.as_str(),
        record.name,
        record.last_name,
        record.first_name,
        record.middle_name,
        record.inn.as_ref().map(|inn| inn.as_str()),
        record.phone.as_ref().map(|phone| phone.as_str()),
        record.email.as_ref().map(|email| email.as_str()),
        record.city,
        Json(&record.client_info) as _,
        now
    )
    .fetch_one(tx)
    .await
}

/// Replaces everything that an edit may change but the terms and the contacts.
pub async fn update(
    tx: &mut PgConnection,
    id: i64,
    record: &Record,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"update clients set kind = $2::text::client_kind, name = $3, last_name = $4, first_name = $5, middle_name = $6, inn = $7,
                  phone = $8, email = $9, city = $10, client_info = $11, version = version + 1, updated_at = $12
            where id = $1"#,
        id,
        record.kind.as_str(),
        record.name,
        record.last_name,
        record.first_name,
        record.middle_name,
        record.inn.as_ref().map(|inn| inn.as_str()),
        record.phone.as_ref().map(|phone| phone.as_str()),
        record.email.as_ref().map(|email| email.as_str()),
        record.city,
        Json(&record.client_info) as _,
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

pub async fn set_terms(tx: &mut PgConnection, id: i64, terms: CreditTerms) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update accounts set credit_limit = $2::numeric, credit_due_date = $3 where client_id = $1",
        id,
        terms.limit().decimal(),
        terms.due_date()
    )
    .execute(tx)
    .await
    .map(|_| ())
}

pub async fn insert_contacts(
    tx: &mut PgConnection,
    id: i64,
    contacts: &[Contact],
) -> Result<(), sqlx::Error> {
    if contacts.is_empty() {
        return Ok(());
    }
    let column = |part: fn(&Contact) -> &Option<String>| -> Vec<Option<String>> {
        contacts.iter().map(|c| part(c).clone()).collect()
    };
    let other: Vec<Json<_>> = contacts.iter().map(|contact| Json(&contact.other)).collect();
    sqlx::query!(
        r#"insert into contacts (client_id, position, full_name, phone, email, address, other)
           select $1, (at - 1)::smallint, full_name, phone, email, address, other
             from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[])
               with ordinality as t (full_name, phone, email, address, other, at)"#,
        id,
        &column(|contact| &contact.full_name) as _,
        &column(|contact| &contact.phone) as _,
        &column(|contact| &contact.email) as _,
        &column(|contact| &contact.address) as _,
        &other as _
    )
    .execute(tx)
    .await
    .map(|_| ())
}

pub async fn delete_contacts(tx: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from contacts where client_id = $1", id).execute(tx).await.map(|_| ())
}

/// Marks a client archived since a moment, or live again.
pub async fn set_archived(
    tx: &mut PgConnection,
    id: i64,
    archived_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update clients set archived_at = $2, version = version + 1, updated_at = $3 where id = $1",
        id,
        archived_at,
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

pub async fn delete(tx: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from clients where id = $1", id).execute(tx).await.map(|_| ())
}
