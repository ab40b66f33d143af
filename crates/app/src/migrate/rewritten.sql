-- Builds of 2026-11-21 had another text of 0014 (they put the cheaper guards there) and, some of them, another 0021 (0021_order_money). What
-- they made is brought to where today's 0021 begins; it replaces every function in which the texts differ. Anywhere else this does nothing.
do $$ begin
  if to_regclass('_sqlx_migrations') is null then
    return;
  end if;
  if not exists (select from _sqlx_migrations where version = 14 and checksum =
       '\x4864f4f18f1963e9d7923effa1eb506ebef86c4fe8f61619ef64b770b05320029b0d92c97b1f4ee4f44f371b57722ea3') then
    return;
  end if;
  lock table _sqlx_migrations in exclusive mode;
  -- Another process may have been faster; then nothing is left to do below.
  update _sqlx_migrations set checksum =
      '\x110bd3a2e41f4722962cd9587c6786dbb256cf6b2ca883e44231d47967f3fee27bbddc57fa233b2c8aa943be809bffdb'
   where version = 14 and checksum =
      '\x4864f4f18f1963e9d7923effa1eb506ebef86c4fe8f61619ef64b770b05320029b0d92c97b1f4ee4f44f371b57722ea3';
  if not found then
    return;
  end if;
  -- What today's 0021 drops must be there.
  create function event_is_new(of_order bigint, number bigint, kinds order_event[]) returns boolean language sql stable as 'select false';
  delete from _sqlx_migrations where version = 21 and checksum =
      '\xbd7f73f8c3b709f475ff20ade3ccee6d6bcea89e44cc080c2fe4a01f339fcc30d203d2caa0d6dfb1c54a52957fbd5757';
  if found then
    alter table order_history add constraint order_history_order_id_fkey check (true) not valid;
    alter table payments add constraint payments_event check (true) not valid, add constraint payments_operation check (true) not valid;
  end if;
end $$;
