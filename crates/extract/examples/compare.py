"""How good keywords and summaries are, from the lines that `examples/compare.rs` prints.

    cargo run --release -p extract --example compare -- PAGES > ours.jsonl
    pip install yake
    python3 crates/extract/examples/compare.py ours.jsonl

Keywords: mean F1 of the first five and of all (at most eight), against what the publisher says that
the article is about and that stands in its title or text: first the topics of set fundus, then the
tags of every page. YAKE, where it is installed, reads the same title and text, with its best setting,
phrases of at most two words.

Summaries: mean F1 of ROUGE-1, ROUGE-2 and ROUGE-L against the page's description, beside the first
three sentences of the text; over all pages, and over those whose description is not copied from the
text.

Only the standard library is needed; without YAKE its columns are left out.
"""

import contextlib
import json
import re
import sys
from collections import Counter

try:
    import yake
except ImportError:
    yake = None

# Keywords of one article at most, as `FILLED_KEYWORDS` in src/keywords.rs.
MOST_KEYWORDS = 8

# How much YAKE reads, in characters, as `MAX_CHARACTERS` in src/keywords.rs.
MOST_CHARACTERS = 20_000

# Descriptions outside of this length say nothing, or are whole texts.
DESCRIPTION_CHARACTERS = range(60, 401)

# Scripts without spaces: a character is a word.
WIDE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
WORD = re.compile(f"[{WIDE}]|[^\\W_{WIDE}]+")

# A stop, what closes behind it, and a space where the script has any.
SENTENCE = re.compile(r"(?<=[.!?…])[”\"»’)]*\s+|(?<=[。！？।؟۔])[」』”）]*\s*|\n+")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: compare.py LINES")
    with open(sys.argv[1], encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    if yake is None:
        print("YAKE is not installed (pip install yake): its columns are left out.\n")
    for reference in ("topics", "tags"):
        print_keywords(pages, reference)
    print_summaries(pages)


def print_keywords(pages, reference):
    """One row a language: means of F1."""
    rows = {}
    for page in pages:
        expected = confirmed(page, reference)
        if not expected:
            continue
        found = [page["keywords"]] + ([of_yake(page)] if yake else [])
        scores = [f1(words[:most], expected) for words in found for most in (5, MOST_KEYWORDS)]
        for group in ("all", language(page)):
            rows.setdefault(group, []).append(scores)
    print(f"Keywords against {reference}: F1 of the first five, of all\n")
    print("| language | pages | this |" + (" YAKE |" if yake else ""))
    print("|---|---|---|" + ("---|" if yake else ""))
    for group, scores in sorted(rows.items(), key=lambda row: (-len(row[1]), row[0])):
        means = [mean(column) for column in zip(*scores)]
        pairs = [f"{short(five)}, {short(every)}" for five, every in zip(means[::2], means[1::2])]
        print(f"| {group} | {len(scores)} | " + " | ".join(pairs) + " |")
    print()


def confirmed(page, reference):
    """What the publisher names and the article holds, folded."""
    haystack = fold(page["title"] + page["text"])
    return {fold(word) for word in page[reference] or [] if fold(word) and fold(word) in haystack}


def of_yake(page):
    text = page["title"] + "\n" + page["text"][:MOST_CHARACTERS]
    with contextlib.redirect_stdout(sys.stderr):  # It warns of its own lists of stopwords.
        extractor = yake.KeywordExtractor(lan=language(page), n=2, top=MOST_KEYWORDS)
    return [word for word, _ in extractor.extract_keywords(text)]


def language(page):
    return (page["language"] or "?").split("-")[0]


def fold(text):
    return "".join(c for c in text.lower() if c.isalnum())


def f1(found, expected):
    hits = len({fold(word) for word in found} & expected)
    return 2 * hits / (len(found) + len(expected)) if hits else 0.0


def print_summaries(pages):
    rows = {"the summary": [], "the first three sentences": []}
    originals = []
    for page in pages:
        description = page["description"] or ""
        if len(description) not in DESCRIPTION_CHARACTERS or not page["text"]:
            continue
        expected = words(description)
        originals.append(not is_copied(description, page["text"]))
        rows["the summary"].append(rouge(words(page["summary"]), expected))
        rows["the first three sentences"].append(rouge(words(first_three(page["text"])), expected))
    print(f"Summaries of {len(originals)} pages, of {sum(originals)} whose description is not copied\n")
    print("| summary | ROUGE-1 | ROUGE-2 | ROUGE-L |\n|---|---|---|---|")
    for name, scores in rows.items():
        kept = [score for score, original in zip(scores, originals) if original]
        cells = [
            f"{short(mean(every))} / {short(mean(some))}"
            for every, some in zip(zip(*scores), zip(*kept))
        ]
        print(f"| {name} | " + " | ".join(cells) + " |")


def is_copied(description, text):
    """The description's first half stands in the text as it is."""
    folded = fold(description)
    return folded[: len(folded) // 2] in fold(text)


def first_three(text):
    sentences = [sentence for sentence in SENTENCE.split(text) if sentence and sentence.strip()]
    return " ".join(sentences[:3])


def words(text):
    return WORD.findall(text.lower())


def rouge(found, expected):
    """F1 of ROUGE-1, ROUGE-2 and ROUGE-L."""
    return [
        overlap(Counter(found), Counter(expected)),
        overlap(Counter(zip(found, found[1:])), Counter(zip(expected, expected[1:]))),
        ratio(longest_common(found, expected), len(found), len(expected)),
    ]


def overlap(found, expected):
    return ratio((found & expected).total(), found.total(), expected.total())


def ratio(hits, found, expected):
    return 2 * hits / (found + expected) if hits else 0.0


def longest_common(one, other):
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        above_left = 0
        for place, known in enumerate(other, 1):
            above = row[place]
            row[place] = above_left + 1 if word == known else max(above, row[place - 1])
            above_left = above
    return row[-1]


def mean(values):
    return sum(values) / len(values) if values else 0.0


def short(value):
    """Three digits, as the tables of this crate have them: .181."""
    return f"{value:.3f}".lstrip("0")


if __name__ == "__main__":
    main()
