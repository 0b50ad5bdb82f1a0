//! Pages of any size, each made of one thing over and over.

/// A name, what stands before, what is repeated, what stands after. `{n}` stands for the number of
/// the repetition, `{small}` for one of two digits, `{sentence}` and `{text}` for what their names
/// say, `{ld}` for the beginning of a script.
pub(super) type Shape = [&'static str; 4];

/// A page of about so many bytes.
pub(super) fn page([_, before, each, after]: &Shape, bytes: usize) -> String {
    let mut page = filled(before, 0);
    let mut number = 0;
    while page.len() < bytes {
        page.push_str(&filled(each, number));
        number += 1;
    }
    page + &filled(after, number)
}

fn filled(pattern: &str, number: usize) -> String {
    let number_text = number.to_string();
    pattern
        .replace("{text}", TEXT)
        .replace("{sentence}", SENTENCE)
        .replace("{ld}", "<script type='application/ld+json'>")
        .replace("{small}", &format!("{}", number % 18 + 10))
        .replace("{n}", &number_text)
}

const SENTENCE: &str = "The {n}. council of Upper Valley {n} voted on Monday to repair the old bridge, \
                        said Ann Lee. ";

/// A text long enough for an article.
const TEXT: &str = "<article><h1>Council votes to repair the bridge</h1>\
    <p>The council of the small town voted on Monday evening to repair the old bridge, after two \
    years of argument, said the mayor.</p><p>Work is to begin in March, and the bridge will be closed \
    to cars until the end of the summer.</p></article>";

/// Texts.
pub(super) const TEXTS: [Shape; 17] = [
    ["notes of machines", "<article>", "<p>AI-generated.</p>", ""],
    ["notes of machines in a text", "<article>", "<p>{sentence}</p><p>AI-generated.</p>", ""],
    ["boxes of machines", "<article>", "<div class=ai-summary><p>{n}</p></div>", "{text}"],
    ["paragraphs", "<article>", "<p>{sentence}</p>", ""],
    ["one huge line", "<article><p>", "{sentence}", ""],
    ["one huge word", "<article><p>", "abcdefgh", ""],
    ["text in breaks", "<article>", "{sentence}<br><br>", ""],
    ["many small lines", "<article>", "<p>line {n}.</p>", ""],
    ["words in elements", "<article><p>", "<span>word{n}</span> ", ""],
    ["deep formatting", "<article><p>", "<b><i>{n} ", ""],
    ["formatting", "<article><p>", "<b>bold {n}</b>, <i>so</i>. ", ""],
    ["broken entities", "<article><p>", "&broken{n}; &#x; &#99999999; & ", ""],
    ["entities", "<article><p>", "&#x4e{small};&amp;&lt;", ""],
    ["white space", "<article><p>", " \n\t &nbsp; \u{200b}", ""],
    ["stops", "<article><p>", "A. b? ” ", ""],
    ["Chinese", "<article>", "<p>市議會週一晚間投票通過{n}修繕古橋。</p>", ""],
    [
        "one paragraph again",
        "<article>",
        "<p>The same council voted on Monday, and on every day, said the mayor.</p>",
        "",
    ],
];

/// Elements, and what is nearly one.
pub(super) const MARKUP: [Shape; 28] = [
    ["nested", "", "<div>", "text"],
    ["nested with text", "", "<div><p>{sentence}</p>", ""],
    ["nested tables", "", "<table><tr><td>", "text"],
    ["nested lists", "<article>", "<ul><li>{sentence}", ""],
    ["nested bodies", "", "<div itemprop='articleBody' class='article-body'><p>{sentence}</p>", ""],
    ["nested readings", "<article>", "<rt>", "text"],
    ["nested groups of options", "<article>", "<optgroup><option>", "text"],
    ["nested in a drawing", "<svg>", "<td><style><li>", "text"],
    ["end tags in a drawing", "<svg>", "<td></q>", "text"],
    ["shapes", "<svg>", "<path d='M{n}'/><path d='M'>", "</svg>{text}"],
    [
        "titles in a drawing",
        "<svg><foreignObject></foreignObject>",
        "<title/>",
        "</title></svg>{text}",
    ],
    ["character references in names", "<article>", "<p title='&{n}' CLASS=A{n}>a & b <", "{text}"],
    ["unclosed", "<article>", "<p><font><section><em>{sentence}", ""],
    ["closed again", "{text}", "</div></p></table></b>", ""],
    ["attributes", "<p", " a{n}='b'", ">text</p>"],
    ["elements of attributes", "{text}", "<p a{n}=1 b{n}=2 c=3 d=4>x</p>", ""],
    ["classes", "<article class='", "name-{n} ", "'><p>text</p>"],
    ["elements of classes", "<article>", "<div class='c-{n} relatedPost{n}'>{sentence}</div>", ""],
    ["table", "<article><table>", "<tr><td>{n}<td>cell<td>{n}</tr>", ""],
    ["table of one row", "<article><table><tr>", "<td>cell {n}</td>", ""],
    ["list", "<article><ul>", "<li>{sentence}", ""],
    ["scripts", "{text}", "<script>var x{n} = '<p>';</script>", ""],
    ["open comments", "{text}", "<!-- <!-", ""],
    ["character data", "{text}", "<![CDATA[ {n} ]]><?x {n}>", ""],
    ["drawings", "{text}", "<svg><path d='M{n}'/><title>x</title></svg>", ""],
    ["templates", "{text}", "<template><p>{n}</p></template>", ""],
    ["hidden", "{text}", "<div hidden><p>{sentence}</p></div>", ""],
    ["forms", "{text}", "<form><input name={n}><select><option>{n}</select></form>", ""],
];

/// What pages have around their text and in it.
pub(super) const PARTS: [Shape; 22] = [
    [
        "small tables below a text",
        "<main><p>{sentence}{sentence}{sentence}</p><p>{sentence}{sentence}{sentence}</p>",
        "<table><tr><td>{n}</td><td>a</td></tr><tr><td>b</td><td>{small}</td></tr></table>",
        "</main>",
    ],
    ["links", "{text}", "<a href='/{n}'>A headline number {n} of the valley</a> ", ""],
    ["links in paragraphs", "<article>", "<p>{sentence}<a href=/{n}>x</a></p>", ""],
    ["links in one paragraph", "<article><p>", "{sentence}<a href=/{n}>more</a> ", ""],
    [
        "teasers",
        "",
        "<article><h2><a href=/{n}>A headline number {n}</a></h2><p>{sentence}</p></article>",
        "",
    ],
    ["images", "{text}", "<img src=/{n}.jpg alt='Picture {n}'>", ""],
    [
        "figures",
        "<article>",
        "<figure><img src=/{n}.jpg><figcaption>Picture {n}, by Ann Lee</figcaption></figure>",
        "{text}",
    ],
    ["headings", "{text}", "<h1>Council votes to repair bridge {n}</h1>", ""],
    ["headings and text", "<article>", "<h2>Part {n}</h2><p>{sentence}</p>", ""],
    ["bodies", "", "<div class='article-body'><p>{sentence}</p></div>", ""],
    ["bodies of many names", "", "<div class='article-body x{n}'><p>{sentence}</p></div>", ""],
    ["comments", "{text}", "<!-- {n} --><div class=comment>{sentence}</div>", ""],
    ["asides", "<article>", "<p>{sentence}</p><aside>{sentence}</aside>", ""],
    ["quotes", "<article>", "<blockquote><p>{sentence}</p></blockquote>", ""],
    ["authors", "{text}", "<span class='byline author'>By Ann Lee{n}</span>", ""],
    ["authors in links", "{text}", "<a rel=author href=/authors/{n}>Ann Lee {n}</a>", ""],
    ["times", "{text}", "<time datetime='2024-03-{small}T10:00:00Z'>4 March 2024</time>", ""],
    ["dates", "{text}", "<span class=date>{small} March 2024, 10:{small}</span> ", ""],
    ["authors beside authors", "{text}", "<b class=author>Ann Lee</b> and ", ""],
    ["authors in authors", "{text}", "<div class=author>Ann Lee ", ""],
    [
        "badges in a headline",
        "<h1>",
        "<i class=badge></i><i class=badge>Live</i>Rain",
        "</h1>{text}",
    ],
    ["bylines", "<article><h1>Rain</h1>", "<p>By Ann Lee | May 4, 2024</p>", "{text}"],
];

/// Heads.
pub(super) const HEAD: [Shape; 12] = [
    ["metas", "{text}", "<meta name=n{n} content=c>", ""],
    ["metas of one name", "{text}", "<meta name=author content='Ann Lee {n}'>", ""],
    ["tags", "{text}", "<meta property='article:tag' content='Bridge {n}'>", ""],
    ["keywords", "<meta name=keywords content='", "bridge {n}, ", "'>{text}"],
    ["titles", "{text}", "<title>Title {n} | Site</title>", ""],
    ["a huge title", "<title>", "word{n} - ", "</title><h1>word1</h1>{text}"],
    ["a huge shared title", "<meta property='og:title' content='", "word{n} - ", "'>{text}"],
    ["a huge heading", "<title>word1 word2</title><h1>", "word{n} | ", "</h1>{text}"],
    ["a huge description", "<meta name=description content='", "{sentence}", "'>{text}"],
    ["a huge author", "<meta name=author content='", "Ann Lee{n} and ", "'>{text}"],
    ["a huge date", "<meta name=date content='", "{n}-03-04 ", "'>{text}"],
    ["links of the head", "{text}", "<link rel=x{n} href=/{n}>", ""],
];

/// Scripts of JSON-LD.
pub(super) const LINKED_DATA: [Shape; 16] = [
    [
        "scripts of JSON-LD",
        "{text}",
        "{ld}{\"@type\":\"NewsArticle\",\"headline\":\"Bridge {n}\"}</script>",
        "",
    ],
    ["broken JSON-LD", "{ld}", "{\"@type\":\"NewsArticle\",\"n\":{n},,", "</script>{text}"],
    ["values one after another", "{ld}", "{\"@type\":\"Thing\",\"n\":{n}}\n", "</script>{text}"],
    ["deep JSON-LD", "{ld}", "[{\"@graph\":", "</script>{text}"],
    ["arrays of JSON-LD", "{ld}", "[", "</script>{text}"],
    [
        "a graph",
        "{ld}{\"@graph\":[",
        "{\"@type\":\"NewsArticle\",\"@id\":\"#{n}\",\"headline\":\"Bridge {n}\"},",
        "{}]}</script>{text}",
    ],
    [
        "a graph of references",
        "{ld}{\"@graph\":[",
        "{\"@type\":\"NewsArticle\",\"@id\":\"#{n}\",\"author\":[{\"@id\":\"#{small}\"}]},",
        "{}]}</script>{text}",
    ],
    [
        "authors in JSON-LD",
        "{ld}{\"@type\":\"NewsArticle\",\"author\":[",
        "{\"@type\":\"Person\",\"name\":\"Ann Lee{n}\"},",
        "{}]}</script>{text}",
    ],
    [
        "references to authors",
        "{ld}{\"@type\":\"NewsArticle\",\"author\":[",
        "{\"@id\":\"#{n}\"},",
        "{}]}</script>{text}",
    ],
    [
        "a text in JSON-LD",
        "{ld}{\"@type\":\"NewsArticle\",\"articleBody\":\"",
        "{sentence}",
        "\"}</script>{text}",
    ],
    [
        "entities in JSON-LD",
        "{ld}{\"@type\":\"NewsArticle\",\"articleBody\":\"",
        "&amp;lt;p&amp;gt; &#x41; &# < <p ",
        "\"}</script>{text}",
    ],
    [
        "a headline in JSON-LD",
        "{ld}{\"@type\":\"NewsArticle\",\"headline\":\"",
        "word{n} - ",
        "\"}</script>{text}",
    ],
    [
        "keywords in JSON-LD",
        "{ld}{\"@type\":\"NewsArticle\",\"keywords\":[",
        "\"Bridge {n}\",",
        "\"x\"]}</script>{text}",
    ],
    ["commas too many", "{ld}{\"a\":[", "{n} , , ,", "],}</script>{text}"],
    ["foreign escapes", "{ld}{\"a\":\"", "\\'\\", "\",}</script>{text}"],
    [
        "pictures elsewhere",
        "{ld}{\"@type\":\"NewsArticle\",\"image\":[",
        "{\"@id\":\"#{n}\"},",
        "]}</script>{text}",
    ],
];

/// What the scripts of a page start with, where the page shows nothing else.
pub(super) const STATE: [Shape; 10] = [
    [
        "paragraphs of a state",
        "<h1>Council votes</h1><script type='application/json'>{\"body\":[",
        "\"{sentence}\",",
        "\"\"]}</script>",
    ],
    [
        "one string of a state",
        "<h1>Council votes</h1><script type='application/json'>{\"body\":\"",
        "\\u003cp\\u003e{sentence}",
        "\"}</script>",
    ],
    [
        "states",
        "<h1>Council votes</h1>",
        "<script type='application/json'>{\"body\":\"{sentence}\"}</script>",
        "",
    ],
    [
        "a stream",
        "<h1>Council votes</h1>",
        "<script>self.__next_f.push([1,\"{sentence}\"])</script>",
        "",
    ],
    [
        "a state that is assigned",
        "<h1>Council votes</h1><script>",
        "window.state{n} = {\"body\": \"{sentence}\"};",
        "</script>",
    ],
    ["strings without end", "<h1>Council votes</h1><script>", "\"\\u003c{n}", "</script>"],
    ["states within strings", "<script type='application/json'>", "\"[\\\"", "</script>"],
    ["a deep state", "<script type='application/json'>", "[[{\"a\":", "</script>"],
    ["scripts without end", "<h1>Council votes</h1>", "<script>", ""],
    ["scripts within a script", "<h1>Council votes</h1><script>", "x='<script>';", "</script>"],
];
