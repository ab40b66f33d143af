//! The address of a database behind a Unix socket, as sqlx and libpq both read it.

use std::path::Path;

use crate::home::PORT;

/// `postgres:///DATABASE?host=SOCKET_DIR&...`; each part is percent-encoded.
pub(crate) fn of(socket_dir: &Path, user: &str, database: &str) -> String {
    format!(
        "postgres:///{}?host={}&port={PORT}&user={}&sslmode=disable",
        encoded(database),
        encoded(&socket_dir.to_string_lossy()),
        encoded(user)
    )
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    // A slash separates in the path and not in a query; PostgreSQL's names hardly ever have one.
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_an_address_is_encoded() {
        assert_eq!(
            of(Path::new("/srv/my data/ключ&x"), "saldo", "база?"),
            "postgres:///%D0%B1%D0%B0%D0%B7%D0%B0%3F?host=/srv/my%20data/%D0%BA%D0%BB%D1%8E%D1%87%26x\
             &port=5432&user=saldo&sslmode=disable"
        );
    }
}
