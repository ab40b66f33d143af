//! What the browser's frame asks: figures of the home page, one search over everything, words to suggest.

use actix_web::get;
use app::{overview, palette, suggestions};
use contract::overview::Overview;
use contract::search::{PaletteQuery, PaletteResult};
use contract::suggestions::{SuggestionList, SuggestionQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok};
use crate::extract::Query;
use crate::guard::{Guard, Right, Session};
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(get_overview).service(search).service(suggest);
}

/// How things stand
///
/// Counts up to 10 000 and the operations of the business day. What the caller may not read is null; so is `today` while a bulk load
/// is being indexed.
#[utoipa::path(
    tag = "home",
    responses((status = 200, description = "The figures.", body = Overview)),
    extensions(("x-permission" = json!(Session::WORD)))
)]
#[get("/overview")]
pub async fn get_overview(state: Shared, actor: Guard<Session>) -> Reply {
    ok(&overview::overview(&state.app, &actor).await?)
}

/// Search everything
///
/// The best clients, services, operations, products and orders for one text, at most five of each. A number (`12`, `#12`, `№12`) is
/// looked up in all of them. What the caller may not read is empty.
#[utoipa::path(
    tag = "home",
    params(PaletteQuery),
    responses((status = 200, description = "What was found.", body = PaletteResult)),
    extensions(("x-permission" = json!(Session::WORD)))
)]
#[get("/search")]
pub async fn search(state: Shared, actor: Guard<Session>, query: Query<PaletteQuery>) -> Reply {
    ok(&palette::find(&state.app, &actor, query.0).await?)
}

/// Suggest words
///
/// Words that are in use already and begin with the text, in any case, at most twenty by alphabet. Needs the right to read what they
/// are taken from: `services.read` for billing keys and kinds of services, `clients.read` for the others.
#[utoipa::path(
    tag = "home",
    params(SuggestionQuery),
    responses((status = 200, description = "The words.", body = SuggestionList)),
    extensions(("x-permission" = json!(Session::WORD)))
)]
#[get("/suggestions")]
pub async fn suggest(state: Shared, actor: Guard<Session>, query: Query<SuggestionQuery>) -> Reply {
    ok(&suggestions::suggest(&state.app, &actor, query.0).await?)
}
