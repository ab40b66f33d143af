//! Measures every filter of the lists and the autocomplete at the server: the time of the use case, the database included.
//!
//! `DATABASE_URL=... cargo run --release --package app --example measure [repetitions] [only]`
//!
//! The database is one that `saldo demo --clients 1000000 --operations 10000000` filled. Values vary with every repetition: common,
//! rare, clustered in one place, absent; pages begin at the start and deep in the list.

use std::time::Instant;

use app::db::PoolSizes;
use app::{Actor, App, Clock, Db, Error, clients, operations, services};
use contract::clients::{ClientQuery, SearchQuery};
use contract::operations::{AmountSign, OperationQuery};
use contract::services::ServiceQuery;
use sqlx::postgres::PgConnectOptions;

type Failure = Box<dyn std::error::Error>;

/// Values of the database that the scenarios are made of.
struct Samples {
    names: Vec<String>,
    phones: Vec<String>,
    emails: Vec<String>,
    addresses: Vec<String>,
    inns: Vec<String>,
    descriptions: Vec<String>,
    clients: i64,
    operations: i64,
    services: Vec<i64>,
    days: Vec<String>,
    busy: Vec<i64>,
}

/// One call.
enum Call {
    Clients(ClientQuery),
    Search(String),
    Operations(OperationQuery),
    Services(ServiceQuery),
    Client(i64),
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }

    fn of<'a>(&mut self, all: &'a [String]) -> &'a str {
        all.get(self.below(all.len())).map_or("", String::as_str)
    }

    fn id(&mut self, most: i64) -> i64 {
        1 + self.below(usize::try_from(most).unwrap_or(1)) as i64
    }

    /// The first `count` characters.
    fn start(&mut self, all: &[String], count: usize) -> String {
        self.of(all).chars().take(count).collect()
    }

    /// `count` characters from somewhere.
    fn middle(&mut self, all: &[String], count: usize) -> String {
        let text: Vec<char> = self.of(all).chars().collect();
        let from = self.below(text.len().saturating_sub(count).max(1));
        text.into_iter().skip(from).take(count).collect()
    }
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let repetitions: usize = arguments.next().map_or(Ok(200), |text| text.parse())?;
    let only = arguments.next().unwrap_or_default();
    let options: PgConnectOptions = std::env::var("DATABASE_URL")?.parse()?;
    let app = App::start(
        Db::new(options, PoolSizes::default()),
        Clock::new("Europe/Moscow".parse()?),
        Default::default(),
    );
    let actor = Actor::system();
    let samples = Samples::read(&app).await?;
    let client_cursors = client_cursors(&app, &actor, samples.clients).await?;
    let operation_cursors = operation_cursors(&app, &actor, &samples.days).await?;
    println!("{:<64} {:>8} {:>8} {:>8} {:>6}", "scenario", "p50 ms", "p99 ms", "max ms", "rows");
    for (name, make) in scenarios() {
        if !name.contains(&only) {
            continue;
        }
        let mut dice = Dice(0x5EED_0001);
        let mut times = Vec::new();
        let mut rows = 0;
        let mut slowest = (0.0, String::new());
        for repetition in 0..repetitions + 10 {
            let mut call = make(&mut dice, &samples);
            deepen(&mut call, &mut dice, &client_cursors, &operation_cursors);
            let shown = call.shown();
            let begun = Instant::now();
            let found = call.run(&app, &actor).await?;
            let time = begun.elapsed().as_secs_f64() * 1000.0;
            if repetition >= 10 {
                times.push(time);
                rows += found;
                if time > slowest.0 {
                    slowest = (time, shown);
                }
            }
        }
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!(
            "{name:<64} {:>8.2} {:>8.2} {:>8.2} {:>6}",
            at(0.5),
            at(0.99),
            slowest.0,
            rows / repetitions
        );
        if slowest.0 > 20.0 {
            println!("    slowest: {}", slowest.1);
        }
    }
    Ok(())
}

