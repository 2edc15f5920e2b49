"""What a claim is about."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder import about
from watchfloor.coding.encoder.claims import SPOKEN
from watchfloor.model import ClaimKind


@pytest.mark.parametrize(
    "text, expected",
    [
        ("If the talks fail, all will flee", "If the talks fail"),
        ("all will flee if the talks fail", "if the talks fail"),
        ("all will flee unless the U.S. pays, and soon", "unless the U . S . pays"),
        ("all will flee even if the talks go well", None),
        ("all will flee if 2,500 rebels come, and soon", "if 2 , 500 rebels come"),
        ("all will flee if rebels come.", "if rebels come"),
        ("all should flee", None),
        ("Should the talks fail, all will flee", "Should the talks fail"),
        ("all will flee", None),
        ("few of them, if any, will flee", None),
        ("all will flee if any guards are hurt", "if any guards are hurt"),
    ],
)
def test_condition(text: str, expected: str | None) -> None:
    """The clause of "if", "unless" or a turned "should", as far as the next comma."""
    encoded = toys.encoded(text)
    span = about.condition((0, len(encoded.words)), encoded)
    assert expected == (" ".join(encoded.texts[slice(*span)]) if span else None)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("If guards are hurt, Lima said, they will pay.", "If guards are hurt"),
        ("But unless guards leave, Lima said they will pay.", "unless guards leave"),
        ("Guards are hurt, Lima said, they will pay.", None),
    ],
)
def test_a_condition_may_open_the_sentence(text: str, expected: str | None) -> None:
    """Before the speaker stands what his words depend on."""
    encoded = toys.encoded(text)
    span = about.opening(toys.place_of(encoded, text, "they will pay"), encoded)
    assert expected == (" ".join(encoded.texts[slice(*span)]) if span else None)


@pytest.mark.parametrize("gone", ["in 2003", "since 2003", "last week", "in the 2000s"])
def test_no_forecast_looks_back(gone: str) -> None:
    """A date before the year of publication is no horizon; the next one is."""
    text = f"as we saw {gone} all will flee in 2031"
    encoded = toys.encoded(text)
    span = about.days(ClaimKind.FORECAST, (0, len(encoded.words)), encoded, year=2029)
    assert span is not None
    assert "2031" in encoded.texts[slice(*span)]


def test_a_term_that_is_over_was_still_to_come() -> None:
    """What was promised by a day has that day as its horizon, however late it is reported."""
    text = "all would be over by the end of 2021"
    encoded = toys.encoded(text)
    span = about.days(ClaimKind.PLEDGE, (0, len(encoded.words)), encoded, year=2022)
    assert span is not None
    assert "2021" in encoded.texts[slice(*span)]


def test_a_condition_stands_behind_the_dateline() -> None:
    """The sentence of a dispatch begins where its dateline ends."""
    text = "GAO, March 4 (Quay Wire) - If talks fail, all will flee, Lima warned."
    encoded = toys.encoded(text)
    span = about.opening(toys.place_of(encoded, text, "all will flee"), encoded)
    assert span == toys.place_of(encoded, text, "If talks fail")


def test_days_are_those_to_come() -> None:
    """A forecast has the date in its words, an assessment none."""
    text = "all will flee on Monday"
    encoded = toys.encoded(text)
    content = (0, len(encoded.words))
    span = about.days(ClaimKind.FORECAST, content, encoded)
    assert span is not None
    assert "Monday" in encoded.texts[slice(*span)]
    assert about.days(ClaimKind.ASSESSMENT, content, encoded) is None


TEXT = "Rebels bombed the port. The mayor denied any role. It rained. It snowed. He denied it."


@pytest.mark.parametrize(
    "kind, content, anchors, expected",
    [
        (ClaimKind.DENIAL, "any role", ["bombed"], 0),
        (ClaimKind.ASSESSMENT, "any role", ["bombed"], None),
        (ClaimKind.DENIAL, "it.", ["bombed"], None),
        (ClaimKind.ASSESSMENT, "Rebels bombed the port", ["snowed", "bombed"], 1),
    ],
)
def test_event(kind: ClaimKind, content: str, anchors: list[str], expected: int | None) -> None:
    """The event in the words; where a denial or blame points back, the deed right before."""
    encoded = toys.encoded(TEXT)
    places = [(*toys.place_of(encoded, TEXT, one), "ASSAULT") for one in anchors]
    span = toys.place_of(encoded, TEXT, content)
    assert expected == about.event(kind, span, places, encoded, SPOKEN)


def test_a_deed_comes_before_an_act_of_words() -> None:
    """A claim is about the bombing, not about the accusation beside it."""
    text = "they accused him when rebels bombed the port"
    encoded = toys.encoded(text)
    places = [
        (*toys.place_of(encoded, text, "accused"), "ACCUSE"),
        (*toys.place_of(encoded, text, "bombed"), "ASSAULT"),
    ]
    whole = (0, len(encoded.words))
    assert 1 == about.event(ClaimKind.ASSESSMENT, whole, places, encoded, SPOKEN)
    assert 0 == about.event(ClaimKind.ASSESSMENT, whole, places[:1], encoded, SPOKEN)
