use super::*;
use proptest::prelude::*;

fn robots(text: &str) -> Robots {
    Robots::parse(text.as_bytes(), "Earshot")
}

#[track_caller]
fn check(rules: &str, allowed: &[&str], denied: &[&str]) {
    let robots = robots(&format!("user-agent: *\n{rules}"));
    for path in allowed {
        assert!(robots.allows(path), "{path} should be allowed");
    }
    for path in denied {
        assert!(!robots.allows(path), "{path} should be denied");
    }
}

#[test]
fn longest_match_wins_and_allow_wins_ties() {
    check("Allow: /a/b\nDisallow: /a", &["/", "/a/b/c"], &["/a", "/a/c"]);
    check("Disallow: /folder\nAllow: /folder", &["/folder/page"], &[]);
    check("Allow: /$\nDisallow: /", &["/"], &["/page.htm"]);
}

#[test]
fn wildcards_and_end_signs_match() {
    check("Disallow: /*.pdf$", &["/a.pdf?x", "/a.html"], &["/a.pdf", "/b/c.pdf"]);
    check("Disallow: /fish*.php", &["/Fish.PHP"], &["/fish.php", "/fishheads/catfish.php?id=1"]);
    check("Disallow: /a*b*c$", &["/abcd"], &["/abc", "/a__b__c__c"]);
    check("Disallow: *?session=", &["/a"], &["/a?session=1"]);
    check("Disallow: /a$b", &["/a"], &["/a$b"]);
    check("Disallow: /x**********y", &["/xz"], &["/xy"]);
}

#[test]
fn pieces_do_not_overlap_at_the_end() {
    check("Disallow: /*aba*ba$", &["/aba"], &["/ababa"]);
}

#[test]
fn escapes_are_equal_to_what_they_stand_for() {
    check("Disallow: /a%3cd.html", &[], &["/a%3Cd.html", "/a%3cd.html"]);
    check("Disallow: /~joe/", &[], &["/%7ejoe/x"]);
    check("Disallow: /ツ", &[], &["/%E3%83%84"]);
    check("Disallow: /%E3%83%84", &[], &["/ツ"]);
    check("Disallow: /q?u=https://a.b", &[], &["/q?u=https%3A%2F%2Fa.b"]);
    check("Disallow: /star-%2A", &["/star-x"], &["/star-*"]);
}

#[test]
fn all_groups_that_name_us_count_as_one() {
    let robots = robots(
        "User-agent: earSHOT\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\n\
         User-Agent: other2\nUser-Agent: Earshot/2.0\nDisallow: /b\n\nUser-agent: *\nDisallow: /c",
    );
    assert!(!robots.allows("/a") && !robots.allows("/b") && robots.allows("/c"));
}

#[test]
fn everybodys_groups_count_where_none_names_us() {
    let robots = robots(
        "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: * # \nDisallow: /c",
    );
    assert!(!robots.allows("/a") && robots.allows("/b") && !robots.allows("/c"));
}

#[test]
fn longer_names_are_other_crawlers() {
    let robots = robots("User-agent: Earshots\nDisallow: /\n\nUser-agent: Ear\nDisallow: /");
    assert!(robots.allows("/a"));
}

#[test]
fn an_empty_group_of_ours_allows_everything() {
    assert!(robots("User-agent: *\nDisallow: /\n\nUser-agent: earshot\nDisallow:").allows("/a"));
}

#[test]
fn sitemaps_and_delays_do_not_end_a_group() {
    let robots = robots(
        "User-agent: earshot\nSitemap: https://a.example/s.xml\nCrawl-delay: 1\nUser-agent: x\nDisallow: /a",
    );
    assert!(!robots.allows("/a"));
    assert_eq!(robots.sitemaps(), ["https://a.example/s.xml"]);
}

#[test]
fn delays_are_seconds_and_nonsense_is_none() {
    let delay = |value: &str| robots(&format!("user-agent: *\ncrawl-delay: {value}")).crawl_delay();
    assert_eq!(delay("2"), Some(Duration::from_secs(2)));
    assert_eq!(delay("0.5"), Some(Duration::from_millis(500)));
    assert_eq!(delay("1\ncrawl-delay: 9\ncrawl-delay: 3"), Some(Duration::from_secs(9)));
    for nonsense in ["-1", "NaN", "inf", "1e400", "soon", ""] {
        assert_eq!(delay(nonsense), None, "{nonsense}");
    }
}

