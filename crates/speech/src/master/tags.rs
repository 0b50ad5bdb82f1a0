//! The ID3v2.3 tag: the version that every player reads.

use id3::frame::{Comment, Content, Picture, PictureType};
use id3::{Encoder, Frame, Tag, TagLike as _, Version};

use crate::error::SpeechError;

use super::survey::Place;
use super::{Part, shown};

/// The most characters of one text in a tag; whatever is longer is cut.
const MOST_CHARACTERS: usize = 4000;

/// What players show. Empty texts are left out; control characters become spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    /// Title of the episode.
    pub title: String,
    /// Who wrote it, or the outlet.
    pub artist: String,
    /// The podcast.
    pub album: String,
    /// Day of publication, `2026-11-21`; what follows (a time) is ignored.
    pub date: Option<String>,
    /// BCP 47; written where its ISO 639-2 code is known.
    pub language: Option<String>,
    /// A longer text: attribution, licence, that the voice is synthetic.
    pub comment: Option<String>,
    /// Cover art, a JPEG.
    pub cover_jpeg: Option<Vec<u8>>,
    /// The article's address.
    pub address: Option<String>,
}

/// The tag's bytes, to stand before the first frame: what is known of the episode, and what players
/// show while they play.
pub(super) fn write(
    tags: &Tags,
    told: (&[Part], &[Place]),
    rate: u32,
) -> Result<Vec<u8>, SpeechError> {
    let mut tag = tag(tags);
    let lang = tags.language.as_deref().and_then(iso_639_2).unwrap_or("und");
    shown::add(&mut tag, told, rate, lang);
    let mut bytes = Vec::new();
    Encoder::new().version(Version::Id3v23).encode(&tag, &mut bytes)?;
    Ok(bytes)
}

fn tag(tags: &Tags) -> Tag {
    let mut tag = Tag::with_version(Version::Id3v23);
    let code = tags.language.as_deref().and_then(iso_639_2);
    let (year, day_month) = tags.date.as_deref().and_then(year_and_day).unzip();
    let texts = [
        ("TIT2", Some(clean(&tags.title))),
        ("TPE1", Some(clean(&tags.artist))),
        ("TALB", Some(clean(&tags.album))),
        ("TYER", year),
        ("TDAT", day_month),
        ("TLAN", code.map(str::to_owned)),
        ("TCON", Some("Podcast".to_owned())),
    ];
    for (frame, text) in texts {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            tag.set_text(frame, text);
        }
    }
    if let Some(comment) = &tags.comment {
        let lang = code.unwrap_or("und").to_owned();
        tag.add_frame(Comment { lang, description: String::new(), text: clean(comment) });
    }
    if let Some(address) = tags.address.as_deref().filter(|address| address.is_ascii()) {
        tag.add_frame(Frame::with_content("WOAS", Content::Link(clean(address))));
    }
    if let Some(cover) = &tags.cover_jpeg {
        tag.add_frame(Picture {
            mime_type: "image/jpeg".to_owned(),
            picture_type: PictureType::CoverFront,
            description: String::new(),
            data: cover.clone(),
        });
    }
    tag
}

pub(super) fn clean(text: &str) -> String {
    let spaced = |character: char| if character.is_control() { ' ' } else { character };
    text.chars().take(MOST_CHARACTERS).map(spaced).collect::<String>().trim().to_owned()
}

/// `2026` and `2111` (day, month) of `2026-11-21`: the two frames that ID3v2.3 has for a date.
fn year_and_day(date: &str) -> Option<(String, String)> {
    let mut fields = date.get(..10)?.split('-');
    let (year, month, day) = (fields.next()?, fields.next()?, fields.next()?);
    let is_number =
        |text: &str, digits| text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    let is_date = is_number(year, 4) && is_number(month, 2) && is_number(day, 2);
    is_date.then(|| (year.to_owned(), format!("{day}{month}")))
}

/// The three letters that ID3 wants, for the languages that news is often written in.
fn iso_639_2(language: &str) -> Option<&'static str> {
    let primary = language.split(['-', '_']).next()?.to_ascii_lowercase();
    Some(match primary.as_str() {
        "en" => "eng",
        "de" => "deu",
        "es" => "spa",
        "fr" => "fra",
        "it" => "ita",
        "nl" => "nld",
        "pl" => "pol",
        "pt" => "por",
        "ru" => "rus",
        "sv" => "swe",
        "uk" => "ukr",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write_alone(tags: &Tags) -> Result<Vec<u8>, SpeechError> {
        write(tags, (&[], &[]), 44_100)
    }

    fn read(tags: &Tags) -> Tag {
        Tag::read_from2(std::io::Cursor::new(write(tags, (&[], &[]), 44_100).unwrap())).unwrap()
    }

    #[test]
    fn everything_given_can_be_read_again() {
        let tag = read(&Tags {
            title: "Überall „Regen“".to_owned(),
            artist: "A. Writer".to_owned(),
            album: "Earshot".to_owned(),
            date: Some("2026-11-21T06:00:00Z".to_owned()),
            language: Some("de-CH".to_owned()),
            comment: Some("CC BY 4.0\nA synthetic voice.".to_owned()),
            cover_jpeg: Some(vec![0xff, 0xd8, 0xff]),
            address: Some("https://news.example/rain".to_owned()),
        });
        let text = |frame| tag.get(frame).and_then(|frame| frame.content().text());
        assert_eq!(tag.version(), Version::Id3v23);
        assert_eq!(tag.title(), Some("Überall „Regen“"));
        assert_eq!((text("TYER"), text("TDAT")), (Some("2026"), Some("2111")));
        assert_eq!(text("TLAN"), Some("deu"));
        assert_eq!(tag.comments().next().unwrap().text, "CC BY 4.0 A synthetic voice.");
        assert_eq!(tag.pictures().next().unwrap().data, [0xff, 0xd8, 0xff]);
        let address = tag.get("WOAS").and_then(|frame| frame.content().link());
        assert_eq!(address, Some("https://news.example/rain"));
    }

    #[test]
    fn what_is_missing_or_malformed_is_left_out() {
        let date = |date: &str| Tags { date: Some(date.to_owned()), ..Tags::default() };
        for tags in [Tags::default(), date("yesterday"), date("2026-1-1 12"), date("äöüäöüäöü")]
        {
            let tag = read(&tags);
            assert_eq!(tag.frames().map(Frame::id).collect::<Vec<_>>(), ["TCON"]);
        }
    }

    #[test]
    fn the_same_tags_give_the_same_bytes() {
        let tags = Tags { title: "T".to_owned(), album: "A".to_owned(), ..Tags::default() };
        assert_eq!(write_alone(&tags).unwrap(), write_alone(&tags).unwrap());
    }
}
