//! Makes one function of those that are the same: generic code is made anew for every type, often to the same instructions.
//!
//! Invariant: functions of the same type and the same instructions do the same; nothing in the application compares functions.

use std::collections::HashMap;

use anyhow::Result;

use super::functions::{Functions, Mover, moved};

/// Again and again, because those that called two become the same when these have become one.
///
/// # Errors
/// The WebAssembly cannot be read.
pub fn merged(mut wasm: Vec<u8>) -> Result<Vec<u8>> {
    loop {
        let Functions { imported, types, bodies } = Functions::read(&wasm)?;
        let (mut first, mut order, mut places) = (HashMap::new(), Vec::new(), Vec::new());
        for (function, what) in types.iter().zip(&bodies).enumerate() {
            let place = *first.entry(what).or_insert_with(|| {
                order.push(function);
                order.len() - 1
            });
            places.push(place);
        }
        if order.len() == places.len() {
            return Ok(wasm);
        }
        wasm = moved(&wasm, Mover { imported, order, places })?;
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, FunctionId, Module, ValType};

    use super::*;

    fn number(module: &mut Module, number: i32) -> FunctionId {
        let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        function.func_body().i32_const(number);
        function.finish(Vec::new(), &mut module.funcs)
    }

    fn caller(module: &mut Module, called: FunctionId) -> FunctionId {
        let mut function = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        function.func_body().call(called);
        function.finish(Vec::new(), &mut module.funcs)
    }

    #[test]
    fn what_does_the_same_becomes_one_and_so_do_its_callers() {
        let mut module = Module::default();
        let signature = module.types.add(&[], &[]);
        module.add_import_func("m", "f", signature);
        let [one, same, other] = [7, 7, 8].map(|value| number(&mut module, value));
        for (name, called) in [("one", one), ("same", same), ("other", other)] {
            let caller = caller(&mut module, called);
            module.exports.add(name, caller);
        }
        let wasm = merged(module.emit_wasm()).unwrap();
        let merged = Module::from_buffer(&wasm).unwrap();
        assert_eq!(merged.funcs.iter_local().count(), 4);
        let export = |name: &str| merged.exports.get_func(name).unwrap();
        assert_eq!(export("one"), export("same"));
        assert_ne!(export("one"), export("other"));
    }
}
