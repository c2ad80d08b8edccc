"""Draws how often claims of each confidence are right, on the test split: docs/reliability.svg.

Usage: python -m evaluation.reliability > docs/reliability.svg
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.pipeline import Coder
from dateline.scoring.labels import calibration_error
from evaluation.corpus import Raw, Sure, split

BINS = 10
SIDE, EDGE = 300, 45  # of the square that is drawn, and around it


def binned(sure: Sequence[Sure]) -> list[tuple[float, float, int]]:
    """Mean confidence, share that is right and number of each bin that has any."""
    bins: list[list[Sure]] = [[] for _ in range(BINS)]
    for confidence, right in sure:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return [
        (sum(c for c, _ in each) / len(each), sum(r for _, r in each) / len(each), len(each))
        for each in bins
        if each
    ]


def drawing(sure: Sequence[Sure]) -> str:
    """The plot as SVG: a dot a bin, its area as its claims are many; on the line is true."""
    bins = binned(sure)
    most = max(number for *_, number in bins)
    dots = [
        f'<circle cx="{_x(c):.1f}" cy="{_y(r):.1f}" r="{3 + 9 * (n / most) ** 0.5:.1f}" '
        f'fill="#1f6f8b" fill-opacity="0.75"><title>{n} claims: {c:.2f} sure, {r:.2f} right'
        "</title></circle>"
        for c, r, n in bins
    ]
    ticks = [
        f'<text x="{_x(v):.0f}" y="{_y(0) + 18:.0f}" text-anchor="middle">{v:.1f}</text>'
        f'<text x="{_x(0) - 8:.0f}" y="{_y(v) + 4:.0f}" text-anchor="end">{v:.1f}</text>'
        for v in (0, 0.2, 0.4, 0.6, 0.8, 1)
    ]
    whole = SIDE + 2 * EDGE
    error = calibration_error(sure)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" '
            f'width="{whole}" height="{whole}" font-family="sans-serif" font-size="11">',
            f'<rect width="{whole}" height="{whole}" fill="white"/>',
            f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" '
            'stroke="#999"/>',
            f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999" '
            'stroke-dasharray="4"/>',
            *ticks,
            *dots,
            f'<text x="{whole / 2}" y="{EDGE - 18}" text-anchor="middle">{len(sure)} claims of the '
            f"test split, expected calibration error {error:.3f}</text>",
            f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">confidence</text>',
            f'<text x="14" y="{whole / 2}" text-anchor="middle" '
            f'transform="rotate(-90 14 {whole / 2})">share with the right type</text>',
            "</svg>",
        ]
    )


def _x(value: float) -> float:
    return EDGE + SIDE * value


def _y(value: float) -> float:
    return EDGE + SIDE * (1 - value)


def main() -> None:
    """Print the drawing."""
    print(drawing(list(Raw(split("test"), Coder()).sure())))


if __name__ == "__main__":
    main()
