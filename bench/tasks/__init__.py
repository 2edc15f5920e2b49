"""The tasks, by the name on the command line."""

from typing import Any

from bench.task import Task
from bench.tasks.actors import ACTORS
from bench.tasks.claims import CLAIMS
from bench.tasks.dates import DATES
from bench.tasks.dispatches import DISPATCHES
from bench.tasks.events import EVENTS
from bench.tasks.figures import FIGURES
from bench.tasks.fuse import FUSE
from bench.tasks.letters import LETTERS
from bench.tasks.muc4 import MUC4
from bench.tasks.muc4_slots import MUC4_SLOTS
from bench.tasks.ner import NER
from bench.tasks.places import PLACES
from bench.tasks.plover import PLOVER
from bench.tasks.relations import RELATIONS
from bench.tasks.status import STATUS

TASKS: dict[str, Task[Any, Any]] = {
    task.name: task
    for task in (
        *(MUC4, PLOVER, EVENTS, STATUS, CLAIMS, DISPATCHES, NER, DATES, PLACES, ACTORS, FUSE),
        *(FIGURES, RELATIONS, MUC4_SLOTS, LETTERS),
    )
}
