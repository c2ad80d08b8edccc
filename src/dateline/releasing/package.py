"""datapackage.json: a release described as a Frictionless Data Package, version 2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
import pyarrow as pa

from dateline.docs import meanings
from dateline.errors import SettingsError
from dateline.releasing.tables import columns_of
from dateline.store import Store

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENSES = {
    "CC0-1.0": ("Creative Commons Zero 1.0",
                "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0",
                  "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution Share-Alike 4.0",
                     "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": ("Creative Commons Attribution Non-Commercial 4.0",
                     "https://creativecommons.org/licenses/by-nc/4.0/"),
    "ODbL-1.0": ("Open Data Commons Open Database License 1.0",
                 "https://opendatacommons.org/licenses/odbl/1-0/"),
    "ODC-By-1.0": ("Open Data Commons Attribution License 1.0",
                   "https://opendatacommons.org/licenses/by/1-0/"),
    "PDDL-1.0": ("Open Data Commons Public Domain Dedication and License 1.0",
                 "https://opendatacommons.org/licenses/pddl/1-0/"),
}  # fmt: skip
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet",
         "json": "application/json"}  # fmt: skip
KINDS = {pa.string(): "string", pa.int64(): "integer", pa.float64(): "number",
         pa.bool_(): "boolean"}  # fmt: skip
KEYS = {"reports": ["id"], "claims": ["id"], "events": ["id"], "runs": ["run"],
        "corrections": ["id"]}  # fmt: skip
# table -> column -> the table whose key it is
LINKS = {
    "reports": {"run": "runs"},
    "claims": {"report_id": "reports", "run": "runs"},
    "claim_entities": {"claim_id": "claims"},
    "claim_counts": {"claim_id": "claims"},
    "event_claims": {"event_id": "events", "claim_id": "claims"},
    "event_counts": {"event_id": "events", "claim_id": "claims"},
}


class Resource(msgspec.Struct, frozen=True):
    """A file of the release, with the table that it holds."""

    table: str
    path: str
    bytes: int
    sha256: str


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What its makers say of a release."""

    name: str
    title: str
    version: str | None = None
    license: str | None = None
    contributors: tuple[str, ...] = ()
    texts: bool = False

    def check(self) -> None:
        """Raises SettingsError where a name breaks the rules of data packages."""
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", self.name):
            raise SettingsError(
                f"--name {self.name}: may have small letters, digits, '.', '_' and '-' only"
            )
        if self.license and self.license not in LICENSES and "://" not in self.license:
            raise SettingsError(
                f"--license {self.license}: unknown; give the address of its text, or one of "
                f"{', '.join(LICENSES)}"
            )


def datapackage(store: Store, about: About, resources: Sequence[Resource]) -> dict[str, Any]:
    """The description. `created` is when the newest run ended: the snapshot's, not this copy's."""
    created = _created(store)
    package = {
        "$schema": PROFILE,
        "name": about.name,
        "title": about.title,
        "version": about.version or created[:10].replace("-", "."),
        "created": created,
        "licenses": [_license(about.license)] if about.license else None,
        "sources": _sources(store),
        "contributors": _contributors(store, about),
        "coding": {"versions": _runs(store), "texts": _words(store, about)},
        "resources": [_described(each) for each in resources],
    }
    return {key: value for key, value in package.items() if value}


def _words(store: Store, about: About) -> str:
    """How much of the reports' words the release has."""
    return store.words if about.texts or store.words == "none" else "sentences"


def _created(store: Store) -> str:
    found = store.query("SELECT max(coalesce(finished, started)) AS at FROM runs")["at"][0].as_py()
    if found is None:
        raise SettingsError(
            f"{store.path}: nothing was ever coded here; there is nothing to release"
        )
    return str(found).replace("+00:00", "Z")


def _license(given: str) -> dict[str, str]:
    if given not in LICENSES:
        return {"path": given}
    title, path = LICENSES[given]
    return {"name": given, "title": title, "path": path}


def _sources(store: Store) -> list[dict[str, str]]:
    """The outlets, and where the places come from."""
    sql = "SELECT DISTINCT source FROM reports WHERE source IS NOT NULL ORDER BY 1"
    outlets = [{"title": title} for title in store.query(sql)["source"].to_pylist() if title]
    return [*outlets, {"title": "GeoNames (CC BY 4.0), for places",
                       "path": "https://www.geonames.org/"}]  # fmt: skip


def _contributors(store: Store, about: About) -> list[dict[str, Any]]:
    makers = [{"title": name, "roles": ["creator"]} for name in about.contributors]
    analysts = dict.fromkeys(each.analyst for each in store.corrections())
    return [*makers, *({"title": name, "roles": ["analyst"]} for name in analysts)]


def _runs(store: Store) -> list[dict[str, str]]:
    columns = [name for name in columns_of("runs") if name not in ("started", "finished")]
    sql = f"SELECT {', '.join(columns)} FROM runs WHERE run IN (SELECT run FROM reports) ORDER BY 1"
    return list(store.query(sql).to_pylist())


def _described(resource: Resource) -> dict[str, Any]:
    format_ = resource.path.rpartition(".")[2]
    described: dict[str, Any] = {
        "name": resource.table if format_ != "parquet" else f"{resource.table}-parquet",
        "path": resource.path, "format": format_, "mediatype": MEDIA[format_],
        "bytes": resource.bytes, "hash": f"sha256:{resource.sha256}", "type": "file",
    }  # fmt: skip
    if format_ == "csv":
        described |= {"type": "table", "encoding": "utf-8", "schema": _schema(resource.table)}
    return described


def _schema(table: str) -> dict[str, Any]:
    columns = columns_of(table)
    told = meanings(table, columns)
    fields = [
        {"name": n, "type": KINDS[kind], "description": told[n]} for n, kind in columns.items()
    ]
    links = [
        {"fields": [column], "reference": {"resource": other, "fields": KEYS[other]}}
        for column, other in LINKS.get(table, {}).items()
    ]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": KEYS.get(table),
              "foreignKeys": links}  # fmt: skip
    return {key: value for key, value in schema.items() if value}
