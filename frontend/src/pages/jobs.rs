//! What runs in the background: the list, and the page of one that follows it until it ends.
//!
//! Absent on purpose: starting jobs. They begin with the command that needs them.

use contract::jobs::Job;
use contract::paths;
use domain::{Action, JobState};

use super::acts::{Act, Acts, acts};
use super::clients::nothing;
use super::operation::author;
use super::record::{self, moment, pair, record};
use crate::api::{ApiError, Method, read};
use crate::el::{El, div, el};
use crate::i18n::{
    Lang, Msg,
    jobs::{self as words, Job as Text},
    lang,
    list::List,
};
use crate::list::{Choice, Filter, Group, Kind, ListSpec, View};
use crate::load::load;
use crate::ui::{self, Column, Look, Row, Timer, Tone, badge, cell};
use crate::watch::effect;

/// How often a job that goes on is asked for.
const PAUSE_MS: u32 = 1_000;

const KINDS: &[Choice] = &[
    Choice { word: "payment", value: "PAYMENT", label: Text::Payment },
    Choice { word: "refund", value: "REFUND", label: Text::Refund },
];
const STATES: &[Choice] = &[
    Choice { word: "queued", value: "QUEUED", label: Text::Queued },
    Choice { word: "running", value: "RUNNING", label: Text::Running },
    Choice { word: "done", value: "SUCCEEDED", label: Text::Succeeded },
    Choice { word: "failed", value: "FAILED", label: Text::Failed },
    Choice { word: "cancelled", value: "CANCELLED", label: Text::Cancelled },
];

pub static JOBS: ListSpec = ListSpec {
    name: "jobs",
    title: Text::Jobs,
    path: "/jobs",
    api: paths::JOBS,
    groups: &[Group {
        legend: None,
        text: None,
        filters: &[
            Filter::new("state", Text::State, Kind::Choice { param: "state", options: STATES }).promoted(),
            Filter::new("kind", Text::Kind, Kind::Choice { param: "kind", options: KINDS }).promoted(),
        ],
    }],
    views: &[
        View { label: List::ViewAll, query: "" },
        View { label: Text::ViewOpen, query: "?state=queued,running" },
        View { label: Text::ViewFailed, query: "?state=failed" },
    ],
    columns: &[
        Column::new(List::ColNumber),
        Column::new(Text::Kind),
        Column::new(Text::Subject),
        Column::new(Text::State),
        Column::new(Text::Progress),
        Column::new(Text::Attempts).number(),
        Column::new(Text::Error),
        Column::new(Text::Created),
    ],
    sort: "",
    row,
    totals: None,
    found: words::found,
    nobody: (Text::None, Text::NoneText),
    create: None,
};

static WORDS: record::Words = record::Words {
    missing: (Text::NotFoundTitle, Text::NotFoundText),
    failed: Text::LoadFailed,
    back: ("/jobs", Text::Jobs),
};

static ACTS: Acts = Acts {
    prefix: "job-",
    label: Text::Actions,
    list: "/jobs",
    links: &[],
    acts: &[
        Act {
            action: Action::Retry,
            id: "job-retry",
            question: "job-retry-question",
            label: Text::Retry,
            title: Text::RetryTitle,
            yes: Text::Retry,
            look: Look::Primary,
            method: Method::Post,
            path: paths::job_retry,
            effect: |lang, _| Text::RetryText.text(lang).to_owned(),
            done: |lang, _| Text::Retried.text(lang).to_owned(),
        },
        Act {
            action: Action::Cancel,
            id: "job-cancel",
            question: "job-cancel-question",
            label: Text::Cancel,
            title: Text::CancelTitle,
            yes: Text::Cancel,
            look: Look::Danger,
            method: Method::Post,
            path: paths::job_cancel,
            effect: |lang, _| Text::CancelText.text(lang).to_owned(),
            done: |lang, _| Text::CancelDone.text(lang).to_owned(),
        },
    ],
};

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let job: Job = read(text)?;
    let href = format!("/jobs/{}", job.id);
    let error = job.error.clone().map(|error| el("span").class("operation-text").child(error));
    let cells = vec![
        el("a").attr("href", href.clone()).child(job.id.to_string()),
        cell(words::kind(job.kind).text(lang)),
        cell(words::subject(lang, &job.subject)),
        state(lang, &job),
        progress(lang, &job),
        cell(job.attempts.to_string()),
        error.unwrap_or_else(|| nothing(lang)),
        moment(lang, job.created_at),
    ];
    Ok(Row { href: Some(href), cells, ..Row::default() })
}

