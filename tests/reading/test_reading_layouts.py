"""The pages of news sites, wires and databases: what each part of a layout is read as."""

from __future__ import annotations

import textwrap
import tomllib
from pathlib import Path

import msgspec
import pytest

from dateline.reading import Note, dateline_of, read, report_from_text
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

    `missed` names the parts that are known to be read wrong, or not at all.
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
    missed: list[str] = []


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
    assert sorted(wrong(layout, tmp_path)) == sorted(layout.missed)


def test_a_date_from_the_files_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "2023-02-09-clashes.txt"
    path.write_text("\n\n".join(PROSE), encoding="utf-8")
    report, note = read([str(path)])
    assert isinstance(report, Report)
    assert isinstance(note, Note)
    assert report.published == "2023-02-09"
    assert "file's name" in note.reason


@pytest.mark.parametrize(
    "last",
    [
        "The writer was held at his home in Cairo, his wife said.",
        "Jane Doe is a reporter for the Example, jailed since May.",
        "Contact with the garrison was lost.",
        "For more than a week, she said: there was no water.",
        "More in the north.",
        "Nobody was hurt.",
        "The war lasted from 2011 to 2014.",
        "He was held on 9 February 2023 in Basra.",
        "Ends of the two ropes were found.",
        "With reports of war in mind, they left.",
        "Share the land, he said.",
        "By Friday, 9 February 2023, all had left.",
        "What do you think?",
    ],
)
@pytest.mark.parametrize("width", [1000, 60])
def test_the_last_words_stay_prose(last: str, width: int, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = "\n\n".join(textwrap.fill(one, width) for one in (*PROSE, last, PROSE[0], last))
    path.write_text(text, encoding="utf-8")
    report, *_ = read([str(path)])
    assert isinstance(report, Report)
    assert report.furniture == []


@pytest.mark.parametrize(
    "first",
    [
        "MOGADISHU, 9 June 2014 - Militants attacked an army base near the town of Afgoye before",
        "Militants attacked an army base on 9 June 2014 near the town of Afgoye, hours before",
        "Khartoum, Juba and Addis Ababa were all quiet on 9 June 2014, a day after the first of",
    ],
)
def test_wrapped_prose_is_no_header(first: str) -> None:
    text = f"{first}\nthe talks began, and left with the guns of the soldiers on the next day.\n"
    report = report_from_text(text + PROSE[0])
    assert "the town of" not in "".join(span.text for span in report.furniture)
    assert all(span.kind == "dateline" for span in report.furniture)
