//! Goods and orders written straight into the database, for tests of what reads them: each event is one statement, and the database
//! checks it as it checks those of the server.

use sqlx::PgConnection;

use super::Env;

/// Takes a draft (`$1`) with these tenders (`$2`, `$3`), at a moment (`$4`).
const PAY: &str = "with head as (select id, client_id, seq + 1 as event from orders where id = $1),
  tenders as (select method::payment_method as method, amount::numeric as amount from unnest($2::text[], $3::text[]) as t (method, amount)),
  told as (insert into order_history (order_id, seq, event, from_status, to_status, actor, at)
           select id, event, 'paid', 'draft', 'paid', 'user:1', $4::timestamptz from head),
  moved as (insert into stock_movements (product_id, seq, kind, quantity, quantity_after, order_id, event, actor, created_at)
            select p.id, p.seq + 1, 'SALE', -n.needed, p.quantity - n.needed, head.id, head.event, 'user:1', $4::timestamptz
              from (select product_id, sum(quantity) as needed from order_lines where order_id = $1 group by product_id) n
              join products p on p.id = n.product_id cross join head order by p.id),
  spent as (insert into operations (client_id, seq, kind, amount, balance_after, order_id, actor, created_at)
            select a.client_id, a.seq + 1, 'ORDER_PAYMENT', -t.amount, a.balance - t.amount, head.id, 'user:1', $4::timestamptz
              from tenders t cross join head join accounts a on a.client_id = head.client_id where t.method = 'WALLET'
            returning client_id, seq)
  insert into payments (order_id, method, amount, status, event, client_id, operation_seq, provider, actor, created_at, updated_at)
  select head.id, t.method, t.amount, 'CAPTURED', head.event, s.client_id, s.seq, case when t.method = 'ONLINE' then 'manual' end, 'user:1',
         $4::timestamptz, $4::timestamptz
    from tenders t cross join head left join spent s on t.method = 'WALLET'";

/// Cancels a draft or a paid order (`$1`) at a moment (`$2`).
const CANCEL: &str = "with head as (select id, client_id, status, seq + 1 as event from orders where id = $1),
  told as (insert into order_history (order_id, seq, event, from_status, to_status, reason, actor, at)
           select id, event, 'cancelled', status, 'cancelled', 'передумали', 'user:1', $2::timestamptz from head),
  back as (select l.product_id, sum(l.quantity - coalesce(r.returned, 0)) as quantity
             from order_lines l left join (select number, sum(quantity) as returned from order_returns where order_id = $1 group by number) r
               on r.number = l.number where l.order_id = $1 group by l.product_id),
  moved as (insert into stock_movements (product_id, seq, kind, quantity, quantity_after, order_id, event, actor, created_at)
            select p.id, p.seq + 1, 'CANCELLATION', b.quantity, p.quantity + b.quantity, head.id, head.event, 'user:1', $2::timestamptz
              from back b join products p on p.id = b.product_id cross join head
             where head.status = 'paid' and b.quantity > 0 order by p.id),
  owed as (select p.id, p.method, p.client_id, p.amount - coalesce((select sum(r.amount) from refunds r where r.payment_id = p.id), 0) as amount
             from payments p where p.order_id = $1 and p.event is not null),
  given as (insert into operations (client_id, seq, kind, amount, balance_after, order_id, actor, created_at)
            select a.client_id, a.seq + 1, 'ORDER_REFUND', o.amount, a.balance + o.amount, $1, 'user:1', $2::timestamptz
              from owed o join accounts a on a.client_id = o.client_id where o.method = 'WALLET' and o.amount > 0 returning client_id, seq)
  insert into refunds (payment_id, order_id, event, amount, status, client_id, operation_seq, actor, created_at, updated_at)
  select o.id, head.id, head.event, o.amount, 'SUCCEEDED', g.client_id, g.seq, 'user:1', $2::timestamptz, $2::timestamptz
    from owed o cross join head left join given g on o.method = 'WALLET' where o.amount > 0";

