#!/usr/bin/env python3
"""Speaks texts in many ways, and prints each figure beside what is asked of it. Ends with 1 when one is
missed, or could not be measured. Takes half an hour.

Needs a release build of earshot, flite, espeak-ng, ffmpeg and mp3val (Debian packages), and the
Python package pocketsphinx, which brings the recogniser's English model. What is measured lies in the
work folder. A machine that is busy otherwise is slower: the table tells its load.
"""

import argparse
import os
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # figures

from cost import Cost
from figures import judge
from kills import Kills
from program import Earshot
from quality import Quality
from texts import REPOSITORY


def stages_over(earshot):
    cost, quality, kills = Cost(earshot), Quality(earshot), Kills(earshot)
    return {
        "narration": cost.narration,
        "minute": cost.minute,
        "hour": cost.hour,
        "sound": quality.sound,
        "times": quality.times,
        "words": quality.words,
        "heard": quality.heard,
        "servers": kills.servers,
        "kills": kills.kills,
    }


def arguments():
    target = os.environ.get("CARGO_TARGET_DIR", f"{REPOSITORY}/target")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stages", nargs="*", help="only these")
    parser.add_argument("--work", default="/var/tmp/earshot-bench-speech", help="the work folder")
    parser.add_argument("--program", default=f"{target}/release/earshot")
    return parser.parse_args()


def main():
    given = arguments()
    os.makedirs(given.work, exist_ok=True)
    stages = stages_over(Earshot(os.path.abspath(given.program), os.path.abspath(given.work)))
    unknown = set(given.stages) - stages.keys()
    if unknown:
        sys.exit(f"no such stage: {', '.join(unknown)}; there are {', '.join(stages)}")
    return judge(stages, given.stages)


sys.exit(not main())
