//! Webhooks of the provider, signed or not.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};

use super::{Provider, WEBHOOK};
use crate::harness::{Api, Reply, read};

impl Provider {
    /// The client has paid: the books say so, and the server is told.
    pub async fn authorise(&self, api: &Api, id: &str) {
        self.books(|books| books.set(id, "waiting_for_capture"));
        assert_eq!(self.notify(api, "payment.waiting_for_capture", id).await.status, 204);
    }

    /// A signed webhook about a payment, whatever the books say.
    pub async fn notify(&self, api: &Api, event: &str, id: &str) -> Reply {
        let payment = self.books(|books| books.payments.get(id).cloned()).unwrap_or(json!({"id": id}));
        let body = json!({"type": "notification", "event": event, "object": payment}).to_string();
        send(api, &body, &signature(&body)).await
    }

    /// A webhook that somebody else signed.
    pub async fn forge(&self, api: &Api, id: &str) -> Reply {
        let object: Value = json!({"id": id, "status": "succeeded"});
        let body =
            json!({"type": "notification", "event": "payment.succeeded", "object": object}).to_string();
        send(api, &body, &signature("another body")).await
    }
}

const ID: &str = "msg_1";

fn now() -> i64 {
    let now = std::time::UNIX_EPOCH + std::time::UNIX_EPOCH.elapsed().unwrap();
    chrono::DateTime::<chrono::Utc>::from(now).timestamp()
}

fn signature(body: &str) -> String {
    let secret = STANDARD.decode(WEBHOOK.trim_start_matches("whsec_")).unwrap();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&secret).unwrap();
    mac.update(format!("{ID}.{}.{body}", now()).as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

async fn send(api: &Api, body: &str, signature: &str) -> Reply {
    let request = api
        .http
        .post(format!("{}/api/webhook/yookassa", api.base))
        .header("content-type", "application/json")
        .header("webhook-id", ID)
        .header("webhook-timestamp", now().to_string())
        .header("webhook-signature", signature)
        .body(body.to_owned());
    read(request).await
}
