"""Plots of answers as SVG or PNG: the same bytes for the same rows.

Colours are Okabe and Ito's, told apart by the colour-blind; line styles, hatches and shapes
say the same again. This alone loads matplotlib, and only when called.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import SettingsError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png")
WIDTH = 8.0  # inches; 800 points of a PNG
BLUE, SKY, ORANGE, VERMILION = "#0072B2", "#56B4E9", "#E69F00", "#D55E00"
GREEN, PURPLE, YELLOW, GREY = "#009E73", "#CC79A7", "#F0E442", "#666666"
PALETTE = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, YELLOW)
STYLE: Any = {
    "date.converter": "concise",
    "svg.hashsalt": "dateline", "font.size": 10, "axes.spines.top": False,
    "axes.spines.right": False, "axes.titlelocation": "left", "axes.axisbelow": True,
    "hatch.linewidth": 0.6, "path.simplify": False,
}  # fmt: skip


def check_path(path: Path) -> None:
    """Raises SettingsError where the path ends neither with .svg nor .png, or is a folder."""
    if path.suffix not in SUFFIXES:
        raise SettingsError(f"--plot {path}: give a path that ends with .svg or .png")
    if path.is_dir():
        raise SettingsError(f"--plot {path}: this is a folder; give the path of a file")


@contextmanager
def figure(path: Path, title: str, height: float) -> Iterator[Figure]:
    """A figure to draw on, `height` inches high, written to the path in the end."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    check_path(path)
    with rc_context(STYLE):
        drawn = Figure(figsize=(WIDTH, height), dpi=100, layout="constrained")
        drawn.suptitle(textwrap.fill(title, 80), x=0.01, ha="left", fontsize=12)
        yield drawn
        metadata = {"Date": None} if path.suffix == ".svg" else {"Software": None}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            drawn.savefig(path, metadata=metadata)
        except OSError as error:
            raise SettingsError(f"--plot {path}: {error.strerror}; give another path") from None


def note(drawn: Figure, words: str) -> None:
    """Small print under the plot."""
    if words:
        drawn.supxlabel(textwrap.fill(words, 130), x=0.01, ha="left", fontsize=8, color=GREY)
