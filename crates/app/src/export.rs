//! Exports: a whole filtered list as a CSV file, streamed from one snapshot of the database, a block of rows in memory at a time.
//!
//! Invariant: the file is one state of the database, in the order of the list, each row once. Whoever goes away drops the stream,
//! and with it the snapshot's connection; of whoever stays and does not read, the snapshot takes leave itself (`reader`), and the
//! stream ends with an error.

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};

use crate::Result;
use crate::sheet::{Layout, Line, Sheet};

/// Rows that are read at once: a megabyte or two. As many as a list's first walk looks at, so that a whole list is one walk after another.
pub const BLOCK: usize = 4_000;

/// A list that is read block by block.
pub trait Blocks: 'static {
    /// The next lines; `None` after the last one.
    fn next(&mut self) -> impl Future<Output = Result<Option<Vec<Line>>>>;
}

/// A list that is read from place to place: `read` gives at most [`BLOCK`] lines after a place, the first ones without one, and the
/// place of the last.
pub struct Walk<P, R> {
    place: Option<P>,
    done: bool,
    read: R,
}

impl<P, R> Walk<P, R> {
    pub const fn new(read: R) -> Self {
        Self { place: None, done: false, read }
    }
}

impl<P: 'static, R: AsyncFnMut(Option<P>) -> Result<(Vec<Line>, Option<P>)> + 'static> Blocks for Walk<P, R> {
    async fn next(&mut self) -> Result<Option<Vec<Line>>> {
        if self.done {
            return Ok(None);
        }
        let (lines, last) = (self.read)(self.place.take()).await?;
        self.done = lines.len() < BLOCK;
        self.place = last;
        Ok(Some(lines))
    }
}

/// The file of a list that is short by its nature, in one piece.
///
/// # Errors
/// None that a memory buffer can have.
pub fn whole(layout: Layout, lines: Vec<Line>) -> Result<Bytes> {
    fill(Sheet::begin(layout)?, lines)
}

/// The file. Its first block is read before this returns, so that a failure can still be told.
///
/// # Errors
/// Those of the first block; the stream ends with an error when a later one fails.
pub async fn stream<B: Blocks>(
    layout: Layout,
    mut blocks: B,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<B>> {
    let lines = blocks.next().await?;
    let more = lines.is_some();
    let first = fill(Sheet::begin(layout)?, lines.unwrap_or_default())?;
    let rest = stream::try_unfold(more.then_some(blocks), move |blocks| async move {
        let Some(mut blocks) = blocks else { return Ok(None) };
        let Some(lines) = blocks.next().await? else { return Ok(None) };
        Ok(Some((fill(Sheet::go_on(layout), lines)?, Some(blocks))))
    });
    Ok(stream::once(async move { Ok(first) }).chain(rest))
}

fn fill(mut sheet: Sheet, lines: Vec<Line>) -> Result<Bytes> {
    for line in lines {
        sheet.line(&line)?;
    }
    sheet.finish()
}
