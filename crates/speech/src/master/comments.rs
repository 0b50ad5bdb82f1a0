//! The comments of an Opus file: what is known of the episode, its cover, chapters, and the text.
//!
//! RFC 7845, section 5.2: a vendor and `NAME=value` lines in UTF-8. Names of chapters as the
//! Vorbis chapter extension has them; the cover as FLAC has pictures (RFC 9639, section 8.8), in
//! base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::part::Part;
use super::shown::{self, MOST_CHARACTERS};
use super::survey::Place;
use super::tags::{Tags, clean};

/// The front cover, of the kinds of pictures that FLAC shares with ID3v2.
const COVER_FRONT: u32 = 3;

/// The comment header's bytes.
pub(super) fn write(tags: &Tags, (parts, places): (&[Part], &[Place]), rate: u32) -> Vec<u8> {
    let mut lines = named(tags);
    lines.extend(chapters(parts, places, rate));
    let written: Vec<&str> =
        parts.iter().map(|part| part.written.trim()).filter(|line| !line.is_empty()).collect();
    if !written.is_empty() {
        let text: String = written.join("\n").chars().take(MOST_CHARACTERS).collect();
        lines.push(format!("LYRICS={text}"));
    }
    // Last, as it is the longest: whoever reads no pictures has read the rest by then.
    lines.extend(tags.cover_jpeg.as_deref().map(cover));
    let mut bytes = b"OpusTags".to_vec();
    push(&mut bytes, "Earshot");
    bytes.extend(length(lines.len()).to_le_bytes());
    for line in &lines {
        push(&mut bytes, line);
    }
    bytes
}

fn named(tags: &Tags) -> Vec<String> {
    let fields = [
        ("TITLE", Some(tags.title.as_str())),
        ("ARTIST", Some(tags.artist.as_str())),
        ("ALBUM", Some(tags.album.as_str())),
        ("DATE", tags.date.as_deref()),
        ("LANGUAGE", tags.language.as_deref()),
        ("DESCRIPTION", tags.comment.as_deref()),
        ("CONTACT", tags.address.as_deref()),
        ("GENRE", Some("Podcast")),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name, clean(value?))));
    let fields = fields.filter(|(_, value)| !value.is_empty());
    fields.map(|(name, value)| format!("{name}={value}")).collect()
}

/// Where there are two or more.
fn chapters(parts: &[Part], places: &[Place], rate: u32) -> Vec<String> {
    let begins = shown::chapters(parts, places, rate);
    let lines = begins.into_iter().enumerate().flat_map(|(number, (ms, title))| {
        let (seconds, ms) = (ms / 1000, ms % 1000);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        [
            format!("CHAPTER{number:03}={hours:02}:{minutes:02}:{seconds:02}.{ms:03}"),
            format!("CHAPTER{number:03}NAME={title}"),
        ]
    });
    lines.collect()
}

/// The cover as a line. Its size in pixels is not told (0): players take it from the picture.
fn cover(jpeg: &[u8]) -> String {
    let mut block = COVER_FRONT.to_be_bytes().to_vec();
    for part in [b"image/jpeg", &b""[..]] {
        block.extend(length(part.len()).to_be_bytes());
        block.extend(part);
    }
    // Width, height, bits a pixel, colours of a palette.
    block.extend([0; 4 * 4]);
    block.extend(length(jpeg.len()).to_be_bytes());
    block.extend(jpeg);
    format!("METADATA_BLOCK_PICTURE={}", STANDARD.encode(block))
}

fn push(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend(length(text.len()).to_le_bytes());
    bytes.extend(text.as_bytes());
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tone;

    /// The lines of a header, as RFC 7845 tells to read them; the vendor first.
    fn read(header: &[u8]) -> Vec<String> {
        fn next<'h>(rest: &mut &'h [u8]) -> &'h [u8] {
            let length = u32::from_le_bytes(*rest.split_off(..4).unwrap().as_array().unwrap());
            rest.split_off(..length as usize).unwrap()
        }
        let mut rest = header.strip_prefix(b"OpusTags").unwrap();
        let vendor = next(&mut rest);
        let count = u32::from_le_bytes(*rest.split_off(..4).unwrap().as_array().unwrap());
        let lines = (0..count).map(|_| next(&mut rest));
        let lines: Vec<&[u8]> = [vendor].into_iter().chain(lines).collect();
        assert!(rest.is_empty());
        lines.into_iter().map(|line| String::from_utf8(line.to_vec()).unwrap()).collect()
    }

    fn part(written: &str, chapter: &str) -> Part {
        Part {
            written: written.to_owned(),
            chapter: Some(chapter.to_owned()),
            ..Part::of(tone(400, 500, 16_000), 0)
        }
    }

    #[test]
    fn an_episode_is_told_with_its_chapters_and_its_text() {
        let tags = Tags {
            title: "Rain\nand sun".to_owned(),
            date: Some("2026-11-21".to_owned()),
            ..Tags::default()
        };
        let parts = [part("It rained.", "Rain"), part("It stopped.", "Sun")];
        let place = |start, end| Place { start, end, words: Vec::new() };
        let places = [place(0, 900), place(3_725_006, 3_726_000)];

        let lines = read(&write(&tags, (&parts, &places), 1000));

        let expected = [
            "Earshot",
            "TITLE=Rain and sun",
            "DATE=2026-11-21",
            "GENRE=Podcast",
            "CHAPTER000=00:00:00.000",
            "CHAPTER000NAME=Rain",
            "CHAPTER001=01:02:05.006",
            "CHAPTER001NAME=Sun",
            "LYRICS=It rained.\nIt stopped.",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn the_cover_is_a_picture_block_in_base64() {
        let jpeg = vec![0xff, 0xd8, 0xff, 0xe0, 0, 1];
        let tags = Tags { cover_jpeg: Some(jpeg.clone()), ..Tags::default() };

        let lines = read(&write(&tags, (&[], &[]), 48_000));

        let block = lines.last().unwrap().strip_prefix("METADATA_BLOCK_PICTURE=").unwrap();
        let block = STANDARD.decode(block).unwrap();
        let numbers = |numbers: &[u32]| -> Vec<u8> {
            numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
        };
        let head = [numbers(&[3, 10]), b"image/jpeg".to_vec(), numbers(&[0, 0, 0, 0, 0, 6])];
        assert_eq!(block, [head.concat(), jpeg].concat());
    }
}
