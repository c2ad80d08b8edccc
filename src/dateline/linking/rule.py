"""The aggregation rule: a file that says how an event's fields follow from its claims."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import SettingsError

RULE = Path(__file__).parent / "aggregation.toml"


class Parties(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a party is the event's, and in what order they stand."""

    least: int
    order: Literal["support", "text"]


class PlaceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which place is the event's."""

    choose: Literal["support", "exact"]


class TimeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which time is the event's."""

    choose: Literal["intersection", "best"]


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which figures make the range."""

    supersede: bool
    partisan: Literal["kept", "apart"]
    headlines: Literal["alone", "kept"]


class Confidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How sure an event is."""

    choose: Literal["highest", "mean", "independent"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What aggregation.toml says; its comments say what each value does."""

    name: str
    version: str
    type: Literal["most", "first"]
    modes: int
    contexts: int
    auxiliary: Literal["all", "most"]
    parties: Parties
    place: PlaceRule
    time: TimeRule
    counts: Counts
    confidence: Confidence


@cache
def load_rule(path: Path = RULE) -> Rule:
    """The rule of a file. Raises SettingsError that says what is wrong with it."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Rule)
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; give the path of a rule") from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{path}: {error}; {RULE.name} has every key and its values") from None
