//! Deep pages: a list is walked page by page, and the last pages must cost what the first ones did.

use anyhow::{Context, Result};
use contract::clients::ClientQuery;
use contract::operations::OperationQuery;
use contract::paths;
use serde::Deserialize;

use super::sample::Sample;
use super::{Asker, LIMIT_MS, Timed, Times, with_query};

/// Pages of 200 that are walked: 100 000 rows.
const PAGES: usize = 500;
/// The last pages, which are measured.
const DEEP: usize = 100;

pub struct Walk {
    pub name: &'static str,
    /// The first page.
    path: String,
}

#[derive(Deserialize)]
struct Page {
    next_cursor: Option<String>,
}

pub fn walks(sample: &Sample) -> Result<Vec<Walk>> {
    let clients = |query: ClientQuery| with_query(paths::CLIENTS, &ClientQuery { limit: Some(200), ..query });
    let operations =
        |query: OperationQuery| with_query(paths::OPERATIONS, &OperationQuery { limit: Some(200), ..query });
    let by = |sort: &str| ClientQuery { sort: Some(sort.into()), ..ClientQuery::default() };
    let service = sample.services.first().map(|service| service.id);
    let kind = sample.operations.first().map(|one| one.kind.as_str().to_owned());
    Ok(vec![
        Walk { name: "deep pages: clients", path: clients(ClientQuery::default())? },
        Walk { name: "deep pages: clients by name", path: clients(by("name"))? },
        Walk { name: "deep pages: clients by balance", path: clients(by("-balance"))? },
        Walk { name: "deep pages: operations", path: operations(OperationQuery::default())? },
        Walk {
            name: "deep pages: operations of a kind",
            path: operations(OperationQuery { kind, ..OperationQuery::default() })?,
        },
        Walk {
            name: "deep pages: operations of a service",
            path: operations(OperationQuery { service_id: service, ..OperationQuery::default() })?,
        },
    ])
}

impl Asker<'_> {
    /// Walks to the end of the list or to the last page that is wanted; tells the times of the deepest pages.
    pub async fn walk(&mut self, walk: &Walk) -> Result<Timed> {
        let mut path = walk.path.clone();
        let mut all = Vec::new();
        for _ in 0..PAGES {
            let mut once = Times::default();
            let body = self.ask(&path, &mut once).await?;
            let failed = once.failed > 0;
            all.push(once);
            if failed {
                break;
            }
            let page: Page = serde_json::from_slice(&body).with_context(|| format!("no page: {path}"))?;
            let Some(cursor) = page.next_cursor else { break };
            // The first page has a query already: its limit.
            path = format!("{}&{}", walk.path, serde_html_form::to_string([("cursor", cursor)])?);
        }
        let pages = all.len();
        let mut deep = Times::default();
        for once in all.into_iter().skip(pages.saturating_sub(DEEP)) {
            deep.merge(once);
        }
        let mut timed = deep.sum_up(walk.name, Some(LIMIT_MS));
        timed.name = format!("{}, the last {} of {pages}", walk.name, timed.requests);
        Ok(timed)
    }
}

impl Times {
    fn merge(&mut self, other: Self) {
        self.latencies_us.extend(other.latencies_us);
        if self.failed == 0 && (other.failed > 0 || other.longest > self.longest) {
            (self.longest, self.worst) = (other.longest, other.worst);
        }
        self.failed += other.failed;
    }
}
