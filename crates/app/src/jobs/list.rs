//! Jobs as people see them.

use chrono::{DateTime, Utc};
use contract::jobs::{Job, JobPage, JobQuery};
use contract::page::{COUNT_CAP, Count};
use domain::{JobKind, JobState};
use serde_json::Value;
use sqlx::{PgExecutor, Postgres, QueryBuilder};

use crate::actions::shown;
use crate::decode::valid;
use crate::page::Paging;
use crate::reader::Reader;
use crate::{Actor, App, Error, Result, filter};

const SELECT: &str = "select id, kind, subject, state::text as state, stage, progress, attempts, result, error, cancel_requested, actor,
    actor_name(actor) as actor_name, created_at, started_at, run_at, finished_at, job_moves_money(kind, subject) as moves_money from job_runs r where true";

/// Most characters of a subject that is asked for.
const MAX_SUBJECT_CHARS: usize = 100;

#[derive(sqlx::FromRow)]
pub(super) struct JobRow {
    pub(super) id: i64,
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) state: String,
    pub(super) stage: Option<String>,
    pub(super) progress: i16,
    pub(super) attempts: i32,
    pub(super) result: Option<Value>,
    pub(super) error: Option<String>,
    pub(super) cancel_requested: bool,
    pub(super) actor: String,
    pub(super) actor_name: Option<String>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) started_at: Option<DateTime<Utc>>,
    pub(super) run_at: DateTime<Utc>,
    pub(super) finished_at: Option<DateTime<Utc>>,
    moves_money: bool,
}

impl JobRow {
    fn view(self, actor: &Actor) -> Result<Job, sqlx::Error> {
        let state = valid(JobState::parse(&self.state))?;
        Ok(Job {
            id: self.id,
            kind: valid(JobKind::parse(&self.kind))?,
            subject: self.subject,
            state,
            stage: self.stage,
            progress: self.progress,
            attempts: self.attempts,
            result: self.result,
            error: self.error,
            cancel_requested: self.cancel_requested,
            actor: self.actor,
            actor_name: self.actor_name,
            created_at: self.created_at,
            started_at: self.started_at,
            next_attempt_at: (state == JobState::Queued).then_some(self.run_at),
            finished_at: self.finished_at,
            available_actions: shown(state.offers(self.moves_money, |right| actor.may(right))),
        })
    }
}

/// Jobs, newest first.
///
/// # Errors
/// `invalid_query`, `invalid_cursor`; the database.
pub async fn list(app: &App, actor: &Actor, query: JobQuery) -> Result<JobPage> {
    let paging = Paging::parse("jobs", query.cursor.as_deref(), query.limit)?;
    let filter = Filter::read(&query)?;
    let reader = app.db.lists();
    let mut sql = filter.select();
    let backward = paging.backward();
    if let Some(cursor) = &paging.cursor {
        sql.push(if backward { " and id > " } else { " and id < " }).push_bind(cursor.id);
    }
    sql.push(if backward { " order by id limit " } else { " order by id desc limit " });
    let rows: Vec<JobRow> = sql.push_bind(paging.fetch()).build_query_as().fetch_all(&reader).await?;
    let page = paging.cut(rows, |row| (None, row.id));
    let count = if query.count == Some(true) { Some(filter.count(&reader).await?) } else { None };
    Ok(JobPage {
        items: page.items.into_iter().map(|row| row.view(actor)).collect::<Result<_, sqlx::Error>>()?,
        next_cursor: page.next_cursor,
        prev_cursor: page.prev_cursor,
        count,
    })
}

/// One job.
///
/// # Errors
/// No such job; the database.
pub async fn get(app: &App, actor: &Actor, id: i64) -> Result<Job> {
    get_in(&app.db.read, actor, id).await
}

/// The same by that connection.
///
/// # Errors
/// `not_found`.
pub(super) async fn get_in(executor: impl PgExecutor<'_>, actor: &Actor, id: i64) -> Result<Job> {
    let mut sql = QueryBuilder::new(SELECT);
    let row: Option<JobRow> =
        sql.push(" and id = ").push_bind(id).build_query_as().fetch_optional(executor).await?;
    Ok(row.ok_or_else(|| Error::not_found("job"))?.view(actor)?)
}

/// Which jobs.
pub(super) struct Filter {
    kinds: Vec<JobKind>,
    states: Vec<JobState>,
    subject: Option<String>,
}

impl Filter {
    pub(super) fn read(query: &JobQuery) -> Result<Self> {
        let subject = query.subject.as_deref().map(str::trim).filter(|subject| !subject.is_empty());
        let subject = subject.map(|subject| domain::clean_text(subject, MAX_SUBJECT_CHARS)).transpose();
        Ok(Self {
            kinds: filter::words("kind", query.kind.as_deref(), JobKind::parse)?,
            states: filter::words("state", query.state.as_deref(), JobState::parse)?,
            subject: subject.map_err(|error| filter::invalid("subject", error.code()))?,
        })
    }

    pub(super) fn select(&self) -> QueryBuilder<Postgres> {
        let mut sql = QueryBuilder::new(SELECT);
        self.push(&mut sql);
        sql
    }

    fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        if !self.kinds.is_empty() {
            let words: Vec<&str> = self.kinds.iter().map(|kind| kind.as_str()).collect();
            sql.push(" and kind = any(").push_bind(words).push(")");
        }
        if !self.states.is_empty() {
            let words: Vec<&str> = self.states.iter().map(|state| state.as_str()).collect();
            sql.push(" and state = any(").push_bind(words).push("::job_state[])");
        }
        if let Some(subject) = &self.subject {
            sql.push(" and subject = ").push_bind(subject.clone());
        }
    }

    async fn count(&self, reader: &Reader) -> Result<Count, sqlx::Error> {
        let mut sql = QueryBuilder::new("select count(*) from (select from job_runs r where true");
        self.push(&mut sql);
        sql.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
        let rows: i64 = sql.build_query_scalar().fetch_one(reader).await?;
        Ok(Count { value: rows.min(COUNT_CAP), capped: rows > COUNT_CAP })
    }
}
