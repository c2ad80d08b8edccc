"""Which of many namesakes a local paper means, and what natural features and short names are."""

from __future__ import annotations

import pytest

from dateline.resolving.gazetteer import Gazetteer
from dateline.resolving.place_context import outlet_homes
from dateline.resolving.places import PlaceMention, resolve_places
from dateline.types import Place, Report, Span


def resolve(gazetteer: Gazetteer, text: str, *names: str, source: str | None = None) -> list[Place]:
    """The places of the names, each at its first occurrence; all of them are known."""
    starts = [(name, text.index(name)) for name in names]
    spans = [Span(start=at, end=at + len(name), text=name) for name, at in starts]
    report = Report(id="r", text=text, source=source)
    found = resolve_places([PlaceMention(span=span) for span in spans], report, gazetteer)
    return [place for place in found if place is not None]


@pytest.mark.parametrize(
    ("source", "admin1"),
    [
        ("The Florence Ledger, Florence, Ala.", "Alabama"),
        ("Florence Morning Courier (South Carolina)", "South Carolina"),
        ("Corriere di Firenze", "Tuscany"),
    ],
)
def test_the_outlets_home_is_the_namesake_meant(
    gazetteer: Gazetteer, source: str, admin1: str
) -> None:
    (place,) = resolve(
        gazetteer, "The mayor of Florence spoke on Monday.", "Florence", source=source
    )
    tuscany = ("Tuscany", "Toscana")
    assert place.admin1 == admin1 or (admin1 in tuscany and place.admin1 in tuscany)


def test_places_near_home_are_meant(gazetteer: Gazetteer) -> None:
    text = "A barn burned near Oxford on Friday."
    (abroad,) = resolve(gazetteer, text, "Oxford")
    (near,) = resolve(gazetteer, text, "Oxford", source="tupelotimes.com")
    assert abroad.country == "GBR"
    assert near.admin1 == "Mississippi"


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("newalbanyherald.com", "New Albany"),
        ("www.daltondailynews.com", "Dalton"),
        ("The Dubbo Weekly", "Dubbo"),
        ("Reuters", None),
        ("Levant Dispatch", None),
        (None, None),
    ],
)
def test_home_is_in_the_outlets_name(
    gazetteer: Gazetteer, source: str | None, named: str | None
) -> None:
    homes, _ = outlet_homes(Report(id="r", text="", source=source), gazetteer)
    assert (named in {home.name for home in homes}) if named else homes == []


def test_near_names_together_outweigh_a_famous_one(gazetteer: Gazetteer) -> None:
    text = "Teams from Moscow, Pullman, Lewiston and Colfax meet on Saturday."
    places = resolve(gazetteer, text, "Moscow", "Pullman", "Lewiston", "Colfax")
    assert [p.admin1 for p in places] == ["Idaho", "Washington", "Idaho", "Washington"]
    (alone,) = resolve(gazetteer, "Talks were held in Moscow.", "Moscow")
    assert alone.country == "RUS"


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("He was born in Dalton, Ga., and died there.", "Dalton, Ga.", "USA", "Georgia"),
        ("The fair in Moncton, N.B., was rained off.", "Moncton", "CAN", "New Brunswick"),
        ("A school in Consett, Co. Durham, was shut.", "Co. Durham", "GBR", "England"),
        ("Snow fell in NYC.", "NYC", "USA", "New York"),
        ("Prices rose in the UK.", "UK", "GBR", None),
        ("Syrian refugees waited.", "Syrian", "SYR", None),
        ("The port of Bombay was shelled.", "Bombay", "IND", "Maharashtra"),
        ("He sailed to Ceylon.", "Ceylon", "LKA", None),
    ],
)
def test_short_and_old_names(
    gazetteer: Gazetteer, text: str, name: str, country: str, admin1: str | None
) -> None:
    (place,) = resolve(gazetteer, text, name)
    assert (place.country, place.admin1) == (country, admin1)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The Severn rose by a metre in the night.", "Severn", "STM"),
        ("Climbers left for Mount Elbrus.", "Mount Elbrus", "MT"),
        ("Ships crossed the Bass Strait.", "Bass Strait", "STRT"),
        ("Rain fell on the Great Plains.", "Great Plains", "RGN"),
        ("European ministers met.", "European", "CONT"),
    ],
)
def test_natural_features_and_regions(
    gazetteer: Gazetteer, text: str, name: str, code: str
) -> None:
    (place,) = resolve(gazetteer, text, name)
    assert place.feature_code == code


def test_the_same_word_without_the_article_is_the_town(gazetteer: Gazetteer) -> None:
    (place,) = resolve(gazetteer, "Police in Flint shot a man.", "Flint")
    assert (place.city, place.admin1) == ("Flint", "Michigan")


def test_an_unlisted_name_lies_about_the_hub_and_says_so(gazetteer: Gazetteer) -> None:
    text = "Crews from Tupelo, Fulton and Booneville fought a fire at Qwertley Bottom."
    *_, place = resolve(gazetteer, text, "Tupelo", "Fulton", "Booneville", "Qwertley Bottom")
    assert (place.name, place.admin1, place.city) == ("Qwertley Bottom", "Mississippi", None)
    assert (place.resolution, place.coordinates, place.geonameid) == (2, "centroid", None)
    assert place.confidence <= 0.5


def test_a_province_that_shares_its_name_with_its_seat_is_not_meant_first(
    gazetteer: Gazetteer,
) -> None:
    (place,) = resolve(gazetteer, "A train left Irkutsk at dawn.", "Irkutsk")
    assert place.resolution == 4


def test_a_country_keeps_its_usual_name(gazetteer: Gazetteer) -> None:
    (place,) = resolve(gazetteer, "He flew to Burma.", "Burma")
    assert place.name == "Myanmar"


def test_a_far_namesake_is_no_village_of_the_region(gazetteer: Gazetteer) -> None:
    text = "Roads from Tupelo to Fulton, Booneville, Pontotoc, Amory and Potsdam were flooded."
    *_, place = resolve(gazetteer, text, "Tupelo", "Fulton", "Booneville", "Amory", "Potsdam")
    assert (place.name, place.admin1, place.resolution) == ("Potsdam", "Mississippi", 2)
