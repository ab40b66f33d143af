-- What somebody has paid out today: a withdrawal of a person who is bound by a daily sum looks it up under their lock. Withdrawals are
-- adjustments downwards; all other operations are left out, so that the index costs them nothing.
create index operations_paid_out on operations (actor, created_at) include (amount) where kind = 'ADJUSTMENT' and amount < 0;
