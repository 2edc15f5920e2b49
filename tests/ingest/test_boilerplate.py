"""Page furniture: what is found, and above all what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import bounded
from watchfloor.ingest import find_boilerplate, normalise

NEWS = "A rocket hit the base on Thursday, the army said. Two soldiers were hurt."

WHOLE_LINES = [
    (
        "Note: This article has been indexed to our site. We do not claim copyright of any of it.",
        "republication",
    ),
    ("This story was originally published by the Tigris Post.", "republication"),
    ("This article originally appeared in The Harbour Review on 3 May.", "republication"),
    ("This story was first published by Harbour Wire.", "republication"),
    ("Click here to see the original.", "republication"),
    ("Read the original article", "republication"),
    ("Read the original at tigris.example.", "republication"),
    ("The post Rocket hits base appeared first on Tigris Post.", "republication"),
    ("Republished with permission from Harbour Wire.", "republication"),
    ("Except for the headline, this story has not been edited by Delta staff.", "republication"),
    ("Source: https://tigris.example/a", "republication"),
    ("(Reporting by Ann Lee and Omar Saleh in Basra; editing by Jo van Dam)", "credit"),
    ("(Additional reporting by Ann Lee; Writing by Jo Dam; Editing by U. S. Omar.)", "credit"),
    ("Harbour Wire reporter Ann Lee contributed to this report.", "credit"),
    ("Text: Harbour Wire", "credit"),
    ("Reporting: J. Lee and Omar bin Saleh", "credit"),
    ("(Writing and editing: Ann Lee)", "credit"),
    ("Photos: Ann Lee", "photo credit"),
    ("newsroom@tigris.example", "contact"),
    ("Email: ann.lee@tigris.example | Phone: +964 770 123 4567", "contact"),
    ("For more information, contact press@tigris.example.", "contact"),
    ("We use cookies to improve your experience.", "cookie notice"),
    ("By continuing to browse this site you agree to our terms.", "cookie notice"),
    ("Accept all cookies", "cookie notice"),
    ("© 2022 Tigris Post. All rights reserved.", "copyright"),
    ("Copyright 2022 Tigris Post", "copyright"),
    ("(c) 2022 Tigris Post", "copyright"),
    ("This material may not be published, broadcast, rewritten or redistributed.", "copyright"),
    ("Tous droits réservés.", "copyright"),
    ("Sign up for our newsletter", "subscription"),
    ("Subscribe", "subscription"),
    ("Get the Morning Brief in your inbox.", "subscription"),
    ("Share this article", "sharing"),
    ("Follow Ann Lee on Twitter @annlee.", "sharing"),
    ("ADVERTISEMENT", "advertisement"),
    ("Story continues below", "advertisement"),
    ("Read more: Rockets fall on town", "related link"),
    ("Related:", "related link"),
    ("See also: Rockets fall on town", "related link"),
    ("Image caption: Soldiers at the gate", "photo credit"),
    ("Photo: Ann Lee/Harbour Wire", "photo credit"),
    ("Ann Lee/AFP via Getty Images", "photo credit"),
    ("Photo by Ann Lee", "photo credit"),
]


@pytest.mark.parametrize("line,rule", WHOLE_LINES)
def test_furniture_is_found_exactly(line: str, rule: str) -> None:
    """A line of furniture after the news is one span, from its first to its last character."""
    text = f"{NEWS}\n\n{line}"

    found = find_boilerplate(text)

    assert [(rule, line)] == [(part.rule, text[part.start : part.end]) for part in found]


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee",
        "By Ann Lee and Omar bin Saleh, Harbour Wire",
        "BY ANN LEE",
        "by Ann Lee | Basra",
    ],
)
def test_bylines_stand_at_the_top(line: str) -> None:
    """A byline is found among the first lines, and not further down."""
    top = find_boilerplate(f"Rocket hits base\n\n{line}\n\n{NEWS}")
    below = find_boilerplate(f"{NEWS}\n" * 8 + line)

    assert ["byline"] == [part.rule for part in top]
    assert below == ()


@pytest.mark.parametrize(
    "sentence",
    [
        NEWS,
        "By Friday Morning The City Had Fallen",
        "By land and sea the army closed in",
        "By Force of Arms, the town was taken",
        "By 2019 the group had lost Mosul.",
        "Text: Army Leaves The Town And Takes All Of Its Guns",
        "Reporting: the army left the town.",
        "Text: The Army Fled",
        "Read the original at the museum where nine people were shot.",
        "The original headline was shot to pieces.",
        "Radio Delta republishes it every day.",
        "Reporting by the Post found that police had killed nine people.",
        "Video by the group shows fighters killing a captive.",
        "Reuters photos showed soldiers shelling the town.",
        "AP images show bodies in the street.",
        "Like many militants on Telegram, he threatened to attack the embassy.",
        "This post was supplied by helicopter until rebels overran it.",
        "This report was provided by the army, which killed nine people.",
        "The raid contributed to this week's fighting.",
        "Airstrikes contributed to reporting of panic.",
        "He claimed the rights of the dead were reserved for the army.",
        "“Follow us on Telegram,” the militia said after it shelled the town.",
        "For more information on the attack the police asked witnesses to come forward.",
        "Share of the blame lies with the army, which fired first.",
        "We used cookies laced with poison, the bomber told police.",
        "The group said it may not be stopped, and shelled the town.",
        "Subscribers to the paper were shot dead.",
        "Related attacks killed nine people.",
        "He was shot in front of the Related Stories bookshop.",
        "Read more than once, the letter threatened an attack.",
        "Copyright thieves were shot by police.",
        "Mr. Lee was shot by J. Smith of the U.S. Army.",
        "Contact was lost after the attack at +30 degrees north.",
    ],
)
def test_news_is_left_alone(sentence: str) -> None:
    """Sentences of news with the words of furniture are not flagged, at the top or below."""
    assert find_boilerplate(f"{sentence}\n\n{NEWS}") == ()
    assert find_boilerplate(f"{NEWS}\n\n{sentence}") == ()
    assert find_boilerplate(f"{NEWS} {sentence} {NEWS}") == ()


def test_a_footer_inside_a_line() -> None:
    """Furniture glued to news is cut out by sentence; neighbours by one rule are one span."""
    text = f"{NEWS} Share this story. © 2022 Tigris Post. All rights reserved."

    found = find_boilerplate(text)

    assert [
        ("sharing", "Share this story."),
        ("copyright", "© 2022 Tigris Post. All rights reserved."),
    ] == [(part.rule, text[part.start : part.end]) for part in found]


@pytest.mark.parametrize(
    "sequel",
    [
        "Radio Delta republishes it under its agreement with the agency; the headline is ours.",
        "Delta has changed the headline and cut the text for length.",
        "It has been edited for clarity.",
        "The original article is at tigris.example.",
        "It appears here under a Creative Commons licence.",
    ],
)
def test_a_republication_note_goes_on(sequel: str) -> None:
    """A sentence on headline, cuts or licence belongs to the note before it, news does not."""
    note = f"This article was originally published by Harbour Wire. {sequel}"
    found = find_boilerplate(f"{NEWS}\n\n{note} {NEWS}")

    assert [("republication", len(NEWS) + 2, len(NEWS) + 2 + len(note))] == [
        (part.rule, part.start, part.end) for part in found
    ]
    assert find_boilerplate(f"{NEWS}\n\n{sequel}") == ()


def test_a_headline_is_no_credit() -> None:
    """The first line of a text may begin like a credit."""
    assert find_boilerplate(f"Reporting: Army Leaves Town\n\n{NEWS}") == ()


def test_a_footer_at_the_end_of_a_long_paragraph() -> None:
    """Of a paragraph in one line both ends are read, wherever they stand."""
    text = "© 2022 Tigris Post. " + f"{NEWS} " * 30 + "This story was first published by Delta."

    found = find_boilerplate(text)

    assert ["© 2022 Tigris Post.", "This story was first published by Delta."] == [
        text[part.start : part.end] for part in found
    ]


def test_a_long_line_that_begins_with_space() -> None:
    """An indented paragraph is read at its end like others."""
    text = " " * 500 + f"{NEWS} " * 20 + "© 2022 Tigris Post."

    assert ["© 2022 Tigris Post."] == [
        text[part.start : part.end] for part in find_boilerplate(text)
    ]


FURNITURE = st.sampled_from([line for line, _ in WHOLE_LINES] + [NEWS, "", "x" * 700])


@given(st.lists(FURNITURE | st.text(), max_size=12), st.sampled_from(["\n", " ", "\n\n"]))
def test_spans_are_sorted_and_inside(lines: list[str], glue: str) -> None:
    """Spans rise, do not overlap, lie inside the text and begin and end with its words."""
    assert_sound(normalise(glue.join(lines)))


@pytest.mark.parametrize("count", range(1, 20))
def test_the_two_ends_of_a_line_never_overlap(count: int) -> None:
    """Furniture repeated to any length of line is found without overlap."""
    assert_sound(" ".join([WHOLE_LINES[0][0]] * count))


def assert_sound(text: str) -> None:
    """Check the order and the bounds of every span."""
    end = 0

    for part in find_boilerplate(text):
        assert end <= part.start < part.end <= len(text)
        words = text[part.start : part.end]
        assert words == words.strip()
        end = part.end


@pytest.mark.parametrize(
    "text",
    [
        "word. " * 350_000,
        "w" * 1_000_000,
        '"' * 100_000,
        "by a\n" * 100_000,
        "© " * 500_000,
        "(" * 500_000,
        ("for any any any questions , " * 21 + "\n") * 1000,
        ("Reporting by A and B; " * 27 + "\n") * 1000,
        ("the post " * 60 + "\n") * 1000,
        ("a@" * 250 + "\n") * 1000,
    ],
    ids=str.__len__,
)
def test_hostile_sizes_are_bounded(text: str) -> None:
    """Texts made to hurt cost seconds at most."""
    with bounded():
        find_boilerplate(text)
