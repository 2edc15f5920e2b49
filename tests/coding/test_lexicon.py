"""The lexicon coder on small sentences written for these tests."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.soaking import examples
from watchfloor.coding.lexicon import MOST_EVENTS, Lexicon
from watchfloor.errors import CodingError
from watchfloor.model import Boilerplate, Coded, CodedEvent, Document, Published, dumps
from watchfloor.vocab import plover

DAY = Published.on(date(2024, 5, 18), "given")


def code(text: str) -> Coded:
    """Code a text and check every span."""
    document = Document.new(text, published=DAY)
    coded = Lexicon().code(document)
    coded.check(document)
    return coded


def only(text: str) -> CodedEvent:
    """Return the one event of a text."""
    events = code(text).events
    assert 1 == len(events), [(event.anchor.text, event.type) for event in events]
    return events[0]


def fillers(text: str, role: str, number: int = 0) -> list[str | None]:
    """Return the words that fill a role of one event."""
    coded = code(text)
    return [coded.mentions[item.mention].text for item in getattr(coded.events[number], role)]


@pytest.mark.parametrize(
    "text, anchor, kind, mode",
    [
        ("Gunmen opened fire on a bus in Orvale.", "opened fire", "ASSAULT", ("firearms",)),
        ("Rebels ambushed a patrol near the bridge.", "ambushed", "ASSAULT", ("firearms",)),
        ("A drone strike hit the depot.", "drone strike", "ASSAULT", ("drone",)),
        ("Jets carried out an air strike on the port.", "air strike", "ASSAULT", ("aerial",)),
        ("The army shelled the village.", "shelled", "ASSAULT", ("heavy-weapons",)),
        ("Militants kidnapped a teacher.", "kidnapped", "ASSAULT", ("abduct",)),
        ("Soldiers raped two women.", "raped", "ASSAULT", ("sexual",)),
        ("Guards tortured the prisoner.", "tortured", "ASSAULT", ("torture",)),
        ("The judge was assassinated.", "assassinated", "ASSAULT", ("targeted",)),
        ("Police arrested the editor.", "arrested", "COERCE", ("arrest",)),
        ("The junta declared a state of emergency.", "state of emergency", "COERCE", None),
        ("The army imposed a curfew.", "curfew", "COERCE", ("curfew",)),
        ("The ministry deported two reporters.", "deported", "COERCE", ("deport",)),
        ("A cyberattack crippled the ministry.", "cyberattack", "COERCE", ("cyber",)),
        ("Thousands marched through the streets.", "marched", "PROTEST", ("demo",)),
        ("Teachers went on strike over pay.", "went on strike", "PROTEST", ("strike",)),
        ("Ten prisoners began a hunger strike.", "hunger strike", "PROTEST", ("hunger",)),
        ("Farmers blocked the highway.", "blocked", "PROTEST", ("obstruct",)),
        ("Parliament condemned the raid's planners.", "condemned", "ACCUSE", ("disapprove",)),
        ("Oslo accused the company of spying.", "accused", "ACCUSE", ("allege",)),
        ("Ministers refused to resign.", "refused to", "REJECT", ()),
        ("The union demanded higher wages.", "demanded", "REQUEST", ()),
        ("The envoy urged restraint.", "urged", "REQUEST", ()),
        ("The ministers signed an agreement.", "signed an agreement", "SUPPORT", ()),
        ("The two sides agreed to a truce.", "agreed to", "AGREE", ()),
        ("The president met the ambassador.", "met", "CONSULT", ()),
        ("The president apologised.", "apologised", "CONCEDE", ()),
        ("The rebels surrendered.", "surrendered", "RETREAT", ("disarm",)),
        ("The prime minister resigned.", "resigned", "RETREAT", ("resign",)),
        ("The rebels freed three hostages.", "freed", "RETREAT", ("release",)),
        ("The two navies held joint exercises.", "joint exercises", "COOPERATE", ()),
        ("Norway donated ten ambulances.", "donated", "AID", ()),
        ("The army deployed 500 troops.", "deployed", "MOBILIZE", ("troops",)),
        ("The ministry expelled two diplomats.", "expelled", "SANCTION", ("expel",)),
        ("A court convicted the general.", "convicted", "SANCTION", ("convict",)),
        ("The EU imposed sanctions on the bank.", "imposed sanctions", "SANCTION", None),
    ],
)
def test_type_and_mode(text: str, anchor: str, kind: str, mode: tuple[str, ...] | None) -> None:
    """Each type is found by its words, with the mode they state."""
    found = {event.anchor.text: event for event in code(text).events}
    assert anchor in found
    assert kind == found[anchor].type
    assert mode is None or mode == found[anchor].mode


@pytest.mark.parametrize(
    "text",
    [
        "Shares fell three per cent as investors struck a cautious tone.",
        "The speech strikes a chord with older voters.",
        "The striker fired a shot past the goalkeeper in the second half.",
        "The coach told his team to attack the ball.",
        "Two supermarkets are locked in a price war.",
        "The bank raised its rate to fight inflation.",
        "Importers hope for sanctions relief.",
        "The poet died of a heart attack on Monday.",
        "The group claimed responsibility in a leaflet.",
        "The film captures the mood of a generation.",
        "Doctors fight cancer with new drugs.",
        "The team executed its plan.",
        "A lightning strike split the oak.",
        "The earthquake killed forty people.",
        "Oil hit a record high.",
        "Elections were held in March.",
        "The band released an album.",
        "",
    ],
)
def test_no_event(text: str) -> None:
    """Figures of speech, sport, business and accidents name no event."""
    assert [] == [event.anchor.text for event in code(text or " . ").events]


@pytest.mark.parametrize(
    "text, anchor, status",
    [
        ("Rebels attacked the base.", "attacked", "actual"),
        ("Rebels tried to storm the barracks.", "storm", "attempted"),
        ("Police foiled an attack on the embassy.", "attack", "attempted"),
        ("The mayor survived an assassination attempt.", "assassination attempt", "attempted"),
        ("Engineers defused a bomb at the station.", "defused", "attempted"),
        ("The union plans to march on Friday.", "march", "planned"),
        ("The army will withdraw from the town.", "withdraw", "planned"),
        ("Talks will be held in Oslo.", "Talks", "planned"),
        ("A meeting is planned for Sunday.", "meeting", "planned"),
        ("The militia threatened to attack bases.", "attack", "threatened"),
        ("The general warned that the army would bomb the port.", "bomb", "threatened"),
        ("Rebels vowed to bomb the port.", "bomb", "threatened"),
        ("Diplomats fear a wave of bombings.", "bombings", "hypothetical"),
        ("Rebels could attack the capital.", "attack", "hypothetical"),
        ("If the rebels attack the capital, traders will leave.", "attack", "hypothetical"),
        ("The mayor called for a ceasefire.", "ceasefire", "hypothetical"),
        ("Residents urged the army to withdraw.", "withdraw", "hypothetical"),
        ("The risk of attacks is growing.", "attacks", "hypothetical"),
        ("The army denied that its men had attacked the village.", "attacked", "denied"),
        ("The army denied killing the priest.", "killing", "denied"),
        ("Rebels did not attack the village.", "attack", "denied"),
        ("There was no attack on the village.", "attack", "denied"),
        ("The army will scrap its mines and withdraw.", "withdraw", "planned"),
        ("Rebels could cross the river and attack the town.", "attack", "hypothetical"),
        (
            "They agreed on Monday, after a long night, to hold talks in Oslo.",
            "hold talks",
            "planned",
        ),
        ("The minister ruled out talks.", "talks", "hypothetical"),
        ("The council demanded that the camp be attacked.", "attacked", "hypothetical"),
        ("A boycott of the shops starts tomorrow.", "boycott", "planned"),
        ("The siege ends when, if ever, the mayor is freed.", "freed", "hypothetical"),
        ("Would Oslo retaliate if its embassy burned?", "retaliate", "hypothetical"),
        ("Had the attack gone ahead, many would have died.", "attack", "hypothetical"),
        ("The bomber was seized before he could attack the port.", "attack", "attempted"),
        ("Rebels attacked the base but were repelled.", "attacked", "attempted"),
        (
            "If the law passes, miners will strike the pit and block the road.",
            "block",
            "threatened",
        ),
        ("The army said it would withdraw.", "withdraw", "planned"),
        ("Rebels are to release the crew.", "release", "planned"),
        ("Residents fear that rebels would attack the town.", "attack", "hypothetical"),
        ("Rebels are alleged to have attacked the town.", "attacked", "actual"),
        ("The militia warned of attacks on the base.", "attacks", "threatened"),
        ("The attacks were foiled.", "attacks", "attempted"),
        ("An attack is possible.", "attack", "hypothetical"),
        ("The colonel was acquitted of torturing detainees.", "torturing", "denied"),
        ("It was not an attack.", "attack", "denied"),
        ("“Don’t kill the guard,” he said.", "kill", "hypothetical"),
        ("The army has never attacked the village.", "attacked", "denied"),
        ("The parties are preparing talks.", "talks", "planned"),
        ("Rebels promised to free the crew.", "free", "planned"),
        ("The army sent no troops.", "sent no troops", "denied"),
        ("Nobody was arrested.", "arrested", "denied"),
        ("Reports that rebels bombed the bridge are false.", "bombed", "denied"),
    ],
)
def test_status(text: str, anchor: str, status: str) -> None:
    """Cue words around a trigger decide whether it happened."""
    found = {event.anchor.text: str(event.status) for event in code(text).events}
    assert status == found.get(anchor), found


def test_status_goes_through_a_list() -> None:
    """What holds for the first item of a list holds for the others."""
    text = (
        "The collapse could set off a wave of drone attacks, suicide bombings, and other strikes."
    )
    found = [str(event.status) for event in code(text).events]
    assert found
    assert {"hypothetical"} == set(found)


def test_outcome_and_assertion() -> None:
    """Interception and hedged blame are kept apart from status."""
    shot = only("Air defences intercepted a missile strike on the port.")
    assert "intercepted" == shot.outcome
    suspected = only("Suspected militants attacked the base.")
    assert "suspected" == suspected.assertion
    claimed = code("The group claimed responsibility for the bombing of the bridge.").events[0]
    assert "claimed" == claimed.assertion


@pytest.mark.parametrize(
    "text, actor, recipient",
    [
        ("Rebels attacked the base.", ["Rebels"], ["the base"]),
        ("The base was attacked by rebels.", ["rebels"], ["The base"]),
        ("The attack by rebels on the base failed.", ["rebels"], ["the base"]),
        ("The rebels' attack on the base failed.", None, ["the base"]),
        ("Israeli air strikes on the port went on.", ["Israeli"], ["the port"]),
        ("The killing of the mayor by gunmen shocked Orvale.", ["gunmen"], ["the mayor"]),
        ("Rebels launched an attack on the base.", ["Rebels"], ["the base"]),
        ("Gunmen on motorbikes attacked the village.", ["Gunmen on motorbikes"], ["the village"]),
        ("Gunmen who attacked the village fled.", ["Gunmen"], ["the village"]),
        ("Soldiers and policemen attacked the village.", ["Soldiers", "policemen"], None),
        ("The army said it had attacked the village.", ["The army"], ["the village"]),
        ("Fighting between the army and the rebels went on.", ["the army", "the rebels"], []),
        ("Oslo urged Israel to withdraw.", ["Oslo"], ["Israel"]),
        ("Adan Osei, the rebel leader, attacked the base.", ["Adan Osei"], ["the base"]),
        (
            "The rebels, hungry and cold after a winter in Mosul, attacked the base.",
            ["The rebels"],
            None,
        ),
        ("Two policemen guarding a team were shot dead.", [], ["policemen"]),
        ("Rebels entered the town and attacked the base.", ["Rebels"], ["the base"]),
        ("The attack was claimed by the rebels.", ["the rebels"], []),
        ("Rebels fired rockets at the base.", ["Rebels"], ["the base"]),
        ("The president survived an assassination attempt.", [], ["The president"]),
        (
            "Rebels attacked the base, the port and the market.",
            None,
            ["the base", "the port", "the market"],
        ),
    ],
)
def test_actor_and_recipient(
    text: str, actor: list[str] | None, recipient: list[str] | None
) -> None:
    """Active, passive and nominal frames give the same two roles."""
    if actor is not None:
        found = fillers(text, "actor")
        assert len(actor) == len(found)
        assert all(a.split()[0] in (f or "") for a, f in zip(actor, found, strict=True)), found
    if recipient is not None:
        assert recipient == fillers(text, "recipient")


def test_pronoun_takes_the_last_subject() -> None:
    """A pronoun as subject stands for the subject of the sentence before."""
    text = "The rebels entered the town and attacked the base. Later they attacked the port."
    coded = code(text)
    last = coded.events[-1]
    assert ["The rebels"] == [coded.mentions[item.mention].text for item in last.actor]


def test_surroundings() -> None:
    """Instrument, place, date and source are found around the verb."""
    text = "Rebels attacked the base with rockets in Mosul on Thursday, the governor said."
    assert ["rockets"] == fillers(text, "instrument")
    assert ["Mosul"] == fillers(text, "place")
    assert ["Thursday"] == fillers(text, "date")
    assert ["the governor"] == fillers(text, "attributed_to")


def test_according_to() -> None:
    """The words after "according to" name the source."""
    text = "Rebels attacked the base, according to the governor."
    assert ["the governor"] == fillers(text, "attributed_to")


@pytest.mark.parametrize(
    "text, kind, bounds",
    [
        ("Gunmen attacked a market, killing at least 17 people.", "dead", (17, None, None)),
        ("Gunmen attacked a market, killing three civilians.", "dead", (3, 3, 3)),
        ("Gunmen attacked a market, wounding more than 30.", "injured", (30, None, None)),
        ("Dozens were wounded when a bomb exploded.", "injured", (24, None, None)),
        ("Hundreds were killed in the shelling.", "dead", (200, None, None)),
        ("About 40 people were killed in the bombing.", "dead", (None, 40, None)),
        ("Up to 40 people were killed in the bombing.", "dead", (None, None, 40)),
        ("Between 10 and 15 people were killed in the bombing.", "dead", (10, None, 15)),
        ("Clashes left 12 dead.", "dead", (12, 12, 12)),
        ("The attack caused no casualties.", "dead", (0, 0, 0)),
        ("Nobody was hurt in the attack.", "injured", (0, 0, 0)),
        ("Rebels attacked the base, killing a soldier.", "dead", (1, 1, 1)),
        ("Gunmen kidnapped two priests.", "abducted", (2, 2, 2)),
        ("Police arrested forty-two students.", "arrested", (42, 42, 42)),
        ("The strike killed 1,200 people.", "dead", (1200, 1200, 1200)),
        ("The strike killed two hundred and five people.", "dead", (205, 205, 205)),
    ],
)
def test_casualties(text: str, kind: str, bounds: tuple[int | None, ...]) -> None:
    """Counted harms become bounds with the words that state them."""
    found = [
        (str(item.kind), (item.low, item.best, item.high))
        for event in code(text).events
        for item in event.casualties
    ]
    assert (kind, bounds) in found


def test_toll_is_no_second_event() -> None:
    """A harm told beside its attack belongs to the attack, also a sentence later."""
    event = only("A bomb exploded in the market. Five people were killed and nine wounded.")
    assert [("dead", 5), ("injured", 9)] == [(str(c.kind), c.low) for c in event.casualties]


def test_toll_names_victims_and_side() -> None:
    """The counted noun says who the victims were; a role says whose side they were on."""
    harm = only("Rebels attacked the base, killing five soldiers.").casualties[0]
    assert ("combatant", "five soldiers") == (str(harm.of), harm.text)
    harm = only("Gunmen shot dead two journalists.").casualties[0]
    assert ("media", "recipient") == (str(harm.of), str(harm.side))


@pytest.mark.parametrize(
    "text, bounds",
    [
        ("The militia carried out at least four attacks in May.", (4, None, None)),
        ("Jets struck the militia's bases on two occasions.", (2, 2, 2)),
        ("The militia carried out an attack.", None),
    ],
)
def test_count(text: str, bounds: tuple[int | None, ...] | None) -> None:
    """An aggregate is one event with a count."""
    count = only(text).count
    assert bounds == (None if count is None else (count.low, count.best, count.high))


def test_chain() -> None:
    """A definite noun takes up the event before it; another place or a plural does not."""
    text = "Rebels attacked the base on Monday. The attack lasted an hour."
    assert [0, 0] == [event.chain for event in code(text).events]
    text = "Rebels attacked the base in Mosul. The attack in Kirkuk lasted an hour."
    assert [0, 1] == [event.chain for event in code(text).events]
    text = "Gunmen murdered a priest. The kidnapping of his brother followed."
    assert [0, 1] == [event.chain for event in code(text).events]
    text = "The militia carried out at least four attacks. The attack lasted an hour."
    assert [0, 1] == [event.chain for event in code(text).events]


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title])
def test_case_does_not_hide_events(change: object) -> None:
    """Events and their roles are found in upper, lower and headline case."""
    text = "gunmen kidnapped two priests in mosul on monday."
    coded = code(change(text))  # type: ignore[operator]
    assert ["ASSAULT"] == [event.type for event in coded.events]
    event = coded.events[0]
    assert "gunmen" == (coded.mentions[event.actor[0].mention].text or "").lower()
    assert "mosul" == (coded.mentions[event.place[0].mention].text or "").lower()


def test_mention_kinds() -> None:
    """Known names and head nouns say what a mention names."""
    text = "Hezbollah attacked the embassy. Gunmen attacked the police. Russia attacked Ukraine."
    coded = code(text)
    kinds = {str(mention.text): str(mention.kind) for mention in coded.mentions}
    assert "armed_group" == kinds["Hezbollah"]
    assert "facility" == kinds["the embassy"]
    assert "armed_group" == kinds["Gunmen"]
    assert "state_force" == kinds["the police"]
    assert "place" == kinds["Russia"]


def test_nothing_inside_boilerplate() -> None:
    """Words inside boilerplate are neither coded nor read on into."""
    text = "Rebels attacked the base. Click to read how gunmen killed nine people."
    start = text.index("Click")
    document = Document.new(text, boilerplate=(Boilerplate(start, len(text), "footer"),))
    coded = Lexicon().code(document)
    assert ["attacked"] == [event.anchor.text for event in coded.events]
    assert () == coded.events[0].casualties


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked the town, killing 5 people and " * 40_000,
        '"' * 100_000,
        "a" * 1_000_000,
        "said and " * 120_000,
        "attack " * 100_000,
        "1" * 100_000 + " people were killed",
        "\n" * 300_000 + "attack",
        "a-" * 300_000,
    ],
    ids=["line", "quotes", "word", "verbs", "attacks", "digits", "lines", "hyphens"],
)
def test_hostile_texts(text: str) -> None:
    """A long or odd text is coded within the limit of events, spans exact."""
    found = code(text)
    assert len(found.events) <= MOST_EVENTS
    assert not found.omitted or len(found.events) == MOST_EVENTS


def test_events_past_the_most_are_counted() -> None:
    """What is not coded in a text of 3,000 attacks is counted: nothing goes missing silently."""
    found = code("Gunmen attacked the town. " * 3_000)
    assert (len(found.events), found.omitted) == (MOST_EVENTS, 3_000 - MOST_EVENTS)


PIECES = """\
rebels attacked the base killing five people . , said " will not if attack on in Mosul Thursday
army denied that to threatened no any at least 17 wounded and of by 's — ( )"""
WORDS = st.sampled_from([*PIECES.split(), "\n\n"])


