//! The table of cases, `cases.txt`: its head says how to read it.

use super::Robots;
use crate::address::Address;
use std::time::Duration;

/// One text of robots.txt, and what is expected of it.
struct Block<'a> {
    heading: &'a str,
    status: u16,
    text: Vec<&'a str>,
    expected: Vec<&'a str>,
}

#[test]
fn every_case_of_the_table_holds() {
    let blocks = blocks(include_str!("cases.txt"));
    let cases: usize = blocks.iter().map(|block| block.expected.len()).sum();
    let failures: Vec<String> = blocks.iter().flat_map(failures_of).collect();
    assert!(failures.is_empty(), "{} of {cases} cases:\n{}", failures.len(), failures.join("\n"));
    assert!(cases >= 200, "{cases} cases");
}

/// What is kept of a file must mean the same when it is read again.
fn failures_of(block: &Block<'_>) -> Vec<String> {
    let bytes = bytes(&block.text.join("\n"));
    let robots = Robots::from_answer(block.status, &bytes, "Earshot");
    let kept = Robots::text_to_keep(&bytes);
    let again = Robots::from_answer(block.status, kept.as_bytes(), "Earshot");
    let mut failures: Vec<String> = block
        .expected
        .iter()
        .filter(|expected| !holds(&robots, expected))
        .map(|expected| format!("{}: not {expected}", block.heading))
        .collect();
    if robots != again {
        failures.push(format!("{}: other rules once it was kept", block.heading));
    }
    failures
}

fn holds(robots: &Robots, expected: &str) -> bool {
    let (verdict, value) = expected.split_once(' ').unwrap_or((expected, ""));
    match verdict {
        "allowed" => verdicts(robots, value) == [true, true],
        "denied" => verdicts(robots, value) == [false, false],
        "delay" => robots.crawl_delay() == value.parse().ok().map(Duration::from_secs_f64),
        "sitemap" => robots.sitemaps().iter().any(|it| it == value),
        "sitemaps" => robots.sitemaps().len().to_string() == value,
        _ => panic!("no verdict: {expected}"),
    }
}

/// Of the path as written, and of the canonical one that is asked about.
fn verdicts(robots: &Robots, path: &str) -> [bool; 2] {
    let address = Address::parse(&format!("https://a.example{path}")).unwrap();
    [robots.allows(path), robots.allows(&address.path_and_query())]
}

fn blocks(table: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in table.lines() {
        if let Some(heading) = line.strip_prefix("== ") {
            let status = heading.get(..3).and_then(|it| it.parse().ok()).unwrap_or(200);
            blocks.push(Block { heading, status, text: Vec::new(), expected: Vec::new() });
        } else if let Some(block) = blocks.last_mut() {
            match line.strip_prefix("-> ") {
                Some(expected) => block.expected.push(expected),
                None if block.expected.is_empty() => block.text.push(line),
                None => assert!(line.is_empty(), "{}: rules behind cases", block.heading),
            }
        }
    }
    blocks
}

/// Undoes the table's own escapes: `\r`, `\t`, `\xE4`, and `\(a*3)` for `aaa`.
fn bytes(text: &str) -> Vec<u8> {
    let mut pieces = text.split('\\');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (escape, rest) = piece.split_at(1);
        let rest = match escape {
            "r" => repeat(&mut bytes, "\r", 1, rest),
            "t" => repeat(&mut bytes, "\t", 1, rest),
            "x" => {
                let (digits, rest) = rest.split_at(2);
                bytes.push(u8::from_str_radix(digits, 16).unwrap());
                rest
            }
            "(" => {
                let (repeated, rest) = rest.split_once(')').unwrap();
                let (unit, times) = repeated.rsplit_once('*').unwrap();
                repeat(&mut bytes, unit, times.parse().unwrap(), rest)
            }
            _ => panic!("no escape: {piece}"),
        };
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}

fn repeat<'a>(bytes: &mut Vec<u8>, unit: &str, times: usize, rest: &'a str) -> &'a str {
    bytes.extend_from_slice(unit.repeat(times).as_bytes());
    rest
}
