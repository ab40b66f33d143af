//! People to talk to: few for a person, several for an organisation, each known in a different measure.

use domain::ClientKind;
use serde_json::json;

use super::clients::{Profile, email, phone};
use super::copy::Copy;
use super::names::Person;
use super::places;
use super::random::Random;

/// Writes the contacts of a client.
pub async fn write(copy: &mut Copy<'_>, profile: Profile) -> Result<(), sqlx::Error> {
    let mut random = profile.random;
    let number = match profile.known.kind {
        ClientKind::LegalEntity => random.between(2, 6),
        ClientKind::SoleProprietor | ClientKind::Other => random.between(1, 3),
        ClientKind::Individual => random.between(0, 3),
    };
    let city = profile.city.unwrap_or("Симферополь");
    for position in 0..number {
        let person = Person::random(&mut random);
        copy.plain(profile.known.id).plain(position).text(&person.full());
        write_optional(copy, random.percent(75).then(|| typed(&phone(&mut random), &mut random)));
        write_optional(copy, random.percent(45).then(|| email(&person, &mut random)));
        write_optional(copy, random.percent(35).then(|| places::address(&mut random, city)));
        copy.text(&other(&person, &mut random).to_string());
        copy.end().await?;
    }
    Ok(())
}

fn write_optional(copy: &mut Copy<'_>, text: Option<String>) {
    copy.optional(text.as_deref());
}

/// A phone the way people type it.
fn typed(phone: &str, random: &mut Random) -> String {
    let digits = phone.trim_start_matches("+7");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or("");
    match random.below(5) {
        0 => phone.to_owned(),
        1 => format!("8{digits}"),
        2 => format!("8 ({}) {}-{}-{}", part(0, 3), part(3, 6), part(6, 8), part(8, 10)),
        3 => format!("+7 {} {}-{}-{}", part(0, 3), part(3, 6), part(6, 8), part(8, 10)),
        _ => format!("8-{}-{}-{}", part(0, 3), part(3, 6), part(6, 10)),
    }
}

fn other(person: &Person, random: &mut Random) -> serde_json::Value {
    match random.below(12) {
        0 | 1 => json!({"telegram": format!("@{}{}", person.latin(), random.between(1, 999))}),
        2 => json!({"доп. телефон": phone(random)}),
        3 => {
            json!({"должность": random.word(&["директор", "главный бухгалтер", "бухгалтер", "инженер связи", "секретарь"])})
        }
        4 => {
            json!({"whatsapp": phone(random), "когда звонить": random.word(&["до обеда", "после 18:00", "в будни"])})
        }
        _ => json!({}),
    }
}
