//! Written lines in, spoken lines out: `spoken en < written.txt`.
//!
//! One line of output for each line of input, in order; an empty line stays empty. A language that
//! is not known ends it at once, with 2.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

fn main() -> io::Result<ExitCode> {
    let language = std::env::args().nth(1).unwrap_or_default();
    if narration::Language::parse(&language).is_none() {
        return Ok(ExitCode::from(2));
    }
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        let written = String::from_utf8_lossy(&line);
        writeln!(output, "{}", narration::spoken(&language, written.trim_end_matches('\r')))?;
    }
    Ok(ExitCode::SUCCESS)
}
