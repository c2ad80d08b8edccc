"""What a row was coded with. The hash of it is the `run` that every row of a store carries."""

from __future__ import annotations

import hashlib
from typing import Annotated

import msgspec
from msgspec import Meta


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that decides what a report is coded into, apart from the report."""

    coder: Annotated[str, Meta(description="the coder's rules")]
    codebook: Annotated[str, Meta(description="the codebook, by a hash of its files")]
    knowledge: Annotated[str, Meta(description="actors, roles, agents; the user's own included")]
    model: Annotated[str, Meta(description="the parser's model")]
    classifier: Annotated[str, Meta(description="the trained classifier")]
    places: Annotated[str, Meta(description="the gazetteer; the user's own included")]

    @property
    def run(self) -> str:
        """`v` and 16 hex digits of a hash: never a time, so that the same rows have one form."""
        return "v" + hashlib.blake2b(msgspec.json.encode(self), digest_size=8).hexdigest()
