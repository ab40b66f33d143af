-- Runs of background jobs. The queue itself is a library's (schema graphile_worker, prepared by `saldo migrate` after these files).
--
-- Invariants held here:
--   * a run that is QUEUED has an entry in the queue, made by the trigger in the transaction that queued it: whoever writes a run has
--     enqueued it, and a rolled back cause leaves neither;
--   * of each kind and subject at most one run is open: work that must not run twice at once names the same subject;
--   * a run that ended has the moment when it ended; progress is a percentage.

create type job_state as enum ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED');

create table job_runs (
  id                bigint generated always as identity primary key,
  kind              text not null constraint job_runs_kind_form check (kind ~ '^[A-Z][A-Z_]{0,39}$'),
  subject           text not null constraint job_runs_subject_short check (length(subject) <= 100),
  state             job_state not null default 'QUEUED',
  stage             text constraint job_runs_stage_short check (length(stage) between 1 and 60),
  progress          smallint not null default 0 constraint job_runs_progress_range check (progress between 0 and 100),
  -- Counts every beginning; whoever writes about an attempt names it, so that one who was taken for dead writes nothing.
  attempts          integer not null default 0 constraint job_runs_attempts_range check (attempts >= 0),
  -- The entry of the queue that the last attempt came by: the same entry again means that its worker is gone.
  entry             bigint,
  -- In a row; what the wait for the next attempt grows with.
  failures          integer not null default 0 constraint job_runs_failures_range check (failures >= 0),
  -- Asked for once more while it ran.
  again             boolean not null default false,
  cancel_requested  boolean not null default false,
  result            jsonb,
  error             text constraint job_runs_error_short check (length(error) <= 500),
  actor             text not null constraint job_runs_actor_short check (length(actor) between 1 and 40),
  run_at            timestamptz not null constraint job_runs_run_at_finite check (isfinite(run_at)),
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  started_at        timestamptz,
  finished_at       timestamptz,
  constraint job_runs_ended check ((state in ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (finished_at is not null)),
  constraint job_runs_begun check (state <> 'RUNNING' or started_at is not null)
) with (fillfactor = 70);
create unique index job_runs_one_open on job_runs (kind, subject) where state in ('QUEUED', 'RUNNING');
create index job_runs_state on job_runs (state, id);
create index job_runs_kind on job_runs (kind, id);
create index job_runs_subject on job_runs (subject, id);
create trigger job_runs_kept before delete or truncate on job_runs for each statement execute function refuse_change();

-- One entry per run: a later one replaces it, so that a run is woken early or put off. The library's own limit of attempts is not
-- used: how often and when a job is tried again is decided with its run.
create function queue_job_run() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_job('job_run', json_build_object('run', new.id),
    run_at := case when new.run_at > now() then new.run_at end, max_attempts := 32767, job_key := 'job_run:' || new.id);
  return null;
end $$;
create trigger job_runs_added after insert on job_runs
  for each row when (new.state = 'QUEUED') execute function queue_job_run();
-- Only what changes: an entry that is due already is about to be taken.
create trigger job_runs_queued after update of state, run_at on job_runs
  for each row when (new.state = 'QUEUED' and (old.state <> 'QUEUED' or new.run_at <> old.run_at)) execute function queue_job_run();

grant select on job_runs to saldo_server;
grant insert (kind, subject, actor, run_at, created_at, updated_at),
      update (state, stage, progress, attempts, entry, failures, again, cancel_requested, result, error, run_at, updated_at, started_at, finished_at)
      on job_runs to saldo_server;
