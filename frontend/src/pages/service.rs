use domain::{BillingInfo, Money};
/// What it costs.
pub fn price(info: &BillingInfo) -> Option<Money> {
    info.price().or_else(|| info.renewal_price()).or_else(|| info.connection_price())
}
