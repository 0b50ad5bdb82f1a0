//! What players show while they play: chapters and the text, with their times.

use id3::frame::{
    Chapter, Lyrics, SynchronisedLyrics, SynchronisedLyricsType, TableOfContents, TimestampFormat,
};
use id3::{Tag, TagLike as _};

use super::survey::Place;
use super::{Part, tags::clean};

/// The most characters of the text in a tag: an article of the longest kind.
pub(super) const MOST_CHARACTERS: usize = 150_000;

/// A time or an offset that is not told (ID3v2 Chapter Frame Addendum, 3.1).
const NOT_TOLD: u32 = u32::MAX;

/// Adds chapters, where there are two or more, and the text with the time of each part.
///
/// The frames of chapters are those of the ID3v2 Chapter Frame Addendum 1.0; the text is written
/// twice (ID3v2.3, 4.9 and 4.10), as players read the one or the other.
pub(super) fn add(tag: &mut Tag, (parts, places): (&[Part], &[Place]), rate: u32, lang: &str) {
    add_chapters(tag, (parts, places), rate);
    add_text(tag, (parts, places), rate, lang);
}

fn add_chapters(tag: &mut Tag, (parts, places): (&[Part], &[Place]), rate: u32) {
    let begins = chapters(parts, places, rate);
    let Some(end) = places.last().filter(|_| !begins.is_empty()) else { return };
    let end = milliseconds(end.end, rate);
    let ends = begins.iter().skip(1).map(|(start, _)| *start).chain([end]);
    let mut names = Vec::new();
    for (number, ((start, title), end)) in begins.iter().zip(ends).enumerate() {
        let mut about = Tag::new();
        about.set_title(title);
        names.push(format!("chapter{number}"));
        tag.add_frame(Chapter {
            element_id: format!("chapter{number}"),
            start_time: *start,
            end_time: end,
            start_offset: NOT_TOLD,
            end_offset: NOT_TOLD,
            frames: about.frames().cloned().collect(),
        });
    }
    tag.add_frame(TableOfContents {
        element_id: "contents".to_owned(),
        top_level: true,
        ordered: true,
        elements: names,
        frames: Vec::new(),
    });
}

/// When each chapter begins, in milliseconds, and its title, where there are two or more.
pub(super) fn chapters(parts: &[Part], places: &[Place], rate: u32) -> Vec<(u32, String)> {
    let begins = parts.iter().zip(places).filter_map(|(part, place)| {
        Some((milliseconds(place.start, rate), clean(part.chapter.as_deref()?)))
    });
    let begins: Vec<(u32, String)> = begins.collect();
    if begins.len() < 2 { Vec::new() } else { begins }
}

fn add_text(tag: &mut Tag, (parts, places): (&[Part], &[Place]), rate: u32, lang: &str) {
    let mut left = MOST_CHARACTERS;
    let mut lines = Vec::new();
    for (part, place) in parts.iter().zip(places) {
        let line = part.written.replace(char::is_control, " ");
        left = left.saturating_sub(line.chars().count());
        if left == 0 {
            break;
        }
        if !line.trim().is_empty() {
            lines.push((milliseconds(place.start, rate), line.trim().to_owned()));
        }
    }
    if lines.is_empty() {
        return;
    }
    let whole: Vec<&str> = lines.iter().map(|(_, line)| line.as_str()).collect();
    tag.add_frame(Lyrics {
        lang: lang.to_owned(),
        description: String::new(),
        text: whole.join("\n"),
    });
    tag.add_frame(SynchronisedLyrics {
        lang: lang.to_owned(),
        timestamp_format: TimestampFormat::Ms,
        content_type: SynchronisedLyricsType::Transcription,
        description: String::new(),
        content: lines,
    });
}

/// Whole milliseconds from the beginning, rounded down: never past the end.
fn milliseconds(sample: u64, rate: u32) -> u32 {
    let milliseconds = sample.saturating_mul(1000).checked_div(u64::from(rate)).unwrap_or(0);
    u32::try_from(milliseconds).unwrap_or(u32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tone;

    fn part(written: &str, chapter: Option<&str>) -> Part {
        Part {
            written: written.to_owned(),
            chapter: chapter.map(str::to_owned),
            ..Part::of(tone(400, 500, 16_000), 0)
        }
    }

    fn place(start: u64, end: u64) -> Place {
        Place { start, end, words: Vec::new() }
    }

    fn shown(parts: &[Part], places: &[Place]) -> Tag {
        let mut tag = Tag::new();
        add(&mut tag, (parts, places), 1000, "eng");
        tag
    }

    #[test]
    fn chapters_follow_one_another_to_the_end() {
        let parts = [part("", Some("Rain")), part("", None), part("", Some("Sun\n"))];
        let places = [place(0, 900), place(1000, 1900), place(2000, 2900)];

        let tag = shown(&parts, &places);

        let told: Vec<_> = tag
            .chapters()
            .map(|one| (one.start_time, one.end_time, one.frames[0].content().text().unwrap()))
            .collect();
        assert_eq!(told, [(0, 2000, "Rain"), (2000, 2900, "Sun")]);
        let contents = tag.tables_of_contents().next().unwrap();
        assert_eq!(contents.elements, ["chapter0", "chapter1"]);
    }

    #[test]
    fn one_chapter_is_none() {
        let tag = shown(&[part("", Some("Rain"))], &[place(0, 900)]);
        assert_eq!(tag.frames().count(), 0);
    }

    #[test]
    fn the_text_is_shown_when_it_is_said() {
        let parts = [part("It rained.", None), part("", None), part("Then\tit stopped.", None)];
        let places = [place(0, 900), place(1000, 1900), place(2000, 2900)];

        let tag = shown(&parts, &places);

        let lines = &tag.synchronised_lyrics().next().unwrap().content;
        let expected = [(0, "It rained.".to_owned()), (2000, "Then it stopped.".to_owned())];
        assert_eq!(lines, &expected);
        assert_eq!(tag.lyrics().next().unwrap().text, "It rained.\nThen it stopped.");
    }
}
