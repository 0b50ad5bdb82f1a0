"""All hosts that are faulty, hostile or odd, together with 20 sound sites."""

import json

from figures import Figure
from manners import manners
from program import Sqlite
from test_web import fault_hosts, home

ARTICLES = 1000
MINUTES = "5"
# Of each host that is odd, not broken: articles there are. What is no article is stored nowhere.
SHAPES = {"badfeed": 2, "variants": 1, "badcanonical": 10, "soft404": 0, "liveblog": 3, "charset": 5}
# The pages in wrong or undeclared character sets: their title and text.
CHARSETS = {
    "utf8-says-latin1": ("Zürich café naïve", "Zürich café naïve — “quotes”"),
    "cp1252-says-utf8": ("Café “quotes”", "Café “quotes” naïve"),
    "gb18030-by-meta-only": ("中国新闻", "中国新闻"),
    "sjis-undeclared": ("日本のニュース", "日本のニュースをお届けします"),
    "utf16-bom": ("Sixteen café", "café"),
}
# What a page of the host of soft 404s may be asked as; all of its pages say that there is nothing.
NOWHERE = ["2026/11/20/world/a-story-about-item-number-0-10000.html", "world/a-long-story-of-today", "x.html"]
IS_NO_ARTICLE = "Not an article itself"
# Looks at the live blog, and of each of its pages the text and title at the nth look.
LOOKS = 6
UPDATE = "Update {} of the live coverage."
TITLE, CORRECTED = "Story of the mayor", "CORRECTED: Story of the mayor"


