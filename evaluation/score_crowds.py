"""Scores readings of a crowd's size: JSONL with `text` (words) and `band` ("100-999", ">10000").

A reading is right when its range meets the band and its low is at least a third of the band's;
words that set no low ("up to 300") need only meet it. Prints the share that is right.

    python evaluation/score_crowds.py FILE [--wrong]
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from dateline.mentions.quantities import Quantity, parse_quantity


def band(words: str) -> tuple[int, float]:
    """Low and high of "100-999" or ">10000"."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    return numbers[0], float("inf") if words.startswith(">") else numbers[1]


def right(quantity: Quantity | None, low: int, high: float) -> bool:
    """Whether the range meets the band, and its low is not far below the band's."""
    if quantity is None:
        return False
    least, most = quantity.low or 0, float("inf") if quantity.high is None else quantity.high
    return least <= high and most >= low and (quantity.low is None or 3 * least >= low)


def main(path: str, *options: str) -> None:
    """Prints the score, and with `--wrong` the rows that are wrong."""
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    wrong = [row for row in rows if not right(parse_quantity(row["text"]), *band(row["band"]))]
    print(f"{len(rows) - len(wrong)}/{len(rows)} = {1 - len(wrong) / len(rows):.3f}")
    for row in wrong if "--wrong" in options else ():
        print(f"{row['text']!r} {row['band']} {parse_quantity(row['text'])}")


if __name__ == "__main__":
    main(*sys.argv[1:])
