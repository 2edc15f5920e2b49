"""The closed vocabularies of the model that are not PLOVER's own (those are tables in `vocab`)."""

from enum import StrEnum


class Status(StrEnum):
    """Whether the event happened, by the text. Only the first two become incidents."""

    ACTUAL = "actual"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Outcome(StrEnum):
    """Whether the act reached its aim; apart from status: a missed rocket is actual and failed."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    INTERCEPTED = "intercepted"
    UNKNOWN = "unknown"


class Assertion(StrEnum):
    """How sure the text is that the named actor did it (MUC-4's organisation confidence)."""

    FACT = "fact"
    SUSPECTED = "suspected"
    ACCUSED = "accused"
    CLAIMED = "claimed"


class MentionKind(StrEnum):
    """What the words of a mention name."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    STATE_FORCE = "state_force"
    GOVERNMENT = "government"
    FACILITY = "facility"
    VEHICLE = "vehicle"
    PLACE = "place"
    DATE = "date"
    WEAPON = "weapon"
    OTHER = "other"


class CasualtyKind(StrEnum):
    """What befell the people counted."""

    DEAD = "dead"
    INJURED = "injured"
    ABDUCTED = "abducted"
    MISSING = "missing"
    ARRESTED = "arrested"


class Victim(StrEnum):
    """Who the people counted were, as far as the words say."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    AID_WORKER = "aid_worker"
    MEDIA = "media"
    CHILD = "child"
    UNKNOWN = "unknown"


class Side(StrEnum):
    """On whose side of the event the people counted stood."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    BYSTANDER = "bystander"
    UNKNOWN = "unknown"


class ClaimKind(StrEnum):
    """What a speaker does with the words: own an act, lay it on another, deny, judge, foretell."""

    RESPONSIBILITY = "responsibility"
    BLAME = "blame"
    DENIAL = "denial"
    ASSESSMENT = "assessment"
    FORECAST = "forecast"
    THREAT = "threat"
    PLEDGE = "pledge"
    DEMAND = "demand"


class Predicate(StrEnum):
    """How two entities stand to each other, by the text or the knowledge base."""

    PART_OF = "part_of"
    BACKS = "backs"
    LEADS = "leads"
    MEMBER_OF = "member_of"
    ALLIED_WITH = "allied_with"
    OPPOSES = "opposes"
    TIED_TO = "tied_to"
    FACADE_OF = "facade_of"
    SPLIT_FROM = "split_from"
    SUCCEEDS = "succeeds"


class DatePrecision(StrEnum):
    """How finely the words date the event; `open` has no known end."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"
    OPEN = "open"


class PlacePrecision(StrEnum):
    """How finely the words place the event, from a building to a region of several countries."""

    SITE = "site"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"


class Standing(StrEnum):
    """Whether what a document says counts for an incident, and if not, why."""

    COUNTS = "counts"
    COPY = "copy"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class Review(StrEnum):
    """What became of an incident: a person's word on it, or that no report of it counts."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSUPPORTED = "unsupported"


UNCOUNTED = frozenset({Review.REJECTED, Review.UNSUPPORTED})
"""Incidents that are in no count, alert or export; they stay at their address."""