#[test]
fn byte_order_marks_line_ends_blanks_and_comments_do_not_matter() {
    for end in ["\r", "\n", "\r\n"] {
        let text = ["\u{feff}User-agent : *  # all", "\tDISALLOW:\t/a # why"].join(end);
        assert!(!robots(&text).allows("/a"), "{end:?}");
    }
}

#[test]
fn misspellings_are_not_guessed() {
    check("Dissallow: /a\nDisallow /b\nUseragent: x", &["/a", "/b"], &[]);
}

#[test]
fn rules_without_a_group_are_ignored() {
    assert!(robots("Disallow: /\nUser-agent: *\nAllow: /").allows("/a"));
}

#[test]
fn what_lies_behind_500_kibibytes_is_ignored() {
    let filler = "Disallow: /filler\n".repeat(30_000);
    let robots = robots(&format!("User-agent: *\nDisallow: /early/\n{filler}Disallow: /late/"));
    assert!(!robots.allows("/early/a") && robots.allows("/late/a"));
}

/// Escapes make it three times as long; what is kept is still whole lines, and keeps its meaning.
#[test]
fn a_file_that_grows_when_it_is_kept_loses_its_last_lines_only() {
    let file =
        [b"User-agent: *\nDisallow: /a\n", &b"Disallow: /\xE4\n".repeat(39_000)[..]].concat();
    let kept = Robots::text_to_keep(&file);
    assert!(kept.len() < MAX_ROBOTS_BYTES && kept.ends_with("/%E4"));
    assert!(!Robots::parse(kept.as_bytes(), "x").allows("/a"));
    assert_eq!(Robots::text_to_keep(kept.as_bytes()), kept);
}

#[test]
fn robots_txt_itself_is_always_allowed() {
    assert!(Robots::deny_all().allows("/robots.txt"));
    assert!(!Robots::deny_all().allows("/"));
}

#[test]
fn answers_mean_what_the_rfc_says() {
    let file = b"user-agent: *\ndisallow: /a";
    let allows = |status: u16, path: &str| Robots::from_answer(status, file, "x").allows(path);
    assert!(!allows(200, "/a") && allows(200, "/b"));
    assert!(allows(404, "/a") && allows(403, "/a") && allows(401, "/a") && allows(301, "/a"));
    assert!(!allows(500, "/b") && !allows(503, "/b") && !allows(429, "/b") && !allows(0, "/b"));
}

#[test]
fn a_page_instead_of_the_file_has_no_rules() {
    assert!(robots("<!doctype html><title>Not found</title>").allows("/a"));
}

/// Would take years if a `*` were tried at every place.
#[test]
fn many_stars_take_no_longer() {
    let rule = format!("Disallow: /{}c$", "a*".repeat(1_000));
    check(&rule, &[&format!("/{}b", "a".repeat(2_000))], &[]);
}

proptest! {
    #[test]
    fn no_file_and_no_path_make_it_panic(file in ".*", path in ".*") {
        let _ = robots(&file).allows(&path);
    }

    #[test]
    fn what_is_kept_means_the_same(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "user-agent:*\n".as_bytes(), b"disallow:", b"allow:", b"/", b"*", b"$", b"\xE4", b"\xC3", b"\xA4",
            b"\0", b"%e4", b"%", b"\n", b"\r", b"#", b"sitemap:", b"a", b"\xEF\xBB\xBF", b"\xFF\xFE", b":",
        ]), 0..30)
    ) {
        let file = pieces.concat();
        let kept = Robots::text_to_keep(&file);
        prop_assert!(!kept.contains('\0') && kept.len() < MAX_ROBOTS_BYTES);
        prop_assert_eq!(Robots::parse(kept.as_bytes(), "x"), Robots::parse(&file, "x"));
    }

    #[test]
    fn matching_agrees_with_trying_everything(rule in "/[ab*]{0,6}\\$?", path in "/[ab]{0,8}") {
        let denied = !robots(&format!("user-agent: *\ndisallow: {rule}")).allows(&path);
        let (pattern, to_the_end) = rule.strip_suffix('$').map_or((&*rule, false), |it| (it, true));
        prop_assert_eq!(denied, matches_by_trying(pattern.as_bytes(), path.as_bytes(), to_the_end));
    }
}

fn matches_by_trying(pattern: &[u8], path: &[u8], to_the_end: bool) -> bool {
    match (pattern, path) {
        ([], rest) => !to_the_end || rest.is_empty(),
        ([b'*', tail @ ..], _) => {
            (0..=path.len()).any(|skipped| matches_by_trying(tail, &path[skipped..], to_the_end))
        }
        ([a, tail @ ..], [b, rest @ ..]) => a == b && matches_by_trying(tail, rest, to_the_end),
        _ => false,
    }
}
