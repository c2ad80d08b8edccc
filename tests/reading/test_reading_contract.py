"""What holds for every report: its spans reproduce, and its text is the one that was given."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading import Note, ReadOptions, dateline_of, read, report_from_text
from dateline.reading.patterns import patterns
from dateline.types import Report

DATA = Path(__file__).parent.parent / "data" / "reading"
CSV = ReadOptions(text_column="body", id_column="key", published_column="when")


def reports(name: str, options: ReadOptions | None = None) -> list[Report]:
    found = list(read([str(DATA / name)], options or ReadOptions()))
    assert all(isinstance(one, Report | Note) for one in found), found
    return [one for one in found if isinstance(one, Report)]


def check(report: Report) -> None:
    last = 0
    for span in report.furniture:
        assert report.text[span.start : span.end] == span.text
        assert last <= span.start < span.end
        last = span.end
    if dateline := dateline_of(report):
        place = dateline.place
        assert report.text[place.start : place.end] == place.text


def kinds(report: Report) -> list[tuple[str, str]]:
    return [(span.kind, span.text) for span in report.furniture]


@pytest.mark.parametrize("path", sorted(DATA.glob("*.*")), ids=lambda path: path.name)
def test_spans_reproduce(path: Path) -> None:
    found = reports(path.name, CSV if path.suffix == ".csv" else None)
    assert found
    for report in found:
        check(report)


def test_wire_text() -> None:
    (report,) = reports("wire.txt")
    assert report.text == (DATA / "wire.txt").read_text(encoding="utf-8")
    assert report.title == "Dock workers shut port over unpaid wages"
    assert (report.source, report.byline) == ("Example News", "Jane Doe")
    assert (report.published, report.published_precision) == ("2021-03-09", "day")
    assert [one.title for one in report.related] == ["Rail drivers call off their strike"]
    assert [kind for kind, _ in kinds(report)] == [
        "header", "header", "byline", "dateline", "read-more", "share", "credit"
    ]  # fmt: skip
    dateline = dateline_of(report)
    assert dateline
    assert dateline.place.text == "MOMBASA"
    assert dateline.region
    assert (dateline.region.text, dateline.agency) == ("Kenya", "ENA")


def test_line_ends_stay() -> None:
    (report,) = reports("crlf.txt")
    assert report.text == (DATA / "crlf.txt").read_bytes().decode()
    assert report.title == "Ministers meet in capital"
    assert kinds(report)[1:] == [("credit", "Copyright 2020 Example Wire")]


def test_stray_bytes_are_repaired_and_told() -> None:
    report, note = read([str(DATA / "latin1.txt")])
    assert isinstance(report, Report)
    assert isinstance(note, Note)
    assert "Córdoba" in report.text
    assert "teachers’" in report.text
    assert "windows-1252" in note.reason


def test_marks_and_scripts() -> None:
    (report,) = reports("marks.txt")
    assert report.text.startswith("A bomb 💣 went off in a cafe\u0301")
    assert report.language == "en"
    assert reports("rtl.txt")[0].language == "ar"


def test_wrapped_text_has_no_headline() -> None:
    (report,) = reports("wrapped.txt")
    assert report.title is None
    assert kinds(report) == [("dateline", "GOMA, Congo, May 4 (EXP) -")]


def test_json_lines() -> None:
    first, second, third = reports("records.jsonl")
    assert first.id == "a-1"
    assert kinds(first) == [
        ("header", "Two held after raid"),
        ("dateline", "LIMA (EXP) -"),
        ("credit", "(Reporting by Jane Doe)"),
    ]
    assert (second.id, second.published, second.published_precision) == ("17", "2019-01-01", "year")
    assert (third.published, third.title) == ("2019-03-12", None)
    assert third.id.startswith("r")
    assert len(third.id) == 17


def test_csv_with_its_own_names() -> None:
    first, second = reports("table.csv", CSV)
    assert (first.id, first.published, first.published_precision) == (
        "t1",
        "2020-02-01",
        "month",
    )
    assert '\n\nThey said "no"' in first.text
    assert kinds(first) == [("dateline", "[Addis Ababa]")]
    assert second.published is None


def test_a_report_of_our_own_comes_back(tmp_path: Path) -> None:
    (report,) = reports("wire.txt")
    path = tmp_path / "again.jsonl"
    path.write_bytes(msgspec.json.encode(report))
    assert list(read([str(path)])) == [report]


LINES = [line for pattern in patterns() for line in pattern.examples]
PROSE = st.text(max_size=200)


@settings(max_examples=150, deadline=None)
@given(st.lists(PROSE | st.sampled_from(LINES), min_size=1, max_size=8), st.sampled_from("\n\r"))
def test_any_text_keeps_its_spans(parts: list[str], end: str) -> None:
    text = (end * 2).join(parts)
    if not text.strip():
        return
    report = report_from_text(text)
    check(report)
    assert report.text == text.encode("utf-8", "replace").decode() or "\ufffd" in report.text


def test_import_is_light() -> None:
    heavy = "{'numpy', 'pyarrow', 'spacy', 'trafilatura', 'lxml', 'ftfy', 'pandas'}"
    code = f"import sys, dateline.reading; sys.exit(str({heavy} & set(sys.modules) or ''))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
