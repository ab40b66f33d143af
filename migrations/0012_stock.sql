-- Products and the stock journal.
--
-- Invariants held here:
--   * the journal is append-only; per product seq = 1, 2, 3, ...; quantity_after = the one before + quantity, never below zero;
--   * products.quantity = quantity_after of the last movement: moved by the journal's own trigger and by nothing else;
--   * a kind has only the signs that it allows; movements of an order name it and its event (0013 checks them against the lines).

-- Thousandths at the finest: pieces, metres, kilograms. NaN and Infinity sort above every number and are refused by the bounds.
create domain stock_quantity as numeric
  constraint quantity_in_bounds check (value between -999999999.999 and 999999999.999)
  constraint quantity_three_places check (scale(value) <= 3);

create type movement_kind as enum ('RECEIPT', 'SALE', 'CANCELLATION', 'RETURN', 'WRITE_OFF', 'STOCK_TAKE');

create table products (
  id           bigint generated always as identity primary key,
  sku          text constraint products_sku_short check (length(sku) between 1 and 60),
  name         text not null constraint products_name_present check (length(btrim(name)) between 1 and 300),
  unit         text not null default 'шт' constraint products_unit_short check (length(unit) between 1 and 20),
  price        money_amount not null constraint products_price_range check (price >= 0),
  quantity     stock_quantity not null default 0 constraint products_quantity_not_below_zero check (quantity >= 0),
  seq          bigint not null default 0 constraint products_seq_range check (seq >= 0),
  version      bigint not null default 1,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  archived_at  timestamptz,
  constraint products_empty_is_zero check (seq > 0 or quantity = 0)
) with (fillfactor = 50);
-- No index has quantity or seq, so that a sale stays a HOT update.
create unique index products_sku on products (sku) where sku is not null;
create index products_name on products (search_key(name) collate "C", id);

create table stock_movements (
  id              bigint generated always as identity,
  product_id      bigint not null,
  seq             bigint not null constraint stock_movements_seq_positive check (seq >= 1),
  kind            movement_kind not null,
  quantity        stock_quantity not null,
  quantity_after  stock_quantity not null constraint stock_movements_not_below_zero check (quantity_after >= 0),
  order_id        bigint,
  event           bigint,
  reason          text constraint stock_movements_reason_short check (length(reason) <= 500),
  actor           text not null constraint stock_movements_actor_short check (length(actor) between 1 and 40),
  created_at      timestamptz not null constraint stock_movements_created_at_finite check (isfinite(created_at)),
  primary key (product_id, seq),
  constraint stock_movements_sign check (case
    when kind in ('RECEIPT', 'CANCELLATION', 'RETURN') then quantity > 0
    when kind in ('SALE', 'WRITE_OFF') then quantity < 0
    else true end),
  constraint stock_movements_of_orders check ((kind in ('SALE', 'CANCELLATION', 'RETURN')) = (order_id is not null)),
  constraint stock_movements_of_events check ((order_id is null) = (event is null)),
  constraint stock_movements_explained check (kind not in ('WRITE_OFF', 'STOCK_TAKE') or length(btrim(coalesce(reason, ''))) >= 3)
);
create unique index stock_movements_id on stock_movements (id);
create index stock_movements_order on stock_movements (order_id, event) where order_id is not null;
create unique index stock_movements_once on stock_movements (order_id, product_id, kind) where kind in ('SALE', 'CANCELLATION');
create unique index stock_movements_returned_once on stock_movements (order_id, event, product_id) where kind = 'RETURN';

create trigger stock_movements_append_only before update or delete on stock_movements
  for each statement execute function refuse_change();
create trigger stock_movements_kept before truncate on stock_movements for each statement execute function refuse_change();

-- Checks the rows of one INSERT as a set and moves the quantities. One pass per statement.
create function move_stock() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  touched bigint;
  moved bigint;
begin
  with linked as (
    select product_id, seq, quantity, quantity_after,
           lag(seq) over chain as prev_seq, lag(quantity_after) over chain as prev_quantity, lead(seq) over chain is null as is_last
      from moved_rows window chain as (partition by product_id order by seq)
  ), heads as (
    select product_id, min(seq) as first_seq, max(seq) as last_seq,
           max(quantity_after - quantity) filter (where prev_seq is null) as opening,
           max(quantity_after) filter (where is_last) as closing,
           bool_and(prev_seq is null or (seq = prev_seq + 1 and quantity_after = prev_quantity + quantity)) as chained
      from linked group by product_id
  ), forward as (
    update products p set quantity = h.closing, seq = h.last_seq
      from heads h
     where p.id = h.product_id and h.chained and p.seq = h.first_seq - 1 and p.quantity = h.opening
    returning 1
  )
  select (select count(*) from heads), (select count(*) from forward) into touched, moved;
  if moved <> touched then
    raise exception 'movements do not continue the stock: % of % products moved', moved, touched
      using errcode = 'check_violation', constraint = 'stock_movements_chain';
  end if;
  return null;
end $$;
create trigger stock_moved after insert on stock_movements referencing new table as moved_rows
  for each statement execute function move_stock();

create function refuse_direct_stock() returns trigger language plpgsql as $$
begin
  raise exception 'product %: the quantity changes only through the stock journal', coalesce(new.id, old.id)
    using errcode = 'restrict_violation', constraint = 'products_head';
end $$;
create trigger products_head before update of id, quantity, seq on products
  for each row when (pg_trigger_depth() = 0) execute function refuse_direct_stock();
create trigger products_opened before insert on products
  for each row when (new.seq <> 0 or new.quantity <> 0) execute function refuse_direct_stock();
create trigger products_truncated before truncate on products for each statement execute function refuse_change();

create function refuse_used_product() returns trigger language plpgsql as $$
begin
  raise exception 'product % has movements and cannot be deleted', old.id
    using errcode = 'foreign_key_violation', constraint = 'products_kept';
end $$;
create trigger products_kept before delete on products for each row when (old.seq > 0) execute function refuse_used_product();

grant select on products, stock_movements to saldo_server;
grant insert (sku, name, unit, price, created_at, updated_at),
      update (sku, name, unit, price, version, updated_at, archived_at), delete on products to saldo_server;
grant insert (product_id, seq, kind, quantity, quantity_after, order_id, event, reason, actor, created_at) on stock_movements to saldo_server;
