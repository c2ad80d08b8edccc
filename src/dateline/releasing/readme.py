"""README.md of a release: what it is, which tables and columns it has, how to read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from dateline.docs import PANDAS, meanings
from dateline.releasing.package import About

INTRO = """Political events in news reports, as {coder} coded them into {codebook}. A **claim** is
what one passage says happened; an **event** is one happening, with all claims about it. Where
analysts corrected a claim or an event, the tables have it as corrected, and `corrections` says
what, by whom and why.
"""
READING = """## Reading

`csv/` and `parquet/` hold the same tables, joined on ids; Parquet keeps its types. Lists within a
cell are joined by `|`. Offsets count code points from 0, `end` exclusive, in the report's text or,
where `field` says so, its title.

```python
pandas.read_parquet("parquet/events.parquet", dtype_backend="numpy_nullable")
```
```r
arrow::read_parquet("parquet/events.parquet")
```

`datapackage.json` describes the CSV files as a Frictionless Data Package: `frictionless validate
datapackage.json`. `codebook.json` says what the codes mean. `sha256sum --check CHECKSUMS` tells
whether every file is as it was released.
"""
PROSE = """The texts, headlines and bylines of the reports are not part of this release;
`text_sha256` and `title_sha256` tell whether a text found elsewhere is the one that was coded.
"""


def readme(
    about: About, package: Mapping[str, Any], rows: Mapping[str, int],
    tables: Mapping[str, Mapping[str, pa.DataType]],
) -> str:  # fmt: skip
    """The page, as Markdown."""
    lines = [f"# {about.title}\n", *_facts(package), "", INTRO.format(**_versions(package))]
    lines += [] if about.texts else [PROSE]
    lines += [READING, "## Tables\n", "| table | rows |", "|---|---|"]
    lines += [f"| [`{name}`](#table-{name}) | {number} |" for name, number in rows.items()]
    for name, columns in tables.items():
        lines += _table(name, columns)
    lines += ["\n## Versions\n", *_coded(package)]
    return "\n".join(lines) + "\n"


def _facts(package: Mapping[str, Any]) -> Iterable[str]:
    yield f"Version {package['version']}, of {package['created']}."
    for license_ in package.get("licenses", ()):
        yield f"Licence: {license_.get('title', license_['path'])}, {license_['path']}."
    if "licenses" not in package:
        yield "No licence is given: ask those who made it."
    if names := [each["title"] for each in package.get("contributors", ())]:
        yield f"By {', '.join(dict.fromkeys(names))}."


def _versions(package: Mapping[str, Any]) -> dict[str, str]:
    runs = package["coding"]["versions"]
    return {
        name: " and ".join(dict.fromkeys(run[name] for run in runs)) or "no version"
        for name in ("coder", "codebook")
    }


def _table(name: str, columns: Mapping[str, pa.DataType]) -> Iterable[str]:
    yield f"\n### Table `{name}`\n\n| column | Arrow | pandas | meaning |\n|---|---|---|---|"
    told = meanings(name, columns)
    for column, kind in columns.items():
        yield f"| `{column}` | {kind} | {PANDAS.get(kind, 'string')} | {told[column]} |"


def _coded(package: Mapping[str, Any]) -> Iterable[str]:
    yield "The column `run` says with which versions a row was coded:\n"
    for run in package["coding"]["versions"]:
        yield f"- `{run['run']}`: " + ", ".join(f"{k} {v}" for k, v in run.items() if k != "run")
