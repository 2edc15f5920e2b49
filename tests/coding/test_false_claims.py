"""What looks like a claim and is none, as the reader codes it: texts of our own."""

import pytest

from watchfloor import pipeline
from watchfloor.coding.protocol import Coder
from watchfloor.model import Document


@pytest.fixture(scope="module")
def read() -> Coder:
    """Return the shipped reader."""
    return pipeline.coder("reader")


@pytest.mark.parametrize(
    "text",
    [
        "The last three weeks of the siege saw rebels launch five attacks on the airport in Gao.",
        "The decision is stirring anger at home about what soldiers can do in the north of Mali.",
        "The front and its allies have seen their strongholds in the valley fall to the army.",
    ],
)
def test_time_and_sight_claim_nothing(read: Coder, text: str) -> None:
    """Weeks do not say what they saw, and a cue without a verb hands nothing on."""
    assert () == read.code(Document.new(text)).claims


def test_who_declares_what_will_be_done_pledges(read: Coder) -> None:
    """A commitment is a pledge, not a forecast of somebody else's deeds."""
    coded = read.code(
        Document.new(
            "President Ana Lima declared on Monday that the combat mission in the north would be"
            " over by the end of March."
        )
    )
    assert "forecast" not in {one.kind for one in coded.claims}


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Alliance opposes the River Movement.",
        "Gunmen killed four officers near Mosul on Sunday. The coalition said Iraqi security forces"
        " are leading the investigation.",
        "Police did not say who was behind the attack on the market.",
    ],
)
def test_blame_needs_a_deed_and_a_doer(read: Coder, text: str) -> None:
    """To oppose, to inquire and not to know blame nobody."""
    assert "blame" not in {one.kind for one in read.code(Document.new(text)).claims}


def test_what_is_withheld_is_not_denied(read: Coder) -> None:
    """Whoever was denied bail denies nothing."""
    coded = read.code(Document.new("Two men were denied bail after the bombing in Gao on Friday."))
    assert () == coded.claims


@pytest.mark.parametrize(
    "text",
    [
        "The Pentagon and White House have given no indication that the United States is aiming to"
        " fully withdraw its forces from Iraq.",
        "“They clearly are at risk in the region,” spokesman Ivo Lima told reporters last week,"
        " referring to American forces in Iraq.",
    ],
)
def test_what_is_not_indicated_or_only_meant_is_not_said(read: Coder, text: str) -> None:
    """No indication is no statement, and whom he meant is not what he said."""
    said = [one.content.text or "" for one in read.code(Document.new(text)).claims]
    assert not any("withdraw" in one or "American" in one for one in said)


def test_one_person_tells_what_others_did(read: Coder) -> None:
    """A spokesman who says "they" takes nothing upon himself, and is not the actor."""
    coded = read.code(
        Document.new("Pentagon spokesman John Kirby said they destroyed the drones before launch.")
    )
    assert "responsibility" not in {one.kind for one in coded.claims}
    assert [()] == [one.actor for one in coded.events if one.anchor.text == "destroyed"]


def test_what_is_over_is_not_pledged(read: Coder) -> None:
    """Words of who held them set no term, though "by" is among them."""
    coded = read.code(
        Document.new("Kabul said 40 prisoners held by the rebels were released on Monday.")
    )
    assert ["assessment"] == [one.kind for one in coded.claims]


def test_what_nobody_claims_happened(read: Coder) -> None:
    """An attack that no group has claimed is an attack."""
    coded = read.code(
        Document.new("A bomb killed four people in Gao on Sunday. No group has claimed the attack.")
    )
    assert {"actual"} == {one.status for one in coded.events}


@pytest.mark.parametrize(
    "text, kind",
    [
        ("The statement from the army in Gao specified no date or exact location.", "denial"),
        ("Foreign Minister Ralph Lima said “something must be done” about the killings.", "pledge"),
    ],
)
def test_kinds_that_the_words_do_not_make(read: Coder, text: str, kind: str) -> None:
    """What was not told is not denied, and who says what must be done pledges nothing."""
    assert kind not in {one.kind for one in read.code(Document.new(text)).claims}


def test_a_described_noun_is_not_reported(read: Coder) -> None:
    """The cases are confirmed; the ministry reports them."""
    coded = read.code(
        Document.new("The health ministry reported 21 confirmed cases on the vessel on Tuesday.")
    )
    assert "confirmed" not in {one.cue.text for one in coded.claims if one.cue}


def test_a_day_is_not_who_speaks(read: Coder) -> None:
    """The day before a speaker is no part of him."""
    coded = read.code(
        Document.new("On Thursday officials reported that the number of dead had risen to 58.")
    )
    (claim,) = coded.claims
    assert claim.speaker is not None
    assert "officials" == coded.mentions[claim.speaker.mention].text
