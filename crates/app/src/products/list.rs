//! The list of products: one statement with all conditions, sorted, cut by keyset.

use contract::page::{COUNT_CAP, Count};
use contract::products::{ProductPage, ProductQuery};
use domain::{Money, Quantity};
use sqlx::{Postgres, QueryBuilder};

use super::filter::Filter;
use super::read::{ProductRow, ROW_COLUMNS};
use crate::page::{Cursor, Paging, invalid_cursor};
use crate::reader::Reader;
use crate::{Actor, App, Result, filter};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Id,
    Name,
    Price,
    Quantity,
}

const SORTS: [(&str, Sort); 4] =
    [("id", Sort::Id), ("name", Sort::Name), ("price", Sort::Price), ("quantity", Sort::Quantity)];

impl Sort {
    /// What rows are sorted by before their ids.
    fn expression(self) -> Option<&'static str> {
        match self {
            Self::Id => None,
            Self::Name => Some("search_key(p.name) collate \"C\""),
            Self::Price => Some("p.price"),
            Self::Quantity => Some("p.quantity"),
        }
    }
}

/// One page of the products that pass every filter, and, on request, how many there are.
///
/// # Errors
/// `invalid_query` with the parameter at fault, `invalid_cursor`.
pub async fn list(app: &App, _actor: &Actor, query: ProductQuery) -> Result<ProductPage> {
    let asked = Asked::read(&query)?;
    let by = SORTS.iter().find(|(_, sort)| *sort == asked.sort).map_or("id", |(name, _)| name);
    let list = format!("products:{}{by}", if asked.descending { "-" } else { "" });
    let paging = Paging::parse(list, query.cursor.as_deref(), query.limit)?;
    let reader = app.db.lists();
    let rows = asked.block(&reader, paging.cursor.clone(), paging.fetch()).await?;
    let cut = paging.cut(rows, |row| asked.key(row));
    let count = if query.count == Some(true) { Some(asked.count(&reader).await?) } else { None };
    let items = cut.items.into_iter().map(ProductRow::row).collect::<Result<_, _>>()?;
    Ok(ProductPage { items, next_cursor: cut.next_cursor, prev_cursor: cut.prev_cursor, count })
}

/// Filters and order of one request.
#[derive(Clone, Debug)]
pub struct Asked {
    products: Filter,
    sort: Sort,
    descending: bool,
}

impl Asked {
    /// # Errors
    /// `invalid_query` with the parameter at fault.
    pub fn read(query: &ProductQuery) -> Result<Self> {
        let (sort, descending) = filter::sort(query.sort.as_deref(), &SORTS)?;
        Ok(Self { products: Filter::read(query)?, sort, descending })
    }

    /// At most `limit` products that pass, from the cursor on in its direction.
    ///
    /// # Errors
    /// `invalid_cursor`; the database.
    pub async fn block(
        &self,
        reader: &Reader,
        cursor: Option<Cursor>,
        limit: i64,
    ) -> Result<Vec<ProductRow>> {
        let falling = self.descending != cursor.as_ref().is_some_and(|cursor| cursor.backward);
        let mut sql = QueryBuilder::new("select ");
        sql.push(ROW_COLUMNS).push(" from products p where true");
        self.products.push(&mut sql);
        self.push_after(&mut sql, cursor.as_ref(), falling)?;
        let direction = if falling { " desc" } else { "" };
        sql.push(" order by ");
        if let Some(expression) = self.sort.expression() {
            sql.push(expression).push(direction).push(", ");
        }
        sql.push("p.id").push(direction).push(" limit ").push_bind(limit);
        Ok(sql.build_query_as().fetch_all(reader).await?)
    }

    /// The place after a product.
    pub fn after(&self, row: &ProductRow) -> Cursor {
        Cursor::after(self.key(row))
    }

    fn key(&self, row: &ProductRow) -> (Option<String>, i64) {
        let key = match self.sort {
            Sort::Id => None,
            Sort::Name => Some(row.name_key.clone()),
            Sort::Price => Some(row.price.to_string()),
            Sort::Quantity => Some(row.quantity.to_string()),
        };
        (key, row.id)
    }

    async fn count(&self, reader: &Reader) -> Result<Count, sqlx::Error> {
        let mut sql = QueryBuilder::new("select count(*) from (select from products p where true");
        self.products.push(&mut sql);
        sql.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
        let value: i64 = sql.build_query_scalar().fetch_one(reader).await?;
        Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
    }

    fn push_after(
        &self,
        sql: &mut QueryBuilder<Postgres>,
        cursor: Option<&Cursor>,
        falling: bool,
    ) -> Result<()> {
        let Some(cursor) = cursor else { return Ok(()) };
        let comparison = if falling { " < " } else { " > " };
        let key = cursor.key.as_deref();
        match (self.sort, key) {
            (Sort::Id, None) => {
                sql.push(" and p.id").push(comparison).push_bind(cursor.id);
                return Ok(());
            }
            (Sort::Id, Some(_)) | (_, None) => return Err(invalid_cursor()),
            (Sort::Name | Sort::Price | Sort::Quantity, Some(_)) => {}
        }
        sql.push(" and (").push(self.sort.expression().unwrap_or_default()).push(", p.id)").push(comparison);
        let key = key.unwrap_or_default();
        match self.sort {
            Sort::Price => {
                let price = Money::parse(key).map_err(|_| invalid_cursor())?;
                sql.push("(").push_bind(price.decimal());
            }
            Sort::Quantity => {
                let quantity = Quantity::parse(key).map_err(|_| invalid_cursor())?;
                sql.push("(").push_bind(quantity.decimal());
            }
            Sort::Name | Sort::Id => {
                sql.push("(").push_bind(key.to_owned());
            }
        }
        sql.push(", ").push_bind(cursor.id).push(")");
        Ok(())
    }
}
