-- Where people signed in before, so that a stranger's wrong passwords never keep anybody out of their own browser or office.
-- Invariant: a place is a digest, of a random token that the browser keeps or of a network's address, and belongs to one user.

create table sign_in_places (
  user_id  bigint not null references users on delete cascade,
  mark     bytea not null constraint sign_in_places_mark_sha256 check (octet_length(mark) = 32),
  last_at  timestamptz not null,
  primary key (user_id, mark)
);
-- A browser that several people use is looked up by its mark alone.
create index sign_in_places_mark on sign_in_places (mark);

grant select, insert, delete on sign_in_places to saldo_server;
grant update (last_at) on sign_in_places to saldo_server;
