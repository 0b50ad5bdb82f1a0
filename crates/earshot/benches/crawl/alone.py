"""One process on SQLite, over 20 sites of 50 articles that do not fail."""

import collections
import itertools
import statistics
import subprocess

from figures import Figure
from manners import manners
from program import Sqlite

ARTICLES = 1000
RUNS = 5
# Long enough for one look of the schedule at what is worth hearing.
SCHEDULE_SECONDS = 40


class Alone:
    def __init__(self, earshot, web):
        self.earshot, self.web = earshot, web

    def fast(self):
        """Fetched, extracted, stored and indexed, without a pause; the median of five."""
        with self.web.served("fast"):
            runs = [self.fast_run() for _ in range(RUNS)]
        rates = [run["totals"]["stored"] / run["cpu_seconds"] for run in runs]
        memory = max(run["peak_memory_bytes"] for run in runs) / 1e6
        stored = min(run["totals"]["stored"] for run in runs)
        yield Figure(f"articles stored, of {ARTICLES:,}", stored, ">=", 0.99 * ARTICLES)
        yield Figure("articles a CPU second", round(statistics.median(rates), 1), ">=", 150)
        yield Figure("memory at most, MB", round(memory), "<=", 150)

    def fast_run(self):
        settings = self.earshot.settings("fast", self.web.sites(), EARSHOT_FETCH_MIN_DELAY_MS="0")
        return self.earshot.cron(settings)

    def polite(self):
        """At the usual pace, and once more straight after. The folder is kept for other stages."""
        settings = self.earshot.settings("polite", self.web.sites())
        with self.web.served("polite") as log:
            first, second = self.earshot.cron(settings), self.earshot.cron(settings)
        yield Figure(f"articles stored, of {ARTICLES:,}", first["totals"]["stored"], ">=", 0.99 * ARTICLES)
        yield from nothing_new(second)
        judged = log.judged()
        yield Figure("both runs: pages fetched twice", judged.total["dup"], "=", 0)
        yield from manners(judged, "both runs: ")

    def stories(self):
        """Which articles of `polite` were found to tell one story, by the truth of the web."""
        truth, rows = self.web.truth(), self.polite_rows("SELECT address, story_id FROM article")
        known = [truth[address] | {"story": story} for address, story in rows if address in truth]
        light = [article for article in known if article["variant"] in (0, 1)]
        none = 100 * (len(rows) - len(known)) / len(rows)
        yield Figure("articles stored that are none, percent", round(none, 2), "<=", 1)
        yield Figure("exact and light: F1 of pairs", round(f1_of_pairs(light), 3), ">=", 0.95)
        yield Figure("with heavy edits: F1 of pairs", round(f1_of_pairs(known), 3), ">=", 0.85)

    def chosen(self):
        """As many episodes as can be, of which no two may tell the same; nobody speaks."""
        environment = self.earshot.again("polite", EARSHOT_EPISODES_PER_HOUR="1000")
        command = [self.earshot.program, "work", "--queue", "schedule"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        worker = subprocess.Popen(command, cwd=self.earshot.work, env=environment, **quiet)
        try:
            worker.wait(SCHEDULE_SECONDS)
        except subprocess.TimeoutExpired:
            worker.terminate()
            worker.wait()
        truth = self.web.truth()
        rows = self.polite_rows(
            "SELECT article.address FROM episode JOIN article ON article.id = episode.article_id"
        )
        told = [truth[address] for (address,) in rows if address in truth]
        stories = collections.Counter(it["corpus"] for it in told if it["variant"] in (0, 1))
        twice = sum(count - 1 for count in stories.values())
        yield Figure("episodes chosen", len(told), ">=", 100)
        yield Figure("stories told twice (the same text, or lightly edited)", twice, "=", 0)

    def polite_rows(self, text):
        return Sqlite(self.earshot.folder("polite")).rows(text)


def nothing_new(run):
    totals = run["totals"]
    share = totals["not_modified"] / totals["requests"]
    most = max(site["requests"] for site in run["sites"])
    yield Figure("second run: share answered 304", round(share, 3), ">=", 0.95)
    yield Figure("second run: articles fetched again", totals["fetched"], "=", 0)
    yield Figure("second run: requests to a host at most", most, "<", 5)
    yield Figure("second run: articles stored", totals["stored"], "=", 0)


def f1_of_pairs(articles):
    """Of pairs of articles: which are one story by the truth, and which by our rows."""
    told, found = pairs(articles, "corpus"), pairs(articles, "story")
    return 2 * len(told & found) / max(1, len(told) + len(found))


def pairs(articles, key):
    groups = collections.defaultdict(list)
    for index, article in enumerate(articles):
        groups[article[key]].append(index)
    return {pair for group in groups.values() for pair in itertools.combinations(group, 2)}
