//! Operations of the past. The API dates an operation itself, so a history over months is written into the log directly; the
//! database checks the rows as it checks those of the server.

use super::Env;

/// An operation to be written: moment (RFC 3339), kind, amount in kopecks, service, description.
pub struct Past<'a> {
    pub at: &'a str,
    pub kind: &'a str,
    pub kopecks: Option<i64>,
    pub service: Option<i64>,
    pub description: Option<&'a str>,
}

impl<'a> Past<'a> {
    /// A top-up or, when negative, a charge for usage.
    pub fn of(at: &'a str, kopecks: i64) -> Self {
        let kind = if kopecks < 0 { "USAGE" } else { "TOP_UP" };
        Self { at, kind, kopecks: Some(kopecks), service: None, description: None }
    }
}

impl Env {
    /// Appends operations, in the order given, to the log of a client.
    pub async fn past(&self, client: i64, operations: &[Past<'_>]) {
        let mut connection = self.database.connect().await;
        let head = "select seq, (balance * 100)::bigint from accounts where client_id = $1";
        let (mut seq, mut balance): (i64, i64) =
            sqlx::query_as(head).bind(client).fetch_one(&mut connection).await.unwrap();
        let insert = "insert into operations (client_id, seq, kind, amount, balance_after, service_id, description, actor, created_at)
             values ($1, $2, $3::text::operation_kind, round($4::numeric / 100, 2), round($5::numeric / 100, 2), $6, $7, 'system', $8::text::timestamptz)";
        for operation in operations {
            seq += 1;
            balance += operation.kopecks.unwrap_or(0);
            let insert = sqlx::query(insert).bind(client).bind(seq).bind(operation.kind).bind(operation.kopecks);
            let insert = insert.bind(balance).bind(operation.service).bind(operation.description).bind(operation.at);
            insert.execute(&mut connection).await.unwrap();
        }
    }

    /// A new service.
    pub async fn service(&self, body: serde_json::Value) -> i64 {
        let reply = self.api.post("/api/v1/services", &body).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.body["id"].as_i64().unwrap()
    }
}
