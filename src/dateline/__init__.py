"""Dateline: news reports into sourced political event data.

    import dateline

    report = dateline.Report.from_text(text, published="2020-01-25")
    coder = dateline.Coder()
    claims = coder.code(report)
    events = dateline.link(claims)
    dateline.to_frame(claims)
    dateline.open("news.dateline").events(type="ASSAULT", country="KEN")

Heavy parts are imported when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline import types
from dateline.reading import report_from_html, report_from_text

if TYPE_CHECKING:
    from dateline.asking.notebook import open
    from dateline.export.frames import to_arrow, to_frame
    from dateline.linking import link
    from dateline.pipeline import Coder

__all__ = ["Coder", "Report", "link", "open", "to_arrow", "to_frame"]
LAZY = {
    "Coder": "dateline.pipeline",
    "link": "dateline.linking",
    "open": "dateline.asking.notebook",
    "to_arrow": "dateline.export.frames",
    "to_frame": "dateline.export.frames",
}


class Report(types.Report, frozen=True, kw_only=True):
    """A report, with the ways to make one. Raises InputError on empty text or a bad date."""

    @classmethod
    def from_text(
        cls,
        text: str,
        id: str | None = None,
        published: str | None = None,
        title: str | None = None,
        source: str | None = None,
        url: str | None = None,
    ) -> types.Report:
        """A report of plain text, kept code point for code point; furniture is marked."""
        return report_from_text(text, id, published, title, source, url)

    @classmethod
    def from_html(
        cls,
        html: str | bytes,
        id: str | None = None,
        published: str | None = None,
        title: str | None = None,
        source: str | None = None,
        url: str | None = None,
    ) -> types.Report:
        """A report of a web page: its article, without menus and share bars."""
        return report_from_html(html, id, published, title, source, url)


def __getattr__(name: str) -> Any:
    if name not in LAZY:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(LAZY[name]), name)
