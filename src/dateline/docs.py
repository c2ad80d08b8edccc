"""python -m dateline.docs > docs/columns.md: keys and columns, told by the code itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import inspect

from dateline.export import Results
from dateline.export.columns import LEVELS, REAL, TABLES, TRUTH, WHOLE
from dateline.store.versions import Versions
from dateline.types import Correction, Join

INTRO = """# Keys and columns

Written by `python -m dateline.docs > docs/columns.md`; a test keeps it equal to the code.

Offsets count code points, from 0, `start` inclusive and `end` exclusive, in the report's `text`
or, where `field` says so, its `title`. In Python `text[start:end]` are the words, in R
`stringi::stri_sub(text, start + 1, end)`.

## Native JSON

`--format jsonl`: one object a line. Every key is always present; a list is `[]`, never null.
"""
TABULAR = """## Tables

`--format csv` and `--format parquet`: tidy tables, joined on ids. A folder as `--output` gets
every table of the level; a file, or standard output, the level's own table. Lists within a cell
are joined by `|`.
"""
READING = """Parquet keeps its types: `pandas.read_parquet(path, dtype_backend="numpy_nullable")` or
`arrow::read_parquet(path)`. CSV has none, so the line under each table gives them (in Python after
`from collections import defaultdict`): an empty cell is null and nothing else is, whole numbers
stay whole beside nulls, and an id of digits stays text. R gets whole numbers as doubles, since its
integers end at 2,147,483,647.
"""
# What a table's columns stand for: the key of a struct, after the prefix.
SOURCES: dict[str, list[tuple[str, str]]] = {
    "reports": [("", "Report"), ("place_", "Place"), ("", "Place")],
    "claims": [("", "Claim"), ("place_", "Place"), ("", "Place"), ("time_", "Time"),
               ("timex_", "Time"), ("", "Time"), ("", "Span"), ("sentence_", "Span"),
               ("trigger_", "Span"), ("", "Evidence")],
    "claim_entities": [("", "Entity")],
    "claim_counts": [("", "Count")],
    "events": [("", "Event"), ("place_", "Place"), ("", "Place"), ("time_", "Time"),
               ("timex_", "Time"), ("", "Time")],
    "event_claims": [],
    "event_counts": [("", "EventCount"), ("claim_", "CountClaim"), ("", "CountClaim")],
    "relations": [("", "Relation"), ("subject_", "Entity"), ("object_", "Entity"),
                  ("time_", "Time"), ("timex_", "Time"), ("", "Time"), ("", "Span"),
                  ("sentence_", "Span"), ("trigger_", "Span"), ("", "Evidence")],
    "event_joins": [("", "Join")],
    "corrections": [("", "Correction")],
    "runs": [("", "Versions")],
}  # fmt: skip
OWN = {
    "claim_id": "the claim", "event_id": "the event",
    "role": "actor, recipient or speaker", "position": "number in that role's list, from 0",
    "speakers": "names of those on whose word, outermost first",
    "run": "the versions it was coded with: a row of runs",
    "text_sha256": "SHA-256 of the text that was coded, in UTF-8, hexadecimal",
    "title_sha256": "SHA-256 of its headline, null without one",
    "started": "when these versions were first at work",
    "finished": "when they last ended with everything coded",
}  # fmt: skip
PANDAS = {WHOLE: "Int64", REAL: "Float64", TRUTH: "boolean"}
READR = {WHOLE: "d", REAL: "d", TRUTH: "l"}
KINDS: dict[type[inspect.Type], str] = {
    inspect.IntType: "whole number", inspect.FloatType: "number", inspect.StrType: "text",
    inspect.BoolType: "true or false", inspect.NoneType: "null",
}  # fmt: skip
Structs = dict[str, inspect.StructType]


def page() -> str:
    """The whole page, as Markdown."""
    structs = _structs(inspect.type_info(Results), {})
    structs.pop(Results.__name__)
    lines = [INTRO]
    for name, struct in structs.items():
        lines += _section(name, struct)
    lines += [TABULAR, READING, "| level | tables |", "|---|---|"]
    lines += [f"| {level} | {_code(tables)} |" for level, tables in LEVELS.items()]
    for table in TABLES:
        lines += _table(table, structs)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines) + "\n")


def meanings(table: str, columns: Iterable[str]) -> dict[str, str]:
    """What each column of a store's or a release's table holds."""
    structs: Structs = {}
    for type_ in (Results, Join, Correction, Versions):
        _structs(inspect.type_info(type_), structs)
    return {column: meaning(table, column, structs) for column in columns}


def meaning(table: str, column: str, structs: Structs) -> str:
    """What a column holds; empty where nothing says."""
    for prefix, name in SOURCES.get(table, []):
        key = column.removeprefix(prefix)
        if (prefix and key == column) or name not in structs:
            continue
        for field in structs[name].fields:
            if field.name == key:
                return _description(field.type)
    return OWN.get(column, "")


def _structs(type_: inspect.Type, found: Structs) -> Structs:
    """Every struct inside a type, outer before inner, by name."""
    if isinstance(type_, inspect.Metadata):
        _structs(type_.type, found)
    elif isinstance(type_, inspect.ListType):
        _structs(type_.item_type, found)
    elif isinstance(type_, inspect.UnionType):
        for each in type_.types:
            _structs(each, found)
    elif isinstance(type_, inspect.StructType) and type_.cls.__name__ not in found:
        found[type_.cls.__name__] = type_
        for field in type_.fields:
            _structs(field.type, found)
    return found


def _section(name: str, struct: inspect.StructType) -> Iterator[str]:
    yield f"### {name}\n\n{_purpose(struct)}\n\n| key | type | meaning |\n|---|---|---|"
    for field in struct.fields:
        yield f"| `{field.name}` | {_kind(field.type)} | {_description(field.type)} |"
    yield ""


def _purpose(struct: inspect.StructType) -> str:
    return (struct.cls.__doc__ or "").strip().splitlines()[0].replace("`", "")


def _kind(type_: inspect.Type) -> str:
    if isinstance(type_, inspect.Metadata):
        return _kind(type_.type)
    if isinstance(type_, inspect.ListType):
        return f"list of {_kind(type_.item_type)}"
    if isinstance(type_, inspect.UnionType):
        return " or ".join(_kind(each) for each in type_.types)
    if isinstance(type_, inspect.LiteralType):
        return _code(map(str, type_.values))
    if isinstance(type_, inspect.StructType):
        name = type_.cls.__name__
        return f"[{name}](#{name.lower()})"
    return KINDS[type(type_)]


def _description(type_: inspect.Type) -> str:
    if not isinstance(type_, inspect.Metadata):
        return ""
    return str((type_.extra_json_schema or {}).get("description", ""))


def _table(table: str, structs: Structs) -> Iterator[str]:
    yield f"\n### Table `{table}`\n\n| column | Arrow | pandas | meaning |\n|---|---|---|---|"
    columns = TABLES[table]
    for column, type_ in columns.items():
        told = meaning(table, column, structs)
        yield f"| `{column}` | {type_} | {PANDAS.get(type_, 'string')} | {told} |"
    typed = {column: type_ for column, type_ in columns.items() if type_ in PANDAS}
    pandas = "".join(f', {column}="{PANDAS[type_]}"' for column, type_ in typed.items())
    readr = "".join(f', {column} = "{READR[type_]}"' for column, type_ in typed.items())
    yield (
        f'\n```python\npandas.read_csv("{table}.csv", keep_default_na=False, na_values=[""], '
        f'dtype=defaultdict(lambda: "string"{pandas}))\n```\n'
        f'```r\nreadr::read_csv("{table}.csv", na = "", '
        f'col_types = readr::cols(.default = "c"{readr}))\n```'
    )


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    print(page(), end="")
