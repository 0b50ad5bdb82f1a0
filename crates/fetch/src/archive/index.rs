//! The files of an archive -> where the answers of each address lie.
//!
//! Each file is read once, member by member; of a record only its heads are looked at. In memory an
//! answer takes 32 bytes: its address is kept as a hash, and confirmed when the record is read. What
//! cannot be read ends its file there, with a warning: the rest of a torn file is torn.

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::BuildHasher;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::bufread::GzDecoder;
use tracing::warn;
use url::Url;

use super::ArchiveError;
use super::exchange::Truncated;
use super::record::{Fields, after_line, invalid, parse_fields, read_head};

/// Most bytes of an answer's status line and headers: what hyper takes in is below it.
const MOST_HEAD_BYTES: u64 = 512 * 1024;

/// What a file of an archive is called.
const SUFFIX: &str = ".warc.gz";

/// How good an answer is for extracting again, best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Worth {
    /// An error that may pass, or a body that did not come whole.
    Passing,
    /// A final answer without a page: not found, gone, refused.
    Final,
    /// A page, or where it is.
    Page,
}

/// Where an answer is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    key: u64,
    /// Microseconds since 1970.
    pub(super) at: i64,
    offset: u64,
    file: u32,
    pub(super) worth: Worth,
}

/// Where every answer is.
pub(super) struct Index {
    files: Vec<PathBuf>,
    /// By key and time.
    places: Vec<Place>,
    hasher: RandomState,
}

/// An answer as it was recorded.
pub(super) struct Recorded {
    pub(super) fields: Fields,
    /// The lines of HTTP.
    pub(super) head: Vec<u8>,
    /// The body, up to one byte more than was asked for.
    pub(super) body: Vec<u8>,
}

impl Index {
    /// Reads a file, or all files of a folder. Takes as long as unpacking them.
    ///
    /// # Errors
    /// [`ArchiveError::Read`], [`ArchiveError::Empty`].
    pub(super) fn read(path: &Path) -> Result<Self, ArchiveError> {
        let files = files(path).map_err(|error| ArchiveError::read(path, error))?;
        let mut index = Self { files, places: Vec::new(), hasher: RandomState::new() };
        for file in 0..index.files.len() {
            index.scan(file)?;
        }
        if index.places.is_empty() {
            return Err(ArchiveError::Empty { path: path.to_owned() });
        }
        index.places.sort_unstable_by_key(|place| (place.key, place.at));
        index.places.shrink_to_fit();
        Ok(index)
    }

    fn scan(&mut self, file: usize) -> Result<(), ArchiveError> {
        let (Some(path), Ok(file)) = (self.files.get(file).cloned(), u32::try_from(file)) else {
            return Ok(());
        };
        let opened = File::open(&path).map_err(|error| ArchiveError::read(&path, error))?;
        let mut reader = Counted { inner: BufReader::new(opened), count: 0 };
        loop {
            let offset = reader.count;
            match next(&mut reader) {
                Ok(None) => return Ok(()),
                Ok(Some(Member::Answer { address, at, worth })) => {
                    let key = self.hasher.hash_one(address.as_str());
                    self.places.push(Place { key, at, offset, file, worth });
                }
                Ok(Some(Member::Other)) => {}
                Err(error) => {
                    let file = path.display();
                    warn!(%file, offset, %error, "The rest of {file} is torn, and left out");
                    return Ok(());
                }
            }
        }
    }

