//! Paths of the API, for the browser and for tests: one place, so that a renamed route does not compile away unnoticed.

pub const SESSION: &str = "/api/v1/session";
pub const SESSIONS: &str = "/api/v1/sessions";
pub const OWN_PASSWORD: &str = "/api/v1/session/password";
pub const USERS: &str = "/api/v1/users";
pub const API_KEYS: &str = "/api/v1/api-keys";
pub const CLIENTS: &str = "/api/v1/clients";
pub const CLIENT_SEARCH: &str = "/api/v1/clients/search";
pub const SERVICES: &str = "/api/v1/services";
pub const OPERATIONS: &str = "/api/v1/operations";
pub const OPERATION_BATCH: &str = "/api/v1/operations/batch";
pub const BANK_DELIVERIES: &str = "/api/v1/bank-deliveries";
pub const CLIENT_EXPORT: &str = "/api/v1/clients/export";
pub const SERVICE_EXPORT: &str = "/api/v1/services/export";
pub const OPERATION_EXPORT: &str = "/api/v1/operations/export";
pub const BANK_DELIVERY_EXPORT: &str = "/api/v1/bank-deliveries/export";
pub const VIEWS: &str = "/api/v1/views";
pub const SEARCH: &str = "/api/v1/search";
pub const OVERVIEW: &str = "/api/v1/overview";
pub const SUGGESTIONS: &str = "/api/v1/suggestions";
pub const AUDIT: &str = "/api/v1/audit";
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
