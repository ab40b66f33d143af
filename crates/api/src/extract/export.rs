//! Query parameters of an export: those of its list, without the ones that cut pages, and how the file is written.

use std::future::{Ready, ready};
use std::time::{Duration, Instant};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use app::ActorId;
use contract::export::{ExportForm, ExportQuery};
use serde::de::DeserializeOwned;

use super::query::parse;
use crate::error::Failure;
use crate::state;

/// What cuts pages or counts rows: a file has all of them.
pub const OF_PAGES: [&str; 4] = ["cursor", "limit", "count", "totals"];
const TOO_MANY: &str = "two files at once are enough for one caller: read them first";
const RETRY: Duration = Duration::from_secs(5);
/// What says how the file is written.
const FORM: [&str; 3] = ["lang", "format", "columns"];

/// The parameters of the list, and how the file is written.
pub struct Export<T> {
    pub query: T,
    pub form: ExportForm,
}

impl<T: DeserializeOwned> FromRequest for Export<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(begin(request).and_then(|()| read(request.query_string())))
    }
}

/// Counts the file among those of its caller, until its body is sent (see `edge`). The guard, which stands before, has told who asks.
fn begin(request: &HttpRequest) -> Result<(), Failure> {
    let caller = request.extensions().get::<ActorId>().copied();
    let caller = caller.ok_or_else(|| Failure::internal("an export without a guard before it"))?;
    let download = state::of(request)?.downloads.begin(caller, Instant::now());
    let download = download.ok_or_else(|| Failure::wait(TOO_MANY, RETRY))?;
    request.extensions_mut().insert(download);
    Ok(())
}

fn read<T: DeserializeOwned>(text: &str) -> Result<Export<T>, Failure> {
    let pairs = || text.split('&').map(|pair| (pair, pair.split_once('=').unwrap_or((pair, ""))));
    if let Some((_, (name, _))) =
        pairs().find(|(_, (name, value))| OF_PAGES.contains(name) && !value.is_empty())
    {
        return Err(Failure::query(name, "unknown_field"));
    }
    let (mut form, mut list) = (Vec::new(), Vec::new());
    for (pair, (name, _)) in pairs() {
        if FORM.contains(&name) {
            form.push(pair);
        } else if !OF_PAGES.contains(&name) {
            list.push(pair);
        }
    }
    let chosen: ExportQuery = parse(&form.join("&"))?;
    Ok(Export { query: parse(&list.join("&"))?, form: chosen.into() })
}

#[cfg(test)]
mod tests {
    use contract::clients::ClientQuery;
    use contract::export::{ExportColumns, ExportFormat, ExportLang};

    use super::*;

    fn fault(text: &str) -> (String, String) {
        let problem = read::<ClientQuery>(text).err().map(|failure| failure.problem).unwrap();
        (problem.errors[0].field.clone(), problem.errors[0].code.clone())
    }

    #[test]
    fn the_filters_of_the_list_and_a_language_are_read() {
        let export: Export<ClientQuery> =
            read("q=%D0%98&lang=en&service_param=a~b&sort=-name&limit=").unwrap();
        assert_eq!(export.form.lang, ExportLang::En);
        assert_eq!((export.query.q.as_deref(), export.query.sort.as_deref()), (Some("И"), Some("-name")));
        let export: Export<ClientQuery> = read("").unwrap();
        assert_eq!((export.form, export.query), (ExportForm::default(), ClientQuery::default()));
        let export: Export<ClientQuery> = read("format=machine&columns=all").unwrap();
        assert_eq!((export.form.format, export.form.columns), (ExportFormat::Machine, ExportColumns::All));
    }

    #[test]
    fn what_cuts_pages_and_what_is_unknown_is_refused() {
        let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        for name in OF_PAGES {
            assert_eq!(fault(&format!("{name}=1")), pair(name, "unknown_field"));
        }
        assert_eq!(fault("colour=red"), pair("colour", "unknown_field"));
        assert_eq!(fault("format=xml"), pair("format", "unknown_value"));
        assert_eq!(fault("columns=some"), pair("columns", "unknown_value"));
        assert_eq!(fault("lang=de"), pair("lang", "unknown_value"));
        assert_eq!(fault("lang=ru&lang=en").0, "lang");
    }
}
