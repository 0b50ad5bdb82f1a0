//! What can go wrong between a text and an MP3, and what the caller does about it.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

/// What helps after an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// The same call may work later.
    Retry,
    /// The same text in smaller groups may work.
    Split,
    /// Nothing helps; the reason is final.
    GiveUp,
}

/// Why a text cannot be spoken by a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unspeakable {
    /// Neither letter nor digit: it would be silence.
    #[error("there is nothing to say")]
    NothingToSay,
    /// A run of digits no newsreader would read, and at which the engine fails.
    #[error("a number has too many digits")]
    Digits,
    /// Most letters are of a script that the voice skips in silence.
    #[error("the script is not one the voice reads")]
    Script,
}

/// Errors of speaking and mastering; [`SpeechError::advice`] says what helps.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// The group of sentences is longer than an engine is given at once.
    #[error("{characters} characters in one group, at most {most} are spoken at once")]
    TextTooLong {
        /// Characters of the group.
        characters: usize,
        /// The most that is allowed.
        most: usize,
    },
    /// The voice cannot say this text, now or later.
    #[error("text cannot be spoken: {0}")]
    Unspeakable(#[from] Unspeakable),
    /// No engine has a voice of this name.
    #[error("no voice named {name}")]
    UnknownVoice {
        /// The name asked for.
        name: String,
    },
    /// The voice files could not be written to, or read from, the data folder.
    #[error("voice files in {}", folder.display())]
    VoiceFiles {
        /// The folder.
        folder: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// The engine's process did not start.
    #[error("voice process {} did not start", program.display())]
    Start {
        /// The program.
        program: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The engine's process ended in the middle of its work.
    #[error("voice process ended ({})", status.map_or("status unknown".to_owned(), |status| status.to_string()))]
    ProcessEnded {
        /// How it ended, where that could be learned.
        status: Option<ExitStatus>,
    },
    /// A group took longer than the settings allow; a process was killed, a connection closed.
    #[error("the voice gave no answer within {} s", after.as_secs_f64())]
    Timeout {
        /// The time it was given.
        after: Duration,
    },
    /// The engine itself refused to start.
    #[error("voice did not load ({reason})")]
    Load {
        /// What the engine said; of Pico a status, as in its `picodefs.h`.
        reason: String,
    },
    /// The engine failed on this text: only other text helps.
    #[error("voice failed on the text ({reason})")]
    Engine {
        /// What the engine said; of Pico a status, as in its `picodefs.h`.
        reason: String,
    },
    /// What came through the pipe is not of our protocol.
    #[error("voice process spoke another protocol")]
    Protocol,
    /// More audio than any group of sentences can be.
    #[error("{bytes} bytes of audio or more, which no such text takes")]
    TooMuchAudio {
        /// Bytes announced, or read so far.
        bytes: u64,
    },
    /// The audio is far longer or shorter than such a text takes.
    #[error("{seconds:.1} s of audio for a text of about {expected:.1} s")]
    Implausible {
        /// Seconds that came.
        seconds: f64,
        /// Seconds that the text usually takes.
        expected: f64,
    },
    /// As much audio as the text takes, and nothing to hear in it.
    #[error("the voice gave silence")]
    Mute,
    /// The engine's server, or the way to it, is away.
    #[error("{server}: {reason}")]
    Unreachable {
        /// Its address.
        server: String,
        /// What the network said.
        reason: String,
        /// Whether it may have got the request.
        is_sent: bool,
    },
    /// The server cannot now: too many requests, or an error of its own.
    #[error("{server} answered {status}: {message}")]
    Busy {
        /// Its address.
        server: String,
        /// HTTP status.
        status: u16,
        /// The beginning of what it said.
        message: String,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// The server will not: the key, the model or the voice is not what it wants.
    #[error("{server} refused with {status}: {message}")]
    Refused {
        /// Its address.
        server: String,
        /// HTTP status.
        status: u16,
        /// The beginning of what it said.
        message: String,
    },
    /// What came is no audio that can be read.
    #[error("{from} gave no audio: {reason}")]
    NotAudio {
        /// The program or server.
        from: String,
        /// What came instead.
        reason: String,
    },
    /// An outside program failed.
    #[error("{} ended ({status}): {message}", program.display())]
    Program {
        /// The program.
        program: PathBuf,
        /// How it ended.
        status: ExitStatus,
        /// The end of what it wrote to standard error.
        message: String,
    },
    /// Something that the engine needs is missing or unfit: a library, a model, a setting.
    #[error("{what}: {reason}")]
    Unfit {
        /// Which one.
        what: String,
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// There is nothing to hear in a part, or it is too short for its loudness to be measured.
    #[error("audio is silent")]
    Silent,
    /// A file of the cache is gone, cut off or of another form: its group is to be spoken again.
    #[error("spoken group {}", path.display())]
    Cache {
        /// The file.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// The disk on which the episode is being made failed.
    #[error("writing the episode")]
    Disk(#[from] io::Error),
    /// Nothing to master.
    #[error("an episode without parts")]
    NoParts,
    /// One part, or the episode, is longer than is mastered.
    #[error("more than {minutes} minutes of audio")]
    AudioTooLong {
        /// The most that is allowed.
        minutes: u64,
    },
    /// The sample rate or the bit rate is none of the codec's, or the parts' rate is none of the
    /// resampler's.
    #[error("cannot make a file at {rate} Hz and {kilobits} kbit/s")]
    Format {
        /// Samples a second.
        rate: u32,
        /// Kilobits a second.
        kilobits: u32,
    },
    /// The resampler failed.
    #[error("resampling")]
    Resample(#[from] rubato::ResampleError),
    /// LAME failed.
    #[error("encoding the MP3: {0:?}")]
    Encode(mp3lame_encoder::EncodeError),
    /// The Opus codec failed.
    #[error("Opus: {reason}")]
    Opus {
        /// What it said.
        reason: &'static str,
    },
    /// The Ogg file is none.
    #[error("reading the finished Ogg file")]
    Ogg(#[from] ogg::OggReadError),
    /// The tags could not be written.
    #[error("writing the tags")]
    Tags(#[from] id3::Error),
    /// The loudness meter failed.
    #[error("measuring loudness: {0:?}")]
    Meter(ebur128::Error),
    /// The finished file does not decode.
    #[error("decoding the finished file")]
    Decode(#[from] symphonia::core::errors::Error),
    /// The finished file is not mono, of one rate.
    #[error("the finished file is not mono, or holds no audio")]
    NotMono,
    /// The finished file does not have the length it was made with.
    #[error("{decoded} samples decoded, {expected} encoded")]
    Length {
        /// Samples that were encoded.
        expected: u64,
        /// Samples that came out.
        decoded: u64,
    },
    /// Loudness and true peak could not be reached together.
    #[error("loudness {loudness_lufs:.2} LUFS, true peak {true_peak_dbtp:.2} dBTP: out of bounds")]
    OutOfBounds {
        /// What was reached, of the decoded file.
        loudness_lufs: f64,
        /// What was reached, of the decoded file.
        true_peak_dbtp: f64,
    },
}

impl SpeechError {
    /// What helps: errors of the machine may pass, errors of the text do not.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self {
            Self::VoiceFiles { .. }
            | Self::Start { .. }
            | Self::ProcessEnded { .. }
            | Self::Timeout { .. }
            | Self::Load { .. }
            | Self::Protocol
            | Self::TooMuchAudio { .. }
            | Self::Implausible { .. }
            | Self::Mute
            | Self::Cache { .. }
            | Self::Disk(_)
            | Self::Unreachable { .. }
            | Self::Busy { .. }
            | Self::NotAudio { .. }
            | Self::Program { .. } => Advice::Retry,
            Self::TextTooLong { .. } | Self::Engine { .. } => Advice::Split,
            Self::Unspeakable(_)
            | Self::UnknownVoice { .. }
            | Self::Refused { .. }
            | Self::Unfit { .. }
            | Self::Silent
            | Self::NoParts
            | Self::AudioTooLong { .. }
            | Self::Format { .. }
            | Self::Resample(_)
            | Self::Encode(_)
            | Self::Opus { .. }
            | Self::Ogg(_)
            | Self::Tags(_)
            | Self::Meter(_)
            | Self::Decode(_)
            | Self::NotMono
            | Self::Length { .. }
            | Self::OutOfBounds { .. } => Advice::GiveUp,
        }
    }
}

/// What servers answer when they do not take this text, and would take another.
const OF_TEXT: [u16; 3] = [400, 413, 422];

/// Whether a refusal says that the voice or the model is none of the server's: no text would be taken.
fn names_settings(message: &str) -> bool {
    const NAMES: [&str; 2] = ["voice", "model"];
    const FAULTS: [&str; 6] =
        ["not found", "unknown", "invalid", "unsupported", "not supported", "not exist"];
    let lower = message.to_lowercase();
    // "Invalid input: the text has characters that this model does not take" is of the text.
    let is_near = |name: usize| {
        let from = lower.floor_char_boundary(name.saturating_sub(NEAR_BYTES));
        let to = lower.floor_char_boundary(name.saturating_add(2 * NEAR_BYTES));
        let around = lower.get(from..to).unwrap_or_default();
        FAULTS.iter().any(|fault| around.contains(fault))
    };
    NAMES.iter().flat_map(|name| lower.match_indices(name)).any(|(at, _)| is_near(at))
}

/// What is said of a name stands so near, in bytes; behind it the name itself comes first: "voice 'x' not
/// found".
const NEAR_BYTES: usize = 20;

/// What gateways answer when they do not know what became of a request.
const OF_GATEWAYS: [u16; 2] = [502, 504];

impl SpeechError {
    /// Whether the engine, its machine or its settings are at fault: every text would fail, until
    /// somebody has mended that. What waits for it should go on waiting.
    #[must_use]
    pub fn needs_mending(&self) -> bool {
        matches!(
            self,
            Self::VoiceFiles { .. }
                | Self::Start { .. }
                | Self::Load { .. }
                | Self::Unreachable { .. }
                | Self::Unfit { .. }
                | Self::UnknownVoice { .. }
                | Self::Disk(_)
        ) || matches!(self, Self::Refused { status, message, .. }
            if !OF_TEXT.contains(status) || names_settings(message))
    }

    /// Whether the engine surely took nothing: a call that ends so is not paid.
    #[must_use]
    pub fn is_free_of_charge(&self) -> bool {
        matches!(
            self,
            Self::TextTooLong { .. }
                | Self::Unspeakable(_)
                | Self::UnknownVoice { .. }
                | Self::Start { .. }
                | Self::Unreachable { is_sent: false, .. }
                | Self::Refused { .. }
                | Self::Unfit { .. }
        ) || matches!(self, Self::Busy { status, .. } if !OF_GATEWAYS.contains(status))
    }

    /// How long to leave the engine alone, where it is not there for anybody just now: too many
    /// requests, or nobody behind its gateway. An error of its own (500) may be this text's.
    #[must_use]
    pub fn rest(&self) -> Option<Duration> {
        match self {
            Self::Busy { status: 429 | 502 | 503 | 504, retry_after, .. } => {
                Some(retry_after.unwrap_or_default())
            }
            _ => None,
        }
    }

    /// How long the engine asks to be left alone.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

impl From<mp3lame_encoder::EncodeError> for SpeechError {
    fn from(error: mp3lame_encoder::EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl From<ebur128::Error> for SpeechError {
    fn from(error: ebur128::Error) -> Self {
        Self::Meter(error)
    }
}
