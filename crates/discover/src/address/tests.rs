use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

const STORY: &str = "/2026/11/20/world/one-story-with-many-urls-10000.html";

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(Address::parse(text).unwrap().as_str(), expected);
}

fn page() -> Address {
    Address::parse("http://127.0.2.23:8080/").unwrap()
}

/// The spellings of the test web's host "variants", but for the one that differs by `/amp` and
/// those that differ by meaning (`a=1&b=2`).
fn foldable_by_parse() -> Vec<String> {
    vec![
        STORY.to_owned(),
        format!("{STORY}?utm_source=a&utm_medium=b"),
        format!("{STORY}?fbclid=xyz"),
        format!("{STORY}#comments"),
        format!("{STORY}?"),
        format!("//127.0.2.23:8080{STORY}"),
        "/2026/11/20/../20/world/one-story-with-many-urls-10000.html".to_owned(),
        STORY.replace("one-story", "%6Fne-story"),
        format!("HTTP://127.0.2.23:8080{STORY}"),
    ]
}

#[test]
fn nine_spellings_of_one_story_are_one_address() {
    let folded: BTreeSet<Address> =
        foldable_by_parse().iter().map(|text| page().join(text).unwrap()).collect();
    assert_eq!(folded.len(), 1);
}

#[test]
fn thirteen_spellings_are_two_addresses_without_amp() {
    let mut spellings = foldable_by_parse();
    spellings
        .extend(["?outputType=amp", "?a=1&b=2", "?b=2&a=1"].map(|query| format!("{STORY}{query}")));
    spellings.push(format!("/amp{STORY}"));
    let folded: BTreeSet<Address> =
        spellings.iter().map(|text| page().join(text).unwrap().without_amp()).collect();
    let texts: Vec<&str> = folded.iter().map(Address::as_str).collect();
    let story = format!("http://127.0.2.23:8080{STORY}");
    assert_eq!(spellings.len(), 13);
    assert_eq!(texts, [story.clone(), format!("{story}?a=1&b=2")]);
}

#[test]
fn scheme_host_port_and_trailing_dot_have_one_spelling() {
    check("HTTPS://WWW.Example.ORG.:443/A", "https://www.example.org/A");
    check("http://bücher.example/", "http://xn--bcher-kva.example/");
    check("http://example.org:8080", "http://example.org:8080/");
}

#[test]
fn escapes_are_upper_case_and_only_where_needed() {
    check(
        "http://a.example/%7euser/%c3%bc/%2f?q=%41%2b",
        "http://a.example/~user/%C3%BC/%2F?q=A%2B",
    );
    check("http://a.example/ü b", "http://a.example/%C3%BC%20b");
    check("http://a.example/100%", "http://a.example/100%");
}

#[test]
fn doubled_slashes_and_trailing_slash_stay() {
    check("http://a.example//b//", "http://a.example//b//");
}

#[test]
fn tracking_goes_and_meaning_stays() {
    check(
        "http://a.example/?p=7&UTM_Source=x&id=1&gclid=2&page=3&article=4&mc_cid=5&&srsltid=6",
        "http://a.example/?article=4&id=1&p=7&page=3",
    );
}

#[test]
fn parameters_of_one_name_keep_their_order() {
    check("http://a.example/?b=2&a=2&a=1", "http://a.example/?a=2&a=1&b=2");
}

#[test]
fn sessions_go() {
    check(
        "http://a.example/x.html;jsessionid=ED5DD.live922?PHPSESSID=1&id=2",
        "http://a.example/x.html?id=2",
    );
}

#[test]
fn http_and_https_are_kept_apart() {
    assert_ne!(Address::parse("http://a.example/"), Address::parse("https://a.example/"));
}

#[test]
fn what_is_no_address_of_a_page_is_refused_with_its_reason() {
    let refused = |text: &str| Address::parse(text).unwrap_err();
    assert_eq!(refused("mailto:desk@a.example"), AddressError::Scheme);
    assert_eq!(refused("javascript:void(0)"), AddressError::Scheme);
    assert_eq!(refused("https://user:secret@a.example/"), AddressError::Userinfo);
    assert_eq!(refused(&format!("http://a.example/{}", "x".repeat(2_048))), AddressError::TooLong);
    assert!(matches!(refused("/relative"), AddressError::Malformed(_)));
    assert!(matches!(refused("http://./"), AddressError::Malformed(_)));
}

#[test]
fn long_tracking_does_not_make_an_address_too_long() {
    check(&format!("http://a.example/?utm_id={}", "x".repeat(3_000)), "http://a.example/");
}

#[test]
fn relative_references_start_from_the_page() {
    let page = Address::parse("https://a.example/world/index.html?x=1").unwrap();
    assert_eq!(page.join(" story.html\n").unwrap().as_str(), "https://a.example/world/story.html");
    assert_eq!(page.join("#top").unwrap(), page);
}

