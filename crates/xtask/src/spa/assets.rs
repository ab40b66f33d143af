//! The files that a browser may keep for ever: named after their content, compressed beforehand.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use super::Profile;
use crate::tree;

/// Window of 4 MB, the largest that every browser takes.
const BROTLI_WINDOW_BITS: i32 = 22;
/// The smallest: code changes its nature often enough to make it 2 KiB shorter than with the usual 18.
const BROTLI_BLOCK_BITS: i32 = 16;

pub struct Assets {
    dir: PathBuf,
    brotli_quality: i32,
    written: Vec<Sizes>,
}

struct Sizes {
    name: String,
    raw: usize,
    brotli: usize,
    gzip: usize,
}

impl Assets {
    pub fn new(dir: PathBuf, profile: Profile) -> Result<Self> {
        std::fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
        let brotli_quality = match profile {
            Profile::Release => 11,
            Profile::Dev => 5,
        };
        Ok(Self { dir, brotli_quality, written: Vec::new() })
    }

    /// Writes `STEM-HASH+ENDING` and its compressed forms; gives back its address.
    pub fn add(&mut self, stem: &str, ending: &str, content: &[u8]) -> Result<String> {
        self.add_as_is(&format!("{stem}-{}{ending}", tree::short_hash(content)), content)
    }

    /// The same under a name that somebody else has chosen.
    pub fn add_as_is(&mut self, name: &str, content: &[u8]) -> Result<String> {
        let path = self.dir.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let brotli = brotli(content, self.brotli_quality)?;
        let gzip = gzip(content)?;
        for (path, bytes) in [
            (path.with_added_extension("br"), brotli.as_slice()),
            (path.with_added_extension("gz"), &gzip),
            (path, content),
        ] {
            std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let sizes =
            Sizes { name: name.to_owned(), raw: content.len(), brotli: brotli.len(), gzip: gzip.len() };
        self.written.push(sizes);
        Ok(format!("/assets/{name}"))
    }

    pub fn report(&self) {
        println!("{:>10} {:>10} {:>10}  asset (bytes)", "raw", "brotli", "gzip");
        for Sizes { name, raw, brotli, gzip } in &self.written {
            println!("{raw:>10} {brotli:>10} {gzip:>10}  {name}");
        }
    }
}

fn brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality,
        lgwin: BROTLI_WINDOW_BITS,
        lgblock: BROTLI_BLOCK_BITS,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &params)?;
    Ok(packed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_unpack_to_the_content() {
        let content = "сальдо ".repeat(500).into_bytes();
        let mut unpacked = Vec::new();
        let packed = brotli(&content, 11).unwrap();
        brotli::Decompressor::new(packed.as_slice(), 4096).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        assert!(packed.len() < 100);

        unpacked.clear();
        let packed = gzip(&content).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);
    }
}
