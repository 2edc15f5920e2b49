"""Commands on briefs: make one, sign notes, list what was issued and what became of it."""

import sys
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchfloor.errors import InputError, UsageError
from watchfloor.present import terminal
from watchfloor.present.command_decide import ByOption, signer
from watchfloor.present.command_discretion import UnmaskOption, WhyOption, log_unmasking
from watchfloor.present.command_issue import receipt
from watchfloor.present.command_read import chosen, known_id, nothing_matched
from watchfloor.present.options import JsonOption, RecordOption, filtered, record_path
from watchfloor.present.phrases import short
from watchfloor.present.terminal import say, write_json

if TYPE_CHECKING:
    from sqlite3 import Connection

    from watchfloor.model import Where
    from watchfloor.model.brief import Brief
    from watchfloor.pipeline_issue import Values


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("brief")(brief)
    app.command("note")(note)
    app.command("notes")(notes)
    app.command("issued")(issued)
    app.command("impact")(impact)
    app.command("erratum")(erratum)


@filtered
def brief(
    *,
    where: "Where",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="brief.html, .md or .pdf; else Markdown on stdout.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", show_default=False)
    ] = None,
    issue: Annotated[
        bool,
        typer.Option(
            "--issue",
            help="Write to the ledger that it was handed out, with every value in it.",
            show_default=False,
        ),
    ] = False,
    unmask: UnmaskOption = False,
    reason: WhyOption = None,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Write a cited brief on the days from --since to --until.

    Facts are told plainly only of incidents that a person accepted; every number in brackets leads
    to words of a text. The same record and arguments give the same bytes.
    """
    from watchfloor.present.brief.write import format_of, written

    if where.since is None or where.until is None:
        message = "a brief is on a period: give --since and --until"
        raise UsageError(message)
    format_name = "md" if output is None else format_of(output)
    path, author = record_path(record), signer(by) if issue or unmask else ""
    arguments = _arguments(where, title, unmask=unmask)
    if unmask:
        log_unmasking(path, by, reason, arguments)
    with closing(_opened(path)) as connection:
        where = chosen(connection, where)
        made = _composed(connection, where, arguments, title, unmask=unmask)
    data = written(made, format_name)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        from watchfloor.export.files import atomic

        with atomic(output) as stream:
            stream.write(data)
    say(f"{made.reviewed} reviewed of {made.incidents} incidents; {len(made.citations)} citations")
    if issue:
        _issue(path, made, author, arguments, data)


def _opened(path: Path) -> "Connection":
    from watchfloor.store import connect

    return connect(path, write=False)


def _arguments(where: "Where", title: str | None, *, unmask: bool) -> dict[str, object]:
    from watchfloor.present.brief.arguments import filters_of

    return {"filters": filters_of(where), "title": title, "unmask": unmask}


def _now() -> datetime:
    return datetime.now(UTC)


def _composed(
    connection: "Connection",
    where: "Where",
    arguments: dict[str, object],
    title: str | None,
    *,
    unmask: bool,
) -> "Brief":
    from watchfloor import __version__
    from watchfloor.analyse.periods import Period
    from watchfloor.pipeline_brief import material
    from watchfloor.present.brief.arguments import command_of, default_title, filters_words
    from watchfloor.present.brief.compose import Frame, compose
    from watchfloor.present.discretion import rules_of

    period = Period(where.since or date.min, where.until or date.max)
    frame = Frame(
        title=title or default_title(where, period),
        filters=filters_words(where),
        command=command_of(arguments),
        version=__version__,
    )
    return compose(material(connection, where, period), frame, rules_of(connection, unmask=unmask))


def _issue(
    path: Path, made: "Brief", author: str, arguments: dict[str, object], data: bytes
) -> None:
    from watchfloor import pipeline_issue

    line = pipeline_issue.issue(
        path,
        kind="brief",
        title=made.title,
        author=author,
        version=made.version,
        arguments=arguments,
        state=made.state,
        digest=sha256(data).hexdigest(),
        shown=made.shown,
        documents=[one.document_id for one in made.citations if one.document_id],
        sources=[one.source for one in made.citations if one.document_id],
        clock=_now,
    )
    say(receipt(path, line))


def note(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note; - reads it from stdin.")],
    *,
    section: Annotated[
        str, typer.Option("--section", metavar="NAME", help="assessment or watch.")
    ] = "assessment",
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="First day it is on.", show_default=False),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="Last day it is on.", show_default=False),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="ISO3", help="Repeatable.", show_default=False),
    ] = None,
    withdraw: Annotated[
        str | None,
        typer.Option(
            "--withdraw",
            metavar="NOTE",
            help="Withdraw this note; TEXT says why.",
            show_default=False,
        ),
    ] = None,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Sign a note: it stands in every brief whose days and countries it meets.

    Notes are the analyst's own words, under a name and a date; making a brief anew keeps them.
    """
    from watchfloor import pipeline_issue
    from watchfloor.model import Where
    from watchfloor.model.issued import NoteSection

    if section not in (NoteSection.ASSESSMENT, NoteSection.WATCH):
        message = f"--section is assessment or watch, not {section!r}"
        raise UsageError(message)
    words = sys.stdin.read() if text == "-" else text
    path, author = record_path(record), signer(by)
    if withdraw is not None:
        with known_id():
            made = pipeline_issue.withdraw_note(
                path, prefix=withdraw, author=author, text=words, clock=_now
            )
        typer.echo(f"note {short(made.withdraws or '')} withdrawn by {made.author}")
        return
    days = Where.of(since=since, until=until, country=country or None)
    made = pipeline_issue.write_note(
        path,
        section=NoteSection(section),
        author=author,
        text=words,
        since=days.since,
        until=days.until,
        countries=days.country,
        clock=_now,
    )
    typer.echo(f"note {short(made.id)} by {made.author}")


