"""Events from a store's claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.linking import Linker, Rule

if TYPE_CHECKING:
    from dateline.store import Store


def link_store(store: Store, rule: Rule | None = None) -> None:
    """Link all claims that the store holds, and publish the events in place of the last ones."""
    linker = Linker(store.reports())
    linker.add(store.claims())
    events = list(linker.events(store.claims, rule))
    store.publish(events, linker.joins)
