//! Moments in the business time zone, through the browser's own `Intl`: its zone tables are always there and cost no bytes.
//!
//! Invariant: the zone is the server's (`Session.time_zone`), never the computer's, so that two people see one day.

use std::cell::RefCell;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::i18n::Lang;

thread_local! {
    /// One formatter per zone: making one is a hundred times dearer than using it.
    static FORMATTER: RefCell<Option<(String, Intl::DateTimeFormat)>> = const { RefCell::new(None) };
}

/// Wall-clock time in the zone; UTC if the browser does not know the zone.
pub fn local(zone: &str, at: DateTime<Utc>) -> NaiveDateTime {
    FORMATTER.with_borrow_mut(|cached| {
        if cached.as_ref().is_none_or(|(name, _)| name != zone) {
            *cached = formatter(zone).map(|format| (zone.to_owned(), format));
        }
        cached.as_ref().and_then(|(_, format)| wall_clock(format, at)).unwrap_or_else(|| at.naive_utc())
    })
}

/// When the day begins there. Near enough to a change of clocks it may be an hour off, which no expiry minds.
pub fn start_of(zone: &str, day: NaiveDate) -> DateTime<Utc> {
    let guess = day.and_time(chrono::NaiveTime::MIN).and_utc();
    guess - (local(zone, guess) - guess.naive_utc())
}

/// `МСК` for Moscow, else the offset now: `UTC+5`.
pub fn label(lang: Lang, zone: &str) -> String {
    match (lang, zone) {
        (Lang::Ru, "Europe/Moscow") => "МСК".to_owned(),
        (Lang::En, "Europe/Moscow") => "MSK".to_owned(),
        (Lang::Ru | Lang::En, _) => offset(zone).unwrap_or_else(|| zone.to_owned()),
    }
}

fn formatter(zone: &str) -> Option<Intl::DateTimeFormat> {
    let options = Intl::DateTimeFormatOptions::new();
    options.set_time_zone(zone);
    options.set_hour_cycle(Intl::HourCycle::H23);
    options.set_year(Intl::YearFormat::Numeric);
    options.set_month(Intl::MonthFormat::Numeric);
    options.set_day(Intl::DayFormat::Numeric);
    options.set_hour(Intl::NumericFormat::Numeric);
    options.set_minute(Intl::NumericFormat::Numeric);
    construct(&options)
}

/// `new Intl.DateTimeFormat(...)` that survives an unknown zone: the constructor throws a RangeError.
fn construct(options: &Object) -> Option<Intl::DateTimeFormat> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let arguments = Array::of2(&"en-u-ca-gregory-nu-latn".into(), options);
    Reflect::construct(&class, &arguments).ok().map(JsCast::unchecked_into)
}

fn wall_clock(format: &Intl::DateTimeFormat, at: DateTime<Utc>) -> Option<NaiveDateTime> {
    let date = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    read(&format.format().call1(&JsValue::UNDEFINED, &date).ok()?.as_string()?)
}

/// `4/28/2024, 00:05`. One text instead of its parts: they are a dozen objects for every cell of a table.
fn read(text: &str) -> Option<NaiveDateTime> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let (month, day, year, hour, minute) = (next()?, next()?, next()?, next()?, next()?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(hour, minute, 0)
}

fn offset(zone: &str) -> Option<String> {
    let options = Intl::DateTimeFormatOptions::new();
    options.set_time_zone(zone);
    options.set_time_zone_name(Intl::TimeZoneNameFormat::ShortOffset);
    let parts = construct(&options)?.format_to_parts(&Date::new_0());
    part(&parts, "timeZoneName").map(|name| name.replace("GMT", "UTC"))
}

fn part(parts: &Array, kind: &str) -> Option<String> {
    let of_kind = |part: &JsValue| Reflect::get(part, &"type".into()).is_ok_and(|found| found == kind);
    let found = parts.iter().find(of_kind)?;
    Reflect::get(&found, &"value".into()).ok()?.as_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_writes_is_read() {
        let at = |text: &str| read(text).map(|at| at.to_string());
        assert_eq!(at("4/28/2024, 00:05").as_deref(), Some("2024-04-28 00:05:00"));
        assert_eq!(at("12/1/2024, 23:59").as_deref(), Some("2024-12-01 23:59:00"));
        assert_eq!((at(""), at("4/28/2024"), at("13/1/2024, 00:00")), (None, None, None));
    }
}
