//! Addresses with a query string in which any text survives.

use std::fmt::Write;

/// `path?name=value&...` with everything but plain letters and digits percent-encoded.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (at, (name, value)) in pairs.iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        write!(address, "{}={}", escape(name), escape(value)).unwrap();
    }
    address
}

/// One text as a part of an address.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => escaped.push(byte.into()),
            other => write!(escaped, "%{other:02X}").unwrap(),
        }
    }
    escaped
}
