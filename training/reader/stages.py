"""The stages of training: which sets, how many passes over each, how fast to learn.

Each stage fits in 45 minutes or so on two cores, but for `further`, which has one core and runs in
sessions of 45 minutes (see the Makefile). All can be resumed, and each starts from the parameters
of the one before. With `--patience` a stage stops when texts that are held out gain no more.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """Passes by set (fractions: a part of the units, drawn anew each pass)."""

    passes: dict[str, float]
    rate: float
    after: str | None = None
    head_rate: float = 1.25e-3
    pieces: int = 900
    frozen: int = 0
    """Lowest layers that are not trained."""


STAGES = {
    "general": Stage(
        passes={
            "names": 0.6,
            "attribution": 0.4,
            "factuality": 1.5,
            "wikievents": 2.0,
            "weak": 1.0,
        },
        rate=2.5e-4,
    ),
    "joint": Stage(
        passes={
            "dispatches": 8.0,
            "muc4": 2.0,
            "wikievents": 2.5,
            "names": 0.3,
            "re3d": 4.0,
            "factuality": 0.8,
            "plv": 4.0,
            "weak": 0.4,
            "attribution": 0.15,
        },
        rate=2.5e-4,
        after="general",
        pieces=1080,
    ),
    "polish": Stage(
        passes={"dispatches": 2.5, "re3d": 1.0, "factuality": 0.1},
        rate=1e-4,
        head_rate=5e-4,
        after="joint",
        pieces=1080,
    ),
    "further": Stage(
        passes={
            "muc4": 5.5,
            "dispatches": 5.5,
            "wikievents": 1.5,
            "names": 0.4,
            "re3d": 8.0,
            "factuality": 0.7,
            "plv": 2.0,
            "weak": 0.2,
            "attribution": 0.5,
        },
        rate=2.2e-4,
        after="polish",
        pieces=1080,
        frozen=2,
    ),
    "deepen": Stage(
        passes={
            "muc4": 2.5,
            "ewt": 2.0,
            "re3d": 3.0,
            "dispatches": 1.0,
            "wikievents": 0.7,
            "attribution": 0.15,
            "factuality": 0.3,
            "plv": 1.0,
        },
        rate=1.5e-4,
        head_rate=8e-4,
        after="further",
        pieces=1080,
        frozen=2,
    ),
    "finish": Stage(
        passes={
            "dispatches": 3.0,
            "muc4": 0.5,
            "ewt": 0.3,
            "re3d": 1.0,
            "wikievents": 0.3,
            "attribution": 0.06,
            "factuality": 0.15,
        },
        rate=1.2e-4,
        head_rate=6e-4,
        after="deepen",
        pieces=1080,
        frozen=2,
    ),
    "distil": Stage(
        passes={
            "soft": 1.0,
            "dispatches": 1.0,
            "muc4": 0.2,
            "re3d": 0.5,
            "ewt": 0.15,
            "factuality": 0.1,
        },
        rate=7e-5,
        head_rate=3e-4,
        after="finish",
        pieces=1080,
        frozen=2,
    ),
    "bind": Stage(
        passes={
            "dispatches": 3.5,
            "soft": 0.4,
            "muc4": 0.4,
            "ewt": 0.3,
            "re3d": 1.0,
            "wikievents": 0.4,
            "attribution": 0.1,
            "factuality": 0.15,
        },
        rate=1.2e-4,
        head_rate=6e-4,
        after="distil",
        pieces=1080,
        frozen=2,
    ),
    "smoke": Stage(
        passes={"dispatches": 3.0},
        rate=2.5e-4,
    ),
    "plv": Stage(passes={"plv": 4.0}, rate=1.5e-4, head_rate=2e-3, after="general", pieces=512),
}
"""`plv` is run five times, each time without one fold, to measure the root head (bench plover).
`finish` is run with three seeds; `distil` starts at their average and learns from all three."""

KEPT = {"muc4": 0.25, "btc": 0.35}
"""Share of a pass that uses messages without incidents, and tweets."""
