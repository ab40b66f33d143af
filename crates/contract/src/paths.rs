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
pub const BANK_WEBHOOK: &str = "/api/webhook/bank/";

pub fn client(id: i64) -> String {
    format!("{CLIENTS}/{id}")
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
pub fn operation(id: i64) -> String {
    format!("{OPERATIONS}/{id}")
}
pub fn reversal(id: i64) -> String {
    format!("{OPERATIONS}/{id}/reversal")
}
