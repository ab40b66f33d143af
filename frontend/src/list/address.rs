//! The query part of an address: pairs to text and back.
//!
//! Invariant: `parse(write(pairs)) == pairs` for any text; what cannot be decoded is kept as it is and never panics.
//! Absent on purpose: the router's own map of parameters, which decodes twice and so turns `100%25` into something else.

/// `a=1&b=%D0%B0+b` -> decoded pairs in order. A pair without `=` has an empty value.
pub fn parse(search: &str) -> Vec<(String, String)> {
    let pairs = search.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// `?a=1&b=2`, or nothing for no pairs.
pub fn write<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(&encode(name));
        out.push('=');
        out.push_str(&encode(value));
    }
    out
}

/// Percent-encodes everything but unreserved characters and the few that keep ranges readable: `,` `:` `~`.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' | b':' => {
                out.push(byte.into())
            }
            _ => {
                out.push('%');
                out.push(hex(byte >> 4));
                out.push(hex(byte & 15));
            }
        }
    }
    out
}

fn hex(nibble: u8) -> char {
    char::from_digit(nibble.into(), 16).unwrap_or('0').to_ascii_uppercase()
}

/// Undoes [`encode`] and the plus for a space; a broken escape stays as it was typed.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        match (first, escaped(tail)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn escaped(tail: &[u8]) -> Option<u8> {
    let digit = |index: usize| tail.get(index).and_then(|byte| char::from(*byte).to_digit(16));
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn broken_escapes_are_left_as_typed() {
        assert_eq!(
            parse("?q=100%&x=%zz&empty&y=%D0%B0+b&=v"),
            [("q", "100%"), ("x", "%zz"), ("empty", ""), ("y", "а b"), ("", "v")]
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
        assert_eq!(parse(""), []);
        assert_eq!(parse("q=%FF"), [("q".to_owned(), "\u{fffd}".to_owned())]);
    }

    #[test]
    fn ranges_stay_readable() {
        assert_eq!(write([("bal", "-500.00..0.00"), ("id", "1,4..6")]), "?bal=-500.00..0.00&id=1,4..6");
    }

    proptest! {
        #[test]
        fn any_pairs_come_back(pairs in proptest::collection::vec((".{1,8}", ".{0,20}"), 0..5)) {
            let text = write(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            prop_assert_eq!(parse(&text), pairs);
        }
    }
}
