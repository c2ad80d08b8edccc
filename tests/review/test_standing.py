"""What became of corrections: which stand, are superseded, disputed, lost."""

from __future__ import annotations

from typing import Any

from dateline.review.constraints import constraints_of
from dateline.review.standing import Standing, standings
from dateline.types import Correction

HELD = {"a", "b", "c", "d"}
HOMES = {"a": "e1", "b": "e1", "c": "e1", "d": "e2"}


def say(number: int, target: str, kind: str = "set", **given: Any) -> Correction:
    made = f"2031-05-01T00:00:{number:02}+00:00"
    values = {"id": f"k{number}", "analyst": "Ann", "made": made, "target": target, "kind": kind}
    return Correction(**(values | given))  # type: ignore[arg-type]


def became(*corrections: Correction) -> list[Standing]:
    return standings(corrections, HELD, HOMES)


def test_the_later_of_a_field_supersedes_and_another_analyst_disputes() -> None:
    first, other, second = became(
        say(1, "a", field="type", value="AID"),
        say(2, "a", field="place", value=None),
        say(3, "a", field="type", value="AGREE", analyst="Bo"),
    )
    assert (first.standing, first.disputed) == ("superseded", ["Bo"])
    assert "by Bo" in first.reason
    assert (other.standing, other.disputed) == ("stands", [])
    assert (second.standing, second.disputed) == ("stands", ["Ann"])


def test_who_thinks_better_of_it_or_agrees_disputes_nothing() -> None:
    told = became(
        say(1, "a", field="type", value="AID"),
        say(2, "a", field="type", value="AGREE"),
        say(3, "a", field="type", value="AGREE", analyst="Bo"),
    )
    assert [each.standing for each in told] == ["superseded", "superseded", "stands"]
    assert [each.disputed for each in told[1:]] == [[], []]


def test_a_rejection_and_an_acceptance_contradict() -> None:
    first, second = became(say(1, "a", "reject"), say(2, "a", "accept", analyst="Bo"))
    assert (first.standing, first.disputed) == ("superseded", ["Bo"])
    assert (second.standing, second.disputed) == ("stands", ["Ann"])


def test_what_finds_nothing_is_lost_and_what_finds_a_part_says_so() -> None:
    told = became(
        say(1, "gone", field="type", value="AID"),
        say(2, "e0", "reject", others=["gone", "too"]),
        say(3, "e0", "reject", others=["gone", "a"]),
        say(4, "e1", "split", value=["a"], others=["gone"]),
        say(5, "e1", "join", value=["a", "gone"], others=["d"]),
    )
    assert [each.standing for each in told] == ["lost", "lost", "stands", "lost", "stands"]
    assert told[4].reason == "gone: gone"
    assert all(each.reason for each in told)


def test_a_value_that_fits_no_more_is_told() -> None:
    (unfit,) = became(say(1, "a", field="auxiliary", value=["once upon a time"]))
    assert unfit.standing == "unfit"
    assert "once upon a time" in unfit.reason


def test_a_split_after_a_join_undoes_it_for_the_claims_split_off() -> None:
    join = say(1, "a", "join", value=["a", "b"], others=["c", "d"])
    split = say(2, "e1", "split", value=["a", "b"], others=["c", "d"], analyst="Bo")
    made = constraints_of([join, split])
    assert made.apart == {("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")}
    assert made.together == {("a", "b"), ("c", "d")}
    first, second = became(join, split)
    assert (first.standing, second.standing) == ("superseded", "stands")
    assert (first.disputed, second.disputed) == (["Bo"], ["Ann"])


def test_what_is_joined_by_way_of_a_third_is_together() -> None:
    joins = [say(1, "a", "join", value=["a"], others=["b"]),
             say(2, "b", "join", value=["b"], others=["c"])]  # fmt: skip
    assert constraints_of(joins).together == {("a", "b"), ("a", "c"), ("b", "c")}
    assert constraints_of([]).together == frozenset()
