"""What other data sets call a country: ISO numeric, FIPS 10-4, COW and Gleditsch-Ward numbers.

States as they are today. A code that a list does not have is None.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec

from dateline.knowledge.files import Cells, read_rows

FOLDER = Path(__file__).parent


class CountryCodes(msgspec.Struct, frozen=True):
    """One country in other data sets' codes; `name` is None where PLOVER has no such state."""

    iso3: str
    name: str | None
    iso_numeric: str | None
    fips: str | None
    cow: str | None
    gw: str | None
    cow_abbr: str | None
    acled_region: str | None
    ucdp_region: str | None


@cache
def country_codes() -> dict[str, CountryCodes]:
    """Codes by ISO 3166 alpha-3 (or KOS). Raises KnowledgeError naming file and line."""
    digest = hashlib.blake2b(digest_size=6)
    names = {
        row.cells["code"]: row.cells["name"] for row in read_rows(FOLDER / "countries.csv", digest)
    }
    rows = read_rows(FOLDER / "country_codes.csv", digest)
    return {row.cells["iso3"]: _codes(row.cells, names.get(row.cells["iso3"])) for row in rows}


def _codes(cells: Cells, name: str | None) -> CountryCodes:
    return msgspec.convert({key: cell or None for key, cell in cells.items()} | {"name": name},
                           CountryCodes)  # fmt: skip
