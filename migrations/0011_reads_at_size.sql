-- What lists and searches of a million clients and ten million operations stand on. No table changes, only indexes and the sample of
-- letters; docs/performance.md has what each costs and gives.

-- Rare kinds and amounts, newest first: within a kind, stretches of 65 536 ids, as the text indexes have them. One scan goes through the
-- stretches from the end where a page begins and stops when it has enough, whatever the values are and wherever they lie. New
-- operations of a kind go to one stretch, not all over the index, so it is cheaper to write than (kind, amount, id), and as large: the
-- number of a stretch has four bytes, enough for 140 trillion operations.
drop index operations_kind_amount;
create index operations_kind_amount on operations (kind, ((id >> 16)::integer), amount, id);

-- With the amount, a client's sums are read from the index alone; its operations lie all over the log.
create unique index operations_chain on operations (client_id, seq) include (amount);
alter table operations drop constraint operations_pkey;
alter table operations add constraint operations_pkey primary key using index operations_chain;

-- With what tells a live client from an archived one, counts are read from the index alone.
drop index accounts_balance;
create index accounts_balance on accounts (balance, client_id) include (status);
drop index clients_kind;
create index clients_kind on clients (kind, id) include (archived_at);
-- An index on an expression answers alone only if it has the column too.
drop index clients_city;
create index clients_city on clients (search_key(city) collate "C", id) include (city, archived_at) where city is not null;

-- Planning compares a pattern with every value of the histogram, and what it estimates is not relied upon.
alter table client_documents alter column document set statistics 10;
alter table operation_texts alter column document set statistics 10;
analyze clients, accounts, client_documents, operations, operation_texts;

-- The autocomplete asks for words that begin with what was typed, and trigrams do not know where in a word they stand: "сева" was compared
-- with everybody who has a Сергеевна and an address in Севастополь. So the first three and four letters of each word of names, phones
-- and emails have lists of their own in the index on documents.
create function word_starts(document text) returns text[]
  language sql immutable strict parallel safe
  return array(select distinct left(word, letters)
                 from unnest((string_to_array(split_part(document, E'\x03', 1), E'\x01'))[2:]) as word, generate_series(3, 4) as letters
                where length(word) >= letters);
drop index client_documents_text;
create index client_documents_text on client_documents
  using gin ((client_id >> 16), (client_id >> 12), document gin_trgm_ops, word_starts(document)) with (fastupdate = off);

-- Also how common beginnings of words are: one or two letters after what stands before a word, which in documents of clients is U+0001 and
-- in descriptions a space; and what word_starts gives.
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
               select mark || start from unnest(word_starts(document)) as start where origin = 'clients') as cut (gram)) grams
     where gram ~ '^([0-9a-zа-я]{3}|[\u0001 ][0-9a-zа-я]{1,4})$' group by gram;
  insert into search_samples values (origin, greatest_id, clock_timestamp())
    on conflict (source) do update set upto = excluded.upto, taken_at = excluded.taken_at;
end $$;
revoke execute on function sample_grams(text, bigint, text[]) from public;
-- The samples that there are know nothing of beginnings: the server takes new ones when it starts.
delete from search_samples;
