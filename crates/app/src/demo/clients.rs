//! Clients with their contacts and credit terms. Every client follows from its number alone, so it can be made again for each table.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::ClientKind;
use sqlx::PgConnection;

use super::Plan;
use super::copy::Copy;
use super::names::{Person, latin};
use super::random::Random;
use super::{business, contacts, inn, places};

/// What operations need to know of a client. Sums in kopecks.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: i64,
    pub kind: ClientKind,
    pub limit: i64,
    pub created_at: DateTime<Utc>,
    pub inn: Option<String>,
}

/// A client, whole.
pub struct Profile {
    pub known: Known,
    pub due_date: Option<NaiveDate>,
    pub name: String,
    pub person: Option<Person>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub city: Option<&'static str>,
    pub info: serde_json::Value,
    /// Where the contacts' random numbers begin.
    pub random: Random,
}

/// Writes clients, contacts, terms and search documents.
pub async fn load(connection: &mut PgConnection, plan: &Plan) -> Result<Vec<Known>, sqlx::Error> {
    let taken: Vec<String> = sqlx::query_scalar!(
        r#"select inn as "inn!" from clients where inn is not null and archived_at is null"#
    )
    .fetch_all(&mut *connection)
    .await?;
    let taken: HashSet<String> = taken.into_iter().chain(["1234567890".to_owned()]).collect();
    // The documents are made at once at the end, with the contacts in them.
    sqlx::raw_sql(
        "alter table clients disable trigger clients_document_added; alter table contacts disable trigger contacts_document_added",
    )
    .execute(&mut *connection)
    .await?;
    let profiles = || (0..plan.size.clients).map(|index| profile(plan, index, &taken));
    let mut known = Vec::new();

    let mut copy = Copy::begin(
        connection,
        "copy clients (id, kind, name, last_name, first_name, middle_name, inn, phone, email, city, client_info, created_at, updated_at) from stdin",
    )
    .await?;
    for profile in profiles() {
        write_client(&mut copy, &profile);
        copy.end().await?;
        known.push(profile.known);
    }
    copy.finish().await?;

    let mut copy = Copy::begin(
        connection,
        "copy contacts (client_id, position, full_name, phone, email, address, other) from stdin",
    )
    .await?;
    for profile in profiles() {
        contacts::write(&mut copy, profile).await?;
    }
    copy.finish().await?;

    sqlx::raw_sql("create temporary table demo_terms (client_id bigint, credit_limit numeric, due_date date) on commit drop")
        .execute(&mut *connection)
        .await?;
    let mut copy = Copy::begin(connection, "copy demo_terms from stdin").await?;
    for profile in profiles().filter(|profile| profile.known.limit > 0) {
        copy.plain(profile.known.id).money(profile.known.limit);
        match profile.due_date {
            Some(date) => copy.plain(date),
            None => copy.null(),
        };
        copy.end().await?;
    }
    copy.finish().await?;
    finish(connection, plan).await?;
    Ok(known)
}

async fn finish(connection: &mut PgConnection, plan: &Plan) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(
        "analyze clients, contacts, accounts, demo_terms;
         update accounts a set credit_limit = t.credit_limit, credit_due_date = t.due_date from demo_terms t where t.client_id = a.client_id;
         alter table clients enable trigger clients_document_added; alter table contacts enable trigger contacts_document_added;
         select setval(pg_get_serial_sequence('clients', 'id'), (select max(id) from clients) + 1, false)",
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into client_documents select client_id, document, tags from client_texts where client_id >= $1",
        plan.first_client
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Archives one client in fifty. An ordinary change, so that the accounts follow.
pub async fn archive_some(connection: &mut PgConnection, plan: &Plan) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update clients set archived_at = $2::timestamptz - make_interval(hours => (id % 5000)::int), version = 2
          where id >= $1 and id % 53 = 7",
        plan.first_client,
        plan.now
    )
    .execute(connection)
    .await
    .map(|_| ())
}

/// The client of that index.
fn profile(plan: &Plan, index: u64, taken: &HashSet<String>) -> Profile {
    let mut random = plan.random(index.wrapping_add(1) << 8);
    let id = plan.first_client.saturating_add(i64::try_from(index).unwrap_or(0));
    let kind = match random.below(100) {
        0..70 => ClientKind::Individual,
        70..88 => ClientKind::LegalEntity,
        88..98 => ClientKind::SoleProprietor,
        _ => ClientKind::Other,
    };
    let somebody = Person::random(&mut random);
    let name = match kind {
        ClientKind::Individual => somebody.full(),
        ClientKind::LegalEntity => business::name(&mut random),
        ClientKind::SoleProprietor => format!("ИП {}", somebody.full()),
        ClientKind::Other => format!(
            "{} № {}",
            random.word(&["Садовое товарищество", "Гаражный кооператив", "ТСН"]),
            random.between(1, 400)
        ),
    };
    let imported = imported(plan, index);
    let kind = if imported.is_some() { ClientKind::Other } else { kind };
    let name = hostile(index).map(str::to_owned).or(imported).unwrap_or(name);
    let number = u64::try_from(id).unwrap_or(0).wrapping_mul(7919);
    let inn = match kind {
        ClientKind::LegalEntity => Some(inn::organisation(910_000_000 + number % 90_000_000)),
        ClientKind::SoleProprietor => Some(inn::person(9_100_000_000 + number % 900_000_000)),
        ClientKind::Individual => {
            random.percent(25).then(|| inn::person(9_100_000_000 + number % 900_000_000))
        }
        ClientKind::Other => None,
    }
    .filter(|inn| !taken.contains(inn));
    let (limit, due_date) = terms(plan, kind, &mut random);
    let info = info(kind, &mut random);
    Profile {
        known: Known { id, kind, limit, created_at: created_at(plan, index), inn },
        due_date,
        phone: random.percent(92).then(|| phone(&mut random)),
        email: random.percent(60).then(|| email(&somebody, &mut random)),
        city: random.percent(90).then(|| places::city(&mut random)),
        person: (kind == ClientKind::Individual && hostile(index).is_none()).then_some(somebody),
        name,
        info,
        random,
    }
}

