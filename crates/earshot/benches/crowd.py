#!/usr/bin/env python3
"""Crawls the test web with several processes over one PostgreSQL, and judges it from the server's log
and from the rows: prints each figure beside what it must be, and ends with 1 when one is missed.

  fifty   50 sites of 100 articles at a floor of 1 s, with 1 and with 4 processes
  kills   20 sites of 50 articles, 4 workers, 20 of whom are killed at random moments
  live    a host that publishes every 5 seconds: when its news are seen (SQLite, one worker)

usage: crowd.py STAGE WORK PROGRAM; EARSHOT_TEST_POSTGRES names a server for the first two."""

import ast
import collections
import contextlib
import glob
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request

SHARED = os.path.join(os.path.dirname(__file__), "../../../../shared/testweb")
WORKERS = ["work", "--queue", "crawl", "--queue", "schedule"]


@contextlib.contextmanager
def test_web(tree, log, *more):
    command = [f"{work}/target/release/fixtureweb", "--tree", tree, "--log", log, *more]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.1.1", 8080)):
                break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def whitelist(name, addresses):
    with open(f"{work}/{name}.toml", "w", encoding="utf-8") as file:
        for address in addresses:
            file.write(f'[[site]]\nname = "{address}"\nhome = "http://{address}:8080/"\n\n')
    return f"{work}/{name}.toml"


def settings(name, sites, **more):
    folder = f"{work}/data-{name}"
    for old in glob.glob(f"{folder}*"):
        shutil.rmtree(old)
    own = {"EARSHOT_DATA_DIR": folder, "EARSHOT_SITES": sites, "EARSHOT_EPISODES_PER_HOUR": "0"}
    own["EARSHOT_FETCH_ALLOW_NETWORKS"] = "127.0.0.0/8"
    return os.environ | own | more


def new_database(name):
    """The address of a database without anything in it."""
    server = os.environ["EARSHOT_TEST_POSTGRES"]
    for text in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}"):
        subprocess.run(["psql", "-q", f"{server}/postgres", "-c", text], check=True, stderr=subprocess.DEVNULL)
    return f"{server}/{name}"


def ask(database, text):
    found = subprocess.run(["psql", "-At", database, "-c", text], check=True, capture_output=True, text=True)
    return found.stdout.split()


def start(arguments, environment, number=0):
    """A process with a folder of its own, as on a machine of its own."""
    folder = f"{environment['EARSHOT_DATA_DIR']}-{number}"
    own = environment | {"EARSHOT_DATA_DIR": folder}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([program, *arguments], env=own, **quiet)


def stop(processes):
    for process in processes:
        process.send_signal(signal.SIGTERM)
    for process in processes:
        process.wait()