class Faults:
    def __init__(self, earshot, web):
        self.earshot, self.web = earshot, web
        self.hosts = {}

    def known_hosts(self):
        """Asked for before a log begins that is judged."""
        if not self.hosts:
            with self.web.served("names"):
                self.hosts = fault_hosts()
        return self.hosts

    def together(self):
        """The folder is kept for `shapes`."""
        hosts = [*self.web.sites(), *self.known_hosts().values()]
        settings = self.earshot.settings("faults", hosts, EARSHOT_CRON_MINUTES=MINUTES)
        with self.web.served("faults") as log:
            run = self.earshot.cron(settings)
        sound = [site for site in run["sites"] if site["site"].startswith("127.0.1.")]
        stored = sum(site["stored"] for site in sound)
        slower = self.busy_seconds("faults") / self.busy_seconds("polite")
        judged = log.judged()
        yield Figure("memory at most, MB", round(run["peak_memory_bytes"] / 1e6), "<", 200)
        yield Figure("addresses without outcome", self.without_outcome(settings, hosts), "=", 0)
        yield Figure("sound sites: time beside that of `polite`", round(slower, 3), "<", 1.05)
        yield Figure(f"sound sites: articles stored, of {ARTICLES:,}", stored, ">=", 0.99 * ARTICLES)
        yield from manners(judged)
        yield Figure("names of the crawler", len(judged.agents), "=", 1)

    def busy_seconds(self, name):
        """How long visits with news kept the sound sites busy."""
        return Sqlite(self.earshot.folder(name)).number(
            "SELECT sum(visit.ended_at - visit.started_at) / 1e6 FROM visit JOIN host "
            "ON host.id = visit.host_id WHERE host.name LIKE '127.0.1.%' AND visit.fetched > 0"
        )

    def without_outcome(self, settings, hosts):
        """As an operator is told: an address that still waits must have a reason for it."""
        count = 0
        for host in hosts:
            text = self.earshot.run(settings, "site", "log", f"{host}:8080", "--json", "--limit", "1000")
            lines = [json.loads(line) for line in text.splitlines()]
            addresses = [line for line in lines if "outcome" in line]
            count += sum(it["outcome"] in (None, "waiting") and it["reason"] is None for it in addresses)
        return count

    def shapes(self):
        """What became of the hosts that do not fail, but are hard to read."""
        for name, articles in SHAPES.items():
            yield Figure(f"{name}: articles stored", len(self.articles_of(name)), "=", articles)
        yield Figure("charsets read right, title and text, of 5", self.charsets_read(), "=", len(CHARSETS))
        yield Figure("consent: passed (its 5 articles), or named", self.consent(), "=", 1)
        yield Figure("soft404: pages taken for articles by `site check`", self.soft_taken(), "=", 0)

    def articles_of(self, name):
        return Sqlite(self.earshot.folder("faults")).rows(
            "SELECT article.address, article.title, article_version.text FROM article "
            "JOIN article_version ON article_version.article_id = article.id "
            "AND article_version.number = article.version WHERE article.address LIKE ? || '%'",
            home(self.known_hosts()[name]),
        )

    def charsets_read(self):
        found = {address: (title, text) for address, title, text in self.articles_of("charset")}
        folder = f"{home(self.known_hosts()['charset'])}2026/c"
        return sum(found.get(f"{folder}/{name}-article.html") == told for name, told in CHARSETS.items())

    def consent(self):
        passed = len(self.articles_of("consent")) == 5
        named = Sqlite(self.earshot.folder("faults")).number(
            "SELECT count(*) FROM address WHERE reason = 'consent_wall' AND address LIKE ? || '%'",
            home(self.known_hosts()["consent"]),
        )
        return int(passed or named > 0)

    def soft_taken(self):
        host = home(self.known_hosts()["soft404"])
        with self.web.served("soft404"):
            settings = self.earshot.settings("soft404", [])
            told = [self.earshot.run(settings, "site", "check", f"{host}{path}") for path in NOWHERE]
        return sum(IS_NO_ARTICLE not in text for text in told)

    def versions(self):
        """A live blog that changes at each look, a correction, and what never changes. Looks are hours
        apart: between two crawls the rows are told that their time has come."""
        host = self.known_hosts()["liveblog"]
        settings = self.earshot.settings("liveblog", [host])
        with self.web.served("liveblog") as log:
            for _ in range(LOOKS):
                self.earshot.cron(settings)
                rows = Sqlite(self.earshot.folder("liveblog"))
                rows.change("UPDATE address SET due_at = 0 WHERE article_id IS NOT NULL")
        served = {path: texts_served(path, times) for path, times in pages_of(log, host).items()}
        stored = {path: versions_stored(rows, f"{home(host)[:-1]}{path}") for path in served}
        changes = sum(len(texts) - 1 for texts in served.values())
        seen = sum(count_of(stored[path], served[path]) - 1 for path in served)
        invented = sum(len(stored[path]) - count_of(stored[path], served[path]) for path in served)
        yield Figure("live blog: pages", len(served), "=", 3)
        yield Figure("live blog: looks at its page that changes", len(served[sorted(served)[0]]), "=", LOOKS)
        yield Figure(f"live blog: changes seen, of {changes}", seen, "=", changes)
        yield Figure("live blog: versions that nobody wrote", invented, "=", 0)


def pages_of(log, host):
    """How often each article was served."""
    requests = [it["path"] for it in log.requests() if it["ip"] == host and it["st"] == 200]
    articles = [path for path in requests if path.startswith("/2026/")]
    return {path: articles.count(path) for path in articles}


def texts_served(path, times):
    """Title and first words of each text that was served, as the test web makes them."""
    if "-0-" in path:
        return [(TITLE, UPDATE.format(look)) for look in range(1, times + 1)]
    if "-1-" in path and times > 1:
        return [(TITLE, UPDATE.format(0)), (CORRECTED, UPDATE.format(1))]
    return [(TITLE, UPDATE.format(0))]


def versions_stored(rows, address):
    found = rows.rows(
        "SELECT article_version.title, article_version.text FROM article_version JOIN article "
        "ON article.id = article_version.article_id WHERE article.address = ? ORDER BY number",
        address,
    )
    return [(title, text.split(" Paragraph", 1)[0]) for title, text in found]


def count_of(stored, served):
    """How many of the texts served were stored, in their order."""
    left = iter(stored)
    return sum(any(text == other for other in left) for text in served)
