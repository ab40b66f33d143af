//! Placeholder.
use contract::clients::{SearchQuery, SearchResult};
use crate::{Actor, App, Result};
pub async fn search(_app: &App, _actor: &Actor, _query: SearchQuery) -> Result<SearchResult> { Ok(SearchResult { items: Vec::new() }) }
