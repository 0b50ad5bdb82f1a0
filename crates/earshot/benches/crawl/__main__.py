#!/usr/bin/env python3
"""Crawls the test web of ../shared/testweb in many ways, and prints each figure beside what is asked of
it. Ends with 1 when one is missed, or could not be measured. Takes half an hour.

Needs ../shared beside the repository, a release build of earshot, and PostgreSQL, which
`crates/testkit/with-postgres` starts. What is measured lies in the work folder (about 8 GB; kept, so
that the next run starts sooner). A machine that is busy otherwise is slower: the table tells its load.
"""

import argparse
import functools
import os
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # figures

from alone import Alone
from crowd import Crowd
from faults import Faults
from figures import judge
from live import Live
from program import Earshot
from shapes import Shapes
from tables import Tables
from test_web import REPOSITORY, SHARED, TestWeb


def stages_over(earshot):
    """In an order in which each finds what it stands on."""
    web = TestWeb(earshot.work, hosts=20, articles=50)
    fifty = functools.partial(TestWeb, earshot.work, hosts=50, articles=100)
    alone, faults, shapes = Alone(earshot, web), Faults(earshot, web), Shapes(earshot, web)
    crowd, live, tables = Crowd(earshot, web, fifty), Live(earshot, web), Tables(web)
    return {
        "fast": alone.fast,
        "polite": alone.polite,
        "stories": alone.stories,
        "chosen": alone.chosen,
        "duplicates": tables.duplicates,
        "faults": faults.together,
        "shapes": shapes.shapes,
        "versions": shapes.versions,
        "fifty": crowd.fifty,
        "kills": crowd.kills,
        "live": live.live,
        "robots": tables.robots,
        "private": tables.private,
    }


def arguments():
    target = os.environ.get("CARGO_TARGET_DIR", f"{REPOSITORY}/target")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stages", nargs="*", help="only these; some need an earlier one")
    parser.add_argument("--work", default="/var/tmp/earshot-bench-crawl", help="the work folder")
    parser.add_argument("--program", default=f"{target}/release/earshot")
    return parser.parse_args()


def main():
    given = arguments()
    if not os.path.isdir(SHARED):
        print("SKIPPED: there is no ../shared/testweb beside the repository", file=sys.stderr)
        return True
    os.makedirs(given.work, exist_ok=True)
    stages = stages_over(Earshot(os.path.abspath(given.program), os.path.abspath(given.work)))
    unknown = set(given.stages) - stages.keys()
    if unknown:
        sys.exit(f"no such stage: {', '.join(unknown)}; there are {', '.join(stages)}")
    return judge(stages, given.stages)


sys.exit(not main())
