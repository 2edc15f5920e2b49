"""Bytes -> Document: reading, normalising, and marking what is page furniture.

Two pure steps: `enumerate_inputs` finds the inputs, `read` makes one document of one of them, so
that a pool of processes can run the second.
"""

from watchfloor.ingest.boilerplate import find_boilerplate
from watchfloor.ingest.inputs import enumerate_inputs
from watchfloor.ingest.language import detect_language
from watchfloor.ingest.normalise import normalise
from watchfloor.ingest.read import Options, read

__all__ = [
    "Options",
    "detect_language",
    "enumerate_inputs",
    "find_boilerplate",
    "normalise",
    "read",
]
