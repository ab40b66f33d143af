-- Orders: lines, history, payments, refunds, returns.
--
-- Invariants held here, whatever a program or a person sends:
--   * the history of an order is append-only, numbered 1, 2, 3, ..., a path of allowed steps; the order's status is its end;
--   * lines, prices and the total change only in a draft; the total is the sum of the lines;
--   * paid: there are lines, the payments taken are the total, each product left the stock once, by the sum of its lines;
--   * returned goods never exceed the sold, refunds never exceed what was taken, per payment;
--   * cancelled after paid: every kopeck taken is refunded, every piece sold is back or was returned before;
--   * payments, refunds, returns and movements name an event of their kind, and are written in the transaction that writes it;
--   * an operation of an order belongs to a payment or a refund, and is never reversed.
-- Sums and goods are checked when any of the rows that they speak of is written, over all rows that the statement wrote: an event
-- and what belongs to it are written by one statement.

create type order_status as enum ('draft', 'paid', 'cancelled');
create type order_event as enum ('created', 'paid', 'returned', 'cancelled', 'archived', 'unarchived');
create type payment_method as enum ('WALLET', 'CASH', 'CARD', 'ONLINE');
create type payment_status as enum ('PENDING', 'AUTHORISED', 'CAPTURING', 'CAPTURED', 'VOIDING', 'VOIDED', 'FAILED');
create type refund_status as enum ('PENDING', 'SUCCEEDED', 'FAILED');

create table orders (
  id            bigint generated always as identity primary key,
  client_id     bigint not null constraint orders_client references clients,
  status        order_status not null default 'draft',
  seq           bigint not null default 0 constraint orders_seq_range check (seq >= 0),
  total         money_amount not null default 0 constraint orders_total_range check (total >= 0),
  comment       text not null default '' constraint orders_comment_short check (length(comment) <= 1000),
  version       bigint not null default 1,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  paid_at       timestamptz,
  cancelled_at  timestamptz,
  archived_at   timestamptz,
  constraint orders_paid_has_time check (status <> 'paid' or paid_at is not null),
  constraint orders_draft_has_none check (status <> 'draft' or (paid_at is null and cancelled_at is null)),
  constraint orders_cancelled_has_time check ((status = 'cancelled') = (cancelled_at is not null)),
  constraint orders_archived_is_cancelled check (archived_at is null or status = 'cancelled')
) with (fillfactor = 70);
create index orders_client on orders (client_id, id);
create index orders_status on orders (status, id);

create table order_lines (
  order_id    bigint not null references orders,
  number      smallint not null constraint order_lines_number_range check (number between 1 and 500),
  product_id  bigint not null constraint order_lines_product references products,
  name        text not null,
  unit        text not null,
  quantity    stock_quantity not null constraint order_lines_quantity_positive check (quantity > 0),
  price       money_amount not null constraint order_lines_price_range check (price >= 0),
  total       money_amount not null generated always as (round(quantity * price, 2)) stored,
  primary key (order_id, number)
);
create index order_lines_product on order_lines (product_id);

create table order_history (
  order_id     bigint not null references orders,
  seq          bigint not null constraint order_history_seq_positive check (seq >= 1),
  event        order_event not null,
  from_status  order_status,
  to_status    order_status not null,
  reason       text constraint order_history_reason_short check (length(reason) <= 500),
  actor        text not null constraint order_history_actor_short check (length(actor) between 1 and 40),
  at           timestamptz not null constraint order_history_at_finite check (isfinite(at)),
  primary key (order_id, seq),
  constraint order_history_legal check ((event, coalesce(from_status::text, ''), to_status) in (
    ('created', '', 'draft'), ('paid', 'draft', 'paid'), ('returned', 'paid', 'paid'), ('cancelled', 'draft', 'cancelled'),
    ('cancelled', 'paid', 'cancelled'), ('archived', 'cancelled', 'cancelled'), ('unarchived', 'cancelled', 'cancelled'))),
  constraint order_history_begins check ((seq = 1) = (event = 'created'))
);
create unique index order_history_once on order_history (order_id, event) where event in ('paid', 'cancelled');
create trigger order_history_append_only before update or delete on order_history
  for each statement execute function refuse_change();
