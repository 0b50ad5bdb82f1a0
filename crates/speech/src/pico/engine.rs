//! The C engine, in the child process: a voice loaded from files, text in, samples out.
//!
//! Errors are Pico's status codes (`picodefs.h`), and a few of ours: the parent passes them on.

mod raw;

use std::ffi::CString;
use std::path::Path;

use super::voices::PicoVoice;

use raw::{RawEngine, Step};

/// Samples asked for at a step; Pico gives at most 255 bytes.
const STEP_SAMPLES: usize = 127;

/// Longer than any group takes: bounds an engine that does not end.
const MOST_SAMPLES: usize = crate::child::MOST_SECONDS * super::RATE as usize;

/// Steps in a row without a sample after which the engine is stuck. In speech there are some
/// hundreds; after 1,500 commas in a row there is no end of them (measured).
const MOST_SILENT_STEPS: usize = 100_000;

/// Our status for a path that C cannot take.
const BAD_PATH: i32 = -2000;

/// Our status for an answer that grew past all bounds.
const TOO_MUCH: i32 = -2001;

/// Our status for an engine that takes no more text and gives no more audio.
const STUCK: i32 = -2002;

/// A voice, ready to be loaded for each text.
pub(super) struct Engine {
    analysis: CString,
    signal: CString,
}

impl Engine {
    /// Names the voice's two files, and loads them once to see that they are there and whole.
    pub(super) fn load(voice: &PicoVoice, folder: &Path) -> Result<Self, i32> {
        let path = |file| {
            let path = folder.join(file).into_os_string().into_encoded_bytes();
            CString::new(path).map_err(|_| BAD_PATH)
        };
        let engine = Self { analysis: path(voice.analysis)?, signal: path(voice.signal)? };
        engine.start()?;
        Ok(engine)
    }

    /// Speaks one text, whatever was spoken before.
    pub(super) fn speak(&self, text: &str) -> Result<Vec<i16>, i32> {
        let mut engine = self.start()?;
        let mut samples = Vec::new();
        // The closing zero has the engine speak what it has.
        let text = [text.as_bytes(), b"\0"].concat();
        let mut rest = text.as_slice();
        while !rest.is_empty() {
            let taken = engine.put_text(rest)?;
            let had = samples.len();
            drain(&mut engine, &mut samples)?;
            if taken == 0 && samples.len() == had {
                return Err(STUCK);
            }
            rest = rest.get(taken..).unwrap_or_default();
        }
        Ok(samples)
    }

    /// A fresh engine in zeroed memory. One that has spoken keeps some of its state, even over a
    /// full reset, and in used memory even a new one does: the same text then gives other samples
    /// (measured), and a cache by content would be none. It takes some 3 ms.
    fn start(&self) -> Result<RawEngine, i32> {
        RawEngine::start(&self.analysis, &self.signal)
    }
}

/// Takes what the engine can give, until it wants more text.
fn drain(engine: &mut RawEngine, samples: &mut Vec<i16>) -> Result<(), i32> {
    let mut buffer = [0; STEP_SAMPLES];
    let mut silent_steps = 0;
    loop {
        let Step { samples: count, wants_text } = engine.step(&mut buffer)?;
        samples.extend(buffer.iter().take(count));
        silent_steps = if count == 0 { silent_steps + 1 } else { 0 };
        if wants_text {
            return Ok(());
        }
        if samples.len() > MOST_SAMPLES {
            return Err(TOO_MUCH);
        }
        if silent_steps > MOST_SILENT_STEPS {
            return Err(STUCK);
        }
    }
}
