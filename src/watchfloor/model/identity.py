"""Ids are hashes of content: doing anything twice changes nothing."""

import hashlib
import json

_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

ID_LENGTH = 20
"""Hex digits of an id: 80 bits, so that a billion ids share none by chance (p < 1e-6)."""


def content_id(*parts: str | int | None) -> str:
    """Return the id of a value made of `parts`; None, "" and "None" are three different parts."""
    return hashlib.sha256(_canonical(parts).encode("utf-8", "surrogatepass")).hexdigest()[
        :ID_LENGTH
    ]
