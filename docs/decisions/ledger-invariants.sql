-- Three ways to keep the ledger's invariants in the database, side by side. Run it in an empty scratch database:
--   createdb scratch && psql -d scratch -f docs/decisions/ledger-invariants.sql
-- and read the milliseconds per batch of 100 and of 1000 operations (median of 31 runs, each its own transaction).
-- none: an operation row, a head update, no check.  chain: foreign keys tie each row to the one before and the head to the last.
-- trigger: what migrations/0004_ledger.sql does; here without services and reversals, which cost nothing when absent.
\set ON_ERROR_STOP on
\timing off
set client_min_messages = warning;

create domain money_amount as numeric check (value between -999999999999999.99 and 999999999999999.99 and scale(value) <= 2);

create schema none; create schema chain; create schema trigger;

create table none.accounts (client_id bigint primary key, balance money_amount not null default 0, seq bigint not null default 0);
create table none.operations (client_id bigint not null, seq bigint not null, amount money_amount, balance_after money_amount not null,
  primary key (client_id, seq));

create table chain.accounts (client_id bigint primary key, balance money_amount not null default 0, seq bigint not null default 0,
  head_seq bigint generated always as (nullif(seq, 0)) stored);
create table chain.operations (client_id bigint not null references chain.accounts, seq bigint not null, amount money_amount,
  balance_after money_amount not null,
  prev_seq bigint generated always as (nullif(seq - 1, 0)) stored, prev_balance money_amount,
  primary key (client_id, seq), unique (client_id, seq, balance_after),
  check ((seq = 1) = (prev_balance is null)), check (balance_after = coalesce(prev_balance, 0) + amount),
  foreign key (client_id, prev_seq, prev_balance) references chain.operations (client_id, seq, balance_after));
alter table chain.accounts add foreign key (client_id, head_seq, balance)
  references chain.operations (client_id, seq, balance_after) deferrable initially deferred;

create table trigger.accounts (client_id bigint primary key, balance money_amount not null default 0, seq bigint not null default 0);
create table trigger.operations (client_id bigint not null, seq bigint not null, amount money_amount, balance_after money_amount not null,
  primary key (client_id, seq));
create function trigger.post() returns trigger language plpgsql as $$
declare touched bigint; moved bigint;
begin
  with linked as (
    select client_id, seq, coalesce(amount, 0) as amount, balance_after, lag(seq) over chain as prev_seq,
           lag(balance_after) over chain as prev_balance, lead(seq) over chain is null as is_last
      from posted window chain as (partition by client_id order by seq)
  ), heads as (
    select client_id, min(seq) as first_seq, max(seq) as last_seq,
           max(balance_after - amount) filter (where prev_seq is null) as opening,
           max(balance_after) filter (where is_last) as closing,
           bool_and(prev_seq is null or (seq = prev_seq + 1 and balance_after = prev_balance + amount)) as chained
      from linked group by client_id
  ), forward as (
    update trigger.accounts a set balance = h.closing, seq = h.last_seq from heads h
     where a.client_id = h.client_id and h.chained and a.seq = h.first_seq - 1 and a.balance = h.opening returning 1
  )
  select (select count(*) from heads), (select count(*) from forward) into touched, moved;
  if moved <> touched then raise exception 'broken'; end if;
  return null;
end $$;
create trigger posted after insert on trigger.operations referencing new table as posted
  for each statement execute function trigger.post();

insert into none.accounts (client_id) select generate_series(1, 100000);
insert into chain.accounts (client_id) select generate_series(1, 100000);
insert into trigger.accounts (client_id) select generate_series(1, 100000);
vacuum analyze;

create table result (way text, batch int, ms numeric);

create procedure measure(way text, batch int) language plpgsql as $$
declare started timestamptz; clients bigint[];
begin
  for run in 1..31 loop
    select array_agg(distinct (random() * 99999)::bigint + 1) into clients from generate_series(1, batch);
    started := clock_timestamp();
    if way = 'trigger' then
      insert into trigger.operations select client_id, seq + 1, 10, balance + 10 from (
        select * from trigger.accounts where client_id = any(clients) order by client_id for no key update) locked;
    elsif way = 'chain' then
      with locked as (select * from chain.accounts where client_id = any(clients) order by client_id for no key update),
        posted as (insert into chain.operations (client_id, seq, amount, balance_after, prev_balance)
          select client_id, seq + 1, 10, balance + 10, case when seq > 0 then balance end from locked returning client_id, seq, balance_after)
      update chain.accounts a set balance = p.balance_after, seq = p.seq from posted p where p.client_id = a.client_id;
    else
      with locked as (select * from none.accounts where client_id = any(clients) order by client_id for no key update),
        posted as (insert into none.operations select client_id, seq + 1, 10, balance + 10 from locked returning *)
      update none.accounts a set balance = p.balance_after, seq = p.seq from posted p where p.client_id = a.client_id;
    end if;
    commit;
    insert into result values (way, batch, extract(epoch from clock_timestamp() - started) * 1000);
    commit;
  end loop;
end $$;

call measure('none', 100); call measure('chain', 100); call measure('trigger', 100);
-- Foreign key checks cache their plan; one made on an empty table would be a sequential scan.
vacuum analyze;
\c
truncate result;
call measure('none', 100); call measure('chain', 100); call measure('trigger', 100);
call measure('none', 1000); call measure('chain', 1000); call measure('trigger', 1000);

select batch, way, round(percentile_cont(0.5) within group (order by ms)::numeric, 2) as median_ms,
       round((percentile_cont(0.5) within group (order by ms)
         / first_value(percentile_cont(0.5) within group (order by ms)) over (partition by batch order by way = 'none' desc))::numeric, 2) as to_none
  from result group by batch, way order by batch, median_ms;
