"""Copies in memory: pairs by their words, groups in any order, origins with their reason."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.ingest import find_boilerplate
from watchfloor.ingest.copies import Judge, batches, find_copies, group, sign_all
from watchfloor.model import CopyOf, Document, Published

SENTENCES = (
    "Two rockets struck the depot outside Tel Qasr before dawn, and the night watchman was hurt.",
    "The provincial governor said that the army had sealed every road into the northern valley.",
    "A spokesman for the river guard denied that any of its boats had been near the pier.",
    "Traders in the old market kept their shutters down and waited for word from the capital.",
    "Doctors at the clinic treated nine people for burns and sent three of them to the coast.",
    "The union of drivers called off its march and asked the ministry for escorts on the pass.",
    "Engineers hope to mend the broken power line within four days unless the shelling resumes.",
    "Schools in the eastern district will stay closed until the council has met on Sunday evening.",
    "Nobody has claimed the attack, the third on a fuel store since the ceasefire ended in spring.",
    "The observer mission wrote that both sides had moved heavy guns closer to the dividing line.",
    "Farmers along the canal reported drones above their fields on each of the last six nights.",
    "An envoy of the neighbouring state offered to carry messages between the two commanders.",
)


def text_of(*numbers: int) -> str:
    """Return sentences by number, two a paragraph."""
    chosen = [SENTENCES[number] for number in numbers]
    return "\n\n".join(" ".join(chosen[at : at + 2]) for at in range(0, len(chosen), 2))


def document(text: str, source: str | None = None, day: int | None = None, **more: Any) -> Document:
    """Return a document of a day in May, furniture marked as by a reader."""
    published = None if day is None else Published.on(date(2022, 5, day), "row")
    found = {"source": source, "published": published, "boilerplate": find_boilerplate(text)}
    return Document.new(text, **found | more)


WIRE = document(text_of(*range(8)), "Harbour Wire", 2)


@pytest.mark.parametrize(
    "text",
    [
        WIRE.text,
        "Another headline over it\n\n" + WIRE.text,
        WIRE.text.replace(". ", ".\n").upper(),
        WIRE.text.replace("governor said", "governor of the province told reporters"),
        text_of(0, 1, 2),
        text_of(0, 2, 3, 5, 6, 7),
        text_of(0, 1, 2, 3, 9, 4, 5, 6, 7),
        text_of(9, 1, 2, 3, 4, 5, 6, 7),
        text_of(4, 5, 6, 7, 0, 1, 2, 3),
        WIRE.text + "\n\nThis article was first published by Harbour Wire. All rights reserved.",
    ],
    ids=[
        *("equal", "headline", "wrapped", "reworded", "cut", "dropped", "inserted"),
        *("new lead", "reordered", "footer"),
    ],
)
def test_edited_texts_are_copies(text: str) -> None:
    """Every usual edit by another outlet leaves a copy, whichever of the two came first."""
    judge, other = Judge(), document(text, "Delta Post")
    assert judge.is_copy(WIRE, other)
    assert judge.is_copy(other, WIRE)
    assert group([WIRE, other]) == ((0, 1),)


def test_another_text_on_the_same_attack_is_none() -> None:
    """Two reporters share names and numbers, not runs of words."""
    own = (
        "Tel Qasr woke to smoke on Tuesday. The depot that burned was hit by two rockets, and a "
        "watchman lies in the clinic with nine others, doctors say. The army closed the roads."
    )
    assert group([WIRE, document(own, "Delta Post")]) == ((0,), (1,))


def test_a_round_up_does_not_join_its_items() -> None:
    """A page that holds three briefs whole is a copy of none but perhaps the one it opens with."""
    briefs = [document(text_of(at, at + 1), f"Site {at}") for at in (0, 2, 4)]
    page = document("\n\n".join(one.text for one in briefs), "Digest")
    assert group([page, *briefs]) == ((0, 1), (2,), (3,))


def test_pages_of_one_site_are_not_joined_by_their_furniture() -> None:
    """What most of two pages have in common is no copy if the news in them differ."""
    menu = "Live radio programmes weather roads markets letters archive contact " * 2
    foot = text_of(8, 9, 10)  # no rule knows it as furniture
    for source in ("Radio Delta", None):
        pages = [
            document(f"{menu}\n\n{text_of(*news)}\n\n{foot}", source) for news in ((0, 1), (2, 3))
        ]
        assert group(pages) == ((0,), (1,))


def test_few_common_words_prove_nothing_unless_all_are_equal() -> None:
    """A short alert is a copy of the same alert, and not of a longer one that begins like it."""
    alert, longer = "Explosion heard in Tel Qasr.", "Explosion heard in Tel Qasr, no details yet."
    texts = [document(alert, "A"), document(alert.upper(), "B"), document(longer, "C")]
    assert group(texts) == ((0, 1), (2,))


def test_scripts_without_spaces_are_compared_by_letter() -> None:
    """A Chinese text that lost its last sentence is still found; another text is not."""
    text = (
        "昨夜两枚火箭弹击中城外油库，一名守卫受伤。省长表示军队已封锁通往北部山谷的所有道路。"
        "市场商贩关门等待消息。"
    )
    other = "国务院今日召开会议，讨论明年的粮食收购价格与农村道路建设计划，并听取了各部门的汇报。"
    texts = [document(text, "A"), document(text[:44], "B"), document(other, "C")]
    assert group(texts) == ((0, 1), (2,))


def test_a_chain_of_copies_is_one_group() -> None:
    """A copy of a copy belongs to the group, even if too little of the first is left in it."""
    second = document(text_of(4, 5, 6, 7, 8, 9), "B")
    third = document(text_of(6, 7, 8, 9, 10, 11), "C")
    assert not Judge().is_copy(WIRE, third)
    assert group([WIRE, third, second]) == ((0, 1, 2),)


def test_the_credited_source_is_the_origin_whatever_the_dates() -> None:
    """A copy that names the wire is its copy, though the wire's text carries a later date."""
    copy = document(WIRE.text + "\n\nThis article was first published by Harbour Wire.", "Post", 1)
    found = find_copies([copy, WIRE])
    assert found[WIRE.id] == CopyOf(None, None)
    assert found[copy.id].id == WIRE.id
    reason = found[copy.id].reason or ""
    assert reason.startswith("credit: 'This article was first published by Harbour Wire.' at ")
    start, end = map(int, reason.rsplit(" ", 1)[1].split("-"))
    assert "Harbour Wire" in copy.text[start:end]


