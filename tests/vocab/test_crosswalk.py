"""CAMEO comes in and ACLED goes out by the tables, and every word in the tables exists."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.errors import VocabularyError
from watchfloor.vocab import crosswalk, plover, tables
from watchfloor.vocab.crosswalk import Recipient, acled_categories, from_cameo, to_acled

CAMEO = tables.read("cameo_plover", crosswalk.VERSION, ("code", "type", "mode", "note"))
ACLED = tables.read(
    "plover_acled",
    crosswalk.VERSION,
    ("type", "mode", "recipient", "event_type", "sub_event_type", "note"),
)
RECIPIENTS: tuple[Recipient, ...] = ("armed", "civilian", "protesters", "unknown")
MODES = {name: list(plover.modes(name)) for name in plover.types()}


def test_every_cameo_row_is_in_the_vocabulary() -> None:
    """Each CAMEO row names a known type and mode, or says in its note why it is dropped."""
    for row in CAMEO:
        assert row["code"].isdigit(), row
        if row["type"]:
            plover.check(row["type"], [row["mode"]] if row["mode"] else [])
        else:
            assert row["note"], row
            assert not row["mode"], row


def test_cameo_rows_stand_once_and_cover_every_root() -> None:
    """No code stands twice, and each root from 01 to 20 has a row."""
    codes = [row["code"] for row in CAMEO]
    assert len(set(codes)) == len(codes)
    assert {f"{root:02}" for root in range(1, 21)} == {code for code in codes if len(code) == 2}


@pytest.mark.parametrize(
    "code, type_name, mode",
    [
        ("03", "AGREE", None),
        ("042", "CONSULT", "visit"),
        ("0411", "CONSULT", "phone"),
        ("055", "CONCEDE", None),
        ("0833", "CONCEDE", None),
        ("0813", "CONCEDE", None),
        ("0841", "RETREAT", "release"),
        ("0871", "RETREAT", "ceasefire"),
        ("091", "ACCUSE", "investigate"),
        ("1124", "ACCUSE", "allege"),
        ("116", "SANCTION", "convict"),
        ("130", "THREATEN", None),
        ("1384", "THREATEN", "violence"),
        ("1381", "THREATEN", "restrict"),
        ("141", "PROTEST", "demo"),
        ("143", "PROTEST", None),
        ("163", "SANCTION", "discontinue"),
        ("1712", "ASSAULT", "destroy"),
        ("175", "ASSAULT", None),
        ("1831", "ASSAULT", "suicide-attack"),
        ("1833", "ASSAULT", "explosives"),
        ("186", "ASSAULT", "targeted"),
        ("190", "ASSAULT", None),
        ("191", "COERCE", "restrict"),
        ("192", "COERCE", "seize"),
        ("195", "ASSAULT", "aerial"),
        ("1952", "ASSAULT", "drone"),
        ("20", "ASSAULT", "unconventional"),
        ("2041", "ASSAULT", "unconventional"),
        ("202", "ASSAULT", "targeted"),
    ],
)
def test_cameo_codes(code: str, type_name: str, mode: str | None) -> None:
    """The longest row that begins a code decides what it means."""
    found = from_cameo(code)
    assert found is not None
    assert (type_name, mode) == (found.type, found.mode)


@pytest.mark.parametrize("code", ["01", "010", "015", "016", "02", "0211"])
def test_statements_are_no_events(code: str) -> None:
    """Statements and appeals are dropped as events."""
    assert from_cameo(code) is None


def test_responsibility_is_kept_for_the_claims() -> None:
    """The two codes about responsibility say in the table that claims keep them."""
    notes = {row["code"]: row["note"] for row in CAMEO}
    assert "responsibility" in notes["015"]
    assert "denial" in notes["016"]


@pytest.mark.parametrize(
    "code", ["", "1", "21", "00", "99", "x", "19x", "19 ", "18211", "１９", "0x1", "19\n"]
)
def test_unknown_cameo_codes_are_refused(code: str) -> None:
    """A code that is not CAMEO's, or of an unknown root, is an error and not a guess."""
    with pytest.raises(VocabularyError, match="unknown CAMEO code"):
        from_cameo(code)


