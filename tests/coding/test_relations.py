"""Relations of one sentence by patterns over given names."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.relations import Tie, ties
from watchfloor.coding.relations_marks import Marked, Name
from watchfloor.coding.words import sentences

_KIND = {"P": "PER", "O": "ORG", "L": "LOC", "N": "NORP"}


def read(marked: str) -> tuple[str, list[Tie]]:
    """Return the text and its relations; names are written as [P Ana Lima]."""
    text, names, last = "", list[Name](), 0
    for found in re.finditer(r"\[([POLN]) ([^\]]+)\]", marked):
        text += marked[last : found.start()]
        names.append(Name(len(text), len(text) + len(found[2]), _KIND[found[1]]))
        text += found[2]
        last = found.end()
    text += marked[last:]
    document: Any = SimpleNamespace(text=text, boilerplate=())
    return text, [tie for one in sentences(document) for tie in ties(one, names)]


@pytest.mark.parametrize(
    "marked, subject, predicate, object_",
    [
        (
            "[P Ana Lima], a director of [O Orvale Bank], left.",
            *("Ana Lima", "member_of", "Orvale Bank"),
        ),
        ("First Minister of [L Quxland] [P Ana Lima] left.", "Ana Lima", "leads", "Quxland"),
        ("[O Senate] Minority Leader [P Ana Lima] left.", "Ana Lima", "member_of", "Senate"),
        ("[O Front]-run [L Orvale] is quiet.", "Front", "leads", "Orvale"),
        (
            "The [O Orvale Front], a faction that opposes the [O Quxland Army], left.",
            *("Orvale Front", "opposes", "Quxland Army"),
        ),
        (
            "The [O Front] in [L Quxland], an umbrella under which the [O Guard] operates, left.",
            *("Guard", "part_of", "Front"),
        ),
        (
            "Ships left after joint manoeuvres of [L Quxland] and [L Orvale].",
            *("Quxland", "allied_with", "Orvale"),
        ),
        ("The [O Front] with heavy [N Qux] support took it.", "Qux", "backs", "Front"),
        ("[O Front] affiliate [O Guard] left.", "Guard", "part_of", "Front"),
        ("[P Ana Lima] of the [L Quxland]'s [O Guard] left.", "Ana Lima", "member_of", "Guard"),
        (
            "[P Ana Lima], who runs buses for the charity [O Orvale], left.",
            *("Ana Lima", "member_of", "Orvale"),
        ),
        ("[O Front] and its patron [L Quxland] left.", "Quxland", "backs", "Front"),
        ("[O Front] and its ally [O Guard] left.", "Front", "allied_with", "Guard"),
        ("[O Front] and its rival [O Guard] left.", "Front", "opposes", "Guard"),
        ("[O Front] fighters clashed with the [O Guard].", "Front", "opposes", "Guard"),
        ("[O Front] clashed again with the [O Guard].", "Front", "opposes", "Guard"),
        ("[O Front] is at odds with the [O Guard].", "Front", "opposes", "Guard"),
        (
            "[O Front], an umbrella under which the [O Guard] operates, left.",
            *("Guard", "part_of", "Front"),
        ),
        ("[O Front] under the command of [P Ana Lima] left.", "Ana Lima", "leads", "Front"),
        ("A [O Front]-linked network left [O Guard].", "network", "tied_to", "Front"),
        ("[P Ana Lima], head of the [O Orvale Front], left.", "Ana Lima", "leads", "Orvale Front"),
        (
            "[P Ana Lima], the deputy head of the [O Orvale Front], left.",
            *("Ana Lima", "member_of", "Orvale Front"),
        ),
        ("[O Orvale Front] spokesman [P Ana Lima] left.", "Ana Lima", "member_of", "Orvale Front"),
        ("[L Quxland]-backed [O Orvale Front] left.", "Quxland", "backs", "Orvale Front"),
        ("The [O Orvale Front], backed by [L Quxland], left.", "Quxland", "backs", "Orvale Front"),
        ("The [O Orvale Guard] is part of the [O Front].", "Orvale Guard", "part_of", "Front"),
        ("[O Front] is linked to [O Guard].", "Front", "tied_to", "Guard"),
        ("[O Front], allied with [O Guard], left.", "Front", "allied_with", "Guard"),
        ("[O Front] is at war with [O Guard].", "Front", "opposes", "Guard"),
        ("[L Quxland]'s president, [P Ana Lima], left.", "Ana Lima", "leads", "Quxland"),
        (
            "[P Ana Lima], an [O Orvale Front] spokesman in the north, left.",
            *("Ana Lima", "member_of", "Orvale Front"),
        ),
        (
            "An [O Orvale Front] commander in the north, [P Ana Lima], left.",
            *("Ana Lima", "member_of", "Orvale Front"),
        ),
        (
            "[P Ana Lima], a foreign ministry official, left.",
            *("Ana Lima", "member_of", "foreign ministry"),
        ),
        (
            "[P Ana Lima], press director of the [O Orvale Front], left.",
            *("Ana Lima", "member_of", "Orvale Front"),
        ),
        (
            "[P Ana Lima], chief of the [L Quxland] police, left.",
            *("Ana Lima", "leads", "Quxland police"),
        ),
        ("The army is fighting the [O Orvale Front].", "army", "opposes", "Orvale Front"),
        (
            "The [O Orvale Guard] has launched an offensive against the [O Front].",
            *("Orvale Guard", "opposes", "Front"),
        ),
        (
            "The [O Orvale Guard] launched its campaign to defeat the [O Front].",
            *("Orvale Guard", "opposes", "Front"),
        ),
        ("[N Quxish] Gen. [P Ana Lima] left.", "Ana Lima", "member_of", "Quxish"),
        ("The [O Front], whose leader is [P Ana Lima], left.", "Ana Lima", "leads", "Front"),
        ("[O Front] military spokesman [P Ana Lima] left.", "Ana Lima", "member_of", "Front"),
        ("Rivals [O Front] and [O Guard] met.", "Front", "opposes", "Guard"),
        ("[L Quxland] and [L Orvale] have fought for years.", "Quxland", "opposes", "Orvale"),
        ("The army and the [O Front] have fought the [O Guard].", "Front", "opposes", "Guard"),
        ("The [O Front]'s rival, the [O Guard], left.", "Front", "opposes", "Guard"),
        ("It is a dispute between the [O Front] and [O Guard].", "Front", "opposes", "Guard"),
        (
            "The [O Front], whose men left in May, is fighting the [O Guard].",
            *("Front", "opposes", "Guard"),
        ),
        ("[O Front] fighters, trained and paid by the army, left.", "army", "backs", "Front"),
        ("Police units backed by the [O Guard] left.", "Guard", "backs", "Police"),
        ("The [O Front], with the support of [L Quxland], won.", "Quxland", "backs", "Front"),
        (
            "[L Quxland] has expressed strong support for the [O Front].",
            *("Quxland", "backs", "Front"),
        ),
        ("[L Quxland] and its [N Orvalian] allies left.", "Quxland", "allied_with", "Orvalian"),
        (
            "[O Guard] forces have fought alongside the [O Front].",
            *("Guard", "allied_with", "Front"),
        ),
        ("[L Quxland]'s prison service [O QPS] left.", "QPS", "part_of", "Quxland"),
        ("[O Amak], the [O Front]'s news agency, said so.", "Amak", "part_of", "Front"),
        ("The [O Front] said so through its [O Amak] agency.", "Amak", "part_of", "Front"),
        (
            "Dissidents of the former [O Front] known as the [O Guard] left.",
            *("Guard", "tied_to", "Front"),
        ),
        ("[P Bo Reyes]'s lawyer, [P Ana Lima], left.", "Ana Lima", "tied_to", "Bo Reyes"),
        (
            "[P Ana Lima], of the think-tank [O Orvale], left.",
            *("Ana Lima", "member_of", "Orvale"),
        ),
        (
            "[P Ana Lima] of the [O Front]'s northern wing left.",
            *("Ana Lima", "member_of", "Front"),
        ),
        ("[P Ana Lima], who speaks for the school, left.", "Ana Lima", "member_of", "school"),
        ("The school's spokesman, [P Ana Lima], left.", "Ana Lima", "member_of", "school"),
        ("Coast guard spokesman [P Ana Lima] left.", "Ana Lima", "member_of", "Coast guard"),
        (
            "Police accused [P Ana Lima], a spokesman for the [O Front], of fraud.",
            *("Ana Lima", "member_of", "Front"),
        ),
        (
            "Orders were not obeyed by militias backed by [L Quxland].",
            *("Quxland", "backs", "militias"),
        ),
        (
            "“Nobody won't stop,” said [P Ana Lima] of the [O Orvale Forum].",
            *("Ana Lima", "member_of", "Orvale Forum"),
        ),
        (
            "The [O Force] is the foreign arm of [L Quxland]'s [O Guards].",
            *("Force", "part_of", "Guards"),
        ),
    ],
)
def test_stated(marked: str, subject: str, predicate: str, object_: str) -> None:
    """A pattern gives predicate and direction."""
    text, found = read(marked)
    assert [(subject, predicate, object_)] == [
        (text[slice(*tie.subject)], tie.predicate, text[slice(*tie.object)]) for tie in found
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "The [O Orvale Front] and other [L Quxland]-backed militias left.",
        "[L Quxland]-backed militias such as the [O Orvale Front] left.",
    ],
)
def test_whose_groups_a_name_is_one_of(marked: str) -> None:
    """What is said of a group is said of those that are named as belonging to it."""
    text, found = read(marked)
    assert ("Quxland", "backs", "Orvale Front") in [
        (text[slice(*tie.subject)], tie.predicate, text[slice(*tie.object)]) for tie in found
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "[P Ana Lima] met [P Bo Reyes].",
        "[P Ana Lima], head of [L Quxlands]' police, left.",
        "[P Ana Lima], formerly the head of the [O Orvale Front], left.",
        "Minister for [L Quxland] [P Ana Lima] left.",
        "In [L Quxland] Minister [P Ana Lima] left.",
        "The [O Front] is not part of the [O Guard].",
        "[L Quxland] denies that it arms the [O Front].",
        "[P Ana Lima] could become head of the [O Front].",
        "[O Front] denied any link to the [O Guard].",
        "[L Quxland] cut diplomatic ties with [L Orvale].",
        "[P Ana Lima], an adviser in [L Orvale], left.",
        "The [O Front] is linked to the [L Quxland] attacks.",
        "The alleged [O Front] spokesman [P Ana Lima] left.",
        "The [O Front] suspended operations against the [O Guard].",
        "[P Ana Lima], who wrote of the mayor of [L Quxland], left.",
        "[L Quxland]'s [O Front] movement fired at ships.",
        "[L Quxland]'s [O Front] rebels fired at ships.",
    ],
)
def test_what_is_not_stated(marked: str) -> None:
    """What is denied, possible, or no relation is not stated."""
    assert read(marked)[1] == []


@pytest.mark.parametrize(
    "marked, since, until",
    [
        ("[P Ana Lima] has led the [O Front] since 2016.", "2016", None),
        ("[P Ana Lima] joined the [O Front] in 2012.", "2012", None),
        ("[P Ana Lima], who led the [O Front] until 2019, left.", None, "2019"),
        ("[P Ana Lima] was a member of the [O Front] from 2010 to 2014.", "2010", "2014"),
        ("[P Ana Lima] belonged to the [O Front] until 2018.", None, "2018"),
        (
            "[P Ana Lima] was deputy head of the [O Front] until her death in a crash in 2020.",
            *(None, "2020"),
        ),
    ],
)
def test_years(marked: str, since: str | None, until: str | None) -> None:
    """Years said with a relation bound it."""
    (tie,) = read(marked)[1]
    assert (since, until) == (tie.since, tie.until)


@pytest.mark.parametrize(
    "marked, role, ended",
    [
        ("[P Ana Lima] was deputy head of the [O Front].", "deputy head", False),
        ("[P Ana Lima], former head of the [O Front], left.", "head", True),
        ("Former [O Orvale Front] commander [P Ana Lima] left.", "commander", True),
        ("The former [N Quxish] prime minister, [P Ana Lima], left.", "prime minister", True),
        ("[P Ana Lima], then-commander of the [O Front], left.", "commander", True),
        ("[P Ana Lima], ex-president of [L Quxland], left.", "president", True),
        ("[P Ana Lima], head of the [O Front] until his death, was rich.", "head", True),
        (
            "[O Orvale Front]'s national security adviser, [P Ana Lima], left.",
            *("national security adviser", False),
        ),
        (
            "[P Ana Lima], the vice president of foreign policy at [O Orvale], left.",
            *("vice president of foreign policy", False),
        ),
        ("[P Ana Lima], chief of staff of the [O Front], left.", "chief of staff", False),
        ("[P Ana Lima], head of the former [O Front], left.", "head", False),
        ("[P Ana Lima] leads the [O Front].", None, False),
        ("[P Ana Lima] commanded the [O Front] until he was dismissed.", None, True),
    ],
)
def test_offices(marked: str, role: str | None, ended: bool) -> None:
    """A relation keeps the office that states it, and says if that is over without a year."""
    (tie,) = read(marked)[1]
    assert (role, ended) == (tie.role, tie.ended)


def test_marks() -> None:
    """Names become marks, a tied name two, titles words."""
    text = "Iran-backed militias met Gen. Rahimi."
    document: Any = SimpleNamespace(text=text, boilerplate=())
    (sentence,) = sentences(document)
    made = Marked.of(sentence, [Name(0, 4, "LOC"), Name(25, 36, "PER")])
    assert made.line == "<l0> -backed <g1> met <p2> ."
    assert ["Iran", "militias", "Rahimi"] == [text[one.start : one.end] for one in made.names]


PARTS = ("[P A],", "[O B]", "head", "of", "the", "and", "led", "by", "'s", "-backed", "part")


@given(st.lists(st.sampled_from(PARTS)))
def test_ties_are_the_same_again_and_inside(parts: list[str]) -> None:
    """Any order of marks and words gives relations inside the text, the same each time."""
    marked = " ".join(parts)
    text, found = read(marked)
    assert found == read(marked)[1]
    assert all(0 <= tie.evidence[0] < tie.evidence[1] <= len(text) for tie in found)


@pytest.mark.parametrize(
    "text",
    [
        "[P Ana Lima], a veteran of the [L Quxland war], left.",
        "[N Quxish] part of the [O Orvale] mission is over.",
        "[L Orvale]'s claim that [L Quxland] armed the [O Front] is old.",
    ],
)
def test_what_states_no_relation(text: str) -> None:
    """A war is no body, a people's adjective no part, and what somebody claims is not stated."""
    assert [] == read(text)[1]


def test_an_office_that_was_once_held_is_over() -> None:
    """An office with "once" before it says that the relation was, and is no longer."""
    _, (tie,) = read("[P Ana Lima], once spokesman of the [O Front], left.")
    assert ("member_of", "spokesman", True) == (tie.predicate, tie.role, tie.ended)
