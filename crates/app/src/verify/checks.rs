//! The invariants and the statements that look for what breaks them. Each statement yields one text per offender.

/// Invariant and offenders.
pub const CHECKS: &[(&str, &str)] = &[
    (
        "operations of a client are numbered 1, 2, 3, ... and each balance is the one before plus the amount",
        "select format('client %s operation %s: balance_after %s, expected %s', client_id, seq, balance_after, prev_balance + amount)
           from (select client_id, seq, balance_after, coalesce(amount, 0) as amount, created_at,
                        coalesce(lag(seq) over chain, 0) as prev_seq, coalesce(lag(balance_after) over chain, 0) as prev_balance,
                        lag(created_at) over chain as prev_at
                   from operations window chain as (partition by client_id order by seq)) linked
          where seq <> prev_seq + 1 or balance_after <> prev_balance + amount or created_at < prev_at",
    ),
    (
        "a balance is the sum of the operations, and its account knows their number and the time of the last",
        "select format('client %s: balance %s, sum %s, seq %s, operations %s', client_id, a.balance, s.total, a.seq, s.number)
           from accounts a
           full join (select client_id, sum(coalesce(amount, 0)) as total, count(*) as number, max(created_at) as last_at
                        from operations group by client_id) s using (client_id)
          where a.client_id is null or a.balance <> coalesce(s.total, 0) or a.seq <> coalesce(s.number, 0)
             or a.last_at is distinct from s.last_at",
    ),
    (
        "an operation was made by somebody who exists",
        "select format('%s, of some operation', actor) from (select distinct actor from operations) acting
          where actor !~ '^(user:[0-9]{1,18}|api_key:[0-9]{1,18}|bank|system)$'
             or (actor like 'user:%' and not exists (select from users u where actor = 'user:' || u.id))
             or (actor like 'api_key:%' and not exists (select from api_keys k where actor = 'api_key:' || k.id))",
    ),
    (
        "no operation and no entry of the log of changes is of a day to come",
        "select format('operation %s: %s', id, created_at) from operations where created_at > now() + interval '1 day'
         union all
         select format('change %s: %s', id, at) from audit_log where at > now() + interval '1 day'",
    ),
    (
        "the outcome of a key is of a known kind",
        "select format('key %s of %s: %s', key, principal, left(outcome::text, 60)) from idempotency_keys
          where jsonb_typeof(outcome) <> 'object'
             or (select array_agg(tag) from jsonb_object_keys(outcome) as tag) not in
                ('{operations}', '{event}', '{movements}', '{record}', '{refused}')",
    ),
    (
        "no balance is below the credit limit",
        "select format('client %s: balance %s, credit limit %s', client_id, balance, credit_limit)
           from accounts where balance < -credit_limit or credit_limit < 0",
    ),
    (
        "every client has one account, whose status is the client's, and only the system client is a system account",
        "select format('client %s: account %s, status %s', c.id, a.client_id, a.status)
           from clients c full join accounts a on a.client_id = c.id
          where c.id is null or a.client_id is null or a.status <> case when c.is_system then 'SYSTEM'
                when c.archived_at is not null then 'ARCHIVED' else 'ACTIVE' end or (c.id = 0) <> c.is_system",
    ),
    (
        "an amount has a sign that its kind allows, and at most two places",
        "select format('operation %s: %s %s', id, kind, amount) from operations
          where scale(amount) > 2 or scale(balance_after) > 2 or case
                when kind in ('TOP_UP', 'BANK_PAYMENT', 'ORDER_REFUND') then amount is null or amount <= 0
                when kind in ('CONNECTION_FEE', 'RECURRING_FEE', 'USAGE', 'ORDER_PAYMENT') then amount is null or amount >= 0
                when kind in ('ADJUSTMENT', 'REVERSAL', 'OPENING_BALANCE') then amount is null or amount = 0
                else amount is not null end",
    ),
    (
        "ids of operations are unique",
        "select format('id %s: %s operations', id, count(*)) from operations group by id having count(*) > 1",
    ),
    (
        "a reversal mirrors an earlier operation of the same client, once",
        "select format('operation %s reverses %s/%s', r.id, r.client_id, r.reversal_of)
           from operations r left join operations o on o.client_id = r.client_id and o.seq = r.reversal_of
          where r.kind = 'REVERSAL' and (o.id is null or o.kind = 'REVERSAL' or o.amount <> -r.amount or o.seq >= r.seq)
         union all
         select format('operation %s/%s is reversed %s times', client_id, reversal_of, count(*))
           from operations where reversal_of is not null group by client_id, reversal_of having count(*) > 1
         union all
         select format('operation %s: kind %s, reversal_of %s', id, kind, reversal_of)
           from operations where (kind = 'REVERSAL') <> (reversal_of is not null)",
    ),
    (
        "the service of an operation exists",
        "select format('service %s', used.service_id)
           from (select distinct service_id from operations where service_id is not null) used
           left join services s on s.id = used.service_id where s.id is null",
    ),
    (
        "a credited delivery of the bank has its operation, of the same amount, its own",
        "select format('delivery %s: operation %s/%s', d.id, d.client_id, d.seq)
           from bank_deliveries d left join operations o on o.client_id = d.client_id and o.seq = d.seq
          where d.status = 'credited' and (o.id is null or o.kind <> 'BANK_PAYMENT' or o.amount <> d.amount)
         union all
         select format('payment %s is credited %s times', operation_id, count(*))
           from bank_deliveries where status = 'credited' group by operation_id having count(*) > 1
         union all
         select format('operation %s/%s settles %s deliveries', client_id, seq, count(*))
           from bank_deliveries where status = 'credited' group by client_id, seq having count(*) > 1",
    ),
    (
        "an idempotency key names operations, events and movements that exist",
        "select format('key %s of %s', k.key, k.principal)
           from idempotency_keys k
          cross join lateral jsonb_path_query(k.outcome, 'lax $.operations[*].posted') as item
           left join operations o on o.client_id = (item ->> 'client_id')::bigint and o.seq = (item ->> 'seq')::bigint
          where o.id is null
         union all
         select format('key %s of %s', k.key, k.principal)
           from idempotency_keys k
           left join order_history h on h.order_id = (k.outcome -> 'event' ->> 'order_id')::bigint
                                    and h.seq = (k.outcome -> 'event' ->> 'event')::bigint
          where k.outcome ? 'event' and h.order_id is null
         union all
         select format('key %s of %s', k.key, k.principal)
           from idempotency_keys k
          cross join lateral jsonb_path_query(k.outcome, 'lax $.movements[*]') as item
           left join stock_movements m on m.product_id = (item ->> 0)::bigint and m.seq = (item ->> 1)::bigint
          where m.id is null",
    ),
    (
        "what is searched is what the clients say",
        "select format('client %s', coalesce(t.client_id, d.client_id))
           from client_texts t full join client_documents d using (client_id)
          where (t.document, t.tags) is distinct from (d.document, d.tags)",
    ),
    (
        "up to the horizon every description is searchable, and nothing else is",
        "select format('operation %s', coalesce(o.id, t.operation_id))
           from (select id, description from operations
                  where id <= (select upto from operation_horizon) and description is not null) o
           full join operation_texts t on t.operation_id = o.id
          where o.id is null or t.operation_id is null or t.document <> search_key(o.description)",
    ),
    (
        "up to the horizon the time of every operation lies within its block",
        "select format('operation %s of %s', o.id, o.created_at)
           from operations o left join operation_blocks b on b.block = o.id >> 12
          where o.id <= (select upto from operation_horizon)
            and (b.block is null or o.created_at < b.first_at or o.created_at > b.last_at)",
    ),
    (
        "up to the horizon the sums of a block are those of its operations",
        "select format('block %s: %s operations, credits %s, debits %s', b.block, b.operations, b.credits, b.debits)
           from operation_blocks b
           left join (select id >> 12 as block, count(*) as operations, coalesce(sum(amount) filter (where amount > 0), 0) as credits,
                             coalesce(sum(amount) filter (where amount < 0), 0) as debits
                        from operations where id <= (select upto from operation_horizon) group by id >> 12) o using (block)
          where b.operations is not null
            and (b.operations, b.credits, b.debits) is distinct from (o.operations, o.credits, o.debits)",
    ),
    (
        "every key that clients and contacts have can be suggested",
        "select format('%s %s', used.source, used.word)
           from (select distinct 'client_info' as source, key as word from clients, jsonb_object_keys(client_info) as key
                 union select distinct 'contact', key from contacts, jsonb_object_keys(other) as key) used
           left join used_words w on w.source = used.source and w.word = used.word where w.word is null",
    ),
    (
        "the guards of the log stand and are on",
        "select format('trigger %s on %s', needed.name, needed.relation)
           from (values ('operations', 'operations_append_only'), ('operations', 'operations_kept'), ('operations', 'operations_posted'),
                        ('accounts', 'accounts_head'), ('accounts', 'accounts_opened'), ('accounts', 'accounts_kept'),
                        ('accounts', 'accounts_owned'), ('accounts', 'accounts_truncated'),
                        ('clients', 'clients_account'), ('clients', 'clients_account_status'), ('clients', 'clients_identity'),
                        ('clients', 'clients_system_kept'), ('clients', 'clients_truncated'),
                        ('clients', 'clients_document_added'), ('clients', 'clients_document_changed'),
                        ('contacts', 'contacts_document_added'), ('contacts', 'contacts_document_removed'),
                        ('services', 'services_kept'), ('services', 'services_truncated'),
                        ('bank_deliveries', 'bank_deliveries_kept'), ('bank_deliveries', 'bank_deliveries_not_removed'),
                        ('idempotency_keys', 'idempotency_keys_append_only'),
                        ('audit_log', 'audit_log_append_only'), ('audit_log', 'audit_log_kept')) as needed (relation, name)
           left join pg_trigger t on t.tgrelid = needed.relation::regclass and t.tgname = needed.name
          where t.tgenabled is distinct from 'O'
         union all
         select format('constraint %s is not validated', conname) from pg_constraint
          where not convalidated and connamespace = 'public'::regnamespace",
    ),
    (
        "the server's role owns nothing and cannot change the log",
        "select format('saldo_server may %s %s', privilege, relation)
           from (values ('operations'), ('audit_log'), ('idempotency_keys'), ('bank_deliveries')) as kept (relation),
                (values ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('TRIGGER'), ('REFERENCES')) as denied (privilege)
          where has_table_privilege('saldo_server', relation, privilege)
         union all
         select format('saldo_server may %s %s', privilege, relation)
           from (values ('client_documents'), ('operation_texts'), ('operation_blocks'), ('operation_horizon'), ('search_grams'), ('search_samples'), ('used_words')) as derived (relation),
                (values ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) as denied (privilege)
          where has_table_privilege('saldo_server', relation, privilege)
         union all
         select format('saldo_server may update accounts.%s', attname) from pg_attribute
          where attrelid = 'accounts'::regclass and attnum > 0 and not attisdropped
            and attname not in ('credit_limit', 'credit_due_date')
            and has_column_privilege('saldo_server', attrelid, attnum, 'UPDATE')
         union all
         select format('saldo_server owns %s', relname) from pg_class where relowner = 'saldo_server'::regrole
         union all
         select 'saldo_server has rights of an administrator' from pg_roles
          where rolname = 'saldo_server' and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication)",
    ),
];
