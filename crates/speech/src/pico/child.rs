//! The child's side: one engine, one voice, text in and audio out, until the parent is gone.

use std::io::{self, Read, Write};
use std::path::Path;

use rustix::process::{Signal, set_parent_process_death_signal};

use super::engine::Engine;
use super::frames;
use super::voices;

/// Serves one parent: reads texts from `input` (standard input) and writes audio to `output`
/// (standard output) until the parent closes its end. Nothing else may be written to `output`.
///
/// It belongs to the first lines of a program, before settings, threads and logging: it makes the
/// process die with its parent, even in the middle of a group. The kernel takes the thread that
/// started the child for its parent: a runtime's worker, which lives as long as the runtime; were it
/// to end sooner, the group fails and may be tried again.
///
/// # Errors
/// Those of the pipes. A failure of the engine is an answer to the parent, and ends the service.
pub fn serve_child(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    let Some(greeting) = frames::read_text(&mut input)? else { return Ok(()) };
    let (voice, folder) = frames::parse_greeting(&greeting).ok_or(io::ErrorKind::InvalidData)?;
    let voice = voices::named(voice).ok_or(io::ErrorKind::InvalidData)?;

    let engine = match Engine::load(voice, Path::new(folder)) {
        Ok(engine) => engine,
        Err(status) => return frames::write_answer(&mut output, Err(status)),
    };
    frames::write_answer(&mut output, Ok(&[]))?;

    while let Some(text) = frames::read_text(&mut input)? {
        let spoken = engine.speak(&text);
        frames::write_answer(&mut output, spoken.as_deref().map_err(|status| *status))?;
        if spoken.is_err() {
            break;
        }
    }
    Ok(())
}
