"""What is spoken in the measurements: the gold sentences of narration, none of them twice; and prose."""

import csv
import os

REPOSITORY = os.path.abspath(f"{os.path.dirname(os.path.abspath(__file__))}/../../../..")
GOLD = f"{REPOSITORY}/crates/narration/gold"


def pairs(name):
    """(written, spoken), in the file's order."""
    with open(f"{GOLD}/{name}.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    seen = set()
    for row in rows:
        if len(row) == 3 and row[1] not in seen:
            seen.add(row[1])
            yield row[1], row[2]


def news(count, names=("test", "tune")):
    """So many sentences of English news, kinds mixed: (written, spoken)."""
    everything = [pair for name in names for pair in pairs(name)]
    step = 37  # prime to the number of sentences, so that each comes once before any comes twice
    return [everything[(index * step) % len(everything)] for index in range(count)]


def prose():
    """50 sentences as most of the news is: (written, spoken). A few have a number or a name in them."""
    with open(f"{os.path.dirname(os.path.abspath(__file__))}/prose.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(written, spoken) for written, spoken in rows]
