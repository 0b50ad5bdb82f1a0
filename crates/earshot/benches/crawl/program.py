"""How Earshot is run in a measurement: settings, folders, databases, processes."""

import glob
import json
import os
import shutil
import signal
import sqlite3
import subprocess

from test_web import home

WORKERS = ["work", "--queue", "crawl", "--queue", "schedule"]
POSTGRES = "EARSHOT_TEST_POSTGRES"


class Earshot:
    """The program, and the folder in which measurements are kept."""

    def __init__(self, program, work):
        self.program, self.work = program, work

    def folder(self, name):
        return f"{self.work}/data-{name}"

    def whitelist(self, name, hosts):
        with open(f"{self.work}/{name}.toml", "w", encoding="utf-8") as file:
            for host in hosts:
                file.write(f'[[site]]\nname = "{host}"\nhome = "{home(host)}"\n\n')

    def settings(self, name, hosts, **more):
        """An environment of its own over an empty folder."""
        for old in [self.folder(name), *glob.glob(f"{self.folder(name)}-*")]:
            shutil.rmtree(old, ignore_errors=True)
        self.whitelist(name, hosts)
        return self.again(name, **more)

    def again(self, name, **more):
        """The same over a folder that is there. Nothing counts that was set outside."""
        others = {key: value for key, value in os.environ.items() if not key.startswith("EARSHOT_")}
        return others | {
            "EARSHOT_DATA_DIR": self.folder(name),
            "EARSHOT_SITES": f"{self.work}/{name}.toml",
            "EARSHOT_FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
            **more,
        }

    def run(self, environment, *arguments):
        """What it prints, once it has ended well."""
        ended = subprocess.run(
            [self.program, *arguments],
            cwd=self.work,
            env=environment,
            capture_output=True,
            text=True,
        )
        if ended.returncode != 0:
            raise RuntimeError(f"earshot {' '.join(arguments)}: {ended.stderr.strip()[-500:]}")
        return ended.stdout

    def cron(self, environment):
        """The summary of one crawl."""
        return json.loads(self.run(environment, "cron", "--no-audio", "--json"))

    def start(self, arguments, environment, number=0):
        """A process with a folder of its own, as on a machine of its own."""
        own = environment | {"EARSHOT_DATA_DIR": f"{environment['EARSHOT_DATA_DIR']}-{number}"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([self.program, *arguments], cwd=self.work, env=own, **quiet)


def stop(processes):
    for process in processes:
        process.send_signal(signal.SIGTERM)
    for process in processes:
        process.wait()


class Sqlite:
    """Rows in a data folder."""

    def __init__(self, folder):
        path = f"{folder}/earshot.db"
        if not os.path.exists(path):
            raise RuntimeError(f"{path} is missing: another stage makes it")
        self.connection = sqlite3.connect(path)

    def rows(self, text, *values):
        return list(self.connection.execute(text, values))

    def column(self, text, *values):
        return [row[0] for row in self.rows(text, *values)]

    def number(self, text, *values):
        return self.column(text, *values)[0] or 0

    def change(self, text, *values):
        with self.connection:
            self.connection.execute(text, values)


class Postgres:
    """An empty database of its own on the server that `with-postgres` started."""

    def __init__(self, name):
        server = os.environ.get(POSTGRES)
        if server is None:
            raise RuntimeError("PostgreSQL is missing")
        for text in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}"):
            self.psql(f"{server}/postgres", text)
        self.address = f"{server}/{name}"

    @staticmethod
    def psql(address, text):
        command = ["psql", "-qAt", address, "-c", text]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def column(self, text):
        return self.psql(self.address, text).split()

    def number(self, text):
        return int(self.column(text)[0])
