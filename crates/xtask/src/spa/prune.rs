//! Takes out of a bundle what nobody calls, and shortens the names by which its two halves know each other.
//!
//! Leptos brings streams of server functions along; they are exported, so no linker may drop them, though this application has none.
//! The names that wasm-bindgen makes end in hashes, which do not compress and stand in both files. Together 7 KiB after brotli.
//!
//! Invariants: only the start function is called from outside, so an export lives exactly if the glue names it, and an import
//! exactly if the WebAssembly does. A pattern that is not met leaves its part as long as it was, and working.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use walrus::ModuleConfig;

/// Where the part of the glue begins that belongs to no exported class.
const IMPORTS: &str = "function __wbg_get_imports() {";

/// # Errors
/// The WebAssembly cannot be read.
pub fn prune(js: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let js = without_classes(js);
    let mut module = ModuleConfig::new()
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse(wasm)
        .context("cannot read the WebAssembly that wasm-bindgen made")?;
    let called: BTreeSet<&str> = words(&js).collect();
    let unused: Vec<_> = module
        .exports
        .iter()
        .filter(|export| !called.contains(&*export.name))
        .map(|export| export.id())
        .collect();
    unused.into_iter().for_each(|export| module.exports.delete(export));
    walrus::passes::gc::run(&mut module);

    let imported: BTreeSet<String> = module.imports.iter().map(|import| import.name.clone()).collect();
    let js = compact(&js, &imported);
    let hashed = module.exports.iter().map(|export| &export.name).filter(|name| has_hash(name));
    let names = short_names(imported.iter().chain(hashed), &js);
    for import in module.imports.iter_mut() {
        rename(&mut import.name, &names);
    }
    for export in module.exports.iter_mut() {
        rename(&mut export.name, &names);
    }
    Ok((renamed(&js, &names), module.emit_wasm()))
}

/// Classes that dependencies export, and what frees their objects.
fn without_classes(js: &str) -> String {
    let Some(begin) = js.find(IMPORTS) else { return js.to_owned() };
    let mut kept = String::new();
    let mut lines = js[begin..].lines();
    while let Some(line) = lines.next() {
        if line.starts_with("const ") && line.contains("Finalization = ") {
            // One statement on several lines.
            if !line.ends_with(';') {
                lines.by_ref().find(|line| line.ends_with(';'));
            }
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

/// Without comments, indentation and imports that are not asked for.
fn compact(js: &str, imported: &BTreeSet<String>) -> String {
    let mut out = String::new();
    let mut lines = js.lines();
    while let Some(line) = lines.next() {
        let text = line.trim();
        let import =
            text.split_once(": function(").map(|(name, _)| name).filter(|name| name.starts_with("__wb"));
        if import.is_some_and(|name| !imported.contains(name)) {
            let indent = &line[..line.len() - line.trim_start().len()];
            let end = format!("{indent}}},");
            lines.by_ref().find(|line| *line == end);
            continue;
        }
        if text.is_empty()
            || text.starts_with("//")
            || text.starts_with("/*")
            || text.starts_with("* ")
            || text == "*/"
        {
            continue;
        }
        out.push_str(text);
        out.push('\n');
    }
    out
}

/// A name of few letters for each, none of which the glue has yet.
fn short_names<'a>(names: impl Iterator<Item = &'a String>, js: &str) -> BTreeMap<String, String> {
    let taken: BTreeSet<&str> = words(js).collect();
    let mut free = (0_usize..).map(|number| format!("_{number}")).filter(|name| !taken.contains(&**name));
    names.filter_map(|name| Some((name.clone(), free.next()?))).collect()
}

fn rename(name: &mut String, names: &BTreeMap<String, String>) {
    if let Some(short) = names.get(name) {
        name.clone_from(short);
    }
}

/// The text with whole words replaced.
fn renamed(js: &str, names: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = js;
    while let Some(word) = words(rest).next() {
        let at = rest.find(word).unwrap_or_default();
        let end = at + word.len();
        out.push_str(&rest[..at]);
        out.push_str(names.get(word).map_or(word, |short| short));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Identifiers, also those in texts.
fn words(js: &str) -> impl Iterator<Item = &str> {
    js.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$')).filter(|word| !word.is_empty())
}

/// `…__h3f503dbf64986167`, made of the types of a closure.
fn has_hash(name: &str) -> bool {
    name.rsplit_once("__h")
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JS: &str = "export class Stream {
    free() { wasm.__wbg_stream_free(0, 0); }
}
function __wbg_get_imports() {
    const import0 = {
        __wbg_used_0123456789abcdef: function(arg0) {
            return arg0; // kept
        },
        __wbg_unused_0123456789abcdef: function(arg0) {
            return {
            };
        },
    };
    // A comment.
    return { \"./saldo_bg.js\": import0 };
}
const StreamFinalization = (typeof FinalizationRegistry === 'undefined')
    ? {}
    : new FinalizationRegistry(ptr => wasm.__wbg_stream_free(ptr, 1));
wasm.run__h0123456789abcdef();
";

    #[test]
    fn only_what_is_called_stays_and_is_called_the_same_on_both_sides() {
        let mut module = walrus::Module::default();
        let signature = module.types.add(&[], &[]);
        let (used, _) = module.add_import_func("./saldo_bg.js", "__wbg_used_0123456789abcdef", signature);
        let (unused, _) = module.add_import_func("./saldo_bg.js", "__wbg_unused_0123456789abcdef", signature);
        for (name, calls) in [("__wbg_stream_free", unused), ("run__h0123456789abcdef", used)] {
            let mut function = walrus::FunctionBuilder::new(&mut module.types, &[], &[]);
            function.func_body().call(calls);
            let function = function.finish(Vec::new(), &mut module.funcs);
            module.exports.add(name, function);
        }
        let (js, wasm) = prune(JS, &module.emit_wasm()).unwrap();
        assert_eq!(
            js,
            "function __wbg_get_imports() {\nconst import0 = {\n_0: function(arg0) {\nreturn arg0; // kept\n},\n};\n\
             return { \"./saldo_bg.js\": import0 };\n}\nwasm._1();\n"
        );
        let module = walrus::Module::from_buffer(&wasm).unwrap();
        assert_eq!(module.imports.iter().map(|import| &*import.name).collect::<Vec<_>>(), ["_0"]);
        assert_eq!(module.exports.iter().map(|export| &*export.name).collect::<Vec<_>>(), ["_1"]);
    }
}
