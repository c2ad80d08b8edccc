"""Passages in capitals and in title case, as the parser reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from dateline.casing import Caser, Dictionary, is_capitals
from dateline.knowledge import load_builtin
from dateline.parsing import Parser, dictionary_of
from dateline.types import Claim, Report


@pytest.fixture(scope="module")
def caser(nlp: Language) -> Caser:
    return Caser(load_builtin(), dictionary_of(nlp), {"goma", "port sudan"}.__contains__)


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        # the sentence and what no dictionary has
        ("THE ARMY SHELLED A MARKET. NOBODY FLED!", "The army shelled a market. Nobody fled!"),
        ("TWO MEN NAMED ORZIM WERE HELD", "Two men named Orzim were held"),
        ("POLICE SAID: “NO ONE CAME.” THE MAYOR LEFT",
         "Police said: “no one came.” The mayor left"),
        # names
        ("A BELGIAN ENVOY MET SERGEI LAVROV IN OSLO", "A Belgian envoy met Sergei Lavrov in Oslo"),
        ("TALKS WITH THE AFRICAN UNION FAILED", "Talks with the African Union failed"),
        ("ENVOYS FROM THE DEMOCRATIC REPUBLIC OF THE CONGO LEFT",
         "Envoys from the Democratic Republic of the Congo left"),
        ("TROOPS IN GOMA AND IN PORT SUDAN", "Troops in Goma and in Port Sudan"),
        # a name that is an ordinary word too, unless a title stands before it
        ("ALLIES TRUMP RIVALS AS PRESIDENT TRUMP WAITS",
         "Allies trump rivals as president Trump waits"),
        # abbreviations
        ("AIDES OF UN, EU AND NATO MET US ENVOYS", "Aides of UN, EU and NATO met US envoys"),
        ("A CAR BOMB HIT U.S. TROOPS WHO PLAN TO LEAVE",
         "A car bomb hit U.S. troops who plan to leave"),
        ("THE FRONT (ORLA) AND THE M23 JOINED THE KRTV",
         "The front (ORLA) and the M23 joined the KRTV"),
        # apostrophes, initials and numbers
        ("THE ARMY'S MEN DIDN'T FIRE, AND WE’LL SEE", "The army's men didn't fire, and we’ll see"),
        ("MR. J. ORZIM SPOKE ON THE 5TH", "Mr. J. Orzim spoke on the 5th"),
        # months that are words
        ("THEY MAY MARCH ON FRIDAY, 3 MAY, OR IN MARCH",
         "They may march on Friday, 3 May, or in March"),
        # title case, where what is not lowered stays as it is
        ("Rebels Attack Army Post in Goma After EU Envoy Leaves",
         "Rebels attack army post in Goma after EU envoy leaves"),
        ("Farmers Block the Road, McOrzim Says", "Farmers block the road, McOrzim says"),
    ],
)  # fmt: skip
def test_sentence_case(caser: Caser, text: str, cased: str) -> None:
    assert caser.is_shown_large(text)
    assert caser.sentence_case(text) == cased


@pytest.mark.parametrize(
    "text",
    [
        "The army shelled a market.",
        "President Ana Orzim met General Luis Varga in Goma",
        "GOMA, Congo (XYZ) -- Rebels shelled a market.",
        "UN",
        "12:30 -- 14:00",
        "",
    ],
)
def test_other_passages_are_left_alone(caser: Caser, text: str) -> None:
    assert not caser.is_shown_large(text)


@pytest.mark.parametrize(
    "text", ["DİYARBAKIR VE İZMİR POLİSİ", "GROẞE STRAẞE, GROßE STRASSE", "ŉGOMA ǅEP ΌΣΟΣ"]
)
def test_the_length_stays(caser: Caser, text: str) -> None:
    cased = caser.sentence_case(text)
    assert len(cased) == len(text)
    assert any(letter.islower() for letter in cased)


def test_the_rest_of_the_report_tells_most(caser: Caser) -> None:
    text = "ORZIM SAYS KVINNA RAIDED THE ZOLLHAUS"
    seen = {"Kvinna", "zollhaus"}
    assert caser.sentence_case(text, seen) == "Orzim says Kvinna raided the zollhaus"


def test_without_a_dictionary_nothing_ordinary_is_known() -> None:
    assert not Dictionary().has("army")
    assert Dictionary({"noun": {"army"}}, {"noun": {}}, {"noun": [("ies", "y")]}).has("armies")


def test_capitals() -> None:
    assert is_capitals("REBELS SHELL McORZIM'S MARKET IN GOMA")
    assert not is_capitals("REBELS shell a market")


def test_spans_show_the_reports_own_letters(parse: Callable[[str], Doc]) -> None:
    text = "İZMİR POLICE ARRESTED\nTWO STUDENTS.\n\nThe mayor fled."
    doc = parse(text)
    assert "arrested" in [token.text for token in doc]
    for token in doc:
        source = doc[token.i : token.i + 1]._.source
        assert text[source.start : source.end] == source.text
    assert doc[0:2]._.source.text == "İZMİR POLICE"


def test_a_headline_takes_its_small_letters_from_the_body(nlp: Language) -> None:
    report = Report(id="r", title="ZOLLHAUS RAIDED", text="Men raided the zollhaus in Goma.")
    assert Parser(nlp).parse(report).text.startswith("Zollhaus raided")


@pytest.mark.parametrize(
    "text",
    [
        "THE KENYAN ARMY SHELLED A UGANDAN VILLAGE ON TUESDAY.",
        "The Kenyan Army Shelled a Ugandan Village on Tuesday",
    ],
)
def test_coded_as_in_ordinary_case(code: Callable[..., list[Claim]], text: str) -> None:
    (plain,) = code("The Kenyan army shelled a Ugandan village on Tuesday.", published="2020-01-25")
    (claim,) = code(text, published="2020-01-25")
    assert (claim.type, claim.modes) == ("ASSAULT", plain.modes)
    assert [actor.country for actor in claim.actors] == ["KEN"]
    words = [recipient.text.lower() for recipient in claim.recipients]
    assert words == [recipient.text.lower() for recipient in plain.recipients] != []
    assert claim.time is not None
    assert plain.time is not None
    assert claim.time.earliest == plain.time.earliest
    assert text[claim.actors[0].start : claim.actors[0].end] == claim.actors[0].text
