"""An engine's calls under kill -9, and servers that misbehave."""

import hashlib
import random
import time

from figures import Figure
from newspaper import Newspaper, paragraphs
from program import Rows
from server import VoiceServer
from texts import news

KILLS = 100
SENTENCES = 60
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
        """Rounds of one episode each, until it was killed often enough."""
        paper, server = self.paper(), VoiceServer(delay=0.03)
        environment = self.over("unharmed", server, paper)
        self.earshot.run(environment, "cron", "--json")
        unharmed, groups = hashes(Rows(environment)), len(server.texts)
        kills, rounds, others, partial, too_many = 0, 0, 0, 0, 0
        while kills < KILLS:
            server.texts.clear()
            environment = self.over("killed", server, paper)
            killed = self.round(environment, KILLS - kills)
            rows = Rows(environment)
            others += hashes(rows) != unharmed
            partial += sum(not is_named_by_content(file) for file in rows.audio())
            too_many += max(0, len(server.texts) - groups - killed)
            kills, rounds = kills + killed, rounds + 1
        yield Figure(f"episodes of other bytes, of {rounds} killed {kills} times", others, "=", 0)
        yield Figure("objects under a name that is not their hash", partial, "=", 0)
        yield Figure(f"calls of the engine beyond {groups} groups and a call a kill", too_many, "=", 0)

    def round(self, environment, most):
        """Starts the program until it comes to its end; kills it at random before."""
        killed = 0
        while True:
            process = self.earshot.start(environment, "cron", "--json")
            patience = self.chance.uniform(0.3, 1.5) if killed < most else 600
            end = time.monotonic() + patience
            while process.poll() is None and time.monotonic() < end:
                time.sleep(0.01)
            if process.poll() is not None:
                if Rows(environment).all("SELECT 1 FROM episode WHERE published_at IS NOT NULL"):
                    return killed
                continue
            process.kill()
            process.wait()
            killed += 1

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


def hashes(rows):
    return [episode["key"] for episode in rows.episodes()]


def is_named_by_content(file):
    with open(file, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() in file
