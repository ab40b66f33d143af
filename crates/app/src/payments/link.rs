//! Addresses that clients are sent to: the shop's, where they come back to, and the provider's, where they pay.
//!
//! Invariant: a browser is sent only over https, only to hosts that the operator has named, and never with user data in the address,
//! which makes `https://pay.example@evil.example` look like somebody else's.

use std::fmt;
use std::str::FromStr;

use reqwest::Url;

/// A host by its name, or with `*.` before it all hosts below that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    name: String,
    below: bool,
}

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (name, below) = text.strip_prefix("*.").map_or((text, false), |name| (name, true));
        let parsed = Url::parse(&format!("https://{name}/")).ok();
        let host =
            parsed.as_ref().and_then(Url::host_str).filter(|host| !host.is_empty() && !host.contains('*'));
        match host {
            // Parsing folds case and writes national names in ASCII; whatever else it takes away was no part of a host.
            Some(host) if parsed.as_ref().is_some_and(|url| url.as_str() == format!("https://{host}/")) => {
                Ok(Self { name: host.to_owned(), below })
            }
            Some(_) | None => Err(format!("`{text}` is no host like shop.example or *.shop.example")),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.below { "*." } else { "" }, self.name)
    }
}

impl Host {
    /// The host of an address.
    ///
    /// # Errors
    /// The address has none.
    pub fn of(address: &str) -> Result<Self, String> {
        let url = Url::parse(address).map_err(|error| format!("not an address: {error}"))?;
        let name = url.host_str().ok_or("the address has no host")?.to_owned();
        Ok(Self { name, below: false })
    }

    fn is(&self, host: &str) -> bool {
        match self.below {
            true => host.strip_suffix(&self.name).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
            false => host == self.name,
        }
    }
}

/// Why nobody is sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    #[error("not an https address without user data")]
    Invalid,
    #[error("its host is not allowed")]
    Host,
}

impl LinkFault {
    /// The word on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invalid => "invalid_url",
            Self::Host => "host_not_allowed",
        }
    }
}

/// The address as a browser reads it, if clients may be sent there.
///
/// # Errors
/// Why not.
pub fn check(address: &str, hosts: &[Host]) -> Result<String, LinkFault> {
    let url = Url::parse(address).map_err(|_| LinkFault::Invalid)?;
    if url.scheme() != "https" || !url.username().is_empty() || url.password().is_some() {
        return Err(LinkFault::Invalid);
    }
    let host = url.host_str().ok_or(LinkFault::Invalid)?;
    match hosts.iter().any(|allowed| allowed.is(host)) {
        true => Ok(url.into()),
        false => Err(LinkFault::Host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Vec<Host> {
        ["shop.example", "*.pay.example"].iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn clients_are_sent_to_allowed_hosts_over_https_only() {
        for good in [
            "https://shop.example",
            "https://SHOP.example/thanks?order=7#top",
            "https://shop.example:8443/",
            "https://a.pay.example/x",
            "https://a.b.pay.example/",
        ] {
            assert!(check(good, &hosts()).is_ok(), "{good}");
        }
        for (bad, fault) in [
            ("http://shop.example/", LinkFault::Invalid),
            ("javascript:alert(1)", LinkFault::Invalid),
            ("data:text/html,x", LinkFault::Invalid),
            ("//shop.example/", LinkFault::Invalid),
            ("/thanks", LinkFault::Invalid),
            ("", LinkFault::Invalid),
            ("https://", LinkFault::Invalid),
            ("https://user@shop.example/", LinkFault::Invalid),
            ("https://:secret@shop.example/", LinkFault::Invalid),
            ("https://shop.example@evil.example/", LinkFault::Invalid),
            ("https://evil.example/shop.example", LinkFault::Host),
            ("https://shop.example.evil.example/", LinkFault::Host),
            ("https://evilshop.example/", LinkFault::Host),
            ("https://pay.example/", LinkFault::Host),
            ("https://.pay.example/", LinkFault::Host),
            ("https://evilpay.example/", LinkFault::Host),
            ("https://evil.example\\@shop.example/", LinkFault::Host),
            ("https://evil.example#@shop.example/", LinkFault::Host),
            ("https://127.0.0.1/", LinkFault::Host),
        ] {
            assert_eq!(check(bad, &hosts()), Err(fault), "{bad}");
        }
        assert_eq!(check("https://shop.example/\n7", &hosts()).unwrap(), "https://shop.example/7");
    }

    #[test]
    fn hosts_are_checked_when_read() {
        for good in ["shop.example", "*.shop.example", "магазин.рф", "127.0.0.1", "SHOP.example"] {
            assert!(good.parse::<Host>().is_ok(), "{good}");
        }
        for bad in
            ["", "*", "*.", "https://shop.example", "shop.example/x", "a b", "u@shop.example", "x:80", "a*b"]
        {
            assert!(bad.parse::<Host>().is_err(), "{bad}");
        }
    }
}
