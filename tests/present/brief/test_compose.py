"""What a brief says: facts of accepted incidents alone, each with its source and its words."""

import re
from dataclasses import replace

import pytest

from tests.present.brief import made
from watchfloor.export.discretion import DISCREET, Discretion
from watchfloor.model import Assertion, Count, Status
from watchfloor.model.brief import Brief
from watchfloor.pipeline_dossier import Covering
from watchfloor.present.brief.compose import Frame, compose
from watchfloor.present.brief.happenings import representative
from watchfloor.present.brief.markdown import markdown
from watchfloor.present.brief.page import page
from watchfloor.present.brief.words import toll_words

FRAME = Frame(title="May", filters="", command="watchfloor brief", version="0.0")
ESTIMATIVE = re.compile(
    r"\b(?:likely|unlikely|probabl\w+|possibl\w+|may|might|could|perhaps|almost certain\w*|"
    r"roughly even|apparently|presumably)\b",
    re.IGNORECASE,
)


def brief(*told: object, rules: Discretion = DISCREET, **more: object) -> Brief:
    """Return the brief of some incidents."""
    return compose(made.material(*told, **more), FRAME, rules)  # type: ignore[arg-type]


def sentences(one: Brief, title: str) -> list[str]:
    """Return the sentences of a part."""
    (part,) = [part for part in one.parts if part.title == title]
    return [sentence.text for sentence in part.sentences]


def agreed() -> object:
    """Return the known incident with one number that both sources share."""
    known = made.known()
    other = known.testimonies[1].event
    assert other.dead is not None
    same = replace(other, dead=replace(other.dead, low=3, high=5))
    return replace(
        known, testimonies=(known.testimonies[0], replace(known.testimonies[1], event=same))
    )


def test_two_sources_and_a_person_make_a_plain_fact() -> None:
    """What a person accepted and two independent sources carry is told without attribution."""
    assert [
        "On 6 May 2030, River Front attacked with rockets or other heavy weapons, in Ash (IRQ);"
        " 3 to 5 people were killed."
    ] == sentences(brief(agreed()), "Known")


def test_a_number_of_one_source_is_its_own() -> None:
    """Two sources carry the attack and one its toll: the sentence names that one for it."""
    known = made.known()
    silent = replace(known.testimonies[1].event, dead=None)
    testimonies = known.testimonies[0], replace(known.testimonies[1], event=silent)
    (text,) = sentences(brief(replace(known, testimonies=testimonies)), "Known")
    assert text.startswith("On 6 May 2030, River Front attacked")
    assert text.endswith("3 to 5 people were killed (by Ash Wire alone).")


def test_whoever_gives_the_toll_is_named() -> None:
    """Of texts that are one source, the one whose words give the number is named, too."""
    known = made.known()
    silent = replace(known.testimonies[0].event, dead=None)
    one = replace(
        known,
        incident=replace(known.incident, dead=known.testimonies[1].event.dead),
        testimonies=(replace(known.testimonies[0], event=silent), known.testimonies[1]),
        groups=((0, 1),),
    )
    (text,) = sentences(brief(one), "One side only")
    assert text.startswith("According to Ash Wire and Birch Post: ") or text.startswith(
        "According to Birch Post: "
    )
    cited = [one for one in brief(one).citations if one.document_id is not None]
    assert all(each.source in text for each in cited)


def test_one_source_is_named() -> None:
    """An accepted incident of one source is that source's, and whom it cites is named."""
    assert [
        "According to Cedar Radio (citing “police”): on 9 May 2030, there was a shooting at"
        " “[name withheld]”, in Birch (IRQ)."
    ] == sentences(brief(made.one_sided()), "One side only")


def test_values_that_differ_stand_side_by_side() -> None:
    """Two numbers that share none are disputed, each with who says it."""
    assert (
        "On the number of people killed in the incident on 6 May 2030, sources differ:"
        " 3 (Ash Wire); 5 (Birch Post)." in sentences(brief(made.known()), "Disputed")
    )
    assert sentences(brief(made.known()), "Known") == []


def test_what_nobody_reviewed_is_read_not_said() -> None:
    """An unreviewed incident is a reading of the machine, with the words under it."""
    one = brief(made.unreviewed(), made.one_sided())
    (part,) = [part for part in one.parts if part.title == "Not yet reviewed"]
    (sentence,) = part.sentences
    assert sentence.text.startswith("Read in Dale News: on 12 May 2030, “Gunmen” destroyed")
    assert sentence.quote is not None
    assert "burned" in sentence.quote
    assert (one.reviewed, one.incidents) == (1, 2)
    assert "1 reviewed of 2 incidents" in markdown(one)


def test_an_empty_part_says_whether_anybody_looked() -> None:
    """Nothing known or disputed of what nobody accepted is no finding, and the brief says so."""
    leads = {part.title: part.lead for part in brief(made.unreviewed()).parts}
    for title in ("Known", "One side only", "Disputed", "Unknown"):
        assert leads[title] == "Nobody has accepted an incident of the period yet."
    looked = {part.title: part.lead for part in brief(made.one_sided()).parts}
    assert looked["Disputed"] == "Nothing."


