//! The statements of the autocomplete. Each is bounded: it takes what it needs from indexes and stops.

use domain::phone_digits;
use rust_decimal::Decimal;
use sqlx::{Postgres, QueryBuilder};

use super::text::{begins, contains, is_phone_like};
use crate::reader::Reader;
use crate::text_index::{CLIENTS, Pattern, Search, Wanted};

/// Ends a pattern on documents: what fits has to stand before the mark that parts names, phones and emails from the rest.
const PEOPLE: &str = r") || E'\x03%'";
/// Sorts after everything that begins with the same text.
const LAST_CHAR: char = '\u{10FFFF}';
/// Digits that make a text worth looking for inside phone numbers.
const MIN_PHONE_DIGITS: usize = 3;

/// A found client.
#[derive(Debug, sqlx::FromRow)]
pub struct FoundRow {
    pub id: i64,
    pub kind: String,
    pub name: String,
    pub name_key: String,
    pub inn: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub balance: Decimal,
}

const ROW: &str = "select c.id, c.kind::text as kind, c.name, c.name_key, c.inn, c.phone, c.email, a.balance::numeric as balance";
const LIVE: &str = "c.archived_at is null and not c.is_system";

/// The client with that number or INN, then those whose name, phone or email begins with the text, then those of whose contacts one
/// does; each kind sorted.
pub async fn beginnings(reader: &Reader, key: &str, limit: usize) -> Result<Vec<FoundRow>, sqlx::Error> {
    let mut union =
        Union { query: QueryBuilder::new(ROW), arms: 0, limit: i64::try_from(limit).unwrap_or(i64::MAX) };
    union.query.push(" from (");
    if key.bytes().all(|byte| byte.is_ascii_digit()) {
        if let Ok(id) = key.parse::<i64>() {
            union.exact("c.id", id);
        }
        if matches!(key.len(), 10 | 12) {
            union.exact("c.inn", key.to_owned());
        }
    }
    let phones = phone_beginnings(key);
    union.client("c.name_key", key);
    for phone in &phones {
        union.client("c.phone collate \"C\"", &format!("+{phone}"));
    }
    union.client("search_key(c.email) collate \"C\"", key);
    union.contact("search_key(k.full_name) collate \"C\"", key);
    for phone in &phones {
        union.contact("phone_digits(k.phone) collate \"C\"", phone);
    }
    union.contact("search_key(k.email) collate \"C\"", key);
    union.query.push(") found join clients c on c.id = found.id join accounts a on a.client_id = c.id order by found.arm, found.key, c.id");
    union.query.build_query_as().fetch_all(reader).await
}

/// A union of bounded probes, each of one index.
struct Union {
    query: QueryBuilder<Postgres>,
    arms: i32,
    limit: i64,
}

impl Union {
    fn arm(&mut self, id: &str, key: &str) {
        self.query.push(if self.arms == 0 { "(select " } else { " union all (select " });
        self.query
            .push(id)
            .push(" as id, ")
            .push(self.arms)
            .push(" as arm, ")
            .push(key)
            .push(" as key from ");
        self.arms = self.arms.saturating_add(1);
    }

    fn exact<T: 'static + Send + for<'q> sqlx::Encode<'q, Postgres> + sqlx::Type<Postgres>>(
        &mut self,
        column: &str,
        value: T,
    ) {
        self.arm("c.id", "'' collate \"C\"");
        self.query
            .push("clients c where ")
            .push(column)
            .push(" = ")
            .push_bind(value)
            .push(" and ")
            .push(LIVE)
            .push(")");
    }

    fn client(&mut self, column: &str, prefix: &str) {
        self.arm("c.id", column);
        self.query.push("clients c where ").push(LIVE);
        self.begins(column, prefix, "c.id");
    }

    fn contact(&mut self, column: &str, prefix: &str) {
        self.arm("k.client_id", column);
        self.query.push("contacts k join clients c on c.id = k.client_id where ").push(LIVE);
        self.begins(column, prefix, "k.client_id");
    }

    fn begins(&mut self, column: &str, prefix: &str, id: &str) {
        self.query.push(" and ").push(column).push(" >= ").push_bind(prefix.to_owned());
        self.query.push(" and ").push(column).push(" < ").push_bind(format!("{prefix}{LAST_CHAR}"));
        self.query
            .push(" order by ")
            .push(column)
            .push(", ")
            .push(id)
            .push(" limit ")
            .push_bind(self.limit)
            .push(")");
    }
}

/// What a typed phone number can begin with, as digits of the whole number: 8 and 7 are the way into the Russian network or a part
/// of the number itself.
fn phone_beginnings(key: &str) -> Vec<String> {
    let digits = phone_digits(key);
    if digits.is_empty() || !is_phone_like(key) {
        return Vec::new();
    }
    let mut beginnings = vec![digits.clone()];
    if !key.starts_with('+') {
        beginnings.push(format!("7{digits}"));
        beginnings
            .extend(digits.strip_prefix('8').filter(|rest| !rest.is_empty()).map(|rest| format!("7{rest}")));
    }
    beginnings
}

/// Clients in whose names, phones and emails, or those of their contacts, every word begins a word.
pub async fn words(reader: &Reader, words: &[String], limit: usize) -> Result<Vec<FoundRow>, sqlx::Error> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = words.iter().map(|word| vec![Pattern { starts: true, ..begins(word, PEOPLE) }]).collect();
    documents(reader, &Wanted::text(wanted), limit).await
}

/// Clients with the text anywhere in a name, phone or email, their contacts' included.
pub async fn inside(reader: &Reader, key: &str, limit: usize) -> Result<Vec<FoundRow>, sqlx::Error> {
    let contains = |key: &str| Pattern { starts: true, ..contains(key, PEOPLE) };
    let mut ways = vec![contains(key)];
    let digits = phone_digits(key);
    if is_phone_like(key) && digits.len() >= MIN_PHONE_DIGITS && digits != key {
        ways.push(contains(&digits));
    }
    documents(reader, &Wanted::text(vec![ways]), limit).await
}

/// Live clients whose document fits. Which of many is left to chance: to choose, all would have to be read.
async fn documents(reader: &Reader, wanted: &Wanted, limit: usize) -> Result<Vec<FoundRow>, sqlx::Error> {
    let highest = sqlx::query_scalar!("select max(id) from clients").fetch_one(reader).await?;
    // Some more than needed, because archived ones fall out.
    let some = limit.saturating_mul(5);
    let highest = highest.unwrap_or(0);
    let mut search = Search::begin(reader, CLIENTS, wanted, (1, highest), highest, false, some).await?;
    let ids = search.any().await?;
    let mut query = QueryBuilder::new(ROW);
    query
        .push(" from clients c join accounts a on a.client_id = c.id where c.id = any(")
        .push_bind(ids)
        .push(") and ")
        .push(LIVE);
    query.push(" order by c.id limit ").push_bind(i64::try_from(limit).unwrap_or(i64::MAX));
    query.build_query_as().fetch_all(reader).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_phone_begins_the_same_number() {
        for typed in ["8 978 84", "+7 978 84", "978 84", "7 978-84", "(978) 84"] {
            assert!(phone_beginnings(typed).iter().any(|digits| digits == "797884"), "{typed}");
        }
        assert_eq!(phone_beginnings("8"), ["8", "78"]);
        assert_eq!(phone_beginnings("8 (978) 845-13-64"), ["79788451364", "779788451364"]);
        assert!(phone_beginnings("иван").is_empty() && phone_beginnings("дом 8").is_empty());
    }
}
