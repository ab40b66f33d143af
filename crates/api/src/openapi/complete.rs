//! What follows from an operation's shape, added to the document once instead of beside every handler: who may call it, how it can
//! fail, examples. A handler states only what is special about it: its permission and the problems of its own rules.

use std::collections::{BTreeMap, BTreeSet};

use contract::clients::Archived;
use contract::export::{ExportColumns, ExportFormat, ExportLang};
use contract::operations::{AmountSign, StatementFormat};
use contract::problem::{Candidate, FieldProblem, Problem, ProblemCode};
use contract::suggestions::SuggestionKind;
use contract::views::ViewList;
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{Components, License, OpenApi, Ref, RefOr, Response, ResponseBuilder, Server};

use super::{example, methods_mut, parts};

const SESSION: &str = "session";
const API_KEY: &str = "api_key";
const DESCRIPTION: &str = "Billing back office: clients and their accounts, services, one immutable log of operations, orders and stock, \
    double entry, the bank.\n\n\
    Amounts are strings with two places (`\"1234.50\"`), exact; JSON numbers are read too, also exactly. Times are RFC 3339 in UTC. \
    Lists are read page by page with `cursor`. Errors are `application/problem+json` with a stable `code`; every answer carries \
    `x-request-id`. Commands that move money need an `Idempotency-Key`. Sign in with `POST /api/v1/session` (the cookie is kept by \
    this page), or send an API key as `Authorization: Bearer`.";
const TAGS: [(&str, &str); 19] = [
    ("session", "Signing in and out."),
    ("home", "What the frame of the browser asks."),
    ("clients", "People and organisations with an account."),
    ("wallet", "Money in and out of one account."),
    ("operations", "The immutable log."),
    ("services", "The catalogue."),
    ("products", "What is sold."),
    ("stock", "The journal of movements: receipts, sales, returns, write-offs, stock-takes."),
    ("orders", "Drafts put together, paid once, cancelled once."),
    ("payments", "Money for orders: taken, given back, and online payments on their way."),
    ("accounting", "Double entry: the journal and the trial balance."),
    ("bank", "The bank's own contract."),
    ("bank deliveries", "What the bank reported, and what became of it."),
    ("views", "Filters of lists under a name."),
    ("users", "People who can sign in."),
    ("API keys", "Keys of programs."),
    ("jobs", "What is done in the background."),
    ("audit", "Who changed what."),
    ("health", "For machines that watch this one."),
];

/// Completes the collected document.
pub fn complete(document: &mut OpenApi) {
    describe(document);
    let components = document.components.get_or_insert_with(Components::new);
    // Types that only errors and query parameters name are not collected by themselves.
    add_schema::<Problem>(components);
    add_schema::<FieldProblem>(components);
    add_schema::<Archived>(components);
    add_schema::<AmountSign>(components);
    add_schema::<StatementFormat>(components);
    add_schema::<Candidate>(components);
    add_schema::<ExportLang>(components);
    add_schema::<ExportFormat>(components);
    add_schema::<ExportColumns>(components);
    add_schema::<SuggestionKind>(components);
    add_schema::<ViewList>(components);
    add_security(components);
    let schemas = components.schemas.clone();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in methods_mut(item) {
            complete_operation(path, method, operation, &mut components.responses);
            example::add(operation, &schemas);
        }
    }
}

fn add_schema<T: ToSchema>(components: &mut Components) {
    components.schemas.insert(T::name().into_owned(), T::schema());
}

/// Codes that the handler's own rules add, from its extension `x-problems`.
pub fn special_codes(operation: &Operation) -> Vec<ProblemCode> {
    let listed = operation.extensions.as_ref().and_then(|all| all.get("x-problems"));
    let words =
        listed.and_then(|list| list.as_array()).into_iter().flatten().filter_map(|word| word.as_str());
    words.filter_map(ProblemCode::parse).collect()
}

/// Takes the list away, unless a word in it is no code: a test finds what is left.
fn remove_known(operation: &mut Operation) {
    let known = special_codes(operation).len();
    if let Some(extensions) = &mut operation.extensions
        && extensions
            .get("x-problems")
            .and_then(|list| list.as_array())
            .is_none_or(|list| list.len() == known)
    {
        extensions.remove("x-problems");
    }
}

fn describe(document: &mut OpenApi) {
    let info = &mut document.info;
    info.title = "Saldo API".into();
    info.version = env!("CARGO_PKG_VERSION").into();
    info.description = Some(DESCRIPTION.into());
    let mut license = License::new("MIT OR Apache-2.0");
    license.identifier = Some("MIT OR Apache-2.0".into());
    info.license = Some(license);
    info.contact = None;
    document.servers = Some(vec![Server::new("/")]);
    let tags =
        TAGS.map(|(name, description)| TagBuilder::new().name(name).description(Some(description)).build());
    document.tags = Some(tags.into());
}

fn add_security(components: &mut Components) {
    let cookie =
        ApiKeyValue::with_description("sid", "Set by `POST /api/v1/session`; `__Host-sid` over https.");
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("saldo_<8 letters>_<secret>")
        .description(Some("An API key, made with `POST /api/v1/api-keys`."))
        .build();
    components.add_security_scheme(API_KEY, SecurityScheme::Http(bearer));
}

type Shared = BTreeMap<String, RefOr<Response>>;

