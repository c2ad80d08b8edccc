"""The scorer of behaviours on invented claims, and that its data keep their own rules."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple, get_args

import msgspec
import pytest
from evaluation.behaviours import (
    CHANGING,
    KEEPING,
    Answer,
    Behaviours,
    Case,
    Clause,
    Verdict,
    by_claims,
    by_relation,
    cases,
    content_words,
    judge,
    load,
    span_of,
    table,
)

from dateline.codebooks import Codebook
from dateline.pipeline import Coder
from dateline.types import Auxiliary, Claim, Entity, Evidence, Span

DATA = load()
CLAUSE = Clause(
    type="AID",
    mode="",
    actor="Oman",
    recipient="the Comoros",
    active="Oman fed the Comoros.",
    passive="The Comoros were fed by Oman.",
    negated="Oman did not feed the Comoros.",
    future="Oman will feed the Comoros.",
    hypothetical="Oman might feed the Comoros.",
    historical="In 1990 Oman fed the Comoros.",
    reported="Sailors said that Oman had fed the Comoros.",
    parenthesis="Oman, at peace, fed the Comoros.",
    typo="Oman fedd the Comoros.",
    actor_swaps=["the Gambia"],
    recipient_swaps=["Belize"],
)
ANSWERS = {name: [f"same+{name}"] for name in CHANGING} | {"negated": ["same+negation"]}


class Likeliest(NamedTuple):
    type: str | None


def behaviours(*clauses: Clause) -> Behaviours:
    return Behaviours(ANSWERS, {"AID": {"future": ["AGREE"]}}, list(clauses))


def case(name: str, clause: Clause = CLAUSE) -> Case:
    return next(c for c in cases(behaviours(clause)) if c.behaviour == name)


def claim(
    actors: list[str], recipients: list[str], type_: str = "AID", *auxiliary: Auxiliary
) -> Claim:
    span = Span(start=0, end=1, text="x", field="text")
    sides = [
        [Entity(start=0, end=len(t), text=t, field="text", name=t) for t in side]
        for side in (actors, recipients)
    ]
    return Claim(
        id="c", report_id="r", paragraph=0, type=type_, modes=["phone"], contexts=[], quad=2,
        scale=1.0, auxiliary=list(auxiliary), actors=sides[0], recipients=sides[1], complete=True,
        place=None, time=None, counts=[], attribution=[], confidence=1.0, coder="c", codebook="p",
        evidence=Evidence(sentence=span, trigger=span),
    )  # fmt: skip


GOOD = claim(["Oman"], ["Comoros"])


def test_parties_must_stand_on_their_sides() -> None:
    assert judge(case("passive"), [GOOD]).right
    assert not judge(case("passive"), [claim(["Comoros"], ["Oman"])]).right
    assert not judge(case("passive"), [claim(["Oman"], [])]).right


def test_parties_of_a_mutual_deed_stand_on_either_side() -> None:
    mutual = msgspec.structs.replace(CLAUSE, mutual=True)
    assert judge(case("active", mutual), [claim(["Oman", "Comoros"], [])]).right
    assert not judge(case("active", mutual), [claim(["Oman"], [])]).right


def test_capitals_are_the_same_words() -> None:
    assert case("capitals").text == "OMAN FED THE COMOROS."
    assert judge(case("capitals"), [claim(["OMAN"], ["COMOROS"])]).right


def test_an_article_or_possessive_is_no_party() -> None:
    assert content_words("the Comoros's fleet") == {"comoros", "fleet"}


def test_a_kept_form_has_no_auxiliary() -> None:
    assert not judge(case("reported"), [claim(["Oman"], ["Comoros"], "AID", "hypothetical")]).right


def test_a_changed_form_needs_its_auxiliary_but_no_parties() -> None:
    assert judge(case("negated"), [claim([], [], "AID", "negation")]).right
    assert not judge(case("negated"), [GOOD]).right
    assert not judge(case("negated"), [claim([], [], "AID", "negation", "future")]).right


def test_a_type_may_have_answers_of_its_own_and_a_clause_too() -> None:
    assert case("future").allowed == {Answer("AGREE", frozenset())}
    own = msgspec.structs.replace(CLAUSE, answers={"future": ["CONCEDE", "same+future"]})
    wanted = {Answer("CONCEDE", frozenset()), Answer("AID", frozenset({"future"}))}
    assert case("future", own).allowed == wanted


def test_the_claim_about_the_parties_is_judged_not_another() -> None:
    other = claim(["sailors"], [], "ACCUSE")
    assert judge(case("active"), [other, GOOD]).right
    wrong = claim(["Oman"], ["Comoros"], "ACCUSE")
    assert not judge(case("active"), [claim(["Oman"], []), wrong]).right


def test_nothing_coded_is_wrong() -> None:
    assert judge(case("active"), []) == Verdict(case("active"), False, "nothing")


def test_a_mode_is_right_by_itself() -> None:
    with_mode = msgspec.structs.replace(CLAUSE, mode="phone")
    assert judge(case("mode", with_mode), [claim(["Oman"], [])]).right
    another = msgspec.structs.replace(CLAUSE, mode="visit")
    assert not judge(case("mode", another), [GOOD]).right


def test_swaps_replace_both_parties_and_keep_the_first_capital() -> None:
    swapped = case("swap")
    assert swapped.text == "The Gambia fed Belize."
    assert (swapped.actor, swapped.recipient) == ("the Gambia", "Belize")
    assert not judge(swapped, [GOOD]).right


def test_kept_counts_only_clauses_whose_active_form_was_right() -> None:
    known, unknown = (
        [c for c in cases(behaviours(CLAUSE, CLAUSE)) if c.clause == n] for n in (0, 1)
    )
    verdicts = [Verdict(c, c.behaviour in ("active", "passive"), "") for c in known]
    verdicts += [Verdict(c, c.behaviour == "typo", "") for c in unknown]
    rows = {row.behaviour: row[1:] for row in table(verdicts)}
    assert rows["active"] == (2, 1, 1, 1)
    assert rows["passive"] == (2, 1, 1, 1)
    assert rows["typo"] == (2, 1, 1, 0)
    assert "british" not in rows


def test_relate_is_asked_for_the_words_of_the_parties_and_judged_by_type() -> None:
    asked: list[tuple[str, str]] = []

    def relate(text: str, source: tuple[int, int], target: tuple[int, int]) -> Likeliest:
        asked.append((text[slice(*source)], text[slice(*target)]))
        return Likeliest("AGREE")

    verdicts = by_relation([case("passive"), case("future")], relate)
    assert asked == [("Oman", "The Comoros"), ("Oman", "the Comoros")]
    assert [v.right for v in verdicts] == [False, True]


def test_relate_is_not_asked_where_a_party_lacks() -> None:
    alone = msgspec.structs.replace(CLAUSE, recipient="", recipient_swaps=[])
    assert by_relation([case("active", alone)], lambda text, source, target: Likeliest(None)) == []


def test_every_type_has_clauses_enough(codebook: Codebook) -> None:
    number = Counter(clause.type for clause in DATA.clause)
    assert set(number) == set(codebook.types)
    assert min(number.values()) >= 4
    assert len(DATA.clause) >= 80
    assert sum(bool(clause.british) for clause in DATA.clause) >= 25


def test_types_modes_and_auxiliaries_of_the_data_are_plover(codebook: Codebook) -> None:
    for clause in DATA.clause:
        assert not clause.mode or clause.mode in codebook.types[clause.type].modes, clause.active
    for each in cases(DATA):
        for answer in each.allowed:
            assert answer.type in codebook.types
            assert answer.auxiliary <= set(get_args(Auxiliary))
    told = [DATA.answers, *DATA.answers_of.values(), *(c.answers for c in DATA.clause)]
    assert {name for answers in told for name in answers} == set(CHANGING)


def test_parties_stand_in_every_form_as_words_of_their_own() -> None:
    for each in cases(DATA):
        for words in filter(None, (each.actor, each.recipient)):
            start, end = span_of(each.text, words)
            assert not each.text[start - 1 : start].isalnum(), each.text
            assert not each.text[end : end + 1].isalnum(), each.text
        assert not content_words(each.actor) & content_words(each.recipient), each.text
        assert each.text[0].isupper(), each.text


@pytest.mark.parametrize("clause", DATA.clause, ids=lambda c: c.active)
def test_forms_differ_as_they_should(clause: Clause) -> None:
    words, typo = clause.active.split(), clause.typo.split()
    assert len(words) == len(typo)
    assert sum(one != other for one, other in zip(words, typo, strict=True)) == 1
    assert bool(clause.british) == bool(clause.american)
    assert clause.british != clause.american or not clause.british
    assert not clause.british or clause.active in (clause.british, clause.american)
    assert len(clause.actor_swaps) == 3
    kept = [form for name in KEEPING if (form := getattr(clause, name))]
    changed = [getattr(clause, name) for name in CHANGING]
    assert len(set(changed + kept)) == len(changed + kept) - bool(clause.british)


def test_no_sentence_stands_twice() -> None:
    number = Counter(clause.active for clause in DATA.clause)
    assert number.most_common(1)[0][1] == 1


def test_a_coder_answers_the_cases(coder: Coder) -> None:
    asked = case("active")._replace(text="Oman sent the Comoros food.")
    (verdict,) = by_claims([asked], coder)
    assert verdict.right, verdict.given
