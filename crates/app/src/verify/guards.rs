//! The guards of stock, orders and double entry, and what the server's role may do there.

/// Invariant and offenders.
pub const CHECKS: &[(&str, &str)] = &[
    (
        "the guards of stock, orders and entries stand and are on",
        "select format('trigger %s on %s', needed.name, needed.relation)
           from (values ('stock_movements', 'stock_movements_append_only'), ('stock_movements', 'stock_movements_kept'),
                        ('stock_movements', 'stock_moved'), ('stock_movements', 'stock_of_orders'),
                        ('products', 'products_head'), ('products', 'products_opened'), ('products', 'products_truncated'),
                        ('products', 'products_kept'),
                        ('order_history', 'order_history_append_only'), ('order_history', 'order_history_kept'),
                        ('order_history', 'order_history_recorded'),
                        ('order_returns', 'order_returns_append_only'), ('order_returns', 'order_returns_kept'),
                        ('order_returns', 'order_returns_recorded'),
                        ('orders', 'orders_head'), ('orders', 'orders_opened'), ('orders', 'orders_client_kept'), ('orders', 'orders_kept'),
                        ('orders', 'orders_begun'),
                        ('order_lines', 'order_lines_added'), ('order_lines', 'order_lines_removed'),
                        ('order_lines', 'order_lines_changed'), ('order_lines', 'order_lines_kept'),
                        ('payments', 'payments_added'), ('payments', 'payments_changed'), ('payments', 'payments_step'),
                        ('payments', 'payments_kept'), ('payments', 'payments_journal'), ('payments', 'payments_taken_journal'),
                        ('refunds', 'refunds_added'), ('refunds', 'refunds_step'), ('refunds', 'refunds_kept'),
                        ('refunds', 'refunds_journal'),
                        ('operations', 'operations_orders'), ('operations', 'operations_taken'), ('operations', 'operations_posted_journal'),
                        ('journal_entries', 'journal_entries_append_only'), ('journal_entries', 'journal_entries_kept'),
                        ('journal_entries', 'journal_entries_made'), ('posting_rules', 'posting_rules_kept')) as needed (relation, name)
           left join pg_trigger t on t.tgrelid = needed.relation::regclass and t.tgname = needed.name
          where t.tgenabled is distinct from 'O'",
    ),
    (
        "the server's role cannot change stock, history, taken money or entries",
        "select format('saldo_server may %s %s', privilege, relation)
           from (values ('stock_movements'), ('order_history'), ('order_returns'), ('journal_entries'), ('posting_rules'),
                        ('chart_accounts')) as kept (relation),
                (values ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('TRIGGER')) as denied (privilege)
          where has_table_privilege('saldo_server', relation, privilege)
             or (privilege = 'UPDATE' and has_any_column_privilege('saldo_server', relation, privilege))
         union all
         select format('saldo_server may insert into %s', relation)
           from (values ('journal_entries'), ('posting_rules'), ('chart_accounts')) as derived (relation)
          where has_any_column_privilege('saldo_server', relation, 'INSERT')
         union all
         select format('saldo_server may %s %s', privilege, relation)
           from (values ('orders'), ('payments'), ('refunds')) as kept (relation),
                (values ('DELETE'), ('TRUNCATE'), ('TRIGGER')) as denied (privilege)
          where has_table_privilege('saldo_server', relation, privilege)
         union all
         select format('saldo_server may update %s.%s', attrelid::regclass, attname) from pg_attribute
          where attrelid in ('products'::regclass, 'orders'::regclass, 'order_lines'::regclass, 'payments'::regclass, 'refunds'::regclass)
            and attnum > 0 and not attisdropped and has_column_privilege('saldo_server', attrelid, attnum, 'UPDATE')
            and (attrelid::regclass::text, attname) not in (
              ('products', 'sku'), ('products', 'name'), ('products', 'unit'), ('products', 'price'), ('products', 'version'),
              ('products', 'updated_at'), ('products', 'archived_at'),
              ('orders', 'client_id'), ('orders', 'comment'), ('orders', 'version'), ('orders', 'updated_at'),
              ('payments', 'status'), ('payments', 'event'), ('payments', 'external_id'), ('payments', 'confirmation_url'),
              ('payments', 'reference'), ('payments', 'failure'), ('payments', 'updated_at'),
              ('payments', 'back_asked_at'), ('payments', 'back_external_id'), ('payments', 'back_attempt'), ('refunds', 'key'),
              ('refunds', 'asked_at'), ('refunds', 'refused'), ('refunds', 'settled_reason'), ('refunds', 'status'), ('refunds', 'external_id'), ('refunds', 'reference'), ('refunds', 'failure'), ('refunds', 'updated_at'))",
    ),
];
