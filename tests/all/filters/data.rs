//! Random clients, services and operations, made through the API where it can make them.

use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, RngExt};
use serde_json::{Map, Value, json};

use crate::harness::{Env, Past};

pub const SURNAMES: [&str; 8] = ["Иванов", "Петров", "Ёлкин", "Сидорова", "Ким", "О'Нил", "Иванова", "Аб_ов"];
pub const NAMES: [&str; 6] = ["Иван", "Пётр", "Анна", "Фёкла", "100%", "Ян"];
pub const CITIES: [&str; 4] = ["Симферополь", "Ялта", "Керчь", "ялта"];
pub const SERVICE_KINDS: [&str; 3] = ["calls", "internet", "sms"];
pub const WORDS: [&str; 7] = ["оплата", "Трафик", "звонки", "абонплата 50%", "Ёлка", "a_b", "c\\d"];
/// Days of the history, business time being three hours ahead.
pub const FIRST_DAY: i64 = 0;
pub const DAYS: i64 = 40;

pub fn pick<'a>(random: &mut StdRng, list: &[&'a str]) -> &'a str {
    list.choose(random).unwrap()
}

fn phone(random: &mut StdRng) -> String {
    let number = format!("978{:07}", random.random_range(0..20_000) * 499);
    match random.random_range(0..3) {
        0 => format!("+7{number}"),
        1 => format!("8 ({}) {}-{}-{}", &number[..3], &number[3..6], &number[6..8], &number[8..]),
        _ => number,
    }
}

fn contact(random: &mut StdRng) -> Value {
    let mut contact = Map::new();
    contact
        .insert("full_name".into(), json!(format!("{} {}", pick(random, &SURNAMES), pick(random, &NAMES))));
    if random.random_bool(0.5) {
        contact.insert("phone".into(), json!(phone(random)));
    }
    if random.random_bool(0.3) {
        contact.insert("email".into(), json!(format!("Mail{}@Example.ru", random.random_range(0..30))));
    }
    if random.random_bool(0.3) {
        contact.insert(
            "address".into(),
            json!(format!("г. {}, д. {}", pick(random, &CITIES), random.random_range(1..9))),
        );
    }
    if random.random_bool(0.3) {
        contact.insert("other".into(), json!({"телеграм": format!("@nick_{}", random.random_range(0..20))}));
    }
    Value::Object(contact)
}

pub fn client(random: &mut StdRng) -> Value {
    let kind = pick(random, &["INDIVIDUAL", "LEGAL_ENTITY", "SOLE_PROPRIETOR", "OTHER"]);
    let name = format!("{}  {}", pick(random, &SURNAMES), pick(random, &NAMES));
    let mut client = json!({"kind": kind, "name": name});
    let contacts = random.random_range(0..3);
    client["contacts"] = (0..contacts).map(|_| contact(random)).collect();
    if random.random_bool(0.6) {
        client["city"] = json!(pick(random, &CITIES));
    }
    if random.random_bool(0.4) {
        client["phone"] = json!(phone(random));
    }
    if random.random_bool(0.3) {
        client["email"] = json!(format!("box{}@mail.ru", random.random_range(0..30)));
    }
    if random.random_bool(0.5) {
        client["credit_limit"] = json!(format!("{}.00", random.random_range(1..6) * 100));
        if random.random_bool(0.6) {
            let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
                + chrono::Days::new(random.random_range(0..1500));
            client["credit_due_date"] = json!(day);
        }
    }
    client
}

fn service(random: &mut StdRng, number: usize) -> Value {
    let mut billing = Map::new();
    for key in ["price", "plan"] {
        let value = match random.random_range(0..5) {
            0 | 1 => json!(random.random_range(0..20) * 50),
            2 => json!(pick(random, &["unlim", "Unlimited 5%", "базовый", "100"])),
            3 => json!({"value": 100}),
            _ => continue,
        };
        billing.insert(key.into(), value);
    }
    json!({"name": format!("Услуга {number}"), "description": pick(random, &WORDS), "kind": pick(random, &SERVICE_KINDS), "billing_info": billing})
}

/// A moment within the history, RFC 3339.
pub fn moment(random: &mut StdRng) -> String {
    let seconds = random.random_range(FIRST_DAY * 24..DAYS * 24) * 3600 - 3 * 3600;
    (chrono::DateTime::<chrono::Utc>::UNIX_EPOCH + chrono::TimeDelta::seconds(1_704_067_200 + seconds))
        .to_rfc3339()
}

/// Fills the database: 60 clients, 12 services, some 450 operations.
pub async fn fill(env: &Env, random: &mut StdRng) {
    let mut services = Vec::new();
    for number in 0..12 {
        services.push(env.service(service(random, number)).await);
    }
    let mut clients = Vec::new();
    for _ in 0..60 {
        clients.push(env.client_with(client(random)).await);
    }
    for client in &clients {
        let mut moments: Vec<String> = (0..random.random_range(0..12)).map(|_| moment(random)).collect();
        moments.sort();
        let history: Vec<Past<'_>> = moments.iter().map(|at| past(random, at, &services)).collect();
        // The first operation is a top-up that the charges after it cannot use up.
        let opening = Past::of("2023-12-31T00:00:00Z", 100_000);
        if !history.is_empty() {
            env.past(*client, &[opening]).await;
            env.past(*client, &history).await;
        }
    }
    batch(env, random, &clients, &services).await;
    clients.shuffle(random);
    for client in &clients[..6] {
        assert_eq!(env.api.post(&format!("/api/v1/clients/{client}/archive"), &json!({})).await.status, 200);
    }
}

fn past<'a>(random: &mut StdRng, at: &'a str, services: &[i64]) -> Past<'a> {
    let service = services.choose(random).copied().filter(|_| random.random_bool(0.7));
    let description = random.random_bool(0.7).then(|| pick(random, &WORDS));
    let (kind, kopecks) = match random.random_range(0..10) {
        0 => ("NOTE", None),
        1 | 2 => ("TOP_UP", Some(random.random_range(1..200) * 50)),
        3 => ("RECURRING_FEE", Some(-random.random_range(1..100) * 50)),
        _ => ("USAGE", Some(-random.random_range(1..100) * 50)),
    };
    Past { at, kind, kopecks, service, description }
}

/// Operations of today; charges that a client cannot pay are refused and change nothing.
async fn batch(env: &Env, random: &mut StdRng, clients: &[i64], services: &[i64]) {
    let operation = |random: &mut StdRng| {
        let client = clients.choose(random).unwrap();
        let service = services.choose(random).filter(|_| random.random_bool(0.5));
        let (kind, amount) = match random.random_range(0..3) {
            0 => ("TOP_UP", json!(format!("{}.50", random.random_range(1..300)))),
            1 => ("USAGE", json!(format!("-{}.25", random.random_range(1..300)))),
            _ => ("NOTE", Value::Null),
        };
        json!({"client_id": client, "kind": kind, "amount": amount, "service_id": service, "description": pick(random, &WORDS)})
    };
    let operations: Vec<Value> = (0..150).map(|_| operation(random)).collect();
    let key = format!("batch-{}", random.next_u64());
    let reply = env.api.command("/api/v1/operations/batch", &key, &json!({"operations": operations})).await;
    assert!(matches!(reply.status, 200 | 201), "{reply:?}");
    assert!(reply.body["accepted"].as_u64() > Some(100), "{}", reply.body["accepted"]);
}