create trigger order_history_kept before truncate on order_history for each statement execute function refuse_change();

create table order_returns (
  order_id  bigint not null,
  event     bigint not null,
  number    smallint not null,
  quantity  stock_quantity not null constraint order_returns_quantity_positive check (quantity > 0),
  restock   boolean not null,
  primary key (order_id, event, number, restock),
  constraint order_returns_line foreign key (order_id, number) references order_lines,
  constraint order_returns_event foreign key (order_id, event) references order_history
);
create trigger order_returns_append_only before update or delete on order_returns
  for each statement execute function refuse_change();
create trigger order_returns_kept before truncate on order_returns for each statement execute function refuse_change();

-- Money for an order. `event` says that the order took it; before that an online payment is only an intention.
create table payments (
  id                bigint generated always as identity primary key,
  order_id          bigint not null references orders,
  method            payment_method not null,
  amount            money_amount not null constraint payments_amount_positive check (amount > 0),
  status            payment_status not null,
  event             bigint,
  client_id         bigint,
  operation_seq     bigint,
  provider          text constraint payments_provider_short check (length(provider) between 1 and 40),
  key               uuid not null default gen_random_uuid(),
  external_id       text constraint payments_external_id_short check (length(external_id) between 1 and 200),
  confirmation_url  text constraint payments_confirmation_url_short check (length(confirmation_url) <= 2000),
  reference         text constraint payments_reference_short check (length(reference) <= 200),
  failure           text constraint payments_failure_short check (length(failure) <= 500),
  actor             text not null constraint payments_actor_short check (length(actor) between 1 and 40),
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  constraint payments_event foreign key (order_id, event) references order_history,
  constraint payments_operation foreign key (client_id, operation_seq) references operations,
  constraint payments_wallet check ((method = 'WALLET') = (operation_seq is not null) and (client_id is null) = (operation_seq is null)),
  constraint payments_online check ((method = 'ONLINE') = (provider is not null)),
  constraint payments_taken check (case when status in ('PENDING', 'AUTHORISED') then event is null
                                        when status in ('CAPTURING', 'CAPTURED') then event is not null else true end),
  constraint payments_at_once check (method = 'ONLINE' or status = 'CAPTURED')
);
create index payments_order on payments (order_id);
create unique index payments_once_per_method on payments (order_id, event, method) where event is not null;
create unique index payments_external on payments (provider, external_id) where external_id is not null;
create unique index payments_operation on payments (client_id, operation_seq) where operation_seq is not null;
-- One intention at a time: a client does not pay twice for one order.
create unique index payments_one_open on payments (order_id) where method = 'ONLINE' and event is null and status in ('PENDING', 'AUTHORISED');
create index payments_unsettled on payments (status, id) where status in ('PENDING', 'AUTHORISED', 'CAPTURING', 'VOIDING');

create table refunds (
  id             bigint generated always as identity primary key,
  payment_id     bigint not null references payments,
  order_id       bigint not null,
  event          bigint not null,
  amount         money_amount not null constraint refunds_amount_positive check (amount > 0),
  status         refund_status not null,
  client_id      bigint,
  operation_seq  bigint,
  key            uuid not null default gen_random_uuid(),
  external_id    text constraint refunds_external_id_short check (length(external_id) between 1 and 200),
  reference      text constraint refunds_reference_short check (length(reference) <= 200),
  failure        text constraint refunds_failure_short check (length(failure) <= 500),
  actor          text not null constraint refunds_actor_short check (length(actor) between 1 and 40),
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  constraint refunds_event foreign key (order_id, event) references order_history,
  constraint refunds_operation foreign key (client_id, operation_seq) references operations,
  constraint refunds_wallet check ((client_id is null) = (operation_seq is null))
);
create index refunds_order on refunds (order_id);
create unique index refunds_once on refunds (payment_id, event);
create unique index refunds_operation on refunds (client_id, operation_seq) where operation_seq is not null;
create index refunds_unsettled on refunds (id) where status = 'PENDING';
