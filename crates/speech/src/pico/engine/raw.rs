//! The calls into C: all the unsafe code of this crate.
//!
//! Pico works in one block of memory that it is given, and takes parts of it for zero that it never
//! wrote: the block must be zeroed (the safe binding does not do that, so it is not used).
//! Errors are Pico's status codes.

#![expect(unsafe_code, reason = "Pico is a C library")]

use std::ffi::{CStr, c_char};
use std::ptr;

use ttspico_sys as pico;

/// Memory for the engine, in bytes, as Pico's own programs have it. A voice of 1 MB fits.
const MEMORY_BYTES: u32 = 2_500_000;

/// What the voice is called inside the engine, where there is only one.
const VOICE: &CStr = c"voice";

/// A started engine. All that Pico holds lies in `memory`.
pub(super) struct RawEngine {
    system: pico::pico_System,
    engine: pico::pico_Engine,
    /// Owned here so that it outlives the system; touched by C alone. `u128` for its alignment.
    _memory: Vec<u128>,
}

/// What one step of the engine gave.
pub(super) struct Step {
    /// How many samples were written.
    pub(super) samples: usize,
    /// Whether the engine has nothing more to do until it gets text.
    pub(super) wants_text: bool,
}

impl RawEngine {
    /// Loads a voice from its two files.
    pub(super) fn start(analysis: &CStr, signal: &CStr) -> Result<Self, i32> {
        let mut memory = vec![0_u128; MEMORY_BYTES as usize / size_of::<u128>()];
        let mut system = ptr::null_mut();
        // SAFETY: the block is as long as said, aligned, and lives as long as the system.
        check(unsafe {
            pico::pico_initialize(memory.as_mut_ptr().cast(), MEMORY_BYTES, &raw mut system)
        })?;
        let mut started = Self { system, engine: ptr::null_mut(), _memory: memory };
        // SAFETY: the system is initialised; the name ends in zero.
        check(unsafe { pico::pico_createVoiceDefinition(system, VOICE.as_ptr().cast()) })?;
        started.add_file(analysis)?;
        started.add_file(signal)?;
        // SAFETY: the voice is defined and has both its files, as the call demands.
        check(unsafe {
            pico::pico_newEngine(system, VOICE.as_ptr().cast(), &raw mut started.engine)
        })?;
        Ok(started)
    }

    fn add_file(&mut self, path: &CStr) -> Result<(), i32> {
        let mut resource = ptr::null_mut();
        let mut name: [c_char; pico::PICO_RETSTRINGSIZE] = [0; _];
        // SAFETY: the system is initialised, the path ends in zero, and the name has the room that
        // Pico asks for (PICO_MAX_RESOURCE_NAME_SIZE is less).
        unsafe {
            check(pico::pico_loadResource(self.system, path.as_ptr().cast(), &raw mut resource))?;
            check(pico::pico_getResourceName(self.system, resource, name.as_mut_ptr()))?;
            check(pico::pico_addResourceToVoiceDefinition(
                self.system,
                VOICE.as_ptr().cast(),
                name.as_ptr().cast(),
            ))
        }
    }

    /// Offers text; gives back how many bytes of it were taken.
    pub(super) fn put_text(&mut self, text: &[u8]) -> Result<usize, i32> {
        let offered = i16::try_from(text.len()).unwrap_or(i16::MAX);
        let mut taken = 0;
        // SAFETY: the engine is started, and the text is at least as long as offered.
        check(unsafe {
            pico::pico_putTextUtf8(self.engine, text.as_ptr(), offered, &raw mut taken)
        })?;
        Ok(usize::try_from(taken).unwrap_or(0).min(text.len()))
    }

    /// Works a little, and writes what came of it into `buffer`.
    pub(super) fn step(&mut self, buffer: &mut [i16]) -> Result<Step, i32> {
        let room = i16::try_from(size_of_val(buffer)).unwrap_or(i16::MAX);
        let (mut bytes, mut kind) = (0, 0);
        // SAFETY: the engine is started, and the buffer has at least the room said.
        let status = unsafe {
            let start = buffer.as_mut_ptr().cast();
            pico::pico_getData(self.engine, start, room, &raw mut bytes, &raw mut kind)
        };
        let wants_text = status == pico::PICO_STEP_IDLE;
        if !wants_text && status != pico::PICO_STEP_BUSY {
            return Err(status);
        }
        Ok(Step { samples: usize::try_from(bytes).unwrap_or(0) / size_of::<i16>(), wants_text })
    }
}

impl Drop for RawEngine {
    fn drop(&mut self) {
        // SAFETY: the system was initialised, its engine goes first, and nobody uses them
        // afterwards. The voice and its resources go with the system.
        unsafe {
            if !self.engine.is_null() {
                pico::pico_disposeEngine(self.system, &raw mut self.engine);
            }
            pico::pico_terminate(&raw mut self.system);
        }
    }
}

fn check(status: pico::pico_Status) -> Result<(), i32> {
    if status == pico::PICO_OK { Ok(()) } else { Err(status) }
}
