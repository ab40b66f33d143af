//! A payment provider: real HTTP on this machine, in the manner of YooKassa, with the faults of a network.
//!
//! It runs in a thread of its own. What it was told is in its books, whatever became of the answer, so that a test can count what
//! really happened.

mod books;
mod notice;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};

pub use books::Books;

use super::{Env, run_with};

const SHOP: &str = "shop-1";
const KEY: &str = "secret-key";
/// Secret of the webhooks.
const WEBHOOK: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The connection is cut before anything is done.
    CutBefore,
    /// It is done, and the answer is lost.
    CutAfter,
    /// 500, and nothing is done.
    Down,
    /// It is done, and a gateway says 502.
    BadGateway,
    /// It is done, and the answer is no JSON.
    Garbage,
    /// It is done after so many milliseconds.
    Slow(u64),
}

/// A running provider.
#[derive(Clone)]
pub struct Provider {
    pub base: String,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    books: Books,
    /// Part of `METHOD path`, and what befalls the next call that has it.
    faults: VecDeque<(String, Fault)>,
}

impl Provider {
    pub fn start() -> Self {
        let shared = Arc::new(Mutex::new(Shared::default()));
        let (tell, told) = std::sync::mpsc::channel();
        let theirs = shared.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    let shared = theirs.clone();
                    let service = hyper::service::service_fn(move |request| serve(shared.clone(), request));
                    let io = TokioIo::new(stream);
                    // A connection that is cut on purpose ends with an error.
                    tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(io, service));
                }
            });
        });
        Self { base: format!("http://{}", told.recv().unwrap()), shared }
    }

    /// Settings of a server that uses it.
    pub fn settings(&self) -> Vec<(&str, &str)> {
        vec![
            ("SALDO_PAYMENT_URL", self.base.as_str()),
            ("SALDO_PAYMENT_SHOP_ID", SHOP),
            ("SALDO_PAYMENT_SECRET_KEY", KEY),
            ("SALDO_PAYMENT_WEBHOOK_SECRET", WEBHOOK),
            ("SALDO_PAYMENT_RETURN_URL", "https://shop.example/thanks"),
            ("SALDO_PAYMENT_CONFIRMATION_HOSTS", "pay.example"),
            ("SALDO_PAYMENT_TIMEOUT_SECONDS", "2"),
        ]
    }

    /// The next call whose `METHOD path` has that text goes wrong.
    pub fn fail(&self, call: &str, fault: Fault) {
        self.lock().faults.push_back((call.to_owned(), fault));
    }

    /// What happened there, read or changed.
    pub fn books<T>(&self, read: impl FnOnce(&mut Books) -> T) -> T {
        read(&mut self.lock().books)
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap()
    }
}

/// Runs a test whose server has a provider, with further settings.
pub fn run_with_provider<F: Future<Output = Env>>(
    further: &[(&str, &str)],
    test: impl FnOnce(Env, Provider) -> F,
) {
    let provider = Provider::start();
    let theirs = provider.clone();
    let mut settings = provider.settings();
    settings.extend(further);
    run_with(&settings, |env| test(env, theirs));
}

/// The end of a connection without an answer.
#[derive(Debug)]
struct Cut;

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("cut")
    }
}

impl std::error::Error for Cut {}

async fn serve(shared: Arc<Mutex<Shared>>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Cut> {
    let (head, body) = request.into_parts();
    let call = format!("{} {}", head.method, head.uri.path());
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (known, key) = (header("authorization"), header("idempotence-key"));
    let body = body.collect().await.map_err(|_| Cut)?.to_bytes();
    if known != Some(format!("Basic {}", STANDARD.encode(format!("{SHOP}:{KEY}")))) {
        return Ok(answer(401, &json!({"type": "error", "code": "invalid_credentials"})));
    }
    let fault = {
        let mut shared = shared.lock().unwrap();
        let at = shared.faults.iter().position(|(part, _)| call.contains(part.as_str()));
        at.and_then(|at| shared.faults.remove(at)).map(|(_, fault)| fault)
    };
    match fault {
        Some(Fault::CutBefore) => return Err(Cut),
        Some(Fault::Down) => return Ok(answer(500, &json!({"type": "error"}))),
        Some(Fault::Slow(milliseconds)) => tokio::time::sleep(Duration::from_millis(milliseconds)).await,
        Some(Fault::CutAfter | Fault::BadGateway | Fault::Garbage) | None => {}
    }
    let body: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let (status, said) = shared.lock().unwrap().books.take(&call, key.as_deref(), &body);
    match fault {
        Some(Fault::CutAfter) => Err(Cut),
        Some(Fault::BadGateway) => Ok(answer(502, &json!("bad gateway"))),
        Some(Fault::Garbage) => Ok(Response::new(Full::from("<html>"))),
        Some(Fault::CutBefore | Fault::Down | Fault::Slow(_)) | None => Ok(answer(status, &said)),
    }
}

fn answer(status: u16, body: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body.to_string()));
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap();
    response
}
