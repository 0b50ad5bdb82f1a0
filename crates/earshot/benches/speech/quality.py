"""Loudness, peaks, lengths and times of what is made, and how well a recogniser understands it."""

import json
import os
import subprocess

import sound
import words
from figures import Figure
from heard import plain, recognised
from newspaper import Newspaper, paragraphs
from program import Rows
from texts import news, prose

TONE = '[engine.tone]\nkind = "tone"\nlanguages = ["en"]\n'
COMMANDS = '[engine.flite]\nkind = "command"\nprogram = "flite"\n\n[engine.espeak-ng]\nkind = "command"\nprogram = "espeak-ng"\n\n'
ENGINES = {"pico": "pico-en-US", "flite": "flite-rms", "espeak-ng": "espeak-ng-en-us", "tone": "tone-en"}
TEXTS = 50


class Quality:
    def __init__(self, earshot):
        self.earshot = earshot

    def sound(self):
        """50 texts in every engine that runs here: loudness, true peak, length, mp3val."""
        environment = self.earshot.over("sound", None, COMMANDS + TONE)
        folder = os.path.dirname(environment["EARSHOT_DATA_DIR"])
        for engine, voice in ENGINES.items():
            off, peak, wrong, complaints = 0.0, -99.0, 0, 0
            for number, (written, _) in enumerate(news(TEXTS)):
                file = f"{folder}/{engine}-{number}.mp3"
                told = self.earshot.try_voice(environment, written, voice, file)
                lufs, highest = sound.loudness(file)
                off, peak = max(off, abs(lufs + 19.0)), max(peak, highest)
                wrong += len(sound.samples(file)) != told["samples"]
                complaints += len(sound.complaints(file))
            yield Figure(f"{engine}: loudness off -19 LUFS at worst, of {TEXTS} texts", round(off, 2), "<=", 0.3)
            yield Figure(f"{engine}: true peak at worst, dBTP", round(peak, 2), "<=", -1.0)
            yield Figure(f"{engine}: files not exact to the sample", wrong, "=", 0)
            yield Figure(f"{engine}: lines of mp3val", complaints, "=", 0)

    def times(self):
        """Sentences of an episode, against the sound of its MP3."""
        texts = [written for written, _ in news(60)]
        for engine, voices in (("pico", ""), ("tone", TONE)):
            paper = Newspaper([("Sixty sentences of news", paragraphs(texts))])
            environment = self.earshot.over(f"times-{engine}", paper, voices, EARSHOT_VOICE=engine)
            self.earshot.run(environment, "cron", "--json")
            rows = Rows(environment)
            [episode] = rows.episodes()
            sentences = json.loads(episode["times"])["sentences"]
            file = rows.file(episode["key"])
            audio = sound.samples(file)
            heard = sound.onsets(audio, sound.RATE)
            starts = [sentence["start_ms"] / 1000 for sentence in sentences]
            worst = max(min(abs(start - onset) for onset in heard) for start in starts)
            order = all(a["end_ms"] <= b["start_ms"] for a, b in zip(sentences, sentences[1:]))
            inside = sentences[-1]["end_ms"] <= 1000 * len(audio) / sound.RATE
            words = [word["ms"] for sentence in sentences for word in sentence["words"]]
            yield Figure(f"{engine}: sentence begins off the sound, ms at worst of {len(starts)}", round(1000 * worst), "<=", 50)
            yield Figure(f"{engine}: sentences out of order or outside", int(not (order and inside)), "=", 0)
            yield Figure(f"{engine}: words out of order", int(words != sorted(words)), "=", 0)

    def words(self):
        """Words of an episode, against a recogniser's alignment."""
        for engine, voices in (("pico", ""), ("flite", COMMANDS)):
            yield from words.figures(self.earshot, engine, voices, ENGINES[engine])

    def heard(self):
        """Word error rate of pocketsphinx on what was said, and on the finished MP3: of ordinary prose; and
        of gold sentences, half of whose words are numbers, names and letters that it does not know. What
        is asked of those is no more than that they stay as they are."""
        environment = self.earshot.over("heard", None, COMMANDS)
        for engine, most, most_dense in (("pico", 27, 34), ("flite", 7, 15)):
            for kind, texts, asked in (("prose", prose(), most), ("dense", news(TEXTS, ["test"]), most_dense)):
                raw, mp3 = self.errors(environment, engine, texts)
                worse = round(mp3.percent() - raw.percent(), 1)
                yield Figure(f"{engine}, {kind}: word error rate, %", round(raw.percent(), 1), "<=", asked)
                yield Figure(f"{engine}, {kind}: the MP3 worse than raw, points", worse, "<=", 3)

    def errors(self, environment, engine, texts):
        """The errors of what was said, and of the finished MP3."""
        folder = os.path.dirname(environment["EARSHOT_DATA_DIR"])
        raw, mp3 = Errors(), Errors()
        for number, (written, spoken) in enumerate(texts):
            stem = f"{folder}/{engine}-{number}"
            for ending, errors in (("wav", raw), ("mp3", mp3)):
                self.earshot.try_voice(environment, written, ENGINES[engine], f"{stem}.{ending}")
                errors.add(spoken, recognised(sound.samples(f"{stem}.{ending}", 16_000)))
        return raw, mp3


class Errors:
    """Words of what was said, and how many of them were heard otherwise."""

    def __init__(self):
        self.words, self.wrong = 0, 0

    def add(self, said, heard):
        said = [word for word in (plain(word) for word in said.replace("-", " ").split()) if word]
        self.words += len(said)
        self.wrong += distance(said, [plain(word) for word in heard])

    def percent(self):
        return 100 * self.wrong / self.words


def distance(one, other):
    """Words to be changed, put in or left out (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, 1):
        above, row[0] = row[0], number
        for place, heard in enumerate(other, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != heard))
    return row[-1]
