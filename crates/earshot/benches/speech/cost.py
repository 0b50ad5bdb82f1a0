"""What speech costs: processor, memory, and narration alone."""

import json
import os
import re
import subprocess
from pathlib import Path

from figures import Figure
from newspaper import Newspaper, paragraphs
from program import Rows, cpu_seconds, peak_megabytes
from texts import REPOSITORY, news, pairs

SHARED = Path(REPOSITORY).parent / "shared"
PROGRAMS = Path(os.environ.get("CARGO_TARGET_DIR", f"{REPOSITORY}/target")) / "release" / "examples"
# As much as takes more than a second.
NEWS_BYTES = 8_000_000
ASKED = {"cases, without the excluded": 97, "gold test en": 98}


class Cost:
    def __init__(self, earshot):
        self.earshot = earshot

    def minute(self):
        """CPU-seconds for a minute of audio with pico: script, voice, mastering, storing, publishing."""
        texts = [written for written, _ in news(240)]
        paper = Newspaper([(f"News of part {part}", paragraphs(texts[part::4])) for part in range(4)])
        environment = self.earshot.over("minute", paper)
        self.earshot.run(environment, "cron", "--no-audio", "--json")
        idle, _ = cpu_seconds(lambda: self.earshot.run(environment, "cron", "--no-audio", "--json"))
        spent, _ = cpu_seconds(lambda: self.earshot.run(environment, "cron", "--json"))
        rows = Rows(environment)
        minutes = sum(row["samples"] / row["sample_rate"] for row in rows.episodes()) / 60
        yield Figure(f"CPU-seconds a minute of audio, of {minutes:.1f} minutes", round((spent - idle) / minutes, 3), "<=", 0.8)

    def hour(self):
        """Memory of an episode of an hour; an article may have 50,000 characters."""
        once = [written for written, _ in [*pairs("test"), *pairs("tune")]]
        again = [f"Later that day it was said again: {written}" for written in once]
        sentences, length = [], 0
        for written in once + again:
            if length + len(written) > 49_000:
                break
            sentences.append(written)
            length += len(written) + 1
        paper = Newspaper([("An hour of news", paragraphs(sentences))])
        environment = self.earshot.over("hour", paper)
        memory = peak_megabytes(self.earshot.start(environment, "cron", "--json"))
        [episode] = Rows(environment).episodes()
        minutes = episode["samples"] / episode["sample_rate"] / 60
        yield Figure(f"memory of an episode of {minutes:.0f} minutes, all processes, MB", round(memory), "<=", 150)

    def narration(self):
        """The figures of written to spoken, as its own example prints them."""
        command = ["cargo", "run", "--release", "--locked", "-q", "-p", "narration", "--example", "figures"]
        told = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout
        yield from judged(told)
        yield from speed_of_news()


def judged(told):
    """The lines of the example that the table of figures names."""
    for name, right, every, percent in re.findall(r"^(.*): (\d+) of (\d+), ([\d.]+) %$", told, re.M):
        asked = ASKED.get(name, 0)
        yield Figure(f"{name}: {right} of {every}, %", float(percent), ">=", asked)
    for name, speed in re.findall(r"^speed, (.*): ([\d.]+) MB/s$", told, re.M):
        yield Figure(f"narration of {name}, MB/s", float(speed), ">=", 0)


def speed_of_news():
    """Megabytes of real news that `spoken` reads in a second of processor time, its start included."""
    truth = SHARED / "extraction" / "pages" / "aeb" / "truth.json"
    if not truth.exists():
        print("narration of news: SKIPPED, there are no real pages")
        return
    pages = json.loads(truth.read_text(encoding="utf-8")).values()
    lines = [line.strip() for page in pages for line in page["articleBody"].split("\n") if line.strip()]
    written = ("\n".join(lines) + "\n").encode()
    written *= NEWS_BYTES // len(written) + 1
    build = ["cargo", "build", "--release", "--locked", "-q", "-p", "narration", "--example", "spoken"]
    subprocess.run(build, cwd=REPOSITORY, check=True)
    spoken = [PROGRAMS / "spoken", "en"]
    spent, _ = cpu_seconds(lambda: subprocess.run(spoken, input=written, check=True, stdout=subprocess.DEVNULL))
    yield Figure("narration of news, MB/s", round(len(written) / 1e6 / spent, 2), ">=", 5)
