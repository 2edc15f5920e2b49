"""Speakers as claims are exported with them: by the name that the text gives, else by role."""

import pytest

from watchfloor import pipeline
from watchfloor.model import Claim, Document
from watchfloor.model.join import join_claims


@pytest.fixture(scope="module")
def claims() -> dict[str, Claim]:
    """Return the claims of a text of ours by their first word."""
    document = Document.new(
        "“The port is closed and nobody may enter it,” said Ana Okoro, a fellow at the Orvale"
        " Institute for Harbour Studies.\n\n"
        "Critics contend the closure hides a deal with the army. They argue the town will pay"
        " for it.\n\n"
        "Ms. Okoro, the Orvale Institute fellow, said Quxland wants the boats to stay away.\n\n"
        "“We warned them about the boats in the spring,” she said."
    )
    coded, resolved, _ = pipeline.code_document(document, pipeline.coder("reader"))
    found = join_claims(document, coded, resolved)
    return {(one.content.text or "").split()[0]: one for one in found}


@pytest.mark.parametrize("first", ["The", "Quxland", "We"])
def test_pronouns_and_surnames_have_the_name(claims: dict[str, Claim], first: str) -> None:
    """The full name of the text stands beside "she", a surname and a long apposition."""
    speaker = claims[first].speaker
    assert speaker is not None
    assert "Ana Okoro" == (speaker.name or speaker.text)
    assert speaker.entity_id is None


def test_they_have_the_role_of_whom_they_mean(claims: dict[str, Claim]) -> None:
    """A group without a name is known by its own words."""
    speaker = claims["the"].speaker
    assert speaker is not None
    assert ("They", "Critics") == (speaker.text, speaker.role)