def test_credits_make_a_tree() -> None:
    """A text that credits a copy hangs under that copy; others hang under the origin."""
    post = document("TEL QASR (Harbour Wire) - " + WIRE.text, "Delta Post", 3)
    blog = document(WIRE.text + "\n\nOriginally published by Delta Post.", "A Blog", 4)
    none = document("Rockets!\n\n" + WIRE.text, "Radio", 5)
    found = find_copies([none, blog, post, WIRE])
    assert {WIRE.id: None, post.id: WIRE.id, blog.id: post.id, none.id: WIRE.id} == {
        name: one.id for name, one in found.items()
    }
    assert found[none.id].reason == "time: published 2022-05-05, the original 2022-05-02"


def test_a_credit_to_a_source_outside_the_group_does_not_count() -> None:
    """Where nobody in the group is credited, the earliest text is the origin."""
    early = document("TEL QASR (Far Agency) - " + WIRE.text, "Delta Post", 1)
    assert {early.id: None, WIRE.id: early.id} == {
        name: one.id for name, one in find_copies([WIRE, early]).items()
    }


def test_credits_in_a_circle_end_at_the_earlier() -> None:
    """Two outlets that credit each other are ordered by time."""
    one = document("TEL QASR (Beta) - " + WIRE.text, "Alpha", 1)
    two = document("TEL QASR (Alpha) - " + WIRE.text, "Beta", 2)
    three = document("TEL QASR (Beta) - Rockets. " + WIRE.text, "Gamma", 3)
    found = find_copies([three, two, one])
    assert [name for name, parent in found.items() if parent.id is None] in ([one.id], [two.id])
    for name in found:
        seen = []
        while (parent := found[name].id) is not None:
            assert name not in seen
            seen.append(name)
            name = parent  # noqa: PLW2901  (the way up)


