//! The grammar of RFC 8259, character by character. Nothing here knows of types.

use std::borrow::Cow;

use super::{Reader, Unreadable};

/// Deeper is no answer of ours.
const MAX_DEPTH: u8 = 64;

impl<'de> Reader<'de> {
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    pub(super) fn space(&mut self) {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// The first character of what comes next; 0 at the end.
    pub(super) fn peek(&mut self) -> u8 {
        self.space();
        self.byte()
    }

    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Unreadable> {
        if self.peek() == byte {
            self.at += 1;
            Ok(())
        } else {
            Err(Unreadable)
        }
    }

    pub(super) fn open(&mut self, byte: u8) -> Result<(), Unreadable> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Unreadable) } else { self.expect(byte) }
    }

    pub(super) fn close(&mut self, byte: u8) -> Result<(), Unreadable> {
        self.depth -= 1;
        self.expect(byte)
    }

    pub(super) fn literal(&mut self, word: &str) -> Result<(), Unreadable> {
        self.space();
        let found = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += word.len();
        if found { Ok(()) } else { Err(Unreadable) }
    }

    /// The digits of a number as they stand.
    pub(super) fn number(&mut self) -> Result<&'de str, Unreadable> {
        self.space();
        let from = self.at;
        while matches!(self.byte(), b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') {
            self.at += 1;
        }
        let digits = self.text.get(from..self.at).unwrap_or_default();
        if digits.bytes().any(|byte| byte.is_ascii_digit()) { Ok(digits) } else { Err(Unreadable) }
    }

    pub(super) fn whole(&mut self) -> Result<i64, Unreadable> {
        self.number()?.parse().map_err(|_| Unreadable)
    }

    pub(super) fn string(&mut self) -> Result<Cow<'de, str>, Unreadable> {
        self.expect(b'"')?;
        let mut made: Option<String> = None;
        loop {
            let from = self.at;
            while !matches!(self.byte(), b'"' | b'\\' | 0..=31) {
                self.at += 1;
            }
            let part = self.text.get(from..self.at).ok_or(Unreadable)?;
            let end = self.byte();
            self.at += 1;
            match (end, &mut made) {
                (b'"', None) => return Ok(Cow::Borrowed(part)),
                (b'"', Some(_)) => {
                    let mut text = made.unwrap_or_default();
                    text.push_str(part);
                    return Ok(Cow::Owned(text));
                }
                (b'\\', _) => {
                    let text = made.get_or_insert_default();
                    text.push_str(part);
                    let escaped = self.escaped()?;
                    text.push(escaped);
                }
                _ => return Err(Unreadable),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Unreadable> {
        let byte = self.byte();
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                if !(0xD800..0xDC00).contains(&first) {
                    return char::from_u32(first).ok_or(Unreadable);
                }
                self.literal_here("\\u")?;
                let second = self.hex()?;
                let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400).ok_or(Unreadable)?;
                return char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + low).ok_or(Unreadable);
            }
            _ => return Err(Unreadable),
        })
    }

    fn literal_here(&mut self, word: &str) -> Result<(), Unreadable> {
        let found = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += word.len();
        if found { Ok(()) } else { Err(Unreadable) }
    }

    fn hex(&mut self) -> Result<u32, Unreadable> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Unreadable)?;
        self.at += 4;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Unreadable);
        }
        u32::from_str_radix(digits, 16).map_err(|_| Unreadable)
    }

    /// The text of a value, passing over it.
    pub(super) fn passed(&mut self) -> Result<&'de str, Unreadable> {
        self.space();
        let from = self.at;
        self.skip()?;
        self.text.get(from..self.at).ok_or(Unreadable)
    }

    /// Passes over a value.
    pub(super) fn skip(&mut self) -> Result<(), Unreadable> {
        match self.peek() {
            b'"' => self.string().map(drop),
            b'n' => self.literal("null"),
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'[' => self.each(b'[', b']', Self::skip),
            b'{' => self.each(b'{', b'}', |reader| {
                reader.string()?;
                reader.expect(b':')?;
                reader.skip()
            }),
            _ => self.number().map(drop),
        }
    }

    /// Calls `one` at each item or member.
    pub(super) fn each(
        &mut self,
        open: u8,
        close: u8,
        mut one: impl FnMut(&mut Self) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        self.open(open)?;
        let mut first = true;
        while self.next(close, &mut first)? {
            one(self)?;
        }
        self.close(close)
    }

    /// Whether there is another one before the end; passes over the comma.
    pub(super) fn next(&mut self, end: u8, first: &mut bool) -> Result<bool, Unreadable> {
        if self.peek() == end {
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.expect(b',')?;
            if self.peek() == end {
                return Err(Unreadable);
            }
        }
        Ok(true)
    }
}