@given(st.from_regex(r"[0-9]{2,4}", fullmatch=True))
def test_a_finer_code_means_what_its_parent_means(code: str) -> None:
    """A code without a row of its own means the same as the code one digit shorter."""
    rows = {row["code"] for row in CAMEO}
    if code in rows or len(code) == 2:
        return
    try:
        parent = from_cameo(code[:-1])
    except VocabularyError:
        with pytest.raises(VocabularyError):
            from_cameo(code)
        return
    assert parent == from_cameo(code)


def test_acled_has_six_types_and_twenty_five_sub_types() -> None:
    """The categories are ACLED's own, in its numbers."""
    expected = {
        "Battles": 3,
        "Explosions/Remote violence": 6,
        "Violence against civilians": 3,
        "Protests": 3,
        "Riots": 2,
        "Strategic developments": 8,
    }
    found = acled_categories()
    assert expected == Counter(item.event_type for item in found.values())
    assert all(name == item.sub_event_type for name, item in found.items())


@pytest.mark.parametrize(
    "name, organised, disorder",
    [
        ("Armed clash", True, "Political violence"),
        ("Mob violence", False, "Political violence"),
        ("Peaceful protest", False, "Demonstrations"),
        ("Violent demonstration", False, "Demonstrations"),
        ("Excessive force against protesters", False, "Political violence; Demonstrations"),
        ("Agreement", False, "Strategic developments"),
    ],
)
def test_flags_give_the_disorder_type(name: str, organised: bool, disorder: str) -> None:
    """ACLED's column `disorder_type` follows from the flags."""
    found = acled_categories()[name]
    assert (organised, disorder) == (found.organised_violence, found.disorder_type)


def test_every_acled_rule_is_in_both_vocabularies() -> None:
    """Each rule names a known type, mode, recipient and category, spelled as the category is."""
    categories = acled_categories()
    for row in ACLED:
        plover.check(row["type"], [row["mode"]] if row["mode"] else [])
        assert row["recipient"] in {*RECIPIENTS, "any"}, row
        if row["sub_event_type"]:
            assert row["event_type"] == categories[row["sub_event_type"]].event_type
        else:
            assert not row["event_type"], row
            assert row["note"], row


def test_no_acled_rule_is_out_of_reach() -> None:
    """No rule stands below another that takes every event it is for."""
    for index, row in enumerate(ACLED):
        above = [
            earlier
            for earlier in ACLED[:index]
            if earlier["type"] == row["type"]
            and earlier["mode"] in ("", row["mode"])
            and earlier["recipient"] in ("any", row["recipient"])
        ]
        assert not above, row


