//! One WARC record: its header and block, as bytes and back.
//!
//! In: fields and a block, or the bytes of a gzip member. Out: the same the other way round.
//! Absent: what the fields mean, and files.

use std::io::{self, BufRead, Read, Write};

use chrono::{DateTime, SecondsFormat, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Most bytes of a record's header: an address as long as any that is asked for, many times over.
const MOST_HEADER_BYTES: u64 = 64 * 1024;

/// What begins a record, before its version.
const MAGIC: &[u8] = b"WARC/1.";

/// A record to be written. The digest and the length of its block are added.
pub(super) struct Record<'a> {
    /// `WARC-Type`.
    pub(super) kind: &'static str,
    pub(super) id: Uuid,
    pub(super) date: DateTime<Utc>,
    /// Further fields, in order. Values hold no line breaks: they are our own, or addresses.
    pub(super) fields: Vec<(&'static str, String)>,
    /// The end of the block; what comes before it is made when it is written.
    pub(super) body: &'a [u8],
}

impl Record<'_> {
    /// Appends the record, whose block is `head` and the body, as one gzip member.
    ///
    /// # Errors
    /// None in memory.
    pub(super) fn append_to(&self, out: &mut Vec<u8>, head: &[u8]) -> io::Result<()> {
        let mut member = GzEncoder::new(out, Compression::default());
        for part in [self.header(head).as_bytes(), head, self.body, b"\r\n\r\n"] {
            member.write_all(part)?;
        }
        member.finish().map(drop)
    }

    fn header(&self, head: &[u8]) -> String {
        let length = (head.len() + self.body.len()).to_string();
        let date = self.date.to_rfc3339_opts(SecondsFormat::Micros, true);
        let fields = [
            ("WARC-Type", self.kind.to_owned()),
            ("WARC-Record-ID", name(self.id)),
            ("WARC-Date", date),
        ];
        let last = [("WARC-Block-Digest", digest(&[head, self.body])), ("Content-Length", length)];
        let fields = fields.iter().chain(&self.fields).chain(&last);
        let lines = fields.map(|(name, value)| format!("{name}: {value}\r\n"));
        std::iter::once("WARC/1.1\r\n".to_owned()).chain(lines).chain(["\r\n".to_owned()]).collect()
    }
}

/// A record's name, as other records refer to it.
pub(super) fn name(id: Uuid) -> String {
    format!("<urn:uuid:{id}>")
}

/// SHA-256 in hexadecimal digits: the standard leaves both open, and both are understood elsewhere.
pub(super) fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    format!("sha256:{}", hex::encode(hasher.finalize()))
}

/// Fields of a header that was read, names in lower case.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a record's header, and leaves the reader at its block.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] where there is none; and those of the reader.
    pub(super) fn read(reader: &mut impl BufRead) -> io::Result<Self> {
        let head = read_head(reader, MOST_HEADER_BYTES)?;
        if !head.starts_with(MAGIC) {
            return Err(invalid("no WARC record"));
        }
        let fields = parse_fields(after_line(&head))?;
        let text = |(name, value): (&str, &[u8])| {
            (name.to_ascii_lowercase(), String::from_utf8_lossy(value).into_owned())
        };
        Ok(Self(fields.into_iter().map(text).collect()))
    }

    /// A field by its name in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The length of the block.
    pub(super) fn length(&self) -> Option<u64> {
        self.get("content-length")?.parse().ok()
    }

    /// When it was recorded.
    pub(super) fn date(&self) -> Option<DateTime<Utc>> {
        Some(DateTime::parse_from_rfc3339(self.get("warc-date")?).ok()?.to_utc())
    }

    /// The address, without the angle brackets that early versions put around it.
    pub(super) fn target(&self) -> Option<&str> {
        let target = self.get("warc-target-uri")?;
        Some(target.trim_start_matches('<').trim_end_matches('>'))
    }
}

