//! Log lines: one JSON object per line on standard error, through env_logger. What is logged is decided where it is logged; values are
//! escaped here, so that nobody can forge a line.

use std::io::Write;

use env_logger::fmt::Formatter;
use log::Record;
use log::kv::{Error, Key, Value, VisitSource};

/// Starts logging with an env_logger filter such as `info,sqlx=warn`.
pub fn start(filter: &str) {
    let mut builder = env_logger::Builder::new();
    builder.parse_filters(filter).format(write);
    // A second start, in tests, changes nothing.
    let _ = builder.try_init();
}

/// Reads a filter: levels, or targets with levels, separated by commas.
///
/// # Errors
/// A sentence that names the part at fault.
pub fn check(filter: &str) -> Result<String, String> {
    if filter.is_empty() {
        return Ok(String::new());
    }
    for part in filter.split(',').map(str::trim) {
        let level = part.rsplit('=').next().unwrap_or_default();
        if level.parse::<log::LevelFilter>().is_err() {
            return Err(format!(
                "`{part}` is neither a level (off, error, warn, info, debug, trace) nor target=level"
            ));
        }
    }
    Ok(filter.to_owned())
}

fn write(out: &mut Formatter, record: &Record<'_>) -> std::io::Result<()> {
    let time = out.timestamp_micros();
    write!(out, r#"{{"time":"{time}","level":"{}","target":"#, record.level().as_str().to_ascii_lowercase())?;
    text(out, record.target())?;
    write!(out, r#","message":"#)?;
    match record.args().as_str() {
        Some(message) => text(out, message)?,
        None => text(out, &record.args().to_string())?,
    }
    // A value that cannot be visited is left out; the line is written all the same.
    let _ = record.key_values().visit(&mut Fields(out));
    writeln!(out, "}}")
}

/// A JSON string.
fn text(out: &mut Formatter, value: &str) -> std::io::Result<()> {
    serde_json::to_writer(out, value).map_err(std::io::Error::from)
}

struct Fields<'a>(&'a mut Formatter);

impl<'kvs> VisitSource<'kvs> for Fields<'_> {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), Error> {
        let out = &mut *self.0;
        if let Some(number) = value.to_u64() {
            return Ok(write!(out, r#","{key}":{number}"#)?);
        }
        match value.to_borrowed_str() {
            Some("") => return Ok(()),
            Some(value) => {
                write!(out, r#","{key}":"#)?;
                text(out, value)?;
            }
            None => {
                write!(out, r#","{key}":"#)?;
                text(out, &value.to_string())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_checked_before_they_are_used() {
        assert!(check("info").is_ok() && check("warn,saldo::access=debug, sqlx=off").is_ok());
        assert!(check("loud").unwrap_err().contains("loud"));
        assert!(check("info,sqlx=").is_err());
    }
}
