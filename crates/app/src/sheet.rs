//! CSV files for spreadsheets and for programs: UTF-8 with a byte order mark, semicolons, CRLF.
//!
//! A column and its cells say what they are (a sum, a word of a vocabulary, a moment, a phone, a text); here alone is decided how that is
//! written, by the form that was asked for. Invariants: a line has a cell for every column, shown or not; every text that people
//! wrote is a [`Cell::Text`], and one that a spreadsheet would run as a formula begins with an apostrophe, which can be taken away
//! again without loss (`formula.rs`). Numbers, sums, dates and phones in their own form are no formulas.

mod cell;
mod formula;

use bytes::Bytes;
use contract::export::{ExportColumns, ExportForm, ExportFormat};

pub use cell::Cell;

use crate::{Clock, Error, Result};

const BOM: &str = "\u{feff}";

/// A column of a file.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name for programs, which never changes.
    key: &'static str,
    ru: &'static str,
    en: &'static str,
    /// Only where all columns are asked for.
    extra: bool,
}

/// A column that people want.
pub const fn column(key: &'static str, ru: &'static str, en: &'static str) -> Column {
    Column { key, ru, en, extra: false }
}

impl Column {
    /// The same, but only where all columns are asked for.
    pub const fn extra(self) -> Self {
        Self { extra: true, ..self }
    }
}

/// A line: a cell for each column, shown or not.
pub type Line = Vec<Cell>;

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    pub columns: &'static [Column],
    pub form: ExportForm,
    pub clock: Clock,
}

impl Layout {
    fn shows(&self, column: &Column) -> bool {
        !column.extra || self.form.columns == ExportColumns::All || self.form.format == ExportFormat::Machine
    }

    fn head(&self) -> Vec<&'static str> {
        let shown = self.columns.iter().filter(|column| self.shows(column));
        let word = |column: &Column| match self.form.format {
            ExportFormat::Machine => column.key,
            ExportFormat::Readable => self.form.lang.choose(column.ru, column.en),
        };
        shown.map(word).collect()
    }

    fn texts(&self, line: &[Cell]) -> Result<Vec<String>> {
        if line.len() != self.columns.len() {
            return Err(Error::Internal(format!(
                "a line of {} cells for {} columns",
                line.len(),
                self.columns.len()
            )));
        }
        let shown = self.columns.iter().zip(line).filter(|(column, _)| self.shows(column));
        Ok(shown.map(|(_, cell)| cell.write(self.form, &self.clock)).collect())
    }
}

/// A piece of a file: the first one has the head line.
pub struct Sheet {
    layout: Layout,
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// The beginning of a file.
    ///
    /// # Errors
    /// None that a memory buffer can have.
    pub fn begin(layout: Layout) -> Result<Self> {
        let mut sheet = Self { layout, writer: writer(BOM.as_bytes().to_vec()) };
        sheet.record(&layout.head())?;
        Ok(sheet)
    }

    /// A later piece.
    pub fn go_on(layout: Layout) -> Self {
        Self { layout, writer: writer(Vec::new()) }
    }

    /// One line.
    ///
    /// # Errors
    /// A line that does not go with the columns: a mistake of ours.
    pub fn line(&mut self, line: &[Cell]) -> Result<()> {
        let texts = self.layout.texts(line)?;
        self.record(&texts)
    }

    /// # Errors
    /// None that a memory buffer can have.
    pub fn finish(self) -> Result<Bytes> {
        self.writer.into_inner().map(Bytes::from).map_err(|error| Error::Internal(format!("CSV: {error}")))
    }

    fn record(&mut self, cells: &[impl AsRef<[u8]>]) -> Result<()> {
        self.writer.write_record(cells).map_err(|error| Error::Internal(format!("CSV: {error}")))
    }
}

fn writer(start: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(start)
}

#[cfg(test)]
mod tests {
    use contract::export::ExportLang;

    use super::*;

    const COLUMNS: &[Column] = &[
        column("id", "№", "No."),
        column("name", "Имя", "Name"),
        column("balance", "Баланс", "Balance").extra(),
    ];

    fn layout(form: ExportForm) -> Layout {
        Layout { columns: COLUMNS, form, clock: Clock::new(chrono_tz::Europe::Moscow) }
    }

    fn cells(name: &str) -> Line {
        vec![1.into(), name.into(), domain::Money::from_kopecks(-150_050).unwrap().into()]
    }

    #[test]
    fn pieces_make_one_file() {
        let mut sheet = Sheet::begin(layout(ExportForm::default())).unwrap();
        sheet.line(&cells("до; \"апреля\"\nдве строки")).unwrap();
        let mut file = sheet.finish().unwrap().to_vec();
        let mut sheet = Sheet::go_on(layout(ExportForm::default()));
        sheet.line(&cells("")).unwrap();
        file.extend(sheet.finish().unwrap());
        let expected = "\u{feff}№;Имя\r\n1;\"до; \"\"апреля\"\"\nдве строки\"\r\n1;\r\n";
        assert_eq!(String::from_utf8(file).unwrap(), expected);
    }

    #[test]
    fn the_form_says_which_columns_and_words_there_are() {
        let file = |form| {
            let mut sheet = Sheet::begin(layout(form)).unwrap();
            sheet.line(&cells("Анна")).unwrap();
            String::from_utf8(sheet.finish().unwrap().to_vec()).unwrap()
        };
        let all = ExportForm { columns: ExportColumns::All, ..ExportForm::default() };
        assert_eq!(file(all), "\u{feff}№;Имя;Баланс\r\n1;Анна;-1500,50\r\n");
        assert_eq!(
            file(ExportForm { lang: ExportLang::En, ..all }),
            "\u{feff}No.;Name;Balance\r\n1;Анна;-1500.50\r\n"
        );
        let machine = ExportForm { format: ExportFormat::Machine, ..ExportForm::default() };
        assert_eq!(file(machine), "\u{feff}id;name;balance\r\n1;Анна;-1500.50\r\n");
    }

    #[test]
    fn a_line_that_does_not_go_with_the_columns_is_a_mistake_of_ours() {
        let mut sheet = Sheet::begin(layout(ExportForm::default())).unwrap();
        assert!(sheet.line(&[1.into()]).is_err());
    }
}
