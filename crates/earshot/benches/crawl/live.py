"""A host that publishes every few seconds, and tells when: how soon its news are seen."""

import itertools
import time

from figures import Figure
from manners import manners
from program import WORKERS, Sqlite, stop
from test_web import ask, fault_hosts, home

PUBLISHED_SECONDS = 5
# By the setting; what the host's feed asks for with its TTL is longer, so that its front page must do.
INTERVAL_SECONDS, TTL_SECONDS = 20, 60
GRACE_SECONDS = 2
# The first looks learn how often the host publishes; what came later is judged.
LEARNING_SECONDS = 220
WATCHED_SECONDS = 355


class Live:
    def __init__(self, earshot, web):
        self.earshot, self.web = earshot, web

    def live(self):
        with self.web.served("live", "--live-secs", str(PUBLISHED_SECONDS)) as log:
            host = fault_hosts()["live"]
            settings = self.earshot.settings(
                "live",
                [host],
                EARSHOT_POLL_MIN_SECONDS=str(INTERVAL_SECONDS),
                EARSHOT_EPISODES_PER_HOUR="0",
            )
            began = time.time()
            worker = self.earshot.start(WORKERS, settings)
            time.sleep(WATCHED_SECONDS)
            told = published(host)
            ended = time.time()
            stop([worker])
        rows = Sqlite(f"{self.earshot.folder('live')}-0").rows("SELECT address, found_at / 1e6 FROM address")
        yield from timely(told, dict(rows), (began + LEARNING_SECONDS, ended))
        yield Figure(f"looks at the feed within its TTL of {TTL_SECONDS} s", too_soon(log), "=", 0)
        yield from manners(log.judged())


def published(host):
    """When which address was there for the first time, in seconds."""
    lines = [line.split() for line in ask(f"{home(host)}__live").decode().splitlines()]
    return {home(host).rstrip("/") + path: int(at_ms) / 1e3 for at_ms, path in lines}


def too_soon(log):
    looks = [request["us"] / 1e6 for request in log.requests() if request["path"] == "/feed.xml"]
    return sum(later - sooner < TTL_SECONDS for sooner, later in itertools.pairwise(looks))


def timely(told, seen, between):
    within = INTERVAL_SECONDS + GRACE_SECONDS
    after, before = between[0], between[1] - within
    due = {address: at for address, at in told.items() if after < at < before}
    in_time = sum(address in seen and seen[address] - at <= within for address, at in due.items())
    yield Figure("articles that can be judged", len(due), ">=", 20)
    share = in_time / max(1, len(due))
    what = f"share seen within {INTERVAL_SECONDS} + {GRACE_SECONDS} s, of {len(due)}"
    yield Figure(what, round(share, 3), ">=", 0.95)