@settings(max_examples=examples(150), deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
def test_spans_are_exact_in_any_text(text: str) -> None:
    """Whatever the text, every span cites its own words and every type is known."""
    coded = code(text + ".")
    assert all(event.type in plover.types() for event in coded.events)
    anchors = [event.anchor.start for event in coded.events]
    assert sorted(anchors, key=lambda start: start or 0) == anchors


@settings(max_examples=examples(80), deadline=None)
@given(st.lists(WORDS, max_size=50).map(" ".join), st.integers(min_value=1, max_value=5))
def test_blank_lines_in_front_only_shift_offsets(text: str, lines: int) -> None:
    """Blank paragraphs before a text move every span by their length and change nothing else."""
    shift = 2 * lines
    plain, moved = code(text + ".").events, code("\n\n" * lines + text + ".").events
    shifted = [((e.anchor.start or 0) + shift, e.type, e.mode, e.status) for e in plain]
    assert shifted == [(e.anchor.start, e.type, e.mode, e.status) for e in moved]


def test_probe_gives_distributions() -> None:
    """Known words put their mass on their type, unknown words fall back to the priors."""
    text = "Rebels attacked the base. Zorgons frobbed the base."
    document = Document.new(text)
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("attacked", "frobbed")]
    known, unknown = Lexicon().probe(document, spans)
    assert "ASSAULT" == max(known.type, key=lambda name: known.type[name])
    assert known.type["ASSAULT"] > unknown.type["ASSAULT"]
    assert pytest.approx(1.0) == sum(known.status.values())
    assert ["Rebels"] == [known.mentions[item.mention].text for item in known.roles["actor"]]


