"""A frozen snapshot of a store, to be cited and handed on: tables, documentation, checksums.

The same store gives the same bytes, with the same versions of Dateline and PyArrow.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import msgspec

from dateline.codebooks import Codebook
from dateline.errors import SettingsError, StoreError
from dateline.releasing.codebook import page_of
from dateline.releasing.package import About, Resource, datapackage
from dateline.releasing.readme import readme
from dateline.releasing.tables import FORMATS, TABLES, columns_of, table_of
from dateline.store import Store

__all__ = ["About", "release"]
BEHIND = """SELECT count(*) AS n FROM (SELECT id FROM claims) AS here
            FULL JOIN (SELECT claim_id FROM coded_event_claims) AS linked
            ON here.id = linked.claim_id WHERE here.id IS NULL OR linked.claim_id IS NULL"""


def release(store: Store, output: Path, about: About, codebook: Codebook) -> None:
    """Write a snapshot into a new folder, whole or not at all.

    Raises SettingsError where something is there already or the description breaks a rule,
    StoreError where the store's events are behind its claims or the disk refuses.
    """
    about.check()
    if output.exists():
        raise SettingsError(f"--output {output}: this is there already; a release is not changed")
    if store.query(BEHIND)["n"][0].as_py():
        raise StoreError(f"{store.path}: its events are behind its claims; end the coding first")
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        _write(store, unfinished, about, codebook)
        unfinished.rename(output)
    except OSError as error:
        raise StoreError(f"--output {output}: {error.strerror}; check the disk") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write(store: Store, folder: Path, about: About, codebook: Codebook) -> None:
    resources, rows = [], {}
    for name in TABLES:
        table = table_of(store, name, about.texts)
        rows[name] = len(table)
        for format_, write in FORMATS.items():
            path = folder / format_ / f"{name}.{format_}"
            path.parent.mkdir(exist_ok=True)
            write(table, path)
            resources.append(_resource(folder, path, name))
    (folder / "codebook.json").write_bytes(page_of(codebook))
    resources.append(_resource(folder, folder / "codebook.json", "codebook"))
    package = datapackage(store, about, resources)
    page = msgspec.json.format(msgspec.json.encode(package), indent=2)
    (folder / "datapackage.json").write_bytes(page + b"\n")
    said = readme(about, package, rows, {name: columns_of(name) for name in TABLES})
    (folder / "README.md").write_text(said, encoding="utf-8")
    (folder / "CHECKSUMS").write_text(_checksums(folder), encoding="utf-8")


def _resource(folder: Path, path: Path, table: str) -> Resource:
    return Resource(
        table=table,
        path=path.relative_to(folder).as_posix(),
        bytes=path.stat().st_size,
        sha256=_sha256(path),
    )


def _checksums(folder: Path) -> str:
    """A line a file, as `sha256sum --check` reads them."""
    files: Mapping[str, Path] = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return "".join(f"{_sha256(files[name])}  {name}\n" for name in sorted(files))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
