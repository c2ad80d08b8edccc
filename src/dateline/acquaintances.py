"""What a report says of names in passing: whom they are tied to, what else they are called."""

from __future__ import annotations

from collections import defaultdict

from dateline.analysis import Analysis
from dateline.coding.renamings import renamings
from dateline.coding.ties import TieFinder
from dateline.knowledge import fold
from dateline.relations import relations_of
from dateline.types import Relation

# how a relation is told of its subject, and of its object
OF_SUBJECT = {
    "leads": "leads {}", "member_of": "member of {}", "part_of": "part of {}",
    "backs": "backs {}", "opposes": "opposes {}", "split_from": "split from {}",
    "held_office": "former {}",
}  # fmt: skip
OF_OBJECT = {
    "leads": "led by {}", "member_of": "has {} as member", "part_of": "has {} as part",
    "backs": "backed by {}", "opposes": "opposed by {}", "split_from": "{} split from it",
}  # fmt: skip


def ties_told(analysis: Analysis, finder: TieFinder) -> dict[str, list[str]]:
    """By folded name, what the report says of its ties: "led by Amina Sow"."""
    told: dict[str, list[str]] = defaultdict(list)
    for relation in relations_of(analysis, finder):
        for name, words in _told(relation):
            if words not in told[fold(name)]:
                told[fold(name)].append(words)
    return told


def _told(relation: Relation) -> list[tuple[str, str]]:
    subject, object_ = relation.subject, relation.object
    other = relation.office if relation.type == "held_office" else object_ and object_.name
    told = [(subject.name, OF_SUBJECT[relation.type].format(other))] if other else []
    if object_ is not None and relation.type in OF_OBJECT:
        told.append((object_.name, OF_OBJECT[relation.type].format(subject.name)))
    return told


def other_names(analysis: Analysis) -> dict[str, list[str]]:
    """By folded name, what the report says it was called before or is called now."""
    names: dict[str, list[str]] = defaultdict(list)
    for one, other in renamings(analysis.doc):
        names[fold(one.text)].append(other.text)
        names[fold(other.text)].append(one.text)
    return names
