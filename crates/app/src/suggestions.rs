//! Words in use, for fields that take any word. Words of clients are found by their beginning, in a few probes of an index; services
//! are few and are looked through.

use contract::problem::ProblemCode;
use contract::suggestions::{MAX_SUGGESTIONS, Suggestion, SuggestionKind, SuggestionList, SuggestionQuery};
use domain::Permission;

use crate::filter::{self, like_literal};
use crate::{Actor, App, Error, Result};

/// Sorts after everything that begins with the same text.
const LAST_CHAR: char = '\u{10FFFF}';

/// At most twenty words that begin with the text, by alphabet.
///
/// # Errors
/// `invalid_query`; `forbidden` without the right to read what the words are taken from.
pub async fn suggest(app: &App, actor: &Actor, query: SuggestionQuery) -> Result<SuggestionList> {
    let right = match query.of {
        SuggestionKind::BillingKey | SuggestionKind::ServiceKind => Permission::ServicesRead,
        SuggestionKind::City | SuggestionKind::ClientInfoKey | SuggestionKind::ContactKey => {
            Permission::ClientsRead
        }
    };
    if !actor.may(right) {
        return Err(Error::new(ProblemCode::Forbidden, format!("this needs the permission {right}")));
    }
    let key = filter::text("q", query.q.as_deref())?.unwrap_or_default();
    let words = match query.of {
        SuggestionKind::BillingKey => billing_keys(app, &key).await?,
        SuggestionKind::ServiceKind => service_kinds(app, &key).await?,
        SuggestionKind::City => cities(app, &key).await?,
        SuggestionKind::ClientInfoKey => used_words(app, "client_info", &key).await?,
        SuggestionKind::ContactKey => used_words(app, "contact", &key).await?,
    };
    Ok(SuggestionList { items: words.into_iter().map(|value| Suggestion { value }).collect() })
}

async fn billing_keys(app: &App, key: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select word as "word!" from (select distinct word from services, jsonb_object_keys(billing_info) as word) used
            where search_key(word) like $1 escape '\' order by search_key(word) collate "C", word limit $2"#,
        beginning(key),
        MAX_SUGGESTIONS
    )
    .fetch_all(&app.db.search)
    .await
}

async fn service_kinds(app: &App, key: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select kind from (select distinct kind from services) used
            where search_key(kind) like $1 escape '\' order by search_key(kind) collate "C", kind limit $2"#,
        beginning(key),
        MAX_SUGGESTIONS
    )
    .fetch_all(&app.db.search)
    .await
}

/// Jumps from city to city in the index: as many probes as there are answers, not as there are clients.
async fn cities(app: &App, key: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"with recursive jump (city, key, place) as (
             (select city, search_key(city) collate "C", 1 from clients
               where city is not null and search_key(city) collate "C" >= $1 and search_key(city) collate "C" < $2
               order by search_key(city) collate "C", id limit 1)
             union all
             select next.city, next.key, jump.place + 1 from jump cross join lateral (
               select c.city, search_key(c.city) collate "C" as key from clients c
                where c.city is not null and search_key(c.city) collate "C" > jump.key and search_key(c.city) collate "C" < $2
                order by search_key(c.city) collate "C", c.id limit 1) next
              where jump.place < $3)
           select city as "city!" from jump"#,
        key,
        format!("{key}{LAST_CHAR}"),
        i32::try_from(MAX_SUGGESTIONS).unwrap_or(i32::MAX)
    )
    .fetch_all(&app.db.search)
    .await
}

async fn used_words(app: &App, source: &str, key: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select word from used_words
            where source = $1 and search_key(word) collate "C" >= $2 and search_key(word) collate "C" < $3
            order by search_key(word) collate "C", word limit $4"#,
        source,
        key,
        format!("{key}{LAST_CHAR}"),
        MAX_SUGGESTIONS
    )
    .fetch_all(&app.db.search)
    .await
}

fn beginning(key: &str) -> String {
    format!("{}%", like_literal(key))
}
