"""Bad input costs one clear line, and nothing but itself."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.errors import InputError, SettingsError
from dateline.reading import Note, ReadOptions, Rejection, read, report_from_html, report_from_text
from dateline.types import Report

DATA = Path(__file__).parent.parent / "data" / "reading"
TEXT = "Police closed the bridge on Friday after a bomb was found under it."
Found = list[Report | Rejection | Note]


def read_file(path: Path, content: str | bytes, options: ReadOptions | None = None) -> Found:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = list(read([str(path)], options or ReadOptions()))
    for one in found:
        if not isinstance(one, Report):
            assert "\n" not in one.reason
            assert one.where.startswith(str(path))
    return found


def refused(found: Found) -> Rejection:
    (one,) = [one for one in found if isinstance(one, Rejection)]
    return one


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", " \n\t\n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("a.txt", b"text with a \x00 in it", "binary"),
        ("a.txt", "x" * 2000, "longer than 1,000 bytes"),
        ("a.html", "x" * 2000, "longer than 1,000 bytes"),
        ("a.html", "", "empty"),
        ("a.html", "<html><body><nav></nav></body></html>", "no article"),
        ("a.docx", "text", "no reader for '.docx'"),
        ("a.jsonl", "", "empty"),
        ("a.jsonl", "{'text': 1}", "broken JSON"),
        ("a.jsonl", "[1, 2]", "a list, not an object"),
        ("a.jsonl", "3", "the value 3, not an object"),
        ("a.jsonl", "[" * 100_000, "longer than"),
        ("a.jsonl", '{"Text": "x"}', "did you mean 'Text'?"),
        ("a.jsonl", '{"text": null}', "'text' is null"),
        ("a.jsonl", '{"text": ""}', "null"),
        ("a.jsonl", '{"text": ["x"]}', "a list; it must be text"),
        ("a.jsonl", '{"text": 7}', "a number; it must be text"),
        ("a.csv", "", "empty"),
        (
            "a.csv",
            "id,body\n1,x\n",
            "no column 'text'; found: id, body; name it with --text-column",
        ),
        ("a.csv", "id,text\n1,x,y\n", "3 fields"),
        ("a.csv", "id,text\n1,\n", "null"),
        ("a.csv", b"\x89PNG\x00\x00", "binary"),
        ("a.csv", 'id,text\n1,"' + "x" * 20_000, "quote left open"),
        ("a.parquet", "not parquet", "not a Parquet file"),
    ],
)
def test_one_clear_line(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    found = read_file(tmp_path / name, content, ReadOptions(max_record_bytes=1000))
    assert len(found) == 1
    assert reason in refused(found).reason


def test_deep_json_is_refused(tmp_path: Path) -> None:
    assert "nested" in refused(read_file(tmp_path / "a.jsonl", "[" * 100_000)).reason


def test_a_bad_line_costs_itself_alone(tmp_path: Path) -> None:
    good = [json.dumps({"id": str(number), "text": f"{TEXT} {number}"}) for number in range(8)]
    lines = [*good[:6], '{"text": "broken', "x" * 60_000, *good[6:]]
    options = ReadOptions(max_record_bytes=50_000)
    found = read_file(tmp_path / "a.jsonl", "\n".join(lines), options)
    assert [one.id for one in found if isinstance(one, Report)] == [str(one) for one in range(8)]
    broken, long = (one for one in found if isinstance(one, Rejection))
    assert broken.where.endswith("a.jsonl:7")
    assert long.where.endswith("a.jsonl:8")


def test_a_long_line_is_not_held(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"text": "')
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n' + json.dumps({"text": TEXT}).encode())
    tracemalloc.start()
    found = list(read([str(path)], ReadOptions(max_record_bytes=1_000_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(one) for one in found] == [Rejection, Report]
    assert peak < 30_000_000


def test_surrogates_keep_offsets(tmp_path: Path) -> None:
    report, note = read_file(tmp_path / "a.jsonl", '{"text": "A \\ud83d bomb went off."}')
    assert isinstance(report, Report)
    assert isinstance(note, Note)
    assert report.text == "A \ufffd bomb went off."
    assert "surrogate" in note.reason


@pytest.mark.parametrize("date", ["yesterday", "2019-13-45", "03/04/2019", {"y": 2019}, True])
def test_a_bad_date_is_left_out(tmp_path: Path, date: object) -> None:
    line = json.dumps({"text": TEXT, "published": date})
    report, note = read_file(tmp_path / "a.jsonl", line)
    assert isinstance(report, Report)
    assert isinstance(note, Note)
    assert (report.published, report.published_precision) == (None, "unknown")
    assert note.report_id == report.id
    assert "no one date" in note.reason


def test_fields_of_another_kind_are_left_out(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT, "title": ["x"], "id": 12.0, "source": None})
    report, note = read_file(tmp_path / "a.jsonl", line)
    assert isinstance(report, Report)
    assert (report.id, report.title, report.source) == ("12", None, None)
    assert "'title' is a list" in note.reason


def test_duplicates_and_ids_used_twice(tmp_path: Path) -> None:
    rows = [("1", TEXT), ("1", TEXT), ("1", TEXT + " More."), (None, TEXT), (None, TEXT)]
    lines = "\n".join(json.dumps({"id": key, "text": text}) for key, text in rows)
    found = read_file(tmp_path / "a.jsonl", lines)
    assert [type(one) for one in found] == [Report, Rejection, Rejection, Report, Rejection]
    kinds = [one.kind for one in found if isinstance(one, Rejection)]
    assert kinds == ["duplicate", "unreadable", "duplicate"]


def test_one_word(tmp_path: Path) -> None:
    (report,) = read_file(tmp_path / "a.txt", "Word")
    assert isinstance(report, Report)
    assert (report.text, report.language, report.title) == ("Word", "en", None)


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (json.dumps({"text": TEXT}, indent=2), 1),
        (json.dumps([{"text": TEXT}, {"text": TEXT + " More."}], indent=2), 2),
        (json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT + " More."}), 2),
    ],
)
def test_json_files(tmp_path: Path, content: str, count: int) -> None:
    found = read_file(tmp_path / "a.json", content)
    assert [type(one) for one in found] == [Report] * count


def test_default_date_yields_to_the_reports_own(tmp_path: Path) -> None:
    lines = '{"text": "One."}\n{"text": "Two.", "published": "2001-02-03"}'
    found = read_file(tmp_path / "a.jsonl", lines, ReadOptions(published="2020-05"))
    assert [
        (one.published, one.published_precision) for one in found if isinstance(one, Report)
    ] == [("2020-05-01", "month"), ("2001-02-03", "day")]
    with pytest.raises(SettingsError, match="soon"):
        list(read([], ReadOptions(published="soon")))


def test_parquet(tmp_path: Path) -> None:
    from datetime import datetime

    path = tmp_path / "a.parquet"
    rows = {
        "id": [1.0, 2.0, float("nan")],
        "text": [TEXT, None, TEXT],
        "published": [datetime(2019, 4, 5, 6), None, None],
    }
    pq.write_table(pa.table(rows), path)
    first, missing, last = read([str(path)])
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert (first.id, first.published) == ("1", "2019-04-05")
    assert isinstance(missing, Rejection)
    assert (missing.report_id, missing.where) == ("2", f"{path}, record 2")
    assert last.id.startswith("r")


def test_csv_in_other_encodings(tmp_path: Path) -> None:
    wide = f"id,text\n1,{TEXT}\n".encode("utf-16")
    (report,) = read_file(tmp_path / "a.csv", wide)
    assert isinstance(report, Report)
    assert report.text == TEXT
    content = b"id\ttext\n1\tThe mayor of C\xf3rdoba left.\n2\tHe went home.\n"
    first, note, second = read_file(tmp_path / "b.tsv", content)
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.text == "The mayor of Córdoba left."
    assert isinstance(note, Note)


def test_renamed_columns_must_be_there(tmp_path: Path) -> None:
    options = ReadOptions(title_column="head")
    found = read_file(tmp_path / "a.csv", "id,text\n1,x\n", options)
    assert "--title-column" in refused(found).reason


def test_folders_are_sorted_and_hidden_files_skipped(tmp_path: Path) -> None:
    texts = [one.text for one in read([str(DATA / "folder")]) if isinstance(one, Report)]
    assert [text.split()[1] for text in texts] == ["mayor", "council", "closed"]
    (empty,) = read([str(tmp_path)])
    assert isinstance(empty, Rejection)


def test_what_is_not_a_file(tmp_path: Path) -> None:
    missing, url = read([str(tmp_path / "none.txt"), "https://example.org/a.html"])
    assert isinstance(missing, Rejection)
    assert isinstance(url, Rejection)
    assert "no such file" in missing.reason
    assert "URL" in url.reason


@pytest.mark.parametrize("content", [TEXT, json.dumps({"text": TEXT})])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"\n " + content.encode()))
    monkeypatch.setattr("sys.stdin", stream)
    (report,) = read(["-"])
    assert isinstance(report, Report)
    assert report.text.strip() == TEXT


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    (found,) = read([str(path)])
    assert isinstance(found, Rejection)
    assert "permission denied" in found.reason


def test_page() -> None:
    (report,) = read([str(DATA / "page.html")])
    assert isinstance(report, Report)
    assert report.title == "Teachers march on ministry"
    assert (report.source, report.byline) == ("Example Herald", "Jane Doe")
    assert (report.published, report.url) == (
        "2022-09-14",
        "https://herald.example/2022/teachers-march",
    )
    assert [(one.title, one.url) for one in report.related] == [
        ("Pay talks break down in second week", "https://herald.example/2022/pay-talks")
    ]
    for word in ("cookies", "Facebook", "cat in the palace", "Home"):
        assert word not in report.text
    prose = [span.text for span in report.furniture]
    assert any(span.startswith("TUNIS") for span in prose)


def test_reports_at_hand() -> None:
    html = (DATA / "page.html").read_bytes()
    report = report_from_html(html, id="x", published="2022-09-15")
    assert (report.id, report.published, report.source) == ("x", "2022-09-15", "Example Herald")
    assert report_from_text("A bomb went off.", id="y").id == "y"
    for text, date in ((" ", None), ("A bomb went off.", "soon")):
        with pytest.raises(InputError):
            report_from_text(text, published=date)
    with pytest.raises(InputError):
        report_from_html("")
