"""The contexts of an event, by the words of its own sentence."""

import pytest

from watchfloor import assets
from watchfloor.coding.contexts import MOST, contexts, table
from watchfloor.coding.words import LONGEST, sentences
from watchfloor.errors import AssetError, VocabularyError
from watchfloor.model import Document
from watchfloor.vocab import plover


def coded(text: str, kind: str) -> str:
    """Return the contexts of an event of TYPE or TYPE/mode+mode in the only sentence of a text."""
    (sentence,) = sentences(Document.new(text))
    event_type, _, mode = kind.partition("/")
    return " ".join(contexts(sentence, event_type, tuple(filter(None, mode.split("+")))))


ONE_EACH = [
    ("The army shelled the ridge above Sel at dawn.", "ASSAULT/heavy-weapons", "military"),
    ("Oslen expelled two spies on Monday.", "SANCTION/expel", "intelligence"),
    ("Crowds burned a portrait of the prime minister.", "PROTEST/riot", "executive"),
    ("Lawmakers condemned the raid on Friday.", "ACCUSE/disapprove", "legislative"),
    ("Gunmen burned ballot boxes in two villages.", "ASSAULT/destroy", "election"),
    ("Thousands marched against a new constitution.", "PROTEST/demo", "political_institutions"),
    ("Thousands marched for a return to civilian rule.", "PROTEST/demo", "pro_democracy"),
    ("The junta banned all political parties.", "COERCE/restrict", "pro_autocracy"),
    ("The two states agreed to halve tariffs on steel.", "AGREE", "economic"),
    ("A court in Vell jailed three men.", "COERCE/arrest", "legal"),
    ("Survivors demanded reparations.", "REQUEST/assist", "reparations"),
    ("A rights group accused the rebels of torture.", "ACCUSE/allege", "human_rights"),
    ("Police arrested a journalist at her home.", "COERCE/arrest", "rights_freedoms"),
    ("Police fired on protesters in Tamar.", "ASSAULT/firearms", "repression"),
    ("Trucks brought flour to the besieged town.", "AID", "human_security"),
    ("Women marched against a ban on abortion.", "PROTEST/demo", "gender"),
    ("Skinheads attacked a pride march with bottles.", "ASSAULT/beat", "lgbt"),
    ("A mob desecrated a Koran.", "ASSAULT/destroy", "religion_ethnicity"),
    ("Villagers protested against discrimination.", "PROTEST/demo", "inequality"),
    ("Kavra recalled its ambassador.", "SANCTION/discontinue", "diplomatic"),
    ("Separatists ambushed a bus.", "ASSAULT", "territory"),
    ("A mine wounded two blue helmets.", "ASSAULT/explosives", "peacekeeping"),
    ("Gunmen killed two polio vaccinators.", "ASSAULT/firearms", "health"),
    ("Norvik granted asylum to the pilot.", "AID", "asylum"),
    ("Guards beat migrants at the fence.", "ASSAULT/beat", "migration"),
    ("Rescuers pulled nine people out after the earthquake.", "AID", "disasters"),
    ("Rebels blew up a pipeline.", "ASSAULT/explosives", "natural_resource"),
    ("Farmers blocked a road over pollution of the lake.", "PROTEST/obstruct", "environment"),
    ("Belmar barred sales of semiconductors.", "SANCTION/discontinue", "technology"),
    ("Boko Haram abducted nine girls.", "ASSAULT/abduct", "terrorism"),
    ("Planes dropped sarin on the town.", "ASSAULT/unconventional", "cbrn"),
    ("Ransomware locked the hospital's files.", "COERCE/cyber", "cyber"),
    ("The station spread disinformation.", "COERCE/misinformation", "misinformation"),
    ("Bandits freed four drivers.", "RETREAT/release", "crime"),
    ("The mayor was arrested for bribery.", "COERCE/arrest", "corruption"),
    ("Customs men seized cocaine.", "COERCE/seize", "illegal_drugs"),
    ("Guards shot at smugglers.", "ASSAULT/firearms", "trafficking"),
]