/// The lines up to and with an empty one.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`] if they are longer than `most` bytes or do not end.
pub(super) fn read_head(reader: &mut impl BufRead, most: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut reader = reader.take(most);
    loop {
        let start = head.len();
        reader.read_until(b'\n', &mut head)?;
        let line = head.get(start..).unwrap_or_default();
        if !line.ends_with(b"\n") {
            return Err(invalid("a header without an end"));
        }
        if matches!(line, b"\r\n" | b"\n") {
            return Ok(head);
        }
    }
}

/// What follows the first line.
pub(super) fn after_line(head: &[u8]) -> &[u8] {
    let end = head.iter().position(|byte| *byte == b'\n');
    end.and_then(|end| head.get(end + 1..)).unwrap_or_default()
}

/// Names and values, up to the empty line: as many as there are, since what was answered with them was
/// recorded with all of them. The lines are bounded by whoever read them.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`].
pub(super) fn parse_fields(lines: &[u8]) -> io::Result<Vec<(&str, &[u8])>> {
    let mut room = vec![httparse::EMPTY_HEADER; lines.split(|byte| *byte == b'\n').count()];
    match httparse::parse_headers(lines, &mut room) {
        Ok(httparse::Status::Complete((_, fields))) => {
            Ok(fields.iter().map(|field| (field.name, field.value)).collect())
        }
        _ => Err(invalid("a header that is none")),
    }
}

pub(super) fn invalid(problem: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

#[cfg(test)]
mod tests {
    use flate2::bufread::GzDecoder;
    use proptest::prelude::*;

    use super::*;

    fn record<'a>(fields: Vec<(&'static str, String)>, body: &'a [u8]) -> Record<'a> {
        let date = DateTime::from_timestamp_micros(1_700_000_000_123_456).unwrap();
        Record { kind: "resource", id: Uuid::nil(), date, fields, body }
    }

    fn plain(record: &Record<'_>) -> Vec<u8> {
        let (mut packed, mut plain) = (Vec::new(), Vec::new());
        record.append_to(&mut packed, b"one ").unwrap();
        GzDecoder::new(packed.as_slice()).read_to_end(&mut plain).unwrap();
        plain
    }

    #[test]
    fn a_record_is_written_as_the_standard_has_it() {
        let written = plain(&record(vec![("WARC-Target-URI", "http://a.example/".into())], b"two"));

        let expected = "WARC/1.1\r\nWARC-Type: resource\r\n\
            WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n\
            WARC-Date: 2023-11-14T22:13:20.123456Z\r\nWARC-Target-URI: http://a.example/\r\n\
            WARC-Block-Digest: \
            sha256:8ab63e29a4ba14e4e1688f9c15e5af90895421358c945b0431f85d66977bd3d2\r\n\
            Content-Length: 7\r\n\r\none two\r\n\r\n";
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }

    #[test]
    fn what_was_written_is_read_again() {
        let written = plain(&record(vec![("WARC-Target-URI", "<http://a.example/>".into())], b""));
        let mut reader = written.as_slice();

        let fields = Fields::read(&mut reader).unwrap();

        assert_eq!(fields.get("warc-type"), Some("resource"));
        assert_eq!(fields.target(), Some("http://a.example/"));
        assert_eq!(fields.date().unwrap().timestamp_micros(), 1_700_000_000_123_456);
        assert_eq!((fields.length(), reader), (Some(4), b"one \r\n\r\n".as_slice()));
    }

    #[test]
    fn a_huge_header_is_refused_and_not_held() {
        let huge =
            [b"WARC/1.1\r\nX: ".to_vec(), vec![b'x'; 100_000], b"\r\n\r\n".to_vec()].concat();

        let refused = Fields::read(&mut huge.as_slice());

        assert_eq!(refused.err().unwrap().kind(), io::ErrorKind::InvalidData);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>, magic: bool) {
            let bytes = if magic { [b"WARC/1.1\r\n".to_vec(), bytes].concat() } else { bytes };
            if let Ok(fields) = Fields::read(&mut bytes.as_slice()) {
                fields.date();
                fields.length();
            }
        }
    }
}
