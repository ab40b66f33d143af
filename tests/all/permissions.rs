//! Who may what, tried out: every role, no role and keys with a single scope, on every operation of the OpenAPI document.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Api, Env, Reply, read, run};

/// What anybody may ask, with or without a session.
const PUBLIC: [&str; 4] = ["POST /api/v1/session", "GET /livez", "GET /readyz", "GET /api/openapi.json"];
const ROLES: [&str; 5] = ["admin", "accountant", "operator", "cashier", "viewer"];
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

struct Endpoint {
    method: Method,
    path: String,
    permission: String,
}

impl Endpoint {
    fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The bank's own contract, whose callers are programs.
    fn is_banks(&self) -> bool {
        self.path.starts_with("/api/webhook/") || self.path.starts_with("/api/organizations/")
    }

    /// Asks with ids that no record has. The forwarding header says that the caller is not on this machine.
    async fn ask(&self, api: &Api, body: Value) -> Reply {
        let path = self.path.replace("{inn}", "1234567890").replace("{id}", "999999");
        assert!(!path.contains('{'), "a parameter without a value: {path}");
        let request = api.request(self.method.clone(), &path).header("x-forwarded-for", "203.0.113.7");
        let key = uuid::Uuid::new_v4().to_string();
        let reads = self.method == Method::GET;
        read(if reads { request } else { request.header("idempotency-key", key).json(&body) }).await
    }
}

async fn endpoints(env: &Env) -> Vec<Endpoint> {
    let document = env.api.get("/api/openapi.json").await.body;
    let mut endpoints = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in
            item.as_object().unwrap().iter().filter(|(key, _)| METHODS.contains(&key.as_str()))
        {
            let permission = operation["x-permission"].as_str().unwrap_or_default().to_owned();
            endpoints.push(Endpoint {
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                permission,
            });
        }
    }
    // Signing out ends what the others need.
    endpoints.sort_by_key(|endpoint| endpoint.name() == "DELETE /api/v1/session");
    assert!(endpoints.len() > 35, "{}", endpoints.len());
    endpoints
}

#[test]
fn every_operation_names_its_permission_and_only_four_are_public() {
    run(|env| async move {
        let mut public = Vec::new();
        for endpoint in endpoints(&env).await {
            match endpoint.permission.as_str() {
                "public" => public.push(endpoint.name()),
                permission => assert!(
                    domain::Permission::parse(permission).is_ok(),
                    "{}: {permission:?}",
                    endpoint.name()
                ),
            }
        }
        public.sort();
        let mut expected = PUBLIC.map(str::to_owned);
        expected.sort();
        assert_eq!(public, expected);
        env
    });
}

#[test]
fn nobody_gets_anything_without_signing_in() {
    run(|env| async move {
        let nobody = Api::anonymous(&env.server.base);
        for endpoint in endpoints(&env).await {
            let reply = endpoint.ask(&nobody, json!({})).await;
            if endpoint.permission == "public" {
                assert!(!matches!(reply.status, 401 | 403), "{}: {reply:?}", endpoint.name());
            } else if endpoint.is_banks() {
                assert!(matches!(reply.status, 401 | 403), "{}: {reply:?}", endpoint.name());
            } else {
                assert_eq!((reply.status, reply.code()), (401, "unauthenticated"), "{}", endpoint.name());
                assert!(reply.header("www-authenticate").is_some(), "{}", endpoint.name());
            }
        }
        env
    });
}

#[test]
fn every_role_gets_what_its_permissions_give_and_is_refused_the_rest_before_the_body_is_judged() {
    run(|env| async move {
        let endpoints = endpoints(&env).await;
        let (mut allowed, mut refused) = (0, 0);
        for role in ROLES {
            let api = env.user(role).await;
            let role = domain::Role::parse(role).unwrap();
            for endpoint in endpoints.iter().filter(|endpoint| endpoint.permission != "public") {
                // A session is no way to report payments.
                let by_session = !endpoint.path.starts_with("/api/webhook/");
                let permission = domain::Permission::parse(&endpoint.permission).unwrap();
                let reply = endpoint.ask(&api, json!({"nonsense": true})).await;
                if by_session && role.grants(permission) {
                    allowed += 1;
                    assert!(!matches!(reply.status, 401 | 403), "{role} {}: {reply:?}", endpoint.name());
                    assert!(reply.status < 500, "{role} {}: {reply:?}", endpoint.name());
                } else {
                    refused += 1;
                    assert_eq!(reply.status, 403, "{role} {}: {reply:?}", endpoint.name());
                    assert!(
                        endpoint.is_banks() || reply.code() == "forbidden",
                        "{role} {}: {reply:?}",
                        endpoint.name()
                    );
                }
            }
        }
        assert!(allowed > 80 && refused > 40, "{allowed} {refused}");
        env
    });
}

#[test]
fn a_key_with_one_scope_opens_exactly_the_operations_of_that_scope() {
    run(|env| async move {
        let endpoints = endpoints(&env).await;
        for scope in
            domain::Permission::ALL.iter().map(|scope| scope.as_str()).filter(|scope| *scope != "session")
        {
            let program = env.program(&[scope]).await;
            for endpoint in endpoints.iter().filter(|endpoint| endpoint.permission != "public") {
                let reply = endpoint.ask(&program, json!({})).await;
                let opens = endpoint.permission == scope && endpoint.name() != "POST /api/v1/api-keys";
                let shut = reply.status == 403;
                assert!(reply.status != 401 && reply.status < 500, "{scope} {}: {reply:?}", endpoint.name());
                if endpoint.name() != "POST /api/v1/api-keys" || endpoint.permission != scope {
                    assert_eq!(shut, !opens, "{scope} {}: {reply:?}", endpoint.name());
                }
            }
        }
        env
    });
}

#[test]
fn the_refusal_of_a_foreign_record_and_of_none_are_the_same() {
    run(|env| async move {
        let client = env.client("Иванов").await;
        let viewer = env.user("viewer").await;
        let refusal = async |id: i64| {
            let reply = viewer.delete(&format!("/api/v1/clients/{id}")).await;
            (reply.status, reply.body["detail"].clone(), reply.body["code"].clone())
        };
        assert_eq!(refusal(client).await, refusal(999_999).await);
        env
    });
}
