//! The jobs as a file, newest first.

use bytes::Bytes;
use contract::export::ExportLang;
use contract::jobs::JobQuery;
use futures_util::Stream;

use super::list::{Filter, JobRow};
use crate::export::{self, BLOCK, Walk};
use crate::{App, Clock, Result, sheet};

const HEAD_RU: [&str; 13] = [
    "№",
    "Вид",
    "О чём",
    "Состояние",
    "Шаг",
    "Ход, %",
    "Попыток",
    "Ошибка",
    "Кто",
    "Имя",
    "Создано",
    "Начато",
    "Закончено",
];
const HEAD_EN: [&str; 13] = [
    "No.",
    "Kind",
    "About",
    "State",
    "Stage",
    "Progress, %",
    "Attempts",
    "Error",
    "Who",
    "Name",
    "Created",
    "Started",
    "Finished",
];

/// All jobs that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    query: JobQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let filter = Filter::read(&query)?;
    let (reader, clock) = (app.db.snapshot().await?, app.clock);
    let read = async move |below: Option<i64>| {
        let mut sql = filter.select();
        if let Some(below) = below {
            sql.push(" and id < ").push_bind(below);
        }
        sql.push(" order by id desc limit ").push_bind(i64::try_from(BLOCK).unwrap_or(i64::MAX));
        let rows: Vec<JobRow> = sql.build_query_as().fetch_all(&reader).await?;
        let last = rows.last().map(|row| row.id);
        Ok((rows.into_iter().map(|row| line(&clock, row)).collect(), last))
    };
    export::stream(lang.choose(&HEAD_RU, &HEAD_EN), Walk::new(read)).await
}

fn line(clock: &Clock, row: JobRow) -> Vec<String> {
    let moment = |at| sheet::moment(clock, at);
    vec![
        row.id.to_string(),
        row.kind,
        row.subject,
        row.state,
        sheet::optional(row.stage.as_deref()),
        row.progress.to_string(),
        row.attempts.to_string(),
        sheet::optional(row.error.as_deref()),
        row.actor,
        sheet::optional(row.actor_name.as_deref()),
        moment(row.created_at),
        row.started_at.map(moment).unwrap_or_default(),
        row.finished_at.map(moment).unwrap_or_default(),
    ]
}
