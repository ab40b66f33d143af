//! Throwaway: differential check of lists against naive SQL. DATABASE_URL must be a filled database.
use app::{Actor, App, Clock, Db, db::PoolSizes};
use contract::clients::{Archived, ClientQuery};
use contract::operations::{AmountSign, OperationQuery};
use sqlx::{Connection, PgConnection, Row};
type E = Box<dyn std::error::Error>;
struct R(u64);
impl R {
    fn n(&mut self, m: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % m
    }
    fn p(&mut self, pc: u64) -> bool {
        self.n(100) < pc
    }
    fn pick<'a>(&mut self, v: &[&'a str]) -> &'a str {
        v[self.n(v.len() as u64) as usize]
    }
}
fn q(s: &str) -> String {
    format!("'{}'", s.replace('\'', "''"))
}
#[tokio::main]
async fn main() -> Result<(), E> {
    let rounds: u64 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(300);
    let seed: u64 = std::env::args().nth(2).and_then(|a| a.parse().ok()).unwrap_or(42);
    let url = std::env::var("DATABASE_URL")?;
    let options: sqlx::postgres::PgConnectOptions = url.parse()?;
    let app = App::start(
        Db::new(options, PoolSizes::default()),
        Clock::new("Europe/Moscow".parse()?),
        Default::default(),
    );
    let actor = Actor::system();
    let mut c = PgConnection::connect(&url).await?;
    sqlx::query("set jit=off").execute(&mut c).await?;
    let mut r = R(seed | 1);
    let texts: Vec<String> =
        sqlx::query_scalar("select name from clients where not is_system order by md5(id::text) limit 200")
            .fetch_all(&mut c)
            .await?;
    let contacts: Vec<String> = sqlx::query_scalar("select coalesce(phone,email,address,full_name,'x') from contacts order by md5(client_id::text) limit 200").fetch_all(&mut c).await?;
    let descs: Vec<String> = sqlx::query_scalar(
        "select description from operations where description is not null order by md5(id::text) limit 300",
    )
    .fetch_all(&mut c)
    .await?;
    let piece = |r: &mut R, t: &str| -> String {
        let ch: Vec<char> = t.chars().collect();
        let a = r.n(ch.len() as u64) as usize;
        let l = 1 + r.n(8) as usize;
        let s: String = ch[a..(a + l).min(ch.len())].iter().collect();
        if r.p(20) { s.to_uppercase() } else { s }
    };
    let mut bad = 0;
    for round in 0..rounds {
        // ---- clients
        let mut f = ClientQuery { limit: Some(1 + r.n(200) as u16), count: Some(true), ..Default::default() };
        let mut w = vec!["not c.is_system".to_string()];
        match r.n(4) {
            0 => {
                f.archived = Some(Archived::Only);
                w.push("c.archived_at is not null".into())
            }
            1 => f.archived = Some(Archived::Any),
            _ => w.push("c.archived_at is null".into()),
        }
        if r.p(40) {
            let src = if r.p(50) {
                texts[r.n(texts.len() as u64) as usize].clone()
            } else {
                contacts[r.n(contacts.len() as u64) as usize].clone()
            };
            let t = piece(&mut r, &src);
            let key = domain::search_key(&t);
            if !key.is_empty() && domain::clean_text(&t, 200).is_ok() {
                f.q = Some(t.clone());
                let fields = "array[c.name, c.phone, c.email] || (select array_agg(x) from contacts k, lateral (select unnest(array[k.full_name,k.phone,k.email,k.address]) x union all select value from jsonb_each_text(k.other)) y where k.client_id=c.id)";
                let n = key.chars().count();
                let digits: String = key.chars().filter(|c| c.is_ascii_digit()).collect();
                if n >= 3 {
                    // digits of a contact's phone are searched too
                    let phones =
                        "(select array_agg(phone_digits(k.phone)) from contacts k where k.client_id=c.id)";
                    let like = key.chars().all(|c| c.is_ascii_digit() || " ()-./+".contains(c));
                    let dg = domain::phone_digits(&key);
                    let mut any = format!(
                        "exists (select from unnest({fields}) v where position({k} in search_key(v)) > 0)",
                        k = q(&key)
                    );
                    any = format!(
                        "({any} or exists (select from unnest({phones}) v where position({k} in v) > 0)",
                        k = q(&key)
                    );
                    if like && dg.len() >= 5 && dg != key {
                        any = format!(
                            "{any} or exists (select from unnest({fields} || {phones}) v where position({k} in search_key(v)) > 0)",
                            k = q(&dg)
                        );
                    }
                    w.push(any + ")");
                } else {
                    let esc: String = key
                        .chars()
                        .map(|c| if c.is_alphanumeric() { c.to_string() } else { format!("\\{c}") })
                        .collect();
                    let re = if key.chars().next().unwrap().is_alphanumeric() || key.starts_with('_') {
                        format!("\\m{esc}")
                    } else {
                        esc
                    };
                    let phones =
                        "(select array_agg(phone_digits(k.phone)) from contacts k where k.client_id=c.id)";
                    // interior word starts are implied
                    w.push(format!(
                        "exists (select from unnest({fields} || {phones}) v where search_key(v) ~ {})",
                        q(&re)
                    ));
                }
                let _ = digits;
            }
        }
        if r.p(25) {
            let k = r.pick(&["INDIVIDUAL", "OTHER", "LEGAL_ENTITY,OTHER", "SOLE_PROPRIETOR"]);
            f.kind = Some(k.into());
            w.push(format!("c.kind::text = any(string_to_array({},','))", q(k)));
        }
        if r.p(15) {
            let k = r.pick(&["симферополь", "Щёлкино", "КЕРЧЬ", "Нет такого"]);
            f.city = Some(k.into());
            w.push(format!("search_key(c.city) = search_key({})", q(k)));
        }
        if r.p(30) {
            let lo = r.n(2000) as i64 * 100 - 60_000;
            let hi = lo + r.n(20) as i64 * r.n(20_000) as i64;
            if r.p(80) {
                f.balance_min = Some(domain::Money::from_kopecks(lo).unwrap());
                w.push(format!("a.balance >= {}", lo as f64 / 100.0));
            }
            if r.p(80) {
                f.balance_max = Some(domain::Money::from_kopecks(hi).unwrap());
                w.push(format!("a.balance <= {}", hi as f64 / 100.0));
            }
        }
        if r.p(8) {
            f.debtors = Some(true);
            w.push("a.balance < 0".into());
        }
        if r.p(10) {
            let lo = r.n(30) as i64 * 10000;
            f.credit_limit_min = Some(domain::Money::from_kopecks(lo).unwrap());
            w.push(format!("a.credit_limit >= {}", lo / 100));
        }
        if r.p(5) {
            f.credit_limit_max = Some(domain::Money::from_kopecks(0).unwrap());
            w.push("a.credit_limit <= 0".into());
            if f.credit_limit_min.is_some_and(|m| m.is_positive()) {
                f.credit_limit_min = None;
                w.retain(|x| !x.starts_with("a.credit_limit >="));
            }
        }
        if r.p(8) {
            f.credit_expiring_days = Some(30);
            w.push("a.credit_due_date between (now() at time zone 'Europe/Moscow')::date and (now() at time zone 'Europe/Moscow')::date + 30".into());
        }
        if r.p(12) {
            let a = r.n(9000);
            let b = a + r.n(9000);
            f.id = Some(format!("{a}..{b},7,100,{}..", 25_000 + r.n(5000)));
            w.push(format!(
                "(c.id between {a} and {b} or c.id in (7,100) or c.id >= {})",
                f.id.as_ref().unwrap().rsplit(',').next().unwrap().trim_end_matches("..")
            ));
        }
        if r.p(25) {
            let mut s = vec!["o.service_id is not null".to_string()];
            if r.p(60) {
                let d = r.n(700);
                f.service_from = Some((chrono_days(&mut c, -(d as i64)).await?).clone());
                s.push(format!(
                    "o.created_at >= ({}::date::timestamp at time zone 'Europe/Moscow')",
                    q(f.service_from.as_ref().unwrap())
                ));
                if r.p(60) {
                    f.service_to = Some(chrono_days(&mut c, -(d as i64) + 1 + r.n(30) as i64).await?);
                    s.push(format!(
                        "o.created_at < ({}::date::timestamp at time zone 'Europe/Moscow')",
                        q(f.service_to.as_ref().unwrap())
                    ));
                }
            }
            if r.p(40) {
                let k = r.pick(&["calls", "sms,tv", "works", "options"]);
                f.service_kind = Some(k.into());
                s.push(format!("s.kind = any(string_to_array({},','))", q(k)));
            }
            if r.p(30) {
                let i = 1 + r.n(60);
                f.service_id = Some(i.to_string());
                s.push(format!("s.id = {i}"));
            }
            if r.p(30) {
                f.service_param = vec!["renewal_price:100..500".into()];
                s.push("case when jsonb_typeof(s.billing_info->'renewal_price')='number' then (s.billing_info->>'renewal_price')::numeric between 100 and 500 else false end".into());
            }
            if r.p(20) {
                f.service_param.push("plan~UNLIM".into());
                s.push("case when jsonb_typeof(s.billing_info->'plan')='string' then position('unlim' in search_key(s.billing_info->>'plan'))>0 else false end".into());
            }
            if r.p(20) {
                f.service_q = Some("интернет".into());
                s.push("(position('интернет' in search_key(s.name))>0 or position('интернет' in search_key(s.description))>0)".into());
            }
            if f.service_from.is_some()
                || f.service_kind.is_some()
                || f.service_id.is_some()
                || !f.service_param.is_empty()
                || f.service_q.is_some()
            {
                w.push(format!("exists (select from operations o join services s on s.id=o.service_id where o.client_id=c.id and {})", s.join(" and ")));
            }
        }
        let (col, nulls) = match r.n(7) {
            0 => ("name", ""),
            1 => ("balance", ""),
            2 => ("credit_limit", ""),
            3 => ("credit_due_date", " nulls last"),
            _ => ("id", ""),
        };
        let desc = r.p(40);
        f.sort = Some(format!("{}{col}", if desc { "-" } else { "" }));
        let sqlcol = match col {
            "name" => "c.name_key",
            "balance" => "a.balance",
            "credit_limit" => "a.credit_limit",
            "credit_due_date" => "a.credit_due_date",
            _ => "c.id",
        };
        let d = if desc { " desc" } else { "" };
        let sql = format!(
            "select c.id from clients c join accounts a on a.client_id=c.id where {} order by {sqlcol}{d}{nulls}, c.id{d}",
            w.join(" and ")
        );
        let want: Vec<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.clone())).fetch_all(&mut c).await?;
        let mut got = vec![];
        let mut last_prev = None;
        let mut pages = vec![];
        let max_pages = 40;
        let mut g = f.clone();
        let mut complete = false;
        let mut count = None;
        for _ in 0..max_pages {
            let page = match app::clients::list(&app, &actor, g.clone()).await {
                Ok(p) => p,
                Err(e) => {
                    println!("{round} ERR {e} {g:?}");
                    bad += 1;
                    break;
                }
            };
            if let Some(c) = page.count {
                count = Some(c)
            }
            let ids: Vec<i64> = page.items.iter().map(|i| i.id).collect();
            got.extend(&ids);
            pages.push(ids);
            last_prev = page.prev_cursor.clone();
            g.count = None;
            match page.next_cursor {
                Some(n) => g.cursor = Some(n),
                None => {
                    complete = true;
                    break;
                }
            }
        }
        let ok = if complete { got == want } else { want.starts_with(&got) };
        let cok = count
            .is_none_or(|c| c.value == (want.len() as i64).min(10_000) && c.capped == (want.len() > 10_000));
        if !ok || !cok {
            bad += 1;
            println!(
                "{round} CLIENTS differ ok={ok} count={count:?} want {} got {} {f:?}\n{sql}",
                want.len(),
                got.len()
            );
            for (i, (a, b)) in want.iter().zip(&got).enumerate() {
                if a != b {
                    println!(" first diff at {i}: want {a} got {b}");
                    break;
                }
            }
        }
        // back
        if pages.len() >= 2 {
            let mut g = f.clone();
            g.cursor = last_prev;
            g.count = None;
            let p = app::clients::list(&app, &actor, g).await?;
            let ids: Vec<i64> = p.items.iter().map(|i| i.id).collect();
            if ids != pages[pages.len() - 2] {
                bad += 1;
                println!(
                    "{round} CLIENTS back differ {f:?} want {:?} got {:?}",
                    pages[pages.len() - 2].len(),
                    ids.len()
                );
            }
        }
        // ---- operations
        let mut f = OperationQuery {
            limit: Some(1 + r.n(200) as u16),
            count: Some(true),
            totals: Some(true),
            ..Default::default()
        };
        let mut w = vec!["true".to_string()];
        if r.p(40) {
            let s0 = descs[r.n(descs.len() as u64) as usize].clone();
            let t = piece(&mut r, &s0);
            let key = domain::search_key(&t);
            if !key.is_empty() {
                f.q = Some(t);
                w.push(if key.chars().count() < 3 {
                    format!("starts_with(search_key(o.description), {})", q(&key))
                } else {
                    format!("position({} in search_key(o.description)) > 0", q(&key))
                });
            }
        }
        if r.p(35) {
            let k = r.pick(&[
                "NOTE",
                "ADJUSTMENT",
                "REVERSAL",
                "USAGE",
                "TOP_UP,BANK_PAYMENT",
                "PURCHASE",
                "CONNECTION_FEE",
            ]);
            f.kind = Some(k.into());
            w.push(format!("o.kind::text = any(string_to_array({},','))", q(k)));
        }
        if r.p(20) {
            let id: i64 = if r.p(50) {
                sqlx::query_scalar("select client_id from accounts where true order by seq desc limit 1")
                    .fetch_one(&mut c)
                    .await?
            } else {
                1 + r.n(3000) as i64
            };
            f.client_id = Some(id);
            w.push(format!("o.client_id = {id}"));
        }
        if r.p(25) {
            let id = 1 + r.n(62) as i64;
            f.service_id = Some(id);
            w.push(format!("o.service_id = {id}"));
        }
        if r.p(30) {
            let d0 = r.n(700);
            f.from = Some(chrono_days(&mut c, -(d0 as i64)).await?);
            w.push(format!(
                "o.created_at >= ({}::date::timestamp at time zone 'Europe/Moscow')",
                q(f.from.as_ref().unwrap())
            ));
            if r.p(60) {
                f.to = Some(chrono_days(&mut c, -(d0 as i64) + 1 + r.n(60) as i64).await?);
                w.push(format!(
                    "o.created_at < ({}::date::timestamp at time zone 'Europe/Moscow')",
                    q(f.to.as_ref().unwrap())
                ));
            }
        }
        if r.p(25) {
            let lo = r.n(400_000) as i64 - 200_000;
            let hi = lo + r.n(100_000) as i64;
            f.amount_min = Some(domain::Money::from_kopecks(lo).unwrap());
            f.amount_max = Some(domain::Money::from_kopecks(hi).unwrap());
            w.push(format!("o.amount between {} and {}", lo as f64 / 100.0, hi as f64 / 100.0));
        }
        if r.p(15) {
            match r.n(3) {
                0 => {
                    f.sign = Some(AmountSign::Credit);
                    w.push("o.amount > 0".into())
                }
                1 => {
                    f.sign = Some(AmountSign::Debit);
                    w.push("o.amount < 0".into())
                }
                _ => {
                    f.sign = Some(AmountSign::None);
                    w.push("o.amount is null".into())
                }
            }
        }
        if r.p(12) {
            let a = r.n(150_000);
            let b = a + r.n(60_000);
            f.id = Some(format!("{a}..{b}"));
            w.push(format!("o.id between {a} and {b}"));
        }
        let sql = format!(
            "select o.id from operations o where {} order by o.created_at desc, o.id desc",
            w.join(" and ")
        );
        let want: Vec<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.clone())).fetch_all(&mut c).await?;
        let tot = sqlx::query(sqlx::AssertSqlSafe(format!("select coalesce(sum(amount) filter (where amount>0),0)::numeric(20,2)::text, coalesce(sum(amount) filter (where amount<0),0)::numeric(20,2)::text, count(*) from operations o where {}", w.join(" and ")))).fetch_one(&mut c).await?;
        let (mut got, mut pages, mut last_prev, mut complete, mut count, mut totals) =
            (vec![], vec![], None, false, None, None);
        let mut g = f.clone();
        for _ in 0..max_pages {
            let page = match app::operations::list::list(&app, &actor, g.clone()).await {
                Ok(p) => p,
                Err(e) => {
                    println!("{round} ERR {e} {g:?}");
                    bad += 1;
                    break;
                }
            };
            if page.count.is_some() {
                count = page.count;
                totals = page.totals;
            }
            let ids: Vec<i64> = page.items.iter().map(|i| i.operation.id).collect();
            got.extend(&ids);
            pages.push(ids);
            last_prev = page.prev_cursor.clone();
            g.count = None;
            g.totals = None;
            match page.next_cursor {
                Some(n) => g.cursor = Some(n),
                None => {
                    complete = true;
                    break;
                }
            }
        }
        let ok = if complete { got == want } else { want.starts_with(&got) };
        let cok = count
            .is_none_or(|c| c.value == (want.len() as i64).min(10_000) && c.capped == (want.len() > 10_000));
        let tok = totals.is_none_or(|t| {
            t.credits.to_string() == tot.get::<String, _>(0)
                && t.debits.to_string() == tot.get::<String, _>(1)
                && t.operations == tot.get::<i64, _>(2)
        });
        if !ok || !cok || !tok {
            bad += 1;
            println!(
                "{round} OPS differ ok={ok} count={count:?} totals={totals:?} {tok} want {} got {} {f:?}\n{sql}",
                want.len(),
                got.len()
            );
            for (i, (a, b)) in want.iter().zip(&got).enumerate() {
                if a != b {
                    println!(" first diff at {i}: want {a} got {b}");
                    break;
                }
            }
        }
        if pages.len() >= 2 {
            let mut g = f.clone();
            g.cursor = last_prev;
            let p =
                app::operations::list::list(&app, &actor, OperationQuery { count: None, totals: None, ..g })
                    .await?;
            let ids: Vec<i64> = p.items.iter().map(|i| i.operation.id).collect();
            if ids != pages[pages.len() - 2] {
                bad += 1;
                println!("{round} OPS back differ {f:?} want {:?} got {:?}", pages[pages.len() - 2], ids);
            }
        }
    }
    println!("{rounds} rounds, {bad} bad");
    Ok(())
}
async fn chrono_days(c: &mut PgConnection, d: i64) -> Result<String, E> {
    Ok(sqlx::query_scalar("select ((now() at time zone 'Europe/Moscow')::date + $1::int)::text")
        .bind(d as i32)
        .fetch_one(c)
        .await?)
}
