//! The functions of a WebAssembly file, and moving them.
//!
//! Invariant: whatever names a function (calls, tables, exports) names it by its new place.

use anyhow::{Context, Result};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

/// What a file has.
pub struct Functions<'a> {
    /// Functions that come from outside; they stand first.
    pub imported: usize,
    /// The numbers of the types of the others.
    pub types: Vec<u32>,
    pub bodies: Vec<&'a [u8]>,
}

impl<'a> Functions<'a> {
    /// # Errors
    /// The WebAssembly cannot be read.
    pub fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut found = Self { imported: 0, types: Vec::new(), bodies: Vec::new() };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        found.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(types) => {
                    found.types = types.into_iter().collect::<Result<_, _>>()?
                }
                Payload::CodeSectionEntry(body) => found.bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        Ok(found)
    }
}

/// The file with its functions in their new places.
///
/// # Errors
/// The WebAssembly cannot be read.
pub fn moved(wasm: &[u8], mut mover: Mover) -> Result<Vec<u8>> {
    let mut module = Module::new();
    mover.parse_core_module(&mut module, Parser::new(0), wasm).context("cannot move functions")?;
    Ok(module.finish())
}

/// Where each function goes.
pub struct Mover {
    /// Functions that come from outside stand first.
    pub imported: usize,
    /// The old place of each function, by its new one.
    pub order: Vec<usize>,
    /// The new place of each function, by its old one. Several may have one place: then they were the same.
    pub places: Vec<usize>,
}

impl Reencode for Mover {
    type Error = std::num::TryFromIntError;

    fn function_index(&mut self, old: u32) -> Result<u32, reencode::Error<Self::Error>> {
        let place = usize::try_from(old).ok().and_then(|old| old.checked_sub(self.imported));
        let Some(new) = place.and_then(|old| self.places.get(old)) else { return Ok(old) };
        u32::try_from(new + self.imported).map_err(reencode::Error::UserError)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for &old in &self.order {
            functions.function(types[old]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        let bodies = section.into_iter().collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for old in self.order.clone() {
            self.parse_function_body(code, bodies[old].clone())?;
        }
        Ok(())
    }
}
