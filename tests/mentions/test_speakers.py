"""On whose word: who says or thinks what, in every shape that reports give it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from dateline.mentions.speakers import Saying, find_attributions
from dateline.parsing import Parser
from dateline.types import Report

Parse = Callable[[str], Doc]


def told(saying: Saying) -> tuple[str | None, str, str]:
    source = saying.source.text if saying.source is not None else None
    return source, saying.cue.text, " … ".join(piece.text for piece in saying.content)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked the town.", []),
        ("Rebels shelled the dam, police said.", [("police", "said", "Rebels shelled the dam")]),
        (
            "Police said rebels attacked the town.",
            [("Police", "said", "rebels attacked the town")],
        ),
        (
            "Rebels attacked the town, according to residents.",
            [("residents", "according to", "Rebels attacked the town")],
        ),
        (
            "According to residents, rebels attacked the town.",
            [("residents", "According to", "rebels attacked the town")],
        ),
        (
            "“Rebels attacked the town,” the mayor said.",
            [("the mayor", "said", "“Rebels attacked the town,”")],
        ),
        (
            "“We will rebuild the bridge,” said Omar Deng, the mayor. “It will take years.”",
            [
                (
                    "Omar Deng, the mayor",
                    "said",
                    "“We will rebuild the bridge,” … “It will take years.”",
                )
            ],
        ),
        (
            "But in the north, she said, the fighting had stopped.",
            [("she", "said", "But in the north … the fighting had stopped")],
        ),
        (
            "A plane bombed the port, Omar Deng, a rebel official, told Lake Radio by telephone.",
            [("Omar Deng, a rebel official", "told", "A plane bombed the port")],
        ),
        ('"No surrender," read one placard.', [("one placard", "read", '"No surrender,"')]),
        ("The ferry was allegedly overloaded.", [(None, "allegedly", None)]),
        (
            "Residents are believed to have left the valley.",
            [(None, "believed", "Residents … to have left the valley")],
        ),
        (
            "Rights groups criticised the law as harsh.",
            [("Rights groups", "criticised", "the law as harsh")],
        ),
        (
            "Voters laughed at the general's claim that the army had won.",
            [("the general's", "claim", "that the army had won")],
        ),
        (
            "Asked whether troops would leave, the minister said no decision had been made.",
            [
                (None, "Asked", "whether troops would leave"),
                ("the minister", "said", "no decision had been made"),
            ],
        ),
        (
            "The minister said the levy would help farms and criticised traders for hoarding rice.",
            [
                ("The minister", "said", "the levy would help farms"),
                ("The minister", "criticised", "traders for hoarding rice"),
            ],
        ),
        (
            "The mayor was quoted as saying the bridge was closed.",
            [("The mayor", "saying", "the bridge was closed")],
        ),
        ("Youths threw stones at soldiers, who answered with tear gas.", []),
        (
            "The harvest, she told reporters on Monday, is lost in all three northern provinces.",
            [("she", "told", "The harvest … is lost in all three northern provinces")],
        ),
        (
            "Prices, as the minister pointed out, have doubled since spring.",
            [("the minister", "pointed out", "Prices … have doubled since spring")],
        ),
        ("The merger was hailed as a triumph.", [(None, "hailed", "The merger … as a triumph")]),
        ("That is what the mayor said.", [("the mayor", "said", "what")]),
        (
            "Unions were slow to admit that the strike had failed.",
            [("Unions", "admit", "that the strike had failed")],
        ),
        (
            "The mayor's message that the port would close angered unions.",
            [("The mayor's", "message", None)],
        ),
        (
            "The governor's bid to close the port failed.",
            [("The governor's", "bid", "to close the port")],
        ),
        ("A claim repeated by traders pleased nobody.", [("traders", "repeated", "A claim")]),
        (
            "He continued: “Buses will run again on Monday.”",
            [("He", "continued", "“Buses will run again on Monday.”")],
        ),
        (
            "The ministry, which said the bridge was safe, apologised.",
            [("which", "said", "the bridge was safe")],
        ),
        ("The judge overturned the ban.", [("The judge", "overturned", "the ban")]),
        ("Rebels continued to shell the town.", []),
        ("Soldiers guarded farmers wanting to leave.", []),
        ("Villagers who back the dam marched.", []),
    ],
)
def test_attributions(
    parse: Parse, text: str, expected: list[tuple[str | None, str, str | None]]
) -> None:
    found = [told(saying) for saying in find_attributions(parse(text))]
    assert [(s, c, w if e[2] else None) for (s, c, w), e in zip(found, expected, strict=True)] == (
        expected
    )


def test_the_outer_speaker_comes_first(parse: Parse) -> None:
    text = "The minister said police told him rebels had attacked the town."
    found = find_attributions(parse(text))
    assert [(told(s)[0], s.depth) for s in found] == [("The minister", 0), ("police", 1)]


def test_a_quotation_goes_on_over_paragraphs_with_its_speaker(parse: Parse) -> None:
    text = (
        "“The dam will hold,” the engineer said. “We have checked it twice.\n\n"
        "“If it rains again next week, we will open the gates.”\n\nThe river was quiet."
    )
    (saying,) = (s for s in find_attributions(parse(text)) if s.depth == 0)
    assert told(saying)[0] == "the engineer"
    source = saying.whole._.source
    assert source.text == text[source.start : source.end]
    assert source.text.startswith("“The dam will hold")
    assert source.text.endswith("open the gates.”")


def test_a_paragraph_after_a_colon_is_what_was_said(parse: Parse) -> None:
    text = "The bishop added:\n\nNobody should sleep in the street this winter."
    (saying,) = find_attributions(parse(text))
    assert told(saying)[2] == "Nobody should sleep in the street this winter"


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Army shells two villages: monitor", "monitor"),
        ("Monitor: Army shells two villages", "Monitor"),
        ("LATEST: Army shells two villages", None),
        ("BOLIVIA: Army shells two villages", None),
    ],
)
def test_headlines(parser_of_titles: Parser, title: str, source: str | None) -> None:
    doc = parser_of_titles.parse(Report(id="r", title=title, text="The army shells on."))
    found = [told(s)[0] for s in find_attributions(doc) if s.cue.text == ":"]
    assert found == ([source] if source else [])


@pytest.fixture(scope="module")
def parser_of_titles(coder: object) -> Parser:
    return Parser(coder.parser.nlp)  # type: ignore[attr-defined]


def test_only_what_is_said_to_be_so_asserts(parse: Parse) -> None:
    text = "The union wants to strike. The union said miners had stopped work."
    assert [s.asserts for s in find_attributions(parse(text))] == [False, True]


def test_a_claim_stands_on_the_word_of_its_speakers(code: Callable[..., list]) -> None:
    claims = code("The minister said police told him rebels had attacked the town.")
    (attack,) = (claim for claim in claims if claim.type == "ASSAULT")
    assert [a.source.text for a in attack.attribution] == ["minister", "police"]


def test_an_accusation_is_on_the_accusers_word(code: Callable[..., list]) -> None:
    claims = code("Kenya accused Sudan of shelling two villages.")
    (accusation,) = (claim for claim in claims if claim.type == "ACCUSE")
    (attack,) = (claim for claim in claims if claim.type == "ASSAULT")
    assert [entity.country for entity in accusation.actors] == ["KEN"]
    assert [entity.country for entity in accusation.recipients] == ["SDN"]
    assert accusation.attribution == []
    assert [entity.country for entity in attack.actors] == ["SDN"]
    (attribution,) = attack.attribution
    assert (attribution.source.country, attribution.cue.text) == ("KEN", "accused")
    assert "shelling two villages" in attribution.content.text


def test_a_speaker_who_is_nobody_known_keeps_the_words(code: Callable[..., list]) -> None:
    (claim,) = code("Rebels attacked the town, a leaflet said.")
    (attribution,) = claim.attribution
    assert attribution.source.text == "leaflet"
    assert attribution.source.entity is None


def test_a_headline_in_the_first_line_is_read_as_a_sentence(parse: Parse) -> None:
    text = "Mayor Says Bridge Will Reopen.\n\nThe mayor says the bridge will reopen on Monday."
    assert [told(s) for s in find_attributions(parse(text))] == [
        ("Mayor", "says", "bridge will reopen"),
        ("The mayor", "says", "the bridge will reopen on Monday"),
    ]


def test_a_quotation_cut_by_a_long_source_answers_with_its_longest_piece(parse: Parse) -> None:
    text = (
        "“No,” said Omar Deng, a retired judge who led the port authority of the lake for years. "
        "“We will stay.”"
    )
    (saying,) = find_attributions(parse(text))
    assert len(saying.content) == 2
    assert saying.whole.text == "“We will stay.”"
