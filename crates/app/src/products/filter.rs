//! The filters of the product list as SQL.

use contract::clients::Archived;
use contract::products::ProductQuery;
use domain::{Money, Quantity};
use sqlx::{Postgres, QueryBuilder};

use crate::Result;
use crate::filter::{self, Ids, invalid, like_literal};

/// Name and article number as they are searched: an expression that has an index (0018).
pub const TEXT: &str = r"search_key(p.name || E'\x02' || coalesce(p.sku, ''))";

/// Conditions on a product; all hold together.
#[derive(Clone, Debug)]
pub struct Filter {
    ids: Option<Ids>,
    /// In the form of `search_key`.
    text: Option<String>,
    price: Option<(Money, Money)>,
    quantity_min: Option<Quantity>,
    quantity_max: Option<Quantity>,
    archived: Archived,
}

impl Filter {
    /// # Errors
    /// `invalid_query` with the parameter at fault.
    pub fn read(query: &ProductQuery) -> Result<Self> {
        if let (Some(low), Some(high)) = (query.quantity_min, query.quantity_max)
            && low > high
        {
            return Err(invalid("quantity_min", "min_above_max"));
        }
        Ok(Self {
            ids: Ids::parse("id", query.id.as_deref())?,
            text: filter::text("q", query.q.as_deref())?,
            price: filter::money_range(("price_min", query.price_min), query.price_max)?,
            quantity_min: query.quantity_min,
            quantity_max: query.quantity_max,
            archived: query.archived.unwrap_or_default(),
        })
    }

    /// Appends the conditions on `products p`, each with `and` before it.
    pub fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        if let Some(ids) = &self.ids {
            sql.push(" and ");
            ids.push(sql, "p.id");
        }
        if let Some(text) = &self.text {
            sql.push(" and ").push(TEXT).push(" like ").push_bind(format!("%{}%", like_literal(text)));
            sql.push(r" escape '\'");
        }
        if let Some((low, high)) = self.price {
            sql.push(" and p.price between ")
                .push_bind(low.decimal())
                .push(" and ")
                .push_bind(high.decimal());
        }
        for (comparison, bound) in [(" >= ", self.quantity_min), (" <= ", self.quantity_max)] {
            if let Some(bound) = bound {
                sql.push(" and p.quantity").push(comparison).push_bind(bound.decimal());
            }
        }
        match self.archived {
            Archived::No => sql.push(" and p.archived_at is null"),
            Archived::Only => sql.push(" and p.archived_at is not null"),
            Archived::Any => sql,
        };
    }
}