/// The last two hundredths of the clients came in one import: members of one society, who did nothing yet. Lists meet such a cluster
/// in life, and it is what naive paging is slowest at.
fn imported(plan: &Plan, index: u64) -> Option<String> {
    let before = plan.size.clients - plan.size.clients / 50;
    (index >= before && before > 0).then(|| format!("СНТ «Заря», участок {}", index - before + 1))
}

/// A few names that break careless screens, exports and patterns.
fn hostile(index: u64) -> Option<&'static str> {
    Some(match index {
        13 => "<img src=x onerror=alert(1)>",
        14 => "=1+1",
        15 => "'; --",
        16 => "100% \\ _подчёркнуто_",
        17 => "@SUM(A1:A9)",
        18 => "Ⓤⓝⓘ\u{202e}код \u{200b}ноль",
        19 => "ООО \"Кавычки 'внутри' <b>тегов</b>\"",
        _ => return None,
    })
}

/// Three in five were clients before the two years of history, the rest came evenly since.
fn created_at(plan: &Plan, index: u64) -> DateTime<Utc> {
    let days = |days: i64| TimeDelta::days(days).num_seconds();
    let share = |part: u64, whole: u64, span: i64| {
        let whole = i128::from(whole.max(1));
        i64::try_from(i128::from(part) * i128::from(span) / whole).unwrap_or(0)
    };
    let old = plan.size.clients * 3 / 5;
    let ago = if index < old {
        days(2190) - share(index, old, days(1460))
    } else {
        days(730) - share(index - old, plan.size.clients - old, days(729))
    };
    plan.now - TimeDelta::seconds(ago)
}

/// Credit limit in kopecks and its last day.
fn terms(plan: &Plan, kind: ClientKind, random: &mut Random) -> (i64, Option<NaiveDate>) {
    let limit = match kind {
        ClientKind::LegalEntity if random.percent(40) => random.between(1, 50) * 1_000_000,
        ClientKind::SoleProprietor if random.percent(30) => random.between(1, 20) * 100_000,
        ClientKind::Individual if random.percent(18) => random.between(3, 30) * 10_000,
        ClientKind::LegalEntity | ClientKind::SoleProprietor | ClientKind::Individual | ClientKind::Other => {
            0
        }
    };
    let dated = limit > 0 && random.percent(60);
    let due = plan.now.date_naive() + TimeDelta::days(random.between(-90, 400));
    (limit, dated.then_some(due))
}

pub fn phone(random: &mut Random) -> String {
    let code = if random.percent(40) { 978 } else { random.between(900, 999) };
    format!("+7{code}{:07}", random.below(10_000_000))
}

pub fn email(person: &Person, random: &mut Random) -> String {
    let host = random.common_word(&[
        "mail.ru",
        "yandex.ru",
        "gmail.com",
        "bk.ru",
        "list.ru",
        "inbox.ru",
        "rambler.ru",
        "crimea.ru",
    ]);
    let first: String = latin(person.first).chars().take(1).collect();
    match random.below(3) {
        0 => format!("{}.{first}{}@{host}", person.latin(), random.between(1, 99)),
        1 => format!("{first}{}{}@{host}", person.latin(), random.between(1950, 2008)),
        _ => format!("{}_{}@{host}", person.latin(), random.between(1, 9999)),
    }
}

fn info(kind: ClientKind, random: &mut Random) -> serde_json::Value {
    let date = |random: &mut Random, from: i64, to: i64| {
        format!("{}-{:02}-{:02}", random.between(from, to), random.between(1, 12), random.between(1, 28))
    };
    match kind {
        ClientKind::Individual => serde_json::json!({
            "passport_number": format!("{:04}{:06}", random.between(300, 9920), random.below(1_000_000)),
            "passport_issue_date": date(random, 2001, 2025),
            "birth_date": date(random, 1945, 2007),
        }),
        ClientKind::LegalEntity => serde_json::json!({
            "kpp": format!("9102{:05}", random.between(1001, 50999)),
            "ogrn": format!("1149102{:06}", random.below(1_000_000)),
            "director": Person::random(random).full(),
            "bik": format!("0435{:05}", random.between(10000, 99999)),
        }),
        ClientKind::SoleProprietor => {
            serde_json::json!({"ogrnip": format!("31491020{:07}", random.below(10_000_000))})
        }
        ClientKind::Other => serde_json::json!({"Председатель": Person::random(random).full()}),
    }
}

fn write_client(copy: &mut Copy<'_>, profile: &Profile) {
    let person = profile.person.as_ref();
    copy.plain(profile.known.id).plain(profile.known.kind).text(&profile.name);
    copy.optional(person.map(|person| person.last.as_str()));
    copy.optional(person.map(|person| person.first));
    copy.optional(person.map(|person| person.middle.as_str()));
    copy.optional(profile.known.inn.as_deref())
        .optional(profile.phone.as_deref())
        .optional(profile.email.as_deref());
    copy.optional(profile.city).text(&profile.info.to_string());
    let created_at = profile.known.created_at.format("%Y-%m-%d %H:%M:%S+00");
    copy.plain(&created_at).plain(&created_at);
}
