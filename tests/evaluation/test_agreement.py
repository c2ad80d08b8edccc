"""Krippendorff's alpha as published, and that the blind record still fits the corpus."""

from __future__ import annotations

import pytest
from evaluation.agreement import ROOT, Pair, alpha, fields, pairs

from dateline.codebooks import load_codebook
from dateline.training.corpus import parse_line

LINE = (
    "PROTEST demo | economic | - | - | wire | {A:Bakers} {V:marched} {P:in Tyre} "
    "{T:on Friday} with {N:participants:90 millers}."
)


def pair(other: str) -> Pair:
    codebook = load_codebook()
    return parse_line(LINE, "first:1", codebook), parse_line(other, "second:1", codebook)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ("0100000010", "1110010000", 0.095),  # Krippendorff, Computing alpha (2011), part A
        ("aabbdcccedda", "babbbccceddd", 0.692),  # part B
    ],
)
def test_alpha_is_the_published_one(one: str, other: str, published: float) -> None:
    assert alpha(list(zip(one, other, strict=True))) == pytest.approx(published, abs=0.0005)


def test_all_agree() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1.0


@pytest.mark.parametrize(
    ("field", "other", "differ"),
    [
        ("type", LINE.replace("PROTEST demo", "CONSULT -"), 1),
        ("modes", LINE.replace("demo", "strike"), 1),
        ("modes", LINE.replace("PROTEST demo", "CONSULT -"), 0),  # only within one type
        ("contexts", LINE.replace("economic", "health"), 2),
        ("auxiliary", LINE.replace("economic | -", "economic | future"), 1),
        ("place", LINE.replace("{P:in Tyre}", "in {P:Tyre}"), 1),  # word by word
        ("count", LINE.replace("participants", "other"), 2),
        ("actor", LINE, 0),
    ],
)
def test_each_field_compares_its_items(field: str, other: str, differ: int) -> None:
    items = list(fields()[field](pair(other)))
    assert sum(one != second for one, second in items) == differ


def test_every_second_annotation_finds_its_first() -> None:
    written = (ROOT / "second" / "passages.txt").read_text(encoding="utf-8").splitlines()
    found = pairs()
    assert len(found) == len(written) == 500
    assert all(one.text == other.text for one, other in found)
    assert len({one.where for one, _ in found}) == 500
