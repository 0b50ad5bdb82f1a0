//! One child process with one voice, seen from the parent.
//!
//! Killed when dropped. Never used again after an error: what is in its pipe then is unknown.

use std::process::Stdio;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::error::SpeechError;

use super::frames::{self, Greeting, Head};
use super::pool::Settings;

/// A child that has greeted back.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    greeting: Greeting,
}

impl Process {
    /// Starts the child and has it load its voice.
    ///
    /// The child inherits neither our environment, where secrets are, nor our terminal.
    pub(super) async fn start(
        settings: &Settings,
        greeting: &Greeting,
    ) -> Result<Self, SpeechError> {
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
        let mut process = Self { child, input, output, greeting: greeting.clone() };

        match process.ask(&greeting.text(), 0).await? {
            Ok(_) => Ok(process),
            Err(reason) => Err(SpeechError::Load { reason }),
        }
    }

    /// What it was greeted with: the voice it has loaded.
    pub(super) fn greeting(&self) -> &Greeting {
        &self.greeting
    }

    /// Whether it is still there; it may be gone the next moment.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Speaks one text, in at most so many samples. Whoever stops waiting for the answer must drop
    /// the process.
    pub(super) async fn speak(
        &mut self,
        text: &str,
        most_samples: usize,
    ) -> Result<Vec<i16>, SpeechError> {
        self.ask(text, most_samples).await?.map_err(|reason| SpeechError::Engine { reason })
    }

    /// Sends a text; gives back samples, or the reason with which the child failed.
    async fn ask(
        &mut self,
        text: &str,
        most_samples: usize,
    ) -> Result<Result<Vec<i16>, String>, SpeechError> {
        let frame = frames::text_frame(text).map_err(|_| SpeechError::Protocol)?;
        if self.input.write_all(&frame).await.is_err() {
            return Err(self.ended().await);
        }
        let mut head = [0; frames::HEAD_BYTES];
        if self.output.read_exact(&mut head).await.is_err() {
            return Err(self.ended().await);
        }
        match frames::parse_head(head).ok_or(SpeechError::Protocol)? {
            Head::Audio(bytes) if bytes / 2 > most_samples => {
                Err(SpeechError::TooMuchAudio { bytes: bytes as u64 })
            }
            Head::Audio(bytes) => self.read(bytes).await.map(|it| Ok(frames::samples(&it))),
            Head::Failure(bytes) => {
                let reason = self.read(bytes).await?;
                Ok(Err(String::from_utf8(reason).map_err(|_| SpeechError::Protocol)?))
            }
        }
    }

    async fn read(&mut self, length: usize) -> Result<Vec<u8>, SpeechError> {
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
