//! The filter of services, shared by the list of services and by "clients by services in an interval".

use domain::ServiceKind;
use sqlx::{Postgres, QueryBuilder};

use crate::filter::{Ids, Param, like_literal};
use crate::reader::Reader;

/// Conditions on a service; all hold together.
#[derive(Clone, Debug, Default)]
pub struct ServiceFilter {
    pub ids: Option<Ids>,
    /// In the form of `search_key`.
    pub text: Option<String>,
    pub kinds: Vec<ServiceKind>,
    pub params: Vec<Param>,
}

impl ServiceFilter {
    pub fn is_empty(&self) -> bool {
        self.ids.is_none() && self.text.is_none() && self.kinds.is_empty() && self.params.is_empty()
    }

    /// Appends the conditions on `services s`, each with `and` before it.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>) {
        if let Some(ids) = &self.ids {
            query.push(" and ");
            ids.push(query, "s.id");
        }
        if let Some(text) = &self.text {
            let pattern = format!("%{}%", like_literal(text));
            query.push(" and (search_key(s.name) like ").push_bind(pattern.clone());
            query
                .push(r" escape '\' or search_key(s.description) like ")
                .push_bind(pattern)
                .push(r" escape '\')");
        }
        if !self.kinds.is_empty() {
            let kinds: Vec<String> = self.kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
            query.push(" and s.kind = any(").push_bind(kinds).push(")");
        }
        for param in &self.params {
            query.push(" and ");
            param.push(query, "s.billing_info");
        }
    }

    /// The ids of all services that pass, archived ones too: operations for them happened.
    pub async fn matching(&self, reader: &Reader) -> Result<Vec<i64>, sqlx::Error> {
        let mut query = QueryBuilder::new("select s.id from services s where true");
        self.push(&mut query);
        query.push(" order by s.id");
        query.build_query_scalar().fetch_all(reader).await
    }
}