def test_probe_of_blank_and_boilerplate() -> None:
    """A span without words, or inside boilerplate, gets the priors."""
    document = Document.new("A  attack.", boilerplate=(Boilerplate(3, 10, "footer"),))
    blank, hidden = Lexicon().probe(document, [(1, 3), (3, 9)])
    assert blank.type == hidden.type
    assert {} == hidden.roles


def test_probe_weighs_a_word_whose_conditions_fail() -> None:
    """A word of the table gives mass to its types even where its conditions do not hold."""
    text = "The team raided the fridge in the match."
    start = text.index("raided")
    (found,) = Lexicon().probe(Document.new(text), [(start, start + 6)])
    assert found.type["ASSAULT"] + found.type["COERCE"] > 0.5


def test_probe_refuses_impossible_spans() -> None:
    """A span outside the text is refused with its length."""
    with pytest.raises(CodingError, match="the text has 6 characters"):
        Lexicon().probe(Document.new("Attack"), [(0, 7)])


def test_same_text_same_bytes() -> None:
    """Two codings of one text are equal to the byte."""
    text = "Rebels attacked the base in Mosul on Monday, killing five soldiers."
    assert dumps(code(text)) == dumps(code(text))


@pytest.mark.parametrize(
    "text",
    [
        "A bus crashed into a lorry near Tarma, killing nine. Firefighters freed the driver.",
        "The earthquake of magnitude 6 struck at dawn. Floods then hit the valley and killed two.",
        "A helicopter struck a cable and crashed. The wreckage caught fire; the pilot was killed.",
    ],
)
def test_accidents_are_no_assaults(text: str) -> None:
    """Where something crashed or the earth shook, nobody struck and nobody opened fire."""
    assert [event.anchor.text for event in code(text).events if event.type == "ASSAULT"] == []


def test_a_plane_shot_down_is_an_assault_all_the_same() -> None:
    """Words of armed conflict outweigh those of the crash."""
    text = (
        "A missile shot down the plane, which crashed near Kisa. Rebels fired rockets at rescuers,"
        " killing two soldiers at the wreckage, and troops shelled the rebels."
    )
    found = [event.anchor.text for event in code(text).events if event.type == "ASSAULT"]
    assert "shot down" in found
