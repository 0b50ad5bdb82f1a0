"""What needs no crawl: tables of cases, which are tests, and the speed of one algorithm."""

import re
import subprocess

from figures import Figure
from test_web import REPOSITORY

ROBOTS = "crates/discover/src/robots/cases.txt"
PRIVATE = "crates/fetch/tests/fixtures/private.tsv"
# As the example of `stories` calls them.
KINDS = ("exact and light", "with heavy")


class Tables:
    def __init__(self, web):
        self.web = web

    def robots(self):
        """RFC 9309, and a table of our own."""
        cases = [line for line in lines_of(ROBOTS) if line.startswith("-> ")]
        yield Figure("cases in our own table", len(cases), ">=", 150)
        yield from tests(["-p", "discover", "--lib"], "robots::")

    def private(self):
        """Spellings, redirects to each of them, and names whose addresses change."""
        spellings = [line for line in lines_of(PRIVATE) if not line.startswith("#")]
        yield Figure("spellings of private addresses", len(spellings), ">=", 150)
        yield from tests(["-p", "fetch", "--test", "it"], "private::", "names::")

    def duplicates(self):
        """How fast near duplicates are found, and how well where nothing but texts is known."""
        example = ["--release", "-p", "stories", "--example", "duplicates"]
        text = cargo("run", *example, "--", self.web.truth_file)
        speed = re.search(r"^(\d+) articles/s", text, re.MULTILINE)[1]
        light, heavy = (re.search(rf"^{it} +\S+ +\S+ +(\S+)", text, re.MULTILINE)[1] for it in KINDS)
        yield Figure("articles a second of one core", int(speed), ">=", 2000)
        yield Figure("exact and light: F1 of pairs", float(light), ">=", 0.95)
        yield Figure("with heavy edits: F1 of pairs", float(heavy), ">=", 0.85)


def lines_of(path):
    with open(f"{REPOSITORY}/{path}", encoding="utf-8") as file:
        return file.read().splitlines()


def tests(program, *names):
    """That they pass, and that there are any."""
    text = cargo("test", *program, "--", *names)
    results = re.findall(r"^test result: \w+\. (\d+) passed; (\d+) failed", text, re.MULTILINE)
    passed, failed = (sum(map(int, counts)) for counts in zip(*results))
    yield Figure("tests that pass", passed, ">=", 1)
    yield Figure("tests that fail", failed, "=", 0)


def cargo(command, *arguments):
    """What it prints, whether it ends well or not: a test that fails is a figure."""
    call = ["cargo", command, "--locked", "--quiet", *arguments]
    return subprocess.run(call, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True).stdout
