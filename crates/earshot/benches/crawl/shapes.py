"""Hosts that do not fail, but are hard to read: what became of them in `faults`, and a live blog."""

from figures import Figure
from program import Sqlite
from test_web import fault_hosts, home

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


class Shapes:
    def __init__(self, earshot, web):
        self.earshot, self.web = earshot, web

    def shapes(self):
        with self.web.served("shapes"):
            hosts = fault_hosts()
            soft = self.soft_taken(hosts["soft404"])
        for name, articles in SHAPES.items():
            yield Figure(f"{name}: articles stored", len(self.articles_of(hosts[name])), "=", articles)
        right = self.charsets_read(hosts["charset"])
        yield Figure("charset: title and text read right, of 5", right, "=", len(CHARSETS))
        yield Figure("consent: passed (its 5 articles), or named", self.consent(hosts["consent"]), "=", 1)
        yield Figure("soft404: pages taken for articles by `site check`", soft, "=", 0)

    def articles_of(self, host):
        return Sqlite(self.earshot.folder("faults")).rows(
            "SELECT article.address, article.title, article_version.text FROM article "
            "JOIN article_version ON article_version.article_id = article.id "
            "AND article_version.number = article.version WHERE article.address LIKE ? || '%'",
            home(host),
        )

    def charsets_read(self, host):
        found = {address: (title, text) for address, title, text in self.articles_of(host)}
        folder = f"{home(host)}2026/c"
        return sum(found.get(f"{folder}/{name}-article.html") == told for name, told in CHARSETS.items())

    def consent(self, host):
        passed = len(self.articles_of(host)) == 5
        named = Sqlite(self.earshot.folder("faults")).number(
            "SELECT count(*) FROM address WHERE reason = 'consent_wall' AND address LIKE ? || '%'",
            home(host),
        )
        return int(passed or named > 0)

    def soft_taken(self, host):
        settings = self.earshot.settings("soft404", [])
        told = [self.earshot.run(settings, "site", "check", home(host) + path) for path in NOWHERE]
        return sum(IS_NO_ARTICLE not in text for text in told)

    def versions(self):
        """A live blog that changes at each look, a correction, and what never changes. Looks are hours
        apart: between two crawls the rows are told that their time has come."""
        with self.web.served("liveblog") as log:
            host = fault_hosts()["liveblog"]
            settings = self.earshot.settings("liveblog", [host])
            for _ in range(LOOKS):
                self.earshot.cron(settings)
                rows = Sqlite(self.earshot.folder("liveblog"))
                rows.change("UPDATE address SET due_at = 0 WHERE article_id IS NOT NULL")
        served = {path: texts_served(path, times) for path, times in pages_of(log, host).items()}
        stored = {path: versions_stored(rows, home(host).rstrip("/") + path) for path in served}
        changes = sum(len(texts) - 1 for texts in served.values())
        right = {path: len(set(stored[path]) & set(served[path])) for path in served}
        seen = sum(right.values()) - len(served)
        invented = sum(len(stored[path]) - right[path] for path in served)
        yield Figure("live blog: pages", len(served), "=", 3)
        yield Figure("live blog: texts of its page that changes", max(map(len, served.values())), "=", LOOKS)
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