/// Half of the lists begin deep, at a place taken from another list of the same order.
fn deepen(call: &mut Call, dice: &mut Dice, clients: &[(String, Vec<String>)], operations: &[String]) {
    if dice.below(2) == 0 {
        return;
    }
    match call {
        Call::Clients(query) => {
            let sort = query.sort.clone().unwrap_or_else(|| "id".into());
            let cursors =
                clients.iter().find(|(known, _)| *known == sort).map(|(_, cursors)| cursors.as_slice());
            query.cursor =
                cursors.map(|cursors| dice.of(cursors).to_owned()).filter(|cursor| !cursor.is_empty());
        }
        Call::Operations(query) if query.client_id.is_none() && query.from.is_none() => {
            query.cursor = Some(dice.of(operations).to_owned()).filter(|cursor| !cursor.is_empty());
        }
        Call::Operations(_) | Call::Search(_) | Call::Services(_) | Call::Client(_) => {}
    }
}

impl Call {
    async fn run(self, app: &App, actor: &Actor) -> Result<usize, Error> {
        Ok(match self {
            Self::Clients(query) => clients::list(app, actor, query).await?.items.len(),
            Self::Search(q) => clients::search(app, actor, SearchQuery { q, limit: None }).await?.items.len(),
            Self::Operations(query) => operations::list::list(app, actor, query).await?.items.len(),
            Self::Services(query) => services::list(app, actor, query).await?.items.len(),
            Self::Client(id) => usize::from(clients::get(app, actor, id).await.is_ok()),
        })
    }

    fn shown(&self) -> String {
        match self {
            Self::Clients(query) => serde_json::to_string(query),
            Self::Search(q) => Ok(q.clone()),
            Self::Operations(query) => serde_json::to_string(query),
            Self::Services(query) => serde_json::to_string(query),
            Self::Client(id) => Ok(id.to_string()),
        }
        .unwrap_or_default()
        .replace("null", "-")
    }
}

async fn client_cursors(
    app: &App,
    actor: &Actor,
    clients: i64,
) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let mut all = Vec::new();
    for sort in [
        "id",
        "-id",
        "name",
        "-name",
        "balance",
        "-balance",
        "credit_limit",
        "-credit_limit",
        "credit_due_date",
        "-credit_due_date",
    ] {
        let mut cursors = Vec::new();
        for part in 1..10 {
            let id = Some(format!("{}..{}", clients * part / 10, clients * part / 10 + 200));
            let query =
                ClientQuery { id, sort: Some(sort.to_owned()), limit: Some(20), ..ClientQuery::default() };
            cursors.extend(clients::list(app, actor, query).await?.next_cursor);
        }
        all.push((sort.to_owned(), cursors));
    }
    Ok(all)
}

async fn operation_cursors(app: &App, actor: &Actor, days: &[String]) -> Result<Vec<String>, Failure> {
    let mut cursors = Vec::new();
    for day in days.iter().step_by(37) {
        let query = OperationQuery { to: Some(day.clone()), limit: Some(20), ..OperationQuery::default() };
        cursors.extend(operations::list::list(app, actor, query).await?.next_cursor);
    }
    Ok(cursors)
}

impl Samples {
    async fn read(app: &App) -> Result<Self, Failure> {
        let pool = &app.db.read;
        let text = |sql: &'static str| sqlx::query_scalar::<_, String>(sql).fetch_all(pool);
        let ids = |sql: &'static str| sqlx::query_scalar::<_, i64>(sql).fetch_all(pool);
        Ok(Self {
            names: text("select name from clients tablesample system (0.3) where not is_system limit 1000").await?,
            phones: text("select phone from contacts tablesample system (0.3) where phone is not null limit 1000").await?,
            emails: text("select email from contacts tablesample system (0.3) where email is not null limit 1000").await?,
            addresses: text("select address from contacts tablesample system (0.3) where address is not null limit 1000").await?,
            inns: text("select inn from clients tablesample system (0.3) where inn is not null limit 500").await?,
            descriptions: text("select description from operations tablesample system (0.03) where description is not null limit 2000").await?,
            clients: ids("select max(id) from clients").await?.into_iter().next().unwrap_or(0),
            operations: ids("select max(id) from operations").await?.into_iter().next().unwrap_or(0),
            services: ids("select id from services order by id").await?,
            days: text("select day::date::text from generate_series(now() - interval '729 days', now(), interval '1 day') day").await?,
            busy: ids("select client_id from accounts where seq > 2000 limit 50").await?,
        })
    }
}

