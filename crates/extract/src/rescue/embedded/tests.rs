use super::find;

/// The sentences that the pages below hold.
const FIRST: &str = "The harbour board met on Monday evening to choose between two plans for the old \
    pier, which has been closed to lorries since the storm of last winter.";
const SECOND: &str = "Engineers told the meeting that the timber piles had lost a third of their \
    thickness, and that two of them could be pushed over by hand.";
const THIRD: &str = "The board will decide in spring, when the surveyor has measured what is left of \
    the wall, said its chair, who has led it for eleven years.";

const TITLE: &str = "Board weighs two plans for harbour pier";

#[track_caller]
fn check(script: &str) {
    let page = format!("<title>{TITLE}</title><div id=app>Loading…</div>{script}");
    let found = find(&page, TITLE).unwrap_or_default();
    for sentence in [FIRST, SECOND, THIRD] {
        assert!(found.contains(sentence), "{found}");
    }
}

/// A text as a literal of a script.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string").replace('<', "\\u003c")
}

fn markup() -> String {
    format!("<p>{FIRST}</p><h2>Piles</h2><p>{SECOND}</p><p>{THIRD}</p>")
}

#[test]
fn markup_in_one_string_is_found() {
    let data = format!("{{\"body\":{}}}", quoted(&markup()));
    check(&format!("<script type=\"application/json\">{data}</script>"));
    check(&format!("<script>window.__STATE__ = {data};</script>"));
    check(&format!("<script>start(JSON.parse({}))</script>", quoted(&data)));
}

#[test]
fn paragraphs_of_an_array_are_joined() {
    let all = [FIRST, SECOND, THIRD].map(quoted);
    check(&format!("<script type=\"application/json\">{{\"body\":[{}]}}</script>", all.join(",")));
    let objects = all.map(|text| format!("{{\"type\":\"text\",\"words\":{text}}}"));
    check(&format!("<script>x={{\"body\":[{}]}}</script>", objects.join(",")));
}

#[test]
fn a_stream_in_pieces_is_joined() {
    let markup = markup();
    let (one, two) = markup.split_at(100);
    let first = quoted(&format!("1:[\"$\"]\n2:T{:x},{one}", markup.len()));
    let second = quoted(&format!("{two}3:[\"$\",\"div\"]\n"));
    check(&format!(
        "<script>self.__next_f.push([1,{first}])</script><script>self.__next_f.push([1,{second}])</script>"
    ));
}

#[test]
fn other_texts_and_code_are_left_alone() {
    let data = format!("{{\"body\":{}}}", quoted(&markup()));
    let page = format!("<script type=\"application/json\">{data}</script>");
    assert_eq!(find(&page, "Terms of service"), None);
    assert_eq!(find(&page, ""), None);
    let code = "if (plans == harbour) { pier = board(two); } ".repeat(40);
    assert_eq!(find(&format!("<script>x = {}</script>", quoted(&code)), TITLE), None);
    let page = format!("<script type=\"application/ld+json\">{data}</script>");
    assert_eq!(find(&page, TITLE), None);
}

#[test]
fn teasers_of_other_stories_are_no_text() {
    let links = format!("\"url\":\"https://valley.example/{}\"", "story-".repeat(60));
    let teasers =
        [FIRST, SECOND, THIRD].map(|text| format!("{{\"text\":{},{links}}}", quoted(text)));
    let page = format!("<script>x={{\"latest\":[{}]}}</script>", teasers.join(","));
    assert_eq!(find(&page, TITLE), None);
}
