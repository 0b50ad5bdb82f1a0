#!/usr/bin/env python3
"""Judges what `crawl` measured: prints each figure beside what it must be, and ends with 1 when one
is missed. usage: judge.py fast|polite|stories|chosen|faults|shapes WORK"""

import ast
import collections
import itertools
import json
import re
import sqlite3
import statistics
import sys

ARTICLES = 1000
HOSTS = 20


def read(name):
    with open(f"{work}/{name}", encoding="utf-8") as file:
        return json.load(file)


def fast():
    runs = [read(f"run-{number}.json") for number in range(1, 6)]
    stored = [run["totals"]["stored"] for run in runs]
    rate = statistics.median(run["totals"]["stored"] / run["cpu_seconds"] for run in runs)
    memory = max(run["peak_memory_bytes"] for run in runs) / 1e6
    yield "articles stored, of 1,000", min(stored), ">=", 0.99 * ARTICLES
    yield "articles a CPU second", round(rate, 1), ">=", 150
    yield "memory at most, MB", round(memory), "<=", 150


def from_the_log(name):
    with open(f"{work}/{name}", encoding="utf-8") as file:
        return ast.literal_eval(re.search(r"TOTAL (\{.*?\})", file.read())[1])


def manners(total):
    yield "gaps under the floor", total["tight"], "<=", 0
    yield "denied addresses fetched", total["denied"], "<=", 0
    yield "requests inside a Retry-After", total["ra"], "<=", 0


def polite():
    first, second = read("first.json")["totals"], read("second.json")["totals"]
    yield "first run: articles stored, of 1,000", first["stored"], ">=", 0.99 * ARTICLES
    most = max(site["requests"] for site in read("second.json")["sites"])
    yield "second run: requests to a host at most", most, "<", 5
    share = second["not_modified"] / second["requests"]
    yield "second run: share answered 304", round(share, 3), ">=", 0.95
    yield "second run: article pages fetched", second["fetched"], "<=", 0
    yield "second run: articles stored", second["stored"], "<=", 0
    total = from_the_log("judged.txt")
    yield from manners(total)
    yield "pages fetched twice", total["dup"], "<=", 0


def by_address():
    truth = {}
    with open(f"{work}/truth.jsonl", encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            truth[f"http://{article['host']}:8080{article['path']}"] = article
    return truth


def f1_of_pairs(articles):
    """Of pairs of articles: who are one story by the truth, and who are one by our rows."""

    def pairs(key):
        groups = collections.defaultdict(list)
        for index, article in enumerate(articles):
            groups[article[key]].append(index)
        return {pair for group in groups.values() for pair in itertools.combinations(group, 2)}

    told, found = pairs("corpus"), pairs("story")
    return 2 * len(told & found) / max(1, len(told) + len(found))


def stories():
    truth = by_address()
    rows = list(
        sqlite3.connect(f"{work}/data/earshot.db").execute("SELECT address, story_id FROM article")
    )
    known = [truth[address] | {"story": story} for address, story in rows if address in truth]
    light = [article for article in known if article["variant"] in (0, 1)]
    none = len(rows) - len(known)
    yield "articles stored that are none, in percent", round(100 * none / len(rows), 1), "<=", 1
    yield "near duplicates, exact and light: F1 of pairs", round(f1_of_pairs(light), 3), ">=", 0.95
    yield "near duplicates, with heavy edits: F1 of pairs", round(f1_of_pairs(known), 3), ">=", 0.85


def chosen():
    truth = by_address()
    rows = sqlite3.connect(f"{work}/data/earshot.db").execute(
        "SELECT article.address FROM episode JOIN article ON article.id = episode.article_id"
    )
    known = [truth[address] for (address,) in rows if address in truth]
    stories = collections.Counter(it["corpus"] for it in known if it["variant"] in (0, 1))
    yield "episodes chosen", len(known), ">=", 100
    yield "stories told twice (the same text, or lightly edited)", sum(
        count - 1 for count in stories.values()
    ), "<=", 0


def visits(folder):
    """How long the sound sites kept their hosts busy, in seconds."""
    rows = sqlite3.connect(f"{work}/{folder}/earshot.db").execute(
        "SELECT sum(visit.ended_at - visit.started_at) / 1e6 FROM visit JOIN host "
        "ON host.id = visit.host_id WHERE host.name LIKE '127.0.1.%' AND visit.fetched > 0"
    )
    return next(rows)[0] or 0


def faults():
    run = read("faults.json")
    sound = [site for site in run["sites"] if site["site"].startswith("127.0.1.")]
    yield "sound sites: articles stored, of 1,000", sum(it["stored"] for it in sound), ">=", 0.99 * ARTICLES
    slower = visits("data-faults") / visits("data") if visits("data") else float("inf")
    yield "sound sites: time beside that without faults", round(slower, 3), "<=", 1.05
    yield "memory at most, MB", round(run["peak_memory_bytes"] / 1e6), "<=", 200
    rows = sqlite3.connect(f"{work}/data-faults/earshot.db").execute(
        "SELECT count(*) FROM address WHERE outcome IS NULL AND reason IS NULL"
    )
    yield "addresses without outcome and reason", next(rows)[0], "<=", 0
    yield from manners(from_the_log("judged-faults.txt"))
    with open(f"{work}/judged-faults.txt", encoding="utf-8") as file:
        hosts = [line for line in file if line.startswith("127.")]
    late = sum("robots1st=False" in line for line in hosts)
    yield "hosts asked for anything before robots.txt", late, "<=", 0
    with open(f"{work}/judged-faults.txt", encoding="utf-8") as file:
        agents = ast.literal_eval(re.search(r"UAs (\{.*\})", file.read())[1])
    yield "names of the crawler", len(agents), "<=", 1


# Of each shape of page or feed: articles there are. What is no article is stored nowhere.
SHAPES = {"charset": 5, "badfeed": 2, "consent": 5, "variants": 1, "badcanonical": 10, "soft404": 0, "liveblog": 3}


def shapes():
    """What became of hosts that do not fail, but are hard to read."""
    with open(f"{work}/sites-and-faults.toml", encoding="utf-8") as file:
        homes = re.findall(r'name = "([^"]*)"\nhome = "([^"]*)"', file.read())
    rows = sqlite3.connect(f"{work}/data-faults/earshot.db")
    for name, home in ((name.removesuffix(".test"), home) for name, home in homes):
        if name in SHAPES:
            like = "SELECT count(*) FROM article WHERE address LIKE ? || '%'"
            found = next(rows.execute(like, (home,)))[0]
            yield f"{name}: articles stored, least", found, ">=", SHAPES[name]
            yield f"{name}: articles stored, most", found, "<=", SHAPES[name]


work = sys.argv[2]
missed = 0
for name, figure, sign, bound in {
    "fast": fast,
    "polite": polite,
    "stories": stories,
    "chosen": chosen,
    "faults": faults,
    "shapes": shapes,
}[sys.argv[1]]():
    met = {">=": figure >= bound, "<=": figure <= bound, "<": figure < bound}[sign]
    missed |= not met
    print(f"{'ok    ' if met else 'MISSED'} {name}: {figure} ({sign} {bound:g})")
sys.exit(missed)
