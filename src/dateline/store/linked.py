"""Events from a store's claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.linking import Linker, Rule
from dateline.review.constraints import constraints_of

if TYPE_CHECKING:
    from dateline.store import Store


def link_store(store: Store, rule: Rule | None = None) -> None:
    """Link all claims that the store holds, and publish the events in place of the last ones.

    Claims that analysts rejected are left out; their splits and joins hold.
    """
    with store.writing():  # events are made while they are written: claims must stay till then
        store.refresh()
        linker = Linker(store.reports(), constraints_of(store.corrections()))
        linker.add(store.claims())
        events = linker.events(store.claims_in_order, rule)
        store.publish(events, linker.joins)
