//! Clients that a new one may be: live ones with its phone or email, their own or a contact's.
//!
//! An offer to a person, no rule: two people may share a phone, and two requests at once may both find nothing.

use contract::problem::{Candidate, Problem, ProblemCode};
use domain::{phone_digits, search_key};
use sqlx::PgConnection;

use super::input::Record;
use crate::{Error, Result};

/// Most candidates of one answer.
const MOST: i64 = 5;

/// # Errors
/// `duplicate_client` with the candidates, if there are any.
pub async fn refuse(tx: &mut PgConnection, record: &Record) -> Result<()> {
    let candidates = find(tx, record).await?;
    if candidates.is_empty() {
        return Ok(());
    }
    let mut problem = Problem::new(ProblemCode::DuplicateClient, "a live client has this phone or email");
    problem.candidates = candidates;
    Err(Error::from(problem))
}

/// Whose own data fit comes before whose contact fits.
async fn find(tx: &mut PgConnection, record: &Record) -> Result<Vec<Candidate>, sqlx::Error> {
    let phone = record.phone.as_ref().map(|phone| phone.as_str());
    let email = record.email.as_ref().map(|email| search_key(email.as_str()));
    if phone.is_none() && email.is_none() {
        return Ok(Vec::new());
    }
    // A contact's phone is what somebody typed; without the way into the network it is the same number.
    let digits: Vec<String> = phone.map(phone_digits).map(|digits| numbers(&digits)).unwrap_or_default();
    sqlx::query_as!(
        Candidate,
        r#"select c.id, c.name, c.phone, c.email
             from (select id, min(arm) as arm from (
                     (select id, 0 as arm from clients
                       where phone collate "C" = $1 and archived_at is null and not is_system order by id limit $4)
                     union all
                     (select id, 0 from clients
                       where email is not null and search_key(email) collate "C" = $2 and archived_at is null and not is_system
                       order by id limit $4)
                     union all
                     (select k.client_id, 1 from contacts k join clients c on c.id = k.client_id
                       where k.phone is not null and phone_digits(k.phone) collate "C" = any($3) and c.archived_at is null and not c.is_system
                       order by k.client_id limit $4)
                     union all
                     (select k.client_id, 1 from contacts k join clients c on c.id = k.client_id
                       where k.email is not null and search_key(k.email) collate "C" = $2 and c.archived_at is null and not c.is_system
                       order by k.client_id limit $4)) met group by id) found
             join clients c on c.id = found.id
            order by found.arm, c.id limit $4"#,
        phone,
        email,
        &digits,
        MOST
    )
    .fetch_all(tx)
    .await
}

/// The number with and without the country's code.
fn numbers(digits: &str) -> Vec<String> {
    let short = digits.strip_prefix('7').filter(|rest| rest.len() == 10);
    [Some(digits), short].into_iter().flatten().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_russian_number_is_the_same_without_its_seven() {
        assert_eq!(numbers("79788451364"), ["79788451364", "9788451364"]);
        assert_eq!(numbers("380441234567"), ["380441234567"]);
        assert_eq!(numbers("712"), ["712"]);
    }
}