def test_of_one_day_the_text_that_contains_the_other_is_the_origin() -> None:
    """A shorter text of the same day was cut; the reason says how much is left."""
    short = document(text_of(0, 1, 2, 3, 4), "Delta Post", 2)
    parent = find_copies([short, WIRE])[short.id]
    assert parent.id == WIRE.id
    assert parent.reason == "containment: the same day, 81 words of the original's 129"


def test_an_inferred_date_is_no_date() -> None:
    """A day that was read in the words themselves cannot say which text came first."""
    inferred = Published.on(date(2022, 1, 1), "inferred from the text: dateline")
    guess = document("News. " + WIRE.text, "Delta Post", published=inferred)
    assert find_copies([guess, WIRE])[guess.id] == CopyOf(
        WIRE.id, "time: no published date, the original 2022-05-02"
    )


def test_a_huge_line_is_survived() -> None:
    """Two megabytes on one line and a hundred thousand quotes are signed and compared."""
    long = document("“rocket” depot valley " * 100_000, "A")
    other = document("“rocket” depot valley " * 100_000 + "end", "B")
    assert group([long, other]) == ((0, 1),)


pieces = st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=7)
documents = st.lists(
    st.builds(
        lambda numbers, source, day: document(text_of(*numbers), source, day),
        pieces,
        st.sampled_from(("Alpha", "Beta", "Gamma (Alpha) - ", None)),
        st.sampled_from((None, 1, 2)),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


NOISE = st.text(alphabet=" ab\n.'’é—昨夜ß،", max_size=40).filter(str.strip)


@given(documents, st.lists(NOISE, max_size=4))
def test_texts_are_signed_together_as_alone(texts: list[Document], noise: list[str]) -> None:
    """Neighbours in a batch change nothing, short and empty texts and other scripts among them."""
    held = [*texts, *(document(text, f"N{at}") for at, text in enumerate(noise))]
    assert [Judge().sign(one) for one in held] == [own for own, _ in sign_all(held)]


def test_case_is_no_difference_in_any_script() -> None:
    """Letters that have a case are folded wherever they stand among quotes; others stay."""
    pairs = [
        ("The “Élan” of İzmir — and its STRASSE", "the «élan» OF i̇zmir, and its Straße"),
        ("ΟΔΟΣ", "οδος"),
        ("МОСТ через Реку", "мост ЧЕРЕЗ реку"),
        ("27 K at 昨夜", "27 k AT 昨 夜"),
    ]
    for one, other in pairs:
        first, second = (Judge().sign(document(text)) for text in (one, other))
        assert first.content == second.content


@given(documents)
def test_batches_are_the_documents_in_their_order(texts: list[Document]) -> None:
    """Nothing is left out or turned round, and a batch is never empty."""
    found = list(batches(texts))
    assert texts == [one for batch in found for one in batch]
    assert all(found)


@given(documents, st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(texts: list[Document], chance: Any) -> None:
    """Groups, origins and reasons are those of the set."""
    shuffled = list(texts)
    chance.shuffle(shuffled)
    assert find_copies(texts) == find_copies(shuffled)


@given(pieces, pieces, st.sampled_from(("Alpha", "Beta", None)))
def test_a_pair_is_a_pair_in_both_directions(one: list[int], two: list[int], source: Any) -> None:
    """Verification is symmetric."""
    left, right = document(text_of(*one), "Alpha"), document(text_of(*two), source)
    assert Judge().is_copy(left, right) == Judge().is_copy(right, left)


@given(documents)
def test_groups_have_one_origin_and_no_circle(texts: list[Document]) -> None:
    """From every text the way up ends at the one text of its group that is no copy."""
    found = find_copies(texts)
    for members in group(texts):
        ids = {texts[at].id for at in members}
        assert 1 == sum(found[name].id is None for name in ids)
        for name in ids:
            for _ in ids:
                name = found[name].id or name  # noqa: PLW2901  (the way up)
            assert found[name].id is None
            assert name in ids


def test_every_order_of_a_chain_gives_one_group() -> None:
    """Three texts of which two are no pair are one group in each of the six orders."""
    texts = [
        WIRE,
        document(text_of(4, 5, 6, 7, 8, 9), "B"),
        document(text_of(6, 7, 8, 9, 10, 11), "C"),
    ]
    assert {3} == {len(group(order)[0]) for order in permutations(texts)}
