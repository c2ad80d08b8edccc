"""Views that follow from a store's tables."""

from __future__ import annotations

_PARTY = '{"entity": "VARCHAR", "name": "VARCHAR", "country": "VARCHAR", "sectors": ["VARCHAR"]}'
# name -> its query
VIEWS = {
    "event_parties": f"""
        SELECT event_id, role, position - 1 AS position, party.entity, party.name, party.country,
               array_to_string(party.sectors, '|') AS sectors
        FROM (SELECT event_id, role, generate_subscripts(parties, 1) AS position,
                     unnest(parties) AS party
              FROM (SELECT id AS event_id, role,
                           from_json(json -> (role || 's'), '[{_PARTY}]') AS parties
                    FROM events, (VALUES ('actor'), ('recipient')) AS roles(role)))""",
}
