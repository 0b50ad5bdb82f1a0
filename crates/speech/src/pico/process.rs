//! One child process with one voice, seen from the parent.
//!
//! Killed when dropped. Never used again after an error: what is in its pipe then is unknown.

use std::process::Stdio;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::error::SpeechError;
use crate::pcm::Pcm;

use super::frames::{self, Head};
use super::{RATE, Settings};

/// A child that has greeted back.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    voice: String,
}

impl Process {
    /// Starts the child and has it load its voice.
    ///
    /// The child inherits neither our environment, where secrets are, nor our terminal.
    pub(super) async fn start(settings: &Settings, voice: &str) -> Result<Self, SpeechError> {
        let failed = |source| SpeechError::Start { program: settings.program.clone(), source };
        let mut child = Command::new(&settings.program)
            .args(&settings.arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(failed)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(SpeechError::ProcessEnded { status: None });
        };
        let mut process = Self { child, input, output, voice: voice.to_owned() };

        let folder = settings.voices_folder.to_string_lossy();
        match process.ask(&frames::greeting(voice, &folder)).await? {
            Ok(_) => Ok(process),
            Err(code) => Err(SpeechError::Load { code }),
        }
    }

    /// The voice it has loaded.
    pub(super) fn voice(&self) -> &str {
        &self.voice
    }

    /// Whether it is still there; it may be gone the next moment.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Speaks one text. Whoever stops waiting for the answer must drop the process.
    pub(super) async fn speak(&mut self, text: &str) -> Result<Pcm, SpeechError> {
        match self.ask(text).await? {
            Ok(samples) => Ok(Pcm { samples, rate: RATE }),
            Err(code) => Err(SpeechError::Engine { code }),
        }
    }

    /// Sends a text; gives back samples, or the status with which the child failed.
    async fn ask(&mut self, text: &str) -> Result<Result<Vec<i16>, i32>, SpeechError> {
        let frame = frames::text_frame(text).map_err(|_| SpeechError::Protocol)?;
        if self.input.write_all(&frame).await.is_err() {
            return Err(self.ended().await);
        }
        let mut head = [0; frames::HEAD_BYTES];
        if self.output.read_exact(&mut head).await.is_err() {
            return Err(self.ended().await);
        }
        match frames::parse_head(head).ok_or(SpeechError::Protocol)? {
            Head::Audio(length) => self.read(length).await.map(|bytes| Ok(frames::samples(&bytes))),
            Head::Failure => {
                let status = self.read(4).await?;
                let status = status.try_into().map_err(|_| SpeechError::Protocol)?;
                Ok(Err(i32::from_le_bytes(status)))
            }
        }
    }

    async fn read(&mut self, length: usize) -> Result<Vec<u8>, SpeechError> {
        if length > frames::MOST_AUDIO_BYTES {
            return Err(SpeechError::TooMuchAudio { bytes: length as u64 });
        }
        let mut bytes = vec![0; length];
        if self.output.read_exact(&mut bytes).await.is_err() {
            return Err(self.ended().await);
        }
        Ok(bytes)
    }

    /// A closed pipe means that the child is going: says how. The group's timeout bounds the wait.
    async fn ended(&mut self) -> SpeechError {
        SpeechError::ProcessEnded { status: self.child.wait().await.ok() }
    }
}
