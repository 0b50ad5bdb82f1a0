//! The comments of an Opus file: what is known of the episode, chapters, and the text.
//!
//! RFC 7845, section 5.2: a vendor and `NAME=value` lines in UTF-8. Names of chapters as the
//! Vorbis chapter extension has them.

use super::part::Part;
use super::shown::{self, MOST_CHARACTERS};
use super::survey::Place;
use super::tags::{Tags, clean};

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

fn push(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend(length(text.len()).to_le_bytes());
    bytes.extend(text.as_bytes());
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
