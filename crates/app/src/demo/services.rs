//! The catalogue: some sixty services of a telecom operator. Their billing parameters are as mixed as people write them: numbers,
//! texts, sums in quotes, nested objects.

use serde_json::{Value, json};
use sqlx::PgConnection;

use super::Plan;

/// A service of the catalogue with the figures that operations need, in kopecks.
#[derive(Clone, Debug)]
pub struct Offer {
    pub id: i64,
    pub name: String,
    pub kind: &'static str,
    pub connection: i64,
    /// Price of a month; 0: charged by use.
    pub month: i64,
    /// Price of a unit; 0: charged by month.
    pub unit: i64,
}

/// Writes the catalogue.
pub async fn load(connection: &mut PgConnection, plan: &Plan) -> Result<Vec<Offer>, sqlx::Error> {
    let mut offers = Vec::new();
    for (mut offer, description, (kind, info)) in catalogue() {
        offer.id = sqlx::query_scalar!(
            r#"insert into services (name, description, kind, billing_kind, billing_info, created_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, $6) returning id"#,
            offer.name,
            description,
            offer.kind,
            kind,
            info,
            plan.now - chrono::TimeDelta::days(900)
        )
        .fetch_one(&mut *connection)
        .await?;
        offers.push(offer);
    }
    Ok(offers)
}

type Billing = (&'static str, Value);

fn catalogue() -> Vec<(Offer, String, Billing)> {
    let mut all = Vec::new();
    let mut add = |name: String, kind, prices: (i64, i64, i64), description: &str, billing: Billing| {
        let (connection, month, unit) = prices;
        all.push((Offer { id: 0, name, kind, connection, month, unit }, description.to_owned(), billing));
    };
    for (speed, price) in [(30, 350), (50, 420), (100, 550), (200, 690), (300, 790), (500, 950), (1000, 1400)]
    {
        let info = json!({"connection_price": 300, "renewal_price": price, "period": "month", "speed_mbit": speed, "plan": "Безлимит (unlim)"});
        add(
            format!("Интернет {speed}"),
            "internet",
            (30_000, price * 100, 0),
            "Домашний интернет без ограничения трафика",
            ("recurring", info),
        );
        let business = price * 4;
        let info = json!({"connection_price": "3000.00", "renewal_price": business, "period": "month", "speed_mbit": speed,
                          "sla": {"hours": 4, "penalty_percent": 5}, "plan": "Бизнес"});
        add(
            format!("Бизнес-интернет {speed}"),
            "internet",
            (300_000, business * 100, 0),
            "Выделенная линия с гарантией восстановления",
            ("recurring", info),
        );
    }
    for (traffic, price) in [(5, 250), (15, 390), (30, 490), (60, 650)] {
        let info = json!({"renewal_price": price, "period": "month", "traffic_gb": traffic, "plan": format!("Пакет {traffic} ГБ")});
        add(
            format!("Мобильный интернет {traffic} ГБ"),
            "internet",
            (0, price * 100, 0),
            "Пакет трафика на месяц",
            ("recurring", info),
        );
    }
    for (name, price, minutes) in
        [("Городской", 190, 0), ("Область", 290, 300), ("Россия", 450, 600), ("Безлимитный", 790, -1)]
    {
        let minutes = if minutes < 0 { json!("unlim") } else { json!(minutes) };
        let info = json!({"connection_price": 150, "renewal_price": price, "period": "month", "minutes": minutes, "plan": name});
        add(
            format!("Телефония «{name}»"),
            "calls",
            (15_000, price * 100, 0),
            "Стационарный телефон",
            ("recurring", info),
        );
    }
    for (where_to, price) in [
        ("по городу", 60),
        ("по России", 350),
        ("СНГ", 1200),
        ("Европа", 2900),
        ("США и Канада", 1900),
        ("Азия", 3900),
    ] {
        let info = json!({"price": format!("{}.{:02}", price / 100, price % 100), "unit": "minute", "direction": where_to});
        add(format!("Звонки: {where_to}"), "calls", (0, 0, price), "Поминутная оплата", ("usage", info));
    }
    for (name, price) in [("SMS по России", 250), ("SMS международные", 900), ("MMS", 700)]
    {
        add(
            name.to_owned(),
            "sms",
            (0, 0, price),
            "",
            ("usage", json!({"price": price / 100, "unit": "message", "fraction": price % 100})),
        );
    }
    for (count, price) in [(100, 90), (300, 210), (1000, 550)] {
        let info = json!({"renewal_price": price, "period": "month", "messages": count});
        add(
            format!("Пакет SMS {count}"),
            "sms",
            (0, price * 100, 0),
            "Пакет сообщений на месяц",
            ("recurring", info),
        );
    }
    for (name, price, channels) in [
        ("Базовый", 180, 120),
        ("Кино", 390, 160),
        ("Спорт", 320, 140),
        ("Детский", 150, 40),
        ("Премиум", 690, 250),
    ] {
        let info = json!({"connection_price": 0, "renewal_price": price, "period": "month", "channels": channels, "hd": price > 300});
        add(format!("ТВ «{name}»"), "tv", (0, price * 100, 0), "Цифровое телевидение", ("recurring", info));
    }
    for (name, price) in [
        ("Статический IP-адрес", 150),
        ("Антивирус", 120),
        ("Облако 100 ГБ", 199),
        ("Аренда роутера", 90),
        ("Видеонаблюдение", 450),
        ("Виртуальная АТС", 1200),
        ("Хостинг", 300),
        ("Защита от DDoS", 2500),
        ("Родительский контроль", 60),
        ("Приоритетная поддержка", 250),
    ] {
        let info = json!({"renewal_price": price, "period": "month", "note": "можно отключить в любой день"});
        add(name.to_owned(), "options", (0, price * 100, 0), "Дополнительная услуга", ("recurring", info));
    }
    for (name, price) in [
        ("Выезд мастера", 500),
        ("Настройка роутера", 700),
        ("Прокладка кабеля", 1500),
        ("Перенос линии", 2000),
        ("Восстановление договора", 300),
        ("Детализация на бумаге", 50),
    ] {
        add(
            name.to_owned(),
            "works",
            (price * 100, 0, 0),
            "Разовая работа",
            ("one_off", json!({"connection_price": price})),
        );
    }
    let hostile = json!({"price": "не число", "<img src=x onerror=alert(1)>": "'; --", "nested": {"price": [1, {"deep": null}]}, "flag": true});
    add(
        "<b>Архивный тариф</b> 100% \\ _тест_".to_owned(),
        "options",
        (0, 0, 990),
        "=1+1",
        ("usage", hostile),
    );
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_valid_and_of_every_shape() {
        let all = catalogue();
        assert!((50..=80).contains(&all.len()), "{}", all.len());
        for (offer, description, (billing_kind, info)) in &all {
            assert!((1..=300).contains(&offer.name.chars().count()) && description.chars().count() <= 4000);
            assert_eq!(domain::ServiceKind::parse(offer.kind).unwrap().as_str(), offer.kind);
            assert_eq!(domain::ServiceKind::parse(billing_kind).unwrap().as_str(), *billing_kind);
            let info: domain::BillingInfo = serde_json::from_value(info.clone()).unwrap();
            assert_eq!(info.validate(), [], "{}", offer.name);
        }
        assert!(
            all.iter().any(|(offer, ..)| offer.month > 0) && all.iter().any(|(offer, ..)| offer.unit > 0)
        );
    }
}
