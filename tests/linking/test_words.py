"""Words weigh as they are rare, and texts are alike as the words they share weigh."""

from __future__ import annotations

from math import isclose

from dateline.linking.words import Weights, terms_in


def test_likeness_is_the_cosine() -> None:
    weights = Weights([("harbour", "fire"), ("harbour", "strike"), ("fire", "crew")])
    ones, others = ("harbour", "fire"), ("harbour", "strike")
    squares = {word: weights.of(word) ** 2 for word in (*ones, *others)}
    length = (squares["harbour"] + squares["fire"]) * (squares["harbour"] + squares["strike"])
    assert isclose(weights.likeness(ones, others), squares["harbour"] / length**0.5)
    assert isclose(weights.likeness(ones, ones), 1)
    assert weights.likeness(ones, ("crew",)) == weights.likeness((), ones) == 0


def test_a_word_is_one_object_over_reports() -> None:
    (one,), (other,) = terms_in(["Harbours"]), terms_in(["the harbour"])
    assert one == "harbour"
    assert one is other
