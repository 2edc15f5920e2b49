"""One incident as plain JSON data: its own keys, its reports and what stands around it."""

from collections.abc import Mapping
from typing import Any

from watchfloor.model import Document, Testimony, encode
from watchfloor.pipeline_dossier import Dossier

UNJUDGED = "F"
"""Reliability of a source on which nobody has decided."""


def incident_json(found: Dossier) -> dict[str, Any]:
    """Return an incident as plain JSON data: its own keys, and what `show` adds to them.

    `independent` lists for each independent source its events with their standing.
    """
    return {
        "incident": encode(found.incident),
        "events": [encode(one.event) for one in found.testimonies],
        "independent": [
            [_standing_json(found.testimonies[place], found.letters) for place in group]
            for group in found.groups
        ],
        "documents": [
            {**_document_json(one), "withdrawn": encode(gone) if gone else None}
            for one in found.documents.values()
            for gone in [found.withdrawn.get(one.id)]
        ],
        "linked": [
            {
                "relation": one.relation,
                "score": one.score,
                "event": None if one.event is None else encode(one.event),
                "claim": None if one.claim is None else encode(one.claim),
            }
            for one in found.linked
        ],
        "counted_by": [
            {
                "event_id": one.event.id,
                "incidents": list(one.incidents),
                "missing": one.missing,
                "words": one.words,
            }
            for one in found.covering
        ],
        "fates": [encode(one) for one in found.fates],
        "denied_by": list(found.denied_by),
        "said": [encode(one) for one in found.said],
    }


def _standing_json(one: Testimony, letters: Mapping[str, str]) -> dict[str, Any]:
    return {
        "event_id": one.event.id,
        "document_id": one.event.document_id,
        "source": one.event.source,
        "copy_group": one.copy_group,
        "standing": str(one.standing),
        "reliability": letters.get(one.event.source or "", UNJUDGED),
    }


def _document_json(one: Document) -> dict[str, Any]:
    data: dict[str, Any] = encode(one)
    kept = ("id", "external_id", "url", "title", "source", "published", "copy_of", "revises")
    return {name: data[name] for name in kept}
