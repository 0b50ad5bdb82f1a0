//! For the tests of this crate only: the child's side of the engines, and children that misbehave.
//!
//! The product calls `speech::serve_child` from a hidden command of its own binary.

use std::io::{Read as _, Write as _, stdin, stdout};
use std::thread;

fn main() -> std::io::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("hang") => hang(),
        Some("empty") => answer_each_text(&[0, 0, 0, 0, 0]),
        Some("endless") => answer_each_text(&[0, 0xfe, 0xff, 0xff, 0xff]),
        Some("garbage") => answer_each_text(b"HTTP/1.1 200 OK\r\n\r\n"),
        Some("quit") => Ok(()),
        _ => speech::serve_child(stdin().lock(), stdout().lock()),
    }
}

fn hang() -> ! {
    loop {
        thread::park();
    }
}

/// Answers every text alike: the greeting well, what follows with `answer`.
fn answer_each_text(answer: &[u8]) -> std::io::Result<()> {
    let mut next: &[u8] = &[0, 0, 0, 0, 0];
    loop {
        let mut length = [0; 4];
        stdin().read_exact(&mut length)?;
        let mut text = vec![0; u32::from_le_bytes(length) as usize];
        stdin().read_exact(&mut text)?;
        stdout().write_all(next)?;
        stdout().flush()?;
        next = answer;
    }
}
