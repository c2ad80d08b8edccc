"""What the development split teaches: cuts, temperature and the line of confidence."""

from __future__ import annotations

import math
from pathlib import Path

import msgspec
import pytest

from dateline.codebooks import Codebook
from dateline.coding.classifier import MODEL, Classifier, Labels, Scores
from dateline.training import calibrate as module
from dateline.training.calibrate import GRID, TEMPERATURES, calibrate, labels_of, write
from dateline.training.corpus import Example, parse_line

LINES = (
    "ASSAULT - | - | - | - | wire | {A:Rebels} {V:killed} {R:nine soldiers} near Goma.",
    "COERCE arrest | - | - | - | wire | {A:Police} {V:arrested} {R:two poets} in Apia.",
    "REQUEST assist | - | - | - | wire | {A:Malta} {V:asked} {R:Cyprus} for boats.",
    "ACCUSE disapprove | - | - | - | wire | {A:Norway} {V:condemned} {R:Hungary}.",
    "AID - | - | future | - | wire | {A:Japan} will {V:send} flour to {R:Nepal}.",
    "CONSULT - | - | - | - | wire | {A:Oman} {V:met} {A:Qatar} in Muscat.",
    "NONE - | - | - | - | tabloid | {A:Ajax} {V:beat} {R:Feyenoord} 3-1.",
    "NONE - | - | - | - | tabloid | {A:Critics} {V:savaged} {R:the film}.",
    # told otherwise than any reader would: some claims must be wrong
    "REJECT - | - | - | - | wire | {A:Ghana} {V:praised} {R:Togo}.",
    "THREATEN - | - | - | - | wire | {A:Gunmen} {V:shot} {R:a mayor} in Lagos.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped model with labels that nothing was calibrated by."""
    for name in ("classifier.onnx", "vocab.txt"):
        (tmp_path / name).symlink_to(MODEL / name)
    labels = msgspec.json.decode((MODEL / "labels.json").read_bytes(), type=Labels)
    write(
        msgspec.structs.replace(labels, cuts={}, temperature=1.0, slope=1.0, offset=0.0), tmp_path
    )
    return tmp_path


@pytest.fixture
def dev(codebook: Codebook) -> list[Example]:
    return [parse_line(line, f"here:{n}", codebook) for n, line in enumerate(LINES, 1)]


def test_labels_are_those_from_the_cut_on_and_modes_the_type_s() -> None:
    scores = Scores(
        {}, {"AID.x": 0.9, "COERCE.seize": 0.5, "COERCE.curfew": 0.4}, {"crime": 0.6}, {}
    )
    assert labels_of(scores, "modes", "COERCE", 0.5) == {"COERCE.seize"}
    assert labels_of(scores, "modes", "AID", 0.5) == {"AID.x"}
    assert labels_of(scores, "contexts", "AID", 0.6) == {"crime"}
    assert labels_of(scores, "contexts", "AID", 0.61) == set()


def test_calibrating_fills_in_what_was_left_open(folder: Path, dev: list[Example]) -> None:
    before = Classifier(folder).labels
    found = calibrate(folder, dev)
    assert Classifier(folder).labels == found
    assert {*found.cuts} == {"rule", "told", "untold", "modes", "contexts", "auxiliary"}
    assert {found.cuts[kind] for kind in ("modes", "contexts", "auxiliary")} <= {*GRID}
    assert found.temperature in TEMPERATURES
    assert (found.types, found.modes, found.version) == (before.types, before.modes, before.version)


def test_calibrating_again_changes_nothing(folder: Path, dev: list[Example]) -> None:
    assert calibrate(folder, dev) == calibrate(folder, dev)


def test_confidence_becomes_how_often_it_is_right(
    folder: Path, dev: list[Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = [(0.9, n < 70) for n in range(100)] + [(0.6, n < 50) for n in range(100)]
    monkeypatch.setattr(module, "_claims", lambda *given: judged)
    found = calibrate(folder, dev)

    def on_line(confidence: float) -> float:
        odds = found.slope * math.log(confidence / (1 - confidence)) + found.offset
        return 1 / (1 + math.exp(-odds))

    assert on_line(0.9) == pytest.approx(0.7, abs=0.01)
    assert on_line(0.6) == pytest.approx(0.5, abs=0.01)
