//! From what the voices say, and from tones, to files that decode to what was promised.

use std::fs;
use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use speech::{Codec, Engine as _, MasterSettings, Mastered, Part, SpeechError, Tags, tone, verify};
use tempfile::NamedTempFile;

use crate::{PARAGRAPHS, pico, voice};

fn tags() -> Tags {
    Tags {
        title: "Rain".to_owned(),
        artist: "A. Writer".to_owned(),
        album: "Earshot".to_owned(),
        date: Some("2026-11-21".to_owned()),
        language: Some("en".to_owned()),
        comment: Some("Read by a synthetic voice.".to_owned()),
        cover_jpeg: Some(vec![0xff, 0xd8, 0xff, 0xe0, 0, 0xff, 0xfb, 0x90]),
        address: Some("https://news.example/rain".to_owned()),
    }
}

/// Masters into a file of its own.
fn master(parts: &[Part], tags: &Tags, settings: &MasterSettings) -> Result<Mastered, SpeechError> {
    speech::master(parts, tags, settings, NamedTempFile::new().unwrap())
}

fn bytes_of(mastered: &Mastered) -> Vec<u8> {
    fs::read(mastered.file.path()).unwrap()
}

/// The figures of the product: within 0.3 of a unit of -19 LUFS, at most -1 dBTP.
#[track_caller]
fn check(mastered: &Mastered) {
    let decoded = verify(&bytes_of(mastered)).unwrap();
    assert_eq!(decoded.samples, mastered.samples);
    assert_eq!(decoded.rate, mastered.rate);
    assert!((decoded.loudness_lufs + 19.0).abs() <= 0.3, "{} LUFS", decoded.loudness_lufs);
    assert!(decoded.true_peak_dbtp <= -1.0, "{} dBTP", decoded.true_peak_dbtp);
    assert!(bytes_of(mastered).starts_with(b"ID3\x03"));
}

#[tokio::test]
async fn every_voice_is_mastered_to_loudness_peak_and_exact_length() {
    let pico = pico();
    for (language, text) in PARAGRAPHS {
        let mut parts = Vec::new();
        for sentence in text.split_inclusive(". ") {
            let pcm = pico.speak(sentence, &voice(language)).await.unwrap().pcm;
            parts.push(Part::of(pcm, 400));
        }
        let mastered = master(&parts, &tags(), &MasterSettings::default()).unwrap();
        check(&mastered);
        assert_eq!(mastered.places.len(), 2);
        assert_eq!(mastered.places[0].start, 0);
        assert!(mastered.places[1].end <= mastered.samples);
    }
}

#[tokio::test]
async fn the_same_parts_give_the_same_bytes() {
    let pcm = pico().speak("It rained all day.", &voice("en")).await.unwrap().pcm;
    let parts = [Part::of(pcm, 250)];
    let once = master(&parts, &tags(), &MasterSettings::default()).unwrap();
    let again = master(&parts, &tags(), &MasterSettings::default()).unwrap();
    assert_eq!(once.sha256, again.sha256);
    assert!(bytes_of(&once) == bytes_of(&again));
}

/// What every decoder looks for at the beginning of a frame, hidden in a picture.
#[test]
fn a_tag_with_everything_in_it_is_no_trouble() {
    let picture = [0xff, 0xd8, 0xff, 0xe0, 0xff, 0xfd, 0x90, 0x00, 0xff, 0xfb, 0x90, 0x64];
    let cover_jpeg = Some(picture.into_iter().cycle().take(100_000).collect());
    let part = |number: usize| Part {
        written: format!("Sentence {number}, “quoted” – and more."),
        chapter: number.is_multiple_of(3).then(|| format!("Chapter {number}")),
        ..Part::of(tone(440, 1000, 16_000), 300)
    };
    let parts: Vec<Part> = (0..12).map(part).collect();

    let mastered =
        master(&parts, &Tags { cover_jpeg, ..tags() }, &MasterSettings::default()).unwrap();

    check(&mastered);
    assert_eq!(mastered.places.len(), 12);
    assert!(mastered.places.is_sorted_by_key(|place| place.start));
}

#[test]
fn lengths_are_exact_to_the_sample_whatever_they_are() {
    for milliseconds in [400, 1000, 1013, 2999, 7777] {
        let parts = [Part::of(tone(440, milliseconds, 44_100), 7)];
        let mastered = master(&parts, &Tags::default(), &MasterSettings::default()).unwrap();
        check(&mastered);
        let expected = u64::from(milliseconds) * 44_100 / 1000 + 7 * 44_100 / 1000;
        // The tone's own end may be as soft as silence, and is trimmed then.
        assert!(expected.abs_diff(mastered.samples) <= 10, "{milliseconds} ms");
    }
}

#[tokio::test]
async fn an_opus_file_has_its_cover_however_many_pages_that_takes() {
    let cover: Vec<u8> = (0..=u8::MAX).cycle().take(200_000).collect();
    let tags = Tags { cover_jpeg: Some(cover.clone()), ..tags() };
    let pcm = pico().speak("It rained all day.", &voice("en")).await.unwrap().pcm;

    let settings = MasterSettings::of(Codec::Opus);
    let mastered = master(&[Part::of(pcm, 0)], &tags, &settings).unwrap();

    let bytes = bytes_of(&mastered);
    assert_eq!(verify(&bytes).unwrap().samples, mastered.samples);
    let mut packets = ogg::PacketReader::new(Cursor::new(bytes));
    packets.read_packet_expected().unwrap();
    let comments = packets.read_packet_expected().unwrap();
    assert!(comments.last_in_page(), "the audio begins on a page of its own");
    let text = String::from_utf8_lossy(&comments.data).into_owned();
    let (_, picture) = text.split_once("METADATA_BLOCK_PICTURE=").unwrap();
    assert!(STANDARD.decode(picture).unwrap().ends_with(&cover));
}

