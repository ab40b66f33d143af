//! CSV files for spreadsheets: UTF-8 with a byte order mark, semicolons, CRLF, times of the business zone, sums with a point.
//!
//! Invariant: a text that a spreadsheet would run as a formula begins with an apostrophe, and the apostrophe can be taken away again
//! without loss: whoever reads a file back removes one apostrophe from a text of apostrophes followed by such a sign. Numbers, sums,
//! dates and phones (`+` and digits only) are written as they are: none of them can be a formula that does anything.

use bytes::Bytes;
use chrono::{DateTime, Utc};

use crate::{Clock, Error, Result};

const BOM: &str = "\u{feff}";
/// How a formula begins, or what a spreadsheet skips before one.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A piece of a file: the first one has the head line.
pub struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    /// The beginning of a file.
    ///
    /// # Errors
    /// None that a memory buffer can have.
    pub fn begin(head: &[&str]) -> Result<Self> {
        let mut sheet = Self(writer(BOM.as_bytes().to_vec()));
        sheet.line(head)?;
        Ok(sheet)
    }

    /// A later piece.
    pub fn go_on() -> Self {
        Self(writer(Vec::new()))
    }

    /// One line. Texts were made safe by [`text`].
    ///
    /// # Errors
    /// None that a memory buffer can have.
    pub fn line(&mut self, cells: &[impl AsRef<[u8]>]) -> Result<()> {
        self.0.write_record(cells).map_err(|error| Error::Internal(format!("CSV: {error}")))
    }

    /// # Errors
    /// None that a memory buffer can have.
    pub fn finish(self) -> Result<Bytes> {
        self.0.into_inner().map(Bytes::from).map_err(|error| Error::Internal(format!("CSV: {error}")))
    }
}

fn writer(start: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(start)
}

/// A text that people wrote, which no spreadsheet runs.
pub fn text(text: &str) -> String {
    if text.trim_start_matches('\'').starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// A text that may be absent.
pub fn optional(value: Option<&str>) -> String {
    value.map(text).unwrap_or_default()
}

/// A number, a sum or another value whose text is no formula.
pub fn plain(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A moment in the business zone, to the second.
pub fn moment(clock: &Clock, at: DateTime<Utc>) -> String {
    at.with_timezone(&clock.zone()).format("%d.%m.%Y %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an import does to a text.
    fn read_back(cell: &str) -> &str {
        match cell.strip_prefix('\'') {
            Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
            Some(_) | None => cell,
        }
    }

    #[test]
    fn formulas_get_an_apostrophe_that_comes_off_without_loss() {
        for (value, cell) in [
            ("=1+1", "'=1+1"),
            ("+7 978", "'+7 978"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("'=1", "''=1"),
            ("''@", "'''@"),
            ("O'Нил", "O'Нил"),
            ("'Ромашка'", "'Ромашка'"),
            ("1=1", "1=1"),
            ("", ""),
        ] {
            assert_eq!(text(value), cell);
            assert_eq!(read_back(&text(value)), value);
        }
    }

    #[test]
    fn pieces_make_one_file() {
        let mut sheet = Sheet::begin(&["№", "Имя"]).unwrap();
        sheet.line(&["1", "до; \"апреля\"\nдве строки"]).unwrap();
        let mut file = sheet.finish().unwrap().to_vec();
        let mut sheet = Sheet::go_on();
        sheet.line(&["2", ""]).unwrap();
        file.extend(sheet.finish().unwrap());
        let expected = "\u{feff}№;Имя\r\n1;\"до; \"\"апреля\"\"\nдве строки\"\r\n2;\r\n";
        assert_eq!(String::from_utf8(file).unwrap(), expected);
    }

    #[test]
    fn moments_are_those_of_the_business_zone() {
        let clock = Clock::new(chrono_tz::Europe::Moscow);
        assert_eq!(moment(&clock, "2026-01-31T22:00:00Z".parse().unwrap()), "01.02.2026 01:00:00");
    }
}
