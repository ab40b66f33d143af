//! Rows for COPY in its text format, sent in portions.

use std::fmt::{Display, Write};

use sqlx::PgConnection;
use sqlx::postgres::PgCopyIn;

const PORTION_BYTES: usize = 1 << 20;

/// A COPY that is under way. Fields are given in the order of the statement's columns.
pub struct Copy<'c> {
    sink: PgCopyIn<&'c mut PgConnection>,
    buffer: String,
    at_start: bool,
}

impl<'c> Copy<'c> {
    /// Begins `copy ... from stdin`.
    pub async fn begin(connection: &'c mut PgConnection, statement: &str) -> Result<Self, sqlx::Error> {
        let sink = connection.copy_in_raw(statement).await?;
        Ok(Self { sink, buffer: String::with_capacity(PORTION_BYTES + 4096), at_start: true })
    }

    fn separate(&mut self) {
        if !self.at_start {
            self.buffer.push('\t');
        }
        self.at_start = false;
    }

    /// A text, with what COPY takes for marks escaped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.separate();
        for c in text.chars() {
            match c {
                '\\' => self.buffer.push_str("\\\\"),
                '\t' => self.buffer.push_str("\\t"),
                '\n' => self.buffer.push_str("\\n"),
                '\r' => self.buffer.push_str("\\r"),
                _ => self.buffer.push(c),
            }
        }
        self
    }

    /// A number, a date: something whose text has no marks.
    pub fn plain(&mut self, value: impl Display) -> &mut Self {
        self.separate();
        // Writing to a String never fails.
        let _ = write!(self.buffer, "{value}");
        self
    }

    /// A sum of kopecks.
    pub fn money(&mut self, kopecks: i64) -> &mut Self {
        let sign = if kopecks < 0 { "-" } else { "" };
        let size = kopecks.unsigned_abs();
        self.plain(format_args!("{sign}{}.{:02}", size / 100, size % 100))
    }

    pub fn null(&mut self) -> &mut Self {
        self.separate();
        self.buffer.push_str("\\N");
        self
    }

    pub fn optional(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// Ends the row.
    pub async fn end(&mut self) -> Result<(), sqlx::Error> {
        self.buffer.push('\n');
        self.at_start = true;
        if self.buffer.len() >= PORTION_BYTES {
            self.flush().await?;
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), sqlx::Error> {
        self.sink.send(self.buffer.as_bytes()).await?;
        self.buffer.clear();
        Ok(())
    }

    /// Ends the COPY; the database's triggers run now.
    pub async fn finish(mut self) -> Result<u64, sqlx::Error> {
        self.flush().await?;
        self.sink.finish().await
    }
}
