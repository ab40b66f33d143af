-- Outcomes of idempotency keys have one tag each: {"operations": [..]}, {"event": {..}}, {"movements": [..]}, {"record": {..}},
-- {"refused": {..}} (crates/app/src/keys). Before, three writers wrote arrays whose meaning was guessed from their fields.
--
-- A lone refusal of a command on an order or on the stock looked like one of an operation; it becomes {"refused"}, which both read.
-- A key is still written once: the guard stands aside for this one statement only.

alter table idempotency_keys disable trigger idempotency_keys_append_only;
update idempotency_keys set outcome = case
    when outcome -> 0 ? 'payment_id' then jsonb_build_object('record', jsonb_build_object('id', outcome -> 0 -> 'payment_id'))
    when outcome -> 0 ? 'order_id' and (outcome -> 0 ->> 'event')::bigint = 1
      then jsonb_build_object('record', jsonb_build_object('id', outcome -> 0 -> 'order_id'))
    when outcome -> 0 ? 'order_id' then jsonb_build_object('event', outcome -> 0)
    when outcome -> 0 ? 'movements' then jsonb_build_object('movements', outcome -> 0 -> 'movements')
    when jsonb_array_length(outcome) = 1 and outcome -> 0 ? 'refused' then jsonb_build_object('refused', outcome -> 0 -> 'refused')
    else jsonb_build_object('operations', (
      select jsonb_agg(case when item ? 'refused' then item else jsonb_build_object('posted', item) end order by place)
        from jsonb_array_elements(outcome) with ordinality as items (item, place)))
  end
 where jsonb_typeof(outcome) = 'array';
alter table idempotency_keys enable trigger idempotency_keys_append_only;
