"""Words of probability: those of ICD 203 and no others."""

import pytest

from watchfloor.vocab.likelihood import likelihood, table


@pytest.mark.parametrize(
    "text, expected",
    [
        ("an attack is likely next month", (0.55, 0.8)),
        ("an attack is very  likely", (0.8, 0.95)),
        ("talks are unlikely to resume", (0.2, 0.45)),
        ("it will almost certainly fail", (0.95, 0.99)),
        ("there is a roughly even chance of war", (0.45, 0.55)),
        ("They will probably come. An attack is likely.", (0.55, 0.8)),
        ("HIGHLY IMPROBABLE", (0.05, 0.2)),
        ("the army could attack", None),
        ("it may fail, it might not", None),
        ("a remote village will be hit", None),
        ("an attack is not likely", None),
        ("an attack isn't likely", None),
        ("more likely than before", None),
        ("the most likely outcome", None),
        ("likely in spring and unlikely in autumn", None),
        ("there is a likelihood", None),
        ("an attack is highly likely", None),
        ("talks are highly unlikely to resume", None),
        ("an attack is no longer likely", None),
        ("they will very probably come", None),
        ("an attack is increasingly likely", None),
        ("the likely culprit will flee", None),
        ("no attack is likely this month", None),
        ("the army does not think an attack likely", None),
        ("it doesn’t seem likely", None),
        ("likely or not, it will come", None),
        ("whether an attack is likely", None),
        ("They will not leave, and an attack is likely", (0.55, 0.8)),
        ("the family will likely flee", (0.55, 0.8)),
        ("Italy likely will send troops", (0.55, 0.8)),
        ("there is a remote chance of peace", (0.01, 0.05)),
        ("", None),
    ],
)
def test_a_range_is_that_of_the_table_or_none(
    text: str, expected: tuple[float, float] | None
) -> None:
    """Graded, denied and contradicting words have no number, and nor have could and may."""
    found = likelihood(text)
    assert expected == (found and (found.low, found.high))


def test_the_table_covers_both_rows_of_the_directive() -> None:
    """Seven ranges from .01 to .99, each of them rising."""
    ranges = sorted({(one.low, one.high) for one in table()})
    assert [0.01, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95] == [low for low, _ in ranges]
    assert [0.05, 0.2, 0.45, 0.55, 0.8, 0.95, 0.99] == [high for _, high in ranges]
