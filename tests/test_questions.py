"""What `dateline resolve` answers, a question at a time."""

from __future__ import annotations

import pytest

from dateline.pipeline import Coder
from dateline.questions import Answer, Question, Unreadable, Words, answers, read_questions


def one(kind: str, coder: Coder, **asked: object) -> Answer:
    return next(answers(kind, [Question(id="q", **asked)], coder))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("surface", "date", "country", "sector"),
    [
        ("Angela Merkel", "2015-09-01", "DEU", "GOV"),
        ("Angela Merkel", "2023-09-01", "DEU", "ELI"),
        ("ANGELA_MERKEL", "2015-09-01", "DEU", "GOV"),
        ("angela merkel", "2015-09-01", "DEU", "GOV"),
        ("President Obama", "2013-01-01", "USA", "GOV"),
        ("Barack H. Obama", "2013-01-01", "USA", "GOV"),
        ("Polish People's Republic", "1981-12-13", "POL", "GOV"),
        ("THE_REPUBLIC_OF_KENYA", "2001-01-01", "KEN", "GOV"),
        ("Kabul government", "2016-01-01", "AFG", "GOV"),
        ("Government of Peru", "2016-01-01", "PER", "GOV"),
        ("the Nigerian army", "2016-01-01", "NGA", "MIL"),
        ("Hamas fighters", "2016-01-01", "PSE", "REB"),
    ],
)
def test_a_bare_name_is_somebody_at_its_date(
    coder: Coder, surface: str, date: str, country: str, sector: str
) -> None:
    answer = one("actors", coder, surface=surface, date=date)
    actor = answer["actor"]
    assert (actor.country, actor.sectors[0]) == (country, sector)
    assert actor in answer["candidates"]
    assert (actor.start, actor.end, actor.text) == (0, len(surface), surface)


def test_namesakes_are_candidates_and_the_country_chooses(coder: Coder) -> None:
    found = {
        code: one("actors", coder, surface="Socialist Party", date="2016-01-01", country=code)
        for code in ("FRA", "SRB")
    }
    assert {code: answer["actor"].country for code, answer in found.items()} == {
        "FRA": "FRA", "SRB": "SRB",
    }  # fmt: skip
    assert len(found["FRA"]["candidates"]) > 1


def test_nobody_is_made_of_an_unknown_name(coder: Coder) -> None:
    answer = one("actors", coder, surface="Zorblatt Quimby", date="2016-01-01")
    assert answer == {"id": "q", "actor": None, "candidates": []}


def test_mentions_are_answered_in_their_order(coder: Coder) -> None:
    text = "NAIROBI (Reuters) - Kenyan police fired on marchers in Kisumu on Friday."
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("Kisumu", "NAIROBI")]
    given = [Words(*span) for span in spans]
    places = one("places", coder, text=text, mentions=given)["places"]
    assert [place.name for place in places] == ["Kisumu", "Nairobi"]
    police = text.index("police")
    actors = one("actors", coder, text=text, mentions=[Words(police, police + 6)])["actors"]
    assert [(a.country, a.sectors) for a in actors] == [("KEN", ["COP"])]


def test_what_is_found_has_its_words_in_the_text_as_given(coder: Coder) -> None:
    text = "  LIMA —  At least 40 miners\twere hurt in Cusco, the Peruvian army said.\n"
    for kind in ("actors", "places", "counts"):
        found = [each for each in one(kind, coder, text=text)[kind] if each]
        assert found
        assert all(text[each.start : each.end] == each.text for each in found)


def test_bare_words_of_a_quantity_are_a_count(coder: Coder) -> None:
    (count,) = one("counts", coder, text="tens of thousands")["counts"]
    assert (count.low, count.high) == (20_000, 99_999)
    (count,) = one("counts", coder, text="Police killed 13 people, 9 days after the vote.")[
        "counts"
    ]
    assert (count.low, count.high, count.kind) == (13, 13, "killed")


def test_a_bad_question_costs_no_other(coder: Coder) -> None:
    lines = [b'{"id": 1, "text": "Kenya met Uganda."}', b"nonsense", b"", b'{"id": 3}',
             b'{"id": 4, "text": "ab", "mentions": [{"start": 1, "end": 9}]}']  # fmt: skip
    asked = list(read_questions(lines))
    assert [isinstance(each, Unreadable) for each in asked] == [False, True, False, False]
    good, broken, empty, outside = answers("places", asked, coder)
    assert "error" not in good
    assert "line 2" in broken["error"]
    assert "no 'text'" in empty["error"]
    assert "1 to 9" in outside["error"]
    assert "2 code points" in outside["error"]
