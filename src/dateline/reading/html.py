"""Web pages: the article's text and what the page says about it, without the page around it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import msgspec

from dateline.errors import InputError
from dateline.reading.base import Found, Raw, ReadOptions, Source, read_whole
from dateline.reading.decoding import decode
from dateline.reading.matching import teaser
from dateline.types import Related

if TYPE_CHECKING:
    from ftfy import TextFixerConfig
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_BLOCKS = "//p | //li | //h2 | //h3 | //h4 | //div[not(.//p or .//div)]"
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1950-01-01"}


def read_html(source: Source, options: ReadOptions) -> Iterator[Found]:
    """The page's report. Raises InputError where it is empty, over the limit or has no article."""
    found = page(read_whole(source, options), source.name)
    yield msgspec.structs.replace(found, file_name=source.name)


def page(html: str | bytes, where: str, url: str | None = None) -> Raw:
    """The article of a page. Raises InputError where there is none to be found."""
    from trafilatura import bare_extraction, load_html  # half a second to import

    tree = load_html(_declared(html, where))
    if tree is None:
        raise InputError("no HTML to be read; give a saved page or plain text", where)
    teasers = _teasers(tree)
    found = bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=_DATES
    )
    if not found or isinstance(found, dict) or not (found.text or "").strip():
        raise InputError("no article found in the page; give its text as .txt", where)
    return _raw(found, where, url or found.url, teasers)


def _raw(found: Document, where: str, url: str | None, teasers: dict[str, str]) -> Raw:
    return Raw(
        where=where,
        text=repaired(found.text or ""),
        title=_words(found.title),
        source=_words(found.sitename),
        url=url,
        published=found.date,
        byline=_words(found.author),
        related=tuple(
            Related(title=title, url=urljoin(url or "", link)) for title, link in teasers.items()
        ),
    )


def _declared(html: str | bytes, where: str) -> str | bytes:
    """The page as text; bytes stay bytes where the page itself has to say how they are coded."""
    if isinstance(html, str):
        return html
    text, repairs = decode(html, where)
    return html if repairs else text


def _teasers(tree: HtmlElement) -> dict[str, str]:
    """The headlines in the page's "read more" lines, and the links they bear."""
    found: dict[str, str] = {}
    for block in tree.xpath(_BLOCKS):
        links = block.xpath(".//a[@href]")
        title = teaser(" ".join(block.text_content().split())) if links else None
        if title:
            found.setdefault(repaired(title), links[-1].get("href"))
    return found


def _words(value: str | None) -> str | None:
    return repaired(value).strip() or None if value else None


def repaired(text: str) -> str:
    """Text with its encoding mended; quotes, ligatures and widths stay as the page has them."""
    from ftfy import fix_text

    return fix_text(text, _careful())


@cache
def _careful() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        normalization=None,
        explain=False,
    )
