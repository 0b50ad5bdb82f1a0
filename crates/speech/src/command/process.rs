//! One run of an outside program: bounded in what it may write, killed with all its children.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};

use rustix::process::{Pid, Resource, Rlimit, Signal, kill_process_group, prlimit};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};

use crate::error::SpeechError;
use crate::limits;

/// How much of the end of what a program complains is kept, in bytes.
const MOST_COMPLAINT: usize = 300;

/// The largest file that a program may write, in bytes, so that no disk is filled. Less would kill
/// espeak-ng: its library for sound cards reserves 64 MiB of shared memory, which counts as a file.
const MOST_FILE: u64 = 128 * 1024 * 1024;

/// What is run.
pub(super) struct Call<'a> {
    pub(super) program: &'a Path,
    pub(super) arguments: Vec<OsString>,
    /// All that it sees of the environment.
    pub(super) environment: &'a [(String, String)],
    /// Where it runs, and may write.
    pub(super) folder: &'a Path,
    /// Its standard input.
    pub(super) input: &'a [u8],
    /// The most bytes that it may write to standard output.
    pub(super) most: u64,
}

/// How it ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    /// What it wrote to standard output.
    pub(super) output: Vec<u8>,
    /// The end of what it wrote to standard error.
    pub(super) errors: String,
}

/// Runs a program to its end. Dropped before, it kills the program and whatever that started.
///
/// # Errors
/// It does not start, or writes more than it may.
pub(super) async fn run(call: Call<'_>) -> Result<Ended, SpeechError> {
    let mut running = Running::start(&call)?;
    let pipes =
        (running.child.stdin.take(), running.child.stdout.take(), running.child.stderr.take());
    let (Some(mut input), Some(output), Some(errors)) = pipes else {
        return Err(SpeechError::ProcessEnded { status: None });
    };
    let write = async {
        // One that does not read to the end tells by its status and its audio whether that is well.
        let _written = input.write_all(call.input).await;
        drop(input);
        Ok(())
    };
    let ((), output, errors) = tokio::try_join!(write, all_of(output, call.most), end_of(errors))?;
    let status = running.child.wait().await;
    running.has_ended = true;
    let status = status.map_err(|_| SpeechError::ProcessEnded { status: None })?;
    Ok(Ended { status, output, errors })
}

/// A child in a process group of its own.
struct Running {
    child: Child,
    group: Option<Pid>,
    has_ended: bool,
}

impl Running {
    fn start(call: &Call<'_>) -> Result<Self, SpeechError> {
        let child = Command::new(call.program)
            .args(&call.arguments)
            .current_dir(call.folder)
            .env_clear()
            .envs(call.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| not_started(call.program, error))?;
        let group = child.id().and_then(|id| Pid::from_raw(id.try_into().ok()?));
        if let Some(process) = group {
            limit(process, Resource::Fsize, MOST_FILE);
            limit(process, Resource::Core, 0);
        }
        Ok(Self { child, group, has_ended: false })
    }
}

/// A process that has ended by now needs no limit.
fn limit(process: Pid, resource: Resource, most: u64) {
    let limit = Rlimit { current: Some(most), maximum: Some(most) };
    let _old = prlimit(Some(process), resource, limit);
}

impl Drop for Running {
    fn drop(&mut self) {
        // Until it is waited for, nobody else can have its number.
        if let Some(group) = self.group.filter(|_| !self.has_ended) {
            let _killed = kill_process_group(group, Signal::KILL);
        }
    }
}

/// Why a program does not start, and what helps.
pub(super) fn not_started(program: &Path, error: io::Error) -> SpeechError {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "is not there: install it, or name its whole path in `program`",
        io::ErrorKind::PermissionDenied => "may not be run by this user",
        _ => return SpeechError::Start { program: program.to_path_buf(), source: error },
    };
    SpeechError::Unfit { what: program.display().to_string(), reason: reason.to_owned() }
}

async fn all_of(pipe: impl AsyncRead + Unpin, most: u64) -> Result<Vec<u8>, SpeechError> {
    let mut bytes = Vec::new();
    let read = pipe.take(most + 1).read_to_end(&mut bytes).await;
    read.map_err(|_| SpeechError::ProcessEnded { status: None })?;
    if bytes.len() as u64 > most {
        return Err(SpeechError::TooMuchAudio { bytes: bytes.len() as u64 });
    }
    Ok(bytes)
}

/// Reads all, so that the program can go on writing, and keeps the end.
async fn end_of(mut pipe: impl AsyncRead + Unpin) -> Result<String, SpeechError> {
    let mut end: Vec<u8> = Vec::new();
    let mut buffer = [0; MOST_COMPLAINT];
    while let Ok(count @ 1..) = pipe.read(&mut buffer).await {
        end.extend(buffer.iter().take(count));
        let too_much = end.len().saturating_sub(MOST_COMPLAINT);
        end.drain(..too_much);
    }
    Ok(limits::message(&end))
}
