//! The program `saldo`. Everything is in the library beside it, so that tests can reach the parts.

use std::process::ExitCode;

fn main() -> ExitCode {
    api::main()
}
