//! Products: some hundreds of things that a telecom operator's shop sells, and the shelf that they stand on.
//!
//! Invariant: the shelf never has less than nothing: before a sale that it could not serve, goods are received.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Plan;
use super::copy::Copy;
use super::random::Random;

/// A product with its place on the shelf. Sums in kopecks, quantities in thousandths.
#[derive(Clone, Debug)]
pub struct Good {
    pub id: i64,
    pub name: String,
    pub unit: &'static str,
    pub price: i64,
    /// What is sold at once, at least: a piece, a metre.
    pub step: i64,
    quantity: i64,
    seq: i64,
}

/// A movement of stock.
#[derive(Clone, Debug)]
pub struct Movement {
    pub product_id: i64,
    pub seq: i64,
    pub kind: domain::MovementKind,
    pub quantity: i64,
    pub quantity_after: i64,
    /// The order and its event.
    pub cause: Option<(i64, i64)>,
    pub reason: Option<&'static str>,
    pub at: DateTime<Utc>,
}

impl Good {
    /// Moves the stock of the product.
    pub fn move_by(
        &mut self,
        kind: domain::MovementKind,
        quantity: i64,
        cause: Option<(i64, i64)>,
        at: DateTime<Utc>,
    ) -> Movement {
        self.quantity = self.quantity.saturating_add(quantity);
        self.seq = self.seq.saturating_add(1);
        let reason = match kind {
            domain::MovementKind::Receipt => Some("Приход от поставщика"),
            domain::MovementKind::WriteOff => Some("Бой, брак"),
            domain::MovementKind::StockTake => Some("Инвентаризация"),
            domain::MovementKind::Sale
            | domain::MovementKind::Cancellation
            | domain::MovementKind::Return => None,
        };
        Movement {
            product_id: self.id,
            seq: self.seq,
            kind,
            quantity,
            quantity_after: self.quantity,
            cause,
            reason,
            at,
        }
    }

    /// What has to be received before so much can be sold; 0: nothing.
    pub fn missing(&self, quantity: i64, random: &mut Random) -> i64 {
        if self.quantity >= quantity {
            return 0;
        }
        let batch = self.step.saturating_mul(random.between(4, 40) * 10);
        batch.max(quantity - self.quantity)
    }

    pub fn in_stock(&self) -> i64 {
        self.quantity
    }
}

/// Writes the products; their stock comes with the orders.
pub async fn load(connection: &mut PgConnection, plan: &Plan) -> Result<Vec<Good>, sqlx::Error> {
    let first = sqlx::query_scalar!(r#"select coalesce(max(id), 0) + 1 as "first!" from products"#)
        .fetch_one(&mut *connection)
        .await?;
    let created_at = plan.now - chrono::TimeDelta::days(900);
    let mut goods = catalogue();
    let mut copy = Copy::begin(
        connection,
        "copy products (id, sku, name, unit, price, created_at, updated_at) from stdin",
    )
    .await?;
    for (index, (good, prefix)) in goods.iter_mut().enumerate() {
        good.id = first.saturating_add(i64::try_from(index).unwrap_or(0));
        copy.plain(good.id);
        // One in twenty has no article number, as in life.
        match index % 20 {
            19 => copy.null(),
            _ => copy.text(&format!("{prefix}-{:05}", good.id)),
        };
        copy.text(&good.name)
            .text(good.unit)
            .money(good.price)
            .plain(created_at.format("%Y-%m-%d %H:%M:%S+00"));
        copy.plain(created_at.format("%Y-%m-%d %H:%M:%S+00"));
        copy.end().await?;
    }
    copy.finish().await?;
    sqlx::query!(
        "select setval(pg_get_serial_sequence('products', 'id'), (select max(id) from products) + 1, false)"
    )
    .fetch_one(connection)
    .await?;
    Ok(goods.into_iter().map(|(good, _)| good).collect())
}

/// Archives one product in forty: what is sold no more.
pub async fn archive_some(connection: &mut PgConnection, plan: &Plan, first: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update products set archived_at = $2::timestamptz - make_interval(hours => (id % 2000)::int), version = 2
          where id >= $1 and id % 40 = 17",
        first,
        plan.now
    )
    .execute(connection)
    .await
    .map(|_| ())
}

