-- Lists of products, orders, movements of stock and entries at size.
--
-- Nothing is held here; these only make reads fast. None has a column that a sale changes but the status of its order, so that the
-- update of a product stays HOT.

-- Name and article number, for "contains". No pending list: it would be read by every search, and products change rarely.
create index products_text on products using gin (search_key(name || E'\x02' || coalesce(sku, '')) gin_trgm_ops) with (fastupdate = off);

-- The journal by time, and the part of it that people made by hand, which sales drown.
create index stock_movements_at on stock_movements (created_at, id);
create index stock_movements_by_hand on stock_movements (created_at, id) where order_id is null;

-- Orders of a period, by time; the comments that there are, for "contains"; the orders of a product, newest first.
create index orders_created on orders (created_at, id);
create index orders_comment on orders using gin (search_key(comment) gin_trgm_ops) with (fastupdate = off) where comment <> '';
drop index order_lines_product;
create index order_lines_product on order_lines (product_id, order_id);

-- The entries of an account, by the few pairs of accounts that there are: a rare account is found as fast as a common one.
create index journal_entries_pairs on journal_entries (debit, credit, at, id);
