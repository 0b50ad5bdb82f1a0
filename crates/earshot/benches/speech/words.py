"""When words begin, as the episode tells it, beside when a recogniser hears them."""

import difflib
import json
import statistics

import sound
from figures import Figure
from heard import plain, segments
from newspaper import Newspaper, paragraphs
from program import Rows
from texts import news

RATE = 16_000
SENTENCES = 20

# Sound around a sentence that the recogniser is given too, in seconds: it wants some silence.
ROOM = 0.15

# Nobody asks for a figure: these are loose. Half a word of news lasts some 150 ms, so that at the
# median the right one is lit; a whole one 300 ms, so that nine of ten are lit at most one too early or
# too late.
MEDIAN, NINETIETH = 150, 300


def differences(episode, file):
    """For each word that both have: how much earlier the episode has it, in milliseconds."""
    audio = sound.samples(file, RATE)
    for sentence in json.loads(episode["times"])["sentences"]:
        said = sentence["said"].encode()
        told = [(plain(said[slice(*word["said"])].decode()), word["ms"]) for word in sentence["words"]]
        start = max(0, sentence["start_ms"] / 1000 - ROOM)
        end = sentence["end_ms"] / 1000 + ROOM
        heard = segments(audio[int(start * RATE) : int(end * RATE)])
        for told_ms, seconds in common(told, heard):
            yield told_ms - 1000 * (start + seconds)


def common(told, heard):
    """The times of the words that are in both, in order."""
    words = [[word for word, _ in one] for one in (told, heard)]
    for block in difflib.SequenceMatcher(None, *words, autojunk=False).get_matching_blocks():
        for place in range(block.size):
            yield told[block.a + place][1], heard[block.b + place][1]


def figures(earshot, engine, voices, voice):
    paper = Newspaper([("Twenty sentences of news", paragraphs([written for written, _ in news(SENTENCES)]))])
    environment = earshot.over(f"words-{engine}", paper, voices, EARSHOT_VOICE=voice)
    earshot.run(environment, "cron", "--json")
    rows = Rows(environment)
    [episode] = rows.episodes()
    off = sorted(map(abs, differences(episode, rows.file(episode["key"]))))
    of = f"of {len(off)} words that a recogniser heard too, ms"
    yield Figure(f"{engine}: a word begins off, median {of}", round(statistics.median(off)), "<=", MEDIAN)
    yield Figure(f"{engine}: 90th percentile {of}", round(off[len(off) * 9 // 10]), "<=", NINETIETH)