fn catalogue() -> Vec<(Good, &'static str)> {
    let mut all = Vec::new();
    let mut add = |prefix, name: String, unit, roubles: i64, kopecks: i64, step| {
        let price = roubles * 100 + kopecks;
        all.push((Good { id: 0, name, unit, price, step, quantity: 0, seq: 0 }, prefix));
    };
    for (kind, price) in [
        ("UTP 5e", 28),
        ("UTP 6", 45),
        ("FTP 5e", 39),
        ("коаксиальный RG-6", 22),
        ("оптический 2 волокна", 31),
        ("оптический 8 волокон", 64),
        ("силовой ВВГ 3×1,5", 88),
        ("телефонный 4 жилы", 12),
    ] {
        for jacket in ["внутренний", "внешний", "с тросом"] {
            add("CAB", format!("Кабель {kind}, {jacket}"), "м", price, 50, 1000);
        }
    }
    for (what, price) in
        [("RJ-45", 9), ("RJ-11", 7), ("F", 14), ("SC/APC", 95), ("SC/UPC", 85), ("LC/UPC", 110)]
    {
        for pack in [1, 10, 100] {
            add("CON", format!("Коннектор {what}, {pack} шт."), "упак", price * pack, 0, 1000);
        }
    }
    for (brand, price) in [
        ("Keenetic", 3990),
        ("TP-Link", 2490),
        ("MikroTik", 5790),
        ("Huawei", 2890),
        ("Xiaomi", 2190),
        ("Asus", 6990),
    ] {
        for (model, factor) in [
            ("Start", 10),
            ("Lite", 13),
            ("Air", 17),
            ("City", 19),
            ("Viva", 26),
            ("Giga", 34),
            ("Ultra", 45),
        ] {
            add("RTR", format!("Роутер {brand} {model}"), "шт", price * factor / 10, 0, 1000);
        }
    }
    for ports in [5, 8, 16, 24, 48] {
        for (kind, price) in [("неуправляемый", 190), ("управляемый", 420), ("PoE", 690), ("оптический", 980)]
        {
            add("SW", format!("Коммутатор {kind}, {ports} портов"), "шт", price * ports, 0, 1000);
        }
    }
    for resolution in ["2 Мп", "4 Мп", "5 Мп", "8 Мп"] {
        for (place, price) in [("купольная", 3200), ("уличная", 4100), ("поворотная", 9800), ("Wi-Fi", 2700)]
        {
            add("CAM", format!("Камера {place} {resolution}"), "шт", price, 0, 1000);
        }
    }
    for length in [1, 2, 3, 5, 10, 15, 20, 30] {
        for (kind, price) in
            [("UTP", 35), ("оптический SC-SC", 140), ("оптический SC-LC", 160), ("HDMI", 190)]
        {
            add("PAT", format!("Патч-корд {kind}, {length} м"), "шт", price + length * 20, 0, 1000);
        }
    }
    for (name, price) in [
        ("Приставка ТВ 4K", 4990),
        ("Приставка ТВ HD", 2990),
        ("Пульт к приставке", 690),
        ("Телефон IP настольный", 5400),
        ("Телефон IP беспроводной", 7900),
        ("Шлюз VoIP, 2 порта", 3900),
        ("Шлюз VoIP, 8 портов", 14_900),
        ("Терминал GPON", 3400),
        ("Терминал GPON с Wi-Fi", 4600),
        ("Медиаконвертер 100 Мбит/с", 1290),
        ("Медиаконвертер 1 Гбит/с", 2190),
        ("Модуль SFP 1,25G", 890),
        ("Модуль SFP+ 10G", 2900),
        ("ИБП 650 ВА", 5900),
        ("ИБП 1500 ВА", 14_500),
        ("Стойка 19\" 42U", 48_000),
        ("Шкаф настенный 12U", 11_900),
        ("Кроссировочный инструмент", 1450),
        ("Обжимной инструмент", 1190),
        ("Тестер кабельный", 2350),
        ("Сварочный аппарат для оптики", 189_000),
        ("Мультиметр", 1750),
        ("Лестница-стремянка 3 м", 7300),
        ("SIM-карта", 100),
        ("Стартовый комплект", 300),
        ("Защитный кейс", 2400),
        ("Антенна 4G", 3600),
        ("Усилитель сигнала", 8900),
    ] {
        for edition in ["", ", чёрный", ", с установкой"] {
            add(
                "EQ",
                format!("{name}{edition}"),
                "шт",
                if edition.is_empty() { price } else { price + price / 10 },
                0,
                1000,
            );
        }
    }
    for (kind, price) in [
        ("Дюбель-гвоздь", 3),
        ("Скоба", 1),
        ("Стяжка", 2),
        ("Хомут", 6),
        ("Кабель-канал", 38),
        ("Гофротруба", 17),
        ("Изолента", 55),
        ("Термоусадка", 21),
    ] {
        for size in ["малая", "средняя", "большая"] {
            add("FIX", format!("{kind}, {size}"), if price > 15 { "м" } else { "шт" }, price, 90, 1000);
        }
    }
    for (weight, price) in [("медный лом", 620), ("крепёж россыпью", 240), ("мастика", 180)]
    {
        add("KG", format!("На вес: {weight}"), "кг", price, 0, 125);
    }
    for hostile in [
        "<img src=x onerror=alert(1)>",
        "=1+1",
        "'; --",
        "100% \\ _подчёркнуто_",
        "ООО \"Кавычки\" <b>жирно</b>",
    ] {
        add("TST", hostile.to_owned(), "шт", 1, 99, 1000);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_some_hundreds_of_valid_products() {
        let all = catalogue();
        assert!((250..=600).contains(&all.len()), "{}", all.len());
        let names: std::collections::BTreeSet<&str> =
            all.iter().map(|(good, _)| good.name.as_str()).collect();
        assert_eq!(names.len(), all.len());
        assert!(
            all.iter().all(|(good, _)| good.price > 0 && good.step > 0 && good.name.chars().count() <= 300)
        );
    }

    #[test]
    fn goods_are_received_before_they_are_missing() {
        let (mut good, _) = catalogue().remove(0);
        let mut random = Random::new(1);
        let missing = good.missing(5000, &mut random);
        assert!(missing >= 5000);
        let moved = good.move_by(domain::MovementKind::Receipt, missing, None, DateTime::UNIX_EPOCH);
        assert_eq!((moved.seq, moved.quantity_after), (1, missing));
        assert_eq!(good.missing(5000, &mut random), 0);
    }
}