def notes(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the signed notes, the oldest first. --json writes JSON Lines."""
    from watchfloor.model import encode
    from watchfloor.present.brief.listing import notes_table
    from watchfloor.store.notes import notes as every
    from watchfloor.store.notes import standing_notes

    with closing(_opened(record_path(record))) as connection:
        found, held = every(connection), {one.id for one in standing_notes(connection)}
    if not found:
        nothing_matched()
    if json:
        write_json({**encode(one), "holds": one.id in held} for one in found)
        return
    terminal.show(notes_table(found, held))


def issued(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List what was handed out, the oldest first. --json writes JSON Lines."""
    from watchfloor.present.brief.listing import issued_table
    from watchfloor.store.issued import all_issued

    with closing(_opened(record_path(record))) as connection:
        found = all_issued(connection)
    if not found:
        nothing_matched()
    if json:
        write_json(found)
        return
    terminal.show(issued_table(found))


def impact(
    thing: Annotated[
        str,
        typer.Argument(
            metavar="INCIDENT|DOCUMENT|SOURCE", help="Id, its first digits, or a source's name."
        ),
    ],
    *,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List everything issued that used an incident, a text or a source: values then and now.

    An incident is found by every id that it ever had. What only quotes a text is listed without
    values. --json writes JSON Lines.
    """
    from watchfloor.pipeline_issue import impact as impacts
    from watchfloor.pipeline_quoted import quoting
    from watchfloor.present.brief.listing import effect_json, impact_view, quoting_json

    with closing(_opened(record_path(record))) as connection:
        kind, names = _named(connection, thing)
        found = impacts(connection, kind, names, _values(connection))
        quotes = () if kind == "incident" else quoting(connection, kind, names)
    if not found and not quotes:
        nothing_matched()
    if json:
        write_json([*map(effect_json, found), *map(quoting_json, quotes)])
        return
    terminal.show(impact_view(found, quotes))


def _named(connection: "Connection", thing: str) -> tuple[str, tuple[str, ...]]:
    """Return what is meant: an incident, a document, or a source by its name."""
    from watchfloor.model import Document
    from watchfloor.pipeline_dossier import the_incident
    from watchfloor.pipeline_issue import source_names
    from watchfloor.store import incidents, query

    if names := source_names(connection, thing):
        return "source", names
    try:
        wanted = thing.strip().lower()
        once = incidents.once_named(connection, wanted)
        return "incident", (*(one.id for one in the_incident(connection, thing)), *once)
    except (InputError, UsageError):
        pass
    with known_id():
        try:
            found = query.find(connection, thing)
        except UsageError as error:
            message = f"nothing that was issued names {thing!r}: `watchfloor issued` lists it"
            raise InputError(message) from error
    if not isinstance(found, Document):
        message = f"{thing} is neither incident nor document nor source"
        raise UsageError(message)
    return "document", (found.id,)


def _values(connection: "Connection") -> "Values":
    """Return what gives the values of an incident as a brief has them, by its own words alone."""
    from watchfloor.export.discretion import discreet
    from watchfloor.present.brief.happenings import shown_values
    from watchfloor.present.discretion import own_words

    rules = own_words(connection)
    return lambda one, unmasked: shown_values(one if unmasked else discreet(one, rules))


def erratum(
    issued_id: Annotated[
        str, typer.Argument(metavar="ISSUED", help="Id of what was issued, or its first digits.")
    ],
    *,
    record: RecordOption = None,
) -> None:
    """Draft the note on what changed since something was issued, as Markdown on stdout.

    It holds every value that is another now, the decisions that touched it, texts of it that were
    taken out, and incidents that came since. A person reads, words and signs it.
    """
    from watchfloor.export.discretion import discreet
    from watchfloor.pipeline_issue import added_since, effects
    from watchfloor.pipeline_quoted import lost_texts
    from watchfloor.present.brief.erratum import draft
    from watchfloor.present.discretion import own_words
    from watchfloor.store.issued import the_issued

    with closing(_opened(record_path(record))) as connection:
        with known_id():
            line = the_issued(connection, issued_id)
        changed = effects(connection, line, _values(connection))
        added = [discreet(one, own_words(connection)) for one in added_since(connection, line)]
        lost = lost_texts(connection, line)
    if not changed and not added and not lost:
        say("nothing of it changed since")
        nothing_matched()
    typer.echo(draft(line, changed, added, lost), nl=False)
