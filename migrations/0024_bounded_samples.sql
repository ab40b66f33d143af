-- The samples of trigrams cost what the texts in them are long: 20 000 descriptions of 300 letters took longer than a statement of
-- the server may, were begun again every second, and kept a killed postmaster from coming back. A sample is bounded in letters now.
-- Shares stay what they are (rows with the gram / rows of the sample); fewer rows make them coarser, and a search slower, never wrong.

-- Documents of at most a million letters together, spread over the ids.
create function sample_within(documents text[]) returns text[]
  language sql immutable parallel safe set search_path = public, pg_temp as $$
  select array(select document
                 from (select document, place, sum(length(document)) over (order by hashint8(place), place) as letters
                         from unnest(documents) with ordinality as given (document, place)) summed
                where letters <= 1000000 order by hashint8(place), place)
$$;
revoke execute on function sample_within(text[]) from public;

create or replace function sample_operation_grams() returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  greatest_id bigint := (select max(operation_id) from operation_texts);
begin
  if greatest_id is null or exists (select from search_samples where source = 'operations' and upto * 3 / 2 + 1000 > greatest_id
                                       and taken_at > clock_timestamp() - interval '1 day')
     or not pg_try_advisory_xact_lock(hashtext('sample_operation_grams')) then
    return false;
  end if;
  perform sample_grams('operations', greatest_id, sample_within(array(
    select document from operation_texts
     where operation_id in (select n * greatest_id / 20000 from generate_series(1, 20000) as n))));
  return true;
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
  perform sample_grams('clients', greatest_id,
                       sample_within(array(select document from client_documents where client_id = any(chosen))));
  delete from search_grams where source = 'client tags';
  insert into search_grams
    select 'client tags', tag, count(*)::real / cardinality(chosen)
      from client_documents, unnest(tags) as tag where client_id = any(chosen) group by tag;
  return true;
end $$;
