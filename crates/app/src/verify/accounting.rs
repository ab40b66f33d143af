//! The invariants of double entry, recomputed from what caused the entries.

/// Invariant and offenders.
pub const CHECKS: &[(&str, &str)] = &[
    (
        "every operation with money has exactly one entry, with the accounts and the amount of its rule",
        "select format('operation %s of %s %s: entry %s %s %s', coalesce(e.id, j.operation_id), e.kind, e.wanted, j.debit, j.credit, j.amount)
           from (select o.id, o.kind, o.client_id, o.order_id, o.created_at, r.debit, r.credit,
                        case when r.storno = (o.kind = 'REVERSAL') then abs(o.amount) else -abs(o.amount) end as wanted
                   from operations o
                   left join operations undone on o.kind = 'REVERSAL' and undone.client_id = o.client_id and undone.seq = o.reversal_of
                   left join posting_rules r on r.source = case when o.kind = 'REVERSAL' then operation_source(undone.kind, undone.amount)
                                                                else operation_source(o.kind, o.amount) end
                  where o.amount is not null) e
           full join (select * from journal_entries where operation_id is not null) j on j.operation_id = e.id
          where e.id is null or j.id is null or (j.debit, j.credit, j.amount, j.client_id, j.order_id, j.at)
                is distinct from (e.debit, e.credit, e.wanted, e.client_id, e.order_id, e.created_at)
         union all
         select format('operation %s: %s entries', operation_id, count(*)) from journal_entries where operation_id is not null
          group by operation_id having count(*) > 1",
    ),
    (
        "every payment taken and every refund outside the wallet has exactly one entry, with the accounts and the amount of its rule",
        "select format('payment %s %s: entry %s %s %s', coalesce(e.id, j.payment_id), e.amount, j.debit, j.credit, j.amount)
           from (select p.id, p.amount, p.order_id, o.client_id, r.debit, r.credit
                   from payments p join orders o on o.id = p.order_id left join posting_rules r on r.source = 'PAYMENT_' || p.method::text
                  where p.event is not null and p.method <> 'WALLET') e
           full join (select * from journal_entries where payment_id is not null) j on j.payment_id = e.id
          where e.id is null or j.id is null
             or (j.debit, j.credit, j.amount, j.client_id, j.order_id) is distinct from (e.debit, e.credit, e.amount, e.client_id, e.order_id)
         union all
         select format('refund %s %s: entry %s %s %s', coalesce(e.id, j.refund_id), e.amount, j.debit, j.credit, j.amount)
           from (select f.id, f.amount, f.order_id, o.client_id, r.debit, r.credit
                   from refunds f join payments p on p.id = f.payment_id join orders o on o.id = f.order_id
                   left join posting_rules r on r.source = 'REFUND_' || p.method::text
                  where p.method <> 'WALLET') e
           full join (select * from journal_entries where refund_id is not null) j on j.refund_id = e.id
          where e.id is null or j.id is null
             or (j.debit, j.credit, j.amount, j.client_id, j.order_id) is distinct from (e.debit, e.credit, -e.amount, e.client_id, e.order_id)",
    ),
    (
        "an entry has two accounts of the chart, an amount and one cause, so that debits are credits",
        "select format('entry %s: %s %s %s', j.id, j.debit, j.credit, j.amount)
           from journal_entries j left join chart_accounts d on d.code = j.debit left join chart_accounts c on c.code = j.credit
          where d.code is null or c.code is null or j.debit = j.credit or j.amount = 0
             or num_nonnulls(j.operation_id, j.payment_id, j.refund_id) <> 1",
    ),
    (
        "what the books owe to clients is the sum of their balances",
        "select format('account 62.02: %s, balances: %s', books.credit, balances.total)
           from (select coalesce(sum(case when credit = '62.02' then amount else -amount end), 0) as credit
                   from journal_entries where '62.02' in (debit, credit)) books,
                (select coalesce(sum(balance), 0) as total from accounts) balances
          where books.credit <> balances.total",
    ),
];
