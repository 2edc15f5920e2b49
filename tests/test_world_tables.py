"""The tables of states and groups hold the world once: no code, name or alias stands for two."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from watchfloor import assets

Row = dict[str, str]

STATE_COLUMNS = ["iso3", "name", "aliases", "demonyms", "capital", "government"]
GROUP_COLUMNS = ["id", "name", "aliases", "type", "country", "note"]
TYPES = {"REB", "PRM", "MIL", "IMG", "CRM", "PTY", "IGO", "NGO"}
LISTS = {"aliases", "demonyms", "capital", "government"}
NOT_MEMBERS = {"VAT", "XKX", "PSE", "TWN", "ESH"}


def states() -> list[Row]:
    """Return the rows of the states."""
    return assets.load_rows("states")


def groups() -> list[Row]:
    """Return the rows of the groups."""
    return assets.load_rows("groups")


def names(row: Row) -> Iterator[str]:
    """Yield every word that stands for the row."""
    for column in ("name", *(column for column in STATE_COLUMNS if column in LISTS)):
        yield from filter(None, row.get(column, "").split("|"))


def test_columns() -> None:
    """The readers of the tables find the columns they were promised, each cell filled or empty."""
    for rows, columns in ((states(), STATE_COLUMNS), (groups(), GROUP_COLUMNS)):
        for row in rows:
            assert columns == list(row), row
            assert None not in row.values(), row


def test_every_state_is_there_once() -> None:
    """The members of the United Nations are 193; five more are states as news names them."""
    codes = [row["iso3"] for row in states()]
    assert len(set(codes)) == len(codes) == 193 + len(NOT_MEMBERS)
    assert set(codes) >= NOT_MEMBERS
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in codes)
    assert codes == sorted(codes)


def test_every_state_has_a_capital_and_people() -> None:
    """Only the Vatican has no capital; only it and two namesakes have no adjective of their own."""
    assert [row["iso3"] for row in states() if not row["capital"]] == ["VAT"]
    assert [row["iso3"] for row in states() if not row["demonyms"]] == ["COG", "DMA", "VAT"]


def test_cells_are_clean() -> None:
    """No list has an empty part, a blank at an edge or a word twice."""
    for row in [*states(), *groups()]:
        for column in LISTS & set(row):
            parts = row[column].split("|") if row[column] else []
            assert all(part and part == " ".join(part.split()) for part in parts), row
        found = list(names(row))
        assert len(set(found)) == len(found), row


def test_no_name_stands_for_two() -> None:
    """A name of any kind leads to one state or group, its case aside unless it is an acronym."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in [*states(), *groups()]:
        for name in names(row):
            key = name if name.isupper() else name.replace("’", "'").casefold()
            owners[key].add(row.get("iso3") or row["id"])
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_both_apostrophes() -> None:
    """A name with a straight apostrophe is there with a curly one too."""
    for row in [*states(), *groups()]:
        found = set(names(row))
        assert {name.replace("'", "’") for name in found} <= found, row


def test_names_are_not_everyday_words() -> None:
    """Every name has a capital or a digit in it, so that plain words do not become actors."""
    plain = {name for row in [*states(), *groups()] for name in names(row) if name.islower()}
    assert plain == {"anti-balaka", "peshmerga"}


def test_no_capital_means_the_government() -> None:
    """Bare capitals are places; the metonyms are other words."""
    for row in states():
        assert not set(row["capital"].split("|")) & set(filter(None, row["government"].split("|")))


def test_groups_have_slugs_types_and_states() -> None:
    """An id is a readable slug, a type is PLOVER's, a country is a state of the other table."""
    codes = {row["iso3"] for row in states()}
    ids = [row["id"] for row in groups()]
    assert len(set(ids)) == len(ids) >= 120
    for row in groups():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"]), row
        assert row["type"] in TYPES, row
        assert row["country"] in codes | {""}, row


def test_armed_groups_have_a_note() -> None:
    """Whoever bears arms is explained in one line, in words of ours."""
    armed = [row for row in groups() if row["type"] in {"REB", "PRM", "MIL", "IMG", "CRM"}]
    assert len(armed) >= 100
    assert [row["id"] for row in armed if len(row["note"]) < 15] == []


@pytest.mark.parametrize(
    "name, expected",
    [
        ("U.S.", "USA"),
        ("Americans", "USA"),
        ("Pentagon", "USA"),
        ("Kremlin", "RUS"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Congolese", "COD"),
        ("Congo-Brazzaville", "COG"),
        ("Côte d’Ivoire", "CIV"),
        ("South Korean", "KOR"),
        ("DPRK", "PRK"),
        ("South Sudanese", "SSD"),
        ("Bissau-Guinean", "GNB"),
        ("Kosovar", "XKX"),
        ("Burma", "MMR"),
        ("Kata'ib Hezbollah", "kataib-hezbollah"),
        ("Kata’ib Hezbollah", "kataib-hezbollah"),
        ("Hezbollah", "hezbollah"),
        ("PMF", "popular-mobilization-forces"),
        ("Hashd al-Shaabi", "popular-mobilization-forces"),
        ("SDF", "syrian-democratic-forces"),
        ("Daesh", "islamic-state"),
        ("al-Shabaab", "al-shabab"),
        ("Sendero Luminoso", "shining-path"),
        ("FMLN", "fmln"),
        ("Tamil Tigers", "ltte"),
        ("Médecins Sans Frontières", "msf"),
        ("UN", "united-nations"),
    ],
)
def test_names_that_news_uses(name: str, expected: str) -> None:
    """Common names and spellings lead to the state or group that they mean."""
    found = [
        row.get("iso3") or row["id"] for row in [*states(), *groups()] if name in set(names(row))
    ]
    assert [expected] == found


@pytest.mark.parametrize("name", ["Korea", "Korean", "Koreans", "us", "is", "Security Council"])
def test_names_that_mean_several_are_left_out(name: str) -> None:
    """A word that two bodies share alike leads to none."""
    assert not [row for row in [*states(), *groups()] if name in set(names(row))]