def test_the_words_of_a_toll_are_those_that_give_its_number() -> None:
    """Of two numbers in one source's texts the sentence cites the one that it tells."""
    known = made.known()
    three, five = known.testimonies
    for shown, words in ((three.event.dead, "Three people"), (five.event.dead, "5 people")):
        one = replace(
            known,
            incident=replace(known.incident, dead=shown, independent_sources=1),
            groups=((0, 1),),
        )
        (sentence,) = [
            each for part in brief(one).parts for each in part.sentences if "killed." in each.text
        ]
        cited = [brief(one).citations[number - 1].words for number in sentence.cites]
        assert any(words in each for each in cited), (words, cited)


def test_the_words_cited_tell_of_what_is_told() -> None:
    """Of a source's two mentions the one of the incident's status is cited, not that with more."""
    tried = made.event("Dale News", "Gunmen burned", 12, status=Status.ATTEMPTED)
    both = made.told([tried, replace(made.burning(), chain=tried.chain)])
    assert tried.id == representative(both, both.testimonies).id


def test_both_ends_of_a_toll_have_their_words() -> None:
    """Of one source's texts that say 3 and 5, the sentence that tells both cites both."""
    one = replace(made.known(), groups=((0, 1),))
    (sentence,) = [
        each for part in brief(one).parts for each in part.sentences if "killed." in each.text
    ]
    assert "3 to 5 people were killed." in sentence.text
    cited = " ".join(brief(one).citations[number - 1].words for number in sentence.cites)
    assert "Three people" in cited
    assert "5 people" in cited


def test_unreviewed_of_two_sources_still_names_them() -> None:
    """Two sources do not make a fact: a person does."""
    known = made.known()
    waiting = replace(known, incident=replace(known.incident, review=None))
    (first, *_) = sentences(brief(waiting), "Not yet reviewed")
    assert first.startswith("Read in Ash Wire and Birch Post: on 6 May 2030, River Front")


def test_every_sentence_with_a_fact_is_cited_and_every_number_resolves() -> None:
    """Each [n] is a citation; the words of each are the text's at its span, masks apart."""
    one = brief(made.known(), made.one_sided(), made.unreviewed(), claims=(made.denial(),))
    known = {citation.number for citation in one.citations}
    texts = {document.id: document.text for document in made.DOCUMENTS.values()}
    for part in one.parts:
        for sentence in part.sentences:
            assert sentence.cites, sentence
            assert set(sentence.cites) <= known
    assert sorted(known) == list(range(1, len(known) + 1))
    for citation in one.citations:
        if citation.document_id is not None:
            words = texts[citation.document_id][citation.start : citation.end]
            assert len(words) == len(citation.words)
            assert all(a in (b, "█") for a, b in zip(citation.words, words, strict=True))


def test_names_of_private_persons_are_nowhere() -> None:
    """Neither sentence, quote, citation nor table names the teacher; the shelter has no town."""
    one = brief(made.one_sided(), made.unreviewed(), claims=(made.denial(),))
    for written in (page(one), markdown(one)):
        assert "Haddad" not in written
        assert "Dale (IRQ)" not in written
        assert "somewhere in Anbar (province, IRQ)" in written


def test_an_unmasked_brief_says_so() -> None:
    """Without masking the name stands, and the header warns."""
    written = markdown(brief(made.one_sided(), rules=Discretion(off=True)))
    assert "Omar Haddad" in written
    assert "UNMASKED" in written


def test_no_word_of_the_machine_weighs_a_likelihood() -> None:
    """Outside quotation marks and notes no estimative word stands."""
    one = brief(made.known(), made.one_sided(), made.unreviewed(), claims=(made.denial(),))
    for part in one.parts:
        for words in (part.lead or "", *(sentence.text for sentence in part.sentences)):
            own = re.sub(r"“[^”]*”", "", words).replace("May 2030", "")
            assert not ESTIMATIVE.search(own), own


def test_notes_are_signed_and_apart() -> None:
    """The analyst's note stands under its heading with name and date."""
    written = markdown(brief(made.known()))
    assert "> Watch the road to Ash." in written
    assert "> — Ana, 2030-06-01 (note nnnnnnnn)" in written


def test_accepted_and_unreviewed_are_separate_lines() -> None:
    """What changed is told of all, of those accepted, and of those that nobody reviewed."""
    told = sentences(brief(made.known(), made.one_sided(), made.unreviewed()), "What changed")
    held = [one for one in told if "4 weeks before" in one]
    whole, accepted, waiting = [one.partition(",")[0] for one in held][:3]
    assert whole.startswith("All incidents: 0.")
    assert "All incidents" == accepted == waiting
    assert any(one.startswith("All incidents, accepted alone: 0.45 a week") for one in told)
    assert any(one.startswith("All incidents, not yet reviewed: 0.23 a week") for one in told)


def test_the_same_material_gives_the_same_bytes() -> None:
    """Composing twice is composing once."""
    told = made.known(), made.one_sided(), made.unreviewed()
    assert page(brief(*told)) == page(brief(*told))
    assert markdown(brief(*told)) == markdown(brief(*told))


