"""Words in quotation marks: their own marks become single ones, in pairs."""

import pytest

from watchfloor.present.brief.happenings import quoted


@pytest.mark.parametrize(
    "words, told",
    [
        ('"They left at dawn," said his neighbour', "“‘They left at dawn,’ said his neighbour”."),
        ("“We left.”", "“We left”."),
        ('"We left.', "“We left”."),
        ('We left," he said.', "“‘We left,’ he said”."),
        ("He said: “We left.", "“He said: ‘We left.’”."),
        ("the “Hand” said “no”", "“the ‘Hand’ said ‘no’”."),
        ("the boys’ school", "“the boys’ school”."),
        ('"', "“”."),
    ],
)
def test_every_inner_mark_has_its_other(words: str, told: str) -> None:
    """Golden: marks around the whole fall away, a speech cut at either end is opened or closed."""
    assert told == quoted(words)
