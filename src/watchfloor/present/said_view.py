"""Who claims, is blamed for, or denies an incident, for the terminal."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from watchfloor.model.said import Said
from watchfloor.present.claims_view import named, speaker_words
from watchfloor.present.phrases import short
from watchfloor.present.terminal import STYLES, one_line

LONGEST = 200
"""Characters of somebody's words that are shown."""


def said_rows(said: Sequence[Said]) -> Iterator[tuple[str, Text]]:
    """Yield one row a statement: stance, actor, then who says so in which words, when and where."""
    for one in said:
        made = Text(named(one.actor) if one.actor else "nobody named", style=STYLES["actor"])
        own = one.speaker is not None and one.actor is not None and one.speaker == one.actor
        teller = speaker_words(one.speaker, one.via) if not own else None
        if teller:
            made.append(" by ", style="dim").append(teller, style=STYLES["speaker"])
        spoken = one_line(one.words or "")
        spoken = spoken if len(spoken) <= LONGEST else f"{spoken[: LONGEST - 1].rstrip()}…"
        made.append(f": “{spoken}”" if one.quoted else f": {spoken}", style="not dim")
        facts = (one.source or "source unknown", one.date, f"text {short(one.document_id)}")
        made.append("  " + " · ".join(one_line(fact) for fact in facts if fact), style="dim")
        yield str(one.stance), made
