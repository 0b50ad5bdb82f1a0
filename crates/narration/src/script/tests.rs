use extract::{Block, Text};

use super::*;

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Text::unmarked(text.to_owned()))
}

fn story<'a>(blocks: &'a [Block], language: &'a str) -> Story<'a> {
    Story {
        title: "Rain falls",
        outlet: "The Paper",
        authors: &[],
        published: None,
        blocks,
        language,
    }
}

fn texts(script: &Script) -> Vec<&str> {
    script.groups.iter().map(|group| group.text.as_str()).collect()
}

#[test]
fn a_script_opens_tells_and_closes() {
    let authors = ["Ann Lee".to_owned(), "The Paper".to_owned(), "Bo Ek".to_owned()];
    let published = DateTime::parse_from_rfc3339("2025-10-03T23:30:00-05:00").ok();
    let blocks = [
        paragraph("It rained 3 times. Dr. Smith saw it."),
        Block::Heading { level: 2, text: Text::unmarked("Later".to_owned()) },
        paragraph("It stopped."),
    ];
    let story = Story { authors: &authors, published, ..story(&blocks, "en-US") };

    let script = script(&story).unwrap();

    assert_eq!(script.language, "en");
    assert_eq!(
        texts(&script),
        [
            "Rain falls.",
            "From The Paper, by Ann Lee and Bo Ek.",
            "October third, twenty twenty five.",
            "It rained three times.",
            "Doctor Smith saw it.",
            "Later",
            "It stopped.",
            "This article was published by The Paper.",
            "Read by a synthetic voice.",
        ]
    );
    let (opening, text, heading, closing) =
        (Kind::Opening, Kind::Text, Kind::Heading, Kind::Closing);
    let kinds: Vec<Kind> = script.groups.iter().map(|group| group.kind).collect();
    assert_eq!(kinds, [opening, opening, opening, text, text, heading, text, closing, closing]);
}

#[test]
fn quotes_and_posts_are_introduced_and_tables_left_out() {
    let blocks = [
        paragraph("Rain falls"),
        Block::Quote(Text::unmarked("It is wet.".to_owned())),
        Block::Table { rows: vec![vec!["1".to_owned()]] },
        Block::Embed {
            who: Some("Bo Ek".to_owned()),
            text: "Wet! https://x.example/1".to_owned(),
            address: None,
            in_text: true,
        },
        Block::Preformatted("let wet = 1;".to_owned()),
        paragraph("Read more: Why it rains"),
        Block::Heading { level: 2, text: Text::unmarked("The table".to_owned()) },
    ];
    let script = script(&story(&blocks, "en")).unwrap();
    let said = texts(&script);
    assert_eq!(
        said.get(2..said.len() - 1),
        Some(
            ["Quote: It is wet.", "Bo Ek wrote: Wet!", "This article was published by The Paper."]
                .as_slice()
        )
    );
}

#[test]
fn a_group_tells_what_was_written() {
    let blocks = [paragraph("LONDON (AP) — It cost £200,000 [1] at 5pm. Dr. Lee paid 50%.")];
    let story = story(&blocks, "en");

    let script = script(&story).unwrap();

    let written: Vec<String> = script.groups.iter().map(|group| group.written(&story)).collect();
    assert_eq!(
        written,
        [
            "Rain falls",
            "From The Paper.",
            "It cost £200,000 [1] at 5pm.",
            "Dr. Lee paid 50%.",
            "This article was published by The Paper.",
            "Read by a synthetic voice.",
        ]
    );
}

#[test]
fn every_language_has_its_words() {
    let published = DateTime::parse_from_rfc3339("2025-10-01T10:00:00+02:00").ok();
    let blocks = [paragraph("Text.")];
    for (language, opening) in [
        (
            "de",
            "Rain falls. Aus The Paper. Erschienen am ersten Oktober zweitausendfünfundzwanzig.",
        ),
        ("fr", "Rain falls. Source : The Paper. Publié le premier octobre deux mille vingt-cinq."),
        ("es", "Rain falls. De The Paper. Publicado el uno de octubre de dos mil veinticinco."),
        ("it", "Rain falls. Da The Paper. Pubblicato il primo ottobre duemilaventicinque."),
    ] {
        let script = script(&Story { published, ..story(&blocks, language) }).unwrap();
        let said: Vec<&str> = texts(&script).into_iter().take(3).collect();
        assert_eq!(said.join(" "), opening);
    }
}

#[test]
fn a_text_alone_is_said_as_an_article_is_without_opening_and_closing() {
    let lexicon = Lexicon::parse("[en]\nLee = Lea").unwrap();
    let text = "Dr. Lee paid 50%. It rained.\n\nRead more: Rain\nThe sun came.";

    let script = script_of_lines(text, "en-GB", &lexicon).unwrap();

    let said: Vec<_> =
        script.groups.iter().map(|group| (group.text.as_str(), group.pause_after_ms)).collect();
    let expected =
        [("Doctor Lea paid fifty percent.", 350), ("It rained.", 600), ("The sun came.", 600)];
    assert_eq!(said, expected);
    assert_eq!(script_of_lines("…", "en", &lexicon), Err(CannotSpeak::NoText));
    assert_eq!(script_of_lines("Text.", "tlh", &lexicon), Err(CannotSpeak::LanguageUnknown));
}

#[test]
fn what_cannot_be_spoken_has_a_reason() {
    let blocks = [paragraph("…"), Block::Table { rows: Vec::new() }];
    assert_eq!(script(&story(&blocks, "en")), Err(CannotSpeak::NoText));
    assert_eq!(script(&story(&[], "en")), Err(CannotSpeak::NoText));
    assert_eq!(script(&story(&[paragraph("Text.")], "tlh")), Err(CannotSpeak::LanguageUnknown));
    let long = [paragraph(&"Rain falls. ".repeat(11_000))];
    assert_eq!(script(&story(&long, "en")), Err(CannotSpeak::TooLong));
    assert_eq!(CannotSpeak::TooLong.code(), "too_long");
}

#[test]
fn a_region_on_the_language_tells_the_order_of_dates() {
    let blocks = [paragraph("It rained on 03/04/2024.")];
    let said = |language| script(&story(&blocks, language)).unwrap().groups.swap_remove(2).text;

    assert_eq!(said("en-us"), "It rained on March fourth twenty twenty four.");
    assert_eq!(said("en-gb"), "It rained on the third of April twenty twenty four.");
}
