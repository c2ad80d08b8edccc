"""The pages of news sites, wires and databases: what each part of a layout is read as."""

from __future__ import annotations

import textwrap
import tomllib
from pathlib import Path

import msgspec
import pytest

from dateline.reading import Note, dateline_of, read
from dateline.types import Report

LAYOUTS = Path(__file__).parent.parent / "data" / "reading" / "layouts"
PROSE = (
    "Security forces opened fire on Tuesday on a crowd that had blocked the main road, killing at"
    " least three people and wounding a dozen more, two witnesses and a nurse said.",
    "The governor denied that live rounds had been used. He called on the protesters to go home"
    " and promised an inquiry, which the families of the dead rejected as a sham.",
)


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text with § for a paragraph of prose, and what is to be read from the rest of it.

    `wrong_ok` names the parts that are known to be read wrong, or not at all.
    """

    name: str
    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    precision: str | None = None
    byline: str | None = None
    place: str | None = None
    file: str = "report.txt"
    wrapped: bool = False
    wrong_ok: list[str] = []


def layouts() -> list[Layout]:
    found = [tomllib.loads(path.read_text("utf-8")) for path in sorted(LAYOUTS.glob("*.toml"))]
    return [msgspec.convert(one, Layout) for file in found for one in file["layout"]]


def filled(layout: Layout) -> str:
    """The layout's text with its prose in it, wrapped where the layout says so."""
    text = layout.text
    for paragraph in PROSE:
        text = text.replace("§", paragraph, 1)
    if not layout.wrapped:
        return text
    return "\n".join(textwrap.fill(line, 72) for line in text.split("\n"))


def rest_of(text: str, report: Report) -> str:
    """What of the text is not furniture, its blanks squeezed."""
    kept, last = "", 0
    for span in report.furniture:
        kept, last = kept + text[last : span.start] + " ", span.end
    return " ".join((kept + text[last:]).split())


def wrong(layout: Layout, folder: Path) -> dict[str, object]:
    """The parts of the layout that are read otherwise than it says, with what was read."""
    path = folder / layout.file
    path.write_text(filled(layout), encoding="utf-8")
    report, *_ = read([str(path)])
    assert isinstance(report, Report)
    dateline, rest = dateline_of(report), rest_of(report.text, report)
    place = dateline.place.text if dateline else None
    prose = " ".join(PROSE)
    checks: dict[str, tuple[object, object]] = {
        "title": (report.title, layout.title),
        "source": (report.source, layout.source),
        "published": (report.published, layout.published),
        "precision": (
            report.published_precision,
            layout.precision or ("day" if layout.published else "unknown"),
        ),
        "byline": (report.byline, layout.byline),
        "place": (place, layout.place),
        "furniture": (rest, prose),
        "prose": (all(part in rest for part in PROSE), True),
    }
    return {part: read for part, (read, meant) in checks.items() if read != meant}


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_layouts(layout: Layout, tmp_path: Path) -> None:
    assert sorted(wrong(layout, tmp_path)) == sorted(layout.wrong_ok)


def test_a_date_from_the_files_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "2023-02-09-clashes.txt"
    path.write_text("\n\n".join(PROSE), encoding="utf-8")
    report, note = read([str(path)])
    assert isinstance(report, Report)
    assert isinstance(note, Note)
    assert report.published == "2023-02-09"
    assert "file's name" in note.reason