def test_the_page_runs_and_loads_nothing() -> None:
    """Hostile words stay words; there is no script, no picture from elsewhere, no event handler."""
    written = page(brief(made.unreviewed()))
    assert "<script" not in written
    assert "&lt;script&gt;alert(1)" in written
    assert "src=" not in written
    assert "default-src &#x27;none&#x27;" in written
    targets = re.findall(r'href="#(c\d+)"', written)
    assert targets
    assert all(f'id="{one}"' in written for one in targets)


def test_markdown_takes_no_markup_from_texts() -> None:
    """Marks of Markdown in a text are escaped."""
    written = markdown(brief(made.unreviewed()))
    assert "<script>" not in written.replace("\\<script\\>", "")


def test_a_count_of_several_is_read_not_said() -> None:
    """More attacks than the record holds are a reading of the machine, with its words under it."""
    event = made.event(
        "Dale News", "Gunmen burned", 12, count=Count.inferred(low=4, best=4, high=4)
    )
    covering = Covering(event=event, incidents=("a",), missing=3, words="")
    one = brief(made.one_sided(), coverings=(covering,))
    (part,) = [part for part in one.parts if part.title == "Unknown"]
    told = part.sentences[-1]
    assert told.text == (
        "Read in Dale News: 4 incidents of type ASSAULT on 12 May 2030; this record holds 1."
    )
    assert told.quote is not None
    assert "Gunmen burned" in told.quote
    assert "checked by nobody" in (part.lead or "")


def test_a_denial_of_what_was_accepted_is_a_reading() -> None:
    """A person accepted the incident; its denial is told as read, and the part says so."""
    denied = replace(made.one_sided(), claims=(made.denial(),))
    one = brief(denied)
    (part,) = [part for part in one.parts if part.title == "Disputed"]
    assert part.sentences[-1].text.startswith("Read as a denial by “███████████” (Cedar Radio)")
    assert "nobody checked" in (part.lead or "")


def test_every_row_of_incidents_says_where_its_words_stand() -> None:
    """Also of those that no sentence tells: the table gives the numbers of their words."""
    one = brief(made.known(), made.one_sided(), made.unreviewed())
    (grid,) = [grid for grid in one.grids if grid.title == "Incidents of the period"]
    known = {citation.number for citation in one.citations}
    assert len(grid.cites) == len(grid.rows) == 3
    assert all(numbers and set(numbers) <= known for numbers in grid.cites)
    number = grid.cites[0][0]
    (row,) = [row for row in markdown(one).splitlines() if row.startswith(f"| {grid.rows[0][0]}")]
    assert f"[{number}](#c{number})" in row
    assert f'<td><a class="cite" href="#c{number}">' in page(one)


def test_what_is_too_much_for_sentences_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accepted incidents that no sentence tells are not passed over in silence."""
    monkeypatch.setattr("watchfloor.present.brief.compose.MOST", 1)
    leads = {part.title: part.lead for part in brief(made.known(), made.one_sided()).parts}
    for title in ("Known", "One side only", "Disputed"):
        assert "1 more that a person accepted are in the table alone." in (leads[title] or "")


def test_a_gap_is_told() -> None:
    """Of an accepted incident without an actor it is told that nobody says who did it."""
    (gap,) = sentences(brief(made.one_sided()), "Unknown")
    assert "no report that was read says who did it" in gap


def test_blame_is_not_told_as_fact() -> None:
    """An act that a report lays on an actor is blamed on it, and the table counts it apart."""
    event = replace(made.shelling("Ash Wire", "Three", 3), assertion=Assertion.ACCUSED)
    one = brief(made.told([event], review="accepted"))
    (text,) = sentences(one, "One side only")
    assert "blamed on River Front" in text
    assert "River Front attacked" not in text
    (grid,) = [grid for grid in one.grids if grid.title == "Who is said to have acted"]
    assert [("River Front", "0", "0", "1", "Ash Wire", "0")] == list(grid.rows)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_the_order_of_incidents_does_not_matter(order: tuple[int, ...]) -> None:
    """The weightiest incident comes first, whatever the order of arrival."""
    told = made.known(), made.one_sided(), made.unreviewed()
    assert page(brief(*told)) == page(brief(*(told[place] for place in order)))


@pytest.mark.parametrize(
    "low,best,high,expected",
    [
        (70, 70, None, "at least 70 people were killed"),
        (1, 1, None, "at least 1 person was killed"),
        (9, 11, None, "at least 11 people were killed"),
        (None, 20, 20, "at most 20 people were killed"),
        (3, 3, 3, "3 people were killed"),
        (0, 0, None, "whether anybody was killed is disputed"),
        (0, 0, 0, "nobody was reported killed"),
    ],
)
def test_a_brief_says_which_end_of_a_toll_is_open(
    low: int | None, best: int, high: int | None, expected: str
) -> None:
    """What no report bounds is not told as a number."""
    count = Count.inferred(low=low, best=best, high=high)
    assert expected == toll_words([(count, "killed")])