@pytest.mark.parametrize("text, kind, expected", ONE_EACH, ids=[row[2] for row in ONE_EACH])
def test_each_context_is_found_by_its_words(text: str, kind: str, expected: str) -> None:
    """A plain sentence about one matter gets the context of that matter and no other."""
    assert expected == coded(text, kind)


def test_each_context_has_an_example() -> None:
    """The examples of this file name all of PLOVER's contexts."""
    assert {name for _, _, name in ONE_EACH} == set(plover.contexts())


@pytest.mark.parametrize(
    "text, kind, expected",
    [
        ("The foreign ministers met in Ost.", "CONSULT", "diplomatic executive"),
        ("The president asked parliament for weapons.", "REQUEST/assist", "legislative executive"),
        ("The court convicted him of embezzling aid.", "SANCTION/convict", "corruption legal"),
        ("Soldiers killed ten drug traffickers.", "ASSAULT", "trafficking illegal_drugs military"),
        ("Both armies agreed to a truce.", "AGREE", "diplomatic military"),
        ("The U.N. force shot at bandits.", "ASSAULT/firearms", "peacekeeping crime"),
        ("U.S. forces shelled the port.", "ASSAULT/heavy-weapons", "military"),
        ("Tanzanian warplanes hit the camp.", "ASSAULT/aerial", "military"),
        ("A fighter from IS stabbed two men.", "ASSAULT/primitive", "terrorism"),
        ("Hackers shut the ministry's website.", "COERCE/cyber", "cyber executive"),
        ("The colonel staged a coup.", "COERCE/seize", "pro_autocracy political_institutions"),
        ("Loyalists foiled a coup.", "COERCE/seize", "political_institutions"),
        ("They postponed the elections.", "COERCE/restrict", "pro_autocracy"),
        ("Police raped two women in the jail.", "ASSAULT/sexual", "gender"),
        ("The clerics barred girls from universities.", "COERCE/restrict", "gender"),
        ("Gunmen shot the imam during prayers in a mosque.", "ASSAULT", "religion_ethnicity"),
        ("Rebels cut the town's water.", "COERCE/withhold", "human_security"),
        ("Oslen and Kavra held talks.", "CONSULT", "diplomatic"),
        ("He was sentenced to death for treason.", "SANCTION/convict", "legal"),
        ("They jailed him for war crimes.", "COERCE/arrest", "legal"),
    ],
)
def test_several_contexts_stand_narrow_before_broad(text: str, kind: str, expected: str) -> None:
    """Contexts come in the order of the table, from the narrowest to the broadest."""
    assert expected == coded(text, kind)


