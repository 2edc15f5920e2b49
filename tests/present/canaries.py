"""A record whose private names occur nowhere else, so that a leak of one is found by looking."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.present.conftest import CODER, write_record
from watchfloor.model import (
    Bounds,
    Casualty,
    CasualtyKind,
    Cited,
    ClaimKind,
    Coded,
    CodedClaim,
    CodedEvent,
    CodedFigure,
    CodedRelation,
    DatePrecision,
    Document,
    Entity,
    Entry,
    Interval,
    Mention,
    MentionKind,
    Place,
    PlacePrecision,
    Predicate,
    Published,
    Raw,
    Reading,
    Resolution,
    Resolved,
    Role,
    Scored,
    Status,
    join_claims,
    join_events,
    join_figures,
    join_relations,
)

TEXT = (
    "Gunmen killed Odran Velisk, a teacher, near Taji on Thursday, police said. A shell killed"
    " Mirel Tosko, 9, in Taji on Thursday, a medic said. “They shot Odran Velisk in front of us,”"
    " said his neighbour Palva Rindt. Police blamed Korvan Dresh, a shopkeeper, for the killing."
    " Fighters raped two women in Quellmar on Thursday, a witness, Salma Ferrin, said. Najib Danuk,"
    " a spokesman for the army, said that Interior Minister Wendel Sorva would come. Troops killed"
    " Ostrav Belk, the leader of the River Front, on Thursday, Danuk said. Salma Ferrin blamed the"
    " River Front for it. Korvan Dresh is a member of the River Front. Velisk had 12 pupils. If the"
    " front returns, Palva Rindt said, Velisk's pupils would likely flee."
)
TITLE = "Teacher Odran Velisk and Mirel Tosko, 9, killed; rape in Quellmar; Wendel Sorva to come"

PRIVATE = ("Velisk", "Tosko", "Rindt", "Dresh", "Ferrin")
"""Last names of a victim, a minor, a neighbour, the accused and a witness."""

TOWN = "Quellmar"
"""Where women were raped."""

PUBLIC = ("Danuk", "Sorva", "Belk", "River Front")
"""A spokesman, a minister, the leader of an armed group, and the group."""

FRONT = Entity(entity_id="river-front", name="River Front", type="REB")
DAY = date(2022, 1, 6)


def at(words: str, number: int = 1) -> dict[str, Any]:
    """Return words, start and end of the place where `words` stand for the given time."""
    start = -1
    for _ in range(number):
        start = TEXT.index(words, start + 1)
    return {"text": words, "start": start, "end": start + len(words)}


_MENTIONS: list[Mention] = []


def who(words: str, kind: MentionKind = MentionKind.PERSON, number: int = 1) -> Role:
    """Return the role that those words fill."""
    found = at(words, number)
    _MENTIONS.append(Mention(**found, kind=kind, head=(found["start"], found["end"])))
    return Role(len(_MENTIONS) - 1, 0.9)


def dead(words: str) -> Casualty:
    """Return one killed, by words of the text."""
    return Casualty(**at(words), low=1, best=1, high=1, kind=CasualtyKind.DEAD)


def entry() -> Entry:
    """Return the text with all that can be read in it."""
    _MENTIONS.clear()
    document = Document.new(
        TEXT, source="Example Wire", title=TITLE, published=Published.on(date(2022, 1, 7), "row")
    )
    front = who("the River Front", MentionKind.ARMED_GROUP, 2)
    taji, quellmar = who("Taji", MentionKind.PLACE), who(TOWN, MentionKind.PLACE)
    day = who("Thursday", MentionKind.DATE)
    fighters = who("Fighters", MentionKind.ARMED_GROUP)
    spokesman = who("Najib Danuk")
    leader = who("Ostrav Belk")
    accused = who("Korvan Dresh")
    rindt = who("Palva Rindt", number=2)

    def act(number: int, anchor: dict[str, Any], **more: Any) -> CodedEvent:
        return CodedEvent(
            anchor=Scored(**anchor, score=0.9),
            type="ASSAULT",
            status=Status.ACTUAL,
            score=0.9,
            chain=number,
            date=(day,),
            **more,
        )

    def says(kind: ClaimKind, speaker: Role, words: dict[str, Any], **more: Any) -> CodedClaim:
        claim: dict[str, Any] = {
            "kind": kind,
            "speaker": speaker,
            "content": Cited(**words),
            "score": 0.9,
        }
        return CodedClaim(**claim, **({"quoted": False} | more))

    coded = Coded(
        document_id=document.id,
        coder=CODER,
        events=(
            act(
                0,
                at("killed"),
                actor=(who("Gunmen", MentionKind.ARMED_GROUP),),
                recipient=(who("Odran Velisk"),),
                attributed_to=(who("police", MentionKind.STATE_FORCE),),
                place=(taji,),
                casualties=(dead("Odran Velisk"),),
            ),
            act(
                1,
                at("killed", 2),
                mode=("explosives",),
                recipient=(who("Mirel Tosko"),),
                attributed_to=(who("a medic"),),
                place=(taji,),
                casualties=(dead("Mirel Tosko"),),
            ),
            act(
                2,
                at("raped"),
                mode=("sexual",),
                actor=(fighters,),
                recipient=(who("two women"),),
                attributed_to=(who("Salma Ferrin"),),
                place=(quellmar,),
            ),
            act(
                3,
                at("killed", 3),
                mode=("targeted",),
                actor=(who("Troops", MentionKind.STATE_FORCE),),
                recipient=(leader,),
                attributed_to=(spokesman,),
                casualties=(dead("Ostrav Belk"),),
            ),
        ),
        claims=(
            says(
                ClaimKind.ASSESSMENT,
                who("his neighbour Palva Rindt"),
                at("They shot Odran Velisk in front of us,"),
                quoted=True,
                event=0,
            ),
            says(
                ClaimKind.BLAME,
                who("Police", MentionKind.STATE_FORCE),
                at("Korvan Dresh, a shopkeeper, for the killing"),
                accused=(accused,),
                event=0,
            ),
            says(
                ClaimKind.BLAME,
                who("Salma Ferrin", number=2),
                at("the River Front for it"),
                accused=(front,),
                via=(rindt,),
                event=2,
            ),
            says(
                ClaimKind.PLEDGE,
                spokesman,
                at("that Interior Minister Wendel Sorva would come"),
                event=2,
            ),
            says(
                ClaimKind.FORECAST,
                rindt,
                at("Velisk's pupils would likely flee"),
                condition=Cited(**at("If the front returns")),
            ),
        ),
        figures=(
            CodedFigure(
                subject=Cited(**at("Velisk", 3)),
                quantity="pupils",
                unit="people",
                value=Bounds(low=12, best=12, high=12),
                evidence=Cited(**at("Velisk had 12 pupils")),
                score=0.9,
            ),
        ),
        relations=(
            CodedRelation(
                subject=accused,
                predicate=Predicate.MEMBER_OF,
                object=front,
                evidence=Cited(**at("Korvan Dresh is a member of the River Front")),
                score=0.9,
            ),
            CodedRelation(
                subject=leader,
                predicate=Predicate.MEMBER_OF,
                object=front,
                evidence=Cited(**at("Ostrav Belk, the leader of the River Front")),
                score=0.9,
            ),
        ),
        mentions=tuple(_MENTIONS),
    )
    meaning = Resolved(
        document_id=document.id,
        resolver="hand",
        resolutions={
            str(front.mention): Resolution(entity=FRONT, rule="exact", score=0.9),
            str(fighters.mention): Resolution(entity=FRONT, rule="named after", score=0.9),
            str(taji.mention): Resolution(place=_town("Taji"), rule="exact", score=0.9),
            str(quellmar.mention): Resolution(place=_town(TOWN), rule="exact", score=0.9),
            str(day.mention): Resolution(
                interval=Interval(DAY, DAY, DatePrecision.DAY), rule="last weekday", score=0.9
            ),
        },
    )
    return Entry(
        reading=Reading(
            document=document, raw=Raw(data=TEXT.encode(), media_type="text/plain", origin="c.txt")
        ),
        coded=coded,
        events=join_events(document, coded, meaning),
        claims=join_claims(document, coded, meaning),
        figures=join_figures(document, coded, meaning),
        relations=join_relations(document, coded, meaning),
    )


def _town(name: str) -> Place:
    return Place(
        name=name,
        lat=33.5,
        lon=44.25,
        country="IRQ",
        admin1="Anbar",
        precision=PlacePrecision.TOWN,
        radius_km=5.0,
    )


def record_in(folder: Path) -> Path:
    """Write a record that holds the text."""
    return write_record(folder / "canaries.db", [entry()])
