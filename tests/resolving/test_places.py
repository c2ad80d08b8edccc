"""Which place a name means, told by the report around it."""

from __future__ import annotations

import pytest

from dateline.resolving.gazetteer import Gazetteer
from dateline.resolving.places import PlaceMention, resolve_places
from dateline.types import Place, Report, Span


def resolve(
    gazetteer: Gazetteer, text: str, *names: str, url: str | None = None
) -> list[Place | None]:
    """The places of the names, each at its first occurrence."""
    starts = [(name, text.index(name)) for name in names]
    spans = [Span(start=at, end=at + len(name), text=name) for name, at in starts]
    report = Report(id="r", text=text, url=url)
    return resolve_places([PlaceMention(span=span) for span in spans], report, gazetteer)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1", "resolution"),
    [
        ("Two men were held in Paris, Texas, on Monday.", "Paris", "USA", "Texas", 4),
        ("Two men were held in Paris on Monday.", "Paris", "FRA", None, 4),
        ("TRIPOLI, Lebanon: gunmen fired in the air.", "TRIPOLI", "LBN", None, 4),
        ("Libya's coastguard said a boat left Tripoli.", "Tripoli", "LBY", None, 4),
        ("A strike closed shops in Hyderabad, in Pakistan's south.", "Hyderabad", "PAK", None, 4),
        ("Aid reached the province of Aleppo in Syria.", "Aleppo", "SYR", "Aleppo", 2),
        ("Aid reached the city of Aleppo in Syria.", "Aleppo", "SYR", "Aleppo", 4),
        ("Troops advanced north of Mosul.", "Mosul", "IRQ", "Nineveh", 4),
        ("Shells fell near Kobani.", "Kobani", "SYR", "Aleppo", 4),
        ("Crowds filled Taksim Square.", "Taksim Square", "TUR", "Istanbul", 5),
        ("Crowds in Kyiv filled Independence Square.", "Independence Square", "UKR", None, 5),
        ("Crowds in Accra filled Independence Square.", "Independence Square", "GHA", None, 5),
        ("Lorries waited at Rafah crossing.", "Rafah crossing", "PSE", None, 5),
        ("Herders fled Lower Shabelle.", "Lower Shabelle", "SOM", "Lower Shabelle", 2),
        ("Turkey closed the border.", "Turkey", "TUR", None, 1),
    ],
)
def test_name_in_context(
    gazetteer: Gazetteer, text: str, name: str, country: str, admin1: str | None, resolution: int
) -> None:
    (place,) = resolve(gazetteer, text, name)
    assert place is not None
    assert (place.country, place.resolution) == (country, resolution)
    assert admin1 in (None, place.admin1)
    assert text[place.start : place.end] == place.text == name


def test_places_named_together_support_each_other(gazetteer: Gazetteer) -> None:
    text = "Roads between Córdoba, Jaén and Granada were blocked."
    assert {p.country for p in resolve(gazetteer, text, "Córdoba", "Granada") if p} == {"ESP"}
    text = "Buses from Córdoba to Rosario and Mendoza were cancelled in Argentina."
    assert [p and p.country for p in resolve(gazetteer, text, "Córdoba")] == ["ARG"]


def test_a_state_is_told_from_a_country_by_its_towns(gazetteer: Gazetteer) -> None:
    text = "Georgia's governor spoke in Atlanta and Savannah."
    state, *_ = resolve(gazetteer, text, "Georgia", "Atlanta", "Savannah")
    assert state is not None
    assert (state.country, state.resolution) == ("USA", 2)
    text = "Georgia's parliament met in Tbilisi and Batumi."
    country, *_ = resolve(gazetteer, text, "Georgia", "Tbilisi", "Batumi")
    assert country is not None
    assert (country.country, country.resolution) == ("GEO", 1)


def test_the_outlets_domain_tells_its_country(gazetteer: Gazetteer) -> None:
    text = "Police in Hamilton charged a man."
    (place,) = resolve(gazetteer, text, "Hamilton", url="https://news.example.co.nz/1")
    assert place is not None
    assert place.country == "NZL"


def test_the_capital_is_that_of_the_country_in_focus(gazetteer: Gazetteer) -> None:
    text = "Kenyan doctors went on strike. In the capital, hospitals closed."
    (place,) = resolve(gazetteer, text, "the capital")
    assert place is not None
    assert (place.name, place.resolution) == ("Nairobi", 4)
    text = "Officials left Ethiopia for the Sudanese capital."
    (place,) = resolve(gazetteer, text, "the Sudanese capital")
    assert place is not None
    assert place.name == "Khartoum"


def test_the_city_is_the_one_named_before(gazetteer: Gazetteer) -> None:
    text = "Rebels attacked Goma. Thousands left the city."
    _, place = resolve(gazetteer, text, "Goma", "the city")
    assert place is not None
    assert (place.name, place.text) == ("Goma", "the city")


def test_an_unknown_name_keeps_its_words_within_the_known_place(gazetteer: Gazetteer) -> None:
    text = "Raiders burned the village of Qwertabad in Helmand province, Afghanistan."
    (place,) = resolve(gazetteer, text, "Qwertabad")
    assert place is not None
    assert (place.name, place.admin1, place.country) == ("Qwertabad", "Helmand", "AFG")
    assert (place.resolution, place.geonameid) == (2, None)
    assert place.confidence <= 0.5


def test_nothing_known_gives_no_place(gazetteer: Gazetteer) -> None:
    assert resolve(gazetteer, "It happened in Qwertabad.", "Qwertabad") == [None]


def test_a_name_alone_is_less_sure_than_one_with_its_country(gazetteer: Gazetteer) -> None:
    (alone,) = resolve(gazetteer, "A fire in Springfield killed one.", "Springfield")
    (told,) = resolve(gazetteer, "A fire in Springfield, Illinois, killed one.", "Springfield")
    assert alone is not None
    assert told is not None
    assert alone.confidence < told.confidence
    assert told.admin1 == "Illinois"
