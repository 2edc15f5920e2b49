"""One look at a sentence, shared by two coders."""

from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.lexicon import Lexicon
from watchfloor.coding.look import Look
from watchfloor.coding.phrases import tag
from watchfloor.coding.scene import scene
from watchfloor.coding.words import sentences
from watchfloor.model import Document

WORDS = "Gunmen killed three soldiers near Gao on Monday . The army said it attacked rebels , match"
NEWS = st.lists(st.sampled_from(WORDS.split(" ")), min_size=1, max_size=60).map(" ".join)


def looks(text: str) -> list[Look]:
    """Return the sentences of a text, looked at."""
    return list(map(Look, sentences(Document.new(text))))


@given(NEWS)
def test_a_coding_from_given_looks_is_the_same(text: str) -> None:
    """Who has looked at the sentences before changes nothing in the lexicon's coding."""
    document, given_looks = Document.new(text), looks(text)
    for look in given_looks:
        assert len(look.verdicts) == len(look.triggers)
    assert Lexicon().code(document) == Lexicon().second(document, given_looks)


def test_a_look_limited_to_some_triggers_is_their_scene() -> None:
    """Without a trigger the sentence is read as if the table had not found it."""
    (look,) = looks("Gunmen killed three soldiers and attacked the base.")
    first = look.triggers[:1]
    view, verdicts = look.limited(first)
    assert scene(look.sentence, tag(look.sentence), first) == view
    assert look.verdicts[:1] == verdicts
    assert (look.view, look.verdicts) == look.limited(look.triggers)
