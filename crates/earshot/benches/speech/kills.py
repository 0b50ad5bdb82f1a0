"""An engine's calls under kill -9, and servers that misbehave."""

import hashlib
import random
import sys
import time

from figures import Figure
from newspaper import Newspaper, paragraphs
from program import Rows
from server import VoiceServer
from texts import news

KILLS = 100

# More than the attempts after which an episode is given up that comes no farther: most lives keep a
# sentence or more. Leases of 2 s are too short for a busy machine, which does not renew them in time.
KILLS_A_ROUND = 10
LEASE = "4"

# So many sentences, each of so many seconds in the engine: more than ten lives of 1 s on average.
SENTENCES = 150
DELAY = 0.1

# The longest that anything may take, in seconds.
LONGEST = 300
MODES = ("cut", "short", "busy", "broken", "hang", "stall", "html", "odd")


def voices(server, timeout=2):
    return (
        f'[engine.stub]\nkind = "openai"\naddress = "{server.address}"\nmodel = "stub"\n'
        f'voices = [{{ id = "one", language = "en" }}]\ntimeout_seconds = {timeout}\n'
    )


class Kills:
    def __init__(self, earshot):
        self.earshot, self.chance = earshot, random.Random(5)

    def paper(self):
        return Newspaper([("What was said once", paragraphs([written for written, _ in news(SENTENCES)]))])

    def over(self, name, server, paper):
        return self.earshot.over(name, paper, voices(server), EARSHOT_VOICE="stub")

    def kills(self):
        """Rounds of one episode each, until it was killed often enough while it was spoken."""
        paper, server = self.paper(), VoiceServer(delay=DELAY)
        environment = self.spoken_about(server, paper)
        self.round(environment, server, 0)
        unharmed, groups = hashes(Rows(environment)), len(server.texts)
        kills, rounds, others, partial, too_many = 0, 0, 0, 0, 0
        began = time.monotonic()
        while kills < KILLS:
            environment = self.spoken_about(server, paper)
            killed = self.round(environment, server, min(KILLS_A_ROUND, KILLS - kills))
            rows = Rows(environment)
            others += hashes(rows) != unharmed
            partial += sum(not is_named_by_content(file) for file in rows.audio())
            too_many += max(0, len(server.texts) - groups - killed)
            kills, rounds = kills + killed, rounds + 1
            told = f"{kills} of {KILLS} kills, {rounds} episodes, {time.monotonic() - began:.0f} s"
            print(f"kills: {told}; of other bytes {others}", file=sys.stderr, flush=True)
        yield Figure(f"episodes of other bytes, of {rounds} killed {kills} times", others, "=", 0)
        yield Figure("objects under a name that is not their hash", partial, "=", 0)
        yield Figure(f"calls of the engine beyond {groups} groups and a call a kill", too_many, "=", 0)

    def spoken_about(self, server, paper):
        """An environment in which one episode waits for its voice."""
        environment = self.over("killed", server, paper) | {"EARSHOT_LEASE_SECONDS": LEASE}
        self.earshot.run(environment, "cron", "--no-audio", "--json")
        server.texts.clear()
        return environment

    def round(self, environment, server, kills):
        """Speaks one episode to its end, and kills whoever does so often before; tells how often."""
        killed = 0
        while True:
            process = self.earshot.start(environment, "work")
            try:
                if killed < kills:
                    is_over = self.until_it_speaks(environment, server)
                    patience = self.chance.uniform(0, 2)
                else:
                    is_over, patience = False, LONGEST
                if is_over or wait(patience, lambda: is_published(environment)):
                    return killed
            finally:
                process.kill()
                process.wait()
            if killed >= kills:
                raise RuntimeError(f"not published within {LONGEST} s: {last_error(environment)}")
            killed += 1

    def until_it_speaks(self, environment, server):
        """Waits for a call of the engine, for who was killed held the episode's lease; or for the end,
        which is told."""
        calls = len(server.texts)
        if not wait(LONGEST, lambda: len(server.texts) > calls or is_published(environment)):
            raise RuntimeError(f"nothing was said for {LONGEST} s: {last_error(environment)}")
        return is_published(environment)

    def servers(self):
        """Each way to misbehave: nothing is published, tries are bounded, the reason is in the row."""
        for mode in MODES:
            paper, server = Newspaper([("A short story", paragraphs([written for written, _ in news(30)]))]), VoiceServer()
            environment = self.over(f"server-{mode}", server, paper)
            self.earshot.run(environment, "cron", "--no-audio", "--json")
            server.mode = mode
            process = self.earshot.start(environment, "work")
            episode = self.until_it_failed(environment)
            process.kill()
            process.wait()
            calls = len(server.texts)
            yield Figure(f"{mode}: published, of 1", int(bool(episode["published_at"])), "=", 0)
            yield Figure(f"{mode}: calls in a run (“{(episode['last_error'] or '')[:60]}”)", calls, "<=", 3)
            yield Figure(f"{mode}: without a reason", int(not episode["last_error"]), "=", 0)
            server.mode = "well"

    def until_it_failed(self, environment):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            rows = Rows(environment).episodes()
            if rows and (rows[0]["last_error"] or rows[0]["published_at"]):
                return rows[0]
            time.sleep(0.1)
        raise RuntimeError("the episode neither failed nor was published within a minute")


def wait(seconds, is_so):
    """Whether it became so within these seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.02)
    return False


def is_published(environment):
    """Whether the episode is; one that was given up never will be."""
    episodes = Rows(environment).episodes()
    if any(episode["failed_at"] for episode in episodes):
        raise RuntimeError(f"given up: {last_error(environment)}")
    return any(episode["published_at"] for episode in episodes)


def last_error(environment):
    return [episode["last_error"] for episode in Rows(environment).episodes()]


def hashes(rows):
    return [episode["key"] for episode in rows.episodes()]


def is_named_by_content(file):
    with open(file, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() in file
