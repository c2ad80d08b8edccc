"""Countries as other tables write them -> our codes."""

from __future__ import annotations

import hashlib

from dateline.knowledge import FOLDER, Knowledge, fold
from dateline.knowledge.files import SUPRANATIONAL, read_rows


class Countries:
    """Knows countries by alpha-3 and alpha-2 codes and by their English names."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        rows = [row.cells for row in read_rows(FOLDER / "countries.csv", hashlib.blake2b())]
        self._alpha2 = {row["iso2"]: row["code"] for row in rows if row["iso2"]}

    def code(self, written: str) -> str | None:
        """The code of a country: "IRQ", "IQ", "Iraq" and "iraqi" are one; None if unknown."""
        upper = written.strip().upper()
        if upper in self._knowledge.countries or upper in SUPRANATIONAL:
            return upper
        if upper in self._alpha2:
            return self._alpha2[upper]
        word = self._knowledge.country_words.get(fold(written))
        return word.code if word and word.form not in ("capital", "seat") else None
