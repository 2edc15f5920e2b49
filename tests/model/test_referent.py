"""Who a mention is by the text alone."""

import pytest

from watchfloor.model import Coded, Mention, MentionKind
from watchfloor.model.referent import is_name, referent

TEXT = "Ana Lima, a mayor of two towns, Mr. Lima; he; critics; They; Bo"


def mention(words: str, kind: MentionKind, cluster: int | None) -> Mention:
    """Return a mention of the text."""
    start = TEXT.index(words)
    span = start, start + len(words)
    return Mention.cut(TEXT, *span, kind=kind, head=span, cluster=cluster)


LONG = mention("Ana Lima, a mayor of two towns", MentionKind.PERSON, 1)
NAME = mention("Ana Lima", MentionKind.PERSON, 1)
SHORT = mention("Mr. Lima", MentionKind.PERSON, 1)
HE = mention("he", MentionKind.PERSON, 1)
CRITICS = mention("critics", MentionKind.GROUP, 2)
THEY = mention("They", MentionKind.GROUP, 2)
LONE = mention("Bo", MentionKind.PERSON, None)
CODED = Coded(
    document_id="d",
    coder="c",
    mentions=(NAME, LONG, SHORT, HE, CRITICS, THEY, LONE),
)


@pytest.mark.parametrize(
    "one, expected",
    [(LONG, NAME), (SHORT, NAME), (HE, NAME), (NAME, None), (THEY, CRITICS), (CRITICS, None)],
)
def test_who_is_meant(one: Mention, expected: Mention | None) -> None:
    """A pronoun, a surname and a long phrase are the full name, "they" the words before it."""
    assert expected == referent(CODED, one)


def test_what_shares_no_cluster_is_itself() -> None:
    """Where coreference is not decided nothing is joined."""
    assert referent(CODED, LONE) is None


@pytest.mark.parametrize(
    "words, name",
    [
        *(("Ana Lima", True), ("Ana de Lima", True), ("Omar al-Reyes", True)),
        *(("Mr. Lima", False), ("Lima", False), ("some analysts", False), ("Ana, a mayor", False)),
    ],
)
def test_full_names(words: str, name: bool) -> None:
    """A full name has two words and more, and neither title nor apposition."""
    assert name == is_name(words)
