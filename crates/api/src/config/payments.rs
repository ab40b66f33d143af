//! The settings of online payments.

use std::str::FromStr;
use std::time::Duration;

use anyhow::{Result, bail};
use app::payments::link::{self, Host};
use app::payments::provider::{Links, Providers, YookassaConfig};
use clap::Args;

use super::set;
use crate::security::signature::Secret;

/// The payment provider with a network; without one, payments are confirmed by hand.
#[derive(Args, Clone, Debug)]
pub struct PaymentArgs {
    /// Address of a payment provider with an API like YooKassa's, such as https://api.yookassa.ru
    #[arg(long, env = "SALDO_PAYMENT_URL", value_name = "URL")]
    pub payment_url: Option<String>,
    /// Name of our shop at the payment provider
    #[arg(long, env = "SALDO_PAYMENT_SHOP_ID", value_name = "ID")]
    pub payment_shop_id: Option<String>,
    /// Secret key of our shop at the payment provider. Prefer the variable: others on the machine see arguments
    #[arg(long, env = "SALDO_PAYMENT_SECRET_KEY", hide_env_values = true, value_name = "KEY")]
    pub payment_secret_key: Option<String>,
    /// Secret of the payment provider's webhook signatures, as that of the bank. Without it only API keys are served,
    /// and the provider is asked from time to time. Prefer the variable
    #[arg(long, env = "SALDO_PAYMENT_WEBHOOK_SECRET", hide_env_values = true, value_name = "SECRET")]
    pub payment_webhook_secret: Option<String>,
    /// Where clients go after an online payment, when the request does not say; https
    #[arg(long, env = "SALDO_PAYMENT_RETURN_URL", value_name = "URL")]
    pub payment_return_url: Option<String>,
    /// Hosts that clients may come back to after an online payment, beside that of the address above: names, or *.name for all
    /// below it, separated by commas
    #[arg(long, env = "SALDO_PAYMENT_RETURN_HOSTS", value_delimiter = ',', value_name = "HOST,*.HOST")]
    pub payment_return_hosts: Vec<Host>,
    /// Hosts of the payment provider that clients may be sent to for paying, beside that of its own address
    #[arg(
        long,
        env = "SALDO_PAYMENT_CONFIRMATION_HOSTS",
        value_delimiter = ',',
        value_name = "HOST,*.HOST",
        default_value = "yoomoney.ru,*.yoomoney.ru,yookassa.ru,*.yookassa.ru"
    )]
    pub payment_confirmation_hosts: Vec<Host>,
    /// Seconds that a payment provider may take for an answer; then it is asked again
    #[arg(long, env = "SALDO_PAYMENT_TIMEOUT_SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u8).range(1..=120))]
    pub payment_timeout_seconds: u8,
}

impl PaymentArgs {
    /// The providers of this installation.
    ///
    /// # Errors
    /// A sentence that names the setting at fault.
    pub fn providers(&self) -> Result<Providers> {
        // A worker takes no webhooks, but a setting that a server would refuse is wrong there too.
        self.webhook_secrets()?;
        let parts = [&self.payment_url, &self.payment_shop_id, &self.payment_secret_key].map(set);
        let config = match parts {
            [Some(url), Some(shop), Some(key)] => Some(YookassaConfig {
                base_url: url.to_owned(),
                shop_id: shop.to_owned(),
                secret_key: key.to_owned(),
                timeout: Duration::from_secs(self.payment_timeout_seconds.into()),
            }),
            [None, None, None] => None,
            _ => bail!(
                "SALDO_PAYMENT_URL, SALDO_PAYMENT_SHOP_ID and SALDO_PAYMENT_SECRET_KEY belong together: set all or none"
            ),
        };
        let mut links = Links {
            return_url: set(&self.payment_return_url).map(str::to_owned),
            return_hosts: self.payment_return_hosts.clone(),
            confirmation_hosts: self.payment_confirmation_hosts.clone(),
        };
        if let Some(url) = &links.return_url {
            let wrong = |error: String| anyhow::anyhow!("SALDO_PAYMENT_RETURN_URL: {error}");
            links.return_hosts.push(Host::of(url).map_err(wrong)?);
            link::check(url, &links.return_hosts).map_err(|fault| wrong(fault.to_string()))?;
        }
        let wrong = |error: String| anyhow::anyhow!("SALDO_PAYMENT_URL: {error}");
        if let Some(config) = &config {
            links.confirmation_hosts.push(Host::of(&config.base_url).map_err(wrong)?);
        }
        Providers::new(config, links).map_err(wrong)
    }

    /// The secrets of the provider's webhook.
    ///
    /// # Errors
    /// A secret that cannot be read.
    pub fn webhook_secrets(&self) -> Result<Vec<Secret>> {
        secrets("SALDO_PAYMENT_WEBHOOK_SECRET", &self.payment_webhook_secret)
    }
}

/// Secrets of webhooks, separated by commas.
///
/// # Errors
/// A secret that cannot be read, with the name of its variable.
pub fn secrets(variable: &str, value: &Option<String>) -> Result<Vec<Secret>> {
    let secrets: Result<Vec<Secret>, String> =
        set(value).map_or_else(|| Ok(Vec::new()), |text| text.split(',').map(Secret::from_str).collect());
    secrets.map_err(|error| anyhow::anyhow!("{variable}: {error}"))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        payments: PaymentArgs,
    }

    fn parse(arguments: &[&str]) -> Result<Providers> {
        Alone::parse_from([&["saldo"], arguments].concat()).payments.providers()
    }

    #[test]
    fn a_provider_needs_its_three_settings_and_then_is_the_default() {
        assert_eq!(parse(&[]).unwrap().default_name(), "manual");
        let url = ["--payment-url", "https://pay.example"];
        let shop = ["--payment-shop-id", "1", "--payment-secret-key", "k"];
        assert_eq!(parse(&[url.as_slice(), &shop].concat()).unwrap().default_name(), "yookassa");
        for half in [url.as_slice(), &shop] {
            assert!(parse(half).is_err_and(|error| error.to_string().contains("belong together")));
        }
        for wrong in
            ["http://shop.example/", "https://u:p@shop.example/", "shop.example", "javascript:alert(1)"]
        {
            assert!(
                parse(&["--payment-return-url", wrong])
                    .is_err_and(|error| error.to_string().contains("SALDO_PAYMENT_RETURN_URL")),
                "{wrong}"
            );
        }
        let back = parse(&[
            "--payment-return-url",
            "https://shop.example/",
            "--payment-return-hosts",
            "a.example,*.b.example",
        ]);
        assert_eq!(back.unwrap().links().return_hosts.len(), 3);
        let bad = ["--payment-url", "http://pay.example"];
        assert!(
            parse(&[bad.as_slice(), &shop].concat()).is_err_and(|error| error.to_string().contains("https"))
        );
    }
}
