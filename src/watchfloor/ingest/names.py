"""Furniture that is mostly names: bylines, credits, photographers, contact lines."""

import re

from watchfloor.ingest.wordings import LEAD, PAGE, word_set
from watchfloor.model.late import late_regex

_MAX_NAMES = 16
_MAX_CAPITALS = 5
_MAX_LABELLED = 6
_ROLE = (
    r"(?:reporting|writing|editing|text|photographs?|photos|translation|research|compiled|written"
    r"|edited|translated)"
)
_CREDIT_CUE = rf"(?:(?:additional|further|with additional|with) )?{_ROLE}(?: (?:and|&) {_ROLE})?"
_CREDIT = late_regex(rf"{LEAD}{_CREDIT_CUE} by[: ]+\S.*", re.IGNORECASE)
_CREDIT_PARTS = late_regex(rf"\b{_CREDIT_CUE} (?:by|from)\b", re.IGNORECASE)
_CREDIT_LABEL = late_regex(
    rf"{LEAD}{_CREDIT_CUE} ?: ?(?P<names>[^;:]{{2,80}})\.?[)\]]{{0,1}}", re.IGNORECASE
)
_CONTRIBUTED = late_regex(
    r"(?P<names>.{3,200}?) (?:also )?contributed (?:"
    rf"(?:reporting )?to this {PAGE}|(?:to )?reporting)(?: from [^.]{{1,60}})?[.)]{{0,2}}"
)
_BYLINE = late_regex(
    r"(?:(?:(?:Story|Written|Posted|Published|Report|Words) )?[Bb]y|BY):?[ \t]{1,3}"
    r"(?P<names>[^,|•·\n]{3,80})(?P<rest>[,|•·].{0,120})?"
)
_PHOTO_BY = late_regex(
    r"[(\[]?(?:(?:Photo(?:graph)?s?|Image|Picture|Video|PHOTO|IMAGE)"
    r"(?: (?:by|credit|courtesy(?: of)?)\s?:?|\s?[:/])|(?:Credit|CREDIT)\s?:)\s?(?P<names>.{2,80})"
)
_AGENCY = r"(?:Getty(?: Images)?|AFP|AP|Reuters|REUTERS|EPA|Shutterstock)"
_AGENCY_PHOTO = late_regex(
    rf"(?P<names>.{{2,60}}?)(?: via |\s?/\s?){_AGENCY}(?:[ /]Getty Images)?\)?\.?"
)
_ADDRESS = late_regex(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|\+\d[\d ()./-]{6,20}\d|\(\d{3}\) \d{3}-\d{4}"
)
_CONTACT_WORDS = late_regex(
    r"https?://\S{1,200}|\b(?:e-?mail|phone|tel(?:ephone)?|fax|mobile|cell|whatsapp|contacts?|or|and"
    r"|at|press|media|newsroom|enquiries|inquiries)\b",
    re.IGNORECASE,
)
_MAX_CONTACT = 300
_CONNECTORS = word_set(
    "and in from at for with the of de da do dos del della di la le el al bin ibn bint van von der "
    "den ter y e & staff writer correspondent reporter editor desk special to"
)
# Headlines that begin with "By" go on with one of these; names do not.
_NO_NAMES = word_set(
    "the a an then now night day law friday saturday sunday monday tuesday wednesday thursday "
    "january february march april may june july august september october november december late "
    "early mid end next last this that these those midnight noon dawn all any far contrast "
    "comparison land sea air order popular some most many no"
)
_MARKS = "().,;:!|•·/[]\"'“”’–—-"


def is_credit(words: str) -> bool:
    """Tell whether words are "Reporting by A and B in C; editing by D" and nothing else."""
    contributed = _CONTRIBUTED.fullmatch(words) if "contributed" in words else None
    if contributed is not None:
        return are_names(contributed["names"])
    if _CREDIT.fullmatch(words) is None:
        return False
    parts = [part for part in _CREDIT_PARTS.split(words)[1:] if part.strip(_MARKS + " ")]
    return bool(parts) and all(are_names(part) for part in parts)


def is_credit_label(line: str) -> bool:
    """Tell whether a line is "Text: Name" or "Editing: Name and Name" and nothing else."""
    match = _CREDIT_LABEL.fullmatch(line)
    if match is None:
        return False
    names = match["names"].split()
    # A headline after such a word is longer than a name, or begins with what no name begins with.
    return (
        len(names) <= _MAX_LABELLED
        and names[0].casefold() not in _NO_NAMES
        and are_names(match["names"])
    )


def is_photo_credit(words: str) -> bool:
    """Tell whether words are "Photo: Name", "Name/Agency" or the like."""
    match = _PHOTO_BY.fullmatch(words) or _AGENCY_PHOTO.fullmatch(words)
    return match is not None and are_names(match["names"])


def is_byline(line: str) -> bool:
    """Tell whether a line near the top of a text says who wrote it."""
    match = _BYLINE.fullmatch(line)
    if match is None or line.endswith((".", "?", ":")):
        return False
    names, rest = match["names"].split(), match["rest"] or ""
    if names[0].casefold() in _NO_NAMES or (line.isupper() and len(names) > _MAX_CAPITALS):
        return False
    # After the comma come an outlet, a role or a date.
    after = " ".join(word for word in rest.split() if not word[0].isdigit())
    return are_names(match["names"]) and (not after.strip(_MARKS) or are_names(after))


def is_contact(line: str) -> bool:
    """Tell whether a line is an address or telephone number and the word for it, no more."""
    if len(line) > _MAX_CONTACT or ("@" not in line and "+" not in line and "(" not in line):
        return False
    rest, addresses = _ADDRESS.subn("", line)
    return addresses > 0 and not _CONTACT_WORDS.sub("", rest).strip(_MARKS + " <>*•·_\t\xa0")


def are_names(words: str) -> bool:
    """Tell whether words can be a list of names: capitalised, but for a few small words."""
    found = [word for part in re.split(r"[\s/|]+", words) if (word := part.strip(_MARKS))]
    small = [word for word in found if not word[0].isupper()]
    return len(small) < len(found) <= _MAX_NAMES and all(word in _CONNECTORS for word in small)
