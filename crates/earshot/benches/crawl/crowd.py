"""Several processes over one PostgreSQL."""

import random
import time

from figures import Figure
from manners import manners
from program import WORKERS, Postgres, Sqlite, stop

PROCESSES = [1, 4]
FLOOR_SECONDS = 1
# Kills: of how many workers, how many, at moments that are the same in each run; and how long what is
# left may take.
WORKING, KILLED, SEED, PATIENCE_SECONDS = 4, 20, 7, 240
KILLS_FLOOR_MS = 500


class Crowd:
    def __init__(self, earshot, web, fifty):
        """`fifty` makes the larger web."""
        self.earshot, self.web, self.fifty_sites = earshot, web, fifty

    def fifty(self):
        web = self.fifty_sites()
        for processes in PROCESSES:
            yield from self.crawl_by(processes, web)

    def crawl_by(self, processes, web):
        database = Postgres(f"fifty_{processes}")
        settings = self.earshot.settings("fifty", web.sites(), EARSHOT_DATABASE_URL=database.address)
        self.earshot.run(settings, "migrate")
        with web.served(f"fifty-{processes}") as log:
            others = [
                self.earshot.start(["work", "--queue", "crawl"], settings, number)
                for number in range(1, processes)
            ]
            self.earshot.cron(settings)
            stop(others)
        what = "1 process: " if processes == 1 else f"{processes} processes: "
        bound = max(log.by_host().values()) * FLOOR_SECONDS
        beside = log.seconds() / bound
        yield Figure(f"{what}time beside the bound of {bound} s", round(beside, 3), "<=", 1.10)
        yield from found(database, web.truth(), what)
        yield from manners(log.judged(), what)

    def kills(self):
        database = Postgres("kills")
        settings = self.earshot.settings(
            "kills",
            self.web.sites(),
            EARSHOT_DATABASE_URL=database.address,
            EARSHOT_LEASE_SECONDS="5",
            EARSHOT_FETCH_MIN_DELAY_MS=str(KILLS_FLOOR_MS),
            EARSHOT_EPISODES_PER_HOUR="0",
        )
        self.earshot.run(settings, "migrate")
        with self.web.served("kills") as log:
            workers = self.killed_workers(settings)
            waiting = wait_until_done(database)
            stop(workers)
        stored = database.column("SELECT address FROM article")
        wanted = self.web.truth().keys()
        calm = wanted & set(Sqlite(self.earshot.folder("polite")).column("SELECT address FROM article"))
        versions = database.number("SELECT count(*) FROM article_version WHERE number > 1")
        yield Figure(f"articles lost, of {len(calm)} of a calm run", len(calm - set(stored)), "=", 0)
        yield Figure("rows beside one an article", len(stored) - len(wanted & set(stored)), "=", 0)
        yield Figure("versions that nobody wrote", versions, "=", 0)
        yield Figure("addresses that still wait", waiting, "=", 0)
        yield from manners(log.judged(KILLS_FLOOR_MS))

    def killed_workers(self, settings):
        """Workers of whom one after another was killed, each with one who took its place."""
        chance = random.Random(SEED)
        workers = [self.earshot.start(WORKERS, settings, number) for number in range(WORKING)]
        for _ in range(KILLED):
            time.sleep(chance.uniform(0.2, 3))
            number = chance.randrange(WORKING)
            workers[number].kill()
            workers[number].wait()
            workers[number] = self.earshot.start(WORKERS, settings, number)
        return workers


def found(database, truth, what):
    """Of each site, addresses of articles that were found, and articles that were stored."""
    known = of_sites(truth, database.column("SELECT address FROM address"))
    rows = database.column("SELECT address FROM article")
    stored = of_sites(truth, rows)
    of_one = len(truth) // len(known)
    none = 100 * (len(rows) - sum(stored.values())) / len(rows)
    mean, worst = 100 * sum(stored.values()) / len(truth), min(stored.values())
    yield Figure(f"{what}articles found, of {of_one}: the worst site", min(known.values()), ">=", 99)
    share = f"{what}articles stored, percent of all (of the worst site's {of_one}: {worst})"
    yield Figure(share, round(mean, 2), ">=", 99)
    yield Figure(f"{what}articles stored that are none, percent", round(none, 2), "<=", 1)


def of_sites(truth, addresses):
    """How many articles of each site are among these addresses."""
    counts = {article["host"]: 0 for article in truth.values()}
    for address in set(addresses) & truth.keys():
        counts[truth[address]["host"]] += 1
    return counts


def wait_until_done(database):
    """Until no source and no address is due any more; how many addresses wait then."""
    for _ in range(PATIENCE_SECONDS):
        time.sleep(1)
        articles = database.number("SELECT count(*) FROM article")
        sources = database.number("SELECT count(*) FROM source WHERE checked_at = 0")
        addresses = database.number("SELECT count(*) FROM address WHERE outcome IS NULL")
        if articles > 0 and sources + addresses == 0:
            break
    return addresses