fn complete_operation(path: &str, method: &str, operation: &mut Operation, shared: &mut Shared) {
    let permission = permission(operation);
    operation.security = Some(security(path, &permission));
    let mut codes: BTreeSet<(u16, &'static str)> = BTreeSet::new();
    let mut add = |more: &[ProblemCode]| codes.extend(more.iter().map(|code| (code.status(), code.as_str())));
    add(&special_codes(operation));
    remove_known(operation);
    if path.starts_with("/api/v1/") || path == "/metrics" {
        add(&codes_of_shape(path, method, operation, &permission));
    }
    let keyed = takes_key(operation);
    for (status, words) in by_status(&codes) {
        let replayed = keyed && matches!(status, 409 | 422);
        let name = name_of(&words, replayed);
        shared.entry(name.clone()).or_insert_with(|| RefOr::T(problem(status, &words, replayed)));
        let shared = RefOr::Ref(Ref::from_response_name(name));
        operation.responses.responses.entry(status.to_string()).or_insert(shared);
    }
    if keyed {
        mark_successes(operation);
    }
    parts::mark_made(operation);
    parts::refine(path, method, operation);
}

fn permission(operation: &Operation) -> String {
    let word =
        operation.extensions.as_ref().and_then(|all| all.get("x-permission")).and_then(|word| word.as_str());
    word.unwrap_or_default().to_owned()
}

fn security(path: &str, permission: &str) -> Vec<SecurityRequirement> {
    let none: [&str; 0] = [];
    let session = || SecurityRequirement::new(SESSION, none);
    let api_key = || SecurityRequirement::new(API_KEY, none);
    match permission {
        "public" => vec![],
        "session" => vec![session()],
        // A signature, or --trust-local, is enough without either.
        _ if path.starts_with("/api/webhook/") => vec![SecurityRequirement::default(), api_key()],
        _ if path.starts_with("/api/organizations/") || path == "/metrics" => {
            vec![SecurityRequirement::default(), session(), api_key()]
        }
        _ => vec![session(), api_key()],
    }
}

/// How any operation of this shape can fail.
fn codes_of_shape(path: &str, method: &str, operation: &Operation, permission: &str) -> Vec<ProblemCode> {
    use ProblemCode as Code;
    let mut codes = vec![Code::InternalError, Code::DatabaseUnavailable];
    if path.starts_with("/api/v1/") {
        codes.push(Code::NotAcceptable);
    }
    if permission != "public" {
        codes.extend([Code::Unauthenticated, Code::Forbidden]);
        if method != "get" {
            codes.push(Code::CrossSite);
        }
    }
    if path.contains("{id}") {
        codes.push(Code::NotFound);
    }
    if path.ends_with("/export") {
        codes.push(Code::TooManyRequests);
    }
    if has(operation, ParameterIn::Query) {
        codes.push(Code::InvalidQuery);
    }
    if operation.request_body.is_some() {
        codes.extend([
            Code::MalformedRequest,
            Code::MalformedJson,
            Code::RequestTimeout,
            Code::PayloadTooLarge,
            Code::UnsupportedMediaType,
            Code::InvalidFields,
        ]);
    }
    if takes_key(operation) {
        codes.extend([
            Code::IdempotencyKeyRequired,
            Code::IdempotencyKeyReused,
            Code::Overloaded,
            Code::OutcomeUnknown,
        ]);
    }
    codes
}

fn by_status(codes: &BTreeSet<(u16, &'static str)>) -> BTreeMap<u16, Vec<&'static str>> {
    let mut grouped: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    for (status, word) in codes {
        grouped.entry(*status).or_default().push(word);
    }
    grouped
}

/// `malformed_json` and `invalid_query` are answered by `MalformedJsonOrInvalidQuery`.
fn name_of(words: &[&str], replayed: bool) -> String {
    let pascal = |word: &&str| -> String {
        let parts = word.split('_').filter_map(|part| part.split_at_checked(1));
        parts.map(|(first, rest)| first.to_uppercase() + rest).collect()
    };
    let names: Vec<String> = words.iter().map(pascal).collect();
    names.join("Or") + if replayed { "OrReplayed" } else { "" }
}

fn problem(status: u16, words: &[&str], replayed: bool) -> Response {
    let titles = words.iter().filter_map(|word| ProblemCode::parse(word));
    let lines: Vec<String> = titles.map(|code| format!("`{}`: {}.", code.as_str(), code.title())).collect();
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
    let mut response = ResponseBuilder::new()
        .description(lines.join("\n\n"))
        .content("application/problem+json", content)
        .build();
    if matches!(status, 429 | 503) {
        let header = HeaderBuilder::new()
            .description(Some("Seconds to wait."))
            .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)))
            .build();
        response.headers.insert("Retry-After".into(), RefOr::T(header));
    }
    if replayed {
        add_replay_header(&mut response);
    }
    response
}

/// Answers under a key may be replays.
fn mark_successes(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && status.starts_with('2')
        {
            add_replay_header(response);
        }
    }
}

fn add_replay_header(response: &mut Response) {
    let header = HeaderBuilder::new()
        .description(Some("`true` when this is the first answer again."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["true"]))))
        .build();
    response.headers.insert("Idempotent-Replayed".into(), RefOr::T(header));
}

fn takes_key(operation: &Operation) -> bool {
    parameters(operation).any(|parameter| parameter.name == "Idempotency-Key")
}

fn has(operation: &Operation, place: ParameterIn) -> bool {
    parameters(operation).any(|parameter| parameter.parameter_in == place)
}

fn parameters(operation: &Operation) -> impl Iterator<Item = &utoipa::openapi::path::Parameter> {
    operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    })
}
