-- Double entry: the chart of accounts, the rules, the journal.
--
-- Invariants held here:
--   * an entry has one amount, one debit and one credit account, so that debit = credit by construction;
--   * every operation with an amount, every payment taken and every refund outside the wallet has exactly one entry, made by the
--     database in the statement that writes it; nobody else can write entries, and nobody changes one;
--   * what undoes something has the same accounts and a negative amount (storno).
-- The rules are those of the domain crate (`accounting`); the program compares them when it starts.

create table chart_accounts (
  code     text primary key constraint chart_accounts_code_form check (code ~ '^[0-9]{2,3}(\.[0-9]{2})?$'),
  name_ru  text not null constraint chart_accounts_name_ru_present check (length(btrim(name_ru)) between 1 and 200),
  name_en  text not null constraint chart_accounts_name_en_present check (length(btrim(name_en)) between 1 and 200)
);
insert into chart_accounts (code, name_ru, name_en) values
  ('000',   'Вспомогательный счёт (ввод остатков)', 'Opening balances'),
  ('50',    'Касса', 'Cash'),
  ('51',    'Расчётные счета', 'Bank accounts'),
  ('57',    'Переводы в пути', 'Money in transit'),
  ('62.02', 'Авансы полученные', 'Advances received'),
  ('76',    'Расчёты с разными дебиторами и кредиторами', 'Sundry debtors and creditors'),
  ('90.01', 'Выручка', 'Revenue');

create table posting_rules (
  source  text primary key,
  debit   text not null references chart_accounts,
  credit  text not null references chart_accounts,
  storno  boolean not null,
  constraint posting_rules_two_accounts check (debit <> credit)
);
insert into posting_rules (source, debit, credit, storno) values
  ('TOP_UP', '50', '62.02', false), ('BANK_PAYMENT', '51', '62.02', false),
  ('CONNECTION_FEE', '62.02', '90.01', false), ('RECURRING_FEE', '62.02', '90.01', false), ('USAGE', '62.02', '90.01', false),
  ('ORDER_PAYMENT', '62.02', '90.01', false), ('ORDER_REFUND', '62.02', '90.01', true),
  ('ADJUSTMENT_CREDIT', '76', '62.02', false), ('ADJUSTMENT_DEBIT', '62.02', '76', false),
  ('OPENING_BALANCE_CREDIT', '000', '62.02', false), ('OPENING_BALANCE_DEBIT', '62.02', '000', false),
  ('PAYMENT_CASH', '50', '90.01', false), ('PAYMENT_CARD', '57', '90.01', false), ('PAYMENT_ONLINE', '51', '90.01', false),
  ('REFUND_CASH', '50', '90.01', true), ('REFUND_CARD', '57', '90.01', true), ('REFUND_ONLINE', '51', '90.01', true);

-- Rules change with the program, in a migration that sets this aside.
create trigger posting_rules_kept before insert or update or delete or truncate on posting_rules
  for each statement execute function refuse_change();

create table journal_entries (
  id            bigint generated always as identity primary key,
  at            timestamptz not null,
  debit         text not null,
  credit        text not null,
  amount        money_amount not null constraint journal_entries_amount_not_zero check (amount <> 0),
  client_id     bigint,
  order_id      bigint,
  operation_id  bigint,
  payment_id    bigint,
  refund_id     bigint,
  constraint journal_entries_two_accounts check (debit <> credit),
  constraint journal_entries_one_cause check (num_nonnulls(operation_id, payment_id, refund_id) = 1)
) with (autovacuum_vacuum_insert_scale_factor = 0.05);
create index journal_entries_at on journal_entries (at, id);
create index journal_entries_order on journal_entries (order_id, id) where order_id is not null;
create unique index journal_entries_payment on journal_entries (payment_id) where payment_id is not null;
create unique index journal_entries_refund on journal_entries (refund_id) where refund_id is not null;
create trigger journal_entries_append_only before update or delete on journal_entries
  for each statement execute function refuse_change();
create trigger journal_entries_kept before truncate on journal_entries for each statement execute function refuse_change();

create function operation_source(kind operation_kind, amount numeric) returns text
  language sql immutable parallel safe
  return case when kind in ('ADJUSTMENT', 'OPENING_BALANCE') then kind::text || case when amount > 0 then '_CREDIT' else '_DEBIT' end
              else kind::text end;

