//! Written lines in, spoken lines out: `spoken en < written.txt`.
//!
//! One line of output for each line of input, in order; an empty line stays empty. A language that
//! is not known ends it at once, with 2.

use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

fn main() -> io::Result<ExitCode> {
    let language = std::env::args().nth(1).unwrap_or_default();
    if narration::Language::parse(&language).is_none() {
        return Ok(ExitCode::from(2));
    }
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let written = String::from_utf8_lossy(line.strip_suffix(b"\n").unwrap_or(&line));
        writeln!(output, "{}", narration::spoken(&language, written.trim_end_matches('\r')))?;
        line.clear();
        // Whoever types line by line sees each answer.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}