@pytest.mark.parametrize(
    "type_name, modes, recipient, expected",
    [
        ("ASSAULT", ("drone", "targeted"), "armed", "Air/drone strike"),
        ("ASSAULT", ("aerial",), "unknown", "Air/drone strike"),
        ("ASSAULT", ("heavy-weapons",), "civilian", "Shelling/artillery/missile attack"),
        ("ASSAULT", ("heavy-weapons", "sideAB"), "armed", "Armed clash"),
        ("ASSAULT", ("explosives",), "armed", "Remote explosive/landmine/IED"),
        ("ASSAULT", ("explosives", "suicide-attack"), "civilian", "Suicide bomb"),
        ("ASSAULT", ("unconventional", "aerial"), "civilian", "Chemical weapon"),
        ("ASSAULT", ("firearms",), "armed", "Armed clash"),
        ("ASSAULT", ("firearms",), "civilian", "Attack"),
        ("ASSAULT", ("firearms",), "protesters", "Excessive force against protesters"),
        ("ASSAULT", ("firearms",), "unknown", None),
        ("ASSAULT", ("targeted",), "unknown", "Attack"),
        ("ASSAULT", ("abduct",), "civilian", "Abduction/forced disappearance"),
        ("ASSAULT", ("abduct", "firearms"), "civilian", "Attack"),
        ("ASSAULT", ("sexual", "beat"), "civilian", "Sexual violence"),
        ("ASSAULT", ("destroy",), "unknown", "Looting/property destruction"),
        ("ASSAULT", ("destroy", "firearms"), "civilian", "Attack"),
        ("ASSAULT", ("crowd-control",), "protesters", "Protest with intervention"),
        ("ASSAULT", ("beat", "firearms"), "protesters", "Excessive force against protesters"),
        ("ASSAULT", (), "armed", "Armed clash"),
        ("ASSAULT", (), "unknown", None),
        ("PROTEST", (), "unknown", "Peaceful protest"),
        ("PROTEST", ("demo", "riot"), "unknown", "Violent demonstration"),
        ("PROTEST", ("boycott",), "unknown", None),
        ("COERCE", ("arrest",), "civilian", "Arrests"),
        ("COERCE", ("censor",), "civilian", None),
        ("RETREAT", ("withdraw",), "armed", "Non-violent transfer of territory"),
        ("RETREAT", ("withdraw",), "unknown", "Change to group/activity"),
        ("RETREAT", ("ceasefire",), "armed", "Agreement"),
        ("MOBILIZE", ("troops",), "unknown", "Change to group/activity"),
        ("AGREE", (), "armed", "Agreement"),
        ("AGREE", (), "civilian", None),
        ("THREATEN", ("violence",), "armed", None),
    ],
)  # fmt: skip
def test_acled_categories_of_events(
    type_name: str, modes: tuple[str, ...], recipient: Recipient, expected: str | None
) -> None:
    """The actor test, the remote arms and the abstentions are as the decision says."""
    found = to_acled(type_name, modes, recipient=recipient, status="actual")
    assert expected == (found.sub_event_type if found else None)


@pytest.mark.parametrize("status", ["planned", "threatened", "hypothetical", "denied"])
def test_what_did_not_happen_has_no_category(status: str) -> None:
    """Only actual and attempted events have a place in ACLED."""
    assert to_acled("ASSAULT", ("drone",), recipient="civilian", status=status) is None
    attempted = to_acled("ASSAULT", ("drone",), recipient="civilian", status="attempted")
    assert attempted == acled_categories()["Air/drone strike"]


def test_verbal_types_have_no_category() -> None:
    """Words are no ACLED events, but for an agreement between armed parties."""
    verbal = [name for name in plover.types() if plover.quad(name) in (1, 3)]
    found = {
        (name, recipient)
        for name in verbal
        for recipient in RECIPIENTS
        if to_acled(name, MODES[name], recipient=recipient, status="actual")
    }
    assert found == {("AGREE", "armed")}


@given(
    st.lists(st.sampled_from(MODES["ASSAULT"]), max_size=5, unique=True),
    st.sampled_from(RECIPIENTS),
)
def test_order_of_modes_does_not_matter(modes: list[str], recipient: Recipient) -> None:
    """The category depends on which modes there are, not on how they are listed."""
    shuffled = sorted(modes)
    expected = to_acled("ASSAULT", modes, recipient=recipient, status="actual")
    assert expected == to_acled("ASSAULT", shuffled, recipient=recipient, status="actual")


def test_unknown_words_are_refused() -> None:
    """An unknown recipient, type or mode is an error and not an empty answer."""
    with pytest.raises(VocabularyError, match="unknown recipient 'soldiers'; known: armed"):
        to_acled("ASSAULT", recipient="soldiers", status="actual")  # type: ignore[arg-type]
    with pytest.raises(VocabularyError, match="unknown event type"):
        to_acled("FIGHT", recipient="armed", status="actual")
    with pytest.raises(VocabularyError, match="unknown mode of PROTEST"):
        to_acled("PROTEST", ("drone",), recipient="armed", status="denied")
