"""The command that shows what changed between two codings of a record."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from watchfloor.model import Event, encode
from watchfloor.present.command_read import nothing_matched
from watchfloor.present.options import JsonOption, LimitOption, RecordOption, record_path
from watchfloor.present.phrases import plural, short
from watchfloor.present.terminal import one_line, say, write_json

if TYPE_CHECKING:
    from watchfloor.pipeline_diff import Comparison, DocumentChange

SHOWN = 20
"""Documents that a screen shows when no limit is given."""
WORDS = 60
"""Characters of a value on a screen."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("diff-runs")(diff_runs)


def diff_runs(
    before: Annotated[
        str, typer.Argument(metavar="A", help="Id of a run, or its first digits; or a coding.")
    ],
    after: Annotated[str, typer.Argument(metavar="B", help="The run or coding to compare with.")],
    *,
    record: RecordOption = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> None:
    """Show what changed between two codings: events gained, lost, and fields read otherwise.

    A run stands for what its coder and resolver read in the record. Scores are not compared; names
    of private persons are withheld.
    --json writes one object a document that differs: document_id, gained, lost, changed, others.
    """
    from watchfloor.export.discretion import discreet
    from watchfloor.pipeline_diff import compare, told_as
    from watchfloor.present.discretion import rules_of
    from watchfloor.store import connect

    wanted = limit or (None if json else SHOWN)
    with closing(connect(record_path(record), write=False)) as connection:
        found, rules = compare(connection, before, after), rules_of(connection)
        shown = [
            told_as(one, lambda event: discreet(event, rules)) for one in found.differing[:wanted]
        ]
    if not found.documents:
        nothing_matched()
    if json:
        write_json(map(_as_json, shown))
        return
    typer.echo(_head(found))
    for one in shown:
        for line in _lines(one):
            typer.echo(line)
    left = len(found.differing) - len(shown)
    if left > 0:
        say(f"and {plural(left, 'document')} more: --limit {len(found.differing)}, or --json")


def _head(found: "Comparison") -> str:
    from watchfloor.pipeline_diff import counts

    number = counts(found.differing)
    events = [f"{number.pop(name):,} {name}" for name in ("gained", "lost", "changed")]
    fields = ", ".join(f"{name} {count:,}" for name, count in number.items())
    return (
        f"{found.before} -> {found.after}\n"
        f"{plural(found.documents, 'document')} read by both, {len(found.differing):,} differ;"
        f" events: {', '.join(events)}, {found.same_events:,} the same"
        + (f"\nfields: {fields}" if fields else "")
    )


def _lines(change: "DocumentChange") -> list[str]:
    lines = [f"\n{short(change.document_id)}"]
    lines += [f"  - {_named(event)}" for event in change.lost]
    lines += [f"  + {_named(event)}" for event in change.gained]
    for one in change.changed:
        lines.append(f"  ~ {_named(one.after)}")
        lines += [
            f"      {field.field}: {_words(field.before)} -> {_words(field.after)}"
            for field in one.fields
        ]
    lines += [f"    {table}s: +{gained} -{lost}" for table, gained, lost in change.others]
    return lines


def _named(event: Event) -> str:
    return f"{short(event.id)} {event.type} {event.status} {one_line(event.anchor.text or '')!r}"


def _words(value: Any) -> str:
    """Return a value short enough for a line: its words, its name or its interval."""
    if isinstance(value, list):
        return ", ".join(map(_words, value)) or "nothing"
    if not isinstance(value, dict):
        return "nothing" if value is None else one_line(str(value))[:WORDS]
    name = value.get("name") or value.get("entity_id") or value.get("text") or ""
    if "precision" in value and "from" in value:
        name = f"{value['text'] or 'no words'} {value['from'] or ''}..{value['to'] or ''}"
    elif "country" in value:
        name = f"{name} ({value['country'] or 'no country'}, {value['precision'] or ''})"
    elif "low" in value:
        name = f"{value['low']}..{value['high']}"
    return one_line(str(name))[:WORDS]


def _as_json(change: "DocumentChange") -> dict[str, Any]:
    return {
        "document_id": change.document_id,
        "gained": [encode(one) for one in change.gained],
        "lost": [encode(one) for one in change.lost],
        "changed": [
            {
                "id": one.after.id,
                "before_id": one.before.id,
                "anchor": encode(one.after.anchor),
                "fields": {
                    field.field: {"before": field.before, "after": field.after}
                    for field in one.fields
                },
            }
            for one in change.changed
        ],
        "others": {
            f"{table}s": {"gained": gained, "lost": lost} for table, gained, lost in change.others
        },
    }
