-- The log of changes dates its entries itself: the server's role may not write a moment of its own into it, nor a number.
revoke insert on audit_log from saldo_server;
grant insert (actor, action, entity, entity_id, before, after, request_id) on audit_log to saldo_server;
