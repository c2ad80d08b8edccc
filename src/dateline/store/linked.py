"""Events from a store's claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.linking import link

if TYPE_CHECKING:
    from dateline.store import Store


def link_store(store: Store) -> None:
    """Link all claims that the store holds, and publish the events in place of the last ones."""
    store.publish(link(store.claims()), joins=[])
