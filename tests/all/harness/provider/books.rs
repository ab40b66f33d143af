//! What a payment provider knows: payments, refunds, and the keys under which they were asked for.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The books.
#[derive(Default)]
pub struct Books {
    /// By number, as they are answered.
    pub payments: BTreeMap<String, Value>,
    pub refunds: BTreeMap<String, Value>,
    /// Every call, as `METHOD path`.
    pub calls: Vec<String>,
    /// Captures are refused.
    pub refuse_capture: bool,
    /// Refunds are refused.
    pub refuse_refunds: bool,
    /// Refunds are accepted and not decided.
    pub pending_refunds: bool,
    /// Keys under which refunds were asked for, in turn.
    pub refund_keys: Vec<String>,
    /// By key: the call, its body, the number of what came of it.
    keys: BTreeMap<String, (String, Value, String)>,
}

type Said = (u16, Value);

impl Books {
    /// How often a call came whose `METHOD path` ends so.
    pub fn count(&self, call: &str) -> usize {
        self.calls.iter().filter(|known| known.ends_with(call)).count()
    }

    /// The only payment.
    pub fn payment(&self) -> (&String, &Value) {
        assert_eq!(self.payments.len(), 1, "{:?}", self.payments);
        self.payments.iter().next().unwrap()
    }

    /// The client has paid, or somebody at the provider has decided.
    pub fn set(&mut self, id: &str, status: &str) {
        self.payments.get_mut(id).unwrap()["status"] = json!(status);
    }

    /// One call.
    pub fn take(&mut self, call: &str, key: Option<&str>, body: &Value) -> Said {
        self.calls.push(call.to_owned());
        let parts: Vec<&str> = call.split(['/', ' ']).filter(|part| !part.is_empty()).collect();
        match (parts.as_slice(), key) {
            (["GET", "v3", "payments", id], _) => found(self.payments.get(*id)),
            (["GET", "v3", "refunds", id], _) => found(self.refunds.get(*id)),
            (["POST", ..], None) => refused("idempotence key is missing"),
            (["POST", "v3", rest @ ..], Some(key)) => self.command(call, rest, key, body),
            _ => (405, json!({})),
        }
    }

    fn command(&mut self, call: &str, rest: &[&str], key: &str, body: &Value) -> Said {
        if rest == ["refunds"] {
            self.refund_keys.push(key.to_owned());
        }
        if let Some((known, asked, id)) = self.keys.get(key) {
            if known != call || asked != body {
                return refused("the key was used for another request");
            }
            let id = id.clone();
            return found(self.payments.get(&id).or_else(|| self.refunds.get(&id)));
        }
        let said = match rest {
            ["payments"] => self.create(body),
            ["payments", id, "capture"] => self.capture(id, body),
            ["payments", id, "cancel"] => self.cancel(id),
            ["refunds"] => self.refund(body),
            _ => (404, json!({})),
        };
        if let (200, Some(id)) = (said.0, said.1["id"].as_str()) {
            self.keys.insert(key.to_owned(), (call.to_owned(), body.clone(), id.to_owned()));
        }
        said
    }

    fn create(&mut self, body: &Value) -> Said {
        let id = format!("pay-{}", self.payments.len() + 1);
        let payment = json!({
            "id": id, "status": "pending", "amount": body["amount"], "metadata": body["metadata"],
            "description": body["description"], "capture": body["capture"],
            "confirmation": {"type": "redirect", "confirmation_url": format!("https://pay.example/{id}")},
        });
        self.payments.insert(id, payment.clone());
        (200, payment)
    }

    fn capture(&mut self, id: &str, body: &Value) -> Said {
        let refuse = self.refuse_capture;
        let Some(payment) = self.payments.get_mut(id) else { return (404, json!({})) };
        if payment["status"] != "waiting_for_capture" || payment["amount"] != body["amount"] || refuse {
            return refused("it cannot be captured");
        }
        payment["status"] = json!("succeeded");
        (200, payment.clone())
    }

    fn cancel(&mut self, id: &str) -> Said {
        let Some(payment) = self.payments.get_mut(id) else { return (404, json!({})) };
        if payment["status"] != "waiting_for_capture" {
            return refused("it cannot be cancelled");
        }
        payment["status"] = json!("canceled");
        payment["cancellation_details"] = json!({"party": "merchant", "reason": "canceled_by_merchant"});
        (200, payment.clone())
    }

    fn refund(&mut self, body: &Value) -> Said {
        let of = body["payment_id"].as_str().unwrap_or_default();
        let taken = self.payments.get(of).is_some_and(|payment| payment["status"] == "succeeded");
        if !taken || self.refuse_refunds {
            return refused("it cannot be refunded");
        }
        let id = format!("back-{}", self.refunds.len() + 1);
        let status = if self.pending_refunds { "pending" } else { "succeeded" };
        let refund = json!({"id": id, "status": status, "amount": body["amount"], "payment_id": of});
        self.refunds.insert(id, refund.clone());
        (200, refund)
    }
}

fn found(one: Option<&Value>) -> Said {
    one.map_or((404, json!({"type": "error", "code": "not_found"})), |one| (200, one.clone()))
}

fn refused(why: &str) -> Said {
    (400, json!({"type": "error", "code": "invalid_request", "description": why}))
}
