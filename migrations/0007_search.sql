-- Finding clients by text.
--
-- One document per client, for "contains": everything that is searched, in the form of search_key, fields apart by U+0002. Before
-- each word stands U+0001, so that "begins a word" is a plain LIKE too, and U+0003 parts names, phones and emails (where the
-- autocomplete looks) from addresses and other data. None of these characters can be typed: input with control characters is refused.
-- Invariant: client_documents says what client_texts says, for every client but the system one; triggers keep it so, and
-- `saldo verify` compares them. The server's role reads the documents and cannot write them.

-- Digits of a phone as they are compared: a whole Russian number that is dialled with 8 begins with 7. As in the domain crate.
create function phone_digits(value text) returns text
  language sql immutable strict parallel safe
  return case when value !~ '^\s*\+' and regexp_replace(value, '[^0-9]', '', 'g') ~ '^8[0-9]{10}$'
              then '7' || right(regexp_replace(value, '[^0-9]', '', 'g'), 10)
              else regexp_replace(value, '[^0-9]', '', 'g') end;

create function mark_words(key text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(key, '\m', E'\x01', 'g');

-- Patterns for `document like pattern`: the text anywhere; the text at the beginning of a word.
create function contains_pattern(key text) returns text
  language sql immutable strict parallel safe
  return '%' || regexp_replace(ltrim(mark_words(key), E'\x01'), '([\\%_])', '\\\1', 'g') || '%';
create function begins_pattern(key text) returns text
  language sql immutable strict parallel safe
  return '%' || regexp_replace(mark_words(key), '([\\%_])', '\\\1', 'g') || '%';

create view client_texts as
  select c.id as client_id,
         mark_words(search_key(concat_ws(E'\x02', c.name, c.phone, c.email, k.people))
                    || E'\x03' || coalesce(search_key(k.places), '')) as document
    from clients c
    left join lateral (
      select string_agg(concat_ws(E'\x02', full_name, phone, nullif(phone_digits(phone), ''), email), E'\x02' order by position) as people,
             string_agg(concat_ws(E'\x02', address, (select string_agg(value, E'\x02' order by key) from jsonb_each_text(other))),
                        E'\x02' order by position) as places
        from contacts where client_id = c.id) k on true
   where not c.is_system;

create table client_documents (
  client_id  bigint primary key references clients on delete cascade,
  document   text not null
);
insert into client_documents select client_id, document from client_texts;

-- The first two columns cut the ids into stretches of 65 536 and of 4096. A search that would find too many at once asks for a stretch
-- after another, in the order of the list, and stops when a page is full; equality with a stretch costs one more list of the index.
-- No pending list: it would be read by every search, and clients change rarely.
create index client_documents_text on client_documents
  using gin ((client_id >> 16), (client_id >> 12), document gin_trgm_ops) with (fastupdate = off);

-- How common three letters are, from a sample. The text index costs what the lists of the trigrams that it is asked for are long, and
-- a name has twenty of them, most of them common; so a search asks for the rarest few and compares the rest itself.
-- Only letters whose trigrams the index has for sure; wrong or missing figures make a search slower, never wrong.
create table search_grams (
  source  text not null,
  gram    text collate "C" not null,
  share   real not null,
  primary key (source, gram)
);
create table search_samples (
  source    text primary key,
  upto      bigint not null,                     -- greatest id when it was taken
  taken_at  timestamptz not null
);

create function sample_grams(origin text, greatest_id bigint, documents text[]) returns void
  language plpgsql set search_path = public, pg_temp as $$
begin
  delete from search_grams where source = origin;
  insert into search_grams
    select origin, gram, count(*)::real / cardinality(documents)
      from (select distinct place, substr(document, at, 3) as gram
              from unnest(documents) with ordinality as sample (document, place), generate_series(1, length(document) - 2) as at) grams
     where gram ~ '^[0-9a-zа-я]{3}$' group by gram;
  insert into search_samples values (origin, greatest_id, clock_timestamp())
    on conflict (source) do update set upto = excluded.upto, taken_at = excluded.taken_at;
end $$;

-- Takes a new sample when there is none, after a day, or when half as many clients have come again; says whether it did.
create function sample_client_grams() returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  greatest_id bigint := (select max(client_id) from client_documents);
begin
  if greatest_id is null or exists (select from search_samples where source = 'clients' and upto * 3 / 2 + 1000 > greatest_id
                                       and taken_at > clock_timestamp() - interval '1 day')
     or not pg_try_advisory_xact_lock(hashtext('sample_client_grams')) then
    return false;
  end if;
  perform sample_grams('clients', greatest_id, array(
    select document from client_documents
     where client_id in (select n * greatest_id / 5000 from generate_series(1, 5000) as n)));
  return true;
end $$;
revoke execute on function sample_grams(text, bigint, text[]), sample_client_grams() from public;

create function add_client_documents() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into client_documents
    select t.client_id, t.document from client_texts t where t.client_id in (select id from opened);
  return null;
end $$;
create trigger clients_document_added after insert on clients referencing new table as opened
  for each statement execute function add_client_documents();

create function change_client_documents() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update client_documents d set document = t.document
    from client_texts t
   where t.client_id = d.client_id and t.client_id in (
     select n.id from now_is n join was w on w.id = n.id
      where (n.name, n.phone, n.email) is distinct from (w.name, w.phone, w.email));
  return null;
end $$;
create trigger clients_document_changed after update on clients referencing old table as was new table as now_is
  for each statement execute function change_client_documents();

create function follow_contacts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update client_documents d set document = t.document
    from client_texts t
   where t.client_id = d.client_id and t.client_id in (select client_id from changed);
  return null;
end $$;
create trigger contacts_document_added after insert on contacts referencing new table as changed
  for each statement execute function follow_contacts();
create trigger contacts_document_removed after delete on contacts referencing old table as changed
  for each statement execute function follow_contacts();
-- An edit replaces contacts as a whole. A changed one would need both its clients here, so it is not allowed to change.
revoke update on contacts from saldo_server;

-- Beginnings, for the autocomplete: a handful of probes of these finds ten clients in most cases.
create index clients_phone on clients (phone collate "C", id) where phone is not null;
create index clients_email on clients (search_key(email) collate "C", id) where email is not null;
create index contacts_full_name on contacts (search_key(full_name) collate "C", client_id) where full_name is not null;
create index contacts_phone on contacts (phone_digits(phone) collate "C", client_id) where phone is not null;
create index contacts_email on contacts (search_key(email) collate "C", client_id) where email is not null;

-- The list shows live clients, and many archived ones may stand together.
create index clients_live on clients (id) where archived_at is null and not is_system;
-- A city is found however it is capitalised.
drop index clients_city;
create index clients_city on clients (search_key(city) collate "C", id) where city is not null;

grant select on client_texts, client_documents, search_grams, search_samples to saldo_server;
grant execute on function sample_client_grams() to saldo_server;
