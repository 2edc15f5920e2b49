"""Bytes -> text: which charset, and where it fails."""

import codecs
import re

from watchfloor.ingest.refusal import Refusal
from watchfloor.model.late import late_regex

# The marks of UTF-32 come first: the little-endian one begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8 = "utf-8"
# Charsets of seven bits: their bytes are always valid UTF-8, so they must be tried before it.
_SEVEN_BIT = late_regex(r"iso-?2022|hz|utf-?7", re.IGNORECASE)
# Browsers read these labels as windows-1252 (WHATWG Encoding Standard, section 4.2).
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "us-ascii"})
_DECLARED = late_regex(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096


def byte_order_mark(data: bytes) -> str | None:
    """Return the codec that a byte order mark at the start names."""
    return next((codec for mark, codec in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def declared_charset(data: bytes) -> str | None:
    """Return the charset that an HTML page declares of itself, as Python names it."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    if match is None:
        return None
    label = match[1].decode("ascii", "replace").casefold()
    return "cp1252" if label in _LATIN else label


def decode(data: bytes, *, encoding: str = _UTF8, declared: str | None = None) -> str:
    """Return the text of `data`.

    In order: a byte order mark; UTF-8, because bytes of a legacy charset are hardly ever valid
    UTF-8; what the page declares; what the caller says.

    Raises:
        Refusal: "charset", with the offset of the first byte that no candidate explains.
    """
    marked = byte_order_mark(data)
    if marked is not None:
        candidates = [marked]
    else:
        others = [name for name in (declared, encoding) if name]
        first = [name for name in others if _SEVEN_BIT.match(name)]
        candidates = list(dict.fromkeys([*first, _UTF8, *others]))
    failures: list[str] = []
    for name in candidates:
        try:
            return data.decode(name)
        except UnicodeDecodeError as error:
            offset = min(error.start, len(data))
            found = data[offset : offset + 1].hex() or "the end"
            failures.append(f"byte {offset} (0x{found}) is not valid {name}")
        except (LookupError, UnicodeError):
            # Python knows no such charset, or only as a codec between bytes.
            failures.append(f"{name} is no charset known here")
    advice = "say which charset it is, for example --encoding cp1252"
    message = f"{'; '.join(failures)}: {advice}"
    raise Refusal("charset", message)