def judged(log, truth, floor_ms):
    command = [sys.executable, f"{SHARED}/check_log.py", log, truth, str(floor_ms)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    start = text.index("TOTAL {") + len("TOTAL ")
    return ast.literal_eval(text[start : text.index("}", start) + 1])


def manners(what, total):
    yield f"{what}: gaps under the floor", total["tight"], "<=", 0
    yield f"{what}: denied addresses fetched", total["denied"], "<=", 0
    yield f"{what}: requests inside a Retry-After", total["ra"], "<=", 0


def addresses_of(truth):
    with open(truth, encoding="utf-8") as file:
        lines = map(json.loads, file)
        return {f"http://{it['host']}:8080{it['path']}" for it in lines}


def fifty():
    web = f"{work}/fifty"
    if not os.path.exists(f"{web}/truth.jsonl"):
        build = [sys.executable, f"{SHARED}/build.py", web, "--hosts", "50", "--per", "100"]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    sites = whitelist("fifty", [f"127.0.1.{number}" for number in range(1, 51)])
    for processes in (1, 4):
        log, database = f"{work}/fifty-{processes}.jsonl", new_database(f"fifty_{processes}")
        environment = settings("fifty", sites, EARSHOT_DATABASE_URL=database)
        subprocess.run([program, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
        with test_web(f"{web}/tree", log):
            others = [start(["work", "--queue", "crawl"], environment, n) for n in range(1, processes)]
            start(["cron", "--no-audio"], environment).wait()
            stop(others)
        with open(log, encoding="utf-8") as file:
            requests = [json.loads(line) for line in file]
        times = [it["us"] for it in requests]
        bound = max(collections.Counter(it["ip"] for it in requests).values())
        span = (max(times) - min(times)) / 1e6
        total = judged(log, f"{web}/truth.jsonl", 1000)
        stored = ask(database, "SELECT count(*) FROM article")[0]
        what = f"50 sites, {processes} process(es)"
        yield f"{what}: articles stored, of 5,000", int(stored), ">=", 4950
        yield f"{what}: time beside the bound of {bound} s", round(span / bound, 3), "<=", 1.10
        yield from manners(what, total)


def kills():
    truth, log = f"{work}/truth.jsonl", f"{work}/kills.jsonl"
    sites = whitelist("kills", [f"127.0.1.{number}" for number in range(1, 21)])
    database = new_database("kills")
    more = {"EARSHOT_DATABASE_URL": database, "EARSHOT_LEASE_SECONDS": "5", "EARSHOT_FETCH_MIN_DELAY_MS": "500"}
    environment = settings("kills", sites, **more)
    subprocess.run([program, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    chance = random.Random(7)
    waiting = "SELECT count(*) FROM address WHERE outcome IS NULL"
    with test_web(f"{work}/tree", log):
        workers = [start(WORKERS, environment, number) for number in range(4)]
        for _ in range(20):
            time.sleep(chance.uniform(0.2, 3))
            number = chance.randrange(4)
            workers[number].kill()
            workers[number].wait()
            workers[number] = start(WORKERS, environment, number)
        for _ in range(240):
            time.sleep(1)
            known, left = ask(database, "SELECT count(*) FROM article")[0], ask(database, waiting)[0]
            if int(known) > 0 and int(left) == 0:
                break
        stop(workers)
    stored = ask(database, "SELECT address FROM article")
    wanted = addresses_of(truth)
    rows = sqlite3.connect(f"{work}/data/earshot.db").execute("SELECT address FROM article")
    calm = wanted & {address for (address,) in rows}
    what = "4 workers, 20 killed"
    yield f"{what}: articles lost, of {len(calm)} of a calm run", len(calm - set(stored)), "<=", 0
    yield f"{what}: rows beside those of the articles", len(stored) - len(wanted & set(stored)), "<=", 0
    versions = "SELECT count(*) FROM article_version WHERE number > 1"
    yield f"{what}: versions that nobody wrote", int(ask(database, versions)[0]), "<=", 0
    yield f"{what}: addresses that still wait", int(left), "<=", 0
    yield from manners(what, judged(log, truth, 500))


def live():
    """The first looks learn how often the host publishes; what came later is judged."""
    interval, learning = 30, 150
    sites = whitelist("live", ["127.0.2.19"])
    environment = settings("live", sites, EARSHOT_POLL_MIN_SECONDS=str(interval))
    with test_web(f"{work}/tree", f"{work}/live.jsonl", "--live-secs", "5"):
        began = time.time()
        worker = start(WORKERS, environment)
        time.sleep(300)
        with urllib.request.urlopen("http://127.0.2.19:8080/__live") as answer:
            told = [line.split() for line in answer.read().decode().splitlines()]
        stop([worker])
    rows = sqlite3.connect(f"{environment['EARSHOT_DATA_DIR']}-0/earshot.db")
    seen = dict(rows.execute("SELECT address, found_at / 1e6 FROM address"))
    now = time.time()
    told = [(int(at) / 1e3, path) for at, path in told]
    due = [(at, path) for at, path in told if began + learning < at < now - interval - 2]
    late = [at for at, path in due if seen.get(f"http://127.0.2.19:8080{path}", now) - at > interval + 2]
    yield "live: articles that can be judged", len(due), ">=", 20
    share = 1 - len(late) / max(1, len(due))
    yield f"live: articles seen within {interval} + 2 s, of {len(due)}", round(share, 3), ">=", 0.95


stage, work, program = sys.argv[1:]
if stage != "live" and "EARSHOT_TEST_POSTGRES" not in os.environ:
    sys.exit(f"SKIPPED: {stage} needs PostgreSQL")
missed = False
for name, figure, sign, bound in {"fifty": fifty, "kills": kills, "live": live}[stage]():
    met = figure >= bound if sign == ">=" else figure <= bound
    missed |= not met
    print(f"{'ok    ' if met else 'MISSED'} {name}: {figure} ({sign} {bound:g})", flush=True)
sys.exit(missed)
