//! The jobs as a file, newest first.

use bytes::Bytes;
use contract::export::ExportForm;
use contract::jobs::JobQuery;
use domain::{JobKind, JobStage, JobState};
use futures_util::Stream;

use super::list::{Filter, JobRow};
use crate::decode::valid;
use crate::export::{self, BLOCK, Walk};
use crate::sheet::{Cell, Column, Layout, Line, column};
use crate::{App, Result};

const COLUMNS: &[Column] = &[
    column("id", "№", "No."),
    column("kind", "Вид", "Kind"),
    column("subject", "О чём", "About"),
    column("state", "Состояние", "State"),
    column("stage", "Шаг", "Stage"),
    column("progress", "Ход, %", "Progress, %"),
    column("attempts", "Попыток", "Attempts"),
    column("error", "Ошибка", "Error"),
    column("actor", "Кто", "Who"),
    column("created_at", "Создано", "Created"),
    column("started_at", "Начато", "Started"),
    column("finished_at", "Закончено", "Finished"),
];

/// All jobs that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    query: JobQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let layout = Layout { columns: COLUMNS, form, clock: app.clock };
    let filter = Filter::read(&query)?;
    let reader = app.db.snapshot().await?;
    let read = async move |below: Option<i64>| {
        let mut sql = filter.select();
        if let Some(below) = below {
            sql.push(" and id < ").push_bind(below);
        }
        sql.push(" order by id desc limit ").push_bind(i64::try_from(BLOCK).unwrap_or(i64::MAX));
        let rows: Vec<JobRow> = sql.build_query_as().fetch_all(&reader).await?;
        let last = rows.last().map(|row| row.id);
        Ok((rows.into_iter().map(line).collect::<Result<_, sqlx::Error>>()?, last))
    };
    export::stream(layout, Walk::new(read)).await
}

fn line(row: JobRow) -> Result<Line, sqlx::Error> {
    // A stage of a newer worker is shown as it came.
    let stage =
        row.stage.map(|word| JobStage::parse(&word).map_or_else(|_| Cell::Text(word.clone()), Cell::word));
    Ok(vec![
        row.id.into(),
        Cell::word(valid(JobKind::parse(&row.kind))?),
        row.subject.into(),
        Cell::word(valid(JobState::parse(&row.state))?),
        stage.into(),
        i64::from(row.progress).into(),
        i64::from(row.attempts).into(),
        row.error.into(),
        Cell::Person(row.actor, row.actor_name),
        row.created_at.into(),
        row.started_at.into(),
        row.finished_at.into(),
    ])
}