#[test]
fn amp_goes_only_where_an_article_remains() {
    let without = |text: &str| Address::parse(text).unwrap().without_amp().as_str().to_owned();
    assert_eq!(without("http://a.example/2026/story/amp/"), "http://a.example/2026/story/");
    assert_eq!(
        without("http://a.example/one-two-three.amp.html"),
        "http://a.example/one-two-three.html"
    );
    assert_eq!(without("http://a.example/s?amp=1&id=2"), "http://a.example/s?id=2");
    assert_eq!(without("http://a.example/s?amp"), "http://a.example/s");
    assert_eq!(without("http://a.example/guitars/amp"), "http://a.example/guitars/amp");
    assert_eq!(without("http://a.example/s?amp=60watt"), "http://a.example/s?amp=60watt");
}

#[test]
fn amp_goes_layer_by_layer() {
    let without = |text: &str| Address::parse(text).unwrap().without_amp().as_str().to_owned();
    assert_eq!(without("http://a.example/amp/amp/story-1/amp.amp"), "http://a.example/story-1");
    assert_eq!(
        without("http://a.example/amp/story-1.amp.html?amp"),
        "http://a.example/story-1.html"
    );
}

#[test]
fn copies_in_amp_caches_are_the_publishers() {
    let without = |text: &str| Address::parse(text).unwrap().without_amp().as_str().to_owned();
    let story = "https://www.a.example/story-1?x=1";
    assert_eq!(without("https://www.google.com/amp/s/www.a.example/amp/story-1?x=1"), story);
    assert_eq!(
        without("https://www-a-example.cdn.ampproject.org/c/s/www.a.example/story-1?x=1&usqp=m"),
        story
    );
    assert_eq!(
        without("https://cdn.ampproject.org/v/a.example/amp/one-two-three"),
        "http://a.example/one-two-three"
    );
    for stays in [
        "https://www.google.com/amp/story",
        "https://cdn.ampproject.org/i/s/a.example/1.jpg",
        "https://xcdn.ampproject.org/c/s/a.example/one",
    ] {
        assert_eq!(without(stays), stays);
    }
}

#[test]
fn host_names_the_port_only_where_it_is_not_the_usual_one() {
    assert_eq!(page().host(), "127.0.2.23:8080");
    assert_eq!(Address::parse("https://Example.org:443/").unwrap().host(), "example.org");
    assert_eq!(Address::parse("http://[::1]:81/").unwrap().host(), "[::1]:81");
}

#[test]
fn robots_are_asked_about_path_and_query() {
    let address = Address::parse("https://a.example/b?c=d#e").unwrap();
    assert_eq!(address.path_and_query(), "/b?c=d");
}

#[test]
fn a_site_is_a_registrable_domain_or_an_ip_address_with_its_port() {
    let same = |a: &str, b: &str| Address::parse(a).unwrap().same_site(&Address::parse(b).unwrap());
    assert!(same("https://www.bbc.co.uk/", "http://feeds.bbc.co.uk:8080/"));
    assert!(!same("https://a.co.uk/", "https://b.co.uk/"));
    assert!(!same("https://a.github.io/", "https://b.github.io/"));
    assert!(same("http://127.0.1.1:8080/a", "http://127.0.1.1:8080/b"));
    assert!(!same("http://127.0.1.1:8080/", "http://127.0.1.1:8081/"));
    assert!(!same("http://127.0.1.1/", "http://127.0.1.2/"));
    assert!(same("http://localhost:3000/", "http://localhost:3000/x"));
    assert!(!same("http://localhost/", "https://example.org/"));
}

proptest! {
    #[test]
    fn an_address_parses_to_itself(
        host in "[a-zA-Z0-9.:@%-]{1,20}",
        rest in "(/|\\?|#|&|=|;|%|\\.|\\.\\.|[a-zA-Z0-9äß '\"%~+|^]){0,40}",
    ) {
        if let Ok(address) = Address::parse(&format!("http://{host}/{rest}")) {
            prop_assert_eq!(&Address::parse(address.as_str()).unwrap(), &address);
            let ordinary = address.without_amp();
            prop_assert_eq!(&Address::parse(ordinary.as_str()).unwrap(), &ordinary);
        }
    }

    #[test]
    fn folding_amp_once_is_enough(
        host in "(www\\.google\\.com|cdn\\.ampproject\\.org|a\\.example)",
        rest in "(/amp|/|amp|\\.amp|\\.html|/c|/s|/v|[0-9]|-|a\\.example|\\.\\.|;jsessionid=|%2e){0,12}",
        query in "(\\?|&|amp|amp=1|outputType=amp|=|id=1|%61mp){0,6}",
    ) {
        if let Ok(address) = Address::parse(&format!("https://{host}/{rest}?{query}")) {
            let once = address.without_amp();
            prop_assert_eq!(&once.without_amp(), &once);
            prop_assert!(once.as_str().len() <= address.as_str().len());
            prop_assert_eq!(&Address::parse(once.as_str()).unwrap(), &once);
        }
    }

    #[test]
    fn no_text_makes_an_address_panic(text in "\\PC*") {
        drop(Address::parse(&text));
        drop(page().join(&text).map(|address| address.without_amp().host()));
    }
}
