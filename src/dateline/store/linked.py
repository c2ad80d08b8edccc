"""Events from a store's claims, as analysts corrected them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.linking import Linker
from dateline.review.constraints import constraints_of

if TYPE_CHECKING:
    from dateline.store import Store


def link_store(store: Store) -> None:
    """Link all claims that the store holds, and publish the events in place of the last ones.

    Claims that analysts rejected are left out; their splits and joins hold.
    """
    store.refresh()
    held = {claim.id: claim for claim in store.claims()}
    linker = Linker(store.reports(), constraints_of(store.corrections()))
    linker.add(held.values())
    events = [*linker.events(lambda ids: [held[id_] for id_ in ids])]
    store.publish(events, linker.joins)
