"""Figures: what was measured, what it must be, and whether it is."""

import operator
import os
from typing import NamedTuple

COMPARED = {">=": operator.ge, "<=": operator.le, "<": operator.lt, "=": operator.eq}


class Figure(NamedTuple):
    """One measured figure beside what is asked of it."""

    what: str
    got: float
    sign: str
    asked: float

    def is_met(self):
        return COMPARED[self.sign](self.got, self.asked)


class Row(NamedTuple):
    """A figure as it is printed: its stage, and how busy the machine was (load of the last minute)
    when the stage began and when the figure was known."""

    stage: str
    figure: Figure
    load: str

    def is_met(self):
        return self.figure.is_met()

    def cells(self):
        what, got, sign, asked = self.figure
        verdict = "ok" if self.is_met() else "MISS"
        return [self.stage, what, f"{sign} {asked:g}", f"{got:g}", verdict, self.load]


class Failed(NamedTuple):
    """A stage that could not be measured to its end."""

    stage: str
    why: str

    def is_met(self):
        return False

    def cells(self):
        return [self.stage, self.why, "to be measured", "-", "MISS", ""]


def measure(name, stage):
    """The rows of a stage; what it cannot measure is a row, too."""
    began, rows = load(), []
    try:
        for figure in stage():
            rows.append(Row(name, figure, f"{began}, {load()}"))
    except Exception as error:  # whatever it was, the other stages go on
        rows.append(Failed(name, f"{type(error).__name__}: {error}"))
    return rows


def judge(stages, names):
    """Runs the named stages, or all; prints their tables, and tells whether all figures are met."""
    rows = []
    for name in names or stages:
        of_this = measure(name, stages[name])
        print(table(of_this), "\n", flush=True)
        rows += of_this
    print(table(rows))
    return all(row.is_met() for row in rows)


def load():
    return f"{os.getloadavg()[0]:.1f}"


def table(rows):
    heads = ["stage", "what", "asked", "got", "", "load"]
    lines = [heads, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines
    )
