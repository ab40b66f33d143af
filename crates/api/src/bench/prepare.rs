//! What the load needs: an API key, and organisations to credit. All of it comes over the API.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use contract::access::NewApiKey;
use contract::paths;
use domain::Permission;
use serde_json::{Value, json};

use super::caller::Caller;

/// An organisation that is credited.
#[derive(Clone, Debug)]
pub struct Organisation {
    pub id: i64,
    pub inn: String,
}

const SCOPES: [Permission; 9] = [
    Permission::ClientsRead,
    Permission::ClientsWrite,
    Permission::ServicesRead,
    Permission::OperationsRead,
    Permission::OperationsWrite,
    Permission::WalletDeposit,
    Permission::BankRead,
    Permission::BankWrite,
    Permission::OrdersPay,
];

/// Signs in as the administrator and makes an API key; gives back the header line that carries it.
///
/// # Errors
/// The password is wrong; the API refuses.
pub async fn identity(address: SocketAddr, login: &str, password: &str) -> Result<String> {
    let mut stranger = Caller::connect(address, String::new()).await?;
    let said = stranger.post(paths::SESSION, &json!({ "login": login, "password": password })).await?;
    let cookie = said.cookie.with_context(|| format!("cannot sign in: {} {}", said.status, said.body))?;
    let mut admin = Caller::connect(address, format!("cookie: {cookie}\r\n")).await?;
    let new = NewApiKey {
        name: "saldo bench".into(),
        scopes: SCOPES.to_vec(),
        expires_at: None,
        service_account: false,
    };
    let said = admin.post(paths::API_KEYS, &new).await?;
    let key = said.body.get("key").and_then(Value::as_str);
    let key = key.with_context(|| format!("cannot make an API key: {} {}", said.status, said.body))?;
    Ok(format!("authorization: Bearer {key}\r\n"))
}

/// Makes organisations, or finds those of an earlier run. Their INNs begin with 00, which no tax office gives out.
///
/// # Errors
/// The API refuses.
pub async fn organisations(address: SocketAddr, identity: &str, count: u32) -> Result<Vec<Organisation>> {
    let mut caller = Caller::connect(address, identity.to_owned()).await?;
    let mut made = Vec::new();
    for number in 1..=count {
        let inn = format!("00{number:08}");
        let body = json!({ "kind": "LEGAL_ENTITY", "name": format!("ООО Замер {number}"), "inn": inn });
        let said = caller.post(paths::CLIENTS, &body).await?;
        let id = match said.status {
            201 => said.body.get("id"),
            409 => said.body.get("existing_id"),
            _ => None,
        };
        let Some(id) = id.and_then(Value::as_i64) else {
            bail!("cannot make an organisation: {} {}", said.status, said.body);
        };
        made.push(Organisation { id, inn });
    }
    Ok(made)
}
