//! The child's side: one engine, one voice, text in and audio out, until the parent is gone.

use std::io::{self, Read, Write};

use rustix::process::{Signal, set_parent_process_death_signal};

use crate::{onnx, pico};

use super::frames;

/// A voice that is loaded: text to samples, or the reason why not.
pub(crate) type Speaker = Box<dyn FnMut(&str) -> Result<Vec<i16>, String>>;

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

    let mut speaker = match load(&greeting) {
        Ok(speaker) => speaker,
        Err(reason) => return frames::write_answer(&mut output, Err(&reason)),
    };
    frames::write_answer(&mut output, Ok(&[]))?;

    while let Some(text) = frames::read_text(&mut input)? {
        let spoken = speaker(&text);
        frames::write_answer(&mut output, spoken.as_deref().map_err(String::as_str))?;
        if spoken.is_err() {
            break;
        }
    }
    Ok(())
}

fn load(greeting: &str) -> Result<Speaker, String> {
    match frames::parse_greeting(greeting) {
        Some((pico::KIND, voice)) => pico::load(voice),
        Some((onnx::KIND, voice)) => onnx::load(voice),
        _ => Err("no such engine".to_owned()),
    }
}