#[tokio::test]
async fn opus_is_as_loud_and_as_long_in_half_the_bytes() {
    let settings = MasterSettings::of(Codec::Opus);
    let pcm = pico().speak(PARAGRAPHS[0].1, &voice("en-US")).await.unwrap().pcm;
    let parts = [Part::of(pcm.clone(), 500), Part::of(pcm, 0)];

    let mastered = master(&parts, &tags(), &settings).unwrap();

    let bytes = bytes_of(&mastered);
    let decoded = verify(&bytes).unwrap();
    assert!(bytes.starts_with(b"OggS"));
    assert_eq!((decoded.samples, decoded.rate), (mastered.samples, 48_000));
    assert!((decoded.loudness_lufs + 19.0).abs() <= 0.3, "{} LUFS", decoded.loudness_lufs);
    assert!(decoded.true_peak_dbtp <= -1.0, "{} dBTP", decoded.true_peak_dbtp);
    let mp3 = master(&parts, &tags(), &MasterSettings::default()).unwrap();
    assert!(bytes.len() as u64 * 10 < mp3.bytes * 6, "{} and {} bytes", bytes.len(), mp3.bytes);
    assert_eq!(mastered.sha256, master(&parts, &tags(), &settings).unwrap().sha256);
}

#[test]
fn opus_is_exact_to_the_sample_whatever_its_length() {
    for milliseconds in [400, 1000, 1013, 2999, 7777] {
        let parts = [Part::of(tone(440, milliseconds, 48_000), 7)];
        let mastered = master(&parts, &Tags::default(), &MasterSettings::of(Codec::Opus)).unwrap();
        let decoded = verify(&bytes_of(&mastered)).unwrap();
        assert_eq!(decoded.samples, mastered.samples, "{milliseconds} ms");
    }
}

#[test]
fn an_opus_file_that_was_cut_off_is_noticed() {
    let parts = [Part::of(tone(440, 5000, 48_000), 0)];
    let mastered = master(&parts, &Tags::default(), &MasterSettings::of(Codec::Opus)).unwrap();
    let whole = bytes_of(&mastered);
    for length in [0, 30, 100, whole.len() / 2, whole.len() - 1] {
        let is_whole = verify(&whole[..length]).is_ok_and(|it| it.samples == mastered.samples);
        assert!(!is_whole, "{length} bytes");
    }
}

#[test]
fn soft_speech_with_hard_peaks_is_limited_to_the_true_peak() {
    let mut pcm = tone(300, 8000, 16_000);
    for (index, sample) in pcm.samples.iter_mut().enumerate() {
        let is_peak = index % 4000 < 30;
        *sample = if is_peak { sample.saturating_mul(2) } else { *sample / 30 };
    }
    let parts = [Part::of(pcm, 0)];
    let mastered = master(&parts, &Tags::default(), &MasterSettings::default()).unwrap();
    assert!((mastered.loudness_lufs + 19.0).abs() <= 1.0, "{}", mastered.loudness_lufs);
    assert!(mastered.true_peak_dbtp <= -1.0, "{}", mastered.true_peak_dbtp);
}

#[test]
fn parts_of_several_rates_make_one_file() {
    let rates = [16_000, 22_050, 24_000, 44_100, 48_000];
    let parts = rates.map(|rate| Part::of(tone(500, 600, rate), 100));
    let mastered = master(&parts, &tags(), &MasterSettings::default()).unwrap();
    check(&mastered);
    let second = 44_100;
    assert_eq!(mastered.places.len(), 5);
    assert!(mastered.samples.abs_diff(5 * 7 * second / 10) < 500);
}

#[test]
fn silence_nothing_and_too_much_are_refused() {
    let settings = MasterSettings::default();
    let refused = |parts: &[Part]| master(parts, &tags(), &settings).unwrap_err();
    let part = |pcm: speech::Pcm, pause_after_ms| Part::of(pcm, pause_after_ms);

    assert!(matches!(refused(&[]), SpeechError::NoParts));
    assert!(matches!(refused(&[part(tone(0, 5000, 16_000), 0)]), SpeechError::Silent));
    assert!(matches!(refused(&[part(tone(440, 100, 16_000), 0)]), SpeechError::Silent));
    let pause = part(tone(440, 1000, 16_000), 3 * 3_600_000);
    assert!(matches!(refused(&[pause]), SpeechError::AudioTooLong { minutes: 180 }));
    let no_rate = part(speech::Pcm { samples: vec![9000; 9000], rate: 0 }, 0);
    assert!(matches!(refused(&[no_rate]), SpeechError::Format { .. }));
}

#[test]
fn settings_that_mp3_does_not_know_are_refused() {
    let parts = [Part::of(tone(440, 1000, 16_000), 0)];
    for (rate, kilobits) in [(44_100, 97), (12_345, 96)] {
        let settings = MasterSettings { rate, kilobits, ..MasterSettings::default() };
        let error = master(&parts, &tags(), &settings).unwrap_err();
        assert!(matches!(error, SpeechError::Format { .. }));
    }
}

#[test]
fn a_file_that_was_cut_off_or_damaged_is_noticed() {
    let parts = [Part::of(tone(440, 5000, 16_000), 0)];
    let mastered = master(&parts, &tags(), &MasterSettings::default()).unwrap();
    let whole = bytes_of(&mastered);
    let half = &whole[..whole.len() / 2];
    let as_promised = |bytes: &[u8]| verify(bytes).is_ok_and(|it| it.samples == mastered.samples);
    assert!(as_promised(&whole));
    assert!(!as_promised(half));

    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 2000].fill(0);
    assert!(!as_promised(&damaged));
}
