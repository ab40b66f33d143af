-- Types that every other table stands on, and the two guards for append-only tables.
--
-- Who runs this: the role `saldo_owner` (the program switches to it). The program itself later works as `saldo_server`,
-- which owns nothing. Both roles are made before the first migration, because roles belong to the cluster, not to a database.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- Money: exact, at most two places, bounded. `numeric` alone accepts NaN and Infinity and, with a type modifier,
-- silently rounds a third decimal; this domain refuses all three (NaN and Infinity sort above every number).
create domain money_amount as numeric
  constraint money_in_bounds check (value between -999999999999999.99 and 999999999999999.99)
  constraint money_two_places check (scale(value) <= 2);

create type client_kind as enum ('INDIVIDUAL', 'LEGAL_ENTITY', 'SOLE_PROPRIETOR', 'OTHER');

create type operation_kind as enum (
  'TOP_UP', 'BANK_PAYMENT', 'CONNECTION_FEE', 'RECURRING_FEE', 'USAGE', 'ORDER_PAYMENT', 'ORDER_REFUND',
  'ADJUSTMENT', 'REVERSAL', 'OPENING_BALANCE', 'PURCHASE', 'NOTE');

-- The form in which text is compared and searched: lower case, ё as е, single spaces. The domain crate has the same function.
-- The four spaces that \s leaves out are named: a non-breaking one comes with every pasted name.
create function search_key(value text) returns text
  language sql immutable strict parallel safe
  return btrim(regexp_replace(lower(translate(value, 'Ёё', 'Ее')), '[\s\u0085\u00a0\u2007\u202f]+', ' ', 'g'));

-- Invariant: rows of an append-only table are never changed or removed, by nobody, the owner included.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
end $$;