fn state(lang: Lang, job: &Job) -> El {
    let tone = match job.state {
        JobState::Queued | JobState::Cancelled => Tone::Neutral,
        JobState::Running => Tone::Warning,
        JobState::Succeeded => Tone::Good,
        JobState::Failed => Tone::Danger,
    };
    let stopping = (job.cancel_requested && !job.state.is_final())
        .then(|| el("span").class("muted").child(Text::Stopping.text(lang)));
    el("span").class("badges").child(badge(tone, words::state(job.state).text(lang))).child(stopping)
}

/// The server's per cent, with the stage in words for those who do not see the bar.
fn progress(lang: Lang, job: &Job) -> El {
    let percent = format!("{}\u{a0}%", job.progress);
    let bar = el("progress")
        .attr("max", "100")
        .attr("value", job.progress.to_string())
        .attr("aria-label", Text::Progress.text(lang))
        .attr("aria-valuetext", percent.clone());
    el("span").class("job-progress").child(bar).child(el("span").class("num").child(percent))
}

pub fn job(id: i64) -> Vec<El> {
    let asked = load(move || paths::job(id));
    let timer = Timer::new();
    effect(move || {
        let goes_on = asked.with(|text| {
            text.and_then(|text| read::<Job>(text).ok()).is_some_and(|job| !job.state.is_final())
        });
        if goes_on {
            timer.start(PAUSE_MS, move || asked.again());
        }
    });
    let head = div("page-head").child(ui::heading(move || words::title(lang(), id)));
    let body = move || {
        vec![
            acts(id, asked, &ACTS),
            div("stack").live(move || match asked.read() {
                Some(job) => vec![facts(&job, lang())],
                None => Vec::new(),
            }),
        ]
    };
    vec![head, record(asked, &WORDS, body)]
}

fn facts(job: &Job, lang: Lang) -> El {
    let row = |name: Msg, value: El| pair(name.text(lang), value);
    let text = |text: String| el("span").child(text);
    let at = |name: Msg, at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| row(name, moment(lang, at)));
    let result = job.result.as_ref().map(|result| row(Text::Result, el("code").child(result.to_string())));
    let list = el("dl")
        .class("pairs")
        .child(row(Text::State, state(lang, job).attr("data-testid", "state")))
        .child(row(Text::Progress, progress(lang, job)))
        .child(row(Text::Kind, text(words::kind(job.kind).text(lang).to_owned())))
        .child(row(Text::Subject, text(words::subject(lang, &job.subject))))
        .child(job.stage.as_deref().map(|stage| row(Text::Stage, text(words::stage(lang, stage)))))
        .child(row(Text::Attempts, text(job.attempts.to_string())))
        .child(job.error.clone().map(|error| row(Text::Error, text(error).class("pre-line"))))
        .child(result)
        .child(row(Text::Created, moment(lang, job.created_at)))
        .child(at(Text::Started, job.started_at))
        .child(at(Text::NextAttempt, job.next_attempt_at))
        .child(at(Text::Finished, job.finished_at))
        .child(row(Text::Who, text(author(lang, &job.actor, job.actor_name.as_deref()))));
    el("section")
        .class("card stack operation-card")
        .attr("aria-labelledby", "job-facts")
        .child(el("h2").id("job-facts").child(Text::Facts.text(lang)))
        .child(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::JobKind;

    #[test]
    fn every_kind_and_state_can_be_filtered_by_and_is_called_what_rows_call_it() {
        for (choice, kind) in KINDS.iter().zip(JobKind::ALL) {
            assert_eq!((choice.value, choice.label), (kind.as_str(), words::kind(*kind)));
        }
        for (choice, state) in STATES.iter().zip(JobState::ALL) {
            assert_eq!((choice.value, choice.label), (state.as_str(), words::state(*state)));
        }
        assert_eq!((KINDS.len(), STATES.len()), (JobKind::ALL.len(), JobState::ALL.len()));
    }
}
