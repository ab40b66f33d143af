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
        let (mut seqs, mut balances) = (Vec::new(), Vec::new());
        for operation in operations {
            seq += 1;
            balance += operation.kopecks.unwrap_or(0);
            seqs.push(seq);
            balances.push(balance);
        }
        let insert = "insert into operations (client_id, seq, kind, amount, balance_after, service_id, description, actor, created_at)
             select $1, seq, kind::operation_kind, round(amount::numeric / 100, 2), round(balance::numeric / 100, 2), service,
                    description, 'system', at::timestamptz
               from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[])
                 as t (seq, kind, amount, balance, service, description, at) order by seq";
        sqlx::query(insert)
            .bind(client)
            .bind(seqs)
            .bind(operations.iter().map(|operation| operation.kind).collect::<Vec<_>>())
            .bind(operations.iter().map(|operation| operation.kopecks).collect::<Vec<_>>())
            .bind(balances)
            .bind(operations.iter().map(|operation| operation.service).collect::<Vec<_>>())
            .bind(operations.iter().map(|operation| operation.description).collect::<Vec<_>>())
            .bind(operations.iter().map(|operation| operation.at).collect::<Vec<_>>())
            .execute(&mut connection)
            .await
            .unwrap();
    }

    /// Waits until the server has put the whole log into blocks.
    pub async fn settled(&self) {
        let mut connection = self.database.connect().await;
        let select =
            "select (select upto from operation_horizon) >= (select coalesce(max(id), 0) from operations)";
        while !sqlx::query_scalar::<_, bool>(select).fetch_one(&mut connection).await.unwrap() {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    }

    /// A new service.
    pub async fn service(&self, body: serde_json::Value) -> i64 {
        let reply = self.api.post("/api/v1/services", &body).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.body["id"].as_i64().unwrap()
    }
}
