"""What tests share: the models, loaded once, and the check that spans are true."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.codebooks import Codebook, load_codebook
from dateline.knowledge import Knowledge, load_knowledge
from dateline.parsing import Parser
from dateline.pipeline import Coder
from dateline.resolving.gazetteer import Gazetteer
from dateline.store import Store, Versions, link_store
from dateline.types import Claim, Entity, Evidence, Report, Span

Code = Callable[..., list[Claim]]

# what the person who runs the tests knows besides must not decide them; processes inherit it
os.environ["DATELINE_KNOWLEDGE"] = tempfile.mkdtemp(prefix="dateline-tests-")


@pytest.fixture(scope="session")
def coder() -> Coder:
    """A coder with every model loaded."""
    coder = Coder()
    coder.load()
    return coder


@pytest.fixture(scope="session")
def nlp(coder: Coder) -> Language:
    """The parser's model."""
    return coder.parser.nlp


@pytest.fixture(scope="session")
def gazetteer(coder: Coder) -> Gazetteer:
    return coder.gazetteer


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """The built-in codebook."""
    return load_codebook()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The built-in knowledge."""
    return load_knowledge()


@pytest.fixture(scope="session")
def code(coder: Coder) -> Code:
    """Code a text: `code(text, published=..., title=...)` gives its claims."""

    def of(text: str, **given: str) -> list[Claim]:
        return coder.code(Report(id="r", text=text, **given))  # type: ignore[arg-type]

    return of


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[[str], Doc]:
    """Parse a text as the coder does, whatever its words."""
    parser = Parser(nlp)
    return lambda text: parser.parse(Report(id="r", text=text))


@pytest.fixture(scope="session")
def token(parse: Callable[[str], Doc]) -> Callable[[str, str], Token]:
    """The first token of a text that is the word: `token(text, word)`."""

    def of(text: str, word: str) -> Token:
        return next(t for t in parse(text) if t.text == word)

    return of


@pytest.fixture(scope="session")
def actor_of(coder: Coder) -> Callable[..., Entity]:
    """The party that the word heads: `actor_of(text, word, published=..., within=...)`."""
    from dateline.analysis import Analysis

    parser = Parser(coder.parser.nlp)

    def of(text: str, word: str, published: str | None = None, within: str | None = None) -> Entity:
        report = Report(id="r", text=text, published=published)
        doc = parser.parse(report)
        analysis = Analysis(report, doc, coder.knowledge, coder.gazetteer)
        heads = [t for t in doc if t.text == word]
        assert heads, f"{word!r} is no token of {text!r}"
        entity = analysis.entity(heads[-1], within)
        assert entity is not None, f"{word!r} of {text!r} names no party"
        return entity

    return of


def _slices(value: object) -> Iterator[tuple[int, int, str, str]]:
    """Every (start, end, text, field) inside a value, however deep."""
    if isinstance(value, list):
        for each in value:
            yield from _slices(each)
    elif isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        if isinstance(fields.get("start"), int):
            yield fields["start"], fields["end"], fields["text"], fields["field"]
        for inner in fields.values():
            yield from _slices(inner)


@pytest.fixture(scope="session")
def spans_true() -> Callable[[Report, list[Claim]], int]:
    """Assert that every span of the claims and the report is the slice it says; how many."""

    def check(report: Report, claims: list[Claim]) -> int:
        number = 0
        for start, end, text, field in _slices([report, *claims]):
            whole = report.title if field == "title" else report.text
            assert whole is not None
            assert 0 <= start < end <= len(whole)
            assert whole[start:end] == text
            number += 1
        for claim in claims:
            assert isinstance(claim.evidence, Evidence)
            assert _inside(claim.evidence.trigger, claim.evidence.sentence)
        return number

    return check


def _inside(inner: Span, outer: Span) -> bool:
    same = inner.field == outer.field
    return same and outer.start <= inner.start and inner.end <= outer.end


WORDS = "Guards fired on marchers in Arvale on Monday. Later the guards left Arvale for Tessin."


@pytest.fixture(scope="session")
def made() -> Callable[..., Claim]:
    """A claim of WORDS made by hand: `made(id, report, trigger="fired", **fields)`."""

    def of(id_: str, report: str, trigger: str = "fired", **given: object) -> Claim:
        start = WORDS.index(trigger)
        values: dict[str, object] = {
            "paragraph": 0, "type": "ASSAULT", "modes": [], "contexts": [], "quad": 4,
            "scale": -9.0, "auxiliary": [], "recipients": [], "complete": True, "place": None,
            "actors": [Entity(start=0, end=6, text="Guards", name="Guards", sectors=["MIL"])],
            "time": None, "counts": [], "attribution": [], "confidence": 0.5, "coder": "c",
            "codebook": "b", "evidence": Evidence(
                sentence=Span(start=0, end=45, text=WORDS[:45]),
                trigger=Span(start=start, end=start + len(trigger), text=trigger),
            ),
        }  # fmt: skip
        return Claim(id=id_, report_id=report, **(values | given))  # type: ignore[arg-type]

    return of


@pytest.fixture
def stored(tmp_path: Path) -> Callable[..., Store]:
    """A store of claims made by hand, linked: `stored(claims, name=..., coder=...)`."""

    def of(claims: list[Claim], name: str = "news", coder: str = "c-1", **given: object) -> Store:
        versions = Versions(
            coder=coder, codebook="plover-0", knowledge="k", model="m", classifier="f", places="p"
        )
        path = tmp_path / f"{name}.dateline"
        store = Store.open(path) if path.exists() else Store.create(path, **given)  # type: ignore[arg-type]
        reports = [
            Report(id=id_, text=WORDS, title=f"On {id_}", source="Arvale Post",
                   published="2031-03-04")
            for id_ in dict.fromkeys(claim.report_id for claim in claims)
        ]  # fmt: skip
        with store.run(versions) as run:
            run.add([(r, [c for c in claims if c.report_id == r.id]) for r in reports], [])
        link_store(store)
        return store

    return of


def _rows(path: Path) -> dict[str, bytes]:
    """Every Parquet table of a store with its rows sorted, as the bytes of one Parquet file."""
    with Store.open(path) as store:
        return {name: _parquet(store.query(f"FROM {name} ORDER BY ALL")) for name in store.tables}


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table.combine_chunks(), sink)
    return sink.getvalue().to_pybytes()


@pytest.fixture(scope="session")
def rows() -> Callable[[Path], dict[str, bytes]]:
    """`rows(path)`: every Parquet table of a store, sorted, as bytes."""
    return _rows