/// Takes back a quantity (`$3`) of a line (`$2`) of an order (`$1`), onto the shelf or not (`$4`), for a sum (`$5`) of its only payment.
const TAKE_BACK: &str = "with head as (select id, client_id, seq + 1 as event from orders where id = $1),
  told as (insert into order_history (order_id, seq, event, from_status, to_status, reason, actor, at)
           select id, event, 'returned', 'paid', 'paid', 'не подошло', 'user:1', now() from head),
  noted as (insert into order_returns (order_id, event, number, quantity, restock) select id, event, $2::smallint, $3::numeric, $4 from head),
  moved as (insert into stock_movements (product_id, seq, kind, quantity, quantity_after, order_id, event, actor, created_at)
            select p.id, p.seq + 1, 'RETURN', $3::numeric, p.quantity + $3::numeric, head.id, head.event, 'user:1', now()
              from order_lines l join products p on p.id = l.product_id cross join head
             where l.order_id = $1 and l.number = $2::smallint and $4),
  taken as (select p.id, p.method, p.client_id from payments p where p.order_id = $1 and p.event is not null limit 1),
  given as (insert into operations (client_id, seq, kind, amount, balance_after, order_id, actor, created_at)
            select a.client_id, a.seq + 1, 'ORDER_REFUND', $5::numeric, a.balance + $5::numeric, $1, 'user:1', now()
              from taken t join accounts a on a.client_id = t.client_id where t.method = 'WALLET' returning client_id, seq)
  insert into refunds (payment_id, order_id, event, amount, status, client_id, operation_seq, actor, created_at, updated_at)
  select t.id, head.id, head.event, $5::numeric, 'SUCCEEDED', g.client_id, g.seq, 'user:1', now(), now()
    from taken t cross join head left join given g on t.method = 'WALLET'";

/// Any moment that a test does not care for.
pub const NOW: &str = "now";

impl Env {
    /// Receives goods.
    pub async fn old_receipt(&self, product: i64, quantity: &str, at: &str) {
        let receive = "insert into stock_movements (product_id, seq, kind, quantity, quantity_after, reason, actor, created_at)
            select id, seq + 1, 'RECEIPT', $2::numeric, quantity + $2::numeric, 'накладная', 'user:1', $3::timestamptz
              from products where id = $1";
        let mut connection = self.database.connect().await;
        let written =
            sqlx::query(receive).bind(product).bind(quantity).bind(at).execute(&mut connection).await;
        assert_eq!(written.unwrap().rows_affected(), 1);
    }

    /// A new draft of a client with these products and quantities, at their prices of now.
    pub async fn old_draft(&self, client: i64, lines: &[(i64, &str)], comment: &str, at: &str) -> i64 {
        let insert = "with made as (insert into orders (client_id, comment, created_at, updated_at)
                        values ($1, $4, $5::timestamptz, $5::timestamptz) returning id),
              told as (insert into order_history (order_id, seq, event, to_status, actor, at)
                       select id, 1, 'created', 'draft', 'user:1', $5::timestamptz from made),
              filled as (insert into order_lines (order_id, number, product_id, name, unit, quantity, price)
                         select made.id, t.number, p.id, p.name, p.unit, t.quantity::numeric, p.price
                           from made cross join unnest($2::bigint[], $3::text[]) with ordinality as t (product_id, quantity, number)
                           join products p on p.id = t.product_id)
              select id from made";
        let (products, quantities): (Vec<i64>, Vec<&str>) = lines.iter().copied().unzip();
        let mut connection = self.database.connect().await;
        let query =
            sqlx::query_scalar(insert).bind(client).bind(products).bind(quantities).bind(comment).bind(at);
        query.fetch_one(&mut connection).await.unwrap()
    }

    /// Pays a draft by these methods.
    pub async fn old_payment(&self, order: i64, tenders: &[(&str, &str)], at: &str) {
        let mut connection = self.database.connect().await;
        pay(&mut connection, order, tenders, at).await.unwrap();
    }

    /// Cancels an order with everything that has not come back.
    pub async fn old_cancellation(&self, order: i64, at: &str) {
        let mut connection = self.database.connect().await;
        sqlx::query(CANCEL).bind(order).bind(at).execute(&mut connection).await.unwrap();
    }

    /// Part of a line comes back, for a sum.
    pub async fn old_return(&self, order: i64, (line, quantity): (i16, &str), restock: bool, sum: &str) {
        let mut connection = self.database.connect().await;
        let query = sqlx::query(TAKE_BACK).bind(order).bind(line).bind(quantity).bind(restock).bind(sum);
        query.execute(&mut connection).await.unwrap();
    }

    /// Archives a cancelled order.
    pub async fn archive_order(&self, order: i64) {
        let archive = "insert into order_history (order_id, seq, event, from_status, to_status, actor, at)
            select id, seq + 1, 'archived', 'cancelled', 'cancelled', 'user:1', now() from orders where id = $1";
        let mut connection = self.database.connect().await;
        sqlx::query(archive).bind(order).execute(&mut connection).await.unwrap();
    }
}

/// Pays a draft on a connection of the caller's.
pub async fn pay(
    connection: &mut PgConnection,
    order: i64,
    tenders: &[(&str, &str)],
    at: &str,
) -> Result<(), sqlx::Error> {
    let (methods, sums): (Vec<&str>, Vec<&str>) = tenders.iter().copied().unzip();
    let query = sqlx::query(PAY).bind(order).bind(methods).bind(sums).bind(at);
    query.execute(connection).await.map(|_| ())
}
