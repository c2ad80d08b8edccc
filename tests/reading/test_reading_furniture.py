"""Furniture is found, and prose is let alone."""

from __future__ import annotations

import pytest

from dateline.reading import dateline_of, report_from_text
from dateline.reading.headline import headline
from dateline.reading.patterns import Pattern, patterns
from dateline.reading.strips import strip_of

PROSE = "The army said on Monday that it had taken the town after a week of fighting."
EVERY = patterns()


@pytest.mark.parametrize("pattern", EVERY, ids=lambda pattern: pattern.name)
def test_examples(pattern: Pattern) -> None:
    assert pattern.examples
    assert pattern.near_misses
    for line in pattern.examples:
        assert pattern.match(line), line
    for line in pattern.near_misses:
        of_lines = (other for other in EVERY if other.scope not in ("stamp", "part", "headline"))
        assert not [other.name for other in of_lines if other.match(line)], line
        assert not strip_of(line), line


@pytest.mark.parametrize("pattern", EVERY, ids=lambda pattern: pattern.name)
def test_examples_in_their_place(pattern: Pattern) -> None:
    """Each example is marked in a report, as one span of some kind and the prose stays free."""
    for line in pattern.examples:
        parts = {"head": [line, PROSE], "start": [line + " more words, as said.", PROSE]}
        parts |= {"stamp": [line, PROSE], "part": [f"{line} | 2 May 2019", PROSE]}
        parts |= {"headline": [f"{line} | 2 May 2019", PROSE], "foot": [PROSE, PROSE, line]}
        text = "\n\n".join(parts.get(pattern.scope, [PROSE, PROSE, line]))
        found = report_from_text(text, title="Some other headline").furniture
        if pattern.scope != "start" or not pattern.once:
            assert len(found) == 1, (line, found)
        assert not any(PROSE in span.text for span in found)


@pytest.mark.parametrize(
    ("words", "place", "region", "day", "agency"),
    [
        ("BEIRUT, Jan 3 (Reuters) - Rockets hit a base.", "BEIRUT", None, "2020-01-03", "Reuters"),
        ("NAIROBI, Kenya (AP) — Police held two.", "NAIROBI", "Kenya", None, "AP"),
        ("GAZA CITY/JERUSALEM: Air raids went on.", "GAZA CITY", None, None, None),
        ("New Delhi, June 5: The court said no.", "New Delhi", None, "2019-06-05", None),
        ("Mogadishu (HAN) – Gunmen shot a judge.", "Mogadishu", None, None, "HAN"),
        ("[Addis Ababa] Ministers met on Sunday.", "Addis Ababa", None, None, None),
        ("KIEV, Dec. 31, 2019 (EXP) -- Talks failed.", "KIEV", None, "2019-12-31", "EXP"),
        ("ST. PAUL, Minn. (AP) _ The house voted.", "ST. PAUL", "Minn.", None, "AP"),
        ("SÃO PAULO — Drivers blocked the road.", "SÃO PAULO", None, None, None),
        ("LA PAZ, Bolivia, 4 Jan (EFE).- Miners left.", "LA PAZ", "Bolivia", "2020-01-04", "EFE"),
        ("BOGOTA, 4 MAR 89 (EFE) -- [TEXT] THE ARMY LEFT.", "BOGOTA", None, "1989-03-04", "EFE"),
        ("New Delhi [India], Jan 3 (ANI): Two left.", "New Delhi", "India", "2020-01-03", "ANI"),
        ("January 2, 2020 (JUBA) – Two men left.", "JUBA", None, "2020-01-02", None),
        ("SRINAGAR: Two men were held on Sunday.", "SRINAGAR", None, None, None),
    ],
)
def test_datelines(
    words: str, place: str, region: str | None, day: str | None, agency: str | None
) -> None:
    found = dateline_of(report_from_text(words, published="2020-01-04"))
    assert found
    assert found.place.text == place
    assert (found.region.text if found.region else None) == region
    assert (found.day, found.agency) == (day, agency)


@pytest.mark.parametrize(
    "text",
    [
        "Read more than ten books on the war, the judge told the court on Monday.",
        "Share the land, farmers told the ministers on Monday in the capital.",
        "Mogadishu — the capital — was calm on Monday after a week of fighting.",
        "By Friday the rebels had taken the town, and by Sunday they had lost it.",
        "US–China talks broke down on Monday, and both sides called their envoys home.",
        "JONES: Where were you?\nSMITH: At home, with my wife.\nJONES: All of the night?",
        "Follow the money, the prosecutor said. Updated lists were shown to the court.",
        "Sources: the two men said that they had none, and the judge let them go.",
        "In Baghdad (the capital) – as in Basra – people stayed at home on Monday.",
        "IMF: the word was on every wall of the town on Monday, a witness said.",
        "On Monday, June 5 Iraqi forces took the hill that looks down on the town.",
        "Abdi Ali – Somalia's best known poet for forty years – died on Monday at home.",
        "Syria: what next? The answer, two envoys said, was in the hands of the army.",
        "Print workers and Twitter staff went on strike on Monday over their pay.",
    ],
)
def test_prose_is_let_alone(text: str) -> None:
    assert report_from_text(text).furniture == []


def test_lists_under_a_label() -> None:
    text = f"{PROSE}\n\nRelated stories:\nFarmers ask for help\nRoads are cut\n\n{PROSE}"
    report = report_from_text(text)
    assert [one.title for one in report.related] == ["Farmers ask for help", "Roads are cut"]
    assert {span.kind for span in report.furniture} == {"read-more"}


def test_teaser_with_its_address() -> None:
    report = report_from_text(f"{PROSE}\nRead more: Rain to go on https://example.org/rain")
    assert [(one.title, one.url) for one in report.related] == [
        ("Rain to go on", "https://example.org/rain")
    ]


def test_published_goes_before_updated() -> None:
    head = "Updated on 14 March 2019\nPublished: 12 March 2019 14:05 GMT\n\n"
    assert report_from_text(head + PROSE).published == "2019-03-12"


def test_a_full_dateline_gives_the_date() -> None:
    report = report_from_text("LA PAZ, Jan 3, 2020 (EXP) - Two men were held.\n\nMore soon.")
    assert (report.published, report.published_precision) == ("2020-01-03", "day")
    assert report_from_text("LA PAZ, Jan 3 (EXP) - Two men were held.").published is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Army takes town\n\n{PROSE}", "Army takes town"),
        (f"Army takes town\n{PROSE}", "Army takes town"),
        (f"Did the army take the town?\r\n\r\n{PROSE}", "Did the army take the town?"),
        (f"12 March 2019\nArmy takes town\nBy Jane Doe\n{PROSE}", "Army takes town"),
        (f"{PROSE}\n\n{PROSE}", None),
        ("Army takes town", None),
        ("Army takes town\n\nMore soon", None),
        ("The army said on Monday that it had\nTaken the town, and that the\nwar was over.", None),
    ],
)
def test_headlines(text: str, title: str | None) -> None:
    assert headline(text) == title


def test_a_given_title_is_not_coded_twice() -> None:
    report = report_from_text(f"ARMY TAKES TOWN\n\n{PROSE}", title="Army takes town")
    assert [(span.kind, span.text) for span in report.furniture] == [("header", "ARMY TAKES TOWN")]
