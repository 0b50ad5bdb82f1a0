"""How Earshot is run in a measurement of speech: folders, settings, what it costs."""

import glob
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import threading
import time


class Earshot:
    """The program, and the folder in which measurements are kept."""

    def __init__(self, program, work):
        self.program, self.work = program, work

    def over(self, name, newspaper, voices="", **more):
        """An environment of its own over an empty folder: a newspaper, and voices by TOML."""
        folder = f"{self.work}/{name}"
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        with open(f"{folder}/sites.toml", "w", encoding="utf-8") as file:
            base = newspaper.base if newspaper else "http://127.0.0.1:9"
            file.write(f'[[site]]\nname = "The Bench Post"\nhome = "{base}/"\nfeeds = ["{base}/feed.xml"]\n')
        with open(f"{folder}/voices.toml", "w", encoding="utf-8") as file:
            file.write(voices)
        others = {key: value for key, value in os.environ.items() if not key.startswith("EARSHOT_")}
        return others | {
            "EARSHOT_DATA_DIR": f"{folder}/data",
            "EARSHOT_SITES": f"{folder}/sites.toml",
            "EARSHOT_VOICES": f"{folder}/voices.toml",
            "EARSHOT_FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
            "EARSHOT_FETCH_MIN_DELAY_MS": "0",
            "EARSHOT_LEASE_SECONDS": "2",
            "EARSHOT_EPISODES_PER_HOUR": "100",
            **more,
        }

    def start(self, environment, *arguments):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([self.program, *arguments], cwd=self.work, env=environment, **quiet)

    def run(self, environment, *arguments, text=None):
        """What it prints, once it has ended well."""
        ended = subprocess.run(
            [self.program, *arguments], cwd=self.work, env=environment, capture_output=True, text=True, input=text
        )
        if ended.returncode != 0:
            raise RuntimeError(f"earshot {' '.join(arguments)[:80]}: {ended.stderr.strip()[-500:]}")
        return ended.stdout

    def try_voice(self, environment, text, voice, file):
        """What `voice try` tells of a file that it makes."""
        told = self.run(environment, "voice", "try", "-", "--voice", voice, "--out", file, "--json", text=text)
        return json.loads(told)


def cpu_seconds(work):
    """What a piece of work costs in processes that end meanwhile, and what it returns."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, result


def peak_megabytes(process):
    """The most memory that a process and its children hold together, sampled until it ends."""
    peak = [0]

    def watch():
        while process.poll() is None:
            peak[0] = max(peak[0], sum(map(resident, family(process.pid))))
            time.sleep(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    watcher.join()
    return peak[0] / 1e6


def family(pid):
    found = [pid]
    for number in found:
        for children in glob.glob(f"/proc/{number}/task/*/children"):
            try:
                with open(children, encoding="ascii") as file:
                    found += map(int, file.read().split())
            except OSError:
                pass  # it ended
    return found


def resident(pid):
    """Bytes in memory that no other process shares, and this one's part of the others."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            return 1024 * sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    except OSError:
        return 0


class Rows:
    """Rows in a data folder."""

    def __init__(self, environment):
        self.folder = environment["EARSHOT_DATA_DIR"]
        self.connection = sqlite3.connect(f"{self.folder}/earshot.db", timeout=20)
        self.connection.row_factory = sqlite3.Row

    def all(self, text):
        return list(self.connection.execute(text))

    def episodes(self):
        return self.all(
            "SELECT episode.*, object.key FROM episode LEFT JOIN object ON object.id = episode.object_id"
            " ORDER BY episode.guid"
        )

    def file(self, key):
        [found] = glob.glob(f"{self.folder}/**/{key}", recursive=True)
        return found

    def audio(self):
        """Every finished object: what lies under a final name."""
        return glob.glob(f"{self.folder}/**/audio/**/*.mp3", recursive=True)
