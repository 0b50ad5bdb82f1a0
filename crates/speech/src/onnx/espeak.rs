//! Text -> phonemes, by the program `espeak-ng`: outside, as it is under another licence than ours.
//!
//! It drops the signs that Piper's models have learned, so it is asked clause by clause, and the
//! signs are put back.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::error::SpeechError;
use crate::fingerprint::{self, Stamp};
use crate::program::{self, Identity};

use super::clauses;
use super::phonemes;

/// Where programs lie: ours keeps its environment to itself.
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// The longest that one clause may take; some 20 ms are usual.
const LIMIT: Duration = Duration::from_secs(10);

/// The most bytes of what is said of a clause. 2,000 characters become some 8,000 bytes.
const MOST_BYTES: u64 = 64 * 1024;

/// The program, and what it is told each time.
#[derive(Debug)]
pub(super) struct Espeak {
    program: PathBuf,
    arguments: Vec<String>,
    identity: Identity,
}

impl Espeak {
    pub(super) fn new(program: PathBuf, arguments: Vec<String>) -> Self {
        Self { program, arguments, identity: Identity::default() }
    }

    /// Changes whenever the same text may have other phonemes: with the program and its arguments.
    pub(super) async fn version(&self) -> Result<String, SpeechError> {
        let found = program::find(&self.program, PATH);
        let stamp = found.and_then(|file| Stamp::of(&file));
        let stamp = stamp.map_err(|error| self.did_not_start(error))?;
        let told = self.identity.version(vec![stamp], self.ask(&["--version"], "")).await?;
        Ok(fingerprint::of_parts(&[&told, &self.arguments.join("\n")]))
    }

    /// The phonemes of a text, sentence by sentence.
    pub(super) async fn phonemes(
        &self,
        text: &str,
        voice: &str,
    ) -> Result<Vec<Vec<char>>, SpeechError> {
        let text = plain(text);
        let mut sentences = Vec::new();
        let mut sentence = Vec::new();
        for clause in clauses::of(&text) {
            let said =
                self.ask(&["-q", "--ipa", "-b", "1", "-v", voice, "--stdin"], clause.text).await?;
            sentence.extend(phonemes::of_clause(&said, &clause, voice));
            if clause.ends_sentence() {
                sentences.push(std::mem::take(&mut sentence));
            }
        }
        sentences.push(sentence);
        sentences.retain(|sentence| !sentence.is_empty());
        Ok(sentences)
    }

    /// What it writes when it is given this.
    async fn ask(&self, arguments: &[&str], input: &str) -> Result<String, SpeechError> {
        let child = Command::new(&self.program)
            .args(&self.arguments)
            .args(arguments)
            .env_clear()
            .env("PATH", PATH)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| self.did_not_start(error))?;
        let spoken = timeout(LIMIT, said(child, input)).await;
        let (status, output, errors) = match spoken {
            Ok(whole) => whole.map_err(|error| self.gave_nothing(&error.to_string()))?,
            Err(_) => return Err(SpeechError::Timeout { after: LIMIT }),
        };
        if !status.success() {
            let message = errors.trim().to_owned();
            return Err(SpeechError::Program { program: self.program.clone(), status, message });
        }
        Ok(output)
    }

    fn did_not_start(&self, source: io::Error) -> SpeechError {
        if source.kind() == io::ErrorKind::NotFound {
            let what = self.program.display().to_string();
            let reason = "is not there; this voice needs it: install the package espeak-ng";
            return SpeechError::Unfit { what, reason: reason.to_owned() };
        }
        SpeechError::Start { program: self.program.clone(), source }
    }

    fn gave_nothing(&self, reason: &str) -> SpeechError {
        let from = self.program.display().to_string();
        SpeechError::NotAudio { from, reason: reason.to_owned() }
    }
}

/// Without control characters, and without square brackets, in pairs of which `espeak-ng` takes
/// phonemes.
fn plain(text: &str) -> String {
    let is_misread = |character: char| character.is_control() || matches!(character, '[' | ']');
    text.replace(is_misread, " ")
}

/// What the program says of a clause: how it ended, and what it wrote.
async fn said(
    mut child: Child,
    text: &str,
) -> io::Result<(std::process::ExitStatus, String, String)> {
    let (Some(mut input), Some(output), Some(errors)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    // A clause is smaller than a pipe; a program that has ended before it read says so itself.
    let _written = input.write_all(text.as_bytes()).await;
    drop(input);
    let (mut said, mut complaint) = (Vec::new(), Vec::new());
    let mut output = output.take(MOST_BYTES);
    let mut errors = errors.take(MOST_BYTES);
    // Whoever writes without end is not waited for.
    let bounded = async {
        match output.read_to_end(&mut said).await? as u64 {
            MOST_BYTES => Err(io::Error::other("more phonemes than a clause has")),
            _ => Ok(()),
        }
    };
    tokio::try_join!(bounded, errors.read_to_end(&mut complaint))?;
    let said = String::from_utf8(said).map_err(io::Error::other)?;
    let complaint = String::from_utf8_lossy(&complaint).into_owned();
    Ok((child.wait().await?, said, complaint))
}
