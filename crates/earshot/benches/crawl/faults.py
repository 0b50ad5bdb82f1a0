"""All hosts that are faulty, hostile or odd, together with 20 sound sites."""

import json

from figures import Figure
from manners import manners
from program import Sqlite
from test_web import ask, fault_hosts, home

ARTICLES = 1000
MINUTES = "5"
# Making the bomb takes the test web seconds in which it serves nobody else: that is no fault of a host.
BOMB = "2026/11/20/world/a-story-about-item-number-0-10000.html"


class Faults:
    def __init__(self, earshot, web):
        self.earshot, self.web = earshot, web

    def together(self):
        """The folder is kept for `shapes`."""
        with self.web.served("faults") as log:
            faulty = fault_hosts()
            ask(home(faulty["gzipbomb"]) + BOMB)
            hosts = [*self.web.sites(), *faulty.values()]
            settings = self.earshot.settings("faults", hosts, EARSHOT_CRON_MINUTES=MINUTES)
            run = self.earshot.cron(settings)
        sound = [site for site in run["sites"] if site["site"].startswith("127.0.1.")]
        stored = sum(site["stored"] for site in sound)
        slower = self.busy_seconds("faults") / self.busy_seconds("polite")
        judged, unexplained = log.judged(), self.unexplained(settings, hosts)
        yield Figure("memory at most, MB", round(run["peak_memory_bytes"] / 1e6), "<", 200)
        yield Figure("addresses with neither outcome nor reason", unexplained, "=", 0)
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

    def unexplained(self, settings, hosts):
        """As an operator is told: an address that still waits must have a reason for it."""
        count = 0
        for host in hosts:
            text = self.earshot.run(settings, "site", "log", f"{host}:8080", "--json", "--limit", "1000")
            lines = [json.loads(line) for line in text.splitlines()]
            addresses = [line for line in lines if "outcome" in line]
            count += sum(it["outcome"] in (None, "waiting") and it["reason"] is None for it in addresses)
        return count
