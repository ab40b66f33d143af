//! One style sheet out of many, without comments and needless spaces.
//!
//! Order: `frontend/styles/` by name (they are numbered where it matters), then the sheets that lie beside their
//! components in `frontend/src/`.
//!
//! Deliberately absent: a parser. Only what is safe without one is removed; compression does the rest.

use std::path::Path;

use anyhow::{Context, Result};

use crate::tree;

pub fn all(frontend: &Path) -> Result<String> {
    let mut sheets = String::new();
    for dir in ["styles", "src"] {
        for file in tree::files(&frontend.join(dir))? {
            if file.extension().is_some_and(|extension| extension == "css") {
                let text = std::fs::read_to_string(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?;
                sheets.push_str(&minified(&text));
                sheets.push('\n');
            }
        }
    }
    Ok(sheets)
}

/// Removes comments, folds white space into one space, and drops that where CSS never needs it.
fn minified(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' => string_length(rest, first),
            c if c.is_whitespace() => rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(taken);
        rest = after;
        if first.is_whitespace() || token.starts_with("/*") {
            // A comment separates as a space does.
            if !out.ends_with([' ', '{', '}', ';', ',']) && !out.is_empty() {
                out.push(' ');
            }
        } else {
            if matches!(first, '{' | '}') && out.ends_with(' ') {
                out.pop();
            }
            out.push_str(token);
        }
    }
    out.trim_end().to_owned()
}

/// Length in bytes of the string that `text` begins with, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::minified;

    #[test]
    fn spaces_and_comments_go_and_meaning_stays() {
        for (css, small) in [
            ("a {\n  color: red;\n}\n\nb { }", "a{color: red;}b{}"),
            ("/* x */ a, b { margin: 0 auto }", "a,b{margin: 0 auto}"),
            ("a :hover{width:calc(1px + 2px)}", "a :hover{width:calc(1px + 2px)}"),
            ("a/**/b{}", "a b{}"),
            (r#"a::after { content: "/* {  } \" ;  " }"#, r#"a::after{content: "/* {  } \" ;  "}"#),
            ("a { content: 'ёж  ;'; }", "a{content: 'ёж  ;';}"),
            ("@media (min-width: 1px) and (x) { a { } }", "@media (min-width: 1px) and (x){a{}}"),
            ("a { /* unfinished", "a{"),
        ] {
            assert_eq!(minified(css), small);
        }
    }
}
