//! One attempt at a job: begun, guarded while it runs, settled.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{JobKind, JobStage, JobState};
use serde_json::Value;
use tokio::task::JoinSet;

use super::settle::settle;
use super::sql::Due;
use super::{handlers, sql};
use crate::{App, Error, Result, decode};

/// A job that did not fail.
#[derive(Debug)]
pub enum Done {
    /// It is over, with this result.
    Finished(Option<Value>),
    /// There is nothing to do before so much time has passed.
    Later(Duration),
}

/// Why an attempt came to nothing. The texts are kept and shown: they carry no personal data.
#[derive(Debug)]
pub enum Trouble {
    /// It may pass: try again, later each time.
    Retry(String),
    /// It will not pass by itself.
    Fail(String),
    /// Somebody wanted it stopped.
    Cancelled,
    /// Another worker has taken the job over.
    Lost,
}

/// What the database and the use cases say, as a reason to try again.
impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        log::warn!("a job met an error: {error}");
        Self::Retry(match error {
            Error::Refused(problem) | Error::RefusedAgain(problem) => problem.code.clone(),
            Error::Database(_) => "the database failed".into(),
            Error::Internal(_) => "an internal error, see the log of the server".into(),
        })
    }
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        Error::from(error).into()
    }
}

/// An attempt that is being made.
#[derive(Clone)]
pub struct Running {
    pub app: App,
    pub id: i64,
    pub kind: JobKind,
    pub subject: String,
    attempt: i32,
    pub created_at: DateTime<Utc>,
}

impl Running {
    /// Says how far the attempt is, in per cent, and asks whether it shall go on. Call it before anything that takes long or that cannot
    /// be taken back.
    ///
    /// # Errors
    /// `Cancelled`, `Lost`; the database.
    pub async fn step(&self, stage: JobStage, progress: i16) -> Result<(), Trouble> {
        let place = (self.id, self.attempt);
        match sql::step(&self.app.db.write, place, stage.as_str(), progress, self.app.clock.now()).await? {
            Some(false) => Ok(()),
            Some(true) if stage.may_stop() => Err(Trouble::Cancelled),
            Some(true) => Ok(()),
            None => Err(Trouble::Lost),
        }
    }

    /// The number in a subject like `payment:31`.
    ///
    /// # Errors
    /// `Fail` when there is none.
    pub fn subject_id(&self) -> Result<i64, Trouble> {
        let id = self.subject.rsplit_once(':').and_then(|(_, id)| id.parse().ok());
        id.ok_or_else(|| Trouble::Fail(format!("the subject {} has no number", self.subject)))
    }
}

/// Makes one attempt at a run, for the entry of the queue that has come. A run that is over is left alone.
///
/// # Errors
/// The database, or another attempt that is being made, so that the queue brings the entry again.
pub async fn attempt(app: &App, id: i64, entry: i64) -> Result<()> {
    let Some((due, attempt)) = begin(app, id, entry).await? else { return Ok(()) };
    app.jobs.stats.begun();
    let kind = JobKind::parse(&due.kind);
    let verdict = match kind {
        // A newer program has queued it.
        Err(_) => Err(Trouble::Retry("this program does not know such jobs".into())),
        Ok(_) if due.cancel_requested => Err(Trouble::Cancelled),
        Ok(kind) => {
            let (app, subject) = (app.clone(), due.subject);
            guarded(Running { app, id, kind, subject, attempt, created_at: due.created_at }).await
        }
    };
    let settled = record(app, (id, attempt), verdict).await;
    app.jobs.stats.ended(kind.ok(), settled.as_ref().ok().copied().flatten());
    settled.map(drop)
}

/// Takes the run for this entry; `None` when it is over.
async fn begin(app: &App, id: i64, entry: i64) -> Result<Option<(Due, i32)>> {
    let mut tx = app.db.begin().await?;
    let now = app.clock.now();
    let Some(due) = sql::lock_entry(&mut tx, id).await? else { return Ok(None) };
    match decode::valid(JobState::parse(&due.state))? {
        JobState::Succeeded | JobState::Failed | JobState::Cancelled => return Ok(None),
        // The same entry once more, or long silence: whoever had it is gone.
        JobState::Running if due.entry == Some(entry) || now - due.updated_at > app.jobs.silence => {}
        JobState::Running => return Err(Error::Internal(format!("job {id} is being done"))),
        JobState::Queued => {}
    }
    sql::begin(&mut tx, id, entry, now).await?;
    app.db.commit(tx).await?;
    let attempt = due.attempts.saturating_add(1);
    Ok(Some((due, attempt)))
}

/// Runs the handler as a task of its own, which ends with this future; a panic is a failure like another.
async fn guarded(running: Running) -> Result<Done, Trouble> {
    let mut task = JoinSet::new();
    task.spawn(async move { handlers::handle(&running).await });
    match task.join_next().await {
        Some(Ok(verdict)) => verdict,
        Some(Err(error)) => {
            log::error!("a job panicked: {error}");
            Err(Trouble::Retry("the job panicked, see the log of the server".into()))
        }
        None => Err(Trouble::Lost),
    }
}

/// Writes the end of the attempt and tells the state that the run has now; `None` when it belongs to somebody else.
async fn record(app: &App, place: (i64, i32), verdict: Result<Done, Trouble>) -> Result<Option<JobState>> {
    let mut tx = app.db.begin().await?;
    let Some(standing) = sql::lock(&mut tx, place).await? else { return Ok(None) };
    let now = app.clock.now();
    let Some(change) = settle(verdict, &standing, now) else { return Ok(None) };
    sql::settle(&mut tx, place.0, &change, now).await?;
    app.db.commit(tx).await?;
    if let Some(error) = &change.error {
        log::warn!("job {} failed at attempt {} and is {} now: {error}", place.0, place.1, change.state);
    }
    Ok(Some(change.state))
}
