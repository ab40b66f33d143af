//! Paths of the API, for the browser and for tests: one place, so that a renamed route does not compile away unnoticed.

pub const SESSION: &str = "/api/v1/session";
pub const SESSIONS: &str = "/api/v1/sessions";
pub const OWN_PASSWORD: &str = "/api/v1/session/password";
pub const USERS: &str = "/api/v1/users";
pub const API_KEYS: &str = "/api/v1/api-keys";
pub const API_KEY_EXPORT: &str = "/api/v1/api-keys/export";
pub const CLIENTS: &str = "/api/v1/clients";
pub const CLIENT_SEARCH: &str = "/api/v1/clients/search";
pub const SERVICES: &str = "/api/v1/services";
pub const OPERATIONS: &str = "/api/v1/operations";
pub const OPERATION_BATCH: &str = "/api/v1/operations/batch";
pub const BANK_DELIVERIES: &str = "/api/v1/bank-deliveries";
pub const OPERATION_EXPORT: &str = "/api/v1/operations/export";
pub const VIEWS: &str = "/api/v1/views";
pub const SEARCH: &str = "/api/v1/search";
pub const OVERVIEW: &str = "/api/v1/overview";
pub const SUGGESTIONS: &str = "/api/v1/suggestions";
pub const AUDIT: &str = "/api/v1/audit";
pub const PRODUCTS: &str = "/api/v1/products";
pub const STOCK_MOVEMENTS: &str = "/api/v1/stock-movements";
pub const ORDERS: &str = "/api/v1/orders";
pub const PAYMENTS: &str = "/api/v1/payments";
pub const CHART: &str = "/api/v1/chart-of-accounts";
pub const JOURNAL: &str = "/api/v1/journal";
pub const TRIAL_BALANCE: &str = "/api/v1/trial-balance";
pub const TRIAL_BALANCE_EXPORT: &str = "/api/v1/trial-balance/export";
pub const JOBS: &str = "/api/v1/jobs";
pub const BANK_WEBHOOK: &str = "/api/webhook/bank/";

pub fn client(id: i64) -> String {
    format!("{CLIENTS}/{id}")
}
pub fn client_archive(id: i64) -> String {
    format!("{CLIENTS}/{id}/archive")
}
pub fn client_restore(id: i64) -> String {
    format!("{CLIENTS}/{id}/restore")
}
pub fn deposit(id: i64) -> String {
    format!("{CLIENTS}/{id}/deposit")
}
pub fn withdraw(id: i64) -> String {
    format!("{CLIENTS}/{id}/withdraw")
}
pub fn spend(id: i64) -> String {
    format!("{CLIENTS}/{id}/spend")
}
pub fn client_operations(id: i64) -> String {
    format!("{CLIENTS}/{id}/operations")
}
pub fn statement(id: i64) -> String {
    format!("{CLIENTS}/{id}/statement")
}
pub fn service(id: i64) -> String {
    format!("{SERVICES}/{id}")
}
pub fn service_archive(id: i64) -> String {
    format!("{SERVICES}/{id}/archive")
}
pub fn service_restore(id: i64) -> String {
    format!("{SERVICES}/{id}/restore")
}
pub fn operation(id: i64) -> String {
    format!("{OPERATIONS}/{id}")
}
pub fn reversal(id: i64) -> String {
    format!("{OPERATIONS}/{id}/reversal")
}
pub fn bank_delivery(id: i64) -> String {
    format!("{BANK_DELIVERIES}/{id}")
}
pub fn bank_delivery_bind(id: i64) -> String {
    format!("{BANK_DELIVERIES}/{id}/bind")
}
pub fn view(id: i64) -> String {
    format!("{VIEWS}/{id}")
}
pub fn user(id: i64) -> String {
    format!("{USERS}/{id}")
}
pub fn api_key(id: i64) -> String {
    format!("{API_KEYS}/{id}")
}
pub fn session(id: i64) -> String {
    format!("{SESSIONS}/{id}")
}
pub fn product(id: i64) -> String {
    format!("{PRODUCTS}/{id}")
}
pub fn product_archive(id: i64) -> String {
    format!("{PRODUCTS}/{id}/archive")
}
pub fn product_restore(id: i64) -> String {
    format!("{PRODUCTS}/{id}/restore")
}
pub fn order(id: i64) -> String {
    format!("{ORDERS}/{id}")
}
pub fn order_lines(id: i64) -> String {
    format!("{ORDERS}/{id}/lines")
}
pub fn order_pay(id: i64) -> String {
    format!("{ORDERS}/{id}/pay")
}
pub fn order_cancel(id: i64) -> String {
    format!("{ORDERS}/{id}/cancel")
}
pub fn order_returns(id: i64) -> String {
    format!("{ORDERS}/{id}/returns")
}
pub fn order_archive(id: i64) -> String {
    format!("{ORDERS}/{id}/archive")
}
pub fn order_unarchive(id: i64) -> String {
    format!("{ORDERS}/{id}/unarchive")
}
pub fn order_history(id: i64) -> String {
    format!("{ORDERS}/{id}/history")
}
pub fn order_actions(id: i64) -> String {
    format!("{ORDERS}/{id}/available-actions")
}
pub fn order_payments(id: i64) -> String {
    format!("{ORDERS}/{id}/payments")
}
pub fn payment(id: i64) -> String {
    format!("{PAYMENTS}/{id}")
}
pub fn payment_confirm(id: i64) -> String {
    format!("{PAYMENTS}/{id}/confirm")
}
pub fn refund_settle(id: i64) -> String {
    format!("/api/v1/refunds/{id}/settle")
}
pub fn payment_void(id: i64) -> String {
    format!("{PAYMENTS}/{id}/void")
}
pub fn job(id: i64) -> String {
    format!("{JOBS}/{id}")
}
pub fn job_retry(id: i64) -> String {
    format!("{JOBS}/{id}/retry")
}
pub fn job_cancel(id: i64) -> String {
    format!("{JOBS}/{id}/cancel")
}