-- Opening entries of what was posted before there was a journal; a reversal has the accounts of what it reverses.
insert into journal_entries (at, debit, credit, amount, client_id, order_id, operation_id)
select o.created_at, r.debit, r.credit, case when r.storno or o.kind = 'REVERSAL' then -abs(o.amount) else abs(o.amount) end,
       o.client_id, o.order_id, o.id
  from operations o
  left join operations undone on o.kind = 'REVERSAL' and undone.client_id = o.client_id and undone.seq = o.reversal_of
  join posting_rules r on r.source = case when o.kind = 'REVERSAL' then operation_source(undone.kind, undone.amount)
                                          else operation_source(o.kind, o.amount) end
 where o.amount is not null
 order by o.id;

create function post_journal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted bigint;
  written bigint;
begin
  insert into journal_entries (at, debit, credit, amount, client_id, order_id, operation_id)
  select p.created_at, r.debit, r.credit, case when r.storno then -abs(p.amount) else abs(p.amount) end, p.client_id, p.order_id, p.id
    from posted p join posting_rules r on r.source = operation_source(p.kind, p.amount)
   where p.amount is not null and p.kind <> 'REVERSAL';
  get diagnostics written = row_count;
  select count(amount) into wanted from posted;
  if written < wanted then
    insert into journal_entries (at, debit, credit, amount, client_id, order_id, operation_id)
    select p.created_at, r.debit, r.credit,
           case when r.storno then abs(p.amount) else -abs(p.amount) end, p.client_id, p.order_id, p.id
      from posted p
      join operations o on o.client_id = p.client_id and o.seq = p.reversal_of
      join posting_rules r on r.source = operation_source(o.kind, o.amount)
     where p.kind = 'REVERSAL';
    get diagnostics wanted = row_count;
    if written + wanted <> (select count(amount) from posted) then
      raise exception 'an operation has no posting rule' using errcode = 'check_violation', constraint = 'journal_entries_complete';
    end if;
  end if;
  return null;
end $$;
-- By its name after operations_posted, which says what is wrong with an operation.
create trigger operations_posted_journal after insert on operations referencing new table as posted
  for each statement execute function post_journal();

create function post_payments() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into journal_entries (at, debit, credit, amount, client_id, order_id, payment_id)
  select w.updated_at, r.debit, r.credit, w.amount, o.client_id, w.order_id, w.id
    from written w join orders o on o.id = w.order_id join posting_rules r on r.source = 'PAYMENT_' || w.method::text
   where w.event is not null and w.method <> 'WALLET'
     and not exists (select from journal_entries j where j.payment_id = w.id);
  return null;
end $$;
create trigger payments_journal after insert on payments referencing new table as written
  for each statement execute function post_payments();
create trigger payments_taken_journal after update on payments referencing new table as written
  for each statement execute function post_payments();

create function post_refunds() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into journal_entries (at, debit, credit, amount, client_id, order_id, refund_id)
  select w.created_at, r.debit, r.credit, -w.amount, o.client_id, w.order_id, w.id
    from written w join payments p on p.id = w.payment_id join orders o on o.id = w.order_id
    join posting_rules r on r.source = 'REFUND_' || p.method::text
   where p.method <> 'WALLET';
  return null;
end $$;
create trigger refunds_journal after insert on refunds referencing new table as written
  for each statement execute function post_refunds();

-- What each account had before a period (debit less credit) and its turnovers. One scan of the journal, on every core that there is:
-- lists are read without parallel plans, so this says otherwise for itself.
create function trial_balance(since timestamptz, until timestamptz)
  returns table (code text, name_ru text, name_en text, opening numeric, debit numeric, credit numeric)
  language plpgsql stable set search_path = public, pg_temp
  set enable_seqscan = on set max_parallel_workers_per_gather = 8 set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
begin
  return query
    with pairs as (
      select j.debit, j.credit, coalesce(sum(j.amount) filter (where j.at < since), 0) as before,
             coalesce(sum(j.amount) filter (where j.at >= since), 0) as during
        from journal_entries j where j.at < until group by j.debit, j.credit
    ), sides as (
      select p.debit as account, p.before as opening, p.during as debit, 0::numeric as credit from pairs p
      union all
      select p.credit, -p.before, 0, p.during from pairs p
    )
    select c.code, c.name_ru, c.name_en, coalesce(sum(s.opening), 0), coalesce(sum(s.debit), 0), coalesce(sum(s.credit), 0)
      from chart_accounts c left join sides s on s.account = c.code
     group by c.code, c.name_ru, c.name_en order by c.code collate "C";
end $$;

-- Only the triggers above make entries.
create function refuse_entry() returns trigger language plpgsql as $$
begin
  raise exception 'entries are made by what causes them' using errcode = 'restrict_violation', constraint = 'journal_entries_made';
end $$;
create trigger journal_entries_made before insert on journal_entries
  for each statement when (pg_trigger_depth() = 0) execute function refuse_entry();

grant select on chart_accounts, posting_rules, journal_entries to saldo_server;
