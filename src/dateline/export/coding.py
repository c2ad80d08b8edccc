"""CAMEO codes of happenings, with what they cannot say."""

from __future__ import annotations

from dateline.codebooks.cameo import Cameo, cameo
from dateline.export.happenings import Happening
from dateline.export.report import ExportReport


def event_code(happening: Happening, report: ExportReport) -> Cameo:
    """The happening's CAMEO event code; counts where it says less than PLOVER does."""
    row = happening.row
    parties = (*happening.actors, *happening.recipients)
    sectors = {sector for party in parties for sector in party.sectors}
    code = cameo().event(row.type, row.modes, sectors)
    if code.coarsened:
        told = " ".join([row.type, *row.modes[:1]])
        report.coarsen(f"CAMEO code: {told} is {code.code}, the finest that is certain")
    if len(row.modes) > 1:
        report.lose("modes beyond the one that gives the CAMEO code")
    if row.contexts:
        report.lose("contexts")
    return code
