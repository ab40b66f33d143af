//! Clients: what is accepted and refused, editing by several people, deleting and archiving, the autocomplete.

mod create;
mod duplicates;
mod edit;
mod guarded;
mod retire;
mod search;
mod search_forms;
