//! Whether what waits in the background will be done.

/// Invariant and offenders.
pub const CHECKS: &[(&str, &str)] = &[
    (
        "what waits for a payment provider has a job, and a queued job stands in the queue",
        "select format('payment %s: %s', p.id, p.status) from payments p
          where p.method = 'ONLINE' and p.provider <> 'manual' and p.status in ('PENDING', 'CAPTURING', 'VOIDING')
            and not exists (select from job_runs r where r.kind = 'PAYMENT' and r.subject = 'payment:' || p.id)
         union all
         select format('refund %s', f.id) from refunds f
          where f.status = 'PENDING' and not exists (select from job_runs r where r.kind = 'REFUND' and r.subject = 'refund:' || f.id)
         union all
         select format('job %s', r.id) from job_runs r
          where r.state = 'QUEUED' and not exists (select from graphile_worker._private_jobs j where j.key = 'job_run:' || r.id)",
    ),
    (
        "the guards of jobs stand and are on",
        "select format('trigger %s on %s', needed.name, needed.relation)
           from (values ('job_runs', 'job_runs_added'), ('job_runs', 'job_runs_queued'), ('job_runs', 'job_runs_kept'),
                        ('payments', 'payments_asked'), ('payments', 'payments_goes_on'), ('refunds', 'refunds_asked')) as needed (relation, name)
           left join pg_trigger t on t.tgrelid = needed.relation::regclass and t.tgname = needed.name
          where t.tgenabled is distinct from 'O'
         union all
         select format('saldo_server may %s job_runs', privilege) from (values ('DELETE'), ('TRUNCATE')) as denied (privilege)
          where has_table_privilege('saldo_server', 'job_runs', privilege)",
    ),
];
