"""What a brief says of itself, in every format the same."""

from watchfloor.model.brief import Brief
from watchfloor.model.issued import Note


def header_lines(brief: Brief) -> tuple[str, ...]:
    """Return the lines under the title: period, what was reviewed, how far the data reach."""
    masked = (
        "Names of private persons are withheld, and places of shelter, care and aid are told by"
        " province."
        if brief.is_masked
        else "UNMASKED: this brief names private persons and exact places. Handle it accordingly."
    )
    filters = f" Filters: {brief.filters}." if brief.filters else ""
    return (
        f"{brief.period}.{filters}",
        f"{brief.reviewed} reviewed of {brief.incidents} incidents. Data up to {brief.data_up_to}.",
        masked,
    )


def signature(brief: Brief) -> str:
    """Return by what and from which state of the record the brief was made."""
    state = brief.state
    return (
        f"Watchfloor {brief.version}. Record: {state.documents} documents, step {state.step} of"
        f" fusing, {state.decisions} decisions, {state.notes} notes. Data up to {brief.data_up_to}."
    )


def note_signature(note: Note) -> str:
    """Return who signed a note and when."""
    return f"— {note.author}, {note.written[:10]} (note {note.id[:8]})"
