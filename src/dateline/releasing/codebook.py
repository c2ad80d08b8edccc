"""The codebook of a release: what each code means, without the words that find it."""

from __future__ import annotations

from typing import Any

import msgspec

from dateline.codebooks import Codebook


def page_of(codebook: Codebook) -> bytes:
    """Types with their modes, and contexts, as JSON."""
    page = {
        "name": codebook.name,
        "version": codebook.version,
        "quads": {
            "1": "verbal cooperation", "2": "material cooperation",
            "3": "verbal conflict", "4": "material conflict",
        },
        "types": {name: _type(each) for name, each in sorted(codebook.types.items())},
        "contexts": {name: each.definition for name, each in sorted(codebook.contexts.items())},
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(page), indent=2) + b"\n"


def _type(each: Any) -> dict[str, Any]:
    modes = {
        name: {"score": mode.score, "definition": mode.definition}
        for name, mode in sorted(each.modes.items())
    }
    return {
        "quad": each.quad, "score": each.score, "requires_recipient": each.requires_recipient,
        "definition": each.definition, "rules": each.rules, "modes": modes,
    }  # fmt: skip
