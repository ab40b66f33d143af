//! The views that a person can choose from.

use contract::views::{SavedViewList, SavedViewQuery};

use super::{LISTS, person, right, sql, word};
use crate::{Actor, App, Result};

/// One's own views, then the shared ones of others, of the lists that the caller may read.
///
/// # Errors
/// `forbidden` for a program.
pub async fn list(app: &App, actor: &Actor, query: SavedViewQuery) -> Result<SavedViewList> {
    let person = person(actor)?;
    let asked = |list: &_| query.list.is_none_or(|only| only == *list) && actor.may(right(*list));
    let lists: Vec<String> = LISTS.into_iter().filter(asked).map(|list| word(list).to_owned()).collect();
    let rows = sql::of_lists(&app.db.read, person, &lists).await?;
    Ok(SavedViewList { items: rows.into_iter().filter_map(|row| row.view(actor, person)).collect() })
}
