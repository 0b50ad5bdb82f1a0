"""The test web of ../shared/testweb: its pages, its server, its truth, and what its log says."""

import ast
import collections
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

REPOSITORY = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../.."))
SHARED = os.path.join(REPOSITORY, "../shared/testweb")
# One of its sites and one of its fault hosts; all of them listen, or none does.
FIRST, LIST_OF_FAULTS = "127.0.1.1", "127.0.2.1"
PORT = 8080
# Who asks for the sake of the measurement; nothing of it is judged.
OBSERVER = "observer"
# From one request to the next of a host, by default.
FLOOR_MS = 1000


class TestWeb:
    """Sites of one size, as built into a folder."""

    def __init__(self, work, hosts, articles):
        self.work, self.hosts = work, hosts
        self.folder = f"{work}/web-{hosts}-{articles}"
        self.truth_file = f"{self.folder}/truth.jsonl"
        if not os.path.exists(self.folder):
            build(self.folder, hosts, articles)

    def sites(self):
        return [f"127.0.1.{number}" for number in range(1, self.hosts + 1)]

    def truth(self):
        """What there is to be known of each article, by its address."""
        with open(self.truth_file, encoding="utf-8") as file:
            articles = map(json.loads, file)
            return {home(it["host"]).rstrip("/") + it["path"]: it for it in articles}

    @contextlib.contextmanager
    def served(self, log_name, *more):
        """Serves it, with the fault hosts, and gives the log of that."""
        if answers():
            raise RuntimeError(f"somebody else serves {home(FIRST)}")
        log = f"{self.work}/{log_name}.jsonl"
        command = [server_program(self.work), "--tree", f"{self.folder}/tree", "--log", log, *more]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for_answers(server)
            yield Log(log, self)
        finally:
            server.terminate()
            server.wait()


def build(folder, hosts, articles):
    """Elsewhere at first, so that half a web is never taken for a whole one."""
    growing = f"{folder}.growing"
    shutil.rmtree(growing, ignore_errors=True)
    command = [sys.executable, f"{SHARED}/build.py", growing, "--hosts", str(hosts), "--per", str(articles)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    os.rename(growing, folder)


def server_program(work):
    """The server, built on first use from a copy: ../shared is not to be written to."""
    program = f"{work}/target/release/fixtureweb"
    if not os.path.exists(program):
        shutil.copytree(f"{SHARED}/server", f"{work}/server", dirs_exist_ok=True)
        subprocess.run(["chmod", "-R", "u+w", f"{work}/server"], check=True)
        own = os.environ | {"CARGO_TARGET_DIR": f"{work}/target"}
        command = ["cargo", "build", "--release", "--quiet"]
        subprocess.run(command, cwd=f"{work}/server", env=own, check=True)
    return program


def answers():
    with contextlib.suppress(OSError), socket.create_connection((FIRST, PORT)):
        return True
    return False


def wait_for_answers(server):
    for _ in range(100):
        if server.poll() is not None:
            break
        if answers():
            return
        time.sleep(0.1)
    raise RuntimeError("the test web did not start")


def home(host):
    return f"http://{host}:{PORT}/"


def ask(address):
    request = urllib.request.Request(address, headers={"User-Agent": OBSERVER})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def fault_hosts():
    """The hosts that are faulty, hostile or odd, by what they are; of the web that is served."""
    lines = [line.split() for line in ask(home(LIST_OF_FAULTS)).decode().splitlines()]
    return {name.removesuffix(".test"): host for host, name in lines}


class Log:
    """What the server saw of the crawler."""

    def __init__(self, path, web):
        self.path, self.web = path, web

    def requests(self):
        with open(self.path, encoding="utf-8") as file:
            requests = [json.loads(line) for line in file]
        return [request for request in requests if request["ua"] != OBSERVER]

    def by_host(self):
        return collections.Counter(request["ip"] for request in self.requests())

    def seconds(self):
        """From the first request to the last."""
        times = [request["us"] for request in self.requests()]
        return (max(times) - min(times)) / 1e6

    def judged(self, floor_ms=FLOOR_MS):
        """What the web's own judge says."""
        path = f"{self.path}.judged"
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(request)}\n" for request in self.requests())
        command = [sys.executable, f"{SHARED}/check_log.py", path, self.web.truth_file, str(floor_ms)]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return Judged(text)


class Judged:
    def __init__(self, text):
        self.total = ast.literal_eval(re.search(r"^TOTAL (\{.*?\})", text, re.MULTILINE)[1])
        self.agents = ast.literal_eval(re.search(r"UAs (\{.*\})", text)[1])
        hosts = [line for line in text.splitlines() if line.startswith("127.")]
        self.without_robots_first = sum("robots1st=True" not in line for line in hosts)
