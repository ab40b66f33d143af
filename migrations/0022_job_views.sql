-- Saved views of the background jobs.
--
-- Invariant held here: a view belongs to a list that the program knows (saved_views_list_known).

alter table saved_views drop constraint saved_views_list_known;
alter table saved_views add constraint saved_views_list_known check (list in (
  'clients', 'services', 'operations', 'bank-deliveries', 'products', 'stock-movements', 'orders', 'payments', 'journal', 'jobs'
));
