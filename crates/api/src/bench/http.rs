//! One keep-alive HTTP/1.1 connection, as little as a closed loop of requests needs: it shares the cores with what it measures.
//!
//! Invariant: an answer is given only when its last byte has come, and nothing is left over for the next one.
//! Deliberately absent: TLS, chunked bodies, pipelining, redirects; the server answers with `content-length`.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const BUFFER: usize = 16 * 1024;
/// A head longer than this is not one of ours.
const LONGEST_HEAD: usize = 64 * 1024;

pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, borrowed from its connection.
pub struct Answer<'a> {
    pub status: u16,
    head: &'a [u8],
    pub body: &'a [u8],
}

struct Head {
    status: u16,
    /// Where the body begins.
    length: usize,
    body: usize,
}

impl Connection {
    /// # Errors
    /// Nobody listens.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(BUFFER) })
    }

    /// Sends a whole request and waits for the whole answer.
    ///
    /// # Errors
    /// The connection broke, or what came is not an answer. The outcome of the request is then unknown, and the connection must
    /// not be used again.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.buffer.clear();
        self.stream.write_all(request).await?;
        let head = loop {
            self.read().await?;
            if let Some(head) = read_head(&self.buffer)? {
                break head;
            }
            if self.buffer.len() > LONGEST_HEAD {
                return Err(broken("the head of an answer has no end"));
            }
        };
        let end = head.body.saturating_add(head.length);
        self.buffer.reserve(end.saturating_sub(self.buffer.len()));
        while self.buffer.len() < end {
            self.read().await?;
        }
        if self.buffer.len() > end {
            return Err(broken("more came than one answer"));
        }
        let (head_bytes, body) = self.buffer.split_at(head.body);
        Ok(Answer { status: head.status, head: head_bytes, body })
    }

    async fn read(&mut self) -> io::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

impl Answer<'_> {
    /// The first header of that name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        headers(self.head).find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// `None` while the head is not complete.
fn read_head(bytes: &[u8]) -> io::Result<Option<Head>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let body = end.saturating_add(4);
    let head = bytes.get(..body).unwrap_or_default();
    let status: u16 = head
        .strip_prefix(b"HTTP/1.1 ")
        .and_then(|rest| rest.get(..3))
        .and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok())
        .ok_or_else(|| broken("an answer without a status"))?;
    let length = match status {
        204 | 304 => 0,
        _ => headers(head)
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .and_then(|(_, value)| value.parse().ok())
            .ok_or_else(|| broken("an answer without a content-length"))?,
    };
    Ok(Some(Head { status, length, body }))
}

fn headers(head: &[u8]) -> impl Iterator<Item = (&str, &str)> {
    let lines = head.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
    lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name, value.trim()))
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_when_it_is_complete() {
        let answer = b"HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 7\r\n\r\n{}";
        let head = read_head(answer).unwrap().unwrap();
        assert_eq!((head.status, head.length, head.body), (201, 7, answer.len() - 2));
        assert!(read_head(&answer[..30]).unwrap().is_none());
    }

    #[test]
    fn an_answer_of_unknown_length_is_refused() {
        for answer in
            ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n", "?\r\n\r\n"]
        {
            assert!(read_head(answer.as_bytes()).is_err(), "{answer}");
        }
        assert_eq!(read_head(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap().unwrap().length, 0);
    }
}
