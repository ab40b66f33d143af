//! Reading clients: the statements and how their rows become views.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use contract::clients::{Client, ClientSummary, Contact, Limits};
use domain::{Account, AccountStatus, ClientKind, ClientState, CreditTerms, Inn, charge_max, withdraw_max};
use rust_decimal::Decimal;
use sqlx::PgExecutor;
use sqlx::types::Json;

use crate::actions::shown;
use crate::decode::{money, valid};
use crate::{Actor, Result};

/// A client, its account and its contacts, as stored.
#[derive(Debug)]
pub struct Stored {
    pub client: ClientRow,
    pub last_name: Option<String>,
    pub first_name: Option<String>,
    pub middle_name: Option<String>,
    pub client_info: BTreeMap<String, String>,
    pub contacts: Vec<Contact>,
    /// Number of the last operation; 0 when there is none.
    pub seq: i64,
    /// Another live client has the INN of this archived one.
    pub inn_taken: bool,
    pub has_orders: bool,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

/// A row of the list, as stored.
#[derive(Debug, sqlx::FromRow)]
pub struct ClientRow {
    pub id: i64,
    pub kind: String,
    pub name: String,
    pub inn: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub city: Option<String>,
    pub created_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
    pub currency: String,
    pub balance: Decimal,
    pub credit_limit: Decimal,
    pub credit_due_date: Option<NaiveDate>,
    /// The name as it is sorted.
    pub name_key: String,
}

/// The columns of [`ClientRow`], of `clients c` and `accounts a`.
pub const ROW_COLUMNS: &str = "c.id, c.kind::text as kind, c.name, c.inn, c.phone, c.email, c.city, c.created_at, c.archived_at, \
    a.currency, a.balance::numeric as balance, a.credit_limit::numeric as credit_limit, a.credit_due_date, c.name_key";

/// One client, the system client excepted.
pub async fn find(executor: impl PgExecutor<'_>, id: i64) -> Result<Option<Stored>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select c.id, c.kind::text as "kind!", c.name, c.last_name, c.first_name, c.middle_name, c.inn, c.phone, c.email, c.city,
                  c.client_info as "client_info: Json<BTreeMap<String, String>>", c.version, c.created_at, c.updated_at,
                  c.archived_at, c.name_key as "name_key!", a.seq, a.currency, a.balance as "balance: Decimal",
                  a.credit_limit as "credit_limit: Decimal", a.credit_due_date,
                  (c.archived_at is not null and exists (select from clients o where o.inn = c.inn and o.archived_at is null)) as "inn_taken!",
                  exists (select from orders r where r.client_id = c.id) as "has_orders!",
                  (select coalesce(jsonb_agg(jsonb_build_object('full_name', k.full_name, 'phone', k.phone, 'email', k.email,
                          'address', k.address, 'other', k.other) order by k.position), '[]')
                     from contacts k where k.client_id = c.id) as "contacts!: Json<Vec<Contact>>"
             from clients c join accounts a on a.client_id = c.id
            where c.id = $1 and not c.is_system"#,
        id
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| Stored {
        client: ClientRow {
            id: row.id,
            kind: row.kind,
            name: row.name,
            inn: row.inn,
            phone: row.phone,
            email: row.email,
            city: row.city,
            created_at: row.created_at,
            archived_at: row.archived_at,
            currency: row.currency,
            balance: row.balance,
            credit_limit: row.credit_limit,
            credit_due_date: row.credit_due_date,
            name_key: row.name_key,
        },
        last_name: row.last_name,
        first_name: row.first_name,
        middle_name: row.middle_name,
        client_info: row.client_info.0,
        contacts: row.contacts.0,
        seq: row.seq,
        inn_taken: row.inn_taken,
        has_orders: row.has_orders,
        version: row.version,
        updated_at: row.updated_at,
    }))
}

/// The live client with that INN.
pub async fn find_by_inn(executor: impl PgExecutor<'_>, inn: &str) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!("select id from clients where inn = $1 and archived_at is null", inn)
        .fetch_optional(executor)
        .await
}

impl ClientRow {
    pub fn terms(&self) -> Result<CreditTerms, sqlx::Error> {
        valid(CreditTerms::new(money(self.credit_limit)?, self.credit_due_date))
    }

    /// The row as lists show it on the business day `today`.
    pub fn summary(self, today: NaiveDate) -> Result<ClientSummary, sqlx::Error> {
        let (balance, terms) = (money(self.balance)?, self.terms()?);
        Ok(ClientSummary {
            id: self.id,
            kind: valid(ClientKind::parse(&self.kind))?,
            name: self.name,
            inn: self.inn,
            phone: self.phone,
            email: self.email,
            city: self.city,
            balance,
            available: terms.available(balance, today),
            credit_limit: terms.limit(),
            credit_due_date: terms.due_date(),
            currency: self.currency,
            created_at: self.created_at,
            archived_at: self.archived_at,
        })
    }
}

impl Stored {
    fn account(&self) -> Result<Account, sqlx::Error> {
        let archived = self.client.archived_at.is_some();
        Ok(Account {
            client_id: self.client.id,
            balance: money(self.client.balance)?,
            seq: self.seq,
            terms: self.client.terms()?,
            status: if archived { AccountStatus::Archived } else { AccountStatus::Active },
            last_at: None,
        })
    }

    /// What the actions on the client depend on.
    pub fn state(&self) -> Result<ClientState, sqlx::Error> {
        Ok(ClientState { account: self.account()?, inn_taken: self.inn_taken, has_orders: self.has_orders })
    }

    /// The client as its page shows it to `actor` on the business day `today`.
    pub fn view(self, actor: &Actor, today: NaiveDate) -> Result<Client, sqlx::Error> {
        let state = self.state()?;
        let doubtful =
            self.client.inn.as_deref().is_some_and(|inn| Inn::parse(inn).is_ok_and(|inn| !inn.checksum_ok()));
        let row = self.client.summary(today)?;
        Ok(Client {
            id: row.id,
            kind: row.kind,
            name: row.name,
            inn: row.inn,
            phone: row.phone,
            email: row.email,
            city: row.city,
            balance: row.balance,
            available: row.available,
            credit_limit: row.credit_limit,
            credit_due_date: row.credit_due_date,
            currency: row.currency,
            created_at: row.created_at,
            archived_at: row.archived_at,
            last_name: self.last_name,
            first_name: self.first_name,
            middle_name: self.middle_name,
            client_info: self.client_info,
            contacts: self.contacts,
            limits: Limits {
                withdraw_max: withdraw_max(&state.account, today),
                charge_max: charge_max(&state.account, today),
            },
            available_actions: shown(state.offers(today, |right| actor.may(right))),
            warnings: if doubtful { vec!["inn_checksum".to_owned()] } else { Vec::new() },
            version: self.version,
            updated_at: self.updated_at,
        })
    }
}

/// The INN of a client, if it has one.
pub async fn inn(pool: &sqlx::PgPool, id: i64) -> Result<Option<String>, sqlx::Error> {
    let inn = sqlx::query_scalar!("select inn from clients where id = $1", id).fetch_optional(pool).await?;
    Ok(inn.flatten())
}
