-- Deliveries of the bank that say something against being credited: another currency, money going the other way, a payment not done.
-- Invariant: such a delivery is kept as a conflict for ever and never becomes the credit, nor is it taken for the same delivery
-- without the objection, which may still come and be credited under the same operation_id.

alter table bank_deliveries
  add column objection text constraint bank_deliveries_objection_known check (objection in ('currency', 'direction', 'state')),
  add constraint bank_deliveries_objection_kept check (objection is null or status = 'conflict');

drop index bank_deliveries_open_once;
create unique index bank_deliveries_open_once on bank_deliveries
  (operation_id, payer_inn, amount, document_number, document_date, coalesce(objection, '')) where status <> 'credited';

drop trigger bank_deliveries_kept on bank_deliveries;
create trigger bank_deliveries_kept before update on bank_deliveries for each row
  when (old.status = 'credited'
     or (old.id, old.operation_id, old.payer_inn, old.amount, old.document_number, old.document_date, old.body, old.received_at, old.objection)
        is distinct from
        (new.id, new.operation_id, new.payer_inn, new.amount, new.document_number, new.document_date, new.body, new.received_at, new.objection))
  execute function keep_delivery();
