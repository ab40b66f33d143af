-- Finding clients by a whole name, and by a text together with a kind or a city. Both had tens of thousands of documents compared one
-- by one; docs/performance.md has what each costs now. The table of documents is written anew, so that none of it is left behind.

-- Words that follow each other. Trigrams end where words do, and a client has many people: thirty thousand documents have the letters
-- of "Алексеев Александр Александрович" in the names of different ones. So the end of a word with the beginnings of the next one and
-- the next two have lists of their own, over the whole document. Ends, because a text that is looked for may begin inside a word.
create function word_runs(document text) returns text[]
  language sql immutable strict parallel safe
  return array(select distinct run
                 from (select right(piece, 4) || ' ' || left(lead(piece) over pieces, 3) as two,
                              lead(piece) over pieces ~ '^[0-9a-zа-я]{3,}$' as whole,
                              left(lead(piece, 2) over pieces, 3) as third
                         from unnest(string_to_array(document, E' \x01')) with ordinality as cut (piece, place)
                       window pieces as (order by place)) following,
                      lateral (values (two), (case when whole then two || ' ' || third end)) as runs (run)
                where run ~ '^[0-9a-zа-я]{4} [0-9a-zа-я]{3}( [0-9a-zа-я]{3})?$');

-- The kind and the city, as the filters compare them, beside the document: one index then leads to what has a text and a kind and a
-- city. Not in the document, because they are not searched as text.
create or replace view client_texts as
  select c.id as client_id,
         mark_words(search_key(concat_ws(E'\x02', c.name, c.phone, c.email, k.people))
                    || E'\x03' || coalesce(search_key(k.places), '')) as document,
         array_remove(array['kind ' || c.kind, 'city ' || search_key(c.city)], null) as tags
    from clients c
    left join lateral (
      select string_agg(concat_ws(E'\x02', full_name, phone, nullif(phone_digits(phone), ''), email), E'\x02' order by position) as people,
             string_agg(concat_ws(E'\x02', address, (select string_agg(value, E'\x02' order by key) from jsonb_each_text(other))),
                        E'\x02' order by position) as places
        from contacts where client_id = c.id) k on true
   where not c.is_system;

create table tagged_documents (
  client_id  bigint not null,
  document   text not null,
  tags       text[] not null
);
insert into tagged_documents
  select d.client_id, d.document, array_remove(array['kind ' || c.kind, 'city ' || search_key(c.city)], null)
    from client_documents d join clients c on c.id = d.client_id order by d.client_id;
drop table client_documents;
alter table tagged_documents rename to client_documents;
alter table client_documents add constraint client_documents_pkey primary key (client_id);
alter table client_documents add constraint client_documents_client_id_fkey foreign key (client_id) references clients on delete cascade;
-- As before: the histogram is compared with every pattern, and what comes of it is not relied upon.
alter table client_documents alter column document set statistics 10;
create index client_documents_text on client_documents
  using gin ((client_id >> 16), (client_id >> 12), document gin_trgm_ops, word_starts(document), word_runs(document), tags)
  with (fastupdate = off);
analyze client_documents;
grant select on client_documents to saldo_server;

create or replace function add_client_documents() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into client_documents
    select t.client_id, t.document, t.tags from client_texts t where t.client_id in (select id from opened);
  return null;
end $$;

create or replace function change_client_documents() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update client_documents d set document = t.document, tags = t.tags
    from client_texts t
   where t.client_id = d.client_id and t.client_id in (
     select n.id from now_is n join was w on w.id = n.id
      where (n.name, n.phone, n.email, n.kind, n.city) is distinct from (w.name, w.phone, w.email, w.kind, w.city));
  return null;
end $$;

-- Also how common runs and tags are. Runs that two of the sample have are left out: what is not known counts as rare, and they are many.
create or replace function sample_grams(origin text, greatest_id bigint, documents text[]) returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  mark text := case origin when 'clients' then E'\x01' else ' ' end;
begin
  delete from search_grams where source = origin;
  insert into search_grams
    select origin, gram, count(*)::real / cardinality(documents)
      from (select distinct place, gram
              from unnest(documents) with ordinality as sample (document, place)
             cross join lateral (
               select substr(document, at, 3) from generate_series(1, length(document) - 2) as at
               union all
               select mark || left(word, letters)
                 from unnest((string_to_array(document, mark))[2:]) as word, generate_series(1, 2) as letters
                where length(word) >= letters
               union all
               select mark || start from unnest(word_starts(document)) as start where origin = 'clients'
               union all
               select run from unnest(word_runs(document)) as run where origin = 'clients') as cut (gram)) grams
     where gram ~ '^([0-9a-zа-я]{3}|[\u0001 ][0-9a-zа-я]{1,4}|[0-9a-zа-я]{4} .*)$'
     group by gram having count(*) > 2 or gram !~ '^[0-9a-zа-я]{4} ';
  insert into search_samples values (origin, greatest_id, clock_timestamp())
    on conflict (source) do update set upto = excluded.upto, taken_at = excluded.taken_at;
end $$;

create or replace function sample_client_grams() returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  greatest_id bigint := (select max(client_id) from client_documents);
  chosen bigint[];
begin
  if greatest_id is null or exists (select from search_samples where source = 'clients' and upto * 3 / 2 + 1000 > greatest_id
                                       and taken_at > clock_timestamp() - interval '1 day')
     or not pg_try_advisory_xact_lock(hashtext('sample_client_grams')) then
    return false;
  end if;
  chosen := array(select n * greatest_id / 5000 from generate_series(1, 5000) as n);
  perform sample_grams('clients', greatest_id, array(select document from client_documents where client_id = any(chosen)));
  delete from search_grams where source = 'client tags';
  insert into search_grams
    select 'client tags', tag, count(*)::real / cardinality(chosen)
      from client_documents, unnest(tags) as tag where client_id = any(chosen) group by tag;
  return true;
end $$;
-- The server takes new samples when it starts.
delete from search_samples;
