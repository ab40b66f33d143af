//! Runs the programs that come with PostgreSQL and turns a failure into a sentence.
//!
//! Deliberately absent: the server process itself, which outlives a call (`launch.rs`).

use std::io::Write;
use std::process::{Command, Stdio};

use crate::Error;

/// The last lines of a program's messages that are worth repeating.
const TAIL_LINES: usize = 15;

/// Runs to the end; gives back standard output.
///
/// # Errors
/// [`Error::Tool`] with the end of what it wrote to standard error.
pub(crate) fn run(command: &mut Command) -> Result<String, Error> {
    run_with_input(command, "")
}

/// The same, with `input` on standard input.
pub(crate) fn run_with_input(command: &mut Command, input: &str) -> Result<String, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |detail: String| Error::Tool { program: program.clone(), detail };

    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| failed(e.to_string()))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends without reading breaks the pipe; its exit status says why.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(|e| failed(e.to_string()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(failed(format!("{}\n{}", output.status, tail(&said))))
    }
}

/// The last lines of `text`.
pub(crate) fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.len().saturating_sub(TAIL_LINES);
    lines.get(first..).unwrap_or_default().join("\n")
}
