-- Invariant: an API key belongs to the person who made it, unless an administrator made it for no person: a service account.
-- The rights of a person's key are its scopes as far as its owner has them at the moment of the request, and it is refused while its
-- owner is disabled. Keys from before belong to whoever made them; the server has no right to change the column, so no key changes sides.

alter table api_keys add column service_account boolean not null default false;
