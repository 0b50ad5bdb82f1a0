//! The children of one engine, seen from the parent.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::error::SpeechError;

use super::frames::Greeting;
use super::process::Process;

/// How the children of an engine are run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program that serves as the child; by default the running one, found even when an
    /// upgrade has deleted its file.
    pub program: PathBuf,
    /// Its arguments; by default `voice-child`, a command that calls [`super::serve_child`].
    pub arguments: Vec<String>,
    /// The longest one group may take, start of the process included.
    pub group_timeout: Duration,
    /// The most children at once; by default 1.
    pub processes: usize,
}

impl Settings {
    /// The defaults, with so much time for a group.
    #[must_use]
    pub fn new(group_timeout: Duration) -> Self {
        Self {
            program: PathBuf::from("/proc/self/exe"),
            arguments: vec!["voice-child".to_owned()],
            group_timeout,
            processes: 1,
        }
    }
}

/// A small pool of child processes.
#[derive(Debug)]
pub(crate) struct Pool {
    settings: Settings,
    slots: Semaphore,
    /// Children between two groups; each has ended its last one well.
    idle: Mutex<Vec<Process>>,
}

impl Pool {
    /// A pool that has no process yet.
    pub(crate) fn new(settings: Settings) -> Self {
        let slots = Semaphore::new(settings.processes.max(1));
        Self { settings, slots, idle: Mutex::new(Vec::new()) }
    }

    /// Waits for a free child, and has it speak these texts, one after the other; without a text it
    /// is only made sure that there is such a child. Whatever is not whole is an error, never audio.
    pub(crate) async fn speak(
        &self,
        greeting: &Greeting,
        texts: &[String],
    ) -> Result<Vec<Vec<i16>>, SpeechError> {
        let Ok(_slot) = self.slots.acquire().await else {
            return Err(SpeechError::ProcessEnded { status: None });
        };
        let limit = self.settings.group_timeout;
        let (process, spoken) = timeout(limit, self.speak_in_child(greeting, texts))
            .await
            .map_err(|_| SpeechError::Timeout { after: limit })??;
        self.keep(process);
        Ok(spoken)
    }

    /// The child comes back only with its whole answer. Dropped before that, it is killed.
    async fn speak_in_child(
        &self,
        greeting: &Greeting,
        texts: &[String],
    ) -> Result<(Process, Vec<Vec<i16>>), SpeechError> {
        let mut process = match self.take(greeting) {
            Some(process) => process,
            None => Process::start(&self.settings, greeting).await?,
        };
        let mut spoken = Vec::with_capacity(texts.len());
        let mut room = greeting.most_samples();
        for text in texts {
            let samples = process.speak(text, room).await?;
            room -= samples.len();
            spoken.push(samples);
        }
        Ok((process, spoken))
    }

    /// An idle child that was greeted so. Those of other voices go when there is none, as there may
    /// be no more children than slots.
    fn take(&self, greeting: &Greeting) -> Option<Process> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain_mut(Process::is_alive);
        let found = idle.iter().position(|process| process.greeting() == greeting);
        let process = found.map(|index| idle.swap_remove(index));
        if process.is_none() && self.slots.available_permits() < idle.len() {
            idle.pop();
        }
        process
    }

    /// Only with a whole answer: what is in the pipe after another is unknown.
    fn keep(&self, process: Process) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
    }
}
