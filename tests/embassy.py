"""The rockets of 13 January 2022 and two bombings, as the demo's outlets might have told them.

Written for this test, like the demo corpus itself: the events were public, the outlets are made up.
The embassy attack is told by four outlets (the first of them in the demo corpus), two of which also
stand there as copies; the two bombings are of one town and one week, and are two, which a third
text says.
"""

from collections.abc import Sequence

Row = dict[str, str]

COURIER = (
    "BAGHDAD, Jan 14 — Rockets hit the U.S. embassy in Baghdad's Green Zone on Thursday evening. "
    "A woman and a child were wounded when one of them struck a school, a doctor at a hospital in "
    "the Karrada quarter told the Courier.\n\n"
    "Nobody has claimed the rocket attack. The embassy's air defences shot down some of the "
    "rockets. Residents heard three explosions.\n"
)
EASTGATE = (
    "BAGHDAD, January 14 (Eastgate) - Four rockets were fired at the American embassy in the Green "
    "Zone of Baghdad on Thursday. Two people were injured.\n\n"
    "One rocket fell on a school near the embassy compound, our correspondent reports.\n"
)
RADIO = (
    "Good morning. The news from Iraq first. Rockets landed on Thursday night near the U.S. "
    "embassy in the Green Zone in Baghdad. Diplomats say that five people were wounded in the "
    "rocket attack, among them a child.\n\nAnd now the weather for Mopti and the river.\n"
)

EMBASSY: Sequence[Row] = (
    {"id": "courier-embassy", "source": "Lower Euphrates Courier", "text": COURIER},
    {"id": "eastgate-embassy", "source": "Eastgate National Agency", "text": EASTGATE},
    {"id": "radio-embassy", "source": "Radio Tamarisk 94.6", "text": RADIO},
    {
        "id": "marchland-copy",
        "source": "The Marchland Review",
        "text": f"{COURIER}\nThis report first appeared in the Lower Euphrates Courier.\n",
    },
    {
        "id": "clearway-copy",
        "source": "Clearway Aid Bulletin",
        "text": f"Security update.\n\n{COURIER}\n(Lower Euphrates Courier)\n",
    },
)

BOMBINGS: Sequence[Row] = (
    {
        "id": "courier-kirkuk",
        "source": "Lower Euphrates Courier",
        "published": "2022-03-09",
        "text": (
            "KIRKUK, March 9 — A car bomb exploded outside a police station in Kirkuk on Tuesday, "
            "killing four policemen, a police officer said. Islamic State claimed the bombing.\n"
        ),
    },
    {
        "id": "eastgate-kirkuk",
        "source": "Eastgate National Agency",
        "published": "2022-03-13",
        "text": (
            "KIRKUK, March 13 (Eastgate) - A bomb exploded in a vegetable market in Kirkuk on "
            "Saturday and killed two shoppers, hospital officials said. Nobody has claimed it.\n"
        ),
    },
    {
        "id": "wire-kirkuk",
        "source": "Meridian Wire",
        "published": "2022-03-14",
        "text": (
            "KIRKUK, March 14 (Meridian Wire) - Two shoppers were killed on Saturday when a bomb "
            "exploded in a vegetable market in Kirkuk. A car bomb had killed four policemen at a "
            "police station in Kirkuk on March 8. Police see no link between the two.\n"
        ),
    },
)


def rows() -> list[Row]:
    """Return all rows, each with its day of publication."""
    return [{"published": "2022-01-14"} | one for one in (*EMBASSY, *BOMBINGS)]
