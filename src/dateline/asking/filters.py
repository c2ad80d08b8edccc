"""Which events or claims: one vocabulary for the command line, notebooks and the web page."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

from dateline.errors import SettingsError

Sort = Literal["oldest", "newest", "confidence", "reports", "conflict", "cooperation"]
Told = Literal["any", "happened", "unhappened"]
Quad = Annotated[int, Meta(ge=1, le=4)]
Positive = Annotated[int, Meta(ge=1)]
Box = tuple[float, float, float, float]
DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


class Filter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What must hold of an event or claim. Several values of one field mean any of them; the
    fields all hold together.
    """

    type: Annotated[tuple[str, ...], Meta(description="Of this PLOVER type")] = ()
    quad: Annotated[tuple[Quad, ...], Meta(description="Of this quad class, 1 to 4")] = ()
    told: Annotated[
        Told, Meta(description="As happened; or as future, hypothetical or negated: unhappened")
    ] = "any"
    actor: Annotated[
        tuple[str, ...], Meta(description="With this party on either side: id or part of its name")
    ] = ()
    by: Annotated[tuple[str, ...], Meta(description="Done by this party")] = ()
    recipient: Annotated[tuple[str, ...], Meta(description="Done to this party")] = ()
    country: Annotated[
        tuple[str, ...], Meta(description="With a party or place of this ISO-3 country")
    ] = ()
    since: Annotated[
        str | None, Meta(description="On or after this day: YYYY, YYYY-MM or YYYY-MM-DD")
    ] = None
    until: Annotated[str | None, Meta(description="On or before this day")] = None
    box: Annotated[
        Box | None, Meta(description="Placed inside WEST,SOUTH,EAST,NORTH, in degrees")
    ] = None
    min_confidence: Annotated[
        float, Meta(ge=0, le=1, description="Coded with at least this confidence")
    ] = 0.0
    min_reports: Annotated[
        int, Meta(ge=0, description="Told by at least so many independent reports")
    ] = 0
    text: Annotated[
        str | None, Meta(description="With all these words in one sentence; word* for its forms")
    ] = None
    sort: Annotated[Sort, Meta(description="What comes first")] = "oldest"
    limit: Annotated[Positive | None, Meta(description="At most so many rows")] = None


FIELDS = {field.name: field for field in msgspec.structs.fields(Filter)}
MAY_BE = {
    "told": f"there are {', '.join(get_args(Told))}", "quad": "give a number from 1 to 4",
    "sort": f"there are {', '.join(get_args(Sort))}", "box": "give WEST,SOUTH,EAST,NORTH",
    "min_confidence": "give a number from 0 to 1", "min_reports": "give a whole number",
    "limit": "give a whole number, 1 or more",
}  # fmt: skip
MANY = frozenset(name for name, field in FIELDS.items() if field.default == ())


def filter_of(**given: Any) -> Filter:
    """A filter of plain values: words, numbers, or lists of them; None is as if left out.

    Raises SettingsError on a field that is not there or a value that it cannot have.
    """
    for name in given:
        if name not in FIELDS:
            raise SettingsError(f"{name}: no such filter; there are {', '.join(FIELDS)}")
    return Filter(**{name: _value(name, value) for name, value in given.items() if _is(value)})


def _is(value: Any) -> bool:
    return value is not None and not (isinstance(value, tuple | list) and not value)


def _value(name: str, value: Any) -> Any:
    if name in MANY and not isinstance(value, tuple | list):
        value = [value]
    if name in ("type", "country"):
        value = [str(each).upper() for each in value]
    if name == "box" and isinstance(value, str):
        value = value.split(",")
    try:
        found = msgspec.convert(value, FIELDS[name].type, strict=False)
    except msgspec.ValidationError as error:
        raise _wrong(name, value, MAY_BE.get(name, f"{error}")) from None
    return READ[name](name, found) if name in READ else found


def _since(name: str, value: str) -> str:
    return "-".join(part or "01" for part in _parts(name, value))


def _until(name: str, value: str) -> str:
    year, month, day = _parts(name, value)
    last = monthrange(int(year), int(month or 12))[1]
    return f"{year}-{month or '12'}-{day or last}"


def _parts(name: str, value: str) -> Sequence[str]:
    found = DAY.fullmatch(value)
    if not found or int(found[1]) == 0:
        raise _wrong(name, value, "give YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = found.groups()
    if day and int(day) > monthrange(int(year), int(month))[1]:
        raise _wrong(name, value, "that month has no such day")
    return year, month, day


def _box(name: str, box: Box) -> Box:
    west, south, east, north = box
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise _wrong(name, box, "give WEST,SOUTH,EAST,NORTH; where WEST is more than EAST, "
                     "the box crosses 180 degrees")  # fmt: skip
    return box


def _text(name: str, text: str) -> str:
    if not any(map(str.isalnum, text)):
        raise _wrong(name, text, "give words to search for")
    return text


def _wrong(name: str, value: Any, why: str) -> SettingsError:
    told = ",".join(map(str, value)) if isinstance(value, tuple | list) else value
    return SettingsError(f"{name.replace('_', ' ')} {told}: {why}")


READ: dict[str, Callable[[str, Any], Any]] = {
    "since": _since,
    "until": _until,
    "box": _box,
    "text": _text,
}