    /// The answers that are likely of this address, oldest first.
    pub(super) fn places(&self, address: &str) -> &[Place] {
        let key = self.hasher.hash_one(address);
        let start = self.places.partition_point(|place| place.key < key);
        let rest = self.places.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|place| place.key == key)).unwrap_or_default()
    }

    /// Reads an answer, with up to `most` bytes of its body and one more.
    ///
    /// # Errors
    /// Those of the file, which was sound when it was scanned.
    pub(super) fn open(&self, place: &Place, most: u64) -> io::Result<Recorded> {
        let path = usize::try_from(place.file).ok().and_then(|file| self.files.get(file));
        let mut file = File::open(path.ok_or_else(|| invalid("no such file"))?)?;
        file.seek(SeekFrom::Start(place.offset))?;
        let mut member = BufReader::new(GzDecoder::new(BufReader::new(file)));
        let fields = Fields::read(&mut member)?;
        let length = fields.length().ok_or_else(|| invalid("a record without a length"))?;
        let mut block = member.take(length);
        let head = read_head(&mut block, MOST_HEAD_BYTES)?;
        let whole = block.limit();
        let mut body = Vec::new();
        block.take(most.saturating_add(1)).read_to_end(&mut body)?;
        if (body.len() as u64) < whole.min(most) {
            return Err(invalid("a record shorter than it says"));
        }
        Ok(Recorded { fields, head, body })
    }
}

/// A file that is named, or those of a folder in the order of their names.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(SUFFIX) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

enum Member {
    Answer { address: Url, at: i64, worth: Worth },
    Other,
}

/// Reads one member to its end; none at the end of the file.
fn next(reader: &mut impl BufRead) -> io::Result<Option<Member>> {
    if reader.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let mut member = BufReader::new(GzDecoder::new(reader));
    let fields = Fields::read(&mut member)?;
    let answer = answer(&fields, &mut member)?;
    io::copy(&mut member, &mut io::sink())?;
    Ok(Some(answer.unwrap_or(Member::Other)))
}

/// The answer in a record, if it is one that can be given again.
fn answer(fields: &Fields, member: &mut impl BufRead) -> io::Result<Option<Member>> {
    let is_http = fields.get("content-type").is_some_and(|it| it.starts_with("application/http"));
    let (Some("response"), true) = (fields.get("warc-type"), is_http) else { return Ok(None) };
    let (Some(target), Some(date)) = (fields.target(), fields.date()) else { return Ok(None) };
    let (Ok(address), Some(length)) = (Url::parse(target), fields.length()) else {
        return Ok(None);
    };
    let head = read_head(&mut member.take(length), MOST_HEAD_BYTES)?;
    let Some(status) = status(&head).filter(|_| !is_coded(&head)) else { return Ok(None) };
    let truncated = fields.get("warc-truncated").map(Truncated::of);
    let worth = worth(status, truncated);
    let at = date.timestamp_micros();
    Ok(worth.map(|worth| Member::Answer { address, at, worth }))
}

/// The status in the first line of an answer.
pub(super) fn status(head: &[u8]) -> Option<u16> {
    let line = head.split(|byte| *byte == b'\n').next()?;
    let mut words = str::from_utf8(line.get(..line.len().min(16))?).ok()?.split(' ');
    words.next().filter(|version| version.starts_with("HTTP/"))?;
    words.next()?.trim_end().parse().ok().filter(|status| (100..=599).contains(status))
}

/// Whether a body is as it was on the wire: it is not decoded here.
fn is_coded(head: &[u8]) -> bool {
    let is_coding = |name: &str| {
        name.eq_ignore_ascii_case("content-encoding")
            || name.eq_ignore_ascii_case("transfer-encoding")
    };
    parse_fields(after_line(head))
        .map_or(true, |fields| fields.iter().any(|(name, _)| is_coding(name)))
}

/// None for what cannot be given again: 304 says that another record holds the page.
fn worth(status: u16, truncated: Option<Truncated>) -> Option<Worth> {
    let is_whole = matches!(truncated, None | Some(Truncated::Length));
    match status {
        304 => None,
        200 | 203 if is_whole => Some(Worth::Page),
        301 | 302 | 303 | 307 | 308 => Some(Worth::Page),
        200 | 203 | 408 | 425 | 429 | 500..=599 => Some(Worth::Passing),
        _ => Some(Worth::Final),
    }
}

/// A reader that knows how far it has come.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(room)?;
        self.count += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
        self.count += amount as u64;
    }
}