type Make = fn(&mut Dice, &Samples) -> Call;

fn scenarios() -> Vec<(&'static str, Make)> {
    let mut all: Vec<(&'static str, Make)> = Vec::new();
    all.extend(searches());
    all.extend(client_lists());
    all.extend(client_combinations());
    all.extend(operation_lists());
    all.push(("services: text, kind or parameter", |dice, _| {
        let mut query = ServiceQuery::default();
        match dice.below(3) {
            0 => query.q = Some("интернет".into()),
            1 => query.kind = Some("calls,sms".into()),
            _ => query.param = vec!["renewal_price:100..500".into(), "plan~unlim".into()],
        }
        Call::Services(query)
    }));
    all.push(("client: one by id", |dice, samples| Call::Client(dice.id(samples.clients))));
    all
}

fn searches() -> Vec<(&'static str, Make)> {
    vec![
        ("search: surname or first word, 3-8 letters", |dice, s| {
            Call::Search({
                let n = 3 + dice.below(6);
                dice.start(&s.names, n)
            })
        }),
        ("search: 1-2 letters", |dice, s| {
            Call::Search({
                let n = 1 + dice.below(2);
                dice.start(&s.names, n)
            })
        }),
        ("search: full name", |dice, s| Call::Search(dice.of(&s.names).to_owned())),
        ("search: surname + 3 letters", |dice, s| {
            let name = dice.of(&s.names);
            let mut words = name.split(' ');
            let first = words.next().unwrap_or("").to_owned();
            Call::Search(format!(
                "{first} {}",
                words.next().unwrap_or("").chars().take(3).collect::<String>()
            ))
        }),
        ("search: words in another order", |dice, s| {
            let mut words: Vec<&str> = dice.of(&s.names).split(' ').collect();
            words.reverse();
            Call::Search(words.join(" "))
        }),
        ("search: words of two people (mostly nobody)", |dice, s| {
            let one = dice.of(&s.names).split(' ').next_back().unwrap_or("").to_owned();
            Call::Search(format!("{one} {}", dice.start(&s.names, 6)))
        }),
        ("search: inside a word, 3-6 letters", |dice, s| {
            Call::Search({
                let n = 3 + dice.below(4);
                dice.middle(&s.names, n)
            })
        }),
        ("search: phone as typed, whole or begun", |dice, s| {
            Call::Search({
                let n = 5 + dice.below(13);
                dice.start(&s.phones, n)
            })
        }),
        ("search: last 4 digits of a phone", |dice, s| {
            let phone: String = dice.of(&s.phones).chars().filter(char::is_ascii_digit).collect();
            Call::Search(phone.chars().skip(phone.len().saturating_sub(4)).collect())
        }),
        ("search: email, whole or begun", |dice, s| {
            Call::Search({
                let n = 3 + dice.below(20);
                dice.start(&s.emails, n)
            })
        }),
        ("search: INN", |dice, s| Call::Search(dice.of(&s.inns).to_owned())),
        ("search: other keyboard layout", |dice, s| {
            Call::Search(domain::swap_layout(&dice.start(&s.names, 7).to_lowercase()))
        }),
        ("search: nothing like it", |dice, _| {
            Call::Search(["щыщъ", "xqzxqz", "иванов щъ", "=1+1;", "00000000000"][dice.below(5)].to_owned())
        }),
    ]
}

fn clients_with(change: impl FnOnce(&mut ClientQuery)) -> Call {
    let mut query = ClientQuery::default();
    change(&mut query);
    Call::Clients(query)
}

fn money(roubles: i64) -> Option<domain::Money> {
    domain::Money::from_kopecks(roubles * 100).ok()
}

const SORTS: [&str; 10] = [
    "id",
    "-id",
    "name",
    "-name",
    "balance",
    "-balance",
    "credit_limit",
    "-credit_limit",
    "credit_due_date",
    "-credit_due_date",
];

fn client_lists() -> Vec<(&'static str, Make)> {
    vec![
        ("clients: no filter, every sort", |dice, _| {
            clients_with(|q| q.sort = Some(SORTS[dice.below(10)].into()))
        }),
        ("clients: text, start of a name, 3-9 letters", |dice, s| {
            clients_with(|q| {
                q.q = Some({
                    let n = 3 + dice.below(7);
                    dice.start(&s.names, n)
                })
            })
        }),
        ("clients: text, whole name", |dice, s| clients_with(|q| q.q = Some(dice.of(&s.names).to_owned()))),
        ("clients: text, middle of a name, 3-7 letters", |dice, s| {
            clients_with(|q| {
                q.q = Some({
                    let n = 3 + dice.below(5);
                    dice.middle(&s.names, n)
                })
            })
        }),
        ("clients: text, of an address, 4-12 letters", |dice, s| {
            clients_with(|q| {
                q.q = Some({
                    let n = 4 + dice.below(9);
                    dice.middle(&s.addresses, n)
                })
            })
        }),
        ("clients: text, phone", |dice, s| {
            clients_with(|q| {
                q.q = Some({
                    let n = 6 + dice.below(10);
                    dice.start(&s.phones, n)
                })
            })
        }),
        ("clients: text, clustered (one import of 20 000)", |dice, _| {
            clients_with(|q| {
                q.q = Some(["Заря", "СНТ «Заря", "участок 1", "участок 777"][dice.below(4)].into())
            })
        }),
        ("clients: text, nothing like it", |dice, _| {
            clients_with(|q| {
                q.q = Some(["щыщъ", "xqzxqz", "иванов щъ", "'; --", "%%%"][dice.below(4)].into())
            })
        }),
        ("clients: text, 1-2 characters", |dice, s| {
            clients_with(|q| {
                q.q = Some({
                    let n = 1 + dice.below(2);
                    dice.start(&s.names, n)
                })
            })
        }),
        ("clients: balance, wide range", |dice, _| {
            clients_with(|q| {
                q.balance_min = money(dice.below(3000) as i64);
                q.balance_max = money(100_000);
            })
        }),
        ("clients: balance, narrow range", |dice, _| {
            clients_with(|q| {
                let from = dice.below(60_000) as i64;
                q.balance_min = money(from);
                q.balance_max = money(from + 20);
            })
        }),
        ("clients: balance 0 (clustered at the end)", |_, _| {
            clients_with(|q| {
                q.balance_min = money(0);
                q.balance_max = money(0);
            })
        }),
        ("clients: balance, nobody", |_, _| clients_with(|q| q.balance_min = money(900_000_000))),
        ("clients: debtors", |_, _| clients_with(|q| q.debtors = Some(true))),
        ("clients: kind, common, rare, clustered", |dice, _| {
            clients_with(|q| {
                q.kind = Some(
                    ["INDIVIDUAL", "LEGAL_ENTITY", "OTHER", "SOLE_PROPRIETOR,OTHER"][dice.below(4)].into(),
                )
            })
        }),
        ("clients: city", |dice, _| {
            clients_with(|q| q.city = Some(["симферополь", "Щёлкино", "Чита", "Нигде"][dice.below(4)].into()))
        }),
        ("clients: archived only", |_, _| {
            clients_with(|q| q.archived = Some(contract::clients::Archived::Only))
        }),
        ("clients: credit limit range", |dice, _| {
            clients_with(|q| {
                let from = dice.below(4000) as i64 * 100;
                q.credit_limit_min = money(from);
                q.credit_limit_max = money(from + 1000);
            })
        }),
        ("clients: credit due between", |dice, s| {
            clients_with(|q| {
                let day =
                    s.days.last().and_then(|day| day.parse::<chrono::NaiveDate>().ok()).unwrap_or_default()
                        + chrono::Days::new(dice.below(400) as u64);
                q.credit_due_from = Some(day);
                q.credit_due_to = Some(day + chrono::Days::new(dice.below(60) as u64));
            })
        }),
        ("clients: credit expiring in 7 days", |_, _| clients_with(|q| q.credit_expiring_days = Some(7))),
        ("clients: ids and ranges", |dice, s| {
            clients_with(|q| {
                let from = dice.id(s.clients);
                q.id = Some(format!("{from}..{},7,12..90", from + dice.below(100_000) as i64));
            })
        }),
        ("clients: one service, one day to two years", |dice, s| {
            clients_with(|q| {
                services_within(q, dice, s);
                q.service_id = Some(s.services[dice.below(s.services.len())].to_string());
            })
        }),
        ("clients: kind of service, one day to two years", |dice, s| {
            clients_with(|q| {
                services_within(q, dice, s);
                q.service_kind = Some(["calls", "internet", "sms", "works", "options"][dice.below(5)].into());
            })
        }),
        ("clients: any service, one day to two years", |dice, s| {
            clients_with(|q| services_within(q, dice, s))
        }),
        ("clients: billing parameter, one day to two years", |dice, s| {
            clients_with(|q| {
                services_within(q, dice, s);
                q.service_param =
                    vec![["renewal_price:100..500", "plan~unlim", "price:0..1"][dice.below(3)].into()];
            })
        }),
        ("clients: rare service, whole log", |_, _| {
            clients_with(|q| {
                q.service_q = Some("Архивный".into());
            })
        }),
        ("clients: count of all", |_, _| clients_with(|q| q.count = Some(true))),
        ("clients: count with text", |dice, s| {
            clients_with(|q| {
                q.count = Some(true);
                q.q = Some({
                    let n = 3 + dice.below(7);
                    dice.start(&s.names, n)
                });
            })
        }),
        ("clients: count with balance range", |dice, _| {
            clients_with(|q| {
                q.count = Some(true);
                q.balance_min = money(dice.below(60_000) as i64);
            })
        }),
    ]
}

fn services_within(query: &mut ClientQuery, dice: &mut Dice, samples: &Samples) {
    let span = [1, 7, 30, 180, 729][dice.below(5)];
    let from = dice.below(samples.days.len().saturating_sub(span).max(1));
    query.service_from = samples.days.get(from).cloned();
    query.service_to = samples.days.get(from + span).cloned();
}

fn client_combinations() -> Vec<(&'static str, Make)> {
    vec![
        ("clients: text + balance range", |dice, s| {
            clients_with(|q| {
                q.q = Some({
                    let n = 3 + dice.below(7);
                    dice.start(&s.names, n)
                });
                q.balance_min = money(dice.below(3000) as i64);
            })
        }),
        ("clients: text + kind + city", |dice, s| {
            clients_with(|q| {
                q.q = Some({
                    let n = 3 + dice.below(4);
                    dice.start(&s.names, n)
                });
                q.kind = Some("INDIVIDUAL".into());
                q.city = Some("Симферополь".into());
            })
        }),
        ("clients: text + service in a month", |dice, s| {
            clients_with(|q| {
                q.q = Some({
                    let n = 3 + dice.below(7);
                    dice.start(&s.names, n)
                });
                services_within(q, dice, s);
            })
        }),
        ("clients: debtors + kind + city", |dice, _| {
            clients_with(|q| {
                q.debtors = Some(true);
                q.kind = Some("LEGAL_ENTITY".into());
                q.city = Some(["Москва", "Чита"][dice.below(2)].into());
            })
        }),
        ("clients: text, other sorts", |dice, s| {
            clients_with(|q| {
                q.q = Some({
                    let n = 3 + dice.below(7);
                    dice.start(&s.names, n)
                });
                q.sort = Some(SORTS[2 + dice.below(8)].into());
            })
        }),
        ("clients: kind or city, other sorts", |dice, _| {
            clients_with(|q| {
                q.sort = Some(SORTS[2 + dice.below(8)].into());
                if dice.below(2) == 0 {
                    q.kind = Some("OTHER".into());
                } else {
                    q.city = Some(["Симферополь", "Чита"][dice.below(2)].into());
                }
            })
        }),
        ("clients: balance range, other sorts", |dice, _| {
            clients_with(|q| {
                q.sort = Some(["name", "-name", "credit_limit", "-credit_due_date"][dice.below(4)].into());
                q.balance_min = money(dice.below(60_000) as i64);
            })
        }),
    ]
}

fn operations_with(change: impl FnOnce(&mut OperationQuery)) -> Call {
    let mut query = OperationQuery::default();
    change(&mut query);
    Call::Operations(query)
}

const KINDS: [&str; 8] =
    ["TOP_UP", "BANK_PAYMENT", "CONNECTION_FEE", "RECURRING_FEE", "USAGE", "ADJUSTMENT", "REVERSAL", "NOTE"];

fn operation_lists() -> Vec<(&'static str, Make)> {
    vec![
        ("operations: no filter", |_, _| operations_with(|_| {})),
        ("operations: one client", |dice, s| operations_with(|q| q.client_id = Some(dice.id(s.clients)))),
        ("operations: one client in an interval", |dice, s| {
            operations_with(|q| {
                q.client_id = Some(dice.id(s.clients));
                within(q, dice, s);
            })
        }),
        ("operations: busy client, interval and kind", |dice, s| {
            operations_with(|q| {
                q.client_id = s.busy.get(dice.below(s.busy.len())).copied();
                within(q, dice, s);
                q.kind = Some(KINDS[dice.below(8)].into());
            })
        }),
        ("operations: busy client, text", |dice, s| {
            operations_with(|q| {
                q.client_id = s.busy.get(dice.below(s.busy.len())).copied();
                q.q = Some({
                    let n = 3 + dice.below(10);
                    dice.middle(&s.descriptions, n)
                });
            })
        }),
        ("operations: kind", |dice, _| operations_with(|q| q.kind = Some(KINDS[dice.below(8)].into()))),
        ("operations: kind in an interval", |dice, s| {
            operations_with(|q| {
                q.kind = Some(KINDS[dice.below(8)].into());
                within(q, dice, s);
            })
        }),
        ("operations: kind and amount band", |dice, _| {
            operations_with(|q| {
                q.kind = Some(KINDS[dice.below(7)].into());
                band(q, dice);
            })
        }),
        ("operations: amount band", |dice, _| operations_with(|q| band(q, dice))),
        ("operations: amount band in an interval", |dice, s| {
            operations_with(|q| {
                band(q, dice);
                within(q, dice, s);
            })
        }),
        ("operations: sign", |dice, _| {
            operations_with(|q| {
                q.sign = Some([AmountSign::Credit, AmountSign::Debit, AmountSign::None][dice.below(3)])
            })
        }),
        ("operations: service", |dice, s| {
            operations_with(|q| q.service_id = Some(s.services[dice.below(s.services.len())]))
        }),
        ("operations: service in an interval", |dice, s| {
            operations_with(|q| {
                q.service_id = Some(s.services[dice.below(s.services.len())]);
                within(q, dice, s);
            })
        }),
        ("operations: service and kind", |dice, s| {
            operations_with(|q| {
                q.service_id = Some(s.services[dice.below(s.services.len())]);
                q.kind = Some(KINDS[dice.below(8)].into());
            })
        }),
        ("operations: interval", |dice, s| operations_with(|q| within(q, dice, s))),
        ("operations: ids and ranges", |dice, s| {
            operations_with(|q| {
                let from = dice.id(s.operations);
                q.id = Some(format!("{from}..{}", from + dice.below(3_000_000) as i64));
            })
        }),
        ("operations: order", |dice, _| operations_with(|q| q.order_id = Some(dice.id(1000)))),
        ("operations: text, 3-6 characters of a description", |dice, s| {
            operations_with(|q| {
                q.q = Some({
                    let n = 3 + dice.below(4);
                    dice.middle(&s.descriptions, n)
                })
            })
        }),
        ("operations: text, 7-20 characters of a description", |dice, s| {
            operations_with(|q| {
                q.q = Some({
                    let n = 7 + dice.below(14);
                    dice.middle(&s.descriptions, n)
                })
            })
        }),
        ("operations: text, whole description", |dice, s| {
            operations_with(|q| q.q = Some(dice.of(&s.descriptions).to_owned()))
        }),
        ("operations: text, document number", |dice, _| {
            operations_with(|q| q.q = Some(format!("PAY-{}", dice.id(999_999))))
        }),
        ("operations: text, clustered (20 000 in a row)", |dice, _| {
            operations_with(|q| q.q = Some(["новые реквизиты", "Рассылка"][dice.below(2)].into()))
        }),
        ("operations: text, nothing like it", |dice, _| {
            operations_with(|q| {
                q.q = Some(["щыщъ", "xqzxqz", "абонентская щъ", "'; --"][dice.below(4)].into())
            })
        }),
        ("operations: text, 1-2 characters", |dice, s| {
            operations_with(|q| {
                q.q = Some({
                    let n = 1 + dice.below(2);
                    dice.start(&s.descriptions, n)
                })
            })
        }),
        ("operations: text in an interval", |dice, s| {
            operations_with(|q| {
                q.q = Some({
                    let n = 4 + dice.below(14);
                    dice.middle(&s.descriptions, n)
                });
                within(q, dice, s);
            })
        }),
        ("operations: text and kind", |dice, s| {
            operations_with(|q| {
                q.q = Some({
                    let n = 4 + dice.below(14);
                    dice.middle(&s.descriptions, n)
                });
                q.kind = Some(KINDS[dice.below(8)].into());
            })
        }),
        ("operations: count of all", |_, _| operations_with(|q| q.count = Some(true))),
        ("operations: count with kind and amount", |dice, _| {
            operations_with(|q| {
                q.count = Some(true);
                q.kind = Some(KINDS[dice.below(7)].into());
                band(q, dice);
            })
        }),
        ("operations: count with text", |dice, s| {
            operations_with(|q| {
                q.count = Some(true);
                q.q = Some({
                    let n = 7 + dice.below(14);
                    dice.middle(&s.descriptions, n)
                });
            })
        }),
        ("operations: totals of one client", |dice, s| {
            operations_with(|q| {
                q.totals = Some(true);
                q.client_id = Some(dice.id(s.clients));
            })
        }),
    ]
}

fn within(query: &mut OperationQuery, dice: &mut Dice, samples: &Samples) {
    let span = [1, 7, 30, 180][dice.below(4)];
    let from = dice.below(samples.days.len().saturating_sub(span).max(1));
    query.from = samples.days.get(from).cloned();
    query.to = samples.days.get(from + span).cloned();
}

fn band(query: &mut OperationQuery, dice: &mut Dice) {
    let from =
        [-3000, -700, -50, 100, 1000, 9000, 200_000, 14_000_000][dice.below(8)] + dice.below(200) as i64;
    query.amount_min = money(from);
    query.amount_max = money(from + [0, 5, 100, 3000][dice.below(4)]);
}