@pytest.mark.parametrize(
    "text, kind, expected",
    [
        ("A man was stabbed on a tennis court.", "ASSAULT/primitive", ""),
        ("The Lord's Resistance Army burned the village.", "ASSAULT/destroy", ""),
        ("Hezbollah's military commander met the envoy.", "CONSULT", "diplomatic"),
        ("Former soldiers blocked the road.", "PROTEST/obstruct", ""),
        ("Villagers were hacked to death with machetes.", "ASSAULT/primitive", ""),
        (
            "Police used tear gas and water cannon on strikers.",
            "ASSAULT/crowd-control",
            "repression",
        ),
        ("Prisoners began a hunger strike.", "PROTEST/hunger", ""),
        ("The two sides traded fire near the river.", "ASSAULT/sideAB", ""),
        ("Trade union members marched.", "PROTEST/demo", ""),
        ("Workers walked out at the firm over unpaid wages.", "PROTEST/strike", ""),
        ("They met the president of the football association.", "CONSULT", ""),
        ("The bank's president resigned.", "RETREAT/resign", ""),
        ("The former president was attacked.", "ASSAULT", ""),
        ("Gunmen killed two men two days before the election.", "ASSAULT/firearms", ""),
        ("Gunmen killed two men weeks after Kavra's election.", "ASSAULT/firearms", ""),
        ("Raiders attacked the Sela refugee camp.", "ASSAULT", ""),
        ("A bomb derailed a train.", "ASSAULT/explosives", ""),
        ("Shells fell on the town as it was hit by an earthquake.", "ASSAULT/heavy-weapons", ""),
        ("Gunmen fired at a nuclear power plant.", "ASSAULT/firearms", ""),
        ("Protesters threw crude bombs.", "PROTEST/riot", ""),
        ("The frigate sailed from the South China Sea.", "MOBILIZE/weapons", "military"),
        ("A ship rammed a boat near a reef in the South China Sea.", "ASSAULT", "territory"),
        ("A flood of refugees fled the assault.", "ASSAULT", ""),
        ("Police broke up a gang that sold artificial intelligence.", "COERCE", "technology crime"),
        ("A crackdown on gangs began.", "COERCE", "crime"),
        ("Insurgents fired at an aid worker near the pharmacy.", "ASSAULT/firearms", ""),
        ("The Vell Liberation Army took the bridge.", "ASSAULT", ""),
        ("He is feared by the rebels who attacked us.", "ASSAULT", ""),
        ("IT IS THE REBELS WHO ATTACKED THE BRIDGE.", "ASSAULT", ""),
        ("The union's talks with employers failed.", "REJECT/meet", ""),
        ("Sect members attacked the Muslim Brotherhood's office.", "ASSAULT", ""),
        ("The landslide victory led to riots.", "PROTEST/riot", ""),
        ("Guerrillas kidnapped a reporter.", "ASSAULT/abduct", ""),
        ("Women blocked the highway for three hours.", "PROTEST/obstruct", ""),
        ("Rebels laid mines on the mining road.", "ASSAULT/explosives", ""),
        ("Peacekeeping troops fired at raiders.", "ASSAULT/firearms", "peacekeeping"),
    ],
)
def test_words_of_another_matter_are_no_context(text: str, kind: str, expected: str) -> None:
    """A word that means something else here, names something or only dates an event is left out."""
    assert expected == coded(text, kind)


@pytest.mark.parametrize(
    "text, kind, expected",
    [
        ("Gunmen killed three farmers near Sel, the army said.", "ASSAULT", ""),
        ("Gunmen killed three farmers, the army said on Monday, and fled.", "ASSAULT", ""),
        ("Gunmen killed three farmers, said a spokesman for the army.", "ASSAULT", ""),
        ("According to the health ministry, gunmen killed three farmers.", "ASSAULT", ""),
        ("Gunmen killed three farmers, according to the prosecutor.", "ASSAULT", ""),
        ("The army said on Monday that gunmen had killed three farmers.", "ASSAULT", ""),
        ("The army said it had killed three farmers.", "ASSAULT", "military"),
        ("The army, which said it was sorry, killed three farmers.", "ASSAULT", "military"),
        ("The prime minister said the town would be bombed.", "THREATEN/violence", "executive"),
        ("The observers told the court, the mayor says.", "ACCUSE/allege", "legal"),
        ("On Friday, the court told the rebels to go.", "REQUEST/yield", "legal"),
        ("The rebels, said to be hiding from the army, were shot.", "ASSAULT", "military"),
        ("Human Rights Watch counted 30 killed in the raid.", "ASSAULT", ""),
        ("Human Rights Watch accused the rebels of killing 30.", "ACCUSE", "human_rights"),
        ("NAIROBI (Court News Agency) - Gunmen shot two farmers.", "ASSAULT", ""),
    ],
)
def test_who_tells_of_an_event_is_no_context(text: str, kind: str, expected: str) -> None:
    """The army that reports a murder makes it no military matter, unless it did it."""
    assert expected == coded(text, kind)


