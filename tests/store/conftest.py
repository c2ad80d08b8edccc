"""What the tests of the store share: small reports coded once."""

from __future__ import annotations

import pytest

from dateline.pipeline import Coder
from dateline.store import Versions
from dateline.types import Claim, Report

Batch = list[tuple[Report, list[Claim]]]
TEXTS = {
    "clash": "Ethiopian soldiers attacked a village near Gondar on Tuesday, killing 12 farmers.",
    "rally": "Hundreds of students protested in Jakarta. Police arrested 14 protesters.",
    "talks": "Chad condemned Sudan, a spokesman said. The two governments held talks in Paris.",
    "vote": 'The president of Peru said: "We reject the demand of the unions." Nobody voted.',
}


@pytest.fixture(scope="session")
def versions() -> Versions:
    """Versions of a coder that never was."""
    return Versions(
        coder="c-1", codebook="b-1", knowledge="k-1", model="m-1", classifier="f-1", places="p-1"
    )


@pytest.fixture(scope="session")
def coded(coder: Coder) -> Batch:
    """A few reports and their claims, by report id."""
    reports = [
        Report(
            id=id_, text=text, title=f"News of the {id_}", published="2019-09-24", byline="A. B."
        )
        for id_, text in TEXTS.items()
    ]
    return [(coder.placed(report), coder.code(report)) for report in reports]
