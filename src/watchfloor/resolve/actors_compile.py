"""Make the compact knowledge base of the package from the tables that people edit.

    python -m watchfloor.resolve.actors_compile [kb]

reads `actors.csv` and `relations.csv` of that folder, refuses tables with faults, writes
`data/actors.json` (one row a line, so that a change is a line of the diff) and pins it, with
`outlets.csv` beside it as it stands, if the folder has one.
"""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from watchfloor import assets
from watchfloor.errors import InputError
from watchfloor.resolve.actors_check import faults
from watchfloor.resolve.actors_knowledge import Knowledge, Known, Tie, skeleton
from watchfloor.resolve.actors_words import longest_by_prefix
from watchfloor.resolve.names import table_key

FOLDER = "kb"


def read_folder(folder: Path) -> tuple[list[Known], list[Tie]]:
    """Return the rows of the two CSV tables; lines that begin with # are comments.

    Raises:
        InputError: a table is missing, or its columns are not those of the knowledge base.
    """
    actors = [_known(row) for row in _rows(folder / "actors.csv", Known._fields)]
    return actors, [Tie(**row) for row in _rows(folder / "relations.csv", Tie._fields)]


def _known(row: Mapping[str, str]) -> Known:
    aliases = tuple(filter(None, row["aliases"].split("|")))
    name, rest = (row["id"], row["name"]), [row[column] for column in Known._fields[3:]]
    return Known(*name, aliases, *rest)


def build(actors: Sequence[Known], ties: Sequence[Tie]) -> Knowledge:
    """Return the knowledge base of some rows, with its indexes of names."""
    keys = _index((table_key(name), row.id) for row in actors for name in names(row))
    return Knowledge(
        actors={row.id: row for row in actors},
        ties=ties,
        keys=keys,
        skeletons=_index(
            (key, row.id) for row in actors for name in names(row) if (key := skeleton(name))
        ),
        prefixes=longest_by_prefix(keys),
    )


def names(row: Known) -> Iterable[str]:
    """Yield every name of an actor."""
    return (row.name, *row.aliases)


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    if not path.is_file():
        message = f"no table at {path}: give the folder that holds actors.csv and relations.csv"
        raise InputError(message)
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if line and not line.startswith("#")))
    if rows and set(rows[0]) != set(columns):
        message = f"{path} has the columns {', '.join(rows[0])}; it wants {', '.join(columns)}"
        raise InputError(message)
    return rows


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, actor_id in pairs:
        ids = found.setdefault(key, [])
        if actor_id not in ids:
            ids.append(actor_id)
    return {key: tuple(ids) for key, ids in found.items()}


def compact(base: Knowledge) -> str:
    """Return the knowledge base as JSON, one row a line."""
    parts = {
        "actors": _list(base.actors.values()),
        "relations": _list(base.ties),
        "keys": _object(base.keys),
        "skeletons": _object(base.skeletons),
        "prefixes": _object(base.prefixes),
    }
    body = ",\n".join(f'"{name}":{part}' for name, part in parts.items())
    return f"{{{body}}}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _list(rows: Iterable[object]) -> str:
    return "[\n" + ",\n".join(map(_json, rows)) + "]"


def _object(index: Mapping[str, object]) -> str:
    return "{\n" + ",\n".join(f"{_json(key)}:{_json(ids)}" for key, ids in index.items()) + "}"


def main(arguments: Sequence[str]) -> int:
    """Compile a folder and pin the result; 1 if the tables have faults."""
    folder = Path(arguments[0] if arguments else FOLDER)
    actors, ties = read_folder(folder)
    found = faults(actors, ties)
    for fault in found:
        sys.stdout.write(f"{fault.kind}: {fault.message}\n")
    if found:
        return 1
    assets.manifest()["actors"].path.write_text(compact(build(actors, ties)), encoding="utf-8")
    outlets = folder / "outlets.csv"
    if outlets.is_file():
        assets.manifest()["outlets"].path.write_bytes(outlets.read_bytes())
    assets.pin()
    sys.stdout.write(f"{len(actors):,} actors, {len(ties):,} relations\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