def test_type_decides_where_words_do_not() -> None:
    """The same words give a context to the event they are about and none to another."""
    text = "Protesters stoned police, who fired tear gas at them."
    assert ("", "repression") == (coded(text, "PROTEST/riot"), coded(text, "ASSAULT/crowd-control"))
    text = "A boycott of imports began as gunmen shot two men."
    assert ("economic", "") == (coded(text, "PROTEST/boycott"), coded(text, "ASSAULT/firearms"))


def test_at_most_three_contexts() -> None:
    """Of many contexts the narrowest three are kept."""
    text = "The president, lawmakers, judges, diplomats and soldiers discussed cholera and asylum."
    assert "asylum health legislative" == coded(text, "CONSULT")
    assert 3 == MOST


def test_words_may_come_without_a_sentence() -> None:
    """A tuple or list of words is read as a sentence is, in capitals too."""
    assert ("legal",) == contexts(("A", "court", "jailed", "him"), "COERCE", ("arrest",))
    assert ("legal",) == contexts(["A", "COURT", "JAILED", "HIM"], "COERCE", ("arrest",))
    assert ("terrorism",) == contexts(["IS", "attacked", "us"], "ASSAULT")
    assert () == contexts(["IT", "IS", "OVER"], "RETREAT")
    assert () == contexts([], "ASSAULT")


@pytest.mark.parametrize("event_type, mode", [("FIGHT", ()), ("AID", ("aerial",))])
def test_unknown_types_are_refused(event_type: str, mode: tuple[str, ...]) -> None:
    """A type or mode outside PLOVER is an error, no silent absence of contexts."""
    with pytest.raises(VocabularyError):
        contexts(("court",), event_type, mode)


@pytest.mark.parametrize(
    "words", ["president of the , said ", "u.s. forces , ", "the army said , "]
)
def test_hostile_sentences_are_cheap(words: str) -> None:
    """No place of a long text is looked at more often than there are lengths of patterns."""
    assert len(contexts(words.split() * 2 * LONGEST, "ASSAULT")) <= MOST
    longest = max(map(max, table().lengths.values()))
    assert longest <= 9
    assert max(map(len, table().lengths.values())) <= longest


def test_every_context_has_rows() -> None:
    """The table knows all 37 contexts, each in one block, and nothing else."""
    names = [row["context"] for row in assets.load_rows("contexts")]
    blocks = [name for name, before in zip(names, ["", *names], strict=False) if name != before]
    assert blocks == list(dict.fromkeys(names))
    assert {"-", *plover.contexts()} == set(names)
    assert 38 == len(set(names))


def test_rows_are_well_formed() -> None:
    """A row has phrases, none written twice, and asks for single words."""
    for row in assets.load_rows("contexts"):
        cells = [row[name].split("|") for name in ("words", "nouns", "verbs") if row[name]]
        assert cells, row
        assert all(len(cell) == len(set(cell)) for cell in cells), row
        assert all(phrase and phrase == phrase.strip() for cell in cells for phrase in cell), row
        asked = [word for cell in (row["needs"], row["unless"]) for word in cell.split("|") if word]
        assert not any(" " in word for word in asked), row


@pytest.mark.parametrize(
    "row",
    [
        "harmony,peace,,,,,",
        "legal,court,,,BATTLE,,",
        "legal,court,,,ASSAULT/verbal,,",
        "legal,court,,,,,@law",
    ],
)
def test_a_row_outside_the_vocabulary_is_refused(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown context, type or mode in the table is an error that names the row."""
    names = ("context", "words", "nouns", "verbs", "types", "needs", "unless")
    fields = dict(zip(names, row.split(","), strict=True))
    monkeypatch.setattr(assets, "load_rows", lambda name: [fields] * (name == "contexts"))
    table.cache_clear()
    try:
        with pytest.raises(AssetError, match="contexts row 1: "):
            table()
    finally:
        table.cache_clear()
